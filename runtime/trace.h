/* How an outcome came about, in lines that a person reads: "150 mg/kg × (1 − 30 %) = 105 mg/kg > 90 mg/kg". */
#ifndef SHAI_RUNTIME_TRACE_H
#define SHAI_RUNTIME_TRACE_H

#include "runtime/vm.h"

struct shai_tracer;

/* For one evaluated sample, of a run that explains. Costs one pass over the code. */
struct shai_tracer *shai_tracer_new(struct shai_arena *run_arena, const struct shai_run *run);
/* The lines of one item: its computation with the comparisons that decided it, then the rule that graded it; of an
 * item that does not apply, or may not, the conditions it applies by. */
const char **shai_trace_item(struct shai_tracer *tracer, uint32_t item, uint32_t *count);

#endif
