/* Escaping, once for HTML and XML. */
#include "paper/markup.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

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

void shai_markup_text(struct shai_out *out, const char *s, size_t len, struct shai_escapes escapes)
{
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + at, len - at, &cp);
        if (!n) n = 1, cp = 0;
        const char *instead = entity(cp);
        if (escapes.tied_blank && shai_utf8_is_tied_blank(s, len, at)) instead = escapes.tied_blank;
        if (cp == '\n') instead = escapes.line_end;
        else if (cp == '\t') instead = " ";
        else if (cp == '\r') instead = "";
        else if (!instead && shai_utf8_is_hidden(cp)) instead = "\xEF\xBF\xBD";
        if (instead) shai_out_puts(out, instead);
        else shai_out_write(out, s + at, n);
        at += n;
    }
}

void shai_markup_tag(struct shai_out *out, const char *name, va_list ap, const char *end)
{
    shai_out_putc(out, '<');
    shai_out_puts(out, name);
    for (const char *attribute; (attribute = va_arg(ap, const char *)) != NULL;) {
        const char *value = va_arg(ap, const char *);
        if (!value) continue;
        shai_out_putc(out, ' ');
        shai_out_puts(out, attribute);
        shai_out_puts(out, "=\"");
        shai_markup_text(out, value, strlen(value), (struct shai_escapes){" ", NULL});
        shai_out_putc(out, '"');
    }
    shai_out_puts(out, end);
}
