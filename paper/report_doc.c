/* The report as a document. In: a report. Out: cover, notes, the sample, its items, the problems, the evidence and
 * the end mark, in the order of the usual Chinese inspection report. Its own words are Chinese, as its form is. */
#include "paper/report.h"

#include "paper/slot_lines.h"

enum { MANY_ITEMS = 24 };                              /* from here on the table is set smaller */
enum { ROW = 8, COVER_ROW = 13, CONCLUSION_ROW = 36 }; /* mm */

/* A report under way. */
struct setter {
    struct shai_document *doc;
    const struct shai_report *r;
    const struct shai_slot_texts *texts;
};

static const struct shai_slot_row *one(const struct setter *s)
{
    return s->texts->groups[SHAI_GROUP_ONE].rows;
}

static struct shai_doc_line *begin(const struct setter *s, enum shai_line_style style, const char *words)
{
    struct shai_doc_line *line = shai_doc_line(s->doc, style);
    shai_line_words(s->doc, line, words);
    return line;
}

static void put_field(const struct setter *s, struct shai_doc_line *line, enum shai_slot slot, unsigned blank)
{
    shai_line_slot(s->doc, line, one(s), slot, blank);
}

/* What the laboratory fills in by hand. */
static void put_blank(const struct setter *s, struct shai_doc_line *line, unsigned blank)
{
    shai_line_field(s->doc, line, NULL, NULL, blank);
}

/* --- cells of label and field ------------------------------------------------------------------------------------
 */

static struct shai_doc_row *add_row(const struct setter *s, struct shai_doc_table *t, size_t cells)
{
    struct shai_doc_row *row = shai_doc_cells(s->doc, t, cells);
    row->least = ROW;
    if (cells < t->column_count) row->cells[cells - 1].span = (unsigned)(t->column_count - cells + 1);
    return row;
}

static void put_cell(const struct setter *s, struct shai_doc_row *row, size_t at, const char *label,
                     enum shai_slot slot)
{
    shai_cell_label(s->doc, &row->cells[at], label);
    shai_line_slot(s->doc, shai_cell_line(s->doc, &row->cells[at + 1], SHAI_LINE_CELL), one(s), slot, 0);
}

static void put_wide(const struct setter *s, struct shai_doc_table *t, const char *label, enum shai_slot slot)
{
    put_cell(s, add_row(s, t, 2), 0, label, slot);
}

static void put_pair(const struct setter *s, struct shai_doc_table *t, const char *label, enum shai_slot slot,
                     const char *label2, enum shai_slot slot2)
{
    struct shai_doc_row *row = add_row(s, t, 4);
    put_cell(s, row, 0, label, slot);
    put_cell(s, row, 2, label2, slot2);
}

static bool is_stroke(const char *text)
{
    return text && strcmp(text, "/") == 0;
}

/* Two facts of one cell. Of one that is not known, or only a stroke, the other stands alone; a form has both. */
static void put_two(const struct setter *s, struct shai_doc_row *row, size_t at, const char *label,
                    enum shai_slot first, enum shai_slot second)
{
    const char *a = one(s)->texts[first], *b = one(s)->texts[second];
    bool no_first = !s->r->blank && b && (!a || is_stroke(a));
    bool no_second = !s->r->blank && !no_first && (!b || is_stroke(b));
    shai_cell_label(s->doc, &row->cells[at], label);
    struct shai_doc_line *line = shai_cell_line(s->doc, &row->cells[at + 1], SHAI_LINE_CELL);
    if (!no_first) put_field(s, line, first, 0);
    if (!no_first && !no_second) shai_line_words(s->doc, line, " / ");
    if (!no_second) put_field(s, line, second, 0);
}

static void put_words(const struct setter *s, struct shai_doc_row *row, size_t at, const char *label,
                      const char *words)
{
    shai_cell_label(s->doc, &row->cells[at], label);
    if (words) shai_line_words(s->doc, shai_cell_line(s->doc, &row->cells[at + 1], SHAI_LINE_CELL), words);
}

static const char kind_of_inspection[] = "评价性抽查（风险速筛）";

/* --- cover and notes ---------------------------------------------------------------------------------------------
 */

static void put_certificates(const struct setter *s, struct shai_doc_line *line)
{
    const char *cnas = one(s)->texts[SHAI_SLOT_LAB_CNAS];
    shai_line_gap(s->doc, line);
    shai_line_words(s->doc, line, "CMA 证书编号：");
    put_field(s, line, SHAI_SLOT_LAB_CMA, 8);
    if (cnas && !*cnas) return;
    shai_line_words(s->doc, line, "　CNAS ");
    put_field(s, line, SHAI_SLOT_LAB_CNAS, 6);
}

static void put_cover(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {{"", 26, false, false}, {"", 74, false, false}};
    struct shai_doc_line *line = begin(s, SHAI_LINE_TOP, "报告编号：");
    put_field(s, line, SHAI_SLOT_REPORT_NO, 8);
    put_certificates(s, line);
    shai_doc_title(s->doc, 1, "\n\n检 验 报 告\n");
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, 2, false);
    put_wide(s, t, "样品名称", SHAI_SLOT_PRODUCT_NAME);
    put_wide(s, t, "规格型号", SHAI_SLOT_MODEL);
    put_wide(s, t, "委托单位", SHAI_SLOT_AUTHORITY);
    put_words(s, add_row(s, t, 2), 0, "检验类别", kind_of_inspection);
    put_wide(s, t, "标称生产单位", SHAI_SLOT_PRODUCER);
    put_wide(s, t, "销售单位", SHAI_SLOT_SELLER);
    for (size_t i = 0; i < t->row_count; i++) t->rows[i].least = COVER_ROW;
    put_field(s, begin(s, SHAI_LINE_SIGNED, NULL), SHAI_SLOT_LABORATORY, 12);
    begin(s, SHAI_LINE_SIGNED, "（检验检测专用章）");
    put_field(s, begin(s, SHAI_LINE_SIGNED, "签发日期："), SHAI_SLOT_REPORT_DATE, 8);
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
    put_field(s, begin(s, SHAI_LINE_FOOT, "机构名称："), SHAI_SLOT_LABORATORY, 12);
    put_field(s, begin(s, SHAI_LINE_FOOT, "地址："), SHAI_SLOT_LAB_ADDRESS, 16);
    put_field(s, begin(s, SHAI_LINE_FOOT, "联系电话："), SHAI_SLOT_LAB_PHONE, 8);
}

/* --- the sample and the conclusion -------------------------------------------------------------------------------
 */

static void put_hazard(const struct setter *s, struct shai_doc_line *line)
{
    if (s->r->verdict != SHAI_VERDICT_FAIL && !s->r->blank) return;
    shai_line_words(s->doc, line, "，结果为（");
    shai_line_slot_box(s->doc, line, one(s), SHAI_SLOT_HAZARD_GENERAL);
    shai_line_words(s->doc, line, "/");
    shai_line_slot_box(s->doc, line, one(s), SHAI_SLOT_HAZARD_SERIOUS);
    shai_line_words(s->doc, line, "）");
}

static void put_conclusion(const struct setter *s, struct shai_doc_table *t)
{
    struct shai_doc_row *row = add_row(s, t, 2);
    struct shai_doc_cell *cell = &row->cells[1];
    row->least = CONCLUSION_ROW;
    shai_cell_label(s->doc, &row->cells[0], "检验结论");
    struct shai_doc_line *line = shai_cell_line(s->doc, cell, SHAI_LINE_CELL);
    shai_line_words(s->doc, line, "经检验，该样品");
    if (s->r->blank) put_field(s, line, SHAI_SLOT_CONCLUSION, 12);
    else shai_line_strong(s->doc, line, s->r->conclusion);
    put_hazard(s, line);
    shai_line_words(s->doc, line, "。");
    line = shai_cell_line(s->doc, cell, SHAI_LINE_CELL);
    shai_line_gap(s->doc, line);
    shai_line_words(s->doc, line, "（检验检测专用章）");
    line = shai_cell_line(s->doc, cell, SHAI_LINE_CELL);
    shai_line_gap(s->doc, line);
    shai_line_words(s->doc, line, "签发日期：");
    put_field(s, line, SHAI_SLOT_REPORT_DATE, 8);
}

static void put_purchase(const struct setter *s, struct shai_doc_table *t)
{
    const char *url = one(s)->texts[SHAI_SLOT_SHOP_URL];
    struct shai_doc_row *row = add_row(s, t, 4);
    put_two(s, row, 0, "采样渠道", SHAI_SLOT_CHANNEL, SHAI_SLOT_PLATFORM);
    put_two(s, row, 2, "采样地点", SHAI_SLOT_PLACE, SHAI_SLOT_LIVE_ROOM);
    if (!url || *url) put_wide(s, t, "网店链接", SHAI_SLOT_SHOP_URL);
    row = add_row(s, t, 4);
    put_cell(s, row, 0, "订单号", SHAI_SLOT_ORDER_NO);
    put_two(s, row, 2, "数量/单价", SHAI_SLOT_QUANTITY, SHAI_SLOT_PRICE);
    row = add_row(s, t, 4);
    put_cell(s, row, 0, "采样日期", SHAI_SLOT_SAMPLED_ON);
    put_words(s, row, 2, "收样日期", NULL);
}

static void put_signatures(const struct setter *s)
{
    struct shai_doc_line *line = begin(s, SHAI_LINE_FOOT, "批准：");
    put_blank(s, line, 8);
    shai_line_words(s->doc, line, "　审核：");
    put_blank(s, line, 8);
    shai_line_words(s->doc, line, "　主检：");
    put_blank(s, line, 8);
}

static void put_sample(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {
        {"", 17, false, false}, {"", 33, false, false}, {"", 17, false, false}, {"", 33, false, false}};
    shai_doc_page(s->doc, false);
    shai_doc_title(s->doc, 2, "检验报告");
    put_field(s, begin(s, SHAI_LINE_TOP, "报告编号："), SHAI_SLOT_REPORT_NO, 8);
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, 4, false);
    put_pair(s, t, "样品名称", SHAI_SLOT_PRODUCT_NAME, "规格型号", SHAI_SLOT_MODEL);
    put_pair(s, t, "商标", SHAI_SLOT_BRAND, "产品等级", SHAI_SLOT_GRADE);
    struct shai_doc_row *row = add_row(s, t, 4);
    put_two(s, row, 0, "生产日期/批号", SHAI_SLOT_PRODUCED_ON, SHAI_SLOT_BATCH);
    put_cell(s, row, 2, "执行标准", SHAI_SLOT_DECLARED_STANDARD);
    put_wide(s, t, "标称生产单位", SHAI_SLOT_PRODUCER);
    put_wide(s, t, "生产单位地址", SHAI_SLOT_PRODUCER_ADDRESS);
    put_wide(s, t, "销售单位", SHAI_SLOT_SELLER);
    put_wide(s, t, "销售单位地址", SHAI_SLOT_SELLER_ADDRESS);
    put_purchase(s, t);
    row = add_row(s, t, 4);
    put_cell(s, row, 0, "样品编号", SHAI_SLOT_SAMPLE_ID);
    put_words(s, row, 2, "样品状态", NULL);
    row = add_row(s, t, 4);
    put_cell(s, row, 0, "检验日期", SHAI_SLOT_TESTED_ON);
    put_words(s, row, 2, "检验类别", kind_of_inspection);
    put_wide(s, t, "检验依据", SHAI_SLOT_STANDARDS);
    put_wide(s, t, "检验方法", SHAI_SLOT_METHODS);
    put_wide(s, t, "判定依据", SHAI_SLOT_RULES);
    put_conclusion(s, t);
    put_wide(s, t, "备注", SHAI_SLOT_REMARK);
    put_signatures(s);
}

/* --- items and problems ------------------------------------------------------------------------------------------
 */

/* Which slot stands in which column of a repeated row. */
struct column_slot {
    unsigned column;
    enum shai_slot slot;
    enum shai_line_style style;
    const char *before;
};

static void put_repeated(const struct setter *s, struct shai_doc_table *t, const struct shai_slot_row *texts,
                         const struct column_slot *slots, size_t count, enum shai_slot_group group)
{
    struct shai_doc_row *row = shai_doc_cells(s->doc, t, t->column_count);
    if (s->r->blank) row->repeat = shai_slot_groups[group];
    for (size_t i = 0; i < count; i++)
        shai_cell_slot(s->doc, &row->cells[slots[i].column], texts, slots[i].slot, slots[i].style, slots[i].before);
}

static void put_items(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {
        {"序号", 7, true, false},       {"检验项目", 18, false, false}, {"标准要求\n（依据）", 22, false, false},
        {"检验方法", 17, false, false}, {"检验结果", 17, false, false}, {"单项判定", 10, true, false},
        {"风险等级", 9, true, false},
    };
    static const struct column_slot slots[] = {
        {0, SHAI_SLOT_ITEM_NUMBER, SHAI_LINE_CELL, NULL},      {1, SHAI_SLOT_ITEM_ITEM, SHAI_LINE_CELL, NULL},
        {2, SHAI_SLOT_ITEM_REQUIREMENT, SHAI_LINE_CELL, NULL}, {2, SHAI_SLOT_ITEM_BASIS, SHAI_LINE_SUB, NULL},
        {3, SHAI_SLOT_ITEM_METHOD, SHAI_LINE_CELL, NULL},      {4, SHAI_SLOT_ITEM_FINDING, SHAI_LINE_CELL, NULL},
        {4, SHAI_SLOT_ITEM_REPORTED, SHAI_LINE_SUB, "读数："}, {5, SHAI_SLOT_ITEM_OUTCOME, SHAI_LINE_CELL, NULL},
        {6, SHAI_SLOT_ITEM_HAZARD, SHAI_LINE_CELL, NULL},
    };
    const struct shai_slot_rows *items = &s->texts->groups[SHAI_GROUP_ITEMS];
    const char *family = "";
    shai_doc_page(s->doc, false);
    shai_doc_title(s->doc, 2, "检验结果");
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, sizeof columns / sizeof *columns, true);
    t->dense = items->count > MANY_ITEMS;
    for (size_t i = 0; i < items->count; i++) {
        const char *own = items->rows[i].texts[SHAI_SLOT_ITEM_FAMILY];
        const char *const cells[] = {"", own};
        if (own && *own && strcmp(own, family) != 0) shai_doc_row(s->doc, t, SHAI_ROW_FAMILY, cells);
        family = own ? own : "";
        put_repeated(s, t, &items->rows[i], slots, sizeof slots / sizeof *slots, SHAI_GROUP_ITEMS);
    }
    const char *others = one(s)->texts[SHAI_SLOT_NOT_APPLYING];
    if (others && !*others) return;
    put_field(s, begin(s, SHAI_LINE_SMALL, "不适用于本样品的项目："), SHAI_SLOT_NOT_APPLYING, 20);
}

static void put_problems(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {
        {"序号", 7, true, false},       {"检验项目", 19, false, false}, {"问题", 40, false, false},
        {"判定依据", 24, false, false}, {"风险等级", 10, true, false},
    };
    static const struct column_slot slots[] = {
        {0, SHAI_SLOT_PROBLEM_NUMBER, SHAI_LINE_CELL, NULL},
        {1, SHAI_SLOT_PROBLEM_ITEM, SHAI_LINE_CELL, NULL},
        {2, SHAI_SLOT_PROBLEM_PROBLEM, SHAI_LINE_CELL, NULL},
        {2, SHAI_SLOT_PROBLEM_HAZARD_REASON, SHAI_LINE_SUB, NULL},
        {3, SHAI_SLOT_PROBLEM_BASIS, SHAI_LINE_CELL, NULL},
        {4, SHAI_SLOT_PROBLEM_HAZARD, SHAI_LINE_CELL, NULL},
    };
    const struct shai_slot_rows *problems = &s->texts->groups[SHAI_GROUP_PROBLEMS];
    if (!problems->count) return;
    shai_doc_title(s->doc, 2, "发现的问题");
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, sizeof columns / sizeof *columns, true);
    for (size_t i = 0; i < problems->count; i++)
        put_repeated(s, t, &problems->rows[i], slots, sizeof slots / sizeof *slots, SHAI_GROUP_PROBLEMS);
}

/* Why something is not tested or not judged. */
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

static void put_photos(const struct setter *s)
{
    for (uint32_t i = 0; i < s->r->evidence_count; i++) {
        const struct shai_report_evidence *e = &s->r->evidence[i];
        if (!e->picture) continue;
        struct shai_doc_line *line = shai_doc_picture(s->doc, e->picture);
        shai_line_words(s->doc, line, shai_arena_printf(s->doc->arena, "证据 %u：", i + 1));
        shai_line_field(s->doc, line, NULL, e->name, 0);
    }
}

static void put_evidence(const struct setter *s)
{
    static const struct shai_doc_column columns[] = {
        {"序号", 8, true, false}, {"文件", 32, false, false}, {"SHA-256", 60, false, false}};
    if (!s->r->evidence_count && !s->r->blank) return;
    shai_doc_title(s->doc, 2, "证据");
    if (s->r->blank) {
        put_field(s, begin(s, SHAI_LINE_FLUSH, NULL), SHAI_SLOT_EVIDENCE, 24);
        return;
    }
    struct shai_doc_table *t = shai_doc_grid(s->doc, columns, 3, true);
    for (uint32_t i = 0; i < s->r->evidence_count; i++) {
        const struct shai_report_evidence *e = &s->r->evidence[i];
        const char *cells[] = {shai_arena_printf(s->doc->arena, "%u", i + 1),
                               shai_doc_verbatim(s->doc->arena, e->name), hash_words(s, e)};
        shai_doc_row(s->doc, t, SHAI_ROW_PLAIN, cells);
    }
    put_photos(s);
}

void shai_report_document(struct shai_document *doc, struct shai_arena *arena, const struct shai_report *report)
{
    struct shai_slot_texts texts;
    const struct setter s = {doc, report, &texts};
    const char *name = report->report_no ? report->report_no : report->sample_id;
    shai_report_texts(&texts, arena, report);
    const char *title = name ? shai_arena_printf(arena, "检验报告 %s", name) : "检验报告";
    shai_doc_init(doc, arena, SHAI_ZH, SHAI_FORM_REPORT, shai_doc_verbatim(arena, title));
    doc->controls = report->blank;
    put_cover(&s);
    put_notes(&s);
    put_sample(&s);
    put_items(&s);
    put_problems(&s);
    put_reasons(&s);
    put_evidence(&s);
    shai_line_words(doc, shai_doc_line(doc, SHAI_LINE_CENTRE), "（以下空白）");
}
