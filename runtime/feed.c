/* The window over a file. In: a descriptor. Out: its bytes, as many as are asked for. It knows no format. */
#include "runtime/feed.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void shai_feed_init(struct shai_feed *feed, struct shai_arena *arena, int fd)
{
    *feed = (struct shai_feed){.arena = arena, .fd = fd};
}

void shai_feed_init_text(struct shai_feed *feed, struct shai_arena *arena, const char *text, size_t len)
{
    *feed = (struct shai_feed){.arena = arena, .fd = -1, .cap = len, .end = len, .eof = true};
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

bool shai_feed_more(struct shai_feed *feed)
{
    if (feed->eof) return false;
    if (feed->end == feed->cap) make_room(feed);
    ssize_t n;
    do n = read(feed->fd, feed->buf + feed->end, feed->cap - feed->end);
    while (n < 0 && errno == EINTR);
    if (n <= 0) {
        feed->eof = true;
        feed->error = n < 0 ? errno : 0;
        return false;
    }
    feed->end += (size_t)n;
    memset(feed->buf + feed->end, 0, SHAI_FEED_PAD); /* never what an earlier row left there */
    return true;
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
