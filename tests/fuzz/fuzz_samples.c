/* Fuzzes the readers of samples in all their forms, the maps of columns, and the machine behind them: a row is a
 * result or refused, once, and never refused without a reason. */
#include "lang/spec.h"
#include "runtime/map.h"
#include "runtime/result.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    "item d { basis S \"1\" method S \"2\" measure number mm specimens 3 limit ≤ 5 hazard general }\n"
    "item w { basis S \"1\" method S \"2\" measure number mm specimens mean 2 limit ≤ 5 hazard general }\n"
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

/* How the data are read; drawn from the input, too. */
struct how {
    struct shai_sample_options options;
    size_t map; /* bytes of a map in front of the data */
};

/* Reads a map from memory, as from a file. */
static const struct shai_map *read_map(struct shai_diags *diags, const char *text, size_t len)
{
    static FILE *scratch;
    if (!scratch) scratch = tmpfile();
    if (!scratch) abort();
    rewind(scratch);
    if (ftruncate(fileno(scratch), 0) || pwrite(fileno(scratch), text, len, 0) != (ssize_t)len) abort();
    lseek(fileno(scratch), 0, SEEK_SET);
    struct shai_map *map = shai_map_read(&file, diags, fileno(scratch), "map");
    const struct shai_program *const programs[] = {program};
    shai_map_check(map, &file, diags, programs, 1, NULL);
    return map;
}

/* Samples come out in the order of their rows, each once, and none without an id. */
static void walk(struct shai_out *out, const char *text, size_t len, struct how *how)
{
    struct shai_diags diags;
    shai_diags_init(&diags, &file, NULL);
    if (how->map) how->options.map = read_map(&diags, text, how->map);
    text += how->map, len -= how->map;
    struct shai_sample sample = {.facts = SHAI_NEW_N(&file, struct shai_fact, program->input_count)};
    struct shai_run *machine = shai_run_new(&file, program, true);
    struct shai_reader *reader = shai_reader_open_text_as(&file, &diags, program, text, len, "data", &how->options);
    size_t results = 0, refused = 0;
    uint64_t row = 0;
    enum shai_next next;
    for (;;) {
        shai_arena_reset(&run);
        next = shai_reader_next(reader, &run, &diags, &sample);
        if (next == SHAI_NEXT_END || next == SHAI_NEXT_BROKEN) break;
        refused += next == SHAI_NEXT_REFUSED;
        if (next == SHAI_NEXT_REFUSED && !diags.errors) abort(); /* never without a reason */
        if (next == SHAI_NEXT_REFUSED) continue;
        results++;
        if (sample.row <= row) abort(); /* twice */
        row = sample.row;
        if (!sample.fields[SHAI_FIELD_SAMPLE_ID].len) abort();
        if (shai_run_sample(machine, &run, &sample) != SHAI_RUN_OK) continue;
        struct shai_slice id = sample.fields[SHAI_FIELD_SAMPLE_ID];
        shai_result_csv(out, machine, id.s, id.len);
        shai_result_ndjson(out, shai_result_make(&run, machine));
    }
    if (next == SHAI_NEXT_BROKEN && !diags.errors) abort();
    if (results + refused > len + 1 || diags.errors > 64 * (len + how->map + 1)) abort();
    shai_reader_close(reader);
    shai_diags_print(out, &diags, (struct shai_diag_style){SHAI_EN, 1, false, 0});
}

/* A byte 0xF8 in front, with which no text begins, and two more say how the data are to be read. */
static struct how draw(const uint8_t **data, size_t *len)
{
    static const char delimiters[] = {0, 0, ',', '\t', ';', 0, 0, 0};
    struct how how = {.options = {.format = SHAI_FORMAT_AUTO}};
    if (*len < 3 || **data != 0xF8) return how;
    uint8_t a = (*data)[1], b = (*data)[2];
    how.options.format = (enum shai_sample_format)(a & 3);
    how.options.encoding = (enum shai_encoding)((a >> 2 & 3) % 3);
    how.options.layout = (enum shai_sample_layout)((a >> 4 & 3) % 3);
    how.options.delimiter = delimiters[b & 7];
    *data += 3, *len -= 3;
    how.map = b >> 3 < *len ? b >> 3 : 0;
    return how;
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
    struct how how = draw(&data, &len);
    shai_out_init(&out, null);
    shai_arena_init(&file, &shai_mem_libc, &panic);
    shai_arena_init(&run, &shai_mem_libc, &panic);
    if (SHAI_TRY(&panic)) walk(&out, (const char *)data, len, &how);
    shai_arena_release(&run);
    shai_arena_release(&file);
    return 0;
}
