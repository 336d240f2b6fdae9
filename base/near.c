/* See near.h. */
#include "base/near.h"

#include "base/utf8.h"

#include <string.h>

enum { NAME_MAX_CP = 32 };

static size_t code_points(const char *s, uint32_t out[NAME_MAX_CP])
{
    size_t n = 0, len = strlen(s);
    while (len && n < NAME_MAX_CP) {
        size_t used = shai_utf8_decode(s, len, &out[n]);
        if (!used) break;
        out[n] = shai_utf8_fold_width(out[n]);
        if (out[n] - 'A' < 26u) out[n] |= 32;
        n++, s += used, len -= used;
    }
    return n;
}

/* Damerau's distance without substitution chains (optimal string alignment), on case-folded code points. */
unsigned shai_name_distance(const char *a, const char *b)
{
    uint32_t x[NAME_MAX_CP], y[NAME_MAX_CP];
    size_t m = code_points(a, x), n = code_points(b, y);
    unsigned d[NAME_MAX_CP + 1][NAME_MAX_CP + 1];
    for (size_t i = 0; i <= m; i++) d[i][0] = (unsigned)i;
    for (size_t j = 0; j <= n; j++) d[0][j] = (unsigned)j;
    for (size_t i = 1; i <= m; i++)
        for (size_t j = 1; j <= n; j++) {
            unsigned best = d[i - 1][j - 1] + (x[i - 1] != y[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[m][n];
}

unsigned shai_name_slips(const char *name)
{
    uint32_t cp[NAME_MAX_CP];
    size_t len = code_points(name, cp);
    return len < 2 ? 0 : len < 5 ? 1 : len < 9 ? 2 : 3;
}

bool shai_name_is_near(const char *name, const char *other)
{
    unsigned distance = shai_name_distance(name, other);
    return distance <= shai_name_slips(name) && strcmp(name, other) != 0;
}
