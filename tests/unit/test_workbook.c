/* Workbooks that are written: whole or not at all, whatever is in the cells, whenever memory fails. */
#include "sheet/results.h"
#include "tests/unit/made_result.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

/* Bytes in a file that has no name, at its start. */
static int file_of(const char *bytes, size_t len)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fflush(f), 0);
    int fd = dup(fileno(f));
    fclose(f);
    return fd;
}

/* An entry of a workbook, as text; NULL where there is none. */
static char *entry(const struct shai_strbuf *bytes, const char *name)
{
    zip_error_t error;
    zip_t *zip = zip_open_from_source(zip_source_buffer_create(bytes->s, bytes->len, 0, &error), ZIP_RDONLY, &error);
    assert_non_null(zip);
    zip_stat_t st;
    char *text = NULL;
    if (zip_stat(zip, name, 0, &st) == 0) {
        zip_file_t *f = zip_fopen(zip, name, 0);
        text = shai_arena_alloc(&arena, st.size + 1);
        assert_int_equal(zip_fread(f, text, st.size), st.size);
        text[st.size] = '\0';
        zip_fclose(f);
    }
    zip_discard(zip);
    return text;
}

static size_t count(const char *text, const char *piece)
{
    size_t n = 0;
    for (; (text = strstr(text, piece)) != NULL; text++) n++;
    return n;
}

static void write_results(struct shai_results_workbook *book, struct shai_arena *a, const struct shai_result *r,
                          uint32_t times, uint32_t most, struct shai_strbuf *bytes)
{
    struct shai_out *out = &made_out;
    shai_out_init_text(out, bytes);
    assert_true(shai_results_workbook_begin(book, a, r->program, most));
    for (uint32_t i = 0; i < times; i++) shai_results_workbook_put(book, a, r);
    assert_true(shai_results_workbook_finish(book, a, out));
    assert_int_equal(shai_out_flush(out), 0);
}

/* Sheets: 样品, 项目, 说明, and then the further ones as they are needed. */
static void test_full_sheets_go_on(void **state)
{
    (void)state;
    struct shai_results_workbook book;
    struct shai_strbuf bytes;
    shai_strbuf_init(&bytes, &arena);
    write_results(&book, &arena, made_result(1), 5, 4, &bytes); /* 5 samples of 2 items; 3 rows a sheet */
    const char *list = entry(&bytes, "xl/workbook.xml");
    assert_non_null(strstr(list, "\"样品 2\""));
    assert_null(strstr(list, "\"样品 3\""));
    assert_non_null(strstr(list, "\"项目 4\""));
    assert_null(strstr(list, "\"项目 5\""));
    enum { SHEETS = 7 };
    size_t samples = 0, items = 0;
    for (size_t i = 0; i < SHEETS; i++) {
        const char *sheet = entry(&bytes, shai_arena_printf(&arena, "xl/worksheets/sheet%zu.xml", i + 1));
        assert_non_null(sheet);
        if (i == 2) continue;
        assert_int_equal(count(sheet, "autoFilter"), 1);
        if (strstr(sheet, "报告编号")) samples += count(sheet, "<row ") - 1;
        else items += count(sheet, "<row ") - 1;
        assert_true(count(sheet, "<row ") <= 4);
    }
    assert_int_equal(samples, 5);
    assert_int_equal(items, 10);
}

static void test_texts_stay_text(void **state)
{
    (void)state;
    char *longer = SHAI_NEW_N(&arena, char, 40001);
    memset(longer, 'x', 40000);
    struct shai_result *r = made_result(1);
    r->sample_id = "=cmd|' /C calc'!A0";
    set_field(r, SHAI_FIELD_PRODUCT_NAME, longer);
    set_field(r, SHAI_FIELD_MODEL,
              "a\x01"
              "b");
    set_field(r, SHAI_FIELD_BATCH, "\xEF\xBF\xBF & <\xEF\xBF\xBE>");
    struct shai_results_workbook book;
    struct shai_strbuf bytes;
    shai_strbuf_init(&bytes, &arena);
    write_results(&book, &arena, r, 1, 0, &bytes);
    const char *sheet = entry(&bytes, "xl/worksheets/sheet1.xml");
    assert_null(strstr(sheet, "<f>"));
    assert_non_null(strstr(sheet, "<t>=cmd|' /C calc'!A0</t>"));
    assert_int_equal(count(sheet, "x…</t>"), 1);
    assert_non_null(strstr(sheet, "a_x0001_b"));
    assert_non_null(strstr(sheet, "\xEF\xBF\xBD &amp; &lt;\xEF\xBF\xBD&gt;"));
}

static void test_what_is_cut_short_is_seen(void **state)
{
    (void)state;
    struct shai_results_workbook book;
    struct shai_strbuf bytes;
    shai_strbuf_init(&bytes, &arena);
    write_results(&book, &arena, made_result(3), 3, 0, &bytes);
    int fd = file_of(bytes.s, bytes.len);
    assert_null(shai_workbook_is_whole(fd, book.w.cells));
    assert_non_null(shai_workbook_is_whole(fd, book.w.cells + 1));
    assert_non_null(shai_workbook_is_whole(fd, book.w.cells - 1));
    close(fd);
    for (size_t len = 0; len < bytes.len; len += bytes.len / 37) {
        fd = file_of(bytes.s, len);
        assert_non_null(shai_workbook_is_whole(fd, book.w.cells));
        close(fd);
    }
}

/* A part that ends early in a package that is well: as libxlsxwriter leaves it on a full disk. */
static void test_a_short_part_is_seen(void **state)
{
    (void)state;
    static const char part[] = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"/><c r=\"B";
    char path[] = "/tmp/test-workbook-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    int error;
    zip_t *zip = zip_open(path, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    zip_source_t *source = zip_source_buffer(zip, part, sizeof part - 1, 0);
    assert_true(zip_file_add(zip, "xl/worksheets/sheet1.xml", source, 0) >= 0);
    assert_int_equal(zip_close(zip), 0);
    close(fd);
    FILE *f = fopen(path, "rb");
    unlink(path);
    assert_non_null(shai_workbook_is_whole(fileno(f), 1));
    fclose(f);
}

/* --- memory ------------------------------------------------------------------------------------------------------
 */

struct failing {
    size_t count, live, fail_at;
};

static void *failing_alloc(void *user, size_t size)
{
    struct failing *f = user;
    if (++f->count == f->fail_at) return NULL;
    void *p = malloc(size);
    if (p) f->live++;
    return p;
}

static void failing_free(void *user, void *ptr)
{
    struct failing *f = user;
    if (ptr) f->live--;
    free(ptr);
}

/* Every n-th request for memory fails: it ends at the panic point, and all is given back (a sanitized build looks
 * for what libxlsxwriter holds). Returns whether it came to its end. */
static bool write_once(struct failing *f, const struct shai_result *r)
{
    struct shai_mem mem = {failing_alloc, failing_free, f, 1};
    struct shai_panic here;
    struct shai_arena own;
    static struct shai_results_workbook book; /* static: it is looked at after a longjmp */
    book = (struct shai_results_workbook){0};
    shai_arena_init(&own, &mem, &here);
    volatile bool done = false;
    if (SHAI_TRY(&here)) {
        struct shai_strbuf bytes;
        shai_strbuf_init(&bytes, &own);
        write_results(&book, &own, r, 2, 2, &bytes);
        done = true;
    }
    shai_results_workbook_drop(&book);
    shai_arena_release(&own);
    assert_int_equal(f->live, 0);
    return done;
}

static void test_memory_fails(void **state)
{
    (void)state;
    const struct shai_result *r = made_result(1);
    size_t n = 1;
    for (;; n++) {
        struct failing f = {.fail_at = n};
        if (write_once(&f, r)) break;
        assert_true(f.count >= n);
    }
    assert_true(n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_full_sheets_go_on, setup, teardown),
        cmocka_unit_test_setup_teardown(test_texts_stay_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_cut_short_is_seen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_short_part_is_seen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_memory_fails, setup, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("workbook", tests, NULL, NULL);
}
