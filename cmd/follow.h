/* A command that goes on until it is told to stop: by SIGINT (Ctrl-C) or SIGTERM, which then end it in order, with
 * what was read judged and counted. A second one ends it at once. */
#ifndef SHAI_CMD_FOLLOW_H
#define SHAI_CMD_FOLLOW_H

#include <stdbool.h>

/* From now on the two signals are requests; one that is ignored (a job in the background) still is. */
void shai_follow_begin(void);
bool shai_follow_stopped(void);

#endif
