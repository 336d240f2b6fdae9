/* Is a source within its bounds (bound.h)?
 *
 * In: a parsed file. Out: one diagnostic, where the first bound is crossed, and the tree's mark `beyond`, behind
 * which nobody checks it further. Depth is not seen here: feed.c counts brackets, build.c operators. */
#include "base/utf8.h"
#include "grammar/bound.h"
#include "grammar/grammar.tab.h"
#include "grammar/parser.h"

#include <string.h>

static bool say(struct shai_parser *p, enum shai_diag_id id, struct shai_span at, size_t count, size_t most)
{
    shai_diag_span(p->diags, id, at, shai_arena_printf(p->arena, "%zu", count),
                   shai_arena_printf(p->arena, "%zu", most), NULL);
    return p->tree->beyond = true;
}

static size_t length(const char *s)
{
    size_t n = 0;
    for (; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

/* --- words --- */

static bool too_long(struct shai_parser *p, const struct shai_token *t)
{
    bool name = t->code == IDENT;
    if (!t->text || (!name && t->code != STRING)) return false;
    size_t most = name ? SHAI_NAME_LENGTH : SHAI_TEXT_LENGTH;
    if (strlen(t->text) <= most) return false; /* bytes are no fewer than characters */
    size_t n = length(t->text);
    return n > most && say(p, name ? SHAI_D_LONG_NAME : SHAI_D_LONG_TEXT, t->span, n, most);
}

static bool words(struct shai_parser *p)
{
    for (size_t i = 0; i < p->log_count; i++)
        if (too_long(p, &p->log[i])) return true;
    for (size_t i = 0; i < p->doc_count; i++) {
        size_t n = length(p->docs[i].text);
        struct shai_span at = {p->tree->file, p->docs[i].begin, p->docs[i].begin};
        if (n > SHAI_TEXT_LENGTH) return say(p, SHAI_D_LONG_TEXT, at, n, SHAI_TEXT_LENGTH);
    }
    return false;
}

/* --- lists --- */

/* The place is where the bound is crossed. */
static bool too_many(struct shai_parser *p, enum shai_diag_id id, const struct shai_node *list, uint32_t most)
{
    if (!list || list->kid_count <= most) return false;
    const struct shai_node *first_beyond = list->kids[most];
    return say(p, id, first_beyond ? first_beyond->span : list->span, list->kid_count, most);
}

static bool table_too_large(struct shai_parser *p, const struct shai_node *header, const struct shai_node *rows)
{
    return too_many(p, SHAI_D_MANY_COLUMNS, header, SHAI_MOST_COLUMNS) ||
           too_many(p, SHAI_D_MANY_ROWS, rows, SHAI_MOST_ROWS);
}

static bool node_too_large(struct shai_parser *p, const struct shai_node *n)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_TABLE: return table_too_large(p, n->kids[2], n->kids[3]);
    case SHAI_N_ITEMS:
        return table_too_large(p, n->kids[0], n->kids[1]) ||
               too_many(p, SHAI_D_MANY_CLAUSES, n->kids[2], SHAI_MOST_CLAUSES);
    case SHAI_N_ITEM: return too_many(p, SHAI_D_MANY_CLAUSES, n->kids[1], SHAI_MOST_CLAUSES);
    case SHAI_N_TYPE_CHOICE:
    case SHAI_N_GRADE: return too_many(p, SHAI_D_MANY_CHOICES, n->kids[0], SHAI_MOST_CHOICES);
    case SHAI_N_CASES: return too_many(p, SHAI_D_MANY_CASES, n, SHAI_MOST_CASES);
    case SHAI_N_BY: return too_many(p, SHAI_D_MANY_CASES, n->kids[1], SHAI_MOST_CASES);
    case SHAI_N_ONE_OF:
    case SHAI_N_BY_CASE: return too_many(p, SHAI_D_MANY_ELEMENTS, n->kids[0], SHAI_MOST_ELEMENTS);
    case SHAI_N_CALL: return too_many(p, SHAI_D_MANY_ARGUMENTS, n, SHAI_MOST_ARGUMENTS);
    case SHAI_N_EXAMPLE: return too_many(p, SHAI_D_MANY_SETTINGS, n->kids[1], SHAI_MOST_SETTINGS);
    case SHAI_N_EXPECT: return too_many(p, SHAI_D_MANY_SETTINGS, n->kids[0], SHAI_MOST_SETTINGS);
    default: return false;
    }
}

/* The tree has no more than SHAI_DEPTH_MAX levels below its lists. */
static bool subtree(struct shai_parser *p, const struct shai_node *n)
{
    if (!n) return false;
    if (node_too_large(p, n)) return true;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (subtree(p, n->kids[i])) return true;
    return false;
}

/* --- what is counted over the file --- */

struct counts {
    size_t units, items, examples;
    const struct shai_node *unit_beyond, *item_beyond, *example_beyond;
};

static void count_item(struct counts *c, const struct shai_node *n)
{
    if (++c->items == SHAI_MOST_ITEMS + 1) c->item_beyond = n;
}

static void count(struct counts *c, const struct shai_node *list)
{
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const struct shai_node *n = list->kids[i];
        if (!n) continue;
        if (n->kind == SHAI_N_UNIT && ++c->units == SHAI_MOST_UNITS + 1) c->unit_beyond = n;
        if (n->kind == SHAI_N_ITEM) count_item(c, n);
        if (n->kind == SHAI_N_GROUP && n->kids[1]) count(c, n->kids[1]);
        if (n->kind == SHAI_N_ITEMS)
            for (uint32_t k = 0; k < n->kids[1]->kid_count; k++) count_item(c, n->kids[1]->kids[k]);
        if (n->kind == SHAI_N_EXAMPLE && ++c->examples == SHAI_MOST_EXAMPLES + 1) c->example_beyond = n;
    }
}

static bool file(struct shai_parser *p, const struct shai_node *decls)
{
    struct counts c = {0};
    count(&c, decls);
    if (c.unit_beyond) return say(p, SHAI_D_MANY_UNITS, c.unit_beyond->name_span, c.units, SHAI_MOST_UNITS);
    if (c.item_beyond)
        return say(p, SHAI_D_MANY_ITEMS, c.item_beyond->name ? c.item_beyond->name_span : c.item_beyond->span,
                   c.items, SHAI_MOST_ITEMS);
    if (c.example_beyond)
        return say(p, SHAI_D_MANY_EXAMPLES, c.example_beyond->kids[0]->span, c.examples, SHAI_MOST_EXAMPLES);
    if (decls->kid_count <= SHAI_MOST_DECLARATIONS) return false;
    const struct shai_node *n = decls->kids[SHAI_MOST_DECLARATIONS];
    return say(p, SHAI_D_MANY_DECLARATIONS, n->name ? n->name_span : n->span, decls->kid_count,
               SHAI_MOST_DECLARATIONS);
}

void shai_check_bounds(struct shai_parser *p)
{
    const struct shai_node *root = p->tree->root;
    if (words(p) || !root || !root->kid_count || !root->kids[0]) return;
    if (!file(p, root->kids[0])) subtree(p, root);
}
