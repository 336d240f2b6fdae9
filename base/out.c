/* Buffered output on a descriptor. */
#include "base/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void shai_out_init(struct shai_out *out, int fd)
{
    out->fd = fd;
    out->text = NULL;
    out->error = 0;
    out->len = 0;
}

void shai_out_init_text(struct shai_out *out, struct shai_strbuf *text)
{
    shai_out_init(out, -1);
    out->text = text;
}

static void write_all(struct shai_out *out, const char *s, size_t len)
{
    if (out->text) {
        shai_strbuf_add(out->text, s, len);
        return;
    }
    while (len && !out->error) {
        ssize_t n = write(out->fd, s, len);
        if (n >= 0) {
            s += n;
            len -= (size_t)n;
        } else if (errno != EINTR) {
            out->error = errno;
        }
    }
}

int shai_out_flush(struct shai_out *out)
{
    write_all(out, out->buf, out->len);
    out->len = 0;
    return out->error;
}

void shai_out_write(struct shai_out *out, const char *s, size_t len)
{
    if (len > sizeof out->buf - out->len) {
        shai_out_flush(out);
        if (len > sizeof out->buf) {
            write_all(out, s, len);
            return;
        }
    }
    memcpy(out->buf + out->len, s, len);
    out->len += len;
}

void shai_out_puts(struct shai_out *out, const char *s)
{
    shai_out_write(out, s, strlen(s));
}

void shai_out_putc(struct shai_out *out, char c)
{
    shai_out_write(out, &c, 1);
}

void shai_out_printf(struct shai_out *out, const char *format, ...)
{
    char line[1024];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof line) out->error = out->error ? out->error : EOVERFLOW;
    else shai_out_write(out, line, (size_t)n);
}

void shai_out_csv(struct shai_out *out, const char *s)
{
    if (!strpbrk(s, "\",\r\n")) {
        shai_out_puts(out, s);
        return;
    }
    shai_out_putc(out, '"');
    for (; *s; s++) {
        if (*s == '"') shai_out_putc(out, '"');
        shai_out_putc(out, *s);
    }
    shai_out_putc(out, '"');
}

void shai_out_json(struct shai_out *out, const char *s, size_t len)
{
    shai_out_putc(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
        shai_out_write(out, s + from, i - from);
        from = i + 1;
        if (c == '"' || c == '\\') {
            shai_out_putc(out, '\\');
            shai_out_putc(out, (char)c);
        } else if (c == '\n') {
            shai_out_puts(out, "\\n");
        } else if (c == '\t') {
            shai_out_puts(out, "\\t");
        } else {
            shai_out_printf(out, "\\u%04x", c);
        }
    }
    shai_out_write(out, s + from, len - from);
    shai_out_putc(out, '"');
}

void shai_out_json_str(struct shai_out *out, const char *s)
{
    if (s) shai_out_json(out, s, strlen(s));
    else shai_out_puts(out, "null");
}

void shai_out_json_key(struct shai_out *out, const char *key)
{
    shai_out_puts(out, ",\"");
    shai_out_puts(out, key);
    shai_out_puts(out, "\":");
}

void shai_out_json_member(struct shai_out *out, const char *key, const char *value)
{
    shai_out_json_key(out, key);
    shai_out_json_str(out, value);
}

void shai_out_json_list(struct shai_out *out, const char *key, const char *const *values, size_t count)
{
    shai_out_json_key(out, key);
    shai_out_putc(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i) shai_out_putc(out, ',');
        shai_out_json_str(out, values[i]);
    }
    shai_out_putc(out, ']');
}
