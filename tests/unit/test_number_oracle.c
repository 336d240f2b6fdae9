/* Numbers and intervals against an independent oracle on GMP's mpq (which the library itself never uses).
 *
 * Expected results come from definitions, not from the library's rules: products by monotone pieces on either side of
 * 0; min, max, abs and hulls by asking of probe points whether they belong; rounding from a point just inside;
 * comparisons by trying pairs of probes. Besides, every sampled pair of points must land in the result. The seed is
 * fixed. */
#include "oracle.h"

#include <stdio.h>

enum { CASES = 15000, MAX_PROBES = 64 };

/* --- random material --------------------------------------------------------------------------------------- */

static mpq_t last;  /* the number before: so that ends meet */
static mpz_t limit; /* 2^63 */

static void any_bits(mpz_t z, unsigned bits)
{
    mpz_set_ui(z, 0);
    for (unsigned i = 0; i < bits; i += 64) {
        mpz_mul_2exp(z, z, 64);
        mpz_add_ui(z, z, any());
    }
    mpz_fdiv_r_2exp(z, z, bits);
}

static void near_limit(mpz_t z)
{
    mpz_sub_ui(z, limit, 2);
    mpz_add_ui(z, z, below(5));
}

static void power(mpz_t z)
{
    if (below(2)) mpz_ui_pow_ui(z, 10, below(40));
    else mpz_ui_pow_ui(z, 2, below(130));
}

static void any_number(mpq_t q)
{
    mpz_ptr n = mpq_numref(q), d = mpq_denref(q);
    mpz_set_ui(d, 1);
    switch (below(12)) {
    case 0: mpz_set_ui(n, below(4)); break;
    case 1: mpz_set_ui(n, below(40)); break;
    case 2:
    case 3:
        mpz_set_ui(n, any() % 2000000);
        mpz_ui_pow_ui(d, 10, below(7));
        break;
    case 4:
        mpz_set_ui(n, below(1000));
        mpz_set_ui(d, 1 + below(60));
        break;
    case 5:
        near_limit(n);
        mpz_set_ui(d, 1 + below(4));
        break;
    case 6:
        near_limit(n);
        near_limit(d);
        break;
    case 7:
        mpz_set_ui(n, any());
        mpz_set_ui(d, 1 + (any() >> 1));
        break;
    case 8:
        any_bits(n, 1 + below(200));
        any_bits(d, 1 + below(200));
        break;
    case 9:
        power(n);
        power(d);
        break;
    case 10:
        any_bits(n, 1 + below(1500));
        if (below(2)) any_bits(d, 1 + below(1500));
        break;
    default: mpq_set(q, last); break;
    }
    if (!mpz_sgn(d)) mpz_set_ui(d, 1);
    mpq_canonicalize(q);
    if (below(2)) mpq_neg(q, q);
    mpq_set(last, q);
}

/* --- intervals --------------------------------------------------------------------------------------------- */

static mpq_t P[MAX_PROBES], Q[MAX_PROBES], T;

static void any_end(struct end *e, int side)
{
    any_number(e->v);
    if (below(6) == 0) mpq_set_ui(e->v, 0, 1);
    e->inf = below(8) == 0 ? side : 0;
    e->open = e->inf || below(2);
}

static struct shai_interval any_interval(struct ivl *x)
{
    any_end(&x->lo, -1);
    any_end(&x->hi, 1);
    if (!x->lo.inf && !x->hi.inf) {
        if (mpq_cmp(x->lo.v, x->hi.v) > 0) mpq_swap(x->lo.v, x->hi.v);
        if (below(3) == 0) mpq_set(x->hi.v, x->lo.v);
        if (is_point(x)) x->lo.open = x->hi.open = false;
    }
    uint32_t flags = 0;
    if (x->lo.inf) flags |= SHAI_LO_INF;
    else if (x->lo.open) flags |= SHAI_LO_OPEN;
    if (x->hi.inf) flags |= SHAI_HI_INF;
    else if (x->hi.open) flags |= SHAI_HI_OPEN;
    return shai_interval_make(to_num(x->lo.v), to_num(x->hi.v), flags);
}

/* --- probes ------------------------------------------------------------------------------------------------
 * All ends in order, two points in every gap, two beyond either side: whatever depends on order alone shows there. */

static int add_end(mpq_t *p, int n, const struct end *e)
{
    if (!e->inf) mpq_set(p[n++], e->v);
    return n;
}

static int spread(mpq_t *p, int n)
{
    int ends = 0;
    for (int i = 0; i < n; i++) { /* sort, without doubles */
        int at = ends;
        while (at > 0 && mpq_cmp(p[at - 1], p[i]) > 0) at--;
        if (at > 0 && mpq_equal(p[at - 1], p[i])) continue;
        mpq_set(p[ends], p[i]);
        for (int j = ends++; j > at; j--) mpq_swap(p[j], p[j - 1]);
    }
    mpq_t step;
    mpq_init(step);
    for (int i = ends - 1; i >= 0; i--) { /* end i goes to 3 i + 2 */
        mpq_set(p[3 * i + 2], p[i]);
        if (i == ends - 1) continue;
        mpq_sub(step, p[3 * i + 5], p[3 * i + 2]);
        mpz_mul_ui(mpq_denref(step), mpq_denref(step), 3);
        mpq_canonicalize(step);
        mpq_add(p[3 * i + 3], p[3 * i + 2], step);
        mpq_sub(p[3 * i + 4], p[3 * i + 5], step);
    }
    n = 3 * ends;
    mpq_set_ui(step, 1, 1);
    mpq_sub(p[1], p[2], step);
    mpq_sub(p[0], p[1], step);
    mpq_add(p[n], p[n - 1], step);
    mpq_add(p[n + 1], p[n], step);
    mpq_clear(step);
    return n + 2;
}

/* The interval of those for which `member` is true; its ends must be among the probes' ends (every third from 2). */
static void by_members(struct ivl *x, const mpq_t *p, int n, bool (*member)(const mpq_t))
{
    int first = -1, end = -1;
    for (int i = 0; i < n; i++) {
        if (!member(p[i])) continue;
        if (first < 0) first = i;
        end = i;
    }
    assert_true(first >= 0);
    x->lo.inf = first == 0 ? -1 : 0;
    x->hi.inf = end == n - 1 ? 1 : 0;
    x->lo.open = first % 3 != 2;
    x->hi.open = end % 3 != 2;
    if (!x->lo.inf) mpq_set(x->lo.v, p[x->lo.open ? first - 1 : first]);
    if (!x->hi.inf) mpq_set(x->hi.v, p[x->hi.open ? end + 1 : end]);
}

static bool some_at_least(const struct ivl *x, const mpq_t v)
{
    int c = x->hi.inf ? 1 : mpq_cmp(x->hi.v, v);
    return c > 0 || (c == 0 && !x->hi.open);
}

static bool some_at_most(const struct ivl *x, const mpq_t v)
{
    int c = x->lo.inf ? -1 : mpq_cmp(x->lo.v, v);
    return c < 0 || (c == 0 && !x->lo.open);
}

static bool in_min(const mpq_t v)
{
    return (holds(&A, v) && some_at_least(&B, v)) || (holds(&B, v) && some_at_least(&A, v));
}

static bool in_max(const mpq_t v)
{
    return (holds(&A, v) && some_at_most(&B, v)) || (holds(&B, v) && some_at_most(&A, v));
}

static bool in_hull(const mpq_t v)
{
    return (some_at_most(&A, v) || some_at_most(&B, v)) && (some_at_least(&A, v) || some_at_least(&B, v));
}

static bool in_abs(const mpq_t v)
{
    mpq_neg(T, v);
    return mpq_sgn(v) >= 0 && (holds(&A, v) || holds(&A, T));
}

static bool in_neg(const mpq_t v)
{
    mpq_neg(T, v);
    return holds(&A, T);
}

/* Points of x: its probes with 0 and a few ends. */
static int sample(mpq_t *p, const struct ivl *x)
{
    int n = 0, kept = 0;
    mpq_set_ui(p[n++], 0, 1);
    n = add_end(p, n, &x->lo);
    n = add_end(p, n, &x->hi);
    n = spread(p, n);
    for (int i = 0; i < n; i++)
        if (holds(x, p[i])) mpq_swap(p[kept++], p[i]);
    if (!x->lo.inf && !x->hi.inf && !is_point(x)) { /* close to the ends */
        mpq_sub(p[kept], x->hi.v, x->lo.v);
        mpq_div_2exp(p[kept], p[kept], 40);
        mpq_sub(p[kept + 1], x->hi.v, p[kept]);
        mpq_add(p[kept], x->lo.v, p[kept]);
        kept += 2;
    }
    return kept;
}

typedef void mpq_op(mpq_t, const mpq_t, const mpq_t);

/* Every sampled pair lands in the result, which is in GOT. */
static void land(mpq_op *op, bool divides)
{
    int n = sample(P, &A), m = sample(Q, &B);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) {
            if (divides && !mpq_sgn(Q[j])) continue;
            op(T, P[i], Q[j]);
            if (!holds(&GOT, T)) wrong("a point outside");
        }
}

static void lesser(mpq_t x, const mpq_t p, const mpq_t q)
{
    mpq_set(x, mpq_cmp(p, q) < 0 ? p : q);
}

static void greater(mpq_t x, const mpq_t p, const mpq_t q)
{
    mpq_set(x, mpq_cmp(p, q) > 0 ? p : q);
}

/* --- sums -------------------------------------------------------------------------------------------------- */

static void sum_end(struct end *s, const struct end *x, const struct end *y, mpq_op *op, int side)
{
    s->inf = x->inf || y->inf ? side : 0;
    s->open = x->open || y->open;
    if (!s->inf) op(s->v, x->v, y->v);
}

static void sums(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * CASES; i++, shai_arena_reset(&arena)) {
        a = any_interval(&A), b = any_interval(&B);
        bool minus = i & 1;
        (minus ? shai_interval_sub : shai_interval_add)(&arena, &r, &a, &b, false, false);
        sum_end(&WANT.lo, &A.lo, minus ? &B.hi : &B.lo, minus ? mpq_sub : mpq_add, -1);
        sum_end(&WANT.hi, &A.hi, minus ? &B.lo : &B.hi, minus ? mpq_sub : mpq_add, 1);
        hold_against(&WANT);
        land(minus ? mpq_sub : mpq_add, false);
    }
}

/* --- products: by pieces ----------------------------------------------------------------------------------- */

static void set_end(struct end *x, const struct end *y)
{
    mpq_set(x->v, y->v);
    x->inf = y->inf, x->open = y->open;
}

static void zero_end(struct end *x, bool open)
{
    mpq_set_ui(x->v, 0, 1);
    x->inf = 0, x->open = open;
}

/* The part of x below (-1), at (0) or above 0 (1), mirrored to be positive; false where it is empty. */
static bool part(struct ivl *p, const struct ivl *x, int side)
{
    mpq_set_ui(T, 0, 1);
    if (side == 0) {
        zero_end(&p->lo, false);
        zero_end(&p->hi, false);
        return holds(x, T);
    }
    const struct end *inner = side > 0 ? &x->lo : &x->hi, *outer = side > 0 ? &x->hi : &x->lo;
    if (outer->inf != side && (outer->inf || mpq_sgn(outer->v) * side <= 0)) return false;
    set_end(&p->hi, outer);
    if (inner->inf || mpq_sgn(inner->v) * side <= 0) zero_end(&p->lo, true);
    else set_end(&p->lo, inner);
    mpq_abs(p->lo.v, p->lo.v);
    mpq_abs(p->hi.v, p->hi.v);
    p->hi.inf = p->hi.inf != 0;
    return true;
}

/* PIECE, mirrored back where sign < 0, joins WANT. */
static void gather(bool *started, int sign)
{
    if (sign < 0) {
        mpq_swap(PIECE.lo.v, PIECE.hi.v);
        mpq_neg(PIECE.lo.v, PIECE.lo.v);
        mpq_neg(PIECE.hi.v, PIECE.hi.v);
        int inf = PIECE.lo.inf;
        bool open = PIECE.lo.open;
        PIECE.lo.inf = -PIECE.hi.inf, PIECE.lo.open = PIECE.hi.open;
        PIECE.hi.inf = -inf, PIECE.hi.open = open;
    }
    struct end *l = &PIECE.lo, *h = &PIECE.hi, *wl = &WANT.lo, *wh = &WANT.hi;
    int cl = !*started || (l->inf && !wl->inf) ? -1 : wl->inf ? 1 : mpq_cmp(l->v, wl->v);
    int ch = !*started || (h->inf && !wh->inf) ? 1 : wh->inf ? -1 : mpq_cmp(h->v, wh->v);
    if (cl < 0 || (cl == 0 && !l->open)) set_end(wl, l);
    if (ch > 0 || (ch == 0 && !h->open)) set_end(wh, h);
    *started = true;
}

/* Of positive parts: x * y grows with both. */
static void multiply_parts(const struct ivl *x, const struct ivl *y)
{
    mpq_mul(PIECE.lo.v, x->lo.v, y->lo.v);
    PIECE.lo.inf = 0, PIECE.lo.open = x->lo.open || y->lo.open;
    PIECE.hi.inf = x->hi.inf || y->hi.inf, PIECE.hi.open = x->hi.open || y->hi.open;
    if (!PIECE.hi.inf) mpq_mul(PIECE.hi.v, x->hi.v, y->hi.v);
}

/* x / y grows with x and falls with y. */
static void divide_parts(const struct ivl *x, const struct ivl *y)
{
    PIECE.lo.inf = 0, PIECE.lo.open = x->lo.open || y->hi.open;
    if (y->hi.inf) mpq_set_ui(PIECE.lo.v, 0, 1);
    else mpq_div(PIECE.lo.v, x->lo.v, y->hi.v);
    PIECE.hi.inf = x->hi.inf || !mpq_sgn(y->lo.v), PIECE.hi.open = x->hi.open || y->lo.open;
    if (!PIECE.hi.inf) mpq_div(PIECE.hi.v, x->hi.v, y->lo.v);
}

static void products(void **state)
{
    struct ivl x, y;
    (void)state;
    mpq_inits(x.lo.v, x.hi.v, y.lo.v, y.hi.v, NULL);
    for (int i = 0; i < 3 * CASES; i++, shai_arena_reset(&arena)) {
        a = any_interval(&A), b = any_interval(&B);
        bool divides = i % 3 == 2, started = false, defined = true;
        if (divides) defined = shai_interval_div(&arena, &r, &a, &b, false, false);
        else shai_interval_mul(&arena, &r, &a, &b, false, false);
        mpq_set_ui(T, 0, 1);
        if (divides && holds(&B, T)) {
            if (defined || r.flags != (SHAI_LO_INF | SHAI_HI_INF)) wrong("division by 0");
            continue;
        }
        if (!defined) wrong("division by an interval without 0");
        for (int s = -1; s <= 1; s++)
            for (int t = -1; t <= 1; t++) {
                if (!part(&x, &A, s) || !part(&y, &B, t)) continue;
                if (!s || !t) {
                    zero_end(&PIECE.lo, false);
                    zero_end(&PIECE.hi, false);
                } else {
                    (divides ? divide_parts : multiply_parts)(&x, &y);
                }
                gather(&started, s * t);
            }
        hold_against(&WANT);
        land(divides ? mpq_div : mpq_mul, divides);
    }
    mpq_clears(x.lo.v, x.hi.v, y.lo.v, y.hi.v, NULL);
}

/* --- order and hulls --------------------------------------------------------------------------------------- */

static void members(void **state)
{
    (void)state;
    for (int i = 0; i < 5 * CASES; i++, shai_arena_reset(&arena)) {
        static bool (*const IN[])(const mpq_t) = {in_neg, in_abs, in_min, in_max, in_hull};
        int op = i % 5, n = 0;
        a = any_interval(&A), b = any_interval(&B);
        switch (op) {
        case 0: shai_interval_neg(&arena, &r, &a); break;
        case 1: shai_interval_abs(&arena, &r, &a); break;
        case 2: shai_interval_min(&r, &a, &b); break;
        case 3: shai_interval_max(&r, &a, &b); break;
        default: r = a, shai_interval_join(&r, &b); break;
        }
        mpq_set_ui(P[n++], 0, 1);
        n = add_end(P, n, &A.lo);
        n = add_end(P, n, &A.hi);
        if (op < 2) {
            for (int j = n; --j > 0; n++) mpq_neg(P[n], P[j]);
        } else {
            n = add_end(P, n, &B.lo);
            n = add_end(P, n, &B.hi);
        }
        n = spread(P, n);
        by_members(&WANT, P, n, IN[op]);
        hold_against(&WANT);
        if (op == 2 || op == 3) land(op == 2 ? lesser : greater, false);
    }
}

static bool relation(int which, const mpq_t x, const mpq_t y)
{
    int c = mpq_cmp(x, y);
    return which == 0 ? c < 0 : which == 1 ? c <= 0 : c == 0;
}

static void comparisons(void **state)
{
    static enum shai_truth (*const OP[])(const struct shai_interval *, const struct shai_interval *) = {
        shai_interval_lt, shai_interval_le, shai_interval_eq};
    (void)state;
    for (int i = 0; i < 2 * CASES; i++, shai_arena_reset(&arena)) {
        int n = 0;
        a = any_interval(&A), b = any_interval(&B);
        mpq_set_ui(P[n++], 0, 1);
        n = add_end(P, n, &A.lo);
        n = add_end(P, n, &A.hi);
        n = add_end(P, n, &B.lo);
        n = add_end(P, n, &B.hi);
        n = spread(P, n);
        for (int op = 0; op < 3; op++) {
            bool yes = false, no = false;
            for (int j = 0; j < n; j++) {
                if (!holds(&A, P[j])) continue;
                for (int k = 0; k < n; k++) {
                    if (!holds(&B, P[k])) continue;
                    *(relation(op, P[j], P[k]) ? &yes : &no) = true;
                }
            }
            r = a;
            enum shai_truth want = yes && no ? SHAI_UNKNOWN : yes ? SHAI_YES : SHAI_NO;
            if (OP[op](&a, &b) != want) wrong(op == 0 ? "<" : op == 1 ? "<=" : "=");
        }
    }
}

/* --- rounding ---------------------------------------------------------------------------------------------- */

/* The multiple of q nearest to v, ties to even: |v|/q split into a whole number and a rest. */
static void round_mpq(mpq_t x, const mpq_t v, const mpq_t q)
{
    mpz_t k, rest;
    mpz_inits(k, rest, NULL);
    mpq_div(x, v, q);
    mpz_mul_2exp(mpq_numref(x), mpq_numref(x), 1); /* 2 v/q = k + rest/den, down */
    mpz_fdiv_qr(k, rest, mpq_numref(x), mpq_denref(x));
    bool middle = mpz_odd_p(k) && !mpz_sgn(rest);
    if (middle && mpz_fdiv_ui(k, 4) == 1) /* k = 2 m + 1 and m even */
        mpz_sub_ui(k, k, 1);
    else if (mpz_odd_p(k)) mpz_add_ui(k, k, 1);
    mpz_fdiv_q_2exp(k, k, 1);
    mpq_set_z(x, k);
    mpq_mul(x, x, q);
    mpz_clears(k, rest, NULL);
}

/* A point of A beside its end e, nearer to it than any multiple of q/2. */
static void just_inside(mpq_t x, const struct end *e, const struct end *other, const mpq_t q, int side)
{
    mpq_t half, at;
    mpz_t k;
    mpq_inits(half, at, NULL);
    mpz_init(k);
    mpq_div_2exp(half, q, 1);
    mpq_div(at, e->v, half);
    if (side > 0) mpz_fdiv_q(k, mpq_numref(at), mpq_denref(at)), mpz_add_ui(k, k, 1);
    else mpz_cdiv_q(k, mpq_numref(at), mpq_denref(at)), mpz_sub_ui(k, k, 1);
    mpq_set_z(at, k);
    mpq_mul(at, at, half);
    if (!other->inf && mpq_cmp(other->v, at) * side < 0) mpq_set(at, other->v);
    mpq_add(x, e->v, at);
    mpq_div_2exp(x, x, 1);
    mpq_clears(half, at, NULL);
    mpz_clear(k);
}

static void round_bound(struct end *x, const struct end *e, const struct end *other, const mpq_t q, int side)
{
    x->inf = e->inf;
    x->open = e->inf != 0;
    if (e->inf) return;
    if (e->open) just_inside(T, e, other, q, side);
    else mpq_set(T, e->v);
    round_mpq(x->v, T, q);
}

static void any_unit(mpq_t q)
{
    mpz_set_ui(mpq_numref(q), below(3) ? 1 : 1 + below(5));
    mpz_ui_pow_ui(mpq_denref(q), 10, below(8));
    mpq_canonicalize(q);
    if (below(4) == 0) mpq_inv(q, q);
    if (below(8) == 0) any_number(q);
    mpq_abs(q, q);
    if (!mpq_sgn(q)) mpq_set_ui(q, 1, 1);
}

static void half_multiple(mpq_t v, const mpq_t q)
{
    mpq_set_si(v, (long)below(60) - 30, 2);
    mpq_canonicalize(v);
    mpq_mul(v, v, q);
}

static unsigned mpq_bits(const mpq_t q)
{
    size_t n = mpz_sizeinbase(mpq_numref(q), 2), d = mpz_sizeinbase(mpq_denref(q), 2);
    return (unsigned)(n > d ? n : d);
}

static void roundings(void **state)
{
    mpq_t q, v;
    (void)state;
    mpq_inits(q, v, NULL);
    for (int i = 0; i < 2 * CASES; i++, shai_arena_reset(&arena)) {
        any_unit(q);
        if (below(2)) half_multiple(last, q); /* what any_number falls back to: ties */
        a = any_interval(&A);
        if (below(3) == 0) {
            half_multiple(A.lo.v, q);
            mpq_set(A.hi.v, A.lo.v);
            A.lo.inf = A.hi.inf = 0;
            A.lo.open = A.hi.open = below(2);
            if (A.lo.open) mpq_add(A.hi.v, A.hi.v, q);
            a = shai_interval_make(to_num(A.lo.v), to_num(A.hi.v), A.lo.open ? SHAI_LO_OPEN | SHAI_HI_OPEN : 0);
        }
        struct shai_num unit = to_num(q);
        b = shai_interval_point(unit);
        shai_interval_round(&arena, &r, &a, unit);
        round_bound(&WANT.lo, &A.lo, &A.hi, q, 1);
        round_bound(&WANT.hi, &A.hi, &A.lo, q, -1);
        hold_against(&WANT);
        int n = sample(P, &A);
        for (int j = 0; j < n; j++) {
            round_mpq(v, P[j], q);
            if (!holds(&GOT, v)) wrong("a point outside");
        }
        if (!GOT.lo.inf) assert_true(mpq_bits(GOT.lo.v) <= mpq_bits(A.lo.v) + mpq_bits(q) + 1);
    }
    mpq_clears(q, v, NULL);
}

/* --- numbers ----------------------------------------------------------------------------------------------- */

static void same_limbs(struct shai_num x, struct shai_num y)
{
    bool nx, ny;
    const unsigned char *xn, *xd, *yn, *yd;
    size_t xnl, xdl, ynl, ydl;
    x = shai_num_canonical(&arena, x), y = shai_num_canonical(&arena, y);
    assert_int_equal(x.d, y.d);
    shai_num_export(&arena, x, &nx, &xn, &xnl, &xd, &xdl);
    shai_num_export(&arena, y, &ny, &yn, &ynl, &yd, &ydl);
    assert_true(nx == ny && xnl == ynl && xdl == ydl && !memcmp(xn, yn, xnl) && !memcmp(xd, yd, xdl));
}

static void numbers(void **state)
{
    static struct shai_num (*const OP[])(struct shai_arena *, struct shai_num,
                                         struct shai_num) = {shai_num_add, shai_num_sub, shai_num_mul, shai_num_div};
    static mpq_op *const WANTED[] = {mpq_add, mpq_sub, mpq_mul, mpq_div};
    mpq_t p, q, got, want;
    (void)state;
    mpq_inits(p, q, got, want, NULL);
    for (int i = 0; i < 2 * CASES; i++, shai_arena_reset(&arena)) {
        any_number(p);
        any_number(q);
        struct shai_num x = to_num(p), y = to_num(q), z;
        unsigned bp = mpq_bits(p), bq = mpq_bits(q);
        for (int op = 0; op < 4; op++) {
            if (op == 3 && !mpq_sgn(q)) continue;
            z = OP[op](&arena, x, y);
            to_mpq(got, z);
            WANTED[op](want, p, q);
            if (!mpq_equal(got, want)) fail_msg("%s %c %s = %s", fraction(x), "+-*/"[op], fraction(y), fraction(z));
            same_limbs(z, shai_num_wide_op(&arena, "+-*/"[op], x, y));
            unsigned most = bp + bq + (op < 2);
            assert_true(shai_num_bits(&arena, z) == mpq_bits(want) && mpq_bits(want) <= most);
        }
        int c = mpq_cmp(p, q);
        assert_int_equal(shai_num_cmp(x, y), (c > 0) - (c < 0));
        assert_int_equal(shai_num_cmp(y, x), (c < 0) - (c > 0));
        assert_int_equal(shai_num_sign(x), mpq_sgn(p));
        to_mpq(got, shai_num_neg(&arena, x));
        mpq_neg(want, p);
        assert_true(mpq_equal(got, want));
        to_mpq(got, shai_num_floor(&arena, x));
        mpz_fdiv_q(mpq_numref(want), mpq_numref(p), mpq_denref(p));
        mpz_set_ui(mpq_denref(want), 1);
        assert_true(mpq_equal(got, want));
        same_limbs(shai_num_copy(&arena, x), x);
        assert_string_equal(fraction(x), fraction(shai_num_canonical(&arena, x)));
    }
    mpq_clears(p, q, got, want, NULL);
}

/* --- text -------------------------------------------------------------------------------------------------- */

static void texts(void **state)
{
    mpq_t p, want, unit, six_digits;
    (void)state;
    mpq_inits(p, want, unit, six_digits, NULL);
    for (int i = 0; i < CASES; i++, shai_arena_reset(&arena)) {
        any_number(p);
        struct shai_strbuf buf = new_text();
        bool exact = shai_num_put_decimal(&buf, to_num(p));
        const char *s = buf.s, *e = strchr(s, 'E');
        assert_int_equal(exact, strncmp(s, "≈", 3) != 0);
        if (!exact) s += 3;
        size_t len = e ? (size_t)(e - s) : strlen(s), digits = 0, decimals = 0;
        char all[128];
        for (size_t j = 0, point = 0; j < len; j++) {
            if (s[j] == '.') point = 1;
            else all[digits++] = s[j], decimals += point;
        }
        all[digits] = 0;
        assert_int_equal(mpz_set_str(mpq_numref(want), all, 10), 0);
        mpz_set_ui(mpq_denref(want), 1);
        int ten = (e ? atoi(e + 1) : 0) - (int)decimals;
        if (!exact) { /* 7 digits and more: zeros in front of the point */
            mpz_t six;
            mpz_init_set_ui(six, 1000000);
            while (mpz_cmpabs(mpq_numref(want), six) >= 0)
                mpz_divexact_ui(mpq_numref(want), mpq_numref(want), 10), ten++;
            mpz_divexact_ui(six, six, 10);
            assert_true(mpz_cmpabs(mpq_numref(want), six) >= 0);
            mpz_clear(six);
        }
        mpz_ui_pow_ui(mpq_numref(unit), 10, (unsigned)abs(ten));
        mpz_set_ui(mpq_denref(unit), 1);
        if (ten < 0) mpq_inv(unit, unit);
        mpq_mul(want, want, unit);
        if (exact) {
            if (!mpq_equal(want, p)) fail_msg("%s is not %s", fraction(to_num(p)), buf.s);
        } else {
            round_mpq(six_digits, p, unit);
            if (!mpq_equal(want, six_digits)) fail_msg("%s is not %s", fraction(to_num(p)), buf.s);
        }
    }
    mpq_clears(p, want, unit, six_digits, NULL);
}

/* Random decimals within the limits, read by both. */
static void literals(void **state)
{
    mpq_t want, got, ten;
    (void)state;
    mpq_inits(want, got, ten, NULL);
    for (int i = 0; i < CASES; i++, shai_arena_reset(&arena)) {
        char text[128], digits[64];
        unsigned n = 1 + below(below(2) ? 40 : 10), point = below(n + 1);
        int at = 0, e = below(3) ? 0 : (int)below(81) - 40;
        bool neg = below(2);
        if (neg) text[at++] = '-';
        for (unsigned j = 0; j < n; j++) {
            digits[j] = (char)('0' + (below(4) ? below(10) : below(2) * 9));
            if (j == point) text[at++] = '.';
            text[at++] = digits[j];
        }
        digits[n] = 0;
        if (e) at += sprintf(text + at, "%c%d", below(2) ? 'e' : 'E', e);
        struct shai_decimal d;
        assert_int_equal(shai_num_parse(&arena, text, (size_t)at, &d), SHAI_NUM_OK);
        assert_int_equal(d.used, at);
        int places = (int)(n - point) - e;
        assert_int_equal(d.places, places);
        mpz_set_str(mpq_numref(want), digits, 10);
        mpz_set_ui(mpq_denref(want), 1);
        mpz_ui_pow_ui(mpq_numref(ten), 10, (unsigned)abs(places));
        mpz_set_ui(mpq_denref(ten), 1);
        (places < 0 ? mpq_mul : mpq_div)(want, want, ten);
        if (neg) mpq_neg(want, want);
        to_mpq(got, d.num);
        if (!mpq_equal(got, want)) fail_msg("%.*s read as %s", at, text, fraction(d.num));
        assert_true(shai_num_bits(&arena, d.num) <= SHAI_NUM_LITERAL_BITS);
        struct shai_strbuf buf = new_text();
        shai_num_put_places(&buf, d.num, places);
        struct shai_decimal back;
        if (places >= 0 && places <= 40 && shai_num_parse(&arena, buf.s, buf.len, &back) == SHAI_NUM_OK) {
            assert_int_equal(back.places, places);
            assert_int_equal(shai_num_cmp(back.num, d.num), 0);
        }
    }
    mpq_clears(want, got, ten, NULL);
}

/* --- running ----------------------------------------------------------------------------------------------- */

static int setup(void **state)
{
    open_arena(state);
    seed = 8170;
    mpq_inits(last, T, NULL);
    mpz_init_set_ui(limit, 1);
    mpz_mul_2exp(limit, limit, 63);
    for (int i = 0; i < MAX_PROBES; i++) mpq_inits(P[i], Q[i], NULL);
    open_intervals();
    return 0;
}

static int teardown(void **state)
{
    close_intervals();
    for (int i = 0; i < MAX_PROBES; i++) mpq_clears(P[i], Q[i], NULL);
    mpz_clear(limit);
    mpq_clears(last, T, NULL);
    return close_arena(state);
}

int main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        UNIT(sums),      UNIT(products), UNIT(members), UNIT(comparisons),
        UNIT(roundings), UNIT(numbers),  UNIT(texts),   UNIT(literals),
    };
    return cmocka_run_group_tests_name("number oracle", tests, NULL, NULL);
}
