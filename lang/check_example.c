/* Examples: what is set and what is expected must be there. The cells themselves are read when the example runs, by
 * the same reader as a laboratory's (example.c). */
#include "lang/checker.h"

#include <string.h>

/* A target names an attribute, an item with one measure, a measure whose name only one item has, or ITEM.MEASURE. */
static struct shai_decl *find_measure(struct shai_checker *ck, const struct shai_node *target, bool *ambiguous)
{
    struct shai_decl *found = NULL;
    for (size_t i = 0; i < ck->spec->item_count; i++) {
        struct shai_decl *m = shai_item_measure(ck->spec->items[i], target->name);
        if (!m) continue;
        *ambiguous = found != NULL;
        if (*ambiguous) return NULL;
        found = m;
    }
    return found;
}

/* An item with no reading of its own, or with several, is no target. */
static void name_measures(struct shai_checker *ck, const struct shai_node *target, const struct shai_decl *item)
{
    struct shai_strbuf names;
    shai_strbuf_init(&names, ck->arena);
    for (size_t i = 0; i < item->measure_count; i++)
        shai_strbuf_printf(&names, "%s%s.%s", i ? ", " : "", item->name, item->measures[i]->name);
    struct shai_diag *diag = shai_diag_span(ck->diags, SHAI_D_TARGET_MEASURES, target->span, item->name, NULL);
    if (names.len) shai_diag_hint(ck->diags, diag, names.s);
}

static struct shai_decl *find_target(struct shai_checker *ck, struct shai_node *target)
{
    struct shai_decl *d = shai_scope_find(&ck->scope, target->name);
    bool ambiguous = false;
    if (target->unit) {
        if (d && d->kind == SHAI_DECL_ITEM && shai_item_measure(d, target->unit))
            return shai_item_measure(d, target->unit);
        if (d && d->kind == SHAI_DECL_ITEM) {
            shai_diag_span(ck->diags, SHAI_D_NO_MEASURE, target->span, target->name, target->unit, NULL);
            return NULL;
        }
    } else {
        if (d && d->kind == SHAI_DECL_ITEM && (target->flags & SHAI_F_U) && d->value_u) return d->value_u;
        if (d && d->kind == SHAI_DECL_ATTRIBUTE) return d;
        if (d && d->kind == SHAI_DECL_ITEM && d->measure_count == 1) return d->measures[0];
        struct shai_decl *m = find_measure(ck, target, &ambiguous);
        if (m) return m;
        if (!ambiguous && d && d->kind == SHAI_DECL_ITEM) {
            name_measures(ck, target, d);
            return NULL;
        }
    }
    if (ambiguous) {
        shai_diag_span(ck->diags, SHAI_D_AMBIGUOUS_MEASURE, target->span, target->name, NULL);
        return NULL;
    }
    if (shai_name_is_lost(ck, target->name)) return NULL;
    struct shai_diag *diag = shai_diag_span(ck->diags, SHAI_D_UNKNOWN_NAME, target->span, target->name, NULL);
    const char *near = shai_scope_nearest(&ck->scope, target->name);
    if (near) shai_diag_hint(ck->diags, diag, shai_arena_printf(ck->arena, "%s ?", near));
    return NULL;
}

static const char *nearest_item(const struct shai_checker *ck, const char *name)
{
    for (size_t i = 0; i < ck->spec->item_count; i++)
        if (shai_name_is_near(name, ck->spec->items[i]->name)) return ck->spec->items[i]->name;
    return NULL;
}

static void check_set_value(struct shai_checker *ck, const struct shai_decl *d, struct shai_node *value)
{
    if (!value || !d->type) return;
    switch ((enum shai_node_kind)value->kind) {
    case SHAI_N_NUMBER_LIT:
    case SHAI_N_UNARY:
    case SHAI_N_STRING:
    case SHAI_N_DATE_LIT:
        if (d->type->kind == SHAI_TYPE_GRADE && value->kind == SHAI_N_NUMBER_LIT) return;
        if (d->type->kind == SHAI_TYPE_CHOICE && value->kind == SHAI_N_STRING) return;
        shai_check_as(ck, value, d->type);
        break;
    case SHAI_N_NAME:
        if (d->type->kind == SHAI_TYPE_NUMBER && shai_is_not_detected(value->name) &&
            !shai_scope_find(&ck->scope, value->name)) {
            struct shai_diag *diag = shai_diag_span(ck->diags, SHAI_D_UNKNOWN_NAME, value->span, value->name, NULL);
            shai_diag_hint(ck->diags, diag, shai_keyword_infos[SHAI_KW_NOT_DETECTED].spelling[ck->spec->tree->lang]);
            shai_wrong(value);
            break;
        }
        shai_check_as(ck, value, d->type);
        break;
    case SHAI_N_TRUTH:
        if (d->type->kind != SHAI_TYPE_TRUTH && d->type->kind != SHAI_TYPE_CONFORMITY &&
            d->type->kind != SHAI_TYPE_ERROR)
            shai_diag_span(ck->diags, SHAI_D_TYPE_MISMATCH, value->span, shai_type_name(ck, d->type),
                           shai_type_name(ck, &shai_type_truth), NULL);
        break;
    case SHAI_N_CENSORED:
    case SHAI_N_MARKED:
    case SHAI_N_WITH_U:
        for (uint32_t i = 0; i < value->kid_count; i++) shai_check_as(ck, value->kids[i], d->type);
        break;
    default: break;
    }
}

/* What an item's ITEM.U names is no measure's. */
static bool is_value_u(const struct shai_decl *d)
{
    return d->kind == SHAI_DECL_ATTRIBUTE && d->node && d->node->kind == SHAI_N_ITEM;
}

/* One specimen, a list of them, or the measure itself: as its declaration allows. */
static bool check_specimen_target(struct shai_checker *ck, const struct shai_node *set)
{
    const struct shai_node *target = set->kids[0], *values = set->kids[1];
    const struct shai_decl *d = set->decl;
    uint32_t count = d->specimen_count;
    bool list = values->kid_count > 1;
    if (list && (target->specimen || target->flags || d->kind != SHAI_DECL_MEASURE || !count)) {
        shai_diag_span(ck->diags, SHAI_D_SPECIMEN_LIST, set->span, target->name, NULL);
        return false;
    }
    bool whole = !target->specimen && !list && !target->flags;
    if (target->specimen <= count && values->kid_count <= (count ? count : 1) && !(whole && d->how == SHAI_KW_EVERY))
        return true;
    shai_diag_span(ck->diags, SHAI_D_SPECIMEN_SET, target->span, target->name,
                   shai_arena_printf(ck->arena, "%u", count ? count : 1), NULL);
    return false;
}

/* `铅.U` and `铅.DL` stand beside a number, as numbers; nothing is set twice. */
static bool check_target(struct shai_checker *ck, const struct shai_node *body, uint32_t at)
{
    const struct shai_node *set = body->kids[at], *target = set->kids[0], *value = set->kids[1]->kids[0];
    const struct shai_type *type = set->decl->type;
    if (target->flags && type && type->kind != SHAI_TYPE_ERROR && !is_value_u(set->decl)) {
        if (set->decl->kind != SHAI_DECL_MEASURE || type->kind != SHAI_TYPE_NUMBER) {
            shai_diag_span(ck->diags, SHAI_D_CONSTRAINT, target->span, shai_type_name(ck, type), NULL);
            return false;
        }
        if (value && value->kind != SHAI_N_NUMBER_LIT)
            shai_diag_span(ck->diags, SHAI_D_NOT_CONSTANT, value->span, NULL);
    }
    for (uint32_t i = 0; i < at; i++) {
        const struct shai_node *n = body->kids[i];
        if (!n || n->kind != SHAI_N_SET || n->decl != set->decl || n->kids[0]->flags != target->flags) continue;
        uint16_t other = n->kids[0]->specimen; /* of U and DL, one for all may stand beside one of its own */
        if (other != target->specimen && (target->flags || (other && target->specimen))) continue;
        struct shai_diag *d = shai_diag_span(ck->diags, SHAI_D_SET_TWICE, target->span, target->name, NULL);
        shai_diag_note(ck->diags, d, SHAI_D_SET_HERE, n->kids[0]->span, NULL);
        return true;
    }
    return true;
}

void shai_check_example(struct shai_checker *ck, struct shai_node *example)
{
    struct shai_node *body = example->kids[1];
    bool expects = false;
    for (uint32_t i = 0; i < body->kid_count; i++) {
        struct shai_node *n = body->kids[i];
        if (!n) continue;
        if (n->kind == SHAI_N_SET) {
            n->decl = find_target(ck, n->kids[0]);
            struct shai_node *values = n->kids[1];
            bool fits = n->decl && check_specimen_target(ck, n) && check_target(ck, body, i);
            for (uint32_t k = 0; fits && k < values->kid_count; k++) check_set_value(ck, n->decl, values->kids[k]);
        } else if (n->kind == SHAI_N_EXPECT) {
            expects = true;
            for (uint32_t k = 0; n->kid_count && n->kids[0] && k < n->kids[0]->kid_count; k++) {
                struct shai_node *e = n->kids[0]->kids[k];
                if (!e || !e->name) continue;
                e->decl = shai_scope_find(&ck->scope, e->name);
                if (!e->decl || e->decl->kind != SHAI_DECL_ITEM) {
                    struct shai_diag *diag =
                        shai_diag_span(ck->diags, SHAI_D_NOT_AN_ITEM, e->name_span, e->name, NULL);
                    const char *near = e->decl ? NULL : nearest_item(ck, e->name);
                    if (near) shai_diag_hint(ck->diags, diag, shai_arena_printf(ck->arena, "%s ?", near));
                    e->decl = NULL;
                }
            }
        } else if (n->kind == SHAI_N_ERROR) {
            expects = true;
        }
    }
    if (!expects) shai_diag_span(ck->diags, SHAI_D_NO_EXPECT, example->kids[0]->span, NULL);
}
