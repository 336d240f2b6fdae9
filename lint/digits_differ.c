/* `compare rounded` with a range whose ends are written to different places: a value near the one is rounded to
 * another place than near the other. */
#include "lint/rule.h"

static void look(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v,
                 const struct shai_node *criterion)
{
    (void)item;
    const struct shai_node *bounds[2];
    struct shai_num a, b;
    if (!v->compare || v->compare->op != SHAI_KW_ROUNDED || shai_lint_bounds(criterion, bounds) != 2) return;
    if (!shai_lint_last_place(l, bounds[0], &a) || !shai_lint_last_place(l, bounds[1], &b)) return;
    if (shai_num_cmp(a, b) == 0) return;
    struct shai_diag *d = shai_diag_span(&l->found, SHAI_D_LINT_DIGITS_DIFFER, criterion->span, NULL);
    shai_diag_note(&l->found, d, SHAI_D_LINT_ROUNDED_HERE, v->compare->span, NULL);
}

void shai_lint_digits_differ(struct shai_lint *l)
{
    shai_lint_each_criterion(l, look);
}
