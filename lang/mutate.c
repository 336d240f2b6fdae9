/* Mutants compiled and held against the tests; the explanations of those that may survive. */
#include "lang/mutate.h"

#include "lang/example.h"

#include <string.h>

/* --- explanations: /// 存活: MUTANT reason --- */

struct explanation {
    const char *name, *reason;
    struct shai_span span; /* of the name */
    bool used;
};

struct explanations {
    struct explanation *at;
    size_t count, cap;
};

static const char *skip_blanks(const char *s, const char *end)
{
    while (s < end && (*s == ' ' || *s == '\t')) s++;
    return s;
}

/* Behind the word that begins an explanation; NULL where it is an ordinary comment. */
static const char *behind_word(const char *s, const char *end)
{
    static const char *const words[] = {"存活:", "存活\xEF\xBC\x9A", "survivor:"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if ((size_t)(end - s) >= len && memcmp(s, words[i], len) == 0) return skip_blanks(s + len, end);
    }
    return NULL;
}

static struct explanation *explanation_of(const struct explanations *all, const char *name)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->at[i].name, name) == 0) return &all->at[i];
    return NULL;
}

static void read_explanations(struct shai_mutation *m, struct explanations *out)
{
    const struct shai_tree *tree = m->spec->tree;
    const char *text = m->spec->sources->at[tree->file].text;
    for (size_t i = 0; i < tree->comment_count; i++) {
        const struct shai_comment *c = &tree->comments[i];
        const char *s = text + c->span.begin + 3, *end = text + c->span.end;
        if (!c->doc || !(s = behind_word(skip_blanks(s, end), end))) continue;
        size_t len = 0;
        while (s + len < end && s[len] != ' ' && s[len] != '\t') len++;
        const char *reason = skip_blanks(s + len, end);
        struct explanation e = {.name = shai_arena_strndup(m->arena, s, len),
                                .reason = shai_arena_strndup(m->arena, reason, (size_t)(end - reason)),
                                .span = {tree->file, (uint32_t)(s - text), (uint32_t)(s - text + (ptrdiff_t)len)}};
        e.used = explanation_of(out, e.name) != NULL; /* one mistake, one message */
        if (e.used) shai_diag_span(m->diags, SHAI_D_MUTANT_TWICE, e.span, e.name, NULL);
        if (!*e.reason) shai_diag_span(m->diags, SHAI_D_MUTANT_REASON, e.span, e.name, NULL);
        out->at = shai_arena_grow(m->arena, out->at, &out->cap, out->count + 1, sizeof *out->at);
        out->at[out->count++] = e;
    }
}

/* What explains nothing is a mistake: the rule it speaks of has changed, or an example notices it by now. */
static void check_explanations(struct shai_mutation *m, const struct shai_mutants *mutants,
                               const struct explanations *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct explanation *e = &all->at[i];
        bool exists = false;
        for (size_t k = 0; k < mutants->count; k++) exists |= strcmp(mutants->at[k].name, e->name) == 0;
        if (!e->used)
            shai_diag_span(m->diags, exists ? SHAI_D_MUTANT_NOTICED : SHAI_D_MUTANT_NONE, e->span, e->name, NULL);
    }
}

/* --- one mutant --- */

struct tried {
    struct shai_sources sources;
    struct shai_diags diags;
    struct shai_spec *spec;
    struct shai_program *program;
};

static bool compile(struct shai_mutation *m, const struct shai_mutant *mutant, struct tried *t)
{
    size_t len;
    const char *text = shai_mutant_source(m->work, m->spec, mutant, &len);
    shai_sources_init(&t->sources, m->work);
    shai_diags_init(&t->diags, m->work, &t->sources);
    t->spec = shai_spec_from_text(m->work, &t->diags, &t->sources, m->spec->sources->at[m->spec->tree->file].name,
                                  text, len, m->search);
    if (t->diags.errors) return false;
    t->program = shai_compile(m->work, &t->diags, t->spec);
    return t->program != NULL && t->program->item_count == m->program->item_count;
}

static bool example_notices(struct shai_mutation *m, struct shai_examples *examples, size_t index)
{
    size_t count;
    const struct shai_expectation *expected = shai_example_expectations(m->work, examples->spec, index, &count);
    if (shai_example_judge(examples, m->work, index) != SHAI_EXAMPLE_JUDGED) return true;
    for (size_t i = 0; i < count; i++)
        if (!shai_expectation_met(&expected[i], examples->run)) return true;
    return false;
}

/* A row that is refused now was read by the spec itself. */
static bool table_notices(struct shai_mutation *m, struct tried *t)
{
    struct shai_case_table table;
    bool noticed = false;
    if (!m->table) return false;
    size_t errors = t->diags.errors;
    shai_case_table_open(&table, m->work, &t->diags, t->program, m->table, false);
    for (bool more = true; more && !noticed;) {
        struct shai_case c;
        enum shai_case_next next = shai_case_table_next(&table, m->work, &c);
        more = next != SHAI_CASE_END;
        noticed = next == SHAI_CASE_JUDGED && !shai_expectation_met(&c.expected, table.run);
    }
    shai_case_table_close(&table);
    return noticed || t->diags.errors > errors;
}

/* last: the example that noticed the mutant before, which will often notice this one too. */
static bool is_noticed(struct shai_mutation *m, struct tried *t, size_t *last)
{
    struct shai_examples examples;
    size_t count = t->spec->example_count;
    shai_examples_start(&examples, m->work, &t->diags, t->spec, t->program, SHAI_EN, false);
    for (size_t i = 0; i < count; i++) {
        size_t index = (*last + i) % count;
        if (!example_notices(m, &examples, index)) continue;
        *last = index;
        return true;
    }
    return table_notices(m, t);
}

enum { KILLER_BUDGET = 200000 }; /* samples tried, for all survivors together */

void shai_mutate(struct shai_mutation *m)
{
    struct shai_mutants mutants;
    struct explanations explanations = {0};
    size_t last = 0, budget = KILLER_BUDGET;
    shai_mutants_list(m->arena, m->spec, &mutants);
    read_explanations(m, &explanations);
    for (size_t i = 0; i < mutants.count; i++) {
        const struct shai_mutant *mutant = &mutants.at[i];
        struct tried t = {.spec = NULL};
        shai_arena_reset(m->work);
        if (!compile(m, mutant, &t)) continue;
        m->count++;
        if (is_noticed(m, &t, &last)) {
            m->noticed++;
            continue;
        }
        struct explanation *e = explanation_of(&explanations, mutant->name);
        struct shai_survivor s = {
            .mutant = mutant,
            .line = shai_source_place(&m->spec->sources->at[mutant->span.file], mutant->span.begin).line};
        if (e) {
            e->used = true;
            s.reason = e->reason;
            m->explained++;
        } else {
            s.example = shai_mutant_killer(m, mutant, t.program, &budget);
            s.untried = !s.example && !budget;
        }
        m->survivors =
            shai_arena_grow(m->arena, m->survivors, &m->survivor_cap, m->survivor_count + 1, sizeof *m->survivors);
        m->survivors[m->survivor_count++] = s;
    }
    check_explanations(m, &mutants, &explanations);
}
