/* An HTML writer in which everything that varies is escaped.
 *
 * Elements are opened and closed through a stack, so what is written is well-formed. Tag names, attribute names and
 * constant markup must be string literals: the macros refuse anything else at compile time. There is no way to write
 * data unescaped. */
#ifndef SHAI_PAPER_HTML_H
#define SHAI_PAPER_HTML_H

#include "base/out.h"

#include <stdbool.h>

enum { SHAI_HTML_DEPTH = 24 };

struct shai_html {
    struct shai_out *out;
    const char *open[SHAI_HTML_DEPTH];
    int depth;
    bool keep_units; /* text: no line ends between a number and its unit, nor within a unit (class "no") */
};

void shai_html_init(struct shai_html *html, struct shai_out *out);

/* Opens an element: name, then pairs of attribute name and value, then NULL. Names are literals; a value is escaped;
 * an attribute whose value is NULL is left out. */
#define SHAI_HTML_OPEN(html, name, ...) shai_html_open((html), "" name "", __VA_ARGS__)
void shai_html_open(struct shai_html *html, const char *name, ...) __attribute__((sentinel));
/* The same for an element that holds nothing and is not closed: <col>. */
#define SHAI_HTML_VOID(html, name, ...) shai_html_void((html), "" name "", __VA_ARGS__)
void shai_html_void(struct shai_html *html, const char *name, ...) __attribute__((sentinel));
/* A picture within the page: its bytes as a data URL. type is a literal ("image/png"); alt is escaped. */
#define SHAI_HTML_PICTURE(html, type, bytes, len, alt) shai_html_picture((html), "" type "", (bytes), (len), (alt))
void shai_html_picture(struct shai_html *html, const char *type, const void *bytes, size_t len, const char *alt);
/* Closes the element opened last. */
void shai_html_close(struct shai_html *html);
/* Closes whatever is open. */
void shai_html_end(struct shai_html *html);

/* Data: & < > " ' are escaped, a line end becomes a <br>; control and direction characters, which could hide what is
 * printed, become U+FFFD. NULL writes nothing. */
void shai_html_text(struct shai_html *html, const char *text);
/* <name class="class">text</name>; class may be NULL. */
#define SHAI_HTML_LEAF(html, name, class, text) shai_html_leaf((html), "" name "", (class), (text))
void shai_html_leaf(struct shai_html *html, const char *name, const char *class_name, const char *text);

/* Constant markup or style: a literal, written as it is. */
#define SHAI_HTML_CONST(html, literal) shai_html_constant((html), "" literal "")
void shai_html_constant(struct shai_html *html, const char *literal);

#endif
