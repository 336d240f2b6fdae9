/* A table of texts as a workbook, some of its columns to be filled by people. It knows nothing of what they hold. */
#ifndef SHAI_SHEET_TABLE_H
#define SHAI_SHEET_TABLE_H

#include "sheet/workbook.h"

enum shai_table_part {
    SHAI_TABLE_GIVEN,    /* what is there */
    SHAI_TABLE_EXPECTED, /* what is claimed of it */
    SHAI_TABLE_SIGN,     /* to be filled */
    SHAI_TABLE_SIGN_DAY, /* the same, a date */
};

struct shai_table_column {
    const char *title;
    const char *note; /* ? at its header */
    enum shai_table_part part;
    const char *const *choices; /* ? NULL at the end: a drop-down list */
};

struct shai_table {
    const char *name; /* of its sheet */
    const struct shai_table_column *columns;
    size_t column_count;
    uint32_t frozen;          /* columns that stay in sight */
    const char *about;        /* name of a second sheet */
    const char *const *lines; /* and what stands in it */
    size_t line_count;
    uint32_t widest[2]; /* of the first columns, in what was written */
    uint32_t next;      /* row, from 0: kept by the functions below */
    lxw_worksheet *sheet;
    lxw_format *given, *expected, *sign, *day;
};

/* Of a workbook that is begun, without `stream`. False where the table has more columns than a sheet. */
bool shai_table_begin(struct shai_workbook *workbook, struct shai_table *table);
/* A row; NULL: an empty cell. False where the sheet is full. */
bool shai_table_row(struct shai_workbook *workbook, struct shai_table *table, const char *const *cells);
/* Lists, dates, filter and the second sheet. Then the workbook can be finished. */
void shai_table_end(struct shai_workbook *workbook, struct shai_table *table);

#endif
