/* Units of measurement: exact factors over base units, and what they combine to.
 *
 * A unit is a factor times a product of powers of base units. The table comes from the prelude and a spec's own
 * `unit` declarations, and travels with the program, since a laboratory may report in any unit of the same dimension.
 */
#ifndef SHAI_RUNTIME_UNIT_H
#define SHAI_RUNTIME_UNIT_H

#include "runtime/num.h"

enum { SHAI_BASE_MAX = 24, SHAI_UNIT_PARTS = 4 };

/* Exponent of each base unit. All zero: a pure number, a share. */
struct shai_dim {
    int8_t e[SHAI_BASE_MAX];
};
bool shai_dim_equal(const struct shai_dim *a, const struct shai_dim *b);
bool shai_dim_is_pure(const struct shai_dim *a);
/* Sum or difference of exponents (sign +1, -1); false where one leaves -100..100. */
bool shai_dim_combine(struct shai_dim *r, const struct shai_dim *a, const struct shai_dim *b, int sign);

/* What a unit expression such as mg/kg means. */
struct shai_unit_value {
    struct shai_num factor; /* one of it, in base units; > 0 */
    struct shai_dim dim;
    bool is_signed; /* a single named unit that may be negative */
};

struct shai_unit {
    const char *name; /* canonical spelling */
    struct shai_unit_value value;
};

struct shai_units {
    struct shai_unit *at;
    size_t count, cap;
    size_t bases; /* base units so far */
};

const struct shai_unit *shai_units_find(const struct shai_units *units, const char *name, size_t len);

/* The canonical spelling of a unit's text: full-width folded, ㎎ → mg, μ → µ, °C → ℃, `*` and `⋅` → `·`, m2 → m² only
 * behind a letter. In the arena. */
const char *shai_unit_canonical(struct shai_arena *arena, const char *text, size_t len);

/* Reads a unit expression: names joined by / or ·, each with an optional ² or ³ (a/b/c is a/(b·c)). The whole of text
 * is tried as one name first (dB(A)). text must be canonical. False where a part is unknown: *bad_len bytes at *bad.
 * At most SHAI_UNIT_PARTS parts. */
bool shai_unit_parse(struct shai_arena *arena, const struct shai_units *units, const char *text, size_t len,
                     struct shai_unit_value *out, const char **bad, size_t *bad_len);

#endif
