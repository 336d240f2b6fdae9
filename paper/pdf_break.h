/* Where no line is to end, beyond what Unicode says: a number and its unit, a sign and its number, the parts of a
 * short word of Latin letters, figures and marks ("mg/kg", "GB/T"). */
#ifndef SHAI_PAPER_PDF_BREAK_H
#define SHAI_PAPER_PDF_BREAK_H

#include <stdbool.h>
#include <stddef.h>

/* The next such stretch of text at or after `at`, in bytes; false where there is none. What is very long is not kept
 * together. text must be well-formed UTF-8. */
bool shai_pdf_next_tie(const char *text, size_t len, size_t at, size_t *from, size_t *to);
/* The same for a title, whose lines end only at blanks and marks, so that no word is parted: the next stretch between
 * them, with the marks that open and close it. */
bool shai_pdf_next_phrase(const char *text, size_t len, size_t at, size_t *from, size_t *to);

#endif
