/* DOCX templates: which parts of the package may hold controls. In: the package. Out: a tape for each of them; all
 * other parts are never looked into. */
#include "paper/template_docx.h"

#include "paper/package.h"

#include <string.h>

static bool starts_with(const char *s, const char *start)
{
    return strncmp(s, start, strlen(start)) == 0;
}

static bool ends_with(const char *s, const char *end)
{
    size_t len = strlen(s), n = strlen(end);
    return len >= n && strcmp(s + len - n, end) == 0;
}

/* The text, and what stands above and below it on each page. */
static bool may_hold_controls(const char *name)
{
    return ends_with(name, ".xml") && (starts_with(name, "word/document") || starts_with(name, "word/header") ||
                                       starts_with(name, "word/footer"));
}

static bool holds(const struct shai_package_part *part, const char *what)
{
    const char *s = part->bytes;
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= part->len; i++)
        if (memcmp(s + i, what, n) == 0) return true;
    return false;
}

static bool has_macros(const struct shai_package *package)
{
    for (size_t i = 0; i < package->count; i++) {
        const struct shai_package_part *part = &package->parts[i];
        if (ends_with(part->name, "vbaProject.bin")) return true;
        if (strcmp(part->name, "[Content_Types].xml") == 0 && holds(part, "macroEnabled")) return true;
    }
    return false;
}

/* A document, no template of Word's own, no workbook. */
static bool is_document(const struct shai_package *package)
{
    for (size_t i = 0; i < package->count; i++)
        if (strcmp(package->parts[i].name, "[Content_Types].xml") == 0)
            return holds(&package->parts[i], "wordprocessingml.document.main+xml");
    return false;
}

static void read_part(struct shai_template_reader *r, const struct shai_package_part *part)
{
    struct shai_template *t = r->template;
    struct shai_docx_node *root;
    enum shai_docx_tree_status status = shai_docx_tree(r->arena, part->bytes, part->len, &root);
    if (status == SHAI_DOCX_TREE_DEEP) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_LARGE, r->path, part->name, NULL);
    else if (status) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_BROKEN, r->path, part->name, NULL);
    if (status) return;
    t->parts = shai_arena_grow(r->arena, t->parts, &t->part_cap, t->part_count + 1, sizeof *t->parts);
    struct shai_template_part *to = &t->parts[t->part_count++];
    to->name = part->name;
    r->part = part->name;
    shai_tape_init(&to->tape, r->arena, "\xC2\xA0");
    shai_template_controls(r, &to->tape, part->bytes, root);
}

bool shai_template_read_docx(struct shai_template_reader *r)
{
    struct shai_package package;
    size_t errors = r->diags->errors;
    enum shai_package_status status = shai_package_read(&package, r->arena, r->template->bytes, r->template->len);
    if (status == SHAI_PACKAGE_LARGE) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_LARGE, r->path, "zip", NULL);
    else if (status) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_BROKEN, r->path, "zip", NULL);
    else if (has_macros(&package)) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_MACROS, r->path, NULL);
    else if (!is_document(&package)) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_KIND, r->path, NULL);
    else
        for (size_t i = 0; i < package.count; i++)
            if (may_hold_controls(package.parts[i].name)) read_part(r, &package.parts[i]);
    return r->diags->errors == errors;
}
