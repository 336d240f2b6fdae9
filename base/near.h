/* Misspelt names: how far one is from another, and whether it is likely to be meant.
 *
 * In: two names. Out: a distance, a guess. It is for mends alone: nothing is ever read otherwise because of it. */
#ifndef SHAI_BASE_NEAR_H
#define SHAI_BASE_NEAR_H

#include <stdbool.h>

/* Edit distance in code points, letter case and width apart. */
unsigned shai_name_distance(const char *a, const char *b);

/* How many slips a name of that length may hold and still be known. */
unsigned shai_name_slips(const char *name);

/* Is `name` likely to be a misspelt `other`? Not where they are the same. */
bool shai_name_is_near(const char *name, const char *other);

#endif
