/* The register of letter numbers: which number was given to whom, so that none is ever given twice.
 *
 * A letter is known by its sample, its recipient, the rules it rests on and its series, the pattern of the campaign
 * with the year in it: one that is written again keeps its number, a new one gets the next of its series. The
 * register is a file that only grows, a JSON object a line (docs/letters.md), locked while a run has it open; a
 * number stands in it before its letter is written. Without a file numbers are unique within a run only. */
#ifndef SHAI_PAPER_REGISTER_H
#define SHAI_PAPER_REGISTER_H

#include "paper/campaign.h"

struct shai_register;

/* An empty register in memory, of a campaign. Both must outlive it. */
struct shai_register *shai_register_new(struct shai_arena *arena, const struct shai_campaign *campaign);
/* Opens the register file `path`, made where it is missing, waits for its lock and reads it. False where it cannot be
 * read or holds a line that is no entry (diagnostics L0141..L0143); it is left as it was. */
bool shai_register_open(struct shai_register *reg, struct shai_diags *diags, const char *path);
/* Gives back the file and its lock. */
void shai_register_close(struct shai_register *reg);

enum shai_register_status {
    SHAI_REGISTER_GIVEN,   /* *number; NULL where the campaign has no pattern, or lacks the year that it wants */
    SHAI_REGISTER_TAKEN,   /* another letter has the only number that the pattern allows: *number, *owner */
    SHAI_REGISTER_UNSAVED, /* the file cannot be written: errno */
};

/* The number of a letter. recipient is a word ("producer"); spec is the name of the rules. *owner is the id of the
 * sample whose letter has the number. Texts are the register's. */
enum shai_register_status shai_register_number(struct shai_register *reg, const char *sample_id,
                                               const char *recipient, const char *spec, const char **number,
                                               const char **owner);

#endif
