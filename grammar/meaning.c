/* Tokens as the meaning digest counts them. In: a text. Out: its tokens, and whether two runs of them are the same.
 * It reports no mistake: the text was parsed before. */
#include "grammar/meaning.h"
#include "grammar/parser.h"

#include <string.h>

struct shai_meaning *shai_meaning_read(struct shai_arena *arena, const struct shai_sources *sources, uint32_t file)
{
    struct shai_diags silent;
    shai_diags_init(&silent, arena, sources);
    struct shai_meaning *m = SHAI_NEW(arena, struct shai_meaning);
    const struct shai_parser *p = shai_parse_log(arena, &silent, file);
    if (!p) return m;
    m->at = SHAI_NEW_N(arena, struct shai_meant, p->log_count);
    bool header = false;
    for (size_t i = 0; i < p->log_count; i++) {
        struct shai_meant *t = &m->at[m->count];
        if (!shai_digest_token(p, i, &header, &t->id, &t->text)) continue;
        t->span = p->log[i].span;
        m->count++;
    }
    return m;
}

static size_t first_in(const struct shai_meaning *m, struct shai_span in)
{
    size_t low = 0, high = m->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->at[middle].span.begin < in.begin) low = middle + 1;
        else high = middle;
    }
    return low;
}

static const struct shai_meant *token(const struct shai_meaning *m, size_t i, struct shai_span in)
{
    return i < m->count && m->at[i].span.end <= in.end ? &m->at[i] : NULL;
}

static bool same_token(const struct shai_meant *a, const struct shai_meant *b)
{
    if (strcmp(a->id, b->id) != 0 || !a->text != !b->text) return false;
    return !a->text || strcmp(a->text, b->text) == 0;
}

bool shai_meaning_same(const struct shai_meaning *a, struct shai_span in_a, const struct shai_meaning *b,
                       struct shai_span in_b, struct shai_span where[2])
{
    size_t i = first_in(a, in_a), j = first_in(b, in_b);
    for (;; i++, j++) {
        const struct shai_meant *x = token(a, i, in_a), *y = token(b, j, in_b);
        if (!x && !y) return true;
        if (x && y && same_token(x, y)) continue;
        where[0] = x ? x->span : (struct shai_span){in_a.file, in_a.end, in_a.end};
        where[1] = y ? y->span : (struct shai_span){in_b.file, in_b.end, in_b.end};
        return false;
    }
}
