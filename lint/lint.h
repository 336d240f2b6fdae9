/* The lint: what a spec that is right by the language's rules still does not mean.
 *
 * In: a checked spec without errors. Out: warnings W06xx, in order of place, about the file of the spec itself (a
 * library it uses is looked at when that file is checked). Where a rule cannot decide it is silent. A comment on the
 * line, or alone on the line above, silences a rule there: `// allow: NAME reason`, `// 放行: NAME 理由`.
 * It changes nothing in the spec; docs/lint/ has a page a rule. */
#ifndef SHAI_LINT_LINT_H
#define SHAI_LINT_LINT_H

#include "lang/spec.h"

/* Appends the warnings to diags. Memory is the arena's. `tabled`: a table of cases stands beside the spec. */
void shai_lint(struct shai_arena *arena, struct shai_diags *diags, const struct shai_spec *spec, bool tabled);

#endif
