/* Between the package of a DOCX template and the controls of one of its parts. */
#ifndef SHAI_PAPER_TEMPLATE_DOCX_H
#define SHAI_PAPER_TEMPLATE_DOCX_H

#include "paper/docx_tree.h"
#include "paper/template_read.h"

/* The tape of a part whose tree that is. What is wrong with its controls is said. */
void shai_template_controls(struct shai_template_reader *r, struct shai_tape *tape, const char *xml,
                            struct shai_docx_node *root);

#endif
