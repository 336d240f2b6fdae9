/* The checked spec to a program: its tables, and the parts of code laid one behind the other.
 *
 * In: a spec without errors. Out: a verified program. It decides nothing about meaning: the checker did. */
#include "lang/compiler.h"

#include "runtime/field.h"

#include <nettle/sha2.h>
#include <string.h>

enum { EARLY_WINDOW = 256 }; /* how far back an equal instruction is looked for */

/* --- registers, instructions, positions --- */

/* Says, once, that the program would be too large: more than `most` of something. */
static void too_large(struct shai_compiler *c, struct shai_span at, unsigned most, const char *zh, const char *en)
{
    if (c->too_large) return;
    c->too_large = true;
    shai_diag_span(c->diags, SHAI_D_TOO_LARGE, at, shai_arena_printf(c->arena, "%u %s", most, zh),
                   shai_arena_printf(c->arena, "%u %s", most, en), NULL);
}

uint16_t shai_new_register(struct shai_compiler *c)
{
    if (c->too_large) return 0;
    if (c->registers >= SHAI_MAX_REGISTERS) {
        too_large(c, c->span, SHAI_MAX_REGISTERS, "个中间值", "intermediate values");
        return 0;
    }
    return (uint16_t)c->registers++;
}

/* A line may hold a long list, so its characters are not counted anew for each element. */
static struct shai_place place_here(struct shai_compiler *c)
{
    const struct shai_source *source = &c->spec->sources->at[c->span.file];
    struct shai_offset *last = &c->last;
    bool on = last->place.line && last->file == c->span.file && last->offset <= c->span.begin;
    for (uint32_t i = last->offset; on && i < c->span.begin; i++) on = source->text[i] != '\n';
    if (!on) last->place = shai_source_place(source, c->span.begin);
    else
        for (uint32_t i = last->offset; i < c->span.begin; i++)
            last->place.column += ((unsigned char)source->text[i + 1] & 0xC0) != 0x80;
    last->file = c->span.file;
    last->offset = c->span.begin;
    return last->place;
}

static uint32_t position(struct shai_compiler *c)
{
    struct shai_program *p = c->program;
    struct shai_place place = place_here(c);
    struct shai_position at = {0, place.line, place.column, c->item};
    for (uint32_t i = 0; i < p->file_count; i++)
        if (c->spec->trees[i]->file == c->span.file) at.file = i;
    if (p->position_count) {
        const struct shai_position *last = &p->positions[p->position_count - 1];
        if (last->file == at.file && last->line == at.line && last->column == at.column && last->item == at.item)
            return p->position_count - 1;
    }
    p->positions = shai_arena_grow(c->arena, p->positions, &c->position_cap, p->position_count + 1, sizeof at);
    c->spans = shai_arena_grow(c->arena, c->spans, &c->span_cap, p->position_count + 1, sizeof *c->spans);
    c->spans[p->position_count] = c->span;
    p->positions[p->position_count] = at;
    return p->position_count++;
}

uint32_t shai_emit(struct shai_compiler *c, enum shai_part part, enum shai_opcode op, uint16_t a, uint16_t b,
                   uint16_t x_c, uint32_t x)
{
    struct shai_code *code = &c->parts[part];
    size_t all =
        c->parts[SHAI_PART_CONSTANTS].count + c->parts[SHAI_PART_LOADS].count + c->parts[SHAI_PART_BODY].count;
    if (c->too_large) return 0;
    if (all >= SHAI_MAX_CODE - 1) { /* END follows */
        too_large(c, c->span, SHAI_MAX_CODE, "条指令", "instructions");
        return 0;
    }
    code->at = shai_arena_grow(c->arena, code->at, &code->cap, code->count + 1, sizeof *code->at);
    code->at[code->count] = (struct shai_insn){(uint16_t)op, a, b, x_c, x, position(c)};
    return (uint32_t)code->count++;
}

struct shai_early {
    struct shai_insn insn;
    struct shai_early *next;
};

/* Can the instruction stand before the body? */
static bool is_early(const struct shai_compiler *c, enum shai_opcode op, uint16_t b, uint16_t x_c)
{
    switch (op) {
    case SHAI_I_EQ: return c->part_of[b] != SHAI_PART_BODY && c->part_of[x_c] != SHAI_PART_BODY;
    case SHAI_I_ADD:
    case SHAI_I_SUB:
    case SHAI_I_MUL: return c->part_of[b] == SHAI_PART_CONSTANTS && c->part_of[x_c] == SHAI_PART_CONSTANTS;
    default: return false;
    }
}

static uint16_t emit_early(struct shai_compiler *c, enum shai_opcode op, uint16_t b, uint16_t x_c)
{
    int left = EARLY_WINDOW;
    for (const struct shai_early *e = c->early; e && left; e = e->next, left--)
        if (e->insn.op == op && e->insn.b == b && e->insn.c == x_c) return e->insn.a;
    uint16_t a = shai_new_register(c);
    shai_emit(c, SHAI_PART_LOADS, op, a, b, x_c, 0);
    c->part_of[a] = SHAI_PART_LOADS;
    struct shai_early *e = SHAI_NEW(c->arena, struct shai_early);
    e->insn = (struct shai_insn){(uint16_t)op, a, b, x_c, 0, 0};
    e->next = c->early;
    c->early = e;
    return a;
}

uint16_t shai_emit_new(struct shai_compiler *c, enum shai_opcode op, uint16_t b, uint16_t x_c, uint32_t x)
{
    if (!x && is_early(c, op, b, x_c)) return emit_early(c, op, b, x_c);
    uint16_t a = shai_new_register(c);
    shai_emit(c, SHAI_PART_BODY, op, a, b, x_c, x);
    return a;
}

void shai_note_choice(struct shai_compiler *c, enum shai_choice_kind kind, const struct shai_node *node, uint16_t acc)
{
    struct shai_choices *all = c->choices;
    if (!all) return;
    all->at = shai_arena_grow(c->arena, all->at, &all->cap, all->count + 1, sizeof *all->at);
    all->at[all->count++] = (struct shai_choice){kind, node, c->item, (uint32_t)c->parts[SHAI_PART_BODY].count, acc};
}

void shai_patch(struct shai_compiler *c, uint32_t at)
{
    if (c->too_large) return;
    c->parts[SHAI_PART_BODY].at[at].x = (uint32_t)c->parts[SHAI_PART_BODY].count;
}

/* --- tables --- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

enum { CONSTANT_WINDOW = 256 }; /* how far back an equal constant is looked for */

uint16_t shai_constant_reg(struct shai_compiler *c, struct shai_num num, struct shai_display display, int places)
{
    struct shai_program *p = c->program;
    uint32_t n = p->constant_count, from = n > CONSTANT_WINDOW ? n - CONSTANT_WINDOW : 0;
    for (uint32_t i = from; i < n; i++) {
        const struct shai_constant *k = &p->constants[i];
        if (k->places == places && k->display.type == display.type && k->display.set == display.set &&
            same_text(k->display.unit, display.unit) && shai_num_cmp(k->num, num) == 0)
            return c->constant_reg[i];
    }
    p->constants = shai_arena_grow(c->arena, p->constants, &c->constant_cap, n + 1, sizeof *p->constants);
    p->constants[n] = (struct shai_constant){num, display, places};
    c->constant_reg =
        shai_arena_grow(c->arena, c->constant_reg, &c->constant_reg_cap, n + 1, sizeof *c->constant_reg);
    p->constant_count++;
    c->constant_reg[n] = shai_new_register(c);
    c->part_of[c->constant_reg[n]] = SHAI_PART_CONSTANTS;
    shai_emit(c, SHAI_PART_CONSTANTS, SHAI_I_CONST_NUM, c->constant_reg[n], 0, 0, n);
    return c->constant_reg[n];
}

uint16_t shai_number_reg(struct shai_compiler *c, int64_t n)
{
    struct shai_display plain = {.type = SHAI_V_NUMBER, .factor = SHAI_NUM_INT(1), .set = SHAI_NONE32};
    return shai_constant_reg(c, SHAI_NUM_INT(n), plain, 0);
}

uint32_t shai_constant_at(const struct shai_compiler *c, uint16_t reg)
{
    uint32_t i = c->program->constant_count;
    while (c->constant_reg[--i] != reg) {
    }
    return i;
}

uint32_t shai_constant_index(struct shai_compiler *c, const struct shai_node *literal)
{
    struct shai_decimal d = {.places = 0};
    shai_num_parse(c->arena, literal->name, strlen(literal->name), &d);
    return shai_constant_at(
        c, shai_constant_reg(c, shai_constant_of(c, literal), shai_display_of(c, literal->type), d.places));
}

uint16_t shai_truth_reg(struct shai_compiler *c, enum shai_truth truth)
{
    if (c->truth_reg[truth] == SHAI_NONE16) {
        c->truth_reg[truth] = shai_new_register(c);
        shai_emit(c, SHAI_PART_CONSTANTS, SHAI_I_CONST_TRUTH, c->truth_reg[truth], 0, 0, (uint32_t)truth);
    }
    return c->truth_reg[truth];
}

uint16_t shai_input_reg(struct shai_compiler *c, uint32_t input)
{
    if (c->input_reg[input] == SHAI_NONE16) {
        uint8_t type = c->program->inputs[input].type;
        enum shai_opcode op = type == SHAI_V_TEXT                                 ? SHAI_I_LOAD_TEXT
                              : type == SHAI_V_TRUTH || type == SHAI_V_CONFORMITY ? SHAI_I_LOAD_TRUTH
                                                                                  : SHAI_I_LOAD_NUM;
        c->input_reg[input] = shai_new_register(c);
        c->part_of[c->input_reg[input]] = SHAI_PART_LOADS;
        shai_emit(c, SHAI_PART_LOADS, op, c->input_reg[input], 0, 0, input);
    }
    return c->input_reg[input];
}

uint32_t shai_input_of(const struct shai_compiler *c, const struct shai_decl *source)
{
    return source->index + (source->how == SHAI_KW_EVERY ? c->specimen : 0);
}

uint32_t shai_rule_here(const struct shai_compiler *c, const struct shai_type *type)
{
    if (type->kind != SHAI_TYPE_NUMBER) return SHAI_RULE_SIMPLE; /* nothing else has a U */
    return c->decide == SHAI_RULE_GUARDED && c->against ? SHAI_RULE_GUARDED_NOT : c->decide;
}

uint32_t shai_cause(struct shai_compiler *c, enum shai_cause_kind kind, const char *name)
{
    struct shai_program *p = c->program;
    for (uint32_t i = 0; i < p->cause_count; i++)
        if (p->causes[i].kind == kind && same_text(p->causes[i].name, name)) return i;
    p->causes = shai_arena_grow(c->arena, p->causes, &c->cause_cap, p->cause_count + 1, sizeof *p->causes);
    p->causes[p->cause_count] = (struct shai_cause){(uint8_t)kind, name};
    return p->cause_count++;
}

uint32_t shai_text_index(struct shai_compiler *c, const char *s)
{
    struct shai_program *p = c->program;
    for (uint32_t i = 0; i < p->text_count; i++)
        if (strcmp(p->texts[i].s, s) == 0) return i;
    p->texts = shai_arena_grow(c->arena, p->texts, &c->text_cap, p->text_count + 1, sizeof *p->texts);
    p->texts[p->text_count] = (struct shai_text){.s = s, .len = (uint32_t)strlen(s)};
    return p->text_count++;
}

uint32_t shai_pattern_index(struct shai_compiler *c, const struct shai_node *pattern)
{
    struct shai_program *p = c->program;
    uint32_t flags = pattern->flags & SHAI_F_IGNORE_CASE ? SHAI_PATTERN_CASELESS : 0;
    const char *name = pattern->decl ? pattern->decl->name : NULL;
    for (uint32_t i = 0; i < p->pattern_count; i++)
        if (p->patterns[i].flags == flags && strcmp(p->patterns[i].s, pattern->name) == 0 &&
            same_text(p->patterns[i].name, name))
            return i;
    if (p->pattern_count == SHAI_MAX_PATTERNS) {
        too_large(c, pattern->span, SHAI_MAX_PATTERNS, "个不同的匹配式", "different patterns");
        return 0;
    }
    p->patterns = shai_arena_grow(c->arena, p->patterns, &c->pattern_cap, p->pattern_count + 1, sizeof *p->patterns);
    p->patterns[p->pattern_count] = (struct shai_text){pattern->name, (uint32_t)strlen(pattern->name), flags, name};
    return p->pattern_count++;
}

static uint32_t set_index(struct shai_compiler *c, const struct shai_decl *set)
{
    struct shai_program *p = c->program;
    for (uint32_t i = 0; i < p->set_count; i++)
        if (c->set_of[i] == set) return i;
    p->sets = shai_arena_grow(c->arena, p->sets, &c->set_cap, p->set_count + 1, sizeof *p->sets);
    c->set_of = shai_arena_grow(c->arena, c->set_of, &c->set_of_cap, p->set_count + 1, sizeof *c->set_of);
    c->set_of[p->set_count] = set;
    p->sets[p->set_count] = (struct shai_set){set->name, set->names, set->labels, set->name_count};
    return p->set_count++;
}

struct shai_display shai_display_of(struct shai_compiler *c, const struct shai_type *type)
{
    struct shai_display d = {.type = SHAI_V_NUMBER, .factor = SHAI_NUM_INT(1), .set = SHAI_NONE32};
    switch (type->kind) {
    case SHAI_TYPE_NUMBER:
        d.unit = type->unit;
        if (type->unit) d.factor = type->factor;
        break;
    case SHAI_TYPE_DATE: d.type = SHAI_V_DATE; break;
    case SHAI_TYPE_CHOICE:
        d.type = SHAI_V_CHOICE;
        d.set = set_index(c, type->set);
        break;
    case SHAI_TYPE_GRADE:
        d.type = SHAI_V_GRADE;
        d.set = set_index(c, type->set);
        break;
    case SHAI_TYPE_TRUTH: d.type = SHAI_V_TRUTH; break;
    case SHAI_TYPE_CONFORMITY: d.type = SHAI_V_CONFORMITY; break;
    case SHAI_TYPE_TEXT: d.type = SHAI_V_TEXT; break;
    default: break;
    }
    return d;
}

const char *shai_written(struct shai_compiler *c, struct shai_span span)
{
    const struct shai_source *s = &c->spec->sources->at[span.file];
    struct shai_strbuf b;
    shai_strbuf_init(&b, c->arena);
    bool blank = false;
    for (uint32_t i = span.begin; i < span.end && i < s->len; i++) {
        char ch = s->text[i];
        if (ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n') {
            blank = b.len > 0;
            continue;
        }
        if (blank) shai_strbuf_putc(&b, ' ');
        blank = false;
        shai_strbuf_putc(&b, ch);
    }
    return b.s;
}

struct shai_num shai_constant_of(struct shai_compiler *c, const struct shai_node *node)
{
    struct shai_decimal d = {.num = SHAI_NUM_INT(0)};
    int32_t day;
    switch ((enum shai_node_kind)node->kind) {
    case SHAI_N_UNARY: return shai_num_neg(c->arena, shai_constant_of(c, node->kids[0]));
    case SHAI_N_NUMBER_LIT:
        shai_num_parse(c->arena, node->name, strlen(node->name), &d);
        return shai_num_mul(c->arena, d.num, node->type->factor);
    case SHAI_N_DATE_LIT: return SHAI_NUM_INT(shai_date_parse(node->name, strlen(node->name), &day) ? day : 0);
    default: return SHAI_NUM_INT(node->index); /* a choice, a grade */
    }
}

/* --- inputs, standards, items' heads --- */

static void add_input(struct shai_compiler *c, struct shai_decl *d)
{
    struct shai_program *p = c->program;
    struct shai_input *in = &p->inputs[p->input_count];
    const struct shai_type *t = d->type;
    in->name = d->name;
    in->alias = d->alias;
    in->label = d->label;
    in->reading = d->kind == SHAI_DECL_MEASURE;
    in->standard = d->field >= 0;
    in->display = shai_display_of(c, t);
    in->type = in->display.type;
    in->dim = t->dim;
    in->pattern = SHAI_NONE32;
    in->item = SHAI_NONE32;
    in->lo = in->hi = in->dl = in->nd = SHAI_NUM_INT(0);
    in->may_be_negative = t->kind == SHAI_TYPE_NUMBER && t->is_signed;
    if (d->constraint && d->constraint->kind == SHAI_N_RANGE) {
        in->range = 3;
        in->lo = shai_constant_of(c, d->constraint->kids[0]);
        in->hi = shai_constant_of(c, d->constraint->kids[1]);
        in->may_be_negative |= t->kind == SHAI_TYPE_NUMBER && shai_num_sign(in->lo) < 0;
    } else if (d->constraint) {
        in->pattern = shai_pattern_index(c, d->constraint);
    }
    if (in->reading) {
        in->item = d->item->index;
        in->bare = d->bare;
        if (d->detection && t->kind == SHAI_TYPE_NUMBER) {
            in->has_dl = true;
            in->dl = shai_constant_of(c, d->detection);
        }
        const struct shai_node *nd = d->nd_counts ? d->nd_counts : c->spec->nd_counts;
        if (nd && t->kind == SHAI_TYPE_NUMBER) {
            struct shai_decimal k = {.num = SHAI_NUM_INT(0)};
            shai_num_parse(c->arena, nd->kids[0]->name, strlen(nd->kids[0]->name), &k);
            in->nd_counts = true;
            in->nd = shai_num_mul(c->arena, k.num, d->nd_counts ? nd->kids[0]->type->factor : t->factor);
        }
    }
    d->index = p->input_count++;
    in->specimens = (uint16_t)d->specimen_count;
    in->each = d->how == SHAI_KW_EVERY;
    for (uint32_t k = 1; k <= d->specimen_count; k++) {
        struct shai_input *one = &p->inputs[p->input_count++];
        *one = *in;
        one->name = shai_arena_printf(c->arena, "%s.%u", d->name, k);
        one->specimens = 0;
        one->specimen = (uint16_t)k;
    }
}

/* ITEM.U: how far the item's value may be off. */
static void add_value_u(struct shai_compiler *c, struct shai_decl *item)
{
    if (!item->value_u) return;
    add_input(c, item->value_u);
    c->program->inputs[item->value_u->index].range = 1; /* not below 0 */
}

static void add_inputs(struct shai_compiler *c)
{
    const struct shai_spec *s = c->spec;
    size_t count = s->attribute_count;
    const struct shai_decl *beyond = NULL; /* the first item whose readings are too many */
    for (size_t i = 0; i < s->item_count; i++) {
        count += s->items[i]->measure_count + (s->items[i]->value_u != NULL);
        for (size_t k = 0; k < s->items[i]->measure_count; k++) count += s->items[i]->measures[k]->specimen_count;
        if (count > SHAI_MAX_INPUTS && !beyond) beyond = s->items[i];
    }
    c->program->inputs = SHAI_NEW_N(c->arena, struct shai_input, count);
    if (count > SHAI_MAX_INPUTS)
        too_large(c, beyond ? beyond->span : c->span, SHAI_MAX_INPUTS, "个属性和读数(每个试样各算一个)",
                  "attributes and readings, each specimen one");
    for (size_t i = 0; i < s->attribute_count; i++)
        if (s->attributes[i]->node || s->attributes[i]->used) add_input(c, s->attributes[i]);
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t k = 0; k < s->items[i]->measure_count; k++) add_input(c, s->items[i]->measures[k]);
    for (size_t i = 0; i < s->item_count; i++) add_value_u(c, s->items[i]);
    c->input_reg = SHAI_NEW_N(c->arena, uint16_t, c->program->input_count);
    memset(c->input_reg, 0xFF, c->program->input_count * sizeof *c->input_reg);
    c->measure_reg = SHAI_NEW_N(c->arena, uint16_t, c->program->input_count);
    memset(c->measure_reg, 0xFF, c->program->input_count * sizeof *c->measure_reg);
}

static void add_standards(struct shai_compiler *c)
{
    const struct shai_spec *s = c->spec;
    c->program->standards = SHAI_NEW_N(c->arena, struct shai_standard, s->standard_count);
    for (size_t i = 0; i < s->standard_count; i++) {
        struct shai_decl *d = s->standards[i];
        if (!shai_standard_counts(s, d)) continue;
        d->index = c->program->standard_count++;
        c->program->standards[d->index] = (struct shai_standard){d->name, d->code, d->title, d->mandatory};
    }
}

static void add_items(struct shai_compiler *c)
{
    const struct shai_spec *s = c->spec;
    struct shai_program *p = c->program;
    p->items = SHAI_NEW_N(c->arena, struct shai_item, s->item_count);
    p->item_count = (uint32_t)s->item_count;
    for (size_t i = 0; i < s->item_count; i++) {
        const struct shai_decl *d = s->items[i];
        struct shai_item *item = &p->items[i];
        item->name = d->name;
        item->title = d->title ? d->title : d->name;
        item->family = d->variants->family ? d->variants->family->name : NULL;
        item->remark = d->remark;
        size_t count = d->measure_count;
        for (size_t k = 0; k < d->measure_count; k++) count += d->measures[k]->specimen_count;
        item->inputs = SHAI_NEW_N(c->arena, uint32_t, count);
        for (size_t k = 0; k < d->measure_count; k++)
            for (uint32_t n = 0; n <= d->measures[k]->specimen_count; n++)
                item->inputs[item->input_count++] = d->measures[k]->index + n;
        item->variants = SHAI_NEW_N(c->arena, struct shai_variant, d->variant_count);
        item->variant_count = (uint32_t)d->variant_count;
    }
}

static void add_head(struct shai_compiler *c)
{
    const struct shai_spec *s = c->spec;
    struct shai_program *p = c->program;
    p->name = s->name;
    p->title = s->title;
    p->version = s->version;
    p->product = s->product;
    p->product_code = s->product_code;
    p->issuer = s->issuer;
    p->scope = s->scope;
    p->sampling = s->sampling;
    memcpy(p->advice, s->advice, sizeof p->advice);
    p->lang = (uint8_t)s->tree->lang;
    p->has_from = s->has_from;
    p->has_to = s->has_to;
    p->effective_from = s->from;
    p->effective_to = s->to;
    memcpy(p->source, s->source_digest, sizeof p->source);
    memcpy(p->meaning, s->meaning, sizeof p->meaning);
    p->units = s->units;
    p->files = SHAI_NEW_N(c->arena, struct shai_file_digest, s->tree_count);
    for (size_t i = 0; i < s->tree_count; i++) {
        const struct shai_source *src = &s->sources->at[s->trees[i]->file];
        const char *slash = strrchr(src->name, '/'); /* the same program wherever it is compiled */
        struct sha256_ctx h;
        sha256_init(&h);
        sha256_update(&h, src->len, (const uint8_t *)src->text);
        p->files[i].name = slash ? slash + 1 : src->name;
        sha256_digest(&h, sizeof p->files[i].sha256, p->files[i].sha256);
    }
    p->file_count = (uint32_t)s->tree_count;
}

/* --- laying the parts together --- */

static bool jumps(uint16_t op)
{
    return strcmp(shai_op_infos[op].x, "TARGET") == 0;
}

static void lay_out(struct shai_compiler *c)
{
    struct shai_program *p = c->program;
    size_t total = 0;
    for (int i = 0; i < SHAI_PART_COUNT; i++) total += c->parts[i].count;
    p->code = SHAI_NEW_N(c->arena, struct shai_insn, total);
    uint32_t before = (uint32_t)(total - c->parts[SHAI_PART_BODY].count);
    for (int i = 0; i < SHAI_PART_COUNT; i++)
        for (size_t k = 0; k < c->parts[i].count; k++) {
            struct shai_insn insn = c->parts[i].at[k];
            if (jumps(insn.op)) insn.x += before;
            p->code[p->code_count++] = insn;
        }
    p->register_count = c->registers;
    for (size_t i = 0; c->choices && i < c->choices->count; i++) c->choices->at[i].insn += before;
}

/* Does a comparison anywhere count U? */
static bool uses_rules(const struct shai_spec *s)
{
    bool any = s->decide && s->decide->op != SHAI_KW_SIMPLE;
    for (size_t i = 0; i < s->item_count; i++)
        for (const struct shai_variant_node *v = s->items[i]->variants; v; v = v->next)
            any |= v->decide && v->decide->op != SHAI_KW_SIMPLE;
    return any;
}

/* What only the verifier can know is too large. */
static void say_refused(struct shai_compiler *c, const char *why)
{
    const struct shai_program *p = c->program;
    struct shai_span head = c->spec->tree->root->name_span;
    switch (p->crossed) {
    case SHAI_BOUND_BITS:
        shai_diag_span(c->diags, SHAI_D_WIDE_NUMBER, c->spans[p->code[p->crossed_at].pos],
                       shai_arena_printf(c->arena, "%d", SHAI_MAX_REGISTER_BITS), NULL);
        return;
    case SHAI_BOUND_MEMORY:
        too_large(c, head, SHAI_MAX_MEMORY >> 20, "MB 运行内存", "MB of memory for a sample");
        return;
    case SHAI_BOUND_PATTERNS:
        too_large(c, head, SHAI_MAX_PATTERNS, "个匹配式,且合计不能过大", "patterns, and not too large ones together");
        return;
    case SHAI_BOUND_NONE: break;
    }
    shai_diag_span(c->diags, SHAI_D_NOT_COMPILED, head, why, NULL);
}

struct shai_program *shai_compile(struct shai_arena *arena, struct shai_diags *diags, const struct shai_spec *spec)
{
    return shai_compile_choices(arena, diags, spec, NULL);
}

struct shai_program *shai_compile_choices(struct shai_arena *arena, struct shai_diags *diags,
                                          const struct shai_spec *spec, struct shai_choices *choices)
{
    struct shai_compiler c = {.arena = arena, .diags = diags, .spec = spec, .item = SHAI_NONE32, .choices = choices};
    c.program = SHAI_NEW(arena, struct shai_program);
    c.span = spec->tree->root->name_span;
    memset(c.truth_reg, 0xFF, sizeof c.truth_reg);
    c.part_of = shai_arena_alloc(arena, SHAI_MAX_REGISTERS);
    memset(c.part_of, SHAI_PART_BODY, SHAI_MAX_REGISTERS);
    if (uses_rules(spec)) { /* where comparisons under a rule look for them */
        shai_cause(&c, SHAI_CAUSE_U_OPEN, NULL);
        shai_cause(&c, SHAI_CAUSE_U_LOST, NULL);
    }
    add_head(&c);
    add_inputs(&c);
    add_standards(&c);
    add_items(&c);
    c.let_reg = SHAI_NEW_N(arena, uint16_t, spec->let_count);
    memset(c.let_reg, 0xFF, spec->let_count * sizeof *c.let_reg);
    for (size_t i = 0; i < spec->let_count; i++) spec->lets[i]->index = (uint32_t)i;
    c.item_done = SHAI_NEW_N(arena, bool, spec->item_count);
    for (size_t i = 0; i < spec->item_count; i++) shai_compile_item(&c, spec->items[i]);
    if (spec->verdict) shai_compile_verdict(&c, spec->verdict);
    shai_emit(&c, SHAI_PART_BODY, SHAI_I_END, 0, 0, 0, 0);
    if (c.too_large) return NULL;
    lay_out(&c);
    const char *why = shai_program_verify(arena, c.program);
    if (!why) return c.program;
    say_refused(&c, why);
    return NULL;
}
