/* Rows to items: the `each` clauses of an `items` table, cloned for a row with the row's cells put in for its
 * columns.
 *
 * In: an ITEMS node and one of its rows. Out: an ITEM node as if it had been written by hand. Types are not known
 * yet; a cell lands where its column's name stood and is checked there. */
#include "lang/checker.h"

#include <string.h>

struct row {
    struct shai_checker *ck;
    struct shai_node *header, *cells;
};

static struct shai_node *cell_of(const struct row *row, const char *column)
{
    for (uint32_t i = 0; i < row->header->kid_count && i < row->cells->kid_count; i++)
        if (row->header->kids[i] && row->header->kids[i]->kind == SHAI_N_NAME &&
            strcmp(row->header->kids[i]->name, column) == 0)
            return row->cells->kids[i];
    return NULL;
}

/* A header's unit is the unit of the bare literals of its column. */
static void give_unit(struct shai_node *cell, const struct shai_node *head)
{
    if (!cell || !head->unit) return;
    if (cell->kind == SHAI_N_NUMBER_LIT && !cell->unit) {
        cell->unit = head->unit;
        cell->unit_span = head->unit_span;
    }
    if (cell->kind == SHAI_N_CRITERION || cell->kind == SHAI_N_RANGE || cell->kind == SHAI_N_TOLERANCE ||
        cell->kind == SHAI_N_UNARY || cell->kind == SHAI_N_BOTH)
        for (uint32_t i = 0; i < cell->kid_count; i++) give_unit(cell->kids[i], head);
}

/* Is `name` a choice of the attribute that `other` names? Then it is no column here (§4). */
static bool is_choice_opposite(const struct row *row, const struct shai_node *other, const char *name)
{
    if (!other || other->kind != SHAI_N_NAME) return false;
    const struct shai_decl *d = shai_scope_find(&row->ck->scope, other->name);
    for (uint32_t i = 0; d && i < d->name_count; i++)
        if (d->kind == SHAI_DECL_ATTRIBUTE && strcmp(d->names[i], name) == 0) return true;
    return false;
}

/* A header that is probably meant to be `name`. */
static const struct shai_node *near_column(const struct row *row, const char *name)
{
    for (uint32_t i = 0; i < row->header->kid_count; i++) {
        const struct shai_node *head = row->header->kids[i];
        if (head && head->name && shai_name_is_near(name, head->name)) return head;
    }
    return NULL;
}

static void add_case(const struct row *row, struct shai_node *cases, const char *label, enum shai_node_kind kind,
                     const struct shai_node *cell)
{
    struct shai_arena *arena = row->ck->arena;
    struct shai_node *key = shai_node(arena, kind, cell->span, SHAI_KIDS_END);
    key->name = label;
    key->name_span = cell->span;
    struct shai_node *keys = shai_node(arena, SHAI_N_LIST, cell->span, key, SHAI_KIDS_END);
    shai_node_append(arena, cases,
                     shai_node(arena, SHAI_N_BY_CASE, cell->span, keys, shai_node_clone(arena, cell), SHAI_KIDS_END));
}

/* The cases are the columns named like the choices of an attribute; of anything else, those whose header is a label
 * in quotes: a grade's. Whether it is a grade, and has all of them, the checker sees. */
static struct shai_node *by_columns(const struct row *row, struct shai_node *by)
{
    struct shai_checker *ck = row->ck;
    struct shai_node *on = by->kids[0];
    const struct shai_decl *attr = shai_scope_find(&ck->scope, on->name);
    struct shai_node *cases = shai_node(ck->arena, SHAI_N_LIST, by->span, SHAI_KIDS_END);
    if (attr && attr->kind == SHAI_DECL_ATTRIBUTE && attr->name_count) {
        for (uint32_t i = 0; i < attr->name_count; i++) {
            struct shai_node *cell = cell_of(row, attr->names[i]);
            if (!cell) {
                const struct shai_node *near = near_column(row, attr->names[i]);
                shai_diag_span(ck->diags, SHAI_D_NO_COLUMN, near ? near->span : on->span, attr->name, attr->names[i],
                               NULL);
                shai_node_append(ck->arena, cases, shai_node(ck->arena, SHAI_N_ERROR, on->span, SHAI_KIDS_END));
                continue;
            }
            add_case(row, cases, attr->names[i], SHAI_N_NAME, cell);
        }
    } else {
        for (uint32_t i = 0; i < row->header->kid_count && i < row->cells->kid_count; i++) {
            const struct shai_node *head = row->header->kids[i], *cell = row->cells->kids[i];
            if (head && head->kind == SHAI_N_STRING && cell) add_case(row, cases, head->name, SHAI_N_STRING, cell);
        }
    }
    return shai_node(ck->arena, SHAI_N_BY, by->span, on, cases, SHAI_KIDS_END);
}

static struct shai_node *put_in(const struct row *row, struct shai_node *node)
{
    if (!node) return NULL;
    if (node->kind == SHAI_N_NAME) {
        struct shai_node *cell = cell_of(row, node->name);
        return cell ? shai_node_clone(row->ck->arena, cell) : node;
    }
    if (node->kind == SHAI_N_BY_COLUMNS) return by_columns(row, node);
    if (node->kind == SHAI_N_ONE_OF) return node; /* names there are choices or labels */
    for (uint32_t i = 0; i < node->kid_count; i++) {
        if (node->kind == SHAI_N_BY_CASE && i == 0) continue;
        struct shai_node *kid = node->kids[i];
        bool equals = node->kind == SHAI_N_BINARY && (node->oper == SHAI_OP_EQ || node->oper == SHAI_OP_NE);
        if (equals && kid && kid->kind == SHAI_N_NAME && is_choice_opposite(row, node->kids[1 - i], kid->name))
            continue;
        if ((node->kind == SHAI_N_BASIS || node->kind == SHAI_N_METHOD) && i == 0 && kid && !cell_of(row, kid->name))
            continue;
        node->kids[i] = put_in(row, kid);
    }
    return node;
}

struct shai_node *shai_expand_row(struct shai_checker *ck, struct shai_node *items, struct shai_node *cells)
{
    struct shai_node *header = items->kids[0];
    struct row row = {ck, header, cells};
    if (cells->kid_count != header->kid_count) {
        shai_diag_span(ck->diags, SHAI_D_ROW_CELLS, cells->span, shai_arena_printf(ck->arena, "%u", cells->kid_count),
                       shai_arena_printf(ck->arena, "%u", header->kid_count), NULL);
        return NULL;
    }
    struct shai_node *name = NULL, *title = NULL;
    for (uint32_t i = 0; i < header->kid_count; i++) {
        const struct shai_node *head = header->kids[i];
        if (!head || !head->name) return NULL;
        enum shai_kw kw = shai_keyword_find(head->name, strlen(head->name), NULL);
        if (kw == SHAI_KW_ITEM) name = cells->kids[i];
        if (kw == SHAI_KW_TITLE) title = cells->kids[i];
        give_unit(cells->kids[i], head);
    }
    if (!name) {
        shai_diag_span(ck->diags, SHAI_D_NO_ITEM_COLUMN, header->span, NULL);
        return NULL;
    }
    if (name->kind != SHAI_N_NAME && name->kind != SHAI_N_STRING) {
        shai_diag_span(ck->diags, SHAI_D_ROW_NAME, name->span, NULL);
        return NULL;
    }
    if (title && title->kind != SHAI_N_STRING) {
        if (title->kind != SHAI_N_DASH) shai_diag_span(ck->diags, SHAI_D_ROW_TITLE, title->span, NULL);
        title = NULL;
    }
    struct shai_node *clauses = put_in(&row, shai_node_clone(ck->arena, items->kids[2]));
    struct shai_node *item = shai_node(ck->arena, SHAI_N_ITEM, cells->span, title, clauses, SHAI_KIDS_END);
    item->name = name->name;
    item->name_span = name->span;
    item->doc = cells->doc;
    return item;
}
