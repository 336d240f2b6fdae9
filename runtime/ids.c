/* Is each sample_id of a file new? See ids.h. In: ids in the order of the file. Out: those that came before. The
 * comparison is of the bytes; hashes only say where to look. */
#include "runtime/ids.h"

#include "base/temporary.h"
#include "runtime/sample.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_SLOTS = 1024, BUFFER = 64 * 1024 };

/* 16 bytes, so that a million ids are few misses of the cache. */
struct shai_ids_entry {
    uint32_t hash; /* never 0; 0 is a free slot */
    uint32_t at;   /* in the pool: the id's length in 4 bytes, then the id */
    uint64_t row;
};

static struct shai_slice id_of(const struct shai_ids *ids, const struct shai_ids_entry *e)
{
    uint32_t len;
    memcpy(&len, ids->pool + e->at, sizeof len);
    return (struct shai_slice){ids->pool + e->at + sizeof len, len};
}

void shai_ids_init(struct shai_ids *ids, struct shai_arena *arena, size_t limit)
{
    *ids = (struct shai_ids){.arena = arena, .limit = limit ? limit : SHAI_IDS_MEMORY, .fd = -1};
}

void shai_ids_close(struct shai_ids *ids)
{
    if (ids->fd >= 0) close(ids->fd);
    ids->fd = -1;
}

static uint32_t hash(const char *s, size_t len)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ len, w;
    for (; len >= 8; s += 8, len -= 8) {
        memcpy(&w, s, 8);
        h = (h ^ w) * 0xBF58476D1CE4E5B9u;
        h ^= h >> 31;
    }
    w = 0;
    memcpy(&w, s, len);
    h = (h ^ w) * 0xBF58476D1CE4E5B9u;
    h = (h ^ h >> 29) * 0x94D049BB133111EBu;
    h ^= h >> 32;
    return (uint32_t)h ? (uint32_t)h : 1;
}

/* --- the table ---------------------------------------------------------------------------------------------------
 */

/* The slot of an id, or the free slot where it would stand. */
static struct shai_ids_entry *find(const struct shai_ids *ids, uint32_t h, const char *id, size_t len)
{
    size_t mask = ids->slots - 1;
    for (size_t i = h & mask;; i = (i + 1) & mask) {
        struct shai_ids_entry *e = &ids->table[i];
        if (!e->hash) return e;
        if (e->hash != h) continue;
        struct shai_slice had = id_of(ids, e);
        if (had.len == len && memcmp(had.s, id, len) == 0) return e;
    }
}

static void widen(struct shai_ids *ids)
{
    struct shai_ids_entry *old = ids->table;
    size_t old_slots = ids->slots;
    ids->slots = old_slots ? old_slots * 2 : FIRST_SLOTS;
    ids->table = SHAI_NEW_N(ids->arena, struct shai_ids_entry, ids->slots);
    for (size_t i = 0; i < old_slots; i++) { /* all are different: no id need be compared */
        if (!old[i].hash) continue;
        size_t at = old[i].hash & (ids->slots - 1);
        while (ids->table[at].hash) at = (at + 1) & (ids->slots - 1);
        ids->table[at] = old[i];
    }
}

static bool is_full(const struct shai_ids *ids)
{
    return ids->count * 4 >= ids->slots * 3;
}

/* Must the table be written out before an id of len bytes is added? Table and pool have half of the memory each. */
static bool must_spill(const struct shai_ids *ids, size_t len)
{
    size_t half = ids->limit / 2;
    if (!ids->count) return false;
    return ids->pool_len + sizeof(uint32_t) + len > half ||
           (is_full(ids) && ids->slots * 2 * sizeof *ids->table > half);
}

/* --- runs --------------------------------------------------------------------------------------------------------
 */

static int compare_ids(uint64_t h1, const char *s1, size_t len1, uint64_t h2, const char *s2, size_t len2)
{
    if (h1 != h2) return h1 < h2 ? -1 : 1;
    if (len1 != len2) return len1 < len2 ? -1 : 1;
    return memcmp(s1, s2, len1);
}

static int compare_entries(const struct shai_ids *ids, const struct shai_ids_entry *a, const struct shai_ids_entry *b)
{
    struct shai_slice x = id_of(ids, a), y = id_of(ids, b);
    return compare_ids(a->hash, x.s, x.len, b->hash, y.s, y.len);
}

static void sift(const struct shai_ids *ids, struct shai_ids_entry *e, size_t i, size_t count)
{
    struct shai_ids_entry x = e[i];
    for (size_t child; (child = 2 * i + 1) < count; i = child) {
        if (child + 1 < count && compare_entries(ids, &e[child], &e[child + 1]) < 0) child++;
        if (compare_entries(ids, &x, &e[child]) >= 0) break;
        e[i] = e[child];
    }
    e[i] = x;
}

/* Heap sort: qsort of the C library may ask malloc for memory. */
static void sort(const struct shai_ids *ids, struct shai_ids_entry *e, size_t count)
{
    for (size_t i = count / 2; i-- > 0;) sift(ids, e, i, count);
    while (count > 1) {
        struct shai_ids_entry top = e[0];
        e[0] = e[--count];
        e[count] = top;
        sift(ids, e, 0, count);
    }
}

static bool open_spill(struct shai_ids *ids)
{
    ids->fd = shai_temporary_file(ids->arena);
    if (ids->fd < 0) ids->error = errno;
    return ids->fd >= 0;
}

static bool write_all(struct shai_ids *ids, const char *s, size_t len)
{
    while (len) {
        ssize_t n = write(ids->fd, s, len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return ids->error = errno, false;
        s += n, len -= (size_t)n;
        ids->spilled += (uint64_t)n;
    }
    return true;
}

/* A record of a run: these, then the id's bytes. */
struct record {
    uint64_t hash, row;
    uint64_t len;
};

/* Writes the table out as a sorted run and empties it. */
static bool spill(struct shai_ids *ids)
{
    if (!ids->buffer) ids->buffer = shai_arena_alloc(ids->arena, BUFFER);
    char *buffer = ids->buffer;
    if (ids->fd < 0 && !open_spill(ids)) return false;
    size_t count = 0, used = 0;
    for (size_t i = 0; i < ids->slots; i++)
        if (ids->table[i].hash) ids->table[count++] = ids->table[i];
    sort(ids, ids->table, count);
    ids->runs = shai_arena_grow(ids->arena, ids->runs, &ids->run_cap, ids->run_count + 1, sizeof *ids->runs);
    ids->runs[ids->run_count++] = ids->spilled;
    for (size_t i = 0; i < count; i++) {
        const struct shai_ids_entry *e = &ids->table[i];
        struct shai_slice id = id_of(ids, e);
        struct record head = {e->hash, e->row, id.len};
        if (used + sizeof head + id.len > BUFFER) {
            if (!write_all(ids, buffer, used)) return false;
            used = 0;
        }
        memcpy(buffer + used, &head, sizeof head);
        used += sizeof head;
        if (used + id.len > BUFFER) { /* an id longer than the buffer */
            if (!write_all(ids, buffer, used) || !write_all(ids, id.s, id.len)) return false;
            used = 0;
        } else {
            memcpy(buffer + used, id.s, id.len);
            used += id.len;
        }
    }
    memset(ids->table, 0, ids->slots * sizeof *ids->table);
    ids->count = ids->pool_len = 0;
    return write_all(ids, buffer, used);
}

void shai_ids_expect(const struct shai_ids *ids, const char *id, size_t len)
{
    if (ids->slots) __builtin_prefetch(&ids->table[hash(id, len) & (ids->slots - 1)]);
}

bool shai_ids_add(struct shai_ids *ids, const char *id, size_t len, uint64_t row, uint64_t *first)
{
    if (ids->error) return true;
    if (must_spill(ids, len) && !spill(ids)) return true;
    if (is_full(ids)) widen(ids);
    uint32_t h = hash(id, len), size = (uint32_t)len;
    struct shai_ids_entry *e = find(ids, h, id, len);
    if (e->hash) {
        *first = e->row;
        return false;
    }
    size_t at = ids->pool_len;
    ids->pool = shai_arena_grow(ids->arena, ids->pool, &ids->pool_cap, at + sizeof size + len, 1);
    memcpy(ids->pool + at, &size, sizeof size);
    memcpy(ids->pool + at + sizeof size, id, len);
    *e = (struct shai_ids_entry){h, (uint32_t)at, row};
    ids->pool_len = at + sizeof size + len;
    ids->count++;
    return true;
}

/* --- the merge ---------------------------------------------------------------------------------------------------
 */

/* A run being read. `head` and `id` are its smallest record not yet taken. */
struct cursor {
    uint64_t at, end; /* in the file: what is not yet in the buffer */
    char *buffer, *id;
    size_t used, have, id_cap;
    struct record head;
};

static bool read_bytes(struct shai_ids *ids, struct cursor *c, char *out, size_t len)
{
    while (len) {
        if (c->used == c->have) {
            size_t want = c->end - c->at < BUFFER ? (size_t)(c->end - c->at) : BUFFER;
            ssize_t n = want ? pread(ids->fd, c->buffer, want, (off_t)c->at) : 0;
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return ids->error = n < 0 ? errno : EIO, false;
            c->at += (uint64_t)n;
            c->used = 0, c->have = (size_t)n;
        }
        size_t n = c->have - c->used < len ? c->have - c->used : len;
        memcpy(out, c->buffer + c->used, n);
        out += n, len -= n, c->used += n;
    }
    return true;
}

/* The cursor's next record; false at the end of its run or on an error. */
static bool advance(struct shai_ids *ids, struct shai_arena *scratch, struct cursor *c)
{
    if (c->at == c->end && c->used == c->have) return false;
    if (!read_bytes(ids, c, (char *)&c->head, sizeof c->head)) return false;
    c->id = shai_arena_grow(scratch, c->id, &c->id_cap, (size_t)c->head.len + 1, 1);
    return read_bytes(ids, c, c->id, (size_t)c->head.len);
}

static int compare_cursors(const struct cursor *a, const struct cursor *b)
{
    int c = compare_ids(a->head.hash, a->id, (size_t)a->head.len, b->head.hash, b->id, (size_t)b->head.len);
    return c ? c : (a->head.row > b->head.row) - (a->head.row < b->head.row);
}

/* The smallest first. */
static void sift_cursors(struct cursor **heap, size_t i, size_t count)
{
    struct cursor *x = heap[i];
    for (size_t child; (child = 2 * i + 1) < count; i = child) {
        if (child + 1 < count && compare_cursors(heap[child + 1], heap[child]) < 0) child++;
        if (compare_cursors(x, heap[child]) <= 0) break;
        heap[i] = heap[child];
    }
    heap[i] = x;
}

static size_t open_cursors(struct shai_ids *ids, struct shai_arena *scratch, struct cursor **heap)
{
    size_t count = 0;
    for (size_t i = 0; i < ids->run_count; i++) {
        struct cursor *c = SHAI_NEW(scratch, struct cursor);
        c->at = ids->runs[i];
        c->end = i + 1 < ids->run_count ? ids->runs[i + 1] : ids->spilled;
        c->buffer = shai_arena_alloc(scratch, BUFFER);
        if (advance(ids, scratch, c)) heap[count++] = c;
    }
    for (size_t i = count / 2; i-- > 0;) sift_cursors(heap, i, count);
    return count;
}

void shai_ids_finish(struct shai_ids *ids, struct shai_arena *scratch,
                     void (*found)(void *user, const char *id, size_t len, uint64_t first, uint64_t row), void *user)
{
    if (ids->fd < 0 || ids->error) return;
    if (!spill(ids)) return;
    struct cursor **heap = SHAI_NEW_N(scratch, struct cursor *, ids->run_count);
    size_t count = open_cursors(ids, scratch, heap), seen_cap = 0;
    struct record seen = {0};
    char *seen_id = NULL;
    while (count && !ids->error) {
        struct cursor *c = heap[0];
        if (seen.hash &&
            compare_ids(seen.hash, seen_id, (size_t)seen.len, c->head.hash, c->id, (size_t)c->head.len) == 0) {
            found(user, c->id, (size_t)c->head.len, seen.row, c->head.row);
        } else {
            seen = c->head;
            seen_id = shai_arena_grow(scratch, seen_id, &seen_cap, (size_t)seen.len + 1, 1);
            memcpy(seen_id, c->id, (size_t)seen.len);
        }
        if (!advance(ids, scratch, c)) heap[0] = heap[--count];
        if (count) sift_cursors(heap, 0, count);
    }
}
