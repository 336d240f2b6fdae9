/* Growing text. A strbuf lives in an arena; `s` is always NUL-terminated once anything was added ("" before), and
 * valid until the next addition. */
#ifndef SHAI_BASE_STRBUF_H
#define SHAI_BASE_STRBUF_H

#include "base/arena.h"

#include <string.h>

struct shai_strbuf {
    struct shai_arena *arena;
    char *s;
    size_t len, cap;
};

void shai_strbuf_init(struct shai_strbuf *buf, struct shai_arena *arena);
void shai_strbuf_clear(struct shai_strbuf *buf);
void shai_strbuf_add(struct shai_strbuf *buf, const char *s, size_t len);
void shai_strbuf_puts(struct shai_strbuf *buf, const char *s);
void shai_strbuf_putc(struct shai_strbuf *buf, char c);
/* One code point as UTF-8. */
void shai_strbuf_putcp(struct shai_strbuf *buf, uint32_t cp);
void shai_strbuf_printf(struct shai_strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
