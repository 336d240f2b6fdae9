/* sushai check: what is wrong with specs. In: source files, or folders of them. Out: their diagnostics, and a count.
 * It writes nothing else and compiles nothing. */
#include "cmd/command.h"
#include "cmd/findings.h"
#include "cmd/spec.h"
#include "cmd/tree.h"
#include "lint/lint.h"

struct check_options {
    int warnings; /* 1: as errors */
    int format;
    bool no_lint;
};

/* By the choices of --format; NULL: text for people. */
static const struct shai_findings_form *const forms[] = {NULL, &shai_findings_json, &shai_findings_sarif,
                                                         &shai_findings_github};

static const struct shai_option options[] = {
    {"warnings",
     'W',
     SHAI_OPTION_CHOICE,
     offsetof(struct check_options, warnings),
     "allow|error",
     {"有警告时退出状态也为 1(-W error)", "with -W error a warning makes the exit status 1 too"}},
    {"format",
     0,
     SHAI_OPTION_CHOICE,
     offsetof(struct check_options, format),
     "text|json|sarif|github",
     {"输出形式(默认 text);其他形式输出到标准输出",
      "form of the output (default text); others go to standard output"}},
    {"no-lint",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct check_options, no_lint),
     NULL,
     {"不作规则检查(W06 警告)", "without the lint (warnings W06)"}},
    {0},
};

struct checking {
    struct shai_cmd *cmd;
    const struct check_options *options;
    size_t files, errors, warnings;
    struct shai_diags refusals; /* files that could not be read; their first piece is the path */
    bool unreadable;
    const struct shai_findings_form *form; /* NULL: text */
    struct shai_findings findings;
};

/* Counts, and writes where a form is asked for, the refusals since the last time. They were said on standard error
 * already. */
static void take_refusals(struct checking *c)
{
    c->errors += c->refusals.errors;
    for (const struct shai_diag *d = c->form ? c->refusals.first : NULL; d; d = d->next)
        c->form->put(&c->findings, d);
    shai_diags_init(&c->refusals, &c->cmd->life, NULL);
}

static void check_file(void *user, const char *path)
{
    struct checking *c = user;
    struct shai_cmd *cmd = c->cmd;
    shai_cmd_next_unit(cmd);
    c->files++;
    const struct shai_spec *spec = shai_cmd_check(cmd, path);
    if (!spec) {
        c->unreadable = true;
        take_refusals(c);
        return;
    }
    if (!c->options->no_lint) shai_lint(&cmd->unit, &cmd->diags, spec, shai_cmd_has_table(cmd, path));
    c->errors += cmd->diags.errors;
    c->warnings += cmd->diags.warnings;
    for (const struct shai_diag *d = c->form ? cmd->diags.first : NULL; d; d = d->next) c->form->put(&c->findings, d);
    if (!c->form) shai_cmd_say(cmd);
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    struct checking c = {.cmd = cmd, .options = opt, .findings = {.cmd = cmd}};
    c.form = forms[c.options->format];
    shai_diags_init(&c.refusals, &cmd->life, NULL);
    cmd->refusals = &c.refusals;
    if (c.form) c.form->begin(&c.findings);
    for (size_t i = 0; i < operands.count; i++) {
        if (!shai_cmd_each_spec(cmd, operands.at[i], check_file, &c)) c.unreadable = true;
        take_refusals(&c);
    }
    cmd->refusals = NULL;
    if (c.form) c.form->end(&c.findings);
    else
        shai_out_printf(&cmd->out,
                        SHAI_SAY(cmd, "%zu 个文件:%zu 个错误,%zu 个警告\n", "files %zu: errors %zu, warnings %zu\n"),
                        c.files, c.errors, c.warnings);
    if (c.unreadable) return SHAI_EXIT_CANNOT;
    return c.errors || (c.warnings && c.options->warnings) ? SHAI_EXIT_FOUND : SHAI_EXIT_DONE;
}

const struct shai_command shai_command_check = {
    .name = "check",
    .operands = {{"路径", "PATH"}},
    .least = 1,
    .most = SHAI_OPERANDS_ANY,
    .summary = {"检查细则的写法", "check specs"},
    .about = {"检查细则:语法、名称、类型、单位、是否有遗漏的情形;没有错误时,再按各条规则检查多半\n"
              "不是本意的写法(W06 警告,见 docs/lint/)。路径可以是 .shai 文件、含有 .shai 文件的\n"
              "文件夹,或 - (标准输入)。\n\n"
              "退出状态:0 没有错误;1 有错误(-W error 时也包括警告);2 文件无法读取。",
              "Checks specs: syntax, names, types, units, cases left out; and, where there are no errors,\n"
              "by the rules of the lint, what is hardly meant (warnings W06, docs/lint/). PATH is a\n"
              ".shai file, a folder of them, or - for standard input.\n\n"
              "Exit status: 0 no error; 1 errors (with -W error, or warnings); 2 a file cannot be read."},
    .options = options,
    .options_size = sizeof(struct check_options),
    .run = run,
};
