/* One item in two editions: its clauses, group by group.
 *
 * In: an item of OLD and the one of NEW that it is. Out: changes. What a group says once for all its items, its title
 * and its condition, is told of the group. */
#include "lang/differ.h"

#include <string.h>

static enum shai_drift drift_of_reach(enum shai_when w)
{
    return w == SHAI_WHEN_SAME       ? SHAI_DRIFT_NONE
           : w == SHAI_WHEN_NARROWER ? SHAI_DRIFT_LAXER
           : w == SHAI_WHEN_WIDER    ? SHAI_DRIFT_STRICTER
                                     : SHAI_DRIFT_OPEN;
}

static void rests_note(struct shai_differ *d, struct shai_change *change, const struct shai_node *new)
{
    const char *rests = new ? shai_diff_rests_on(d, new) : NULL;
    if (rests && shai_same_text(change->before, change->after))
        change->note = shai_arena_printf(
            d->arena, SHAI_DIFFER_SAY(d, "所用的 %s 已改变", "%s, which it uses, was changed"), rests);
}

/* --- groups --- */

static const char *title_of(const struct shai_node *group)
{
    return group && group->kids[0] ? group->kids[0]->name : NULL;
}

static size_t list_groups(const struct shai_differ *d, int side, const struct shai_node ***out)
{
    const struct shai_node *root = d->spec[side]->tree->root, *decls = root->kids[0];
    *out = SHAI_NEW_N(d->arena, const struct shai_node *, decls->kid_count);
    size_t count = 0;
    for (uint32_t i = 0; i < decls->kid_count; i++)
        if (decls->kids[i]->kind == SHAI_N_GROUP) (*out)[count++] = decls->kids[i];
    return count;
}

void shai_diff_pair_groups(struct shai_differ *d)
{
    const struct shai_node **old, **new;
    size_t old_count = list_groups(d, 0, &old), new_count = list_groups(d, 1, &new);
    d->groups = SHAI_NEW_N(d->arena, struct shai_group_pair, old_count + new_count);
    for (size_t i = 0; i < old_count; i++)
        for (size_t j = 0; j < new_count; j++) {
            if (!old[i] || !new[j] || !shai_same_text(title_of(old[i]), title_of(new[j]))) continue;
            d->groups[d->group_count++] = (struct shai_group_pair){old[i], new[j]};
            old[i] = new[j] = NULL;
        }
    for (size_t i = 0, j = 0; i < old_count || j < new_count;) {
        if (i < old_count && !old[i]) i++;
        else if (j < new_count && !new[j]) j++;
        else
            d->groups[d->group_count++] =
                (struct shai_group_pair){i < old_count ? old[i++] : NULL, j < new_count ? new[j++] : NULL};
    }
}

/* The checked condition of a group stands in the variants of its items. */
static const struct shai_node *condition_of(const struct shai_spec *spec, const struct shai_node *group)
{
    for (size_t i = 0; i < spec->item_count; i++)
        for (const struct shai_variant_node *v = spec->items[i]->variants; v; v = v->next)
            if (v->group == group) return v->group_applies;
    return NULL;
}

void shai_diff_groups(struct shai_differ *d)
{
    for (size_t i = 0; i < d->group_count; i++) {
        const struct shai_node *old = d->groups[i].old, *new = d->groups[i].new;
        const char *a = title_of(old), *b = title_of(new);
        if (!shai_same_text(a, b)) {
            const struct shai_node *old_title = old ? old->kids[0] : NULL, *new_title = new ? new->kids[0] : NULL;
            shai_differ_add(d, SHAI_CHANGE_GROUP, SHAI_DRIFT_NONE, old_title, new_title, a, b);
        }
        if (!old || !new) continue;
        const struct shai_node *x = condition_of(d->spec[0], old), *y = condition_of(d->spec[1], new);
        const char *before = shai_diff_text(d, x), *after = shai_diff_text(d, y);
        enum shai_when w = shai_diff_when(d, x, y);
        if (w == SHAI_WHEN_SAME && shai_same_text(before, after)) continue;
        struct shai_change *change = shai_differ_add(d, SHAI_CHANGE_APPLIES, drift_of_reach(w), x, y, before, after);
        change->subject = shai_arena_printf(d->arena, "%s “%s”", SHAI_DIFFER_SAY(d, "组", "group"), b ? b : "");
        rests_note(d, change, y);
    }
}

static const struct shai_node *partner(const struct shai_differ *d, const struct shai_node *old_group)
{
    for (size_t i = 0; old_group && i < d->group_count; i++)
        if (d->groups[i].old == old_group) return d->groups[i].new;
    return NULL;
}

/* --- clauses --- */

/* A clause that is text, or whose effect is not worked out. */
static void plain(struct shai_differ *d, enum shai_change_kind kind, enum shai_drift drift,
                  const struct shai_node *old, const struct shai_node *new)
{
    const char *a = shai_diff_text(d, old), *b = shai_diff_text(d, new);
    bool rests = drift != SHAI_DRIFT_NONE && old && new &&shai_diff_rests_on(d, new);
    if (shai_same_text(a, b) && !rests) return;
    rests_note(d, shai_differ_add(d, kind, drift, old, new, a, b), new);
}

static void applies(struct shai_differ *d, const struct shai_node *old, const struct shai_node *new)
{
    const char *a = shai_diff_text(d, old), *b = shai_diff_text(d, new);
    enum shai_when w = shai_diff_when(d, old, new);
    if (w == SHAI_WHEN_SAME && shai_same_text(a, b)) return;
    rests_note(d, shai_differ_add(d, SHAI_CHANGE_APPLIES, drift_of_reach(w), old, new, a, b), new);
}

static enum shai_drift drift_of_requirement(enum shai_when w)
{
    return w == SHAI_WHEN_SAME       ? SHAI_DRIFT_NONE
           : w == SHAI_WHEN_NARROWER ? SHAI_DRIFT_STRICTER
           : w == SHAI_WHEN_WIDER    ? SHAI_DRIFT_LAXER
                                     : SHAI_DRIFT_OPEN;
}

static void requirement(struct shai_differ *d, const struct shai_node *old, const struct shai_node *new)
{
    shai_differ_add(d, SHAI_CHANGE_REQUIRE, drift_of_requirement(shai_diff_when(d, old, new)), old, new,
                    shai_diff_text(d, old), shai_diff_text(d, new));
}

/* Those alike first, then those of which it is known how they stand to each other, then in order. */
static void requirements(struct shai_differ *d, const struct shai_variant_node *old,
                         const struct shai_variant_node *new)
{
    size_t n = old->require_count, m = new->require_count;
    bool *old_done = SHAI_NEW_N(d->arena, bool, n), *new_done = SHAI_NEW_N(d->arena, bool, m);
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < m && !old_done[i]; j++) {
                const struct shai_node *a = old->requires[i], *b = new->requires[j];
                if (new_done[j]) continue;
                bool same_text = shai_same_text(shai_diff_text(d, a), shai_diff_text(d, b));
                enum shai_when w = shai_diff_when(d, a, b);
                if (pass == 0 && !same_text) continue;
                if (pass == 1 && w == SHAI_WHEN_OTHER) continue;
                old_done[i] = new_done[j] = true;
                if (w != SHAI_WHEN_SAME || !same_text) requirement(d, a, b);
            }
    for (size_t i = 0; i < n; i++)
        if (!old_done[i]) requirement(d, old->requires[i], NULL);
    for (size_t j = 0; j < m; j++)
        if (!new_done[j]) requirement(d, NULL, new->requires[j]);
}

/* --- citations --- */

static const char *code_of(const struct shai_node *citation)
{
    const struct shai_node *std = citation->kids[0];
    return std->decl && std->decl->code ? std->decl->code : std->name;
}

static const char *clause_of(const struct shai_node *citation)
{
    const struct shai_node *clause = citation->kids[1];
    return clause && clause->kind == SHAI_N_STRING ? clause->name : NULL;
}

static const char *cited(const struct shai_differ *d, const struct shai_node *n)
{
    const char *clause = clause_of(n), *code = code_of(n);
    const char *text = clause ? shai_arena_printf(d->arena, "%s %s", code, clause) : code;
    if (n->kind != SHAI_N_METHOD || !n->op) return text;
    return shai_arena_printf(d->arena, "%s %s %s", text, shai_keyword_infos[SHAI_KW_USING].spelling[d->lang],
                             shai_keyword_infos[n->op].spelling[d->lang]);
}

/* A code without its year: GB 6675.4-2014 and GB 6675.4-2025 are editions of one standard. */
static size_t without_year(const char *code)
{
    const char *dash = strrchr(code, '-');
    return dash ? (size_t)(dash - code) : strlen(code);
}

static bool editions(const char *a, const char *b)
{
    size_t n = without_year(a);
    return n == without_year(b) && memcmp(a, b, n) == 0;
}

static const char *how_cited(const struct shai_differ *d, const struct shai_node *a, const struct shai_node *b)
{
    const char *x = code_of(a), *y = code_of(b);
    if (strcmp(x, y) != 0 && editions(x, y)) return SHAI_DIFFER_SAY(d, "另一版本", "another edition");
    if (strcmp(x, y) != 0) return SHAI_DIFFER_SAY(d, "另一标准", "another standard");
    if (!shai_same_text(clause_of(a), clause_of(b))) return SHAI_DIFFER_SAY(d, "另一条款", "another clause");
    return NULL;
}

/* The same ID and clause: what the ID stands for is told where it is declared. */
static bool same_citation(const struct shai_node *a, const struct shai_node *b)
{
    return strcmp(a->kids[0]->name, b->kids[0]->name) == 0 && shai_same_text(clause_of(a), clause_of(b)) &&
           a->op == b->op;
}

struct citations {
    enum shai_change_kind kind;
    enum shai_drift drift;
    struct shai_node *const *at[2];
    size_t count[2];
};

static void citations(struct shai_differ *d, const struct citations *c)
{
    bool *old_done = SHAI_NEW_N(d->arena, bool, c->count[0]), *new_done = SHAI_NEW_N(d->arena, bool, c->count[1]);
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < c->count[0]; i++)
            for (size_t j = 0; j < c->count[1] && !old_done[i]; j++) {
                const struct shai_node *a = c->at[0][i], *b = c->at[1][j];
                bool alike = same_citation(a, b) || strcmp(cited(d, a), cited(d, b)) == 0;
                if (new_done[j] || (pass == 0 && !alike)) continue;
                if (pass == 1 && !editions(code_of(a), code_of(b))) continue;
                old_done[i] = new_done[j] = true;
                if (alike) continue;
                shai_differ_add(d, c->kind, c->drift, a, b, cited(d, a), cited(d, b))->note = how_cited(d, a, b);
            }
    for (size_t i = 0; i < c->count[0]; i++)
        if (!old_done[i]) shai_differ_add(d, c->kind, c->drift, c->at[0][i], NULL, cited(d, c->at[0][i]), NULL);
    for (size_t j = 0; j < c->count[1]; j++)
        if (!new_done[j]) shai_differ_add(d, c->kind, c->drift, NULL, c->at[1][j], NULL, cited(d, c->at[1][j]));
}

/* --- measures --- */

static const struct shai_decl *measure_named(const struct shai_decl *item, const struct shai_decl *measure)
{
    for (size_t i = 0; i < item->measure_count; i++) {
        const struct shai_decl *m = item->measures[i];
        if (m->bare ? measure->bare : !measure->bare && strcmp(m->name, measure->name) == 0) return m;
    }
    return NULL;
}

/* More specimens of which as many may fail, or as many of which fewer may: stricter. */
static enum shai_drift drift_of_specimens(const struct shai_decl *a, const struct shai_decl *b)
{
    uint32_t n = a->specimen_count ? a->specimen_count : 1, m = b->specimen_count ? b->specimen_count : 1;
    bool every = (n == 1 || a->how == SHAI_KW_EVERY) && (m == 1 || b->how == SHAI_KW_EVERY);
    uint32_t k = a->item->allow, l = b->item->allow;
    if (!every) return SHAI_DRIFT_OPEN;
    if (m >= n && l <= k) return SHAI_DRIFT_STRICTER;
    return m <= n && l >= k ? SHAI_DRIFT_LAXER : SHAI_DRIFT_OPEN;
}

static void measure(struct shai_differ *d, const struct shai_decl *old, const struct shai_decl *new)
{
    const struct shai_decl *some = new ? new : old;
    const struct shai_node *a = old ? old->node : NULL, *b = new ? new->node : NULL;
    const char *before = shai_diff_text(d, a), *after = shai_diff_text(d, b);
    const char *subject = some->bare ? NULL : some->name;
    if (!shai_same_text(before, after))
        shai_differ_add(d, SHAI_CHANGE_MEASURE, SHAI_DRIFT_OPEN, a, b, before, after)->subject = subject;
    if (!old || !new) return;
    const struct shai_node *s = old->specimens, *t = new->specimens;
    before = shai_diff_text(d, s);
    after = shai_diff_text(d, t);
    if (!shai_same_text(before, after))
        shai_differ_add(d, SHAI_CHANGE_SPECIMENS, drift_of_specimens(old, new), s, t, before, after)->subject =
            subject;
}

static void measures(struct shai_differ *d, const struct shai_decl *old, const struct shai_decl *new)
{
    for (size_t i = 0; i < old->measure_count; i++)
        if (!measure_named(new, old->measures[i])) measure(d, old->measures[i], NULL);
    for (size_t i = 0; i < new->measure_count; i++)
        measure(d, measure_named(old, new->measures[i]), new->measures[i]);
}

/* --- variants --- */

static enum shai_kw rule_of(const struct shai_spec *spec, const struct shai_variant_node *v)
{
    const struct shai_node *n = v->decide ? v->decide : spec->decide;
    return n ? (enum shai_kw)n->op : SHAI_KW_SIMPLE;
}

/* What passes when guarded passes simply, and passes certainly; what is certain leaves the rest undecided. */
static enum shai_drift drift_of_rule(enum shai_kw a, enum shai_kw b)
{
    if (a == b) return SHAI_DRIFT_NONE;
    if (b == SHAI_KW_GUARDED) return SHAI_DRIFT_STRICTER;
    return a == SHAI_KW_GUARDED ? SHAI_DRIFT_LAXER : SHAI_DRIFT_OPEN;
}

/* A rounding bound: places that differ move it. */
static bool is_rounded(const struct shai_variant_node *v)
{
    return v->compare && v->compare->op == SHAI_KW_ROUNDED;
}

static void limit(struct shai_differ *d, const struct shai_variant_node *old, const struct shai_variant_node *new)
{
    const struct shai_change *last = NULL;
    for (struct shai_change *c = d->diff->first; c; c = c->next) last = c;
    shai_diff_cases(d, SHAI_CHANGE_LIMIT, old->limit, new->limit);
    if (!is_rounded(old) && !is_rounded(new)) return;
    for (struct shai_change *c = last ? last->next : d->diff->first; c; c = c->next) {
        d->diff->counts[c->drift]--;
        c->drift = SHAI_DRIFT_OPEN;
        c->note = SHAI_DIFFER_SAY(d, "按修约值比较,限值的位数也起作用",
                                  "compare rounded: the digits of the limit count too");
        d->diff->counts[c->drift]++;
    }
}

/* The clause of that kind, the item's own or its group's; NULL for none. */
static const struct shai_node *clause(const struct shai_variant_node *v, enum shai_node_kind kind)
{
    const struct shai_node *const bodies[] = {v->item->kids[1], v->group ? v->group->kids[1] : NULL};
    for (int i = 0; i < 2; i++)
        for (uint32_t j = 0; bodies[i] && j < bodies[i]->kid_count; j++)
            if (bodies[i]->kids[j]->kind == kind) return bodies[i]->kids[j];
    return NULL;
}

static void report(struct shai_differ *d, const struct shai_variant_node *old, const struct shai_variant_node *new)
{
    if (old->report == new->report) return;
    shai_differ_add(d, SHAI_CHANGE_REPORT, old->report ? SHAI_DRIFT_STRICTER : SHAI_DRIFT_LAXER,
                    old->report ? clause(old, SHAI_N_REPORT) : NULL, new->report ? clause(new, SHAI_N_REPORT) : NULL,
                    old->report ? "" : NULL, new->report ? "" : NULL);
}

static void chosen(struct shai_differ *d, const struct shai_variant_node *old, const struct shai_variant_node *new)
{
    if (!shai_same_text(old->chosen, new->chosen))
        shai_differ_add(d, SHAI_CHANGE_CHOSEN, SHAI_DRIFT_NONE, clause(old, SHAI_N_CHOSEN),
                        clause(new, SHAI_N_CHOSEN), old->chosen, new->chosen);
}

static void variant(struct shai_differ *d, const struct shai_variant_node *old, const struct shai_variant_node *new)
{
    bool declared = old->declared || new->declared;
    enum shai_drift nature = declared ? SHAI_DRIFT_OPEN : SHAI_DRIFT_NONE;
    applies(d, old->applies, new->applies);
    citations(d, &(struct citations){
                     SHAI_CHANGE_BASIS, nature, {old->basis, new->basis}, {old->basis_count, new->basis_count}});
    citations(d, &(struct citations){SHAI_CHANGE_METHOD,
                                     SHAI_DRIFT_NONE,
                                     {old->methods, new->methods},
                                     {old->method_count, new->method_count}});
    report(d, old, new);
    plain(d, SHAI_CHANGE_VALUE, SHAI_DRIFT_OPEN, old->value, new->value);
    plain(d, SHAI_CHANGE_ROUND, SHAI_DRIFT_OPEN, old->round, new->round);
    limit(d, old, new);
    requirements(d, old, new);
    plain(d, SHAI_CHANGE_COMPARE, SHAI_DRIFT_OPEN, old->compare, new->compare);
    plain(d, SHAI_CHANGE_DECIDE, drift_of_rule(rule_of(d->spec[0], old), rule_of(d->spec[1], new)), old->decide,
          new->decide);
    plain(d, SHAI_CHANGE_DECLARED, SHAI_DRIFT_OPEN, old->declared, new->declared);
    shai_diff_cases(d, SHAI_CHANGE_HAZARD, old->hazard, new->hazard);
    plain(d, SHAI_CHANGE_PROBLEM, SHAI_DRIFT_NONE, old->problem, new->problem);
    chosen(d, old, new);
}

/* "≤ 90 mg/kg", for what comes or goes as a whole. */
static const char *gist(const struct shai_differ *d, const struct shai_variant_node *v)
{
    if (v->report) return shai_keyword_infos[SHAI_KW_REPORT].spelling[d->lang];
    if (v->limit) return shai_diff_text(d, v->limit);
    if (v->require_count) return shai_diff_text(d, v->requires[0]);
    return shai_keyword_infos[SHAI_KW_CONFORMITY].spelling[d->lang];
}

static void lone_variant(struct shai_differ *d, const struct shai_variant_node *v, bool is_new)
{
    enum shai_drift drift = v->report ? SHAI_DRIFT_NONE : is_new ? SHAI_DRIFT_STRICTER : SHAI_DRIFT_LAXER;
    const char *what = gist(d, v);
    d->group = title_of(v->group);
    shai_differ_add(d, SHAI_CHANGE_ITEM, drift, is_new ? NULL : v->item, is_new ? v->item : NULL,
                    is_new ? NULL : what, is_new ? what : NULL);
    d->group = NULL;
}

void shai_diff_lone_item(struct shai_differ *d, const struct shai_decl *item, bool is_new)
{
    d->item = item->name;
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) lone_variant(d, v, is_new);
    d->item = NULL;
}

static const struct shai_variant_node *variant_of(const struct shai_decl *item, const struct shai_node *group)
{
    for (const struct shai_variant_node *v = item->variants; v; v = v->next)
        if (v->group == group) return v;
    return NULL;
}

/* The variant of NEW that one of OLD is: that of the same group; of an item judged in one place, that one. */
static const struct shai_variant_node *heir(const struct shai_differ *d, const struct shai_decl *old,
                                            const struct shai_variant_node *v, const struct shai_decl *new)
{
    if (old->variant_count == 1 && new->variant_count == 1) return new->variants;
    return variant_of(new, partner(d, v->group));
}

void shai_diff_item(struct shai_differ *d, const struct shai_decl *old, const struct shai_decl *new)
{
    d->item = new->name;
    if (strcmp(old->name, new->name) != 0)
        shai_differ_add(d, SHAI_CHANGE_RENAMED, SHAI_DRIFT_NONE, old->node, new->node, old->name, new->name);
    if (!shai_same_text(old->title, new->title))
        shai_differ_add(d, SHAI_CHANGE_ITEM_TITLE, SHAI_DRIFT_NONE, old->node, new->node, old->title, new->title);
    measures(d, old, new);
    bool several = old->variant_count > 1 || new->variant_count > 1;
    for (const struct shai_variant_node *v = new->variants; v; v = v->next) {
        const struct shai_variant_node *from = NULL;
        for (const struct shai_variant_node *u = old->variants; u && !from; u = u->next)
            if (heir(d, old, u, new) == v) from = u;
        if (!from) {
            lone_variant(d, v, true);
            continue;
        }
        d->group = several ? title_of(v->group) : NULL;
        bool moved = partner(d, from->group) != v->group || (from->group && !v->group);
        if (!several && moved)
            shai_differ_add(d, SHAI_CHANGE_GROUP, SHAI_DRIFT_OPEN, from->item, v->item, title_of(from->group),
                            title_of(v->group));
        variant(d, from, v);
        d->group = NULL;
    }
    for (const struct shai_variant_node *u = old->variants; u; u = u->next)
        if (!heir(d, old, u, new)) lone_variant(d, u, false);
    d->item = NULL;
}
