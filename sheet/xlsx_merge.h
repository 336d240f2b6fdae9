/* Merged cells of a sheet. They stand behind its rows in the file, so a sheet is gone through once for them before
 * its rows are read.
 *
 * Cells merged downwards hold one value that is meant for every row: each row is given it. Of cells merged sideways
 * nobody can tell which column a value is for. */
#ifndef SHAI_SHEET_XLSX_MERGE_H
#define SHAI_SHEET_XLSX_MERGE_H

#include "base/strbuf.h"
#include "runtime/rows.h"
#include "sheet/pull.h"

enum { SHAI_MERGES = 1000000 };

struct shai_merge {
    uint32_t top, bottom;    /* rows, from 1 */
    uint32_t left, right;    /* columns, from 0 */
    struct shai_strbuf text; /* what its first cell says, while its rows are read */
    const struct shai_remark *remark;
};

struct shai_merges {
    struct shai_arena *arena;
    struct shai_merge *at; /* by their top row */
    size_t count, cap;
    size_t next;              /* the first that begins below the row at hand */
    struct shai_merge **open; /* those that the row at hand belongs to */
    size_t open_count, open_cap;
};

/* Reads those of a part. False where it cannot be read (recorded). */
bool shai_merges_read(struct shai_merges *merges, struct shai_pull **held, struct shai_arena *arena,
                      struct shai_archive *archive, const char *part);
/* Goes on to a row, which is below the last one. */
void shai_merges_go(struct shai_merges *merges, uint32_t row);
/* Reads "C7:E9". */
bool shai_merge_parse(const char *range, struct shai_merge *merge);
/* Reads "C7", or "C" with *row 0. */
bool shai_cell_parse(const char *name, uint64_t *row, uint32_t *column, const char **end);

#endif
