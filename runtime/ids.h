/* The sample_ids of a file, exactly: is each of them new?
 *
 * Up to SHAI_IDS_MEMORY bytes of ids stand in a hash table, and a duplicate is known at once. Beyond that the ids
 * seen so far are sorted and written to a temporary file without a name, and the table starts anew; a duplicate of an
 * id written out is found when the runs are merged, at the end of the file. Memory does not grow with the number of
 * samples. */
#ifndef SHAI_RUNTIME_IDS_H
#define SHAI_RUNTIME_IDS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { SHAI_IDS_MEMORY = 64 * 1024 * 1024 };

struct shai_ids_entry;

struct shai_ids {
    struct shai_arena *arena;
    size_t limit; /* bytes of ids and table before they are written out */
    struct shai_ids_entry *table;
    size_t slots, count;
    char *pool; /* the ids' bytes */
    size_t pool_len, pool_cap;
    char *buffer;
    int fd;         /* of the temporary file; -1: nothing was written out */
    uint64_t *runs; /* where each run begins in it */
    size_t run_count, run_cap;
    uint64_t spilled; /* bytes in it */
    int error;        /* errno of the temporary file, or 0 */
};

/* limit 0: SHAI_IDS_MEMORY. */
void shai_ids_init(struct shai_ids *ids, struct shai_arena *arena, size_t limit);
/* Adds an id. False where it is known to stand in row *first already. On an error of the temporary file ids->error is
 * set, and uniqueness can no longer be told. */
bool shai_ids_add(struct shai_ids *ids, const char *id, size_t len, uint64_t row, uint64_t *first);
/* Says that this id is about to be added: its place in the table, which is seldom in the cache, is fetched meanwhile.
 */
void shai_ids_expect(const struct shai_ids *ids, const char *id, size_t len);
/* At the end of the file: calls found(user, id, len, first, row) for each duplicate that add could not see, in no
 * particular order of ids. scratch is used up to some 64 KiB a run. */
void shai_ids_finish(struct shai_ids *ids, struct shai_arena *scratch,
                     void (*found)(void *user, const char *id, size_t len, uint64_t first, uint64_t row), void *user);
/* Gives the temporary file back. May be called at any time after init, more than once. */
void shai_ids_close(struct shai_ids *ids);

#endif
