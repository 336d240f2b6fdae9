/* Nodes. In: kinds, places, kids. Out: trees in an arena. The tables come from keyword.def and ast.def. */
#include "grammar/ast.h"

#include "base/arena.h"

#include <stdarg.h>
#include <string.h>

const struct shai_keyword_info shai_keyword_infos[SHAI_KEYWORD_COUNT] = {
    {{"", ""}, false},
#define RESERVED                      true
#define NAME                          false
#define KEYWORD(id, en, zh, reserved) {{zh, en}, reserved},
#include "grammar/keyword.def"
#undef KEYWORD
#undef NAME
#undef RESERVED
};

const struct shai_node_info shai_node_infos[SHAI_NODE_COUNT] = {
#define NODE(kind, json, kids) {json, kids},
#include "grammar/ast.def"
#undef NODE
};

int shai_op_tightness(enum shai_op op)
{
    switch (op) {
    case SHAI_OP_OR: return SHAI_BINDS_OR;
    case SHAI_OP_AND: return SHAI_BINDS_AND;
    case SHAI_OP_NOT: return SHAI_BINDS_NOT;
    case SHAI_OP_ADD:
    case SHAI_OP_SUB: return SHAI_BINDS_SUM;
    case SHAI_OP_MUL:
    case SHAI_OP_DIV: return SHAI_BINDS_PRODUCT;
    case SHAI_OP_NEG: return SHAI_BINDS_SIGN;
    default: return SHAI_BINDS_COMPARISON;
    }
}

bool shai_op_is_loose(enum shai_op op)
{
    return op == SHAI_OP_OR || op == SHAI_OP_AND || op == SHAI_OP_ADD || op == SHAI_OP_MUL;
}

const char *shai_op_sign(enum shai_op op, enum shai_lang lang)
{
    switch (op) {
    case SHAI_OP_OR: return shai_keyword_infos[SHAI_KW_OR].spelling[lang];
    case SHAI_OP_AND: return shai_keyword_infos[SHAI_KW_AND].spelling[lang];
    case SHAI_OP_ADD: return "+";
    case SHAI_OP_SUB: return "−";
    case SHAI_OP_MUL: return "×";
    case SHAI_OP_DIV: return "÷";
    case SHAI_OP_LT: return "<";
    case SHAI_OP_LE: return "≤";
    case SHAI_OP_GT: return ">";
    case SHAI_OP_GE: return "≥";
    case SHAI_OP_NE: return "≠";
    default: return "=";
    }
}

enum shai_kw shai_keyword_find(const char *word, size_t len, enum shai_lang *lang)
{
    for (int kw = 1; kw < SHAI_KEYWORD_COUNT; kw++)
        for (int l = 0; l < 2; l++) {
            const char *s = shai_keyword_infos[kw].spelling[l];
            if (s[0] == word[0] && strncmp(s, word, len) == 0 && !s[len]) {
                if (lang) *lang = (enum shai_lang)l;
                return (enum shai_kw)kw;
            }
        }
    return SHAI_KW_NONE;
}

static void deepen(struct shai_node *node, const struct shai_node *kid)
{
    if (kid && kid->depth >= node->depth && kid->depth < UINT16_MAX) node->depth = (uint16_t)(kid->depth + 1);
}

static void add_kid(struct shai_arena *arena, struct shai_node *node, struct shai_node *kid)
{
    size_t cap = node->kid_cap;
    node->kids = shai_arena_grow(arena, node->kids, &cap, (size_t)node->kid_count + 1, sizeof(struct shai_node *));
    node->kid_cap = (uint32_t)cap;
    node->kids[node->kid_count++] = kid;
    deepen(node, kid);
}

struct shai_node *shai_node(struct shai_arena *arena, enum shai_node_kind kind, struct shai_span span, ...)
{
    struct shai_node *node = SHAI_NEW(arena, struct shai_node);
    node->kind = (uint8_t)kind;
    node->span = span;
    va_list count, kids;
    va_start(kids, span);
    va_copy(count, kids);
    uint32_t n = 0;
    while (va_arg(count, struct shai_node *) != SHAI_KIDS_END) n++;
    va_end(count);
    if (n) {
        node->kids = SHAI_NEW_N(arena, struct shai_node *, n);
        node->kid_count = node->kid_cap = n;
        for (uint32_t i = 0; i < n; i++) deepen(node, node->kids[i] = va_arg(kids, struct shai_node *));
    }
    va_end(kids);
    return node;
}

struct shai_node *shai_node_append(struct shai_arena *arena, struct shai_node *list, struct shai_node *kid)
{
    add_kid(arena, list, kid);
    return list;
}

struct shai_node *shai_node_clone(struct shai_arena *arena, const struct shai_node *node)
{
    struct shai_node *copy = SHAI_NEW(arena, struct shai_node);
    *copy = *node;
    copy->type = NULL;
    copy->decl = NULL;
    copy->index = 0;
    copy->kid_cap = node->kid_count;
    copy->kids = node->kid_count ? SHAI_NEW_N(arena, struct shai_node *, node->kid_count) : NULL;
    for (uint32_t i = 0; i < node->kid_count; i++)
        copy->kids[i] = node->kids[i] ? shai_node_clone(arena, node->kids[i]) : NULL;
    return copy;
}
