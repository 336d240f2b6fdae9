/* Intervals of exact numbers. In: intervals as data and literals make them. Out: intervals that enclose, as tightly
 * as an interval can, and three-valued comparisons. It holds nothing against limits and gives no reasons.
 *
 * A result may be one of its operands (r == a): it is written last. Points, by far the most common, go first. */
#include "runtime/interval.h"

#include <assert.h>

/* One end of an interval, or a candidate for one. */
struct end {
    struct shai_num v; /* where inf == 0 */
    int inf;           /* -1, 0, 1 */
    bool open;         /* always where infinite */
};

static inline struct end low(const struct shai_interval *a)
{
    if (a->flags & SHAI_LO_INF) return (struct end){SHAI_NUM_INT(0), -1, true};
    return (struct end){a->lo, 0, (a->flags & SHAI_LO_OPEN) != 0};
}

static inline struct end high(const struct shai_interval *a)
{
    if (a->flags & SHAI_POINT) return (struct end){a->lo, 0, false};
    if (a->flags & SHAI_HI_INF) return (struct end){SHAI_NUM_INT(0), 1, true};
    return (struct end){a->hi, 0, (a->flags & SHAI_HI_OPEN) != 0};
}

static int cmp_value(const struct end *a, const struct end *b)
{
    if (a->inf || b->inf) return (a->inf > b->inf) - (a->inf < b->inf);
    return shai_num_cmp(a->v, b->v);
}

/* Which lower end begins earlier: of equal values the closed one. */
static int cmp_low(const struct end *a, const struct end *b)
{
    int c = cmp_value(a, b);
    return c ? c : a->open - b->open;
}

/* Which upper end ends earlier: of equal values the open one. */
static int cmp_high(const struct end *a, const struct end *b)
{
    int c = cmp_value(a, b);
    return c ? c : b->open - a->open;
}

/* The interval between two ends; `rest` are the flags that are not about ends. */
static struct shai_interval between(struct end lo, struct end hi, uint32_t rest)
{
    struct shai_interval r = {.lo = lo.v, .hi = hi.v, .flags = rest};
    assert(lo.inf <= 0 && hi.inf >= 0);
    if (lo.inf) r.flags |= SHAI_LO_INF;
    else if (lo.open) r.flags |= SHAI_LO_OPEN;
    if (hi.inf) r.flags |= SHAI_HI_INF;
    else if (hi.open) r.flags |= SHAI_HI_OPEN;
    if (!lo.inf && !hi.inf) {
        int c = shai_num_cmp(lo.v, hi.v);
        assert(c < 0 || (c == 0 && !lo.open && !hi.open));
        if (c == 0) r.flags |= SHAI_POINT;
    }
    return r;
}

static bool bottom(const struct shai_interval *a)
{
    return (a->flags & SHAI_BOTTOM) != 0;
}

struct shai_interval shai_interval_point(struct shai_num n)
{
    return (struct shai_interval){.lo = n, .hi = n, .flags = SHAI_POINT};
}

struct shai_interval shai_interval_all(void)
{
    return (struct shai_interval){.lo = SHAI_NUM_INT(0), .hi = SHAI_NUM_INT(0), .flags = SHAI_LO_INF | SHAI_HI_INF};
}

struct shai_interval shai_interval_bottom(void)
{
    return (struct shai_interval){.lo = SHAI_NUM_INT(0), .hi = SHAI_NUM_INT(0), .flags = SHAI_BOTTOM};
}

struct shai_interval shai_interval_make(struct shai_num lo, struct shai_num hi, uint32_t flags)
{
    struct shai_interval raw = {.lo = lo, .hi = hi, .flags = flags};
    assert(!bottom(&raw));
    return between(low(&raw), high(&raw), flags & SHAI_UNDETECTED);
}

/* --- what travels beside the value ------------------------------------------------------------------------- */

static uint32_t undetected(const struct shai_interval *a, const struct shai_interval *b, bool const_a, bool const_b)
{
    if (const_a && const_b) return 0;
    return (const_a ? SHAI_UNDETECTED : a->flags) & (const_b ? SHAI_UNDETECTED : b->flags) & SHAI_UNDETECTED;
}

/* Two points without U: what nearly every operand is. */
static inline bool plain_points(const struct shai_interval *a, const struct shai_interval *b)
{
    return ((a->flags & b->flags & SHAI_POINT) | ((a->flags | b->flags) & SHAI_U_FLAGS)) == SHAI_POINT;
}

static inline void set_point(struct shai_interval *r, struct shai_num n, uint32_t rest)
{
    r->lo = r->hi = n;
    r->flags = SHAI_POINT | rest;
}

/* Sets the U of a result with `u`, where any operand has one and none has lost it. */
static void give_u(struct shai_interval *r, uint32_t flags, struct shai_num u)
{
    r->flags |= flags & SHAI_U_LOST ? SHAI_U_LOST : SHAI_U_GIVEN;
    r->u = u;
}

static struct shai_num u_of(const struct shai_interval *a)
{
    return a->flags & SHAI_U_GIVEN ? a->u : SHAI_NUM_INT(0);
}

static void sum_u(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                  const struct shai_interval *b)
{
    uint32_t flags = (a->flags | b->flags) & SHAI_U_FLAGS;
    if (flags) give_u(r, flags, flags & SHAI_U_LOST ? SHAI_NUM_INT(0) : shai_num_add(arena, u_of(a), u_of(b)));
}

static void greatest_u(struct shai_interval *r, const struct shai_interval *a, const struct shai_interval *b)
{
    uint32_t flags = (a->flags | b->flags) & SHAI_U_FLAGS;
    if (flags) give_u(r, flags, shai_num_cmp(u_of(a), u_of(b)) >= 0 ? u_of(a) : u_of(b));
}

/* Is `k` an exact factor, so that a product with it is a multiple? */
static bool exact_factor(const struct shai_interval *k, bool constant)
{
    return constant && shai_interval_is_point(k) && !(k->flags & SHAI_U_FLAGS);
}

static struct shai_num magnitude(struct shai_arena *arena, struct shai_num n)
{
    return shai_num_sign(n) < 0 ? shai_num_neg(arena, n) : n;
}

/* --- sums -------------------------------------------------------------------------------------------------- */

static struct end add_ends(struct shai_arena *arena, struct end a, struct end b)
{
    if (a.inf) return a;
    if (b.inf) return b;
    return (struct end){shai_num_add(arena, a.v, b.v), 0, a.open || b.open};
}

static struct end neg_end(struct shai_arena *arena, struct end a)
{
    return (struct end){a.inf ? a.v : shai_num_neg(arena, a.v), -a.inf, a.open};
}

void shai_interval_add(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                       const struct shai_interval *b, bool const_a, bool const_b)
{
    assert(!bottom(a) && !bottom(b));
    struct shai_interval s;
    uint32_t nd = undetected(a, b, const_a, const_b);
    if (plain_points(a, b)) {
        set_point(r, shai_num_add(arena, a->lo, b->lo), nd);
        return;
    }
    s = between(add_ends(arena, low(a), low(b)), add_ends(arena, high(a), high(b)), nd);
    sum_u(arena, &s, a, b);
    *r = s;
}

void shai_interval_sub(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                       const struct shai_interval *b, bool const_a, bool const_b)
{
    assert(!bottom(a) && !bottom(b));
    struct shai_interval s;
    uint32_t nd = undetected(a, b, const_a, const_b);
    if (plain_points(a, b)) {
        set_point(r, shai_num_sub(arena, a->lo, b->lo), nd);
        return;
    }
    struct end lo = add_ends(arena, low(a), neg_end(arena, high(b)));
    struct end hi = add_ends(arena, high(a), neg_end(arena, low(b)));
    s = between(lo, hi, nd);
    sum_u(arena, &s, a, b);
    *r = s;
}

void shai_interval_neg(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a)
{
    assert(!bottom(a));
    struct shai_interval s;
    if (shai_interval_is_point(a)) {
        s = *a;
        s.lo = s.hi = shai_num_neg(arena, a->lo);
    } else {
        s = between(neg_end(arena, high(a)), neg_end(arena, low(a)), a->flags & (SHAI_UNDETECTED | SHAI_U_FLAGS));
        s.u = a->u;
    }
    *r = s;
}

/* --- products ---------------------------------------------------------------------------------------------- */

static bool is_zero(const struct end *a)
{
    return !a->inf && shai_num_sign(a->v) == 0;
}

static int end_sign(const struct end *a)
{
    return a->inf ? a->inf : shai_num_sign(a->v);
}

/* A corner of the product. A closed 0 takes anything to 0, whatever the other end is: the other operand has some
 * finite value. An open 0 against an infinite end gives an open 0; what lies between it and infinity is spanned by
 * other corners, as the first operand has values beside 0. */
static struct end mul_ends(struct shai_arena *arena, struct end a, struct end b)
{
    if (is_zero(&a) || is_zero(&b)) {
        bool reached = (is_zero(&a) && !a.open) || (is_zero(&b) && !b.open);
        return (struct end){SHAI_NUM_INT(0), 0, !reached};
    }
    if (a.inf || b.inf) return (struct end){SHAI_NUM_INT(0), end_sign(&a) * end_sign(&b), true};
    return (struct end){shai_num_mul(arena, a.v, b.v), 0, a.open || b.open};
}

/* A product of intervals is spanned by its corners; on an edge it is constant only where the fixed end is 0. */
static struct shai_interval corners(struct shai_arena *arena, struct end alo, struct end ahi, struct end blo,
                                    struct end bhi, uint32_t rest)
{
    const struct end at[] = {mul_ends(arena, alo, blo), mul_ends(arena, alo, bhi), mul_ends(arena, ahi, blo),
                             mul_ends(arena, ahi, bhi)};
    struct end lo = at[0], hi = at[0];
    for (int i = 1; i < 4; i++) {
        if (cmp_low(&at[i], &lo) < 0) lo = at[i];
        if (cmp_high(&at[i], &hi) > 0) hi = at[i];
    }
    return between(lo, hi, rest);
}

static struct shai_interval times_point(struct shai_arena *arena, const struct shai_interval *a, struct shai_num k,
                                        uint32_t rest)
{
    struct end by = {k, 0, false}, lo = mul_ends(arena, low(a), by), hi = mul_ends(arena, high(a), by);
    return shai_num_sign(k) < 0 ? between(hi, lo, rest) : between(lo, hi, rest);
}

void shai_interval_mul(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                       const struct shai_interval *b, bool const_a, bool const_b)
{
    assert(!bottom(a) && !bottom(b));
    struct shai_interval s;
    uint32_t nd = undetected(a, b, const_a, const_b), u = (a->flags | b->flags) & SHAI_U_FLAGS;
    if (plain_points(a, b)) {
        set_point(r, shai_num_mul(arena, a->lo, b->lo), nd);
        return;
    }
    if (shai_interval_is_point(a)) {
        s = times_point(arena, b, a->lo, nd);
    } else if (shai_interval_is_point(b)) {
        s = times_point(arena, a, b->lo, nd);
    } else {
        s = corners(arena, low(a), high(a), low(b), high(b), nd);
    }
    if (!u) {
        ;
    } else if (u & SHAI_U_LOST) {
        s.flags |= SHAI_U_LOST;
    } else if (exact_factor(a, const_a)) {
        give_u(&s, u, shai_num_mul(arena, b->u, magnitude(arena, a->lo)));
    } else if (exact_factor(b, const_b)) {
        give_u(&s, u, shai_num_mul(arena, a->u, magnitude(arena, b->lo)));
    } else {
        s.flags |= SHAI_U_LOST;
    }
    *r = s;
}

/* 1/a for an end of an interval that does not hold 0 and lies on the side `sign` of it. */
static struct end invert(struct shai_arena *arena, struct end a, int sign)
{
    if (a.inf) return (struct end){SHAI_NUM_INT(0), 0, true};
    if (is_zero(&a)) return (struct end){SHAI_NUM_INT(0), sign, true};
    return (struct end){shai_num_div(arena, SHAI_NUM_INT(1), a.v), 0, a.open};
}

/* -1 or 1: the side of 0 that the whole interval lies on; 0 where it holds 0. */
static int side_of_zero(const struct shai_interval *a)
{
    struct end lo = low(a), hi = high(a);
    int l = end_sign(&lo), h = end_sign(&hi);
    if (l > 0 || (l == 0 && lo.open)) return 1;
    if (h < 0 || (h == 0 && hi.open)) return -1;
    return 0;
}

bool shai_interval_div(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                       const struct shai_interval *b, bool const_a, bool const_b)
{
    assert(!bottom(a) && !bottom(b));
    struct shai_interval s;
    uint32_t nd = undetected(a, b, const_a, const_b), u = (a->flags | b->flags) & SHAI_U_FLAGS;
    int side = side_of_zero(b);
    if (!side) {
        s = shai_interval_all();
        s.flags |= nd | (u ? SHAI_U_LOST : 0);
        *r = s;
        return false;
    }
    if (plain_points(a, b)) {
        set_point(r, shai_num_div(arena, a->lo, b->lo), nd);
        return true;
    }
    struct end lo = invert(arena, high(b), side), hi = invert(arena, low(b), side);
    s = corners(arena, low(a), high(a), lo, hi, nd);
    if (u && exact_factor(b, const_b) && !(u & SHAI_U_LOST))
        give_u(&s, u, shai_num_div(arena, a->u, magnitude(arena, b->lo)));
    else if (u) s.flags |= SHAI_U_LOST;
    *r = s;
    return true;
}

void shai_interval_abs(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a)
{
    assert(!bottom(a));
    struct end lo = low(a), hi = high(a);
    uint32_t rest = a->flags & SHAI_UNDETECTED;
    if (a->flags & SHAI_U_FLAGS) rest |= SHAI_U_LOST;
    if (end_sign(&lo) >= 0) {
        *r = between(lo, hi, rest);
        return;
    }
    struct end up = neg_end(arena, lo), down = neg_end(arena, hi);
    if (end_sign(&hi) <= 0) {
        *r = between(down, up, rest);
    } else {
        *r = between((struct end){SHAI_NUM_INT(0), 0, false}, cmp_high(&up, &hi) > 0 ? up : hi, rest);
    }
}

/* --- order ------------------------------------------------------------------------------------------------- */

static struct shai_interval pick(struct end alo, struct end blo, bool later_lo, struct end ahi, struct end bhi,
                                 bool later_hi, uint32_t rest)
{
    bool b_lo = (cmp_low(&blo, &alo) > 0) == later_lo, b_hi = (cmp_high(&bhi, &ahi) > 0) == later_hi;
    return between(b_lo ? blo : alo, b_hi ? bhi : ahi, rest);
}

static void extreme(struct shai_interval *r, const struct shai_interval *a, const struct shai_interval *b, bool later)
{
    assert(!bottom(a) && !bottom(b));
    struct shai_interval s;
    uint32_t nd = a->flags & b->flags & SHAI_UNDETECTED;
    if (a->flags & b->flags & SHAI_POINT) {
        set_point(&s, (shai_num_cmp(b->lo, a->lo) > 0) == later ? b->lo : a->lo, nd);
    } else {
        s = pick(low(a), low(b), later, high(a), high(b), later, nd);
    }
    greatest_u(&s, a, b);
    *r = s;
}

void shai_interval_min(struct shai_interval *r, const struct shai_interval *a, const struct shai_interval *b)
{
    extreme(r, a, b, false);
}

void shai_interval_max(struct shai_interval *r, const struct shai_interval *a, const struct shai_interval *b)
{
    extreme(r, a, b, true);
}

void shai_interval_join(struct shai_interval *r, const struct shai_interval *a)
{
    if (bottom(a)) return;
    if (bottom(r)) {
        *r = *a;
        return;
    }
    struct shai_interval s =
        pick(low(r), low(a), false, high(r), high(a), true, r->flags & a->flags & SHAI_UNDETECTED);
    greatest_u(&s, r, a);
    *r = s;
}

/* --- rounding ---------------------------------------------------------------------------------------------- */

/* Rounding is a monotone step function: an open end gives the step just inside of it, and that value is reached. */
static struct end round_end(struct shai_arena *arena, struct end a, struct shai_num q, int from)
{
    if (a.inf) return a;
    return (struct end){shai_num_round_from(arena, a.v, q, a.open ? from : 0), 0, false};
}

void shai_interval_round(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                         struct shai_num q)
{
    assert(!bottom(a));
    struct shai_interval s;
    uint32_t rest = a->flags & (SHAI_UNDETECTED | SHAI_U_FLAGS);
    if (shai_interval_is_point(a)) {
        set_point(&s, shai_num_round(arena, a->lo, q), rest);
    } else {
        s = between(round_end(arena, low(a), q, 1), round_end(arena, high(a), q, -1), rest);
    }
    s.u = a->u;
    *r = s;
}

static struct end round_end_significant(struct shai_arena *arena, struct end e, int n, int from)
{
    if (e.inf || shai_num_sign(e.v) == 0) return e;
    return round_end(arena, e, shai_num_place(arena, e.v, n), from);
}

void shai_interval_round_significant(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                                     int n)
{
    assert(!bottom(a));
    struct shai_interval s;
    uint32_t rest = a->flags & (SHAI_UNDETECTED | SHAI_U_FLAGS);
    if (shai_interval_is_point(a)) {
        bool zero = shai_num_sign(a->lo) == 0;
        set_point(&s, zero ? a->lo : shai_num_round(arena, a->lo, shai_num_place(arena, a->lo, n)), rest);
    } else {
        s = between(round_end_significant(arena, low(a), n, 1), round_end_significant(arena, high(a), n, -1), rest);
    }
    s.u = a->u;
    *r = s;
}

/* --- comparison -------------------------------------------------------------------------------------------- */

/* Is every value of an interval that ends at `hi` below every value of one that begins at `lo`? Or at most equal? */
static bool all_below(struct end hi, struct end lo, bool or_equal)
{
    if (hi.inf || lo.inf) return false;
    int c = shai_num_cmp(hi.v, lo.v);
    return c < 0 || (c == 0 && (or_equal || hi.open || lo.open));
}

enum shai_truth shai_interval_lt(const struct shai_interval *a, const struct shai_interval *b)
{
    assert(!bottom(a) && !bottom(b));
    if (a->flags & b->flags & SHAI_POINT) return shai_num_cmp(a->lo, b->lo) < 0 ? SHAI_YES : SHAI_NO;
    if (all_below(high(a), low(b), false)) return SHAI_YES;
    return all_below(high(b), low(a), true) ? SHAI_NO : SHAI_UNKNOWN;
}

enum shai_truth shai_interval_le(const struct shai_interval *a, const struct shai_interval *b)
{
    assert(!bottom(a) && !bottom(b));
    if (a->flags & b->flags & SHAI_POINT) return shai_num_cmp(a->lo, b->lo) <= 0 ? SHAI_YES : SHAI_NO;
    if (all_below(high(a), low(b), true)) return SHAI_YES;
    return all_below(high(b), low(a), false) ? SHAI_NO : SHAI_UNKNOWN;
}

enum shai_truth shai_interval_eq(const struct shai_interval *a, const struct shai_interval *b)
{
    assert(!bottom(a) && !bottom(b));
    if (a->flags & b->flags & SHAI_POINT) return shai_num_cmp(a->lo, b->lo) == 0 ? SHAI_YES : SHAI_NO;
    return all_below(high(a), low(b), false) || all_below(high(b), low(a), false) ? SHAI_NO : SHAI_UNKNOWN;
}
