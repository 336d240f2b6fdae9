/* The verifier: a sound program passes, with the bounds it should have; each way to be unsound is refused with its
 * own reason. */
#include "tests/unit/rich.h"

/* Refused for that reason; a part of it is enough. */
static void expect_refused(struct shai_program *p, const char *reason, int line)
{
    const char *why = shai_program_verify(&arena, p);
    if (!why) fail_msg("line %d: accepted, where \"%s\" was expected", line, reason);
    else if (!strstr(why, reason)) fail_msg("line %d: \"%s\", where \"%s\" was expected", line, why, reason);
}

/* A rich program, something done to it, the reason. */
#define REFUSED(reason, ...)                   \
    do {                                       \
        struct shai_program *p = build_rich(); \
        __VA_ARGS__;                           \
        expect_refused(p, reason, __LINE__);   \
    } while (0)

/* The first instruction of that opcode. */
static struct shai_insn *first(struct shai_program *p, enum shai_opcode op)
{
    for (uint32_t i = 0; i < p->code_count; i++)
        if (p->code[i].op == op) return &p->code[i];
    fail_msg("no such instruction");
    return NULL;
}

static void test_sound(void **state)
{
    (void)state;
    struct shai_program *p = build_rich();
    const char *why = shai_program_verify(&arena, p);
    if (why) fail_msg("refused: %s", why);
    assert_int_equal(p->cause_words, 1);
    assert_non_null(p->compiled[1]);
    bool seen[SHAI_OPCODE_COUNT] = {false};
    for (uint32_t i = 0; i < p->code_count; i++) seen[p->code[i].op] = true;
    for (int op = 0; op < SHAI_OPCODE_COUNT; op++)
        if (!seen[op]) fail_msg("the rich program lacks %s", shai_op_infos[op].mnemonic);
    for (uint32_t r = 0; r < p->register_count; r++) assert_int_equal(p->code[p->definition[r]].a, r);
}

static void test_bounds(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t in = add_input(p, SHAI_V_NUMBER);
    uint16_t x = reg(p, SHAI_I_LOAD_NUM, 0, 0, in), k = constant(p, "1000"); /* 10 bits */
    uint16_t sum = reg(p, SHAI_I_ADD, x, k, 0), product = reg(p, SHAI_I_MUL, sum, k, 0);
    uint16_t rounded = reg(p, SHAI_I_ROUND, x, 0, 0), most = reg(p, SHAI_I_MAX, k, x, 0);
    uint16_t hull = reg(p, SHAI_I_BOTTOM, 0, 0, 0), early, late;
    emit(p, SHAI_I_JOIN, hull, k, 0, 0);
    early = reg(p, SHAI_I_NEG, hull, 0, 0);
    emit(p, SHAI_I_JOIN, hull, product, 0, 0);
    emit(p, SHAI_I_JOIN, hull, k, 0, 0);
    late = reg(p, SHAI_I_NEG, hull, 0, 0);
    uint16_t any = reg(p, SHAI_I_UNKNOWN, 0, 0, 0), quotient = reg(p, SHAI_I_DIV, product, any, 0);
    uint16_t end = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    emit(p, SHAI_I_BROKEN, end, product, k, shai_two_registers(x, product));
    uint16_t other = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    emit(p, SHAI_I_BROKEN, other, product, x, shai_two_registers(k, x));
    emit(p, SHAI_I_BROKEN, other, product, k, shai_two_registers(k, k));
    uint16_t text = reg(p, SHAI_I_CONST_TEXT, 0, 0, add_text(p, "甲")), length = reg(p, SHAI_I_LENGTH, text, 0, 0);
    uint32_t item = add_item(p);
    p->items[item].variant_count = 2;
    uint16_t yes = truth_of(p, SHAI_YES);
    emit(p, SHAI_I_JUDGE, item, yes, sum, 0);
    emit(p, SHAI_I_JUDGE, item, yes, k, 1);
    uint16_t value = reg(p, SHAI_I_ITEM_VALUE, item, 0, 0);
    finish_well(p);
    const uint16_t *bits = p->register_bits;
    assert_int_equal(bits[x], SHAI_INPUT_BITS);
    assert_int_equal(bits[k], 10);
    assert_int_equal(bits[sum], SHAI_INPUT_BITS + 11);
    assert_int_equal(bits[product], SHAI_INPUT_BITS + 21);
    assert_int_equal(bits[rounded], SHAI_INPUT_BITS + 11);
    assert_int_equal(bits[most], SHAI_INPUT_BITS);
    assert_int_equal(bits[early], 10);
    assert_int_equal(bits[hull], SHAI_INPUT_BITS + 21);
    assert_int_equal(bits[late], SHAI_INPUT_BITS + 21);
    assert_int_equal(bits[any], 0);
    assert_int_equal(bits[quotient], SHAI_INPUT_BITS + 21);
    assert_int_equal(bits[end], SHAI_INPUT_BITS); /* of the bounds, not of the value */
    assert_int_equal(bits[other], SHAI_INPUT_BITS);
    assert_int_equal(bits[length], 64);
    assert_int_equal(bits[value], SHAI_INPUT_BITS + 11);
    assert_int_equal(p->register_type[yes], SHAI_R_TRUTH);
    assert_int_equal(p->register_type[text], SHAI_R_TEXT);
}

/* Steps are those of the dearest path. */
static void test_steps(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint16_t yes = truth_of(p, SHAI_YES), k = constant(p, "1"); /* 1 + 1 */
    uint32_t branch = emit(p, SHAI_I_JUMP_YES, 0, yes, 0, 0);   /* 1 */
    reg(p, SHAI_I_DIV, k, k, 0);                                /* 2 */
    uint32_t jump = emit(p, SHAI_I_JUMP, 0, 0, 0, 0);           /* 1 */
    p->code[branch].x = p->code_count;
    for (int i = 0; i < 5; i++) reg(p, SHAI_I_ADD, k, k, 0); /* 5 */
    p->code[jump].x = p->code_count;
    finish_well(p); /* 1 */
    assert_int_equal(p->steps, 3 + 5 + 1);
    struct shai_program *q = build_new();
    yes = truth_of(q, SHAI_YES), k = constant(q, "1");
    branch = emit(q, SHAI_I_JUMP_YES, 0, yes, 0, 0);
    for (int i = 0; i < 5; i++) reg(q, SHAI_I_DIV, k, k, 0);
    q->code[branch].x = q->code_count;
    finish_well(q);
    assert_int_equal(q->steps, 3 + 10 + 1);
}

static void test_code(void **state)
{
    (void)state;
    REFUSED("there is no code", p->code_count = 0; p->register_count = 0);
    REFUSED("must end with `end`", p->code_count--);
    REFUSED("must end with `end`", p->code[3].op = SHAI_I_END);
    REFUSED("no such opcode", p->code[3].op = SHAI_OPCODE_COUNT);
    REFUSED("no such position", p->code[3].pos = p->position_count);
    REFUSED("too many registers", p->register_count = SHAI_MAX_REGISTERS + 1);
    REFUSED("more registers than instructions", p->register_count = p->code_count + 1);
    REFUSED("never defined", p->register_count++);
    REFUSED("too many instructions", p->code_count = SHAI_MAX_CODE + 1);
    REFUSED("jumps must go forward", first(p, SHAI_I_JUMP)->x = 0);
    REFUSED("jumps must go forward", first(p, SHAI_I_JUMP)->x = p->code_count);
    REFUSED("jumps must go forward", first(p, SHAI_I_GATE)->x = 0);
    REFUSED("jumps must go forward", {
        struct shai_insn *in = first(p, SHAI_I_JUMP_NO);
        in->x = (uint32_t)(in - p->code); /* to itself: for ever */
    });
    REFUSED("must be 0", first(p, SHAI_I_JUMP)->a = 1);
    REFUSED("must be 0", first(p, SHAI_I_ADD)->x = 1);
    REFUSED("no such register", first(p, SHAI_I_ADD)->a = 9999);
    REFUSED("no such register", first(p, SHAI_I_ADD)->b = 9999);
    REFUSED("no such register", first(p, SHAI_I_BROKEN)->x = 9999);
    REFUSED("no such register", first(p, SHAI_I_BROKEN)->x = shai_two_registers(1, 9999));
    REFUSED("read before it is defined", first(p, SHAI_I_DIV)->b = (uint16_t)(p->register_count - 1));
    REFUSED("read before it is defined", first(p, SHAI_I_DIV)->b = first(p, SHAI_I_DIV)->a);
    REFUSED("of another type", first(p, SHAI_I_ADD)->b = 3); /* a text */
    REFUSED("of another type", first(p, SHAI_I_AND)->b = 0); /* a number */
    REFUSED("of another type", first(p, SHAI_I_LENGTH)->b = 0);
    REFUSED("of another type", first(p, SHAI_I_JUMP_NO)->b = 0);
    REFUSED("defined already", first(p, SHAI_I_DIV)->a = 0);
    REFUSED("begins as nothing", first(p, SHAI_I_JOIN)->a = 0); /* a loaded number */
    REFUSED("begins as nothing", first(p, SHAI_I_CARRY_T)->a = first(p, SHAI_I_CONST_TRUTH)->a);
    REFUSED("no such input", first(p, SHAI_I_LOAD_NUM)->x = p->input_count);
    REFUSED("the input is of another type", first(p, SHAI_I_LOAD_NUM)->x = 3);
    REFUSED("the input is of another type", first(p, SHAI_I_LOAD_TEXT)->x = 0);
    REFUSED("the input is of another type", first(p, SHAI_I_LOAD_TRUTH)->x = 0);
    REFUSED("the input is of another type", first(p, SHAI_I_ABSENT)->x = 4);
    REFUSED("no such input", first(p, SHAI_I_PRESENT)->x = p->input_count);
    REFUSED("no such constant", first(p, SHAI_I_CONST_NUM)->x = p->constant_count);
    REFUSED("no such text", first(p, SHAI_I_CONST_TEXT)->x = p->text_count);
    REFUSED("no such pattern", first(p, SHAI_I_MATCH)->x = p->pattern_count);
    REFUSED("no such cause", first(p, SHAI_I_DIV)->x = p->cause_count);
    REFUSED("no such cause", first(p, SHAI_I_SETTLE)->x = p->cause_count);
    REFUSED("no such truth", first(p, SHAI_I_CONST_TRUTH)->x = SHAI_T_OPEN);
    REFUSED("no such truth", first(p, SHAI_I_CONST_TRUTH)->x = SHAI_UNKNOWN);
    REFUSED("no such item", first(p, SHAI_I_GATE)->a = 2);
    REFUSED("no such item", first(p, SHAI_I_JUDGE)->a = 2);
    REFUSED("no such item", first(p, SHAI_I_HAZARD)->a = 2);
    REFUSED("no such item", first(p, SHAI_I_REQUIRES)->a = 2);
    REFUSED("no such item", first(p, SHAI_I_ITEM_FAILS)->b = 2);
    REFUSED("no such variant", first(p, SHAI_I_JUDGE)->x = 2);
    REFUSED("no such criterion", first(p, SHAI_I_REQUIRES)->x = p->criterion_count);
    REFUSED("the criterion needs a bound", first(p, SHAI_I_REQUIRES)->b = NO);
    REFUSED("needs an upper bound", first(p, SHAI_I_REQUIRES)->x = 1);
    REFUSED("no such grade", first(p, SHAI_I_COUNT)->b = 0);
    REFUSED("no such grade", first(p, SHAI_I_RAISE)->b = 3);
    REFUSED("must be greater than 0", p->constants[0].num = num("0"));
    REFUSED("must be greater than 0", p->constants[0].num = num("-1"));
    REFUSED("no such standard", first(p, SHAI_I_NAMES)->x = p->standard_count);
    REFUSED("no such number of digits", first(p, SHAI_I_ROUND_SIGNIFICANT)->x = 0);
    REFUSED("no such number of digits", first(p, SHAI_I_ROUND_SIGNIFICANT)->x = 41);
    REFUSED("the item is judged later", first(p, SHAI_I_ITEM_FAILS)->b = 1);
    REFUSED("the item is judged later", first(p, SHAI_I_ITEM_PASSES)->b = 1);
    REFUSED("the item is judged later", first(p, SHAI_I_ITEM_APPLIES)->b = 1);
    REFUSED("the item is judged later", first(p, SHAI_I_ITEM_VALUE)->b = 1);
    REFUSED("items are judged later", {
        struct shai_insn *in = first(p, SHAI_I_LENGTH);
        *in = (struct shai_insn){SHAI_I_COUNT, in->a, SHAI_SERIOUS, 0, 0, 0};
    });
}

/* A definition must lie on every path to a use. */
static void test_dominance(void **state)
{
    (void)state;
    enum { INSIDE, AT_TARGET, BEHIND };
    for (int where = INSIDE; where <= BEHIND; where++) {
        struct shai_program *p = build_new();
        uint16_t yes = truth_of(p, SHAI_YES), before = constant(p, "1"), inside, use = before;
        uint32_t jump = emit(p, SHAI_I_JUMP_YES, 0, yes, 0, 0);
        inside = constant(p, "2");
        if (where == INSIDE) use = reg(p, SHAI_I_ADD, before, inside, 0);
        p->code[jump].x = p->code_count;
        if (where == BEHIND) reg(p, SHAI_I_ADD, before, before, 0);
        if (where != INSIDE) use = reg(p, SHAI_I_ADD, before, inside, 0);
        const char *why = finish(p);
        (void)use;
        if (where == INSIDE) assert_null(why);
        else assert_non_null(strstr(why, "around the register's definition"));
    }
    /* the jump that leads around may be the outer one, and may end behind an inner one */
    struct shai_program *p = build_new();
    uint16_t yes = truth_of(p, SHAI_YES);
    uint32_t outer = emit(p, SHAI_I_JUMP_YES, 0, yes, 0, 0);
    uint16_t r = constant(p, "2");
    uint32_t inner = emit(p, SHAI_I_JUMP_YES, 0, yes, 0, 0);
    p->code[inner].x = p->code_count;
    uint16_t fine = reg(p, SHAI_I_NEG, r, 0, 0); /* the inner jump begins behind the definition */
    uint32_t wide = p->code_count;
    reg(p, SHAI_I_NEG, fine, 0, 0);
    p->code[outer].x = p->code_count;
    reg(p, SHAI_I_NEG, yes + 1u, 0, 0);
    assert_non_null(strstr(finish(p), "around the register's definition"));
    p->code[outer].x = wide;
    assert_non_null(strstr(shai_program_verify(&arena, p), "around the register's definition"));
    p->code[outer].x = outer + 1;
    assert_null(shai_program_verify(&arena, p));
    /* updates need it as well, and GATE is a jump */
    p = build_new();
    uint32_t item = add_item(p);
    yes = truth_of(p, SHAI_YES);
    uint32_t gate = emit(p, SHAI_I_GATE, item, yes, yes, 0);
    r = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    p->code[gate].x = p->code_count;
    emit(p, SHAI_I_JOIN, r, r, 0, 0);
    assert_non_null(strstr(finish(p), "around the register's definition"));
}

/* The fast way to find escapes against the definition of dominance, on random jumps. */
static void test_dominance_by_definition(void **state)
{
    (void)state;
    unsigned seed = 12345, accepted = 0;
    for (int round = 0; round < 3000; round++) {
        struct shai_program *p = build_new();
        uint16_t yes = truth_of(p, SHAI_YES);
        enum { N = 10 };
        for (int i = 0; i < N; i++) { /* pairs: a definition, or a jump */
            seed = seed * 1103515245 + 12345;
            if (seed >> 16 & 1) constant(p, "1");
            else emit(p, SHAI_I_JUMP_YES, 0, yes, 0, p->code_count + 1 + (seed >> 17) % (unsigned)(N + 1 - i));
        }
        seed = seed * 1103515245 + 12345;
        if (p->register_count < 2) continue;
        uint16_t used = (uint16_t)(1 + (seed >> 16) % (p->register_count - 1));
        uint32_t at = p->code_count;
        reg(p, SHAI_I_NEG, used, 0, 0);
        uint32_t def = 0;
        while (p->code[def].op != SHAI_I_CONST_NUM || p->code[def].a != used) def++;
        bool around = false;
        for (uint32_t s = 0; s < def; s++)
            around |= p->code[s].op == SHAI_I_JUMP_YES && p->code[s].x > def && p->code[s].x <= at;
        const char *why = finish(p);
        assert_int_equal(why != NULL, around);
        accepted += !why;
    }
    assert_in_range(accepted, 100, 2900);
}

static void test_sizes(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint16_t r = reg(p, SHAI_I_LOAD_NUM, 0, 0, add_input(p, SHAI_V_NUMBER));
    for (int i = 0; i < 3; i++) r = reg(p, SHAI_I_MUL, r, r, 0); /* 1024 * 8 */
    r = reg(p, SHAI_I_MUL, r, r, 0);
    assert_non_null(strstr(finish(p), "instruction 4 (mul): a number could become too large"));
    p = build_new(); /* joins are followed too */
    r = reg(p, SHAI_I_LOAD_NUM, 0, 0, add_input(p, SHAI_V_NUMBER));
    for (int i = 0; i < 3; i++) r = reg(p, SHAI_I_MUL, r, r, 0);
    uint16_t hull = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    reg(p, SHAI_I_MUL, hull, hull, 0); /* nothing yet */
    emit(p, SHAI_I_JOIN, hull, r, 0, 0);
    reg(p, SHAI_I_MUL, hull, hull, 0);
    assert_non_null(strstr(finish(p), "instruction 7 (mul): a number could become too large"));
}

/* 2^(2^n) */
static struct shai_num power(int n)
{
    struct shai_num a = SHAI_NUM_INT(2);
    while (n--) a = shai_num_mul(&arena, a, a);
    return a;
}

static char *long_text(char c, size_t len)
{
    char *s = shai_arena_zalloc(&arena, len + 1, 1);
    memset(s, c, len);
    return s;
}

static void test_tables(void **state)
{
    (void)state;
    struct shai_num large = shai_num_mul(&arena, power(13), shai_num_mul(&arena, power(12), power(11)));
    REFUSED("head 0: name is missing", p->name = NULL);
    REFUSED("head 0: name is empty", p->name = "");
    REFUSED("name is not UTF-8", p->name = "a\xFF");
    REFUSED("text is not UTF-8", p->title = "a\xC3");
    REFUSED("text is too long", p->advice[1] = long_text('a', 65536));
    REFUSED("no such language", p->lang = 2);
    REFUSED("out of the calendar", p->effective_from = 0);
    REFUSED("out of the calendar", p->effective_to = 3652060);
    REFUSED("ends before it begins", p->effective_to = p->effective_from - 1);
    REFUSED("file 0: name is missing", p->files[0].name = NULL);
    REFUSED("too many files", p->file_count = 60001);
    REFUSED("too many units", p->units.count = 60001);
    REFUSED("too many base units", p->units.bases = SHAI_BASE_MAX + 1);
    REFUSED("unit 1: name is missing", p->units.at[1].name = NULL);
    REFUSED("unit 1: the factor is not positive", p->units.at[1].value.factor = num("0"));
    REFUSED("unit 1: the factor is not positive", p->units.at[1].value.factor = num("-1"));
    REFUSED("unit 1: the factor is not positive", memset(&p->units.at[1].value.factor, 0, sizeof(struct shai_num)));
    REFUSED("unit 1: the factor is too large", p->units.at[1].value.factor = power(10));
    REFUSED("unit 1: exponent out of range", p->units.at[1].value.dim.e[0] = 101);
    REFUSED("unit 1: no such base unit", p->units.at[1].value.dim.e[2] = 1);
    REFUSED("constant 0: too large", p->constants[0].num = large);
    REFUSED("constant 0: no such type", p->constants[0].display.type = SHAI_V_TEXT + 1);
    REFUSED("constant 0: unit is not UTF-8", p->constants[0].display.unit = "\xE4");
    REFUSED("constant 0: the unit's factor is not positive", p->constants[0].display.factor = num("0"));
    REFUSED("constant 0: the unit's factor is too large", p->constants[0].display.factor = power(11));
    REFUSED("constant 0: decimals out of range", p->constants[0].places = 101);
    REFUSED("constant 0: decimals out of range", p->constants[0].places = -1001);
    REFUSED("constant 0: no such set", p->constants[0].display.set = 0);
    REFUSED("constant 1: no value of its type", p->constants[1].num = num("0"));
    REFUSED("constant 1: no value of its type", p->constants[1].num = num("3652060"));
    REFUSED("constant 2: no value of its type", p->constants[2].num = num("2"));
    REFUSED("constant 2: no value of its type", p->constants[2].num = num("-1"));
    REFUSED("constant 2: no value of its type", p->constants[2].num = num("0.5"));
    REFUSED("constant 2: no such set", p->constants[2].display.set = 2);
    REFUSED("constant 3: no number", p->constants[3].num.d = -1);
    REFUSED("constant 3: no number", memset(&p->constants[3].num, 0, sizeof(struct shai_num)));
    REFUSED("text 0: is missing", p->texts[0].s = NULL);
    REFUSED("text 0: is not UTF-8", p->texts[0].s = "\xFF\xFF\xFF");
    REFUSED("text 0: holds a NUL", p->texts[0].len = 2);
    REFUSED("text 0: holds a NUL", p->texts[0].s = "a\0b");
    REFUSED("text 0: is too long", p->texts[0].s = long_text('a', 70000); p->texts[0].len = 70000);
    REFUSED("text 0: unknown flags", p->texts[0].flags = 1);
    REFUSED("pattern 1: unknown flags", p->patterns[1].flags = 2);
    REFUSED("pattern 1: there is nothing here", p->patterns[1] = ((struct shai_text){"a**", 3, 0, NULL}));
    REFUSED("pattern 1: its name is not UTF-8", p->patterns[1].name = "\xFF");
    REFUSED("too many patterns", p->pattern_count = SHAI_MAX_PATTERNS + 1);
    REFUSED("the patterns are too large together", {
        p->patterns = SHAI_NEW_N(&arena, struct shai_text, 1000);
        p->pattern_count = 1000;
        for (int i = 0; i < 1000; i++) p->patterns[i] = (struct shai_text){"([ab]c){100}", 12, 0, NULL};
    });
    REFUSED("set 0: no values", p->sets[0].count = 0);
    REFUSED("set 0: value is missing", p->sets[0].names[1] = NULL);
    REFUSED("set 0: value is empty", p->sets[0].names[1] = "");
    REFUSED("set 0: label is not UTF-8", p->sets[0].labels[1] = "\x80");
    REFUSED("input 0: name is missing", p->inputs[0].name = NULL);
    REFUSED("input 3: alias is not UTF-8", p->inputs[3].alias = "\x80");
    REFUSED("input 3: label is not UTF-8", p->inputs[3].label = "\x80");
    REFUSED("input 0: shown as another type", p->inputs[0].type = SHAI_V_DATE);
    REFUSED("input 0: no such base unit", p->inputs[0].dim.e[5] = 1);
    REFUSED("input 0: unknown range", p->inputs[0].range = 4);
    REFUSED("input 2: a range of what is no number", p->inputs[2].range = 1);
    REFUSED("input 0: the range is empty", p->inputs[0].lo = num("1E7"));
    REFUSED("input 0: too large a number", p->inputs[0].hi = power(10));
    REFUSED("input 0: no number", p->inputs[0].lo.d = -1);
    REFUSED("input 4: a range out of the calendar", p->inputs[4].range = 2; p->inputs[4].hi = num("4000000"));
    REFUSED("input 0: the detection limit is not positive", p->inputs[0].dl = num("0"));
    REFUSED("input 0: too large a number", p->inputs[0].nd = power(10));
    REFUSED("input 3: no such pattern", p->inputs[3].pattern = 2);
    REFUSED("input 0: no such pattern", p->inputs[0].pattern = 0);
    REFUSED("input 0: no such item", p->inputs[0].item = 2);
    REFUSED("input 2: no such item", p->inputs[2].item = 0);
    REFUSED("cause 1: no such kind", p->causes[1].kind = SHAI_CAUSE_U_LOST + 1);
    REFUSED("instruction 31 (widen): the causes of the rule are missing", p->causes[1].kind = SHAI_CAUSE_KEY);
    REFUSED("instruction 32 (le): a number could become too large", p->constants[0].num = power(13));
    REFUSED("input 6: specimens are missing", p->inputs[6].specimens = 3);
    REFUSED("input 6: specimens are missing", p->inputs[8].specimen = 1);
    REFUSED("input 7: a specimen of no measure", p->inputs[6].specimens = 0; p->inputs[6].each = false);
    REFUSED("input 7: a specimen of no measure", p->inputs[7].each = false);
    REFUSED("input 8: a specimen of no measure", p->inputs[8].item = 0);
    REFUSED("input 0: cannot have specimens", p->inputs[0].each = true);
    REFUSED("input 2: cannot have specimens", p->inputs[2].specimens = 2);
    REFUSED("item 1: no such decision rule", p->items[1].variants[0].decide = SHAI_RULE_GUARDED_NOT);
    REFUSED("item 1: no specimens, or too many, or all may fail", p->items[1].variants[0].judged_count = 0);
    REFUSED("item 1: no specimens, or too many, or all may fail", p->items[1].variants[0].allow = 2);
    REFUSED("cause 1: name is not UTF-8", p->causes[1].name = "\x80");
    REFUSED("standard 0: code is missing", p->standards[0].code = NULL);
    REFUSED("standard 0: title is not UTF-8", p->standards[0].title = "\x80");
    REFUSED("criterion 0: no such kind", p->criteria[0].kind = SHAI_C_REQUIRE + 1);
    REFUSED("criterion 0: text is missing", p->criteria[0].kind = SHAI_C_REQUIRE; p->criteria[0].text = NULL);
    REFUSED("criterion 0: decimals", p->criteria[0].places = 200);
    REFUSED("criterion 0: decimals", p->criteria[0].places_upper = 200);
    REFUSED("item 0: name is missing", p->items[0].name = NULL);
    REFUSED("item 0: title is missing", p->items[0].title = NULL);
    REFUSED("item 0: remark is not UTF-8", p->items[0].remark = "\x80");
    REFUSED("item 0: a reading that is not its own", p->items[0].inputs[0] = 2);
    REFUSED("item 0: a reading that is not its own", p->items[0].inputs[0] = 99);
    REFUSED("item 1: a reading that is not its own", p->items[1].inputs[0] = 1);
    REFUSED("item 0: no variant", p->items[0].variant_count = 0);
    REFUSED("item 0: group is not UTF-8", p->items[0].variants[0].group = "\x80");
    REFUSED("item 0: no such standard", p->items[0].variants[0].basis[0].standard = 1);
    REFUSED("item 0: clause is not UTF-8", p->items[0].variants[0].basis[0].clause = "\x80");
    REFUSED("item 0: no such kind of method", p->items[0].variants[0].method_kind = 5);
    REFUSED("item 0: no such piece", p->items[0].variants[0].problem[0].kind = SHAI_P_LET + 1);
    REFUSED("item 0: the unit's factor is not positive",
            p->items[0].variants[0].problem[3].display.factor = SHAI_NUM_INT(0));
    REFUSED("item 0: a problem with no such register", p->items[0].variants[0].problem[3].reg = SHAI_NONE16);
    REFUSED("item 0: no such register, or one of another type", p->items[0].variants[0].problem[3].reg = 9999);
    REFUSED("item 0: no such register, or one of another type", p->items[0].variants[0].problem[3].reg = 3);
    REFUSED("item 0: problem is missing", p->items[0].variants[0].problem[0].text = NULL);
    REFUSED("item 0: a problem with no such input", p->items[0].variants[0].problem[2].input = 9);
    REFUSED("item 0: no such set", p->items[0].variants[0].display.set = 0);
    REFUSED("item 0: no such register", p->items[0].variants[0].judged[0].value_reg = 9999);
    REFUSED("item 0: no such register, or one of another type", p->items[0].variants[0].judged[0].value_reg = 3);
    REFUSED("item 0: no such register, or one of another type", p->items[0].variants[0].judged[0].truth_reg = 0);
    REFUSED("item 0: no such register, or one of another type", p->items[0].variants[0].judged[0].broken_reg = 3);
    REFUSED("item 0: no such register, or one of another type", p->items[0].variants[1].judged[0].hazard_reg = 3);
    REFUSED("position 1: no such file", p->positions[1].file = 1);
    REFUSED("position 1: no such item", p->positions[1].item = 2);
}

/* What the loader may be given must not need more memory than a machine has. */
static void test_memory(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    enum { N = 60000 };
    p->inputs = SHAI_NEW_N(&arena, struct shai_input, N);
    for (int i = 0; i < N; i++) add_input(p, SHAI_V_TRUTH);
    p->code = SHAI_NEW_N(&arena, struct shai_insn, N + 1);
    for (uint32_t i = 0; i < N; i++) reg(p, SHAI_I_LOAD_TRUTH, 0, 0, i);
    assert_non_null(strstr(finish(p), "more than 1 GiB"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sound, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_bounds, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_steps, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_code, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_dominance, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_dominance_by_definition, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_sizes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_tables, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_memory, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
