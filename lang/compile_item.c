/* Items to instructions: for each variant its gate, value, limit, requirements, judgement and hazard.
 *
 * The order within a variant: bounds of the limit (only where value or requirements mention `limit`), value, limit
 * held against the value, requirements, JUDGE, then, skipped unless the item failed, the hazard. */
#include "lang/checker.h"
#include "lang/compiler.h"
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
        if (asked) *broken = shai_emit_new(c, SHAI_I_BOTTOM, 0, 0, 0);
        all = shai_compile_limit(c, v, c->value_reg, *broken);
        if (asked)
            shai_emit(c, SHAI_PART_BODY, SHAI_I_SETTLE, *broken, 0, 0, shai_cause(c, SHAI_CAUSE_NO_BOUND, NULL));
    }
    for (size_t i = 0; i < v->require_count; i++) {
        c->span = v->requires[i] -> span;
        c->decide = shai_rule_of(c, v);
        uint16_t t = shai_compile_expr(c, v->requires[i]);
        c->decide = SHAI_RULE_SIMPLE;
        shai_demand(
            c, SHAI_NONE16, SHAI_NONE16,
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
    return shai_number_reg(c, what->op == SHAI_KW_SERIOUS ? SHAI_SERIOUS : SHAI_GENERAL);
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
    row->decide = (uint8_t)shai_rule_of(c, v);
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
    if (limit_first) c->limit_reg = shai_compile_bound(c, v);
    c->value_reg = compile_value(c, v);
    if (early && v->limit && !limit_first) c->limit_reg = shai_compile_bound(c, v);
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
