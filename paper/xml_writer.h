/* An XML writer in which everything that varies is escaped, as html.h is one for HTML.
 *
 * Elements are opened and closed through a stack, so what is written is well-formed. Names and constant markup must
 * be string literals; there is no way to write data unescaped. */
#ifndef SHAI_PAPER_XML_WRITER_H
#define SHAI_PAPER_XML_WRITER_H

#include "base/out.h"

#include <stdbool.h>

enum { SHAI_XMLW_DEPTH = 40 };

struct shai_xml_writer {
    struct shai_out *out;
    const char *open[SHAI_XMLW_DEPTH];
    int depth;
    bool keep_units; /* text: no line ends between a number and its unit */
};

/* Begins with the declaration of UTF-8. */
void shai_xmlw_init(struct shai_xml_writer *xml, struct shai_out *out);
/* Opens an element: name, then pairs of attribute name and value, then NULL; an attribute whose value is NULL is left
 * out. */
#define SHAI_XMLW_OPEN(xml, name, ...) shai_xmlw_open((xml), "" name "", __VA_ARGS__)
void shai_xmlw_open(struct shai_xml_writer *xml, const char *name, ...) __attribute__((sentinel));
/* The same of an element without content. */
#define SHAI_XMLW_VOID(xml, name, ...) shai_xmlw_void((xml), "" name "", __VA_ARGS__)
void shai_xmlw_void(struct shai_xml_writer *xml, const char *name, ...) __attribute__((sentinel));
void shai_xmlw_close(struct shai_xml_writer *xml);
/* Closes whatever is open. */
void shai_xmlw_end(struct shai_xml_writer *xml);
/* Data; a line end becomes a blank. */
void shai_xmlw_text(struct shai_xml_writer *xml, const char *text, size_t len);
/* <name>text</name> */
#define SHAI_XMLW_LEAF(xml, name, text) shai_xmlw_leaf((xml), "" name "", (text))
void shai_xmlw_leaf(struct shai_xml_writer *xml, const char *name, const char *text);
/* Constant markup: a literal, written as it is. */
#define SHAI_XMLW_CONST(xml, literal) shai_xmlw_constant((xml), "" literal "")
void shai_xmlw_constant(struct shai_xml_writer *xml, const char *literal);

#endif
