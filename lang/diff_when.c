/* Conditions: does the new one hold in fewer cases than the old one, in more, in the same?
 *
 * What is known: the same condition; none against one; a comparison of the same thing with another constant; another
 * list of choices; parts joined by `and` or `or` that were added, taken away, or stand to each other as said; all of
 * this under `not`. Lets of conditions are looked through. Everything else is OTHER. */
#include "lang/differ.h"

#include <string.h>

/* --- what was altered --- */

static const char *altered_source(struct shai_differ *d, const struct shai_node *n)
{
    const struct shai_decl *decl = n->decl;
    const char *name = n->kind == SHAI_N_INDEX ? n->name : decl ? decl->name : NULL;
    if (!name) return NULL;
    bool looks =
        n->kind == SHAI_N_INDEX ||
        (decl &&
         (decl->kind == SHAI_DECL_LET || decl->kind == SHAI_DECL_PATTERN || decl->kind == SHAI_DECL_ATTRIBUTE) &&
         decl->node);
    if (!looks) return NULL;
    for (const struct shai_altered *a = d->altered; a; a = a->next)
        if (strcmp(a->name, name) == 0) return a->is_altered ? name : NULL;
    return NULL;
}

const char *shai_diff_rests_on(struct shai_differ *d, const struct shai_node *n)
{
    if (!n) return NULL;
    const char *name = altered_source(d, n);
    for (uint32_t i = 0; i < n->kid_count && !name; i++) name = shai_diff_rests_on(d, n->kids[i]);
    return name;
}

/* --- conditions --- */

static enum shai_when reversed(enum shai_when w)
{
    return w == SHAI_WHEN_NARROWER ? SHAI_WHEN_WIDER : w == SHAI_WHEN_WIDER ? SHAI_WHEN_NARROWER : w;
}

static const struct shai_node *look_through(const struct shai_node *n)
{
    while (n && n->kind == SHAI_N_NAME && n->decl && n->decl->kind == SHAI_DECL_LET && n->decl->body &&
           n->decl->body->kind != SHAI_N_CASES && n->decl->body->kind != SHAI_N_BY)
        n = n->decl->body;
    return n;
}

static bool same(struct shai_differ *d, const struct shai_node *a, const struct shai_node *b)
{
    return shai_same_text(shai_diff_text(d, a), shai_diff_text(d, b)) && !shai_diff_rests_on(d, b);
}

/* A comparison with something constant: of what, and the values for which it holds. */
struct leaf {
    const struct shai_node *subject;
    struct shai_bounds holds;
};

static enum shai_op flipped(enum shai_op op)
{
    switch (op) {
    case SHAI_OP_LT: return SHAI_OP_GT;
    case SHAI_OP_LE: return SHAI_OP_GE;
    case SHAI_OP_GT: return SHAI_OP_LT;
    case SHAI_OP_GE: return SHAI_OP_LE;
    default: return op;
    }
}

/* Every choice but one. */
static struct shai_bounds all_but(const struct shai_differ *d, const struct shai_node *choice)
{
    const struct shai_decl *set = choice->type->set;
    struct shai_bounds s = {.kind = SHAI_SET_LIST, .names = SHAI_NEW_N(d->arena, const char *, set->name_count)};
    for (uint32_t i = 0; i < set->name_count; i++)
        if (strcmp(set->names[i], choice->name) != 0) s.names[s.count++] = set->names[i];
    return s;
}

static struct leaf leaf_of(const struct shai_differ *d, const struct shai_node *n)
{
    struct leaf leaf = {.holds = {.kind = SHAI_SET_OPEN}};
    if (n->kind == SHAI_N_IN) {
        leaf.subject = n->kids[0];
        leaf.holds = shai_diff_bounds(d, n->kids[1]);
    } else if (n->kind == SHAI_N_BINARY && n->oper >= SHAI_OP_LT && n->oper <= SHAI_OP_NE) {
        struct shai_num value;
        bool left = shai_diff_constant(d, n->kids[0], &value) || n->kids[0]->kind == SHAI_N_CHOICE;
        const struct shai_node *bound = n->kids[left ? 0 : 1];
        enum shai_op op = left ? flipped((enum shai_op)n->oper) : (enum shai_op)n->oper;
        leaf.subject = n->kids[left ? 1 : 0];
        if (bound->kind == SHAI_N_CHOICE && op == SHAI_OP_NE && bound->type && bound->type->set)
            leaf.holds = all_but(d, bound);
        else leaf.holds = shai_diff_half_line(d, op, bound);
    }
    return leaf;
}

static enum shai_when leaves(struct shai_differ *d, const struct shai_node *old, const struct shai_node *new)
{
    struct leaf a = leaf_of(d, old), b = leaf_of(d, new);
    if (!a.subject || !b.subject || !same(d, a.subject, b.subject)) return SHAI_WHEN_OTHER;
    bool a_in_b, b_in_a;
    shai_diff_within(&a.holds, &b.holds, &a_in_b, &b_in_a);
    return a_in_b && b_in_a ? SHAI_WHEN_SAME
           : b_in_a         ? SHAI_WHEN_NARROWER
           : a_in_b         ? SHAI_WHEN_WIDER
                            : SHAI_WHEN_OTHER;
}

enum { PARTS_MAX = 32 };
struct parts {
    const struct shai_node *at[PARTS_MAX];
    size_t count;
    bool too_many;
};

static void take_parts(struct parts *p, const struct shai_node *n, enum shai_op op)
{
    const struct shai_node *seen = look_through(n);
    if (seen->kind == SHAI_N_BINARY && seen->oper == op) {
        take_parts(p, seen->kids[0], op);
        take_parts(p, seen->kids[1], op);
    } else if (p->count == PARTS_MAX) {
        p->too_many = true;
    } else {
        p->at[p->count++] = n;
    }
}

static bool is_joined(const struct shai_node *n, enum shai_op op)
{
    return n->kind == SHAI_N_BINARY && n->oper == op;
}

/* Takes pairs that stand to each other in a known way out of both lists; what each says is put into *sum. */
static void match_parts(struct shai_differ *d, struct parts *a, struct parts *b, bool same_only, enum shai_when *sum)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; a->at[i] && j < b->count; j++) {
            if (!b->at[j]) continue;
            enum shai_when w = shai_diff_when(d, a->at[i], b->at[j]);
            if (w == SHAI_WHEN_OTHER || (same_only && w != SHAI_WHEN_SAME)) continue;
            a->at[i] = b->at[j] = NULL;
            if (w != SHAI_WHEN_SAME) *sum = *sum == SHAI_WHEN_SAME || *sum == w ? w : SHAI_WHEN_OTHER;
        }
    }
}

static bool any_left(const struct parts *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->at[i]) return true;
    return false;
}

static enum shai_when joined(struct shai_differ *d, const struct shai_node *old, const struct shai_node *new,
                             enum shai_op op)
{
    struct parts a = {.count = 0}, b = {.count = 0};
    take_parts(&a, old, op);
    take_parts(&b, new, op);
    if (a.too_many || b.too_many) return SHAI_WHEN_OTHER;
    enum shai_when sum = SHAI_WHEN_SAME;
    match_parts(d, &a, &b, true, &sum);
    match_parts(d, &a, &b, false, &sum);
    bool gone = any_left(&a), come = any_left(&b);
    if (gone && come) return SHAI_WHEN_OTHER;
    if (!gone && !come) return sum;
    enum shai_when w = (op == SHAI_OP_AND) == come ? SHAI_WHEN_NARROWER : SHAI_WHEN_WIDER;
    return sum == SHAI_WHEN_SAME || sum == w ? w : SHAI_WHEN_OTHER;
}

static enum shai_when when(struct shai_differ *d, const struct shai_node *old, const struct shai_node *new)
{
    if (!old || !new) return old == new ? SHAI_WHEN_SAME : new ? SHAI_WHEN_NARROWER : SHAI_WHEN_WIDER;
    if (same(d, old, new)) return SHAI_WHEN_SAME;
    old = look_through(old);
    new = look_through(new);
    if (same(d, old, new)) return SHAI_WHEN_SAME;
    bool not_old = old->kind == SHAI_N_UNARY && old->oper == SHAI_OP_NOT;
    bool not_new = new->kind == SHAI_N_UNARY &&new->oper == SHAI_OP_NOT;
    if (not_old && not_new) return reversed(shai_diff_when(d, old->kids[0], new->kids[0]));
    enum shai_when w = leaves(d, old, new);
    if (w == SHAI_WHEN_OTHER && (is_joined(old, SHAI_OP_AND) || is_joined(new, SHAI_OP_AND)))
        w = joined(d, old, new, SHAI_OP_AND);
    if (w == SHAI_WHEN_OTHER && (is_joined(old, SHAI_OP_OR) || is_joined(new, SHAI_OP_OR)))
        w = joined(d, old, new, SHAI_OP_OR);
    return w;
}

/* Parts are held against parts, and theirs against theirs: what takes too long is OTHER. */
enum { STEPS_MAX = 4000, DEPTH_MAX = 8 };

enum shai_when shai_diff_when(struct shai_differ *d, const struct shai_node *old, const struct shai_node *new)
{
    if (!d->when_depth) d->when_steps = 0;
    if (d->when_depth == DEPTH_MAX || d->when_steps == STEPS_MAX) return SHAI_WHEN_OTHER;
    d->when_steps++;
    d->when_depth++;
    enum shai_when w = when(d, old, new);
    d->when_depth--;
    return w;
}
