/* A form as a workbook. In: its columns. Out: the sheet to fill (结果), the instructions (填写说明), and a hidden
 * sheet of lists too long for a cell's own. Nothing is locked: what may not be written is only warned of, since the
 * reader has the last word. */
#include "sheet/form.h"

#include "base/hex.h"
#include "base/utf8.h"
#include "runtime/show.h"
#include "sheet/sheet.h"

#include <string.h>

enum {
    FIELD_FILL = 0xEDEDED,
    ATTRIBUTE_FILL = 0xDDEBF7,
    READING_FILL = 0xE2EFDA,
    BESIDE_FILL = 0xF3F8EF,
    REQUIRED_FILL = 0xFFF2CC,
    REQUIRED_TEXT = 0x9C0006,
    UNREAD_TEXT = 0x7F7F7F,
    LIST_MAX = 255, /* characters of a drop-down list within its cell, commas included */
    HEADER_LINE = 17,
};

struct writer {
    struct shai_workbook *w;
    struct shai_arena *arena;
    const struct shai_form *form;
    const struct shai_program *program;
    lxw_worksheet *results, *lists;
    uint32_t list_count;
    lxw_format *text, *number, *date; /* of cells to fill */
};

static const char *say(const struct writer *x, const char *zh, const char *en)
{
    return shai_say(x->program->lang, zh, en);
}

static const char *dated(struct writer *x, int32_t day)
{
    char text[11];
    shai_date_format(day, text);
    return shai_arena_printf(x->arena, "%s", text);
}

/* libxlsxwriter takes text that it does not change as char *. */
static char *lent(struct writer *x, const char *s)
{
    return shai_arena_strndup(x->arena, s, strlen(s));
}

/* --- headers -----------------------------------------------------------------------------------------------------
 */

static uint32_t width_of(const struct shai_form_column *c)
{
    enum { LEAST = 9, MOST = 26, DATE = 12, ID = 18 };
    uint32_t columns = (uint32_t)shai_utf8_columns(c->header, strlen(c->header));
    uint32_t width = columns <= 12 ? columns + 2 : columns / 2 + 3;
    uint32_t least = c->required ? ID : c->type == SHAI_V_DATE ? DATE : LEAST;
    if (c->type == SHAI_V_TEXT && least < 14) least = 14;
    for (uint32_t i = 0; i < c->choice_count; i++) {
        uint32_t choice = (uint32_t)shai_utf8_columns(c->choices[i], strlen(c->choices[i])) + 4;
        if (choice > least) least = choice;
    }
    width = width < least ? least : width;
    return width > MOST ? MOST : width;
}

static lxw_format *header_format(struct writer *x, const struct shai_form_column *c)
{
    static const uint32_t fills[] = {[SHAI_FORM_FIELD] = FIELD_FILL,
                                     [SHAI_FORM_ATTRIBUTE] = ATTRIBUTE_FILL,
                                     [SHAI_FORM_READING] = READING_FILL,
                                     [SHAI_FORM_U] = BESIDE_FILL,
                                     [SHAI_FORM_DL] = BESIDE_FILL};
    const struct shai_cell_style style = {
        .fill = c->required ? REQUIRED_FILL : fills[c->part],
        .color = c->required ? REQUIRED_TEXT
                 : c->read   ? 0
                             : UNREAD_TEXT,
        .bold = c->read || c->required,
        .wrap = true,
        .border = true,
        .center = true,
        .text = true,
    };
    return shai_workbook_format(x->w, &style);
}

static const char *header_note(struct writer *x, const struct shai_form_column *c)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, x->arena);
    if (c->meaning) shai_strbuf_printf(&buf, "%s\n", c->meaning);
    if (c->part == SHAI_FORM_READING) {
        const char *asked = shai_form_requirement(x->arena, x->program, c->item);
        const char *basis = shai_form_basis(x->arena, x->program, c->item);
        const char *methods = shai_form_methods(x->arena, x->program, c->item);
        if (*asked) shai_strbuf_printf(&buf, say(x, "要求: %s\n", "requirement: %s\n"), asked);
        if (*basis) shai_strbuf_printf(&buf, say(x, "依据: %s\n", "basis: %s\n"), basis);
        if (*methods) shai_strbuf_printf(&buf, say(x, "方法: %s\n", "method: %s\n"), methods);
    }
    if (c->part == SHAI_FORM_FIELD && c->read && !c->required)
        shai_strbuf_puts(&buf, say(x, "判定时要用\n", "used in judging\n"));
    if (c->has_from || c->has_to)
        shai_strbuf_printf(
            &buf, say(x, "细则有效期 %s ~ %s,在此之外的样品拒收\n", "in force %s ~ %s; other samples are refused\n"),
            c->has_from ? dated(x, c->from) : "", c->has_to ? dated(x, c->to) : "");
    shai_strbuf_printf(&buf, say(x, "填写: %s", "write: %s"), c->entry);
    return buf.s;
}

/* --- what may be written -----------------------------------------------------------------------------------------
 */

/* A list of its own on the hidden sheet; the range, as a formula. */
static const char *list_range(struct writer *x, const struct shai_form_column *c)
{
    const char *name = say(x, "选项", "Lists");
    if (!x->lists) x->lists = shai_workbook_sheet(x->w, name);
    uint32_t column = x->list_count++;
    for (uint32_t i = 0; i < c->choice_count; i++)
        shai_workbook_text(x->w, x->lists, i, column, c->choices[i], x->text);
    const char *letters = shai_sheet_cell_name(x->arena, 0, column + 1);
    return shai_arena_printf(x->arena, "='%s'!$%s$1:$%s$%u", name, letters, letters, c->choice_count);
}

/* May the list stand within the cell's own settings? */
static bool is_short_list(const struct shai_form_column *c)
{
    size_t length = 0;
    for (uint32_t i = 0; i < c->choice_count; i++) {
        if (strpbrk(c->choices[i], ",\"") || c->choices[i][0] == '=') return false;
        length += shai_utf8_count(c->choices[i], strlen(c->choices[i])) + 1;
    }
    return length <= LIST_MAX;
}

static void set_list(struct writer *x, const struct shai_form_column *c, lxw_data_validation *v)
{
    if (is_short_list(c)) {
        char **list = SHAI_NEW_N(x->arena, char *, c->choice_count + 1);
        for (uint32_t i = 0; i < c->choice_count; i++) list[i] = lent(x, c->choices[i]);
        v->validate = LXW_VALIDATION_TYPE_LIST;
        v->value_list = list;
    } else {
        v->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        v->value_formula = lent(x, list_range(x, c));
    }
    v->error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
    v->error_title = lent(x, say(x, "不在列表中", "not in the list"));
    v->error_message = lent(x, say(x, "请从下拉列表中选一个,没有检的留空。",
                                   "Choose one of the list, or leave blank what was not tested."));
}

/* A number, or what begins as one (12.3 mg/kg, 12.3 ± 0.4), <0.5, >200, ND and the like. */
static const char *number_formula(struct writer *x, const struct shai_form_column *c, uint32_t column)
{
    const char *cell = shai_sheet_cell_name(x->arena, 2, column + 1);
    const char *at_least = c->lo ? shai_arena_printf(x->arena, "%s>=%s", cell, c->lo) : "TRUE";
    const char *at_most = c->hi ? shai_arena_printf(x->arena, "%s<=%s", cell, c->hi) : "TRUE";
    const char *words = c->part == SHAI_FORM_READING ? "|ND|N.D.|未检出|未检|未测|not detected|N/A|/|-|--|—|"
                                                     : "|无|未明示|不详|undeclared|N/A|/|-|--|—|";
    return shai_arena_printf(x->arena,
                             "=IF(ISNUMBER(%s),AND(%s,%s),OR(ISNUMBER(--LEFT(%s)),ISNUMBER(FIND(LEFT(%s),\"<>(-\")),"
                             "ISNUMBER(SEARCH(\"|\"&%s&\"|\",\"%s\"))))",
                             cell, at_least, at_most, cell, cell, cell, words);
}

static void set_number(struct writer *x, const struct shai_form_column *c, uint32_t column, lxw_data_validation *v)
{
    v->validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
    v->value_formula = lent(x, number_formula(x, c, column));
    v->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    v->error_title = lent(x, say(x, "请核对", "please check"));
    v->error_message = lent(x, c->part == SHAI_FORM_READING
                                   ? say(x, "这里应是数值,或者 ND、未检出、<0.5 这样的写法,并且在合理的范围内。",
                                         "A number within its range is expected here, or ND, <0.5 and the like.")
                                   : say(x, "这里应是合理范围内的数值,或者“未明示”。",
                                         "A number within its range is expected here, or: undeclared."));
}

static lxw_datetime datetime(int32_t day)
{
    char text[11];
    shai_date_format(day, text);
    int year = 0, month = 0, date = 0;
    sscanf(text, "%d-%d-%d", &year, &month, &date);
    return (lxw_datetime){.year = year, .month = month, .day = date};
}

static void set_date(struct writer *x, const struct shai_form_column *c, lxw_data_validation *v)
{
    enum { YEAR_2000 = 730120, END_2099 = 766644 };
    v->validate = LXW_VALIDATION_TYPE_DATE;
    v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    v->minimum_datetime = datetime(c->has_from ? c->from : YEAR_2000);
    v->maximum_datetime = datetime(c->has_to ? c->to : END_2099);
    v->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    v->error_title = lent(x, say(x, "请核对日期", "please check the date"));
    v->error_message =
        lent(x, c->has_from || c->has_to
                    ? say(x, "日期不在细则的有效期内,这样的样品会被拒收。",
                          "The spec is not in force on that day: the sample would be refused.")
                    : say(x, "请写成 2025-10-11 这样的日期。", "A date such as 2025-10-11 is expected here."));
}

static void validate(struct writer *x, const struct shai_form_column *c, uint32_t column)
{
    lxw_data_validation v = {.ignore_blank = LXW_VALIDATION_ON};
    if (c->choice_count) set_list(x, c, &v);
    else if (c->type == SHAI_V_NUMBER) set_number(x, c, column, &v);
    else if (c->type == SHAI_V_DATE) set_date(x, c, &v);
    else return;
    shai_workbook_check(x->w, worksheet_data_validation_range(x->results, 1, (lxw_col_t)column, x->form->rows,
                                                              (lxw_col_t)column, &v));
}

static lxw_format *fill_format(const struct writer *x, const struct shai_form_column *c)
{
    return c->type == SHAI_V_NUMBER ? x->number : c->type == SHAI_V_DATE ? x->date : x->text;
}

/* --- the sheet to fill -------------------------------------------------------------------------------------------
 */

static void print_setup(struct writer *x, lxw_worksheet *sheet)
{
    enum { A4 = 9 };
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, A4);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.6, 0.6);
    const struct shai_program *p = x->program;
    shai_workbook_check(x->w, worksheet_set_footer(sheet, say(x, "&C第 &P 页,共 &N 页", "&Cpage &P of &N")));
    const char *head = shai_arena_printf(x->arena, "&L%.60s&R%.20s", p->name, p->version ? p->version : "");
    shai_workbook_check(x->w, worksheet_set_header(sheet, head));
}

static void put_results(struct writer *x)
{
    const struct shai_form *f = x->form;
    uint32_t lines = 2;
    for (uint32_t i = 0; i < f->count; i++) {
        const struct shai_form_column *c = &f->columns[i];
        uint32_t width = width_of(c);
        uint32_t need = (uint32_t)(shai_utf8_columns(c->header, strlen(c->header)) / (width - 1)) + 1;
        if (need > lines) lines = need;
        shai_workbook_check(x->w,
                            worksheet_set_column(x->results, (lxw_col_t)i, (lxw_col_t)i, width, fill_format(x, c)));
        shai_workbook_text(x->w, x->results, 0, i, c->header, header_format(x, c));
        shai_workbook_note(x->w, x->results, 0, i, header_note(x, c));
        validate(x, c, i);
    }
    shai_workbook_check(x->w, worksheet_set_row(x->results, 0, lines * HEADER_LINE + 4, NULL));
    worksheet_freeze_panes(x->results, 1, 1);
    print_setup(x, x->results);
    worksheet_gridlines(x->results, LXW_SHOW_ALL_GRIDLINES);
    shai_workbook_check(x->w, worksheet_repeat_rows(x->results, 0, 0));
    shai_workbook_check(x->w, worksheet_repeat_columns(x->results, 0, 0));
}

/* --- instructions ------------------------------------------------------------------------------------------------
 */

struct page {
    struct writer *x;
    lxw_worksheet *sheet;
    uint32_t row;
    lxw_format *title, *section, *key, *plain, *head, *cell;
};

static void put_pair(struct page *g, const char *key, const char *value)
{
    if (!value || !*value) return;
    shai_workbook_text(g->x->w, g->sheet, g->row, 0, key, g->key);
    shai_workbook_text(g->x->w, g->sheet, g->row++, 1, value, g->plain);
}

static void put_section(struct page *g, const char *title)
{
    g->row++;
    shai_workbook_text(g->x->w, g->sheet, g->row++, 0, title, g->section);
}

static void put_spec(struct page *g)
{
    struct writer *x = g->x;
    const struct shai_program *p = x->program;
    shai_workbook_text(x->w, g->sheet, g->row++, 0, p->title ? p->title : p->name, g->title);
    put_pair(g, say(x, "细则", "spec"), p->name);
    put_pair(g, say(x, "版本", "version"), p->version);
    put_pair(g, say(x, "产品", "product"), p->product);
    put_pair(g, say(x, "发布", "issuer"), p->issuer);
    if (p->has_from || p->has_to)
        put_pair(g, say(x, "有效期", "in force"),
                 shai_arena_printf(x->arena, "%s ~ %s", p->has_from ? dated(x, p->effective_from) : "",
                                   p->has_to ? dated(x, p->effective_to) : ""));
    char hex[SHAI_HEX_SHA256];
    shai_hex(hex, p->meaning, sizeof p->meaning);
    put_pair(g, say(x, "摘要", "digest"), shai_arena_printf(x->arena, "sha256:%s", hex));
}

static void put_rules(struct page *g)
{
    static const char *const rules[][2] = {
        {"一行一个样品。样品编号必填;其他列不知道的可以留空,列的次序可以变,用不着的列可以删去。",
         "A row is a sample. sample_id is required; other cells may stay blank, columns may be moved or removed."},
        {"读数空白表示未检,未检的项目不会判为符合。",
         "A blank reading was not tested, and what was not tested never passes."},
        {"未检出写 ND 或“未检出”;低于检出限的可以写 <0.5;知道检出限的写 ND(0.5)。",
         "Write ND for what was not detected, ND(0.5) with its detection limit, <0.5 for what is below that."},
        {"数值按列名中的单位填写。用别的单位时,把单位写在数值后面,例如 0.012 %,会自动换算。",
         "Bare numbers are in the unit of the column. Another unit goes behind the number, as in 0.012 %."},
        {"带不确定度的写成 12.3 ± 0.4(U,k = 2),或者填在 .U 列。",
         "An expanded uncertainty is written 12.3 ± 0.4 (k = 2), or in the column .U."},
        {"产品没有明示的填“未明示”;不知道的留空,或者写 / 或“不详”。",
         "Write undeclared where the product does not say; what is not known stays blank."},
        {"级别列(如 3-4)和编号列已设为文本。从别处粘贴时请只粘贴值,免得 3-4 变成日期、长号码变成科学计数。",
         "Columns of grades (3-4) and codes are text. Paste values only, so that 3-4 does not become a date."},
        {"填好后保存为 .xlsx,直接判定: sushai eval 细则 本文件。",
         "Save as .xlsx and judge it: sushai eval SPEC FILE."},
    };
    struct writer *x = g->x;
    put_section(g, say(x, "怎样填写", "How to fill it"));
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        shai_workbook_text(x->w, g->sheet, g->row++, 0,
                           shai_arena_printf(x->arena, "%zu. %s", i + 1, say(x, rules[i][0], rules[i][1])), g->plain);
}

static void put_colors(struct page *g)
{
    static const struct {
        uint32_t fill;
        const char *text[2];
    } colors[] = {
        {REQUIRED_FILL, {"必填", "required"}},
        {FIELD_FILL,
         {"样品信息:黑字的判定时要用,灰字的用于结果和告知书",
          "the sample: black is used in judging, grey in results and letters"}},
        {ATTRIBUTE_FILL, {"产品信息:决定适用哪些项目和限值", "the product: what decides on items and limits"}},
        {READING_FILL, {"检测读数", "readings"}},
        {BESIDE_FILL, {"不确定度、检出限", "uncertainties, detection limits"}},
    };
    struct writer *x = g->x;
    put_section(g, say(x, "列名的颜色", "Colours of the header"));
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++) {
        const struct shai_cell_style style = {.fill = colors[i].fill, .border = true};
        shai_workbook_text(x->w, g->sheet, g->row, 0, NULL, shai_workbook_format(x->w, &style));
        shai_workbook_text(x->w, g->sheet, g->row++, 1, say(x, colors[i].text[0], colors[i].text[1]), g->plain);
    }
}

enum { CELLS = 6 };
static const uint8_t widths[CELLS] = {22, 28, 36, 44, 26, 26};

/* Lines that a text takes in a column; a program that opens the workbook may not work it out itself. */
static uint32_t lines_of(const char *text, uint32_t width)
{
    uint32_t lines = 0;
    for (const char *at = text ? text : ""; *at;) {
        size_t len = strcspn(at, "\n");
        lines += (uint32_t)(shai_utf8_columns(at, len) / (width - 1)) + 1;
        at += len + (at[len] == '\n');
    }
    return lines ? lines : 1;
}

static void put_line(struct page *g, const char *const cells[CELLS], lxw_format *format)
{
    uint32_t lines = 1;
    for (uint32_t i = 0; i < CELLS; i++)
        if (lines_of(cells[i], widths[i]) > lines) lines = lines_of(cells[i], widths[i]);
    enum { LINE = 15 };
    shai_workbook_check(g->x->w, worksheet_set_row(g->sheet, g->row, lines * LINE + 1, NULL));
    for (uint32_t i = 0; i < CELLS; i++) shai_workbook_text(g->x->w, g->sheet, g->row, i, cells[i], format);
    g->row++;
}

static void put_columns(struct page *g)
{
    struct writer *x = g->x;
    put_section(g, say(x, "各列", "The columns"));
    const char *const head[CELLS] = {say(x, "列", "column"),  say(x, "含义", "meaning"),
                                     say(x, "填写", "write"), say(x, "要求", "requirement"),
                                     say(x, "依据", "basis"), say(x, "方法", "method")};
    put_line(g, head, g->head);
    for (size_t i = 0; i < x->form->count; i++) {
        const struct shai_form_column *c = &x->form->columns[i];
        bool reading = c->part == SHAI_FORM_READING;
        const char *const cells[CELLS] = {
            c->header,
            c->meaning,
            c->entry,
            reading ? shai_form_requirement(x->arena, x->program, c->item) : NULL,
            reading ? shai_form_basis(x->arena, x->program, c->item) : NULL,
            reading ? shai_form_methods(x->arena, x->program, c->item) : NULL,
        };
        put_line(g, cells, g->cell);
    }
}

/* Items that are judged by what is known of the product. */
static void put_items_without_readings(struct page *g)
{
    struct writer *x = g->x;
    const struct shai_program *p = x->program;
    bool any = false;
    for (uint32_t i = 0; i < p->item_count; i++) {
        if (p->items[i].input_count) continue;
        if (!any) {
            put_section(g, say(x, "没有读数的项目,由上面的信息判定", "Items without readings, judged by the above"));
            const char *const head[CELLS] = {
                say(x, "项目", "item"),        say(x, "名称", "title"), NULL,
                say(x, "要求", "requirement"), say(x, "依据", "basis"), say(x, "方法", "method")};
            put_line(g, head, g->head);
            any = true;
        }
        const char *const cells[CELLS] = {p->items[i].name,
                                          p->items[i].title,
                                          NULL,
                                          shai_form_requirement(x->arena, p, i),
                                          shai_form_basis(x->arena, p, i),
                                          shai_form_methods(x->arena, p, i)};
        put_line(g, cells, g->cell);
    }
}

static void put_instructions(struct writer *x)
{
    const struct shai_cell_style title = {.bold = true, .size = 14}, section = {.bold = true, .size = 12},
                                 key = {.color = UNREAD_TEXT}, plain = {.text = true},
                                 head = {.bold = true, .fill = FIELD_FILL, .border = true, .center = true},
                                 cell = {.border = true, .wrap = true, .top = true, .text = true};
    struct page g = {.x = x, .sheet = shai_workbook_sheet(x->w, say(x, "填写说明", "Instructions"))};
    g.title = shai_workbook_format(x->w, &title);
    g.section = shai_workbook_format(x->w, &section);
    g.key = shai_workbook_format(x->w, &key);
    g.plain = shai_workbook_format(x->w, &plain);
    g.head = shai_workbook_format(x->w, &head);
    g.cell = shai_workbook_format(x->w, &cell);
    for (uint32_t i = 0; i < CELLS; i++)
        shai_workbook_check(x->w, worksheet_set_column(g.sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
    put_spec(&g);
    put_rules(&g);
    put_colors(&g);
    put_columns(&g);
    put_items_without_readings(&g);
    worksheet_gridlines(g.sheet, LXW_HIDE_ALL_GRIDLINES);
    print_setup(x, g.sheet);
    worksheet_fit_to_pages(g.sheet, 1, 0);
}

bool shai_form_workbook(struct shai_workbook *workbook, const struct shai_form *form)
{
    if (form->count > SHAI_SHEET_COLUMNS) return false;
    static const struct shai_cell_style text = {.text = true}, number = {.right = true}, date = {.date = true};
    struct writer x = {.w = workbook, .arena = workbook->arena, .form = form, .program = form->program};
    x.text = shai_workbook_format(workbook, &text);
    x.number = shai_workbook_format(workbook, &number);
    x.date = shai_workbook_format(workbook, &date);
    x.results = shai_workbook_sheet(workbook, say(&x, "结果", "Results"));
    put_instructions(&x);
    put_results(&x);
    if (x.lists) worksheet_hide(x.lists);
    return true;
}
