/* Packages (ECMA-376 part 2): parts with names, as one zip file. The same parts give the same bytes: their order is
 * the caller's, their time is 1980-01-01. */
#ifndef SHAI_PAPER_PACKAGE_H
#define SHAI_PAPER_PACKAGE_H

#include "base/out.h"

#include <stdbool.h>

struct shai_package_part {
    const char *name; /* "word/document.xml" */
    const void *bytes;
    size_t len;
    bool packed; /* compressed already: stored as it is */
};

struct shai_package {
    struct shai_arena *arena;
    struct shai_package_part *parts;
    size_t count, cap;
};

void shai_package_init(struct shai_package *package, struct shai_arena *arena);
/* name and bytes must outlive the package. */
void shai_package_add(struct shai_package *package, struct shai_package_part part);
/* The zip file. Without memory it panics as the arena does; any other failure sticks in `out`. */
void shai_package_write(struct shai_out *out, const struct shai_package *package);
/* A package like `bytes`, in which the parts given replace those of the same name; all other parts are copied byte
 * for byte, compressed as they are. */
void shai_package_rewrite(struct shai_out *out, const struct shai_package *package, const void *bytes, size_t len);

/* What may be read of a package that others made. */
enum { SHAI_PACKAGE_PARTS = 4096, SHAI_PACKAGE_XML = 64 * 1024 * 1024 };
enum shai_package_status { SHAI_PACKAGE_OK, SHAI_PACKAGE_BROKEN, SHAI_PACKAGE_LARGE };
/* The parts of a zip file in their order, with the bytes of those whose name ends in .xml; of others only the names.
 */
enum shai_package_status shai_package_read(struct shai_package *package, struct shai_arena *arena, const void *bytes,
                                           size_t len);

#endif
