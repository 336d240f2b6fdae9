/* A file written anew: a file beside it takes its name when all of it is on disk. What is no regular file cannot be
 * replaced, and what may not be written is not replaced either, although its folder would let us. */
#include "cmd/rewrite.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool cannot(struct shai_cmd *cmd, const char *path, int error)
{
    shai_cmd_cannot(cmd, SHAI_D_CANNOT_WRITE, path, strerror(error));
    return false;
}

/* Returns 0 or an errno. */
static int write_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        bytes += n;
        len -= (size_t)n;
    }
    return fsync(fd) == 0 ? 0 : errno;
}

bool shai_cmd_rewrite(struct shai_cmd *cmd, const char *path, const char *bytes, size_t len)
{
    char real[PATH_MAX]; /* a link stays a link */
    struct stat st;
    if (!realpath(path, real) || stat(real, &st) != 0) return cannot(cmd, path, errno);
    if (!S_ISREG(st.st_mode)) return cannot(cmd, path, EINVAL);
    if (access(real, W_OK) != 0) return cannot(cmd, path, errno);
    char *part = shai_arena_printf(&cmd->life, "%s.XXXXXX", real);
    int fd = mkstemp(part);
    if (fd < 0) return cannot(cmd, path, errno);
    cmd->unfinished = part;
    int error = write_all(fd, bytes, len);
    if (!error && fchown(fd, st.st_uid, st.st_gid) != 0 && errno != EPERM) error = errno; /* one's own file then */
    if (!error && fchmod(fd, st.st_mode & 07777) != 0) error = errno;
    if (close(fd) != 0 && !error) error = errno;
    if (!error && rename(part, real) != 0) error = errno;
    if (error) unlink(part);
    cmd->unfinished = NULL;
    return error ? cannot(cmd, path, error) : true;
}
