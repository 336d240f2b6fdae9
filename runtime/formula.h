/* How steps are written: what trace.c and formula.c share. Private to them.
 *
 * A program is in SSA form but for joins, so a formula is read off by walking from a register to the instruction that
 * defines it. Of a join only the updates that were executed are written: the cases that held or were possible. The
 * walk follows a graph as if it were a tree; the bounds here limit what that can cost. */
#ifndef SHAI_RUNTIME_FORMULA_H
#define SHAI_RUNTIME_FORMULA_H

#include "runtime/show.h"
#include "runtime/trace.h"

enum { SHAI_TRACE_TEXT = 600, SHAI_TRACE_DEPTH = 60, SHAI_TRACE_LINES = 24 };

struct shai_tracer {
    struct shai_arena *arena;
    const struct shai_run *run;
    const struct shai_program *program;
    uint32_t *first_update; /* of a register: the first instruction that updates it, SHAI_NONE32: none */
    uint32_t *first_gate;   /* of an item */
    uint32_t *next;         /* of an instruction in one of these chains: the next */
    /* of the item under way */
    const struct shai_variant *variant;
    const struct shai_judged *judged; /* the item's, or that of the specimen under way */
    uint16_t specimen;                /* 1..; 0: not judged so */
    uint32_t item;
    bool value_shown; /* its formula stands in a line already: from then on its value will do */
    const char **lines;
    uint32_t line_count;
    size_t line_cap;
    int depth;
    uint32_t decided_by; /* enum shai_rule of the DECIDE above the comparison under way; 0: none */
    bool not_all;        /* and it says no because not all of value ± U meets it */
};

struct shai_formula {
    struct shai_tracer *t;
    struct shai_strbuf *buf;
};

/* How tightly a formula binds, to set parentheses. */
enum { SHAI_SUM = 1, SHAI_PRODUCT, SHAI_SIGN, SHAI_ATOM };

static inline const char *shai_trace_say(const struct shai_tracer *t, const char *zh, const char *en)
{
    return shai_say(t->program->lang, zh, en);
}

static inline bool shai_trace_was_executed(const struct shai_tracer *t, uint32_t insn)
{
    return t->run->executed[insn / 64] >> insn % 64 & 1;
}

static inline const struct shai_insn *shai_trace_definition(const struct shai_tracer *t, uint16_t reg)
{
    return &t->program->code[t->program->definition[reg]];
}

static inline bool shai_trace_is_known(const struct shai_tracer *t, uint16_t reg)
{
    return reg != SHAI_NONE16 && shai_trace_was_executed(t, t->program->definition[reg]);
}

/* The unit a register is shown in, or NULL where none can be told. */
const struct shai_display *shai_trace_display(struct shai_tracer *t, uint16_t reg);
/* The formula of a register, and behind it what it comes to where it does not say so itself. */
void shai_formula_side(struct shai_formula f, uint16_t reg);
/* A text: in quotes, or the name of what was read. */
void shai_formula_text(struct shai_formula f, uint16_t reg);
/* A reading that was not taken, as a number or as a text. */
bool shai_trace_untested(const struct shai_tracer *t, uint16_t reg);

#endif
