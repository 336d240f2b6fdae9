/* The tokens that the meaning digest is made of, part by part: do two places of two texts mean the same to it? For
 * the comparison of specs, which must pass over nothing. */
#ifndef SHAI_GRAMMAR_MEANING_H
#define SHAI_GRAMMAR_MEANING_H

#include "grammar/parse.h"

struct shai_meaning {
    struct shai_meant {
        const char *id, *text; /* text ? */
        struct shai_span span;
    } * at;
    size_t count;
};

/* The tokens of a text that was parsed without errors. */
struct shai_meaning *shai_meaning_read(struct shai_arena *arena, const struct shai_sources *sources, uint32_t file);
/* Are the tokens in two spans the same? Where not, where[] gets the place of the first ones that differ; where one
 * side ends before the other, its place is the end of its span. */
bool shai_meaning_same(const struct shai_meaning *a, struct shai_span in_a, const struct shai_meaning *b,
                       struct shai_span in_b, struct shai_span where[2]);

#endif
