/* Expressions: every name resolved, every type right, bare literals given their unit (§3).
 *
 * The checker writes node->type and node->decl; a name that is a choice becomes a CHOICE node with its index, a
 * string opposite a grade gets its index. An expression with an error has the type ERROR, which fits everything, so
 * that one mistake is reported once. */
#include "lang/checker.h"

#include <string.h>

const struct shai_type *shai_wrong(struct shai_node *node)
{
    return node->type = &shai_type_error;
}

struct shai_decl *shai_item_measure(const struct shai_decl *item, const char *name)
{
    if (!name) return item->measure_count == 1 ? item->measures[0] : NULL;
    for (size_t i = 0; i < item->measure_count; i++)
        if (strcmp(item->measures[i]->name, name) == 0) return item->measures[i];
    return NULL;
}

struct shai_decl *shai_resolve(struct shai_checker *ck, struct shai_node *node)
{
    struct shai_decl *d = ck->item ? shai_item_measure(ck->item, node->name) : NULL;
    if (!d) d = shai_scope_find(&ck->scope, node->name);
    if (d) {
        d->used = true;
        return node->decl = d;
    }
    shai_say_unknown(ck, node);
    return NULL;
}

/* May this name stand for something without knowing what is opposite? */
static bool resolves(const struct shai_checker *ck, const struct shai_node *node)
{
    return (ck->item && shai_item_measure(ck->item, node->name)) || shai_scope_find(&ck->scope, node->name);
}

bool shai_types_fit(const struct shai_type *a, const struct shai_type *b)
{
    if (a->kind == SHAI_TYPE_ERROR || b->kind == SHAI_TYPE_ERROR) return true;
    if (a->kind != b->kind) return false;
    if (a->kind == SHAI_TYPE_NUMBER) return shai_dim_equal(&a->dim, &b->dim);
    if (a->kind == SHAI_TYPE_CHOICE) {
        if (a->set == b->set) return true;
        if (a->set->name_count != b->set->name_count) return false;
        for (uint32_t i = 0; i < a->set->name_count; i++)
            if (strcmp(a->set->names[i], b->set->names[i]) != 0) return false;
        return true;
    }
    return a->kind != SHAI_TYPE_GRADE || a->set == b->set;
}

static const struct shai_type *report_mismatch(struct shai_checker *ck, struct shai_node *node,
                                               const struct shai_type *want, const struct shai_type *is)
{
    if (want->kind == SHAI_TYPE_NUMBER && is->kind == SHAI_TYPE_NUMBER)
        shai_diag_span(ck->diags, SHAI_D_DIMENSION, node->span, shai_unit_name(ck, want), shai_unit_name(ck, is),
                       NULL);
    else
        shai_diag_span(ck->diags, SHAI_D_TYPE_MISMATCH, node->span, shai_type_name(ck, want), shai_type_name(ck, is),
                       NULL);
    return shai_wrong(node);
}

static const char *join_names(struct shai_checker *ck, const struct shai_decl *set)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, ck->arena);
    for (uint32_t i = 0; i < set->name_count && i < 12; i++) {
        if (i) shai_strbuf_puts(&b, ", ");
        shai_strbuf_puts(&b, set->names[i]);
    }
    if (set->name_count > 12) shai_strbuf_puts(&b, ", …");
    return b.s;
}

static bool find_in_set(const struct shai_decl *set, const char *name, uint32_t *index)
{
    for (uint32_t i = 0; i < set->name_count; i++)
        if (strcmp(set->names[i], name) == 0) {
            *index = i;
            return true;
        }
    return false;
}

static const struct shai_type *check_choice(struct shai_checker *ck, struct shai_node *node,
                                            const struct shai_type *want)
{
    if (find_in_set(want->set, node->name, &node->index)) {
        node->kind = SHAI_N_CHOICE;
        return node->type = want;
    }
    if (resolves(ck, node)) return NULL;
    struct shai_diag *d = shai_diag_span(ck->diags, SHAI_D_UNKNOWN_CHOICE, node->span, node->name, want->set->name,
                                         join_names(ck, want->set), NULL);
    for (uint32_t i = 0; i < want->set->name_count; i++)
        if (shai_name_is_near(node->name, want->set->names[i])) {
            shai_diag_hint(ck->diags, d, shai_arena_printf(ck->arena, "%s ?", want->set->names[i]));
            break;
        }
    return shai_wrong(node);
}

/* A grade without its quotes: 3, 3 级, 3-4 级. */
static bool says_quotes(struct shai_checker *ck, const struct shai_node *node, const struct shai_type *want)
{
    const struct shai_node *first = node, *second = NULL;
    if (node->kind == SHAI_N_BINARY && node->oper == SHAI_OP_SUB) first = node->kids[0], second = node->kids[1];
    if (!first || first->kind != SHAI_N_NUMBER_LIT || (second && second->kind != SHAI_N_NUMBER_LIT)) return false;
    const char *label = second ? shai_arena_printf(ck->arena, "%s-%s", first->name, second->name) : first->name;
    uint32_t index;
    if (want->kind == SHAI_TYPE_ERROR) return second; /* the grade itself is in doubt, which was said */
    if (!find_in_set(want->set, label, &index)) return false;
    struct shai_diag *d = shai_diag_span(ck->diags, SHAI_D_GRADE_QUOTES, node->span, want->set->name, NULL);
    shai_diag_hint(ck->diags, d, shai_arena_printf(ck->arena, "\"%s\"", label));
    return true;
}

const struct shai_type *shai_check_as(struct shai_checker *ck, struct shai_node *node, const struct shai_type *want)
{
    if (!node) return &shai_type_error;
    if (want->kind == SHAI_TYPE_NUMBER && shai_is_bare_literal(node)) {
        struct shai_node *lit = node->kind == SHAI_N_UNARY ? node->kids[0] : node;
        if (!want->unit && !shai_dim_is_pure(&want->dim)) {
            shai_diag_span(ck->diags, SHAI_D_NEEDS_UNIT, node->span, NULL);
            return shai_wrong(node);
        }
        return lit->type = node->type = want;
    }
    if (want->kind == SHAI_TYPE_ERROR && node->kind == SHAI_N_NAME && !resolves(ck, node))
        return shai_wrong(node); /* a choice, perhaps, of what is wrong itself */
    if (want->kind == SHAI_TYPE_CHOICE && node->kind == SHAI_N_NAME) {
        const struct shai_type *t = check_choice(ck, node, want);
        if (t) return t;
    }
    if (want->kind == SHAI_TYPE_GRADE && node->kind == SHAI_N_STRING) {
        if (find_in_set(want->set, node->name, &node->index)) return node->type = want;
        shai_diag_span(ck->diags, SHAI_D_UNKNOWN_GRADE, node->span, node->name, want->set->name,
                       join_names(ck, want->set), NULL);
        return shai_wrong(node);
    }
    if ((want->kind == SHAI_TYPE_GRADE || want->kind == SHAI_TYPE_ERROR) && says_quotes(ck, node, want))
        return shai_wrong(node);
    const struct shai_type *t = shai_check_expr(ck, node);
    return shai_types_fit(want, t) ? t : report_mismatch(ck, node, want, t);
}

bool shai_check_condition(struct shai_checker *ck, struct shai_node *node)
{
    return shai_check_as(ck, node, &shai_type_truth)->kind != SHAI_TYPE_ERROR;
}

/* --- names --- */

static const struct shai_type *source_type(struct shai_node *node, const struct shai_decl *d)
{
    const struct shai_type *t = d->type ? d->type : &shai_type_error;
    return node->type = t->kind == SHAI_TYPE_CONFORMITY ? &shai_type_truth : t;
}

static const struct shai_type *measure_type(struct shai_checker *ck, struct shai_node *node,
                                            const struct shai_decl *d)
{
    if (shai_has_reading_here(ck, d)) return source_type(node, d);
    shai_diag_span(ck->diags, SHAI_D_EACH_NO_VALUE, node->span, d->name, NULL);
    return shai_wrong(node);
}

static bool enter(struct shai_checker *ck, struct shai_decl *d, const struct shai_node *node)
{
    if (d->state != 1) return true;
    const char *way = d->name; /* back along what is under way, to d */
    for (const struct shai_chain *c = ck->chain; c; c = c->outer) {
        way = shai_arena_printf(ck->arena, "%s → %s", c->decl->name, way);
        if (c->decl == d) break;
    }
    shai_diag_span(ck->diags, SHAI_D_CYCLE, node->span, d->name, way, NULL);
    return false;
}

static const struct shai_type *check_name(struct shai_checker *ck, struct shai_node *node)
{
    struct shai_decl *d = shai_resolve(ck, node);
    if (!d) return shai_wrong(node);
    switch (d->kind) {
    case SHAI_DECL_ATTRIBUTE: return source_type(node, d);
    case SHAI_DECL_MEASURE: return measure_type(ck, node, d);
    case SHAI_DECL_LET:
        if (!enter(ck, d, node)) return shai_wrong(node);
        shai_check_let(ck, d);
        return source_type(node, d);
    case SHAI_DECL_ITEM:
        if (!enter(ck, d, node)) return shai_wrong(node);
        shai_check_item(ck, d);
        if (d->each) {
            shai_diag_span(ck->diags, SHAI_D_EACH_NO_VALUE, node->span, d->name, NULL);
            return shai_wrong(node);
        }
        if (!d->type) {
            shai_diag_span(ck->diags, SHAI_D_ITEM_NO_VALUE, node->span, d->name, NULL);
            return shai_wrong(node);
        }
        return source_type(node, d);
    case SHAI_DECL_PATTERN:
        shai_diag_span(ck->diags, SHAI_D_PATTERN_NO_VALUE, node->span, d->name, NULL);
        return shai_wrong(node);
    default: shai_diag_span(ck->diags, SHAI_D_NOT_A_VALUE, node->span, d->name, NULL); return shai_wrong(node);
    }
}

static const struct shai_type *check_member(struct shai_checker *ck, struct shai_node *node)
{
    struct shai_decl *item = shai_scope_find(&ck->scope, node->name);
    if (!item || item->kind != SHAI_DECL_ITEM) {
        shai_diag_span(ck->diags, SHAI_D_NOT_AN_ITEM, node->name_span, node->name, NULL);
        return shai_wrong(node);
    }
    node->decl = shai_item_measure(item, node->unit);
    if (node->decl) node->decl->used = true;
    if (!node->decl) {
        shai_diag_span(ck->diags, SHAI_D_NO_MEASURE, node->unit_span, item->name, node->unit, NULL);
        return shai_wrong(node);
    }
    return measure_type(ck, node, node->decl);
}

static const struct shai_type *check_reading(struct shai_checker *ck, struct shai_node *node)
{
    node->decl = ck->item ? shai_item_measure(ck->item, NULL) : NULL;
    if (node->decl) {
        node->decl->used = true;
        return measure_type(ck, node, node->decl);
    }
    shai_diag_span(ck->diags, SHAI_D_NO_READING, node->span, NULL);
    return shai_wrong(node);
}

static const struct shai_type *check_value_ref(struct shai_checker *ck, struct shai_node *node)
{
    if (!ck->variant || ck->in_value) {
        shai_diag_span(ck->diags, SHAI_D_VALUE_HERE, node->span, NULL);
        return shai_wrong(node);
    }
    if (ck->in_limit) {
        ck->limit_uses_value = true;
        if (ck->value_uses_limit) {
            shai_diag_span(ck->diags, SHAI_D_VALUE_LIMIT_CYCLE, node->span, NULL);
            return shai_wrong(node);
        }
    }
    if (!ck->variant->type) {
        shai_diag_span(ck->diags, SHAI_D_ITEM_NO_VALUE, node->span, ck->item->name, NULL);
        return shai_wrong(node);
    }
    return node->type = ck->variant->type;
}

/* Could a clause of the item not be read? It may have been its limit. */
static bool lost_limit(const struct shai_variant_node *v)
{
    const struct shai_node *clauses = v->item->kids[1];
    for (uint32_t i = 0; !v->limit && clauses && i < clauses->kid_count; i++)
        if (!clauses->kids[i] || clauses->kids[i]->kind == SHAI_N_ERROR) return true;
    return false;
}

static const struct shai_type *check_limit_ref(struct shai_checker *ck, struct shai_node *node)
{
    bool usable =
        ck->variant && !ck->in_limit && ck->limit_type && (ck->in_outcome ? ck->limit_bounded : ck->limit_directed);
    if (!usable && ck->variant && lost_limit(ck->variant)) return shai_wrong(node);
    if (!usable) {
        shai_diag_span(ck->diags, SHAI_D_LIMIT_HERE, node->span, NULL);
        return shai_wrong(node);
    }
    return node->type = ck->limit_type;
}

/* --- operators --- */

static const struct shai_type *new_number(struct shai_checker *ck, struct shai_node *node, struct shai_dim dim,
                                          const struct shai_type *unit)
{
    struct shai_type *t = SHAI_NEW(ck->arena, struct shai_type);
    *t = (struct shai_type){.kind = SHAI_TYPE_NUMBER, .dim = dim, .factor = SHAI_NUM_INT(1), .is_signed = true};
    if (unit && unit->unit) {
        t->unit = unit->unit;
        t->factor = unit->factor;
    }
    return node->type = t;
}

static bool check_number(struct shai_checker *ck, struct shai_node *node)
{
    const struct shai_type *t = shai_check_expr(ck, node);
    if (t->kind == SHAI_TYPE_ERROR) return false;
    if (t->kind == SHAI_TYPE_NUMBER) return true;
    report_mismatch(ck, node, &shai_type_pure, t);
    return false;
}

static const struct shai_type *check_arithmetic(struct shai_checker *ck, struct shai_node *node)
{
    bool left = check_number(ck, node->kids[0]), right = check_number(ck, node->kids[1]);
    if (!left || !right) return shai_wrong(node);
    const struct shai_type *a = node->kids[0]->type, *b = node->kids[1]->type;
    struct shai_dim dim;
    if (node->oper == SHAI_OP_ADD || node->oper == SHAI_OP_SUB) {
        if (!shai_dim_equal(&a->dim, &b->dim)) {
            shai_diag_span(ck->diags, SHAI_D_DIMENSION, node->kids[1]->span, shai_unit_name(ck, a),
                           shai_unit_name(ck, b), NULL);
            return shai_wrong(node);
        }
        return new_number(ck, node, a->dim, a->unit && b->unit ? a : NULL);
    }
    if (!shai_dim_combine(&dim, &a->dim, &b->dim, node->oper == SHAI_OP_MUL ? 1 : -1)) {
        shai_diag_span(ck->diags, SHAI_D_DIMENSION_RANGE, node->span, NULL);
        return shai_wrong(node);
    }
    return new_number(ck, node, dim, NULL);
}

/* A side whose type comes from the other side. */
static bool follows(const struct shai_checker *ck, const struct shai_node *n)
{
    return shai_is_bare_literal(n) || n->kind == SHAI_N_STRING || (n->kind == SHAI_N_NAME && !resolves(ck, n));
}

static const struct shai_type *check_comparison(struct shai_checker *ck, struct shai_node *node)
{
    bool equality = node->oper == SHAI_OP_EQ || node->oper == SHAI_OP_NE;
    struct shai_node *lead = node->kids[0], *other = node->kids[1];
    if (lead->kind == SHAI_N_UNDECLARED || (follows(ck, lead) && !follows(ck, other))) {
        lead = node->kids[1];
        other = node->kids[0];
    }
    const struct shai_type *t = shai_check_expr(ck, lead);
    if (other->kind == SHAI_N_UNDECLARED) {
        other->type = &shai_type_text;
        if (t->kind == SHAI_TYPE_ERROR) return shai_wrong(node);
        if (equality && lead->decl && lead->decl->kind == SHAI_DECL_ATTRIBUTE) return node->type = &shai_type_truth;
        shai_diag_span(ck->diags, SHAI_D_UNDECLARED_HERE, other->span, NULL);
        return shai_wrong(node);
    }
    if (shai_check_as(ck, other, t)->kind == SHAI_TYPE_ERROR || t->kind == SHAI_TYPE_ERROR) return shai_wrong(node);
    bool ordered = t->kind == SHAI_TYPE_NUMBER || t->kind == SHAI_TYPE_DATE || t->kind == SHAI_TYPE_GRADE;
    if (!ordered && !equality) {
        shai_diag_span(ck->diags, SHAI_D_NOT_ORDERED, node->span, shai_type_name(ck, t), NULL);
        return shai_wrong(node);
    }
    return node->type = &shai_type_truth;
}

static const struct shai_type *check_in(struct shai_checker *ck, struct shai_node *node)
{
    const struct shai_type *t = shai_check_expr(ck, node->kids[0]);
    struct shai_node *in = node->kids[1];
    bool good = t->kind != SHAI_TYPE_ERROR;
    if (good && in->kind == SHAI_N_RANGE && t->kind != SHAI_TYPE_NUMBER && t->kind != SHAI_TYPE_DATE &&
        t->kind != SHAI_TYPE_GRADE) {
        shai_diag_span(ck->diags, SHAI_D_NOT_ORDERED, in->span, shai_type_name(ck, t), NULL);
        return shai_wrong(node);
    }
    struct shai_node *list = in->kind == SHAI_N_ONE_OF ? in->kids[0] : in;
    for (uint32_t i = 0; i < list->kid_count; i++)
        if (good && shai_check_as(ck, list->kids[i], t)->kind == SHAI_TYPE_ERROR) good = false;
    return node->type = good ? &shai_type_truth : &shai_type_error;
}

static const struct shai_type *check_matches(struct shai_checker *ck, struct shai_node *node)
{
    bool good = shai_check_as(ck, node->kids[0], &shai_type_text)->kind != SHAI_TYPE_ERROR;
    struct shai_node *pattern = shai_check_pattern(ck, node->kids[1]);
    if (pattern) node->kids[1] = pattern;
    return node->type = good && pattern ? &shai_type_truth : &shai_type_error;
}

/* --- calls --- */

static bool arity(struct shai_checker *ck, struct shai_node *node, uint32_t low, uint32_t high)
{
    if (node->kid_count >= low && node->kid_count <= high) return true;
    shai_diag_span(ck->diags, SHAI_D_ARITY, node->span, shai_keyword_infos[node->op].spelling[SHAI_ZH],
                   shai_keyword_infos[node->op].spelling[SHAI_EN],
                   low == high ? shai_arena_printf(ck->arena, "%u", low)
                               : shai_arena_printf(ck->arena, "%u ~ %u", low, high),
                   NULL);
    return false;
}

static const struct shai_type *as_rounded(struct shai_checker *ck, const struct shai_type *t)
{
    struct shai_type *r = SHAI_NEW(ck->arena, struct shai_type);
    *r = *t;
    r->is_rounded = true;
    return r;
}

static const struct shai_type *check_aggregate(struct shai_checker *ck, struct shai_node *node)
{
    if (!arity(ck, node, 1, SHAI_MOST_ARGUMENTS)) return shai_wrong(node);
    const struct shai_type *t = NULL;
    bool good = true, units = true, rounded = false, items = false;
    uint32_t count = node->kid_count;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct shai_node *k = node->kids[i];
        ck->in_all = node->kid_count == 1 && k->kid_count == 0; /* then a measure gives all its specimens */
        const struct shai_type *kt = t ? shai_check_as(ck, k, t) : shai_check_expr(ck, k);
        ck->in_all = false;
        if (shai_all_specimens(node)) count = shai_all_specimens(node)->specimen_count;
        if (kt->kind == SHAI_TYPE_ERROR) {
            good = false;
            continue;
        }
        items |= k->decl && k->decl->kind == SHAI_DECL_ITEM;
        bool adds = node->op == SHAI_KW_SUM || node->op == SHAI_KW_MEAN || node->op == SHAI_KW_MEDIAN;
        if (kt->kind != SHAI_TYPE_NUMBER && (adds || (kt->kind != SHAI_TYPE_DATE && kt->kind != SHAI_TYPE_GRADE)) &&
            !(kt->kind == SHAI_TYPE_GRADE && node->op == SHAI_KW_MEDIAN && count % 2 && !items)) {
            report_mismatch(ck, k, &shai_type_pure, kt);
            good = false;
        }
        units = units && kt->unit;
        rounded = rounded || kt->is_rounded;
        if (!t) t = kt;
    }
    if (!good) return shai_wrong(node);
    if (t->kind != SHAI_TYPE_NUMBER) return node->type = t;
    bool chooses = node->op == SHAI_KW_MIN || node->op == SHAI_KW_MAX || node->op == SHAI_KW_MEDIAN;
    t = new_number(ck, node, t->dim, units ? t : NULL);
    return chooses && rounded ? (node->type = as_rounded(ck, t)) : t;
}

const struct shai_type *shai_check_rounding(struct shai_checker *ck, const struct shai_type *value,
                                            struct shai_node *interval, struct shai_span at)
{
    struct shai_num q;
    if (value->kind == SHAI_TYPE_ERROR) return value;
    if (value->is_rounded) {
        shai_diag_span(ck->diags, SHAI_D_ROUNDED_TWICE, at, NULL);
        return &shai_type_error;
    }
    if (interval) {
        if (!shai_constant_number(ck, interval, value, &q)) return &shai_type_error;
        if (shai_num_sign(q) <= 0) {
            shai_diag_span(ck->diags, SHAI_D_UNIT_FACTOR, interval->span, NULL);
            return &shai_type_error;
        }
    }
    return as_rounded(ck, value);
}

static const struct shai_type *check_outcome_call(struct shai_checker *ck, struct shai_node *node)
{
    struct shai_node *k = node->kid_count == 1 ? node->kids[0] : NULL;
    struct shai_decl *d = k && k->kind == SHAI_N_NAME ? shai_scope_find(&ck->scope, k->name) : NULL;
    if (!d || d->kind != SHAI_DECL_ITEM) {
        shai_diag_span(ck->diags, SHAI_D_NOT_AN_ITEM, k ? k->span : node->span, k && k->name ? k->name : "?", NULL);
        return shai_wrong(node);
    }
    if (!enter(ck, d, k)) return shai_wrong(node);
    shai_check_item(ck, d);
    k->decl = d;
    k->type = &shai_type_truth;
    return node->type = &shai_type_truth;
}

static const struct shai_type *check_call(struct shai_checker *ck, struct shai_node *node)
{
    struct shai_node *first = node->kid_count ? node->kids[0] : NULL;
    switch ((enum shai_kw)node->op) {
    case SHAI_KW_MIN:
    case SHAI_KW_MAX:
    case SHAI_KW_SUM:
    case SHAI_KW_MEAN:
    case SHAI_KW_MEDIAN: return check_aggregate(ck, node);
    case SHAI_KW_ROUND:
        if (!arity(ck, node, 2, 2) || !check_number(ck, first)) return shai_wrong(node);
        return node->type = shai_check_rounding(ck, first->type, node->kids[1], node->span);
    case SHAI_KW_ABS:
        if (!arity(ck, node, 1, 1) || !check_number(ck, first)) return shai_wrong(node);
        return node->type = first->type;
    case SHAI_KW_LENGTH:
        if (!arity(ck, node, 1, 1) || shai_check_as(ck, first, &shai_type_text)->kind == SHAI_TYPE_ERROR)
            return shai_wrong(node);
        return node->type = &shai_type_pure;
    case SHAI_KW_VALID_USCC:
        if (!arity(ck, node, 1, 1) || shai_check_as(ck, first, &shai_type_text)->kind == SHAI_TYPE_ERROR)
            return shai_wrong(node);
        return node->type = &shai_type_truth;
    case SHAI_KW_DAYS:
        if (!arity(ck, node, 2, 2)) return shai_wrong(node);
        for (int i = 0; i < 2; i++)
            if (shai_check_as(ck, node->kids[i], &shai_type_date)->kind == SHAI_TYPE_ERROR) return shai_wrong(node);
        return node->type = &shai_type_pure;
    case SHAI_KW_PRESENT: {
        if (!arity(ck, node, 1, 1)) return shai_wrong(node);
        struct shai_decl *d = first->kind == SHAI_N_NAME ? shai_resolve(ck, first) : NULL;
        if (first->kind == SHAI_N_NAME && !d) return shai_wrong(node);
        if (!d || d->kind != SHAI_DECL_ATTRIBUTE) {
            shai_diag_span(ck->diags, SHAI_D_UNDECLARED_HERE, first->span, NULL);
            return shai_wrong(node);
        }
        first->type = d->type;
        return node->type = &shai_type_truth;
    }
    case SHAI_KW_FAIL:
    case SHAI_KW_PASS: return check_outcome_call(ck, node);
    case SHAI_KW_COUNT:
        if (!ck->in_verdict || node->kid_count != 1 || first->kind != SHAI_N_HAZARD) {
            shai_diag_span(ck->diags, SHAI_D_COUNT_HERE, node->span, NULL);
            return shai_wrong(node);
        }
        return node->type = &shai_type_pure;
    default: return shai_wrong(node); /* the grammar lets no other word be called */
    }
}

static const struct shai_type *check_index(struct shai_checker *ck, struct shai_node *node)
{
    struct shai_decl *d = shai_scope_find(&ck->scope, node->name);
    if (!d || d->kind != SHAI_DECL_TABLE) {
        shai_diag_span(ck->diags, SHAI_D_NOT_A_TABLE, node->name_span, node->name, NULL);
        return shai_wrong(node);
    }
    node->decl = d;
    d->used = true;
    shai_check_table(ck, d);
    const struct shai_node *keys = d->body->kids[0];
    if (keys->kid_count != node->kid_count) {
        shai_diag_span(ck->diags, SHAI_D_TABLE_KEYS, node->span, d->name,
                       shai_arena_printf(ck->arena, "%u", keys->kid_count), NULL);
        return shai_wrong(node);
    }
    bool good = d->type->kind != SHAI_TYPE_ERROR;
    for (uint32_t i = 0; i < keys->kid_count; i++)
        if (shai_check_as(ck, node->kids[i], keys->kids[i]->type ? keys->kids[i]->type : &shai_type_error)->kind ==
            SHAI_TYPE_ERROR)
            good = false;
    return node->type = good ? d->type : &shai_type_error;
}

const struct shai_type *shai_check_expr(struct shai_checker *ck, struct shai_node *node)
{
    if (!node) return &shai_type_error;
    struct shai_unit_value u;
    switch ((enum shai_node_kind)node->kind) {
    case SHAI_N_NUMBER_LIT:
        if (!node->unit) return node->type = &shai_type_pure;
        if (!shai_check_unit(ck, node->unit, node->unit_span, &u)) return shai_wrong(node);
        {
            struct shai_type *t = SHAI_NEW(ck->arena, struct shai_type);
            *t = (struct shai_type){SHAI_TYPE_NUMBER, u.dim, node->unit, u.factor, true, false, NULL};
            return node->type = t;
        }
    case SHAI_N_STRING: return node->type = &shai_type_text;
    case SHAI_N_DATE_LIT: return node->type = &shai_type_date;
    case SHAI_N_TRUTH: return node->type = &shai_type_truth;
    case SHAI_N_CHOICE: return node->type ? node->type : shai_wrong(node);
    case SHAI_N_NAME: return check_name(ck, node);
    case SHAI_N_MEMBER: return check_member(ck, node);
    case SHAI_N_READING: return check_reading(ck, node);
    case SHAI_N_VALUE: return check_value_ref(ck, node);
    case SHAI_N_LIMIT: return check_limit_ref(ck, node);
    case SHAI_N_UNARY:
        if (node->oper == SHAI_OP_NOT)
            return node->type = shai_check_condition(ck, node->kids[0]) ? &shai_type_truth : &shai_type_error;
        return check_number(ck, node->kids[0]) ? (node->type = node->kids[0]->type) : shai_wrong(node);
    case SHAI_N_BINARY:
        switch ((enum shai_op)node->oper) {
        case SHAI_OP_AND:
        case SHAI_OP_OR: {
            bool left = shai_check_condition(ck, node->kids[0]), right = shai_check_condition(ck, node->kids[1]);
            return node->type = left && right ? &shai_type_truth : &shai_type_error;
        }
        case SHAI_OP_ADD:
        case SHAI_OP_SUB:
        case SHAI_OP_MUL:
        case SHAI_OP_DIV: return check_arithmetic(ck, node);
        default: return check_comparison(ck, node);
        }
    case SHAI_N_IN: return check_in(ck, node);
    case SHAI_N_MATCHES: return check_matches(ck, node);
    case SHAI_N_CALL: return check_call(ck, node);
    case SHAI_N_INDEX: return check_index(ck, node);
    case SHAI_N_ERROR: return shai_wrong(node);
    case SHAI_N_UNDECLARED:
        shai_diag_span(ck->diags, SHAI_D_UNDECLARED_HERE, node->span, NULL);
        return shai_wrong(node);
    default: shai_diag_span(ck->diags, SHAI_D_NOT_AN_EXPRESSION, node->span, NULL); return shai_wrong(node);
    }
}
