/* The values that a criterion accepts, as far as they are known before any sample: an interval of numbers, days or
 * places in a scale; a list of names. Constants are literals, lets of constants, and what + − × ÷ make of them.
 *
 * In: checked criteria. Out: sets, and whether one lies within another. Numbers are exact, in base units. */
#include "lang/checker.h"
#include "lang/differ.h"

#include <string.h>

/* A let that is one expression. */
static const struct shai_node *let_body(const struct shai_node *n)
{
    if (n->kind != SHAI_N_NAME || !n->decl || n->decl->kind != SHAI_DECL_LET) return NULL;
    const struct shai_node *body = n->decl->body;
    return body && body->kind != SHAI_N_CASES && body->kind != SHAI_N_BY ? body : NULL;
}

/* Lets may rest on lets: the same one may be met again and again. */
enum { STEPS_MAX = 4096 };

static bool constant(const struct shai_differ *d, const struct shai_node *n, unsigned *steps, struct shai_num *out);

static bool binary(const struct shai_differ *d, const struct shai_node *n, unsigned *steps, struct shai_num *out)
{
    struct shai_num a, b;
    if (n->oper < SHAI_OP_ADD || n->oper > SHAI_OP_DIV) return false;
    if (!constant(d, n->kids[0], steps, &a) || !constant(d, n->kids[1], steps, &b)) return false;
    /* far from the bound of a number's size, which is an assertion */
    if (shai_num_bits(d->arena, a) + shai_num_bits(d->arena, b) + 1 > SHAI_NUM_MAX_BITS / 2) return false;
    switch (n->oper) {
    case SHAI_OP_ADD: *out = shai_num_add(d->arena, a, b); return true;
    case SHAI_OP_SUB: *out = shai_num_sub(d->arena, a, b); return true;
    case SHAI_OP_MUL: *out = shai_num_mul(d->arena, a, b); return true;
    default:
        if (!shai_num_sign(b)) return false;
        *out = shai_num_div(d->arena, a, b);
        return true;
    }
}

static bool constant(const struct shai_differ *d, const struct shai_node *n, unsigned *steps, struct shai_num *out)
{
    int32_t day;
    if (!n || !n->type || !*steps) return false;
    --*steps;
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_NUMBER_LIT:
        if (n->type->kind != SHAI_TYPE_NUMBER) return false;
        *out = shai_num_mul(d->arena, shai_literal(d->arena, n).num, n->type->factor);
        return true;
    case SHAI_N_DATE_LIT:
        if (!shai_date_parse(n->name, strlen(n->name), &day)) return false;
        *out = SHAI_NUM_INT(day);
        return true;
    case SHAI_N_STRING:
        if (n->type->kind != SHAI_TYPE_GRADE) return false;
        *out = SHAI_NUM_INT(n->index);
        return true;
    case SHAI_N_UNARY:
        if (n->oper != SHAI_OP_NEG || !constant(d, n->kids[0], steps, out)) return false;
        *out = shai_num_neg(d->arena, *out);
        return true;
    case SHAI_N_BINARY: return binary(d, n, steps, out);
    case SHAI_N_NAME: return let_body(n) && constant(d, let_body(n), steps, out);
    default: return false;
    }
}

bool shai_diff_constant(const struct shai_differ *d, const struct shai_node *n, struct shai_num *out)
{
    unsigned steps = STEPS_MAX;
    return constant(d, n, &steps, out);
}

static const struct shai_decl *scale_of(const struct shai_node *n)
{
    return n->type && n->type->kind == SHAI_TYPE_GRADE ? n->type->set : NULL;
}

struct shai_bounds shai_diff_half_line(const struct shai_differ *d, enum shai_op oper, const struct shai_node *bound)
{
    struct shai_bounds s = {.kind = SHAI_SET_OPEN};
    struct shai_num at;
    if (bound->kind == SHAI_N_CHOICE || bound->kind == SHAI_N_TRUTH) {
        const char **names = SHAI_NEW_N(d->arena, const char *, 1);
        names[0] = bound->kind == SHAI_N_CHOICE                         ? bound->name
                   : (bound->op == SHAI_KW_YES) == (oper == SHAI_OP_EQ) ? "yes"
                                                                        : "no";
        if (oper != SHAI_OP_EQ && !(oper == SHAI_OP_NE && bound->kind == SHAI_N_TRUTH)) return s;
        return (struct shai_bounds){.kind = SHAI_SET_LIST, .names = names, .count = 1};
    }
    if (oper == SHAI_OP_NE || !shai_diff_constant(d, bound, &at)) return s;
    s.kind = SHAI_SET_INTERVAL;
    s.lo = s.hi = at;
    s.scale = scale_of(bound);
    s.no_lo = oper == SHAI_OP_LT || oper == SHAI_OP_LE;
    s.no_hi = oper == SHAI_OP_GT || oper == SHAI_OP_GE;
    s.lo_open = oper == SHAI_OP_GT;
    s.hi_open = oper == SHAI_OP_LT;
    return s;
}

static struct shai_bounds range_of(const struct shai_differ *d, const struct shai_node *from,
                                   const struct shai_node *to)
{
    struct shai_bounds s = {.kind = SHAI_SET_OPEN};
    if (!shai_diff_constant(d, from, &s.lo) || !shai_diff_constant(d, to, &s.hi)) return s;
    s.kind = SHAI_SET_INTERVAL;
    s.scale = scale_of(from);
    return s;
}

static struct shai_bounds tolerance(const struct shai_differ *d, const struct shai_node *n)
{
    struct shai_bounds s = {.kind = SHAI_SET_OPEN};
    struct shai_num middle, width;
    if (!shai_diff_constant(d, n->kids[0], &middle) || !shai_diff_constant(d, n->kids[1], &width)) return s;
    if (n->flags & SHAI_F_RELATIVE) {
        width = shai_num_mul(d->arena, width, middle);
        if (shai_num_sign(width) < 0) width = shai_num_neg(d->arena, width);
    }
    s.kind = SHAI_SET_INTERVAL;
    s.lo = shai_num_sub(d->arena, middle, width);
    s.hi = shai_num_add(d->arena, middle, width);
    return s;
}

/* A lower and an upper bound, in either order. */
static struct shai_bounds both(const struct shai_differ *d, const struct shai_node *n)
{
    struct shai_bounds a = shai_diff_bounds(d, n->kids[0]), b = shai_diff_bounds(d, n->kids[1]);
    if (a.kind != SHAI_SET_INTERVAL || b.kind != SHAI_SET_INTERVAL)
        return (struct shai_bounds){.kind = SHAI_SET_OPEN};
    struct shai_bounds low = a.no_lo ? b : a, high = a.no_lo ? a : b;
    low.hi = high.hi;
    low.hi_open = high.hi_open;
    low.no_hi = high.no_hi;
    return low;
}

static struct shai_bounds one_of(const struct shai_differ *d, const struct shai_node *list)
{
    struct shai_bounds s = {.kind = SHAI_SET_LIST, .count = list->kid_count};
    s.names = SHAI_NEW_N(d->arena, const char *, list->kid_count);
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const struct shai_node *k = list->kids[i];
        struct shai_num value;
        if (k->kind != SHAI_N_CHOICE && k->kind != SHAI_N_STRING && shai_diff_constant(d, k, &value)) {
            struct shai_strbuf b; /* the exact number, however it was written */
            shai_strbuf_init(&b, d->arena);
            shai_num_put_fraction(&b, value);
            s.names[i] = b.s;
        } else if (k->kind == SHAI_N_NAME) {
            return (struct shai_bounds){.kind = SHAI_SET_OPEN};
        } else {
            s.names[i] = shai_diff_text(d, k);
        }
    }
    return s;
}

struct shai_bounds shai_diff_bounds(const struct shai_differ *d, const struct shai_node *n)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_CRITERION: return shai_diff_half_line(d, (enum shai_op)n->oper, n->kids[0]);
    case SHAI_N_RANGE: return range_of(d, n->kids[0], n->kids[1]);
    case SHAI_N_TOLERANCE: return tolerance(d, n);
    case SHAI_N_BOTH: return both(d, n);
    case SHAI_N_ONE_OF: return one_of(d, n->kids[0]);
    case SHAI_N_DASH: return (struct shai_bounds){.kind = SHAI_SET_DASH};
    default: return (struct shai_bounds){.kind = SHAI_SET_OPEN};
    }
}

/* --- one within the other --- */

static bool same_scale(const struct shai_decl *a, const struct shai_decl *b)
{
    if (!a || !b) return a == b;
    if (a->name_count != b->name_count) return false;
    for (uint32_t i = 0; i < a->name_count; i++)
        if (strcmp(a->names[i], b->names[i]) != 0) return false;
    return true;
}

/* Is the lower end of a at or above that of b? */
static bool low_within(const struct shai_bounds *a, const struct shai_bounds *b)
{
    if (b->no_lo) return true;
    if (a->no_lo) return false;
    int c = shai_num_cmp(a->lo, b->lo);
    return c > 0 || (c == 0 && (a->lo_open || !b->lo_open));
}

static bool high_within(const struct shai_bounds *a, const struct shai_bounds *b)
{
    if (b->no_hi) return true;
    if (a->no_hi) return false;
    int c = shai_num_cmp(a->hi, b->hi);
    return c < 0 || (c == 0 && (a->hi_open || !b->hi_open));
}

static bool lists_within(const struct shai_bounds *a, const struct shai_bounds *b)
{
    for (size_t i = 0; i < a->count; i++) {
        bool found = false;
        for (size_t j = 0; j < b->count && !found; j++) found = strcmp(a->names[i], b->names[j]) == 0;
        if (!found) return false;
    }
    return true;
}

void shai_diff_within(const struct shai_bounds *a, const struct shai_bounds *b, bool *a_in_b, bool *b_in_a)
{
    *a_in_b = *b_in_a = false;
    if (a->kind == SHAI_SET_DASH || b->kind == SHAI_SET_DASH) { /* what is not judged is not failed */
        *a_in_b = b->kind == SHAI_SET_DASH;
        *b_in_a = a->kind == SHAI_SET_DASH;
    } else if (a->kind == SHAI_SET_INTERVAL && b->kind == SHAI_SET_INTERVAL && same_scale(a->scale, b->scale)) {
        *a_in_b = low_within(a, b) && high_within(a, b);
        *b_in_a = low_within(b, a) && high_within(b, a);
    } else if (a->kind == SHAI_SET_LIST && b->kind == SHAI_SET_LIST) {
        *a_in_b = lists_within(a, b);
        *b_in_a = lists_within(b, a);
    }
}
