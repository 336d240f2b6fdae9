/* Traces. In: a run with its executed instructions. Out: for each item the steps that led to its outcome, as
 * formulas.
 *
 * A program is in SSA form but for joins, so a formula is read off by walking from a register to the instruction that
 * defines it. Of a join only the updates that were executed are written: the cases that held or were possible. The
 * walk follows a graph as if it were a tree; MOST_TEXT and MOST_DEPTH bound what that can cost. Nothing is computed
 * again: every number printed was read or is a register's. */
#include "runtime/trace.h"

#include "runtime/result.h"
#include "runtime/show.h"

enum { MOST_TEXT = 600, MOST_DEPTH = 60, MOST_LINES = 24 };

struct shai_tracer {
    struct shai_arena *arena;
    const struct shai_run *run;
    const struct shai_program *program;
    uint32_t *first_update; /* of a register: the first instruction that updates it, SHAI_NONE32: none */
    uint32_t *first_gate;   /* of an item */
    uint32_t *next;         /* of an instruction in one of these chains: the next */
    /* of the item under way */
    const struct shai_variant *variant;
    const struct shai_judged *judged; /* the item's, or that of the specimen under way */
    uint16_t specimen;                /* 1..; 0: not judged so */
    uint32_t item;
    bool value_shown; /* its formula stands in a line already: from then on its value will do */
    const char **lines;
    uint32_t line_count;
    size_t line_cap;
    int depth;
};

struct formula {
    struct shai_tracer *t;
    struct shai_strbuf *buf;
};

/* How tightly a formula binds, to set parentheses. */
enum { SUM = 1, PRODUCT, SIGN, ATOM };

static bool is_untested(const struct shai_tracer *t, uint16_t reg);
static void put_number(struct formula f, uint16_t reg, int tightness);

static const char *say(const struct shai_tracer *t, const char *zh, const char *en)
{
    return shai_say(t->program->lang, zh, en);
}

static bool was_executed(const struct shai_tracer *t, uint32_t insn)
{
    return t->run->executed[insn / 64] >> insn % 64 & 1;
}

static const struct shai_insn *definition(const struct shai_tracer *t, uint16_t reg)
{
    return &t->program->code[t->program->definition[reg]];
}

static bool is_known(const struct shai_tracer *t, uint16_t reg)
{
    return reg != SHAI_NONE16 && was_executed(t, t->program->definition[reg]);
}

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

/* --- units --------------------------------------------------------------------------------------------------------
 */

static const struct shai_display *display_within(struct shai_tracer *t, uint16_t reg, int depth);

static bool is_plain_number(const struct shai_display *display)
{
    return display && display->type == SHAI_V_NUMBER && !display->unit;
}

/* A product is shown in the unit of the factor that has one. */
static const struct shai_display *display_of_product(struct shai_tracer *t, const struct shai_insn *insn, int depth)
{
    const struct shai_display *b = display_within(t, insn->b, depth), *c = display_within(t, insn->c, depth);
    if (is_plain_number(c)) return b;
    return is_plain_number(b) && insn->op == SHAI_I_MUL ? c : NULL;
}

/* The unit a register is shown in, or NULL where none can be told. */
static const struct shai_display *display_within(struct shai_tracer *t, uint16_t reg, int depth)
{
    static const struct shai_display plain = {.type = SHAI_V_NUMBER, .set = SHAI_NONE32, .factor = SHAI_NUM_INT(1)};
    if (reg == t->judged->value_reg) return &t->variant->display;
    if (depth == 0) return NULL;
    const struct shai_insn *insn = definition(t, reg);
    switch (insn->op) {
    case SHAI_I_LOAD_NUM: return &t->program->inputs[insn->x].display;
    case SHAI_I_CONST_NUM: return &t->program->constants[insn->x].display;
    case SHAI_I_ADD:
    case SHAI_I_SUB:
    case SHAI_I_MIN:
    case SHAI_I_MAX: {
        const struct shai_display *b = display_within(t, insn->b, depth - 1);
        return b && !is_plain_number(b) ? b : display_within(t, insn->c, depth - 1);
    }
    case SHAI_I_NEG:
    case SHAI_I_ABS:
    case SHAI_I_ROUND:
    case SHAI_I_GIVE_U:
    case SHAI_I_WIDEN:
    case SHAI_I_MEDIAN:
    case SHAI_I_ROUND_SIGNIFICANT: return display_within(t, insn->b, depth - 1);
    case SHAI_I_MUL:
    case SHAI_I_DIV: return display_of_product(t, insn, depth - 1);
    case SHAI_I_BOTTOM:
        for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
            const struct shai_insn *join = &t->program->code[u];
            if (!was_executed(t, u) || join->op == SHAI_I_SETTLE) continue;
            return display_within(t, join->op == SHAI_I_BROKEN ? join->c : join->b, depth - 1);
        }
        return NULL;
    case SHAI_I_ITEM_VALUE: {
        const struct shai_item *item = &t->program->items[insn->b];
        return &item->variants[t->run->items[insn->b].variant].display;
    }
    case SHAI_I_LENGTH:
    case SHAI_I_COUNT: return &plain;
    default: return NULL;
    }
}

static const struct shai_display *display_of(struct shai_tracer *t, uint16_t reg)
{
    return display_within(t, reg, 12);
}

/* --- numbers ------------------------------------------------------------------------------------------------------
 */

static void put_inner_value(struct formula f, uint16_t reg)
{
    const struct shai_display *display = display_of(f.t, reg);
    static const struct shai_display plain = {.type = SHAI_V_NUMBER, .set = SHAI_NONE32, .factor = SHAI_NUM_INT(1)};
    shai_show_value(f.buf, f.t->program, &f.t->run->num[reg], display ? display : &plain, SHAI_PLACES_COMPUTED);
}

/* A reading of this item that has no name of its own is its value alone; any other input goes by its name. */
static void put_input(struct formula f, uint32_t input)
{
    const struct shai_input *in = &f.t->program->inputs[input];
    const struct shai_fact *fact = &f.t->run->sample->facts[input];
    bool own = in->reading && in->bare && in->item == f.t->item && (!in->specimen || in->specimen == f.t->specimen);
    if (!own) {
        shai_strbuf_puts(f.buf, in->reading ? in->name : shai_show_input_name(in));
        shai_strbuf_putc(f.buf, ' ');
    }
    if (fact->state == SHAI_FACT_BLANK)
        shai_strbuf_puts(f.buf, in->reading ? say(f.t, "未检", "not tested") : say(f.t, "未提供", "not given"));
    else shai_show_reported(f.buf, f.t->program, input, fact);
    if (fact->state == SHAI_FACT_KNOWN && fact->num.flags & SHAI_UNDETECTED && in->type == SHAI_V_NUMBER) {
        shai_strbuf_puts(f.buf, " (");
        if (fact->num.flags & SHAI_POINT) {
            shai_strbuf_puts(f.buf, say(f.t, "计 ", "counts "));
            shai_show_quantity(f.buf, f.t->program, fact->num.lo, &in->display, SHAI_PLACES_COMPUTED);
        } else {
            shai_show_value(f.buf, f.t->program, &fact->num, &in->display, SHAI_PLACES_COMPUTED);
        }
        shai_strbuf_putc(f.buf, ')');
    }
}

static void put_operation(struct formula f, const struct shai_insn *insn, const char *sign, int own, int tightness)
{
    bool parens = own < tightness;
    if (parens) shai_strbuf_putc(f.buf, '(');
    put_number(f, insn->b, own);
    shai_strbuf_puts(f.buf, sign);
    put_number(f, insn->c, own + 1);
    if (parens) shai_strbuf_putc(f.buf, ')');
}

/* min(min(a, b), c) is written min(a, b, c). op: the operation whose chain is laid open; END for none. */
static void put_arguments(struct formula f, uint16_t reg, uint16_t op)
{
    const struct shai_insn *insn = definition(f.t, reg);
    if (insn->op != op || f.buf->len > MOST_TEXT) {
        put_number(f, reg, SUM);
        return;
    }
    put_arguments(f, insn->b, op);
    shai_strbuf_puts(f.buf, ", ");
    put_number(f, insn->c, SUM);
}

static void put_call(struct formula f, const char *name, uint16_t reg, uint16_t op)
{
    shai_strbuf_puts(f.buf, name);
    shai_strbuf_putc(f.buf, '(');
    put_arguments(f, reg, op);
    shai_strbuf_putc(f.buf, ')');
}

static void put_constant(struct formula f, uint32_t constant)
{
    const struct shai_constant *c = &f.t->program->constants[constant];
    shai_show_quantity(f.buf, f.t->program, c->num, &c->display, c->places);
}

static void put_text(struct formula f, uint16_t reg)
{
    const struct shai_insn *insn = definition(f.t, reg);
    if (insn->op == SHAI_I_CONST_TEXT) {
        shai_strbuf_putc(f.buf, '"');
        shai_strbuf_puts(f.buf, f.t->program->texts[insn->x].s);
        shai_strbuf_putc(f.buf, '"');
    } else {
        shai_strbuf_puts(f.buf, shai_show_input_name(&f.t->program->inputs[insn->x]));
    }
}

/* The cases that were taken: one is written as it is, several with "or". */
static void put_join(struct formula f, uint16_t reg, int tightness)
{
    struct shai_tracer *t = f.t;
    uint32_t taken = 0;
    bool broken = false;
    for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
        if (!was_executed(t, u)) continue;
        taken += t->program->code[u].op == SHAI_I_JOIN;
        broken |= t->program->code[u].op == SHAI_I_BROKEN;
    }
    if (broken || !taken) {
        put_inner_value(f, reg);
        return;
    }
    bool first = true;
    if (taken > 1) shai_strbuf_putc(f.buf, '(');
    for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
        if (!was_executed(t, u) || t->program->code[u].op != SHAI_I_JOIN) continue;
        if (!first) shai_strbuf_puts(f.buf, say(t, " 或 ", " or "));
        put_number(f, t->program->code[u].b, taken > 1 ? SUM : tightness);
        first = false;
    }
    if (taken > 1) shai_strbuf_putc(f.buf, ')');
}

static void put_median(struct formula f, const struct shai_insn *insn)
{
    bool first = true;
    shai_strbuf_puts(f.buf, say(f.t, "中位(", "median("));
    for (uint32_t i = 0; i < insn->c; i++) {
        if (insn->x != SHAI_NONE32 && f.t->run->truth[insn->x + i] == SHAI_NO) continue;
        if (!first) shai_strbuf_puts(f.buf, ", ");
        put_number(f, (uint16_t)(insn->b + i), SUM);
        first = false;
    }
    shai_strbuf_putc(f.buf, ')');
}

/* Is another item's value a reading that was not taken? */
static bool is_item_untested(const struct shai_tracer *t, uint32_t item)
{
    const struct shai_variant *variant = &t->program->items[item].variants[t->run->items[item].variant];
    uint16_t value = variant->judged_count == 1 ? variant->judged->value_reg : SHAI_NONE16;
    return value < t->program->register_count && is_untested(t, value);
}

static void put_defined(struct formula f, uint16_t reg, int tightness)
{
    struct shai_tracer *t = f.t;
    const struct shai_insn *insn = definition(t, reg);
    switch (insn->op) {
    case SHAI_I_LOAD_NUM: put_input(f, insn->x); break;
    case SHAI_I_CONST_NUM: put_constant(f, insn->x); break;
    case SHAI_I_ADD: put_operation(f, insn, " + ", SUM, tightness); break;
    case SHAI_I_SUB: put_operation(f, insn, " − ", SUM, tightness); break;
    case SHAI_I_MUL: put_operation(f, insn, " × ", PRODUCT, tightness); break;
    case SHAI_I_DIV: put_operation(f, insn, " ÷ ", PRODUCT, tightness); break;
    case SHAI_I_NEG:
        if (tightness > SIGN) shai_strbuf_putc(f.buf, '(');
        shai_strbuf_puts(f.buf, "−");
        put_number(f, insn->b, SIGN);
        if (tightness > SIGN) shai_strbuf_putc(f.buf, ')');
        break;
    case SHAI_I_ABS: put_call(f, say(t, "绝对值", "abs"), insn->b, SHAI_I_END); break;
    case SHAI_I_MEDIAN: put_median(f, insn); break;
    case SHAI_I_GIVE_U: put_number(f, insn->b, tightness); break;
    case SHAI_I_MIN: put_call(f, say(t, "最小", "min"), reg, SHAI_I_MIN); break;
    case SHAI_I_MAX: put_call(f, say(t, "最大", "max"), reg, SHAI_I_MAX); break;
    case SHAI_I_ROUND:
        shai_strbuf_puts(f.buf, say(t, "修约(", "round("));
        put_number(f, insn->b, SUM);
        shai_strbuf_puts(f.buf, ", ");
        put_constant(f, insn->x);
        shai_strbuf_putc(f.buf, ')');
        break;
    case SHAI_I_ROUND_SIGNIFICANT:
        shai_strbuf_puts(f.buf, say(t, "修约(", "round("));
        put_number(f, insn->b, SUM);
        shai_strbuf_printf(f.buf, ", %u ", insn->x);
        shai_strbuf_puts(f.buf, say(t, "位有效数字)", "significant)"));
        break;
    case SHAI_I_LENGTH:
        shai_strbuf_puts(f.buf, say(t, "字数(", "length("));
        put_text(f, insn->b);
        shai_strbuf_putc(f.buf, ')');
        break;
    case SHAI_I_BOTTOM: put_join(f, reg, tightness); break;
    case SHAI_I_ITEM_VALUE:
        shai_strbuf_puts(f.buf, t->program->items[insn->b].name);
        shai_strbuf_putc(f.buf, ' ');
        if (is_item_untested(t, insn->b)) shai_strbuf_puts(f.buf, say(t, "未检", "not tested"));
        else put_inner_value(f, reg);
        break;
    case SHAI_I_COUNT:
        shai_strbuf_puts(f.buf, say(t, "计数(", "count("));
        shai_strbuf_puts(f.buf, shai_hazard_word((enum shai_hazard)insn->b, (enum shai_lang)t->program->lang));
        shai_strbuf_puts(f.buf, ") ");
        put_inner_value(f, reg);
        break;
    default: put_inner_value(f, reg); break;
    }
}

/* The register whose formula is written for `reg`: of a join that took one case, that case's; of a value with a U of
 * its own, the value. */
static uint16_t taken_case(const struct shai_tracer *t, uint16_t reg)
{
    if (definition(t, reg)->op == SHAI_I_GIVE_U) reg = definition(t, reg)->b;
    uint16_t taken = SHAI_NONE16;
    if (definition(t, reg)->op != SHAI_I_BOTTOM) return reg;
    for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
        if (!was_executed(t, u) || t->program->code[u].op == SHAI_I_SETTLE) continue;
        if (t->program->code[u].op != SHAI_I_JOIN || taken != SHAI_NONE16) return reg;
        taken = t->program->code[u].b;
    }
    return taken == SHAI_NONE16 ? reg : taken;
}

/* A reading that was not taken, as a number or as a text. */
static bool is_untested(const struct shai_tracer *t, uint16_t reg)
{
    const struct shai_insn *insn = definition(t, taken_case(t, reg));
    if (insn->op != SHAI_I_LOAD_NUM && insn->op != SHAI_I_LOAD_TEXT) return false;
    return t->program->inputs[insn->x].reading && t->run->sample->facts[insn->x].state == SHAI_FACT_BLANK;
}

static void put_number(struct formula f, uint16_t reg, int tightness)
{
    struct shai_tracer *t = f.t;
    if (f.buf->len > MOST_TEXT || t->depth >= MOST_DEPTH) {
        shai_strbuf_puts(f.buf, "…");
        return;
    }
    if (!is_known(t, reg)) {
        shai_strbuf_puts(f.buf, say(t, "(未计算)", "(not computed)"));
        return;
    }
    if (reg == t->judged->value_reg && t->value_shown) {
        if (is_untested(t, reg)) shai_strbuf_puts(f.buf, say(t, "未检", "not tested"));
        else put_inner_value(f, reg);
        return;
    }
    t->depth++;
    put_defined(f, reg, tightness);
    t->depth--;
}

/* Does the formula say what it comes to: a constant, a reading that has no other value or was not taken? */
static bool is_its_value(struct shai_tracer *t, uint16_t reg)
{
    const struct shai_insn *insn = definition(t, taken_case(t, reg));
    const struct shai_interval *value = &t->run->num[reg];
    const struct shai_display *display = display_of(t, reg);
    if (insn->op == SHAI_I_CONST_NUM || !display) return true;
    if (insn->op != SHAI_I_LOAD_NUM) return false;
    if (t->run->sample->facts[insn->x].state == SHAI_FACT_BLANK || value->flags & SHAI_UNDETECTED) return true;
    /* as reported, "4.0 mm", in the unit that it is shown in */
    struct shai_decimal read;
    const struct shai_fact *fact = &t->run->sample->facts[insn->x];
    return display->type == SHAI_V_NUMBER && value->flags & SHAI_POINT &&
           shai_num_parse(t->arena, fact->reported, fact->reported_len, &read) == SHAI_NUM_OK &&
           shai_num_cmp(shai_num_mul(t->arena, read.num, display->factor), value->lo) == 0;
}

/* The formula of a register, and behind it what it comes to where it does not say so itself. */
static void put_side(struct formula f, uint16_t reg)
{
    struct shai_tracer *t = f.t;
    size_t from = f.buf->len;
    put_number(f, reg, SUM);
    if (reg == t->judged->value_reg) t->value_shown = true;
    const char *text = f.buf->s + from;
    if (!is_known(t, reg) || is_its_value(t, reg)) return;
    struct shai_strbuf value;
    shai_strbuf_init(&value, t->arena);
    put_inner_value((struct formula){t, &value}, reg);
    size_t len = strlen(text);
    if (len >= value.len && strcmp(text + len - value.len, value.s) == 0) return;
    shai_strbuf_puts(f.buf, t->run->num[reg].flags & SHAI_POINT ? " = " : " → ");
    shai_strbuf_puts(f.buf, value.s);
}

/* --- conditions ---------------------------------------------------------------------------------------------------
 */

static void add_line(struct shai_tracer *t, const char *line)
{
    if (t->line_count > MOST_LINES) return;
    for (uint32_t i = 0; i < t->line_count; i++)
        if (strcmp(t->lines[i], line) == 0) return;
    t->lines = shai_arena_grow(t->arena, t->lines, &t->line_cap, t->line_count + 1, sizeof *t->lines);
    t->lines[t->line_count] = t->line_count == MOST_LINES ? "…" : line;
    t->line_count++;
}

/* The judged value, or a rounding of it. */
static bool is_judged(const struct shai_tracer *t, uint16_t reg)
{
    if (reg == t->judged->value_reg) return true;
    const struct shai_insn *insn = definition(t, reg);
    return insn->op == SHAI_I_ROUND && insn->b == t->judged->value_reg;
}

/* What is compared stands on the left, what it is compared with on the right: a value before a constant, one that was
 * read before one that is worked out. */
static bool is_turned(const struct shai_tracer *t, const struct shai_insn *insn)
{
    if (is_judged(t, insn->b) != is_judged(t, insn->c)) return is_judged(t, insn->c);
    if (definition(t, insn->c)->op == SHAI_I_CONST_NUM) return false;
    if (definition(t, insn->b)->op == SHAI_I_CONST_NUM) return true;
    return definition(t, insn->c)->op == SHAI_I_LOAD_NUM && definition(t, insn->b)->op != SHAI_I_LOAD_NUM;
}

static bool has_u(const struct shai_tracer *t, uint16_t reg)
{
    const struct shai_interval *n = &t->run->num[reg];
    return n->flags & SHAI_U_GIVEN && shai_num_sign(n->u) > 0;
}

/* " + U 3 mg/kg": the unfavourable end of a guarded side (op.def, "Rules"). */
static void put_guard(struct formula f, const struct shai_insn *insn, uint16_t reg)
{
    static const struct shai_display plain = {.type = SHAI_V_NUMBER, .set = SHAI_NONE32, .factor = SHAI_NUM_INT(1)};
    bool guarded = insn->x == SHAI_RULE_GUARDED || insn->x == SHAI_RULE_GUARDED_NOT;
    if (!guarded || insn->op == SHAI_I_EQ || !has_u(f.t, reg)) return;
    const struct shai_display *display = display_of(f.t, reg);
    bool plus = (reg == insn->b) == (insn->x == SHAI_RULE_GUARDED);
    shai_strbuf_puts(f.buf, plus ? " + U " : " − U ");
    shai_show_quantity(f.buf, f.t->program, f.t->run->num[reg].u, display ? display : &plain, SHAI_PLACES_COMPUTED);
}

/* By which rule, where U counted. */
static void put_rule(struct formula f, const struct shai_insn *insn)
{
    if (!insn->x || (!has_u(f.t, insn->b) && !has_u(f.t, insn->c))) return;
    shai_strbuf_puts(f.buf, insn->x == SHAI_RULE_CERTAIN ? say(f.t, "(裁决:确定,计入 U)", " (decide certain, with U)")
                                                         : say(f.t, "(裁决:保护)", " (decide guarded)"));
}

static const char *relation(uint16_t op, bool holds, bool turned)
{
    if (op == SHAI_I_EQ) return holds ? " = " : " ≠ ";
    if (op == SHAI_I_LT) return holds ? (turned ? " > " : " < ") : (turned ? " ≤ " : " ≥ ");
    return holds ? (turned ? " ≥ " : " ≤ ") : (turned ? " < " : " > ");
}

static void put_comparison(struct formula f, const struct shai_insn *insn, enum shai_truth truth, bool negated)
{
    bool turned = is_turned(f.t, insn);
    bool holds = truth == SHAI_UNKNOWN ? !negated : truth == SHAI_YES;
    uint16_t left = turned ? insn->c : insn->b;
    const struct shai_insn *load = definition(f.t, left);
    bool says_it = insn->op == SHAI_I_EQ && holds && load->op == SHAI_I_LOAD_NUM &&
                   f.t->program->inputs[load->x].type == SHAI_V_CHOICE;
    if (says_it) shai_strbuf_puts(f.buf, shai_show_input_name(&f.t->program->inputs[load->x]));
    else put_side(f, left);
    if (says_it && left == f.t->judged->value_reg) f.t->value_shown = true;
    put_guard(f, insn, left);
    if (truth == SHAI_UNKNOWN) shai_strbuf_puts(f.buf, say(f.t, ",不能确定是否", ", not known whether"));
    shai_strbuf_puts(f.buf, relation(insn->op, holds, turned));
    put_side(f, turned ? insn->b : insn->c);
    put_guard(f, insn, turned ? insn->b : insn->c);
    put_rule(f, insn);
}

static void put_fact_truth(struct formula f, uint32_t input)
{
    const struct shai_input *in = &f.t->program->inputs[input];
    const struct shai_fact *fact = &f.t->run->sample->facts[input];
    shai_strbuf_puts(f.buf, in->reading ? in->name : shai_show_input_name(in));
    shai_strbuf_puts(f.buf, say(f.t, ":", ": "));
    bool yes = fact->truth == SHAI_YES;
    if (fact->state == SHAI_FACT_BLANK)
        shai_strbuf_puts(f.buf, in->reading ? say(f.t, "未检", "not tested") : say(f.t, "未提供", "not given"));
    else if (fact->state == SHAI_FACT_UNDECLARED) shai_strbuf_puts(f.buf, say(f.t, "未明示", "undeclared"));
    else if (in->type == SHAI_V_CONFORMITY)
        shai_strbuf_puts(f.buf, yes ? say(f.t, "符合", "pass") : say(f.t, "不符合", "fail"));
    else shai_strbuf_puts(f.buf, yes ? say(f.t, "是", "yes") : say(f.t, "否", "no"));
}

static void put_named(struct formula f, const char *name, const char *zh, const char *en)
{
    shai_strbuf_puts(f.buf, name);
    shai_strbuf_putc(f.buf, ' ');
    shai_strbuf_puts(f.buf, say(f.t, zh, en));
}

/* Why a condition is open. 无法判定 is an outcome's word, which a line of an untested item does not borrow. */
static void put_undecided(struct formula f, const struct shai_insn *insn)
{
    const struct shai_tracer *t = f.t;
    bool text = insn->op == SHAI_I_MATCH || insn->op == SHAI_I_EQ_TEXT || insn->op == SHAI_I_USCC;
    if (text && (is_untested(t, insn->b) || (insn->op == SHAI_I_EQ_TEXT && is_untested(t, insn->c))))
        shai_strbuf_puts(f.buf, say(t, ":未检", ": not tested"));
    else if (t->run->items[t->item].outcome == SHAI_UNTESTED) shai_strbuf_puts(f.buf, say(t, ":未定", ": open"));
    else shai_strbuf_puts(f.buf, say(t, ":无法判定", ": undecided"));
}

/* A condition that is no combination. False where it says nothing worth a line. */
static bool put_leaf(struct formula f, uint16_t reg, const struct shai_insn *insn, bool negated)
{
    struct shai_tracer *t = f.t;
    enum shai_truth truth = (enum shai_truth)t->run->truth[reg];
    bool holds = truth == SHAI_UNKNOWN ? !negated : truth == SHAI_YES;
    switch (insn->op) {
    case SHAI_I_LT:
    case SHAI_I_LE:
    case SHAI_I_EQ: put_comparison(f, insn, truth, negated); return true;
    case SHAI_I_EQ_TEXT:
        put_text(f, insn->b);
        shai_strbuf_puts(f.buf, holds ? " = " : " ≠ ");
        put_text(f, insn->c);
        break;
    case SHAI_I_MATCH:
        put_text(f, insn->b);
        shai_strbuf_puts(f.buf, holds ? say(t, " 匹配 ", " matches ") : say(t, " 不匹配 ", " does not match "));
        shai_show_pattern(f.buf, &t->program->patterns[insn->x]);
        break;
    case SHAI_I_USCC:
        put_text(f, insn->b);
        shai_strbuf_puts(f.buf, holds ? say(t, " 是有效的信用代码", " is a valid credit code")
                                      : say(t, " 不是有效的信用代码", " is no valid credit code"));
        break;
    case SHAI_I_PRESENT:
        put_named(f, shai_show_input_name(&t->program->inputs[insn->x]), holds ? "已明示" : "未明示",
                  holds ? "is declared" : "is not declared");
        break;
    case SHAI_I_ABSENT:
        put_side(f, insn->b);
        shai_strbuf_puts(f.buf, holds ? say(t, ":视为未检出", ": not detected") : say(t, ":已检出", ": detected"));
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
        shai_strbuf_puts(f.buf, say(t, "此情形下项目不适用(—)", "the item does not apply in this case (—)"));
        break;
    default: return false;
    }
    if (truth == SHAI_UNKNOWN) put_undecided(f, insn);
    return true;
}

/* Adds the conditions that decided a truth, a line each: of an `and` that is no, those that are no; and so on. */
static void add_deciding(struct shai_tracer *t, uint16_t reg, bool negated, const char *prefix)
{
    if (!is_known(t, reg) || t->depth >= MOST_DEPTH || t->line_count > MOST_LINES) return;
    const struct shai_insn *insn = definition(t, reg);
    uint8_t truth = t->run->truth[reg];
    t->depth++;
    if (insn->op == SHAI_I_NOT) {
        add_deciding(t, insn->b, !negated, prefix);
    } else if (insn->op == SHAI_I_AND || insn->op == SHAI_I_OR) {
        bool all = truth == (insn->op == SHAI_I_AND ? SHAI_YES : SHAI_NO);
        if (all || t->run->truth[insn->b] == truth) add_deciding(t, insn->b, negated, prefix);
        if (all || t->run->truth[insn->c] == truth) add_deciding(t, insn->c, negated, prefix);
    } else if (insn->op == SHAI_I_BOTTOM_T) {
        for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u])
            if (was_executed(t, u)) add_deciding(t, t->program->code[u].b, negated, prefix);
    } else {
        struct shai_strbuf line;
        shai_strbuf_init(&line, t->arena);
        shai_strbuf_puts(&line, prefix);
        if (put_leaf((struct formula){t, &line}, reg, insn, negated)) add_line(t, line.s);
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
        if (insn->op == SHAI_I_JUMP_NO && insn->x > at && was_executed(t, i)) return insn->b;
    }
    return SHAI_NONE16;
}

/* What made the grade: the condition of the case that was taken, in lines of their own. */
static void add_grounds(struct shai_tracer *t)
{
    uint16_t reg = t->judged->hazard_reg;
    if (reg == SHAI_NONE16 || !is_known(t, reg) || definition(t, reg)->op != SHAI_I_BOTTOM) return;
    for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
        const struct shai_insn *join = &t->program->code[u];
        if (join->op != SHAI_I_JOIN || !was_executed(t, u) || !is_known(t, join->b)) continue;
        if (shai_num_cmp(t->run->num[join->b].lo, SHAI_NUM_INT(t->run->items[t->item].hazard)) != 0) continue;
        uint16_t guard = guard_of(t, t->program->definition[reg], u);
        if (guard != SHAI_NONE16) add_deciding(t, guard, false, "");
        else add_line(t, say(t, "其他情形都不成立", "no other case holds"));
    }
}

/* "风险:严重(2.5 % > 1 %)". */
static void add_grade(struct shai_tracer *t)
{
    uint32_t before = t->line_count;
    struct shai_strbuf line;
    shai_strbuf_init(&line, t->arena);
    shai_strbuf_puts(&line, say(t, "风险:", "hazard: "));
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
        shai_strbuf_puts(&line, i ? say(t, ";", "; ") : say(t, "(", " ("));
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
    const char *prefix = say(t, "适用条件:", "applies: ");
    for (uint32_t i = t->first_gate[t->item]; i != SHAI_NONE32; i = t->next[i]) {
        if (!was_executed(t, i)) continue;
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
    return shai_arena_printf(t->arena, say(t, "试样 %u:", "specimen %u: "), t->specimen);
}

/* Where no comparison wrote the value's formula, it stands alone, ahead of the rest: at `first`. */
static void add_value(struct shai_tracer *t, uint32_t first)
{
    uint16_t reg = t->judged->value_reg;
    if (t->value_shown || !t->run->items[t->item].has_value || !is_known(t, reg)) return;
    struct shai_strbuf line;
    shai_strbuf_init(&line, t->arena);
    shai_strbuf_puts(&line, specimen_prefix(t));
    put_side((struct formula){t, &line}, reg);
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
