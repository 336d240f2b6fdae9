/* A program from bytes (docs/program-format.md). In: any bytes. Out: a verified program in the arena, or why not. It
 * decodes and leaves the judgement to shai_program_verify; it believes no count before it has seen that as many
 * entries could stand in what is left of the section, so that memory stays within a small multiple of the file's
 * length. */
#include "runtime/format.h"

#include <string.h>

struct reader {
    struct shai_arena *arena;
    const unsigned char *begin, *at, *end; /* of the section */
    const char *why;                       /* the first reason; then everything reads as 0 */
    const char *section;
};

static void fail(struct reader *r, const char *what)
{
    if (!r->why)
        r->why = shai_arena_printf(r->arena, "%s: %s at byte %zu", r->section, what, (size_t)(r->at - r->begin));
    r->at = r->end;
}

static unsigned byte(struct reader *r)
{
    if (r->at == r->end) {
        fail(r, "the section ends early");
        return 0;
    }
    return *r->at++;
}

static uint64_t number_of(struct reader *r, uint64_t most)
{
    uint64_t v = 0;
    for (unsigned shift = 0;; shift += 7) {
        unsigned b = byte(r);
        if (shift == 63 && b > 1) {
            fail(r, "a number is too long");
            return 0;
        }
        v |= (uint64_t)(b & 0x7F) << shift;
        if (b & 0x80) continue;
        if (shift && !b) fail(r, "a number is not written the shortest way");
        break;
    }
    if (v > most) fail(r, "a number is too large");
    return v > most || r->why ? 0 : v;
}

static uint32_t u32(struct reader *r)
{
    return (uint32_t)number_of(r, UINT32_MAX);
}

static int32_t i32(struct reader *r)
{
    uint64_t v = number_of(r, UINT32_MAX);
    return (int32_t)((int64_t)(v >> 1) ^ -(int64_t)(v & 1));
}

static uint32_t index_of(struct reader *r)
{
    uint64_t v = number_of(r, UINT32_MAX);
    return v ? (uint32_t)(v - 1) : SHAI_NONE32;
}

static uint16_t register_of(struct reader *r)
{
    uint64_t v = number_of(r, UINT16_MAX);
    return v ? (uint16_t)(v - 1) : SHAI_NONE16;
}

static uint8_t small(struct reader *r, unsigned most)
{
    unsigned v = byte(r);
    if (v > most) fail(r, "a value is out of range");
    return r->why ? 0 : (uint8_t)v;
}

static bool flag(struct reader *r)
{
    return small(r, 1) != 0;
}

/* How many entries of at least `least` bytes follow. */
static uint32_t count_of(struct reader *r, size_t least)
{
    uint64_t n = number_of(r, UINT32_MAX);
    if (n > (size_t)(r->end - r->at) / least) {
        fail(r, "more entries are announced than can follow");
        return 0;
    }
    return (uint32_t)n;
}

static const unsigned char *bytes_of(struct reader *r, size_t *len)
{
    *len = count_of(r, 1);
    const unsigned char *s = r->at;
    r->at += *len;
    return s;
}

static void exactly(struct reader *r, void *to, size_t len)
{
    if ((size_t)(r->end - r->at) < len) {
        fail(r, "the section ends early");
        memset(to, 0, len);
        return;
    }
    memcpy(to, r->at, len);
    r->at += len;
}

static const char *text_len(struct reader *r, size_t *len)
{
    const unsigned char *s = bytes_of(r, len);
    if (*len && memchr(s, 0, *len)) fail(r, "a text holds a NUL");
    if (r->why) *len = 0;
    return shai_arena_strndup(r->arena, (const char *)s, *len);
}

static const char *text_of(struct reader *r)
{
    size_t len;
    return text_len(r, &len);
}

static const char *optional_of(struct reader *r)
{
    return flag(r) ? text_of(r) : NULL;
}

/* Is n written back as these bytes? So that what loads is saved as it was. */
static bool in_lowest_terms(struct shai_arena *arena, struct shai_num n, const unsigned char *num, size_t num_len,
                            const unsigned char *den, size_t den_len)
{
    bool neg;
    const unsigned char *own_num, *own_den;
    size_t own_num_len, own_den_len;
    shai_num_export(arena, n, &neg, &own_num, &own_num_len, &own_den, &own_den_len);
    return own_num_len == num_len && own_den_len == den_len && (!num_len || !memcmp(own_num, num, num_len)) &&
           !memcmp(own_den, den, den_len);
}

static struct shai_num num_of(struct reader *r)
{
    bool neg = flag(r);
    size_t num_len, den_len;
    const unsigned char *num = bytes_of(r, &num_len), *den = bytes_of(r, &den_len);
    struct shai_num n = SHAI_NUM_INT(0);
    if (r->why) return n;
    if ((num_len && !num[0]) || (den_len && !den[0]) || (neg && !num_len))
        fail(r, "a number is not written the shortest way");
    else if (!shai_num_import(r->arena, neg, num, num_len, den, den_len, SHAI_NUM_MAX_BITS, &n))
        fail(r, "a number is malformed or too large");
    else if (!in_lowest_terms(r->arena, n, num, num_len, den, den_len)) fail(r, "a number is not in lowest terms");
    return r->why ? SHAI_NUM_INT(0) : n;
}

static struct shai_display display_of(struct reader *r)
{
    struct shai_display d;
    d.type = small(r, SHAI_V_TEXT);
    d.unit = optional_of(r);
    d.factor = num_of(r);
    d.set = index_of(r);
    return d;
}

static struct shai_dim dim_of(struct reader *r)
{
    struct shai_dim dim = {{0}};
    size_t n;
    const unsigned char *e = bytes_of(r, &n);
    if (n > SHAI_BASE_MAX || (n && !e[n - 1])) fail(r, "a dimension is malformed");
    else if (n) memcpy(dim.e, e, n);
    return dim;
}

/* Entries of a table: count, zeroed array. least: bytes that one takes in the file at least. */
#define TABLE(r, items, n, least) \
    ((n) = count_of((r), (least)), (items) = shai_arena_zalloc((r)->arena, (n), sizeof *(items)))

/* --- sections --------------------------------------------------------------------------------------------------- */

static void head(struct reader *r, struct shai_program *p)
{
    p->name = text_of(r);
    p->title = optional_of(r);
    p->version = optional_of(r);
    p->product = optional_of(r);
    p->product_code = optional_of(r);
    p->issuer = optional_of(r);
    p->scope = optional_of(r);
    p->sampling = optional_of(r);
    p->advice[0] = optional_of(r);
    p->advice[1] = optional_of(r);
    p->lang = small(r, SHAI_EN);
    p->has_from = flag(r);
    if (p->has_from) p->effective_from = i32(r);
    p->has_to = flag(r);
    if (p->has_to) p->effective_to = i32(r);
    exactly(r, p->source, sizeof p->source);
    exactly(r, p->meaning, sizeof p->meaning);
    p->register_count = u32(r);
}

static void files(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->files, p->file_count, 33);
    for (uint32_t i = 0; i < p->file_count && !r->why; i++) {
        p->files[i].name = text_of(r);
        exactly(r, p->files[i].sha256, sizeof p->files[i].sha256);
    }
}

static void units(struct reader *r, struct shai_program *p)
{
    p->units.bases = u32(r);
    TABLE(r, p->units.at, p->units.count, 6);
    p->units.cap = p->units.count;
    for (size_t i = 0; i < p->units.count && !r->why; i++) {
        struct shai_unit *u = &p->units.at[i];
        u->name = text_of(r);
        u->value.factor = num_of(r);
        u->value.dim = dim_of(r);
        u->value.is_signed = flag(r);
    }
}

static void constants(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->constants, p->constant_count, 10);
    for (uint32_t i = 0; i < p->constant_count && !r->why; i++) {
        p->constants[i].num = num_of(r);
        p->constants[i].display = display_of(r);
        p->constants[i].places = i32(r);
    }
}

static void text_of_table(struct reader *r, struct shai_text *t)
{
    size_t len;
    t->s = text_len(r, &len);
    t->len = (uint32_t)len;
    t->flags = u32(r);
}

static void texts(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->texts, p->text_count, 2);
    for (uint32_t i = 0; i < p->text_count && !r->why; i++) text_of_table(r, &p->texts[i]);
}

static void patterns(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->patterns, p->pattern_count, 3);
    for (uint32_t i = 0; i < p->pattern_count && !r->why; i++) {
        text_of_table(r, &p->patterns[i]);
        p->patterns[i].name = optional_of(r);
    }
}

static void sets(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->sets, p->set_count, 2);
    for (uint32_t i = 0; i < p->set_count && !r->why; i++) {
        struct shai_set *s = &p->sets[i];
        s->name = optional_of(r);
        TABLE(r, s->names, s->count, 2);
        s->labels = SHAI_NEW_N(r->arena, const char *, s->count);
        for (uint32_t k = 0; k < s->count && !r->why; k++) {
            s->names[k] = text_of(r);
            s->labels[k] = optional_of(r);
        }
    }
}

static void inputs(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->inputs, p->input_count, 17);
    for (uint32_t i = 0; i < p->input_count && !r->why; i++) {
        struct shai_input *in = &p->inputs[i];
        in->name = text_of(r);
        in->alias = optional_of(r);
        in->label = optional_of(r);
        unsigned flags = small(r, SHAI_FILE_INPUT_FLAGS);
        in->reading = (flags & SHAI_FILE_READING) != 0;
        in->standard = (flags & SHAI_FILE_STANDARD) != 0;
        in->may_be_negative = (flags & SHAI_FILE_NEGATIVE) != 0;
        in->nd_counts = (flags & SHAI_FILE_ND_COUNTS) != 0;
        in->has_dl = (flags & SHAI_FILE_HAS_DL) != 0;
        in->bare = (flags & SHAI_FILE_BARE) != 0;
        in->each = (flags & SHAI_FILE_EACH) != 0;
        in->display = display_of(r);
        in->type = in->display.type;
        in->dim = dim_of(r);
        in->range = small(r, 3);
        in->lo = in->hi = in->dl = in->nd = SHAI_NUM_INT(0);
        if (in->range & 1) in->lo = num_of(r);
        if (in->range & 2) in->hi = num_of(r);
        if (in->has_dl) in->dl = num_of(r);
        if (in->nd_counts) in->nd = num_of(r);
        in->pattern = index_of(r);
        in->item = index_of(r);
        in->specimens = (uint16_t)number_of(r, SHAI_MAX_SPECIMENS);
        in->specimen = (uint16_t)number_of(r, SHAI_MAX_SPECIMENS);
    }
}

static void causes(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->causes, p->cause_count, 2);
    for (uint32_t i = 0; i < p->cause_count && !r->why; i++) {
        p->causes[i].kind = small(r, SHAI_CAUSE_U_LOST);
        p->causes[i].name = optional_of(r);
    }
}

static void standards(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->standards, p->standard_count, 4);
    for (uint32_t i = 0; i < p->standard_count && !r->why; i++) {
        p->standards[i].id = text_of(r);
        p->standards[i].code = text_of(r);
        p->standards[i].title = optional_of(r);
        p->standards[i].mandatory = flag(r);
    }
}

static void criteria(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->criteria, p->criterion_count, 11);
    for (uint32_t i = 0; i < p->criterion_count && !r->why; i++) {
        struct shai_criterion *c = &p->criteria[i];
        c->kind = small(r, SHAI_C_REQUIRE);
        unsigned open = small(r, 3);
        c->lower_open = (open & 1) != 0;
        c->upper_open = (open & 2) != 0;
        c->display = display_of(r);
        c->places = i32(r);
        c->places_upper = i32(r);
        c->text = optional_of(r);
    }
}

static void citations(struct reader *r, struct shai_citation **at, uint32_t *count)
{
    TABLE(r, *at, *count, 2);
    for (uint32_t i = 0; i < *count && !r->why; i++) {
        (*at)[i].standard = u32(r);
        (*at)[i].clause = optional_of(r);
    }
}

static void variant(struct reader *r, struct shai_variant *w)
{
    w->group = optional_of(r);
    citations(r, &w->basis, &w->basis_count);
    citations(r, &w->methods, &w->method_count);
    w->method_kind = small(r, SHAI_METHOD_LABORATORY);
    w->report = flag(r);
    w->chosen = optional_of(r);
    TABLE(r, w->problem, w->problem_count, 1);
    for (uint32_t i = 0; i < w->problem_count && !r->why; i++) {
        struct shai_piece *piece = &w->problem[i];
        piece->kind = small(r, SHAI_P_LET);
        if (piece->kind == SHAI_P_TEXT) piece->text = text_of(r);
        if (piece->kind == SHAI_P_INPUT) piece->input = u32(r);
        if (piece->kind == SHAI_P_LET) {
            piece->reg = register_of(r);
            piece->display = display_of(r);
        }
    }
    w->display = display_of(r);
    w->decide = small(r, SHAI_RULE_CERTAIN);
    w->allow = (uint16_t)number_of(r, SHAI_MAX_SPECIMENS);
    TABLE(r, w->judged, w->judged_count, 4);
    for (uint32_t i = 0; i < w->judged_count && !r->why; i++) {
        w->judged[i].value_reg = register_of(r);
        w->judged[i].truth_reg = register_of(r);
        w->judged[i].broken_reg = register_of(r);
        w->judged[i].hazard_reg = register_of(r);
    }
}

static void items(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->items, p->item_count, 8);
    for (uint32_t i = 0; i < p->item_count && !r->why; i++) {
        struct shai_item *it = &p->items[i];
        it->name = text_of(r);
        it->title = text_of(r);
        it->family = optional_of(r);
        it->remark = optional_of(r);
        TABLE(r, it->inputs, it->input_count, 1);
        for (uint32_t k = 0; k < it->input_count && !r->why; k++) it->inputs[k] = u32(r);
        TABLE(r, it->variants, it->variant_count, 16);
        for (uint32_t k = 0; k < it->variant_count && !r->why; k++) variant(r, &it->variants[k]);
    }
}

static void positions(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->positions, p->position_count, 4);
    for (uint32_t i = 0; i < p->position_count && !r->why; i++) {
        p->positions[i].file = index_of(r);
        p->positions[i].line = u32(r);
        p->positions[i].column = u32(r);
        p->positions[i].item = index_of(r);
    }
}

static void code(struct reader *r, struct shai_program *p)
{
    TABLE(r, p->code, p->code_count, 6);
    for (uint32_t i = 0; i < p->code_count && !r->why; i++) {
        struct shai_insn *in = &p->code[i];
        in->op = (uint16_t)number_of(r, UINT16_MAX);
        in->a = (uint16_t)number_of(r, UINT16_MAX);
        in->b = (uint16_t)number_of(r, UINT16_MAX);
        in->c = (uint16_t)number_of(r, UINT16_MAX);
        in->x = u32(r);
        in->pos = u32(r);
    }
}

/* --- the file --------------------------------------------------------------------------------------------------- */

/* The next section's bytes, within the file's. */
static struct reader enter(struct reader *file, char tag, const char *name)
{
    struct reader r = {.arena = file->arena, .section = name};
    size_t len = 0;
    if (byte(file) != (unsigned char)tag && !file->why) fail(file, "another section was expected");
    r.begin = r.at = bytes_of(file, &len);
    r.end = r.at + len;
    r.why = file->why;
    return r;
}

bool shai_program_is(const void *bytes, size_t len)
{
    return len >= SHAI_FILE_MAGIC_LEN && !memcmp(bytes, SHAI_FILE_MAGIC, SHAI_FILE_MAGIC_LEN);
}

static bool decode(struct shai_arena *arena, const unsigned char *bytes, size_t len, struct shai_program *p,
                   const char **why)
{
    static const struct {
        const char *name;
        void (*read)(struct reader *, struct shai_program *);
    } readers[] = {
#define SECTION(tag, name) {#name, name},
        SHAI_FILE_SECTIONS
#undef SECTION
    };
    struct reader file = {arena, bytes, bytes + SHAI_FILE_MAGIC_LEN, bytes + len, NULL, "file"};
    unsigned version = byte(&file);
    if (!file.why && version != SHAI_FILE_VERSION) {
        *why =
            shai_arena_printf(arena, "format version %u; this engine reads version %d", version, SHAI_FILE_VERSION);
        return false;
    }
    size_t note;
    bytes_of(&file, &note); /* the engine that wrote it: for people */
    for (size_t i = 0; i < SHAI_FILE_SECTION_COUNT && !file.why; i++) {
        struct reader r = enter(&file, shai_file_tags[i], readers[i].name);
        if (!r.why) readers[i].read(&r, p);
        if (!r.why && r.at != r.end) fail(&r, "the section goes on");
        file.why = r.why;
    }
    if (!file.why && file.at != file.end) fail(&file, "something follows the last section");
    *why = file.why;
    return !file.why;
}

struct shai_program *shai_program_load(struct shai_arena *arena, const void *bytes, size_t len, const char **why)
{
    if (!shai_program_is(bytes, len)) {
        *why = "it does not begin as a compiled program";
        return NULL;
    }
    struct shai_program *p = SHAI_NEW(arena, struct shai_program);
    if (!decode(arena, bytes, len, p, why)) return NULL;
    *why = shai_program_verify(arena, p);
    return *why ? NULL : p;
}
