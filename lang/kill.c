/* An example that tells a spec from its mutant.
 *
 * In: both programs, the spec's examples. Out: the text of an example whose outcome differs, with the outcome that
 * the spec gives. The way: take an example, change one value of it to what may lie at a threshold (a constant of the
 * program, its neighbours, the value where the outcome turns, found by halving), and compare. Then what is set is
 * thinned out as long as the two still differ. */
#include "lang/example.h"
#include "lang/mutate.h"
#include "runtime/cell.h"

#include <stdlib.h>
#include <string.h>

enum { BUDGET = 8000, CANDIDATES = 500, HALVINGS = 60, FINE_PLACES = 3, DEPTH = 64, FEW = 7, COMBINATIONS = 400 };

/* Something that a sample sets. */
struct variable {
    const struct shai_decl *decl;
    uint32_t input, count; /* with its specimens */
    const char *target;    /* as an example names it */
    bool relevant;         /* to the items that the mutant is about, and one value */
    bool marked;
};

struct search {
    struct shai_mutation *m;
    const struct shai_mutant *mutant;
    const struct shai_program *p, *q;
    struct shai_run *run_p, *run_q;
    uint32_t *input_of; /* of each input of q: that of p, or SHAI_NONE32 */
    struct variable *variables;
    size_t variable_count;
    bool *relevant; /* items */
    const char *owner;
    bool mentions_owner;
    /* the state at hand */
    struct shai_fact *facts, *facts_q;
    const char **lines; /* of each variable: what an example says to set it; NULL: not set */
    size_t left;
};

/* --- what there is to set --- */

static const char *plain_name(struct shai_arena *arena, const char *name)
{
    enum shai_kw kw = shai_keyword_find(name, strlen(name), NULL);
    return kw != SHAI_KW_NONE && shai_keyword_infos[kw].reserved ? shai_arena_printf(arena, "`%s`", name) : name;
}

static void add_variable(struct search *s, const struct shai_decl *d, const char *target)
{
    s->variables[s->variable_count++] =
        (struct variable){.decl = d, .input = d->index, .count = 1 + d->specimen_count, .target = target};
}

/* Marks what a node mentions: attributes, readings, and through named values and other items what those mention. */
static void mark(struct search *s, const struct shai_node *n, int depth);

static void mark_item(struct search *s, const struct shai_decl *item, int depth)
{
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) {
        const struct shai_node *nodes[] = {v->group_applies, v->applies, v->value, v->limit, v->hazard, v->declared};
        for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) mark(s, nodes[i], depth);
        for (size_t i = 0; i < v->require_count; i++) mark(s, v->requires[i], depth);
    }
    for (size_t v = 0; v < s->variable_count; v++)
        if (s->variables[v].decl->item == item) s->variables[v].marked = true;
}

static void mark(struct search *s, const struct shai_node *n, int depth)
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
static bool is_about(struct search *s, const struct shai_decl *item)
{
    const char *owner = s->mutant->owner, *row = s->mutant->row;
    if (!owner || strcmp(item->name, owner) == 0) return true;
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) {
        if (v->family && strcmp(v->family->name, owner) == 0) return !row || strcmp(item->name, row) == 0;
        if (is_of_group(v, owner)) return true;
    }
    return s->mentions_owner;
}

static void find_relevant(struct search *s)
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

static void find_variables(struct search *s)
{
    const struct shai_spec *spec = s->m->spec;
    struct shai_arena *arena = s->m->work;
    size_t count = spec->attribute_count;
    for (size_t i = 0; i < spec->item_count; i++) count += spec->items[i]->measure_count;
    s->variables = SHAI_NEW_N(arena, struct variable, count);
    for (size_t i = 0; i < spec->item_count; i++) {
        const struct shai_decl *item = spec->items[i];
        for (size_t k = 0; k < item->measure_count; k++) {
            const struct shai_decl *d = item->measures[k];
            const char *name = plain_name(arena, item->name);
            const char *target =
                item->measure_count == 1 ? name : shai_arena_printf(arena, "%s.%s", name, plain_name(arena, d->name));
            add_variable(s, d, target);
        }
    }
    for (size_t i = 0; i < spec->attribute_count; i++) {
        const struct shai_decl *d = spec->attributes[i];
        if (!d->node && !d->used) continue;
        if (d->node && d->node->kind == SHAI_N_ITEM) continue; /* what ITEM.U names */
        const char *name =
            d->alias && s->m->spec->tree->lang == SHAI_ZH && (unsigned char)d->name[0] < 0x80 ? d->alias : d->name;
        add_variable(s, d, plain_name(arena, name));
    }
}

static void map_inputs(struct search *s)
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

static bool run_both(struct search *s)
{
    struct shai_sample p = {.facts = s->facts}, q = {.facts = s->facts_q};
    if (!s->left) return false;
    s->left--;
    shai_arena_reset(s->m->probe);
    shai_sample_clear(s->q, &q);
    for (uint32_t i = 0; i < s->q->input_count; i++)
        if (s->input_of[i] != SHAI_NONE32) s->facts_q[i] = s->facts[s->input_of[i]];
    return shai_run_sample(s->run_p, s->m->probe, &p) == SHAI_RUN_OK &&
           shai_run_sample(s->run_q, s->m->probe, &q) == SHAI_RUN_OK;
}

static bool item_differs(const struct search *s, uint32_t item)
{
    return s->run_p->items[item].outcome != s->run_q->items[item].outcome;
}

static bool differs(struct search *s)
{
    if (!run_both(s)) return false;
    if (s->run_p->verdict != s->run_q->verdict) return true;
    if (s->run_p->verdict == SHAI_VERDICT_FAIL && s->run_p->hazard != s->run_q->hazard) return true;
    for (uint32_t i = 0; i < s->p->item_count; i++)
        if (item_differs(s, i)) return true;
    return false;
}

static void clear(struct search *s, size_t v)
{
    for (uint32_t k = 0; k < s->variables[v].count; k++)
        shai_fact_clear(s->p, s->variables[v].input + k, &s->facts[s->variables[v].input + k]);
    s->lines[v] = NULL;
}

/* Sets a variable to what stands in a cell. written: as an example writes it. False where it is refused. */
static bool set(struct search *s, size_t v, const char *text, const char *written)
{
    struct shai_diags diags;
    shai_diags_init(&diags, s->m->work, NULL);
    clear(s, v);
    struct shai_cell cell = {.text = {text, strlen(text)}};
    uint32_t input = s->variables[v].input;
    if (shai_cell_put(s->m->work, &diags, s->p, input, &cell, &s->facts[input]) != SHAI_CELL_OK) return false;
    s->lines[v] = shai_arena_printf(s->m->work, "%s = %s", s->variables[v].target, written);
    return true;
}

/* --- values --- */

struct values {
    struct shai_num *at;
    size_t count, cap;
};

static void add_value(struct search *s, struct values *v, struct shai_num n)
{
    for (size_t i = 0; i < v->count; i++)
        if (shai_num_cmp(v->at[i], n) == 0) return;
    if (v->count >= CANDIDATES) return;
    v->at = shai_arena_grow(s->m->work, v->at, &v->cap, v->count + 1, sizeof *v->at);
    v->at[v->count++] = n;
}

static struct shai_num place(struct shai_arena *arena, int places)
{
    struct shai_num n = SHAI_NUM_INT(1);
    for (; places > 0; places--) n = shai_num_div(arena, n, SHAI_NUM_INT(10));
    return n;
}

/* The constants of a program that have the input's unit, and their neighbours, in that unit. */
static void add_constants(struct search *s, const struct shai_program *program, const struct shai_input *in,
                          struct values *out)
{
    struct shai_arena *arena = s->m->work;
    for (uint32_t i = 0; i < program->constant_count; i++) {
        const struct shai_constant *k = &program->constants[i];
        if (k->display.type != in->type || k->places < 0 || k->places > 12) continue;
        if (in->type == SHAI_V_NUMBER && shai_num_cmp(k->display.factor, in->display.factor) != 0) continue;
        struct shai_num n = in->type == SHAI_V_NUMBER ? shai_num_div(arena, k->num, in->display.factor) : k->num;
        add_value(s, out, n);
        for (int more = 0; more <= (in->type == SHAI_V_NUMBER); more++) {
            struct shai_num ulp = place(arena, in->type == SHAI_V_NUMBER ? k->places + more : 0);
            add_value(s, out, shai_num_add(arena, n, ulp));
            add_value(s, out, shai_num_sub(arena, n, ulp));
        }
    }
}

static int by_value(const void *a, const void *b)
{
    return shai_num_cmp(*(const struct shai_num *)a, *(const struct shai_num *)b);
}

static const char *decimal(struct search *s, struct shai_num n)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, s->m->work);
    return shai_num_put_decimal(&b, n) ? b.s : NULL;
}

static bool set_number(struct search *s, size_t v, struct shai_num n)
{
    const char *text = decimal(s, n);
    return text && set(s, v, text, text);
}

/* The outcomes by the spec of the items that matter, as one number. */
static uint64_t outcomes(const struct search *s)
{
    uint64_t h = 1469598103934665603u;
    for (uint32_t i = 0; i < s->p->item_count; i++)
        if (s->relevant[i])
            h = (h ^ s->run_p->items[i].outcome ^ (uint64_t)s->run_p->items[i].hazard << 4) * 1099511628211u;
    return h ^ (uint64_t)s->run_p->hazard;
}

/* Between two values the outcome turns: closes in on the place. */
static bool halve(struct search *s, size_t v, struct shai_num lo, struct shai_num hi, uint64_t at_lo, int places)
{
    struct shai_arena *arena = s->m->work;
    struct shai_num grid = place(arena, places);
    for (int i = 0; i < HALVINGS; i++) {
        struct shai_num mid = shai_num_div(arena, shai_num_add(arena, lo, hi), SHAI_NUM_INT(2));
        mid = shai_num_round(arena, mid, grid);
        if (shai_num_cmp(mid, lo) <= 0 || shai_num_cmp(mid, hi) >= 0) return false;
        if (!set_number(s, v, mid)) return false;
        if (differs(s)) return true;
        if (!s->left) return false;
        if (outcomes(s) == at_lo) lo = mid;
        else hi = mid;
    }
    return false;
}

static bool try_numbers(struct search *s, size_t v)
{
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    struct values values = {0};
    add_constants(s, s->p, in, &values);
    add_constants(s, s->q, in, &values);
    add_value(s, &values, SHAI_NUM_INT(0));
    qsort(values.at, values.count, sizeof *values.at, by_value);
    if (values.count) /* beyond the last one, too */
        add_value(s, &values, shai_num_mul(s->m->work, values.at[values.count - 1], SHAI_NUM_INT(20)));
    uint64_t before = 0;
    bool have = false;
    for (size_t i = 0; i < values.count && s->left; i++) {
        if (!set_number(s, v, values.at[i])) {
            have = false;
            continue;
        }
        if (differs(s)) return true;
        uint64_t now = outcomes(s);
        for (int places = 0; have && now != before && places <= 2 * FINE_PLACES; places += FINE_PLACES)
            if (halve(s, v, values.at[i - 1], values.at[i], before, places)) return true;
        before = now;
        have = true;
    }
    return false;
}

static const char *show_date(struct search *s, struct shai_num day)
{
    struct shai_display date = {.type = SHAI_V_DATE, .factor = SHAI_NUM_INT(1), .set = SHAI_NONE32};
    struct shai_interval at = shai_interval_point(day);
    return shai_show_interval(s->m->work, s->p, &at, &date);
}

static bool try_dates(struct search *s, size_t v)
{
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    struct values values = {0};
    add_constants(s, s->p, in, &values);
    add_constants(s, s->q, in, &values);
    for (size_t i = 0; i < values.count; i++) {
        const char *text = show_date(s, values.at[i]);
        if (set(s, v, text, text) && differs(s)) return true;
    }
    return false;
}

static bool try_names(struct search *s, size_t v, const struct shai_set *names, bool quoted)
{
    for (uint32_t i = 0; i < names->count; i++) {
        const char *name = names->names[i];
        const char *written = quoted ? shai_arena_printf(s->m->work, "\"%s\"", name) : plain_name(s->m->work, name);
        if (set(s, v, name, written) && differs(s)) return true;
    }
    return false;
}

static bool try_words(struct search *s, size_t v, const char *const words[2][2])
{
    enum shai_lang lang = s->m->spec->tree->lang;
    for (int i = 0; i < 2; i++)
        if (set(s, v, words[i][SHAI_ZH], words[i][lang]) && differs(s)) return true;
    return false;
}

static bool try_variable(struct search *s, size_t v)
{
    static const char *const truths[2][2] = {{"是", "yes"}, {"否", "no"}};
    static const char *const conformities[2][2] = {{"符合", "pass"}, {"不符合", "fail"}};
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    clear(s, v);
    if (differs(s)) return true;
    switch ((enum shai_value_type)in->type) {
    case SHAI_V_NUMBER: return try_numbers(s, v);
    case SHAI_V_DATE: return try_dates(s, v);
    case SHAI_V_CHOICE: return try_names(s, v, &s->p->sets[in->display.set], false);
    case SHAI_V_GRADE: return try_names(s, v, &s->p->sets[in->display.set], true);
    case SHAI_V_TRUTH: return try_words(s, v, truths);
    case SHAI_V_CONFORMITY: return try_words(s, v, conformities);
    case SHAI_V_TEXT:
        return set(s, v, "未明示", s->m->spec->tree->lang == SHAI_ZH ? "未明示" : "undeclared") && differs(s);
    }
    return false;
}

/* --- where to begin: at an example --- */

/* The state of example `index`; false where it cannot be read. */
static bool begin(struct search *s, struct shai_examples *examples, size_t index)
{
    const struct shai_spec *spec = s->m->spec;
    const struct shai_node *body = spec->examples[index]->kids[1];
    if (shai_example_judge(examples, s->m->work, index) != SHAI_EXAMPLE_JUDGED) return false;
    memcpy(s->facts, examples->sample.facts, s->p->input_count * sizeof *s->facts);
    memset(s->lines, 0, s->variable_count * sizeof *s->lines);
    for (uint32_t i = 0; i < body->kid_count; i++) {
        const struct shai_node *n = body->kids[i];
        if (n->kind != SHAI_N_SET || !n->decl) continue;
        const char *text = shai_arena_strndup(s->m->work, spec->sources->at[n->span.file].text + n->span.begin,
                                              n->span.end - n->span.begin);
        for (size_t v = 0; v < s->variable_count; v++) {
            if (s->variables[v].decl != n->decl) continue;
            s->lines[v] = s->lines[v] ? shai_arena_printf(s->m->work, "%s\n%s", s->lines[v], text) : text;
        }
    }
    return true;
}

/* Does the example set a reading of an item that matters? */
static bool is_near(const struct search *s)
{
    for (size_t v = 0; v < s->variable_count; v++)
        if (s->lines[v] && s->variables[v].relevant && s->variables[v].decl->kind == SHAI_DECL_MEASURE) return true;
    return false;
}

/* Changes one value after the other. readings: of readings only. */
static bool try_each(struct search *s, bool readings)
{
    struct shai_fact *facts = SHAI_NEW_N(s->m->work, struct shai_fact, s->p->input_count);
    const char **lines = SHAI_NEW_N(s->m->work, const char *, s->variable_count);
    memcpy(facts, s->facts, s->p->input_count * sizeof *facts);
    memcpy(lines, s->lines, s->variable_count * sizeof *lines);
    if (differs(s)) return true;
    for (size_t v = 0; v < s->variable_count && s->left; v++) {
        if (!s->variables[v].relevant) continue;
        if (readings && s->variables[v].decl->kind != SHAI_DECL_MEASURE) continue;
        if (try_variable(s, v)) return true;
        memcpy(s->facts, facts, s->p->input_count * sizeof *facts);
        memcpy(s->lines, lines, s->variable_count * sizeof *lines);
    }
    return false;
}

static bool try_state(struct search *s)
{
    return try_each(s, false);
}

static bool try_readings(struct search *s)
{
    return try_each(s, true);
}

/* --- where no example helps --- */

/* A reading that is plainly there. */
static void set_plain(struct search *s, size_t v)
{
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    const struct shai_set *names;
    switch ((enum shai_value_type)in->type) {
    case SHAI_V_NUMBER: set(s, v, "0", "0"); break;
    case SHAI_V_CONFORMITY: set(s, v, "符合", s->m->spec->tree->lang == SHAI_ZH ? "符合" : "pass"); break;
    case SHAI_V_GRADE: /* the best one: worst come first */
        names = &s->p->sets[in->display.set];
        set(s, v, names->names[names->count - 1],
            shai_arena_printf(s->m->work, "\"%s\"", names->names[names->count - 1]));
        break;
    case SHAI_V_TRUTH: set(s, v, "是", s->m->spec->tree->lang == SHAI_ZH ? "是" : "yes"); break;
    default: break;
    }
}

/* The choice'th value of an attribute; false where it has no more. */
static bool set_choice(struct search *s, size_t v, uint32_t choice)
{
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    enum shai_lang lang = s->m->spec->tree->lang;
    const char *name;
    struct values values = {0};
    if (choice == 0) return clear(s, v), true;
    if (choice > FEW) return false;
    choice--;
    switch ((enum shai_value_type)in->type) {
    case SHAI_V_CHOICE:
    case SHAI_V_GRADE:
        if (choice >= s->p->sets[in->display.set].count) return false;
        name = s->p->sets[in->display.set].names[choice];
        return set(s, v, name,
                   in->type == SHAI_V_GRADE ? shai_arena_printf(s->m->work, "\"%s\"", name)
                                            : plain_name(s->m->work, name));
    case SHAI_V_TRUTH:
        return choice < 2 &&
               set(s, v, choice ? "否" : "是", lang == SHAI_ZH ? (choice ? "否" : "是") : (choice ? "no" : "yes"));
    case SHAI_V_NUMBER:
        add_constants(s, s->p, in, &values);
        return choice < values.count && set_number(s, v, values.at[choice]);
    case SHAI_V_DATE:
        add_constants(s, s->p, in, &values);
        if (choice >= values.count) return false;
        name = show_date(s, values.at[choice]);
        return set(s, v, name, name);
    default: return false;
    }
}

/* Every combination of values of the attributes that matter, all readings there, one of them varied. */
static bool try_combinations(struct search *s)
{
    size_t attributes[FEW], count = 0;
    uint32_t digits[FEW] = {0};
    for (size_t v = 0; v < s->variable_count && count < FEW; v++)
        if (s->variables[v].relevant && s->variables[v].decl->kind == SHAI_DECL_ATTRIBUTE) attributes[count++] = v;
    for (int i = 0; i < COMBINATIONS && s->left; i++) {
        for (size_t v = 0; v < s->variable_count; v++) {
            clear(s, v);
            if (s->variables[v].relevant && s->variables[v].decl->kind == SHAI_DECL_MEASURE) set_plain(s, v);
        }
        for (size_t k = 0; k < count; k++) set_choice(s, attributes[k], digits[k]);
        if (try_readings(s)) return true;
        size_t k = 0; /* the next combination */
        while (k < count && !set_choice(s, attributes[k], ++digits[k])) digits[k++] = 0;
        if (k == count) return false;
    }
    return false;
}

/* Items that fail, one more each time: what the verdict counts. */
static bool try_pile(struct search *s)
{
    for (size_t v = 0; v < s->variable_count; v++) clear(s, v);
    for (size_t v = 0; v < s->variable_count && s->left; v++) {
        const struct shai_decl *d = s->variables[v].decl;
        if (d->kind != SHAI_DECL_MEASURE || d->specimen_count) continue;
        const struct shai_input *in = &s->p->inputs[s->variables[v].input];
        bool fails = false;
        struct values values = {0};
        if (in->type == SHAI_V_NUMBER) {
            add_constants(s, s->p, in, &values);
            qsort(values.at, values.count, sizeof *values.at, by_value);
        }
        for (size_t i = 0; i < values.count && !fails && s->left; i++) {
            if (!set_number(s, v, values.at[i])) continue;
            if (differs(s)) return true;
            fails = s->run_p->items[in->item].outcome == SHAI_FAIL;
        }
        if (in->type == SHAI_V_CONFORMITY || in->type == SHAI_V_TRUTH || in->type == SHAI_V_GRADE) {
            if (in->type == SHAI_V_CONFORMITY)
                set(s, v, "不符合", s->m->spec->tree->lang == SHAI_ZH ? "不符合" : "fail");
            else set_choice(s, v, in->type == SHAI_V_TRUTH ? 2 : 1);
            if (differs(s)) return true;
            fails = s->run_p->items[in->item].outcome == SHAI_FAIL;
        }
        if (!fails) clear(s, v);
    }
    return false;
}

static bool find(struct search *s)
{
    struct shai_examples examples;
    struct shai_diags diags;
    shai_diags_init(&diags, s->m->work, s->m->spec->sources);
    shai_examples_start(&examples, s->m->work, &diags, s->m->spec, s->p, SHAI_EN, false);
    size_t all = s->left;
    s->left = all / 2; /* the other half is for what has no example to begin with */
    for (int near = 1; near >= 0; near--)
        for (size_t i = 0; i < s->m->spec->example_count && s->left; i++)
            if (begin(s, &examples, i) && is_near(s) == near && try_state(s)) return true;
    for (size_t v = 0; v < s->variable_count; v++) clear(s, v);
    if (s->left && try_state(s)) return true;
    s->left += all - all / 2;
    if (!s->mutant->owner && try_pile(s)) return true;
    return try_combinations(s);
}

/* --- the example --- */

static void thin_out(struct search *s)
{
    s->left += s->variable_count + 1;
    for (size_t v = 0; v < s->variable_count; v++) {
        if (!s->lines[v]) continue;
        const char *line = s->lines[v];
        uint32_t input = s->variables[v].input, count = s->variables[v].count;
        struct shai_fact *kept = shai_arena_alloc(s->m->work, count * sizeof *kept);
        memcpy(kept, &s->facts[input], count * sizeof *kept);
        clear(s, v);
        if (differs(s)) continue;
        memcpy(&s->facts[input], kept, count * sizeof *kept);
        s->lines[v] = line;
    }
    differs(s); /* what is written below is of this state */
}

static const char *word_of(const struct search *s, enum shai_kw kw)
{
    return shai_keyword_infos[kw].spelling[s->m->spec->tree->lang];
}

static void put_lines(struct shai_strbuf *b, const char *lines)
{
    for (const char *at = lines; *at;) {
        size_t len = strcspn(at, "\n");
        shai_strbuf_puts(b, "  ");
        shai_strbuf_add(b, at, len);
        shai_strbuf_putc(b, '\n');
        at += len + (at[len] == '\n');
    }
}

static const char *write_example(struct search *s)
{
    enum shai_lang lang = s->m->spec->tree->lang;
    struct shai_strbuf b;
    bool items = false;
    shai_strbuf_init(&b, s->m->arena);
    shai_strbuf_printf(&b, "%s \"", word_of(s, SHAI_KW_EXAMPLE));
    for (const char *c = s->mutant->name; *c; c++) { /* a quotation mark or brace would end or mean something */
        if (*c == '"' || *c == '{' || *c == '}' || *c == '\\') shai_strbuf_putc(&b, '\'');
        else shai_strbuf_putc(&b, *c);
    }
    shai_strbuf_puts(&b, "\" {\n");
    for (int measures = 0; measures < 2; measures++) /* attributes first, as people write */
        for (size_t v = 0; v < s->variable_count; v++)
            if (s->lines[v] && (s->variables[v].decl->kind == SHAI_DECL_MEASURE) == measures)
                put_lines(&b, s->lines[v]);
    for (uint32_t i = 0; i < s->p->item_count; i++) items |= item_differs(s, i);
    shai_strbuf_printf(&b, "  %s ", word_of(s, SHAI_KW_EXPECT));
    if (!items) {
        shai_strbuf_puts(&b, shai_verdict_word(s->run_p->verdict, lang));
        if (s->run_p->verdict == SHAI_VERDICT_FAIL && s->run_p->hazard)
            shai_strbuf_printf(&b, " %s", shai_hazard_word(s->run_p->hazard, lang));
    }
    const char *comma = "";
    for (uint32_t i = 0; i < s->p->item_count; i++) {
        if (!item_differs(s, i)) continue;
        shai_strbuf_printf(&b, "%s%s %s", comma, plain_name(s->m->work, s->p->items[i].name),
                           shai_outcome_word((enum shai_outcome)s->run_p->items[i].outcome, lang));
        comma = ", ";
    }
    shai_strbuf_puts(&b, "\n}\n");
    return b.s;
}

const char *shai_mutant_killer(struct shai_mutation *m, const struct shai_mutant *mutant,
                               const struct shai_program *changed, size_t *budget)
{
    struct shai_arena *arena = m->work;
    size_t granted = *budget < BUDGET ? *budget : BUDGET;
    struct search s = {.m = m, .mutant = mutant, .p = m->program, .q = changed, .left = granted};
    s.run_p = shai_run_new(arena, s.p, false);
    s.run_q = shai_run_new(arena, s.q, false);
    s.facts = SHAI_NEW_N(arena, struct shai_fact, s.p->input_count);
    s.facts_q = SHAI_NEW_N(arena, struct shai_fact, s.q->input_count);
    s.relevant = SHAI_NEW_N(arena, bool, s.p->item_count);
    find_variables(&s);
    find_relevant(&s);
    s.lines = SHAI_NEW_N(arena, const char *, s.variable_count);
    map_inputs(&s);
    bool found = find(&s);
    *budget -= granted - s.left;
    if (!found) return NULL;
    thin_out(&s);
    return write_example(&s);
}
