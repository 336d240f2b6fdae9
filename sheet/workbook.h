/* A workbook being written (XLSX): libxlsxwriter with its failures seen.
 *
 * libxlsxwriter writes into a temporary file without a name; when the workbook is whole it is read back, entry by
 * entry, and only then copied to its output. So a full disk under TMPDIR, which libxlsxwriter does not see, is an
 * error and no short workbook. Bytes depend on what is written alone: the time of creation is fixed.
 *
 * Text is never a formula. Numbers in cells are binary floating point, so exact values go in as text; what is written
 * as a number are counts, days and row numbers. Memory that libxlsxwriter cannot have panics as an arena does. */
#ifndef SHAI_SHEET_WORKBOOK_H
#define SHAI_SHEET_WORKBOOK_H

#include "base/out.h"

#include <stdbool.h>
#include <xlsxwriter.h>

struct shai_workbook {
    struct shai_arena *arena; /* for its own text; and its panic */
    lxw_workbook *book;       /* ? */
    int fd;                   /* of the temporary file; -1: none */
    uint64_t cells;           /* written so far */
    lxw_error error;          /* the first, or LXW_NO_ERROR */
    const char *why;          /* ? why it could not be begun or finished, for a message */
};

struct shai_workbook_options {
    bool stream;          /* rows come in order and are not kept in memory */
    const char *title;    /* ? */
    const char *subject;  /* ? */
    const char *comments; /* ? what the workbook was made from */
};

/* What a cell looks like. */
struct shai_cell_style {
    uint32_t fill;  /* 0xRRGGBB; 0: none */
    uint32_t color; /* of the text; 0: black */
    uint8_t size;   /* points; 0: 11 */
    bool bold, wrap, border, center, top;
    bool text;  /* what is typed stays as typed (number format @) */
    bool date;  /* yyyy-mm-dd */
    bool right; /* aligned so */
};

/* False with `why` where there is no temporary file to be had. */
bool shai_workbook_begin(struct shai_workbook *w, struct shai_arena *arena,
                         const struct shai_workbook_options *options);
/* name: at most 31 characters, none of []:*?/\, and no other sheet's. */
lxw_worksheet *shai_workbook_sheet(struct shai_workbook *w, const char *name);
lxw_format *shai_workbook_format(struct shai_workbook *w, const struct shai_cell_style *style);
/* Holds on to the first error that a function of libxlsxwriter returns. */
void shai_workbook_check(struct shai_workbook *w, lxw_error error);

/* Cells; rows and columns from 0. A text past what a cell holds (32,767 characters) is cut and ends with `…`. Empty
 * text and NULL give an empty cell of that format. */
void shai_workbook_text(struct shai_workbook *w, lxw_worksheet *sheet, uint32_t row, uint32_t column,
                        const char *text, lxw_format *format);
void shai_workbook_count(struct shai_workbook *w, lxw_worksheet *sheet, uint32_t row, uint32_t column, uint64_t count,
                         lxw_format *format);
/* day as in runtime/date.h; a date that a spreadsheet cannot hold goes in as text. */
void shai_workbook_date(struct shai_workbook *w, lxw_worksheet *sheet, uint32_t row, uint32_t column, int32_t day,
                        lxw_format *format);
/* A note at a cell, of so many lines that its box shows it whole. */
void shai_workbook_note(struct shai_workbook *w, lxw_worksheet *sheet, uint32_t row, uint32_t column,
                        const char *text);

/* Assembles the workbook, reads it back and copies it to out. False with `why` where it is not whole; out then holds
 * nothing of it. Errors of out stick in out. Either way the workbook is gone. */
bool shai_workbook_finish(struct shai_workbook *w, struct shai_out *out);
/* Gives back all it holds, whatever became of it: also right after a panic, and of a zeroed struct. */
void shai_workbook_drop(struct shai_workbook *w);

/* whole.c: reads a workbook back: every entry unpacks, is well-formed XML, and all sheets together have so many
 * cells. NULL, or why not. fd is the caller's; its offset moves. Nothing of an arena is taken. */
const char *shai_workbook_is_whole(int fd, uint64_t cells);

#endif
