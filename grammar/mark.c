/* What the formatter must know of the tree, written beside the tokens.
 *
 * In: a tree without mistakes and the log of its tokens. Out: marks (layout.h). What it does not do: know any clause
 * by itself. Whatever stands in a list of declarations, clauses or settings begins a line, and any brace that is not
 * known here is laid out as a list of names is. */
#include "grammar/grammar.tab.h"
#include "grammar/layout.h"

#include <string.h>

/* The first token at or behind an offset. */
static size_t token_from(const struct shai_layout *l, uint32_t offset)
{
    size_t lo = 0, hi = l->p->log_count;
    while (lo < hi) { /* tokens stand in the order of the text */
        size_t mid = lo + (hi - lo) / 2;
        if (l->p->log[mid].span.begin < offset) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

static void mark(struct shai_layout *l, const struct shai_node *node, unsigned bits)
{
    size_t i = token_from(l, node->span.begin);
    if (i < l->p->log_count) l->marks[i] |= (uint16_t)bits;
}

static void mark_kids(struct shai_layout *l, const struct shai_node *list, unsigned bits)
{
    if (!list) return;
    for (uint32_t i = 0; i < list->kid_count; i++)
        if (list->kids[i]) mark(l, list->kids[i], bits);
}

/* The brace that a node's last token closes: its `{`, or log_count. */
static size_t open_of(const struct shai_layout *l, const struct shai_node *node)
{
    size_t end = token_from(l, node->span.end);
    if (!end || l->p->log[end - 1].code != RBRACE) return l->p->log_count;
    return l->match[end - 1];
}

static void mark_brace(struct shai_layout *l, const struct shai_node *node, unsigned bits)
{
    size_t open = open_of(l, node);
    if (open < l->p->log_count) l->marks[open] |= (uint16_t)bits;
}

/* Behind the rows stands the word `each` with a block of its own; in the header `item` and `title` are keywords. */
static void mark_items(struct shai_layout *l, const struct shai_node *node)
{
    const struct shai_token *log = l->p->log;
    size_t open = open_of(l, node);
    if (open == l->p->log_count) return;
    bool in_row = false, header = true;
    for (size_t i = open + 1; i < l->match[open]; i++) {
        if (log[i].code == ROW_START) {
            in_row = true;
        } else if (log[i].code == ROW_END) {
            in_row = header = false;
        } else if (in_row) {
            if (header && (log[i].code == KW_ITEM || log[i].code == KW_TITLE)) l->marks[i] |= SHAI_MARK_HEADER_WORD;
        } else if (log[i].code == LBRACE) {
            if (log[i - 1].code == KW_EACH) l->marks[i] |= SHAI_MARK_BLOCK;
            i = l->match[i];
        } else if (log[i].code == KW_EACH) {
            l->marks[i] |= SHAI_MARK_LINE;
        }
    }
}

enum { TEXT_LIST = 1, EACH_LIST = 2 };

/* An example stays on one line where its author wrote it on one. */
static void mark_example(struct shai_layout *l, const struct shai_node *node)
{
    size_t open = open_of(l, node);
    if (open == l->p->log_count) return;
    const struct shai_token *first = &l->p->log[open], *last = &l->p->log[l->match[open]];
    bool one_line = !memchr(l->p->text + first->span.end, '\n', last->span.begin - first->span.end);
    l->marks[open] |= one_line ? SHAI_MARK_SETTINGS : SHAI_MARK_BLOCK;
    mark_kids(l, node->kids[TEXT_LIST], one_line ? SHAI_MARK_SETTING : SHAI_MARK_LINE);
}

static void walk(struct shai_layout *l, const struct shai_node *node)
{
    switch (node->kind) {
    case SHAI_N_SPEC:
    case SHAI_N_LIBRARY:
        mark(l, node, SHAI_MARK_LINE);
        mark_kids(l, node->kids[0], SHAI_MARK_LINE);
        mark_brace(l, node, SHAI_MARK_BLOCK);
        break;
    case SHAI_N_ITEM:
    case SHAI_N_GROUP:
        mark_kids(l, node->kids[TEXT_LIST], SHAI_MARK_LINE);
        mark_brace(l, node, SHAI_MARK_BLOCK);
        break;
    case SHAI_N_EXAMPLE: mark_example(l, node); break;
    case SHAI_N_ITEMS:
        mark_kids(l, node->kids[EACH_LIST], SHAI_MARK_LINE);
        mark_brace(l, node, SHAI_MARK_BLOCK);
        mark_items(l, node);
        break;
    case SHAI_N_NOTICE:
        mark_kids(l, node->kids[0], SHAI_MARK_LINE);
        mark_brace(l, node, SHAI_MARK_BLOCK);
        break;
    case SHAI_N_TABLE: mark_brace(l, node, SHAI_MARK_BLOCK); break;
    case SHAI_N_VERDICT: mark_brace(l, node, SHAI_MARK_CASES); break;
    case SHAI_N_CASES:
        if (l->p->log[token_from(l, node->span.begin)].code == LBRACE) mark(l, node, SHAI_MARK_CASES);
        break;
    case SHAI_N_BY: mark_brace(l, node, SHAI_MARK_CASES | SHAI_MARK_BY); break;
    case SHAI_N_EXPECT: mark_kids(l, node->kids[0], SHAI_MARK_ELEMENT); break;
    case SHAI_N_UNARY:
        if (node->oper == SHAI_OP_NEG) mark(l, node, SHAI_MARK_GLUED);
        break;
    case SHAI_N_CENSORED: mark(l, node, SHAI_MARK_GLUED); break;
    case SHAI_N_CALL:
    case SHAI_N_INDEX: mark(l, node, SHAI_MARK_CALL); break;
    case SHAI_N_TEMPLATE: mark(l, node, SHAI_MARK_TEMPLATE); return;
    default: break;
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i]) walk(l, node->kids[i]);
}

void shai_layout_mark(struct shai_layout *l, const struct shai_tree *tree)
{
    size_t count = l->p->log_count, depth = 0;
    size_t *open = SHAI_NEW_N(l->arena, size_t, count + 1);
    l->marks = SHAI_NEW_N(l->arena, uint16_t, count + 1);
    l->match = SHAI_NEW_N(l->arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        l->match[i] = count;
        if (l->p->log[i].code == LBRACE) open[depth++] = i;
        if (l->p->log[i].code != RBRACE || !depth) continue;
        l->match[i] = open[--depth];
        l->match[l->match[i]] = i;
    }
    walk(l, tree->root);
}
