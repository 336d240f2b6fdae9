/* A number is what is possible (language.md §6).
 *
 * An interval of exact rationals, each end open or closed or infinite; whether the quantity was detected; the
 * expanded uncertainty U that the laboratory gave, kept apart from it. Every operation encloses: for any points of
 * the operands the exact result lies in the result, and its ends are the tightest (an end is open only where it
 * cannot be reached).
 *
 * Truth is three-valued, with three more values for what a limit says of an item (see shai_truth). */
#ifndef SHAI_RUNTIME_INTERVAL_H
#define SHAI_RUNTIME_INTERVAL_H

#include "runtime/num.h"

enum {
    SHAI_LO_INF = 1,  /* no lower end */
    SHAI_HI_INF = 2,  /* no upper end */
    SHAI_LO_OPEN = 4, /* the lower end itself is not possible */
    SHAI_HI_OPEN = 8,
    SHAI_POINT = 16,      /* lo == hi, closed: a known number; hi is then not read */
    SHAI_BOTTOM = 32,     /* nothing yet: the start of a join. No other flag is set */
    SHAI_UNDETECTED = 64, /* the laboratory did not detect it */
    SHAI_U_GIVEN = 128,   /* u holds an expanded uncertainty >= 0 */
    SHAI_U_LOST = 256,    /* an operand had U and the operation does not carry it */
    SHAI_U_FLAGS = SHAI_U_GIVEN | SHAI_U_LOST,
};

struct shai_interval {
    struct shai_num lo, hi; /* lo <= hi; read only where not infinite */
    struct shai_num u;      /* read only with SHAI_U_GIVEN */
    uint32_t flags;
};

struct shai_interval shai_interval_point(struct shai_num n);
struct shai_interval shai_interval_all(void); /* (-inf, +inf) */
struct shai_interval shai_interval_bottom(void);
/* lo..hi by flags (SHAI_LO_INF ..., SHAI_UNDETECTED; U is the caller's to add); normalised: a closed [a, a] becomes a
 * point. Not empty: lo < hi, or both closed and equal (an assertion). */
struct shai_interval shai_interval_make(struct shai_num lo, struct shai_num hi, uint32_t flags);

static inline bool shai_interval_is_point(const struct shai_interval *a)
{
    return (a->flags & SHAI_POINT) != 0;
}

/* Arithmetic. r may be an operand; no operand is bottom (an assertion).
 * Undetected: the flag of a result is set when every operand that is not exact by nature is undetected. Callers pass
 * constants with SHAI_UNDETECTED unset and say so by `const_a`, `const_b`; two constants give a detected result.
 * U: sum and difference add, an operand without U adding nothing; a multiple by, or a quotient of, an exact point
 * (const) has |k| U or U / |k|; neg keeps it. min, max, join: the greatest. Elsewhere (abs too) it is lost (U_LOST),
 * and what has lost it once does not get it back: U_LOST excludes U_GIVEN. Bits: add, sub: bits(a) + bits(b) + 1;
 * mul, div: bits(a) + bits(b); neg, abs, min, max, join: max; round: bits(a) + bits(q) + 1. The same holds of U, with
 * U's bits. */
void shai_interval_add(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                       const struct shai_interval *b, bool const_a, bool const_b);
void shai_interval_sub(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                       const struct shai_interval *b, bool const_a, bool const_b);
void shai_interval_mul(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                       const struct shai_interval *b, bool const_a, bool const_b);
/* Division by an interval that holds 0 is (-inf, +inf) and returns false; an end open at 0 does not hold it. */
bool shai_interval_div(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                       const struct shai_interval *b, bool const_a, bool const_b);
void shai_interval_neg(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a);
void shai_interval_abs(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a);
/* Undetected where both are: for a constant operand callers pass a copy with SHAI_UNDETECTED set. */
void shai_interval_min(struct shai_interval *r, const struct shai_interval *a, const struct shai_interval *b);
void shai_interval_max(struct shai_interval *r, const struct shai_interval *a, const struct shai_interval *b);
/* The median of count >= 1 intervals, which are left in disorder: of an even number the mean of the middle two. U:
 * the greatest. Undetected is the caller's to say. Bits: twice the widest and 4. */
void shai_interval_median(struct shai_arena *arena, struct shai_interval *r, struct shai_interval *at, size_t count);
/* The hull: r becomes the smallest interval that holds r and a. Bottom is neutral. U: the greatest; undetected where
 * both are. */
void shai_interval_join(struct shai_interval *r, const struct shai_interval *a);
/* GB/T 8170 to the interval q > 0: both ends rounded, an open end from inside ((16.5, 16.55) to 1 is 17): what is
 * just inside rounds to one value, so finite ends are closed. U is kept. */
void shai_interval_round(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                         struct shai_num q);

/* GB/T 8170 to n significant digits: each end to the place of its own n-th digit; 0 stays 0. An open end at 0 stays
 * open: what rounds to it does not exist. */
void shai_interval_round_significant(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a,
                                     int n);

/* A truth. NO, UNKNOWN and YES are Kleene's. INAPPLICABLE, UNJUDGED are what a limit's case says of the item; OPEN is
 * a case that may be one of these or a judgement: undecided, whatever else fails (language.md §5). */
enum shai_truth {
    SHAI_NO,
    SHAI_UNKNOWN,
    SHAI_YES,
    SHAI_T_INAPPLICABLE,
    SHAI_T_UNJUDGED,
    SHAI_T_OPEN,
};

enum shai_truth shai_interval_lt(const struct shai_interval *a, const struct shai_interval *b);
enum shai_truth shai_interval_le(const struct shai_interval *a, const struct shai_interval *b);
enum shai_truth shai_interval_eq(const struct shai_interval *a, const struct shai_interval *b);

#endif
