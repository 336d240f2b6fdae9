/* Standard codes in makers' texts. */
#include "runtime/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool stands(const char *code, const char *text)
{
    return shai_code_stands(code, text, strlen(text));
}

static void test_stands(void **state)
{
    (void)state;
    assert_true(stands("GB 6675.1-2014", "GB 6675.1-2014"));
    assert_true(stands("GB 6675.1-2014", "执行标准:GB6675.1—2014、GB 6675.2-2014"));
    assert_true(stands("GB 6675.1-2014", "符合GB 6675.1-2014要求"));
    assert_true(stands("GB/T 8170-2008", "GB/T8170－2008"));
    assert_true(stands("GB/T 8170-2008", "ＧＢ/Ｔ ８１７０-２００８."));
    assert_true(stands("GB 1-2020", "GB 1-2020 GB 2-2020"));
    assert_true(stands("GB 2-2020", "GB 1-2020 GB 2-2020"));
    assert_true(stands("GB 2-2020", "GB 1-2020;GB 2-2020"));
}

static void test_keys(void **state)
{
    (void)state;
    static struct shai_panic panic;
    struct shai_arena arena;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    const char *key = shai_code_key(&arena, "GB/T 8170-2008");
    assert_string_equal(key, "GB/T8170-2008");
    assert_string_equal(shai_code_key(&arena, " ＧＢ/Ｔ\u3000８１７０\u2014２００８ "), key);
    assert_string_equal(shai_code_key(&arena, "gb/t 8170-2008"), "gb/t8170-2008");
    assert_string_equal(shai_code_key(&arena, " "), "");
    assert_string_equal(shai_code_key(&arena, ""), "");
    shai_arena_release(&arena);
}

static void test_stands_not(void **state)
{
    (void)state;
    assert_false(stands("GB 6675.1-2014", ""));
    assert_false(stands("GB 6675.1-2014", "GB 6675.1-2025"));
    assert_false(stands("GB 6675.1-2014", "GB 6675.1-20145"));
    assert_false(stands("GB 6675-2014", "GB 6675.1-2014"));
    assert_false(stands("GB 6675", "GB 6675.1-2014"));
    assert_false(stands("GB 6675.1-2014", "Q/GB 6675.1-2014"));
    assert_false(stands("GB 6675.1-2014", "DGB 6675.1-2014"));
    assert_false(stands("GB/T 8170-2008", "GB 8170-2008"));
    assert_false(stands("GB 6675.1-2014", "gb 6675.1-2014"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_stands), cmocka_unit_test(test_stands_not),
                                       cmocka_unit_test(test_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
