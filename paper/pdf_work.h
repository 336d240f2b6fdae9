/* One document on its way to a PDF: what the files pdf_*.c share. Lengths are in Pango's units, 1024 to the point,
 * unless a name says otherwise. */
#ifndef SHAI_PAPER_PDF_WORK_H
#define SHAI_PAPER_PDF_WORK_H

#include "paper/layout.h"
#include "paper/pdf_flow.h"
#include "paper/pdf_font.h"

#include <pango/pangocairo.h>

/* What is not in arenas, and is to be given back. */
struct shai_pdf_owned {
    PangoLayout *layout;      /* ? */
    cairo_surface_t *surface; /* ? */
    struct shai_pdf_owned *next;
};

/* A picture that cannot be shown. */
struct shai_pdf_broken {
    const char *name;
    struct shai_pdf_broken *next;
};

struct shai_pdf_text;

/* What stands at the foot of a page. */
struct shai_pdf_foot {
    const struct shai_pdf_text *text; /* ? */
    int x, y;
};

struct shai_pdf_work {
    struct shai_arena *arena; /* of this document */
    struct shai_pdf_fonts *fonts;
    const struct shai_document *doc;
    const struct shai_layout *layout;
    struct shai_pdf_owned *owned;
    struct shai_pdf_broken *broken;
    struct shai_strip *strips; /* own: struct shai_pdf_part */
    size_t strip_count, strip_cap;
    cairo_surface_t *surface; /* ? */
    cairo_t *cr;              /* ? */
    unsigned pages;
    struct shai_pdf_foot *feet; /* of the pages */
};

/* Where a strip is drawn. */
struct shai_pdf_at {
    int x, y;
    bool first, last; /* of its page */
};

/* An element of the structure that readers aloud walk; parts of the same `of` and tag are one. */
struct shai_pdf_tag {
    const char *name; /* NULL: none */
    const void *of;
};

/* What a strip shows. */
struct shai_pdf_part {
    void (*draw)(struct shai_pdf_work *, const struct shai_pdf_part *, struct shai_pdf_at);
    const void *of; /* a text, a table, a picture: draw knows which */
    int line;       /* of a text; of a row that is parted, the level; else -1 */
    size_t row;     /* of a table */
    struct shai_pdf_tag outer, inner;
    const struct shai_doc_block *heading; /* ? it begins here, */
    const char *bookmark;                 /* and this is its bookmark */
    bool restart;                         /* pages are counted from 1 */
};

/* Tenths of a millimetre, of a point; half points. */
static inline int shai_pdf_mm10(unsigned n)
{
    return (int)((uint64_t)n * 72 * PANGO_SCALE / 254);
}

static inline int shai_pdf_pt10(unsigned n)
{
    return (int)(n * PANGO_SCALE / 10);
}

static inline int shai_pdf_half(unsigned n)
{
    return (int)(n * PANGO_SCALE / 2);
}

static inline double shai_pdf_pt(int n)
{
    return (double)n / PANGO_SCALE;
}

/* Width and height of what is printed on a page. */
int shai_pdf_width(const struct shai_pdf_work *work);
int shai_pdf_height(const struct shai_pdf_work *work);

/* Adds a strip; its part is a copy, which is returned. */
struct shai_pdf_part *shai_pdf_strip(struct shai_pdf_work *work, struct shai_strip strip, struct shai_pdf_part part);

/* The document's blocks as strips. */
void shai_pdf_blocks(struct shai_pdf_work *work);
void shai_pdf_add_table(struct shai_pdf_work *work, const struct shai_doc_block *block);
void shai_pdf_add_facts(struct shai_pdf_work *work);
void shai_pdf_add_picture(struct shai_pdf_work *work, const struct shai_doc_block *block);
/* Puts the strips on pages, and numbers these. */
void shai_pdf_place(struct shai_pdf_work *work);
/* Draws the pages. No arena is used from here on: cairo, left in the middle of a document, cannot close it. */
void shai_pdf_draw(struct shai_pdf_work *work);

#endif
