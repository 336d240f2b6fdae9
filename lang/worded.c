/* An expression as a person reads it: of a requirement, for results and letters.
 *
 * In: a checked node. Out: its text on one line, in the spec's keywords. Attributes go by their labels, columns of a
 * family by the row's cells (which is why the source text will not do), named patterns by their names. Nothing is
 * computed. */
#include "lang/compiler.h"

#include <string.h>

struct wording {
    struct shai_compiler *c;
    struct shai_strbuf buf;
};

static void put(struct wording *w, const struct shai_node *n, int tightness);

static const char *spelling(const struct wording *w, enum shai_kw kw)
{
    return shai_keyword_infos[kw].spelling[w->c->spec->tree->lang];
}

static void put_word(struct wording *w, enum shai_kw kw)
{
    shai_strbuf_puts(&w->buf, spelling(w, kw));
}

static const char *sign_of(const struct wording *w, enum shai_op op)
{
    return shai_op_sign(op, (enum shai_lang)w->c->spec->tree->lang);
}

/* The right side of what is not associative binds tighter: a − (b − c). */
static void put_binary(struct wording *w, const struct shai_node *n)
{
    enum shai_op op = (enum shai_op)n->oper;
    int own = shai_op_tightness(op);
    bool loose = shai_op_is_loose(op);
    put(w, n->kids[0], own == SHAI_BINDS_COMPARISON ? SHAI_BINDS_SUM : own);
    shai_strbuf_printf(&w->buf, " %s ", sign_of(w, op));
    put(w, n->kids[1], own == SHAI_BINDS_COMPARISON ? SHAI_BINDS_SUM : loose ? own : own + 1);
}

static void put_list(struct wording *w, const struct shai_node *n)
{
    for (uint32_t i = 0; i < n->kid_count; i++) {
        if (i) shai_strbuf_puts(&w->buf, ", ");
        put(w, n->kids[i], SHAI_BINDS_OR);
    }
}

static void put_name(struct wording *w, const struct shai_node *n)
{
    const struct shai_decl *d = n->decl;
    bool labelled = d && d->kind == SHAI_DECL_ATTRIBUTE && d->label && strcmp(d->name, n->name) == 0;
    shai_strbuf_puts(&w->buf, labelled ? d->label : n->name);
}

static void put_number(struct wording *w, const struct shai_node *n)
{
    shai_strbuf_puts(&w->buf, n->name);
    if (n->unit) shai_strbuf_printf(&w->buf, " %s", n->unit);
}

static void put_matches(struct wording *w, const struct shai_node *n)
{
    const struct shai_node *pattern = n->kids[1];
    put(w, n->kids[0], SHAI_BINDS_SUM);
    shai_strbuf_printf(&w->buf, " %s ", spelling(w, SHAI_KW_MATCHES));
    if (pattern->decl) shai_strbuf_puts(&w->buf, pattern->decl->name);
    else shai_strbuf_printf(&w->buf, "/%s/%s", pattern->name, pattern->flags & SHAI_F_IGNORE_CASE ? "i" : "");
}

/* "2 ~ 4 %": a unit that serves both literals is written once. */
static void put_range(struct wording *w, const struct shai_node *n)
{
    const struct shai_node *from = n->kids[0], *to = n->kids[1];
    bool both = from->kind == SHAI_N_NUMBER_LIT && to->kind == SHAI_N_NUMBER_LIT && from->unit && to->unit &&
                strcmp(from->unit, to->unit) == 0;
    if (both) shai_strbuf_puts(&w->buf, from->name);
    else put(w, from, SHAI_BINDS_SUM);
    shai_strbuf_puts(&w->buf, " ~ ");
    put(w, to, SHAI_BINDS_SUM);
}

/* `x in a ~ b`, `x in { … }` */
static void put_in_set(struct wording *w, const struct shai_node *n)
{
    put(w, n->kids[0], SHAI_BINDS_SUM);
    shai_strbuf_printf(&w->buf, " %s ", spelling(w, SHAI_KW_IN));
    put(w, n->kids[1], SHAI_BINDS_SUM);
}

static int own_tightness(const struct shai_node *n)
{
    if (n->kind == SHAI_N_BINARY || n->kind == SHAI_N_UNARY) return shai_op_tightness((enum shai_op)n->oper);
    return n->kind == SHAI_N_IN || n->kind == SHAI_N_MATCHES ? SHAI_BINDS_COMPARISON : SHAI_BINDS_ATOM;
}

static void put_bare(struct wording *w, const struct shai_node *n)
{
    struct shai_strbuf *buf = &w->buf;
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_NUMBER_LIT: put_number(w, n); break;
    case SHAI_N_STRING: shai_strbuf_printf(buf, "\"%s\"", n->name); break;
    case SHAI_N_DATE_LIT: shai_strbuf_puts(buf, n->name); break;
    case SHAI_N_TRUTH:
    case SHAI_N_HAZARD: put_word(w, (enum shai_kw)n->op); break;
    case SHAI_N_UNDECLARED: put_word(w, SHAI_KW_UNDECLARED); break;
    case SHAI_N_READING: put_word(w, SHAI_KW_READING); break;
    case SHAI_N_VALUE: put_word(w, SHAI_KW_VALUE); break;
    case SHAI_N_LIMIT: put_word(w, SHAI_KW_LIMIT); break;
    case SHAI_N_NAME: put_name(w, n); break;
    case SHAI_N_MEMBER: shai_strbuf_printf(buf, "%s.%s", n->name, n->unit); break;
    case SHAI_N_BINARY: put_binary(w, n); break;
    case SHAI_N_UNARY:
        if (n->oper == SHAI_OP_NOT) shai_strbuf_printf(buf, "%s ", spelling(w, SHAI_KW_NOT));
        else shai_strbuf_puts(buf, "−");
        put(w, n->kids[0], n->oper == SHAI_OP_NOT ? SHAI_BINDS_NOT : SHAI_BINDS_SIGN);
        break;
    case SHAI_N_MATCHES: put_matches(w, n); break;
    case SHAI_N_IN: put_in_set(w, n); break;
    case SHAI_N_RANGE: put_range(w, n); break;
    case SHAI_N_ONE_OF:
        shai_strbuf_puts(buf, "{ ");
        put_list(w, n->kids[0]);
        shai_strbuf_puts(buf, " }");
        break;
    case SHAI_N_CALL:
        put_word(w, (enum shai_kw)n->op);
        shai_strbuf_putc(buf, '(');
        put_list(w, n);
        shai_strbuf_putc(buf, ')');
        break;
    case SHAI_N_INDEX:
        shai_strbuf_printf(buf, "%s[", n->name);
        put_list(w, n);
        shai_strbuf_putc(buf, ']');
        break;
    default: shai_strbuf_puts(buf, shai_written(w->c, n->span)); break;
    }
}

static void put(struct wording *w, const struct shai_node *n, int tightness)
{
    bool parens = own_tightness(n) < tightness;
    if (parens) shai_strbuf_putc(&w->buf, '(');
    put_bare(w, n);
    if (parens) shai_strbuf_putc(&w->buf, ')');
}

const char *shai_worded(struct shai_compiler *c, const struct shai_node *node)
{
    struct wording w = {.c = c};
    shai_strbuf_init(&w.buf, c->arena);
    put(&w, node, SHAI_BINDS_OR);
    return w.buf.s;
}

const char *shai_worded_condition(struct shai_compiler *c, const struct shai_node *node)
{
    struct wording w = {.c = c};
    shai_strbuf_init(&w.buf, c->arena);
    bool of_value = node->kid_count > 0 && node->kids[0]->kind == SHAI_N_VALUE;
    if (of_value && node->kind == SHAI_N_BINARY && own_tightness(node) == SHAI_BINDS_COMPARISON) {
        shai_strbuf_printf(&w.buf, "%s ", sign_of(&w, (enum shai_op)node->oper));
        put(&w, node->kids[1], SHAI_BINDS_SUM);
    } else if (of_value && node->kind == SHAI_N_IN) {
        put(&w, node->kids[1], SHAI_BINDS_SUM);
    } else {
        put(&w, node, SHAI_BINDS_OR);
    }
    return w.buf.s;
}
