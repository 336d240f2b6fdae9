/* What HTML and XML have in common: tags whose attributes are escaped, and escaped text. In: names that are literals,
 * and data. Out: bytes on a shai_out. html.h and xml_writer.h are what writers use; there, elements are closed. */
#ifndef SHAI_PAPER_MARKUP_H
#define SHAI_PAPER_MARKUP_H

#include "base/out.h"

#include <stdarg.h>

/* What stands for a character that a text may hold. */
struct shai_escapes {
    const char *line_end;
    const char *tied_blank; /* between a number and its unit; NULL: a blank like any other */
};

/* Data: & < > " ' are escaped; control and direction characters, which could hide what is printed, and what is no
 * character of XML become U+FFFD. */
void shai_markup_text(struct shai_out *out, const char *s, size_t len, struct shai_escapes escapes);
/* <name, pairs of attribute and value up to a NULL, `end` (">", "/>"). A pair whose value is NULL is left out. */
void shai_markup_tag(struct shai_out *out, const char *name, va_list ap, const char *end);

#endif
