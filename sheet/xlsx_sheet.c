/* See xlsx_sheet.h. */
#include "sheet/xlsx_sheet.h"

#include "runtime/feed.h"
#include "sheet/sheet.h"
#include "sheet/xlsx_merge.h"
#include "sheet/xlsx_strings.h"

#include <string.h>

static void start_row(struct shai_sheet *s, const char **attributes)
{
    const char *number = shai_pull_attribute(attributes, "r");
    uint64_t row = s->last + 1;
    if (number && (!shai_pull_count(number, SHAI_SHEET_ROWS, &row) || row <= s->last)) {
        shai_pull_refuse(s->xml, SHAI_D_XLSX_DAMAGED, shai_arena_printf(s->arena, "row %s", number));
        return;
    }
    if (row > SHAI_SHEET_ROWS) shai_pull_refuse(s->xml, SHAI_D_XLSX_TOO_BIG, "row");
    s->row = s->last = row;
    s->hidden = shai_pull_is_true(shai_pull_attribute(attributes, "hidden"));
    s->is_long = false;
    s->in_row = true;
    s->count = 0;
    s->column = 0;
    shai_strbuf_clear(&s->text);
}

static enum shai_xlsx_type type_of(const char *t)
{
    static const struct {
        const char *t;
        enum shai_xlsx_type type;
    } types[] = {{"s", SHAI_XLSX_SHARED}, {"str", SHAI_XLSX_TEXT}, {"inlineStr", SHAI_XLSX_TEXT},
                 {"b", SHAI_XLSX_TRUTH},  {"e", SHAI_XLSX_ERROR},  {"d", SHAI_XLSX_ISO_DATE}};
    for (size_t i = 0; t && i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].t, t) == 0) return types[i].type;
    return SHAI_XLSX_NUMBER;
}

static void start_cell(struct shai_sheet *s, const char **attributes)
{
    const char *name = shai_pull_attribute(attributes, "r"), *end;
    uint64_t row, style = 0;
    uint32_t column = s->column;
    bool ok = !name || (shai_cell_parse(name, &row, &column, &end) && !*end && row == s->row);
    if (!ok || column < s->column || column >= SHAI_SHEET_COLUMNS) { /* two in one place, or out of order */
        shai_pull_refuse(s->xml, SHAI_D_XLSX_DAMAGED, shai_arena_printf(s->arena, "cell %s", name ? name : "?"));
        return;
    }
    s->column = column + 1;
    shai_pull_count(shai_pull_attribute(attributes, "s"), UINT32_MAX, &style);
    s->cells = shai_arena_grow(s->arena, s->cells, &s->cap, s->count + 1, sizeof *s->cells);
    s->cells[s->count++] = (struct shai_xlsx_cell){.column = column,
                                                   .style = (uint32_t)style,
                                                   .type = type_of(shai_pull_attribute(attributes, "t")),
                                                   .at = s->text.len};
}

static void start(void *user, const char *name, const char **attributes)
{
    struct shai_sheet *s = user;
    struct shai_xlsx_cell *cell = s->in_row && s->count ? &s->cells[s->count - 1] : NULL;
    if (strcmp(name, "sheetData") == 0) s->in_data = true;
    if (!s->in_data) return;
    if (strcmp(name, "c") == 0 && s->in_row) start_cell(s, attributes);
    else if (strcmp(name, "v") == 0 && cell) s->in_text = cell->value = true;
    else if (strcmp(name, "f") == 0 && cell) cell->formula = true;
    else if (strcmp(name, "t") == 0 && cell) s->in_text = !s->phonetic;
    else if (strcmp(name, "rPh") == 0) s->phonetic++;
    else if (strcmp(name, "row") == 0) start_row(s, attributes);
}

static void text(void *user, const char *chars, size_t len)
{
    struct shai_sheet *s = user;
    if (!s->in_text || s->is_long) return;
    if (s->text.len - s->cells[s->count - 1].at + len > SHAI_TEXT_MAX)
        shai_pull_refuse(s->xml, SHAI_D_XLSX_TOO_BIG, "text");
    else if (s->text.len + len > SHAI_RECORD_MAX) s->is_long = true;
    else shai_strbuf_add(&s->text, chars, len);
}

static void end(void *user, const char *name)
{
    struct shai_sheet *s = user;
    if (!s->in_data) return;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) s->in_text = false;
    else if (strcmp(name, "rPh") == 0) s->phonetic--;
    else if (strcmp(name, "sheetData") == 0) s->in_data = false;
    if (strcmp(name, "row") != 0) return;
    s->in_row = false;
    if (s->count) shai_pull_pause(s->xml);
}

static const struct shai_pull_handler handler = {start, end, text};

bool shai_sheet_open(struct shai_sheet *sheet, struct shai_arena *arena, struct shai_archive *archive,
                     const char *part)
{
    *sheet = (struct shai_sheet){.arena = arena};
    shai_strbuf_init(&sheet->text, arena);
    return shai_pull_open(&sheet->xml, arena, archive, part, SHAI_ARCHIVE_LARGE, &handler, sheet);
}

enum shai_sheet_status shai_sheet_next(struct shai_sheet *s)
{
    s->count = 0;
    switch (shai_pull_run(s->xml)) {
    case SHAI_PULL_PAUSED: break;
    case SHAI_PULL_END: return SHAI_SHEET_END;
    case SHAI_PULL_BROKEN: return SHAI_SHEET_BROKEN;
    }
    if (s->is_long) return SHAI_SHEET_LONG;
    for (size_t i = 0; i < s->count; i++) {
        struct shai_xlsx_cell *c = &s->cells[i];
        size_t ended = i + 1 < s->count ? s->cells[i + 1].at : s->text.len;
        c->text = (struct shai_slice){s->text.s + c->at, ended - c->at};
        if (c->type == SHAI_XLSX_TEXT) c->text.len = shai_xlsx_unescape(s->text.s + c->at, c->text.len);
    }
    return SHAI_SHEET_ROW;
}

void shai_sheet_close(struct shai_sheet *sheet)
{
    shai_pull_close(sheet->xml);
    sheet->xml = NULL;
}
