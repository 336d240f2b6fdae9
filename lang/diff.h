/* What changes between two editions of a spec, in the domain's words.
 *
 * In: two checked specs, of one shai_sources. Out: changes in the order of the new spec, each with what stood there
 * before and stands there now, and what it does to judgement. It evaluates no sample.
 *
 * A change is told to be stricter or laxer only where that is proven: constant bounds by interval arithmetic on the
 * values they accept, cases and tables case by case, conditions that differ by a bound or by a part joined with `and`
 * or `or`. Everything else is OPEN. Nothing is passed over: what no rule knows is a WRITING with its place. */
#ifndef SHAI_LANG_DIFF_H
#define SHAI_LANG_DIFF_H

#include "lang/spec.h"

enum shai_change_kind {
#define CHANGE(id, json, scale, en, zh) SHAI_CHANGE_##id,
#include "lang/change.def"
#undef CHANGE
    SHAI_CHANGE_COUNT
};

enum shai_change_scale { SHAI_SCALE_STRICT, SHAI_SCALE_HAZARD, SHAI_SCALE_REACH };

struct shai_change_info {
    const char *json;
    enum shai_change_scale scale;
    const char *word[2]; /* by enum shai_lang */
};
extern const struct shai_change_info shai_change_infos[SHAI_CHANGE_COUNT];

/* What a change does: nothing to judgement; for every sample the same or a graver outcome (also: more is judged); the
 * same or a milder one; what that is, is not proven. */
enum shai_drift { SHAI_DRIFT_NONE, SHAI_DRIFT_STRICTER, SHAI_DRIFT_LAXER, SHAI_DRIFT_OPEN, SHAI_DRIFT_COUNT };
extern const char *const shai_drift_codes[SHAI_DRIFT_COUNT];
/* In words of the kind: "stricter", "raised", "widened" …; "" for none. */
const char *shai_drift_word(enum shai_change_kind kind, enum shai_drift drift, enum shai_lang lang);

struct shai_change {
    enum shai_change_kind kind;
    enum shai_drift drift;
    const char *item;           /* ? NULL: of the spec itself */
    const char *group;          /* ? title of the group, where the item stands in several */
    const char *subject;        /* ? the declaration, or the case, that it is about */
    const char *before, *after; /* ? NULL: not there */
    const char *note;           /* ? in the reader's language */
    struct shai_span at[2];     /* in OLD and NEW */
    bool has[2];
    struct shai_change *next;
};

/* Items that are one, though their name may have changed. */
struct shai_item_pair {
    const struct shai_decl *old, *new; /* one may be NULL */
};

struct shai_diff {
    bool unchanged; /* the meaning digests agree */
    struct shai_change *first, **tail;
    size_t counts[SHAI_DRIFT_COUNT];
    struct shai_item_pair *pairs;
    size_t pair_count;
};

/* Texts and notes are in `lang`. Both specs are without errors. */
struct shai_diff *shai_diff(struct shai_arena *arena, const struct shai_spec *old, const struct shai_spec *new,
                            enum shai_lang lang);

#endif
