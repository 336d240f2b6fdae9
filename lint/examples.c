/* Specs without any example, and without a table of cases beside them: nothing shows that they judge as the panel
 * means. Libraries judge nothing. */
#include "lint/rule.h"

void shai_lint_examples(struct shai_lint *l)
{
    const struct shai_spec *s = l->spec;
    if (s->tree->root->kind != SHAI_N_SPEC || s->example_count || l->tabled || !s->item_count) return;
    shai_diag_span(&l->found, SHAI_D_LINT_EXAMPLES, s->tree->root->name_span, s->name, s->items[0]->name, NULL);
}
