/* Where pages end: strips of known height, from top to bottom, are put on pages.
 *
 * In: strips, in the order of the text, and the height of a page. Out: of each strip its page and where on it; which
 * strips have the head of their table drawn above them. It knows nothing of type, and draws nothing. Lengths are
 * integers of any unit; pdf.c has them in Pango's, 1024 to the point. */
#ifndef SHAI_PAPER_PDF_FLOW_H
#define SHAI_PAPER_PDF_FLOW_H

#include <stdbool.h>
#include <stddef.h>

/* What no page end parts: a line of text, a row of a table, a picture. */
struct shai_strip {
    int before; /* room above it; none at the head of a page */
    int height;
    bool keep;       /* it stands on one page with the next */
    bool bound;      /* so even where all that is kept together is higher than a page: heads, rows drawn as one */
    bool begins;     /* it begins a page */
    int head;        /* height of what is drawn above it where it begins a page: the head of its table */
    unsigned page;   /* out, from 0 */
    int y;           /* out: its top, below what is drawn above it */
    bool first;      /* out: it is the first of its page */
    const void *own; /* the caller's */
};

/* Places the strips on pages of `height` and returns how many pages there are. What is to be kept together and is
 * higher than a page is parted where the page is full; a strip higher than a page has a page of its own, and reaches
 * below it. */
unsigned shai_pdf_flow(struct shai_strip *strips, size_t count, int height);

#endif
