/* Examples: a spec's own tests (language.md §10). */
#ifndef SHAI_LANG_EXAMPLE_H
#define SHAI_LANG_EXAMPLE_H

#include "lang/spec.h"
#include "runtime/result.h"

struct shai_example_outcome {
    const char *name;
    struct shai_span span;
    bool passed;
    const char **failures; /* a line each: what was expected and what came, in the reader's language */
    size_t failure_count;
};

/* Runs every example of a spec. The outcomes are the arena's. */
struct shai_example_outcome *shai_examples_run(struct shai_arena *arena, struct shai_diags *diags,
                                               const struct shai_spec *spec, const struct shai_program *program,
                                               enum shai_lang lang, size_t *count);

#endif
