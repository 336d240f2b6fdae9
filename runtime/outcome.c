/* From truths to outcomes, from outcomes to the verdict (language.md §8). In: what the instructions of items and of
 * the verdict are given. Out: run->items and the fields behind it. It computes no numbers and reads no facts. */
#include "runtime/outcome.h"

#include <string.h>

const uint64_t *shai_causes_union(const struct shai_run *run, struct shai_arena *arena, const uint64_t *a,
                                  const uint64_t *b)
{
    uint32_t words = run->program->cause_words;
    uint64_t *r = shai_arena_alloc(arena, words * sizeof *r);
    for (uint32_t i = 0; i < words; i++) r[i] = a[i] | b[i];
    return r;
}

const uint64_t *shai_causes_one(const struct shai_run *run, struct shai_arena *arena, uint32_t cause)
{
    uint64_t *r = shai_arena_zalloc(arena, run->program->cause_words, sizeof *r);
    r[cause / 64] |= (uint64_t)1 << cause % 64;
    return r;
}

bool shai_causes_lack(const struct shai_run *run, const uint64_t *set)
{
    if (!set || !run->any_missing) return false;
    for (uint32_t i = 0; i < run->program->cause_words; i++)
        if (set[i] & run->missing[i]) return true;
    return false;
}

static bool undecided(const struct shai_item_run *it)
{
    return it->outcome == SHAI_INCONCLUSIVE || it->outcome == SHAI_UNTESTED;
}

bool shai_outcome_gate(struct shai_run *run, struct shai_arena *arena, uint32_t item, struct shai_ground group,
                       struct shai_ground own)
{
    struct shai_item_run *it = &run->items[item];
    if (it->settled) return false;
    if (group.truth == SHAI_NO || (own.truth == SHAI_NO && group.truth != SHAI_YES)) {
        it->gate_causes = shai_causes_join(run, arena, it->gate_causes, group.truth == SHAI_NO ? group.set : own.set);
        if (group.truth != SHAI_NO) {
            it->passed_over = true;
            it->passed_causes = shai_causes_join(run, arena, it->passed_causes, group.set);
        }
        return false;
    }
    it->gate_causes = shai_causes_join(run, arena, it->gate_causes, shai_causes_join(run, arena, group.set, own.set));
    bool applies = group.truth == SHAI_YES && own.truth == SHAI_YES;
    if (applies && !it->passed_over) return true;
    if (applies) it->gate_causes = shai_causes_join(run, arena, it->gate_causes, it->passed_causes);
    it->settled = true;
    it->causes = it->gate_causes;
    it->outcome = own.truth == SHAI_NO ? SHAI_INAPPLICABLE : SHAI_INCONCLUSIVE;
    it->not_applied = own.truth != SHAI_NO;
    return false;
}

void shai_outcome_judge(struct shai_run *run, struct shai_arena *arena, uint32_t item, uint32_t variant,
                        struct shai_ground ground, const struct shai_interval *value, const uint64_t *value_set,
                        bool value_fixed)
{
    struct shai_item_run *it = &run->items[item];
    if (it->settled) return;
    it->settled = true;
    it->variant = variant;
    it->causes = shai_causes_join(run, arena, it->gate_causes, ground.set);
    bool lacks = shai_causes_lack(run, it->causes);
    switch (ground.truth) {
    case SHAI_YES: it->outcome = lacks ? SHAI_UNTESTED : SHAI_PASS; break; /* a pass never rests on a range */
    case SHAI_NO: it->outcome = SHAI_FAIL; break;
    case SHAI_T_INAPPLICABLE: it->outcome = SHAI_INAPPLICABLE; break;
    case SHAI_T_UNJUDGED: it->outcome = SHAI_UNJUDGED; break;
    default:
        it->outcome = lacks ? SHAI_UNTESTED : SHAI_INCONCLUSIVE;
        it->may_not_apply = ground.truth == SHAI_T_OPEN;
        break;
    }
    if (!value || ground.truth == SHAI_T_INAPPLICABLE || ground.truth == SHAI_T_OPEN) return;
    it->has_value = true;
    it->value = *value;
    it->value_fixed = value_fixed;
    it->value_causes = shai_causes_join(run, arena, it->gate_causes, value_set);
}

void shai_outcome_specimen(struct shai_run *run, struct shai_arena *arena, uint32_t item, struct shai_ground ground)
{
    struct shai_item_run *it = &run->items[item];
    if (it->settled) return;
    it->count++;
    bool passes = ground.truth == SHAI_YES && !shai_causes_lack(run, ground.set);
    if (ground.truth == SHAI_NO) {
        it->fails++;
        it->fail_causes = shai_causes_join(run, arena, it->fail_causes, ground.set);
    } else if (passes || ground.truth == SHAI_T_INAPPLICABLE || ground.truth == SHAI_T_UNJUDGED) {
        if (passes) it->passes++;
        if (ground.truth == SHAI_T_UNJUDGED) it->unjudged++;
        it->pass_causes = shai_causes_join(run, arena, it->pass_causes, ground.set);
    } else {
        it->opens++;
        it->may_not_apply |= ground.truth == SHAI_T_OPEN;
        it->open_causes = shai_causes_join(run, arena, it->open_causes, ground.set);
    }
}

void shai_outcome_judge_each(struct shai_run *run, struct shai_arena *arena, uint32_t item, uint32_t variant)
{
    struct shai_item_run *it = &run->items[item];
    uint16_t allow = run->program->items[item].variants[variant].allow;
    if (it->settled) return;
    it->settled = true;
    it->variant = variant;
    it->specimen = it->count; /* the last one, unless a failing one is graded */
    const uint64_t *set = it->pass_causes;
    bool failed = it->fails > allow, decided = failed || it->fails + it->opens <= allow || !it->opens;
    if (failed) set = it->fail_causes;
    else if (!decided || (it->opens && !it->passes)) set = it->open_causes;
    it->causes = shai_causes_join(run, arena, it->gate_causes, set);
    bool lacks = shai_causes_lack(run, it->causes);
    if (failed) it->outcome = SHAI_FAIL;
    else if (decided && it->passes) it->outcome = lacks ? SHAI_UNTESTED : SHAI_PASS;
    else if (decided && !it->fails && !it->opens) it->outcome = it->unjudged ? SHAI_UNJUDGED : SHAI_INAPPLICABLE;
    else it->outcome = lacks ? SHAI_UNTESTED : SHAI_INCONCLUSIVE;
    if (it->outcome != SHAI_INCONCLUSIVE && it->outcome != SHAI_UNTESTED) it->may_not_apply = false;
}

void shai_outcome_hazard(struct shai_run *run, struct shai_arena *arena, uint32_t item,
                         const struct shai_interval *grade, const uint64_t *set, uint16_t specimen)
{
    struct shai_item_run *it = &run->items[item];
    if (!it->settled || it->outcome != SHAI_FAIL) return;
    struct shai_num one = SHAI_NUM_INT(SHAI_GENERAL);
    struct shai_num top = shai_interval_is_point(grade) ? grade->lo : grade->hi;
    bool serious = (grade->flags & SHAI_HI_INF) || shai_num_cmp(top, one) > 0;
    bool certain = !(grade->flags & SHAI_LO_INF) && shai_num_cmp(grade->lo, one) > 0;
    enum shai_hazard gravest = serious ? SHAI_SERIOUS : SHAI_GENERAL;
    bool open = serious && !certain;
    if (gravest > it->hazard && specimen) it->specimen = specimen;
    if (gravest > it->hazard || (gravest == it->hazard && !open)) {
        it->hazard = (uint8_t)gravest;
        it->hazard_open = open;
        it->hazard_causes = NULL;
    }
    if (it->hazard_open && open) {
        it->hazard_causes = shai_causes_join(run, arena, it->hazard_causes, set);
        if (!it->hazard_causes) it->hazard_causes = run->none;
    }
}

struct shai_ground shai_outcome_applies(const struct shai_run *run, uint32_t item)
{
    const struct shai_item_run *it = &run->items[item];
    if (!it->settled) return (struct shai_ground){SHAI_NO, it->gate_causes};
    if (it->outcome == SHAI_INAPPLICABLE) return (struct shai_ground){SHAI_NO, it->causes};
    if (it->not_applied || it->may_not_apply) return (struct shai_ground){SHAI_UNKNOWN, it->causes};
    return (struct shai_ground){SHAI_YES, it->gate_causes};
}

struct shai_ground shai_outcome_is(const struct shai_run *run, uint32_t item, enum shai_outcome which)
{
    const struct shai_item_run *it = &run->items[item];
    if (!it->settled) return (struct shai_ground){SHAI_NO, it->gate_causes};
    uint8_t truth = undecided(it) ? SHAI_UNKNOWN : it->outcome == which ? SHAI_YES : SHAI_NO;
    return (struct shai_ground){truth, it->causes};
}

struct shai_interval shai_outcome_count(const struct shai_run *run, struct shai_arena *arena, enum shai_hazard grade,
                                        const uint64_t **set)
{
    int64_t failed = 0, open = 0;
    uint64_t *all = NULL;
    uint32_t words = run->program->cause_words;
    for (uint32_t i = 0; i < run->program->item_count; i++) {
        const struct shai_item_run *it = &run->items[i];
        if (!it->settled) continue;
        if (it->outcome == SHAI_FAIL && it->hazard == grade) failed++;
        if (!undecided(it)) continue;
        open++;
        if (!it->causes) continue;
        if (!all) all = shai_arena_zalloc(arena, words, sizeof *all);
        for (uint32_t w = 0; w < words; w++) all[w] |= it->causes[w];
    }
    *set = all;
    return open ? shai_interval_make(SHAI_NUM_INT(failed), SHAI_NUM_INT(failed + open), 0)
                : shai_interval_point(SHAI_NUM_INT(failed));
}

void shai_outcome_raise(struct shai_run *run, enum shai_hazard grade, uint8_t truth)
{
    if (truth == SHAI_YES && grade > run->raise_to) run->raise_to = grade;
    if (truth == SHAI_UNKNOWN && grade > run->raise_unknown) run->raise_unknown = grade;
}

/* The value of the specimen that results show. Other items had none of this one, so it comes last. */
static void show_specimen(struct shai_run *run, uint32_t item)
{
    struct shai_item_run *it = &run->items[item];
    const struct shai_variant *w = &run->program->items[item].variants[it->variant];
    if (it->specimen > w->judged_count || it->outcome == SHAI_INAPPLICABLE || it->may_not_apply) return;
    uint16_t reg = w->judged[it->specimen - 1].value_reg;
    if (reg == SHAI_NONE16) return;
    it->has_value = true;
    it->value = run->num[reg];
    it->value_fixed = run->fixed[reg];
}

void shai_outcome_end(struct shai_run *run)
{
    size_t of[SHAI_OUTCOME_COUNT] = {0};
    enum shai_hazard hazard = SHAI_HAZARD_NONE;
    for (uint32_t i = 0; i < run->program->item_count; i++) {
        struct shai_item_run *it = &run->items[i];
        if (!it->settled) { /* no group of it holds */
            it->outcome = SHAI_INAPPLICABLE;
            it->causes = it->gate_causes;
        }
        if (!it->causes) it->causes = run->none;
        if (it->specimen) show_specimen(run, i);
        of[it->outcome]++;
        if (it->hazard > hazard) hazard = (enum shai_hazard)it->hazard;
    }
    bool incomplete = of[SHAI_INCONCLUSIVE] || of[SHAI_UNTESTED] || !of[SHAI_PASS];
    run->verdict = of[SHAI_FAIL] ? SHAI_VERDICT_FAIL : incomplete ? SHAI_VERDICT_INCOMPLETE : SHAI_VERDICT_PASS;
    run->raised = run->raise_open = false;
    if (run->verdict == SHAI_VERDICT_FAIL) {
        run->raised = run->raise_to > hazard;
        if (run->raised) hazard = run->raise_to;
        run->raise_open = run->raise_unknown > hazard;
    }
    run->hazard = hazard;
}
