/* Compiled programs by path. Sources are cmd/spec.c's. */
#include "cmd/program.h"

struct shai_program *shai_cmd_load(struct shai_cmd *cmd, const char *path, const char *bytes, size_t len)
{
    if (!shai_program_is(bytes, len)) {
        shai_cmd_cannot(cmd, SHAI_D_NOT_A_PROGRAM, path, NULL);
        return NULL;
    }
    const char *why = NULL;
    struct shai_program *program = shai_program_load(&cmd->unit, bytes, len, &why);
    if (!program) shai_cmd_cannot(cmd, SHAI_D_PROGRAM_REFUSED, path, why);
    return program;
}
