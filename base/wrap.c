/* See wrap.h. The rules are those of Chinese typesetting in small (GB/T 15834-2011, 5.1: signs at the ends of lines).
 */
#include "base/wrap.h"

#include "base/utf8.h"

#include <string.h>

static bool is_one_of(uint32_t cp, const char *signs)
{
    uint32_t sign;
    for (size_t len = strlen(signs), n; len; signs += n, len -= n) {
        n = shai_utf8_decode(signs, len, &sign);
        if (!n) return false;
        if (sign == cp) return true;
    }
    return false;
}

static bool closes(uint32_t cp)
{
    return is_one_of(cp, ",.;:!?)]}%、。,;:!?)”’》〉」』】…%℃");
}

static bool opens(uint32_t cp)
{
    return is_one_of(cp, "([{(“‘《〈「『【");
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == 0x3000;
}

/* Han and their signs: what breaks without a blank. */
static bool is_wide(uint32_t cp)
{
    return shai_utf8_width(cp, 1) == 2 || is_one_of(cp, "“”‘’…—");
}

static bool breaks_between(uint32_t before, uint32_t after)
{
    if (closes(after) || opens(before)) return false;
    return is_wide(before) || is_wide(after);
}

/* A blank that no line ends at: within a quantity, before a closing sign, behind an opening one. */
static bool is_tied(const char *s, size_t len, size_t at, uint32_t before)
{
    uint32_t after;
    if (shai_utf8_is_tied_blank(s, len, at) || opens(before)) return true;
    return shai_utf8_decode(s + at + 1, len - at - 1, &after) && closes(after);
}

/* Bytes up to the next place where a line may break, and their columns: blanks that follow stand apart. */
static size_t piece(const char *s, size_t len, int ambiguous, int *columns, size_t *blanks)
{
    size_t at = 0, n;
    uint32_t cp, before = 0;
    *columns = 0;
    for (; at < len; at += n, before = cp) {
        n = shai_utf8_decode(s + at, len - at, &cp);
        if (!n) n = 1, cp = '?';
        bool tied = cp == ' ' && is_tied(s, len, at, before);
        if (at && ((is_blank(cp) && !tied) || (!is_blank(before) && breaks_between(before, cp)))) break;
        *columns += shai_utf8_width(cp, ambiguous);
    }
    *blanks = 0;
    while (at + *blanks < len && s[at + *blanks] == ' ') ++*blanks;
    return at;
}

void shai_wrap_put(struct shai_out *out, const char *text, int column, struct shai_wrap wrap)
{
    size_t len = strlen(text), blanks = 0, pending = 0;
    if (wrap.width <= wrap.indent) {
        shai_out_puts(out, text);
        return;
    }
    while (len) {
        int columns;
        size_t n = piece(text, len, wrap.ambiguous, &columns, &blanks);
        if (column > wrap.indent && column + (int)pending + columns > wrap.width) {
            shai_out_putc(out, '\n');
            for (int i = 0; i < wrap.indent; i++) shai_out_putc(out, ' ');
            column = wrap.indent;
        } else {
            for (size_t i = 0; i < pending; i++) shai_out_putc(out, ' ');
            column += (int)pending;
        }
        shai_out_write(out, text, n);
        column += columns;
        pending = blanks;
        text += n + blanks;
        len -= n + blanks;
    }
}
