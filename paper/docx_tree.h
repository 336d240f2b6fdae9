/* A part of a DOCX as a tree of its elements, each with the bytes that it stands in, so that what is not changed is
 * copied as it was. In: the XML of a part (UTF-8). Out: nodes in the arena. Text is no node. It reads no DTD and no
 * entities but XML's own. */
#ifndef SHAI_PAPER_DOCX_TREE_H
#define SHAI_PAPER_DOCX_TREE_H

#include "base/arena.h"

#include <stdbool.h>

/* The elements that matter to templates, of whatever namespace of WordprocessingML. */
#define SHAI_DOCX_NODES(X)               \
    X(P, "p")                            \
    X(PPR, "pPr")                        \
    X(R, "r")                            \
    X(RPR, "rPr")                        \
    X(RSTYLE, "rStyle")                  \
    X(TBL, "tbl")                        \
    X(TR, "tr")                          \
    X(TC, "tc")                          \
    X(TCPR, "tcPr")                      \
    X(SECTPR, "sectPr")                  \
    X(DRAWING, "drawing")                \
    X(T, "t")                            \
    X(SDT, "sdt")                        \
    X(SDTPR, "sdtPr")                    \
    X(CONTENT, "sdtContent")             \
    X(TAG, "tag")                        \
    X(ID, "id")                          \
    X(PLACEHOLDER, "placeholder")        \
    X(SHOWING, "showingPlcHdr")          \
    X(BINDING, "dataBinding")            \
    X(CHECKBOX, "checkbox")              \
    X(CHECKED, "checked")                \
    X(CHECKED_STATE, "checkedState")     \
    X(UNCHECKED_STATE, "uncheckedState") \
    X(ITEM, "repeatingSectionItem")

enum shai_docx_node_kind {
    SHAI_DOCX_NODE_OTHER,
#define X(id, name) SHAI_DOCX_NODE_##id,
    SHAI_DOCX_NODES(X)
#undef X
};

struct shai_docx_node {
    enum shai_docx_node_kind kind;
    size_t start, inner;   /* of its start tag; behind it */
    size_t inner_end, end; /* of its end tag; behind it. Of <x/> all but start are the same */
    const char *value;     /* ? its attribute `val` */
    bool tagged;           /* it, or something in it, is of interest */
    struct shai_docx_node *parent, *first, *last, *next, *before;
};

enum shai_docx_tree_status {
    SHAI_DOCX_TREE_OK,
    SHAI_DOCX_TREE_BROKEN, /* no XML */
    SHAI_DOCX_TREE_DTD,    /* a document type, which no editor writes */
    SHAI_DOCX_TREE_DEEP,   /* beyond SHAI_DOCX_TREE_DEPTH */
};
enum { SHAI_DOCX_TREE_DEPTH = 200 };

/* *root: the outermost element. Panics without memory. */
enum shai_docx_tree_status shai_docx_tree(struct shai_arena *arena, const char *xml, size_t len,
                                          struct shai_docx_node **root);

/* The first child of a kind, NULL where there is none. */
const struct shai_docx_node *shai_docx_child(const struct shai_docx_node *node, enum shai_docx_node_kind kind);
/* The first element of a kind within a node, however deep; the node itself is not looked at. */
const struct shai_docx_node *shai_docx_within(const struct shai_docx_node *node, enum shai_docx_node_kind kind);

#endif
