/* Coverage: which of the things that a spec can say its tests have seen.
 *
 * In: a spec compiled with its choices, and runs (with explain). Out: points, each covered or not: every item seen
 * to pass, to fail, and left open (untested or inconclusive) — of a recorded item only that it was recorded —, every
 * case taken, every cell of a table used, every case of the verdict. An alternative counts as taken where it alone
 * was possible. What a library says is the library's. */
#ifndef SHAI_LANG_COVERAGE_H
#define SHAI_LANG_COVERAGE_H

#include "lang/spec.h"
#include "runtime/vm.h"

enum shai_point_kind {
    SHAI_POINT_PASS,
    SHAI_POINT_FAIL,
    SHAI_POINT_OPEN,
    SHAI_POINT_RECORDED,
    SHAI_POINT_CASE,
    SHAI_POINT_CELL,
    SHAI_POINT_RAISE,
    SHAI_POINT_KINDS,
};

struct shai_point {
    enum shai_point_kind kind;
    uint32_t item, variant; /* of a case: SHAI_NONE32 where no item is judged */
    struct shai_span span;
    uint32_t line;
    bool covered;
};

struct shai_coverage {
    const struct shai_program *program;
    const struct shai_choices *choices;
    struct shai_point *points; /* in order of their lines */
    size_t count, cap, covered;
    uint32_t *point_of; /* of each choice: its point, or SHAI_NONE32 */
    uint32_t *joins;    /* scratch, a register each: alternatives that were possible */
};

void shai_coverage_start(struct shai_coverage *coverage, struct shai_arena *arena, const struct shai_spec *spec,
                         const struct shai_program *program, const struct shai_choices *choices);
/* What a test saw. run->program may be a copy of the program. */
void shai_coverage_add(struct shai_coverage *coverage, const struct shai_run *run);
/* Counts `covered`. */
void shai_coverage_finish(struct shai_coverage *coverage);
/* Per cent, rounded down: 100 only where nothing is missing. */
unsigned shai_coverage_percent(const struct shai_coverage *coverage);

#endif
