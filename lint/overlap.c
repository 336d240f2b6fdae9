/* Overlaps: two conditions of one and the same variable that share values, neither holding all of the other's: the
 * first case, or the first group, takes them. That a later case is wider than an earlier one is how cases are
 * written, and is not meant. */
#include "lint/formula.h"

static bool crosses(struct shai_space *s, const struct shai_formula *a, const struct shai_formula *b)
{
    if (!shai_space_one_variable(s, a, b) || !shai_space_exact(s, a)) return false;
    return shai_space_find(s, shai_formula_and(s, a, shai_formula_not(s, b))) == SHAI_YES &&
           shai_space_find(s, shai_formula_and(s, shai_formula_not(s, a), b)) == SHAI_YES &&
           shai_space_find(s, shai_formula_and(s, a, b)) == SHAI_YES; /* last: the space stands there */
}

static void report(struct shai_lint *l, struct shai_space *s, const struct shai_formula *f,
                   const struct shai_node *first, const struct shai_node *second)
{
    struct shai_diag *d = shai_diag_span(&l->found, SHAI_D_LINT_OVERLAP, second->span, shai_space_words(s, f), NULL);
    shai_diag_note(&l->found, d, SHAI_D_LINT_TAKEN_HERE, first->span, NULL);
}

static void look_at_cases(struct shai_lint *l, const struct shai_lint_place *place, const struct shai_node *cases)
{
    struct shai_space *s = shai_space_new(l, place->item, place->variant);
    for (uint32_t j = 1; j < cases->kid_count; j++) {
        const struct shai_node *b = cases->kids[j];
        if (shai_lint_is_broken(b) || b->kind != SHAI_N_CASE) continue;
        const struct shai_formula *second = shai_formula_of(s, b->kids[1]);
        for (uint32_t i = 0; i < j; i++) {
            const struct shai_node *a = cases->kids[i];
            if (shai_lint_is_broken(a) || a->kind != SHAI_N_CASE) continue;
            if (!crosses(s, shai_formula_of(s, a->kids[1]), second)) continue;
            report(l, s, second, a->kids[1], b->kids[1]);
            break;
        }
    }
}

static void look_at_groups(struct shai_lint *l, const struct shai_decl *item)
{
    struct shai_space *s = shai_space_new(l, NULL, NULL);
    for (const struct shai_variant_node *b = item->variants; b; b = b->next) {
        if (!b->group_applies || b->applies) continue;
        const struct shai_formula *second = shai_formula_of(s, b->group_applies);
        for (const struct shai_variant_node *a = item->variants; a != b; a = a->next) {
            if (!a->group_applies || a->applies) continue;
            if (!crosses(s, shai_formula_of(s, a->group_applies), second)) continue;
            report(l, s, second, a->group_applies, b->group_applies);
            break;
        }
    }
}

void shai_lint_overlap(struct shai_lint *l)
{
    shai_lint_each_cases(l, look_at_cases);
    for (size_t i = 0; i < l->spec->item_count; i++) look_at_groups(l, l->spec->items[i]);
}
