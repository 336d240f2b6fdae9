/* The long layout; see long.h. It knows no program and reads no file. */
#include "runtime/long.h"

#include "runtime/token.h"

#include <string.h>

static const struct {
    const char *name;
    enum shai_long_part part;
} names[] = {
#define ALIAS(field, text)
#define PART(part, text) {text, SHAI_LONG_##part},
#include "runtime/alias.def"
#undef ALIAS
#undef PART
};

enum shai_long_part shai_long_part_of(struct shai_arena *arena, struct shai_slice name)
{
    char folded[SHAI_TOKEN_MAX];
    struct shai_slice key = shai_text_key(arena, name.s, name.len);
    if (!shai_token_fold(folded, key.s, key.len)) return SHAI_LONG_PARTS;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, folded) == 0) return names[i].part;
    return SHAI_LONG_PARTS;
}

static struct shai_slice copy(struct shai_arena *run, struct shai_slice s)
{
    return (struct shai_slice){shai_arena_strndup(run, s.s, s.len), s.len};
}

static struct shai_json_pair *add_pair(struct shai_arena *run, struct shai_json_line *line, uint64_t row)
{
    line->pairs = shai_arena_grow(run, line->pairs, &line->cap, line->count + 1, sizeof *line->pairs);
    struct shai_json_pair *p = &line->pairs[line->count++];
    *p = (struct shai_json_pair){.value = {"", 0}, .row = row};
    return p;
}

static bool is_part(const struct shai_long *l, size_t column)
{
    for (size_t i = 0; i < SHAI_LONG_PARTS; i++)
        if (l->at[i] == column) return true;
    return false;
}

/* The columns that are the sample's own: blank, or the same in all its rows. */
static bool put_own(const struct shai_long *l, struct shai_arena *run, struct shai_long_sample *sample,
                    const struct shai_slice *cells, uint64_t row, size_t *where)
{
    size_t at = 0;
    for (size_t i = 0; i < l->width; i++) {
        if (!l->keys[i].s || is_part(l, i)) continue;
        struct shai_slice text = shai_trim(cells[i].s, cells[i].len);
        struct shai_json_pair *p = at < sample->line.count && sample->rows ? &sample->line.pairs[at] : NULL;
        if (!p) {
            p = add_pair(run, &sample->line, row);
            p->key = l->keys[i];
        }
        at++;
        if (!text.len) continue;
        if (!p->value.len) p->value = copy(run, text), p->row = row;
        else if (!shai_text_same(run, p->value.s, p->value.len, text.s, text.len)) return *where = i, false;
    }
    return true;
}

static struct shai_slice part(const struct shai_long *l, const struct shai_slice *cells, enum shai_long_part which)
{
    if (l->at[which] == SHAI_NONE32) return (struct shai_slice){0};
    return shai_trim(cells[l->at[which]].s, cells[l->at[which]].len);
}

bool shai_long_has_item(const struct shai_long *l, const struct shai_slice *cells)
{
    return part(l, cells, SHAI_LONG_ITEM).len > 0;
}

enum shai_long_status shai_long_add(const struct shai_long *l, struct shai_arena *run,
                                    struct shai_long_sample *sample, const struct shai_slice *cells, uint64_t row,
                                    size_t *where)
{
    if (sample->rows >= SHAI_LONG_ROWS) return SHAI_LONG_TOO_MANY;
    bool same = put_own(l, run, sample, cells, row, where);
    sample->rows++;
    if (!same) return SHAI_LONG_DIFFERS;
    struct shai_slice item = part(l, cells, SHAI_LONG_ITEM), value = part(l, cells, SHAI_LONG_VALUE);
    if (!item.len) return value.len ? SHAI_LONG_NO_ITEM : SHAI_LONG_OK;
    struct shai_json_pair *p = add_pair(run, &sample->line, row);
    struct shai_slice unit = part(l, cells, SHAI_LONG_UNIT), u = part(l, cells, SHAI_LONG_U),
                      dl = part(l, cells, SHAI_LONG_DL);
    p->key = copy(run, item);
    p->value = copy(run, value);
    if (unit.len && shai_token_of(unit.s, unit.len) != SHAI_TOKEN_BLANK) p->unit = copy(run, unit);
    if (u.len) p->u = copy(run, u);
    if (dl.len) p->dl = copy(run, dl);
    return SHAI_LONG_OK;
}
