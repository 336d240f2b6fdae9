/* UTF-8 on top of utf8proc. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

size_t shai_utf8_decode(const char *s, size_t len, uint32_t *cp)
{
    if (!len) return 0;
    unsigned char c = (unsigned char)s[0];
    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    utf8proc_int32_t u;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)(len > 4 ? 4 : len), &u);
    if (n <= 0) return 0;
    *cp = (uint32_t)u;
    return (size_t)n;
}

size_t shai_utf8_check(const char *s, size_t len)
{
    size_t i = 0;
    for (;;) {
        while (len - i >= 8) { /* ASCII by eights */
            uint64_t eight;
            memcpy(&eight, s + i, 8);
            if (eight & 0x8080808080808080u) break;
            i += 8;
        }
        while (i < len && (unsigned char)s[i] < 0x80) i++;
        if (i == len) return len;
        /* E1..EC and EE, EF take any two continuation bytes: nearly all of Chinese */
        const unsigned char *from = (const unsigned char *)s + i, *end = (const unsigned char *)s + len, *u = from;
        while (end - u >= 3 && u[0] > 0xE0 && u[0] < 0xF0 && u[0] != 0xED && (u[1] & 0xC0) == 0x80 &&
               (u[2] & 0xC0) == 0x80)
            u += 3;
        i += (size_t)(u - from);
        if (u != from) continue;
        uint32_t cp;
        size_t n = shai_utf8_decode(s + i, len - i, &cp);
        if (!n) return i;
        i += n;
    }
}

/* East Asian Width "A" among the characters that specs and laboratory files hold; utf8proc does not tell them. */
static bool is_ambiguous(uint32_t cp)
{
    static const uint16_t some[] = {0xA7,   0xB0,   0xB1,   0xB2,   0xB3,   0xB7,   0xD7,   0xF7,   0x2013,
                                    0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x2030, 0x2103, 0x2248,
                                    0x2260, 0x2264, 0x2265, 0x3A9,  0x3BC,  0x25A1, 0x25A0, 0x2713};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (cp == some[i]) return true;
    return cp >= 0x2460 && cp <= 0x24FF;
}

int shai_utf8_width(uint32_t cp, int ambiguous)
{
    if (cp < 0x20 || cp == 0x7F) return 0;
    if (cp < 0x7F) return 1;
    if (is_ambiguous(cp)) return ambiguous;
    return utf8proc_charwidth((utf8proc_int32_t)cp);
}

size_t shai_utf8_columns(const char *s, size_t len)
{
    size_t cols = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + i, len - i, &cp);
        cols += n ? (size_t)shai_utf8_width(cp, 1) : 1;
        i += n ? n : 1;
    }
    return cols;
}

size_t shai_utf8_count(const char *s, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++) count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

bool shai_utf8_is_word_start(uint32_t cp)
{
    if (cp < 0x80) return (cp | 32) - 'a' < 26u || cp == '_';
    if (cp >= 0xFF00 && cp <= 0xFFEF) return (cp >= 0xFF21 && cp <= 0xFF3A) || (cp >= 0xFF41 && cp <= 0xFF5A);
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL: return true;
    default: return false;
    }
}

bool shai_utf8_is_word(uint32_t cp)
{
    if (cp < 0x80) return (cp | 32) - 'a' < 26u || cp - '0' < 10u || cp == '_';
    if (shai_utf8_is_word_start(cp)) return true;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return true;
    default: return false;
    }
}

uint32_t shai_utf8_fold_width(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E) return cp - 0xFEE0;
    return cp == 0x3000 ? ' ' : cp;
}

/* ASCII and the unified ideographs neither compose nor decompose. */
static bool surely_nfc(const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + i, len - i, &cp);
        if (!n || !(cp < 0x80 || (cp >= 0x4E00 && cp <= 0x9FFF))) return false;
        i += n;
    }
    return true;
}

const char *shai_utf8_nfc(struct shai_arena *arena, const char *s, size_t len, size_t *out_len)
{
    *out_len = len;
    if (surely_nfc(s, len)) return s;
    /* Decomposition grows a string by less than 3 code points a code point (UAX #15); room for 4-byte units. */
    const utf8proc_option_t opts = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_ssize_t want = utf8proc_decompose((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len, NULL, 0, opts);
    if (want < 0) return s;
    utf8proc_int32_t *buf = shai_arena_alloc(arena, ((size_t)want + 1) * sizeof *buf);
    utf8proc_decompose((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len, buf, want, opts);
    utf8proc_ssize_t n = utf8proc_reencode(buf, want, opts);
    if (n < 0) return s;
    *out_len = (size_t)n;
    return (const char *)buf;
}

/* A unit begins with a letter (m, µ, Ω, 月), or with one of the signs that are units. */
static bool is_unit_start(uint32_t cp)
{
    return cp == '%' || cp == 0xB0 || cp == 0x2030 || cp == 0x2103 || (cp != '_' && shai_utf8_is_word_start(cp));
}

static bool ends_with_sign(const char *s, size_t len)
{
    if (s[len - 1] == '<' || s[len - 1] == '>') return true;
    return len >= 3 && (memcmp(s + len - 3, "≤", 3) == 0 || memcmp(s + len - 3, "≥", 3) == 0);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool shai_utf8_is_tied_blank(const char *s, size_t len, size_t at)
{
    uint32_t after;
    if (at == 0 || at + 1 >= len || s[at] != ' ') return false;
    if (ends_with_sign(s, at)) return is_digit(s[at + 1]);
    return is_digit(s[at - 1]) && shai_utf8_decode(s + at + 1, len - at - 1, &after) > 0 && is_unit_start(after);
}

bool shai_utf8_is_hidden(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E || cp == 0x200F || (cp >= 0xFFFE && cp <= 0xFFFF);
}
