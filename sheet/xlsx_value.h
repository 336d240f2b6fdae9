/* One cell as it is stored, made what CSV would give, with remarks (runtime/rows.h) on what a person should know. */
#ifndef SHAI_SHEET_XLSX_VALUE_H
#define SHAI_SHEET_XLSX_VALUE_H

#include "runtime/rows.h"
#include "sheet/number_format.h"

/* The type that a cell's attribute `t` says. */
enum shai_xlsx_type {
    SHAI_XLSX_NUMBER,
    SHAI_XLSX_SHARED, /* the number of a text */
    SHAI_XLSX_TEXT,   /* str, inlineStr */
    SHAI_XLSX_TRUTH,
    SHAI_XLSX_ERROR,
    SHAI_XLSX_ISO_DATE,
};

struct shai_xlsx_cell {
    uint32_t column; /* from 0 */
    uint32_t style;
    enum shai_xlsx_type type;
    bool formula; /* it has one */
    bool value;   /* it has an element for its value */
    size_t at;    /* of its text in the row's */
    struct shai_slice text;
};

/* What a cell says, in `run`; *remark is NULL for nothing to say. format NULL: General. Shared texts are looked up
 * before: cell->text is the text. */
struct shai_slice shai_xlsx_value(struct shai_arena *run, const struct shai_xlsx_cell *cell,
                                  const struct shai_number_format *format, bool from_1904,
                                  const struct shai_remark **remark);
/* YYYY-MM-DD, with hh:mm:ss behind it where the number has a time of day; NULL where the number is no date. */
const char *shai_xlsx_date(struct shai_arena *arena, const struct shai_stored *number, bool from_1904);

#endif
