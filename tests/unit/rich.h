/* A program with something of everything, for the tests of the verifier and of the program file. */
#ifndef SHAI_TESTS_RICH_H
#define SHAI_TESTS_RICH_H

#include "tests/unit/build.h"

static inline void rich_tables(struct shai_program *p)
{
    p->title = "试验实施细则", p->version = "2025-1", p->product = "玩具", p->issuer = "某局", p->advice[0] = "整改";
    p->has_from = p->has_to = true, p->effective_from = 739000, p->effective_to = 740000;
    for (size_t i = 0; i < 32; i++) p->source[i] = (unsigned char)i, p->meaning[i] = (unsigned char)(255 - i);
    p->units.at[p->units.count++] = (struct shai_unit){"mg/L", {num("0.001"), {{1, -3}}, true}};
    for (size_t i = 0; i < 2; i++) {
        p->sets[i].names = SHAI_NEW_N(&arena, const char *, 3);
        p->sets[i].labels = SHAI_NEW_N(&arena, const char *, 3);
    }
    p->sets[0].name = "材料", p->sets[0].count = 2;
    p->sets[0].names[0] = "颜料", p->sets[0].names[1] = "其他", p->sets[0].labels[1] = "其他材料";
    p->sets[1].name = "色牢度", p->sets[1].count = 3;
    p->sets[1].names[0] = "1", p->sets[1].names[1] = "1-2", p->sets[1].names[2] = "2";
    p->set_count = 2;
    p->standards[p->standard_count++] = (struct shai_standard){"GB6675", "GB 6675.4-2014", "特定元素的迁移", true};
}

/* 0 and 1 readings of item 0 (number, text), 2 a choice, 3 a text with a pattern, 4 a date, 5 yes/no; 6 a measure of
 * item 1, 7 and 8 its specimens. */
static inline void rich_inputs(struct shai_program *p)
{
    uint32_t lead = add_item(p);
    add_item(p);
    struct shai_input *in = &p->inputs[add_reading(p, lead, SHAI_V_NUMBER)];
    in->display.unit = "mg/L", in->display.factor = num("0.001");
    in->dim = p->units.at[1].value.dim;
    in->range = 3, in->lo = num("0"), in->hi = num("1E6"), in->has_dl = true, in->dl = num("0.005");
    in->nd_counts = in->bare = in->may_be_negative = true;
    add_reading(p, lead, SHAI_V_TEXT);
    add_input(p, SHAI_V_CHOICE);
    p->inputs[2].display.set = 0;
    add_input(p, SHAI_V_TEXT);
    p->inputs[3].pattern = add_pattern(p, "^[^|]*$");
    p->inputs[3].alias = "label", p->inputs[3].label = "标签";
    add_input(p, SHAI_V_DATE);
    p->inputs[4].standard = true;
    add_input(p, SHAI_V_TRUTH);
    for (uint16_t i = 0; i < 3; i++) {
        struct shai_input *one = &p->inputs[add_reading(p, 1, SHAI_V_NUMBER)];
        one->each = true, one->specimen = i, one->specimens = i ? 0 : 2;
    }
}

/* 0 a number in a unit, 1 a date, 2 a choice, 3 a wide number. */
static inline void rich_constants(struct shai_program *p)
{
    add_constant(p, "0.09");
    p->constants[0].display.unit = "mg/L", p->constants[0].display.factor = num("0.001"), p->constants[0].places = 1;
    add_constant(p, "739500");
    p->constants[1].display.type = SHAI_V_DATE;
    add_constant(p, "1");
    p->constants[2].display = p->inputs[2].display;
    add_constant(p, "-12345678901234567890.123456789");
}

/* The first has two variants. */
static inline void rich_items(struct shai_program *p)
{
    struct shai_variant *w = p->items[0].variants;
    p->items[0].variant_count = 2;
    p->items[0].family = "元素", p->items[0].remark = "备注";
    w[0].group = "GB 6675-2014", w[0].chosen = "历年不合格";
    w[0].basis = w[0].methods = SHAI_NEW_N(&arena, struct shai_citation, 1);
    w[0].basis[0].clause = "表1";
    w[0].basis_count = w[0].method_count = 1;
    w[0].method_kind = SHAI_METHOD_LABORATORY;
    w[0].problem = SHAI_NEW_N(&arena, struct shai_piece, 4);
    w[0].problem[0] = (struct shai_piece){.kind = SHAI_P_TEXT, .text = "迁移量为 "};
    w[0].problem[1] = (struct shai_piece){.kind = SHAI_P_VALUE};
    w[0].problem[2] = (struct shai_piece){.kind = SHAI_P_INPUT, .input = 2};
    w[0].problem[3] = (struct shai_piece){.kind = SHAI_P_LET, .display = p->constants[0].display};
    w[0].problem_count = 4;
    w[0].display = p->constants[0].display;
    w[1].report = true;
}

/* Every instruction at least once. */
static inline void rich_code(struct shai_program *p)
{
    p->causes[0] = (struct shai_cause){SHAI_CAUSE_U_OPEN, NULL}, add_cause(p, SHAI_CAUSE_U_LOST);
    uint32_t division = add_cause(p, SHAI_CAUSE_DIVISION), off = add_cause(p, SHAI_CAUSE_ITEM);
    uint32_t at_most = add_criterion(p, SHAI_C_LE), range = add_criterion(p, SHAI_C_RANGE);
    p->causes[off].name = "铅";
    uint16_t x = reg(p, SHAI_I_LOAD_NUM, 0, 0, 0), m = reg(p, SHAI_I_LOAD_NUM, 0, 0, 2);
    p->items[0].variants[0].problem[3].reg = m;
    uint16_t d = reg(p, SHAI_I_LOAD_NUM, 0, 0, 4), s = reg(p, SHAI_I_LOAD_TEXT, 0, 0, 3);
    uint16_t flag = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, 5), name = reg(p, SHAI_I_CONST_TEXT, 0, 0, add_text(p, "甲"));
    uint16_t k = reg(p, SHAI_I_CONST_NUM, 0, 0, 0), day = reg(p, SHAI_I_CONST_NUM, 0, 0, 1);
    uint16_t one = reg(p, SHAI_I_CONST_NUM, 0, 0, 2), wide = reg(p, SHAI_I_CONST_NUM, 0, 0, 3);
    uint16_t yes = truth_of(p, SHAI_YES), any = reg(p, SHAI_I_UNKNOWN, 0, 0, off);
    uint16_t product = reg(p, SHAI_I_MUL, reg(p, SHAI_I_DIV, x, m, division), wide, 0);
    uint16_t less = reg(p, SHAI_I_SUB, product, x, 0);
    uint16_t v = reg(p, SHAI_I_ADD, less, reg(p, SHAI_I_NEG, any, 0, 0), 0);
    v = reg(p, SHAI_I_ROUND, reg(p, SHAI_I_ABS, v, 0, 0), 0, 0);
    v = reg(p, SHAI_I_MIN, v, reg(p, SHAI_I_ROUND_SIGNIFICANT, x, 0, 3), 0);
    v = reg(p, SHAI_I_MAX, v, reg(p, SHAI_I_LENGTH, s, 0, 0), 0);
    uint16_t pair = reg(p, SHAI_I_LOAD_NUM, 0, 0, 7), yes2 = reg(p, SHAI_I_GIVEN, 0, 0, 7);
    reg(p, SHAI_I_LOAD_NUM, 0, 0, 8), reg(p, SHAI_I_COMPLETE, 0, 0, 6);
    v = reg(p, SHAI_I_MAX, v, reg(p, SHAI_I_MEDIAN, reg(p, SHAI_I_ABS, pair, 0, 0), 1, yes2), 0);
    v = reg(p, SHAI_I_GIVE_U, v, 0, 0);
    uint16_t ruled = reg(p, SHAI_I_LE, reg(p, SHAI_I_WIDEN, pair, 0, 0), k, SHAI_RULE_CERTAIN);
    ruled = reg(p, SHAI_I_DECIDE, ruled, pair, SHAI_RULE_GUARDED);
    uint16_t group = reg(p, SHAI_I_LT, d, day, 0), own = reg(p, SHAI_I_EQ, m, one, 0);
    uint16_t same = reg(p, SHAI_I_EQ_TEXT, s, name, 0);
    uint16_t found = reg(p, SHAI_I_MATCH, s, 0, add_pattern(p, "不适合\\s*3\\s*岁以下"));
    p->patterns[p->pattern_count - 1].name = "三岁以下警示语";
    uint16_t given = reg(p, SHAI_I_PRESENT, 0, 0, 4), gone = reg(p, SHAI_I_ABSENT, x, 0, 0);
    uint16_t limit_ok = reg(p, SHAI_I_LE, v, k, 0), hull = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    uint16_t all = reg(p, SHAI_I_BOTTOM_T, 0, 0, 0);
    uint32_t gate = emit(p, SHAI_I_GATE, 0, group, own, 0);
    uint32_t no = emit(p, SHAI_I_JUMP_NO, 0, same, 0, 0), maybe = emit(p, SHAI_I_JUMP_YES, 0, found, 0, 0);
    emit(p, SHAI_I_JOIN, hull, k, 0, 0);
    emit(p, SHAI_I_CARRY, hull, given, 0, 0);
    emit(p, SHAI_I_JOIN_T, all, limit_ok, 0, 0);
    p->code[no].x = p->code[maybe].x = p->code_count;
    emit(p, SHAI_I_CARRY_T, all, gone, 0, 0);
    emit(p, SHAI_I_SETTLE, hull, 0, 0, off);
    uint16_t end = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    emit(p, SHAI_I_BROKEN, end, x, k, shai_two_registers(hull, m));
    emit(p, SHAI_I_REQUIRES, 0, k, NO, at_most);
    emit(p, SHAI_I_REQUIRES, 0, k, hull, range);
    uint16_t either = reg(p, SHAI_I_AND, all, yes, 0);
    either = reg(p, SHAI_I_OR, either, reg(p, SHAI_I_NOT, flag, 0, 0), 0);
    either = reg(p, SHAI_I_AND, either, reg(p, SHAI_I_KNOWN, reg(p, SHAI_I_NAMES, s, 0, 0), 0, 0), 0);
    either = reg(p, SHAI_I_OR, either, reg(p, SHAI_I_USCC, s, 0, 0), 0);
    emit(p, SHAI_I_JUDGE, 0, either, v, 0);
    emit(p, SHAI_I_HAZARD, 0, one, 0, 0);
    struct shai_variant *w = p->items[0].variants;
    w[0].judged[0] = (struct shai_judged){v, either, end, one};
    p->code[gate].x = p->code_count;
    gate = emit(p, SHAI_I_GATE, 0, yes, yes, 0);
    emit(p, SHAI_I_JUDGE, 0, truth_of(p, SHAI_T_UNJUDGED), x, 1);
    p->code[gate].x = p->code_count;
    uint16_t fails = reg(p, SHAI_I_ITEM_FAILS, 0, 0, 0), passes = reg(p, SHAI_I_ITEM_PASSES, 0, 0, 0);
    uint16_t applies = reg(p, SHAI_I_ITEM_APPLIES, 0, 0, 0), value = reg(p, SHAI_I_ITEM_VALUE, 0, 0, off);
    uint16_t some = reg(p, SHAI_I_OR, reg(p, SHAI_I_AND, fails, passes, 0), applies, 0);
    uint32_t over = emit(p, SHAI_I_JUMP_UNLESS_NO, 0, some, 0, 0), jump = emit(p, SHAI_I_JUMP, 0, 0, 0, 0);
    p->code[over].x = p->code[jump].x = p->code_count;
    gate = emit(p, SHAI_I_GATE, 1, yes, reg(p, SHAI_I_LE, value, k, 0), 0);
    emit(p, SHAI_I_SPECIMEN, 1, ruled, 0, 1);
    emit(p, SHAI_I_SPECIMEN, 1, yes, 0, 2);
    emit(p, SHAI_I_JUDGE_EACH, 1, 0, 0, 0);
    emit(p, SHAI_I_HAZARD, 1, one, 1, 0);
    p->code[gate].x = p->code_count;
    p->items[1].variants[0].judged_count = 2, p->items[1].variants[0].allow = 1;
    p->items[1].variants[0].judged[0] = (struct shai_judged){pair, ruled, NO, one};
    p->items[1].variants[0].decide = SHAI_RULE_CERTAIN;
    uint16_t count = reg(p, SHAI_I_COUNT, SHAI_GENERAL, 0, 0);
    emit(p, SHAI_I_RAISE, 0, SHAI_SERIOUS, reg(p, SHAI_I_LE, one, count, 0), 0);
    emit(p, SHAI_I_END, 0, 0, 0, 0);
}

/* Unverified. */
static inline struct shai_program *build_rich(void)
{
    struct shai_program *p = build_new();
    rich_tables(p);
    rich_inputs(p);
    rich_constants(p);
    rich_items(p);
    rich_code(p);
    p->positions[p->position_count++] = (struct shai_position){0, 31, 7, 0};
    for (uint32_t i = p->code_count / 2; i < p->code_count; i++) p->code[i].pos = 1;
    return p;
}

#endif
