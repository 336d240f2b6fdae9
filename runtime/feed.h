/* A window over a file that is read once, front to back: what the CSV and JSON readers look through, in UTF-8
 * whatever the file is in (decode.h).
 *
 * Invariants: buf[begin..end) is what was read and not yet consumed; SHAI_FEED_PAD readable bytes follow buf[end), so
 * that a scanner may load a word beyond it. Filling may move the window: positions are kept relative to `begin`. */
#ifndef SHAI_RUNTIME_FEED_H
#define SHAI_RUNTIME_FEED_H

#include "runtime/decode.h"

enum {
    SHAI_FEED_BUFFER = 256 * 1024,
    SHAI_FEED_PAD = 16,
    SHAI_RECORD_MAX = 16 * 1024 * 1024, /* bytes of a row or line; a longer one is refused */
};

/* What to do where a file has nothing more just now. */
enum shai_wait {
    SHAI_WAIT_READ, /* read (again) */
    SHAI_WAIT_END,  /* the file is at its end */
    SHAI_WAIT_STOP, /* no more is to be read, though more might come: what has no line end is half a line */
};
struct shai_waiting {
    /* Asked before each read, and again (`ended`) where the read gave nothing. It may take its time. */
    enum shai_wait (*ask)(void *user, bool ended);
    void *user;
};

struct shai_feed {
    struct shai_arena *arena;
    int fd; /* the caller's */
    char *buf;
    size_t cap, begin, end;
    const struct shai_waiting *waiting; /* ? the caller's */
    bool eof;
    bool stopped;                /* by `waiting`: then eof is set too */
    int error;                   /* errno of the read that failed, or 0: then eof is set too */
    enum shai_encoding encoding; /* AUTO: all bytes so far are ASCII, and it is still to be seen */
    bool guessed;                /* it was not said, and is not UTF-8 */
    bool no_converter;           /* for that encoding: then eof is set too */
    struct shai_decoder decoder; /* where it is not UTF-8 */
};

void shai_feed_init(struct shai_feed *feed, struct shai_arena *arena, int fd);
/* Puts bytes that were taken from the descriptor before back to its front. Only right after init. */
void shai_feed_put_back(struct shai_feed *feed, const char *bytes, size_t len);
/* A window over a text in memory, which is copied: it is at its end already. */
void shai_feed_init_text(struct shai_feed *feed, struct shai_arena *arena, const char *text, size_t len);
/* Says in what encoding the file is (UTF-8, unless said), before anything is asked for; AUTO: by its byte order mark
 * and its bytes. A mark is passed over. */
void shai_feed_decode(struct shai_feed *feed, enum shai_encoding encoding);
/* Gives back what is not the arena's. */
void shai_feed_close(struct shai_feed *feed);
/* Reads more bytes behind `end`, growing the buffer where it is full. False at the end of the file. */
bool shai_feed_more(struct shai_feed *feed);
/* Bytes in the window. */
static inline size_t shai_feed_have(const struct shai_feed *feed)
{
    return feed->end - feed->begin;
}
/* Is there a byte at begin + at? Reads on as long as it must. */
static inline bool shai_feed_reach(struct shai_feed *feed, size_t at)
{
    while (shai_feed_have(feed) <= at)
        if (!shai_feed_more(feed)) return false;
    return true;
}
/* Offset (from begin) of the first `c` at or after `from`. False where there is none before the end of the file or
 * before `limit`; *at is then how far was looked. */
bool shai_feed_find(struct shai_feed *feed, size_t from, char c, size_t limit, size_t *at);
/* Consumes up to and with the next `c`, however far; false where the file ends before. */
bool shai_feed_skip_past(struct shai_feed *feed, char c);

#endif
