/* What the files of the DOCX renderer hold in common: the document under way, and how paragraphs begin. Only docx_*.c
 * include it; others call shai_doc_docx (doc.h).
 *
 * The names are WordprocessingML's (ECMA-376 part 1, §17). The order of properties within pPr, rPr, tcPr, sectPr is
 * its schema's: Word refuses others. Lengths are in twips, the twentieth of a point. */
#ifndef SHAI_PAPER_DOCX_H
#define SHAI_PAPER_DOCX_H

#include "paper/layout.h"
#include "paper/package.h"
#include "paper/xml_writer.h"

/* Paragraph styles beside those of lines (docx_styles.c). */
enum shai_docx_style {
    SHAI_DOCX_TITLE,
    SHAI_DOCX_SUBTITLE,
    SHAI_DOCX_HEADING,
    SHAI_DOCX_SUBHEADING,
    SHAI_DOCX_CAPTION,
    SHAI_DOCX_POINT,
    SHAI_DOCX_HEAD,       /* of a column */
    SHAI_DOCX_FAMILY,     /* the heading of a family of rows */
    SHAI_DOCX_DENSE_HEAD, /* the same three in dense tables */
    SHAI_DOCX_DENSE_CELL,
    SHAI_DOCX_DENSE_SUB,
    SHAI_DOCX_PICTURE,
    SHAI_DOCX_ROOM,   /* an empty paragraph where Word wants one: below tables, at the end of a section */
    SHAI_DOCX_FOOTER, /* the foot of a page */
    SHAI_DOCX_STYLE_COUNT
};

struct shai_docx {
    struct shai_arena *arena;
    const struct shai_document *doc;
    const struct shai_layout *layout;
    struct shai_package package;
    struct shai_out out; /* of the part being written */
    struct shai_strbuf part;
    struct shai_xml_writer xml;
    unsigned width; /* of the text between the margins */
    unsigned room;  /* of the page or the cell at hand */
    unsigned pictures, controls;
    bool breaks_page; /* the next paragraph begins a page */
    bool restarted;   /* the pages of the section under way are counted from 1 */
};

/* A tenth of a millimetre. */
unsigned shai_docx_twips(unsigned tenths);
/* A number as the value of an attribute. */
const char *shai_docx_number(struct shai_docx *d, unsigned n);
/* <name w:val="value"/> */
#define SHAI_DOCX_VAL(d, name, value) SHAI_XMLW_VOID(&(d)->xml, name, "w:val", (value), (char *)NULL)

/* Begins a part, ends it and adds it to the package. */
struct shai_xml_writer *shai_docx_part(struct shai_docx *d);
void shai_docx_part_end(struct shai_docx *d, const char *name);

/* How a paragraph departs from its style. */
struct shai_docx_look {
    bool keep_next; /* stands on the page of what follows */
    bool centred;
    bool ends_section;
};
const char *shai_docx_style_id(enum shai_docx_style style);
const char *shai_docx_line_id(enum shai_line_style style);
/* Opens a paragraph; shai_xmlw_close ends it. line: ? for its tabs. */
void shai_docx_paragraph(struct shai_docx *d, const char *style, const struct shai_doc_line *line,
                         struct shai_docx_look look);
/* A run of text; '\n' begins a new line. style: ? of characters. */
void shai_docx_run(struct shai_docx *d, const char *style, const char *text);
void shai_docx_pieces(struct shai_docx *d, const struct shai_doc_line *line);
/* A content control's beginning, up to what stands in it, two elements. field: ? its tag. */
enum shai_docx_control { SHAI_DOCX_TEXT, SHAI_DOCX_BOX, SHAI_DOCX_TICKED, SHAI_DOCX_ROWS, SHAI_DOCX_ROW };
void shai_docx_control(struct shai_docx *d, enum shai_docx_control kind, const char *field);
void shai_docx_control_end(struct shai_docx *d);

void shai_docx_table(struct shai_docx *d, const struct shai_doc_table *table);
void shai_docx_facts(struct shai_docx *d);
void shai_docx_picture(struct shai_docx *d, const struct shai_doc_picture *picture);
/* <w:sectPr>: page and margins, what stands at its foot. */
void shai_docx_section(struct shai_docx *d);
/* The parts beside the document. */
void shai_docx_styles(struct shai_docx *d);
void shai_docx_feet(struct shai_docx *d);
void shai_docx_settings(struct shai_docx *d);

#endif
