/* CSV by RFC 4180, read row by row in bounded memory. Tabs or semicolons may stand in the place of the commas.
 *
 * Lines end in LF, CRLF, or, where the first line does so, CR alone. A cell may stand in quotes and then hold commas,
 * line ends and doubled quotes. What RFC 4180 does not allow (a quote inside an unquoted cell, text behind a closing
 * quote, a quote that is never closed) makes a bad row, and reading goes on behind the first line end of it: a row
 * that is typed wrongly costs no other. */
#ifndef SHAI_RUNTIME_CSV_H
#define SHAI_RUNTIME_CSV_H

#include "runtime/feed.h"
#include "runtime/sample.h"

enum shai_csv_status {
    SHAI_CSV_ROW,
    SHAI_CSV_QUOTE, /* `bad` is the column, from 1 */
    SHAI_CSV_UTF8,
    SHAI_CSV_GBK, /* no UTF-8, and it would be GB 18030 */
    SHAI_CSV_NUL,
    SHAI_CSV_LONG, /* longer than SHAI_RECORD_MAX */
    SHAI_CSV_CUT,  /* reading was stopped (feed.stopped) before its line end came */
    SHAI_CSV_END,  /* no more rows; feed.error tells whether for want of them */
};

struct shai_csv {
    struct shai_feed *feed;
    struct shai_arena *arena; /* of the cells' array */
    char line_end;            /* '\n' or '\r'; 0 before the first row */
    char delimiter;           /* 0 before the first row: the one its first line has most of */
    uint64_t row;             /* number of the row last read; blank lines count, as in a spreadsheet */
    struct shai_slice *cells; /* of the row last read; valid until the next */
    size_t count, cap;
    size_t bad;
    size_t over;   /* bytes of the row behind its first line end */
    size_t length; /* all its bytes, line end and all */
};

/* feed stands at the first byte, a byte order mark behind it. */
void shai_csv_init(struct shai_csv *csv, struct shai_feed *feed, struct shai_arena *arena);
/* The next row that is not blank. A row of empty cells only (`,,,`) is blank. Cells that hold doubled quotes are
 * written anew in `run`; all others point into the buffer. Also of a bad row `row` is its number; its cells are
 * there where only its bytes are bad. */
enum shai_csv_status shai_csv_next(struct shai_csv *csv, struct shai_arena *run);
/* What is wrong with bytes as text: ROW for nothing, NUL, UTF8, GBK. */
enum shai_csv_status shai_csv_check(const char *s, size_t len);
/* The row last read has not the cells it should: perhaps a quotation mark that was never meant to open a cell
 * swallowed the lines behind it. Goes on behind its first line end, so that none of them is lost. */
void shai_csv_retry(struct shai_csv *csv);
/* The row last read will be read again. Its cells stay valid until then. */
void shai_csv_back(struct shai_csv *csv);

#endif
