/* See spill.h. */
#include "sheet/spill.h"

#include "base/temporary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024, BLOCKS = 64, BUFFER = 256 * 1024 };

struct shai_spill_block {
    uint64_t number; /* from 1; 0: empty */
    char *bytes;
    size_t len;
};

void shai_spill_init(struct shai_spill *spill, struct shai_arena *arena, size_t limit)
{
    *spill = (struct shai_spill){.arena = arena, .limit = limit, .fd = -1};
}

static bool flush(struct shai_spill *s)
{
    size_t done = 0;
    if (s->fd < 0 && (s->fd = shai_temporary_file(s->arena)) < 0) return s->error = errno, false;
    while (done < s->len) {
        ssize_t n = write(s->fd, s->bytes + done, s->len - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return s->error = errno, false;
        done += (size_t)n;
    }
    s->written += s->len;
    s->len = 0;
    return true;
}

bool shai_spill_add(struct shai_spill *s, const void *bytes, size_t len)
{
    if (s->error) return false;
    size_t limit = s->fd < 0 ? s->limit : BUFFER;
    if (s->len && len > limit - (s->len < limit ? s->len : limit) && !flush(s)) return false;
    s->bytes = shai_arena_grow(s->arena, s->bytes, &s->cap, s->len + len, 1);
    if (len) memcpy(s->bytes + s->len, bytes, len);
    s->len += len;
    return true;
}

/* The block of that number, read where it is not at hand; NULL on an error. */
static const struct shai_spill_block *block(struct shai_spill *s, uint64_t number)
{
    if (!s->blocks) s->blocks = SHAI_NEW_N(s->arena, struct shai_spill_block, BLOCKS);
    struct shai_spill_block *b = &s->blocks[number % BLOCKS];
    if (b->number == number + 1) return b;
    if (!b->bytes) b->bytes = shai_arena_alloc(s->arena, BLOCK);
    b->number = 0;
    b->len = 0;
    while (b->len < BLOCK) {
        ssize_t n = pread(s->fd, b->bytes + b->len, BLOCK - b->len, (off_t)(number * BLOCK + b->len));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return s->error = errno, NULL;
        if (!n) break;
        b->len += (size_t)n;
    }
    b->number = number + 1;
    return b;
}

bool shai_spill_read(struct shai_spill *s, uint64_t at, void *out, size_t len)
{
    if (s->error) return false;
    if (s->fd < 0) {
        if (len) memcpy(out, s->bytes + at, len);
        return true;
    }
    if (s->len && !flush(s)) return false;
    for (char *to = out; len;) {
        const struct shai_spill_block *b = block(s, at / BLOCK);
        size_t from = (size_t)(at % BLOCK);
        if (!b) return false;
        if (from >= b->len) return s->error = EIO, false; /* somebody cut the file */
        size_t n = b->len - from < len ? b->len - from : len;
        memcpy(to, b->bytes + from, n);
        to += n, at += n, len -= n;
    }
    return true;
}

void shai_spill_close(struct shai_spill *s)
{
    if (s->fd >= 0) close(s->fd);
    s->fd = -1;
}
