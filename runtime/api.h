/* The handle of the public API, for the two files that make one: runtime/api.c and lang/api.c. */
#ifndef SHAI_RUNTIME_API_H
#define SHAI_RUNTIME_API_H

#include "include/sushai.h"
#include "runtime/program.h"

struct sushai_program {
    struct shai_mem mem;
    struct shai_panic panic;
    struct shai_arena arena;
    enum shai_lang lang;
    const struct shai_program *program; /* NULL: invalid */
    const char *messages;
    const void *bytes; /* ? its file, once asked for */
    size_t bytes_len;
};

/* A handle without a program, or NULL for want of memory. */
struct sushai_program *shai_api_new(const struct sushai_config *config);
/* Puts diagnostics into words; "" for none. */
const char *shai_api_messages(struct shai_arena *arena, const struct shai_diags *diags, enum shai_lang lang);

#endif
