/* Files that nobody else sees: what does not fit into memory for a while. */
#ifndef SHAI_BASE_TEMPORARY_H
#define SHAI_BASE_TEMPORARY_H

#include "base/arena.h"

/* $TMPDIR, else /tmp. */
const char *shai_temporary_folder(void);
/* A new file there, open for reading and writing, that has no name any more: it goes away by itself, whatever
 * happens. The descriptor is the caller's to close; -1 with errno where it cannot be made. */
int shai_temporary_file(struct shai_arena *arena);

#endif
