/* A full line is set out to its width: the room that is left goes between Han characters, and to blanks. */
#ifndef SHAI_PAPER_PDF_JUSTIFY_H
#define SHAI_PAPER_PDF_JUSTIFY_H

#include <pango/pangocairo.h>

/* Widens line `line` of the layout by `room`, unless it ends a paragraph, or the gaps would be wider than a third of
 * a character (`size`): then it stays ragged. Lengths in Pango's units. */
void shai_pdf_justify(PangoLayout *layout, int line, int room, int size);

#endif
