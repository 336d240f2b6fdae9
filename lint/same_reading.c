/* Two items with the same basis and the same reading, which may apply to one sample: the laboratory enters the
 * reading twice, and a failure counts twice. Readings are the same where their names are, or, without names of their
 * own, the titles of their items. */
#include "lint/formula.h"

#include <string.h>

static bool same_basis(const struct shai_variant_node *a, const struct shai_variant_node *b)
{
    if (a->basis_count != b->basis_count || !a->basis_count) return false;
    for (size_t i = 0; i < a->basis_count; i++) {
        const struct shai_node *x = a->basis[i], *y = b->basis[i];
        if (!x->kids[1] || !shai_lint_same(x->kids[0], y->kids[0]) || !shai_lint_same(x->kids[1], y->kids[1]))
            return false;
    }
    return true;
}

static bool same_type(const struct shai_type *a, const struct shai_type *b)
{
    return a->kind == b->kind && (a->kind != SHAI_TYPE_NUMBER || shai_dim_equal(&a->dim, &b->dim));
}

static bool same_methods(const struct shai_variant_node *a, const struct shai_variant_node *b)
{
    if (a->method_count != b->method_count) return false;
    for (size_t i = 0; i < a->method_count; i++)
        if (!shai_lint_same(a->methods[i]->kids[0], b->methods[i]->kids[0])) return false;
    return true;
}

static bool same_title(const struct shai_decl *a, const struct shai_decl *b)
{
    return a->title && b->title && strcmp(a->title, b->title) == 0;
}

static bool same_measures(const struct shai_decl *a, const struct shai_decl *b)
{
    if (a->measure_count != b->measure_count || !a->measure_count) return false;
    for (size_t i = 0; i < a->measure_count; i++) {
        const struct shai_decl *x = a->measures[i], *y = b->measures[i];
        if (x->bare != y->bare || !same_type(x->type, y->type)) return false;
        if (!x->bare && strcmp(x->name, y->name) != 0) return false;
        if ((x->bare || a->title || b->title) && !same_title(a, b)) return false;
    }
    return true;
}

static bool apply_together(struct shai_lint *l, const struct shai_variant_node *a, const struct shai_variant_node *b)
{
    struct shai_space *s = shai_space_new(l, NULL, NULL);
    const struct shai_node *const conditions[] = {a->group_applies, a->applies, b->group_applies, b->applies};
    const struct shai_formula *f = shai_formula_truth(s, true);
    for (size_t i = 0; i < 4; i++)
        if (conditions[i]) f = shai_formula_and(s, f, shai_formula_of(s, conditions[i]));
    return shai_space_find(s, f) == SHAI_YES;
}

static bool is_same(struct shai_lint *l, const struct shai_decl *a, const struct shai_decl *b)
{
    if (!same_measures(a, b)) return false;
    for (const struct shai_variant_node *x = a->variants; x; x = x->next)
        for (const struct shai_variant_node *y = b->variants; y; y = y->next)
            if (!(x->family && x->family == y->family) && same_basis(x, y) && same_methods(x, y) &&
                apply_together(l, x, y))
                return true;
    return false;
}

void shai_lint_same_reading(struct shai_lint *l)
{
    const struct shai_spec *spec = l->spec;
    for (size_t j = 1; j < spec->item_count; j++)
        for (size_t i = 0; i < j; i++) {
            if (!is_same(l, spec->items[i], spec->items[j])) continue;
            struct shai_diag *d = shai_diag_span(&l->found, SHAI_D_LINT_SAME_READING, spec->items[j]->span,
                                                 spec->items[j]->name, spec->items[i]->name, NULL);
            shai_diag_note(&l->found, d, SHAI_D_FIRST_HERE, spec->items[i]->span, NULL);
            break;
        }
}
