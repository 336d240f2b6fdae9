/* Threads that work off a stream of batches: it is read by one at a time, worked on by all, and written in order.
 *
 * Each member of the crew takes a batch, works on it, waits for its turn and puts the outcome where it belongs; then
 * it takes the next. So there is no queue: a member holds one batch, and memory is bounded by their number. A crew of
 * one starts no thread. */
#ifndef SHAI_CMD_CREW_H
#define SHAI_CMD_CREW_H

#include "base/mem.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct shai_crew;

struct shai_crew_member {
    struct shai_crew *crew;
    struct shai_panic panic; /* of every arena that the member allocates from */
    size_t index;            /* 0.. in the crew */
    uint64_t ticket;         /* of the batch at hand */
    bool taking;             /* it has the stream */
    bool started;
    pthread_t thread;
};

/* What the crew does. Each function may panic to the member's own panic point, and to no other. */
struct shai_crew_job {
    void *user;
    /* Takes a batch; one member at a time. False: it was the last one. */
    bool (*take)(void *user, struct shai_crew_member *m);
    /* ? What all may do at the same time. */
    void (*work)(void *user, struct shai_crew_member *m);
    /* ? What must be settled in the order of the batches before they are finished: numbers, names. */
    void (*order)(void *user, struct shai_crew_member *m);
    /* ? More of what all may do at the same time. */
    void (*finish)(void *user, struct shai_crew_member *m);
    /* Delivers, in the order of the batches. False ends all. */
    bool (*put)(void *user, struct shai_crew_member *m);
};

enum { SHAI_CREW_GATES = 2, SHAI_CREW_MOST = 256 };

struct shai_crew {
    const struct shai_crew_job *job;
    pthread_mutex_t stream; /* whoever takes has it */
    pthread_mutex_t lock;   /* of all that follows */
    pthread_cond_t moved;
    uint64_t tickets;               /* batches taken */
    uint64_t gate[SHAI_CREW_GATES]; /* batches that were ordered; that were put */
    bool ended;                     /* nothing more to take */
    bool stopped;                   /* by put, or for want of memory */
    bool no_memory;
};

/* Runs `count` members (1..SHAI_CREW_MOST; where the system gives fewer threads, fewer) until the stream has ended or
 * put says so. The caller is the first of them. False where memory failed: then the caller's own panic is due. */
bool shai_crew_run(const struct shai_crew_job *job, struct shai_crew_member *members, size_t count);
/* Within take: works off what was taken so far and puts it, as the stream has nothing more just now. On return all
 * that was ever taken is put, and the member takes on. False: the crew has stopped. */
bool shai_crew_hand_over(struct shai_crew_member *m);
/* Is there no use in waiting for more? */
bool shai_crew_stopped(struct shai_crew_member *m);

/* A number of jobs as a user writes it: "auto" or "0" is one for each processor. 0 where it is no such number. */
size_t shai_crew_size(const char *text);

#endif
