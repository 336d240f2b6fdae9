/* Inside the lint: what its rules share. Not for others. */
#ifndef SHAI_LINT_RULE_H
#define SHAI_LINT_RULE_H

#include "lint/lint.h"
#include "runtime/interval.h"

/* A place at which a rule found nothing wrong. */
struct shai_lint_fine {
    enum shai_diag_id id;
    struct shai_span span;
};

/* One run. Rules report into `found`; the silences and what is said of other files are taken out afterwards. */
struct shai_lint {
    struct shai_arena *arena;
    const struct shai_spec *spec;
    bool tabled; /* is there a table of cases beside the spec? */
    struct shai_diags found;
    struct shai_lint_fine *fine;
    size_t fine_count, fine_cap;
    size_t work_left; /* steps that the searches of formula.c may still take */
};
enum { SHAI_LINT_WORK = 20000000 };

/* Where an expression or a list of cases stands. item and variant are NULL outside of an item. */
enum shai_lint_role { SHAI_IN_LET, SHAI_IN_VALUE, SHAI_IN_LIMIT, SHAI_IN_HAZARD, SHAI_IN_VERDICT };
struct shai_lint_place {
    const struct shai_decl *item;
    const struct shai_variant_node *variant;
    enum shai_lint_role role;
};

/* Rules are called once a run, in the order of lint.def. */
#define RULE(name, en, zh, diag) void shai_lint_##name(struct shai_lint *l);
#include "lint/lint.def"
#undef RULE

/* The rows of a family and the items of a group share clauses: what is said of a clause must be true of all of them.
 * A rule that looks at clauses says here that one of them is well; its warnings at that very place are dropped. */
void shai_lint_is_fine(struct shai_lint *l, enum shai_diag_id id, struct shai_span span);

/* Each list of cases (CASES) of the spec. */
typedef void shai_lint_cases_fn(struct shai_lint *l, const struct shai_lint_place *place,
                                const struct shai_node *cases);
void shai_lint_each_cases(struct shai_lint *l, shai_lint_cases_fn *fn);
/* Each variant of each item. */
typedef void shai_lint_variant_fn(struct shai_lint *l, const struct shai_decl *item,
                                  const struct shai_variant_node *variant);
void shai_lint_each_variant(struct shai_lint *l, shai_lint_variant_fn *fn);
/* Each criterion that a limit may come to (never a DASH). */
typedef void shai_lint_criterion_fn(struct shai_lint *l, const struct shai_decl *item,
                                    const struct shai_variant_node *variant, const struct shai_node *criterion);
void shai_lint_each_criterion(struct shai_lint *l, shai_lint_criterion_fn *fn);

/* Do two nodes say the same thing, by their resolved names? Both may be NULL. */
bool shai_lint_same(const struct shai_node *a, const struct shai_node *b);
/* The words of the source that a node was read from. */
const char *shai_lint_source(struct shai_lint *l, const struct shai_node *node);
/* May no rule look at it: is it NULL or was it not understood? */
bool shai_lint_is_broken(const struct shai_node *node);

/* bounds.c */
/* The unit of the last digit of a literal or its negative, in base units. Of anything else: false. */
bool shai_lint_last_place(struct shai_lint *l, const struct shai_node *bound, struct shai_num *out);
/* The bounds of a criterion with one sign or of a range: at most two. */
uint32_t shai_lint_bounds(const struct shai_node *criterion, const struct shai_node *bounds[2]);

/* range.c */
/* Is it a constant: a number in base units, a day, the index of a grade or choice, 0 or 1? `limit` is the constant
 * that `limit` stands for, or NULL. */
bool shai_lint_constant(struct shai_lint *l, const struct shai_node *node, const struct shai_num *limit,
                        struct shai_num *out);
/* The constant bound that a variant's limit consists of, if so. */
bool shai_lint_sole_bound(struct shai_lint *l, const struct shai_variant_node *variant, struct shai_num *out);
/* Every value that a source (attribute, measure) may have. */
struct shai_interval shai_lint_domain(struct shai_lint *l, const struct shai_decl *source);
/* Encloses every value of an expression, of CASES or BY. Readings that were not detected are their sources' domain,
 * or, where `nd`, [0, detection limit) where there is one. */
struct shai_interval shai_lint_range(struct shai_lint *l, const struct shai_node *node, bool nd);
/* That of what the variant judges. */
struct shai_interval shai_lint_value_range(struct shai_lint *l, const struct shai_decl *item,
                                           const struct shai_variant_node *variant, bool nd);

#endif
