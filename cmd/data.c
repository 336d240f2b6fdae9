/* See data.h. Whether the file is a workbook is told by its first bytes; of a pipe they are kept for the reader. */
#include "cmd/data.h"

#include "base/temporary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MARK = 4 };

static ssize_t read_some(int fd, void *room, size_t size)
{
    ssize_t n;
    do n = read(fd, room, size);
    while (n < 0 && errno == EINTR);
    return n;
}

static bool write_all(int fd, const char *s, size_t len)
{
    while (len) {
        ssize_t n = write(fd, s, len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        s += n, len -= (size_t)n;
    }
    return true;
}

/* A ZIP archive, or what older spreadsheet programs write. */
static bool is_workbook(const char *s, size_t len)
{
    return len >= MARK && (memcmp(s, "PK\003\004", MARK) == 0 || memcmp(s, "PK\005\006", MARK) == 0 ||
                           memcmp(s, "\xD0\xCF\x11\xE0", MARK) == 0);
}

/* The first bytes of a file, left where they are; of a pipe, taken: then *taken. No more is waited for than tells. */
static size_t look(int fd, char head[MARK], bool *taken)
{
    size_t len = 0;
    ssize_t n = lseek(fd, 0, SEEK_CUR) == 0 ? pread(fd, head, MARK, 0) : -1;
    *taken = n < 0;
    if (n >= 0) return (size_t)n;
    while (len < MARK) {
        if ((n = read_some(fd, head + len, MARK - len)) <= 0) break;
        len += (size_t)n;
        if (*head != 'P' && *head != '\xD0') break;
    }
    return len;
}

/* `head`, and the whole of a pipe behind it (-1: none), in a file that goes away by itself; -1 where it cannot be
 * made (said). */
static int copy_pipe(struct shai_cmd *cmd, struct shai_data *data, const char *head, size_t head_len)
{
    enum { CHUNK = 64 * 1024 };
    char *room = shai_arena_alloc(&cmd->run, CHUNK);
    int fd = shai_temporary_file(data->arena);
    bool ok = fd >= 0 && write_all(fd, head, head_len);
    ssize_t n = 0;
    while (ok && data->fd >= 0 && (n = read_some(data->fd, room, CHUNK)) > 0) ok = write_all(fd, room, (size_t)n);
    if (ok && !n) return fd;
    struct shai_cell_place place = {.file = data->name};
    shai_diag_cell(data->diags, n < 0 ? SHAI_D_DATA_READ : SHAI_D_XLSX_TEMPORARY, place, strerror(errno), NULL);
    if (fd >= 0) close(fd);
    return -1;
}

static enum shai_rows_status no_row(struct shai_rows *rows, struct shai_arena *run, struct shai_diags *diags,
                                    struct shai_row *row)
{
    (void)rows, (void)run, (void)diags, (void)row;
    return SHAI_ROWS_BROKEN;
}

static void close_none(struct shai_rows *rows)
{
    (void)rows;
}

/* The rows of what could not be opened. */
static struct shai_rows *no_rows(struct shai_arena *arena)
{
    struct shai_rows *rows = SHAI_NEW(arena, struct shai_rows);
    rows->next = no_row;
    rows->close = close_none;
    return rows;
}

static struct shai_rows *open_workbook(struct shai_cmd *cmd, struct shai_data *data, const char *head, size_t len,
                                       bool taken)
{
    struct shai_cell_place place = {.file = data->name};
    if (!cmd->open_workbook) {
        shai_diag_cell(data->diags, SHAI_D_NO_WORKBOOKS, place, NULL);
        return no_rows(data->arena);
    }
    if (taken) {
        int copy = copy_pipe(cmd, data, head, len);
        if (copy < 0) return no_rows(data->arena);
        if (data->fd > STDIN_FILENO) close(data->fd);
        data->fd = copy;
    }
    return cmd->open_workbook(data->arena, data->diags, data->fd, data->name, data->sheet);
}

struct shai_reader *shai_data_reader(struct shai_cmd *cmd, struct shai_data *data, const struct shai_program *program,
                                     const struct shai_sample_options *options)
{
    char head[MARK];
    bool taken = false;
    struct shai_sample_options how = *options;
    size_t len = options->format == SHAI_FORMAT_AUTO && !data->text ? look(data->fd, head, &taken) : 0;
    data->workbook = is_workbook(head, len);
    if (data->workbook) {
        struct shai_rows *rows = open_workbook(cmd, data, head, len, taken);
        return shai_reader_open_rows(data->arena, data->diags, program, rows, data->name, &how);
    }
    if (data->sheet)
        shai_diag_cell(data->diags, SHAI_D_SHEET_UNUSED, (struct shai_cell_place){.file = data->name}, NULL);
    if (taken) how.head = shai_arena_strndup(data->arena, head, len), how.head_len = len;
    return shai_reader_open_as(data->arena, data->diags, program, data->fd, data->name, &how);
}

const struct shai_kept_rows *shai_data_keep(struct shai_cmd *cmd, struct shai_data *data, const char *bytes,
                                            size_t len)
{
    data->fd = -1;
    data->workbook = is_workbook(bytes, len);
    if (!data->workbook) {
        if (data->sheet)
            shai_diag_cell(data->diags, SHAI_D_SHEET_UNUSED, (struct shai_cell_place){.file = data->name}, NULL);
        return NULL;
    }
    return shai_rows_keep(data->arena, &cmd->run, data->diags, open_workbook(cmd, data, bytes, len, true));
}
