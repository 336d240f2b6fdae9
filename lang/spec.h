/* The checked spec: what lang/ knows of a spec once every name is resolved and every type is right.
 *
 * In: trees of the spec, the prelude and the libraries it uses. Out: this model, from which compile, dump and the
 * test runner work. `items` tables are expanded: a row is an item whose `each` clauses were cloned with the columns
 * put in. All in the unit arena. */
#ifndef SHAI_LANG_SPEC_H
#define SHAI_LANG_SPEC_H

#include "grammar/bound.h"
#include "grammar/parse.h"
#include "runtime/program.h"

enum shai_type_kind {
    SHAI_TYPE_ERROR, /* reported already; fits everything */
    SHAI_TYPE_NUMBER,
    SHAI_TYPE_TEXT,
    SHAI_TYPE_DATE,
    SHAI_TYPE_TRUTH, /* yes/no, and every condition */
    SHAI_TYPE_CHOICE,
    SHAI_TYPE_GRADE,
    SHAI_TYPE_CONFORMITY,
    SHAI_TYPE_HAZARD,
};

/* A type. Numbers have a dimension, and a unit where a bare literal opposite them takes one (§3). */
struct shai_type {
    enum shai_type_kind kind;
    struct shai_dim dim;
    const char *unit;            /* ? canonical spelling */
    struct shai_num factor;      /* of unit; 1 without */
    bool is_signed;              /* may be negative */
    bool is_rounded;             /* a rounded number; it must not be rounded again (GB/T 8170-2008, 3.3) */
    const struct shai_decl *set; /* of CHOICE: the attribute or measure that lists them; of GRADE: the scale */
};

enum shai_decl_kind {
    SHAI_DECL_STANDARD,
    SHAI_DECL_GRADE,
    SHAI_DECL_ATTRIBUTE, /* predeclared fields too */
    SHAI_DECL_LET,
    SHAI_DECL_PATTERN, /* a let that names a pattern */
    SHAI_DECL_TABLE,
    SHAI_DECL_ITEM,
    SHAI_DECL_MEASURE,
    SHAI_DECL_FAMILY, /* the name of an `items` table: a heading */
};

/* Anything with a name. */
struct shai_decl {
    enum shai_decl_kind kind;
    const char *name;
    const char *alias;            /* ? a standard field's other spelling */
    struct shai_node *node;       /* where it is declared; NULL: predeclared */
    struct shai_span span;        /* of its name */
    const struct shai_type *type; /* of attribute, let, table cell, measure, item value; NULL until known */
    const char *label;            /* ? */
    bool used;
    uint8_t state; /* checking: 0 not begun, 1 under way (a cycle), 2 done */
    /* GRADE: labels; CHOICE attributes and measures: names and labels */
    const char **names, **labels;
    uint32_t name_count;
    /* ATTRIBUTE, MEASURE */
    int field;                    /* enum shai_field, or -1 */
    struct shai_node *constraint; /* ? RANGE or PATTERN */
    struct shai_node *detection;  /* ? NUMBER_LIT */
    struct shai_node *nd_counts;  /* ? ND_COUNTS of its own */
    struct shai_node *specimens;  /* ? SPECIMENS */
    uint32_t specimen_count;      /* N > 1, else 0 */
    uint16_t how;                 /* KW_EVERY, KW_MEAN ...; of specimens */
    struct shai_decl *item;       /* MEASURE: whose */
    bool bare;                    /* MEASURE without a name of its own */
    /* STANDARD */
    const char *code, *title;
    bool mandatory, nature_written;
    struct shai_node *in_force[2]; /* ? DATE_LIT: its first and last day */
    const char *replaced_by;       /* ? code */
    struct shai_decl *other;       /* ? the same standard under the same name in another file */
    /* LET, PATTERN, TABLE */
    struct shai_node *body; /* expr or cases; PATTERN; table node */
    /* ITEM */
    const char *remark;
    struct shai_decl **measures;
    size_t measure_count, measure_cap;
    struct shai_variant_node *variants;
    size_t variant_count;
    uint32_t each;             /* specimens judged one by one; 0: judged as a whole */
    uint32_t allow;            /* of those: how many may fail */
    struct shai_decl *value_u; /* ? what ITEM.U names: an input */
    uint32_t index;            /* in its list of the spec; of the program once compiled */
    struct shai_decl *next;    /* in the scope's list */
};

/* One way an item is judged: its clauses after those of its group were put in. */
struct shai_variant_node {
    struct shai_node *group;                   /* ? GROUP */
    struct shai_node *family;                  /* ? the ITEMS table that it is a row of */
    struct shai_node *item;                    /* the ITEM node (cloned for a row) */
    struct shai_node *group_applies, *applies; /* ? expr */
    struct shai_node **basis, **methods;
    size_t basis_count, method_count;
    struct shai_node *value; /* ? expr, CASES, BY */
    struct shai_node *limit; /* ? criterion, CASES, BY */
    struct shai_node **requires;
    size_t require_count;
    struct shai_node *hazard;   /* ? HAZARD, CASES, BY */
    struct shai_node *problem;  /* ? TEMPLATE */
    struct shai_node *round;    /* ? ROUND_CLAUSE */
    struct shai_node *compare;  /* ? COMPARE_CLAUSE */
    struct shai_node *declared; /* ? NAME of an attribute */
    struct shai_node *decide;   /* ? DECIDE, its own or its group's */
    const char *chosen;
    bool report;
    const struct shai_type *type; /* of the value */
    struct shai_span span;
    struct shai_variant_node *next;
};

struct shai_spec {
    struct shai_arena *arena;
    struct shai_sources *sources;
    struct shai_tree *tree;   /* of the spec itself */
    struct shai_tree **trees; /* prelude, libraries in order of first use, the spec last */
    size_t tree_count, tree_cap;
    const char *name, *title, *version, *product, *product_code, *issuer, *scope, *sampling;
    const char *advice[2];
    bool has_from, has_to; /* of effective */
    int32_t from, to;
    struct shai_node *nd_counts; /* ? */
    struct shai_node *decide;    /* ? DECIDE */
    struct shai_units units;
    struct shai_decl *first, **tail; /* every declaration, in order */
    struct shai_decl **attributes, **standards, **grades, **lets, **patterns, **tables, **items;
    size_t attribute_count, standard_count, grade_count, let_count, pattern_count, table_count, item_count;
    size_t attribute_cap, standard_cap, grade_cap, let_cap, pattern_cap, table_cap, item_cap;
    struct shai_node *verdict; /* ? CASES */
    struct shai_node **examples;
    size_t example_count, example_cap;
    unsigned char source_digest[32], meaning[32];
};

/* How `use` finds files: relative to the file that says it, then each of these folders. */
struct shai_search {
    const char *const *folders;
    size_t count;
};

/* Reads, parses and checks the spec at `path` ("-": standard input) with its libraries. diags->sources must point to
 * `sources`. Returns the spec; where diags->errors is not 0 it must not be compiled. NULL where the file cannot be
 * read (a diagnostic says so). */
struct shai_spec *shai_spec_open(struct shai_arena *arena, struct shai_diags *diags, struct shai_sources *sources,
                                 const char *path, const struct shai_search *search);
/* As open, from a text in memory. */
struct shai_spec *shai_spec_from_text(struct shai_arena *arena, struct shai_diags *diags,
                                      struct shai_sources *sources, const char *name, const char *text, size_t len,
                                      const struct shai_search *search);

/* A standard that the spec declares or cites; of a library's others it says nothing. */
bool shai_standard_counts(const struct shai_spec *spec, const struct shai_decl *standard);

/* The measure whose readings of all specimens a checked call of min, max, mean, median or sum takes: `mean(d)`, where
 * d is judged one by one. NULL for any other call. */
const struct shai_decl *shai_all_specimens(const struct shai_node *call);

/* Compiles a spec without errors to a verified program in `arena`. NULL where it is too large for one; a diagnostic
 * says which bound. */
struct shai_program *shai_compile(struct shai_arena *arena, struct shai_diags *diags, const struct shai_spec *spec);

/* Where the program chooses: for each alternative of a case list, a table, or the verdict the instruction that takes
 * it. For coverage. */
enum shai_choice_kind { SHAI_CHOICE_CASE, SHAI_CHOICE_CELL, SHAI_CHOICE_RAISE };
struct shai_choice {
    enum shai_choice_kind kind;
    const struct shai_node *node; /* the alternative or cell; NULL: what no row says */
    uint32_t item;                /* that is being judged, or SHAI_NONE32 */
    uint32_t insn;
    uint16_t acc; /* alternatives of one choice join in one register */
};
struct shai_choices {
    struct shai_choice *at;
    size_t count, cap;
};
/* As shai_compile, with the choices. */
struct shai_program *shai_compile_choices(struct shai_arena *arena, struct shai_diags *diags,
                                          const struct shai_spec *spec, struct shai_choices *choices);

/* The checked spec as JSON ("sushai-ast/1", docs/ast.md): what a second evaluator needs and nothing it must guess. */
void shai_spec_dump(struct shai_out *out, const struct shai_spec *spec);

#endif
