/* From judged samples to results on an output. */
#include "cmd/results.h"

#include "cmd/output.h"

#include <inttypes.h>
#include <string.h>

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

static void put_head(struct shai_evaluation *ev, struct shai_out *out, const struct shai_results_options *options,
                     struct shai_text_style style)
{
    if (options->format == SHAI_RESULTS_TEXT) {
        shai_result_text_head(out, ev->program, style);
    } else if (options->format == SHAI_RESULTS_CSV) {
        if (options->bom) shai_out_puts(out, "\xEF\xBB\xBF");
        shai_result_csv_head(out);
    }
}

static void put_result(struct shai_evaluation *ev, struct shai_out *out, const struct shai_results_options *options,
                       struct shai_text_style style)
{
    struct shai_arena *arena = &ev->cmd->run;
    switch (options->format) {
    case SHAI_RESULTS_TEXT: shai_result_text(out, arena, shai_result_make(arena, ev->run), style); break;
    case SHAI_RESULTS_NDJSON: shai_result_ndjson(out, shai_result_make(arena, ev->run)); break;
    case SHAI_RESULTS_CSV: {
        struct shai_slice id = ev->sample.fields[SHAI_FIELD_SAMPLE_ID];
        shai_result_csv(out, ev->run, id.s, id.len);
        break;
    }
    }
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
    struct shai_output output;
    if (!shai_evaluation_open(&ev, cmd, program, data, &options->data, options->explain)) return SHAI_EXIT_CANNOT;
    if (!shai_output_open(cmd, &output, path)) return SHAI_EXIT_CANNOT;
    struct shai_text_style style = text_style(cmd, output.out, options->explain);
    if (!ev.headless) put_head(&ev, output.out, options, style);
    while (!output.out->error && shai_evaluation_next(&ev)) put_result(&ev, output.out, options, style);
    if (options->format == SHAI_RESULTS_TEXT && !ev.broken) {
        put_summary(&ev, output.out);
        shai_result_text_foot(output.out, style);
    }
    if (verdicts) memcpy(verdicts, ev.verdicts, sizeof ev.verdicts);
    bool written = !ev.broken && shai_output_finish(cmd, &output);
    if (ev.broken) shai_output_drop(cmd, &output); /* half the results are no results */
    int status = shai_evaluation_close(&ev);
    return written ? status : SHAI_EXIT_CANNOT;
}
