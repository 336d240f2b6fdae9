/* What values an expression may have: constants folded, sources by their type, unit and range, the rest by interval
 * arithmetic. In: checked nodes. Out: enclosing intervals; where nothing is known, the whole line. */
#include "lint/rule.h"
#include "runtime/date.h"

#include <string.h>

/* Numbers are kept small, so that no chain of operations meets the bound of runtime/num.h. */
enum { BITS_MAX = 1024, DEPTH_MAX = 24 };

static bool small(struct shai_lint *l, struct shai_num n)
{
    return shai_num_bits(l->arena, n) <= BITS_MAX;
}

static bool fold(struct shai_lint *l, enum shai_op oper, struct shai_num a, struct shai_num b, struct shai_num *out)
{
    switch (oper) {
    case SHAI_OP_ADD: *out = shai_num_add(l->arena, a, b); break;
    case SHAI_OP_SUB: *out = shai_num_sub(l->arena, a, b); break;
    case SHAI_OP_MUL: *out = shai_num_mul(l->arena, a, b); break;
    case SHAI_OP_DIV:
        if (!shai_num_sign(b)) return false;
        *out = shai_num_div(l->arena, a, b);
        break;
    default: return false;
    }
    return small(l, *out);
}

static struct shai_num literal(struct shai_lint *l, const struct shai_node *node)
{
    struct shai_decimal d = {.num = SHAI_NUM_INT(0)};
    shai_num_parse(l->arena, node->name, strlen(node->name), &d);
    return shai_num_mul(l->arena, d.num, node->type->factor);
}

static bool constant(struct shai_lint *l, const struct shai_node *n, const struct shai_num *limit,
                     struct shai_num *out, int depth)
{
    struct shai_num a, b;
    int32_t day;
    if (shai_lint_is_broken(n) || depth > DEPTH_MAX) return false;
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_NUMBER_LIT:
        if (!n->type || n->type->kind != SHAI_TYPE_NUMBER) return false;
        *out = literal(l, n);
        return true;
    case SHAI_N_DATE_LIT:
        if (!shai_date_parse(n->name, strlen(n->name), &day)) return false;
        *out = SHAI_NUM_INT(day);
        return true;
    case SHAI_N_STRING:
        if (!n->type || n->type->kind != SHAI_TYPE_GRADE) return false;
        *out = SHAI_NUM_INT(n->index);
        return true;
    case SHAI_N_CHOICE: *out = SHAI_NUM_INT(n->index); return true;
    case SHAI_N_TRUTH: *out = SHAI_NUM_INT(n->op == SHAI_KW_YES); return true;
    case SHAI_N_LIMIT:
        if (!limit) return false;
        *out = *limit;
        return true;
    case SHAI_N_NAME:
        return n->decl && n->decl->kind == SHAI_DECL_LET && constant(l, n->decl->body, NULL, out, depth + 1);
    case SHAI_N_UNARY:
        if (n->oper != SHAI_OP_NEG || !constant(l, n->kids[0], limit, &a, depth + 1)) return false;
        *out = shai_num_neg(l->arena, a);
        return true;
    case SHAI_N_BINARY:
        return constant(l, n->kids[0], limit, &a, depth + 1) && constant(l, n->kids[1], limit, &b, depth + 1) &&
               fold(l, n->oper, a, b, out);
    default: return false;
    }
}

bool shai_lint_constant(struct shai_lint *l, const struct shai_node *node, const struct shai_num *limit,
                        struct shai_num *out)
{
    return constant(l, node, limit, out, 0);
}

bool shai_lint_sole_bound(struct shai_lint *l, const struct shai_variant_node *v, struct shai_num *out)
{
    return v && v->limit && !v->declared && v->limit->kind == SHAI_N_CRITERION &&
           shai_lint_constant(l, v->limit->kids[0], NULL, out);
}

static struct shai_interval indices(uint32_t count)
{
    return shai_interval_make(SHAI_NUM_INT(0), SHAI_NUM_INT(count ? count - 1 : 0), 0);
}

static struct shai_interval not_negative(void)
{
    return shai_interval_make(SHAI_NUM_INT(0), SHAI_NUM_INT(0), SHAI_HI_INF);
}

static struct shai_interval of_type(const struct shai_type *t)
{
    if (!t) return shai_interval_all();
    switch (t->kind) {
    case SHAI_TYPE_NUMBER: return t->is_signed ? shai_interval_all() : not_negative();
    case SHAI_TYPE_TRUTH:
    case SHAI_TYPE_CONFORMITY: return indices(2);
    case SHAI_TYPE_CHOICE:
    case SHAI_TYPE_GRADE: return indices(t->set->name_count);
    default: return shai_interval_all();
    }
}

struct shai_interval shai_lint_domain(struct shai_lint *l, const struct shai_decl *d)
{
    struct shai_num lo, hi;
    const struct shai_node *c = d->constraint;
    if (c && c->kind == SHAI_N_RANGE && shai_lint_constant(l, c->kids[0], NULL, &lo) &&
        shai_lint_constant(l, c->kids[1], NULL, &hi) && shai_num_cmp(lo, hi) <= 0)
        return shai_interval_make(lo, hi, 0);
    return of_type(d->type);
}

/* A reading of this measure that was not detected. */
static struct shai_interval undetected(struct shai_lint *l, const struct shai_decl *measure)
{
    struct shai_num d;
    if (!measure->detection || !shai_lint_constant(l, measure->detection, NULL, &d) || shai_num_sign(d) <= 0)
        return shai_lint_domain(l, measure);
    return shai_interval_make(SHAI_NUM_INT(0), d, SHAI_HI_OPEN);
}

struct ranging {
    struct shai_lint *l;
    bool nd;
    int depth;
};

static struct shai_interval range(struct ranging *r, const struct shai_node *n);
static struct shai_interval value_range(struct ranging *r, const struct shai_decl *item,
                                        const struct shai_variant_node *v);

static struct shai_interval kept(struct ranging *r, struct shai_interval i)
{
    bool big = (!(i.flags & SHAI_LO_INF) && !small(r->l, i.lo)) ||
               (!(i.flags & (SHAI_HI_INF | SHAI_POINT)) && !small(r->l, i.hi));
    return big || (i.flags & SHAI_BOTTOM) ? shai_interval_all() : i;
}

static struct shai_interval binary(struct ranging *r, const struct shai_node *n)
{
    struct shai_interval a = range(r, n->kids[0]), b = range(r, n->kids[1]), out = shai_interval_all();
    switch ((enum shai_op)n->oper) {
    case SHAI_OP_ADD: shai_interval_add(r->l->arena, &out, &a, &b, false, false); break;
    case SHAI_OP_SUB: shai_interval_sub(r->l->arena, &out, &a, &b, false, false); break;
    case SHAI_OP_MUL: shai_interval_mul(r->l->arena, &out, &a, &b, false, false); break;
    case SHAI_OP_DIV: shai_interval_div(r->l->arena, &out, &a, &b, false, false); break;
    default: break;
    }
    return out;
}

/* The hull of nodes. */
static struct shai_interval hull(struct ranging *r, struct shai_node *const *nodes, uint32_t count)
{
    struct shai_interval out = shai_interval_bottom();
    for (uint32_t i = 0; i < count; i++) {
        if (nodes[i] && nodes[i]->kind == SHAI_N_DASH) continue;
        struct shai_interval one = range(r, nodes[i]);
        shai_interval_join(&out, &one);
    }
    return out;
}

static struct shai_interval call(struct ranging *r, const struct shai_node *n)
{
    struct shai_interval out = n->kid_count ? range(r, n->kids[0]) : shai_interval_all();
    bool low = !(out.flags & SHAI_LO_INF) && shai_num_sign(out.lo) >= 0;
    switch ((enum shai_kw)n->op) {
    case SHAI_KW_ABS: shai_interval_abs(r->l->arena, &out, &out); return out;
    case SHAI_KW_ROUND: return low ? not_negative() : shai_interval_all();
    case SHAI_KW_LENGTH: return not_negative();
    case SHAI_KW_MEAN: /* of those that apply */
    case SHAI_KW_MEDIAN:
    case SHAI_KW_MIN:
    case SHAI_KW_MAX: return hull(r, n->kids, n->kid_count);
    case SHAI_KW_SUM:
        for (uint32_t i = 0; i < n->kid_count; i++) { /* an item that does not apply adds nothing */
            struct shai_interval one = range(r, n->kids[i]), nothing = shai_interval_point(SHAI_NUM_INT(0));
            if (n->kids[i] && n->kids[i]->decl && n->kids[i]->decl->kind == SHAI_DECL_ITEM)
                shai_interval_join(&one, &nothing);
            if (i) shai_interval_add(r->l->arena, &out, &out, &one, false, false);
            else out = one;
        }
        return out;
    default: return of_type(n->type);
    }
}

static struct shai_interval table(struct ranging *r, const struct shai_decl *d)
{
    const struct shai_node *rows = d->body->kids[3];
    struct shai_interval out = shai_interval_bottom();
    for (uint32_t i = 0; i < rows->kid_count; i++) {
        const struct shai_node *row = rows->kids[i];
        if (!row || !row->kid_count) continue;
        struct shai_interval one = hull(r, row->kids + 1, row->kid_count - 1);
        if (!(one.flags & SHAI_BOTTOM)) shai_interval_join(&out, &one);
    }
    return out;
}

static struct shai_interval of_decl(struct ranging *r, const struct shai_decl *d)
{
    switch (d->kind) {
    case SHAI_DECL_MEASURE: return r->nd ? undetected(r->l, d) : shai_lint_domain(r->l, d);
    case SHAI_DECL_ATTRIBUTE: return shai_lint_domain(r->l, d);
    case SHAI_DECL_LET: return range(r, d->body);
    case SHAI_DECL_ITEM: {
        struct shai_interval out = shai_interval_bottom();
        for (const struct shai_variant_node *v = d->variants; v; v = v->next) {
            struct shai_interval one = value_range(r, d, v);
            shai_interval_join(&out, &one);
        }
        return out;
    }
    default: return of_type(d->type);
    }
}

static struct shai_interval range_of(struct ranging *r, const struct shai_node *n)
{
    struct shai_num c;
    struct shai_interval out;
    if (shai_lint_is_broken(n)) return shai_interval_all();
    if (shai_lint_constant(r->l, n, NULL, &c)) return shai_interval_point(c);
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_NAME:
    case SHAI_N_MEMBER:
    case SHAI_N_READING: return n->decl ? of_decl(r, n->decl) : shai_interval_all();
    case SHAI_N_UNARY:
        if (n->oper != SHAI_OP_NEG) return of_type(n->type);
        out = range(r, n->kids[0]);
        shai_interval_neg(r->l->arena, &out, &out);
        return out;
    case SHAI_N_BINARY: return binary(r, n);
    case SHAI_N_CALL: return call(r, n);
    case SHAI_N_INDEX: return n->decl ? table(r, n->decl) : shai_interval_all();
    case SHAI_N_CASES:
        out = shai_interval_bottom();
        for (uint32_t i = 0; i < n->kid_count; i++) {
            if (shai_lint_is_broken(n->kids[i])) return shai_interval_all();
            struct shai_interval one = range(r, n->kids[i]->kids[0]);
            shai_interval_join(&out, &one);
        }
        return out;
    case SHAI_N_BY:
        out = shai_interval_bottom();
        for (uint32_t i = 0; i < n->kids[1]->kid_count; i++) {
            const struct shai_node *k = n->kids[1]->kids[i];
            if (shai_lint_is_broken(k)) return shai_interval_all();
            struct shai_interval one = range(r, k->kids[k->kind == SHAI_N_BY_CASE]);
            shai_interval_join(&out, &one);
        }
        return out;
    default: return of_type(n->type);
    }
}

static struct shai_interval range(struct ranging *r, const struct shai_node *n)
{
    if (r->depth > DEPTH_MAX) return shai_interval_all();
    r->depth++;
    struct shai_interval out = kept(r, range_of(r, n));
    r->depth--;
    out.flags &= ~(uint32_t)(SHAI_UNDETECTED | SHAI_U_GIVEN | SHAI_U_LOST);
    return out;
}

struct shai_interval shai_lint_range(struct shai_lint *l, const struct shai_node *node, bool nd)
{
    struct ranging r = {l, nd, 0};
    return range(&r, node);
}

static struct shai_interval value_range(struct ranging *r, const struct shai_decl *item,
                                        const struct shai_variant_node *v)
{
    struct shai_interval out = shai_interval_all();
    if (v->value) out = range(r, v->value);
    else if (item->measure_count == 1) out = of_decl(r, item->measures[0]);
    if (!v->round && !(v->compare && v->compare->op == SHAI_KW_ROUNDED)) return out;
    bool low = !(out.flags & SHAI_LO_INF) && shai_num_sign(out.lo) >= 0; /* rounding may leave the range */
    return low ? not_negative() : shai_interval_all();
}

struct shai_interval shai_lint_value_range(struct shai_lint *l, const struct shai_decl *item,
                                           const struct shai_variant_node *v, bool nd)
{
    struct ranging r = {l, nd, 0};
    return value_range(&r, item, v);
}
