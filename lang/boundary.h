/* Boundary cases of a spec: samples at, just under and just over each limit, at what rounding decides, not detected
 * and not tested, with what the spec gives for them. Rows to be checked by a person (docs/cases.md). */
#ifndef SHAI_LANG_BOUNDARY_H
#define SHAI_LANG_BOUNDARY_H

#include "lang/example.h"

/* A row. Cells stand under the columns of the table; NULL: blank. */
struct shai_boundary_row {
    const char *id, *note;
    const char **cells;
    size_t cell_count; /* columns that were known when the row was made; the rest are blank */
    uint32_t item;
    enum shai_outcome outcome;
    enum shai_verdict verdict;
    enum shai_hazard hazard;
};

struct shai_boundary {
    const char **columns;
    size_t column_count, column_cap;
    struct shai_boundary_row *rows;
    size_t row_count, row_cap;
    uint32_t *bare; /* items of which no case could be made */
    size_t bare_count;
};

/* Makes the table in examples->arena. Each case is one of the spec's own examples with one reading changed; of
 * several that meet the same requirement the first. `run`: memory of one sample, reset by each. */
struct shai_boundary *shai_boundary_make(struct shai_examples *examples, struct shai_arena *run);

#endif
