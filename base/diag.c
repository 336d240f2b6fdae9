/* Diagnostics: recorded by name, put into words when printed. */
#include "base/diag.h"

#include "base/cell_name.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/wrap.h"

#include <strings.h>

const struct shai_diag_info shai_diag_infos[SHAI_DIAG_COUNT] = {
#define DIAG(id, code, severity, en, zh, mend_en, mend_zh) \
    {#id, #code, SHAI_##severity, {zh, en}, {mend_zh, mend_en}},
#include "base/diag.def"
#undef DIAG
};

const struct shai_diag_info *shai_diag_find(const char *code)
{
    for (size_t i = 0; i < SHAI_DIAG_COUNT; i++)
        if (strcasecmp(shai_diag_infos[i].code, code) == 0) return &shai_diag_infos[i];
    return NULL;
}

void shai_diags_init(struct shai_diags *diags, struct shai_arena *arena, const struct shai_sources *sources)
{
    *diags = (struct shai_diags){.arena = arena, .sources = sources};
    diags->tail = &diags->first;
}

static struct shai_diag *make(struct shai_diags *diags, enum shai_diag_id id, va_list ap)
{
    struct shai_diag *d = SHAI_NEW(diags->arena, struct shai_diag);
    d->id = id;
    const char *arg;
    for (size_t i = 0; (arg = va_arg(ap, const char *)) && i < SHAI_DIAG_ARGS; i++)
        d->args[i] = shai_arena_strndup(diags->arena, arg, strlen(arg));
    return d;
}

static struct shai_diag *record(struct shai_diags *diags, struct shai_diag *d)
{
    switch (shai_diag_infos[d->id].severity) {
    case SHAI_ERROR: diags->errors++; break;
    case SHAI_WARNING: diags->warnings++; break;
    case SHAI_NOTE: break;
    }
    if (diags->limit && diags->errors + diags->warnings > diags->limit) return d;
    *diags->tail = d;
    diags->tail = &d->next;
    return d;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_message(const struct shai_diag *a, const struct shai_diag *b)
{
    bool same = a->id == b->id && a->span.file == b->span.file && a->span.begin == b->span.begin &&
                a->span.end == b->span.end;
    for (size_t i = 0; same && i < SHAI_DIAG_ARGS; i++) same = same_text(a->args[i], b->args[i]);
    return same;
}

static bool said_already(const struct shai_diags *diags, const struct shai_diag *d)
{
    for (size_t i = 0; i < SHAI_DIAG_RECENT && diags->recent[i]; i++)
        if (same_message(diags->recent[i], d)) return true;
    return false;
}

struct shai_diag *shai_diag_span(struct shai_diags *diags, enum shai_diag_id id, struct shai_span span, ...)
{
    va_list ap;
    va_start(ap, span);
    struct shai_diag *d = make(diags, id, ap);
    va_end(ap);
    d->has_span = true;
    d->span = span;
    if (said_already(diags, d)) return d; /* hints and notes hung on it go nowhere, as it does */
    diags->recent[diags->spans++ % SHAI_DIAG_RECENT] = d;
    return record(diags, d);
}

struct shai_diag *shai_diag_cell(struct shai_diags *diags, enum shai_diag_id id, struct shai_cell_place cell, ...)
{
    va_list ap;
    va_start(ap, cell);
    struct shai_diag *d = make(diags, id, ap);
    va_end(ap);
    d->has_cell = true;
    d->cell = cell;
    if (cell.column) d->cell.column = shai_arena_strndup(diags->arena, cell.column, strlen(cell.column));
    return record(diags, d);
}

struct shai_diag *shai_diag_plain(struct shai_diags *diags, enum shai_diag_id id, ...)
{
    va_list ap;
    va_start(ap, id);
    struct shai_diag *d = make(diags, id, ap);
    va_end(ap);
    return record(diags, d);
}

void shai_diag_note(struct shai_diags *diags, struct shai_diag *to, enum shai_diag_id id, struct shai_span span, ...)
{
    va_list ap;
    va_start(ap, span);
    struct shai_diag *d = make(diags, id, ap);
    va_end(ap);
    d->has_span = true;
    d->span = span;
    while (to->note) to = to->note;
    to->note = d;
}

void shai_diag_hint(struct shai_diags *diags, struct shai_diag *to, const char *text)
{
    to->hint = shai_arena_strndup(diags->arena, text, strlen(text));
}

void shai_diag_meant(struct shai_diags *diags, struct shai_diag *to, const char *name)
{
    to->meant = shai_arena_strndup(diags->arena, name, strlen(name));
}

static const char *fill(struct shai_arena *arena, const char *text, const struct shai_diag *d)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, arena);
    for (; *text; text++) {
        if (text[0] == '%' && text[1] >= '1' && text[1] <= '0' + SHAI_DIAG_ARGS) {
            const char *arg = d->args[*++text - '1'];
            shai_strbuf_puts(&b, arg ? arg : "?");
        } else {
            shai_strbuf_putc(&b, *text);
        }
    }
    return b.s;
}

const char *shai_diag_text(struct shai_arena *arena, const struct shai_diag *diag, enum shai_lang lang)
{
    return fill(arena, shai_diag_infos[diag->id].text[lang], diag);
}

const char *shai_diag_mend(struct shai_arena *arena, const struct shai_diag *diag, enum shai_lang lang)
{
    const char *mend = fill(arena, shai_diag_infos[diag->id].mend[lang], diag);
    const char *then = lang == SHAI_ZH ? ";" : "; ";
    if (diag->hint) mend = shai_arena_printf(arena, "%s%s%s", mend, *mend ? then : "", diag->hint);
    if (!diag->meant) return mend;
    const char *question =
        shai_arena_printf(arena, lang == SHAI_ZH ? "是不是“%s”?" : "did you mean “%s”?", diag->meant);
    return shai_arena_printf(arena, "%s%s%s", mend, *mend ? then : "", question);
}

static const char *paint(struct shai_diag_style style, const char *sgr)
{
    return style.color ? sgr : "";
}

enum { TAB = 4 };

/* Puts bytes of a line in, tabs widened; returns the columns they take. */
static size_t put_columns(struct shai_out *out, const char *s, size_t len, size_t column, int ambiguous)
{
    size_t start = column;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + i, len - i, &cp);
        if (!n) n = 1, cp = 0xFFFD;
        if (cp == '\t') {
            do {
                if (out) shai_out_putc(out, ' ');
            } while (++column % TAB);
        } else if (cp >= 0x20 && cp != 0x7F) {
            if (out) shai_out_write(out, s + i, n);
            column += (size_t)shai_utf8_width(cp, ambiguous);
        }
        i += n;
    }
    return column - start;
}

enum { MARGIN = 9 + 4 }; /* columns of a number and its bar, and of … on both sides, wide as they may be */
enum { CLIP = 240, CLIP_BEFORE = 60, CLIP_AFTER = 120 }; /* bytes */

/* Of a very long line only what is near the place is shown; *from and *len are its bytes. */
static void clip(const char *line, size_t begin, size_t end, size_t *from, size_t *len)
{
    *from = 0;
    if (*len <= CLIP) return;
    size_t to = end > begin + CLIP_AFTER ? begin + CLIP_AFTER : end;
    to = *len - to > CLIP_AFTER ? to + CLIP_AFTER : *len;
    *from = begin > CLIP_BEFORE ? begin - CLIP_BEFORE : 0;
    while (*from && ((unsigned char)line[*from] & 0xC0) == 0x80) --*from;
    while (to < *len && ((unsigned char)line[to] & 0xC0) == 0x80) to++;
    *len = to;
}

/* The same, of what does not fit into `room` columns. */
static void fit(const char *line, size_t begin, size_t *from, size_t *len, size_t room, int ambiguous)
{
    *from = 0;
    if (put_columns(NULL, line, *len, 0, ambiguous) <= room) return;
    while (put_columns(NULL, line + *from, begin - *from, 0, ambiguous) > room / 2) do
            ++*from;
        while (((unsigned char)line[*from] & 0xC0) == 0x80);
    size_t to = *from, next = to;
    while (next <= *len && put_columns(NULL, line + *from, next - *from, 0, ambiguous) <= room) {
        to = next;
        do next++;
        while (next < *len && ((unsigned char)line[next] & 0xC0) == 0x80);
    }
    *len = to > begin ? to : *len;
}

/* The source line of a span with carets below the bytes it covers (on its first line). */
static void print_snippet(struct shai_out *out, const struct shai_sources *sources, struct shai_span span,
                          struct shai_diag_style style, const char *sgr)
{
    const struct shai_source *src = &sources->at[span.file];
    struct shai_place place = shai_source_place(src, span.begin);
    size_t len;
    const char *line = shai_source_line(src, place.line, &len);
    size_t from = span.begin - src->lines[place.line - 1];
    if (from > len) from = len;
    size_t to = span.end - src->lines[place.line - 1];
    if (to > len) to = len;
    if (to < from) to = from;
    size_t whole = len, start;
    if (style.width) fit(line, from, &start, &len, (size_t)style.width - MARGIN, style.ambiguous);
    else clip(line, from, to, &start, &len);
    if (to > len) to = len;
    shai_out_printf(out, "%6u │ %s", place.line, start ? "…" : "");
    size_t shift = start ? (size_t)shai_utf8_width(0x2026, style.ambiguous) : 0;
    put_columns(out, line + start, len - start, shift, style.ambiguous);
    shai_out_puts(out, len < whole ? "…\n       │ " : "\n       │ ");
    size_t before = shift + put_columns(NULL, line + start, from - start, shift, style.ambiguous);
    size_t under = put_columns(NULL, line + from, to - from, before, style.ambiguous);
    for (size_t i = 0; i < before; i++) shai_out_putc(out, ' ');
    shai_out_puts(out, paint(style, sgr));
    for (size_t i = 0; i < (under ? under : 1); i++) shai_out_putc(out, '^');
    shai_out_puts(out, paint(style, "\033[0m"));
    shai_out_putc(out, '\n');
}

static void put_span_head(struct shai_strbuf *out, const struct shai_sources *sources, struct shai_span span)
{
    const struct shai_source *src = &sources->at[span.file];
    struct shai_place p = shai_source_place(src, span.begin);
    shai_strbuf_puts(out, src->name);
    shai_strbuf_printf(out, ":%u:%u: ", p.line, p.column);
}

/* `data.csv:row 7, column “铅”: `, of a workbook `data.xlsx:结果!C7, column “铅”: `, of JSON `data.json: object 3
 * (line 41), column “铅”: `. */
static void put_cell_head(struct shai_strbuf *out, struct shai_arena *arena, const struct shai_cell_place *c,
                          enum shai_lang lang)
{
    bool zh = lang == SHAI_ZH;
    unsigned long long row = c->row;
    shai_strbuf_puts(out, c->file);
    if (c->sheet && c->row && c->at)
        shai_strbuf_printf(out, ":%s!%s", c->sheet, shai_cell_name(arena, c->row, c->at));
    else if (c->sheet) shai_strbuf_printf(out, zh ? ":工作表“%s”" : ": sheet “%s”", c->sheet);
    if (c->row && !(c->sheet && c->at)) {
        if (c->sheet) shai_strbuf_puts(out, zh ? "" : ",");
        else shai_strbuf_puts(out, ":");
        if (c->is_object) shai_strbuf_printf(out, zh ? "第 %llu 个对象" : " object %llu", row);
        else shai_strbuf_printf(out, zh ? "第 %llu 行" : " row %llu", row);
    }
    if (c->line) shai_strbuf_printf(out, zh ? "(第 %llu 行)" : " (line %llu)", (unsigned long long)c->line);
    if (c->column) {
        shai_strbuf_puts(out, zh ? ",列“" : ", column “");
        shai_strbuf_puts(out, c->column);
        shai_strbuf_puts(out, "”");
    }
    shai_strbuf_puts(out, ": ");
}

static int columns_of(const char *s, struct shai_diag_style style)
{
    return (int)put_columns(NULL, s, strlen(s), 0, style.ambiguous);
}

enum { HANG = 4, MEND_HANG = 9 };

static void print_sentence(struct shai_out *out, const char *text, int column, int indent,
                           struct shai_diag_style style)
{
    shai_wrap_put(out, text, column, (struct shai_wrap){style.width, indent, style.ambiguous});
    shai_out_putc(out, '\n');
}

static void print_note(struct shai_out *out, const struct shai_diags *diags, const struct shai_diag *n,
                       struct shai_diag_style style, const char *sgr)
{
    struct shai_strbuf head;
    shai_strbuf_init(&head, diags->arena);
    shai_strbuf_puts(&head, "  ");
    put_span_head(&head, diags->sources, n->span);
    shai_out_puts(out, head.s);
    print_sentence(out, shai_diag_text(diags->arena, n, style.lang), columns_of(head.s, style), 2 + HANG, style);
    print_snippet(out, diags->sources, n->span, style, sgr);
}

void shai_diag_print(struct shai_out *out, const struct shai_diags *diags, const struct shai_diag *diag,
                     struct shai_diag_style style)
{
    static const char *const word[2][3] = {{"错误", "警告", "说明"}, {"error", "warning", "note"}};
    static const char *const sgr[3] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};
    const struct shai_diag_info *info = &shai_diag_infos[diag->id];
    struct shai_strbuf head;
    shai_strbuf_init(&head, diags->arena);
    shai_strbuf_clear(&head);
    if (diag->has_span) put_span_head(&head, diags->sources, diag->span);
    else if (diag->has_cell) put_cell_head(&head, diags->arena, &diag->cell, style.lang);
    const char *kind = shai_arena_printf(diags->arena, "%s %s", word[style.lang][info->severity], info->code);
    shai_out_puts(out, head.s);
    shai_out_puts(out, paint(style, sgr[info->severity]));
    shai_out_puts(out, kind);
    shai_out_puts(out, paint(style, "\033[0m"));
    shai_out_puts(out, ": ");
    print_sentence(out, shai_diag_text(diags->arena, diag, style.lang),
                   columns_of(head.s, style) + columns_of(kind, style) + 2, HANG, style);
    if (diag->has_span) print_snippet(out, diags->sources, diag->span, style, sgr[info->severity]);
    for (const struct shai_diag *n = diag->note; n; n = n->note) print_note(out, diags, n, style, sgr[SHAI_NOTE]);
    const char *mend = shai_diag_mend(diags->arena, diag, style.lang);
    if (*mend) {
        const char *word_of_mend = style.lang == SHAI_ZH ? "       = 改法: " : "       = mend: ";
        shai_out_puts(out, word_of_mend);
        print_sentence(out, mend, columns_of(word_of_mend, style), MEND_HANG, style);
    }
}

void shai_diags_print(struct shai_out *out, const struct shai_diags *diags, struct shai_diag_style style)
{
    for (const struct shai_diag *d = diags->first; d; d = d->next) shai_diag_print(out, diags, d, style);
}
