/* Results from a spec and a sample, both as text: what the tests of results and traces share. */
#ifndef SHAI_TESTS_JUDGED_H
#define SHAI_TESTS_JUDGED_H

#include "lang/spec.h"
#include "runtime/result.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_out judged_out;

static inline int open_arena(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    return 0;
}

static inline int close_arena(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static inline void show_diags(const struct shai_diags *diags)
{
    if (!diags->errors) return;
    struct shai_strbuf text;
    shai_strbuf_init(&text, &arena);
    shai_out_init_text(&judged_out, &text);
    shai_diags_print(&judged_out, diags, (struct shai_diag_style){SHAI_EN, 1, false, 0});
    shai_out_flush(&judged_out);
    fail_msg("%s", text.s);
}

static inline struct shai_program *compiled(const char *spec_text)
{
    struct shai_sources *sources = SHAI_NEW(&arena, struct shai_sources);
    struct shai_diags diags;
    shai_sources_init(sources, &arena);
    shai_diags_init(&diags, &arena, sources);
    struct shai_spec *spec =
        shai_spec_from_text(&arena, &diags, sources, "test.shai", spec_text, strlen(spec_text), NULL);
    show_diags(&diags);
    assert_non_null(spec);
    struct shai_program *program = shai_compile(&arena, &diags, spec);
    show_diags(&diags);
    assert_non_null(program);
    return program;
}

/* The run of the one sample of `data` (CSV). */
static inline struct shai_run *run_of(const struct shai_program *program, const char *data, bool explain)
{
    struct shai_diags diags;
    shai_diags_init(&diags, &arena, NULL);
    struct shai_reader *reader =
        shai_reader_open_text(&arena, &diags, program, data, strlen(data), "test.csv", SHAI_FORMAT_CSV);
    struct shai_sample *sample = SHAI_NEW(&arena, struct shai_sample);
    sample->facts = SHAI_NEW_N(&arena, struct shai_fact, program->input_count);
    enum shai_next next = shai_reader_next(reader, &arena, &diags, sample);
    show_diags(&diags);
    assert_int_equal(next, SHAI_NEXT_SAMPLE);
    struct shai_run *run = shai_run_new(&arena, program, explain);
    assert_int_equal(shai_run_sample(run, &arena, sample), SHAI_RUN_OK);
    return run;
}

static inline struct shai_result *judged(const char *spec_text, const char *data, bool explain)
{
    return shai_result_make(&arena, run_of(compiled(spec_text), data, explain));
}

static inline const struct shai_item_result *item_of(const struct shai_result *result, const char *name)
{
    for (uint32_t i = 0; i < result->item_count; i++)
        if (strcmp(result->items[i].item, name) == 0) return &result->items[i];
    fail_msg("no item %s", name);
    return NULL;
}

/* Text or NULL. */
static inline void expect(const char *is, const char *wanted)
{
    if (!wanted) assert_null(is);
    else if (!is) fail_msg("NULL, not \"%s\"", wanted);
    else assert_string_equal(is, wanted);
}

#endif
