/* Results as a workbook: between the loop over samples (results.c) and the sheets (sheet/results.h). */
#include "cmd/results_book.h"

#include "sheet/results.h"

struct book {
    struct shai_cmd *cmd;
    struct shai_results_workbook workbook;
};

static bool failed(struct book *b)
{
    shai_cmd_cannot(b->cmd, SHAI_D_WORKBOOK_FAILED, b->workbook.w.why, NULL);
    return false;
}

static bool begin(void *user, const struct shai_program *program)
{
    struct book *b = user;
    return shai_results_workbook_begin(&b->workbook, &b->cmd->life, program, 0) || failed(b);
}

static void put(void *user, struct shai_arena *arena, const struct shai_result *result)
{
    struct book *b = user;
    shai_results_workbook_put(&b->workbook, arena, result);
}

static bool finish(void *user, struct shai_out *out)
{
    struct book *b = user;
    return shai_results_workbook_finish(&b->workbook, &b->cmd->life, out) || failed(b);
}

static void drop(void *user)
{
    struct book *b = user;
    shai_results_workbook_drop(&b->workbook);
}

const struct shai_results_book *shai_results_book_new(struct shai_cmd *cmd)
{
    struct book *b = SHAI_NEW(&cmd->life, struct book);
    struct shai_results_book *form = SHAI_NEW(&cmd->life, struct shai_results_book);
    b->cmd = cmd;
    *form = (struct shai_results_book){.user = b, .begin = begin, .put = put, .finish = finish, .drop = drop};
    return form;
}
