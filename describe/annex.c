/* The annexes: what is computed and looked up, and the worked examples. In: lets, tables, patterns and grades that
 * the spec uses, and its examples. Out: tables. */
#include "describe/writer.h"
#include "runtime/result.h"

#include <string.h>

/* --- values ----------------------------------------------------------------------------------------------------- */

static bool is_own(const struct shai_spec *spec, const struct shai_decl *d)
{
    return d->span.file == spec->tree->file;
}

static bool any_used(struct shai_decl *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i]->used) return true;
    return false;
}

static bool any_grade(const struct shai_spec *spec)
{
    for (size_t i = 0; i < spec->grade_count; i++)
        if (is_own(spec, spec->grades[i])) return true;
    return false;
}

bool shai_has_values(const struct shai_spec *spec)
{
    return any_used(spec->lets, spec->let_count) || any_used(spec->tables, spec->table_count) ||
           any_used(spec->patterns, spec->pattern_count) || any_grade(spec);
}

static const struct shai_doc_column *three_columns(const struct shai_writer *w, const char *const zh[3],
                                                   const char *const en[3])
{
    struct shai_doc_column *c = SHAI_NEW_N(w->arena, struct shai_doc_column, 3);
    const char *const *heads = w->lang == SHAI_EN ? en : zh;
    for (int i = 0; i < 3; i++) c[i] = (struct shai_doc_column){heads[i], i == 1 ? 48 : 26, false, false};
    return c;
}

static void tell_lets(struct shai_writer *w)
{
    static const char *const zh[] = {"名称", "含义", "说明"}, *const en[] = {"Name", "Meaning", "Remarks"};
    if (!any_used(w->spec->lets, w->spec->let_count)) return;
    shai_doc_heading(w->doc, 2, shai_tell(w, "定义的值和条件", "Defined values and conditions", NULL));
    struct shai_doc_table *t =
        shai_doc_table(w->doc, shai_tell(w, "定义", "Definitions", NULL), three_columns(w, zh, en), 3);
    for (size_t i = 0; i < w->spec->let_count; i++) {
        const struct shai_decl *d = w->spec->lets[i];
        const char *cells[] = {d->name, shai_value_lines(w, d->body), shai_comment_words(w, d->node->doc)};
        if (d->used) shai_doc_row(w->doc, t, SHAI_ROW_PLAIN, cells);
    }
}

static const char *cell_words(const struct shai_writer *w, const struct shai_node *cell)
{
    if (!cell || cell->kind == SHAI_N_DASH) return "—";
    if (cell->kind == SHAI_N_CHOICE) return shai_choice_label(cell->type->set, cell->index);
    return shai_words(w, cell);
}

static void tell_table(struct shai_writer *w, const struct shai_decl *d)
{
    const struct shai_node *keys = d->body->kids[0], *header = d->body->kids[2], *rows = d->body->kids[3];
    struct shai_doc_column *columns = SHAI_NEW_N(w->arena, struct shai_doc_column, header->kid_count);
    for (uint32_t i = 0; i < header->kid_count; i++) {
        const struct shai_node *head = header->kids[i];
        const char *words = head->name ? head->name : "";
        if (i == 0 && keys->kids[0]->decl) words = shai_label_of(keys->kids[0]->decl);
        else if (i && keys->kid_count == 2) words = cell_words(w, head);
        columns[i] = (struct shai_doc_column){words, 100 / header->kid_count, false, false};
    }
    shai_doc_text(w->doc, shai_comment_words(w, d->node->doc));
    struct shai_doc_table *t = shai_doc_table(w->doc, d->name, columns, header->kid_count);
    for (uint32_t r = 0; r < rows->kid_count; r++) {
        const char **cells = SHAI_NEW_N(w->arena, const char *, header->kid_count);
        for (uint32_t i = 0; i < header->kid_count; i++) cells[i] = cell_words(w, rows->kids[r]->kids[i]);
        shai_doc_row(w->doc, t, SHAI_ROW_PLAIN, cells);
    }
}

static void tell_tables(struct shai_writer *w)
{
    if (!any_used(w->spec->tables, w->spec->table_count)) return;
    shai_doc_heading(w->doc, 2, shai_tell(w, "查表", "Tables", NULL));
    shai_doc_text(w->doc, shai_tell(w, "表中查不到的,或者为“—”的,值为未知。",
                                    "What is not in a table, or —, is unknown.", NULL));
    for (size_t i = 0; i < w->spec->table_count; i++)
        if (w->spec->tables[i]->used) tell_table(w, w->spec->tables[i]);
}

static void tell_patterns(struct shai_writer *w)
{
    static const char *const zh[] = {"名称", "说明", "检查范围"}, *const en[] = {"Name", "Meaning", "Extent"};
    if (!any_used(w->spec->patterns, w->spec->pattern_count)) return;
    shai_doc_heading(w->doc, 2, shai_tell(w, "规定的格式", "Prescribed forms", NULL));
    shai_doc_text(w->doc, shai_tell(w, "全角的字母、数字和符号与半角的相同。",
                                    "Full-width letters, digits and signs are as their "
                                    "ASCII twins.",
                                    NULL));
    struct shai_doc_table *t =
        shai_doc_table(w->doc, shai_tell(w, "格式", "Forms", NULL), three_columns(w, zh, en), 3);
    for (size_t i = 0; i < w->spec->pattern_count; i++) {
        const struct shai_decl *d = w->spec->patterns[i];
        if (!d->used) continue;
        bool whole;
        const char *said = shai_pattern_words(w, d->body->name, &whole);
        const char *meaning = d->node->doc ? shai_comment_words(w, d->node->doc)
                              : said       ? shai_quoted(w, said)
                                     : shai_tell(w, "格式由细则源文件规定", "the spec's source gives the form", NULL);
        const char *cells[] = {d->name, meaning,
                               whole ? shai_tell(w, "整个文本", "the whole text", NULL)
                                     : shai_tell(w, "文本中的一处", "somewhere in the text", NULL)};
        shai_doc_row(w->doc, t, SHAI_ROW_PLAIN, cells);
    }
}

static void tell_grades(struct shai_writer *w)
{
    if (!any_grade(w->spec)) return;
    shai_doc_heading(w->doc, 2, shai_tell(w, "等级", "Grades", NULL));
    for (size_t i = 0; i < w->spec->grade_count; i++) {
        const struct shai_decl *d = w->spec->grades[i];
        struct shai_strbuf b;
        shai_strbuf_init(&b, w->arena);
        if (!is_own(w->spec, d)) continue;
        for (uint32_t k = 0; k < d->name_count; k++) shai_tell_join(&b, shai_comma(w), d->names[k]);
        shai_doc_point(w->doc, shai_tell(w, "%1,由低到高:%2。", "%1, worst first: %2.", d->name, b.s, NULL));
    }
}

void shai_describe_values(struct shai_writer *w)
{
    shai_doc_annex(w->doc, shai_tell(w, "定义和查表", "Definitions and tables", NULL));
    tell_lets(w);
    tell_tables(w);
    tell_patterns(w);
    tell_grades(w);
}

/* --- examples --------------------------------------------------------------------------------------------------- */

static const char *target_words(const struct shai_writer *w, const struct shai_node *target,
                                const struct shai_decl *d)
{
    const char *name = shai_label_of(d);
    if (d->kind == SHAI_DECL_MEASURE && !d->bare && target->unit)
        name = shai_tell(w, "%1的%2", "%2 of %1", shai_title_of(d->item), d->name, NULL);
    if (d->node && d->node->kind == SHAI_N_ITEM && d->kind == SHAI_DECL_ATTRIBUTE)
        return shai_tell(w, "%1的不确定度", "uncertainty of %1", target->name, NULL);
    if (target->specimen)
        name = shai_tell(w, "%1(第 %2 个试样)", "%1 (specimen %2)", name, shai_figure(w, target->specimen), NULL);
    if (target->flags & SHAI_F_U) return shai_tell(w, "%1的不确定度", "uncertainty of %1", name, NULL);
    if (target->flags & SHAI_F_DL) return shai_tell(w, "%1的检出限", "detection limit of %1", name, NULL);
    return name;
}

static const char *truth_words(const struct shai_writer *w, const struct shai_node *n, const struct shai_decl *d)
{
    bool yes = n->op == SHAI_KW_YES;
    if (d->type && d->type->kind == SHAI_TYPE_CONFORMITY)
        return shai_outcome_word(yes ? SHAI_PASS : SHAI_FAIL, w->lang);
    return yes ? shai_tell(w, "是", "yes", NULL) : shai_tell(w, "否", "no", NULL);
}

static const char *given_words(const struct shai_writer *w, const struct shai_node *n, const struct shai_decl *d)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_CENSORED:
        return shai_arena_printf(w->arena, "%s %s", n->oper == SHAI_OP_LT ? "<" : ">", shai_words(w, n->kids[0]));
    case SHAI_N_WITH_U:
        return shai_arena_printf(w->arena, "%s ± %s", shai_words(w, n->kids[0]), shai_words(w, n->kids[1]));
    case SHAI_N_MARKED:
        return shai_arena_printf(w->arena, "%s (%s)", shai_words(w, n->kids[0]), n->flags & SHAI_F_PLUS ? "+" : "-");
    case SHAI_N_ND: return shai_tell(w, "未检出", "not detected", NULL);
    case SHAI_N_UNDECLARED: return shai_tell(w, "未明示", "undeclared", NULL);
    case SHAI_N_TRUTH: return truth_words(w, n, d);
    case SHAI_N_CHOICE: return shai_choice_label(n->type->set, n->index);
    case SHAI_N_STRING:
        return n->type && n->type->kind == SHAI_TYPE_GRADE ? shai_grade_words(w, n->name)
                                                           : shai_quoted(w, shai_doc_verbatim(w->arena, n->name));
    default: return shai_words(w, n);
    }
}

static const char *set_words(const struct shai_writer *w, const struct shai_node *set)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (uint32_t i = 0; i < set->kids[1]->kid_count; i++)
        shai_tell_join(&b, shai_comma(w), given_words(w, set->kids[1]->kids[i], set->decl));
    return shai_tell(w, "%1：%2", "%1: %2", target_words(w, set->kids[0], set->decl), b.s, NULL);
}

static enum shai_outcome outcome_of(uint8_t op)
{
    switch ((enum shai_kw)op) {
    case SHAI_KW_PASS: return SHAI_PASS;
    case SHAI_KW_FAIL: return SHAI_FAIL;
    case SHAI_KW_INCONCLUSIVE: return SHAI_INCONCLUSIVE;
    case SHAI_KW_UNTESTED: return SHAI_UNTESTED;
    case SHAI_KW_UNJUDGED: return SHAI_UNJUDGED;
    default: return SHAI_INAPPLICABLE;
    }
}

/* "不符合:铅(Pb)、镉(Cd)": the items of one outcome, of all expectations. */
static void expected_items(const struct shai_writer *w, struct shai_strbuf *b, const struct shai_node *body,
                           enum shai_outcome which)
{
    struct shai_strbuf names;
    shai_strbuf_init(&names, w->arena);
    for (uint32_t i = 0; i < body->kid_count; i++) {
        const struct shai_node *n = body->kids[i];
        const struct shai_node *items = n->kind == SHAI_N_EXPECT && n->kid_count ? n->kids[0] : NULL;
        for (uint32_t k = 0; items && k < items->kid_count; k++)
            if (items->kids[k]->decl && outcome_of(items->kids[k]->op) == which)
                shai_tell_join(&names, shai_comma(w), shai_listed(w, shai_title_of(items->kids[k]->decl)));
    }
    if (names.len)
        shai_tell_join(b, "\n", shai_tell(w, "%1：%2", "%1: %2", shai_outcome_word(which, w->lang), names.s, NULL));
}

static void expected_verdict(const struct shai_writer *w, struct shai_strbuf *b, const struct shai_node *n)
{
    if (!n->op) return;
    enum shai_verdict v = n->op == SHAI_KW_PASS   ? SHAI_VERDICT_PASS
                          : n->op == SHAI_KW_FAIL ? SHAI_VERDICT_FAIL
                                                  : SHAI_VERDICT_INCOMPLETE;
    const char *words = shai_verdict_conclusion(v, w->lang);
    if (n->flags)
        words = shai_tell(w, "%1,%2风险隐患", "%1, %2 hazard", words,
                          shai_hazard_word(n->flags == SHAI_KW_SERIOUS ? SHAI_SERIOUS : SHAI_GENERAL, w->lang), NULL);
    shai_tell_join(b, "\n", words);
}

static void put_example(struct shai_writer *w, struct shai_doc_table *t, const struct shai_node *example,
                        unsigned number)
{
    struct shai_strbuf given, expected;
    shai_strbuf_init(&given, w->arena);
    shai_strbuf_init(&expected, w->arena);
    const struct shai_node *body = example->kids[1];
    for (uint32_t i = 0; i < body->kid_count; i++) {
        const struct shai_node *n = body->kids[i];
        if (n->kind == SHAI_N_SET && n->decl) shai_tell_join(&given, "\n", set_words(w, n));
        if (n->kind == SHAI_N_EXPECT) expected_verdict(w, &expected, n);
    }
    for (int o = 0; o < SHAI_OUTCOME_COUNT; o++) expected_items(w, &expected, body, (enum shai_outcome)o);
    const char *cells[] = {shai_figure(w, number), example->kids[0]->name, given.s, expected.s};
    shai_doc_row(w->doc, t, SHAI_ROW_PLAIN, cells);
}

void shai_describe_examples(struct shai_writer *w)
{
    static const struct shai_doc_column zh[] = {{"序号", 7, true, false},
                                                {"样例", 27, false, false},
                                                {"样品信息和读数", 36, false, false},
                                                {"判定", 30, false, false}};
    static const struct shai_doc_column en[] = {{"No.", 7, true, false},
                                                {"Example", 27, false, false},
                                                {"Particulars and readings", 36, false, false},
                                                {"Judged", 30, false, false}};
    if (!w->spec->example_count) return;
    shai_doc_annex(w->doc, shai_tell(w, "样例", "Worked examples", NULL));
    shai_doc_text(
        w->doc, shai_tell(w, "没有写出的读数为未检,没有写出的样品信息为空白。只列出与样例有关的项目。",
                          "Readings that are not given are untested, particulars that are not given are blank. Only "
                          "the items that an example is about are listed.",
                          NULL));
    struct shai_doc_table *t = shai_doc_table(w->doc, shai_tell(w, "判定样例", "Examples", NULL),
                                              w->lang == SHAI_EN ? en : zh, sizeof zh / sizeof *zh);
    for (size_t i = 0; i < w->spec->example_count; i++) put_example(w, t, w->spec->examples[i], (unsigned)i + 1);
}
