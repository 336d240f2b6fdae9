/* A table of cases: samples with what they must give (docs/cases.md).
 *
 * In: the bytes of a CSV, in any encoding and delimiter that samples may have, or the rows of a workbook, and a
 * program. Out: row by row a
 * sample that has been judged, and what it was expected to give. Samples are read by the laboratory's reader; the
 * columns of the table's own are read here. */
#ifndef SHAI_LANG_CASE_TABLE_H
#define SHAI_LANG_CASE_TABLE_H

#include "lang/expect.h"
#include "runtime/kept_rows.h"
#include "runtime/map.h"

enum shai_case_column {
    SHAI_CASE_NONE, /* the sample's */
    SHAI_CASE_VERDICT,
    SHAI_CASE_HAZARD,
    SHAI_CASE_ITEM,
    SHAI_CASE_STATUS,
    SHAI_CASE_CONFIRMED,
    SHAI_CASE_OPINION, /* of who has checked the row */
    SHAI_CASE_DAY,     /* when; not read */
    SHAI_CASE_NOTE,
};

/* Where a table comes from. It outlives the tables opened of it; each begins anew. */
struct shai_case_source {
    const char *name; /* of the file, for messages */
    const char *text; /* of a CSV */
    size_t len;
    const struct shai_kept_rows *rows; /* ? read instead of the text */
    const struct shai_map *map;        /* ? its columns are called otherwise */
};

struct shai_case_table {
    struct shai_arena *arena;
    struct shai_diags *diags;
    const struct shai_program *program;
    const struct shai_map *map; /* ? its columns are called otherwise */
    struct shai_reader *reader;
    struct shai_column_of {
        enum shai_case_column kind;
        const char *title;
        uint32_t item;
    } * columns;
    size_t column_count;
    struct shai_run *run; /* of the row judged last */
    struct shai_sample sample;
    bool broken; /* its header cannot be used: no row will come */
};

enum shai_case_next {
    SHAI_CASE_END,
    SHAI_CASE_JUDGED,
    SHAI_CASE_GENERATED, /* a program made it and nobody has confirmed it: not judged */
    SHAI_CASE_EMPTY,     /* it expects nothing: not judged; a warning says so */
    SHAI_CASE_REFUSED,   /* its diagnostics were added */
};

struct shai_case {
    uint64_t row;
    const char *id, *note; /* note ? */
    struct shai_expectation expected;
};

/* Is it a column of such a table beside those of samples? (shai_map_check) */
bool shai_case_knows_column(const char *name);
/* explain: the run keeps which instructions were
 * executed. Does not fail: a table whose header cannot be used is broken, and its diagnostics were added. */
void shai_case_table_open(struct shai_case_table *table, struct shai_arena *arena, struct shai_diags *diags,
                          const struct shai_program *program, const struct shai_case_source *source, bool explain);
/* The next row. Memory of the case and its sample: run. */
enum shai_case_next shai_case_table_next(struct shai_case_table *table, struct shai_arena *run,
                                         struct shai_case *out);
void shai_case_table_close(struct shai_case_table *table);

#endif
