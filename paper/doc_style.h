/* The print style of a document's HTML: layout.h as CSS. */
#ifndef SHAI_PAPER_DOC_STYLE_H
#define SHAI_PAPER_DOC_STYLE_H

#include "paper/doc.h"
#include "paper/html.h"

/* A <style> element. */
void shai_doc_style(struct shai_html *html, const struct shai_document *doc);

#endif
