/* The two halves of shai_program_verify, and how they say no. Private to verify.c and verify_table.c. */
#ifndef SHAI_RUNTIME_VERIFY_H
#define SHAI_RUNTIME_VERIFY_H

#include "runtime/program.h"

struct shai_verify {
    struct shai_arena *arena;
    struct shai_program *program;
    const char *why; /* the first reason found; NULL: none */
};

/* Notes the reason, unless there is one already. Always false. */
bool shai_verify_fail(struct shai_verify *v, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Everything but the code: counts, texts, numbers, indices between tables; compiles the patterns. */
bool shai_verify_tables(struct shai_verify *v);

#endif
