/* The public C API: what a program that embeds the library sees. */
#include "include/sushai.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char spec[] =
    "spec demo { title \"demo\" version \"1\" product \"toys\" issuer \"panel\" effective 2025-01-01 ~\n"
    "standard S \"GB 1-2020\" \"s\"\n"
    "attribute material : choice { clay, other }\n"
    "item lead \"lead (Pb)\" { basis S \"1\" method S \"2\" measure number mg/kg value reading × (1 − 30 %)\n"
    "  limit by material { clay: ≤ 90; other: ≤ 25 } hazard serious }\n"
    "}\n";

static struct sushai_program *compiled(const struct sushai_config *config)
{
    struct sushai_program *program;
    assert_int_equal(sushai_compile(config, "demo.shai", spec, sizeof spec - 1, NULL, 0, &program), SUSHAI_OK);
    assert_non_null(program);
    assert_string_equal(sushai_program_messages(program), "");
    return program;
}

static struct sushai_evaluator *evaluator_of(const struct sushai_program *program)
{
    struct sushai_evaluator *evaluator;
    assert_int_equal(sushai_evaluator_new(program, false, &evaluator), SUSHAI_OK);
    return evaluator;
}

static void holds(const char *text, const char *piece)
{
    if (!strstr(text, piece)) fail_msg("no “%s” in: %s", piece, text);
}

static void test_version(void **state)
{
    (void)state;
    assert_string_equal(sushai_version(), SHAI_VERSION);
}

static void test_verdicts(void **state)
{
    (void)state;
    struct sushai_program *program = compiled(NULL);
    struct sushai_evaluator *evaluator = evaluator_of(program);
    const struct {
        const char *material, *lead, *verdict;
    } rows[] = {
        {"clay", "128.571 mg/kg", "\"verdict\":\"pass\""}, /* 89.9997 */
        {"clay", "150", "\"verdict\":\"fail\""},
        {"other", "150 mg/kg", "\"verdict\":\"fail\""},
        {"clay", "<150", "\"verdict\":\"incomplete\""},
        {"clay", "", "\"verdict\":\"incomplete\""},
        {"", "35.7", "\"verdict\":\"pass\""}, /* within both */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sushai_cell cells[] = {
            {"sample_id", "S,\"1\""}, {"material", rows[i].material}, {"lead", rows[i].lead}};
        const char *json;
        assert_int_equal(sushai_evaluate(evaluator, cells, 3, &json), SUSHAI_OK);
        holds(json, rows[i].verdict);
        holds(json, "\"sample_id\":\"S,\\\"1\\\"\"");
        assert_null(strchr(json, '\n'));
        assert_string_equal(sushai_evaluator_messages(evaluator), "");
    }
    sushai_evaluator_free(evaluator);
    sushai_program_free(program);
}

static void test_refused_sample(void **state)
{
    (void)state;
    struct sushai_program *program = compiled(&(struct sushai_config){.language = SUSHAI_EN});
    struct sushai_evaluator *evaluator = evaluator_of(program);
    const struct sushai_cell bad[] = {{"sample_id", "1"}, {"material", "wood"}, {"lead", "12 V"}};
    const struct sushai_cell good[] = {{"sample_id", "1"}, {"material", "clay"}, {"lead", "12"}, {"colour", "red"}};
    const char *json;
    assert_int_equal(sushai_evaluate(evaluator, bad, 3, &json), SUSHAI_REFUSED);
    assert_null(json);
    holds(sushai_evaluator_messages(evaluator), "wood");
    holds(sushai_evaluator_messages(evaluator), "12 V");
    holds(sushai_evaluator_messages(evaluator), "error");
    /* The next one is judged; its number may come again, for each call is a file of its own. */
    assert_int_equal(sushai_evaluate(evaluator, good, 4, &json), SUSHAI_OK);
    holds(json, "\"verdict\":\"pass\"");
    holds(sushai_evaluator_messages(evaluator), "colour");
    assert_int_equal(sushai_evaluate(evaluator, NULL, 0, &json), SUSHAI_REFUSED);
    assert_true(*sushai_evaluator_messages(evaluator) != '\0');
    sushai_evaluator_free(evaluator);
    sushai_program_free(program);
}

static void test_save_and_load(void **state)
{
    (void)state;
    struct sushai_program *source = compiled(NULL), *loaded;
    const void *bytes, *again;
    size_t len, len_again;
    assert_int_equal(sushai_program_save(source, &bytes, &len), SUSHAI_OK);
    assert_int_equal(sushai_load(NULL, bytes, len, &loaded), SUSHAI_OK);
    assert_int_equal(sushai_program_save(loaded, &again, &len_again), SUSHAI_OK);
    assert_int_equal(len, len_again);
    assert_memory_equal(bytes, again, len);
    const struct sushai_cell cells[] = {{"sample_id", "1"}, {"material", "clay"}, {"lead", "150"}};
    struct sushai_evaluator *a = evaluator_of(source), *b = evaluator_of(loaded);
    const char *of_source, *of_loaded;
    assert_int_equal(sushai_evaluate(a, cells, 3, &of_source), SUSHAI_OK);
    assert_int_equal(sushai_evaluate(b, cells, 3, &of_loaded), SUSHAI_OK);
    assert_string_equal(of_source, of_loaded);
    sushai_evaluator_free(a);
    sushai_evaluator_free(b);
    sushai_program_free(loaded);
    sushai_program_free(source);
}

static void test_invalid(void **state)
{
    (void)state;
    const struct sushai_config english = {.language = SUSHAI_EN};
    struct sushai_program *program;
    struct sushai_evaluator *evaluator;
    assert_int_equal(sushai_load(&english, "no program", 10, &program), SUSHAI_INVALID);
    holds(sushai_program_messages(program), "P0");
    assert_int_equal(sushai_evaluator_new(program, false, &evaluator), SUSHAI_INVALID);
    assert_null(evaluator);
    const void *bytes;
    size_t len;
    assert_int_equal(sushai_program_save(program, &bytes, &len), SUSHAI_INVALID);
    sushai_program_free(program);

    assert_int_equal(sushai_load(&english, "", 0, &program), SUSHAI_INVALID);
    sushai_program_free(program);

    const char bad[] = "spec x { item y { limit ≤ nothing } }";
    assert_int_equal(sushai_compile(&english, "bad.shai", bad, sizeof bad - 1, NULL, 0, &program), SUSHAI_INVALID);
    holds(sushai_program_messages(program), "bad.shai:1:");
    sushai_program_free(program);

    const char library[] = "library l { standard S \"GB 1-2020\" \"s\" }";
    assert_int_equal(sushai_compile(&english, "l.shai", library, sizeof library - 1, NULL, 0, &program),
                     SUSHAI_INVALID);
    holds(sushai_program_messages(program), "library");
    sushai_program_free(program);
    sushai_program_free(NULL);
    sushai_evaluator_free(NULL);
}

/* --- memory ------------------------------------------------------------------------------------------------------
 */

struct failing {
    size_t count, fail_at, live;
};

static void *failing_alloc(void *user, size_t size)
{
    struct failing *f = user;
    if (++f->count == f->fail_at) return NULL;
    f->live++;
    return malloc(size);
}

static void failing_free(void *user, void *ptr)
{
    struct failing *f = user;
    f->live--;
    free(ptr);
}

/* Compiles and judges; true where nothing was refused for want of memory. */
static bool use(struct failing *f)
{
    const struct sushai_config config = {failing_alloc, failing_free, f, SUSHAI_ZH};
    const struct sushai_cell cells[] = {{"sample_id", "1"}, {"material", "clay"}, {"lead", "150"}};
    struct sushai_program *program;
    struct sushai_evaluator *evaluator = NULL;
    const char *json = "";
    enum sushai_status status = sushai_compile(&config, "demo.shai", spec, sizeof spec - 1, NULL, 0, &program);
    if (status == SUSHAI_OK) status = sushai_evaluator_new(program, true, &evaluator);
    if (status == SUSHAI_OK) {
        status = sushai_evaluate(evaluator, cells, 3, &json);
        /* An evaluator without memory may try again. */
        if (status == SUSHAI_NO_MEMORY) {
            assert_null(json);
            assert_string_equal(sushai_evaluator_messages(evaluator), "");
            assert_int_equal(sushai_evaluate(evaluator, cells, 3, &json), SUSHAI_OK);
        }
    }
    sushai_evaluator_free(evaluator);
    sushai_program_free(program);
    assert_int_equal(f->live, 0);
    if (status != SUSHAI_OK) assert_int_equal(status, SUSHAI_NO_MEMORY);
    return status == SUSHAI_OK;
}

static void test_every_allocation_fails(void **state)
{
    (void)state;
    size_t n = 1;
    for (;; n++) {
        struct failing f = {.fail_at = n};
        if (use(&f)) break;
        assert_true(n < 10000);
    }
    assert_true(n > 4); /* handles and arenas: several */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_version),        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_refused_sample), cmocka_unit_test(test_save_and_load),
        cmocka_unit_test(test_invalid),        cmocka_unit_test(test_every_allocation_fails),
    };
    return cmocka_run_group_tests_name("api", tests, NULL, NULL);
}
