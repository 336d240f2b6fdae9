/* Buffered output whose errors stick.
 *
 * Writers of results call these without looking; whoever owns the output asks shai_out_flush() once at the end. After
 * the first failed write nothing more is written and `error` holds its errno. */
#ifndef SHAI_BASE_OUT_H
#define SHAI_BASE_OUT_H

#include "base/strbuf.h"

#include <stddef.h>

enum { SHAI_OUT_BUFFER = 64 * 1024 };

struct shai_out {
    int fd;                   /* the descriptor written to; not owned */
    struct shai_strbuf *text; /* ? written to instead */
    int error;                /* 0, or the errno of the first write that failed */
    size_t len;
    char buf[SHAI_OUT_BUFFER];
};

void shai_out_init(struct shai_out *out, int fd);
/* Output into a text, which is whole after shai_out_flush. */
void shai_out_init_text(struct shai_out *out, struct shai_strbuf *text);
void shai_out_write(struct shai_out *out, const char *s, size_t len);
void shai_out_puts(struct shai_out *out, const char *s);
void shai_out_putc(struct shai_out *out, char c);
void shai_out_printf(struct shai_out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Writes what is held back. Returns 0, or the errno of the first failure since init. */
int shai_out_flush(struct shai_out *out);

/* A cell of CSV (RFC 4180): in quotes where it needs them. */
void shai_out_csv(struct shai_out *out, const char *s);

/* A JSON string with its quotes, escaped; invalid UTF-8 does not occur (input is checked when read). */
void shai_out_json(struct shai_out *out, const char *s, size_t len);
/* As shai_out_json of a NUL-terminated string; null where s is NULL. */
void shai_out_json_str(struct shai_out *out, const char *s);
/* A further member of an object: `,"key":`, and then its value; key is written as it is. */
void shai_out_json_key(struct shai_out *out, const char *key);
void shai_out_json_member(struct shai_out *out, const char *key, const char *value);
/* The same with an array of strings. */
void shai_out_json_list(struct shai_out *out, const char *key, const char *const *values, size_t count);

#endif
