/* sushai test: a spec's own examples. In: source files, or folders of them. Out: the examples that fail, with what
 * was expected and what came, and a count. */
#include "cmd/command.h"
#include "cmd/spec.h"
#include "cmd/tree.h"
#include "lang/example.h"

struct test_options {
    int format;
};
enum { FORMAT_TEXT, FORMAT_TAP };

static const struct shai_option options[] = {
    {"format",
     0,
     SHAI_OPTION_CHOICE,
     offsetof(struct test_options, format),
     "text|tap",
     {"输出形式(默认 text)", "form of the output (default text)"}},
    {0},
};

struct testing {
    struct shai_cmd *cmd;
    const struct test_options *options;
    size_t passed, failed, number;
    bool errors, unreadable;
};

static void print_outcome(struct testing *t, const struct shai_example_outcome *o)
{
    struct shai_cmd *cmd = t->cmd;
    struct shai_out *out = &cmd->out;
    if (t->options->format == FORMAT_TAP) {
        shai_out_printf(out, "%s %zu - ", o->passed ? "ok" : "not ok", ++t->number);
        shai_out_puts(out, o->name);
        shai_out_putc(out, '\n');
    } else if (!o->passed) {
        const struct shai_source *source = &cmd->sources.at[o->span.file];
        struct shai_place place = shai_source_place(source, o->span.begin);
        shai_out_puts(out, source->name);
        shai_out_printf(out, ":%u:%u: %s%s%s “", place.line, place.column, cmd->color_out ? "\033[1;31m" : "",
                        SHAI_SAY(cmd, "未通过", "failed"), cmd->color_out ? "\033[0m" : "");
        shai_out_puts(out, o->name);
        shai_out_puts(out, "”\n");
    }
    for (size_t i = 0; i < o->failure_count; i++) {
        shai_out_puts(out, t->options->format == FORMAT_TAP ? "# " : "    ");
        shai_out_puts(out, o->failures[i]);
        shai_out_putc(out, '\n');
    }
}

static void test_file(void *user, const char *path)
{
    struct testing *t = user;
    struct shai_cmd *cmd = t->cmd;
    shai_cmd_next_unit(cmd);
    struct shai_spec *spec = shai_cmd_check(cmd, path);
    if (!spec) {
        t->unreadable = true;
        return;
    }
    struct shai_program *program = shai_cmd_compile(cmd, spec);
    t->errors |= cmd->diags.errors > 0;
    shai_cmd_say(cmd);
    if (!program) return; /* a library has no examples */
    size_t count;
    struct shai_example_outcome *outcomes =
        shai_examples_run(&cmd->unit, &cmd->diags, spec, program, cmd->lang, &count);
    for (size_t i = 0; i < count; i++) {
        if (outcomes[i].passed) t->passed++;
        else t->failed++;
        print_outcome(t, &outcomes[i]);
    }
    shai_cmd_say(cmd);
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    struct testing t = {.cmd = cmd, .options = opt};
    for (size_t i = 0; i < operands.count; i++)
        if (!shai_cmd_each_spec(cmd, operands.at[i], test_file, &t)) t.unreadable = true;
    if (t.options->format == FORMAT_TAP) shai_out_printf(&cmd->out, "1..%zu\n", t.number);
    else
        shai_out_printf(&cmd->out, SHAI_SAY(cmd, "样例:%zu 通过,%zu 未通过\n", "examples: %zu passed, %zu failed\n"),
                        t.passed, t.failed);
    if (t.unreadable) return SHAI_EXIT_CANNOT;
    return t.errors || t.failed ? SHAI_EXIT_FOUND : SHAI_EXIT_DONE;
}

const struct shai_command shai_command_test = {
    .name = "test",
    .operands = {{"路径", "PATH"}},
    .least = 1,
    .most = SHAI_OPERANDS_ANY,
    .summary = {"运行细则自带的样例", "run the examples of specs"},
    .about = {"运行细则中的每个“样例”,列出没有得到期望结果的。路径可以是 .shai 文件、含有\n"
              ".shai 文件的文件夹,或 - (标准输入)。\n\n"
              "退出状态:0 全部通过;1 有样例未通过,或细则有错误;2 文件无法读取。",
              "Runs every example of the specs and prints those that do not come out as expected.\n"
              "PATH is a .shai file, a folder of them, or - for standard input.\n\n"
              "Exit status: 0 all pass; 1 an example fails, or a spec has errors; 2 a file cannot be read."},
    .options = options,
    .options_size = sizeof(struct test_options),
    .run = run,
};
