/* The document model's builder: blocks in order, numbers counted, punctuation set. It renders nothing. */
#include "paper/doc.h"

#include "base/utf8.h"

#include <string.h>

/* Round what is shown as it is; they never reach a renderer. */
enum { VERBATIM = 1, VERBATIM_END = 2 };

const char *shai_doc_verbatim(struct shai_arena *arena, const char *text)
{
    return shai_arena_printf(arena, "%c%s%c", VERBATIM, text, VERBATIM_END);
}

/* --- punctuation ------------------------------------------------------------------------------------------------ */

/* Han, and the marks that stand only in Chinese text. */
static bool is_han(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF) ||
           (cp >= 0x3001 && cp <= 0x301B) || (cp >= 0xFF01 && cp <= 0xFF1F) || cp == 0x201C || cp == 0x201D;
}

static uint32_t *code_points(struct shai_arena *arena, const char *s, size_t *count)
{
    size_t len = strlen(s), n = 0;
    uint32_t *cps = SHAI_NEW_N(arena, uint32_t, len + 1);
    while (len) {
        size_t used = shai_utf8_decode(s, len, &cps[n]);
        if (!used) used = 1, cps[n] = 0xFFFD;
        n++, s += used, len -= used;
    }
    *count = n;
    return cps;
}

enum { BRACKET_REACH = 400 }; /* a bracket that closes farther away is none */

static size_t closing_of(const uint32_t *cps, size_t count, size_t at)
{
    int depth = 0;
    for (size_t i = at; i < count && i - at < BRACKET_REACH; i++) {
        if (cps[i] == '(') depth++;
        if (cps[i] == ')' && --depth == 0) return i;
    }
    return count;
}

/* A bracket behind a blank groups a formula, unless it holds a clause. */
static bool wants_full_bracket(const uint32_t *cps, size_t at, size_t closing)
{
    bool apart = !at || cps[at - 1] == ' ', han = false, clause = false;
    for (size_t i = at + 1; i < closing; i++) {
        han |= is_han(cps[i]);
        clause |= cps[i] == ',' || cps[i] == 0xFF0C;
    }
    if (apart) return han && clause;
    return han || is_han(cps[at - 1]);
}

static uint32_t full_mark(uint32_t cp)
{
    switch (cp) {
    case ',': return 0xFF0C;
    case ';': return 0xFF1B;
    case ':': return 0xFF1A;
    default: return cp;
    }
}

/* Chinese text with the punctuation of print: a comma, semicolon or colon beside a Han character, and brackets that
 * hold one or follow one, become full-width. Figures, formulas and Latin words keep theirs. */
const char *shai_doc_typeset(struct shai_arena *arena, const char *text)
{
    if (!text) return NULL;
    size_t count;
    uint32_t *cps = code_points(arena, text, &count);
    for (size_t i = 0; i < count; i++) {
        if (cps[i] == VERBATIM)
            while (i < count && cps[i] != VERBATIM_END) i++;
        if (i == count || cps[i] != '(') continue;
        size_t closing = closing_of(cps, count, i);
        if (closing == count || !wants_full_bracket(cps, i, closing)) continue;
        cps[i] = 0xFF08;
        cps[closing] = 0xFF09;
    }
    struct shai_strbuf b;
    shai_strbuf_init(&b, arena);
    for (size_t i = 0; i < count; i++) {
        if (cps[i] == VERBATIM) {
            for (i++; i < count && cps[i] != VERBATIM_END; i++) shai_strbuf_putcp(&b, cps[i]);
            continue;
        }
        bool beside = (i && is_han(cps[i - 1])) || (i + 1 < count && is_han(cps[i + 1]));
        uint32_t cp = beside ? full_mark(cps[i]) : cps[i];
        /* a full-width mark brings its own room */
        bool doubled = cp == ' ' && i > 1 && full_mark(cps[i - 1]) != cps[i - 1] && is_han(cps[i - 2]);
        if (!doubled) shai_strbuf_putcp(&b, cp);
    }
    return b.s;
}

static const char *without_marks(struct shai_arena *arena, const char *text)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, arena);
    for (const char *s = text; *s; s++)
        if (*s != VERBATIM && *s != VERBATIM_END) shai_strbuf_putc(&b, *s);
    return b.s;
}

/* --- blocks ----------------------------------------------------------------------------------------------------- */

static const char *set(const struct shai_document *doc, const char *text)
{
    if (!text) return NULL;
    return doc->lang == SHAI_ZH ? shai_doc_typeset(doc->arena, text) : without_marks(doc->arena, text);
}

void shai_doc_init(struct shai_document *doc, struct shai_arena *arena, enum shai_lang lang, enum shai_form form,
                   const char *title)
{
    *doc = (struct shai_document){.arena = arena, .lang = lang, .form = form};
    doc->title = set(doc, title);
}

void shai_doc_fact(struct shai_document *doc, const char *label, const char *text)
{
    if (!text) return;
    doc->facts = shai_arena_grow(doc->arena, doc->facts, &doc->fact_cap, doc->fact_count + 1, sizeof *doc->facts);
    doc->facts[doc->fact_count++] = (struct shai_doc_fact){label, set(doc, text)};
}

static struct shai_doc_block *add(struct shai_document *doc, enum shai_block_kind kind)
{
    struct shai_doc_block *b = SHAI_NEW(doc->arena, struct shai_doc_block);
    b->kind = kind;
    if (doc->last) doc->last->next = b;
    else doc->first = b;
    doc->last = b;
    return b;
}

void shai_doc_title(struct shai_document *doc, unsigned level, const char *text)
{
    struct shai_doc_block *b = add(doc, SHAI_BLOCK_TITLE);
    b->level = level;
    b->text = text;
}

void shai_doc_page(struct shai_document *doc, bool restart)
{
    if (!doc->first) return;
    add(doc, SHAI_BLOCK_PAGE)->restart = restart;
}

/* --- headings --------------------------------------------------------------------------------------------------- */

void shai_doc_heading(struct shai_document *doc, unsigned level, const char *text)
{
    struct shai_doc_block *b = add(doc, SHAI_BLOCK_HEADING);
    b->level = level;
    b->text = set(doc, text);
    if (level == 1) {
        doc->subsections = 0;
        b->number = shai_arena_printf(doc->arena, "%u", ++doc->sections);
    } else if (doc->annexes) {
        b->number = shai_arena_printf(doc->arena, "%c.%u", (char)('A' + doc->annexes - 1), ++doc->subsections);
    } else {
        b->number = shai_arena_printf(doc->arena, "%u.%u", doc->sections, ++doc->subsections);
    }
}

/* The letter that the next annex gets. */
static char next_annex(const struct shai_document *doc)
{
    return (char)('A' + doc->annexes);
}

void shai_doc_annex(struct shai_document *doc, const char *text)
{
    struct shai_doc_block *b = add(doc, SHAI_BLOCK_HEADING);
    b->level = 1;
    b->annex = true;
    b->number = shai_arena_printf(doc->arena, doc->lang == SHAI_ZH ? "附录 %c" : "Annex %c", next_annex(doc));
    b->text = set(doc, text);
    doc->annexes++;
    doc->subsections = 0;
}

/* --- lines ------------------------------------------------------------------------------------------------------ */

static struct shai_doc_line *new_line(struct shai_document *doc, enum shai_line_style style)
{
    struct shai_doc_line *line = SHAI_NEW(doc->arena, struct shai_doc_line);
    line->style = style;
    return line;
}

static struct shai_doc_line *add_line(struct shai_document *doc, struct shai_doc_lines *lines,
                                      enum shai_line_style style)
{
    lines->at = shai_arena_grow(doc->arena, lines->at, &lines->cap, lines->count + 1, sizeof(struct shai_doc_line *));
    return lines->at[lines->count++] = new_line(doc, style);
}

static struct shai_doc_piece *add_piece(struct shai_document *doc, struct shai_doc_line *line,
                                        enum shai_doc_piece_kind kind, const char *text)
{
    line->pieces = shai_arena_grow(doc->arena, line->pieces, &line->cap, line->count + 1, sizeof *line->pieces);
    struct shai_doc_piece *piece = &line->pieces[line->count++];
    *piece = (struct shai_doc_piece){.kind = kind, .text = text};
    return piece;
}

struct shai_doc_line *shai_doc_line(struct shai_document *doc, enum shai_line_style style)
{
    return add(doc, SHAI_BLOCK_LINE)->line = new_line(doc, style);
}

void shai_line_words(struct shai_document *doc, struct shai_doc_line *line, const char *text)
{
    if (text) add_piece(doc, line, SHAI_DOC_WORDS, set(doc, text));
}

void shai_line_strong(struct shai_document *doc, struct shai_doc_line *line, const char *text)
{
    if (text) add_piece(doc, line, SHAI_DOC_STRONG, set(doc, text));
}

void shai_line_field(struct shai_document *doc, struct shai_doc_line *line, const char *field, const char *text,
                     unsigned blank)
{
    struct shai_doc_piece *piece = add_piece(doc, line, SHAI_DOC_FIELD, text);
    piece->field = field;
    piece->blank = blank;
}

void shai_line_box(struct shai_document *doc, struct shai_doc_line *line, const char *field, bool ticked,
                   const char *words)
{
    struct shai_doc_piece *piece = add_piece(doc, line, SHAI_DOC_BOX, words);
    piece->field = field;
    piece->ticked = ticked;
}

void shai_line_gap(struct shai_document *doc, struct shai_doc_line *line)
{
    add_piece(doc, line, SHAI_DOC_GAP, NULL);
}

void shai_doc_text(struct shai_document *doc, const char *text)
{
    if (text) shai_line_words(doc, shai_doc_line(doc, SHAI_LINE_BODY), text);
}

void shai_doc_point(struct shai_document *doc, const char *text)
{
    if (!text) return;
    struct shai_doc_block *b = doc->last;
    if (!b || b->kind != SHAI_BLOCK_POINTS) b = add(doc, SHAI_BLOCK_POINTS);
    shai_line_words(doc, add_line(doc, &b->points, SHAI_LINE_FLUSH), text);
}

struct shai_doc_line *shai_doc_picture(struct shai_document *doc, const struct shai_doc_picture *picture)
{
    struct shai_doc_block *b = add(doc, SHAI_BLOCK_PICTURE);
    b->picture = SHAI_NEW(doc->arena, struct shai_doc_picture);
    *b->picture = *picture;
    return b->line = new_line(doc, SHAI_LINE_CENTRE);
}

/* --- tables ----------------------------------------------------------------------------------------------------- */

struct shai_doc_table *shai_doc_grid(struct shai_document *doc, const struct shai_doc_column *columns,
                                     size_t column_count, bool headed)
{
    struct shai_doc_table *t = add(doc, SHAI_BLOCK_TABLE)->table = SHAI_NEW(doc->arena, struct shai_doc_table);
    t->columns = columns;
    t->column_count = column_count;
    t->headed = headed;
    return t;
}

struct shai_doc_table *shai_doc_table(struct shai_document *doc, const char *caption,
                                      const struct shai_doc_column *columns, size_t column_count)
{
    struct shai_doc_table *t = shai_doc_grid(doc, columns, column_count, true);
    t->number = shai_arena_printf(doc->arena, doc->lang == SHAI_ZH ? "表 %u" : "Table %u", ++doc->tables);
    t->caption = set(doc, caption);
    return t;
}

struct shai_doc_row *shai_doc_cells(struct shai_document *doc, struct shai_doc_table *table, size_t count)
{
    table->rows =
        shai_arena_grow(doc->arena, table->rows, &table->row_cap, table->row_count + 1, sizeof *table->rows);
    struct shai_doc_row *row = &table->rows[table->row_count++];
    *row = (struct shai_doc_row){.cells = SHAI_NEW_N(doc->arena, struct shai_doc_cell, count), .cell_count = count};
    for (size_t i = 0; i < count; i++) row->cells[i].span = 1;
    return row;
}

void shai_doc_row(struct shai_document *doc, struct shai_doc_table *table, enum shai_row_kind kind,
                  const char *const *cells)
{
    size_t count = kind == SHAI_ROW_FAMILY ? 2 : table->column_count;
    struct shai_doc_row *row = shai_doc_cells(doc, table, count);
    row->kind = kind;
    for (size_t i = 0; i < count; i++)
        if (cells[i] && *cells[i])
            shai_line_words(doc, shai_cell_line(doc, &row->cells[i], SHAI_LINE_CELL), cells[i]);
    if (kind == SHAI_ROW_FAMILY) row->cells[1].span = (unsigned)table->column_count - 1;
}

struct shai_doc_line *shai_cell_line(struct shai_document *doc, struct shai_doc_cell *cell,
                                     enum shai_line_style style)
{
    return add_line(doc, &cell->lines, style);
}

void shai_cell_label(struct shai_document *doc, struct shai_doc_cell *cell, const char *words)
{
    cell->label = true;
    shai_line_words(doc, shai_cell_line(doc, cell, SHAI_LINE_CELL), words);
}

void shai_cell_field(struct shai_document *doc, struct shai_doc_cell *cell, const char *field, const char *text)
{
    shai_line_field(doc, shai_cell_line(doc, cell, SHAI_LINE_CELL), field, text, 0);
}

/* --- reading ---------------------------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_line(const struct shai_doc_line *a, const struct shai_doc_line *b)
{
    if (a->style != b->style || a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct shai_doc_piece *p = &a->pieces[i], *q = &b->pieces[i];
        if (p->kind != q->kind || p->ticked != q->ticked || !same_text(p->text, q->text)) return false;
    }
    return true;
}

bool shai_cell_same(const struct shai_doc_cell *a, const struct shai_doc_cell *b)
{
    if (a->lines.count != b->lines.count) return false;
    for (size_t i = 0; i < a->lines.count; i++)
        if (!same_line(a->lines.at[i], b->lines.at[i])) return false;
    return true;
}

bool shai_cell_empty(const struct shai_doc_cell *cell)
{
    return !cell->lines.count;
}

/* Rows drawn as one do not part at the end of a page: no more than these. All columns part at the same rows. */
enum { MERGED_MOST = 4 };

static size_t place_in_family(const struct shai_doc_table *t, size_t row)
{
    size_t place = 0;
    while (place < row && t->rows[row - place - 1].kind == SHAI_ROW_MEMBER) place++;
    return place;
}

static bool is_like_above(const struct shai_doc_table *t, size_t row, size_t column)
{
    if (place_in_family(t, row) % MERGED_MOST == 0) return false;
    return t->columns[column].merged && row && t->rows[row].kind == SHAI_ROW_MEMBER &&
           t->rows[row - 1].kind == SHAI_ROW_MEMBER &&
           shai_cell_same(&t->rows[row].cells[column], &t->rows[row - 1].cells[column]);
}

size_t shai_table_reach(const struct shai_doc_table *table, size_t row, size_t column)
{
    if (table->rows[row].kind != SHAI_ROW_MEMBER) return 1;
    if (is_like_above(table, row, column)) return 0;
    size_t reach = 1;
    while (row + reach < table->row_count && is_like_above(table, row + reach, column)) reach++;
    return reach;
}
