/* Trees of parts, through expat, which has memory of its own: a panic ends in the handler it came up in, and goes on
 * once the parser is gone. */
#include "paper/docx_tree.h"

#include <expat.h>
#include <string.h>

struct tree {
    struct shai_arena *arena;
    XML_Parser parser;
    struct shai_panic panic; /* of the handler at work */
    bool no_memory;
    struct shai_docx_node *root, *open;
    unsigned depth;
    enum shai_docx_tree_status status;
};

static const char *const names[] = {[SHAI_DOCX_NODE_OTHER] = NULL,
#define X(id, name) [SHAI_DOCX_NODE_##id] = name,
                                    SHAI_DOCX_NODES(X)
#undef X
};

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static enum shai_docx_node_kind kind_of(const char *name)
{
    name = local(name);
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0) return (enum shai_docx_node_kind)i;
    return SHAI_DOCX_NODE_OTHER;
}

static void stop(struct tree *t, enum shai_docx_tree_status status)
{
    t->status = status;
    XML_StopParser(t->parser, XML_FALSE);
}

static struct shai_docx_node *add(struct tree *t)
{
    struct shai_docx_node *node = SHAI_NEW(t->arena, struct shai_docx_node);
    node->parent = t->open;
    if (!t->open) {
        t->root = node;
    } else if (t->open->last) {
        node->before = t->open->last;
        t->open->last->next = node;
        t->open->last = node;
    } else {
        t->open->first = t->open->last = node;
    }
    return node;
}

static void start(struct tree *t, const char *name, const char **attributes)
{
    struct shai_docx_node *node = add(t);
    node->kind = kind_of(name);
    node->start = (size_t)XML_GetCurrentByteIndex(t->parser);
    node->inner = node->start + (size_t)XML_GetCurrentByteCount(t->parser);
    for (; node->kind && attributes[0]; attributes += 2)
        if (strcmp(local(attributes[0]), "val") == 0)
            node->value = shai_arena_strndup(t->arena, attributes[1], strlen(attributes[1]));
    t->open = node;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct tree *t = user;
    if (t->no_memory || t->status) return;
    if (++t->depth > SHAI_DOCX_TREE_DEPTH) stop(t, SHAI_DOCX_TREE_DEEP);
    else if (SHAI_TRY(&t->panic)) start(t, name, attributes);
    else t->no_memory = true, stop(t, SHAI_DOCX_TREE_BROKEN);
}

/* Of <x/> the end has no bytes of its own. */
static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct tree *t = user;
    (void)name;
    if (t->no_memory || t->status) return;
    size_t count = (size_t)XML_GetCurrentByteCount(t->parser);
    struct shai_docx_node *node = t->open;
    node->inner_end = count ? (size_t)XML_GetCurrentByteIndex(t->parser) : node->inner;
    node->end = node->inner_end + count;
    t->open = node->parent;
    t->depth--;
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public_id,
                               int internal)
{
    (void)name, (void)system, (void)public_id, (void)internal;
    stop(user, SHAI_DOCX_TREE_DTD);
}

enum shai_docx_tree_status shai_docx_tree(struct shai_arena *arena, const char *xml, size_t len,
                                          struct shai_docx_node **root)
{
    struct shai_panic *outer = arena->panic;
    struct tree *t = SHAI_NEW(arena, struct tree);
    t->arena = arena;
    t->parser = XML_ParserCreate("UTF-8");
    if (!t->parser) shai_arena_panic(arena);
    XML_SetUserData(t->parser, t);
    XML_SetElementHandler(t->parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(t->parser, on_doctype);
    arena->panic = &t->panic;
    bool whole = len <= INT32_MAX && XML_Parse(t->parser, xml, (int)len, XML_TRUE) == XML_STATUS_OK;
    arena->panic = outer;
    bool no_memory = t->no_memory || (!whole && XML_GetErrorCode(t->parser) == XML_ERROR_NO_MEMORY);
    XML_ParserFree(t->parser);
    if (no_memory) shai_arena_panic(arena);
    if (!whole && !t->status) t->status = SHAI_DOCX_TREE_BROKEN;
    *root = t->root;
    return t->status;
}

const struct shai_docx_node *shai_docx_child(const struct shai_docx_node *node, enum shai_docx_node_kind kind)
{
    const struct shai_docx_node *child = node->first;
    while (child && child->kind != kind) child = child->next;
    return child;
}

const struct shai_docx_node *shai_docx_within(const struct shai_docx_node *node, enum shai_docx_node_kind kind)
{
    for (const struct shai_docx_node *child = node->first; child; child = child->next) {
        if (child->kind == kind) return child;
        const struct shai_docx_node *found = shai_docx_within(child, kind);
        if (found) return found;
    }
    return NULL;
}
