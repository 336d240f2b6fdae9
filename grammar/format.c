/* A text to its canonical layout: the entry of the formatter.
 *
 * In: a text of the sources. Out: the text laid out. Nothing is taken on trust: what was made is parsed again, and
 * must mean the same and hold the same comments. */
#include "grammar/format.h"

#include "base/utf8.h"
#include "grammar/layout.h"

#include <string.h>

enum { COMMENT_END = 0x110000 }; /* no character */

/* The next character of a comment that counts: blanks at the ends of its lines and before them do not. The signs of
 * the beginning may be full-width. */
static uint32_t next_character(const char **s, const char *end)
{
    size_t blanks = shai_lex_blanks(*s, end), n;
    uint32_t cp;
    const char *at = *s + blanks;
    if (at == end) return COMMENT_END;
    n = shai_utf8_decode(at, (size_t)(end - at), &cp);
    *s = at + n;
    if (cp == '\n') *s += shai_lex_blanks(*s, end);
    else if (blanks) *s = at, cp = ' ';
    return cp;
}

static bool same_comment(const char *a, const char *a_end, const char *b, const char *b_end)
{
    for (int i = 0;; i++) {
        uint32_t x = next_character(&a, a_end), y = next_character(&b, b_end);
        if (i < 2) x = shai_utf8_fold_width(x), y = shai_utf8_fold_width(y);
        if (x != y) return false;
        if (x == COMMENT_END) return true;
    }
}

bool shai_format_same_comments(const char *a_text, const struct shai_tree *a, const char *b_text,
                               const struct shai_tree *b)
{
    if (a->comment_count != b->comment_count) return false;
    for (size_t i = 0; i < a->comment_count; i++) {
        struct shai_span x = a->comments[i].span, y = b->comments[i].span;
        if (!same_comment(a_text + x.begin, a_text + x.end, b_text + y.begin, b_text + y.end)) return false;
    }
    return true;
}

static bool is_same(struct shai_arena *arena, const struct shai_parser *p, const struct shai_strbuf *out)
{
    struct shai_sources sources;
    struct shai_diags diags;
    shai_sources_init(&sources, arena);
    shai_diags_init(&diags, arena, &sources);
    const struct shai_tree *again = shai_parse(arena, &diags, shai_sources_add(&sources, "", out->s, out->len));
    return !diags.errors && again->root && memcmp(again->meaning, p->tree->meaning, sizeof again->meaning) == 0 &&
           shai_format_same_comments(p->text, p->tree, out->s, again);
}

enum shai_formatted shai_format(struct shai_arena *arena, struct shai_diags *diags, uint32_t file,
                                struct shai_format_style style, struct shai_strbuf *out)
{
    size_t errors = diags->errors;
    struct shai_parser *p = shai_parse_log(arena, diags, file);
    if (!p || diags->errors > errors) return SHAI_FORMAT_ERRORS;
    struct shai_layout l = {.arena = arena, .p = p, .style = style};
    struct shai_lines lines = {0};
    shai_layout_mark(&l, p->tree);
    shai_layout_lines(&l, &lines);
    shai_lines_put(arena, &lines, style.ambiguous, out);
    return is_same(arena, p, out) ? SHAI_FORMATTED : SHAI_FORMAT_UNSAFE;
}
