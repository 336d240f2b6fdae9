/* Inside the search for an example that notices a mutant (kill.c): its state. Not for others. */
#ifndef SHAI_LANG_KILLER_H
#define SHAI_LANG_KILLER_H

#include "lang/example.h"
#include "lang/mutate.h"

/* Something that a sample sets. */
struct shai_kill_variable {
    const struct shai_decl *decl;
    uint32_t input, count; /* with its specimens */
    const char *target;    /* as an example names it */
    bool relevant;         /* to the items that the mutant is about, and one value */
    bool marked;
};

struct shai_kill {
    struct shai_mutation *m;
    const struct shai_mutant *mutant;
    const struct shai_program *p, *q;
    struct shai_run *run_p, *run_q;
    uint32_t *input_of; /* of each input of q: that of p, or SHAI_NONE32 */
    struct shai_kill_variable *variables;
    size_t variable_count;
    bool *relevant; /* items */
    const char *owner;
    bool mentions_owner;
    bool decided; /* only what the spec decides counts as a difference */
    /* the state at hand */
    struct shai_fact *facts, *facts_q;
    bool *not_detected; /* inputs of p that are set to that */
    const char **lines; /* of each variable: what an example says to set it; NULL: not set */
    size_t left;
};

/* What one variable is set to. */
struct shai_kill_setting {
    struct shai_fact *facts; /* with its specimens */
    const char *line;
    bool not_detected;
};

/* Makes the state ready: m, mutant, p, q and left are set. Nothing is set in the sample. */
void shai_kill_start(struct shai_kill *s);
/* Takes back what a variable is set to. */
void shai_kill_clear(struct shai_kill *s, size_t variable);
/* Sets a variable to what stands in a cell. written: as an example writes it. False where it is refused. */
bool shai_kill_set(struct shai_kill *s, size_t variable, const char *text, const char *written);
/* What a variable is set to, to be put back. */
struct shai_kill_setting shai_kill_keep(const struct shai_kill *s, size_t variable);
void shai_kill_put_back(struct shai_kill *s, size_t variable, const struct shai_kill_setting *kept);
/* Judges the sample by both. Is there a difference that counts? It costs one of `left`; false where none is left. */
bool shai_kill_differs(struct shai_kill *s);
/* Does the outcome of that item differ, and count? Of the state that was judged last. */
bool shai_kill_item_differs(const struct shai_kill *s, uint32_t item);
/* A name as an example writes it. */
const char *shai_kill_name(struct shai_arena *arena, const char *name);

#endif
