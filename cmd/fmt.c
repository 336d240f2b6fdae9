/* sushai fmt: specs in their canonical layout. In: source files, folders of them, or standard input. Out: the files
 * themselves, written anew where they differ; of standard input, the text on standard output. A file with mistakes in
 * its writing is left as it is. It resolves no name and reads no library. */
#include "cmd/command.h"
#include "cmd/rewrite.h"
#include "cmd/tree.h"
#include "grammar/format.h"
#include "lang/spec.h"

#include <string.h>

struct fmt_options {
    int keywords; /* 0: as written; 1 zh, 2 en */
    bool check;
};

static const struct shai_option options[] = {
    {"check",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct fmt_options, check),
     NULL,
     {"不写文件,只列出排版不规范的文件和第一处;有则退出状态为 1",
      "write nothing; name the files that are not laid out so, and the first line\nof each; the exit status is then "
      "1"}},
    {"keywords",
     0,
     SHAI_OPTION_CHOICE,
     offsetof(struct fmt_options, keywords),
     "as-is|zh|en",
     {"关键字统一用中文或英文写法(默认不变)",
      "all keywords in Chinese or in English (default: as they are written)"}},
    {0},
};

struct formatting {
    struct shai_cmd *cmd;
    const struct fmt_options *options;
    size_t files, changed, wrong;
    bool failed; /* something could not be read or written */
};

/* The first line in which two texts differ, from 1; *a and *b become that line of each. */
static unsigned first_difference(const char **a, const char **b)
{
    unsigned line = 1;
    for (;;) {
        size_t n = strcspn(*a, "\n"), m = strcspn(*b, "\n");
        if (n != m || memcmp(*a, *b, n) != 0 || !(*a)[n] || !(*b)[n]) return line;
        *a += n + 1;
        *b += n + 1;
        line++;
    }
}

static void put_difference(struct shai_out *out, char sign, const char *s)
{
    size_t n = strcspn(s, "\n");
    if (*s) shai_out_printf(out, "  %c %.*s\n", sign, (int)(n && s[n - 1] == '\r' ? n - 1 : n), s);
}

static void report(struct formatting *f, const char *name, const char *before, const char *after)
{
    struct shai_cmd *cmd = f->cmd;
    unsigned line = first_difference(&before, &after);
    shai_out_printf(&cmd->out, SHAI_SAY(cmd, "%s:%u: 排版不规范\n", "%s:%u: not laid out so\n"), name, line);
    put_difference(&cmd->out, '-', before);
    put_difference(&cmd->out, '+', after);
}

static void format_file(void *user, const char *path)
{
    struct formatting *f = user;
    struct shai_cmd *cmd = f->cmd;
    bool is_input = strcmp(path, "-") == 0;
    const char *name = is_input ? "<stdin>" : path;
    char *text;
    size_t len;
    shai_cmd_next_unit(cmd);
    f->files++;
    if (!shai_cmd_read(cmd, path, SHAI_SOURCE_LIMIT, &text, &len)) {
        f->failed = true;
        return;
    }
    if (shai_program_is(text, len)) {
        shai_cmd_cannot(cmd, SHAI_D_NOT_A_SPEC, path, NULL);
        f->failed = true;
        return;
    }
    struct shai_strbuf out;
    shai_strbuf_init(&out, &cmd->unit);
    uint32_t file = shai_sources_add(&cmd->sources, name, text, len);
    struct shai_format_style style = {f->options->keywords - 1, cmd->ambiguous};
    enum shai_formatted how = shai_format(&cmd->unit, &cmd->diags, file, style, &out);
    if (how == SHAI_FORMAT_UNSAFE) {
        shai_cmd_cannot(cmd, SHAI_D_FORMAT_UNSAFE, name, NULL);
        f->failed = true;
    }
    f->wrong += how == SHAI_FORMAT_ERRORS;
    shai_cmd_say(cmd);
    if (how != SHAI_FORMATTED) return;
    bool differs = len != out.len || memcmp(text, out.s, len) != 0;
    f->changed += differs;
    if (f->options->check) {
        if (differs) report(f, name, text, out.s);
    } else if (is_input) {
        shai_out_write(&cmd->out, out.s, out.len);
    } else if (differs) {
        if (!shai_cmd_rewrite(cmd, path, out.s, out.len)) f->failed = true;
        else shai_out_printf(&cmd->out, SHAI_SAY(cmd, "已整理 %s\n", "laid out %s\n"), path);
    }
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    struct formatting f = {.cmd = cmd, .options = opt};
    for (size_t i = 0; i < operands.count; i++)
        if (!shai_cmd_each_spec(cmd, operands.at[i], format_file, &f)) f.failed = true;
    if (f.options->check && f.changed)
        shai_out_printf(&cmd->out,
                        SHAI_SAY(cmd, "%zu 个文件中有 %zu 个排版不规范,运行 sushai fmt 即可整理\n",
                                 "of %zu files %zu are not laid out so; sushai fmt does it\n"),
                        f.files, f.changed);
    if (f.failed) return SHAI_EXIT_CANNOT;
    return f.wrong || (f.options->check && f.changed) ? SHAI_EXIT_FOUND : SHAI_EXIT_DONE;
}

const struct shai_command shai_command_fmt = {
    .name = "fmt",
    .operands = {{"路径", "PATH"}},
    .least = 1,
    .most = SHAI_OPERANDS_ANY,
    .summary = {"统一细则的排版和符号", "lay out specs"},
    .about = {"统一细则的排版:每行一个子句,缩进一致,表格按显示宽度对齐,全角符号改为规范写法。\n"
              "直接改写文件;注释、空行、数字和引号里的文字都不变,意思(摘要)也不变。有语法错误的\n"
              "文件不改。路径可以是 .shai 文件、含有 .shai 文件的文件夹,或 - (从标准输入读,写到标准\n"
              "输出)。\n\n"
              "退出状态:0 完成;1 有文件写错(--check 时也包括排版不规范);2 文件无法读取或写入。",
              "Lays out specs: one clause a line, even indentation, tables aligned by display width,\n"
              "full-width signs in their canonical form. The files are rewritten in place; comments,\n"
              "blank lines, numbers and what stands in quotes stay, and so does the meaning (digest).\n"
              "A file with errors of syntax is left as it is. PATH is a .shai file, a folder of them,\n"
              "or - (from standard input to standard output).\n\n"
              "Exit status: 0 done; 1 errors in a file (with --check also a file not laid out so);\n"
              "2 a file cannot be read or written."},
    .options = options,
    .options_size = sizeof(struct fmt_options),
    .run = run,
};
