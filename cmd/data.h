/* The file of samples that a command is given: text or workbook, a file or a pipe. */
#ifndef SHAI_CMD_DATA_H
#define SHAI_CMD_DATA_H

#include "cmd/context.h"
#include "runtime/kept_rows.h"

/* A file being opened. */
struct shai_data {
    int fd;                   /* of what is read; the caller closes it, unless it is standard input */
    const char *name, *sheet; /* sheet: asked for, or NULL */
    struct shai_diags *diags;
    struct shai_arena *arena; /* of the reader */
    bool workbook;            /* set where it is one */
    bool text;                /* a workbook is not looked for: the file grows */
};

/* A reader of the samples in data->fd. A workbook from a pipe is copied to a temporary file, which takes the place of
 * data->fd. What cannot be read is said; its reader is broken at the first next, as that of a CSV without a header.
 */
struct shai_reader *shai_data_reader(struct shai_cmd *cmd, struct shai_data *data, const struct shai_program *program,
                                     const struct shai_sample_options *options);

/* The rows of a workbook whose bytes are in memory, to be given out again and again; NULL where they are no workbook.
 * What is wrong with it is said in data->diags. data->fd: set to a temporary file, which the caller closes unless it
 * is -1. */
const struct shai_kept_rows *shai_data_keep(struct shai_cmd *cmd, struct shai_data *data, const char *bytes,
                                            size_t len);

#endif
