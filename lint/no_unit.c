/* Readings without a unit that are judged as they are by a limit written in one: 20 would count as 20 g/g where 20
 * mg/kg was meant. A pure number and a share have the same dimension, so no type is broken. */
#include "lint/rule.h"

static bool is_unitless(const struct shai_type *t)
{
    return t && t->kind == SHAI_TYPE_NUMBER && !t->unit && shai_dim_is_pure(&t->dim);
}

static const char *unit_of(const struct shai_node *bound)
{
    if (bound && bound->kind == SHAI_N_UNARY) bound = bound->kids[0];
    return bound && bound->kind == SHAI_N_NUMBER_LIT ? bound->unit : NULL;
}

static void look(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v,
                 const struct shai_node *criterion)
{
    const struct shai_node *bounds[2];
    if (v->value || item->measure_count != 1 || !is_unitless(item->measures[0]->type)) return;
    uint32_t count = shai_lint_bounds(criterion, bounds);
    for (uint32_t i = 0; i < count; i++) {
        const char *unit = unit_of(bounds[i]);
        if (unit)
            shai_diag_span(&l->found, SHAI_D_LINT_NO_UNIT, item->measures[0]->span, item->measures[0]->name, unit,
                           NULL);
    }
}

void shai_lint_no_unit(struct shai_lint *l)
{
    shai_lint_each_criterion(l, look);
}
