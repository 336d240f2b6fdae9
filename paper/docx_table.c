/* Tables: heads that return on each page, rows that are not parted, cells drawn as one. */
#include "paper/docx.h"

#include "base/utf8.h"

/* A table under way. */
struct table {
    const struct shai_doc_table *t;
    unsigned *edges; /* where columns begin, and where the last one ends */
};

enum { CELL_SIDE = 57, CELL_TOP = 34 }; /* room within cells, in twips */

static unsigned *edges_of(struct shai_docx *d, const struct shai_doc_table *t)
{
    unsigned *edges = SHAI_NEW_N(d->arena, unsigned, t->column_count + 1), sum = 0, at = 0;
    for (size_t i = 0; i < t->column_count; i++) sum += t->columns[i].share;
    for (size_t i = 0; i < t->column_count; i++) {
        at += t->columns[i].share;
        edges[i + 1] = sum ? (d->width * at + sum / 2) / sum : d->width;
    }
    return edges;
}

/* --- cells -------------------------------------------------------------------------------------------------------
 */

enum merge { ALONE, FIRST, CONTINUED };

struct cell {
    size_t column;
    unsigned span;
    enum merge merge;
    bool shaded;
};

static void open_cell(struct shai_docx *d, const struct table *table, struct cell c)
{
    struct shai_xml_writer *x = &d->xml;
    size_t end = c.column + c.span < table->t->column_count ? c.column + c.span : table->t->column_count;
    unsigned width = table->edges[end] - table->edges[c.column];
    SHAI_XMLW_OPEN(x, "w:tc", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:tcPr", (char *)NULL);
    SHAI_XMLW_VOID(x, "w:tcW", "w:w", shai_docx_number(d, width), "w:type", "dxa", (char *)NULL);
    if (c.span > 1) SHAI_DOCX_VAL(d, "w:gridSpan", shai_docx_number(d, c.span));
    if (c.merge == FIRST) SHAI_XMLW_CONST(x, "<w:vMerge w:val=\"restart\"/>");
    if (c.merge == CONTINUED) SHAI_XMLW_CONST(x, "<w:vMerge/>");
    if (c.shaded) SHAI_XMLW_CONST(x, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>");
    SHAI_XMLW_CONST(x, "<w:vAlign w:val=\"center\"/>");
    shai_xmlw_close(x);
    d->room = width > 2 * CELL_SIDE ? width - 2 * CELL_SIDE : width;
}

static void put_words(struct shai_docx *d, const char *style, const char *text, struct shai_docx_look look)
{
    shai_docx_paragraph(d, style, NULL, look);
    if (text) shai_docx_run(d, NULL, text);
    shai_xmlw_close(&d->xml);
}

static const char *style_in_cell(const struct shai_doc_table *t, enum shai_line_style style)
{
    if (!t->dense || (style != SHAI_LINE_CELL && style != SHAI_LINE_SUB)) return shai_docx_line_id(style);
    return shai_docx_style_id(style == SHAI_LINE_SUB ? SHAI_DOCX_DENSE_SUB : SHAI_DOCX_DENSE_CELL);
}

/* The paragraphs of a cell, of which there is always one. style: ? of all of them. */
static void put_lines(struct shai_docx *d, const struct shai_doc_table *t, const struct shai_doc_lines *lines,
                      const char *style, struct shai_docx_look look)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct shai_doc_line *line = lines->at[i];
        shai_docx_paragraph(d, style ? style : style_in_cell(t, line->style), line, look);
        shai_docx_pieces(d, line);
        shai_xmlw_close(&d->xml);
    }
    if (!lines->count) put_words(d, style ? style : style_in_cell(t, SHAI_LINE_CELL), NULL, look);
}

/* --- rows --------------------------------------------------------------------------------------------------------
 */

static void open_row(struct shai_docx *d, unsigned least, bool head)
{
    struct shai_xml_writer *x = &d->xml;
    SHAI_XMLW_OPEN(x, "w:tr", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:trPr", (char *)NULL);
    SHAI_XMLW_CONST(x, "<w:cantSplit/>");
    if (least)
        SHAI_XMLW_VOID(x, "w:trHeight", "w:val", shai_docx_number(d, shai_docx_twips(least * 10)), "w:hRule",
                       "atLeast", (char *)NULL);
    if (head) SHAI_XMLW_CONST(x, "<w:tblHeader/>");
    shai_xmlw_close(x);
}

static void put_head(struct shai_docx *d, const struct table *table)
{
    const struct shai_doc_table *t = table->t;
    const char *style = shai_docx_style_id(t->dense ? SHAI_DOCX_DENSE_HEAD : SHAI_DOCX_HEAD);
    open_row(d, 0, true);
    for (size_t i = 0; i < t->column_count; i++) {
        open_cell(d, table, (struct cell){.column = i, .span = 1});
        put_words(d, style, t->columns[i].head, (struct shai_docx_look){.keep_next = true});
        shai_xmlw_close(&d->xml);
    }
    shai_xmlw_close(&d->xml);
}

/* About how many lines of type a row has. */
static size_t lines_of_row(const struct shai_docx *d, const struct table *table, size_t at)
{
    const struct shai_doc_row *row = &table->t->rows[at];
    size_t most = 0, count = table->t->column_count;
    for (size_t i = 0, column = 0; i < row->cell_count && column < count; column += row->cells[i].span, i++) {
        const struct shai_doc_cell *cell = &row->cells[i];
        size_t end = column + cell->span < count ? column + cell->span : count;
        unsigned width = table->edges[end] - table->edges[column];
        size_t lines = 0, room = width > 2 * CELL_SIDE ? width - 2 * CELL_SIDE : width;
        for (size_t k = 0; k < cell->lines.count && room; k++) {
            size_t columns = 0;
            for (size_t n = 0; n < cell->lines.at[k]->count; n++) {
                const char *text = cell->lines.at[k]->pieces[n].text;
                if (text) columns += shai_utf8_columns(text, strlen(text));
            }
            lines += 1 + columns * d->layout->cell_size * 5 / room;
        }
        if (lines > most) most = lines;
    }
    return most;
}

/* Is a row drawn as one with the row above it, in some column? */
static bool is_under_one(const struct shai_doc_table *t, size_t at)
{
    if (at >= t->row_count || t->rows[at].kind != SHAI_ROW_MEMBER) return false;
    for (size_t i = 0; i < t->column_count; i++)
        if (!shai_table_reach(t, at, i)) return true;
    return false;
}

/* Rows drawn as one stand on one page: not where that may leave half of the page before empty. */
static bool is_low(const struct shai_docx *d, const struct table *table, size_t at)
{
    enum { LINES_MOST = 24 };
    size_t begin = at, lines = 0;
    while (is_under_one(table->t, begin)) begin--;
    for (size_t r = begin; r == begin || is_under_one(table->t, r); r++) lines += lines_of_row(d, table, r);
    return lines <= LINES_MOST;
}

static void put_cells(struct shai_docx *d, const struct table *table, size_t at)
{
    const struct shai_doc_table *t = table->t;
    const struct shai_doc_row *row = &t->rows[at];
    bool family = row->kind == SHAI_ROW_FAMILY, low = is_low(d, table, at);
    bool tied = family || (low && is_under_one(t, at + 1));
    const char *style = family ? shai_docx_style_id(SHAI_DOCX_FAMILY) : NULL;
    for (size_t i = 0, column = 0; i < row->cell_count && column < t->column_count; i++) {
        const struct shai_doc_cell *cell = &row->cells[i];
        size_t reach = family || !low ? 1 : shai_table_reach(t, at, column);
        struct shai_docx_look look = {.keep_next = tied,
                                      .centred = cell->label || (family ? !i : t->columns[column].centred)};
        enum merge merge = reach > 1 ? FIRST : reach ? ALONE : CONTINUED;
        open_cell(d, table, (struct cell){column, cell->span, merge, family});
        if (reach) put_lines(d, t, &cell->lines, style, look);
        else put_words(d, style_in_cell(t, SHAI_LINE_CELL), NULL, look);
        shai_xmlw_close(&d->xml);
        column += cell->span;
    }
}

static bool is_same_list(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* A row that repeats stands in a control of its own, and all of its list in one around them. */
static void put_row(struct shai_docx *d, const struct table *table, size_t at)
{
    const struct shai_doc_table *t = table->t;
    const struct shai_doc_row *row = &t->rows[at];
    const char *list = d->doc->controls ? row->repeat : NULL;
    bool first = list && (!at || !is_same_list(list, t->rows[at - 1].repeat));
    bool last = list && (at + 1 == t->row_count || !is_same_list(list, t->rows[at + 1].repeat));
    if (first) shai_docx_control(d, SHAI_DOCX_ROWS, list);
    if (list) shai_docx_control(d, SHAI_DOCX_ROW, NULL);
    open_row(d, row->least, false);
    put_cells(d, table, at);
    shai_xmlw_close(&d->xml);
    if (list) shai_docx_control_end(d);
    if (last) shai_docx_control_end(d);
}

/* --- tables ------------------------------------------------------------------------------------------------------
 */

static void open_table(struct shai_docx *d, const struct table *table, bool ruled)
{
    struct shai_xml_writer *x = &d->xml;
    size_t count = table->t->column_count;
    SHAI_XMLW_OPEN(x, "w:tbl", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:tblPr", (char *)NULL);
    SHAI_DOCX_VAL(d, "w:tblStyle", ruled ? "ShaiTable" : "TableNormal");
    SHAI_XMLW_VOID(x, "w:tblW", "w:w", shai_docx_number(d, table->edges[count]), "w:type", "dxa", (char *)NULL);
    SHAI_XMLW_CONST(x, "<w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/>");
    shai_xmlw_close(x);
    SHAI_XMLW_OPEN(x, "w:tblGrid", (char *)NULL);
    for (size_t i = 0; i < count; i++)
        SHAI_XMLW_VOID(x, "w:gridCol", "w:w", shai_docx_number(d, table->edges[i + 1] - table->edges[i]),
                       (char *)NULL);
    shai_xmlw_close(x);
}

static void put_caption(struct shai_docx *d, const struct shai_doc_table *t)
{
    if (!t->number) return;
    shai_docx_paragraph(d, shai_docx_style_id(SHAI_DOCX_CAPTION), NULL, (struct shai_docx_look){0});
    shai_docx_run(d, NULL, t->number);
    if (t->caption) {
        shai_docx_run(d, NULL, d->doc->lang == SHAI_ZH ? "　" : ". ");
        shai_docx_run(d, NULL, t->caption);
    }
    shai_xmlw_close(&d->xml);
}

void shai_docx_table(struct shai_docx *d, const struct shai_doc_table *t)
{
    struct table table = {t, edges_of(d, t)};
    put_caption(d, t);
    open_table(d, &table, true);
    if (t->headed) put_head(d, &table);
    for (size_t r = 0; r < t->row_count; r++) put_row(d, &table, r);
    shai_xmlw_close(&d->xml);
    d->room = d->width;
}

/* --- facts of the head -------------------------------------------------------------------------------------------
 */

/* The width of a text in the usual line, and a little. */
static unsigned width_of(const struct shai_docx *d, const char *text)
{
    unsigned half = d->layout->lines[SHAI_LINE_BODY].size * 5; /* twips of half a character */
    return ((unsigned)shai_utf8_columns(text, strlen(text)) + 3) * half + 2 * CELL_SIDE;
}

void shai_docx_facts(struct shai_docx *d)
{
    const struct shai_document *doc = d->doc;
    if (!doc->fact_count) return;
    static const struct shai_doc_column columns[2];
    const struct shai_doc_table t = {.columns = columns, .column_count = 2};
    unsigned edges[3] = {0};
    for (size_t i = 0; i < doc->fact_count; i++) {
        unsigned label = width_of(d, doc->facts[i].label), text = width_of(d, doc->facts[i].text);
        if (label > edges[1]) edges[1] = label;
        if (text > edges[2]) edges[2] = text;
    }
    if (edges[1] > d->width / 2) edges[1] = d->width / 2;
    edges[2] = edges[1] + edges[2] > d->width ? d->width : edges[1] + edges[2];
    const struct table table = {&t, edges};
    open_table(d, &table, false);
    for (size_t i = 0; i < doc->fact_count; i++) {
        const char *texts[2] = {doc->facts[i].label, doc->facts[i].text};
        open_row(d, 0, false);
        for (size_t c = 0; c < 2; c++) {
            open_cell(d, &table, (struct cell){.column = c, .span = 1});
            put_words(d, shai_docx_line_id(SHAI_LINE_FLUSH), texts[c], (struct shai_docx_look){0});
            shai_xmlw_close(&d->xml);
        }
        shai_xmlw_close(&d->xml);
    }
    shai_xmlw_close(&d->xml);
    d->room = d->width;
}
