/* The campaign file of a command. */
#ifndef SHAI_CMD_CAMPAIGN_FILE_H
#define SHAI_CMD_CAMPAIGN_FILE_H

#include "cmd/context.h"
#include "paper/campaign.h"

/* Reads the campaign at `path`; an empty one for NULL. What it names lies beside it. NULL where the file is refused,
 * and said why. */
const struct shai_campaign *shai_cmd_campaign(struct shai_cmd *cmd, const char *path);
/* Warns of the fields that are not given and will stay blank. Returns how many. */
size_t shai_cmd_campaign_blanks(struct shai_cmd *cmd, const struct shai_campaign *campaign,
                                enum shai_campaign_use use);

#endif
