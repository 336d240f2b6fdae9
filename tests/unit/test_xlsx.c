/* Workbooks as rows: what is read, what is refused, and that nothing breaks, however the file is cut or memory fails.
 */
#include "tests/unit/zipped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_diags diags;
static struct shai_xlsx x;
static int fd;

static int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_diags_init(&diags, &arena, NULL);
    shai_xlsx_init(&x);
    fd = -1;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    shai_xlsx_close(&x);
    shai_xlsx_close(&x);
    if (fd >= 0) close(fd);
    shai_arena_release(&arena);
    return 0;
}

static const char *rows_of(const char *data, const char *styles, const char *strings)
{
    const char *sheet = shai_arena_printf(&arena, "<worksheet " ZIPPED_NS ">%s</worksheet>", data);
    fd = zipped_book(sheet, styles, strings);
    assert_true(fd >= 0);
    if (!shai_xlsx_open(&x, &arena, &diags, fd, "book.xlsx", NULL)) return "CLOSED";
    return zipped_rows(&x, &arena, &diags);
}

static bool said(enum shai_diag_id id)
{
    for (const struct shai_diag *d = diags.first; d; d = d->next)
        if (d->id == id) return true;
    return false;
}

static void test_cells(void **state)
{
    (void)state;
    const char *rows = rows_of(
        "<sheetData>"
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"D1\" "
        "t=\"s\"><v>2</v></c></row>"
        "<row r=\"2\"/><row r=\"3\"><c r=\"A3\" s=\"1\"/></row>"
        "<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a_x000D_ </t></is></c>"
        "<c r=\"B5\"><v>1.50</v></c><c r=\"C5\" t=\"b\"><v>1</v></c><c r=\"D5\" t=\"b\"><v>0</v></c>"
        "<c r=\"E5\" t=\"e\"><v>#N/A</v></c><c r=\"F5\" t=\"str\"><f>A1</f><v></v></c><c r=\"G5\"><f>A1</f></c>"
        "<c r=\"H5\"><f>B1</f><v>0.30000000000000004</v></c></row>"
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        "</sheetData>",
        NULL,
        "<sst " ZIPPED_NS "><si><t>样品编号</t></si>"
        "<si><r><rPr><b/></rPr><t>铅</t></r><r><t xml:space=\"preserve\"> (Pb)</t></r><rPh sb=\"0\" "
        "eb=\"1\"><t>qian</t></rPh></si>"
        "<si><t>漢字</t><phoneticPr fontId=\"1\"/></si></sst>");
    assert_string_equal(rows, "1: 样品编号|铅 (Pb)||漢字\n"
                              "5:  a\r |1.5|TRUE|FALSE|#N/A{0}||={1}|0.3{7}\n"
                              "6: 1|2\n"
                              "END");
    assert_null(diags.first);
}

static void test_styles(void **state)
{
    static const char styles[] =
        "<styleSheet " ZIPPED_NS "><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.00\"/><numFmt numFmtId=\"165\" "
        "formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"58\"/><xf "
        "numFmtId=\"10\"/><xf numFmtId=\"20\"/><xf numFmtId=\"17\"/></cellXfs></styleSheet>";
    (void)state;
    assert_string_equal(
        rows_of(
            "<sheetData><row r=\"1\"><c s=\"1\"><v>0.126</v></c><c s=\"2\"><v>45992</v></c><c "
            "s=\"3\"><v>46085</v></c>"
            "<c s=\"4\"><v>0.305</v></c><c s=\"5\"><v>0.5</v></c><c s=\"6\"><v>41699</v></c><c s=\"2\"><v>-4</v></c>"
            "<c s=\"99\"><v>7</v></c><c s=\"1\" "
            "t=\"d\"><v>2026-03-04T00:00:00</v></c><c><v>1234567890123456789</v></c></row></sheetData>",
            styles, NULL),
        "1: 0.126{8}|2025-12-01{5}|2026-03-04{5}|30.50 %|12:00:00{5}|2014-03-01{5}|-4{4}|7|2026-03-04{5}|"
        "1234567890123460000{6}{7}\n"
        "END");
}

/* Cells merged downwards fill their rows, and the header that they belong to is told sideways. */
static void test_merges(void **state)
{
    (void)state;
    assert_string_equal(
        rows_of("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"
                "<row r=\"2\"><c r=\"B2\"><v>3</v></c></row><row r=\"3\"><c r=\"A3\"/></row>"
                "<row r=\"4\"><c r=\"B4\"><v>4</v></c></row><row r=\"5\"><c r=\"B5\"><v>5</v></c></row></sheetData>"
                "<mergeCells><mergeCell ref=\"B5:D5\"/><mergeCell ref=\"A1:A4\"/><mergeCell "
                "ref=\"nonsense\"/></mergeCells>",
                NULL, NULL),
        "1: 1|2\n2: 1|3\n4: 1|4\n5: |5{2}|{2}|{2}\nEND");
}

static void test_damage(void **state)
{
    static const struct {
        const char *data;
        enum shai_diag_id id;
    } cases[] = {
        {"<sheetData><row r=\"2\"/><row r=\"2\"/></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"2\"/><row r=\"1\"/></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"0\"/></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"1048577\"/></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"1\"><c r=\"A1\"/><c r=\"A1\"/></row></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"1\"><c r=\"A2\"/></row></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"1\"><c r=\"XFE1\"/></row></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c></row></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData><row r=\"1\"><c t=\"s\"><v>-1</v></c></row></sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData>", SHAI_D_XLSX_DAMAGED},
        {"<sheetData>&nbsp;</sheetData>", SHAI_D_XLSX_DAMAGED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setup(NULL);
        const char *rows = rows_of(cases[i].data, NULL, NULL);
        bool refused = strstr(rows, "BROKEN") || strcmp(rows, "CLOSED") == 0;
        if (!refused || !said(cases[i].id)) fail_msg("%s: %s", cases[i].data, rows);
        teardown(NULL);
    }
    setup(NULL);
}

static void test_entities(void **state)
{
    (void)state;
    fd = zipped_book(
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet><sheetData><row><c t=\"str\">"
        "<v>&b;</v></c></row></sheetData></worksheet>",
        NULL, NULL);
    assert_false(shai_xlsx_open(&x, &arena, &diags, fd, "book.xlsx", NULL));
    assert_true(said(SHAI_D_XLSX_DAMAGED));
    assert_non_null(strstr(diags.first->args[0], "DOCTYPE"));
}

/* A text, a depth, and what a part expands to are bounded. */
static void test_bounds(void **state)
{
    (void)state;
    size_t len = SHAI_TEXT_MAX + 1;
    char *text = shai_arena_alloc(&arena, len + 1);
    memset(text, 'a', len);
    text[len] = '\0';
    assert_non_null(strstr(
        rows_of(shai_arena_printf(&arena, "<sheetData><row><c t=\"str\"><v>%s</v></c></row></sheetData>", text), NULL,
                NULL),
        "BROKEN"));
    assert_true(said(SHAI_D_XLSX_TOO_BIG));
    teardown(NULL), setup(NULL);
    struct shai_strbuf deep;
    shai_strbuf_init(&deep, &arena);
    for (int i = 0; i < 100; i++) shai_strbuf_puts(&deep, "<a>");
    assert_string_equal(rows_of(deep.s, NULL, NULL), "CLOSED");
    assert_true(said(SHAI_D_XLSX_TOO_BIG));
    teardown(NULL), setup(NULL);
    size_t much = 40 * 1024 * 1024;
    char *blank = malloc(much);
    assert_non_null(blank);
    memset(blank, ' ', much);
    struct zipped_part parts[] = {{"xl/workbook.xml", ZIPPED_BOOK, 0},
                                  {"xl/_rels/workbook.xml.rels", ZIPPED_RELS, 0},
                                  {"xl/worksheets/sheet1.xml", blank, much}};
    fd = zipped(parts, 3);
    free(blank);
    assert_false(shai_xlsx_open(&x, &arena, &diags, fd, "book.xlsx", NULL));
    assert_true(said(SHAI_D_XLSX_TOO_BIG));
}

static const char small_sheet[] =
    "<worksheet " ZIPPED_NS
    "><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
    "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>S-1</t></is></c><c r=\"B2\" s=\"1\"><v>0.126</v></c></row>"
    "<row r=\"3\"><c r=\"B3\"><v>7</v></c></row></sheetData><mergeCells><mergeCell "
    "ref=\"A2:A3\"/></mergeCells></worksheet>";
static const char small_styles[] =
    "<styleSheet " ZIPPED_NS "><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>";
static const char small_strings[] = "<sst " ZIPPED_NS "><si><t>样品编号</t></si><si><t>铅</t></si></sst>";
static const char small_rows[] = "1: 样品编号|铅\n2: S-1|0.126{8}\n3: S-1|7\nEND";

/* Cut anywhere, it is refused and said. */
static void test_truncated(void **state)
{
    char bytes[8192];
    (void)state;
    int whole = zipped_book(small_sheet, small_styles, small_strings);
    ssize_t len = pread(whole, bytes, sizeof bytes, 0);
    assert_in_range(len, 500, sizeof bytes - 1);
    close(whole);
    for (ssize_t n = 0; n < len; n++) {
        setup(NULL);
        FILE *file = tmpfile();
        assert_int_equal(fwrite(bytes, 1, (size_t)n, file), n);
        fflush(file);
        bool open = shai_xlsx_open(&x, &arena, &diags, fileno(file), "cut.xlsx", NULL);
        const char *rows = open ? zipped_rows(&x, &arena, &diags) : "";
        if (open && !strstr(rows, "BROKEN")) fail_msg("cut at %zd: %s", n, rows);
        assert_true(diags.errors > 0);
        struct shai_row row;
        assert_int_equal(x.rows.next(&x.rows, &arena, &diags, &row), SHAI_ROWS_BROKEN);
        teardown(NULL);
        fclose(file);
    }
    setup(NULL);
}

/* A byte changed anywhere: rows or a message, never a crash; the texts stay well-formed. */
static void test_changed(void **state)
{
    char bytes[8192];
    (void)state;
    int whole = zipped_book(small_sheet, small_styles, small_strings);
    ssize_t len = pread(whole, bytes, sizeof bytes, 0);
    close(whole);
    for (ssize_t n = 0; n < len; n++) {
        setup(NULL);
        FILE *file = tmpfile();
        char had = bytes[n];
        bytes[n] = (char)(had ^ (1 << n % 8));
        assert_int_equal(fwrite(bytes, 1, (size_t)len, file), len);
        bytes[n] = had;
        fflush(file);
        if (shai_xlsx_open(&x, &arena, &diags, fileno(file), "changed.xlsx", NULL)) {
            const char *rows = zipped_rows(&x, &arena, &diags);
            assert_true(strstr(rows, "END") || diags.errors);
        } else {
            assert_true(diags.errors > 0);
        }
        teardown(NULL);
        fclose(file);
    }
    setup(NULL);
}

/* --- memory --------------------------------------------------------------------------------------------------------
 */

struct failing {
    size_t count, fail_at, live;
};

static void *failing_alloc(void *user, size_t size)
{
    struct failing *f = user;
    if (++f->count == f->fail_at) return NULL;
    f->live++;
    return malloc(size);
}

static void failing_free(void *user, void *ptr)
{
    struct failing *f = user;
    if (ptr) f->live--;
    free(ptr);
}

/* Every allocation fails once: the panic goes past libzip and expat, which give back what is theirs. */
static void test_no_memory(void **state)
{
    (void)state;
    struct failing f = {0};
    const struct shai_mem mem = {failing_alloc, failing_free, &f, 1};
    volatile size_t failed = 0;
    fd = zipped_book(small_sheet, small_styles, small_strings);
    for (volatile size_t n = 1;; n++) {
        struct shai_panic here;
        struct shai_arena own;
        struct shai_diags told;
        struct shai_xlsx book;
        f = (struct failing){.fail_at = n};
        shai_xlsx_init(&book);
        shai_arena_init(&own, &mem, &here);
        shai_diags_init(&told, &own, NULL);
        volatile bool whole = false;
        if (SHAI_TRY(&here)) {
            if (shai_xlsx_open(&book, &own, &told, fd, "book.xlsx", NULL))
                whole = strcmp(zipped_rows(&book, &own, &told), small_rows) == 0;
            assert_true(whole);
        } else {
            failed++;
        }
        shai_xlsx_close(&book);
        shai_arena_release(&own);
        assert_int_equal(f.live, 0);
        if (whole && f.count < n) break;
    }
    assert_true(failed > 50);
}

static void test_sheets(void **state)
{
    static const char book[] = "<workbook " ZIPPED_NS " xmlns:r=\"" ZIPPED_REL "\"><sheets>"
                               "<sheet name=\"填写说明\" sheetId=\"7\" r:id=\"rId1\"/><sheet name=\"隐\" "
                               "sheetId=\"8\" state=\"hidden\" r:id=\"rId1\"/>"
                               "<sheet name=\"图\" sheetId=\"9\" r:id=\"rId9\"/><sheet name=\"结果\" sheetId=\"2\" "
                               "r:id=\"rId1\"/><sheet name=\"2\" sheetId=\"3\" r:id=\"rId1\"/></sheets></workbook>";
    static const struct zipped_part parts[] = {{"xl/workbook.xml", book, 0},
                                               {"xl/_rels/workbook.xml.rels", ZIPPED_RELS, 0},
                                               {"xl/worksheets/sheet1.xml", small_sheet, 0},
                                               {"xl/sharedStrings.xml", small_strings, 0}};
    static const struct {
        const char *asked, *got; /* NULL: none */
    } cases[] = {{NULL, "结果"}, {"隐", "隐"}, {"1", "填写说明"}, {"2", "2"},    {"4", "结果"},
                 {"3", NULL},    {"9", NULL},  {"0", NULL},       {"没有", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setup(NULL);
        fd = zipped(parts, 4);
        bool open = shai_xlsx_open(&x, &arena, &diags, fd, "book.xlsx", cases[i].asked);
        assert_int_equal(open, cases[i].got != NULL);
        if (open) assert_string_equal(x.rows.sheet, cases[i].got);
        assert_int_equal(said(SHAI_D_SHEET_UNKNOWN), !open);
        teardown(NULL);
    }
    setup(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cells, setup, teardown),
        cmocka_unit_test_setup_teardown(test_styles, setup, teardown),
        cmocka_unit_test_setup_teardown(test_merges, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damage, setup, teardown),
        cmocka_unit_test_setup_teardown(test_entities, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bounds, setup, teardown),
        cmocka_unit_test_setup_teardown(test_truncated, setup, teardown),
        cmocka_unit_test_setup_teardown(test_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_memory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sheets, setup, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("xlsx", tests, NULL, NULL);
}
