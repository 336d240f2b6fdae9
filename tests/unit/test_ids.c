/* Uniqueness of ids: at once within memory, at the end beyond it, exactly in both. */
#include "runtime/ids.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena, scratch;
static struct shai_ids ids;

static int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_arena_init(&scratch, &shai_mem_libc, &panic);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    shai_ids_close(&ids);
    shai_arena_release(&arena);
    shai_arena_release(&scratch);
    return 0;
}

static bool add(const char *id, uint64_t row, uint64_t *first)
{
    return shai_ids_add(&ids, id, strlen(id), row, first);
}

static void test_at_once(void **state)
{
    (void)state;
    uint64_t first = 0;
    shai_ids_init(&ids, &arena, 0);
    for (uint64_t i = 0; i < 5000; i++) {
        char id[32];
        snprintf(id, sizeof id, "S-%d", (int)i);
        assert_true(add(id, i + 2, &first));
    }
    for (uint64_t i = 0; i < 5000; i++) {
        char id[32];
        snprintf(id, sizeof id, "S-%d", (int)i);
        assert_false(add(id, 9999, &first));
        assert_int_equal(first, i + 2);
    }
    assert_true(add("S-1 ", 1, &first)); /* not the same bytes */
    assert_true(add("S-", 1, &first));
    assert_true(shai_ids_add(&ids, "S-1\0", 4, 1, &first));
    assert_true(shai_ids_add(&ids, "S-1\0\0\0\0\0", 8, 1, &first));
    for (int i = 0; i < 300000; i++) { /* some of them have one hash */
        char id[32];
        snprintf(id, sizeof id, "T-%d", i);
        assert_true(add(id, 1, &first));
    }
    assert_int_equal(ids.fd, -1);
}

struct late {
    int count;
    uint64_t rows, firsts;
    char seen[30][32];
};

static void found(void *user, const char *id, size_t len, uint64_t first, uint64_t row)
{
    struct late *l = user;
    assert_true(first < row);
    if (l->count < 30) snprintf(l->seen[l->count], 32, "%.*s %d %d", (int)len, id, (int)first, (int)row);
    l->count++;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void test_spilled(void **state)
{
    (void)state;
    uint64_t first = 0, row = 2;
    shai_ids_init(&ids, &arena, 64 * 1024); /* some thousand ids at a time */
    char long_id[100 * 1024];
    memset(long_id, 'L', sizeof long_id);
    assert_true(shai_ids_add(&ids, long_id, sizeof long_id, row++, &first));
    int at_once = 0;
    for (int i = 0; i < 40000; i++, row++) {
        char id[32];
        snprintf(id, sizeof id, "S-%d", i == 30000 || i == 39999 ? 5 : i == 20000 ? 100 : i == 39990 ? 39989 : i);
        if (!add(id, row, &first)) at_once++;
    }
    assert_true(shai_ids_add(&ids, long_id, sizeof long_id, row++, &first));
    assert_int_equal(at_once, 1); /* 39989 is still in memory */
    assert_true(ids.run_count > 10);
    struct late late = {0};
    shai_ids_finish(&ids, &scratch, found, &late);
    assert_int_equal(ids.error, 0);
    assert_int_equal(late.count, 4);
    qsort(late.seen, 4, sizeof *late.seen, by_text);
    assert_string_equal(late.seen[1], "S-100 103 20003");
    assert_string_equal(late.seen[2], "S-5 8 30003");
    assert_string_equal(late.seen[3], "S-5 8 40002");
    assert_int_equal(late.seen[0][0], 'L');
}

static void test_many_at_random(void **state)
{
    (void)state;
    enum { COUNT = 20000, RANGE = 15000 };
    static uint64_t first_row[RANGE];
    uint64_t first, x = 12345;
    int want = 0, at_once = 0;
    memset(first_row, 0, sizeof first_row);
    shai_ids_init(&ids, &arena, 40 * 1024);
    for (uint64_t row = 1; row <= COUNT; row++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        unsigned n = (unsigned)(x >> 33) % RANGE;
        char id[16];
        snprintf(id, sizeof id, "%x", n * 2654435761u);
        if (!add(id, row, &first)) {
            at_once++;
            assert_int_not_equal(first_row[n], 0);
        }
        if (first_row[n]) want++;
        else first_row[n] = row;
    }
    struct late late = {0};
    shai_ids_finish(&ids, &scratch, found, &late);
    assert_int_equal(at_once + late.count, want);
}

static void test_no_room(void **state)
{
    (void)state;
    uint64_t first;
    setenv("TMPDIR", "/nonexistent-folder", 1);
    shai_ids_init(&ids, &arena, 1024);
    for (int i = 0; i < 5000 && !ids.error; i++) {
        char id[16];
        snprintf(id, sizeof id, "%d", i);
        add(id, 1, &first);
    }
    assert_int_not_equal(ids.error, 0);
    struct late late = {0};
    shai_ids_finish(&ids, &scratch, found, &late);
    unsetenv("TMPDIR");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_spilled, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_at_random, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_room, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
