/* The document model, and its HTML and Markdown. */
#include "tests/unit/made_document.h"

#include "base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

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

static const char *rendered(void (*render)(struct shai_out *, const struct shai_document *))
{
    struct shai_document doc;
    struct shai_strbuf buf;
    struct shai_out out;
    made_document(&doc, &arena, SHAI_FORM_LETTER);
    shai_strbuf_init(&buf, &arena);
    shai_out_init_text(&out, &buf);
    render(&out, &doc);
    assert_int_equal(shai_out_flush(&out), 0);
    return buf.s;
}

static void holds(const char *text, const char *what)
{
    if (!strstr(text, what)) fail_msg("does not hold: %s", what);
}

static void test_html(void **state)
{
    static const char *const pieces[] = {
        "<p class=\"top\">文号：<span class=\"v\" data-field=\"letter_no\">浙市监速筛〔2026〕1号</span>"
        "<span class=\"end\">第一联</span></p>",
        "<h1>工业产品质量评价性抽查(风险速筛)<br>问题告知书</h1>",
        "<p class=\"flush\"><span class=\"b\" style=\"min-width:13em\" data-field=\"addressee\"></span>：</p>",
        "<span class=\"no\" data-field=\"to_producer\">☑生产</span>"
        "<span class=\"no\" data-field=\"to_seller\">☐销售</span><strong>不符合本次风险速筛要求</strong>。</p>",
        "</section><section class=\"page\">",
        "<h2 class=\"centre\">发现问题</h2>",
        "<td><span data-field=\"product_name\">磁力片 &amp; 积木</span></td>",
        "<tr style=\"height:19mm\"><th class=\"c\">收件人<br>（签名或盖章）</th><td colspan=\"3\">要求"
        "<span class=\"sub\">GB 6675.4-2014&nbsp;表1</span></td></tr>",
        "<figure><img src=\"data:image/png;base64,iVBORw0KGgo",
        "alt=\"照片1.png\"><figcaption>照片1(SHA-256:00ff)</figcaption></figure>",
        "</section><section class=\"page first\">",
        "<h2>1　适用范围</h2>",
        "<h3>1.1　抽样</h3>",
        "<ul><li>第一点</li><li>第二点</li></ul>",
        "<tr class=\"family\"><th class=\"c\">一</th><th colspan=\"2\">重金属 &lt;迁移&gt;</th></tr>",
        "<td class=\"c\">1</td><td rowspan=\"2\">铅（Pb）</td><td>≤",
        "<h2 class=\"annex\">附录 A　样例</h2>",
    };
    (void)state;
    const char *html = rendered(shai_doc_html);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) holds(html, pieces[i]);
}

static void test_markdown(void **state)
{
    static const char *const pieces[] = {
        "# 样张：每一种都有\n\n- 版本：2026-1\n\n",
        "文号：浙市监速筛〔2026〕1号　　第一联\n\n",
        "＿＿＿＿＿＿＿＿＿＿＿＿＿：",
        "☑生产☐销售**不符合本次风险速筛要求**。",
        "| 样品名称 | 磁力片 &amp; 积木 | 规格型号 |  |\n",
        "| 收件人<br>（签名或盖章） | 要求<br>GB 6675.4-2014 表1 |  |  |\n",
        "![照片1.png]()",
        "- 第一点\n- 第二点\n",
        "| **一** | **重金属 &lt;迁移>** |  |\n",
        "## 附录 A 样例\n",
    };
    (void)state;
    const char *md = rendered(shai_doc_markdown);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) holds(md, pieces[i]);
}

/* Rows of a family that say the same are one, but not more than four; other rows are themselves. */
static void test_reach(void **state)
{
    static const struct shai_doc_column columns[] = {{"甲", 50, false, true}, {"乙", 50, false, false}};
    static const char *const row[] = {"同", "同"};
    (void)state;
    struct shai_document doc;
    shai_doc_init(&doc, &arena, SHAI_ZH, SHAI_FORM_RULES, "表");
    struct shai_doc_table *t = shai_doc_table(&doc, NULL, columns, 2);
    for (int i = 0; i < 6; i++) shai_doc_row(&doc, t, SHAI_ROW_MEMBER, row);
    shai_doc_row(&doc, t, SHAI_ROW_PLAIN, row);
    static const size_t expected[] = {4, 0, 0, 0, 2, 0, 1};
    for (size_t r = 0; r < 7; r++) {
        assert_int_equal(shai_table_reach(t, r, 0), expected[r]);
        assert_int_equal(shai_table_reach(t, r, 1), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_html, setup, teardown),
        cmocka_unit_test_setup_teardown(test_markdown, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reach, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
