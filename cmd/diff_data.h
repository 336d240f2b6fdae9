/* Samples judged by two editions, side by side, in constant memory. */
#ifndef SHAI_CMD_DIFF_DATA_H
#define SHAI_CMD_DIFF_DATA_H

#include "cmd/evaluate.h"
#include "lang/diff.h"

/* What becomes of an item of a sample; NULL: the edition does not have it. */
struct shai_outcome_change {
    const struct shai_item_result *old, *new;
    const char *why[2]; /* ? */
};

struct shai_sample_change {
    const char *id; /* of the sample; "" where it has none */
    uint64_t row;
    const struct shai_result *old, *new; /* NULL: refused by that edition */
    bool verdict_changed;                /* or its hazard; else items alone */
    struct shai_outcome_change *items;
    size_t item_count;
};

struct shai_data_counts {
    uint64_t samples, verdicts, items, same; /* samples = verdicts + items + same + refused by both */
    uint64_t refused[2], refused_both;
    uint64_t milder; /* of the verdicts: what failed fails no more, or with a lower hazard */
};

typedef void shai_sample_told(void *user, const struct shai_sample_change *change);

/* Judges every sample of `path` by both programs and tells those that change. Returns the exit status: what cannot be
 * read is said. */
int shai_diff_samples(struct shai_cmd *cmd, const struct shai_diff *diff,
                      const struct shai_program *const programs[2], const char *path,
                      const struct shai_data_options *options, struct shai_data_counts *counts,
                      shai_sample_told *told, void *user);

#endif
