/* The document as one HTML file with a print style, A4. In: a document. Out: well-formed markup that needs no other
 * file. Neighbouring cells of a family that say the same are drawn as one. All data goes through html.h. */
#include "base/utf8.h"
#include "paper/doc_style.h"

#include <stdio.h>
#include <string.h>

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

/* --- lines ------------------------------------------------------------------------------------------------------ */

/* A blank to fill by hand, as long as so many characters. */
static void put_blank(struct shai_html *h, const struct shai_doc_piece *p)
{
    char width[32];
    snprintf(width, sizeof width, "min-width:%uem", p->blank);
    SHAI_HTML_OPEN(h, "span", "class", "b", "style", p->blank ? width : NULL, "data-field", p->field, (char *)NULL);
    shai_html_close(h);
}

static void put_field(struct shai_html *h, const struct shai_doc_piece *p)
{
    if (!p->text) {
        put_blank(h, p);
        return;
    }
    SHAI_HTML_OPEN(h, "span", "class", p->blank ? "v" : NULL, "data-field", p->field, (char *)NULL);
    shai_html_text(h, p->text);
    shai_html_close(h);
}

/* A box stays with the beginning of its words; short words stay together, long ones may part. */
static void put_box(struct shai_html *h, const struct shai_doc_piece *p)
{
    enum { TOGETHER = 4 * 3 }; /* bytes: four Han */
    char first[8] = "";
    uint32_t cp;
    size_t len = strlen(p->text), n = len > TOGETHER ? shai_utf8_decode(p->text, len, &cp) : 0;
    memcpy(first, p->text, n);
    SHAI_HTML_OPEN(h, "span", "class", n ? NULL : "no", "data-field", p->field, (char *)NULL);
    if (n) SHAI_HTML_OPEN(h, "span", "class", "no", (char *)NULL);
    shai_html_text(h, p->ticked ? "☑" : "☐");
    shai_html_text(h, first);
    if (n) shai_html_close(h);
    shai_html_text(h, p->text + n);
    shai_html_close(h);
}

/* True where an element was opened that holds the rest of the line. */
static bool put_piece(struct shai_html *h, const struct shai_doc_piece *p)
{
    switch (p->kind) {
    case SHAI_DOC_WORDS: shai_html_text(h, p->text); break;
    case SHAI_DOC_STRONG: SHAI_HTML_LEAF(h, "strong", NULL, p->text); break;
    case SHAI_DOC_FIELD: put_field(h, p); break;
    case SHAI_DOC_BOX: put_box(h, p); break;
    case SHAI_DOC_GAP: SHAI_HTML_OPEN(h, "span", "class", "end", (char *)NULL); return true;
    }
    return false;
}

static void put_pieces(struct shai_html *h, const struct shai_doc_line *line)
{
    size_t open = 0;
    for (size_t i = 0; i < line->count; i++) open += put_piece(h, &line->pieces[i]);
    while (open--) shai_html_close(h);
}

static const char *class_of(enum shai_line_style style)
{
    static const char *const classes[SHAI_LINE_COUNT] = {
        [SHAI_LINE_FLUSH] = "flush", [SHAI_LINE_CENTRE] = "centre", [SHAI_LINE_SIGNED] = "signed",
        [SHAI_LINE_DATED] = "dated", [SHAI_LINE_TOP] = "top",       [SHAI_LINE_RULED] = "ruled",
        [SHAI_LINE_FOOT] = "foot",   [SHAI_LINE_SMALL] = "small",   [SHAI_LINE_SUB] = "sub",
    };
    return classes[style];
}

static void put_line(struct shai_html *h, const struct shai_doc_line *line)
{
    char room[40];
    snprintf(room, sizeof room, "padding-right:%u.%uem", line->room / 2, line->room % 2 * 5);
    SHAI_HTML_OPEN(h, "p", "class", class_of(line->style), "style", line->room ? room : NULL, (char *)NULL);
    put_pieces(h, line);
    shai_html_close(h);
}

/* The lines of a cell: the usual ones run on, parted by line ends. */
static void put_lines(struct shai_html *h, const struct shai_doc_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct shai_doc_line *line = lines->at[i];
        bool sub = line->style == SHAI_LINE_SUB;
        if (i && !sub) SHAI_HTML_CONST(h, "<br>");
        if (sub) SHAI_HTML_OPEN(h, "span", "class", "sub", (char *)NULL);
        put_pieces(h, line);
        if (sub) shai_html_close(h);
    }
}

/* --- tables ----------------------------------------------------------------------------------------------------- */

/* The columns' widths, and their heads. */
static void put_head(struct shai_html *h, const struct shai_doc_table *t)
{
    char width[24];
    if (!t->headed) {
        SHAI_HTML_OPEN(h, "colgroup", (char *)NULL);
        for (size_t i = 0; i < t->column_count; i++) {
            snprintf(width, sizeof width, "width:%u%%", t->columns[i].share);
            SHAI_HTML_VOID(h, "col", "style", width, (char *)NULL);
        }
        shai_html_close(h);
        return;
    }
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

static void put_cell(struct shai_html *h, const struct shai_doc_cell *cell, bool centred, size_t reach)
{
    char rows[24], columns[24];
    const char *class_name = centred || cell->label ? "c" : NULL;
    snprintf(rows, sizeof rows, "%zu", reach);
    snprintf(columns, sizeof columns, "%u", cell->span);
    if (cell->label)
        SHAI_HTML_OPEN(h, "th", "class", class_name, "colspan", cell->span > 1 ? columns : NULL, (char *)NULL);
    else
        SHAI_HTML_OPEN(h, "td", "class", class_name, "colspan", cell->span > 1 ? columns : NULL, "rowspan",
                       reach > 1 ? rows : NULL, (char *)NULL);
    put_lines(h, &cell->lines);
    shai_html_close(h);
}

static void put_family(struct shai_html *h, const struct shai_doc_row *row)
{
    char columns[24];
    snprintf(columns, sizeof columns, "%u", row->cells[1].span);
    SHAI_HTML_OPEN(h, "tr", "class", "family", (char *)NULL);
    SHAI_HTML_OPEN(h, "th", "class", "c", (char *)NULL);
    put_lines(h, &row->cells[0].lines);
    shai_html_close(h);
    SHAI_HTML_OPEN(h, "th", "colspan", columns, (char *)NULL);
    put_lines(h, &row->cells[1].lines);
    shai_html_close(h);
    shai_html_close(h);
}

static void put_row(struct shai_html *h, const struct shai_doc_table *t, size_t at)
{
    const struct shai_doc_row *row = &t->rows[at];
    char height[32];
    if (row->kind == SHAI_ROW_FAMILY) {
        put_family(h, row);
        return;
    }
    snprintf(height, sizeof height, "height:%umm", row->least);
    SHAI_HTML_OPEN(h, "tr", "style", row->least ? height : NULL, "data-repeat", row->repeat, (char *)NULL);
    for (size_t i = 0, column = 0; i < row->cell_count; column += row->cells[i].span, i++) {
        size_t reach = shai_table_reach(t, at, column);
        if (reach) put_cell(h, &row->cells[i], t->columns[column].centred, reach);
    }
    shai_html_close(h);
}

static void put_table(struct shai_html *h, enum shai_lang lang, const struct shai_doc_table *t)
{
    SHAI_HTML_OPEN(h, "table", "class", t->dense ? "dense" : NULL, (char *)NULL);
    if (t->number) {
        SHAI_HTML_OPEN(h, "caption", (char *)NULL);
        shai_html_text(h, t->number);
        if (t->caption) {
            shai_html_text(h, lang == SHAI_ZH ? "　" : ". ");
            shai_html_text(h, t->caption);
        }
        shai_html_close(h);
    }
    put_head(h, t);
    SHAI_HTML_OPEN(h, "tbody", (char *)NULL);
    for (size_t r = 0; r < t->row_count; r++) put_row(h, t, r);
    shai_html_close(h);
    shai_html_close(h);
}

/* --- blocks ----------------------------------------------------------------------------------------------------- */

static void put_heading(struct shai_html *h, const struct shai_doc_block *b)
{
    if (b->level == 1) SHAI_HTML_OPEN(h, "h2", "class", b->annex ? "annex" : NULL, (char *)NULL);
    else SHAI_HTML_OPEN(h, "h3", (char *)NULL);
    shai_html_text(h, b->number);
    shai_html_text(h, "　");
    shai_html_text(h, b->text);
    shai_html_close(h);
}

static void put_picture(struct shai_html *h, const struct shai_doc_block *b)
{
    const struct shai_doc_picture *p = b->picture;
    SHAI_HTML_OPEN(h, "figure", (char *)NULL);
    if (p->jpeg) SHAI_HTML_PICTURE(h, "image/jpeg", p->bytes, p->len, p->name);
    else SHAI_HTML_PICTURE(h, "image/png", p->bytes, p->len, p->name);
    SHAI_HTML_OPEN(h, "figcaption", (char *)NULL);
    put_pieces(h, b->line);
    shai_html_close(h);
    shai_html_close(h);
}

static void put_block(struct shai_html *h, enum shai_lang lang, const struct shai_doc_block *b)
{
    switch (b->kind) {
    case SHAI_BLOCK_TITLE:
        if (b->level == 1) SHAI_HTML_LEAF(h, "h1", NULL, b->text);
        else SHAI_HTML_LEAF(h, "h2", "centre", b->text);
        break;
    case SHAI_BLOCK_HEADING: put_heading(h, b); break;
    case SHAI_BLOCK_LINE: put_line(h, b->line); break;
    case SHAI_BLOCK_POINTS:
        SHAI_HTML_OPEN(h, "ul", (char *)NULL);
        for (size_t i = 0; i < b->points.count; i++) {
            SHAI_HTML_OPEN(h, "li", (char *)NULL);
            put_pieces(h, b->points.at[i]);
            shai_html_close(h);
        }
        shai_html_close(h);
        break;
    case SHAI_BLOCK_TABLE: put_table(h, lang, b->table); break;
    case SHAI_BLOCK_PICTURE: put_picture(h, b); break;
    case SHAI_BLOCK_PAGE:
        shai_html_close(h);
        SHAI_HTML_OPEN(h, "section", "class", b->restart ? "page first" : "page", (char *)NULL);
        break;
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
    shai_doc_style(h, doc);
    SHAI_HTML_CONST(h, "</head>\n");
    SHAI_HTML_OPEN(h, "body", (char *)NULL);
    h->keep_units = true;
    bool paged = doc->form != SHAI_FORM_RULES;
    if (paged) SHAI_HTML_OPEN(h, "section", "class", "page first", (char *)NULL);
    else SHAI_HTML_LEAF(h, "h1", NULL, doc->title);
    put_facts(h, doc);
    for (const struct shai_doc_block *b = doc->first; b; b = b->next) put_block(h, doc->lang, b);
    shai_html_end(h);
    SHAI_HTML_CONST(h, "\n");
}
