/* The XML of a part, pulled: run until the handler has what it wants, or to the end.
 *
 * Names come without their prefix. A document type declaration is refused, and with it every entity of its own; depth
 * and the length of a single tag are bounded. expat has memory of its own: a struct shai_pull is closed whatever
 * happened. A handler may allocate from `arena` alone; its panic is caught before it crosses expat, and goes on
 * behind it. */
#ifndef SHAI_SHEET_PULL_H
#define SHAI_SHEET_PULL_H

#include "sheet/archive.h"

enum { SHAI_PULL_DEPTH = 64, SHAI_PULL_TAG = 4 * 1024 * 1024 /* bytes */ };

struct shai_pull;

/* Each may be NULL. attributes: name, value, …, NULL. text comes in pieces. */
struct shai_pull_handler {
    void (*start)(void *user, const char *name, const char **attributes);
    void (*end)(void *user, const char *name);
    void (*text)(void *user, const char *s, size_t len);
};

enum shai_pull_status { SHAI_PULL_PAUSED, SHAI_PULL_END, SHAI_PULL_BROKEN /* recorded in the archive */ };

/* Opens a part. False where it cannot be read (recorded in the archive). */
bool shai_pull_open(struct shai_pull **xml, struct shai_arena *arena, struct shai_archive *archive, const char *name,
                    uint64_t limit, const struct shai_pull_handler *handler, void *user);
enum shai_pull_status shai_pull_run(struct shai_pull *xml);
/* For handlers: run returns behind this tag; or the part is damaged. */
void shai_pull_pause(struct shai_pull *xml);
void shai_pull_refuse(struct shai_pull *xml, enum shai_diag_id id, const char *why);
/* NULL is nothing to do. */
void shai_pull_close(struct shai_pull *xml);

/* Opens, runs to the end, closes; *held is where the parser stands meanwhile, for whoever cleans up after a panic. */
bool shai_pull_read(struct shai_pull **held, struct shai_arena *arena, struct shai_archive *archive, const char *name,
                    uint64_t limit, const struct shai_pull_handler *handler, void *user);

/* The value of an attribute, or NULL. */
const char *shai_pull_attribute(const char **attributes, const char *name);
/* Is it 1 or true? */
bool shai_pull_is_true(const char *value);
/* A whole number, digits alone, of at most `most`. False for anything else. */
bool shai_pull_count(const char *text, uint64_t most, uint64_t *value);

#endif
