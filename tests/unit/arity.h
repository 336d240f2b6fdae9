/* How many kids a node of each kind has by grammar/ast.def (optional ones are there as NULL); a list has any number.
 */
#ifndef SHAI_TESTS_UNIT_ARITY_H
#define SHAI_TESTS_UNIT_ARITY_H

#include "grammar/ast.h"

static inline int arity(enum shai_node_kind kind)
{
    switch (kind) {
    case SHAI_N_LIST:
    case SHAI_N_ROW:
    case SHAI_N_CASES:
    case SHAI_N_CALL:
    case SHAI_N_INDEX:
    case SHAI_N_TEMPLATE: return -1;
    case SHAI_N_STANDARD:
    case SHAI_N_MEASURE: return 5;
    case SHAI_N_TABLE: return 4;
    case SHAI_N_ATTRIBUTE:
    case SHAI_N_ITEMS: return 3;
    case SHAI_N_HEAD:
    case SHAI_N_EFFECTIVE:
    case SHAI_N_ITEM:
    case SHAI_N_GROUP:
    case SHAI_N_EXAMPLE:
    case SHAI_N_SET:
    case SHAI_N_WITH_U:
    case SHAI_N_BASIS:
    case SHAI_N_METHOD:
    case SHAI_N_SPECIMENS:
    case SHAI_N_LET:
    case SHAI_N_CASE:
    case SHAI_N_BY:
    case SHAI_N_BY_CASE:
    case SHAI_N_RANGE:
    case SHAI_N_TOLERANCE:
    case SHAI_N_BOTH:
    case SHAI_N_BINARY:
    case SHAI_N_IN:
    case SHAI_N_MATCHES: return 2;
    case SHAI_N_SPEC:
    case SHAI_N_LIBRARY:
    case SHAI_N_ND_COUNTS:
    case SHAI_N_USE:
    case SHAI_N_UNIT:
    case SHAI_N_GRADE:
    case SHAI_N_VERDICT:
    case SHAI_N_NOTICE:
    case SHAI_N_ADVICE:
    case SHAI_N_EXPECT:
    case SHAI_N_CENSORED:
    case SHAI_N_MARKED:
    case SHAI_N_TYPE_CHOICE:
    case SHAI_N_CHOICE:
    case SHAI_N_APPLIES:
    case SHAI_N_CHOSEN:
    case SHAI_N_VALUE_CLAUSE:
    case SHAI_N_ROUND_CLAUSE:
    case SHAI_N_LIMIT_CLAUSE:
    case SHAI_N_REQUIRE:
    case SHAI_N_DECLARED_CLAUSE:
    case SHAI_N_HAZARD_CLAUSE:
    case SHAI_N_PROBLEM:
    case SHAI_N_OTHERWISE:
    case SHAI_N_BY_COLUMNS:
    case SHAI_N_CRITERION:
    case SHAI_N_ONE_OF:
    case SHAI_N_UNARY: return 1;
    default: return 0;
    }
}

/* May kid i be NULL? */
static inline bool may_lack(enum shai_node_kind kind, uint32_t i)
{
    switch (kind) {
    case SHAI_N_HEAD:
    case SHAI_N_EFFECTIVE:
    case SHAI_N_BASIS:
    case SHAI_N_METHOD:
    case SHAI_N_SPECIMENS: return i == 1;
    case SHAI_N_STANDARD:
    case SHAI_N_MEASURE: return i >= 1;
    case SHAI_N_UNIT:
    case SHAI_N_LET:
    case SHAI_N_ITEM:
    case SHAI_N_CHOICE: return i == 0;
    case SHAI_N_ATTRIBUTE: return i != 1;
    default: return false;
    }
}

#endif
