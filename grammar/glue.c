/* A keyword and a name written as one word: 项目铅, 按材料类别, 铅不符合.
 *
 * In: a word that means nothing where it stands. Out: where it comes apart. English keywords count only beside a
 * character that is no ASCII letter: `item铅`, never `index`. What it does not do: say whether the two parts fit. */
#include "base/utf8.h"
#include "grammar/parser.h"

#include <string.h>

static bool is_ascii_word(char c)
{
    unsigned u = (unsigned char)c;
    return (u | 32) - 'a' < 26 || u - '0' < 10 || u == '_';
}

/* Is the boundary between a keyword and the rest one that nobody reads as one word by design? */
static bool may_part(char left, char right)
{
    return !(is_ascii_word(left) && is_ascii_word(right));
}

size_t shai_glue_prefix(const char *word, enum shai_kw kw)
{
    size_t len = strlen(word);
    for (int lang = 0; lang < 2; lang++) {
        const char *s = shai_keyword_infos[kw].spelling[lang];
        size_t n = strlen(s);
        uint32_t cp;
        if (n >= len || memcmp(word, s, n) != 0 || !may_part(s[n - 1], word[n])) continue;
        if (shai_utf8_decode(word + n, len - n, &cp) && shai_utf8_is_word_start(cp)) return n;
    }
    return 0;
}

size_t shai_glue_suffix(const char *word, enum shai_kw kw)
{
    size_t len = strlen(word);
    for (int lang = 0; lang < 2; lang++) {
        const char *s = shai_keyword_infos[kw].spelling[lang];
        size_t n = strlen(s);
        if (n >= len || memcmp(word + len - n, s, n) != 0 || !may_part(word[len - n - 1], s[0])) continue;
        return len - n;
    }
    return 0;
}

const char *shai_keyword_split(struct shai_arena *arena, const char *name)
{
    size_t at = 0, longest = 0;
    enum shai_lang lang;
    if (shai_keyword_find(name, strlen(name), &lang)) return NULL; /* one keyword is not two run together */
    for (int kw = 1; kw < SHAI_KEYWORD_COUNT; kw++) {
        size_t n = shai_glue_prefix(name, (enum shai_kw)kw);
        if (n > longest) at = longest = n;
    }
    for (int kw = 1; !at && kw < SHAI_KEYWORD_COUNT; kw++) {
        size_t n = shai_glue_suffix(name, (enum shai_kw)kw);
        if (n && (!longest || n < longest)) longest = n; /* the longest keyword begins first */
    }
    if (!longest) return NULL;
    return shai_arena_printf(arena, "%.*s %s", (int)longest, name, name + longest);
}
