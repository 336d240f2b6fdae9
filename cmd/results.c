/* From judged samples to results on an output. */
#include "cmd/results.h"

#include "cmd/judge.h"
#include "cmd/output.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

static struct shai_text_style text_style(const struct shai_cmd *cmd, const struct shai_out *out, bool explain)
{
    bool terminal = out == &cmd->out;
    return (struct shai_text_style){
        .lang = cmd->lang,
        .columns = cmd->columns,
        .color = terminal && cmd->color_out,
        .explain = explain,
        .ambiguous = cmd->ambiguous,
    };
}

/* How results are written: what every thread may look at. */
struct form {
    struct shai_evaluation *ev;
    struct shai_output output;
    const struct shai_results_options *options;
    struct shai_text_style style;
};

static void put_head(const struct form *f)
{
    struct shai_out *out = f->output.out;
    if (f->options->format == SHAI_RESULTS_TEXT) {
        shai_result_text_head(out, f->ev->program, f->style);
    } else if (f->options->format == SHAI_RESULTS_CSV) {
        if (f->options->bom) shai_out_puts(out, "\xEF\xBB\xBF");
        shai_result_csv_head(out);
    }
}

/* The sample at hand in `run`; what is made of it is in `arena`. */
static void put_result(const struct form *f, struct shai_out *out, struct shai_arena *arena,
                       const struct shai_run *run)
{
    switch (f->options->format) {
    case SHAI_RESULTS_TEXT: shai_result_text(out, arena, shai_result_make(arena, run), f->style); break;
    case SHAI_RESULTS_XLSX: f->options->book->put(f->options->book->user, arena, shai_result_make(arena, run)); break;
    case SHAI_RESULTS_NDJSON: shai_result_ndjson(out, shai_result_make(arena, run)); break;
    case SHAI_RESULTS_CSV: {
        struct shai_slice id = run->sample->fields[SHAI_FIELD_SAMPLE_ID];
        shai_result_csv(out, run, id.s, id.len);
        break;
    }
    }
}

static void make(void *user, struct shai_judge *j, struct shai_batch_row *row)
{
    (void)row;
    put_result(user, j->out, &j->run, j->machine);
}

/* Of a book only the putting must be in order. */
static void make_result(void *user, struct shai_judge *j, struct shai_batch_row *row)
{
    (void)user;
    row->made = shai_result_make(&j->run, j->machine);
}

static void put_made(void *user, struct shai_judge *j, struct shai_batch_row *row)
{
    const struct form *f = user;
    f->options->book->put(f->options->book->user, &j->run, row->made);
}

/* Results that somebody waits for are not held back while the data is waited for. */
static bool flush(void *user)
{
    struct form *f = user;
    return f->output.part || shai_out_flush(f->output.out) == 0;
}

static void put_all(struct form *f, size_t jobs)
{
    struct shai_evaluation *ev = f->ev;
    if (jobs > 1) {
        const struct shai_making stream = {.user = f, .make = make},
                                 book = {.user = f, .make = make_result, .order = put_made};
        shai_evaluation_all(ev, jobs, f->options->book ? &book : &stream, f->output.out);
        return;
    }
    ev->dry = (struct shai_dry){flush, f};
    while (!f->output.out->error && shai_evaluation_next(ev)) put_result(f, f->output.out, &ev->cmd->run, ev->run);
}

static void put_summary(struct shai_evaluation *ev, struct shai_out *out)
{
    static const enum shai_verdict order[] = {SHAI_VERDICT_PASS, SHAI_VERDICT_FAIL, SHAI_VERDICT_INCOMPLETE};
    enum shai_lang lang = ev->cmd->lang;
    shai_out_puts(out, SHAI_SAY(ev->cmd, "\n合计:", "\ntotal:"));
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        shai_out_printf(out, "%s %s %" PRIu64, i ? "," : "", shai_verdict_word(order[i], lang),
                        ev->verdicts[order[i]]);
    shai_out_putc(out, '\n');
}

int shai_results_evaluate(struct shai_cmd *cmd, const struct shai_program *program, const char *data,
                          const struct shai_results_options *options, const char *path, uint64_t verdicts[3])
{
    struct shai_evaluation ev;
    struct form f = {.ev = &ev, .options = options};
    size_t jobs = options->jobs ? shai_crew_size(options->jobs) : 1;
    if (!jobs) return shai_cmd_cannot(cmd, SHAI_D_OPTION_JOBS, "--jobs", options->jobs);
    if (!shai_evaluation_open(&ev, cmd, program, data, &options->data, options->explain)) return SHAI_EXIT_CANNOT;
    if (!shai_output_open(cmd, &f.output, path)) return SHAI_EXIT_CANNOT;
    struct shai_out *out = f.output.out;
    const struct shai_results_book *book = options->book;
    if (book && !book->begin(book->user, program)) {
        shai_output_drop(cmd, &f.output);
        return SHAI_EXIT_CANNOT;
    }
    f.style = text_style(cmd, out, options->explain);
    if (!ev.headless) put_head(&f);
    bool seen = out == &cmd->out && isatty(out->fd); /* results on the screen show by themselves how far it is */
    if (!seen) shai_evaluation_show(&ev, &options->data);
    put_all(&f, jobs);
    if (options->format == SHAI_RESULTS_TEXT && !ev.broken) {
        put_summary(&ev, out);
        shai_result_text_foot(out, f.style);
    }
    if (verdicts) memcpy(verdicts, ev.verdicts, sizeof ev.verdicts);
    bool whole = !ev.broken && (!book || book->finish(book->user, out));
    bool written = whole && shai_output_finish(cmd, &f.output);
    if (!whole) shai_output_drop(cmd, &f.output); /* half the results are no results */
    if (book) book->drop(book->user);
    int status = shai_evaluation_close(&ev);
    return written ? status : SHAI_EXIT_CANNOT;
}
