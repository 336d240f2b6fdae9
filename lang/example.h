/* Examples: a spec's own tests (language.md §10). */
#ifndef SHAI_LANG_EXAMPLE_H
#define SHAI_LANG_EXAMPLE_H

#include "lang/expect.h"
#include "lang/spec.h"

/* The examples of one spec, judged one by one. */
struct shai_examples {
    struct shai_arena *arena;
    struct shai_diags *diags;
    const struct shai_spec *spec;
    const struct shai_program *program; /* it gives reasons in the reader's language */
    struct shai_run *run;               /* of the example judged last */
    struct shai_sample sample;
    enum shai_lang lang;
};

enum shai_example_status {
    SHAI_EXAMPLE_JUDGED,
    SHAI_EXAMPLE_UNREADABLE, /* a cell cannot be read; its diagnostic was added */
    SHAI_EXAMPLE_MATCH_LIMIT,
};

/* explain: the run keeps which instructions were executed. */
void shai_examples_start(struct shai_examples *examples, struct shai_arena *arena, struct shai_diags *diags,
                         const struct shai_spec *spec, const struct shai_program *program, enum shai_lang lang,
                         bool explain);
/* Judges one; its sample and outcomes are in `run` memory until the next. */
enum shai_example_status shai_example_judge(struct shai_examples *examples, struct shai_arena *run, size_t index);
/* What its `expect` say, one each. */
struct shai_expectation *shai_example_expectations(struct shai_arena *arena, const struct shai_spec *spec,
                                                   size_t index, size_t *count);
/* Judges one and holds it against its expectations. The outcome is in the memory of `examples`. */
enum shai_example_status shai_example_run(struct shai_examples *examples, struct shai_arena *run, size_t index,
                                          struct shai_test_outcome *out);

/* Runs every example of a spec. The outcomes are the arena's. */
struct shai_test_outcome *shai_examples_run(struct shai_arena *arena, struct shai_diags *diags,
                                            const struct shai_spec *spec, const struct shai_program *program,
                                            enum shai_lang lang, size_t *count);

#endif
