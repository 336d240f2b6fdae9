/* See stored.h. */
#include "sheet/stored.h"

#include <string.h>

enum { PLAIN = 40 }; /* digits on either side of the point that are written without an exponent */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Zeros at both ends say nothing. */
static void trim(struct shai_stored *d)
{
    int zeros = 0;
    while (zeros < d->count && d->digits[zeros] == '0') zeros++;
    if (zeros) {
        memmove(d->digits, d->digits + zeros, (size_t)(d->count - zeros));
        d->count -= zeros;
        d->point -= zeros;
    }
    while (d->count && d->digits[d->count - 1] == '0') d->count--;
    if (!d->count) d->point = 0, d->negative = false;
}

/* The exponent at *s, which stands at `e`. */
static bool read_exponent(const char **s, const char *end, int *exponent)
{
    const char *p = *s + 1;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    if (p == end || !is_digit(*p)) return false;
    int e = 0;
    for (; p < end && is_digit(*p); p++)
        if (e < 10000) e = e * 10 + (*p - '0');
    *exponent = negative ? -e : e;
    *s = p;
    return true;
}

bool shai_stored_read(const char *s, size_t len, struct shai_stored *d)
{
    const char *end = s + len;
    bool any = false, behind = false;
    int exponent = 0;
    *d = (struct shai_stored){0};
    if (s < end && (*s == '-' || *s == '+')) d->negative = *s++ == '-';
    for (; s < end && (is_digit(*s) || (*s == '.' && !behind)); s++) {
        if (*s == '.') {
            behind = true;
            continue;
        }
        any = true;
        if (!d->count && *s == '0') { /* a zero in front */
            d->point -= behind;
            continue;
        }
        if (d->count == SHAI_STORED_DIGITS) {
            if (*s != '0') return false;
        } else {
            d->digits[d->count++] = *s;
        }
        d->point += !behind;
    }
    if (!any) return false;
    if (s < end && (*s == 'e' || *s == 'E') && !read_exponent(&s, end, &exponent)) return false;
    if (s != end) return false;
    d->point += exponent;
    trim(d);
    return d->point <= SHAI_STORED_POINT && d->point >= -SHAI_STORED_POINT;
}

/* Keeps the first `keep` digits. */
static void cut(struct shai_stored *d, int keep)
{
    if (keep >= d->count) return;
    bool up = keep >= 0 && d->digits[keep] >= '5';
    d->count = keep > 0 ? keep : 0;
    int i = d->count;
    while (up && i > 0 && d->digits[i - 1] == '9') d->digits[--i] = '0';
    if (up && i > 0) {
        d->digits[i - 1]++;
    } else if (up) { /* 9.99 → 10 */
        d->digits[0] = '1';
        d->point = keep > 0 ? d->point + 1 : d->point - keep + 1;
        d->count = 1;
    }
    trim(d);
}

void shai_stored_round(struct shai_stored *d, int places)
{
    cut(d, d->point + places);
}

bool shai_stored_shorten(struct shai_stored *d, int digits)
{
    if (d->count <= digits) return false;
    cut(d, digits);
    return true;
}

bool shai_stored_same(const struct shai_stored *a, const struct shai_stored *b)
{
    return shai_stored_compare(a, b) == 0;
}

static int compare_magnitude(const struct shai_stored *a, const struct shai_stored *b)
{
    if (!a->count || !b->count) return (a->count > 0) - (b->count > 0);
    if (a->point != b->point) return a->point < b->point ? -1 : 1;
    int least = a->count < b->count ? a->count : b->count, c = memcmp(a->digits, b->digits, (size_t)least);
    return c ? (c < 0 ? -1 : 1) : (a->count > b->count) - (a->count < b->count);
}

int shai_stored_compare(const struct shai_stored *a, const struct shai_stored *b)
{
    if (a->negative != b->negative) return a->negative ? -1 : 1;
    int c = compare_magnitude(a, b);
    return a->negative ? -c : c;
}

static char digit_at(const struct shai_stored *d, int i)
{
    return i >= 0 && i < d->count ? d->digits[i] : '0';
}

void shai_stored_put(struct shai_strbuf *out, const struct shai_stored *d, int whole, int places)
{
    int before = shai_stored_whole(d), behind = shai_stored_places(d);
    if (d->negative) shai_strbuf_putc(out, '-');
    if (before > PLAIN || behind > PLAIN) {
        shai_strbuf_putc(out, d->digits[0]);
        if (d->count > 1) shai_strbuf_putc(out, '.');
        shai_strbuf_add(out, d->digits + 1, (size_t)d->count - 1);
        shai_strbuf_printf(out, "E%d", d->point - 1);
        return;
    }
    if (whole < 1) whole = 1;
    if (before < whole) before = whole;
    if (behind < places) behind = places;
    for (int i = -before; i < behind; i++) {
        if (i == 0) shai_strbuf_putc(out, '.');
        shai_strbuf_putc(out, digit_at(d, d->point + i));
    }
}
