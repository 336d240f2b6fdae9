/* Signals as requests. The flag is the process's, as signals are. */
#include "cmd/follow.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
    (void)signal;
    stopped = 1;
}

void shai_follow_begin(void)
{
    const int signals[] = {SIGINT, SIGTERM};
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND}, old;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) sigaction(signals[i], &action, NULL);
}

bool shai_follow_stopped(void)
{
    return stopped;
}
