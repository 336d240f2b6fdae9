/* The table of fields.def: names, and which field has a name. */
#include "paper/fields.h"

#include <string.h>

enum { TEXT = 0, BOX = 1 };
enum { L = 1, R = 2, LR = L | R };

const struct shai_slot_info shai_slots[SHAI_SLOT_COUNT] = {
#define FIELD(id, name, group, kind, forms, zh, from, from_zh) \
    [SHAI_SLOT_##id] = {name, SHAI_GROUP_##group, (kind) == BOX, ((forms)&L) != 0, ((forms)&R) != 0, zh},
#include "paper/fields.def"
#undef FIELD
};

const char *const shai_slot_groups[SHAI_GROUP_COUNT] = {
    [SHAI_GROUP_PROBLEMS] = "problems", [SHAI_GROUP_ITEMS] = "items"};

enum shai_slot shai_slot_find(const char *name, size_t len)
{
    int i = 0;
    while (i < SHAI_SLOT_COUNT && (strlen(shai_slots[i].name) != len || memcmp(shai_slots[i].name, name, len) != 0))
        i++;
    return (enum shai_slot)i;
}

const char *shai_slot_box(bool ticked)
{
    return ticked ? "☑" : "☐";
}
