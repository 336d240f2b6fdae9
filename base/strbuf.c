/* Growing text on an arena. */
#include "base/strbuf.h"

#include <stdio.h>

static char EMPTY[1] = "";

void shai_strbuf_init(struct shai_strbuf *buf, struct shai_arena *arena)
{
    *buf = (struct shai_strbuf){.arena = arena, .s = EMPTY};
}

void shai_strbuf_clear(struct shai_strbuf *buf)
{
    buf->len = 0;
    if (buf->cap) buf->s[0] = 0;
}

static char *room(struct shai_strbuf *buf, size_t more)
{
    if (more > SIZE_MAX - buf->len - 1) shai_arena_panic(buf->arena);
    buf->s = shai_arena_grow(buf->arena, buf->s, &buf->cap, buf->len + more + 1, 1);
    return buf->s + buf->len;
}

void shai_strbuf_add(struct shai_strbuf *buf, const char *s, size_t len)
{
    char *p = room(buf, len);
    if (len) memcpy(p, s, len);
    buf->len += len;
    buf->s[buf->len] = 0;
}

void shai_strbuf_puts(struct shai_strbuf *buf, const char *s)
{
    shai_strbuf_add(buf, s, strlen(s));
}

void shai_strbuf_putc(struct shai_strbuf *buf, char c)
{
    shai_strbuf_add(buf, &c, 1);
}

void shai_strbuf_putcp(struct shai_strbuf *buf, uint32_t cp)
{
    char u[4];
    size_t n;
    if (cp < 0x80) {
        u[0] = (char)cp, n = 1;
    } else if (cp < 0x800) {
        u[0] = (char)(0xC0 | cp >> 6), u[1] = (char)(0x80 | (cp & 63)), n = 2;
    } else if (cp < 0x10000) {
        u[0] = (char)(0xE0 | cp >> 12), u[1] = (char)(0x80 | (cp >> 6 & 63)), u[2] = (char)(0x80 | (cp & 63)), n = 3;
    } else {
        u[0] = (char)(0xF0 | cp >> 18), u[1] = (char)(0x80 | (cp >> 12 & 63));
        u[2] = (char)(0x80 | (cp >> 6 & 63)), u[3] = (char)(0x80 | (cp & 63)), n = 4;
    }
    shai_strbuf_add(buf, u, n);
}

void shai_strbuf_printf(struct shai_strbuf *buf, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int len = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (len > 0) {
        vsnprintf(room(buf, (size_t)len), (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
    if (len < 0) shai_arena_panic(buf->arena);
}
