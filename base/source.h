/* Source texts and places in them.
 *
 * A spec with its libraries is a list of texts; a span is a half-open range of bytes of one of them. Lines and
 * columns are worked out when a person must see them. */
#ifndef SHAI_BASE_SOURCE_H
#define SHAI_BASE_SOURCE_H

#include "base/arena.h"

/* Bytes [begin, end) of text `file` of a shai_sources. The bison location type. */
struct shai_span {
    uint32_t file;
    uint32_t begin, end;
};

struct shai_source {
    const char *name; /* as the user named it; shown in messages */
    const char *text; /* well-formed UTF-8 (read_source checks), NUL after len bytes */
    size_t len;
    uint32_t *lines; /* offset of each line's first byte */
    size_t line_count;
};

struct shai_sources {
    struct shai_arena *arena;
    struct shai_source *at;
    size_t count, cap;
};

/* A place for people: line and column count from 1; the column counts code points. */
struct shai_place {
    uint32_t line, column;
};

void shai_sources_init(struct shai_sources *sources, struct shai_arena *arena);
/* Adds a text, which must outlive the list, and returns its index. */
uint32_t shai_sources_add(struct shai_sources *sources, const char *name, const char *text, size_t len);
struct shai_place shai_source_place(const struct shai_source *source, uint32_t offset);
/* Line `line` (from 1) without its line end. */
const char *shai_source_line(const struct shai_source *source, uint32_t line, size_t *len);

enum shai_read {
    SHAI_READ_OK,
    SHAI_READ_ERRNO,   /* errno says why */
    SHAI_READ_TOO_BIG, /* more than limit bytes */
};
/* The bytes of a file ("-" is standard input) in the arena, NUL after them. limit in bytes. */
enum shai_read shai_read_file(struct shai_arena *arena, const char *path, size_t limit, char **text, size_t *len);

#endif
