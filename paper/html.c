/* HTML output. In: elements, attributes and texts. Out: well-formed markup on a shai_out, with all data escaped. It
 * knows nothing of letters. */
#include "paper/html.h"

#include "base/utf8.h"

#include <assert.h>
#include <nettle/base64.h>
#include <stdarg.h>
#include <string.h>

void shai_html_init(struct shai_html *html, struct shai_out *out)
{
    html->out = out;
    html->depth = 0;
    html->keep_units = false;
}

/* Acts on how text is laid out, or is no character of HTML. */
static bool is_hidden(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E || cp == 0x200F || (cp >= 0xFFFE && cp <= 0xFFFF);
}

static const char *entity(uint32_t cp)
{
    switch (cp) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

static void put_escaped(struct shai_out *out, const char *s, const char *line_end, bool keep_units)
{
    size_t len = strlen(s);
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + at, len - at, &cp);
        if (!n) n = 1, cp = 0;
        const char *instead = entity(cp);
        if (keep_units && shai_utf8_is_tied_blank(s, len, at)) instead = "&nbsp;";
        if (cp == '\n') instead = line_end;
        else if (cp == '\t') instead = " ";
        else if (cp == '\r') instead = "";
        else if (!instead && is_hidden(cp)) instead = "\xEF\xBF\xBD";
        if (instead) shai_out_puts(out, instead);
        else shai_out_write(out, s + at, n);
        at += n;
    }
}

static void put_tag(struct shai_html *html, const char *name, va_list ap)
{
    shai_out_putc(html->out, '<');
    shai_out_puts(html->out, name);
    for (const char *attribute; (attribute = va_arg(ap, const char *)) != NULL;) {
        const char *value = va_arg(ap, const char *);
        if (!value) continue;
        shai_out_putc(html->out, ' ');
        shai_out_puts(html->out, attribute);
        shai_out_puts(html->out, "=\"");
        put_escaped(html->out, value, " ", false);
        shai_out_putc(html->out, '"');
    }
    shai_out_putc(html->out, '>');
}

void shai_html_open(struct shai_html *html, const char *name, ...)
{
    assert(html->depth < SHAI_HTML_DEPTH);
    html->open[html->depth++] = name;
    va_list ap;
    va_start(ap, name);
    put_tag(html, name, ap);
    va_end(ap);
}

void shai_html_void(struct shai_html *html, const char *name, ...)
{
    va_list ap;
    va_start(ap, name);
    put_tag(html, name, ap);
    va_end(ap);
}

enum { PICTURE_CHUNK = 768 }; /* a multiple of 3: no padding but at the end */

void shai_html_picture(struct shai_html *html, const char *type, const void *bytes, size_t len, const char *alt)
{
    char code[BASE64_ENCODE_RAW_LENGTH(PICTURE_CHUNK)];
    const uint8_t *at = bytes;
    shai_out_printf(html->out, "<img src=\"data:%s;base64,", type);
    while (len) {
        size_t n = len < PICTURE_CHUNK ? len : PICTURE_CHUNK;
        base64_encode_raw(code, n, at);
        shai_out_write(html->out, code, BASE64_ENCODE_RAW_LENGTH(n));
        at += n;
        len -= n;
    }
    shai_out_puts(html->out, "\" alt=\"");
    if (alt) put_escaped(html->out, alt, " ", false);
    shai_out_puts(html->out, "\">");
}

void shai_html_close(struct shai_html *html)
{
    assert(html->depth > 0);
    shai_out_puts(html->out, "</");
    shai_out_puts(html->out, html->open[--html->depth]);
    shai_out_putc(html->out, '>');
}

void shai_html_end(struct shai_html *html)
{
    while (html->depth > 0) shai_html_close(html);
}

void shai_html_text(struct shai_html *html, const char *text)
{
    if (text) put_escaped(html->out, text, "<br>", html->keep_units);
}

void shai_html_leaf(struct shai_html *html, const char *name, const char *class_name, const char *text)
{
    shai_html_open(html, name, "class", class_name, (char *)NULL);
    shai_html_text(html, text);
    shai_html_close(html);
}

void shai_html_constant(struct shai_html *html, const char *literal)
{
    shai_out_puts(html->out, literal);
}
