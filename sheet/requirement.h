/* What a program asks of an item, in words, without a sample: for forms and instructions. */
#ifndef SHAI_SHEET_REQUIREMENT_H
#define SHAI_SHEET_REQUIREMENT_H

#include "runtime/program.h"

/* A limit or condition, and when it is the one that holds. */
struct shai_required {
    const char *text; /* "≤ 90 mg/kg"; "符合" */
    const char *when; /* ? "材料类别 = 其他"; NULL: always, or where none before it holds */
};

struct shai_requirements {
    struct shai_required *at;
    size_t count;
};

/* What the item asks as its variant. Nothing is listed of an item that is only recorded. */
struct shai_requirements shai_requirements_of(struct shai_arena *arena, const struct shai_program *program,
                                              uint32_t item, uint32_t variant);

/* When the item applies, its group's condition apart: "可入口". NULL: always. */
const char *shai_applies_when(struct shai_arena *arena, const struct shai_program *program, uint32_t item,
                              uint32_t variant);

#endif
