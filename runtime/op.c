/* The instructions as data: op.def with its operand kinds in words. In: op.def. Out: shai_op_infos. Nothing else. */
#include "runtime/program.h"

const struct shai_op_info shai_op_infos[SHAI_OPCODE_COUNT] = {
#define OP(id, mnemonic, a, b, c, x, bits, steps, doc) {mnemonic, doc, #a, #b, #c, #x, #bits, steps},
#include "runtime/op.def"
#undef OP
};
