/* Sentences on a terminal: where lines break, and where none does. */
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct shai_arena arena;
static struct shai_panic panic;
static struct shai_strbuf text;
static struct shai_out out;

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

static const char *wrapped(const char *s, int column, int width, int indent)
{
    shai_strbuf_init(&text, &arena);
    shai_out_init_text(&out, &text);
    shai_wrap_put(&out, s, column, (struct shai_wrap){width, indent, 1});
    assert_int_equal(shai_out_flush(&out), 0);
    return text.s;
}

static void test_chinese(void **state)
{
    (void)state;
    assert_string_equal(wrapped("限值要写明符号", 0, 8, 2), "限值要写\n  明符号");
    assert_string_equal(wrapped("限值要写,明", 0, 8, 2), "限值要\n  写,明"); /* no line begins with a comma */
    assert_string_equal(wrapped("限值要写。明", 0, 8, 2), "限值要\n  写。明");
    assert_string_equal(wrapped("限值要(写)明", 0, 7, 2), "限值要\n  (写)\n  明"); /* nor ends with ( */
    assert_string_equal(wrapped("限值“要写”明", 0, 7, 2), "限值“要\n  写”明");
    assert_string_equal(wrapped("限值要写明", 6, 10, 2), "限值\n  要写明"); /* behind a head */
}

static void test_latin(void **state)
{
    (void)state;
    assert_string_equal(wrapped("a limit is to be met", 0, 10, 2), "a limit is\n  to be\n  met");
    assert_string_equal(wrapped("the unit mg/kg, it is", 0, 9, 1), "the unit\n mg/kg,\n it is");
    assert_string_equal(wrapped("at most 90 mg/kg", 0, 12, 0), "at most\n90 mg/kg"); /* a quantity stays whole */
    assert_string_equal(wrapped("abc { de }", 0, 9, 0), "abc\n{ de }");
    assert_string_equal(wrapped("incomprehensibilities", 0, 8, 2), "incomprehensibilities"); /* no place to break */
    assert_string_equal(wrapped("GB6675的5.3.7条", 0, 8, 2), "GB6675的\n  5.3.7\n  条");
}

static void test_left_alone(void **state)
{
    (void)state;
    assert_string_equal(wrapped("限值要写明符号,不用“以下”", 30, 0, 4),
                        "限值要写明符号,不用“以下”");                  /* no terminal */
    assert_string_equal(wrapped("限值要写明", 0, 3, 4), "限值要写明"); /* too narrow to indent */
    assert_string_equal(wrapped("", 0, 10, 4), "");
    assert_string_equal(wrapped("a  b", 0, 10, 4), "a  b");
    assert_string_equal(wrapped("\xFF\xFE\xFF 限值", 0, 5, 1), "\xFF\xFE\xFF\n 限值"); /* not UTF-8 */
}

/* No line is wider than the width, and nothing but blanks is lost. */
static void test_law(void **state)
{
    (void)state;
    static const char *const said = "“童装”的文件头缺少:名称、版本(GB 18401-2010 表1)、产品;请写上:名称 "
                                    "\"……实施细则\" 版本 \"1\" { 甲醛 = 20 mg/kg }。";
    for (int width = 24; width < 100; width++) {
        const char *s = wrapped(said, 7, width, 4), *a = said;
        int column = 7;
        for (const char *b = s; *b;) {
            uint32_t cp;
            size_t n = shai_utf8_decode(b, strlen(b), &cp);
            if (cp == '\n') column = 0;
            else column += shai_utf8_width(cp, 1);
            assert_true(column <= width);
            if (cp != ' ' && cp != '\n') {
                while (*a == ' ') a++;
                assert_memory_equal(a, b, n);
                a += n;
            }
            b += n;
        }
        assert_string_equal(a, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_chinese, setup, teardown),
        cmocka_unit_test_setup_teardown(test_latin, setup, teardown),
        cmocka_unit_test_setup_teardown(test_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_law, setup, teardown),
    };
    return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
