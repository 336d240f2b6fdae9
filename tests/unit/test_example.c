/* A spec's own examples: which fail, and that they say what was expected and what came. */
#include "lang/example.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_diags diags;
static struct shai_sources sources;

static int open_arena(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

#define SPEC                                                                                                \
    "spec t {\n"                                                                                            \
    "  title \"t\" standard S \"GB 1-2020\"\n"                                                              \
    "  attribute kind : choice { a, b }  attribute label : text  attribute ok : yes/no\n"                   \
    "  grade G { \"1\", \"1-2\", \"2\" }\n"                                                                 \
    "  item lead { basis S method S measure number mg/kg limit ≤ 90 hazard general }\n"                   \
    "  item paint { applies kind = a basis S method S measure number mg/kg limit ≤ 90 hazard serious }\n" \
    "  item fast { basis S method S measure grade G limit ≥ \"1-2\" hazard general }\n"                   \
    "  item seal { basis S method S measure conformity hazard general }\n"                                  \
    "  item note { basis S method S measure number ℃ report }\n"                                          \
    "  item mark { basis S require label matches /x/ hazard general }\n"

/* The outcomes of the examples in `text`. */
static struct shai_test_outcome *run(const char *text, enum shai_lang lang, size_t *count)
{
    shai_sources_init(&sources, &arena);
    shai_diags_init(&diags, &arena, &sources);
    const char *all = shai_arena_printf(&arena, SPEC "%s}\n", text);
    struct shai_spec *spec = shai_spec_from_text(&arena, &diags, &sources, "t.shai", all, strlen(all), NULL);
    if (diags.errors) fail_msg("%s", shai_diag_text(&arena, diags.first, SHAI_EN));
    struct shai_program *program = shai_compile(&arena, &diags, spec);
    assert_non_null(program);
    return shai_examples_run(&arena, &diags, spec, program, lang, count);
}

static void passes(const char *body)
{
    size_t count;
    const struct shai_test_outcome *e =
        run(shai_arena_printf(&arena, "  example \"e\" { %s }\n", body), SHAI_EN, &count);
    assert_int_equal(count, 1);
    assert_string_equal(e->name, "e");
    if (!e->passed) fail_msg("%s: %s", body, e->failures[0]);
    assert_int_equal(e->failure_count, 0);
}

/* It fails and says these lines, in this order. */
static void says(enum shai_lang lang, const char *body, const char *lines)
{
    size_t count;
    const struct shai_test_outcome *e =
        run(shai_arena_printf(&arena, "  example \"e\" { %s }\n", body), lang, &count);
    assert_false(e->passed);
    struct shai_strbuf b;
    shai_strbuf_init(&b, &arena);
    for (size_t i = 0; i < e->failure_count; i++) {
        if (i) shai_strbuf_putc(&b, '\n');
        shai_strbuf_puts(&b, e->failures[i]);
    }
    assert_string_equal(b.s, lines);
}

static void test_what_a_laboratory_writes(void **state)
{
    (void)state;
    passes("lead = 90 mg/kg; expect lead pass");
    passes("lead = 90; expect lead pass");
    passes("lead = 90.001; expect lead fail");
    passes("lead = 0.01 %; expect lead fail");
    passes("lead = <90; expect lead pass");
    passes("lead = <91; expect lead inconclusive");
    passes("lead = >90; expect lead fail");
    passes("lead = >89; expect lead inconclusive");
    passes("lead = 90(+); expect lead fail");
    passes("lead = 90(-) mg/kg; expect lead pass");
    passes("lead = 90 ± 6 mg/kg; expect lead pass");
    passes("lead = not detected; expect lead inconclusive");
    passes("lead = —; expect lead untested");
    passes("lead = untested; expect lead untested");
    passes("expect lead untested");
    passes("kind = a; paint = 91; expect paint fail");
    passes("kind = b; paint = 91; expect paint inapplicable");
    passes("kind = \"b\"; paint = 91; expect paint inapplicable");
    passes("paint = 91; expect paint inconclusive");
    passes("fast = \"1-2\"; expect fast pass");
    passes("fast = 1; expect fast fail");
    passes("seal = pass; expect seal pass");
    passes("seal = fail; expect seal fail");
    passes("seal = yes; expect seal pass");
    passes("note = -3; expect note unjudged");
    passes("label = \"x\"; expect mark pass");
    passes("label = \"无\"; expect mark fail");     /* quoted: that text itself */
    passes("label = undeclared; expect mark fail"); /* matches nothing */
    passes("expect mark inconclusive");
    passes("lead.U = 3 mg/kg; lead = 90; expect lead pass");
    passes("lead.DL = 0.5 mg/kg; lead = not detected; expect lead pass");
    passes("lead = not detected; lead.DL = 0.5; expect lead pass");
    passes("lead = not detected; lead.DL = 0.01 %; expect lead inconclusive"); /* 100 mg/kg */
    passes("lead.DL = 0.5 mg/kg; expect lead untested");
}

static void test_what_is_expected(void **state)
{
    (void)state;
    passes("lead = 91; expect fail");
    passes("lead = 91; expect fail general");
    passes("kind = a; paint = 91; expect fail serious { paint fail; lead untested }");
    passes("expect incomplete");
    passes("kind = b; lead = 1; fast = \"2\"; seal = pass; label = \"x\"; expect pass");
    passes("lead = 1; expect lead pass, paint inconclusive");
}

#define ALL_BUT_SEAL "kind = b; lead = 1; fast = \"2\"; label = \"x\"; "

static void test_what_failed(void **state)
{
    (void)state;
    says(SHAI_EN, "lead = 91; expect lead pass", "lead: expected pass, got fail");
    says(SHAI_ZH, "lead = 91; expect lead pass", "lead:期望 符合,实际 不符合");
    /* A verdict says which items make it, in the language of who reads it. */
    says(SHAI_EN, ALL_BUT_SEAL "expect fail", "verdict: expected fail, got incomplete\n    seal: not tested: seal");
    says(SHAI_ZH, ALL_BUT_SEAL "expect fail", "结论:期望 不符合,实际 未完成\n    seal:未检:seal");
    says(SHAI_EN, ALL_BUT_SEAL "seal = pass; expect fail", "verdict: expected fail, got pass");
    says(SHAI_EN, ALL_BUT_SEAL "seal = pass; expect fail general",
         "verdict: expected fail, got pass\nhazard: expected general, got none");
    says(SHAI_EN, "lead = 91; expect fail serious", "hazard: expected serious, got general");
    says(SHAI_ZH, "lead = 91; expect fail serious", "风险:期望 严重,实际 一般");
    says(SHAI_EN, "expect seal fail, note pass",
         "seal: expected fail, got untested\nnote: expected pass, got unjudged");
    says(SHAI_EN, "kind = b; lead = 91; expect paint fail, lead pass",
         "paint: expected fail, got inapplicable\nlead: expected pass, got fail");
}

static void test_a_cell_that_cannot_be_read(void **state)
{
    (void)state;
    says(SHAI_EN, "lead = -1; expect lead pass", "a cell of the example cannot be read (see above)");
    assert_int_equal(diags.errors, 1);
    assert_string_equal(shai_diag_infos[diags.first->id].code, "D0107");
    assert_true(diags.first->has_cell);
    assert_string_equal(diags.first->cell.file, "t.shai");
    assert_int_equal(diags.first->cell.row, 11);
    assert_string_equal(diags.first->cell.column, "lead");
    says(SHAI_ZH, "lead = -1; expect lead pass", "样例中的读数无法读取(见上)");
}

/* One example leaves nothing behind for the next. */
static void test_several(void **state)
{
    (void)state;
    size_t count;
    const struct shai_test_outcome *e = run("  example \"one\" { lead = 91; label = \"x\"; expect lead fail }\n"
                                            "  example \"two\" { expect lead untested, mark inconclusive }\n"
                                            "  example \"three\" { lead = 1; expect lead fail }\n"
                                            "  example \"four\" { expect pass }\n",
                                            SHAI_EN, &count);
    static const bool passed[] = {true, true, false, false};
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(e[i].passed, passed[i]);
        assert_true(passed[i] ? !e[i].failure_count : e[i].failure_count > 0);
    }
    assert_string_equal(e[2].name, "three");
    assert_int_equal(e[2].line, 13);
    assert_string_equal(e[2].file, "t.shai");
    run("", SHAI_EN, &count);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_a_laboratory_writes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_what_is_expected, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_what_failed, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_a_cell_that_cannot_be_read, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_several, open_arena, close_arena),
    };
    return cmocka_run_group_tests_name("example", tests, NULL, NULL);
}
