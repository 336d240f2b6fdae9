/* Workbooks as data, for programs that are linked with sheet/. */
#ifndef SHAI_CMD_WORKBOOK_H
#define SHAI_CMD_WORKBOOK_H

#include "runtime/rows.h"

/* As struct shai_cmd.open_workbook asks. */
struct shai_rows *shai_cmd_open_workbook(struct shai_arena *arena, struct shai_diags *diags, int fd, const char *name,
                                         const char *sheet);

#endif
