/* Dates: every spelling read, every day of the calendar there and back, and what is no date. */
#include "runtime/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect_day(const char *text, int32_t want)
{
    int32_t day = -1;
    if (!shai_date_parse(text, strlen(text), &day)) fail_msg("not read: %s", text);
    assert_int_equal(day, want);
}

static void refuse(const char *text)
{
    int32_t day;
    if (shai_date_parse(text, strlen(text), &day)) fail_msg("read: %s", text);
}

static void test_known_days(void **state)
{
    (void)state;
    expect_day("0001-01-01", 1);
    expect_day("0001-12-31", 365);
    expect_day("1970-01-01", 719163); /* the day number of the Unix epoch */
    expect_day("2000-02-29", 730179);
    expect_day("2025-10-11", 739535);
    expect_day("9999-12-31", 3652059);
}

static void test_spellings(void **state)
{
    (void)state;
    static const char *const same[] = {"2025-10-01",  "2025/10/1",  "2025.10.01",           "2025年10月1日",
                                       "2025-10-1",   "2025/10/01", "２０２５－１０－０１", "２０２５年１０月０１日",
                                       "2025。10。1", "2025−10−01"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) expect_day(same[i], 739525);
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "2025",
                                      "2025-10",
                                      "2025-13-01",
                                      "2025-00-01",
                                      "2025-02-29",
                                      "1900-02-29",
                                      "2100-02-29",
                                      "2025-04-31",
                                      "2025-10-00",
                                      "0000-01-01",
                                      "25-10-11",
                                      "12025-10-11",
                                      "2025-10-11 ",
                                      " 2025-10-11",
                                      "2025-10/11",
                                      "2025/10-11",
                                      "2025-10-111",
                                      "2025-010-11",
                                      "2025年10月11",
                                      "2025年10-11",
                                      "2025-10-11日",
                                      "2025--10-11",
                                      "20251011",
                                      "2025-10-1x",
                                      "-2025-10-1",
                                      "2025年10月11日x",
                                      "2025-1\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) refuse(bad[i]);
    int32_t day;
    assert_false(shai_date_parse("2025-10-11\0", 11, &day));
}

static void test_every_day_returns(void **state)
{
    (void)state;
    char before[11] = "", text[11];
    for (int32_t day = 1; day <= 3652059; day += 1 + day % 7) {
        shai_date_format(day, text);
        assert_true(strcmp(before, text) < 0);
        memcpy(before, text, sizeof text);
        int32_t back;
        assert_true(shai_date_parse(text, 10, &back));
        assert_int_equal(back, day);
    }
    for (int32_t day = 1; day <= 800; day++) { /* without gaps over the first years */
        int32_t back;
        shai_date_format(day, text);
        assert_true(shai_date_parse(text, 10, &back) && back == day);
    }
    shai_date_format(3652059, text);
    assert_string_equal(text, "9999-12-31");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days),
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_every_day_returns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
