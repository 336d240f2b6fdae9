/* The standard sample fields by name. */
#include "runtime/field.h"

#include <string.h>

const struct shai_field_info shai_field_infos[SHAI_FIELD_COUNT] = {
#define FIELD(id, en, zh, type) {en, zh, SHAI_FIELD_##type},
#include "runtime/field.def"
#undef FIELD
};

enum shai_field shai_field_find(const char *name, size_t len)
{
    for (size_t i = 0; i < SHAI_FIELD_COUNT; i++) {
        const struct shai_field_info *f = &shai_field_infos[i];
        if ((strlen(f->en) == len && memcmp(f->en, name, len) == 0) ||
            (strlen(f->zh) == len && memcmp(f->zh, name, len) == 0))
            return (enum shai_field)i;
    }
    return SHAI_FIELD_COUNT;
}
