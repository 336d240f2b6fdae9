/* Samples from a file, one by one. In: a descriptor, a program. Out: samples with a fact for every input, or their
 * refusal with the reasons. It evaluates nothing. Rows come from csv.c, lines from json.c, the meaning of columns
 * from bind.c, facts from cell.c.
 *
 * Invariant: every row that is not blank is given out or refused, once. */
#include "base/utf8.h"
#include "runtime/bind.h"
#include "runtime/cell.h"
#include "runtime/csv.h"
#include "runtime/ids.h"
#include "runtime/json.h"
#include "runtime/long.h"
#include "runtime/token.h"
#include "runtime/uscc.h"

#include <inttypes.h>
#include <string.h>

enum { KEYS_MAX = 16384 }; /* different keys that the lines of an NDJSON file may have, besides one an input */

/* What belongs to an input: the columns of its value, U and DL. */
struct slots {
    uint32_t value, u, dl;
};

struct shai_reader {
    struct shai_arena *arena;
    const struct shai_program *program;
    const char *name;
    struct shai_sample_options options;
    bool json, broken;
    bool told;         /* the encoding that was guessed */
    bool is_long;      /* a row is a reading */
    bool in_doubt;     /* the row last read may belong to the next sample: nobody can tell */
    uint64_t reported; /* the last bad row that was told: rows may be read again */
    struct shai_long layout;
    struct shai_feed feed;
    struct shai_csv csv;
    uint64_t row;
    struct shai_binder *binder;
    struct shai_column *columns; /* of the header; of the keys seen so far */
    size_t count, cap;
    uint32_t *index; /* of the keys: open addressing, SHAI_NONE32 is free */
    size_t index_slots;
    size_t expected;                   /* the key that is likely to come next */
    struct slots *slots;               /* one an input */
    uint32_t fields[SHAI_FIELD_COUNT]; /* columns */
    uint32_t *bound;                   /* columns of kind VALUE */
    size_t bound_count, bound_cap;
    const struct shai_json_pair **pairs; /* of the line: one a column, NULL where it lacks it */
    size_t pairs_cap;
    struct shai_fact *blank; /* one an input: what a sample without any cell has */
    struct shai_cell *cells; /* of the bound columns: what their cells have in common */
    bool has_specimens;      /* some measure of the program */
    bool *quick;             /* of the bound columns: plain numbers with nothing beside them */
    struct shai_ids ids;
};

/* One sample under way. */
struct filling {
    struct shai_reader *r;
    struct shai_arena *run;
    struct shai_diags *diags;
    struct shai_sample *sample;
    bool ok;
};

static struct shai_cell_place place_at(const struct shai_reader *r, const char *column)
{
    return (struct shai_cell_place){r->name, r->row, column};
}

static const char *print_count(struct shai_arena *arena, uint64_t n)
{
    return shai_arena_printf(arena, "%" PRIu64, n);
}

/* --- columns -----------------------------------------------------------------------------------------------------
 */

static void report_column(struct shai_reader *r, struct shai_diags *diags, const struct shai_column *c)
{
    struct shai_diag *d =
        shai_diag_cell(diags, c->trouble, place_at(r, NULL), c->title, c->pieces[0], c->pieces[1], NULL);
    if (c->near) shai_diag_hint(diags, d, shai_arena_printf(diags->arena, "%s ?", c->near));
}

static uint32_t *slot_of(struct shai_reader *r, const struct shai_column *c)
{
    if (c->kind == SHAI_COLUMN_VALUE && c->field != SHAI_FIELD_COUNT) return &r->fields[c->field];
    struct slots *s = &r->slots[c->input];
    return c->kind == SHAI_COLUMN_VALUE ? &s->value : c->kind == SHAI_COLUMN_U ? &s->u : &s->dl;
}

/* Takes a column in use. False where another means the same. */
static bool claim(struct shai_reader *r, struct shai_diags *diags, uint32_t index)
{
    struct shai_column *c = &r->columns[index];
    uint32_t *slot = slot_of(r, c), *value = c->input == SHAI_NONE32 ? slot : &r->slots[c->input].value;
    uint32_t other = *slot != SHAI_NONE32 ? *slot : c->kind == SHAI_COLUMN_VALUE ? *value : SHAI_NONE32;
    if (other != SHAI_NONE32) {
        shai_diag_cell(diags, SHAI_D_COLUMN_TWICE, place_at(r, NULL), r->columns[other].title, c->title, NULL);
        return false;
    }
    *slot = index;
    if (c->kind != SHAI_COLUMN_VALUE) return true;
    *value = index;
    r->bound = shai_arena_grow(r->arena, r->bound, &r->bound_cap, r->bound_count + 1, sizeof *r->bound);
    r->bound[r->bound_count++] = index;
    return true;
}

static void release_all(struct shai_reader *r)
{
    for (uint32_t i = 0; i < r->program->input_count; i++)
        r->slots[i] = (struct slots){SHAI_NONE32, SHAI_NONE32, SHAI_NONE32};
    for (size_t i = 0; i < SHAI_FIELD_COUNT; i++) r->fields[i] = SHAI_NONE32;
    r->bound_count = 0;
}

/* The columns of an input; of a specimen, U and DL of its measure where it has none of its own. */
static struct slots slots_of(const struct shai_reader *r, uint32_t input)
{
    struct slots s = r->slots[input];
    uint16_t specimen = r->program->inputs[input].specimen;
    if (!specimen) return s;
    const struct slots *head = &r->slots[input - specimen];
    if (s.u == SHAI_NONE32) s.u = head->u;
    if (s.dl == SHAI_NONE32) s.dl = head->dl;
    return s;
}

static bool has_reading(const struct shai_reader *r, uint32_t input)
{
    for (uint32_t k = 0; k <= r->program->inputs[input].specimens; k++)
        if (r->slots[input + k].value != SHAI_NONE32) return true;
    return false;
}

static struct shai_column *add_column(struct shai_reader *r)
{
    r->columns = shai_arena_grow(r->arena, r->columns, &r->cap, r->count + 1, sizeof *r->columns);
    return &r->columns[r->count++];
}

/* A U or DL without the reading it belongs to says nothing: a warning, once a column. */
static void check_beside(struct shai_reader *r, struct shai_diags *diags)
{
    for (size_t i = 0; i < r->count; i++) {
        struct shai_column *c = &r->columns[i];
        if ((c->kind != SHAI_COLUMN_U && c->kind != SHAI_COLUMN_DL) || has_reading(r, c->input)) continue;
        if (c->warned || (r->json && c->seen != r->row)) continue;
        c->warned = true;
        shai_diag_cell(diags, SHAI_D_BESIDE_COLUMN, place_at(r, NULL), c->title, r->program->inputs[c->input].name,
                       NULL);
    }
}

/* --- cells into facts --------------------------------------------------------------------------------------------
 */

static void refuse(struct filling *f, enum shai_diag_id id, const char *column, const char *a, const char *b)
{
    shai_diag_cell(f->diags, id, place_at(f->r, column), a, b, NULL);
    f->ok = false;
}

static const char *effective_text(struct filling *f)
{
    const struct shai_program *p = f->r->program;
    char from[11] = "", to[11] = "";
    if (p->has_from) shai_date_format(p->effective_from, from);
    if (p->has_to) shai_date_format(p->effective_to, to);
    return shai_arena_printf(f->run, "%s%s%s", from, p->has_to ? (p->has_from ? " ~ " : "~ ") : " ~", to);
}

static void check_effective(struct filling *f, const char *column, int32_t day)
{
    const struct shai_program *p = f->r->program;
    if ((!p->has_from || day >= p->effective_from) && (!p->has_to || day <= p->effective_to)) return;
    char text[11];
    shai_date_format(day, text);
    refuse(f, SHAI_D_NOT_EFFECTIVE, column, text, effective_text(f));
}

/* A standard field that no input reads: its type is held all the same. */
static bool check_field(struct filling *f, enum shai_field field, const struct shai_column *c, struct shai_slice text)
{
    int32_t day;
    char word[SHAI_TOKEN_MAX];
    switch (shai_field_infos[field].type) {
    case SHAI_FIELD_TEXT: return true;
    case SHAI_FIELD_DATE:
        if (shai_cell_date(text, &day)) return true;
        refuse(f, SHAI_D_CELL_DATE, c->title, shai_quote(f->run, text.s, text.len), NULL);
        return false;
    case SHAI_FIELD_YES_NO:
        shai_token_fold(word, text.s, text.len);
        if (shai_token_truth(word) >= 0) return true;
        refuse(f, SHAI_D_CELL_YES_NO, c->title, shai_quote(f->run, text.s, text.len), NULL);
        return false;
    }
    return true;
}

/* Keeps a standard field as written, and checks what is checked whatever the spec says. */
static void put_field(struct filling *f, const struct shai_column *c, struct shai_slice cell, bool read)
{
    enum shai_field field = c->field;
    struct shai_slice text = shai_trim(cell.s, cell.len);
    enum shai_token token = shai_token_of(text.s, text.len);
    bool is_text = shai_field_infos[field].type == SHAI_FIELD_TEXT;
    int32_t day;
    if (token == SHAI_TOKEN_BLANK || token == SHAI_TOKEN_UNKNOWN || (token == SHAI_TOKEN_UNDECLARED && !is_text))
        return;
    if (!read && !check_field(f, field, c, text)) return;
    f->sample->fields[field] = text;
    if (field == SHAI_FIELD_SAMPLED_ON && shai_cell_date(text, &day)) check_effective(f, c->title, day);
    if ((field == SHAI_FIELD_PRODUCER_USCC || field == SHAI_FIELD_SELLER_USCC) && token == SHAI_TOKEN_OTHER &&
        !shai_uscc_valid(text.s, text.len))
        shai_diag_cell(f->diags, SHAI_D_USCC_CHECK, place_at(f->r, c->title), shai_quote(f->run, text.s, text.len),
                       NULL);
}

static const struct shai_unit_value *unit_of(const struct shai_column *c)
{
    return c->unit ? &c->unit_value : NULL;
}

static void clear_sample(struct filling *f)
{
    f->sample->row = f->r->row;
    memcpy(f->sample->facts, f->r->blank, f->r->program->input_count * sizeof *f->r->blank);
    memset(f->sample->fields, 0, sizeof f->sample->fields);
}

/* A cell of a bound column, its place and its header's unit in it. */
static void put_column(struct filling *f, const struct shai_column *c, struct shai_cell *cell)
{
    if (c->input != SHAI_NONE32 && shai_cell_put(f->run, f->diags, f->r->program, c->input, cell,
                                                 &f->sample->facts[c->input]) == SHAI_CELL_REFUSED)
        f->ok = false;
    if (c->field != SHAI_FIELD_COUNT) put_field(f, c, cell->text, c->input != SHAI_NONE32);
}

/* The id, last: then what else is wrong with the sample has been said. */
static void check_id(struct filling *f)
{
    struct shai_reader *r = f->r;
    struct shai_slice id = f->sample->fields[SHAI_FIELD_SAMPLE_ID];
    uint32_t c = r->fields[SHAI_FIELD_SAMPLE_ID];
    const char *column = c == SHAI_NONE32 ? NULL : r->columns[c].title;
    uint64_t first;
    if (!id.len) {
        refuse(f, SHAI_D_NO_ID, column, NULL, NULL);
    } else if (!shai_ids_add(&r->ids, id.s, id.len, r->row, &first)) {
        refuse(f, SHAI_D_ID_TWICE, column, shai_quote(f->run, id.s, id.len), print_count(f->run, first));
    }
}

/* An aggregate is given itself or by its specimens. */
static void check_aggregates(struct filling *f)
{
    const struct shai_reader *r = f->r;
    for (uint32_t i = 0; r->has_specimens && i < r->program->input_count; i++) {
        const struct shai_input *in = &r->program->inputs[i];
        if (!in->specimens || f->sample->facts[i].state == SHAI_FACT_BLANK) continue;
        for (uint32_t k = 1; k <= in->specimens; k++) {
            if (f->sample->facts[i + k].state == SHAI_FACT_BLANK) continue;
            refuse(f, SHAI_D_AGGREGATE_TWICE, r->columns[r->slots[i].value].title, in->name, NULL);
            break;
        }
    }
}

static enum shai_next finish_sample(struct filling *f)
{
    check_aggregates(f);
    if (!f->r->is_long) check_id(f);
    if (f->r->ids.error) {
        shai_diag_cell(f->diags, SHAI_D_IDS_SPILL, place_at(f->r, NULL), strerror(f->r->ids.error), NULL);
        f->r->broken = true;
        return SHAI_NEXT_BROKEN;
    }
    return f->ok ? SHAI_NEXT_SAMPLE : SHAI_NEXT_REFUSED;
}

static enum shai_next broken(struct shai_reader *r)
{
    r->broken = true;
    return SHAI_NEXT_BROKEN;
}

/* --- the end -----------------------------------------------------------------------------------------------------
 */

struct late {
    struct shai_reader *r;
    struct shai_arena *run;
    struct shai_diags *diags;
};

static void report_late(void *user, const char *id, size_t len, uint64_t first, uint64_t row)
{
    struct late *l = user;
    struct shai_cell_place place = {l->r->name, row, NULL};
    shai_diag_cell(l->diags, SHAI_D_ID_TWICE, place, shai_quote(l->run, id, len), print_count(l->run, first), NULL);
}

/* Why the file ends before its end. False where it does not. */
static bool report_read(struct shai_reader *r, struct shai_diags *diags)
{
    const char *encoding = shai_encoding_name(r->feed.encoding);
    if (r->feed.error) shai_diag_cell(diags, SHAI_D_DATA_READ, place_at(r, NULL), strerror(r->feed.error), NULL);
    else if (r->feed.no_converter) shai_diag_cell(diags, SHAI_D_NO_CONVERTER, place_at(r, NULL), encoding, NULL);
    return r->feed.error || r->feed.no_converter;
}

static enum shai_next at_end(struct shai_reader *r, struct shai_arena *run, struct shai_diags *diags)
{
    if (report_read(r, diags)) return broken(r);
    struct late late = {r, run, diags};
    shai_ids_finish(&r->ids, run, report_late, &late);
    if (r->ids.error) {
        shai_diag_cell(diags, SHAI_D_IDS_SPILL, place_at(r, NULL), strerror(r->ids.error), NULL);
        return broken(r);
    }
    shai_reader_close(r);
    return SHAI_NEXT_END;
}

/* --- CSV ---------------------------------------------------------------------------------------------------------
 */

/* Says what is wrong with a row as such. */
static void report_row(struct shai_reader *r, struct shai_diags *diags, enum shai_csv_status status)
{
    struct shai_cell_place place = place_at(r, NULL);
    switch (status) {
    case SHAI_CSV_QUOTE:
        shai_diag_cell(diags, SHAI_D_ROW_QUOTE, place, print_count(diags->arena, r->csv.bad), NULL);
        break;
    case SHAI_CSV_UTF8:
        if (r->feed.encoding > SHAI_ENCODING_UTF8)
            shai_diag_cell(diags, SHAI_D_ROW_ENCODING, place, shai_encoding_name(r->feed.encoding), NULL);
        else shai_diag_cell(diags, SHAI_D_ROW_UTF8, place, NULL);
        break;
    case SHAI_CSV_GBK: shai_diag_cell(diags, SHAI_D_ROW_GBK, place, NULL); break;
    case SHAI_CSV_NUL: shai_diag_cell(diags, SHAI_D_ROW_NUL, place, NULL); break;
    case SHAI_CSV_LONG:
        shai_diag_cell(diags, SHAI_D_ROW_LONG, place, print_count(diags->arena, SHAI_RECORD_MAX), NULL);
        break;
    case SHAI_CSV_ROW:
    case SHAI_CSV_END: break;
    }
}

/* A workbook: a ZIP archive (.xlsx), or what older programs write (.xls). */
static bool is_workbook(struct shai_reader *r)
{
    enum { MARK = 4 };
    static const char zip[] = "PK\003\004", ole[] = "\xD0\xCF\x11\xE0";
    if (!shai_feed_reach(&r->feed, MARK - 1)) return false;
    const char *s = r->feed.buf + r->feed.begin;
    return memcmp(s, zip, MARK) == 0 || memcmp(s, ole, MARK) == 0;
}

/* A header in one cell that holds what other programs part columns with. */
static bool has_other_separator(const struct shai_reader *r, struct shai_diags *diags)
{
    if (r->csv.count != 1) return false;
    const struct shai_slice *only = r->csv.cells;
    bool tabs = memchr(only->s, '\t', only->len), semicolons = memchr(only->s, ';', only->len);
    if (!tabs && !semicolons) return false;
    shai_diag_cell(diags, SHAI_D_DATA_TABS, place_at(r, NULL), tabs ? "tabs" : "semicolons", tabs ? "制表符" : "分号",
                   NULL);
    return true;
}

static uint32_t hash_key(const struct shai_slice *key)
{
    uint32_t h = 2166136261u; /* FNV-1a: keys are short and few */
    for (size_t i = 0; i < key->len; i++) h = (h ^ (unsigned char)key->s[i]) * 16777619u;
    return h;
}

/* The slot of a key in the index: its own, or the free one where it would stand. */
static uint32_t *index_slot(struct shai_reader *r, const struct shai_slice *key)
{
    size_t mask = r->index_slots - 1;
    for (size_t i = hash_key(key) & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &r->index[i];
        if (*slot == SHAI_NONE32) return slot;
        const struct shai_slice *k = &r->columns[*slot].key;
        if (k->len == key->len && memcmp(k->s, key->s, key->len) == 0) return slot;
    }
}

static void widen_index(struct shai_reader *r)
{
    r->index_slots = r->index_slots ? r->index_slots * 2 : 256;
    r->index = shai_arena_alloc(r->arena, r->index_slots * sizeof *r->index);
    memset(r->index, 0xFF, r->index_slots * sizeof *r->index);
    for (uint32_t i = 0; i < r->count; i++) *index_slot(r, &r->columns[i].key) = i;
}

/* Is it a long table? Then finds its parts. Unless said, it is one where it has item and value, and the program knows
 * neither name. */
static bool find_layout(struct shai_reader *r, struct shai_diags *diags, size_t count)
{
    bool said = r->options.layout == SHAI_LAYOUT_LONG;
    const struct shai_slice *cells = r->csv.cells;
    struct shai_long *l = &r->layout;
    for (size_t i = 0; i < SHAI_LONG_PARTS; i++) l->at[i] = SHAI_NONE32;
    if (r->options.layout == SHAI_LAYOUT_WIDE) return true;
    uint32_t twice[2] = {SHAI_NONE32, SHAI_NONE32};
    for (uint32_t i = 0; i < count; i++) {
        struct shai_column c;
        enum shai_long_part part = shai_long_part_of(r->arena, cells[i]);
        if (part == SHAI_LONG_PARTS) continue;
        shai_bind(r->binder, cells[i].s, cells[i].len, &c);
        if (!said && c.kind != SHAI_COLUMN_UNKNOWN) continue;
        if (l->at[part] != SHAI_NONE32) twice[0] = l->at[part], twice[1] = i;
        else l->at[part] = i;
    }
    r->is_long = l->at[SHAI_LONG_ITEM] != SHAI_NONE32 && l->at[SHAI_LONG_VALUE] != SHAI_NONE32;
    if (!r->is_long && said) return shai_diag_cell(diags, SHAI_D_LONG_HEADER, place_at(r, NULL), NULL), false;
    if (!r->is_long || twice[0] == SHAI_NONE32) return true;
    shai_diag_cell(diags, SHAI_D_COLUMN_TWICE, place_at(r, NULL),
                   shai_quote(r->arena, cells[twice[0]].s, cells[twice[0]].len),
                   shai_quote(r->arena, cells[twice[1]].s, cells[twice[1]].len), NULL);
    return false;
}

static bool is_long_part(const struct shai_reader *r, size_t column)
{
    for (size_t i = 0; r->is_long && i < SHAI_LONG_PARTS; i++)
        if (r->layout.at[i] == column) return true;
    return false;
}

/* The columns of a long table that are the sample's own go by name, as the keys of JSON do. */
static void name_own(struct shai_reader *r)
{
    struct shai_slice *keys = SHAI_NEW_N(r->arena, struct shai_slice, r->count);
    for (size_t i = 0; i < r->count; i++) {
        struct shai_column *c = &r->columns[i];
        struct shai_slice cell = r->csv.cells[i];
        c->key = (struct shai_slice){shai_arena_strndup(r->arena, cell.s, cell.len), cell.len};
        if (c->kind == SHAI_COLUMN_VALUE || c->kind == SHAI_COLUMN_U || c->kind == SHAI_COLUMN_DL) keys[i] = c->key;
    }
    r->layout.keys = keys;
    r->layout.width = r->count;
    widen_index(r);
}

static bool read_header(struct shai_reader *r, struct shai_diags *diags)
{
    bool ok = true;
    r->row = 1;
    if (is_workbook(r)) {
        shai_diag_cell(diags, SHAI_D_DATA_WORKBOOK, place_at(r, NULL), NULL);
        return false;
    }
    enum shai_csv_status status = shai_csv_next(&r->csv, r->arena);
    r->row = r->csv.row;
    if (status == SHAI_CSV_END) {
        if (!report_read(r, diags)) shai_diag_cell(diags, SHAI_D_DATA_EMPTY, place_at(r, NULL), NULL);
        return false;
    }
    if (status != SHAI_CSV_ROW) return report_row(r, diags, status), false;
    if (has_other_separator(r, diags)) return false;
    size_t count = r->csv.count;
    while (count && !shai_trim(r->csv.cells[count - 1].s, r->csv.cells[count - 1].len).len) count--;
    if (!find_layout(r, diags, count)) return false;
    for (size_t i = 0; i < count; i++) {
        struct shai_column *c = add_column(r);
        if (is_long_part(r, i)) {
            *c = (struct shai_column){.title = "", .input = SHAI_NONE32, .field = SHAI_FIELD_COUNT};
            c->trouble = SHAI_D_UNKNOWN_ITEM; /* a row may call its item as the column is called */
            continue;
        }
        shai_bind(r->binder, r->csv.cells[i].s, r->csv.cells[i].len, c);
        if (c->kind == SHAI_COLUMN_UNKNOWN) report_column(r, diags, c);
        else if (c->kind == SHAI_COLUMN_BAD) report_column(r, diags, c), ok = false;
        else ok &= claim(r, diags, (uint32_t)i);
    }
    if (r->fields[SHAI_FIELD_SAMPLE_ID] == SHAI_NONE32) {
        shai_diag_cell(diags, SHAI_D_NO_ID_COLUMN, place_at(r, NULL), NULL);
        ok = false;
    }
    if (r->is_long) name_own(r);
    else check_beside(r, diags);
    return ok;
}

/* Has the row the header's cells, or more that are empty? */
static bool has_width(const struct shai_reader *r)
{
    size_t width = r->is_long ? r->layout.width : r->count;
    if (r->csv.count < width) return false;
    for (size_t i = width; i < r->csv.count; i++)
        if (shai_trim(r->csv.cells[i].s, r->csv.cells[i].len).len) return false;
    return true;
}

/* What the cells of each bound column have in common, worked out once. */
static void prepare_cells(struct shai_reader *r)
{
    r->cells = SHAI_NEW_N(r->arena, struct shai_cell, r->bound_count);
    r->quick = SHAI_NEW_N(r->arena, bool, r->bound_count);
    for (size_t i = 0; i < r->bound_count; i++) {
        const struct shai_column *c = &r->columns[r->bound[i]];
        struct shai_cell *cell = &r->cells[i];
        cell->place = place_at(r, c->title);
        cell->unit = c->unit;
        cell->unit_value = unit_of(c);
        struct slots of = {SHAI_NONE32, SHAI_NONE32, SHAI_NONE32}, *s = c->input == SHAI_NONE32 ? NULL : &of;
        if (s) of = slots_of(r, c->input);
        r->quick[i] = s && c->field == SHAI_FIELD_COUNT && s->u == SHAI_NONE32 && s->dl == SHAI_NONE32 &&
                      r->program->inputs[c->input].type == SHAI_V_NUMBER;
        if (s && s->u != SHAI_NONE32) {
            cell->u_column = r->columns[s->u].title;
            cell->u_unit = unit_of(&r->columns[s->u]);
        }
        if (s && s->dl != SHAI_NONE32) {
            cell->dl_column = r->columns[s->dl].title;
            cell->dl_unit = unit_of(&r->columns[s->dl]);
        }
    }
}

static void fill_csv(struct filling *f)
{
    struct shai_reader *r = f->r;
    const struct shai_slice *cells = r->csv.cells;
    struct shai_slice id = cells[r->fields[SHAI_FIELD_SAMPLE_ID]];
    shai_ids_expect(&r->ids, id.s, id.len);
    for (size_t i = 0; i < r->bound_count; i++) {
        const struct shai_column *c = &r->columns[r->bound[i]];
        struct shai_cell *cell = &r->cells[i];
        cell->text = cells[r->bound[i]];
        cell->place.row = r->row;
        if (r->quick[i] &&
            shai_quantity_quick(f->run, &r->program->inputs[c->input], cell, &f->sample->facts[c->input]))
            continue;
        if (cell->u_column) cell->u = cells[slots_of(r, c->input).u];
        if (cell->dl_column) cell->dl = cells[slots_of(r, c->input).dl];
        put_column(f, c, cell);
    }
}

enum row { ROW_GOOD, ROW_BAD, ROW_END };

/* The next row; of a bad one it is said what is wrong, once. */
static enum row next_row(struct filling *f)
{
    struct shai_reader *r = f->r;
    enum shai_csv_status status = shai_csv_next(&r->csv, f->run);
    if (status == SHAI_CSV_END) return ROW_END;
    r->row = r->csv.row;
    size_t width = r->is_long ? r->layout.width : r->count;
    bool wide = has_width(r), again = r->row <= r->reported;
    if (status == SHAI_CSV_ROW && wide) return ROW_GOOD;
    r->reported = r->row;
    if (status != SHAI_CSV_ROW) {
        if (!again) report_row(r, f->diags, status);
        if (r->csv.count && !wide) shai_csv_retry(&r->csv);
        return ROW_BAD;
    }
    enum shai_diag_id id = r->csv.count < width ? SHAI_D_ROW_SHORT : SHAI_D_ROW_WIDTH;
    if (!again)
        shai_diag_cell(f->diags, id, place_at(r, NULL), print_count(f->run, r->csv.count), print_count(f->run, width),
                       NULL);
    shai_csv_retry(&r->csv);
    return ROW_BAD;
}

static enum shai_next next_csv(struct filling *f)
{
    enum row row = next_row(f);
    if (row == ROW_END) return at_end(f->r, f->run, f->diags);
    if (row == ROW_BAD) return SHAI_NEXT_REFUSED;
    clear_sample(f);
    fill_csv(f);
    return finish_sample(f);
}

/* --- NDJSON ------------------------------------------------------------------------------------------------------
 */

/* The column of a key, bound when it is first seen. SHAI_NONE32 where the file has too many different ones. */
static uint32_t column_of(struct filling *f, const struct shai_slice *key)
{
    struct shai_reader *r = f->r;
    if (r->expected < r->count) { /* lines mostly have their keys in one order */
        const struct shai_slice *k = &r->columns[r->expected].key;
        if (k->len == key->len && memcmp(k->s, key->s, key->len) == 0) return (uint32_t)r->expected++;
    }
    if (r->count * 2 >= r->index_slots) widen_index(r);
    uint32_t *slot = index_slot(r, key);
    if (*slot == SHAI_NONE32) {
        if (r->count >= KEYS_MAX + (size_t)r->program->input_count) return SHAI_NONE32;
        struct shai_column *c = add_column(r);
        const char *copy = shai_arena_strndup(r->arena, key->s, key->len);
        shai_bind(r->binder, copy, key->len, c);
        c->key = (struct shai_slice){copy, key->len};
        if (c->kind == SHAI_COLUMN_UNKNOWN) {
            if (r->is_long && c->trouble == SHAI_D_UNKNOWN_COLUMN) c->trouble = SHAI_D_UNKNOWN_ITEM;
            report_column(r, f->diags, c);
        }
        *slot = (uint32_t)r->count - 1;
    }
    r->expected = *slot + 1;
    return *slot;
}

/* Takes a pair for its column. */
static void take_pair(struct filling *f, uint32_t index, const struct shai_json_pair *p)
{
    struct shai_reader *r = f->r;
    struct shai_column *c = &r->columns[index];
    if (c->kind == SHAI_COLUMN_UNKNOWN) return;
    if (c->kind == SHAI_COLUMN_BAD) {
        report_column(r, f->diags, c);
        f->ok = false;
    } else if (c->seen == r->row) {
        refuse(f, r->is_long ? SHAI_D_ITEM_TWICE : SHAI_D_JSON_KEY_TWICE, NULL, c->title, NULL);
    } else if (p->list && c->field != SHAI_FIELD_EVIDENCE) {
        refuse(f, SHAI_D_JSON_ARRAY, NULL, c->title, NULL);
    } else if (!claim(r, f->diags, index)) {
        f->ok = false;
    } else {
        c->seen = r->row;
        r->pairs = shai_arena_grow(r->arena, r->pairs, &r->pairs_cap, r->count, sizeof *r->pairs);
        r->pairs[index] = p;
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
static void take_specimen(struct filling *f, uint32_t index, const struct shai_json_pair *p, uint32_t k)
{
    struct shai_reader *r = f->r;
    const struct shai_column *c = &r->columns[index];
    const struct shai_input *in = &r->program->inputs[c->input];
    if (k > in->specimens) {
        refuse(f, SHAI_D_SPECIMENS, NULL, c->title, print_count(f->run, in->specimens));
        return;
    }
    struct shai_json_pair *own = SHAI_NEW(f->run, struct shai_json_pair);
    const char *name =
        shai_arena_printf(f->run, "%s.%s", r->program->items[in->item].name, r->program->inputs[c->input + k].name);
    struct shai_slice key = {name, strlen(name)};
    *own = *p;
    if (!own->unit.s && c->unit) own->unit = (struct shai_slice){c->unit, strlen(c->unit)};
    uint32_t specimen = column_of(f, &key);
    if (specimen == SHAI_NONE32) refuse(f, SHAI_D_JSON_KEYS, NULL, NULL, NULL);
    else take_pair(f, specimen, own);
}

/* How often each item stands in a sample's rows. */
static void count_items(struct filling *f, const struct shai_json_line *line)
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

/* Sorts the pairs of a line to their columns. */
static void sort_pairs(struct filling *f, const struct shai_json_line *line)
{
    struct shai_reader *r = f->r;
    release_all(r);
    r->expected = 0;
    if (r->is_long) count_items(f, line);
    for (size_t i = 0; i < line->count; i++) {
        const struct shai_json_pair *p = &line->pairs[i];
        uint32_t index = column_of(f, &p->key);
        if (index == SHAI_NONE32) {
            refuse(f, SHAI_D_JSON_KEYS, NULL, NULL, NULL);
            return;
        }
        const struct shai_input *in = several(r, index);
        if (r->is_long && in && (r->columns[index].times > 1 || in->each))
            take_specimen(f, index, p, ++r->columns[index].taken);
        else take_pair(f, index, p);
    }
    check_beside(r, f->diags);
}

/* The text of a U or DL: from the object itself or a key of its own. */
static void put_beside(struct filling *f, const struct shai_column *c, const struct shai_slice *own, uint32_t column,
                       struct shai_slice *text, const char **title, const struct shai_unit_value **unit)
{
    struct shai_reader *r = f->r;
    *text = *own;
    if (column == SHAI_NONE32) return;
    const struct shai_column *beside = &r->columns[column];
    if (own->s) {
        refuse(f, SHAI_D_COLUMN_TWICE, NULL, c->title, beside->title);
        return;
    }
    *text = r->pairs[column]->value;
    *title = beside->title;
    *unit = unit_of(beside);
}

static void fill_json(struct filling *f)
{
    struct shai_reader *r = f->r;
    for (size_t i = 0; i < r->bound_count; i++) {
        const struct shai_column *c = &r->columns[r->bound[i]];
        const struct shai_json_pair *p = r->pairs[r->bound[i]];
        struct shai_cell cell = {
            .text = p->value, .unit = c->unit, .unit_value = unit_of(c), .place = place_at(r, c->title)};
        if (p->row) cell.place.row = p->row;
        struct shai_slice unit = shai_trim(p->unit.s ? p->unit.s : "", p->unit.len);
        if (unit.len) cell.unit = shai_unit_canonical(f->run, unit.s, unit.len), cell.unit_value = NULL;
        if (c->input != SHAI_NONE32) {
            const struct slots s = slots_of(r, c->input);
            put_beside(f, c, &p->u, s.u, &cell.u, &cell.u_column, &cell.u_unit);
            put_beside(f, c, &p->dl, s.dl, &cell.dl, &cell.dl_column, &cell.dl_unit);
        }
        put_column(f, c, &cell);
    }
}

static void report_json(struct filling *f, enum shai_json_status status, const struct shai_json_line *line)
{
    switch (status) {
    case SHAI_JSON_OK: break;
    case SHAI_JSON_BAD: refuse(f, SHAI_D_JSON_BAD, NULL, line->message, NULL); break;
    case SHAI_JSON_NO_OBJECT: refuse(f, SHAI_D_JSON_NO_OBJECT, NULL, NULL, NULL); break;
    case SHAI_JSON_DEEP: refuse(f, SHAI_D_JSON_DEEP, NULL, NULL, NULL); break;
    case SHAI_JSON_ARRAY: refuse(f, SHAI_D_JSON_ARRAY, NULL, line->key, NULL); break;
    case SHAI_JSON_PART: refuse(f, SHAI_D_JSON_PART, NULL, line->key, line->part); break;
    case SHAI_JSON_KEY_TWICE: refuse(f, SHAI_D_JSON_KEY_TWICE, NULL, line->part, NULL); break;
    case SHAI_JSON_NO_VALUE: refuse(f, SHAI_D_JSON_NO_VALUE, NULL, line->key, NULL); break;
    case SHAI_JSON_SURROGATE: refuse(f, SHAI_D_JSON_SURROGATE, NULL, NULL, NULL); break;
    }
}

/* The next line that is not blank; len 0 at the end. *status tells what is wrong with it as such. */
static struct shai_slice next_line(struct shai_reader *r, enum shai_csv_status *status)
{
    struct shai_feed *feed = &r->feed;
    while (shai_feed_reach(feed, 0)) {
        size_t at;
        r->row++;
        *status = SHAI_CSV_ROW;
        bool ended = shai_feed_find(feed, 0, '\n', SHAI_RECORD_MAX, &at);
        struct shai_slice line = shai_trim(feed->buf + feed->begin, at);
        if (!ended && at >= SHAI_RECORD_MAX) {
            shai_feed_skip_past(feed, '\n');
            *status = SHAI_CSV_LONG;
            return (struct shai_slice){"", 1};
        }
        if (!ended && feed->error) break; /* half a line that could not be read on is no line */
        feed->begin += at + ended;
        if (line.len) {
            *status = shai_csv_check(line.s, line.len);
            return line;
        }
    }
    return (struct shai_slice){0};
}

static enum shai_next next_json(struct filling *f)
{
    struct shai_reader *r = f->r;
    enum shai_csv_status status;
    struct shai_json_line line;
    struct shai_slice text = next_line(r, &status);
    if (!text.len) return at_end(r, f->run, f->diags);
    if (status != SHAI_CSV_ROW) return report_row(r, f->diags, status), SHAI_NEXT_REFUSED;
    enum shai_json_status json = shai_json_read(f->run, text.s, text.len, &line);
    if (json != SHAI_JSON_OK) return report_json(f, json, &line), SHAI_NEXT_REFUSED;
    clear_sample(f);
    sort_pairs(f, &line);
    if (!f->ok) return SHAI_NEXT_REFUSED; /* its keys contradict each other: no cell has a sure meaning */
    fill_json(f);
    return finish_sample(f);
}

/* --- long tables -------------------------------------------------------------------------------------------------
 */

/* The id of the row last read; none where the row is too bad to tell. */
static struct shai_slice id_of_row(const struct shai_reader *r, enum row row)
{
    size_t at = r->fields[SHAI_FIELD_SAMPLE_ID], count = r->csv.count;
    if (row == ROW_BAD && r->csv.bad && count) count--; /* the cell with the stray quotation mark */
    if (at >= count || shai_csv_check(r->csv.cells[at].s, r->csv.cells[at].len) != SHAI_CSV_ROW)
        return (struct shai_slice){0};
    return shai_trim(r->csv.cells[at].s, r->csv.cells[at].len);
}

/* Adds the row last read to the sample. */
static void gather(struct filling *f, struct shai_long_sample *sample)
{
    struct shai_reader *r = f->r;
    size_t where = 0;
    switch (shai_long_add(&r->layout, f->run, sample, r->csv.cells, r->csv.row, &where)) {
    case SHAI_LONG_OK: break;
    case SHAI_LONG_NO_ITEM: refuse(f, SHAI_D_ITEM_BLANK, NULL, NULL, NULL); break;
    case SHAI_LONG_DIFFERS:
        refuse(f, SHAI_D_OWN_DIFFERS, r->columns[where].title,
               shai_quote(f->run, r->csv.cells[where].s, r->csv.cells[where].len), NULL);
        break;
    case SHAI_LONG_TOO_MANY:
        if (f->ok) refuse(f, SHAI_D_LONG_ROWS, NULL, print_count(f->run, SHAI_LONG_ROWS), NULL);
        f->ok = false;
        break;
    }
}

/* The rows of the next sample. A row that belongs nobody knows where refuses the samples on both sides of it. *first
 * is the sample's first row, 0 where there was none. */
static enum row gather_rows(struct filling *f, struct shai_long_sample *sample, struct shai_slice *id,
                            uint64_t *first)
{
    struct shai_reader *r = f->r;
    enum row row;
    bool lost = false;
    while ((row = next_row(f)) != ROW_END) {
        struct shai_slice own = id_of_row(r, row);
        if (!own.len) {
            if (row == ROW_GOOD) refuse(f, SHAI_D_NO_ID, NULL, NULL, NULL);
            f->ok = false;
            r->in_doubt = lost = true;
            continue;
        }
        if (!*first) {
            *id = (struct shai_slice){shai_arena_strndup(f->run, own.s, own.len), own.len};
            *first = r->csv.row;
            f->ok &= !r->in_doubt;
        } else if (own.len != id->len || memcmp(own.s, id->s, own.len) != 0) {
            shai_csv_back(&r->csv);
            return ROW_GOOD;
        }
        r->in_doubt = false;
        if (row == ROW_GOOD) gather(f, sample);
        else f->ok = false;
    }
    return *first || lost ? ROW_GOOD : ROW_END;
}

static enum shai_next next_long(struct filling *f)
{
    struct shai_reader *r = f->r;
    struct shai_long_sample rows = {0};
    struct shai_slice id = {0};
    uint64_t first = 0, before;
    enum row row = gather_rows(f, &rows, &id, &first);
    if (row == ROW_END || r->feed.error || r->feed.no_converter) return at_end(r, f->run, f->diags);
    if (!first) return SHAI_NEXT_REFUSED; /* nothing but rows without a sample */
    r->row = first;
    if (!shai_ids_add(&r->ids, id.s, id.len, first, &before))
        refuse(f, SHAI_D_SAMPLE_RETURNS, NULL, shai_quote(f->run, id.s, id.len), print_count(f->run, before));
    clear_sample(f);
    if (f->ok) sort_pairs(f, &rows.line);
    if (!f->ok && !r->ids.error) return SHAI_NEXT_REFUSED;
    if (f->ok) fill_json(f);
    return finish_sample(f);
}

/* --- files -------------------------------------------------------------------------------------------------------
 */

/* That the file was taken for GB 18030, as soon as that is known. */
static void tell_encoding(struct shai_reader *r, struct shai_diags *diags)
{
    if (!r->feed.guessed || r->told) return;
    r->told = true;
    shai_diag_cell(diags, SHAI_D_DATA_GB18030, (struct shai_cell_place){r->name, r->row ? r->row : 1, NULL}, NULL);
}

/* The first byte that is no blank; 0 where there is none within a buffer's length. */
static char first_byte(struct shai_feed *feed)
{
    for (size_t i = 0; i < SHAI_FEED_BUFFER && shai_feed_reach(feed, i); i++) {
        char c = feed->buf[feed->begin + i];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return c;
    }
    return 0;
}

/* What is common to both ways to open, before there is a feed. */
static struct shai_reader *new_reader(struct shai_arena *file, const struct shai_program *program, const char *name)
{
    struct shai_reader *r = SHAI_NEW(file, struct shai_reader);
    r->arena = file;
    r->program = program;
    r->name = shai_arena_strndup(file, name, strlen(name));
    shai_ids_init(&r->ids, file, 0);
    r->binder = shai_binder_new(file, program);
    for (uint32_t i = 0; i < program->input_count; i++) r->has_specimens |= program->inputs[i].specimens > 0;
    r->slots = SHAI_NEW_N(file, struct slots, program->input_count);
    release_all(r);
    struct shai_sample none = {.facts = SHAI_NEW_N(file, struct shai_fact, program->input_count)};
    shai_sample_clear(program, &none);
    r->blank = none.facts;
    return r;
}

/* Looks at the first bytes: which format, and a CSV's header. */
static struct shai_reader *begin(struct shai_reader *r, struct shai_diags *diags)
{
    enum shai_sample_format format = r->options.format;
    shai_feed_decode(&r->feed, r->options.encoding);
    tell_encoding(r, diags);
    char first = first_byte(&r->feed);
    r->json = format == SHAI_FORMAT_NDJSON || (format == SHAI_FORMAT_AUTO && (first == '{' || first == '['));
    if (r->json && first == '[') {
        r->row = 1;
        shai_diag_cell(diags, SHAI_D_JSON_LIST_FILE, place_at(r, NULL), NULL);
        r->broken = true;
    } else if (!r->json) {
        shai_csv_init(&r->csv, &r->feed, r->arena);
        r->csv.delimiter = r->options.delimiter;
        r->broken = !read_header(r, diags);
        if (!r->broken && !r->is_long) prepare_cells(r);
    }
    return r;
}

struct shai_reader *shai_reader_open_as(struct shai_arena *file, struct shai_diags *diags,
                                        const struct shai_program *program, int fd, const char *name,
                                        const struct shai_sample_options *options)
{
    struct shai_reader *r = new_reader(file, program, name);
    r->options = *options;
    shai_feed_init(&r->feed, file, fd);
    return begin(r, diags);
}

struct shai_reader *shai_reader_open(struct shai_arena *file, struct shai_diags *diags,
                                     const struct shai_program *program, int fd, const char *name,
                                     enum shai_sample_format format)
{
    const struct shai_sample_options options = {.format = format};
    return shai_reader_open_as(file, diags, program, fd, name, &options);
}

struct shai_reader *shai_reader_open_text(struct shai_arena *file, struct shai_diags *diags,
                                          const struct shai_program *program, const char *text, size_t len,
                                          const char *name, enum shai_sample_format format)
{
    struct shai_reader *r = new_reader(file, program, name);
    r->options = (struct shai_sample_options){.format = format, .encoding = SHAI_ENCODING_UTF8};
    shai_feed_init_text(&r->feed, file, text, len);
    return begin(r, diags);
}

enum shai_next shai_reader_next(struct shai_reader *reader, struct shai_arena *run, struct shai_diags *diags,
                                struct shai_sample *sample)
{
    struct filling f = {reader, run, diags, sample, true};
    if (reader->broken) return SHAI_NEXT_BROKEN;
    enum shai_next next = reader->json ? next_json(&f) : reader->is_long ? next_long(&f) : next_csv(&f);
    tell_encoding(reader, diags);
    return next;
}

void shai_reader_close(struct shai_reader *reader)
{
    shai_feed_close(&reader->feed);
    shai_ids_close(&reader->ids);
}
