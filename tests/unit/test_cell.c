/* Cells: every row of the table in language.md §6, every spelling that laboratories use, and what is refused. */
#include "runtime/cell.h"
#include "runtime/pattern.h"
#include "runtime/show.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum {
    LEAD,      /* mg/kg, a share; detection limit 5 mg/kg */
    PHTHALATE, /* %, no detection limit */
    TEMP,      /* ℃, may be negative */
    PH,        /* bare: may be negative; in 0 ~ 14 */
    FORCE,     /* N, in 2 ~ */
    COUNTED,   /* mg/kg, not detected counts 0 */
    CHILL,     /* N, in -10 ~ 10 */
    VOLUME,    /* L */
    AGE,       /* attribute, month */
    MATERIAL,  /* attribute, choice */
    FASTNESS,  /* grade */
    MADE,      /* attribute, date */
    BLUETOOTH, /* attribute, yes/no */
    LOOKS,     /* conformity */
    LABEL,     /* attribute, text */
    CODE,      /* attribute, text matching ^\d{3}$ */
    SMELL,     /* reading, text */
    PLATING,   /* N, in ~ -1 */
    INPUTS,
};

static struct shai_panic panic;
static struct shai_arena arena, run;
static struct shai_diags diags;
static struct shai_program program;
static struct shai_input inputs[INPUTS];
static struct shai_fact fact;
static struct shai_set sets[2];

enum { KG, N_, CELSIUS, MONTH, LENGTH };

static void add_unit(const char *name, int64_t n, int64_t d, int base, int e, bool is_signed)
{
    struct shai_units *u = &program.units;
    u->at = shai_arena_grow(&arena, u->at, &u->cap, u->count + 1, sizeof *u->at);
    struct shai_unit *unit = &u->at[u->count++];
    *unit =
        (struct shai_unit){.name = name, .value = {.factor = shai_num_ratio(&arena, n, d), .is_signed = is_signed}};
    if (e) unit->value.dim.e[base] = (int8_t)e;
}

static struct shai_input *number(int i, const char *name, const char *unit)
{
    struct shai_input *in = &inputs[i];
    *in = (struct shai_input){.name = name, .type = SHAI_V_NUMBER, .reading = true, .pattern = SHAI_NONE32};
    in->display = (struct shai_display){SHAI_V_NUMBER, unit, SHAI_NUM_INT(1), SHAI_NONE32};
    in->may_be_negative = !unit;
    if (unit) {
        struct shai_unit_value v;
        const char *bad;
        size_t bad_len;
        assert_true(shai_unit_parse(&arena, &program.units, unit, strlen(unit), &v, &bad, &bad_len));
        in->display.factor = v.factor;
        in->dim = v.dim;
        in->may_be_negative = v.is_signed;
    }
    return in;
}

static struct shai_input *other(int i, const char *name, enum shai_value_type type, bool reading)
{
    struct shai_input *in = &inputs[i];
    *in = (struct shai_input){.name = name, .type = (uint8_t)type, .reading = reading, .pattern = SHAI_NONE32};
    in->display = (struct shai_display){(uint8_t)type, NULL, SHAI_NUM_INT(1), SHAI_NONE32};
    return in;
}

static int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_arena_init(&run, &shai_mem_libc, &panic);
    add_unit("kg", 1, 1, KG, 1, false);
    add_unit("mg", 1, 1000000, KG, 1, false);
    add_unit("g", 1, 1000, KG, 1, false);
    add_unit("%", 1, 100, 0, 0, false);
    add_unit("N", 1, 1, N_, 1, false);
    add_unit("kN", 1000, 1, N_, 1, false);
    add_unit("℃", 1, 1, CELSIUS, 1, true);
    add_unit("月", 1, 1, MONTH, 1, false);
    add_unit("L", 1, 1000, LENGTH, 3, false);
    add_unit("mL", 1, 1000000, LENGTH, 3, false);
    struct shai_input *in = number(LEAD, "铅", "mg/kg");
    in->has_dl = true;
    in->dl = shai_num_ratio(&arena, 5, 1000000);
    number(PHTHALATE, "DBP", "%");
    number(TEMP, "温度", "℃");
    in = number(PH, "pH", NULL);
    in->range = 3, in->lo = SHAI_NUM_INT(0), in->hi = SHAI_NUM_INT(14);
    in = number(FORCE, "拉力", "N");
    in->range = 1, in->lo = SHAI_NUM_INT(2);
    in = number(COUNTED, "镉", "mg/kg");
    in->nd_counts = true, in->nd = SHAI_NUM_INT(0);
    in = number(CHILL, "差", "N");
    in->range = 3, in->lo = SHAI_NUM_INT(-10), in->hi = SHAI_NUM_INT(10);
    number(VOLUME, "容量", "L");
    number(AGE, "月龄", "月")->reading = false;
    static const char *materials[] = {"指画颜料", "造型黏土", "其他", "无"},
                      *labels[] = {NULL, "彩泥(PVC)", NULL, NULL};
    static const char *grades[] = {"1", "1-2", "2", "2-3", "3", "3-4", "4", "4-5", "5"};
    sets[0] = (struct shai_set){"材料", materials, labels, 4};
    sets[1] = (struct shai_set){"色牢度", grades, NULL, 9};
    other(MATERIAL, "材料类别", SHAI_V_CHOICE, false)->display.set = 0;
    in = other(FASTNESS, "耐水", SHAI_V_GRADE, true);
    in->display.set = 1, in->range = 1, in->lo = SHAI_NUM_INT(1);
    in = other(MADE, "生产日期", SHAI_V_DATE, false);
    in->range = 2, in->hi = SHAI_NUM_INT(740000);
    other(BLUETOOTH, "蓝牙", SHAI_V_TRUTH, false);
    other(LOOKS, "外观", SHAI_V_CONFORMITY, true);
    other(LABEL, "标签", SHAI_V_TEXT, false);
    other(CODE, "代号", SHAI_V_TEXT, false)->pattern = 0;
    other(SMELL, "异味", SHAI_V_TEXT, true);
    in = number(PLATING, "应力", "N");
    in->range = 2, in->hi = SHAI_NUM_INT(-1);
    program.inputs = inputs, program.input_count = INPUTS;
    program.sets = sets, program.set_count = 2;
    static struct shai_text pattern[] = {{"^\\d{3}$", 7, 0, NULL}};
    program.patterns = pattern, program.pattern_count = 1;
    program.compiled = shai_arena_alloc(&arena, sizeof *program.compiled);
    enum shai_diag_id why;
    size_t at;
    program.compiled[0] = shai_pattern_compile(&arena, pattern[0].s, pattern[0].len, 0, NULL, &why, &at);
    assert_non_null(program.compiled[0]);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    shai_arena_release(&run);
    return 0;
}

static bool put(uint32_t input, const char *text, size_t len, const char *unit, const char *u, const char *dl)
{
    shai_arena_reset(&run);
    shai_diags_init(&diags, &run, NULL);
    struct shai_cell cell = {.text = {text, len}, .unit = unit, .place = {.file = "f.csv", .row = 7, .column = "列"}};
    if (u) cell.u = (struct shai_slice){u, strlen(u)}, cell.u_column = "列.U";
    if (dl) cell.dl = (struct shai_slice){dl, strlen(dl)}, cell.dl_column = "列.DL";
    memset(&fact, 0xEE, sizeof fact);
    enum shai_cell_status s;
    if (u || dl) {
        shai_fact_clear(&program, input, &fact);
        s = shai_cell_put(&run, &diags, &program, input, &cell, &fact);
    } else {
        s = shai_cell_read(&run, &diags, &program, input, text, len, unit, cell.place, &fact);
    }
    assert_int_equal(s == SHAI_CELL_REFUSED, diags.errors == 1);
    assert_true(diags.errors <= 1);
    return s == SHAI_CELL_OK;
}

/* The interval in the input's unit: "[0, 5)", "12.3", with "nd" and "± u" behind it. */
static const char *seen(uint32_t input)
{
    struct shai_strbuf b;
    const struct shai_interval *a = &fact.num;
    struct shai_num f = inputs[input].display.factor;
    shai_strbuf_init(&b, &run);
    shai_strbuf_clear(&b);
    if (fact.state == SHAI_FACT_BLANK) shai_strbuf_puts(&b, "blank ");
    if (fact.state == SHAI_FACT_UNDECLARED) shai_strbuf_puts(&b, "undeclared ");
    if (shai_interval_is_point(a)) {
        shai_num_put_decimal(&b, shai_num_div(&run, a->lo, f));
    } else {
        shai_strbuf_puts(&b, a->flags & (SHAI_LO_OPEN | SHAI_LO_INF) ? "(" : "[");
        if (a->flags & SHAI_LO_INF) shai_strbuf_puts(&b, "-inf");
        else shai_num_put_decimal(&b, shai_num_div(&run, a->lo, f));
        shai_strbuf_puts(&b, ", ");
        if (a->flags & SHAI_HI_INF) shai_strbuf_puts(&b, "inf");
        else shai_num_put_decimal(&b, shai_num_div(&run, a->hi, f));
        shai_strbuf_puts(&b, a->flags & (SHAI_HI_OPEN | SHAI_HI_INF) ? ")" : "]");
    }
    if (a->flags & SHAI_UNDETECTED) shai_strbuf_puts(&b, " nd");
    if (fact.no_dl) shai_strbuf_puts(&b, " no dl");
    if (a->flags & SHAI_U_GIVEN) {
        shai_strbuf_puts(&b, " ± ");
        shai_num_put_decimal(&b, shai_num_div(&run, a->u, f));
    }
    return b.s;
}

struct expected {
    uint32_t input;
    const char *text, *seen;
};

static void check_all(const struct expected *e, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!put(e[i].input, e[i].text, strlen(e[i].text), NULL, NULL, NULL))
            fail_msg("“%s” is refused: %s", e[i].text, shai_diag_text(&run, diags.first, SHAI_EN));
        if (strcmp(seen(e[i].input), e[i].seen) != 0)
            fail_msg("“%s”: %s, not %s", e[i].text, seen(e[i].input), e[i].seen);
    }
}
#define CHECK_ALL(table) check_all(table, sizeof table / sizeof *table)

struct wrong {
    uint32_t input;
    const char *text;
    enum shai_diag_id id;
};

static void check_refused(const struct wrong *w, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (put(w[i].input, w[i].text, strlen(w[i].text), NULL, NULL, NULL))
            fail_msg("“%s” is read as %s", w[i].text, seen(w[i].input));
        if (diags.first->id != w[i].id) fail_msg("“%s”: %s", w[i].text, shai_diag_text(&run, diags.first, SHAI_EN));
        assert_true(diags.first->has_cell);
        assert_int_equal(diags.first->cell.row, 7);
        assert_string_equal(diags.first->cell.file, "f.csv");
        assert_string_equal(diags.first->cell.column, "列");
    }
}
#define CHECK_REFUSED(table) check_refused(table, sizeof table / sizeof *table)

static void test_numbers(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {LEAD, "12.30", "12.3"},
        {LEAD, "0", "0"},
        {LEAD, "007", "7"},
        {LEAD, "5.", "5"},
        {LEAD, ".5", "0.5"},
        {LEAD, "+3", "3"},
        {LEAD, " 12.30 ", "12.3"},
        {LEAD, "　12.30\xC2\xA0", "12.3"},
        {LEAD, "１２．３０", "12.3"},
        {LEAD, "12。3", "12.3"},
        {LEAD, "1.2E-3", "0.0012"},
        {LEAD, "1.2e3", "1200"},
        {LEAD, "1.2×10^3", "1200"},
        {LEAD, "1.2 × 10⁻³", "0.0012"},
        {LEAD, "1.2x10^-3", "0.0012"},
        {LEAD, "1.2*10^3 mg/kg", "1200"},
        {LEAD, "999999999999999999", "999999999999999999"},
        {LEAD, "9999999999999999999", "9999999999999999999"},
        {LEAD, "123456789012345678.9", "123456789012345678.9"},
        {LEAD, "-0", "0"},
        {LEAD, "-0.00", "0"},
        {PHTHALATE, "0.1", "0.1"},
        {TEMP, "-12.5", "-12.5"},
        {TEMP, "−12.5", "-12.5"},
        {TEMP, "－12.5 ℃", "-12.5"},
        {PH, "7", "7"},
        {PH, "14", "14"},
        {PH, "0", "0"},
        {FORCE, "2", "2"},
        {CHILL, "-10", "-10"},
        {PLATING, "-3", "-3"},
        {AGE, "36", "36"},
    };
    CHECK_ALL(table);
    put(LEAD, "12.30", 5, NULL, NULL, NULL);
    assert_true(fact.exact && fact.state == SHAI_FACT_KNOWN && !fact.no_dl && fact.has_dl);
    assert_string_equal(fact.unit, "mg/kg");
    put(LEAD, " 12.30 ", 7, NULL, NULL, NULL);
    assert_int_equal(fact.reported_len, 5);
    assert_memory_equal(fact.reported, "12.30", 5);
}

static void test_units(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {LEAD, "0.0129 %", "129"},         {LEAD, "0.0129%", "129"},
        {LEAD, "129 mg/kg", "129"},        {LEAD, "129mg/kg", "129"},
        {LEAD, "１２９ｍｇ／ｋｇ", "129"}, {LEAD, "0.129 g/kg", "129"},
        {PHTHALATE, "1000 mg/kg", "0.1"},  {PHTHALATE, "0.1％", "0.1"},
        {FORCE, "0.07 kN", "70"},          {LEAD, "129 ㎎/㎏", "129"},
        {VOLUME, "500 mL", "0.5"},         {VOLUME, "0.01 L", "0.01"},
        {LEAD, "129 mg / kg", "129"},      {PH, "50 %", "0.5"},
    };
    CHECK_ALL(table);
    put(LEAD, "129 mg/kg", 9, NULL, NULL, NULL);
    assert_null(fact.unit);                               /* it stands in the cell */
    assert_true(put(LEAD, "0.0129", 6, "%", NULL, NULL)); /* from a header */
    assert_string_equal(seen(LEAD), "129");
    assert_string_equal(fact.unit, "%");
    assert_true(put(LEAD, "129", 3, " ｍｇ/㎏ ", NULL, NULL));
    assert_string_equal(seen(LEAD), "129");
    assert_true(put(LEAD, "129 mg/kg", 9, "%", NULL, NULL)); /* a cell's own unit goes first */
    assert_string_equal(seen(LEAD), "129");
    assert_false(put(LEAD, "129", 3, "N", NULL, NULL));
    assert_int_equal(diags.first->id, SHAI_D_CELL_UNIT_MISFIT);
    static const struct wrong refused[] = {
        {LEAD, "12 N", SHAI_D_CELL_UNIT_MISFIT},
        {LEAD, "12 kg", SHAI_D_CELL_UNIT_MISFIT},
        {FORCE, "12 %", SHAI_D_CELL_UNIT_MISFIT},
        {LEAD, "12 ppm", SHAI_D_CELL_UNIT_UNKNOWN},
        {LEAD, "12 mg/xy", SHAI_D_CELL_UNIT_UNKNOWN},
        {PH, "7 N", SHAI_D_CELL_UNITLESS},
        {PH, "7.O", SHAI_D_CELL_UNITLESS},
        {LEAD, "1.2×103", SHAI_D_CELL_UNIT_UNKNOWN},
        {LEAD, "12)", SHAI_D_CELL_UNIT_UNKNOWN},
    };
    CHECK_REFUSED(refused);
    put(LEAD, "12 N", 4, NULL, NULL, NULL); /* both are named */
    const char *text = shai_diag_text(&run, diags.first, SHAI_EN);
    assert_non_null(strstr(text, "N,"));
    assert_non_null(strstr(text, "mg/kg"));
}

static void test_censored(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {LEAD, "<0.5", "[0, 0.5)"},
        {LEAD, "＜0.5", "[0, 0.5)"},
        {LEAD, "< 0.5 mg/kg", "[0, 0.5)"},
        {LEAD, "＜ ０．０１ ％", "[0, 100)"},
        {TEMP, "<0.5", "(-inf, 0.5)"},
        {TEMP, "<-5", "(-inf, -5)"},
        {PH, "<4", "[0, 4)"},
        {PH, "<20", "[0, 14]"},
        {FORCE, "<70", "[2, 70)"},
        {CHILL, "<5", "[-10, 5)"},
        {LEAD, ">200", "(200, inf)"},
        {LEAD, "＞200", "(200, inf)"},
        {LEAD, ">0", "(0, inf)"},
        {TEMP, ">-5", "(-5, inf)"},
        {LEAD, ">-5", "[0, inf)"},
        {PH, ">12", "(12, 14]"},
        {FORCE, ">1", "[2, inf)"},
        {PLATING, "<-3", "(-inf, -3)"},
        {AGE, ">36", "(36, inf)"},
    };
    CHECK_ALL(table);
    put(LEAD, "<0.5", 4, NULL, NULL, NULL);
    assert_false(fact.exact);
    assert_int_equal(fact.state, SHAI_FACT_KNOWN);
    static const struct wrong refused[] = {
        {LEAD, "≤0.5", SHAI_D_CELL_AT_MOST},    {LEAD, "≥0.5", SHAI_D_CELL_AT_MOST},
        {LEAD, "<=0.5", SHAI_D_CELL_AT_MOST},   {LEAD, ">=0.5", SHAI_D_CELL_AT_MOST},
        {LEAD, "≦0.5", SHAI_D_CELL_AT_MOST},    {LEAD, "⩾0.5", SHAI_D_CELL_AT_MOST},
        {LEAD, "<0", SHAI_D_CELL_NEGATIVE},     {LEAD, "<-1", SHAI_D_CELL_NEGATIVE},
        {PH, ">14", SHAI_D_CELL_RANGE},         {PH, "<0", SHAI_D_CELL_RANGE},
        {FORCE, "<2", SHAI_D_CELL_RANGE},       {LEAD, "<", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "<<1", SHAI_D_CELL_NO_NUMBER},   {LEAD, "<1 ± 0.2", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "<1(+)", SHAI_D_CELL_NO_NUMBER}, {LEAD, ">LOD", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "<1 2", SHAI_D_CELL_NO_NUMBER},
    };
    CHECK_REFUSED(refused);
}

static void test_undetected(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {LEAD, "ND", "[0, 5) nd"},
        {LEAD, "nd", "[0, 5) nd"},
        {LEAD, "N.D.", "[0, 5) nd"},
        {LEAD, "n.d", "[0, 5) nd"},
        {LEAD, "ＮＤ", "[0, 5) nd"},
        {LEAD, "未检出", "[0, 5) nd"},
        {LEAD, "not detected", "[0, 5) nd"},
        {LEAD, "<LOD", "[0, 5) nd"},
        {LEAD, "＜检出限", "[0, 5) nd"},
        {LEAD, "ND(0.01)", "[0, 0.01) nd"},
        {LEAD, "ND（0.01）", "[0, 0.01) nd"},
        {LEAD, "ND (<0.01)", "[0, 0.01) nd"},
        {LEAD, "ND<0.01", "[0, 0.01) nd"},
        {LEAD, "ND(DL=0.01 mg/kg)", "[0, 0.01) nd"},
        {LEAD, "未检出(检出限：0.01%)", "[0, 100) nd"},
        {LEAD, "未检出( 0.01 )", "[0, 0.01) nd"},
        {LEAD, "0.01L", "[0, 0.01) nd"},
        {LEAD, "０．０１Ｌ", "[0, 0.01) nd"},
        {LEAD, "0.01L mg/kg", "[0, 0.01) nd"},
        {PHTHALATE, "ND", "[0, inf) nd no dl"},
        {PHTHALATE, "ND(0.01)", "[0, 0.01) nd"},
        {TEMP, "ND", "(-inf, inf) nd no dl"},
        {TEMP, "ND(0.5)", "[0, 0.5) nd"}, /* for signed units too */
        {COUNTED, "ND", "0 nd"},
        {COUNTED, "ND(1)", "[0, 1) nd"},
        {PH, "ND", "[0, 14] nd no dl"},
        {FORCE, "ND(3)", "[2, 3) nd"},
    };
    CHECK_ALL(table);
    put(LEAD, "0.01L", 5, NULL, NULL, NULL);
    assert_true(fact.has_dl && !fact.exact && !fact.no_dl);
    assert_int_equal(shai_num_cmp(fact.dl, shai_num_ratio(&run, 1, 100000000)), 0);
    put(PHTHALATE, "ND", 2, NULL, NULL, NULL);
    assert_true(fact.no_dl && !fact.has_dl);
    static const struct wrong refused[] = {
        {LEAD, "ND(0)", SHAI_D_CELL_BAD_DL},       {LEAD, "ND(-1)", SHAI_D_CELL_BAD_DL},
        {LEAD, "ND(", SHAI_D_CELL_NO_NUMBER},      {LEAD, "ND(1", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "ND(1)x", SHAI_D_CELL_NO_NUMBER},   {LEAD, "NDA", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "ND 5", SHAI_D_CELL_NO_NUMBER},     {LEAD, "0L", SHAI_D_CELL_BAD_DL},
        {LEAD, "0.01 L", SHAI_D_CELL_UNIT_MISFIT}, {VOLUME, "0.5L", SHAI_D_CELL_LITRES},
        {LEAD, "0.01l", SHAI_D_CELL_UNIT_UNKNOWN}, {AGE, "ND", SHAI_D_CELL_NO_NUMBER},
        {FORCE, "ND(2)", SHAI_D_CELL_RANGE},       {AGE, "<LOD", SHAI_D_CELL_NO_NUMBER},
        {AGE, "0.1L", SHAI_D_CELL_UNIT_MISFIT},    {LEAD, "未检出 X", SHAI_D_CELL_NO_NUMBER},
    };
    CHECK_REFUSED(refused);
}

static void test_uncertainty(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {LEAD, "12.3 ± 0.4", "12.3 ± 0.4"},
        {LEAD, "12.3±0.4 mg/kg", "12.3 ± 0.4"},
        {LEAD, "12.3 mg/kg ± 0.4", "12.3 ± 0.4"},
        {LEAD, "12.3 mg/kg ± 0.4 mg/kg", "12.3 ± 0.4"},
        {LEAD, "12.3+/-0.4", "12.3 ± 0.4"},
        {LEAD, "(12.3 ± 0.4) mg/kg", "12.3 ± 0.4"},
        {LEAD, "（１２．３±０．４）％", "123000 ± 4000"},
        {LEAD, "(12.3 ± 0.4)", "12.3 ± 0.4"},
        {PHTHALATE, "0.1 ± 0.02 %", "0.1 ± 0.02"},
        {PHTHALATE, "0.1 ± 0.02%", "0.1 ± 0.02"},
        {LEAD, "0.0129 % ± 0.0004 %", "129 ± 4"},
        {LEAD, "12.3 ± 0", "12.3 ± 0"},
        {TEMP, "-5 ± 1 ℃", "-5 ± 1"},
    };
    CHECK_ALL(table);
    assert_true(put(LEAD, "12.3 ± 0.4", strlen("12.3 ± 0.4"), "%", NULL, NULL));
    assert_string_equal(seen(LEAD), "123000 ± 4000"); /* U converts as the value does */
    assert_true(fact.exact);
    static const struct wrong refused[] = {
        {LEAD, "12.3 ± -0.4", SHAI_D_CELL_BAD_U},        {LEAD, "12.3 ±", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "± 0.4", SHAI_D_CELL_NO_NUMBER},          {LEAD, "129 ± 5 %", SHAI_D_CELL_U_UNIT},
        {LEAD, "129 mg/kg ± 5 %", SHAI_D_CELL_U_UNIT},   {LEAD, "(12.3)", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "(12.3 ± 0.4", SHAI_D_CELL_NO_NUMBER},    {LEAD, "12.3 ± 0.4 ± 0.1", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "12.3 ± 0.4 N", SHAI_D_CELL_UNIT_MISFIT}, {LEAD, "12.3 ± 0.4(+)", SHAI_D_CELL_NO_NUMBER},
    };
    CHECK_REFUSED(refused);
}

static void test_marked(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {LEAD, "16.5(+)", "(16.5, 16.55)"},
        {LEAD, "16.5(-)", "(16.45, 16.5)"},
        {LEAD, "16.5（＋）", "(16.5, 16.55)"},
        {LEAD, "16.5（－）", "(16.45, 16.5)"},
        {LEAD, "16.5 (−)", "(16.45, 16.5)"},
        {LEAD, "16.5(+) mg/kg", "(16.5, 16.55)"},
        {LEAD, "16.5 mg/kg(+)", "(16.5, 16.55)"},
        {LEAD, "16.50 mg/kg (-)", "(16.495, 16.5)"},
        {LEAD, "17(+)", "(17, 17.5)"},
        {LEAD, "1.65E1(+)", "(16.5, 16.55)"},
        {LEAD, "1.65×10^1(+)", "(16.5, 16.55)"},
        {LEAD, "12E1(-)", "(115, 120)"},
        {LEAD, "0.5(+) %", "(5000, 5500)"},
        {TEMP, "-16.5(+)", "(-16.55, -16.5)"}, /* by magnitude */
        {TEMP, "-16.5(-)", "(-16.5, -16.45)"},
        {TEMP, "-0.0(+)", "(-0.05, 0)"},
        {LEAD, "0.0(+)", "(0, 0.05)"},
        {PH, "13.9(+)", "(13.9, 13.95)"},
    };
    CHECK_ALL(table);
    put(LEAD, "16.5(+)", 7, NULL, NULL, NULL);
    assert_false(fact.exact);
    static const struct wrong refused[] = {
        {LEAD, "16.5(+)(+)", SHAI_D_CELL_UNIT_UNKNOWN},
        {LEAD, "16.5(x)", SHAI_D_CELL_UNIT_UNKNOWN},
        {LEAD, "-16.5(+)", SHAI_D_CELL_NEGATIVE},
        {LEAD, "0(-)", SHAI_D_CELL_NO_NUMBER},
        {PH, "14(+)", SHAI_D_CELL_RANGE},
        {LEAD, "-0.0(+)", SHAI_D_CELL_NEGATIVE},
        {LEAD, "16.5 mg/kg (+) x", SHAI_D_CELL_NO_NUMBER},
    };
    for (size_t i = 1; i < sizeof refused / sizeof *refused; i++) check_refused(&refused[i], 1);
    assert_false(put(LEAD, "16.5(+)(+)", 10, NULL, NULL, NULL));
}

static void test_not_tested(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {LEAD, "", "blank [0, inf)"},           {LEAD, "  ", "blank [0, inf)"},
        {LEAD, "/", "blank [0, inf)"},          {LEAD, "／", "blank [0, inf)"},
        {LEAD, "—", "blank [0, inf)"},          {LEAD, "——", "blank [0, inf)"},
        {LEAD, "--", "blank [0, inf)"},         {LEAD, "-", "blank [0, inf)"},
        {LEAD, "－", "blank [0, inf)"},         {LEAD, "未检", "blank [0, inf)"},
        {LEAD, "未检测", "blank [0, inf)"},     {LEAD, "N/A", "blank [0, inf)"},
        {LEAD, "Ｎ／Ａ", "blank [0, inf)"},     {LEAD, "NA", "blank [0, inf)"},
        {LEAD, "NaN", "blank [0, inf)"},        {LEAD, "null", "blank [0, inf)"},
        {AGE, "未知", "blank [0, inf)"},        {AGE, "暂无", "blank [0, inf)"},
        {AGE, "None", "blank [0, inf)"},        {AGE, "NULL", "blank [0, inf)"},
        {LOOKS, "nan", "blank (-inf, inf)"},    {AGE, "//", "blank [0, inf)"},
        {TEMP, "/", "blank (-inf, inf)"},       {PH, "", "blank [0, 14]"},
        {FORCE, "", "blank [2, inf)"},          {PLATING, "", "blank (-inf, -1]"},
        {FASTNESS, "", "blank [1, 8]"},         {MATERIAL, "", "blank [0, 3]"},
        {FASTNESS, "未检", "blank [1, 8]"},     {AGE, "不详", "blank [0, inf)"},
        {AGE, "/", "blank [0, inf)"},           {AGE, "无", "undeclared [0, inf)"},
        {AGE, "未明示", "undeclared [0, inf)"}, {AGE, "Undeclared", "undeclared [0, inf)"},
    };
    CHECK_ALL(table);
    put(LEAD, "/", 1, NULL, NULL, NULL);
    assert_false(fact.exact);
    assert_int_equal(fact.state, SHAI_FACT_BLANK);
    static const struct wrong refused[] = {
        {LEAD, "无", SHAI_D_CELL_NO_NUMBER},     {LEAD, "未明示", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "不详", SHAI_D_CELL_NO_NUMBER},   {AGE, "未检", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "未知", SHAI_D_CELL_NO_NUMBER},   {LEAD, "暂无", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "None", SHAI_D_CELL_NO_NUMBER},   {LEAD, "Na", SHAI_D_CELL_NO_NUMBER},
        {LOOKS, "none", SHAI_D_CELL_CONFORMITY}, {FASTNESS, "无", SHAI_D_CELL_GRADE},
        {LOOKS, "无", SHAI_D_CELL_CONFORMITY},
    };
    CHECK_REFUSED(refused);
}

static void test_refused_numbers(void **state)
{
    (void)state;
    static const struct wrong refused[] = {
        {LEAD, "abc", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "-0.3", SHAI_D_CELL_NEGATIVE},
        {LEAD, "-3 mg/kg", SHAI_D_CELL_NEGATIVE},
        {FORCE, "-3", SHAI_D_CELL_NEGATIVE},
        {PH, "-1", SHAI_D_CELL_RANGE},
        {PH, "14.01", SHAI_D_CELL_RANGE},
        {FORCE, "1.99", SHAI_D_CELL_RANGE},
        {CHILL, "-10.5", SHAI_D_CELL_RANGE},
        {PLATING, "0", SHAI_D_CELL_RANGE},
        {LEAD, "1,234", SHAI_D_CELL_THOUSANDS},
        {LEAD, "1，234", SHAI_D_CELL_THOUSANDS},
        {LEAD, "1,234,567.8", SHAI_D_CELL_THOUSANDS},
        {LEAD, "12,5", SHAI_D_CELL_THOUSANDS},
        {LEAD, "12 34", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "1.2.3", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "1-2", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "1~2", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "--5", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "1E99", SHAI_D_CELL_EXPONENT},
        {LEAD, "1×10^99", SHAI_D_CELL_EXPONENT},
        {LEAD, "12345678901234567890123456789012345678901", SHAI_D_CELL_DIGITS},
        {LEAD, "#DIV/0!", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "2025-10-11", SHAI_D_CELL_NO_NUMBER},
        {LEAD, ".", SHAI_D_CELL_NO_NUMBER},
        {LEAD, "mg/kg", SHAI_D_CELL_NO_NUMBER},
    };
    CHECK_REFUSED(refused);
    assert_false(put(LEAD,
                     "1\0"
                     "2",
                     3, NULL, NULL, NULL)); /* NUL is text, not an end */
    assert_false(put(LEAD, "12\0", 3, NULL, NULL, NULL));
}

/* A unit whose factor makes of a long reading what no register may hold. */
static void test_too_fine(void **state)
{
    (void)state;
    struct shai_num big = SHAI_NUM_INT(3);
    for (int i = 0; i < 9; i++) big = shai_num_mul(&arena, big, big); /* 3^512, 812 bits */
    struct shai_units *u = &program.units;
    add_unit("big", 1, 1, N_, 1, false);
    u->at[u->count - 1].value.factor = big;
    assert_true(put(FORCE, "3 big", 5, NULL, NULL, NULL));
    const char *huge = "9999999999999999999999999999999999999999E40 big";
    assert_false(put(FORCE, huge, strlen(huge), NULL, NULL, NULL));
    assert_int_equal(diags.first->id, SHAI_D_CELL_TOO_FINE);
    u->count--;
}

static void test_columns_beside(void **state)
{
    (void)state;
    assert_true(put(LEAD, "12.3", 4, NULL, "0.4", NULL));
    assert_string_equal(seen(LEAD), "12.3 ± 0.4");
    assert_true(put(LEAD, "12.3 ± 0.4", strlen("12.3 ± 0.4"), NULL, "0.40", NULL)); /* the same twice */
    assert_true(put(LEAD, "12.3", 4, NULL, " ", "/"));                              /* blank */
    assert_string_equal(seen(LEAD), "12.3");
    assert_true(put(LEAD, "0.0129 %", 8, NULL, "0.0004 %", NULL));
    assert_string_equal(seen(LEAD), "129 ± 4");
    assert_true(put(LEAD, "129 mg/kg", 9, NULL, "4", NULL));
    assert_string_equal(seen(LEAD), "129 ± 4");
    assert_true(put(LEAD, "0.0129", 6, "%", "0.0004", NULL));
    assert_string_equal(seen(LEAD), "129 ± 4");
    assert_true(put(LEAD, "ND", 2, NULL, "0.4", "0.01"));
    assert_string_equal(seen(LEAD), "[0, 0.01) nd");
    assert_true(put(PHTHALATE, "ND", 2, NULL, NULL, "50 mg/kg"));
    assert_string_equal(seen(PHTHALATE), "[0, 0.005) nd");
    assert_true(put(LEAD, "12.3", 4, NULL, NULL, "0.01"));
    assert_true(fact.has_dl && shai_num_cmp(fact.dl, shai_num_ratio(&run, 1, 100000000)) == 0);
    assert_true(put(LEAD, "<3", 2, NULL, "0.4", NULL)); /* no U of what has no value */
    assert_string_equal(seen(LEAD), "[0, 3) ± 0.4");
    assert_true(put(LEAD, "16.5(+)", 7, NULL, "0.4", NULL));
    assert_string_equal(seen(LEAD), "(16.5, 16.55) ± 0.4");
    assert_true(put(LEAD, "", 0, NULL, "0.4", NULL));
    assert_int_equal(fact.state, SHAI_FACT_BLANK);
    static const struct {
        const char *text, *u, *dl;
        enum shai_diag_id id;
        const char *column;
    } refused[] = {
        {"12.3", "-0.4", NULL, SHAI_D_CELL_BAD_U, "列"},
        {"12.3", "x", NULL, SHAI_D_CELL_NO_NUMBER, "列.U"},
        {"12.3", "<1", NULL, SHAI_D_CELL_NO_NUMBER, "列.U"},
        {"12.3 ± 0.4", "0.5", NULL, SHAI_D_CELL_TWICE, "列"},
        {"ND(0.01)", NULL, "0.02", SHAI_D_CELL_TWICE, "列"},
        {"ND", NULL, "0", SHAI_D_CELL_BAD_DL, "列"},
        {"ND", NULL, "x", SHAI_D_CELL_NO_NUMBER, "列.DL"},
        {"0.0129 %", "0.0004", NULL, SHAI_D_CELL_SAY_UNIT, "列.U"}, /* in % or in mg/kg? */
        {"12.3", "1 N", NULL, SHAI_D_CELL_UNIT_MISFIT, "列.U"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_false(put(LEAD, refused[i].text, strlen(refused[i].text), NULL, refused[i].u, refused[i].dl));
        assert_int_equal(diags.first->id, refused[i].id);
        assert_string_equal(diags.first->cell.column, refused[i].column);
    }
}

static void test_choices(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {MATERIAL, "指画颜料", "0"},     {MATERIAL, " 其他　", "2"},
        {MATERIAL, "彩泥(PVC)", "1"},    {MATERIAL, "彩泥（ＰＶＣ）", "1"},
        {MATERIAL, "造型黏土", "1"},     {MATERIAL, "无", "3"}, /* a choice's name first */
        {MATERIAL, "/", "blank [0, 3]"}, {MATERIAL, "不详", "blank [0, 3]"},
    };
    CHECK_ALL(table);
    assert_true(put(MATERIAL, "其他", 6, NULL, NULL, NULL) && fact.exact);
    static const struct wrong refused[] = {
        {MATERIAL, "其它", SHAI_D_CELL_CHOICE},
        {MATERIAL, "其", SHAI_D_CELL_CHOICE},
        {MATERIAL, "其他2", SHAI_D_CELL_CHOICE},
        {MATERIAL, "未明示", SHAI_D_CELL_CHOICE},
    };
    CHECK_REFUSED(refused);
    assert_non_null(strstr(shai_diag_text(&run, diags.first, SHAI_EN), "指画颜料, 造型黏土 (彩泥(PVC)), 其他, 无"));
}

static void test_grades(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {FASTNESS, "3-4", "5"},  {FASTNESS, "3～4", "5"},  {FASTNESS, "3－4", "5"}, {FASTNESS, "3~4", "5"},
        {FASTNESS, "3–4", "5"},  {FASTNESS, "3—4级", "5"}, {FASTNESS, "４", "6"},   {FASTNESS, "4", "6"},
        {FASTNESS, "4 级", "6"}, {FASTNESS, " 5", "8"},    {FASTNESS, "1-2", "1"},  {FASTNESS, "3 - 4", "5"},
    };
    CHECK_ALL(table);
    static const struct wrong refused[] = {
        {FASTNESS, "6", SHAI_D_CELL_GRADE},
        {FASTNESS, "4.0", SHAI_D_CELL_GRADE},
        {FASTNESS, "3-5", SHAI_D_CELL_GRADE},
        {FASTNESS, "1", SHAI_D_CELL_RANGE},
        {FASTNESS, "3月4日", SHAI_D_CELL_GRADE_DATE},
        {FASTNESS, "4-Mar", SHAI_D_CELL_GRADE_DATE},
        {FASTNESS, "2025/3/4", SHAI_D_CELL_GRADE_DATE},
        {FASTNESS, "级", SHAI_D_CELL_GRADE},
        {FASTNESS, "ND", SHAI_D_CELL_GRADE},
    };
    CHECK_REFUSED(refused);
}

static void test_dates(void **state)
{
    (void)state;
    static const struct expected table[] = {
        {MADE, "2025-10-11", "739535"},
        {MADE, "2025年10月11日", "739535"},
        {MADE, "2025/10/11", "739535"},
        {MADE, "2025-10-11 00:00:00", "739535"},
        {MADE, "2025-10-11T14:30:05.123", "739535"},
        {MADE, "2025/10/11 9:05", "739535"},
        {MADE, "不详", "blank (-inf, 740000]"},
        {MADE, "无", "undeclared (-inf, 740000]"},
    };
    CHECK_ALL(table);
    static const struct wrong refused[] = {
        {MADE, "2025-02-30", SHAI_D_CELL_DATE},
        {MADE, "2025-10", SHAI_D_CELL_DATE},
        {MADE, "45941", SHAI_D_CELL_DATE},
        {MADE, "2027-01-20", SHAI_D_CELL_RANGE},
        {MADE, "2025-10-11 x", SHAI_D_CELL_DATE},
        {MADE, "2025-10-11 12", SHAI_D_CELL_DATE},
        {MADE, "2025-10-11 12:3:4:5", SHAI_D_CELL_DATE},
        {MADE, "2025-10-11 :", SHAI_D_CELL_DATE},
        {MADE, "10/11/2025", SHAI_D_CELL_DATE},
    };
    CHECK_REFUSED(refused);
}

static void expect_truth(uint32_t input, const char *text, int truth)
{
    if (!put(input, text, strlen(text), NULL, NULL, NULL)) fail_msg("“%s” is refused", text);
    assert_int_equal(fact.state, SHAI_FACT_KNOWN);
    assert_true(fact.exact);
    assert_int_equal(fact.truth, truth);
}

static void test_truths(void **state)
{
    (void)state;
    static const char *const yes[] = {"是", "yes", "Yes", "Y", "true", "TRUE", "1", "√", "１", " 是 "};
    static const char *const no[] = {"否", "no", "NO", "n", "false", "0", "×"};
    static const char *const ok[] = {"符合", "合格", "pass", "PASS", "P", "通过"};
    static const char *const bad[] = {"不符合", "不合格", "fail", "F", "不通过"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) expect_truth(BLUETOOTH, yes[i], SHAI_YES);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) expect_truth(BLUETOOTH, no[i], SHAI_NO);
    for (size_t i = 0; i < sizeof ok / sizeof *ok; i++) expect_truth(LOOKS, ok[i], SHAI_YES);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) expect_truth(LOOKS, bad[i], SHAI_NO);
    assert_true(put(BLUETOOTH, "无", 3, NULL, NULL, NULL));
    assert_int_equal(fact.state, SHAI_FACT_UNDECLARED);
    assert_true(put(BLUETOOTH, "", 0, NULL, NULL, NULL));
    assert_int_equal(fact.state, SHAI_FACT_BLANK);
    assert_true(put(LOOKS, "未检", 6, NULL, NULL, NULL));
    assert_int_equal(fact.state, SHAI_FACT_BLANK);
    static const struct wrong refused[] = {
        {BLUETOOTH, "有", SHAI_D_CELL_YES_NO},
        {BLUETOOTH, "2", SHAI_D_CELL_YES_NO},
        {BLUETOOTH, "yess", SHAI_D_CELL_YES_NO},
        {LOOKS, "yes", SHAI_D_CELL_CONFORMITY},
        {LOOKS, "是", SHAI_D_CELL_CONFORMITY},
        {LOOKS, "基本符合", SHAI_D_CELL_CONFORMITY},
        {BLUETOOTH, "是是是是是是是是是是是是是是是是是是是是是是是是是是", SHAI_D_CELL_YES_NO},
    };
    CHECK_REFUSED(refused);
}

static void test_texts(void **state)
{
    (void)state;
    assert_true(put(LABEL, " GB 6675\0.1\n ", 13, NULL, NULL, NULL));
    assert_int_equal(fact.text_len, 10);
    assert_memory_equal(fact.text, "GB 6675\0.1", 10);
    assert_true(fact.exact);
    assert_true(put(LABEL, "无", 3, NULL, NULL, NULL) && fact.state == SHAI_FACT_UNDECLARED);
    assert_true(put(LABEL, "/", 1, NULL, NULL, NULL) && fact.state == SHAI_FACT_BLANK);
    assert_true(put(LABEL, "无铅", 6, NULL, NULL, NULL) && fact.state == SHAI_FACT_KNOWN);
    assert_true(put(SMELL, "无", 3, NULL, NULL, NULL) && fact.state == SHAI_FACT_KNOWN);
    assert_true(put(SMELL, "未检", 6, NULL, NULL, NULL) && fact.state == SHAI_FACT_BLANK);
    assert_true(put(CODE, "123", 3, NULL, NULL, NULL));
    assert_true(put(CODE, "１２３", 9, NULL, NULL, NULL)); /* folded to be matched, kept as written */
    assert_int_equal(fact.text_len, 9);
    assert_true(put(CODE, "", 0, NULL, NULL, NULL));
    assert_true(put(CODE, "无", 3, NULL, NULL, NULL));
    static const struct wrong refused[] = {{CODE, "1234", SHAI_D_CELL_PATTERN}, {CODE, "12a", SHAI_D_CELL_PATTERN}};
    CHECK_REFUSED(refused);
}

/* A message quotes what was written, safely. */
static void test_quoting(void **state)
{
    (void)state;
    put(LEAD, "a\x1B[31m\0b\xE2\x80\xAE", 11, NULL, NULL, NULL);
    assert_string_equal(diags.first->args[0], "a␛[31m␀b�");
    char longer[400];
    memset(longer, 'x', sizeof longer);
    put(LEAD, longer, sizeof longer, NULL, NULL, NULL);
    assert_int_equal(strlen(diags.first->args[0]), 60 + strlen("…"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),     cmocka_unit_test(test_units),
        cmocka_unit_test(test_censored),    cmocka_unit_test(test_undetected),
        cmocka_unit_test(test_uncertainty), cmocka_unit_test(test_marked),
        cmocka_unit_test(test_not_tested),  cmocka_unit_test(test_refused_numbers),
        cmocka_unit_test(test_too_fine),    cmocka_unit_test(test_columns_beside),
        cmocka_unit_test(test_choices),     cmocka_unit_test(test_grades),
        cmocka_unit_test(test_dates),       cmocka_unit_test(test_truths),
        cmocka_unit_test(test_texts),       cmocka_unit_test(test_quoting),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
