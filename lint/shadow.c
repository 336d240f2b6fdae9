/* Names that hide others: within an item a measure hides what else has its name, and within the clauses of an `items`
 * table a column does. That a choice stands before other names opposite its attribute is meant. */
#include "lint/rule.h"

#include <string.h>

static const struct shai_decl *hidden(const struct shai_spec *spec, const char *name)
{
    for (const struct shai_decl *d = spec->first; d; d = d->next) {
        bool value = d->kind == SHAI_DECL_ATTRIBUTE || d->kind == SHAI_DECL_LET || d->kind == SHAI_DECL_ITEM;
        if (value && (strcmp(d->name, name) == 0 || (d->alias && strcmp(d->alias, name) == 0))) return d;
    }
    return NULL;
}

static void report(struct shai_lint *l, const char *name, struct shai_span span, const struct shai_decl *what)
{
    struct shai_diag *d = shai_diag_span(&l->found, SHAI_D_LINT_SHADOW, span, name, NULL);
    if (what->node) shai_diag_note(&l->found, d, SHAI_D_LINT_HIDDEN_HERE, what->span, NULL);
}

static void look_at_header(struct shai_lint *l, const struct shai_node *header)
{
    for (uint32_t i = 0; header && i < header->kid_count; i++) {
        const struct shai_node *head = header->kids[i];
        if (!head || head->kind != SHAI_N_NAME || shai_keyword_find(head->name, strlen(head->name), NULL)) continue;
        const struct shai_decl *d = hidden(l->spec, head->name);
        if (d) report(l, head->name, head->span, d);
    }
}

static void look_at_tables(struct shai_lint *l, const struct shai_node *list)
{
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const struct shai_node *n = list->kids[i];
        if (n && n->kind == SHAI_N_ITEMS) look_at_header(l, n->kids[0]);
        if (n && n->kind == SHAI_N_GROUP) look_at_tables(l, n->kids[1]);
    }
}

void shai_lint_shadow(struct shai_lint *l)
{
    for (size_t i = 0; i < l->spec->item_count; i++) {
        const struct shai_decl *item = l->spec->items[i];
        for (size_t k = 0; k < item->measure_count; k++) {
            const struct shai_decl *m = item->measures[k], *d = m->bare ? NULL : hidden(l->spec, m->name);
            if (d && d != item) report(l, m->name, m->span, d);
        }
    }
    look_at_tables(l, l->spec->tree->root->kids[0]);
}
