/* See sheet.h. */
#include "sheet/sheet.h"

#include "base/cell_name.h"

const char *shai_sheet_cell_name(struct shai_arena *arena, uint64_t row, uint32_t column)
{
    return shai_cell_name(arena, row, column);
}
