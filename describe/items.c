/* The tables of items: one for each group and one for the items outside of groups, in the order of the spec.
 *
 * In: the checked items' variants. Out: tables 序号/检验项目/检验依据/检验方法/要求/风险等级/备注. A family is a row
 * across the table and a row for each of its items. */
#include "describe/writer.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    const struct shai_decl *item;
    const struct shai_variant_node *v;
};

/* --- cells ------------------------------------------------------------------------------------------------------ */

static const char *citation(const struct shai_writer *w, const struct shai_node *n)
{
    const struct shai_decl *d = n->kids[0]->decl;
    const struct shai_node *clause = n->kids[1];
    const char *code = d ? d->code : n->kids[0]->name;
    if (!clause || clause->kind != SHAI_N_STRING) return code;
    return shai_arena_printf(w->arena, "%s %s", code, clause->name);
}

static const char *basis_words(const struct shai_writer *w, const struct shai_variant_node *v)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (size_t i = 0; i < v->basis_count; i++) {
        const struct shai_decl *d = v->basis[i]->kids[0]->decl;
        const char *nature =
            d && d->mandatory ? shai_tell(w, "强制", "mandatory", NULL) : shai_tell(w, "推荐", "recommended", NULL);
        shai_tell_join(&b, "\n", shai_tell(w, "%1(%2)", "%1 (%2)", citation(w, v->basis[i]), nature, NULL));
    }
    return b.s;
}

static const char *kind_of_test(const struct shai_writer *w, uint8_t op)
{
    switch ((enum shai_kw)op) {
    case SHAI_KW_VISUAL: return shai_tell(w, "外观检查", "visual", NULL);
    case SHAI_KW_PORTABLE: return shai_tell(w, "便携仪器检测", "portable instrument", NULL);
    case SHAI_KW_RAPID: return shai_tell(w, "快速检测", "rapid test", NULL);
    case SHAI_KW_LABORATORY: return shai_tell(w, "实验室检测", "laboratory", NULL);
    default: return NULL;
    }
}

/* Does the expression speak of what is measured? */
static bool speaks_of_readings(const struct shai_node *n)
{
    if (!n) return false;
    if (n->decl && (n->decl->kind == SHAI_DECL_ITEM || n->decl->kind == SHAI_DECL_MEASURE)) return true;
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (speaks_of_readings(n->kids[i])) return true;
    return false;
}

static bool rests_on_readings(const struct shai_variant_node *v)
{
    bool rests = speaks_of_readings(v->value) || speaks_of_readings(v->limit);
    for (size_t i = 0; i < v->require_count; i++) rests |= speaks_of_readings(v->requires[i]);
    return rests;
}

static const char *method_words(const struct shai_writer *w, const struct shai_variant_node *v, bool measured)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (size_t i = 0; i < v->method_count; i++) {
        const char *kind = kind_of_test(w, v->methods[i]->op), *where = citation(w, v->methods[i]);
        const char *words = kind ? shai_tell(w, "%1(%2)", "%1 (%2)", where, kind, NULL) : where;
        shai_tell_join(&b, shai_tell(w, "\n或 ", "\nor ", NULL), words);
    }
    if (b.len || measured) return b.s;
    if (rests_on_readings(v))
        return shai_tell(w, "由其他项目的读数或结果判定", "from the readings of other items", NULL);
    return shai_tell(w, "核对样品信息", "particulars of the sample", NULL);
}

static const char *requirement(const struct shai_writer *w, const struct shai_decl *item,
                               const struct shai_variant_node *v)
{
    if (v->report) return shai_tell(w, "只记录,不判定", "recorded, not judged", NULL);
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    if (v->limit) shai_tell_join(&b, "\n", shai_limit_lines(w, v->limit));
    for (size_t i = 0; i < v->require_count; i++) {
        const char *words = shai_requirement_words(w, v->requires[i]);
        shai_tell_join(&b, "\n", b.len ? shai_tell(w, "并且 %1", "and %1", words, NULL) : words);
    }
    if (!b.len && item->measure_count) return shai_tell(w, "符合检验依据的规定", "conforms to the basis", NULL);
    return b.s;
}

/* --- remarks ---------------------------------------------------------------------------------------------------- */

static const char *reading_of(const struct shai_writer *w, const struct shai_decl *m)
{
    const char *unit = shai_unit_words(m->type);
    return *unit ? shai_tell(w, "%1(%2)", "%1 (%2)", m->name, unit, NULL) : m->name;
}

/* "DBP、BBP、DEHP(%)" where all have one unit, else each its own. */
static bool one_unit(const struct shai_decl *item)
{
    const char *unit = NULL;
    for (size_t i = 0; i < item->measure_count; i++) {
        const char *own = shai_unit_words(item->measures[i]->type);
        if (item->measures[i]->bare || (unit && strcmp(unit, own) != 0)) return false;
        unit = own;
    }
    return item->measure_count > 1 && unit && *unit;
}

/* Named only where the item's title does not say what is read. */
static void remark_readings(const struct shai_writer *w, struct shai_strbuf *b, const struct shai_decl *item,
                            const struct shai_variant_node *v)
{
    struct shai_strbuf names;
    shai_strbuf_init(&names, w->arena);
    bool one = one_unit(item);
    for (size_t i = 0; i < item->measure_count; i++)
        if (!item->measures[i]->bare)
            shai_tell_join(&names, shai_comma(w), one ? item->measures[i]->name : reading_of(w, item->measures[i]));
    if (one)
        shai_tell_join(b, "\n",
                       shai_tell(w, "检测：%1，单位 %2", "readings: %1, in %2", names.s,
                                 shai_unit_words(item->measures[0]->type), NULL));
    else if (names.len) shai_tell_join(b, "\n", shai_tell(w, "检测：%1", "readings: %1", names.s, NULL));
    if (v->report && !names.len && item->measure_count == 1 && *shai_unit_words(item->measures[0]->type))
        shai_tell_join(b, "\n", shai_tell(w, "单位：%1", "unit: %1", shai_unit_words(item->measures[0]->type), NULL));
}

static const char *aggregate(const struct shai_writer *w, uint16_t how)
{
    switch ((enum shai_kw)how) {
    case SHAI_KW_MEAN: return shai_tell(w, "取平均值", "mean", NULL);
    case SHAI_KW_MEDIAN: return shai_tell(w, "取中位数", "median", NULL);
    case SHAI_KW_MAX: return shai_tell(w, "取最大值", "greatest", NULL);
    case SHAI_KW_MIN: return shai_tell(w, "取最小值", "least", NULL);
    default: return shai_tell(w, "逐个判定", "each judged", NULL);
    }
}

static void remark_specimens(const struct shai_writer *w, struct shai_strbuf *b, const struct shai_decl *item)
{
    for (size_t i = 0; i < item->measure_count; i++) {
        const struct shai_decl *m = item->measures[i];
        if (!m->specimen_count) continue;
        const char *words = shai_tell(w, "试样 %1 个，%2", "%1 specimens, %2", shai_figure(w, m->specimen_count),
                                      aggregate(w, m->how), NULL);
        if (m->how == SHAI_KW_EVERY && item->allow)
            words = shai_tell(w, "%1，允许 %2 个不符合", "%1, %2 may fail", words, shai_figure(w, item->allow), NULL);
        shai_tell_join(b, "\n", m->bare ? words : shai_tell(w, "%1：%2", "%1: %2", m->name, words, NULL));
    }
}

static void remark_detection(const struct shai_writer *w, struct shai_strbuf *b, const struct shai_decl *item)
{
    for (size_t i = 0; i < item->measure_count; i++) {
        const struct shai_decl *m = item->measures[i];
        const char *of = m->bare ? "" : m->name;
        if (m->detection)
            shai_tell_join(
                b, "\n", shai_tell(w, "%1检出限 %2", "detection limit %2 %1", of, shai_words(w, m->detection), NULL));
        if (m->nd_counts)
            shai_tell_join(b, "\n",
                           shai_tell(w, "%1未检出按 %2 计", "%1 not detected counts %2", of,
                                     shai_words(w, m->nd_counts->kids[0]), NULL));
    }
}

static const char *round_words(const struct shai_writer *w, const struct shai_node *round)
{
    const struct shai_node *n = round->kids[0];
    if (round->flags & SHAI_F_SIGNIFICANT)
        return shai_tell(w, "结果修约到 %1 位有效数字", "value rounded to %1 significant digits", n->name, NULL);
    return shai_tell(w, "结果修约到 %1", "value rounded to %1", shai_words(w, n), NULL);
}

static bool is_cases(const struct shai_node *n)
{
    return n->kind == SHAI_N_CASES || n->kind == SHAI_N_BY;
}

static void remark_value(const struct shai_writer *w, struct shai_strbuf *b, const struct shai_variant_node *v)
{
    if (v->value && is_cases(v->value))
        shai_tell_join(b, "\n",
                       shai_tell(w, "结果按下列各式计算：\n%1", "value:\n%1", shai_value_lines(w, v->value), NULL));
    else if (v->value)
        shai_tell_join(b, "\n", shai_tell(w, "结果 = %1", "value = %1", shai_value_lines(w, v->value), NULL));
    if (v->round) shai_tell_join(b, "\n", round_words(w, v->round));
    if (v->compare && v->compare->op == SHAI_KW_ROUNDED)
        shai_tell_join(b, "\n", shai_tell(w, "修约值比较法", "rounded value compared", NULL));
    if (v->declared)
        shai_tell_join(b, "\n", shai_tell(w, "明示值：%1", "declared value: %1", shai_words(w, v->declared), NULL));
}

/* Does it ask for a form that no words say? */
static bool asks_for_form(const struct shai_writer *w, const struct shai_node *n)
{
    bool whole;
    if (n->kind == SHAI_N_MATCHES && !n->kids[1]->decl) return !shai_pattern_words(w, n->kids[1]->name, &whole);
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (n->kids[i] && asks_for_form(w, n->kids[i])) return true;
    return false;
}

/* The finding's wording says what a form cannot; what it fills in is left open. */
static void remark_wording(const struct shai_writer *w, struct shai_strbuf *b, const struct shai_variant_node *v)
{
    bool asks = false;
    for (size_t i = 0; i < v->require_count; i++) asks |= asks_for_form(w, v->requires[i]);
    if (!asks || !v->problem) return;
    struct shai_strbuf text;
    shai_strbuf_init(&text, w->arena);
    for (uint32_t i = 0; i < v->problem->kid_count; i++) {
        const struct shai_node *part = v->problem->kids[i];
        shai_strbuf_puts(&text, part->kind == SHAI_N_STRING ? part->name : "……");
    }
    shai_tell_join(b, "\n", shai_tell(w, "不符合时的表述：%1", "finding: %1", text.s, NULL));
}

static const char *remark(const struct shai_writer *w, const struct shai_decl *item,
                          const struct shai_variant_node *v)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    if (v->applies)
        shai_tell_join(&b, "\n", shai_tell(w, "适用：%1", "applies: %1", shai_words(w, v->applies), NULL));
    remark_readings(w, &b, item, v);
    remark_specimens(w, &b, item);
    remark_detection(w, &b, item);
    remark_value(w, &b, v);
    remark_wording(w, &b, v);
    shai_tell_join(&b, "\n", shai_comment_words(w, v->item->doc));
    return b.s;
}

/* --- rows ------------------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return x->v->span.begin < y->v->span.begin ? -1 : x->v->span.begin > y->v->span.begin;
}

static struct entry *list_entries(const struct shai_writer *w, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < w->spec->item_count; i++) n += w->spec->items[i]->variant_count;
    struct entry *list = SHAI_NEW_N(w->arena, struct entry, n + 1);
    n = 0;
    for (size_t i = 0; i < w->spec->item_count; i++)
        for (const struct shai_variant_node *v = w->spec->items[i]->variants; v; v = v->next)
            list[n++] = (struct entry){w->spec->items[i], v};
    if (n) qsort(list, n, sizeof *list, by_place);
    *count = n;
    return list;
}

static void put_row(struct shai_writer *w, struct shai_doc_table *table, const struct entry *e, unsigned member)
{
    const char *number =
        member ? shai_arena_printf(w->arena, "%u.%u", w->number, member) : shai_figure(w, ++w->number);
    const char *hazard = e->v->hazard ? shai_hazard_lines(w, e->v->hazard) : "—";
    const char *title = e->v->item->kids[0] ? e->v->item->kids[0]->name : e->item->name;
    const char *cells[] = {number,
                           title,
                           basis_words(w, e->v),
                           method_words(w, e->v, e->item->measure_count > 0),
                           requirement(w, e->item, e->v),
                           e->v->report ? "—" : hazard,
                           remark(w, e->item, e->v)};
    shai_doc_row(w->doc, table, member ? SHAI_ROW_MEMBER : SHAI_ROW_PLAIN, cells);
}

static void put_family(struct shai_writer *w, struct shai_doc_table *table, const struct shai_node *family)
{
    const char *cells[] = {shai_figure(w, ++w->number), family->name};
    const char *said = shai_comment_words(w, family->doc);
    if (said) cells[1] = shai_tell(w, "%1(%2)", "%1 (%2)", family->name, said, NULL);
    shai_doc_row(w->doc, table, SHAI_ROW_FAMILY, cells);
}

static struct shai_doc_table *open_table(struct shai_writer *w, const struct entry *e, bool alone)
{
    static const struct shai_doc_column zh[] = {
        {"序号", 6, true, false},      {"检验项目", 12, false, false}, {"检验依据（强制/推荐）", 14, false, true},
        {"检验方法", 14, false, true}, {"要求", 21, false, false},     {"风险等级", 12, false, true},
        {"备注", 21, false, true}};
    static const struct shai_doc_column en[] = {{"No.", 6, true, false},
                                                {"Item", 12, false, false},
                                                {"Basis (mandatory or recommended)", 14, false, true},
                                                {"Method", 14, false, true},
                                                {"Requirement", 21, false, false},
                                                {"Hazard", 12, false, true},
                                                {"Remarks", 21, false, true}};
    const struct shai_node *group = e->v->group;
    const char *caption = group   ? group->kids[0]->name
                          : alone ? shai_tell(w, "检验项目", "Items", NULL)
                                  : shai_tell(w, "各类样品共同的检验项目", "Items common to all samples", NULL);
    struct shai_strbuf lead;
    shai_strbuf_init(&lead, w->arena);
    if (group && e->v->group_applies)
        shai_tell_join(&lead, "\n",
                       shai_tell(w, "%1：适用于下列样品：%2。", "%1: for samples where %2.", caption,
                                 shai_words(w, e->v->group_applies), NULL));
    if (group) shai_tell_join(&lead, "\n", shai_comment_words(w, group->doc));
    if (lead.len) shai_doc_text(w->doc, lead.s);
    return shai_doc_table(w->doc, caption, w->lang == SHAI_EN ? en : zh, sizeof zh / sizeof *zh);
}

void shai_describe_items(struct shai_writer *w)
{
    size_t count;
    const struct entry *list = list_entries(w, &count);
    struct shai_doc_table *table = NULL;
    bool alone = true;
    unsigned member = 0;
    for (size_t i = 0; i < count; i++) alone &= !list[i].v->group;
    for (size_t i = 0; i < count; i++) {
        const struct shai_variant_node *v = list[i].v, *last = i ? list[i - 1].v : NULL;
        if (!last || last->group != v->group) {
            table = open_table(w, &list[i], alone);
            member = 0;
            last = NULL;
        }
        if (!v->family) {
            put_row(w, table, &list[i], 0);
            continue;
        }
        if (!last || last->family != v->family) {
            put_family(w, table, v->family);
            member = 0;
        }
        put_row(w, table, &list[i], ++member);
    }
}
