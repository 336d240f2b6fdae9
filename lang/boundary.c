/* Boundary cases. In: a spec with its examples, and its program. Out: rows of a table of cases.
 *
 * An example in which an item is judged shows which requirement holds in its situation. One reading of it is changed
 * until the item's value stands where it is wanted: the machine is asked what a reading gives, and a secant through
 * its answers says what to ask next, so that no formula is turned round here. What cannot be reached by a decimal
 * reading, such as 90 ÷ 0.7, is approached from the side that is wanted. */
#include "lang/boundary.h"
#include "runtime/cell.h"
#include "runtime/show.h"

#include <string.h>

enum {
    TRIES = 12,     /* questions for one case */
    DECIMALS = 8,   /* of a reading that has no end */
    MOST_TEXT = 200 /* of a reading */
};

struct maker {
    struct shai_examples *x;
    struct shai_arena *run;
    struct shai_boundary *table;
    size_t example;
    uint32_t item;
    uint32_t input;    /* the reading that is changed */
    const char **seen; /* requirements met so far, of the item */
    size_t seen_count, seen_cap;
};

static const char *say(const struct maker *m, const char *zh, const char *en)
{
    return shai_say(m->x->program->lang, zh, en);
}

/* --- asking --- */

/* Judges the example with another cell for the reading; NULL: as it is. False where that cannot be read. */
static bool ask(struct maker *m, const char *text)
{
    struct shai_examples *x = m->x;
    shai_arena_reset(m->run);
    if (shai_example_judge(x, m->run, m->example) != SHAI_EXAMPLE_JUDGED) return false;
    if (!text) return true;
    struct shai_diags quiet;
    shai_diags_init(&quiet, m->run, NULL);
    struct shai_fact *fact = &x->sample.facts[m->input];
    shai_fact_clear(x->program, m->input, fact);
    struct shai_cell cell = {.text = {text, strlen(text)}, .place = {.file = "", .column = ""}};
    return shai_cell_put(m->run, &quiet, x->program, m->input, &cell, fact) == SHAI_CELL_OK &&
           shai_run_sample(x->run, m->run, &x->sample) == SHAI_RUN_OK;
}

/* The judged value, where it is a known number. */
static bool value_of(const struct maker *m, struct shai_num *out)
{
    const struct shai_item_run *it = &m->x->run->items[m->item];
    if (!it->has_value || !shai_interval_is_point(&it->value)) return false;
    *out = shai_num_copy(m->x->arena, it->value.lo);
    return true;
}

/* A number as a cell in the reading's unit; NULL where it has no end, or is too long for a person. */
static const char *cell_of(const struct maker *m, struct shai_num n)
{
    struct shai_strbuf b;
    const struct shai_display *d = &m->x->program->inputs[m->input].display;
    shai_strbuf_init(&b, m->x->arena);
    if (d->unit) n = shai_num_div(m->x->arena, n, d->factor);
    return shai_num_put_decimal(&b, n) && b.len < 20 ? b.s : NULL;
}

/* The same to DECIMALS decimals of the reading's unit, not beyond n on the side `side` (-1 below, 1 above). */
static const char *cell_near(const struct maker *m, struct shai_num n, int side)
{
    struct shai_arena *a = m->x->arena;
    const struct shai_display *d = &m->x->program->inputs[m->input].display;
    struct shai_num q = SHAI_NUM_INT(1);
    for (int i = 0; i < DECIMALS; i++) q = shai_num_div(a, q, SHAI_NUM_INT(10));
    if (d->unit) n = shai_num_div(a, n, d->factor);
    struct shai_num down = shai_num_mul(a, shai_num_floor(a, shai_num_div(a, n, q)), q);
    if (side > 0 && shai_num_cmp(down, n) < 0) down = shai_num_add(a, down, q);
    return cell_of(m, d->unit ? shai_num_mul(a, down, d->factor) : down);
}

/* A reading near one that the example has, within what the measure may read: the secant's second point. */
static struct shai_num beside(const struct maker *m, struct shai_num x)
{
    struct shai_arena *a = m->x->arena;
    const struct shai_input *in = &m->x->program->inputs[m->input];
    struct shai_num step = shai_num_div(a, x, SHAI_NUM_INT(10));
    if (shai_num_sign(x) == 0) step = in->display.unit ? in->display.factor : SHAI_NUM_INT(1);
    struct shai_num up = shai_num_add(a, x, step);
    return (in->range & 2) && shai_num_cmp(up, in->hi) > 0 ? shai_num_sub(a, x, step) : up;
}

/* Of specimens judged one by one the last is the one whose value results show while none fails. */
static bool is_shown(const struct maker *m, uint32_t input)
{
    const struct shai_input *in = &m->x->program->inputs[input];
    return !in->each || (in->specimen && in->specimen == m->x->program->inputs[input - in->specimen].specimens);
}

/* A cell of the reading for which the value is `want`, by secants from the example's own; NULL where none is found.
 * The last point asked stays judged. side -1, 1: the nearest below or above it, where the reading for it has no end.
 */
static const char *find_reading(struct maker *m, struct shai_num want, int side)
{
    struct shai_arena *a = m->x->arena;
    struct shai_num x0, y0, y1;
    if (!ask(m, NULL) || !value_of(m, &y0)) return NULL;
    x0 = shai_num_copy(a, m->x->sample.facts[m->input].num.lo);
    struct shai_num x1 = beside(m, x0);
    for (int i = 0; i < TRIES; i++) {
        const char *text = cell_of(m, x1);
        bool exact = text != NULL;
        if (!text) text = cell_near(m, x1, 0);
        if (!text || !ask(m, text) || !value_of(m, &y1)) return NULL;
        int off = shai_num_cmp(y1, want);
        if (off == 0) return side == 0 ? text : NULL;
        struct shai_num rise = shai_num_sub(a, y1, y0), run = shai_num_sub(a, x1, x0);
        if (shai_num_sign(rise) == 0) return NULL;
        struct shai_num slope = shai_num_div(a, rise, run);
        if (!exact) { /* as near as decimals come: good where it lies on the side that is wanted */
            if (side == 0) return NULL;
            int way = side * shai_num_sign(slope);
            text = cell_near(m, x1, way);
            if (text && ask(m, text) && value_of(m, &y1) && shai_num_cmp(y1, want) == side) return text;
            return NULL;
        }
        x0 = x1;
        y0 = y1;
        x1 = shai_num_add(a, x1, shai_num_div(a, shai_num_sub(a, want, y1), slope));
    }
    return NULL;
}

/* --- rows --- */

static void set_cell(struct maker *m, struct shai_boundary_row *row, const char *column, const char *text)
{
    struct shai_boundary *t = m->table;
    size_t i = 0;
    while (i < t->column_count && strcmp(t->columns[i], column)) i++;
    if (i == t->column_count) {
        t->columns =
            shai_arena_grow(m->x->arena, t->columns, &t->column_cap, t->column_count + 1, sizeof *t->columns);
        t->columns[t->column_count++] = column;
    }
    while (row->cell_count <= i) row->cells[row->cell_count++] = NULL;
    row->cells[i] = text;
}

/* The column that an input is read from. */
static const char *column_of(const struct maker *m, uint32_t input)
{
    const struct shai_program *p = m->x->program;
    for (uint32_t i = 0; i < p->input_count; i++)
        if (i != input && p->inputs[input].reading && strcmp(p->inputs[i].name, p->inputs[input].name) == 0)
            return shai_arena_printf(m->x->arena, "%s.%s", p->items[p->inputs[input].item].name,
                                     p->inputs[input].name);
    return p->inputs[input].name;
}

static void copy_facts(struct maker *m, struct shai_boundary_row *row, bool readings)
{
    struct shai_arena *a = m->x->arena;
    const struct shai_program *p = m->x->program;
    for (uint32_t i = 0; i < p->input_count; i++) {
        const struct shai_fact *f = &m->x->sample.facts[i];
        const char *column = column_of(m, i);
        if (p->inputs[i].reading != readings || f->state == SHAI_FACT_BLANK) continue;
        set_cell(m, row, column, shai_arena_strndup(a, f->reported, f->reported_len));
        if (f->state != SHAI_FACT_KNOWN || !(f->num.flags & SHAI_U_GIVEN) || p->inputs[i].type != SHAI_V_NUMBER)
            continue;
        if (memchr(f->reported, 0xC2, f->reported_len)) continue; /* written in the cell, with its ± */
        struct shai_strbuf u;
        shai_strbuf_init(&u, a);
        const struct shai_display *d = &p->inputs[i].display;
        shai_num_put_decimal(&u, d->unit ? shai_num_div(a, f->num.u, d->factor) : f->num.u);
        set_cell(m, row, shai_arena_printf(a, "%s.U", column), u.s);
    }
}

/* What the run just made is a row. */
static void add_row(struct maker *m, const char *what)
{
    struct shai_arena *a = m->x->arena;
    struct shai_boundary *t = m->table;
    const struct shai_run *run = m->x->run;
    const struct shai_item *item = &m->x->program->items[m->item];
    size_t room = 2 * (size_t)m->x->program->input_count + SHAI_FIELD_COUNT + t->column_count;
    t->rows = shai_arena_grow(a, t->rows, &t->row_cap, t->row_count + 1, sizeof *t->rows);
    struct shai_boundary_row *row = &t->rows[t->row_count++];
    *row = (struct shai_boundary_row){.cells = SHAI_NEW_N(a, const char *, room),
                                      .item = m->item,
                                      .outcome = (enum shai_outcome)run->items[m->item].outcome,
                                      .verdict = run->verdict,
                                      .hazard = run->hazard};
    row->id = shai_arena_printf(a, "G%04zu", t->row_count);
    row->note = shai_arena_printf(a, say(m, "%s:%s", "%s: %s"), item->name, what);
    for (size_t i = 0; i < SHAI_FIELD_COUNT; i++) {
        struct shai_slice s = m->x->sample.fields[i];
        bool read = false;
        for (uint32_t k = 0; k < m->x->program->input_count; k++)
            read |= !m->x->program->inputs[k].reading &&
                    shai_field_find(m->x->program->inputs[k].name, strlen(m->x->program->inputs[k].name)) ==
                        (enum shai_field)i;
        const char *name = say(m, shai_field_infos[i].zh, shai_field_infos[i].en);
        if (s.len && !read && i != SHAI_FIELD_SAMPLE_ID) set_cell(m, row, name, shai_arena_strndup(a, s.s, s.len));
    }
    copy_facts(m, row, false);
    copy_facts(m, row, true);
}

/* --- cases of a limit --- */

static const char *shown(const struct maker *m, struct shai_num n, const struct shai_display *display, int places)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, m->x->arena);
    shai_show_quantity(&b, m->x->program, n, display, places);
    return b.s;
}

/* The unit of the last place that a bound is written to; of a computed one, a thousandth of it. */
static struct shai_num last_place(struct shai_arena *a, const struct shai_criterion *c, int places,
                                  struct shai_num bound)
{
    struct shai_num q = c->display.unit ? c->display.factor : SHAI_NUM_INT(1);
    if (places == SHAI_PLACES_COMPUTED && shai_num_sign(bound) != 0) return shai_num_place(a, bound, 4);
    for (int i = 0; places != SHAI_PLACES_COMPUTED && i < places; i++) q = shai_num_div(a, q, SHAI_NUM_INT(10));
    for (int i = places; places != SHAI_PLACES_COMPUTED && i < 0; i++) q = shai_num_mul(a, q, SHAI_NUM_INT(10));
    return q;
}

/* Under, at and over a bound of numbers; where values are rounded also the ties half a place away. */
static void around(struct maker *m, const struct shai_criterion *c, struct shai_num bound, int places, bool rounds)
{
    static const struct {
        int halves;
        const char *zh, *en;
    } points[] = {{-2, "略低于 %s", "just under %s"},
                  {-1, "低于 %s 半个末位单位", "half a last place under %s"},
                  {0, "恰为 %s", "exactly %s"},
                  {1, "高于 %s 半个末位单位", "half a last place over %s"},
                  {2, "略高于 %s", "just over %s"}};
    struct shai_arena *a = m->x->arena;
    struct shai_num half = shai_num_div(a, last_place(a, c, places, bound), SHAI_NUM_INT(2));
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        int side = points[i].halves < 0 ? -1 : points[i].halves > 0;
        if (points[i].halves % 2 && !rounds) continue;
        struct shai_num want = shai_num_add(a, bound, shai_num_mul(a, half, SHAI_NUM_INT(points[i].halves)));
        if (!find_reading(m, want, 0) && (side == 0 || !find_reading(m, bound, side))) continue;
        add_row(m, shai_arena_printf(a, say(m, points[i].zh, points[i].en), shown(m, bound, &c->display, places)));
    }
}

/* A grade at a bound, and its neighbours. */
static void around_grade(struct maker *m, const struct shai_criterion *c, struct shai_num bound)
{
    const struct shai_set *set = &m->x->program->sets[c->display.set];
    for (int64_t k = bound.n - 1; k <= bound.n + 1; k++) {
        if (k < 0 || k >= (int64_t)set->count || !ask(m, set->names[k])) continue;
        add_row(m, shai_arena_printf(m->x->arena, say(m, "%s 级", "grade %s"), set->names[k]));
    }
}

static bool met_before(struct maker *m, const char *requirement)
{
    for (size_t i = 0; i < m->seen_count; i++)
        if (strcmp(m->seen[i], requirement) == 0) return true;
    m->seen = shai_arena_grow(m->x->arena, m->seen, &m->seen_cap, m->seen_count + 1, sizeof *m->seen);
    m->seen[m->seen_count++] = requirement;
    return false;
}

static bool is_point(const struct maker *m, uint16_t reg)
{
    return reg != SHAI_NONE16 && shai_interval_is_point(&m->x->run->num[reg]);
}

static bool rounds(const struct maker *m)
{
    const struct shai_program *p = m->x->program;
    for (uint32_t i = 0; i < p->code_count; i++)
        if ((p->code[i].op == SHAI_I_ROUND || p->code[i].op == SHAI_I_ROUND_SIGNIFICANT) &&
            p->positions[p->code[i].pos].item == m->item)
            return true;
    return false;
}

static bool changes(struct maker *m, uint32_t input, uint8_t type)
{
    const struct shai_fact *f = &m->x->sample.facts[input];
    const struct shai_input *in = &m->x->program->inputs[input];
    m->input = input;
    return in->type == type && f->state == SHAI_FACT_KNOWN && f->exact;
}

/* What is not detected, and what is not tested. */
static void without_reading(struct maker *m)
{
    if (m->x->program->inputs[m->input].type == SHAI_V_NUMBER && ask(m, "ND"))
        add_row(m, say(m, "未检出", "not detected"));
    if (ask(m, "")) add_row(m, say(m, "未检", "not tested"));
}

/* The cases of the requirement that holds in the example. Returns whether there were any. */
static bool add_cases(struct maker *m)
{
    const struct shai_program *p = m->x->program;
    const struct shai_item *item = &p->items[m->item];
    size_t before = m->table->row_count;
    struct shai_demand *demands = SHAI_NEW_N(m->x->arena, struct shai_demand, m->x->run->demand_count);
    struct shai_num *ends = SHAI_NEW_N(m->x->arena, struct shai_num, 2 * m->x->run->demand_count);
    size_t count = 0;
    for (size_t i = 0; i < m->x->run->demand_count; i++) {
        const struct shai_demand *d = &m->x->run->demands[i];
        if (d->item != m->item || d->specimen || p->criteria[d->criterion].kind == SHAI_C_REQUIRE) continue;
        if (is_point(m, d->lower)) ends[2 * count] = shai_num_copy(m->x->arena, m->x->run->num[d->lower].lo);
        if (is_point(m, d->upper)) ends[2 * count + 1] = shai_num_copy(m->x->arena, m->x->run->num[d->upper].lo);
        demands[count] = *d;
        if (!is_point(m, d->lower)) demands[count].lower = SHAI_NONE16;
        if (!is_point(m, d->upper)) demands[count].upper = SHAI_NONE16;
        count++;
    }
    bool rounded = rounds(m);
    for (uint32_t k = 0; k < item->input_count; k++) {
        uint32_t input = item->inputs[k];
        uint8_t type = p->inputs[input].type;
        if (!ask(m, NULL) || !changes(m, input, type) || !is_shown(m, input)) continue;
        for (size_t i = 0; i < count; i++) {
            const struct shai_criterion *c = &p->criteria[demands[i].criterion];
            bool two = demands[i].lower != SHAI_NONE16 && demands[i].upper != SHAI_NONE16;
            for (int end = 0; end < 2; end++) {
                if ((end ? demands[i].upper : demands[i].lower) == SHAI_NONE16) continue;
                if (type == SHAI_V_NUMBER && c->display.type == SHAI_V_NUMBER)
                    around(m, c, ends[2 * i + (size_t)end], end && two ? c->places_upper : c->places, rounded);
                if (type == SHAI_V_GRADE && c->display.type == SHAI_V_GRADE)
                    around_grade(m, c, ends[2 * i + (size_t)end]);
            }
        }
        if (type == SHAI_V_CONFORMITY) {
            if (ask(m, say(m, "符合", "pass"))) add_row(m, say(m, "符合", "pass"));
            if (ask(m, say(m, "不符合", "fail"))) add_row(m, say(m, "不符合", "fail"));
        }
        if (m->table->row_count == before) continue; /* this reading leads nowhere */
        without_reading(m);
        return true;
    }
    return m->table->row_count > before;
}

/* Of the examples in which the item passes or fails, one for each requirement. */
static void cases_of_item(struct maker *m)
{
    bool any = false;
    m->seen_count = 0;
    for (m->example = 0; m->example < m->x->spec->example_count; m->example++) {
        if (!ask(m, NULL)) continue;
        enum shai_outcome o = (enum shai_outcome)m->x->run->items[m->item].outcome;
        if (o != SHAI_PASS && o != SHAI_FAIL) continue;
        const struct shai_result *r = shai_result_make(m->run, m->x->run);
        const char *requirement = r->items[m->item].requirement;
        if (met_before(m, shai_arena_printf(m->x->arena, "%s", requirement ? requirement : ""))) continue;
        any |= add_cases(m);
    }
    if (!any) m->table->bare[m->table->bare_count++] = m->item;
}

struct shai_boundary *shai_boundary_make(struct shai_examples *examples, struct shai_arena *run)
{
    struct shai_boundary *t = SHAI_NEW(examples->arena, struct shai_boundary);
    struct maker m = {.x = examples, .run = run, .table = t};
    t->bare = SHAI_NEW_N(examples->arena, uint32_t, examples->program->item_count);
    for (m.item = 0; m.item < examples->program->item_count; m.item++)
        if (!examples->program->items[m.item].variants[0].report) cases_of_item(&m);
    return t;
}
