/* Results as a workbook: a sheet of samples, one of items, one that says what they are.
 *
 * Rows are written as samples come and are not kept in memory. A sheet that is full goes on in another one. */
#ifndef SHAI_SHEET_RESULTS_H
#define SHAI_SHEET_RESULTS_H

#include "runtime/result.h"
#include "sheet/workbook.h"

struct shai_sheet_rows {
    lxw_worksheet *sheet;
    uint32_t next;  /* row, from 0 */
    uint32_t count; /* of sheets of this kind so far */
    uint32_t most;  /* rows of a sheet */
};

struct shai_results_workbook {
    struct shai_workbook w;
    const struct shai_program *program;
    struct shai_sheet_rows samples, items;
    lxw_worksheet *about;
    lxw_format *formats[16]; /* by enum format of results_xlsx.c */
    uint64_t verdicts[3];
};

/* most: rows of a sheet, 0: what a worksheet holds (tests take fewer). False with w.why. */
bool shai_results_workbook_begin(struct shai_results_workbook *book, struct shai_arena *arena,
                                 const struct shai_program *program, uint32_t most);
/* A sample and its items. Texts are worked out in `arena`, which may be reset afterwards. */
void shai_results_workbook_put(struct shai_results_workbook *book, struct shai_arena *arena,
                               const struct shai_result *result);
/* As shai_workbook_finish; arena: for the last sheet. */
bool shai_results_workbook_finish(struct shai_results_workbook *book, struct shai_arena *arena, struct shai_out *out);
void shai_results_workbook_drop(struct shai_results_workbook *book);

#endif
