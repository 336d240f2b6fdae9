/* A file written whole or not at all: it takes its name only when all of it is on disk. What is no regular file (a
 * device, a pipe) is written as it is; "-" or NULL is standard output. */
#ifndef SHAI_CMD_OUTPUT_H
#define SHAI_CMD_OUTPUT_H

#include "cmd/context.h"

struct shai_output {
    struct shai_out *out; /* write here */
    const char *path;     /* as the user named it; NULL: standard output */
    const char *part;     /* ? the name it has until it is whole */
};

/* Would writing `path` overwrite one of these inputs (paths; "-" is standard input; NULL is passed over), by whatever
 * name? Then says so and returns false. What is no regular file is nothing to lose. */
bool shai_output_spares(struct shai_cmd *cmd, const char *path, const char *const *inputs, size_t count);

/* Does the name of the file end so (".xlsx")? NULL and "-" have no name. */
bool shai_output_is_named(const char *path, const char *ending);
/* May a workbook be written there? Not to a terminal: says so. */
bool shai_output_takes_workbook(struct shai_cmd *cmd, const char *path);

/* Says why where it cannot; the sources of the spec at hand, its libraries too, are spared. */
bool shai_output_open(struct shai_cmd *cmd, struct shai_output *output, const char *path);
/* Writes what is held back and gives the file its name. Where that fails says why, and no file is left. */
bool shai_output_finish(struct shai_cmd *cmd, struct shai_output *output);
/* Leaves no file. */
void shai_output_drop(struct shai_cmd *cmd, struct shai_output *output);

#endif
