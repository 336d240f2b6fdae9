/* Samples by two editions. In: a file, two programs, and which items are one. Out: each sample whose verdict, hazard
 * or an item's outcome changes, with both reasons, and counts. Both readers take the file record by record in step,
 * so one sample is held at a time. */
#include "cmd/diff_data.h"

#include "cmd/data.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct side {
    const struct shai_program *program;
    struct shai_reader *reader;
    struct shai_run *run;
    struct shai_sample sample;
    struct shai_diags *diags;
    struct shai_result *result; /* NULL: refused */
    int fd;
};

struct comparing {
    struct shai_cmd *cmd;
    const struct shai_diff *diff;
    struct side side[2];
    struct shai_diags old_diags; /* what OLD says of the data; NEW says most of it too */
    struct shai_data_counts *counts;
    const char *sheet; /* ? of a workbook */
};

static bool open_side(struct comparing *c, int i, const struct shai_program *program, const char *path,
                      const struct shai_sample_options *how)
{
    struct side *s = &c->side[i];
    s->program = program;
    s->diags = i ? &c->cmd->data : &c->old_diags;
    s->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (s->fd < 0) {
        shai_cmd_cannot(c->cmd, SHAI_D_CANNOT_READ, path, strerror(errno));
        return false;
    }
    s->run = shai_run_new(&c->cmd->life, program, false);
    s->sample.facts = SHAI_NEW_N(&c->cmd->life, struct shai_fact, program->input_count);
    struct shai_data data = {.fd = s->fd, .name = path, .sheet = c->sheet, .diags = s->diags, .arena = &c->cmd->life};
    s->reader = shai_data_reader(c->cmd, &data, program, how);
    s->fd = data.fd;
    return true;
}

static void close_side(struct side *s)
{
    if (s->reader) shai_reader_close(s->reader);
    if (s->reader) close(s->fd);
}

static enum shai_next next(struct comparing *c, struct side *s)
{
    struct shai_arena *run = &c->cmd->run;
    s->result = NULL;
    enum shai_next n = shai_reader_next(s->reader, run, s->diags, &s->sample);
    if (n != SHAI_NEXT_SAMPLE) return n;
    if (shai_run_sample(s->run, run, &s->sample) != SHAI_RUN_OK) {
        struct shai_cell_place place = shai_reader_place(s->reader, s->sample.row);
        shai_diag_cell(s->diags, SHAI_D_SAMPLE_MATCH_LIMIT, place, NULL);
        return SHAI_NEXT_REFUSED;
    }
    s->result = shai_result_make(run, s->run);
    return n;
}

/* --- one sample --- */

static const struct shai_item_result *item_of(const struct shai_result *result, const struct shai_decl *decl)
{
    for (uint32_t i = 0; decl && i < result->item_count; i++)
        if (strcmp(result->items[i].item, decl->name) == 0) return &result->items[i];
    return NULL;
}

static const char *why(struct shai_arena *arena, const struct shai_item_result *r)
{
    if (!r) return NULL;
    if (r->problem) return r->problem;
    if (r->reason.text) return r->reason.text;
    if (!r->value && !r->requirement) return NULL;
    if (!r->value || !r->requirement) return r->value ? r->value : r->requirement;
    return shai_arena_printf(arena, "%s (%s)", r->value, r->requirement);
}

static bool differs(const struct shai_item_result *a, const struct shai_item_result *b)
{
    return !a || !b || a->outcome != b->outcome || a->hazard != b->hazard;
}

static void compare_items(struct comparing *c, struct shai_sample_change *change)
{
    struct shai_arena *run = &c->cmd->run;
    change->items = SHAI_NEW_N(run, struct shai_outcome_change, c->diff->pair_count);
    for (size_t i = 0; i < c->diff->pair_count; i++) {
        const struct shai_item_pair *p = &c->diff->pairs[i];
        const struct shai_item_result *a = item_of(change->old, p->old), *b = item_of(change->new, p->new);
        if (!differs(a, b)) continue;
        change->items[change->item_count++] = (struct shai_outcome_change){a, b, {why(run, a), why(run, b)}};
    }
}

static bool is_milder(const struct shai_result *a, const struct shai_result *b)
{
    return a->verdict == SHAI_VERDICT_FAIL && (b->verdict != SHAI_VERDICT_FAIL || b->hazard < a->hazard);
}

static void compare(struct comparing *c, shai_sample_told *told, void *user)
{
    struct side *old = &c->side[0], *new = &c->side[1];
    const struct shai_result *a = old->result, *b = new->result;
    const struct side *read = b ? new : old;
    struct shai_sample_change change = {.row = read->sample.row, .old = a, .new = b};
    c->counts->samples++;
    c->counts->refused[0] += !a;
    c->counts->refused[1] += !b;
    if (!a && !b) {
        c->counts->refused_both++;
        return;
    }
    change.id = b ? b->sample_id : a->sample_id;
    if (!change.id) change.id = "";
    if (a && b) compare_items(c, &change);
    change.verdict_changed = !a || !b || a->verdict != b->verdict || a->hazard != b->hazard;
    c->counts->verdicts += change.verdict_changed;
    c->counts->items += !change.verdict_changed && change.item_count;
    c->counts->same += !change.verdict_changed && !change.item_count;
    c->counts->milder += a && b ? is_milder(a, b) : a && a->verdict == SHAI_VERDICT_FAIL;
    if (change.verdict_changed || change.item_count) told(user, &change);
}

/* What NEW says of the data is said; what OLD says, where NEW takes the sample. */
static void say(struct comparing *c, bool old_too)
{
    struct shai_cmd *cmd = c->cmd;
    for (const struct shai_diag *d = c->old_diags.first; d && old_too; d = d->next)
        shai_diag_print(&cmd->err, &c->old_diags, d, shai_cmd_error_style(cmd));
    shai_diags_init(&c->old_diags, &cmd->said, NULL);
    shai_cmd_say_data(cmd);
}

int shai_diff_samples(struct shai_cmd *cmd, const struct shai_diff *diff,
                      const struct shai_program *const programs[2], const char *path,
                      const struct shai_data_options *options, struct shai_data_counts *counts,
                      shai_sample_told *told, void *user)
{
    struct comparing c = {.cmd = cmd, .diff = diff, .counts = counts, .sheet = options->sheet};
    struct shai_sample_options how = shai_data_sample_options(options);
    *counts = (struct shai_data_counts){0};
    if (strcmp(path, "-") == 0) return shai_cmd_cannot(cmd, SHAI_D_STDIN_TWICE, NULL, NULL);
    if (options->map && !shai_cmd_read_map(cmd, options->map, programs, 2, NULL, &how.map)) return SHAI_EXIT_CANNOT;
    shai_diags_init(&c.old_diags, &cmd->said, NULL);
    int status = SHAI_EXIT_CANNOT;
    if (open_side(&c, 0, programs[0], path, &how) && open_side(&c, 1, programs[1], path, &how)) {
        say(&c, false);
        for (;;) {
            shai_arena_reset(&cmd->run);
            enum shai_next a = next(&c, &c.side[0]), b = next(&c, &c.side[1]);
            bool ended = a == SHAI_NEXT_END || b == SHAI_NEXT_END;
            bool broken = a == SHAI_NEXT_BROKEN || b == SHAI_NEXT_BROKEN;
            say(&c, !ended && b == SHAI_NEXT_SAMPLE);
            if (!broken) status = SHAI_EXIT_DONE;
            if (ended || broken || cmd->out.error) break;
            compare(&c, told, user);
        }
    }
    close_side(&c.side[0]);
    close_side(&c.side[1]);
    return status;
}
