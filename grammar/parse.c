/* A source text to its tree: the entry of grammar/.
 *
 * In: a text of the sources. Out: tree, comments, meaning digest; mistakes to the diagnostics. */
#include "grammar/parse.h"

#include "base/utf8.h"
#include "grammar/grammar.tab.h"
#include "grammar/parser.h"

/* Two bytes of GBK, or four of GB 18030, that stand for a character; 0 for none. */
static size_t gb18030_char(const unsigned char *s, const unsigned char *end)
{
    if (end - s < 2 || s[0] < 0x81 || s[0] > 0xFE) return 0;
    if (s[1] >= 0x40 && s[1] <= 0xFE && s[1] != 0x7F) return 2;
    if (end - s < 4 || s[1] < 0x30 || s[1] > 0x39) return 0;
    return s[2] >= 0x81 && s[2] <= 0xFE && s[3] >= 0x30 && s[3] <= 0x39 ? 4 : 0;
}

/* Is all of it GB 18030, and hardly any of it UTF-8? Few Han characters of GBK look like UTF-8 by chance. */
static bool looks_like_gbk(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text, *end = s + len;
    while (s < end) {
        size_t n = *s < 0x80 ? 1 : gb18030_char(s, end);
        if (!n) return false;
        s += n;
    }
    size_t good = 0, bad = 0, n;
    uint32_t cp;
    for (size_t i = 0; i < len; i += n ? n : 1) {
        n = shai_utf8_decode(text + i, len - i, &cp);
        good += n > 1;
        bad += n == 0;
    }
    return bad > good;
}

static bool check_encoding(struct shai_arena *arena, struct shai_diags *diags, uint32_t file,
                           const struct shai_source *source)
{
    size_t bad = shai_utf8_check(source->text, source->len);
    if (bad == source->len) return true;
    struct shai_span at = {file, (uint32_t)bad, (uint32_t)bad};
    if (looks_like_gbk(source->text, source->len)) shai_diag_span(diags, SHAI_D_IS_GBK, at, NULL);
    else shai_diag_span(diags, SHAI_D_NOT_UTF8, at, shai_arena_printf(arena, "%zu", bad), NULL);
    return false;
}

struct shai_parser *shai_parse_log(struct shai_arena *arena, struct shai_diags *diags, uint32_t file)
{
    const struct shai_source *source = &diags->sources->at[file];
    if (!check_encoding(arena, diags, file, source)) return NULL;
    struct shai_tree *tree = SHAI_NEW(arena, struct shai_tree);
    tree->file = file;
    struct shai_parser *p = SHAI_NEW(arena, struct shai_parser);
    p->arena = arena;
    p->diags = diags;
    p->tree = tree;
    p->text = source->text;
    p->len = (uint32_t)source->len;
    shai_scan_start(p);
    shai_grammar_parse(p);
    shai_check_bounds(p);
    tree->lang = shai_parser_lang(p);
    shai_digest(p, tree->meaning);
    return p;
}

struct shai_tree *shai_parse(struct shai_arena *arena, struct shai_diags *diags, uint32_t file)
{
    struct shai_parser *p = shai_parse_log(arena, diags, file);
    if (p) return p->tree;
    struct shai_tree *tree = SHAI_NEW(arena, struct shai_tree);
    tree->file = file;
    return tree;
}
