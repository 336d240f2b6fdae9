/* What the tests against GMP share: a generator of random words, the library's numbers and intervals from and to mpq,
 * and how a result is held against what was wanted. It says nothing of what is right. */
#ifndef SHAI_TESTS_ORACLE_H
#define SHAI_TESTS_ORACLE_H

#include "numbers.h"

#include <gmp.h>

static uint64_t seed;

static inline uint64_t any(void) /* splitmix64 */
{
    uint64_t z = (seed += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline unsigned below(unsigned n)
{
    return (unsigned)(any() % n);
}

static inline bool is_small(const mpq_t q)
{
    return mpz_fits_slong_p(mpq_numref(q)) && mpz_fits_slong_p(mpq_denref(q));
}

/* The library's number; small ones are often not in lowest terms. */
static inline struct shai_num to_num(const mpq_t q)
{
    if (is_small(q)) {
        int64_t n = mpz_get_si(mpq_numref(q)), d = mpz_get_si(mpq_denref(q)), k = INT64_C(1) << below(40), n2, d2;
        if (below(2)) k = 1 + (int64_t)below(100);
        if (below(2) && !__builtin_mul_overflow(n, k, &n2) && !__builtin_mul_overflow(d, k, &d2)) n = n2, d = d2;
        return shai_num_ratio(&arena, n, d);
    }
    unsigned char n[1024], d[1024];
    size_t nl, dl;
    struct shai_num a;
    mpz_export(n, &nl, 1, 1, 1, 0, mpq_numref(q));
    mpz_export(d, &dl, 1, 1, 1, 0, mpq_denref(q));
    assert_true(shai_num_import(&arena, mpq_sgn(q) < 0, n, nl, d, dl, SHAI_NUM_MAX_BITS, &a));
    return a;
}

static inline void to_mpq(mpq_t q, struct shai_num a)
{
    if (a.d) {
        assert_true(a.d > 0);
        mpz_set_si(mpq_numref(q), a.n);
        mpz_set_si(mpq_denref(q), a.d);
        mpq_canonicalize(q);
        return;
    }
    assert_int_equal(mpq_set_str(q, fraction(a), 10), 0);
    mpq_t r;
    mpq_init(r);
    mpq_set(r, q);
    mpq_canonicalize(r);
    assert_true(mpq_equal(q, r)); /* in lowest terms */
    assert_false(is_small(q));    /* one class */
    mpq_clear(r);
}

/* --- intervals --------------------------------------------------------------------------------------------- */

struct end {
    mpq_t v;
    int inf;
    bool open;
};

struct ivl {
    struct end lo, hi;
};

static struct ivl A, B, WANT, PIECE, GOT;
static struct shai_interval a, b, r; /* operands and result at hand */

static inline bool is_point(const struct ivl *x)
{
    return !x->lo.inf && !x->hi.inf && mpq_equal(x->lo.v, x->hi.v);
}

static inline bool holds(const struct ivl *x, const mpq_t v)
{
    int l = x->lo.inf ? 1 : mpq_cmp(v, x->lo.v), h = x->hi.inf ? -1 : mpq_cmp(v, x->hi.v);
    return (x->lo.open ? l > 0 : l >= 0) && (x->hi.open ? h < 0 : h <= 0);
}

/* Fails with the case at hand. */
static inline void wrong(const char *what)
{
    fail_msg("%s: a = %s, b = %s, result %s", what, interval_text(&a), interval_text(&b), interval_text(&r));
}

/* The result r into *x; its form is checked. */
static inline void read_result(struct ivl *x)
{
    uint32_t f = r.flags;
    x->lo.inf = f & SHAI_LO_INF ? -1 : 0;
    x->hi.inf = f & SHAI_HI_INF ? 1 : 0;
    x->lo.open = (f & (SHAI_LO_INF | SHAI_LO_OPEN)) != 0;
    x->hi.open = (f & (SHAI_HI_INF | SHAI_HI_OPEN)) != 0;
    if (!x->lo.inf) to_mpq(x->lo.v, r.lo);
    if (!x->hi.inf) to_mpq(x->hi.v, f & SHAI_POINT ? r.lo : r.hi);
    if ((f & SHAI_POINT) != (is_point(x) ? (uint32_t)SHAI_POINT : 0u)) wrong("point or not");
    if (f & SHAI_POINT && f != SHAI_POINT) wrong("flags of a point");
    if (f & SHAI_LO_INF && f & SHAI_LO_OPEN) wrong("flags of the lower end");
    if (f & SHAI_HI_INF && f & SHAI_HI_OPEN) wrong("flags of the upper end");
}

static inline bool same_end(const struct end *x, const struct end *y)
{
    return x->inf == y->inf && x->open == y->open && (x->inf || mpq_equal(x->v, y->v));
}

static inline void hold_against(const struct ivl *want)
{
    read_result(&GOT);
    if (!same_end(&GOT.lo, &want->lo)) wrong("lower end");
    if (!same_end(&GOT.hi, &want->hi)) wrong("upper end");
}

static inline void open_intervals(void)
{
    struct ivl *const all[] = {&A, &B, &WANT, &PIECE, &GOT};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) mpq_inits(all[i]->lo.v, all[i]->hi.v, NULL);
}

static inline void close_intervals(void)
{
    struct ivl *const all[] = {&A, &B, &WANT, &PIECE, &GOT};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) mpq_clears(all[i]->lo.v, all[i]->hi.v, NULL);
}

#endif
