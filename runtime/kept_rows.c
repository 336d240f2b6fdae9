/* Rows kept in memory (kept_rows.h). In: rows from elsewhere. Out: their copy, from the first row on, any number of
 * times. It understands no row. */
#include "runtime/kept_rows.h"

#include <string.h>

struct kept {
    enum shai_rows_status status;
    struct shai_row row;
};

struct shai_kept_rows {
    struct shai_rows *source; /* closed: it still knows its dates */
    struct kept *at;
    size_t count, cap; /* the last is the end, or where it breaks off */
};

const struct shai_remark *shai_remark_keep(struct shai_arena *arena, const struct shai_remark *remark)
{
    if (!remark) return NULL;
    struct shai_remark *own = SHAI_NEW(arena, struct shai_remark);
    own->kind = remark->kind;
    own->a = remark->a ? shai_arena_strndup(arena, remark->a, strlen(remark->a)) : NULL;
    own->b = remark->b ? shai_arena_strndup(arena, remark->b, strlen(remark->b)) : NULL;
    own->next = shai_remark_keep(arena, remark->next);
    return own;
}

/* Merged cells side by side share a remark: it stays one. */
static const struct shai_remark *const *keep_remarks(struct shai_arena *arena, const struct shai_row *row)
{
    const struct shai_remark **own = SHAI_NEW_N(arena, const struct shai_remark *, row->count);
    for (size_t i = 0; i < row->count; i++)
        own[i] = i && row->remarks[i] == row->remarks[i - 1] ? own[i - 1] : shai_remark_keep(arena, row->remarks[i]);
    return own;
}

static struct shai_row keep_row(struct shai_arena *arena, const struct shai_row *row)
{
    struct shai_row own = {.number = row->number, .count = row->count};
    own.cells = SHAI_NEW_N(arena, struct shai_slice, row->count);
    for (size_t i = 0; i < row->count; i++)
        own.cells[i] =
            (struct shai_slice){shai_arena_strndup(arena, row->cells[i].s, row->cells[i].len), row->cells[i].len};
    if (row->remarks) own.remarks = keep_remarks(arena, row);
    if (row->lead) {
        uint32_t *lead = SHAI_NEW_N(arena, uint32_t, row->count);
        memcpy(lead, row->lead, row->count * sizeof *lead);
        own.lead = lead;
    }
    return own;
}

const struct shai_kept_rows *shai_rows_keep(struct shai_arena *arena, struct shai_arena *run,
                                            struct shai_diags *diags, struct shai_rows *rows)
{
    struct shai_kept_rows *kept = SHAI_NEW(arena, struct shai_kept_rows);
    struct kept *last;
    kept->source = rows;
    do {
        struct shai_row row = {0};
        kept->at = shai_arena_grow(arena, kept->at, &kept->cap, kept->count + 1, sizeof *kept->at);
        last = &kept->at[kept->count++];
        shai_arena_reset(run);
        last->status = rows->next(rows, run, diags, &row);
        last->row = last->status == SHAI_ROWS_ROW ? keep_row(arena, &row) : (struct shai_row){.number = row.number};
    } while (last->status == SHAI_ROWS_ROW || last->status == SHAI_ROWS_LONG);
    rows->close(rows);
    return kept;
}

/* --- given out again -----------------------------------------------------------------------------------------------
 */

struct again {
    struct shai_rows rows; /* first: a pointer to it is one to the whole */
    const struct shai_kept_rows *kept;
    size_t next;
};

static enum shai_rows_status next(struct shai_rows *rows, struct shai_arena *run, struct shai_diags *diags,
                                  struct shai_row *row)
{
    struct again *a = (struct again *)rows;
    const struct kept *k = &a->kept->at[a->next];
    (void)diags;
    if (a->next + 1 < a->kept->count) a->next++;
    *row = k->row;
    if (row->count) { /* the reader may change them */
        row->cells = shai_arena_alloc(run, row->count * sizeof *row->cells);
        memcpy(row->cells, k->row.cells, row->count * sizeof *row->cells);
    }
    return k->status;
}

static const char *as_date(struct shai_rows *rows, struct shai_arena *arena, struct shai_slice number)
{
    struct shai_rows *source = ((struct again *)rows)->kept->source;
    return source->as_date(source, arena, number);
}

static void close_none(struct shai_rows *rows)
{
    (void)rows;
}

struct shai_rows *shai_rows_again(struct shai_arena *arena, const struct shai_kept_rows *kept)
{
    struct again *a = SHAI_NEW(arena, struct again);
    a->rows = (struct shai_rows){.sheet = kept->source->sheet, .next = next, .as_date = as_date, .close = close_none};
    a->kept = kept;
    return &a->rows;
}
