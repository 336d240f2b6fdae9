/* Memory: where every byte comes from, and what happens when there is none.
 *
 * All memory of the library lives in arenas (arena.h), and every arena takes its chunks from one `struct shai_mem`.
 * Nothing else calls malloc. Libraries that allocate by themselves (flex, bison, PCRE2, yajl) are given arena
 * allocators, so a test that makes the n-th allocation fail reaches them too.
 *
 * When memory fails the arena *panics*: it longjmps to the `struct shai_panic` of the call under way, which was
 * entered at a public entry point (SHAI_TRY). The entry point releases its arenas and returns a status. Because
 * memory is only in arenas, nothing leaks on the way. Code between an entry point and an allocation must therefore
 * own nothing but arena memory; a file or descriptor is owned by the entry point's caller, or goes with an arena
 * (shai_arena_close_with). */
#ifndef SHAI_BASE_MEM_H
#define SHAI_BASE_MEM_H

#include <setjmp.h>
#include <stddef.h>

/* An allocator. alloc returns size bytes aligned for any object, or NULL; free takes what alloc gave.
 * chunk is the size in bytes that arenas ask for at a time; 0 means the default. A test uses chunk = 1, so that every
 * request is an allocation of its own. */
struct shai_mem {
    void *(*alloc)(void *user, size_t size);
    void (*free)(void *user, void *ptr);
    void *user;
    size_t chunk;
};

/* The allocator on malloc and free; a constant. */
extern const struct shai_mem shai_mem_libc;

/* Where to go when memory fails. */
struct shai_panic {
    jmp_buf env;
};

/* if (SHAI_TRY(&panic)) { work } else { memory failed }: locals changed in the work and read in the else branch must
 * be volatile. */
#define SHAI_TRY(panic) (setjmp((panic)->env) == 0)

#endif
