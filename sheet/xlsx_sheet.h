/* The rows of one sheet, one at a time, as they are stored. */
#ifndef SHAI_SHEET_XLSX_SHEET_H
#define SHAI_SHEET_XLSX_SHEET_H

#include "sheet/pull.h"
#include "sheet/xlsx_value.h"

enum shai_sheet_status {
    SHAI_SHEET_ROW,
    SHAI_SHEET_LONG, /* a row of more than SHAI_RECORD_MAX bytes: it has no cells */
    SHAI_SHEET_END,
    SHAI_SHEET_BROKEN, /* recorded in the archive */
};

struct shai_sheet {
    struct shai_arena *arena;
    struct shai_pull *xml;
    /* the row last read */
    uint64_t row;
    bool hidden, is_long;
    struct shai_xlsx_cell *cells; /* by column; their texts stand in `text` from `at` on */
    size_t count, cap;
    struct shai_strbuf text;
    /* under way */
    bool in_data, in_row, in_text;
    int phonetic;
    uint64_t last; /* row */
    uint32_t column;
};

bool shai_sheet_open(struct shai_sheet *sheet, struct shai_arena *arena, struct shai_archive *archive,
                     const char *part);
/* The next row that has cells; their text slices are set. */
enum shai_sheet_status shai_sheet_next(struct shai_sheet *sheet);
void shai_sheet_close(struct shai_sheet *sheet);

#endif
