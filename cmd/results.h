/* Results of an evaluation in one of their forms. */
#ifndef SHAI_CMD_RESULTS_H
#define SHAI_CMD_RESULTS_H

#include "cmd/evaluate.h"

enum { SHAI_RESULTS_TEXT, SHAI_RESULTS_NDJSON, SHAI_RESULTS_CSV, SHAI_RESULTS_XLSX };
#define SHAI_RESULTS_FORMATS "text|ndjson|csv"

/* A form that is no stream of text: results go in one by one, in their order, and it comes out whole at the end. */
struct shai_results_book {
    void *user;
    bool (*begin)(void *user, const struct shai_program *program); /* false: said why */
    /* What it needs for itself is in `arena`. */
    void (*put)(void *user, struct shai_arena *arena, const struct shai_result *result);
    bool (*finish)(void *user, struct shai_out *out); /* false: said why, and nothing is written */
    void (*drop)(void *user);                         /* gives back all it holds, whatever became of it */
};

struct shai_results_options {
    int format; /* SHAI_RESULTS_… */
    bool explain, bom;
    const struct shai_results_book *book; /* of SHAI_RESULTS_XLSX, which needs one */
    const char *jobs;                     /* ? threads, as the user writes it (crew.h); NULL: one */
    struct shai_data_options data;
};

/* Judges every sample of `data` and writes its result to the file `output` (NULL: standard output); after text, a
 * summary by verdict. Ends early where the output cannot be written. verdicts ?: counts by enum shai_verdict. Returns
 * the exit status. */
int shai_results_evaluate(struct shai_cmd *cmd, const struct shai_program *program, const char *data,
                          const struct shai_results_options *options, const char *output, uint64_t verdicts[3]);

#endif
