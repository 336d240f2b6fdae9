/* The texts that the cells of a workbook share (sharedStrings.xml), by number.
 *
 * In memory up to SHAI_STRINGS_MEMORY bytes, then in temporary files: a workbook of any size is read in memory that
 * does not grow with it. */
#ifndef SHAI_SHEET_XLSX_STRINGS_H
#define SHAI_SHEET_XLSX_STRINGS_H

#include "base/strbuf.h"
#include "runtime/sample.h"
#include "sheet/pull.h"
#include "sheet/spill.h"

enum {
    SHAI_STRINGS_MEMORY = 16 * 1024 * 1024,
    SHAI_TEXT_MAX = 4 * 32767 + 8, /* bytes of a cell's text: a spreadsheet holds 32767 characters */
};

struct shai_strings {
    struct shai_spill text, ends; /* ends: of each text, where it ends, 8 bytes */
    uint64_t count;
};

/* limit 0: SHAI_STRINGS_MEMORY. */
void shai_strings_init(struct shai_strings *strings, struct shai_arena *arena, size_t limit);
/* Reads the part. False where it cannot be read (recorded in the archive). */
bool shai_strings_read(struct shai_strings *strings, struct shai_pull **held, struct shai_arena *arena,
                       struct shai_archive *archive, const char *name);
/* The text of that number, in `run`. False where there is none, or the temporary file fails (shai_strings_error). */
bool shai_strings_get(struct shai_strings *strings, struct shai_arena *run, uint64_t index, struct shai_slice *text);
int shai_strings_error(const struct shai_strings *strings);
void shai_strings_close(struct shai_strings *strings);

/* `_x000D_` as workbooks write what XML cannot hold, made what it stands for, in place. Returns the new length. */
size_t shai_xlsx_unescape(char *s, size_t len);

#endif
