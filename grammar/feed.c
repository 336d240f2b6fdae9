/* Tokens on their way from the scanner to the grammar.
 *
 * In: tokens of the scanner. Out: the same, logged, with braces counted. After a mistake the grammar says in what
 * kind of list it goes on (shai_parser_recover), and tokens are left out here up to the next one that this list
 * surely takes: so a mistake is said once, what is nested in it is skipped whole, and a brace that is missing is put
 * in where the next declaration shows that it is missing. What it does not do: know the grammar beyond the words that
 * begin declarations and clauses. */
#include "grammar/bound.h"
#include "grammar/grammar.tab.h"
#include "grammar/parser.h"

#include <string.h>

/* The grammar's tokens stand in the order of keyword.def. */
#define KEYWORD(id, en, zh, reserved) \
    _Static_assert(KW_##id - KW_SPEC == SHAI_KW_##id - SHAI_KW_SPEC, "tokens follow keyword.def");
#include "grammar/keyword.def"
#undef KEYWORD

int shai_scan_lex(union SHAI_GRAMMAR_STYPE *value, struct shai_span *span, void *scanner);

enum shai_kw shai_token_keyword(int code)
{
    return code >= KW_SPEC && code <= KW_INCOMPLETE ? (enum shai_kw)(code - KW_SPEC + SHAI_KW_SPEC) : SHAI_KW_NONE;
}

int shai_keyword_token(enum shai_kw kw)
{
    return KW_SPEC + (int)kw - (int)SHAI_KW_SPEC;
}

/* --- what begins what --- */

static bool begins_clause(int code)
{
    switch (code) {
    case KW_APPLIES:
    case KW_BASIS:
    case KW_METHOD:
    case KW_CHOSEN:
    case KW_MEASURE:
    case KW_VALUE:
    case KW_ROUND:
    case KW_LIMIT:
    case KW_REQUIRE:
    case KW_COMPARE:
    case KW_DECLARED:
    case KW_REPORT:
    case KW_HAZARD:
    case KW_PROBLEM:
    case KW_DECIDE: return true;
    default: return false;
    }
}

static bool begins_declaration(int code)
{
    switch (code) {
    case KW_USE:
    case KW_TITLE:
    case KW_VERSION:
    case KW_PRODUCT:
    case KW_ISSUER:
    case KW_SCOPE:
    case KW_SAMPLING:
    case KW_EFFECTIVE:
    case KW_STANDARD:
    case KW_UNIT:
    case KW_GRADE:
    case KW_ATTRIBUTE:
    case KW_LET:
    case KW_TABLE:
    case KW_ITEM:
    case KW_ITEMS:
    case KW_GROUP:
    case KW_VERDICT:
    case KW_NOTICE:
    case KW_EXAMPLE:
    case KW_DECIDE:
    case KW_NOT_DETECTED: return true;
    default: return false;
    }
}

/* Words that are hardly ever names: a declaration that begins with one inside an example shows a brace missing. */
static bool begins_surely(int code)
{
    return code == KW_ITEM || code == KW_ITEMS || code == KW_GROUP || code == KW_EXAMPLE || code == KW_ATTRIBUTE ||
           code == KW_STANDARD || code == KW_TABLE || code == KW_VERDICT;
}

static bool begins_name(const struct shai_token *t)
{
    enum shai_kw kw = shai_token_keyword(t->code);
    return t->code == IDENT || (kw && !shai_keyword_infos[kw].reserved);
}

/* Can the list in a brace go on with that word? */
static bool list_takes(const struct shai_brace *brace, int code)
{
    switch (brace->opener) {
    case KW_SPEC:
    case KW_LIBRARY: return begins_declaration(code);
    case KW_GROUP: return begins_clause(code) || code == KW_ITEM || code == KW_ITEMS;
    case KW_ITEM:
    case KW_EACH: return begins_clause(code);
    case KW_ITEMS: return code == KW_EACH;
    default: return false;
    }
}

/* --- the log and the braces --- */

static void push_token(struct shai_parser *p, struct shai_token t)
{
    p->queue = shai_arena_grow(p->arena, p->queue, &p->queue_cap, p->queue_count + 1, sizeof *p->queue);
    p->queue[p->queue_count++] = t;
}

static void push_brace(struct shai_parser *p, struct shai_span span, bool is_list)
{
    p->braces = shai_arena_grow(p->arena, p->braces, &p->brace_cap, p->brace_count + 1, sizeof *p->braces);
    p->braces[p->brace_count++] = (struct shai_brace){span, p->opener, is_list};
    p->opener = 0;
}

static void count_brace(struct shai_parser *p, const struct shai_token *t)
{
    switch (t->code) {
    case LBRACE: push_brace(p, t->span, false); break;
    case RBRACE:
        p->popped = p->brace_count ? p->braces[--p->brace_count] : (struct shai_brace){0};
        p->opener = 0;
        break;
    case KW_SPEC:
    case KW_LIBRARY:
    case KW_ITEM:
    case KW_ITEMS:
    case KW_EACH:
    case KW_GROUP:
    case KW_EXAMPLE:
        if (t->line_start || !p->log_count || p->log[p->log_count - 1].code == LBRACE ||
            p->log[p->log_count - 1].code == RBRACE || p->log[p->log_count - 1].code == SEMI)
            p->opener = t->code;
        break;
    default: break;
    }
}

/* The last token given. */
static const struct shai_token *last_token(const struct shai_parser *p)
{
    return p->log_count ? &p->log[p->log_count - 1] : NULL;
}

struct shai_token *shai_parser_token_at(struct shai_parser *p, struct shai_span span)
{
    for (size_t i = p->log_count; i-- > 0 && p->log[i].span.begin >= span.begin;)
        if (p->log[i].span.begin == span.begin && p->log[i].span.end == span.end) return &p->log[i];
    return NULL;
}

void shai_parser_silent(struct shai_parser *p, struct shai_span span)
{
    struct shai_token *t = shai_parser_token_at(p, span);
    if (t) t->silent = true;
}

void shai_parser_as_name(struct shai_parser *p, struct shai_span span)
{
    struct shai_token *t = shai_parser_token_at(p, span);
    if (t) t->as_name = true;
}

void shai_parser_list(struct shai_parser *p, struct shai_span brace)
{
    for (size_t i = p->brace_count; i-- > 0;)
        if (p->braces[i].span.begin == brace.begin) {
            p->braces[i].is_list = true;
            return;
        }
}

/* One more than the index of the innermost brace whose list can recover; 0 for none. */
static size_t list_depth(const struct shai_parser *p)
{
    size_t depth = p->brace_count;
    while (depth && !p->braces[depth - 1].is_list) depth--;
    return depth;
}

/* --- tokens --- */

static struct shai_token scan(struct shai_parser *p)
{
    SHAI_GRAMMAR_STYPE value = {.text = NULL};
    struct shai_token t = {0};
    t.code = shai_scan_lex(&value, &t.span, p->scanner);
    t.text = value.text;
    if (t.code == ROW_END) return t; /* a new line may have begun */
    t.line_start = p->fresh_line;
    p->fresh_line = false;
    if (p->doc) {
        p->docs = shai_arena_grow(p->arena, p->docs, &p->doc_cap, p->doc_count + 1, sizeof *p->docs);
        p->docs[p->doc_count++] = (struct shai_doc){t.span.begin, p->doc};
        p->doc = NULL;
    }
    return t;
}

static void report_unclosed(struct shai_parser *p, const struct shai_brace *brace)
{
    if (p->said_unclosed) return;
    p->said_unclosed = true;
    if (brace->span.begin == brace->span.end) return; /* it was never written, which was said */
    shai_diag_span(p->diags, SHAI_D_BRACE_OPEN, brace->span, NULL);
}

static void report_unclosed_before(struct shai_parser *p, const struct shai_token *next)
{
    const struct shai_brace *brace = &p->braces[p->brace_count - 1];
    struct shai_diag *d = shai_diag_span(p->diags, SHAI_D_BRACE_OPEN, brace->span, NULL);
    shai_diag_note(p->diags, d, SHAI_D_BRACE_BEFORE, next->span, NULL);
}

/* The next token: one that waits, or the scanner's. At the end of the text the braces that are still open are closed.
 */
static struct shai_token take(struct shai_parser *p)
{
    if (p->queue_count) return p->queue[--p->queue_count];
    struct shai_token t = scan(p);
    if (t.code == END && p->brace_count) {
        if (p->panic != SHAI_LEVEL_NONE && p->brace_count > p->panic_depth)
            p->said_unclosed = true; /* it stands in what a mistake that was said left out */
        report_unclosed(p, &p->braces[p->brace_count - 1]);
        t.code = RBRACE;
    }
    return t;
}

/* --- after a mistake --- */

/* Does the list that the grammar recovers in surely take this token? Braces are counted already. */
static bool is_sync(const struct shai_parser *p, const struct shai_token *t)
{
    enum shai_level level = p->panic;
    if (t->code == RBRACE) return level != SHAI_LEVEL_CELL && p->brace_count + 1 == p->panic_depth;
    if (p->brace_count != p->panic_depth) return false;
    switch (level) {
    case SHAI_LEVEL_DECL: return t->code == SEMI || (t->line_start && begins_declaration(t->code));
    case SHAI_LEVEL_CLAUSE:
        return t->code == SEMI ||
               (t->line_start && (begins_clause(t->code) || list_takes(&p->braces[p->panic_depth - 1], t->code)));
    case SHAI_LEVEL_CASE: return t->code == SEMI;
    case SHAI_LEVEL_SETTING: return t->code == SEMI || (t->line_start && begins_name(t));
    case SHAI_LEVEL_ROWS: return t->code == ROW_START || t->code == KW_EACH;
    case SHAI_LEVEL_CELL: return t->code == BAR || t->code == ROW_END;
    default: return false;
    }
}

/* Blanks before the first word of the line that holds an offset. */
static size_t indentation(const struct shai_parser *p, uint32_t offset)
{
    while (offset && p->text[offset - 1] != '\n') offset--;
    return shai_lex_blanks(p->text + offset, p->text + p->len);
}

/* How many braces must close before a word that begins its line can be taken; -1 where no list takes it. */
static int braces_to_close(const struct shai_parser *p, const struct shai_token *t)
{
    if (!t || t->span.begin < p->given_again) return -1; /* once is enough */
    if (!t->line_start || !(begins_clause(t->code) || begins_declaration(t->code) || t->code == KW_EACH)) return -1;
    for (size_t i = p->brace_count; i-- > 0;) {
        const struct shai_brace *b = &p->braces[i];
        if (b->is_list && list_takes(b, t->code)) return (int)(p->brace_count - 1 - i);
        if (indentation(p, b->span.begin) < indentation(p, t->span.begin))
            return -1; /* it stands inside on purpose */
        if (b->opener == KW_EXAMPLE && !begins_surely(t->code)) return -1;
    }
    return -1;
}

/* The word before the one that did not fit may have been taken for a name while it began the next clause. */
static const struct shai_token *mistaken_word(const struct shai_parser *p)
{
    if (p->log_count < 2) return NULL;
    const struct shai_token *t = &p->log[p->log_count - 2], *found = &p->log[p->log_count - 1];
    if (found->line_start || found->code == EQ || found->code == DOT || found->code == COLON) return NULL;
    enum shai_kw kw = shai_token_keyword(t->code);
    if (!kw || shai_keyword_infos[kw].reserved || !t->as_name) return NULL;
    return braces_to_close(p, t) >= 0 ? t : NULL;
}

const struct shai_brace *shai_parser_unclosed(const struct shai_parser *p, const struct shai_token **next)
{
    const struct shai_token *t = last_token(p);
    int close = braces_to_close(p, t);
    if (close < 0 && (t = mistaken_word(p))) close = braces_to_close(p, t);
    *next = close >= 0 ? t : NULL;
    return close > 0 ? &p->braces[p->brace_count - 1] : NULL;
}

void shai_parser_say_glued(struct shai_parser *p, const struct shai_token *t, size_t at)
{
    shai_diag_span(p->diags, SHAI_D_GLUED, t->span, t->text,
                   shai_arena_printf(p->arena, "%.*s %s", (int)at, t->text, t->text + at), NULL);
}

void shai_parser_part(struct shai_parser *p, const struct shai_token *t, enum shai_kw kw, size_t at)
{
    uint32_t middle = t->span.begin + (uint32_t)at; /* NFC changes no keyword: bytes agree up to here */
    p->glued[0] = *t;
    p->glued[0].code = shai_keyword_token(kw);
    p->glued[0].text = shai_arena_strndup(p->arena, t->text, at);
    p->glued[0].span.end = middle;
    p->glued[1] = *t;
    p->glued[1].text = t->text + at;
    p->glued[1].span.begin = middle;
    p->glued[1].line_start = false;
    enum shai_lang lang;
    enum shai_kw rest = shai_keyword_find(p->glued[1].text, strlen(p->glued[1].text), &lang);
    if (rest) p->glued[1].code = shai_keyword_token(rest);
}

static void give_parts(struct shai_parser *p)
{
    push_token(p, p->glued[1]);
    push_token(p, p->glued[0]);
    p->glued[0].code = 0;
    p->panic = SHAI_LEVEL_NONE;
}

/* While tokens are left out: a line that begins with a keyword run together with a name. Words of one Han character
 * begin too many names to be taken for keywords here. */
static bool finds_glued(struct shai_parser *p, const struct shai_token *t)
{
    enum { TWO_HAN = 6 };
    if (t->code != IDENT || !t->line_start || p->brace_count != p->panic_depth || !p->panic_depth) return false;
    enum shai_kw best = SHAI_KW_NONE;
    size_t at = TWO_HAN - 1;
    for (int kw = 1; kw < SHAI_KEYWORD_COUNT; kw++) {
        if (!list_takes(&p->braces[p->panic_depth - 1], shai_keyword_token((enum shai_kw)kw))) continue;
        size_t n = shai_glue_prefix(t->text, (enum shai_kw)kw);
        if (n > at) at = n, best = (enum shai_kw)kw;
    }
    if (!best) return false;
    shai_parser_say_glued(p, t, at);
    shai_parser_part(p, t, best, at);
    give_parts(p);
    return true;
}

/* Gives t again, behind as many closing braces as it needs. */
static void give_again(struct shai_parser *p, const struct shai_token *t)
{
    struct shai_token again = *t;
    again.as_name = again.silent = false;
    int close = braces_to_close(p, t);
    push_token(p, again);
    p->given_again = t->span.begin + 1;
    for (int i = 0; i < close; i++)
        push_token(p, (struct shai_token){.code = RBRACE, .span = {t->span.file, t->span.begin, t->span.begin}});
}

/* The grammar waits for a brace: what stands before it on the line is left out, or the brace was forgotten. */
static enum shai_held recover_open(struct shai_parser *p, const struct shai_token *held)
{
    if (held->code == LBRACE) {
        p->braces[p->brace_count - 1].is_list = true;
        return SHAI_HELD_DROPPED;
    }
    if (!held->line_start && held->code != RBRACE && held->code != END) {
        p->panic = SHAI_LEVEL_OPEN;
        return SHAI_HELD_DROPPED;
    }
    if (held->code == RBRACE) { /* the brace that is put in is closed at once */
        if (p->popped.span.end) p->braces[p->brace_count++] = p->popped;
        return SHAI_HELD_KEPT;
    }
    push_brace(p, held->span, true);
    return SHAI_HELD_KEPT;
}

enum shai_lang shai_parser_lang(const struct shai_parser *p)
{
    enum shai_lang lang = SHAI_ZH;
    for (size_t i = 0; i < p->log_count; i++)
        if (shai_token_keyword(p->log[i].code) && p->log[i].text) {
            shai_keyword_find(p->log[i].text, strlen(p->log[i].text), &lang);
            break;
        }
    return lang;
}

/* A brace that nobody wrote holds the declarations that stand outside a spec. */
static void push_outside(struct shai_parser *p, struct shai_span span)
{
    p->opener = KW_SPEC;
    push_brace(p, span, true);
    p->said_unclosed = true; /* and nobody has to close */
    p->panic = SHAI_LEVEL_NONE;
}

static bool begins_file(const struct shai_parser *p, int code)
{
    return !p->tree->root && (code == KW_SPEC || code == KW_LIBRARY);
}

static enum shai_held recover_file(struct shai_parser *p, const struct shai_token *held, int glued)
{
    p->brace_count = 0;
    if (glued && begins_file(p, glued)) {
        p->glued[0].code = glued;
        give_parts(p);
        return SHAI_HELD_DROPPED;
    }
    if (held->line_start && begins_declaration(held->code)) {
        push_outside(p, held->span);
        return SHAI_HELD_KEPT;
    }
    p->panic = SHAI_LEVEL_FILE;
    if (held->code != END) return SHAI_HELD_DROPPED;
    push_token(p, *held); /* the list of declarations is closed before */
    return SHAI_HELD_DROPPED;
}

/* A row is a line: a closing brace among its cells is a slip, one at its end closes the table. */
static bool closes_table(const struct shai_parser *p, const struct shai_token *t)
{
    return !p->in_row || shai_lex_row_ends(p->text + t->span.end, p->text + p->len);
}

static void end_row(struct shai_parser *p, struct shai_token brace)
{
    push_token(p, brace);
    push_token(p,
               (struct shai_token){.code = ROW_END, .span = {brace.span.file, brace.span.begin, brace.span.begin}});
    p->in_row = p->in_header = false;
    p->panic = SHAI_LEVEL_NONE;
}

static bool declares_name(int code)
{
    switch (code) {
    case KW_STANDARD:
    case KW_GRADE:
    case KW_ATTRIBUTE:
    case KW_LET:
    case KW_TABLE:
    case KW_MEASURE: return true;
    default: return false;
    }
}

/* What is left out declares a name: nothing is said of it where it is used. */
static void lose_name(struct shai_parser *p)
{
    enum { FARTHEST = 64 };
    struct shai_tree *tree = p->tree;
    for (size_t back = 1; back < FARTHEST && back < p->log_count; back++) {
        const struct shai_token *t = &p->log[p->log_count - 1 - back], *name = t + 1;
        if (!begins_declaration(t->code) && !begins_clause(t->code)) continue;
        if (!declares_name(t->code) || !begins_name(name) || !name->text) return;
        tree->lost = shai_arena_grow(p->arena, tree->lost, &tree->lost_cap, tree->lost_count + 1, sizeof *tree->lost);
        tree->lost[tree->lost_count++] = name->text;
        return;
    }
}

enum shai_held shai_parser_recover(struct shai_parser *p, enum shai_level level, int code)
{
    enum { MOST_LEVELS = 4, MOST_TOKENS = 4 };
    if (p->gave_up) return SHAI_HELD_HOPELESS;
    if (p->recovered_at != p->log_count) p->recoveries = 0;
    p->recovered_at = p->log_count;
    if (++p->recoveries > MOST_LEVELS) return SHAI_HELD_HOPELESS; /* the token is kept in vain */
    if (p->log_count > MOST_TOKENS * ((size_t)p->len + 4))
        return SHAI_HELD_HOPELESS; /* what was given again never ends */
    struct shai_token held = p->log_count ? p->log[p->log_count - 1] : (struct shai_token){0};
    if (p->log_count && held.code != code) return SHAI_HELD_KEPT; /* nothing in hand */
    int glued = p->glued[0].code;
    p->glued[0].code = 0;
    if (level == SHAI_LEVEL_DECL || level == SHAI_LEVEL_CLAUSE || level == SHAI_LEVEL_OPEN) lose_name(p);
    if (level == SHAI_LEVEL_OPEN) return recover_open(p, &held);
    if (level == SHAI_LEVEL_FILE) return recover_file(p, &held, glued);
    if (held.code == RBRACE && p->popped.is_list) {
        if (level != SHAI_LEVEL_CELL) return SHAI_HELD_KEPT;
        p->braces[p->brace_count++] = p->popped;
        p->panic = level;
        p->panic_depth = list_depth(p);
        if (closes_table(p, &held)) end_row(p, held);
        return SHAI_HELD_DROPPED;
    }
    p->panic = level;
    p->panic_depth = list_depth(p);
    if (!p->panic_depth) return SHAI_HELD_HOPELESS;
    if (level == SHAI_LEVEL_CELL && held.code == ROW_END) p->brace_count = p->panic_depth; /* a row is a line */
    if (p->separator_missing) {
        p->separator_missing = false;
        p->given_again = held.span.begin + 1;
        push_token(p, held);
        push_token(p, (struct shai_token){.code = SEMI, .span = {held.span.file, held.span.begin, held.span.begin}});
        p->panic = SHAI_LEVEL_NONE;
        return SHAI_HELD_DROPPED;
    }
    if (is_sync(p, &held)) {
        p->panic = SHAI_LEVEL_NONE;
        return SHAI_HELD_KEPT;
    }
    if (glued && p->brace_count == p->panic_depth && p->panic_depth &&
        list_takes(&p->braces[p->panic_depth - 1], glued)) {
        p->glued[0].code = glued;
        give_parts(p);
        return SHAI_HELD_DROPPED;
    }
    const struct shai_token *word = mistaken_word(p);
    if (word && p->brace_count != p->panic_depth) word = NULL;
    if (word) {
        push_token(p, held);
        give_again(p, word);
        p->panic = SHAI_LEVEL_NONE;
        return SHAI_HELD_DROPPED;
    }
    if (braces_to_close(p, &held) > 0) {
        give_again(p, &held);
        p->panic = SHAI_LEVEL_NONE;
    }
    return SHAI_HELD_DROPPED;
}

/* Leaves out what the list cannot take. Returns the token it can. */
static struct shai_token skip(struct shai_parser *p)
{
    for (;;) {
        struct shai_token t = take(p);
        if (p->panic == SHAI_LEVEL_FILE) {
            if (begins_file(p, t.code)) {
                p->panic = SHAI_LEVEL_NONE;
                count_brace(p, &t);
                return t;
            }
            if (t.code != END && !(t.line_start && begins_declaration(t.code))) continue;
            push_outside(p, t.span);
            if (t.code == END) t.code = RBRACE;
            count_brace(p, &t);
            return t;
        }
        if (p->panic == SHAI_LEVEL_OPEN) {
            if (t.code == LBRACE) {
                push_brace(p, t.span, true);
                p->panic = SHAI_LEVEL_NONE;
                t = take(p);
                count_brace(p, &t);
                return t;
            }
            if (!t.line_start && t.code != RBRACE && t.code != END) continue;
            push_brace(p, t.span, true);
            p->panic = SHAI_LEVEL_NONE;
            count_brace(p, &t);
            return t;
        }
        if (p->panic == SHAI_LEVEL_CELL && t.code == RBRACE && p->brace_count == p->panic_depth) {
            if (!closes_table(p, &t)) continue;
            end_row(p, t);
            return take(p);
        }
        if (p->panic == SHAI_LEVEL_CELL && t.code == ROW_END) p->brace_count = p->panic_depth;
        bool here = p->brace_count == p->panic_depth;
        if (here && braces_to_close(p, &t) > 0) {
            report_unclosed_before(p, &t);
            give_again(p, &t);
            p->panic = SHAI_LEVEL_NONE;
            t = take(p);
            count_brace(p, &t);
            return t;
        }
        if (finds_glued(p, &t)) {
            t = take(p);
            count_brace(p, &t);
            return t;
        }
        count_brace(p, &t);
        if (is_sync(p, &t) || t.code == END) {
            p->panic = SHAI_LEVEL_NONE;
            return t;
        }
    }
}

void shai_parser_too_deep(struct shai_parser *p, struct shai_span at)
{
    shai_diag_span(p->diags, SHAI_D_TOO_DEEP, at, shai_arena_printf(p->arena, "%d", SHAI_MOST_OPEN),
                   shai_arena_printf(p->arena, "%d", SHAI_DEPTH_MAX), NULL);
}

/* The depth of bison's stacks rests on this. Behind too many brackets the text ends. */
static void count_open(struct shai_parser *p, struct shai_token *t)
{
    if (t->code == LBRACE || t->code == LPAREN || t->code == LBRACKET) p->open++;
    else if ((t->code == RBRACE || t->code == RPAREN || t->code == RBRACKET) && p->open) p->open--;
    if (p->open <= SHAI_MOST_OPEN) return;
    if (!p->gave_up) shai_parser_too_deep(p, t->span);
    p->gave_up = true;
    t->code = END;
}

int shai_parser_next(union SHAI_GRAMMAR_STYPE *value, struct shai_span *span, struct shai_parser *p)
{
    struct shai_token t;
    if (p->panic) {
        t = skip(p);
    } else {
        t = take(p);
        count_brace(p, &t);
    }
    count_open(p, &t);
    p->log = shai_arena_grow(p->arena, p->log, &p->log_cap, p->log_count + 1, sizeof *p->log);
    p->log[p->log_count++] = t;
    value->text = t.text;
    *span = t.span;
    return t.code;
}
