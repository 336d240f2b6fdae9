/* Names to declarations, and the nearest name to a misspelt one. It knows nothing of what a declaration is. */
#include "base/utf8.h"
#include "lang/checker.h"

#include <string.h>

static uint32_t hash_name(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++) h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

void shai_scope_init(struct shai_scope *scope, struct shai_arena *arena)
{
    *scope = (struct shai_scope){.arena = arena, .bucket_count = 64};
    scope->buckets = SHAI_NEW_N(arena, struct scope_entry *, scope->bucket_count);
}

static struct scope_entry *find_entry(const struct shai_scope *scope, const char *name)
{
    struct scope_entry *e = scope->buckets[hash_name(name) & (scope->bucket_count - 1)];
    while (e && strcmp(e->name, name) != 0) e = e->next;
    return e;
}

struct shai_decl *shai_scope_find(const struct shai_scope *scope, const char *name)
{
    struct scope_entry *e = find_entry(scope, name);
    return e ? e->decl : NULL;
}

static void grow_buckets(struct shai_scope *scope)
{
    size_t count = scope->bucket_count * 2;
    struct scope_entry **buckets = SHAI_NEW_N(scope->arena, struct scope_entry *, count);
    for (size_t i = 0; i < scope->bucket_count; i++)
        for (struct scope_entry *e = scope->buckets[i], *next; e; e = next) {
            next = e->next;
            struct scope_entry **to = &buckets[hash_name(e->name) & (count - 1)];
            e->next = *to;
            *to = e;
        }
    scope->buckets = buckets;
    scope->bucket_count = count;
}

struct shai_decl *shai_scope_add(struct shai_scope *scope, const char *name, struct shai_decl *decl)
{
    struct scope_entry *e = find_entry(scope, name);
    if (e) return e->decl;
    if (scope->count >= scope->bucket_count) grow_buckets(scope);
    e = SHAI_NEW(scope->arena, struct scope_entry);
    struct scope_entry **to = &scope->buckets[hash_name(name) & (scope->bucket_count - 1)];
    *e = (struct scope_entry){name, decl, *to};
    *to = e;
    scope->count++;
    return NULL;
}

void shai_scope_replace(struct shai_scope *scope, const char *name, struct shai_decl *decl)
{
    struct scope_entry *e = find_entry(scope, name);
    if (e) e->decl = decl;
    else shai_scope_add(scope, name, decl);
}

enum { NAME_MAX_CP = 32 };

static size_t code_points(const char *s, uint32_t out[NAME_MAX_CP])
{
    size_t n = 0, len = strlen(s);
    while (len && n < NAME_MAX_CP) {
        size_t used = shai_utf8_decode(s, len, &out[n]);
        if (!used) break;
        out[n] = shai_utf8_fold_width(out[n]);
        if (out[n] - 'A' < 26u) out[n] |= 32;
        n++, s += used, len -= used;
    }
    return n;
}

/* Damerau's distance without substitution chains (optimal string alignment), on case-folded code points. */
unsigned shai_name_distance(const char *a, const char *b)
{
    uint32_t x[NAME_MAX_CP], y[NAME_MAX_CP];
    size_t m = code_points(a, x), n = code_points(b, y);
    unsigned d[NAME_MAX_CP + 1][NAME_MAX_CP + 1];
    for (size_t i = 0; i <= m; i++) d[i][0] = (unsigned)i;
    for (size_t j = 0; j <= n; j++) d[0][j] = (unsigned)j;
    for (size_t i = 1; i <= m; i++)
        for (size_t j = 1; j <= n; j++) {
            unsigned best = d[i - 1][j - 1] + (x[i - 1] != y[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[m][n];
}

/* How many slips a name of that length may hold and still be known. */
static unsigned most_distance(const char *name)
{
    uint32_t cp[NAME_MAX_CP];
    size_t len = code_points(name, cp);
    return len < 2 ? 0 : len < 5 ? 1 : len < 9 ? 2 : 3;
}

bool shai_name_is_near(const char *name, const char *other)
{
    unsigned distance = shai_name_distance(name, other);
    return distance && distance <= most_distance(name);
}

const char *shai_scope_nearest(const struct shai_scope *scope, const char *name)
{
    const char *best = NULL;
    unsigned limit = most_distance(name);
    for (size_t i = 0; i < scope->bucket_count; i++)
        for (struct scope_entry *e = scope->buckets[i]; e; e = e->next) {
            unsigned d = shai_name_distance(name, e->name);
            if (d < limit || (d == limit && d && (!best || strcmp(e->name, best) < 0))) {
                best = e->name;
                limit = d;
            }
        }
    return best;
}
