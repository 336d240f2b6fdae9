/* Fields of papers put into a document: by slot, so that names and texts come from one place (fields.h). */
#ifndef SHAI_PAPER_SLOT_LINES_H
#define SHAI_PAPER_SLOT_LINES_H

#include "paper/doc.h"
#include "paper/fields.h"

/* What is known is set like the words around it; a blank has room for `blank` characters. */
void shai_line_slot(struct shai_document *doc, struct shai_doc_line *line, const struct shai_slot_row *row,
                    enum shai_slot slot, unsigned blank);
/* A box with the words of its slot. */
void shai_line_slot_box(struct shai_document *doc, struct shai_doc_line *line, const struct shai_slot_row *row,
                        enum shai_slot slot);
/* A field in a cell, a line for each of its own, each behind `before`; what there is nothing to say of has none. */
void shai_cell_slot(struct shai_document *doc, struct shai_doc_cell *cell, const struct shai_slot_row *row,
                    enum shai_slot slot, enum shai_line_style style, const char *before);

#endif
