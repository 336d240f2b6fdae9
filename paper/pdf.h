/* The document model as PDF: A4 pages set by layout.h.
 *
 * In: a document. Out: a whole PDF with embedded subsets of its faces, text that can be selected, its title and
 * language, bookmarks, and marks for readers aloud. The same document with the same fonts gives the same bytes: no
 * clock is asked.
 *
 * Our own memory is from arenas and panics as ever. Pango, cairo and fontconfig stand on GLib, which ends the process
 * when malloc fails: no program that uses them can do better. What they allocate is given back however a document
 * ends. */
#ifndef SHAI_PAPER_PDF_H
#define SHAI_PAPER_PDF_H

#include "paper/doc.h"

/* What the documents of a run share: fonts that were found, characters that were missed. */
struct shai_pdf;

/* Looks for the faces of layout.h. NULL where one is not there (said: L0171). `arena` must outlive it. */
struct shai_pdf *shai_pdf_open(struct shai_arena *arena, struct shai_diags *diags);
void shai_pdf_close(struct shai_pdf *pdf);

/* Writes the document. Warns, once in a run, of each character that no font has (L0172), and of pictures that cannot
 * be shown (L0173). False where it cannot be made (said: L0174); then nothing was written. */
bool shai_doc_pdf(struct shai_out *out, const struct shai_document *doc, struct shai_pdf *pdf);

#endif
