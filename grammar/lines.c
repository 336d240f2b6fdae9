/* Lines, aligned and written.
 *
 * In: lines in order. Out: the text. Tables are padded to columns of equal width, lines of one run where they are
 * split, the comments behind lines that follow one another; width is that of a terminal, a Han character being two
 * wide. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "grammar/layout.h"

#include <string.h>

static size_t columns(const char *s, size_t len, int ambiguous)
{
    size_t sum = 0, n;
    uint32_t cp;
    for (size_t i = 0; i < len; i += n) {
        n = shai_utf8_decode(s + i, len - i, &cp);
        if (!n) return sum + len - i;
        sum += (size_t)shai_utf8_width(cp, ambiguous);
    }
    return sum;
}

static void pad(struct shai_strbuf *out, size_t count)
{
    while (count--) shai_strbuf_putc(out, ' ');
}

static void raise_to(size_t *most, size_t value)
{
    if (value > *most) *most = value;
}

/* --- tables ------------------------------------------------------------------------------------------------------
 */

/* A comment within a cell may have several lines: its cell is not padded, nor are others to its width. */
static bool is_one_line(const char *s)
{
    return !strchr(s, '\n');
}

static void put_row(struct shai_strbuf *out, const struct shai_line *row, const size_t *widths, int ambiguous)
{
    shai_strbuf_putc(out, '|');
    for (size_t i = 0; i < row->cell_count; i++) {
        const char *cell = row->cells[i];
        size_t width = columns(cell, strlen(cell), ambiguous);
        shai_strbuf_printf(out, " %s", cell);
        pad(out, is_one_line(cell) && width < widths[i] ? widths[i] - width : 0);
        shai_strbuf_puts(out, " |");
    }
}

/* Makes the text of the rows of the table that begins at line `first`; other lines may stand between them. */
static void align_table(struct shai_arena *arena, struct shai_lines *lines, size_t first, int ambiguous)
{
    unsigned table = lines->at[first].table;
    size_t *widths = NULL, cap = 0, count = 0, end = first;
    for (size_t i = first; i < lines->count; i++) {
        const struct shai_line *row = &lines->at[i];
        if (row->table > table) break;
        if (row->table != table) continue;
        end = i + 1;
        widths = shai_arena_grow(arena, widths, &cap, row->cell_count + 1, sizeof *widths);
        while (count < row->cell_count) widths[count++] = 0;
        for (size_t c = 0; c < row->cell_count; c++)
            if (is_one_line(row->cells[c]))
                raise_to(&widths[c], columns(row->cells[c], strlen(row->cells[c]), ambiguous));
    }
    for (size_t i = first; i < end; i++) {
        if (lines->at[i].table != table) continue;
        struct shai_strbuf text;
        shai_strbuf_init(&text, arena);
        put_row(&text, &lines->at[i], widths, ambiguous);
        lines->at[i].text = text.s;
    }
}

/* --- runs --------------------------------------------------------------------------------------------------------
 */

static void align_split(struct shai_arena *arena, struct shai_lines *lines, size_t split, int ambiguous)
{
    size_t *widths = SHAI_NEW_N(arena, size_t, (size_t)lines->runs + 1);
    for (size_t i = 0; i < lines->count; i++) {
        const struct shai_line *line = &lines->at[i];
        if (line->run && line->splits[split])
            raise_to(&widths[line->run], columns(line->text, line->splits[split], ambiguous));
    }
    for (size_t i = 0; i < lines->count; i++) {
        struct shai_line *line = &lines->at[i];
        size_t at = line->splits[split];
        if (!line->run || !at) continue;
        struct shai_strbuf text;
        shai_strbuf_init(&text, arena);
        shai_strbuf_add(&text, line->text, at);
        pad(&text, widths[line->run] - columns(line->text, at, ambiguous));
        for (size_t k = split + 1; k < SHAI_SPLITS; k++)
            if (line->splits[k]) line->splits[k] += text.len - at;
        shai_strbuf_puts(&text, line->text + at);
        line->text = text.s;
    }
}

static void align_runs(struct shai_arena *arena, struct shai_lines *lines, int ambiguous)
{
    for (size_t split = 0; split < SHAI_SPLITS; split++) align_split(arena, lines, split, ambiguous);
}

/* --- comments behind lines ---------------------------------------------------------------------------------------
 */

enum { BEFORE_COMMENT = 2 };

static bool has_column(const struct shai_line *line)
{
    return line->comment && is_one_line(line->text);
}

static size_t width_of(const struct shai_line *line, int ambiguous)
{
    return line->indent + columns(line->text, strlen(line->text), ambiguous);
}

/* The column of the comments of the lines from `first` on that follow one another; *end: behind the last of them. */
static size_t comment_column(const struct shai_lines *lines, size_t first, int ambiguous, size_t *end)
{
    size_t most = 0, i = first;
    do raise_to(&most, width_of(&lines->at[i++], ambiguous));
    while (i < lines->count && has_column(&lines->at[i]) && !lines->at[i].blank &&
           lines->at[i].indent == lines->at[first].indent);
    *end = i;
    return most;
}

void shai_lines_put(struct shai_arena *arena, struct shai_lines *lines, int ambiguous, struct shai_strbuf *out)
{
    unsigned tables = 0;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].table > tables) {
            align_table(arena, lines, i, ambiguous);
            tables = lines->at[i].table;
        }
    align_runs(arena, lines, ambiguous);
    size_t column = 0, aligned = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct shai_line *line = &lines->at[i];
        if (has_column(line) && i >= aligned) column = comment_column(lines, i, ambiguous, &aligned);
        if (line->blank) shai_strbuf_putc(out, '\n');
        pad(out, *line->text ? line->indent : 0);
        shai_strbuf_puts(out, line->text);
        if (line->comment) {
            pad(out, BEFORE_COMMENT + (has_column(line) ? column - width_of(line, ambiguous) : 0));
            shai_strbuf_puts(out, line->comment);
        }
        shai_strbuf_putc(out, '\n');
    }
}
