/* The document's order: head, scope, sampling, items and standards, rules, disposal, choice, annexes. In: a checked
 * spec. Out: the document. */
#include "describe/describe.h"
#include "describe/writer.h"
#include "runtime/field.h"

#include <string.h>

static const char *date_words(const struct shai_writer *w, int32_t day)
{
    char text[11];
    shai_date_format(day, text);
    return shai_arena_strndup(w->arena, text, strlen(text));
}

static const char *effective_words(const struct shai_writer *w)
{
    const struct shai_spec *s = w->spec;
    const char *from = date_words(w, s->has_from ? s->from : 1), *to = date_words(w, s->has_to ? s->to : 1);
    if (s->has_from && s->has_to) return shai_tell(w, "%1 至 %2", "%1 to %2", from, to, NULL);
    if (s->has_from) return shai_tell(w, "自 %1 起", "from %1", from, NULL);
    return s->has_to ? shai_tell(w, "至 %1 止", "to %1", to, NULL) : NULL;
}

static void tell_head(struct shai_writer *w)
{
    const struct shai_spec *s = w->spec;
    w->doc->issuer = s->issuer;
    if (s->has_from) w->doc->date = date_words(w, s->from);
    shai_doc_fact(w->doc, shai_tell(w, "发布单位", "Issuer", NULL), s->issuer);
    shai_doc_fact(w->doc, shai_tell(w, "版本", "Version", NULL), s->version);
    shai_doc_fact(w->doc, shai_tell(w, "实施日期", "Effective", NULL), effective_words(w));
}

static void tell_scope(struct shai_writer *w)
{
    const struct shai_spec *s = w->spec;
    const char *effective = effective_words(w);
    const char *what = s->scope ? s->scope : s->product ? s->product : s->title ? s->title : s->name;
    shai_doc_heading(w->doc, 1, shai_tell(w, "适用范围", "Scope", NULL));
    shai_doc_text(w->doc, shai_tell(w, "本细则适用于%1的评价性抽查(风险速筛)。",
                                    "These rules are for the risk screening of %1.", what, NULL));
    if (s->product_code)
        shai_doc_text(w->doc, shai_tell(w, "产品:%1(分类代码 %2)。", "Product: %1 (code %2).",
                                        s->product ? s->product : "", s->product_code, NULL));
    else if (s->product) shai_doc_text(w->doc, shai_tell(w, "产品:%1。", "Product: %1.", s->product, NULL));
    if (effective)
        shai_doc_text(w->doc,
                      shai_tell(w, "采样日期在有效期(%1)以外的样品,不按本细则判定。",
                                "A sample taken outside of the period of validity (%1) is not judged by them.",
                                effective, NULL));
}

/* --- sampling and what is recorded ------------------------------------------------------------------------------ */

static const char *choices_words(const struct shai_writer *w, const struct shai_decl *d)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (uint32_t i = 0; i < d->name_count; i++) shai_tell_join(&b, shai_comma(w), shai_choice_label(d, i));
    return b.s;
}

static const char *entry_words(const struct shai_writer *w, const struct shai_decl *d)
{
    const struct shai_type *t = d->type;
    const char *unit = shai_unit_words(t);
    switch (t->kind) {
    case SHAI_TYPE_NUMBER:
        return *unit ? shai_tell(w, "数值，单位 %1", "number, in %1", unit, NULL)
                     : shai_tell(w, "数值", "number", NULL);
    case SHAI_TYPE_DATE: return shai_tell(w, "日期", "date", NULL);
    case SHAI_TYPE_TRUTH: return shai_tell(w, "是或否", "yes or no", NULL);
    case SHAI_TYPE_CHOICE: return shai_tell(w, "下列之一：%1", "one of %1", choices_words(w, t->set), NULL);
    case SHAI_TYPE_GRADE: return shai_tell(w, "%1：%2", "%1: %2", t->set->name, choices_words(w, t->set), NULL);
    default: return shai_tell(w, "文字", "text", NULL);
    }
}

static const char *remark_words(const struct shai_writer *w, const struct shai_decl *d)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    const struct shai_node *c = d->constraint;
    if (c && c->kind == SHAI_N_RANGE)
        shai_tell_join(&b, "\n", shai_tell(w, "应在 %1 之内", "within %1", shai_criterion_words(w, c), NULL));
    if (c && c->kind == SHAI_N_PATTERN && c->decl)
        shai_tell_join(&b, "\n", shai_tell(w, "应符合%1", "of the form %1", shai_quoted(w, c->decl->name), NULL));
    else if (c && c->kind == SHAI_N_PATTERN)
        shai_tell_join(&b, "\n", shai_tell(w, "应符合规定的格式", "of the prescribed form", NULL));
    if (d->node) shai_tell_join(&b, "\n", shai_comment_words(w, d->node->doc));
    return b.s;
}

/* What U of an item's value is given by is no particular of the sample. */
static bool is_particular(const struct shai_decl *d)
{
    return d->node ? d->node->kind == SHAI_N_ATTRIBUTE : d->used;
}

static void tell_particulars(struct shai_writer *w)
{
    static const struct shai_doc_column zh[] = {{"序号", 8, true, false},
                                                {"样品信息", 30, false, false},
                                                {"填写", 34, false, false},
                                                {"说明", 28, false, false}};
    static const struct shai_doc_column en[] = {{"No.", 8, true, false},
                                                {"Particular", 30, false, false},
                                                {"Entry", 34, false, false},
                                                {"Remarks", 28, false, false}};
    struct shai_doc_table *t = NULL;
    unsigned number = 0;
    for (size_t i = 0; i < w->spec->attribute_count; i++) {
        const struct shai_decl *d = w->spec->attributes[i];
        if (!is_particular(d)) continue;
        if (!t) {
            shai_doc_text(
                w->doc, shai_tell(w,
                                  "判定用到的样品信息见下表,采样时应逐项记录。产品上没有标明的填“无”;"
                                  "空白表示没有记录,不表示没有标明。",
                                  "These particulars of a sample decide how it is judged and are to be recorded. "
                                  "Where the product states nothing, that is written; a blank means that it was not "
                                  "recorded.",
                                  NULL));
            t = shai_doc_table(w->doc, shai_tell(w, "样品信息", "Particulars of a sample", NULL),
                               w->lang == SHAI_EN ? en : zh, sizeof zh / sizeof *zh);
        }
        const char *cells[] = {shai_figure(w, ++number), shai_label_of(d), entry_words(w, d), remark_words(w, d)};
        if (!d->node && w->lang == SHAI_EN) cells[1] = shai_field_infos[d->field].en;
        if (!d->node && w->lang == SHAI_ZH) cells[1] = shai_field_infos[d->field].zh;
        shai_doc_row(w->doc, t, SHAI_ROW_PLAIN, cells);
    }
}

static void tell_sampling(struct shai_writer *w)
{
    shai_doc_heading(w->doc, 1, shai_tell(w, "抽样", "Sampling", NULL));
    if (w->spec->sampling) shai_doc_text(w->doc, shai_ended(w, w->spec->sampling));
    tell_particulars(w);
}

void shai_describe(struct shai_document *doc, const struct shai_spec *spec, bool examples)
{
    struct shai_writer writer = {.arena = spec->arena, .lang = spec->tree->lang, .spec = spec, .doc = doc},
                       *w = &writer;
    const char *title = spec->title
                            ? spec->title
                            : shai_tell(w, "%1风险速筛实施细则", "%1: rules of risk screening", spec->name, NULL);
    shai_doc_init(doc, spec->arena, w->lang, SHAI_FORM_RULES, title);
    w->values = shai_has_values(spec) ? 'A' : 0;
    tell_head(w);
    tell_scope(w);
    tell_sampling(w);
    shai_doc_heading(doc, 1, shai_tell(w, "检验依据", "Items, and what they rest on", NULL));
    shai_doc_heading(doc, 2, shai_tell(w, "检验项目", "Items", NULL));
    shai_describe_items(w);
    shai_doc_heading(doc, 2, shai_tell(w, "引用标准", "Standards", NULL));
    shai_describe_standards(w);
    shai_describe_rules(w);
    shai_describe_disposal(w);
    shai_describe_choice(w);
    if (w->values) shai_describe_values(w);
    if (examples) shai_describe_examples(w);
}
