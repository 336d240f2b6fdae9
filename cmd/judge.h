/* Samples of a file, judged by several threads with everything in the order of the file: a batch of rows each
 * (crew.h). What is made of a judged sample is the caller's. */
#ifndef SHAI_CMD_JUDGE_H
#define SHAI_CMD_JUDGE_H

#include "cmd/crew.h"
#include "cmd/evaluate.h"

enum { SHAI_BATCH_ROWS = 256 };

/* A row of a batch. */
struct shai_batch_row {
    enum shai_next next; /* SAMPLE once it is judged, REFUSED, END, BROKEN */
    struct shai_sample sample;
    struct shai_cell_place place; /* of the sample, for messages */
    struct shai_diag *said;       /* what reading it said */
    size_t troubles;              /* with its evidence */
    bool late;                    /* errors came with the end */
    enum shai_verdict verdict;
    void *made;            /* ? the caller's, in the judge's arena `run` */
    size_t out_to, err_to; /* where its texts end in the batch's */
};

/* One thread's place of work. */
struct shai_judge {
    struct shai_evaluation *ev;
    struct shai_arena life, rows, run; /* as long as the judge; a batch; what is made of it */
    struct shai_run *machine;          /* the sample at hand, in make */
    struct shai_diags reading;         /* of the row that is read */
    struct shai_diags diags;           /* of the row that is judged: the caller may add to them */
    struct shai_out *out, *err;        /* into out_text and err_text */
    struct shai_strbuf out_text, err_text;
    struct shai_batch_row *row;
    size_t count;
    bool dry; /* the file had nothing more while the batch was taken */
};

/* What is made of each judged sample, refused ones apart. All but `make` may be NULL. */
struct shai_making {
    void *user;
    size_t rows; /* of a batch: few where each takes long; 0: SHAI_BATCH_ROWS */
    /* In any thread; the judge's machine and arena `run` hold the sample. Results go to j->out. */
    void (*make)(void *user, struct shai_judge *j, struct shai_batch_row *row);
    /* In the order of the file: for numbers, names. Where it is given, `run` lasts until the batch is put. */
    void (*order)(void *user, struct shai_judge *j, struct shai_batch_row *row);
    /* In any thread, after order. */
    void (*finish)(void *user, struct shai_judge *j, struct shai_batch_row *row);
};

/* Judges all that is left of the data with `jobs` threads; results go to `out`, messages to standard error, the
 * counts into ev. Stops early where `out` cannot be written. Panics in the caller's thread where memory fails. */
void shai_evaluation_all(struct shai_evaluation *ev, size_t jobs, const struct shai_making *making,
                         struct shai_out *out);

#endif
