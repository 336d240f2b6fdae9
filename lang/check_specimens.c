/* Specimens and uncertainty of items: `specimens HOW N allow K` of measures, the specimens an item is judged by, what
 * ITEM.U names. In: measures whose types are known. Out: the fields of their declarations. */
#include "lang/checker.h"

#include <string.h>

enum { MOST = SHAI_MAX_SPECIMENS };

/* A whole number without unit from `least` to `most`. */
static bool whole(struct shai_checker *ck, const struct shai_node *n, int64_t least, int64_t most, uint32_t *out)
{
    struct shai_num k = shai_literal(ck->arena, n).num;
    if (n->unit || !k.d || k.n % k.d || k.n / k.d < least || k.n / k.d > most) return false;
    *out = (uint32_t)(k.n / k.d);
    return true;
}

static bool can_be(enum shai_kw how, enum shai_type_kind kind, uint32_t count)
{
    if (how == SHAI_KW_EVERY || kind == SHAI_TYPE_ERROR || kind == SHAI_TYPE_NUMBER) return true;
    if (how == SHAI_KW_MEAN || (kind != SHAI_TYPE_GRADE && kind != SHAI_TYPE_DATE)) return false;
    return how != SHAI_KW_MEDIAN || count % 2;
}

void shai_check_specimens(struct shai_checker *ck, struct shai_decl *measure)
{
    struct shai_node *n = measure->specimens;
    enum shai_kw how = n->op ? (enum shai_kw)n->op : SHAI_KW_EVERY;
    uint32_t count, allow;
    if (!whole(ck, n->kids[0], 1, MOST, &count)) {
        shai_diag_span(ck->diags, SHAI_D_SPECIMEN_COUNT, n->kids[0]->span, NULL);
        return;
    }
    if (!can_be(how, measure->type->kind, count)) {
        shai_diag_span(ck->diags, SHAI_D_SPECIMEN_HOW, n->span, shai_type_name(ck, measure->type),
                       shai_keyword_infos[how].spelling[SHAI_ZH], shai_keyword_infos[how].spelling[SHAI_EN], NULL);
        return;
    }
    if (n->kids[1] && (how != SHAI_KW_EVERY || !whole(ck, n->kids[1], 0, (int64_t)count - 1, &allow))) {
        shai_diag_span(ck->diags, SHAI_D_ALLOW_COUNT, n->kids[1]->span, NULL);
        return;
    }
    if (count == 1) return;
    measure->how = (uint16_t)how;
    measure->specimen_count = count;
}

/* Measures judged one by one have one N, and one K. */
void shai_check_each(struct shai_checker *ck, struct shai_decl *item)
{
    const struct shai_decl *first = NULL, *allows = NULL;
    for (size_t i = 0; i < item->measure_count; i++) {
        const struct shai_decl *m = item->measures[i];
        if (m->how != SHAI_KW_EVERY) continue;
        uint32_t allow = 0;
        bool says = m->specimens->kids[1] && whole(ck, m->specimens->kids[1], 0, MOST, &allow);
        bool differs =
            (first && m->specimen_count != first->specimen_count) || (says && allows && allow != item->allow);
        if (differs) {
            struct shai_diag *d = shai_diag_span(ck->diags, SHAI_D_SPECIMENS_DIFFER, m->specimens->span, NULL);
            shai_diag_note(ck->diags, d, SHAI_D_FIRST_HERE, first->specimens->span, NULL);
            return;
        }
        if (!first) first = m;
        if (says) allows = m, item->allow = allow;
    }
    if (first) item->each = first->specimen_count;
}

const struct shai_decl *shai_all_specimens(const struct shai_node *call)
{
    const struct shai_decl *d = call->kid_count == 1 ? call->kids[0]->decl : NULL;
    return d && d->kind == SHAI_DECL_MEASURE && d->specimen_count && d->how == SHAI_KW_EVERY ? d : NULL;
}

bool shai_has_reading_here(const struct shai_checker *ck, const struct shai_decl *measure)
{
    return measure->how != SHAI_KW_EVERY || ck->in_all || (ck->item == measure->item && !ck->in_applies);
}

void shai_declare_value_u(struct shai_checker *ck, struct shai_decl *item)
{
    if (!item->type || item->type->kind != SHAI_TYPE_NUMBER || !item->measure_count || item->value_u) return;
    for (size_t i = 0; i < item->measure_count; i++)
        if (strcmp(item->measures[i]->name, item->name) == 0) return;
    struct shai_decl *d = SHAI_NEW(ck->arena, struct shai_decl);
    *d = (struct shai_decl){.kind = SHAI_DECL_ATTRIBUTE, .node = item->node, .field = -1, .span = item->span};
    d->name = shai_arena_printf(ck->arena, "%s.U", item->name);
    struct shai_type *t = SHAI_NEW(ck->arena, struct shai_type);
    *t = *item->type;
    t->is_signed = false;
    d->type = t;
    item->value_u = d;
}
