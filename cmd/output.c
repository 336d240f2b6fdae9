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

static bool stat_input(const char *path, struct stat *st)
{
    return (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, st) : stat(path, st)) == 0;
}

/* By device and inode: a file has many names. */
static bool is_same_file(const char *output, const char *input)
{
    struct stat a, b;
    return stat(output, &a) == 0 && S_ISREG(a.st_mode) && stat_input(input, &b) && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

/* The name that a file has until it is whole. */
static const char *part_of(struct shai_cmd *cmd, const char *path)
{
    return shai_arena_printf(&cmd->life, "%s.part", path);
}

bool shai_output_spares(struct shai_cmd *cmd, const char *path, const char *const *inputs, size_t count)
{
    if (!path || strcmp(path, "-") == 0) return true;
    const char *part = part_of(cmd, path);
    for (size_t i = 0; i < count; i++) {
        if (!inputs[i] || (!is_same_file(path, inputs[i]) && !is_same_file(part, inputs[i]))) continue;
        shai_cmd_cannot(cmd, SHAI_D_OUTPUT_IS_INPUT, path, inputs[i]);
        return false;
    }
    return true;
}

static bool spares_sources(struct shai_cmd *cmd, const char *path)
{
    for (size_t i = 0; i < cmd->sources.count; i++)
        if (!shai_output_spares(cmd, path, &cmd->sources.at[i].name, 1)) return false;
    return true;
}

bool shai_output_is_named(const char *path, const char *ending)
{
    size_t len = path ? strlen(path) : 0, n = strlen(ending);
    return len > n && strcmp(path + len - n, ending) == 0;
}

bool shai_output_takes_workbook(struct shai_cmd *cmd, const char *path)
{
    if ((path && strcmp(path, "-") != 0) || !isatty(cmd->out.fd)) return true;
    shai_cmd_cannot(cmd, SHAI_D_WORKBOOK_TERMINAL, NULL, NULL);
    return false;
}

bool shai_output_open(struct shai_cmd *cmd, struct shai_output *output, const char *path)
{
    *output = (struct shai_output){.out = &cmd->out};
    if (!path || strcmp(path, "-") == 0) return true;
    if (!spares_sources(cmd, path)) return false;
    output->path = path;
    output->out = SHAI_NEW(&cmd->life, struct shai_out);
    struct stat st;
    bool plain = stat(path, &st) != 0 || S_ISREG(st.st_mode);
    if (plain) output->part = part_of(cmd, path);
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
