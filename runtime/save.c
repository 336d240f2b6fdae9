/* A program as bytes (docs/program-format.md). In: a verified program. Out: the bytes of its .shaic. It writes
 * nothing that verification works out, and no time and no path: the same program gives the same bytes everywhere. */
#include "include/sushai.h"
#include "runtime/format.h"

#include <string.h>

static void byte(struct shai_strbuf *out, unsigned v)
{
    shai_strbuf_putc(out, (char)v);
}

static void number_of(struct shai_strbuf *out, uint64_t v)
{
    for (; v >= 0x80; v >>= 7) byte(out, (unsigned)(v & 0x7F) | 0x80);
    byte(out, (unsigned)v);
}

static void signed_of(struct shai_strbuf *out, int64_t v)
{
    number_of(out, ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0));
}

/* An index whose SHAI_NONE32 means none. */
static void index_of(struct shai_strbuf *out, uint32_t v)
{
    number_of(out, v == SHAI_NONE32 ? 0 : (uint64_t)v + 1);
}

/* A register whose SHAI_NONE16 means none. */
static void register_of(struct shai_strbuf *out, uint16_t v)
{
    number_of(out, v == SHAI_NONE16 ? 0 : (uint64_t)v + 1);
}

static void bytes_of(struct shai_strbuf *out, const void *s, size_t len)
{
    number_of(out, len);
    shai_strbuf_add(out, s, len);
}

static void text_of(struct shai_strbuf *out, const char *s)
{
    bytes_of(out, s, strlen(s));
}

static void optional_of(struct shai_strbuf *out, const char *s)
{
    byte(out, s != NULL);
    if (s) text_of(out, s);
}

static void num_of(struct shai_strbuf *out, struct shai_num n)
{
    bool neg;
    const unsigned char *num, *den;
    size_t num_len, den_len;
    shai_num_export(out->arena, n, &neg, &num, &num_len, &den, &den_len);
    byte(out, neg);
    bytes_of(out, num, num_len);
    bytes_of(out, den, den_len);
}

static void display_of(struct shai_strbuf *out, const struct shai_display *d)
{
    byte(out, d->type);
    optional_of(out, d->unit);
    num_of(out, d->factor);
    index_of(out, d->set);
}

/* Trailing zeros are left out. */
static void dim_of(struct shai_strbuf *out, const struct shai_dim *dim)
{
    size_t n = SHAI_BASE_MAX;
    while (n && !dim->e[n - 1]) n--;
    bytes_of(out, dim->e, n);
}

/* --- sections --------------------------------------------------------------------------------------------------- */

static void head(struct shai_strbuf *out, const struct shai_program *p)
{
    text_of(out, p->name);
    optional_of(out, p->title);
    optional_of(out, p->version);
    optional_of(out, p->product);
    optional_of(out, p->product_code);
    optional_of(out, p->issuer);
    optional_of(out, p->scope);
    optional_of(out, p->sampling);
    optional_of(out, p->advice[0]);
    optional_of(out, p->advice[1]);
    byte(out, p->lang);
    byte(out, p->has_from);
    if (p->has_from) signed_of(out, p->effective_from);
    byte(out, p->has_to);
    if (p->has_to) signed_of(out, p->effective_to);
    shai_strbuf_add(out, (const char *)p->source, sizeof p->source);
    shai_strbuf_add(out, (const char *)p->meaning, sizeof p->meaning);
    number_of(out, p->register_count);
}

static void files(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->file_count);
    for (uint32_t i = 0; i < p->file_count; i++) {
        text_of(out, p->files[i].name);
        shai_strbuf_add(out, (const char *)p->files[i].sha256, sizeof p->files[i].sha256);
    }
}

static void units(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->units.bases);
    number_of(out, p->units.count);
    for (size_t i = 0; i < p->units.count; i++) {
        const struct shai_unit *u = &p->units.at[i];
        text_of(out, u->name);
        num_of(out, u->value.factor);
        dim_of(out, &u->value.dim);
        byte(out, u->value.is_signed);
    }
}

static void constants(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->constant_count);
    for (uint32_t i = 0; i < p->constant_count; i++) {
        num_of(out, p->constants[i].num);
        display_of(out, &p->constants[i].display);
        signed_of(out, p->constants[i].places);
    }
}

static void text_of_table(struct shai_strbuf *out, const struct shai_text *t)
{
    bytes_of(out, t->s, t->len);
    number_of(out, t->flags);
}

static void texts(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->text_count);
    for (uint32_t i = 0; i < p->text_count; i++) text_of_table(out, &p->texts[i]);
}

static void patterns(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->pattern_count);
    for (uint32_t i = 0; i < p->pattern_count; i++) {
        text_of_table(out, &p->patterns[i]);
        optional_of(out, p->patterns[i].name);
    }
}

static void sets(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->set_count);
    for (uint32_t i = 0; i < p->set_count; i++) {
        const struct shai_set *s = &p->sets[i];
        optional_of(out, s->name);
        number_of(out, s->count);
        for (uint32_t k = 0; k < s->count; k++) {
            text_of(out, s->names[k]);
            optional_of(out, s->labels ? s->labels[k] : NULL);
        }
    }
}

static void inputs(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->input_count);
    for (uint32_t i = 0; i < p->input_count; i++) {
        const struct shai_input *in = &p->inputs[i];
        text_of(out, in->name);
        optional_of(out, in->alias);
        optional_of(out, in->label);
        byte(out, (in->reading ? SHAI_FILE_READING : 0) | (in->standard ? SHAI_FILE_STANDARD : 0) |
                      (in->may_be_negative ? SHAI_FILE_NEGATIVE : 0) | (in->nd_counts ? SHAI_FILE_ND_COUNTS : 0) |
                      (in->has_dl ? SHAI_FILE_HAS_DL : 0) | (in->bare ? SHAI_FILE_BARE : 0) |
                      (in->each ? SHAI_FILE_EACH : 0));
        display_of(out, &in->display);
        dim_of(out, &in->dim);
        byte(out, in->range);
        if (in->range & 1) num_of(out, in->lo);
        if (in->range & 2) num_of(out, in->hi);
        if (in->has_dl) num_of(out, in->dl);
        if (in->nd_counts) num_of(out, in->nd);
        index_of(out, in->pattern);
        index_of(out, in->item);
        number_of(out, in->specimens);
        number_of(out, in->specimen);
    }
}

static void causes(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->cause_count);
    for (uint32_t i = 0; i < p->cause_count; i++) {
        byte(out, p->causes[i].kind);
        optional_of(out, p->causes[i].name);
    }
}

static void standards(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->standard_count);
    for (uint32_t i = 0; i < p->standard_count; i++) {
        text_of(out, p->standards[i].id);
        text_of(out, p->standards[i].code);
        optional_of(out, p->standards[i].title);
        byte(out, p->standards[i].mandatory);
    }
}

static void criteria(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->criterion_count);
    for (uint32_t i = 0; i < p->criterion_count; i++) {
        const struct shai_criterion *c = &p->criteria[i];
        byte(out, c->kind);
        byte(out, (c->lower_open ? 1u : 0) | (c->upper_open ? 2u : 0));
        display_of(out, &c->display);
        signed_of(out, c->places);
        signed_of(out, c->places_upper);
        optional_of(out, c->text);
    }
}

static void citations(struct shai_strbuf *out, const struct shai_citation *at, uint32_t count)
{
    number_of(out, count);
    for (uint32_t i = 0; i < count; i++) {
        number_of(out, at[i].standard);
        optional_of(out, at[i].clause);
    }
}

static void variant(struct shai_strbuf *out, const struct shai_variant *w)
{
    optional_of(out, w->group);
    citations(out, w->basis, w->basis_count);
    citations(out, w->methods, w->method_count);
    byte(out, w->method_kind);
    byte(out, w->report);
    optional_of(out, w->chosen);
    number_of(out, w->problem_count);
    for (uint32_t i = 0; i < w->problem_count; i++) {
        const struct shai_piece *piece = &w->problem[i];
        byte(out, piece->kind);
        if (piece->kind == SHAI_P_TEXT) text_of(out, piece->text);
        if (piece->kind == SHAI_P_INPUT) number_of(out, piece->input);
        if (piece->kind == SHAI_P_LET) {
            register_of(out, piece->reg);
            display_of(out, &piece->display);
        }
    }
    display_of(out, &w->display);
    byte(out, w->decide);
    number_of(out, w->allow);
    number_of(out, w->judged_count);
    for (uint32_t i = 0; i < w->judged_count; i++) {
        register_of(out, w->judged[i].value_reg);
        register_of(out, w->judged[i].truth_reg);
        register_of(out, w->judged[i].broken_reg);
        register_of(out, w->judged[i].hazard_reg);
    }
}

static void items(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->item_count);
    for (uint32_t i = 0; i < p->item_count; i++) {
        const struct shai_item *it = &p->items[i];
        text_of(out, it->name);
        text_of(out, it->title);
        optional_of(out, it->family);
        optional_of(out, it->remark);
        number_of(out, it->input_count);
        for (uint32_t k = 0; k < it->input_count; k++) number_of(out, it->inputs[k]);
        number_of(out, it->variant_count);
        for (uint32_t k = 0; k < it->variant_count; k++) variant(out, &it->variants[k]);
    }
}

static void positions(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->position_count);
    for (uint32_t i = 0; i < p->position_count; i++) {
        index_of(out, p->positions[i].file);
        number_of(out, p->positions[i].line);
        number_of(out, p->positions[i].column);
        index_of(out, p->positions[i].item);
    }
}

static void code(struct shai_strbuf *out, const struct shai_program *p)
{
    number_of(out, p->code_count);
    for (uint32_t i = 0; i < p->code_count; i++) {
        const struct shai_insn *in = &p->code[i];
        number_of(out, in->op);
        number_of(out, in->a);
        number_of(out, in->b);
        number_of(out, in->c);
        number_of(out, in->x);
        number_of(out, in->pos);
    }
}

void shai_program_save(struct shai_strbuf *out, const struct shai_program *program)
{
    static void (*const writers[])(struct shai_strbuf *, const struct shai_program *) = {
#define SECTION(tag, name) name,
        SHAI_FILE_SECTIONS
#undef SECTION
    };
    shai_strbuf_add(out, SHAI_FILE_MAGIC, SHAI_FILE_MAGIC_LEN);
    byte(out, SHAI_FILE_VERSION);
    text_of(out, "sushai " SHAI_VERSION);
    for (size_t i = 0; i < SHAI_FILE_SECTION_COUNT; i++) {
        struct shai_strbuf section;
        shai_strbuf_init(&section, out->arena);
        writers[i](&section, program);
        byte(out, (unsigned char)shai_file_tags[i]);
        bytes_of(out, section.s, section.len);
    }
}
