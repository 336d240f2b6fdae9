/* Why an outcome is no plain pass or fail, in a code and a sentence. Codes are fixed: docs/schema/result.schema.json.
 */
#ifndef SHAI_RUNTIME_REASON_H
#define SHAI_RUNTIME_REASON_H

#include "runtime/result.h"

/* The reason of an inconclusive, untested, unjudged or inapplicable item; {NULL, NULL} for a pass or a fail.
 * requirement may be NULL. */
struct shai_reason shai_reason_of(struct shai_arena *arena, const struct shai_run *run, uint32_t item,
                                  const char *requirement);
/* Why a milder hazard was possible too; NULL where the grade is certain. */
const char *shai_reason_of_hazard(struct shai_arena *arena, const struct shai_run *run, uint32_t item);

#endif
