/* What `sushai test` found in one spec, and the forms in which it is reported. */
#ifndef SHAI_CMD_TESTING_H
#define SHAI_CMD_TESTING_H

#include "cmd/context.h"
#include "lang/coverage.h"
#include "lang/expect.h"
#include "lang/mutate.h"

enum { SHAI_TEST_TEXT, SHAI_TEST_TAP, SHAI_TEST_JUNIT, SHAI_TEST_JSON };
#define SHAI_TEST_FORMATS "text|tap|junit|json"

/* The tests of one spec: its examples, the rows of its table. In the unit arena. */
struct shai_test_suite {
    const char *file;
    struct shai_test_outcome *tests;
    size_t count, cap;
    size_t passed, failed, skipped;
    bool errors; /* the spec, or its table, has errors */
};

struct shai_test_report {
    struct shai_cmd *cmd;
    int format;
    size_t files, number, errors; /* of suites, of tests, of suites with errors so far */
    size_t passed, failed, skipped;
};

void shai_test_add(struct shai_arena *arena, struct shai_test_suite *suite, struct shai_test_outcome outcome);

void shai_testing_begin(struct shai_test_report *report);
/* The tests of a spec. Counts them in the report. */
void shai_testing_suite(struct shai_test_report *report, const struct shai_test_suite *suite);
/* Behind what belongs to the spec besides its tests (coverage, mutants). */
void shai_testing_suite_end(struct shai_test_report *report);
/* What the tests of a spec cover: in the margin of its source where something is missing (text), counts and what is
 * missing (JSON), a comment (TAP). */
void shai_testing_coverage(struct shai_test_report *report, const struct shai_spec *spec,
                           const struct shai_coverage *coverage);
/* The mutants that no test notices: as differences of source lines, each with an example that would notice it (text);
 * as objects (JSON); a comment (TAP). */
void shai_testing_mutants(struct shai_test_report *report, const struct shai_mutation *mutation);
void shai_testing_end(struct shai_test_report *report);

#endif
