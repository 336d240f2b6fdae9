/* The register of letter numbers: none is given twice, and a letter keeps its own. */
#include "paper/register.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_diags diags;
static char path[] = "/tmp/sushai-register-XXXXXX";
static const char *number, *owner;

static int begin(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_diags_init(&diags, &arena, NULL);
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(path);
    shai_arena_release(&arena);
    return 0;
}

static struct shai_campaign counting = {.letter_no = "〔{year}〕{seq:3}号", .year = "2025", .first_seq = 8};

static struct shai_register *opened(const struct shai_campaign *campaign)
{
    struct shai_register *reg = shai_register_new(&arena, campaign);
    assert_true(shai_register_open(reg, &diags, path));
    return reg;
}

static const char *given(struct shai_register *reg, const char *sample_id, const char *recipient)
{
    assert_int_equal(shai_register_number(reg, sample_id, recipient, "玩具", &number, &owner), SHAI_REGISTER_GIVEN);
    return number;
}

static enum shai_diag_id last_id(void)
{
    const struct shai_diag *d = diags.first;
    while (d->next) d = d->next;
    return d->id;
}

static void write_file(const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void test_in_memory(void **state)
{
    (void)state;
    struct shai_register *reg = shai_register_new(&arena, &counting);
    assert_string_equal(given(reg, "S-1", "producer"), "〔2025〕008号");
    assert_string_equal(given(reg, "S-1", "seller"), "〔2025〕009号");
    assert_string_equal(given(reg, "S-1", "producer"), "〔2025〕008号");
    struct shai_campaign none = {.first_seq = 1};
    assert_null(given(shai_register_new(&arena, &none), "S-1", "seller"));
}

static void test_over_runs(void **state)
{
    (void)state;
    struct shai_register *reg = opened(&counting);
    given(reg, "S-\"1\"", "producer");
    given(reg, "S-2", "producer");
    shai_register_close(reg);
    reg = opened(&counting);
    assert_string_equal(given(reg, "S-3", "seller"), "〔2025〕010号");
    assert_string_equal(given(reg, "S-2", "producer"), "〔2025〕009号");
    assert_string_equal(given(reg, "S-\"1\"", "producer"), "〔2025〕008号");
    shai_register_close(reg);
    /* another year begins anew, also for samples that are numbered as those of the year before */
    struct shai_campaign next = counting;
    next.year = "2026";
    reg = opened(&next);
    assert_string_equal(given(reg, "S-4", "seller"), "〔2026〕008号");
    assert_string_equal(given(reg, "S-2", "producer"), "〔2026〕009号");
    shai_register_close(reg);
    reg = opened(&counting);
    assert_string_equal(given(reg, "S-2", "producer"), "〔2025〕009号");
    shai_register_close(reg);
}

static void test_many(void **state)
{
    (void)state;
    char id[16];
    struct shai_register *reg = shai_register_new(&arena, &counting);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 3000; i++) {
            snprintf(id, sizeof id, "S-%d", i);
            given(reg, id, "seller");
            assert_int_equal(strtol(number + strlen("〔2025〕"), NULL, 10), 8 + i);
        }
}

static void test_taken(void **state)
{
    (void)state;
    struct shai_campaign fixed = {.letter_no = "{sample_id}号", .first_seq = 1};
    struct shai_register *reg = shai_register_new(&arena, &fixed);
    assert_string_equal(given(reg, "S-1", "producer"), "S-1号");
    assert_int_equal(shai_register_number(reg, "S-1", "seller", "玩具", &number, &owner), SHAI_REGISTER_TAKEN);
    assert_string_equal(number, "S-1号");
    assert_string_equal(owner, "S-1");
    assert_string_equal(given(reg, "S-2", "seller"), "S-2号");
    /* numbers of a count are passed over where another pattern gave them */
    write_file(
        "{\"letter_no\":\"〔2025〕008号\",\"series\":\"x\",\"seq\":1,\"sample_id\":\"A\",\"recipient\":\"seller\","
        "\"spec\":\"玩具\"}\n");
    reg = opened(&counting);
    assert_string_equal(given(reg, "S-1", "seller"), "〔2025〕009号");
    shai_register_close(reg);
}

static void test_damaged(void **state)
{
    static const char *const files[] = {
        "{\"letter_no\":\"1\",\"series\":\"x\",\"seq\":1,\"sample_id\":\"A\",\"recipient\":\"s\",\"spec\":\"p\"}",
        "{\"letter_no\":\"1\"}\n",
        "{\"letter_no\":\"1\",\"series\":\"x\",\"seq\":-1,\"sample_id\":\"A\",\"recipient\":\"s\",\"spec\":\"p\"}\n",
        "\n",
        "x\n",
        "\xFF\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        write_file(files[i]);
        struct stat before, after;
        assert_int_equal(stat(path, &before), 0);
        struct shai_register *reg = shai_register_new(&arena, &counting);
        assert_false(shai_register_open(reg, &diags, path));
        assert_int_equal(diags.errors, i + 1);
        assert_int_equal(last_id(), SHAI_D_REGISTER_LINE);
        assert_int_equal(stat(path, &after), 0);
        assert_int_equal(after.st_size, before.st_size);
    }
    struct shai_register *reg = shai_register_new(&arena, &counting);
    assert_false(shai_register_open(reg, &diags, "/tmp"));
    assert_int_equal(last_id(), SHAI_D_REGISTER_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_in_memory, begin, end),
        cmocka_unit_test_setup_teardown(test_over_runs, begin, end),
        cmocka_unit_test_setup_teardown(test_many, begin, end),
        cmocka_unit_test_setup_teardown(test_taken, begin, end),
        cmocka_unit_test_setup_teardown(test_damaged, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
