/* The scanner: texts to tokens, written as one line each. */
#include "grammar/parser.h"

#include "grammar/grammar.tab.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int shai_scan_lex(union SHAI_GRAMMAR_STYPE *value, struct shai_span *span, void *scanner);

struct scan {
    struct shai_panic panic;
    struct shai_arena arena;
    struct shai_sources sources;
    struct shai_diags diags;
    struct shai_parser *p;
};

static void start(struct scan *s, const char *text, size_t len)
{
    shai_arena_init(&s->arena, &shai_mem_libc, &s->panic);
    if (!SHAI_TRY(&s->panic)) abort();
    shai_sources_init(&s->sources, &s->arena);
    shai_diags_init(&s->diags, &s->arena, &s->sources);
    s->p = SHAI_NEW(&s->arena, struct shai_parser);
    s->p->arena = &s->arena;
    s->p->diags = &s->diags;
    s->p->tree = SHAI_NEW(&s->arena, struct shai_tree);
    s->p->tree->file = shai_sources_add(&s->sources, "f", text, len);
    s->p->text = text;
    s->p->len = (uint32_t)len;
    shai_scan_start(s->p);
}

static void put_token(struct shai_strbuf *out, int code, const char *text)
{
    enum shai_kw kw = shai_token_keyword(code);
    if (out->len) shai_strbuf_putc(out, ' ');
    switch (code) {
    case IDENT: shai_strbuf_printf(out, "name:%s", text); break;
    case NUMBER: shai_strbuf_printf(out, "%s", text); break;
    case UNIT: shai_strbuf_printf(out, "<%s>", text); break;
    case STRING: shai_strbuf_printf(out, "'%s'", text); break;
    case DATE_LITERAL: shai_strbuf_printf(out, "day:%s", text); break;
    case PATTERN: shai_strbuf_printf(out, "/%s/", text); break;
    case PATTERN_I: shai_strbuf_printf(out, "/%s/i", text); break;
    case MARK: shai_strbuf_printf(out, "(%s)", text); break;
    case DASH: shai_strbuf_puts(out, "DASH"); break;
    case ROW_START: shai_strbuf_puts(out, "ROW"); break;
    case ROW_END: shai_strbuf_puts(out, "END"); break;
    case EMPTY_CELL: shai_strbuf_puts(out, "EMPTY"); break;
    default:
        if (kw) shai_strbuf_printf(out, "%%%s", shai_keyword_infos[kw].spelling[SHAI_EN]);
        else shai_strbuf_puts(out, shai_token_words(code));
    }
}

static void expect_tokens_of(const char *text, size_t len, const char *want, const char *errors)
{
    struct scan s;
    start(&s, text, len);
    struct shai_strbuf out, found;
    shai_strbuf_init(&out, &s.arena);
    shai_strbuf_init(&found, &s.arena);
    shai_strbuf_puts(&out, "");
    shai_strbuf_puts(&found, "");
    union SHAI_GRAMMAR_STYPE value = {.text = NULL};
    struct shai_span span;
    uint32_t at = 0;
    for (int code; (code = shai_scan_lex(&value, &span, s.p->scanner)); value.text = NULL) {
        put_token(&out, code, value.text);
        assert_true(span.begin >= at && span.end >= span.begin && span.end <= len);
        at = span.begin;
        if (code != ROW_END) s.p->fresh_line = false; /* as feed.c does */
    }
    for (const struct shai_diag *d = s.diags.first; d; d = d->next)
        shai_strbuf_printf(&found, "%s%s@%u", found.len ? " " : "", shai_diag_infos[d->id].code, d->span.begin);
    if (strcmp(out.s, want) != 0) fail_msg("%s\n  gave   %s\n  wanted %s", text, out.s, want);
    if (strcmp(found.s, errors) != 0) fail_msg("%s\n  said   %s\n  wanted %s", text, found.s, errors);
    shai_arena_release(&s.arena);
}

static void expect_tokens(const char *text, const char *want)
{
    expect_tokens_of(text, strlen(text), want, "");
}

static void expect_errors(const char *text, const char *want, const char *errors)
{
    expect_tokens_of(text, strlen(text), want, errors);
}

static void test_words(void **state)
{
    (void)state;
    expect_tokens("铅 a_1 _x 材料类别", "name:铅 name:a_1 name:_x name:材料类别");
    expect_tokens("spec 细则 ITEM items 项目 项目表 项目铅", "%spec %spec name:ITEM %items %item %items name:项目铅");
    expect_tokens("not detected", "%not detected");
    expect_tokens("not \t　 detected", "%not detected");
    expect_tokens("not\ndetected", "%not name:detected");
    expect_tokens("not detectedx", "%not name:detectedx");
    expect_tokens("in force replaced  by detection limit", "%in force %replaced by %detection limit");
    expect_tokens("in forces detection limits", "%in name:forces name:detection name:limits");
    expect_tokens("yes/no yes / no 是否 yes／no", "%yes/no %yes / %no %yes/no %yes/no");
    expect_tokens("yes/nox", "%yes / name:nox");
    expect_tokens("`结果` `92号` `a b`", "name:结果 name:92号 name:a b");
    expect_tokens("e\xCC\x81 `e\xCC\x81`", "name:\xC3\xA9 name:\xC3\xA9"); /* NFC */
    expect_tokens("ａ", "name:ａ");                                        /* no folding in names */
}

static void test_blanks_and_comments(void **state)
{
    (void)state;
    expect_tokens("\xEF\xBB\xBF"
                  "a\r\n　b\tc",
                  "name:a name:b name:c");
    expect_tokens("a // b /* c\nd", "name:a name:d");
    expect_tokens("a /* b // \n c */ d /**/ e", "name:a name:d name:e");
    expect_tokens("a ／／ b", "name:a");
    expect_errors("a /* b", "name:a", "E0205@2");
    expect_errors("a /*/ b", "name:a", "E0205@2");
}

static void test_numbers(void **state)
{
    (void)state;
    expect_tokens("4 4.0 12.30 1E5 1.2e-3 1e+3", "4 4.0 12.30 1E5 1.2E-3 1E3");
    expect_tokens("１２．３ 4。5 ５Ｅ−２", "12.3 4.5 5E-2");
    expect_tokens("1.x .5", "1 . name:x . 5");
    expect_tokens("0000000000000000000000000000000000000001", "0000000000000000000000000000000000000001");
    expect_errors("00000000000000000000000000000000000000001", "0", "E0212@0");
    expect_errors("0.0000000000000000000000000000000000000001", "0", "E0212@0");
    expect_tokens("1E40 1E-40", "1E40 1E-40");
    expect_errors("1E41 1E-41 1E99999999999999999999", "0 0 0", "E0213@0 E0213@5 E0213@11");
}

static void test_dates(void **state)
{
    (void)state;
    expect_tokens("2025-10-11 2024-02-29", "day:2025-10-11 day:2024-02-29");
    expect_tokens("２０２５－１０－１１ 2025-1-2", "day:2025-10-11 day:2025-01-02");
    expect_errors("2025-02-29 2025-13-01", "day:2025-02-28 day:0001-01-01", "E0214@0 E0214@11");
    expect_tokens("2025 - 10 - 11", "2025 - 10 - 11");
}

static void test_units(void **state)
{
    (void)state;
    expect_tokens("36月 36 月 150 mg/kg 3 µg/cm² 80 dB(A)", "36 <月> 36 <月> 150 <mg/kg> 3 <µg/cm²> 80 <dB(A)>");
    expect_tokens("5 μg/cm2 5 m^3 60％ 3‰ 20 °C 20℃ 5 ㎎/㎏",
                  "5 <µg/cm²> 5 <m³> 60 <%> 3 <‰> 20 <℃> 20 <℃> 5 <mg/kg>");
    expect_tokens("3 kg·m/s² 3 N･m ５ｍｍ", "3 <kg·m/s²> 3 <N·m> 5 <mm>");
    expect_tokens("5 min 5 max 5 最小", "5 <min> 5 %max 5 %min");
    expect_tokens("5 且 5 when 5 属于", "5 %and 5 %when 5 %in");
    expect_tokens("3 detection limit 5 in force 5 not detected", "3 %detection limit 5 %in force 5 %not detected");
    expect_tokens("3 detection 5 m/按", "3 <detection> 5 <m> / %by");
    expect_tokens("5\nmg", "5 name:mg");
    expect_tokens("5 mg / kg", "5 <mg> / name:kg");
    expect_tokens("14 × 100 MPa", "14 × 100 <MPa>");
    expect_tokens("14*100", "14 × 100");
    expect_tokens("5 x1 5 a_b", "5 name:x1 5 name:a_b");
    expect_tokens("number mg/kg 数值 月 number", "%number <mg/kg> %number <月> %number");
    expect_tokens("unit dB(A) signed 单位 秒 = 1 s", "%unit <dB(A)> %signed %unit <秒> = 1 <s>");
    expect_tokens("unit : 5 :", "%unit : 5 :");
    expect_tokens("铅.1 月", "name:铅 . 1 name:月"); /* a specimen has no unit */
    expect_tokens("90 mg/kg以上 36月以下 5 以上", "90 <mg/kg> name:以上 36 <月> name:以下 5 name:以上");
    expect_tokens("16.5(+) mg 16.5 mg(-) 16.5（－）", "16.5 (+) <mg> 16.5 <mg> (-) 16.5 (-)");
    expect_tokens("5 % relative 5%相对", "5 <%> %relative 5 <%> %relative");
}

static void test_strings(void **state)
{
    (void)state;
    expect_tokens("\"a\" “b” ”c” ＂d＂", "'a' 'b' 'c' 'd'");
    expect_tokens("\"“x”,１％：\"", "'“x”,１％：'");
    expect_tokens("“a“b”c”", "'a“b”c'");
    expect_tokens("\"a\\n\\t\\\"\\\\\\{\\u{94C5}\"", "'a\n\t\"\\{铅'");
    expect_tokens("\"// no /* comment\"", "'// no /* comment'");
    expect_errors("\"a\\q\"", "'a\\q'", "E0211@2");
    expect_errors("\"\\u{110000} \\u{} \\u{D800} \\u41\"", "'\\u{110000} \\u{} \\u{D800} \\u41'",
                  "E0211@1 E0211@12 E0211@17 E0211@26");
    expect_errors("\"a\nb", "'a' name:b", "E0204@0");
    expect_errors("\"a”\r\nb", "'a”' name:b", "E0204@0");
    expect_errors("\"a\\", "'a\\'", "E0204@0 E0211@2");
    expect_errors("`a\nb", "name:a name:b", "E0206@0");
    expect_errors("``", "name:", "E0207@0");
}

static void test_signs(void **state)
{
    (void)state;
    expect_tokens("≤ <= ＜＝ ≦ ≥ >= ＞= ≠ != ！＝ < ＞ = ＝", "≤ ≤ ≤ ≤ ≥ ≥ ≥ ≠ ≠ ≠ < > = =");
    expect_tokens("+ ＋ − - － * × ＊ ÷ / ／ ± +/-", "+ + - - - × × × / / / ± ±");
    expect_tokens("~ ～ 〜 （ ） ｛ ｝ ［ ］ ： ； ， 、 ． 。", "~ ~ ~ ( ) { } [ ] : ; , , . .");
    expect_errors("a == b", "name:a = name:b", "E0221@2");
    expect_errors("a ☃ b", "name:a name:b", "E0203@2");
    expect_errors("a \\ $ b", "name:a name:b", "E0203@2 E0203@4");
    expect_errors("a | b", "name:a name:b", "E0217@2");
    expect_tokens_of("a\0b", 3, "name:a name:b", "E0203@1");
}

static void test_dashes(void **state)
{
    (void)state;
    expect_tokens("a — b", "name:a - name:b");
    expect_tokens("— ; —当 —\n — } ——", "DASH ; DASH %when DASH DASH } DASH");
    expect_tokens("a: — 否则", "name:a : DASH %otherwise");
    expect_tokens("| - | -- | −| — | -5 | a-b |", "ROW DASH | DASH | DASH | DASH | - 5 | name:a - name:b END");
    expect_tokens("a -\nb", "name:a - name:b");
}

static void test_patterns(void **state)
{
    (void)state;
    expect_tokens("matches /a b/ and", "%matches /a b/ %and");
    expect_tokens("匹配 /GB\\/T [/] (x|y)/i)", "%matches /GB\\/T [/] (x|y)/i )");
    expect_tokens("匹配 /a/in", "%matches /a/ %in");
    expect_tokens("a /b/ c", "name:a / name:b / name:c");
    expect_tokens("matches // c\n/x/", "%matches /x/");
    expect_tokens("matches x", "%matches name:x");
    expect_errors("matches /ab\nc", "%matches /ab/ name:c", "E0208@8");
}

static void test_rows(void **state)
{
    (void)state;
    expect_tokens("{\n| a | b mg |\n | c | 3 mg | // x\n}",
                  "{ ROW name:a | name:b <mg> END ROW name:c | 3 <mg> END }");
    expect_tokens("{ // x\n  ｜ a ％ ｜ b\n|c|d", "{ ROW name:a <%> | name:b END ROW name:c | name:d END");
    expect_tokens("| a mg |", "ROW name:a name:mg END"); /* no header, no unit */
    expect_errors("| a |  | b |", "ROW name:a | EMPTY | name:b END", "E0216@7");
    expect_errors("||", "ROW EMPTY END", "E0216@1");
    expect_tokens("/* x */ | a |\n", "ROW name:a END");
}

static void test_comment_list(void **state)
{
    (void)state;
    static const char text[] = "/// one\r\n//// two\na // three\n/* four */ b /// five\n";
    struct scan s;
    start(&s, text, sizeof text - 1);
    union SHAI_GRAMMAR_STYPE value;
    struct shai_span span;
    while (shai_scan_lex(&value, &span, s.p->scanner)) s.p->fresh_line = false;
    const struct shai_tree *t = s.p->tree;
    assert_int_equal(t->comment_count, 5);
    static const struct {
        const char *text;
        bool trailing, doc;
    } want[] = {{"/// one", false, true},
                {"//// two", false, false},
                {"// three", true, false},
                {"/* four */", false, false},
                {"/// five", true, false}};
    for (size_t i = 0; i < 5; i++) {
        const struct shai_comment *c = &t->comments[i];
        assert_int_equal(c->span.end - c->span.begin, strlen(want[i].text));
        assert_memory_equal(text + c->span.begin, want[i].text, strlen(want[i].text));
        assert_int_equal(c->trailing, want[i].trailing);
        assert_int_equal(c->doc, want[i].doc);
    }
    shai_arena_release(&s.arena);
}

/* Each spelling of each keyword, alone, is that keyword's token. */
static void test_every_keyword(void **state)
{
    (void)state;
    for (int kw = 1; kw < SHAI_KEYWORD_COUNT; kw++)
        for (int lang = 0; lang < 2; lang++) {
            struct scan s;
            const char *word = shai_keyword_infos[kw].spelling[lang];
            start(&s, word, strlen(word));
            union SHAI_GRAMMAR_STYPE value;
            struct shai_span span;
            int code = shai_scan_lex(&value, &span, s.p->scanner);
            if (code != shai_keyword_token((enum shai_kw)kw)) fail_msg("%s", word);
            assert_int_equal(span.end, strlen(word));
            assert_int_equal(shai_scan_lex(&value, &span, s.p->scanner), 0);
            shai_arena_release(&s.arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),        cmocka_unit_test(test_blanks_and_comments),
        cmocka_unit_test(test_numbers),      cmocka_unit_test(test_dates),
        cmocka_unit_test(test_units),        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_signs),        cmocka_unit_test(test_dashes),
        cmocka_unit_test(test_patterns),     cmocka_unit_test(test_rows),
        cmocka_unit_test(test_comment_list), cmocka_unit_test(test_every_keyword),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
