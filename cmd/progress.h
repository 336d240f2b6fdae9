/* One line on a terminal that tells how far long work is: rows, share of the file, rows a second. It appears after a
 * second, is drawn anew a few times a second, and is gone when the work is done: nothing of it is in a log. */
#ifndef SHAI_CMD_PROGRESS_H
#define SHAI_CMD_PROGRESS_H

#include "base/diag.h"

struct shai_progress {
    bool on;
    int terminal;  /* where it is drawn */
    int file;      /* whose offset tells the share; -1: not known */
    uint64_t size; /* bytes of it */
    enum shai_lang lang;
    uint64_t start, drawn; /* ms, of a clock that only goes on */
    size_t width;          /* columns on the screen now; 0: none */
};

/* Starts, where `terminal` is one. file: the data, or -1 where its offset tells nothing. */
void shai_progress_begin(struct shai_progress *p, int terminal, int file, enum shai_lang lang);
/* So many rows are done. Draws, if it is time to. */
void shai_progress_tick(struct shai_progress *p, uint64_t rows);
/* Takes the line off the screen, for whatever is to be written there. */
void shai_progress_erase(struct shai_progress *p);

#endif
