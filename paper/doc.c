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
static const char *typeset(struct shai_arena *arena, const char *text)
{
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
    return doc->lang == SHAI_ZH ? typeset(doc->arena, text) : without_marks(doc->arena, text);
}

void shai_doc_init(struct shai_document *doc, struct shai_arena *arena, enum shai_lang lang, const char *title)
{
    *doc = (struct shai_document){.arena = arena, .lang = lang};
    doc->title = set(doc, title);
    doc->tail = &doc->first;
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
    *doc->tail = b;
    doc->tail = &b->next;
    return b;
}

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
    b->number = shai_arena_printf(doc->arena, doc->lang == SHAI_ZH ? "附录 %c" : "Annex %c", next_annex(doc));
    b->text = set(doc, text);
    doc->annexes++;
    doc->subsections = 0;
}

void shai_doc_text(struct shai_document *doc, const char *text)
{
    if (!text) return;
    struct shai_doc_block *b = add(doc, SHAI_BLOCK_TEXT);
    b->text = set(doc, text);
}

static struct shai_doc_block *last_block(struct shai_document *doc)
{
    struct shai_doc_block *b = doc->first;
    while (b && b->next) b = b->next;
    return b;
}

void shai_doc_point(struct shai_document *doc, const char *text)
{
    if (!text) return;
    struct shai_doc_block *b = last_block(doc);
    if (!b || b->kind != SHAI_BLOCK_POINTS) b = add(doc, SHAI_BLOCK_POINTS);
    b->points = shai_arena_grow(doc->arena, b->points, &b->point_cap, b->point_count + 1, sizeof *b->points);
    b->points[b->point_count++] = set(doc, text);
}

struct shai_doc_table *shai_doc_table(struct shai_document *doc, const char *caption,
                                      const struct shai_doc_column *columns, size_t column_count)
{
    struct shai_doc_block *b = add(doc, SHAI_BLOCK_TABLE);
    b->table = SHAI_NEW(doc->arena, struct shai_doc_table);
    b->table->number = shai_arena_printf(doc->arena, doc->lang == SHAI_ZH ? "表 %u" : "Table %u", ++doc->tables);
    b->table->caption = set(doc, caption);
    b->table->columns = columns;
    b->table->column_count = column_count;
    return b->table;
}

void shai_doc_row(struct shai_document *doc, struct shai_doc_table *table, enum shai_row_kind kind,
                  const char *const *cells)
{
    size_t count = kind == SHAI_ROW_FAMILY ? 2 : table->column_count;
    table->rows =
        shai_arena_grow(doc->arena, table->rows, &table->row_cap, table->row_count + 1, sizeof *table->rows);
    struct shai_doc_row *row = &table->rows[table->row_count++];
    row->kind = kind;
    row->cells = SHAI_NEW_N(doc->arena, const char *, count);
    for (size_t i = 0; i < count; i++) row->cells[i] = cells[i] ? set(doc, cells[i]) : "";
}
