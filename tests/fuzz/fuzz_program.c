/* Fuzzes the loader of program files: any bytes either verify or are refused. What verifies is listed, saved (and
 * must give the same bytes after one more load), and run on a sample without cells and on one with all, within the
 * steps it announces. */
#include "runtime/result.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct shai_strbuf save(struct shai_arena *arena, const struct shai_program *program)
{
    struct shai_strbuf bytes;
    shai_strbuf_init(&bytes, arena);
    shai_program_save(&bytes, program);
    return bytes;
}

/* A value in every place: where it is no number, one that no laboratory would write. */
static void fill(const struct shai_program *program, struct shai_sample *sample)
{
    for (uint32_t i = 0; i < program->input_count; i++) {
        struct shai_fact *f = &sample->facts[i];
        bool listed = program->inputs[i].type == SHAI_V_CHOICE || program->inputs[i].type == SHAI_V_GRADE;
        f->state = SHAI_FACT_KNOWN;
        f->truth = SHAI_YES;
        f->text = "本品不适合 ３ 岁以下儿童";
        f->text_len = strlen(f->text);
        f->reported = "1";
        f->reported_len = 1;
        f->exact = listed || i % 3 != 0;
        f->num = f->exact ? shai_interval_point(SHAI_NUM_INT(listed ? 0 : 736330 + (int64_t)i))
                          : shai_interval_make(SHAI_NUM_INT(1), (struct shai_num){{.n = INT64_MAX}, 3}, 0);
    }
}

static void run(struct shai_arena *arena, struct shai_out *out, const struct shai_program *program)
{
    struct shai_sample sample = {.facts = SHAI_NEW_N(arena, struct shai_fact, program->input_count)};
    struct shai_run *machine = shai_run_new(arena, program, true);
    for (int filled = 0; filled < 2; filled++) {
        shai_sample_clear(program, &sample);
        if (filled) fill(program, &sample);
        if (shai_run_sample(machine, arena, &sample) != SHAI_RUN_OK) continue;
        if (machine->steps > program->steps) abort();
        shai_result_ndjson(out, shai_result_make(arena, machine));
    }
}

static void walk(struct shai_arena *arena, struct shai_out *out, const uint8_t *data, size_t len)
{
    const char *why = NULL;
    struct shai_program *program = shai_program_load(arena, data, len, &why);
    if (!program) {
        if (!why || !*why) abort();
        return;
    }
    shai_program_disasm(arena, out, program);
    struct shai_strbuf bytes = save(arena, program);
    struct shai_program *again = shai_program_load(arena, bytes.s, bytes.len, &why);
    if (!again) abort();
    struct shai_strbuf twice = save(arena, again);
    if (twice.len != bytes.len || memcmp(twice.s, bytes.s, bytes.len) != 0) abort();
    run(arena, out, program);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct shai_out out;
    static struct shai_panic panic;
    static struct shai_arena arena;
    static int null = -1;
    if (null < 0) null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    shai_out_init(&out, null);
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    if (SHAI_TRY(&panic)) walk(&arena, &out, data, len);
    shai_arena_release(&arena);
    return 0;
}
