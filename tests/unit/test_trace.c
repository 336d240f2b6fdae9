/* Traces: formulas that a person reads, and the rule that graded. */
#include "tests/unit/judged.h"

#define HEAD                                                                                                 \
    "spec toys {\n title \"Toys\"\n standard A \"GB 1-2000\"\n standard B \"GB/T 2-2000\"\n"                 \
    " attribute kind : choice { paint, clay, other }\n attribute months : number\n attribute label : text\n" \
    " attribute soft : yes/no\n"
#define CITED " basis A \"5.1\"\n method B using rapid\n"

/* The lines of an item, joined by " | ". */
static const char *trace(const char *spec, const char *data, const char *item)
{
    const struct shai_item_result *it = item_of(judged(spec, data, true), item);
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, &arena);
    for (uint32_t i = 0; i < it->trace_count; i++) {
        if (i) shai_strbuf_puts(&buf, " | ");
        shai_strbuf_puts(&buf, it->trace[i]);
    }
    return buf.s;
}

/* The value's clauses and the reading of one item `x`, in mg/kg, against ≤ 90. */
static const char *formula(const char *value, const char *reading)
{
    const char *spec = shai_arena_printf(
        &arena,
        HEAD " item x { " CITED " measure number mg/kg\n detection limit 5 mg/kg\n value %s\n limit ≤ 90 mg/kg\n"
             " hazard general }\n}\n",
        value);
    const char *data = shai_arena_printf(&arena, "sample_id,x\nS1,%s\n", reading);
    return trace(spec, data, "x");
}

static void test_formulas(void **state)
{
    (void)state;
    static const struct {
        const char *value, *reading, *is;
    } all[] = {
        {"reading × (1 − 30 %)", "150", "150 mg/kg × (1 − 30 %) = 105 mg/kg > 90 mg/kg | hazard: general"},
        {"reading × (1 − 30 %)", "100", "100 mg/kg × (1 − 30 %) = 70 mg/kg ≤ 90 mg/kg"},
        {"reading", "90.0", "90.0 mg/kg ≤ 90 mg/kg"},
        {"reading", "0.0129 %", "0.0129 % = 129 mg/kg > 90 mg/kg | hazard: general"},
        {"reading", "<25", "<25 mg/kg ≤ 90 mg/kg"},
        {"reading", "<100", "<100 mg/kg, not known whether ≤ 90 mg/kg"},
        {"reading", "ND", "ND (<5 mg/kg) ≤ 90 mg/kg"},
        {"reading", "", "not tested, not known whether ≤ 90 mg/kg"},
        {"reading − (1 mg/kg − 2 mg/kg)", "1", "1 mg/kg − (1 mg/kg − 2 mg/kg) = 2 mg/kg ≤ 90 mg/kg"},
        {"reading − 1 mg/kg − 2 mg/kg", "9", "9 mg/kg − 1 mg/kg − 2 mg/kg = 6 mg/kg ≤ 90 mg/kg"},
        {"reading / (2 × 3)", "6", "6 mg/kg ÷ (2 × 3) = 1 mg/kg ≤ 90 mg/kg"},
        {"(reading + 1 mg/kg) / 2", "5", "(5 mg/kg + 1 mg/kg) ÷ 2 = 3 mg/kg ≤ 90 mg/kg"},
        {"abs(reading − 9 mg/kg)", "5", "abs(5 mg/kg − 9 mg/kg) = 4 mg/kg ≤ 90 mg/kg"},
        {"max(reading, 2 mg/kg, 3 mg/kg)", "1", "max(1 mg/kg, 2 mg/kg, 3 mg/kg) = 3 mg/kg ≤ 90 mg/kg"},
        {"{ reading × 50 % when reading ≥ limit; reading otherwise }", "100",
         "100 mg/kg × 50 % = 50 mg/kg ≤ 90 mg/kg"},
        {"{ reading × 50 % when reading ≥ limit; reading otherwise }", "80", "80 mg/kg ≤ 90 mg/kg"},
        {"{ reading × 50 % when reading ≥ limit; reading otherwise }", "<100",
         "(<100 mg/kg × 50 % or <100 mg/kg) → <100 mg/kg, not known whether ≤ 90 mg/kg"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_string_equal(formula(all[i].value, all[i].reading), all[i].is);
}

#define TWO                                                                                                   \
    HEAD " item x { " CITED " measure a : number mg/kg\n measure b : number mg/kg\n value a + b\n limit %s\n" \
         " hazard { serious when value > 200 mg/kg; general otherwise } }\n}\n"

static const char *two(const char *limit, const char *a, const char *b)
{
    return trace(shai_arena_printf(&arena, TWO, limit),
                 shai_arena_printf(&arena, "sample_id,kind,a,b\nS1,clay,%s,%s\n", a, b), "x");
}

static void test_named_and_graded(void **state)
{
    (void)state;
    assert_string_equal(two("≤ 90 mg/kg", "60", "50"),
                        "a 60 mg/kg + b 50 mg/kg = 110 mg/kg > 90 mg/kg | hazard: general (no other case holds)");
    assert_string_equal(two("≤ 90 mg/kg", "260", "50"),
                        "a 260 mg/kg + b 50 mg/kg = 310 mg/kg > 90 mg/kg | hazard: serious (310 mg/kg > 200 mg/kg)");
    assert_string_equal(two("≤ 90 mg/kg", "100", ""), "a 100 mg/kg + b not tested → ≥100 mg/kg > 90 mg/kg | "
                                                      "hazard: serious (≥100 mg/kg, not known whether > 200 mg/kg)");
    assert_string_equal(two("≤ 90 mg/kg", "50", ""),
                        "a 50 mg/kg + b not tested → ≥50 mg/kg, not known whether ≤ 90 mg/kg");
}

static void test_limits(void **state)
{
    (void)state;
    assert_string_equal(two("10 ~ 90 mg/kg", "5", "1"),
                        "a 5 mg/kg + b 1 mg/kg = 6 mg/kg < 10 mg/kg | hazard: general (no other case holds)");
    assert_string_equal(two("10 ~ 90 mg/kg", "15", "1"),
                        "a 15 mg/kg + b 1 mg/kg = 16 mg/kg ≥ 10 mg/kg | 16 mg/kg ≤ 90 mg/kg");
    /* only the case that was taken */
    assert_string_equal(two("by kind { paint: ≤ 10 mg/kg; clay: ≤ 60 mg/kg; other: — }", "15", "1"),
                        "a 15 mg/kg + b 1 mg/kg = 16 mg/kg ≤ 60 mg/kg");
    assert_string_equal(two("by kind { paint: ≤ 10 mg/kg; other: ≤ 60 mg/kg; clay: — }", "15", "1"),
                        "the item does not apply in this case (—)");
}

static const char *required(const char *condition, const char *cells)
{
    return trace(shai_arena_printf(&arena,
                                   HEAD
                                   " item x { " CITED
                                   " measure a : number mm\n measure b : yes/no\n require %s\n hazard general }\n}\n",
                                   condition),
                 shai_arena_printf(&arena, "sample_id,kind,months,label,soft,a,b\nS1,%s\n", cells), "x");
}

static void test_conditions(void **state)
{
    (void)state;
    assert_string_equal(required("label matches /no\\s+kids/ or b", "clay,3,some text,yes,1,no"),
                        "label does not match /no\\s+kids/ | b: no | hazard: general");
    assert_string_equal(required("label matches /no\\s+kids/ or b", "clay,3,no  kids,yes,1,no"),
                        "label matches /no\\s+kids/");
    assert_string_equal(required("label matches /KIDS/i and b", "clay,3,no  kids,yes,1,no"),
                        "b: no | hazard: general");
    assert_string_equal(required("not label matches /KIDS/i", "clay,3,no  kids,yes,1,no"),
                        "label matches /KIDS/i | hazard: general");
    assert_string_equal(
        required("label matches warning hazard general } let warning = matches /no\\s+kids/i item y { " CITED
                 " measure c : yes/no require c",
                 "clay,3,some text,yes,1,no"),
        "label does not match warning | hazard: general");
    assert_string_equal(required("valid_uscc(label)", "clay,3,91110000101623741K,yes,1,no"),
                        "label is a valid credit code");
    assert_string_equal(required("valid_uscc(label)", "clay,3,91110000101623741L,yes,1,no"),
                        "label is no valid credit code | hazard: general");
    assert_string_equal(required("label matches one and label matches two hazard general } let one = matches /kids/ "
                                 "let two = matches /kids/ item y { " CITED " measure c : yes/no require c",
                                 "clay,3,some text,yes,1,no"),
                        "label does not match one | label does not match two | hazard: general");
    assert_string_equal(required("valid_uscc(label)", "clay,3,,yes,1,no"), "label is a valid credit code: undecided");
    /* of what decides alone, only that */
    assert_string_equal(required("a ≥ 16 mm and b", "clay,3,t,yes,12,yes"), "a 12 mm < 16 mm | hazard: general");
    assert_string_equal(required("not (a < 16 mm) or b", "clay,3,t,yes,20,no"), "a 20 mm ≥ 16 mm");
    assert_string_equal(required("kind = clay and a > 1 mm", "paint,3,t,yes,20,no"),
                        "kind paint ≠ clay | hazard: general");
    assert_string_equal(required("kind = clay and a > 1 mm", "clay,3,t,yes,20,no"), "kind = clay | a 20 mm > 1 mm");
    assert_string_equal(required("not present(months)", "clay,undeclared,t,yes,20,no"), "months is not declared");
    assert_string_equal(required("not (a > 16 mm)", "clay,3,t,yes,>10,no"), "a >10 mm, not known whether ≤ 16 mm");
}

static void test_gates(void **state)
{
    (void)state;
    static const char *const spec = HEAD " item x { applies months ≥ 36 and soft\n " CITED
                                         " measure number mm\n limit ≥ 3 mm\n hazard general }\n}\n";
    assert_string_equal(trace(spec, "sample_id,months,soft,x\nS1,24,yes,5\n", "x"), "applies: months 24 < 36");
    assert_string_equal(trace(spec, "sample_id,months,soft,x\nS1,,yes,5\n", "x"),
                        "applies: months not given, not known whether ≥ 36");
    assert_string_equal(trace(spec, "sample_id,months,soft,x\nS1,40,yes,2.50\n", "x"),
                        "2.50 mm < 3 mm | hazard: general");
}

/* An untested item's lines do not say that it is inconclusive. */
static void test_untested(void **state)
{
    (void)state;
    static const char *const conform = HEAD " item x { " CITED " measure conformity\n hazard general }\n}\n";
    assert_string_equal(trace(conform, "sample_id,x\nS1,\n", "x"), "x: not tested");
    static const char *const words =
        HEAD " item x { " CITED " measure text\n require reading matches /no/ and soft\n hazard general }\n}\n";
    assert_string_equal(trace(words, "sample_id,x,soft\nS1,,\n", "x"),
                        "x matches /no/: not tested | soft: not given");
    static const char *const code =
        HEAD " item x { " CITED " measure text\n require valid_uscc(reading)\n hazard general }\n}\n";
    assert_string_equal(trace(code, "sample_id,x\nS1,\n", "x"), "x is a valid credit code: not tested");
    static const char *const open =
        HEAD " item x { " CITED " measure a : yes/no\n require a and label matches /no/\n hazard general }\n}\n";
    assert_string_equal(trace(open, "sample_id,a\nS1,\n", "x"), "a: not tested | label matches /no/: open");
    assert_string_equal(trace(open, "sample_id,a\nS1,yes\n", "x"), "label matches /no/: undecided");
    static const char *const range =
        HEAD " item x { " CITED " measure number mm\n limit 4.0 ~ 7.5 mm\n hazard general }\n}\n";
    assert_string_equal(trace(range, "sample_id,x\nS1,\n", "x"),
                        "not tested, not known whether ≥ 4.0 mm | not tested, not known whether ≤ 7.5 mm");
}

/* A formula that shares its parts doubles in length with each step; what is written does not. */
static void test_bounded(void **state)
{
    (void)state;
    struct shai_strbuf spec;
    shai_strbuf_init(&spec, &arena);
    shai_strbuf_puts(&spec, HEAD " let l0 = max(months, months)\n");
    for (unsigned i = 1; i < 40; i++) shai_strbuf_printf(&spec, " let l%u = max(l%u, l%u)\n", i, i - 1, i - 1);
    shai_strbuf_puts(&spec, " item y { " CITED
                            " measure number\n value max(l39, reading)\n limit ≤ 90\n hazard general }\n}\n");
    const char *text = trace(spec.s, "sample_id,months,y\nS1,1,2\n", "y");
    assert_true(strlen(text) > 100);
    assert_true(strlen(text) < 2000);
    assert_non_null(strstr(text, "…"));
}

/* Without explain there is none. */
static void test_plain(void **state)
{
    (void)state;
    const struct shai_result *r =
        judged(HEAD " item x { " CITED " measure number mm\n limit ≥ 3 mm\n hazard general }\n}",
               "sample_id,x\nS1,2\n", false);
    assert_null(r->items[0].trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formulas), cmocka_unit_test(test_named_and_graded),
        cmocka_unit_test(test_limits),   cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_gates),    cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_plain),    cmocka_unit_test(test_untested),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
