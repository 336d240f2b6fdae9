/* Specs whose head does not say what is issued: title, version, product, issuer, first day. Letters, reports and the
 * document print them, and a result names the version that judged it. Libraries have none. */
#include "lint/rule.h"

#include "base/strbuf.h"

enum { TEXTS = 4 };

struct head_part {
    bool is_said;
    const char *texts[TEXTS]; /* what lacks, and how it is written: each in Chinese, then in English */
};

/* The texts of what is not said, joined. */
static const char *join(struct shai_arena *arena, const struct head_part *parts, size_t count, int text)
{
    static const char *const between[TEXTS] = {"、", ", ", " ", " "};
    struct shai_strbuf out;
    shai_strbuf_init(&out, arena);
    for (size_t i = 0; i < count; i++)
        if (!parts[i].is_said) shai_strbuf_printf(&out, "%s%s", out.len ? between[text] : "", parts[i].texts[text]);
    return out.len ? out.s : NULL;
}

void shai_lint_head(struct shai_lint *l)
{
    const struct shai_spec *s = l->spec;
    if (s->tree->root->kind != SHAI_N_SPEC) return;
    const struct head_part parts[] = {
        {s->title, {"名称", "title", "名称 \"……实施细则\"", "title \"…\""}},
        {s->version, {"版本", "version", "版本 \"1\"", "version \"1\""}},
        {s->product, {"产品", "product", "产品 \"……\"", "product \"…\""}},
        {s->issuer, {"发布", "issuer", "发布 \"……局\"", "issuer \"…\""}},
        {s->has_from, {"生效", "effective", "生效 2025-10-11 ~", "effective 2025-10-11 ~"}},
    };
    const char *texts[TEXTS];
    for (int i = 0; i < TEXTS; i++) texts[i] = join(l->arena, parts, sizeof parts / sizeof *parts, i);
    if (texts[0])
        shai_diag_span(&l->found, SHAI_D_LINT_HEAD, s->tree->root->name_span, s->name, texts[0], texts[1], texts[2],
                       texts[3], NULL);
}
