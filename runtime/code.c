/* Standard codes in a text, sign by sign. In: a code as a spec declares it, a text as a laboratory copied it. Out:
 * yes or no. It knows nothing of editions. */
#include "runtime/code.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <string.h>

/* One sign with width and dashes folded; ' ' for any blank. */
static size_t next_sign(const char *s, size_t len, uint32_t *cp)
{
    size_t n = shai_utf8_decode(s, len, cp);
    *cp = shai_utf8_fold_width(*cp);
    if ((*cp >= 0x2010 && *cp <= 0x2015) || *cp == 0x2212 || *cp == 0xFE63) *cp = '-';
    if (*cp == '\t' || *cp == '\r' || *cp == '\n' || *cp == 0xA0 || (*cp >= 0x2000 && *cp <= 0x200B)) *cp = ' ';
    return n;
}

/* Can this sign be part of a code? Han cannot: 符合GB 1-2020要求. */
static bool of_a_code(uint32_t cp)
{
    return cp < 0x80 && (cp - '0' < 10 || (cp | 32) - 'a' < 26 || cp == '.' || cp == '-' || cp == '/');
}

/* Bytes of text that the code takes where it begins there, blanks left out on both sides; 0: it does not. */
static size_t match_here(const char *code, const char *text, size_t len)
{
    size_t at = 0, code_len = strlen(code);
    while (code_len) {
        uint32_t want, have;
        size_t n = next_sign(code, code_len, &want);
        if (!n) return 0;
        code += n;
        code_len -= n;
        if (want == ' ') continue;
        do {
            if (at >= len || !(n = next_sign(text + at, len - at, &have))) return 0;
            at += n;
        } while (have == ' ');
        if (have != want) return 0;
    }
    return at;
}

/* A full stop or a dash that ends a sentence does not lengthen a code; one with more behind it does. */
static bool goes_on(const char *s, size_t len)
{
    uint32_t cp, behind;
    size_t n = len ? next_sign(s, len, &cp) : 0;
    if (!n || !of_a_code(cp)) return false;
    if (cp != '.' && cp != '-' && cp != '/') return true;
    size_t more = next_sign(s + n, len - n, &behind);
    return more && of_a_code(behind);
}

bool shai_code_stands(const char *code, const char *text, size_t len)
{
    uint32_t before = ' ';
    for (size_t i = 0; i < len;) {
        size_t used = of_a_code(before) ? 0 : match_here(code, text + i, len - i);
        if (used && !goes_on(text + i + used, len - i - used)) return true;
        size_t n = next_sign(text + i, len - i, &before);
        i += n ? n : 1;
    }
    return false;
}

const char *shai_code_key(struct shai_arena *arena, const char *code)
{
    struct shai_strbuf key;
    shai_strbuf_init(&key, arena);
    for (size_t len = strlen(code), n; len; code += n, len -= n) {
        uint32_t cp;
        n = next_sign(code, len, &cp);
        if (!n) n = 1;
        else if (cp != ' ') shai_strbuf_putcp(&key, cp);
    }
    return key.len ? key.s : "";
}
