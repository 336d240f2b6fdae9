/* Fonts by fontconfig, once a run. The language is zh-CN: else Han would get Japanese forms. */
#include "paper/pdf_font.h"

#include <string.h>

/* --- families --------------------------------------------------------------------------------------------------- */

static bool is_there(PangoFontFamily **families, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (g_ascii_strcasecmp(pango_font_family_get_name(families[i]), name) == 0) return true;
    return false;
}

static bool is_free(const char *family)
{
    return strncmp(family, "Noto", 4) == 0 || strncmp(family, "Source", 6) == 0;
}

/* The first family that is there leads; those behind it stand in for what it lacks. */
static bool find_face(struct shai_pdf_fonts *fonts, enum shai_face face, PangoFontFamily **families, int count)
{
    const char *const *names = shai_faces[face];
    while (*names && !is_there(families, count, *names)) names++;
    if (!*names) return false;
    fonts->free_face[face] = is_free(*names);
    fonts->faces[face] = pango_font_description_new();
    pango_font_description_set_family(fonts->faces[face], *names);
    while (*++names) {
        char *list = g_strconcat(pango_font_description_get_family(fonts->faces[face]), ",", *names, NULL);
        pango_font_description_set_family(fonts->faces[face], list);
        g_free(list);
    }
    return true;
}

static void open_context(struct shai_pdf_fonts *fonts)
{
    fonts->map = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map), 72);
    fonts->context = pango_font_map_create_context(fonts->map);
    pango_context_set_language(fonts->context, pango_language_from_string("zh-cn"));
    pango_context_set_base_dir(fonts->context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(fonts->context, options);
    cairo_font_options_destroy(options);
}

PangoFontDescription *shai_pdf_face(const struct shai_pdf_fonts *fonts, enum shai_face face, unsigned size, bool bold)
{
    PangoFontDescription *d = pango_font_description_copy(fonts->faces[face]);
    /* 小标宋 is heavier than the free Song faces are */
    bool heavy = bold || (face == SHAI_FACE_TITLE && fonts->free_face[face]);
    pango_font_description_set_absolute_size(d, size * (double)PANGO_SCALE / 2);
    pango_font_description_set_weight(d, heavy ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return d;
}

/* --- characters that no font has -------------------------------------------------------------------------------- */

static void miss(struct shai_pdf_fonts *fonts, uint32_t cp)
{
    for (size_t i = 0; i < fonts->missed_count; i++)
        if (fonts->missed[i] == cp) return;
    if (fonts->missed_count == SHAI_PDF_MISSED) return;
    fonts->missed[fonts->missed_count++] = cp;
}

void shai_pdf_check_glyphs(struct shai_pdf_fonts *fonts, PangoLayout *layout)
{
    if (!pango_layout_get_unknown_glyphs_count(layout)) return;
    for (GSList *l = pango_layout_get_lines_readonly(layout); l; l = l->next) {
        const PangoLayoutLine *line = l->data;
        for (GSList *r = line->runs; r; r = r->next) {
            const PangoGlyphString *glyphs = ((const PangoGlyphItem *)r->data)->glyphs;
            for (int i = 0; i < glyphs->num_glyphs; i++) {
                PangoGlyph glyph = glyphs->glyphs[i].glyph;
                if (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG))
                    miss(fonts, glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
            }
        }
    }
}

/* --- boxes ------------------------------------------------------------------------------------------------------ */

enum box_glyph { BOX_EMPTY = 1, BOX_TICKED };

/* In units of the type's size, y downwards from the baseline. */
static cairo_status_t draw_box(cairo_scaled_font_t *font, unsigned long glyph, cairo_t *cr,
                               cairo_text_extents_t *extents)
{
    (void)font;
    cairo_set_line_width(cr, 0.05);
    cairo_rectangle(cr, 0.12, -0.76, 0.76, 0.76);
    cairo_stroke(cr);
    if (glyph == BOX_TICKED) {
        cairo_set_line_width(cr, 0.1);
        cairo_move_to(cr, 0.25, -0.4);
        cairo_line_to(cr, 0.43, -0.2);
        cairo_line_to(cr, 0.76, -0.6);
        cairo_stroke(cr);
    }
    *extents = (cairo_text_extents_t){0.09, -0.79, 0.82, 0.82, 1, 0};
    return CAIRO_STATUS_SUCCESS;
}

static cairo_font_face_t *box_font(void)
{
    cairo_font_face_t *face = cairo_user_font_face_create();
    cairo_user_font_face_set_render_glyph_func(face, draw_box);
    return face;
}

void shai_pdf_show_box(const struct shai_pdf_fonts *fonts, cairo_t *cr, bool ticked, double size)
{
    cairo_glyph_t glyph = {.index = ticked ? BOX_TICKED : BOX_EMPTY};
    cairo_text_cluster_t cluster = {3, 1};
    cairo_get_current_point(cr, &glyph.x, &glyph.y);
    cairo_save(cr);
    cairo_set_font_face(cr, fonts->boxes);
    cairo_set_font_size(cr, size);
    cairo_show_text_glyphs(cr, ticked ? "☑" : "☐", 3, &glyph, 1, &cluster, 1, (cairo_text_cluster_flags_t)0);
    cairo_restore(cr);
}

/* --- opening and closing ---------------------------------------------------------------------------------------- */

enum shai_face shai_pdf_fonts_open(struct shai_pdf_fonts *fonts)
{
    *fonts = (struct shai_pdf_fonts){0};
    open_context(fonts);
    fonts->boxes = box_font();
    PangoFontFamily **families;
    int count, face = 0;
    pango_font_map_list_families(fonts->map, &families, &count);
    while (face < SHAI_FACE_COUNT && find_face(fonts, (enum shai_face)face, families, count)) face++;
    g_free(families);
    return (enum shai_face)face;
}

void shai_pdf_fonts_close(struct shai_pdf_fonts *fonts)
{
    for (int i = 0; i < SHAI_FACE_COUNT; i++)
        if (fonts->faces[i]) pango_font_description_free(fonts->faces[i]);
    if (fonts->boxes) cairo_font_face_destroy(fonts->boxes);
    if (fonts->context) g_object_unref(fonts->context);
    if (fonts->map) g_object_unref(fonts->map);
    *fonts = (struct shai_pdf_fonts){0};
}
