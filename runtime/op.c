/* The instructions as data: op.def with its operand kinds in words. In: op.def. Out: shai_op_infos, and what each
 * costs. Nothing else. */
#include "runtime/program.h"

const struct shai_op_info shai_op_infos[SHAI_OPCODE_COUNT] = {
#define OP(id, mnemonic, a, b, c, x, bits, steps, doc) {mnemonic, doc, #a, #b, #c, #x, #bits, steps},
#include "runtime/op.def"
#undef OP
};

uint64_t shai_insn_steps(const struct shai_insn *insn)
{
    uint64_t steps = shai_op_infos[insn->op].steps;
    return insn->op == SHAI_I_MEDIAN ? steps * insn->c * insn->c : steps;
}
