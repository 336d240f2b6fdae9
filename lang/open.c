/* Opening a spec: its text, the prelude, the libraries it uses; then the checker's passes in order.
 *
 * In: a path or a text. Out: a checked spec, or diagnostics. The order of passes is the order of this file's last
 * function. */
#include "lang/checker.h"
#include "lang/prelude.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <string.h>
#include <unistd.h>

struct shai_file_use {
    const char *path;
    struct shai_file_use *outer;
};

static void add_tree(struct shai_checker *ck, struct shai_tree *tree)
{
    struct shai_spec *spec = ck->spec;
    spec->trees = shai_arena_grow(ck->arena, spec->trees, &spec->tree_cap, spec->tree_count + 1, sizeof *spec->trees);
    spec->trees[spec->tree_count++] = tree;
}

static const char *folder_of(struct shai_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? shai_arena_strndup(arena, path, (size_t)(slash - path) + 1) : "";
}

static const char *find_used(struct shai_checker *ck, const char *from, const char *name)
{
    if (name[0] == '/') return access(name, R_OK) == 0 ? name : NULL;
    const char *path = shai_arena_printf(ck->arena, "%s%s", folder_of(ck->arena, from), name);
    if (access(path, R_OK) == 0) return path;
    for (size_t i = 0; ck->search && i < ck->search->count; i++) {
        path = shai_arena_printf(ck->arena, "%s/%s", ck->search->folders[i], name);
        if (access(path, R_OK) == 0) return path;
    }
    return NULL;
}

/* A file where find_used looked, for one that it did not find. */
static const char *near_used(struct shai_checker *ck, const char *from, const char *name)
{
    if (name[0] == '/') return shai_near_file(ck->arena, "", name);
    const char *near = shai_near_file(ck->arena, folder_of(ck->arena, from), name);
    for (size_t i = 0; !near && ck->search && i < ck->search->count; i++)
        near = shai_near_file(ck->arena, shai_arena_printf(ck->arena, "%s/", ck->search->folders[i]), name);
    return near;
}

static bool already_used(const struct shai_checker *ck, const char *path)
{
    for (size_t i = 0; i < ck->spec->tree_count; i++)
        if (strcmp(ck->spec->sources->at[ck->spec->trees[i]->file].name, path) == 0) return true;
    return false;
}

static struct shai_tree *read_tree(struct shai_checker *ck, const char *path, const struct shai_span *at)
{
    char *text;
    size_t len;
    const char *why = NULL;
    switch (shai_read_file(ck->arena, path, SHAI_SOURCE_LIMIT, &text, &len)) {
    case SHAI_READ_OK: break;
    case SHAI_READ_ERRNO: why = strerror(errno); break;
    case SHAI_READ_TOO_BIG:
        shai_diag_plain(ck->diags, SHAI_D_TOO_BIG, path, shai_arena_printf(ck->arena, "%d", SHAI_SOURCE_LIMIT), NULL);
        return NULL;
    }
    if (why) {
        if (at) shai_diag_span(ck->diags, SHAI_D_CANNOT_READ, *at, path, why, NULL);
        else shai_diag_plain(ck->diags, SHAI_D_CANNOT_READ, path, why, NULL);
        return NULL;
    }
    uint32_t file = shai_sources_add(ck->spec->sources, strcmp(path, "-") == 0 ? "<stdin>" : path, text, len);
    return shai_parse(ck->arena, ck->diags, file);
}

static void open_used(struct shai_checker *ck, const struct shai_tree *tree);

static void use_library(struct shai_checker *ck, const char *from, struct shai_node *use)
{
    struct shai_node *string = use->kids[0];
    const char *path = find_used(ck, from, string->name);
    if (!path) {
        struct shai_diag *d = shai_diag_span(ck->diags, SHAI_D_USE_NOT_FOUND, string->span, string->name, NULL);
        const char *near = near_used(ck, from, string->name);
        if (near) shai_diag_hint(ck->diags, d, shai_arena_printf(ck->arena, "\"%s\" ?", near));
        return;
    }
    for (const struct shai_file_use *u = ck->using; u; u = u->outer)
        if (strcmp(u->path, path) == 0) {
            shai_diag_span(ck->diags, SHAI_D_USE_CYCLE, string->span, string->name, NULL);
            return;
        }
    if (already_used(ck, path)) return;
    if (ck->files++ == SHAI_MOST_FILES) {
        ck->beyond = true;
        shai_diag_span(ck->diags, SHAI_D_MANY_FILES, string->span,
                       shai_arena_printf(ck->arena, "%d", SHAI_MOST_FILES), NULL);
    }
    if (ck->beyond) return;
    struct shai_tree *tree = read_tree(ck, path, &string->span);
    if (!tree || !tree->root) return;
    ck->beyond |= tree->beyond;
    if (memcmp(tree->meaning, ck->spec->trees[0]->meaning, sizeof tree->meaning) == 0)
        return; /* the prelude itself */
    if (tree->root->kind != SHAI_N_LIBRARY) {
        shai_diag_span(ck->diags, SHAI_D_USE_NOT_LIBRARY, string->span, string->name, NULL);
        return;
    }
    struct shai_file_use here = {path, ck->using};
    ck->using = &here;
    open_used(ck, tree);
    ck->using = here.outer;
    add_tree(ck, tree);
}

/* Libraries come before what uses them. */
static void open_used(struct shai_checker *ck, const struct shai_tree *tree)
{
    const char *from = ck->spec->sources->at[tree->file].name;
    struct shai_node *decls = tree->root->kids[0];
    for (uint32_t i = 0; i < decls->kid_count; i++)
        if (decls->kids[i] && decls->kids[i]->kind == SHAI_N_USE) use_library(ck, from, decls->kids[i]);
}

/* Source digest: of the bytes of every file with its length; meaning digest: of the trees' digests. The prelude
 * counts in both, since it says what a unit is. */
static void digest(struct shai_spec *spec)
{
    struct sha256_ctx source, meaning;
    sha256_init(&source);
    sha256_init(&meaning);
    for (size_t i = 0; i < spec->tree_count; i++) {
        const struct shai_source *s = &spec->sources->at[spec->trees[i]->file];
        uint8_t len[8];
        for (int b = 0; b < 8; b++) len[b] = (uint8_t)((uint64_t)s->len >> (8 * b));
        sha256_update(&source, sizeof len, len);
        sha256_update(&source, s->len, (const uint8_t *)s->text);
        sha256_update(&meaning, sizeof spec->trees[i]->meaning, spec->trees[i]->meaning);
    }
    sha256_digest(&source, sizeof spec->source_digest, spec->source_digest);
    sha256_digest(&meaning, sizeof spec->meaning, spec->meaning);
}

static void check_all(struct shai_checker *ck)
{
    struct shai_spec *spec = ck->spec;
    for (size_t i = 0; i < spec->pattern_count; i++) shai_check_named_pattern(ck, spec->patterns[i]);
    for (size_t i = 0; i < spec->attribute_count; i++) {
        struct shai_decl *d = spec->attributes[i];
        if (d->node) shai_check_source(ck, d, d->node->kids[1], d->node->kids[2]);
    }
    for (size_t i = 0; i < spec->table_count; i++) shai_check_table(ck, spec->tables[i]);
    for (size_t i = 0; i < spec->let_count; i++) shai_check_let(ck, spec->lets[i]);
    for (size_t i = 0; i < spec->item_count; i++) shai_check_item(ck, spec->items[i]);
    if (spec->verdict) shai_check_verdict(ck, spec->verdict);
    for (size_t i = 0; i < spec->example_count; i++) shai_check_example(ck, spec->examples[i]);
}

/* The prelude's own file says nothing that does not stand already. */
static bool is_prelude(const struct shai_source *source)
{
    return source->len == shai_prelude_len && memcmp(source->text, shai_prelude_text, shai_prelude_len) == 0;
}

static struct shai_spec *open_tree(struct shai_checker *ck, struct shai_tree *tree)
{
    struct shai_spec *spec = ck->spec;
    if (!tree->root) return spec;
    if (tree->root->kind != SHAI_N_SPEC && tree->root->kind != SHAI_N_LIBRARY) return spec;
    struct shai_file_use here = {spec->sources->at[tree->file].name, NULL};
    ck->using = &here;
    open_used(ck, tree);
    if (!is_prelude(&spec->sources->at[tree->file])) add_tree(ck, tree);
    spec->tree = tree;
    spec->name = tree->root->name ? tree->root->name : "";
    digest(spec);
    if (ck->beyond || tree->beyond) return spec;
    shai_declare_fields(ck);
    shai_declare(ck);
    if (ck->beyond) return spec;
    shai_join_standards(ck);
    check_all(ck);
    if (tree->root->kind == SHAI_N_SPEC && !spec->item_count && !ck->diags->errors)
        shai_diag_span(ck->diags, SHAI_D_NO_ITEMS, tree->root->name_span, spec->name, NULL);
    return spec;
}

static void start(struct shai_checker *ck, struct shai_arena *arena, struct shai_diags *diags,
                  struct shai_sources *sources, const struct shai_search *search)
{
    *ck = (struct shai_checker){.arena = arena, .diags = diags, .search = search};
    ck->spec = SHAI_NEW(arena, struct shai_spec);
    ck->spec->arena = arena;
    ck->spec->sources = sources;
    ck->spec->tail = &ck->spec->first;
    shai_scope_init(&ck->scope, arena);
    uint32_t file = shai_sources_add(sources, "<prelude>", shai_prelude_text, shai_prelude_len);
    add_tree(ck, shai_parse(arena, diags, file));
}

struct shai_spec *shai_spec_open(struct shai_arena *arena, struct shai_diags *diags, struct shai_sources *sources,
                                 const char *path, const struct shai_search *search)
{
    struct shai_checker ck;
    start(&ck, arena, diags, sources, search);
    struct shai_tree *tree = read_tree(&ck, path, NULL);
    return tree ? open_tree(&ck, tree) : NULL;
}

struct shai_spec *shai_spec_from_text(struct shai_arena *arena, struct shai_diags *diags,
                                      struct shai_sources *sources, const char *name, const char *text, size_t len,
                                      const struct shai_search *search)
{
    struct shai_checker ck;
    start(&ck, arena, diags, sources, search);
    return open_tree(&ck, shai_parse(arena, diags, shai_sources_add(sources, name, text, len)));
}
