/* The tables of a program. In: a program whose arrays have the lengths it says, and nothing more is believed. Out:
 * the first thing that would mislead a run, a result or a listing; the compiled patterns. It does not look at the
 * code, nor at what registers the items name. */
#include "base/utf8.h"
#include "runtime/pattern.h"
#include "runtime/verify.h"

#include <string.h>

enum {
    LONGEST_TEXT = 65535,
    LAST_DAY = 3652059, /* 9999-12-31 */
    COMPUTED_PLACES = -1000,
    MOST_PLACES = 100,
    PATTERNS_COST = 1 << 20, /* of all patterns together */
};

static bool fail_at(struct shai_verify *v, const char *table, uint32_t i, const char *what)
{
    return shai_verify_fail(v, "%s %u: %s", table, (unsigned)i, what);
}

static bool counts(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    const struct {
        const char *what;
        size_t count, most;
    } all[] = {
        {"files", p->file_count, SHAI_MAX_INPUTS},         {"units", p->units.count, SHAI_MAX_INPUTS},
        {"constants", p->constant_count, SHAI_MAX_CODE},   {"texts", p->text_count, SHAI_MAX_CODE},
        {"patterns", p->pattern_count, SHAI_MAX_PATTERNS}, {"sets", p->set_count, SHAI_MAX_INPUTS},
        {"inputs", p->input_count, SHAI_MAX_INPUTS},       {"causes", p->cause_count, SHAI_MAX_INPUTS},
        {"standards", p->standard_count, SHAI_MAX_INPUTS}, {"criteria", p->criterion_count, SHAI_MAX_CODE},
        {"items", p->item_count, SHAI_MAX_ITEMS},          {"positions", p->position_count, SHAI_MAX_CODE},
        {"instructions", p->code_count, SHAI_MAX_CODE},    {"registers", p->register_count, SHAI_MAX_REGISTERS},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].count > all[i].most) return shai_verify_fail(v, "too many %s", all[i].what);
    return true;
}

/* A text that may be NULL where it is optional. */
static bool text(struct shai_verify *v, const char *table, uint32_t i, const char *what, const char *s, bool optional)
{
    if (!s && optional) return true;
    const char *why = NULL;
    if (!s) {
        why = "is missing";
    } else {
        size_t len = strlen(s);
        if (len > LONGEST_TEXT) why = "is too long";
        else if (shai_utf8_check(s, len) != len) why = "is not UTF-8";
        else if (!len && !optional) why = "is empty";
    }
    return !why || shai_verify_fail(v, "%s %u: %s %s", table, (unsigned)i, what, why);
}

static bool is_number(struct shai_num n)
{
    return n.d > 0 || (n.d == 0 && n.w);
}

static bool bits_within(struct shai_verify *v, struct shai_num n, unsigned most)
{
    return (n.d > 0 && most >= 64) || shai_num_bits(v->arena, n) <= most;
}

static bool whole_between(struct shai_verify *v, struct shai_num n, int64_t lo, int64_t hi)
{
    n = shai_num_canonical(v->arena, n);
    return n.d == 1 && n.n >= lo && n.n <= hi;
}

/* May n be a value of this type? */
static bool of_type(struct shai_verify *v, struct shai_num n, uint8_t type, uint32_t set)
{
    switch (type) {
    case SHAI_V_DATE: return whole_between(v, n, 1, LAST_DAY);
    case SHAI_V_CHOICE:
    case SHAI_V_GRADE: return whole_between(v, n, 0, (int64_t)v->program->sets[set].count - 1);
    default: return true;
    }
}

static bool display(struct shai_verify *v, const char *table, uint32_t i, const struct shai_display *d)
{
    if (d->type > SHAI_V_TEXT) return fail_at(v, table, i, "no such type");
    if (!text(v, table, i, "unit", d->unit, true)) return false;
    if (!is_number(d->factor) || shai_num_sign(d->factor) <= 0)
        return fail_at(v, table, i, "the unit's factor is not positive");
    if (!bits_within(v, d->factor, SHAI_MAX_FACTOR_BITS))
        return fail_at(v, table, i, "the unit's factor is too large");
    bool listed = d->type == SHAI_V_CHOICE || d->type == SHAI_V_GRADE;
    if (listed ? d->set >= v->program->set_count : d->set != SHAI_NONE32) return fail_at(v, table, i, "no such set");
    return true;
}

static bool places(struct shai_verify *v, const char *table, uint32_t i, int n)
{
    return (n >= COMPUTED_PLACES && n <= MOST_PLACES) || fail_at(v, table, i, "decimals out of range");
}

static bool head(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    if (!text(v, "head", 0, "name", p->name, false)) return false;
    const char *const rest[] = {p->title, p->version,  p->product,   p->product_code, p->issuer,
                                p->scope, p->sampling, p->advice[0], p->advice[1]};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (!text(v, "head", (uint32_t)i, "text", rest[i], true)) return false;
    if (p->lang > SHAI_EN) return shai_verify_fail(v, "head: no such language");
    if ((p->has_from && (p->effective_from < 1 || p->effective_from > LAST_DAY)) ||
        (p->has_to && (p->effective_to < 1 || p->effective_to > LAST_DAY)))
        return shai_verify_fail(v, "head: validity out of the calendar");
    if (p->has_from && p->has_to && p->effective_from > p->effective_to)
        return shai_verify_fail(v, "head: validity ends before it begins");
    for (uint32_t i = 0; i < p->file_count; i++)
        if (!text(v, "file", i, "name", p->files[i].name, false)) return false;
    return true;
}

static bool dimension(struct shai_verify *v, const char *table, uint32_t i, const struct shai_dim *dim)
{
    for (size_t k = 0; k < SHAI_BASE_MAX; k++) {
        if (dim->e[k] < -100 || dim->e[k] > 100) return fail_at(v, table, i, "exponent out of range");
        if (dim->e[k] && k >= v->program->units.bases) return fail_at(v, table, i, "no such base unit");
    }
    return true;
}

static bool units(struct shai_verify *v)
{
    const struct shai_units *u = &v->program->units;
    if (u->bases > SHAI_BASE_MAX) return shai_verify_fail(v, "too many base units");
    for (uint32_t i = 0; i < u->count; i++) {
        const struct shai_unit_value *value = &u->at[i].value;
        if (!text(v, "unit", i, "name", u->at[i].name, false)) return false;
        if (!is_number(value->factor) || shai_num_sign(value->factor) <= 0)
            return fail_at(v, "unit", i, "the factor is not positive");
        if (!bits_within(v, value->factor, SHAI_INPUT_BITS)) return fail_at(v, "unit", i, "the factor is too large");
        if (!dimension(v, "unit", i, &value->dim)) return false;
    }
    return true;
}

static bool constants(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    for (uint32_t i = 0; i < p->constant_count; i++) {
        const struct shai_constant *c = &p->constants[i];
        if (!is_number(c->num)) return fail_at(v, "constant", i, "no number");
        if (!bits_within(v, c->num, SHAI_MAX_REGISTER_BITS)) return fail_at(v, "constant", i, "too large a number");
        if (!display(v, "constant", i, &c->display) || !places(v, "constant", i, c->places)) return false;
        if (!of_type(v, c->num, c->display.type, c->display.set))
            return fail_at(v, "constant", i, "no value of its type");
    }
    return true;
}

static bool texts(struct shai_verify *v, const char *table, const struct shai_text *at, uint32_t count,
                  uint32_t flags)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!at[i].s) return fail_at(v, table, i, "is missing");
        if (at[i].len > LONGEST_TEXT) return fail_at(v, table, i, "is too long");
        if (at[i].s[at[i].len] || memchr(at[i].s, 0, at[i].len)) return fail_at(v, table, i, "holds a NUL");
        if (shai_utf8_check(at[i].s, at[i].len) != at[i].len) return fail_at(v, table, i, "is not UTF-8");
        if (at[i].flags & ~flags) return fail_at(v, table, i, "unknown flags");
    }
    return true;
}

static bool patterns(struct shai_verify *v)
{
    struct shai_program *p = v->program;
    if (!texts(v, "pattern", p->patterns, p->pattern_count, SHAI_PATTERN_CASELESS)) return false;
    p->compiled = SHAI_NEW_N(v->arena, void *, p->pattern_count);
    uint64_t together = 0;
    for (uint32_t i = 0; i < p->pattern_count; i++) {
        const struct shai_text *t = &p->patterns[i];
        if (!text(v, "pattern", i, "its name", t->name, true)) return false;
        enum shai_diag_id why;
        size_t offset;
        uint32_t cost = 0;
        p->compiled[i] = shai_pattern_compile(v->arena, t->s, t->len, t->flags, &cost, &why, &offset);
        if (!p->compiled[i])
            return shai_verify_fail(v, "pattern %u: %s (byte %zu)", (unsigned)i, shai_diag_infos[why].text[SHAI_EN],
                                    offset);
        together += cost;
        if (together <= PATTERNS_COST) continue;
        p->crossed = SHAI_BOUND_PATTERNS;
        return shai_verify_fail(v, "the patterns are too large together");
    }
    return true;
}

static bool sets(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    for (uint32_t i = 0; i < p->set_count; i++) {
        const struct shai_set *s = &p->sets[i];
        if (!text(v, "set", i, "name", s->name, true)) return false;
        if (!s->count || s->count > SHAI_MAX_INPUTS) return fail_at(v, "set", i, "no values, or too many");
        for (uint32_t k = 0; k < s->count; k++) {
            if (!text(v, "set", i, "value", s->names[k], false)) return false;
            if (s->labels && !text(v, "set", i, "label", s->labels[k], true)) return false;
        }
    }
    return true;
}

static bool input_numbers(struct shai_verify *v, uint32_t i, const struct shai_input *in)
{
    if (in->range > 3) return fail_at(v, "input", i, "unknown range");
    if (in->range && in->type != SHAI_V_NUMBER && in->type != SHAI_V_DATE && in->type != SHAI_V_GRADE)
        return fail_at(v, "input", i, "a range of what is no number, date or grade");
    const struct {
        bool given;
        struct shai_num n;
    } all[] = {{in->range & 1, in->lo}, {in->range & 2, in->hi}, {in->has_dl, in->dl}, {in->nd_counts, in->nd}};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        if (!all[k].given) continue;
        if (!is_number(all[k].n)) return fail_at(v, "input", i, "no number");
        if (!bits_within(v, all[k].n, SHAI_INPUT_BITS)) return fail_at(v, "input", i, "too large a number");
        if (k < 2 && !of_type(v, all[k].n, in->type, in->display.set))
            return fail_at(v, "input", i, "a range out of the calendar or the scale");
    }
    if (in->range == 3 && shai_num_cmp(in->lo, in->hi) > 0) return fail_at(v, "input", i, "the range is empty");
    if (in->has_dl && shai_num_sign(in->dl) <= 0)
        return fail_at(v, "input", i, "the detection limit is not positive");
    return true;
}

/* Behind a measure of N specimens stand N inputs of its type, and only there. */
static bool specimens_of(struct shai_verify *v, uint32_t i)
{
    const struct shai_program *p = v->program;
    const struct shai_input *in = &p->inputs[i], *head = in - in->specimen;
    if (in->specimens > SHAI_MAX_SPECIMENS || in->specimen > SHAI_MAX_SPECIMENS ||
        (in->specimens && (in->specimen || !in->reading)) || (in->each && !in->specimens && !in->specimen))
        return fail_at(v, "input", i, "cannot have specimens");
    if (in->specimens && in->specimens >= p->input_count - i) return fail_at(v, "input", i, "specimens are missing");
    for (uint16_t k = 1; k <= in->specimens; k++)
        if (in[k].specimen != k) return fail_at(v, "input", i, "specimens are missing");
    if (!in->specimen) return true;
    if (in->specimen > i || head->specimens < in->specimen || head->item != in->item || head->type != in->type ||
        head->each != in->each || !shai_dim_equal(&head->dim, &in->dim))
        return fail_at(v, "input", i, "a specimen of no measure");
    return true;
}

static bool inputs(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    for (uint32_t i = 0; i < p->input_count; i++) {
        const struct shai_input *in = &p->inputs[i];
        if (!text(v, "input", i, "name", in->name, false) || !text(v, "input", i, "alias", in->alias, true) ||
            !text(v, "input", i, "label", in->label, true) || !display(v, "input", i, &in->display))
            return false;
        if (in->type != in->display.type) return fail_at(v, "input", i, "shown as another type");
        if (!dimension(v, "input", i, &in->dim) || !input_numbers(v, i, in)) return false;
        if (in->pattern != SHAI_NONE32 && (in->pattern >= p->pattern_count || in->type != SHAI_V_TEXT))
            return fail_at(v, "input", i, "no such pattern, or none of a text");
        if (in->reading ? in->item >= p->item_count : in->item != SHAI_NONE32)
            return fail_at(v, "input", i, "no such item");
        if (!specimens_of(v, i)) return false;
    }
    return true;
}

static bool citations(struct shai_verify *v, uint32_t i, const struct shai_citation *at, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++) {
        if (at[k].standard >= v->program->standard_count) return fail_at(v, "item", i, "no such standard");
        if (!text(v, "item", i, "clause", at[k].clause, true)) return false;
    }
    return true;
}

static bool pieces(struct shai_verify *v, uint32_t i, const struct shai_piece *at, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++) {
        if (at[k].kind > SHAI_P_LET) return fail_at(v, "item", i, "no such piece of a problem");
        if (!text(v, "item", i, "problem", at[k].text, at[k].kind != SHAI_P_TEXT)) return false;
        if (at[k].kind == SHAI_P_INPUT && at[k].input >= v->program->input_count)
            return fail_at(v, "item", i, "a problem with no such input");
        if (at[k].kind == SHAI_P_LET && !display(v, "item", i, &at[k].display)) return false;
    }
    return true;
}

static bool variant(struct shai_verify *v, uint32_t i, const struct shai_variant *w)
{
    return text(v, "item", i, "group", w->group, true) && text(v, "item", i, "choice", w->chosen, true) &&
           citations(v, i, w->basis, w->basis_count) && citations(v, i, w->methods, w->method_count) &&
           (w->method_kind <= SHAI_METHOD_LABORATORY || fail_at(v, "item", i, "no such kind of method")) &&
           pieces(v, i, w->problem, w->problem_count) && display(v, "item", i, &w->display) &&
           (w->decide == SHAI_RULE_SIMPLE || w->decide == SHAI_RULE_GUARDED || w->decide == SHAI_RULE_CERTAIN ||
            fail_at(v, "item", i, "no such decision rule")) &&
           ((w->judged_count && w->judged_count <= SHAI_MAX_SPECIMENS && w->allow < w->judged_count) ||
            fail_at(v, "item", i, "no specimens, or too many, or all may fail"));
}

static bool items(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    for (uint32_t i = 0; i < p->item_count; i++) {
        const struct shai_item *it = &p->items[i];
        if (!text(v, "item", i, "name", it->name, false) || !text(v, "item", i, "title", it->title, false) ||
            !text(v, "item", i, "family", it->family, true) || !text(v, "item", i, "remark", it->remark, true))
            return false;
        for (uint32_t k = 0; k < it->input_count; k++) {
            uint32_t in = it->inputs[k];
            if (in >= p->input_count || !p->inputs[in].reading || p->inputs[in].item != i)
                return fail_at(v, "item", i, "a reading that is not its own");
        }
        if (!it->variant_count) return fail_at(v, "item", i, "no variant");
        for (uint32_t k = 0; k < it->variant_count; k++)
            if (!variant(v, i, &it->variants[k])) return false;
    }
    return true;
}

static bool criteria(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    for (uint32_t i = 0; i < p->criterion_count; i++) {
        const struct shai_criterion *c = &p->criteria[i];
        if (c->kind > SHAI_C_REQUIRE) return fail_at(v, "criterion", i, "no such kind");
        bool worded = c->kind == SHAI_C_IN || c->kind == SHAI_C_REQUIRE || c->kind == SHAI_C_RELATIVE ||
                      c->kind == SHAI_C_TOLERANCE;
        if (!text(v, "criterion", i, "text", c->text, !worded) || !display(v, "criterion", i, &c->display) ||
            !places(v, "criterion", i, c->places) || !places(v, "criterion", i, c->places_upper))
            return false;
    }
    return true;
}

static bool rest(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    for (uint32_t i = 0; i < p->cause_count; i++) {
        if (p->causes[i].kind > SHAI_CAUSE_U_LOST) return fail_at(v, "cause", i, "no such kind");
        if (!text(v, "cause", i, "name", p->causes[i].name, true)) return false;
    }
    for (uint32_t i = 0; i < p->standard_count; i++) {
        const struct shai_standard *s = &p->standards[i];
        if (!text(v, "standard", i, "name", s->id, false) || !text(v, "standard", i, "code", s->code, false) ||
            !text(v, "standard", i, "title", s->title, true))
            return false;
    }
    for (uint32_t i = 0; i < p->position_count; i++) {
        const struct shai_position *at = &p->positions[i];
        if (at->file != SHAI_NONE32 && at->file >= p->file_count) return fail_at(v, "position", i, "no such file");
        if (at->item != SHAI_NONE32 && at->item >= p->item_count) return fail_at(v, "position", i, "no such item");
    }
    return true;
}

bool shai_verify_tables(struct shai_verify *v)
{
    const struct shai_program *p = v->program;
    return counts(v) && head(v) && units(v) && sets(v) && constants(v) &&
           texts(v, "text", p->texts, p->text_count, 0) && patterns(v) && inputs(v) && items(v) && criteria(v) &&
           rest(v);
}
