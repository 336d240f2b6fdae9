/* The letter as a document. In: a letter. Out: the copy to deliver and the copy to keep, each a front and a back,
 * then the receipt of delivery. Constant words are the form's (附表 of 浙市监监[2025]14号); what the published form
 * leaves out, the columns of the back's table and the receipt, is our reconstruction (docs/decisions/letter-form.md).
 * It knows no form of paper: renderers do. */
#include "paper/letter.h"

#include "base/utf8.h"
#include "paper/slot_lines.h"

#include <string.h>

enum { MANY_PROBLEMS = 8 }; /* from here on the table is set smaller */
enum { DATE_ROOM = 8 };     /* 成文日期右空四字, in half characters */

/* A letter under way. */
struct page {
    struct shai_document *doc;
    const struct shai_letter *letter;
    const struct shai_slot_texts *texts;
};

static const char *text_of(const struct page *p, enum shai_slot slot)
{
    return p->texts->groups[SHAI_GROUP_ONE].rows[0].texts[slot];
}

/* --- pieces ------------------------------------------------------------------------------------------------------
 */

static struct shai_doc_line *line(const struct page *p, enum shai_line_style style)
{
    return shai_doc_line(p->doc, style);
}

static void words(const struct page *p, struct shai_doc_line *l, const char *text)
{
    shai_line_words(p->doc, l, text);
}

static void field(const struct page *p, struct shai_doc_line *l, enum shai_slot slot, unsigned blank)
{
    shai_line_slot(p->doc, l, p->texts->groups[SHAI_GROUP_ONE].rows, slot, blank);
}

static void box(const struct page *p, struct shai_doc_line *l, enum shai_slot slot)
{
    shai_line_slot_box(p->doc, l, p->texts->groups[SHAI_GROUP_ONE].rows, slot);
}

/* A regulator whose name is not known ends so. A form to be filled in says nothing of it. */
static void regulator(const struct page *p, struct shai_doc_line *l, enum shai_slot slot, unsigned blank)
{
    field(p, l, slot, blank);
    if (!text_of(p, slot) && !p->letter->blank) words(p, l, "市场监督管理局");
}

static void put_top(const struct page *p, bool delivered)
{
    struct shai_doc_line *l = line(p, SHAI_LINE_TOP);
    words(p, l, "文号：");
    field(p, l, SHAI_SLOT_LETTER_NO, 8);
    shai_line_gap(p->doc, l);
    words(p, l, delivered ? "第一联　送达联（交通知单位）" : "第二联　存根联（下达单位留存）");
}

/* --- front -------------------------------------------------------------------------------------------------------
 */

static void put_body(const struct page *p)
{
    struct shai_doc_line *l = line(p, SHAI_LINE_BODY);
    field(p, l, SHAI_SLOT_YEAR, 3);
    words(p, l, "年");
    regulator(p, l, SHAI_SLOT_AUTHORITY, 8);
    words(p, l, "委托");
    field(p, l, SHAI_SLOT_LABORATORY, 12);
    words(p, l, "开展");
    field(p, l, SHAI_SLOT_PRODUCT_TYPE, 6);
    words(p, l, "产品的产品质量评价性抽查（风险速筛）工作，检验产品涉及你单位");
    box(p, l, SHAI_SLOT_PRODUCED);
    words(p, l, "/");
    box(p, l, SHAI_SLOT_SOLD);
    words(p, l, "的");
    field(p, l, SHAI_SLOT_PRODUCT_NAME, 8);
    words(p, l, "（规格型号：");
    field(p, l, SHAI_SLOT_MODEL, 6);
    words(p, l, "）产品所检项目");
    shai_line_strong(p->doc, l, "不符合本次风险速筛要求");
    words(p, l, "，结果为（");
    box(p, l, SHAI_SLOT_HAZARD_GENERAL);
    words(p, l, "/");
    box(p, l, SHAI_SLOT_HAZARD_SERIOUS);
    words(p, l, "）。现将有关产品质量问题告知你单位（详见背面）。");
}

/* How wide a line is, in half characters. */
static unsigned width_of(const struct shai_doc_line *l)
{
    unsigned width = 0;
    for (size_t i = 0; i < l->count; i++) {
        const struct shai_doc_piece *piece = &l->pieces[i];
        width += piece->text ? (unsigned)shai_utf8_columns(piece->text, strlen(piece->text)) : 2 * piece->blank;
    }
    return width;
}

/* The signature stands over the middle of the date, which keeps four characters from the right end (GB/T 9704). */
static void put_signature(const struct page *p)
{
    struct shai_doc_line *name = line(p, SHAI_LINE_SIGNED), *date = line(p, SHAI_LINE_DATED);
    field(p, name, SHAI_SLOT_AUTHORITY, 8);
    words(p, name, "（盖章）");
    if (text_of(p, SHAI_SLOT_DATE)) {
        field(p, date, SHAI_SLOT_DATE, 0);
    } else {
        field(p, date, SHAI_SLOT_DATE_YEAR, 2);
        words(p, date, "年");
        field(p, date, SHAI_SLOT_DATE_MONTH, 2);
        words(p, date, "月");
        field(p, date, SHAI_SLOT_DATE_DAY, 2);
        words(p, date, "日");
    }
    date->room = DATE_ROOM;
    unsigned beyond = width_of(name) / 2, half = DATE_ROOM + width_of(date) / 2;
    name->room = beyond < half ? half - beyond : 0;
}

static void put_front(const struct page *p, bool delivered)
{
    put_top(p, delivered);
    shai_doc_title(p->doc, 1, "工业产品质量评价性抽查（风险速筛）\n问题告知书");
    struct shai_doc_line *l = line(p, SHAI_LINE_FLUSH);
    field(p, l, SHAI_SLOT_ADDRESSEE, 14);
    words(p, l, "：");
    put_body(p);
    l = line(p, SHAI_LINE_BODY);
    words(p, l, "联系人：");
    field(p, l, SHAI_SLOT_CONTACT, 6);
    words(p, l, "，联系电话：");
    field(p, l, SHAI_SLOT_PHONE, 8);
    words(p, l, "。");
    l = line(p, SHAI_LINE_BODY);
    words(p, l, "附：1.检验报告");
    if (text_of(p, SHAI_SLOT_REPORT_NO) || p->letter->blank) {
        words(p, l, "（报告编号：");
        field(p, l, SHAI_SLOT_REPORT_NO, 6);
        words(p, l, "）");
    }
    put_signature(p);
    l = line(p, SHAI_LINE_RULED);
    words(p, l, "抄送：");
    regulator(p, l, SHAI_SLOT_CC, 12);
    words(p, l, "。");
    words(p, line(p, SHAI_LINE_FOOT), "注：该告知书一式二份，一份给通知单位，一份下达单位留存，须有送达回证。");
    words(p, line(p, SHAI_LINE_FOOT), "风险速筛结果不直接作为行政处罚的依据，不予信息公示。");
}

/* --- back --------------------------------------------------------------------------------------------------------
 */

static void cell(const struct page *p, struct shai_doc_row *row, size_t at, const char *label, enum shai_slot slot)
{
    shai_cell_label(p->doc, &row->cells[at], label);
    shai_cell_field(p->doc, &row->cells[at + 1], shai_slots[slot].name, text_of(p, slot));
}

static bool is_stroke(const char *text)
{
    return text && strcmp(text, "/") == 0;
}

/* Two facts in one cell, a slash between; one stroke is enough for both. */
static void put_date_and_batch(const struct page *p, struct shai_doc_row *row, size_t at)
{
    const char *date = text_of(p, SHAI_SLOT_PRODUCED_ON), *batch = text_of(p, SHAI_SLOT_BATCH);
    bool no_batch = is_stroke(batch) && date, no_date = is_stroke(date) && batch && !no_batch;
    shai_cell_label(p->doc, &row->cells[at], "生产日期/批号");
    struct shai_doc_line *l = shai_cell_line(p->doc, &row->cells[at + 1], SHAI_LINE_CELL);
    if (!no_date) field(p, l, SHAI_SLOT_PRODUCED_ON, 0);
    bool any = date || batch || p->letter->blank;
    if (any && !no_date && !no_batch) words(p, l, " / ");
    if (!no_batch) field(p, l, SHAI_SLOT_BATCH, 0);
}

static void put_sample(const struct page *p)
{
    static const struct shai_doc_column columns[] = {
        {"", 17, false, false}, {"", 33, false, false}, {"", 17, false, false}, {"", 33, false, false}};
    struct shai_doc_table *t = shai_doc_grid(p->doc, columns, 4, false);
    struct shai_doc_row *row = shai_doc_cells(p->doc, t, 4);
    cell(p, row, 0, "样品名称", SHAI_SLOT_PRODUCT_NAME);
    cell(p, row, 2, "规格型号", SHAI_SLOT_MODEL);
    row = shai_doc_cells(p->doc, t, 4);
    cell(p, row, 0, "商标", SHAI_SLOT_BRAND);
    put_date_and_batch(p, row, 2);
    row = shai_doc_cells(p->doc, t, 4);
    cell(p, row, 0, "样品编号", SHAI_SLOT_SAMPLE_ID);
    cell(p, row, 2, "报告编号", SHAI_SLOT_REPORT_NO);
}

static void put_problem(const struct page *p, struct shai_doc_table *t, const struct shai_slot_row *texts)
{
    static const struct {
        unsigned column;
        enum shai_slot slot;
        enum shai_line_style style;
        const char *before;
    } fields[] = {
        {0, SHAI_SLOT_PROBLEM_NUMBER, SHAI_LINE_CELL, NULL},
        {1, SHAI_SLOT_PROBLEM_ITEM, SHAI_LINE_CELL, NULL},
        {2, SHAI_SLOT_PROBLEM_REQUIREMENT, SHAI_LINE_CELL, NULL},
        {2, SHAI_SLOT_PROBLEM_BASIS, SHAI_LINE_SUB, NULL},
        {3, SHAI_SLOT_PROBLEM_FINDING, SHAI_LINE_CELL, NULL},
        {3, SHAI_SLOT_PROBLEM_REPORTED, SHAI_LINE_SUB, "读数："},
        {4, SHAI_SLOT_PROBLEM_OUTCOME, SHAI_LINE_CELL, NULL},
        {5, SHAI_SLOT_PROBLEM_HAZARD, SHAI_LINE_CELL, NULL},
        {6, SHAI_SLOT_PROBLEM_PROBLEM, SHAI_LINE_CELL, NULL},
        {6, SHAI_SLOT_PROBLEM_HAZARD_REASON, SHAI_LINE_SUB, NULL},
    };
    struct shai_doc_row *row = shai_doc_cells(p->doc, t, t->column_count);
    if (p->letter->blank) row->repeat = shai_slot_groups[SHAI_GROUP_PROBLEMS];
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        shai_cell_slot(p->doc, &row->cells[fields[i].column], texts, fields[i].slot, fields[i].style,
                       fields[i].before);
}

static void put_problems(const struct page *p)
{
    static const struct shai_doc_column columns[] = {
        {"序号", 6, true, false},
        {"检验项目", 15, false, false},
        {"标准要求\n（标准号及条款）", 20, false, false},
        {"实测结果", 16, false, false},
        {"单项\n判定", 9, true, false},
        {"风险\n等级", 8, true, false},
        {"问题", 26, false, false},
    };
    const struct shai_slot_rows *problems = &p->texts->groups[SHAI_GROUP_PROBLEMS];
    struct shai_doc_table *t = shai_doc_grid(p->doc, columns, sizeof columns / sizeof *columns, true);
    t->dense = problems->count > MANY_PROBLEMS;
    for (size_t i = 0; i < problems->count; i++) put_problem(p, t, &problems->rows[i]);
}

static void put_remark(const struct page *p, const char *label, enum shai_slot slot)
{
    const char *text = text_of(p, slot);
    if (text && !*text) return;
    struct shai_doc_line *l = line(p, SHAI_LINE_SMALL);
    words(p, l, label);
    field(p, l, slot, 20);
}

static void put_back(const struct page *p, bool delivered)
{
    shai_doc_page(p->doc, false);
    put_top(p, delivered);
    struct shai_doc_line *l = line(p, SHAI_LINE_SMALL);
    words(p, l, "机构名称（盖章）：");
    field(p, l, SHAI_SLOT_LABORATORY, 14);
    l = line(p, SHAI_LINE_SMALL);
    words(p, l, "机构联系人：");
    field(p, l, SHAI_SLOT_LAB_CONTACT, 6);
    words(p, l, "　联系电话：");
    field(p, l, SHAI_SLOT_LAB_PHONE, 8);
    shai_doc_title(p->doc, 2,
                   p->letter->zhejiang ? "浙江省工业产品质量评价性抽查（风险速筛）发现问题"
                                       : "工业产品质量评价性抽查（风险速筛）发现问题");
    put_sample(p);
    put_problems(p);
    put_remark(p, "说明：", SHAI_SLOT_NOTE);
    put_remark(p, "建议：", SHAI_SLOT_ADVICE);
    put_remark(p, "证据：", SHAI_SLOT_EVIDENCE);
    words(p, line(p, SHAI_LINE_SMALL), "风险速筛结果不直接作为行政处罚的依据，不予信息公示。");
}

/* --- receipt -----------------------------------------------------------------------------------------------------
 */

enum { ROW = 10, TALL = 17 }; /* mm */

/* A row of the receipt; its cell is to be filled. */
static struct shai_doc_line *receipt_row(const struct page *p, struct shai_doc_table *t, const char *label,
                                         unsigned least)
{
    struct shai_doc_row *row = shai_doc_cells(p->doc, t, 2);
    row->least = least;
    shai_cell_label(p->doc, &row->cells[0], label);
    return shai_cell_line(p->doc, &row->cells[1], SHAI_LINE_CELL);
}

static void put_signed_row(const struct page *p, struct shai_doc_table *t, const char *label)
{
    struct shai_doc_line *l = receipt_row(p, t, label, TALL);
    shai_line_gap(p->doc, l);
    words(p, l, "年　　月　　日　"); /* the last blank keeps it off the border */
}

static void put_receipt(const struct page *p)
{
    static const struct shai_doc_column columns[] = {{"", 25, false, false}, {"", 75, false, false}};
    static const char *const manners[] = {"直接送达", "邮寄送达", "电子送达", "留置送达", "委托送达", "公告送达"};
    shai_doc_page(p->doc, true);
    shai_doc_title(p->doc, 1, "送达回证");
    struct shai_doc_table *t = shai_doc_grid(p->doc, columns, 2, false);
    words(p, receipt_row(p, t, "送达文书名称", ROW), "工业产品质量评价性抽查（风险速筛）问题告知书");
    field(p, receipt_row(p, t, "送达文书文号", ROW), SHAI_SLOT_LETTER_NO, 0);
    field(p, receipt_row(p, t, "送达单位", ROW), SHAI_SLOT_AUTHORITY, 0);
    field(p, receipt_row(p, t, "受送达人", ROW), SHAI_SLOT_ADDRESSEE, 0);
    words(p, receipt_row(p, t, "送达时间", ROW), "　　　　年　　月　　日　　时　　分");
    field(p, receipt_row(p, t, "送达地点", ROW), SHAI_SLOT_ADDRESSEE_ADDRESS, 0);
    struct shai_doc_line *l = receipt_row(p, t, "送达方式", ROW);
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++) {
        if (i) words(p, l, i == 3 ? "\n" : "　");
        shai_line_box(p->doc, l, NULL, false, manners[i]);
    }
    put_signed_row(p, t, "收件人\n（签名或盖章）");
    receipt_row(p, t, "与受送达人\n的关系", ROW);
    put_signed_row(p, t, "见证人\n（签名）");
    put_signed_row(p, t, "送达人\n（签名）");
    receipt_row(p, t, "备注", TALL);
    l = line(p, SHAI_LINE_SMALL);
    words(p, l, "样品编号：");
    field(p, l, SHAI_SLOT_SAMPLE_ID, 8);
    words(p, l, "。拒收的，在备注栏写明拒收事由和日期，由见证人签名或者以拍照、录像等方式记录送达过程。");
}

void shai_letter_document(struct shai_document *doc, struct shai_arena *arena, const struct shai_letter *letter)
{
    struct shai_slot_texts texts;
    shai_letter_texts(&texts, arena, letter);
    shai_doc_init(doc, arena, SHAI_ZH, SHAI_FORM_LETTER, letter->title);
    doc->controls = letter->blank;
    const struct page p = {doc, letter, &texts};
    for (int copy = 0; copy < 2; copy++) {
        shai_doc_page(doc, true);
        put_front(&p, copy == 0);
        put_back(&p, copy == 0);
    }
    put_receipt(&p);
}
