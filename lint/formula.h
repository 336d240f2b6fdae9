/* Conditions over a finite space, to decide which can hold.
 *
 * In: conditions of a spec. Each thing that is compared with constants is a variable; its line is cut at these
 * constants, so that a condition is constant within a cell, and the space of all cells is finite. What is compared
 * with something that is no constant is a variable too (the sign of the difference), and what is not compared at all
 * (a match, a presence) is one of two cells. Variables are taken as independent: what cannot hold here cannot hold
 * in a sample; what can hold here holds in a sample only where `exact`. Truth is two-valued: of what is known.
 *
 * Where the space is too large the answer is SHAI_UNKNOWN. */
#ifndef SHAI_LINT_FORMULA_H
#define SHAI_LINT_FORMULA_H

#include "lint/rule.h"

struct shai_space;
struct shai_formula;

/* For the conditions of a variant (item and variant NULL outside of items). */
struct shai_space *shai_space_new(struct shai_lint *l, const struct shai_decl *item,
                                  const struct shai_variant_node *variant);
const struct shai_formula *shai_formula_of(struct shai_space *s, const struct shai_node *condition);
const struct shai_formula *shai_formula_truth(struct shai_space *s, bool truth);
const struct shai_formula *shai_formula_not(struct shai_space *s, const struct shai_formula *a);
const struct shai_formula *shai_formula_and(struct shai_space *s, const struct shai_formula *a,
                                            const struct shai_formula *b);
const struct shai_formula *shai_formula_or(struct shai_space *s, const struct shai_formula *a,
                                           const struct shai_formula *b);
/* The variant's value meets the criterion. */
const struct shai_formula *shai_formula_meets(struct shai_space *s, const struct shai_node *criterion);
/* The variant applies (its own condition and its group's). */
const struct shai_formula *shai_formula_applies(struct shai_space *s);
/* A limit (criterion, CASES, BY) is broken; `—` is never broken. */
const struct shai_formula *shai_formula_broken(struct shai_space *s, const struct shai_node *limit);

/* Is there a cell in which it holds? On SHAI_YES the space stands at one. */
enum shai_truth shai_space_find(struct shai_space *s, const struct shai_formula *f);
/* Is every variable of it one that a sample may give freely? */
bool shai_space_exact(struct shai_space *s, const struct shai_formula *f);
/* Do both speak of one variable only, the same? */
bool shai_space_one_variable(struct shai_space *s, const struct shai_formula *a, const struct shai_formula *b);
/* Looks for a cell that no formula of the list covers, and that lies between cells of one variable, all others being
 * equal, that different ones cover. narrow: the cell is a single value with its neighbours covered. On SHAI_YES the
 * space stands at it. */
enum shai_truth shai_space_hole(struct shai_space *s, const struct shai_formula *const *covers, size_t count,
                                bool narrow);
/* Where the space stands, of the variables of f: "材料类别 = 其他, 可入口 = 是". */
const char *shai_space_words(struct shai_space *s, const struct shai_formula *f);

#endif
