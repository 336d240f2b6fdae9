/* Arenas on a chain of chunks. In: an allocator. Out: memory by lifespan. It never gives single objects back. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ARENA_ALIGN = 16, ARENA_CHUNK = 64 * 1024 };

struct shai_arena_chunk {
    struct shai_arena_chunk *next;
    size_t size;
    alignas(ARENA_ALIGN) char bytes[];
};

void shai_arena_init(struct shai_arena *arena, const struct shai_mem *mem, struct shai_panic *panic)
{
    *arena = (struct shai_arena){.mem = mem, .panic = panic};
}

static void enter_chunk(struct shai_arena *arena, struct shai_arena_chunk *chunk)
{
    arena->now = chunk;
    arena->at = chunk ? chunk->bytes : NULL;
    arena->end = chunk ? chunk->bytes + chunk->size : NULL;
}

struct shai_arena_closer {
    void (*close)(void *what);
    void *what;
    struct shai_arena_closer *next;
};

void shai_arena_close_with(struct shai_arena *arena, void (*close)(void *what), void *what)
{
    struct shai_arena_closer *c = shai_arena_alloc(arena, sizeof *c);
    *c = (struct shai_arena_closer){close, what, arena->closers};
    arena->closers = c;
}

static void close_all(struct shai_arena *arena)
{
    for (struct shai_arena_closer *c = arena->closers; c; c = c->next) c->close(c->what);
    arena->closers = NULL;
}

void shai_arena_reset(struct shai_arena *arena)
{
    close_all(arena);
    enter_chunk(arena, arena->first);
}

void shai_arena_release(struct shai_arena *arena)
{
    close_all(arena);
    for (struct shai_arena_chunk *c = arena->first, *next; c; c = next) {
        next = c->next;
        arena->mem->free(arena->mem->user, c);
    }
    arena->first = NULL;
    enter_chunk(arena, NULL);
}

void shai_arena_panic(struct shai_arena *arena)
{
    longjmp(arena->panic->env, 1);
}

static void *alloc_slow(struct shai_arena *arena, size_t size)
{
    while (arena->now && arena->now->next) { /* chunks kept by a reset */
        enter_chunk(arena, arena->now->next);
        if ((size_t)(arena->end - arena->at) >= size) {
            void *p = arena->at;
            arena->at += size;
            return p;
        }
    }
    size_t want = arena->mem->chunk ? arena->mem->chunk : ARENA_CHUNK;
    if (want < size) want = size;
    if (want > SIZE_MAX - sizeof(struct shai_arena_chunk)) shai_arena_panic(arena);
    struct shai_arena_chunk *c = arena->mem->alloc(arena->mem->user, sizeof *c + want);
    if (!c) shai_arena_panic(arena);
    c->next = NULL;
    c->size = want;
    if (arena->now) arena->now->next = c;
    else arena->first = c;
    enter_chunk(arena, c);
    arena->at += size;
    return c->bytes;
}

void *shai_arena_alloc(struct shai_arena *arena, size_t size)
{
    if (size > SIZE_MAX - ARENA_ALIGN) shai_arena_panic(arena);
    size = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if ((size_t)(arena->end - arena->at) < size || !arena->at) return alloc_slow(arena, size);
    void *p = arena->at;
    arena->at += size;
    return p;
}

void *shai_arena_zalloc(struct shai_arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) shai_arena_panic(arena);
    return memset(shai_arena_alloc(arena, total), 0, total);
}

char *shai_arena_strndup(struct shai_arena *arena, const char *s, size_t len)
{
    char *p = shai_arena_alloc(arena, len + 1);
    if (len) memcpy(p, s, len);
    p[len] = 0;
    return p;
}

char *shai_arena_vprintf(struct shai_arena *arena, const char *format, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int len = vsnprintf(NULL, 0, format, ap);
    char *p = len < 0 ? NULL : shai_arena_alloc(arena, (size_t)len + 1);
    if (p) vsnprintf(p, (size_t)len + 1, format, again);
    va_end(again);
    if (!p) shai_arena_panic(arena);
    return p;
}

char *shai_arena_printf(struct shai_arena *arena, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *p = shai_arena_vprintf(arena, format, ap);
    va_end(ap);
    return p;
}

void *shai_arena_grow(struct shai_arena *arena, void *items, size_t *cap, size_t need, size_t size)
{
    if (*cap >= need) return items;
    size_t want = *cap ? *cap : 8, bytes;
    while (want < need) {
        if (want > SIZE_MAX / 2) shai_arena_panic(arena);
        want *= 2;
    }
    if (__builtin_mul_overflow(want, size, &bytes)) shai_arena_panic(arena);
    void *p = shai_arena_alloc(arena, bytes);
    if (*cap) memcpy(p, items, *cap * size);
    *cap = want;
    return p;
}

/* A library's block: its size in front, so that realloc can copy. */
struct lib_block {
    alignas(ARENA_ALIGN) size_t size;
};

void *shai_arena_lib_malloc(size_t size, void *arena)
{
    if (size > SIZE_MAX - sizeof(struct lib_block)) shai_arena_panic(arena);
    struct lib_block *b = shai_arena_alloc(arena, sizeof *b + size);
    b->size = size;
    return b + 1;
}

void *shai_arena_lib_realloc(void *old, size_t size, void *arena)
{
    struct lib_block *was = old ? (struct lib_block *)old - 1 : NULL;
    if (was && was->size >= size) return old;
    void *p = shai_arena_lib_malloc(size, arena);
    if (was) memcpy(p, old, was->size);
    return p;
}

void shai_arena_lib_free(void *ptr, void *arena)
{
    (void)ptr;
    (void)arena;
}
