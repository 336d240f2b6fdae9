/* What cairo does not write: the language of the document, that it is marked for readers aloud,
 * and that viewers show its title.
 *
 * In: a whole PDF as cairo writes it (version 1.4, with a table of references). Out: what is to be added at its end,
 * an update by PDF 1.4, 3.4.5, in which the catalogue stands once more with the new entries. */
#ifndef SHAI_PAPER_PDF_END_H
#define SHAI_PAPER_PDF_END_H

#include "base/strbuf.h"

#include <stdbool.h>

/* Adds the update to the PDF in `pdf`; language: "zh-CN". False, and nothing added, where the PDF is not as cairo has
 * always written it. */
bool shai_pdf_add_language(struct shai_strbuf *pdf, const char *language);

#endif
