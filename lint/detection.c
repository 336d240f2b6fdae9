/* Detection limits above the limit: even where nothing at all was detected the value may lie beyond the bound, so
 * that the item can never pass on "not detected". Every reading of the value must have a detection limit. */
#include "lint/rule.h"

/* Counts the measures that an expression reads, and those with a detection limit. */
static void count(const struct shai_node *n, size_t *all, size_t *detected)
{
    if (!n) return;
    if (n->decl && n->decl->kind == SHAI_DECL_MEASURE) {
        ++*all;
        *detected += n->decl->detection != NULL;
    }
    for (uint32_t i = 0; i < n->kid_count; i++) count(n->kids[i], all, detected);
}

static bool all_have_one(const struct shai_decl *item, const struct shai_variant_node *v)
{
    size_t all = 0, detected = 0;
    if (!v->value) return item->measure_count == 1 && item->measures[0]->detection;
    if (v->value->kind == SHAI_N_CASES || v->value->kind == SHAI_N_BY) return false;
    count(v->value, &all, &detected);
    return all && all == detected;
}

static void look(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v,
                 const struct shai_node *c)
{
    struct shai_num bound;
    bool upper = c->kind == SHAI_N_CRITERION && (c->oper == SHAI_OP_LE || c->oper == SHAI_OP_LT);
    if (!upper || v->round || v->declared || !v->type || v->type->kind != SHAI_TYPE_NUMBER) return;
    if ((v->compare && v->compare->op == SHAI_KW_ROUNDED) || !all_have_one(item, v)) return;
    if (!shai_lint_constant(l, c->kids[0], NULL, &bound)) return;
    struct shai_interval value = shai_lint_value_range(l, item, v, true), at = shai_interval_point(bound);
    enum shai_truth met = c->oper == SHAI_OP_LE ? shai_interval_le(&value, &at) : shai_interval_lt(&value, &at);
    if (met == SHAI_YES || (value.flags & SHAI_HI_INF)) {
        shai_lint_is_fine(l, SHAI_D_LINT_DETECTION, c->span);
        return;
    }
    struct shai_diag *d = shai_diag_span(&l->found, SHAI_D_LINT_DETECTION, c->span, item->name, NULL);
    for (size_t i = 0; i < item->measure_count; i++)
        if (item->measures[i]->detection)
            shai_diag_note(&l->found, d, SHAI_D_LINT_DETECTION_HERE, item->measures[i]->detection->span, NULL);
}

void shai_lint_detection(struct shai_lint *l)
{
    shai_lint_each_criterion(l, look);
}
