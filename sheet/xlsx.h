/* A workbook (.xlsx) as rows for the reader of samples.
 *
 * In: a descriptor of a file that can be sought in. Out: the rows of one sheet (runtime/rows.h), or why there are
 * none. libzip and expat have memory of their own: what was opened is closed whatever happened, also right after a
 * panic. */
#ifndef SHAI_SHEET_XLSX_H
#define SHAI_SHEET_XLSX_H

#include "runtime/rows.h"
#include "sheet/xlsx_book.h"
#include "sheet/xlsx_merge.h"
#include "sheet/xlsx_sheet.h"
#include "sheet/xlsx_strings.h"

struct shai_xlsx {
    struct shai_rows rows; /* first: a pointer to it is one to the whole */
    struct shai_arena *arena;
    const char *name; /* of the file, for messages */
    struct shai_archive archive;
    struct shai_pull *held; /* a part that is being read whole */
    struct shai_book book;
    struct shai_strings strings;
    struct shai_merges merges;
    struct shai_sheet sheet;
    bool hidden_told;
    bool failed; /* it could not be opened: it has no rows */
};

/* Begins empty: then it can be closed. */
void shai_xlsx_init(struct shai_xlsx *xlsx);
/* sheet: a name or a number; NULL: the sheet that holds samples. name stands in messages. Where the file is no
 * workbook that can be read, says why and returns false, and its rows are broken; the file stays the caller's. */
bool shai_xlsx_open(struct shai_xlsx *xlsx, struct shai_arena *arena, struct shai_diags *diags, int fd,
                    const char *name, const char *sheet);
/* May come more than once. */
void shai_xlsx_close(struct shai_xlsx *xlsx);

#endif
