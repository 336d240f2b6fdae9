/* What every command works with: memory by lifespan, the reader's language, the terminal, the two outputs. */
#ifndef SHAI_CMD_CONTEXT_H
#define SHAI_CMD_CONTEXT_H

#include "cmd/options.h"
#include "cmd/progress.h"

/* Exit statuses (docs/commands.md). */
enum {
    SHAI_EXIT_DONE = 0,
    SHAI_EXIT_FOUND = 1,  /* done, and something was found or refused */
    SHAI_EXIT_CANNOT = 2, /* the command could not run */
};

struct shai_rows;

struct shai_cmd {
    struct shai_panic panic;
    struct shai_arena life;      /* the whole command: words, one job's machine */
    struct shai_arena file;      /* the data file's reader */
    struct shai_arena unit;      /* one spec: source, tree, diagnostics, and its program */
    struct shai_arena run;       /* one sample */
    struct shai_arena said;      /* diagnostics of data, forgotten once printed */
    struct shai_sources sources; /* of the spec at hand */
    struct shai_diags diags;     /* about it, and about usage */
    struct shai_diags data;      /* about samples */
    struct shai_out out, err;    /* standard output and error */
    enum shai_lang lang;
    int ambiguous;     /* columns of an ambiguous-width character */
    int columns;       /* of the terminal; 80 where there is none */
    int error_columns; /* of the terminal that messages go to; 0 where they do not */
    bool color_out, color_err;
    bool stdin_taken;
    struct shai_diags *refusals; /* ? what shai_cmd_cannot says is recorded here, too */
    /* ? opens a workbook for the reader of samples; NULL in a program that reads none */
    struct shai_rows *(*open_workbook)(struct shai_arena *arena, struct shai_diags *diags, int fd, const char *name,
                                       const char *sheet);
    struct shai_progress progress; /* off, until long work begins */
    const char *unfinished;        /* ? a file being written, to be removed if the command dies */
};

/* Options that every command has. */
struct shai_common_options {
    int lang; /* -1: by the environment */
    int ambiguous;
    bool help, version;
};
extern const struct shai_option shai_common_table[];

/* Starts with the language and terminal of the environment. Allocates nothing. */
void shai_cmd_init(struct shai_cmd *cmd, const struct shai_mem *mem);
/* Puts the common options into effect. */
void shai_cmd_configure(struct shai_cmd *cmd, const struct shai_common_options *options);
/* Writes what standard output holds back. Returns `status`, or SHAI_EXIT_CANNOT where it could not be written (said).
 */
int shai_cmd_flush(struct shai_cmd *cmd, int status);
/* Gives memory back. Cannot fail. */
void shai_cmd_finish(struct shai_cmd *cmd);

/* Forgets the spec at hand: unit arena, sources, diagnostics. */
void shai_cmd_next_unit(struct shai_cmd *cmd);
/* Prints the diagnostics about spec and usage, and forgets them; their counts stay until the next unit. */
void shai_cmd_say(struct shai_cmd *cmd);
/* Prints those about data, and forgets them. */
void shai_cmd_say_data(struct shai_cmd *cmd);
/* How messages are printed on standard error. */
struct shai_diag_style shai_cmd_error_style(const struct shai_cmd *cmd);
/* Prints diagnostics to `out`, as these are printed, and forgets them. */
void shai_cmd_put_diags(const struct shai_cmd *cmd, struct shai_out *out, struct shai_diags *diags);
/* Prints one diagnostic without a place. Returns SHAI_EXIT_CANNOT. */
int shai_cmd_cannot(struct shai_cmd *cmd, enum shai_diag_id id, const char *a, const char *b);

/* After a panic: removes an unfinished file and says that memory failed. Returns SHAI_EXIT_CANNOT. */
int shai_cmd_no_memory(struct shai_cmd *cmd);

/* The bytes of a file, in the unit arena; "-" is standard input, once. Where they cannot be had, says why and returns
 * false. */
bool shai_cmd_read(struct shai_cmd *cmd, const char *path, size_t limit, char **bytes, size_t *len);

/* One of two texts, by the reader's language. */
#define SHAI_SAY(cmd, zh, en) ((cmd)->lang == SHAI_ZH ? (zh) : (en))

#endif
