/* See xlsx_value.h. */
#include "sheet/xlsx_value.h"

#include "runtime/date.h"

#include <inttypes.h>
#include <string.h>

/* --- dates ---------------------------------------------------------------------------------------------------------
 */

enum {
    LEAP_BUG = 60,      /* of the epoch 1900: 29 February 1900, which never was; later days are one too many */
    LAST_DAY = 2958465, /* 31 December 9999 */
    FROM_1904 = 1462,   /* days from the one epoch to the other */
    SECONDS = 24 * 60 * 60,
};

/* Days and seconds of a number; false where it is negative or too large. */
static bool split(const struct shai_stored *d, int64_t *days, int64_t *seconds)
{
    enum { FRACTION = 12 }; /* digits of a day that are looked at: a tenth of a microsecond */
    int64_t whole = 0, part = 0, scale = 1;
    if (d->negative || d->point > 7) return false;
    for (int i = 0; i < d->point; i++) whole = whole * 10 + (i < d->count ? d->digits[i] - '0' : 0);
    for (int i = 0; i < FRACTION; i++) {
        int at = d->point + i;
        part = part * 10 + (at >= 0 && at < d->count ? d->digits[at] - '0' : 0);
        scale *= 10;
    }
    *days = whole;
    *seconds = (part * SECONDS + scale / 2) / scale;
    if (*seconds == SECONDS) ++*days, *seconds = 0;
    return true;
}

static const char *clock_text(struct shai_arena *arena, int64_t seconds)
{
    return shai_arena_printf(arena, "%02" PRId64 ":%02" PRId64 ":%02" PRId64, seconds / 3600, seconds / 60 % 60,
                             seconds % 60);
}

/* The day as runtime/date.h counts; 0 where there is none. */
static int32_t day_of(int64_t serial, bool from_1904)
{
    int32_t epoch;
    static const char before[] = "1899-12-30"; /* day 0, for all days behind the leap bug */
    if (!shai_date_parse(before, sizeof before - 1, &epoch)) return 0;
    if (from_1904) serial += FROM_1904;
    else if (serial < 1 || serial == LEAP_BUG) return 0;
    else if (serial < LEAP_BUG) serial++;
    return serial <= LAST_DAY ? epoch + (int32_t)serial : 0;
}

const char *shai_xlsx_date(struct shai_arena *arena, const struct shai_stored *number, bool from_1904)
{
    int64_t serial, seconds;
    char text[11];
    if (!split(number, &serial, &seconds)) return NULL;
    int32_t day = day_of(serial, from_1904);
    if (!day) return NULL;
    shai_date_format(day, text);
    if (!seconds) return shai_arena_printf(arena, "%s", text);
    return shai_arena_printf(arena, "%s %s", text, clock_text(arena, seconds));
}

/* --- remarks -------------------------------------------------------------------------------------------------------
 */

static void remark(struct shai_arena *run, const struct shai_remark **list, enum shai_remark_kind kind, const char *a,
                   const char *b)
{
    struct shai_remark *m = SHAI_NEW(run, struct shai_remark);
    *m = (struct shai_remark){kind, a, b, *list};
    *list = m;
}

static struct shai_slice slice(const char *s)
{
    return (struct shai_slice){s, strlen(s)};
}

/* With at least so many digits behind the point. */
static const char *put(struct shai_arena *run, const struct shai_stored *d, bool percent, int places)
{
    struct shai_strbuf text;
    struct shai_stored shown = *d;
    shai_strbuf_init(&text, run);
    if (percent && d->count) shown.point += 2;
    shai_stored_put(&text, &shown, 1, places);
    if (percent) shai_strbuf_puts(&text, " %");
    return text.s;
}

/* What was likely typed where the cell shows a day without its year (3-4), or a month and a year (3-14); NULL where
 * it shows a whole date. */
static const char *typed(struct shai_arena *run, const struct shai_section *s, const char *date)
{
    int year, month, day;
    if (strlen(date) < 10 || (s->year && s->day)) return NULL;
    year = (date[0] - '0') * 1000 + (date[1] - '0') * 100 + (date[2] - '0') * 10 + date[3] - '0';
    month = (date[5] - '0') * 10 + date[6] - '0';
    day = (date[8] - '0') * 10 + date[9] - '0';
    return s->year ? shai_arena_printf(run, "%d-%02d", month, year % 100)
                   : shai_arena_printf(run, "%d-%d", month, day);
}

static struct shai_slice date_value(struct shai_arena *run, const struct shai_stored *d, const struct shai_section *s,
                                    bool from_1904, const struct shai_remark **list)
{
    int64_t days, seconds;
    bool time_alone = s->time && !s->year && !s->month && !s->day;
    const char *text = put(run, d, false, 0);
    if (time_alone && split(d, &days, &seconds) && days < 1000) { /* a span of time, or a time of day */
        text = clock_text(run, days * SECONDS + seconds);
        remark(run, list, SHAI_REMARK_DATE, text, NULL);
        return slice(text);
    }
    const char *date = shai_xlsx_date(run, d, from_1904);
    if (!date) remark(run, list, SHAI_REMARK_NO_DATE, text, NULL);
    else remark(run, list, SHAI_REMARK_DATE, date, typed(run, s, date));
    return slice(date ? date : text);
}

/* Is the text what a number is written as, without zeros at its end, and short enough? Then nothing need be done. */
static bool is_plain(struct shai_slice t)
{
    size_t digits = 0;
    bool point = false;
    for (size_t i = 0; i < t.len; i++) {
        if (t.s[i] == '.' && i && !point) point = true;
        else if (t.s[i] >= '0' && t.s[i] <= '9') digits++;
        else return false;
    }
    if (!digits || digits > SHAI_STORED_SHEET || t.s[t.len - 1] == '.' || (point && t.s[t.len - 1] == '0'))
        return false;
    return t.s[0] != '0' || t.len == 1 || t.s[1] == '.';
}

static struct shai_slice number_value(struct shai_arena *run, struct shai_slice stored,
                                      const struct shai_number_format *format, bool from_1904,
                                      const struct shai_remark **list)
{
    struct shai_stored d, whole;
    const char *shown;
    bool bare;
    if (!format && is_plain(stored)) return stored;
    if (!shai_stored_read(stored.s, stored.len, &d)) return stored; /* the reader says that it is no number */
    const struct shai_section *s = format ? shai_number_format_section(format, &d, &bare) : NULL;
    if (s && s->kind == SHAI_SECTION_DATE) return date_value(run, &d, s, from_1904, list);
    bool percent = s && s->kind == SHAI_SECTION_DIGITS && s->percent;
    whole = d;
    bool rounded = shai_stored_shorten(&d, SHAI_STORED_SHEET);
    const char *text = put(run, &d, percent, 0);
    switch (s ? shai_number_format_show(run, format, &d, &shown) : SHAI_SHOWS_ALL) {
    case SHAI_SHOWS_ALL: /* a cell that shows 12.50 says 12.50 */
        if (s && s->kind == SHAI_SECTION_DIGITS && !s->exponent) text = put(run, &d, percent, s->places);
        break;
    case SHAI_SHOWS_LESS: remark(run, list, SHAI_REMARK_SHOWN, shown, text); break;
    case SHAI_SHOWS_OTHER: remark(run, list, SHAI_REMARK_WORDS, shown, text); break;
    }
    if (rounded) remark(run, list, SHAI_REMARK_ROUNDED, put(run, &whole, percent, 0), text);
    if (shai_stored_whole(&d) > SHAI_STORED_SHEET) remark(run, list, SHAI_REMARK_LOST, text, NULL);
    return slice(text);
}

/* 2026-03-04T00:00:00 as dates are stored by some programs. */
static struct shai_slice iso_value(struct shai_arena *run, struct shai_slice t, const struct shai_remark **list)
{
    char *text = shai_arena_strndup(run, t.s, t.len), *time = strchr(text, 'T');
    if (time) {
        *time = ' ';
        size_t zone = strcspn(time, "Z+");
        time[zone] = '\0';
        char *fraction = strchr(time, '.');
        if (fraction && strspn(fraction + 1, "0") == strlen(fraction + 1)) *fraction = '\0';
        if (strcmp(time, " 00:00:00") == 0) *time = '\0';
    }
    remark(run, list, SHAI_REMARK_DATE, text, NULL);
    return slice(text);
}

struct shai_slice shai_xlsx_value(struct shai_arena *run, const struct shai_xlsx_cell *cell,
                                  const struct shai_number_format *format, bool from_1904,
                                  const struct shai_remark **list)
{
    *list = NULL;
    if (!cell->text.len) { /* a formula may well give an empty text */
        if (cell->formula && !(cell->type == SHAI_XLSX_TEXT && cell->value)) {
            remark(run, list, SHAI_REMARK_NO_VALUE, NULL, NULL);
            return slice("=");
        }
        return (struct shai_slice){"", 0};
    }
    switch (cell->type) {
    case SHAI_XLSX_SHARED:
    case SHAI_XLSX_TEXT: return cell->text;
    case SHAI_XLSX_TRUTH: return slice(cell->text.s[0] == '0' ? "FALSE" : "TRUE");
    case SHAI_XLSX_ERROR:
        remark(run, list, SHAI_REMARK_ERROR, shai_arena_strndup(run, cell->text.s, cell->text.len), NULL);
        return cell->text;
    case SHAI_XLSX_ISO_DATE: return iso_value(run, cell->text, list);
    case SHAI_XLSX_NUMBER: break;
    }
    return number_value(run, cell->text, format, from_1904, list);
}
