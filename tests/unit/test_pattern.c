/* Patterns: the dialect and nothing beyond it; what they find; full-width folding; limits. */
#include "runtime/pattern.h"

#include "runtime/program.h"

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

static enum shai_match find(const char *pattern, uint32_t flags, const char *text)
{
    enum shai_diag_id why;
    size_t offset;
    void *code = shai_pattern_compile(&arena, pattern, strlen(pattern), flags, NULL, &why, &offset);
    if (!code) fail_msg("/%s/: %s at %zu", pattern, shai_diag_infos[why].text[SHAI_EN], offset);
    return shai_pattern_match(code, NULL, NULL, text, strlen(text), &arena);
}

struct found {
    const char *pattern, *text;
    bool yes;
};

static void hold(const struct found *all, size_t count, uint32_t flags)
{
    for (size_t i = 0; i < count; i++) {
        bool yes = find(all[i].pattern, flags, all[i].text) == SHAI_MATCH_YES;
        if (yes != all[i].yes) fail_msg("/%s/ on \"%s\": %s", all[i].pattern, all[i].text, yes ? "yes" : "no");
    }
}
#define HOLD(all, flags) hold(all, sizeof(all) / sizeof *(all), flags)

static void test_dialect(void **state)
{
    (void)state;
    static const struct found all[] = {
        {"不适合\\s*3\\s*岁以下", "本品不适合 3 岁以下儿童", true},
        {"不适合\\s*3\\s*岁以下", "本品不适合三岁以下儿童", false},
        {"", "", true},
        {"", "x", true},
        {"a", "", false},
        {"b", "abc", true},
        {"^b", "abc", false},
        {"^a", "abc", true},
        {"c$", "abc", true},
        {"b$", "abc", false},
        {"^abc$", "abc", true},
        {"c$", "abc\n", false}, /* the end of the text, not before its last line feed */
        {"^b", "a\nb", false},  /* the ends of the text, never of a line */
        {"a.b", "a中b", true},
        {"a.b", "a\nb", false},
        {"a[^x]b", "a\nb", true},
        {"^.$", "中", true}, /* one code point, not one byte */
        {"(GB|GB/T) ?6675", "依据 GB/T 6675", true},
        {"(a|b)+c", "xababc", true},
        {"^(a|b)*$", "abc", false},
        {"^a?b*c+$", "bbc", true},
        {"^a?b*c+$", "aab", false},
        {"^a{3}$", "aaa", true},
        {"^a{3}$", "aaaa", false},
        {"^a{2,}$", "a", false},
        {"^a{2,}$", "aaaaa", true},
        {"^a{2,3}$", "aaaa", false},
        {"^a{0}b$", "b", true},
        {"^(ab){2}$", "abab", true},
        {"^(|x)y$", "y", true},
        {"[abc]", "xxb", true},
        {"^[a-c]+$", "abcd", false},
        {"^[^a-c]+$", "xyz", true},
        {"^[a-]+$", "a-", true},
        {"^[\\]\\[\\^\\-]+$", "[]^-", true},
        {"^[0-9.]+$", "3.14", true},
        {"^[0-9.]+$", "3x14", false},
        {"\\.\\*\\(\\)\\/\\|\\{\\}\\[\\]\\\\\\+\\?\\^\\$", ".*()/|{}[]\\+?^$", true},
        {"a\\.b", "axb", false},
        {"\\t\\n", "\t\n", true},
        {"甲~乙&#@", "甲~乙&#@", true},
        {"a b", "a b", true},
        {"a#b", "a#b", true},
        {"}", "}", true},
    };
    HOLD(all, 0);
}

static void test_classes(void **state)
{
    (void)state;
    static const struct found all[] = {
        {"^\\d+$", "0123456789", true},
        {"\\d", "٣", false}, /* \d is ASCII */
        {"\\d", "３", true}, /* but the text is folded */
        {"\\d", "一", false},
        {"^\\w+$", "中é_9Ⅳ٣", true},
        {"\\w", "-", false},
        {"\\w", "，。", false},
        {"^\\w$", "e\u0301", false},
        {"^\\w\\w$", "e\u0301", true}, /* marks are of words */
        {"^\\s+$", " \t\n\r\v\f\u00a0\u2003\u3000", true},
        {"\\s", "a", false},
        {"^[\\d\\s]+$", "1 2", true},
        {"^[^\\d]+$", "1", false},
        {"^[\\w-]+$", "a-b", true},
        {"[^\\w]", "中", false},
    };
    HOLD(all, 0);
}

static void test_caseless(void **state)
{
    (void)state;
    static const struct found all[] = {
        {"gb/t", "GB/T 6675", true}, {"[a-c]x", "BX", true}, {"é", "É", true},
        {"ＧＢ", "gb", true},        {"中", "国", false},
    };
    HOLD(all, SHAI_PATTERN_CASELESS);
    assert_int_equal(find("gb", 0, "GB"), SHAI_MATCH_NO);
}

static void test_folding(void **state)
{
    (void)state;
    static const struct found all[] = {
        {"3C", "有 ３Ｃ 标志", true},
        {"３Ｃ", "有 3C 标志", true},
        {"\\(3\\)", "（3）", true},
        {"（3）", "(3)", true}, /* full-width signs are literals */
        {"a？", "a", false},
        {"a？", "a?", true},
        {"^a b$", "a\u3000b", true},
        {"^a\u3000b$", "a b", true},
        {"^[Ａ-Ｚ]+$", "AQZ", true},
        {"^[Ａ-Ｚ]+$", "ａ", false},
        {"^[\u3000-\u3002]$", " ", true},
        {"^[\u3000-\u3002]$", "\u3000", true},
        {"^[\u3000-\u3002]$", "!", false},
        {"^[^，]$", ",", false},
        {"^[^，]$", "，", false},
        {"^。$", "。", true}, /* U+3002 is no ASCII twin */
        {"^\u3001\u300a$", "\u3001\u300a", true},
        {"ﬀ￥", "ﬀ￥", true}, /* EF, but not folded */
        {"中文Ａ末", "中文A末", true},
    };
    HOLD(all, 0);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        enum shai_diag_id why;
        size_t offset;
    } all[] = {
        {"(a)\\1", SHAI_D_PATTERN_BACK_REFERENCE, 3},
        {"(a)\\k", SHAI_D_PATTERN_BACK_REFERENCE, 3},
        {"\\g{1}", SHAI_D_PATTERN_BACK_REFERENCE, 0},
        {"a(?=b)", SHAI_D_PATTERN_LOOK_AROUND, 1},
        {"(?!b)", SHAI_D_PATTERN_LOOK_AROUND, 0},
        {"(?<=b)", SHAI_D_PATTERN_LOOK_AROUND, 0},
        {"(?:b)", SHAI_D_PATTERN_LOOK_AROUND, 0},
        {"(?i)b", SHAI_D_PATTERN_LOOK_AROUND, 0},
        {"(*UTF)b", SHAI_D_PATTERN_LOOK_AROUND, 0},
        {"中\\b", SHAI_D_PATTERN_ESCAPE, 3},
        {"\\D", SHAI_D_PATTERN_ESCAPE, 0},
        {"\\x41", SHAI_D_PATTERN_ESCAPE, 0},
        {"\\p{L}", SHAI_D_PATTERN_ESCAPE, 0},
        {"\\Qa\\E", SHAI_D_PATTERN_ESCAPE, 0},
        {"\\0", SHAI_D_PATTERN_ESCAPE, 0},
        {"\\中", SHAI_D_PATTERN_ESCAPE, 0},
        {"a\\", SHAI_D_PATTERN_ESCAPE, 1},
        {"[\\b]", SHAI_D_PATTERN_ESCAPE, 1},
        {"*a", SHAI_D_PATTERN_REPEAT, 0},
        {"a|+", SHAI_D_PATTERN_REPEAT, 2},
        {"(?)", SHAI_D_PATTERN_LOOK_AROUND, 0},
        {"^*", SHAI_D_PATTERN_REPEAT, 1},
        {"a*?", SHAI_D_PATTERN_REPEAT, 2},
        {"a++", SHAI_D_PATTERN_REPEAT, 2},
        {"a{2}{3}", SHAI_D_PATTERN_REPEAT, 4},
        {"a{2}?", SHAI_D_PATTERN_REPEAT, 4},
        {"a{", SHAI_D_PATTERN_BRACE, 1},
        {"a{,3}", SHAI_D_PATTERN_BRACE, 1},
        {"a{3,2}", SHAI_D_PATTERN_BRACE, 1},
        {"a{1001}", SHAI_D_PATTERN_BRACE, 1},
        {"a{99999999999999999999}", SHAI_D_PATTERN_BRACE, 1},
        {"{", SHAI_D_PATTERN_BRACE, 0},
        {"(a", SHAI_D_PATTERN_GROUP, 0},
        {"a)", SHAI_D_PATTERN_GROUP, 1},
        {"((a)", SHAI_D_PATTERN_GROUP, 0},
        {"[a", SHAI_D_PATTERN_CLASS, 0},
        {"[]", SHAI_D_PATTERN_CLASS, 0},
        {"[]a]", SHAI_D_PATTERN_CLASS, 0},
        {"[^]", SHAI_D_PATTERN_CLASS, 0},
        {"a]", SHAI_D_PATTERN_CLASS, 1},
        {"[[:alpha:]]", SHAI_D_PATTERN_CLASS, 1},
        {"[z-a]", SHAI_D_PATTERN_CLASS, 1},
        {"[\\d-z]", SHAI_D_PATTERN_CLASS, 1},
        {"[a-\\d]", SHAI_D_PATTERN_CLASS, 1},
        {"[--a]", SHAI_D_PATTERN_CLASS, 1},
        {"((a{100}){100}){100}", SHAI_D_PATTERN_SIZE, 0},
        {"(中文中文中文){1000}", SHAI_D_PATTERN_SIZE, 0},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        enum shai_diag_id why = SHAI_DIAG_COUNT;
        size_t offset = 9999;
        if (shai_pattern_check(&arena, all[i].pattern, strlen(all[i].pattern), 0, &why, &offset))
            fail_msg("/%s/ was accepted", all[i].pattern);
        if (why != all[i].why || offset != all[i].offset)
            fail_msg("/%s/: %s at %zu", all[i].pattern, shai_diag_infos[why].name, offset);
    }
}

static void test_sizes(void **state)
{
    (void)state;
    enum shai_diag_id why;
    size_t offset;
    char deep[2 * (SHAI_PATTERN_MAX_DEPTH + 1) + 1] = "";
    memset(deep, '(', SHAI_PATTERN_MAX_DEPTH);
    memset(deep + SHAI_PATTERN_MAX_DEPTH, ')', SHAI_PATTERN_MAX_DEPTH);
    assert_true(shai_pattern_check(&arena, deep, strlen(deep), 0, &why, &offset));
    memset(deep, '(', SHAI_PATTERN_MAX_DEPTH + 1);
    memset(deep + SHAI_PATTERN_MAX_DEPTH + 1, ')', SHAI_PATTERN_MAX_DEPTH + 1);
    assert_false(shai_pattern_check(&arena, deep, strlen(deep), 0, &why, &offset));
    assert_int_equal(why, SHAI_D_PATTERN_SIZE);
    static char longest[SHAI_PATTERN_MAX_LEN + 1];
    memset(longest, 'a', sizeof longest);
    assert_false(shai_pattern_check(&arena, longest, SHAI_PATTERN_MAX_LEN + 1, 0, &why, &offset));
    assert_int_equal(why, SHAI_D_PATTERN_SIZE);
    assert_true(shai_pattern_check(&arena, longest, SHAI_PATTERN_MAX_LEN / 4, 0, &why, &offset));
}

/* A pattern that explodes ends with an answer of its own; a sensible one on a long text does not. */
static void test_limits(void **state)
{
    (void)state;
    char text[4097];
    memset(text, 'a', 64);
    text[64] = 0;
    assert_int_equal(find("^(a+)+[bd]", 0, text), SHAI_MATCH_LIMIT);
    assert_int_equal(find("^(a|b)+$", 0, text), SHAI_MATCH_YES);
    assert_int_equal(find("^(a+)+[bd]", 0, text + 64 - 12), SHAI_MATCH_NO);
    assert_int_equal(find("^(a+)+[bd]", 0, text + 64 - 20), SHAI_MATCH_LIMIT); /* ours, a tenth of PCRE2's own */
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = 0;
    assert_int_equal(find(".*不适合.*岁", 0, text), SHAI_MATCH_NO);
    assert_int_equal(find("(a|b)*c", 0, text), SHAI_MATCH_NO);
}

static void test_reused_scratch(void **state)
{
    (void)state;
    void *data, *context;
    enum shai_diag_id why;
    size_t offset;
    shai_pattern_scratch(&arena, &data, &context);
    void *code = shai_pattern_compile(&arena, "^(a+)+[bd]", 10, 0, NULL, &why, &offset);
    assert_int_equal(shai_pattern_match(code, data, context, "aab", 3, &arena), SHAI_MATCH_YES);
    assert_int_equal(shai_pattern_match(code, data, context, NULL, 0, &arena), SHAI_MATCH_NO);
    assert_int_equal(
        shai_pattern_match(code, data, context, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 44, &arena),
        SHAI_MATCH_LIMIT);
    assert_int_equal(shai_pattern_match(code, data, context, "ａａｂ", 9, &arena), SHAI_MATCH_YES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_dialect, setup, teardown),
        cmocka_unit_test_setup_teardown(test_classes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_caseless, setup, teardown),
        cmocka_unit_test_setup_teardown(test_folding, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sizes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reused_scratch, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
