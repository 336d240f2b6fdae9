/* Tables that are no CSV: rows from a workbook (rows.h). In: rows, and what is remarked of their cells. Out: the same
 * view of a row that csv.c gives, the header among the lines above the table, and what a remark means for the column
 * it is of. It reads no file. */
#include "runtime/reading.h"

#include "runtime/token.h"

#include <string.h>

/* --- places ------------------------------------------------------------------------------------------------------
 */

struct shai_cell_place shai_reader_place(const struct shai_reader *reader, uint64_t row)
{
    return (struct shai_cell_place){.file = reader->name,
                                    .row = row,
                                    .sheet = reader->rows ? reader->rows->sheet : NULL,
                                    .is_object = reader->objects,
                                    .line = row == reader->row ? reader->object_line : 0};
}

struct shai_cell_place shai_reader_place_in_sheet(const struct shai_reader *r, const char *column)
{
    struct shai_cell_place place = shai_reader_place(r, r->row);
    place.column = column;
    size_t width = r->is_long ? r->layout.width : r->count;
    for (size_t i = 0; column && i < width; i++)
        if (r->columns[i].title == column) place.at = (uint32_t)i + 1;
    return place;
}

/* --- rows --------------------------------------------------------------------------------------------------------
 */

static struct shai_slice *padded(struct shai_arena *run, const struct shai_row *row, size_t width)
{
    struct shai_slice *cells = shai_arena_alloc(run, width * sizeof *cells);
    if (row->count) memcpy(cells, row->cells, row->count * sizeof *cells);
    for (size_t i = row->count; i < width; i++) cells[i] = (struct shai_slice){"", 0};
    return cells;
}

static const struct shai_remark *const *padded_remarks(struct shai_arena *run, const struct shai_row *row,
                                                       size_t width)
{
    const struct shai_remark **remarks = SHAI_NEW_N(run, const struct shai_remark *, width);
    memcpy(remarks, row->remarks, row->count * sizeof *remarks);
    return remarks;
}

/* What stands to the right of the table is no sample's: it is told once. */
static void tell_beyond(struct shai_reader *r, struct shai_diags *diags, size_t width)
{
    for (size_t i = width; i < r->cells_now.count && !r->beyond_told; i++) {
        if (!shai_trim(r->cells_now.cells[i].s, r->cells_now.cells[i].len).len) continue;
        struct shai_cell_place place = shai_reader_place(r, r->cells_now.number);
        place.at = (uint32_t)i + 1;
        shai_diag_cell(diags, SHAI_D_CELL_BEYOND, place, NULL);
        r->beyond_told = true;
    }
}

/* The row at hand as csv.c would leave it: with the header's cells, neither more nor less. */
static void show_row(struct shai_reader *r, struct shai_arena *run, struct shai_diags *diags)
{
    struct shai_row *row = &r->cells_now;
    size_t width = r->is_long ? r->layout.width : r->count;
    if (width && row->count < width) {
        if (row->remarks) row->remarks = padded_remarks(run, row, width);
        row->cells = padded(run, row, width);
        row->count = width;
    } else if (width) {
        tell_beyond(r, diags, width);
    }
    r->csv.row = row->number;
    r->csv.cells = row->cells;
    r->csv.count = width && row->count > width ? width : row->count;
    r->csv.bad = 0;
}

enum shai_csv_status shai_reader_next_row(struct shai_reader *r, struct shai_arena *run, struct shai_diags *diags)
{
    if (!r->rows) return shai_csv_next(&r->csv, run);
    enum shai_rows_status status = SHAI_ROWS_ROW;
    if (r->rows_broken) return SHAI_CSV_END;
    if (!r->row_again) status = r->rows->next(r->rows, run, diags, &r->cells_now);
    r->row_again = false;
    switch (status) {
    case SHAI_ROWS_ROW: return show_row(r, run, diags), SHAI_CSV_ROW;
    case SHAI_ROWS_LONG:
        r->csv.row = r->cells_now.number;
        r->csv.count = 0;
        return SHAI_CSV_LONG;
    case SHAI_ROWS_BROKEN: r->rows_broken = true; break;
    case SHAI_ROWS_END: break;
    }
    return SHAI_CSV_END;
}

void shai_reader_retry_row(struct shai_reader *r)
{
    if (!r->rows) shai_csv_retry(&r->csv);
}

void shai_reader_back_row(struct shai_reader *r)
{
    if (r->rows) r->row_again = true;
    else shai_csv_back(&r->csv);
}

/* --- the header --------------------------------------------------------------------------------------------------
 */

enum { HEADER_ROWS = 20 }; /* that may stand above the table, the header among them */

/* A line of the header, or of what stands above it; its texts are the file arena's. */
struct line {
    uint64_t number;
    struct shai_slice *cells;
    uint32_t *lead; /* NULL: nothing side by side is merged */
    size_t count;
};

static struct line keep(struct shai_arena *arena, const struct shai_row *row)
{
    struct line line = {.number = row->number, .count = row->count};
    line.cells = SHAI_NEW_N(arena, struct shai_slice, row->count);
    for (size_t i = 0; i < row->count; i++) {
        struct shai_slice text = shai_trim(row->cells[i].s, row->cells[i].len);
        line.cells[i] = (struct shai_slice){shai_arena_strndup(arena, text.s, text.len), text.len};
    }
    if (row->lead) {
        line.lead = SHAI_NEW_N(arena, uint32_t, row->count);
        memcpy(line.lead, row->lead, row->count * sizeof *row->lead);
    }
    return line;
}

static uint32_t lead_of(const struct line *line, size_t i)
{
    return line->lead && i < line->count ? line->lead[i] : (uint32_t)i;
}

/* Does the cell belong to several that are side by side? */
static bool is_grouped(const struct line *line, size_t i)
{
    return lead_of(line, i) != i || (i + 1 < line->count && lead_of(line, i + 1) == i);
}

/* What the cell shows: of merged ones the first cell's text. */
static struct shai_slice shown(const struct line *line, size_t i)
{
    return i < line->count ? line->cells[lead_of(line, i)] : (struct shai_slice){"", 0};
}

static bool is_id(struct shai_reader *r, struct shai_slice text)
{
    struct shai_column c;
    if (!text.len) return false;
    shai_bind_quietly(r->binder, text.s, text.len, &c);
    return c.kind == SHAI_COLUMN_VALUE && c.field == SHAI_FIELD_SAMPLE_ID;
}

/* Is it the header: has it the sample's number, or an item and its value? */
static bool is_header(struct shai_reader *r, const struct line *line)
{
    bool item = false, value = false;
    for (size_t i = 0; i < line->count; i++) {
        if (is_id(r, line->cells[i])) return true;
        enum shai_long_part part = line->cells[i].len
                                       ? shai_long_part_of(r->arena, shai_binder_name(r->binder, line->cells[i]))
                                       : SHAI_LONG_PARTS;
        item |= part == SHAI_LONG_ITEM;
        value |= part == SHAI_LONG_VALUE;
    }
    return item && value && r->options.layout != SHAI_LAYOUT_WIDE;
}

static bool same(struct shai_slice a, struct shai_slice b)
{
    return a.len == b.len && memcmp(a.s, b.s, a.len) == 0;
}

/* Does `below` name the columns below the groups of `head`: 1 | 2 | 3 below 铅? Elsewhere it is blank, or one with
 * the cell above. */
static bool is_second_line(const struct line *head, const struct line *below)
{
    bool any = false;
    if (below->number != head->number + 1) return false;
    for (size_t i = 0; i < below->count; i++) {
        struct shai_slice text = below->cells[i];
        bool grouped = i < head->count && is_grouped(head, i);
        if (!text.len || (!grouped && i < head->count && same(text, head->cells[i]))) continue;
        if (!grouped) return false;
        any = true;
    }
    return any;
}

/* `铅 (mg/kg)` over `1` is `铅.1 (mg/kg)`. */
static struct shai_slice joined(struct shai_arena *arena, struct shai_slice group, struct shai_slice own)
{
    size_t name = group.len, open = group.len;
    bool bracket = group.len && (group.s[group.len - 1] == ')' || group.s[group.len - 1] == ']');
    static const char wide[] = "）", wide_open[] = "（";
    bracket |= group.len > 3 && memcmp(group.s + group.len - 3, wide, 3) == 0;
    for (size_t i = group.len; bracket && i-- > 0 && open == group.len;)
        if (group.s[i] == '(' || group.s[i] == '[' || (group.len - i >= 3 && memcmp(group.s + i, wide_open, 3) == 0))
            open = i;
    if (open && open < group.len) name = shai_trim(group.s, open).len;
    const char *text = shai_arena_printf(arena, "%.*s.%.*s%s%.*s", (int)name, group.s, (int)own.len, own.s,
                                         name < group.len ? " " : "", (int)(group.len - open), group.s + open);
    return (struct shai_slice){text, strlen(text)};
}

/* The name of a column below a group: 铅.1, or 镉 alone below 重金属. */
static struct shai_slice name_below(struct shai_reader *r, struct shai_slice group, struct shai_slice own)
{
    struct shai_column c;
    if (!own.len) return group;
    if (!group.len || same(group, own)) return own;
    struct shai_slice both = joined(r->arena, group, own);
    shai_bind_quietly(r->binder, both.s, both.len, &c);
    if (c.kind != SHAI_COLUMN_UNKNOWN) return both;
    shai_bind_quietly(r->binder, own.s, own.len, &c);
    return c.kind != SHAI_COLUMN_UNKNOWN ? own : both;
}

/* A header of two lines made one. */
static void merge_lines(struct shai_reader *r, const struct line *upper, const struct line *lower)
{
    size_t count = upper->count > lower->count ? upper->count : lower->count;
    struct shai_slice *cells = SHAI_NEW_N(r->arena, struct shai_slice, count);
    for (size_t i = 0; i < count; i++) {
        struct shai_slice own = i < lower->count ? lower->cells[i] : (struct shai_slice){"", 0};
        bool grouped = i < upper->count && is_grouped(upper, i);
        if (grouped && !own.len) cells[i] = lead_of(upper, i) == i ? upper->cells[i] : own;
        else cells[i] = name_below(r, grouped ? shown(upper, i) : own.len ? own : shown(upper, i), own);
    }
    r->csv.cells = cells;
    r->csv.count = count;
}

/* Do groups stand above the header, and none of them above the sample's number: not the title of the whole? */
static bool has_groups_above(struct shai_reader *r, const struct line *above, const struct line *head)
{
    bool any = false;
    if (above->number + 1 != head->number) return false;
    for (size_t i = 0; i < head->count; i++) {
        bool grouped = i < above->count && is_grouped(above, i) && shown(above, i).len;
        if (grouped && is_id(r, head->cells[i])) return false;
        any |= grouped;
    }
    return any;
}

/* A name over several columns that is in use leaves open which of them is meant. */
static bool refuse_groups(struct shai_reader *r, struct shai_diags *diags, const struct line *head)
{
    bool ok = true;
    for (size_t i = 0; i < head->count; i++) {
        struct shai_column c;
        if (!is_grouped(head, i) || lead_of(head, i) != i || !head->cells[i].len) continue;
        shai_bind_quietly(r->binder, head->cells[i].s, head->cells[i].len, &c);
        if (c.kind == SHAI_COLUMN_UNKNOWN) continue;
        struct shai_cell_place place = shai_reader_place(r, head->number);
        place.at = (uint32_t)i + 1;
        shai_diag_cell(diags, SHAI_D_HEADER_MERGED, place, shai_quote(r->arena, head->cells[i].s, head->cells[i].len),
                       NULL);
        ok = false;
    }
    return ok;
}

/* The header is found: are there two lines of it? */
static bool settle_header(struct shai_reader *r, struct shai_diags *diags, const struct line *above,
                          const struct line *head)
{
    r->row = r->csv.row = head->number;
    r->csv.cells = head->cells;
    r->csv.count = head->count;
    if (above->count && has_groups_above(r, above, head)) return merge_lines(r, above, head), true;
    bool groups = false;
    for (size_t i = 0; i < head->count; i++) groups |= is_grouped(head, i);
    if (!groups) return true;
    struct shai_slice *cells = r->csv.cells;
    if (shai_reader_next_row(r, r->arena, diags) == SHAI_CSV_ROW) {
        struct line below = keep(r->arena, &r->cells_now);
        if (is_second_line(head, &below)) {
            merge_lines(r, head, &below);
            r->csv.row = head->number;
            return true;
        }
        r->row_again = true;
    }
    r->csv.row = head->number;
    r->csv.cells = cells;
    r->csv.count = head->count;
    return refuse_groups(r, diags, head);
}

bool shai_reader_find_header(struct shai_reader *r, struct shai_diags *diags)
{
    struct line above = {0};
    int seen = 0;
    enum shai_csv_status status = SHAI_CSV_ROW;
    while (seen < HEADER_ROWS && (status = shai_reader_next_row(r, r->arena, diags)) == SHAI_CSV_ROW) {
        struct line line = keep(r->arena, &r->cells_now);
        if (is_header(r, &line)) return settle_header(r, diags, &above, &line);
        above = line;
        seen++;
    }
    r->row = r->csv.row;
    if (status == SHAI_CSV_LONG) return shai_reader_report_row(r, diags, status), false;
    if (r->rows_broken) return false;
    struct shai_cell_place place = shai_reader_place(r, 0);
    if (!seen) shai_diag_cell(diags, SHAI_D_SHEET_EMPTY, place, NULL);
    else
        shai_diag_cell(diags, SHAI_D_SHEET_NO_HEADER, place, shai_reader_print_count(diags->arena, HEADER_ROWS),
                       NULL);
    return false;
}

/* --- remarks -----------------------------------------------------------------------------------------------------
 */

enum { TOLD = 5 }; /* warnings about the cells of a column, before it is enough */

enum use { USE_NUMBER, USE_DATE, USE_TEXT, USE_WORD }; /* WORD: a choice, a grade, yes or no */

struct heeding {
    struct shai_filling *f;
    struct shai_column *column;
    struct shai_cell_place place;
    enum use use;
    bool is_read; /* by the spec */
};

static void warn(const struct heeding *h, enum shai_diag_id id, const struct shai_remark *m)
{
    if (h->column->told >= TOLD) return;
    shai_diag_cell(h->f->diags, id, h->place, m->a, m->b, NULL);
    if (++h->column->told == TOLD) shai_diag_cell(h->f->diags, SHAI_D_MORE_CELLS, h->place, NULL);
}

static bool refuse(const struct heeding *h, enum shai_diag_id id, const struct shai_remark *m)
{
    shai_diag_cell(h->f->diags, id, h->place, m->a, m->b, NULL);
    h->f->ok = false;
    h->f->id_told |= h->column->field == SHAI_FIELD_SAMPLE_ID;
    return false;
}

/* One of cells that are one: that is told of the first which is in use. */
static bool refuse_merged(const struct heeding *h, const struct shai_remark *m)
{
    if (h->f->merged == m) return h->f->ok = false;
    h->f->merged = m;
    return refuse(h, SHAI_D_CELL_MERGED, m);
}

static bool heed_date(const struct heeding *h, const struct shai_remark *m)
{
    if (h->use == USE_DATE) return true;
    if (h->use != USE_TEXT) return refuse(h, m->b ? SHAI_D_CELL_TURNED_DATE : SHAI_D_CELL_IS_DATE, m);
    if (m->b) warn(h, SHAI_D_TEXT_DATE, m);
    return true;
}

static bool heed_lost(const struct heeding *h, const struct shai_remark *m)
{
    if (h->use != USE_TEXT) return true;
    if (h->is_read || h->column->field == SHAI_FIELD_SAMPLE_ID) return refuse(h, SHAI_D_CELL_DIGITS_LOST, m);
    warn(h, SHAI_D_FIELD_DIGITS_LOST, m);
    return false;
}

/* Some programs write more digits of every number: it is told of the first. */
static void tell_rounded(const struct heeding *h, const struct shai_remark *m)
{
    if (!h->f->r->rounded_told) shai_diag_cell(h->f->diags, SHAI_D_CELL_ROUNDED, h->place, m->a, m->b, NULL);
    h->f->r->rounded_told = true;
}

static bool heed_one(const struct heeding *h, const struct shai_remark *m)
{
    switch (m->kind) {
    case SHAI_REMARK_ERROR: return refuse(h, SHAI_D_CELL_ERROR, m);
    case SHAI_REMARK_NO_VALUE: return refuse(h, SHAI_D_CELL_NO_VALUE, m);
    case SHAI_REMARK_MERGED: return refuse_merged(h, m);
    case SHAI_REMARK_WORDS: return refuse(h, SHAI_D_CELL_SHOWS_OTHER, m);
    case SHAI_REMARK_NO_DATE: return refuse(h, SHAI_D_CELL_NO_DATE, m);
    case SHAI_REMARK_DATE: return heed_date(h, m);
    case SHAI_REMARK_LOST: return heed_lost(h, m);
    case SHAI_REMARK_ROUNDED: return tell_rounded(h, m), true;
    case SHAI_REMARK_SHOWN: return warn(h, SHAI_D_CELL_HIDES, m), true;
    }
    return true;
}

static enum use use_of(const struct shai_reader *r, const struct shai_column *c)
{
    if (c->input == SHAI_NONE32) {
        enum shai_field_type type = c->field < SHAI_FIELD_COUNT ? shai_field_infos[c->field].type : SHAI_FIELD_TEXT;
        return type == SHAI_FIELD_DATE ? USE_DATE : type == SHAI_FIELD_YES_NO ? USE_WORD : USE_TEXT;
    }
    switch ((enum shai_value_type)r->program->inputs[c->input].type) {
    case SHAI_V_NUMBER: return USE_NUMBER;
    case SHAI_V_DATE: return USE_DATE;
    case SHAI_V_TEXT: return USE_TEXT;
    case SHAI_V_CHOICE:
    case SHAI_V_GRADE:
    case SHAI_V_TRUTH:
    case SHAI_V_CONFORMITY: break;
    }
    return USE_WORD;
}

bool shai_reader_heed(struct shai_filling *f, struct shai_column *c, struct shai_cell_place place,
                      const struct shai_remark *remark)
{
    struct heeding h = {.f = f, .column = c, .place = place, .is_read = c->input != SHAI_NONE32};
    h.use = use_of(f->r, c);
    for (const struct shai_remark *m = remark; m; m = m->next)
        if (!heed_one(&h, m)) return false;
    return true;
}

bool shai_reader_is_serial(struct shai_filling *f, const struct shai_column *c, struct shai_slice text,
                           struct shai_cell_place place)
{
    struct shai_reader *r = f->r;
    if (!r->rows || use_of(r, c) != USE_DATE) return false;
    struct shai_slice number = shai_trim(text.s, text.len);
    const char *date = r->rows->as_date(r->rows, f->run, number);
    if (!date) return false;
    shai_diag_cell(f->diags, SHAI_D_CELL_SERIAL, place, shai_quote(f->run, number.s, number.len), date, NULL);
    f->ok = false;
    return true;
}

/* --- cells of other use ------------------------------------------------------------------------------------------
 */

size_t shai_reader_width(const struct shai_reader *r)
{
    return r->count;
}

struct shai_slice shai_reader_cell_text(const struct shai_reader *r, size_t column)
{
    return r->csv.cells[column];
}

struct shai_cell_place shai_reader_cell_place(const struct shai_reader *r, size_t column)
{
    return shai_reader_place_at(r, r->columns[column].title);
}

bool shai_reader_cell_holds(const struct shai_reader *r, size_t column, struct shai_diags *diags)
{
    static const enum shai_diag_id troubles[] = {[SHAI_REMARK_ERROR] = SHAI_D_CELL_ERROR,
                                                 [SHAI_REMARK_NO_VALUE] = SHAI_D_CELL_NO_VALUE,
                                                 [SHAI_REMARK_MERGED] = SHAI_D_CELL_MERGED,
                                                 [SHAI_REMARK_WORDS] = SHAI_D_CELL_SHOWS_OTHER};
    for (const struct shai_remark *m = shai_reader_remark(r, column); m; m = m->next) {
        if (m->kind > SHAI_REMARK_WORDS) continue;
        shai_diag_cell(diags, troubles[m->kind], shai_reader_cell_place(r, column), m->a, m->b, NULL);
        return false;
    }
    return true;
}
