/* The verifier: what a run relies on, checked once. In: any program whose arrays are as long as it says. Out: the
 * fields of struct shai_program under "worked out by verify", or the first reason against it, in English.
 *
 * It trusts nothing (language.md §11): a program that passes cannot read a register before it is written, leave the
 * code, run for ever, or make a number larger than SHAI_NUM_MAX_BITS, whatever the sample is.
 *
 * Jumps go forward only, so the order of the code is an order of time, and one pass over it suffices. A definition at
 * p reaches a use at q > p on every path iff no jump s -> t has s < p < t <= q: such a jump, and only such a one,
 * could come to q around p. The tables are checked in verify_table.c. */
#include "runtime/verify.h"

#include "runtime/vm.h"

#include <assert.h>
#include <string.h>

enum kind {
    K_NONE,
    K_DEF_NUM,
    K_DEF_TRUTH,
    K_DEF_TEXT,
    K_UPDATE_NUM,
    K_UPDATE_TRUTH,
    K_NUM,
    K_TRUTH,
    K_TEXT,
    K_NUM_OPTIONAL,
    K_NUMREGS,
    K_INPUT,
    K_CONST,
    K_TEXTCONST,
    K_PATTERN,
    K_CAUSE,
    K_ITEM,
    K_CRITERION,
    K_GRADE,
    K_VALUE,
    K_DIGITS,
    K_STANDARD,
    K_VARIANT,
    K_RULE,
    K_SPECIMEN,
    K_COUNT,
    K_TRUTHS,
    K_TARGET,
    KIND_COUNT,
};

static const char *const kind_words[KIND_COUNT] = {
    "-",       "=NUM",     "=TRUTH",  "=TEXT",     "+NUM",     "+TRUTH", "NUM",    "TRUTH",     "TEXT",  "NUM?",
    "NUMREGS", "INPUT",    "CONST",   "TEXTCONST", "PATTERN",  "CAUSE",  "ITEM",   "CRITERION", "GRADE", "VALUE",
    "DIGITS",  "STANDARD", "VARIANT", "RULE",      "SPECIMEN", "COUNT",  "TRUTHS", "TARGET",
};

enum bits_rule {
    B_NONE,
    B_CONST,
    B_INPUT,
    B_SUM,
    B_PROD,
    B_MAX,
    B_SAME,
    B_JOIN,
    B_SMALL,
    B_ENDS,
    B_ITEM,
    B_DIGITS,
    B_GIVEN,
    B_WIDE,
    B_MEDIAN,
    RULE_COUNT
};

static const char *const rule_words[RULE_COUNT] = {"0",    "CONST",  "INPUT", "SUM",   "PROD",
                                                   "MAX",  "SAME",   "JOIN",  "SMALL", "ENDS",
                                                   "ITEM", "DIGITS", "GIVEN", "WIDE",  "MEDIAN"};

enum {
    SMALL_BITS = 64,
    NUMBERS_A_STEP = 12, /* wide numbers that one instruction may allocate, those in between among them */
    SETS_A_STEP = 3,
    MOST_ARGUMENTS = 1000, /* of MEDIAN */
    WIDE_HEAD = 32,        /* of a wide number: header and alignment */
};

struct coder {
    struct shai_verify v;
    struct shai_program *p;
    uint8_t kinds[SHAI_OPCODE_COUNT][4]; /* of a, b, c, x */
    uint8_t rules[SHAI_OPCODE_COUNT];
    uint32_t *escape;     /* of each instruction: the first behind it that can be reached around it */
    uint32_t *last_judge; /* of each item: its last GATE or JUDGE + 1; 0: none */
    uint16_t *item_bits;  /* widest value JUDGEd so far */
    uint32_t judged_all;  /* the last GATE, JUDGE or HAZARD + 1 */
    uint32_t at;          /* the instruction being checked */
};

bool shai_verify_fail(struct shai_verify *v, const char *format, ...)
{
    if (v->why) return false;
    va_list ap;
    va_start(ap, format);
    v->why = shai_arena_vprintf(v->arena, format, ap);
    va_end(ap);
    return false;
}

static bool refuse(struct coder *c, const char *what)
{
    return shai_verify_fail(&c->v, "instruction %u (%s): %s", (unsigned)c->at,
                            shai_op_infos[c->p->code[c->at].op].mnemonic, what);
}

static bool refuse_operand(struct coder *c, int operand, const char *what)
{
    return shai_verify_fail(&c->v, "instruction %u (%s): %c: %s", (unsigned)c->at,
                            shai_op_infos[c->p->code[c->at].op].mnemonic, "abcx"[operand], what);
}

static uint8_t word_index(const char *word, const char *const *words, int count)
{
    int i = 0;
    while (i < count && strcmp(word, words[i])) i++;
    assert(i < count && "op.def uses a word that the verifier does not know");
    return (uint8_t)i;
}

static void read_op_table(struct coder *c)
{
    for (size_t op = 0; op < SHAI_OPCODE_COUNT; op++) {
        const struct shai_op_info *info = &shai_op_infos[op];
        const char *const operands[4] = {info->a, info->b, info->c, info->x};
        for (int k = 0; k < 4; k++) c->kinds[op][k] = word_index(operands[k], kind_words, KIND_COUNT);
        c->rules[op] = word_index(info->bits, rule_words, RULE_COUNT);
    }
}

static bool jumps(const struct coder *c, const struct shai_insn *in)
{
    return c->kinds[in->op][3] == K_TARGET;
}

/* --- the shape of the code -------------------------------------------------------------------------------------- */

static bool shape(struct coder *c)
{
    const struct shai_program *p = c->p;
    if (!p->code_count) return shai_verify_fail(&c->v, "there is no code");
    for (c->at = 0; c->at < p->code_count; c->at++) {
        const struct shai_insn *in = &p->code[c->at];
        if (in->op >= SHAI_OPCODE_COUNT)
            return shai_verify_fail(&c->v, "instruction %u: no such opcode", (unsigned)c->at);
        if (in->pos >= p->position_count) return refuse(c, "no such position");
        if ((in->op == SHAI_I_END) != (c->at == p->code_count - 1))
            return refuse(c, "the program must end with `end`, and only there");
        if (jumps(c, in) && (in->x <= c->at || in->x >= p->code_count))
            return refuse(c, "jumps must go forward, to an instruction");
        bool judges = in->op == SHAI_I_GATE || in->op == SHAI_I_JUDGE || in->op == SHAI_I_SPECIMEN ||
                      in->op == SHAI_I_JUDGE_EACH;
        if ((judges || in->op == SHAI_I_HAZARD) && in->a >= p->item_count) return refuse(c, "no such item");
        if (judges) c->last_judge[in->a] = c->at + 1;
        if (judges || in->op == SHAI_I_HAZARD) c->judged_all = c->at + 1;
    }
    return true;
}

/* escape[p] = the least t > p with a jump s -> t, s < p. Going back from the end, the candidates stand on a stack,
 * the nearest on top; one whose earliest jump is not before p can be one for no earlier p either. */
static void find_escapes(struct coder *c)
{
    uint32_t n = c->p->code_count, top = SHAI_NONE32;
    uint32_t *earliest = shai_arena_alloc(c->v.arena, n * sizeof *earliest);
    uint32_t *below = shai_arena_alloc(c->v.arena, n * sizeof *below);
    c->escape = shai_arena_alloc(c->v.arena, n * sizeof *c->escape);
    memset(earliest, 0xFF, n * sizeof *earliest);
    for (uint32_t s = 0; s < n; s++) {
        const struct shai_insn *in = &c->p->code[s];
        if (jumps(c, in) && earliest[in->x] == SHAI_NONE32) earliest[in->x] = s;
    }
    for (uint32_t p = n; p-- > 0;) {
        if (p + 1 < n && earliest[p + 1] != SHAI_NONE32) below[p + 1] = top, top = p + 1;
        while (top != SHAI_NONE32 && earliest[top] >= p) top = below[top];
        c->escape[p] = top;
    }
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* --- operands --------------------------------------------------------------------------------------------------- */

static bool use(struct coder *c, int operand, uint32_t r, enum shai_register_type type)
{
    const struct shai_program *p = c->p;
    if (r >= p->register_count) return refuse_operand(c, operand, "no such register");
    uint32_t def = p->definition[r];
    if (def == SHAI_NONE32) return refuse_operand(c, operand, "the register is read before it is defined");
    if (p->register_type[r] != type) return refuse_operand(c, operand, "the register is of another type");
    if (c->at >= c->escape[def]) return refuse_operand(c, operand, "a jump leads around the register's definition");
    return true;
}

static bool define(struct coder *c, uint32_t r, enum shai_register_type type)
{
    struct shai_program *p = c->p;
    if (r >= p->register_count) return refuse_operand(c, 0, "no such register");
    if (p->definition[r] != SHAI_NONE32) return refuse_operand(c, 0, "the register is defined already");
    p->definition[r] = c->at;
    p->register_type[r] = (uint8_t)type;
    return true;
}

static bool update(struct coder *c, uint32_t r, enum shai_register_type type)
{
    if (!use(c, 0, r, type)) return false;
    uint16_t op = c->p->code[c->p->definition[r]].op;
    if (op != SHAI_I_BOTTOM && op != SHAI_I_BOTTOM_T)
        return refuse_operand(c, 0, "only a register that begins as nothing can be joined");
    return true;
}

static bool input_operand(struct coder *c, uint32_t x)
{
    const struct shai_program *p = c->p;
    if (x >= p->input_count) return refuse_operand(c, 3, "no such input");
    uint8_t type = p->inputs[x].type;
    bool ok = true;
    switch (p->code[c->at].op) {
    case SHAI_I_LOAD_NUM: ok = type <= SHAI_V_GRADE; break;
    case SHAI_I_LOAD_TRUTH: ok = type == SHAI_V_TRUTH || type == SHAI_V_CONFORMITY; break;
    case SHAI_I_LOAD_TEXT: ok = type == SHAI_V_TEXT; break;
    case SHAI_I_ABSENT: ok = type == SHAI_V_NUMBER; break;
    default: break;
    }
    return ok || refuse_operand(c, 3, "the input is of another type");
}

static bool small_operand(struct coder *c, int operand, uint32_t value, uint32_t count, const char *what)
{
    return value < count || refuse_operand(c, operand, what);
}

static bool operand(struct coder *c, int k, uint32_t value)
{
    const struct shai_program *p = c->p;
    const struct shai_insn *in = &p->code[c->at];
    switch ((enum kind)c->kinds[in->op][k]) {
    case K_NONE: return !value || refuse_operand(c, k, "must be 0");
    case K_DEF_NUM:
    case K_DEF_TRUTH:
    case K_DEF_TEXT: return true; /* defined when the rest is checked: an instruction cannot use what it defines */
    case K_UPDATE_NUM: return update(c, value, SHAI_R_NUM);
    case K_UPDATE_TRUTH: return update(c, value, SHAI_R_TRUTH);
    case K_NUM: return use(c, k, value, SHAI_R_NUM);
    case K_NUMREGS: return use(c, k, value & 0xFFFF, SHAI_R_NUM) && use(c, k, value >> 16, SHAI_R_NUM);
    case K_TRUTH: return use(c, k, value, SHAI_R_TRUTH);
    case K_TEXT: return use(c, k, value, SHAI_R_TEXT);
    case K_NUM_OPTIONAL: return value == SHAI_NONE16 || use(c, k, value, SHAI_R_NUM);
    case K_INPUT: return input_operand(c, value);
    case K_CONST: return small_operand(c, k, value, p->constant_count, "no such constant");
    case K_TEXTCONST: return small_operand(c, k, value, p->text_count, "no such text");
    case K_PATTERN: return small_operand(c, k, value, p->pattern_count, "no such pattern");
    case K_CAUSE: return small_operand(c, k, value, p->cause_count, "no such cause");
    case K_ITEM: return small_operand(c, k, value, p->item_count, "no such item");
    case K_CRITERION: return small_operand(c, k, value, p->criterion_count, "no such criterion");
    case K_VARIANT: return small_operand(c, k, value, p->items[in->a].variant_count, "no such variant of the item");
    case K_GRADE: return value == SHAI_GENERAL || value == SHAI_SERIOUS || refuse_operand(c, k, "no such grade");
    case K_VALUE:
        return value == SHAI_NO || value == SHAI_YES || value == SHAI_T_INAPPLICABLE || value == SHAI_T_UNJUDGED ||
               refuse_operand(c, k, "no such truth");
    case K_RULE: return small_operand(c, k, value, SHAI_RULE_COUNT, "no such rule");
    case K_SPECIMEN: return small_operand(c, k, value, SHAI_MAX_SPECIMENS + 1, "no such specimen");
    case K_COUNT: return (value && value <= MOST_ARGUMENTS) || refuse_operand(c, k, "none, or too many");
    case K_STANDARD: return small_operand(c, k, value, p->standard_count, "no such standard");
    case K_DIGITS:
        return (value >= 1 && value <= SHAI_NUM_MAX_DIGITS) || refuse_operand(c, k, "no such number of digits");
    case K_TRUTHS: /* by block() */
    case K_TARGET: /* by shape() */
    case KIND_COUNT: break;
    }
    return true;
}

static bool bounds_of_criterion(struct coder *c, const struct shai_insn *in)
{
    uint8_t kind = c->p->criteria[in->x].kind;
    bool two = kind == SHAI_C_RANGE || kind == SHAI_C_BETWEEN;
    if ((kind <= SHAI_C_EQ || two) && in->b == SHAI_NONE16)
        return refuse_operand(c, 1, "the criterion needs a bound");
    if (two && in->c == SHAI_NONE16) return refuse_operand(c, 2, "the criterion needs an upper bound");
    return true;
}

/* The registers that MEDIAN reads besides b. */
static bool block(struct coder *c, const struct shai_insn *in)
{
    for (uint32_t i = 1; i < in->c; i++)
        if (!use(c, 1, (uint32_t)in->b + i, SHAI_R_NUM)) return false;
    for (uint32_t i = 0; in->x != SHAI_NONE32 && i < in->c; i++)
        if (in->x > SHAI_MAX_REGISTERS || !use(c, 3, in->x + i, SHAI_R_TRUTH))
            return refuse_operand(c, 3, "no such register");
    return true;
}

static bool too_wide(struct coder *c)
{
    c->p->crossed = SHAI_BOUND_BITS;
    c->p->crossed_at = c->at;
    return refuse(c, "a number could become too large");
}

/* A comparison that counts U makes sums with it, and may have something to say of it. */
static bool rule(struct coder *c, enum shai_rule rule, uint32_t b, uint32_t other)
{
    const struct shai_program *p = c->p;
    if (rule == SHAI_RULE_SIMPLE) return true;
    if (p->cause_count < 2 || p->causes[0].kind != SHAI_CAUSE_U_OPEN || p->causes[1].kind != SHAI_CAUSE_U_LOST)
        return refuse(c, "the causes of the rule are missing");
    return 2 * larger(p->register_bits[b], p->register_bits[other]) + 1 <= SHAI_MAX_REGISTER_BITS || too_wide(c);
}

/* What only some instructions ask for. */
static bool particular(struct coder *c, const struct shai_insn *in)
{
    switch (in->op) {
    case SHAI_I_ROUND:
        return shai_num_sign(c->p->constants[in->x].num) > 0 || refuse_operand(c, 3, "must be greater than 0");
    case SHAI_I_MEDIAN: return block(c, in);
    case SHAI_I_GIVE_U: return c->p->inputs[in->x].type == SHAI_V_NUMBER || refuse_operand(c, 3, "is no number");
    case SHAI_I_LT:
    case SHAI_I_LE:
    case SHAI_I_EQ: return rule(c, (enum shai_rule)in->x, in->b, in->c);
    case SHAI_I_WIDEN: return rule(c, SHAI_RULE_CERTAIN, in->b, in->b);
    case SHAI_I_ABSENT: return rule(c, (enum shai_rule)in->c, in->b, in->b);
    case SHAI_I_COMPLETE: return c->p->inputs[in->x].specimens || refuse_operand(c, 3, "has no specimens");
    case SHAI_I_SPECIMEN: return in->x || refuse_operand(c, 3, "no such specimen");
    case SHAI_I_REQUIRES: return bounds_of_criterion(c, in);
    case SHAI_I_ITEM_VALUE:
    case SHAI_I_ITEM_APPLIES:
    case SHAI_I_ITEM_FAILS:
    case SHAI_I_ITEM_PASSES: return c->at >= c->last_judge[in->b] || refuse_operand(c, 1, "the item is judged later");
    case SHAI_I_COUNT:
    case SHAI_I_RAISE: return c->at >= c->judged_all || refuse(c, "items are judged later");
    default: return true;
    }
}

/* --- sizes ------------------------------------------------------------------------------------------------------ */

static bool bits(struct coder *c, const struct shai_insn *in)
{
    struct shai_program *p = c->p;
    const uint16_t *of = p->register_bits;
    uint32_t n = 0;
    switch ((enum bits_rule)c->rules[in->op]) {
    case B_CONST: n = shai_num_bits(c->v.arena, p->constants[in->x].num); break;
    case B_INPUT: n = SHAI_INPUT_BITS; break;
    case B_SUM:
        n = (uint32_t)of[in->b] + 1;
        n += in->op == SHAI_I_ROUND ? shai_num_bits(c->v.arena, p->constants[in->x].num) : of[in->c];
        break;
    case B_PROD: n = (uint32_t)of[in->b] + of[in->c]; break;
    case B_MAX: n = larger(of[in->b], of[in->c]); break;
    case B_SAME: n = of[in->b]; break;
    case B_JOIN: n = larger(of[in->a], of[in->b]); break;
    case B_SMALL: n = SMALL_BITS; break;
    case B_ENDS: n = larger(of[in->a], larger(of[in->c], of[in->x & 0xFFFF])); break;
    case B_ITEM: n = c->item_bits[in->b]; break;
    case B_DIGITS: n = of[in->b] + 8 * in->x + 16; break; /* x digits times the place, which takes 4 x + 8 more */
    case B_GIVEN: n = larger(of[in->b], SHAI_INPUT_BITS); break;
    case B_WIDE: n = 2 * (uint32_t)of[in->b] + 1; break;
    case B_MEDIAN:
        for (uint32_t i = 0; i < in->c; i++) n = larger(n, 2 * (uint32_t)of[in->b + i] + 4);
        break;
    case B_NONE:
    case RULE_COUNT: break;
    }
    if (n > SHAI_MAX_REGISTER_BITS) return too_wide(c);
    enum kind a = (enum kind)c->kinds[in->op][0];
    if (a == K_DEF_NUM || (a == K_UPDATE_NUM && c->rules[in->op] != B_NONE)) p->register_bits[in->a] = (uint16_t)n;
    if (in->op == SHAI_I_JUDGE && in->c != SHAI_NONE16)
        c->item_bits[in->a] = (uint16_t)larger(c->item_bits[in->a], of[in->c]);
    return true;
}

/* Bits of the widest number that the instruction makes; 0: none. */
static uint32_t width_of(const struct coder *c, const struct shai_insn *in)
{
    const uint16_t *of = c->p->register_bits;
    switch (in->op) {
    case SHAI_I_LT:
    case SHAI_I_LE:
    case SHAI_I_EQ: return in->x ? 2 * larger(of[in->b], of[in->c]) + 1 : 0;
    case SHAI_I_ABSENT: return in->c ? 2 * (uint32_t)of[in->b] + 1 : 0;
    default: return of[in->a];
    }
}

static uint64_t memory_of(const struct coder *c, const struct shai_insn *in)
{
    uint64_t sets = (uint64_t)SETS_A_STEP * (c->p->cause_words * sizeof(uint64_t) + 16), numbers = 0;
    switch (in->op) {
    case SHAI_I_ADD:
    case SHAI_I_SUB:
    case SHAI_I_MUL:
    case SHAI_I_DIV:
    case SHAI_I_NEG:
    case SHAI_I_ABS:
    case SHAI_I_ROUND:
    case SHAI_I_ROUND_SIGNIFICANT:
    case SHAI_I_MEDIAN:
    case SHAI_I_WIDEN:
    case SHAI_I_LT:
    case SHAI_I_LE:
    case SHAI_I_EQ:
    case SHAI_I_ABSENT: {
        uint32_t n = width_of(c, in);
        if (n >= 64) numbers = (uint64_t)NUMBERS_A_STEP * (WIDE_HEAD + 2 * (n / 64 + 1) * sizeof(uint64_t));
        break;
    }
    default: break;
    }
    if (in->op == SHAI_I_MEDIAN) numbers = numbers * in->c * in->c + in->c * sizeof(struct shai_interval);
    return sets + numbers;
}

/* The dearest path, from the end. */
static bool costs(struct coder *c)
{
    struct shai_program *p = c->p;
    uint32_t n = p->code_count;
    uint64_t *steps = SHAI_NEW_N(c->v.arena, uint64_t, n), *memory = SHAI_NEW_N(c->v.arena, uint64_t, n);
    for (uint32_t i = n; i-- > 0;) {
        const struct shai_insn *in = &p->code[i];
        if (i + 1 < n) steps[i] = steps[i + 1], memory[i] = memory[i + 1];
        if (jumps(c, in)) {
            bool always = in->op == SHAI_I_JUMP;
            if (always || steps[in->x] > steps[i]) steps[i] = steps[in->x];
            if (always || memory[in->x] > memory[i]) memory[i] = memory[in->x];
        }
        steps[i] += shai_insn_steps(in);
        uint32_t width = width_of(c, in);
        if (width > p->widest) p->widest = (uint16_t)width;
        memory[i] += memory_of(c, in);
    }
    p->steps = steps[0];
    p->memory = memory[0];
    if (p->memory <= SHAI_MAX_MEMORY) return true;
    p->crossed = SHAI_BOUND_MEMORY;
    return shai_verify_fail(&c->v, "a run could need more than 1 GiB");
}

/* --- all together ----------------------------------------------------------------------------------------------- */

static bool instruction(struct coder *c)
{
    const struct shai_insn *in = &c->p->code[c->at];
    const uint32_t values[4] = {in->a, in->b, in->c, in->x};
    for (int k = 0; k < 4; k++)
        if (!operand(c, k, values[k])) return false;
    if (!particular(c, in)) return false;
    switch ((enum kind)c->kinds[in->op][0]) {
    case K_DEF_NUM: return define(c, in->a, SHAI_R_NUM) && bits(c, in);
    case K_DEF_TRUTH: return define(c, in->a, SHAI_R_TRUTH);
    case K_DEF_TEXT: return define(c, in->a, SHAI_R_TEXT);
    default: return bits(c, in);
    }
}

static bool registers(struct coder *c)
{
    struct shai_program *p = c->p;
    if (p->register_count > p->code_count) return shai_verify_fail(&c->v, "more registers than instructions");
    p->register_type = SHAI_NEW_N(c->v.arena, uint8_t, p->register_count);
    p->register_bits = SHAI_NEW_N(c->v.arena, uint16_t, p->register_count);
    p->definition = shai_arena_alloc(c->v.arena, p->register_count * sizeof *p->definition);
    memset(p->definition, 0xFF, p->register_count * sizeof *p->definition);
    for (c->at = 0; c->at < p->code_count; c->at++)
        if (!instruction(c)) return false;
    for (uint32_t r = 0; r < p->register_count; r++)
        if (p->definition[r] == SHAI_NONE32)
            return shai_verify_fail(&c->v, "register %u is never defined", (unsigned)r);
    return true;
}

static bool variant_register(struct coder *c, uint32_t item, uint16_t r, enum shai_register_type type)
{
    const struct shai_program *p = c->p;
    if (r == SHAI_NONE16 || (r < p->register_count && p->register_type[r] == type)) return true;
    return shai_verify_fail(&c->v, "item %u: no such register, or one of another type", (unsigned)item);
}

static bool judged(struct coder *c, uint32_t item, const struct shai_judged *j)
{
    return variant_register(c, item, j->value_reg, SHAI_R_NUM) &&
           variant_register(c, item, j->truth_reg, SHAI_R_TRUTH) &&
           variant_register(c, item, j->broken_reg, SHAI_R_NUM) &&
           variant_register(c, item, j->hazard_reg, SHAI_R_NUM);
}

static bool shown_lets(struct coder *c, uint32_t item, const struct shai_variant *w)
{
    for (uint32_t i = 0; i < w->problem_count; i++) {
        if (w->problem[i].kind != SHAI_P_LET) continue;
        if (w->problem[i].reg == SHAI_NONE16)
            return shai_verify_fail(&c->v, "item %u: a problem with no such register", (unsigned)item);
        if (!variant_register(c, item, w->problem[i].reg, SHAI_R_NUM)) return false;
    }
    return true;
}

static bool variants(struct coder *c)
{
    const struct shai_program *p = c->p;
    for (uint32_t i = 0; i < p->item_count; i++)
        for (uint32_t k = 0; k < p->items[i].variant_count; k++) {
            const struct shai_variant *w = &p->items[i].variants[k];
            for (uint32_t s = 0; s < w->judged_count; s++)
                if (!judged(c, i, &w->judged[s])) return false;
            if (!shown_lets(c, i, w)) return false;
        }
    return true;
}

const char *shai_program_verify(struct shai_arena *arena, struct shai_program *program)
{
    struct coder c = {.v = {.arena = arena, .program = program}, .p = program};
    if (!shai_verify_tables(&c.v)) return c.v.why;
    read_op_table(&c);
    program->cause_words = (program->input_count + program->cause_count + 63) / 64;
    c.last_judge = SHAI_NEW_N(arena, uint32_t, program->item_count);
    c.item_bits = SHAI_NEW_N(arena, uint16_t, program->item_count);
    if (!shape(&c)) return c.v.why;
    find_escapes(&c);
    if (!registers(&c) || !variants(&c) || !costs(&c)) return c.v.why;
    return NULL;
}
