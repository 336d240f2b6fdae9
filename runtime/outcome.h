/* What a run says of its items and of the sample (language.md §8). Private to vm.c and outcome.c.
 *
 * A set of causes is a pointer to cause_words words, or NULL where it is empty. Sets are shared and never changed. */
#ifndef SHAI_RUNTIME_OUTCOME_H
#define SHAI_RUNTIME_OUTCOME_H

#include "runtime/vm.h"

/* A truth register before anything was joined to it. */
enum { SHAI_T_NOTHING = 255 };

/* The union of two sets that are not empty, in the arena. */
const uint64_t *shai_causes_union(const struct shai_run *run, struct shai_arena *arena, const uint64_t *a,
                                  const uint64_t *b);
/* The union: an operand where that is enough, and so NULL without a call where nothing is unknown. */
static inline const uint64_t *shai_causes_join(const struct shai_run *run, struct shai_arena *arena,
                                               const uint64_t *a, const uint64_t *b)
{
    if (!a || a == b) return b;
    if (!b) return a;
    return shai_causes_union(run, arena, a, b);
}
/* The set of one cause. */
const uint64_t *shai_causes_one(const struct shai_run *run, struct shai_arena *arena, uint32_t cause);
/* Does the set hold a reading that is missing in this sample? */
bool shai_causes_lack(const struct shai_run *run, const uint64_t *set);

/* A truth with the set it rests on. */
struct shai_ground {
    uint8_t truth;
    const uint64_t *set;
};

/* GATE. True: judge the item; false: continue at the target. */
bool shai_outcome_gate(struct shai_run *run, struct shai_arena *arena, uint32_t item, struct shai_ground group,
                       struct shai_ground own);
/* JUDGE. value: NULL where the item has none. */
void shai_outcome_judge(struct shai_run *run, struct shai_arena *arena, uint32_t item, uint32_t variant,
                        struct shai_ground ground, const struct shai_interval *value, const uint64_t *value_set,
                        bool value_fixed);
/* SPECIMEN. */
void shai_outcome_specimen(struct shai_run *run, struct shai_arena *arena, uint32_t item, struct shai_ground ground);
/* JUDGE_EACH. */
void shai_outcome_judge_each(struct shai_run *run, struct shai_arena *arena, uint32_t item, uint32_t variant);
/* HAZARD. specimen: the one that is graded, or 0. */
void shai_outcome_hazard(struct shai_run *run, struct shai_arena *arena, uint32_t item,
                         const struct shai_interval *grade, const uint64_t *set, uint16_t specimen);
struct shai_ground shai_outcome_applies(const struct shai_run *run, uint32_t item);
/* ITEM_FAILS, ITEM_PASSES: is the outcome `which`? */
struct shai_ground shai_outcome_is(const struct shai_run *run, uint32_t item, enum shai_outcome which);
/* COUNT. */
struct shai_interval shai_outcome_count(const struct shai_run *run, struct shai_arena *arena, enum shai_hazard grade,
                                        const uint64_t **set);
void shai_outcome_raise(struct shai_run *run, enum shai_hazard grade, uint8_t truth);
/* END: items that no variant settled, verdict, hazard. */
void shai_outcome_end(struct shai_run *run);

#endif
