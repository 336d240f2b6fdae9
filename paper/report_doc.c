/* The report as a document. In: a report. Out: cover, notes, the sample, its items, the problems, the evidence and
 * the end mark, each in the order of the usual Chinese inspection report. Its own words are Chinese, as its form is.
 */
#include "paper/report.h"

#include "base/hex.h"
#include "paper/sample_text.h"

struct setter {
    struct shai_document *doc;
    const struct shai_report *r;
};

static struct shai_doc_line *begin(const struct setter *s, enum shai_line_style style, const char *words)
{
    struct shai_doc_line *line = shai_doc_line(s->doc, style);
    shai_line_words(s->doc, line, words);
    return line;
}

static void put_field(const struct setter *s, struct shai_doc_line *line, const char *name, const char *text,
                      unsigned blank)
{
    shai_line_field(s->doc, line, name, text, blank);
}

/* A row of label, field; and a second pair, or the field over the whole row where label2 is NULL. */
static void put_pair(const struct setter *s, struct shai_doc_table *t, const char *label, const char *name,
                     const char *text, const char *label2, const char *name2, const char *text2)
{
    struct shai_doc_row *row = shai_doc_cells(s->doc, t, label2 ? 4 : 2);
    row->least = 8;
    shai_cell_label(s->doc, &row->cells[0], label);
    shai_cell_field(s->doc, &row->cells[1], name, text);
    if (label2) {
        shai_cell_label(s->doc, &row->cells[2], label2);
        shai_cell_field(s->doc, &row->cells[3], name2, text2);
    } else {
        row->cells[1].span = (unsigned)t->column_count - 1;
    }
}

static void put_wide(const struct setter *s, struct shai_doc_table *t, const char *label, const char *name,
                     const char *text)
{
    put_pair(s, t, label, name, text, NULL, NULL, NULL);
}

/* Texts joined by "；"; NULL for none. */
static const char *joined(const struct setter *s, const char *const *list, uint32_t count)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, s->doc->arena);
    for (uint32_t i = 0; i < count; i++) {
        if (i) shai_strbuf_puts(&b, "；");
        shai_strbuf_puts(&b, list[i]);
    }
    return count ? b.s : NULL;
}

/* Two facts of one cell; "/" of one of them says nothing beside the other. NULL where neither is known. */
static const char *both(const struct setter *s, const char *a, const char *b)
{
    bool stroke_a = a && strcmp(a, "/") == 0, stroke_b = b && strcmp(b, "/") == 0;
    if (!a || (stroke_a && b)) return b;
    if (!b || stroke_b) return a;
    return shai_arena_printf(s->doc->arena, "%s / %s", a, b);
}

/* --- cover and notes ---------------------------------------------------------------------------------------------
 */

static void put_certificate(const struct setter *s, struct shai_doc_line *line)
{
    shai_line_gap(s->doc, line);
    shai_line_words(s->doc, line, "CMA 证书编号：");
    put_field(s, line, "lab_cma", s->r->lab_cma, 8);
    if (!s->r->lab_cnas) return;
    shai_line_words(s->doc, line, "　CNAS ");
    put_field(s, line, "lab_cnas", s->r->lab_cnas, 8);
}

static void put_cover(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {{"", 26, false, false}, {"", 74, false, false}};
    const struct shai_report *r = s->r;
    struct shai_doc_line *line = begin(s, SHAI_LINE_TOP, "报告编号：");
    put_field(s, line, "report_no", r->report_no, 8);
    put_certificate(s, line);
    shai_doc_title(s->doc, 1, "\n\n检 验 报 告\n");
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, 2, false);
    put_wide(s, t, "样品名称", "product_name", r->product_name);
    put_wide(s, t, "规格型号", "model", r->model);
    put_wide(s, t, "委托单位", "authority", r->authority);
    put_wide(s, t, "检验类别", "inspection_type", "评价性抽查（风险速筛）");
    put_wide(s, t, "标称生产单位", "producer", r->producer);
    put_wide(s, t, "销售单位", "seller", r->seller);
    for (size_t i = 0; i < t->row_count; i++) t->rows[i].least = 13;
    line = begin(s, SHAI_LINE_SIGNED, NULL);
    put_field(s, line, "laboratory", r->lab_name, 12);
    begin(s, SHAI_LINE_SIGNED, "（检验检测专用章）");
    line = begin(s, SHAI_LINE_SIGNED, "签发日期：");
    put_field(s, line, "report_date", shai_date_words(s->doc->arena, r->report_date), 8);
}

static void put_notes(const struct setter *s)
{
    static const char *const notes[] = {
        "本报告无检验检测专用章无效，无主检、审核、批准人签字无效，涂改无效。",
        "未经本机构书面批准，不得部分复制本报告；复制报告未重新加盖检验检测专用章无效。",
        "检验结果仅对所检样品有效。",
        "本报告按所列实施细则作出，结论为“符合”仅指所检项目符合本次风险速筛要求。",
        "对本报告有异议的，请向委托单位提出。",
    };
    shai_doc_page(s->doc, false);
    shai_doc_title(s->doc, 2, "注意事项");
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) shai_doc_point(s->doc, notes[i]);
    shai_doc_point(s->doc, shai_result_disclaimer(SHAI_ZH));
    struct shai_doc_line *line = begin(s, SHAI_LINE_FOOT, "机构名称：");
    put_field(s, line, "laboratory", s->r->lab_name, 12);
    line = begin(s, SHAI_LINE_FOOT, "地址：");
    put_field(s, line, "lab_address", s->r->lab_address, 16);
    line = begin(s, SHAI_LINE_FOOT, "联系电话：");
    put_field(s, line, "lab_phone", s->r->lab_phone, 8);
}

/* --- the sample and the conclusion -------------------------------------------------------------------------------
 */

static const char *rules_words(const struct setter *s)
{
    char digest[SHAI_HEX_SHA256];
    return shai_arena_printf(s->doc->arena, "%s%s%s（含义摘要 %s…）", s->r->spec_name,
                             s->r->spec_version ? "，版本 " : "", s->r->spec_version ? s->r->spec_version : "",
                             shai_hex(digest, s->r->meaning, 8));
}

static void put_conclusion(const struct setter *s, struct shai_doc_table *t)
{
    const struct shai_report *r = s->r;
    struct shai_doc_row *row = shai_doc_cells(s->doc, t, 2);
    struct shai_doc_cell *cell = &row->cells[1];
    row->least = 36;
    cell->span = (unsigned)t->column_count - 1;
    shai_cell_label(s->doc, &row->cells[0], "检验结论");
    struct shai_doc_line *line = shai_cell_line(s->doc, cell, SHAI_LINE_CELL);
    shai_line_words(s->doc, line, "经检验，该样品");
    shai_line_strong(s->doc, line, r->conclusion);
    if (r->verdict == SHAI_VERDICT_FAIL) {
        shai_line_words(s->doc, line, "，结果为（");
        shai_line_box(s->doc, line, "general", r->hazard == SHAI_GENERAL, "一般风险隐患");
        shai_line_words(s->doc, line, "/");
        shai_line_box(s->doc, line, "serious", r->hazard == SHAI_SERIOUS, "严重风险隐患");
        shai_line_words(s->doc, line, "）");
    }
    shai_line_words(s->doc, line, "。");
    line = shai_cell_line(s->doc, cell, SHAI_LINE_CELL);
    shai_line_gap(s->doc, line);
    shai_line_words(s->doc, line, "（检验检测专用章）");
    line = shai_cell_line(s->doc, cell, SHAI_LINE_CELL);
    shai_line_gap(s->doc, line);
    shai_line_words(s->doc, line, "签发日期：");
    put_field(s, line, "report_date", shai_date_words(s->doc->arena, r->report_date), 8);
}

static const char *remark(const struct setter *s)
{
    const struct shai_report *r = s->r;
    const char *unchecked =
        strcmp(r->effective, "unchecked") == 0 ? "采样日期未记录，未核对实施细则的有效期。" : NULL;
    if (r->note && unchecked) return shai_arena_printf(s->doc->arena, "%s%s", unchecked, r->note);
    return r->note ? r->note : unchecked ? unchecked : "/";
}

static void put_sample(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {
        {"", 17, false, false}, {"", 33, false, false}, {"", 17, false, false}, {"", 33, false, false}};
    const struct shai_report *r = s->r;
    shai_doc_page(s->doc, false);
    shai_doc_title(s->doc, 2, "检验报告");
    struct shai_doc_line *line = begin(s, SHAI_LINE_TOP, "报告编号：");
    put_field(s, line, "report_no", r->report_no, 8);
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, 4, false);
    put_pair(s, t, "样品名称", "product_name", r->product_name, "规格型号", "model", r->model);
    put_pair(s, t, "商标", "brand", r->brand, "产品等级", "grade", r->grade);
    put_pair(s, t, "生产日期/批号", "produced_on", both(s, r->produced_on, r->batch), "执行标准", "declared_standard",
             r->declared_standard);
    put_wide(s, t, "标称生产单位", "producer", r->producer);
    put_wide(s, t, "生产单位地址", "producer_address", r->producer_address);
    put_wide(s, t, "销售单位", "seller", r->seller);
    put_wide(s, t, "销售单位地址", "seller_address", r->seller_address);
    put_pair(s, t, "采样渠道", "channel", both(s, r->channel, r->platform), "采样地点", "place",
             both(s, r->place, r->live_room));
    if (r->shop_url) put_wide(s, t, "网店链接", "shop_url", r->shop_url);
    put_pair(s, t, "订单号", "order_no", r->order_no, "数量/单价", "quantity", both(s, r->quantity, r->price));
    put_pair(s, t, "采样日期", "sampled_on", r->sampled_on, "收样日期", "received_on", NULL);
    put_pair(s, t, "样品编号", "sample_id", r->sample_id, "样品状态", "sample_state", NULL);
    put_pair(s, t, "检验日期", "tested_on", r->tested_on, "检验类别", "inspection_type", "评价性抽查（风险速筛）");
    put_wide(s, t, "检验依据", "standards", joined(s, r->standards, r->standard_count));
    put_wide(s, t, "检验方法", "methods", joined(s, r->methods, r->method_count));
    put_wide(s, t, "判定依据", "rules", rules_words(s));
    put_conclusion(s, t);
    put_wide(s, t, "备注", "remark", remark(s));
    line = begin(s, SHAI_LINE_FOOT, "批准：");
    put_field(s, line, "approved_by", NULL, 8);
    shai_line_words(s->doc, line, "　审核：");
    put_field(s, line, "reviewed_by", NULL, 8);
    shai_line_words(s->doc, line, "　主检：");
    put_field(s, line, "tested_by", NULL, 8);
}

/* --- items -------------------------------------------------------------------------------------------------------
 */

static void put_lines(const struct setter *s, struct shai_doc_cell *cell, const char *first, const char *const *more,
                      uint32_t count)
{
    if (first) shai_line_words(s->doc, shai_cell_line(s->doc, cell, SHAI_LINE_CELL), first);
    for (uint32_t i = 0; i < count; i++)
        shai_line_words(s->doc, shai_cell_line(s->doc, cell, first ? SHAI_LINE_SUB : SHAI_LINE_CELL), more[i]);
}

static void put_item(const struct setter *s, struct shai_doc_table *t, const struct shai_report_item *item,
                     uint32_t number)
{
    struct shai_doc_row *row = shai_doc_cells(s->doc, t, 7);
    const char *found = item->value ? item->value : item->reported ? item->reported : "—";
    put_lines(s, &row->cells[0], shai_arena_printf(s->doc->arena, "%u", (unsigned)number), NULL, 0);
    put_lines(s, &row->cells[1], item->title, NULL, 0);
    put_lines(s, &row->cells[2], item->requirement, item->basis, item->basis_count);
    put_lines(s, &row->cells[3], NULL, item->method, item->method_count);
    put_lines(s, &row->cells[4], found, NULL, 0);
    if (item->value && item->reported)
        shai_line_words(s->doc, shai_cell_line(s->doc, &row->cells[4], SHAI_LINE_SUB),
                        shai_arena_printf(s->doc->arena, "读数：%s", item->reported));
    struct shai_doc_line *line = shai_cell_line(s->doc, &row->cells[5], SHAI_LINE_CELL);
    if (item->failed) shai_line_strong(s->doc, line, item->outcome);
    else shai_line_words(s->doc, line, item->outcome);
    put_lines(s, &row->cells[6], item->failed ? shai_hazard_word(item->hazard, SHAI_ZH) : "/", NULL, 0);
}

static void put_items(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {
        {"序号", 7, true, false},       {"检验项目", 18, false, false}, {"标准要求\n（依据）", 22, false, false},
        {"检验方法", 17, false, false}, {"检验结果", 17, false, false}, {"单项判定", 10, true, false},
        {"风险等级", 9, true, false},
    };
    const char *family = NULL;
    shai_doc_page(s->doc, false);
    shai_doc_title(s->doc, 2, "检验结果");
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, 7, true);
    for (uint32_t i = 0; i < s->r->item_count; i++) {
        const struct shai_report_item *item = &s->r->items[i];
        const char *cells[] = {"", item->family};
        if (item->family && (!family || strcmp(family, item->family) != 0))
            shai_doc_row(s->doc, t, SHAI_ROW_FAMILY, cells);
        family = item->family;
        put_item(s, t, item, i + 1);
    }
    t->dense = t->row_count > 24;
    if (s->r->not_applying) {
        struct shai_doc_line *line = begin(s, SHAI_LINE_SMALL, "不适用于本样品的项目：");
        shai_line_words(s->doc, line, s->r->not_applying);
        shai_line_words(s->doc, line, "。");
    }
}

/* --- problems, and what is not complete ---------------------------------------------------------------------------
 */

static void put_problems(const struct setter *s)
{
    struct shai_arena *arena = s->doc->arena;
    bool titled = false;
    for (uint32_t i = 0; i < s->r->item_count; i++) {
        const struct shai_report_item *item = &s->r->items[i];
        if (!item->failed) continue;
        if (!titled) shai_doc_title(s->doc, 2, "发现的问题");
        titled = true;
        const char *basis = joined(s, item->basis, item->basis_count);
        shai_doc_point(s->doc, shai_arena_printf(arena, "%s：%s。判定依据：%s。%s%s%s", item->title,
                                                 item->problem ? item->problem : item->outcome, basis ? basis : "—",
                                                 item->hazard == SHAI_SERIOUS ? "严重风险隐患" : "一般风险隐患",
                                                 item->hazard_reason ? "：" : "。",
                                                 item->hazard_reason ? item->hazard_reason : ""));
    }
}

static void put_reasons(const struct setter *s)
{
    bool titled = false;
    for (uint32_t i = 0; i < s->r->item_count; i++) {
        const struct shai_report_item *item = &s->r->items[i];
        if (!item->reason) continue;
        if (!titled) shai_doc_title(s->doc, 2, "未检、未判定的项目");
        titled = true;
        shai_doc_point(s->doc,
                       shai_arena_printf(s->doc->arena, "%s（%s）：%s", item->title, item->outcome, item->reason));
    }
}

/* --- evidence ----------------------------------------------------------------------------------------------------
 */

/* The hash of the file that is there, or why there is none. */
static const char *hash_words(const struct setter *s, const struct shai_report_evidence *e)
{
    switch (e->state) {
    case SHAI_EVIDENCE_UNCHECKED: return "未核对";
    case SHAI_EVIDENCE_FOUND: return e->sha256;
    case SHAI_EVIDENCE_CHANGED: return shai_arena_printf(s->doc->arena, "%s\n（与样品记录的不符）", e->sha256);
    case SHAI_EVIDENCE_MISSING: return "没有找到该文件";
    case SHAI_EVIDENCE_OUTSIDE:
    case SHAI_EVIDENCE_UNREADABLE: break;
    }
    return "文件无法读取";
}

static void put_evidence(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {
        {"序号", 8, true, false}, {"文件", 32, false, false}, {"SHA-256", 60, false, false}};
    if (!s->r->evidence_count) return;
    shai_doc_title(s->doc, 2, "证据");
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, 3, true);
    for (uint32_t i = 0; i < s->r->evidence_count; i++) {
        const struct shai_report_evidence *e = &s->r->evidence[i];
        const char *cells[] = {shai_arena_printf(s->doc->arena, "%u", i + 1),
                               shai_doc_verbatim(s->doc->arena, e->name), hash_words(s, e)};
        shai_doc_row(s->doc, t, SHAI_ROW_PLAIN, cells);
    }
    for (uint32_t i = 0; i < s->r->evidence_count; i++) {
        const struct shai_report_evidence *e = &s->r->evidence[i];
        if (!e->picture) continue;
        struct shai_doc_line *line = shai_doc_picture(s->doc, e->picture);
        shai_line_words(s->doc, line, shai_arena_printf(s->doc->arena, "证据 %u：", i + 1));
        put_field(s, line, NULL, e->name, 0);
    }
}

void shai_report_document(struct shai_document *doc, struct shai_arena *arena, const struct shai_report *report)
{
    const struct setter s = {doc, report};
    const char *title =
        shai_arena_printf(arena, "检验报告 %s", report->report_no ? report->report_no : report->sample_id);
    shai_doc_init(doc, arena, SHAI_ZH, SHAI_FORM_REPORT, shai_doc_verbatim(arena, title));
    put_cover(&s);
    put_notes(&s);
    put_sample(&s);
    put_items(&s);
    put_problems(&s);
    put_reasons(&s);
    put_evidence(&s);
    shai_line_words(doc, shai_doc_line(doc, SHAI_LINE_CENTRE), "（以下空白）");
}
