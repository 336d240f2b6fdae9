/* See xlsx_strings.h. */
#include "sheet/xlsx_strings.h"

#include <string.h>

/* --- escapes -------------------------------------------------------------------------------------------------------
 */

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code of `_xHHHH_` at s, or 0. */
static uint32_t escape_at(const char *s, size_t len)
{
    uint32_t code = 0;
    if (len < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_') return 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex(s[i]);
        if (digit < 0) return 0;
        code = code << 4 | (uint32_t)digit;
    }
    return code;
}

/* As UTF-8, which is shorter than its escape. */
static size_t put(char *out, uint32_t cp)
{
    if (cp < 0x80) return out[0] = (char)cp, 1;
    if (cp < 0x800) return out[0] = (char)(0xC0 | cp >> 6), out[1] = (char)(0x80 | (cp & 0x3F)), 2;
    if (cp < 0x10000)
        return out[0] = (char)(0xE0 | cp >> 12), out[1] = (char)(0x80 | (cp >> 6 & 0x3F)),
               out[2] = (char)(0x80 | (cp & 0x3F)), 3;
    return out[0] = (char)(0xF0 | cp >> 18), out[1] = (char)(0x80 | (cp >> 12 & 0x3F)),
           out[2] = (char)(0x80 | (cp >> 6 & 0x3F)), out[3] = (char)(0x80 | (cp & 0x3F)), 4;
}

size_t shai_xlsx_unescape(char *s, size_t len)
{
    enum { ESCAPE = 7 };
    size_t used = 0;
    if (!memchr(s, '_', len)) return len;
    for (size_t i = 0; i < len;) {
        uint32_t cp = escape_at(s + i, len - i), low;
        size_t n = ESCAPE;
        if (cp >= 0xD800 && cp < 0xDC00 && (low = escape_at(s + i + n, len - i - n)) >= 0xDC00 && low < 0xE000)
            cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00), n *= 2;
        if (!cp || (cp >= 0xD800 && cp < 0xE000)) { /* none, or what no text holds */
            s[used++] = s[i++];
            continue;
        }
        used += put(s + used, cp);
        i += n;
    }
    return used;
}

/* --- the part ------------------------------------------------------------------------------------------------------
 */

struct reading {
    struct shai_strings *strings;
    struct shai_pull **xml;
    struct shai_strbuf text;
    bool inside;  /* <t> */
    int phonetic; /* how deep in <rPh>: how the text is pronounced, which no cell shows */
};

static void start(void *user, const char *name, const char **attributes)
{
    struct reading *r = user;
    (void)attributes;
    if (strcmp(name, "si") == 0) shai_strbuf_clear(&r->text);
    else if (strcmp(name, "rPh") == 0) r->phonetic++;
    else if (strcmp(name, "t") == 0) r->inside = !r->phonetic;
}

static void text(void *user, const char *s, size_t len)
{
    struct reading *r = user;
    if (!r->inside) return;
    if (r->text.len + len > SHAI_TEXT_MAX) shai_pull_refuse(*r->xml, SHAI_D_XLSX_TOO_BIG, "text");
    else shai_strbuf_add(&r->text, s, len);
}

static void end(void *user, const char *name)
{
    struct reading *r = user;
    struct shai_strings *s = r->strings;
    if (strcmp(name, "t") == 0) r->inside = false;
    else if (strcmp(name, "rPh") == 0) r->phonetic--;
    if (strcmp(name, "si") != 0) return;
    if (shai_spill_add(&s->text, r->text.s, shai_xlsx_unescape(r->text.s, r->text.len))) {
        uint64_t at = shai_spill_size(&s->text);
        if (shai_spill_add(&s->ends, &at, sizeof at)) s->count++;
    }
    if (shai_strings_error(s)) shai_pull_refuse(*r->xml, SHAI_D_XLSX_TEMPORARY, strerror(shai_strings_error(s)));
}

static const struct shai_pull_handler handler = {start, end, text};

void shai_strings_init(struct shai_strings *strings, struct shai_arena *arena, size_t limit)
{
    *strings = (struct shai_strings){0};
    if (!limit) limit = SHAI_STRINGS_MEMORY;
    shai_spill_init(&strings->text, arena, limit);
    shai_spill_init(&strings->ends, arena, limit / 4);
}

bool shai_strings_read(struct shai_strings *strings, struct shai_pull **held, struct shai_arena *arena,
                       struct shai_archive *archive, const char *name)
{
    struct reading r = {.strings = strings, .xml = held};
    shai_strbuf_init(&r.text, arena);
    return shai_pull_read(held, arena, archive, name, SHAI_ARCHIVE_LARGE, &handler, &r);
}

bool shai_strings_get(struct shai_strings *strings, struct shai_arena *run, uint64_t index, struct shai_slice *text)
{
    uint64_t from = 0, to;
    if (index >= strings->count) return false;
    if (index && !shai_spill_read(&strings->ends, (index - 1) * sizeof from, &from, sizeof from)) return false;
    if (!shai_spill_read(&strings->ends, index * sizeof to, &to, sizeof to)) return false;
    if (to < from || to - from > SHAI_TEXT_MAX) return false;
    char *s = shai_arena_alloc(run, (size_t)(to - from));
    *text = (struct shai_slice){s, (size_t)(to - from)};
    return shai_spill_read(&strings->text, from, s, (size_t)(to - from));
}

int shai_strings_error(const struct shai_strings *strings)
{
    return strings->text.error ? strings->text.error : strings->ends.error;
}

void shai_strings_close(struct shai_strings *strings)
{
    shai_spill_close(&strings->text);
    shai_spill_close(&strings->ends);
}
