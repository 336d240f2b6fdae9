/* Fuzzes scanner and grammar with arbitrary bytes.
 *
 * What must hold for every input: the parser ends, and a tree without an ERROR node and with a root has no errors,
 * and the other way round; nodes have the kids that ast.def says; places lie in the text and kids within it. Words of
 * keyword.def and the language's signs are inserted by the mutator, so no dictionary file is needed. */
#include "grammar/parse.h"
#include "tests/unit/arity.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

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

static const char *const signs[] = {
    "{",    "}",  "[",          "]",   "(",   ")",  ":",  ";",   ",",      ".",       "~",    "±",     "≤",
    ">=",   "=",  "<",          ">",   "≠",   "×",  "/",  "-",   "—",      "+",       "\n| ", " | ",   " |\n",
    "\"",   "“",  "”",          "`",   "//",  "/*", "*/", "///", "/x/i",   "\n",      "％",   "mg/kg", "铅",
    "12.5", "１", "2025-10-11", "(+)", "1E5", "名", ".1", ".U",  "{名称}", "\\u{41}", "，",   "　",    "\xEF\xBB\xBF",
};

static const char *word(unsigned r)
{
    if (r & 1) return signs[(r >> 1) % (sizeof signs / sizeof *signs)];
    return shai_keyword_infos[1 + (r >> 2) % (SHAI_KEYWORD_COUNT - 1)].spelling[r >> 1 & 1];
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    unsigned r = seed * 2654435761u;
    if (seed % 3 == 0) return LLVMFuzzerMutate(data, size, max_size);
    for (unsigned i = 0; i < 1 + seed % 4; i++) {
        r = r * 1664525u + 1013904223u;
        const char *s = word(r >> 8);
        size_t len = strlen(s) + 1, at = size ? (r >> 4) % (size + 1) : 0;
        while (at < size && (data[at] & 0xC0) == 0x80) at++;
        if (size + len > max_size) break;
        memmove(data + at + len, data + at, size - at);
        memcpy(data + at, s, len - 1);
        data[at + len - 1] = ' ';
        size += len;
    }
    if (seed % 5 == 0 && size) { /* takes a piece out */
        r = r * 1664525u + 1013904223u;
        size_t at = (r >> 4) % size, len = (r >> 20) % 12;
        while (at < size && (data[at] & 0xC0) == 0x80) at++;
        while (at + len < size && (data[at + len] & 0xC0) == 0x80) len++;
        if (at + len > size) len = size - at;
        memmove(data + at, data + at + len, size - at - len);
        size -= len;
    }
    return size;
}
