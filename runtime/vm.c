/* The machine. In: a verified program and a sample bound to its inputs. Out: registers, outcomes, verdict. What each
 * instruction does stands in op.def; what items make of it, in outcome.c. It reads no file, knows no clock, prints
 * nothing, and gives no reasons in words.
 *
 * Registers are written once a run and read only behind their definition (verify.c), so nothing is cleared between
 * samples but what results read by name. Registers of constants are filled when the run is made, and stay.
 *
 * A sample whose readings are all known points touches no set of causes: their pointers are NULL, and the union of
 * two NULLs is NULL. Exact small numbers allocate nothing. */
#include "runtime/vm.h"

#include "base/utf8.h"
#include "runtime/code.h"
#include "runtime/outcome.h"
#include "runtime/pattern.h"
#include "runtime/rule.h"
#include "runtime/uscc.h"

#include <string.h>

/* What is worked out once for a program. */
struct shai_run_plan {
    uint32_t *readings; /* the inputs that are readings */
    size_t reading_count;
    uint16_t *nums, *truths; /* registers that results read by name, save constants */
    size_t num_count, truth_count;
};

static const struct shai_interval everything = {
    .lo = SHAI_NUM_INT(0), .hi = SHAI_NUM_INT(0), .flags = SHAI_LO_INF | SHAI_HI_INF};

/* --- making a run ----------------------------------------------------------------------------------------------- */

static void fill_constants(struct shai_run *run)
{
    const struct shai_program *p = run->program;
    for (uint32_t i = 0; i < p->code_count; i++) {
        const struct shai_insn *in = &p->code[i];
        switch (in->op) {
        case SHAI_I_CONST_NUM:
            run->num[in->a] = shai_interval_point(p->constants[in->x].num);
            run->fixed[in->a] = 1;
            break;
        case SHAI_I_CONST_TRUTH: run->truth[in->a] = (uint8_t)in->x; break;
        case SHAI_I_CONST_TEXT:
            run->text[in->a] = (struct shai_text_value){p->texts[in->x].s, p->texts[in->x].len, SHAI_FACT_KNOWN};
            break;
        case SHAI_I_REQUIRES: run->demand_cap++; break;
        default: break;
        }
    }
}

static void name_register(const struct shai_program *p, uint16_t r, uint16_t *list, size_t *count)
{
    if (r == SHAI_NONE16) return;
    uint16_t op = p->code[p->definition[r]].op;
    if (op != SHAI_I_CONST_NUM && op != SHAI_I_CONST_TRUTH) list[(*count)++] = r;
}

static struct shai_run_plan *make_plan(struct shai_arena *arena, const struct shai_program *p)
{
    struct shai_run_plan *plan = SHAI_NEW(arena, struct shai_run_plan);
    plan->readings = SHAI_NEW_N(arena, uint32_t, p->input_count);
    for (uint32_t i = 0; i < p->input_count; i++)
        if (p->inputs[i].reading) plan->readings[plan->reading_count++] = i;
    size_t judged = 0, pieces = 0;
    for (uint32_t i = 0; i < p->item_count; i++)
        for (uint32_t k = 0; k < p->items[i].variant_count; k++) {
            judged += p->items[i].variants[k].judged_count;
            pieces += p->items[i].variants[k].problem_count;
        }
    plan->nums = SHAI_NEW_N(arena, uint16_t, 3 * judged + pieces);
    plan->truths = SHAI_NEW_N(arena, uint16_t, judged);
    for (uint32_t i = 0; i < p->item_count; i++)
        for (uint32_t k = 0; k < p->items[i].variant_count; k++) {
            const struct shai_variant *w = &p->items[i].variants[k];
            for (uint32_t s = 0; s < w->judged_count; s++) {
                name_register(p, w->judged[s].value_reg, plan->nums, &plan->num_count);
                name_register(p, w->judged[s].broken_reg, plan->nums, &plan->num_count);
                name_register(p, w->judged[s].hazard_reg, plan->nums, &plan->num_count);
                name_register(p, w->judged[s].truth_reg, plan->truths, &plan->truth_count);
            }
            for (uint32_t s = 0; s < w->problem_count; s++)
                if (w->problem[s].kind == SHAI_P_LET)
                    name_register(p, w->problem[s].reg, plan->nums, &plan->num_count);
        }
    return plan;
}

struct shai_run *shai_run_new(struct shai_arena *arena, const struct shai_program *program, bool explain)
{
    struct shai_run *run = SHAI_NEW(arena, struct shai_run);
    uint32_t n = program->register_count;
    run->program = program;
    run->explain = explain;
    run->num = SHAI_NEW_N(arena, struct shai_interval, n);
    for (uint32_t r = 0; r < n; r++) run->num[r] = everything;
    run->fixed = SHAI_NEW_N(arena, uint8_t, n);
    run->truth = SHAI_NEW_N(arena, uint8_t, n);
    run->text = SHAI_NEW_N(arena, struct shai_text_value, n);
    run->sets = SHAI_NEW_N(arena, const uint64_t *, n);
    run->missing = SHAI_NEW_N(arena, uint64_t, program->cause_words);
    run->none = SHAI_NEW_N(arena, uint64_t, program->cause_words);
    if (explain) run->executed = SHAI_NEW_N(arena, uint64_t, program->code_count / 64 + 1);
    run->items = SHAI_NEW_N(arena, struct shai_item_run, program->item_count);
    fill_constants(run);
    run->demands = SHAI_NEW_N(arena, struct shai_demand, run->demand_cap);
    run->plan = make_plan(arena, program);
    if (program->pattern_count) shai_pattern_scratch(arena, &run->match, &run->match_context);
    return run;
}

static void begin(struct shai_run *run, struct shai_arena *arena, const struct shai_sample *sample)
{
    const struct shai_program *p = run->program;
    const struct shai_run_plan *plan = run->plan;
    run->arena = arena;
    run->sample = sample;
    memset(run->items, 0, p->item_count * sizeof *run->items);
    memset(run->missing, 0, p->cause_words * sizeof *run->missing);
    run->any_missing = false;
    for (size_t i = 0; i < plan->reading_count; i++) {
        uint32_t input = plan->readings[i];
        if (sample->facts[input].state != SHAI_FACT_BLANK) continue;
        run->missing[input / 64] |= (uint64_t)1 << input % 64;
        run->any_missing = true;
    }
    for (size_t i = 0; i < plan->num_count; i++) run->num[plan->nums[i]] = everything;
    for (size_t i = 0; i < plan->truth_count; i++) run->truth[plan->truths[i]] = SHAI_UNKNOWN;
    if (run->explain) memset(run->executed, 0, (p->code_count / 64 + 1) * sizeof *run->executed);
    run->demand_count = 0;
    run->steps = 0;
    run->raise_to = run->raise_unknown = SHAI_HAZARD_NONE;
}

/* --- registers -------------------------------------------------------------------------------------------------- */

/* A number to compute with: nothing yet is anything. */
static inline const struct shai_interval *number(const struct shai_run *run, uint32_t r)
{
    const struct shai_interval *n = &run->num[r];
    return __builtin_expect(n->flags & SHAI_BOTTOM, 0) ? &everything : n;
}

static inline uint8_t truth(const struct shai_run *run, uint32_t r)
{
    uint8_t t = run->truth[r];
    return t == SHAI_T_NOTHING ? SHAI_UNKNOWN : t;
}

static inline struct shai_ground ground(const struct shai_run *run, uint32_t r)
{
    return (struct shai_ground){truth(run, r), run->sets[r]};
}

static inline const uint64_t *both(const struct shai_run *run, uint32_t b, uint32_t c)
{
    const uint64_t *x = run->sets[b], *y = run->sets[c];
    if (__builtin_expect(!x && !y, 1)) return NULL;
    return shai_causes_join(run, run->arena, x, y);
}

static void add_cause(struct shai_run *run, uint32_t r, uint32_t cause)
{
    const uint64_t *one = shai_causes_one(run, run->arena, run->program->input_count + cause);
    run->sets[r] = shai_causes_join(run, run->arena, run->sets[r], one);
}

static void put(struct shai_run *run, uint32_t r, struct shai_ground g)
{
    run->truth[r] = g.truth;
    run->sets[r] = g.set;
}

/* --- loads ------------------------------------------------------------------------------------------------------ */

static inline const uint64_t *cause_of_input(const struct shai_run *run, uint32_t input, bool known)
{
    return __builtin_expect(known, 1) ? NULL : shai_causes_one(run, run->arena, input);
}

static inline void load_number(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_fact *f = &run->sample->facts[in->x];
    run->num[in->a] = f->num;
    run->fixed[in->a] = !run->program->inputs[in->x].reading;
    run->sets[in->a] = cause_of_input(run, in->x, f->exact);
}

static void load_truth(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_fact *f = &run->sample->facts[in->x];
    bool known = f->state == SHAI_FACT_KNOWN;
    run->truth[in->a] = !known ? SHAI_UNKNOWN : f->truth == SHAI_YES ? SHAI_YES : SHAI_NO;
    run->sets[in->a] = cause_of_input(run, in->x, known);
}

static void load_text(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_fact *f = &run->sample->facts[in->x];
    run->text[in->a] = (struct shai_text_value){f->text, f->text_len, f->state};
    run->sets[in->a] = cause_of_input(run, in->x, f->state != SHAI_FACT_BLANK);
}

static void present(struct shai_run *run, const struct shai_insn *in)
{
    uint8_t state = run->sample->facts[in->x].state;
    run->truth[in->a] = state == SHAI_FACT_KNOWN ? SHAI_YES : state == SHAI_FACT_UNDECLARED ? SHAI_NO : SHAI_UNKNOWN;
    run->sets[in->a] = cause_of_input(run, in->x, state != SHAI_FACT_BLANK);
}

/* --- numbers ---------------------------------------------------------------------------------------------------- */

/* An operand of min or max: what is no reading does not keep the other from being undetected. */
static struct shai_interval neutral(const struct shai_run *run, uint32_t r, bool other_fixed)
{
    struct shai_interval n = *number(run, r);
    if (run->fixed[r] && !other_fixed) n.flags |= SHAI_UNDETECTED;
    return n;
}

static void least_or_greatest(struct shai_run *run, const struct shai_insn *in)
{
    bool fixed_b = run->fixed[in->b], fixed_c = run->fixed[in->c];
    struct shai_interval b = neutral(run, in->b, fixed_c), c = neutral(run, in->c, fixed_b);
    if (in->op == SHAI_I_MIN) shai_interval_min(&run->num[in->a], &b, &c);
    else shai_interval_max(&run->num[in->a], &b, &c);
    run->fixed[in->a] = fixed_b && fixed_c;
    run->sets[in->a] = both(run, in->b, in->c);
}

/* The arguments that count, then their median. */
static void median(struct shai_run *run, const struct shai_insn *in)
{
    struct shai_interval *at = shai_arena_alloc(run->arena, in->c * sizeof *at);
    const uint64_t *set = NULL;
    size_t count = 0;
    bool fixed = true, undetected = true, open = false;
    for (uint32_t i = 0; i < in->c; i++) {
        uint32_t r = in->b + i;
        set = shai_causes_join(run, run->arena, set, run->sets[r]);
        if (in->x != SHAI_NONE32) {
            uint8_t counts = truth(run, in->x + i);
            set = shai_causes_join(run, run->arena, set, run->sets[in->x + i]);
            open |= counts != SHAI_YES && counts != SHAI_NO;
            if (counts != SHAI_YES) continue;
        }
        if (!run->fixed[r]) undetected &= (run->num[r].flags & SHAI_UNDETECTED) != 0;
        fixed &= run->fixed[r];
        at[count++] = *number(run, r);
    }
    run->sets[in->a] = set;
    run->fixed[in->a] = fixed;
    run->num[in->a] = everything;
    if (open || !count) return;
    shai_interval_median(run->arena, &run->num[in->a], at, count);
    if (!fixed && undetected) run->num[in->a].flags |= SHAI_UNDETECTED;
}

/* What rests on b's U carries that it does. */
static void widen(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_interval *b = number(run, in->b);
    run->fixed[in->a] = run->fixed[in->b];
    run->sets[in->a] = run->sets[in->b];
    if (b->flags & SHAI_U_LOST) {
        run->num[in->a] = everything;
        add_cause(run, in->a, 1);
    } else {
        bool has_u = (b->flags & SHAI_U_GIVEN) && shai_num_sign(b->u) > 0;
        shai_rule_widen(run->arena, &run->num[in->a], b);
        if (has_u) add_cause(run, in->a, 0);
    }
}

static void give_u(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_fact *f = &run->sample->facts[in->x];
    struct shai_interval *a = &run->num[in->a];
    *a = *number(run, in->b);
    run->fixed[in->a] = run->fixed[in->b];
    run->sets[in->a] = run->sets[in->b];
    if (f->state != SHAI_FACT_KNOWN) return;
    a->flags &= ~(uint32_t)SHAI_U_FLAGS;
    a->flags |= shai_interval_is_point(&f->num) ? SHAI_U_GIVEN : SHAI_U_LOST;
    a->u = f->num.lo;
}

static void text_length(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_text_value *t = &run->text[in->b];
    struct shai_num n = SHAI_NUM_INT(0);
    if (t->state == SHAI_FACT_KNOWN) n.n = (int64_t)shai_utf8_count(t->s, t->len);
    run->num[in->a] = t->state == SHAI_FACT_BLANK ? shai_interval_make(n, n, SHAI_HI_INF) : shai_interval_point(n);
    run->fixed[in->a] = 1;
    run->sets[in->a] = run->sets[in->b];
}

static void item_value(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_item_run *it = &run->items[in->b];
    if (it->has_value) {
        run->num[in->a] = it->value;
        run->fixed[in->a] = it->value_fixed;
        run->sets[in->a] = it->value_causes;
        return;
    }
    run->num[in->a] = everything;
    run->fixed[in->a] = 1;
    run->sets[in->a] = it->settled ? it->causes : it->gate_causes;
    add_cause(run, in->a, in->x);
}

/* --- joins ------------------------------------------------------------------------------------------------------ */

static void join_number(struct shai_run *run, uint32_t a, uint32_t b)
{
    shai_interval_join(&run->num[a], number(run, b));
    run->fixed[a] &= run->fixed[b];
    run->sets[a] = both(run, a, b);
}

static void settle(struct shai_run *run, const struct shai_insn *in)
{
    if (!(run->num[in->a].flags & SHAI_BOTTOM)) return;
    run->num[in->a] = everything;
    add_cause(run, in->a, in->x);
}

/* A bound that the value touches without crossing it counts only where none is crossed: then an open end was met. */
static void broken(struct shai_run *run, const struct shai_insn *in)
{
    uint32_t hi = in->x & 0xFFFF, at_hi = in->x >> 16;
    const struct shai_interval *low = number(run, in->c), *high = number(run, hi);
    const struct shai_interval *at_low = number(run, in->b), *at_high = number(run, at_hi);
    bool below = shai_interval_lt(at_low, low) != SHAI_NO, above = shai_interval_lt(high, at_high) != SHAI_NO;
    if (!below && !above) {
        below = shai_interval_le(at_low, low) != SHAI_NO;
        above = shai_interval_le(high, at_high) != SHAI_NO;
    }
    if (below) join_number(run, in->a, in->c);
    if (above) join_number(run, in->a, hi);
    run->sets[in->a] = both(run, in->a, in->b);
    run->sets[in->a] = both(run, in->a, at_hi);
}

static void join_truth(struct shai_run *run, const struct shai_insn *in)
{
    uint8_t *a = &run->truth[in->a], b = run->truth[in->b];
    if (*a == SHAI_T_NOTHING) *a = b;
    else if (b != SHAI_T_NOTHING && *a != b) *a = *a <= SHAI_YES && b <= SHAI_YES ? SHAI_UNKNOWN : SHAI_T_OPEN;
    run->sets[in->a] = both(run, in->a, in->b);
}

/* --- truths ----------------------------------------------------------------------------------------------------- */

/* What a limit says of the item outranks what is said of values. */
static int rank(uint8_t t)
{
    return t == SHAI_T_INAPPLICABLE ? 3 : t == SHAI_T_OPEN ? 2 : t == SHAI_T_UNJUDGED ? 1 : 0;
}

/* AND (decisive: no) and OR (decisive: yes). */
static struct shai_ground kleene(const struct shai_run *run, const struct shai_insn *in, uint8_t decisive)
{
    struct shai_ground b = ground(run, in->b), c = ground(run, in->c);
    if (rank(b.truth) != rank(c.truth)) return rank(b.truth) > rank(c.truth) ? b : c;
    if (!rank(b.truth)) {
        if (b.truth == decisive && c.truth == decisive) {
            if (!shai_causes_lack(run, b.set)) return b;
            if (!shai_causes_lack(run, c.set)) return c;
        } else if (b.truth == decisive || c.truth == decisive) {
            return b.truth == decisive ? b : c;
        }
    }
    return (struct shai_ground){b.truth == c.truth ? b.truth : SHAI_UNKNOWN, both(run, in->b, in->c)};
}

static struct shai_ground same_text(const struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_text_value *b = &run->text[in->b], *c = &run->text[in->c];
    if (b->state == SHAI_FACT_UNDECLARED) return (struct shai_ground){SHAI_NO, run->sets[in->b]};
    if (c->state == SHAI_FACT_UNDECLARED) return (struct shai_ground){SHAI_NO, run->sets[in->c]};
    uint8_t t = SHAI_UNKNOWN;
    if (b->state == SHAI_FACT_KNOWN && c->state == SHAI_FACT_KNOWN)
        t = b->len == c->len && (!b->len || !memcmp(b->s, c->s, b->len)) ? SHAI_YES : SHAI_NO;
    return (struct shai_ground){t, both(run, in->b, in->c)};
}

/* Out of line: comparisons under a rule are few. */
static void __attribute__((noinline)) compare_by_rule(struct shai_run *run, const struct shai_insn *in)
{
    struct shai_comparison c = shai_rule_compare(run->arena, (enum shai_opcode)in->op, (enum shai_rule)in->x,
                                                 number(run, in->b), number(run, in->c));
    run->truth[in->a] = (uint8_t)c.truth;
    run->sets[in->a] = both(run, in->b, in->c);
    if (c.open) add_cause(run, in->a, 0);
    if (c.lost) add_cause(run, in->a, 1);
}

static struct shai_ground decide(const struct shai_run *run, const struct shai_insn *in)
{
    struct shai_ground g = ground(run, in->b);
    const struct shai_interval *value = number(run, in->c);
    bool point = shai_interval_is_point(value) && !(value->flags & SHAI_U_LOST);
    if (g.truth == SHAI_UNKNOWN && point && in->x == SHAI_RULE_GUARDED) g.truth = SHAI_NO;
    return g;
}

static struct shai_ground given(const struct shai_run *run, const struct shai_insn *in)
{
    bool known = run->sample->facts[in->x].state == SHAI_FACT_KNOWN;
    return (struct shai_ground){known ? SHAI_YES : SHAI_NO, NULL};
}

static struct shai_ground complete(const struct shai_run *run, const struct shai_insn *in)
{
    struct shai_ground g = {SHAI_YES, NULL};
    for (uint32_t i = in->x + 1; i <= in->x + run->program->inputs[in->x].specimens; i++) {
        if (run->sample->facts[i].state != SHAI_FACT_BLANK) continue;
        g.truth = SHAI_NO;
        g.set = shai_causes_join(run, run->arena, g.set, shai_causes_one(run, run->arena, i));
    }
    return g;
}

/* False: the pattern's limit was reached. */
static bool match(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_text_value *t = &run->text[in->b];
    struct shai_ground g = {t->state == SHAI_FACT_UNDECLARED ? SHAI_NO : SHAI_UNKNOWN, run->sets[in->b]};
    if (t->state == SHAI_FACT_KNOWN) {
        enum shai_match m = shai_pattern_match(run->program->compiled[in->x], run->match, run->match_context, t->s,
                                               t->len, run->arena);
        if (m == SHAI_MATCH_LIMIT) return false;
        g.truth = m == SHAI_MATCH_YES ? SHAI_YES : SHAI_NO;
    }
    put(run, in->a, g);
    return true;
}

static struct shai_ground names(const struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_text_value *t = &run->text[in->b];
    uint8_t truth = t->state == SHAI_FACT_BLANK ? SHAI_UNKNOWN : SHAI_NO;
    if (t->state == SHAI_FACT_KNOWN && shai_code_stands(run->program->standards[in->x].code, t->s, t->len))
        truth = SHAI_YES;
    return (struct shai_ground){truth, run->sets[in->b]};
}

static struct shai_ground credit_code(const struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_text_value *t = &run->text[in->b];
    uint8_t truth = t->state == SHAI_FACT_BLANK ? SHAI_UNKNOWN : SHAI_NO;
    if (t->state == SHAI_FACT_KNOWN && shai_uscc_valid(t->s, t->len)) truth = SHAI_YES;
    return (struct shai_ground){truth, run->sets[in->b]};
}

static struct shai_ground absent(struct shai_run *run, const struct shai_insn *in)
{
    const struct shai_interval *b = number(run, in->b);
    const struct shai_fact *f = &run->sample->facts[in->x];
    struct shai_ground g = {SHAI_YES, run->sets[in->b]};
    if (b->flags & SHAI_UNDETECTED) return g;
    struct shai_interval bound = shai_interval_point(f->has_dl ? f->dl : SHAI_NUM_INT(0));
    struct shai_comparison c =
        shai_rule_compare(run->arena, f->has_dl ? SHAI_I_LT : SHAI_I_LE, (enum shai_rule)in->c, b, &bound);
    g.truth = (uint8_t)c.truth;
    run->sets[in->a] = g.set;
    if (c.open) add_cause(run, in->a, 0);
    if (c.lost) add_cause(run, in->a, 1);
    g.set = run->sets[in->a];
    return g;
}

/* --- items ------------------------------------------------------------------------------------------------------ */

static void judge(struct shai_run *run, const struct shai_insn *in)
{
    bool valued = in->c != SHAI_NONE16;
    shai_outcome_judge(run, run->arena, in->a, in->x, ground(run, in->b), valued ? number(run, in->c) : NULL,
                       valued ? run->sets[in->c] : NULL, valued && run->fixed[in->c]);
}

static void mark(struct shai_run *run, uint32_t at)
{
    run->executed[at / 64] |= (uint64_t)1 << at % 64;
    run->steps += shai_insn_steps(&run->program->code[at]);
}

/* --- the loop --------------------------------------------------------------------------------------------------- */

#define BINARY(function) \
    function(arena, &num[in->a], number(run, in->b), number(run, in->c), fixed[in->b], fixed[in->c])

enum shai_run_status shai_run_sample(struct shai_run *run, struct shai_arena *arena, const struct shai_sample *sample)
{
    begin(run, arena, sample);
    const struct shai_program *p = run->program;
    const struct shai_insn *code = p->code;
    struct shai_interval *num = run->num;
    uint8_t *fixed = run->fixed, *truths = run->truth;
    const uint64_t **sets = run->sets;
    for (uint32_t at = 0;; at++) {
        const struct shai_insn *in = &code[at];
        if (run->explain) mark(run, at);
        switch ((enum shai_opcode)in->op) {
        case SHAI_I_LOAD_NUM: load_number(run, in); break;
        case SHAI_I_LOAD_TRUTH: load_truth(run, in); break;
        case SHAI_I_LOAD_TEXT: load_text(run, in); break;
        case SHAI_I_CONST_NUM: /* filled by shai_run_new */
        case SHAI_I_CONST_TRUTH:
        case SHAI_I_CONST_TEXT: break;
        case SHAI_I_UNKNOWN:
            num[in->a] = everything;
            fixed[in->a] = 1;
            sets[in->a] = NULL;
            add_cause(run, in->a, in->x);
            break;
        case SHAI_I_ADD:
            BINARY(shai_interval_add);
            fixed[in->a] = fixed[in->b] & fixed[in->c];
            sets[in->a] = both(run, in->b, in->c);
            break;
        case SHAI_I_SUB:
            BINARY(shai_interval_sub);
            fixed[in->a] = fixed[in->b] & fixed[in->c];
            sets[in->a] = both(run, in->b, in->c);
            break;
        case SHAI_I_MUL:
            BINARY(shai_interval_mul);
            fixed[in->a] = fixed[in->b] & fixed[in->c];
            sets[in->a] = both(run, in->b, in->c);
            break;
        case SHAI_I_DIV: {
            bool ok = BINARY(shai_interval_div);
            fixed[in->a] = fixed[in->b] & fixed[in->c];
            sets[in->a] = both(run, in->b, in->c);
            if (!ok) add_cause(run, in->a, in->x);
            break;
        }
        case SHAI_I_NEG:
            shai_interval_neg(arena, &num[in->a], number(run, in->b));
            fixed[in->a] = fixed[in->b];
            sets[in->a] = sets[in->b];
            break;
        case SHAI_I_ABS:
            shai_interval_abs(arena, &num[in->a], number(run, in->b));
            fixed[in->a] = fixed[in->b];
            sets[in->a] = sets[in->b];
            break;
        case SHAI_I_MIN:
        case SHAI_I_MAX: least_or_greatest(run, in); break;
        case SHAI_I_ROUND:
            shai_interval_round(arena, &num[in->a], number(run, in->b), p->constants[in->x].num);
            fixed[in->a] = fixed[in->b];
            sets[in->a] = sets[in->b];
            break;
        case SHAI_I_ROUND_SIGNIFICANT:
            shai_interval_round_significant(arena, &num[in->a], number(run, in->b), (int)in->x);
            fixed[in->a] = fixed[in->b];
            sets[in->a] = sets[in->b];
            break;
        case SHAI_I_MEDIAN: median(run, in); break;
        case SHAI_I_GIVE_U: give_u(run, in); break;
        case SHAI_I_WIDEN: widen(run, in); break;
        case SHAI_I_LENGTH: text_length(run, in); break;
        case SHAI_I_LT:
            if (__builtin_expect(in->x, 0)) {
                compare_by_rule(run, in);
                break;
            }
            truths[in->a] = (uint8_t)shai_interval_lt(number(run, in->b), number(run, in->c));
            sets[in->a] = both(run, in->b, in->c);
            break;
        case SHAI_I_LE:
            if (__builtin_expect(in->x, 0)) {
                compare_by_rule(run, in);
                break;
            }
            truths[in->a] = (uint8_t)shai_interval_le(number(run, in->b), number(run, in->c));
            sets[in->a] = both(run, in->b, in->c);
            break;
        case SHAI_I_EQ:
            if (__builtin_expect(in->x, 0)) {
                compare_by_rule(run, in);
                break;
            }
            truths[in->a] = (uint8_t)shai_interval_eq(number(run, in->b), number(run, in->c));
            sets[in->a] = both(run, in->b, in->c);
            break;
        case SHAI_I_EQ_TEXT: put(run, in->a, same_text(run, in)); break;
        case SHAI_I_MATCH:
            if (!match(run, in)) return SHAI_RUN_MATCH_LIMIT;
            break;
        case SHAI_I_PRESENT: present(run, in); break;
        case SHAI_I_ABSENT: put(run, in->a, absent(run, in)); break;
        case SHAI_I_GIVEN: put(run, in->a, given(run, in)); break;
        case SHAI_I_COMPLETE: put(run, in->a, complete(run, in)); break;
        case SHAI_I_DECIDE: put(run, in->a, decide(run, in)); break;
        case SHAI_I_NAMES: put(run, in->a, names(run, in)); break;
        case SHAI_I_USCC: put(run, in->a, credit_code(run, in)); break;
        case SHAI_I_KNOWN:
            truths[in->a] = truth(run, in->b) == SHAI_YES || truth(run, in->b) == SHAI_NO ? SHAI_YES : SHAI_NO;
            sets[in->a] = sets[in->b];
            break;
        case SHAI_I_NOT: {
            uint8_t t = truth(run, in->b);
            truths[in->a] = t <= SHAI_YES ? (uint8_t)(SHAI_YES - t) : t;
            sets[in->a] = sets[in->b];
            break;
        }
        case SHAI_I_AND: put(run, in->a, kleene(run, in, SHAI_NO)); break;
        case SHAI_I_OR: put(run, in->a, kleene(run, in, SHAI_YES)); break;
        case SHAI_I_JUMP: at = in->x - 1; break;
        case SHAI_I_JUMP_NO:
            if (truth(run, in->b) == SHAI_NO) at = in->x - 1;
            break;
        case SHAI_I_JUMP_YES:
            if (truth(run, in->b) == SHAI_YES) at = in->x - 1;
            break;
        case SHAI_I_JUMP_UNLESS_NO:
            if (truth(run, in->b) != SHAI_NO) at = in->x - 1;
            break;
        case SHAI_I_BOTTOM:
            num[in->a] = shai_interval_bottom();
            fixed[in->a] = 1;
            sets[in->a] = NULL;
            break;
        case SHAI_I_JOIN: join_number(run, in->a, in->b); break;
        case SHAI_I_CARRY:
        case SHAI_I_CARRY_T: sets[in->a] = both(run, in->a, in->b); break;
        case SHAI_I_SETTLE: settle(run, in); break;
        case SHAI_I_BROKEN: broken(run, in); break;
        case SHAI_I_BOTTOM_T:
            truths[in->a] = SHAI_T_NOTHING;
            sets[in->a] = NULL;
            break;
        case SHAI_I_JOIN_T: join_truth(run, in); break;
        case SHAI_I_GATE:
            if (!shai_outcome_gate(run, arena, in->a, ground(run, in->b), ground(run, in->c))) at = in->x - 1;
            break;
        case SHAI_I_REQUIRES:
            run->demands[run->demand_count++] =
                (struct shai_demand){in->a, in->x, in->b, in->c, run->items[in->a].count};
            break;
        case SHAI_I_JUDGE: judge(run, in); break;
        case SHAI_I_SPECIMEN: shai_outcome_specimen(run, arena, in->a, ground(run, in->b)); break;
        case SHAI_I_JUDGE_EACH: shai_outcome_judge_each(run, arena, in->a, in->x); break;
        case SHAI_I_HAZARD: shai_outcome_hazard(run, arena, in->a, number(run, in->b), sets[in->b], in->c); break;
        case SHAI_I_ITEM_VALUE: item_value(run, in); break;
        case SHAI_I_ITEM_APPLIES: put(run, in->a, shai_outcome_applies(run, in->b)); break;
        case SHAI_I_ITEM_FAILS: put(run, in->a, shai_outcome_is(run, in->b, SHAI_FAIL)); break;
        case SHAI_I_ITEM_PASSES: put(run, in->a, shai_outcome_is(run, in->b, SHAI_PASS)); break;
        case SHAI_I_COUNT:
            num[in->a] = shai_outcome_count(run, arena, (enum shai_hazard)in->b, &sets[in->a]);
            fixed[in->a] = 1;
            break;
        case SHAI_I_RAISE: shai_outcome_raise(run, (enum shai_hazard)in->b, truth(run, in->c)); break;
        case SHAI_I_END: shai_outcome_end(run); return SHAI_RUN_OK;
        case SHAI_OPCODE_COUNT: __builtin_unreachable(); /* verified */
        }
    }
}
