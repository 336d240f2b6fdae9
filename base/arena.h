/* Arenas: memory by lifespan.
 *
 * The lifespans are few and named: *unit* (a source with its AST and diagnostics), *program* (a loaded program,
 * immutable, shared by threads), *run* (one sample; reset before the next) and *scratch* (within one function). An
 * arena is passed explicitly to whatever allocates. There is no free of a single object.
 *
 * Invariant: a pointer from an arena stays valid until the arena is reset, rewound past it, or released.
 * Allocation never returns NULL: without memory it panics (mem.h). */
#ifndef SHAI_BASE_ARENA_H
#define SHAI_BASE_ARENA_H

#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>

struct shai_arena_chunk;
struct shai_arena_closer;

struct shai_arena {
    const struct shai_mem *mem;
    struct shai_panic *panic;
    struct shai_arena_chunk *first, *now; /* chunks in order; those after now are empty and kept for reuse */
    char *at, *end;                       /* free bytes of the current chunk */
    struct shai_arena_closer *closers;    /* what goes with it, the newest first */
};

/* Starts an empty arena; allocates nothing. mem and panic must outlive it. */
void shai_arena_init(struct shai_arena *arena, const struct shai_mem *mem, struct shai_panic *panic);
/* Closes what goes with the arena, forgets every object and keeps the chunks. */
void shai_arena_reset(struct shai_arena *arena);
/* Gives all chunks back. The arena is as after init. */
void shai_arena_release(struct shai_arena *arena);

/* size bytes, aligned to 16, uninitialised. size 0 gives a valid pointer. */
void *shai_arena_alloc(struct shai_arena *arena, size_t size);
/* count objects of size bytes, zeroed; panics when the product overflows. */
void *shai_arena_zalloc(struct shai_arena *arena, size_t count, size_t size);
/* Copies len bytes and adds a NUL. */
char *shai_arena_strndup(struct shai_arena *arena, const char *s, size_t len);
/* As printf into the arena. */
char *shai_arena_printf(struct shai_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *shai_arena_vprintf(struct shai_arena *arena, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

#define SHAI_NEW(arena, type)      ((type *)shai_arena_zalloc((arena), 1, sizeof(type)))
#define SHAI_NEW_N(arena, type, n) ((type *)shai_arena_zalloc((arena), (n), sizeof(type)))

/* What a library holds outside of the arena goes with it: close(what) is called when the arena is reset or released,
 * after a panic too; of several the newest first. `what` lives in the arena. To be called before the thing is opened,
 * as this may panic; close() does nothing where it is not open, or no more. */
void shai_arena_close_with(struct shai_arena *arena, void (*close)(void *what), void *what);

/* Grows an array that lives in an arena: *items has room for *cap elements of `size` bytes; afterwards for at least
 * need. The old copy is left behind in the arena (doubling bounds the waste). */
void *shai_arena_grow(struct shai_arena *arena, void *items, size_t *cap, size_t need, size_t size);

/* Leaves at once to the panic point, as an allocation without memory does. */
void shai_arena_panic(struct shai_arena *arena) __attribute__((noreturn));

/* malloc-like adapters for libraries that take (size, user) callbacks: user is a struct shai_arena *. free does
 * nothing; realloc copies (each block carries its size). */
void *shai_arena_lib_malloc(size_t size, void *arena);
void *shai_arena_lib_realloc(void *old, size_t size, void *arena);
void shai_arena_lib_free(void *ptr, void *arena);

#endif
