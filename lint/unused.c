/* Names that nothing uses: standards, scales, attributes, definitions, patterns, lookup tables, measures, columns of
 * an `items` table. Of a library nothing is said: its users are not known. */
#include "lint/rule.h"

#include <string.h>

static void report(struct shai_lint *l, const char *name, struct shai_span span)
{
    shai_diag_span(&l->found, SHAI_D_LINT_UNUSED, span, name, NULL);
}

static bool is_looked_at(const struct shai_decl *d)
{
    switch (d->kind) {
    case SHAI_DECL_STANDARD:
    case SHAI_DECL_GRADE:
    case SHAI_DECL_LET:
    case SHAI_DECL_PATTERN:
    case SHAI_DECL_TABLE: return true;
    case SHAI_DECL_ATTRIBUTE: return d->node && d->field < 0; /* letters print the standard fields */
    default: return false;
    }
}

/* Is the reading used without being named: judged itself, or recorded? */
static bool is_implied(const struct shai_decl *item, const struct shai_decl *measure)
{
    if (measure->type && measure->type->kind == SHAI_TYPE_CONFORMITY) return true;
    for (const struct shai_variant_node *v = item->variants; v; v = v->next)
        if (v->report || (!v->value && v->limit && item->measure_count == 1)) return true;
    return false;
}

static void look_at_measures(struct shai_lint *l, const struct shai_decl *item)
{
    for (size_t i = 0; i < item->measure_count; i++) {
        const struct shai_decl *m = item->measures[i];
        if (!m->used && !is_implied(item, m)) report(l, m->name, m->span);
    }
}

/* --- columns --- */

static bool is_choice(const struct shai_spec *spec, const char *attribute, const char *name)
{
    for (size_t i = 0; i < spec->attribute_count; i++) {
        const struct shai_decl *d = spec->attributes[i];
        if (strcmp(d->name, attribute) != 0) continue;
        for (uint32_t k = 0; k < d->name_count; k++)
            if (strcmp(d->names[k], name) == 0) return true;
    }
    return false;
}

static bool mentions(const struct shai_spec *spec, const struct shai_node *n, const char *column)
{
    if (!n) return false;
    if (n->kind == SHAI_N_NAME && n->name && strcmp(n->name, column) == 0) return true;
    if (n->kind == SHAI_N_BY_COLUMNS && n->kids[0] && n->kids[0]->name && is_choice(spec, n->kids[0]->name, column))
        return true;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (mentions(spec, n->kids[i], column)) return true;
    return false;
}

static void look_at_columns(struct shai_lint *l, const struct shai_node *items)
{
    const struct shai_node *header = items->kids[0];
    for (uint32_t i = 0; header && i < header->kid_count; i++) {
        const struct shai_node *head = header->kids[i];
        if (!head || head->kind != SHAI_N_NAME) continue;
        enum shai_kw kw = shai_keyword_find(head->name, strlen(head->name), NULL);
        if (kw == SHAI_KW_ITEM || kw == SHAI_KW_TITLE) continue;
        if (!mentions(l->spec, items->kids[2], head->name)) report(l, head->name, head->span);
    }
}

static void look_at_tables(struct shai_lint *l, const struct shai_node *list)
{
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const struct shai_node *n = list->kids[i];
        if (n && n->kind == SHAI_N_ITEMS) look_at_columns(l, n);
        if (n && n->kind == SHAI_N_GROUP) look_at_tables(l, n->kids[1]);
    }
}

void shai_lint_unused(struct shai_lint *l)
{
    if (l->spec->tree->root->kind != SHAI_N_SPEC) return;
    for (const struct shai_decl *d = l->spec->first; d; d = d->next)
        if (is_looked_at(d) && !d->used) report(l, d->name, d->span);
    for (size_t i = 0; i < l->spec->item_count; i++) look_at_measures(l, l->spec->items[i]);
    look_at_tables(l, l->spec->tree->root->kids[0]);
}
