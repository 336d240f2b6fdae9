/* Results into the cells of a workbook. In: results, one sample after the other. Out: 样品, a row a sample; 项目, a
 * row an item; 说明. All text is in the spec's language and stays text, whatever it begins with. It judges nothing.
 */
#include "sheet/results.h"

#include "base/hex.h"
#include "base/utf8.h"
#include "runtime/cell.h"
#include "runtime/show.h"
#include "sheet/sheet.h"

#include <string.h>

enum format { HEAD, PLAIN, WRAP, DATE, FAIL, SERIOUS, OPEN, MUTED, ABOUT_TITLE, ABOUT_KEY, ABOUT_TEXT, FORMAT_COUNT };

static const struct shai_cell_style styles[FORMAT_COUNT] = {
    [HEAD] = {.bold = true, .fill = 0xEDEDED, .border = true, .center = true, .wrap = true},
    [PLAIN] = {.text = true, .top = true},
    [WRAP] = {.text = true, .top = true, .wrap = true},
    [DATE] = {.date = true, .top = true, .center = true},
    [FAIL] = {.text = true, .top = true, .bold = true, .fill = 0xFCE4D6, .color = 0x9C0006},
    [SERIOUS] = {.text = true, .top = true, .bold = true, .fill = 0xF4B6B0, .color = 0x7B0000},
    [OPEN] = {.text = true, .top = true, .fill = 0xFFF2CC, .color = 0x7F6000},
    [MUTED] = {.text = true, .top = true, .color = 0x7F7F7F},
    [ABOUT_TITLE] = {.bold = true, .size = 14},
    [ABOUT_KEY] = {.color = 0x7F7F7F, .top = true},
    [ABOUT_TEXT] = {.text = true, .top = true},
};

struct column {
    const char *title[2]; /* zh, en */
    uint8_t width;
    bool wrap;
};

enum {
    S_ID,
    S_NAME,
    S_MODEL,
    S_BATCH,
    S_PRODUCER,
    S_SELLER,
    S_SAMPLED,
    S_REPORT,
    S_VERDICT,
    S_CONCLUSION,
    S_HAZARD,
    S_FAILED,
    S_INCONCLUSIVE,
    S_UNTESTED,
    S_DISPOSAL,
    S_NOTICE,
    S_EFFECTIVE,
    S_NOTE,
    S_COUNT
};

static const struct column sample_columns[S_COUNT] = {
    [S_ID] = {{"样品编号", "sample_id"}, 18, false},
    [S_NAME] = {{"产品名称", "product_name"}, 20, true},
    [S_MODEL] = {{"规格型号", "model"}, 12, true},
    [S_BATCH] = {{"批号", "batch"}, 11, true},
    [S_PRODUCER] = {{"生产单位", "producer"}, 24, true},
    [S_SELLER] = {{"销售单位", "seller"}, 24, true},
    [S_SAMPLED] = {{"采样日期", "sampled_on"}, 12, false},
    [S_REPORT] = {{"报告编号", "report_no"}, 18, true},
    [S_VERDICT] = {{"判定", "verdict"}, 9, false},
    [S_CONCLUSION] = {{"结论", "conclusion"}, 24, true},
    [S_HAZARD] = {{"风险等级", "hazard"}, 9, false},
    [S_FAILED] = {{"不符合项目", "failed_items"}, 26, true},
    [S_INCONCLUSIVE] = {{"无法判定项目", "inconclusive_items"}, 18, true},
    [S_UNTESTED] = {{"未检项目", "untested_items"}, 18, true},
    [S_DISPOSAL] = {{"后续处理", "disposal"}, 22, true},
    [S_NOTICE] = {{"告知对象", "notice"}, 14, true},
    [S_EFFECTIVE] = {{"有效期核对", "effective"}, 11, false},
    [S_NOTE] = {{"备注", "note"}, 24, true},
};

enum {
    I_ID,
    I_NAME,
    I_ITEM,
    I_TITLE,
    I_OUTCOME,
    I_HAZARD,
    I_VALUE,
    I_NUMBER,
    I_UNIT,
    I_REQUIREMENT,
    I_REPORTED,
    I_BASIS,
    I_METHOD,
    I_KIND,
    I_PROBLEM,
    I_REASON,
    I_GROUP,
    I_RULE,
    I_COUNT
};

static const struct column item_columns[I_COUNT] = {
    [I_ID] = {{"样品编号", "sample_id"}, 18, false},
    [I_NAME] = {{"产品名称", "product_name"}, 22, false},
    [I_ITEM] = {{"项目", "item"}, 14, true},
    [I_TITLE] = {{"项目名称", "title"}, 20, true},
    [I_OUTCOME] = {{"判定", "outcome"}, 10, false},
    [I_HAZARD] = {{"风险等级", "hazard"}, 9, false},
    [I_VALUE] = {{"判定值", "value"}, 16, true},
    [I_NUMBER] = {{"数值", "value_number"}, 11, true},
    [I_UNIT] = {{"单位", "unit"}, 9, false},
    [I_REQUIREMENT] = {{"要求", "requirement"}, 26, true},
    [I_REPORTED] = {{"报出的读数", "reported"}, 18, true},
    [I_BASIS] = {{"依据", "basis"}, 24, true},
    [I_METHOD] = {{"方法", "method"}, 24, true},
    [I_KIND] = {{"方法种类", "method_kind"}, 11, false},
    [I_PROBLEM] = {{"问题", "problem"}, 40, true},
    [I_REASON] = {{"原因", "reason"}, 40, true},
    [I_GROUP] = {{"组", "group"}, 20, false},
    [I_RULE] = {{"裁决", "decision_rule"}, 9, false},
};

/* A cell to be. */
struct cell {
    const char *text; /* ? */
    enum format format;
};

static const char *say(const struct shai_results_workbook *b, const char *zh, const char *en)
{
    return shai_say(b->program->lang, zh, en);
}

/* --- sheets ------------------------------------------------------------------------------------------------------
 */

static const struct sheet_kind {
    const char *name[2];
    const struct column *columns;
    uint32_t count;
} samples_kind = {{"样品", "Samples"}, sample_columns, S_COUNT},
  items_kind = {{"项目", "Items"}, item_columns, I_COUNT};

static void begin_sheet(struct shai_results_workbook *b, struct shai_sheet_rows *rows, const struct sheet_kind *kind)
{
    enum { A3 = 8, HEAD_HEIGHT = 22 };
    struct shai_workbook *w = &b->w;
    const char *name = say(b, kind->name[0], kind->name[1]);
    rows->count++;
    rows->sheet =
        shai_workbook_sheet(w, rows->count == 1 ? name : shai_arena_printf(w->arena, "%s %u", name, rows->count));
    rows->next = 1;
    worksheet_freeze_panes(rows->sheet, 1, 1);
    worksheet_set_landscape(rows->sheet);
    worksheet_set_paper(rows->sheet, A3);
    worksheet_set_margins(rows->sheet, 0.4, 0.4, 0.4, 0.6);
    worksheet_fit_to_pages(rows->sheet, 1, 0);
    shai_workbook_check(w, worksheet_repeat_rows(rows->sheet, 0, 0));
    const char *foot = shai_arena_printf(w->arena, say(b, "&L%s&R第 &P 页,共 &N 页", "&L%s&Rpage &P of &N"),
                                         shai_result_disclaimer((enum shai_lang)b->program->lang));
    shai_workbook_check(w, worksheet_set_footer(rows->sheet, foot));
    shai_workbook_check(w, worksheet_set_row(rows->sheet, 0, HEAD_HEIGHT, NULL));
    for (uint32_t i = 0; i < kind->count; i++) {
        const struct column *c = &kind->columns[i];
        shai_workbook_check(w, worksheet_set_column(rows->sheet, (lxw_col_t)i, (lxw_col_t)i, c->width, NULL));
        shai_workbook_text(w, rows->sheet, 0, i, say(b, c->title[0], c->title[1]), b->formats[HEAD]);
    }
}

static void end_sheet(struct shai_results_workbook *b, struct shai_sheet_rows *rows, const struct sheet_kind *kind)
{
    shai_workbook_check(&b->w, worksheet_autofilter(rows->sheet, 0, 0, rows->next > 1 ? rows->next - 1 : 1,
                                                    (lxw_col_t)(kind->count - 1)));
}

/* Lines that a text takes in a column that wraps. */
static uint32_t lines_of(const char *text, const struct column *c)
{
    if (!text || !c->wrap) return 1;
    size_t columns = shai_utf8_columns(text, strlen(text));
    uint32_t lines = (uint32_t)(columns / (c->width - 1U)) + 1;
    return lines > 20 ? 20 : lines;
}

static void put_row(struct shai_results_workbook *b, struct shai_sheet_rows *rows, const struct sheet_kind *kind,
                    const struct cell *cells)
{
    enum { LINE = 15 };
    if (rows->next >= rows->most) {
        end_sheet(b, rows, kind);
        begin_sheet(b, rows, kind);
    }
    uint32_t lines = 1;
    for (uint32_t i = 0; i < kind->count; i++) {
        uint32_t n = lines_of(cells[i].text, &kind->columns[i]);
        if (n > lines) lines = n;
    }
    shai_workbook_check(&b->w, worksheet_set_row(rows->sheet, rows->next, lines * LINE, NULL));
    for (uint32_t i = 0; i < kind->count; i++) {
        const struct cell *c = &cells[i];
        int32_t day;
        if (!c->text || !*c->text) continue;
        if (c->format == DATE && shai_cell_date((struct shai_slice){c->text, strlen(c->text)}, &day)) {
            shai_workbook_date(&b->w, rows->sheet, rows->next, i, day, b->formats[DATE]);
            continue;
        }
        enum format format = c->format == PLAIN && kind->columns[i].wrap ? WRAP
                             : c->format == DATE                         ? PLAIN
                                                                         : c->format;
        shai_workbook_text(&b->w, rows->sheet, rows->next, i, c->text, b->formats[format]);
    }
    rows->next++;
}

/* --- samples -----------------------------------------------------------------------------------------------------
 */

static const char *field(struct shai_arena *arena, const struct shai_result *r, enum shai_field which)
{
    const struct shai_slice *s = &r->sample->fields[which];
    return s->len ? shai_arena_strndup(arena, s->s, s->len) : NULL;
}

/* The titles of the items with that outcome. */
static const char *items_with(const struct shai_results_workbook *b, struct shai_arena *arena,
                              const struct shai_result *r, enum shai_outcome outcome)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    for (uint32_t i = 0; i < r->item_count; i++) {
        if (r->items[i].outcome != outcome) continue;
        if (buf.len) shai_strbuf_puts(&buf, say(b, ";", "; "));
        shai_strbuf_puts(&buf, r->items[i].item);
    }
    return buf.len ? buf.s : NULL;
}

static const char *recipients(const struct shai_results_workbook *b, struct shai_arena *arena,
                              const struct shai_result *r)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    for (uint32_t i = 0; i < r->recipient_count; i++) {
        bool producer = strcmp(r->recipients[i], "producer") == 0;
        if (buf.len) shai_strbuf_puts(&buf, say(b, "、", ", "));
        shai_strbuf_puts(&buf, producer ? say(b, "生产单位", "producer") : say(b, "销售单位", "seller"));
    }
    return buf.len ? buf.s : NULL;
}

static enum format verdict_format(enum shai_verdict verdict, enum shai_hazard hazard)
{
    if (verdict == SHAI_VERDICT_INCOMPLETE) return OPEN;
    if (verdict == SHAI_VERDICT_PASS) return PLAIN;
    return hazard == SHAI_SERIOUS ? SERIOUS : FAIL;
}

static void put_sample(struct shai_results_workbook *b, struct shai_arena *arena, const struct shai_result *r)
{
    enum shai_lang lang = (enum shai_lang)b->program->lang;
    bool failed = r->verdict == SHAI_VERDICT_FAIL;
    enum format mark = verdict_format(r->verdict, r->hazard);
    const struct cell cells[S_COUNT] = {
        [S_ID] = {r->sample_id, PLAIN},
        [S_NAME] = {field(arena, r, SHAI_FIELD_PRODUCT_NAME), PLAIN},
        [S_MODEL] = {field(arena, r, SHAI_FIELD_MODEL), PLAIN},
        [S_BATCH] = {field(arena, r, SHAI_FIELD_BATCH), PLAIN},
        [S_PRODUCER] = {field(arena, r, SHAI_FIELD_PRODUCER), PLAIN},
        [S_SELLER] = {field(arena, r, SHAI_FIELD_SELLER), PLAIN},
        [S_SAMPLED] = {field(arena, r, SHAI_FIELD_SAMPLED_ON), DATE},
        [S_REPORT] = {field(arena, r, SHAI_FIELD_REPORT_NO), PLAIN},
        [S_VERDICT] = {shai_verdict_word(r->verdict, lang), mark},
        [S_CONCLUSION] = {r->conclusion, PLAIN},
        [S_HAZARD] = {failed ? shai_hazard_word(r->hazard, lang) : NULL, mark},
        [S_FAILED] = {items_with(b, arena, r, SHAI_FAIL), PLAIN},
        [S_INCONCLUSIVE] = {items_with(b, arena, r, SHAI_INCONCLUSIVE), PLAIN},
        [S_UNTESTED] = {items_with(b, arena, r, SHAI_UNTESTED), PLAIN},
        [S_DISPOSAL] = {r->action_text, PLAIN},
        [S_NOTICE] = {recipients(b, arena, r), PLAIN},
        [S_EFFECTIVE] = {strcmp(r->effective, "checked") == 0 ? say(b, "已核对", "checked")
                                                              : say(b, "未核对", "unchecked"),
                         PLAIN},
        [S_NOTE] = {r->note, PLAIN},
    };
    put_row(b, &b->samples, &samples_kind, cells);
}

/* --- items -------------------------------------------------------------------------------------------------------
 */

static const char *joined(const struct shai_results_workbook *b, struct shai_arena *arena, const char *const *texts,
                          uint32_t count)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    for (uint32_t i = 0; i < count; i++) {
        if (i) shai_strbuf_puts(&buf, say(b, ";", "; "));
        shai_strbuf_puts(&buf, texts[i]);
    }
    return buf.len ? buf.s : NULL;
}

static enum format outcome_format(const struct shai_item_result *i)
{
    switch (i->outcome) {
    case SHAI_FAIL: return i->hazard == SHAI_SERIOUS ? SERIOUS : FAIL;
    case SHAI_INCONCLUSIVE:
    case SHAI_UNTESTED: return OPEN;
    case SHAI_INAPPLICABLE:
    case SHAI_UNJUDGED: return MUTED;
    default: return PLAIN;
    }
}

static const char *kind_word(const struct shai_results_workbook *b, const char *code)
{
    static const struct {
        const char *code, *zh;
    } kinds[] = {{"visual", "外观"}, {"portable", "便携"}, {"rapid", "快检"}, {"laboratory", "实验室"}};
    for (size_t i = 0; code && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(code, kinds[i].code) == 0) return say(b, kinds[i].zh, code);
    return code;
}

static const char *rule_word(const struct shai_results_workbook *b, const char *code)
{
    if (!code) return NULL;
    return say(b, strcmp(code, "guarded") == 0 ? "保护" : "确定", code);
}

static void put_item(struct shai_results_workbook *b, struct shai_arena *arena, const struct shai_result *r,
                     const struct shai_item_result *i)
{
    enum shai_lang lang = (enum shai_lang)b->program->lang;
    bool failed = i->outcome == SHAI_FAIL;
    enum format mark = outcome_format(i);
    const struct cell cells[I_COUNT] = {
        [I_ID] = {r->sample_id, PLAIN},
        [I_NAME] = {field(arena, r, SHAI_FIELD_PRODUCT_NAME), PLAIN},
        [I_ITEM] = {i->item, PLAIN},
        [I_TITLE] = {i->title, PLAIN},
        [I_OUTCOME] = {shai_outcome_word(i->outcome, lang), mark},
        [I_HAZARD] = {failed ? shai_hazard_word(i->hazard, lang) : NULL, mark},
        [I_VALUE] = {i->value, PLAIN},
        [I_NUMBER] = {i->value_number, PLAIN},
        [I_UNIT] = {i->unit, PLAIN},
        [I_REQUIREMENT] = {i->has_pattern ? joined(b, arena, i->basis, i->basis_count) : i->requirement, PLAIN},
        [I_REPORTED] = {i->reported, PLAIN},
        [I_BASIS] = {joined(b, arena, i->basis, i->basis_count), PLAIN},
        [I_METHOD] = {joined(b, arena, i->method, i->method_count), PLAIN},
        [I_KIND] = {kind_word(b, i->method_kind), PLAIN},
        [I_PROBLEM] = {i->problem, PLAIN},
        [I_REASON] = {i->reason.text, PLAIN},
        [I_GROUP] = {i->group, PLAIN},
        [I_RULE] = {rule_word(b, i->decision_rule), PLAIN},
    };
    put_row(b, &b->items, &items_kind, cells);
}

/* --- what they are -----------------------------------------------------------------------------------------------
 */

static void put_about(struct shai_results_workbook *b, struct shai_arena *arena)
{
    const struct shai_program *p = b->program;
    enum shai_lang lang = (enum shai_lang)p->lang;
    struct shai_strbuf counts;
    char hex[SHAI_HEX_SHA256];
    shai_strbuf_init(&counts, arena);
    static const enum shai_verdict order[] = {SHAI_VERDICT_PASS, SHAI_VERDICT_FAIL, SHAI_VERDICT_INCOMPLETE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        shai_strbuf_printf(&counts, "%s%s %llu", i ? say(b, ",", ", ") : "", shai_verdict_word(order[i], lang),
                           (unsigned long long)b->verdicts[order[i]]);
    const char *const pairs[][2] = {
        {say(b, "细则", "spec"), p->name},
        {say(b, "版本", "version"), p->version},
        {say(b, "发布", "issuer"), p->issuer},
        {say(b, "摘要", "digest"),
         shai_arena_printf(arena, "sha256:%s", shai_hex(hex, p->meaning, sizeof p->meaning))},
        {say(b, "样品", "samples"), counts.s},
        {say(b, "说明", "note"), shai_result_disclaimer(lang)},
    };
    uint32_t row = 0;
    shai_workbook_text(&b->w, b->about, row++, 0, p->title ? p->title : p->name, b->formats[ABOUT_TITLE]);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!pairs[i][1]) continue;
        shai_workbook_text(&b->w, b->about, row, 0, pairs[i][0], b->formats[ABOUT_KEY]);
        shai_workbook_text(&b->w, b->about, row++, 1, pairs[i][1], b->formats[ABOUT_TEXT]);
    }
}

/* --- the workbook ------------------------------------------------------------------------------------------------
 */

bool shai_results_workbook_begin(struct shai_results_workbook *book, struct shai_arena *arena,
                                 const struct shai_program *program, uint32_t most)
{
    *book = (struct shai_results_workbook){.program = program};
    const struct shai_workbook_options how = {
        .stream = true, .title = program->title ? program->title : program->name, .subject = program->version};
    if (!shai_workbook_begin(&book->w, arena, &how)) return false;
    for (size_t i = 0; i < FORMAT_COUNT; i++) book->formats[i] = shai_workbook_format(&book->w, &styles[i]);
    book->samples.most = book->items.most = most ? most : SHAI_SHEET_ROWS;
    begin_sheet(book, &book->samples, &samples_kind);
    begin_sheet(book, &book->items, &items_kind);
    book->about = shai_workbook_sheet(&book->w, say(book, "说明", "About"));
    shai_workbook_check(&book->w, worksheet_set_column(book->about, 0, 0, 12, NULL));
    return true;
}

void shai_results_workbook_put(struct shai_results_workbook *book, struct shai_arena *arena,
                               const struct shai_result *result)
{
    book->w.arena = arena;
    book->verdicts[result->verdict]++;
    put_sample(book, arena, result);
    for (uint32_t i = 0; i < result->item_count; i++) put_item(book, arena, result, &result->items[i]);
}

bool shai_results_workbook_finish(struct shai_results_workbook *book, struct shai_arena *arena, struct shai_out *out)
{
    book->w.arena = arena;
    put_about(book, arena);
    end_sheet(book, &book->samples, &samples_kind);
    end_sheet(book, &book->items, &items_kind);
    return shai_workbook_finish(&book->w, out);
}

void shai_results_workbook_drop(struct shai_results_workbook *book)
{
    shai_workbook_drop(&book->w);
}
