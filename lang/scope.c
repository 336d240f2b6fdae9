/* Names to declarations, and the nearest name to a misspelt one. It knows nothing of what a declaration is. */
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

/* Of one Han character nothing is misspelt; but it may be a part of the one name that was meant: 铅 of 总铅. */
static const char *only_with(const struct shai_scope *scope, const char *name)
{
    const char *only = NULL;
    if ((unsigned char)name[0] < 0x80) return NULL;
    for (size_t i = 0; i < scope->bucket_count; i++)
        for (struct scope_entry *e = scope->buckets[i]; e; e = e->next) {
            if (!strstr(e->name, name)) continue;
            if (only) return NULL;
            only = e->name;
        }
    return only;
}

const char *shai_scope_nearest(const struct shai_scope *scope, const char *name)
{
    const char *best = NULL;
    unsigned limit = shai_name_slips(name);
    for (size_t i = 0; i < scope->bucket_count; i++)
        for (struct scope_entry *e = scope->buckets[i]; e; e = e->next) {
            unsigned d = shai_name_distance(name, e->name);
            if (d < limit || (d == limit && (!best || strcmp(e->name, best) < 0))) {
                best = e->name;
                limit = d;
            }
        }
    return best || shai_name_slips(name) ? best : only_with(scope, name);
}
