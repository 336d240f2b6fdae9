/* One cell with what belongs to it, before it becomes a fact.
 *
 * shai_cell_read (sample.h) is the plain form. A file's columns may add an uncertainty, a detection limit, and units
 * that were looked up once for all rows. */
#ifndef SHAI_RUNTIME_CELL_H
#define SHAI_RUNTIME_CELL_H

#include "runtime/sample.h"

struct shai_cell {
    struct shai_slice text;
    struct shai_slice u, dl; /* from columns of their own; s NULL: none */
    const char *unit;        /* of a bare number: canonical, from the header or a field; NULL: the spec's */
    const struct shai_unit_value *unit_value;       /* what `unit` means, known to fit the input; NULL: look it up */
    const struct shai_unit_value *u_unit, *dl_unit; /* of a bare u, dl, known to fit; NULL: as the reading's */
    struct shai_cell_place place;
    const char *u_column, *dl_column; /* for messages; NULL: place.column */
    uint32_t u_at, dl_at;             /* and place.at */
};

/* Puts a cell into the fact of an input, as shai_cell_read does. The fact has been cleared. cell->text
 * is trimmed in place. */
enum shai_cell_status shai_cell_put(struct shai_arena *arena, struct shai_diags *diags,
                                    const struct shai_program *program, uint32_t input, struct shai_cell *cell,
                                    struct shai_fact *fact);

/* A date as a cell writes it; a time of day behind it, as databases export it, is left out. */
bool shai_cell_date(struct shai_slice text, int32_t *day);

/* The fact of an input of which nothing is said. */
void shai_fact_clear(const struct shai_program *program, uint32_t input, struct shai_fact *fact);

/* quantity.c: the same for numbers, cell->text trimmed and no blank, the fact cleared. On success it is whole but for
 * `reported`. */
enum shai_cell_status shai_quantity_read(struct shai_arena *arena, struct shai_diags *diags,
                                         const struct shai_program *program, uint32_t input,
                                         const struct shai_cell *cell, struct shai_fact *fact);
/* The same for 12.30, ND and <0.5 without anything beside them, by far the most common cells, and whole. False where
 * the cell is any other or is to be refused; the fact is then as it was. */
bool shai_quantity_quick(struct shai_arena *arena, const struct shai_input *in, const struct shai_cell *cell,
                         struct shai_fact *fact);
/* Does a known value keep to `in lo ~ hi`? Says so with a diagnostic if not. */
bool shai_cell_in_range(struct shai_arena *arena, struct shai_diags *diags, const struct shai_program *program,
                        uint32_t input, const struct shai_cell *cell, struct shai_num value);

#endif
