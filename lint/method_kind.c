/* Items that are measured by a method of no stated kind: which kind of test it is decides whether the item can be
 * screened fast, and stands in every result. */
#include "lint/rule.h"

static void look(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v)
{
    if (!item->measure_count || !v->method_count) return;
    for (size_t i = 0; i < v->method_count; i++)
        if (v->methods[i]->op) return;
    shai_diag_span(&l->found, SHAI_D_LINT_METHOD_KIND, v->methods[0]->span, NULL);
}

void shai_lint_method_kind(struct shai_lint *l)
{
    shai_lint_each_variant(l, look);
}
