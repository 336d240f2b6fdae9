/* Files that appear whole or not at all. */
#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool cannot(struct shai_cmd *cmd, const char *path, int error)
{
    shai_cmd_cannot(cmd, SHAI_D_CANNOT_WRITE, path, strerror(error));
    return false;
}

bool shai_output_open(struct shai_cmd *cmd, struct shai_output *output, const char *path)
{
    *output = (struct shai_output){.out = &cmd->out};
    if (!path || strcmp(path, "-") == 0) return true;
    output->path = path;
    output->out = SHAI_NEW(&cmd->life, struct shai_out);
    struct stat st;
    bool plain = stat(path, &st) != 0 || S_ISREG(st.st_mode);
    if (plain) output->part = shai_arena_printf(&cmd->life, "%s.part", path);
    int fd = open(plain ? output->part : path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return cannot(cmd, path, errno);
    cmd->unfinished = output->part;
    shai_out_init(output->out, fd);
    return true;
}

bool shai_output_finish(struct shai_cmd *cmd, struct shai_output *output)
{
    if (!output->path) return true; /* standard output: shai_cmd_finish looks */
    int error = shai_out_flush(output->out);
    if (!error && output->part && fsync(output->out->fd) != 0) error = errno;
    if (close(output->out->fd) != 0 && !error) error = errno;
    if (!error && output->part && rename(output->part, output->path) != 0) error = errno;
    if (error && output->part) unlink(output->part);
    cmd->unfinished = NULL;
    return error ? cannot(cmd, output->path, error) : true;
}

void shai_output_drop(struct shai_cmd *cmd, struct shai_output *output)
{
    if (!output->path) return;
    close(output->out->fd);
    if (output->part) unlink(output->part);
    cmd->unfinished = NULL;
}
