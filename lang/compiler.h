/* Inside the compiler: what its files share. Not for others. */
#ifndef SHAI_LANG_COMPILER_H
#define SHAI_LANG_COMPILER_H

#include "lang/spec.h"

/* Code is collected in three parts that are laid one behind the other: constants (run once), loads of inputs, and the
 * body, which alone has jumps. */
enum shai_part { SHAI_PART_CONSTANTS, SHAI_PART_LOADS, SHAI_PART_BODY, SHAI_PART_COUNT };

struct shai_code {
    struct shai_insn *at;
    size_t count, cap;
};

struct shai_compiler {
    struct shai_arena *arena;
    const struct shai_spec *spec;
    struct shai_program *program;
    struct shai_code parts[SHAI_PART_COUNT];
    size_t constant_cap, text_cap, pattern_cap, set_cap, cause_cap, criterion_cap, position_cap;
    const struct shai_decl **set_of; /* declaration of each set */
    size_t set_of_cap;
    uint32_t registers;
    uint8_t *part_of;         /* enum shai_part of each register's definition */
    struct shai_early *early; /* instructions of the loads' part that can serve again */
    /* registers made once, SHAI_NONE16 until then */
    uint16_t *constant_reg, *input_reg, *let_reg;
    uint16_t *measure_reg; /* of an aggregate of specimens, by its input */
    size_t constant_reg_cap;
    uint16_t truth_reg[8]; /* by enum shai_truth */
    struct shai_group_reg {
        const struct shai_node *group;
        uint16_t reg;
        struct shai_group_reg *next;
    } * groups;
    bool *item_done;
    /* where we are */
    struct shai_span span;
    uint32_t item; /* index, or SHAI_NONE32 */
    const struct shai_decl *item_decl;
    uint16_t value_reg, limit_reg;
    uint32_t specimen;     /* 1.. while an item is compiled once a specimen; else 0 */
    enum shai_rule decide; /* SIMPLE, GUARDED or CERTAIN: of the comparisons at hand */
    bool against;          /* they stand under `not` */
    bool too_large;        /* said; there will be no program */
    struct shai_diags *diags;
    struct shai_span *spans; /* of each position */
    size_t span_cap;
    struct shai_offset { /* the place worked out last: most are asked for again, or stand behind it */
        uint32_t file, offset;
        struct shai_place place;
    } last;
    struct shai_choices *choices; /* ? to be filled */
};

/* compile.c */
uint16_t shai_new_register(struct shai_compiler *c);
uint32_t shai_emit(struct shai_compiler *c, enum shai_part part, enum shai_opcode op, uint16_t a, uint16_t b,
                   uint16_t x_c, uint32_t x);
/* As emit to the body with a new register as a; returns the register. What rests on constants and inputs alone and is
 * cheap (a comparison with a choice, 1 − 60 %) goes before the body, once for all that need it. */
uint16_t shai_emit_new(struct shai_compiler *c, enum shai_opcode op, uint16_t b, uint16_t x_c, uint32_t x);
/* Notes, where it is asked for, that the next instruction of the body takes an alternative. */
void shai_note_choice(struct shai_compiler *c, enum shai_choice_kind kind, const struct shai_node *node,
                      uint16_t acc);
/* Lets the jump (or gate) at `at` of the body continue at its present end. */
void shai_patch(struct shai_compiler *c, uint32_t at);
uint16_t shai_constant_reg(struct shai_compiler *c, struct shai_num num, struct shai_display display, int places);
/* A pure number. */
uint16_t shai_number_reg(struct shai_compiler *c, int64_t n);
/* The input of a measure (of the specimen at hand, where it is judged one by one) or attribute. */
uint32_t shai_input_of(const struct shai_compiler *c, const struct shai_decl *source);
/* How U counts in a comparison here of numbers of that type (enum shai_rule). */
uint32_t shai_rule_here(const struct shai_compiler *c, const struct shai_type *type);
/* The index of the constant that shai_constant_reg gave `reg` for. */
uint32_t shai_constant_at(const struct shai_compiler *c, uint16_t reg);
/* The index of a literal's constant (ROUND takes one). */
uint32_t shai_constant_index(struct shai_compiler *c, const struct shai_node *literal);
uint16_t shai_truth_reg(struct shai_compiler *c, enum shai_truth truth);
uint16_t shai_input_reg(struct shai_compiler *c, uint32_t input);
uint32_t shai_cause(struct shai_compiler *c, enum shai_cause_kind kind, const char *name);
uint32_t shai_text_index(struct shai_compiler *c, const char *s);
uint32_t shai_pattern_index(struct shai_compiler *c, const struct shai_node *pattern);
struct shai_display shai_display_of(struct shai_compiler *c, const struct shai_type *type);
/* The source of a span on one line, blanks run together. */
const char *shai_written(struct shai_compiler *c, struct shai_span span);
/* A constant node's number in base units. */
struct shai_num shai_constant_of(struct shai_compiler *c, const struct shai_node *node);

/* worded.c: an expression as a person reads it; a condition on the value alone begins with its sign: "≥ 4.0 %". */
const char *shai_worded(struct shai_compiler *c, const struct shai_node *node);
const char *shai_worded_condition(struct shai_compiler *c, const struct shai_node *node);

/* compile_expr.c */
uint16_t shai_compile_expr(struct shai_compiler *c, const struct shai_node *node);
/* What an alternative gives: a register, or SHAI_NONE16 for nothing to join. */
typedef uint16_t shai_compile_what(struct shai_compiler *c, const struct shai_node *what, void *user);
/* CASES, BY or the alternative itself. truth: alternatives are TRUTH registers, else NUM. */
uint16_t shai_compile_cases(struct shai_compiler *c, const struct shai_node *node, shai_compile_what *what,
                            void *user, bool truth);
/* Items, lets and group conditions that `node` needs, compiled at the top level before it. */
void shai_prepare(struct shai_compiler *c, const struct shai_node *node);

/* compile_measure.c */
/* An aggregate of specimens is formed at the top level, before the first that needs it. */
void shai_prepare_measure(struct shai_compiler *c, const struct shai_decl *measure);
/* Forms min, max, sum, mean or median of n >= 1 values. */
uint16_t shai_compile_aggregate(struct shai_compiler *c, enum shai_kw how, const uint16_t *values, uint32_t n);
/* The instruction that takes one more value into min or max; else into a sum. */
enum shai_opcode shai_aggregate_op(enum shai_kw how);
/* The readings of a measure's specimens. */
const uint16_t *shai_specimen_regs(struct shai_compiler *c, const struct shai_decl *measure);
/* What a measure or attribute is here. */
uint16_t shai_source_reg(struct shai_compiler *c, const struct shai_decl *source);
/* counts: NULL, or of each value the truth that it counts. */
uint16_t shai_compile_median(struct shai_compiler *c, const uint16_t *values, const uint16_t *counts, uint32_t n);

/* compile_limit.c */
/* What the limit says of the value: a TRUTH. broken: a register that joins the bounds that may be broken, or
 * SHAI_NONE16. */
uint16_t shai_compile_limit(struct shai_compiler *c, const struct shai_variant_node *v, uint16_t value,
                            uint16_t broken);
/* Its bound alone, for `limit` in value and requirements: one direction was checked. */
uint16_t shai_compile_bound(struct shai_compiler *c, const struct shai_variant_node *v);
/* A criterion among the item's requirements, with its bounds. */
void shai_demand(struct shai_compiler *c, uint16_t lower, uint16_t upper, struct shai_criterion k);
/* The decision rule of the item or its group, else of the spec. */
enum shai_rule shai_rule_of(const struct shai_compiler *c, const struct shai_variant_node *v);

/* compile_item.c */
void shai_compile_item(struct shai_compiler *c, struct shai_decl *item);
void shai_compile_verdict(struct shai_compiler *c, const struct shai_node *cases);

#endif
