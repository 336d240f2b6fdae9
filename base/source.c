/* Source texts and places in them; reading a whole file. */
#include "base/source.h"

#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void shai_sources_init(struct shai_sources *sources, struct shai_arena *arena)
{
    *sources = (struct shai_sources){.arena = arena};
}

uint32_t shai_sources_add(struct shai_sources *sources, const char *name, const char *text, size_t len)
{
    sources->at =
        shai_arena_grow(sources->arena, sources->at, &sources->cap, sources->count + 1, sizeof *sources->at);
    struct shai_source *s = &sources->at[sources->count];
    size_t lines = 1;
    for (const char *p = text; (p = memchr(p, '\n', len - (size_t)(p - text))); p++) lines++;
    *s = (struct shai_source){.name = name, .text = text, .len = len, .line_count = lines};
    s->lines = SHAI_NEW_N(sources->arena, uint32_t, lines);
    size_t i = 1;
    for (const char *p = text; (p = memchr(p, '\n', len - (size_t)(p - text))); p++)
        s->lines[i++] = (uint32_t)(p - text) + 1;
    return (uint32_t)sources->count++;
}

struct shai_place shai_source_place(const struct shai_source *source, uint32_t offset)
{
    size_t lo = 0, hi = source->line_count;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (source->lines[mid] <= offset) lo = mid;
        else hi = mid;
    }
    uint32_t from = source->lines[lo];
    if (offset > source->len) offset = (uint32_t)source->len;
    return (struct shai_place){(uint32_t)lo + 1, (uint32_t)shai_utf8_count(source->text + from, offset - from) + 1};
}

const char *shai_source_line(const struct shai_source *source, uint32_t line, size_t *len)
{
    size_t from = source->lines[line - 1];
    size_t to = line < source->line_count ? source->lines[line] : source->len;
    while (to > from && (source->text[to - 1] == '\n' || source->text[to - 1] == '\r')) to--;
    *len = to - from;
    return source->text + from;
}

static enum shai_read read_fd(struct shai_arena *arena, int fd, size_t limit, char **text, size_t *len)
{
    size_t cap = 0, have = 0;
    char *buf = NULL;
    for (;;) {
        buf = shai_arena_grow(arena, buf, &cap, have + 4096 + 1, 1);
        ssize_t n = read(fd, buf + have, cap - have - 1);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return SHAI_READ_ERRNO;
        if (n == 0) break;
        have += (size_t)n;
        if (have > limit) return SHAI_READ_TOO_BIG;
    }
    buf[have] = 0;
    *text = buf;
    *len = have;
    return SHAI_READ_OK;
}

enum shai_read shai_read_file(struct shai_arena *arena, const char *path, size_t limit, char **text, size_t *len)
{
    if (strcmp(path, "-") == 0) return read_fd(arena, STDIN_FILENO, limit, text, len);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return SHAI_READ_ERRNO;
    /* Memory may fail inside: the descriptor must not leak, so the panic is caught here and passed on. */
    struct shai_panic here, *above = arena->panic;
    arena->panic = &here;
    if (SHAI_TRY(&here)) {
        enum shai_read status = read_fd(arena, fd, limit, text, len);
        int saved = errno;
        close(fd);
        errno = saved;
        arena->panic = above;
        return status;
    }
    close(fd);
    arena->panic = above;
    shai_arena_panic(arena);
}
