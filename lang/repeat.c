/* Which things of a list stand in it twice. In: how two of them compare. Out: a mark for each that equals an earlier
 * one. Lists have thousands of entries, so they are sorted, in the arena (qsort may ask malloc for memory). */
#include "lang/checker.h"

/* Sorts at[0..count) stably, by runs of doubling length. */
static uint32_t *sort(uint32_t *at, uint32_t *other, uint32_t count, shai_compare *compare, const void *user)
{
    for (uint32_t run = 1; run < count; run *= 2) {
        for (uint32_t from = 0; from < count; from += 2 * run) {
            uint32_t mid = count - from > run ? from + run : count;
            uint32_t end = count - from > 2 * run ? from + 2 * run : count, a = from, b = mid;
            for (uint32_t to = from; to < end; to++)
                other[to] = b == end || (a < mid && compare(user, at[a], at[b]) <= 0) ? at[a++] : at[b++];
        }
        uint32_t *sorted = other;
        other = at;
        at = sorted;
    }
    return at;
}

bool *shai_repeats(struct shai_arena *arena, uint32_t count, shai_compare *compare, const void *user)
{
    bool *twice = SHAI_NEW_N(arena, bool, count + 1);
    uint32_t *at = SHAI_NEW_N(arena, uint32_t, count + 1), *other = SHAI_NEW_N(arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++) at[i] = i;
    at = sort(at, other, count, compare, user);
    for (uint32_t i = 1; i < count; i++) twice[at[i]] = compare(user, at[i - 1], at[i]) == 0;
    return twice;
}
