/* Limits to instructions: each criterion held against the value, under the item's decision rule; what the maker
 * declares by the judgement rules of the national supervision specs; what is said of both in results, and which bound
 * was broken. */
#include "lang/checker.h"
#include "lang/compiler.h"
#include "runtime/field.h"

#include <string.h>

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

void shai_demand(struct shai_compiler *c, uint16_t lower, uint16_t upper, struct shai_criterion k)
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

static bool is_rounded(const struct limit *l)
{
    return l->v->compare && l->v->compare->op == SHAI_KW_ROUNDED;
}

/* `compare rounded`: `value` at the last place that the bound is written to, in the bound's unit (GB/T 8170-2008,
 * 4.3.3); of two literals the finer. Otherwise the value. */
static uint16_t at_place(struct shai_compiler *c, const struct limit *l, uint16_t value,
                         const struct shai_node *bound, const struct shai_node *other)
{
    if (!is_rounded(l)) return value;
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
    if (!unit) return value;
    uint16_t reg = shai_constant_reg(c, finest, shai_display_of(c, unit->type), places);
    return shai_emit_new(c, SHAI_I_ROUND, value, 0, shai_constant_at(c, reg));
}

/* The value held against a bound. Under `compare rounded` and a decision rule every point of value ± U is rounded and
 * held (R-DECIDE-12). other: the second literal that says the place, or NULL. */
static uint16_t held(struct shai_compiler *c, const struct limit *l, enum shai_op op, uint16_t bound,
                     const struct shai_node *node, const struct shai_node *other)
{
    enum shai_rule rule = c->decide;
    if (!is_rounded(l) || rule == SHAI_RULE_SIMPLE)
        return hold(c, l, op, at_place(c, l, l->value, node, other), bound);
    c->decide = SHAI_RULE_SIMPLE;
    uint16_t wide = shai_emit_new(c, SHAI_I_WIDEN, l->value, 0, 0);
    uint16_t all = hold(c, l, op, at_place(c, l, wide, node, other), bound);
    c->decide = rule;
    return shai_emit_new(c, SHAI_I_DECIDE, all, l->value, (uint32_t)rule);
}

/* The ends of a range that all of value ± U, at the place of each, may break. other: as above. */
static void break_range(struct shai_compiler *c, const struct limit *l, uint16_t lo, uint16_t hi,
                        const struct shai_node *low, const struct shai_node *high, const struct shai_node *other)
{
    uint16_t value = l->value;
    if (l->broken == SHAI_NONE16) return;
    if (shai_rule_here(c, l->v->type)) value = shai_emit_new(c, SHAI_I_WIDEN, value, 0, 0);
    uint16_t at_lo = at_place(c, l, value, low, other), at_hi = at_place(c, l, value, high, other);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_BROKEN, l->broken, at_lo, lo, shai_two_registers(hi, at_hi));
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
    shai_demand(
        c, bound, SHAI_NONE16,
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
    uint16_t t = held(c, l, (enum shai_op)n->oper, bound, b, NULL);
    require_bound(c, l, n, bound, places_of(c, b), bound_text(c, b));
    return t;
}

static uint16_t within(struct shai_compiler *c, const struct limit *l, uint16_t lo, uint16_t hi,
                       const struct shai_node *low, const struct shai_node *high, const struct shai_node *other)
{
    uint16_t above = held(c, l, SHAI_OP_GE, lo, low, other), below = held(c, l, SHAI_OP_LE, hi, high, other);
    break_range(c, l, lo, hi, low, high, other);
    return shai_emit_new(c, SHAI_I_AND, above, below, 0);
}

static uint16_t range(struct shai_compiler *c, const struct limit *l, const struct shai_node *n)
{
    uint16_t lo = shai_compile_expr(c, n->kids[0]), hi = shai_compile_expr(c, n->kids[1]);
    uint16_t t = within(c, l, lo, hi, n->kids[0], n->kids[1], NULL);
    shai_demand(c, lo, hi,
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
    uint16_t t = within(c, l, lo, hi, n->kids[0], n->kids[0], n->kids[1]);
    const char *text = tolerance_text(c, n);
    shai_demand(c, lo, hi,
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
    uint16_t above = held(c, l, (enum shai_op)low->oper, lo, low->kids[0], NULL);
    uint16_t below = held(c, l, (enum shai_op)high->oper, hi, high->kids[0], NULL);
    shai_demand(c, lo, hi,
                (struct shai_criterion){.kind = SHAI_C_BETWEEN,
                                        .lower_open = low->oper == SHAI_OP_GT,
                                        .upper_open = high->oper == SHAI_OP_LT,
                                        .display = bound_display(c, l, high->kids[0]),
                                        .places = places_of(c, low->kids[0]),
                                        .places_upper = places_of(c, high->kids[0])});
    break_range(c, l, lo, hi, low->kids[0], high->kids[0], NULL);
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
    shai_demand(c, SHAI_NONE16, SHAI_NONE16, (struct shai_criterion){.kind = SHAI_C_IN, .text = text.s});
    return t;
}

static uint16_t absent(struct shai_compiler *c, const struct limit *l)
{
    const struct shai_decl *item = c->item_decl;
    uint32_t input = 0;
    for (size_t i = item->measure_count; i-- > 0;)
        if (item->measures[i]->type->kind == SHAI_TYPE_NUMBER) input = shai_input_of(c, item->measures[i]);
    shai_demand(c, SHAI_NONE16, SHAI_NONE16, (struct shai_criterion){.kind = SHAI_C_ABSENT});
    return shai_emit_new(c, SHAI_I_ABSENT, l->value, (uint16_t)shai_rule_here(c, l->v->type), input);
}

/* The decision rule of the item or its group, else of the spec. */
enum shai_rule shai_rule_of(const struct shai_compiler *c, const struct shai_variant_node *v)
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
    c->decide = shai_rule_of(c, l->v);
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

uint16_t shai_compile_limit(struct shai_compiler *c, const struct shai_variant_node *v, uint16_t value,
                            uint16_t broken)
{
    struct limit l = {v, value, broken};
    return shai_compile_cases(c, v->limit, criterion, &l, true);
}

uint16_t shai_compile_bound(struct shai_compiler *c, const struct shai_variant_node *v)
{
    return shai_compile_cases(c, v->limit, bound_only, NULL, false);
}
