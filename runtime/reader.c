/* Samples from a file, one by one. In: a descriptor, a program. Out: samples with a fact for every input, or their
 * refusal with the reasons. It evaluates nothing. Rows come from read_table.c, lines from read_lines.c, the meaning
 * of columns from bind.c, facts from cell.c.
 *
 * Invariant: every row that is not blank is given out or refused, once. */
#include "runtime/reading.h"

#include "base/utf8.h"
#include "runtime/token.h"
#include "runtime/uscc.h"

#include <string.h>

/* --- columns -----------------------------------------------------------------------------------------------------
 */

void shai_reader_report_column(struct shai_reader *r, struct shai_diags *diags, const struct shai_column *c)
{
    struct shai_cell_place place = shai_reader_place_at(r, NULL);
    if (c->ignored) return;
    if (r->rows && !r->is_long) place.at = (uint32_t)(c - r->columns) + 1;
    struct shai_diag *d = shai_diag_cell(diags, c->trouble, place, c->title, c->pieces[0], c->pieces[1], NULL);
    if (c->near) shai_diag_meant(diags, d, c->near);
}

static uint32_t *slot_of(struct shai_reader *r, const struct shai_column *c)
{
    if (c->kind == SHAI_COLUMN_VALUE && c->field != SHAI_FIELD_COUNT) return &r->fields[c->field];
    struct shai_slots *s = &r->slots[c->input];
    return c->kind == SHAI_COLUMN_VALUE ? &s->value : c->kind == SHAI_COLUMN_U ? &s->u : &s->dl;
}

bool shai_reader_claim(struct shai_reader *r, struct shai_diags *diags, uint32_t index)
{
    struct shai_column *c = &r->columns[index];
    uint32_t *slot = slot_of(r, c), *value = c->input == SHAI_NONE32 ? slot : &r->slots[c->input].value;
    uint32_t other = *slot != SHAI_NONE32 ? *slot : c->kind == SHAI_COLUMN_VALUE ? *value : SHAI_NONE32;
    if (other != SHAI_NONE32) {
        shai_diag_cell(diags, SHAI_D_COLUMN_TWICE, shai_reader_place_at(r, NULL), r->columns[other].title, c->title,
                       NULL);
        return false;
    }
    *slot = index;
    if (c->kind != SHAI_COLUMN_VALUE) return true;
    *value = index;
    r->bound = shai_arena_grow(r->arena, r->bound, &r->bound_cap, r->bound_count + 1, sizeof *r->bound);
    r->bound[r->bound_count++] = index;
    return true;
}

static void report_spare(struct shai_reader *r, struct shai_diags *diags, struct shai_column *c,
                         const struct shai_column *used)
{
    if (!c->warned)
        shai_diag_cell(diags, SHAI_D_ALIAS_SPARE, shai_reader_place_at(r, NULL), c->title, used->title, NULL);
    c->warned = true;
}

bool shai_reader_claim_alias(struct shai_reader *r, struct shai_diags *diags, uint32_t index, bool *ok)
{
    struct shai_column *c = &r->columns[index];
    uint32_t *slot = slot_of(r, c), *value = c->input == SHAI_NONE32 ? slot : &r->slots[c->input].value;
    if (c->kind != SHAI_COLUMN_VALUE || *value == SHAI_NONE32) {
        bool used = shai_reader_claim(r, diags, index);
        *ok &= used;
        return used;
    }
    uint32_t before = *value;
    struct shai_column *other = &r->columns[before];
    if (!other->alias || other->alias <= c->alias) return report_spare(r, diags, c, other), false;
    for (size_t i = 0; i < r->bound_count; i++)
        if (r->bound[i] == before) r->bound[i] = index;
    *slot = *value = index;
    report_spare(r, diags, other, c);
    return true;
}

void shai_reader_release_all(struct shai_reader *r)
{
    for (uint32_t i = 0; i < r->program->input_count; i++)
        r->slots[i] = (struct shai_slots){SHAI_NONE32, SHAI_NONE32, SHAI_NONE32};
    for (size_t i = 0; i < SHAI_FIELD_COUNT; i++) r->fields[i] = SHAI_NONE32;
    r->bound_count = 0;
}

struct shai_slots shai_reader_slots_of(const struct shai_reader *r, uint32_t input)
{
    struct shai_slots s = r->slots[input];
    uint16_t specimen = r->program->inputs[input].specimen;
    if (!specimen) return s;
    const struct shai_slots *head = &r->slots[input - specimen];
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

struct shai_column *shai_reader_add_column(struct shai_reader *r)
{
    r->columns = shai_arena_grow(r->arena, r->columns, &r->cap, r->count + 1, sizeof *r->columns);
    return &r->columns[r->count++];
}

void shai_reader_check_beside(struct shai_reader *r, struct shai_diags *diags)
{
    for (size_t i = 0; i < r->count; i++) {
        struct shai_column *c = &r->columns[i];
        if ((c->kind != SHAI_COLUMN_U && c->kind != SHAI_COLUMN_DL) || has_reading(r, c->input)) continue;
        if (c->warned || (r->json && c->seen != r->row)) continue;
        c->warned = true;
        shai_diag_cell(diags, SHAI_D_BESIDE_COLUMN, shai_reader_place_at(r, NULL), c->title,
                       r->program->inputs[c->input].name, NULL);
    }
}

void shai_reader_report_absent(struct shai_reader *r, struct shai_diags *diags)
{
    const struct shai_map *map = r->options.map;
    for (size_t i = 0; map && !r->absent_told && i < map->count; i++) {
        const struct shai_map_line *l = &map->lines[i];
        struct shai_cell_place place = {.file = map->file, .row = l->row};
        if (*l->name && !shai_binder_met(r->binder, i))
            shai_diag_cell(diags, SHAI_D_MAP_ABSENT, place, l->column, NULL);
    }
    r->absent_told = true;
}

/* --- cells into facts --------------------------------------------------------------------------------------------
 */

void shai_reader_refuse(struct shai_filling *f, enum shai_diag_id id, const char *column, const char *a,
                        const char *b)
{
    shai_diag_cell(f->diags, id, shai_reader_place_at(f->r, column), a, b, NULL);
    f->ok = false;
}

static const char *effective_text(struct shai_filling *f)
{
    const struct shai_program *p = f->r->program;
    char from[11] = "", to[11] = "";
    if (p->has_from) shai_date_format(p->effective_from, from);
    if (p->has_to) shai_date_format(p->effective_to, to);
    return shai_arena_printf(f->run, "%s%s%s", from, p->has_to ? (p->has_from ? " ~ " : "~ ") : " ~", to);
}

static void check_effective(struct shai_filling *f, const char *column, int32_t day)
{
    const struct shai_program *p = f->r->program;
    if ((!p->has_from || day >= p->effective_from) && (!p->has_to || day <= p->effective_to)) return;
    char text[11];
    shai_date_format(day, text);
    shai_reader_refuse(f, SHAI_D_NOT_EFFECTIVE, column, text, effective_text(f));
}

/* A standard field that no input reads: its type is held all the same. */
static bool check_field(struct shai_filling *f, enum shai_field field, const struct shai_column *c,
                        struct shai_slice text)
{
    int32_t day;
    char word[SHAI_TOKEN_MAX];
    switch (shai_field_infos[field].type) {
    case SHAI_FIELD_TEXT: return true;
    case SHAI_FIELD_DATE:
        if (shai_cell_date(text, &day)) return true;
        shai_reader_refuse(f, SHAI_D_CELL_DATE, c->title, shai_quote(f->run, text.s, text.len), NULL);
        return false;
    case SHAI_FIELD_YES_NO:
        shai_token_fold(word, text.s, text.len);
        if (shai_token_truth(word) >= 0) return true;
        shai_reader_refuse(f, SHAI_D_CELL_YES_NO, c->title, shai_quote(f->run, text.s, text.len), NULL);
        return false;
    }
    return true;
}

/* Keeps a standard field as written, and checks what is checked whatever the spec says. */
static void put_field(struct shai_filling *f, const struct shai_column *c, struct shai_slice cell, bool read)
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
        shai_diag_cell(f->diags, SHAI_D_USCC_CHECK, shai_reader_place_at(f->r, c->title),
                       shai_quote(f->run, text.s, text.len), NULL);
}

void shai_reader_clear_sample(struct shai_filling *f)
{
    f->sample->row = f->r->row;
    memcpy(f->sample->facts, f->r->blank, f->r->program->input_count * sizeof *f->r->blank);
    memset(f->sample->fields, 0, sizeof f->sample->fields);
    f->sample->evidence = NULL;
    f->sample->evidence_count = 0;
}

void shai_reader_put_column(struct shai_filling *f, const struct shai_column *c, struct shai_cell *cell)
{
    if (c->input != SHAI_NONE32 && shai_cell_put(f->run, f->diags, f->r->program, c->input, cell,
                                                 &f->sample->facts[c->input]) == SHAI_CELL_REFUSED)
        f->ok = false;
    if (c->field != SHAI_FIELD_COUNT) put_field(f, c, cell->text, c->input != SHAI_NONE32);
}

/* The id, last: then what else is wrong with the sample has been said. */
static void check_id(struct shai_filling *f)
{
    struct shai_reader *r = f->r;
    struct shai_slice id = f->sample->fields[SHAI_FIELD_SAMPLE_ID];
    uint32_t c = r->fields[SHAI_FIELD_SAMPLE_ID];
    const char *column = c == SHAI_NONE32 ? NULL : r->columns[c].title;
    uint64_t first;
    if (!id.len && f->id_told) {
        f->ok = false;
    } else if (!id.len) {
        shai_reader_refuse(f, SHAI_D_NO_ID, column, NULL, NULL);
    } else if (!shai_ids_add(&r->ids, id.s, id.len, r->row, &first)) {
        shai_reader_refuse(f, r->objects ? SHAI_D_OBJECT_ID_TWICE : SHAI_D_ID_TWICE, column,
                           shai_quote(f->run, id.s, id.len), shai_reader_print_count(f->run, first));
    }
}

/* An aggregate is given itself or by its specimens. */
static void check_aggregates(struct shai_filling *f)
{
    const struct shai_reader *r = f->r;
    for (uint32_t i = 0; r->has_specimens && i < r->program->input_count; i++) {
        const struct shai_input *in = &r->program->inputs[i];
        if (!in->specimens || f->sample->facts[i].state == SHAI_FACT_BLANK) continue;
        for (uint32_t k = 1; k <= in->specimens; k++) {
            if (f->sample->facts[i + k].state == SHAI_FACT_BLANK) continue;
            shai_reader_refuse(f, SHAI_D_AGGREGATE_TWICE, r->columns[r->slots[i].value].title, in->name, NULL);
            break;
        }
    }
}

enum shai_next shai_reader_finish_sample(struct shai_filling *f)
{
    check_aggregates(f);
    if (!f->r->is_long) check_id(f);
    if (f->r->ids.error) {
        shai_diag_cell(f->diags, SHAI_D_IDS_SPILL, shai_reader_place_at(f->r, NULL), strerror(f->r->ids.error), NULL);
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
    struct shai_cell_place place = shai_reader_place(l->r, row);
    shai_diag_cell(l->diags, l->r->objects ? SHAI_D_OBJECT_ID_TWICE : SHAI_D_ID_TWICE, place,
                   shai_quote(l->run, id, len), shai_reader_print_count(l->run, first), NULL);
}

bool shai_report_read(struct shai_diags *diags, struct shai_cell_place place, const struct shai_feed *feed)
{
    if (feed->error) shai_diag_cell(diags, SHAI_D_DATA_READ, place, strerror(feed->error), NULL);
    else if (feed->no_converter)
        shai_diag_cell(diags, SHAI_D_NO_CONVERTER, place, shai_encoding_name(feed->encoding), NULL);
    return feed->error || feed->no_converter;
}

bool shai_reader_report_read(struct shai_reader *r, struct shai_diags *diags)
{
    return r->rows ? r->rows_broken : shai_report_read(diags, shai_reader_place_at(r, NULL), &r->feed);
}

enum shai_next shai_reader_at_end(struct shai_reader *r, struct shai_arena *run, struct shai_diags *diags)
{
    if (shai_reader_report_read(r, diags)) return broken(r);
    shai_reader_report_absent(r, diags);
    struct late late = {r, run, diags};
    shai_ids_finish(&r->ids, run, report_late, &late);
    if (r->ids.error) {
        shai_diag_cell(diags, SHAI_D_IDS_SPILL, shai_reader_place_at(r, NULL), strerror(r->ids.error), NULL);
        return broken(r);
    }
    shai_reader_close(r);
    return SHAI_NEXT_END;
}

/* --- names of columns ----------------------------------------------------------------------------------------------
 */

void shai_report_row(struct shai_diags *diags, struct shai_cell_place place, const struct shai_csv *csv,
                     enum shai_csv_status status)
{
    enum shai_encoding encoding = csv->feed ? csv->feed->encoding : SHAI_ENCODING_UTF8;
    switch (status) {
    case SHAI_CSV_QUOTE:
        shai_diag_cell(diags, SHAI_D_ROW_QUOTE, place, shai_reader_print_count(diags->arena, csv->bad), NULL);
        break;
    case SHAI_CSV_UTF8:
        if (encoding > SHAI_ENCODING_UTF8)
            shai_diag_cell(diags, SHAI_D_ROW_ENCODING, place, shai_encoding_name(encoding), NULL);
        else shai_diag_cell(diags, SHAI_D_ROW_UTF8, place, NULL);
        break;
    case SHAI_CSV_GBK: shai_diag_cell(diags, SHAI_D_ROW_GBK, place, NULL); break;
    case SHAI_CSV_NUL: shai_diag_cell(diags, SHAI_D_ROW_NUL, place, NULL); break;
    case SHAI_CSV_LONG:
        shai_diag_cell(diags, SHAI_D_ROW_LONG, place, shai_reader_print_count(diags->arena, SHAI_RECORD_MAX), NULL);
        break;
    case SHAI_CSV_CUT: shai_diag_cell(diags, SHAI_D_ROW_CUT, place, NULL); break;
    case SHAI_CSV_ROW:
    case SHAI_CSV_END: break;
    }
}

void shai_reader_report_row(struct shai_reader *r, struct shai_diags *diags, enum shai_csv_status status)
{
    r->csv.feed = &r->feed;
    shai_report_row(diags, shai_reader_place_at(r, NULL), &r->csv, status);
}

static uint32_t hash_key(const struct shai_slice *key)
{
    uint32_t h = 2166136261u; /* FNV-1a: keys are short and few */
    for (size_t i = 0; i < key->len; i++) h = (h ^ (unsigned char)key->s[i]) * 16777619u;
    return h;
}

uint32_t *shai_reader_index_slot(struct shai_reader *r, const struct shai_slice *key)
{
    size_t mask = r->index_slots - 1;
    for (size_t i = hash_key(key) & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &r->index[i];
        if (*slot == SHAI_NONE32) return slot;
        const struct shai_slice *k = &r->columns[*slot].key;
        if (k->len == key->len && memcmp(k->s, key->s, key->len) == 0) return slot;
    }
}

void shai_reader_widen_index(struct shai_reader *r)
{
    r->index_slots = r->index_slots ? r->index_slots * 2 : 256;
    r->index = shai_arena_alloc(r->arena, r->index_slots * sizeof *r->index);
    memset(r->index, 0xFF, r->index_slots * sizeof *r->index);
    for (uint32_t i = 0; i < r->count; i++) *shai_reader_index_slot(r, &r->columns[i].key) = i;
}

/* --- files -------------------------------------------------------------------------------------------------------
 */

/* That the file was taken for GB 18030, as soon as that is known. */
static void tell_encoding(struct shai_reader *r, struct shai_diags *diags)
{
    if (!r->feed.guessed || r->told) return;
    r->told = true;
    struct shai_cell_place place = shai_reader_place(r, r->row && !r->objects ? r->row : 1);
    place.is_object = false;
    place.line = 0;
    shai_diag_cell(diags, SHAI_D_DATA_GB18030, place, NULL);
}

/* The first byte from `from` on that is no blank, or a line end where asked; 0 where there is none within a buffer's
 * length. *at is behind it. */
static char first_byte(struct shai_feed *feed, size_t from, bool line_end, size_t *at)
{
    for (size_t i = from; i < SHAI_FEED_BUFFER && shai_feed_reach(feed, i); i++) {
        char c = feed->buf[feed->begin + i];
        *at = i + 1;
        if (c != ' ' && c != '\t' && c != '\r' && (line_end || c != '\n')) return c;
    }
    return 0;
}

/* A list, or an object whose first line is { alone: no line of NDJSON is that. */
static bool has_objects(struct shai_reader *r, char first, size_t behind)
{
    if (r->options.format == SHAI_FORMAT_JSON || first == '[') return r->options.format != SHAI_FORMAT_NDJSON;
    return r->options.format == SHAI_FORMAT_AUTO && first_byte(&r->feed, behind, true, &behind) == '\n';
}

/* What is common to both ways to open, before there is a feed. */
static struct shai_reader *new_reader(struct shai_arena *file, const struct shai_program *program, const char *name,
                                      const struct shai_sample_options *options)
{
    struct shai_reader *r = SHAI_NEW(file, struct shai_reader);
    r->arena = file;
    r->program = program;
    r->name = shai_arena_strndup(file, name, strlen(name));
    shai_ids_init(&r->ids, file, 0);
    r->options = *options;
    r->binder = shai_binder_new(file, program);
    if (options->map) shai_binder_rename(r->binder, options->map);
    for (uint32_t i = 0; i < program->input_count; i++) r->has_specimens |= program->inputs[i].specimens > 0;
    r->slots = SHAI_NEW_N(file, struct shai_slots, program->input_count);
    shai_reader_release_all(r);
    struct shai_sample none = {.facts = SHAI_NEW_N(file, struct shai_fact, program->input_count)};
    shai_sample_clear(program, &none);
    r->blank = none.facts;
    return r;
}

/* Reads the header. */
static struct shai_reader *begin_table(struct shai_reader *r, struct shai_diags *diags)
{
    r->broken = !shai_reader_read_header(r, diags);
    if (!r->broken && !r->is_long) shai_reader_prepare_cells(r);
    return r;
}

/* Looks at the first bytes: which format, and a CSV's header. */
static struct shai_reader *begin(struct shai_reader *r, struct shai_diags *diags)
{
    enum shai_sample_format format = r->options.format;
    shai_feed_decode(&r->feed, r->options.encoding);
    tell_encoding(r, diags);
    size_t behind = 0;
    char first = first_byte(&r->feed, 0, false, &behind);
    r->json = format >= SHAI_FORMAT_NDJSON || (format == SHAI_FORMAT_AUTO && (first == '{' || first == '['));
    if (r->json && has_objects(r, first, behind)) {
        r->objects = true;
        r->line = 1;
    } else if (r->json && first == '[') {
        r->row = 1;
        shai_diag_cell(diags, SHAI_D_JSON_LIST_FILE, shai_reader_place_at(r, NULL), NULL);
        r->broken = true;
    } else if (!r->json) {
        shai_csv_init(&r->csv, &r->feed, r->arena);
        r->csv.delimiter = r->options.delimiter;
        begin_table(r, diags);
    }
    return r;
}

struct shai_reader *shai_reader_open_as(struct shai_arena *file, struct shai_diags *diags,
                                        const struct shai_program *program, int fd, const char *name,
                                        const struct shai_sample_options *options)
{
    struct shai_reader *r = new_reader(file, program, name, options);
    shai_feed_init(&r->feed, file, fd);
    r->feed.waiting = options->waiting;
    if (options->head_len) shai_feed_put_back(&r->feed, options->head, options->head_len);
    return begin(r, diags);
}

struct shai_reader *shai_reader_open(struct shai_arena *file, struct shai_diags *diags,
                                     const struct shai_program *program, int fd, const char *name,
                                     enum shai_sample_format format)
{
    const struct shai_sample_options options = {.format = format};
    return shai_reader_open_as(file, diags, program, fd, name, &options);
}

struct shai_reader *shai_reader_open_rows(struct shai_arena *file, struct shai_diags *diags,
                                          const struct shai_program *program, struct shai_rows *rows,
                                          const char *name, const struct shai_sample_options *options)
{
    struct shai_reader *r = new_reader(file, program, name, options);
    r->rows = rows;
    shai_feed_init_text(&r->feed, file, "", 0);
    return begin_table(r, diags);
}

struct shai_reader *shai_reader_open_text_as(struct shai_arena *file, struct shai_diags *diags,
                                             const struct shai_program *program, const char *text, size_t len,
                                             const char *name, const struct shai_sample_options *options)
{
    struct shai_reader *r = new_reader(file, program, name, options);
    shai_feed_init_text(&r->feed, file, text, len);
    return begin(r, diags);
}

struct shai_reader *shai_reader_open_text(struct shai_arena *file, struct shai_diags *diags,
                                          const struct shai_program *program, const char *text, size_t len,
                                          const char *name, enum shai_sample_format format)
{
    const struct shai_sample_options options = {.format = format, .encoding = SHAI_ENCODING_UTF8};
    return shai_reader_open_text_as(file, diags, program, text, len, name, &options);
}

enum shai_next shai_reader_next(struct shai_reader *reader, struct shai_arena *run, struct shai_diags *diags,
                                struct shai_sample *sample)
{
    struct shai_filling f = {.r = reader, .run = run, .diags = diags, .sample = sample, .ok = true};
    if (reader->broken) return SHAI_NEXT_BROKEN;
    enum shai_next next = reader->objects   ? shai_reader_next_object(&f)
                          : reader->json    ? shai_reader_next_json(&f)
                          : reader->is_long ? shai_reader_next_long(&f)
                                            : shai_reader_next_csv(&f);
    tell_encoding(reader, diags);
    return next;
}

/* --- texts that last ----------------------------------------------------------------------------------------------
 */

/* Where the texts of a sample stand in the window: from the first of their bytes to behind the last one. */
struct span {
    const char *window, *window_end;
    const char *from, *to, *copy;
    size_t elsewhere;        /* bytes of texts that stand in an arena */
    struct shai_arena *each; /* ? of rows that are no text: they stand anywhere, and each is copied */
};

static void widen(struct span *span, const char *s, size_t len)
{
    if (s < span->window || s > span->window_end) {
        span->elsewhere += len;
        return;
    }
    if (!span->from || s < span->from) span->from = s;
    if (!span->to || s + len > span->to) span->to = s + len;
}

static const char *moved(const struct span *span, const char *s, size_t len)
{
    if (span->each) return s ? shai_arena_strndup(span->each, s, len) : NULL;
    return s >= span->window && s <= span->window_end ? span->copy + (s - span->from) : s;
}

size_t shai_reader_keep(const struct shai_reader *reader, struct shai_arena *arena, struct shai_sample *sample)
{
    const struct shai_feed *feed = &reader->feed;
    struct span span = {
        .window = feed->buf, .window_end = feed->buf + feed->cap, .each = reader->rows ? arena : NULL};
    uint32_t count = reader->program->input_count;
    for (uint32_t i = 0; i < count; i++) {
        widen(&span, sample->facts[i].reported, sample->facts[i].reported_len);
        widen(&span, sample->facts[i].text, sample->facts[i].text_len);
    }
    for (size_t i = 0; i < SHAI_FIELD_COUNT; i++) widen(&span, sample->fields[i].s, sample->fields[i].len);
    if (!span.from && !span.each) return span.elsewhere;
    if (span.from) span.copy = shai_arena_strndup(arena, span.from, (size_t)(span.to - span.from));
    for (uint32_t i = 0; i < count; i++) {
        struct shai_fact *fact = &sample->facts[i];
        fact->reported = moved(&span, fact->reported, fact->reported_len);
        fact->text = moved(&span, fact->text, fact->text_len);
    }
    for (size_t i = 0; i < SHAI_FIELD_COUNT; i++)
        sample->fields[i].s = moved(&span, sample->fields[i].s, sample->fields[i].len);
    return span.elsewhere + (span.from ? (size_t)(span.to - span.from) : 0);
}

void shai_reader_close(struct shai_reader *reader)
{
    shai_feed_close(&reader->feed);
    if (reader->rows) reader->rows->close(reader->rows);
    shai_ids_close(&reader->ids);
}
