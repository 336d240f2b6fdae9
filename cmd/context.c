/* The common ground of the commands. It alone looks at the environment; the library never does. */
#include "cmd/context.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const struct shai_option shai_common_table[] = {
    {"lang",
     0,
     SHAI_OPTION_CHOICE,
     offsetof(struct shai_common_options, lang),
     "zh|en",
     {"消息的语言(默认按 LC_ALL、LC_MESSAGES、LANG 的名称,否则中文)",
      "language of messages (else by the name in LC_ALL, LC_MESSAGES, LANG;\nelse Chinese)"}},
    {"ambiguous",
     0,
     SHAI_OPTION_CHOICE,
     offsetof(struct shai_common_options, ambiguous),
     "1|2",
     {"≤ ± × 等宽度不定的字符在终端上占几列(默认 1)",
      "columns that characters of ambiguous width (≤ ± ×) take in your terminal\n(default 1)"}},
    {"help",
     'h',
     SHAI_OPTION_FLAG,
     offsetof(struct shai_common_options, help),
     NULL,
     {"显示用法", "show how to use it"}},
    {"version",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct shai_common_options, version),
     NULL,
     {"显示版本", "show the version"}},
    {0},
};

/* As a locale would be chosen, but by the name alone: a stock Debian has no zh_CN locale installed. */
static enum shai_lang lang_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) return strncmp(value, "en", 2) == 0 ? SHAI_EN : SHAI_ZH;
    }
    return SHAI_ZH;
}

static bool color_on(int fd)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fd) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

enum { COLUMNS_DEFAULT = 80, COLUMNS_LEAST = 60, COLUMNS_MOST = 500 };

static int terminal_columns(void)
{
    long columns = 0;
    const char *value = getenv("COLUMNS");
    struct winsize size;
    if (value && *value) columns = strtol(value, NULL, 10);
    else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
    if (columns <= 0) return COLUMNS_DEFAULT;
    return columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns > COLUMNS_MOST ? COLUMNS_MOST : (int)columns;
}

/* What messages are broken at, where a person reads them: a terminal narrower than LEAST breaks them itself. */
static int error_columns(void)
{
    enum { LEAST = 24 };
    struct winsize size;
    if (!isatty(STDERR_FILENO) || ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col < LEAST ? 0 : size.ws_col;
}

void shai_cmd_init(struct shai_cmd *cmd, const struct shai_mem *mem)
{
    struct shai_arena *arenas[] = {&cmd->life, &cmd->file, &cmd->unit, &cmd->run, &cmd->said};
    for (size_t i = 0; i < sizeof arenas / sizeof *arenas; i++) shai_arena_init(arenas[i], mem, &cmd->panic);
    shai_sources_init(&cmd->sources, &cmd->unit);
    shai_diags_init(&cmd->diags, &cmd->unit, &cmd->sources);
    shai_diags_init(&cmd->data, &cmd->said, NULL);
    shai_out_init(&cmd->out, STDOUT_FILENO);
    shai_out_init(&cmd->err, STDERR_FILENO);
    cmd->lang = lang_of_environment();
    cmd->ambiguous = 1;
    cmd->columns = terminal_columns();
    cmd->error_columns = error_columns();
    cmd->color_out = color_on(STDOUT_FILENO);
    cmd->color_err = color_on(STDERR_FILENO);
    cmd->stdin_taken = false;
    cmd->refusals = NULL;
    cmd->progress = (struct shai_progress){0};
    cmd->unfinished = NULL;
    cmd->open_workbook = NULL;
}

void shai_cmd_configure(struct shai_cmd *cmd, const struct shai_common_options *options)
{
    if (options->lang >= 0) cmd->lang = options->lang == 0 ? SHAI_ZH : SHAI_EN;
    cmd->ambiguous = options->ambiguous + 1;
}

int shai_cmd_flush(struct shai_cmd *cmd, int status)
{
    int error = shai_out_flush(&cmd->out);
    if (!error) return status;
    return shai_cmd_cannot(cmd, SHAI_D_CANNOT_WRITE, SHAI_SAY(cmd, "标准输出", "standard output"), strerror(error));
}

void shai_cmd_finish(struct shai_cmd *cmd)
{
    shai_out_flush(&cmd->err);
    shai_arena_release(&cmd->said);
    shai_arena_release(&cmd->run);
    shai_arena_release(&cmd->unit);
    shai_arena_release(&cmd->file);
    shai_arena_release(&cmd->life);
}

void shai_cmd_next_unit(struct shai_cmd *cmd)
{
    shai_arena_reset(&cmd->unit);
    shai_sources_init(&cmd->sources, &cmd->unit);
    shai_diags_init(&cmd->diags, &cmd->unit, &cmd->sources);
}

struct shai_diag_style shai_cmd_error_style(const struct shai_cmd *cmd)
{
    return (struct shai_diag_style){cmd->lang, cmd->ambiguous, cmd->color_err, cmd->error_columns};
}

void shai_cmd_put_diags(const struct shai_cmd *cmd, struct shai_out *out, struct shai_diags *diags)
{
    shai_diags_print(out, diags, shai_cmd_error_style(cmd));
    diags->first = NULL;
    diags->tail = &diags->first;
}

/* What went to standard output comes first, where a person sees both on one terminal. */
static void say(struct shai_cmd *cmd, struct shai_diags *diags)
{
    if (!diags->first) return;
    shai_progress_erase(&cmd->progress);
    if (isatty(cmd->out.fd)) shai_out_flush(&cmd->out);
    shai_cmd_put_diags(cmd, &cmd->err, diags);
    shai_out_flush(&cmd->err);
}

void shai_cmd_say(struct shai_cmd *cmd)
{
    say(cmd, &cmd->diags);
}

void shai_cmd_say_data(struct shai_cmd *cmd)
{
    say(cmd, &cmd->data);
    shai_arena_reset(&cmd->said);
}

int shai_cmd_cannot(struct shai_cmd *cmd, enum shai_diag_id id, const char *a, const char *b)
{
    struct shai_diags diags;
    shai_diags_init(&diags, &cmd->life, NULL);
    shai_diag_plain(&diags, id, a ? a : "", b ? b : "", NULL);
    if (cmd->refusals) shai_diag_plain(cmd->refusals, id, a ? a : "", b ? b : "", NULL);
    say(cmd, &diags);
    return SHAI_EXIT_CANNOT;
}

/* Nothing can be formatted any more: the message is ready. */
int shai_cmd_no_memory(struct shai_cmd *cmd)
{
    const struct shai_diag_info *info = &shai_diag_infos[SHAI_D_NO_MEMORY];
    if (cmd->unfinished) unlink(cmd->unfinished);
    shai_progress_erase(&cmd->progress);
    shai_out_printf(&cmd->err, "%s %s: %s\n", SHAI_SAY(cmd, "错误", "error"), info->code, info->text[cmd->lang]);
    return SHAI_EXIT_CANNOT;
}

bool shai_cmd_read(struct shai_cmd *cmd, const char *path, size_t limit, char **bytes, size_t *len)
{
    if (strcmp(path, "-") == 0) {
        if (cmd->stdin_taken) {
            shai_cmd_cannot(cmd, SHAI_D_STDIN_TWICE, NULL, NULL);
            return false;
        }
        cmd->stdin_taken = true;
    }
    switch (shai_read_file(&cmd->unit, path, limit, bytes, len)) {
    case SHAI_READ_OK: return true;
    case SHAI_READ_ERRNO: shai_cmd_cannot(cmd, SHAI_D_CANNOT_READ, path, strerror(errno)); return false;
    case SHAI_READ_TOO_BIG:
        shai_cmd_cannot(cmd, SHAI_D_TOO_BIG, path, shai_arena_printf(&cmd->life, "%zu", limit));
        return false;
    }
    return false;
}
