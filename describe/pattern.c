/* A pattern as the words that it asks for, where it asks for words: literal characters, blanks between them that may
 * be there or not, a dash in whichever form. Anything else (digits, choices, repetition) has no such words: readers
 * are not shown a pattern. */
#include "base/utf8.h"
#include "describe/writer.h"

#include <string.h>

static bool is_ascii_word(int c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* [-—–]: a class of dashes only. Returns its bytes, 0 where it is anything else. */
static size_t dashes(const char *s)
{
    size_t at = 1, len = strlen(s);
    while (at < len && s[at] != ']') {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + at, len - at, &cp);
        if (s[at] == '\\' && s[at + 1] == '-') n = 2, cp = '-';
        if (!n || (cp != '-' && cp != 0xFF0D && (cp < 0x2010 || cp > 0x2015))) return 0;
        at += n;
    }
    return at < len && at > 1 ? at + 1 : 0;
}

/* `\s*`, `\s+`, `\s?`, `\s` or a plain blank with its repetition: its bytes. *must: one has to be there. */
static size_t blanks(const char *s, bool *must)
{
    size_t n = s[0] == '\\' && s[1] == 's' ? 2 : s[0] == ' ' ? 1 : 0;
    if (!n) return 0;
    bool optional = s[n] == '*' || s[n] == '?';
    *must = !optional;
    return n + (optional || s[n] == '+');
}

const char *shai_pattern_words(const struct shai_writer *w, const char *pattern, bool *whole)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    size_t len = strlen(pattern), at = 0, end = len;
    bool begins = len && pattern[0] == '^', ends = len && pattern[len - 1] == '$';
    ends = ends && !(len > 1 && pattern[len - 2] == '\\');
    *whole = begins && ends;
    if (begins) at++;
    if (ends) end--;
    bool blank = false, must = false;
    while (at < end) {
        const char *s = pattern + at;
        size_t n = blanks(s, &must);
        if (n) {
            blank = true;
            at += n;
            continue;
        }
        char plain = *s;
        size_t used = 1;
        if (*s == '[') {
            used = dashes(s);
            plain = '-';
            if (!used) return NULL;
        } else if (*s == '\\') {
            plain = s[1];
            used = 2;
            if (!plain || is_ascii_word(plain)) return NULL;
        } else if (strchr("().*+?{}|^$]", *s)) {
            return NULL;
        }
        char next = pattern[at + used];
        if (at + used < end && strchr("*+?{", next)) return NULL;
        bool between = b.len && is_ascii_word(b.s[b.len - 1]) && is_ascii_word(plain);
        if (blank && b.len && (must || between)) shai_strbuf_putc(&b, ' ');
        blank = must = false;
        shai_strbuf_putc(&b, plain);
        at += used;
    }
    return b.len && (begins == ends) ? b.s : NULL;
}
