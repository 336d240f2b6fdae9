/* The letter on paper: HTML with a print style, A4. In: a letter. Out: the copy to deliver and the copy to keep, each
 * a front and a back, then the receipt of delivery. Constant words are the form's (附表 of 浙市监监[2025]14号); what
 * the published form leaves out, the columns of the back's table and the receipt, is our reconstruction
 * (docs/decisions). All data goes through html.h, which escapes it. */
#include "paper/html.h"
#include "paper/letter.h"

#include "runtime/date.h"

#include <stdio.h>
#include <string.h>

/* Two copies: the form's note asks for 一式二份. */
enum copy { DELIVERED, KEPT };

enum { MANY_PROBLEMS = 10 }; /* from here on the table is set smaller, so that a back stays a page */

/* @page margins leave room to bind; a table longer than a page repeats its head. */
static void put_style(struct shai_html *h)
{
    SHAI_HTML_OPEN(h, "style", (char *)NULL);
    SHAI_HTML_CONST(
        h, "@page{size:A4;margin:20mm 18mm 16mm 22mm}"
           "html{font-family:FangSong,STFangsong,\"FangSong_GB2312\",\"Songti SC\",SimSun,\"Noto Serif CJK SC\","
           "\"Source Han Serif SC\",\"Noto Sans CJK SC\",serif;font-size:14pt;line-height:1.75;color:#000}"
           "body{margin:0}"
           ".page{break-after:page}.page:last-child{break-after:auto}"
           ".top{display:flex;justify-content:space-between;font-size:10.5pt;line-height:1.4}"
           "h1{font-family:\"FZXiaoBiaoSong-B05S\",\"Songti SC\",STSong,SimSun,\"Noto Serif CJK SC\","
           "\"Source Han Serif SC\",\"Noto Sans CJK SC\",serif;font-size:20pt;line-height:1.5;text-align:center;"
           "margin:10mm 0 6mm;font-weight:bold}"
           "h2{font-size:15pt;line-height:1.4;text-align:center;margin:5mm 0 3mm}"
           "p{margin:0 0 1mm}"
           "p.in{text-indent:2em}"
           ".v{border-bottom:.4pt solid #000;padding:0 .3em;overflow-wrap:anywhere}"
           ".b{display:inline-block;border-bottom:.4pt solid #000;min-width:6em;height:1em;text-indent:0}"
           ".b.s{min-width:2.5em}.b.l{min-width:13em}"
           ".no{white-space:nowrap}"
           ".date{text-align:right;margin:12mm 6mm 0 0}"
           ".seal{text-align:right;margin:10mm 6mm 0 0}"
           ".foot{margin-top:8mm;font-size:11pt;line-height:1.55}"
           ".small{font-size:10pt;line-height:1.45}"
           "table{border-collapse:collapse;width:100%;table-layout:fixed}"
           "th,td{border:.5pt solid #000;padding:1mm 1.2mm;vertical-align:middle;overflow-wrap:anywhere;"
           "text-align:left;font-weight:normal}"
           "thead{display:table-header-group}tr{break-inside:avoid}"
           ".head{font-size:10.5pt;line-height:1.4}.head th{width:15%;text-align:center}"
           ".problems{font-size:9.5pt;line-height:1.3;margin-top:3mm}"
           ".dense{font-size:8.5pt;line-height:1.25}"
           ".problems th{text-align:center}.problems .c{text-align:center}.problems td{padding:.7mm 1mm}"
           ".problems .sub{display:block;font-size:.9em;color:#222}"
           ".receipt{font-size:12pt;line-height:1.5}.receipt th{width:24%;text-align:center}"
           ".receipt td{height:10mm}.receipt td.tall{height:19mm;vertical-align:bottom}"
           "@media screen{body{background:#e8e8e8}.page{background:#fff;width:170mm;min-height:261mm;margin:6mm auto;"
           "padding:20mm 18mm 16mm 22mm;box-shadow:0 0 3mm #999}}");
    shai_html_close(h);
}

/* --- pieces -------------------------------------------------------------------------------------------------------
 */

/* A field of the form: underlined, or a blank to fill by hand. size: "" for the usual blank, "s" short, "l" long. */
static void put_field(struct shai_html *h, const char *text, const char *size)
{
    if (text) {
        SHAI_HTML_LEAF(h, "span", "v", text);
        return;
    }
    SHAI_HTML_OPEN(h, "span", "class", *size == 's' ? "b s" : *size == 'l' ? "b l" : "b", (char *)NULL);
    shai_html_close(h);
}

static void put_box(struct shai_html *h, bool ticked, const char *words)
{
    SHAI_HTML_OPEN(h, "span", "class", "no", (char *)NULL);
    shai_html_text(h, ticked ? "☑" : "☐");
    shai_html_text(h, words);
    shai_html_close(h);
}

static void put_label(struct shai_html *h, const char *words, const char *text, const char *size)
{
    shai_html_text(h, words);
    put_field(h, text, size);
}

/* 2025年10月11日, without noughts in front. */
static void put_date(struct shai_html *h, const char *date)
{
    int32_t day;
    char text[40];
    if (!date || !shai_date_parse(date, strlen(date), &day)) {
        SHAI_HTML_CONST(h, "<span class=\"b s\"></span>年<span class=\"b s\"></span>月<span class=\"b s\"></span>日");
        return;
    }
    shai_date_format(day, text);
    unsigned y = 0, m = 0, d = 0;
    sscanf(text, "%u-%u-%u", &y, &m, &d);
    snprintf(text, sizeof text, "%u年%u月%u日", y, m, d);
    shai_html_text(h, text);
}

static void put_top(struct shai_html *h, const struct shai_letter *l, enum copy copy)
{
    SHAI_HTML_OPEN(h, "div", "class", "top", (char *)NULL);
    SHAI_HTML_OPEN(h, "span", (char *)NULL);
    put_label(h, "文号：", l->letter_no, "");
    shai_html_close(h);
    SHAI_HTML_LEAF(h, "span", NULL,
                   copy == DELIVERED ? "第一联　送达联（交通知单位）" : "第二联　存根联（下达单位留存）");
    shai_html_close(h);
}

/* --- front --------------------------------------------------------------------------------------------------------
 */

/* "开展玩具产品的": the form's word 产品 follows, unless the product's own name ends with it. */
static bool ends_with_product(const char *text)
{
    size_t len = text ? strlen(text) : 0, n = strlen("产品");
    return len >= n && strcmp(text + len - n, "产品") == 0;
}

static void put_body(struct shai_html *h, const struct shai_letter *l)
{
    SHAI_HTML_OPEN(h, "p", "class", "in", (char *)NULL);
    put_field(h, l->year, "s");
    shai_html_text(h, "年");
    put_field(h, l->authority, "");
    if (!l->authority) shai_html_text(h, "市场监督管理局");
    shai_html_text(h, "委托");
    put_field(h, l->laboratory, "l");
    shai_html_text(h, "开展");
    put_field(h, l->product_type, "");
    shai_html_text(h, ends_with_product(l->product_type) ? "的产品质量" : "产品的产品质量");
    shai_html_text(h, "评价性抽查（风险速筛）工作，检验产品涉及你单位");
    put_box(h, l->recipient & SHAI_TO_PRODUCER, "生产");
    shai_html_text(h, "/");
    put_box(h, l->recipient & SHAI_TO_SELLER, "销售");
    shai_html_text(h, "的");
    put_label(h, l->product_name ? "" : "（产品名称）", l->product_name, "");
    put_label(h, "（规格型号：", l->model, "");
    shai_html_text(h, "）产品所检项目");
    SHAI_HTML_LEAF(h, "strong", NULL, "不符合本次风险速筛要求");
    shai_html_text(h, "，结果为（");
    put_box(h, l->hazard == SHAI_GENERAL, "一般风险隐患");
    shai_html_text(h, "/");
    put_box(h, l->hazard == SHAI_SERIOUS, "严重风险隐患");
    shai_html_text(h, "）。现将有关产品质量问题告知你单位（详见背面）。");
    shai_html_close(h);
}

static void put_front(struct shai_html *h, const struct shai_letter *l, enum copy copy)
{
    SHAI_HTML_OPEN(h, "section", "class", "page front", (char *)NULL);
    put_top(h, l, copy);
    SHAI_HTML_CONST(h, "<h1>工业产品质量评价性抽查（风险速筛）<br>问题告知书</h1>");
    SHAI_HTML_OPEN(h, "p", (char *)NULL);
    put_field(h, l->addressee, "l");
    shai_html_text(h, "：");
    shai_html_close(h);
    put_body(h, l);
    SHAI_HTML_OPEN(h, "p", "class", "in", (char *)NULL);
    put_label(h, "联系人：", l->contact, "");
    put_label(h, "，联系电话：", l->phone, "");
    shai_html_text(h, "。");
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "p", "class", "in", (char *)NULL);
    shai_html_text(h, "附：1.检验报告");
    if (l->report_no) put_label(h, "（报告编号：", l->report_no, "");
    if (l->report_no) shai_html_text(h, "）");
    shai_html_close(h);
    SHAI_HTML_CONST(h, "<p class=\"seal\">（盖章）</p>");
    SHAI_HTML_OPEN(h, "p", "class", "date", (char *)NULL);
    put_date(h, l->date);
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "div", "class", "foot", (char *)NULL);
    SHAI_HTML_OPEN(h, "p", (char *)NULL);
    put_label(h, "抄送：", l->cc, "l");
    shai_html_text(h, l->cc ? "。" : "市场监督管理局。");
    shai_html_close(h);
    SHAI_HTML_CONST(h, "<p>注：该告知书一式二份，一份给通知单位，一份下达单位留存，须有送达回证。</p>"
                       "<p>风险速筛结果不直接作为行政处罚的依据，不予信息公示。</p>");
    shai_html_close(h);
    shai_html_close(h);
}

/* --- back ---------------------------------------------------------------------------------------------------------
 */

static void put_cell(struct shai_html *h, const char *words, const char *text)
{
    SHAI_HTML_LEAF(h, "th", NULL, words);
    SHAI_HTML_LEAF(h, "td", NULL, text);
}

static bool is_stroke(const char *text)
{
    return text && strcmp(text, "/") == 0;
}

/* Two facts in one cell, a slash between; what is missing leaves its side free, and a stroke stands for both. */
static void put_pair(struct shai_html *h, const char *words, const char *first, const char *second)
{
    if (is_stroke(second) && first) second = "";
    else if (is_stroke(first) && second) first = "";
    SHAI_HTML_LEAF(h, "th", NULL, words);
    SHAI_HTML_OPEN(h, "td", (char *)NULL);
    shai_html_text(h, first);
    bool both = !(first && !*first) && !(second && !*second);
    if (both && (first || second)) shai_html_text(h, " / ");
    shai_html_text(h, second);
    shai_html_close(h);
}

static void put_sample(struct shai_html *h, const struct shai_letter *l)
{
    SHAI_HTML_OPEN(h, "table", "class", "head", (char *)NULL);
    SHAI_HTML_OPEN(h, "tbody", (char *)NULL);
    SHAI_HTML_OPEN(h, "tr", (char *)NULL);
    put_cell(h, "样品名称", l->product_name);
    put_cell(h, "规格型号", l->model);
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "tr", (char *)NULL);
    put_cell(h, "商标", l->brand);
    put_pair(h, "生产日期/批号", l->produced_on, l->batch);
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "tr", (char *)NULL);
    put_cell(h, "样品编号", l->sample_id);
    put_cell(h, "报告编号", l->report_no);
    shai_html_close(h);
    shai_html_close(h);
    shai_html_close(h);
}

/* Standards with clauses: "2014 表1" is no number with its unit. */
static void put_basis(struct shai_html *h, const char *const *lines, uint32_t count)
{
    h->keep_units = false;
    for (uint32_t i = 0; i < count; i++) SHAI_HTML_LEAF(h, "span", "sub", lines[i]);
    h->keep_units = true;
}

/* What was found. Where nothing was measured the evidence shows it. */
static const char *finding(const struct shai_letter *l, const struct shai_letter_problem *p)
{
    if (p->value && *p->value) return p->value;
    if (p->reported && *p->reported) return p->reported;
    return l->evidence_count ? "见证据" : "—";
}

static void put_problem(struct shai_html *h, const struct shai_letter *l, const struct shai_letter_problem *p,
                        uint32_t number)
{
    char text[12];
    snprintf(text, sizeof text, "%u", (unsigned)number);
    SHAI_HTML_OPEN(h, "tr", (char *)NULL);
    SHAI_HTML_LEAF(h, "td", "c", text);
    SHAI_HTML_LEAF(h, "td", NULL, p->item);
    SHAI_HTML_OPEN(h, "td", (char *)NULL);
    shai_html_text(h, p->requirement);
    put_basis(h, p->basis, p->basis_count);
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "td", (char *)NULL);
    shai_html_text(h, finding(l, p));
    if (p->value && p->reported) {
        SHAI_HTML_OPEN(h, "span", "class", "sub", (char *)NULL);
        shai_html_text(h, "读数：");
        shai_html_text(h, p->reported);
        shai_html_close(h);
    }
    shai_html_close(h);
    SHAI_HTML_LEAF(h, "td", "c", p->outcome);
    SHAI_HTML_LEAF(h, "td", "c", shai_hazard_word(p->hazard, SHAI_ZH));
    SHAI_HTML_OPEN(h, "td", (char *)NULL);
    shai_html_text(h, p->problem);
    if (p->hazard_reason) SHAI_HTML_LEAF(h, "span", "sub", p->hazard_reason);
    shai_html_close(h);
    shai_html_close(h);
}

static void put_problems(struct shai_html *h, const struct shai_letter *l)
{
    SHAI_HTML_OPEN(h, "table", "class", l->problem_count > MANY_PROBLEMS ? "problems dense" : "problems",
                   (char *)NULL);
    SHAI_HTML_CONST(h, "<colgroup><col style=\"width:6%\"><col style=\"width:13%\"><col style=\"width:19%\">"
                       "<col style=\"width:18%\"><col style=\"width:7.5%\"><col style=\"width:7.5%\"><col></colgroup>"
                       "<thead><tr><th>序号</th><th>检验项目</th><th>标准要求<br>（标准号及条款）</th>"
                       "<th>实测结果</th><th>单项<br>判定</th><th>风险<br>等级</th><th>问题</th></tr></thead>");
    SHAI_HTML_OPEN(h, "tbody", (char *)NULL);
    for (uint32_t i = 0; i < l->problem_count; i++) put_problem(h, l, &l->problems[i], i + 1);
    shai_html_close(h);
    shai_html_close(h);
}

static void put_remark(struct shai_html *h, const char *words, const char *text)
{
    if (!text) return;
    SHAI_HTML_OPEN(h, "p", "class", "small", (char *)NULL);
    shai_html_text(h, words);
    shai_html_text(h, text);
    shai_html_close(h);
}

static void put_back(struct shai_html *h, const struct shai_letter *l, enum copy copy)
{
    SHAI_HTML_OPEN(h, "section", "class", "page back", (char *)NULL);
    put_top(h, l, copy);
    SHAI_HTML_OPEN(h, "p", "class", "small", "style", "margin-top:3mm", (char *)NULL);
    put_label(h, "机构名称（盖章）：", l->laboratory, "l");
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "p", "class", "small", (char *)NULL);
    put_label(h, "机构联系人：", l->lab_contact, "");
    put_label(h, "　联系电话：", l->lab_phone, "");
    shai_html_close(h);
    SHAI_HTML_LEAF(h, "h2", NULL,
                   l->zhejiang ? "浙江省工业产品质量评价性抽查（风险速筛）发现问题"
                               : "工业产品质量评价性抽查（风险速筛）发现问题");
    put_sample(h, l);
    h->keep_units = true;
    put_problems(h, l);
    h->keep_units = false;
    SHAI_HTML_OPEN(h, "div", "style", "margin-top:2mm", (char *)NULL);
    put_remark(h, "说明：", l->note);
    put_remark(h, "建议：", l->advice);
    if (l->evidence_count) {
        SHAI_HTML_OPEN(h, "p", "class", "small", (char *)NULL);
        shai_html_text(h, "证据：");
        for (uint32_t i = 0; i < l->evidence_count; i++) {
            if (i) shai_html_text(h, "；");
            shai_html_text(h, l->evidence[i]);
        }
        shai_html_close(h);
    }
    SHAI_HTML_CONST(h, "<p class=\"small\">风险速筛结果不直接作为行政处罚的依据，不予信息公示。</p>");
    shai_html_close(h);
    shai_html_close(h);
}

/* --- receipt ------------------------------------------------------------------------------------------------------
 */

static void put_receipt_row(struct shai_html *h, const char *words, const char *text, const char *class_name)
{
    SHAI_HTML_OPEN(h, "tr", (char *)NULL);
    SHAI_HTML_LEAF(h, "th", NULL, words);
    shai_html_leaf(h, "td", class_name, text);
    shai_html_close(h);
}

static void put_receipt(struct shai_html *h, const struct shai_letter *l)
{
    static const char *const signature = "　　　　　　　　　　　　　　　年　　月　　日";
    SHAI_HTML_OPEN(h, "section", "class", "page proof", (char *)NULL);
    SHAI_HTML_CONST(h, "<h1>送达回证</h1>");
    SHAI_HTML_OPEN(h, "table", "class", "receipt", (char *)NULL);
    SHAI_HTML_OPEN(h, "tbody", (char *)NULL);
    put_receipt_row(h, "送达文书名称", "工业产品质量评价性抽查（风险速筛）问题告知书", NULL);
    put_receipt_row(h, "送达文书文号", l->letter_no, NULL);
    put_receipt_row(h, "送达单位", l->authority, NULL);
    put_receipt_row(h, "受送达人", l->addressee, NULL);
    put_receipt_row(h, "送达时间", "　　　　年　　月　　日　　时　　分", NULL);
    put_receipt_row(h, "送达地点", l->addressee_address, NULL);
    put_receipt_row(h, "送达方式", "☐直接送达　☐邮寄送达　☐电子送达\n☐留置送达　☐委托送达　☐公告送达", NULL);
    put_receipt_row(h, "收件人\n（签名或盖章）", signature, "tall");
    put_receipt_row(h, "与受送达人\n的关系", NULL, NULL);
    put_receipt_row(h, "见证人\n（签名）", signature, "tall");
    put_receipt_row(h, "送达人\n（签名）", signature, "tall");
    put_receipt_row(h, "备注", NULL, "tall");
    shai_html_close(h);
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "p", "class", "small", "style", "margin-top:4mm", (char *)NULL);
    shai_html_text(h, "样品编号：");
    shai_html_text(h, l->sample_id);
    shai_html_text(h, "。拒收的，在备注栏写明拒收事由和日期，由见证人签名或者以拍照、录像等方式记录送达过程。");
    shai_html_close(h);
    shai_html_close(h);
}

void shai_letter_html(struct shai_out *out, const struct shai_letter *letter)
{
    struct shai_html html, *h = &html;
    shai_html_init(h, out);
    SHAI_HTML_CONST(h, "<!DOCTYPE html>\n");
    SHAI_HTML_OPEN(h, "html", "lang", "zh-CN", (char *)NULL);
    SHAI_HTML_OPEN(h, "head", (char *)NULL);
    SHAI_HTML_CONST(h, "<meta charset=\"utf-8\">");
    SHAI_HTML_LEAF(h, "title", NULL, letter->title);
    put_style(h);
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "body", (char *)NULL);
    for (int copy = DELIVERED; copy <= KEPT; copy++) {
        put_front(h, letter, (enum copy)copy);
        put_back(h, letter, (enum copy)copy);
        shai_out_putc(out, '\n');
    }
    put_receipt(h, letter);
    shai_html_end(h);
    shai_out_putc(out, '\n');
}
