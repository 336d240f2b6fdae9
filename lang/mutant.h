/* Mutants: the small changes of a spec that its tests should notice.
 *
 * In: a checked spec. Out: for each place of its own source where a rule could be wrong by a little, the text that
 * would stand there: a number one unit of its last place up and down, a date a day, a grade its neighbour; ≤ for <,
 * and for or, + for −, one hazard for the other; a clause or a case left out. Nothing is compiled here.
 *
 * What no example can notice has no mutants: titles, texts of problems and letters, standards and their days, the
 * days a spec is in force (examples without a sampling date are not held to them), which readings are accepted at
 * all. */
#ifndef SHAI_LANG_MUTANT_H
#define SHAI_LANG_MUTANT_H

#include "lang/spec.h"

struct shai_mutant {
    const char *name; /* stable: owner, clause, what stands there → what would: 铅.限值:90→91 */
    struct shai_span span;
    const char *text;  /* in place of the span */
    const char *owner; /* ? the item, family, table or named value it belongs to */
    const char *row;   /* ? the first cell of the row it stands in */
};

struct shai_mutants {
    struct shai_mutant *at;
    size_t count, cap;
};

void shai_mutants_list(struct shai_arena *arena, const struct shai_spec *spec, struct shai_mutants *out);

/* The source with the mutant in it. */
const char *shai_mutant_source(struct shai_arena *arena, const struct shai_spec *spec,
                               const struct shai_mutant *mutant, size_t *len);

#endif
