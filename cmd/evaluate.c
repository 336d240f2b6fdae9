/* The loop over samples. Invariant: samples in = results + refused, and the counts line says so. */
#include "cmd/evaluate.h"

#include "cmd/data.h"
#include "cmd/follow.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- data that comes piece by piece ------------------------------------------------------------------------------
 */

enum { NAP = 200 }; /* ms */

static bool is_ready(int fd, int ms)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    int n = poll(&p, 1, ms);
    return n > 0 || (n < 0 && errno != EINTR); /* a mistake is for read() to tell */
}

/* Does what can be done without more data. False where no more is wanted. */
static bool run_dry(struct shai_evaluation *ev)
{
    bool wanted = !ev->dry.run || ev->dry.run(ev->dry.user);
    return wanted && !(ev->follow && shai_follow_stopped());
}

/* A file that grows is at its end again and again; a pipe once. */
static enum shai_wait ask(void *user, bool ended)
{
    struct shai_evaluation *ev = user;
    if (ended && !ev->grows) return SHAI_WAIT_END;
    if (ended) {
        if (!run_dry(ev)) return SHAI_WAIT_STOP;
        poll(NULL, 0, NAP);
        return SHAI_WAIT_READ;
    }
    if (ev->follow && shai_follow_stopped()) return SHAI_WAIT_STOP;
    while (!is_ready(ev->fd, 0)) {
        if (!run_dry(ev)) return SHAI_WAIT_STOP;
        if (is_ready(ev->fd, NAP)) break;
    }
    return SHAI_WAIT_READ;
}

static void follow(struct shai_evaluation *ev)
{
    struct stat st;
    ev->follow = true;
    ev->grows = fstat(ev->fd, &st) == 0 && S_ISREG(st.st_mode);
    shai_follow_begin();
}

/* --- the data ----------------------------------------------------------------------------------------------------
 */

bool shai_cmd_read_map(struct shai_cmd *cmd, const char *path, const struct shai_program *const *programs,
                       size_t count, shai_map_also *also, const struct shai_map **map)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        shai_cmd_cannot(cmd, SHAI_D_CANNOT_READ, path, strerror(errno));
        return false;
    }
    *map = shai_map_read(&cmd->life, &cmd->data, fd, path);
    close(fd);
    shai_map_check(*map, &cmd->life, &cmd->data, programs, count, also);
    bool well = !cmd->data.errors;
    shai_cmd_say_data(cmd);
    return well;
}

struct shai_sample_options shai_data_sample_options(const struct shai_data_options *o)
{
    return (struct shai_sample_options){
        .format = (enum shai_sample_format)o->input,
        .encoding = (enum shai_encoding)o->encoding,
        .delimiter = "\0,\t;"[o->delimiter],
        .layout = (enum shai_sample_layout)o->layout,
    };
}

/* The folder of evidence. Says why where there is none. */
static bool find_evidence(struct shai_evaluation *ev, const char *path)
{
    char folder[PATH_MAX];
    struct stat st;
    int error = 0;
    if (!realpath(path, folder) || stat(folder, &st) != 0) error = errno;
    else if (!S_ISDIR(st.st_mode)) error = ENOTDIR;
    if (error) return shai_cmd_cannot(ev->cmd, SHAI_D_CANNOT_READ, path, strerror(error)), false;
    ev->evidence = shai_arena_strndup(&ev->cmd->life, folder, strlen(folder));
    return true;
}

bool shai_evaluation_open(struct shai_evaluation *ev, struct shai_cmd *cmd, const struct shai_program *program,
                          const char *path, const struct shai_data_options *options, bool explain)
{
    struct shai_sample_options how = shai_data_sample_options(options);
    *ev = (struct shai_evaluation){.cmd = cmd, .program = program, .fd = STDIN_FILENO, .explain = explain};
    if (options->map && !shai_cmd_read_map(cmd, options->map, &program, 1, NULL, &how.map)) return false;
    ev->waiting = (struct shai_waiting){ask, ev};
    ev->name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    if (options->evidence && !find_evidence(ev, options->evidence)) return false;
    if (strcmp(path, "-") == 0) {
        if (cmd->stdin_taken) {
            shai_cmd_cannot(cmd, SHAI_D_STDIN_TWICE, NULL, NULL);
            return false;
        }
        cmd->stdin_taken = true;
    } else {
        ev->fd = open(path, O_RDONLY | O_CLOEXEC);
        if (ev->fd < 0) {
            shai_cmd_cannot(cmd, SHAI_D_CANNOT_READ, path, strerror(errno));
            return false;
        }
    }
    if (options->follow) follow(ev);
    ev->run = shai_run_new(&cmd->life, program, explain);
    ev->sample.facts = SHAI_NEW_N(&cmd->life, struct shai_fact, program->input_count);
    how.waiting = &ev->waiting;
    struct shai_data data = {.fd = ev->fd,
                             .name = ev->name,
                             .sheet = options->sheet,
                             .diags = &cmd->data,
                             .arena = &cmd->file,
                             .text = options->follow};
    ev->reader = shai_data_reader(cmd, &data, program, &how);
    ev->fd = data.fd;
    ev->workbook = data.workbook;
    ev->headless = cmd->data.errors > 0;
    shai_cmd_say_data(cmd);
    return true;
}

void shai_evaluation_show(struct shai_evaluation *ev, const struct shai_data_options *options)
{
    struct shai_cmd *cmd = ev->cmd;
    if (options->quiet || options->follow) return;
    shai_progress_begin(&cmd->progress, cmd->err.fd, ev->workbook ? -1 : ev->fd, cmd->lang);
}

void shai_evaluation_count(struct shai_evaluation *ev, enum shai_next next, enum shai_verdict verdict, bool late)
{
    switch (next) {
    case SHAI_NEXT_SAMPLE:
        ev->results++;
        ev->verdicts[verdict]++;
        break;
    case SHAI_NEXT_REFUSED: ev->refused++; break;
    case SHAI_NEXT_BROKEN: ev->broken = true; break;
    case SHAI_NEXT_END: ev->late = late; break;
    }
}

static void say_evidence(struct shai_diags *diags, struct shai_cell_place place, const struct shai_evidence *e)
{
    switch (e->state) {
    case SHAI_EVIDENCE_UNCHECKED:
    case SHAI_EVIDENCE_FOUND: break;
    case SHAI_EVIDENCE_CHANGED:
        if (e->wrong) shai_diag_cell(diags, SHAI_D_EVIDENCE_HASH, place, e->file, e->wrong, NULL);
        else shai_diag_cell(diags, SHAI_D_EVIDENCE_CHANGED, place, e->file, e->sha256, e->stated, NULL);
        break;
    case SHAI_EVIDENCE_MISSING: shai_diag_cell(diags, SHAI_D_EVIDENCE_MISSING, place, e->file, NULL); break;
    case SHAI_EVIDENCE_OUTSIDE: shai_diag_cell(diags, SHAI_D_EVIDENCE_OUTSIDE, place, e->file, NULL); break;
    case SHAI_EVIDENCE_UNREADABLE:
        if (e->error) shai_diag_cell(diags, SHAI_D_EVIDENCE_READ, place, e->file, strerror(e->error), NULL);
        else shai_diag_cell(diags, SHAI_D_EVIDENCE_NO_FILE, place, e->file, NULL);
        break;
    }
}

size_t shai_evaluation_check(const struct shai_evaluation *ev, struct shai_arena *arena, struct shai_diags *diags,
                             struct shai_sample *sample, struct shai_cell_place place)
{
    struct shai_slice text = sample->fields[SHAI_FIELD_EVIDENCE];
    size_t troubles = 0;
    if (!ev->evidence) return 0;
    struct shai_evidence *files = shai_evidence_read(arena, text.s ? text.s : "", text.len, &sample->evidence_count);
    for (uint32_t i = 0; i < sample->evidence_count; i++) {
        shai_evidence_check(arena, ev->evidence, &files[i]);
        say_evidence(diags, place, &files[i]);
        troubles += files[i].state != SHAI_EVIDENCE_FOUND;
    }
    sample->evidence = files ? files : SHAI_NEW(arena, struct shai_evidence); /* none to check is checked, too */
    return troubles;
}

bool shai_evaluation_next(struct shai_evaluation *ev)
{
    struct shai_cmd *cmd = ev->cmd;
    for (;;) {
        shai_arena_reset(&cmd->run);
        enum shai_next next = shai_reader_next(ev->reader, &cmd->run, &cmd->data, &ev->sample);
        if (next == SHAI_NEXT_SAMPLE && shai_run_sample(ev->run, &cmd->run, &ev->sample) != SHAI_RUN_OK) {
            struct shai_cell_place place = shai_reader_place(ev->reader, ev->sample.row);
            shai_diag_cell(&cmd->data, SHAI_D_SAMPLE_MATCH_LIMIT, place, NULL);
            next = SHAI_NEXT_REFUSED;
        }
        if (next == SHAI_NEXT_SAMPLE && ev->evidence)
            ev->troubles += shai_evaluation_check(ev, &cmd->run, &cmd->data, &ev->sample,
                                                  shai_reader_place(ev->reader, ev->sample.row));
        bool late = cmd->data.errors > 0;
        shai_cmd_say_data(cmd);
        shai_evaluation_count(ev, next, ev->run->verdict, late);
        shai_progress_tick(&cmd->progress, ev->results + ev->refused);
        if (next != SHAI_NEXT_REFUSED) return next == SHAI_NEXT_SAMPLE;
    }
}

int shai_evaluation_close(struct shai_evaluation *ev)
{
    struct shai_cmd *cmd = ev->cmd;
    shai_progress_erase(&cmd->progress);
    cmd->progress.on = false;
    shai_reader_close(ev->reader);
    if (ev->fd != STDIN_FILENO) close(ev->fd);
    if (cmd->out.error) return SHAI_EXIT_CANNOT;
    if (isatty(cmd->out.fd)) shai_out_flush(&cmd->out);
    shai_out_printf(&cmd->err,
                    SHAI_SAY(cmd, "样品 %" PRIu64 " = 结果 %" PRIu64 " + 拒收 %" PRIu64 "\n",
                             "samples %" PRIu64 " = results %" PRIu64 " + refused %" PRIu64 "\n"),
                    ev->results + ev->refused, ev->results, ev->refused);
    if (ev->broken) return SHAI_EXIT_CANNOT;
    return ev->refused || ev->late || ev->troubles ? SHAI_EXIT_FOUND : SHAI_EXIT_DONE;
}
