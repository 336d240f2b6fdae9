/* Opening a spec, from source or compiled. */
#ifndef SHAI_CMD_SPEC_H
#define SHAI_CMD_SPEC_H

#include "cmd/program.h"
#include "lang/spec.h"

/* Reads and checks a source into the unit arena; its diagnostics are in cmd->diags, not yet printed. NULL where it
 * cannot be read (said). A compiled program is refused. */
struct shai_spec *shai_cmd_check(struct shai_cmd *cmd, const char *path);
/* The table of cases beside a source, NAME.cases.csv or NAME.cases.xlsx, in the unit arena; NULL where there is none.
 * False where there are both (said): nobody knows which counts. */
bool shai_cmd_table_beside(struct shai_cmd *cmd, const char *path, const char **table);
/* Is there any? */
bool shai_cmd_has_table(struct shai_cmd *cmd, const char *path);
/* Where libraries are looked for besides the folder of who uses them. In the unit arena. */
struct shai_search shai_cmd_search(struct shai_cmd *cmd);
/* Is it a spec, and no library? */
bool shai_cmd_is_spec(const struct shai_spec *spec);
/* Compiles a checked source. NULL where it has errors (one may be added) or is a library. */
struct shai_program *shai_cmd_compile(struct shai_cmd *cmd, const struct shai_spec *spec);
/* A program from a source or a compiled one. Prints what is to be said. NULL with *status: 1 for errors in the
 * source, 2 where it cannot be read or does not verify. */
struct shai_program *shai_cmd_program(struct shai_cmd *cmd, const char *path, int *status);

#endif
