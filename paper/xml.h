/* An XML writer in which everything that varies is escaped, as html.h is one for HTML.
 *
 * Elements are opened and closed through a stack, so what is written is well-formed. Names and constant markup must
 * be string literals; there is no way to write data unescaped. */
#ifndef SHAI_PAPER_XML_H
#define SHAI_PAPER_XML_H

#include "base/out.h"

#include <stdbool.h>

enum { SHAI_XML_DEPTH = 40 };

struct shai_xml {
    struct shai_out *out;
    const char *open[SHAI_XML_DEPTH];
    int depth;
    bool keep_units; /* text: no line ends between a number and its unit */
};

/* Begins with the declaration of UTF-8. */
void shai_xml_init(struct shai_xml *xml, struct shai_out *out);
/* Opens an element: name, then pairs of attribute name and value, then NULL; an attribute whose value is NULL is left
 * out. */
#define SHAI_XML_OPEN(xml, name, ...) shai_xml_open((xml), "" name "", __VA_ARGS__)
void shai_xml_open(struct shai_xml *xml, const char *name, ...) __attribute__((sentinel));
/* The same of an element without content. */
#define SHAI_XML_VOID(xml, name, ...) shai_xml_void((xml), "" name "", __VA_ARGS__)
void shai_xml_void(struct shai_xml *xml, const char *name, ...) __attribute__((sentinel));
void shai_xml_close(struct shai_xml *xml);
/* Closes whatever is open. */
void shai_xml_end(struct shai_xml *xml);
/* Data; a line end becomes a blank. */
void shai_xml_text(struct shai_xml *xml, const char *text, size_t len);
/* <name>text</name> */
#define SHAI_XML_LEAF(xml, name, text) shai_xml_leaf((xml), "" name "", (text))
void shai_xml_leaf(struct shai_xml *xml, const char *name, const char *text);
/* Constant markup: a literal, written as it is. */
#define SHAI_XML_CONST(xml, literal) shai_xml_constant((xml), "" literal "")
void shai_xml_constant(struct shai_xml *xml, const char *literal);

#endif
