/* The specs that a path means: a file itself, a folder's .shai files, in order of their names. */
#ifndef SHAI_CMD_TREE_H
#define SHAI_CMD_TREE_H

#include "cmd/context.h"

/* Calls `visit` with the path of each. Returns false, having said why, where the folder cannot be read or holds none.
 */
bool shai_cmd_each_spec(struct shai_cmd *cmd, const char *path, void (*visit)(void *user, const char *path),
                        void *user);

#endif
