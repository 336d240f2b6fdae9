/* Cases that are never taken: the cases before them, or the condition of the item, leave nothing for them; and items
 * that never apply. */
#include "lint/formula.h"

static void look(struct shai_lint *l, const struct shai_node *at, enum shai_truth possible)
{
    if (possible == SHAI_NO) shai_diag_span(&l->found, SHAI_D_LINT_UNREACHABLE, at->span, NULL);
    else shai_lint_is_fine(l, SHAI_D_LINT_UNREACHABLE, at->span);
}

static void look_at_cases(struct shai_lint *l, const struct shai_lint_place *place, const struct shai_node *cases)
{
    struct shai_space *s = shai_space_new(l, place->item, place->variant);
    const struct shai_formula *rest = shai_formula_applies(s);
    if (shai_space_find(s, rest) == SHAI_NO) return; /* said of the condition itself */
    for (uint32_t i = 0; i < cases->kid_count; i++) {
        const struct shai_node *k = cases->kids[i];
        if (shai_lint_is_broken(k)) return;
        if (k->kind != SHAI_N_CASE) {
            look(l, k, shai_space_find(s, rest));
            return;
        }
        const struct shai_formula *when = shai_formula_of(s, k->kids[1]);
        look(l, k->kids[1], shai_space_find(s, shai_formula_and(s, rest, when)));
        rest = shai_formula_and(s, rest, shai_formula_not(s, when));
    }
}

static void look_at_applies(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v)
{
    const struct shai_node *at = v->applies ? v->applies : v->group_applies;
    struct shai_space *s = shai_space_new(l, item, v);
    if (at) look(l, at, shai_space_find(s, shai_formula_applies(s)));
}

void shai_lint_unreachable(struct shai_lint *l)
{
    shai_lint_each_variant(l, look_at_applies);
    shai_lint_each_cases(l, look_at_cases);
}
