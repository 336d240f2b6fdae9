/* The fields of papers: their names (fields.def), and their texts in one paper. In the code they are slots, as
 * samples have fields too.
 *
 * Documents (letter_doc.c) and an office's own templates are filled from the same texts. Of a text, NULL is what is
 * not known, a blank to fill by hand; "" is what there is nothing to say of: a line of a template whose fields are
 * all "" is left out. */
#ifndef SHAI_PAPER_FIELDS_H
#define SHAI_PAPER_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

enum shai_slot {
#define FIELD(id, name, group, kind, forms, zh, from, from_zh) SHAI_SLOT_##id,
#include "paper/fields.def"
#undef FIELD
    SHAI_SLOT_COUNT
};

/* What a field repeats with: nothing, or the rows of a table. */
enum shai_slot_group { SHAI_GROUP_ONE, SHAI_GROUP_PROBLEMS, SHAI_GROUP_ITEMS, SHAI_GROUP_COUNT };
/* "problems": as struct shai_doc_row's `repeat` has it; of ONE NULL. */
extern const char *const shai_slot_groups[SHAI_GROUP_COUNT];

struct shai_slot_info {
    const char *name;
    enum shai_slot_group group;
    bool box;            /* ☑ or ☐ */
    bool letter, report; /* which papers have it */
    const char *zh;
};

extern const struct shai_slot_info shai_slots[SHAI_SLOT_COUNT];

/* The field of that name, SHAI_SLOT_COUNT where there is none. */
enum shai_slot shai_slot_find(const char *name, size_t len);

/* The texts of one row of a group; those of other groups are not looked at. */
struct shai_slot_row {
    const char *texts[SHAI_SLOT_COUNT];
};

struct shai_slot_rows {
    struct shai_slot_row *rows;
    size_t count;
};

/* The texts of one paper. */
struct shai_slot_texts {
    struct shai_slot_rows groups[SHAI_GROUP_COUNT]; /* of ONE: one row */
};

/* What a box shows. */
const char *shai_slot_box(bool ticked);

#endif
