/* Fuzzes the readers of samples, CSV and NDJSON, and the machine behind them: every row is a result or refused. */
#include "lang/spec.h"
#include "runtime/result.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const char spec_text[] =
    "spec f { title \"f\" version \"1\" product \"p\" issuer \"i\" effective 2025-01-01 ~ not detected counts 0\n"
    "standard S \"GB 1-2020\" \"s\"\n"
    "grade G { \"1\", \"1-2\", \"2\" }\n"
    "attribute m \"material\" : choice { a, b }\n"
    "attribute l : text\n"
    "attribute q : number mm in 0 ~ 100\n"
    "item x { basis S \"1\" method S \"2\" measure number mg/kg limit by m { a: ≤ 10; b: < 5 } hazard "
    "serious }\n"
    "item y { basis S \"1\" method S \"2\" measure p : number % detection limit 0.01 measure r : number ℃\n"
    "  value p × 2 limit ≤ 1/3 hazard general }\n"
    "item z { basis S \"1\" method S \"2\" measure grade G limit ≥ \"1-2\" hazard general }\n"
    "item c { basis S \"1\" method S \"2\" measure conformity hazard general }\n"
    "item t { basis S \"1\" require l matches /a+b/ and q ≥ 3 hazard general }\n"
    "}\n";

static struct shai_panic panic;
static struct shai_arena unit, file, run;
static struct shai_program *program;

static void prepare(void)
{
    static struct shai_sources sources;
    static struct shai_diags diags;
    shai_arena_init(&unit, &shai_mem_libc, &panic);
    shai_sources_init(&sources, &unit);
    shai_diags_init(&diags, &unit, &sources);
    const struct shai_spec *spec =
        shai_spec_from_text(&unit, &diags, &sources, "f", spec_text, sizeof spec_text - 1, NULL);
    if (!diags.errors) program = shai_compile(&unit, &diags, spec);
    if (!program) abort();
}

static void walk(struct shai_out *out, const char *text, size_t len)
{
    struct shai_diags diags;
    shai_diags_init(&diags, &file, NULL);
    struct shai_sample sample = {.facts = SHAI_NEW_N(&file, struct shai_fact, program->input_count)};
    struct shai_run *machine = shai_run_new(&file, program, true);
    struct shai_reader *reader = shai_reader_open_text(&file, &diags, program, text, len, "data", SHAI_FORMAT_AUTO);
    for (;;) {
        shai_arena_reset(&run);
        enum shai_next next = shai_reader_next(reader, &run, &diags, &sample);
        if (next == SHAI_NEXT_END || next == SHAI_NEXT_BROKEN) break;
        if (next == SHAI_NEXT_REFUSED || shai_run_sample(machine, &run, &sample) != SHAI_RUN_OK) continue;
        struct shai_slice id = sample.fields[SHAI_FIELD_SAMPLE_ID];
        shai_result_csv(out, machine, id.s, id.len);
        shai_result_ndjson(out, shai_result_make(&run, machine));
    }
    shai_reader_close(reader);
    shai_diags_print(out, &diags, (struct shai_diag_style){SHAI_EN, 1, false, 0});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct shai_out out;
    static int null = -1;
    if (null < 0) {
        null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (!SHAI_TRY(&panic)) abort();
        prepare();
    }
    shai_out_init(&out, null);
    shai_arena_init(&file, &shai_mem_libc, &panic);
    shai_arena_init(&run, &shai_mem_libc, &panic);
    if (SHAI_TRY(&panic)) walk(&out, (const char *)data, len);
    shai_arena_release(&run);
    shai_arena_release(&file);
    return 0;
}
