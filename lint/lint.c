/* Runs the rules and gives out what they found: in order of place, once a place, without what was silenced. */
#include "lint/lint.h"

#include "lint/rule.h"
#include "lint/silence.h"

#include <stdlib.h>
#include <string.h>

void shai_lint_is_fine(struct shai_lint *l, enum shai_diag_id id, struct shai_span span)
{
    l->fine = shai_arena_grow(l->arena, l->fine, &l->fine_cap, l->fine_count + 1, sizeof *l->fine);
    l->fine[l->fine_count++] = (struct shai_lint_fine){id, span};
}

static bool is_fine(const struct shai_lint *l, const struct shai_diag *d)
{
    for (size_t i = 0; i < l->fine_count; i++)
        if (l->fine[i].id == d->id && memcmp(&l->fine[i].span, &d->span, sizeof d->span) == 0) return true;
    return false;
}

static int by_place(const void *a, const void *b)
{
    const struct shai_diag *x = *(const struct shai_diag *const *)a, *y = *(const struct shai_diag *const *)b;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    if (x->id != y->id) return x->id < y->id ? -1 : 1;
    return x->span.end < y->span.end ? -1 : x->span.end > y->span.end;
}

static void give_out(struct shai_lint *l, struct shai_diags *diags, struct shai_silences *silences)
{
    size_t count = 0, kept = 0;
    uint32_t file = l->spec->tree->file;
    for (const struct shai_diag *d = l->found.first; d; d = d->next) count++;
    struct shai_diag **at = SHAI_NEW_N(l->arena, struct shai_diag *, count);
    for (struct shai_diag *d = l->found.first; d; d = d->next)
        if (d->span.file == file && !is_fine(l, d)) at[kept++] = d;
    if (kept) qsort(at, kept, sizeof *at, by_place);
    const struct shai_diag *last = NULL;
    for (size_t i = 0; i < kept; i++) {
        struct shai_diag *d = at[i];
        bool again = last && last->id == d->id && last->span.begin == d->span.begin;
        last = d;
        if (again || shai_silences_take(silences, d)) continue;
        struct shai_diag *said = shai_diag_span(diags, d->id, d->span, d->args[0], d->args[1], d->args[2], d->args[3],
                                                d->args[4], d->args[5], NULL);
        said->note = d->note;
        said->hint = d->hint;
    }
}

void shai_lint(struct shai_arena *arena, struct shai_diags *diags, const struct shai_spec *spec, bool tabled)
{
    if (!spec->tree || !spec->tree->root || diags->errors) return;
    struct shai_lint l = {.arena = arena, .spec = spec, .tabled = tabled, .work_left = SHAI_LINT_WORK};
    shai_diags_init(&l.found, arena, spec->sources);
#define RULE(name, en, zh, diag) shai_lint_##name(&l);
#include "lint/lint.def"
#undef RULE
    struct shai_silences silences;
    shai_silences_read(&silences, arena, spec);
    give_out(&l, diags, &silences);
    shai_silences_judge(&silences, diags);
}
