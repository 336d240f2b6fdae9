/* The trailer says where the catalogue is; the table of references where it begins. */
#include "paper/pdf_end.h"

#include <stdlib.h>
#include <string.h>

static const char *last_of(const struct shai_strbuf *pdf, const char *what)
{
    size_t len = strlen(what);
    for (size_t at = pdf->len >= len ? pdf->len - len + 1 : 0; at-- > 0;)
        if (memcmp(pdf->s + at, what, len) == 0) return pdf->s + at;
    return NULL;
}

/* The number behind `key` at or after `from`; 0 where there is none. */
static unsigned long number_after(const char *from, const char *key)
{
    const char *at = from ? strstr(from, key) : NULL;
    return at ? strtoul(at + strlen(key), NULL, 10) : 0;
}

/* The body of an object, after "<<" and before the last ">>". */
static const char *object_body(struct shai_strbuf *pdf, unsigned long number, size_t *len)
{
    const char *head = shai_arena_printf(pdf->arena, "\n%lu 0 obj\n<<", number);
    const char *at = last_of(pdf, head);
    if (!at) return NULL;
    at += strlen(head);
    const char *end = strstr(at, "endobj");
    if (!end) return NULL;
    while (end > at && end[-1] != '>') end--;
    if (end - at < 2) return NULL;
    *len = (size_t)(end - at) - 2;
    return shai_arena_strndup(pdf->arena, at, *len);
}

bool shai_pdf_add_language(struct shai_strbuf *pdf, const char *language)
{
    const char *trailer = last_of(pdf, "\ntrailer\n");
    unsigned long size = number_after(trailer, "/Size "), root = number_after(trailer, "/Root "),
                  info = number_after(trailer, "/Info "), table = number_after(trailer, "startxref\n");
    size_t len;
    const char *body = root && size && table ? object_body(pdf, root, &len) : NULL;
    if (!body) return false;
    size_t at = pdf->len;
    shai_strbuf_printf(pdf, "%lu 0 obj\n<<", root);
    shai_strbuf_add(pdf, body, len);
    if (strstr(body, "/StructTreeRoot") && !strstr(body, "/MarkInfo"))
        shai_strbuf_puts(pdf, "   /MarkInfo << /Marked true >>\n");
    shai_strbuf_printf(pdf, "   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n",
                       language);
    size_t xref = pdf->len;
    shai_strbuf_printf(pdf, "xref\n%lu 1\n%010zu 00000 n \n", root, at);
    shai_strbuf_printf(pdf, "trailer\n<< /Size %lu\n   /Root %lu 0 R\n   /Info %lu 0 R\n   /Prev %lu\n>>\n", size,
                       root, info, table);
    shai_strbuf_printf(pdf, "startxref\n%zu\n%%%%EOF\n", xref);
    return true;
}
