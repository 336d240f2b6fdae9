/* A document as a model: headings with their numbers, paragraphs, points, tables. Whatever form it is given
 * (Markdown, HTML) is made of this and of nothing else.
 *
 * In: a builder's calls, in order of the text. Out: blocks that a renderer walks. Numbers of headings, annexes and
 * tables are counted here; Chinese punctuation is set here. It knows nothing of specs. All in the
 * arena given. */
#ifndef SHAI_PAPER_DOC_H
#define SHAI_PAPER_DOC_H

#include "base/diag.h"

enum shai_block_kind { SHAI_BLOCK_HEADING, SHAI_BLOCK_TEXT, SHAI_BLOCK_POINTS, SHAI_BLOCK_TABLE };

struct shai_doc_column {
    const char *head;
    unsigned share; /* of the width, in percent */
    bool centred;
    bool merged; /* a cell like the one above it, in the same family, may be drawn as one with it */
};

enum shai_row_kind {
    SHAI_ROW_PLAIN,
    SHAI_ROW_FAMILY, /* a heading across the table: number and text */
    SHAI_ROW_MEMBER, /* of the family above */
};

struct shai_doc_row {
    enum shai_row_kind kind;
    const char **cells; /* of FAMILY: the number, the text; lines are parted by '\n' */
};

struct shai_doc_table {
    const char *number, *caption;
    const struct shai_doc_column *columns;
    size_t column_count;
    struct shai_doc_row *rows;
    size_t row_count, row_cap;
};

struct shai_doc_block {
    enum shai_block_kind kind;
    unsigned level;     /* HEADING: 1, 2 */
    const char *number; /* HEADING: "3", "3.1", "附录 A" */
    const char *text;   /* HEADING, TEXT */
    const char **points;
    size_t point_count, point_cap;
    struct shai_doc_table *table;
    struct shai_doc_block *next;
};

/* A line of the head: issuer, version. */
struct shai_doc_fact {
    const char *label, *text;
};

struct shai_document {
    struct shai_arena *arena;
    enum shai_lang lang;
    const char *title;
    struct shai_doc_fact *facts;
    size_t fact_count, fact_cap;
    struct shai_doc_block *first, **tail;
    unsigned sections, subsections, annexes, tables;
};

void shai_doc_init(struct shai_document *doc, struct shai_arena *arena, enum shai_lang lang, const char *title);
/* Nothing is added where the text is NULL: of facts, paragraphs and points. */
void shai_doc_fact(struct shai_document *doc, const char *label, const char *text);
/* Level 1: "1"; level 2: "1.1", in an annex "A.1". */
void shai_doc_heading(struct shai_document *doc, unsigned level, const char *text);
void shai_doc_annex(struct shai_document *doc, const char *text);
void shai_doc_text(struct shai_document *doc, const char *text);
/* A point of the list under way; one after anything else begins a list. */
void shai_doc_point(struct shai_document *doc, const char *text);
/* columns must outlive the document. */
struct shai_doc_table *shai_doc_table(struct shai_document *doc, const char *caption,
                                      const struct shai_doc_column *columns, size_t column_count);
/* A row with as many cells as there are columns (of FAMILY: two); a NULL cell is empty. */
void shai_doc_row(struct shai_document *doc, struct shai_doc_table *table, enum shai_row_kind kind,
                  const char *const *cells);

/* Text that is shown as it is: data in quotation. */
const char *shai_doc_verbatim(struct shai_arena *arena, const char *text);

/* Renderers. What is data is escaped. */
void shai_doc_markdown(struct shai_out *out, const struct shai_document *doc);
void shai_doc_html(struct shai_out *out, const struct shai_document *doc);

#endif
