/* Hazards that no failing item is given: the grade's case holds only where the item passes, or, of an item that is
 * broken at all, never. What cannot be reached anyway is the rule `unreachable`'s. Where the item may fail within its
 * limit (a guarded decision, a declared bound, rounding before the comparison, a part of its own that conforms or
 * not) it is not looked at. */
#include "lint/formula.h"

static bool fails_by_its_limit(const struct shai_spec *spec, const struct shai_decl *item,
                               const struct shai_variant_node *v)
{
    const struct shai_node *decide = v->decide ? v->decide : spec->decide;
    if (v->declared || (v->compare && v->compare->op == SHAI_KW_ROUNDED)) return false;
    if (decide && decide->op != SHAI_KW_SIMPLE) return false;
    for (size_t i = 0; i < item->measure_count; i++)
        if (item->measures[i]->type->kind == SHAI_TYPE_CONFORMITY) return false;
    return v->limit || v->require_count;
}

static void look_at_variant(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v)
{
    const struct shai_node *cases = v->hazard;
    if (!cases || cases->kind != SHAI_N_CASES || !fails_by_its_limit(l->spec, item, v)) return;
    struct shai_space *s = shai_space_new(l, item, v);
    const struct shai_formula *fails = shai_formula_truth(s, false), *rest = shai_formula_applies(s);
    if (v->limit) fails = shai_formula_broken(s, v->limit);
    for (size_t i = 0; i < v->require_count; i++)
        fails = shai_formula_or(s, fails, shai_formula_not(s, shai_formula_of(s, v->requires[i])));
    if (shai_space_find(s, shai_formula_and(s, rest, fails)) != SHAI_YES) return; /* always met */
    for (uint32_t i = 0; i < cases->kid_count; i++) {
        const struct shai_node *k = cases->kids[i];
        if (shai_lint_is_broken(k)) return;
        const struct shai_formula *when =
            k->kind == SHAI_N_CASE ? shai_formula_of(s, k->kids[1]) : shai_formula_truth(s, true);
        const struct shai_formula *taken = shai_formula_and(s, rest, when);
        bool possible = shai_space_find(s, taken) != SHAI_NO;
        if (possible && shai_space_find(s, shai_formula_and(s, taken, fails)) == SHAI_NO)
            shai_diag_span(&l->found, SHAI_D_LINT_HAZARD_NEVER, k->span, NULL);
        else shai_lint_is_fine(l, SHAI_D_LINT_HAZARD_NEVER, k->span);
        rest = shai_formula_and(s, rest, shai_formula_not(s, when));
    }
}

void shai_lint_hazard_never(struct shai_lint *l)
{
    shai_lint_each_variant(l, look_at_variant);
}
