/* Exact rational numbers.
 *
 * A rational is n/d. *Small*: d > 0 and both fit in 64 bits; not necessarily in lowest terms. *Wide*: d == 0 and `w`
 * points to limbs in an arena, always in lowest terms and never representable small (so a number has one class, and
 * equal wide numbers are equal limb by limb). Small arithmetic is tried first with overflow checks; what overflows is
 * done on GMP's mpn layer and brought back to small where it fits. Values are immutable; copying the struct copies
 * the number. No binary floating point occurs.
 *
 * Sizes: numerator and denominator of any number hold at most SHAI_NUM_MAX_BITS bits. The compiler and the program
 * verifier bound every result before a program runs (interval.h repeats the rule for each operation), so exceeding it
 * is our bug: an assertion. */
#ifndef SHAI_RUNTIME_NUM_H
#define SHAI_RUNTIME_NUM_H

#include "base/arena.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SHAI_NUM_MAX_BITS = 16384,
    SHAI_NUM_MAX_DIGITS = 40,    /* of a literal or a reading */
    SHAI_NUM_MAX_EXPONENT = 40,  /* |exponent| of a literal or a reading */
    SHAI_NUM_LITERAL_BITS = 272, /* bits that numerator or denominator of any literal may need: 10^80 < 2^266 */
};

struct shai_wide;

struct shai_num {
    union {
        int64_t n;
        const struct shai_wide *w;
    };
    int64_t d; /* > 0, or 0: wide */
};

#define SHAI_NUM_INT(i) ((struct shai_num){{.n = (i)}, 1})

/* n/d for d != 0 (any signs). */
struct shai_num shai_num_ratio(struct shai_arena *arena, int64_t n, int64_t d);

struct shai_num shai_num_add(struct shai_arena *arena, struct shai_num a, struct shai_num b);
struct shai_num shai_num_sub(struct shai_arena *arena, struct shai_num a, struct shai_num b);
struct shai_num shai_num_mul(struct shai_arena *arena, struct shai_num a, struct shai_num b);
/* b must not be zero. */
struct shai_num shai_num_div(struct shai_arena *arena, struct shai_num a, struct shai_num b);
struct shai_num shai_num_neg(struct shai_arena *arena, struct shai_num a);
int shai_num_sign(struct shai_num a);                   /* -1, 0, 1 */
int shai_num_cmp(struct shai_num a, struct shai_num b); /* -1, 0, 1; allocates nothing (see num.c for how) */
/* GB/T 8170: the nearest multiple of q > 0, ties to the even multiple, by absolute value. */
struct shai_num shai_num_round(struct shai_arena *arena, struct shai_num a, struct shai_num q);
/* The same for a number that `a` is approached from: from above (from > 0) a tie goes up, from below (< 0) down; 0 is
 * shai_num_round. What an open end of an interval rounds to. Bits of either: bits(a) + bits(q) + 1. */
struct shai_num shai_num_round_from(struct shai_arena *arena, struct shai_num a, struct shai_num q, int from);
/* The place of the n-th significant digit of a: 10^(e - n + 1) for 10^e <= |a| < 10^(e+1). a is not 0, n is 1..40.
 * Bits: bits(a) + 4 n + 8. */
struct shai_num shai_num_place(struct shai_arena *arena, struct shai_num a, int n);
/* Floor as an integer-valued number. */
struct shai_num shai_num_floor(struct shai_arena *arena, struct shai_num a);
/* The same number in lowest terms. */
struct shai_num shai_num_canonical(struct shai_arena *arena, struct shai_num a);
/* The same number in another arena (wide limbs are copied). */
struct shai_num shai_num_copy(struct shai_arena *arena, struct shai_num a);
/* max(bits of |numerator|, bits of denominator) in lowest terms. */
unsigned shai_num_bits(struct shai_arena *arena, struct shai_num a);

/* The same operations forced through the wide path (result still brought back to small where it fits): what tests
 * hold the fast path against. op is one of + - * / . */
struct shai_num shai_num_wide_op(struct shai_arena *arena, char op, struct shai_num a, struct shai_num b);

/* --- text -------------------------------------------------------------------------------------------------- */

enum shai_num_parse {
    SHAI_NUM_OK,
    SHAI_NUM_NONE,            /* does not begin with a number */
    SHAI_NUM_TOO_MANY_DIGITS, /* > SHAI_NUM_MAX_DIGITS, leading zeros of the whole part apart */
    SHAI_NUM_EXPONENT,        /* |exponent| > SHAI_NUM_MAX_EXPONENT */
    SHAI_NUM_THOUSANDS,       /* 1,234: grouping commas (ASCII or full-width): 1 to 3 digits, comma, exactly 3 */
};

/* A decimal as written. places is the number of decimals written: the place of the last digit is 10^-places (negative
 * for 14E2: -2). Trailing zeros count: 4.0 has places 1. */
struct shai_decimal {
    struct shai_num num;
    int places;
    size_t used; /* bytes of the text; 0 only with SHAI_NUM_NONE, so that a message can point at it */
};

/* Reads the longest decimal that s[0..len) begins with: [+-] digits [. digits] [eE [+-] digits]. Full-width digits,
 * signs, `．`, `。` as the point and `Ｅ`, and `−` (U+2212) are accepted. ".5" and "5." are accepted. No blanks. All
 * decimals count as digits, also zeros behind the point: so num's parts stay within SHAI_NUM_LITERAL_BITS. Where the
 * answer is not SHAI_NUM_OK, num is 0. */
enum shai_num_parse shai_num_parse(struct shai_arena *arena, const char *s, size_t len, struct shai_decimal *out);

/* Exact "n/d" in lowest terms ("n" where d is 1), decimal digits. */
void shai_num_put_fraction(struct shai_strbuf *buf, struct shai_num a);
/* A terminating decimal of up to 40 decimals and 60 digits is printed exactly and shortest ("105", "0.25",
 * "89.9997"). Anything else has 6 significant digits, half-even on the exact value, behind "≈" ("≈0.333333"), with an
 * exponent only beyond those sizes; where these 6 digits are the exact value there is no "≈" ("1E80"). Returns
 * whether it was exact. */
bool shai_num_put_decimal(struct shai_strbuf *buf, struct shai_num a);
/* Exactly `places` decimals where the number is a multiple of 10^-places (else as shai_num_put_decimal): 4 with
 * places 1 is "4.0"; negative places print as an integer. */
void shai_num_put_places(struct shai_strbuf *buf, struct shai_num a, int places);

/* --- limbs, for program files ------------------------------------------------------------------------------ */

/* Big-endian bytes of |numerator| and denominator in lowest terms; *neg is the sign. Arrays are the arena's. */
void shai_num_export(struct shai_arena *arena, struct shai_num a, bool *neg, const unsigned char **num,
                     size_t *num_len, const unsigned char **den, size_t *den_len);
/* The reverse; false where den is zero or empty, or a length exceeds `max_bits` bits. Any fraction is reduced. */
bool shai_num_import(struct shai_arena *arena, bool neg, const unsigned char *num, size_t num_len,
                     const unsigned char *den, size_t den_len, unsigned max_bits, struct shai_num *out);

#endif
