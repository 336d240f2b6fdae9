/* sushai campaign: is a campaign file sound, and what does it still lack? In: campaign files. Out: what is wrong with
 * them, what letters and reports will leave blank, and whether numbers can be given twice. */
#include "cmd/campaign_file.h"
#include "cmd/command.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct campaign_options {
    bool strict;
};

static const struct shai_option options[] = {
    {"strict",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct campaign_options, strict),
     NULL,
     {"有未提供的内容也以状态 1 退出", "exit status 1 also where something is not given"}},
    {0},
};

/* Is the folder of the register there? The file itself may be made. Says so where not. */
static bool has_register_folder(struct shai_cmd *cmd, const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (!slash) return true;
    const char *folder = shai_arena_strndup(&cmd->unit, path, (size_t)(slash - path + 1));
    if (access(folder, W_OK | X_OK) == 0) return true;
    shai_diag_plain(&cmd->diags, SHAI_D_REGISTER_FILE, path, strerror(errno), NULL);
    shai_cmd_say(cmd);
    return false;
}

static size_t warn_of_numbers(struct shai_cmd *cmd, const char *path, const struct shai_campaign *campaign)
{
    bool wants_year = campaign->letter_no && !shai_campaign_series(&cmd->unit, campaign);
    bool alike = campaign->letter_no && !shai_campaign_counts(campaign);
    bool forgotten = campaign->letter_no && !campaign->register_path;
    if (wants_year) shai_diag_plain(&cmd->diags, SHAI_D_LETTER_NO_YEAR, path, NULL);
    if (alike) shai_diag_plain(&cmd->diags, SHAI_D_LETTER_NO_ALIKE, path, campaign->letter_no, NULL);
    else if (forgotten) shai_diag_plain(&cmd->diags, SHAI_D_LETTER_NO_FORGOTTEN, path, NULL);
    shai_cmd_say(cmd);
    return (size_t)wants_year + (alike || forgotten);
}

/* SHAI_EXIT_DONE, FOUND, or CANNOT for a file that cannot be read. */
static int check(struct shai_cmd *cmd, const char *path, bool strict)
{
    size_t errors = cmd->diags.errors;
    const struct shai_campaign *campaign = shai_cmd_campaign(cmd, path);
    if (!campaign) return cmd->diags.errors > errors ? SHAI_EXIT_FOUND : SHAI_EXIT_CANNOT;
    bool alike = campaign->letter_no && !shai_campaign_counts(campaign);
    if (!has_register_folder(cmd, campaign->register_path)) return SHAI_EXIT_FOUND;
    size_t lacks = shai_cmd_campaign_blanks(cmd, campaign, SHAI_FOR_LETTER);
    lacks += shai_cmd_campaign_blanks(cmd, campaign, SHAI_FOR_REPORT);
    lacks += warn_of_numbers(cmd, path, campaign);
    shai_out_printf(&cmd->out, "%s: %s\n", path,
                    alike   ? SHAI_SAY(cmd, "文号不够用", "too few letter numbers")
                    : lacks ? SHAI_SAY(cmd, "可用,有待补充", "sound, but not complete")
                            : SHAI_SAY(cmd, "可用,内容齐全", "sound and complete"));
    return lacks && strict ? SHAI_EXIT_FOUND : SHAI_EXIT_DONE;
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    const struct campaign_options *o = opt;
    int worst = SHAI_EXIT_DONE;
    if (strcmp(operands.at[0], "check") != 0)
        return shai_cmd_cannot(cmd, SHAI_D_CAMPAIGN_ACTION, operands.at[0], NULL);
    for (size_t i = 1; i < operands.count; i++) {
        int status = check(cmd, operands.at[i], o->strict);
        if (status > worst) worst = status;
    }
    return worst;
}

const struct shai_command shai_command_campaign = {
    .name = "campaign",
    .operands = {{"check", "check"}, {"任务文件", "FILE"}},
    .least = 2,
    .most = SHAI_OPERANDS_ANY,
    .summary = {"检查任务文件", "check a campaign file"},
    .about = {"sushai campaign check 任务文件…:检查任务文件(JSON)是否正确,列出告知书和检验报告上会\n"
              "留空的内容,以及文号会不会重复。\n\n"
              "退出状态:0 可用;1 有错误,或 --strict 时有未提供的内容;2 文件无法读取。",
              "sushai campaign check FILE...: is the campaign file (JSON) sound? Lists what letters and\n"
              "reports will leave blank, and says whether numbers can be given twice.\n\n"
              "Exit status: 0 sound; 1 errors, or with --strict something is not given; 2 a file cannot\n"
              "be read."},
    .options = options,
    .options_size = sizeof(struct campaign_options),
    .run = run,
};
