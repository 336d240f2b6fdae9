/* The standard sample fields (interface.md, "Samples"), from field.def. */
#ifndef SHAI_RUNTIME_FIELD_H
#define SHAI_RUNTIME_FIELD_H

#include <stddef.h>

enum shai_field {
#define FIELD(id, en, zh, type) SHAI_FIELD_##id,
#include "runtime/field.def"
#undef FIELD
    SHAI_FIELD_COUNT
};

enum shai_field_type { SHAI_FIELD_TEXT, SHAI_FIELD_DATE, SHAI_FIELD_YES_NO };

struct shai_field_info {
    const char *en, *zh;
    enum shai_field_type type;
};
extern const struct shai_field_info shai_field_infos[SHAI_FIELD_COUNT];
/* The field with that name in either spelling, or SHAI_FIELD_COUNT. */
enum shai_field shai_field_find(const char *name, size_t len);
/* The field that other systems call so (alias.def; the name's width is folded), or SHAI_FIELD_COUNT. *rank, from 1,
 * is the smaller the surer the name. */
enum shai_field shai_field_alias(const char *name, size_t len, unsigned *rank);

#endif
