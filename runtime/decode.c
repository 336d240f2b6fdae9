/* GB 18030 and UTF-16 to UTF-8; see decode.h. In: bytes. Out: bytes. It reads no file. */
#include "runtime/decode.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

const char *shai_encoding_name(enum shai_encoding encoding)
{
    switch (encoding) {
    case SHAI_ENCODING_GB18030: return "GB 18030";
    case SHAI_ENCODING_UTF16LE:
    case SHAI_ENCODING_UTF16BE: return "UTF-16";
    case SHAI_ENCODING_AUTO:
    case SHAI_ENCODING_UTF8: break;
    }
    return "UTF-8";
}

/* --- guessing ----------------------------------------------------------------------------------------------------
 */

static bool in(unsigned char c, unsigned char from, unsigned char to)
{
    return c >= from && c <= to;
}

/* The form of GB 18030: 81..FE with 40..7E or 80..FE, or with 30..39, 81..FE, 30..39. */
static bool has_gb_form(const char *s, size_t len)
{
    const unsigned char *u = (const unsigned char *)s;
    for (size_t i = 0; i < len; i++) {
        if (u[i] < 0x80) continue;
        if (!in(u[i], 0x81, 0xFE) || i + 1 == len) return false;
        unsigned char b = u[i + 1];
        if (in(b, 0x30, 0x39)) {
            if (len - i < 4 || !in(u[i + 2], 0x81, 0xFE) || !in(u[i + 3], 0x30, 0x39)) return false;
            i += 3;
        } else {
            if (!in(b, 0x40, 0xFE) || b == 0x7F) return false;
            i++;
        }
    }
    return true;
}

/* Holds sound UTF-8 a character of three or four bytes? */
static bool has_wide(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] >= 0xE1) return true;
    return false;
}

static size_t line_len(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len && s[i] != '\n' && s[i] != '\r') i++;
    return i;
}

enum shai_encoding shai_encoding_guess(const char *s, size_t len, bool whole)
{
    size_t seen = 0, bad = 0, gb = 0;
    while (len) {
        size_t n = line_len(s, len), sound;
        if (n == len && !whole) break;
        sound = shai_utf8_check(s, n);
        if (sound < n) {
            if (n == len && bad) break; /* it may be cut off; the lines before tell enough */
            bad++;
            gb += !has_wide(s, sound) && has_gb_form(s, n);
        } else if (has_wide(s, n)) {
            return SHAI_ENCODING_UTF8;
        }
        for (size_t i = 0; i < n && !seen; i++) seen = (unsigned char)s[i] >= 0x80;
        n += n < len;
        s += n, len -= n;
    }
    if (bad && gb * 2 > bad) return SHAI_ENCODING_GB18030;
    return seen || whole ? SHAI_ENCODING_UTF8 : SHAI_ENCODING_AUTO;
}

/* --- decoding ----------------------------------------------------------------------------------------------------
 */

struct shai_converter {
    iconv_t handle;
    bool open;
};

static void close_converter(void *what)
{
    struct shai_converter *c = what;
    if (c->open) iconv_close(c->handle);
    c->open = false;
}

bool shai_decoder_open(struct shai_decoder *d, struct shai_arena *arena, enum shai_encoding encoding, const char *s,
                       size_t len)
{
    size_t cap = len + SHAI_DECODER_RAW;
    *d = (struct shai_decoder){.encoding = encoding, .cap = cap, .end = len};
    d->raw = shai_arena_alloc(arena, cap);
    if (len) memcpy(d->raw, s, len);
    const char *from = encoding == SHAI_ENCODING_GB18030   ? "GB18030"
                       : encoding == SHAI_ENCODING_UTF16LE ? "UTF-16LE"
                                                           : "UTF-16BE";
    struct shai_converter *c = d->converter = SHAI_NEW(arena, struct shai_converter);
    shai_arena_close_with(arena, close_converter, c);
    c->handle = iconv_open("UTF-8", from);
    c->open = c->handle != (iconv_t)-1; // NOLINT(performance-no-int-to-ptr): as POSIX has it
    return c->open;
}

size_t shai_decoder_room(struct shai_decoder *d)
{
    if (d->begin) memmove(d->raw, d->raw + d->begin, d->end - d->begin);
    d->end -= d->begin;
    d->begin = 0;
    return d->cap - d->end;
}

size_t shai_decode(struct shai_decoder *d, char *out, size_t size)
{
    size_t step = d->encoding == SHAI_ENCODING_GB18030 ? 1 : 2;
    char *at = out;
    while (d->begin < d->end) {
        size_t have = d->end - d->begin, room = size - (size_t)(at - out);
        char *from = d->raw + d->begin;
        size_t bad = iconv(d->converter->handle, &from, &have, &at, &room);
        d->begin = d->end - have;
        if (bad != (size_t)-1) break;
        if (errno == E2BIG || !room) break;
        if (errno == EINVAL && !d->ended) break; /* half a character: the rest is still to be read */
        *at++ = '\xFF';
        d->begin += have < step || errno == EINVAL ? have : step;
    }
    return (size_t)(at - out);
}

void shai_decoder_close(struct shai_decoder *d)
{
    if (d->converter) close_converter(d->converter);
}
