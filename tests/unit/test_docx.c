/* DOCX of the document that holds everything, read back through libzip. `test_docx FOLDER` writes it in every form,
 * with and without controls, for tests/cmd/docx.sh to look at. */
#include "tests/unit/made_document.h"

#include "base/out.h"
#include "paper/package.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;

static int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

/* Who signs, and to whom copies go. */
static void add_ends(struct shai_document *doc)
{
    struct shai_doc_line *line = shai_doc_line(doc, SHAI_LINE_SIGNED);
    shai_line_words(doc, line, "市场监督管理局");
    line->room = 5;
    line = shai_doc_line(doc, SHAI_LINE_DATED);
    shai_line_words(doc, line, "2025年11月20日");
    line->room = 8;
    shai_line_words(doc, shai_doc_line(doc, SHAI_LINE_RULED), "抄送：某局。");
}

/* A row for each problem, as blank forms have it, and one that is filled. */
static void add_repeated(struct shai_document *doc)
{
    static const struct shai_doc_column columns[] = {{"问题", 60, false, false}, {"等级", 40, true, false}};
    struct shai_doc_table *t = shai_doc_grid(doc, columns, 2, true);
    t->dense = true;
    for (int i = 0; i < 2; i++) {
        struct shai_doc_row *row = shai_doc_cells(doc, t, 2);
        row->repeat = "problems";
        shai_cell_field(doc, &row->cells[0], "problem.problem", i ? "铅超标\n又一行" : NULL);
        shai_cell_field(doc, &row->cells[1], "problem.hazard", i ? "严重" : NULL);
    }
}

static struct shai_strbuf made(enum shai_form form, bool controls)
{
    struct shai_document doc;
    struct shai_strbuf buf;
    static struct shai_out out;
    made_document(&doc, &arena, form);
    add_ends(&doc);
    add_repeated(&doc);
    doc.controls = controls;
    shai_strbuf_init(&buf, &arena);
    shai_out_init_text(&out, &buf);
    shai_doc_docx(&out, &doc);
    assert_int_equal(shai_out_flush(&out), 0);
    return buf;
}

/* A part of a package, in the arena. */
static const char *part_of(struct shai_strbuf file, const char *name)
{
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(file.s, file.len, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    assert_non_null(zip);
    zip_stat_t st;
    assert_int_equal(zip_stat(zip, name, 0, &st), 0);
    char *text = shai_arena_alloc(&arena, st.size + 1);
    zip_file_t *part = zip_fopen(zip, name, 0);
    assert_int_equal(zip_fread(part, text, st.size), st.size);
    text[st.size] = '\0';
    zip_fclose(part);
    zip_discard(zip);
    return text;
}

static void holds(const char *text, const char *what)
{
    if (!strstr(text, what)) fail_msg("does not hold: %s", what);
}

static void lacks(const char *text, const char *what)
{
    if (strstr(text, what)) fail_msg("holds: %s", what);
}

static void test_text(void **state)
{
    static const char *const pieces[] = {
        /* the number of the letter, underlined; which copy at the right end */
        "<w:pStyle w:val=\"ShaiTop\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"8844\"/></w:tabs></w:pPr>",
        "<w:rStyle w:val=\"ShaiField\"/></w:rPr><w:t xml:space=\"preserve\">浙市监速筛〔2026〕1号</w:t></w:r>"
        "<w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">第一联</w:t>",
        "<w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">工业产品质量评价性抽查(风险速筛)</w:t>"
        "<w:br/><w:t xml:space=\"preserve\">问题告知书</w:t></w:r></w:p>",
        /* a blank as long as 13 characters */
        "<w:t xml:space=\"preserve\">　　　　　　　　　　　　　</w:t>",
        "<w:rStyle w:val=\"ShaiBox\"/></w:rPr><w:t xml:space=\"preserve\">☑</w:t></w:r><w:r><w:t "
        "xml:space=\"preserve\">生产</w:t>",
        "<w:rStyle w:val=\"ShaiBox\"/></w:rPr><w:t xml:space=\"preserve\">☐</w:t></w:r><w:r><w:t "
        "xml:space=\"preserve\">销售</w:t>",
        "<w:rStyle w:val=\"Strong\"/></w:rPr><w:t xml:space=\"preserve\">不符合本次风险速筛要求</w:t>",
        /* the second page */
        "<w:pStyle w:val=\"Subtitle\"/><w:pageBreakBefore/></w:pPr>",
        "磁力片 &amp; 积木",
        "<w:trHeight w:val=\"1077\" w:hRule=\"atLeast\"/>",
        "<w:gridSpan w:val=\"3\"/>",
        "<w:pStyle w:val=\"ShaiSub\"/></w:pPr><w:r><w:t xml:space=\"preserve\">GB 6675.4-2014\xC2\xA0表1</w:t>",
        "<wp:extent cx=\"9525\" cy=\"9525\"/><wp:docPr id=\"1\" name=\"Picture 1\" descr=\"照片1.png\"/>",
        /* the third one, counted from 1 */
        "<w:pStyle w:val=\"ShaiCentre\"/><w:sectPr>",
        "<w:pgNumType w:start=\"1\"/></w:sectPr></w:body>",
        "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">1</w:t></w:r>",
        "<w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t xml:space=\"preserve\">1.1</w:t></w:r>",
        "<w:pStyle w:val=\"ShaiPoint\"/></w:pPr><w:r><w:t xml:space=\"preserve\">第一点</w:t>",
        "<w:pStyle w:val=\"Caption\"/></w:pPr><w:r><w:t xml:space=\"preserve\">表 1</w:t>",
        "<w:tblHeader/>",
        "重金属 &lt;迁移&gt;",
        "<w:vMerge w:val=\"restart\"/>",
        "<w:vMerge/>",
        "<w:pStyle w:val=\"Heading1\"/><w:pageBreakBefore/><w:jc w:val=\"center\"/></w:pPr><w:r>"
        "<w:t xml:space=\"preserve\">附录 A</w:t>",
        "<w:pStyle w:val=\"ShaiSigned\"/><w:ind w:rightChars=\"250\" w:right=\"800\"/></w:pPr>",
        "<w:pStyle w:val=\"ShaiDated\"/><w:ind w:rightChars=\"400\" w:right=\"1280\"/></w:pPr>",
        "<w:pStyle w:val=\"ShaiRuled\"/><w:keepNext/></w:pPr><w:r><w:t xml:space=\"preserve\">抄送：某局。</w:t>",
        "<w:pStyle w:val=\"ShaiDenseCell\"/></w:pPr><w:r><w:t xml:space=\"preserve\">铅超标</w:t><w:br/>",
    };
    (void)state;
    const char *xml = part_of(made(SHAI_FORM_LETTER, false), "word/document.xml");
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) holds(xml, pieces[i]);
    lacks(xml, "<w:sdt>");
    lacks(xml, "footerReference");
}

static void test_controls(void **state)
{
    static const char *const pieces[] = {
        "<w:alias w:val=\"文号\"/><w:tag w:val=\"letter_no\"/><w:id w:val=\"1\"/>"
        "</w:sdtPr><w:sdtContent><w:r>",
        "<w:tag w:val=\"addressee\"/><w:id w:val=\"2\"/>",
        "<w:tag w:val=\"to_producer\"/><w:id w:val=\"3\"/><w14:checkbox><w14:checked w14:val=\"1\"/>",
        "<w:tag w:val=\"to_seller\"/><w:id w:val=\"4\"/><w14:checkbox><w14:checked w14:val=\"0\"/>",
        /* a cell without a width of its own still has something to write into */
        "<w:tag w:val=\"model\"/><w:id w:val=\"6\"/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t xml:space=\"preserve\">　　　　</w:t>",
        "<w:tag w:val=\"problems\"/><w:id w:val=\"7\"/><w15:repeatingSection/></w:sdtPr><w:sdtContent><w:sdt>"
        "<w:sdtPr><w:id w:val=\"8\"/><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent><w:tr>",
        "</w:tr></w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:id w:val=\"11\"/><w15:repeatingSectionItem/>",
        "</w:tr></w:sdtContent></w:sdt></w:sdtContent></w:sdt></w:tbl>",
    };
    (void)state;
    const char *xml = part_of(made(SHAI_FORM_LETTER, true), "word/document.xml");
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) holds(xml, pieces[i]);
}

static void test_feet(void **state)
{
    (void)state;
    struct shai_strbuf rules = made(SHAI_FORM_RULES, false), report = made(SHAI_FORM_REPORT, false);
    holds(part_of(rules, "word/footer1.xml"), "<w:jc w:val=\"right\"/>");
    holds(part_of(rules, "word/footer2.xml"), "<w:jc w:val=\"left\"/>");
    holds(part_of(rules, "word/footer1.xml"), "w:instr=\" PAGE \"");
    holds(part_of(rules, "word/settings.xml"), "<w:evenAndOddHeaders/>");
    holds(part_of(report, "word/footer1.xml"), "w:instr=\" SECTIONPAGES \"");
    lacks(part_of(report, "word/settings.xml"), "<w:evenAndOddHeaders/>");
    holds(part_of(rules, "docProps/core.xml"), "<dc:title>样张：每一种都有</dc:title>");
    holds(part_of(rules, "word/document.xml"), "样张：每一种都有");
}

static void test_same_bytes(void **state)
{
    (void)state;
    struct shai_strbuf a = made(SHAI_FORM_REPORT, true), b = made(SHAI_FORM_REPORT, true);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.s, b.s, a.len);
}

/* What is replaced is new, what is not is as it was, and a damaged package is an error. */
static void test_rewrite(void **state)
{
    (void)state;
    static struct shai_out out;
    struct shai_strbuf file = made(SHAI_FORM_REPORT, false), again;
    struct shai_package package;
    shai_package_init(&package, &arena);
    shai_package_add(&package, (struct shai_package_part){"word/document.xml", "<new/>", 6, false});
    shai_strbuf_init(&again, &arena);
    shai_out_init_text(&out, &again);
    shai_package_rewrite(&out, &package, file.s, file.len);
    assert_int_equal(shai_out_flush(&out), 0);
    assert_string_equal(part_of(again, "word/document.xml"), "<new/>");
    assert_string_equal(part_of(again, "word/styles.xml"), part_of(file, "word/styles.xml"));
    shai_out_init_text(&out, &again);
    shai_package_rewrite(&out, &package, file.s, file.len / 2);
    assert_int_not_equal(shai_out_flush(&out), 0);
}

static int write_files(const char *folder)
{
    static const char *const names[SHAI_FORM_COUNT] = {"rules", "letter", "report"};
    setup(NULL);
    for (size_t i = 0; i < 2 * SHAI_FORM_COUNT; i++) {
        char path[4096];
        bool controls = i >= SHAI_FORM_COUNT;
        snprintf(path, sizeof path, "%s/%s%s.docx", folder, names[i % SHAI_FORM_COUNT], controls ? "-controls" : "");
        struct shai_strbuf file = made((enum shai_form)(i % SHAI_FORM_COUNT), controls);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (fd < 0 || write(fd, file.s, file.len) != (ssize_t)file.len || close(fd) != 0) return 1;
    }
    return teardown(NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_controls, setup, teardown),
        cmocka_unit_test_setup_teardown(test_feet, setup, teardown),
        cmocka_unit_test_setup_teardown(test_same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rewrite, setup, teardown),
    };
    if (argc == 2) return write_files(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
