/* See workbook.h. */
#include "cmd/workbook.h"

#include "sheet/xlsx.h"

struct shai_rows *shai_cmd_open_workbook(struct shai_arena *arena, struct shai_diags *diags, int fd, const char *name,
                                         const char *sheet)
{
    struct shai_xlsx *x = SHAI_NEW(arena, struct shai_xlsx);
    shai_xlsx_init(x);
    shai_xlsx_open(x, arena, diags, fd, name, sheet); /* what is wrong is said; its rows are broken then */
    return &x->rows;
}
