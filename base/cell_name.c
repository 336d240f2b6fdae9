/* Names of cells. In: row and column. Out: the name a spreadsheet shows. */
#include "base/cell_name.h"

#include <inttypes.h>

const char *shai_cell_name(struct shai_arena *arena, uint64_t row, uint32_t column)
{
    char letters[8];
    size_t at = sizeof letters;
    letters[--at] = '\0';
    for (uint32_t n = column; n; n = (n - 1) / 26) letters[--at] = (char)('A' + (n - 1) % 26);
    if (!row) return shai_arena_printf(arena, "%s", letters + at);
    return shai_arena_printf(arena, "%s%" PRIu64, letters + at, row);
}
