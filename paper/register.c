/* Letter numbers. In: the campaign's pattern, the register file, letters one by one. Out: a number each, and a line
 * of the file for each that is new. It knows nothing of what letters say. */
#include "paper/register.h"

#include "base/out.h"
#include "base/utf8.h"
#include "runtime/json.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BYTES = 256 * 1024 * 1024 }; /* of a register file: more than a million letters */

struct entry {
    const char *number, *series, *sample_id, *recipient, *spec;
    uint64_t seq;
};

/* An index over the entries by some of their texts: open addressing, 0 is free, else place + 1. */
struct index {
    uint32_t *slots;
    size_t cap;
};

struct shai_register {
    struct shai_arena *arena;
    const struct shai_campaign *campaign;
    const char *series; /* of this campaign; NULL without a pattern */
    uint64_t next;      /* the number that its next letter gets, unless it is taken */
    struct entry *entries;
    size_t count, cap;
    struct index by_letter, by_number;
    int fd; /* -1: in memory alone */
};

/* --- entries -----------------------------------------------------------------------------------------------------
 */

static uint64_t hash_more(uint64_t h, const char *s)
{
    for (; *s; s++) h = (h ^ (unsigned char)*s) * 1099511628211u; /* FNV-1a */
    return (h ^ 0xFF) * 1099511628211u;
}

static uint64_t hash_letter(const struct entry *e)
{
    return hash_more(hash_more(hash_more(hash_more(14695981039346656037u, e->sample_id), e->recipient), e->spec),
                     e->series);
}

static uint64_t hash_number(const struct entry *e)
{
    return hash_more(14695981039346656037u, e->number);
}

static bool same_letter(const struct entry *a, const struct entry *b)
{
    return strcmp(a->sample_id, b->sample_id) == 0 && strcmp(a->recipient, b->recipient) == 0 &&
           strcmp(a->spec, b->spec) == 0 && strcmp(a->series, b->series) == 0;
}

static bool same_number(const struct entry *a, const struct entry *b)
{
    return strcmp(a->number, b->number) == 0;
}

typedef uint64_t hash_fn(const struct entry *);
typedef bool same_fn(const struct entry *, const struct entry *);

/* The slot of the entry that is the same as e, or the free one where it would stand. */
static uint32_t *find(const struct shai_register *reg, const struct index *index, const struct entry *e,
                      hash_fn *hash, same_fn *same)
{
    size_t mask = index->cap - 1;
    for (size_t i = (size_t)hash(e) & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &index->slots[i];
        if (!*slot || same(&reg->entries[*slot - 1], e)) return slot;
    }
}

static void widen(struct shai_register *reg, struct index *index, hash_fn *hash, same_fn *same)
{
    if (index->cap > 2 * (reg->count + 1)) return;
    index->cap = index->cap ? 2 * index->cap : 64;
    index->slots = SHAI_NEW_N(reg->arena, uint32_t, index->cap);
    for (uint32_t i = 0; i < reg->count; i++) {
        uint32_t *slot = find(reg, index, &reg->entries[i], hash, same);
        if (!*slot) *slot = i + 1;
    }
}

static const struct entry *letter_entry(const struct shai_register *reg, const struct entry *e)
{
    uint32_t place = *find(reg, &reg->by_letter, e, hash_letter, same_letter);
    return place ? &reg->entries[place - 1] : NULL;
}

static const struct entry *number_entry(const struct shai_register *reg, const struct entry *e)
{
    uint32_t place = *find(reg, &reg->by_number, e, hash_number, same_number);
    return place ? &reg->entries[place - 1] : NULL;
}

static void add_entry(struct shai_register *reg, const struct entry *e)
{
    reg->entries = shai_arena_grow(reg->arena, reg->entries, &reg->cap, reg->count + 1, sizeof *reg->entries);
    reg->entries[reg->count] = *e;
    *find(reg, &reg->by_letter, e, hash_letter, same_letter) = (uint32_t)reg->count + 1;
    *find(reg, &reg->by_number, e, hash_number, same_number) = (uint32_t)reg->count + 1;
    reg->count++;
    widen(reg, &reg->by_letter, hash_letter, same_letter);
    widen(reg, &reg->by_number, hash_number, same_number);
    if (reg->series && e->series && strcmp(e->series, reg->series) == 0 && e->seq >= reg->next)
        reg->next = e->seq + 1;
}

struct shai_register *shai_register_new(struct shai_arena *arena, const struct shai_campaign *campaign)
{
    struct shai_register *reg = SHAI_NEW(arena, struct shai_register);
    reg->arena = arena;
    reg->campaign = campaign;
    reg->series = shai_campaign_series(arena, campaign);
    reg->next = campaign->first_seq;
    reg->fd = -1;
    widen(reg, &reg->by_letter, hash_letter, same_letter);
    widen(reg, &reg->by_number, hash_number, same_number);
    return reg;
}

/* --- the file ----------------------------------------------------------------------------------------------------
 */

static const char *text_of(struct shai_register *reg, const struct shai_json_line *line, const char *key)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct shai_json_pair *p = &line->pairs[i];
        if (p->key.len == strlen(key) && memcmp(p->key.s, key, p->key.len) == 0 && !p->list)
            return shai_arena_strndup(reg->arena, p->value.s, p->value.len);
    }
    return NULL;
}

static bool read_seq(const char *text, uint64_t *seq)
{
    *seq = 0;
    if (!text || !*text || strlen(text) > 18 || strspn(text, "0123456789") != strlen(text)) return false;
    for (; *text; text++) *seq = *seq * 10 + (uint64_t)(*text - '0');
    return true;
}

static bool read_line(struct shai_register *reg, const char *s, size_t len)
{
    struct shai_json_line line = {0};
    if (shai_json_read(reg->arena, s, len, &line) != SHAI_JSON_OK) return false;
    struct entry e = {
        .number = text_of(reg, &line, "letter_no"),
        .series = text_of(reg, &line, "series"),
        .sample_id = text_of(reg, &line, "sample_id"),
        .recipient = text_of(reg, &line, "recipient"),
        .spec = text_of(reg, &line, "spec"),
    };
    if (!e.number || !e.series || !e.sample_id || !e.recipient || !e.spec ||
        !read_seq(text_of(reg, &line, "seq"), &e.seq))
        return false;
    add_entry(reg, &e);
    return true;
}

/* All lines; each ends with a line end, as a line that was not written to its end has none. */
static bool read_lines(struct shai_register *reg, struct shai_diags *diags, const char *path, const char *text,
                       size_t len)
{
    uint64_t number = 1;
    for (size_t at = 0; at < len; number++) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t n = end ? (size_t)(end - (text + at)) : len - at;
        if (!end || shai_utf8_check(text + at, n) != n || !read_line(reg, text + at, n)) {
            shai_diag_plain(diags, SHAI_D_REGISTER_LINE, path, shai_arena_printf(diags->arena, "%" PRIu64, number),
                            NULL);
            return false;
        }
        at += n + 1;
    }
    return true;
}

/* Reads all of the file. Returns 0 or the errno. */
static int read_all(struct shai_register *reg, char **text, size_t *len)
{
    struct stat st;
    if (fstat(reg->fd, &st) != 0) return errno;
    if (!S_ISREG(st.st_mode)) return EINVAL;
    if (st.st_size > MOST_BYTES) return EFBIG;
    *text = shai_arena_alloc(reg->arena, (size_t)st.st_size + 1);
    for (*len = 0; *len < (size_t)st.st_size;) {
        ssize_t n = read(reg->fd, *text + *len, (size_t)st.st_size - *len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        if (n == 0) break;
        *len += (size_t)n;
    }
    return 0;
}

bool shai_register_open(struct shai_register *reg, struct shai_diags *diags, const char *path)
{
    char *text = NULL;
    size_t len = 0;
    int error = 0;
    reg->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (reg->fd < 0 || flock(reg->fd, LOCK_EX) != 0) error = errno;
    else error = read_all(reg, &text, &len);
    if (error) shai_diag_plain(diags, SHAI_D_REGISTER_FILE, path, strerror(error), NULL);
    if (!error && read_lines(reg, diags, path, text, len)) return true;
    shai_register_close(reg);
    return false;
}

void shai_register_close(struct shai_register *reg)
{
    if (reg->fd >= 0) close(reg->fd);
    reg->fd = -1;
}

/* Appends an entry. Returns 0 or the errno. A line that could not be written whole is taken back. */
static int save(struct shai_register *reg, const struct entry *e)
{
    if (reg->fd < 0) return 0;
    struct stat before;
    struct shai_out out;
    if (fstat(reg->fd, &before) != 0) return errno;
    shai_out_init(&out, reg->fd);
    shai_out_puts(&out, "{\"letter_no\":");
    shai_out_json_str(&out, e->number);
    shai_out_json_member(&out, "series", e->series);
    shai_out_printf(&out, ",\"seq\":%" PRIu64, e->seq);
    shai_out_json_member(&out, "sample_id", e->sample_id);
    shai_out_json_member(&out, "recipient", e->recipient);
    shai_out_json_member(&out, "spec", e->spec);
    shai_out_puts(&out, "}\n");
    int error = shai_out_flush(&out);
    if (!error) return 0;
    if (ftruncate(reg->fd, before.st_size) != 0) return error;
    return error;
}

/* --- numbers -----------------------------------------------------------------------------------------------------
 */

enum shai_register_status shai_register_number(struct shai_register *reg, const char *sample_id,
                                               const char *recipient, const char *spec, const char **number,
                                               const char **owner)
{
    struct entry e = {
        .series = reg->series,
        .sample_id = shai_arena_strndup(reg->arena, sample_id, strlen(sample_id)),
        .recipient = recipient,
        .spec = spec,
    };
    *number = *owner = NULL;
    if (!reg->series) return SHAI_REGISTER_GIVEN;
    const struct entry *known = letter_entry(reg, &e);
    if (known) {
        *number = known->number;
        return SHAI_REGISTER_GIVEN;
    }
    for (e.seq = reg->next;; e.seq++) {
        e.number = shai_campaign_letter_no(reg->arena, reg->campaign, e.seq, sample_id);
        known = number_entry(reg, &e);
        if (!known) break;
        if (shai_campaign_counts(reg->campaign)) continue;
        *number = known->number;
        *owner = known->sample_id;
        return SHAI_REGISTER_TAKEN;
    }
    if ((errno = save(reg, &e)) != 0) return SHAI_REGISTER_UNSAVED;
    add_entry(reg, &e);
    *number = e.number;
    return SHAI_REGISTER_GIVEN;
}
