/* Campaign files for commands. In: a path. Out: a campaign, or what is wrong with it on standard error. */
#include "cmd/campaign_file.h"

#include "cmd/spec.h"

#include <string.h>

enum { CAMPAIGN_LIMIT = 1024 * 1024 }; /* bytes */

/* The path of a file that a campaign names: beside the campaign itself, unless it begins at the root. */
static const char *beside(struct shai_cmd *cmd, const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    if (!name || *name == '/' || !slash) return name;
    return shai_arena_printf(&cmd->unit, "%.*s%s", (int)(slash - path + 1), path, name);
}

const struct shai_campaign *shai_cmd_campaign(struct shai_cmd *cmd, const char *path)
{
    if (!path) {
        struct shai_campaign *none = SHAI_NEW(&cmd->unit, struct shai_campaign);
        shai_campaign_init(none);
        return none;
    }
    char *text;
    size_t len;
    if (!shai_cmd_read(cmd, path, CAMPAIGN_LIMIT, &text, &len)) return NULL;
    struct shai_campaign *campaign = shai_campaign_read(&cmd->unit, &cmd->diags, path, text, len);
    shai_cmd_say(cmd);
    if (campaign) campaign->register_path = beside(cmd, path, campaign->register_path);
    return campaign;
}

size_t shai_cmd_campaign_blanks(struct shai_cmd *cmd, const struct shai_campaign *campaign,
                                enum shai_campaign_use use)
{
    size_t count;
    const char **missing = shai_campaign_missing(&cmd->unit, campaign, use, &count);
    const char *list = "";
    for (size_t i = 0; i < count; i++)
        list = shai_arena_printf(&cmd->unit, "%s%s%s", list, i ? SHAI_SAY(cmd, "、", ", ") : "", missing[i]);
    enum shai_diag_id id = use == SHAI_FOR_REPORT ? SHAI_D_REPORT_FIELDS : SHAI_D_LETTER_FIELDS;
    if (count) shai_diag_plain(&cmd->diags, id, list, NULL);
    shai_cmd_say(cmd);
    return count;
}
