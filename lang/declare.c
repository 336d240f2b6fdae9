/* Declaring: every name of every tree into the scope, rows expanded to items, groups put into the variants of their
 * items. No type is worked out here but units' and the lists of choices and grades, which rows need.
 *
 * Order: units (repeated until none is left, since a unit may be declared after its use), then everything but items,
 * then items. So names are declared before or after use, alike. */
#include "lang/checker.h"
#include "runtime/field.h"

#include <string.h>

#define PUSH(ck, list, x)                                                                              \
    ((ck)->spec->list##s = shai_arena_grow((ck)->arena, (ck)->spec->list##s, &(ck)->spec->list##_cap,  \
                                           (ck)->spec->list##_count + 1, sizeof *(ck)->spec->list##s), \
     (ck)->spec->list##s[(ck)->spec->list##_count++] = (x))

struct shai_decl *shai_new_decl(struct shai_checker *ck, enum shai_decl_kind kind, struct shai_node *node)
{
    struct shai_decl *d = SHAI_NEW(ck->arena, struct shai_decl);
    d->kind = kind;
    d->node = node;
    d->field = -1;
    if (node) {
        d->name = node->name;
        d->span = node->name_span;
    }
    *ck->spec->tail = d;
    ck->spec->tail = &d->next;
    return d;
}

static void report_twice(struct shai_checker *ck, const struct shai_decl *d, const struct shai_decl *first)
{
    struct shai_diag *diag = shai_diag_span(ck->diags, SHAI_D_DECLARED_TWICE, d->span, d->name, NULL);
    if (first->node) shai_diag_note(ck->diags, diag, SHAI_D_FIRST_HERE, first->span, NULL);
}

bool shai_add_name(struct shai_checker *ck, struct shai_decl *d)
{
    struct shai_decl *first = shai_scope_add(&ck->scope, d->name, d);
    if (first) report_twice(ck, d, first);
    return !first;
}

void shai_declare_fields(struct shai_checker *ck)
{
    for (int i = 0; i < SHAI_FIELD_COUNT; i++) {
        const struct shai_field_info *f = &shai_field_infos[i];
        struct shai_decl *d = shai_new_decl(ck, SHAI_DECL_ATTRIBUTE, NULL);
        bool en = ck->spec->tree && ck->spec->tree->lang == SHAI_EN;
        d->name = en ? f->en : f->zh;
        d->alias = en ? f->zh : f->en;
        d->field = i;
        d->state = 2;
        d->type = f->type == SHAI_FIELD_DATE     ? &shai_type_date
                  : f->type == SHAI_FIELD_YES_NO ? &shai_type_truth
                                                 : &shai_type_text;
        shai_scope_add(&ck->scope, f->en, d);
        shai_scope_add(&ck->scope, f->zh, d);
        PUSH(ck, attribute, d);
    }
}

/* --- units --- */

static bool declare_unit(struct shai_checker *ck, struct shai_node *node, bool last)
{
    struct shai_units *units = &ck->spec->units;
    struct shai_unit unit = {.name = node->name};
    struct shai_node *number = node->kids[0];
    if (shai_units_find(units, node->name, strlen(node->name))) {
        shai_diag_span(ck->diags, SHAI_D_UNIT_TWICE, node->name_span, node->name, NULL);
        return true;
    }
    unit.value.factor = SHAI_NUM_INT(1);
    if (number) {
        struct shai_unit_value of = {.factor = SHAI_NUM_INT(1)};
        const char *bad;
        size_t bad_len;
        if (number->unit &&
            !shai_unit_parse(ck->arena, units, number->unit, strlen(number->unit), &of, &bad, &bad_len)) {
            if (last)
                shai_diag_span(ck->diags, SHAI_D_UNKNOWN_UNIT, number->unit_span,
                               shai_arena_strndup(ck->arena, bad, bad_len), NULL);
            return last;
        }
        struct shai_num factor = shai_literal(ck->arena, number).num;
        if (shai_num_sign(factor) <= 0) {
            shai_diag_span(ck->diags, SHAI_D_UNIT_FACTOR, number->span, NULL);
            return true;
        }
        unit.value = of;
        unit.value.factor = shai_num_mul(ck->arena, of.factor, factor);
        if (shai_num_bits(ck->arena, unit.value.factor) > SHAI_INPUT_BITS) {
            shai_diag_span(ck->diags, SHAI_D_WIDE_NUMBER, number->span,
                           shai_arena_printf(ck->arena, "%d", SHAI_INPUT_BITS), NULL);
            unit.value.factor = SHAI_NUM_INT(1);
        }
    } else {
        if (units->bases >= SHAI_BASE_MAX) {
            if (!ck->beyond)
                shai_diag_span(ck->diags, SHAI_D_TOO_MANY_BASES, node->name_span,
                               shai_arena_printf(ck->arena, "%d", SHAI_BASE_MAX), NULL);
            ck->beyond = true;
            return true;
        }
        unit.value.dim.e[units->bases++] = 1;
    }
    unit.value.is_signed |= (node->flags & SHAI_F_SIGNED) != 0;
    units->at = shai_arena_grow(ck->arena, units->at, &units->cap, units->count + 1, sizeof *units->at);
    units->at[units->count++] = unit;
    return true;
}

static void declare_units(struct shai_checker *ck, struct shai_node *decls)
{
    size_t left = decls->kid_count, before;
    bool *done = SHAI_NEW_N(ck->arena, bool, left);
    bool last = false;
    do {
        before = left;
        for (uint32_t i = 0; i < decls->kid_count; i++) {
            struct shai_node *n = decls->kids[i];
            if (done[i]) continue;
            if (!n || n->kind != SHAI_N_UNIT || declare_unit(ck, n, last)) {
                done[i] = true;
                left--;
            }
        }
        if (left == before) last = true; /* no progress: what is left names units that do not exist */
    } while (left);
}

/* --- all but items --- */

static void declare_head(struct shai_checker *ck, struct shai_node *n)
{
    struct shai_spec *s = ck->spec;
    const char **slot = n->op == SHAI_KW_TITLE     ? &s->title
                        : n->op == SHAI_KW_VERSION ? &s->version
                        : n->op == SHAI_KW_PRODUCT ? &s->product
                        : n->op == SHAI_KW_ISSUER  ? &s->issuer
                        : n->op == SHAI_KW_SCOPE   ? &s->scope
                                                   : &s->sampling;
    if (*slot)
        shai_diag_span(ck->diags, SHAI_D_CLAUSE_TWICE, n->span, shai_keyword_infos[n->op].spelling[SHAI_ZH],
                       shai_keyword_infos[n->op].spelling[SHAI_EN], NULL);
    *slot = n->kids[0]->name;
    if (n->kid_count > 1 && n->kids[1]) s->product_code = n->kids[1]->name;
}

static void declare_effective(struct shai_checker *ck, struct shai_node *n)
{
    struct shai_spec *s = ck->spec;
    s->has_from = shai_date_parse(n->kids[0]->name, strlen(n->kids[0]->name), &s->from);
    if (n->kid_count > 1 && n->kids[1])
        s->has_to = shai_date_parse(n->kids[1]->name, strlen(n->kids[1]->name), &s->to);
    if (s->has_to && s->to < s->from) shai_diag_span(ck->diags, SHAI_D_RANGE_REVERSED, n->span, NULL);
}

static int compare_names(const void *user, uint32_t i, uint32_t j)
{
    const struct shai_decl *d = user;
    return strcmp(d->names[i], d->names[j]);
}

static void list_names(struct shai_checker *ck, struct shai_decl *d, struct shai_node *list)
{
    d->names = SHAI_NEW_N(ck->arena, const char *, list->kid_count);
    d->labels = SHAI_NEW_N(ck->arena, const char *, list->kid_count);
    struct shai_node **named = SHAI_NEW_N(ck->arena, struct shai_node *, list->kid_count);
    for (uint32_t i = 0; i < list->kid_count; i++) {
        struct shai_node *k = list->kids[i];
        if (!k || !k->name) continue;
        named[d->name_count] = k;
        d->labels[d->name_count] = k->kind == SHAI_N_CHOICE && k->kids[0] ? k->kids[0]->name : NULL;
        d->names[d->name_count++] = k->name;
    }
    const bool *twice = shai_repeats(ck->arena, d->name_count, compare_names, d);
    for (uint32_t i = 0; i < d->name_count; i++)
        if (twice[i]) shai_diag_span(ck->diags, SHAI_D_DECLARED_TWICE, named[i]->span, named[i]->name, NULL);
}

static void declare_attribute(struct shai_checker *ck, struct shai_node *n)
{
    struct shai_decl *d = shai_new_decl(ck, SHAI_DECL_ATTRIBUTE, n);
    d->label = n->kids[0] ? n->kids[0]->name : NULL;
    if (n->kids[1] && n->kids[1]->kind == SHAI_N_TYPE_CHOICE) list_names(ck, d, n->kids[1]->kids[0]);
    enum shai_field field = shai_field_find(d->name, strlen(d->name));
    struct shai_decl *was = shai_scope_find(&ck->scope, d->name);
    if (field != SHAI_FIELD_COUNT && was && !was->node) { /* a standard field, declared with a narrower type */
        d->field = (int)field;
        d->alias = strcmp(d->name, was->name) == 0 ? was->alias : was->name;
        shai_scope_replace(&ck->scope, d->name, d);
        shai_scope_replace(&ck->scope, d->alias, d);
        for (size_t i = 0; i < ck->spec->attribute_count; i++)
            if (ck->spec->attributes[i] == was) ck->spec->attributes[i] = d;
        return;
    }
    if (shai_add_name(ck, d)) PUSH(ck, attribute, d);
}

/* Advice is printed as it is written. Braces in it were meant for a name. */
static void check_advice(struct shai_checker *ck, const struct shai_node *string)
{
    const struct shai_source *source = &ck->spec->sources->at[string->span.file];
    for (uint32_t i = string->span.begin; i < string->span.end; i++) {
        if (source->text[i] == '\\') i += source->text[i + 1] == 'u' ? 2 : 1; /* \{ and \u{…} */
        else if (source->text[i] == '{') {
            struct shai_span at = {string->span.file, i, i + 1};
            shai_diag_span(ck->diags, SHAI_D_ADVICE_NAME, at, NULL);
            return;
        }
    }
}

static void declare_notice(struct shai_checker *ck, const struct shai_node *n)
{
    const char **advice = ck->spec->advice;
    for (uint32_t i = 0; i < n->kids[0]->kid_count; i++) {
        const struct shai_node *k = n->kids[0]->kids[i];
        if (!k || k->kind != SHAI_N_ADVICE || !k->kids[0]) continue;
        const char **slot = &advice[k->op == SHAI_KW_SERIOUS];
        if (*slot) {
            const char *const *grade = shai_keyword_infos[k->op].spelling;
            shai_diag_span(ck->diags, SHAI_D_CLAUSE_TWICE, k->span,
                           shai_arena_printf(ck->arena, "建议 %s", grade[SHAI_ZH]),
                           shai_arena_printf(ck->arena, "advice %s", grade[SHAI_EN]), NULL);
        }
        *slot = k->kids[0]->name;
        check_advice(ck, k->kids[0]);
    }
}

static void set_once(struct shai_checker *ck, struct shai_node **slot, struct shai_node *n, struct shai_node *what,
                     enum shai_kw kw)
{
    if (*slot)
        shai_diag_span(ck->diags, SHAI_D_CLAUSE_TWICE, n->span, shai_keyword_infos[kw].spelling[SHAI_ZH],
                       shai_keyword_infos[kw].spelling[SHAI_EN], NULL);
    *slot = what;
}

/* What belongs to one product stands in its spec. */
static bool only_in_spec(uint8_t kind)
{
    return kind == SHAI_N_ATTRIBUTE || kind == SHAI_N_ITEM || kind == SHAI_N_ITEMS || kind == SHAI_N_GROUP ||
           kind == SHAI_N_VERDICT || kind == SHAI_N_NOTICE || kind == SHAI_N_EXAMPLE || kind == SHAI_N_HEAD ||
           kind == SHAI_N_EFFECTIVE || kind == SHAI_N_ND_COUNTS || kind == SHAI_N_DECIDE;
}

static void declare_other(struct shai_checker *ck, struct shai_node *n)
{
    struct shai_decl *d;
    switch (n->kind) {
    case SHAI_N_HEAD: declare_head(ck, n); break;
    case SHAI_N_EFFECTIVE: declare_effective(ck, n); break;
    case SHAI_N_ND_COUNTS:
        if (n->kids[0]->unit) shai_diag_span(ck->diags, SHAI_D_UNIT_HERE, n->kids[0]->unit_span, NULL);
        ck->spec->nd_counts = n;
        break;
    case SHAI_N_DECIDE: set_once(ck, &ck->spec->decide, n, n, SHAI_KW_DECIDE); break;
    case SHAI_N_NOTICE: declare_notice(ck, n); break;
    case SHAI_N_STANDARD: shai_declare_standard(ck, n); break;
    case SHAI_N_GRADE:
        d = shai_new_decl(ck, SHAI_DECL_GRADE, n);
        list_names(ck, d, n->kids[0]);
        if (shai_add_name(ck, d)) PUSH(ck, grade, d);
        break;
    case SHAI_N_ATTRIBUTE: declare_attribute(ck, n); break;
    case SHAI_N_LET: {
        bool pattern = n->kids[1] && n->kids[1]->kind == SHAI_N_PATTERN;
        d = shai_new_decl(ck, pattern ? SHAI_DECL_PATTERN : SHAI_DECL_LET, n);
        d->body = n->kids[1];
        if (pattern && n->kids[0]) shai_diag_span(ck->diags, SHAI_D_PATTERN_TYPE, n->kids[0]->span, NULL);
        if (!shai_add_name(ck, d)) break;
        if (pattern) PUSH(ck, pattern, d);
        else PUSH(ck, let, d);
        break;
    }
    case SHAI_N_TABLE:
        d = shai_new_decl(ck, SHAI_DECL_TABLE, n);
        d->body = n;
        if (shai_add_name(ck, d)) PUSH(ck, table, d);
        break;
    case SHAI_N_VERDICT:
        if (ck->spec->verdict)
            shai_diag_span(ck->diags, SHAI_D_CLAUSE_TWICE, n->span,
                           shai_keyword_infos[SHAI_KW_VERDICT].spelling[SHAI_ZH],
                           shai_keyword_infos[SHAI_KW_VERDICT].spelling[SHAI_EN], NULL);
        ck->spec->verdict = n->kids[0];
        break;
    case SHAI_N_EXAMPLE:
        ck->spec->examples = shai_arena_grow(ck->arena, ck->spec->examples, &ck->spec->example_cap,
                                             ck->spec->example_count + 1, sizeof *ck->spec->examples);
        ck->spec->examples[ck->spec->example_count++] = n;
        break;
    default: break; /* USE is done, UNIT and items have passes of their own */
    }
}

/* --- items --- */

struct clauses {
    struct shai_checker *ck;
    struct shai_variant_node *v;
    struct shai_node **measures;
    size_t measure_count, measure_cap, basis_cap, method_cap, require_cap;
};

static void push_node(struct shai_checker *ck, struct shai_node ***list, size_t *count, size_t *cap,
                      struct shai_node *n)
{
    *list = shai_arena_grow(ck->arena, *list, cap, *count + 1, sizeof **list);
    (*list)[(*count)++] = n;
}

/* One body's clauses into a variant. An item's own stand after the group's were taken over or dropped. */
static void take_clauses(struct clauses *c, struct shai_node *list, struct shai_node **applies)
{
    struct shai_checker *ck = c->ck;
    struct shai_variant_node *v = c->v;
    for (uint32_t i = 0; i < list->kid_count; i++) {
        struct shai_node *n = list->kids[i];
        if (!n) continue;
        switch (n->kind) {
        case SHAI_N_APPLIES: set_once(ck, applies, n, n->kids[0], SHAI_KW_APPLIES); break;
        case SHAI_N_BASIS: push_node(ck, &v->basis, &v->basis_count, &c->basis_cap, n); break;
        case SHAI_N_METHOD: push_node(ck, &v->methods, &v->method_count, &c->method_cap, n); break;
        case SHAI_N_MEASURE: push_node(ck, &c->measures, &c->measure_count, &c->measure_cap, n); break;
        case SHAI_N_VALUE_CLAUSE: set_once(ck, &v->value, n, n->kids[0], SHAI_KW_VALUE); break;
        case SHAI_N_LIMIT_CLAUSE: set_once(ck, &v->limit, n, n->kids[0], SHAI_KW_LIMIT); break;
        case SHAI_N_REQUIRE: push_node(ck, &v->requires, &v->require_count, &c->require_cap, n->kids[0]); break;
        case SHAI_N_HAZARD_CLAUSE: set_once(ck, &v->hazard, n, n->kids[0], SHAI_KW_HAZARD); break;
        case SHAI_N_PROBLEM: set_once(ck, &v->problem, n, n->kids[0], SHAI_KW_PROBLEM); break;
        case SHAI_N_CHOSEN: v->chosen = n->kids[0]->name; break;
        case SHAI_N_REPORT: v->report = true; break;
        case SHAI_N_ROUND_CLAUSE: set_once(ck, &v->round, n, n, SHAI_KW_ROUND); break;
        case SHAI_N_COMPARE_CLAUSE: set_once(ck, &v->compare, n, n, SHAI_KW_COMPARE); break;
        case SHAI_N_DECLARED_CLAUSE: set_once(ck, &v->declared, n, n->kids[0], SHAI_KW_DECLARED); break;
        case SHAI_N_DECIDE: set_once(ck, &v->decide, n, n, SHAI_KW_DECIDE); break;
        default: break;
        }
    }
}

/* What an item leaves unsaid its group says; each item gets clones, since the checker writes into nodes. */
static void take_group(struct clauses *c, struct shai_node *group)
{
    struct shai_checker *ck = c->ck;
    struct clauses g = {.ck = ck, .v = SHAI_NEW(ck->arena, struct shai_variant_node)};
    take_clauses(&g, shai_node_clone(ck->arena, group->kids[1]), &c->v->group_applies);
    struct shai_variant_node *v = c->v, *from = g.v;
    if (!v->basis_count) v->basis = from->basis, v->basis_count = from->basis_count;
    if (!v->method_count) v->methods = from->methods, v->method_count = from->method_count;
    if (!c->measure_count) c->measures = g.measures, c->measure_count = g.measure_count;
    if (!v->value) v->value = from->value;
    if (!v->limit) v->limit = from->limit;
    if (!v->require_count) v->requires = from->requires, v->require_count = from->require_count;
    if (!v->hazard) v->hazard = from->hazard;
    if (!v->round) v->round = from->round;
    if (!v->compare) v->compare = from->compare;
    if (!v->decide) v->decide = from->decide;
    if (!v->declared) v->declared = from->declared;
    if (!v->problem) v->problem = from->problem;
    if (!v->chosen) v->chosen = from->chosen;
    v->report |= from->report;
}

static struct shai_decl *declare_measure(struct shai_checker *ck, struct shai_decl *item, struct shai_node *n)
{
    struct shai_decl *d = SHAI_NEW(ck->arena, struct shai_decl);
    *d = (struct shai_decl){.kind = SHAI_DECL_MEASURE, .node = n, .field = -1, .item = item, .bare = !n->name};
    d->name = n->name ? n->name : item->name;
    d->span = n->name ? n->name_span : n->span;
    if (n->kids[0] && n->kids[0]->kind == SHAI_N_TYPE_CHOICE) list_names(ck, d, n->kids[0]->kids[0]);
    d->specimens = n->kids[2];
    d->detection = n->kids[3];
    d->nd_counts = n->kids[4];
    return d;
}

static void declare_measures(struct clauses *c, struct shai_decl *item)
{
    struct shai_checker *ck = c->ck;
    for (size_t i = 0; i < c->measure_count; i++) {
        struct shai_decl *d = declare_measure(ck, item, c->measures[i]);
        if (d->bare && c->measure_count > 1) shai_diag_span(ck->diags, SHAI_D_BARE_MEASURE, d->span, NULL);
        for (size_t j = 0; j < item->measure_count; j++)
            if (strcmp(item->measures[j]->name, d->name) == 0) report_twice(ck, d, item->measures[j]);
        item->measures = shai_arena_grow(ck->arena, item->measures, &item->measure_cap, item->measure_count + 1,
                                         sizeof *item->measures);
        item->measures[item->measure_count++] = d;
        shai_check_source(ck, d, d->node->kids[0], d->node->kids[1]);
        if (d->specimens) shai_check_specimens(ck, d);
    }
    shai_check_each(ck, item);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_specimens(const struct shai_node *a, const struct shai_node *b)
{
    if (!a || !b) return a == b;
    const struct shai_node *x = a->kids[1], *y = b->kids[1];
    return a->op == b->op && same_text(a->kids[0]->name, b->kids[0]->name) &&
           same_text(x ? x->name : NULL, y ? y->name : NULL);
}

/* The second group's measures must be the first's: one item has one reading. */
static void compare_measures(struct clauses *c, struct shai_decl *item)
{
    bool same = c->measure_count == item->measure_count;
    for (size_t i = 0; same && i < c->measure_count; i++) {
        const struct shai_node *a = c->measures[i], *b = item->measures[i]->node;
        same = same_text(a->name, b->name) && a->kids[0]->kind == b->kids[0]->kind &&
               same_text(a->kids[0]->unit, b->kids[0]->unit) && same_text(a->kids[0]->name, b->kids[0]->name) &&
               same_specimens(a->kids[2], b->kids[2]);
    }
    if (same) return;
    struct shai_diag *d = shai_diag_span(c->ck->diags, SHAI_D_MEASURES_DIFFER, c->v->span, item->name, NULL);
    shai_diag_note(c->ck->diags, d, SHAI_D_FIRST_HERE, item->span, NULL);
}

static void declare_item(struct shai_checker *ck, struct shai_node *node, struct shai_node *group,
                         struct shai_node *family)
{
    struct clauses c = {.ck = ck, .v = SHAI_NEW(ck->arena, struct shai_variant_node)};
    c.v->group = group;
    c.v->family = family;
    c.v->item = node;
    c.v->span = node->name_span;
    take_clauses(&c, node->kids[1], &c.v->applies);
    if (group) take_group(&c, group);
    struct shai_decl *was = shai_scope_find(&ck->scope, node->name);
    if (was && was->kind == SHAI_DECL_ITEM && group && was->variants->group && was->variants->group != group) {
        compare_measures(&c, was);
        struct shai_variant_node **at = &was->variants;
        while (*at) {
            if ((*at)->group == group) break;
            at = &(*at)->next;
        }
        if (!*at) {
            *at = c.v;
            was->variant_count++;
            return;
        }
    }
    struct shai_decl *d = shai_new_decl(ck, SHAI_DECL_ITEM, node);
    d->remark = node->doc;
    d->title = node->kids[0] ? node->kids[0]->name : NULL;
    d->variants = c.v;
    d->variant_count = 1;
    if (!shai_add_name(ck, d)) return;
    d->index = (uint32_t)ck->spec->item_count;
    PUSH(ck, item, d);
    declare_measures(&c, d);
}

static void declare_family(struct shai_checker *ck, struct shai_node *items, struct shai_node *group)
{
    struct shai_decl *d = shai_new_decl(ck, SHAI_DECL_FAMILY, items);
    const struct shai_decl *was = shai_scope_find(&ck->scope, items->name);
    if (!(was && was->kind == SHAI_DECL_FAMILY && group)) shai_add_name(ck, d);
    struct shai_node *rows = items->kids[1];
    for (uint32_t i = 0; i < rows->kid_count; i++) {
        struct shai_node *item = rows->kids[i] ? shai_expand_row(ck, items, rows->kids[i]) : NULL;
        if (item) declare_item(ck, item, group, items);
    }
}

static void declare_items(struct shai_checker *ck, struct shai_node *n)
{
    if (n->kind == SHAI_N_ITEM) declare_item(ck, n, NULL, NULL);
    if (n->kind == SHAI_N_ITEMS) declare_family(ck, n, NULL);
    if (n->kind != SHAI_N_GROUP) return;
    for (uint32_t i = 0; i < n->kids[1]->kid_count; i++) {
        struct shai_node *k = n->kids[1]->kids[i];
        if (k && k->kind == SHAI_N_ITEM) declare_item(ck, k, n, NULL);
        if (k && k->kind == SHAI_N_ITEMS) declare_family(ck, k, n);
    }
}

void shai_declare(struct shai_checker *ck)
{
    for (int pass = 0; pass < 3; pass++)
        for (size_t t = 0; t < ck->spec->tree_count; t++) {
            struct shai_node *root = ck->spec->trees[t]->root;
            if (!root || !root->kid_count || !root->kids[0]) continue;
            struct shai_node *decls = root->kids[0];
            if (pass == 0) declare_units(ck, decls);
            for (uint32_t i = 0; i < decls->kid_count; i++) {
                if (!decls->kids[i]) continue;
                if (root->kind == SHAI_N_LIBRARY && only_in_spec(decls->kids[i]->kind)) {
                    if (pass == 1) shai_diag_span(ck->diags, SHAI_D_NOT_IN_LIBRARY, decls->kids[i]->span, NULL);
                    continue;
                }
                if (pass == 1) declare_other(ck, decls->kids[i]);
                if (pass == 2) declare_items(ck, decls->kids[i]);
            }
        }
}
