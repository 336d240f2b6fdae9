/* Letters as files: names that are safe whatever the data hold, and files that are written whole or not at all. */
#ifndef SHAI_PAPER_LETTER_FILE_H
#define SHAI_PAPER_LETTER_FILE_H

#include "paper/letter.h"

/* The names given so far in one folder; without regard to case, as some file systems have none. */
struct shai_letter_names {
    struct shai_arena *arena; /* lives as long as the run */
    const char **slots;
    size_t count, cap;
};

void shai_letter_names_init(struct shai_letter_names *names, struct shai_arena *arena);
/* "S-001-生产.html": from sample and recipient; characters that no file system or shell should meet become `_`, and a
 * name given already gets a number. extension without the dot. */
const char *shai_letter_name(struct shai_letter_names *names, const struct shai_letter *letter,
                             const char *extension);

/* Renders a letter into a new file `name` of the folder `dir` (a descriptor): first under a name of its own, then
 * renamed. out is a buffer to use. Returns 0, or the errno; the folder is then as it was. */
int shai_letter_write(int dir, const char *name, struct shai_out *out, const struct shai_letter *letter,
                      void (*render)(struct shai_out *, const struct shai_letter *));

#endif
