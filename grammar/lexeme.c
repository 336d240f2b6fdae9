/* How far a word, a unit, a string, a comment reaches, and what stands in it.
 *
 * In: the source, well-formed UTF-8, from a place on. Out: bytes, decoded texts; mistakes inside a string or a
 * number. What it does not do: move the scanner. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "grammar/parser.h"

#include <string.h>

static uint32_t peek(const char *s, const char *end, size_t *len)
{
    uint32_t cp = 0;
    *len = shai_utf8_decode(s, (size_t)(end - s), &cp);
    return *len ? cp : 0;
}

static uint32_t peek_folded(const char *s, const char *end, size_t *len)
{
    return shai_utf8_fold_width(peek(s, end, len));
}

size_t shai_lex_blanks(const char *s, const char *end)
{
    const char *at = s;
    while (at < end) {
        size_t n;
        uint32_t cp = peek(at, end, &n);
        if (cp != ' ' && cp != '\t' && cp != '\r' && cp != 0x3000 && cp != 0xA0 && cp != 0xFEFF) break;
        at += n;
    }
    return (size_t)(at - s);
}

size_t shai_lex_word(const char *s, const char *end)
{
    size_t n;
    if (s >= end || !shai_utf8_is_word_start(peek(s, end, &n))) return 0;
    const char *at = s;
    do at += n;
    while (at < end && shai_utf8_is_word(peek(at, end, &n)));
    return (size_t)(at - s);
}

size_t shai_lex_unknown(const char *s, const char *end)
{
    size_t n;
    peek(s, end, &n);
    const char *at = s + n;
    while (at < end) {
        uint32_t cp = peek(at, end, &n);
        if (cp < 0x80 || shai_utf8_is_word_start(cp) || shai_utf8_fold_width(cp) != cp) break;
        if (cp >= 0x2000 && cp < 0x3100) break; /* may be a sign of the language */
        if (cp < 0x100) break;
        at += n;
    }
    return (size_t)(at - s);
}

/* Does a spelling with a blank or a slash in it stand at s? Any run of blanks is one blank. */
static size_t match_words(const char *spelling, const char *s, const char *end)
{
    const char *at = s;
    while (*spelling) {
        size_t part = strcspn(spelling, " /");
        if ((size_t)(end - at) < part || memcmp(at, spelling, part) != 0 || shai_lex_word(at, end) != part) return 0;
        at += part, spelling += part;
        if (*spelling == ' ') {
            size_t blanks = shai_lex_blanks(at, end);
            if (!blanks) return 0;
            at += blanks, spelling++;
        } else if (*spelling == '/') {
            size_t n;
            if (peek_folded(at, end, &n) != '/') return 0;
            at += n, spelling++;
        }
    }
    return (size_t)(at - s);
}

enum shai_kw shai_lex_keyword(const char *s, const char *end, size_t *len)
{
    size_t word = shai_lex_word(s, end);
    if (!word) return SHAI_KW_NONE;
    for (int kw = 1; kw < SHAI_KEYWORD_COUNT; kw++) {
        const char *en = shai_keyword_infos[kw].spelling[SHAI_EN];
        if (en[0] == s[0] && en[strcspn(en, " /")] && (*len = match_words(en, s, end))) return (enum shai_kw)kw;
    }
    *len = word;
    return shai_keyword_find(s, word, NULL);
}

/* --- units --- */

static bool is_join(uint32_t cp)
{
    switch (cp) {
    case '/':
    case 0x2044:
    case 0x2215:
    case 0xB7:
    case 0x22C5:
    case 0x2219:
    case 0x2022:
    case 0x2027:
    case 0x30FB:
    case 0xFF65: return true;
    default: return false;
    }
}

/* Signs that are units by themselves, and the squared abbreviations ㎎ ㎡ ℃. */
static bool is_unit_sign(uint32_t cp)
{
    switch (cp) {
    case '%':
    case 0x2030: /* ‰ */
    case 0xB0:   /* ° */
    case 0xBA:
    case 0x2DA:
    case 0x2032: /* ′ */
    case 0x2033: /* ″ */
    case 0x2103: /* ℃ */
    case 0x2109: /* ℉ */
    case 0x2126: /* Ω */ return true;
    default: return (cp >= 0x3371 && cp <= 0x33DF) || cp == 0x33FF;
    }
}

static bool is_ascii_letter(uint32_t cp)
{
    return (cp | 32) - 'a' < 26u;
}

/* 以上, 以下, 以内 glued behind a unit: the unit ends before them, and the message about them comes from the grammar.
 */
static size_t without_bound_word(const char *s, size_t len)
{
    static const char *const words[] = {"以上", "以下", "以内", "及以上", "及以下"};
    size_t cut = len;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (n <= len && memcmp(s + len - n, words[i], n) == 0 && len - n < cut) cut = len - n;
    }
    return cut;
}

/* The exponent behind a name: ² ³, or 2 3 (with ^ or without) where no word goes on. */
static size_t exponent(const char *s, const char *end)
{
    size_t n, caret = 0;
    uint32_t cp = peek_folded(s, end, &n);
    if (cp == 0xB2 || cp == 0xB3) return n;
    if (cp == '^') caret = n, cp = peek_folded(s + n, end, &n);
    if (cp != '2' && cp != '3') return 0;
    size_t after;
    return shai_utf8_is_word(peek(s + caret + n, end, &after)) ? 0 : caret + n;
}

/* Letters of one name: no digit, no `_`. */
static size_t letters(const char *s, const char *end)
{
    const char *at = s;
    size_t n;
    for (uint32_t cp; at < end && (cp = peek(at, end, &n)) != '_' && shai_utf8_is_word_start(cp);) at += n;
    return (size_t)(at - s);
}

/* (A) as in dB(A). */
static size_t parenthesis(const char *s, const char *end)
{
    size_t n;
    if (peek_folded(s, end, &n) != '(') return 0;
    const char *at = s + n;
    size_t count = 0;
    while (is_ascii_letter(peek_folded(at, end, &n))) at += n, count++;
    if (!count || count > 4 || peek_folded(at, end, &n) != ')') return 0;
    return (size_t)(at + n - s);
}

/* 风险严重 behind a number: a clause whose blank was forgotten, no unit. */
static bool two_keywords(const char *s, size_t len)
{
    enum shai_lang lang;
    size_t n;
    enum { HAN = 3 };
    if ((unsigned char)*s < 0x80) return false;
    for (n = HAN; n < len; n += HAN)
        if (shai_keyword_find(s, n, &lang) && shai_keyword_find(s + n, len - n, &lang)) return true;
    return false;
}

static size_t unit_part(const char *s, const char *end)
{
    size_t n, keyword;
    uint32_t cp = peek_folded(s, end, &n);
    if (!n) return 0;
    if (is_unit_sign(cp)) {
        bool degree = cp == 0xB0 || cp == 0xBA || cp == 0x2DA;
        size_t next;
        uint32_t letter = peek_folded(s + n, end, &next);
        if (degree && (letter == 'C' || letter == 'F') && shai_lex_word(s + n, end) == next) n += next;
        return n + exponent(s + n, end);
    }
    n = letters(s, end);
    if (!n) return 0;
    enum shai_kw kw = shai_lex_keyword(s, end, &keyword);
    if (kw && kw != SHAI_KW_MIN) return 0;
    if (kw && memcmp(s, "min", 3) != 0) return 0;
    if (two_keywords(s, n)) return 0;
    n = without_bound_word(s, n);
    if (!n) return 0;
    size_t exp = exponent(s + n, end), after;
    if (!exp && shai_utf8_is_word(peek(s + n, end, &after)) && n == letters(s, end)) return 0; /* x1, a_b: a name */
    n += exp;
    return n + parenthesis(s + n, end);
}

size_t shai_lex_unit(const char *s, const char *end)
{
    const char *at = s;
    size_t n = unit_part(at, end), join;
    if (!n) return 0;
    for (;;) {
        at += n;
        if (!is_join(peek_folded(at, end, &join)) || !(n = unit_part(at + join, end))) return (size_t)(at - s);
        n += join;
    }
}

/* --- comments, rows, dashes --- */

size_t shai_lex_comment(const char *s, const char *end)
{
    for (const char *at = s + 2; end - at >= 2; at++)
        if (at[0] == '*' && at[1] == '/') return (size_t)(at + 2 - s);
    return 0;
}

static bool line_ends(const char *s, const char *end)
{
    return s >= end || *s == '\n';
}

static bool comment_begins(const char *s, const char *end)
{
    size_t n, m;
    if (peek_folded(s, end, &n) != '/') return false;
    return peek_folded(s + n, end, &m) == '/' || (s[0] == '/' && end - s > 1 && s[1] == '*');
}

bool shai_lex_row_ends(const char *s, const char *end)
{
    s += shai_lex_blanks(s, end);
    return line_ends(s, end) || comment_begins(s, end);
}

bool shai_lex_dash_ends(const char *s, const char *end)
{
    if (shai_lex_row_ends(s, end)) return true;
    s += shai_lex_blanks(s, end);
    size_t n;
    switch (peek_folded(s, end, &n)) {
    case ';':
    case ',':
    case 0x3001: /* 、 */
    case '}':
    case '|': return true;
    }
    enum shai_kw kw = shai_lex_keyword(s, end, &n);
    return kw == SHAI_KW_WHEN || kw == SHAI_KW_OTHERWISE;
}

/* --- strings --- */

enum { OPENING = 0x201C, CLOSING = 0x201D };

size_t shai_lex_string(const char *s, const char *end, bool *closed)
{
    size_t n;
    uint32_t open = peek_folded(s, end, &n);
    bool curly = open == OPENING || open == CLOSING;
    int depth = 1;
    const char *at = s + n;
    *closed = true;
    while (!line_ends(at, end)) {
        uint32_t cp = peek(at, end, &n);
        at += n;
        if (cp == '\\' && !line_ends(at, end)) {
            peek(at, end, &n);
            at += n;
        } else if (curly) {
            if (cp == OPENING && open == OPENING) depth++;
            if ((cp == CLOSING || cp == OPENING) && cp != (open == OPENING ? OPENING : 0) && --depth == 0)
                return (size_t)(at - s);
        } else if (shai_utf8_fold_width(cp) == '"' && (cp == '"' || *s != '"')) {
            return (size_t)(at - s);
        }
    }
    if (at > s && at[-1] == '\r') at--;
    *closed = false;
    return (size_t)(at - s);
}

size_t shai_lex_escape(const char *s, const char *end, uint32_t *cp)
{
    if (end - s < 2) return 0;
    switch (s[1]) {
    case 'n': *cp = '\n'; return 2;
    case 't': *cp = '\t'; return 2;
    case '"':
    case '\\':
    case '{': *cp = (uint32_t)s[1]; return 2;
    case 'u': break;
    default: return 0;
    }
    const char *at = s + 2;
    if (at >= end || *at != '{') return 0;
    uint32_t value = 0;
    size_t digits = 0;
    for (at++; at < end && *at != '}'; at++, digits++) {
        uint32_t c = (uint32_t)(unsigned char)*at;
        uint32_t digit = c - '0' < 10u ? c - '0' : (c | 32) - 'a' < 6u ? (c | 32) - 'a' + 10 : 16;
        if (digit > 15 || digits == 6) return 0;
        value = value * 16 + digit;
    }
    if (at >= end || !digits || !value || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return 0;
    *cp = value;
    return (size_t)(at + 1 - s);
}

struct shai_span shai_lex_inside(const struct shai_parser *p, struct shai_span span)
{
    const char *s = p->text + span.begin, *end = p->text + span.end;
    bool closed;
    size_t n;
    if (shai_lex_string(s, end, &closed) && closed) {
        do end--;
        while (((unsigned char)*end & 0xC0) == 0x80);
    }
    peek(s, end, &n);
    return (struct shai_span){span.file, span.begin + (uint32_t)n, (uint32_t)(end - p->text)};
}

const char *shai_lex_decode(struct shai_parser *p, struct shai_span span)
{
    struct shai_strbuf out;
    shai_strbuf_init(&out, p->arena);
    shai_strbuf_clear(&out);
    span = shai_lex_inside(p, span);
    const char *from = p->text + span.begin, *s = from, *end = p->text + span.end;
    while (s < end) {
        size_t n;
        uint32_t cp;
        if (*s == '\\') {
            n = shai_lex_escape(s, end, &cp);
            if (n) {
                shai_strbuf_putcp(&out, cp);
                s += n;
                continue;
            }
            peek(s + 1, end, &n);
            uint32_t at = span.begin + (uint32_t)(s - from);
            struct shai_span bad = {span.file, at, at + 1 + (uint32_t)n};
            shai_diag_span(p->diags, SHAI_D_BAD_ESCAPE, bad, shai_arena_strndup(p->arena, s, n + 1), NULL);
        }
        peek(s, end, &n);
        shai_strbuf_add(&out, s, n);
        s += n;
    }
    return out.s ? out.s : "";
}

/* --- numbers and patterns --- */

enum { MAX_DIGITS = 40, MAX_EXPONENT = 40 };

const char *shai_lex_number(struct shai_parser *p, struct shai_span span)
{
    const char *s = p->text + span.begin, *end = p->text + span.end;
    char *out = shai_arena_alloc(p->arena, (size_t)(end - s) + 1);
    size_t len = 0, digits = 0, n;
    long exponent_value = 0;
    bool in_exponent = false;
    for (; s < end; s += n) {
        uint32_t cp = peek_folded(s, end, &n);
        if (cp == 0x3002) cp = '.';
        if (cp == 0x2212) cp = '-';
        if (cp - '0' < 10u && !in_exponent) digits++;
        if (cp - '0' < 10u && in_exponent && exponent_value <= MAX_EXPONENT)
            exponent_value = exponent_value * 10 + (long)(cp - '0');
        if ((cp | 32) == 'e') in_exponent = true, cp = 'E';
        if (cp != '+') out[len++] = (char)cp;
    }
    out[len] = 0;
    if (digits > MAX_DIGITS) {
        shai_diag_span(p->diags, SHAI_D_TOO_MANY_DIGITS, span, NULL);
        return "0";
    }
    if (exponent_value > MAX_EXPONENT) {
        shai_diag_span(p->diags, SHAI_D_EXPONENT_TOO_LARGE, span, NULL);
        return "0";
    }
    return out;
}

size_t shai_lex_pattern(const char *s, const char *end, size_t *body)
{
    size_t n;
    peek(s, end, &n);
    bool in_class = false;
    for (const char *at = s + n; !line_ends(at, end); at += n) {
        uint32_t cp = peek(at, end, &n);
        if (cp == '\\' && !line_ends(at + 1, end)) {
            size_t next;
            peek(at + 1, end, &next);
            n += next;
        } else if (cp == '[') {
            in_class = true;
        } else if (cp == ']') {
            in_class = false;
        } else if (cp == '/' && !in_class) {
            *body = (size_t)(at - s);
            at++;
            if (at < end && *at == 'i' && shai_lex_word(at, end) == 1) at++;
            return (size_t)(at - s);
        }
    }
    *body = 0;
    return 0;
}
