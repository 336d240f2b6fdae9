/* Mutation testing: which small changes of a spec do its tests not notice?
 *
 * In: a spec, its program, its table of cases (?). Out: mutants, each noticed or not; of those that survive, where
 * one can be found, an example that would notice it. A mutant is compiled from its source, as if someone had written
 * it; one that does not compile is none. Every test must pass on the spec itself. */
#ifndef SHAI_LANG_MUTATE_H
#define SHAI_LANG_MUTATE_H

#include "lang/case_table.h"
#include "lang/mutant.h"

struct shai_survivor {
    const struct shai_mutant *mutant;
    uint32_t line;
    const char *reason;  /* ? why it may survive, as the spec explains it */
    const char *example; /* ? its declaration, in lines */
    bool untried;        /* no example was found because too many were looked for */
};

struct shai_mutation {
    /* in */
    struct shai_arena *arena;        /* of what comes out */
    struct shai_arena *work, *probe; /* reset for every mutant, for every sample tried */
    struct shai_diags *diags;        /* of the spec: mistakes in its explanations */
    const struct shai_spec *spec;
    const struct shai_program *program;
    const struct shai_search *search;
    const struct shai_case_source *table; /* ? its table of cases */
    /* out */
    size_t count, noticed, explained;
    struct shai_survivor *survivors;
    size_t survivor_count, survivor_cap;
};

void shai_mutate(struct shai_mutation *mutation);

/* Inside: an example that gives one outcome by the spec and another by the mutant's program; NULL where none is found
 * within *budget, of which what was tried is taken. kill.c */
const char *shai_mutant_killer(struct shai_mutation *mutation, const struct shai_mutant *mutant,
                               const struct shai_program *changed, size_t *budget);

#endif
