/* The words of a cell; see token.h. */
#include "runtime/token.h"

#include "base/utf8.h"

#include <string.h>

static bool is_blank(uint32_t cp)
{
    return cp <= ' ' ? cp == ' ' || (cp >= '\t' && cp <= '\r')
                     : cp == 0xA0 || cp == 0x3000 || cp == 0xFEFF || cp == 0x200B || (cp >= 0x2000 && cp <= 0x200A);
}

/* The code point that ends at end, and its bytes. */
static size_t decode_last(const char *s, size_t len, uint32_t *cp)
{
    size_t from = len - 1;
    while (from > 0 && len - from < 4 && ((unsigned char)s[from] & 0xC0) == 0x80) from--;
    size_t n = shai_utf8_decode(s + from, len - from, cp);
    return n == len - from ? n : 0;
}

static bool is_plain(char c)
{
    return c > ' ' && c < 0x7F;
}

struct shai_slice shai_trim(const char *s, size_t len)
{
    uint32_t cp;
    size_t n;
    while (len && !is_plain(*s) && (n = shai_utf8_decode(s, len, &cp)) && is_blank(cp)) s += n, len -= n;
    while (len && !is_plain(s[len - 1]) && (n = decode_last(s, len, &cp)) && is_blank(cp)) len -= n;
    return (struct shai_slice){s, len};
}

static uint32_t fold_dash(uint32_t cp)
{
    return (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x2500 || cp == 0xFE63 || cp == 0xFE58 ? '-' : cp;
}

static size_t put_utf8(char *out, uint32_t cp)
{
    if (cp < 0x80) return out[0] = (char)cp, 1;
    if (cp < 0x800) return out[0] = (char)(0xC0 | cp >> 6), out[1] = (char)(0x80 | (cp & 63)), 2;
    if (cp < 0x10000)
        return out[0] = (char)(0xE0 | cp >> 12), out[1] = (char)(0x80 | (cp >> 6 & 63)),
               out[2] = (char)(0x80 | (cp & 63)), 3;
    return out[0] = (char)(0xF0 | cp >> 18), out[1] = (char)(0x80 | (cp >> 12 & 63)),
           out[2] = (char)(0x80 | (cp >> 6 & 63)), out[3] = (char)(0x80 | (cp & 63)), 4;
}

size_t shai_token_fold(char out[SHAI_TOKEN_MAX], const char *s, size_t len)
{
    size_t used = 0;
    out[0] = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + i, len - i, &cp);
        if (!n || used + 4 >= SHAI_TOKEN_MAX || !cp) return out[0] = 0, (size_t)0;
        cp = fold_dash(shai_utf8_fold_width(cp));
        if (cp - 'A' < 26u) cp += 32;
        used += put_utf8(out + used, cp);
        i += n;
    }
    out[used] = 0;
    return used;
}

static bool is_among(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0) return true;
    return false;
}

enum shai_token shai_token_of(const char *s, size_t len)
{
    static const char *const blank[] = {"/", "//", "-", "--", "---", "----", "n/a", "na", "nan", "null", NULL};
    static const char *const untested[] = {"未检", "未检测", "未测", NULL};
    static const char *const unknown[] = {"不详", "未知", "暂无", "none", NULL};
    static const char *const undeclared[] = {"无", "未明示", "undeclared", NULL};
    char word[SHAI_TOKEN_MAX];
    if (!len) return SHAI_TOKEN_BLANK;
    if (len > 16 || ((unsigned char)*s < 0x80 && !strchr("/-nNuU", *s))) return SHAI_TOKEN_OTHER; /* most cells */
    if (!shai_token_fold(word, s, len)) return SHAI_TOKEN_OTHER;
    if (is_among(word, blank)) return len == 2 && memcmp(s, "Na", 2) == 0 ? SHAI_TOKEN_OTHER : SHAI_TOKEN_BLANK;
    if (is_among(word, untested)) return SHAI_TOKEN_UNTESTED;
    if (is_among(word, unknown)) return SHAI_TOKEN_UNKNOWN;
    return is_among(word, undeclared) ? SHAI_TOKEN_UNDECLARED : SHAI_TOKEN_OTHER;
}

int shai_token_truth(const char *folded)
{
    static const char *const yes[] = {"是", "yes", "y", "true", "1", "√", "✓", "✔", NULL};
    static const char *const no[] = {"否", "no", "n", "false", "0", "×", "✗", "✘", NULL};
    return is_among(folded, yes) ? 1 : is_among(folded, no) ? 0 : -1;
}

int shai_token_conformity(const char *folded)
{
    static const char *const yes[] = {"符合", "合格", "通过", "pass", "p", NULL};
    static const char *const no[] = {"不符合", "不合格", "不通过", "fail", "f", NULL};
    return is_among(folded, yes) ? 1 : is_among(folded, no) ? 0 : -1;
}

struct shai_slice shai_text_key(struct shai_arena *arena, const char *s, size_t len)
{
    struct shai_slice t = shai_trim(s, len);
    size_t nfc_len;
    const char *nfc = shai_utf8_nfc(arena, t.s, t.len, &nfc_len);
    char *out = shai_arena_alloc(arena, nfc_len + 1); /* folding never makes a code point longer */
    size_t used = 0;
    for (size_t i = 0; i < nfc_len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(nfc + i, nfc_len - i, &cp);
        if (!n) break; /* callers give well-formed text */
        used += put_utf8(out + used, shai_utf8_fold_width(cp));
        i += n;
    }
    out[used] = 0;
    return (struct shai_slice){out, used};
}

bool shai_text_same(struct shai_arena *arena, const char *a, size_t a_len, const char *b, size_t b_len)
{
    if (a_len == b_len && memcmp(a, b, a_len) == 0) return true;
    struct shai_slice x = shai_text_key(arena, a, a_len), y = shai_text_key(arena, b, b_len);
    return x.len == y.len && memcmp(x.s, y.s, x.len) == 0;
}

enum { QUOTED = 60 };

const char *shai_quote(struct shai_arena *arena, const char *s, size_t len)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    shai_strbuf_clear(&buf);
    int count = 0;
    for (size_t i = 0; i < len; count++) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + i, len - i, &cp);
        if (count == QUOTED) {
            shai_strbuf_puts(&buf, "…");
            break;
        }
        if (!n) n = 1, cp = 0xFFFD;
        if (cp < 0x20) cp += 0x2400; /* control pictures */
        if (cp == 0x7F || (cp >= 0x80 && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
            (cp >= 0x2066 && cp <= 0x2069))
            cp = 0xFFFD; /* nor may a cell turn the direction of the message around */
        shai_strbuf_putcp(&buf, cp);
        i += n;
    }
    return buf.len ? buf.s : "";
}
