/* Options of a command, as a table from which both the parser and --help are made.
 *
 * A command describes its options once; each row says where in the command's own struct its value goes. Long options
 * may be written `--name value` or `--name=value`; a flag may not take a value; `--` ends the options; `-` alone is
 * an operand (standard input). */
#ifndef SHAI_CMD_OPTIONS_H
#define SHAI_CMD_OPTIONS_H

#include "base/diag.h"

#include <stddef.h>

enum shai_option_kind {
    SHAI_OPTION_FLAG,   /* bool */
    SHAI_OPTION_TEXT,   /* const char * */
    SHAI_OPTION_CHOICE, /* int: index into the choices of `value` */
};

struct shai_option {
    const char *name; /* without dashes; NULL ends a table */
    char letter;      /* or 0 */
    enum shai_option_kind kind;
    size_t offset;        /* where in the command's struct the value goes */
    const char *value;    /* what stands for the value in help: "F"; of CHOICE: "text|ndjson|csv" */
    const char *about[2]; /* by enum shai_lang */
};

/* A table and the struct that its offsets count from. */
struct shai_option_set {
    const struct shai_option *table;
    void *values;
};

/* Words of a command line. */
struct shai_words {
    char **at;
    size_t count;
};

/* The first mistake of a command line, as a diagnostic and its pieces. */
struct shai_usage_error {
    enum shai_diag_id id;
    const char *args[2];
};

/* Takes the options of the sets out of *words and stores their values; what stays is the operands. leading: ends at
 * the first operand, leaving it and all that follows. Returns false with *error at the first mistake. */
bool shai_options_parse(struct shai_arena *arena, struct shai_words *words, const struct shai_option_set *sets,
                        size_t set_count, bool leading, struct shai_usage_error *error);

/* The lines of --help for a table, in columns. */
void shai_options_help(struct shai_out *out, const struct shai_option *table, enum shai_lang lang);

#endif
