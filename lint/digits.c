/* Rounding that contradicts the digits of the limit: the value is rounded to a coarser place than the bound is
 * written with. */
#include "lint/rule.h"

/* Rounded to 5, 375 stays what it is; 4.0 rounded to 1 loses the digit that it was written with. */
static bool loses(struct shai_lint *l, const struct shai_node *bound, const struct shai_node *interval)
{
    struct shai_num n, q, place, coarse;
    if (!shai_lint_constant(l, bound, NULL, &n) || !shai_lint_constant(l, interval, NULL, &q)) return false;
    if (!shai_lint_last_place(l, bound, &place) || !shai_lint_last_place(l, interval, &coarse)) return false;
    struct shai_num steps = shai_num_div(l->arena, n, q);
    return shai_num_cmp(coarse, place) > 0 || shai_num_cmp(steps, shai_num_floor(l->arena, steps)) != 0;
}

static void look_at_bound(struct shai_lint *l, const struct shai_variant_node *v, const struct shai_node *bound)
{
    const struct shai_node *interval = v->round->kids[0];
    if (!bound || !loses(l, bound, interval)) return;
    struct shai_diag *d = shai_diag_span(&l->found, SHAI_D_LINT_DIGITS, bound->span, shai_lint_source(l, interval),
                                         shai_lint_source(l, bound), NULL);
    shai_diag_note(&l->found, d, SHAI_D_LINT_ROUNDED_HERE, v->round->span, NULL);
}

static void look(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v,
                 const struct shai_node *criterion)
{
    (void)item;
    const struct shai_node *bounds[2];
    uint32_t count = shai_lint_bounds(criterion, bounds);
    if (!v->round || (v->round->flags & SHAI_F_SIGNIFICANT)) return;
    for (uint32_t i = 0; i < count; i++) look_at_bound(l, v, bounds[i]);
}

void shai_lint_digits(struct shai_lint *l)
{
    shai_lint_each_criterion(l, look);
}
