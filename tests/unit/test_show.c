/* Values, readings and requirements as text. */
#include "runtime/result.h"
#include "runtime/show.h"

#include "tests/unit/numbers.h"

#include <string.h>

static struct shai_program program;
static struct shai_set grades = {"色牢度", (const char *[]){"1", "1-2", "2", "3-4"}, NULL, 4};
static struct shai_set choices = {"材料", (const char *[]){"clay", "paint"}, (const char *[]){"造型黏土", NULL}, 2};
static struct shai_set sets[2];
static struct shai_unit units[2];

static int setup(void **state)
{
    open_arena(state);
    sets[0] = grades;
    sets[1] = choices;
    program = (struct shai_program){.lang = SHAI_ZH, .sets = sets, .set_count = 2};
    units[0] = (struct shai_unit){"mg/kg", {num("1/1000000"), {{0}}, false}};
    units[1] = (struct shai_unit){"℃", {num("1"), {{1}}, true}};
    program.units.at = units;
    program.units.count = 2;
    return 0;
}

static struct shai_display in_unit(const char *unit, const char *factor)
{
    return (struct shai_display){SHAI_V_NUMBER, unit, num(factor), SHAI_NONE32};
}

/* An interval in mg/kg, given in mg/kg. */
static const char *shown(const char *text)
{
    struct shai_display display = in_unit("mg/kg", "1/1000000");
    struct shai_interval a = interval(text), scale = shai_interval_point(num("1/1000000"));
    struct shai_interval r;
    shai_interval_mul(&arena, &r, &a, &scale, false, true);
    return shai_show_interval(&arena, &program, &r, &display);
}

static const char *shown_as_is(const char *text, struct shai_display display)
{
    struct shai_interval a = interval(text);
    return shai_show_interval(&arena, &program, &a, &display);
}

static void test_intervals(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"105", "105 mg/kg"},       {"0.25", "0.25 mg/kg"},       {"1/3", "≈0.333333 mg/kg"},
        {"[0, 0.5)", "<0.5 mg/kg"}, {"[0, 0.5]", "≤0.5 mg/kg"},   {"(-inf, 5)", "<5 mg/kg"},
        {"(-inf, 5]", "≤5 mg/kg"},  {"(200, inf)", ">200 mg/kg"}, {"[200, inf)", "≥200 mg/kg"},
        {"[1, 2)", "[1, 2) mg/kg"}, {"(1, 2]", "(1, 2] mg/kg"},   {"(0, 2]", "(0, 2] mg/kg"},
        {"(-inf, inf)", "未知"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) assert_string_equal(shown(pairs[i][0]), pairs[i][1]);
    /* 0 as a lower end says something where the number can be negative */
    assert_string_equal(shown_as_is("[0, 0.5)", in_unit("℃", "1")), "[0, 0.5) ℃");
    assert_string_equal(shown_as_is("[0, 0.5)", in_unit(NULL, "1")), "[0, 0.5)");
    assert_string_equal(shown_as_is("7", in_unit(NULL, "1")), "7");
}

static void test_beside_the_value(void **state)
{
    (void)state;
    struct shai_display display = in_unit("℃", "1");
    struct shai_interval a = interval("12.3");
    a.flags |= SHAI_U_GIVEN;
    a.u = num("0.4");
    assert_string_equal(shai_show_interval(&arena, &program, &a, &display), "12.3 ℃ (U = 0.4 ℃)");
    a.u = num("0");
    assert_string_equal(shai_show_interval(&arena, &program, &a, &display), "12.3 ℃");
    a = interval("0");
    a.flags |= SHAI_UNDETECTED;
    assert_string_equal(shai_show_interval(&arena, &program, &a, &display), "未检出");
    program.lang = SHAI_EN;
    assert_string_equal(shai_show_interval(&arena, &program, &a, &display), "not detected");
    program.lang = SHAI_ZH;
}

static void test_labels_and_dates(void **state)
{
    (void)state;
    struct shai_display grade = {SHAI_V_GRADE, NULL, SHAI_NUM_INT(1), 0};
    struct shai_display choice = {SHAI_V_CHOICE, NULL, SHAI_NUM_INT(1), 1};
    struct shai_display date = {SHAI_V_DATE, NULL, SHAI_NUM_INT(1), SHAI_NONE32};
    assert_string_equal(shown_as_is("3", grade), "3-4");
    assert_string_equal(shown_as_is("[1, 3]", grade), "[1-2, 3-4]");
    assert_string_equal(shown_as_is("0", choice), "造型黏土");
    assert_string_equal(shown_as_is("1", choice), "paint");
    int32_t day;
    assert_true(shai_date_parse("2025-10-11", 10, &day));
    struct shai_interval on = shai_interval_point(SHAI_NUM_INT(day));
    assert_string_equal(shai_show_interval(&arena, &program, &on, &date), "2025-10-11");
}

static bool says_nothing(const char *text, struct shai_display display)
{
    struct shai_interval a = interval(text);
    return shai_show_is_empty(&program, &a, &display);
}

static void test_empty(void **state)
{
    (void)state;
    struct shai_display grade = {SHAI_V_GRADE, NULL, SHAI_NUM_INT(1), 0};
    assert_true(says_nothing("(-inf, inf)", in_unit("℃", "1")));
    assert_true(says_nothing("[0, inf)", in_unit("mg/kg", "1/1000000")));
    assert_false(says_nothing("[0, inf)", in_unit("℃", "1")));
    assert_false(says_nothing("(0, inf)", in_unit("℃", "1")));
    assert_false(says_nothing("[1, inf)", in_unit("mg/kg", "1/1000000")));
    assert_false(says_nothing("[0, 1)", in_unit("mg/kg", "1/1000000")));
    assert_true(says_nothing("[0, 3]", grade));
    assert_false(says_nothing("[0, 2]", grade));
    assert_false(says_nothing("0", grade));
}

/* A criterion with bounds in mg/kg. "" for no bound. */
static const char *criterion(struct shai_criterion c, const char *lower, const char *upper)
{
    struct shai_strbuf buf = new_text();
    struct shai_interval lo = {.flags = 0}, hi = {.flags = 0}, scale = shai_interval_point(num("1/1000000"));
    struct shai_interval a;
    c.display = in_unit("mg/kg", "1/1000000");
    if (*lower) a = interval(lower), shai_interval_mul(&arena, &lo, &a, &scale, false, true);
    if (*upper) a = interval(upper), shai_interval_mul(&arena, &hi, &a, &scale, false, true);
    shai_show_criterion(&buf, &program, &c, *lower ? &lo : NULL, *upper ? &hi : NULL);
    return buf.s;
}

static void test_criteria(void **state)
{
    (void)state;
    enum { P = SHAI_PLACES_COMPUTED };
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_LE}, "90", ""), "≤ 90 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_LE, .places = 2}, "90", ""),
                        "≤ 90.00 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_LT, .places = P}, "0.5", ""), "< 0.5 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_GT}, "90", ""), "> 90 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_GE}, "90", ""), "≥ 90 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_EQ}, "90", ""), "= 90 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_LE, .places = P}, "[60, 90]", ""),
                        "≤ [60, 90] mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_LE, .places = P}, "(-inf, inf)", ""),
                        "≤ (未知)");
    assert_string_equal(
        criterion((struct shai_criterion){.kind = SHAI_C_RANGE, .places = 1, .places_upper = 1}, "4", "7.5"),
        "4.0 ~ 7.5 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_BETWEEN, .lower_open = true}, "78", "82"),
                        "> 78 mg/kg 且 ≤ 82 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_BETWEEN, .upper_open = true}, "78", "82"),
                        "≥ 78 mg/kg 且 < 82 mg/kg");
    assert_string_equal(
        criterion((struct shai_criterion){.kind = SHAI_C_TOLERANCE, .text = "80 ± 2 mg/kg", .places = P}, "78", "82"),
        "80 ± 2 mg/kg");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_RELATIVE,
                                                          .text = "100 mg/kg ± 5 % 相对",
                                                          .places = P,
                                                          .places_upper = P},
                                  "95", "105"),
                        "100 mg/kg ± 5 % 相对 (95 ~ 105 mg/kg)");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_ABSENT}, "", ""), "不得检出");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_IN, .text = "1, 2"}, "", ""), "1, 2");
    assert_string_equal(criterion((struct shai_criterion){.kind = SHAI_C_REQUIRE, .text = "甲 或 乙"}, "", ""),
                        "甲 或 乙");
}

static const char *reported(uint8_t type, const char *text, const char *unit)
{
    struct shai_input input = {.name = "x", .type = type, .display = {.type = type, .set = SHAI_NONE32}};
    struct shai_fact fact = {.state = SHAI_FACT_KNOWN, .reported = text, .reported_len = strlen(text), .unit = unit};
    struct shai_strbuf buf = new_text();
    program.inputs = &input;
    shai_show_reported(&buf, &program, 0, &fact);
    return buf.s;
}

static void test_reported(void **state)
{
    (void)state;
    assert_string_equal(reported(SHAI_V_NUMBER, "150 mg/kg", NULL), "150 mg/kg");
    assert_string_equal(reported(SHAI_V_NUMBER, "150", "mg/kg"), "150 mg/kg");
    assert_string_equal(reported(SHAI_V_NUMBER, "<0.50", "mg/kg"), "<0.50 mg/kg");
    assert_string_equal(reported(SHAI_V_NUMBER, "１５", "mm"), "１５ mm");
    assert_string_equal(reported(SHAI_V_NUMBER, "未检出", "mg/kg"), "未检出");
    assert_string_equal(reported(SHAI_V_NUMBER, "7", ""), "7");
    assert_string_equal(reported(SHAI_V_TEXT, "3 岁", "mm"), "3 岁");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals),        cmocka_unit_test(test_beside_the_value),
        cmocka_unit_test(test_labels_and_dates), cmocka_unit_test(test_empty),
        cmocka_unit_test(test_criteria),         cmocka_unit_test(test_reported),
    };
    return cmocka_run_group_tests(tests, setup, close_arena);
}
