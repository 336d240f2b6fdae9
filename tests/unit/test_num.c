/* Numbers: arithmetic at the edge of 64 bits, order, rounding by GB/T 8170, reading, writing, limbs. */
#include "gbt8170_vectors.h"
#include "numbers.h"

#include <gmp.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define MIN "-9223372036854775808"
#define MAX "9223372036854775807"

static struct shai_num op(char o, struct shai_num a, struct shai_num b)
{
    switch (o) {
    case '+': return shai_num_add(&arena, a, b);
    case '-': return shai_num_sub(&arena, a, b);
    case '*': return shai_num_mul(&arena, a, b);
    default: return shai_num_div(&arena, a, b);
    }
}

static void arithmetic(void **state)
{
    static const struct {
        const char *a;
        char op;
        const char *b, *r;
    } T[] = {
        {"1", '+', "2", "3"},
        {"1/3", '+', "1/3", "2/3"},
        {"0.1", '+', "0.02", "3/25"},
        {"0.02", '+', "0.1", "3/25"},
        {"1/3", '+', "1/7", "10/21"},
        {"1/3", '-', "1/3", "0"},
        {"128.571", '*', "0.7", "899997/10000"},
        {"0", '*', "-5", "0"},
        {"1", '/', "-3", "-1/3"},
        {"-1", '/', "-3", "1/3"},
        {"0", '/', "-3", "0"},
        {MAX, '+', "1", "9223372036854775808"},
        {MIN, '-', "1", "-9223372036854775809"},
        {MIN, '+', MIN, "-18446744073709551616"},
        {MIN, '-', MIN, "0"},
        {"0", '-', MIN, "9223372036854775808"},
        {"-1", '-', MIN, MAX},
        {"0.5", '-', MIN, "18446744073709551617/2"},
        {MIN, '*', "-1", "9223372036854775808"},
        {MIN, '*', MIN, "85070591730234615865843651857942052864"},
        {MIN, '/', "-1", "9223372036854775808"},
        {MIN, '/', MIN, "1"},
        {"1", '/', MIN, "-1/9223372036854775808"},
        {MIN, '/', MAX, MIN "/" MAX},
        {MAX, '/', MIN, "-" MAX "/9223372036854775808"},
        {MAX, '*', MAX, "85070591730234615847396907784232501249"},
        {"9223372036854775808", '-', "1", MAX},
        {"-9223372036854775809", '+', "1", MIN},
        {"1e30", '/', "1e30", "1"},
        {"1e30", '-', "1e30", "0"},
        {"1e30", '-', "2e30", "-1000000000000000000000000000000"},
        {"2e30", '-', "1e30", "1000000000000000000000000000000"},
        {"-2e30", '+', "1e30", "-1000000000000000000000000000000"},
        {"1e30", '*', "1e-30", "1"},
        {"1e40", '+', "0", "10000000000000000000000000000000000000000"},
        {"1e40", '*', "0", "0"},
        {"0", '/', "1e40", "0"},
        {"6e-40", '/', "4e-40", "3/2"},
        {"1/4e18", '+', "1/4e18", "1/2000000000000000000"},
        {"1/4e18", '+', "1/3e18", "7/12000000000000000000"},
        {"4000000000/3", '*', "3/4000000000", "1"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_num a = num(T[i].a), b = num(T[i].b);
        assert_string_equal(fraction(op(T[i].op, a, b)), T[i].r);
        assert_string_equal(fraction(shai_num_wide_op(&arena, T[i].op, a, b)), T[i].r);
    }
}

/* A number has one class: small where it fits, else wide. */
static void one_class(void **state)
{
    (void)state;
    struct shai_num two63 = num("9223372036854775808"), min = num(MIN), max = num(MAX);
    assert_int_equal(two63.d, 0);
    assert_int_equal(min.d, 1);
    assert_true(min.n == INT64_MIN);
    assert_int_equal(shai_num_neg(&arena, min).d, 0);
    struct shai_num back = shai_num_neg(&arena, two63);
    assert_int_equal(back.d, 1);
    assert_true(back.n == INT64_MIN);
    assert_int_equal(shai_num_div(&arena, max, min).d, 0); /* the denominator 2^63 does not fit */
    assert_int_equal(shai_num_sub(&arena, two63, num("1")).d, 1);
    assert_int_equal(shai_num_floor(&arena, num("-9223372036854775807.5")).d, 1);
    assert_int_equal(shai_num_wide_op(&arena, '+', num("1"), num("2")).d, 1);
    /* unreduced small numbers overflow, and are small again */
    struct shai_num u = shai_num_ratio(&arena, INT64_C(3) << 60, INT64_C(1) << 60);
    assert_int_equal(shai_num_mul(&arena, u, u).n, 9);
    assert_int_equal(shai_num_neg(&arena, shai_num_ratio(&arena, INT64_MIN, 2)).n, INT64_C(1) << 62);
}

static void ratios(void **state)
{
    (void)state;
    assert_string_equal(fraction(shai_num_ratio(&arena, 6, -4)), "-3/2");
    assert_string_equal(fraction(shai_num_ratio(&arena, -6, -4)), "3/2");
    assert_string_equal(fraction(shai_num_ratio(&arena, 0, -4)), "0");
    assert_string_equal(fraction(shai_num_ratio(&arena, INT64_MIN, INT64_MIN)), "1");
    assert_string_equal(fraction(shai_num_ratio(&arena, 1, INT64_MIN)), "-1/9223372036854775808");
    assert_string_equal(fraction(shai_num_ratio(&arena, INT64_MIN, -1)), "9223372036854775808");
    struct shai_num c = shai_num_canonical(&arena, shai_num_ratio(&arena, INT64_MIN, INT64_C(1) << 62));
    assert_int_equal(c.n, -2);
    assert_int_equal(c.d, 1);
    c = shai_num_canonical(&arena, shai_num_ratio(&arena, 0, 7));
    assert_int_equal(c.n, 0);
    assert_int_equal(c.d, 1);
    c = num("1e30");
    assert_ptr_equal(shai_num_canonical(&arena, c).w, c.w);
}

static void order(void **state)
{
    static const char *const ASCENDING[] = {"-1e40",
                                            "-1e30",
                                            "-9223372036854775809",
                                            MIN,
                                            "-1/3",
                                            "-0.333",
                                            "-1e-40",
                                            "0",
                                            "1e-40",
                                            "1e-39",
                                            "1/3",
                                            "0.333333333333333333333334",
                                            "0.5",
                                            MAX,
                                            "9223372036854775807.5",
                                            "9223372036854775808",
                                            "1e30",
                                            "1e40"};
    (void)state;
    for (size_t i = 0; i < COUNT(ASCENDING); i++) {
        struct shai_num a = num(ASCENDING[i]);
        assert_int_equal(shai_num_sign(a), (i > 7) - (i < 7));
        for (size_t j = 0; j < COUNT(ASCENDING); j++)
            assert_int_equal(shai_num_cmp(a, num(ASCENDING[j])), (i > j) - (i < j));
    }
    assert_int_equal(shai_num_cmp(shai_num_ratio(&arena, 2, 4), shai_num_ratio(&arena, 50, 100)), 0);
    assert_int_equal(shai_num_cmp(shai_num_ratio(&arena, INT64_MAX, INT64_MAX - 1),
                                  shai_num_ratio(&arena, INT64_MAX - 1, INT64_MAX - 2)),
                     -1);
}

static void gbt8170(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(GBT8170); i++) {
        struct shai_num q = num(GBT8170[i].q), r = shai_num_round(&arena, num(GBT8170[i].x), q);
        assert_int_equal(shai_num_cmp(r, num(GBT8170[i].expect)), 0);
        struct shai_decimal expect;
        struct shai_strbuf buf = new_text();
        assert_int_equal(shai_num_parse(&arena, GBT8170[i].expect, strlen(GBT8170[i].expect), &expect), SHAI_NUM_OK);
        shai_num_put_places(&buf, r, expect.places);
        assert_string_equal(buf.s, GBT8170[i].expect);
    }
}

static void rounding(void **state)
{
    static const struct {
        const char *x, *q, *below, *even, *above; /* approached from below, at, from above */
    } T[] = {
        {"2.5", "1", "2", "2", "3"},
        {"3.5", "1", "3", "4", "4"},
        {"-2.5", "1", "-3", "-2", "-2"},
        {"-3.5", "1", "-4", "-4", "-3"},
        {"0.5", "1", "0", "0", "1"},
        {"-0.5", "1", "-1", "0", "0"},
        {"2.4", "1", "2", "2", "2"},
        {"-2.6", "1", "-3", "-3", "-3"},
        {"2", "1", "2", "2", "2"},
        {"0", "0.1", "0", "0", "0"},
        {"1/3", "1/7", "2/7", "2/7", "2/7"},
        {"3/14", "1/7", "1/7", "2/7", "2/7"},
        {"1/3", "2/9", "2/9", "4/9", "4/9"},
        {MIN, "2", MIN, MIN, MIN},
        {MIN, "4e18", "-8000000000000000000", "-8000000000000000000", "-8000000000000000000"},
        {MIN, "3", "-9223372036854775809", "-9223372036854775809", "-9223372036854775809"},
        {MAX, "2", "9223372036854775806", "9223372036854775808", "9223372036854775808"},
        {MAX, "1e-18", MAX, MAX, MAX},
        {"0.000000000000000001", "9e18", "0", "0", "0"},
        {"12345678901234567890.5", "1", "12345678901234567890", "12345678901234567890", "12345678901234567891"},
        {"-12345678901234567891.5", "1", "-12345678901234567892", "-12345678901234567892", "-12345678901234567891"},
        {"5e39", "1e40", "0", "0", "10000000000000000000000000000000000000000"},
        {"1e-40", "1e40", "0", "0", "0"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_num x = num(T[i].x), q = num(T[i].q);
        assert_string_equal(fraction(shai_num_round_from(&arena, x, q, -1)), T[i].below);
        assert_string_equal(fraction(shai_num_round(&arena, x, q)), T[i].even);
        assert_string_equal(fraction(shai_num_round_from(&arena, x, q, 1)), T[i].above);
    }
}

static void floors(void **state)
{
    static const char *const T[][2] = {
        {"2.5", "2"},
        {"-2.5", "-3"},
        {"-2", "-2"},
        {"0", "0"},
        {MIN, MIN},
        {"-1e-40", "-1"},
        {"1e-40", "0"},
        {"1e20", "100000000000000000000"},
        {"-100000000000000000000.5", "-100000000000000000001"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++)
        assert_string_equal(fraction(shai_num_floor(&arena, num(T[i][0]))), T[i][1]);
}

static void bits(void **state)
{
    (void)state;
    assert_int_equal(shai_num_bits(&arena, num("0")), 1);
    assert_int_equal(shai_num_bits(&arena, num("255")), 8);
    assert_int_equal(shai_num_bits(&arena, num("256")), 9);
    assert_int_equal(shai_num_bits(&arena, num("1/256")), 9);
    assert_int_equal(shai_num_bits(&arena, num("2.50")), 3); /* 5/2 */
    assert_int_equal(shai_num_bits(&arena, num(MIN)), 64);
    assert_int_equal(shai_num_bits(&arena, num("1e40")), 133);
    assert_int_equal(shai_num_bits(&arena, num("-1e-40")), 133);
}

static void copies(void **state)
{
    (void)state;
    struct shai_arena other;
    shai_arena_init(&other, &shai_mem_libc, &panic);
    struct shai_num a = num("-1e40"), b = shai_num_copy(&other, a), c = shai_num_copy(&other, num("7"));
    assert_int_equal(b.d, 0);
    assert_ptr_not_equal(a.w, b.w);
    shai_arena_release(&arena);
    assert_string_equal(fraction(b), "-10000000000000000000000000000000000000000");
    assert_string_equal(fraction(c), "7");
    shai_arena_release(&other);
}

/* --- reading ----------------------------------------------------------------------------------------------- */

#define DIGITS_40 "1234567890123456789012345678901234567890"

static void reads(void **state)
{
    static const struct {
        const char *text, *value;
        int places, rest; /* bytes left */
    } T[] = {
        {"0", "0", 0, 0},
        {"-0", "0", 0, 0},
        {"4.0", "4", 1, 0},
        {"12.30", "123/10", 2, 0},
        {"+7", "7", 0, 0},
        {"-7.25", "-29/4", 2, 0},
        {"\xE2\x88\x92"
         "7",
         "-7", 0, 0}, /* − */
        {"－７．２５", "-29/4", 2, 0},
        {"＋１２。５", "25/2", 1, 0},
        {"１Ｅ２", "100", -2, 0},
        {"１ｅ＋２", "100", -2, 0},
        {"1ｅ－２", "1/100", 2, 0},
        {".5", "1/2", 1, 0},
        {"5.", "5", 0, 0},
        {"5.e1", "50", -1, 0},
        {"-.5e1", "-5", 0, 0},
        {"14E2", "1400", -2, 0},
        {"1.50e1", "15", 1, 0},
        {"1e+2", "100", -2, 0},
        {"1e-2", "1/100", 2, 0},
        {"1e0000000000000000000000000000000000000000000000000000002", "100", -2, 0},
        {"1e40", "10000000000000000000000000000000000000000", -40, 0},
        {"0e40", "0", -40, 0},
        {"0.0e-40", "0", 41, 0},
        {"5mg/kg", "5", 0, 5},
        {"5 mg", "5", 0, 3},
        {"1e", "1", 0, 1},
        {"1e+", "1", 0, 2},
        {"1E5E5", "100000", -5, 2},
        {"1.2.3", "6/5", 1, 2},
        {"1..2", "1", 0, 2},
        {"1~2", "1", 0, 2},
        {"1-2", "1", 0, 2},
        {"5≤", "5", 0, 3},
        {"5\xEF", "5", 0, 1},
        {"5\xEF\xBC", "5", 0, 2},
        {"5\xEF\xBC\xFF", "5", 0, 3},
        {"5\xEF\x7C\x95", "5", 0, 3},
        {MAX, MAX, 0, 0},
        {MIN, MIN, 0, 0},
        {"9223372036854775808", "9223372036854775808", 0, 0},
        {"9999999999999999999", "9999999999999999999", 0, 0},
        {"18446744073709551616", "18446744073709551616", 0, 0},
        {"0.123456789012345678", "61728394506172839/500000000000000000", 18, 0},
        {"0.0000000000000000001", "1/10000000000000000000", 19, 0},
        {DIGITS_40, DIGITS_40, 0, 0},
        {"000000000000000000000000000000000000000000000000000007", "7", 0, 0},
        {"00" DIGITS_40, DIGITS_40, 0, 0},
        {"00.5", "1/2", 1, 0},
        {"0.0000000000000000000000000000000000000001", "1/10000000000000000000000000000000000000000", 40, 0},
        {DIGITS_40 "e40", DIGITS_40 "0000000000000000000000000000000000000000", -40, 0},
        {"1,23", "1", 0, 3},
        {"1,2345", "1", 0, 5},
        {"1234,567", "1234", 0, 4},
        {"1, 234", "1", 0, 5},
        {"1,", "1", 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_decimal d;
        size_t len = strlen(T[i].text);
        assert_int_equal(shai_num_parse(&arena, T[i].text, len, &d), SHAI_NUM_OK);
        assert_string_equal(fraction(d.num), T[i].value);
        assert_int_equal(d.places, T[i].places);
        assert_int_equal(len - d.used, T[i].rest);
    }
}

static void refuses(void **state)
{
    static const struct {
        const char *text;
        enum shai_num_parse answer;
        int used;
    } T[] = {
        {"", SHAI_NUM_NONE, 0},
        {"-", SHAI_NUM_NONE, 0},
        {".", SHAI_NUM_NONE, 0},
        {"+.", SHAI_NUM_NONE, 0},
        {".e5", SHAI_NUM_NONE, 0},
        {"e5", SHAI_NUM_NONE, 0},
        {" 5", SHAI_NUM_NONE, 0},
        {"--5", SHAI_NUM_NONE, 0},
        {",234", SHAI_NUM_NONE, 0},
        {"未检出", SHAI_NUM_NONE, 0},
        {"\xEF\xBC", SHAI_NUM_NONE, 0},
        {"1,234", SHAI_NUM_THOUSANDS, 5},
        {"-1,234.5e1mg", SHAI_NUM_THOUSANDS, 10},
        {"12,345,678 g", SHAI_NUM_THOUSANDS, 10},
        {"123，456", SHAI_NUM_THOUSANDS, 9},
        {"１，２３４", SHAI_NUM_THOUSANDS, 15},
        {"1,234,5", SHAI_NUM_THOUSANDS, 5},
        {DIGITS_40 "1", SHAI_NUM_TOO_MANY_DIGITS, 41},
        {DIGITS_40 ".0", SHAI_NUM_TOO_MANY_DIGITS, 42},
        {"0.00000000000000000000000000000000000000000", SHAI_NUM_TOO_MANY_DIGITS, 43},
        {"." DIGITS_40 "0", SHAI_NUM_TOO_MANY_DIGITS, 42},
        {"1e41", SHAI_NUM_EXPONENT, 4},
        {"1e-41", SHAI_NUM_EXPONENT, 5},
        {"1e99999999999999999999999999", SHAI_NUM_EXPONENT, 28},
        {"0e41", SHAI_NUM_EXPONENT, 4},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_decimal d;
        assert_int_equal(shai_num_parse(&arena, T[i].text, strlen(T[i].text), &d), T[i].answer);
        assert_int_equal(d.used, T[i].used);
        assert_int_equal(shai_num_sign(d.num), 0);
    }
}

/* Every prefix of a text of every kind of character, in a block of its own: nothing is read beyond the length. */
static void reads_no_further(void **state)
{
    static const char TEXT[] = "-１2，345．6。7Ｅ＋０8";
    (void)state;
    for (size_t len = 0; len < sizeof TEXT; len++) {
        char *s = malloc(len ? len : 1);
        struct shai_decimal d;
        assert_non_null(s);
        memcpy(s, TEXT, len);
        shai_num_parse(&arena, s, len, &d);
        assert_true(d.used <= len);
        free(s);
    }
}

/* --- writing ----------------------------------------------------------------------------------------------- */

static void writes_decimals(void **state)
{
    static const struct {
        const char *value, *text;
    } T[] = {
        {"0", "0"},
        {"105", "105"},
        {"0.25", "0.25"},
        {"-0.25", "-0.25"},
        {"4.0", "4"},
        {"1300", "1300"},
        {"89.9997", "89.9997"},
        {"1/8", "0.125"},
        {"7/625", "0.0112"},
        {"1/1024", "0.0009765625"},
        {MIN, MIN},
        {"1e40", "10000000000000000000000000000000000000000"},
        {"1e-40", "0.0000000000000000000000000000000000000001"},
        {DIGITS_40 "e20", DIGITS_40 "00000000000000000000"},
        {DIGITS_40 "e21", "≈1.23457E60"},
        {"1e-20", "0.00000000000000000001"},
        {"1/3", "≈0.333333"},
        {"-2/3", "≈-0.666667"},
        {"200/3", "≈66.6667"},
        {"2000000/3", "≈666667"},
        {"20000000/3", "≈6666670"},
        {"1/3e5", "≈0.00000333333"},
        {"6/7", "≈0.857143"},
        {"2999999/3", "≈1000000"},
        {"99999950/99999951", "≈1.00000"},
        {"29999995/3000000000001", "≈0.0000100000"},
        {"1e-40/1", "0.0000000000000000000000000000000000000001"},
        {"1.5e-40/10", "1.5E-41"},
        {"-1e40/1e-40", "-1E80"},
        {"1e40/3e-30", "≈3.33333E69"},
        {"1e-40/3e30", "≈3.33333E-71"},
        {"1234565e-40/1e5", "≈1.23456E-39"}, /* ties to even */
        {"1234575e-40/1e5", "≈1.23458E-39"},
        {"1/2199023255552e0", "≈0.000000000000454747"}, /* 2^-41: 41 decimals */
        {"1/1099511627776", "0.0000000000009094947017729282379150390625"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_strbuf buf = new_text();
        bool exact = shai_num_put_decimal(&buf, num(T[i].value));
        assert_string_equal(buf.s, T[i].text);
        assert_int_equal(exact, strncmp(T[i].text, "≈", 3) != 0);
    }
}

static void writes_places(void **state)
{
    static const struct {
        const char *value;
        int places;
        const char *text;
    } T[] = {
        {"4", 1, "4.0"},
        {"4", 0, "4"},
        {"4", -2, "4"},
        {"1300", -2, "1300"},
        {"-0.5", 3, "-0.500"},
        {"0", 2, "0.00"},
        {"0.25", 2, "0.25"},
        {"0.25", 1, "0.25"},
        {"1/3", 2, "≈0.333333"},
        {"1/3", -1, "≈0.333333"},
        {"2.5", -1, "2.5"},
        {"1e40", 1, "10000000000000000000000000000000000000000.0"},
        {"1e-40", 41, "0.00000000000000000000000000000000000000010"},
        {"1", 81, "1"},
        {"1e40/1e-40", 2, "1E80"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_strbuf buf = new_text();
        shai_num_put_places(&buf, num(T[i].value), T[i].places);
        assert_string_equal(buf.s, T[i].text);
    }
}

/* --- limbs ------------------------------------------------------------------------------------------------- */

static void round_trip(void **state)
{
    static const char *const T[] = {"0", "1",    "-1",    "255",   "256",      "-1/256", MIN,
                                    MAX, "1e40", "-1e40", "1e-40", "-10/3e20", "0.50",   "1e19/3"};
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_num a = num(T[i]), b;
        bool neg;
        const unsigned char *n, *d;
        size_t nl, dl;
        shai_num_export(&arena, a, &neg, &n, &nl, &d, &dl);
        assert_true(!nl || n[0]);
        assert_true(dl && d[0]);
        assert_int_equal(neg, shai_num_sign(a) < 0);
        unsigned need = shai_num_bits(&arena, a);
        assert_true(shai_num_import(&arena, neg, n, nl, d, dl, need, &b));
        assert_string_equal(fraction(b), fraction(a));
        assert_int_equal(!b.d, !a.d);
        assert_false(shai_num_import(&arena, neg, n, nl, d, dl, need - 1, &b));
    }
}

static void imports(void **state)
{
    static const unsigned char SIX[] = {0, 0, 6}, FOUR[] = {4}, ZERO[] = {0, 0}, BIG[2049] = {1};
    static const unsigned char MOST[2049] = {0, 0xFF};
    struct shai_num a = SHAI_NUM_INT(9);
    (void)state;
    assert_true(shai_num_import(&arena, true, SIX, 3, FOUR, 1, 64, &a));
    assert_string_equal(fraction(a), "-3/2");
    assert_true(shai_num_import(&arena, true, ZERO, 2, FOUR, 1, 64, &a));
    assert_string_equal(fraction(a), "0");
    assert_true(shai_num_import(&arena, true, NULL, 0, FOUR, 1, 64, &a));
    assert_string_equal(fraction(a), "0");
    assert_false(shai_num_import(&arena, false, SIX, 3, ZERO, 2, 64, &a));
    assert_false(shai_num_import(&arena, false, SIX, 3, NULL, 0, 64, &a));
    assert_false(shai_num_import(&arena, false, SIX, 3, FOUR, 1, 2, &a));
    assert_true(shai_num_import(&arena, false, SIX, 3, FOUR, 1, 3, &a));
    assert_false(shai_num_import(&arena, false, BIG, sizeof BIG, FOUR, 1, UINT32_MAX, &a));
    assert_true(shai_num_import(&arena, false, MOST, sizeof MOST, FOUR, 1, UINT32_MAX, &a));
    assert_int_equal(shai_num_bits(&arena, a), SHAI_NUM_MAX_BITS - 2);
}

/* --- the greatest sizes, and memory ------------------------------------------------------------------------ */

static void *no_alloc(size_t size)
{
    (void)size;
    abort();
}

static void *no_realloc(void *p, size_t was, size_t size)
{
    (void)p, (void)was;
    return no_alloc(size);
}

static void no_free(void *p, size_t size)
{
    (void)p;
    no_alloc(size);
}

/* Numbers of SHAI_NUM_MAX_BITS bits: every operation stays in its bounds, and GMP allocates nothing for itself. */
static void largest(void **state)
{
    unsigned char x[SHAI_NUM_MAX_BITS / 8], y[SHAI_NUM_MAX_BITS / 8];
    struct shai_num a, b, r;
    (void)state;
    mp_set_memory_functions(no_alloc, no_realloc, no_free);
    memset(x, 0xFF, sizeof x);
    memset(y, 0xFF, sizeof y);
    y[sizeof y - 1] = 0xFE;
    assert_true(shai_num_import(&arena, false, x, sizeof x, y, sizeof y, SHAI_NUM_MAX_BITS, &a));
    assert_true(shai_num_import(&arena, true, y, sizeof y, x, sizeof x, SHAI_NUM_MAX_BITS, &b));
    assert_int_equal(shai_num_bits(&arena, a), SHAI_NUM_MAX_BITS);
    assert_int_equal(shai_num_cmp(a, b), 1);
    assert_int_equal(shai_num_cmp(a, a), 0);
    assert_int_equal(shai_num_cmp(a, num("1")), 1);
    assert_int_equal(shai_num_cmp(b, num("-1")), 1);
    assert_string_equal(fraction(shai_num_mul(&arena, a, b)), "-1");
    assert_string_equal(fraction(shai_num_sub(&arena, a, a)), "0");
    assert_string_equal(fraction(shai_num_add(&arena, b, shai_num_neg(&arena, b))), "0");
    assert_string_equal(fraction(shai_num_div(&arena, a, a)), "1");
    assert_string_equal(fraction(shai_num_floor(&arena, a)), "1");
    assert_string_equal(fraction(shai_num_floor(&arena, b)), "-1");
    assert_string_equal(fraction(shai_num_round(&arena, a, num("1"))), "1");
    r = shai_num_round(&arena, a, a);
    assert_int_equal(shai_num_cmp(r, a), 0);
    struct shai_strbuf buf = new_text();
    assert_false(shai_num_put_decimal(&buf, a));
    assert_string_equal(buf.s, "≈1.00000");
    shai_strbuf_clear(&buf);
    shai_num_put_places(&buf, b, 3);
    assert_string_equal(buf.s, "≈-1.00000");
    assert_int_equal(strlen(fraction(a)), 2 * 4933 + 1);
    static const unsigned char ONE[] = {1};
    assert_true(shai_num_import(&arena, false, x, sizeof x, ONE, 1, SHAI_NUM_MAX_BITS, &a));
    assert_true(shai_num_import(&arena, false, ONE, 1, x, sizeof x, SHAI_NUM_MAX_BITS, &b));
    shai_strbuf_clear(&buf);
    assert_false(shai_num_put_decimal(&buf, a));
    assert_string_equal(buf.s, "≈1.18973E4932");
    shai_strbuf_clear(&buf);
    assert_false(shai_num_put_decimal(&buf, b));
    assert_string_equal(buf.s, "≈8.40526E-4933");
    assert_string_equal(fraction(shai_num_mul(&arena, a, b)), "1");
    mp_set_memory_functions(NULL, NULL, NULL);
}

static void *no_memory(void *user, size_t size)
{
    (void)user, (void)size;
    return NULL;
}

/* The first product is small and takes no memory; the second is wide. */
static void square_twice(struct shai_arena *none)
{
    struct shai_num a = SHAI_NUM_INT(INT64_C(1) << 31);
    a = shai_num_mul(none, a, a);
    assert_true(a.n == INT64_C(1) << 62);
    shai_num_mul(none, a, a);
}

static void panics(void **state)
{
    static const struct shai_mem NONE = {.alloc = no_memory};
    struct shai_arena none;
    struct shai_panic here;
    (void)state;
    shai_arena_init(&none, &NONE, &here);
    if (SHAI_TRY(&here)) {
        square_twice(&none);
        fail();
    }
}

int main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        UNIT(arithmetic),      UNIT(one_class),     UNIT(ratios),     UNIT(order),
        UNIT(gbt8170),         UNIT(rounding),      UNIT(floors),     UNIT(bits),
        UNIT(copies),          UNIT(reads),         UNIT(refuses),    UNIT(reads_no_further),
        UNIT(writes_decimals), UNIT(writes_places), UNIT(round_trip), UNIT(imports),
        UNIT(largest),         UNIT(panics),
    };
    return cmocka_run_group_tests_name("num", tests, NULL, NULL);
}
