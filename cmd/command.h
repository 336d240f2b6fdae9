/* A command of the program: what help says of it, its options, and what it does. */
#ifndef SHAI_CMD_COMMAND_H
#define SHAI_CMD_COMMAND_H

#include "cmd/context.h"

enum { SHAI_OPERANDS = 2, SHAI_OPERANDS_ANY = -1 };

struct shai_command {
    const char *name;
    const char *operands[SHAI_OPERANDS][2]; /* names, by language; NULL: fewer */
    int least, most;                        /* how many; SHAI_OPERANDS_ANY: no bound */
    const char *summary[2];                 /* a line in the list of commands */
    const char *about[2];                   /* paragraphs of its own help */
    const struct shai_option *options;      /* ? */
    size_t options_size;                    /* of the struct its options fill; zeroed before they are read */
    /* Returns the exit status. */
    int (*run)(struct shai_cmd *cmd, const void *options, struct shai_words operands);
};

#define COMMAND(name) extern const struct shai_command shai_command_##name;
#include "cmd/command.def"
#undef COMMAND

#endif
