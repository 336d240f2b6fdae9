/* The check character of GB 32100-2015. In: a code as written. Out: whether it holds. */
#include "runtime/uscc.h"

#include "base/utf8.h"

#include <string.h>

enum { LENGTH = 18, MODULUS = 31 };

bool shai_uscc_valid(const char *s, size_t len)
{
    static const char charset[] = "0123456789ABCDEFGHJKLMNPQRTUWXY"; /* 4.2: no I O S V Z */
    int sum = 0, weight = 1, count = 0, last = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + i, len - i, &cp);
        cp = n ? shai_utf8_fold_width(cp) : 0;
        if (cp - 'a' < 26u) cp -= 32;
        const char *at = cp && cp < 0x80 ? strchr(charset, (int)cp) : NULL;
        if (!at || count == LENGTH) return false;
        last = (int)(at - charset);
        if (count >= 2 && count < 8 && last > 9) return false; /* the region is digits */
        if (++count < LENGTH) sum += last * weight;            /* weight of place i: 3^(i-1) mod 31 */
        weight = weight * 3 % MODULUS;
        i += n;
    }
    return count == LENGTH && last == (MODULUS - sum % MODULUS) % MODULUS;
}
