/* Names of cells. */
#include "sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_cell_names(void **state)
{
    static const struct {
        uint64_t row;
        uint32_t column;
        const char *name;
    } cells[] = {
        {1, 1, "A1"},    {12, 26, "Z12"},  {12, 27, "AA12"},  {3, 28, "AB3"},
        {7, 702, "ZZ7"}, {7, 703, "AAA7"}, {0, 16384, "XFD"}, {SHAI_SHEET_ROWS, SHAI_SHEET_COLUMNS, "XFD1048576"},
    };
    (void)state;
    struct shai_panic panic;
    struct shai_arena arena;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        assert_string_equal(shai_sheet_cell_name(&arena, cells[i].row, cells[i].column), cells[i].name);
    shai_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cell_names),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
