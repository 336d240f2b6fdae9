/* The median of intervals. In: intervals. Out: what their median can be. An interval's ends are sorted apart: the
 * median is monotone in each of its arguments. */
#include "runtime/interval.h"

/* The greatest U of them; lost where one is. */
static void take_u(struct shai_interval *all, const struct shai_interval *one)
{
    if (all->flags & SHAI_U_LOST) return;
    if (one->flags & SHAI_U_LOST) {
        all->flags = (all->flags & ~(uint32_t)SHAI_U_FLAGS) | SHAI_U_LOST;
    } else if (one->flags & SHAI_U_GIVEN && (!(all->flags & SHAI_U_GIVEN) || shai_num_cmp(one->u, all->u) > 0)) {
        all->flags |= SHAI_U_GIVEN;
        all->u = one->u;
    }
}

void shai_interval_median(struct shai_arena *arena, struct shai_interval *r, struct shai_interval *at, size_t count)
{
    struct shai_interval u = {.flags = 0};
    for (size_t i = 0; i < count; i++) {
        take_u(&u, &at[i]);
        at[i].flags &= ~(uint32_t)(SHAI_U_FLAGS | SHAI_UNDETECTED);
    }
    for (size_t i = 0; i + 1 < count; i++)
        for (size_t k = 0; k + 1 < count - i; k++) {
            struct shai_interval low, high;
            shai_interval_min(&low, &at[k], &at[k + 1]);
            shai_interval_max(&high, &at[k], &at[k + 1]);
            at[k] = low;
            at[k + 1] = high;
        }
    *r = at[count / 2];
    if (count % 2 == 0) {
        struct shai_interval two = shai_interval_point(SHAI_NUM_INT(2));
        shai_interval_add(arena, r, &at[count / 2 - 1], &at[count / 2], false, false);
        shai_interval_div(arena, r, r, &two, false, true);
    }
    r->flags |= u.flags;
    r->u = u.u;
}
