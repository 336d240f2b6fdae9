/* Units: what looks alike is spelled alike, and expressions have the factor and dimension they should. */
#include "runtime/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_units units;

enum { KG, M, S, CELSIUS };

static struct shai_unit *add(const char *name, int64_t n, int64_t d, int base, int exponent)
{
    units.at = shai_arena_grow(&arena, units.at, &units.cap, units.count + 1, sizeof *units.at);
    struct shai_unit *u = &units.at[units.count++];
    *u = (struct shai_unit){.name = name, .value = {.factor = shai_num_ratio(&arena, n, d)}};
    if (exponent) u->value.dim.e[base] = (int8_t)exponent;
    return u;
}

static int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    add("kg", 1, 1, KG, 1);
    add("g", 1, 1000, KG, 1);
    add("mg", 1, 1000000, KG, 1);
    add("µg", 1, 1000000000, KG, 1);
    add("m", 1, 1, M, 1);
    add("cm", 1, 100, M, 1);
    add("L", 1, 1000, M, 3);
    add("s", 1, 1, S, 1);
    add("%", 1, 100, 0, 0);
    add("dB(A)", 1, 1, 5, 1);
    add("℃", 1, 1, CELSIUS, 1)->value.is_signed = true;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static void test_canonical(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"mg/kg", "mg/kg"},
        {" ｍｇ／ｋｇ ", "mg/kg"},
        {"㎎/㎏", "mg/kg"},
        {"mg / kg", "mg/kg"},
        {"μg/cm2", "µg/cm²"},
        {"µg/cm^2", "µg/cm²"},
        {"㎍/㎝²", "µg/cm²"},
        {"㎡", "m²"},
        {"㎥", "m³"},
        {"m3/s", "m³/s"},
        {"°C", "℃"},
        {"℃", "℃"},
        {"º C", "° C"},
        {"˚C", "℃"},
        {"N*m", "N·m"},
        {"N⋅m", "N·m"},
        {"N・m", "N·m"},
        {"ｄＢ（Ａ）", "dB(A)"},
        {"％", "%"},
        {"‰", "‰"},
        {"mmH2O", "mmH2O"}, /* no exponent inside a name */
        {"g/24", "g/24"},   /* nor behind a digit or a sign */
        {"%2", "%2"},
        {"2", "2"},
        {"m22", "m22"},
        {"月", "月"},
        {"\xE2\x84\xA6", "Ω"}, /* ohm sign */
        {"", ""},
        {"  ", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *got = shai_unit_canonical(&arena, pairs[i][0], strlen(pairs[i][0]));
        assert_string_equal(got, pairs[i][1]);
        assert_string_equal(shai_unit_canonical(&arena, got, strlen(got)), got); /* a fixed point */
    }
}

static bool parse(const char *text, struct shai_unit_value *out, const char **bad, size_t *bad_len)
{
    return shai_unit_parse(&arena, &units, text, strlen(text), out, bad, bad_len);
}

static void expect(const char *text, int64_t n, int64_t d, int kg, int m, int s)
{
    struct shai_unit_value v;
    const char *bad;
    size_t bad_len;
    if (!parse(text, &v, &bad, &bad_len)) fail_msg("not read: %s", text);
    if (shai_num_cmp(v.factor, shai_num_ratio(&arena, n, d)) != 0) fail_msg("another factor: %s", text);
    assert_int_equal(v.dim.e[KG], kg);
    assert_int_equal(v.dim.e[M], m);
    assert_int_equal(v.dim.e[S], s);
}

static void test_expressions(void **state)
{
    (void)state;
    expect("kg", 1, 1, 1, 0, 0);
    expect("mg/kg", 1, 1000000, 0, 0, 0);
    expect("%", 1, 100, 0, 0, 0);
    expect("mg/L", 1, 1000, 1, -3, 0);
    expect("µg/cm²", 1, 100000, 1, -2, 0);
    expect("kg·m", 1, 1, 1, 1, 0);
    expect("kg·m²/s", 1, 1, 1, 2, -1);
    expect("kg/m/s²", 1, 1, 1, -1, -2);
    expect("kg/m/s", 1, 1, 1, -1, -1); /* a/b/c is a/(b·c) */
    expect("cm³", 1, 1000000, 0, 3, 0);
    struct shai_unit_value v;
    const char *bad;
    size_t bad_len;
    assert_true(parse("dB(A)", &v, &bad, &bad_len));
    assert_int_equal(v.dim.e[5], 1);
    assert_false(v.is_signed);
    assert_true(parse("℃", &v, &bad, &bad_len));
    assert_true(v.is_signed);
    assert_true(parse("℃/m", &v, &bad, &bad_len));
    assert_false(v.is_signed); /* only a single named unit is */
}

static void refuse(const char *text, const char *part)
{
    struct shai_unit_value v;
    const char *bad = NULL;
    size_t bad_len = 0;
    if (parse(text, &v, &bad, &bad_len)) fail_msg("read: %s", text);
    assert_int_equal(bad_len, strlen(part));
    assert_memory_equal(bad, part, bad_len);
}

static void test_refused(void **state)
{
    (void)state;
    refuse("ppm", "ppm");
    refuse("mg/xy", "xy");
    refuse("xy/kg", "xy");
    refuse("mg/", "");
    refuse("/kg", "");
    refuse("mg//kg", "");
    refuse("", "");
    refuse("k", "k"); /* a prefix of a name is not the name */
    refuse("kgg", "kgg");
    refuse("kg/m·s", "kg/m·s");         /* read both ways by people */
    refuse("kg/m/m/m/m", "kg/m/m/m/m"); /* five parts */
    refuse("²", "²");
}

static void test_dimensions(void **state)
{
    (void)state;
    struct shai_dim a = {{0}}, b = {{0}}, r;
    assert_true(shai_dim_is_pure(&a));
    a.e[SHAI_BASE_MAX - 1] = 60;
    assert_false(shai_dim_is_pure(&a));
    assert_false(shai_dim_equal(&a, &b));
    b.e[SHAI_BASE_MAX - 1] = 40;
    assert_true(shai_dim_combine(&r, &a, &b, 1));
    assert_int_equal(r.e[SHAI_BASE_MAX - 1], 100);
    assert_true(shai_dim_combine(&r, &a, &b, -1));
    assert_int_equal(r.e[SHAI_BASE_MAX - 1], 20);
    b.e[SHAI_BASE_MAX - 1] = 41;
    assert_false(shai_dim_combine(&r, &a, &b, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_expressions),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_dimensions),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
