/* sushai notice: the letters of the failed samples. In: a spec or program, data, a campaign file. Out: a file a
 * letter in a folder, each whole or not at all; their paths on standard output. */
#include "cmd/campaign_file.h"
#include "cmd/command.h"
#include "cmd/evaluate.h"
#include "cmd/output.h"
#include "cmd/results.h"
#include "cmd/spec.h"
#include "paper/letter_file.h"
#include "paper/register.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct notice_options {
    int format;
    struct shai_data_options data;
    const char *folder, *campaign;
};
enum { FORMAT_HTML, FORMAT_JSON };

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
     SHAI_OPTION_CHOICE,
     offsetof(struct notice_options, format),
     "html|json",
     {"告知书的形式(默认 html)", "form of the letters (default html)"}},
    SHAI_DATA_OPTIONS(offsetof(struct notice_options, data)),
    {0},
};

struct notices {
    struct shai_cmd *cmd;
    const struct notice_options *options;
    const struct shai_campaign *campaign;
    struct shai_letter_names names;
    int dir;
    const char *inputs[4]; /* spec, data, ? campaign, register: no letter takes their place */
    struct shai_out *out;  /* a buffer for the files */
    struct shai_register *numbers;
    bool taken; /* a letter was left out, for want of a number of its own */
};

/* Makes a folder and those it stands in. Returns 0 or the errno. */
static int make_folder(struct shai_arena *arena, const char *path)
{
    char *at = shai_arena_strndup(arena, path, strlen(path));
    for (char *slash = strchr(at + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(at, 0777) != 0 && errno != EEXIST) return errno;
        *slash = '/';
    }
    return mkdir(at, 0777) != 0 && errno != EEXIST ? errno : 0;
}

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

static bool write_letter(struct notices *n, const struct shai_result *result, enum shai_recipient recipient)
{
    struct shai_cmd *cmd = n->cmd;
    const char *number;
    bool given;
    if (!take_number(n, result, recipient, &number, &given)) return false;
    if (!given) return true;
    const struct shai_letter *letter = shai_letter_make(&cmd->run, result, n->campaign, recipient, number);
    bool html = n->options->format == FORMAT_HTML;
    const char *name = shai_letter_name(&n->names, letter, html ? "html" : "json");
    const char *path = shai_arena_printf(&cmd->run, "%s/%s", n->options->folder, name);
    if (!shai_output_spares(cmd, path, n->inputs, sizeof n->inputs / sizeof *n->inputs)) return false;
    int error = shai_letter_write(n->dir, name, n->out, letter, html ? shai_letter_html : shai_letter_json);
    if (error) {
        shai_cmd_cannot(cmd, SHAI_D_CANNOT_WRITE, path, strerror(error));
        return false;
    }
    shai_out_puts(&cmd->out, path);
    shai_out_putc(&cmd->out, '\n');
    return true;
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
        if (!write_letter(n, result, recipients[i])) return false;
    return true;
}

static int write_all(struct notices *n, const struct shai_program *program, const char *data)
{
    struct shai_cmd *cmd = n->cmd;
    struct shai_evaluation ev;
    if (!shai_evaluation_open(&ev, cmd, program, data, &n->options->data, false)) return SHAI_EXIT_CANNOT;
    bool written = true;
    while (written && !cmd->out.error && shai_evaluation_next(&ev)) written = notify(n, &ev);
    int status = shai_evaluation_close(&ev);
    return written ? status : SHAI_EXIT_CANNOT;
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    struct notices n = {.cmd = cmd, .options = opt};
    if (!n.options->folder) return shai_cmd_cannot(cmd, SHAI_D_OPTION_MISSING, "-o DIR", NULL);
    struct stat st;
    if (stat(n.options->folder, &st) == 0 && !S_ISDIR(st.st_mode))
        return shai_cmd_cannot(cmd, SHAI_D_NOT_A_FOLDER, n.options->folder, NULL);
    n.inputs[0] = operands.at[0], n.inputs[1] = operands.at[1], n.inputs[2] = n.options->campaign;
    int status;
    struct shai_program *program = shai_cmd_program(cmd, operands.at[0], &status);
    if (!program) return status;
    n.campaign = shai_cmd_campaign(cmd, n.options->campaign);
    if (!n.campaign) return SHAI_EXIT_CANNOT;
    n.inputs[3] = n.campaign->register_path;
    shai_cmd_campaign_blanks(cmd, n.campaign, SHAI_FOR_LETTER);

    int error = make_folder(&cmd->life, n.options->folder);
    n.dir = error ? -1 : open(n.options->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (n.dir < 0)
        return shai_cmd_cannot(cmd, SHAI_D_CANNOT_WRITE, n.options->folder, strerror(error ? error : errno));
    shai_letter_names_init(&n.names, &cmd->life);
    n.out = SHAI_NEW(&cmd->life, struct shai_out);
    n.numbers = shai_register_new(&cmd->life, n.campaign);
    bool open = !n.campaign->register_path || shai_register_open(n.numbers, &cmd->diags, n.campaign->register_path);
    shai_cmd_say(cmd);
    status = open ? write_all(&n, program, operands.at[1]) : SHAI_EXIT_CANNOT;
    shai_register_close(n.numbers);
    close(n.dir);
    return status == SHAI_EXIT_DONE && n.taken ? SHAI_EXIT_FOUND : status;
}

const struct shai_command shai_command_notice = {
    .name = "notice",
    .operands = {{"细则", "SPEC"}, {"数据", "DATA"}},
    .least = 2,
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
