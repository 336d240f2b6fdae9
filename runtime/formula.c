/* Formulas of traces. In: a run with its executed instructions. Out: a register as a formula in numbers, as it was
 * read and worked out. Nothing is computed again: every number printed was read or is a register's. */
#include "runtime/formula.h"

#include "runtime/result.h"

static void put_number(struct shai_formula f, uint16_t reg, int tightness);

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
    const struct shai_insn *insn = shai_trace_definition(t, reg);
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
            if (!shai_trace_was_executed(t, u) || join->op == SHAI_I_SETTLE) continue;
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

const struct shai_display *shai_trace_display(struct shai_tracer *t, uint16_t reg)
{
    return display_within(t, reg, 12);
}

/* --- numbers ------------------------------------------------------------------------------------------------------
 */

/* What a register comes to, in its unit. */
static void put_value(struct shai_formula f, uint16_t reg)
{
    const struct shai_display *display = shai_trace_display(f.t, reg);
    static const struct shai_display plain = {.type = SHAI_V_NUMBER, .set = SHAI_NONE32, .factor = SHAI_NUM_INT(1)};
    shai_show_value(f.buf, f.t->program, &f.t->run->num[reg], display ? display : &plain, SHAI_PLACES_COMPUTED);
}

/* A reading of this item that has no name of its own is its value alone; any other input goes by its name. */
static void put_input(struct shai_formula f, uint32_t input)
{
    const struct shai_input *in = &f.t->program->inputs[input];
    const struct shai_fact *fact = &f.t->run->sample->facts[input];
    bool own = in->reading && in->bare && in->item == f.t->item && (!in->specimen || in->specimen == f.t->specimen);
    if (!own) {
        shai_strbuf_puts(f.buf, in->reading ? in->name : shai_show_input_name(in));
        shai_strbuf_putc(f.buf, ' ');
    }
    if (fact->state == SHAI_FACT_BLANK)
        shai_strbuf_puts(f.buf, in->reading ? shai_trace_say(f.t, "未检", "not tested")
                                            : shai_trace_say(f.t, "未提供", "not given"));
    else shai_show_reported(f.buf, f.t->program, input, fact);
    if (fact->state == SHAI_FACT_KNOWN && fact->num.flags & SHAI_UNDETECTED && in->type == SHAI_V_NUMBER) {
        shai_strbuf_puts(f.buf, " (");
        if (fact->num.flags & SHAI_POINT) {
            shai_strbuf_puts(f.buf, shai_trace_say(f.t, "计 ", "counts "));
            shai_show_quantity(f.buf, f.t->program, fact->num.lo, &in->display, SHAI_PLACES_COMPUTED);
        } else {
            shai_show_value(f.buf, f.t->program, &fact->num, &in->display, SHAI_PLACES_COMPUTED);
        }
        shai_strbuf_putc(f.buf, ')');
    }
}

static void put_operation(struct shai_formula f, const struct shai_insn *insn, const char *sign, int own,
                          int tightness)
{
    bool parens = own < tightness;
    if (parens) shai_strbuf_putc(f.buf, '(');
    put_number(f, insn->b, own);
    shai_strbuf_puts(f.buf, sign);
    put_number(f, insn->c, own + 1);
    if (parens) shai_strbuf_putc(f.buf, ')');
}

/* min(min(a, b), c) is written min(a, b, c). op: the operation whose chain is laid open; END for none. */
static void put_arguments(struct shai_formula f, uint16_t reg, uint16_t op)
{
    const struct shai_insn *insn = shai_trace_definition(f.t, reg);
    if (insn->op != op || f.buf->len > SHAI_TRACE_TEXT) {
        put_number(f, reg, SHAI_SUM);
        return;
    }
    put_arguments(f, insn->b, op);
    shai_strbuf_puts(f.buf, ", ");
    put_number(f, insn->c, SHAI_SUM);
}

static void put_call(struct shai_formula f, const char *name, uint16_t reg, uint16_t op)
{
    shai_strbuf_puts(f.buf, name);
    shai_strbuf_putc(f.buf, '(');
    put_arguments(f, reg, op);
    shai_strbuf_putc(f.buf, ')');
}

static void put_constant(struct shai_formula f, uint32_t constant)
{
    const struct shai_constant *c = &f.t->program->constants[constant];
    shai_show_quantity(f.buf, f.t->program, c->num, &c->display, c->places);
}

void shai_formula_text(struct shai_formula f, uint16_t reg)
{
    const struct shai_insn *insn = shai_trace_definition(f.t, reg);
    if (insn->op == SHAI_I_CONST_TEXT) {
        shai_strbuf_putc(f.buf, '"');
        shai_strbuf_puts(f.buf, f.t->program->texts[insn->x].s);
        shai_strbuf_putc(f.buf, '"');
    } else {
        shai_strbuf_puts(f.buf, shai_show_input_name(&f.t->program->inputs[insn->x]));
    }
}

/* The cases that were taken: one is written as it is, several with "or". */
static void put_join(struct shai_formula f, uint16_t reg, int tightness)
{
    struct shai_tracer *t = f.t;
    uint32_t taken = 0;
    bool broken = false;
    for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
        if (!shai_trace_was_executed(t, u)) continue;
        taken += t->program->code[u].op == SHAI_I_JOIN;
        broken |= t->program->code[u].op == SHAI_I_BROKEN;
    }
    if (broken || !taken) {
        put_value(f, reg);
        return;
    }
    bool first = true;
    if (taken > 1) shai_strbuf_putc(f.buf, '(');
    for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
        if (!shai_trace_was_executed(t, u) || t->program->code[u].op != SHAI_I_JOIN) continue;
        if (!first) shai_strbuf_puts(f.buf, shai_trace_say(t, " 或 ", " or "));
        put_number(f, t->program->code[u].b, taken > 1 ? SHAI_SUM : tightness);
        first = false;
    }
    if (taken > 1) shai_strbuf_putc(f.buf, ')');
}

static void put_median(struct shai_formula f, const struct shai_insn *insn)
{
    bool first = true;
    shai_strbuf_puts(f.buf, shai_trace_say(f.t, "中位(", "median("));
    for (uint32_t i = 0; i < insn->c; i++) {
        if (insn->x != SHAI_NONE32 && f.t->run->truth[insn->x + i] == SHAI_NO) continue;
        if (!first) shai_strbuf_puts(f.buf, ", ");
        put_number(f, (uint16_t)(insn->b + i), SHAI_SUM);
        first = false;
    }
    shai_strbuf_putc(f.buf, ')');
}

/* Is another item's value a reading that was not taken? */
static bool is_item_untested(const struct shai_tracer *t, uint32_t item)
{
    const struct shai_variant *variant = &t->program->items[item].variants[t->run->items[item].variant];
    uint16_t value = variant->judged_count == 1 ? variant->judged->value_reg : SHAI_NONE16;
    return value < t->program->register_count && shai_trace_untested(t, value);
}

/* "9.03 ± U 0.03". */
static void put_widened(struct shai_formula f, uint16_t reg)
{
    const struct shai_interval *n = &f.t->run->num[reg];
    const struct shai_display *display = shai_trace_display(f.t, reg);
    put_number(f, reg, SHAI_SUM);
    if (!(n->flags & SHAI_U_GIVEN) || !display) return;
    shai_strbuf_puts(f.buf, " ± U ");
    shai_show_quantity(f.buf, f.t->program, n->u, display, SHAI_PLACES_COMPUTED);
}

static void put_defined(struct shai_formula f, uint16_t reg, int tightness)
{
    struct shai_tracer *t = f.t;
    const struct shai_insn *insn = shai_trace_definition(t, reg);
    switch (insn->op) {
    case SHAI_I_LOAD_NUM: put_input(f, insn->x); break;
    case SHAI_I_CONST_NUM: put_constant(f, insn->x); break;
    case SHAI_I_ADD: put_operation(f, insn, " + ", SHAI_SUM, tightness); break;
    case SHAI_I_SUB: put_operation(f, insn, " − ", SHAI_SUM, tightness); break;
    case SHAI_I_MUL: put_operation(f, insn, " × ", SHAI_PRODUCT, tightness); break;
    case SHAI_I_DIV: put_operation(f, insn, " ÷ ", SHAI_PRODUCT, tightness); break;
    case SHAI_I_NEG:
        if (tightness > SHAI_SIGN) shai_strbuf_putc(f.buf, '(');
        shai_strbuf_puts(f.buf, "−");
        put_number(f, insn->b, SHAI_SIGN);
        if (tightness > SHAI_SIGN) shai_strbuf_putc(f.buf, ')');
        break;
    case SHAI_I_ABS: put_call(f, shai_trace_say(t, "绝对值", "abs"), insn->b, SHAI_I_END); break;
    case SHAI_I_MEDIAN: put_median(f, insn); break;
    case SHAI_I_GIVE_U: put_number(f, insn->b, tightness); break;
    case SHAI_I_WIDEN: put_widened(f, insn->b); break;
    case SHAI_I_MIN: put_call(f, shai_trace_say(t, "最小", "min"), reg, SHAI_I_MIN); break;
    case SHAI_I_MAX: put_call(f, shai_trace_say(t, "最大", "max"), reg, SHAI_I_MAX); break;
    case SHAI_I_ROUND:
        shai_strbuf_puts(f.buf, shai_trace_say(t, "修约(", "round("));
        put_number(f, insn->b, SHAI_SUM);
        shai_strbuf_puts(f.buf, ", ");
        put_constant(f, insn->x);
        shai_strbuf_putc(f.buf, ')');
        break;
    case SHAI_I_ROUND_SIGNIFICANT:
        shai_strbuf_puts(f.buf, shai_trace_say(t, "修约(", "round("));
        put_number(f, insn->b, SHAI_SUM);
        shai_strbuf_printf(f.buf, ", %u ", insn->x);
        shai_strbuf_puts(f.buf, shai_trace_say(t, "位有效数字)", "significant)"));
        break;
    case SHAI_I_LENGTH:
        shai_strbuf_puts(f.buf, shai_trace_say(t, "字数(", "length("));
        shai_formula_text(f, insn->b);
        shai_strbuf_putc(f.buf, ')');
        break;
    case SHAI_I_BOTTOM: put_join(f, reg, tightness); break;
    case SHAI_I_ITEM_VALUE:
        shai_strbuf_puts(f.buf, t->program->items[insn->b].name);
        shai_strbuf_putc(f.buf, ' ');
        if (is_item_untested(t, insn->b)) shai_strbuf_puts(f.buf, shai_trace_say(t, "未检", "not tested"));
        else put_value(f, reg);
        break;
    case SHAI_I_COUNT:
        shai_strbuf_puts(f.buf, shai_trace_say(t, "计数(", "count("));
        shai_strbuf_puts(f.buf, shai_hazard_word((enum shai_hazard)insn->b, (enum shai_lang)t->program->lang));
        shai_strbuf_puts(f.buf, ") ");
        put_value(f, reg);
        break;
    default: put_value(f, reg); break;
    }
}

/* The register whose formula is written for `reg`: of a join that took one case, that case's; of a value with a U of
 * its own, the value. */
static uint16_t taken_case(const struct shai_tracer *t, uint16_t reg)
{
    if (shai_trace_definition(t, reg)->op == SHAI_I_GIVE_U) reg = shai_trace_definition(t, reg)->b;
    uint16_t taken = SHAI_NONE16;
    if (shai_trace_definition(t, reg)->op != SHAI_I_BOTTOM) return reg;
    for (uint32_t u = t->first_update[reg]; u != SHAI_NONE32; u = t->next[u]) {
        if (!shai_trace_was_executed(t, u) || t->program->code[u].op == SHAI_I_SETTLE) continue;
        if (t->program->code[u].op != SHAI_I_JOIN || taken != SHAI_NONE16) return reg;
        taken = t->program->code[u].b;
    }
    return taken == SHAI_NONE16 ? reg : taken;
}

/* A reading that was not taken, as a number or as a text. */
bool shai_trace_untested(const struct shai_tracer *t, uint16_t reg)
{
    const struct shai_insn *insn = shai_trace_definition(t, taken_case(t, reg));
    if (insn->op != SHAI_I_LOAD_NUM && insn->op != SHAI_I_LOAD_TEXT) return false;
    return t->program->inputs[insn->x].reading && t->run->sample->facts[insn->x].state == SHAI_FACT_BLANK;
}

static void put_number(struct shai_formula f, uint16_t reg, int tightness)
{
    struct shai_tracer *t = f.t;
    if (f.buf->len > SHAI_TRACE_TEXT || t->depth >= SHAI_TRACE_DEPTH) {
        shai_strbuf_puts(f.buf, "…");
        return;
    }
    if (!shai_trace_is_known(t, reg)) {
        shai_strbuf_puts(f.buf, shai_trace_say(t, "(未计算)", "(not computed)"));
        return;
    }
    if (reg == t->judged->value_reg && t->value_shown) {
        if (shai_trace_untested(t, reg)) shai_strbuf_puts(f.buf, shai_trace_say(t, "未检", "not tested"));
        else put_value(f, reg);
        return;
    }
    t->depth++;
    put_defined(f, reg, tightness);
    t->depth--;
}

/* Does the formula say what it comes to: a constant, a reading that has no other value or was not taken? */
static bool is_its_value(struct shai_tracer *t, uint16_t reg)
{
    const struct shai_insn *insn = shai_trace_definition(t, taken_case(t, reg));
    const struct shai_interval *value = &t->run->num[reg];
    const struct shai_display *display = shai_trace_display(t, reg);
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
void shai_formula_side(struct shai_formula f, uint16_t reg)
{
    struct shai_tracer *t = f.t;
    size_t from = f.buf->len;
    put_number(f, reg, SHAI_SUM);
    if (reg == t->judged->value_reg) t->value_shown = true;
    const char *text = f.buf->s + from;
    if (!shai_trace_is_known(t, reg) || is_its_value(t, reg)) return;
    struct shai_strbuf value;
    shai_strbuf_init(&value, t->arena);
    put_value((struct shai_formula){t, &value}, reg);
    size_t len = strlen(text);
    if (len >= value.len && strcmp(text + len - value.len, value.s) == 0) return;
    shai_strbuf_puts(f.buf, t->run->num[reg].flags & SHAI_POINT ? " = " : " → ");
    shai_strbuf_puts(f.buf, value.s);
}
