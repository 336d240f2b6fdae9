/* See xlsx_book.h. Parts are found by their relations, as the format has it; where a program left these out, by the
 * names that all use. */
#include "sheet/xlsx_book.h"

#include <string.h>
#include <strings.h>

/* --- relations -----------------------------------------------------------------------------------------------------
 */

struct relation {
    const char *id, *type, *target; /* type: its last word */
    struct relation *next;
};

struct relations {
    struct shai_arena *arena;
    const char *folder; /* of the part that they are of: "xl/" */
    struct relation *first;
};

static const char *copy(struct shai_arena *arena, const char *s)
{
    return s ? shai_arena_strndup(arena, s, strlen(s)) : "";
}

/* The part that a target names; `..` and `.` are resolved. */
static const char *resolve(struct shai_arena *arena, const char *folder, const char *target)
{
    char *path = shai_arena_printf(arena, "%s%s", *target == '/' ? "" : folder, target + (*target == '/'));
    char *out = path;
    for (char *at = path; *at;) {
        size_t n = strcspn(at, "/\\");
        if (n == 2 && at[0] == '.' && at[1] == '.') {
            if (out > path) out--;
            while (out > path && out[-1] != '/') out--;
        } else if (!(n == 1 && at[0] == '.')) {
            memmove(out, at, n);
            out += n;
            if (at[n]) *out++ = '/';
        }
        at += n + (at[n] != '\0');
    }
    *out = '\0';
    return path;
}

static void on_relation(void *user, const char *name, const char **attributes)
{
    struct relations *r = user;
    const char *type = shai_pull_attribute(attributes, "Type"), *target = shai_pull_attribute(attributes, "Target");
    const char *mode = shai_pull_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || !type || !target) return;
    if (mode && strcmp(mode, "External") == 0) return; /* nothing outside is ever opened */
    struct relation *one = SHAI_NEW(r->arena, struct relation);
    const char *last = strrchr(type, '/');
    one->id = copy(r->arena, shai_pull_attribute(attributes, "Id"));
    one->type = copy(r->arena, last ? last + 1 : type);
    one->target = resolve(r->arena, r->folder, target);
    one->next = r->first;
    r->first = one;
}

/* The relations of a part; none where the archive has none. False where they cannot be read. */
static bool read_relations(struct shai_book *book, struct shai_pull **held, const char *part, struct relations *r)
{
    static const struct shai_pull_handler handler = {.start = on_relation};
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash + 1 - part) : 0;
    *r = (struct relations){.arena = book->arena, .folder = shai_arena_strndup(book->arena, part, folder)};
    const char *name = shai_arena_printf(book->arena, "%s_rels/%s.rels", r->folder, part + folder);
    if (!shai_archive_has(book->archive, name)) return true;
    return shai_pull_read(held, book->arena, book->archive, name, SHAI_ARCHIVE_SMALL, &handler, r);
}

static const char *target_of_type(const struct relations *r, const char *type)
{
    for (const struct relation *one = r->first; one; one = one->next)
        if (strcmp(one->type, type) == 0) return one->target;
    return NULL;
}

/* --- the book ------------------------------------------------------------------------------------------------------
 */

static void on_book(void *user, const char *name, const char **attributes)
{
    struct shai_book *b = user;
    if (strcmp(name, "workbookPr") == 0) {
        b->from_1904 = shai_pull_is_true(shai_pull_attribute(attributes, "date1904"));
    } else if (strcmp(name, "sheet") == 0 && b->sheet_count < SHAI_BOOK_SHEETS) {
        const char *state = shai_pull_attribute(attributes, "state");
        b->sheets = shai_arena_grow(b->arena, b->sheets, &b->sheet_cap, b->sheet_count + 1, sizeof *b->sheets);
        b->sheets[b->sheet_count++] =
            (struct shai_book_sheet){.name = copy(b->arena, shai_pull_attribute(attributes, "name")),
                                     .id = copy(b->arena, shai_pull_attribute(attributes, "id")),
                                     .hidden = state && strcmp(state, "visible") != 0};
    }
}

static void find_parts(struct shai_book *b, const struct relations *r, const char *folder)
{
    b->strings = target_of_type(r, "sharedStrings");
    b->styles = target_of_type(r, "styles");
    for (size_t i = 0; i < b->sheet_count; i++)
        for (const struct relation *one = r->first; one; one = one->next)
            if (strcmp(one->type, "worksheet") == 0 && *one->id && strcmp(one->id, b->sheets[i].id) == 0)
                b->sheets[i].part = one->target;
    for (size_t i = 0; !r->first && i < b->sheet_count; i++)
        b->sheets[i].part = shai_arena_printf(b->arena, "%sworksheets/sheet%zu.xml", folder, i + 1);
    if (!b->strings) b->strings = shai_arena_printf(b->arena, "%ssharedStrings.xml", folder);
    if (!b->styles) b->styles = shai_arena_printf(b->arena, "%sstyles.xml", folder);
    if (!shai_archive_has(b->archive, b->strings)) b->strings = NULL;
    if (!shai_archive_has(b->archive, b->styles)) b->styles = NULL;
}

/* --- styles --------------------------------------------------------------------------------------------------------
 */

struct own_format {
    uint64_t id;
    const struct shai_number_format *format;
};

struct styles {
    struct shai_book *book;
    struct own_format *own; /* of the workbook, and built-in ones that are in use */
    size_t count, cap;
    bool in_cells; /* <cellXfs> */
};

static const struct shai_number_format *add_format(struct styles *s, uint64_t id, const char *code)
{
    struct shai_number_format *format = SHAI_NEW(s->book->arena, struct shai_number_format);
    shai_number_format_read(s->book->arena, copy(s->book->arena, code), format);
    s->own = shai_arena_grow(s->book->arena, s->own, &s->cap, s->count + 1, sizeof *s->own);
    s->own[s->count++] = (struct own_format){id, format};
    return format;
}

static const struct shai_number_format *format_of(struct styles *s, uint64_t id)
{
    if (!id) return NULL;
    for (size_t i = 0; i < s->count; i++)
        if (s->own[i].id == id) return s->own[i].format;
    const char *code = shai_number_format_built_in(id);
    return code ? add_format(s, id, code) : NULL;
}

static void on_style(void *user, const char *name, const char **attributes)
{
    struct styles *s = user;
    struct shai_book *b = s->book;
    uint64_t id = 0;
    if (strcmp(name, "cellXfs") == 0) s->in_cells = true;
    bool counted = shai_pull_count(shai_pull_attribute(attributes, "numFmtId"), UINT32_MAX, &id);
    if (strcmp(name, "numFmt") == 0 && counted && s->count < SHAI_BOOK_SHEETS) {
        const char *code = shai_pull_attribute(attributes, "formatCode");
        if (code) add_format(s, id, code);
    } else if (s->in_cells && strcmp(name, "xf") == 0 && b->format_count < SHAI_BOOK_STYLES) {
        b->formats = shai_arena_grow(b->arena, b->formats, &b->format_cap, b->format_count + 1, sizeof *b->formats);
        b->formats[b->format_count++] = format_of(s, id);
    }
}

static void on_style_end(void *user, const char *name)
{
    struct styles *s = user;
    if (strcmp(name, "cellXfs") == 0) s->in_cells = false;
}

bool shai_book_read(struct shai_book *book, struct shai_pull **held, struct shai_arena *arena,
                    struct shai_archive *archive)
{
    static const struct shai_pull_handler of_book = {.start = on_book}, of_styles = {on_style, on_style_end, NULL};
    struct relations relations;
    *book = (struct shai_book){.arena = arena, .archive = archive};
    if (!read_relations(book, held, "", &relations)) return false;
    const char *part = target_of_type(&relations, "officeDocument");
    if (!part || !shai_archive_has(archive, part)) part = "xl/workbook.xml";
    if (!shai_pull_read(held, arena, archive, part, SHAI_ARCHIVE_SMALL, &of_book, book)) return false;
    if (!read_relations(book, held, part, &relations)) return false;
    find_parts(book, &relations, relations.folder);
    struct styles styles = {.book = book};
    return !book->styles ||
           shai_pull_read(held, arena, archive, book->styles, SHAI_ARCHIVE_SMALL, &of_styles, &styles);
}

/* --- sheets --------------------------------------------------------------------------------------------------------
 */

static bool is_instructions(const char *name)
{
    static const char *const names[] = {"填写说明", "填表说明",     "使用说明", "说明",  "封面", "目录",
                                        "须知",     "instructions", "readme",   "cover", "about"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i]) == 0) return true;
    return false;
}

const struct shai_book_sheet *shai_book_choose(const struct shai_book *book, const char *name)
{
    const struct shai_book_sheet *other = NULL;
    uint64_t number;
    for (size_t i = 0; i < book->sheet_count; i++) {
        const struct shai_book_sheet *s = &book->sheets[i];
        if (!s->part) continue;
        if (name && strcmp(s->name, name) == 0) return s;
        if (name || s->hidden) continue;
        if (!is_instructions(s->name)) return s;
        if (!other) other = s;
    }
    if (name && shai_pull_count(name, book->sheet_count, &number) && number && book->sheets[number - 1].part)
        return &book->sheets[number - 1];
    return other;
}

/* `name`, or a further sheet of it: `样品 2`. */
static bool is_part_of(const char *sheet, const char *name)
{
    size_t len = strlen(name);
    if (strncmp(sheet, name, len) != 0) return false;
    return !sheet[len] ||
           (sheet[len] == ' ' && sheet[len + 1] && !sheet[len + 1 + strspn(sheet + len + 1, "0123456789")]);
}

/* The items in a workbook of results as sheet/results_xlsx.c writes it: samples, items, and a sheet about them. The
 * samples are those of the sheet beside it, which is read. */
static bool is_items_of_results(const struct shai_book *book, const struct shai_book_sheet *sheet,
                                const struct shai_book_sheet *read)
{
    static const char *const names[][3] = {{"样品", "项目", "说明"}, {"Samples", "Items", "About"}};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (!read || !is_part_of(read->name, names[k][0]) || !is_part_of(sheet->name, names[k][1])) continue;
        for (size_t i = 0; i < book->sheet_count; i++)
            if (strcmp(book->sheets[i].name, names[k][2]) == 0) return true;
    }
    return false;
}

const char *shai_book_names(const struct shai_book *book, struct shai_arena *arena, bool hidden,
                            const struct shai_book_sheet *but)
{
    enum { LISTED = 12 };
    struct shai_strbuf list;
    size_t count = 0;
    shai_strbuf_init(&list, arena);
    for (size_t i = 0; i < book->sheet_count && count <= LISTED; i++) {
        const struct shai_book_sheet *s = &book->sheets[i];
        if (!s->part || s == but) continue;
        if (!hidden && (s->hidden || is_instructions(s->name) || is_items_of_results(book, s, but))) continue;
        if (count) shai_strbuf_puts(&list, ", ");
        shai_strbuf_puts(&list, count++ < LISTED ? s->name : "…");
    }
    return list.s;
}
