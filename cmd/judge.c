/* Batches of samples; see judge.h. In: a reader. Out: results and messages in the order of the file. */
#include "cmd/judge.h"

#include <unistd.h>

enum { BATCH_BYTES = 2 * 1024 * 1024 }; /* a batch of huge rows, or of very many inputs, is a short one */

struct judging {
    struct shai_evaluation *ev;
    const struct shai_making *making;
    struct shai_out *out;
    struct shai_judge *judges;
    struct shai_crew_member *reader; /* the member that takes */
    bool terminal;                   /* a person sees both outputs as one */
};

static struct shai_judge *judge_of(void *user, const struct shai_crew_member *m)
{
    struct judging *all = user;
    return &all->judges[m->index];
}

/* --- the place of work -------------------------------------------------------------------------------------------
 */

static struct shai_out *text_out(struct shai_judge *j, struct shai_strbuf *text)
{
    struct shai_out *out = shai_arena_alloc(&j->life, sizeof *out);
    shai_strbuf_init(text, &j->life);
    shai_out_init_text(out, text);
    return out;
}

/* By the member itself, so that what fails is its own. */
static void equip(struct judging *all, struct shai_judge *j)
{
    size_t rows = all->making->rows ? all->making->rows : SHAI_BATCH_ROWS;
    j->machine = shai_run_new(&j->life, all->ev->program, all->ev->explain);
    shai_diags_init(&j->reading, &j->rows, NULL);
    shai_diags_init(&j->diags, &j->rows, NULL);
    j->out = text_out(j, &j->out_text);
    j->err = text_out(j, &j->err_text);
    j->row = SHAI_NEW_N(&j->life, struct shai_batch_row, rows);
}

static void init(struct judging *all, struct shai_judge *j, struct shai_crew_member *m)
{
    const struct shai_mem *mem = all->ev->cmd->life.mem;
    j->ev = all->ev;
    shai_arena_init(&j->life, mem, &m->panic);
    shai_arena_init(&j->rows, mem, &m->panic);
    shai_arena_init(&j->run, mem, &m->panic);
}

static void release(struct shai_judge *j)
{
    shai_arena_release(&j->run);
    shai_arena_release(&j->rows);
    shai_arena_release(&j->life);
}

/* --- taking ------------------------------------------------------------------------------------------------------
 */

static void clear(struct shai_judge *j)
{
    shai_arena_reset(&j->rows);
    shai_arena_reset(&j->run);
    shai_strbuf_clear(&j->out_text);
    shai_strbuf_clear(&j->err_text);
    j->count = 0;
    j->dry = false;
}

/* Texts and facts of the row stay as they are until the batch is put. Returns their size. */
static size_t take_row(struct shai_judge *j, struct shai_batch_row *row)
{
    struct shai_evaluation *ev = j->ev;
    struct shai_diags *diags = &j->reading;
    size_t errors = diags->errors;
    if (!row->sample.facts) row->sample.facts = SHAI_NEW_N(&j->life, struct shai_fact, ev->program->input_count);
    row->next = shai_reader_next(ev->reader, &j->rows, diags, &row->sample);
    row->late = row->next == SHAI_NEXT_END && diags->errors > errors;
    row->said = diags->first;
    row->made = NULL;
    row->troubles = 0;
    diags->first = NULL;
    diags->tail = &diags->first;
    row->place = shai_reader_place(ev->reader, row->sample.row);
    size_t facts = ev->program->input_count * sizeof(struct shai_fact);
    return facts + (row->next == SHAI_NEXT_SAMPLE ? shai_reader_keep(ev->reader, &j->rows, &row->sample) : 0);
}

/* The row becomes the last one of the batch, of which meanwhile all others may have been handed over. */
static void add_row(struct shai_judge *j, struct shai_batch_row *row)
{
    struct shai_batch_row *last = &j->row[j->count++], other = *last;
    *last = *row;
    if (row != last) *row = other;
}

static bool take(void *user, struct shai_crew_member *m)
{
    struct judging *all = user;
    struct shai_judge *j = judge_of(user, m);
    size_t most = all->making->rows ? all->making->rows : SHAI_BATCH_ROWS, bytes = 0;
    bool more = true;
    if (!j->row) equip(all, j);
    clear(j);
    all->reader = m;
    all->ev->cmd->file.panic = &m->panic;
    while (more && !j->dry && j->count < most && bytes < BATCH_BYTES) {
        struct shai_batch_row *row = &j->row[j->count];
        bytes += take_row(j, row);
        more = row->next == SHAI_NEXT_SAMPLE || row->next == SHAI_NEXT_REFUSED;
        add_row(j, row);
    }
    return more;
}

/* --- judging -----------------------------------------------------------------------------------------------------
 */

static void say(struct shai_judge *j, struct shai_diag *said)
{
    j->diags.first = said;
    shai_cmd_put_diags(j->ev->cmd, j->err, &j->diags);
}

static void judge_row(struct judging *all, struct shai_judge *j, struct shai_batch_row *row)
{
    if (row->said) say(j, row->said);
    if (row->next != SHAI_NEXT_SAMPLE) return;
    if (!all->making->order) shai_arena_reset(&j->run);
    if (shai_run_sample(j->machine, &j->run, &row->sample) != SHAI_RUN_OK) {
        shai_diag_cell(&j->diags, SHAI_D_SAMPLE_MATCH_LIMIT, row->place, NULL);
        row->next = SHAI_NEXT_REFUSED;
    } else {
        row->verdict = j->machine->verdict;
        row->troubles = shai_evaluation_check(all->ev, &j->run, &j->diags, &row->sample, row->place);
        all->making->make(all->making->user, j, row);
    }
    if (j->diags.first) say(j, j->diags.first);
}

static void work(void *user, struct shai_crew_member *m)
{
    struct shai_judge *j = judge_of(user, m);
    for (size_t i = 0; i < j->count; i++) {
        judge_row(user, j, &j->row[i]);
        j->row[i].out_to = j->out_text.len + j->out->len;
        j->row[i].err_to = j->err_text.len + j->err->len;
    }
    shai_out_flush(j->out);
    shai_out_flush(j->err);
}

static void order(void *user, struct shai_crew_member *m)
{
    struct judging *all = user;
    struct shai_judge *j = judge_of(user, m);
    for (size_t i = 0; i < j->count; i++)
        if (j->row[i].next == SHAI_NEXT_SAMPLE) all->making->order(all->making->user, j, &j->row[i]);
}

static void finish(void *user, struct shai_crew_member *m)
{
    struct judging *all = user;
    struct shai_judge *j = judge_of(user, m);
    for (size_t i = 0; i < j->count; i++)
        if (j->row[i].next == SHAI_NEXT_SAMPLE) all->making->finish(all->making->user, j, &j->row[i]);
}

/* --- putting -----------------------------------------------------------------------------------------------------
 */

static void put_part(struct shai_out *out, const struct shai_strbuf *text, size_t *from, size_t to)
{
    shai_out_write(out, text->s + *from, to - *from);
    *from = to;
}

/* Messages; on a terminal behind the results that came before them. */
static void put_texts(const struct judging *all, struct shai_judge *j)
{
    struct shai_out *err = &all->ev->cmd->err;
    if (j->err_text.len) shai_progress_erase(&all->ev->cmd->progress);
    size_t out_at = 0, err_at = 0;
    for (size_t i = 0; i < j->count && all->terminal; i++) {
        if (j->row[i].err_to == err_at) continue;
        put_part(all->out, &j->out_text, &out_at, j->row[i].out_to);
        shai_out_flush(all->out);
        put_part(err, &j->err_text, &err_at, j->row[i].err_to);
        shai_out_flush(err);
    }
    put_part(all->out, &j->out_text, &out_at, j->out_text.len);
    put_part(err, &j->err_text, &err_at, j->err_text.len);
    if (err->len) shai_out_flush(err);
}

static bool put(void *user, struct shai_crew_member *m)
{
    struct judging *all = user;
    struct shai_judge *j = judge_of(user, m);
    put_texts(all, j);
    for (size_t i = 0; i < j->count; i++) {
        shai_evaluation_count(all->ev, j->row[i].next, j->row[i].verdict, j->row[i].late);
        all->ev->troubles += j->row[i].troubles;
    }
    shai_progress_tick(&all->ev->cmd->progress, all->ev->results + all->ev->refused);
    return !all->out->error;
}

/* --- a file that has nothing more just now -----------------------------------------------------------------------
 */

/* Within take, deep in the reader: nothing that was read waits for what is still to come. */
static bool hand_over(void *user)
{
    struct judging *all = user;
    struct shai_judge *j = judge_of(all, all->reader);
    bool going = shai_crew_hand_over(all->reader);
    j->dry = true;
    j->count = 0;
    shai_strbuf_clear(&j->out_text);
    shai_strbuf_clear(&j->err_text);
    return going && shai_out_flush(all->out) == 0;
}

/* --- all of it ---------------------------------------------------------------------------------------------------
 */

void shai_evaluation_all(struct shai_evaluation *ev, size_t jobs, const struct shai_making *making,
                         struct shai_out *out)
{
    struct shai_cmd *cmd = ev->cmd;
    struct judging all = {.ev = ev, .making = making, .out = out, .terminal = isatty(cmd->out.fd)};
    struct shai_crew_member *members = SHAI_NEW_N(&cmd->life, struct shai_crew_member, jobs);
    all.judges = SHAI_NEW_N(&cmd->life, struct shai_judge, jobs);
    for (size_t i = 0; i < jobs; i++) init(&all, &all.judges[i], &members[i]);
    const struct shai_crew_job job = {
        .user = &all,
        .take = take,
        .work = work,
        .order = making->order ? order : NULL,
        .finish = making->finish ? finish : NULL,
        .put = put,
    };
    ev->dry = (struct shai_dry){hand_over, &all};
    bool done = shai_crew_run(&job, members, jobs);
    cmd->file.panic = &cmd->panic;
    for (size_t i = 0; i < jobs; i++) release(&all.judges[i]);
    if (!done) shai_arena_panic(&cmd->life);
}
