/* See xlsx.h. */
#include "sheet/xlsx.h"

#include "base/cell_name.h"
#include "runtime/kept_rows.h"
#include "runtime/token.h"
#include "sheet/recognise.h"

#include <string.h>

static struct shai_xlsx *of(struct shai_rows *rows)
{
    return (struct shai_xlsx *)rows;
}

static bool say(struct shai_xlsx *x, struct shai_diags *diags, enum shai_diag_id id, const char *a, const char *b)
{
    struct shai_cell_place place = {.file = x->name, .sheet = x->rows.sheet};
    shai_diag_cell(diags, id, place, a, b, NULL);
    return false;
}

/* What the archive has recorded. */
static bool say_trouble(struct shai_xlsx *x, struct shai_diags *diags)
{
    return say(x, diags, x->archive.id, x->archive.text, NULL);
}

/* --- a row ---------------------------------------------------------------------------------------------------------
 */

/* A row being made. */
struct making {
    struct shai_xlsx *x;
    struct shai_arena *run;
    struct shai_row *row;
    const struct shai_remark **remarks;
    uint32_t *lead;
};

static void put_remark(struct making *m, uint32_t column, const struct shai_remark *remark)
{
    if (!m->remarks) m->row->remarks = m->remarks = SHAI_NEW_N(m->run, const struct shai_remark *, m->row->count);
    m->remarks[column] = remark;
}

/* The text of a shared one; false where the workbook has no such text. */
static bool look_up(struct making *m, struct shai_xlsx_cell *cell)
{
    struct shai_xlsx *x = m->x;
    uint64_t index;
    const char *number = shai_arena_strndup(m->run, cell->text.s, cell->text.len);
    if (!cell->text.len) return true;
    if (shai_pull_count(number, UINT64_MAX / 16, &index) && shai_strings_get(&x->strings, m->run, index, &cell->text))
        return true;
    int error = shai_strings_error(&x->strings);
    return error
               ? shai_archive_fail(&x->archive, SHAI_D_XLSX_TEMPORARY, strerror(error))
               : shai_archive_fail(&x->archive, SHAI_D_XLSX_DAMAGED,
                                   shai_arena_printf(m->run, "%s: %s ?",
                                                     shai_cell_name(m->run, x->sheet.row, cell->column + 1), number));
}

/* What the cells of the sheet say. False where the workbook is damaged (recorded). *any: one of them says something.
 */
static bool put_cells(struct making *m, bool *any)
{
    struct shai_xlsx *x = m->x;
    for (size_t i = 0; i < x->sheet.count; i++) {
        struct shai_xlsx_cell *cell = &x->sheet.cells[i];
        const struct shai_number_format *format =
            cell->style < x->book.format_count ? x->book.formats[cell->style] : NULL;
        const struct shai_remark *remark;
        if (cell->type == SHAI_XLSX_SHARED && !look_up(m, cell)) return false;
        struct shai_slice text = shai_xlsx_value(m->run, cell, format, x->book.from_1904, &remark);
        m->row->cells[cell->column] = text;
        *any |= text.len && shai_trim(text.s, text.len).len;
        if (remark) put_remark(m, cell->column, remark);
    }
    return true;
}

/* Cells merged downwards say in each row what the first says. */
static void fill_down(struct making *m, struct shai_merge *merge)
{
    struct shai_slice *cell = &m->row->cells[merge->left];
    if (m->row->number == merge->top) {
        if (merge->bottom == merge->top) return;
        shai_strbuf_init(&merge->text, m->x->arena);
        shai_strbuf_add(&merge->text, cell->s, cell->len);
        merge->remark = shai_remark_keep(m->x->arena, m->remarks ? m->remarks[merge->left] : NULL);
    } else if (merge->text.s) {
        *cell = (struct shai_slice){merge->text.s, merge->text.len};
        if (merge->remark) put_remark(m, merge->left, merge->remark);
    }
}

/* Cells merged sideways belong together; a value in them has no column of its own. */
static void join_sideways(struct making *m, const struct shai_merge *merge)
{
    struct shai_row *row = m->row;
    uint32_t right = merge->right < row->count ? merge->right : (uint32_t)row->count - 1;
    if (!m->lead) {
        row->lead = m->lead = shai_arena_alloc(m->run, row->count * sizeof *m->lead);
        for (uint32_t i = 0; i < row->count; i++) m->lead[i] = i;
    }
    struct shai_remark *remark = SHAI_NEW(m->run, struct shai_remark);
    const char *first = shai_cell_name(m->run, merge->top, merge->left + 1);
    remark->kind = SHAI_REMARK_MERGED;
    remark->a = shai_arena_printf(m->run, "%s:%s", first, shai_cell_name(m->run, merge->bottom, merge->right + 1));
    bool any = row->cells[merge->left].len > 0;
    for (uint32_t i = merge->left; i <= right; i++) {
        m->lead[i] = merge->left;
        if (any) put_remark(m, i, remark);
    }
}

/* The columns that a row reaches over, cells and merged ones. */
static size_t width_of(const struct shai_xlsx *x)
{
    size_t width = x->sheet.count ? x->sheet.cells[x->sheet.count - 1].column + 1 : 0;
    for (size_t i = 0; i < x->merges.open_count; i++) {
        if (x->merges.open[i]->right >= width) width = x->merges.open[i]->right + 1;
    }
    return width;
}

/* Makes the row that the sheet has read. False where the workbook is damaged (recorded). */
static bool make_row(struct shai_xlsx *x, struct shai_arena *run, struct shai_row *row, bool *any)
{
    *row = (struct shai_row){.number = x->sheet.row};
    shai_merges_go(&x->merges, (uint32_t)x->sheet.row);
    row->count = width_of(x);
    row->cells = shai_arena_alloc(run, row->count * sizeof *row->cells);
    for (size_t i = 0; i < row->count; i++) row->cells[i] = (struct shai_slice){"", 0};
    struct making m = {.x = x, .run = run, .row = row};
    if (!put_cells(&m, any)) return false;
    for (size_t i = 0; i < x->merges.open_count; i++) {
        struct shai_merge *merge = x->merges.open[i];
        if (merge->left >= row->count) continue;
        fill_down(&m, merge);
        if (merge->right > merge->left) join_sideways(&m, merge);
    }
    return true;
}

static enum shai_rows_status next(struct shai_rows *rows, struct shai_arena *run, struct shai_diags *diags,
                                  struct shai_row *row)
{
    struct shai_xlsx *x = of(rows);
    if (x->failed) return SHAI_ROWS_BROKEN;
    for (;;) {
        bool any = false;
        switch (shai_sheet_next(&x->sheet)) {
        case SHAI_SHEET_ROW: break;
        case SHAI_SHEET_LONG: *row = (struct shai_row){.number = x->sheet.row}; return SHAI_ROWS_LONG;
        case SHAI_SHEET_END: return SHAI_ROWS_END;
        case SHAI_SHEET_BROKEN: say_trouble(x, diags); return SHAI_ROWS_BROKEN;
        }
        if (!make_row(x, run, row, &any)) return say_trouble(x, diags), SHAI_ROWS_BROKEN;
        if (!any) continue;
        if (x->sheet.hidden && !x->hidden_told) {
            struct shai_cell_place place = {.file = x->name, .sheet = rows->sheet, .row = row->number};
            shai_diag_cell(diags, SHAI_D_ROWS_HIDDEN, place, NULL);
            x->hidden_told = true;
        }
        return SHAI_ROWS_ROW;
    }
}

static const char *as_date(struct shai_rows *rows, struct shai_arena *arena, struct shai_slice number)
{
    struct shai_stored d;
    if (!shai_stored_read(number.s, number.len, &d)) return NULL;
    return shai_xlsx_date(arena, &d, of(rows)->book.from_1904);
}

/* --- the file ------------------------------------------------------------------------------------------------------
 */

void shai_xlsx_close(struct shai_xlsx *x)
{
    shai_sheet_close(&x->sheet);
    shai_pull_close(x->held);
    x->held = NULL;
    shai_strings_close(&x->strings);
    shai_archive_close(&x->archive);
}

static void close_rows(struct shai_rows *rows)
{
    shai_xlsx_close(of(rows));
}

void shai_xlsx_init(struct shai_xlsx *x)
{
    *x = (struct shai_xlsx){.rows = {.next = next, .as_date = as_date, .close = close_rows}};
    shai_strings_init(&x->strings, NULL, 0);
}

static bool choose(struct shai_xlsx *x, struct shai_diags *diags, const char *name,
                   const struct shai_book_sheet **sheet)
{
    *sheet = shai_book_choose(&x->book, name);
    if (!*sheet)
        return say(x, diags, SHAI_D_SHEET_UNKNOWN, name ? name : "", shai_book_names(&x->book, x->arena, true, NULL));
    const char *others = shai_book_names(&x->book, x->arena, false, *sheet);
    x->rows.sheet = (*sheet)->name;
    if (!name && *others) say(x, diags, SHAI_D_SHEET_CHOSEN, others, NULL);
    return true;
}

static bool open_parts(struct shai_xlsx *x, struct shai_diags *diags, int fd, const char *sheet)
{
    struct shai_arena *arena = x->arena;
    const struct shai_book_sheet *chosen;
    enum shai_diag_id other = shai_workbook_other(arena, fd);
    if (other != SHAI_DIAG_COUNT) return say(x, diags, other, NULL, NULL);
    if (!shai_archive_open(&x->archive, arena, fd)) return say_trouble(x, diags);
    other = shai_archive_other(&x->archive);
    if (other != SHAI_DIAG_COUNT) return say(x, diags, other, NULL, NULL);
    if (!shai_book_read(&x->book, &x->held, arena, &x->archive)) return say_trouble(x, diags);
    if (!choose(x, diags, sheet, &chosen)) return false;
    bool ok = (!x->book.strings || shai_strings_read(&x->strings, &x->held, arena, &x->archive, x->book.strings)) &&
              shai_merges_read(&x->merges, &x->held, arena, &x->archive, chosen->part) &&
              shai_sheet_open(&x->sheet, arena, &x->archive, chosen->part);
    return ok || say_trouble(x, diags);
}

bool shai_xlsx_open(struct shai_xlsx *x, struct shai_arena *arena, struct shai_diags *diags, int fd, const char *name,
                    const char *sheet)
{
    x->arena = arena;
    x->name = shai_arena_strndup(arena, name, strlen(name));
    shai_strings_init(&x->strings, arena, 0);
    x->failed = !open_parts(x, diags, fd, sheet);
    return !x->failed;
}
