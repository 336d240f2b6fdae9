/* The machine: each instruction, the causes it carries, the matrices of GATE and JUDGE, the verdict. */
#include "tests/unit/build.h"

static struct shai_run *run_on(const struct shai_program *p, const struct shai_sample *s)
{
    struct shai_run *run = shai_run_new(&arena, p, true);
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_OK);
    assert_true(run->steps <= p->steps);
    return run;
}

static struct shai_run *run_blank(const struct shai_program *p)
{
    return run_on(p, blank_sample(p));
}

static void expect_num(const struct shai_run *run, uint16_t r, const char *text)
{
    assert_string_equal(interval_text(&run->num[r]), text);
}

/* The set as "0 3 5": indices of causes, inputs first. */
static const char *causes(const struct shai_run *run, const uint64_t *set)
{
    struct shai_strbuf buf = new_text();
    uint32_t n = run->program->input_count + run->program->cause_count;
    for (uint32_t i = 0; set && i < n; i++)
        if (set[i / 64] >> i % 64 & 1) shai_strbuf_printf(&buf, "%s%u", buf.len ? " " : "", (unsigned)i);
    return buf.s;
}

static void expect_causes(const struct shai_run *run, uint16_t r, const char *text)
{
    assert_string_equal(causes(run, run->sets[r]), text);
}

static void expect_truth(const struct shai_run *run, uint16_t r, enum shai_truth t)
{
    assert_int_equal(run->truth[r], t);
}

/* --- loads and numbers ------------------------------------------------------------------------------------------ */

static void test_loads(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t n = add_input(p, SHAI_V_NUMBER), t = add_input(p, SHAI_V_TRUTH), s = add_input(p, SHAI_V_TEXT);
    uint32_t lab = add_input(p, SHAI_V_CONFORMITY);
    uint16_t rn = reg(p, SHAI_I_LOAD_NUM, 0, 0, n), rt = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, t);
    uint16_t rs = reg(p, SHAI_I_LOAD_TEXT, 0, 0, s), rl = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, lab);
    uint16_t pn = reg(p, SHAI_I_PRESENT, 0, 0, n), k = constant(p, "1.5"), u = reg(p, SHAI_I_UNKNOWN, 0, 0, 0);
    uint16_t yes = truth_of(p, SHAI_YES), text = reg(p, SHAI_I_CONST_TEXT, 0, 0, add_text(p, "甲"));
    finish_well(p);
    struct shai_run *run = run_blank(p);
    expect_num(run, rn, "(-inf, inf)");
    expect_causes(run, rn, "0");
    expect_truth(run, rt, SHAI_UNKNOWN);
    expect_causes(run, rt, "1");
    assert_int_equal(run->text[rs].state, SHAI_FACT_BLANK);
    expect_causes(run, rs, "2");
    expect_truth(run, pn, SHAI_UNKNOWN);
    expect_causes(run, pn, "0");
    expect_num(run, k, "3/2");
    expect_causes(run, k, "");
    expect_num(run, u, "(-inf, inf)");
    expect_causes(run, u, "4");
    expect_truth(run, yes, SHAI_YES);
    assert_string_equal(run->text[text].s, "甲");
    struct shai_sample *sample = blank_sample(p);
    set_value(sample, n, "7");
    set_truth(sample, t, true);
    set_truth(sample, lab, false);
    set_text(sample, s, "乙");
    run = run_on(p, sample);
    expect_num(run, rn, "7");
    expect_causes(run, rn, "");
    expect_truth(run, rt, SHAI_YES);
    expect_truth(run, rl, SHAI_NO);
    expect_truth(run, pn, SHAI_YES);
    assert_memory_equal(run->text[rs].s, "乙", 3);
    set_value(sample, n, "[0, 5)");
    for (uint32_t i = 0; i < p->input_count; i++)
        if (i != n) sample->facts[i].state = SHAI_FACT_UNDECLARED, sample->facts[i].exact = false;
    run = run_on(p, sample);
    expect_causes(run, rn, "0"); /* known, but no point */
    expect_truth(run, rt, SHAI_UNKNOWN);
    expect_causes(run, rt, "1");
    expect_causes(run, rs, ""); /* undeclared text matches nothing: that is known */
    sample->facts[n].state = SHAI_FACT_UNDECLARED;
    run = run_on(p, sample);
    expect_truth(run, pn, SHAI_NO);
    expect_causes(run, pn, "");
}

static void test_arithmetic(void **state)
{
    (void)state;
    static const struct {
        enum shai_opcode op;
        const char *b, *c, *is;
    } all[] = {
        {SHAI_I_ADD, "2", "[0, 5)", "[2, 7)"},   {SHAI_I_SUB, "2", "[0, 5)", "(-3, 2]"},
        {SHAI_I_MUL, "2", "[0, 5)", "[0, 10)"},  {SHAI_I_DIV, "1", "(0, 4]", "[1/4, inf)"},
        {SHAI_I_DIV, "1", "4", "1/4"},           {SHAI_I_DIV, "1", "0", "(-inf, inf)"},
        {SHAI_I_MIN, "3", "[0, 5)", "[0, 3]"},   {SHAI_I_MAX, "3", "[0, 5)", "[3, 5)"},
        {SHAI_I_NEG, "[0, 5)", NULL, "(-5, 0]"}, {SHAI_I_ABS, "[-2, 1]", NULL, "[0, 2]"},
        {SHAI_I_ROUND, "16.25", NULL, "81/5"},   {SHAI_I_ROUND, "(0.05, 0.16]", NULL, "[1/10, 1/5]"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_program *p = build_new();
        uint32_t b = add_input(p, SHAI_V_NUMBER), c = add_input(p, SHAI_V_NUMBER);
        uint16_t rb = reg(p, SHAI_I_LOAD_NUM, 0, 0, b), rc = reg(p, SHAI_I_LOAD_NUM, 0, 0, c);
        uint32_t tenth = add_constant(p, "0.1");
        uint16_t r = reg(p, all[i].op, rb, all[i].c ? rc : 0,
                         all[i].op == SHAI_I_ROUND               ? tenth
                         : all[i].op == SHAI_I_ROUND_SIGNIFICANT ? 2
                                                                 : 0);
        finish_well(p);
        struct shai_sample *s = blank_sample(p);
        set_value(s, b, all[i].b);
        if (all[i].c) set_value(s, c, all[i].c);
        struct shai_run *run = run_on(p, s);
        expect_num(run, r, all[i].is);
        s->facts[b].exact = false;
        run = run_on(p, s);
        bool by_zero = all[i].op == SHAI_I_DIV && !strcmp(all[i].c, "0");
        bool second = all[i].c && !s->facts[c].exact;
        expect_causes(run, r, by_zero ? "0 2" : second ? "0 1" : "0");
    }
}

/* What is no reading does not keep a computed value from being undetected. */
static void test_undetected(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t item = add_item(p), x = add_reading(p, item, SHAI_V_NUMBER), y = add_reading(p, item, SHAI_V_NUMBER);
    uint32_t weight = add_input(p, SHAI_V_NUMBER);
    uint16_t rx = reg(p, SHAI_I_LOAD_NUM, 0, 0, x), ry = reg(p, SHAI_I_LOAD_NUM, 0, 0, y);
    uint16_t rw = reg(p, SHAI_I_LOAD_NUM, 0, 0, weight), k = constant(p, "3");
    uint16_t scaled = reg(p, SHAI_I_MUL, rx, k, 0), shared = reg(p, SHAI_I_DIV, scaled, rw, 0);
    uint16_t least = reg(p, SHAI_I_MIN, k, rx, 0), most = reg(p, SHAI_I_MAX, least, rw, 0);
    uint16_t sum = reg(p, SHAI_I_ADD, shared, ry, 0), consts = reg(p, SHAI_I_ADD, k, k, 0);
    uint16_t hull = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    emit(p, SHAI_I_JOIN, hull, k, 0, 0);
    emit(p, SHAI_I_JOIN, hull, rx, 0, 0);
    uint16_t with_hull = reg(p, SHAI_I_ADD, hull, rx, 0);
    uint16_t absent_sum = reg(p, SHAI_I_ABSENT, sum, 0, x), absent_hull = reg(p, SHAI_I_ABSENT, hull, 0, x);
    finish_well(p);
    struct shai_sample *s = blank_sample(p);
    set_undetected(s, x, "0.5");
    set_undetected(s, y, "0.5");
    set_value(s, weight, "10");
    struct shai_run *run = run_on(p, s);
    const uint16_t undetected[] = {rx, scaled, shared, least, most, sum};
    for (size_t i = 0; i < sizeof undetected / sizeof *undetected; i++)
        assert_true(run->num[undetected[i]].flags & SHAI_UNDETECTED);
    assert_false(run->num[consts].flags & SHAI_UNDETECTED);
    assert_false(run->num[hull].flags & SHAI_UNDETECTED);      /* the case of 3 is still possible */
    assert_false(run->num[with_hull].flags & SHAI_UNDETECTED); /* and it is no constant either */
    expect_truth(run, absent_sum, SHAI_YES);
    expect_truth(run, absent_hull, SHAI_UNKNOWN);
    set_value(s, y, "0.1");
    run = run_on(p, s);
    assert_false(run->num[sum].flags & SHAI_UNDETECTED);
    expect_truth(run, absent_sum, SHAI_YES); /* [0.1, 0.25) lies below 0.5 */
    set_value(s, y, "0.5");
    expect_truth(run_on(p, s), absent_sum, SHAI_NO);
    s->facts[x].has_dl = false;
    s->facts[x].num = interval("0");
    set_value(s, y, "0");
    expect_truth(run_on(p, s), absent_sum, SHAI_YES);
    set_value(s, y, "0.001");
    expect_truth(run_on(p, s), absent_sum, SHAI_NO);
}

static void test_comparisons(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t x = add_input(p, SHAI_V_NUMBER), y = add_input(p, SHAI_V_NUMBER);
    uint16_t rx = reg(p, SHAI_I_LOAD_NUM, 0, 0, x), ry = reg(p, SHAI_I_LOAD_NUM, 0, 0, y);
    uint16_t lt = reg(p, SHAI_I_LT, rx, ry, 0), le = reg(p, SHAI_I_LE, rx, ry, 0), eq = reg(p, SHAI_I_EQ, rx, ry, 0);
    uint16_t not_le = reg(p, SHAI_I_NOT, le, 0, 0);
    finish_well(p);
    static const struct {
        const char *x, *y;
        enum shai_truth lt, le, eq;
    } all[] = {
        {"1", "2", SHAI_YES, SHAI_YES, SHAI_NO},
        {"2", "2", SHAI_NO, SHAI_YES, SHAI_YES},
        {"3", "2", SHAI_NO, SHAI_NO, SHAI_NO},
        {"[0, 2)", "2", SHAI_YES, SHAI_YES, SHAI_NO},
        {"[0, 2]", "2", SHAI_UNKNOWN, SHAI_YES, SHAI_UNKNOWN},
        {"[0, 3]", "2", SHAI_UNKNOWN, SHAI_UNKNOWN, SHAI_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_sample *s = blank_sample(p);
        set_value(s, x, all[i].x);
        set_value(s, y, all[i].y);
        struct shai_run *run = run_on(p, s);
        expect_truth(run, lt, all[i].lt);
        expect_truth(run, le, all[i].le);
        expect_truth(run, eq, all[i].eq);
        expect_truth(run, not_le, (enum shai_truth)(SHAI_YES - all[i].le));
        expect_causes(run, not_le, all[i].x[0] == '[' ? "0" : "");
    }
    struct shai_run *run = run_blank(p);
    expect_causes(run, lt, "0 1");
    expect_causes(run, eq, "0 1");
    expect_causes(run, not_le, "0 1");
}

static void test_texts(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t x = add_input(p, SHAI_V_TEXT), y = add_input(p, SHAI_V_TEXT);
    uint16_t rx = reg(p, SHAI_I_LOAD_TEXT, 0, 0, x), ry = reg(p, SHAI_I_LOAD_TEXT, 0, 0, y);
    uint16_t eq = reg(p, SHAI_I_EQ_TEXT, rx, ry, 0), match = reg(p, SHAI_I_MATCH, rx, 0, add_pattern(p, "3\\s*岁"));
    uint16_t length = reg(p, SHAI_I_LENGTH, rx, 0, 0);
    p->standards[p->standard_count++] = (struct shai_standard){"GB6675", "GB 6675-2014", NULL, true};
    uint16_t names = reg(p, SHAI_I_NAMES, rx, 0, 0), known = reg(p, SHAI_I_KNOWN, names, 0, 0);
    uint16_t uscc = reg(p, SHAI_I_USCC, rx, 0, 0);
    finish_well(p);
    struct shai_sample *s = blank_sample(p);
    struct shai_run *run = run_on(p, s);
    expect_truth(run, eq, SHAI_UNKNOWN);
    expect_causes(run, eq, "0 1");
    expect_truth(run, match, SHAI_UNKNOWN);
    expect_causes(run, match, "0");
    expect_num(run, length, "[0, inf)");
    expect_causes(run, length, "0");
    expect_truth(run, names, SHAI_UNKNOWN);
    expect_causes(run, names, "0");
    expect_truth(run, known, SHAI_NO);
    expect_causes(run, known, "0");
    expect_truth(run, uscc, SHAI_UNKNOWN);
    expect_causes(run, uscc, "0");
    set_text(s, x, "不适合３岁以下");
    run = run_on(p, s);
    expect_truth(run, eq, SHAI_UNKNOWN);
    expect_causes(run, eq, "1");
    expect_truth(run, match, SHAI_YES);
    expect_causes(run, match, "");
    expect_num(run, length, "7");
    expect_truth(run, names, SHAI_NO);
    expect_truth(run, known, SHAI_YES);
    expect_causes(run, known, "");
    set_text(s, y, "不适合３岁以下");
    expect_truth(run_on(p, s), eq, SHAI_YES);
    set_text(s, y, "不适合３岁以上");
    expect_truth(run_on(p, s), eq, SHAI_NO);
    set_text(s, y, "");
    expect_truth(run_on(p, s), eq, SHAI_NO);
    set_text(s, x, "GB6675－2014 玩具安全");
    expect_truth(run_on(p, s), names, SHAI_YES);
    set_text(s, x, "91110000101623741K");
    run = run_on(p, s);
    expect_truth(run, uscc, SHAI_YES);
    expect_causes(run, uscc, "");
    set_text(s, x, "91110000101623741L");
    expect_truth(run_on(p, s), uscc, SHAI_NO);
    set_text(s, x, "GB 6675-20140");
    expect_truth(run_on(p, s), names, SHAI_NO);
    set_text(s, x, "适合成人");
    expect_truth(run_on(p, s), match, SHAI_NO);
    s->facts[x].state = SHAI_FACT_UNDECLARED;
    s->facts[y].state = SHAI_FACT_BLANK;
    run = run_on(p, s);
    expect_truth(run, match, SHAI_NO);
    expect_truth(run, eq, SHAI_NO); /* undeclared equals nothing, whatever the other is */
    expect_causes(run, eq, "");
    expect_num(run, length, "0");
    expect_truth(run, names, SHAI_NO);
    expect_truth(run, known, SHAI_YES);
    expect_truth(run, uscc, SHAI_NO);
    expect_causes(run, uscc, "");
}

static void test_match_limit(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t x = add_input(p, SHAI_V_TEXT);
    reg(p, SHAI_I_MATCH, reg(p, SHAI_I_LOAD_TEXT, 0, 0, x), 0, add_pattern(p, "^(a+)+[bd]"));
    finish_well(p);
    struct shai_sample *s = blank_sample(p);
    set_text(s, x, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    struct shai_run *run = shai_run_new(&arena, p, false);
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_MATCH_LIMIT);
    set_text(s, x, "aab");
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_OK);
}

/* --- and, or
 * -------------------------------------------------------------------------------------------------------- */

/* Inputs 0 and 1 are readings, 2 an attribute; each feeds one truth by `x < 10`: 5 is yes, 20 no, [0, 20) unknown. A
 * truth can be decided and carry a cause: [0, 9) is yes, [11, 20) no. */
struct logic {
    struct shai_program *p;
    uint32_t in[3];
    uint16_t lt[3], and01, or01, and02, or02;
};

static struct logic logic_new(void)
{
    struct logic l = {.p = build_new()};
    uint32_t item = add_item(l.p);
    l.in[0] = add_reading(l.p, item, SHAI_V_NUMBER);
    l.in[1] = add_reading(l.p, item, SHAI_V_NUMBER);
    l.in[2] = add_input(l.p, SHAI_V_NUMBER);
    uint16_t ten = constant(l.p, "10");
    for (int i = 0; i < 3; i++) l.lt[i] = reg(l.p, SHAI_I_LT, reg(l.p, SHAI_I_LOAD_NUM, 0, 0, l.in[i]), ten, 0);
    l.and01 = reg(l.p, SHAI_I_AND, l.lt[0], l.lt[1], 0);
    l.or01 = reg(l.p, SHAI_I_OR, l.lt[0], l.lt[1], 0);
    l.and02 = reg(l.p, SHAI_I_AND, l.lt[0], l.lt[2], 0);
    l.or02 = reg(l.p, SHAI_I_OR, l.lt[0], l.lt[2], 0);
    finish_well(l.p);
    return l;
}

static void test_logic(void **state)
{
    (void)state;
    static const char *const values[] = {"20", "[0, 20)", "5"}; /* no, unknown, yes */
    static const enum shai_truth conj[3][3] = {
        {SHAI_NO, SHAI_NO, SHAI_NO}, {SHAI_NO, SHAI_UNKNOWN, SHAI_UNKNOWN}, {SHAI_NO, SHAI_UNKNOWN, SHAI_YES}};
    static const char *const conj_causes[3][3] = {{"", "", ""}, {"", "0 1", "0"}, {"", "1", ""}};
    static const char *const disj_causes[3][3] = {{"", "1", ""}, {"0", "0 1", ""}, {"", "", ""}};
    struct logic l = logic_new();
    for (int b = 0; b < 3; b++)
        for (int c = 0; c < 3; c++) {
            struct shai_sample *s = blank_sample(l.p);
            set_value(s, l.in[0], values[b]);
            set_value(s, l.in[1], values[c]);
            struct shai_run *run = run_on(l.p, s);
            expect_truth(run, l.and01, conj[b][c]);
            expect_truth(run, l.or01, (enum shai_truth)(SHAI_YES - conj[2 - b][2 - c]));
            expect_causes(run, l.and01, conj_causes[b][c]);
            expect_causes(run, l.or01, disj_causes[b][c]);
        }
}

/* What decides alone is carried alone; of two that decide, the one without missing readings, else both. */
static void test_logic_causes(void **state)
{
    (void)state;
    struct logic l = logic_new();
    struct shai_sample *s = blank_sample(l.p);
    struct shai_run *run;
    set_value(s, l.in[0], "[11, 20)");
    run = run_on(l.p, s);
    expect_truth(run, l.and01, SHAI_NO);
    expect_causes(run, l.and01, "0"); /* 1 is missing, but does not decide */
    expect_truth(run, l.or01, SHAI_UNKNOWN);
    expect_causes(run, l.or01, "0 1");
    set_value(s, l.in[1], "[11, 20)");
    run = run_on(l.p, s);
    expect_causes(run, l.and01, "0"); /* both decide, neither is missing: the first */
    expect_causes(run, l.or01, "0 1");
    s->facts[l.in[0]].state = SHAI_FACT_BLANK; /* the possible values stay: decided, yet missing */
    run = run_on(l.p, s);
    expect_causes(run, l.and01, "1");
    s->facts[l.in[1]].state = SHAI_FACT_BLANK;
    run = run_on(l.p, s);
    expect_causes(run, l.and01, "0 1");
    set_value(s, l.in[2], "[11, 20)");
    s->facts[l.in[2]].state = SHAI_FACT_BLANK; /* a blank attribute is no missing reading */
    run = run_on(l.p, s);
    expect_causes(run, l.and02, "2");
    set_value(s, l.in[0], "[0, 9)");
    set_value(s, l.in[1], "[0, 9)");
    s->facts[l.in[0]].state = SHAI_FACT_BLANK;
    run = run_on(l.p, s);
    expect_truth(run, l.or01, SHAI_YES);
    expect_causes(run, l.or01, "1");
    expect_causes(run, l.and01, "0 1");
}

static void test_logic_of_limits(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint16_t no = truth_of(p, SHAI_NO), yes = truth_of(p, SHAI_YES), dash = truth_of(p, SHAI_T_INAPPLICABLE);
    uint16_t unjudged = truth_of(p, SHAI_T_UNJUDGED), open = reg(p, SHAI_I_BOTTOM_T, 0, 0, 0);
    emit(p, SHAI_I_JOIN_T, open, dash, 0, 0);
    emit(p, SHAI_I_JOIN_T, open, no, 0, 0);
    uint16_t a = reg(p, SHAI_I_AND, dash, no, 0), b = reg(p, SHAI_I_AND, no, open, 0);
    uint16_t c = reg(p, SHAI_I_AND, open, dash, 0), d = reg(p, SHAI_I_OR, unjudged, yes, 0);
    uint16_t known = reg(p, SHAI_I_KNOWN, open, 0, 0);
    uint16_t e = reg(p, SHAI_I_NOT, unjudged, 0, 0), f = reg(p, SHAI_I_AND, unjudged, open, 0);
    finish_well(p);
    struct shai_run *run = run_blank(p);
    expect_truth(run, open, SHAI_T_OPEN);
    expect_truth(run, a, SHAI_T_INAPPLICABLE);
    expect_truth(run, b, SHAI_T_OPEN);
    expect_truth(run, c, SHAI_T_INAPPLICABLE);
    expect_truth(run, d, SHAI_T_UNJUDGED);
    expect_truth(run, e, SHAI_T_UNJUDGED);
    expect_truth(run, f, SHAI_T_OPEN);
    expect_truth(run, known, SHAI_NO);
}

/* --- jumps and joins
 * -------------------------------------------------------------------------------------------------- */

static void test_jumps(void **state)
{
    (void)state;
    static const struct {
        enum shai_opcode op;
        bool taken[3]; /* on no, unknown, yes */
    } all[] = {
        {SHAI_I_JUMP, {true, true, true}},
        {SHAI_I_JUMP_NO, {true, false, false}},
        {SHAI_I_JUMP_YES, {false, false, true}},
        {SHAI_I_JUMP_UNLESS_NO, {false, true, true}},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_program *p = build_new();
        uint32_t in = add_input(p, SHAI_V_TRUTH);
        uint16_t t = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, in), hull = reg(p, SHAI_I_BOTTOM, 0, 0, 0), k = constant(p, "1");
        uint32_t jump = emit(p, all[i].op, 0, all[i].op == SHAI_I_JUMP ? 0 : t, 0, 0);
        emit(p, SHAI_I_JOIN, hull, k, 0, 0);
        p->code[jump].x = p->code_count;
        finish_well(p);
        for (int v = 0; v < 3; v++) {
            struct shai_sample *s = blank_sample(p);
            if (v != 1) set_truth(s, in, v == 2);
            struct shai_run *run = run_on(p, s);
            expect_num(run, hull, all[i].taken[v] ? "bottom" : "1");
            assert_int_equal(run->executed[0] >> (jump + 1) & 1, !all[i].taken[v]);
            assert_int_equal(run->executed[0] >> (jump + 2) & 1, 1);
        }
    }
}

static void test_join(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t x = add_input(p, SHAI_V_NUMBER), t = add_input(p, SHAI_V_TRUTH);
    uint32_t cases = add_cause(p, SHAI_CAUSE_CASES); /* 3: two inputs, one cause before */
    uint16_t rx = reg(p, SHAI_I_LOAD_NUM, 0, 0, x), k = constant(p, "7"), rt = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, t);
    uint16_t a = reg(p, SHAI_I_BOTTOM, 0, 0, 0), b = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    uint16_t late = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
    emit(p, SHAI_I_JOIN, a, k, 0, 0);
    emit(p, SHAI_I_JOIN, a, rx, 0, 0);
    emit(p, SHAI_I_CARRY, a, rt, 0, 0);
    emit(p, SHAI_I_SETTLE, a, 0, 0, cases);
    uint16_t early = reg(p, SHAI_I_ADD, b, k, 0); /* nothing reads as anything */
    emit(p, SHAI_I_JOIN, late, k, 0, 0);
    emit(p, SHAI_I_JOIN, late, b, 0, 0); /* here too */
    emit(p, SHAI_I_SETTLE, b, 0, 0, cases);
    finish_well(p);
    struct shai_sample *s = blank_sample(p);
    set_value(s, x, "[0, 5)");
    struct shai_run *run = run_on(p, s);
    expect_num(run, a, "[0, 7]");
    expect_causes(run, a, "0 1");
    expect_num(run, early, "(-inf, inf)");
    expect_num(run, late, "(-inf, inf)");
    expect_num(run, b, "(-inf, inf)");
    expect_causes(run, b, "3");
}

static void test_join_truth(void **state)
{
    (void)state;
    enum { UN = 1, YE = 2 };
    static const enum shai_truth values[] = {SHAI_NO, SHAI_UNKNOWN, SHAI_YES, SHAI_T_INAPPLICABLE, SHAI_T_UNJUDGED};
    for (int i = 0; i < 5; i++)
        for (int k = 0; k < 5; k++) {
            struct shai_program *p = build_new();
            uint32_t in = add_input(p, SHAI_V_TRUTH), other = add_input(p, SHAI_V_TRUTH);
            uint16_t r[5] = {truth_of(p, SHAI_NO), reg(p, SHAI_I_LOAD_TRUTH, 0, 0, in), truth_of(p, SHAI_YES),
                             truth_of(p, SHAI_T_INAPPLICABLE), truth_of(p, SHAI_T_UNJUDGED)};
            uint16_t a = reg(p, SHAI_I_BOTTOM_T, 0, 0, 0), nothing = reg(p, SHAI_I_BOTTOM_T, 0, 0, 0);
            uint16_t carried = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, other);
            emit(p, SHAI_I_JOIN_T, a, r[i], 0, 0);
            emit(p, SHAI_I_JOIN_T, a, nothing, 0, 0);
            emit(p, SHAI_I_JOIN_T, a, r[k], 0, 0);
            emit(p, SHAI_I_CARRY_T, a, carried, 0, 0);
            uint16_t not_nothing = reg(p, SHAI_I_NOT, nothing, 0, 0);
            finish_well(p);
            struct shai_run *run = run_blank(p);
            enum shai_truth is = i == k ? values[i] : i <= YE && k <= YE ? SHAI_UNKNOWN : SHAI_T_OPEN;
            expect_truth(run, a, is);
            expect_causes(run, a, i == UN || k == UN ? "0 1" : "1");
            expect_truth(run, not_nothing, SHAI_UNKNOWN);
        }
}

static void test_broken(void **state)
{
    (void)state;
    static const struct {
        const char *value, *is;
    } all[] = {
        {"3", "4"},      {"9", "15/2"}, {"[0, 5)", "4"}, {"[5, 9)", "15/2"},   {"[0, 9)", "[4, 15/2]"},
        {"5", "bottom"}, {"4", "4"},    {"7.5", "15/2"}, {"[5, 7.5]", "15/2"}, {"[5, 7.5)", "bottom"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_program *p = build_new();
        uint32_t x = add_input(p, SHAI_V_NUMBER);
        uint16_t rx = reg(p, SHAI_I_LOAD_NUM, 0, 0, x), lo = constant(p, "4"), hi = constant(p, "7.5");
        uint16_t a = reg(p, SHAI_I_BOTTOM, 0, 0, 0);
        emit(p, SHAI_I_BROKEN, a, rx, lo, shai_two_registers(hi, rx));
        finish_well(p);
        struct shai_sample *s = blank_sample(p);
        set_value(s, x, all[i].value);
        struct shai_run *run = run_on(p, s);
        expect_num(run, a, all[i].is);
        expect_causes(run, a, all[i].value[0] == '[' ? "0" : "");
    }
}

/* --- items
 * ---------------------------------------------------------------------------------------------------------- */

/* One item with a reading, gated by two yes/no inputs and judged by a third, each of which may also be unknown. A
 * reading among the causes is played by gating with `x < 10`. */
static void test_gate(void **state)
{
    (void)state;
    enum { J = SHAI_OUTCOME_COUNT }; /* comes to be judged: passes */
    /* by group, own condition: no, unknown, yes */
    static const int outcome[3][3] = {{SHAI_INAPPLICABLE, SHAI_INAPPLICABLE, SHAI_INAPPLICABLE},
                                      {SHAI_INAPPLICABLE, SHAI_INCONCLUSIVE, SHAI_INCONCLUSIVE},
                                      {SHAI_INAPPLICABLE, SHAI_INCONCLUSIVE, J}};
    static const char *const why[3][3] = {{"", "", ""}, {"", "1 2", "1"}, {"", "2", ""}};
    for (int b = 0; b < 3; b++)
        for (int c = 0; c < 3; c++) {
            struct shai_program *p = build_new();
            uint32_t item = add_item(p), x = add_reading(p, item, SHAI_V_NUMBER);
            uint32_t group = add_input(p, SHAI_V_TRUTH), own = add_input(p, SHAI_V_TRUTH);
            uint16_t rg = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, group), ro = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, own);
            uint16_t rx = reg(p, SHAI_I_LOAD_NUM, 0, 0, x), yes = truth_of(p, SHAI_YES);
            uint32_t gate = emit(p, SHAI_I_GATE, item, rg, ro, 0);
            emit(p, SHAI_I_JUDGE, item, yes, rx, 0);
            p->code[gate].x = p->code_count;
            uint16_t applies = reg(p, SHAI_I_ITEM_APPLIES, item, 0, 0), value = reg(p, SHAI_I_ITEM_VALUE, item, 0, 0);
            uint16_t fails = reg(p, SHAI_I_ITEM_FAILS, item, 0, 0), passes = reg(p, SHAI_I_ITEM_PASSES, item, 0, 0);
            finish_well(p);
            struct shai_sample *s = blank_sample(p);
            set_value(s, x, "7");
            if (b != 1) set_truth(s, group, b == 2);
            if (c != 1) set_truth(s, own, c == 2);
            struct shai_run *run = run_on(p, s);
            const struct shai_item_run *it = &run->items[item];
            bool judged = outcome[b][c] == J, inconclusive = outcome[b][c] == SHAI_INCONCLUSIVE;
            assert_int_equal(it->outcome, judged ? SHAI_PASS : outcome[b][c]);
            assert_int_equal(it->not_applied, inconclusive);
            assert_string_equal(causes(run, it->causes), why[b][c]);
            expect_truth(run, applies, judged ? SHAI_YES : inconclusive ? SHAI_UNKNOWN : SHAI_NO);
            expect_truth(run, fails, inconclusive ? SHAI_UNKNOWN : SHAI_NO);
            expect_truth(run, passes, judged ? SHAI_YES : inconclusive ? SHAI_UNKNOWN : SHAI_NO);
            expect_num(run, value, judged ? "7" : "(-inf, inf)");
            expect_causes(run, value,
                          judged         ? ""
                          : inconclusive ? shai_arena_printf(&arena, "%s 3", why[b][c])
                                         : "3");
            assert_int_equal(it->has_value, judged);
            assert_int_equal(run->verdict, judged ? SHAI_VERDICT_PASS : SHAI_VERDICT_INCOMPLETE);
        }
}

/* Two variants of an item: the first group that holds judges it; unknown before it settles it. */
static void test_variants(void **state)
{
    (void)state;
    static const struct {
        int first, own, second; /* 0 no, 1 unknown, 2 yes */
        enum shai_outcome outcome;
        uint32_t variant;
        const char *why;
    } all[] = {
        {2, 2, 2, SHAI_PASS, 0, ""},          {2, 2, 1, SHAI_PASS, 0, ""},
        {0, 2, 2, SHAI_FAIL, 1, ""},          {1, 2, 2, SHAI_INCONCLUSIVE, 0, "0"},
        {1, 0, 2, SHAI_INCONCLUSIVE, 0, "0"}, /* judged by the second, unless the first group holds: then inapplicable
                                               */
        {1, 0, 0, SHAI_INAPPLICABLE, 0, ""},  {1, 0, 1, SHAI_INCONCLUSIVE, 0, "2"},
        {2, 0, 2, SHAI_INAPPLICABLE, 0, ""},  {0, 2, 0, SHAI_INAPPLICABLE, 0, ""},
        {0, 1, 1, SHAI_INCONCLUSIVE, 0, "2"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_program *p = build_new();
        uint32_t in[3];
        uint16_t r[3];
        uint32_t item = add_item(p);
        p->items[item].variant_count = 2;
        for (int k = 0; k < 3; k++) in[k] = add_input(p, SHAI_V_TRUTH), r[k] = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, in[k]);
        uint16_t yes = truth_of(p, SHAI_YES), no = truth_of(p, SHAI_NO);
        uint32_t gate = emit(p, SHAI_I_GATE, item, r[0], r[1], 0);
        emit(p, SHAI_I_JUDGE, item, yes, NO, 0);
        p->code[gate].x = p->code_count;
        gate = emit(p, SHAI_I_GATE, item, r[2], yes, 0);
        emit(p, SHAI_I_JUDGE, item, no, NO, 1);
        p->code[gate].x = p->code_count;
        finish_well(p);
        const int values[3] = {all[i].first, all[i].own, all[i].second};
        struct shai_sample *s = blank_sample(p);
        for (int k = 0; k < 3; k++)
            if (values[k] != 1) set_truth(s, in[k], values[k] == 2);
        struct shai_run *run = run_on(p, s);
        assert_int_equal(run->items[item].outcome, all[i].outcome);
        assert_int_equal(run->items[item].variant, all[i].variant);
        assert_string_equal(causes(run, run->items[item].causes), all[i].why);
    }
}

/* An item judged by its second variant rests on what made the first pass by. */
static void test_variant_passed_by(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t item = add_item(p), x = add_reading(p, item, SHAI_V_NUMBER);
    p->items[item].variant_count = 2;
    uint16_t ten = constant(p, "10"), yes = truth_of(p, SHAI_YES);
    uint16_t below = reg(p, SHAI_I_LT, reg(p, SHAI_I_LOAD_NUM, 0, 0, x), ten, 0);
    uint32_t gate = emit(p, SHAI_I_GATE, item, below, yes, 0);
    emit(p, SHAI_I_JUDGE, item, yes, ten, 0);
    p->code[gate].x = p->code_count;
    gate = emit(p, SHAI_I_GATE, item, yes, yes, 0);
    emit(p, SHAI_I_JUDGE, item, yes, ten, 1);
    p->code[gate].x = p->code_count;
    finish_well(p);
    struct shai_sample *s = blank_sample(p);
    set_value(s, x, "[11, 20)");
    struct shai_run *run = run_on(p, s);
    assert_int_equal(run->items[item].outcome, SHAI_PASS);
    assert_int_equal(run->items[item].variant, 1);
    assert_string_equal(causes(run, run->items[item].causes), "0");
    assert_string_equal(causes(run, run->items[item].value_causes), "0");
    s->facts[x].state = SHAI_FACT_BLANK;
    assert_int_equal(run_on(p, s)->items[item].outcome, SHAI_UNTESTED);
}

static void test_judge(void **state)
{
    (void)state;
    /* limit: reading < 10; a missing reading is blank with possible values, a censored one only a range */
    static const struct {
        const char *value;
        bool missing;
        enum shai_outcome outcome;
    } all[] = {
        {"5", false, SHAI_PASS},          {"20", false, SHAI_FAIL},        {"[0, 20)", false, SHAI_INCONCLUSIVE},
        {"[0, 5)", false, SHAI_PASS},     {"[0, 5)", true, SHAI_UNTESTED}, {"[11, 20)", true, SHAI_FAIL},
        {"[0, 20)", true, SHAI_UNTESTED},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_program *p = build_new();
        uint32_t item = add_item(p), x = add_reading(p, item, SHAI_V_NUMBER);
        uint16_t rx = reg(p, SHAI_I_LOAD_NUM, 0, 0, x);
        uint16_t lt = reg(p, SHAI_I_LT, rx, constant(p, "10"), 0);
        uint32_t demand = add_criterion(p, SHAI_C_LT);
        emit(p, SHAI_I_REQUIRES, item, 1, NO, demand);
        emit(p, SHAI_I_JUDGE, item, lt, rx, 0);
        uint16_t value = reg(p, SHAI_I_ITEM_VALUE, item, 0, 0);
        finish_well(p);
        struct shai_sample *s = blank_sample(p);
        set_value(s, x, all[i].value);
        if (all[i].missing) s->facts[x].state = SHAI_FACT_BLANK;
        struct shai_run *run = run_on(p, s);
        assert_int_equal(run->items[item].outcome, all[i].outcome);
        assert_true(run->items[item].has_value);
        expect_num(run, value, interval_text(&s->facts[x].num));
        expect_causes(run, value, all[i].value[0] == '[' ? "0" : "");
        assert_int_equal(run->demand_count, 1);
        assert_int_equal(run->demands[0].criterion, demand);
        assert_int_equal(run->demands[0].lower, 1);
        assert_int_equal(run->demands[0].upper, SHAI_NONE16);
    }
}

/* A pass whose gate rests on a missing reading is untested; what is said of the item stands. */
static void test_judge_gated_by_reading(void **state)
{
    (void)state;
    static const struct {
        enum shai_truth truth;
        enum shai_outcome outcome;
        bool value;
    } all[] = {
        {SHAI_YES, SHAI_UNTESTED, true},
        {SHAI_NO, SHAI_FAIL, true},
        {SHAI_T_INAPPLICABLE, SHAI_INAPPLICABLE, false},
        {SHAI_T_UNJUDGED, SHAI_UNJUDGED, true},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_program *p = build_new();
        uint32_t item = add_item(p), x = add_reading(p, item, SHAI_V_NUMBER);
        uint16_t ten = constant(p, "10"), yes = truth_of(p, SHAI_YES), said = truth_of(p, all[i].truth);
        uint16_t lt = reg(p, SHAI_I_LT, reg(p, SHAI_I_LOAD_NUM, 0, 0, x), ten, 0);
        uint32_t gate = emit(p, SHAI_I_GATE, item, yes, lt, 0);
        emit(p, SHAI_I_JUDGE, item, said, ten, 0);
        p->code[gate].x = p->code_count;
        uint16_t value = reg(p, SHAI_I_ITEM_VALUE, item, 0, 0);
        finish_well(p);
        struct shai_sample *s = blank_sample(p);
        set_value(s, x, "[0, 9)");
        s->facts[x].state = SHAI_FACT_BLANK;
        struct shai_run *run = run_on(p, s);
        assert_int_equal(run->items[item].outcome, all[i].outcome);
        assert_int_equal(run->items[item].has_value, all[i].value);
        assert_string_equal(causes(run, run->items[item].causes), "0");
        expect_causes(run, value, all[i].value ? "0" : "0 1");
        set_value(s, x, "9"); /* tested: nothing is missing */
        run = run_on(p, s);
        assert_int_equal(run->items[item].outcome, all[i].outcome == SHAI_UNTESTED ? SHAI_PASS : (int)all[i].outcome);
        set_value(s, x, "[0, 20)");
        s->facts[x].state = SHAI_FACT_BLANK;
        run = run_on(p, s); /* whether it applies is unknown: inconclusive, even for want of a reading */
        assert_int_equal(run->items[item].outcome, SHAI_INCONCLUSIVE);
        assert_true(run->items[item].not_applied);
    }
}

static void test_judge_open(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t item = add_item(p), kind = add_input(p, SHAI_V_TRUTH);
    uint16_t dash = truth_of(p, SHAI_T_INAPPLICABLE), no = truth_of(p, SHAI_NO), k = constant(p, "1");
    uint16_t rk = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, kind), open = reg(p, SHAI_I_BOTTOM_T, 0, 0, 0);
    emit(p, SHAI_I_JOIN_T, open, dash, 0, 0);
    emit(p, SHAI_I_JOIN_T, open, no, 0, 0);
    emit(p, SHAI_I_CARRY_T, open, rk, 0, 0);
    emit(p, SHAI_I_JUDGE, item, open, k, 0);
    emit(p, SHAI_I_JUDGE, item, no, k, 0); /* settled already */
    uint16_t applies = reg(p, SHAI_I_ITEM_APPLIES, item, 0, 0), value = reg(p, SHAI_I_ITEM_VALUE, item, 0, 0);
    finish_well(p);
    struct shai_run *run = run_blank(p);
    assert_int_equal(run->items[item].outcome, SHAI_INCONCLUSIVE);
    assert_false(run->items[item].has_value);
    assert_true(run->items[item].may_not_apply);
    expect_truth(run, applies, SHAI_UNKNOWN);
    expect_num(run, value, "(-inf, inf)");
    expect_causes(run, value, "0 1");
}

static void test_hazard(void **state)
{
    (void)state;
    static const struct {
        const char *grade;
        enum shai_hazard hazard;
        bool open;
    } all[] = {
        {"1", SHAI_GENERAL, false},
        {"2", SHAI_SERIOUS, false},
        {"[1, 2]", SHAI_SERIOUS, true},
        {"(-inf, inf)", SHAI_SERIOUS, true},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_program *p = build_new();
        uint32_t item = add_item(p), grade = add_input(p, SHAI_V_NUMBER), other = add_item(p);
        uint16_t no = truth_of(p, SHAI_NO), yes = truth_of(p, SHAI_YES), g = reg(p, SHAI_I_LOAD_NUM, 0, 0, grade);
        emit(p, SHAI_I_JUDGE, item, no, NO, 0);
        emit(p, SHAI_I_HAZARD, item, g, 0, 0);
        emit(p, SHAI_I_JUDGE, other, yes, NO, 0);
        emit(p, SHAI_I_HAZARD, other, g, 0, 0); /* it did not fail */
        finish_well(p);
        struct shai_sample *s = blank_sample(p);
        set_value(s, grade, all[i].grade);
        struct shai_run *run = run_on(p, s);
        const struct shai_item_run *it = &run->items[item];
        assert_int_equal(it->hazard, all[i].hazard);
        assert_int_equal(it->hazard_open, all[i].open);
        assert_string_equal(causes(run, it->hazard_causes), all[i].open ? "0" : "");
        assert_int_equal(run->items[other].hazard, SHAI_HAZARD_NONE);
        assert_int_equal(run->hazard, all[i].hazard);
    }
}

/* The gravest of several gradings; a certain one outweighs an open one of the same grade. */
static void test_hazards_of_specimens(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t item = add_item(p), grade = add_input(p, SHAI_V_NUMBER);
    uint16_t no = truth_of(p, SHAI_NO), g = reg(p, SHAI_I_LOAD_NUM, 0, 0, grade);
    uint16_t one = constant(p, "1"), two = constant(p, "2");
    emit(p, SHAI_I_JUDGE, item, no, NO, 0);
    emit(p, SHAI_I_HAZARD, item, one, 0, 0);
    emit(p, SHAI_I_HAZARD, item, g, 0, 0);
    emit(p, SHAI_I_HAZARD, item, one, 0, 0);
    uint32_t last = emit(p, SHAI_I_HAZARD, item, two, 0, 0);
    finish_well(p);
    struct shai_sample *s = blank_sample(p);
    set_value(s, grade, "[1, 2]");
    struct shai_run *run = run_on(p, s);
    assert_int_equal(run->items[item].hazard, SHAI_SERIOUS);
    assert_false(run->items[item].hazard_open);
    assert_null(run->items[item].hazard_causes);
    p->code[last].b = one;
    run = run_on(p, s);
    assert_int_equal(run->items[item].hazard, SHAI_SERIOUS);
    assert_true(run->items[item].hazard_open);
    assert_string_equal(causes(run, run->items[item].hazard_causes), "0");
    p->code[last - 3].b = two; /* certain first, open after */
    run = run_on(p, s);
    assert_false(run->items[item].hazard_open);
}

/* --- verdict
 * --------------------------------------------------------------------------------------------------------- */

enum { P = SHAI_PASS, F = SHAI_FAIL, S = 10 /* a serious failure */, I = SHAI_INCONCLUSIVE, U = SHAI_UNJUDGED };

/* Items with the outcomes given, `count(general) >= 2` raising to serious. */
static struct shai_run *run_outcomes(const int *outcomes, uint16_t *count)
{
    struct shai_program *p = build_new();
    uint32_t in = add_input(p, SHAI_V_TRUTH);
    uint16_t truths[] = {[SHAI_PASS] = truth_of(p, SHAI_YES),
                         [SHAI_FAIL] = truth_of(p, SHAI_NO),
                         [SHAI_INCONCLUSIVE] = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, in),
                         [SHAI_UNJUDGED] = truth_of(p, SHAI_T_UNJUDGED)};
    uint16_t one = constant(p, "1"), two = constant(p, "2");
    for (; *outcomes >= 0; outcomes++) {
        uint32_t item = add_item(p);
        emit(p, SHAI_I_JUDGE, item, truths[*outcomes == S ? F : *outcomes], NO, 0);
        if (*outcomes == S || *outcomes == F) emit(p, SHAI_I_HAZARD, item, *outcomes == S ? two : one, 0, 0);
    }
    *count = reg(p, SHAI_I_COUNT, SHAI_GENERAL, 0, 0);
    uint16_t le = reg(p, SHAI_I_LE, two, *count, 0);
    emit(p, SHAI_I_RAISE, 0, SHAI_SERIOUS, le, 0);
    finish_well(p);
    return run_blank(p);
}

static void test_verdict(void **state)
{
    (void)state;
    static const struct {
        int outcomes[6];
        enum shai_verdict verdict;
        enum shai_hazard hazard;
        bool raised, raise_open;
        const char *count;
    } all[] = {
        {{P, P, -1}, SHAI_VERDICT_PASS, SHAI_HAZARD_NONE, false, false, "0"},
        {{P, U, -1}, SHAI_VERDICT_PASS, SHAI_HAZARD_NONE, false, false, "0"},
        {{-1}, SHAI_VERDICT_INCOMPLETE, SHAI_HAZARD_NONE, false, false, "0"},
        {{U, -1}, SHAI_VERDICT_INCOMPLETE, SHAI_HAZARD_NONE, false, false, "0"},
        {{P, I, -1}, SHAI_VERDICT_INCOMPLETE, SHAI_HAZARD_NONE, false, false, "[0, 1]"},
        {{I, I, -1}, SHAI_VERDICT_INCOMPLETE, SHAI_HAZARD_NONE, false, false, "[0, 2]"},
        {{P, F, I, -1}, SHAI_VERDICT_FAIL, SHAI_GENERAL, false, true, "[1, 2]"},
        {{F, F, P, -1}, SHAI_VERDICT_FAIL, SHAI_SERIOUS, true, false, "2"},
        {{F, -1}, SHAI_VERDICT_FAIL, SHAI_GENERAL, false, false, "1"},
        {{S, F, -1}, SHAI_VERDICT_FAIL, SHAI_SERIOUS, false, false, "1"},
        {{S, F, F, I, -1}, SHAI_VERDICT_FAIL, SHAI_SERIOUS, false, false, "[2, 3]"},
        {{S, F, I, -1}, SHAI_VERDICT_FAIL, SHAI_SERIOUS, false, false, "[1, 2]"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        uint16_t count;
        struct shai_run *run = run_outcomes(all[i].outcomes, &count);
        assert_int_equal(run->verdict, all[i].verdict);
        assert_int_equal(run->hazard, all[i].hazard);
        assert_int_equal(run->raised, all[i].raised);
        assert_int_equal(run->raise_open, all[i].raise_open);
        expect_num(run, count, all[i].count);
        expect_causes(run, count, strchr(all[i].count, '[') ? "0" : "");
    }
}

/* --- runs
 * ------------------------------------------------------------------------------------------------------------ */

static size_t asked;

static void *count_alloc(void *user, size_t size)
{
    (void)user;
    asked += size;
    return malloc(size);
}

static void count_free(void *user, void *ptr)
{
    (void)user;
    free(ptr);
}

/* An exact sample allocates nothing; a wide one no more than the program says. */
static void test_memory(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t item = add_item(p), x = add_reading(p, item, SHAI_V_NUMBER), y = add_reading(p, item, SHAI_V_NUMBER);
    uint16_t rx = reg(p, SHAI_I_LOAD_NUM, 0, 0, x), ry = reg(p, SHAI_I_LOAD_NUM, 0, 0, y);
    uint32_t tenth = add_constant(p, "0.1");
    uint16_t r = rx;
    static const enum shai_opcode ops[] = {SHAI_I_MUL, SHAI_I_ADD, SHAI_I_SUB, SHAI_I_DIV, SHAI_I_MUL};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) r = reg(p, ops[i], r, ry, 0);
    r = reg(p, SHAI_I_ROUND, reg(p, SHAI_I_ABS, reg(p, SHAI_I_NEG, r, 0, 0), 0, 0), 0, tenth);
    uint16_t digits = reg(p, SHAI_I_ROUND_SIGNIFICANT, ry, 0, 3);
    uint16_t lt = reg(p, SHAI_I_LT, r, digits, 0), yes = truth_of(p, SHAI_YES);
    uint32_t gate = emit(p, SHAI_I_GATE, item, yes, yes, 0);
    emit(p, SHAI_I_JUDGE, item, lt, r, 0);
    p->code[gate].x = p->code_count;
    finish_well(p);
    const struct shai_mem mem = {count_alloc, count_free, NULL, 1};
    struct shai_arena run_arena;
    shai_arena_init(&run_arena, &mem, &panic);
    struct shai_run *run = shai_run_new(&arena, p, false);
    struct shai_sample *s = blank_sample(p);
    set_value(s, x, "12.5");
    set_value(s, y, "0.3");
    asked = 0;
    assert_int_equal(shai_run_sample(run, &run_arena, s), SHAI_RUN_OK);
    assert_int_equal(asked, 0);
    p->code[p->definition[digits]].x = 40;
    assert_null(shai_program_verify(&arena, p));
    run = shai_run_new(&arena, p, false);
    static const char *const wide[][2] = {
        {"[1234567890123456789012345678901234567890, 9.999E40]", "[123456789012345678901234567890.1234567891, 1E40]"},
        {"[-1234567890123456789012345678901234567890, 9.999E40]", "(0.1234567890123456789012345678901234567, 1E40)"},
        {"(-inf, 9.999E-39]", "[-123456789012345678901234567890.1234567891, 9.87654321E-35)"},
        {"-9223372036854775808", "-9223372036854775808"},
    };
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        for (int u = 0; u < 2; u++) {
            set_value(s, x, wide[i][0]);
            set_value(s, y, wide[i][1]);
            if (u) s->facts[x].num.flags |= SHAI_U_GIVEN, s->facts[x].num.u = num("0.98765432109876543210987654321");
            shai_arena_reset(&run_arena);
            shai_arena_release(&run_arena);
            asked = 0;
            assert_int_equal(shai_run_sample(run, &run_arena, s), SHAI_RUN_OK);
            assert_true(asked > 0);
            /* 16 bytes in front of each piece are the arena's, which here asks for every piece alone */
            assert_true(asked <= 2 * p->memory);
        }
    shai_arena_release(&run_arena);
}

/* A run is used again: nothing of the sample before shows. */
static void test_reuse(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    uint32_t item = add_item(p), x = add_reading(p, item, SHAI_V_NUMBER), on = add_input(p, SHAI_V_TRUTH);
    uint16_t rx = reg(p, SHAI_I_LOAD_NUM, 0, 0, x), ron = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, on);
    uint32_t bad = add_input(p, SHAI_V_TRUTH);
    uint16_t rbad = reg(p, SHAI_I_LOAD_TRUTH, 0, 0, bad), one = constant(p, "1");
    uint16_t yes = truth_of(p, SHAI_YES), k = constant(p, "2");
    uint32_t gate = emit(p, SHAI_I_GATE, item, yes, ron, 0);
    uint16_t value = reg(p, SHAI_I_MUL, rx, k, 0), lt = reg(p, SHAI_I_LT, value, k, 0);
    emit(p, SHAI_I_REQUIRES, item, k, NO, add_criterion(p, SHAI_C_LT));
    emit(p, SHAI_I_JUDGE, item, lt, value, 0);
    emit(p, SHAI_I_HAZARD, item, one, 0, 0);
    p->code[gate].x = p->code_count;
    emit(p, SHAI_I_RAISE, 0, SHAI_SERIOUS, rbad, 0);
    p->items[item].variants[0].judged[0].value_reg = value;
    p->items[item].variants[0].judged[0].truth_reg = lt;
    p->items[item].variants[0].judged[0].hazard_reg = one;
    finish_well(p);
    struct shai_run *run = shai_run_new(&arena, p, true);
    struct shai_sample *s = blank_sample(p);
    set_value(s, x, "9");
    set_truth(s, on, true);
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_OK);
    assert_int_equal(run->verdict, SHAI_VERDICT_FAIL);
    expect_num(run, value, "18");
    assert_int_equal(run->hazard, SHAI_GENERAL);
    assert_true(run->raise_open);
    set_truth(s, bad, true);
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_OK);
    assert_int_equal(run->hazard, SHAI_SERIOUS);
    assert_true(run->raised);
    assert_false(run->raise_open);
    set_truth(s, bad, false);
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_OK);
    assert_int_equal(run->hazard, SHAI_GENERAL);
    assert_false(run->raised);
    set_truth(s, on, false);
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_OK);
    assert_int_equal(run->verdict, SHAI_VERDICT_INCOMPLETE);
    assert_int_equal(run->hazard, SHAI_HAZARD_NONE);
    assert_int_equal(run->demand_count, 0);
    assert_false(run->items[item].has_value);
    expect_num(run, value, "(-inf, inf)"); /* named by the variant, and not computed */
    expect_truth(run, lt, SHAI_UNKNOWN);
    expect_num(run, one, "1"); /* a constant is always there */
    assert_false(run->any_missing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_loads, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_arithmetic, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_undetected, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_comparisons, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_texts, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_match_limit, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_logic, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_logic_causes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_logic_of_limits, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_jumps, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_join, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_join_truth, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_broken, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_gate, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_variants, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_variant_passed_by, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_judge, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_judge_gated_by_reading, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_judge_open, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_hazard, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_hazards_of_specimens, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_verdict, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_memory, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_reuse, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
