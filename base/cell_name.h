/* How a spreadsheet names a cell. */
#ifndef SHAI_BASE_CELL_NAME_H
#define SHAI_BASE_CELL_NAME_H

#include "base/arena.h"

#include <stdint.h>

/* "AB12" of row 12, column 28 (both from 1); a row of 0 gives the column alone. */
const char *shai_cell_name(struct shai_arena *arena, uint64_t row, uint32_t column);

#endif
