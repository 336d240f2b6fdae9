/* Rows that are read once and given out as often as they are wanted: of a table of cases, which is judged by many
 * programs in turn. */
#ifndef SHAI_RUNTIME_KEPT_ROWS_H
#define SHAI_RUNTIME_KEPT_ROWS_H

#include "runtime/rows.h"

struct shai_kept_rows;

/* Reads all rows into `arena` and closes their source, whose memory must last as long. `run` is reset for each row.
 * What is wrong with the source is said here; where it breaks off, the rows given out break off without a word. */
const struct shai_kept_rows *shai_rows_keep(struct shai_arena *arena, struct shai_arena *run,
                                            struct shai_diags *diags, struct shai_rows *rows);
/* The same rows once more, in `arena`. */
struct shai_rows *shai_rows_again(struct shai_arena *arena, const struct shai_kept_rows *kept);
/* A copy of a remark and of those behind it, with their texts; NULL of NULL. */
const struct shai_remark *shai_remark_keep(struct shai_arena *arena, const struct shai_remark *remark);

#endif
