/* The document as one HTML file with a print style, A4. In: a document. Out: well-formed markup that needs no other
 * file. Neighbouring cells of a family that say the same are drawn as one. All data goes through html.h. */
#include "paper/doc.h"
#include "paper/html.h"

#include <stdio.h>
#include <string.h>

/* A table longer than a page repeats its head; a row is not parted. */
static void put_style(struct shai_html *h)
{
    SHAI_HTML_OPEN(h, "style", (char *)NULL);
    SHAI_HTML_CONST(
        h,
        "@page{size:A4;margin:20mm 15mm 18mm 17mm;@bottom-center{content:counter(page);font-size:10pt}}"
        "html{font-family:FangSong,STFangsong,\"FangSong_GB2312\",\"Songti SC\",SimSun,\"Noto Serif CJK SC\","
        "\"Source Han Serif SC\",\"Noto Sans CJK SC\",serif;font-size:12pt;line-height:1.7;color:#000}"
        "body{margin:0}"
        "h1,h2,h3,.family th{font-family:SimHei,\"Heiti SC\",\"Noto Sans CJK SC\",\"Source Han Sans SC\",sans-serif}"
        "h1{font-size:19pt;line-height:1.5;text-align:center;text-wrap:balance;margin:6mm 0 6mm}"
        "h2{font-size:14pt;line-height:1.4;margin:7mm 0 2mm;break-after:avoid}"
        "h2.annex{break-before:page;text-align:center}"
        "h3{font-size:12pt;line-height:1.4;margin:4mm 0 1mm;break-after:avoid}"
        "p{margin:0 0 1.5mm;text-indent:2em}html:lang(en) p{text-indent:0}"
        "ul{margin:0 0 2mm;padding-left:2.4em}li{margin:0 0 .8mm}"
        ".facts{margin:0 auto 6mm;border:none;width:auto;table-layout:auto;font-size:12pt}"
        ".facts th,.facts td{border:none;padding:.5mm 2mm;text-align:left}.facts th{white-space:nowrap}"
        "table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:9pt;line-height:1.35;margin:0 0 4mm}"
        "caption{caption-side:top;font-size:10.5pt;font-weight:bold;padding:2mm 0 1.5mm;break-after:avoid}"
        "th,td{border:.5pt solid #000;padding:.8mm 1mm;vertical-align:middle;overflow-wrap:anywhere;"
        "text-align:left;font-weight:normal}"
        "thead{display:table-header-group;break-after:avoid}tbody{break-before:avoid}"
        "p:has(+table){break-after:avoid}thead th{text-align:center;font-weight:bold;text-wrap:balance}"
        "tr{break-inside:avoid}.c{text-align:center}.family th{background:#f2f2f2}.family{break-after:avoid}"
        "@media screen{body{max-width:190mm;margin:8mm auto;padding:0 6mm}}");
    shai_html_close(h);
}

static void put_facts(struct shai_html *h, const struct shai_document *doc)
{
    if (!doc->fact_count) return;
    SHAI_HTML_OPEN(h, "table", "class", "facts", (char *)NULL);
    for (size_t i = 0; i < doc->fact_count; i++) {
        SHAI_HTML_OPEN(h, "tr", (char *)NULL);
        SHAI_HTML_LEAF(h, "th", NULL, doc->facts[i].label);
        SHAI_HTML_LEAF(h, "td", NULL, doc->facts[i].text);
        shai_html_close(h);
    }
    shai_html_close(h);
}

/* The columns' widths, and their heads. */
static void put_head(struct shai_html *h, const struct shai_doc_table *t)
{
    char width[24];
    SHAI_HTML_OPEN(h, "thead", (char *)NULL);
    SHAI_HTML_OPEN(h, "tr", (char *)NULL);
    for (size_t i = 0; i < t->column_count; i++) {
        snprintf(width, sizeof width, "width:%u%%", t->columns[i].share);
        SHAI_HTML_OPEN(h, "th", "style", width, (char *)NULL);
        shai_html_text(h, t->columns[i].head);
        shai_html_close(h);
    }
    shai_html_close(h);
    shai_html_close(h);
}

/* Rows drawn as one do not part at the end of a page: no more than these. All columns part at the same rows. */
enum { MERGED_MOST = 4 };

static size_t place_in_family(const struct shai_doc_table *t, size_t row)
{
    size_t place = 0;
    while (place < row && t->rows[row - place - 1].kind == SHAI_ROW_MEMBER) place++;
    return place;
}

static bool is_like_above(const struct shai_doc_table *t, size_t row, size_t column)
{
    if (place_in_family(t, row) % MERGED_MOST == 0) return false;
    return t->columns[column].merged && row && t->rows[row].kind == SHAI_ROW_MEMBER &&
           t->rows[row - 1].kind == SHAI_ROW_MEMBER &&
           strcmp(t->rows[row].cells[column], t->rows[row - 1].cells[column]) == 0;
}

static void put_cell(struct shai_html *h, const struct shai_doc_table *t, size_t row, size_t column)
{
    char rows[24];
    size_t span = 1;
    if (is_like_above(t, row, column)) return;
    while (row + span < t->row_count && is_like_above(t, row + span, column)) span++;
    snprintf(rows, sizeof rows, "%zu", span);
    SHAI_HTML_OPEN(h, "td", "class", t->columns[column].centred ? "c" : NULL, "rowspan", span > 1 ? rows : NULL,
                   (char *)NULL);
    shai_html_text(h, t->rows[row].cells[column]);
    shai_html_close(h);
}

static void put_family(struct shai_html *h, const struct shai_doc_table *t, const struct shai_doc_row *row)
{
    char columns[24];
    snprintf(columns, sizeof columns, "%zu", t->column_count - 1);
    SHAI_HTML_OPEN(h, "tr", "class", "family", (char *)NULL);
    SHAI_HTML_LEAF(h, "th", "c", row->cells[0]);
    SHAI_HTML_OPEN(h, "th", "colspan", columns, (char *)NULL);
    shai_html_text(h, row->cells[1]);
    shai_html_close(h);
    shai_html_close(h);
}

static void put_table(struct shai_html *h, enum shai_lang lang, const struct shai_doc_table *t)
{
    SHAI_HTML_OPEN(h, "table", (char *)NULL);
    SHAI_HTML_OPEN(h, "caption", (char *)NULL);
    shai_html_text(h, t->number);
    if (t->caption) {
        shai_html_text(h, lang == SHAI_ZH ? "　" : ". ");
        shai_html_text(h, t->caption);
    }
    shai_html_close(h);
    put_head(h, t);
    SHAI_HTML_OPEN(h, "tbody", (char *)NULL);
    for (size_t r = 0; r < t->row_count; r++) {
        if (t->rows[r].kind == SHAI_ROW_FAMILY) {
            put_family(h, t, &t->rows[r]);
            continue;
        }
        SHAI_HTML_OPEN(h, "tr", (char *)NULL);
        for (size_t i = 0; i < t->column_count; i++) put_cell(h, t, r, i);
        shai_html_close(h);
    }
    shai_html_close(h);
    shai_html_close(h);
}

static void put_heading(struct shai_html *h, const struct shai_doc_block *b)
{
    bool annex = b->level == 1 && !(b->number[0] >= '0' && b->number[0] <= '9');
    if (b->level == 1) SHAI_HTML_OPEN(h, "h2", "class", annex ? "annex" : NULL, (char *)NULL);
    else SHAI_HTML_OPEN(h, "h3", (char *)NULL);
    shai_html_text(h, b->number);
    shai_html_text(h, "　");
    shai_html_text(h, b->text);
    shai_html_close(h);
}

static void put_block(struct shai_html *h, enum shai_lang lang, const struct shai_doc_block *b)
{
    switch (b->kind) {
    case SHAI_BLOCK_HEADING: put_heading(h, b); break;
    case SHAI_BLOCK_TEXT: SHAI_HTML_LEAF(h, "p", NULL, b->text); break;
    case SHAI_BLOCK_POINTS:
        SHAI_HTML_OPEN(h, "ul", (char *)NULL);
        for (size_t i = 0; i < b->point_count; i++) SHAI_HTML_LEAF(h, "li", NULL, b->points[i]);
        shai_html_close(h);
        break;
    case SHAI_BLOCK_TABLE: put_table(h, lang, b->table); break;
    }
    SHAI_HTML_CONST(h, "\n");
}

void shai_doc_html(struct shai_out *out, const struct shai_document *doc)
{
    struct shai_html html, *h = &html;
    shai_html_init(h, out);
    SHAI_HTML_CONST(h, "<!DOCTYPE html>\n");
    SHAI_HTML_OPEN(h, "html", "lang", doc->lang == SHAI_ZH ? "zh-CN" : "en", (char *)NULL);
    SHAI_HTML_CONST(h, "<head><meta charset=\"utf-8\"/>"
                       "<meta name=\"viewport\" content=\"width=device-width\"/>");
    SHAI_HTML_LEAF(h, "title", NULL, doc->title);
    put_style(h);
    SHAI_HTML_CONST(h, "</head>\n");
    SHAI_HTML_OPEN(h, "body", (char *)NULL);
    h->keep_units = true;
    SHAI_HTML_LEAF(h, "h1", NULL, doc->title);
    put_facts(h, doc);
    for (const struct shai_doc_block *b = doc->first; b; b = b->next) put_block(h, doc->lang, b);
    shai_html_end(h);
    SHAI_HTML_CONST(h, "\n");
}
