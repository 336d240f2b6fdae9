/* Pieces to Pango's layouts, and lines of them to the page. */
#include "paper/pdf_text.h"

#include "base/utf8.h"
#include "paper/pdf_break.h"
#include "paper/pdf_justify.h"

#include <string.h>

/* --- text and attributes ---------------------------------------------------------------------------------------- */

enum shape_kind { SHAPE_BLANK, SHAPE_PAD, SHAPE_BOX };

/* What stands in the line and is no text; drawn by draw_shape. */
struct shape {
    enum shape_kind kind;
    bool ticked;
    int width, size;
    const struct shai_pdf_fonts *fonts;
};

struct maker {
    struct shai_pdf_work *work;
    const struct shai_pdf_type *type;
    struct shai_strbuf text;
    PangoAttrList *attrs;
    int most; /* width of the line */
};

static void span(struct maker *m, PangoAttribute *attribute, size_t from)
{
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)m->text.len;
    pango_attr_list_insert(m->attrs, attribute);
}

static void put_text(struct maker *m, const char *s)
{
    size_t len = strlen(s);
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + at, len - at, &cp);
        at += n ? n : 1;
        if (cp == '\r') continue;
        if (cp == '\n' || cp == 0x2029) cp = 0x2028;
        else if (cp == '\t') cp = ' ';
        else if (!n || shai_utf8_is_hidden(cp)) cp = 0xFFFD;
        shai_strbuf_putcp(&m->text, cp);
    }
}

static void put_shape(struct maker *m, uint32_t carrier, struct shape shape)
{
    size_t from = m->text.len;
    shai_strbuf_putcp(&m->text, carrier);
    struct shape *own = SHAI_NEW(m->work->arena, struct shape);
    *own = shape;
    own->fonts = m->work->fonts;
    own->size = shai_pdf_half(m->type->size);
    PangoRectangle room = {0, -own->size * 88 / 100, shape.width, own->size};
    span(m, pango_attr_shape_new_with_data(&room, &room, own, NULL, NULL), from);
}

enum { OBJECT = 0xFFFC, WORD_JOINER = 0x2060 };

static void put_field(struct maker *m, const struct shai_doc_piece *p)
{
    int em = shai_pdf_half(m->type->size);
    if (!p->text) {
        int width = (int)p->blank * em;
        if (p->blank) put_shape(m, OBJECT, (struct shape){.kind = SHAPE_BLANK, .width = MIN(width, m->most)});
        return;
    }
    if (!p->blank) {
        put_text(m, p->text);
        return;
    }
    struct shape pad = {.kind = SHAPE_PAD, .width = em * 3 / 10};
    size_t from = m->text.len;
    put_shape(m, WORD_JOINER, pad);
    put_text(m, p->text);
    put_shape(m, WORD_JOINER, pad);
    span(m, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), from);
}

enum { BOX_WORDS_MOST = 4 * 3 }; /* bytes of words that stay on one line with their box: four Han */

static void put_box(struct maker *m, const struct shai_doc_piece *p)
{
    size_t from = m->text.len, len = strlen(p->text);
    uint32_t first;
    put_shape(m, OBJECT, (struct shape){SHAPE_BOX, p->ticked, shai_pdf_half(m->type->size), 0, NULL});
    size_t words = m->text.len;
    put_text(m, p->text);
    PangoAttribute *tie = pango_attr_allow_breaks_new(FALSE);
    tie->start_index = (guint)from;
    tie->end_index = (guint)(len <= BOX_WORDS_MOST ? m->text.len : words + shai_utf8_decode(p->text, len, &first));
    pango_attr_list_insert(m->attrs, tie);
}

static void put_piece(struct maker *m, const struct shai_doc_piece *p)
{
    size_t from = m->text.len;
    switch (p->kind) {
    case SHAI_DOC_WORDS: put_text(m, p->text); break;
    case SHAI_DOC_STRONG:
        put_text(m, p->text);
        span(m, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from);
        break;
    case SHAI_DOC_FIELD: put_field(m, p); break;
    case SHAI_DOC_BOX: put_box(m, p); break;
    case SHAI_DOC_GAP: break;
    }
}

/* --- layouts ---------------------------------------------------------------------------------------------------- */

static PangoLayout *own_layout(struct shai_pdf_work *work)
{
    struct shai_pdf_owned *owned = SHAI_NEW(work->arena, struct shai_pdf_owned);
    owned->layout = pango_layout_new(work->fonts->context);
    owned->next = work->owned;
    work->owned = owned;
    return owned->layout;
}

/* What stays on one line: words of a title; in any other text numbers with their units, and the like. */
static void set_ties(struct maker *m)
{
    bool (*next)(const char *, size_t, size_t, size_t *, size_t *) =
        m->type->titled ? shai_pdf_next_phrase : shai_pdf_next_tie;
    for (size_t at = 0, from, to; next(m->text.s, m->text.len, at, &from, &to); at = to) {
        PangoAttribute *attribute = pango_attr_allow_breaks_new(FALSE);
        attribute->start_index = (guint)from;
        attribute->end_index = (guint)to;
        pango_attr_list_insert(m->attrs, attribute);
    }
}

static bool is_too_wide(PangoLayout *layout, int width)
{
    PangoRectangle extents;
    pango_layout_get_extents(layout, NULL, &extents);
    return extents.width > width;
}

static gboolean is_tie(PangoAttribute *attribute, gpointer data)
{
    (void)data;
    return attribute->klass->type == PANGO_ATTR_ALLOW_BREAKS;
}

/* Where what is tied is wider than the line, nothing is. */
static void untie(PangoLayout *layout)
{
    PangoAttrList *attrs = pango_attr_list_copy(pango_layout_get_attributes(layout));
    PangoAttrList *ties = pango_attr_list_filter(attrs, is_tie, NULL);
    if (ties) pango_attr_list_unref(ties);
    pango_layout_set_attributes(layout, attrs);
    pango_attr_list_unref(attrs);
}

/* width: -1 for a single line. */
static PangoLayout *lay(struct shai_pdf_work *work, const struct shai_doc_piece *pieces, size_t count,
                        const struct shai_pdf_type *type, int width)
{
    PangoLayout *layout = own_layout(work);
    struct maker m = {.work = work, .type = type, .most = width < 0 ? shai_pdf_width(work) : width};
    shai_strbuf_init(&m.text, work->arena);
    m.attrs = pango_attr_list_new();
    pango_layout_set_attributes(layout, m.attrs);
    pango_attr_list_unref(m.attrs); /* the layout's: given back with it, though memory should fail from here on */
    for (size_t i = 0; i < count; i++) put_piece(&m, &pieces[i]);
    PangoFontDescription *face = shai_pdf_face(work->fonts, type->face, type->size, type->bold);
    pango_layout_set_font_description(layout, face);
    pango_font_description_free(face);
    if (m.text.len) set_ties(&m);
    pango_attr_list_insert(m.attrs, pango_attr_insert_hyphens_new(FALSE));
    /* hashes and codes are read letter by letter */
    pango_attr_list_insert(m.attrs, pango_attr_font_features_new("liga=0,clig=0"));
    pango_layout_set_text(layout, m.text.len ? m.text.s : "", (int)m.text.len);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_indent(layout, (int)type->indent * shai_pdf_half(type->size));
    pango_layout_set_width(layout, width);
    if (width >= 0 && is_too_wide(layout, width)) untie(layout);
    shai_pdf_check_glyphs(work->fonts, layout);
    return layout;
}

/* The least width that needs no more lines. */
static void balance(PangoLayout *layout, int width, int size)
{
    int lines = pango_layout_get_line_count(layout), low = width / 2, high = width;
    if (lines == 1) return;
    while (high - low > size / 4) {
        int middle = low + (high - low) / 2;
        pango_layout_set_width(layout, middle);
        if (pango_layout_get_line_count(layout) > lines || is_too_wide(layout, middle)) low = middle;
        else high = middle;
    }
    pango_layout_set_width(layout, high);
}

static int width_of(PangoLayout *layout)
{
    PangoRectangle extents;
    pango_layout_get_extents(layout, NULL, &extents);
    return extents.width;
}

static int line_width(PangoLayout *layout, int line)
{
    PangoRectangle extents;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, line), NULL, &extents);
    return extents.width;
}

static int indent_of(const struct shai_pdf_text *text, int line)
{
    return line ? 0 : (int)text->type.indent * text->size;
}

/* Where what stands at the right end finds no room in the last line, it has a line of its own. */
static void place_end(struct shai_pdf_text *text)
{
    int last = text->lines - 1;
    text->end_below =
        indent_of(text, last) + line_width(text->layout, last) + text->size + width_of(text->end) > text->width;
    if (text->end_below) text->lines++;
}

static size_t find_gap(const struct shai_doc_piece *pieces, size_t count)
{
    size_t i = 0;
    while (i < count && pieces[i].kind != SHAI_DOC_GAP) i++;
    return i;
}

struct shai_pdf_text *shai_pdf_text(struct shai_pdf_work *work, const struct shai_doc_piece *pieces, size_t count,
                                    struct shai_pdf_type type, int width)
{
    struct shai_pdf_text *text = SHAI_NEW(work->arena, struct shai_pdf_text);
    text->type = type;
    text->size = shai_pdf_half(type.size);
    text->leading = shai_pdf_pt10(type.leading);
    text->width = MAX(width, 2 * text->size);
    size_t gap = find_gap(pieces, count);
    text->layout = lay(work, pieces, gap, &text->type, text->width);
    if (type.balanced) balance(text->layout, text->width, text->size);
    text->lines = pango_layout_get_line_count(text->layout);
    if (gap == count) return text;
    struct shai_pdf_type single = text->type;
    single.indent = 0;
    text->end = lay(work, pieces + gap + 1, count - gap - 1, &single, -1);
    place_end(text);
    return text;
}

struct shai_pdf_text *shai_pdf_words(struct shai_pdf_work *work, const char *words, struct shai_pdf_type type,
                                     int width)
{
    const struct shai_doc_piece piece = {.kind = SHAI_DOC_WORDS, .text = words};
    return shai_pdf_text(work, &piece, 1, type, width);
}

struct shai_pdf_text *shai_pdf_point(struct shai_pdf_work *work, const struct shai_doc_line *line,
                                     struct shai_pdf_type type, int width)
{
    static const struct shai_doc_piece bullet = {.kind = SHAI_DOC_WORDS, .text = "•"};
    int left = 2 * shai_pdf_half(type.size);
    struct shai_pdf_text *text = shai_pdf_text(work, line->pieces, line->count, type, width - left);
    text->left = left;
    text->mark = lay(work, &bullet, 1, &type, -1);
    return text;
}

int shai_pdf_text_width(const struct shai_pdf_text *text)
{
    return width_of(text->layout);
}

/* --- drawing ---------------------------------------------------------------------------------------------------- */

/* Pango calls it with the current point at the left of the shape, on the baseline. */
static void draw_shape(cairo_t *cr, PangoAttrShape *attribute, gboolean do_path, gpointer data)
{
    (void)do_path, (void)data;
    const struct shape *shape = attribute->data;
    double x, y, below = shai_pdf_pt(shape->size) * 0.15;
    if (shape->kind == SHAPE_BOX) {
        shai_pdf_show_box(shape->fonts, cr, shape->ticked, shai_pdf_pt(shape->size));
        return;
    }
    if (shape->kind == SHAPE_PAD) return;
    cairo_get_current_point(cr, &x, &y);
    cairo_save(cr);
    cairo_set_line_width(cr, 0.5);
    cairo_move_to(cr, x, y + below);
    cairo_rel_line_to(cr, shai_pdf_pt(shape->width), 0);
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void show(struct shai_pdf_work *work, PangoLayout *layout, int line, int x, int baseline)
{
    pango_cairo_context_set_shape_renderer(work->fonts->context, draw_shape, NULL, NULL);
    cairo_move_to(work->cr, shai_pdf_pt(x), shai_pdf_pt(baseline));
    pango_cairo_show_layout_line(work->cr, pango_layout_get_line(layout, line));
}

/* The square of a character stands in the middle of the leading; the baseline is 0.88 below its top. */
static int baseline_in(const struct shai_pdf_text *text)
{
    return (text->leading - text->size) / 2 + text->size * 88 / 100;
}

static int free_room(const struct shai_pdf_text *text, int line)
{
    return text->width - indent_of(text, line) - line_width(text->layout, line);
}

/* Where a line of the layout begins, from the left of the text. Full lines are set out on the way. */
static int start_of(const struct shai_pdf_text *text, int line)
{
    int x = text->left + indent_of(text, line);
    switch (text->type.align) {
    case SHAI_PDF_LEFT: break;
    case SHAI_PDF_CENTRE: x += free_room(text, line) / 2; break;
    case SHAI_PDF_RIGHT: x += free_room(text, line); break;
    case SHAI_PDF_FULL: shai_pdf_justify(text->layout, line, free_room(text, line), text->size); break;
    }
    return x;
}

void shai_pdf_text_draw(struct shai_pdf_work *work, const struct shai_pdf_text *text, int line, int x, int y)
{
    int own_lines = text->lines - text->end_below, baseline = y + baseline_in(text);
    if (text->mark && line == 0) show(work, text->mark, 0, x + text->left - text->size * 13 / 10, baseline);
    if (line < own_lines) show(work, text->layout, line, x + start_of(text, line), baseline);
    if (text->end && line == text->lines - 1)
        show(work, text->end, 0, x + text->left + text->width - width_of(text->end), baseline);
}
