/* Samples of a file, judged one after the other in constant memory. What is done with each is the caller's. */
#ifndef SHAI_CMD_EVALUATE_H
#define SHAI_CMD_EVALUATE_H

#include "cmd/context.h"
#include "runtime/result.h"

struct shai_evaluation {
    struct shai_cmd *cmd;
    const struct shai_program *program;
    const char *name; /* of the data, for messages */
    struct shai_reader *reader;
    struct shai_run *run; /* the sample just judged */
    struct shai_sample sample;
    uint64_t results, refused;
    uint64_t verdicts[3]; /* by enum shai_verdict */
    int fd;
    bool headless; /* the data was refused at its head: no sample will come */
    bool broken;   /* the file could not be read to its end */
    bool late;     /* duplicates of sample_id were found only at the end of the file (runtime/ids.h) */
};

/* Opens the data at `path` ("-": standard input). Where it cannot be read says why and returns false. */
bool shai_evaluation_open(struct shai_evaluation *ev, struct shai_cmd *cmd, const struct shai_program *program,
                          const char *path, enum shai_sample_format format, bool explain);
/* Judges the next sample; refused ones are told and passed over. The run, and all made of it, lasts until the next
 * call. False at the end. */
bool shai_evaluation_next(struct shai_evaluation *ev);
/* Counts on standard error, and closes. Returns the exit status. */
int shai_evaluation_close(struct shai_evaluation *ev);

#endif
