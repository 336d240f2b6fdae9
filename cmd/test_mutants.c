/* Surviving mutants for people and programs. In: a mutation. Out: of each its line before and after, and an example
 * to paste; a count. */
#include "cmd/testing.h"

#include <string.h>

/* Lines of the source that the span touches, and the same with the mutant in it. */
struct change {
    const char *before, *after;
};

static struct change change_of(struct shai_arena *arena, const struct shai_mutation *m,
                               const struct shai_mutant *mutant)
{
    const struct shai_source *s = &m->spec->sources->at[mutant->span.file];
    size_t from = mutant->span.begin, to = mutant->span.end;
    while (from > 0 && s->text[from - 1] != '\n') from--;
    while (to < s->len && s->text[to] != '\n') to++;
    return (struct change){
        shai_arena_strndup(arena, s->text + from, to - from),
        shai_arena_printf(arena, "%.*s%s%.*s", (int)(mutant->span.begin - from), s->text + from, mutant->text,
                          (int)(to - mutant->span.end), s->text + mutant->span.end),
    };
}

/* Each line of a text behind a mark. */
static void put_lines(struct shai_cmd *cmd, const char *mark, const char *color, const char *text)
{
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "\r\n");
        if (cmd->color_out && color) shai_out_puts(&cmd->out, color);
        size_t shown = len;
        while (shown && (at[shown - 1] == ' ' || at[shown - 1] == '\t')) shown--;
        shai_out_puts(&cmd->out, mark);
        shai_out_write(&cmd->out, at, shown);
        if (cmd->color_out && color) shai_out_puts(&cmd->out, "\033[0m");
        shai_out_putc(&cmd->out, '\n');
        at += len;
        at += strspn(at, "\r");
        at += *at == '\n';
    }
}

static void text_survivor(struct shai_cmd *cmd, const struct shai_mutation *m, const struct shai_survivor *s)
{
    struct shai_out *out = &cmd->out;
    struct change change = change_of(&cmd->run, m, s->mutant);
    shai_out_puts(out, m->spec->sources->at[s->mutant->span.file].name);
    shai_out_printf(out, SHAI_SAY(cmd, ":%u: 存活 ", ":%u: survivor "), s->line);
    shai_out_puts(out, s->mutant->name);
    shai_out_putc(out, '\n');
    put_lines(cmd, "  - ", "\033[31m", change.before);
    put_lines(cmd, "  + ", "\033[32m", change.after);
    if (s->example) {
        shai_out_puts(out, SHAI_SAY(cmd, "  没有样例能发现。可以加上(期望是现在的结果,请先对照标准核实):\n",
                                    "  No test notices it. This example would (it expects what comes now: check it\n"
                                    "  against the standard first):\n"));
        put_lines(cmd, "    ", NULL, s->example);
    } else if (s->untried) {
        shai_out_puts(out,
                      SHAI_SAY(cmd, "  没有样例能发现。存活的太多,没有轮到为它找样品:请先补上前面的样例,再运行一次\n",
                               "  No test notices it. Too many survive to look for an example for each: add those\n"
                               "  above and run it again.\n"));
    } else {
        shai_out_puts(out,
                      SHAI_SAY(cmd, "  没有样例能发现,也没有找到能发现它的样品。改动确实没有影响的,可以写明:\n",
                               "  No test notices it, and no sample was found that would. If it changes nothing,\n"
                               "  say so:\n"));
        shai_out_puts(out, m->spec->tree->lang == SHAI_ZH ? "    /// 存活: " : "    /// survivor: ");
        shai_out_puts(out, s->mutant->name);
        shai_out_puts(out, SHAI_SAY(cmd, " 理由\n", " reason\n"));
    }
}

static void text_mutants(struct shai_cmd *cmd, const struct shai_mutation *m)
{
    size_t left = 0;
    for (size_t i = 0; i < m->survivor_count; i++) {
        if (m->survivors[i].reason) continue;
        shai_arena_reset(&cmd->run);
        text_survivor(cmd, m, &m->survivors[i]);
        left++;
    }
    shai_out_puts(&cmd->out, m->spec->sources->at[m->spec->tree->file].name);
    shai_out_printf(&cmd->out,
                    SHAI_SAY(cmd, ":变异 %zu 个,发现 %zu,已说明 %zu,存活 %zu\n",
                             ": %zu mutants, %zu noticed, %zu explained, %zu survive\n"),
                    m->count, m->noticed, m->explained, left);
}

static void json_mutants(struct shai_cmd *cmd, const struct shai_mutation *m)
{
    struct shai_out *out = &cmd->out;
    shai_out_printf(out, ",\"mutants\":{\"count\":%zu,\"noticed\":%zu,\"explained\":%zu,\"survivors\":[", m->count,
                    m->noticed, m->explained);
    for (size_t i = 0; i < m->survivor_count; i++) {
        const struct shai_survivor *s = &m->survivors[i];
        shai_arena_reset(&cmd->run);
        struct change change = change_of(&cmd->run, m, s->mutant);
        const char *const fields[][2] = {{"name", s->mutant->name},
                                         {"before", change.before},
                                         {"after", change.after},
                                         {"reason", s->reason},
                                         {"example", s->example}};
        shai_out_printf(out, "%s{\"line\":%u", i ? ",\n " : "\n ", s->line);
        for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
            shai_out_printf(out, ",\"%s\":", fields[k][0]);
            shai_out_json_str(out, fields[k][1]);
        }
        shai_out_putc(out, '}');
    }
    shai_out_puts(out, "]}");
}

void shai_testing_mutants(struct shai_test_report *r, const struct shai_mutation *m)
{
    if (r->format == SHAI_TEST_TEXT) text_mutants(r->cmd, m);
    if (r->format == SHAI_TEST_JSON) json_mutants(r->cmd, m);
    if (r->format == SHAI_TEST_TAP)
        shai_out_printf(
            &r->cmd->out,
            SHAI_SAY(r->cmd, "# 变异 %zu 个,发现 %zu,已说明 %zu\n", "# %zu mutants, %zu noticed, %zu explained\n"),
            m->count, m->noticed, m->explained);
}
