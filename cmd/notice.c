/* sushai notice: the letters of the failed samples. In: a spec or program, data, a campaign file. Out: files of each
 * letter in a folder, each whole or not at all; their paths on standard output. Or the blank form. */
#include "cmd/campaign_file.h"
#include "cmd/command.h"
#include "cmd/evaluate.h"
#include "cmd/papers.h"
#include "cmd/spec.h"
#include "paper/letter.h"
#include "paper/register.h"

#include <errno.h>
#include <string.h>

struct notice_options {
    const char *formats;
    struct shai_data_options data;
    const char *folder, *campaign, *template_;
    bool blank;
};

static const struct shai_option options[] = {
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct notice_options, folder),
     "DIR",
     {"把告知书写入这个文件夹(没有则新建)", "the folder of the letters (made where it is missing)"}},
    {"campaign",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct notice_options, campaign),
     "F",
     {"任务文件(JSON): 发文机关、年度、检验机构、联系人等;\n没有的内容在告知书上留空",
      "the campaign file (JSON): authority, year, laboratory, contacts;\nwhat it lacks stays blank in the letters"}},
    {"format",
     'f',
     SHAI_OPTION_TEXT,
     offsetof(struct notice_options, formats),
     SHAI_PAPER_FORMS,
     {"告知书的形式(默认 html);可用逗号列出多种", "form of the letters (default html); several: with commas"}},
    {"template",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct notice_options, template_),
     "F",
     {"用本单位的模板(.docx 或 .html)写告知书", "letters by the office's own template, .docx or .html"}},
    {"blank",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct notice_options, blank),
     NULL,
     {"只写出空白告知书:DATA 不给,SPEC 可不给", "write the blank form: without DATA, SPEC may be left out"}},
    SHAI_DATA_OPTIONS(offsetof(struct notice_options, data)),
    {0},
};

struct notices {
    struct shai_cmd *cmd;
    const struct notice_options *options;
    const struct shai_campaign *campaign;
    const char *inputs[5]; /* spec, data, ? campaign, register, template: no letter takes their place */
    struct shai_papers papers;
    struct shai_register *numbers;
    bool taken; /* a letter was left out, for want of a number of its own */
};

static void warn_of_names(struct shai_cmd *cmd, const char *sample_id, unsigned blank)
{
    if (blank & SHAI_TO_PRODUCER)
        shai_diag_plain(&cmd->data, SHAI_D_LETTER_NO_NAME, sample_id, SHAI_SAY(cmd, "生产单位", "producer"), NULL);
    if (blank & SHAI_TO_SELLER)
        shai_diag_plain(&cmd->data, SHAI_D_LETTER_NO_NAME, sample_id, SHAI_SAY(cmd, "销售单位", "seller"), NULL);
    shai_cmd_say_data(cmd);
}

/* False where the register cannot be written. *given: false where another letter has the number. */
static bool take_number(struct notices *n, const struct shai_result *result, enum shai_recipient recipient,
                        const char **number, bool *given)
{
    static const char *const words[] = {"", "producer", "seller", "both"};
    const char *owner;
    enum shai_register_status status =
        shai_register_number(n->numbers, result->sample_id, words[recipient], result->program->name, number, &owner);
    *given = status == SHAI_REGISTER_GIVEN;
    if (status == SHAI_REGISTER_TAKEN) {
        shai_diag_plain(&n->cmd->data, SHAI_D_LETTER_NO_TAKEN, result->sample_id, *number, owner, NULL);
        shai_cmd_say_data(n->cmd);
        n->taken = true;
    }
    if (status != SHAI_REGISTER_UNSAVED) return true;
    shai_cmd_cannot(n->cmd, SHAI_D_CANNOT_WRITE, n->campaign->register_path, strerror(errno));
    return false;
}

static bool write_letter(struct notices *n, const struct shai_letter *letter)
{
    static const char *const roles[] = {NULL, "生产", "销售", "生产销售"};
    struct shai_arena *arena = &n->cmd->run;
    struct shai_document doc;
    struct shai_strbuf json;
    struct shai_slot_texts texts;
    if (n->papers.template_) shai_letter_texts(&texts, arena, letter);
    else if (n->papers.forms & ~(unsigned)SHAI_PAPER_JSON) shai_letter_document(&doc, arena, letter);
    n->papers.texts = &texts;
    if (n->papers.forms & SHAI_PAPER_JSON) {
        shai_letter_json(shai_papers_out(&n->papers, &json), letter);
        shai_out_flush(n->papers.out);
    }
    const char *id = letter->blank ? "问题告知书" : letter->sample_id;
    return shai_papers_write(&n->papers, id, roles[letter->recipient], &doc, &json);
}

static bool write_numbered(struct notices *n, const struct shai_result *result, enum shai_recipient recipient)
{
    const char *number;
    bool given;
    if (!take_number(n, result, recipient, &number, &given)) return false;
    if (!given) return true;
    return write_letter(n, shai_letter_make(&n->cmd->run, result, n->campaign, recipient, number));
}

/* False where a letter cannot be written. */
static bool notify(struct notices *n, const struct shai_evaluation *ev)
{
    if (ev->run->verdict != SHAI_VERDICT_FAIL) return true;
    const struct shai_result *result = shai_result_make(&n->cmd->run, ev->run);
    enum shai_recipient recipients[2];
    unsigned blank = 0;
    uint32_t count = shai_letter_recipients(result, recipients, &blank);
    warn_of_names(n->cmd, result->sample_id, blank);
    for (uint32_t i = 0; i < count; i++)
        if (!write_numbered(n, result, recipients[i])) return false;
    return true;
}

static int write_all(struct notices *n, const struct shai_program *program, const char *data)
{
    struct shai_cmd *cmd = n->cmd;
    struct shai_evaluation ev;
    if (!shai_evaluation_open(&ev, cmd, program, data, &n->options->data, false)) return SHAI_EXIT_CANNOT;
    shai_evaluation_show(&ev, &n->options->data);
    bool written = true;
    while (written && !cmd->out.error && shai_evaluation_next(&ev)) written = notify(n, &ev);
    int status = shai_evaluation_close(&ev);
    return written ? status : SHAI_EXIT_CANNOT;
}

/* Opens what both need; false where a message was said. */
static bool open_folder(struct notices *n)
{
    n->campaign = shai_cmd_campaign(n->cmd, n->options->campaign);
    if (!n->campaign) return false;
    const char *template_ = n->options->template_;
    if (template_ && !shai_papers_template(&n->papers, n->cmd, template_, SHAI_FORM_LETTER, n->options->formats))
        return false;
    n->inputs[3] = n->campaign->register_path;
    n->papers.folder = n->options->folder;
    n->papers.inputs = n->inputs;
    n->papers.input_count = sizeof n->inputs / sizeof *n->inputs;
    return shai_papers_open(&n->papers, n->cmd);
}

static int write_blank(struct notices *n, const struct shai_program *program)
{
    if (!open_folder(n)) return SHAI_EXIT_CANNOT;
    bool written = write_letter(n, shai_letter_blank(&n->cmd->run, n->campaign, program));
    shai_papers_close(&n->papers);
    return written ? SHAI_EXIT_DONE : SHAI_EXIT_CANNOT;
}

static int write_letters(struct notices *n, const struct shai_program *program, const char *data)
{
    struct shai_cmd *cmd = n->cmd;
    if (!open_folder(n)) return SHAI_EXIT_CANNOT;
    shai_cmd_campaign_blanks(cmd, n->campaign, SHAI_FOR_LETTER);
    const char *path = n->campaign->register_path;
    n->numbers = shai_register_new(&cmd->life, n->campaign);
    bool open = !path || shai_register_open(n->numbers, &cmd->diags, path);
    shai_cmd_say(cmd);
    int status = open ? write_all(n, program, data) : SHAI_EXIT_CANNOT;
    shai_register_close(n->numbers);
    shai_papers_close(&n->papers);
    return status == SHAI_EXIT_DONE && n->taken ? SHAI_EXIT_FOUND : status;
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    struct notices n = {.cmd = cmd, .options = opt};
    n.papers.forms = shai_paper_forms(cmd, n.options->formats);
    if (!n.papers.forms || !shai_papers_operands_fit(&n.papers, cmd, operands, n.options->blank))
        return SHAI_EXIT_CANNOT;
    if (!shai_papers_folder_fits(cmd, n.options->folder)) return SHAI_EXIT_CANNOT;
    for (size_t i = 0; i < operands.count; i++) n.inputs[i] = operands.at[i];
    n.inputs[2] = n.options->campaign;
    n.inputs[4] = n.options->template_;
    int status;
    struct shai_program *program = NULL;
    if (operands.count && !(program = shai_cmd_program(cmd, operands.at[0], &status))) return status;
    if (!n.options->blank) return write_letters(&n, program, operands.at[1]);
    n.papers.forms &= ~(unsigned)SHAI_PAPER_JSON;
    return write_blank(&n, program);
}

const struct shai_command shai_command_notice = {
    .name = "notice",
    .operands = {{"细则", "SPEC"}, {"数据", "DATA"}},
    .least = 0,
    .most = 2,
    .summary = {"写出不符合样品的问题告知书", "write the notice letters of failed samples"},
    .about = {"判定数据中的样品,为每个不符合的样品写出问题告知书:生产单位、销售单位各一份,同一\n"
              "家的合为一份,标明三无的只给销售单位。每写好一份,在标准输出上打印它的路径。\n\n"
              "退出状态:0 完成;1 有样品拒收,或细则有错误;2 无法运行。",
              "Judges the samples of the data and writes the notice letters of those that fail: one to\n"
              "the producer and one to the seller, one where they are the same, the seller's alone where\n"
              "the sample is marked 三无 (unlabelled). Prints the path of each letter.\n\n"
              "Exit status: 0 done; 1 a sample was refused, or errors in the spec; 2 it could not run."},
    .options = options,
    .options_size = sizeof(struct notice_options),
    .run = run,
};
