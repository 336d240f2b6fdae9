/* The book of a workbook: which sheets it has, from what day its dates count, how its cells are formatted. */
#ifndef SHAI_SHEET_XLSX_BOOK_H
#define SHAI_SHEET_XLSX_BOOK_H

#include "sheet/number_format.h"
#include "sheet/pull.h"

enum { SHAI_BOOK_SHEETS = 10000, SHAI_BOOK_STYLES = 1000000 };

struct shai_book_sheet {
    const char *name, *id; /* id: of its relation */
    const char *part;      /* NULL: no sheet of cells */
    bool hidden;
};

struct shai_book {
    struct shai_arena *arena;
    struct shai_archive *archive;
    struct shai_book_sheet *sheets;
    size_t sheet_count, sheet_cap;
    const char *strings, *styles; /* parts; NULL: none */
    bool from_1904;
    const struct shai_number_format **formats; /* of each style; NULL: General */
    size_t format_count, format_cap;
};

/* Reads the book, its relations and its styles. False where it cannot be read (recorded). */
bool shai_book_read(struct shai_book *book, struct shai_pull **held, struct shai_arena *arena,
                    struct shai_archive *archive);
/* The sheet of that name, else of that number as the tabs stand (from 1); NULL asks for the one that holds samples:
 * the first that is visible and is no sheet of instructions. NULL where there is none such. */
const struct shai_book_sheet *shai_book_choose(const struct shai_book *book, const char *name);
/* Names of the sheets of cells for a message. `but`, which is read, is left out; hidden ones, instructions, and the
 * items beside the samples of a workbook of results only if asked for. "" for none. */
const char *shai_book_names(const struct shai_book *book, struct shai_arena *arena, bool hidden,
                            const struct shai_book_sheet *but);

#endif
