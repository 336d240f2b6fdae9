/* Opening a compiled program. */
#ifndef SHAI_CMD_PROGRAM_H
#define SHAI_CMD_PROGRAM_H

#include "cmd/context.h"
#include "runtime/program.h"

enum { SHAI_PROGRAM_LIMIT = 64 * 1024 * 1024 }; /* bytes of a program file */

/* The verified program in these bytes, in the unit arena. Where it is refused says why and returns NULL. path is for
 * messages. */
struct shai_program *shai_cmd_load(struct shai_cmd *cmd, const char *path, const char *bytes, size_t len);

#endif
