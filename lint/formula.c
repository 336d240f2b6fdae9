/* Conditions to formulas over cut lines. What comes in and what goes out: formula.h. */
#include "lint/formula.h"

#include "base/strbuf.h"
#include "runtime/date.h"

#include <string.h>

/* A variable: what stands at `of`, or, where other is not NULL, the sign of of − other. */
struct var {
    const struct shai_node *of, *other;
    const struct shai_decl *decl; /* ? the source that it is */
    const struct shai_type *type;
    struct shai_interval domain;
    bool integer, exact;
    struct shai_num *cuts;
    size_t cut_count, cut_cap;
    /* Cells that exist, by place: 2 i + 1 is cut i, 2 i the gap below it. */
    uint32_t *cells;
    size_t cell_count, at;
    struct var *next;
};

enum formula_kind { TRUE_, FALSE_, NOT_, AND_, OR_, LEAF };
struct shai_formula {
    enum formula_kind kind;
    const struct shai_formula *a, *b;
    struct var *var; /* LEAF: var oper bound */
    enum shai_op oper;
    struct shai_num bound;
    uint32_t *place; /* of the bound among the cells, once these are made */
};

struct shai_space {
    struct shai_lint *l;
    const struct shai_decl *item;
    const struct shai_variant_node *variant;
    bool has_limit; /* `limit` is one constant */
    struct shai_num limit;
    struct var *vars, **tail;
    struct var **used; /* those of the formula at hand */
    size_t used_count, used_cap;
    size_t leaves; /* of the formulas at hand */
    size_t made;   /* formulas so far */
    int depth;
};

/* Bounds of the work: cells of a space, formulas of a space, leaves looked at in one search (and rule.h: in all). */
enum { CELLS_MAX = 1 << 14, MADE_MAX = 1 << 14, SEARCH_MAX = 1 << 22, DEPTH_MAX = 200 };

struct shai_space *shai_space_new(struct shai_lint *l, const struct shai_decl *item,
                                  const struct shai_variant_node *variant)
{
    struct shai_space *s = SHAI_NEW(l->arena, struct shai_space);
    *s = (struct shai_space){.l = l, .item = item, .variant = variant};
    s->tail = &s->vars;
    s->has_limit = shai_lint_sole_bound(l, variant, &s->limit);
    return s;
}

/* --- formulas --- */

static struct shai_formula *make(struct shai_space *s, enum formula_kind kind, const struct shai_formula *a,
                                 const struct shai_formula *b)
{
    struct shai_formula *f = SHAI_NEW(s->l->arena, struct shai_formula);
    *f = (struct shai_formula){.kind = kind, .a = a, .b = b};
    s->made++;
    return f;
}

const struct shai_formula *shai_formula_truth(struct shai_space *s, bool truth)
{
    return make(s, truth ? TRUE_ : FALSE_, NULL, NULL);
}

const struct shai_formula *shai_formula_not(struct shai_space *s, const struct shai_formula *a)
{
    if (a->kind == TRUE_ || a->kind == FALSE_) return shai_formula_truth(s, a->kind == FALSE_);
    return a->kind == NOT_ ? a->a : make(s, NOT_, a, NULL);
}

const struct shai_formula *shai_formula_and(struct shai_space *s, const struct shai_formula *a,
                                            const struct shai_formula *b)
{
    if (a->kind == FALSE_ || b->kind == TRUE_) return a;
    if (b->kind == FALSE_ || a->kind == TRUE_) return b;
    return make(s, AND_, a, b);
}

const struct shai_formula *shai_formula_or(struct shai_space *s, const struct shai_formula *a,
                                           const struct shai_formula *b)
{
    if (a->kind == TRUE_ || b->kind == FALSE_) return a;
    if (b->kind == TRUE_ || a->kind == FALSE_) return b;
    return make(s, OR_, a, b);
}

/* --- variables --- */

static bool is_number_like(const struct shai_type *t)
{
    return t && t->kind != SHAI_TYPE_TEXT && t->kind != SHAI_TYPE_ERROR && t->kind != SHAI_TYPE_HAZARD;
}

static bool is_integer(const struct shai_type *t)
{
    return t && t->kind != SHAI_TYPE_NUMBER;
}

/* The source that a node is: of `value` the reading, where nothing is computed. */
static const struct shai_decl *source_of(const struct shai_space *s, const struct shai_node *n)
{
    const struct shai_decl *d = n->decl;
    if (n->kind == SHAI_N_VALUE) {
        bool plain = s->item && s->variant && !s->variant->value && !s->variant->round && s->item->measure_count == 1;
        return plain ? s->item->measures[0] : NULL;
    }
    if (n->kind != SHAI_N_NAME && n->kind != SHAI_N_MEMBER && n->kind != SHAI_N_READING) return NULL;
    return d && (d->kind == SHAI_DECL_ATTRIBUTE || d->kind == SHAI_DECL_MEASURE) ? d : NULL;
}

/* How many items may fail with that hazard: count(general), count(serious). */
static uint32_t most_failed(const struct shai_spec *spec, uint8_t grade)
{
    uint32_t count = 0;
    for (size_t i = 0; i < spec->item_count; i++) {
        bool may = false;
        for (const struct shai_variant_node *v = spec->items[i]->variants; v; v = v->next) {
            const struct shai_node *h = v->report ? NULL : v->hazard;
            if (h && (h->kind != SHAI_N_HAZARD || h->op == grade)) may = true;
        }
        count += may;
    }
    return count;
}

static void give_domain(struct shai_space *s, struct var *v)
{
    const struct shai_node *n = v->of;
    v->integer = is_integer(v->type);
    if (v->other) {
        v->integer = true;
        v->domain = shai_interval_make(SHAI_NUM_INT(-1), SHAI_NUM_INT(1), 0);
    } else if (v->decl) {
        v->domain = shai_lint_domain(s->l, v->decl);
        v->exact = true;
    } else if (n->kind == SHAI_N_VALUE && s->variant) {
        v->domain = shai_lint_value_range(s->l, s->item, s->variant, false);
        v->exact = true;
    } else if (n->kind == SHAI_N_CALL && n->op == SHAI_KW_COUNT && n->kid_count && n->kids[0]) {
        v->integer = true;
        v->domain = shai_interval_make(SHAI_NUM_INT(0), SHAI_NUM_INT(most_failed(s->l->spec, n->kids[0]->op)), 0);
        v->exact = true;
    } else if (!is_number_like(v->type) || v->type->kind == SHAI_TYPE_TRUTH) {
        v->integer = true;
        v->domain = shai_interval_make(SHAI_NUM_INT(0), SHAI_NUM_INT(1), 0);
    } else {
        v->domain = shai_lint_range(s->l, n, false);
    }
}

static struct var *var_of(struct shai_space *s, const struct shai_node *n, const struct shai_node *other)
{
    const struct shai_decl *source = other ? NULL : source_of(s, n);
    for (struct var *v = s->vars; v; v = v->next) {
        if (source ? v->decl == source : !v->decl && shai_lint_same(v->of, n) && shai_lint_same(v->other, other))
            return v;
    }
    struct var *v = SHAI_NEW(s->l->arena, struct var);
    *v = (struct var){.of = n, .other = other, .decl = source, .type = n->type};
    give_domain(s, v);
    *s->tail = v;
    s->tail = &v->next;
    return v;
}

static void cut(struct shai_space *s, struct var *v, struct shai_num at)
{
    v->cuts = shai_arena_grow(s->l->arena, v->cuts, &v->cut_cap, v->cut_count + 1, sizeof *v->cuts);
    size_t i = v->cut_count;
    while (i && shai_num_cmp(v->cuts[i - 1], at) > 0) i--;
    if (i && shai_num_cmp(v->cuts[i - 1], at) == 0) return;
    memmove(v->cuts + i + 1, v->cuts + i, (v->cut_count - i) * sizeof *v->cuts);
    v->cuts[i] = at;
    v->cut_count++;
}

static const struct shai_formula *leaf(struct shai_space *s, struct var *v, enum shai_op oper, struct shai_num bound)
{
    cut(s, v, bound);
    struct shai_formula *f = make(s, LEAF, NULL, NULL);
    f->var = v;
    f->oper = oper;
    f->bound = bound;
    f->place = SHAI_NEW(s->l->arena, uint32_t);
    return f;
}

/* Something that is yes or no and that is not looked into. */
static const struct shai_formula *opaque(struct shai_space *s, const struct shai_node *n)
{
    return leaf(s, var_of(s, n, NULL), SHAI_OP_EQ, SHAI_NUM_INT(1));
}

/* --- conditions --- */

static enum shai_op mirrored(enum shai_op oper)
{
    switch (oper) {
    case SHAI_OP_LT: return SHAI_OP_GT;
    case SHAI_OP_LE: return SHAI_OP_GE;
    case SHAI_OP_GT: return SHAI_OP_LT;
    case SHAI_OP_GE: return SHAI_OP_LE;
    default: return oper;
    }
}

static bool meets(enum shai_op oper, int sign)
{
    switch (oper) {
    case SHAI_OP_LT: return sign < 0;
    case SHAI_OP_LE: return sign <= 0;
    case SHAI_OP_GT: return sign > 0;
    case SHAI_OP_GE: return sign >= 0;
    case SHAI_OP_NE: return sign != 0;
    default: return sign == 0;
    }
}

static const struct shai_num *limit_of(const struct shai_space *s)
{
    return s->has_limit ? &s->limit : NULL;
}

static const struct shai_formula *compare(struct shai_space *s, enum shai_op oper, const struct shai_node *a,
                                          const struct shai_node *b)
{
    struct shai_num x, y;
    bool known_a = shai_lint_constant(s->l, a, limit_of(s), &x),
         known_b = shai_lint_constant(s->l, b, limit_of(s), &y);
    if (known_a && known_b) return shai_formula_truth(s, meets(oper, shai_num_cmp(x, y)));
    if (known_b) return leaf(s, var_of(s, a, NULL), oper, y);
    if (known_a) return leaf(s, var_of(s, b, NULL), mirrored(oper), x);
    for (struct var *v = s->vars; v; v = v->next) /* known the other way round */
        if (v->other && shai_lint_same(v->of, b) && shai_lint_same(v->other, a))
            return leaf(s, v, mirrored(oper), SHAI_NUM_INT(0));
    return leaf(s, var_of(s, a, b), oper, SHAI_NUM_INT(0));
}

static const struct shai_formula *comparison(struct shai_space *s, const struct shai_node *n)
{
    const struct shai_node *a = n->kids[0], *b = n->kids[1];
    bool whole = !shai_lint_is_broken(a) && !shai_lint_is_broken(b) && a->kind != SHAI_N_UNDECLARED &&
                 b->kind != SHAI_N_UNDECLARED && is_number_like(a->type) && is_number_like(b->type);
    return whole ? compare(s, n->oper, a, b) : opaque(s, n);
}

/* `a ± b`, both ends included. */
static const struct shai_formula *within(struct shai_space *s, const struct shai_node *value,
                                         const struct shai_node *tolerance)
{
    struct shai_num middle, width, lo, hi;
    if (!shai_lint_constant(s->l, tolerance->kids[0], NULL, &middle) ||
        !shai_lint_constant(s->l, tolerance->kids[1], NULL, &width))
        return opaque(s, tolerance);
    if (tolerance->flags & SHAI_F_RELATIVE) width = shai_num_mul(s->l->arena, middle, width);
    if (shai_num_sign(width) < 0) width = shai_num_neg(s->l->arena, width);
    lo = shai_num_sub(s->l->arena, middle, width);
    hi = shai_num_add(s->l->arena, middle, width);
    struct var *v = var_of(s, value, NULL);
    const struct shai_formula *low = leaf(s, v, SHAI_OP_GE, lo);
    return shai_formula_and(s, low, leaf(s, v, SHAI_OP_LE, hi));
}

static const struct shai_formula *satisfies(struct shai_space *s, const struct shai_node *value,
                                            const struct shai_node *c)
{
    const struct shai_formula *f;
    switch ((enum shai_node_kind)c->kind) {
    case SHAI_N_CRITERION: return compare(s, c->oper, value, c->kids[0]);
    case SHAI_N_RANGE:
        f = compare(s, SHAI_OP_GE, value, c->kids[0]);
        return shai_formula_and(s, f, compare(s, SHAI_OP_LE, value, c->kids[1]));
    case SHAI_N_TOLERANCE: return within(s, value, c);
    case SHAI_N_BOTH:
        f = satisfies(s, value, c->kids[0]);
        return shai_formula_and(s, f, satisfies(s, value, c->kids[1]));
    case SHAI_N_ONE_OF:
        f = shai_formula_truth(s, false);
        for (uint32_t i = 0; i < c->kids[0]->kid_count; i++)
            f = shai_formula_or(s, f, compare(s, SHAI_OP_EQ, value, c->kids[0]->kids[i]));
        return f;
    default: return opaque(s, c); /* `absent` asks whether it was detected */
    }
}

static const struct shai_formula *formula_of(struct shai_space *s, const struct shai_node *n)
{
    struct shai_num c;
    const struct shai_formula *a;
    if (!n) return shai_formula_truth(s, true);
    if (s->depth > DEPTH_MAX || s->made > MADE_MAX || n->kind == SHAI_N_ERROR) return opaque(s, n);
    if (n->kind != SHAI_N_NAME && shai_lint_constant(s->l, n, NULL, &c))
        return shai_formula_truth(s, shai_num_sign(c) != 0);
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_UNARY:
        return n->oper == SHAI_OP_NOT ? shai_formula_not(s, shai_formula_of(s, n->kids[0])) : opaque(s, n);
    case SHAI_N_BINARY:
        if (n->oper != SHAI_OP_AND && n->oper != SHAI_OP_OR) return comparison(s, n);
        a = shai_formula_of(s, n->kids[0]);
        return n->oper == SHAI_OP_AND ? shai_formula_and(s, a, shai_formula_of(s, n->kids[1]))
                                      : shai_formula_or(s, a, shai_formula_of(s, n->kids[1]));
    case SHAI_N_IN:
        if (shai_lint_is_broken(n->kids[0]) || !is_number_like(n->kids[0]->type)) return opaque(s, n);
        return satisfies(s, n->kids[0], n->kids[1]);
    case SHAI_N_NAME:
        if (n->decl && n->decl->kind == SHAI_DECL_LET && n->decl->body && n->decl->body->kind != SHAI_N_CASES &&
            n->decl->body->kind != SHAI_N_BY)
            return shai_formula_of(s, n->decl->body);
        return opaque(s, n);
    default: return opaque(s, n);
    }
}

const struct shai_formula *shai_formula_of(struct shai_space *s, const struct shai_node *n)
{
    s->depth++;
    const struct shai_formula *f = formula_of(s, n);
    s->depth--;
    return f;
}

/* What stands for the value of the variant. */
static const struct shai_node *value_node(struct shai_space *s, struct shai_span span)
{
    struct shai_node *n = shai_node(s->l->arena, SHAI_N_VALUE, span, SHAI_KIDS_END);
    n->type = s->variant->type;
    return n;
}

const struct shai_formula *shai_formula_meets(struct shai_space *s, const struct shai_node *criterion)
{
    return satisfies(s, value_node(s, criterion->span), criterion);
}

const struct shai_formula *shai_formula_applies(struct shai_space *s)
{
    const struct shai_variant_node *v = s->variant;
    const struct shai_formula *f = shai_formula_truth(s, true);
    if (v && v->group_applies) f = shai_formula_of(s, v->group_applies);
    return v && v->applies ? shai_formula_and(s, f, shai_formula_of(s, v->applies)) : f;
}

static const struct shai_formula *broken_by(struct shai_space *s, const struct shai_node *by)
{
    const struct shai_formula *earlier = shai_formula_truth(s, false), *broken = earlier;
    for (uint32_t i = 0; i < by->kids[1]->kid_count; i++) {
        const struct shai_node *k = by->kids[1]->kids[i];
        const struct shai_formula *here = shai_formula_truth(s, k->kind != SHAI_N_BY_CASE);
        for (uint32_t j = 0; k->kind == SHAI_N_BY_CASE && j < k->kids[0]->kid_count; j++)
            here = shai_formula_or(s, here, compare(s, SHAI_OP_EQ, by->kids[0], k->kids[0]->kids[j]));
        const struct shai_formula *taken = shai_formula_and(s, here, shai_formula_not(s, earlier));
        const struct shai_node *what = k->kids[k->kind == SHAI_N_BY_CASE];
        broken = shai_formula_or(s, broken, shai_formula_and(s, taken, shai_formula_broken(s, what)));
        earlier = shai_formula_or(s, earlier, here);
    }
    return broken;
}

const struct shai_formula *shai_formula_broken(struct shai_space *s, const struct shai_node *limit)
{
    if (shai_lint_is_broken(limit)) return shai_formula_truth(s, true);
    if (limit->kind == SHAI_N_DASH) return shai_formula_truth(s, false);
    if (limit->kind == SHAI_N_BY) return broken_by(s, limit);
    if (limit->kind != SHAI_N_CASES) return shai_formula_not(s, shai_formula_meets(s, limit));
    const struct shai_formula *rest = shai_formula_truth(s, true), *broken = shai_formula_truth(s, false);
    for (uint32_t i = 0; i < limit->kid_count; i++) {
        const struct shai_node *k = limit->kids[i];
        bool other = k->kind == SHAI_N_OTHERWISE;
        const struct shai_formula *when = other ? shai_formula_truth(s, true) : shai_formula_of(s, k->kids[1]);
        const struct shai_formula *taken = shai_formula_and(s, rest, when);
        broken = shai_formula_or(s, broken, shai_formula_and(s, taken, shai_formula_broken(s, k->kids[0])));
        rest = shai_formula_and(s, rest, shai_formula_not(s, when));
    }
    return broken;
}

/* --- cells --- */

/* A number of a cell: the cut itself, or one inside the gap. */
static struct shai_num inside(struct shai_space *s, const struct var *v, uint32_t cell)
{
    struct shai_arena *arena = s->l->arena;
    size_t i = cell / 2;
    if (cell % 2) return v->cuts[i];
    struct shai_num one =
        v->type && v->type->kind == SHAI_TYPE_NUMBER && !v->other ? v->type->factor : SHAI_NUM_INT(1);
    if (i == 0) return shai_num_sub(arena, v->cuts[0], one);
    if (i == v->cut_count) return shai_num_add(arena, v->cuts[i - 1], one);
    if (v->integer) return shai_num_add(arena, shai_num_floor(arena, v->cuts[i - 1]), SHAI_NUM_INT(1));
    struct shai_num sum = shai_num_add(arena, v->cuts[i - 1], v->cuts[i]);
    return shai_num_div(arena, sum, SHAI_NUM_INT(2));
}

static bool cell_exists(struct shai_space *s, const struct var *v, uint32_t cell)
{
    struct shai_num n = inside(s, v, cell);
    size_t i = cell / 2;
    bool gap = cell % 2 == 0 && i && i < v->cut_count;
    if (v->integer && gap && shai_num_cmp(n, v->cuts[i]) >= 0) return false;
    if (v->integer && cell % 2 && shai_num_cmp(n, shai_num_floor(s->l->arena, n)) != 0) return false;
    struct shai_interval at = shai_interval_point(n), domain = v->domain;
    struct shai_interval joined = domain; /* inside where the hull is no wider */
    shai_interval_join(&joined, &at);
    return joined.flags == domain.flags &&
           ((domain.flags & SHAI_LO_INF) || shai_num_cmp(joined.lo, domain.lo) == 0) &&
           ((domain.flags & (SHAI_HI_INF | SHAI_POINT)) || shai_num_cmp(joined.hi, domain.hi) == 0);
}

static void make_cells(struct shai_space *s, struct var *v)
{
    if (!(v->domain.flags & SHAI_LO_INF)) cut(s, v, v->domain.lo);
    if (!(v->domain.flags & (SHAI_HI_INF | SHAI_POINT))) cut(s, v, v->domain.hi);
    v->cells = SHAI_NEW_N(s->l->arena, uint32_t, 2 * v->cut_count + 1);
    v->cell_count = 0;
    for (uint32_t cell = 0; cell <= 2 * v->cut_count; cell++)
        if (cell_exists(s, v, cell)) v->cells[v->cell_count++] = cell;
    v->at = 0;
}

static void collect(struct shai_space *s, const struct shai_formula *f)
{
    if (f->a) collect(s, f->a);
    if (f->b) collect(s, f->b);
    if (f->kind != LEAF) return;
    s->leaves++;
    for (size_t i = 0; i < s->used_count; i++)
        if (s->used[i] == f->var) return;
    s->used = shai_arena_grow(s->l->arena, s->used, &s->used_cap, s->used_count + 1, sizeof *s->used);
    s->used[s->used_count++] = f->var;
}

static bool holds(const struct shai_formula *f)
{
    switch (f->kind) {
    case TRUE_: return true;
    case FALSE_: return false;
    case NOT_: return !holds(f->a);
    case AND_: return holds(f->a) && holds(f->b);
    case OR_: return holds(f->a) || holds(f->b);
    case LEAF: break;
    }
    uint32_t cell = f->var->cells[f->var->at], bound = *f->place;
    return meets(f->oper, cell < bound ? -1 : cell > bound);
}

/* Tells each leaf where its bound is among the cuts. */
static void place_bounds(const struct shai_formula *f)
{
    if (f->a) place_bounds(f->a);
    if (f->b) place_bounds(f->b);
    if (f->kind != LEAF) return;
    size_t lo = 0, hi = f->var->cut_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (shai_num_cmp(f->var->cuts[mid], f->bound) < 0) lo = mid + 1;
        else hi = mid;
    }
    *f->place = 2 * (uint32_t)lo + 1;
}

/* Sets the space up for these formulas. SHAI_NO: it is empty; SHAI_UNKNOWN: it is too large. */
static enum shai_truth begin(struct shai_space *s, const struct shai_formula *const *formulas, size_t count)
{
    size_t product = 1;
    s->used_count = s->leaves = 0;
    for (size_t i = 0; i < count; i++) collect(s, formulas[i]);
    for (size_t i = 0; i < s->used_count; i++) {
        make_cells(s, s->used[i]);
        if (!s->used[i]->cell_count) return SHAI_NO;
        product *= s->used[i]->cell_count;
        if (product > CELLS_MAX) return SHAI_UNKNOWN;
    }
    size_t work = product * (s->leaves + 1);
    if (s->made > MADE_MAX || work > SEARCH_MAX || work > s->l->work_left) return SHAI_UNKNOWN;
    for (size_t i = 0; i < count; i++) place_bounds(formulas[i]);
    s->l->work_left -= work;
    return SHAI_YES;
}

static bool step(struct shai_space *s)
{
    for (size_t i = 0; i < s->used_count; i++) {
        if (++s->used[i]->at < s->used[i]->cell_count) return true;
        s->used[i]->at = 0;
    }
    return false;
}

enum shai_truth shai_space_find(struct shai_space *s, const struct shai_formula *f)
{
    enum shai_truth ready = begin(s, &f, 1);
    if (ready != SHAI_YES) return ready;
    do {
        if (holds(f)) return SHAI_YES;
    } while (step(s));
    return SHAI_NO;
}

bool shai_space_exact(struct shai_space *s, const struct shai_formula *f)
{
    s->used_count = 0;
    collect(s, f);
    for (size_t i = 0; i < s->used_count; i++)
        if (!s->used[i]->exact) return false;
    return true;
}

bool shai_space_one_variable(struct shai_space *s, const struct shai_formula *a, const struct shai_formula *b)
{
    s->used_count = 0;
    collect(s, a);
    if (s->used_count != 1) return false;
    const struct var *first = s->used[0];
    s->used_count = 0;
    collect(s, b);
    return s->used_count == 1 && s->used[0] == first;
}

/* --- holes --- */

static size_t covered_by(const struct shai_formula *const *covers, size_t count)
{
    size_t i = 0;
    while (i < count && !holds(covers[i])) i++;
    return i;
}

/* From where the space stands along one variable: which formula covers the nearest covered cell, or count. */
static size_t look(struct var *v, const struct shai_formula *const *covers, size_t count, int way, bool narrow)
{
    size_t at = v->at, found = count;
    while (found == count && (way < 0 ? v->at > 0 : v->at + 1 < v->cell_count)) {
        v->at = way < 0 ? v->at - 1 : v->at + 1;
        found = covered_by(covers, count);
        if (narrow) break;
    }
    v->at = at;
    return found;
}

enum shai_truth shai_space_hole(struct shai_space *s, const struct shai_formula *const *covers, size_t count,
                                bool narrow)
{
    enum shai_truth ready = begin(s, covers, count);
    if (ready != SHAI_YES) return ready;
    do {
        if (covered_by(covers, count) < count) continue;
        for (size_t i = 0; i < s->used_count; i++) {
            struct var *v = s->used[i];
            bool ordered = v->type && !v->other &&
                           (v->type->kind == SHAI_TYPE_NUMBER || v->type->kind == SHAI_TYPE_DATE ||
                            v->type->kind == SHAI_TYPE_GRADE);
            if (!ordered || (narrow && v->cells[v->at] % 2 == 0)) continue;
            size_t below = look(v, covers, count, -1, narrow), above = look(v, covers, count, 1, narrow);
            if (below < count && above < count && below != above) return SHAI_YES;
        }
    } while (step(s));
    return SHAI_NO;
}

/* --- words --- */

static void put_value(struct shai_space *s, struct shai_strbuf *b, const struct var *v)
{
    const struct shai_type *t = v->type;
    struct shai_num n = inside(s, v, v->cells[v->at]);
    bool zh = s->l->spec->tree->lang == SHAI_ZH;
    char date[11];
    bool listed = t && (t->kind == SHAI_TYPE_CHOICE || t->kind == SHAI_TYPE_GRADE);
    if (listed && n.d == 1 && n.n >= 0 && n.n < (int64_t)t->set->name_count) {
        bool grade = t->kind == SHAI_TYPE_GRADE;
        shai_strbuf_printf(b, grade ? "\"%s\"" : "%s", t->set->names[n.n]);
    } else if (t && t->kind == SHAI_TYPE_DATE && n.d == 1 && n.n > 0 && n.n < INT32_MAX) {
        shai_date_format((int32_t)n.n, date);
        shai_strbuf_puts(b, date);
    } else if (t && t->kind == SHAI_TYPE_NUMBER) {
        shai_num_put_decimal(b, shai_num_div(s->l->arena, n, t->factor));
        if (t->unit) shai_strbuf_printf(b, " %s", t->unit);
    } else {
        shai_strbuf_puts(b, shai_num_sign(n) ? (zh ? "是" : "yes") : (zh ? "否" : "no"));
    }
}

const char *shai_space_words(struct shai_space *s, const struct shai_formula *f)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, s->l->arena);
    s->used_count = 0; /* where it stands is kept by the variables themselves */
    collect(s, f);
    for (size_t i = 0; i < s->used_count; i++) {
        const struct var *v = s->used[i];
        if (b.len) shai_strbuf_puts(&b, ", ");
        shai_strbuf_puts(&b, v->decl ? v->decl->name : shai_lint_source(s->l, v->of));
        if (v->other) {
            int sign = shai_num_sign(inside(s, v, v->cells[v->at]));
            shai_strbuf_printf(&b, " %s %s", sign < 0 ? "<" : sign ? ">" : "=", shai_lint_source(s->l, v->other));
            continue;
        }
        shai_strbuf_puts(&b, " = ");
        put_value(s, &b, v);
    }
    return b.s;
}
