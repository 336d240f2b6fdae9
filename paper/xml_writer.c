/* XML output. In: elements, attributes and texts. Out: well-formed markup on a shai_out, with all data escaped. */
#include "paper/xml_writer.h"

#include "paper/markup.h"

#include <assert.h>
#include <string.h>

void shai_xmlw_init(struct shai_xml_writer *xml, struct shai_out *out)
{
    *xml = (struct shai_xml_writer){.out = out};
    SHAI_XMLW_CONST(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

void shai_xmlw_open(struct shai_xml_writer *xml, const char *name, ...)
{
    assert(xml->depth < SHAI_XMLW_DEPTH);
    xml->open[xml->depth++] = name;
    va_list ap;
    va_start(ap, name);
    shai_markup_tag(xml->out, name, ap, ">");
    va_end(ap);
}

void shai_xmlw_void(struct shai_xml_writer *xml, const char *name, ...)
{
    va_list ap;
    va_start(ap, name);
    shai_markup_tag(xml->out, name, ap, "/>");
    va_end(ap);
}

void shai_xmlw_close(struct shai_xml_writer *xml)
{
    assert(xml->depth > 0);
    shai_out_puts(xml->out, "</");
    shai_out_puts(xml->out, xml->open[--xml->depth]);
    shai_out_putc(xml->out, '>');
}

void shai_xmlw_end(struct shai_xml_writer *xml)
{
    while (xml->depth > 0) shai_xmlw_close(xml);
}

void shai_xmlw_text(struct shai_xml_writer *xml, const char *text, size_t len)
{
    shai_markup_text(xml->out, text, len, (struct shai_escapes){" ", xml->keep_units ? "\xC2\xA0" : NULL});
}

void shai_xmlw_leaf(struct shai_xml_writer *xml, const char *name, const char *text)
{
    shai_xmlw_open(xml, name, (char *)NULL);
    shai_xmlw_text(xml, text, strlen(text));
    shai_xmlw_close(xml);
}

void shai_xmlw_constant(struct shai_xml_writer *xml, const char *literal)
{
    shai_out_puts(xml->out, literal);
}
