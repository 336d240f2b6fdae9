/* Limits and requirements that nothing can meet: no value that the item may have, of its unit, range and computation,
 * satisfies them. */
#include "lint/formula.h"

static void look(struct shai_lint *l, struct shai_space *s, const struct shai_node *at,
                 const struct shai_formula *met)
{
    const struct shai_formula *applies = shai_formula_applies(s);
    if (shai_space_find(s, applies) == SHAI_NO) return; /* unreachable */
    if (shai_space_find(s, shai_formula_and(s, applies, met)) == SHAI_NO)
        shai_diag_span(&l->found, SHAI_D_LINT_UNMEETABLE, at->span, NULL);
    else shai_lint_is_fine(l, SHAI_D_LINT_UNMEETABLE, at->span);
}

static void look_at_criterion(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v,
                              const struct shai_node *criterion)
{
    struct shai_space *s = shai_space_new(l, item, v);
    look(l, s, criterion, shai_formula_meets(s, criterion));
}

static void look_at_requires(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v)
{
    for (size_t i = 0; i < v->require_count; i++) {
        struct shai_space *s = shai_space_new(l, item, v);
        look(l, s, v->requires[i], shai_formula_of(s, v->requires[i]));
    }
}

void shai_lint_unmeetable(struct shai_lint *l)
{
    shai_lint_each_criterion(l, look_at_criterion);
    shai_lint_each_variant(l, look_at_requires);
}
