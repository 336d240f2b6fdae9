/* What an item asks, and where that is written, as a form tells it. In: a program. Out: a few lines of text. */
#include "sheet/form.h"

#include "runtime/show.h"

static void put_required(struct shai_strbuf *buf, const struct shai_program *p, const struct shai_requirements *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct shai_required *one = &r->at[i];
        if (i) shai_strbuf_puts(buf, shai_say(p->lang, ";", "; "));
        shai_strbuf_puts(buf, one->text);
        if (one->when) shai_strbuf_printf(buf, shai_say(p->lang, "(%s)", " (%s)"), one->when);
    }
}

static const char *variant_text(struct shai_arena *arena, const struct shai_program *p, uint32_t item,
                                uint32_t variant)
{
    if (p->items[item].variants[variant].report) return shai_say(p->lang, "只记录,不判定", "recorded, not judged");
    struct shai_requirements r = shai_requirements_of(arena, p, item, variant);
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    const char *when = shai_applies_when(arena, p, item, variant);
    put_required(&buf, p, &r);
    if (when) shai_strbuf_printf(&buf, shai_say(p->lang, " [适用: %s]", " [where %s]"), when);
    return buf.len ? buf.s : "";
}

const char *shai_form_requirement(struct shai_arena *arena, const struct shai_program *program, uint32_t item)
{
    const struct shai_item *it = &program->items[item];
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    const char *first = variant_text(arena, program, item, 0);
    bool alike = true;
    for (uint32_t v = 1; v < it->variant_count; v++)
        alike &= strcmp(variant_text(arena, program, item, v), first) == 0;
    if (alike) return first;
    for (uint32_t v = 0; v < it->variant_count; v++) {
        const char *group = it->variants[v].group;
        if (v) shai_strbuf_putc(&buf, '\n');
        if (group) shai_strbuf_printf(&buf, "%s: ", group);
        shai_strbuf_puts(&buf, variant_text(arena, program, item, v));
    }
    return buf.s;
}

/* Does the text hold the piece, whole? Pieces are parted by `;`. */
static bool holds(const struct shai_strbuf *buf, const char *piece)
{
    size_t len = strlen(piece);
    for (const char *at = buf->len ? buf->s : NULL; at && (at = strstr(at, piece)) != NULL; at += len) {
        bool begins = at == buf->s || at[-1] == ' ' || at[-1] == ';';
        if (begins && (at[len] == ';' || !at[len])) return true;
    }
    return false;
}

static void put_citations(struct shai_strbuf *buf, const struct shai_program *p, const struct shai_citation *at,
                          uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *code = p->standards[at[i].standard].code;
        const char *text = at[i].clause ? shai_arena_printf(buf->arena, "%s %s", code, at[i].clause) : code;
        if (holds(buf, text)) continue;
        if (buf->len) shai_strbuf_puts(buf, shai_say(p->lang, ";", "; "));
        shai_strbuf_puts(buf, text);
    }
}

const char *shai_form_basis(struct shai_arena *arena, const struct shai_program *program, uint32_t item)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    for (uint32_t v = 0; v < program->items[item].variant_count; v++) {
        const struct shai_variant *w = &program->items[item].variants[v];
        put_citations(&buf, program, w->basis, w->basis_count);
    }
    return buf.len ? buf.s : "";
}

const char *shai_form_methods(struct shai_arena *arena, const struct shai_program *program, uint32_t item)
{
    static const char *const kinds[2][5] = {{NULL, "外观检查", "便携设备", "快速检测", "实验室检测"},
                                            {NULL, "visual", "portable", "rapid", "laboratory"}};
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    for (uint32_t v = 0; v < program->items[item].variant_count; v++) {
        const struct shai_variant *w = &program->items[item].variants[v];
        put_citations(&buf, program, w->methods, w->method_count);
    }
    const char *kind = kinds[program->lang == SHAI_EN][program->items[item].variants[0].method_kind];
    if (kind) shai_strbuf_printf(&buf, shai_say(program->lang, "(%s)", " (%s)"), kind);
    return buf.len ? buf.s : "";
}
