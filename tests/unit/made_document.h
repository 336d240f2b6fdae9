/* A document that holds every kind of block, line and piece: what the tests of the renderers share. */
#ifndef SHAI_TESTS_MADE_DOCUMENT_H
#define SHAI_TESTS_MADE_DOCUMENT_H

#include "paper/doc.h"

/* One red dot. */
static const unsigned char made_png[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
    0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xDE, 0x00, 0x00, 0x00,
    0x0C, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0xF8, 0xCF, 0xC0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0xC9,
    0xFE, 0x92, 0xEF, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

static inline void made_table(struct shai_document *doc)
{
    static const struct shai_doc_column columns[] = {
        {"序号", 10, true, false}, {"检验项目", 40, false, true}, {"要求", 50, false, false}};
    static const char *const family[] = {"一", "重金属 <迁移>"};
    static const char *const rows[][3] = {
        {"1", "铅(Pb)", "≤ 90 mg/kg"}, {"2", "铅(Pb)", "≤ 75 mg/kg"}, {"3", "镉(Cd)", NULL}};
    struct shai_doc_table *t = shai_doc_table(doc, "检验项目", columns, 3);
    shai_doc_row(doc, t, SHAI_ROW_FAMILY, family);
    for (size_t i = 0; i < 3; i++) shai_doc_row(doc, t, SHAI_ROW_MEMBER, rows[i]);
}

static inline void made_grid(struct shai_document *doc)
{
    static const struct shai_doc_column columns[] = {
        {"", 20, false, false}, {"", 30, false, false}, {"", 20, false, false}, {"", 30, false, false}};
    struct shai_doc_table *t = shai_doc_grid(doc, columns, 4, false);
    struct shai_doc_row *row = shai_doc_cells(doc, t, 4);
    shai_cell_label(doc, &row->cells[0], "样品名称");
    shai_cell_field(doc, &row->cells[1], "product_name", "磁力片 & 积木");
    shai_cell_label(doc, &row->cells[2], "规格型号");
    shai_cell_field(doc, &row->cells[3], "model", NULL);
    row = shai_doc_cells(doc, t, 2);
    row->least = 19;
    shai_cell_label(doc, &row->cells[0], "收件人\n(签名或盖章)");
    row->cells[1].span = 3;
    shai_line_words(doc, shai_cell_line(doc, &row->cells[1], SHAI_LINE_CELL), "要求");
    shai_line_words(doc, shai_cell_line(doc, &row->cells[1], SHAI_LINE_SUB), "GB 6675.4-2014 表1");
}

static inline void made_letter_page(struct shai_document *doc)
{
    struct shai_doc_line *line = shai_doc_line(doc, SHAI_LINE_TOP);
    shai_line_words(doc, line, "文号：");
    shai_line_field(doc, line, "letter_no", "浙市监速筛〔2026〕1号", 6);
    shai_line_gap(doc, line);
    shai_line_words(doc, line, "第一联");
    shai_doc_title(doc, 1, "工业产品质量评价性抽查(风险速筛)\n问题告知书");
    line = shai_doc_line(doc, SHAI_LINE_FLUSH);
    shai_line_field(doc, line, "addressee", NULL, 13);
    shai_line_words(doc, line, "：");
    line = shai_doc_line(doc, SHAI_LINE_BODY);
    shai_line_words(doc, line, "检验产品涉及你单位");
    shai_line_box(doc, line, "to_producer", true, "生产");
    shai_line_box(doc, line, "to_seller", false, "销售");
    shai_line_strong(doc, line, "不符合本次风险速筛要求");
    shai_line_words(doc, line, "。");
    shai_line_words(doc, shai_doc_line(doc, SHAI_LINE_SIGNED), "（盖章）");
    shai_line_words(doc, shai_doc_line(doc, SHAI_LINE_FOOT), "注:一式二份。");
}

/* All in `arena`. */
static inline void made_document(struct shai_document *doc, struct shai_arena *arena, enum shai_form form)
{
    const struct shai_doc_picture dot = {"照片1.png", made_png, sizeof made_png, false, 1, 1};
    shai_doc_init(doc, arena, SHAI_ZH, form, "样张:每一种都有");
    shai_doc_fact(doc, "版本", "2026-1");
    made_letter_page(doc);
    shai_doc_page(doc, false);
    shai_doc_title(doc, 2, "发现问题");
    made_grid(doc);
    shai_line_words(doc, shai_doc_line(doc, SHAI_LINE_SMALL), "说明:照片见下。");
    shai_line_words(doc, shai_doc_picture(doc, &dot), "照片1(SHA-256:00ff)");
    shai_doc_page(doc, true);
    shai_doc_heading(doc, 1, "适用范围");
    shai_doc_text(doc, "本细则适用于玩具,见表1。");
    shai_doc_heading(doc, 2, "抽样");
    shai_doc_point(doc, "第一点");
    shai_doc_point(doc, "第二点");
    made_table(doc);
    shai_doc_annex(doc, "样例");
    shai_line_words(doc, shai_doc_line(doc, SHAI_LINE_CENTRE), "(以下空白)");
}

#endif
