/* Diagnostics: what is wrong, where, and how to mend it, in Chinese and English.
 *
 * diag.def holds every message once. A message is recorded by its name with the pieces that vary; it is put into
 * words when it is printed, in the reader's language. Mistakes in a spec have a span; bad data has a file, a row and
 * a column; a usage error has neither. */
#ifndef SHAI_BASE_DIAG_H
#define SHAI_BASE_DIAG_H

#include "base/out.h"
#include "base/source.h"

#include <stdbool.h>

enum shai_lang { SHAI_ZH, SHAI_EN };

enum shai_severity { SHAI_ERROR, SHAI_WARNING, SHAI_NOTE };

enum shai_diag_id {
#define DIAG(id, code, severity, en, zh, mend_en, mend_zh) SHAI_D_##id,
#include "base/diag.def"
#undef DIAG
    SHAI_DIAG_COUNT
};

/* One row of diag.def. Texts contain %1..%6 for the pieces; a mend is "" where the message says it all. */
struct shai_diag_info {
    const char *name, *code;
    enum shai_severity severity;
    const char *text[2], *mend[2]; /* by enum shai_lang */
};
extern const struct shai_diag_info shai_diag_infos[SHAI_DIAG_COUNT];
/* The row with that code ("E0203", any case), or NULL. */
const struct shai_diag_info *shai_diag_find(const char *code);

enum { SHAI_DIAG_ARGS = 6 };

/* A cell of data. row counts from 1 (the header is row 1 of a CSV; a line of NDJSON is a row); column is a header's
 * name, or NULL where the whole row is meant. In a workbook the sheet is named, and the cell as `Sheet!C7`. An object
 * of a JSON list has its number in place of a row. */
struct shai_cell_place {
    const char *file;
    uint64_t row; /* 0: the file, or the sheet, as a whole */
    const char *column;
    const char *sheet; /* of a workbook, else NULL */
    uint32_t at;       /* the column in the sheet, from 1; 0: the whole row */
    bool is_object;
    uint64_t line; /* of an object: where it begins; 0: not known any more */
};

struct shai_diag {
    enum shai_diag_id id;
    bool has_span;
    struct shai_span span;
    bool has_cell;
    struct shai_cell_place cell;
    const char *args[SHAI_DIAG_ARGS];
    const char *hint;       /* a mend made for this case (in both languages the same text, e.g. a name), or NULL */
    const char *meant;      /* what may have been meant, asked behind the mend; or NULL */
    struct shai_diag *note; /* secondary place that belongs to it, or NULL */
    struct shai_diag *next;
};

enum { SHAI_DIAG_RECENT = 32 };

/* The diagnostics of one run, in order of report. What was said of a span just now is not said again: the rows of a
 * family share their clauses, and with them the mistakes in them. */
struct shai_diags {
    struct shai_arena *arena;
    const struct shai_sources *sources; /* may be NULL where nothing has a span */
    struct shai_diag *first, **tail;
    size_t errors, warnings;
    size_t limit;                                     /* at most this many are kept (0: all); the counts go on */
    const struct shai_diag *recent[SHAI_DIAG_RECENT]; /* the last ones with a span, a ring */
    size_t spans;                                     /* how many had a span */
};

void shai_diags_init(struct shai_diags *diags, struct shai_arena *arena, const struct shai_sources *sources);

/* Each takes the pieces as (const char *) and a closing NULL; they are copied. The returned record is the arena's;
 * add a hint or note to it. */
struct shai_diag *shai_diag_span(struct shai_diags *diags, enum shai_diag_id id, struct shai_span span, ...)
    __attribute__((sentinel));
struct shai_diag *shai_diag_cell(struct shai_diags *diags, enum shai_diag_id id, struct shai_cell_place cell, ...)
    __attribute__((sentinel));
struct shai_diag *shai_diag_plain(struct shai_diags *diags, enum shai_diag_id id, ...) __attribute__((sentinel));
/* Hangs a secondary place on `to`. */
void shai_diag_note(struct shai_diags *diags, struct shai_diag *to, enum shai_diag_id id, struct shai_span span, ...)
    __attribute__((sentinel));
/* The hint becomes `text` (copied). */
void shai_diag_hint(struct shai_diags *diags, struct shai_diag *to, const char *text);
/* The same of a name or a value (copied), put as a question in the reader's language. */
void shai_diag_meant(struct shai_diags *diags, struct shai_diag *to, const char *name);

/* How diagnostics are printed. */
struct shai_diag_style {
    enum shai_lang lang;
    int ambiguous; /* columns of an ambiguous-width character: 1 or 2 */
    bool color;
    int width; /* columns of the terminal that sentences and source lines are fitted into; 0: they are left whole */
};

/* The sentence of a diagnostic, pieces put in, into the arena. */
const char *shai_diag_text(struct shai_arena *arena, const struct shai_diag *diag, enum shai_lang lang);
/* Its mend: the general one, the hint of this case, what may have been meant; "" for none. */
const char *shai_diag_mend(struct shai_arena *arena, const struct shai_diag *diag, enum shai_lang lang);
/* One diagnostic with its source line, caret, notes and mend. */
void shai_diag_print(struct shai_out *out, const struct shai_diags *diags, const struct shai_diag *diag,
                     struct shai_diag_style style);
void shai_diags_print(struct shai_out *out, const struct shai_diags *diags, struct shai_diag_style style);

#endif
