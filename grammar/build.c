/* Nodes that take more than a constructor: lists with their places, units that serve two numbers, targets, the pieces
 * of a problem's wording.
 *
 * In: pieces from the grammar's actions. Out: nodes by ast.def; mistakes that are seen only here. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "grammar/bound.h"
#include "grammar/parser.h"

#include <string.h>

struct shai_node *shai_build_list(struct shai_parser *p, struct shai_node *list, struct shai_node *kid)
{
    if (!list->kid_count) list->span.begin = kid->span.begin;
    if (kid->span.end > list->span.end) list->span.end = kid->span.end;
    return shai_node_append(p->arena, list, kid);
}

struct shai_node *shai_build_named(struct shai_node *node, const char *name, struct shai_span span)
{
    node->name = name;
    node->name_span = span;
    return node;
}

struct shai_node *shai_build_unit(struct shai_node *node, const char *unit, struct shai_span span)
{
    node->unit = unit;
    node->unit_span = span;
    if (span.end > node->span.end) node->span.end = span.end;
    return node;
}

struct shai_node *shai_build_more(struct shai_node *spec, struct shai_node *decls, struct shai_parser *p)
{
    for (uint32_t i = 0; spec && i < decls->kid_count; i++) shai_build_list(p, spec->kids[0], decls->kids[i]);
    if (spec && decls->span.end > spec->span.end) spec->span.end = decls->span.end;
    return spec;
}

struct shai_node *shai_build_doc(struct shai_parser *p, struct shai_node *node)
{
    size_t lo = 0, hi = p->doc_count;
    while (lo < hi) { /* docs stand in the order of the text */
        size_t mid = lo + (hi - lo) / 2;
        if (p->docs[mid].begin < node->span.begin) lo = mid + 1;
        else hi = mid;
    }
    if (lo < p->doc_count && p->docs[lo].begin == node->span.begin) node->doc = p->docs[lo].text;
    return node;
}

/* The literal of a number or of its negative, or NULL. */
static struct shai_node *literal(struct shai_node *node)
{
    if (node->kind == SHAI_N_UNARY && node->oper == SHAI_OP_NEG) node = node->kids[0];
    return node->kind == SHAI_N_NUMBER_LIT ? node : NULL;
}

static void take_unit(struct shai_node *to, const struct shai_node *from)
{
    if (to->unit || !from->unit) return;
    to->unit = from->unit;
    to->unit_span = from->unit_span;
}

void shai_build_share_unit(struct shai_node *a, struct shai_node *b)
{
    struct shai_node *x = literal(a), *y = literal(b);
    if (!x || !y) return;
    take_unit(x, y);
    take_unit(y, x);
}

struct shai_node *shai_build_op(struct shai_parser *p, enum shai_node_kind kind, enum shai_op op,
                                struct shai_span span, struct shai_node *a, struct shai_node *b)
{
    if (a->kind == SHAI_N_ERROR) return a; /* said already */
    struct shai_node *node =
        b ? shai_node(p->arena, kind, span, a, b, SHAI_KIDS_END) : shai_node(p->arena, kind, span, a, SHAI_KIDS_END);
    node->oper = (uint8_t)op;
    if (node->depth <= SHAI_DEPTH_MAX) return node;
    shai_parser_too_deep(p, span);
    return shai_node(p->arena, SHAI_N_ERROR, span, SHAI_KIDS_END);
}

struct shai_node *shai_build_option(struct shai_parser *p, struct shai_node *node, uint32_t at, struct shai_node *kid)
{
    if (!kid) return node;
    if (node->kids[at]) shai_diag_span(p->diags, SHAI_D_OPTION_TWICE, kid->span, NULL);
    else node->kids[at] = kid;
    if (kid->depth >= node->depth) node->depth = (uint16_t)(kid->depth + 1);
    if (kid->span.end > node->span.end) node->span.end = kid->span.end;
    return node;
}

/* --- targets --- */

static uint16_t specimen_number(const char *digits)
{
    unsigned value = 0;
    for (const char *s = digits; *s; s++) {
        if (*s < '0' || *s > '9') return 0;
        value = value * 10 + (unsigned)(*s - '0');
        if (value > 10000) return 0;
    }
    return (uint16_t)value;
}

struct shai_node *shai_build_target(struct shai_parser *p, struct shai_node *target, const char *word,
                                    struct shai_span span, bool is_number)
{
    target->span.end = span.end;
    if (is_number) {
        uint16_t specimen = specimen_number(word);
        if (!specimen || target->specimen) shai_diag_span(p->diags, SHAI_D_BAD_TARGET, span, NULL);
        else target->specimen = specimen;
        return target;
    }
    uint8_t flag = strcmp(word, "U") == 0 ? SHAI_F_U : strcmp(word, "DL") == 0 ? SHAI_F_DL : 0;
    if (target->flags || (!flag && (target->unit || target->specimen)))
        shai_diag_span(p->diags, SHAI_D_BAD_TARGET, span, NULL);
    else if (flag) target->flags |= flag;
    else shai_build_unit(target, word, span);
    return target;
}

/* --- limits and cells --- */

static bool has_arithmetic(const struct shai_node *node)
{
    if (node->kind == SHAI_N_BINARY && node->oper >= SHAI_OP_ADD && node->oper <= SHAI_OP_DIV) return true;
    if (node->kind == SHAI_N_UNARY && !literal((struct shai_node *)node)) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] && has_arithmetic(node->kids[i])) return true;
    return false;
}

static const char *source_of(struct shai_parser *p, struct shai_span span)
{
    return shai_arena_strndup(p->arena, p->text + span.begin, span.end - span.begin);
}

/* 4.0-7.5 was meant as a range: the mend, or NULL. */
static const char *meant_range(struct shai_parser *p, const struct shai_node *node)
{
    if (node->kind != SHAI_N_BINARY || node->oper != SHAI_OP_SUB) return NULL;
    if (!literal(node->kids[0]) || !literal(node->kids[1])) return NULL;
    return shai_arena_printf(p->arena, "%s ~ %s", source_of(p, node->kids[0]->span),
                             source_of(p, node->kids[1]->span));
}

struct shai_node *shai_build_column(struct shai_parser *p, struct shai_node *expr)
{
    if (expr->kind == SHAI_N_NAME) return expr;
    struct shai_diag *d = shai_diag_span(p->diags, SHAI_D_LIMIT_SIGN, expr->span, NULL);
    const char *range = meant_range(p, expr);
    if (range) shai_diag_hint(p->diags, d, range);
    else if (literal(expr))
        shai_diag_hint(p->diags, d, shai_arena_printf(p->arena, "≤ %s", source_of(p, expr->span)));
    return shai_node(p->arena, SHAI_N_ERROR, expr->span, SHAI_KIDS_END);
}

struct shai_node *shai_build_cell(struct shai_parser *p, struct shai_node *cell)
{
    if (!has_arithmetic(cell)) return cell;
    struct shai_diag *d = shai_diag_span(p->diags, SHAI_D_CELL_ARITHMETIC, cell->span, NULL);
    const char *range = meant_range(p, cell);
    if (range) shai_diag_hint(p->diags, d, range);
    return shai_node(p->arena, SHAI_N_ERROR, cell->span, SHAI_KIDS_END);
}

/* --- a problem's wording --- */

struct wording {
    struct shai_parser *p;
    struct shai_node *out;
    struct shai_strbuf text, canonical;
    struct shai_span text_span;
};

static void end_text(struct wording *w)
{
    if (!w->text.len) return;
    struct shai_node *s = shai_node(w->p->arena, SHAI_N_STRING, w->text_span, SHAI_KIDS_END);
    shai_build_named(s, shai_arena_strndup(w->p->arena, w->text.s, w->text.len), w->text_span);
    shai_node_append(w->p->arena, w->out, s);
    shai_strbuf_clear(&w->text);
}

/* The words that stand for something of the item; every other name is an attribute's, a measure's or a column's. */
static const struct {
    const char *spelling[2]; /* by enum shai_lang */
    enum shai_node_kind kind;
} placeholders[] = {
    {{"名称", "title"}, SHAI_N_TITLE_REF},
    {{"结果", "value"}, SHAI_N_VALUE},
    {{"限值", "limit"}, SHAI_N_LIMIT},
    {{"读数", "reading"}, SHAI_N_READING},
    {{"要求", "requirement"}, SHAI_N_REQUIREMENT},
};
enum { PLACEHOLDER_COUNT = sizeof placeholders / sizeof *placeholders };

/* Its index, or -1. */
static int find_placeholder(const char *s, size_t len)
{
    for (int i = 0; i < PLACEHOLDER_COUNT; i++)
        for (int lang = 0; lang < 2; lang++) {
            const char *word = placeholders[i].spelling[lang];
            if (strlen(word) == len && memcmp(word, s, len) == 0) return i;
        }
    return -1;
}

const char *shai_build_placeholder(const char *word, size_t len, enum shai_lang lang)
{
    int i = find_placeholder(word, len);
    return i < 0 ? NULL : placeholders[i].spelling[lang];
}

/* {name} at offset `at`, its closing brace at `close`. */
static void add_placeholder(struct wording *w, uint32_t at, uint32_t close)
{
    struct shai_parser *p = w->p;
    const char *s = p->text + at + 1, *end = p->text + close;
    s += shai_lex_blanks(s, end);
    bool backtick = s < end && *s == '`';
    size_t len = backtick ? 0 : shai_lex_word(s, end);
    if (backtick) {
        const char *shut = memchr(s + 1, '`', (size_t)(end - s - 1));
        len = shut ? (size_t)(shut - s - 1) : 0;
        s++;
    }
    const char *behind = s + len + (backtick && len ? 1 : 0);
    struct shai_span span = {w->text_span.file, at, close + 1};
    if (!len || behind + shai_lex_blanks(behind, end) != end) {
        shai_diag_span(p->diags, SHAI_D_BAD_PLACEHOLDER, span, NULL);
        return;
    }
    size_t nfc;
    const char *name = shai_utf8_nfc(p->arena, s, len, &nfc), *canonical = NULL;
    int word = backtick ? -1 : find_placeholder(name, nfc);
    enum shai_node_kind kind = word < 0 ? SHAI_N_NAME : placeholders[word].kind;
    if (word >= 0) canonical = placeholders[word].spelling[SHAI_EN];
    end_text(w);
    struct shai_node *n = shai_node(p->arena, kind, span, SHAI_KIDS_END);
    if (kind == SHAI_N_NAME) {
        canonical = shai_arena_strndup(p->arena, name, nfc);
        shai_build_named(n, canonical, span);
        shai_strbuf_printf(&w->canonical, "{=%s}", shai_digest_name(canonical)); /* `title` is not {title} */
    } else {
        shai_strbuf_printf(&w->canonical, "{%s}", canonical);
    }
    shai_node_append(p->arena, w->out, n);
}

struct shai_node *shai_build_template(struct shai_parser *p, struct shai_span span)
{
    struct wording w = {.p = p, .out = shai_node(p->arena, SHAI_N_TEMPLATE, span, SHAI_KIDS_END)};
    shai_strbuf_init(&w.text, p->arena);
    shai_strbuf_init(&w.canonical, p->arena);
    shai_strbuf_clear(&w.text);
    shai_strbuf_clear(&w.canonical);
    struct shai_span inner = shai_lex_inside(p, span);
    w.text_span = (struct shai_span){span.file, inner.begin, inner.begin};
    for (uint32_t at = inner.begin; at < inner.end;) {
        const char *s = p->text + at, *end = p->text + inner.end;
        if (*s == '{') {
            const char *close = memchr(s, '}', (size_t)(end - s));
            if (!close) {
                struct shai_span rest = {span.file, at, inner.end};
                shai_diag_span(p->diags, SHAI_D_PLACEHOLDER_OPEN, rest, NULL);
                break;
            }
            add_placeholder(&w, at, (uint32_t)(close - p->text));
            at = (uint32_t)(close + 1 - p->text);
            w.text_span.begin = w.text_span.end = at;
            continue;
        }
        uint32_t cp;
        size_t n = *s == '\\' ? shai_lex_escape(s, end, &cp) : 0;
        if (!n) n = shai_utf8_decode(s, (size_t)(end - s), &cp);
        if (!w.text.len) w.text_span.begin = at;
        shai_strbuf_putcp(&w.text, cp);
        if (cp == '{' || cp == '\\') shai_strbuf_putc(&w.canonical, '\\');
        shai_strbuf_putcp(&w.canonical, cp);
        at += (uint32_t)n;
        w.text_span.end = at;
    }
    end_text(&w);
    struct shai_token *t = shai_parser_token_at(p, span);
    if (t) t->text = shai_arena_strndup(p->arena, w.canonical.s, w.canonical.len);
    return w.out;
}
