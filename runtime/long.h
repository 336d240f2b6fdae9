/* The long layout: a row a reading, the rows of a sample together.
 *
 * In: a header, then rows of cells. Out: which column plays which part, and the rows of a sample gathered as the
 * pairs that a JSON line would have: item to value. What an item is, is not known here. */
#ifndef SHAI_RUNTIME_LONG_H
#define SHAI_RUNTIME_LONG_H

#include "runtime/csv.h"
#include "runtime/json.h"

enum shai_long_part {
    SHAI_LONG_ITEM,
    SHAI_LONG_VALUE,
    SHAI_LONG_UNIT,
    SHAI_LONG_U,
    SHAI_LONG_DL,
    SHAI_LONG_PARTS, /* how many; of a name: none of them */
};

enum { SHAI_LONG_ROWS = 65536 }; /* of a sample, at most */

struct shai_long {
    uint32_t at[SHAI_LONG_PARTS];  /* columns, or SHAI_NONE32 */
    size_t width;                  /* columns of the header; those that play no part are the sample's own */
    const struct shai_slice *keys; /* their names; s NULL: not used */
};

/* The part that a header cell's name stands for. */
enum shai_long_part shai_long_part_of(struct shai_arena *arena, struct shai_slice name);

/* The rows of a sample so far. */
struct shai_long_sample {
    struct shai_json_line line; /* its first pairs: one a column that is the sample's own */
    uint64_t rows;
};

enum shai_long_status {
    SHAI_LONG_OK,
    SHAI_LONG_NO_ITEM, /* the row has a value and no item */
    SHAI_LONG_DIFFERS, /* column *where says something else than in an earlier row */
    SHAI_LONG_TOO_MANY,
};

/* Does the row name an item? */
bool shai_long_has_item(const struct shai_long *l, const struct shai_slice *cells);
/* Adds a row; everything is copied to `run`. */
enum shai_long_status shai_long_add(const struct shai_long *l, struct shai_arena *run,
                                    struct shai_long_sample *sample, const struct shai_slice *cells, uint64_t row,
                                    size_t *where);

#endif
