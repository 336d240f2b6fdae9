/* Head and declarations in two editions: what stands outside items.
 *
 * In: both specs. Out: changes, and which lets, tables, patterns and attributes do not mean what they meant, for
 * those that use them. A declaration does nothing to judgement by itself: what it does is told where it is used. */
#include "lang/differ.h"

#include <string.h>

static const char *quoted(const struct shai_differ *d, const char *s)
{
    return s ? shai_arena_printf(d->arena, "\"%s\"", s) : NULL;
}

/* The first node of a kind (and op) among the declarations of a side's own file. */
static const struct shai_node *find_node(const struct shai_differ *d, int side, enum shai_node_kind kind, int op)
{
    const struct shai_node *decls = d->spec[side]->tree->root->kids[0];
    for (uint32_t i = 0; i < decls->kid_count; i++)
        if (decls->kids[i]->kind == kind && (op < 0 || decls->kids[i]->op == op)) return decls->kids[i];
    return NULL;
}

/* --- head --- */

static void head_text(struct shai_differ *d, enum shai_change_kind kind, enum shai_kw kw, const char *a,
                      const char *b)
{
    if (shai_same_text(a, b)) return;
    shai_differ_add(d, kind, SHAI_DRIFT_NONE, find_node(d, 0, SHAI_N_HEAD, (int)kw),
                    find_node(d, 1, SHAI_N_HEAD, (int)kw), quoted(d, a), quoted(d, b));
}

static const char *product(const struct shai_differ *d, const struct shai_spec *s)
{
    if (!s->product || !s->product_code) return s->product;
    return shai_arena_printf(d->arena, "%s\" %s \"%s", s->product, shai_keyword_infos[SHAI_KW_CODE].spelling[d->lang],
                             s->product_code);
}

static const char *validity(const struct shai_differ *d, const struct shai_node *n)
{
    if (!n) return NULL;
    const char *to = n->kid_count > 1 && n->kids[1] ? n->kids[1]->name : "";
    return shai_arena_printf(d->arena, *to ? "%s ~ %s" : "%s ~%s", n->kids[0]->name, to);
}

/* A sample outside is refused: it is judged no more. */
static void effective(struct shai_differ *d)
{
    const struct shai_node *n = find_node(d, 0, SHAI_N_EFFECTIVE, -1), *m = find_node(d, 1, SHAI_N_EFFECTIVE, -1);
    const char *before = validity(d, n), *after = validity(d, m);
    if (shai_same_text(before, after)) return;
    struct shai_bounds b[2];
    for (int i = 0; i < 2; i++) {
        const struct shai_spec *s = d->spec[i];
        b[i] = (struct shai_bounds){.kind = SHAI_SET_INTERVAL, .no_lo = !s->has_from, .no_hi = !s->has_to};
        b[i].lo = SHAI_NUM_INT(s->from);
        b[i].hi = SHAI_NUM_INT(s->to);
    }
    bool old_in_new, new_in_old;
    shai_diff_within(&b[0], &b[1], &old_in_new, &new_in_old);
    enum shai_drift drift = old_in_new && new_in_old ? SHAI_DRIFT_NONE
                            : old_in_new             ? SHAI_DRIFT_STRICTER
                            : new_in_old             ? SHAI_DRIFT_LAXER
                                                     : SHAI_DRIFT_OPEN;
    shai_differ_add(d, SHAI_CHANGE_EFFECTIVE, drift, n, m, before, after);
}

static void decide(struct shai_differ *d)
{
    const struct shai_node *a = d->spec[0]->decide, *b = d->spec[1]->decide;
    const char *before = shai_diff_text(d, a), *after = shai_diff_text(d, b);
    if (shai_same_text(before, after)) return;
    int was = a ? a->op : SHAI_KW_SIMPLE, is = b ? b->op : SHAI_KW_SIMPLE;
    enum shai_drift drift = was == is                ? SHAI_DRIFT_NONE
                            : is == SHAI_KW_GUARDED  ? SHAI_DRIFT_STRICTER
                            : was == SHAI_KW_GUARDED ? SHAI_DRIFT_LAXER
                                                     : SHAI_DRIFT_OPEN;
    shai_differ_add(d, SHAI_CHANGE_DECIDE, drift, a, b, before, after);
}

static bool uses(const struct shai_differ *d, int side, const char *path)
{
    const struct shai_node *decls = d->spec[side]->tree->root->kids[0];
    for (uint32_t i = 0; i < decls->kid_count; i++)
        if (decls->kids[i]->kind == SHAI_N_USE && strcmp(decls->kids[i]->kids[0]->name, path) == 0) return true;
    return false;
}

static void libraries(struct shai_differ *d)
{
    for (int side = 0; side < 2; side++) {
        const struct shai_node *decls = d->spec[side]->tree->root->kids[0];
        for (uint32_t i = 0; i < decls->kid_count; i++) {
            const struct shai_node *n = decls->kids[i];
            if (n->kind != SHAI_N_USE || uses(d, !side, n->kids[0]->name)) continue;
            const char *path = quoted(d, n->kids[0]->name);
            shai_differ_add(d, SHAI_CHANGE_USE, SHAI_DRIFT_NONE, side ? NULL : n, side ? n : NULL, side ? NULL : path,
                            side ? path : NULL);
        }
    }
}

void shai_diff_head(struct shai_differ *d)
{
    const struct shai_spec *a = d->spec[0], *b = d->spec[1];
    if (strcmp(a->name, b->name) != 0) {
        struct shai_change *c = shai_differ_add(d, SHAI_CHANGE_NAME, SHAI_DRIFT_NONE, NULL, NULL, a->name, b->name);
        c->has[0] = c->has[1] = true;
        c->at[0] = a->tree->root->name_span;
        c->at[1] = b->tree->root->name_span;
    }
    head_text(d, SHAI_CHANGE_TITLE, SHAI_KW_TITLE, a->title, b->title);
    head_text(d, SHAI_CHANGE_VERSION, SHAI_KW_VERSION, a->version, b->version);
    head_text(d, SHAI_CHANGE_PRODUCT, SHAI_KW_PRODUCT, product(d, a), product(d, b));
    head_text(d, SHAI_CHANGE_ISSUER, SHAI_KW_ISSUER, a->issuer, b->issuer);
    head_text(d, SHAI_CHANGE_SCOPE, SHAI_KW_SCOPE, a->scope, b->scope);
    head_text(d, SHAI_CHANGE_SAMPLING, SHAI_KW_SAMPLING, a->sampling, b->sampling);
    effective(d);
    const char *before = shai_diff_text(d, a->nd_counts), *after = shai_diff_text(d, b->nd_counts);
    if (!shai_same_text(before, after))
        shai_differ_add(d, SHAI_CHANGE_NOT_DETECTED, SHAI_DRIFT_OPEN, a->nd_counts, b->nd_counts,
                        a->nd_counts ? shai_diff_text(d, a->nd_counts->kids[0]) : NULL,
                        b->nd_counts ? shai_diff_text(d, b->nd_counts->kids[0]) : NULL);
    decide(d);
    libraries(d);
}

/* --- declarations by name --- */

struct list {
    enum shai_change_kind kind;
    struct shai_decl *const *at[2];
    size_t count[2];
};

static const struct shai_decl *find(const struct list *list, int side, const char *name)
{
    for (size_t i = 0; i < list->count[side]; i++)
        if (strcmp(list->at[side][i]->name, name) == 0) return list->at[side][i];
    return NULL;
}

static struct shai_altered *alter(struct shai_differ *d, const char *name, bool is_altered)
{
    struct shai_altered *a = SHAI_NEW(d->arena, struct shai_altered);
    *a = (struct shai_altered){name, is_altered, d->altered};
    return d->altered = a;
}

/* A choice that is added or relabelled leaves what is said of the others; another kind of value does not. */
static bool type_altered(const struct shai_differ *d, const struct shai_decl *a, const struct shai_decl *b)
{
    if (a->kind != SHAI_DECL_ATTRIBUTE) return true;
    const struct shai_node *x = a->node->kids[1], *y = b->node->kids[1];
    if (x->kind == SHAI_N_TYPE_CHOICE && y->kind == SHAI_N_TYPE_CHOICE) return false;
    return !shai_same_text(shai_diff_text(d, x), shai_diff_text(d, y));
}

static enum shai_drift drift_of_decl(const struct shai_decl *a, const struct shai_decl *b)
{
    if (!a || !b || a->kind != SHAI_DECL_ATTRIBUTE) return SHAI_DRIFT_NONE;
    /* which samples are refused, and what is unknown */
    return a->node->kids[2] || b->node->kids[2] ? SHAI_DRIFT_OPEN : SHAI_DRIFT_NONE;
}

static void one(struct shai_differ *d, const struct list *list, const struct shai_decl *a, const struct shai_decl *b)
{
    const char *before = a ? shai_diff_decl_text(d, a) : NULL, *after = b ? shai_diff_decl_text(d, b) : NULL;
    bool same = a && b && strcmp(before, after) == 0;
    if (a && b) alter(d, b->name, !same && type_altered(d, a, b));
    if (same) return;
    struct shai_change *c =
        shai_differ_add(d, list->kind, drift_of_decl(a, b), a ? a->node : NULL, b ? b->node : NULL, before, after);
    c->subject = shai_diff_name(d, b ? b->name : a->name);
}

static void by_name(struct shai_differ *d, const struct list *list)
{
    for (size_t i = 0; i < list->count[1]; i++) {
        const struct shai_decl *b = list->at[1][i], *a = find(list, 0, b->name);
        if (b->node && !(a && !a->node)) one(d, list, a, b);
        else if (b->node) one(d, list, NULL, b);
    }
    for (size_t i = 0; i < list->count[0]; i++) {
        const struct shai_decl *a = list->at[0][i], *b = find(list, 1, a->name);
        if (a->node && !(b && b->node)) one(d, list, a, NULL);
    }
}

/* --- tables, row by row --- */

/* Rows or heads with the text of their keys. */
struct keyed {
    const struct shai_node *const *at;
    const char **key;
    size_t count;
};

static struct keyed rows_of(const struct shai_differ *d, const struct shai_decl *table)
{
    const struct shai_node *rows = table->node->kids[3];
    struct keyed k = {(const struct shai_node *const *)rows->kids,
                      SHAI_NEW_N(d->arena, const char *, rows->kid_count), rows->kid_count};
    for (size_t i = 0; i < k.count; i++) k.key[i] = k.at[i]->kid_count ? shai_diff_text(d, k.at[i]->kids[0]) : "";
    return k;
}

static struct keyed heads_of(const struct shai_differ *d, const struct shai_decl *table)
{
    const struct shai_node *header = table->node->kids[2];
    struct keyed k = {(const struct shai_node *const *)header->kids,
                      SHAI_NEW_N(d->arena, const char *, header->kid_count), header->kid_count};
    for (size_t i = 0; i < k.count; i++) k.key[i] = shai_diff_text(d, k.at[i]);
    return k;
}

/* Where the key stands, looked for where it probably does first; count for nowhere. */
static size_t index_of(const struct keyed *k, const char *key, size_t hint)
{
    if (hint < k->count && strcmp(k->key[hint], key) == 0) return hint;
    for (size_t i = 0; i < k->count; i++)
        if (strcmp(k->key[i], key) == 0) return i;
    return k->count;
}

static bool cell(struct shai_differ *d, const struct shai_decl *table, const struct shai_node *a,
                 const struct shai_node *b, const char *key)
{
    const char *before = shai_diff_text(d, a), *after = shai_diff_text(d, b);
    if (shai_same_text(before, after)) return false;
    struct shai_change *c = shai_differ_add(d, SHAI_CHANGE_TABLE, SHAI_DRIFT_NONE, a, b, before, after);
    c->subject = shai_arena_printf(d->arena, "%s[%s]", table->name, key);
    return true;
}

static bool cells(struct shai_differ *d, const struct shai_decl *old, const struct shai_decl *new)
{
    const struct shai_decl *tables[2] = {old, new};
    const struct keyed rows[2] = {rows_of(d, old), rows_of(d, new)}, heads[2] = {heads_of(d, old), heads_of(d, new)};
    bool two = new->node->kids[0]->kid_count == 2, altered = false;
    for (int side = 1; side >= 0; side--)
        for (size_t i = 0; i < rows[side].count; i++) {
            const struct shai_node *row = rows[side].at[i];
            size_t at = index_of(&rows[!side], rows[side].key[i], i);
            const struct shai_node *other = at < rows[!side].count ? rows[!side].at[at] : NULL;
            for (uint32_t j = 1; j < row->kid_count; j++) {
                size_t column = two && j < heads[side].count ? index_of(&heads[!side], heads[side].key[j], j) : j;
                const struct shai_node *there = other && column < other->kid_count ? other->kids[column] : NULL;
                if (side == 0 && there) continue; /* told already */
                const char *key = rows[side].key[i];
                if (two) key = shai_arena_printf(d->arena, "%s, %s", key, heads[side].key[j]);
                altered |= side ? cell(d, tables[1], there, row->kids[j], key)
                                : cell(d, tables[0], row->kids[j], there, key);
            }
        }
    return altered;
}

static void tables(struct shai_differ *d, const struct list *list)
{
    by_name(d, list);
    for (size_t i = 0; i < list->count[1]; i++) {
        const struct shai_decl *b = list->at[1][i], *a = find(list, 0, b->name);
        if (a && cells(d, a, b)) alter(d, b->name, true);
    }
}

/* What rests on what was altered is altered. */
static void spread(struct shai_differ *d)
{
    const struct shai_spec *s = d->spec[1];
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < s->let_count; i++)
            for (struct shai_altered *a = d->altered; a; a = a->next)
                if (!a->is_altered && strcmp(a->name, s->lets[i]->name) == 0 &&
                    shai_diff_rests_on(d, s->lets[i]->body))
                    more = a->is_altered = true;
    }
}

/* --- standards --- */

static const char *standard_text(const struct shai_differ *d, const struct shai_decl *s)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, d->arena);
    shai_strbuf_printf(&b, "\"%s\"", s->code);
    if (s->title) shai_strbuf_printf(&b, " \"%s\"", s->title);
    if (s->nature_written)
        shai_strbuf_printf(
            &b, " %s", shai_keyword_infos[s->mandatory ? SHAI_KW_MANDATORY : SHAI_KW_RECOMMENDED].spelling[d->lang]);
    const char *from = s->in_force[0] ? s->in_force[0]->name : "", *to = s->in_force[1] ? s->in_force[1]->name : "";
    if (*from || *to)
        shai_strbuf_printf(&b, " %s %s ~ %s", shai_keyword_infos[SHAI_KW_IN_FORCE].spelling[d->lang], from, to);
    if (s->replaced_by)
        shai_strbuf_printf(&b, " %s \"%s\"", shai_keyword_infos[SHAI_KW_REPLACED_BY].spelling[d->lang],
                           s->replaced_by);
    return b.s;
}

static bool any_declared(const struct shai_spec *s)
{
    for (size_t i = 0; i < s->item_count; i++)
        for (const struct shai_variant_node *v = s->items[i]->variants; v; v = v->next)
            if (v->declared) return true;
    return false;
}

static void standard(struct shai_differ *d, const struct shai_decl *a, const struct shai_decl *b)
{
    const char *before = a ? standard_text(d, a) : NULL, *after = b ? standard_text(d, b) : NULL;
    if (shai_same_text(before, after)) return;
    bool nature = a && b && a->mandatory != b->mandatory;
    bool judged = a && b && (nature || strcmp(a->code, b->code) != 0) && (any_declared(d->spec[1]));
    struct shai_change *c = shai_differ_add(d, SHAI_CHANGE_STANDARD, judged ? SHAI_DRIFT_OPEN : SHAI_DRIFT_NONE,
                                            a ? a->node : NULL, b ? b->node : NULL, before, after);
    c->subject = b ? b->name : a->name;
    if (nature)
        c->note = b->mandatory ? SHAI_DIFFER_SAY(d, "改为强制性", "now mandatory")
                               : SHAI_DIFFER_SAY(d, "改为推荐性", "now recommended");
    else if (a && b && strcmp(a->code, b->code) != 0)
        c->note = SHAI_DIFFER_SAY(d, "引用的标准或其版本改变", "another standard or edition is cited");
}

static void standards(struct shai_differ *d)
{
    const struct list list = {SHAI_CHANGE_STANDARD,
                              {d->spec[0]->standards, d->spec[1]->standards},
                              {d->spec[0]->standard_count, d->spec[1]->standard_count}};
    for (size_t i = 0; i < list.count[1]; i++) {
        const struct shai_decl *b = list.at[1][i], *a = find(&list, 0, b->name);
        bool counts = shai_standard_counts(d->spec[1], b) || (a && shai_standard_counts(d->spec[0], a));
        if (counts) standard(d, a, b);
    }
    for (size_t i = 0; i < list.count[0]; i++) {
        const struct shai_decl *a = list.at[0][i];
        if (!find(&list, 1, a->name) && shai_standard_counts(d->spec[0], a)) standard(d, a, NULL);
    }
}

/* --- units --- */

static const struct shai_unit *find_unit(const struct shai_spec *s, const char *name)
{
    for (size_t i = 0; i < s->units.count; i++)
        if (strcmp(s->units.at[i].name, name) == 0) return &s->units.at[i];
    return NULL;
}

static bool same_unit(const struct shai_unit *a, const struct shai_unit *b)
{
    return shai_num_cmp(a->value.factor, b->value.factor) == 0 && shai_dim_equal(&a->value.dim, &b->value.dim) &&
           a->value.is_signed == b->value.is_signed;
}

static const char *unit_text(const struct shai_differ *d, const struct shai_unit *u)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, d->arena);
    shai_num_put_fraction(&b, u->value.factor);
    if (u->value.is_signed) shai_strbuf_printf(&b, " %s", shai_keyword_infos[SHAI_KW_SIGNED].spelling[d->lang]);
    return b.s;
}

static const struct shai_node *unit_node(const struct shai_spec *s, const char *name)
{
    for (size_t t = 1; t < s->tree_count; t++) { /* the prelude is the same */
        const struct shai_node *decls = s->trees[t]->root->kids[0];
        for (uint32_t i = 0; i < decls->kid_count; i++)
            if (decls->kids[i]->kind == SHAI_N_UNIT && strcmp(decls->kids[i]->name, name) == 0) return decls->kids[i];
    }
    return NULL;
}

static void units(struct shai_differ *d)
{
    for (int side = 1; side >= 0; side--)
        for (size_t i = 0; i < d->spec[side]->units.count; i++) {
            const struct shai_unit *u = &d->spec[side]->units.at[i], *other = find_unit(d->spec[!side], u->name);
            if (other && (side == 0 || same_unit(u, other))) continue;
            const char *is = unit_text(d, u), *was = other ? unit_text(d, other) : NULL;
            enum shai_drift drift = other ? SHAI_DRIFT_OPEN : SHAI_DRIFT_NONE;
            const struct shai_node *here = unit_node(d->spec[side], u->name);
            const struct shai_node *there = other ? unit_node(d->spec[!side], u->name) : NULL;
            struct shai_change *c = shai_differ_add(d, SHAI_CHANGE_UNIT, drift, side ? there : here,
                                                    side ? here : NULL, side ? was : is, side ? is : NULL);
            c->subject = u->name;
        }
}

void shai_diff_declarations(struct shai_differ *d)
{
    const struct shai_spec *a = d->spec[0], *b = d->spec[1];
    units(d);
    standards(d);
    by_name(d, &(struct list){SHAI_CHANGE_GRADE, {a->grades, b->grades}, {a->grade_count, b->grade_count}});
    by_name(d, &(struct list){
                   SHAI_CHANGE_ATTRIBUTE, {a->attributes, b->attributes}, {a->attribute_count, b->attribute_count}});
    by_name(d, &(struct list){SHAI_CHANGE_LET, {a->patterns, b->patterns}, {a->pattern_count, b->pattern_count}});
    tables(d, &(struct list){SHAI_CHANGE_TABLE, {a->tables, b->tables}, {a->table_count, b->table_count}});
    by_name(d, &(struct list){SHAI_CHANGE_LET, {a->lets, b->lets}, {a->let_count, b->let_count}});
    spread(d);
}

/* --- verdict and advice --- */

/* The block only raises: a case more, or a condition that holds more often, raises. */
static void verdict(struct shai_differ *d)
{
    const struct shai_node *a = d->spec[0]->verdict, *b = d->spec[1]->verdict;
    uint32_t n = a ? a->kid_count : 0, m = b ? b->kid_count : 0;
    for (uint32_t i = 0; i < n || i < m; i++) {
        const struct shai_node *x = i < n ? a->kids[i] : NULL, *y = i < m ? b->kids[i] : NULL;
        const char *before = shai_diff_text(d, x), *after = shai_diff_text(d, y);
        if (shai_same_text(before, after) && !(y && shai_diff_rests_on(d, y))) continue;
        enum shai_drift drift = !x ? SHAI_DRIFT_STRICTER : !y ? SHAI_DRIFT_LAXER : SHAI_DRIFT_OPEN;
        if (x && y && x->kind == SHAI_N_CASE && y->kind == SHAI_N_CASE && x->kids[0]->op == y->kids[0]->op) {
            enum shai_when w = shai_diff_when(d, x->kids[1], y->kids[1]);
            drift = w == SHAI_WHEN_WIDER      ? SHAI_DRIFT_STRICTER
                    : w == SHAI_WHEN_NARROWER ? SHAI_DRIFT_LAXER
                    : w == SHAI_WHEN_SAME     ? SHAI_DRIFT_NONE
                                              : SHAI_DRIFT_OPEN;
        }
        shai_differ_add(d, SHAI_CHANGE_VERDICT, drift, x, y, before, after);
    }
}

void shai_diff_rest(struct shai_differ *d)
{
    verdict(d);
    for (int i = 0; i < 2; i++) {
        const char *a = d->spec[0]->advice[i], *b = d->spec[1]->advice[i];
        if (shai_same_text(a, b)) continue;
        enum shai_kw kw = i ? SHAI_KW_SERIOUS : SHAI_KW_GENERAL;
        shai_differ_add(d, SHAI_CHANGE_ADVICE, SHAI_DRIFT_NONE, find_node(d, 0, SHAI_N_NOTICE, -1),
                        find_node(d, 1, SHAI_N_NOTICE, -1), quoted(d, a), quoted(d, b))
            ->subject = shai_keyword_infos[kw].spelling[d->lang];
    }
}
