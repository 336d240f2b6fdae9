/* Silences: comments `// allow: NAME reason` or `// 放行: NAME 理由` that keep a rule quiet on a line. */
#ifndef SHAI_LINT_SILENCE_H
#define SHAI_LINT_SILENCE_H

#include "lang/spec.h"

struct shai_silence {
    struct shai_span span; /* of the comment */
    uint32_t line;         /* of the code that it speaks of */
    enum shai_diag_id id;  /* of the rule's message; SHAI_DIAG_COUNT: no such rule */
    const char *name;
    bool has_reason, taken;
};

struct shai_silences {
    struct shai_arena *arena;
    const struct shai_source *source;
    struct shai_silence *at;
    size_t count, cap;
};

/* Those of the spec's own file. */
void shai_silences_read(struct shai_silences *silences, struct shai_arena *arena, const struct shai_spec *spec);
/* Is the warning silenced? */
bool shai_silences_take(struct shai_silences *silences, const struct shai_diag *warning);
/* Warns of those without reason, of unknown rules, and of those that no warning was met by. */
void shai_silences_judge(const struct shai_silences *silences, struct shai_diags *diags);

#endif
