/* Reads .case files (README.md, "The format"). In: a path. Out: cases. It does not know what an expectation means. */
#include "tests/conformance/cases.h"

#include "base/source.h"

#include <errno.h>
#include <string.h>

struct preamble {
    const char *name, *text;
    struct preamble *before;
};

/* Where the lines now read go. */
enum part { NOWHERE, PREAMBLE, HEADER, SPEC, TWIN, FILE_TEXT, SAMPLE, EXPECT };

struct reading {
    struct shai_arena *arena;
    struct case_list *list;
    const char *path;
    unsigned number;
    enum part part;
    struct preamble *preambles;
    struct conformance_case *now;
    /* of the case under way */
    struct shai_strbuf text; /* of the preamble or section under way */
    const char *spec, *twin; /* ? sections */
    const char *preamble;    /* ? header line */
    bool bom, crlf;
};

static char *trimmed(struct shai_arena *arena, const char *s, size_t len)
{
    while (len && strchr(" \t\r", s[len - 1])) len--;
    while (len && strchr(" \t", *s)) s++, len--;
    return shai_arena_strndup(arena, s, len);
}

static void broken(struct reading *r, const char *what)
{
    if (r->now && !r->now->broken) r->now->broken = shai_arena_printf(r->arena, "line %u: %s", r->number, what);
}

static void add_line(struct reading *r, struct case_lines *lines, const char *text)
{
    lines->at = shai_arena_grow(r->arena, lines->at, &lines->cap, lines->count + 1, sizeof *lines->at);
    lines->at[lines->count++] = (struct case_line){text, r->number};
}

static struct case_step *last_step(struct conformance_case *c)
{
    return c->step_count ? &c->steps[c->step_count - 1] : NULL;
}

static struct case_step *add_step(struct reading *r, bool has_sample)
{
    struct conformance_case *c = r->now;
    c->steps = shai_arena_grow(r->arena, c->steps, &c->step_cap, c->step_count + 1, sizeof *c->steps);
    struct case_step *step = &c->steps[c->step_count++];
    *step = (struct case_step){.has_sample = has_sample};
    return step;
}

/* The text that stood under way, where it belongs. */
static void end_part(struct reading *r)
{
    const char *text = shai_arena_strndup(r->arena, r->text.s ? r->text.s : "", r->text.len);
    switch (r->part) {
    case PREAMBLE: r->preambles->text = text; break;
    case SPEC: r->spec = text; break;
    case TWIN: r->twin = text; break;
    case FILE_TEXT: r->now->files[r->now->file_count - 1].text = text; break;
    case SAMPLE: broken(r, "a sample without an expect"); break;
    case EXPECT:
        if (!last_step(r->now)->expectations.count) broken(r, "an expect that expects nothing");
        break;
    case NOWHERE:
    case HEADER: break;
    }
    r->part = NOWHERE;
    shai_strbuf_init(&r->text, r->arena);
}

/* Start of the line `%%` in a preamble, or NULL. */
static const char *find_hole(const char *text)
{
    for (const char *at = text; *at;) {
        if (strncmp(at, "%%\n", 3) == 0) return at;
        const char *end = strchr(at, '\n');
        if (!end) return NULL;
        at = end + 1;
    }
    return NULL;
}

/* A section inside its preamble, in the encoding asked for. */
static const char *whole_text(struct reading *r, const struct preamble *preamble, const char *section, size_t *len,
                              unsigned *lines_before)
{
    struct shai_strbuf plain, coded;
    shai_strbuf_init(&plain, r->arena);
    shai_strbuf_init(&coded, r->arena);
    const char *hole = preamble ? find_hole(preamble->text) : NULL;
    *lines_before = 0;
    if (!preamble) {
        shai_strbuf_puts(&plain, section);
    } else if (!hole) {
        shai_strbuf_puts(&plain, preamble->text);
        if (*section) broken(r, "its preamble has no %% line to take the spec section");
    } else {
        shai_strbuf_add(&plain, preamble->text, (size_t)(hole - preamble->text));
        for (size_t i = 0; i < plain.len; i++) *lines_before += plain.s[i] == '\n';
        shai_strbuf_puts(&plain, section);
        shai_strbuf_puts(&plain, hole + 3);
    }
    if (r->bom) shai_strbuf_puts(&coded, "\xEF\xBB\xBF");
    for (size_t i = 0; i < plain.len; i++) {
        if (r->crlf && plain.s[i] == '\n') shai_strbuf_putc(&coded, '\r');
        shai_strbuf_putc(&coded, plain.s[i]);
    }
    *len = coded.len;
    return coded.s ? coded.s : "";
}

static const struct preamble *preamble_of_case(struct reading *r)
{
    if (!r->preamble) return r->preambles;
    if (strcmp(r->preamble, "none") == 0) return NULL;
    for (const struct preamble *p = r->preambles; p; p = p->before)
        if (strcmp(p->name, r->preamble) == 0) return p;
    broken(r, "no preamble of that name stands above");
    return NULL;
}

static void end_case(struct reading *r)
{
    end_part(r);
    struct conformance_case *c = r->now;
    if (!c) return;
    if (!c->step_count) broken(r, "a case without an expect");
    const struct preamble *preamble = preamble_of_case(r);
    unsigned ignored;
    c->spec = whole_text(r, preamble, r->spec ? r->spec : "", &c->spec_len, &c->spec_line);
    if (r->twin) c->twin = whole_text(r, preamble, r->twin, &c->twin_len, &ignored);
    r->now = NULL;
    r->spec = r->twin = r->preamble = NULL;
    r->bom = r->crlf = false;
}

static void begin_case(struct reading *r, const char *name)
{
    for (size_t i = 0; i < r->list->count; i++)
        if (r->list->at[i]->path == r->path && strcmp(r->list->at[i]->name, name) == 0)
            name = shai_arena_printf(r->arena, "%s (line %u: a name used twice)", name, r->number);
    struct conformance_case *c = SHAI_NEW(r->arena, struct conformance_case);
    *c = (struct conformance_case){.path = r->path, .line = r->number, .name = name, .spec = ""};
    struct case_list *list = r->list;
    list->at = shai_arena_grow(r->arena, list->at, &list->cap, list->count + 1, sizeof *list->at);
    list->at[list->count++] = c;
    r->now = c;
    r->part = HEADER;
    if (strstr(name, ": a name used twice)")) broken(r, "a name used twice");
}

static void begin_block(struct reading *r, const char *head)
{
    end_case(r);
    if (strncmp(head, "preamble ", 9) == 0) {
        struct preamble *p = SHAI_NEW(r->arena, struct preamble);
        *p = (struct preamble){trimmed(r->arena, head + 9, strlen(head + 9)), "", r->preambles};
        r->preambles = p;
        r->part = PREAMBLE;
    } else if (strncmp(head, "case ", 5) == 0) {
        begin_case(r, trimmed(r->arena, head + 5, strlen(head + 5)));
    } else {
        begin_case(r, "?");
        broken(r, "a block is a preamble or a case");
    }
}

static void begin_section(struct reading *r, const char *head)
{
    bool sample_open = r->part == SAMPLE;
    if (sample_open) r->part = NOWHERE;
    end_part(r);
    if (!r->now) return;
    struct conformance_case *c = r->now;
    if (sample_open && strcmp(head, "expect") != 0) broken(r, "a sample without an expect");
    if (strcmp(head, "spec") == 0 && !r->spec) {
        r->part = SPEC;
    } else if (strcmp(head, "twin") == 0 && !r->twin) {
        r->part = TWIN;
    } else if (strncmp(head, "file ", 5) == 0) {
        c->files = shai_arena_grow(r->arena, c->files, &c->file_cap, c->file_count + 1, sizeof *c->files);
        c->files[c->file_count++] = (struct case_file){trimmed(r->arena, head + 5, strlen(head + 5)), ""};
        r->part = FILE_TEXT;
    } else if (strcmp(head, "sample") == 0) {
        add_step(r, true);
        r->part = SAMPLE;
    } else if (strcmp(head, "expect") == 0) {
        if (!sample_open) add_step(r, false);
        r->part = EXPECT;
    } else {
        broken(r, "an unknown section, or one that a case has once");
    }
}

static void read_header(struct reading *r, const char *line)
{
    if (strncmp(line, "pins:", 5) == 0) return;
    if (strncmp(line, "preamble:", 9) == 0) {
        r->preamble = trimmed(r->arena, line + 9, strlen(line + 9));
    } else if (strncmp(line, "encode:", 7) == 0) {
        r->bom = strstr(line, "bom") != NULL;
        r->crlf = strstr(line, "crlf") != NULL;
    } else {
        broken(r, "an unknown header line");
    }
}

static void read_line(struct reading *r, const char *s, size_t len)
{
    const char *line = trimmed(r->arena, s, len);
    if (strncmp(line, "=== ", 4) == 0 && *s == '=') {
        begin_block(r, line + 4);
        return;
    }
    if (strncmp(line, "--- ", 4) == 0 && *s == '-') {
        begin_section(r, line + 4);
        return;
    }
    if (r->part == PREAMBLE || r->part == SPEC || r->part == TWIN || r->part == FILE_TEXT) {
        shai_strbuf_add(&r->text, s, len);
        shai_strbuf_putc(&r->text, '\n');
        return;
    }
    if (!*line || *line == '#') return;
    switch (r->part) {
    case HEADER: read_header(r, line); break;
    case SAMPLE: add_line(r, &last_step(r->now)->cells, line); break;
    case EXPECT: add_line(r, &last_step(r->now)->expectations, line); break;
    default: break;
    }
}

void cases_read(struct shai_arena *arena, struct case_list *list, const char *path)
{
    struct reading r = {.arena = arena, .list = list, .path = path};
    shai_strbuf_init(&r.text, arena);
    char *text;
    size_t len;
    size_t before = list->count;
    if (shai_read_file(arena, path, (size_t)1 << 26, &text, &len) != SHAI_READ_OK) {
        begin_case(&r, "the file can be read");
        broken(&r, strerror(errno));
        return;
    }
    for (const char *at = text, *end = text + len; at < end;) {
        const char *nl = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((nl ? nl : end) - at);
        r.number++;
        read_line(&r, at, n);
        at += n + 1;
    }
    end_case(&r);
    if (list->count == before) {
        begin_case(&r, "the file holds a case");
        broken(&r, "it holds none");
    }
}
