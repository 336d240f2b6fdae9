/* An office's own template: a DOCX or HTML file of its making, in which content controls or elements have the names
 * of documented fields (docs/fields.md). In: its bytes. Out: for each paper the same file with the fields filled;
 * what is no field stays as it is. docs/templates.md says what a template may hold. */
#ifndef SHAI_PAPER_TEMPLATE_H
#define SHAI_PAPER_TEMPLATE_H

#include "base/diag.h"
#include "paper/doc.h"
#include "paper/fields.h"

enum { SHAI_TEMPLATE_LIMIT = 32 * 1024 * 1024 }; /* bytes */

struct shai_template;

/* Reads a template for papers of a form, letters or reports; path is its name, by whose ending its kind is known, and
 * bytes must outlive it. NULL where it is refused, which is said; what it lacks is a warning. All is in the arena. */
const struct shai_template *shai_template_read(struct shai_arena *arena, struct shai_diags *diags,
                                               enum shai_form form, const char *path, const char *bytes, size_t len);
/* "docx" or "html". */
const char *shai_template_extension(const struct shai_template *t);
/* A paper of that template. What it needs is taken from the arena given. */
void shai_template_fill(struct shai_out *out, struct shai_arena *arena, const struct shai_template *t,
                        const struct shai_slot_texts *texts);

#endif
