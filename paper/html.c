/* HTML output. In: elements, attributes and texts. Out: well-formed markup on a shai_out, with all data escaped. It
 * knows nothing of letters. */
#include "paper/html.h"

#include "paper/markup.h"

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

void shai_html_open(struct shai_html *html, const char *name, ...)
{
    assert(html->depth < SHAI_HTML_DEPTH);
    html->open[html->depth++] = name;
    va_list ap;
    va_start(ap, name);
    shai_markup_tag(html->out, name, ap, ">");
    va_end(ap);
}

void shai_html_void(struct shai_html *html, const char *name, ...)
{
    va_list ap;
    va_start(ap, name);
    shai_markup_tag(html->out, name, ap, ">");
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
    if (alt) shai_markup_text(html->out, alt, strlen(alt), (struct shai_escapes){" ", NULL});
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
    if (!text) return;
    shai_markup_text(html->out, text, strlen(text),
                     (struct shai_escapes){"<br>", html->keep_units ? "&nbsp;" : NULL});
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
