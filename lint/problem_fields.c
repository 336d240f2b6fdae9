/* Problem texts that do not say what was found, or what was required, of an item that holds a value against a limit.
 * Words alone cannot be checked by the enterprise that receives the letter. */
#include "lint/rule.h"

static void look(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v)
{
    (void)item;
    if (!v->problem || !v->limit || !v->type) return;
    if (v->type->kind != SHAI_TYPE_NUMBER && v->type->kind != SHAI_TYPE_GRADE && v->type->kind != SHAI_TYPE_DATE)
        return;
    bool value = false, requirement = false;
    for (uint32_t i = 0; i < v->problem->kid_count; i++) {
        const struct shai_node *k = v->problem->kids[i];
        if (!k) continue;
        if (k->kind == SHAI_N_VALUE || k->kind == SHAI_N_READING) value = true;
        if (k->kind == SHAI_N_NAME && k->decl && k->decl->kind == SHAI_DECL_MEASURE) value = true;
        if (k->kind == SHAI_N_LIMIT || k->kind == SHAI_N_REQUIREMENT) requirement = true;
    }
    if (value && requirement) return;
    const char *zh = value ? "{要求}" : requirement ? "{结果}" : "{结果} 和 {要求}";
    const char *en = value ? "{requirement}" : requirement ? "{value}" : "{value} and {requirement}";
    shai_diag_span(&l->found, SHAI_D_LINT_PROBLEM_FIELDS, v->problem->span, zh, en, NULL);
}

void shai_lint_problem_fields(struct shai_lint *l)
{
    shai_lint_each_variant(l, look);
}
