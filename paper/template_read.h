/* What the readers of templates share: names held against the documented fields, and what is said of them. Only
 * template*.c include it. */
#ifndef SHAI_PAPER_TEMPLATE_READ_H
#define SHAI_PAPER_TEMPLATE_READ_H

#include "paper/tape.h"
#include "paper/template.h"

/* A part of a template and its tape. */
struct shai_template_part {
    const char *name; /* of DOCX: in the package */
    struct shai_tape tape;
};

struct shai_template {
    bool docx;
    const char *bytes; /* the file */
    size_t len;
    struct shai_template_part *parts;
    size_t part_count, part_cap;
};

/* A template being read. */
struct shai_template_reader {
    struct shai_arena *arena;
    struct shai_diags *diags;
    enum shai_form form;
    const char *path;
    struct shai_template *template;
    const char *part; /* at hand, as messages name it */
    bool seen[SHAI_SLOT_COUNT];
};

/* What a name of a template means. */
enum shai_template_name { SHAI_TEMPLATE_NONE, SHAI_TEMPLATE_FIELD, SHAI_TEMPLATE_GROUP };
/* Blanks round the name are nothing; a name without anything else is no name. One that is not documented, or is of
 * other papers, is an error (said). */
enum shai_template_name shai_template_name(struct shai_template_reader *r, const char *name, enum shai_slot *slot,
                                           enum shai_slot_group *group);

/* Is there nothing in a text but blanks and lines to write on? Then it stays where a field is not known. */
bool shai_template_is_blank(const char *s, size_t len);
/* The first ☐ ☑ ☒ □ ■ of a text: its place, and its length in *used (0: there is none). */
size_t shai_template_box(const char *s, size_t len, size_t *used);

/* The readers. False where the template is refused (said). */
bool shai_template_read_docx(struct shai_template_reader *r);
bool shai_template_read_html(struct shai_template_reader *r);

#endif
