/* A document as a model: the published rules, a letter, a report. Whatever form it is given (HTML, PDF, DOCX,
 * Markdown) is made of this and of nothing else, so that the forms never disagree.
 *
 * In: a builder's calls, in order of the text. Out: blocks that a renderer walks. All text is in lines, and a line is
 * made of pieces: words, fields of a form, boxes to tick. Numbers of headings, annexes and tables are counted here;
 * Chinese punctuation is set here. It knows nothing of specs, samples or files. All is in the arena given; constant
 * texts and columns must outlive the document.
 *
 *     shai_doc_init(&doc, arena, SHAI_ZH, SHAI_FORM_LETTER, title);
 *     struct shai_doc_line *line = shai_doc_line(&doc, SHAI_LINE_BODY);
 *     shai_line_words(&doc, line, "联系人：");
 *     shai_line_field(&doc, line, "contact", campaign->contact, 6);
 */
#ifndef SHAI_PAPER_DOC_H
#define SHAI_PAPER_DOC_H

#include "base/diag.h"

/* What kind of paper it is: margins, faces and sizes (layout.h), and what stands at the foot of a page. */
enum shai_form { SHAI_FORM_RULES, SHAI_FORM_LETTER, SHAI_FORM_REPORT, SHAI_FORM_COUNT };

/* --- lines ------------------------------------------------------------------------------------------------------ */

enum shai_doc_piece_kind {
    SHAI_DOC_WORDS,  /* '\n' begins a new line of the same paragraph */
    SHAI_DOC_STRONG, /* words that stand out */
    SHAI_DOC_FIELD,  /* what a form leaves open: filled, or a blank to fill by hand */
    SHAI_DOC_BOX,    /* a box, ticked or not, and its words */
    SHAI_DOC_GAP,    /* what follows stands at the right end of the line */
};

struct shai_doc_piece {
    enum shai_doc_piece_kind kind;
    const char *text;  /* FIELD: NULL is a blank */
    const char *field; /* FIELD, BOX: its documented name (fields.h); NULL: it has none */
    unsigned blank;    /* FIELD: how long the blank is, in characters of Han width */
    bool ticked;       /* BOX */
};

enum shai_line_style {
    SHAI_LINE_BODY,   /* a paragraph; its first line is indented by two characters in Chinese */
    SHAI_LINE_FLUSH,  /* not indented: the addressee */
    SHAI_LINE_CENTRE, /* in the middle */
    SHAI_LINE_SIGNED, /* to the right: who signs, where the seal goes; some room above */
    SHAI_LINE_DATED,  /* to the right: the date below it */
    SHAI_LINE_TOP,    /* small, at the head of a page: number, which copy */
    SHAI_LINE_RULED,  /* between two rules across the page: to whom copies go */
    SHAI_LINE_FOOT,   /* the notes at the end of a page, below a little room */
    SHAI_LINE_SMALL,  /* remarks */
    SHAI_LINE_CELL,   /* the usual line of a cell */
    SHAI_LINE_SUB,    /* in a cell: smaller, below what it belongs to */
    SHAI_LINE_COUNT
};

struct shai_doc_line {
    enum shai_line_style style;
    unsigned room; /* SIGNED, DATED: what stays free at its right end, in half characters */
    struct shai_doc_piece *pieces;
    size_t count, cap;
};

struct shai_doc_lines {
    struct shai_doc_line **at;
    size_t count, cap;
};

/* --- tables ----------------------------------------------------------------------------------------------------- */

struct shai_doc_column {
    const char *head;
    unsigned share; /* of the width, in percent */
    bool centred;
    bool merged; /* a cell like the one above it, in the same family, may be drawn as one with it */
};

struct shai_doc_cell {
    struct shai_doc_lines lines;
    unsigned span; /* columns */
    bool label;    /* says what the cell beside it holds: centred */
};

enum shai_row_kind {
    SHAI_ROW_PLAIN,
    SHAI_ROW_FAMILY, /* a heading across the table: number and text */
    SHAI_ROW_MEMBER, /* of the family above */
};

struct shai_doc_row {
    enum shai_row_kind kind;
    struct shai_doc_cell *cells; /* of FAMILY: the number, the text */
    size_t cell_count;
    unsigned least;     /* height, in mm; 0: as its text needs */
    const char *repeat; /* in a blank form: the row stands once for each of these ("problems"); else NULL */
};

struct shai_doc_table {
    const char *number, *caption; /* of a grid NULL */
    const struct shai_doc_column *columns;
    size_t column_count;
    bool headed; /* the columns' heads are drawn, again on each page */
    bool dense;  /* many rows: smaller type */
    struct shai_doc_row *rows;
    size_t row_count, row_cap;
};

/* --- blocks ----------------------------------------------------------------------------------------------------- */

enum shai_block_kind {
    SHAI_BLOCK_TITLE,   /* of a page, in the middle; level 1 or 2 */
    SHAI_BLOCK_HEADING, /* with its number; level 1 or 2 */
    SHAI_BLOCK_LINE,
    SHAI_BLOCK_POINTS,
    SHAI_BLOCK_TABLE,
    SHAI_BLOCK_PICTURE,
    SHAI_BLOCK_PAGE, /* what follows begins on a new page */
};

/* A photograph: the bytes of a PNG or JPEG file. */
struct shai_doc_picture {
    const char *name; /* of the file, for what is read aloud */
    const void *bytes;
    size_t len;
    bool jpeg;
    unsigned width, height; /* in pixels */
};

struct shai_doc_block {
    enum shai_block_kind kind;
    unsigned level;             /* TITLE, HEADING: 1, 2 */
    const char *number;         /* HEADING: "3", "3.1", "附录 A" */
    const char *text;           /* TITLE, HEADING */
    bool annex;                 /* HEADING: of an annex, which begins a page */
    bool restart;               /* PAGE: its pages are counted from 1 */
    struct shai_doc_line *line; /* LINE; PICTURE: what stands below it */
    struct shai_doc_lines points;
    struct shai_doc_table *table;
    struct shai_doc_picture *picture;
    struct shai_doc_block *next;
};

/* A line of the head: issuer, version. */
struct shai_doc_fact {
    const char *label, *text;
};

struct shai_document {
    struct shai_arena *arena;
    enum shai_lang lang;
    enum shai_form form;
    const char *title;
    const char *issuer; /* ? for the properties of a file: who issues it, and when (YYYY-MM-DD) */
    const char *date;   /* ? */
    bool controls;      /* fields can be filled in again by their names: blank forms, and drafts to edit */
    struct shai_doc_fact *facts;
    size_t fact_count, fact_cap;
    struct shai_doc_block *first, *last;
    unsigned sections, subsections, annexes, tables;
};

/* --- building ----------------------------------------------------------------------------------------------------
 */

void shai_doc_init(struct shai_document *doc, struct shai_arena *arena, enum shai_lang lang, enum shai_form form,
                   const char *title);
/* Nothing is added where the text is NULL: of facts, paragraphs and points. */
void shai_doc_fact(struct shai_document *doc, const char *label, const char *text);
/* The title of a page, set as it is. */
void shai_doc_title(struct shai_document *doc, unsigned level, const char *text);
/* Level 1: "1"; level 2: "1.1", in an annex "A.1". */
void shai_doc_heading(struct shai_document *doc, unsigned level, const char *text);
void shai_doc_annex(struct shai_document *doc, const char *text);
/* A paragraph of words alone. */
void shai_doc_text(struct shai_document *doc, const char *text);
/* A point of the list under way; one after anything else begins a list. */
void shai_doc_point(struct shai_document *doc, const char *text);
/* A new page; restart: the first of a paper of its own. At the very beginning it makes no empty page. */
void shai_doc_page(struct shai_document *doc, bool restart);
/* A picture, and the line below it, which the caller fills. */
struct shai_doc_line *shai_doc_picture(struct shai_document *doc, const struct shai_doc_picture *picture);

/* A paragraph to be filled with pieces. */
struct shai_doc_line *shai_doc_line(struct shai_document *doc, enum shai_line_style style);
/* Words in which punctuation is set; NULL adds nothing. */
void shai_line_words(struct shai_document *doc, struct shai_doc_line *line, const char *text);
void shai_line_strong(struct shai_document *doc, struct shai_doc_line *line, const char *text);
/* What the form leaves open. The text is shown as it is; NULL is a blank. */
void shai_line_field(struct shai_document *doc, struct shai_doc_line *line, const char *field, const char *text,
                     unsigned blank);
void shai_line_box(struct shai_document *doc, struct shai_doc_line *line, const char *field, bool ticked,
                   const char *words);
void shai_line_gap(struct shai_document *doc, struct shai_doc_line *line);

/* A numbered table with a caption and heads. */
struct shai_doc_table *shai_doc_table(struct shai_document *doc, const char *caption,
                                      const struct shai_doc_column *columns, size_t column_count);
/* A table without number and caption; headed: its columns have heads. */
struct shai_doc_table *shai_doc_grid(struct shai_document *doc, const struct shai_doc_column *columns,
                                     size_t column_count, bool headed);
/* A row with as many cells as there are columns (of FAMILY: two); a NULL cell is empty. */
void shai_doc_row(struct shai_document *doc, struct shai_doc_table *table, enum shai_row_kind kind,
                  const char *const *cells);
/* A plain row to be filled: `count` cells of one column each, without lines. The row is the table's last until the
 * next is added. */
struct shai_doc_row *shai_doc_cells(struct shai_document *doc, struct shai_doc_table *table, size_t count);
/* A line of a cell, to be filled with pieces. */
struct shai_doc_line *shai_cell_line(struct shai_document *doc, struct shai_doc_cell *cell,
                                     enum shai_line_style style);
/* A cell that says what another holds; one that holds a text, or nothing. */
void shai_cell_label(struct shai_document *doc, struct shai_doc_cell *cell, const char *words);
void shai_cell_field(struct shai_document *doc, struct shai_doc_cell *cell, const char *field, const char *text);

/* Text that is shown as it is: data in quotation. */
const char *shai_doc_verbatim(struct shai_arena *arena, const char *text);
/* Chinese text with the punctuation of print, for the text of a field that is worded by a spec; NULL stays NULL.
 * Words of a line need it not: they are set as they come. */
const char *shai_doc_typeset(struct shai_arena *arena, const char *text);

/* --- reading it --------------------------------------------------------------------------------------------------
 */

/* Do two cells say the same? */
bool shai_cell_same(const struct shai_doc_cell *a, const struct shai_doc_cell *b);
bool shai_cell_empty(const struct shai_doc_cell *cell);
/* How many rows, from this one, a column draws as one: 1 for most; 0 where the cell belongs to the one above it. */
size_t shai_table_reach(const struct shai_doc_table *table, size_t row, size_t column);

/* Renderers. What is data is escaped. */
void shai_doc_markdown(struct shai_out *out, const struct shai_document *doc);
void shai_doc_html(struct shai_out *out, const struct shai_document *doc);
/* A zip file; what it needs is taken from the document's arena. */
void shai_doc_docx(struct shai_out *out, const struct shai_document *doc);

#endif
