/* Results as a workbook, for the commands that have sheet/ at hand (the laboratory's program goes without). */
#ifndef SHAI_CMD_RESULTS_BOOK_H
#define SHAI_CMD_RESULTS_BOOK_H

#include "cmd/results.h"

/* For shai_results_options.book; in the arena `life`. */
const struct shai_results_book *shai_results_book_new(struct shai_cmd *cmd);

#endif
