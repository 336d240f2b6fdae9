/* Requirements of an item in words, read off its code. In: a verified program. Out: texts in the spec's language.
 *
 * The instructions REQUIRES between an item's GATE and its JUDGE name its criteria; a bound that is a constant is
 * shown as a number, any other one in the words that the criterion has. The jumps around a REQUIRES say when it
 * holds: they are put into words where they compare what the sample supplies with constants. It evaluates nothing. */
#include "sheet/requirement.h"

#include "runtime/show.h"

#include <string.h>

struct words {
    const struct shai_program *program;
    struct shai_strbuf *buf;
    int budget; /* registers that may still be looked at */
};

static const struct shai_insn *definition(const struct shai_program *p, uint16_t reg)
{
    return &p->code[p->definition[reg]];
}

static const char *say(const struct words *w, const char *zh, const char *en)
{
    return shai_say(w->program->lang, zh, en);
}

/* --- conditions --------------------------------------------------------------------------------------------------
 */

static bool put_number(struct words *w, uint16_t reg)
{
    const struct shai_insn *insn = definition(w->program, reg);
    if (insn->op == SHAI_I_LOAD_NUM) {
        shai_strbuf_puts(w->buf, shai_show_input_name(&w->program->inputs[insn->x]));
        return true;
    }
    if (insn->op != SHAI_I_CONST_NUM) return false;
    const struct shai_constant *c = &w->program->constants[insn->x];
    shai_show_quantity(w->buf, w->program, c->num, &c->display, c->places);
    return true;
}

/* What has no name of its own, compared with one of a set, goes by the name of the set. */
static bool put_set(struct words *w, uint16_t constant)
{
    const struct shai_insn *insn = definition(w->program, constant);
    if (insn->op != SHAI_I_CONST_NUM) return false;
    uint32_t set = w->program->constants[insn->x].display.set;
    if (set == SHAI_NONE32) return false;
    shai_strbuf_puts(w->buf, w->program->sets[set].name);
    return true;
}

static bool put_comparison(struct words *w, const struct shai_insn *insn, bool negated)
{
    enum { LESS, AT_MOST, MORE, AT_LEAST, EQUAL, UNEQUAL };
    static const char *const signs[] = {" < ", " ≤ ", " > ", " ≥ ", " = ", " ≠ "};
    static const uint8_t opposite[] = {AT_LEAST, MORE, AT_MOST, LESS, UNEQUAL, EQUAL};
    static const uint8_t turned[] = {MORE, AT_LEAST, LESS, AT_MOST, EQUAL, UNEQUAL};
    uint8_t sign = insn->op == SHAI_I_LT ? LESS : insn->op == SHAI_I_LE ? AT_MOST : EQUAL;
    uint16_t left = insn->b, right = insn->c;
    if (negated) sign = opposite[sign];
    if (definition(w->program, left)->op == SHAI_I_CONST_NUM) {
        sign = turned[sign];
        left = insn->c, right = insn->b;
    }
    if (!put_number(w, left) && !put_set(w, right)) return false;
    shai_strbuf_puts(w->buf, signs[sign]);
    return put_number(w, right);
}

/* tight: inside an `and`, where an `or` needs brackets. */
static bool put_truth(struct words *w, uint16_t reg, bool negated, bool tight)
{
    const struct shai_insn *insn = definition(w->program, reg);
    if (--w->budget < 0) return false;
    switch ((enum shai_opcode)insn->op) {
    case SHAI_I_LT:
    case SHAI_I_LE:
    case SHAI_I_EQ: return put_comparison(w, insn, negated);
    case SHAI_I_NOT: return put_truth(w, insn->b, !negated, tight);
    case SHAI_I_LOAD_TRUTH:
        if (negated) shai_strbuf_puts(w->buf, say(w, "非 ", "not "));
        shai_strbuf_puts(w->buf, shai_show_input_name(&w->program->inputs[insn->x]));
        return true;
    case SHAI_I_AND:
    case SHAI_I_OR: {
        bool both = (insn->op == SHAI_I_AND) != negated;
        if (!both && tight) shai_strbuf_putc(w->buf, '(');
        if (!put_truth(w, insn->b, negated, both)) return false;
        shai_strbuf_puts(w->buf, both ? say(w, " 且 ", " and ") : say(w, " 或 ", " or "));
        if (!put_truth(w, insn->c, negated, both)) return false;
        if (!both && tight) shai_strbuf_putc(w->buf, ')');
        return true;
    }
    default: return false;
    }
}

/* When the instruction `at` is reached behind `gate`: what the jumps say that pass over it. NULL: always. */
static const char *condition_of(struct shai_arena *arena, const struct shai_program *p, uint32_t gate, uint32_t at)
{
    enum { BUDGET = 20 };
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    struct words w = {p, &buf, BUDGET};
    for (uint32_t i = gate + 1; i < at; i++) {
        const struct shai_insn *insn = &p->code[i];
        if (insn->op != SHAI_I_JUMP_NO || insn->x <= at) continue;
        if (buf.len) shai_strbuf_puts(&buf, say(&w, " 且 ", " and "));
        if (!put_truth(&w, insn->b, false, true)) return say(&w, "视样品而定", "depending on the sample");
    }
    return buf.len ? buf.s : NULL;
}

/* --- criteria ----------------------------------------------------------------------------------------------------
 */

/* The bound in a register, where it is a constant. */
static bool read_bound(const struct shai_program *p, uint16_t reg, struct shai_interval *bound)
{
    if (reg == SHAI_NONE16) return false;
    const struct shai_insn *insn = definition(p, reg);
    if (insn->op != SHAI_I_CONST_NUM) return false;
    *bound = shai_interval_point(p->constants[insn->x].num);
    return true;
}

static const char *criterion_text(struct shai_arena *arena, const struct shai_program *p,
                                  const struct shai_insn *insn)
{
    const struct shai_criterion *c = &p->criteria[insn->x];
    struct shai_interval lower, upper;
    bool has_lower = read_bound(p, insn->b, &lower), has_upper = read_bound(p, insn->c, &upper);
    bool open = (insn->b != SHAI_NONE16 && !has_lower) || (insn->c != SHAI_NONE16 && !has_upper);
    if (c->text && c->kind == SHAI_C_REQUIRE && shai_show_has_pattern(c->text))
        return shai_say(p->lang, "按依据的规定", "as the basis says");
    if (open && !c->text)
        return shai_say(p->lang, "限值由样品的其他数据算出", "worked out from other data of the sample");
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    shai_show_criterion(&buf, p, c, has_lower ? &lower : NULL, has_upper ? &upper : NULL);
    return buf.s;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Specimens ask the same, one after the other; the same limit in two cases stands once. */
static void add(struct shai_arena *arena, struct shai_requirements *r, const char *text, const char *when,
                const char * or)
{
    for (size_t i = 0; i < r->count; i++)
        if (same(r->at[i].text, text) && same(r->at[i].when, when)) return;
    struct shai_required *last = r->count ? &r->at[r->count - 1] : NULL;
    if (last && last->when && when && same(last->text, text)) {
        last->when = shai_arena_printf(arena, "%s%s%s", last->when, or, when);
        return;
    }
    r->at[r->count++] = (struct shai_required){text, when};
}

static bool is_judgement(const struct shai_insn *insn, uint32_t item, uint32_t variant)
{
    return (insn->op == SHAI_I_JUDGE || insn->op == SHAI_I_JUDGE_EACH) && insn->a == item && insn->x == variant;
}

/* The conformities among an item's readings that nothing names must be 符合: an item without criteria asks that. */
static bool asks_conformity(const struct shai_program *p, const struct shai_item *item)
{
    for (uint32_t i = 0; i < item->input_count; i++)
        if (p->inputs[item->inputs[i]].type == SHAI_V_CONFORMITY) return true;
    return false;
}

const char *shai_applies_when(struct shai_arena *arena, const struct shai_program *program, uint32_t item,
                              uint32_t variant)
{
    enum { BUDGET = 20 };
    const struct shai_insn *gate = NULL;
    for (uint32_t i = 0; i < program->code_count; i++) {
        if (program->code[i].op == SHAI_I_GATE && program->code[i].a == item) gate = &program->code[i];
        if (is_judgement(&program->code[i], item, variant)) break;
    }
    if (!gate || definition(program, gate->c)->op == SHAI_I_CONST_TRUTH) return NULL;
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    struct words w = {program, &buf, BUDGET};
    return put_truth(&w, gate->c, false, false) ? buf.s : say(&w, "视样品而定", "depending on the sample");
}

struct shai_requirements shai_requirements_of(struct shai_arena *arena, const struct shai_program *program,
                                              uint32_t item, uint32_t variant)
{
    struct shai_requirements r = {0};
    if (program->items[item].variants[variant].report) return r;
    uint32_t gate = 0, judge = 0;
    for (uint32_t i = 0; i < program->code_count && !judge; i++) {
        const struct shai_insn *insn = &program->code[i];
        if (insn->op == SHAI_I_GATE && insn->a == item) gate = i;
        if (is_judgement(insn, item, variant)) judge = i;
    }
    r.at = SHAI_NEW_N(arena, struct shai_required, judge - gate + 1);
    for (uint32_t i = gate; i < judge; i++) {
        const struct shai_insn *insn = &program->code[i];
        if (insn->op != SHAI_I_REQUIRES || insn->a != item) continue;
        add(arena, &r, criterion_text(arena, program, insn), condition_of(arena, program, gate, i),
            shai_say(program->lang, " 或 ", " or "));
    }
    if (!r.count && asks_conformity(program, &program->items[item]))
        r.at[r.count++] = (struct shai_required){shai_say(program->lang, "符合", "conforms"), NULL};
    return r;
}
