/* Names of columns; see bind.h. It reads no cell. */
#include "runtime/bind.h"

#include "base/near.h"
#include "runtime/map.h"
#include "runtime/token.h"

#include <limits.h>
#include <string.h>

/* The comparable forms of an input's names; s NULL: it has none such. */
struct names {
    struct shai_slice name, alias, label, title, full, item; /* title, item: of an item's only measure */
};

struct shai_binder {
    struct shai_arena *arena;
    const struct shai_program *program;
    struct names *names;        /* one an input */
    const struct shai_map *map; /* ? */
    bool *met;                  /* one a line of it */
};

static struct shai_slice key_of(struct shai_arena *arena, const char *s)
{
    return s ? shai_text_key(arena, s, strlen(s)) : (struct shai_slice){0};
}

static const char *full_name(struct shai_arena *arena, const struct shai_program *program,
                             const struct shai_input *in)
{
    if (!in->reading || in->item >= program->item_count) return NULL;
    return shai_arena_printf(arena, "%s.%s", program->items[in->item].name, in->name);
}

static uint32_t measures(const struct shai_program *program, uint32_t item)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < program->items[item].input_count; i++)
        count += !program->inputs[program->items[item].inputs[i]].specimen;
    return count;
}

static struct shai_slice specimen_key(struct shai_arena *arena, const char *name, uint32_t specimen)
{
    return key_of(arena, name && specimen ? shai_arena_printf(arena, "%s.%u", name, specimen) : name);
}

struct shai_binder *shai_binder_new(struct shai_arena *arena, const struct shai_program *program)
{
    struct shai_binder *b = SHAI_NEW(arena, struct shai_binder);
    b->arena = arena;
    b->program = program;
    b->names = SHAI_NEW_N(arena, struct names, program->input_count);
    for (uint32_t i = 0; i < program->input_count; i++) {
        const struct shai_input *in = &program->inputs[i];
        struct names *n = &b->names[i];
        n->name = key_of(arena, in->name);
        n->alias = key_of(arena, in->alias);
        n->label = key_of(arena, in->label);
        n->full = key_of(arena, full_name(arena, program, in));
        if (in->reading && in->item < program->item_count && measures(program, in->item) == 1) {
            n->title = specimen_key(arena, program->items[in->item].title, in->specimen);
            n->item = specimen_key(arena, program->items[in->item].name, in->specimen);
        }
    }
    return b;
}

void shai_binder_rename(struct shai_binder *binder, const struct shai_map *map)
{
    binder->map = map;
    binder->met = SHAI_NEW_N(binder->arena, bool, map->count);
}

struct shai_slice shai_binder_name(struct shai_binder *binder, struct shai_slice cell)
{
    size_t line;
    const char *name = binder->map ? shai_map_find(binder->map, binder->arena, cell.s, cell.len, &line) : NULL;
    if (!name) return cell;
    binder->met[line] = true;
    return (struct shai_slice){name, strlen(name)};
}

bool shai_binder_met(const struct shai_binder *binder, size_t line)
{
    return binder->met[line];
}

static bool same(const struct shai_slice *a, const struct shai_slice *b)
{
    return a->s && a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

static bool same_str(const char *a, const struct shai_slice *b)
{
    return strlen(a) == b->len && memcmp(a, b->s, b->len) == 0;
}

/* --- names -------------------------------------------------------------------------------------------------------
 */

/* What a name stands for. */
struct found {
    uint32_t input;         /* SHAI_NONE32: none */
    enum shai_field field;  /* SHAI_FIELD_COUNT: none */
    unsigned alias;         /* rank of the field's alias; 0: none is used */
    const char *candidates; /* where several inputs have the name */
};

/* The inputs that have the name itself. */
static uint32_t find_by_name(const struct shai_binder *b, const struct shai_slice *key, uint32_t *count)
{
    uint32_t first = SHAI_NONE32;
    *count = 0;
    for (uint32_t i = 0; i < b->program->input_count; i++)
        if (same(&b->names[i].name, key) || same(&b->names[i].alias, key)) {
            if (!(*count)++) first = i;
        }
    return first;
}

/* `ITEM.MEASURE`, or `ITEM` where that has one measure. */
static uint32_t find_full(const struct shai_binder *b, const struct shai_slice *key)
{
    for (uint32_t i = 0; i < b->program->input_count; i++)
        if (same(&b->names[i].full, key) || same(&b->names[i].item, key)) return i;
    return SHAI_NONE32;
}

/* The one input with that label or title; none where several have it. */
static uint32_t find_by_label(const struct shai_binder *b, const struct shai_slice *key)
{
    uint32_t found = SHAI_NONE32;
    for (uint32_t i = 0; i < b->program->input_count; i++) {
        if (!same(&b->names[i].label, key) && !same(&b->names[i].title, key)) continue;
        if (found != SHAI_NONE32) return SHAI_NONE32;
        found = i;
    }
    return found;
}

static const char *list_candidates(const struct shai_binder *b, const struct shai_slice *key)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, b->arena);
    for (uint32_t i = 0; i < b->program->input_count; i++) {
        if (!same(&b->names[i].name, key) && !same(&b->names[i].alias, key)) continue;
        const char *full = full_name(b->arena, b->program, &b->program->inputs[i]);
        if (buf.len) shai_strbuf_puts(&buf, ", ");
        shai_strbuf_puts(&buf, full ? full : b->program->inputs[i].name);
    }
    return buf.s;
}

static uint32_t find_attribute(const struct shai_binder *b, const struct shai_slice *key)
{
    for (uint32_t i = 0; i < b->program->input_count; i++)
        if (!b->program->inputs[i].reading && (same(&b->names[i].name, key) || same(&b->names[i].alias, key)))
            return i;
    return SHAI_NONE32;
}

/* The input that is a standard field: predeclared, or redeclared by the spec under either spelling. */
static uint32_t input_of_field(const struct shai_binder *b, enum shai_field field)
{
    for (uint32_t i = 0; i < b->program->input_count; i++) {
        const struct shai_input *in = &b->program->inputs[i];
        if (!in->reading && shai_field_find(in->name, strlen(in->name)) == field) return i;
    }
    return SHAI_NONE32;
}

static bool find(const struct shai_binder *b, const struct shai_slice *key, struct found *f)
{
    uint32_t count;
    *f = (struct found){.field = SHAI_FIELD_COUNT};
    enum shai_field field = SHAI_FIELD_COUNT;
    for (size_t i = 0; i < SHAI_FIELD_COUNT; i++)
        if (same_str(shai_field_infos[i].en, key) || same_str(shai_field_infos[i].zh, key))
            field = (enum shai_field)i;
    f->input = find_by_name(b, key, &count);
    if (count > 1) { /* an attribute's name is its own: it has no longer one, as ITEM.MEASURE is of a reading */
        f->input = find_attribute(b, key);
        if (f->input == SHAI_NONE32) f->candidates = list_candidates(b, key);
        if (f->candidates) return true;
    }
    if (!count) f->input = find_full(b, key);
    if (f->input == SHAI_NONE32 && field != SHAI_FIELD_COUNT) f->input = input_of_field(b, field);
    if (f->input == SHAI_NONE32 && field == SHAI_FIELD_COUNT) f->input = find_by_label(b, key);
    if (f->input == SHAI_NONE32 && field == SHAI_FIELD_COUNT) {
        field = shai_field_alias(key->s, key->len, &f->alias);
        if (field != SHAI_FIELD_COUNT) f->input = input_of_field(b, field);
    }
    /* a reading may be called as a field is: then the name is its own */
    if (f->input == SHAI_NONE32 || !b->program->inputs[f->input].reading) f->field = field;
    return f->input != SHAI_NONE32 || f->field != SHAI_FIELD_COUNT;
}

/* --- headers -----------------------------------------------------------------------------------------------------
 */

bool shai_header_split(const struct shai_slice *key, struct shai_slice *name, struct shai_slice *unit)
{
    int depth = 0;
    if (!key->len || (key->s[key->len - 1] != ')' && key->s[key->len - 1] != ']')) return false;
    for (size_t i = key->len; i-- > 0;) {
        if (key->s[i] == ')' || key->s[i] == ']') depth++;
        if ((key->s[i] != '(' && key->s[i] != '[') || --depth) continue;
        *unit = shai_trim(key->s + i + 1, key->len - i - 2);
        *name = shai_trim(key->s, i);
        if (name->len && name->s[name->len - 1] == '/') *name = shai_trim(name->s, name->len - 1);
        return name->len && unit->len;
    }
    return false;
}

/* Is `suffix` (small letters) at the end? Then *name is what stands before. */
static bool split_suffix(const struct shai_slice *key, const char *suffix, struct shai_slice *name)
{
    size_t n = strlen(suffix);
    if (key->len <= n) return false;
    const char *end = key->s + key->len - n;
    for (size_t i = 0; i < n; i++) {
        char c = end[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c != suffix[i]) return false;
    }
    *name = shai_trim(key->s, key->len - n);
    return true;
}

/* The name with its suffix, without its unit. */
static enum shai_column_kind find_column(const struct shai_binder *b, const struct shai_slice *key, struct found *f)
{
    struct shai_slice name;
    if (find(b, key, f)) return SHAI_COLUMN_VALUE;
    bool u = split_suffix(key, ".u", &name), dl = !u && split_suffix(key, ".dl", &name);
    if ((!u && !dl) || !find(b, &name, f)) return SHAI_COLUMN_UNKNOWN;
    if (!f->candidates && (f->input == SHAI_NONE32 || b->program->inputs[f->input].type != SHAI_V_NUMBER))
        return SHAI_COLUMN_UNKNOWN;
    return u ? SHAI_COLUMN_U : SHAI_COLUMN_DL;
}

static void trouble(struct shai_column *column, enum shai_column_kind kind, enum shai_diag_id id, const char *a,
                    const char *b)
{
    column->kind = (uint8_t)kind;
    column->trouble = id;
    column->pieces[0] = a;
    column->pieces[1] = b;
}

static bool bind_name(const struct shai_binder *b, const struct shai_slice *key, struct shai_column *column)
{
    struct found f;
    enum shai_column_kind kind = find_column(b, key, &f);
    if (kind == SHAI_COLUMN_UNKNOWN) return false;
    const struct shai_input *in = f.input == SHAI_NONE32 ? NULL : &b->program->inputs[f.input];
    bool each = in && in->each && in->specimens && kind == SHAI_COLUMN_VALUE && !f.candidates;
    column->kind = (uint8_t)kind;
    column->input = f.input;
    column->field = f.field;
    column->alias = f.alias;
    if (f.candidates) trouble(column, SHAI_COLUMN_BAD, SHAI_D_COLUMN_AMBIGUOUS, f.candidates, NULL);
    if (each) trouble(column, SHAI_COLUMN_BAD, SHAI_D_COLUMN_EACH, in->name, NULL);
    return true;
}

/* Puts the unit of the header into a column that is bound. */
static void bind_unit(const struct shai_binder *b, const struct shai_slice *unit, struct shai_column *column)
{
    const char *bad, *name = shai_unit_canonical(b->arena, unit->s, unit->len);
    size_t bad_len;
    const struct shai_input *in = &b->program->inputs[column->input];
    if (!shai_unit_parse(b->arena, &b->program->units, name, strlen(name), &column->unit_value, &bad, &bad_len))
        trouble(column, SHAI_COLUMN_UNKNOWN, SHAI_D_UNKNOWN_COLUMN_UNIT, shai_quote(b->arena, unit->s, unit->len),
                NULL);
    else if (!shai_dim_equal(&column->unit_value.dim, &in->dim))
        trouble(column, SHAI_COLUMN_BAD, SHAI_D_COLUMN_UNIT, name, in->display.unit ? in->display.unit : "1");
    else column->unit = name;
}

/* --- names that were likely meant --------------------------------------------------------------------------------
 */

/* `铅 U`, `铅_DL`: the sign before a suffix is another one. */
static const char *near_suffix(const struct shai_binder *b, const struct shai_slice *key)
{
    static const char *const suffixes[] = {"u", "dl"}, *const upper[] = {"U", "DL"};
    for (size_t i = 0; i < 2; i++) {
        struct shai_slice before;
        struct found f;
        if (!split_suffix(key, suffixes[i], &before)) continue;
        char last = key->s[key->len - strlen(suffixes[i]) - 1];
        if (last == '_' || last == '-') before.len--;
        else if (last != ' ') continue;
        before = shai_trim(before.s, before.len);
        if (!before.len || !find(b, &before, &f) || f.candidates || f.input == SHAI_NONE32) continue;
        if (b->program->inputs[f.input].type == SHAI_V_NUMBER)
            return shai_arena_printf(b->arena, "%.*s.%s", (int)before.len, before.s, upper[i]);
    }
    return NULL;
}

static void nearer(const char *name, const char *other, const char **best, unsigned *least)
{
    unsigned distance = other ? shai_name_distance(name, other) : 0;
    if (other && distance < *least && shai_name_is_near(name, other)) *best = other, *least = distance;
}

/* The nearest of the names that a column may have; of those as near the first. */
static const char *near_name(const struct shai_binder *b, const struct shai_slice *key)
{
    static const char *const tails[] = {"含量", "的含量", "结果", "检测结果", "检测值", "测定值"};
    const char *name = shai_arena_strndup(b->arena, key->s, key->len), *best = NULL;
    unsigned least = UINT_MAX;
    for (uint32_t i = 0; i < b->program->input_count; i++) {
        const struct shai_input *in = &b->program->inputs[i];
        nearer(name, in->name, &best, &least);
        nearer(name, in->label, &best, &least);
        if (b->names[i].title.s) nearer(name, b->names[i].title.s, &best, &least);
    }
    for (size_t i = 0; i < SHAI_FIELD_COUNT; i++) {
        nearer(name, shai_field_infos[i].zh, &best, &least);
        nearer(name, shai_field_infos[i].en, &best, &least);
    }
    for (size_t i = 0; !best && i < sizeof tails / sizeof *tails; i++) {
        struct shai_slice before;
        struct found f;
        if (split_suffix(key, tails[i], &before) && find(b, &before, &f) && !f.candidates && f.input != SHAI_NONE32)
            best = shai_arena_strndup(b->arena, before.s, before.len);
    }
    return best;
}

void shai_bind_quietly(struct shai_binder *binder, const char *header, size_t len, struct shai_column *column)
{
    struct shai_slice written = shai_trim(header, len), called = shai_binder_name(binder, written), name, unit;
    struct shai_slice key = shai_text_key(binder->arena, called.s, called.len);
    *column = (struct shai_column){.input = SHAI_NONE32, .field = SHAI_FIELD_COUNT};
    column->title = shai_quote(binder->arena, written.s, written.len);
    column->ignored = written.len && !called.len;
    trouble(column, SHAI_COLUMN_UNKNOWN, SHAI_D_UNKNOWN_COLUMN, NULL, NULL);
    if (bind_name(binder, &key, column) || !shai_header_split(&key, &name, &unit) ||
        !bind_name(binder, &name, column))
        return;
    if (column->kind == SHAI_COLUMN_BAD) return;
    if (column->input != SHAI_NONE32 && binder->program->inputs[column->input].type == SHAI_V_NUMBER) {
        bind_unit(binder, &unit, column);
    } else { /* what stands in brackets behind a name that is no quantity is part of another name */
        trouble(column, SHAI_COLUMN_UNKNOWN, SHAI_D_UNKNOWN_COLUMN, NULL, NULL);
        column->input = SHAI_NONE32;
        column->field = SHAI_FIELD_COUNT;
        column->alias = 0;
    }
}

void shai_bind(struct shai_binder *binder, const char *header, size_t len, struct shai_column *column)
{
    shai_bind_quietly(binder, header, len, column);
    if (column->trouble != SHAI_D_UNKNOWN_COLUMN || column->kind != SHAI_COLUMN_UNKNOWN || column->ignored) return;
    struct shai_slice key = shai_text_key(binder->arena, header, len);
    column->near = near_suffix(binder, &key);
    if (!column->near) column->near = near_name(binder, &key);
}
