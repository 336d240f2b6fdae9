/* Sentences in the document's language, with places for texts. It knows no spec. */
#include "base/utf8.h"
#include "describe/writer.h"

#include <stdarg.h>

/* --- a blank between Han and Latin letters or figures ----------------------------------------------------------- */

static bool is_han(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

static bool is_latin(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || cp == '%';
}

static uint32_t first_of(const char *s)
{
    uint32_t cp = 0;
    return shai_utf8_decode(s, strlen(s), &cp) ? cp : 0;
}

static uint32_t last_of(const char *s, size_t len)
{
    size_t at = len ? len - 1 : 0;
    while (at && ((unsigned char)s[at] & 0xC0) == 0x80) at--;
    uint32_t cp = 0;
    return shai_utf8_decode(s + at, len - at, &cp) ? cp : 0;
}

static void put_apart(struct shai_strbuf *b, const char *s)
{
    uint32_t before = last_of(b->s, b->len), after = first_of(s);
    if ((is_han(before) && is_latin(after)) || (is_latin(before) && is_han(after))) shai_strbuf_putc(b, ' ');
    shai_strbuf_puts(b, s);
}

const char *shai_tell(const struct shai_writer *w, const char *zh, const char *en, ...)
{
    const char *args[9] = {0};
    size_t count = 0;
    va_list ap;
    va_start(ap, en);
    for (const char *a; count < 9 && (a = va_arg(ap, const char *)) != NULL;) args[count++] = a;
    va_end(ap);
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    bool pending = false; /* an argument was put last */
    for (const char *s = w->lang == SHAI_EN ? en : zh; *s; s++) {
        if (*s == '%' && s[1] >= '1' && s[1] <= '9') {
            size_t at = (size_t)(*++s - '1');
            if (at < count) put_apart(&b, args[at]);
            pending = true;
        } else if (pending && is_han(first_of(s))) {
            if (is_latin(last_of(b.s, b.len))) shai_strbuf_putc(&b, ' ');
            shai_strbuf_putc(&b, *s);
            pending = false;
        } else {
            pending = false;
            shai_strbuf_putc(&b, *s);
        }
    }
    return b.s;
}

void shai_tell_join(struct shai_strbuf *text, const char *separator, const char *what)
{
    if (!what || !*what) return;
    if (text->len) shai_strbuf_puts(text, separator);
    shai_strbuf_puts(text, what);
}

const char *shai_quoted(const struct shai_writer *w, const char *name)
{
    return shai_arena_printf(w->arena, "“%s”", name);
}

const char *shai_comma(const struct shai_writer *w)
{
    return w->lang == SHAI_EN ? ", " : "、";
}

const char *shai_listed(const struct shai_writer *w, const char *title)
{
    return strstr(title, "、") || strchr(title, ',') ? shai_quoted(w, title) : title;
}

const char *shai_ended(const struct shai_writer *w, const char *text)
{
    static const uint32_t ends[] = {'.', '!', '?', 0x3002, 0xFF01, 0xFF1F};
    uint32_t last = last_of(text, strlen(text));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (last == ends[i]) return text;
    return shai_tell(w, "%1。", "%1.", text, NULL);
}

/* A line for the tests of the spec or for the lint (lang/mutate.c, lint/silence.c), not for readers of the document.
 */
static size_t for_tools(const char *line)
{
    static const char *const words[] = {
        "存活:", "存活\xEF\xBC\x9A", "survivor:", "放行:", "放行\xEF\xBC\x9A", "allow:"};
    const char *s = line + strspn(line, " \t");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(s, words[i], strlen(words[i])) == 0) return strcspn(line, "\n");
    return 0;
}

/* The lines of a comment are lines of the source's width, not of the text. */
const char *shai_comment_words(const struct shai_writer *w, const char *doc)
{
    if (!doc) return NULL;
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (const char *s = doc; *s;) {
        size_t passed = for_tools(s), len = passed ? 0 : strcspn(s, "\n");
        bool han = last_of(b.s, b.len) > 0x2E80 && first_of(s) > 0x2E80;
        if (len && b.len && !han) shai_strbuf_putc(&b, ' ');
        shai_strbuf_add(&b, s, len);
        s += passed + len;
        if (*s) s++;
    }
    return b.len ? b.s : NULL;
}

const char *shai_figure(const struct shai_writer *w, unsigned n)
{
    return shai_arena_printf(w->arena, "%u", n);
}
