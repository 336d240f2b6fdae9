/* The walks that rules share over a checked spec, and what they ask of nodes. It reports nothing. */
#include "lint/rule.h"

#include <string.h>

bool shai_lint_is_broken(const struct shai_node *node)
{
    return !node || node->kind == SHAI_N_ERROR;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool shai_lint_same(const struct shai_node *a, const struct shai_node *b)
{
    if (!a || !b) return a == b;
    if (a->decl && a->decl == b->decl && a->kind != SHAI_N_INDEX) return true; /* 读数 and its measure's name */
    bool same = a->kind == b->kind && a->op == b->op && a->oper == b->oper && a->flags == b->flags &&
                a->decl == b->decl && a->index == b->index && a->kid_count == b->kid_count &&
                same_text(a->name, b->name) && same_text(a->unit, b->unit);
    for (uint32_t i = 0; same && i < a->kid_count; i++) same = shai_lint_same(a->kids[i], b->kids[i]);
    return same;
}

const char *shai_lint_source(struct shai_lint *l, const struct shai_node *node)
{
    const struct shai_source *source = &l->spec->sources->at[node->span.file];
    return shai_arena_strndup(l->arena, source->text + node->span.begin, node->span.end - node->span.begin);
}

static void visit(struct shai_lint *l, shai_lint_cases_fn *fn, struct shai_lint_place place,
                  const struct shai_node *node)
{
    if (!node) return;
    if (node->kind == SHAI_N_CASES) fn(l, &place, node);
    for (uint32_t i = 0; i < node->kid_count; i++) visit(l, fn, place, node->kids[i]);
}

void shai_lint_each_cases(struct shai_lint *l, shai_lint_cases_fn *fn)
{
    const struct shai_spec *spec = l->spec;
    for (size_t i = 0; i < spec->let_count; i++)
        visit(l, fn, (struct shai_lint_place){.role = SHAI_IN_LET}, spec->lets[i]->body);
    for (size_t i = 0; i < spec->item_count; i++)
        for (const struct shai_variant_node *v = spec->items[i]->variants; v; v = v->next) {
            struct shai_lint_place place = {spec->items[i], v, SHAI_IN_VALUE};
            visit(l, fn, place, v->value);
            place.role = SHAI_IN_LIMIT;
            visit(l, fn, place, v->limit);
            place.role = SHAI_IN_HAZARD;
            visit(l, fn, place, v->hazard);
        }
    visit(l, fn, (struct shai_lint_place){.role = SHAI_IN_VERDICT}, spec->verdict);
}

void shai_lint_each_variant(struct shai_lint *l, shai_lint_variant_fn *fn)
{
    for (size_t i = 0; i < l->spec->item_count; i++)
        for (const struct shai_variant_node *v = l->spec->items[i]->variants; v; v = v->next)
            fn(l, l->spec->items[i], v);
}

struct criteria {
    struct shai_lint *l;
    const struct shai_decl *item;
    const struct shai_variant_node *variant;
    shai_lint_criterion_fn *fn;
};

static void criteria_of(const struct criteria *c, const struct shai_node *what)
{
    if (shai_lint_is_broken(what) || what->kind == SHAI_N_DASH) return;
    if (what->kind == SHAI_N_CASES) {
        for (uint32_t i = 0; i < what->kid_count; i++)
            if (!shai_lint_is_broken(what->kids[i])) criteria_of(c, what->kids[i]->kids[0]);
    } else if (what->kind == SHAI_N_BY) {
        for (uint32_t i = 0; i < what->kids[1]->kid_count; i++) {
            const struct shai_node *k = what->kids[1]->kids[i];
            if (!shai_lint_is_broken(k)) criteria_of(c, k->kids[k->kind == SHAI_N_BY_CASE]);
        }
    } else {
        c->fn(c->l, c->item, c->variant, what);
    }
}

void shai_lint_each_criterion(struct shai_lint *l, shai_lint_criterion_fn *fn)
{
    for (size_t i = 0; i < l->spec->item_count; i++)
        for (const struct shai_variant_node *v = l->spec->items[i]->variants; v; v = v->next) {
            struct criteria c = {l, l->spec->items[i], v, fn};
            criteria_of(&c, v->limit);
        }
}
