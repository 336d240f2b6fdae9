/* Traces. In: a run with its executed instructions. Out: for each item the steps that led to its outcome: the
 * conditions that decided it, with their formulas (formula.c), and what made the grade. */
#include "runtime/trace.h"

#include "runtime/formula.h"
#include "runtime/result.h"

static bool is_update(uint16_t op)
{
    return op == SHAI_I_JOIN || op == SHAI_I_JOIN_T || op == SHAI_I_BROKEN || op == SHAI_I_SETTLE;
}
struct shai_tracer *shai_tracer_new(struct shai_arena *arena, const struct shai_run *run)
{
    const struct shai_program *program = run->program;
    struct shai_tracer *t = SHAI_NEW(arena, struct shai_tracer);
    t->arena = arena;
    t->run = run;
    t->program = program;
    t->first_update = SHAI_NEW_N(arena, uint32_t, program->register_count);
    t->first_gate = SHAI_NEW_N(arena, uint32_t, program->item_count);
    t->next = SHAI_NEW_N(arena, uint32_t, program->code_count);
    for (uint32_t i = 0; i < program->register_count; i++) t->first_update[i] = SHAI_NONE32;
    for (uint32_t i = 0; i < program->item_count; i++) t->first_gate[i] = SHAI_NONE32;
    for (uint32_t i = program->code_count; i-- > 0;) {
        const struct shai_insn *insn = &program->code[i];
        uint32_t *chain = is_update(insn->op)       ? &t->first_update[insn->a]
                          : insn->op == SHAI_I_GATE ? &t->first_gate[insn->a]
                                                    : NULL;
        if (!chain) continue;
        t->next[i] = *chain;
        *chain = i;
    }
    return t;
}

/* --- conditions ---------------------------------------------------------------------------------------------------
 */

static void add_line(struct shai_tracer *t, const char *line)
{
    if (t->line_count > SHAI_TRACE_LINES) return;
    for (uint32_t i = 0; i < t->line_count; i++)
        if (strcmp(t->lines[i], line) == 0) return;
    t->lines = shai_arena_grow(t->arena, t->lines, &t->line_cap, t->line_count + 1, sizeof *t->lines);
    t->lines[t->line_count] = t->line_count == SHAI_TRACE_LINES ? "…" : line;
    t->line_count++;
}

/* The judged value, a rounding of it, or all of it with its U. */
static bool is_judged(const struct shai_tracer *t, uint16_t reg)
{
    if (reg == t->judged->value_reg) return true;
    const struct shai_insn *insn = shai_trace_definition(t, reg);
    bool derived = insn->op == SHAI_I_ROUND || insn->op == SHAI_I_WIDEN;
    return derived && is_judged(t, insn->b);
}

/* What is compared stands on the left, what it is compared with on the right: a value before a constant, one that was
 * read before one that is worked out. */
static bool is_turned(const struct shai_tracer *t, const struct shai_insn *insn)
{
    if (is_judged(t, insn->b) != is_judged(t, insn->c)) return is_judged(t, insn->c);
    if (shai_trace_definition(t, insn->c)->op == SHAI_I_CONST_NUM) return false;
    if (shai_trace_definition(t, insn->b)->op == SHAI_I_CONST_NUM) return true;
    return shai_trace_definition(t, insn->c)->op == SHAI_I_LOAD_NUM &&
           shai_trace_definition(t, insn->b)->op != SHAI_I_LOAD_NUM;
}

static bool has_u(const struct shai_tracer *t, uint16_t reg)
{
    const struct shai_interval *n = &t->run->num[reg];
    return n->flags & SHAI_U_GIVEN && shai_num_sign(n->u) > 0;
}

/* " + U 3 mg/kg": the unfavourable end of a guarded side (op.def, "Rules"). */
static void put_guard(struct shai_formula f, const struct shai_insn *insn, uint16_t reg)
{
    static const struct shai_display plain = {.type = SHAI_V_NUMBER, .set = SHAI_NONE32, .factor = SHAI_NUM_INT(1)};
    bool guarded = insn->x == SHAI_RULE_GUARDED || insn->x == SHAI_RULE_GUARDED_NOT;
    if (!guarded || insn->op == SHAI_I_EQ || !has_u(f.t, reg)) return;
    const struct shai_display *display = shai_trace_display(f.t, reg);
    bool plus = (reg == insn->b) == (insn->x == SHAI_RULE_GUARDED);
    shai_strbuf_puts(f.buf, plus ? " + U " : " − U ");
    shai_show_quantity(f.buf, f.t->program, f.t->run->num[reg].u, display ? display : &plain, SHAI_PLACES_COMPUTED);
}

/* By which rule, where U counted. */
static void put_rule(struct shai_formula f, const struct shai_insn *insn)
{
    uint32_t rule = f.t->decided_by ? f.t->decided_by : insn->x;
    if (!rule || (!f.t->decided_by && !has_u(f.t, insn->b) && !has_u(f.t, insn->c))) return;
    shai_strbuf_puts(f.buf, rule == SHAI_RULE_CERTAIN
                                ? shai_trace_say(f.t, "(裁决:确定,计入 U)", " (decide certain, with U)")
                                : shai_trace_say(f.t, "(裁决:保护)", " (decide guarded)"));
}

static const char *relation(uint16_t op, bool holds, bool turned)
{
    if (op == SHAI_I_EQ) return holds ? " = " : " ≠ ";
    if (op == SHAI_I_LT) return holds ? (turned ? " > " : " < ") : (turned ? " ≤ " : " ≥ ");
    return holds ? (turned ? " ≥ " : " ≤ ") : (turned ? " < " : " > ");
}

static void put_comparison(struct shai_formula f, const struct shai_insn *insn, enum shai_truth truth, bool negated)
{
    bool turned = is_turned(f.t, insn);
    bool holds = truth == SHAI_UNKNOWN ? !negated : truth == SHAI_YES;
    uint16_t left = turned ? insn->c : insn->b;
    const struct shai_insn *load = shai_trace_definition(f.t, left);
    bool says_it = insn->op == SHAI_I_EQ && holds && load->op == SHAI_I_LOAD_NUM &&
                   f.t->program->inputs[load->x].type == SHAI_V_CHOICE;
    if (says_it) shai_strbuf_puts(f.buf, shai_show_input_name(&f.t->program->inputs[load->x]));
    else shai_formula_side(f, left);
    if (says_it && left == f.t->judged->value_reg) f.t->value_shown = true;
    put_guard(f, insn, left);
    if (f.t->not_all) shai_strbuf_puts(f.buf, shai_trace_say(f.t, ",并非全部", ", not all of it"));
    else if (truth == SHAI_UNKNOWN)
        shai_strbuf_puts(f.buf, shai_trace_say(f.t, ",不能确定是否", ", not known whether"));
    shai_strbuf_puts(f.buf, relation(insn->op, holds, turned));
    shai_formula_side(f, turned ? insn->b : insn->c);
    put_guard(f, insn, turned ? insn->b : insn->c);
    put_rule(f, insn);
}

static void put_fact_truth(struct shai_formula f, uint32_t input)
{
    const struct shai_input *in = &f.t->program->inputs[input];
    const struct shai_fact *fact = &f.t->run->sample->facts[input];
    shai_strbuf_puts(f.buf, in->reading ? in->name : shai_show_input_name(in));
    shai_strbuf_puts(f.buf, shai_trace_say(f.t, ":", ": "));
    bool yes = fact->truth == SHAI_YES;
    if (fact->state == SHAI_FACT_BLANK)
        shai_strbuf_puts(f.buf, in->reading ? shai_trace_say(f.t, "未检", "not tested")
                                            : shai_trace_say(f.t, "未提供", "not given"));
    else if (fact->state == SHAI_FACT_UNDECLARED)
        shai_strbuf_puts(f.buf, shai_trace_say(f.t, "未明示", "undeclared"));
    else if (in->type == SHAI_V_CONFORMITY)
        shai_strbuf_puts(f.buf, yes ? shai_trace_say(f.t, "符合", "pass") : shai_trace_say(f.t, "不符合", "fail"));
    else shai_strbuf_puts(f.buf, yes ? shai_trace_say(f.t, "是", "yes") : shai_trace_say(f.t, "否", "no"));
}

static void put_named(struct shai_formula f, const char *name, const char *zh, const char *en)
{
    shai_strbuf_puts(f.buf, name);
    shai_strbuf_putc(f.buf, ' ');
    shai_strbuf_puts(f.buf, shai_trace_say(f.t, zh, en));
}

/* Why a condition is open. 无法判定 is an outcome's word, which a line of an untested item does not borrow. */
static void put_undecided(struct shai_formula f, const struct shai_insn *insn)
{
    const struct shai_tracer *t = f.t;
    bool text = insn->op == SHAI_I_MATCH || insn->op == SHAI_I_EQ_TEXT || insn->op == SHAI_I_USCC;
    if (text && (shai_trace_untested(t, insn->b) || (insn->op == SHAI_I_EQ_TEXT && shai_trace_untested(t, insn->c))))
        shai_strbuf_puts(f.buf, shai_trace_say(t, ":未检", ": not tested"));
    else if (t->run->items[t->item].outcome == SHAI_UNTESTED)
        shai_strbuf_puts(f.buf, shai_trace_say(t, ":未定", ": open"));
    else shai_strbuf_puts(f.buf, shai_trace_say(t, ":无法判定", ": undecided"));
}

/* A condition that is no combination. False where it says nothing worth a line. */
static bool put_leaf(struct shai_formula f, uint16_t reg, const struct shai_insn *insn, bool negated)
{
    struct shai_tracer *t = f.t;
    enum shai_truth truth = (enum shai_truth)t->run->truth[reg];
    bool holds = truth == SHAI_UNKNOWN ? !negated : truth == SHAI_YES;
    switch (insn->op) {
    case SHAI_I_LT:
    case SHAI_I_LE:
    case SHAI_I_EQ: put_comparison(f, insn, truth, negated); return true;
    case SHAI_I_EQ_TEXT:
        shai_formula_text(f, insn->b);
        shai_strbuf_puts(f.buf, holds ? " = " : " ≠ ");
        shai_formula_text(f, insn->c);
        break;
    case SHAI_I_MATCH:
        shai_formula_text(f, insn->b);
        shai_strbuf_puts(f.buf, holds ? shai_trace_say(t, " 匹配 ", " matches ")
                                      : shai_trace_say(t, " 不匹配 ", " does not match "));
        shai_show_pattern(f.buf, &t->program->patterns[insn->x]);
        break;
    case SHAI_I_USCC:
        shai_formula_text(f, insn->b);
        shai_strbuf_puts(f.buf, holds ? shai_trace_say(t, " 是有效的信用代码", " is a valid credit code")
                                      : shai_trace_say(t, " 不是有效的信用代码", " is no valid credit code"));
        break;
    case SHAI_I_PRESENT:
        put_named(f, shai_show_input_name(&t->program->inputs[insn->x]), holds ? "已明示" : "未明示",
                  holds ? "is declared" : "is not declared");
        break;
    case SHAI_I_ABSENT:
        shai_formula_side(f, insn->b);
        if (truth == SHAI_UNKNOWN) {
            shai_strbuf_puts(f.buf, shai_trace_say(t, ",不能确定是否检出", ", not known whether detected"));
            return true;
        }
        shai_strbuf_puts(f.buf, holds ? shai_trace_say(t, ":视为未检出", ": not detected")
                                      : shai_trace_say(t, ":已检出", ": detected"));
        break;
    case SHAI_I_LOAD_TRUTH:
        put_fact_truth(f, insn->x);
        if (t->run->sample->facts[insn->x].state == SHAI_FACT_BLANK) return true; /* it says so already */
        break;
    case SHAI_I_ITEM_APPLIES:
        put_named(f, t->program->items[insn->b].name, holds ? "适用" : "不适用",
                  holds ? "applies" : "does not apply");
        break;
    case SHAI_I_ITEM_FAILS:
        put_named(f, t->program->items[insn->b].name, holds ? "不符合" : "未出现不符合",
                  holds ? "fails" : "does not fail");
        break;
    case SHAI_I_ITEM_PASSES:
        put_named(f, t->program->items[insn->b].name, holds ? "符合" : "未达到符合",
                  holds ? "passes" : "does not pass");
        break;
    case SHAI_I_CONST_TRUTH:
        if (truth != SHAI_T_INAPPLICABLE) return false;
        shai_strbuf_puts(f.buf,
                         shai_trace_say(t, "此情形下项目不适用(—)", "the item does not apply in this case (—)"));
        break;
    default: return false;
    }
    if (truth == SHAI_UNKNOWN) put_undecided(f, insn);
    return true;
}

/* Adds the conditions that decided a truth, a line each: of an `and` that is no, those that are no; and so on. */
static void add_deciding(struct shai_tracer *t, uint16_t reg, bool negated, const char *prefix)
{
    if (!shai_trace_is_known(t, reg) || t->depth >= SHAI_TRACE_DEPTH || t->line_count > SHAI_TRACE_LINES) return;
    const struct shai_insn *insn = shai_trace_definition(t, reg);
    uint8_t truth = t->run->truth[reg];
    t->depth++;
    if (insn->op == SHAI_I_DECIDE) {
        t->decided_by = insn->x;
        t->not_all = truth == SHAI_NO && t->run->truth[insn->b] == SHAI_UNKNOWN;
        add_deciding(t, insn->b, negated, prefix);
        t->decided_by = 0;
        t->not_all = false;
    } else if (insn->op == SHAI_I_NOT) {
        add_deciding(t, insn->b, !negated, prefix);
    } else if (insn->op == SHAI_I_AND || insn->op == SHAI_I_OR) {
        bool all = truth == (insn->op == SHAI_I_AND ? SHAI_YES : SHAI_NO);
        if (all || t->run->truth[insn->b] == truth) add_deciding(t, insn->b, negated, prefix);
        if (all || t->run->truth[insn->c] == truth) add_deciding(t, insn->c, negated, prefix);
    } else if (insn->op == SHAI_I_BOTTOM_T) {
        for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u])
            if (shai_trace_was_executed(t, u)) add_deciding(t, t->program->code[u].b, negated, prefix);
    } else {
        struct shai_strbuf line;
        shai_strbuf_init(&line, t->arena);
        shai_strbuf_puts(&line, prefix);
        if (put_leaf((struct shai_formula){t, &line}, reg, insn, negated)) add_line(t, line.s);
    }
    t->depth--;
}

/* --- grades -------------------------------------------------------------------------------------------------------
 */

/* The condition under which instruction `at` was reached: the nearest executed `jump.no` that would have skipped it.
 * SHAI_NONE16: none. */
static uint16_t guard_of(const struct shai_tracer *t, uint32_t from, uint32_t at)
{
    for (uint32_t i = at; i-- > from;) {
        const struct shai_insn *insn = &t->program->code[i];
        if (insn->op == SHAI_I_JUMP_NO && insn->x > at && shai_trace_was_executed(t, i)) return insn->b;
    }
    return SHAI_NONE16;
}

/* What made the grade: the condition of the case that was taken, in lines of their own. */
static void add_grounds(struct shai_tracer *t)
{
    uint16_t reg = t->judged->hazard_reg;
    if (reg == SHAI_NONE16 || !shai_trace_is_known(t, reg) || shai_trace_definition(t, reg)->op != SHAI_I_BOTTOM)
        return;
    for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
        const struct shai_insn *join = &t->program->code[u];
        if (join->op != SHAI_I_JOIN || !shai_trace_was_executed(t, u) || !shai_trace_is_known(t, join->b)) continue;
        if (shai_num_cmp(t->run->num[join->b].lo, SHAI_NUM_INT(t->run->items[t->item].hazard)) != 0) continue;
        uint16_t guard = guard_of(t, t->program->definition[reg], u);
        if (guard != SHAI_NONE16) add_deciding(t, guard, false, "");
        else add_line(t, shai_trace_say(t, "其他情形都不成立", "no other case holds"));
    }
}

/* "风险:严重(2.5 % > 1 %)". */
static void add_grade(struct shai_tracer *t)
{
    uint32_t before = t->line_count;
    struct shai_strbuf line;
    shai_strbuf_init(&line, t->arena);
    shai_strbuf_puts(&line, shai_trace_say(t, "风险:", "hazard: "));
    shai_strbuf_puts(
        &line, shai_hazard_word((enum shai_hazard)t->run->items[t->item].hazard, (enum shai_lang)t->program->lang));
    /* a ground may be one of the lines above, so these step aside */
    const char **lines = t->lines;
    size_t cap = t->line_cap;
    t->line_cap = 4;
    t->lines = SHAI_NEW_N(t->arena, const char *, t->line_cap);
    t->line_count = 0;
    add_grounds(t);
    for (uint32_t i = 0; i < t->line_count; i++) {
        shai_strbuf_puts(&line, i ? shai_trace_say(t, ";", "; ") : shai_trace_say(t, "(", " ("));
        shai_strbuf_puts(&line, t->lines[i]);
    }
    if (t->line_count) shai_strbuf_putc(&line, ')');
    t->lines = lines;
    t->line_count = before;
    t->line_cap = cap;
    add_line(t, line.s);
}

/* --- items --------------------------------------------------------------------------------------------------------
 */

/* Of each variant's gate the condition that closed it: one that does not hold, else those that are not known. */
static void add_gates(struct shai_tracer *t)
{
    const char *prefix = shai_trace_say(t, "适用条件:", "applies: ");
    for (uint32_t i = t->first_gate[t->item]; i != SHAI_NONE32; i = t->next[i]) {
        if (!shai_trace_was_executed(t, i)) continue;
        const struct shai_insn *gate = &t->program->code[i];
        uint8_t group = t->run->truth[gate->b], own = t->run->truth[gate->c];
        if (group == SHAI_NO || (group == SHAI_UNKNOWN && own != SHAI_NO)) add_deciding(t, gate->b, false, prefix);
        if (group != SHAI_NO && own != SHAI_YES) add_deciding(t, gate->c, false, prefix);
    }
}

/* "试样 2:", where specimens are judged one by one. */
static const char *specimen_prefix(const struct shai_tracer *t)
{
    if (!t->specimen) return "";
    return shai_arena_printf(t->arena, shai_trace_say(t, "试样 %u:", "specimen %u: "), t->specimen);
}

/* Where no comparison wrote the value's formula, it stands alone, ahead of the rest: at `first`. */
static void add_value(struct shai_tracer *t, uint32_t first)
{
    uint16_t reg = t->judged->value_reg;
    if (t->value_shown || !t->run->items[t->item].has_value || !shai_trace_is_known(t, reg)) return;
    struct shai_strbuf line;
    shai_strbuf_init(&line, t->arena);
    shai_strbuf_puts(&line, specimen_prefix(t));
    shai_formula_side((struct shai_formula){t, &line}, reg);
    add_line(t, line.s);
    if (t->line_count <= first) return;
    const char *last = t->lines[t->line_count - 1];
    for (uint32_t i = t->line_count - 1; i > first; i--) t->lines[i] = t->lines[i - 1];
    t->lines[first] = last;
}

/* The steps of the item, or of its specimen i. */
static void add_judgement(struct shai_tracer *t, uint32_t i, bool of_specimen, bool judged)
{
    uint32_t first = t->line_count;
    t->judged = &t->variant->judged[i];
    t->specimen = of_specimen ? (uint16_t)(i + 1) : 0;
    t->value_shown = false;
    add_deciding(t, t->judged->truth_reg, false, specimen_prefix(t));
    if (judged) add_value(t, first);
}

static const char **steps_of(struct shai_tracer *t, uint32_t i, uint32_t *count)
{
    t->line_cap = 4;
    t->lines = SHAI_NEW_N(t->arena, const char *, t->line_cap);
    t->line_count = 0;
    add_judgement(t, i, false, true);
    *count = t->line_count;
    return t->lines;
}

/* Where no reading of a specimen counts by itself, only all of them together do, one speaks for all. */
static bool is_one_for_all(struct shai_tracer *t, uint32_t judgements)
{
    const char **lines = t->lines;
    size_t cap = t->line_cap;
    uint32_t line_count = t->line_count, count, other_count;
    const char **first = steps_of(t, 0, &count);
    bool alike = judgements > 1;
    for (uint32_t i = 1; i < judgements && alike; i++) {
        const char **other = steps_of(t, i, &other_count);
        alike = other_count == count;
        for (uint32_t k = 0; k < count && alike; k++) alike = strcmp(first[k], other[k]) == 0;
    }
    t->lines = lines;
    t->line_cap = cap;
    t->line_count = line_count;
    return alike;
}

const char **shai_trace_item(struct shai_tracer *t, uint32_t item, uint32_t *count)
{
    const struct shai_item_run *it = &t->run->items[item];
    t->variant = &t->program->items[item].variants[it->variant];
    t->item = item;
    t->line_cap = 4;
    t->lines = SHAI_NEW_N(t->arena, const char *, t->line_cap);
    t->line_count = 0;
    t->depth = 0;
    bool judged = it->outcome != SHAI_INAPPLICABLE && !it->not_applied;
    t->judged = t->variant->judged;
    t->specimen = 0;
    t->value_shown = false;
    if (!judged) add_gates(t);
    uint32_t judgements = it->specimen ? t->variant->judged_count : 1;
    bool one = it->specimen && judged && is_one_for_all(t, judgements);
    for (uint32_t i = 0; i < (one ? 1 : judgements) && (judged || !t->line_count); i++)
        add_judgement(t, i, it->specimen && !one, judged);
    if (it->specimen && it->specimen <= judgements) t->judged = &t->variant->judged[it->specimen - 1];
    if (it->outcome == SHAI_FAIL) add_grade(t);
    *count = t->line_count;
    return t->lines;
}
