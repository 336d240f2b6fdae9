/* The ZIP archive that a workbook is, read part by part within bounds.
 *
 * An archive may promise little and hold much: the number of its parts, the bytes of each and how far they expand are
 * limited. What is wrong is kept as a message and its piece; whoever opened the archive says it. libzip has memory of
 * its own, so an archive is closed whatever happened, also right after a panic. */
#ifndef SHAI_SHEET_ARCHIVE_H
#define SHAI_SHEET_ARCHIVE_H

#include "base/diag.h"

enum {
    SHAI_ARCHIVE_PARTS = 20000,
    SHAI_ARCHIVE_RATIO = 250, /* of a part's bytes to what they take in the archive; small parts may have any */
};
/* Bytes of a part: those read whole (the book, its styles), and those that stream (sheets, strings). */
#define SHAI_ARCHIVE_SMALL ((uint64_t)16 * 1024 * 1024)
#define SHAI_ARCHIVE_LARGE ((uint64_t)8 * 1024 * 1024 * 1024)

struct zip;
struct zip_file;

struct shai_archive {
    struct shai_arena *arena;
    struct zip *zip;
    enum shai_diag_id id; /* of what went wrong; text is NULL where nothing did */
    const char *text;
};

/* Opens the file behind a descriptor, which stays the caller's and must be seekable. False where it is no archive
 * that can be read. */
bool shai_archive_open(struct shai_archive *archive, struct shai_arena *arena, int fd);
void shai_archive_close(struct shai_archive *archive);
bool shai_archive_has(const struct shai_archive *archive, const char *name);
/* Records what is wrong, if nothing was before. Returns false. */
bool shai_archive_fail(struct shai_archive *archive, enum shai_diag_id id, const char *text);

struct shai_part {
    struct shai_archive *archive;
    const char *name;
    struct zip_file *file;
    uint64_t left; /* bytes that it may still give */
};

/* False where the archive has no such part or it must not be read (recorded). */
bool shai_part_open(struct shai_part *part, struct shai_archive *archive, const char *name, uint64_t limit);
/* Up to size bytes; 0 at the end, -1 where it cannot be read on (recorded). */
long shai_part_read(struct shai_part *part, void *room, size_t size);
void shai_part_close(struct shai_part *part);

#endif
