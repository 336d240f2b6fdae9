/* The window over a file. In: a descriptor. Out: its bytes as UTF-8, as many as are asked for. It knows no format. */
#include "runtime/feed.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void shai_feed_init(struct shai_feed *feed, struct shai_arena *arena, int fd)
{
    *feed = (struct shai_feed){.arena = arena, .fd = fd, .encoding = SHAI_ENCODING_UTF8};
}

void shai_feed_init_text(struct shai_feed *feed, struct shai_arena *arena, const char *text, size_t len)
{
    *feed = (struct shai_feed){
        .arena = arena, .fd = -1, .cap = len, .end = len, .eof = true, .encoding = SHAI_ENCODING_UTF8};
    feed->buf = shai_arena_alloc(arena, len + SHAI_FEED_PAD);
    if (len) memcpy(feed->buf, text, len);
    memset(feed->buf + len, 0, SHAI_FEED_PAD);
}

static void make_room(struct shai_feed *feed)
{
    size_t have = shai_feed_have(feed);
    if (feed->begin && have <= feed->cap / 2) {
        memmove(feed->buf, feed->buf + feed->begin, have);
    } else {
        size_t cap = feed->cap ? feed->cap * 2 : SHAI_FEED_BUFFER;
        char *buf = shai_arena_alloc(feed->arena, cap + SHAI_FEED_PAD);
        if (have) memcpy(buf, feed->buf + feed->begin, have);
        memset(buf + cap, 0, SHAI_FEED_PAD);
        feed->buf = buf;
        feed->cap = cap;
    }
    feed->begin = 0;
    feed->end = have;
}

static void set_end(struct shai_feed *feed, size_t end)
{
    feed->end = end;
    memset(feed->buf + end, 0, SHAI_FEED_PAD); /* never what an earlier row left there */
}

void shai_feed_put_back(struct shai_feed *feed, const char *bytes, size_t len)
{
    make_room(feed);
    if (len) memcpy(feed->buf, bytes, len);
    set_end(feed, len);
}

/* Is the file to be read on? Remembers where it was stopped. */
static bool asked(struct shai_feed *feed, bool ended)
{
    if (!feed->waiting) return !ended;
    enum shai_wait wait = feed->waiting->ask(feed->waiting->user, ended);
    feed->stopped = wait == SHAI_WAIT_STOP;
    return wait == SHAI_WAIT_READ;
}

/* Bytes of the file to `room`; 0 at its end. */
static size_t read_file(struct shai_feed *feed, char *room, size_t size)
{
    ssize_t n;
    do {
        if (!asked(feed, false)) return 0;
        n = read(feed->fd, room, size);
    } while (n < 0 ? errno == EINTR : !n && asked(feed, true));
    feed->error = n < 0 ? errno : 0;
    return n < 0 ? 0 : (size_t)n;
}

static bool more_plain(struct shai_feed *feed)
{
    if (feed->end == feed->cap) make_room(feed);
    size_t n = read_file(feed, feed->buf + feed->end, feed->cap - feed->end);
    if (!n) return feed->eof = true, false;
    set_end(feed, feed->end + n);
    return true;
}

static bool more_decoded(struct shai_feed *feed)
{
    struct shai_decoder *d = &feed->decoder;
    while (feed->cap - feed->end < SHAI_DECODER_ROOM) make_room(feed);
    for (;;) {
        size_t n = shai_decode(d, feed->buf + feed->end, feed->cap - feed->end);
        if (n) return set_end(feed, feed->end + n), true;
        if (d->ended) return feed->eof = true, false;
        size_t size = shai_decoder_room(d);
        n = read_file(feed, d->raw + d->end, size);
        d->end += n;
        d->ended = !n;
    }
}

/* The bytes from begin + at on are in that encoding. */
static void switch_to(struct shai_feed *feed, enum shai_encoding encoding, size_t at)
{
    bool ended = feed->eof;
    size_t from = feed->begin + at;
    feed->encoding = encoding;
    feed->eof = !shai_decoder_open(&feed->decoder, feed->arena, encoding, feed->buf + from, feed->end - from);
    feed->no_converter = feed->eof;
    feed->decoder.ended = ended;
    set_end(feed, from);
}

static size_t ascii_len(const char *s, size_t len)
{
    size_t i = 0;
    for (uint64_t eight; len - i >= 8; i += 8) {
        memcpy(&eight, s + i, 8);
        if (eight & 0x8080808080808080u) break;
    }
    while (i < len && (unsigned char)s[i] < 0x80) i++;
    return i;
}

/* Behind begin + at stand bytes not looked at yet: is one of them beyond ASCII, the encoding is found out. */
static void look(struct shai_feed *feed, size_t at)
{
    size_t have = shai_feed_have(feed);
    at += ascii_len(feed->buf + feed->begin + at, have - at);
    if (at == have) return;
    size_t line = at; /* a guess is made from whole lines */
    while (line && feed->buf[feed->begin + line - 1] != '\n' && feed->buf[feed->begin + line - 1] != '\r') line--;
    enum shai_encoding guess;
    do {
        size_t len = shai_feed_have(feed) - line;
        guess = shai_encoding_guess(feed->buf + feed->begin + line, len, feed->eof || len >= SHAI_DECODER_RAW);
    } while (guess == SHAI_ENCODING_AUTO && (more_plain(feed) || feed->eof));
    feed->encoding = SHAI_ENCODING_UTF8;
    if (guess != SHAI_ENCODING_GB18030) return;
    feed->guessed = true;
    switch_to(feed, guess, at);
}

void shai_feed_decode(struct shai_feed *feed, enum shai_encoding encoding)
{
    while (shai_feed_have(feed) < 3 && shai_feed_more(feed)) {
    }
    const char *s = feed->buf + feed->begin;
    size_t have = shai_feed_have(feed);
    if (have >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 && encoding <= SHAI_ENCODING_UTF8) {
        feed->begin += 3;
        return;
    }
    if (encoding == SHAI_ENCODING_UTF8) return;
    bool le = have >= 2 && memcmp(s, "\xFF\xFE", 2) == 0, be = have >= 2 && memcmp(s, "\xFE\xFF", 2) == 0;
    if (have >= 3 && memcmp(s, "\xD0\xCF\x11", 3) == 0) return; /* a workbook: no text at all */
    feed->encoding = encoding;
    if (encoding == SHAI_ENCODING_GB18030) {
        size_t mark = have >= 3 && memcmp(s, "\x84\x31\x95", 3) == 0 && shai_feed_reach(feed, 3) ? 4 : 0;
        feed->begin += mark;
        switch_to(feed, encoding, 0);
    } else if (le || be) {
        feed->begin += 2;
        switch_to(feed, le ? SHAI_ENCODING_UTF16LE : SHAI_ENCODING_UTF16BE, 0);
    } else {
        look(feed, 0);
    }
}

void shai_feed_close(struct shai_feed *feed)
{
    shai_decoder_close(&feed->decoder);
}

bool shai_feed_more(struct shai_feed *feed)
{
    if (feed->eof) return false;
    if (feed->encoding > SHAI_ENCODING_UTF8) return more_decoded(feed);
    size_t had = shai_feed_have(feed);
    if (!more_plain(feed)) return false;
    if (feed->encoding == SHAI_ENCODING_AUTO) look(feed, had);
    return shai_feed_have(feed) > had || shai_feed_more(feed);
}

bool shai_feed_find(struct shai_feed *feed, size_t from, char c, size_t limit, size_t *at)
{
    for (;;) {
        size_t have = shai_feed_have(feed), end = have < limit ? have : limit;
        if (from < end) {
            const char *base = feed->buf + feed->begin, *hit = memchr(base + from, c, end - from);
            if (hit) return *at = (size_t)(hit - base), true;
            from = end;
        }
        *at = from;
        if (from >= limit || !shai_feed_more(feed)) return false;
    }
}

bool shai_feed_skip_past(struct shai_feed *feed, char c)
{
    for (;;) {
        size_t have = shai_feed_have(feed);
        const char *base = feed->buf + feed->begin, *hit = have ? memchr(base, c, have) : NULL;
        if (hit) return feed->begin += (size_t)(hit - base) + 1, true;
        feed->begin = feed->end;
        if (!shai_feed_more(feed)) return false;
    }
}
