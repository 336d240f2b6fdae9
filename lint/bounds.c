/* The bounds of a criterion, and the digits they are written with. It reports nothing. */
#include "lint/rule.h"

#include <string.h>

bool shai_lint_last_place(struct shai_lint *l, const struct shai_node *n, struct shai_num *out)
{
    struct shai_decimal d;
    if (n && n->kind == SHAI_N_UNARY && n->oper == SHAI_OP_NEG) n = n->kids[0];
    if (!n || n->kind != SHAI_N_NUMBER_LIT || !n->type || n->type->kind != SHAI_TYPE_NUMBER) return false;
    if (shai_num_parse(l->arena, n->name, strlen(n->name), &d) != SHAI_NUM_OK) return false;
    struct shai_num place = n->type->factor, ten = SHAI_NUM_INT(10);
    for (int i = 0; i < d.places; i++) place = shai_num_div(l->arena, place, ten);
    for (int i = 0; i > d.places; i--) place = shai_num_mul(l->arena, place, ten);
    *out = place;
    return true;
}

uint32_t shai_lint_bounds(const struct shai_node *c, const struct shai_node *bounds[2])
{
    switch ((enum shai_node_kind)c->kind) {
    case SHAI_N_CRITERION: bounds[0] = c->kids[0]; return 1;
    case SHAI_N_RANGE: bounds[0] = c->kids[0], bounds[1] = c->kids[1]; return 2;
    case SHAI_N_BOTH:
        if (c->kids[0]->kind != SHAI_N_CRITERION || c->kids[1]->kind != SHAI_N_CRITERION) return 0;
        bounds[0] = c->kids[0]->kids[0], bounds[1] = c->kids[1]->kids[0];
        return 2;
    default: return 0;
    }
}
