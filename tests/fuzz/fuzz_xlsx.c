/* Fuzzes workbooks. The first byte says how: as the bytes of the file itself; else as the XML of one part (sheet,
 * strings, styles, book, relations) of a well-formed archive, which reaches deeper. Rows are numbered upwards, lie
 * within a sheet's bounds, and hold well-formed text; what is broken says so; samples in = given out + refused. */
#include "base/utf8.h"
#include "sheet/sheet.h"
#include "tests/unit/zipped.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct shai_panic panic;
static struct shai_arena arena, run;

static void must(bool ok)
{
    if (!ok) abort();
}

static int file_of(const char *bytes, size_t len)
{
    char path[] = "/tmp/sushai-fuzz-XXXXXX";
    int fd = mkstemp(path);
    must(fd >= 0 && unlink(path) == 0 && write(fd, bytes, len) == (ssize_t)len);
    return fd;
}

/* A workbook one part of which is the text. */
static int book_of(unsigned which, const char *text, size_t len)
{
    struct zipped_part parts[] = {
        {"xl/worksheets/sheet1.xml",
         "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>45992.5</v></c></row>"
         "<row><c t=\"s\"><v>1</v></c><c s=\"2\"><v>0.126</v></c></row></sheetData></worksheet>",
         0},
        {"xl/sharedStrings.xml", "<sst><si><t>sample_id</t></si><si><t>S-1</t></si></sst>", 0},
        {"xl/styles.xml",
         "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>",
         0},
        {"xl/workbook.xml", ZIPPED_BOOK, 0},
        {"xl/_rels/workbook.xml.rels", ZIPPED_RELS, 0},
    };
    enum { PARTS = sizeof parts / sizeof *parts };
    parts[which % PARTS].text = text;
    parts[which % PARTS].len = len;
    return zipped(parts, PARTS);
}

static void check_row(const struct shai_row *row, uint64_t *last)
{
    must(row->number > *last && row->number <= SHAI_SHEET_ROWS && row->count <= SHAI_SHEET_COLUMNS);
    *last = row->number;
    for (size_t i = 0; i < row->count; i++) {
        must(shai_utf8_check(row->cells[i].s, row->cells[i].len) == row->cells[i].len);
        must(!memchr(row->cells[i].s, 0, row->cells[i].len));
        must(!row->lead || row->lead[i] <= i);
        for (const struct shai_remark *m = row->remarks ? row->remarks[i] : NULL; m; m = m->next)
            must(m->kind <= SHAI_REMARK_SHOWN && (m->a || m->kind == SHAI_REMARK_NO_VALUE));
    }
}

static void read_book(struct shai_xlsx *x, int fd)
{
    struct shai_diags diags;
    struct shai_row row;
    uint64_t last = 0;
    enum shai_rows_status status;
    shai_diags_init(&diags, &arena, NULL);
    bool open = shai_xlsx_open(x, &arena, &diags, fd, "fuzz.xlsx", NULL);
    must(open || diags.errors);
    while ((status = x->rows.next(&x->rows, &run, &diags, &row)) <= SHAI_ROWS_LONG) {
        if (status == SHAI_ROWS_ROW) check_row(&row, &last);
        shai_arena_reset(&run);
    }
    must(status == SHAI_ROWS_END || diags.errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct shai_xlsx x;
    if (len < 2) return 0;
    int fd = *data % 4 == 0 ? file_of((const char *)data + 1, len - 1)
                            : book_of(*data / 4u, (const char *)data + 1, len - 1);
    if (fd < 0) return 0;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_arena_init(&run, &shai_mem_libc, &panic);
    shai_xlsx_init(&x);
    if (SHAI_TRY(&panic)) read_book(&x, fd);
    shai_xlsx_close(&x);
    shai_arena_release(&arena);
    shai_arena_release(&run);
    close(fd);
    return 0;
}
