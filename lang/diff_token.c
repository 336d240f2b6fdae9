/* What no rule has told: tokens that differ, declaration by declaration.
 *
 * In: both specs and the changes found so far. Out: a change for every declaration whose tokens differ and in which
 * no change was told, with the place; and where declarations or items stand in another order. So that a comparison
 * never passes over anything that the meaning digest counts. */
#include "grammar/meaning.h"
#include "lang/differ.h"

#include <string.h>

struct pairing {
    struct shai_differ *d;
    const struct shai_meaning *tokens[2];
};

static bool within(struct shai_span inner, struct shai_span outer)
{
    return inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end;
}

/* A row says what its item says. */
static bool is_row_of(const struct shai_node *row, const char *item)
{
    for (uint32_t i = 0; i < row->kid_count; i++)
        if (row->kids[i] && row->kids[i]->name && strcmp(row->kids[i]->name, item) == 0) return true;
    return false;
}

static bool is_told(const struct pairing *p, const struct shai_node *a, const struct shai_node *b)
{
    const struct shai_node *row = b && b->kind == SHAI_N_ROW ? b : NULL;
    for (const struct shai_change *c = p->d->diff->first; c; c = c->next) {
        if (a && c->has[0] && within(c->at[0], a->span)) return true;
        if (b && c->has[1] && within(c->at[1], b->span)) return true;
        if (row && c->item && is_row_of(row, c->item)) return true;
    }
    return false;
}

static const char *text_at(const struct pairing *p, struct shai_span at)
{
    if (at.begin == at.end) return NULL;
    const struct shai_source *s = &p->d->spec[0]->sources->at[at.file];
    return shai_arena_strndup(p->d->arena, s->text + at.begin, at.end - at.begin);
}

static const char *name_of(const struct shai_node *n)
{
    if (n->kind == SHAI_N_ROW) return n->kid_count && n->kids[0] && n->kids[0]->name ? n->kids[0]->name : NULL;
    if (n->name) return n->name;
    bool titled = n->kind == SHAI_N_GROUP || n->kind == SHAI_N_EXAMPLE || n->kind == SHAI_N_USE;
    return titled && n->kids[0] ? n->kids[0]->name : NULL;
}

static void tell(struct pairing *p, const struct shai_node *a, const struct shai_node *b,
                 const struct shai_span where[2])
{
    const struct shai_node *some = b ? b : a;
    bool example = some->kind == SHAI_N_EXAMPLE, both = a && b;
    enum shai_change_kind kind = example ? SHAI_CHANGE_EXAMPLE : SHAI_CHANGE_WRITING;
    const char *name = name_of(some);
    if (name && example && !both) name = shai_arena_printf(p->d->arena, "\"%s\"", name);
    const char *before = !a ? NULL : both ? text_at(p, where[0]) : name ? name : text_at(p, a->span);
    const char *after = !b ? NULL : both ? text_at(p, where[1]) : name ? name : text_at(p, b->span);
    struct shai_change *c =
        shai_differ_add(p->d, kind, example ? SHAI_DRIFT_NONE : SHAI_DRIFT_OPEN, a, b, before, after);
    if (both) {
        c->subject = name && example ? shai_arena_printf(p->d->arena, "\"%s\"", name) : name;
        c->at[0] = where[0];
        c->at[1] = where[1];
    }
}

static bool same_head(const struct shai_node *a, const struct shai_node *b)
{
    return a->kind == b->kind && a->op == b->op && shai_same_text(name_of(a), name_of(b));
}

static bool pair(struct pairing *p, const struct shai_node *a, const struct shai_node *b);

/* Are the partners of the new ones in the order of the old ones? */
static void order(struct pairing *p, const struct shai_node *new, const int64_t *partner, const struct shai_node *old)
{
    int64_t last = -1;
    for (uint32_t i = 0; i < new->kid_count; i++) {
        if (partner[i] < 0) continue;
        if (partner[i] < last) {
            bool groups = new->kids[i]->kind == SHAI_N_GROUP;
            struct shai_change *c =
                shai_differ_add(p->d, SHAI_CHANGE_ORDER, groups ? SHAI_DRIFT_OPEN : SHAI_DRIFT_NONE,
                                old->kids[partner[i]], new->kids[i], NULL, NULL);
            c->subject = name_of(new->kids[i]) ? name_of(new->kids[i]) : text_at(p, new->kids[i]->span);
            return;
        }
        last = partner[i];
    }
}

/* By kind and name, then by kind and order. Returns whether something in them differs. */
static bool list(struct pairing *p, const struct shai_node *old, const struct shai_node *new)
{
    struct shai_arena *arena = p->d->arena;
    bool *done = SHAI_NEW_N(arena, bool, old->kid_count), differs = false;
    int64_t *partner = SHAI_NEW_N(arena, int64_t, new->kid_count);
    for (uint32_t i = 0; i < new->kid_count; i++) partner[i] = -1;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < new->kid_count; i++)
            for (uint32_t j = 0; j < old->kid_count && partner[i] < 0; j++) {
                const struct shai_node *a = old->kids[j], *b = new->kids[i];
                if (done[j] ||
                    !(pass ? a->kind == b->kind && a->op == b->op && a->kind != SHAI_N_EXAMPLE : same_head(a, b)))
                    continue;
                done[j] = true;
                partner[i] = j;
            }
    for (uint32_t i = 0; i < new->kid_count; i++) {
        if (partner[i] >= 0) {
            differs |= pair(p, old->kids[partner[i]], new->kids[i]);
        } else {
            differs = true;
            if (!is_told(p, NULL, new->kids[i])) tell(p, NULL, new->kids[i], NULL);
        }
    }
    for (uint32_t j = 0; j < old->kid_count; j++) {
        if (done[j]) continue;
        differs = true;
        if (!is_told(p, old->kids[j], NULL)) tell(p, old->kids[j], NULL, NULL);
    }
    order(p, new, partner, old);
    return differs;
}

/* Declarations that are gone through part by part. */
static bool parts(struct pairing *p, const struct shai_node *a, const struct shai_node *b)
{
    bool differs = false; /* each part is gone through, whatever the one before it gave */
    switch ((enum shai_node_kind)b->kind) {
    case SHAI_N_SPEC:
    case SHAI_N_LIBRARY: return list(p, a->kids[0], b->kids[0]);
    case SHAI_N_GROUP:
        if (pair(p, a->kids[0], b->kids[0])) differs = true;
        if (list(p, a->kids[1], b->kids[1])) differs = true;
        return differs;
    case SHAI_N_ITEMS:
        if (pair(p, a->kids[0], b->kids[0])) differs = true;
        if (list(p, a->kids[1], b->kids[1])) differs = true;
        if (list(p, a->kids[2], b->kids[2])) differs = true;
        return differs;
    default: return differs;
    }
}

static bool pair(struct pairing *p, const struct shai_node *a, const struct shai_node *b)
{
    struct shai_span where[2];
    if (shai_meaning_same(p->tokens[0], a->span, p->tokens[1], b->span, where)) return false;
    if (!parts(p, a, b) && !is_told(p, a, b)) tell(p, a, b, where);
    return true;
}

static const char *base_name(const struct shai_spec *s, const struct shai_tree *tree)
{
    const char *path = s->sources->at[tree->file].name, *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void files(struct shai_differ *d, const struct shai_tree *old, const struct shai_tree *new)
{
    if (memcmp(old->meaning, new->meaning, sizeof old->meaning) == 0) return;
    const struct shai_sources *sources = d->spec[0]->sources;
    struct pairing p = {
        d, {shai_meaning_read(d->arena, sources, old->file), shai_meaning_read(d->arena, sources, new->file)}};
    pair(&p, old->root, new->root);
}

void shai_diff_tokens(struct shai_differ *d)
{
    const struct shai_spec *a = d->spec[0], *b = d->spec[1];
    for (size_t i = 0; i < b->tree_count; i++)
        for (size_t j = 0; j < a->tree_count; j++) {
            const struct shai_tree *old = a->trees[j], *new = b->trees[i];
            if (old == a->tree || new == b->tree) continue;
            if (strcmp(base_name(a, old), base_name(b, new)) == 0) files(d, old, new);
        }
    files(d, a->tree, b->tree);
    if (d->diff->first) return;
    /* whatever it is: the prelude, or libraries in another order */
    shai_differ_add(d, SHAI_CHANGE_WRITING, SHAI_DRIFT_OPEN, b->tree->root, b->tree->root, NULL, NULL);
}
