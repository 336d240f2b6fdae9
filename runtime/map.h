/* Renamed columns: a table of two columns, what a column of the data is called and what it is to be called
 * (docs/samples.md, "Columns by other names").
 *
 * In: a CSV in any encoding and delimiter that samples may have. Out: for the text of a header cell the one to read
 * in its place. Which names there are is for who asks (shai_map_check). A map does not change once it is read. */
#ifndef SHAI_RUNTIME_MAP_H
#define SHAI_RUNTIME_MAP_H

#include "runtime/sample.h"

struct shai_map_line {
    struct shai_slice key;     /* comparable form of the column's name */
    const char *column, *name; /* as written, trimmed; name "": the column is not to be used */
    uint64_t row;
};

struct shai_map {
    const char *file; /* for messages */
    struct shai_map_line *lines;
    size_t count, cap;
};

/* Reads a map. fd is the caller's. What is wrong with it is an error in diags; the lines that are well are there all
 * the same. Everything is allocated in `arena`. */
struct shai_map *shai_map_read(struct shai_arena *arena, struct shai_diags *diags, int fd, const char *name);

/* Is it a name that somebody knows beside the programs? */
typedef bool shai_map_also(const char *name);
/* Does one of the programs know each name, as a header's? What none knows is an error in diags. also: NULL for
 * nothing. */
void shai_map_check(const struct shai_map *map, struct shai_arena *arena, struct shai_diags *diags,
                    const struct shai_program *const *programs, size_t count, shai_map_also *also);

/* What to read in place of a header cell: the name of its line; where its whole text has none, that of the text
 * without unit, .U, .DL or number of a specimen, which are then put to the name. *line is the line's index. NULL: it
 * stays as it is. "": it is not to be used. */
const char *shai_map_find(const struct shai_map *map, struct shai_arena *arena, const char *header, size_t len,
                          size_t *line);

#endif
