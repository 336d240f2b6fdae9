/* HTML output. In: elements, attributes and texts. Out: well-formed markup on a shai_out, with all data escaped. It
 * knows nothing of letters. */
#include "paper/html.h"

#include "base/utf8.h"
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

/* May stand in a unit as it is written: "mg/kg", "µg/cm²", "dm-2". */
static bool is_of_unit(uint32_t cp)
{
    if (cp >= 0x80) return cp < 0x2E80; /* no Han */
    return shai_utf8_is_word(cp) || cp == '/' || cp == '%' || cp == '^' || cp == '-' || cp == '.';
}

/* How long the unit is that begins a text, where it has a stroke, behind which it would part; else 0. */
static size_t stroked_unit(const char *s, size_t len)
{
    size_t n = 0, used;
    bool stroke = false;
    for (uint32_t cp; n < len && (used = shai_utf8_decode(s + n, len - n, &cp)) > 0 && is_of_unit(cp); n += used)
        stroke |= cp == '/';
    return stroke ? n : 0;
}

static void put_text(struct shai_html *html, const char *s, size_t len)
{
    shai_markup_text(html->out, s, len, (struct shai_escapes){"<br>", html->keep_units ? "&nbsp;" : NULL});
}

void shai_html_text(struct shai_html *html, const char *text)
{
    if (!text) return;
    size_t len = strlen(text), begin = 0;
    for (size_t at = 0; html->keep_units && at < len; at++) {
        if (!shai_utf8_is_tied_blank(text, len, at)) continue;
        size_t unit = stroked_unit(text + at + 1, len - at - 1);
        if (!unit) continue;
        put_text(html, text + begin, at - begin);
        SHAI_HTML_CONST(html, "&nbsp;<span class=\"no\">");
        begin = at + 1 + unit;
        put_text(html, text + at + 1, unit);
        SHAI_HTML_CONST(html, "</span>");
        at = begin - 1;
    }
    put_text(html, text + begin, len - begin);
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
