/* Reads and applies silences. In: the comments of a tree. A silence speaks of the line it stands on; alone on its
 * line, of the next line that holds more than a comment. One without a reason, of a rule that does not exist, or that
 * nothing answers is a warning itself; these cannot be silenced. */
#include "lint/silence.h"

#include <string.h>

struct rule_name {
    const char *name[2]; /* by enum shai_lang */
    enum shai_diag_id id;
};

static const struct rule_name rule_names[] = {
#define RULE(ident, en, zh, diag) {{zh, en}, SHAI_D_##diag},
#include "lint/lint.def"
#undef RULE
};

static enum shai_diag_id rule_of(const char *name)
{
    for (size_t i = 0; i < sizeof rule_names / sizeof *rule_names; i++)
        if (strcmp(name, rule_names[i].name[SHAI_ZH]) == 0 || strcmp(name, rule_names[i].name[SHAI_EN]) == 0 ||
            strcmp(name, shai_diag_infos[rule_names[i].id].code) == 0)
            return rule_names[i].id;
    return SHAI_DIAG_COUNT;
}

static const char *skip_blanks(const char *s, const char *end)
{
    while (s < end && (*s == ' ' || *s == '\t')) s++;
    return s;
}

/* Behind one of the words and its colon; NULL where the comment is no silence. */
static const char *behind_word(const char *s, const char *end)
{
    static const char *const words[] = {"allow", "放行"}, *const colons[] = {":", "："};
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(end - s) < n || memcmp(s, words[i], n) != 0) continue;
        const char *at = skip_blanks(s + n, end);
        for (size_t k = 0; k < 2; k++) {
            size_t m = strlen(colons[k]);
            if ((size_t)(end - at) >= m && memcmp(at, colons[k], m) == 0) return at + m;
        }
    }
    return NULL;
}

static bool is_blank_or_comment(const char *line, size_t len)
{
    const char *at = skip_blanks(line, line + len);
    return at == line + len || *at == '\r' || (line + len - at >= 2 && at[0] == '/' && at[1] == '/');
}

static uint32_t line_of(const struct shai_silences *s, const struct shai_comment *c)
{
    uint32_t line = shai_source_place(s->source, c->span.begin).line;
    if (c->trailing) return line;
    size_t len;
    while (line < s->source->line_count) {
        const char *text = shai_source_line(s->source, ++line, &len);
        if (!is_blank_or_comment(text, len)) break;
    }
    return line;
}

static void read_comment(struct shai_silences *s, const struct shai_comment *c)
{
    const char *at = s->source->text + c->span.begin, *end = s->source->text + c->span.end;
    if (c->doc || end - at < 2 || at[1] != '/') return;
    at = behind_word(skip_blanks(at + 2, end), end);
    if (!at) return;
    at = skip_blanks(at, end);
    const char *name = at;
    while (at < end && *at != ' ' && *at != '\t' && *at != '\r' && *at != '\n') at++;
    struct shai_silence silence = {.span = c->span, .line = line_of(s, c)};
    silence.name = shai_arena_strndup(s->arena, name, (size_t)(at - name));
    silence.id = rule_of(silence.name);
    at = skip_blanks(at, end);
    silence.has_reason = at < end && *at != '\r' && *at != '\n';
    s->at = shai_arena_grow(s->arena, s->at, &s->cap, s->count + 1, sizeof *s->at);
    s->at[s->count++] = silence;
}

void shai_silences_read(struct shai_silences *s, struct shai_arena *arena, const struct shai_spec *spec)
{
    *s = (struct shai_silences){.arena = arena, .source = &spec->sources->at[spec->tree->file]};
    for (size_t i = 0; i < spec->tree->comment_count; i++) read_comment(s, &spec->tree->comments[i]);
}

bool shai_silences_take(struct shai_silences *s, const struct shai_diag *d)
{
    uint32_t line = shai_source_place(s->source, d->span.begin).line;
    bool taken = false;
    for (size_t i = 0; i < s->count; i++)
        if (s->at[i].line == line && s->at[i].id == d->id) taken = s->at[i].taken = true;
    return taken;
}

static const char *all_names(struct shai_arena *arena, enum shai_lang lang)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, arena);
    for (size_t i = 0; i < sizeof rule_names / sizeof *rule_names; i++)
        shai_strbuf_printf(&b, "%s%s", i ? (lang == SHAI_ZH ? "、" : ", ") : "", rule_names[i].name[lang]);
    return b.s;
}

void shai_silences_judge(const struct shai_silences *s, struct shai_diags *diags)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct shai_silence *at = &s->at[i];
        if (at->id == SHAI_DIAG_COUNT)
            shai_diag_span(diags, SHAI_D_SILENCE_UNKNOWN, at->span, at->name, all_names(s->arena, SHAI_ZH),
                           all_names(s->arena, SHAI_EN), NULL);
        else if (!at->taken) shai_diag_span(diags, SHAI_D_SILENCE_STALE, at->span, at->name, NULL);
        else if (!at->has_reason) shai_diag_span(diags, SHAI_D_SILENCE_REASON, at->span, at->name, NULL);
    }
}
