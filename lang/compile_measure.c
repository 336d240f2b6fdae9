/* Measures of several specimens, and medians. In: checked measures. Out: instructions that form an aggregate once, at
 * the top level, before what needs it. */
#include "lang/compiler.h"

uint16_t shai_compile_median(struct shai_compiler *c, const uint16_t *values, const uint16_t *counts, uint32_t n)
{
    uint32_t first = c->registers, truths = SHAI_NONE32;
    for (uint32_t i = 0; i < n; i++) shai_emit_new(c, SHAI_I_BOTTOM, 0, 0, 0);
    for (uint32_t i = 0; i < n; i++)
        shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, (uint16_t)(first + i), values[i], 0, 0);
    if (counts) {
        truths = c->registers;
        for (uint32_t i = 0; i < n; i++) shai_emit_new(c, SHAI_I_BOTTOM_T, 0, 0, 0);
        for (uint32_t i = 0; i < n; i++)
            shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN_T, (uint16_t)(truths + i), counts[i], 0, 0);
    }
    return shai_emit_new(c, SHAI_I_MEDIAN, (uint16_t)first, (uint16_t)n, truths);
}

enum shai_opcode shai_aggregate_op(enum shai_kw how)
{
    return how == SHAI_KW_MIN ? SHAI_I_MIN : how == SHAI_KW_MAX ? SHAI_I_MAX : SHAI_I_ADD;
}

uint16_t shai_compile_aggregate(struct shai_compiler *c, enum shai_kw how, const uint16_t *values, uint32_t n)
{
    if (how == SHAI_KW_MEDIAN) return shai_compile_median(c, values, NULL, n);
    enum shai_opcode op = shai_aggregate_op(how);
    uint16_t acc = values[0];
    for (uint32_t i = 1; i < n; i++) acc = shai_emit_new(c, op, acc, values[i], 0);
    if (how != SHAI_KW_MEAN) return acc;
    return shai_emit_new(c, SHAI_I_DIV, acc, shai_number_reg(c, n), shai_cause(c, SHAI_CAUSE_DIVISION, NULL));
}

const uint16_t *shai_specimen_regs(struct shai_compiler *c, const struct shai_decl *measure)
{
    uint16_t *regs = SHAI_NEW_N(c->arena, uint16_t, measure->specimen_count);
    for (uint32_t i = 0; i < measure->specimen_count; i++) regs[i] = shai_input_reg(c, measure->index + 1 + i);
    return regs;
}

/* What was reported as the aggregate; else the aggregate of what was reported, if all of it was; else unknown. */
void shai_prepare_measure(struct shai_compiler *c, const struct shai_decl *m)
{
    if (!m->specimen_count || m->how == SHAI_KW_EVERY || c->measure_reg[m->index] != SHAI_NONE16) return;
    struct shai_span outer = c->span;
    if (m->specimens) c->span = m->specimens->span;
    uint16_t given = shai_emit_new(c, SHAI_I_GIVEN, 0, 0, m->index);
    uint16_t complete = shai_emit_new(c, SHAI_I_COMPLETE, 0, 0, m->index);
    uint16_t acc = shai_emit_new(c, SHAI_I_BOTTOM, 0, 0, 0);
    uint32_t formed = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_NO, 0, given, 0, 0);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, acc, shai_input_reg(c, m->index), 0, 0);
    uint32_t done = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP, 0, 0, 0, 0);
    shai_patch(c, formed);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_CARRY, acc, complete, 0, 0);
    uint32_t lacking = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_NO, 0, complete, 0, 0);
    uint16_t all = shai_compile_aggregate(c, (enum shai_kw)m->how, shai_specimen_regs(c, m), m->specimen_count);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, acc, all, 0, 0);
    shai_patch(c, lacking);
    shai_patch(c, done);
    c->measure_reg[m->index] = acc;
    c->span = outer;
}

uint16_t shai_source_reg(struct shai_compiler *c, const struct shai_decl *source)
{
    bool formed = source->specimen_count && source->how != SHAI_KW_EVERY;
    return formed ? c->measure_reg[source->index] : shai_input_reg(c, shai_input_of(c, source));
}
