/* sushai explain: what a message means and how to mend it. In: a code, or none for a list. Out: text from diag.def,
 * its long text with examples from docs/messages/, and, of its group, what explain.def says. */
#include "cmd/command.h"
#include "cmd/long_text.h"

#include <string.h>

/* What all codes of a prefix have in common. */
struct group {
    const char *prefix;
    const char *about[2]; /* by enum shai_lang */
};
static const struct group groups[] = {
#define GROUP(prefix, zh, en) {prefix, {zh, en}},
#include "cmd/explain.def"
#undef GROUP
};

static const char *about_group(const char *code, enum shai_lang lang)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strncmp(code, groups[i].prefix, strlen(groups[i].prefix)) == 0) return groups[i].about[lang];
    return NULL;
}

/* A message's text with its pieces as 〈…〉. */
static void put_template(struct shai_out *out, const char *text)
{
    for (; *text; text++) {
        if (text[0] == '%' && text[1] >= '1' && text[1] <= '0' + SHAI_DIAG_ARGS) {
            shai_out_puts(out, "〈…〉");
            text++;
        } else {
            shai_out_putc(out, *text);
        }
    }
}

static void explain(struct shai_cmd *cmd, const struct shai_diag_info *info)
{
    static const char *const words[2][3] = {{"错误", "警告", "说明"}, {"error", "warning", "note"}};
    struct shai_out *out = &cmd->out;
    shai_out_printf(out, "%s %s: ", words[cmd->lang][info->severity], info->code);
    put_template(out, info->text[cmd->lang]);
    shai_out_putc(out, '\n');
    if (*info->mend[cmd->lang]) {
        shai_out_puts(out, SHAI_SAY(cmd, "改法: ", "mend: "));
        put_template(out, info->mend[cmd->lang]);
        shai_out_putc(out, '\n');
    }
    shai_long_text_print(out, info->code, cmd->lang);
    const char *about = about_group(info->code, cmd->lang);
    if (about) shai_out_printf(out, "\n%s\n", about);
}

static void list(struct shai_cmd *cmd)
{
    for (size_t i = 0; i < SHAI_DIAG_COUNT; i++) {
        shai_out_printf(&cmd->out, "%s  ", shai_diag_infos[i].code);
        put_template(&cmd->out, shai_diag_infos[i].text[cmd->lang]);
        shai_out_putc(&cmd->out, '\n');
    }
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    (void)opt;
    if (!operands.count) {
        list(cmd);
        return SHAI_EXIT_DONE;
    }
    for (size_t i = 0; i < operands.count; i++) {
        const struct shai_diag_info *info = shai_diag_find(operands.at[i]);
        if (!info) return shai_cmd_cannot(cmd, SHAI_D_CODE_UNKNOWN, operands.at[i], NULL);
        if (i) shai_out_putc(&cmd->out, '\n');
        explain(cmd, info);
    }
    return SHAI_EXIT_DONE;
}

const struct shai_command shai_command_explain = {
    .name = "explain",
    .operands = {{"编号", "CODE"}},
    .least = 0,
    .most = SHAI_OPERANDS_ANY,
    .summary = {"说明一条消息的意思和改法", "say what a message means and how to mend it"},
    .about = {"说明编号(如 E0301)所指的消息和改法,举出错误和正确的例子,并说明这一类消息的后果和文档;\n"
              "不写编号则列出全部。〈…〉是随情形而变的部分。例子略去细则的开头,标准 GB6675 已在其中声明。\n\n"
              "退出状态:0 完成;2 没有这个编号。",
              "Says what the message with a code such as E0301 means and how to mend it, shows wrong and\n"
              "right examples, and says what follows from messages of its kind and where they are\n"
              "documented; without a code lists them all. Where 〈…〉 stands a message says what its case\n"
              "is about. Examples leave out the head of the spec, where the standard GB6675 is declared.\n\n"
              "Exit status: 0 done; 2 there is no such code."},
    .run = run,
};
