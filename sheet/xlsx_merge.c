/* See xlsx_merge.h. */
#include "sheet/xlsx_merge.h"

#include "sheet/sheet.h"

#include <string.h>

bool shai_cell_parse(const char *name, uint64_t *row, uint32_t *column, const char **end)
{
    uint32_t c = 0;
    uint64_t r = 0;
    const char *s = name;
    for (; *s >= 'A' && *s <= 'Z'; s++)
        if ((c = c * 26 + (uint32_t)(*s - 'A') + 1) > SHAI_SHEET_COLUMNS) return false;
    if (!c) return false;
    for (; *s >= '0' && *s <= '9'; s++)
        if ((r = r * 10 + (uint64_t)(*s - '0')) > SHAI_SHEET_ROWS) return false;
    *row = r;
    *column = c - 1;
    *end = s;
    return true;
}

bool shai_merge_parse(const char *range, struct shai_merge *merge)
{
    uint64_t top, bottom;
    const char *end;
    *merge = (struct shai_merge){0};
    if (!shai_cell_parse(range, &top, &merge->left, &end) || !top || *end != ':') return false;
    if (!shai_cell_parse(end + 1, &bottom, &merge->right, &end) || *end) return false;
    merge->top = (uint32_t)top;
    merge->bottom = (uint32_t)bottom;
    return bottom >= top && merge->right >= merge->left;
}

struct reading {
    struct shai_merges *merges;
    struct shai_pull **xml;
    bool sorted;
};

static void start(void *user, const char *name, const char **attributes)
{
    struct reading *r = user;
    struct shai_merges *m = r->merges;
    struct shai_merge one;
    if (strcmp(name, "mergeCell") != 0) return;
    const char *range = shai_pull_attribute(attributes, "ref");
    if (!range || !shai_merge_parse(range, &one)) return; /* names no cells: none are merged */
    if (m->count == SHAI_MERGES) {
        shai_pull_refuse(*r->xml, SHAI_D_XLSX_TOO_BIG, "mergeCells");
        return;
    }
    m->at = shai_arena_grow(m->arena, m->at, &m->cap, m->count + 1, sizeof *m->at);
    r->sorted &= !m->count || m->at[m->count - 1].top <= one.top;
    m->at[m->count++] = one;
}

/* Heap sort: qsort of the C library may ask malloc for memory. */
static void sift(struct shai_merge *at, size_t i, size_t count)
{
    struct shai_merge x = at[i];
    for (size_t child; (child = 2 * i + 1) < count; i = child) {
        if (child + 1 < count && at[child].top < at[child + 1].top) child++;
        if (x.top >= at[child].top) break;
        at[i] = at[child];
    }
    at[i] = x;
}

static void sort(struct shai_merge *at, size_t count)
{
    for (size_t i = count / 2; i-- > 0;) sift(at, i, count);
    while (count > 1) {
        struct shai_merge last = at[--count];
        at[count] = at[0];
        at[0] = last;
        sift(at, 0, count);
    }
}

bool shai_merges_read(struct shai_merges *merges, struct shai_pull **held, struct shai_arena *arena,
                      struct shai_archive *archive, const char *part)
{
    static const struct shai_pull_handler handler = {.start = start};
    struct reading r = {merges, held, true};
    *merges = (struct shai_merges){.arena = arena};
    if (!shai_pull_read(held, arena, archive, part, SHAI_ARCHIVE_LARGE, &handler, &r)) return false;
    if (!r.sorted) sort(merges->at, merges->count);
    return true;
}

void shai_merges_go(struct shai_merges *m, uint32_t row)
{
    size_t kept = 0;
    for (size_t i = 0; i < m->open_count; i++)
        if (m->open[i]->bottom >= row) m->open[kept++] = m->open[i];
    m->open_count = kept;
    for (; m->next < m->count && m->at[m->next].top <= row; m->next++) {
        struct shai_merge *one = &m->at[m->next];
        if (one->bottom < row || m->open_count >= SHAI_SHEET_COLUMNS) continue;
        m->open = shai_arena_grow(m->arena, m->open, &m->open_cap, m->open_count + 1, sizeof *m->open);
        m->open[m->open_count++] = one;
    }
}
