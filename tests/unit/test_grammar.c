/* The grammar: trees of whole files against tests/golden/ast, mistakes against tests/golden/mistakes (UPDATE=1 in the
 * environment rewrites both), meaning digests, and what no golden file shows well. Run from the project's root. */
#include "base/strbuf.h"
#include "grammar/parse.h"
#include "tests/unit/arity.h"

#include <fcntl.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct parse {
    struct shai_panic panic;
    struct shai_arena arena;
    struct shai_sources sources;
    struct shai_diags diags;
    struct shai_tree *tree;
};

static void parse(struct parse *p, const char *text, size_t len)
{
    shai_arena_init(&p->arena, &shai_mem_libc, &p->panic);
    if (!SHAI_TRY(&p->panic)) abort();
    shai_sources_init(&p->sources, &p->arena);
    shai_diags_init(&p->diags, &p->arena, &p->sources);
    char *copy = shai_arena_strndup(&p->arena, text, len);
    p->tree = shai_parse(&p->arena, &p->diags, shai_sources_add(&p->sources, "f", copy, len));
}

static void put_place(struct shai_strbuf *out, const struct parse *p, uint32_t offset)
{
    struct shai_place at = shai_source_place(&p->sources.at[0], offset);
    shai_strbuf_printf(out, "%u:%u", at.line, at.column);
}

/* "E0201 4:9 E0204 5:1" */
static const char *codes(struct parse *p)
{
    struct shai_strbuf out;
    shai_strbuf_init(&out, &p->arena);
    shai_strbuf_puts(&out, "");
    for (const struct shai_diag *d = p->diags.first; d; d = d->next) {
        shai_strbuf_printf(&out, "%s%s ", out.len ? " " : "", shai_diag_infos[d->id].code);
        put_place(&out, p, d->span.begin);
    }
    return out.s;
}

/* --- golden files --- */

static char *slurp(struct parse *p, const char *path, size_t *len)
{
    char *text = NULL;
    *len = 0;
    return shai_read_file(&p->arena, path, 1 << 20, &text, len) == SHAI_READ_OK ? text : NULL;
}

static const char *dumped(struct parse *p)
{
    char path[] = "/tmp/sushai-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    static struct shai_out out;
    shai_out_init(&out, fd);
    shai_tree_dump(&out, &p->sources, p->tree);
    assert_int_equal(shai_out_flush(&out), 0);
    close(fd);
    size_t len;
    char *text = slurp(p, path, &len);
    unlink(path);
    assert_non_null(text);
    return text;
}

/* Code, place and words of every message. */
static const char *said(struct parse *p)
{
    struct shai_strbuf out;
    shai_strbuf_init(&out, &p->arena);
    shai_strbuf_puts(&out, "");
    for (const struct shai_diag *d = p->diags.first; d; d = d->next) {
        shai_strbuf_printf(&out, "%s ", shai_diag_infos[d->id].code);
        put_place(&out, p, d->span.begin);
        shai_strbuf_putc(&out, '-');
        put_place(&out, p, d->span.end);
        for (int lang = 0; lang < 2; lang++) {
            const char *mend = shai_diag_mend(&p->arena, d, (enum shai_lang)lang);
            shai_strbuf_printf(&out, "\n  %s%s%s", shai_diag_text(&p->arena, d, (enum shai_lang)lang),
                               *mend ? " => " : "", mend);
        }
        for (const struct shai_diag *n = d->note; n; n = n->note) {
            shai_strbuf_printf(&out, "\n  %s ", shai_diag_infos[n->id].code);
            put_place(&out, p, n->span.begin);
        }
        shai_strbuf_putc(&out, '\n');
    }
    return out.s;
}

static void hold(struct parse *p, const char *path, const char *got)
{
    char *txt = shai_arena_printf(&p->arena, "%.*s.txt", (int)strlen(path) - 5, path);
    if (getenv("UPDATE")) {
        FILE *f = fopen(txt, "w");
        assert_non_null(f);
        fputs(got, f);
        fclose(f);
        return;
    }
    size_t len;
    const char *want = slurp(p, txt, &len);
    if (!want) fail_msg("%s is not there (UPDATE=1 writes it)", txt);
    if (strcmp(got, want) == 0) return;
    size_t i = 0, line = 1;
    for (; got[i] && got[i] == want[i]; i++) line += got[i] == '\n';
    while (i && got[i - 1] != '\n') i--;
    fail_msg("%s:%zu\n  gave   %.*s\n  wanted %.*s", txt, line, (int)strcspn(got + i, "\n"), got + i,
             (int)strcspn(want + i, "\n"), want + i);
}

static bool check_tree(const struct shai_node *n)
{
    bool errors = n->kind == SHAI_N_ERROR;
    int want = arity(n->kind);
    if (want >= 0) assert_int_equal(n->kid_count, want);
    assert_true(n->span.begin <= n->span.end);
    for (uint32_t i = 0; i < n->kid_count; i++) {
        assert_true(n->kids[i] || may_lack(n->kind, i));
        if (!n->kids[i]) continue;
        errors |= check_tree(n->kids[i]);
        assert_true(n->kids[i]->depth < n->depth);
    }
    return errors;
}

static void each_file(const char *pattern, bool mistakes)
{
    glob_t files;
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct parse p, reader;
        parse(&reader, "", 0);
        size_t len;
        const char *text = slurp(&reader, files.gl_pathv[i], &len);
        parse(&p, text, len);
        if (mistakes) {
            assert_true(p.diags.errors > 0);
            hold(&p, files.gl_pathv[i], said(&p));
        } else {
            if (p.diags.errors) fail_msg("%s: %s", files.gl_pathv[i], codes(&p));
            assert_non_null(p.tree->root);
            assert_false(check_tree(p.tree->root));
            hold(&p, files.gl_pathv[i], dumped(&p));
            struct shai_tree copy = *p.tree;
            copy.root = shai_node_clone(&p.arena, p.tree->root);
            p.tree = &copy;
            hold(&p, files.gl_pathv[i], dumped(&p));
        }
        shai_arena_release(&p.arena);
        shai_arena_release(&reader.arena);
    }
    globfree(&files);
}

static void test_trees(void **state)
{
    (void)state;
    each_file("tests/golden/ast/*.shai", false);
}

static void test_mistakes(void **state)
{
    (void)state;
    each_file("tests/golden/mistakes/*.shai", true);
}

static void test_specs_parse(void **state)
{
    (void)state;
    glob_t files;
    assert_int_equal(glob("specs/*.shai", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct parse p, reader;
        parse(&reader, "", 0);
        size_t len;
        const char *text = slurp(&reader, files.gl_pathv[i], &len);
        parse(&p, text, len);
        if (p.diags.errors) fail_msg("%s: %s", files.gl_pathv[i], codes(&p));
        shai_arena_release(&p.arena);
        shai_arena_release(&reader.arena);
    }
    globfree(&files);
}

/* --- one mistake, one message --- */

static void expect_codes(const char *text, const char *want)
{
    struct parse p;
    parse(&p, text, strlen(text));
    const char *got = codes(&p);
    if (strcmp(got, want) != 0) fail_msg("%s\n  said   %s\n  wanted %s", text, got, want);
    shai_arena_release(&p.arena);
}

static void expect_mend(const char *text, const char *code, const char *want)
{
    struct parse p;
    parse(&p, text, strlen(text));
    const struct shai_diag *d = p.diags.first;
    if (!d || strcmp(shai_diag_infos[d->id].code, code) != 0) fail_msg("%s: %s", text, codes(&p));
    const char *mend = shai_diag_mend(&p.arena, d, SHAI_ZH);
    if (!strstr(mend, want)) fail_msg("%s: %s", text, mend);
    shai_arena_release(&p.arena);
}

static void expect_words(const char *text, const char *zh, const char *en)
{
    struct parse p;
    parse(&p, text, strlen(text));
    if (!p.diags.first) fail_msg("no message: %s", text);
    assert_string_equal(shai_diag_text(&p.arena, p.diags.first, SHAI_ZH), zh);
    assert_string_equal(shai_diag_text(&p.arena, p.diags.first, SHAI_EN), en);
    shai_arena_release(&p.arena);
}

#define ITEM(clauses) "spec a { item b {\n" clauses "\n} }"

static void test_hints(void **state)
{
    (void)state;
    expect_mend("细则 a { \n项目铅 \"铅\" { } }", "E0215", "项目 铅");
    expect_mend(ITEM("限值 按材料类别 { a: ≤ 3 }"), "E0215", "按 材料类别");
    expect_mend(ITEM("依据GB6675 \"1\""), "E0215", "依据 GB6675");
    expect_mend(ITEM("风险 { 严重当 a; 一般 否则 }"), "E0215", "严重 当");
    expect_mend("spec a { example \"e\" {\n期望 { 铅不符合 } } }", "E0215", "铅 不符合");
    expect_mend("spec a { example \"e\" {\n期望铅 符合 } }", "E0215", "期望 铅");
    expect_mend(ITEM("limit 不超过 90 mg/kg"), "E0218", "≤");
    expect_mend(ITEM("limit 90 mg/kg 以上"), "E0218", "≥");
    expect_mend(ITEM("applies a 大于 36月"), "E0218", ">");
    expect_mend(ITEM("limit 90"), "E0219", "≤ 90");
    expect_mend(ITEM("limit 4.0-7.5"), "E0219", "4.0 ~ 7.5");
    expect_mend("spec a { items b {\n| item | c |\n| x | 4.0-7.5 |\neach { } } }", "E0220", "4.0 ~ 7.5");
    expect_mend("spec a { attribute 92号 : text }", "E0229", "`92号`");
    expect_mend("spec a { attribute 结果 : text }", "E0230", "`结果`");
}

static void test_expected_words(void **state)
{
    (void)state;
    expect_words("spec a { attribute b text }", "此处不应出现“text”,应为文字(引号)或“:”",
                 "“text” does not fit here; a string or “:” is expected");
    expect_words("细则 a { 属性 b : 数字 }", "此处不应出现“数字”,应为类型(数值、文本、日期、是否、选项、等级)",
                 "“数字” does not fit here; a type (number, text, date, yes/no, choice, grade) is expected");
    expect_words(ITEM("oops"), "此处不应出现“oops”,应为条款(依据、方法、检测、限值、风险等)或“}”",
                 "“oops” does not fit here; a clause (basis, method, measure, limit, hazard …) or “}” is expected");
    expect_words("细则 a { 3 }", "此处不应出现“3”,应为声明(标准、属性、项目、样例等)或“}”",
                 "“3” does not fit here; a declaration (standard, attribute, item, example …) or “}” is expected");
    expect_words("细则 { }", "此处不应出现“{”,应为名称", "“{” does not fit here; a name is expected");
    expect_words(ITEM("方法 A 用 眼睛"), "此处不应出现“眼睛”,应为“visual”、“portable”、“rapid”或“laboratory”",
                 "“眼睛” does not fit here; “visual”, “portable”, “rapid” or “laboratory” is expected");
    expect_words("细则 a { 例 \"12345678901234567890123456789012345678901234567890\" }",
                 "此处不应出现“例”,应为声明(标准、属性、项目、样例等)或“}”",
                 "“例” does not fit here; a declaration (standard, attribute, item, example …) or “}” is expected");
}

static void test_recovery(void **state)
{
    (void)state;
    expect_codes("", "E0227 1:1");
    expect_codes("item a { }", "E0227 1:1");
    expect_codes("spec a {", "E0209 1:8");
    expect_codes("spec a { } x y }", "E0228 1:12");
    expect_codes("spec a { item b { basis S \"1\" } }\nspec c { }", "E0228 2:1");
    /* nested braces are left out whole */
    expect_codes("spec a {\nattribute b { c { d } e } f }", "E0201 2:13");
    expect_codes(ITEM("limit by a { x { y } z }\nlimit ≤ 3"), "E0201 2:16");
    expect_codes(ITEM("limit in { a b }\nlimit x y"), "E0201 2:14 E0201 3:9");
    /* a line that begins a clause is read though the line before broke off */
    expect_codes(ITEM("limit ≤\nhazard terrible 3"), "E0232 3:1 E0201 3:17");
    expect_codes(ITEM("limit ≤ )\nhazard 3"), "E0201 2:9 E0201 3:8");
    /* a brace that is missing is put in */
    expect_codes("spec a {\nitem b {\nbasis S \"1\"\nitem c {\noops\n}\n}", "E0209 2:8 E0201 5:1");
    expect_codes("spec a {\nexample \"e\" {\nx = 3\nitem c {\noops\n}\n}", "E0209 2:13 E0201 5:1");
    expect_codes("spec a {\nitem b {\nlimit { ≤ 3 when c;\n≤ 4 otherwise\nitem c { oops }\n}",
                 "E0209 3:7 E0201 5:10");
    /* a head that is wrong does not hide its body */
    expect_codes("spec a {\nitem b \"t\" u {\noops\n}\n}", "E0201 2:12 E0201 3:1");
    expect_codes("spec a {\nitem {\noops\n}\n}", "E0201 2:6 E0201 3:1");
    expect_codes("spec a {\nitem b\nbasis S \"1\"\noops\n}\n}", "E0201 3:1 E0201 4:1");
    /* each cell by itself */
    expect_codes("spec a { items b {\n| item | c |\n| x y | ≤ |\n| | 3 3 |\neach { oops } } }",
                 "E0201 3:5 E0201 3:11 E0216 4:3 E0201 4:7 E0201 5:8");
    expect_codes("spec a { items b {\n| item | c |\n| x | 3 |\n} item d { oops } }", "E0233 4:1 E0201 4:12");
    expect_codes("spec a { items b {\n| item | c |\n| x | in { y |\n| z | 3 3 |\neach { oops } } }",
                 "E0201 3:14 E0201 4:9 E0201 5:8");
    /* cases */
    expect_codes("spec a { verdict { serious when b\n) ; general when c\nbad otherwise\n} }",
                 "E0201 2:1 E0231 3:1 E0201 3:1");
    expect_codes(ITEM("limit by a {\nx: ≤ 3\ny: ≤ 4\nz ≤ 5 }"), "E0231 4:1 E0231 5:1 E0201 5:3");
    expect_codes(ITEM("hazard { serious when ; bad when x; general otherwise }"), "E0201 2:23 E0201 2:25");
    /* settings */
    expect_codes("spec a { example \"e\" {\nx 3\ny = = 4; z = )\nexpect x 3 } }",
                 "E0201 2:3 E0201 3:5 E0201 3:14 E0201 4:10");
}

static void test_depth(void **state)
{
    (void)state;
    struct parse p, maker;
    parse(&maker, "", 0);
    struct shai_strbuf text;
    shai_strbuf_init(&text, &maker.arena);
    for (int way = 0; way < 4; way++)
        for (int n = 100; n <= 10000; n *= 10) {
            shai_strbuf_clear(&text);
            shai_strbuf_puts(&text, "spec a { let b = ");
            for (int i = 0; i < n; i++)
                shai_strbuf_puts(&text, (const char *const[]){"(", "1 + ", "not ", "max(- "}[way]);
            shai_strbuf_puts(&text, "1");
            for (int i = 0; (way == 0 || way == 3) && i < n; i++) shai_strbuf_puts(&text, ")");
            shai_strbuf_puts(&text, "\nlet c = 1 }");
            parse(&p, text.s, text.len);
            bool deep = n > 100;
            assert_int_equal(p.diags.errors, deep ? 1 : 0);
            if (deep) assert_string_equal(shai_diag_infos[p.diags.first->id].code, "E0226");
            shai_arena_release(&p.arena);
        }
    shai_arena_release(&maker.arena);
}

static void test_encoding(void **state)
{
    (void)state;
    struct parse p;
    static const char gbk[] = "\xCF\xB8\xD4\xF2 a { }"; /* 细则 in GBK */
    static const char broken[] = "细则 铅 { /* \xE9\x93 */ }";
    parse(&p, gbk, sizeof gbk - 1);
    assert_string_equal(shai_diag_infos[p.diags.first->id].code, "E0104");
    assert_null(p.tree->root);
    shai_arena_release(&p.arena);
    parse(&p, broken, sizeof broken - 1);
    assert_string_equal(shai_diag_infos[p.diags.first->id].code, "E0103");
    assert_int_equal(p.diags.first->span.begin, 16);
    assert_null(p.tree->root);
    shai_arena_release(&p.arena);
    static const char both[] = "spec \xE9\x93\x85\xE9\x93\x85 { /* \xE9\x93 */ }"; /* every pair is GBK too */
    parse(&p, both, sizeof both - 1);
    assert_string_equal(shai_diag_infos[p.diags.first->id].code, "E0103");
    shai_arena_release(&p.arena);
}

static void test_lang_and_doc(void **state)
{
    (void)state;
    static const char text[] =
        "/// of a\n/// more\nspec a {\n/// of b\n// plain\nattribute b : text /// behind\nattribute c : text\n"
        "item d {\n/// why\nlimit ≤ 3\n} }";
    struct parse p;
    parse(&p, text, sizeof text - 1);
    assert_int_equal(p.tree->lang, SHAI_EN);
    assert_string_equal(p.tree->root->doc, "of a\nmore");
    struct shai_node **decls = p.tree->root->kids[0]->kids;
    assert_string_equal(decls[0]->doc, "of b");
    assert_null(decls[1]->doc);
    assert_null(decls[2]->doc);
    assert_string_equal(decls[2]->kids[1]->kids[0]->doc, "why");
    shai_arena_release(&p.arena);
    parse(&p, "库 a { }", strlen("库 a { }"));
    assert_int_equal(p.tree->lang, SHAI_ZH);
    assert_int_equal(p.tree->root->kind, SHAI_N_LIBRARY);
    shai_arena_release(&p.arena);
}

static void test_keyword_split(void **state)
{
    (void)state;
    static const char *const words[][2] = {
        {"按材料类别", "按 材料类别"},
        {"项目铅", "项目 铅"},
        {"项目表铅", "项目表 铅"},
        {"铅不符合", "铅 不符合"},
        {"用快检", "用 快检"},
        {"item铅", "item 铅"},
        {"index", NULL},
        {"铅", NULL},
        {"项目", NULL},
        {"inside", NULL},
        {"铅pass", "铅 pass"},
        {"bypass", NULL},
        {"未检出", NULL},
        {"未检出铅", "未检出 铅"},
    };
    struct parse p;
    parse(&p, "", 0);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *got = shai_keyword_split(&p.arena, words[i][0]);
        if (!got != !words[i][1] || (got && strcmp(got, words[i][1]) != 0))
            fail_msg("%s: %s", words[i][0], got ? got : "none");
    }
    shai_arena_release(&p.arena);
}

/* --- digests --- */

static void compare_meaning(const char *a, const char *b, bool same)
{
    struct parse p, q;
    parse(&p, a, strlen(a));
    parse(&q, b, strlen(b));
    if (p.diags.errors) fail_msg("%s: %s", a, codes(&p));
    if (q.diags.errors) fail_msg("%s: %s", b, codes(&q));
    if ((memcmp(p.tree->meaning, q.tree->meaning, 32) == 0) != same)
        fail_msg("%s\n%s\n  should %s", a, b, same ? "mean the same" : "differ");
    shai_arena_release(&p.arena);
    shai_arena_release(&q.arena);
}

static void test_same_meaning(void **state)
{
    (void)state;
    compare_meaning("spec a { title \"甲\" version \"1\" }", "细则 a {\r\n  名称 “甲” // 名\n  版本 \"1\";\n}\n",
                    true);
    compare_meaning(ITEM("limit ≤ 90 mg/kg; hazard general"), ITEM("限值 <= ９０ ㎎/㎏\n风险 一般"), true);
    compare_meaning(ITEM("limit by c { x: ≤ 1; y: ≥ 2 }"), ITEM("限值 按 c { x：≤ 1，y：≥ 2；}"), true);
    compare_meaning(ITEM("applies produced_on < 2026-01-01"), ITEM("适用 生产日期 < 2026-1-1"), true);
    compare_meaning(ITEM("applies grade = \"a\""), ITEM("适用 产品等级 = \"a\""), true);
    compare_meaning(ITEM("problem \"{title}: {value} {requirement}{produced_on}\""),
                    ITEM("问题 \"{名称}: { 结果 } {要求}{生产日期}\""), true);
    compare_meaning(ITEM("applies `x`"), ITEM("applies x"), true);
    compare_meaning("spec a { example \"e\" { x = 1; y = 2 expect fail { x fail; y pass } } }",
                    "spec a { 样例 \"e\" { x = 1\ny = 2;\n期望 不符合 { x 不符合 y 符合 } } }", true);
    compare_meaning("spec a { grade g { \"1\", \"2\" } attribute b : choice { x, y } }",
                    "spec a { 等级 g { \"1\"、\"2\"、 } 属性 b ： 选项 { x， y， } }", true);
    compare_meaning("spec a { items b {\n| item | title |\n| x | - |\neach { } } }",
                    "spec a { 项目表 b {\n| 项目 | 名称 |\n|x|——\n每项 { } } }", true);
    compare_meaning(ITEM("applies a matches /x/i"), ITEM("适用 a 匹配 /x/i"), true);
    compare_meaning(ITEM("applies a matches b"), ITEM("适用 a 匹配 b"), true);
    compare_meaning(ITEM("applies valid_uscc(a)"), ITEM("适用 信用代码有效(a)"), true);
    compare_meaning("library t { let x = matches /x/i }", "库 t { 定义 x = 匹配 /x/i }", true);
}

static void test_other_meaning(void **state)
{
    (void)state;
    compare_meaning(ITEM("limit ≤ 4.0"), ITEM("limit ≤ 4"), false);
    compare_meaning(ITEM("limit ≤ 4"), ITEM("limit < 4"), false);
    compare_meaning(ITEM("limit ≤ 4 mg"), ITEM("limit ≤ 4 g"), false);
    compare_meaning(ITEM("applies min(a, -b) = 1"), ITEM("applies min(a - b) = 1"), false);
    compare_meaning(ITEM("problem \"{title}\""), ITEM("problem \"\\{title}\""), false);
    compare_meaning(ITEM("problem \"{value}\""), ITEM("problem \"{limit}\""), false);
    compare_meaning(ITEM("problem \"{`title`}\""), ITEM("problem \"{title}\""), false);
    compare_meaning(ITEM("applies a matches /x/i"), ITEM("applies a matches /x/"), false);
    compare_meaning(ITEM("applies a matches x"), ITEM("applies a matches /x/"), false);
    compare_meaning("library t { let x = matches /x/ }", "library t { let x = matches /y/ }", false);
    compare_meaning(ITEM("applies title"), ITEM("applies 名称"), false); /* names, not keywords */
    compare_meaning(ITEM("applies a or b and c"), ITEM("applies (a or b) and c"), false);
    compare_meaning("spec a { title \"x\" }", "spec a { version \"x\" }", false);
    compare_meaning("spec a { }", "library a { }", false);
    compare_meaning("spec a { example \"e\" { x = 1, 2 } }", "spec a { example \"e\" { x = 1, 2, 2 } }", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),          cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_specs_parse),    cmocka_unit_test(test_hints),
        cmocka_unit_test(test_expected_words), cmocka_unit_test(test_recovery),
        cmocka_unit_test(test_depth),          cmocka_unit_test(test_encoding),
        cmocka_unit_test(test_lang_and_doc),   cmocka_unit_test(test_keyword_split),
        cmocka_unit_test(test_same_meaning),   cmocka_unit_test(test_other_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
