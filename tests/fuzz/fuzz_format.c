/* Fuzzes the formatter: what holds of every text that parses (format_law.h) holds of these. A text that holds a NUL
 * is none: it is refused (U0131). */
#include "tests/fuzz/mutate.h"
#include "tests/unit/format_law.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size && memchr(data, 0, size)) return 0;
    struct shai_panic panic;
    struct shai_arena arena;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    if (!SHAI_TRY(&panic)) abort();
    bool parsed;
    const char *broken = format_law(&arena, shai_arena_strndup(&arena, (const char *)data, size), size, &parsed);
    if (broken) {
        fprintf(stderr, "%s\n", broken);
        abort();
    }
    shai_arena_release(&arena);
    return 0;
}
