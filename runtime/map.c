/* Renamed columns; see map.h. In: a CSV. Out: names for names. It reads no data. */
#include "runtime/map.h"

#include "runtime/bind.h"
#include "runtime/long.h"
#include "runtime/reading.h"
#include "runtime/token.h"

#include <string.h>

/* --- reading -----------------------------------------------------------------------------------------------------
 */

/* A map being read. */
struct reading {
    struct shai_map *map;
    struct shai_arena *arena;
    struct shai_diags *diags;
    struct shai_csv csv;
};

static struct shai_cell_place place_of(const struct shai_map *map, uint64_t row)
{
    return (struct shai_cell_place){.file = map->file, .row = row};
}

static struct shai_slice cell(const struct reading *r, size_t i)
{
    return i < r->csv.count ? shai_trim(r->csv.cells[i].s, r->csv.cells[i].len) : (struct shai_slice){"", 0};
}

/* `column,name` or `列,名称`. */
static bool is_header(const struct reading *r)
{
    static const char *const heads[][2] = {{"column", "name"}, {"列", "名称"}, {"列名", "名称"}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        bool same = true;
        for (size_t k = 0; k < 2; k++) {
            char folded[SHAI_TOKEN_MAX];
            struct shai_slice c = cell(r, k);
            shai_token_fold(folded, c.s, c.len);
            same &= strcmp(folded, heads[i][k]) == 0;
        }
        if (same) return true;
    }
    return false;
}

static const struct shai_map_line *line_of(const struct shai_map *map, const struct shai_slice *key)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct shai_slice *k = &map->lines[i].key;
        if (k->len == key->len && memcmp(k->s, key->s, key->len) == 0) return &map->lines[i];
    }
    return NULL;
}

static void add_line(struct reading *r)
{
    struct shai_map *map = r->map;
    struct shai_slice column = cell(r, 0), name = cell(r, 1);
    struct shai_cell_place place = place_of(map, r->csv.row);
    size_t cells = r->csv.count;
    while (cells > 2 && !cell(r, cells - 1).len) cells--;
    if (cells != 2 || !column.len) {
        shai_diag_cell(r->diags, SHAI_D_MAP_CELLS, place, NULL);
        return;
    }
    struct shai_slice key = shai_text_key(r->arena, column.s, column.len);
    const struct shai_map_line *before = line_of(map, &key);
    if (before) {
        shai_diag_cell(r->diags, SHAI_D_MAP_TWICE, place, shai_quote(r->arena, column.s, column.len),
                       shai_reader_print_count(r->arena, before->row), NULL);
        return;
    }
    map->lines = shai_arena_grow(r->arena, map->lines, &map->cap, map->count + 1, sizeof *map->lines);
    map->lines[map->count++] = (struct shai_map_line){.key = key,
                                                      .column = shai_quote(r->arena, column.s, column.len),
                                                      .name = shai_arena_strndup(r->arena, name.s, name.len),
                                                      .row = r->csv.row};
}

struct shai_map *shai_map_read(struct shai_arena *arena, struct shai_diags *diags, int fd, const char *name)
{
    struct reading r = {SHAI_NEW(arena, struct shai_map), arena, diags, {0}};
    struct shai_feed feed;
    enum shai_csv_status status;
    r.map->file = shai_arena_strndup(arena, name, strlen(name));
    shai_feed_init(&feed, arena, fd);
    shai_feed_decode(&feed, SHAI_ENCODING_AUTO);
    shai_csv_init(&r.csv, &feed, arena);
    while ((status = shai_csv_next(&r.csv, arena)) != SHAI_CSV_END) {
        if (status != SHAI_CSV_ROW) shai_report_row(diags, place_of(r.map, r.csv.row), &r.csv, status);
        else if (r.csv.row > 1 || !is_header(&r)) add_line(&r);
    }
    shai_report_read(diags, place_of(r.map, r.csv.row), &feed);
    shai_feed_close(&feed);
    return r.map;
}

/* --- names -------------------------------------------------------------------------------------------------------
 */

/* Behind a name: .U, .DL, the number of a specimen. Their bytes, from the point on; 0 for none. */
static size_t suffix_len(const struct shai_slice *key)
{
    size_t point = key->len;
    while (point && key->s[point - 1] != '.') point--;
    if (point < 2 || point == key->len) return 0;
    const char *s = key->s + point;
    size_t n = key->len - point, digits = 0;
    while (digits < n && s[digits] >= '0' && s[digits] <= '9') digits++;
    bool u = n == 1 && (*s | 32) == 'u', dl = n == 2 && (s[0] | 32) == 'd' && (s[1] | 32) == 'l';
    return digits == n || u || dl ? n + 1 : 0;
}

/* The name of a line with the suffix and the unit of the header. A unit of its own comes behind the suffix. */
static const char *put_together(struct shai_arena *arena, const char *name, const struct shai_slice *suffix,
                                const struct shai_slice *unit)
{
    struct shai_slice whole = {name, strlen(name)}, stem = whole, own = {0};
    if (!*name || (!suffix->len && !unit->s)) return name;
    if (unit->s || !shai_header_split(&whole, &stem, &own)) stem = whole, own = *unit;
    return own.s ? shai_arena_printf(arena, "%.*s%.*s (%.*s)", (int)stem.len, stem.s, (int)suffix->len, suffix->s,
                                     (int)own.len, own.s)
                 : shai_arena_printf(arena, "%.*s%.*s", (int)stem.len, stem.s, (int)suffix->len, suffix->s);
}

const char *shai_map_find(const struct shai_map *map, struct shai_arena *arena, const char *header, size_t len,
                          size_t *line)
{
    struct shai_slice key = shai_text_key(arena, header, len), stem, unit = {0};
    const struct shai_map_line *l = line_of(map, &key);
    if (!l && shai_header_split(&key, &stem, &unit)) key = stem, l = line_of(map, &key);
    struct shai_slice suffix = {key.s + key.len, 0};
    for (size_t n; !l && (n = suffix_len(&key)) > 0; l = line_of(map, &key)) {
        suffix.s -= n, suffix.len += n;
        key.len -= n;
    }
    if (!l) return NULL;
    *line = (size_t)(l - map->lines);
    return put_together(arena, l->name, &suffix, &unit);
}

/* What is wrong with a name for that program; SHAI_DIAG_COUNT for nothing. */
static enum shai_diag_id trouble_of(struct shai_binder *binder, const char *name, struct shai_column *column)
{
    shai_bind(binder, name, strlen(name), column);
    if (column->kind != SHAI_COLUMN_UNKNOWN && column->kind != SHAI_COLUMN_BAD) return SHAI_DIAG_COUNT;
    /* a list, or the rows of a long table, may give specimens under the one name */
    return column->trouble == SHAI_D_COLUMN_EACH ? SHAI_DIAG_COUNT : column->trouble;
}

static void report_name(struct shai_diags *diags, struct shai_cell_place place, enum shai_diag_id trouble,
                        const struct shai_column *c)
{
    if (trouble == SHAI_D_UNKNOWN_COLUMN) trouble = SHAI_D_MAP_UNKNOWN;
    if (trouble == SHAI_D_UNKNOWN_COLUMN_UNIT) trouble = SHAI_D_CELL_UNIT_UNKNOWN;
    struct shai_diag *d = shai_diag_cell(diags, trouble, place, c->title, c->pieces[0], c->pieces[1], NULL);
    if (c->near) shai_diag_meant(diags, d, c->near);
}

void shai_map_check(const struct shai_map *map, struct shai_arena *arena, struct shai_diags *diags,
                    const struct shai_program *const *programs, size_t count, shai_map_also *also)
{
    struct shai_binder **binders = SHAI_NEW_N(arena, struct shai_binder *, count);
    for (size_t i = 0; i < count; i++) binders[i] = shai_binder_new(arena, programs[i]);
    for (size_t i = 0; i < map->count; i++) {
        const char *name = map->lines[i].name;
        struct shai_slice text = {name, strlen(name)};
        struct shai_column column;
        enum shai_diag_id trouble = SHAI_D_UNKNOWN_COLUMN;
        if (!*name || (also && also(name)) || shai_long_part_of(arena, text) != SHAI_LONG_PARTS) continue;
        for (size_t k = count; k-- > 0 && trouble != SHAI_DIAG_COUNT;)
            trouble = trouble_of(binders[k], name, &column);
        if (trouble != SHAI_DIAG_COUNT) report_name(diags, place_of(map, map->lines[i].row), trouble, &column);
    }
}
