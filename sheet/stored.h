/* The digits of a numeric cell as they are stored, worked on as digits: nothing passes through a double.
 *
 * A number is 0.d1d2d3… × 10^point, d1 and the last digit not 0; zero has no digits. */
#ifndef SHAI_SHEET_STORED_H
#define SHAI_SHEET_STORED_H

#include "base/strbuf.h"

#include <stdbool.h>

enum {
    SHAI_STORED_DIGITS = 64, /* that are kept; programs write at most 17 */
    SHAI_STORED_POINT = 400, /* the farthest point */
    SHAI_STORED_SHEET = 15,  /* significant digits of a number in a spreadsheet */
};

struct shai_stored {
    bool negative;
    int count, point;
    char digits[SHAI_STORED_DIGITS]; /* '0'..'9' */
};

/* Reads `-12.50`, `1.05E-2`, filling all of s[0..len); false where it is no such number or too long for one. */
bool shai_stored_read(const char *s, size_t len, struct shai_stored *d);
/* Rounds to so many digits behind the point (negative: before it), halves away from zero. */
void shai_stored_round(struct shai_stored *d, int places);
/* Rounds to so many significant digits. False where it had no more. */
bool shai_stored_shorten(struct shai_stored *d, int digits);
bool shai_stored_same(const struct shai_stored *a, const struct shai_stored *b);
/* -1, 0, 1 */
int shai_stored_compare(const struct shai_stored *a, const struct shai_stored *b);
/* Digits before the point of its magnitude: 0 of 0.5, 3 of 123. */
static inline int shai_stored_whole(const struct shai_stored *d)
{
    return d->count && d->point > 0 ? d->point : 0;
}
/* Digits behind the point. */
static inline int shai_stored_places(const struct shai_stored *d)
{
    return d->count > d->point ? d->count - d->point : 0;
}
/* Adds it without an exponent, padded with zeros to `places` digits behind the point and `whole` before it; a number
 * that would take very many digits comes with an exponent. */
void shai_stored_put(struct shai_strbuf *out, const struct shai_stored *d, int whole, int places);

#endif
