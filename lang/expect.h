/* What a test expects of a sample, and what came of it: of an example of the spec, or of a row of a table of cases.
 *
 * In: a run. Out: whether it is as expected, and where not, lines for people. It reads no sample. */
#ifndef SHAI_LANG_EXPECT_H
#define SHAI_LANG_EXPECT_H

#include "base/source.h"
#include "runtime/result.h"

struct shai_item_expectation {
    uint32_t item; /* of the program */
    const char *name;
    enum shai_outcome outcome;
};

struct shai_expectation {
    int verdict, hazard; /* enum shai_verdict, enum shai_hazard; -1: nothing is said */
    struct shai_item_expectation *items;
    size_t item_count, item_cap;
};

struct shai_test_outcome {
    const char *name, *note; /* note ? */
    const char *file;        /* spec or table */
    uint32_t line;           /* of a table: its row */
    uint32_t column;         /* 0: of a table */
    bool passed;
    bool skipped;          /* not run: a row that nobody has confirmed */
    const char **failures; /* a line each: what was expected and what came, in the reader's language */
    size_t failure_count, failure_cap;
};

/* Adds a failure. */
void shai_test_fails(struct shai_arena *arena, struct shai_test_outcome *outcome, const char *text);
bool shai_expectation_met(const struct shai_expectation *expected, const struct shai_run *run);
/* Adds a failure for each thing that did not come as expected. Reasons are in the language of the run's program. */
void shai_expectation_hold(struct shai_arena *arena, const struct shai_expectation *expected,
                           const struct shai_run *run, enum shai_lang lang, struct shai_test_outcome *outcome);

/* A word of a test in either language ("符合", "pass"): its value, or -1. */
int shai_expected_verdict(const char *word);
int shai_expected_hazard(const char *word);
int shai_expected_outcome(const char *word);

#endif
