/* Programs made by hand, instruction by instruction, and samples for them: what the tests of the verifier, the
 * program file and the machine share. Everything is in one arena; every table has room for BUILD_ROOM entries. */
#ifndef SHAI_TESTS_BUILD_H
#define SHAI_TESTS_BUILD_H

#include "runtime/vm.h"
#include "tests/unit/numbers.h"

#include <string.h>

enum { BUILD_ROOM = 256, NO = SHAI_NONE16 };

static inline struct shai_display shown_as(uint8_t type)
{
    return (struct shai_display){.type = type, .factor = SHAI_NUM_INT(1), .set = SHAI_NONE32};
}

static inline struct shai_program *build_new(void)
{
    struct shai_program *p = SHAI_NEW(&arena, struct shai_program);
    p->name = "试验";
    p->files = SHAI_NEW_N(&arena, struct shai_file_digest, BUILD_ROOM);
    p->files[p->file_count++].name = "试验.shai";
    p->units.at = SHAI_NEW_N(&arena, struct shai_unit, BUILD_ROOM);
    p->units.bases = 2;
    p->units.at[p->units.count++] = (struct shai_unit){"kg", {SHAI_NUM_INT(1), {{1}}, false}};
    p->constants = SHAI_NEW_N(&arena, struct shai_constant, BUILD_ROOM);
    p->texts = SHAI_NEW_N(&arena, struct shai_text, BUILD_ROOM);
    p->patterns = SHAI_NEW_N(&arena, struct shai_text, BUILD_ROOM);
    p->sets = SHAI_NEW_N(&arena, struct shai_set, BUILD_ROOM);
    p->inputs = SHAI_NEW_N(&arena, struct shai_input, BUILD_ROOM);
    p->causes = SHAI_NEW_N(&arena, struct shai_cause, BUILD_ROOM);
    p->standards = SHAI_NEW_N(&arena, struct shai_standard, BUILD_ROOM);
    p->criteria = SHAI_NEW_N(&arena, struct shai_criterion, BUILD_ROOM);
    p->items = SHAI_NEW_N(&arena, struct shai_item, BUILD_ROOM);
    p->positions = SHAI_NEW_N(&arena, struct shai_position, BUILD_ROOM);
    p->positions[p->position_count++] = (struct shai_position){0, 1, 1, SHAI_NONE32};
    p->code = SHAI_NEW_N(&arena, struct shai_insn, BUILD_ROOM);
    p->causes[p->cause_count++] = (struct shai_cause){SHAI_CAUSE_KEY, "表"};
    return p;
}

/* Adds an instruction and returns its index. */
static inline uint32_t emit(struct shai_program *p, enum shai_opcode op, uint32_t a, uint32_t b, uint32_t c,
                            uint32_t x)
{
    p->code[p->code_count] = (struct shai_insn){(uint16_t)op, (uint16_t)a, (uint16_t)b, (uint16_t)c, x, 0};
    return p->code_count++;
}

/* Adds an instruction that defines a register and returns the register. */
static inline uint16_t reg(struct shai_program *p, enum shai_opcode op, uint32_t b, uint32_t c, uint32_t x)
{
    uint32_t r = p->register_count++;
    emit(p, op, r, b, c, x);
    return (uint16_t)r;
}

static inline uint32_t add_constant(struct shai_program *p, const char *number)
{
    p->constants[p->constant_count] = (struct shai_constant){num(number), shown_as(SHAI_V_NUMBER), 0};
    return p->constant_count++;
}

static inline uint16_t constant(struct shai_program *p, const char *number)
{
    return reg(p, SHAI_I_CONST_NUM, 0, 0, add_constant(p, number));
}

static inline uint16_t truth_of(struct shai_program *p, enum shai_truth t)
{
    return reg(p, SHAI_I_CONST_TRUTH, 0, 0, t);
}

static inline uint32_t add_text(struct shai_program *p, const char *s)
{
    p->texts[p->text_count] = (struct shai_text){.s = s, .len = (uint32_t)strlen(s)};
    return p->text_count++;
}

static inline uint32_t add_pattern(struct shai_program *p, const char *s)
{
    p->patterns[p->pattern_count] = (struct shai_text){.s = s, .len = (uint32_t)strlen(s)};
    return p->pattern_count++;
}

static inline uint32_t add_cause(struct shai_program *p, enum shai_cause_kind kind)
{
    p->causes[p->cause_count] = (struct shai_cause){(uint8_t)kind, NULL};
    return p->cause_count++;
}

/* An attribute. */
static inline uint32_t add_input(struct shai_program *p, uint8_t type)
{
    p->inputs[p->input_count] = (struct shai_input){.name = "某属性",
                                                    .type = type,
                                                    .display = shown_as(type),
                                                    .pattern = SHAI_NONE32,
                                                    .item = SHAI_NONE32,
                                                    .lo = SHAI_NUM_INT(0),
                                                    .hi = SHAI_NUM_INT(0),
                                                    .dl = SHAI_NUM_INT(0),
                                                    .nd = SHAI_NUM_INT(0)};
    return p->input_count++;
}

static inline uint32_t add_item(struct shai_program *p)
{
    struct shai_item *it = &p->items[p->item_count];
    it->name = it->title = "铅";
    it->inputs = SHAI_NEW_N(&arena, uint32_t, 8);
    it->variants = SHAI_NEW_N(&arena, struct shai_variant, 2);
    it->variant_count = 1;
    for (int i = 0; i < 2; i++) {
        struct shai_variant *w = &it->variants[i];
        w->display = shown_as(SHAI_V_NUMBER);
        w->judged = SHAI_NEW_N(&arena, struct shai_judged, 4);
        memset(w->judged, 0xFF, 4 * sizeof *w->judged);
        w->judged_count = 1;
    }
    return p->item_count++;
}

static inline uint32_t add_reading(struct shai_program *p, uint32_t item, uint8_t type)
{
    uint32_t in = add_input(p, type);
    p->inputs[in].reading = true;
    p->inputs[in].item = item;
    p->inputs[in].name = "某读数";
    p->items[item].inputs[p->items[item].input_count++] = in;
    return in;
}

static inline uint32_t add_criterion(struct shai_program *p, enum shai_criterion_kind kind)
{
    p->criteria[p->criterion_count] =
        (struct shai_criterion){.kind = (uint8_t)kind, .display = shown_as(SHAI_V_NUMBER), .text = "≤ 90"};
    return p->criterion_count++;
}

/* END and verification; the reason, or NULL. */
static inline const char *finish(struct shai_program *p)
{
    emit(p, SHAI_I_END, 0, 0, 0, 0);
    return shai_program_verify(&arena, p);
}

static inline void finish_well(struct shai_program *p)
{
    const char *why = finish(p);
    if (why) fail_msg("refused: %s", why);
}

/* --- samples
 * -------------------------------------------------------------------------------------------------------- */

/* Every input blank. */
static inline struct shai_sample *blank_sample(const struct shai_program *p)
{
    struct shai_sample *s = SHAI_NEW(&arena, struct shai_sample);
    s->facts = SHAI_NEW_N(&arena, struct shai_fact, p->input_count);
    for (uint32_t i = 0; i < p->input_count; i++) s->facts[i].num = shai_interval_all();
    return s;
}

/* A number or an interval as numbers.h writes it; a point is a known reading. */
static inline void set_value(struct shai_sample *s, uint32_t input, const char *value)
{
    s->facts[input].state = SHAI_FACT_KNOWN;
    s->facts[input].num = interval(value);
    s->facts[input].exact = shai_interval_is_point(&s->facts[input].num);
}

/* [0, d), not detected. */
static inline void set_undetected(struct shai_sample *s, uint32_t input, const char *d)
{
    s->facts[input].state = SHAI_FACT_KNOWN;
    s->facts[input].exact = false;
    s->facts[input].num = shai_interval_make(SHAI_NUM_INT(0), num(d), SHAI_HI_OPEN | SHAI_UNDETECTED);
    s->facts[input].has_dl = true;
    s->facts[input].dl = num(d);
}

static inline void set_text(struct shai_sample *s, uint32_t input, const char *text)
{
    s->facts[input].state = SHAI_FACT_KNOWN;
    s->facts[input].exact = true;
    s->facts[input].text = text;
    s->facts[input].text_len = strlen(text);
}

static inline void set_truth(struct shai_sample *s, uint32_t input, bool yes)
{
    s->facts[input].state = SHAI_FACT_KNOWN;
    s->facts[input].exact = true;
    s->facts[input].truth = yes ? SHAI_YES : SHAI_NO;
}

#endif
