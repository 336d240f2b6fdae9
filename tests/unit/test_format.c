/* The formatter: what it makes of texts, and what holds of every spec, every conformance case and texts made from
 * them by chance (format_law.h). */
#include "base/source.h"
#include "tests/conformance/cases.h"
#include "tests/unit/format_law.h"

#include "grammar/grammar.tab.h"
#include "grammar/parser.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

struct memory {
    struct shai_panic panic;
    struct shai_arena arena;
};

static int set_up(void **state)
{
    struct memory *m = calloc(1, sizeof *m);
    if (!m) return -1;
    shai_arena_init(&m->arena, &shai_mem_libc, &m->panic);
    if (!SHAI_TRY(&m->panic)) abort();
    *state = m;
    return 0;
}

static int tear_down(void **state)
{
    struct memory *m = *state;
    shai_arena_release(&m->arena);
    free(m);
    return 0;
}

static void expect_keywords(struct memory *m, int keywords, const char *text, const char *wanted)
{
    struct formatted f = format_text(&m->arena, text, strlen(text), keywords);
    assert_int_equal(f.how, SHAI_FORMATTED);
    if (strcmp(f.text.s, wanted) != 0) fail_msg("%s\n-- gave --\n%s\n-- wanted --\n%s", text, f.text.s, wanted);
    bool parsed;
    const char *broken = format_law(&m->arena, text, strlen(text), &parsed);
    if (broken) fail_msg("%s\n%s", broken, text);
}

static void expect(struct memory *m, const char *text, const char *wanted)
{
    expect_keywords(m, SHAI_KEYWORDS_AS_WRITTEN, text, wanted);
}

/* Lines of an item, or of a spec. */
static void expect_in(struct memory *m, const char *around, const char *text, const char *wanted)
{
    char *s = shai_arena_printf(&m->arena, "%s {\n%s\n}", around, text);
    expect(m, s, shai_arena_printf(&m->arena, "%s {\n%s}\n", around, wanted));
}

static void test_lines(void **state)
{
    struct memory *m = *state;
    expect(m, "细则 甲 {}", "细则 甲 { }\n");
    expect(m, "细则 甲\n{\n}\n\n", "细则 甲 { }\n");
    expect(m, "\xEF\xBB\xBF细则　甲\t{ 名称 \"a\";版本 \"1\",\r\n产品 \"x\" }",
           "细则 甲 {\n  名称 \"a\"\n  版本 \"1\"\n  产品 \"x\"\n}\n");
    expect_in(m, "spec a", "\n\n  title \"a\"\n\n\n\n  version \"1\"\n\n", "  title \"a\"\n\n  version \"1\"\n");
    expect_in(m, "spec a", "item b { basis S;; method S \"1\"\nusing rapid }",
              "  item b {\n    basis  S\n    method S \"1\"\n        using rapid\n  }\n");
    expect_in(m, "spec a", "group \"g\" { applies y item b { hazard general } }",
              "  group \"g\" {\n    applies y\n    item b {\n      hazard general\n    }\n  }\n");
    expect_in(m, "spec a", "notice { advice general \"a\"; advice serious \"b\" }",
              "  notice {\n    advice general \"a\"\n    advice serious \"b\"\n  }\n");
    expect_in(m, "spec a", "example \"e\" { a = 1; b.c.1=<2 ;expect pass }",
              "  example \"e\" { a = 1; b.c.1 = <2; expect pass }\n");
}

static void test_lists(void **state)
{
    struct memory *m = *state;
    expect_in(m, "spec a", "verdict {serious when count( general )>=3;}",
              "  verdict { serious when count(general) ≥ 3 }\n");
    expect_in(m, "spec a", "verdict { serious when x, general otherwise\n}",
              "  verdict {\n    serious when x;\n    general otherwise\n  }\n");
    expect_in(m, "spec a", "item b { limit by k { a,b:<=1;c :— ;otherwise:>= 2 } }",
              "  item b {\n    limit by k { a, b: ≤ 1; c: —; otherwise: ≥ 2 }\n  }\n");
    expect_in(m, "spec a", "item b { value { min(1,\n2) when y; 3 otherwise } }",
              "  item b {\n    value {\n      min(1,\n          2) when y;\n      3 otherwise\n    }\n  }\n");
    expect_in(m, "spec a", "attribute k:choice{a \"x\",b,}", "  attribute k : choice { a \"x\", b }\n");
    expect_in(m, "spec a", "attribute k:choice{a, b,\nc, d,}",
              "  attribute k : choice {\n    a, b,\n    c, d\n  }\n");
    expect_in(m, "spec a",
              "example \"e\" { expect fail serious { a pass b fail, c untested; } expect a pass,b fail }",
              "  example \"e\" { expect fail serious { a pass; b fail; c untested }; expect a pass, b fail }\n");
    expect_in(m, "spec a",
              "example \"e\" { a = 1, 2; expect fail serious { a pass b fail, c untested; }\nexpect a pass,b fail }",
              "  example \"e\" {\n    a = 1, 2\n    expect fail serious { a pass; b fail; c untested }\n    expect a "
              "pass, b "
              "fail\n  }\n");
    expect_in(m, "spec a", "example \"e\" {;; a = 1 mg b = 2 expect a pass /* why */;; }",
              "  example \"e\" { a = 1 mg; b = 2; expect a pass /* why */ }\n");
    expect_in(m, "spec a", "example \"e\" { a = 1, 2, 3; b.1 = `force`, 4; expect pass } // so",
              "  example \"e\" { a = 1, 2, 3; b.1 = force, 4; expect pass }  // so\n");
    expect_in(m, "spec a", "example \"e\" { expect pass {\na pass b fail\nc fail } }",
              "  example \"e\" {\n    expect pass {\n      a pass; b fail;\n      c fail\n    }\n  }\n");
    expect_in(m, "spec a", "item b { require k in {a,\nb} and\nx }",
              "  item b {\n    require k in {\n      a,\n      b\n    } and\n        x\n  }\n");
}

static void test_comments(void **state)
{
    struct memory *m = *state;
    expect(m, "//a  \n\n/* b */ spec a { //c\n}//d\n//e", "//a\n\n/* b */\nspec a {  //c\n}         //d\n//e\n");
    expect_in(m, "spec a", "title \"a\" // one\nversion \"1\"   // two\n\nproduct \"x\" // three",
              "  title   \"a\"  // one\n  version \"1\"  // two\n\n  product \"x\"  // three\n");
    expect_in(m, "spec a", "title /* t */ \"a\" /* b */ version \"1\"",
              "  title /* t */ \"a\"  /* b */\n  version       \"1\"\n");
    expect_in(m, "spec a", "verdict { serious when x // first\n; general otherwise }",
              "  verdict {\n    serious when x;  // first\n    general otherwise\n  }\n");
    expect_in(m, "spec a", "verdict { serious /* so */ when x /* or */; general otherwise }",
              "  verdict { serious /* so */ when x; /* or */ general otherwise }\n");
    expect_in(
        m, "spec a", "item b // why\n{ require x and // this\n// that\ny\n// last\n}",
        "  item b  // why\n      {\n    require x and  // this\n        // that\n        y\n    // last\n  }\n");
    expect_in(m, "spec a", "/// of a\n/// b\nitem b { hazard general ; /// no doc\n /// doc\nreport }",
              "  /// of a\n  /// b\n  item b {\n    hazard general  /// no doc\n    /// doc\n    report\n  }\n");
    expect_in(m, "spec a", "  /* one\n        * two\n    three\n */ title \"a\"",
              "  /* one\n   * two\n    three\n   */\n  title \"a\"\n");
    expect_in(m, "spec a", "/* a */ /* b */ // c\n//// d\ntitle \"a\" // e\n // f",
              "  /* a */ /* b */ // c\n  //// d\n  title \"a\"  // e\n  // f\n");
    expect_in(m, "spec a", "title \"a\"\n; // of a\nversion \"1\"", "  title   \"a\"  // of a\n  version \"1\"\n");
    expect_in(m, "spec a", "item b { report // one\n}// two\n\nlet c = 1 // three\n\nlet dd = 1 // four",
              "  item b {\n    report  // one\n  }  // two\n\n  let c = 1  // three\n\n  let dd = 1  // four\n");
    expect_in(m, "spec a", "／／ wide\n／／/ no doc\ntitle \"a\"", "  // wide\n  ／／/ no doc\n  title \"a\"\n");
}

static void test_tables(void **state)
{
    struct memory *m = *state;
    expect_in(m, "spec a", "table t [k] : number mg/kg {\n|k|限量\n|纺织品|3| // two\n\n\n// own\n| b | - |\n}",
              "  table t [k] : number mg/kg {\n    | k      | 限量 |\n    | 纺织品 | 3    |  // two\n\n    // own\n"
              "    | b      | —    |\n  }\n");
    expect_in(m, "spec a",
              "items f {\n|item|c  mg／kg|\n|x /* y */|≦ －5 |/* z */\n|长长 | a /* q\n r */|\neach { } }",
              "  items f {\n    | item      | c mg/kg |\n    | x /* y */ | ≤ -5    |  /* z */\n"
              "    | 长长      | a /* q\n r */ |\n    each { }\n  }\n");
    struct formatted wide = {.how = SHAI_FORMATTED};
    const char *text = "spec a {\n  table t [k] : number {\n    | k  | c |\n    | ≤ 1 | 2 |\n  }\n}\n";
    format_style(&m->arena, text, strlen(text), (struct shai_format_style){SHAI_KEYWORDS_AS_WRITTEN, 2}, &wide);
    assert_string_equal(wide.text.s,
                        "spec a {\n  table t [k] : number {\n    | k    | c |\n    | ≤ 1 | 2 |\n  }\n}\n");
}

static void test_alignment(void **state)
{
    struct memory *m = *state;
    expect_in(m, "spec a",
              "title \"a\" not detected counts 0 standard S \"GB 1\" \"t\" standard 标准一 \"GB 2\" mandatory",
              "  title        \"a\"\n  not detected counts 0\n"
              "  standard S      \"GB 1\" \"t\"\n  standard 标准一 \"GB 2\" mandatory\n");
    expect_in(m, "spec a",
              "standard S \"GB 1\" \"t\" mandatory\nstandard 标准 \"GB/T 22\" in force 2025-1-1\nstandard c \"法\" "
              "\"u\"\n\n"
              "standard dd \"GB 1\" \"t\"",
              "  standard S    \"GB 1\" \"t\" mandatory\n  standard 标准 \"GB/T 22\" in force 2025-01-01\n"
              "  standard c    \"法\"   \"u\"\n\n  standard dd \"GB 1\" \"t\"\n");
    expect_in(
        m, "spec a",
        "example \"铅\" { a = 1 }\nexample \"abcdef\" { a = 2 } // b\nexample \"x\" {\na = 1 }\nexample \"y\" { }",
        "  example \"铅\"     { a = 1 }\n  example \"abcdef\" { a = 2 }  // b\n  example \"x\" {\n    a = 1\n  }\n"
        "  example \"y\" { }\n");
    expect_in(m, "library a", "unit g unit kg = 1000 g unit ℃ signed\nunit 公斤 = 1 kg\n\nunit mg=0.001 g",
              "  unit g\n  unit kg   = 1000 g\n  unit ℃ signed\n  unit 公斤 = 1 kg\n\n  unit mg = 0.001 g\n");
    expect_in(m, "spec a", "item b { basis S\nrequire x\nreport\n// own\nbasis S }",
              "  item b {\n    basis   S\n    require x\n    report\n    // own\n    basis S\n  }\n");
}

static void test_signs(void **state)
{
    struct memory *m = *state;
    expect_in(m, "spec a", "let a=x*2/3-1-－4＋y let b=days(a,b)!=5mg/kg let c=t[a,b]",
              "  let a = x × 2 ÷ 3 − 1 − -4 + y\n  let b = days(a, b) ≠ 5 mg/kg\n  let c = t[a, b]\n");
    expect_in(m, "spec a", "let a=not(b and c)or d in １.50～２E+05 let e = (-(x))",
              "  let a = not (b and c) or d in 1.50 ~ 2E05\n  let e = (-(x))\n");
    expect_in(m, "spec a", "title “a \"b\" \\\"c\\\" “d”” version ＂1＂ effective 2025-1-1",
              "  title     \"a \\\"b\\\" \\\"c\\\" “d”\"\n  version   \"1\"\n  effective 2025-01-01\n");
    expect_in(m, "spec a", "let a = 5 ㎎／㎏ let b = 3 ug/cm2 let c = 1 °C",
              "  let a = 5 mg/kg\n  let b = 3 ug/cm²\n  let c = 1 ℃\n");
    expect_in(m, "spec a", "item b { require x matches /a\\/ \"b/ and y matches\n／[/]/i }",
              "  item b {\n    require x matches /a\\/ \"b/ and y matches\n        /[/]/i\n  }\n");
    expect_in(m, "spec a", "let `a` = `结果` + `92号` + `名称` + x in `force` ~ 3",
              "  let a = `结果` + `92号` + `名称` + x in `force` ~ 3\n");
    expect_in(m, "spec a", "example \"e\" { a=89.5 (+) mg/kg;b=<－0.5 %;c=—;d= 1 ± 2 mg }",
              "  example \"e\" { a = 89.5(+) mg/kg; b = <-0.5 %; c = —; d = 1 ± 2 mg }\n");
}

static void test_keywords(void **state)
{
    struct memory *m = *state;
    const char *en =
        "spec a {\n  attribute 名称 : text\n  items f {\n    | item | title |\n    | 名称 | \"X\"   |\n    each {\n"
        "      require not `detected` and 名称 = \"{名称}\"\n"
        "      problem \"{ title } {`value`} {requirement} {名称x} \\{limit}\"\n    }\n  }\n}\n";
    const char *zh =
        "细则 a {\n  属性 名称 : 文本\n  项目表 f {\n    | 项目 | 名称 |\n    | 名称 | \"X\"  |\n    每项 {\n"
        "      要求 非 `detected` 且 名称 = \"{名称}\"\n"
        "      问题 \"{ 名称 } {`value`} {要求} {名称x} \\{limit}\"\n    }\n  }\n}\n";
    expect_keywords(m, SHAI_ZH, en, zh);
    expect_keywords(m, SHAI_EN, zh, en);
    expect_keywords(m, SHAI_KEYWORDS_AS_WRITTEN, "spec a { not   detected  counts 0 未检出 计 0 }",
                    "spec a {\n  not detected counts 0\n  未检出       计 0\n}\n");
    expect_keywords(
        m, SHAI_EN,
        "细则 a { 属性 未检出 : 是否 定义 b = force 属于 force ~ 2 表 t [名称] : 数值 {\n|名称|项目\n|a|1\n} }",
        "spec a {\n  attribute 未检出 : yes/no\n  let b = force in `force` ~ 2\n"
        "  table t [名称] : number {\n    | 名称 | 项目 |\n    | a    | 1    |\n  }\n}\n");
}

/* The net below the formatter: a comment that is lost or changed is seen. */
static void test_same_comments(void **state)
{
    struct memory *m = *state;
    static const char *const texts[] = {"spec a { } // b c", "spec a { } // b d", "spec a { } // b", "spec a { }",
                                        "spec a { } // b c // b"};
    const char *wide = "/* one\r\n  two */spec a { } ／／ b  ";
    const char *plain = "/* one\n two */ spec a { }\n// b";
    assert_true(shai_format_same_comments(wide, format_parse(&m->arena, wide, strlen(wide)), plain,
                                          format_parse(&m->arena, plain, strlen(plain))));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            assert_int_equal(shai_format_same_comments(texts[i], format_parse(&m->arena, texts[i], strlen(texts[i])),
                                                       texts[k], format_parse(&m->arena, texts[k], strlen(texts[k]))),
                             i == k);
    const char nul[] = "spec a { } // b\0c";
    assert_int_equal(format_text(&m->arena, nul, sizeof nul - 1, SHAI_KEYWORDS_AS_WRITTEN).how, SHAI_FORMAT_UNSAFE);
}

/* --- what holds of every text ------------------------------------------------------------------------------------
 */

static void hold(struct memory *m, const char *name, const char *text, size_t len, unsigned *parsed_count)
{
    struct shai_arena one; /* for a text of its own */
    shai_arena_init(&one, &shai_mem_libc, &m->panic);
    bool parsed;
    const char *broken = format_law(&one, text, len, &parsed);
    *parsed_count += parsed;
    shai_arena_release(&one);
    if (broken) fail_msg("%s: %s\n%.*s", name, broken, (int)len, text);
}

static void each_file(struct memory *m, const char *pattern, void (*visit)(struct memory *m, const char *path))
{
    glob_t found;
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) visit(m, found.gl_pathv[i]);
    globfree(&found);
}

enum { FILE_LIMIT = 1 << 24 };

static void hold_file(struct memory *m, const char *path)
{
    char *text;
    size_t len;
    unsigned parsed = 0;
    assert_int_equal(shai_read_file(&m->arena, path, FILE_LIMIT, &text, &len), SHAI_READ_OK);
    hold(m, path, text, len, &parsed);
    if (strncmp(path, "specs/", 6) == 0) assert_int_equal(parsed, 1);
}

static void test_specs(void **state)
{
    each_file(*state, "specs/*.shai", hold_file);
    each_file(*state, "tests/golden/*/*.shai", hold_file);
    each_file(*state, "tests/bench/*.shai", hold_file);
}

static struct case_list *cases_of(struct memory *m)
{
    struct case_list *list = SHAI_NEW(&m->arena, struct case_list);
    glob_t found;
    assert_int_equal(glob("tests/conformance/*.case", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        cases_read(&m->arena, list, shai_arena_strndup(&m->arena, found.gl_pathv[i], strlen(found.gl_pathv[i])));
    globfree(&found);
    return list;
}

static void test_cases(void **state)
{
    struct memory *m = *state;
    struct case_list *list = cases_of(m);
    unsigned parsed = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct conformance_case *c = list->at[i];
        hold(m, c->name, c->spec, c->spec_len, &parsed);
        if (c->twin) hold(m, c->name, c->twin, c->twin_len, &parsed);
        for (size_t f = 0; f < c->file_count; f++)
            hold(m, c->name, c->files[f].text, strlen(c->files[f].text), &parsed);
    }
    assert_true(parsed > 200);
}

/* --- texts made by chance: the tokens of a case, with other blanks, line ends and comments between them ----------
 */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static const char *random_gap(uint32_t *state, bool in_row)
{
    static const char *const in_rows[] = {" ", "　", "\t  ", " /* ｜ */ ", " /* a\n b */"};
    static const char *const gaps[] = {
        "\n",           "\n\n\n",   " // c\n",      "\n  // own\n\n", " /* i */ ", "\n/* o */ ", "\n/* a\n* b\n */",
        " /* a\nb */ ", "\r\n",     "\n/// doc\n",  " /// no\n",      " ／／ w\n", "\n;",        " ; ",
        "\n \n",        "; // s\n", "\n, /* t */\n"};
    size_t count = in_row ? sizeof in_rows / sizeof *in_rows : sizeof gaps / sizeof *gaps;
    return (in_row ? in_rows : gaps)[next_random(state) % count];
}

/* The sign as an input method writes it, or NULL. */
static const char *wide_sign(int code)
{
    switch (code) {
    case LE: return "<=";
    case GE: return "≧";
    case STAR: return "*";
    case SLASH: return " / ";
    case TILDE: return "～";
    case LPAREN: return "（";
    case RPAREN: return "）";
    case LBRACE: return "｛";
    case RBRACE: return "｝";
    case COLON: return "：";
    case SEMI: return "；";
    case COMMA: return "、";
    case EQ: return "＝";
    case MINUS: return "－";
    default: return NULL;
    }
}

static const char *made_from(struct shai_arena *arena, const char *text, size_t len, uint32_t seed, size_t *made_len)
{
    struct shai_sources sources;
    struct shai_diags diags;
    struct shai_strbuf out;
    shai_sources_init(&sources, arena);
    shai_diags_init(&diags, arena, &sources);
    shai_strbuf_init(&out, arena);
    shai_strbuf_puts(&out, "");
    const struct shai_parser *p = shai_parse_log(arena, &diags, shai_sources_add(&sources, "f", text, len));
    if (!p || diags.errors) return NULL;
    uint32_t state = seed, end = 0, every = 4 + next_random(&state) % 40;
    bool in_row = false;
    for (size_t i = 0; i < p->log_count; i++) {
        const struct shai_token *t = &p->log[i];
        if (next_random(&state) % every == 0 && t->code != UNIT && t->code != ROW_START && t->code != ROW_END)
            shai_strbuf_puts(&out, random_gap(&state, in_row));
        const char *wide = next_random(&state) % 4 == 0 ? wide_sign(t->code) : NULL;
        shai_strbuf_add(&out, text + end, t->span.begin - end);
        if (wide) shai_strbuf_puts(&out, wide);
        else shai_strbuf_add(&out, text + t->span.begin, t->span.end - t->span.begin);
        end = t->span.end;
        if (t->code == ROW_START) in_row = true;
        if (t->code == ROW_END) in_row = false;
    }
    shai_strbuf_add(&out, text + end, len - end);
    *made_len = out.len;
    return out.s;
}

static void test_made(void **state)
{
    struct memory *m = *state;
    struct case_list *list = cases_of(m);
    const char *rounds = getenv("FORMAT_ROUNDS"); /* more of them, by hand */
    uint32_t seed = 1, end = rounds ? (uint32_t)strtoul(rounds, NULL, 10) : 4;
    unsigned parsed = 0, made = 0;
    for (; seed <= end; seed++)
        for (size_t i = 0; i < list->count; i++) {
            struct shai_arena one;
            size_t len;
            shai_arena_init(&one, &shai_mem_libc, &m->panic);
            const struct conformance_case *c = list->at[i];
            const char *text = made_from(&one, c->spec, c->spec_len, seed * 7919u + (uint32_t)i, &len);
            if (text) made++, hold(m, c->name, text, len, &parsed);
            shai_arena_release(&one);
        }
    assert_true(parsed > made / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_lists, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_comments, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_alignment, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_signs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_keywords, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_comments, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_specs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_made, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
