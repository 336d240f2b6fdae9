/* Which column, or key, means which input or standard field (interface.md, "Samples").
 *
 * In: the text of a header cell and a program. Out: what it names. A header is a name (of an input, in either
 * spelling of a standard field; ITEM.MEASURE; else a label or title that is the only one of its kind; else what other
 * systems call a standard field), perhaps with `.U` or `.DL` behind it, perhaps with a unit in brackets. Whether two
 * columns mean the same is seen by the reader of a file. */
#ifndef SHAI_RUNTIME_BIND_H
#define SHAI_RUNTIME_BIND_H

#include "runtime/sample.h"

enum shai_column_kind {
    SHAI_COLUMN_UNKNOWN, /* nobody knows it: `trouble` is a warning, said once */
    SHAI_COLUMN_BAD,     /* it cannot be used: `trouble` is an error */
    SHAI_COLUMN_VALUE,   /* of `input`, or of `field`, or both */
    SHAI_COLUMN_U,       /* the uncertainty of `input` */
    SHAI_COLUMN_DL,      /* its detection limit */
};

struct shai_column {
    uint8_t kind;
    const char *title;     /* as written, for messages */
    uint32_t input;        /* or SHAI_NONE32 */
    enum shai_field field; /* or SHAI_FIELD_COUNT */
    const char *unit;      /* canonical, or NULL */
    struct shai_unit_value unit_value;
    enum shai_diag_id trouble;
    unsigned alias; /* 0, or its name is one that other systems give the field: the rank among such (field.h) */
    const char *pieces[2]; /* of the diagnostic, behind the title; NULL: none */
    const char *near;      /* of a column nobody knows: the name it may mean, or NULL */
    struct shai_slice key; /* for the reader of NDJSON: the key as it came */
    uint64_t seen;         /* and the last line that had it */
    uint64_t counted;      /* of a long table: the last sample that was looked through, */
    uint32_t times, taken; /* how often the item stands in it, and how many of these were taken */
    bool ignored;          /* a map says that it is not to be used: nothing is said of it */
    bool warned;           /* that it stands alone */
    uint32_t told;         /* of a sheet: warnings about its cells */
};

struct shai_binder;
struct shai_map;

/* Everything is allocated in `arena`, which lives as long as the binder. */
struct shai_binder *shai_binder_new(struct shai_arena *arena, const struct shai_program *program);
/* Header cells are called otherwise from now on. map outlives the binder. */
void shai_binder_rename(struct shai_binder *binder, const struct shai_map *map);
/* What a header cell is called; the cell itself where nothing else was said. */
struct shai_slice shai_binder_name(struct shai_binder *binder, struct shai_slice cell);
/* Has a line of the map been met in the data? */
bool shai_binder_met(const struct shai_binder *binder, size_t line);
/* Splits `name (unit)` or `name/(unit)` (GB 3101) at the bracket that closes the text. */
bool shai_header_split(const struct shai_slice *key, struct shai_slice *name, struct shai_slice *unit);
/* What a header cell means. _quietly: no name is looked for that may have been meant. */
void shai_bind_quietly(struct shai_binder *binder, const char *header, size_t len, struct shai_column *column);
void shai_bind(struct shai_binder *binder, const char *header, size_t len, struct shai_column *column);

#endif
