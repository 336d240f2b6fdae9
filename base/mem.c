/* The allocator on malloc and free. */
#include "base/mem.h"

#include <stdlib.h>

static void *libc_alloc(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void libc_free(void *user, void *ptr)
{
    (void)user;
    free(ptr);
}

const struct shai_mem shai_mem_libc = {libc_alloc, libc_free, NULL, 0};
