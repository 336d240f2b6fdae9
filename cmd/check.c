/* sushai check: what is wrong with specs. In: source files, or folders of them. Out: their diagnostics, and a count.
 * It writes nothing else and compiles nothing. */
#include "cmd/command.h"
#include "cmd/spec.h"
#include "cmd/tree.h"

struct check_options {
    int warnings; /* 1: as errors */
    int format;
};
enum { FORMAT_TEXT, FORMAT_JSON };

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
     "text|json",
     {"输出形式(默认 text);json 输出到标准输出", "form of the output (default text); json goes to standard output"}},
    {0},
};

struct checking {
    struct shai_cmd *cmd;
    const struct check_options *options;
    size_t files, errors, warnings;
    struct shai_diags refusals; /* files that could not be read; their first piece is the path */
    bool unreadable, printed;
};

/* The members that say where; line and column count from 1, the column in code points; the end is one past. */
static void print_place(struct shai_out *out, const struct shai_sources *sources, struct shai_span span)
{
    const struct shai_source *source = &sources->at[span.file];
    struct shai_place begin = shai_source_place(source, span.begin), end = shai_source_place(source, span.end);
    shai_out_puts(out, "\"file\":");
    shai_out_json_str(out, source->name);
    shai_out_printf(out, ",\"line\":%u,\"column\":%u,\"endLine\":%u,\"endColumn\":%u", begin.line, begin.column,
                    end.line, end.column);
}

/* One without a span is of a file that could not be read. */
static void print_json(struct checking *c, const struct shai_diag *d)
{
    static const char *const severities[] = {"error", "warning", "note"};
    struct shai_cmd *cmd = c->cmd;
    struct shai_out *out = &cmd->out;
    const struct shai_diag_info *info = &shai_diag_infos[d->id];
    shai_out_puts(out, c->printed ? ",\n{" : "\n{");
    c->printed = true;
    shai_out_printf(out, "\"code\":\"%s\",\"severity\":\"%s\",", info->code, severities[info->severity]);
    if (d->has_span) {
        print_place(out, &cmd->sources, d->span);
    } else {
        shai_out_puts(out, "\"file\":");
        shai_out_json_str(out, d->args[0] && *d->args[0] ? d->args[0] : NULL);
        shai_out_puts(out, ",\"line\":null,\"column\":null,\"endLine\":null,\"endColumn\":null");
    }
    shai_out_puts(out, ",\"message\":");
    shai_out_json_str(out, shai_diag_text(&cmd->unit, d, cmd->lang));
    const char *mend = shai_diag_mend(&cmd->unit, d, cmd->lang);
    shai_out_puts(out, ",\"mend\":");
    shai_out_json_str(out, *mend ? mend : NULL);
    shai_out_puts(out, ",\"notes\":[");
    for (const struct shai_diag *n = d->note; n; n = n->note) {
        shai_out_puts(out, n == d->note ? "{" : ",{");
        print_place(out, &cmd->sources, n->span);
        shai_out_puts(out, ",\"message\":");
        shai_out_json_str(out, shai_diag_text(&cmd->unit, n, cmd->lang));
        shai_out_putc(out, '}');
    }
    shai_out_puts(out, "]}");
}

/* Counts, and in JSON prints, the refusals since the last time. They were said on standard error already. */
static void take_refusals(struct checking *c)
{
    c->errors += c->refusals.errors;
    if (c->options->format == FORMAT_JSON)
        for (const struct shai_diag *d = c->refusals.first; d; d = d->next) print_json(c, d);
    shai_diags_init(&c->refusals, &c->cmd->life, NULL);
}

static void check_file(void *user, const char *path)
{
    struct checking *c = user;
    struct shai_cmd *cmd = c->cmd;
    shai_cmd_next_unit(cmd);
    c->files++;
    if (!shai_cmd_check(cmd, path)) {
        c->unreadable = true;
        take_refusals(c);
        return;
    }
    c->errors += cmd->diags.errors;
    c->warnings += cmd->diags.warnings;
    if (c->options->format == FORMAT_JSON) {
        for (const struct shai_diag *d = cmd->diags.first; d; d = d->next) print_json(c, d);
    } else {
        shai_cmd_say(cmd);
    }
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    struct checking c = {.cmd = cmd, .options = opt};
    shai_diags_init(&c.refusals, &cmd->life, NULL);
    cmd->refusals = &c.refusals;
    if (c.options->format == FORMAT_JSON) shai_out_putc(&cmd->out, '[');
    for (size_t i = 0; i < operands.count; i++) {
        if (!shai_cmd_each_spec(cmd, operands.at[i], check_file, &c)) c.unreadable = true;
        take_refusals(&c);
    }
    cmd->refusals = NULL;
    if (c.options->format == FORMAT_JSON) shai_out_puts(&cmd->out, "\n]\n");
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
    .about = {"检查细则:语法、名称、类型、单位、是否有遗漏的情形。路径可以是 .shai 文件、含有\n"
              ".shai 文件的文件夹,或 - (标准输入)。\n\n"
              "退出状态:0 没有错误;1 有错误(-W error 时也包括警告);2 文件无法读取。",
              "Checks specs: syntax, names, types, units, cases left out. PATH is a .shai file, a\n"
              "folder of them, or - for standard input.\n\n"
              "Exit status: 0 no error; 1 errors (with -W error, or warnings); 2 a file cannot be read."},
    .options = options,
    .options_size = sizeof(struct check_options),
    .run = run,
};
