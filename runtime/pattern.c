/* Patterns. In: a pattern as written, a text. Out: PCRE2 code, whether the text holds a match. The dialect and the
 * choices are in pattern.h. It reads no program and no sample.
 *
 * translate() reads the pattern by recursive descent and writes PCRE2's spelling of it; PCRE2 sees nothing that was
 * not written here, so its errors are either its size limits or our bug. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "runtime/pattern.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "runtime/program.h"

#include <assert.h>
#include <pcre2.h>

enum {
    /* Steps that one starting place may take, and all of them together (PCRE2 counts per starting place): what a
     * sensible pattern on a page of text never reaches. */
    STEPS_AT_ONE_PLACE = 1000000,
    STEPS_AT_LEAST = 40000,
    STEPS_TOGETHER = 50000000,
    HEAP_KIB = 8192,
    DEPTH = 1000000, /* never reached: heap is, first */
};

struct scan {
    struct shai_strbuf out;
    const char *s;
    size_t len, at;
    unsigned depth;
    bool bad;
    enum shai_diag_id why;
    size_t offset;
};

static bool alternatives(struct scan *p, uint64_t *cost);

static bool fail(struct scan *p, enum shai_diag_id why, size_t offset)
{
    if (!p->bad) p->bad = true, p->why = why, p->offset = offset;
    return false;
}

static bool peek(const struct scan *p, char c)
{
    return p->at < p->len && p->s[p->at] == c;
}

static bool accept(struct scan *p, char c)
{
    if (!peek(p, c)) return false;
    p->at++;
    return true;
}

static bool ascii_alnum(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

/* A code point for itself, inside a class or outside: everything of ASCII but letters and digits is escaped. */
static void put_raw(struct scan *p, uint32_t cp)
{
    if (cp < 0x20 || cp == 0x7F) {
        shai_strbuf_printf(&p->out, "\\x{%x}", (unsigned)cp);
        return;
    }
    if (cp < 0x80 && !ascii_alnum(cp)) shai_strbuf_putc(&p->out, '\\');
    shai_strbuf_putcp(&p->out, cp);
}

static uint32_t next_code_point(struct scan *p)
{
    uint32_t cp = 0;
    size_t n = shai_utf8_decode(p->s + p->at, p->len - p->at, &cp);
    assert(n && "patterns are well-formed UTF-8");
    p->at += n ? n : 1;
    return cp;
}

/* Behind a backslash. A class letter (d, s, w) is given as itself with *is_class; else the code point meant. */
static bool escape(struct scan *p, uint32_t *cp, bool *is_class)
{
    size_t at = p->at - 1;
    *is_class = false;
    if (p->at == p->len) return fail(p, SHAI_D_PATTERN_ESCAPE, at);
    *cp = next_code_point(p);
    switch (*cp) {
    case 'd':
    case 's':
    case 'w': *is_class = true; return true;
    case 't': *cp = '\t'; return true;
    case 'n': *cp = '\n'; return true;
    default: break;
    }
    if ((*cp >= '1' && *cp <= '9') || *cp == 'k' || *cp == 'g') return fail(p, SHAI_D_PATTERN_BACK_REFERENCE, at);
    if (*cp <= ' ' || *cp >= 0x7F || ascii_alnum(*cp)) return fail(p, SHAI_D_PATTERN_ESCAPE, at);
    return true;
}

/* The members of \d, \s or \w, for use between brackets. */
static const char *members(uint32_t letter)
{
    return letter == 'd' ? "0-9" : letter == 's' ? "\\p{Xsp}" : "\\p{L}\\p{M}\\p{N}_";
}

/* lo..hi and, since the text is folded, what of it folding moves. */
static void put_range(struct scan *p, uint32_t lo, uint32_t hi)
{
    put_raw(p, lo);
    if (hi != lo) {
        shai_strbuf_putc(&p->out, '-');
        put_raw(p, hi);
    }
    uint32_t from = lo < 0xFF01 ? 0xFF01 : lo, to = hi > 0xFF5E ? 0xFF5E : hi;
    if (from <= to) {
        put_raw(p, shai_utf8_fold_width(from));
        shai_strbuf_putc(&p->out, '-');
        put_raw(p, shai_utf8_fold_width(to));
    }
    if (lo <= 0x3000 && hi >= 0x3000) put_raw(p, ' ');
}

static bool class_member(struct scan *p, uint32_t *cp, bool *is_class)
{
    *is_class = false;
    if (accept(p, '\\')) return escape(p, cp, is_class);
    if (peek(p, '[')) return fail(p, SHAI_D_PATTERN_CLASS, p->at);
    *cp = next_code_point(p);
    return true;
}

/* Behind `[`. */
static bool class(struct scan *p, uint64_t *cost)
{
    size_t open = p->at - 1, begin;
    shai_strbuf_putc(&p->out, '[');
    if (accept(p, '^')) shai_strbuf_putc(&p->out, '^');
    *cost = 48;
    for (begin = p->at; !peek(p, ']'); *cost += 16) {
        if (p->at == p->len) return fail(p, SHAI_D_PATTERN_CLASS, open);
        size_t at = p->at;
        uint32_t lo, hi;
        bool lo_class, hi_class = false;
        if (!class_member(p, &lo, &lo_class)) return false;
        hi = lo;
        bool range = peek(p, '-') && p->at + 1 < p->len && p->s[p->at + 1] != ']';
        if (range) {
            if (lo == '-' && p->s[at] == '-') return fail(p, SHAI_D_PATTERN_CLASS, at); /* [--x] misleads */
            p->at++;
            if (!class_member(p, &hi, &hi_class)) return false;
            if (lo_class || hi_class || hi < lo) return fail(p, SHAI_D_PATTERN_CLASS, at);
        }
        if (lo_class) shai_strbuf_puts(&p->out, members(lo));
        else put_range(p, lo, hi);
    }
    if (p->at == begin) return fail(p, SHAI_D_PATTERN_CLASS, open);
    p->at++;
    shai_strbuf_putc(&p->out, ']');
    return true;
}

/* Behind `(`. */
static bool group(struct scan *p, uint64_t *cost)
{
    size_t open = p->at - 1;
    if (peek(p, '?') || peek(p, '*')) return fail(p, SHAI_D_PATTERN_LOOK_AROUND, open);
    if (++p->depth > SHAI_PATTERN_MAX_DEPTH) return fail(p, SHAI_D_PATTERN_SIZE, open);
    shai_strbuf_puts(&p->out, "(?:");
    if (!alternatives(p, cost)) return false;
    if (!accept(p, ')')) return fail(p, SHAI_D_PATTERN_GROUP, open);
    shai_strbuf_putc(&p->out, ')');
    p->depth--;
    *cost += 16;
    return true;
}

/* Digits up to SHAI_PATTERN_MAX_REPEAT; false where there are none or too many. */
static bool count(struct scan *p, unsigned *n)
{
    size_t begin = p->at;
    for (*n = 0; p->at < p->len && p->s[p->at] >= '0' && p->s[p->at] <= '9'; p->at++) {
        *n = *n * 10 + (unsigned)(p->s[p->at] - '0');
        if (*n > SHAI_PATTERN_MAX_REPEAT) return false;
    }
    return p->at > begin;
}

/* Behind `{`. *times is how often PCRE2 writes the repeated thing out. */
static bool braces(struct scan *p, unsigned *times)
{
    size_t open = p->at - 1;
    unsigned least, most;
    if (!count(p, &least)) return fail(p, SHAI_D_PATTERN_BRACE, open);
    shai_strbuf_printf(&p->out, "{%u", least);
    most = least;
    if (accept(p, ',')) {
        shai_strbuf_putc(&p->out, ',');
        if (!peek(p, '}')) {
            if (!count(p, &most) || most < least) return fail(p, SHAI_D_PATTERN_BRACE, open);
            shai_strbuf_printf(&p->out, "%u", most);
        }
    }
    if (!accept(p, '}')) return fail(p, SHAI_D_PATTERN_BRACE, open);
    shai_strbuf_putc(&p->out, '}');
    *times = most ? most : 1;
    return true;
}

static bool operator_sign(char c)
{
    return c == '*' || c == '+' || c == '?' || c == '{';
}

static bool repetition(struct scan *p, bool repeatable, unsigned *times)
{
    *times = 1;
    if (p->at == p->len || !operator_sign(p->s[p->at])) return true;
    if (!repeatable) return fail(p, SHAI_D_PATTERN_REPEAT, p->at);
    char c = p->s[p->at++];
    if (c != '{') shai_strbuf_putc(&p->out, c);
    else if (!braces(p, times)) return false;
    /* a second sign would make it lazy or possessive, or repeat a repetition: not of this dialect */
    if (p->at < p->len && operator_sign(p->s[p->at])) return fail(p, SHAI_D_PATTERN_REPEAT, p->at);
    return true;
}

/* One piece with its repetition. */
static bool piece(struct scan *p, uint64_t *cost)
{
    size_t at = p->at;
    bool repeatable = true, is_group = false, is_class = false;
    uint32_t cp = 0;
    unsigned times;
    *cost = 8;
    switch (p->s[p->at]) {
    case '(':
        p->at++;
        is_group = true;
        if (!group(p, cost)) return false;
        break;
    case '[':
        p->at++;
        if (!class(p, cost)) return false;
        break;
    case '.':
        p->at++;
        shai_strbuf_puts(&p->out, "[^\\n]");
        break;
    case '^':
    case '$':
        shai_strbuf_putc(&p->out, p->s[p->at++]);
        repeatable = false;
        break;
    case '*':
    case '+':
    case '?': return fail(p, SHAI_D_PATTERN_REPEAT, at);
    case '{': return fail(p, SHAI_D_PATTERN_BRACE, at);
    case ']': return fail(p, SHAI_D_PATTERN_CLASS, at);
    case '\\':
        p->at++;
        if (!escape(p, &cp, &is_class)) return false;
        if (is_class) {
            shai_strbuf_printf(&p->out, "[%s]", members(cp));
            *cost = 80;
        } else {
            put_raw(p, cp);
        }
        break;
    default: put_raw(p, shai_utf8_fold_width(next_code_point(p))); break;
    }
    if (!repetition(p, repeatable, &times)) return false;
    if (is_group) *cost *= times; /* only groups are written out */
    return *cost <= SHAI_PATTERN_MAX_COST || fail(p, SHAI_D_PATTERN_SIZE, at);
}

static bool alternatives(struct scan *p, uint64_t *cost)
{
    *cost = 8;
    while (p->at < p->len && !peek(p, ')')) {
        uint64_t one = 8;
        size_t at = p->at;
        if (accept(p, '|')) shai_strbuf_putc(&p->out, '|');
        else if (!piece(p, &one)) return false;
        *cost += one;
        if (*cost > SHAI_PATTERN_MAX_COST) return fail(p, SHAI_D_PATTERN_SIZE, at);
    }
    return true;
}

/* The pattern in PCRE2's words in p->out. */
static bool translate(struct scan *p, struct shai_arena *arena, const char *s, size_t len, uint64_t *cost)
{
    *p = (struct scan){.s = s, .len = len};
    shai_strbuf_init(&p->out, arena);
    if (len > SHAI_PATTERN_MAX_LEN) return fail(p, SHAI_D_PATTERN_SIZE, 0);
    if (!alternatives(p, cost)) return false;
    return p->at == len || fail(p, SHAI_D_PATTERN_GROUP, p->at);
}

static pcre2_general_context *general(struct shai_arena *arena)
{
    return pcre2_general_context_create(shai_arena_lib_malloc, shai_arena_lib_free, arena);
}

void *shai_pattern_compile(struct shai_arena *arena, const char *s, size_t len, uint32_t flags, uint32_t *cost,
                           enum shai_diag_id *why, size_t *offset)
{
    struct scan p;
    uint64_t spent = 0;
    if (!translate(&p, arena, s, len, &spent)) {
        *why = p.why;
        *offset = p.offset;
        return NULL;
    }
    if (cost) *cost = (uint32_t)spent;
    /* UTF without UCP: \d \s \w were put into words already, and case folding is Unicode's with UTF alone. */
    uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY | PCRE2_NO_AUTO_CAPTURE;
    if (flags & SHAI_PATTERN_CASELESS) options |= PCRE2_CASELESS;
    pcre2_compile_context *context = pcre2_compile_context_create(general(arena));
    int error;
    PCRE2_SIZE at;
    void *code = pcre2_compile((PCRE2_SPTR)p.out.s, p.out.len, options, &error, &at, context);
    if (!code) { /* its code would not fit PCRE2's 64 KiB links: cost bounds it roughly, not to the byte */
        *why = SHAI_D_PATTERN_SIZE;
        *offset = 0;
    }
    return code;
}

bool shai_pattern_check(struct shai_arena *arena, const char *s, size_t len, uint32_t flags, enum shai_diag_id *why,
                        size_t *offset)
{
    return shai_pattern_compile(arena, s, len, flags, NULL, why, offset) != NULL;
}

void shai_pattern_scratch(struct shai_arena *arena, void **match_data, void **match_context)
{
    pcre2_general_context *context = general(arena);
    pcre2_match_context *match = pcre2_match_context_create(context);
    pcre2_set_heap_limit(match, HEAP_KIB);
    pcre2_set_depth_limit(match, DEPTH);
    *match_data = pcre2_match_data_create(1, context);
    *match_context = match;
}

/* Folding, where there is something to fold: U+FF01..FF5E are EF BC 81 .. EF BD 9E, U+3000 is E3 80 80. Folded text
 * is never longer. */
static const char *folded(struct shai_arena *scratch, const char *s, size_t *len)
{
    size_t at = 0;
    while (at < *len) {
        unsigned char c = (unsigned char)s[at];
        if (c == 0xEF || c == 0xE3) {
            uint32_t cp;
            size_t n = shai_utf8_decode(s + at, *len - at, &cp);
            if (n && shai_utf8_fold_width(cp) != cp) break;
        }
        at++;
    }
    if (at == *len) return s;
    char *to = shai_arena_alloc(scratch, *len), *out = to;
    memcpy(to, s, at);
    out += at;
    while (at < *len) {
        uint32_t cp = 0, as;
        size_t n = shai_utf8_decode(s + at, *len - at, &cp);
        assert(n);
        as = shai_utf8_fold_width(cp);
        if (as != cp) {
            *out++ = (char)as;
        } else {
            memcpy(out, s + at, n);
            out += n;
        }
        at += n;
    }
    *len = (size_t)(out - to);
    return to;
}

enum shai_match shai_pattern_match(const void *compiled, void *match_data, void *match_context, const char *text,
                                   size_t len, struct shai_arena *scratch)
{
    if (!match_data) shai_pattern_scratch(scratch, &match_data, &match_context);
    text = folded(scratch, text, &len);
    size_t steps = STEPS_TOGETHER / (len + 1);
    if (steps > STEPS_AT_ONE_PLACE) steps = STEPS_AT_ONE_PLACE;
    if (steps < STEPS_AT_LEAST) steps = STEPS_AT_LEAST;
    pcre2_set_match_limit(match_context, (uint32_t)steps);
    int rc = pcre2_match(compiled, (PCRE2_SPTR)(len ? text : ""), len, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
                         match_data, match_context);
    if (rc >= 0) return SHAI_MATCH_YES;
    return rc == PCRE2_ERROR_NOMATCH ? SHAI_MATCH_NO : SHAI_MATCH_LIMIT;
}
