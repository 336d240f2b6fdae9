/* Which case of the verdict block raised a sample's hazard, in words. */
#ifndef SHAI_RUNTIME_RAISED_H
#define SHAI_RUNTIME_RAISED_H

#include "runtime/vm.h"

/* The condition that held, in the spec's language: "一般风险项目达到 3 项"; in the run arena. NULL where it is no
 * count of failed items and no item that failed, nor joined of such, or where it cannot be seen in the items. */
const char *shai_raised_by(struct shai_arena *arena, const struct shai_run *run);

#endif
