/* Tables of samples: CSV with a row a sample, or with a row a reading (long.c). In: rows of csv.c. Out: samples, or
 * their refusal. Columns and cells are reader.c's. */
#include "runtime/reading.h"

#include "runtime/token.h"

#include <string.h>

/* --- CSV ---------------------------------------------------------------------------------------------------------
 */

/* A workbook: a ZIP archive (.xlsx), or what older programs write (.xls). */
static bool is_workbook(struct shai_reader *r)
{
    enum { MARK = 4 };
    static const char zip[] = "PK\003\004", ole[] = "\xD0\xCF\x11\xE0";
    if (!shai_feed_reach(&r->feed, MARK - 1)) return false;
    const char *s = r->feed.buf + r->feed.begin;
    return memcmp(s, zip, MARK) == 0 || memcmp(s, ole, MARK) == 0;
}

/* A web page, or XML: some systems export such a thing under the name .xls. No header begins like it. */
static bool is_markup(struct shai_reader *r)
{
    size_t at = 0;
    while (shai_feed_reach(&r->feed, at + 1) && strchr(" \t\r\n", r->feed.buf[r->feed.begin + at])) at++;
    if (!shai_feed_reach(&r->feed, at + 1)) return false;
    const char *s = r->feed.buf + r->feed.begin + at;
    return s[0] == '<' && (s[1] == '!' || s[1] == '?' || ((s[1] | 0x20) >= 'a' && (s[1] | 0x20) <= 'z'));
}

/* A header in one cell that holds what other programs part columns with. */
static bool has_other_separator(const struct shai_reader *r, struct shai_diags *diags)
{
    if (r->csv.count != 1) return false;
    const struct shai_slice *only = r->csv.cells;
    bool tabs = memchr(only->s, '\t', only->len), semicolons = memchr(only->s, ';', only->len);
    if (!tabs && !semicolons) return false;
    shai_diag_cell(diags, SHAI_D_DATA_TABS, shai_reader_place_at(r, NULL), tabs ? "tabs" : "semicolons",
                   tabs ? "制表符" : "分号", NULL);
    return true;
}

/* Which of item and value the header lacks, in words: [SHAI_ZH], [SHAI_EN]. */
static const char *const *lacking(const struct shai_long *l)
{
    static const char *const item[] = {"“项目”列", "column item"}, *const value[] = {"“检验值”列", "column value"},
                             *const both[] = {"“项目”列和“检验值”列", "columns item and value"};
    if (l->at[SHAI_LONG_ITEM] != SHAI_NONE32) return value;
    return l->at[SHAI_LONG_VALUE] != SHAI_NONE32 ? item : both;
}

enum { LISTED = 12 }; /* columns in a message */

/* The columns that mean nothing, put together for a sentence. */
static const char *list_unknown(struct shai_reader *r, size_t count, enum shai_lang lang)
{
    bool zh = lang == SHAI_ZH;
    const char *list = NULL;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        struct shai_column c;
        struct shai_slice cell = r->csv.cells[i];
        if (shai_long_part_of(r->arena, shai_binder_name(r->binder, cell)) != SHAI_LONG_PARTS) continue;
        shai_bind_quietly(r->binder, cell.s, cell.len, &c);
        if (c.kind != SHAI_COLUMN_UNKNOWN || c.ignored || !*c.title) continue;
        if (n++ == LISTED) return shai_arena_printf(r->arena, "%s…", list);
        list = shai_arena_printf(r->arena, "%s%s“%s”", list ? list : "", !list ? "" : zh ? "、" : ", ", c.title);
    }
    return list ? list : zh ? "无" : "none";
}

/* Of a table that nobody called long: has it a sample's number and one of a long table's columns, and no column of
 * any measure? Judged as wide, nothing of it would be judged. */
static bool looks_long(struct shai_reader *r, size_t count)
{
    const struct shai_long *l = &r->layout;
    bool id = false;
    if (l->at[SHAI_LONG_ITEM] == SHAI_NONE32 && l->at[SHAI_LONG_VALUE] == SHAI_NONE32 &&
        l->at[SHAI_LONG_UNIT] == SHAI_NONE32)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct shai_column c;
        shai_bind_quietly(r->binder, r->csv.cells[i].s, r->csv.cells[i].len, &c);
        if (c.kind == SHAI_COLUMN_UNKNOWN) continue;
        if (c.kind != SHAI_COLUMN_VALUE) return false;
        if (c.input != SHAI_NONE32 && r->program->inputs[c.input].reading) return false;
        id |= c.field == SHAI_FIELD_SAMPLE_ID;
    }
    return id;
}

static void refuse_layout(struct shai_reader *r, struct shai_diags *diags, enum shai_diag_id id, size_t count)
{
    static const enum shai_long_part telling[] = {SHAI_LONG_ITEM, SHAI_LONG_VALUE, SHAI_LONG_UNIT};
    const char *has[] = {"", ""};
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
        uint32_t at = r->layout.at[telling[i]];
        if (at == SHAI_NONE32) continue;
        const char *title = shai_quote(r->arena, r->csv.cells[at].s, r->csv.cells[at].len);
        has[SHAI_EN] = shai_arena_printf(r->arena, "%s%s“%s”", has[SHAI_EN], *has[SHAI_EN] ? ", " : "", title);
        has[SHAI_ZH] = shai_arena_printf(r->arena, "%s%s“%s”", has[SHAI_ZH], *has[SHAI_ZH] ? "、" : "", title);
    }
    const char *const *lack = lacking(&r->layout);
    shai_diag_cell(diags, id, shai_reader_place_at(r, NULL), lack[SHAI_EN], lack[SHAI_ZH],
                   list_unknown(r, count, SHAI_EN), list_unknown(r, count, SHAI_ZH), has[SHAI_EN], has[SHAI_ZH],
                   NULL);
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
        enum shai_long_part part = shai_long_part_of(r->arena, shai_binder_name(r->binder, cells[i]));
        if (part == SHAI_LONG_PARTS) continue;
        shai_bind(r->binder, cells[i].s, cells[i].len, &c);
        if (!said && c.kind != SHAI_COLUMN_UNKNOWN) continue;
        if (l->at[part] != SHAI_NONE32) twice[0] = l->at[part], twice[1] = i;
        else l->at[part] = i;
    }
    r->is_long = l->at[SHAI_LONG_ITEM] != SHAI_NONE32 && l->at[SHAI_LONG_VALUE] != SHAI_NONE32;
    if (!r->is_long && said) return refuse_layout(r, diags, SHAI_D_LONG_HEADER, count), false;
    if (!r->is_long && looks_long(r, count)) return refuse_layout(r, diags, SHAI_D_LONG_LOOKS, count), false;
    if (!r->is_long || twice[0] == SHAI_NONE32) return true;
    shai_diag_cell(diags, SHAI_D_COLUMN_TWICE, shai_reader_place_at(r, NULL),
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
    shai_reader_widen_index(r);
}

/* The first row of a CSV. */
static bool read_first_row(struct shai_reader *r, struct shai_diags *diags)
{
    r->row = 1;
    if (is_workbook(r)) {
        shai_diag_cell(diags, SHAI_D_DATA_WORKBOOK, shai_reader_place_at(r, NULL), NULL);
        return false;
    }
    if (is_markup(r)) {
        shai_diag_cell(diags, SHAI_D_DATA_MARKUP, shai_reader_place_at(r, NULL), NULL);
        return false;
    }
    enum shai_csv_status status = shai_csv_next(&r->csv, r->arena);
    r->row = r->csv.row;
    if (status == SHAI_CSV_END) {
        if (!shai_reader_report_read(r, diags))
            shai_diag_cell(diags, SHAI_D_DATA_EMPTY, shai_reader_place_at(r, NULL), NULL);
        return false;
    }
    if (status != SHAI_CSV_ROW) return shai_reader_report_row(r, diags, status), false;
    return !has_other_separator(r, diags);
}

bool shai_reader_read_header(struct shai_reader *r, struct shai_diags *diags)
{
    bool ok = true;
    if (!(r->rows ? shai_reader_find_header(r, diags) : read_first_row(r, diags))) return false;
    size_t count = r->csv.count;
    while (count && !shai_trim(r->csv.cells[count - 1].s, r->csv.cells[count - 1].len).len) count--;
    if (!find_layout(r, diags, count)) return false;
    for (size_t i = 0; i < count; i++) {
        struct shai_column *c = shai_reader_add_column(r);
        if (is_long_part(r, i)) {
            *c = (struct shai_column){.title = "", .input = SHAI_NONE32, .field = SHAI_FIELD_COUNT};
            c->trouble = SHAI_D_UNKNOWN_ITEM; /* a row may call its item as the column is called */
            continue;
        }
        shai_bind(r->binder, r->csv.cells[i].s, r->csv.cells[i].len, c);
        if (c->kind == SHAI_COLUMN_UNKNOWN) shai_reader_report_column(r, diags, c);
        else if (c->kind == SHAI_COLUMN_BAD) shai_reader_report_column(r, diags, c), ok = false;
        else if (c->alias) r->has_aliases = true;
        else ok &= shai_reader_claim(r, diags, (uint32_t)i);
    }
    for (size_t i = 0; r->has_aliases && i < count; i++)
        if (r->columns[i].alias) shai_reader_claim_alias(r, diags, (uint32_t)i, &ok);
    if (r->fields[SHAI_FIELD_SAMPLE_ID] == SHAI_NONE32) {
        shai_diag_cell(diags, SHAI_D_NO_ID_COLUMN, shai_reader_place_at(r, NULL), NULL);
        ok = false;
    }
    if (r->is_long) name_own(r);
    else shai_reader_check_beside(r, diags);
    if (!r->is_long) shai_reader_report_absent(r, diags);
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

void shai_reader_prepare_cells(struct shai_reader *r)
{
    r->cells = SHAI_NEW_N(r->arena, struct shai_cell, r->bound_count);
    r->quick = SHAI_NEW_N(r->arena, bool, r->bound_count);
    for (size_t i = 0; i < r->bound_count; i++) {
        const struct shai_column *c = &r->columns[r->bound[i]];
        struct shai_cell *cell = &r->cells[i];
        cell->place = shai_reader_place_at(r, c->title);
        if (r->rows) cell->place.at = r->bound[i] + 1;
        cell->unit = c->unit;
        cell->unit_value = shai_reader_unit_of(c);
        struct shai_slots of = {SHAI_NONE32, SHAI_NONE32, SHAI_NONE32}, *s = c->input == SHAI_NONE32 ? NULL : &of;
        if (s) of = shai_reader_slots_of(r, c->input);
        r->quick[i] = s && c->field == SHAI_FIELD_COUNT && s->u == SHAI_NONE32 && s->dl == SHAI_NONE32 &&
                      r->program->inputs[c->input].type == SHAI_V_NUMBER;
        if (s && s->u != SHAI_NONE32) {
            cell->u_column = r->columns[s->u].title;
            cell->u_at = s->u + 1;
            cell->u_unit = shai_reader_unit_of(&r->columns[s->u]);
        }
        if (s && s->dl != SHAI_NONE32) {
            cell->dl_column = r->columns[s->dl].title;
            cell->dl_at = s->dl + 1;
            cell->dl_unit = shai_reader_unit_of(&r->columns[s->dl]);
        }
    }
}

/* What a sheet remarks of a cell and of what stands beside it. False where it is not to be read. */
static bool heed(struct shai_filling *f, uint32_t column, const struct shai_cell *cell)
{
    struct shai_reader *r = f->r;
    struct shai_column *c = &r->columns[column];
    const struct shai_remark *m = shai_reader_remark(r, column);
    if (m && !shai_reader_heed(f, c, cell->place, m)) return false;
    if (shai_reader_is_serial(f, c, cell->text, cell->place)) return false;
    if (c->input == SHAI_NONE32) return true;
    const struct shai_slots s = shai_reader_slots_of(r, c->input);
    const uint32_t beside[] = {s.u, s.dl};
    for (size_t i = 0; i < 2; i++) {
        if (beside[i] == SHAI_NONE32 || !(m = shai_reader_remark(r, beside[i]))) continue;
        struct shai_cell_place place = cell->place;
        place.column = r->columns[beside[i]].title;
        place.at = beside[i] + 1;
        if (!shai_reader_heed(f, &r->columns[beside[i]], place, m)) return false;
    }
    return true;
}

static void fill_csv(struct shai_filling *f)
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
        if (r->rows && !heed(f, r->bound[i], cell)) continue;
        if (r->quick[i] &&
            shai_quantity_quick(f->run, &r->program->inputs[c->input], cell, &f->sample->facts[c->input]))
            continue;
        if (cell->u_column) cell->u = cells[shai_reader_slots_of(r, c->input).u];
        if (cell->dl_column) cell->dl = cells[shai_reader_slots_of(r, c->input).dl];
        shai_reader_put_column(f, c, cell);
    }
}

enum row { ROW_GOOD, ROW_BAD, ROW_END };

/* The next row; of a bad one it is said what is wrong, once. */
static enum row next_row(struct shai_filling *f)
{
    struct shai_reader *r = f->r;
    enum shai_csv_status status = shai_reader_next_row(r, f->run, f->diags);
    if (status == SHAI_CSV_END) return ROW_END;
    r->row = r->csv.row;
    size_t width = r->is_long ? r->layout.width : r->count;
    bool wide = has_width(r), again = r->row <= r->reported;
    if (status == SHAI_CSV_ROW && wide) return ROW_GOOD;
    r->reported = r->row;
    if (status != SHAI_CSV_ROW) {
        if (!again) shai_reader_report_row(r, f->diags, status);
        if (r->csv.count && !wide) shai_reader_retry_row(r);
        return ROW_BAD;
    }
    enum shai_diag_id id = r->csv.count < width ? SHAI_D_ROW_SHORT : SHAI_D_ROW_WIDTH;
    if (!again)
        shai_diag_cell(f->diags, id, shai_reader_place_at(r, NULL), shai_reader_print_count(f->run, r->csv.count),
                       shai_reader_print_count(f->run, width), NULL);
    shai_reader_retry_row(r);
    return ROW_BAD;
}

/* A row that gives nothing but its number may be a remark below the table. */
static void warn_only_id(struct shai_filling *f)
{
    const struct shai_reader *r = f->r;
    uint32_t id = r->fields[SHAI_FIELD_SAMPLE_ID];
    if (r->count < 2) return;
    for (size_t i = 0; i < r->count; i++)
        if (i != id && shai_trim(r->csv.cells[i].s, r->csv.cells[i].len).len) return;
    struct shai_slice text = shai_trim(r->csv.cells[id].s, r->csv.cells[id].len);
    shai_diag_cell(f->diags, SHAI_D_ROW_ONLY_ID, shai_reader_place_at(r, NULL), shai_quote(f->run, text.s, text.len),
                   NULL);
}

enum shai_next shai_reader_next_csv(struct shai_filling *f)
{
    enum row row = next_row(f);
    if (row == ROW_END) return shai_reader_at_end(f->r, f->run, f->diags);
    if (row == ROW_BAD) return SHAI_NEXT_REFUSED;
    shai_reader_clear_sample(f);
    fill_csv(f);
    enum shai_next next = shai_reader_finish_sample(f);
    if (next == SHAI_NEXT_SAMPLE) warn_only_id(f);
    return next;
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

/* What a sheet remarks of the row last read, but for its value: that is the item's, and goes with it. */
static void heed_row(struct shai_filling *f)
{
    struct shai_reader *r = f->r;
    for (size_t i = 0; i < r->layout.width; i++) {
        const struct shai_remark *m = shai_reader_remark(r, i);
        struct shai_column *c = &r->columns[i];
        if (!m || i == r->layout.at[SHAI_LONG_VALUE] || (!is_long_part(r, i) && !r->layout.keys[i].s)) continue;
        struct shai_cell_place place = shai_reader_place(r, r->csv.row);
        place.at = (uint32_t)i + 1;
        if (c->title && *c->title) place.column = c->title;
        if (!shai_reader_heed(f, c, place, m)) r->csv.cells[i] = (struct shai_slice){"", 0};
    }
}

/* Adds the row last read to the sample. */
static void gather(struct shai_filling *f, struct shai_long_sample *sample)
{
    struct shai_reader *r = f->r;
    size_t where = 0;
    if (r->cells_now.remarks) heed_row(f);
    switch (shai_long_add(&r->layout, f->run, sample, r->csv.cells, r->csv.row, &where)) {
    case SHAI_LONG_OK:
        if (shai_long_has_item(&r->layout, r->csv.cells)) /* then its pair is the last */
            sample->line.pairs[sample->line.count - 1].remark = shai_reader_remark(r, r->layout.at[SHAI_LONG_VALUE]);
        break;
    case SHAI_LONG_NO_ITEM: shai_reader_refuse(f, SHAI_D_ITEM_BLANK, NULL, NULL, NULL); break;
    case SHAI_LONG_DIFFERS:
        shai_reader_refuse(f, SHAI_D_OWN_DIFFERS, r->columns[where].title,
                           shai_quote(f->run, r->csv.cells[where].s, r->csv.cells[where].len), NULL);
        break;
    case SHAI_LONG_TOO_MANY:
        if (f->ok)
            shai_reader_refuse(f, SHAI_D_LONG_ROWS, NULL, shai_reader_print_count(f->run, SHAI_LONG_ROWS), NULL);
        f->ok = false;
        break;
    }
}

/* The rows of the next sample. A row that belongs nobody knows where refuses the samples on both sides of it. *first
 * is the sample's first row, 0 where there was none. */
static enum row gather_rows(struct shai_filling *f, struct shai_long_sample *sample, struct shai_slice *id,
                            uint64_t *first)
{
    struct shai_reader *r = f->r;
    enum row row;
    bool lost = false;
    while ((row = next_row(f)) != ROW_END) {
        struct shai_slice own = id_of_row(r, row);
        if (!own.len) {
            if (row == ROW_GOOD) shai_reader_refuse(f, SHAI_D_NO_ID, NULL, NULL, NULL);
            f->ok = false;
            r->in_doubt = lost = true;
            continue;
        }
        if (!*first) {
            *id = (struct shai_slice){shai_arena_strndup(f->run, own.s, own.len), own.len};
            *first = r->csv.row;
            f->ok &= !r->in_doubt;
        } else if (own.len != id->len || memcmp(own.s, id->s, own.len) != 0) {
            shai_reader_back_row(r);
            return ROW_GOOD;
        }
        r->in_doubt = false;
        if (row == ROW_GOOD) gather(f, sample);
        else f->ok = false;
    }
    return *first || lost ? ROW_GOOD : ROW_END;
}

enum shai_next shai_reader_next_long(struct shai_filling *f)
{
    struct shai_reader *r = f->r;
    struct shai_long_sample rows = {0};
    struct shai_slice id = {0};
    uint64_t first = 0, before;
    enum row row = gather_rows(f, &rows, &id, &first);
    if (row == ROW_END || r->feed.error || r->feed.no_converter || r->rows_broken)
        return shai_reader_at_end(r, f->run, f->diags);
    if (!first) return SHAI_NEXT_REFUSED; /* nothing but rows without a sample */
    r->row = first;
    if (!shai_ids_add(&r->ids, id.s, id.len, first, &before))
        shai_reader_refuse(f, SHAI_D_SAMPLE_RETURNS, NULL, shai_quote(f->run, id.s, id.len),
                           shai_reader_print_count(f->run, before));
    shai_reader_clear_sample(f);
    if (f->ok) shai_reader_sort_pairs(f, &rows.line);
    if (!f->ok && !r->ids.error) return SHAI_NEXT_REFUSED;
    if (f->ok) shai_reader_fill_json(f);
    return shai_reader_finish_sample(f);
}
