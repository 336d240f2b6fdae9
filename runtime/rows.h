/* Rows of cells that come from elsewhere than a text: a workbook. Whoever reads one (sheet/) hands this to the reader
 * of samples, which makes of its rows what it makes of a CSV's; runtime knows no workbook.
 *
 * A cell is text, as CSV would have it. What else is known of a cell (that it was a date, that it shows other digits
 * than it holds) is a remark: whether it matters depends on what the column is, and only the reader knows that. */
#ifndef SHAI_RUNTIME_ROWS_H
#define SHAI_RUNTIME_ROWS_H

#include "base/diag.h"
#include "runtime/sample.h"

enum shai_remark_kind {
    SHAI_REMARK_ERROR,    /* an error of the spreadsheet stands there: a */
    SHAI_REMARK_NO_VALUE, /* a formula whose value was not saved */
    SHAI_REMARK_MERGED,   /* the cells a (C7:E7) are one, and hold a value */
    SHAI_REMARK_WORDS,    /* it shows a, which says something else than its value b */
    SHAI_REMARK_NO_DATE,  /* it is formatted as a date, and its value a is none */
    SHAI_REMARK_DATE,     /* it is a date, a; b: what was likely typed, where it shows month and day alone, or NULL */
    SHAI_REMARK_LOST,     /* a number too long for a spreadsheet: its digits behind the 15th are lost */
    SHAI_REMARK_ROUNDED,  /* it held a, more than 15 digits, and is read as b */
    SHAI_REMARK_SHOWN,    /* it shows a, which is not all of its value b */
};

struct shai_remark {
    enum shai_remark_kind kind;
    const char *a, *b;
    const struct shai_remark *next; /* of the same cell */
};

enum shai_rows_status {
    SHAI_ROWS_ROW,
    SHAI_ROWS_LONG, /* a row longer than SHAI_RECORD_MAX: it has no cells */
    SHAI_ROWS_END,
    SHAI_ROWS_BROKEN, /* it cannot be read on (said) */
};

struct shai_row {
    uint64_t number;
    struct shai_slice *cells; /* well-formed UTF-8 without NUL; the reader may change them */
    size_t count;
    const struct shai_remark *const *remarks; /* one a cell; NULL: none in this row */
    const uint32_t *lead; /* of each cell: the column (from 0) where the merged cells that it belongs to begin, else
                             its own; NULL: no cells side by side are merged in this row */
};

/* The functions and the name are the source's. */
struct shai_rows {
    const char *sheet; /* for messages */
    /* The next row that is not blank, in `run` or in memory of the source; valid until the next. */
    enum shai_rows_status (*next)(struct shai_rows *rows, struct shai_arena *run, struct shai_diags *diags,
                                  struct shai_row *row);
    /* The date that a bare number stands for in this workbook, as YYYY-MM-DD; NULL for none. */
    const char *(*as_date)(struct shai_rows *rows, struct shai_arena *arena, struct shai_slice number);
    void (*close)(struct shai_rows *rows); /* may come more than once */
};

#endif
