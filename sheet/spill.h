/* Bytes that may outgrow memory: kept in it up to a limit, then in a temporary file without a name.
 *
 * First everything is added, then read, at any place; reading goes mostly forward, and blocks are kept. A temporary
 * file that fails is remembered as an errno. */
#ifndef SHAI_SHEET_SPILL_H
#define SHAI_SHEET_SPILL_H

#include "base/arena.h"

#include <stdbool.h>

struct shai_spill_block;

struct shai_spill {
    struct shai_arena *arena;
    size_t limit; /* bytes in memory */
    char *bytes;  /* all of them, or what is not yet written */
    size_t len, cap;
    int fd; /* of the temporary file; -1: none */
    uint64_t written;
    struct shai_spill_block *blocks;
    int error; /* errno, or 0 */
};

void shai_spill_init(struct shai_spill *spill, struct shai_arena *arena, size_t limit);
static inline uint64_t shai_spill_size(const struct shai_spill *spill)
{
    return spill->written + spill->len;
}
bool shai_spill_add(struct shai_spill *spill, const void *bytes, size_t len);
/* Copies what stands at `at`; all of it has been added. */
bool shai_spill_read(struct shai_spill *spill, uint64_t at, void *out, size_t len);
/* Gives the file back. May come at any time after init, more than once. */
void shai_spill_close(struct shai_spill *spill);

#endif
