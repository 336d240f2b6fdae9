/* Blocks to strips: titles, headings, paragraphs, lists; what is kept together with what follows. */
#include "paper/pdf_text.h"

#include <string.h>

int shai_pdf_width(const struct shai_pdf_work *work)
{
    return shai_pdf_mm10(SHAI_PAGE_WIDTH - work->layout->left - work->layout->right);
}

int shai_pdf_height(const struct shai_pdf_work *work)
{
    return shai_pdf_mm10(SHAI_PAGE_HEIGHT - work->layout->top - work->layout->bottom);
}

struct shai_pdf_part *shai_pdf_strip(struct shai_pdf_work *work, struct shai_strip strip, struct shai_pdf_part part)
{
    struct shai_pdf_part *own = SHAI_NEW(work->arena, struct shai_pdf_part);
    *own = part;
    strip.own = own;
    work->strips =
        shai_arena_grow(work->arena, work->strips, &work->strip_cap, work->strip_count + 1, sizeof *work->strips);
    work->strips[work->strip_count++] = strip;
    return own;
}

/* --- paragraphs ------------------------------------------------------------------------------------------------- */

static void draw_line(struct shai_pdf_work *work, const struct shai_pdf_part *part, struct shai_pdf_at at)
{
    shai_pdf_text_draw(work, part->of, part->line, at.x, at.y);
}

static void rule_across(struct shai_pdf_work *work, int x, int y)
{
    cairo_set_line_width(work->cr, 0.7);
    cairo_move_to(work->cr, shai_pdf_pt(x), shai_pdf_pt(y));
    cairo_rel_line_to(work->cr, shai_pdf_pt(shai_pdf_width(work)), 0);
    cairo_stroke(work->cr);
}

/* A line between rules. */
static void draw_ruled(struct shai_pdf_work *work, const struct shai_pdf_part *part, struct shai_pdf_at at)
{
    const struct shai_pdf_text *text = part->of;
    if (part->line == 0) rule_across(work, at.x, at.y);
    if (part->line == text->lines - 1) rule_across(work, at.x, at.y + text->leading);
    draw_line(work, part, at);
}

/* A paragraph as a block adds it. */
struct paragraph {
    const struct shai_pdf_text *text;
    int before, after;
    bool keep;   /* it stands together with what follows */
    bool whole;  /* no page end parts it */
    bool begins; /* it begins a page */
    bool restart;
    bool ruled; /* between rules */
    struct shai_pdf_tag outer, inner;
    const struct shai_doc_block *heading; /* ? */
    const char *bookmark;
};

/* No page ends behind the first line of a paragraph, nor before its last. */
static bool keeps(const struct paragraph *p, int line)
{
    int lines = p->text->lines;
    if (line == lines - 1) return p->keep;
    return p->whole || line == 0 || line == lines - 2;
}

static void add_paragraph(struct shai_pdf_work *work, const struct paragraph *p, int *room)
{
    for (int i = 0; i < p->text->lines; i++) {
        struct shai_strip strip = {.height = p->text->leading, .keep = keeps(p, i)};
        struct shai_pdf_part part = {.draw = p->ruled ? draw_ruled : draw_line, .of = p->text, .line = i};
        part.outer = p->outer, part.inner = p->inner;
        if (i == 0) {
            strip.before = *room + p->before;
            strip.begins = p->begins;
            part.heading = p->heading, part.bookmark = p->bookmark, part.restart = p->restart;
        }
        shai_pdf_strip(work, strip, part);
    }
    *room = p->after;
}

static enum shai_pdf_align align_of(enum shai_line_style style)
{
    switch (style) {
    case SHAI_LINE_CENTRE: return SHAI_PDF_CENTRE;
    case SHAI_LINE_SIGNED:
    case SHAI_LINE_DATED: return SHAI_PDF_RIGHT;
    case SHAI_LINE_TOP:
    case SHAI_LINE_SMALL:
    case SHAI_LINE_CELL:
    case SHAI_LINE_SUB: return SHAI_PDF_LEFT;
    default: return SHAI_PDF_FULL;
    }
}

static struct shai_pdf_type type_of(const struct shai_line_layout *l, enum shai_face face, enum shai_pdf_align align)
{
    return (struct shai_pdf_type){
        .face = face, .size = l->size, .leading = l->leading, .indent = l->indent, .align = align};
}

/* What the blocks so far leave to the next. */
struct state {
    struct shai_pdf_work *work;
    int room; /* below the last one */
    bool begins, restart;
};

static struct paragraph paragraph(struct state *st, const struct shai_pdf_text *text,
                                  const struct shai_line_layout *l)
{
    struct paragraph p = {.text = text, .begins = st->begins, .restart = st->restart};
    p.before = shai_pdf_mm10(l->before), p.after = shai_pdf_mm10(l->after);
    st->begins = st->restart = false;
    return p;
}

/* Who signs, and the date, stand on one page with what they are put under. */
static void keep_with_above(struct shai_pdf_work *work, enum shai_line_style style)
{
    if ((style == SHAI_LINE_SIGNED || style == SHAI_LINE_DATED) && work->strip_count)
        work->strips[work->strip_count - 1].keep = true;
}

/* A sentence that leads to a table, a list or a picture. */
static bool leads(const struct shai_doc_block *b)
{
    return b->next && (b->next->kind == SHAI_BLOCK_TABLE || b->next->kind == SHAI_BLOCK_PICTURE ||
                       b->next->kind == SHAI_BLOCK_POINTS);
}

/* Lines to fill by hand are not set out: the blanks would not. */
static bool has_blank(const struct shai_doc_line *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->pieces[i].kind == SHAI_DOC_FIELD && !line->pieces[i].text) return true;
    return false;
}

static struct shai_pdf_text *line_text(struct shai_pdf_work *work, const struct shai_doc_line *line)
{
    const struct shai_line_layout *l = &work->layout->lines[line->style];
    struct shai_pdf_type type = type_of(l, SHAI_FACE_BODY, align_of(line->style));
    int em = shai_pdf_half(l->size), left = l->ruled ? em : 0;
    int right = left + (int)line->room * em / 2;
    if (work->doc->lang == SHAI_EN) type.indent = 0;
    if (type.align == SHAI_PDF_FULL && has_blank(line)) type.align = SHAI_PDF_LEFT;
    struct shai_pdf_text *text =
        shai_pdf_text(work, line->pieces, line->count, type, shai_pdf_width(work) - left - right);
    text->left = left;
    return text;
}

static void add_line(struct state *st, const struct shai_doc_block *b)
{
    const struct shai_line_layout *l = &st->work->layout->lines[b->line->style];
    const struct shai_pdf_text *text = line_text(st->work, b->line);
    struct paragraph p = paragraph(st, text, l);
    p.keep = leads(b) && text->lines <= 4;
    p.whole = p.ruled = l->ruled;
    p.inner = (struct shai_pdf_tag){"P", b};
    keep_with_above(st->work, b->line->style);
    add_paragraph(st->work, &p, &st->room);
}

static void add_points(struct state *st, const struct shai_doc_block *b)
{
    const struct shai_line_layout *l = &st->work->layout->lines[SHAI_LINE_FLUSH];
    for (size_t i = 0; i < b->points.count; i++) {
        const struct shai_pdf_text *text = shai_pdf_point(
            st->work, b->points.at[i], type_of(l, SHAI_FACE_BODY, SHAI_PDF_FULL), shai_pdf_width(st->work));
        struct paragraph p = paragraph(st, text, l);
        p.outer = (struct shai_pdf_tag){"L", b};
        p.inner = (struct shai_pdf_tag){"LI", b->points.at[i]};
        add_paragraph(st->work, &p, &st->room);
    }
}

static void add_title(struct state *st, const char *words, unsigned level, const void *of)
{
    const struct shai_line_layout *l = &st->work->layout->title[level > 1];
    enum shai_face face = level > 1 ? SHAI_FACE_HEAD : SHAI_FACE_TITLE;
    struct shai_pdf_type type = type_of(l, face, SHAI_PDF_CENTRE);
    type.balanced = type.titled = true;
    const struct shai_pdf_text *text = shai_pdf_words(st->work, words, type, shai_pdf_width(st->work));
    struct paragraph p = paragraph(st, text, l);
    p.keep = p.whole = true;
    p.inner = (struct shai_pdf_tag){level > 1 ? "H2" : "H1", of};
    add_paragraph(st->work, &p, &st->room);
}

static void add_heading(struct state *st, const struct shai_doc_block *b)
{
    const struct shai_line_layout *l = &st->work->layout->heading[b->level > 1];
    struct shai_pdf_type type = type_of(l, SHAI_FACE_HEAD, b->annex ? SHAI_PDF_CENTRE : SHAI_PDF_LEFT);
    const char *words = shai_arena_printf(st->work->arena, "%s\u3000%s", b->number, b->text);
    const struct shai_pdf_text *text = shai_pdf_words(st->work, words, type, shai_pdf_width(st->work));
    struct paragraph p = paragraph(st, text, l);
    p.keep = p.whole = true;
    p.begins |= b->annex;
    p.inner = (struct shai_pdf_tag){b->level > 1 ? "H3" : "H2", b};
    p.heading = b;
    p.bookmark = shai_arena_printf(st->work->arena, "%s %s", b->number, b->text);
    add_paragraph(st->work, &p, &st->room);
}

/* A page may begin with any block: the first strip of the next one begins it. */
static void mark_begin(struct state *st, size_t first)
{
    if (st->begins && first < st->work->strip_count) {
        struct shai_pdf_part *part = (struct shai_pdf_part *)st->work->strips[first].own;
        st->work->strips[first].begins = true;
        part->restart |= st->restart;
        st->begins = st->restart = false;
    }
}

/* A table, a picture, or (b is NULL) the facts. */
static void add_spaced(struct state *st, const struct shai_doc_block *b)
{
    size_t first = st->work->strip_count;
    if (!b) shai_pdf_add_facts(st->work);
    else if (b->kind == SHAI_BLOCK_TABLE) shai_pdf_add_table(st->work, b);
    else shai_pdf_add_picture(st->work, b);
    if (first < st->work->strip_count) st->work->strips[first].before += st->room;
    mark_begin(st, first);
    st->room = shai_pdf_mm10(30);
}

static void add_block(struct state *st, const struct shai_doc_block *b)
{
    switch (b->kind) {
    case SHAI_BLOCK_TITLE: add_title(st, b->text, b->level, b); break;
    case SHAI_BLOCK_HEADING: add_heading(st, b); break;
    case SHAI_BLOCK_LINE: add_line(st, b); break;
    case SHAI_BLOCK_POINTS: add_points(st, b); break;
    case SHAI_BLOCK_TABLE:
    case SHAI_BLOCK_PICTURE: add_spaced(st, b); break;
    case SHAI_BLOCK_PAGE: st->begins = true, st->restart |= b->restart; break;
    }
}

void shai_pdf_blocks(struct shai_pdf_work *work)
{
    struct state st = {.work = work};
    if (work->doc->form == SHAI_FORM_RULES) add_title(&st, work->doc->title, 1, work->doc);
    if (work->doc->fact_count) add_spaced(&st, NULL);
    for (const struct shai_doc_block *b = work->doc->first; b; b = b->next) add_block(&st, b);
}
