/* Items to instructions: for each variant its gate, value, limit, requirements, judgement and hazard.
 *
 * The order within a variant: bounds of the limit (only where value or requirements mention `limit`), value, limit
 * held against the value, requirements, JUDGE, then, skipped unless the item failed, the hazard. */
#include "lang/checker.h"
#include "lang/compiler.h"
#include "runtime/field.h"
#include "runtime/vm.h"

#include <string.h>

static bool mentions(const struct shai_node *node, enum shai_node_kind kind)
{
    if (!node) return false;
    if (node->kind == kind) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (mentions(node->kids[i], kind)) return true;
    return false;
}

static bool mentions_decl(const struct shai_node *node, const struct shai_decl *decl)
{
    if (!node) return false;
    if (node->decl == decl) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (mentions_decl(node->kids[i], decl)) return true;
    return false;
}

/* --- the limit --- */

struct limit {
    const struct shai_variant_node *v;
    uint16_t value, broken; /* broken: SHAI_NONE16 where nobody asks for it */
};

static bool is_literal(const struct shai_node *n)
{
    if (n->kind == SHAI_N_UNARY) n = n->kids[0];
    return n->kind == SHAI_N_NUMBER_LIT || n->kind == SHAI_N_DATE_LIT || n->kind == SHAI_N_CHOICE ||
           (n->kind == SHAI_N_STRING && n->type->kind == SHAI_TYPE_GRADE);
}

enum { COMPUTED = -1000 }; /* places of a bound that is not a literal (program.h) */

static int places_of(struct shai_compiler *c, const struct shai_node *n)
{
    if (!is_literal(n)) return COMPUTED;
    if (n->kind == SHAI_N_UNARY) n = n->kids[0];
    struct shai_decimal d = {.places = 0};
    if (n->kind == SHAI_N_NUMBER_LIT) shai_num_parse(c->arena, n->name, strlen(n->name), &d);
    return d.places;
}

static struct shai_display bound_display(struct shai_compiler *c, const struct limit *l,
                                         const struct shai_node *bound)
{
    return shai_display_of(c, is_literal(bound) || !l->v->type ? bound->type : l->v->type);
}

static uint32_t add_criterion(struct shai_compiler *c, struct shai_criterion k)
{
    struct shai_program *p = c->program;
    if (!k.display.factor.d) /* no bound to print */
        k.display = (struct shai_display){.type = SHAI_V_NUMBER, .factor = SHAI_NUM_INT(1), .set = SHAI_NONE32};
    p->criteria =
        shai_arena_grow(c->arena, p->criteria, &c->criterion_cap, p->criterion_count + 1, sizeof *p->criteria);
    p->criteria[p->criterion_count] = k;
    return p->criterion_count++;
}

static void demand(struct shai_compiler *c, uint16_t lower, uint16_t upper, struct shai_criterion k)
{
    shai_emit(c, SHAI_PART_BODY, SHAI_I_REQUIRES, (uint16_t)c->item, lower, upper, add_criterion(c, k));
}

static void break_one(struct shai_compiler *c, const struct limit *l, uint16_t bound)
{
    if (l->broken != SHAI_NONE16) shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, l->broken, bound, 0, 0);
}

/* Either of two numbers. */
static uint16_t either(struct shai_compiler *c, uint16_t a, uint16_t b)
{
    if (a == b) return a;
    uint16_t r = shai_emit_new(c, SHAI_I_BOTTOM, 0, 0, 0);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, r, a, 0, 0);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, r, b, 0, 0);
    return r;
}

/* at_lo, at_hi: what is held against the ends, which `compare rounded` may have rounded to other places. */
static void break_range(struct shai_compiler *c, const struct limit *l, uint16_t lo, uint16_t hi, uint16_t at_lo,
                        uint16_t at_hi)
{
    if (l->broken == SHAI_NONE16) return;
    uint16_t value = either(c, at_lo, at_hi);
    if (shai_rule_here(c, l->v->type)) value = shai_emit_new(c, SHAI_I_WIDEN, value, 0, 0);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_BROKEN, l->broken, value, lo, hi);
}

static uint16_t hold(struct shai_compiler *c, const struct limit *l, enum shai_op op, uint16_t value, uint16_t bound)
{
    uint32_t rule = shai_rule_here(c, l->v->type);
    switch (op) {
    case SHAI_OP_LT: return shai_emit_new(c, SHAI_I_LT, value, bound, rule);
    case SHAI_OP_LE: return shai_emit_new(c, SHAI_I_LE, value, bound, rule);
    case SHAI_OP_GT: return shai_emit_new(c, SHAI_I_LT, bound, value, rule);
    case SHAI_OP_GE: return shai_emit_new(c, SHAI_I_LE, bound, value, rule);
    default: return shai_emit_new(c, SHAI_I_EQ, value, bound, rule);
    }
}

/* `compare rounded`: the value at the last place that the bound is written to, in the bound's unit (GB/T 8170-2008,
 * 4.3.3); of two literals the finer. Otherwise the value. */
static uint16_t held_value(struct shai_compiler *c, const struct limit *l, const struct shai_node *bound,
                           const struct shai_node *other)
{
    if (!l->v->compare || l->v->compare->op != SHAI_KW_ROUNDED) return l->value;
    struct shai_num finest = SHAI_NUM_INT(0);
    int places = 0;
    const struct shai_node *ends[] = {bound, other}, *unit = NULL;
    for (int i = 0; i < 2; i++) {
        const struct shai_node *digits, *times;
        if (!ends[i] || !shai_place_of(ends[i], &digits, &times)) continue;
        struct shai_decimal d = {.places = 0}, by = {.num = SHAI_NUM_INT(1)};
        shai_num_parse(c->arena, digits->name, strlen(digits->name), &d);
        if (times) shai_num_parse(c->arena, times->name, strlen(times->name), &by);
        struct shai_num q = shai_num_mul(c->arena, by.num, (times ? times : digits)->type->factor);
        for (int k = 0; k < d.places; k++) q = shai_num_div(c->arena, q, SHAI_NUM_INT(10));
        for (int k = d.places; k < 0; k++) q = shai_num_mul(c->arena, q, SHAI_NUM_INT(10));
        if (unit && shai_num_cmp(finest, q) <= 0) continue;
        finest = q;
        places = d.places;
        unit = times ? times : digits;
    }
    if (!unit) return l->value;
    uint16_t reg = shai_constant_reg(c, finest, shai_display_of(c, unit->type), places);
    return shai_emit_new(c, SHAI_I_ROUND, l->value, 0, shai_constant_at(c, reg));
}

/* --- the maker's declaration: judgement rules J2 to J6 of the national supervision specs --- */

static bool is_mandatory(const struct shai_compiler *c, const struct shai_variant_node *v)
{
    for (size_t i = 0; i < v->basis_count; i++)
        if (c->program->standards[v->basis[i]->kids[0]->decl->index].mandatory) return true;
    return false;
}

/* That the value must stand on the right side of `bound`, as people read it. text: the bound in words, for where it
 * is not one number; NULL where it is a literal. */
static void say_bound(struct shai_compiler *c, const struct limit *l, const struct shai_node *n, uint16_t bound,
                      int places, const char *text)
{
    enum shai_criterion_kind kind = n->oper == SHAI_OP_LT   ? SHAI_C_LT
                                    : n->oper == SHAI_OP_LE ? SHAI_C_LE
                                    : n->oper == SHAI_OP_GT ? SHAI_C_GT
                                    : n->oper == SHAI_OP_GE ? SHAI_C_GE
                                                            : SHAI_C_EQ;
    demand(c, bound, SHAI_NONE16,
           (struct shai_criterion){
               .kind = (uint8_t)kind, .display = bound_display(c, l, n->kids[0]), .places = places, .text = text});
}

static void require_bound(struct shai_compiler *c, const struct limit *l, const struct shai_node *n, uint16_t bound,
                          int places, const char *text)
{
    say_bound(c, l, n, bound, places, text);
    break_one(c, l, bound);
}

/* A bound that is worked out, in words: for where it comes to no number. */
static const char *bound_text(struct shai_compiler *c, const struct shai_node *bound)
{
    return is_literal(bound) ? NULL : shai_worded(c, bound);
}

/* One way the item may be judged joins what the others gave. */
static void join_way(struct shai_compiler *c, const struct limit *l, const struct shai_node *n, uint16_t acc,
                     uint16_t bound, int places, const char *text)
{
    uint16_t t = hold(c, l, (enum shai_op)n->oper, l->value, bound);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN_T, acc, t, 0, 0);
    require_bound(c, l, n, bound, places, text);
}

/* The stricter of limit and declaration where a basis is mandatory (J2, J3), else the declaration (J2, J4). */
static uint16_t binding_bound(struct shai_compiler *c, const struct shai_node *n, bool mandatory, uint16_t limit,
                              uint16_t declared)
{
    if (!mandatory) return declared;
    bool upper = n->oper == SHAI_OP_LT || n->oper == SHAI_OP_LE;
    return shai_emit_new(c, upper ? SHAI_I_MIN : SHAI_I_MAX, limit, declared, 0);
}

/* Does the sample's declared standard name a basis of the item? */
static uint16_t names_basis(struct shai_compiler *c, const struct shai_variant_node *v)
{
    uint32_t input = SHAI_NONE32;
    for (uint32_t i = 0; i < c->program->input_count; i++)
        if (c->program->inputs[i].standard &&
            shai_field_find(c->program->inputs[i].name, strlen(c->program->inputs[i].name)) ==
                SHAI_FIELD_DECLARED_STANDARD)
            input = i;
    if (input == SHAI_NONE32 || c->program->inputs[input].type != SHAI_V_TEXT) return shai_truth_reg(c, SHAI_NO);
    uint16_t text = shai_input_reg(c, input), any = SHAI_NONE16;
    for (size_t i = 0; i < v->basis_count; i++) {
        uint16_t t = shai_emit_new(c, SHAI_I_NAMES, text, 0, v->basis[i]->kids[0]->decl->index);
        any = any == SHAI_NONE16 ? t : shai_emit_new(c, SHAI_I_OR, any, t, 0);
    }
    return any;
}

/* declared ATTR. Declared: the binding bound. Undeclared: the limit (J5), or under a recommended standard the item is
 * not judged (J6). Blank: the limit where the declared standard names a basis; else what the declaration could still
 * change is unknown. */
static uint16_t declared_bound(struct shai_compiler *c, const struct limit *l, const struct shai_node *n,
                               uint16_t limit)
{
    bool mandatory = is_mandatory(c, l->v);
    uint16_t declared = shai_input_reg(c, l->v->declared->decl->index);
    uint16_t stated = shai_emit_new(c, SHAI_I_PRESENT, 0, 0, l->v->declared->decl->index);
    uint16_t acc = shai_emit_new(c, SHAI_I_BOTTOM_T, 0, 0, 0), known = shai_emit_new(c, SHAI_I_KNOWN, stated, 0, 0);
    uint16_t unjudged = shai_truth_reg(c, SHAI_T_UNJUDGED), named = names_basis(c, l->v);
    int places = places_of(c, n->kids[0]);
    const char *text = shai_worded(c, l->v->declared);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_CARRY_T, acc, stated, 0, 0);
    uint32_t answered = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_YES, 0, known, 0, 0);
    uint32_t by_standard = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_YES, 0, named, 0, 0);
    if (mandatory) { /* the stricter, or where nothing is declared the limit: what is asked in any case */
        uint16_t bound = either(c, binding_bound(c, n, true, limit, declared), limit);
        uint16_t t = hold(c, l, (enum shai_op)n->oper, l->value, bound);
        shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN_T, acc, t, 0, 0);
        say_bound(c, l, n, limit, places, bound_text(c, n->kids[0]));
        break_one(c, l, bound);
    } else {
        join_way(c, l, n, acc, declared, COMPUTED, text);
        shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN_T, acc, unjudged, 0, 0);
    }
    uint32_t done_blank = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP, 0, 0, 0, 0);
    shai_patch(c, answered);
    uint32_t nothing = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_NO, 0, stated, 0, 0);
    join_way(c, l, n, acc, binding_bound(c, n, mandatory, limit, declared), COMPUTED, mandatory ? NULL : text);
    uint32_t done_stated = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP, 0, 0, 0, 0);
    shai_patch(c, nothing);
    uint32_t done_nothing = SHAI_NONE32;
    if (!mandatory) {
        shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN_T, acc, unjudged, 0, 0);
        done_nothing = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP, 0, 0, 0, 0);
    }
    shai_patch(c, by_standard);
    join_way(c, l, n, acc, limit, places, bound_text(c, n->kids[0]));
    shai_patch(c, done_blank);
    shai_patch(c, done_stated);
    if (done_nothing != SHAI_NONE32) shai_patch(c, done_nothing);
    return acc;
}

static uint16_t one_bound(struct shai_compiler *c, const struct limit *l, const struct shai_node *n)
{
    const struct shai_node *b = n->kids[0];
    uint16_t bound = shai_compile_expr(c, b);
    if (l->v->declared) return declared_bound(c, l, n, bound);
    uint16_t t = hold(c, l, (enum shai_op)n->oper, held_value(c, l, b, NULL), bound);
    require_bound(c, l, n, bound, places_of(c, b), bound_text(c, b));
    return t;
}

static uint16_t within(struct shai_compiler *c, const struct limit *l, uint16_t lo, uint16_t hi, uint16_t at_lo,
                       uint16_t at_hi)
{
    uint32_t rule = shai_rule_here(c, l->v->type);
    uint16_t above = shai_emit_new(c, SHAI_I_LE, lo, at_lo, rule),
             below = shai_emit_new(c, SHAI_I_LE, at_hi, hi, rule);
    break_range(c, l, lo, hi, at_lo, at_hi);
    return shai_emit_new(c, SHAI_I_AND, above, below, 0);
}

static uint16_t range(struct shai_compiler *c, const struct limit *l, const struct shai_node *n)
{
    uint16_t lo = shai_compile_expr(c, n->kids[0]), hi = shai_compile_expr(c, n->kids[1]);
    uint16_t at_lo = held_value(c, l, n->kids[0], NULL), at_hi = held_value(c, l, n->kids[1], NULL);
    uint16_t t = within(c, l, lo, hi, at_lo, at_hi);
    demand(c, lo, hi,
           (struct shai_criterion){.kind = SHAI_C_RANGE,
                                   .display = bound_display(c, l, n->kids[1]),
                                   .places = places_of(c, n->kids[0]),
                                   .places_upper = places_of(c, n->kids[1])});
    return t;
}

/* As written, where both are literals; the bounds it comes to, where not. */
static const char *tolerance_text(struct shai_compiler *c, const struct shai_node *n)
{
    const struct shai_node *mid = n->kids[0], *width = n->kids[1];
    if (mid->kind != SHAI_N_NUMBER_LIT || width->kind != SHAI_N_NUMBER_LIT) return NULL;
    bool relative = n->flags & SHAI_F_RELATIVE;
    const char *unit = mid->type->unit, *share = width->type->unit;
    const char *word = shai_keyword_infos[SHAI_KW_RELATIVE].spelling[c->spec->tree->lang];
    if (relative)
        return shai_arena_printf(c->arena, "%s%s%s ± %s%s%s %s", mid->name, unit ? " " : "", unit ? unit : "",
                                 width->name, share ? " " : "", share ? share : "", word);
    return shai_arena_printf(c->arena, "%s ± %s%s%s", mid->name, width->name, share ? " " : "", share ? share : "");
}

/* Is this an attribute that cannot be below zero (R-NUM-2)? Then a share of it has no sign to take away. */
static bool never_negative(const struct shai_node *n)
{
    return n->kind == SHAI_N_NAME && n->decl && n->decl->kind == SHAI_DECL_ATTRIBUTE && n->type->unit &&
           !n->type->is_signed && !n->decl->constraint;
}

static uint16_t tolerance(struct shai_compiler *c, const struct limit *l, const struct shai_node *n)
{
    bool relative = n->flags & SHAI_F_RELATIVE;
    uint16_t mid = shai_compile_expr(c, n->kids[0]), width = shai_compile_expr(c, n->kids[1]);
    if (relative) width = shai_emit_new(c, SHAI_I_MUL, mid, width, 0);
    if (relative && !never_negative(n->kids[0])) width = shai_emit_new(c, SHAI_I_ABS, width, 0, 0);
    uint16_t lo = shai_emit_new(c, SHAI_I_SUB, mid, width, 0), hi = shai_emit_new(c, SHAI_I_ADD, mid, width, 0);
    uint16_t at = relative ? l->value : held_value(c, l, n->kids[0], n->kids[1]);
    uint16_t t = within(c, l, lo, hi, at, at);
    const char *text = tolerance_text(c, n);
    demand(c, lo, hi,
           (struct shai_criterion){.kind = !text      ? SHAI_C_RANGE
                                           : relative ? SHAI_C_RELATIVE
                                                      : SHAI_C_TOLERANCE,
                                   .display = bound_display(c, l, n->kids[0]),
                                   .places = COMPUTED,
                                   .places_upper = COMPUTED,
                                   .text = text});
    return t;
}

static uint16_t both(struct shai_compiler *c, const struct limit *l, const struct shai_node *n)
{
    const struct shai_node *low = n->kids[0], *high = n->kids[1];
    if (low->oper == SHAI_OP_LT || low->oper == SHAI_OP_LE) {
        low = n->kids[1];
        high = n->kids[0];
    }
    uint16_t lo = shai_compile_expr(c, low->kids[0]), hi = shai_compile_expr(c, high->kids[0]);
    uint16_t at_lo = held_value(c, l, low->kids[0], NULL), at_hi = held_value(c, l, high->kids[0], NULL);
    uint16_t above = hold(c, l, (enum shai_op)low->oper, at_lo, lo),
             below = hold(c, l, (enum shai_op)high->oper, at_hi, hi);
    demand(c, lo, hi,
           (struct shai_criterion){.kind = SHAI_C_BETWEEN,
                                   .lower_open = low->oper == SHAI_OP_GT,
                                   .upper_open = high->oper == SHAI_OP_LT,
                                   .display = bound_display(c, l, high->kids[0]),
                                   .places = places_of(c, low->kids[0]),
                                   .places_upper = places_of(c, high->kids[0])});
    break_range(c, l, lo, hi, at_lo, at_hi);
    return shai_emit_new(c, SHAI_I_AND, above, below, 0);
}

static uint16_t one_of(struct shai_compiler *c, const struct limit *l, const struct shai_node *n)
{
    uint16_t t = SHAI_NONE16;
    struct shai_strbuf text;
    shai_strbuf_init(&text, c->arena);
    for (uint32_t i = 0; i < n->kids[0]->kid_count; i++) {
        const struct shai_node *k = n->kids[0]->kids[i];
        uint16_t e = shai_emit_new(c, SHAI_I_EQ, l->value, shai_compile_expr(c, k), shai_rule_here(c, l->v->type));
        t = t == SHAI_NONE16 ? e : shai_emit_new(c, SHAI_I_OR, t, e, 0);
        shai_strbuf_printf(&text, "%s%s%s%s", i ? ", " : "", k->name ? k->name : shai_written(c, k->span),
                           k->unit ? " " : "", k->unit ? k->unit : "");
    }
    if (t == SHAI_NONE16) t = shai_truth_reg(c, SHAI_NO);
    demand(c, SHAI_NONE16, SHAI_NONE16, (struct shai_criterion){.kind = SHAI_C_IN, .text = text.s});
    return t;
}

static uint16_t absent(struct shai_compiler *c, const struct limit *l)
{
    const struct shai_decl *item = c->item_decl;
    uint32_t input = 0;
    for (size_t i = item->measure_count; i-- > 0;)
        if (item->measures[i]->type->kind == SHAI_TYPE_NUMBER) input = shai_input_of(c, item->measures[i]);
    demand(c, SHAI_NONE16, SHAI_NONE16, (struct shai_criterion){.kind = SHAI_C_ABSENT});
    return shai_emit_new(c, SHAI_I_ABSENT, l->value, (uint16_t)shai_rule_here(c, l->v->type), input);
}

/* The decision rule of the item or its group, else of the spec. */
static enum shai_rule rule_of(const struct shai_compiler *c, const struct shai_variant_node *v)
{
    const struct shai_node *n = v->decide ? v->decide : c->spec->decide;
    if (!n || n->op == SHAI_KW_SIMPLE) return SHAI_RULE_SIMPLE;
    return n->op == SHAI_KW_GUARDED ? SHAI_RULE_GUARDED : SHAI_RULE_CERTAIN;
}

static uint16_t criterion(struct shai_compiler *c, const struct shai_node *n, void *user)
{
    const struct limit *l = user;
    struct shai_span outer = c->span;
    c->span = n->span;
    c->decide = rule_of(c, l->v);
    uint16_t t;
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_CRITERION: t = one_bound(c, l, n); break;
    case SHAI_N_RANGE: t = range(c, l, n); break;
    case SHAI_N_TOLERANCE: t = tolerance(c, l, n); break;
    case SHAI_N_BOTH: t = both(c, l, n); break;
    case SHAI_N_ONE_OF: t = one_of(c, l, n); break;
    case SHAI_N_ABSENT: t = absent(c, l); break;
    default: t = shai_truth_reg(c, SHAI_T_INAPPLICABLE); break; /* a dash */
    }
    c->decide = SHAI_RULE_SIMPLE;
    c->span = outer;
    return t;
}

/* The bound alone, for `limit` in value and requirements: one direction was checked. */
static uint16_t bound_only(struct shai_compiler *c, const struct shai_node *n, void *user)
{
    (void)user;
    return n->kind == SHAI_N_CRITERION ? shai_compile_expr(c, n->kids[0]) : SHAI_NONE16;
}

/* --- value, requirements, hazard --- */

static uint16_t value_what(struct shai_compiler *c, const struct shai_node *what, void *user)
{
    (void)user;
    return shai_compile_expr(c, what);
}

static uint16_t compile_exact_value(struct shai_compiler *c, const struct shai_variant_node *v)
{
    uint16_t r;
    if (v->value) r = shai_compile_cases(c, v->value, value_what, NULL, false);
    else if (!v->type || c->item_decl->measure_count != 1) return SHAI_NONE16;
    else r = shai_source_reg(c, c->item_decl->measures[0]);
    if (!v->round) return r;
    const struct shai_node *n = v->round->kids[0];
    c->span = v->round->span;
    if (!(v->round->flags & SHAI_F_SIGNIFICANT))
        return shai_emit_new(c, SHAI_I_ROUND, r, 0, shai_constant_index(c, n));
    struct shai_decimal digits = {.num = SHAI_NUM_INT(1)};
    shai_num_parse(c->arena, n->name, strlen(n->name), &digits);
    return shai_emit_new(c, SHAI_I_ROUND_SIGNIFICANT, r, 0, (uint32_t)(digits.num.n / digits.num.d));
}

/* The value with the uncertainty that ITEM.U gives it. */
static uint16_t compile_value(struct shai_compiler *c, const struct shai_variant_node *v)
{
    const struct shai_decl *u = c->item_decl->value_u;
    uint16_t r = compile_exact_value(c, v);
    bool number = v->type && v->type->kind == SHAI_TYPE_NUMBER && u && shai_dim_equal(&v->type->dim, &u->type->dim);
    return r == SHAI_NONE16 || !number ? r : shai_emit_new(c, SHAI_I_GIVE_U, r, 0, u->index);
}

static uint16_t and_with(struct shai_compiler *c, uint16_t all, uint16_t t)
{
    return all == SHAI_NONE16 ? t : shai_emit_new(c, SHAI_I_AND, all, t, 0);
}

static uint16_t compile_truth(struct shai_compiler *c, const struct shai_variant_node *v, uint16_t *broken)
{
    const struct shai_decl *item = c->item_decl;
    uint16_t all = SHAI_NONE16;
    bool asked = mentions(v->hazard, SHAI_N_LIMIT) || mentions(v->problem, SHAI_N_LIMIT);
    if (v->limit) {
        struct limit l = {v, c->value_reg, SHAI_NONE16};
        if (asked) l.broken = shai_emit_new(c, SHAI_I_BOTTOM, 0, 0, 0);
        all = shai_compile_cases(c, v->limit, criterion, &l, true);
        if (asked)
            shai_emit(c, SHAI_PART_BODY, SHAI_I_SETTLE, l.broken, 0, 0, shai_cause(c, SHAI_CAUSE_NO_BOUND, NULL));
        *broken = l.broken;
    }
    for (size_t i = 0; i < v->require_count; i++) {
        c->span = v->requires[i] -> span;
        c->decide = rule_of(c, v);
        uint16_t t = shai_compile_expr(c, v->requires[i]);
        c->decide = SHAI_RULE_SIMPLE;
        demand(c, SHAI_NONE16, SHAI_NONE16,
               (struct shai_criterion){.kind = SHAI_C_REQUIRE, .text = shai_worded_condition(c, v->requires[i])});
        all = and_with(c, all, t);
    }
    for (size_t i = 0; i < item->measure_count;
         i++) { /* what the laboratory itself judged counts, unless it is named */
        const struct shai_decl *m = item->measures[i];
        bool named = mentions_decl(v->value, m);
        for (size_t k = 0; k < v->require_count; k++) named |= mentions_decl(v->requires[k], m);
        if (m->type->kind == SHAI_TYPE_CONFORMITY && !named) all = and_with(c, all, shai_source_reg(c, m));
    }
    if (v->report || all == SHAI_NONE16) return shai_truth_reg(c, SHAI_T_UNJUDGED);
    return all;
}

static uint16_t hazard_what(struct shai_compiler *c, const struct shai_node *what, void *user)
{
    (void)user;
    struct shai_display plain = {.type = SHAI_V_NUMBER, .factor = SHAI_NUM_INT(1), .set = SHAI_NONE32};
    return shai_constant_reg(c, SHAI_NUM_INT(what->op == SHAI_KW_SERIOUS ? SHAI_SERIOUS : SHAI_GENERAL), plain, 0);
}

/* --- the variant's row --- */

static struct shai_citation *citations(struct shai_compiler *c, struct shai_node **list, size_t count)
{
    struct shai_citation *out = SHAI_NEW_N(c->arena, struct shai_citation, count);
    for (size_t i = 0; i < count; i++) {
        const struct shai_node *clause = list[i]->kids[1];
        out[i].standard = list[i]->kids[0]->decl->index;
        out[i].clause = clause && clause->kind == SHAI_N_STRING ? clause->name : NULL;
    }
    return out;
}

static uint8_t method_kind(const struct shai_variant_node *v)
{
    for (size_t i = 0; i < v->method_count; i++) switch ((enum shai_kw)v->methods[i]->op) {
        case SHAI_KW_VISUAL: return SHAI_METHOD_VISUAL;
        case SHAI_KW_PORTABLE: return SHAI_METHOD_PORTABLE;
        case SHAI_KW_RAPID: return SHAI_METHOD_RAPID;
        case SHAI_KW_LABORATORY: return SHAI_METHOD_LABORATORY;
        default: break;
        }
    return SHAI_METHOD_NONE;
}

static const char *piece_text(struct shai_compiler *c, const struct shai_node *n)
{
    if (n->kind == SHAI_N_NUMBER_LIT && n->unit) return shai_arena_printf(c->arena, "%s %s", n->name, n->unit);
    return n->name ? n->name : shai_written(c, n->span);
}

static void problem(struct shai_compiler *c, const struct shai_node *template, struct shai_variant *row)
{
    row->problem = SHAI_NEW_N(c->arena, struct shai_piece, template->kid_count);
    for (uint32_t i = 0; i < template->kid_count; i++) {
        const struct shai_node *n = template->kids[i];
        struct shai_piece *p = &row->problem[row->problem_count++];
        p->input = SHAI_NONE32;
        switch ((enum shai_node_kind)n->kind) {
        case SHAI_N_TITLE_REF: p->kind = SHAI_P_TITLE; break;
        case SHAI_N_VALUE: p->kind = SHAI_P_VALUE; break;
        case SHAI_N_LIMIT: p->kind = SHAI_P_LIMIT; break;
        case SHAI_N_REQUIREMENT: p->kind = SHAI_P_REQUIREMENT; break;
        case SHAI_N_NAME:
        case SHAI_N_READING:
            if (n->decl->kind == SHAI_DECL_LET) {
                p->kind = SHAI_P_LET;
                p->reg = c->let_reg[n->decl->index];
                p->display = shai_display_of(c, n->type);
                break;
            }
            p->kind = SHAI_P_INPUT;
            p->input = n->decl->index;
            break;
        default:
            p->kind = SHAI_P_TEXT;
            p->text = piece_text(c, n);
            break;
        }
    }
}

static void fill_row(struct shai_compiler *c, const struct shai_variant_node *v, struct shai_variant *row)
{
    row->group = v->group && v->group->kids[0] ? v->group->kids[0]->name : NULL;
    row->basis = citations(c, v->basis, v->basis_count);
    row->basis_count = (uint32_t)v->basis_count;
    row->methods = citations(c, v->methods, v->method_count);
    row->method_count = (uint32_t)v->method_count;
    row->method_kind = method_kind(v);
    row->report = v->report;
    row->chosen = v->chosen;
    row->display = v->type
                       ? shai_display_of(c, v->type)
                       : (struct shai_display){.type = SHAI_V_NUMBER, .factor = SHAI_NUM_INT(1), .set = SHAI_NONE32};
    row->decide = (uint8_t)rule_of(c, v);
    row->allow = (uint16_t)c->item_decl->allow;
    row->judged_count = c->item_decl->each ? c->item_decl->each : 1;
    row->judged = SHAI_NEW_N(c->arena, struct shai_judged, row->judged_count);
    memset(row->judged, 0xFF, row->judged_count * sizeof *row->judged); /* SHAI_NONE16 */
    if (v->problem) problem(c, v->problem, row);
}

/* Value, limit and requirements: of the item, or of the specimen at hand. */
static void compile_judged(struct shai_compiler *c, const struct shai_variant_node *v, struct shai_judged *j)
{
    bool early = mentions(v->value, SHAI_N_LIMIT);
    for (size_t i = 0; i < v->require_count; i++) early |= mentions(v->requires[i], SHAI_N_LIMIT);
    c->value_reg = SHAI_NONE16;
    c->limit_reg = SHAI_NONE16;
    /* The limit's conditions may mention `value` only where the value does not mention `limit`. */
    bool limit_first = early && v->limit && !mentions(v->limit, SHAI_N_VALUE);
    if (limit_first) c->limit_reg = shai_compile_cases(c, v->limit, bound_only, NULL, false);
    c->value_reg = compile_value(c, v);
    if (early && v->limit && !limit_first) c->limit_reg = shai_compile_cases(c, v->limit, bound_only, NULL, false);
    j->value_reg = c->value_reg;
    j->truth_reg = compile_truth(c, v, &j->broken_reg);
}

static void compile_hazard(struct shai_compiler *c, const struct shai_variant_node *v, struct shai_judged *j)
{
    if (!v->hazard || v->report) return;
    uint32_t fine = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_UNLESS_NO, 0, j->truth_reg, 0, 0);
    c->value_reg = j->value_reg;
    c->limit_reg = j->broken_reg;
    j->hazard_reg = shai_compile_cases(c, v->hazard, hazard_what, NULL, false);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_HAZARD, (uint16_t)c->item, j->hazard_reg, (uint16_t)c->specimen, 0);
    shai_patch(c, fine);
}

/* One specimen after the other, then all together, then the grades of those that fail. */
static void compile_each(struct shai_compiler *c, const struct shai_variant_node *v, struct shai_variant *row,
                         uint32_t index)
{
    for (c->specimen = 1; c->specimen <= row->judged_count; c->specimen++) {
        struct shai_judged *j = &row->judged[c->specimen - 1];
        compile_judged(c, v, j);
        c->span = v->span;
        shai_emit(c, SHAI_PART_BODY, SHAI_I_SPECIMEN, (uint16_t)c->item, j->truth_reg, 0, c->specimen);
    }
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JUDGE_EACH, (uint16_t)c->item, 0, 0, index);
    for (c->specimen = 1; c->specimen <= row->judged_count; c->specimen++)
        compile_hazard(c, v, &row->judged[c->specimen - 1]);
    c->specimen = 0;
}

static void compile_variant(struct shai_compiler *c, const struct shai_variant_node *v, uint32_t index,
                            uint16_t group)
{
    struct shai_variant *row = &c->program->items[c->item].variants[index];
    fill_row(c, v, row);
    c->span = v->span;
    uint16_t own = v->applies ? shai_compile_expr(c, v->applies) : shai_truth_reg(c, SHAI_YES);
    uint32_t gate = shai_emit(c, SHAI_PART_BODY, SHAI_I_GATE, (uint16_t)c->item, group, own, 0);
    if (c->item_decl->each) {
        compile_each(c, v, row, index);
    } else {
        compile_judged(c, v, row->judged);
        c->span = v->span;
        shai_emit(c, SHAI_PART_BODY, SHAI_I_JUDGE, (uint16_t)c->item, row->judged->truth_reg, row->judged->value_reg,
                  index);
        compile_hazard(c, v, row->judged);
    }
    shai_patch(c, gate);
}

/* --- items --- */

static void prepare_variant(struct shai_compiler *c, const struct shai_variant_node *v)
{
    const struct shai_node *nodes[] = {v->group_applies, v->applies, v->value, v->limit, v->hazard, v->problem};
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) shai_prepare(c, nodes[i]);
    for (size_t i = 0; i < v->require_count; i++) shai_prepare(c, v->requires[i]);
}

/* A group's condition is worked out once, at the top level, before its first item. */
static uint16_t group_condition(struct shai_compiler *c, const struct shai_variant_node *v)
{
    if (!v->group_applies) return shai_truth_reg(c, SHAI_YES);
    for (const struct shai_group_reg *g = c->groups; g; g = g->next)
        if (g->group == v->group) return g->reg;
    struct shai_group_reg *g = SHAI_NEW(c->arena, struct shai_group_reg);
    g->group = v->group;
    g->reg = shai_compile_expr(c, v->group_applies);
    g->next = c->groups;
    c->groups = g;
    return g->reg;
}

void shai_compile_item(struct shai_compiler *c, struct shai_decl *item)
{
    if (c->item_done[item->index]) return;
    c->item_done[item->index] = true;
    for (size_t i = 0; i < item->measure_count; i++) shai_prepare_measure(c, item->measures[i]);
    const struct shai_decl *outer = c->item_decl;
    uint32_t outer_item = c->item;
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) prepare_variant(c, v);
    uint16_t *groups = SHAI_NEW_N(c->arena, uint16_t, item->variant_count);
    uint32_t i = 0;
    c->item = SHAI_NONE32;
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) groups[i++] = group_condition(c, v);
    c->item = item->index;
    c->item_decl = item;
    i = 0;
    for (const struct shai_variant_node *v = item->variants; v; v = v->next, i++) compile_variant(c, v, i, groups[i]);
    c->item = outer_item;
    c->item_decl = outer;
}

void shai_compile_verdict(struct shai_compiler *c, const struct shai_node *cases)
{
    uint32_t *taken = SHAI_NEW_N(c->arena, uint32_t, cases->kid_count), count = 0;
    shai_prepare(c, cases);
    c->item = SHAI_NONE32;
    for (uint32_t i = 0; i < cases->kid_count; i++) {
        const struct shai_node *n = cases->kids[i];
        bool otherwise = n->kind == SHAI_N_OTHERWISE;
        c->span = n->span;
        uint16_t t = otherwise ? shai_truth_reg(c, SHAI_YES) : shai_compile_expr(c, n->kids[1]);
        uint16_t grade = n->kids[0]->op == SHAI_KW_SERIOUS ? SHAI_SERIOUS : SHAI_GENERAL;
        shai_note_choice(c, SHAI_CHOICE_RAISE, n, t);
        shai_emit(c, SHAI_PART_BODY, SHAI_I_RAISE, 0, grade, t, 0);
        if (!otherwise) taken[count++] = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_YES, 0, t, 0, 0);
    }
    for (uint32_t i = 0; i < count; i++) shai_patch(c, taken[i]);
}
