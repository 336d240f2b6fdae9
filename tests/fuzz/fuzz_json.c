/* Fuzzes the reader of one NDJSON line: what it takes is well-formed text, and a line of it written anew is taken
 * too, with the same pairs. */
#include "base/utf8.h"
#include "runtime/json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct shai_panic panic;
static struct shai_arena arena;

static void must(bool ok)
{
    if (!ok) abort();
}

static void put_text(struct shai_strbuf *out, struct shai_slice t)
{
    must(shai_utf8_check(t.s, t.len) == t.len);
    shai_strbuf_putc(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.s[i];
        if (c < 0x20 || c == '"' || c == '\\') shai_strbuf_printf(out, "\\u%04x", c);
        else shai_strbuf_putc(out, t.s[i]);
    }
    shai_strbuf_putc(out, '"');
}

static void put_part(struct shai_strbuf *out, const char *name, struct shai_slice t)
{
    if (!t.s) return;
    shai_strbuf_puts(out, name);
    put_text(out, t);
}

static void put_line(struct shai_strbuf *out, const struct shai_json_line *line)
{
    shai_strbuf_putc(out, '{');
    for (size_t i = 0; i < line->count; i++) {
        const struct shai_json_pair *p = &line->pairs[i];
        if (i) shai_strbuf_putc(out, ',');
        put_text(out, p->key);
        put_part(out, ":{\"value\":", p->value);
        put_part(out, ",\"unit\":", p->unit);
        put_part(out, ",\"u\":", p->u);
        put_part(out, ",\"dl\":", p->dl);
        shai_strbuf_putc(out, '}');
    }
    shai_strbuf_putc(out, '}');
}

static void check(const char *text, size_t len)
{
    struct shai_json_line line;
    struct shai_strbuf once, twice;
    if (shai_utf8_check(text, len) != len || memchr(text, '\n', len)) return;
    enum shai_json_status status = shai_json_read(&arena, text, len, &line);
    if (status == SHAI_JSON_BAD) must(line.message != NULL);
    if (status == SHAI_JSON_ARRAY || status == SHAI_JSON_NO_VALUE || status == SHAI_JSON_PART) must(line.key != NULL);
    if (status != SHAI_JSON_OK) return;
    shai_strbuf_init(&once, &arena);
    shai_strbuf_init(&twice, &arena);
    put_line(&once, &line);
    must(shai_json_read(&arena, once.s, once.len, &line) == SHAI_JSON_OK);
    put_line(&twice, &line);
    must(once.len == twice.len && memcmp(once.s, twice.s, once.len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    if (SHAI_TRY(&panic)) check((const char *)data, len);
    shai_arena_release(&arena);
    return 0;
}
