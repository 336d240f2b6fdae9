/* Pictures: a JPEG goes into the PDF as it is, a PNG is decoded by cairo. One that cannot be shown is said in its
 * place. */
#include "paper/pdf_text.h"
#include "paper/picture.h"

#include <string.h>

enum { HIGHEST_MM10 = 1500, PIXELS_MOST = 100 * 1000 * 1000 };

struct picture {
    struct shai_picture head;
    const struct shai_doc_picture *doc;
    cairo_surface_t *surface;
    int width, height; /* on the page */
};

/* --- cairo's surfaces ------------------------------------------------------------------------------------------- */

struct reader {
    const unsigned char *at;
    size_t left;
};

static cairo_status_t read_bytes(void *reader, unsigned char *to, unsigned len)
{
    struct reader *r = reader;
    if (len > r->left) return CAIRO_STATUS_READ_ERROR;
    memcpy(to, r->at, len);
    r->at += len, r->left -= len;
    return CAIRO_STATUS_SUCCESS;
}

/* The pixels of a JPEG are never touched: the file's own bytes go into the PDF. */
static cairo_surface_t *open_surface(const struct picture *p)
{
    struct reader reader = {p->doc->bytes, p->doc->len};
    if (!p->head.jpeg) return cairo_image_surface_create_from_png_stream(read_bytes, &reader);
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)p->head.width, (int)p->head.height);
    if (cairo_surface_status(s) == CAIRO_STATUS_SUCCESS)
        cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, p->doc->bytes, (unsigned long)p->doc->len, NULL, NULL);
    return s;
}

static bool open_picture(struct shai_pdf_work *work, struct picture *p)
{
    if (!shai_picture_read(&p->head, p->doc->bytes, p->doc->len)) return false;
    if ((uint64_t)p->head.width * p->head.height > PIXELS_MOST) return false;
    struct shai_pdf_owned *owned = SHAI_NEW(work->arena, struct shai_pdf_owned);
    owned->next = work->owned;
    work->owned = owned;
    owned->surface = p->surface = open_surface(p);
    return cairo_surface_status(p->surface) == CAIRO_STATUS_SUCCESS;
}

/* --- on the page ------------------------------------------------------------------------------------------------ */

static bool lies_on_its_side(const struct picture *p)
{
    return p->head.turn >= 5;
}

/* 96 pixels to the inch, as browsers have it; smaller where the page is. */
static void set_size(const struct shai_pdf_work *work, struct picture *p)
{
    unsigned across = lies_on_its_side(p) ? p->head.height : p->head.width;
    unsigned down = lies_on_its_side(p) ? p->head.width : p->head.height;
    double width = across * 0.75, height = down * 0.75;
    double scale =
        MIN(1, MIN(shai_pdf_pt(shai_pdf_width(work)) / width, shai_pdf_pt(shai_pdf_mm10(HIGHEST_MM10)) / height));
    p->width = (int)(width * scale * PANGO_SCALE);
    p->height = (int)(height * scale * PANGO_SCALE);
}

/* Exif 2.3, tag Orientation: the row and the column that the stored ones are seen as. In the unit square. */
static cairo_matrix_t turned(unsigned turn)
{
    static const cairo_matrix_t turns[] = {
        {1, 0, 0, 1, 0, 0}, {-1, 0, 0, 1, 1, 0}, {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
        {0, 1, 1, 0, 0, 0}, {0, 1, -1, 0, 1, 0}, {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1},
    };
    return turns[turn - 1];
}

static void draw_picture(struct shai_pdf_work *work, const struct shai_pdf_part *part, struct shai_pdf_at at)
{
    const struct picture *p = part->of;
    cairo_matrix_t turn = turned(p->head.turn);
    cairo_save(work->cr);
    cairo_translate(work->cr, shai_pdf_pt(at.x + (shai_pdf_width(work) - p->width) / 2), shai_pdf_pt(at.y));
    cairo_scale(work->cr, shai_pdf_pt(p->width), shai_pdf_pt(p->height));
    cairo_transform(work->cr, &turn);
    cairo_scale(work->cr, 1.0 / p->head.width, 1.0 / p->head.height);
    cairo_set_source_surface(work->cr, p->surface, 0, 0);
    cairo_rectangle(work->cr, 0, 0, p->head.width, p->head.height);
    cairo_fill(work->cr);
    cairo_restore(work->cr);
}

/* --- strips ----------------------------------------------------------------------------------------------------- */

static void draw_line(struct shai_pdf_work *work, const struct shai_pdf_part *part, struct shai_pdf_at at)
{
    shai_pdf_text_draw(work, part->of, part->line, at.x, at.y);
}

static void add_text(struct shai_pdf_work *work, const struct shai_pdf_text *text, bool keep,
                     struct shai_pdf_tag outer, const char *tag)
{
    for (int i = 0; i < text->lines; i++) {
        struct shai_strip strip = {.height = text->leading, .keep = keep || i + 1 < text->lines};
        struct shai_pdf_part part = {.draw = draw_line, .of = text, .line = i, .outer = outer};
        part.inner = (struct shai_pdf_tag){tag, text};
        shai_pdf_strip(work, strip, part);
    }
}

static struct shai_pdf_type line_type(const struct shai_pdf_work *work)
{
    const struct shai_line_layout *l = &work->layout->lines[SHAI_LINE_CENTRE];
    return (struct shai_pdf_type){
        .face = SHAI_FACE_BODY, .size = l->size, .leading = l->leading, .align = SHAI_PDF_CENTRE, .balanced = true};
}

/* What stands where a picture cannot be shown. */
static void add_broken(struct shai_pdf_work *work, const struct shai_doc_picture *picture, struct shai_pdf_tag outer)
{
    const char *name = picture->name ? picture->name : "";
    const char *words = work->doc->lang == SHAI_ZH
                            ? shai_arena_printf(work->arena, "【图片 %s 无法显示】", name)
                            : shai_arena_printf(work->arena, "[picture %s cannot be shown]", name);
    struct shai_pdf_type type = line_type(work);
    add_text(work, shai_pdf_words(work, words, type, shai_pdf_width(work)), true, outer, "P");
    struct shai_pdf_broken *broken = SHAI_NEW(work->arena, struct shai_pdf_broken);
    *broken = (struct shai_pdf_broken){name, work->broken};
    work->broken = broken;
}

static void add_shown(struct shai_pdf_work *work, struct picture *p, struct shai_pdf_tag outer)
{
    set_size(work, p);
    struct shai_strip strip = {.height = p->height, .keep = true};
    struct shai_pdf_part part = {.draw = draw_picture, .of = p, .outer = outer};
    part.inner = (struct shai_pdf_tag){"Figure", p};
    shai_pdf_strip(work, strip, part);
}

void shai_pdf_add_picture(struct shai_pdf_work *work, const struct shai_doc_block *block)
{
    struct picture *p = SHAI_NEW(work->arena, struct picture);
    struct shai_pdf_tag outer = {"Sect", block};
    p->doc = block->picture;
    if (open_picture(work, p)) add_shown(work, p, outer);
    else add_broken(work, p->doc, outer);
    const struct shai_doc_line *line = block->line;
    struct shai_pdf_type type = line_type(work);
    add_text(work, shai_pdf_text(work, line->pieces, line->count, type, shai_pdf_width(work)), false, outer,
             "Caption");
}
