/* Text on a page: pieces of a line broken into lines, and drawn.
 *
 * In: pieces, a type, a width. Out: lines of a fixed leading. Pango breaks by UAX #14, so that no line begins with a
 * closing mark; beyond that a number keeps its unit, a box its words, and a short Latin word its slash. Full lines
 * are set out by us, among Han and between words alike: Pango would put all room into the few blanks. */
#ifndef SHAI_PAPER_PDF_TEXT_H
#define SHAI_PAPER_PDF_TEXT_H

#include "paper/pdf_work.h"

enum shai_pdf_align { SHAI_PDF_LEFT, SHAI_PDF_FULL, SHAI_PDF_CENTRE, SHAI_PDF_RIGHT };

struct shai_pdf_type {
    enum shai_face face;
    bool bold;
    unsigned size;    /* half points */
    unsigned leading; /* tenths of a point */
    unsigned indent;  /* of the first line, in characters */
    enum shai_pdf_align align;
    bool balanced; /* lines of about the same length: titles, heads */
    bool titled;   /* where there is room, lines end at marks and blanks alone */
};

struct shai_pdf_text {
    PangoLayout *layout;
    PangoLayout *end; /* ? one line that stands at the right end: of the last line where it has room, else below it */
    PangoLayout *mark; /* ? before the first line: a bullet */
    struct shai_pdf_type type;
    int left; /* room at the left of all lines */
    int width;
    int lines;
    bool end_below;
    int leading, size;
};

struct shai_pdf_text *shai_pdf_text(struct shai_pdf_work *work, const struct shai_doc_piece *pieces, size_t count,
                                    struct shai_pdf_type type, int width);
/* A text of words alone. */
struct shai_pdf_text *shai_pdf_words(struct shai_pdf_work *work, const char *words, struct shai_pdf_type type,
                                     int width);
/* A point of a list: a bullet, and lines behind it. */
struct shai_pdf_text *shai_pdf_point(struct shai_pdf_work *work, const struct shai_doc_line *line,
                                     struct shai_pdf_type type, int width);
/* Width of the widest line. */
int shai_pdf_text_width(const struct shai_pdf_text *text);
/* Draws line `line` of the text with its top at y. */
void shai_pdf_text_draw(struct shai_pdf_work *work, const struct shai_pdf_text *text, int line, int x, int y);

#endif
