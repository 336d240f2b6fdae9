/* Stretches between Han and blanks; a blank within "90 mg/kg" ends none. */
#include "paper/pdf_break.h"

#include "base/utf8.h"

enum { TIE_MOST = 32 }; /* bytes */

/* Ends a stretch: Han and the like, blanks, our own shapes, the end of a line. */
static bool is_apart(const char *text, size_t len, size_t at, uint32_t cp)
{
    if (cp == ' ') return !shai_utf8_is_tied_blank(text, len, at);
    return cp == 0x2028 || cp == 0xFFFC || cp == 0x2060 || cp == 0xA0 || shai_utf8_width(cp, 1) == 2;
}

/* The end of the stretch that begins at `at`. */
static size_t stretch(const char *text, size_t len, size_t at)
{
    while (at < len) {
        uint32_t cp;
        size_t n = shai_utf8_decode(text + at, len - at, &cp);
        if (!n || is_apart(text, len, at, cp)) break;
        at += n;
    }
    return at;
}

static size_t step(const char *text, size_t len, size_t at)
{
    uint32_t cp;
    size_t n = shai_utf8_decode(text + at, len - at, &cp);
    return n ? n : 1;
}

static bool opens(uint32_t cp)
{
    return cp == '(' || cp == 0xFF08 || cp == 0x300A || cp == 0x3008 || cp == 0x201C || cp == 0x3014;
}

static bool closes(uint32_t cp)
{
    return cp == ')' || cp == 0xFF09 || cp == 0x300B || cp == 0x3009 || cp == 0x201D || cp == 0x3015 ||
           cp == 0x3001 || cp == 0x3002 || cp == 0xFF0C || cp == 0xFF1A || cp == 0xFF1B;
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == 0x3000 || cp == 0x2028;
}

bool shai_pdf_next_phrase(const char *text, size_t len, size_t at, size_t *from, size_t *to)
{
    uint32_t cp, before = 0;
    size_t n;
    while (at < len && (n = shai_utf8_decode(text + at, len - at, &cp)) > 0 && is_blank(cp)) at += n;
    *from = at;
    while (at < len && (n = shai_utf8_decode(text + at, len - at, &cp)) > 0 && !is_blank(cp)) {
        if ((closes(before) && !closes(cp)) || (before && !opens(before) && opens(cp))) break;
        before = cp;
        at += n;
    }
    *to = at;
    return *to > *from;
}

bool shai_pdf_next_tie(const char *text, size_t len, size_t at, size_t *from, size_t *to)
{
    while (at < len) {
        size_t end = stretch(text, len, at);
        if (end > at && end - at > 1 && end - at <= TIE_MOST) {
            *from = at, *to = end;
            return true;
        }
        at = end > at ? end : at + step(text, len, at);
    }
    return false;
}
