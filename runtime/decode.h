/* From other encodings to UTF-8, piece by piece.
 *
 * In: bytes in GB 18030 or UTF-16. Out: UTF-8. A byte that cannot be read becomes 0xFF, which no UTF-8 holds, so that
 * the row it stands in is refused and no other: neither encoding hides a line end, a comma, a tab or a quotation mark
 * inside a character. iconv of the C library does the work; its memory is its own, and is given back by
 * shai_decoder_close, or with the arena. */
#ifndef SHAI_RUNTIME_DECODE_H
#define SHAI_RUNTIME_DECODE_H

#include "base/arena.h"

#include <stdbool.h>

enum shai_encoding {
    SHAI_ENCODING_AUTO, /* by the byte order mark, else UTF-8 or, where the bytes are none, GB 18030 */
    SHAI_ENCODING_UTF8,
    SHAI_ENCODING_GB18030,
    SHAI_ENCODING_UTF16LE,
    SHAI_ENCODING_UTF16BE,
};

enum {
    SHAI_DECODER_RAW = 64 * 1024, /* bytes read at a time, and looked at for a guess */
    SHAI_DECODER_ROOM = 512,      /* the least room to decode into */
};

struct shai_decoder {
    struct shai_converter *converter; /* NULL: none was opened */
    enum shai_encoding encoding;
    char *raw; /* raw[begin..end) is read and not yet decoded */
    size_t cap, begin, end;
    bool ended;
};

/* The name of an encoding, as messages have it. */
const char *shai_encoding_name(enum shai_encoding encoding);
/* What encoding the bytes are in: UTF8, GB18030, or AUTO where they are too few to tell. Only whole lines count, but
 * for `whole`: nothing follows. GB 18030 it is where no line is UTF-8 with Chinese in it, some line is no UTF-8 at
 * all, and most such lines are sound GB 18030. */
enum shai_encoding shai_encoding_guess(const char *s, size_t len, bool whole);

/* Starts with bytes that were read already (copied). False where the system has no such converter. */
bool shai_decoder_open(struct shai_decoder *d, struct shai_arena *arena, enum shai_encoding encoding, const char *s,
                       size_t len);
/* Room for more bytes from the file: at d->raw + d->end; its size. */
size_t shai_decoder_room(struct shai_decoder *d);
/* Decodes into out[0..size), size >= SHAI_DECODER_ROOM. Returns the bytes written; 0: more must be read first, or,
 * where `ended` is set, there are no more. */
size_t shai_decode(struct shai_decoder *d, char *out, size_t size);
void shai_decoder_close(struct shai_decoder *d);

#endif
