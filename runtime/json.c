/* A JSON object; see json.h. In: bytes. Out: pairs of texts. It knows no column and no sample. */
#include "runtime/json.h"

#include "base/utf8.h"
#include "runtime/token.h"

#include <string.h>
#include <yajl/yajl_parse.h>

enum { LIST_DEPTH_MAX = 16 };

enum { PART_VALUE = 1, PART_UNIT = 2, PART_U = 4, PART_DL = 8 };

struct reading {
    struct shai_arena *arena;
    const char *line;
    size_t len;
    yajl_handle yajl;
    struct shai_json_line *out;
    enum shai_json_status status;
    int depth;                 /* 0 outside, 1 in the object, 2 in the object of a key */
    int list;                  /* depth inside a list, objects counted */
    struct shai_strbuf listed; /* the texts of a list */
    bool fresh;                /* the next of them begins an element */
    uint8_t part;
};

static int fail(struct reading *r, enum shai_json_status status)
{
    r->status = status;
    return 0; /* yajl stops */
}

static struct shai_json_pair *last(struct reading *r)
{
    return &r->out->pairs[r->out->count - 1];
}

static int fail_at_key(struct reading *r, enum shai_json_status status)
{
    r->out->key = shai_quote(r->arena, last(r)->key.s, last(r)->key.len);
    return fail(r, status);
}

/* yajl's text as a slice that lasts: in the line, or copied. */
static bool keep(struct reading *r, const unsigned char *s, size_t len, struct shai_slice *out)
{
    const char *c = (const char *)s;
    if (c < r->line || c > r->line + r->len) {
        if (shai_utf8_check(c, len) != len) return false; /* yajl decodes half a surrogate pair to what is no text */
        c = shai_arena_strndup(r->arena, c, len);
    }
    *out = (struct shai_slice){c, len};
    return true;
}

static void put_part(struct shai_json_pair *p, uint8_t part, struct shai_slice text)
{
    if (part == PART_VALUE) p->value = text;
    if (part == PART_UNIT) p->unit = text;
    if (part == PART_U) p->u = text;
    if (part == PART_DL) p->dl = text;
}

/* A list may hold anything where its key is not that of a reading: what does not fit one is only noted. */
static struct shai_json_pair *add_element(struct reading *r)
{
    struct shai_json_pair *p = last(r);
    p->elements = shai_arena_grow(r->arena, p->elements, &p->element_cap, p->element_count + 1, sizeof *p->elements);
    struct shai_json_pair *e = &p->elements[p->element_count++];
    *e = (struct shai_json_pair){.value = {"", 0}};
    return e;
}

static struct shai_json_pair *last_element(struct reading *r)
{
    return &last(r)->elements[last(r)->element_count - 1];
}

static void note_trouble(struct reading *r, enum shai_json_status trouble)
{
    if (last_element(r)->trouble == SHAI_JSON_OK) last_element(r)->trouble = (uint8_t)trouble;
}

static int put_value(struct reading *r, const char *s, size_t len)
{
    struct shai_slice text;
    if (!r->list && !r->depth) return fail(r, SHAI_JSON_NO_OBJECT);
    if (!keep(r, (const unsigned char *)s, len, &text)) return fail(r, SHAI_JSON_SURROGATE);
    if (r->list) {
        if (r->listed.len) shai_strbuf_puts(&r->listed, r->list == 1 || r->fresh ? "; " : " ");
        shai_strbuf_add(&r->listed, text.s, text.len);
        r->fresh = false;
        if (r->list == 1) add_element(r)->value = text;
        else if (r->list == 2) put_part(last_element(r), r->part, text);
        return 1;
    }
    put_part(last(r), r->depth == 1 ? PART_VALUE : r->part, text);
    return 1;
}

static int on_string(void *ctx, const unsigned char *s, size_t len)
{
    return put_value(ctx, (const char *)s, len);
}

static int on_number(void *ctx, const char *s, size_t len)
{
    return put_value(ctx, s, len);
}

static int on_boolean(void *ctx, int value)
{
    return put_value(ctx, value ? "true" : "false", value ? 4 : 5);
}

static int on_null(void *ctx)
{
    return put_value(ctx, "", 0);
}

/* Goes a level deeper inside a list. */
static int enter_list(struct reading *r, enum shai_json_status trouble)
{
    r->fresh |= r->list == 1;
    if (r->list == 1) add_element(r);
    else trouble = trouble == SHAI_JSON_OK ? SHAI_JSON_DEEP : trouble;
    note_trouble(r, trouble);
    r->part = 0;
    return ++r->list <= LIST_DEPTH_MAX || fail(r, SHAI_JSON_DEEP);
}

static int on_map_start(void *ctx)
{
    struct reading *r = ctx;
    if (r->list) return enter_list(r, SHAI_JSON_OK);
    if (r->depth == 2) return fail(r, SHAI_JSON_DEEP);
    r->depth++;
    return 1;
}

static int on_map_end(void *ctx)
{
    struct reading *r = ctx;
    if (r->list == 2 && !(last_element(r)->parts & PART_VALUE)) note_trouble(r, SHAI_JSON_NO_VALUE);
    if (r->list) return r->list--, 1;
    if (r->depth-- == 2 && !(last(r)->parts & PART_VALUE)) return fail_at_key(r, SHAI_JSON_NO_VALUE);
    return 1;
}

/* The part of *p that a key names comes next. */
static enum shai_json_status begin_part(struct reading *r, struct shai_json_pair *p, const unsigned char *s,
                                        size_t len)
{
    static const struct {
        const char *name;
        uint8_t bit;
    } parts[] = {{"value", PART_VALUE}, {"unit", PART_UNIT}, {"u", PART_U}, {"dl", PART_DL}};
    r->part = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strlen(parts[i].name) != len || memcmp(parts[i].name, s, len) != 0) continue;
        if (p->parts & parts[i].bit) return SHAI_JSON_KEY_TWICE;
        p->parts |= parts[i].bit;
        r->part = parts[i].bit;
        return SHAI_JSON_OK;
    }
    return SHAI_JSON_PART;
}

static int on_part(struct reading *r, const unsigned char *s, size_t len)
{
    enum shai_json_status status = begin_part(r, last(r), s, len);
    if (status == SHAI_JSON_OK) return 1;
    r->out->part = shai_quote(r->arena, (const char *)s, len);
    return fail_at_key(r, status);
}

/* A key in an object of a list. */
static void on_part_of_element(struct reading *r, const unsigned char *s, size_t len)
{
    struct shai_json_pair *e = last_element(r);
    enum shai_json_status status = e->trouble == SHAI_JSON_OK ? begin_part(r, e, s, len) : SHAI_JSON_OK;
    if (status != SHAI_JSON_OK) e->part = shai_quote(r->arena, (const char *)s, len);
    note_trouble(r, status);
}

static int on_key(void *ctx, const unsigned char *s, size_t len)
{
    struct reading *r = ctx;
    struct shai_json_line *out = r->out;
    if (r->list == 2) on_part_of_element(r, s, len);
    if (r->list) return 1;
    if (r->depth == 2) return on_part(r, s, len);
    out->pairs = shai_arena_grow(r->arena, out->pairs, &out->cap, out->count + 1, sizeof *out->pairs);
    struct shai_json_pair *p = &out->pairs[out->count++];
    *p = (struct shai_json_pair){.value = {"", 0}};
    return keep(r, s, len, &p->key) || fail(r, SHAI_JSON_SURROGATE);
}

static int on_list_start(void *ctx)
{
    struct reading *r = ctx;
    if (r->list) return enter_list(r, SHAI_JSON_ARRAY);
    if (!r->depth) return fail(r, SHAI_JSON_NO_OBJECT);
    if (r->depth == 2) return fail_at_key(r, SHAI_JSON_ARRAY);
    r->list = 1;
    shai_strbuf_init(&r->listed, r->arena);
    return 1;
}

static int on_list_end(void *ctx)
{
    struct reading *r = ctx;
    if (--r->list) return 1;
    struct shai_json_pair *p = last(r);
    p->list = true;
    p->value = (struct shai_slice){r->listed.s, r->listed.len};
    return 1;
}

/* The four hex digits at s as a number, or -1. */
static int hex4(const char *s)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        int c = s[i] >= 'a' && s[i] <= 'f' ? s[i] - 32 : s[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return -1;
        v = v * 16 + digit;
    }
    return v;
}

/* Half a surrogate pair would be read as `?`: what was written would be lost. */
static bool has_half_pair(const char *s, size_t len)
{
    const char *end = s + len;
    while ((s = memchr(s, '\\', (size_t)(end - s))) != NULL) {
        if (end - s < 6 || s[1] != 'u') {
            s += end - s < 2 ? 1 : 2;
            continue;
        }
        int unit = hex4(s + 2);
        if (unit >= 0xDC00 && unit <= 0xDFFF) return true;
        s += 6;
        if (unit < 0xD800 || unit > 0xDBFF) continue;
        int low = end - s >= 6 && s[0] == '\\' && s[1] == 'u' ? hex4(s + 2) : -1;
        if (low < 0xDC00 || low > 0xDFFF) return true;
        s += 6;
    }
    return false;
}

/* yajl passes the context first. */
static void *arena_malloc(void *arena, size_t size)
{
    return shai_arena_lib_malloc(size, arena);
}

static void *arena_realloc(void *arena, void *old, size_t size)
{
    return shai_arena_lib_realloc(old, size, arena);
}

static void arena_free(void *arena, void *ptr)
{
    shai_arena_lib_free(ptr, arena);
}

static const char *yajl_message(struct reading *r)
{
    const char *m = (const char *)yajl_get_error(r->yajl, 0, NULL, 0);
    struct shai_slice t = shai_trim(m, strlen(m));
    return shai_quote(r->arena, t.s, t.len);
}

enum shai_json_status shai_json_read(struct shai_arena *arena, const char *s, size_t len, struct shai_json_line *out)
{
    static const yajl_callbacks callbacks = {
        .yajl_null = on_null,
        .yajl_boolean = on_boolean,
        .yajl_number = on_number, /* and neither integer nor double: digits as written */
        .yajl_string = on_string,
        .yajl_start_map = on_map_start,
        .yajl_map_key = on_key,
        .yajl_end_map = on_map_end,
        .yajl_start_array = on_list_start,
        .yajl_end_array = on_list_end,
    };
    yajl_alloc_funcs alloc = {arena_malloc, arena_realloc, arena_free, arena};
    struct reading r = {.arena = arena, .line = s, .len = len, .out = out, .status = SHAI_JSON_OK};
    *out = (struct shai_json_line){0};
    if (has_half_pair(s, len)) return SHAI_JSON_SURROGATE;
    r.yajl = yajl_alloc(&callbacks, &alloc, &r);
    if (!r.yajl) shai_arena_panic(arena);
    yajl_status status = yajl_parse(r.yajl, (const unsigned char *)s, len);
    if (status == yajl_status_ok) status = yajl_complete_parse(r.yajl);
    if (status == yajl_status_ok) return SHAI_JSON_OK;
    if (r.status != SHAI_JSON_OK) return r.status; /* one of ours stopped it */
    out->message = yajl_message(&r);
    return SHAI_JSON_BAD;
}
