/* Gaps: a single value between two cases that neither of them takes, so that `otherwise` does; and for an item of
 * several groups, values between those of its groups for which none applies. */
#include "lint/formula.h"

enum { COVERS_MAX = 64 };

static const struct shai_formula *none_of(struct shai_space *s, const struct shai_formula *const *covers,
                                          size_t count)
{
    const struct shai_formula *f = shai_formula_truth(s, true);
    for (size_t i = 0; i < count; i++) f = shai_formula_and(s, f, shai_formula_not(s, covers[i]));
    return f;
}

static void look_at_cases(struct shai_lint *l, const struct shai_lint_place *place, const struct shai_node *cases)
{
    struct shai_space *s = shai_space_new(l, place->item, place->variant);
    const struct shai_formula *covers[COVERS_MAX];
    const struct shai_node *otherwise = NULL;
    size_t count = 0;
    for (uint32_t i = 0; i < cases->kid_count; i++) {
        const struct shai_node *k = cases->kids[i];
        if (shai_lint_is_broken(k) || count == COVERS_MAX) return;
        if (k->kind == SHAI_N_CASE) covers[count++] = shai_formula_of(s, k->kids[1]);
        else otherwise = k;
    }
    if (count < 2) return;
    const struct shai_formula *rest = none_of(s, covers, count);
    const struct shai_node *at = otherwise ? otherwise : cases;
    if (shai_space_exact(s, rest) && shai_space_hole(s, covers, count, true) == SHAI_YES)
        shai_diag_span(&l->found, SHAI_D_LINT_GAP, at->span, shai_space_words(s, rest), NULL);
    else shai_lint_is_fine(l, SHAI_D_LINT_GAP, at->span);
}

static void look_at_groups(struct shai_lint *l, const struct shai_decl *item)
{
    struct shai_space *s = shai_space_new(l, NULL, NULL);
    const struct shai_formula *covers[COVERS_MAX];
    size_t count = 0;
    const struct shai_node *last = NULL;
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) {
        if (!v->group_applies || v->applies || count == COVERS_MAX) return;
        covers[count++] = shai_formula_of(s, v->group_applies);
        last = v->group_applies;
    }
    if (count < 2) return;
    const struct shai_formula *rest = none_of(s, covers, count);
    if (shai_space_exact(s, rest) && shai_space_hole(s, covers, count, false) == SHAI_YES)
        shai_diag_span(&l->found, SHAI_D_LINT_GAP, last->span, shai_space_words(s, rest), NULL);
}

void shai_lint_gap(struct shai_lint *l)
{
    shai_lint_each_cases(l, look_at_cases);
    for (size_t i = 0; i < l->spec->item_count; i++) look_at_groups(l, l->spec->items[i]);
}
