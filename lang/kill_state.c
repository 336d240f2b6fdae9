/* The sample that is searched for: what it may set, what is set, and whether the spec and its mutant differ on it.
 *
 * In: both programs. Out: the state of one sample, changed a value at a time. It chooses no values. */
#include "lang/killer.h"
#include "lang/mutate.h"
#include "runtime/cell.h"

#include <string.h>

enum { DEPTH = 64 };

const char *shai_kill_name(struct shai_arena *arena, const char *name)
{
    enum shai_kw kw = shai_keyword_find(name, strlen(name), NULL);
    return kw != SHAI_KW_NONE && shai_keyword_infos[kw].reserved ? shai_arena_printf(arena, "`%s`", name) : name;
}

static void add_variable(struct shai_kill *s, const struct shai_decl *d, const char *target)
{
    s->variables[s->variable_count++] =
        (struct shai_kill_variable){.decl = d, .input = d->index, .count = 1 + d->specimen_count, .target = target};
}

/* Marks what a node mentions: attributes, readings, and through named values and other items what those mention. */
static void mark(struct shai_kill *s, const struct shai_node *n, int depth);

static void mark_item(struct shai_kill *s, const struct shai_decl *item, int depth)
{
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) {
        const struct shai_node *nodes[] = {v->group_applies, v->applies, v->value, v->limit, v->hazard, v->declared};
        for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) mark(s, nodes[i], depth);
        for (size_t i = 0; i < v->require_count; i++) mark(s, v->requires[i], depth);
    }
    for (size_t v = 0; v < s->variable_count; v++)
        if (s->variables[v].decl->item == item) s->variables[v].marked = true;
}

static void mark(struct shai_kill *s, const struct shai_node *n, int depth)
{
    if (!n || depth > DEPTH) return;
    const struct shai_decl *d = n->decl;
    if (d && s->owner && d->name && strcmp(d->name, s->owner) == 0) s->mentions_owner = true;
    if (d && d->kind == SHAI_DECL_LET) mark(s, d->body, depth + 1);
    if (d && d->kind == SHAI_DECL_ITEM) mark_item(s, d, depth + 1);
    for (size_t v = 0; v < s->variable_count && d; v++)
        if (s->variables[v].decl == d) s->variables[v].marked = true;
    for (uint32_t i = 0; i < n->kid_count; i++) mark(s, n->kids[i], depth + 1);
}

static bool is_of_group(const struct shai_variant_node *v, const char *owner)
{
    const char *title = v->group && v->group->kids[0] ? v->group->kids[0]->name : NULL;
    for (; title && *title; title++) /* a name has no blanks (mutant.c) */
        if (*title != ' ' && *title != *owner++) return false;
    return title && !*owner;
}

/* Is the item what the mutant is about: by its name, its family and row, its group, or what it mentions? */
static bool is_about(struct shai_kill *s, const struct shai_decl *item)
{
    const char *owner = s->mutant->owner, *row = s->mutant->row;
    if (!owner || strcmp(item->name, owner) == 0) return true;
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) {
        if (v->family && strcmp(v->family->name, owner) == 0) return !row || strcmp(item->name, row) == 0;
        if (is_of_group(v, owner)) return true;
    }
    return s->mentions_owner;
}

static void find_relevant(struct shai_kill *s)
{
    const struct shai_spec *spec = s->m->spec;
    for (size_t i = 0; i < spec->item_count; i++) {
        for (size_t v = 0; v < s->variable_count; v++) s->variables[v].marked = false;
        s->owner = s->mutant->owner;
        s->mentions_owner = false;
        mark_item(s, spec->items[i], 0);
        s->relevant[i] = is_about(s, spec->items[i]);
        for (size_t v = 0; v < s->variable_count && s->relevant[i]; v++)
            s->variables[v].relevant |= s->variables[v].marked && !s->variables[v].decl->specimen_count;
    }
}

static void find_variables(struct shai_kill *s)
{
    const struct shai_spec *spec = s->m->spec;
    struct shai_arena *arena = s->m->work;
    size_t count = spec->attribute_count;
    for (size_t i = 0; i < spec->item_count; i++) count += spec->items[i]->measure_count;
    s->variables = SHAI_NEW_N(arena, struct shai_kill_variable, count);
    for (size_t i = 0; i < spec->item_count; i++) {
        const struct shai_decl *item = spec->items[i];
        for (size_t k = 0; k < item->measure_count; k++) {
            const struct shai_decl *d = item->measures[k];
            const char *name = shai_kill_name(arena, item->name);
            const char *target = item->measure_count == 1
                                     ? name
                                     : shai_arena_printf(arena, "%s.%s", name, shai_kill_name(arena, d->name));
            add_variable(s, d, target);
        }
    }
    for (size_t i = 0; i < spec->attribute_count; i++) {
        const struct shai_decl *d = spec->attributes[i];
        if (!d->node && !d->used) continue;
        if (d->node && d->node->kind == SHAI_N_ITEM) continue; /* what ITEM.U names */
        const char *name =
            d->alias && s->m->spec->tree->lang == SHAI_ZH && (unsigned char)d->name[0] < 0x80 ? d->alias : d->name;
        add_variable(s, d, shai_kill_name(arena, name));
    }
}

static void map_inputs(struct shai_kill *s)
{
    s->input_of = SHAI_NEW_N(s->m->work, uint32_t, s->q->input_count);
    for (uint32_t i = 0; i < s->q->input_count; i++) {
        const struct shai_input *a = &s->q->inputs[i];
        s->input_of[i] = SHAI_NONE32;
        for (uint32_t k = 0; k < s->p->input_count; k++) {
            const struct shai_input *b = &s->p->inputs[k];
            if (a->item == b->item && a->type == b->type && strcmp(a->name, b->name) == 0) s->input_of[i] = k;
        }
    }
}

/* --- trying --- */

/* What "not detected" means is a thing that a mutant may change: each program reads it by itself. */
static void put_not_detected(struct shai_kill *s, const struct shai_program *program, uint32_t input,
                             struct shai_fact *fact)
{
    struct shai_diags diags;
    shai_diags_init(&diags, s->m->probe, NULL);
    struct shai_cell cell = {.text = {"ND", 2}};
    shai_fact_clear(program, input, fact);
    shai_cell_put(s->m->probe, &diags, program, input, &cell, fact);
}

static bool run_both(struct shai_kill *s)
{
    struct shai_sample p = {.facts = s->facts}, q = {.facts = s->facts_q};
    if (!s->left) return false;
    s->left--;
    shai_arena_reset(s->m->probe);
    shai_sample_clear(s->q, &q);
    for (uint32_t i = 0; i < s->q->input_count; i++)
        if (s->input_of[i] != SHAI_NONE32) {
            s->facts_q[i] = s->facts[s->input_of[i]];
            if (s->not_detected[s->input_of[i]]) put_not_detected(s, s->q, i, &s->facts_q[i]);
        }
    return shai_run_sample(s->run_p, s->m->probe, &p) == SHAI_RUN_OK &&
           shai_run_sample(s->run_q, s->m->probe, &q) == SHAI_RUN_OK;
}

bool shai_kill_item_differs(const struct shai_kill *s, uint32_t item)
{
    uint8_t is = s->run_p->items[item].outcome;
    if (is == s->run_q->items[item].outcome) return false;
    return !s->decided || (is != SHAI_INCONCLUSIVE && is != SHAI_UNTESTED);
}

bool shai_kill_differs(struct shai_kill *s)
{
    if (!run_both(s)) return false;
    if (s->run_p->verdict != s->run_q->verdict && !(s->decided && s->run_p->verdict == SHAI_VERDICT_INCOMPLETE))
        return true;
    if (s->run_p->verdict == SHAI_VERDICT_FAIL && s->run_p->hazard != s->run_q->hazard) return true;
    for (uint32_t i = 0; i < s->p->item_count; i++)
        if (shai_kill_item_differs(s, i)) return true;
    return false;
}

void shai_kill_clear(struct shai_kill *s, size_t v)
{
    for (uint32_t k = 0; k < s->variables[v].count; k++)
        shai_fact_clear(s->p, s->variables[v].input + k, &s->facts[s->variables[v].input + k]);
    s->not_detected[s->variables[v].input] = false;
    s->lines[v] = NULL;
}

/* Sets a variable to what stands in a cell. written: as an example writes it. False where it is refused. */
bool shai_kill_set(struct shai_kill *s, size_t v, const char *text, const char *written)
{
    struct shai_diags diags;
    shai_diags_init(&diags, s->m->work, NULL);
    shai_kill_clear(s, v);
    struct shai_cell cell = {.text = {text, strlen(text)}};
    uint32_t input = s->variables[v].input;
    if (shai_cell_put(s->m->work, &diags, s->p, input, &cell, &s->facts[input]) != SHAI_CELL_OK) return false;
    s->not_detected[input] = strcmp(text, "ND") == 0;
    s->lines[v] = shai_arena_printf(s->m->work, "%s = %s", s->variables[v].target, written);
    return true;
}

struct shai_kill_setting shai_kill_keep(const struct shai_kill *s, size_t v)
{
    uint32_t input = s->variables[v].input, count = s->variables[v].count;
    struct shai_kill_setting kept = {.line = s->lines[v], .not_detected = s->not_detected[input]};
    kept.facts = shai_arena_alloc(s->m->work, count * sizeof *kept.facts);
    memcpy(kept.facts, &s->facts[input], count * sizeof *kept.facts);
    return kept;
}

void shai_kill_put_back(struct shai_kill *s, size_t v, const struct shai_kill_setting *kept)
{
    uint32_t input = s->variables[v].input;
    memcpy(&s->facts[input], kept->facts, s->variables[v].count * sizeof *kept->facts);
    s->not_detected[input] = kept->not_detected;
    s->lines[v] = kept->line;
}

/* --- the beginning --- */

void shai_kill_start(struct shai_kill *s)
{
    struct shai_arena *arena = s->m->work;
    s->run_p = shai_run_new(arena, s->p, false);
    s->run_q = shai_run_new(arena, s->q, false);
    s->facts = SHAI_NEW_N(arena, struct shai_fact, s->p->input_count);
    s->facts_q = SHAI_NEW_N(arena, struct shai_fact, s->q->input_count);
    s->not_detected = SHAI_NEW_N(arena, bool, s->p->input_count);
    s->relevant = SHAI_NEW_N(arena, bool, s->p->item_count);
    find_variables(s);
    find_relevant(s);
    s->lines = SHAI_NEW_N(arena, const char *, s->variable_count);
    map_inputs(s);
}
