/* What holds of every text that parses: laid out, it means the same, holds the same comments and the same tree; laid
 * out again, it stays as it is; and turned into the other keywords and back, too. */
#ifndef SHAI_TESTS_FORMAT_LAW_H
#define SHAI_TESTS_FORMAT_LAW_H

#include "grammar/format.h"
#include "grammar/parse.h"

#include <string.h>

struct formatted {
    struct shai_strbuf text;
    enum shai_formatted how;
};

static inline void format_style(struct shai_arena *arena, const char *text, size_t len,
                                struct shai_format_style style, struct formatted *f)
{
    struct shai_sources sources;
    struct shai_diags diags;
    shai_sources_init(&sources, arena);
    shai_diags_init(&diags, arena, &sources);
    shai_strbuf_init(&f->text, arena);
    f->how = shai_format(arena, &diags, shai_sources_add(&sources, "f", text, len), style, &f->text);
}

static inline struct formatted format_text(struct shai_arena *arena, const char *text, size_t len, int keywords)
{
    struct formatted f;
    format_style(arena, text, len, (struct shai_format_style){keywords, 1}, &f);
    return f;
}

static inline const struct shai_tree *format_parse(struct shai_arena *arena, const char *text, size_t len)
{
    struct shai_sources sources;
    struct shai_diags diags;
    shai_sources_init(&sources, arena);
    shai_diags_init(&diags, arena, &sources);
    return shai_parse(arena, &diags, shai_sources_add(&sources, "f", text, len));
}

static inline bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* A `///` above a separator that means nothing documents what follows it, once the separator is gone. */
static inline bool keeps_doc(const char *before, const char *after)
{
    if (!before) return true;
    size_t n = strlen(before), m = after ? strlen(after) : 0;
    return n <= m && memcmp(after + m - n, before, n) == 0;
}

static inline bool same_tree(const struct shai_node *a, const struct shai_node *b)
{
    if (!a || !b) return a == b;
    if (a->kind != b->kind || a->op != b->op || a->oper != b->oper || a->flags != b->flags) return false;
    if (a->specimen != b->specimen || a->kid_count != b->kid_count) return false;
    if (!same_text(a->name, b->name) || !same_text(a->unit, b->unit) || !keeps_doc(a->doc, b->doc)) return false;
    for (uint32_t i = 0; i < a->kid_count; i++)
        if (!same_tree(a->kids[i], b->kids[i])) return false;
    return true;
}

static inline bool equal(const struct formatted *a, const struct formatted *b)
{
    return a->how == b->how && a->text.len == b->text.len && memcmp(a->text.s, b->text.s, a->text.len) == 0;
}

/* What is broken, or NULL. *parsed: the text has no mistakes, so something was held against it. */
static inline const char *format_law(struct shai_arena *arena, const char *text, size_t len, bool *parsed)
{
    struct formatted once = format_text(arena, text, len, SHAI_KEYWORDS_AS_WRITTEN);
    *parsed = once.how != SHAI_FORMAT_ERRORS;
    if (!*parsed) return NULL;
    if (once.how != SHAI_FORMATTED) return "it cannot be laid out safely";
    struct formatted twice = format_text(arena, once.text.s, once.text.len, SHAI_KEYWORDS_AS_WRITTEN);
    if (!equal(&once, &twice)) return "it changes when it is laid out again";
    const struct shai_tree *before = format_parse(arena, text, len);
    const struct shai_tree *after = format_parse(arena, once.text.s, once.text.len);
    if (memcmp(before->meaning, after->meaning, sizeof before->meaning) != 0) return "its meaning digest changes";
    if (!shai_format_same_comments(text, before, once.text.s, after)) return "its comments change";
    if (!same_tree(before->root, after->root)) return "its tree changes";
    struct formatted zh = format_text(arena, text, len, SHAI_ZH);
    if (zh.how != SHAI_FORMATTED) return "it has no Chinese form";
    struct formatted en = format_text(arena, zh.text.s, zh.text.len, SHAI_EN);
    if (en.how != SHAI_FORMATTED) return "it has no English form";
    struct formatted back = format_text(arena, en.text.s, en.text.len, SHAI_ZH);
    if (!equal(&zh, &back)) return "zh, en, zh is another text";
    struct formatted direct = format_text(arena, text, len, SHAI_EN);
    if (!equal(&en, &direct)) return "its English form depends on the way to it";
    after = format_parse(arena, en.text.s, en.text.len);
    return memcmp(before->meaning, after->meaning, sizeof before->meaning) == 0 ? NULL : "en means something else";
}

#endif
