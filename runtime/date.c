/* Gregorian dates. In: text as laboratories write it, or a day number. Out: the other one. The calendar is the
 * proleptic Gregorian one; there is no time of day, no time zone and no clock here. */
#include "runtime/date.h"

#include "base/utf8.h"

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
    static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days before 1 January of a year, counted from 0001-01-01. */
static int32_t days_before_year(int year)
{
    int y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400;
}

#define END 0xFFFFFFFFu /* no code point */

/* The next code point with its width folded; END behind the last one and where the bytes are no UTF-8. */
static uint32_t next(const char **s, const char *end)
{
    uint32_t cp;
    size_t n = shai_utf8_decode(*s, (size_t)(end - *s), &cp);
    *s += n;
    return n ? shai_utf8_fold_width(cp) : END;
}

/* Between min and max digits, of which *value is made; what stands behind them comes back too. False where
 * there are fewer or more. */
static bool read_digits(const char **s, const char *end, int min, int max, int *value, uint32_t *behind)
{
    int count = 0;
    for (*value = 0;; count++) {
        uint32_t cp = next(s, end);
        if (cp < '0' || cp > '9') {
            *behind = cp;
            return count >= min;
        }
        if (count == max) return false;
        *value = *value * 10 + (int)(cp - '0');
    }
}

/* The sign between year and month; the same must stand between month and day. 0 for none. */
static uint32_t separator(uint32_t cp)
{
    switch (cp) {
    case '-':
    case 0x2010: /* hyphen */
    case 0x2011: /* non-breaking hyphen */
    case 0x2212: /* minus */ return '-';
    case '.':
    case 0x3002: /* the point of an input method */ return '.';
    case '/':
    case 0x5E74: /* 年 */ return cp;
    default: return 0;
    }
}

bool shai_date_parse(const char *s, size_t len, int32_t *day)
{
    const char *end = s + len;
    int y, m, d;
    uint32_t behind, sign;
    if (!read_digits(&s, end, 4, 4, &y, &behind) || !(sign = separator(behind))) return false;
    if (!read_digits(&s, end, 1, 2, &m, &behind)) return false;
    if (sign == 0x5E74 ? behind != 0x6708 /* 月 */ : separator(behind) != sign) return false;
    if (!read_digits(&s, end, 1, 2, &d, &behind)) return false;
    if (sign == 0x5E74 ? behind != 0x65E5 /* 日 */ : behind != END) return false;
    if (s != end) return false;
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > month_days(y, m)) return false;
    *day = days_before_year(y) + d;
    while (--m) *day += month_days(y, m);
    return true;
}

void shai_date_format(int32_t day, char out[11])
{
    /* 400 years have 146097 days: a year near enough from the mean, then at most a step. */
    int y = (int)(((int64_t)day - 1) * 400 / 146097) + 1;
    while (day <= days_before_year(y)) y--;
    while (day > days_before_year(y + 1)) y++;
    int d = day - days_before_year(y), m = 1;
    while (d > month_days(y, m)) d -= month_days(y, m++);
    int digits[8] = {y / 1000 % 10, y / 100 % 10, y / 10 % 10, y % 10, m / 10, m % 10, d / 10, d % 10};
    static const signed char at[8] = {0, 1, 2, 3, 5, 6, 8, 9};
    for (size_t i = 0; i < 8; i++) out[at[i]] = (char)('0' + digits[i]);
    out[4] = out[7] = '-';
    out[10] = 0;
}
