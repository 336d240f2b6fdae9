/* Fields of samples as texts for papers. In: a result. Out: texts, NULL for what is not known. */
#include "paper/sample_text.h"

#include "runtime/date.h"
#include "runtime/token.h"

#include <stdio.h>

bool shai_sample_is_blank(struct shai_slice s)
{
    enum shai_token token = shai_token_of(s.s, s.len);
    return token == SHAI_TOKEN_BLANK || token == SHAI_TOKEN_UNKNOWN || token == SHAI_TOKEN_UNDECLARED;
}

const char *shai_sample_text(struct shai_arena *arena, const struct shai_result *result, enum shai_field field)
{
    struct shai_slice s = result->sample->fields[field];
    return shai_sample_is_blank(s) ? NULL : shai_arena_strndup(arena, s.s, s.len);
}

const char *shai_sample_product_text(struct shai_arena *arena, const struct shai_result *result,
                                     enum shai_field field)
{
    const char *text = shai_sample_text(arena, result, field);
    return !text && result->unlabelled ? "/" : text;
}

bool shai_date_parts(const char *date, unsigned *year, unsigned *month, unsigned *day)
{
    int32_t number;
    char text[11];
    if (!date || !shai_date_parse(date, strlen(date), &number)) return false;
    shai_date_format(number, text);
    return sscanf(text, "%u-%u-%u", year, month, day) == 3;
}

const char *shai_date_words(struct shai_arena *arena, const char *date)
{
    unsigned year, month, day;
    if (!shai_date_parts(date, &year, &month, &day)) return NULL;
    return shai_arena_printf(arena, "%u年%u月%u日", year, month, day);
}

const char *shai_joined(struct shai_arena *arena, const char *const *list, uint32_t count, const char *between)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, arena);
    for (uint32_t i = 0; i < count; i++) {
        if (i) shai_strbuf_puts(&b, between);
        shai_strbuf_puts(&b, list[i]);
    }
    return count ? b.s : NULL;
}

const char *shai_evidence_name(struct shai_arena *arena, const char *name, const char *sha256)
{
    return sha256 ? shai_arena_printf(arena, "%s（SHA-256：%s）", name, sha256) : name;
}

const char *shai_evidence_words(struct shai_arena *arena, const char *const *names, const struct shai_evidence *files,
                                uint32_t count)
{
    if (!files) return shai_joined(arena, names, count, "；");
    const char **words = SHAI_NEW_N(arena, const char *, count);
    for (uint32_t i = 0; i < count; i++) {
        bool found = files[i].state == SHAI_EVIDENCE_FOUND;
        words[i] = shai_evidence_name(arena, names[i], found ? files[i].sha256 : NULL);
    }
    return shai_joined(arena, words, count, "；");
}
