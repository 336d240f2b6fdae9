/* Tables of cases: rows are read by the reader of samples, and the cells of the table's own columns are taken from
 * the row that it has at hand. */
#include "lang/case_table.h"

#include "lang/checker.h"
#include "runtime/token.h"

#include <inttypes.h>
#include <string.h>

static bool is_input(const struct shai_program *program, const char *header)
{
    for (uint32_t i = 0; i < program->input_count; i++)
        if (strcmp(program->inputs[i].name, header) == 0) return true;
    return false;
}

/* What a column's name is, beside the columns of samples; of ITEM *rest is the item's name. */
static enum shai_case_column own_column(const char *header, const char **rest)
{
    static const struct {
        const char *word;
        enum shai_case_column kind;
    } words[] = {
        {"期望结论", SHAI_CASE_VERDICT},       {"expect", SHAI_CASE_VERDICT},   {"期望风险", SHAI_CASE_HAZARD},
        {"expect_hazard", SHAI_CASE_HAZARD},   {"状态", SHAI_CASE_STATUS},      {"status", SHAI_CASE_STATUS},
        {"确认人", SHAI_CASE_CONFIRMED},       {"说明", SHAI_CASE_NOTE},        {"note", SHAI_CASE_NOTE},
        {"confirmed_by", SHAI_CASE_CONFIRMED}, {"意见", SHAI_CASE_OPINION},     {"opinion", SHAI_CASE_OPINION},
        {"确认日期", SHAI_CASE_DAY},           {"confirmed_on", SHAI_CASE_DAY},
    };
    static const char *const before[] = {"期望 ", "expect "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(header, words[i].word) == 0) return words[i].kind;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t len = strlen(before[i]);
        if (strncmp(header, before[i], len)) continue;
        *rest = header + len + strspn(header + len, " ");
        return SHAI_CASE_ITEM;
    }
    return SHAI_CASE_NONE;
}

bool shai_case_knows_column(const char *name)
{
    const char *rest;
    return own_column(name, &rest) != SHAI_CASE_NONE;
}

/* The same of a header cell. An input of the program of that name comes first. */
static enum shai_case_column column_of(const struct shai_case_table *t, const char *header, const char **rest)
{
    size_t line;
    const char *name = t->map ? shai_map_find(t->map, t->arena, header, strlen(header), &line) : NULL;
    if (!name) name = header;
    return is_input(t->program, name) ? SHAI_CASE_NONE : own_column(name, rest);
}

/* --- the header --- */

static uint32_t find_item(struct shai_case_table *t, size_t column, const char *name)
{
    const char *near = NULL;
    for (uint32_t i = 0; i < t->program->item_count; i++) {
        if (strcmp(t->program->items[i].name, name) == 0) return i;
        if (!near && shai_name_is_near(name, t->program->items[i].name)) near = t->program->items[i].name;
    }
    struct shai_diag *d =
        shai_diag_cell(t->diags, SHAI_D_CASE_ITEM, shai_reader_cell_place(t->reader, column), name, NULL);
    if (near) shai_diag_meant(t->diags, d, near);
    t->broken = true;
    return 0;
}

static bool is_same(const struct shai_column_of *a, const struct shai_column_of *b)
{
    return a->kind == b->kind && a->item == b->item;
}

static void read_header(struct shai_case_table *t)
{
    t->column_count = shai_reader_width(t->reader);
    t->columns = SHAI_NEW_N(t->arena, struct shai_column_of, t->column_count);
    for (size_t i = 0; i < t->column_count; i++) {
        struct shai_slice cell = shai_reader_cell_text(t->reader, i);
        struct shai_column_of *c = &t->columns[i];
        const char *name = "";
        cell = shai_trim(cell.s, cell.len);
        c->title = shai_arena_strndup(t->arena, cell.s, cell.len);
        c->kind = column_of(t, c->title, &name);
        if (c->kind == SHAI_CASE_ITEM) c->item = find_item(t, i, name);
        for (size_t k = 0; k < i && c->kind != SHAI_CASE_NONE && !t->broken; k++)
            if (is_same(&t->columns[k], c)) {
                struct shai_cell_place place = shai_reader_cell_place(t->reader, i);
                place.column = NULL;
                shai_diag_cell(t->diags, SHAI_D_CASE_COLUMN_TWICE, place, t->columns[k].title, c->title, NULL);
                t->broken = true;
            }
    }
}

/* The reader of samples knows nothing of the table's own columns, and says so: it need not. */
static void forget_own(struct shai_case_table *t, struct shai_diag **from)
{
    struct shai_diag **link = from;
    while (*link) {
        const char *rest;
        const struct shai_diag *d = *link;
        if (d->id == SHAI_D_UNKNOWN_COLUMN && column_of(t, d->args[0], &rest) != SHAI_CASE_NONE) {
            *link = d->next;
            t->diags->warnings--;
        } else {
            link = &(*link)->next;
        }
    }
    t->diags->tail = link;
}

void shai_case_table_open(struct shai_case_table *t, struct shai_arena *arena, struct shai_diags *diags,
                          const struct shai_program *program, const struct shai_case_source *source, bool explain)
{
    size_t errors = diags->errors;
    struct shai_diag **said = diags->tail;
    const struct shai_sample_options how = {
        .format = SHAI_FORMAT_CSV, .layout = SHAI_LAYOUT_WIDE, .map = source->map};
    *t = (struct shai_case_table){.arena = arena, .diags = diags, .program = program, .map = source->map};
    t->run = shai_run_new(arena, program, explain);
    t->sample.facts = SHAI_NEW_N(arena, struct shai_fact, program->input_count);
    t->reader =
        source->rows
            ? shai_reader_open_rows(arena, diags, program, shai_rows_again(arena, source->rows), source->name, &how)
            : shai_reader_open_text_as(arena, diags, program, source->text, source->len, source->name, &how);
    forget_own(t, said);
    if (diags->errors == errors) read_header(t);
    t->broken |= diags->errors > errors;
}

void shai_case_table_close(struct shai_case_table *t)
{
    shai_reader_close(t->reader);
}

/* --- rows --- */

/* One cell of the table's own into the case. False where it is none of its words (said). */
static bool take(struct shai_case_table *t, struct shai_arena *run, size_t column, struct shai_slice cell,
                 struct shai_case *out)
{
    const struct shai_column_of *c = &t->columns[column];
    static const char *const words[] = {[SHAI_CASE_VERDICT] = "符合 pass, 不符合 fail, 未完成 incomplete",
                                        [SHAI_CASE_HAZARD] = "一般 general, 严重 serious, 无 none",
                                        [SHAI_CASE_ITEM] = "符合 pass, 不符合 fail, 无法判定 inconclusive, "
                                                           "未检 untested, 不判定 unjudged, 不适用 inapplicable"};
    char word[SHAI_TOKEN_MAX];
    int value = -1;
    shai_token_fold(word, cell.s, cell.len);
    switch (c->kind) {
    case SHAI_CASE_VERDICT: value = out->expected.verdict = shai_expected_verdict(word); break;
    case SHAI_CASE_HAZARD: value = out->expected.hazard = shai_expected_hazard(word); break;
    case SHAI_CASE_ITEM:
        value = shai_expected_outcome(word);
        if (value < 0) break;
        out->expected.items = shai_arena_grow(run, out->expected.items, &out->expected.item_cap,
                                              out->expected.item_count + 1, sizeof *out->expected.items);
        out->expected.items[out->expected.item_count++] =
            (struct shai_item_expectation){c->item, t->program->items[c->item].name, (enum shai_outcome)value};
        break;
    default: return true;
    }
    if (value < 0)
        shai_diag_cell(t->diags, SHAI_D_CASE_WORD, shai_reader_cell_place(t->reader, column),
                       shai_quote(run, cell.s, cell.len), words[c->kind], NULL);
    return value >= 0;
}

static bool disagrees(const char *text)
{
    return strcmp(text, "不同意") == 0 || strcmp(text, "disagree") == 0;
}

/* Does it matter what stands there? An error of a spreadsheet must not confirm a row. */
static bool is_heeded(enum shai_case_column kind)
{
    return kind != SHAI_CASE_DAY && kind != SHAI_CASE_NOTE;
}

/* The row's own columns. *generated: it waits to be confirmed, or who checked it does not agree. */
static bool read_own(struct shai_case_table *t, struct shai_arena *run, struct shai_case *out, bool *generated)
{
    bool made = false, confirmed = false, opposed = false, ok = true;
    for (size_t i = 0; i < t->column_count; i++) {
        const struct shai_column_of *c = &t->columns[i];
        if (c->kind == SHAI_CASE_NONE) continue;
        struct shai_slice cell = shai_reader_cell_text(t->reader, i);
        cell = shai_trim(cell.s, cell.len);
        if (!cell.len) continue;
        if (is_heeded(c->kind) && !shai_reader_cell_holds(t->reader, i, t->diags)) {
            ok = false;
            continue;
        }
        const char *text = shai_arena_strndup(run, cell.s, cell.len);
        if (c->kind == SHAI_CASE_STATUS) made = strcmp(text, "generated") == 0 || strcmp(text, "生成") == 0;
        else if (c->kind == SHAI_CASE_CONFIRMED) confirmed = true;
        else if (c->kind == SHAI_CASE_OPINION) opposed = disagrees(text);
        else if (c->kind == SHAI_CASE_NOTE) out->note = text;
        else ok &= take(t, run, i, cell, out);
    }
    *generated = opposed || (made && !confirmed);
    return ok;
}

static enum shai_case_next judge(struct shai_case_table *t, struct shai_arena *run, struct shai_case *out)
{
    struct shai_slice id = t->sample.fields[SHAI_FIELD_SAMPLE_ID];
    bool generated;
    out->row = t->sample.row;
    out->id = shai_arena_strndup(run, id.s, id.len);
    if (!read_own(t, run, out, &generated)) return SHAI_CASE_REFUSED;
    if (generated) return SHAI_CASE_GENERATED;
    if (out->expected.verdict < 0 && out->expected.hazard < 0 && !out->expected.item_count) {
        shai_diag_cell(t->diags, SHAI_D_CASE_EXPECTS_NOTHING, shai_reader_place(t->reader, t->sample.row), out->id,
                       NULL);
        return SHAI_CASE_EMPTY;
    }
    if (shai_run_sample(t->run, run, &t->sample) == SHAI_RUN_OK) return SHAI_CASE_JUDGED;
    shai_diag_cell(t->diags, SHAI_D_SAMPLE_MATCH_LIMIT, shai_reader_place(t->reader, t->sample.row), NULL);
    return SHAI_CASE_REFUSED;
}

enum shai_case_next shai_case_table_next(struct shai_case_table *t, struct shai_arena *run, struct shai_case *out)
{
    *out = (struct shai_case){.expected = {.verdict = -1, .hazard = -1}};
    if (t->broken) return SHAI_CASE_END;
    switch (shai_reader_next(t->reader, run, t->diags, &t->sample)) {
    case SHAI_NEXT_SAMPLE: return judge(t, run, out);
    case SHAI_NEXT_REFUSED: return SHAI_CASE_REFUSED;
    case SHAI_NEXT_BROKEN:
    case SHAI_NEXT_END: break;
    }
    return SHAI_CASE_END;
}
