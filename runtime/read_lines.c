/* Samples as lines of NDJSON. In: lines, parsed by json.c. Out: samples, or their refusal. Keys are columns that are
 * bound when they are first seen; columns and cells are reader.c's. Objects over several lines are found by
 * read_list.c. */
#include "runtime/reading.h"

#include "runtime/token.h"

#include <string.h>

enum { KEYS_MAX = 16384 }; /* different keys that the lines of an NDJSON file may have, besides one an input */

/* --- NDJSON ------------------------------------------------------------------------------------------------------
 */

/* The column of a key, bound when it is first seen. SHAI_NONE32 where the file has too many different ones. */
static uint32_t column_of(struct shai_filling *f, const struct shai_slice *key)
{
    struct shai_reader *r = f->r;
    if (r->expected < r->count) { /* lines mostly have their keys in one order */
        const struct shai_slice *k = &r->columns[r->expected].key;
        if (k->len == key->len && memcmp(k->s, key->s, key->len) == 0) return (uint32_t)r->expected++;
    }
    if (r->count * 2 >= r->index_slots) shai_reader_widen_index(r);
    uint32_t *slot = shai_reader_index_slot(r, key);
    if (*slot == SHAI_NONE32) {
        if (r->count >= KEYS_MAX + (size_t)r->program->input_count) return SHAI_NONE32;
        struct shai_column *c = shai_reader_add_column(r);
        const char *copy = shai_arena_strndup(r->arena, key->s, key->len);
        shai_bind(r->binder, copy, key->len, c);
        c->key = (struct shai_slice){copy, key->len};
        if (c->kind == SHAI_COLUMN_UNKNOWN) {
            if (r->is_long && c->trouble == SHAI_D_UNKNOWN_COLUMN) c->trouble = SHAI_D_UNKNOWN_ITEM;
            shai_reader_report_column(r, f->diags, c);
        }
        r->has_aliases |= c->alias > 0;
        *slot = (uint32_t)r->count - 1;
    }
    r->expected = *slot + 1;
    return *slot;
}

static bool claim(struct shai_filling *f, uint32_t index)
{
    bool used = shai_reader_claim(f->r, f->diags, index);
    f->ok &= used;
    return used;
}

/* Takes a pair for its column. */
static void take_pair(struct shai_filling *f, uint32_t index, const struct shai_json_pair *p)
{
    struct shai_reader *r = f->r;
    struct shai_column *c = &r->columns[index];
    if (c->kind == SHAI_COLUMN_UNKNOWN) return;
    if (c->kind == SHAI_COLUMN_BAD) {
        shai_reader_report_column(r, f->diags, c);
        f->ok = false;
    } else if (c->seen == r->row) {
        shai_reader_refuse(f, r->is_long ? SHAI_D_ITEM_TWICE : SHAI_D_JSON_KEY_TWICE, NULL, c->title, NULL);
    } else if (p->list && c->field != SHAI_FIELD_EVIDENCE) {
        shai_reader_refuse(f, SHAI_D_JSON_ARRAY, NULL, c->title, NULL);
    } else if (!(c->alias ? shai_reader_claim_alias(r, f->diags, index, &f->ok) : claim(f, index))) {
        return;
    } else {
        c->seen = r->row;
        r->pairs = shai_arena_grow(r->arena, r->pairs, &r->pairs_cap, r->count, sizeof *r->pairs);
        r->pairs[index] = p;
    }
}

static void report_json(struct shai_filling *f, enum shai_json_status status, const char *key, const char *part,
                        const char *message)
{
    switch (status) {
    case SHAI_JSON_OK: break;
    case SHAI_JSON_BAD: shai_reader_refuse(f, SHAI_D_JSON_BAD, NULL, message, NULL); break;
    case SHAI_JSON_NO_OBJECT: shai_reader_refuse(f, SHAI_D_JSON_NO_OBJECT, NULL, NULL, NULL); break;
    case SHAI_JSON_DEEP: shai_reader_refuse(f, SHAI_D_JSON_DEEP, NULL, NULL, NULL); break;
    case SHAI_JSON_ARRAY: shai_reader_refuse(f, SHAI_D_JSON_ARRAY, NULL, key, NULL); break;
    case SHAI_JSON_PART: shai_reader_refuse(f, SHAI_D_JSON_PART, NULL, key, part); break;
    case SHAI_JSON_KEY_TWICE: shai_reader_refuse(f, SHAI_D_JSON_KEY_TWICE, NULL, part, NULL); break;
    case SHAI_JSON_NO_VALUE: shai_reader_refuse(f, SHAI_D_JSON_NO_VALUE, NULL, key, NULL); break;
    case SHAI_JSON_SURROGATE: shai_reader_refuse(f, SHAI_D_JSON_SURROGATE, NULL, NULL, NULL); break;
    }
}

/* The measure of several specimens that a column is; NULL for none. */
static const struct shai_input *several(const struct shai_reader *r, uint32_t index)
{
    const struct shai_column *c = &r->columns[index];
    bool value = c->kind == SHAI_COLUMN_VALUE || (c->kind == SHAI_COLUMN_BAD && c->trouble == SHAI_D_COLUMN_EACH);
    if (!value || c->input == SHAI_NONE32) return NULL;
    const struct shai_input *in = &r->program->inputs[c->input];
    return in->specimens && !in->specimen ? in : NULL;
}

/* The pair of a measure's k-th specimen, from 1. */
static void take_specimen(struct shai_filling *f, uint32_t index, const struct shai_json_pair *p, uint32_t k)
{
    struct shai_reader *r = f->r;
    const struct shai_column *c = &r->columns[index];
    const struct shai_input *in = &r->program->inputs[c->input];
    if (p->trouble != SHAI_JSON_OK) {
        report_json(f, (enum shai_json_status)p->trouble, c->title, p->part, NULL);
        return;
    }
    if (k > in->specimens) {
        shai_reader_refuse(f, SHAI_D_SPECIMENS, NULL, c->title, shai_reader_print_count(f->run, in->specimens));
        return;
    }
    struct shai_json_pair *own = SHAI_NEW(f->run, struct shai_json_pair);
    const char *item = r->program->items[in->item].name, *one = in[k].name;
    const char *name = shai_arena_printf(f->run, "%s.%s", item, one);
    struct shai_slice key = {name, strlen(name)};
    *own = *p;
    if (!own->unit.s && c->unit) own->unit = (struct shai_slice){c->unit, strlen(c->unit)};
    uint32_t specimen = column_of(f, &key);
    if (specimen == SHAI_NONE32) {
        shai_reader_refuse(f, SHAI_D_JSON_KEYS, NULL, NULL, NULL);
        return;
    }
    if (strcmp(item, in->name) == 0) r->columns[specimen].title = one; /* messages say 直径.2 */
    take_pair(f, specimen, own);
}

/* A list is that many specimens; for a reading without any it holds the one value, or none. */
static void take_list(struct shai_filling *f, uint32_t index, const struct shai_json_pair *p)
{
    struct shai_reader *r = f->r;
    const struct shai_column *c = &r->columns[index];
    bool reading = c->kind == SHAI_COLUMN_VALUE && c->input != SHAI_NONE32 && r->program->inputs[c->input].reading;
    if (several(r, index)) {
        for (uint32_t k = 0; k < p->element_count && f->ok; k++) take_specimen(f, index, &p->elements[k], k + 1);
    } else if (reading && p->element_count <= 1) {
        struct shai_json_pair *only = SHAI_NEW(f->run, struct shai_json_pair);
        *only = p->element_count ? *p->elements : (struct shai_json_pair){.value = {"", 0}};
        report_json(f, (enum shai_json_status)only->trouble, c->title, only->part, NULL);
        take_pair(f, index, only);
    } else {
        take_pair(f, index, p);
    }
}

/* How often each item stands in a sample's rows. */
static void count_items(struct shai_filling *f, const struct shai_json_line *line)
{
    struct shai_reader *r = f->r;
    for (size_t i = 0; i < line->count; i++) {
        uint32_t index = column_of(f, &line->pairs[i].key);
        if (index == SHAI_NONE32) continue;
        struct shai_column *c = &r->columns[index];
        if (c->counted != r->row) c->counted = r->row, c->times = c->taken = 0;
        c->times++;
    }
}

void shai_reader_sort_pairs(struct shai_filling *f, const struct shai_json_line *line)
{
    struct shai_reader *r = f->r;
    shai_reader_release_all(r);
    r->expected = 0;
    if (r->is_long) count_items(f, line);
    for (size_t i = 0; i < line->count; i++) {
        const struct shai_json_pair *p = &line->pairs[i];
        uint32_t index = column_of(f, &p->key);
        if (index == SHAI_NONE32) {
            shai_reader_refuse(f, SHAI_D_JSON_KEYS, NULL, NULL, NULL);
            break;
        }
        if (r->columns[index].alias) continue; /* behind all others */
        const struct shai_input *in = several(r, index);
        if (r->is_long && in && (r->columns[index].times > 1 || in->each))
            take_specimen(f, index, p, ++r->columns[index].taken);
        else if (p->list) take_list(f, index, p);
        else take_pair(f, index, p);
    }
    r->expected = 0;
    for (size_t i = 0; r->has_aliases && i < line->count; i++) {
        uint32_t index = column_of(f, &line->pairs[i].key);
        if (index != SHAI_NONE32 && r->columns[index].alias) take_pair(f, index, &line->pairs[i]);
    }
    shai_reader_check_beside(r, f->diags);
}

/* The text of a U or DL: from the object itself or a key of its own. */
static void put_beside(struct shai_filling *f, const struct shai_column *c, const struct shai_slice *own,
                       uint32_t column, struct shai_slice *text, const char **title,
                       const struct shai_unit_value **unit)
{
    struct shai_reader *r = f->r;
    *text = *own;
    if (column == SHAI_NONE32) return;
    const struct shai_column *beside = &r->columns[column];
    if (own->s) {
        shai_reader_refuse(f, SHAI_D_COLUMN_TWICE, NULL, c->title, beside->title);
        return;
    }
    *text = r->pairs[column]->value;
    *title = beside->title;
    *unit = shai_reader_unit_of(beside);
}

/* The place in the sheet of what a row of a long table says, and what the sheet remarks of it. False where it is not
 * to be read. */
static bool heed(struct shai_filling *f, uint32_t column, const struct shai_json_pair *p, struct shai_cell *cell)
{
    struct shai_reader *r = f->r;
    cell->place.at = (column < r->layout.width ? column : r->layout.at[SHAI_LONG_VALUE]) + 1;
    cell->u_at = r->layout.at[SHAI_LONG_U] + 1;
    cell->dl_at = r->layout.at[SHAI_LONG_DL] + 1;
    if (p->remark && !shai_reader_heed(f, &r->columns[column], cell->place, p->remark)) return false;
    return !shai_reader_is_serial(f, &r->columns[column], cell->text, cell->place);
}

void shai_reader_fill_json(struct shai_filling *f)
{
    struct shai_reader *r = f->r;
    for (size_t i = 0; i < r->bound_count; i++) {
        const struct shai_column *c = &r->columns[r->bound[i]];
        const struct shai_json_pair *p = r->pairs[r->bound[i]];
        struct shai_cell cell = {.text = p->value,
                                 .unit = c->unit,
                                 .unit_value = shai_reader_unit_of(c),
                                 .place = shai_reader_place_at(r, c->title)};
        if (p->row) cell.place.row = p->row;
        if (r->rows && !heed(f, r->bound[i], p, &cell)) continue;
        struct shai_slice unit = shai_trim(p->unit.s ? p->unit.s : "", p->unit.len);
        if (unit.len) cell.unit = shai_unit_canonical(f->run, unit.s, unit.len), cell.unit_value = NULL;
        if (c->input != SHAI_NONE32) {
            const struct shai_slots s = shai_reader_slots_of(r, c->input);
            put_beside(f, c, &p->u, s.u, &cell.u, &cell.u_column, &cell.u_unit);
            put_beside(f, c, &p->dl, s.dl, &cell.dl, &cell.dl_column, &cell.dl_unit);
        }
        shai_reader_put_column(f, c, &cell);
    }
}

/* The next line that is not blank; len 0 at the end, s NULL where *status says what is wrong with it. */
static struct shai_slice next_line(struct shai_reader *r, enum shai_csv_status *status)
{
    struct shai_feed *feed = &r->feed;
    *status = SHAI_CSV_ROW;
    while (shai_feed_reach(feed, 0)) {
        size_t at;
        r->row++;
        bool ended = shai_feed_find(feed, 0, '\n', SHAI_RECORD_MAX, &at);
        struct shai_slice line = shai_trim(feed->buf + feed->begin, at);
        if (!ended && at >= SHAI_RECORD_MAX) {
            shai_feed_skip_past(feed, '\n');
            *status = SHAI_CSV_LONG;
            return (struct shai_slice){NULL, 1};
        }
        if (!ended && feed->error) break; /* half a line that could not be read on is no line */
        feed->begin += at + ended;
        if (line.len && !ended && feed->stopped) {
            *status = SHAI_CSV_CUT;
            return (struct shai_slice){NULL, 1};
        }
        if (line.len) return line;
    }
    return (struct shai_slice){0};
}

enum shai_next shai_reader_read_object(struct shai_filling *f, struct shai_slice text)
{
    enum shai_csv_status status = shai_csv_check(text.s, text.len);
    struct shai_json_line line;
    if (status != SHAI_CSV_ROW) return shai_reader_report_row(f->r, f->diags, status), SHAI_NEXT_REFUSED;
    enum shai_json_status json = shai_json_read(f->run, text.s, text.len, &line);
    if (json != SHAI_JSON_OK) return report_json(f, json, line.key, line.part, line.message), SHAI_NEXT_REFUSED;
    shai_reader_clear_sample(f);
    shai_reader_sort_pairs(f, &line);
    if (!f->ok) return SHAI_NEXT_REFUSED; /* its keys contradict each other: no cell has a sure meaning */
    shai_reader_fill_json(f);
    return shai_reader_finish_sample(f);
}

enum shai_next shai_reader_next_json(struct shai_filling *f)
{
    enum shai_csv_status status;
    struct shai_slice line = next_line(f->r, &status);
    if (!line.len) return shai_reader_at_end(f->r, f->run, f->diags);
    if (!line.s) return shai_reader_report_row(f->r, f->diags, status), SHAI_NEXT_REFUSED;
    return shai_reader_read_object(f, line);
}
