/* Temporary files. In: the environment's TMPDIR. Out: descriptors of files without a name. */
#include "base/temporary.h"

#include <stdlib.h>
#include <unistd.h>

const char *shai_temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? folder : "/tmp";
}

int shai_temporary_file(struct shai_arena *arena)
{
    char *path = shai_arena_printf(arena, "%s/sushai-XXXXXX", shai_temporary_folder());
    int fd = mkstemp(path);
    if (fd >= 0) unlink(path);
    return fd;
}
