/* Comparisons under a decision rule (ISO/IEC 17025:2017, 7.8.6; ILAC-G8:09/2019; op.def, "Rules"). */
#ifndef SHAI_RUNTIME_RULE_H
#define SHAI_RUNTIME_RULE_H

#include "runtime/program.h"

struct shai_comparison {
    enum shai_truth truth;
    bool open; /* unknown because value ± U leaves it open */
    bool lost; /* unknown because an operand has lost its U */
};

/* a < b, a <= b, a = b: op is SHAI_I_LT, SHAI_I_LE or SHAI_I_EQ. Sums with U are made in the arena. */
struct shai_comparison shai_rule_compare(struct shai_arena *arena, enum shai_opcode op, enum shai_rule rule,
                                         const struct shai_interval *a, const struct shai_interval *b);
/* What a - U to a + U can be; without its U. r may be a. */
void shai_rule_widen(struct shai_arena *arena, struct shai_interval *r, const struct shai_interval *a);

#endif
