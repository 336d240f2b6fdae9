/* Coverage points from a compiled spec, and what runs saw of them. */
#include "lang/coverage.h"

#include <stdlib.h>
#include <string.h>

static struct shai_point *add_point(struct shai_coverage *c, struct shai_arena *arena, const struct shai_spec *spec,
                                    enum shai_point_kind kind, struct shai_span span)
{
    c->points = shai_arena_grow(arena, c->points, &c->cap, c->count + 1, sizeof *c->points);
    struct shai_point *p = &c->points[c->count++];
    *p = (struct shai_point){.kind = kind, .item = SHAI_NONE32, .span = span};
    p->line = shai_source_place(&spec->sources->at[span.file], span.begin).line;
    return p;
}

/* Is there anything that a reading could break? Otherwise the item is only recorded. */
static bool is_judged(const struct shai_decl *item, const struct shai_variant_node *v)
{
    bool conformity = false;
    for (size_t i = 0; i < item->measure_count; i++)
        conformity |= item->measures[i]->type && item->measures[i]->type->kind == SHAI_TYPE_CONFORMITY;
    return !v->report && (v->limit || v->require_count || conformity);
}

static void add_items(struct shai_coverage *c, struct shai_arena *arena, const struct shai_spec *spec)
{
    for (size_t i = 0; i < spec->item_count; i++) {
        const struct shai_decl *item = spec->items[i];
        uint32_t variant = 0;
        bool opened = false;
        for (const struct shai_variant_node *v = item->variants; v; v = v->next, variant++) {
            if (v->item->name_span.file != spec->tree->file) continue;
            static const enum shai_point_kind judged[] = {SHAI_POINT_PASS, SHAI_POINT_FAIL, SHAI_POINT_OPEN},
                                              recorded[] = {SHAI_POINT_RECORDED};
            bool judges = is_judged(item, v);
            for (int k = 0; k < (judges ? 3 : 1); k++) {
                enum shai_point_kind kind = judges ? judged[k] : recorded[k];
                if (kind == SHAI_POINT_OPEN && opened) continue; /* once an item: which variant is often unknown */
                opened |= kind == SHAI_POINT_OPEN;
                struct shai_point *p = add_point(c, arena, spec, kind, v->item->name_span);
                p->item = (uint32_t)i;
                p->variant = variant;
            }
        }
    }
}

static enum shai_point_kind kind_of(const struct shai_choice *choice)
{
    static const enum shai_point_kind kinds[] = {[SHAI_CHOICE_CASE] = SHAI_POINT_CASE,
                                                 [SHAI_CHOICE_CELL] = SHAI_POINT_CELL,
                                                 [SHAI_CHOICE_RAISE] = SHAI_POINT_RAISE};
    return kinds[choice->kind];
}

/* Where the point of an alternative stands in a table of hashes. */
struct place {
    uint32_t *slots; /* of points; SHAI_NONE32 is free */
    size_t mask;
};

static uint32_t *slot_of(const struct shai_coverage *c, const struct place *place, enum shai_point_kind kind,
                         uint32_t item, uint32_t begin)
{
    uint64_t hash = ((uint64_t)begin * 31 + item) * 31 + kind;
    for (size_t at = (size_t)(hash * 0x9E3779B97F4A7C15u >> 20) & place->mask;; at = (at + 1) & place->mask) {
        uint32_t *slot = &place->slots[at];
        if (*slot == SHAI_NONE32) return slot;
        const struct shai_point *p = &c->points[*slot];
        if (p->span.begin == begin && p->item == item && p->kind == kind) return slot;
    }
}

/* A table's cell is one point whoever looks it up; a case of a family's clauses is one of each item. */
static void add_choices(struct shai_coverage *c, struct shai_arena *arena, const struct shai_spec *spec)
{
    struct place place = {.mask = 15};
    while (place.mask < 2 * c->choices->count) place.mask = 2 * place.mask + 1;
    place.slots = shai_arena_alloc(arena, (place.mask + 1) * sizeof *place.slots);
    memset(place.slots, 0xFF, (place.mask + 1) * sizeof *place.slots);
    for (size_t i = 0; i < c->choices->count; i++) {
        const struct shai_choice *choice = &c->choices->at[i];
        c->point_of[i] = SHAI_NONE32;
        if (!choice->node || choice->node->kind == SHAI_N_DASH || choice->node->span.file != spec->tree->file)
            continue;
        enum shai_point_kind kind = kind_of(choice);
        uint32_t item = kind == SHAI_POINT_CELL ? SHAI_NONE32 : choice->item;
        uint32_t *slot = slot_of(c, &place, kind, item, choice->node->span.begin);
        if (*slot == SHAI_NONE32) {
            add_point(c, arena, spec, kind, choice->node->span)->item = item;
            *slot = (uint32_t)c->count - 1;
        }
        c->point_of[i] = *slot;
    }
}

void shai_coverage_start(struct shai_coverage *c, struct shai_arena *arena, const struct shai_spec *spec,
                         const struct shai_program *program, const struct shai_choices *choices)
{
    *c = (struct shai_coverage){.program = program, .choices = choices};
    c->point_of = SHAI_NEW_N(arena, uint32_t, choices->count);
    c->joins = SHAI_NEW_N(arena, uint32_t, program->register_count);
    add_items(c, arena, spec);
    add_choices(c, arena, spec);
}

static bool executed(const struct shai_run *run, uint32_t insn)
{
    return run->executed[insn / 64] >> insn % 64 & 1;
}

static bool sees(const struct shai_point *p, const struct shai_run *run)
{
    const struct shai_item_run *item = &run->items[p->item];
    bool open = item->outcome == SHAI_UNTESTED || item->outcome == SHAI_INCONCLUSIVE;
    switch (p->kind) {
    case SHAI_POINT_PASS: return item->outcome == SHAI_PASS && item->variant == p->variant;
    case SHAI_POINT_FAIL: return item->outcome == SHAI_FAIL && item->variant == p->variant;
    case SHAI_POINT_RECORDED: return item->outcome == SHAI_UNJUDGED && item->variant == p->variant;
    default: return open;
    }
}

void shai_coverage_add(struct shai_coverage *c, const struct shai_run *run)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->points[i].kind <= SHAI_POINT_RECORDED && !c->points[i].covered)
            c->points[i].covered = sees(&c->points[i], run);
    memset(c->joins, 0, c->program->register_count * sizeof *c->joins);
    for (size_t i = 0; i < c->choices->count; i++) {
        const struct shai_choice *choice = &c->choices->at[i];
        if (executed(run, choice->insn) && choice->kind != SHAI_CHOICE_RAISE) c->joins[choice->acc]++;
    }
    for (size_t i = 0; i < c->choices->count; i++) {
        const struct shai_choice *choice = &c->choices->at[i];
        if (c->point_of[i] == SHAI_NONE32 || !executed(run, choice->insn)) continue;
        bool taken = choice->kind == SHAI_CHOICE_RAISE
                         ? run->truth[choice->acc] == SHAI_YES && run->verdict == SHAI_VERDICT_FAIL
                         : c->joins[choice->acc] == 1;
        c->points[c->point_of[i]].covered |= taken;
    }
}

static int by_line(const void *a, const void *b)
{
    const struct shai_point *p = a, *q = b;
    if (p->line != q->line) return p->line < q->line ? -1 : 1;
    if (p->span.begin != q->span.begin) return p->span.begin < q->span.begin ? -1 : 1;
    if (p->item != q->item) return p->item < q->item ? -1 : 1;
    return (int)p->kind - (int)q->kind;
}

void shai_coverage_finish(struct shai_coverage *c)
{
    if (c->count) qsort(c->points, c->count, sizeof *c->points, by_line);
    for (size_t i = 0; i < c->count; i++) c->covered += c->points[i].covered;
}

unsigned shai_coverage_percent(const struct shai_coverage *c)
{
    return c->count ? (unsigned)(c->covered * 100 / c->count) : 100;
}
