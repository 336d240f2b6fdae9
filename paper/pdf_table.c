/* Tables: cells are measured, rows become strips, a row higher than a page becomes a strip a line.
 *
 * All rows drawn as one in a column (shai_table_reach) stand on one page; where they are higher than half a page they
 * are parted at a row, and the text of the cell is drawn again. */
#include "paper/pdf_text.h"

#include <string.h>

struct cell {
    struct shai_pdf_text **texts;
    size_t count;
    int x, width;  /* of the cell, with its borders */
    int height;    /* of its lines */
    size_t reach;  /* rows; 0: the cell above holds this place */
    int rows_high; /* of the rows it reaches over */
    bool head;     /* read aloud as a head */
};

struct row {
    struct cell *cells;
    size_t cell_count;
    int height;
    bool shaded;
};

struct table {
    const struct shai_doc_table *doc;
    const struct shai_doc_block *block; /* ? */
    struct row head;                    /* without cells: none */
    struct row *rows;
    int *edges; /* of the columns: column_count + 1 */
    int pad_x, pad_y;
    int caption; /* its height */
    bool bare;   /* without borders */
};

/* Dense tables are smaller in proportion. */
static struct shai_pdf_type cell_type(const struct shai_pdf_work *work, const struct shai_doc_table *t,
                                      enum shai_line_style style, bool centred)
{
    const struct shai_layout *l = work->layout;
    const struct shai_line_layout *usual = &l->lines[style];
    unsigned size = style == SHAI_LINE_SUB ? usual->size : l->cell_size;
    if (t->dense) size = size * l->dense_size / l->cell_size;
    return (struct shai_pdf_type){.face = SHAI_FACE_TABLE,
                                  .size = size,
                                  .leading = usual->leading * size / usual->size,
                                  .align = centred ? SHAI_PDF_CENTRE : SHAI_PDF_LEFT};
}

/* --- measuring -------------------------------------------------------------------------------------------------- */

static void add_text(struct shai_pdf_work *work, const struct table *t, struct cell *cell,
                     const struct shai_doc_line *line, struct shai_pdf_type type)
{
    struct shai_pdf_text *text = shai_pdf_text(work, line->pieces, line->count, type, cell->width - 2 * t->pad_x);
    cell->texts[cell->count++] = text;
    cell->height += text->lines * text->leading;
}

static enum shai_line_style own_style(const struct shai_doc_line *line)
{
    return line->style == SHAI_LINE_SUB ? SHAI_LINE_SUB : SHAI_LINE_CELL;
}

static void measure_cell(struct shai_pdf_work *work, const struct table *t, struct cell *cell,
                         const struct shai_doc_cell *from, bool centred, bool family)
{
    cell->texts = SHAI_NEW_N(work->arena, struct shai_pdf_text *, from->lines.count + 1);
    cell->head = from->label || family;
    for (size_t i = 0; i < from->lines.count; i++) {
        const struct shai_doc_line *line = from->lines.at[i];
        struct shai_pdf_type type = cell_type(work, t->doc, own_style(line), centred || from->label);
        if (family) type.face = SHAI_FACE_HEAD;
        if (t->bare) {
            type.face = SHAI_FACE_BODY, type.size = work->layout->lines[SHAI_LINE_BODY].size;
            type.leading = work->layout->lines[SHAI_LINE_BODY].leading;
        }
        add_text(work, t, cell, line, type);
    }
}

static void place_cell(const struct table *t, struct cell *cell, size_t column, unsigned columns)
{
    size_t end = MIN(column + MAX(columns, 1), t->doc->column_count);
    cell->x = t->edges[MIN(column, end)];
    cell->width = t->edges[end] - cell->x;
}

static void measure_row(struct shai_pdf_work *work, const struct table *t, size_t at)
{
    const struct shai_doc_row *from = &t->doc->rows[at];
    struct row *row = &t->rows[at];
    bool family = from->kind == SHAI_ROW_FAMILY;
    row->cells = SHAI_NEW_N(work->arena, struct cell, from->cell_count);
    row->cell_count = from->cell_count;
    row->shaded = family;
    row->height = shai_pdf_mm10(from->least * 10);
    for (size_t i = 0, column = 0; i < from->cell_count; column += from->cells[i].span, i++) {
        struct cell *cell = &row->cells[i];
        place_cell(t, cell, column, from->cells[i].span);
        cell->reach = column < t->doc->column_count ? shai_table_reach(t->doc, at, column) : 1;
        if (!cell->reach) continue;
        bool centred = family ? i == 0 : column < t->doc->column_count && t->doc->columns[column].centred;
        measure_cell(work, t, cell, &from->cells[i], centred, family);
        if (cell->reach == 1) row->height = MAX(row->height, cell->height + 2 * t->pad_y);
    }
}

/* How many rows, from this one on, are bound to each other by cells that reach over them. */
static size_t bound_rows(const struct table *t, size_t at)
{
    size_t end = at + 1;
    for (size_t r = at; r < end; r++)
        for (size_t i = 0; i < t->rows[r].cell_count; i++) end = MAX(end, r + t->rows[r].cells[i].reach);
    return MIN(end, t->doc->row_count) - at;
}

/* The cell of a row that draws a place, and in *row which row that is; from `at` upwards. */
static struct cell *owner_of(struct table *t, size_t at, size_t i, size_t *row)
{
    for (*row = at; !t->rows[*row].cells[i].reach; --*row) {
    }
    return &t->rows[*row].cells[i];
}

/* Parts before a row what is drawn as one: the row draws the same text again, for itself and what is left below. */
static void part_before(struct shai_pdf_work *work, struct table *t, size_t at)
{
    struct row *row = &t->rows[at];
    for (size_t i = 0, column = 0; i < row->cell_count; column += t->doc->rows[at].cells[i].span, i++) {
        size_t above;
        struct cell *cell = &row->cells[i], *owner = owner_of(t, at, i, &above);
        if (owner == cell) continue;
        measure_cell(work, t, cell, &t->doc->rows[at].cells[i], t->doc->columns[column].centred, false);
        cell->reach = owner->reach - (at - above);
        owner->reach = at - above;
        if (cell->reach == 1) row->height = MAX(row->height, cell->height + 2 * t->pad_y);
        if (owner->reach == 1) t->rows[above].height = MAX(t->rows[above].height, owner->height + 2 * t->pad_y);
    }
}

/* Rows bound to each other that are high are parted in lots, so that pages need not stay empty for them. */
static size_t part_rows(struct shai_pdf_work *work, struct table *t, size_t at, size_t count)
{
    int sum = 0, most = shai_pdf_height(work) / 2;
    for (size_t r = at; r < at + count; r++) {
        sum += t->rows[r].height;
        if (r == at || sum <= most) continue;
        part_before(work, t, r);
        return r - at;
    }
    return count;
}

/* A cell higher than the rows it reaches over makes the last of them higher. */
static void stretch_rows(struct table *t, size_t at, size_t count)
{
    for (size_t r = at; r < at + count; r++)
        for (size_t i = 0; i < t->rows[r].cell_count; i++) {
            const struct cell *cell = &t->rows[r].cells[i];
            int sum = 0;
            for (size_t k = 0; k < cell->reach; k++) sum += t->rows[r + k].height;
            int lacks = cell->reach ? cell->height + 2 * t->pad_y - sum : 0;
            if (lacks > 0) t->rows[r + cell->reach - 1].height += lacks;
        }
}

static int bind_rows(struct shai_pdf_work *work, struct table *t, size_t at, size_t count)
{
    int sum = 0, page = shai_pdf_height(work) - t->head.height - t->caption;
    stretch_rows(t, at, count);
    for (size_t r = at; r < at + count; r++) sum += t->rows[r].height;
    for (size_t r = at + 1; sum > page && r < at + count; r++) part_before(work, t, r);
    for (size_t r = at; r < at + count; r++)
        for (size_t i = 0; i < t->rows[r].cell_count; i++) {
            struct cell *cell = &t->rows[r].cells[i];
            cell->rows_high = 0;
            for (size_t k = 0; k < cell->reach; k++) cell->rows_high += t->rows[r + k].height;
        }
    return sum;
}

static void measure_head(struct shai_pdf_work *work, struct table *t)
{
    if (!t->doc->headed) return;
    struct row *row = &t->head;
    row->cells = SHAI_NEW_N(work->arena, struct cell, t->doc->column_count);
    row->cell_count = t->doc->column_count;
    for (size_t i = 0; i < row->cell_count; i++) {
        struct cell *cell = &row->cells[i];
        struct shai_pdf_type type = cell_type(work, t->doc, SHAI_LINE_CELL, true);
        type.bold = type.balanced = true;
        place_cell(t, cell, i, 1);
        cell->texts = SHAI_NEW_N(work->arena, struct shai_pdf_text *, 1);
        cell->texts[cell->count++] = shai_pdf_words(work, t->doc->columns[i].head, type, cell->width - 2 * t->pad_x);
        cell->height = cell->texts[0]->lines * cell->texts[0]->leading;
        cell->reach = 1, cell->head = true;
        row->height = MAX(row->height, cell->height + 2 * t->pad_y);
    }
    for (size_t i = 0; i < row->cell_count; i++) row->cells[i].rows_high = row->height;
}

/* Shares are of the width; what they lack or have too much of a hundred is made even. */
static void set_edges(struct shai_pdf_work *work, struct table *t, int x, int width)
{
    unsigned all = 0, so_far = 0;
    t->edges = SHAI_NEW_N(work->arena, int, t->doc->column_count + 1);
    for (size_t i = 0; i < t->doc->column_count; i++) all += t->doc->columns[i].share;
    for (size_t i = 0; i <= t->doc->column_count; i++) {
        t->edges[i] = x + (all ? (int)((int64_t)width * so_far / all) : 0);
        if (i < t->doc->column_count) so_far += t->doc->columns[i].share;
    }
}

static struct table *measure(struct shai_pdf_work *work, const struct shai_doc_table *doc, int x, int width,
                             bool bare)
{
    struct table *t = SHAI_NEW(work->arena, struct table);
    t->doc = doc;
    t->bare = bare;
    t->pad_x = bare ? 0 : shai_pdf_mm10(10), t->pad_y = shai_pdf_mm10(bare ? 2 : 7);
    set_edges(work, t, x, width);
    t->rows = SHAI_NEW_N(work->arena, struct row, doc->row_count + 1);
    measure_head(work, t);
    for (size_t r = 0; r < doc->row_count; r++) measure_row(work, t, r);
    return t;
}

/* --- drawing ---------------------------------------------------------------------------------------------------- */

static void rule(struct shai_pdf_work *work, int x0, int y0, int x1, int y1)
{
    cairo_move_to(work->cr, shai_pdf_pt(x0), shai_pdf_pt(y0));
    cairo_line_to(work->cr, shai_pdf_pt(x1), shai_pdf_pt(y1));
}

static void shade(struct shai_pdf_work *work, const struct cell *cell, int x, int y)
{
    cairo_set_source_rgb(work->cr, 0.95, 0.95, 0.95);
    cairo_rectangle(work->cr, shai_pdf_pt(x), shai_pdf_pt(y), shai_pdf_pt(cell->width), shai_pdf_pt(cell->rows_high));
    cairo_fill(work->cr);
    cairo_set_source_rgb(work->cr, 0, 0, 0);
}

static void draw_texts(struct shai_pdf_work *work, const struct cell *cell, int x, int y)
{
    for (size_t i = 0; i < cell->count; i++)
        for (int line = 0; line < cell->texts[i]->lines; line++, y += cell->texts[i]->leading)
            shai_pdf_text_draw(work, cell->texts[i], line, x, y);
}

static void draw_row(struct shai_pdf_work *work, const struct table *t, const struct row *row, int x, int y)
{
    cairo_set_line_width(work->cr, 0.5);
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct cell *cell = &row->cells[i];
        if (!cell->reach) continue;
        if (row->shaded) shade(work, cell, x + cell->x, y);
        if (!t->bare) {
            cairo_rectangle(work->cr, shai_pdf_pt(x + cell->x), shai_pdf_pt(y), shai_pdf_pt(cell->width),
                            shai_pdf_pt(cell->rows_high));
            cairo_stroke(work->cr);
        }
    }
    cairo_tag_begin(work->cr, "TR", NULL);
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct cell *cell = &row->cells[i];
        if (!cell->reach) continue;
        const char *tag = cell->head ? "TH" : "TD";
        cairo_tag_begin(work->cr, tag, NULL);
        draw_texts(work, cell, x + cell->x + t->pad_x, y + (cell->rows_high - cell->height) / 2);
        cairo_tag_end(work->cr, tag);
    }
    cairo_tag_end(work->cr, "TR");
}

/* The head is drawn again where a page begins; returns the row's top. */
static void draw_head_above(struct shai_pdf_work *work, const struct table *t, struct shai_pdf_at at)
{
    if (at.first && t->head.cell_count) draw_row(work, t, &t->head, at.x, at.y - t->head.height);
}

static void draw_table_row(struct shai_pdf_work *work, const struct shai_pdf_part *part, struct shai_pdf_at at)
{
    const struct table *t = part->of;
    draw_head_above(work, t, at);
    draw_row(work, t, &t->rows[part->row], at.x, at.y);
}

static void draw_table_head(struct shai_pdf_work *work, const struct shai_pdf_part *part, struct shai_pdf_at at)
{
    const struct table *t = part->of;
    draw_row(work, t, &t->head, at.x, at.y);
}

/* --- rows higher than a page ------------------------------------------------------------------------------------ */

/* The text that holds line `level` of a cell, and which of its lines that is; NULL below the last. */
static const struct shai_pdf_text *text_at(const struct cell *cell, int level, int *line)
{
    for (size_t i = 0; i < cell->count; i++) {
        if (level < cell->texts[i]->lines) {
            *line = level;
            return cell->texts[i];
        }
        level -= cell->texts[i]->lines;
    }
    return NULL;
}

static int levels_of(const struct row *row)
{
    int most = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        int lines = 0;
        for (size_t k = 0; k < row->cells[i].count; k++) lines += row->cells[i].texts[k]->lines;
        most = MAX(most, lines);
    }
    return most;
}

static int level_height(const struct row *row, int level)
{
    int height = 0, line;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct shai_pdf_text *text = text_at(&row->cells[i], level, &line);
        if (text) height = MAX(height, text->leading);
    }
    return height;
}

static void draw_level_rules(struct shai_pdf_work *work, const struct table *t, const struct shai_pdf_part *part,
                             struct shai_pdf_at at)
{
    const struct row *row = &t->rows[part->row];
    int height = level_height(row, part->line), bottom = at.y + height;
    cairo_set_line_width(work->cr, 0.5);
    for (size_t i = 0; i < row->cell_count; i++) {
        int x0 = at.x + row->cells[i].x, x1 = x0 + row->cells[i].width;
        rule(work, x0, at.y, x0, bottom);
        rule(work, x1, at.y, x1, bottom);
        if (part->line == 0 || at.first) rule(work, x0, at.y, x1, at.y);
        if (part->line == levels_of(row) - 1 || at.last) rule(work, x0, bottom, x1, bottom);
    }
    cairo_stroke(work->cr);
}

static void draw_level(struct shai_pdf_work *work, const struct shai_pdf_part *part, struct shai_pdf_at at)
{
    const struct table *t = part->of;
    const struct row *row = &t->rows[part->row];
    draw_head_above(work, t, at);
    if (!t->bare) draw_level_rules(work, t, part, at);
    for (size_t i = 0; i < row->cell_count; i++) {
        int line;
        const struct shai_pdf_text *text = text_at(&row->cells[i], part->line, &line);
        if (text) shai_pdf_text_draw(work, text, line, at.x + row->cells[i].x + t->pad_x, at.y);
    }
}

/* --- strips ----------------------------------------------------------------------------------------------------- */

static struct shai_pdf_tag table_tag(const struct table *t)
{
    return (struct shai_pdf_tag){"Table", t};
}

static void add_levels(struct shai_pdf_work *work, const struct table *t, size_t at, int *room)
{
    const struct row *row = &t->rows[at];
    int levels = levels_of(row);
    for (int i = 0; i < levels; i++) {
        struct shai_strip strip = {.before = *room, .height = level_height(row, i), .head = t->head.height};
        struct shai_pdf_part part = {.draw = draw_level, .of = t, .line = i, .row = at, .outer = table_tag(t)};
        shai_pdf_strip(work, strip, part);
        *room = 0;
    }
}

static void add_row(struct shai_pdf_work *work, const struct table *t, size_t at, struct shai_strip strip, int *room)
{
    strip.before = *room, strip.height = t->rows[at].height, strip.head = t->head.height;
    struct shai_pdf_part part = {.draw = draw_table_row, .of = t, .line = -1, .row = at, .outer = table_tag(t)};
    shai_pdf_strip(work, strip, part);
    *room = 0;
}

/* Strips of all rows; room above the first. */
static void add_rows(struct shai_pdf_work *work, struct table *t, int room)
{
    int page = shai_pdf_height(work) - t->head.height - t->caption;
    if (t->head.cell_count) {
        struct shai_strip strip = {.before = room, .height = t->head.height};
        strip.keep = strip.bound = t->doc->row_count > 0;
        shai_pdf_strip(work, strip, (struct shai_pdf_part){.draw = draw_table_head, .of = t, .outer = table_tag(t)});
        room = 0;
    }
    for (size_t r = 0; r < t->doc->row_count;) {
        size_t bound = part_rows(work, t, r, bound_rows(t, r));
        bool together = bind_rows(work, t, r, bound) <= page;
        bool family = t->doc->rows[r].kind == SHAI_ROW_FAMILY;
        for (size_t k = 0; k < bound; k++) {
            bool one = together && k + 1 < bound, keep = one || (family && r + k + 1 < t->doc->row_count);
            if (t->rows[r + k].height > page) add_levels(work, t, r + k, &room);
            else add_row(work, t, r + k, (struct shai_strip){.keep = keep, .bound = one}, &room);
        }
        r += bound;
    }
}

/* --- what the blocks ask for ------------------------------------------------------------------------------------ */

static void draw_caption(struct shai_pdf_work *work, const struct shai_pdf_part *part, struct shai_pdf_at at)
{
    shai_pdf_text_draw(work, part->of, part->line, at.x, at.y);
}

static int add_caption(struct shai_pdf_work *work, const struct shai_doc_table *doc, struct table *t)
{
    const struct shai_line_layout *l = &work->layout->caption;
    const char *between = work->doc->lang == SHAI_ZH ? "\u3000" : ". ";
    const char *words = shai_arena_printf(work->arena, "%s%s%s", doc->number, doc->caption ? between : "",
                                          doc->caption ? doc->caption : "");
    struct shai_pdf_type type = {
        .face = SHAI_FACE_HEAD, .size = l->size, .leading = l->leading, .align = SHAI_PDF_CENTRE, .balanced = true};
    const struct shai_pdf_text *text = shai_pdf_words(work, words, type, shai_pdf_width(work));
    for (int i = 0; i < text->lines; i++) {
        struct shai_strip strip = {
            .before = i ? 0 : shai_pdf_mm10(l->before), .height = text->leading, .keep = true, .bound = true};
        struct shai_pdf_part part = {.draw = draw_caption, .of = text, .line = i, .outer = table_tag(t)};
        part.inner = (struct shai_pdf_tag){"Caption", text};
        shai_pdf_strip(work, strip, part);
    }
    t->caption = text->lines * text->leading + shai_pdf_mm10(l->after);
    return shai_pdf_mm10(l->after);
}

void shai_pdf_add_table(struct shai_pdf_work *work, const struct shai_doc_block *block)
{
    struct table *t = measure(work, block->table, 0, shai_pdf_width(work), false);
    int room = block->table->number ? add_caption(work, block->table, t) : 0;
    add_rows(work, t, room);
}

/* --- the head of the document ----------------------------------------------------------------------------------- */

static int fact_label_width(struct shai_pdf_work *work)
{
    int most = 0;
    const struct shai_line_layout *l = &work->layout->lines[SHAI_LINE_BODY];
    struct shai_pdf_type type = {.face = SHAI_FACE_BODY, .size = l->size, .leading = l->leading};
    for (size_t i = 0; i < work->doc->fact_count; i++) {
        const struct shai_pdf_text *text =
            shai_pdf_words(work, work->doc->facts[i].label, type, shai_pdf_width(work) / 2);
        most = MAX(most, shai_pdf_text_width(text));
    }
    return most + 2 * shai_pdf_half(l->size);
}

/* A grid without rules: labels, and what they say. */
void shai_pdf_add_facts(struct shai_pdf_work *work)
{
    int width = shai_pdf_width(work), label = fact_label_width(work);
    struct shai_document *scratch = SHAI_NEW(work->arena, struct shai_document);
    struct shai_doc_column *columns = SHAI_NEW_N(work->arena, struct shai_doc_column, 2);
    columns[0].share = (unsigned)(label / PANGO_SCALE);
    columns[1].share = (unsigned)(width / PANGO_SCALE) - columns[0].share;
    shai_doc_init(scratch, work->arena, work->doc->lang, work->doc->form, "");
    struct shai_doc_table *grid = shai_doc_grid(scratch, columns, 2, false);
    for (size_t i = 0; i < work->doc->fact_count; i++) {
        struct shai_doc_row *row = shai_doc_cells(scratch, grid, 2);
        shai_cell_field(scratch, &row->cells[0], NULL, work->doc->facts[i].label);
        shai_cell_field(scratch, &row->cells[1], NULL, work->doc->facts[i].text);
    }
    struct table *t = measure(work, grid, 0, width, true);
    add_rows(work, t, 0);
}
