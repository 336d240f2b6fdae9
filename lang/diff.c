/* The comparison of two editions: who is whose partner, and the order in which all is asked. What a change is called
 * stands in change.def; what it does, in diff_*.c. */
#include "lang/diff.h"
#include "lang/differ.h"

#include <string.h>

const struct shai_change_info shai_change_infos[SHAI_CHANGE_COUNT] = {
#define CHANGE(id, json, scale, en, zh) {json, SHAI_SCALE_##scale, {[SHAI_ZH] = zh, [SHAI_EN] = en}},
#include "lang/change.def"
#undef CHANGE
};

const char *const shai_drift_codes[SHAI_DRIFT_COUNT] = {"none", "stricter", "laxer", "open"};

const char *shai_drift_word(enum shai_change_kind kind, enum shai_drift drift, enum shai_lang lang)
{
    static const char *const words[][SHAI_DRIFT_COUNT][2] = {
        [SHAI_SCALE_STRICT] = {{"", ""}, {"更严", "stricter"}, {"更宽", "laxer"}, {"宽严未定", "may be either"}},
        [SHAI_SCALE_HAZARD] = {{"", ""}, {"升高", "raised"}, {"降低", "lowered"}, {"升降未定", "may be either"}},
        [SHAI_SCALE_REACH] = {{"", ""}, {"扩大", "widened"}, {"缩小", "narrowed"}, {"宽窄未定", "may be either"}},
    };
    return words[shai_change_infos[kind].scale][drift][lang];
}

bool shai_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

struct shai_change *shai_differ_add(struct shai_differ *d, enum shai_change_kind kind, enum shai_drift drift,
                                    const struct shai_node *old, const struct shai_node *new, const char *before,
                                    const char *after)
{
    struct shai_change *c = SHAI_NEW(d->arena, struct shai_change);
    *c = (struct shai_change){.kind = kind, .drift = drift, .item = d->item, .group = d->group};
    c->before = before;
    c->after = after;
    if (old) c->has[0] = true, c->at[0] = old->span;
    if (new) c->has[1] = true, c->at[1] = new->span;
    *d->diff->tail = c;
    d->diff->tail = &c->next;
    d->diff->counts[drift]++;
    return c;
}

/* --- items --- */

static const struct shai_decl *item_named(const struct shai_spec *spec, const char *name)
{
    for (size_t i = 0; i < spec->item_count; i++)
        if (strcmp(spec->items[i]->name, name) == 0) return spec->items[i];
    return NULL;
}

/* All that an item says but its name: a name alone that changes is a new name. */
static const char *signature(const struct shai_differ *d, const struct shai_decl *item)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, d->arena);
    shai_strbuf_printf(&b, "%s;", item->title ? item->title : "");
    for (size_t i = 0; i < item->measure_count; i++) {
        const struct shai_decl *m = item->measures[i];
        shai_strbuf_printf(&b, "%s:%s;", m->bare ? "" : m->name, shai_diff_text(d, m->node));
    }
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) {
        const struct shai_node *said[] = {v->applies, v->value, v->limit, v->hazard, v->problem};
        for (size_t i = 0; i < sizeof said / sizeof *said; i++)
            shai_strbuf_printf(&b, "%s;", said[i] ? shai_diff_text(d, said[i]) : "");
        for (size_t i = 0; i < v->require_count; i++)
            shai_strbuf_printf(&b, "%s;", shai_diff_text(d, v->requires[i]));
    }
    return b.s;
}

/* What the items without a partner of their name say; NULL for the others. */
static const char **lone_signatures(const struct shai_differ *d, int side)
{
    const struct shai_spec *s = d->spec[side];
    const char **at = SHAI_NEW_N(d->arena, const char *, s->item_count);
    for (size_t i = 0; i < s->item_count; i++)
        if (!item_named(d->spec[!side], s->items[i]->name)) at[i] = signature(d, s->items[i]);
    return at;
}

/* The only one that says it; count for none or several. */
static size_t only(const char *const *at, size_t count, const char *wanted)
{
    size_t found = count;
    for (size_t i = 0; i < count; i++) {
        if (!at[i] || strcmp(at[i], wanted) != 0) continue;
        if (found < count) return count;
        found = i;
    }
    return found;
}

static void pair_items(struct shai_differ *d)
{
    const struct shai_spec *a = d->spec[0], *b = d->spec[1];
    struct shai_diff *diff = d->diff;
    diff->pairs = SHAI_NEW_N(d->arena, struct shai_item_pair, a->item_count + b->item_count);
    const char **old_said = lone_signatures(d, 0), **new_said = lone_signatures(d, 1);
    for (size_t i = 0; i < b->item_count; i++) {
        const struct shai_decl *new = b->items[i], *old = item_named(a, new->name);
        size_t at = old ? a->item_count : only(old_said, a->item_count, new_said[i]);
        if (at < a->item_count && only(new_said, b->item_count, new_said[i]) == i) old = a->items[at];
        diff->pairs[diff->pair_count++] = (struct shai_item_pair){old, new};
    }
    for (size_t i = 0; i < a->item_count; i++) {
        bool found = false;
        for (size_t j = 0; j < diff->pair_count && !found; j++) found = diff->pairs[j].old == a->items[i];
        if (!found) diff->pairs[diff->pair_count++] = (struct shai_item_pair){a->items[i], NULL};
    }
}

struct shai_diff *shai_diff(struct shai_arena *arena, const struct shai_spec *old, const struct shai_spec *new,
                            enum shai_lang lang)
{
    struct shai_diff *diff = SHAI_NEW(arena, struct shai_diff);
    struct shai_differ d = {.arena = arena, .lang = lang, .spec = {old, new}, .diff = diff};
    diff->tail = &diff->first;
    diff->unchanged = memcmp(old->meaning, new->meaning, sizeof old->meaning) == 0;
    pair_items(&d);
    if (diff->unchanged) return diff;
    shai_diff_pair_groups(&d);
    shai_diff_head(&d);
    shai_diff_declarations(&d);
    shai_diff_groups(&d);
    for (size_t i = 0; i < diff->pair_count; i++) {
        const struct shai_item_pair *p = &diff->pairs[i];
        if (p->old && p->new) shai_diff_item(&d, p->old, p->new);
        else shai_diff_lone_item(&d, p->old ? p->old : p->new, !p->old);
    }
    shai_diff_rest(&d);
    shai_diff_tokens(&d);
    return diff;
}
