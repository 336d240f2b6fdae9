/* A table of texts as a workbook; see table.h. In: columns and rows. Out: a sheet with a frozen, filtered header and
 * drop-down lists, and a sheet of explanations. */
#include "sheet/table.h"

#include "base/utf8.h"
#include "sheet/sheet.h"

#include <string.h>

enum { HEAD_HEIGHT = 38, YEAR_2000 = 36526, END_2099 = 73050 };

static uint32_t width_of(const struct shai_table_column *c)
{
    uint32_t columns = (uint32_t)shai_utf8_columns(c->title, strlen(c->title));
    uint32_t width = columns <= 14 ? columns + 4 : columns / 2 + 4;
    return width < 11 ? 11 : width > 30 ? 30 : width;
}

static lxw_format *head_format(struct shai_workbook *w, enum shai_table_part part)
{
    static const uint32_t fills[] = {[SHAI_TABLE_GIVEN] = 0xEDEDED,
                                     [SHAI_TABLE_EXPECTED] = 0xDDEBF7,
                                     [SHAI_TABLE_SIGN] = 0xFFF2CC,
                                     [SHAI_TABLE_SIGN_DAY] = 0xFFF2CC};
    const struct shai_cell_style style = {
        .fill = fills[part], .bold = true, .wrap = true, .border = true, .center = true, .text = true};
    return shai_workbook_format(w, &style);
}

static void print_setup(struct shai_workbook *w, lxw_worksheet *sheet)
{
    enum { A4 = 9 };
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, A4);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.6, 0.6);
    shai_workbook_check(w, worksheet_set_footer(sheet, "&C&P / &N"));
}

bool shai_table_begin(struct shai_workbook *w, struct shai_table *t)
{
    static const struct shai_cell_style given = {.text = true, .border = true},
                                        expected = {.text = true, .border = true, .center = true},
                                        sign = {.text = true, .border = true, .fill = 0xFFFBEB},
                                        day = {.date = true, .border = true, .fill = 0xFFFBEB};
    if (t->column_count > SHAI_SHEET_COLUMNS) return false;
    t->given = shai_workbook_format(w, &given);
    t->expected = shai_workbook_format(w, &expected);
    t->sign = shai_workbook_format(w, &sign);
    t->day = shai_workbook_format(w, &day);
    t->sheet = shai_workbook_sheet(w, t->name);
    t->next = 1;
    for (uint32_t i = 0; i < t->column_count; i++) {
        const struct shai_table_column *c = &t->columns[i];
        shai_workbook_check(w, worksheet_set_column(t->sheet, (lxw_col_t)i, (lxw_col_t)i, width_of(c), NULL));
        shai_workbook_text(w, t->sheet, 0, i, c->title, head_format(w, c->part));
        if (c->note) shai_workbook_note(w, t->sheet, 0, i, c->note);
    }
    shai_workbook_check(w, worksheet_set_row(t->sheet, 0, HEAD_HEIGHT, NULL));
    worksheet_freeze_panes(t->sheet, 1, (lxw_col_t)t->frozen);
    print_setup(w, t->sheet);
    shai_workbook_check(w, worksheet_repeat_rows(t->sheet, 0, 0));
    shai_workbook_check(w, worksheet_repeat_columns(t->sheet, 0, 0));
    return true;
}

static lxw_format *cell_format(const struct shai_table *t, enum shai_table_part part)
{
    switch (part) {
    case SHAI_TABLE_EXPECTED: return t->expected;
    case SHAI_TABLE_SIGN: return t->sign;
    case SHAI_TABLE_SIGN_DAY: return t->day;
    case SHAI_TABLE_GIVEN: break;
    }
    return t->given;
}

bool shai_table_row(struct shai_workbook *w, struct shai_table *t, const char *const *cells)
{
    if (t->next >= SHAI_SHEET_ROWS) return false;
    for (uint32_t i = 0; i < t->column_count; i++) {
        shai_workbook_text(w, t->sheet, t->next, i, cells[i], cell_format(t, t->columns[i].part));
        uint32_t columns = i < 2 && cells[i] ? (uint32_t)shai_utf8_columns(cells[i], strlen(cells[i])) : 0;
        if (columns && columns > t->widest[i]) t->widest[i] = columns;
    }
    t->next++;
    return true;
}

static char *lent(struct shai_workbook *w, const char *s)
{
    return shai_arena_strndup(w->arena, s, strlen(s));
}

static void validate(struct shai_workbook *w, const struct shai_table *t, uint32_t column)
{
    const struct shai_table_column *c = &t->columns[column];
    lxw_data_validation v = {.ignore_blank = LXW_VALIDATION_ON, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    if (c->part == SHAI_TABLE_SIGN_DAY) {
        v.validate = LXW_VALIDATION_TYPE_DATE_NUMBER;
        v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        v.minimum_number = YEAR_2000;
        v.maximum_number = END_2099;
    } else if (c->choices) {
        size_t count = 0;
        while (c->choices[count]) count++;
        char **list = SHAI_NEW_N(w->arena, char *, count + 1);
        for (size_t i = 0; i < count; i++) list[i] = lent(w, c->choices[i]);
        v.validate = LXW_VALIDATION_TYPE_LIST;
        v.value_list = list;
        v.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
    } else {
        return;
    }
    shai_workbook_check(
        w, worksheet_data_validation_range(t->sheet, 1, (lxw_col_t)column, t->next - 1, (lxw_col_t)column, &v));
}

static void put_about(struct shai_workbook *w, const struct shai_table *t)
{
    static const struct shai_cell_style plain = {.text = true}, title = {.bold = true, .size = 14};
    lxw_worksheet *sheet = shai_workbook_sheet(w, t->about);
    lxw_format *formats[] = {shai_workbook_format(w, &title), shai_workbook_format(w, &plain)};
    for (uint32_t i = 0; i < t->line_count; i++) shai_workbook_text(w, sheet, i, 0, t->lines[i], formats[i > 0]);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    print_setup(w, sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
}

void shai_table_end(struct shai_workbook *w, struct shai_table *t)
{
    for (uint32_t i = 0; i < t->column_count && t->next > 1; i++) validate(w, t, i);
    for (uint32_t i = 0; i < 2 && i < t->column_count; i++) {
        uint32_t width = t->widest[i] + 2, least = width_of(&t->columns[i]);
        width = width < least ? least : width > 48 ? 48 : width;
        shai_workbook_check(w, worksheet_set_column(t->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
    }
    shai_workbook_check(
        w, worksheet_autofilter(t->sheet, 0, 0, t->next > 1 ? t->next - 1 : 1, (lxw_col_t)(t->column_count - 1)));
    put_about(w, t);
}
