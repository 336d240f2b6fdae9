/* The columns of a results sheet. In: a verified program. Out: its columns in the order of work: what names the
 * sample, what is known of the product, then the readings item by item. It writes nothing. */
#include "sheet/form.h"

#include "runtime/bind.h"
#include "runtime/show.h"

#include <string.h>

struct maker {
    struct shai_arena *arena;
    const struct shai_program *program;
    const struct shai_form_options *options;
    struct shai_binder *binder;
    struct shai_form *form;
    size_t cap;
};

static const char *say(const struct maker *m, const char *zh, const char *en)
{
    return shai_say(m->program->lang, zh, en);
}

static struct shai_form_column *add_column(struct maker *m, const struct shai_form_column *column)
{
    struct shai_form *f = m->form;
    f->columns = shai_arena_grow(m->arena, f->columns, &m->cap, f->count + 1, sizeof *f->columns);
    f->columns[f->count] = *column;
    return &f->columns[f->count++];
}

/* --- headers -----------------------------------------------------------------------------------------------------
 */

static bool means(struct maker *m, const char *header, uint32_t input, enum shai_column_kind kind)
{
    struct shai_column column = {0};
    shai_bind(m->binder, header, strlen(header), &column);
    return column.kind == (uint8_t)kind && column.input == input;
}

/* A name that the reader takes for this input, and that a person understands alone: ITEM.MEASURE where the measure
 * has a name of its own (甲酰胺.含量), else the item's. suffix: "", ".U", ".DL". */
static const char *name_of(struct maker *m, uint32_t input, const char *suffix, enum shai_column_kind kind)
{
    const struct shai_input *in = &m->program->inputs[input];
    const char *name = shai_arena_printf(m->arena, "%s%s", in->name, suffix);
    if (!in->reading || (in->bare && means(m, name, input, kind))) return name;
    return shai_arena_printf(m->arena, "%s.%s%s", m->program->items[in->item].name, in->name, suffix);
}

static const char *with_unit(struct maker *m, const char *name, const char *unit)
{
    return unit && *unit ? shai_arena_printf(m->arena, "%s (%s)", name, unit) : name;
}

/* --- what may be written -----------------------------------------------------------------------------------------
 */

/* A bound of `in lo ~ hi`, as a spreadsheet's formula has it; NULL where its digits do not end. */
static const char *bound_text(struct maker *m, const struct shai_input *in, struct shai_num bound)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, m->arena);
    struct shai_num n = in->display.unit ? shai_num_div(m->arena, bound, in->display.factor) : bound;
    return shai_num_put_decimal(&buf, n) ? buf.s : NULL;
}

static void set_bounds(struct maker *m, struct shai_form_column *c)
{
    const struct shai_input *in = c->input;
    if (c->part == SHAI_FORM_U || c->part == SHAI_FORM_DL) {
        c->lo = "0";
    } else if (c->type == SHAI_V_NUMBER) {
        if (in->range & 1) c->lo = bound_text(m, in, in->lo);
        else if (!in->may_be_negative) c->lo = "0";
        if (in->range & 2) c->hi = bound_text(m, in, in->hi);
    }
}

static void set_choices(struct maker *m, struct shai_form_column *c)
{
    static const char *const truths[2][2] = {{"是", "否"}, {"yes", "no"}};
    static const char *const conformities[2][2] = {{"符合", "不符合"}, {"pass", "fail"}};
    const struct shai_program *p = m->program;
    uint32_t lang = p->lang == SHAI_EN, count = 2;
    const char *const *names = NULL;
    if (c->type == SHAI_V_TRUTH) names = truths[lang];
    if (c->type == SHAI_V_CONFORMITY) names = conformities[lang];
    if (c->type == SHAI_V_CHOICE || c->type == SHAI_V_GRADE) {
        const struct shai_set *set = &p->sets[c->input->display.set];
        names = set->names, count = set->count;
    }
    if (!names) return;
    /* what the product does not declare can be said of any attribute but a choice */
    bool undeclared = c->part == SHAI_FORM_ATTRIBUTE && c->type != SHAI_V_CHOICE;
    c->choices = SHAI_NEW_N(m->arena, const char *, count + 1);
    for (uint32_t i = 0; i < count; i++) c->choices[c->choice_count++] = names[i];
    if (undeclared) c->choices[c->choice_count++] = say(m, "未明示", "undeclared");
}

/* All choices, where they are few; those with a label say what they mean. */
static const char *list_choices(struct maker *m, const struct shai_form_column *c)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, m->arena);
    enum { FEW = 10 };
    const struct shai_set *set = &m->program->sets[c->input->display.set];
    for (uint32_t i = 0; i < set->count && set->count <= FEW; i++) {
        const char *label = set->labels ? set->labels[i] : NULL;
        if (i) shai_strbuf_puts(&buf, say(m, "、", ", "));
        shai_strbuf_puts(&buf, set->names[i]);
        if (label && strcmp(label, set->names[i]) != 0) shai_strbuf_printf(&buf, say(m, "(%s)", " (%s)"), label);
    }
    return buf.len ? buf.s : NULL;
}

static const char *number_entry(struct maker *m, const struct shai_form_column *c)
{
    const char *unit = c->input->display.unit;
    if (c->part == SHAI_FORM_U || c->part == SHAI_FORM_DL)
        return say(m, "数值,与读数同单位;没有的留空", "a number in the unit of the reading; blank for none");
    if (c->part == SHAI_FORM_ATTRIBUTE)
        return unit ? shai_arena_printf(m->arena,
                                        say(m, "数值,单位 %s(换别的单位时连单位一起写);产品没有明示的写“未明示”",
                                            "a number in %s (write the unit if it is another); undeclared where the "
                                            "product does not say"),
                                        unit)
                    : say(m, "数值;产品没有明示的写“未明示”", "a number; undeclared where the product does not say");
    return unit ? shai_arena_printf(m->arena,
                                    say(m, "数值,单位 %s;也可以写 ND、未检出、<0.5、12.3 ± 0.4;空白表示未检",
                                        "a number in %s; or ND, <0.5, 12.3 ± 0.4; blank: not tested"),
                                    unit)
                : say(m, "数值;也可以写 ND、未检出、<0.5、12.3 ± 0.4;空白表示未检",
                      "a number; or ND, <0.5, 12.3 ± 0.4; blank: not tested");
}

static const char *entry_of(struct maker *m, const struct shai_form_column *c)
{
    bool reading = c->part == SHAI_FORM_READING;
    switch ((enum shai_value_type)c->type) {
    case SHAI_V_NUMBER: return number_entry(m, c);
    case SHAI_V_DATE: return say(m, "日期,例如 2025-10-11", "a date such as 2025-10-11");
    case SHAI_V_CHOICE: {
        const char *names = list_choices(m, c);
        if (!names) return say(m, "从下拉列表中选一个", "one of the list");
        return shai_arena_printf(m->arena, say(m, "选一个: %s", "one of: %s"), names);
    }
    case SHAI_V_GRADE:
        return reading ? say(m, "级别,从下拉列表中选;空白表示未检", "a grade of the list; blank: not tested")
                       : say(m, "级别,从下拉列表中选;产品没有明示的选“未明示”",
                             "a grade of the list; undeclared where the product does not say");
    case SHAI_V_TRUTH: return say(m, "是或否", "yes or no");
    case SHAI_V_CONFORMITY: return say(m, "符合或不符合;空白表示未检", "pass or fail; blank: not tested");
    case SHAI_V_TEXT: return say(m, "文字", "text");
    }
    return "";
}

/* --- standard fields ---------------------------------------------------------------------------------------------
 */

/* From which choice of fields on a field is there, and what to write beyond its type. */
static const struct field_use {
    enum shai_form_fields least; /* FEW: always; LETTER; ALL */
    const char *entry[2];        /* ? zh, en */
} field_uses[SHAI_FIELD_COUNT] = {
    [SHAI_FIELD_SAMPLE_ID] = {SHAI_FORM_FEW, {"必填;同一文件中不能重复", "required; no two samples have the same"}},
    [SHAI_FIELD_PRODUCT_NAME] = {SHAI_FORM_FEW, {NULL, NULL}},
    [SHAI_FIELD_MODEL] = {SHAI_FORM_FEW, {NULL, NULL}},
    [SHAI_FIELD_BATCH] = {SHAI_FORM_FEW, {NULL, NULL}},
    [SHAI_FIELD_PRODUCED_ON] = {SHAI_FORM_FEW, {NULL, NULL}},
    [SHAI_FIELD_SAMPLED_ON] = {SHAI_FORM_FEW, {NULL, NULL}},
    [SHAI_FIELD_GRADE] = {SHAI_FORM_ALL, {NULL, NULL}},
    [SHAI_FIELD_PRODUCER_REGION] = {SHAI_FORM_LETTER, {"六位行政区划代码", "the division's code of six digits"}},
    [SHAI_FIELD_SELLER_REGION] = {SHAI_FORM_LETTER, {"六位行政区划代码", "the division's code of six digits"}},
    [SHAI_FIELD_PRODUCER_USCC] = {SHAI_FORM_LETTER, {"18 位统一社会信用代码", "the unified social credit code"}},
    [SHAI_FIELD_SELLER_USCC] = {SHAI_FORM_LETTER, {"18 位统一社会信用代码", "the unified social credit code"}},
    [SHAI_FIELD_UNLABELLED] = {SHAI_FORM_LETTER,
                               {"没有厂名、厂址、生产日期的三无产品选“是”",
                                "yes for a product without maker, address, date"}},
    [SHAI_FIELD_SHOP_URL] = {SHAI_FORM_ALL, {NULL, NULL}},
    [SHAI_FIELD_LIVE_ROOM] = {SHAI_FORM_ALL, {NULL, NULL}},
    [SHAI_FIELD_ORDER_NO] = {SHAI_FORM_ALL, {NULL, NULL}},
    [SHAI_FIELD_PLACE] = {SHAI_FORM_ALL, {NULL, NULL}},
    [SHAI_FIELD_PRICE] = {SHAI_FORM_ALL, {NULL, NULL}},
    [SHAI_FIELD_QUANTITY] = {SHAI_FORM_ALL, {NULL, NULL}},
    [SHAI_FIELD_TESTED_ON] = {SHAI_FORM_ALL, {NULL, NULL}},
    [SHAI_FIELD_EVIDENCE] = {SHAI_FORM_LETTER, {"照片、视频的文件名,多个用 ; 分开", "names of files, parted by ;"}},
};

static const struct shai_input *input_of_field(const struct shai_program *p, enum shai_field field)
{
    for (uint32_t i = 0; i < p->input_count; i++)
        if (!p->inputs[i].reading && shai_field_find(p->inputs[i].name, strlen(p->inputs[i].name)) == field)
            return &p->inputs[i];
    return NULL;
}

static bool is_wanted(enum shai_form_fields least, enum shai_form_fields wanted)
{
    return least == SHAI_FORM_FEW || wanted == SHAI_FORM_ALL ||
           (least == SHAI_FORM_LETTER && wanted == SHAI_FORM_LETTER);
}

static uint8_t type_of_field(enum shai_field field, const struct shai_input *in)
{
    static const uint8_t types[] = {
        [SHAI_FIELD_TEXT] = SHAI_V_TEXT, [SHAI_FIELD_DATE] = SHAI_V_DATE, [SHAI_FIELD_YES_NO] = SHAI_V_TRUTH};
    return in ? in->type : types[shai_field_infos[field].type];
}

static void add_field(struct maker *m, enum shai_field field)
{
    const struct shai_program *p = m->program;
    const struct shai_input *in = input_of_field(p, field);
    const struct field_use *use = &field_uses[field];
    if (!in && !is_wanted(use->least, m->options->fields)) return;
    const char *name = say(m, shai_field_infos[field].zh, shai_field_infos[field].en);
    struct shai_form_column c = {.part = SHAI_FORM_FIELD,
                                 .type = type_of_field(field, in),
                                 .required = field == SHAI_FIELD_SAMPLE_ID,
                                 .read = in != NULL,
                                 .name = name,
                                 .header =
                                     with_unit(m, name, in && in->type == SHAI_V_NUMBER ? in->display.unit : NULL),
                                 .meaning = in ? in->label : NULL,
                                 .input = in,
                                 .item = SHAI_NONE32};
    if (field == SHAI_FIELD_SAMPLED_ON) {
        c.has_from = p->has_from, c.from = p->effective_from;
        c.has_to = p->has_to, c.to = p->effective_to;
    }
    if (in) set_bounds(m, &c);
    set_choices(m, &c);
    c.entry = use->entry[0] ? say(m, use->entry[0], use->entry[1]) : entry_of(m, &c);
    add_column(m, &c);
}

/* --- attributes and readings -------------------------------------------------------------------------------------
 */

/* The item whose value's uncertainty this attribute is: `ITEM.U`. */
static uint32_t item_of_u(const struct shai_program *p, const struct shai_input *in)
{
    size_t len = strlen(in->name);
    if (in->reading || len < 3 || strcmp(in->name + len - 2, ".U") != 0) return SHAI_NONE32;
    for (uint32_t i = 0; i < p->item_count; i++)
        if (strlen(p->items[i].name) == len - 2 && memcmp(p->items[i].name, in->name, len - 2) == 0) return i;
    return SHAI_NONE32;
}

static bool needs_u(const struct shai_program *p, uint32_t item)
{
    for (uint32_t v = 0; v < p->items[item].variant_count; v++)
        if (p->items[item].variants[v].decide != SHAI_RULE_SIMPLE) return true;
    return false;
}

static void add_input(struct maker *m, uint32_t input, struct shai_form_column c)
{
    const struct shai_input *in = &m->program->inputs[input];
    c.read = true;
    c.input = in;
    c.type = in->type;
    c.header = with_unit(m, c.name, in->type == SHAI_V_NUMBER ? in->display.unit : NULL);
    set_bounds(m, &c);
    set_choices(m, &c);
    c.entry = entry_of(m, &c);
    add_column(m, &c);
}

static void add_attribute(struct maker *m, uint32_t input)
{
    const struct shai_input *in = &m->program->inputs[input];
    add_input(m, input,
              (struct shai_form_column){.part = SHAI_FORM_ATTRIBUTE,
                                        .name = name_of(m, input, "", SHAI_COLUMN_VALUE),
                                        .meaning = in->label,
                                        .item = SHAI_NONE32});
}

/* `铅(Pb)`, `甲酰胺 含量`, and which of how many specimens. */
static const char *meaning_of_reading(struct maker *m, uint32_t input)
{
    const struct shai_program *p = m->program;
    const struct shai_input *in = &p->inputs[input];
    const char *text = p->items[in->item].title;
    if (!in->bare)
        text = shai_arena_printf(m->arena, "%s: %s", text, shai_show_input_name(&p->inputs[input - in->specimen]));
    if (!in->specimen) return text;
    return shai_arena_printf(m->arena, say(m, "%s(第 %u 个试样,共 %u 个)", "%s (specimen %u of %u)"), text,
                             in->specimen, p->inputs[input - in->specimen].specimens);
}

static void add_reading(struct maker *m, uint32_t input, bool u, bool dl)
{
    const struct shai_input *in = &m->program->inputs[input];
    struct shai_form_column c = {.part = SHAI_FORM_READING,
                                 .name = name_of(m, input, "", SHAI_COLUMN_VALUE),
                                 .meaning = meaning_of_reading(m, input),
                                 .item = in->item};
    add_input(m, input, c);
    if (in->type != SHAI_V_NUMBER) return;
    if (u) {
        c.part = SHAI_FORM_U;
        c.name = name_of(m, input, ".U", SHAI_COLUMN_U);
        c.meaning = say(m, "上一列的扩展不确定度 U(k = 2)", "expanded uncertainty U (k = 2) of the column before");
        add_input(m, input, c);
    }
    if (dl) {
        c.part = SHAI_FORM_DL;
        c.name = name_of(m, input, ".DL", SHAI_COLUMN_DL);
        c.meaning = say(m, "读数的检出限", "detection limit of the reading");
        add_input(m, input, c);
    }
}

static uint32_t u_of_item(const struct shai_program *p, uint32_t item)
{
    for (uint32_t i = 0; i < p->input_count; i++)
        if (item_of_u(p, &p->inputs[i]) == item) return i;
    return SHAI_NONE32;
}

/* The readings of an item; then the U of its value, where it is worked out from several. */
static void add_item(struct maker *m, uint32_t index)
{
    const struct shai_program *p = m->program;
    const struct shai_item *item = &p->items[index];
    uint32_t own = u_of_item(p, index);
    bool u = m->options->u || (needs_u(p, index) && own == SHAI_NONE32);
    for (uint32_t i = 0; i < item->input_count; i++)
        if (!p->inputs[item->inputs[i]].specimens) add_reading(m, item->inputs[i], u, m->options->dl);
    if (own == SHAI_NONE32 || !(m->options->u || needs_u(p, index))) return;
    struct shai_form_column c = {
        .part = SHAI_FORM_U,
        .name = p->inputs[own].name,
        .meaning = shai_arena_printf(
            m->arena, say(m, "%s 的结果的扩展不确定度 U(k = 2)", "expanded uncertainty U (k = 2) of the value of %s"),
            item->title),
        .item = index};
    add_input(m, own, c);
}

struct shai_form *shai_form_make(struct shai_arena *arena, const struct shai_program *program,
                                 const struct shai_form_options *options)
{
    struct maker m = {.arena = arena, .program = program, .options = options};
    m.binder = shai_binder_new(arena, program);
    m.form = SHAI_NEW(arena, struct shai_form);
    m.form->program = program;
    m.form->rows = options->rows;
    for (int f = 0; f < SHAI_FIELD_COUNT; f++) add_field(&m, (enum shai_field)f);
    for (uint32_t i = 0; i < program->input_count; i++) {
        const struct shai_input *in = &program->inputs[i];
        bool is_field = shai_field_find(in->name, strlen(in->name)) != SHAI_FIELD_COUNT;
        if (!in->reading && !is_field && item_of_u(program, in) == SHAI_NONE32) add_attribute(&m, i);
    }
    for (uint32_t i = 0; i < program->item_count; i++) add_item(&m, i);
    return m.form;
}

void shai_form_csv(struct shai_out *out, const struct shai_form *form)
{
    shai_out_puts(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < form->count; i++) {
        if (i) shai_out_putc(out, ',');
        shai_out_csv(out, form->columns[i].header);
    }
    shai_out_puts(out, "\r\n");
}
