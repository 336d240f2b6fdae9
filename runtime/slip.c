/* See slip.h. */
#include "runtime/slip.h"

#include "runtime/token.h"

#include <string.h>

enum shai_diag_id shai_slip_finding(struct shai_slice text)
{
    static const struct {
        const char *word;
        enum shai_diag_id id;
    } findings[] = {
        {"检出", SHAI_D_CELL_DETECTED},
        {"有检出", SHAI_D_CELL_DETECTED},
        {"阳性", SHAI_D_CELL_DETECTED},
        {"阳性(+)", SHAI_D_CELL_DETECTED},
        {"+", SHAI_D_CELL_DETECTED},
        {"detected", SHAI_D_CELL_DETECTED},
        {"positive", SHAI_D_CELL_DETECTED},
        {"阴性", SHAI_D_CELL_NOT_DETECTED},
        {"阴性(-)", SHAI_D_CELL_NOT_DETECTED},
        {"不检出", SHAI_D_CELL_NOT_DETECTED},
        {"negative", SHAI_D_CELL_NOT_DETECTED},
        {"absent", SHAI_D_CELL_NOT_DETECTED},
        {"多不可计", SHAI_D_CELL_TOO_MANY},
        {"不可计", SHAI_D_CELL_TOO_MANY},
        {"tntc", SHAI_D_CELL_TOO_MANY},
        {"too numerous to count", SHAI_D_CELL_TOO_MANY},
    };
    char word[SHAI_TOKEN_MAX];
    if (!shai_token_fold(word, text.s, text.len)) return SHAI_D_CELL_NO_NUMBER;
    for (size_t i = 0; i < sizeof findings / sizeof *findings; i++)
        if (strcmp(findings[i].word, word) == 0) return findings[i].id;
    return SHAI_D_CELL_NO_NUMBER;
}

/* The digit that a letter is drawn like, or the character itself. */
static char digit_for(char c)
{
    return c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c;
}

const char *shai_slip_digits(struct shai_arena *arena, struct shai_slice text)
{
    char *out = shai_arena_strndup(arena, text.s, text.len);
    size_t digits = 0, letters = 0, points = 0, i = text.len && (*text.s == '<' || *text.s == '>') ? 1 : 0;
    if (i == text.len || text.s[i] == '.') return NULL;
    for (; i < text.len && text.s[i] != ' '; i++) {
        out[i] = digit_for(text.s[i]);
        if (out[i] != text.s[i]) letters++;
        else if (out[i] == '.') points++;
        else if ((unsigned char)out[i] - (unsigned)'0' < 10) digits++;
        else return NULL;
    }
    return digits && letters && points < 2 && text.s[i - 1] != '.' ? out : NULL;
}
