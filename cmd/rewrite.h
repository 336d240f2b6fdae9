/* A file written anew where it is. */
#ifndef SHAI_CMD_REWRITE_H
#define SHAI_CMD_REWRITE_H

#include "cmd/context.h"

/* Puts these bytes in place of what the file holds: whole or not at all. Mode, and a link that names the file, stay.
 * Where it cannot says why, returns false, and the file is as it was. */
bool shai_cmd_rewrite(struct shai_cmd *cmd, const char *path, const char *bytes, size_t len);

#endif
