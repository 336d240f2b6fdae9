/* sushai: finds the command, reads its options, runs it. What a command does stands in its own file. */
#include "cmd/command.h"
#include "cmd/workbook.h"
#include "include/sushai.h"

#include <signal.h>
#include <string.h>

static const struct shai_command *const commands[] = {
#define COMMAND(name) &shai_command_##name,
#include "cmd/command.def"
#undef COMMAND
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static const struct shai_command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
    return NULL;
}

static void print_usage(struct shai_cmd *cmd)
{
    struct shai_out *out = &cmd->out;
    shai_out_puts(out,
                  SHAI_SAY(cmd,
                           "速筛 sushai: 写产品风险速筛的实施细则,并用它判定实验室的检测结果\n\n用法: sushai 命令 "
                           "[选项] …\n\n命令:\n",
                           "sushai: rules of product risk screening, and verdicts on laboratory readings by them\n\n"
                           "usage: sushai COMMAND [OPTIONS] …\n\ncommands:\n"));
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        shai_out_printf(out, "  %-9s %s\n", commands[i]->name, commands[i]->summary[cmd->lang]);
    shai_out_puts(out, SHAI_SAY(cmd, "\n选项:\n", "\noptions:\n"));
    shai_options_help(out, shai_common_table, cmd->lang);
    shai_out_puts(
        out, SHAI_SAY(cmd, "\n每个命令的用法: sushai 命令 --help\n", "\nhelp on a command: sushai COMMAND --help\n"));
}

static void print_help(struct shai_cmd *cmd, const struct shai_command *command)
{
    struct shai_out *out = &cmd->out;
    shai_out_printf(out, SHAI_SAY(cmd, "用法: sushai %s [选项]", "usage: sushai %s [OPTIONS]"), command->name);
    for (int i = 0; i < SHAI_OPERANDS && command->operands[i][0]; i++) {
        bool optional = i >= command->least;
        shai_out_printf(out, optional ? " [%s]" : " %s", command->operands[i][cmd->lang]);
    }
    if (command->most == SHAI_OPERANDS_ANY) shai_out_puts(out, " …");
    shai_out_printf(out, "\n\n%s\n\n", command->about[cmd->lang]);
    shai_out_puts(out, SHAI_SAY(cmd, "选项:\n", "options:\n"));
    shai_options_help(out, command->options, cmd->lang);
    shai_options_help(out, shai_common_table, cmd->lang);
}

/* NULL where the number of operands is right. */
static const char *check_operands(struct shai_cmd *cmd, const struct shai_command *command,
                                  struct shai_words operands, enum shai_diag_id *id)
{
    if (operands.count < (size_t)command->least) {
        *id = SHAI_D_OPERAND_MISSING;
        return command->operands[operands.count][cmd->lang];
    }
    if (command->most != SHAI_OPERANDS_ANY && operands.count > (size_t)command->most) {
        *id = SHAI_D_OPERAND_EXTRA;
        return operands.at[command->most];
    }
    bool taken = false;
    for (size_t i = 0; i < operands.count; i++) {
        if (strcmp(operands.at[i], "-") != 0) continue;
        *id = SHAI_D_STDIN_TWICE;
        if (taken) return "-";
        taken = true;
    }
    return NULL;
}

static int wrong_usage(struct shai_cmd *cmd, const struct shai_usage_error *error)
{
    return shai_cmd_cannot(cmd, error->id, error->args[0], error->args[1]);
}

static int dispatch(struct shai_cmd *cmd, struct shai_words words)
{
    struct shai_common_options common = {.lang = -1};
    struct shai_option_set sets[2] = {{shai_common_table, &common}};
    struct shai_usage_error error;
    if (!shai_options_parse(&cmd->life, &words, sets, 1, true, &error)) return wrong_usage(cmd, &error);
    shai_cmd_configure(cmd, &common);
    if (common.version) {
        shai_out_puts(&cmd->out, "sushai " SHAI_VERSION "\n");
        return SHAI_EXIT_DONE;
    }
    if (!words.count || common.help) {
        print_usage(cmd);
        return common.help ? SHAI_EXIT_DONE : SHAI_EXIT_CANNOT;
    }
    const struct shai_command *command = find_command(words.at[0]);
    if (!command) return shai_cmd_cannot(cmd, SHAI_D_COMMAND_UNKNOWN, words.at[0], NULL);
    words.at++, words.count--;

    void *options = shai_arena_zalloc(&cmd->life, 1, command->options_size + 1);
    sets[1] = (struct shai_option_set){command->options, options};
    bool parsed = shai_options_parse(&cmd->life, &words, sets, 2, false, &error);
    shai_cmd_configure(cmd, &common);
    if (!parsed) return wrong_usage(cmd, &error);
    if (common.help) {
        print_help(cmd, command);
        return SHAI_EXIT_DONE;
    }
    enum shai_diag_id id;
    const char *wrong = check_operands(cmd, command, words, &id);
    if (wrong) return shai_cmd_cannot(cmd, id, wrong, NULL);
    return command->run(cmd, options, words);
}

/* Apart from main, so that what it changes before a longjmp is not its own. */
static int run_guarded(struct shai_cmd *cmd, struct shai_words words)
{
    if (SHAI_TRY(&cmd->panic)) return shai_cmd_flush(cmd, dispatch(cmd, words));
    return shai_cmd_no_memory(cmd);
}

int main(int argc, char **argv)
{
    struct shai_cmd cmd;
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write(), told like a full disk */
    shai_cmd_init(&cmd, &shai_mem_libc);
    cmd.open_workbook = shai_cmd_open_workbook;
    struct shai_words words = {argv + 1, argc > 0 ? (size_t)argc - 1 : 0};
    int status = run_guarded(&cmd, words);
    shai_cmd_finish(&cmd);
    return status;
}
