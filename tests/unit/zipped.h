/* Workbooks made in a test: a ZIP archive of given parts in a temporary file, and its rows as text. */
#ifndef SHAI_TESTS_ZIPPED_H
#define SHAI_TESTS_ZIPPED_H

#include "sheet/xlsx.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

struct zipped_part {
    const char *name, *text;
    size_t len; /* 0: of the text */
};

#define ZIPPED_NS  "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define ZIPPED_REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define ZIPPED_BOOK                                                            \
    "<workbook " ZIPPED_NS " xmlns:r=\"" ZIPPED_REL "\"><workbookPr/><sheets>" \
    "<sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define ZIPPED_RELS                                                                                      \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"             \
    "<Relationship Id=\"rId1\" Type=\"" ZIPPED_REL "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"     \
    "<Relationship Id=\"rId2\" Type=\"" ZIPPED_REL "/styles\" Target=\"styles.xml\"/>"                   \
    "<Relationship Id=\"rId3\" Type=\"" ZIPPED_REL "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>" \
    "</Relationships>"

/* A descriptor of the file; -1 where it cannot be made. */
static inline int zipped(const struct zipped_part *parts, size_t count)
{
    char path[] = "/tmp/sushai-test-XXXXXX";
    int fd = mkstemp(path), code;
    if (fd < 0) return -1;
    zip_t *z = zip_open(path, ZIP_TRUNCATE, &code);
    for (size_t i = 0; z && i < count; i++) {
        size_t len = parts[i].len ? parts[i].len : strlen(parts[i].text);
        zip_int64_t at =
            zip_file_add(z, parts[i].name, zip_source_buffer(z, parts[i].text, len, 0), ZIP_FL_ENC_UTF_8);
        if (at < 0) abort();
    }
    bool ok = z && zip_close(z) == 0;
    close(fd);
    fd = ok ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    unlink(path);
    return fd;
}

/* A workbook of one sheet S; styles, strings: NULL for none. */
static inline int zipped_book(const char *sheet, const char *styles, const char *strings)
{
    struct zipped_part parts[5] = {{"xl/workbook.xml", ZIPPED_BOOK, 0},
                                   {"xl/_rels/workbook.xml.rels", ZIPPED_RELS, 0},
                                   {"xl/worksheets/sheet1.xml", sheet, 0}};
    size_t count = 3;
    if (styles) parts[count++] = (struct zipped_part){"xl/styles.xml", styles, 0};
    if (strings) parts[count++] = (struct zipped_part){"xl/sharedStrings.xml", strings, 0};
    return zipped(parts, count);
}

/* All rows of an open workbook: "3: a|b\n…", remarks as {kind} behind their cells; then END or BROKEN. */
static inline const char *zipped_rows(struct shai_xlsx *x, struct shai_arena *arena, struct shai_diags *diags)
{
    struct shai_strbuf out;
    struct shai_row row;
    enum shai_rows_status status;
    shai_strbuf_init(&out, arena);
    while ((status = x->rows.next(&x->rows, arena, diags, &row)) <= SHAI_ROWS_LONG) {
        shai_strbuf_printf(&out, "%d:", (int)row.number);
        if (status == SHAI_ROWS_LONG) shai_strbuf_puts(&out, " LONG");
        for (size_t i = 0; status == SHAI_ROWS_ROW && i < row.count; i++) {
            shai_strbuf_putc(&out, i ? '|' : ' ');
            shai_strbuf_add(&out, row.cells[i].s, row.cells[i].len);
            for (const struct shai_remark *m = row.remarks ? row.remarks[i] : NULL; m; m = m->next)
                shai_strbuf_printf(&out, "{%d}", (int)m->kind);
        }
        shai_strbuf_putc(&out, '\n');
    }
    shai_strbuf_puts(&out, status == SHAI_ROWS_END ? "END" : "BROKEN");
    return out.s;
}

#endif
