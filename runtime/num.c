/* Exact rational numbers. In: integers, decimals as written, limbs of a program file. Out: numbers, their order,
 * their text. It knows nothing of intervals, units or truth, and no number here is ever binary floating point.
 *
 * This is the only file that speaks to GMP, and only to its mpn layer: mpz and mpq abort when memory fails, and their
 * hooks are global. Intermediate limbs stand on the stack, because SHAI_NUM_MAX_BITS bounds them; only a result goes
 * to the arena. mpn allocates its own scratch with alloca below 64 KiB, which operands of this size never reach. */
#include "runtime/num.h"

#include <assert.h>
#include <gmp.h>
#include <string.h>

__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

_Static_assert(GMP_NUMB_BITS == 64, "limbs are 64 bits without nails");

enum {
    LIMBS = SHAI_NUM_MAX_BITS / 64, /* of a numerator or denominator */
    ROOM = 2 * LIMBS + 4,           /* of a product of two, with room for a carry */
    ROUND_DIGITS = 6,               /* significant digits behind "≈" */
    PLAIN_DECIMALS = 40,            /* what is written without an exponent */
    PLAIN_DIGITS = 60,
    PLAIN_NUM_LIMBS = 4, /* 10^60 < 2^256: more limbs are more digits */
    PLAIN_DEN_LIMBS = 3, /* 10^40 < 2^192: more limbs are more decimals */
    MAX_TEXT = 5000,     /* digits of SHAI_NUM_MAX_BITS bits: 4933 */
};

/* Numerator, then denominator. Lowest terms, no zero limb on top, not representable small. */
struct shai_wide {
    bool neg;
    uint32_t nn, dn; /* limbs of each */
    mp_limb_t limbs[];
};

/* |numerator|, denominator and sign of any number. Points into the number or into itself: never copied. */
struct frac {
    const mp_limb_t *n, *d;
    mp_size_t nn, dn; /* nn == 0: zero */
    bool neg;
    mp_limb_t own[2];
};

static uint64_t magnitude(int64_t n)
{
    return n < 0 ? -(uint64_t)n : (uint64_t)n;
}

static void view(struct frac *f, struct shai_num a)
{
    if (a.d) {
        f->own[0] = magnitude(a.n), f->own[1] = (mp_limb_t)a.d;
        f->n = &f->own[0], f->d = &f->own[1];
        f->nn = a.n != 0, f->dn = 1;
        f->neg = a.n < 0;
    } else {
        f->n = a.w->limbs, f->d = a.w->limbs + a.w->nn;
        f->nn = a.w->nn, f->dn = a.w->dn;
        f->neg = a.w->neg;
    }
}

/* --- natural numbers on limbs ------------------------------------------------------------------------------
 * {p, n} has no zero limb on top; n == 0 is zero. */

static mp_size_t trim(const mp_limb_t *p, mp_size_t n)
{
    while (n > 0 && !p[n - 1]) n--;
    return n;
}

/* r must not overlap a or b and has room for an + bn limbs. */
static mp_size_t mul_limbs(mp_limb_t *r, const mp_limb_t *a, mp_size_t an, const mp_limb_t *b, mp_size_t bn)
{
    assert(an + bn <= ROOM);
    if (!an || !bn) return 0;
    if (an >= bn) mpn_mul(r, a, an, b, bn);
    else mpn_mul(r, b, bn, a, an);
    return trim(r, an + bn);
}

static int cmp_limbs(const mp_limb_t *a, mp_size_t an, const mp_limb_t *b, mp_size_t bn)
{
    if (an != bn) return an < bn ? -1 : 1;
    int c = an ? mpn_cmp(a, b, an) : 0;
    return (c > 0) - (c < 0);
}

/* r may be a or b. */
static mp_size_t add_limbs(mp_limb_t *r, const mp_limb_t *a, mp_size_t an, const mp_limb_t *b, mp_size_t bn)
{
    if (an < bn) return add_limbs(r, b, bn, a, an);
    if (!bn) {
        mpn_copyi(r, a, an);
        return an;
    }
    r[an] = mpn_add(r, a, an, b, bn);
    return trim(r, an + 1);
}

/* a >= b; r may be a or b. */
static mp_size_t sub_limbs(mp_limb_t *r, const mp_limb_t *a, mp_size_t an, const mp_limb_t *b, mp_size_t bn)
{
    if (bn) mpn_sub(r, a, an, b, bn);
    else mpn_copyi(r, a, an);
    return trim(r, an);
}

/* q = n / d, rem = n mod d for d != 0; returns the limbs of q. q and rem overlap nothing. */
static mp_size_t div_limbs(mp_limb_t *q, mp_limb_t *rem, mp_size_t *remn, const mp_limb_t *n, mp_size_t nn,
                           const mp_limb_t *d, mp_size_t dn)
{
    if (nn < dn) {
        mpn_copyi(rem, n, nn);
        *remn = nn;
        return 0;
    }
    mpn_tdiv_qr(q, rem, 0, n, nn, d, dn);
    *remn = trim(rem, dn);
    return trim(q, nn - dn + 1);
}

/* r = p / 2^bits, exactly. */
static mp_size_t shift_down(mp_limb_t *r, const mp_limb_t *p, mp_size_t n, mp_bitcnt_t bits)
{
    mp_size_t whole = (mp_size_t)(bits / 64);
    if (bits % 64) mpn_rshift(r, p + whole, n - whole, (unsigned)(bits % 64)); /* a shift by 0 is not allowed */
    else mpn_copyi(r, p + whole, n - whole);
    return trim(r, n - whole);
}

static mp_size_t shift_up(mp_limb_t *r, const mp_limb_t *p, mp_size_t n, mp_bitcnt_t bits)
{
    mp_size_t whole = (mp_size_t)(bits / 64);
    mp_limb_t out = 0;
    if (bits % 64) out = mpn_lshift(r + whole, p, n, (unsigned)(bits % 64));
    else mpn_copyd(r + whole, p, n);
    if (whole) mpn_zero(r, whole);
    r[whole + n] = out;
    return trim(r, whole + n + 1);
}

/* g = gcd(a, b) of two numbers that are not zero. mpn_gcd destroys its operands, wants the first no smaller, and has
 * wanted an odd operand in some releases: it is given copies without factors of two. */
static mp_size_t gcd_limbs(mp_limb_t *g, const mp_limb_t *a, mp_size_t an, const mp_limb_t *b, mp_size_t bn)
{
    if (an == 1 || bn == 1) {
        g[0] = an == 1 ? mpn_gcd_1(b, bn, a[0]) : mpn_gcd_1(a, an, b[0]);
        return 1;
    }
    mp_limb_t u[ROOM], v[ROOM], odd[ROOM];
    mp_bitcnt_t ua = mpn_scan1(a, 0), ub = mpn_scan1(b, 0);
    mp_size_t un = shift_down(u, a, an, ua), vn = shift_down(v, b, bn, ub), n;
    if (cmp_limbs(u, un, v, vn) >= 0) n = mpn_gcd(odd, u, un, v, vn);
    else n = mpn_gcd(odd, v, vn, u, un);
    return shift_up(g, odd, n, ua < ub ? ua : ub);
}

static size_t bits_limbs(const mp_limb_t *p, mp_size_t n)
{
    return n ? (size_t)n * 64 - (size_t)__builtin_clzll(p[n - 1]) : 0;
}

/* p *= 10^e in place; p has room. */
static mp_size_t scale_ten(mp_limb_t *p, mp_size_t n, unsigned e)
{
    while (n && e) {
        mp_limb_t by = 1;
        for (int i = 0; i < 19 && e; i++, e--) by *= 10; /* 10^19 < 2^64 */
        assert(n < ROOM);
        p[n] = mpn_mul_1(p, p, n, by);
        n = trim(p, n + 1);
    }
    return n;
}

/* --- making numbers ---------------------------------------------------------------------------------------- */

/* The fraction of these limbs, which are in lowest terms. */
static struct shai_num make(struct shai_arena *arena, bool neg, const mp_limb_t *n, mp_size_t nn, const mp_limb_t *d,
                            mp_size_t dn)
{
    if (!nn) return SHAI_NUM_INT(0);
    if (nn == 1 && dn == 1 && d[0] <= INT64_MAX && n[0] <= (uint64_t)INT64_MAX + neg) {
        return (struct shai_num){{.n = (int64_t)(neg ? -n[0] : n[0])}, (int64_t)d[0]};
    }
    assert(bits_limbs(n, nn) <= SHAI_NUM_MAX_BITS && bits_limbs(d, dn) <= SHAI_NUM_MAX_BITS);
    struct shai_wide *w = shai_arena_alloc(arena, sizeof *w + (size_t)(nn + dn) * sizeof *w->limbs);
    w->neg = neg;
    w->nn = (uint32_t)nn, w->dn = (uint32_t)dn;
    mpn_copyi(w->limbs, n, nn);
    mpn_copyi(w->limbs + nn, d, dn);
    return (struct shai_num){{.w = w}, 0};
}

/* The fraction of any limbs, d != 0. */
static struct shai_num reduce(struct shai_arena *arena, bool neg, const mp_limb_t *n, mp_size_t nn,
                              const mp_limb_t *d, mp_size_t dn)
{
    if (!nn) return SHAI_NUM_INT(0);
    mp_limb_t g[ROOM], rem[ROOM], nq[ROOM], dq[ROOM];
    mp_size_t gn = gcd_limbs(g, n, nn, d, dn), remn;
    if (gn == 1 && g[0] == 1) return make(arena, neg, n, nn, d, dn);
    mp_size_t nqn = div_limbs(nq, rem, &remn, n, nn, g, gn), dqn = div_limbs(dq, rem, &remn, d, dn, g, gn);
    return make(arena, neg, nq, nqn, dq, dqn);
}

static uint64_t gcd64(uint64_t a, uint64_t b)
{
    if (!a || !b) return a | b;
    int twos = __builtin_ctzll(a | b);
    a >>= __builtin_ctzll(a);
    do {
        b >>= __builtin_ctzll(b);
        if (a > b) {
            uint64_t t = a;
            a = b, b = t;
        }
        b -= a;
    } while (b);
    return a << twos;
}

static int twos128(u128 a)
{
    return (uint64_t)a ? __builtin_ctzll((uint64_t)a) : 64 + __builtin_ctzll((uint64_t)(a >> 64));
}

static u128 gcd128(u128 a, u128 b)
{
    if (!a || !b) return a | b;
    int twos = twos128(a | b);
    a >>= twos128(a);
    b >>= twos128(b);
    while (a != b && (a | b) >> 64) {
        if (a > b) {
            u128 t = a;
            a = b, b = t;
        }
        b -= a;
        b >>= twos128(b);
    }
    return (a == b ? a : (u128)gcd64((uint64_t)a, (uint64_t)b)) << twos;
}

static bool fits(i128 n)
{
    return (int64_t)n == n;
}

static __attribute__((noinline)) struct shai_num fit_reduced(struct shai_arena *arena, i128 n, i128 d)
{
    u128 m = n < 0 ? -(u128)n : (u128)n, e = (u128)d, g = gcd128(m, e);
    m /= g, e /= g;
    mp_limb_t nl[2] = {(mp_limb_t)m, (mp_limb_t)(m >> 64)}, dl[2] = {(mp_limb_t)e, (mp_limb_t)(e >> 64)};
    return make(arena, n < 0, nl, trim(nl, 2), dl, trim(dl, 2));
}

/* n/d for d > 0: as it is where it is small, else reduced, else wide. */
static inline struct shai_num fit(struct shai_arena *arena, i128 n, i128 d)
{
    if (__builtin_expect(fits(n) && fits(d), 1)) return (struct shai_num){{.n = (int64_t)n}, (int64_t)d};
    return fit_reduced(arena, n, d);
}

struct shai_num shai_num_ratio(struct shai_arena *arena, int64_t n, int64_t d)
{
    assert(d != 0);
    return d > 0 ? (struct shai_num){{.n = n}, d} : fit(arena, -(i128)n, -(i128)d);
}

/* --- arithmetic -------------------------------------------------------------------------------------------- */

static struct shai_num add_wide(struct shai_arena *arena, struct shai_num x, struct shai_num y, bool minus)
{
    struct frac a, b;
    view(&a, x), view(&b, y);
    mp_limb_t p[ROOM], q[ROOM], d[ROOM];
    mp_size_t pn = mul_limbs(p, a.n, a.nn, b.d, b.dn), qn = mul_limbs(q, b.n, b.nn, a.d, a.dn);
    mp_size_t dn = mul_limbs(d, a.d, a.dn, b.d, b.dn);
    bool bneg = b.neg != minus, neg = a.neg;
    if (a.neg == bneg) {
        pn = add_limbs(p, p, pn, q, qn);
    } else if (cmp_limbs(p, pn, q, qn) >= 0) {
        pn = sub_limbs(p, p, pn, q, qn);
    } else {
        pn = sub_limbs(p, q, qn, p, pn);
        neg = bneg;
    }
    return reduce(arena, neg, p, pn, d, dn);
}

static struct shai_num mul_wide(struct shai_arena *arena, struct shai_num x, struct shai_num y)
{
    struct frac a, b;
    view(&a, x), view(&b, y);
    mp_limb_t n[ROOM], d[ROOM];
    mp_size_t nn = mul_limbs(n, a.n, a.nn, b.n, b.nn), dn = mul_limbs(d, a.d, a.dn, b.d, b.dn);
    return reduce(arena, a.neg != b.neg, n, nn, d, dn);
}

static struct shai_num div_wide(struct shai_arena *arena, struct shai_num x, struct shai_num y)
{
    struct frac a, b;
    view(&a, x), view(&b, y);
    mp_limb_t n[ROOM], d[ROOM];
    mp_size_t nn = mul_limbs(n, a.n, a.nn, b.d, b.dn), dn = mul_limbs(d, a.d, a.dn, b.n, b.nn);
    return reduce(arena, a.neg != b.neg, n, nn, d, dn);
}

struct shai_num shai_num_wide_op(struct shai_arena *arena, char op, struct shai_num a, struct shai_num b)
{
    switch (op) {
    case '+': return add_wide(arena, a, b, false);
    case '-': return add_wide(arena, a, b, true);
    case '*': return mul_wide(arena, a, b);
    default: assert(op == '/' && shai_num_sign(b) != 0); return div_wide(arena, a, b);
    }
}

struct shai_num shai_num_add(struct shai_arena *arena, struct shai_num a, struct shai_num b)
{
    if (!a.d || !b.d) return add_wide(arena, a, b, false);
    int64_t n;
    if (a.d == b.d) {
        if (!__builtin_add_overflow(a.n, b.n, &n)) return (struct shai_num){{.n = n}, a.d};
        return fit_reduced(arena, (i128)a.n + b.n, a.d);
    }
    /* Decimals mostly divide one another: then the denominator need not grow. */
    if (a.d < b.d) {
        struct shai_num t = a;
        a = b, b = t;
    }
    int64_t k = b.d == 1 ? a.d : a.d / b.d;
    if (k * b.d == a.d) return fit(arena, a.n + (i128)b.n * k, a.d);
    return fit(arena, (i128)a.n * b.d + (i128)b.n * a.d, (i128)a.d * b.d);
}

struct shai_num shai_num_sub(struct shai_arena *arena, struct shai_num a, struct shai_num b)
{
    if (!a.d || !b.d || b.n == INT64_MIN) return add_wide(arena, a, b, true);
    b.n = -b.n;
    return shai_num_add(arena, a, b);
}

struct shai_num shai_num_mul(struct shai_arena *arena, struct shai_num a, struct shai_num b)
{
    if (!a.d || !b.d) return mul_wide(arena, a, b);
    int64_t n, d;
    if (__builtin_expect(!__builtin_mul_overflow(a.n, b.n, &n) && !__builtin_mul_overflow(a.d, b.d, &d), 1)) {
        return (struct shai_num){{.n = n}, d};
    }
    return fit_reduced(arena, (i128)a.n * b.n, (i128)a.d * b.d);
}

struct shai_num shai_num_div(struct shai_arena *arena, struct shai_num a, struct shai_num b)
{
    if (!a.d || !b.d) return div_wide(arena, a, b);
    assert(b.n != 0);
    i128 n = (i128)a.n * b.d, d = (i128)a.d * b.n;
    return d > 0 ? fit(arena, n, d) : fit(arena, -n, -d);
}

struct shai_num shai_num_neg(struct shai_arena *arena, struct shai_num a)
{
    if (a.d) return fit(arena, -(i128)a.n, a.d);
    struct frac f;
    view(&f, a);
    return make(arena, !f.neg, f.n, f.nn, f.d, f.dn); /* by make: 2^63 turns small as -2^63 */
}

int shai_num_sign(struct shai_num a)
{
    if (a.d) return (a.n > 0) - (a.n < 0);
    return a.w->neg ? -1 : 1;
}

/* By the products on the stack: nothing is allocated. */
static int cmp_wide(struct shai_num x, struct shai_num y)
{
    int sx = shai_num_sign(x), sy = shai_num_sign(y);
    if (sx != sy) return sx < sy ? -1 : 1;
    struct frac a, b;
    view(&a, x), view(&b, y);
    mp_limb_t p[ROOM], q[ROOM];
    mp_size_t pn = mul_limbs(p, a.n, a.nn, b.d, b.dn), qn = mul_limbs(q, b.n, b.nn, a.d, a.dn);
    int c = cmp_limbs(p, pn, q, qn);
    return sx < 0 ? -c : c;
}

int shai_num_cmp(struct shai_num a, struct shai_num b)
{
    if (!a.d || !b.d) return cmp_wide(a, b);
    if (a.d == b.d) return (a.n > b.n) - (a.n < b.n);
    i128 p = (i128)a.n * b.d, q = (i128)b.n * a.d;
    return (p > q) - (p < q);
}

/* Whether the magnitude (k + half) * q rounds up to k + 1, for half = -1, 0, 1: below, at and above the middle. */
static bool round_up(int half, bool odd, bool neg, int from)
{
    if (half) return half > 0;
    return from ? (from > 0) != neg : odd;
}

static struct shai_num round_wide(struct shai_arena *arena, struct shai_num x, struct shai_num unit, int from)
{
    struct frac a, q;
    view(&a, x), view(&q, unit);
    mp_limb_t n[ROOM], d[ROOM], k[ROOM], rem[ROOM];
    mp_size_t nn = mul_limbs(n, a.n, a.nn, q.d, q.dn), dn = mul_limbs(d, a.d, a.dn, q.n, q.nn), remn;
    mp_size_t kn = div_limbs(k, rem, &remn, n, nn, d, dn);
    mp_size_t twice = remn ? shift_up(rem, rem, remn, 1) : 0;
    if (round_up(cmp_limbs(rem, twice, d, dn), kn && (k[0] & 1), a.neg, from)) {
        const mp_limb_t one = 1;
        kn = add_limbs(k, k, kn, &one, 1);
    }
    nn = mul_limbs(n, k, kn, q.n, q.nn);
    return reduce(arena, a.neg, n, nn, q.d, q.dn);
}

struct shai_num shai_num_round_from(struct shai_arena *arena, struct shai_num a, struct shai_num q, int from)
{
    assert(shai_num_sign(q) > 0);
    if (!a.d || !q.d) return round_wide(arena, a, q, from);
    u128 n = magnitude(a.n), d = (u128)q.n, k, rem;
    if (a.d != q.d) n *= (uint64_t)q.d, d *= (uint64_t)a.d;
    if ((n | d) >> 64) k = n / d, rem = n % d;
    else k = (uint64_t)n / (uint64_t)d, rem = (uint64_t)n % (uint64_t)d;
    rem *= 2; /* < 2^127 */
    if (round_up((rem > d) - (rem < d), k & 1, a.n < 0, from)) k++;
    i128 whole = (i128)k * q.n; /* at most |a.n| * q.d + q.n */
    return fit(arena, a.n < 0 ? -whole : whole, q.d);
}

struct shai_num shai_num_round(struct shai_arena *arena, struct shai_num a, struct shai_num q)
{
    return shai_num_round_from(arena, a, q, 0);
}

/* 10^e, e of any sign. */
static struct shai_num power_of_ten(struct shai_arena *arena, int e)
{
    struct shai_num p = SHAI_NUM_INT(1), square = SHAI_NUM_INT(10);
    for (int k = e < 0 ? -e : e; k; k >>= 1) {
        if (k & 1) p = shai_num_mul(arena, p, square);
        if (k > 1) square = shai_num_mul(arena, square, square);
    }
    return e < 0 ? shai_num_div(arena, SHAI_NUM_INT(1), p) : p;
}

struct shai_num shai_num_place(struct shai_arena *arena, struct shai_num a, int n)
{
    assert(shai_num_sign(a) != 0 && n >= 1 && n <= SHAI_NUM_MAX_DIGITS);
    struct shai_num m = shai_num_sign(a) < 0 ? shai_num_neg(arena, a) : a;
    int e = 0; /* 10^e <= m < 10^(e+1), from a guess by bits (log10 2 = 0.30103) that is at most one below */
    struct frac f;
    view(&f, shai_num_canonical(arena, m));
    int bits = (int)mpn_sizeinbase(f.n, f.nn, 2) - (int)mpn_sizeinbase(f.d, f.dn, 2);
    e = (bits > 0 ? (bits - 1) * 30103 / 100000 : -((1 - bits) * 30103 / 100000 + 1));
    struct shai_num p = power_of_ten(arena, e);
    while (shai_num_cmp(m, p) < 0) p = shai_num_div(arena, p, SHAI_NUM_INT(10)), e--;
    for (struct shai_num next; next = shai_num_mul(arena, p, SHAI_NUM_INT(10)), shai_num_cmp(m, next) >= 0; e++)
        p = next;
    return shai_num_mul(arena, p, power_of_ten(arena, 1 - n));
}

struct shai_num shai_num_floor(struct shai_arena *arena, struct shai_num a)
{
    if (a.d) return SHAI_NUM_INT(a.n / a.d - (a.n % a.d < 0));
    struct frac f;
    view(&f, a);
    mp_limb_t k[ROOM], rem[ROOM];
    const mp_limb_t one = 1;
    mp_size_t remn, kn = div_limbs(k, rem, &remn, f.n, f.nn, f.d, f.dn);
    if (f.neg && remn) kn = add_limbs(k, k, kn, &one, 1);
    return make(arena, f.neg, k, kn, &one, 1);
}

struct shai_num shai_num_canonical(struct shai_arena *arena, struct shai_num a)
{
    (void)arena; /* wide numbers are in lowest terms already */
    if (!a.d || a.d == 1) return a;
    int64_t g = (int64_t)gcd64(magnitude(a.n), (uint64_t)a.d); /* <= a.d */
    return (struct shai_num){{.n = a.n / g}, a.d / g};
}

struct shai_num shai_num_copy(struct shai_arena *arena, struct shai_num a)
{
    if (a.d) return a;
    size_t size = sizeof *a.w + ((size_t)a.w->nn + a.w->dn) * sizeof *a.w->limbs;
    struct shai_wide *w = shai_arena_alloc(arena, size);
    memcpy(w, a.w, size);
    return (struct shai_num){{.w = w}, 0};
}

unsigned shai_num_bits(struct shai_arena *arena, struct shai_num a)
{
    struct frac f;
    view(&f, shai_num_canonical(arena, a));
    size_t n = bits_limbs(f.n, f.nn), d = bits_limbs(f.d, f.dn);
    return (unsigned)(n > d ? n : d);
}

/* --- reading ----------------------------------------------------------------------------------------------- */

static const int64_t TEN[] = {1,
                              10,
                              100,
                              1000,
                              10000,
                              100000,
                              1000000,
                              10000000,
                              100000000,
                              1000000000,
                              10000000000,
                              100000000000,
                              1000000000000,
                              10000000000000,
                              100000000000000,
                              1000000000000000,
                              10000000000000000,
                              100000000000000000,
                              1000000000000000000};
enum { SMALL_TEN = sizeof TEN / sizeof *TEN - 1, SMALL_DIGITS = 19 /* any such fits 64 bits */ };

/* The ASCII character that the len bytes at s begin with in another width, of 3 bytes; 0 where none does. */
static __attribute__((noinline)) char wide_glyph(const unsigned char *s, size_t len)
{
    static const struct {
        char utf8[4], ascii;
    } OTHER[] = {{"。", '.'}, {"−", '-'}};
    if (len < 3) return 0;
    if (s[0] == 0xEF) { /* U+FF01..FF5E: '!'..'~' */
        unsigned cp = 0xF000u | (s[1] & 63u) << 6 | (s[2] & 63u);
        bool tail = (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80;
        return tail && cp >= 0xFF01 && cp <= 0xFF5E ? (char)(cp - 0xFF01 + '!') : 0;
    }
    for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++)
        if (!memcmp(s, OTHER[i].utf8, 3)) return OTHER[i].ascii;
    return 0;
}

/* The ASCII character that s[at..len) begins with, in any of its widths, and its bytes; 0 where none does. */
static inline char glyph(const char *s, size_t at, size_t len, size_t *bytes)
{
    *bytes = 1;
    if (at >= len) return 0;
    if ((unsigned char)s[at] < 0x80) return s[at];
    *bytes = 3;
    return wide_glyph((const unsigned char *)s + at, len - at);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits read so far. */
struct digits {
    const char *s;
    size_t len, at;
    size_t written; /* all of them */
    unsigned count; /* those that count: all but zeros in front of the whole part; stops beyond the limit */
    uint64_t small; /* their value, while count <= SMALL_DIGITS */
    unsigned char all[SHAI_NUM_MAX_DIGITS];
};

/* Reads digits from d->at on. Decimals count from the first on: a denominator is what the limit is to bound. */
static void read_digits(struct digits *d, bool decimals)
{
    size_t bytes = 0;
    for (char c; is_digit(c = glyph(d->s, d->at, d->len, &bytes)); d->at += bytes) {
        d->written++;
        if (c == '0' && !d->count && !decimals) continue;
        if (d->count < SMALL_DIGITS) d->small = d->small * 10 + (uint64_t)(c - '0');
        if (d->count < SHAI_NUM_MAX_DIGITS) d->all[d->count] = (unsigned char)(c - '0');
        if (d->count <= SHAI_NUM_MAX_DIGITS) d->count++;
    }
}

/* Whether s[*at..len) begins with a comma and three digits, no more; then *at is behind them. */
static bool read_group(const char *s, size_t *at, size_t len)
{
    size_t bytes = 0, to = *at;
    if (glyph(s, to, len, &bytes) != ',') return false;
    to += bytes;
    for (int i = 0; i < 3; i++, to += bytes)
        if (!is_digit(glyph(s, to, len, &bytes))) return false;
    if (is_digit(glyph(s, to, len, &bytes))) return false;
    *at = to;
    return true;
}

/* An exponent at d->at, if there is one: `e` alone is none. Its magnitude stops growing beyond the limit. */
static int read_exponent(struct digits *d)
{
    size_t bytes = 0, to = d->at;
    char c = glyph(d->s, to, d->len, &bytes);
    if (c != 'e' && c != 'E') return 0;
    to += bytes;
    c = glyph(d->s, to, d->len, &bytes);
    bool neg = c == '-';
    if (c == '+' || c == '-') {
        to += bytes;
        c = glyph(d->s, to, d->len, &bytes);
    }
    if (!is_digit(c)) return 0;
    int e = 0;
    for (; is_digit(c); c = glyph(d->s, to, d->len, &bytes)) {
        if (e <= SHAI_NUM_MAX_EXPONENT) e = e * 10 + (c - '0');
        to += bytes;
    }
    d->at = to;
    return neg ? -e : e;
}

static struct shai_num wide_decimal(struct shai_arena *arena, bool neg, const struct digits *d, int places)
{
    mp_limb_t n[16], den[16] = {1}; /* 10^80 takes 5 */
    mp_size_t nn = 0, dn = 1;
    unsigned zeros = 0; /* mpn_set_str wants a first digit that is not zero */
    while (zeros < d->count && !d->all[zeros]) zeros++;
    if (zeros < d->count) nn = mpn_set_str(n, d->all + zeros, d->count - zeros, 10);
    if (places < 0) nn = scale_ten(n, nn, (unsigned)-places);
    else dn = scale_ten(den, dn, (unsigned)places);
    return reduce(arena, neg, n, nn, den, dn);
}

enum shai_num_parse shai_num_parse(struct shai_arena *arena, const char *s, size_t len, struct shai_decimal *out)
{
    struct digits d;
    d.s = s, d.len = len, d.at = 0, d.written = 0, d.count = 0, d.small = 0;
    size_t bytes = 0;
    *out = (struct shai_decimal){.num = SHAI_NUM_INT(0)};
    char c = glyph(s, 0, len, &bytes);
    bool neg = c == '-';
    if (c == '+' || c == '-') d.at = bytes;
    read_digits(&d, false);
    bool grouped = d.written && d.written <= 3 && read_group(s, &d.at, len);
    if (grouped) {
        while (read_group(s, &d.at, len)) {
        }
    }
    unsigned whole = d.count;
    if (glyph(s, d.at, len, &bytes) == '.') {
        d.at += bytes;
        read_digits(&d, true);
    }
    if (!d.written) return SHAI_NUM_NONE;
    int e = read_exponent(&d);
    out->used = d.at;
    if (grouped) return SHAI_NUM_THOUSANDS;
    if (d.count > SHAI_NUM_MAX_DIGITS) return SHAI_NUM_TOO_MANY_DIGITS;
    if (e > SHAI_NUM_MAX_EXPONENT || e < -SHAI_NUM_MAX_EXPONENT) return SHAI_NUM_EXPONENT;
    out->places = (int)(d.count - whole) - e;
    if (d.count <= SMALL_DIGITS && d.small <= INT64_MAX && out->places >= 0 && out->places <= SMALL_TEN) {
        int64_t n = (int64_t)d.small;
        out->num = (struct shai_num){{.n = neg ? -n : n}, TEN[out->places]};
    } else {
        out->num = wide_decimal(arena, neg, &d, out->places);
    }
    return SHAI_NUM_OK;
}

/* --- writing ----------------------------------------------------------------------------------------------- */

/* Decimal digits of {p, n} without leading zeros; "0" for zero. out has MAX_TEXT bytes. By division limb by limb, as
 * mpn_get_str calls malloc for large operands. */
static size_t to_text(char *out, const mp_limb_t *p, mp_size_t n)
{
    mp_limb_t rest[LIMBS];
    char backward[MAX_TEXT];
    size_t len = 0;
    assert(n <= LIMBS);
    mpn_copyi(rest, p, n);
    while (n > 1) {
        mp_limb_t low = mpn_divrem_1(rest, 0, rest, n, 10000000000000000000u);
        n = trim(rest, n);
        for (int i = 0; i < 19; i++, low /= 10) backward[len++] = (char)('0' + low % 10);
    }
    mp_limb_t top = n ? rest[0] : 0;
    do backward[len++] = (char)('0' + top % 10);
    while (top /= 10);
    for (size_t i = 0; i < len; i++) out[i] = backward[len - 1 - i];
    return len;
}

static void put_limbs(struct shai_strbuf *buf, const mp_limb_t *p, mp_size_t n)
{
    char text[MAX_TEXT];
    shai_strbuf_add(buf, text, to_text(text, p, n));
}

static void put_zeros(struct shai_strbuf *buf, size_t n)
{
    while (n--) shai_strbuf_putc(buf, '0');
}

/* [-] text * 10^-decimals without an exponent. */
static void put_plain(struct shai_strbuf *buf, bool neg, const char *text, size_t len, int decimals)
{
    if (neg) shai_strbuf_putc(buf, '-');
    if (decimals <= 0) {
        shai_strbuf_add(buf, text, len);
        put_zeros(buf, (size_t)-decimals);
        return;
    }
    size_t behind = (size_t)decimals;
    if (len <= behind) {
        shai_strbuf_puts(buf, "0.");
        put_zeros(buf, behind - len);
        shai_strbuf_add(buf, text, len);
    } else {
        shai_strbuf_add(buf, text, len - behind);
        shai_strbuf_putc(buf, '.');
        shai_strbuf_add(buf, text + (len - behind), behind);
    }
}

void shai_num_put_fraction(struct shai_strbuf *buf, struct shai_num a)
{
    struct frac f;
    view(&f, shai_num_canonical(buf->arena, a));
    if (f.neg) shai_strbuf_putc(buf, '-');
    put_limbs(buf, f.n, f.nn);
    if (f.dn == 1 && f.d[0] == 1) return;
    shai_strbuf_putc(buf, '/');
    put_limbs(buf, f.d, f.dn);
}

/* Divides {p, *n} by `by` as often as it goes, at most `most` times; returns how often. */
static int strip_factor(mp_limb_t *p, mp_size_t *n, mp_limb_t by, int most)
{
    int times = 0;
    while (times < most && mpn_mod_1(p, *n, by) == 0) {
        mpn_divrem_1(p, 0, p, *n, by);
        *n = trim(p, *n);
        times++;
    }
    return times;
}

/* Prints f, in lowest terms, if it ends within PLAIN_DECIMALS and PLAIN_DIGITS. */
static bool put_terminating(struct shai_strbuf *buf, const struct frac *f)
{
    if (f->nn > PLAIN_NUM_LIMBS || f->dn > PLAIN_DEN_LIMBS) return false;
    mp_limb_t d[PLAIN_DEN_LIMBS], n[PLAIN_NUM_LIMBS + PLAIN_DEN_LIMBS];
    mp_size_t dn = f->dn, nn = f->nn;
    mpn_copyi(d, f->d, dn);
    int twos = strip_factor(d, &dn, 2, PLAIN_DECIMALS), fives = strip_factor(d, &dn, 5, PLAIN_DECIMALS);
    if (dn != 1 || d[0] != 1) return false;
    mpn_copyi(n, f->n, nn);
    for (int missing = fives - twos; nn && missing; missing += missing > 0 ? -1 : 1) {
        n[nn] = mpn_mul_1(n, n, nn, missing > 0 ? 2 : 5);
        nn = trim(n, nn + 1);
    }
    char text[MAX_TEXT];
    size_t len = to_text(text, n, nn);
    if (len > PLAIN_DIGITS) return false;
    put_plain(buf, f->neg, text, len, twos > fives ? twos : fives);
    return true;
}

/* |f| / 10^e rounded half-even, where that is below 2^64; *exact is cleared where digits were lost. */
static uint64_t scaled(const struct frac *f, int e, bool *exact)
{
    mp_limb_t n[ROOM], d[ROOM], k[ROOM], rem[ROOM];
    mp_size_t nn = f->nn, dn = f->dn, remn;
    mpn_copyi(n, f->n, nn);
    mpn_copyi(d, f->d, dn);
    if (e < 0) nn = scale_ten(n, nn, (unsigned)-e);
    else dn = scale_ten(d, dn, (unsigned)e);
    mp_size_t kn = div_limbs(k, rem, &remn, n, nn, d, dn);
    assert(kn <= 1);
    uint64_t q = kn ? k[0] : 0;
    mp_size_t twice = remn ? shift_up(rem, rem, remn, 1) : 0;
    *exact = !remn;
    return q + round_up(cmp_limbs(rem, twice, d, dn), q & 1, false, 0);
}

/* ROUND_DIGITS significant digits of f != 0. */
static bool put_rounded(struct shai_strbuf *buf, const struct frac *f)
{
    const uint64_t most = (uint64_t)TEN[ROUND_DIGITS];
    /* log10 by the bits, to within one; then e is the power of the last digit. */
    int bits = (int)bits_limbs(f->n, f->nn) - (int)bits_limbs(f->d, f->dn);
    int e = bits * 30103 / 100000 - ROUND_DIGITS - 1;
    bool exact;
    uint64_t q;
    while ((q = scaled(f, e, &exact)) >= most) e++;
    assert(q >= most / 10);
    char text[32];
    size_t len = to_text(text, &(mp_limb_t){q}, 1);
    if (!exact) shai_strbuf_puts(buf, "≈");
    if (-e <= PLAIN_DECIMALS && (int)len + e <= PLAIN_DIGITS) {
        put_plain(buf, f->neg, text, len, -e);
        return exact;
    }
    if (exact)
        while (text[len - 1] == '0') len--, e++;
    put_plain(buf, f->neg, text, len, (int)len - 1);
    shai_strbuf_printf(buf, "E%d", e + (int)len - 1);
    return exact;
}

bool shai_num_put_decimal(struct shai_strbuf *buf, struct shai_num a)
{
    struct frac f;
    view(&f, shai_num_canonical(buf->arena, a));
    return put_terminating(buf, &f) || put_rounded(buf, &f);
}

void shai_num_put_places(struct shai_strbuf *buf, struct shai_num a, int places)
{
    struct frac f;
    view(&f, shai_num_canonical(buf->arena, a));
    if (places < 0) places = 0;
    if (places <= SHAI_NUM_MAX_DIGITS + SHAI_NUM_MAX_EXPONENT && f.nn <= PLAIN_NUM_LIMBS &&
        f.dn <= PLAIN_NUM_LIMBS + 1) {
        mp_limb_t n[16], q[16], rem[16];
        mp_size_t nn = f.nn, remn;
        mpn_copyi(n, f.n, nn);
        nn = scale_ten(n, nn, (unsigned)places);
        mp_size_t qn = div_limbs(q, rem, &remn, n, nn, f.d, f.dn);
        if (!remn) {
            char text[MAX_TEXT];
            put_plain(buf, f.neg, text, to_text(text, q, qn), places);
            return;
        }
    }
    shai_num_put_decimal(buf, a);
}

/* --- limbs ------------------------------------------------------------------------------------------------- */

static const unsigned char *to_bytes(struct shai_arena *arena, const mp_limb_t *p, mp_size_t n, size_t *len)
{
    *len = (bits_limbs(p, n) + 7) / 8;
    unsigned char *bytes = shai_arena_alloc(arena, *len);
    for (size_t i = 0; i < *len; i++) bytes[*len - 1 - i] = (unsigned char)(p[i / 8] >> i % 8 * 8);
    return bytes;
}

void shai_num_export(struct shai_arena *arena, struct shai_num a, bool *neg, const unsigned char **num,
                     size_t *num_len, const unsigned char **den, size_t *den_len)
{
    struct frac f;
    view(&f, shai_num_canonical(arena, a));
    *neg = f.neg;
    *num = to_bytes(arena, f.n, f.nn, num_len);
    *den = to_bytes(arena, f.d, f.dn, den_len);
}

/* Limbs of big-endian bytes, or -1 where they are more than max_bits bits. */
static mp_size_t from_bytes(mp_limb_t *p, const unsigned char *bytes, size_t len, unsigned max_bits)
{
    while (len && !*bytes) bytes++, len--;
    if (len > SHAI_NUM_MAX_BITS / 8) return -1;
    mp_size_t n = (mp_size_t)((len + 7) / 8);
    mpn_zero(p, LIMBS);
    for (size_t i = 0; i < len; i++) p[i / 8] |= (mp_limb_t)bytes[len - 1 - i] << i % 8 * 8;
    return bits_limbs(p, n) > max_bits ? -1 : n;
}

bool shai_num_import(struct shai_arena *arena, bool neg, const unsigned char *num, size_t num_len,
                     const unsigned char *den, size_t den_len, unsigned max_bits, struct shai_num *out)
{
    mp_limb_t n[LIMBS], d[LIMBS];
    mp_size_t nn = from_bytes(n, num, num_len, max_bits), dn = from_bytes(d, den, den_len, max_bits);
    if (nn < 0 || dn <= 0) return false;
    *out = reduce(arena, neg, n, nn, d, dn);
    return true;
}
