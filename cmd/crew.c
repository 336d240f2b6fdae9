/* Threads in turn; see crew.h. In: what to do with a batch. Out: batches done, in order. It knows no sample. */
#include "cmd/crew.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GATE_ORDER, GATE_PUT };

static void stop(struct shai_crew *crew, bool no_memory)
{
    pthread_mutex_lock(&crew->lock);
    crew->stopped = true;
    crew->no_memory |= no_memory;
    pthread_cond_broadcast(&crew->moved);
    pthread_mutex_unlock(&crew->lock);
}

bool shai_crew_stopped(struct shai_crew_member *m)
{
    pthread_mutex_lock(&m->crew->lock);
    bool stopped = m->crew->stopped;
    pthread_mutex_unlock(&m->crew->lock);
    return stopped;
}

/* Waits until every earlier batch has passed the gate. False where the crew has stopped. */
static bool wait_at(struct shai_crew_member *m, int gate)
{
    struct shai_crew *crew = m->crew;
    pthread_mutex_lock(&crew->lock);
    while (crew->gate[gate] != m->ticket && !crew->stopped) pthread_cond_wait(&crew->moved, &crew->lock);
    bool go = !crew->stopped;
    pthread_mutex_unlock(&crew->lock);
    return go;
}

static void pass(struct shai_crew_member *m, int gate)
{
    struct shai_crew *crew = m->crew;
    pthread_mutex_lock(&crew->lock);
    crew->gate[gate]++;
    pthread_cond_broadcast(&crew->moved);
    pthread_mutex_unlock(&crew->lock);
}

/* The batch at hand, from work to put. False where the crew has stopped. */
static bool work_off(struct shai_crew_member *m)
{
    const struct shai_crew_job *job = m->crew->job;
    if (job->work) job->work(job->user, m);
    if (job->order) {
        if (!wait_at(m, GATE_ORDER)) return false;
        job->order(job->user, m);
        pass(m, GATE_ORDER);
    }
    if (job->finish) job->finish(job->user, m);
    if (!wait_at(m, GATE_PUT)) return false;
    if (!job->put(job->user, m)) return stop(m->crew, false), false;
    pass(m, GATE_PUT);
    return true;
}

/* The stream is the member's: nobody else takes a ticket. */
static void take_ticket(struct shai_crew_member *m)
{
    struct shai_crew *crew = m->crew;
    pthread_mutex_lock(&crew->lock);
    m->ticket = crew->tickets++;
    pthread_mutex_unlock(&crew->lock);
}

bool shai_crew_hand_over(struct shai_crew_member *m)
{
    if (!work_off(m)) return false;
    take_ticket(m);
    return true;
}

static void leave_stream(struct shai_crew_member *m)
{
    m->taking = false;
    pthread_mutex_unlock(&m->crew->stream);
}

static bool serve(struct shai_crew_member *m)
{
    struct shai_crew *crew = m->crew;
    pthread_mutex_lock(&crew->stream);
    m->taking = true;
    if (crew->ended || shai_crew_stopped(m)) return leave_stream(m), false;
    take_ticket(m);
    bool more = crew->job->take(crew->job->user, m);
    crew->ended = !more;
    leave_stream(m);
    return work_off(m) && more;
}

static void *run_member(void *arg)
{
    struct shai_crew_member *m = arg;
    if (SHAI_TRY(&m->panic)) {
        while (serve(m)) {
        }
    } else {
        if (m->taking) leave_stream(m);
        stop(m->crew, true);
    }
    return NULL;
}

bool shai_crew_run(const struct shai_crew_job *job, struct shai_crew_member *members, size_t count)
{
    struct shai_crew crew = {
        .job = job,
        .stream = PTHREAD_MUTEX_INITIALIZER,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .moved = PTHREAD_COND_INITIALIZER,
    };
    for (size_t i = 0; i < count; i++) {
        members[i].crew = &crew;
        members[i].index = i;
        members[i].started = i && pthread_create(&members[i].thread, NULL, run_member, &members[i]) == 0;
    }
    run_member(&members[0]);
    for (size_t i = 1; i < count; i++)
        if (members[i].started) pthread_join(members[i].thread, NULL);
    pthread_cond_destroy(&crew.moved);
    pthread_mutex_destroy(&crew.lock);
    pthread_mutex_destroy(&crew.stream);
    return !crew.no_memory;
}

size_t shai_crew_size(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (strcmp(text, "auto") != 0 && (!digits || digits > 4 || text[digits])) return 0;
    long count = digits ? strtol(text, NULL, 10) : 0;
    if (!count) count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > SHAI_CREW_MOST ? SHAI_CREW_MOST : (size_t)count;
}
