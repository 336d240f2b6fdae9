/* Documents as PDF: the same bytes each time, what is said of what cannot be shown, memory that fails. What the pages
 * say is held by tests/cmd/pdf.sh. */
#include "paper/pdf.h"
#include "tests/unit/made_document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_diags diags;

static int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_diags_init(&diags, &arena, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static struct shai_strbuf bytes_of(struct shai_pdf *pdf, const struct shai_document *doc)
{
    struct shai_strbuf buf;
    struct shai_out out;
    shai_strbuf_init(&buf, &arena);
    shai_out_init_text(&out, &buf);
    assert_true(shai_doc_pdf(&out, doc, pdf));
    assert_int_equal(shai_out_flush(&out), 0);
    return buf;
}

static size_t count_of(const struct shai_strbuf *buf, const char *what)
{
    size_t n = 0, len = strlen(what);
    for (size_t at = 0; at + len <= buf->len; at++) n += memcmp(buf->s + at, what, len) == 0;
    return n;
}

static size_t pages_of(const struct shai_strbuf *buf)
{
    return count_of(buf, "/Type /Page ") + count_of(buf, "/Type /Page\n");
}

static struct shai_strbuf made(struct shai_document *doc)
{
    struct shai_pdf *pdf = shai_pdf_open(&arena, &diags);
    assert_non_null(pdf);
    struct shai_strbuf buf = bytes_of(pdf, doc);
    shai_pdf_close(pdf);
    return buf;
}

static void test_same_bytes(void **state)
{
    (void)state;
    for (int form = 0; form < SHAI_FORM_COUNT; form++) {
        struct shai_document doc;
        made_document(&doc, &arena, (enum shai_form)form);
        struct shai_pdf *pdf = shai_pdf_open(&arena, &diags);
        assert_non_null(pdf);
        struct shai_strbuf a = bytes_of(pdf, &doc), b = bytes_of(pdf, &doc);
        shai_pdf_close(pdf);
        struct shai_strbuf c = made(&doc);
        assert_int_equal(a.len, b.len);
        assert_memory_equal(a.s, b.s, a.len);
        assert_int_equal(a.len, c.len);
        assert_memory_equal(a.s, c.s, a.len);
        assert_int_equal(pages_of(&a), 4);
        assert_int_equal(count_of(&a, "/Lang (zh-CN)"), 1);
        assert_int_equal(count_of(&a, "/CreationDate"), 0);
    }
    assert_null(diags.first);
}

static void test_properties(void **state)
{
    (void)state;
    struct shai_document doc;
    shai_doc_init(&doc, &arena, SHAI_EN, SHAI_FORM_REPORT, "Title");
    doc.issuer = "Issuer", doc.date = "2025-06-01";
    shai_doc_text(&doc, "Words.");
    struct shai_strbuf buf = made(&doc);
    assert_int_equal(count_of(&buf, "/Lang (en)"), 1);
    assert_int_equal(count_of(&buf, "/Title (Title)"), 1);
    assert_int_equal(count_of(&buf, "/Author (Issuer)"), 1);
    assert_int_equal(count_of(&buf, "/CreationDate (20250601"), 1);
    assert_int_equal(pages_of(&buf), 1);
}

/* --- tables ----------------------------------------------------------------------------------------------------- */

static const struct shai_doc_column three[] = {
    {"序号", 10, true, false}, {"检验项目", 30, false, true}, {"要求", 60, false, false}};

/* `rows` rows of a family, their last cells with `words` words. */
static size_t pages_of_table(size_t rows, size_t words)
{
    struct shai_document doc;
    struct shai_strbuf text;
    shai_strbuf_init(&text, &arena);
    for (size_t i = 0; i < words; i++) shai_strbuf_puts(&text, "铅的迁移量不大于 90 mg/kg，");
    shai_doc_init(&doc, &arena, SHAI_ZH, SHAI_FORM_LETTER, "表");
    struct shai_doc_table *t = shai_doc_table(&doc, "检验项目", three, 3);
    for (size_t i = 0; i < rows; i++) {
        const char *cells[] = {"1", "同一个项目", text.s};
        shai_doc_row(&doc, t, SHAI_ROW_MEMBER, cells);
    }
    struct shai_strbuf buf = made(&doc);
    return pages_of(&buf);
}

static void test_long_tables(void **state)
{
    (void)state;
    assert_int_equal(pages_of_table(1, 1), 1);
    assert_int_equal(pages_of_table(40, 1), 2);
    assert_int_equal(pages_of_table(40, 6), 5);
}

/* A cell higher than a page parts, alone and among rows that are drawn as one. */
static void test_cells_higher_than_a_page(void **state)
{
    (void)state;
    size_t one = pages_of_table(1, 200);
    assert_in_range(one, 3, 5);
    assert_in_range(pages_of_table(3, 200), 3 * one - 2, 3 * one);
}

static void test_long_words(void **state)
{
    (void)state;
    struct shai_document doc;
    char word[3000];
    memset(word, 'f', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    shai_doc_init(&doc, &arena, SHAI_ZH, SHAI_FORM_LETTER, word);
    shai_doc_title(&doc, 1, word);
    shai_doc_text(&doc, word);
    struct shai_doc_table *t = shai_doc_grid(&doc, three, 3, true);
    const char *cells[] = {word, word, word};
    shai_doc_row(&doc, t, SHAI_ROW_PLAIN, cells);
    struct shai_doc_line *line = shai_doc_line(&doc, SHAI_LINE_TOP);
    shai_line_field(&doc, line, "a", NULL, 500);
    shai_line_gap(&doc, line);
    shai_line_field(&doc, line, "b", NULL, 50);
    struct shai_strbuf buf = made(&doc);
    assert_in_range(pages_of(&buf), 5, 20);
}

/* --- what cannot be shown --------------------------------------------------------------------------------------- */

static void test_broken_picture(void **state)
{
    (void)state;
    struct shai_document doc;
    const struct shai_doc_picture cut = {"照片.png", made_png, sizeof made_png - 20, false, 1, 1};
    unsigned char rotten[sizeof made_png];
    memcpy(rotten, made_png, sizeof rotten);
    memset(rotten + 41, 0, 12); /* the pixels */
    const struct shai_doc_picture no_pixels = {"坏.png", rotten, sizeof rotten, false, 1, 1};
    shai_doc_init(&doc, &arena, SHAI_ZH, SHAI_FORM_REPORT, "图");
    shai_line_words(&doc, shai_doc_picture(&doc, &cut), "照片");
    shai_line_words(&doc, shai_doc_picture(&doc, &no_pixels), "照片");
    made(&doc);
    assert_int_equal(diags.warnings, 2);
    assert_int_equal(diags.first->id, SHAI_D_PDF_PICTURE);
}

static void test_character_without_glyph(void **state)
{
    (void)state;
    struct shai_document doc;
    shai_doc_init(&doc, &arena, SHAI_ZH, SHAI_FORM_REPORT, "字");
    shai_doc_text(&doc, "\xF3\xB0\x80\x80 \xF3\xB0\x80\x80 \xF3\xB0\x80\x81");
    shai_doc_text(&doc, "\xF3\xB0\x80\x80");
    struct shai_pdf *pdf = shai_pdf_open(&arena, &diags);
    bytes_of(pdf, &doc);
    bytes_of(pdf, &doc);
    shai_pdf_close(pdf);
    assert_int_equal(diags.warnings, 2);
    assert_int_equal(diags.first->id, SHAI_D_PDF_NO_GLYPH);
    assert_string_equal(diags.first->args[1], "U+F0000");
}

/* --- memory ----------------------------------------------------------------------------------------------------- */

struct scarce {
    size_t left, live;
};

static void *scarce_alloc(void *user, size_t size)
{
    struct scarce *s = user;
    if (!s->left) return NULL;
    s->left--, s->live++;
    return malloc(size);
}

static void scarce_free(void *user, void *ptr)
{
    struct scarce *s = user;
    if (ptr) s->live--;
    free(ptr);
}

/* True where memory was enough. Closes what it opened, as a command does. */
static bool try_with(struct scarce *s, const struct shai_mem *mem)
{
    static struct shai_out out;
    struct shai_panic own;
    struct shai_arena memory;
    struct shai_document doc;
    struct shai_diags said;
    struct shai_pdf *volatile pdf = NULL;
    volatile bool enough = false;
    (void)s;
    shai_arena_init(&memory, mem, &own);
    if (SHAI_TRY(&own)) {
        shai_diags_init(&said, &memory, NULL);
        made_document(&doc, &memory, SHAI_FORM_REPORT);
        pdf = shai_pdf_open(&memory, &said);
        shai_out_init(&out, -1);
        enough = shai_doc_pdf(&out, &doc, pdf);
    }
    shai_pdf_close(pdf);
    shai_arena_release(&memory);
    return enough;
}

static void test_memory(void **state)
{
    (void)state;
    struct scarce s;
    const struct shai_mem mem = {scarce_alloc, scarce_free, &s, 8192};
    size_t n = 0;
    for (bool enough = false; !enough; n++) {
        s = (struct scarce){.left = n};
        enough = try_with(&s, &mem);
        assert_int_equal(s.live, 0);
        assert_true(n < 1000);
    }
    assert_true(n > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_properties, setup, teardown),
        cmocka_unit_test_setup_teardown(test_long_tables, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cells_higher_than_a_page, setup, teardown),
        cmocka_unit_test_setup_teardown(test_long_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_broken_picture, setup, teardown),
        cmocka_unit_test_setup_teardown(test_character_without_glyph, setup, teardown),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
