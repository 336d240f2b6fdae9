/* Fuzzes a spec's whole way: scanner, parser, checker, lint, compiler, printer of diagnostics; a program that comes
 * out of it must save, load again and list. */
#include "lang/example.h"
#include "lint/lint.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void walk(struct shai_arena *arena, struct shai_out *out, const char *text, size_t len)
{
    struct shai_sources sources;
    struct shai_diags diags;
    shai_sources_init(&sources, arena);
    shai_diags_init(&diags, arena, &sources);
    struct shai_spec *spec = shai_spec_from_text(arena, &diags, &sources, "fuzz.shai", text, len, NULL);
    shai_lint(arena, &diags, spec, false);
    shai_diags_print(out, &diags, (struct shai_diag_style){SHAI_ZH, 1, false, 0});
    if (diags.errors || !spec->tree || !spec->tree->root || spec->tree->root->kind != SHAI_N_SPEC) return;
    shai_spec_dump(out, spec);
    struct shai_program *program = shai_compile(arena, &diags, spec);
    if (!program) return;
    size_t count;
    shai_examples_run(arena, &diags, spec, program, SHAI_EN, &count);
    struct shai_strbuf bytes;
    shai_strbuf_init(&bytes, arena);
    shai_program_save(&bytes, program);
    const char *why = NULL;
    struct shai_program *loaded = shai_program_load(arena, bytes.s, bytes.len, &why);
    if (!loaded) abort(); /* a program of our own always verifies */
    shai_program_disasm(arena, out, loaded);
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
    if (SHAI_TRY(&panic)) walk(&arena, &out, shai_arena_strndup(&arena, (const char *)data, len), len);
    shai_arena_release(&arena);
    return 0;
}
