/* Fuzzes scanner and grammar with arbitrary bytes.
 *
 * What must hold for every input: the parser ends, and a tree without an ERROR node and with a root has no errors,
 * and the other way round; nodes have the kids that ast.def says; places lie in the text and kids within it. */
#include "grammar/parse.h"
#include "tests/fuzz/mutate.h"
#include "tests/unit/arity.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool check(const struct shai_node *n, size_t len)
{
    bool errors = n->kind == SHAI_N_ERROR;
    assert(n->span.begin <= n->span.end && n->span.end <= len);
    if (n->name) assert(n->name_span.end <= len);
    if (n->unit) assert(*n->unit);
    int want = arity(n->kind);
    if (want >= 0) assert((int)n->kid_count == want);
    for (uint32_t i = 0; i < n->kid_count; i++) {
        assert(n->kids[i] || may_lack(n->kind, i));
        if (n->kids[i]) errors |= check(n->kids[i], len);
    }
    return errors;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct shai_panic panic;
    struct shai_arena arena;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    if (!SHAI_TRY(&panic)) abort();
    struct shai_sources sources;
    struct shai_diags diags;
    shai_sources_init(&sources, &arena);
    shai_diags_init(&diags, &arena, &sources);
    const char *text = shai_arena_strndup(&arena, (const char *)data, size);
    struct shai_tree *tree = shai_parse(&arena, &diags, shai_sources_add(&sources, "f", text, size));
    bool bad = !tree->root || check(tree->root, size);
    assert(!bad || diags.errors);
    assert(diags.errors <= size + 4); /* a mistake is said once */
    for (const struct shai_diag *d = diags.first; d; d = d->next) {
        assert(d->span.begin <= d->span.end && d->span.end <= size);
        shai_diag_text(&arena, d, SHAI_ZH);
        shai_diag_mend(&arena, d, SHAI_EN);
    }
    for (size_t i = 0; i < tree->comment_count; i++)
        assert(tree->comments[i].span.end <= size && tree->comments[i].span.begin < tree->comments[i].span.end);
    if (tree->root) { /* a copy has the same shape */
        struct shai_node *copy = shai_node_clone(&arena, tree->root);
        assert(check(copy, size) == (bad && tree->root));
    }
    shai_arena_release(&arena);
    return 0;
}
