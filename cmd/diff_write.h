/* The forms of a comparison: text for a panel, a table in Markdown, JSON ("sushai-diff/1", docs/diff.md). */
#ifndef SHAI_CMD_DIFF_WRITE_H
#define SHAI_CMD_DIFF_WRITE_H

#include "cmd/context.h"
#include "cmd/diff_data.h"
#include "lang/diff.h"

enum { SHAI_DIFF_TEXT, SHAI_DIFF_JSON, SHAI_DIFF_MD };

struct shai_diff_writer {
    struct shai_cmd *cmd;
    int format;
    const struct shai_diff *diff;
    const struct shai_spec *spec[2];
    bool sample_written; /* one sample, or its head */
};

/* What changes; then, with data, the samples one by one, and the counts. */
void shai_diff_write(struct shai_diff_writer *w);
void shai_diff_write_data(struct shai_diff_writer *w, const char *name);
void shai_diff_write_sample(struct shai_diff_writer *w, const struct shai_sample_change *change);
void shai_diff_write_counts(struct shai_diff_writer *w, const struct shai_data_counts *counts);
void shai_diff_write_end(struct shai_diff_writer *w);

#endif
