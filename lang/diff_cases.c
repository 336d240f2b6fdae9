/* A limit or a hazard: plain, in cases, by choices, or from a table.
 *
 * In: what stood there and what stands there, and how two plain ones compare. Out: a change for each case. Cases by
 * the same thing are held against each other key by key, a bound that is looked up in a table key by key of the
 * table; cases under conditions where all conditions, or all that they give, are the same. What is left is compared
 * as a whole: stricter where whatever may now be taken is stricter than all that might be taken before. */
#include "lang/differ.h"

#include <string.h>

enum relation { SAME, STRICTER, LAXER, UNKNOWN };

struct alternative {
    const struct shai_node *what, *when; /* when: NULL for otherwise and for keys */
    const char *key;                     /* ? */
    const char *text;                    /* of what */
    struct shai_bounds bounds;           /* of a limit */
};

struct alternatives {
    const char *subject; /* what the keys are of; NULL: conditions, or a single one */
    struct alternative *at;
    size_t count, cap;
};

struct cases {
    struct shai_differ *d;
    enum shai_change_kind kind;
    const struct shai_node *old, *new; /* the whole */
};

static struct alternative *push(struct cases *c, struct alternatives *list)
{
    list->at = shai_arena_grow(c->d->arena, list->at, &list->cap, list->count + 1, sizeof *list->at);
    struct alternative *a = &list->at[list->count++];
    *a = (struct alternative){.bounds = {.kind = SHAI_SET_OPEN}};
    return a;
}

/* A bound that is a let of a constant, or computed of constants, with the number that it is. */
static const char *limit_text(struct cases *c, const struct shai_node *what)
{
    struct shai_differ *d = c->d;
    const char *text = shai_diff_text(d, what);
    if (what->kind != SHAI_N_CRITERION) return text;
    const struct shai_node *bound = what->kids[0];
    struct shai_num n;
    bool plain = bound->kind == SHAI_N_NUMBER_LIT || bound->kind == SHAI_N_STRING || bound->kind == SHAI_N_DATE_LIT ||
                 bound->kind == SHAI_N_UNARY;
    if (plain || !bound->type || bound->type->kind != SHAI_TYPE_NUMBER || !shai_diff_constant(d, bound, &n))
        return text;
    struct shai_strbuf b;
    shai_strbuf_init(&b, d->arena);
    shai_strbuf_printf(&b, "%s(", text);
    shai_num_put_decimal(&b, shai_num_div(d->arena, n, bound->type->factor));
    if (bound->type->unit) shai_strbuf_printf(&b, " %s", bound->type->unit);
    shai_strbuf_putc(&b, ')');
    return b.s;
}

static struct alternative *add(struct cases *c, struct alternatives *list, const struct shai_node *what,
                               const struct shai_node *when, const char *key)
{
    struct alternative *a = push(c, list);
    a->what = what;
    a->when = when;
    a->key = key;
    a->text = c->kind == SHAI_CHANGE_LIMIT ? limit_text(c, what) : shai_diff_text(c->d, what);
    if (c->kind == SHAI_CHANGE_LIMIT) a->bounds = shai_diff_bounds(c->d, what);
    return a;
}

/* --- apart --- */

/* What `otherwise` stands for, where that can be listed. */
static void add_others(struct cases *c, struct alternatives *list, const struct shai_node *on,
                       const struct shai_node *what)
{
    const struct shai_type *t = on->type;
    const struct shai_decl *set = t && (t->kind == SHAI_TYPE_CHOICE || t->kind == SHAI_TYPE_GRADE) ? t->set : NULL;
    static const char *const truths[] = {"yes", "no"};
    size_t count = set ? set->name_count : t && t->kind == SHAI_TYPE_TRUTH ? 2 : 0;
    if (!count) add(c, list, what, NULL, SHAI_DIFFER_SAY(c->d, "否则", "otherwise"));
    size_t listed = list->count;
    for (size_t i = 0; i < count; i++) {
        const char *name = set ? set->names[i] : truths[i];
        bool found = false;
        for (size_t j = 0; j < listed && !found; j++) found = strcmp(list->at[j].key, name) == 0;
        if (!found) add(c, list, what, NULL, name);
    }
}

static const char *key_text(struct cases *c, const struct shai_node *key)
{
    if (key->kind == SHAI_N_TRUTH) return key->op == SHAI_KW_YES ? "yes" : "no";
    return key->kind == SHAI_N_STRING || key->kind == SHAI_N_CHOICE ? key->name : shai_diff_text(c->d, key);
}

static void apart_by(struct cases *c, const struct shai_node *n, struct alternatives *list)
{
    list->subject = shai_diff_text(c->d, n->kids[0]);
    const struct shai_node *cases = n->kids[1];
    for (uint32_t i = 0; i < cases->kid_count; i++) {
        const struct shai_node *k = cases->kids[i];
        if (k->kind == SHAI_N_OTHERWISE) {
            add_others(c, list, n->kids[0], k->kids[0]);
            continue;
        }
        for (uint32_t j = 0; j < k->kids[0]->kid_count; j++)
            add(c, list, k->kids[1], NULL, key_text(c, k->kids[0]->kids[j]));
    }
}

/* `≤ T[a]`: a criterion for each cell of T. */
static const struct shai_node *looked_up(const struct shai_node *n)
{
    if (n->kind != SHAI_N_CRITERION || n->kids[0]->kind != SHAI_N_INDEX) return NULL;
    return n->kids[0];
}

static const struct shai_decl *find_table(const struct shai_spec *spec, const char *name)
{
    for (size_t i = 0; i < spec->table_count; i++)
        if (strcmp(spec->tables[i]->name, name) == 0) return spec->tables[i];
    return NULL;
}

static void add_cell(struct cases *c, struct alternatives *list, const struct shai_node *criterion,
                     const struct shai_node *cell, const char *key)
{
    struct shai_arena *arena = c->d->arena;
    if (cell->kind == SHAI_N_DASH) { /* the key is not found: unknown, which is no criterion */
        struct alternative *a = push(c, list);
        a->what = cell;
        a->key = key;
        a->text = SHAI_DIFFER_SAY(c->d, "未列出", "not listed");
        return;
    }
    struct shai_node *one = SHAI_NEW(arena, struct shai_node);
    *one = *criterion;
    one->kids = SHAI_NEW_N(arena, struct shai_node *, 1);
    one->kids[0] = (struct shai_node *)cell; /* not written to */
    one->kid_count = 1;
    add(c, list, one, NULL, key);
}

static bool apart_table(struct cases *c, const struct shai_spec *spec, const struct shai_node *n,
                        struct alternatives *list)
{
    const struct shai_node *index = looked_up(n);
    const struct shai_decl *table = index ? find_table(spec, index->name) : NULL;
    if (!table || table->node->kids[0]->kid_count > 2) return false;
    const struct shai_node *header = table->node->kids[2], *rows = table->node->kids[3];
    bool two = index->kid_count == 2;
    struct shai_strbuf subject;
    shai_strbuf_init(&subject, c->d->arena);
    for (uint32_t i = 0; i < index->kid_count; i++) {
        if (shai_diff_rests_on(c->d, index->kids[i])) return false;
        shai_strbuf_printf(&subject, "%s%s", i ? ", " : "", shai_diff_text(c->d, index->kids[i]));
    }
    list->subject = subject.s;
    for (uint32_t i = 0; i < rows->kid_count; i++) {
        const struct shai_node *row = rows->kids[i];
        const char *key = key_text(c, row->kids[0]);
        for (uint32_t j = 1; j < row->kid_count && (two || j < 2); j++) {
            const char *both =
                two ? shai_arena_printf(c->d->arena, "%s, %s", key, key_text(c, header->kids[j])) : key;
            add_cell(c, list, n, row->kids[j], both);
        }
    }
    return true;
}

static struct alternatives apart(struct cases *c, int side, const struct shai_node *n)
{
    struct alternatives list = {0};
    if (n->kind == SHAI_N_BY) {
        apart_by(c, n, &list);
    } else if (n->kind == SHAI_N_CASES) {
        for (uint32_t i = 0; i < n->kid_count; i++) {
            const struct shai_node *k = n->kids[i];
            add(c, &list, k->kids[0], k->kind == SHAI_N_CASE ? k->kids[1] : NULL, NULL);
        }
    } else if (!apart_table(c, c->d->spec[side], n, &list)) {
        add(c, &list, n, NULL, NULL);
    }
    return list;
}

/* --- one against one --- */

static enum relation relate(struct cases *c, const struct alternative *a, const struct alternative *b)
{
    bool same = strcmp(a->text, b->text) == 0;
    if (c->kind == SHAI_CHANGE_HAZARD) {
        if (same) return SAME;
        return b->what->op == SHAI_KW_SERIOUS ? STRICTER : LAXER;
    }
    bool a_in_b, b_in_a;
    shai_diff_within(&a->bounds, &b->bounds, &a_in_b, &b_in_a);
    if (a_in_b && b_in_a) return SAME;
    if (a_in_b || b_in_a) return b_in_a ? STRICTER : LAXER;
    bool known = a->bounds.kind == SHAI_SET_INTERVAL && b->bounds.kind == SHAI_SET_INTERVAL;
    return same && !known && !shai_diff_rests_on(c->d, b->what) ? SAME : UNKNOWN;
}

static enum shai_drift drift_of(enum relation r)
{
    return r == SAME       ? SHAI_DRIFT_NONE
           : r == STRICTER ? SHAI_DRIFT_STRICTER
           : r == LAXER    ? SHAI_DRIFT_LAXER
                           : SHAI_DRIFT_OPEN;
}

static struct shai_change *say(struct cases *c, enum relation r, const struct alternative *a,
                               const struct alternative *b, const char *subject)
{
    struct shai_differ *d = c->d;
    struct shai_change *change = shai_differ_add(d, c->kind, drift_of(r), a ? a->what : NULL, b ? b->what : NULL,
                                                 a ? a->text : NULL, b ? b->text : NULL);
    change->subject = subject;
    const char *rests = b ? shai_diff_rests_on(d, b->what) : NULL;
    if (a && b && strcmp(a->text, b->text) == 0 && rests)
        change->note = shai_arena_printf(
            d->arena, SHAI_DIFFER_SAY(d, "所用的 %s 已改变", "%s, which it uses, was changed"), rests);
    else if (r == SAME && a && b && c->kind == SHAI_CHANGE_LIMIT)
        change->note = SHAI_DIFFER_SAY(d, "写法不同,允许的值相同", "written otherwise, the same values are accepted");
    return change;
}

/* --- lists against lists --- */

/* hint: where it probably stands. */
static const struct alternative *of_key(const struct alternatives *list, const char *key, size_t hint)
{
    if (!list->subject) return &list->at[0]; /* a plain one is that of every key */
    if (hint < list->count && strcmp(list->at[hint].key, key) == 0) return &list->at[hint];
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i].key, key) == 0) return &list->at[i];
    return NULL;
}

static const char *where_key(struct cases *c, const char *subject, const char *key)
{
    if (strcmp(key, "yes") == 0) key = SHAI_DIFFER_SAY(c->d, "是", "yes");
    if (strcmp(key, "no") == 0) key = SHAI_DIFFER_SAY(c->d, "否", "no");
    return shai_arena_printf(c->d->arena, "%s = %s", subject, key);
}

static bool differ(struct cases *c, const struct alternative *a, const struct alternative *b)
{
    return relate(c, a, b) != SAME || strcmp(a->text, b->text) != 0;
}

static void by_keys(struct cases *c, const struct alternatives *a, const struct alternatives *b)
{
    const char *subject = b->subject ? b->subject : a->subject;
    const struct alternatives *keys = b->subject ? b : a;
    for (size_t i = 0; i < keys->count; i++) {
        const char *key = keys->at[i].key;
        const struct alternative *x = of_key(a, key, i), *y = of_key(b, key, i);
        if (x && y && !differ(c, x, y)) continue;
        say(c, x && y ? relate(c, x, y) : UNKNOWN, x, y, where_key(c, subject, key));
    }
    for (size_t i = 0; b->subject && a->subject && i < a->count; i++)
        if (!of_key(b, a->at[i].key, i)) say(c, UNKNOWN, &a->at[i], NULL, where_key(c, subject, a->at[i].key));
}

static const char *where_case(struct cases *c, const struct alternative *a)
{
    if (!a->when) return SHAI_DIFFER_SAY(c->d, "否则", "otherwise");
    return shai_arena_printf(c->d->arena, SHAI_DIFFER_SAY(c->d, "当 %s", "when %s"), shai_diff_text(c->d, a->when));
}

/* What a case gives, held against all that come behind it. */
static enum relation against_later(struct cases *c, const struct alternatives *list, size_t i)
{
    bool stricter = true, laxer = true;
    for (size_t j = i + 1; j < list->count; j++) {
        enum relation r = relate(c, &list->at[j], &list->at[i]);
        stricter &= r == SAME || r == STRICTER;
        laxer &= r == SAME || r == LAXER;
    }
    return stricter && laxer ? SAME : stricter ? STRICTER : laxer ? LAXER : UNKNOWN;
}

static enum relation opposite(enum relation r)
{
    return r == STRICTER ? LAXER : r == LAXER ? STRICTER : r;
}

/* The same answers under conditions that differ: a case that is taken more often pulls the whole its way. */
static void by_conditions(struct cases *c, const struct alternatives *a, const struct alternatives *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct alternative *x = &a->at[i], *y = &b->at[i];
        enum shai_when w = shai_diff_when(c->d, x->when, y->when);
        const char *before = shai_diff_text(c->d, x->when), *after = shai_diff_text(c->d, y->when);
        if (w == SHAI_WHEN_SAME && shai_same_text(before, after)) continue;
        enum relation r = against_later(c, b, i);
        if (w == SHAI_WHEN_NARROWER) r = opposite(r);
        if (w == SHAI_WHEN_SAME) r = SAME;
        if (w == SHAI_WHEN_OTHER) r = UNKNOWN;
        struct shai_change *change = shai_differ_add(c->d, c->kind, drift_of(r), x->when, y->when, before, after);
        change->subject =
            shai_arena_printf(c->d->arena, SHAI_DIFFER_SAY(c->d, "%s 的条件", "condition of %s"), y->text);
        const char *rests = shai_diff_rests_on(c->d, y->when);
        if (rests && shai_same_text(before, after))
            change->note = shai_arena_printf(
                c->d->arena, SHAI_DIFFER_SAY(c->d, "所用的 %s 已改变", "%s, which it uses, was changed"), rests);
    }
}

static bool same_conditions(struct cases *c, const struct alternatives *a, const struct alternatives *b)
{
    if (a->subject || b->subject || a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (shai_diff_when(c->d, a->at[i].when, b->at[i].when) != SHAI_WHEN_SAME ||
            !shai_same_text(shai_diff_text(c->d, a->at[i].when), shai_diff_text(c->d, b->at[i].when)))
            return false;
    return true;
}

static bool same_answers(struct cases *c, const struct alternatives *a, const struct alternatives *b)
{
    if (a->subject || b->subject || a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        if (differ(c, &a->at[i], &b->at[i])) return false;
        if (!a->at[i].when != !b->at[i].when) return false;
    }
    return true;
}

/* Whatever is taken: every new one against every old one. */
static void as_wholes(struct cases *c, const struct alternatives *a, const struct alternatives *b)
{
    bool stricter = true, laxer = true;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            enum relation r = relate(c, &a->at[i], &b->at[j]);
            stricter &= r == SAME || r == STRICTER;
            laxer &= r == SAME || r == LAXER;
        }
    enum relation r = stricter && laxer ? SAME : stricter ? STRICTER : laxer ? LAXER : UNKNOWN;
    shai_differ_add(c->d, c->kind, drift_of(r), c->old, c->new, shai_diff_text(c->d, c->old),
                    shai_diff_text(c->d, c->new));
}

void shai_diff_cases(struct shai_differ *d, enum shai_change_kind kind, const struct shai_node *old,
                     const struct shai_node *new)
{
    if (!old && !new) return;
    struct cases c = {d, kind, old, new};
    if (!old || !new) {
        /* of a hazard: an item that is only reported has none */
        enum shai_drift drift = new ? SHAI_DRIFT_STRICTER : SHAI_DRIFT_LAXER;
        shai_differ_add(d, kind, drift, old, new, shai_diff_text(d, old), shai_diff_text(d, new));
        return;
    }
    struct alternatives a = apart(&c, 0, old), b = apart(&c, 1, new);
    bool one_a = !a.subject && a.count == 1, one_b = !b.subject && b.count == 1;
    bool keyed =
        (a.subject || b.subject) && (a.subject ? one_b || (b.subject && strcmp(a.subject, b.subject) == 0) : one_a);
    if (one_a && one_b) {
        if (differ(&c, &a.at[0], &b.at[0])) say(&c, relate(&c, &a.at[0], &b.at[0]), &a.at[0], &b.at[0], NULL);
    } else if (keyed) {
        by_keys(&c, &a, &b);
    } else if (same_conditions(&c, &a, &b)) {
        for (size_t i = 0; i < a.count; i++)
            if (differ(&c, &a.at[i], &b.at[i]))
                say(&c, relate(&c, &a.at[i], &b.at[i]), &a.at[i], &b.at[i], where_case(&c, &b.at[i]));
    } else if (same_answers(&c, &a, &b)) {
        by_conditions(&c, &a, &b);
    } else {
        as_wholes(&c, &a, &b);
    }
}
