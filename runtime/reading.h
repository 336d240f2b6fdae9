/* A file of samples under way: what reader.c, read_table.c and read_lines.c share. Private to them. */
#ifndef SHAI_RUNTIME_READING_H
#define SHAI_RUNTIME_READING_H

#include "runtime/bind.h"
#include "runtime/cell.h"
#include "runtime/csv.h"
#include "runtime/ids.h"
#include "runtime/json.h"
#include "runtime/long.h"
#include "runtime/map.h"
#include "runtime/rows.h"

#include <inttypes.h>

/* What belongs to an input: the columns of its value, U and DL. */
struct shai_slots {
    uint32_t value, u, dl;
};

struct shai_reader {
    struct shai_arena *arena;
    const struct shai_program *program;
    const char *name;
    struct shai_sample_options options;
    bool json, broken;
    bool objects;         /* JSON, of which a sample may take several lines: rows are objects (read_list.c) */
    bool in_list;         /* behind [ and before ] */
    uint64_t line;        /* of objects: where the reader stands, from 1 */
    uint64_t object_line; /* and where the object last read begins */
    bool told;            /* the encoding that was guessed */
    bool is_long;         /* a row is a reading */
    bool in_doubt;        /* the row last read may belong to the next sample: nobody can tell */
    uint64_t reported;    /* the last bad row that was told: rows may be read again */
    struct shai_long layout;
    struct shai_feed feed;
    struct shai_csv csv;    /* the row at hand, wherever it is from */
    struct shai_rows *rows; /* ? read instead of the feed */
    struct shai_row cells_now;
    bool row_again;    /* of rows: the row last read is to be given once more */
    bool rows_broken;  /* they cannot be read on (said) */
    bool rounded_told; /* that numbers of more than 15 digits are rounded */
    bool beyond_told;  /* that there are cells beyond the header */
    uint64_t row;
    struct shai_binder *binder;
    struct shai_column *columns; /* of the header; of the keys seen so far */
    size_t count, cap;
    uint32_t *index; /* of the keys: open addressing, SHAI_NONE32 is free */
    size_t index_slots;
    size_t expected;                   /* the key that is likely to come next */
    struct shai_slots *slots;          /* one an input */
    uint32_t fields[SHAI_FIELD_COUNT]; /* columns */
    uint32_t *bound;                   /* columns of kind VALUE */
    size_t bound_count, bound_cap;
    const struct shai_json_pair **pairs; /* of the line: one a column, NULL where it lacks it */
    size_t pairs_cap;
    struct shai_fact *blank; /* one an input: what a sample without any cell has */
    struct shai_cell *cells; /* of the bound columns: what their cells have in common */
    bool has_specimens;      /* some measure of the program */
    bool has_aliases;        /* some column */
    bool absent_told;        /* what the map names and the data do not have */
    bool *quick;             /* of the bound columns: plain numbers with nothing beside them */
    struct shai_ids ids;
};

/* One sample under way. */
struct shai_filling {
    struct shai_reader *r;
    struct shai_arena *run;
    struct shai_diags *diags;
    struct shai_sample *sample;
    bool ok;
    bool id_told;                     /* what is wrong with the cell of its id */
    const struct shai_remark *merged; /* the remark on merged cells that was told */
};

/* read_rows.c: the same in a sheet. */
struct shai_cell_place shai_reader_place_in_sheet(const struct shai_reader *r, const char *column);

/* The place of a cell of the row at hand; column is the title of one of r->columns, or NULL. */
static inline struct shai_cell_place shai_reader_place_at(const struct shai_reader *r, const char *column)
{
    if (r->rows) return shai_reader_place_in_sheet(r, column);
    return (struct shai_cell_place){
        .file = r->name, .row = r->row, .column = column, .is_object = r->objects, .line = r->object_line};
}

static inline const char *shai_reader_print_count(struct shai_arena *arena, uint64_t n)
{
    return shai_arena_printf(arena, "%" PRIu64, n);
}

static inline const struct shai_unit_value *shai_reader_unit_of(const struct shai_column *c)
{
    return c->unit ? &c->unit_value : NULL;
}

/* reader.c: columns */
void shai_reader_report_column(struct shai_reader *r, struct shai_diags *diags, const struct shai_column *c);
/* Takes a column in use. False where another means the same. */
bool shai_reader_claim(struct shai_reader *r, struct shai_diags *diags, uint32_t index);
/* The same of a column whose name is an alias, behind all others: it gives way, and says so once. Is it used? */
bool shai_reader_claim_alias(struct shai_reader *r, struct shai_diags *diags, uint32_t index, bool *ok);
void shai_reader_release_all(struct shai_reader *r);
/* The columns of an input; of a specimen, U and DL of its measure where it has none of its own. */
struct shai_slots shai_reader_slots_of(const struct shai_reader *r, uint32_t input);
struct shai_column *shai_reader_add_column(struct shai_reader *r);
/* A U or DL without the reading it belongs to says nothing: a warning, once a column. */
void shai_reader_check_beside(struct shai_reader *r, struct shai_diags *diags);
/* Columns that a map names and the data do not have: a warning each, once. */
void shai_reader_report_absent(struct shai_reader *r, struct shai_diags *diags);
/* The slot of a key in the index: its own, or the free one where it would stand. */
uint32_t *shai_reader_index_slot(struct shai_reader *r, const struct shai_slice *key);
void shai_reader_widen_index(struct shai_reader *r);

/* reader.c: one sample, and the end */
void shai_reader_refuse(struct shai_filling *f, enum shai_diag_id id, const char *column, const char *a,
                        const char *b);
void shai_reader_clear_sample(struct shai_filling *f);
/* A cell of a bound column, its place and its header's unit in it. */
void shai_reader_put_column(struct shai_filling *f, const struct shai_column *c, struct shai_cell *cell);
enum shai_next shai_reader_finish_sample(struct shai_filling *f);
/* What a row at that place is refused for as such. */
void shai_report_row(struct shai_diags *diags, struct shai_cell_place place, const struct shai_csv *csv,
                     enum shai_csv_status status);
/* Why a file ends before its end. False where it does not. */
bool shai_report_read(struct shai_diags *diags, struct shai_cell_place place, const struct shai_feed *feed);
/* Says what is wrong with a row as such. */
void shai_reader_report_row(struct shai_reader *r, struct shai_diags *diags, enum shai_csv_status status);
/* Why the file ends before its end. False where it does not. */
bool shai_reader_report_read(struct shai_reader *r, struct shai_diags *diags);
enum shai_next shai_reader_at_end(struct shai_reader *r, struct shai_arena *run, struct shai_diags *diags);

/* read_table.c */
bool shai_reader_read_header(struct shai_reader *r, struct shai_diags *diags);
/* What the cells of each bound column have in common, worked out once. */
void shai_reader_prepare_cells(struct shai_reader *r);
enum shai_next shai_reader_next_csv(struct shai_filling *f);
enum shai_next shai_reader_next_long(struct shai_filling *f);

/* read_rows.c: rows of the csv or of a source of rows, alike */
enum shai_csv_status shai_reader_next_row(struct shai_reader *r, struct shai_arena *run, struct shai_diags *diags);
void shai_reader_retry_row(struct shai_reader *r);
void shai_reader_back_row(struct shai_reader *r);
/* The header of a sheet, into r->csv as a CSV's would stand there. False where it has none (said). */
bool shai_reader_find_header(struct shai_reader *r, struct shai_diags *diags);
/* Says what a source of rows remarks of a cell, where it matters for what the column is. False where the cell is not
 * to be read: it is refused, or left out. */
bool shai_reader_heed(struct shai_filling *f, struct shai_column *c, struct shai_cell_place place,
                      const struct shai_remark *remark);
/* Is the cell the bare number of a date, in a column of dates? Then it is refused, and the date named. */
bool shai_reader_is_serial(struct shai_filling *f, const struct shai_column *c, struct shai_slice text,
                           struct shai_cell_place place);
/* The remarks of the row at hand about a column; NULL for none. */
static inline const struct shai_remark *shai_reader_remark(const struct shai_reader *r, size_t column)
{
    return r->cells_now.remarks ? r->cells_now.remarks[column] : NULL;
}

/* read_lines.c */
enum shai_next shai_reader_next_json(struct shai_filling *f);
/* A sample from the text of an object. */
enum shai_next shai_reader_read_object(struct shai_filling *f, struct shai_slice text);
/* Sorts the pairs of a line to their columns. */
void shai_reader_sort_pairs(struct shai_filling *f, const struct shai_json_line *line);
void shai_reader_fill_json(struct shai_filling *f);

/* read_list.c */
enum shai_next shai_reader_next_object(struct shai_filling *f);

#endif
