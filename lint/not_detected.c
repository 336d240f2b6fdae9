/* Readings of a content that may be "not detected" while nothing says what that means: no detection limit, no
 * `not detected counts`. Such a result leaves the item inconclusive. A content is a share or a mass in a volume, on
 * an area or in a mass, with an upper limit; a share in % only where the item is a sum of several or must be absent,
 * for shares in % are also of things that are always there. */
#include "lint/rule.h"

#include <string.h>

static bool reads(const struct shai_node *n, const struct shai_decl *measure)
{
    if (!n) return false;
    if (n->decl == measure) return true;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (reads(n->kids[i], measure)) return true;
    return false;
}

static bool is_mass_per(const struct shai_spec *spec, const struct shai_dim *dim)
{
    const struct shai_unit *g = shai_units_find(&spec->units, "g", 1);
    bool per = false;
    if (!g) return false;
    for (size_t i = 0; i < SHAI_BASE_MAX; i++) {
        if (g->value.dim.e[i] ? dim->e[i] != 1 : dim->e[i] > 0) return false;
        per |= dim->e[i] < 0;
    }
    return per;
}

static bool is_content(const struct shai_spec *spec, const struct shai_type *t, bool several)
{
    if (!t || t->kind != SHAI_TYPE_NUMBER || !t->unit || t->is_signed) return false;
    if (shai_dim_is_pure(&t->dim)) return strcmp(t->unit, "%") != 0 || several;
    return is_mass_per(spec, &t->dim);
}

static void look(struct shai_lint *l, const struct shai_decl *item, const struct shai_variant_node *v,
                 const struct shai_node *c)
{
    bool absent = c->kind == SHAI_N_ABSENT;
    bool upper = c->kind == SHAI_N_CRITERION && (c->oper == SHAI_OP_LE || c->oper == SHAI_OP_LT);
    if (l->spec->nd_counts || (!absent && !upper)) return;
    for (size_t i = 0; i < item->measure_count; i++) {
        const struct shai_decl *m = item->measures[i];
        if (m->detection || m->nd_counts || !is_content(l->spec, m->type, absent || item->measure_count > 1))
            continue;
        if (v->value && !reads(v->value, m)) continue;
        struct shai_interval domain = shai_lint_domain(l, m);
        if (!(domain.flags & SHAI_LO_INF) && shai_num_sign(domain.lo) > 0) continue; /* it is always there */
        shai_diag_span(&l->found, SHAI_D_LINT_NOT_DETECTED, m->span, m->name, NULL);
    }
}

void shai_lint_not_detected(struct shai_lint *l)
{
    shai_lint_each_criterion(l, look);
}
