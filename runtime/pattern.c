/* Patterns. In: a pattern as written, a text. Out: PCRE2 code, whether the text holds a match. The dialect and the
 * choices are in pattern.h. It reads no program and no sample.
 *
 * translate() reads the pattern by recursive descent and writes PCRE2's spelling of it; PCRE2 sees nothing that was
 * not written here, so its errors are either its size limits or our bug. */
#define _GNU_SOURCE           /* memmem */
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

/* What shai_pattern_compile gives. */
struct pattern {
    pcre2_code *code;
    const char *literal; /* where the pattern is a mere sequence of characters: these; no code is needed then */
    size_t literal_len;
};

struct scan {
    struct shai_strbuf out;
    struct shai_strbuf literal; /* the same as long as every piece is a character for itself */
    bool is_literal;
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

/* A character that is a piece of the pattern. */
static void put_literal(struct scan *p, uint32_t cp)
{
    put_raw(p, cp);
    shai_strbuf_putcp(&p->literal, cp);
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
    p->is_literal = false;
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
    if (strchr("([.^$", p->s[p->at])) p->is_literal = false;
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
            p->is_literal = false;
            shai_strbuf_printf(&p->out, "[%s]", members(cp));
            *cost = 80;
        } else {
            put_literal(p, cp);
        }
        break;
    default: put_literal(p, shai_utf8_fold_width(next_code_point(p))); break;
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
        if (accept(p, '|')) {
            p->is_literal = false;
            shai_strbuf_putc(&p->out, '|');
        } else if (!piece(p, &one)) return false;
        *cost += one;
        if (*cost > SHAI_PATTERN_MAX_COST) return fail(p, SHAI_D_PATTERN_SIZE, at);
    }
    return true;
}

/* The pattern in PCRE2's words in p->out. */
static bool translate(struct scan *p, struct shai_arena *arena, const char *s, size_t len, uint64_t *cost)
{
    *p = (struct scan){.s = s, .len = len, .is_literal = true};
    shai_strbuf_init(&p->out, arena);
    shai_strbuf_init(&p->literal, arena);
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
    struct pattern *pattern = SHAI_NEW(arena, struct pattern);
    if (p.is_literal && !(flags & SHAI_PATTERN_CASELESS)) {
        pattern->literal = p.literal.s;
        pattern->literal_len = p.literal.len;
        return pattern;
    }
    /* UTF without UCP: \d \s \w were put into words already, and case folding is Unicode's with UTF alone. */
    uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY | PCRE2_NO_AUTO_CAPTURE;
    if (flags & SHAI_PATTERN_CASELESS) options |= PCRE2_CASELESS;
    pcre2_compile_context *context = pcre2_compile_context_create(general(arena));
    int error;
    PCRE2_SIZE at;
    pattern->code = pcre2_compile((PCRE2_SPTR)p.out.s, p.out.len, options, &error, &at, context);
    if (pattern->code) return pattern;
    *why = SHAI_D_PATTERN_SIZE; /* its code would not fit PCRE2's 64 KiB links: cost bounds it roughly, not to the
                                   byte */
    *offset = 0;
    return NULL;
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

/* Does s, of which at least three bytes are left, begin with what is folded? U+FF01..FF5E are EF BC 81 .. EF BD 9E,
 * U+3000 is E3 80 80. */
static bool folds(const unsigned char *s)
{
    if (s[0] == 0xEF) return (s[1] == 0xBC && s[2] >= 0x81) || (s[1] == 0xBD && s[2] <= 0x9E);
    return s[0] == 0xE3 && s[1] == 0x80 && s[2] == 0x80;
}

static const char *find_byte(const char *s, const char *end, int byte)
{
    const char *p = s < end ? memchr(s, byte, (size_t)(end - s)) : NULL;
    return p ? p : end;
}

/* The text folded: itself where there is nothing to fold, else a shorter copy. */
static const char *folded(struct shai_arena *scratch, const char *s, size_t *len)
{
    const char *end = s + *len, *done = s, *ef = find_byte(s, end, 0xEF), *e3 = find_byte(s, end, 0xE3);
    char *to = NULL, *out = NULL;
    for (;;) {
        const char *at = ef < e3 ? ef : e3;
        if (at == end) break;
        if (at == ef) ef = find_byte(at + 1, end, 0xEF);
        else e3 = find_byte(at + 1, end, 0xE3);
        if (!folds((const unsigned char *)at)) continue;
        if (!to) to = out = shai_arena_alloc(scratch, *len);
        memcpy(out, done, (size_t)(at - done));
        out += at - done;
        uint32_t cp = 0;
        shai_utf8_decode(at, 3, &cp);
        *out++ = (char)shai_utf8_fold_width(cp);
        done = at + 3;
    }
    if (!to) return s;
    memcpy(out, done, (size_t)(end - done));
    *len = (size_t)(out - to) + (size_t)(end - done);
    return to;
}

enum shai_match shai_pattern_match(const void *compiled, void *match_data, void *match_context, const char *text,
                                   size_t len, struct shai_arena *scratch)
{
    const struct pattern *pattern = compiled;
    text = len ? folded(scratch, text, &len) : "";
    if (pattern->literal)
        return memmem(text, len, pattern->literal, pattern->literal_len) ? SHAI_MATCH_YES : SHAI_MATCH_NO;
    if (!match_data) shai_pattern_scratch(scratch, &match_data, &match_context);
    size_t steps = STEPS_TOGETHER / (len + 1);
    if (steps > STEPS_AT_ONE_PLACE) steps = STEPS_AT_ONE_PLACE;
    if (steps < STEPS_AT_LEAST) steps = STEPS_AT_LEAST;
    pcre2_set_match_limit(match_context, (uint32_t)steps);
    int rc = pcre2_match(pattern->code, (PCRE2_SPTR)text, len, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, match_data,
                         match_context);
    if (rc >= 0) return SHAI_MATCH_YES;
    return rc == PCRE2_ERROR_NOMATCH ? SHAI_MATCH_NO : SHAI_MATCH_LIMIT;
}
