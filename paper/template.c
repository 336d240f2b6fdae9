/* Templates, of whatever kind: what they are, which fields they name, and how they are filled. */
#include "paper/template.h"

#include "base/near.h"
#include "paper/package.h"
#include "paper/template_read.h"

#include <string.h>
#include <strings.h>

/* --- names --------------------------------------------------------------------------------------------------------
 */

static bool fits(const struct shai_template_reader *r, enum shai_slot slot)
{
    return r->form == SHAI_FORM_REPORT ? shai_slots[slot].report : shai_slots[slot].letter;
}

static const char *trimmed(struct shai_arena *arena, const char *name)
{
    static const char blanks[] = " \t\r\n";
    if (!name) return "";
    name += strspn(name, blanks);
    size_t len = strlen(name);
    while (len && strchr(blanks, name[len - 1])) len--;
    return shai_arena_strndup(arena, name, len);
}

/* The field that was likely meant, by its name or by its Chinese one. */
static const char *likely(const struct shai_template_reader *r, const char *name)
{
    for (int i = 0; i < SHAI_SLOT_COUNT; i++) {
        if (!fits(r, (enum shai_slot)i)) continue;
        if (strcmp(shai_slots[i].zh, name) == 0 || strcasecmp(shai_slots[i].name, name) == 0)
            return shai_slots[i].name;
    }
    for (int i = 0; i < SHAI_SLOT_COUNT; i++)
        if (fits(r, (enum shai_slot)i) && shai_name_is_near(name, shai_slots[i].name)) return shai_slots[i].name;
    return NULL;
}

static void complain(struct shai_template_reader *r, const char *name)
{
    struct shai_diag *diag = shai_diag_plain(r->diags, SHAI_D_TEMPLATE_FIELD, r->path, name, r->part, NULL);
    const char *meant = likely(r, name);
    if (meant) shai_diag_hint(r->diags, diag, meant);
}

enum shai_template_name shai_template_name(struct shai_template_reader *r, const char *name, enum shai_slot *slot,
                                           enum shai_slot_group *group)
{
    name = trimmed(r->arena, name);
    if (!*name) return SHAI_TEMPLATE_NONE;
    for (int g = SHAI_GROUP_ONE + 1; g < SHAI_GROUP_COUNT; g++) {
        if (strcmp(shai_slot_groups[g], name) != 0) continue;
        if (g == SHAI_GROUP_ITEMS && r->form != SHAI_FORM_REPORT) break;
        *group = (enum shai_slot_group)g;
        return SHAI_TEMPLATE_GROUP;
    }
    *slot = shai_slot_find(name, strlen(name));
    if (*slot == SHAI_SLOT_COUNT && strcmp(name, shai_slot_groups[SHAI_GROUP_ITEMS]) == 0) {
        shai_diag_plain(r->diags, SHAI_D_TEMPLATE_PAPER, r->path, name, r->part, NULL);
        return SHAI_TEMPLATE_NONE;
    }
    if (*slot == SHAI_SLOT_COUNT) {
        complain(r, name);
        return SHAI_TEMPLATE_NONE;
    }
    if (!fits(r, *slot)) {
        shai_diag_plain(r->diags, SHAI_D_TEMPLATE_PAPER, r->path, name, r->part, NULL);
        return SHAI_TEMPLATE_NONE;
    }
    r->seen[*slot] = true;
    return SHAI_TEMPLATE_FIELD;
}

/* --- texts --------------------------------------------------------------------------------------------------------
 */

static bool starts(const char *s, size_t len, const char *what)
{
    size_t n = strlen(what);
    return len >= n && memcmp(s, what, n) == 0;
}

bool shai_template_is_blank(const char *s, size_t len)
{
    while (len) {
        size_t n = *s == ' ' || *s == '_' || *s == '\t' || *s == '\n' || *s == '\r' ? 1
                   : starts(s, len, "　")                                           ? 3
                   : starts(s, len, "\xC2\xA0")                                     ? 2
                                                                                    : 0;
        if (!n) return false;
        s += n;
        len -= n;
    }
    return true;
}

size_t shai_template_box(const char *s, size_t len, size_t *used)
{
    static const char *const boxes[] = {"☐", "☑", "☒", "□", "■"};
    *used = 0;
    for (size_t at = 0; at < len; at++)
        for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
            if (starts(s + at, len - at, boxes[i])) {
                *used = strlen(boxes[i]);
                return at;
            }
    return len;
}

/* --- reading ------------------------------------------------------------------------------------------------------
 */

/* What no paper should lack: each row is fields of which one is enough. */
static const enum shai_slot wanted[][3] = {
    {SHAI_SLOT_ADDRESSEE, SHAI_SLOT_COUNT},      {SHAI_SLOT_PROBLEM_PROBLEM, SHAI_SLOT_PROBLEM_ITEM, SHAI_SLOT_COUNT},
    {SHAI_SLOT_HAZARD_GENERAL, SHAI_SLOT_COUNT}, {SHAI_SLOT_HAZARD_SERIOUS, SHAI_SLOT_COUNT},
    {SHAI_SLOT_ITEM_OUTCOME, SHAI_SLOT_COUNT},
};

static bool lacks(const struct shai_template_reader *r, const enum shai_slot *any)
{
    if (!fits(r, *any)) return false;
    for (; *any != SHAI_SLOT_COUNT; any++)
        if (r->seen[*any]) return false;
    return true;
}

static void warn(struct shai_template_reader *r)
{
    const char *list = "";
    bool any = false;
    for (size_t i = 0; i < SHAI_SLOT_COUNT; i++) any |= r->seen[i];
    if (!any) {
        shai_diag_plain(r->diags, SHAI_D_TEMPLATE_EMPTY, r->path, NULL);
        return;
    }
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (lacks(r, wanted[i]))
            list = shai_arena_printf(r->arena, "%s%s%s", list, *list ? ", " : "", shai_slots[wanted[i][0]].name);
    if (*list) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_LACKS, r->path, list, NULL);
}

static bool ends_with(const char *s, const char *end)
{
    size_t len = strlen(s), n = strlen(end);
    return len > n && strcasecmp(s + len - n, end) == 0;
}

const struct shai_template *shai_template_read(struct shai_arena *arena, struct shai_diags *diags,
                                               enum shai_form form, const char *path, const char *bytes, size_t len)
{
    size_t errors = diags->errors;
    struct shai_template_reader *r = SHAI_NEW(arena, struct shai_template_reader);
    struct shai_template *t = SHAI_NEW(arena, struct shai_template);
    *r = (struct shai_template_reader){.arena = arena, .diags = diags, .form = form, .path = path, .template = t};
    t->bytes = bytes;
    t->len = len;
    t->docx = ends_with(path, ".docx");
    if (ends_with(path, ".docm") || ends_with(path, ".dotm"))
        shai_diag_plain(diags, SHAI_D_TEMPLATE_MACROS, path, NULL);
    else if (t->docx && shai_template_read_docx(r)) warn(r);
    else if (!t->docx && (ends_with(path, ".html") || ends_with(path, ".htm")) && shai_template_read_html(r)) warn(r);
    else if (diags->errors == errors) shai_diag_plain(diags, SHAI_D_TEMPLATE_KIND, path, NULL);
    return diags->errors == errors ? t : NULL;
}

const char *shai_template_extension(const struct shai_template *t)
{
    return t->docx ? "docx" : "html";
}

/* --- filling ------------------------------------------------------------------------------------------------------
 */

void shai_template_fill(struct shai_out *out, struct shai_arena *arena, const struct shai_template *t,
                        const struct shai_slot_texts *texts)
{
    if (!t->docx) {
        shai_tape_play(out, &t->parts[0].tape, texts);
        return;
    }
    struct shai_out *buffer = SHAI_NEW(arena, struct shai_out);
    struct shai_package package;
    shai_package_init(&package, arena);
    for (size_t i = 0; i < t->part_count; i++) {
        struct shai_strbuf text;
        shai_strbuf_init(&text, arena);
        shai_out_init_text(buffer, &text);
        shai_tape_play(buffer, &t->parts[i].tape, texts);
        shai_out_flush(buffer);
        shai_package_add(&package, (struct shai_package_part){t->parts[i].name, text.s, text.len, false});
    }
    shai_package_rewrite(out, &package, t->bytes, t->len);
}
