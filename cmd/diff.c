/* sushai diff: what changes between two editions of a spec. In: two sources; with --data, samples. Out: changes in
 * the domain's words, and the samples that are judged otherwise. Compiled programs hold too little to be compared. */
#include "cmd/command.h"
#include "cmd/diff_write.h"
#include "cmd/results.h"
#include "cmd/spec.h"

struct diff_options {
    int format; /* SHAI_DIFF_… */
    const char *data;
    struct shai_data_options form; /* of the data */
    bool no_laxer, exit_code;
};

static const struct shai_option options[] = {
    {"format",
     'f',
     SHAI_OPTION_CHOICE,
     offsetof(struct diff_options, format),
     "text|json|md",
     {"输出形式(默认 text)", "form of the output (default text)"}},
    {"data",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct diff_options, data),
     "F",
     {"用两版细则判定这些样品,列出结论或项目判定改变的", "judge these samples by both, and list those that change"}},
    SHAI_FORM_OPTIONS(offsetof(struct diff_options, form)),
    SHAI_MAP_OPTION(offsetof(struct diff_options, form.map)),
    {"no-laxer",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct diff_options, no_laxer),
     NULL,
     {"有趋宽或宽严未定的改动时退出状态为 1", "exit status 1 where a change is laxer, or may be"}},
    {"exit-code",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct diff_options, exit_code),
     NULL,
     {"有变化时退出状态为 1", "exit status 1 where anything is changed"}},
    {0},
};

static void tell(void *user, const struct shai_sample_change *change)
{
    shai_diff_write_sample(user, change);
}

/* The programs of both, or the status of what stands in the way. */
static int compile_both(struct shai_cmd *cmd, const struct shai_spec *const specs[2],
                        const struct shai_words *operands, const struct shai_program *programs[2])
{
    for (int i = 0; i < 2; i++) {
        if (!shai_cmd_is_spec(specs[i])) return shai_cmd_cannot(cmd, SHAI_D_IS_LIBRARY, operands->at[i], NULL);
        programs[i] = shai_cmd_compile(cmd, specs[i]);
        if (programs[i]) continue;
        shai_cmd_say(cmd);
        return SHAI_EXIT_FOUND;
    }
    return SHAI_EXIT_DONE;
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    const struct diff_options *o = opt;
    const struct shai_spec *specs[2];
    const struct shai_program *programs[2];
    for (int i = 0; i < 2; i++) {
        specs[i] = shai_cmd_check(cmd, operands.at[i]);
        if (!specs[i]) return SHAI_EXIT_CANNOT;
    }
    bool errors = cmd->diags.errors > 0;
    shai_cmd_say(cmd);
    if (errors) return SHAI_EXIT_FOUND;
    int status = o->data ? compile_both(cmd, specs, &operands, programs) : SHAI_EXIT_DONE;
    if (status != SHAI_EXIT_DONE) return status;
    struct shai_diff *diff = shai_diff(&cmd->unit, specs[0], specs[1], cmd->lang);
    struct shai_diff_writer w = {.cmd = cmd, .format = o->format, .diff = diff, .spec = {specs[0], specs[1]}};
    struct shai_data_counts counts = {0};
    shai_diff_write(&w);
    if (o->data) {
        shai_diff_write_data(&w, o->data);
        status = shai_diff_samples(cmd, diff, programs, o->data, &o->form, &counts, tell, &w);
        shai_diff_write_counts(&w, &counts);
    }
    shai_diff_write_end(&w);
    if (status != SHAI_EXIT_DONE) return status;
    bool laxer = diff->counts[SHAI_DRIFT_LAXER] || diff->counts[SHAI_DRIFT_OPEN] || counts.milder;
    return (o->exit_code && !diff->unchanged) || (o->no_laxer && laxer) ? SHAI_EXIT_FOUND : SHAI_EXIT_DONE;
}

const struct shai_command shai_command_diff = {
    .name = "diff",
    .operands = {{"旧细则", "OLD"}, {"新细则", "NEW"}},
    .least = 2,
    .most = 2,
    .summary = {"比较两版细则", "what changes between two editions of a spec"},
    .about = {"比较两版细则的意思:项目的增删,限值更严或更宽,风险升高或降低,适用范围扩大或缩小,\n"
              "引用标准的改变,等等;每处改动一行。排版、注释和关键字的写法不算改动。用 --data 可看到\n"
              "哪些样品的结论会改变,以及原因。两者都须是源文件。\n\n"
              "退出状态:0 完成(不论有无变化);1 细则有错误,或 --exit-code、--no-laxer 要求;2 无法\n"
              "读取。",
              "Compares what two editions of a spec mean: items added and removed, limits stricter or\n"
              "laxer, hazards raised or lowered, applicability widened or narrowed, standards cited\n"
              "anew, and so on; a line a change. Layout, comments and the spelling of keywords are no\n"
              "changes. With --data, which samples change verdict, and why. Both must be sources.\n\n"
              "Exit status: 0 done, changed or not; 1 a spec has errors, or --exit-code or --no-laxer\n"
              "asks for it; 2 a file cannot be read."},
    .options = options,
    .options_size = sizeof(struct diff_options),
    .run = run,
};
