/* What the files of sheet/ hold in common: the formats of workbooks (ECMA-376) that are read and written, and how a
 * sheet's cells are named. It knows nothing of specs. */
#ifndef SHAI_SHEET_SHEET_H
#define SHAI_SHEET_SHEET_H

#include "base/arena.h"

#include <stdint.h>

/* The most that a worksheet holds (ECMA-376 as programs implement it). */
enum { SHAI_SHEET_ROWS = 1048576, SHAI_SHEET_COLUMNS = 16384 };

/* "AB12" of row 12, column 28 (both from 1); a row of 0 gives the column alone. */
const char *shai_sheet_cell_name(struct shai_arena *arena, uint64_t row, uint32_t column);

#endif
