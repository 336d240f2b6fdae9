/* Items: each variant's clauses held against each other.
 *
 * The value's type and the limit's depend on each other only one way: a value that mentions `limit` is typed after
 * the limit, whose bare bounds then take the unit of the first measure; otherwise the value comes first. */
#include "lang/checker.h"

#include <string.h>

/* A clause that could not be read may be the one that seems to be lacking. */
static bool has_error(const struct shai_node *list)
{
    if (list && list->kind == SHAI_N_ERROR) return true;
    for (uint32_t i = 0; list && i < list->kid_count; i++)
        if (!list->kids[i] || list->kids[i]->kind == SHAI_N_ERROR) return true;
    return false;
}

static bool mentions(const struct shai_node *node, enum shai_node_kind kind)
{
    if (!node) return false;
    if (node->kind == kind) return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (mentions(node->kids[i], kind)) return true;
    return false;
}

static const struct shai_type *first_number_measure(const struct shai_decl *item)
{
    for (size_t i = 0; i < item->measure_count; i++)
        if (item->measures[i]->type->kind == SHAI_TYPE_NUMBER) return item->measures[i]->type;
    return NULL;
}

/* --- citations --- */

static const char *nearest_standard(const struct shai_checker *ck, const char *name)
{
    for (size_t i = 0; i < ck->spec->standard_count; i++)
        if (shai_name_is_near(name, ck->spec->standards[i]->name)) return ck->spec->standards[i]->name;
    return NULL;
}

static void check_citations(struct shai_checker *ck, struct shai_node **list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct shai_node *n = list[i], *std = n->kids[0], *clause = n->kids[1];
        struct shai_decl *d = std && std->name ? shai_scope_find(&ck->scope, std->name) : NULL;
        if (!std || std->kind == SHAI_N_ERROR || (!d && std->name && shai_name_is_lost(ck, std->name))) continue;
        if (!d || d->kind != SHAI_DECL_STANDARD) {
            struct shai_diag *diag =
                shai_diag_span(ck->diags, SHAI_D_NOT_A_STANDARD, std->span, std->name ? std->name : "", NULL);
            const char *near = !d && std->name ? nearest_standard(ck, std->name) : NULL;
            if (near) shai_diag_hint(ck->diags, diag, shai_arena_printf(ck->arena, "%s ?", near));
            continue;
        }
        std->decl = d;
        d->used = true;
        if (clause && clause->kind != SHAI_N_STRING && clause->kind != SHAI_N_DASH && clause->kind != SHAI_N_ERROR)
            shai_diag_span(ck->diags, SHAI_D_CLAUSE_TEXT, clause->span, NULL);
    }
}

/* --- the limit --- */

struct limit {
    struct shai_decl *item;
    const struct shai_type *want;                 /* type of a bound */
    const struct shai_type *written;              /* of the first bound with a unit of its own */
    unsigned below, above, unbounded, both_sided; /* criteria by direction */
    bool top;                                     /* the limit is this criterion alone */
    bool wrong;                                   /* one of them is reported already */
    const struct shai_node *rounded;              /* `compare rounded`, or NULL */
};

/* Only a bound written in digits says to which place its value is to be rounded (GB/T 8170-2008, 4.3.3). */
static void want_digits(struct shai_checker *ck, const struct limit *l, bool has_digits, struct shai_span at)
{
    if (!l->rounded || has_digits) return;
    struct shai_diag *d = shai_diag_span(ck->diags, SHAI_D_COMPARE_DIGITS, at, NULL);
    shai_diag_note(ck->diags, d, SHAI_D_COMPARE_HERE, l->rounded->span, NULL);
}

static void check_bound(struct shai_checker *ck, struct limit *l, struct shai_node *bound)
{
    const struct shai_type *t = shai_check_as(ck, bound, l->want);
    if (t->kind != SHAI_TYPE_ERROR)
        want_digits(ck, l, t->kind == SHAI_TYPE_NUMBER && shai_place_of(bound, NULL, NULL), bound->span);
    if (!l->written && t->unit && t->kind == SHAI_TYPE_NUMBER) l->written = t;
}

/* `± 5 %` without `relative`: percentage points where the item is measured in %, else it is unclear (§5). */
static bool is_unclear_share(const struct limit *l, const struct shai_node *tolerance)
{
    const struct shai_node *width = tolerance->kids[1];
    bool percent = width->kind == SHAI_N_NUMBER_LIT && width->unit && strcmp(width->unit, "%") == 0;
    const struct shai_type *measure = first_number_measure(l->item);
    bool in_percent = measure && measure->unit && strcmp(measure->unit, "%") == 0;
    return percent && !in_percent && !(tolerance->flags & SHAI_F_RELATIVE);
}

static void check_width(struct shai_checker *ck, struct limit *l, struct shai_node *tolerance)
{
    struct shai_node *width = tolerance->kids[1];
    if (tolerance->flags & SHAI_F_RELATIVE) {
        shai_check_as(ck, width, &shai_type_pure);
        want_digits(ck, l, false, tolerance->span);
        return;
    }
    if (is_unclear_share(l, tolerance)) {
        shai_diag_span(ck->diags, SHAI_D_TOLERANCE_SHARE, width->span, NULL);
        return;
    }
    check_bound(ck, l, width);
}

static bool constant_of(struct shai_checker *ck, const struct shai_node *n, struct shai_num *out)
{
    bool negative = n && n->kind == SHAI_N_UNARY && n->oper == SHAI_OP_NEG;
    if (negative) n = n->kids[0];
    if (!n || n->kind != SHAI_N_NUMBER_LIT || !n->type || n->type->kind != SHAI_TYPE_NUMBER) return false;
    *out = shai_num_mul(ck->arena, shai_literal(ck->arena, n).num, n->type->factor);
    if (negative) *out = shai_num_neg(ck->arena, *out);
    return true;
}

/* Two literals of which the first is greater: a range that nothing can meet. */
static bool reversed(struct shai_checker *ck, const struct shai_node *lo, const struct shai_node *hi)
{
    struct shai_num a, b;
    return constant_of(ck, lo, &a) && constant_of(ck, hi, &b) && shai_num_cmp(a, b) > 0;
}

static void check_criterion(struct shai_checker *ck, struct shai_node *what, void *user)
{
    struct limit *l = user;
    if (!what) return;
    bool number = l->want->kind == SHAI_TYPE_NUMBER || l->want->kind == SHAI_TYPE_ERROR;
    bool ordered = number || l->want->kind == SHAI_TYPE_DATE || l->want->kind == SHAI_TYPE_GRADE;
    switch ((enum shai_node_kind)what->kind) {
    case SHAI_N_CRITERION:
        if (!ordered && what->oper != SHAI_OP_EQ)
            shai_diag_span(ck->diags, SHAI_D_NOT_ORDERED, what->span, shai_type_name(ck, l->want), NULL);
        else check_bound(ck, l, what->kids[0]);
        if (what->oper == SHAI_OP_LT || what->oper == SHAI_OP_LE) l->below++;
        else if (what->oper == SHAI_OP_EQ) l->both_sided++;
        else l->above++;
        break;
    case SHAI_N_RANGE:
        if (!ordered) shai_diag_span(ck->diags, SHAI_D_NOT_ORDERED, what->span, shai_type_name(ck, l->want), NULL);
        check_bound(ck, l, what->kids[0]);
        check_bound(ck, l, what->kids[1]);
        if (reversed(ck, what->kids[0], what->kids[1]))
            shai_diag_span(ck->diags, SHAI_D_RANGE_REVERSED, what->span, NULL);
        l->both_sided++;
        break;
    case SHAI_N_TOLERANCE:
        if (!number) shai_diag_span(ck->diags, SHAI_D_NOT_ORDERED, what->span, shai_type_name(ck, l->want), NULL);
        if (!is_unclear_share(l, what)) check_bound(ck, l, what->kids[0]); /* in `80 ± 5 %` both have the % */
        check_width(ck, l, what);
        l->both_sided++;
        break;
    case SHAI_N_ONE_OF:
        for (uint32_t i = 0; i < what->kids[0]->kid_count; i++) shai_check_as(ck, what->kids[0]->kids[i], l->want);
        want_digits(ck, l, false, what->span);
        l->unbounded++;
        break;
    case SHAI_N_ABSENT:
        if (!number) shai_diag_span(ck->diags, SHAI_D_NOT_ORDERED, what->span, shai_type_name(ck, l->want), NULL);
        if (!first_number_measure(l->item)) shai_diag_span(ck->diags, SHAI_D_NO_READING, what->span, NULL);
        want_digits(ck, l, false, what->span);
        l->unbounded++;
        break;
    case SHAI_N_BOTH: {
        bool same = false;
        for (int i = 0; i < 2; i++) {
            struct limit one = {.item = l->item, .want = l->want, .written = l->written, .rounded = l->rounded};
            check_criterion(ck, what->kids[i], &one);
            if (what->kids[i] && what->kids[i]->kind != SHAI_N_CRITERION) same = true;
            l->wrong |= one.wrong;
            if (one.both_sided || one.unbounded) same = true;
            l->written = one.written;
        }
        const struct shai_node *a = what->kids[0], *b = what->kids[1];
        bool a_low = a && (a->oper == SHAI_OP_GT || a->oper == SHAI_OP_GE);
        bool b_low = b && (b->oper == SHAI_OP_GT || b->oper == SHAI_OP_GE);
        if (!l->wrong && (same || a_low == b_low)) shai_diag_span(ck->diags, SHAI_D_BOTH_ENDS, what->span, NULL);
        l->both_sided++;
        break;
    }
    case SHAI_N_DASH:
        if (l->top) shai_diag_span(ck->diags, SHAI_D_DASH_HERE, what->span, NULL);
        break;
    case SHAI_N_ERROR: l->wrong = true; break;
    default: /* a name may be a column that is not there, or is none */
        if (what->kind != SHAI_N_NAME || shai_resolve(ck, what))
            shai_diag_span(ck->diags, SHAI_D_NOT_A_CRITERION, what->span, NULL);
        l->wrong = true;
        break;
    }
}

static const struct shai_type *with_unit(struct shai_checker *ck, const struct shai_type *value,
                                         const struct shai_type *unit)
{
    if (value->kind != SHAI_TYPE_NUMBER || !unit || !shai_dim_equal(&value->dim, &unit->dim)) return value;
    struct shai_type *t = SHAI_NEW(ck->arena, struct shai_type);
    *t = *value;
    t->unit = unit->unit;
    t->factor = unit->factor;
    return t;
}

/* Bounds of want's type; sets what `limit` means elsewhere. Returns the type of the first bound with a unit. */
static const struct shai_type *check_limit(struct shai_checker *ck, struct shai_node *limit,
                                           const struct shai_type *want)
{
    const struct shai_node *compare = ck->variant->compare;
    struct limit l = {.item = ck->item, .want = want, .top = limit->kind != SHAI_N_CASES && limit->kind != SHAI_N_BY};
    if (compare && compare->op == SHAI_KW_ROUNDED) l.rounded = compare;
    ck->in_limit = true;
    shai_check_cases(ck, limit, check_criterion, &l, false);
    ck->in_limit = false;
    bool wrong = l.wrong || mentions(limit, SHAI_N_ERROR); /* then nothing more is said of it */
    ck->limit_bounded = wrong || l.below || l.above || l.both_sided;
    ck->limit_directed = wrong || (!l.both_sided && !l.unbounded && (!l.below != !l.above));
    ck->limit_type = l.written ? with_unit(ck, want, l.written) : want;
    return l.written;
}

/* --- value --- */

struct value {
    const struct shai_type *type;
};

static void check_value_what(struct shai_checker *ck, struct shai_node *what, void *user)
{
    struct value *v = user;
    const struct shai_type *t = v->type ? shai_check_as(ck, what, v->type) : shai_check_expr(ck, what);
    if (!v->type || v->type->kind == SHAI_TYPE_ERROR || (t->is_rounded && !v->type->is_rounded)) v->type = t;
}

static const struct shai_type *check_unrounded(struct shai_checker *ck, struct shai_variant_node *v)
{
    struct shai_decl *sole = shai_item_measure(ck->item, NULL);
    if (!v->value) return sole ? sole->type : NULL;
    struct value value = {NULL};
    ck->in_value = true;
    shai_check_cases(ck, v->value, check_value_what, &value, false);
    ck->in_value = false;
    const struct shai_type *t = value.type ? value.type : &shai_type_error;
    if (t->kind != SHAI_TYPE_NUMBER && t->kind != SHAI_TYPE_DATE && t->kind != SHAI_TYPE_GRADE &&
        t->kind != SHAI_TYPE_CHOICE && t->kind != SHAI_TYPE_ERROR) {
        shai_diag_span(ck->diags, SHAI_D_VALUE_TYPE, v->value->span, shai_type_name(ck, t), NULL);
        return &shai_type_error;
    }
    return t;
}

/* `round`: the value once more, to an interval in its own unit or to digits. */
static const struct shai_type *check_value(struct shai_checker *ck, struct shai_variant_node *v)
{
    const struct shai_type *t = check_unrounded(ck, v);
    if (!v->round) return t;
    struct shai_node *n = v->round->kids[0];
    bool digits = v->round->flags & SHAI_F_SIGNIFICANT;
    if (!t || (t->kind != SHAI_TYPE_NUMBER && t->kind != SHAI_TYPE_ERROR)) {
        shai_diag_span(ck->diags, SHAI_D_NOT_ROUNDABLE, v->round->span, NULL);
        return &shai_type_error;
    }
    if (digits) {
        struct shai_num count = shai_literal(ck->arena, n).num;
        if (n->unit || !count.d || count.n % count.d || count.n / count.d < 1 ||
            count.n / count.d > SHAI_NUM_MAX_DIGITS) {
            shai_diag_span(ck->diags, SHAI_D_DIGITS, n->span, NULL);
            return &shai_type_error;
        }
    }
    const struct shai_type *measure = first_number_measure(ck->item);
    return shai_check_rounding(ck, t->unit ? t : with_unit(ck, t, measure), digits ? NULL : n, v->round->span);
}

static bool can_be_judged(const struct shai_type *t)
{
    return t && (t->kind == SHAI_TYPE_NUMBER || t->kind == SHAI_TYPE_DATE || t->kind == SHAI_TYPE_GRADE ||
                 t->kind == SHAI_TYPE_CHOICE || t->kind == SHAI_TYPE_ERROR);
}

static void check_value_and_limit(struct shai_checker *ck, struct shai_variant_node *v)
{
    const struct shai_type *measure = first_number_measure(ck->item);
    ck->value_uses_limit = mentions(v->value, SHAI_N_LIMIT);
    if (ck->value_uses_limit && v->limit) {
        const struct shai_type *want = measure ? measure : &shai_type_pure;
        const struct shai_type *written = check_limit(ck, v->limit, want);
        const struct shai_type *t = check_value(ck, v);
        if (t && t->kind == SHAI_TYPE_NUMBER && !shai_dim_equal(&t->dim, &want->dim))
            shai_diag_span(ck->diags, SHAI_D_DIMENSION, v->limit->span, shai_unit_name(ck, t),
                           shai_unit_name(ck, want), NULL);
        v->type = t ? with_unit(ck, t, written ? written : want) : &shai_type_error;
        return;
    }
    const struct shai_type *t = check_value(ck, v);
    if (!v->limit) {
        v->type = can_be_judged(t) ? (t->unit ? t : with_unit(ck, t, measure)) : NULL;
        return;
    }
    if (!t && !v->value && !has_error(v->item->kids[1]))
        shai_diag_span(ck->diags, ck->item->measure_count ? SHAI_D_NO_VALUE : SHAI_D_NO_MEASURE_CLAUSE,
                       v->limit->span, ck->item->name, NULL);
    if (t && !can_be_judged(t))
        shai_diag_span(ck->diags, SHAI_D_VALUE_TYPE, v->limit->span, shai_type_name(ck, t), NULL);
    if (!can_be_judged(t)) t = &shai_type_error;
    v->type = with_unit(ck, t, measure); /* what `value` is while the limit's conditions are checked */
    const struct shai_type *want = t;
    if (t->kind == SHAI_TYPE_NUMBER) { /* a bare bound takes the first measure's unit, or none */
        struct shai_type *w = SHAI_NEW(ck->arena, struct shai_type);
        *w = *with_unit(ck, t, measure);
        if (!measure || !shai_dim_equal(&measure->dim, &t->dim)) w->unit = NULL, w->factor = SHAI_NUM_INT(1);
        want = w;
    }
    const struct shai_type *written = check_limit(ck, v->limit, want);
    v->type = with_unit(ck, t, written ? written : measure);
}

/* --- the maker's declaration --- */

/* `declared ATTR`: the number replaces the bound under the limit's own sign, so the limit needs one direction. */
static void check_declared(struct shai_checker *ck, struct shai_variant_node *v)
{
    struct shai_node *n = v->declared;
    struct shai_decl *d = n->kind == SHAI_N_NAME ? shai_resolve(ck, n) : NULL;
    if (n->kind == SHAI_N_NAME && !d) return;
    if (!d || d->kind != SHAI_DECL_ATTRIBUTE) {
        shai_diag_span(ck->diags, SHAI_D_NOT_AN_ATTRIBUTE, n->span, n->name ? n->name : "", NULL);
        return;
    }
    n->type = d->type;
    struct shai_decl *standard = shai_scope_find(&ck->scope, "declared_standard");
    if (standard) standard->used = true;
    if (!v->limit) {
        shai_diag_span(ck->diags, SHAI_D_DECLARED_NO_LIMIT, n->span, NULL);
        return;
    }
    if (!ck->limit_directed) shai_diag_span(ck->diags, SHAI_D_DECLARED_DIRECTION, n->span, NULL);
    if (v->compare && v->compare->op == SHAI_KW_ROUNDED) {
        struct shai_diag *diag = shai_diag_span(ck->diags, SHAI_D_COMPARE_DIGITS, n->span, NULL);
        shai_diag_note(ck->diags, diag, SHAI_D_COMPARE_HERE, v->compare->span, NULL);
    }
    if (v->type && d->type && !shai_types_fit(v->type, d->type))
        shai_diag_span(ck->diags, SHAI_D_TYPE_MISMATCH, n->span, shai_type_name(ck, v->type),
                       shai_type_name(ck, d->type), NULL);
}

/* --- hazard and problem --- */

static void check_hazard_what(struct shai_checker *ck, struct shai_node *what, void *user)
{
    (void)user;
    if (!what || what->kind == SHAI_N_ERROR) return;
    if (what->kind == SHAI_N_HAZARD) what->type = &shai_type_hazard;
    else shai_diag_span(ck->diags, SHAI_D_NOT_A_HAZARD, what->span, NULL);
}

/* A let can be printed where it is a number, a date or a grade, and a number has a unit to be printed in. */
static void check_shown_let(struct shai_checker *ck, struct shai_node *node)
{
    const struct shai_type *t = shai_check_expr(ck, node);
    bool shown = t->kind == SHAI_TYPE_NUMBER || t->kind == SHAI_TYPE_DATE || t->kind == SHAI_TYPE_GRADE;
    if (t->kind == SHAI_TYPE_ERROR) return;
    if (!shown) shai_diag_span(ck->diags, SHAI_D_NOT_AN_ATTRIBUTE, node->span, node->name, NULL);
    else if (t->kind == SHAI_TYPE_NUMBER && !t->unit && !shai_dim_is_pure(&t->dim))
        shai_diag_span(ck->diags, SHAI_D_LET_UNIT, node->span, node->name, NULL);
}

static void check_problem(struct shai_checker *ck, struct shai_node *template)
{
    for (uint32_t i = 0; i < template->kid_count; i++) {
        struct shai_node *k = template->kids[i];
        if (!k) continue;
        if (k->kind == SHAI_N_NAME) {
            struct shai_decl *d = shai_resolve(ck, k);
            if (d && d->kind == SHAI_DECL_LET) check_shown_let(ck, k);
            else if (d && d->kind != SHAI_DECL_ATTRIBUTE && d->kind != SHAI_DECL_MEASURE)
                shai_diag_span(ck->diags, SHAI_D_NOT_AN_ATTRIBUTE, k->span, k->name, NULL);
        } else if (k->kind == SHAI_N_LIMIT || k->kind == SHAI_N_VALUE || k->kind == SHAI_N_READING) {
            shai_check_expr(ck, k);
        }
    }
}

void shai_check_verdict(struct shai_checker *ck, struct shai_node *cases)
{
    ck->in_verdict = true;
    shai_check_cases(ck, cases, check_hazard_what, NULL, true);
    ck->in_verdict = false;
}

/* --- the variant --- */

enum lacking { LACKS_BASIS, LACKS_METHOD, LACKS_TEST, LACKS_LIMIT, LACKS_HAZARD, LACKING_COUNT };
enum { LACKING_TEXTS = 4 };

/* What lacks, and how it is written: each in Chinese, then in English. Is there any? */
static bool join_lacking(struct shai_arena *arena, const bool lacks[], const char *words[LACKING_TEXTS])
{
    static const char *const texts[LACKING_COUNT][LACKING_TEXTS] = {
        [LACKS_BASIS] = {"依据", "basis", "依据 GB18401 \"表1\"", "basis GB18401 \"table 1\""},
        [LACKS_METHOD] = {"方法", "method", "方法 GBT2912 用 实验室", "method GBT2912 using laboratory"},
        [LACKS_TEST] = {"检测和限值(或要求)", "measure and limit (or require)", "检测 数值 mg/kg,限值 ≤ 90 mg/kg",
                        "measure number mg/kg, limit ≤ 90 mg/kg"},
        [LACKS_LIMIT] = {"限值(或要求)", "limit (or require)", "限值 ≤ 90 mg/kg", "limit ≤ 90 mg/kg"},
        [LACKS_HAZARD] = {"风险", "hazard", "风险 一般", "hazard general"},
    };
    static const char *const commas[LACKING_TEXTS] = {"、", ", ", ",", ", "};
    bool any = false;
    for (int text = 0; text < LACKING_TEXTS; text++) {
        struct shai_strbuf out;
        shai_strbuf_init(&out, arena);
        for (int i = 0; i < LACKING_COUNT; i++)
            if (lacks[i]) shai_strbuf_printf(&out, "%s%s", out.len ? commas[text] : "", texts[i][text]);
        any = out.len;
        words[text] = out.s;
    }
    return any;
}

static void require_clauses(struct shai_checker *ck, struct shai_decl *item, struct shai_variant_node *v)
{
    if (has_error(v->item->kids[1]) || (v->group && has_error(v->group->kids[1]))) return;
    bool conformity = false, measured = item->measure_count > 0;
    for (size_t i = 0; i < item->measure_count; i++)
        if (item->measures[i]->type->kind == SHAI_TYPE_CONFORMITY) conformity = true;
    bool judged = v->limit || v->require_count || conformity || v->report;
    const bool lacks[] = {[LACKS_BASIS] = !v->basis_count,
                          [LACKS_METHOD] = measured && !v->method_count,
                          [LACKS_TEST] = !judged && !measured,
                          [LACKS_LIMIT] = !judged && measured,
                          [LACKS_HAZARD] = !v->hazard && !v->report};
    const char *words[LACKING_TEXTS];
    if (!join_lacking(ck->arena, lacks, words)) return;
    bool row = v->family != NULL; /* what a row lacks, every row lacks */
    shai_diag_span(ck->diags, SHAI_D_CLAUSE_LACKING, row ? v->family->name_span : v->span,
                   row ? v->family->name : item->name, words[0], words[1], words[2], words[3], NULL);
}

static void check_variant(struct shai_checker *ck, struct shai_decl *item, struct shai_variant_node *v)
{
    ck->item = item;
    ck->variant = v;
    ck->in_value = ck->in_limit = ck->in_outcome = ck->in_verdict = ck->in_applies = false;
    ck->value_uses_limit = ck->limit_uses_value = ck->limit_directed = ck->limit_bounded = false;
    ck->limit_type = NULL;
    check_citations(ck, v->basis, v->basis_count);
    check_citations(ck, v->methods, v->method_count);
    require_clauses(ck, item, v);
    if (v->group_applies) {
        ck->item = NULL; /* a group's condition is one for all its items: it knows no item */
        ck->variant = NULL;
        shai_check_condition(ck, v->group_applies);
        ck->item = item;
        ck->variant = v;
    }
    if (v->applies) {
        ck->in_value = ck->in_applies = true; /* `value` and `limit` mean nothing yet */
        shai_check_condition(ck, v->applies);
        ck->in_value = ck->in_applies = false;
    }
    check_value_and_limit(ck, v);
    if (v->declared) check_declared(ck, v);
    if (v->compare && v->compare->op == SHAI_KW_ROUNDED && v->type && v->type->is_rounded)
        shai_diag_span(ck->diags, SHAI_D_ROUNDED_TWICE, v->compare->span, NULL);
    if (v->compare && !v->limit) shai_diag_span(ck->diags, SHAI_D_COMPARE_NO_LIMIT, v->compare->span, NULL);
    for (size_t i = 0; i < v->require_count; i++) shai_check_condition(ck, v->requires[i]);
    ck->in_outcome = true;
    if (v->hazard) shai_check_cases(ck, v->hazard, check_hazard_what, NULL, false);
    if (v->problem) check_problem(ck, v->problem);
    shai_check_editions(ck, item, v);
}

void shai_check_item(struct shai_checker *ck, struct shai_decl *item)
{
    if (item->state) return;
    item->state = 1;
    struct shai_checker saved = *ck;
    struct shai_chain here = {item, ck->chain};
    ck->chain = &here;
    for (struct shai_variant_node *v = item->variants; v; v = v->next) {
        check_variant(ck, item, v);
        if (!item->type) item->type = v->type;
    }
    *ck = saved;
    shai_declare_value_u(ck, item);
    item->state = 2;
}
