/* The abstract syntax tree: what a person wrote, with its places.
 *
 * One struct serves every kind; ast.def says which kids and fields a kind has. Nodes live in the unit arena and are
 * never freed singly. The parser fills the first part; the checker fills `type`, `decl` and `unit_ref`, which are
 * reserved here so that no side table is needed. */
#ifndef SHAI_GRAMMAR_AST_H
#define SHAI_GRAMMAR_AST_H

#include "base/diag.h"

enum shai_kw {
    SHAI_KW_NONE,
#define KEYWORD(id, en, zh, reserved) SHAI_KW_##id,
#include "grammar/keyword.def"
#undef KEYWORD
    SHAI_KEYWORD_COUNT
};

struct shai_keyword_info {
    const char *spelling[2]; /* by enum shai_lang */
    bool reserved;
};
extern const struct shai_keyword_info shai_keyword_infos[SHAI_KEYWORD_COUNT];
/* The keyword with that spelling (either language), or SHAI_KW_NONE. *lang, where not NULL, gets which language it
 * was written in. */
enum shai_kw shai_keyword_find(const char *word, size_t len, enum shai_lang *lang);

/* A word that begins or ends with a keyword, parted there: 按材料类别 → "按 材料类别". NULL where it does not. For
 * the hint of an unknown name. */
const char *shai_keyword_split(struct shai_arena *arena, const char *name);

enum shai_node_kind {
#define NODE(kind, json, kids) SHAI_N_##kind,
#include "grammar/ast.def"
#undef NODE
    SHAI_NODE_COUNT
};

struct shai_node_info {
    const char *json, *kids;
};
extern const struct shai_node_info shai_node_infos[SHAI_NODE_COUNT];

enum shai_op {
    SHAI_OP_NONE,
    SHAI_OP_ADD,
    SHAI_OP_SUB,
    SHAI_OP_MUL,
    SHAI_OP_DIV,
    SHAI_OP_NEG,
    SHAI_OP_LT,
    SHAI_OP_LE,
    SHAI_OP_GT,
    SHAI_OP_GE,
    SHAI_OP_EQ,
    SHAI_OP_NE,
    SHAI_OP_AND,
    SHAI_OP_OR,
    SHAI_OP_NOT,
};

/* How tightly what an operator makes binds, to set parentheses. */
enum shai_tightness {
    SHAI_BINDS_OR = 1,
    SHAI_BINDS_AND,
    SHAI_BINDS_NOT,
    SHAI_BINDS_COMPARISON,
    SHAI_BINDS_SUM,
    SHAI_BINDS_PRODUCT,
    SHAI_BINDS_SIGN,
    SHAI_BINDS_ATOM,
};
/* enum shai_tightness. */
int shai_op_tightness(enum shai_op op);
/* Is `a op (b op c)` the same as `a op b op c`? */
bool shai_op_is_loose(enum shai_op op);
/* As people write it: "≤", "−"; of `and` and `or` the word. */
const char *shai_op_sign(enum shai_op op, enum shai_lang lang);

/* Flags of a node, by kind. */
enum {
    SHAI_F_SIGNED = 1, /* UNIT */
    SHAI_F_U = 1,      /* TARGET: 铅.U */
    SHAI_F_DL = 2,     /* TARGET: 铅.DL */
    SHAI_F_PLUS = 1,   /* MARKED */
    SHAI_F_MINUS = 2,
    SHAI_F_SIGNIFICANT = 1, /* ROUND_CLAUSE */
    SHAI_F_RELATIVE = 1,    /* TOLERANCE */
    SHAI_F_IGNORE_CASE = 1, /* PATTERN */
};

struct shai_type;
struct shai_decl;

struct shai_node {
    uint8_t kind; /* enum shai_node_kind */
    uint8_t op;   /* enum shai_kw, or or 0 */
    uint8_t oper; /* enum shai_op of CRITERION, CENSORED, UNARY, BINARY */
    uint8_t flags;
    uint16_t specimen; /* TARGET: 1.. for .1, 0 for none */
    uint16_t depth;    /* levels of nodes below; the parser bounds it (bound.h), so that walkers may recurse */
    uint32_t kid_count, kid_cap;
    struct shai_node **kids;    /* NULL entries where ast.def says `?` */
    struct shai_span span;      /* all of it */
    struct shai_span name_span; /* of name */
    struct shai_span unit_span; /* of unit */
    const char *name;           /* NUL-terminated; NULL where the kind has none */
    const char *unit;
    const char *doc; /* text of the /// comments right above a declaration, or NULL */

    /* the checker's */
    const struct shai_type *type;
    struct shai_decl *decl;
    uint32_t index;
};

/* A comment: where it stands, whether code stands before it on its line. For formatter, linter, language server. */
struct shai_comment {
    struct shai_span span;
    bool trailing;
    bool doc; /* begins with /// */
};

/* What the parser makes of one file. */
struct shai_tree {
    struct shai_node *root; /* SPEC or LIBRARY; NULL where not even its head could be read */
    bool beyond;            /* it crosses a bound (bound.h): said, and not to be looked at further */
    uint32_t file;
    enum shai_lang lang; /* spelling of the word `spec` or `library` */
    struct shai_comment *comments;
    size_t comment_count;
    const char **lost; /* names of declarations and measures that could not be read, which was said */
    size_t lost_count, lost_cap;
    unsigned char meaning[32]; /* SHA-256 of the canonical tokens; see grammar/parse.h */
};

/* Constructors, for the grammar's actions. Kids are given as arguments and closed by SHAI_KIDS_END. */
#define SHAI_KIDS_END ((struct shai_node *)1)
struct shai_node *shai_node(struct shai_arena *arena, enum shai_node_kind kind, struct shai_span span, ...);
/* Appends to any node's kids; returns list. */
struct shai_node *shai_node_append(struct shai_arena *arena, struct shai_node *list, struct shai_node *kid);
/* A deep copy; checker fields are cleared. */
struct shai_node *shai_node_clone(struct shai_arena *arena, const struct shai_node *node);

/* The tree as indented text for golden files: kind, name, op, unit, line:column of each node. */
void shai_tree_dump(struct shai_out *out, const struct shai_sources *sources, const struct shai_tree *tree);

#endif
