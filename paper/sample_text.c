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

const char *shai_date_words(struct shai_arena *arena, const char *date)
{
    int32_t day;
    char text[11];
    unsigned y = 0, m = 0, d = 0;
    if (!date || !shai_date_parse(date, strlen(date), &day)) return NULL;
    shai_date_format(day, text);
    sscanf(text, "%u-%u-%u", &y, &m, &d);
    return shai_arena_printf(arena, "%u年%u月%u日", y, m, d);
}
