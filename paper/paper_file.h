/* Papers as files of a folder: names that are safe whatever the data hold, and files that are written whole or not at
 * all. */
#ifndef SHAI_PAPER_FILE_H
#define SHAI_PAPER_FILE_H

#include "base/strbuf.h"

/* The names given so far in one folder; without regard to case, as some file systems have none. */
struct shai_paper_names {
    struct shai_arena *arena; /* lives as long as the run */
    const char **slots;
    size_t count, cap;
};

void shai_paper_names_init(struct shai_paper_names *names, struct shai_arena *arena);
/* "S-001-生产.html": from an id out of the data, `role` (NULL: none) and the extension, both ours and harmless, the
 * latter without its dot. Characters of the id that no file system or shell should meet become `_`, and a name given
 * already gets a number. */
const char *shai_paper_name(struct shai_paper_names *names, const char *id, const char *role, const char *extension);

/* Writes a new file `name` of the folder `dir` (a descriptor): first under a name of its own, then renamed. Returns
 * 0, or the errno; the folder is then as it was. */
int shai_paper_write(int dir, const char *name, const struct shai_strbuf *text);

#endif
