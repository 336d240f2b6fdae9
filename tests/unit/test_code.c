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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_stands), cmocka_unit_test(test_stands_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
