/* What a file is that is no .xlsx, though it may have been meant as one. */
#ifndef SHAI_SHEET_RECOGNISE_H
#define SHAI_SHEET_RECOGNISE_H

#include "sheet/archive.h"

/* Of the older container: an old .xls, or a workbook behind a password; SHAI_DIAG_COUNT: it is none of them. */
enum shai_diag_id shai_workbook_other(struct shai_arena *arena, int fd);
/* Of an archive: .ods, .xlsb, or no workbook; SHAI_DIAG_COUNT: an .xlsx. */
enum shai_diag_id shai_archive_other(struct shai_archive *archive);

#endif
