/* Inside the checker: what its files share. Not for others. */
#ifndef SHAI_LANG_CHECKER_H
#define SHAI_LANG_CHECKER_H

#include "base/near.h"
#include "lang/spec.h"

/* Names to declarations. Open hashing on the unit arena. */
struct shai_scope {
    struct shai_arena *arena;
    struct scope_entry {
        const char *name;
        struct shai_decl *decl;
        struct scope_entry *next;
    } * *buckets;
    size_t bucket_count, count;
};

struct shai_chain {
    const struct shai_decl *decl;
    struct shai_chain *outer;
};

struct shai_checker {
    struct shai_arena *arena;
    struct shai_diags *diags;
    struct shai_spec *spec;
    const struct shai_search *search;
    struct shai_scope scope;
    struct shai_chain *chain;    /* items and lets under way, innermost first: for cycles of values */
    struct shai_file_use *using; /* files being opened, innermost first: for cycles of `use` */
    size_t files;                /* libraries opened */
    bool beyond;                 /* a file crosses a bound (said): nothing is checked */
    uint32_t prelude_files;      /* texts below this index are the prelude's */
    /* while an item is checked */
    struct shai_decl *item;
    struct shai_variant_node *variant;
    bool in_value, in_limit, in_outcome, in_verdict, in_applies,
        in_all; /* where an expression stands; outcome: hazard, problem */
    bool value_uses_limit, limit_uses_value;
    const struct shai_type *limit_type; /* of `limit`, NULL until known */
    bool limit_directed;                /* every case of the limit has one bound and the same direction */
    bool limit_bounded;                 /* some case of the limit has a numeric bound */
};

extern const struct shai_type shai_type_error, shai_type_truth, shai_type_text, shai_type_date, shai_type_pure,
    shai_type_hazard, shai_type_conformity;

/* scope.c */
void shai_scope_init(struct shai_scope *scope, struct shai_arena *arena);
struct shai_decl *shai_scope_find(const struct shai_scope *scope, const char *name);
/* Adds a name; returns the earlier declaration, and changes nothing, where the name is taken. */
struct shai_decl *shai_scope_add(struct shai_scope *scope, const char *name, struct shai_decl *decl);
void shai_scope_replace(struct shai_scope *scope, const char *name, struct shai_decl *decl);
/* The nearest name of the scope for a misspelt one, or NULL where none is near. */
const char *shai_scope_nearest(const struct shai_scope *scope, const char *name);
/* ND, 阴性 and such, for a name that is not declared. */
bool shai_is_not_detected(const char *name);
/* Says that a name is unknown, and what may have been meant; nothing of a name that is lost. */
void shai_say_unknown(struct shai_checker *ck, const struct shai_node *node);
/* Is it the name of a declaration that could not be read? That was said; where the name is used nothing is. */
bool shai_name_is_lost(const struct shai_checker *ck, const char *name);

/* near_file.c */
/* The `.shai` file of the folder (its name ends with /, or is empty) that is spelt nearly as `name`; NULL: none. */
const char *shai_near_file(struct shai_arena *arena, const char *folder, const char *name);

/* repeat.c */
/* Of the entries i and j of a list: below, at or above 0. */
typedef int shai_compare(const void *user, uint32_t i, uint32_t j);
/* For each of `count` entries, whether it equals an earlier one. */
bool *shai_repeats(struct shai_arena *arena, uint32_t count, shai_compare *compare, const void *user);

/* declare.c: names of all trees into the scope; rows to items; groups to variants */
void shai_declare(struct shai_checker *ck);
struct shai_decl *shai_new_decl(struct shai_checker *ck, enum shai_decl_kind kind, struct shai_node *node);
/* Adds a declaration's name; one that is taken is reported. */
bool shai_add_name(struct shai_checker *ck, struct shai_decl *d);
void shai_declare_fields(struct shai_checker *ck);

/* standard.c: standards, what is known of them, and whether what is cited is in force */
void shai_declare_standard(struct shai_checker *ck, struct shai_node *node);
/* What one declaration of a standard leaves unsaid another one of the same code says. */
void shai_join_standards(struct shai_checker *ck);
/* Warns where a variant cites an edition that is not in force for the samples that it judges. */
void shai_check_editions(struct shai_checker *ck, const struct shai_decl *item, const struct shai_variant_node *v);

/* expand.c: a row of an `items` table as an ITEM node, columns put into clones of the `each` clauses */
struct shai_node *shai_expand_row(struct shai_checker *ck, struct shai_node *items, struct shai_node *row);

/* check_type.c */
/* The type that a type node says; `set` is the declaration that holds a choice list. */
const struct shai_type *shai_check_type(struct shai_checker *ck, struct shai_node *type, struct shai_decl *set);
/* A unit as written: *out, or an error reported. */
bool shai_check_unit(struct shai_checker *ck, const char *unit, struct shai_span span, struct shai_unit_value *out);
/* What a type is called in messages: "数值 mg/kg". Both languages' words, as "zh / en". */
const char *shai_type_name(struct shai_checker *ck, const struct shai_type *type);
/* What a number measures, for messages: its unit, else one made of base units, "g/m²". */
const char *shai_unit_name(struct shai_checker *ck, const struct shai_type *number);
/* Can one stand for the other: the same kind, dimension, choices, scale? ERROR fits everything. */
bool shai_types_fit(const struct shai_type *a, const struct shai_type *b);
/* Attribute or measure: its type, constraint, detection limit. */
void shai_check_source(struct shai_checker *ck, struct shai_decl *decl, struct shai_node *type,
                       struct shai_node *constraint);

/* check_specimens.c */
/* A measure's `specimens` clause, once its type is known. */
void shai_check_specimens(struct shai_checker *ck, struct shai_decl *measure);
/* The specimens that an item is judged by, of all its measures. */
void shai_check_each(struct shai_checker *ck, struct shai_decl *item);
/* May the measure's reading stand in the expression at hand? One judged one by one only within its own item. */
bool shai_has_reading_here(const struct shai_checker *ck, const struct shai_decl *measure);
/* Lets ITEM.U be given for an item whose value is a number that no measure of its own name is read for. */
void shai_declare_value_u(struct shai_checker *ck, struct shai_decl *item);

/* check_expr.c */
const struct shai_type *shai_check_expr(struct shai_checker *ck, struct shai_node *node);
/* As check_expr where `want` is expected: bare literals take its unit, strings its grade, names its choice. Reports a
 * mismatch. */
const struct shai_type *shai_check_as(struct shai_checker *ck, struct shai_node *node, const struct shai_type *want);
/* Marks a node that was reported. */
const struct shai_type *shai_wrong(struct shai_node *node);
bool shai_check_condition(struct shai_checker *ck, struct shai_node *node);
/* A value rounded to an interval (NULL: to digits) once: the type of the result; reports a second rounding. */
const struct shai_type *shai_check_rounding(struct shai_checker *ck, const struct shai_type *value,
                                            struct shai_node *interval, struct shai_span at);
/* CASES, BY, or an expression: what gives each alternative's type through `each`. */
typedef void shai_check_what(struct shai_checker *ck, struct shai_node *what, void *user);
void shai_check_cases(struct shai_checker *ck, struct shai_node *node, shai_check_what *each, void *user,
                      bool may_lack_otherwise);
/* check_cases.c, with shai_check_cases */
void shai_check_let(struct shai_checker *ck, struct shai_decl *decl);
void shai_check_table(struct shai_checker *ck, struct shai_decl *decl);
/* The declaration a name stands for here (measures of the item at hand first), or NULL with an error reported. */
struct shai_decl *shai_resolve(struct shai_checker *ck, struct shai_node *node);
/* A measure of an item by name, or its only one where name is NULL. */
struct shai_decl *shai_item_measure(const struct shai_decl *item, const char *name);
/* A constant: number literal, perhaps negative, in base units of `as` (bare literals) - true and *out. */
bool shai_constant_number(struct shai_checker *ck, struct shai_node *node, const struct shai_type *as,
                          struct shai_num *out);
/* NUMBER_LIT or its negative, without unit. */
bool shai_is_bare_literal(const struct shai_node *node);
/* Does a bound say a place: a literal, its negative, or a product of two literals (`14 × 100`)? *digits gets the
 * literal whose last digit says it, *times the literal that it is multiplied by, or NULL. Both may be NULL. */
bool shai_place_of(const struct shai_node *bound, const struct shai_node **digits, const struct shai_node **times);
/* The number a literal's digits spell. */
struct shai_decimal shai_literal(struct shai_arena *arena, const struct shai_node *node);

/* check_pattern.c */
/* What stands behind `matches`: the PATTERN that it is or, its name, stands for; NULL with an error reported. */
struct shai_node *shai_check_pattern(struct shai_checker *ck, struct shai_node *node);
void shai_check_named_pattern(struct shai_checker *ck, struct shai_decl *decl);

/* check_item.c */
void shai_check_item(struct shai_checker *ck, struct shai_decl *item);
void shai_check_verdict(struct shai_checker *ck, struct shai_node *cases);
/* check_example.c */
void shai_check_example(struct shai_checker *ck, struct shai_node *example);

#endif
