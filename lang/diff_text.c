/* A node's canonical text, for a person and for comparison.
 *
 * In: a checked node. Out: its text on one line, in the keywords of the reader's language whatever the source is
 * written in. Names stay names; a bare literal has the unit that the checker gave it. Nothing is computed. */
#include "lang/differ.h"
#include "runtime/field.h"

#include <string.h>

struct writing {
    const struct shai_differ *d;
    struct shai_strbuf buf;
};

static void put(struct writing *w, const struct shai_node *n, int tightness);

static void puts_(struct writing *w, const char *s)
{
    shai_strbuf_puts(&w->buf, s);
}

static const char *spelling(const struct writing *w, enum shai_kw kw)
{
    return shai_keyword_infos[kw].spelling[w->d->lang];
}

static void word(struct writing *w, enum shai_kw kw)
{
    puts_(w, spelling(w, kw));
}

/* A keyword with a blank on each side. */
static void between(struct writing *w, enum shai_kw kw)
{
    shai_strbuf_printf(&w->buf, " %s ", spelling(w, kw));
}

static const char *sign_of(const struct writing *w, enum shai_op op)
{
    return shai_op_sign(op, w->d->lang);
}

const char *shai_diff_name(const struct shai_differ *d, const char *name)
{
    enum shai_field field = shai_field_find(name, strlen(name));
    if (field == SHAI_FIELD_COUNT) return name;
    return d->lang == SHAI_ZH ? shai_field_infos[field].zh : shai_field_infos[field].en;
}

static void put_name(struct writing *w, const char *name)
{
    puts_(w, shai_diff_name(w->d, name));
}

static void put_string(struct writing *w, const char *s)
{
    shai_strbuf_printf(&w->buf, "\"%s\"", s);
}

static void put_list(struct writing *w, const struct shai_node *n, const char *separator)
{
    for (uint32_t i = 0; i < n->kid_count; i++) {
        if (i) puts_(w, separator);
        put(w, n->kids[i], SHAI_BINDS_OR);
    }
}

static const char *unit_of(const struct shai_node *n)
{
    if (n->unit) return n->unit;
    return n->type && n->type->kind == SHAI_TYPE_NUMBER ? n->type->unit : NULL;
}

static void put_number(struct writing *w, const struct shai_node *n)
{
    puts_(w, n->name);
    if (unit_of(n)) shai_strbuf_printf(&w->buf, " %s", unit_of(n));
}

static void put_binary(struct writing *w, const struct shai_node *n)
{
    enum shai_op op = (enum shai_op)n->oper;
    int own = shai_op_tightness(op);
    bool loose = shai_op_is_loose(op);
    put(w, n->kids[0], own == SHAI_BINDS_COMPARISON ? SHAI_BINDS_SUM : own);
    shai_strbuf_printf(&w->buf, " %s ", sign_of(w, op));
    put(w, n->kids[1], own == SHAI_BINDS_COMPARISON ? SHAI_BINDS_SUM : loose ? own : own + 1);
}

/* A unit that serves both literals is written once. */
static void put_pair(struct writing *w, const struct shai_node *a, const struct shai_node *b,
                     const char *between_them)
{
    bool literals = a->kind == SHAI_N_NUMBER_LIT && b->kind == SHAI_N_NUMBER_LIT;
    if (literals && unit_of(a) && unit_of(b) && strcmp(unit_of(a), unit_of(b)) == 0) puts_(w, a->name);
    else put(w, a, SHAI_BINDS_SUM);
    puts_(w, between_them);
    put(w, b, SHAI_BINDS_SUM);
}

static void put_pattern(struct writing *w, const struct shai_node *n)
{
    if (n->decl && n->decl->kind == SHAI_DECL_PATTERN) puts_(w, n->decl->name);
    else if (n->kind == SHAI_N_PATTERN)
        shai_strbuf_printf(&w->buf, "/%s/%s", n->name, n->flags & SHAI_F_IGNORE_CASE ? "i" : "");
    else put_name(w, n->name);
}

static void put_case(struct writing *w, const struct shai_node *c)
{
    if (c->kind == SHAI_N_BY_CASE) {
        put_list(w, c->kids[0], ", ");
        puts_(w, ": ");
        put(w, c->kids[1], SHAI_BINDS_OR);
        return;
    }
    put(w, c->kids[0], SHAI_BINDS_OR);
    puts_(w, " ");
    word(w, c->kind == SHAI_N_CASE ? SHAI_KW_WHEN : SHAI_KW_OTHERWISE);
    if (c->kind != SHAI_N_CASE) return;
    puts_(w, " ");
    put(w, c->kids[1], SHAI_BINDS_OR);
}

static void put_cases(struct writing *w, const struct shai_node *list, bool by)
{
    puts_(w, "{ ");
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const struct shai_node *c = list->kids[i];
        if (i) puts_(w, "; ");
        if (by && c->kind == SHAI_N_OTHERWISE) {
            word(w, SHAI_KW_OTHERWISE);
            puts_(w, ": ");
            put(w, c->kids[0], SHAI_BINDS_OR);
        } else {
            put_case(w, c);
        }
    }
    puts_(w, " }");
}

static void put_template(struct writing *w, const struct shai_node *n)
{
    puts_(w, "\"");
    for (uint32_t i = 0; i < n->kid_count; i++) {
        const struct shai_node *k = n->kids[i];
        if (k->kind == SHAI_N_STRING) {
            puts_(w, k->name);
            continue;
        }
        puts_(w, "{");
        if (k->kind == SHAI_N_TITLE_REF) word(w, SHAI_KW_TITLE);
        else if (k->kind == SHAI_N_REQUIREMENT) puts_(w, w->d->lang == SHAI_ZH ? "要求" : "requirement");
        else put(w, k, SHAI_BINDS_OR);
        puts_(w, "}");
    }
    puts_(w, "\"");
}

static void put_choices(struct writing *w, const struct shai_node *list)
{
    word(w, SHAI_KW_CHOICE);
    puts_(w, " { ");
    for (uint32_t i = 0; i < list->kid_count; i++) {
        if (i) puts_(w, ", ");
        puts_(w, list->kids[i]->name);
        if (list->kids[i]->kid_count && list->kids[i]->kids[0]) {
            puts_(w, " ");
            put_string(w, list->kids[i]->kids[0]->name);
        }
    }
    puts_(w, " }");
}

/* `in a ~ b` or `matches P` behind a type. */
static void put_constraint(struct writing *w, const struct shai_node *n)
{
    between(w, n->kind == SHAI_N_RANGE ? SHAI_KW_IN : SHAI_KW_MATCHES);
    if (n->kind == SHAI_N_RANGE) put(w, n, SHAI_BINDS_SUM);
    else put_pattern(w, n);
}

static void put_specimens(struct writing *w, const struct shai_node *n)
{
    if (n->op) shai_strbuf_printf(&w->buf, "%s ", spelling(w, (enum shai_kw)n->op));
    puts_(w, n->kids[0]->name);
    if (!n->kids[1]) return;
    between(w, SHAI_KW_ALLOW);
    puts_(w, n->kids[1]->name);
}

static void put_measure(struct writing *w, const struct shai_node *n)
{
    put(w, n->kids[0], SHAI_BINDS_OR);
    if (n->kids[1]) put_constraint(w, n->kids[1]);
    if (n->kids[3]) {
        between(w, SHAI_KW_DETECTION_LIMIT);
        put(w, n->kids[3], SHAI_BINDS_OR);
    }
    if (n->kids[4]) {
        puts_(w, " ");
        put(w, n->kids[4], SHAI_BINDS_OR);
    }
}

static void put_call(struct writing *w, const struct shai_node *n)
{
    word(w, (enum shai_kw)n->op);
    puts_(w, "(");
    put_list(w, n, ", ");
    puts_(w, ")");
}

static void put_row(struct writing *w, const struct shai_node *n)
{
    puts_(w, "| ");
    put_list(w, n, " | ");
    puts_(w, " |");
}

static void put_rest(struct writing *w, const struct shai_node *n);

static void put_bare(struct writing *w, const struct shai_node *n)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_NUMBER_LIT: put_number(w, n); break;
    case SHAI_N_STRING: put_string(w, n->name); break;
    case SHAI_N_DATE_LIT: puts_(w, n->name); break;
    case SHAI_N_TRUTH:
    case SHAI_N_HAZARD: word(w, (enum shai_kw)n->op); break;
    case SHAI_N_UNDECLARED: word(w, SHAI_KW_UNDECLARED); break;
    case SHAI_N_READING: word(w, SHAI_KW_READING); break;
    case SHAI_N_VALUE: word(w, SHAI_KW_VALUE); break;
    case SHAI_N_LIMIT: word(w, SHAI_KW_LIMIT); break;
    case SHAI_N_ABSENT: word(w, SHAI_KW_ABSENT); break;
    case SHAI_N_DASH: puts_(w, "—"); break;
    case SHAI_N_CHOICE: puts_(w, n->name); break;
    case SHAI_N_NAME: put_name(w, n->name); break;
    case SHAI_N_MEMBER: shai_strbuf_printf(&w->buf, "%s.%s", n->name, n->unit); break;
    case SHAI_N_BINARY: put_binary(w, n); break;
    case SHAI_N_UNARY:
        if (n->oper == SHAI_OP_NOT) shai_strbuf_printf(&w->buf, "%s ", spelling(w, SHAI_KW_NOT));
        else puts_(w, "−");
        put(w, n->kids[0], n->oper == SHAI_OP_NOT ? SHAI_BINDS_NOT : SHAI_BINDS_SIGN);
        break;
    case SHAI_N_CRITERION:
        shai_strbuf_printf(&w->buf, "%s ", sign_of(w, (enum shai_op)n->oper));
        put(w, n->kids[0], SHAI_BINDS_SUM);
        break;
    case SHAI_N_RANGE: put_pair(w, n->kids[0], n->kids[1], " ~ "); break;
    case SHAI_N_TOLERANCE:
        put_pair(w, n->kids[0], n->kids[1], " ± ");
        if (n->flags & SHAI_F_RELATIVE) shai_strbuf_printf(&w->buf, " %s", spelling(w, SHAI_KW_RELATIVE));
        break;
    case SHAI_N_BOTH:
        put(w, n->kids[0], SHAI_BINDS_SUM);
        between(w, SHAI_KW_AND);
        put(w, n->kids[1], SHAI_BINDS_SUM);
        break;
    case SHAI_N_ONE_OF:
        puts_(w, "{ ");
        put_list(w, n->kids[0], ", ");
        puts_(w, " }");
        break;
    case SHAI_N_IN:
        put(w, n->kids[0], SHAI_BINDS_SUM);
        between(w, SHAI_KW_IN);
        put(w, n->kids[1], SHAI_BINDS_SUM);
        break;
    case SHAI_N_MATCHES:
        put(w, n->kids[0], SHAI_BINDS_SUM);
        between(w, SHAI_KW_MATCHES);
        put_pattern(w, n->kids[1]);
        break;
    case SHAI_N_CALL: put_call(w, n); break;
    case SHAI_N_INDEX:
        shai_strbuf_printf(&w->buf, "%s[", n->name);
        put_list(w, n, ", ");
        puts_(w, "]");
        break;
    case SHAI_N_PATTERN: put_pattern(w, n); break;
    case SHAI_N_CASES: put_cases(w, n, false); break;
    case SHAI_N_CASE:
    case SHAI_N_OTHERWISE: put_case(w, n); break;
    case SHAI_N_BY:
        shai_strbuf_printf(&w->buf, "%s ", spelling(w, SHAI_KW_BY));
        put(w, n->kids[0], SHAI_BINDS_SUM);
        puts_(w, " ");
        put_cases(w, n->kids[1], true);
        break;
    default: put_rest(w, n); break;
    }
}

/* What stands in declarations, clauses and examples. */
static void put_rest(struct writing *w, const struct shai_node *n)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_TEMPLATE: put_template(w, n); break;
    case SHAI_N_TYPE_NUMBER:
        word(w, SHAI_KW_NUMBER);
        if (n->unit) shai_strbuf_printf(&w->buf, " %s", n->unit);
        break;
    case SHAI_N_TYPE_TEXT: word(w, SHAI_KW_TEXT); break;
    case SHAI_N_TYPE_DATE: word(w, SHAI_KW_DATE); break;
    case SHAI_N_TYPE_YES_NO: word(w, SHAI_KW_YES_NO); break;
    case SHAI_N_TYPE_CONFORMITY: word(w, SHAI_KW_CONFORMITY); break;
    case SHAI_N_TYPE_GRADE: shai_strbuf_printf(&w->buf, "%s %s", spelling(w, SHAI_KW_GRADE), n->name); break;
    case SHAI_N_TYPE_CHOICE: put_choices(w, n->kids[0]); break;
    case SHAI_N_MEASURE: put_measure(w, n); break;
    case SHAI_N_SPECIMENS: put_specimens(w, n); break;
    case SHAI_N_ND_COUNTS:
        word(w, SHAI_KW_NOT_DETECTED);
        between(w, SHAI_KW_COUNTS);
        put(w, n->kids[0], SHAI_BINDS_OR);
        break;
    case SHAI_N_ROUND_CLAUSE:
        put(w, n->kids[0], SHAI_BINDS_OR);
        if (n->flags & SHAI_F_SIGNIFICANT) shai_strbuf_printf(&w->buf, " %s", spelling(w, SHAI_KW_SIGNIFICANT));
        break;
    case SHAI_N_COMPARE_CLAUSE:
    case SHAI_N_DECIDE: word(w, (enum shai_kw)n->op); break;
    case SHAI_N_ROW: put_row(w, n); break;
    default: put_list(w, n, "; "); break;
    }
}

static int own_tightness(const struct shai_node *n)
{
    if (n->kind == SHAI_N_BINARY || n->kind == SHAI_N_UNARY) return shai_op_tightness((enum shai_op)n->oper);
    return n->kind == SHAI_N_IN || n->kind == SHAI_N_MATCHES ? SHAI_BINDS_COMPARISON : SHAI_BINDS_ATOM;
}

static void put(struct writing *w, const struct shai_node *n, int tightness)
{
    if (!n) return;
    bool parens = own_tightness(n) < tightness;
    if (parens) puts_(w, "(");
    put_bare(w, n);
    if (parens) puts_(w, ")");
}

const char *shai_diff_text(const struct shai_differ *d, const struct shai_node *node)
{
    if (!node) return NULL;
    struct writing w = {.d = d};
    shai_strbuf_init(&w.buf, d->arena);
    put(&w, node, SHAI_BINDS_OR);
    return w.buf.s ? w.buf.s : "";
}

const char *shai_diff_decl_text(const struct shai_differ *d, const struct shai_decl *decl)
{
    const struct shai_node *n = decl->node;
    struct writing w = {.d = d};
    shai_strbuf_init(&w.buf, d->arena);
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_ATTRIBUTE:
        if (n->kids[0]) {
            put_string(&w, n->kids[0]->name);
            puts_(&w, " : ");
        }
        put(&w, n->kids[1], SHAI_BINDS_OR);
        if (n->kids[2]) put_constraint(&w, n->kids[2]);
        break;
    case SHAI_N_LET:
        if (n->kids[0]) {
            put(&w, n->kids[0], SHAI_BINDS_OR);
            puts_(&w, " = ");
        }
        if (decl->kind == SHAI_DECL_PATTERN) { /* its own text, not its name */
            shai_strbuf_printf(&w.buf, "/%s/%s", n->kids[1]->name, n->kids[1]->flags & SHAI_F_IGNORE_CASE ? "i" : "");
            break;
        }
        put(&w, n->kids[1], SHAI_BINDS_OR);
        break;
    case SHAI_N_GRADE: put_list(&w, n->kids[0], ", "); break;
    default: /* TABLE: its keys and type; rows go one by one */
        puts_(&w, "[");
        put_list(&w, n->kids[0], ", ");
        puts_(&w, "] : ");
        put(&w, n->kids[1], SHAI_BINDS_OR);
        break;
    }
    return w.buf.s ? w.buf.s : "";
}
