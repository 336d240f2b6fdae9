/* Standards' codes where names are due, and signs in names.
 *
 * In: the tokens up to the one that does not fit. Out: whether that is such a mistake, which is then said. A name is
 * made of a code, to be offered. */
#include "grammar/grammar.tab.h"
#include "grammar/parser.h"

#include <string.h>

static size_t letters(const char *s)
{
    size_t n = 0;
    while (s[n] >= 'A' && s[n] <= 'Z') n++;
    return n;
}

enum { LONGEST_CODE = 40 };

/* How much of a text reads as a standard's code: "GB/T 2912.1-2009". */
static size_t code_length(const char *s, const char *end)
{
    size_t len = 0;
    while (len < LONGEST_CODE && s + len < end && s[len] &&
           strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.- ", s[len]))
        len++;
    while (len && strchr(" -/.", s[len - 1])) len--;
    return len;
}

/* A name made of a standard's code: GBT2912_1 of "GB/T 2912.1-2009". */
static const char *name_of_code(struct shai_parser *p, const char *s, size_t len)
{
    char *name = shai_arena_alloc(p->arena, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len && s[i] != '-'; i++) {
        if (s[i] == '.') name[n++] = '_';
        else if (s[i] != ' ' && s[i] != '/') name[n++] = s[i];
    }
    name[n] = 0;
    return name;
}

/* Does `standard NAME` stand above? */
static bool is_declared_standard(const struct shai_parser *p, const char *name)
{
    for (size_t i = 1; i < p->log_count; i++)
        if (p->log[i - 1].code == KW_STANDARD && p->log[i].code == IDENT && strcmp(p->log[i].text, name) == 0)
            return true;
    return false;
}

static bool is_lost(const struct shai_parser *p, const char *name)
{
    for (size_t i = 0; i < p->tree->lost_count; i++)
        if (strcmp(p->tree->lost[i], name) == 0) return true;
    return false;
}

/* The code stands at `span`, its first `len` bytes at `s`; the mend declares it under a name made of it, or names the
 * one that is declared. */
static bool say_code(struct shai_parser *p, struct shai_span span, const char *s, size_t len)
{
    const char *name = name_of_code(p, s, len);
    enum shai_diag_id id = is_declared_standard(p, name) ? SHAI_D_NAME_SIGNS : SHAI_D_CODE_CITED;
    shai_diag_span(p->diags, id, span, shai_arena_strndup(p->arena, s, len), name, NULL);
    return true;
}

/* `standard GB4806.9 "…"`, `standard GB/T 2912 "…"`, `item A.1 {`: signs in a name that is declared. */
bool shai_says_name_signs(struct shai_parser *p)
{
    const struct shai_token *found = shai_parser_before(p, 0), *word = shai_parser_before(p, 1),
                            *keyword = shai_parser_before(p, 2);
    if (!keyword || word->code != IDENT || !shai_token_keyword(keyword->code)) return false;
    bool dot = found->code == DOT && found->span.begin == word->span.end;
    bool part = found->code == SLASH || found->code == MINUS || found->code == DOT || found->code == NUMBER;
    if (!dot && !(keyword->code == KW_STANDARD && part && letters(word->text) > 1)) return false;
    const char *s = p->text + word->span.begin, *end = p->text + p->len;
    size_t len = keyword->code == KW_STANDARD ? code_length(s, end) : 0;
    if (!len) {
        len = word->span.end - word->span.begin;
        for (size_t more = 1; more && s + len < end && s[len] == '.'; len += more ? more + 1 : 0) {
            more = strspn(s + len + 1, "0123456789");
            if (!more) more = shai_lex_word(s + len + 1, end);
        }
    }
    if (len == word->span.end - word->span.begin) return false;
    struct shai_span span = {word->span.file, word->span.begin, word->span.begin + (uint32_t)len};
    shai_diag_span(p->diags, SHAI_D_NAME_SIGNS, span, shai_parser_raw(p, span), name_of_code(p, s, len), NULL);
    return true;
}

/* `basis GB/T 29606 "5.1"`, `basis "GB/T 29606"`: a standard's code where its declared name is due. */
bool shai_says_code(struct shai_parser *p)
{
    enum { SHORTEST = 2 };
    const struct shai_token *found = shai_parser_before(p, 0), *word = shai_parser_before(p, 1),
                            *clause = shai_parser_before(p, 2);
    if (word && (word->code == KW_BASIS || word->code == KW_METHOD) && found->code == STRING && found->text) {
        size_t len = strlen(found->text);
        bool whole = letters(found->text) >= SHORTEST && code_length(found->text, found->text + len) == len;
        return whole && say_code(p, found->span, found->text, len);
    }
    if (!clause || (clause->code != KW_BASIS && clause->code != KW_METHOD) || word->code != IDENT) return false;
    size_t n = letters(word->text), digits = strspn(word->text + n, "0123456789");
    if (n < SHORTEST || word->text[n + digits]) return false;
    if (found->code != SLASH && found->code != NUMBER && found->code != DATE_LITERAL && found->code != MINUS &&
        found->code != DOT)
        return false;
    if (is_lost(p, word->text)) return true; /* its declaration could not be read either */
    const char *s = p->text + word->span.begin;
    size_t len = code_length(s, p->text + p->len);
    return say_code(p, (struct shai_span){word->span.file, word->span.begin, word->span.begin + (uint32_t)len}, s,
                    len);
}
