/* GB/T 8170 rounding against two oracles that share nothing with runtime/num.c but the standard.
 *
 * The first is the standard's own procedure on digits as they are written: 3.2 (drop 4 or less, go up from more than
 * 5, at 5 with nothing behind it go to the even digit; negatives by absolute value), 3.4 (a 0.5 unit by twice the
 * number, a 0.2 unit by five times). It knows neither fractions nor division. The second takes any rational number
 * and any interval q, and compares distances to the two multiples around it in whole numbers; what is just inside an
 * open end is a number with an infinitely small part beside it. Ties are made often. Besides, rounding is monotone:
 * what is less rounds to no more, and what lies in an interval rounds into the rounded interval.
 *
 * CASES roundings; another number as the first argument (`make second-opinion`: 1,000,000). The seed is fixed. */
#include "oracle.h"

#include <stdio.h>
#include <string.h>

static unsigned cases = 120000;

/* --- the standard's procedure, on digits -------------------------------------------------------------------- */

enum { DIGITS = 400 };

/* Digits, the first the highest; the last stands at the place 10^place. No digit is 0. */
struct written {
    bool neg;
    int n, place;
    char d[DIGITS];
};

static void push(struct written *x, int digit)
{
    assert_true(x->n < DIGITS);
    x->d[x->n++] = (char)digit;
}

/* x times k < 1000, digit by digit from the last. */
static void times(struct written *x, int k)
{
    int carry = 0;
    for (int i = x->n; i-- > 0;) {
        int v = x->d[i] * k + carry;
        x->d[i] = (char)(v % 10), carry = v / 10;
    }
    for (; carry; carry /= 10) {
        assert_true(x->n < DIGITS);
        memmove(x->d + 1, x->d, (size_t)x->n++);
        x->d[0] = (char)(carry % 10);
    }
}

/* One more (1) or one less (-1) in the last place of the magnitude, which is not 0 then. */
static void step(struct written *x, int by)
{
    int i = x->n - 1;
    for (; i >= 0 && x->d[i] == (by > 0 ? 9 : 0); i--) x->d[i] = (char)(by > 0 ? 0 : 9);
    if (i >= 0) {
        x->d[i] = (char)(x->d[i] + by);
        return;
    }
    assert_true(by > 0 && x->n < DIGITS);
    memmove(x->d + 1, x->d, (size_t)x->n++);
    x->d[0] = 1;
}

static void finer(struct written *x, int place)
{
    while (x->place > place) push(x, 0), x->place--;
}

/* 3.2: to the place 10^place. */
static void round_digits(struct written *x, int place)
{
    if (x->place >= place) return;
    int drop = place - x->place, keep = x->n - drop;
    if (keep < 0) { /* not even the first digit dropped is written: it is 0 */
        x->n = 0, x->place = place;
        return;
    }
    int first = x->d[keep], last = keep ? x->d[keep - 1] : 0;
    bool behind = false;
    for (int i = keep + 1; i < x->n; i++) behind = behind || x->d[i];
    x->n = keep, x->place = place;
    if (first > 5 || (first == 5 && (behind || last % 2))) step(x, 1);
}

/* The place of the n-th digit; false for 0. */
static bool nth_place(const struct written *x, int n, int *place)
{
    int i = 0;
    while (i < x->n && !x->d[i]) i++;
    *place = x->place + (x->n - i) - n;
    return i < x->n;
}

static void to_fraction(mpq_t q, const struct written *x)
{
    mpz_ptr n = mpq_numref(q), d = mpq_denref(q);
    char text[DIGITS + 1] = "0";
    for (int i = 0; i < x->n; i++) text[i] = (char)('0' + x->d[i]), text[i + 1] = 0;
    assert_int_equal(mpz_set_str(n, text, 10), 0);
    mpz_ui_pow_ui(d, 10, (unsigned)abs(x->place));
    if (x->place >= 0) mpz_mul(n, n, d), mpz_set_ui(d, 1);
    mpq_canonicalize(q);
    if (x->neg) mpq_neg(q, q);
}

/* --- what is rounded ------------------------------------------------------------------------------------------ */

/* How: to 10^place times a unit of 1, 1/2 or 1/5; or to so many significant digits. */
struct rule {
    int place, parts; /* of the unit: 1, 2, 5 */
    int significant;  /* or 0 */
};

static struct rule any_rule(void)
{
    struct rule k = {below(4) ? (int)below(10) - 6 : (int)below(70) - 35, 1, 0};
    switch (below(6)) {
    case 0: k.parts = 2; break;
    case 1: k.parts = 5; break;
    case 2: k.significant = 1 + (int)below(below(3) ? 6 : 40); break;
    default: break;
    }
    return k;
}

static void any_digits(struct written *x, unsigned count)
{
    for (unsigned i = 0; i < count; i++) push(x, below(4) ? (int)below(10) : below(2) ? 9 : 0);
}

/* A number of any size, or one in the middle of two that k can give, or beside it. */
static void any_written(struct written *x, struct rule k)
{
    *x = (struct written){.neg = below(2)};
    if (k.significant) {
        any_digits(x, 1 + below((unsigned)k.significant + 3));
        x->place = (int)below(60) - 30;
        if (x->n >= k.significant && below(2)) { /* n digits, of which the first is not 0, and a 5 */
            x->n = k.significant;
            if (!x->d[0]) x->d[0] = 1;
            push(x, 5);
        }
    } else if (below(2)) {
        any_digits(x, below(4) ? below(5) : below(40));
        if (k.parts > 1) { /* an odd number of half units: 0.25 or 0.1 of the place */
            push(x, (int)below(5) * 2 + 1);
            if (k.parts == 2) times(x, 25);
            x->place = k.place - (k.parts == 2 ? 2 : 1);
        } else {
            push(x, 5);
            x->place = k.place - 1;
        }
    } else {
        any_digits(x, 1 + below(below(4) ? 8 : 50));
        x->place = k.place - (int)below(12) + 3;
    }
    if (below(4) == 0 && x->n) { /* beside it */
        finer(x, x->place - 1 - (int)below(12));
        bool zero = true;
        for (int i = 0; i < x->n; i++) zero = zero && !x->d[i];
        step(x, zero || below(2) ? 1 : -1);
    }
}

static void rounded(mpq_t q, const struct written *x, struct rule k)
{
    struct written y = *x;
    int place = k.place;
    if (k.significant && !nth_place(x, k.significant, &place)) {
        mpq_set_ui(q, 0, 1);
        return;
    }
    if (k.parts > 1) times(&y, k.parts);
    round_digits(&y, place);
    to_fraction(q, &y);
    if (k.parts > 1) mpz_mul_si(mpq_denref(q), mpq_denref(q), k.parts), mpq_canonicalize(q);
}

/* The number just inside an end of x (side 1: above it, -1: below): far beyond every place that counts. */
static void inside(struct written *x, int side, struct rule k)
{
    int place = k.place;
    if (k.significant) nth_place(x, k.significant, &place);
    finer(x, (x->place < place ? x->place : place) - 3);
    bool zero = true;
    for (int i = 0; i < x->n; i++) zero = zero && !x->d[i];
    if (zero) {
        if (!x->n) push(x, 0);
        x->neg = side < 0;
    }
    step(x, zero || (side < 0) == x->neg ? 1 : -1);
}

static void round_written(struct end *e, const struct written *x, struct rule k, bool open, int side)
{
    struct written y = *x;
    int place;
    e->inf = 0, e->open = false;
    if (open && k.significant && !nth_place(x, k.significant, &place)) { /* beside 0 there is no first digit */
        mpq_set_ui(e->v, 0, 1);
        e->open = true;
        return;
    }
    if (open) inside(&y, side, k);
    rounded(e->v, &y, k);
}

static mpq_t unit, other;

static void unit_of(struct rule k)
{
    struct written one = {.n = 1, .d = {1}, .place = k.place};
    to_fraction(unit, &one);
    mpz_mul_si(mpq_denref(unit), mpq_denref(unit), k.parts);
    mpq_canonicalize(unit);
}

static void by_digits(void **state)
{
    (void)state;
    struct written x, y;
    for (unsigned i = 0; i < cases / 2; i++, shai_arena_reset(&arena)) {
        struct rule k = any_rule();
        any_written(&x, k);
        to_fraction(A.lo.v, &x);
        bool is_interval = below(3) == 0, lo_open = false, hi_open = false;
        if (is_interval) {
            any_written(&y, k);
            to_fraction(A.hi.v, &y);
            if (mpq_cmp(A.lo.v, A.hi.v) > 0) {
                struct written swap = x;
                x = y, y = swap;
                mpq_swap(A.lo.v, A.hi.v);
            }
            lo_open = below(2), hi_open = below(2);
            if (mpq_equal(A.lo.v, A.hi.v)) is_interval = lo_open = hi_open = false;
        }
        uint32_t flags = (lo_open ? SHAI_LO_OPEN : 0) | (hi_open ? SHAI_HI_OPEN : 0);
        a = is_interval ? shai_interval_make(to_num(A.lo.v), to_num(A.hi.v), flags)
                        : shai_interval_point(to_num(A.lo.v));
        round_written(&WANT.lo, &x, k, lo_open, 1);
        round_written(&WANT.hi, is_interval ? &y : &x, k, hi_open, -1);
        if (k.significant) {
            b = shai_interval_point(SHAI_NUM_INT(k.significant));
            shai_interval_round_significant(&arena, &r, &a, k.significant);
        } else {
            unit_of(k);
            b = shai_interval_point(to_num(unit));
            shai_interval_round(&arena, &r, &a, b.lo);
        }
        hold_against(&WANT);
    }
}

/* --- distances, in whole numbers ------------------------------------------------------------------------------ */

static void any_size(mpz_t z)
{
    switch (below(4)) {
    case 0: mpz_set_ui(z, below(200)); break;
    case 1: mpz_set_ui(z, any() >> below(64)); break;
    case 2: mpz_ui_pow_ui(z, 10, below(60)); break;
    default:
        mpz_set_ui(z, 0);
        for (unsigned i = 1 + below(12); i > 0; i--) {
            mpz_mul_2exp(z, z, 64);
            mpz_add_ui(z, z, any());
        }
    }
}

static void any_ratio(mpq_t q)
{
    any_size(mpq_numref(q));
    any_size(mpq_denref(q));
    if (!mpz_sgn(mpq_denref(q))) mpz_set_ui(mpq_denref(q), 3);
    mpq_canonicalize(q);
    if (below(2)) mpq_neg(q, q);
}

/* The multiple of q nearest to v + eps, where eps is 0 or infinitely small with that sign. */
static void nearest(mpq_t x, const mpq_t v, const mpq_t q, int eps)
{
    mpz_t V, Q, k, down, up;
    mpz_inits(V, Q, k, down, up, NULL);
    mpz_mul(V, mpq_numref(v), mpq_denref(q)); /* v : q = V : Q */
    mpz_mul(Q, mpq_numref(q), mpq_denref(v));
    mpz_fdiv_qr(k, down, V, Q);      /* k q <= v < (k + 1) q */
    if (eps < 0 && !mpz_sgn(down)) { /* just below a multiple: the one before is below it */
        mpz_sub_ui(k, k, 1);
        mpz_set(down, Q);
    }
    mpz_sub(up, Q, down);
    int c = mpz_cmp(down, up);
    if (!c) c = eps;
    if (c > 0 || (!c && mpz_odd_p(k))) mpz_add_ui(k, k, 1);
    mpq_set_z(x, k);
    mpq_mul(x, x, q);
    mpz_clears(V, Q, k, down, up, NULL);
}

/* The place of the n-th digit of v, found by trying powers of ten from far below. */
static void digit_place(mpq_t place, const mpq_t v, int n)
{
    mpq_t size;
    mpz_t ten;
    mpq_init(size);
    mpz_init_set_ui(ten, 10);
    mpq_abs(size, v);
    long guess = (long)mpz_sizeinbase(mpq_numref(v), 10) - (long)mpz_sizeinbase(mpq_denref(v), 10) - 2;
    mpq_set_ui(place, 1, 1);
    mpz_pow_ui(guess < 0 ? mpq_denref(place) : mpq_numref(place), ten, (unsigned long)labs(guess));
    assert_true(mpq_cmp(place, size) <= 0);
    while (mpq_cmp(place, size) <= 0) {
        mpz_mul(mpq_numref(place), mpq_numref(place), ten);
        mpq_canonicalize(place);
    }
    for (int i = 0; i < n; i++) {
        mpz_mul(mpq_denref(place), mpq_denref(place), ten);
        mpq_canonicalize(place);
    }
    mpz_clear(ten);
    mpq_clear(size);
}

/* An end of A, often in the middle of two multiples of the unit. */
static void any_end(struct end *e)
{
    e->inf = 0;
    e->open = below(2);
    any_ratio(e->v);
    if (below(2)) return;
    any_size(mpq_numref(e->v));
    mpz_set_ui(mpq_denref(e->v), 2);
    mpq_canonicalize(e->v);
    mpq_mul(e->v, e->v, unit);
    if (below(2)) mpq_neg(e->v, e->v);
}

static void round_end(struct end *x, const struct end *e, int significant, int side)
{
    x->inf = e->inf;
    x->open = e->inf != 0;
    if (e->inf) return;
    if (significant) {
        if (!mpq_sgn(e->v)) {
            mpq_set_ui(x->v, 0, 1);
            x->open = e->open;
            return;
        }
        digit_place(unit, e->v, significant);
    }
    nearest(x->v, e->v, unit, e->open ? side : 0);
}

static void fits(void)
{
    if (mpz_sizeinbase(mpq_numref(unit), 2) + mpz_sizeinbase(mpq_denref(unit), 2) < 600) return;
    mpq_set_ui(unit, 1, 3);
}

static void by_distance(void **state)
{
    (void)state;
    for (unsigned i = 0; i < cases / 2; i++, shai_arena_reset(&arena)) {
        int significant = below(4) ? 0 : 1 + (int)below(40);
        do any_ratio(unit);
        while (!mpq_sgn(unit));
        mpq_abs(unit, unit);
        fits();
        any_end(&A.lo);
        any_end(&A.hi);
        if (mpq_cmp(A.lo.v, A.hi.v) > 0) mpq_swap(A.lo.v, A.hi.v);
        if (below(2)) mpq_set(A.hi.v, A.lo.v);
        if (is_point(&A)) A.lo.open = A.hi.open = false;
        else if (below(10) == 0) A.lo.inf = -1;
        else if (below(10) == 0) A.hi.inf = 1;
        uint32_t flags = (A.lo.inf    ? SHAI_LO_INF
                          : A.lo.open ? SHAI_LO_OPEN
                                      : 0) |
                         (A.hi.inf    ? SHAI_HI_INF
                          : A.hi.open ? SHAI_HI_OPEN
                                      : 0);
        a = shai_interval_make(to_num(A.lo.v), to_num(A.hi.v), flags);
        b = shai_interval_point(significant ? SHAI_NUM_INT(significant) : to_num(unit));
        if (significant) shai_interval_round_significant(&arena, &r, &a, significant);
        else shai_interval_round(&arena, &r, &a, b.lo);
        round_end(&WANT.lo, &A.lo, significant, 1);
        round_end(&WANT.hi, &A.hi, significant, -1);
        hold_against(&WANT);
    }
}

/* --- the law -------------------------------------------------------------------------------------------------- */

static struct shai_interval round_by(const struct shai_interval *x, const struct rule *k)
{
    struct shai_interval y;
    if (k->significant) shai_interval_round_significant(&arena, &y, x, k->significant);
    else shai_interval_round(&arena, &y, x, to_num(unit));
    return y;
}

static void monotone(void **state)
{
    (void)state;
    struct written x, y, z;
    for (unsigned i = 0; i < cases / 6; i++, shai_arena_reset(&arena)) {
        struct rule k = any_rule();
        unit_of(k);
        any_written(&x, k);
        any_written(&y, k);
        any_written(&z, k);
        to_fraction(A.lo.v, &x);
        to_fraction(other, &y);
        to_fraction(A.hi.v, &z);
        if (mpq_cmp(A.lo.v, other) > 0) mpq_swap(A.lo.v, other);
        if (mpq_cmp(other, A.hi.v) > 0) mpq_swap(other, A.hi.v);
        if (mpq_cmp(A.lo.v, other) > 0) mpq_swap(A.lo.v, other);
        a = shai_interval_point(to_num(A.lo.v));
        b = shai_interval_point(to_num(other));
        struct shai_interval c = shai_interval_point(to_num(A.hi.v)), low = round_by(&a, &k),
                             middle = round_by(&b, &k);
        struct shai_interval high = round_by(&c, &k), whole = shai_interval_make(a.lo, c.lo, 0);
        if (is_point(&A)) whole = a;
        r = middle;
        if (shai_interval_le(&low, &middle) != SHAI_YES || shai_interval_le(&middle, &high) != SHAI_YES)
            wrong("monotone");
        r = round_by(&whole, &k);
        read_result(&GOT);
        to_mpq(other, middle.lo);
        if (!holds(&GOT, other)) wrong("a point outside");
    }
}

/* --- running -------------------------------------------------------------------------------------------------- */

static int setup(void **state)
{
    open_arena(state);
    seed = 8170;
    mpq_inits(unit, other, NULL);
    open_intervals();
    return 0;
}

static int teardown(void **state)
{
    close_intervals();
    mpq_clears(unit, other, NULL);
    return close_arena(state);
}

int main(int argc, char **argv)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {UNIT(by_digits), UNIT(by_distance), UNIT(monotone)};
    if (argc > 1) cases = (unsigned)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests_name("rounding oracle", tests, NULL, NULL);
}
