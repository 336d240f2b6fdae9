/* The faces of a PDF: which of the families of layout.h are there, and what they lack.
 *
 * In: the fonts that fontconfig finds. Out: descriptions for Pango; warnings of characters that no font has. Boxes to
 * tick are drawn by a small font of our own: the Chinese faces have none. */
#ifndef SHAI_PAPER_PDF_FONT_H
#define SHAI_PAPER_PDF_FONT_H

#include "paper/layout.h"

#include <pango/pangocairo.h>

enum { SHAI_PDF_MISSED = 32 }; /* characters warned of in a run */

struct shai_pdf_fonts {
    PangoFontMap *map;
    PangoContext *context;
    cairo_font_face_t *boxes;
    PangoFontDescription *faces[SHAI_FACE_COUNT]; /* without size */
    bool free_face[SHAI_FACE_COUNT];              /* not the official family: titles are set bold */
    uint32_t missed[SHAI_PDF_MISSED];             /* characters that no font has */
    size_t missed_count;
};

/* Returns the first face that is not there, or SHAI_FACE_COUNT. Whatever was opened is closed by
 * shai_pdf_fonts_close. No arena is used. */
enum shai_face shai_pdf_fonts_open(struct shai_pdf_fonts *fonts);
void shai_pdf_fonts_close(struct shai_pdf_fonts *fonts);

/* A description to be freed by pango_font_description_free. size: half points. */
PangoFontDescription *shai_pdf_face(const struct shai_pdf_fonts *fonts, enum shai_face face, unsigned size,
                                    bool bold);

/* Notes the characters of the layout that no font has. */
void shai_pdf_check_glyphs(struct shai_pdf_fonts *fonts, PangoLayout *layout);

/* A box, ticked or not, at the current point, which is on the baseline; size in points. */
void shai_pdf_show_box(const struct shai_pdf_fonts *fonts, cairo_t *cr, bool ticked, double size);

#endif
