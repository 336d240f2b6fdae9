/* A blank results sheet for the bench: which columns a spec needs, and what may be written in them.
 *
 * shai_form_make looks through a program; the writers put the form into a workbook or a line of CSV. All texts are in
 * the spec's language. A header cell is written as the reader of samples accepts it, and is held against it. */
#ifndef SHAI_SHEET_FORM_H
#define SHAI_SHEET_FORM_H

#include "runtime/sample.h"
#include "sheet/requirement.h"
#include "sheet/workbook.h"

enum shai_form_fields {
    SHAI_FORM_LETTER, /* what results and letters need */
    SHAI_FORM_FEW,    /* what names a sample */
    SHAI_FORM_ALL,
};

struct shai_form_options {
    enum shai_form_fields fields; /* standard fields; those that the spec reads are always there */
    bool u, dl;                   /* a column of uncertainties, of detection limits, beside every number */
    uint32_t rows;                /* prepared ones */
};

enum shai_form_part {
    SHAI_FORM_FIELD,     /* a standard sample field */
    SHAI_FORM_ATTRIBUTE, /* an attribute of the spec */
    SHAI_FORM_READING,
    SHAI_FORM_U, /* beside a reading */
    SHAI_FORM_DL,
};

struct shai_form_column {
    enum shai_form_part part;
    uint8_t type;                   /* enum shai_value_type of what is written */
    bool required, read;            /* read: by the spec. Others are for results and letters */
    const char *header;             /* the cell: name and unit */
    const char *name;               /* without unit */
    const char *meaning;            /* ? in full: label, or title of the item */
    const char *entry;              /* what may be written */
    const struct shai_input *input; /* ? of a field that the spec does not read: none */
    uint32_t item;                  /* of a reading and what stands beside it, else SHAI_NONE32 */
    const char **choices;           /* of choices, grades, yes/no, conformities */
    uint32_t choice_count;
    bool has_from, has_to; /* of a date: days that are right */
    int32_t from, to;
    const char *lo, *hi; /* ? of a number: bounds that the reader holds it to, in its unit */
};

struct shai_form {
    const struct shai_program *program;
    struct shai_form_column *columns;
    size_t count;
    uint32_t rows;
};

/* Everything lives in the arena. */
struct shai_form *shai_form_make(struct shai_arena *arena, const struct shai_program *program,
                                 const struct shai_form_options *options);

/* What an item asks, all its variants, in lines: "≤ 90 mg/kg(材料类别 = 其他)". */
const char *shai_form_requirement(struct shai_arena *arena, const struct shai_program *program, uint32_t item);
/* Where that is written, and by what it is tested: codes with clauses, each once, joined by `;`. "" for none. */
const char *shai_form_basis(struct shai_arena *arena, const struct shai_program *program, uint32_t item);
const char *shai_form_methods(struct shai_arena *arena, const struct shai_program *program, uint32_t item);

/* The header as CSV, with a byte order mark, for spreadsheets. */
void shai_form_csv(struct shai_out *out, const struct shai_form *form);
/* As a workbook, begun and not yet finished. False where it has more columns than a sheet. */
bool shai_form_workbook(struct shai_workbook *workbook, const struct shai_form *form);

#endif
