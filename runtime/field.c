/* The standard sample fields by name. In: a name. Out: a field. What a spec calls so is bind.c's. */
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

enum shai_field shai_field_alias(const char *name, size_t len, unsigned *rank)
{
    static const struct {
        const char *name;
        enum shai_field field;
    } aliases[] = {
#define ALIAS(field, text) {text, SHAI_FIELD_##field},
#define PART(part, text)
#include "runtime/alias.def"
#undef ALIAS
#undef PART
    };
    for (unsigned i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (strlen(aliases[i].name) != len || memcmp(aliases[i].name, name, len) != 0) continue;
        *rank = i + 1;
        return aliases[i].field;
    }
    return SHAI_FIELD_COUNT;
}
