/* Patterns as they are written: each one's form, and the names that stand for one behind `matches`.
 *
 * In: what stands behind `matches`. Out: the PATTERN node that is meant; a named pattern's is its declaration's own
 * and carries it in node->decl. What a pattern means is runtime/pattern.c's. */
#include "base/utf8.h"
#include "lang/checker.h"
#include "runtime/pattern.h"

#include <string.h>

/* The character of a pattern that a mistake is about: behind the slash, which may be a full-width one. */
static struct shai_span place(const struct shai_checker *ck, const struct shai_node *p, size_t at)
{
    const struct shai_source *source = &ck->spec->sources->at[p->span.file];
    struct shai_span span = p->span;
    uint32_t cp, slash = (uint32_t)shai_utf8_decode(source->text + span.begin, span.end - span.begin, &cp);
    uint32_t begin = span.begin + slash + (uint32_t)at;
    if (begin >= span.end) return span;
    span.begin = begin;
    span.end = begin + (uint32_t)shai_utf8_decode(source->text + begin, span.end - begin, &cp);
    return span;
}

static bool is_sound(struct shai_checker *ck, const struct shai_node *p)
{
    enum shai_diag_id why;
    size_t at;
    uint32_t flags = p->flags & SHAI_F_IGNORE_CASE ? SHAI_PATTERN_CASELESS : 0;
    if (shai_pattern_check(ck->arena, p->name, strlen(p->name), flags, &why, &at)) return true;
    shai_diag_span(ck->diags, why, place(ck, p, at), NULL);
    return false;
}

void shai_check_named_pattern(struct shai_checker *ck, struct shai_decl *d)
{
    if (d->state) return;
    d->state = 2;
    d->body->decl = d;
    d->type = is_sound(ck, d->body) ? &shai_type_text : &shai_type_error;
}

/* The nearest name of a pattern; other names are no help here. */
static const char *near_pattern(const struct shai_checker *ck, const char *name)
{
    for (size_t i = 0; i < ck->spec->pattern_count; i++)
        if (shai_name_is_near(name, ck->spec->patterns[i]->name)) return ck->spec->patterns[i]->name;
    return NULL;
}

static struct shai_node *report_no_pattern(struct shai_checker *ck, const struct shai_node *node,
                                           const struct shai_decl *found)
{
    const char *name = node->kind == SHAI_N_NAME ? node->name : NULL, *near = name ? near_pattern(ck, name) : NULL;
    struct shai_diag *diag;
    if (!name) diag = shai_diag_span(ck->diags, SHAI_D_PATTERN_NEEDED, node->span, NULL);
    else if (found) diag = shai_diag_span(ck->diags, SHAI_D_NOT_A_PATTERN, node->span, name, NULL);
    else diag = shai_diag_span(ck->diags, SHAI_D_UNKNOWN_PATTERN, node->span, name, NULL);
    if (near) shai_diag_hint(ck->diags, diag, shai_arena_printf(ck->arena, "%s ?", near));
    return NULL;
}

struct shai_node *shai_check_pattern(struct shai_checker *ck, struct shai_node *node)
{
    if (node->kind == SHAI_N_ERROR) return NULL;
    if (node->kind == SHAI_N_PATTERN) return node->decl || is_sound(ck, node) ? node : NULL;
    struct shai_decl *d = node->kind == SHAI_N_NAME ? shai_scope_find(&ck->scope, node->name) : NULL;
    if (!d || d->kind != SHAI_DECL_PATTERN) {
        const struct shai_decl *own =
            node->kind == SHAI_N_NAME && ck->item ? shai_item_measure(ck->item, node->name) : NULL;
        return report_no_pattern(ck, node, d ? d : own);
    }
    d->used = true;
    shai_check_named_pattern(ck, d);
    return d->type->kind == SHAI_TYPE_ERROR ? NULL : d->body;
}
