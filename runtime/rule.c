/* Comparisons under a decision rule. In: two numbers with their expanded uncertainties. Out: a truth, and what left
 * it open. It knows no item: who asks says under which rule. */
#include "runtime/rule.h"

/* a + U (sign > 0) or a - U, without U. */
static struct shai_interval shifted(struct shai_arena *arena, const struct shai_interval *a, int sign)
{
    struct shai_interval r = *a, u;
    r.flags &= ~(uint32_t)SHAI_U_FLAGS;
    if (!(a->flags & SHAI_U_GIVEN)) return r;
    u = shai_interval_point(a->u);
    if (sign > 0) shai_interval_add(arena, &r, &r, &u, false, true);
    else shai_interval_sub(arena, &r, &r, &u, false, true);
    return r;
}

static enum shai_truth exact(enum shai_opcode op, const struct shai_interval *a, const struct shai_interval *b)
{
    if (op == SHAI_I_LT) return shai_interval_lt(a, b);
    return op == SHAI_I_LE ? shai_interval_le(a, b) : shai_interval_eq(a, b);
}

/* Do all of a ± U hold against all of b ± U, for whatever points a and b may be? */
static enum shai_truth against(struct shai_arena *arena, enum shai_opcode op, const struct shai_interval *a,
                               const struct shai_interval *b)
{
    if (op == SHAI_I_EQ) return SHAI_NO; /* a U above 0 holds more than one number */
    struct shai_interval x = shifted(arena, a, 1), y = shifted(arena, b, -1);
    return exact(op, &x, &y);
}

/* Does something of a ± U hold against something of b ± U? */
static enum shai_truth in_favour(struct shai_arena *arena, enum shai_opcode op, const struct shai_interval *a,
                                 const struct shai_interval *b)
{
    struct shai_interval a_low = shifted(arena, a, -1), b_high = shifted(arena, b, 1);
    if (op != SHAI_I_EQ) return exact(op, &a_low, &b_high);
    struct shai_interval a_high = shifted(arena, a, 1), b_low = shifted(arena, b, -1);
    enum shai_truth low = shai_interval_le(&a_low, &b_high), high = shai_interval_le(&b_low, &a_high);
    return low < high ? low : high;
}

static bool has_u(const struct shai_interval *a)
{
    return (a->flags & SHAI_U_GIVEN) && shai_num_sign(a->u) > 0;
}

struct shai_comparison shai_rule_compare(struct shai_arena *arena, enum shai_opcode op, enum shai_rule rule,
                                         const struct shai_interval *a, const struct shai_interval *b)
{
    struct shai_comparison r = {exact(op, a, b), false, false};
    if (rule == SHAI_RULE_SIMPLE || r.truth == SHAI_UNKNOWN) return r;
    if ((a->flags | b->flags) & SHAI_U_LOST) {
        r.lost = true;
        r.truth = SHAI_UNKNOWN;
        return r;
    }
    if (!has_u(a) && !has_u(b)) return r;
    enum shai_truth worst = against(arena, op, a, b), best = in_favour(arena, op, a, b);
    if (rule == SHAI_RULE_GUARDED) r.truth = worst;
    if (rule == SHAI_RULE_GUARDED_NOT) r.truth = best;
    if (rule != SHAI_RULE_CERTAIN || worst == best) return r;
    r.open = true;
    r.truth = SHAI_UNKNOWN;
    return r;
}

void shai_rule_widen(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a)
{
    struct shai_interval low = shifted(arena, a, -1), high = shifted(arena, a, 1);
    shai_interval_join(&low, &high);
    *r = low;
}
