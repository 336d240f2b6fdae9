/* What a refused cell was meant to say.
 *
 * In: the text of a cell that is no number. Out: which message helps (a finding where a number should stand), or the
 * number that was likely typed. It only words a mend: nothing is ever judged by what is guessed here. */
#ifndef SHAI_RUNTIME_SLIP_H
#define SHAI_RUNTIME_SLIP_H

#include "base/diag.h"
#include "runtime/sample.h"

/* The message for a reading that is no number: a finding's own, else CELL_NO_NUMBER. */
enum shai_diag_id shai_slip_finding(struct shai_slice text);

/* The text with 0 and 1 for the letters drawn like them (7.O, l2.5), where its first word consists of digits, a point
 * and such letters; NULL where it does not. */
const char *shai_slip_digits(struct shai_arena *arena, struct shai_slice text);

#endif
