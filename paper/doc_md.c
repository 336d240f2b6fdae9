/* The document as Markdown that GitHub and Gitee show alike: headings, paragraphs, lists and pipe tables. In: a
 * document. Out: text. A table has no cells across rows or columns there, so a family's heading is a row of its own
 * and nothing is merged. */
#include "base/out.h"
#include "paper/doc.h"

#include <string.h>

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Would the sign at s[at] be taken for markup? `~` only where it touches a word. */
static bool is_markup(const char *s, size_t at)
{
    char c = s[at];
    if (c == '_') return !at || !is_word(s[at - 1]) || !is_word(s[at + 1]); /* within a word it is none */
    if (c == '~') return (at && s[at - 1] != ' ') || (s[at + 1] && s[at + 1] != ' ');
    return c == '\\' || c == '`' || c == '*' || c == '[' || c == ']' || c == '|' || c == '$';
}

/* Digits and `.` or `)`, or a sign that opens a list, a heading or a quotation: only at the beginning of a line. */
static size_t opening(const char *s)
{
    size_t digits = strspn(s, "0123456789");
    if (digits && (s[digits] == '.' || s[digits] == ')') && s[digits + 1] == ' ') return digits;
    return *s && strchr("#>+-=", *s) ? 0 : strlen(s) + 1;
}

static bool is_hidden(unsigned char c)
{
    return c < 0x20 && c != '\n' && c != '\t';
}

static void put_text(struct shai_out *out, const char *s, const char *line_end, bool at_start)
{
    size_t marked = at_start ? opening(s) : strlen(s) + 1;
    for (size_t i = 0; s[i]; i++) {
        if (s[i] == '\n') shai_out_puts(out, line_end);
        else if (s[i] == '<') shai_out_puts(out, "&lt;");
        else if (s[i] == '&') shai_out_puts(out, "&amp;");
        else if (is_hidden((unsigned char)s[i])) shai_out_puts(out, "\xEF\xBF\xBD");
        else {
            if (i == marked || is_markup(s, i)) shai_out_putc(out, '\\');
            shai_out_putc(out, s[i]);
        }
    }
}

static void put_piece(struct shai_out *out, const struct shai_doc_piece *p, const char *line_end, bool at_start)
{
    switch (p->kind) {
    case SHAI_DOC_WORDS: put_text(out, p->text, line_end, at_start); break;
    case SHAI_DOC_STRONG:
        shai_out_puts(out, "**");
        put_text(out, p->text, line_end, false);
        shai_out_puts(out, "**");
        break;
    case SHAI_DOC_FIELD:
        if (p->text) put_text(out, p->text, line_end, at_start);
        else
            for (unsigned i = 0; i < p->blank; i++) shai_out_puts(out, "＿");
        break;
    case SHAI_DOC_BOX:
        shai_out_puts(out, p->ticked ? "☑" : "☐");
        put_text(out, p->text, line_end, false);
        break;
    case SHAI_DOC_GAP: shai_out_puts(out, "　　"); break;
    }
}

static void put_line(struct shai_out *out, const struct shai_doc_line *line, const char *line_end, bool at_start)
{
    for (size_t i = 0; i < line->count; i++) put_piece(out, &line->pieces[i], line_end, at_start && !i);
}

static void put_cell(struct shai_out *out, const struct shai_doc_cell *cell, bool bold)
{
    bold &= !shai_cell_empty(cell);
    shai_out_puts(out, bold ? " **" : " ");
    for (size_t i = 0; i < cell->lines.count; i++) {
        if (i) shai_out_puts(out, "<br>");
        put_line(out, cell->lines.at[i], "<br>", false);
    }
    shai_out_puts(out, bold ? "** |" : " |");
}

/* The heads; of a table without, empty ones: Markdown has no table that begins otherwise. */
static void put_head(struct shai_out *out, const struct shai_doc_table *t)
{
    shai_out_putc(out, '|');
    for (size_t i = 0; i < t->column_count; i++) {
        shai_out_putc(out, ' ');
        if (t->headed) put_text(out, t->columns[i].head, "<br>", false);
        shai_out_puts(out, " |");
    }
    shai_out_puts(out, "\n|");
    for (size_t i = 0; i < t->column_count; i++) shai_out_puts(out, t->columns[i].centred ? " :-: |" : " --- |");
}

static void put_row(struct shai_out *out, const struct shai_doc_table *t, const struct shai_doc_row *row)
{
    size_t columns = 0;
    shai_out_puts(out, "\n|");
    for (size_t i = 0; i < row->cell_count; columns += row->cells[i].span, i++) {
        put_cell(out, &row->cells[i], row->kind == SHAI_ROW_FAMILY);
        for (unsigned more = 1; more < row->cells[i].span; more++) shai_out_puts(out, "  |");
    }
    for (; columns < t->column_count; columns++) shai_out_puts(out, "  |");
}

static void put_table(struct shai_out *out, enum shai_lang lang, const struct shai_doc_table *t)
{
    if (t->number) {
        shai_out_printf(out, "**%s", t->number);
        if (t->caption) shai_out_puts(out, lang == SHAI_ZH ? "　" : ". ");
        if (t->caption) put_text(out, t->caption, " ", false);
        shai_out_puts(out, "**\n\n");
    }
    put_head(out, t);
    for (size_t r = 0; r < t->row_count; r++) put_row(out, t, &t->rows[r]);
    shai_out_puts(out, "\n\n");
}

static void put_block(struct shai_out *out, enum shai_lang lang, const struct shai_doc_block *b)
{
    switch (b->kind) {
    case SHAI_BLOCK_TITLE:
        shai_out_puts(out, b->level == 1 ? "# " : "## ");
        put_text(out, b->text, " ", false);
        shai_out_puts(out, "\n\n");
        break;
    case SHAI_BLOCK_HEADING:
        shai_out_printf(out, "%s %s ", b->level == 1 ? "##" : "###", b->number);
        put_text(out, b->text, " ", false);
        shai_out_puts(out, "\n\n");
        break;
    case SHAI_BLOCK_LINE:
        put_line(out, b->line, "<br>\n", true);
        shai_out_puts(out, "\n\n");
        break;
    case SHAI_BLOCK_POINTS:
        for (size_t i = 0; i < b->points.count; i++) {
            shai_out_puts(out, "- ");
            put_line(out, b->points.at[i], "<br>\n  ", true);
            shai_out_putc(out, '\n');
        }
        shai_out_putc(out, '\n');
        break;
    case SHAI_BLOCK_TABLE: put_table(out, lang, b->table); break;
    case SHAI_BLOCK_PICTURE:
        shai_out_puts(out, "![");
        put_text(out, b->picture->name, " ", false);
        shai_out_puts(out, "]()\n\n");
        put_line(out, b->line, "<br>\n", false);
        shai_out_puts(out, "\n\n");
        break;
    case SHAI_BLOCK_PAGE: shai_out_puts(out, "---\n\n"); break;
    }
}

void shai_doc_markdown(struct shai_out *out, const struct shai_document *doc)
{
    shai_out_puts(out, "# ");
    put_text(out, doc->title, " ", false);
    shai_out_puts(out, "\n\n");
    for (size_t i = 0; i < doc->fact_count; i++) {
        shai_out_printf(out, "- %s%s", doc->facts[i].label, doc->lang == SHAI_ZH ? "：" : ": ");
        put_text(out, doc->facts[i].text, "<br>\n  ", false);
        shai_out_putc(out, '\n');
    }
    if (doc->fact_count) shai_out_putc(out, '\n');
    for (const struct shai_doc_block *b = doc->first; b; b = b->next) put_block(out, doc->lang, b);
}
