/* Several threads without memory. Every n-th allocation of an evaluation with jobs fails, whichever thread asks for
 * it: it must end with "no memory", give everything back, and hang nowhere. Results of those that pass are all there.
 */
#include "cmd/judge.h"
#include "cmd/results.h"
#include "lang/spec.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* --- an allocator that fails once, for threads -------------------------------------------------------------------
 */

struct failing {
    atomic_size_t count, live;
    size_t fail_at; /* this request fails; 0: none */
};

static void *failing_alloc(void *user, size_t size)
{
    struct failing *f = user;
    if (atomic_fetch_add(&f->count, 1) + 1 == f->fail_at) return NULL;
    void *p = malloc(size);
    if (p) atomic_fetch_add(&f->live, 1);
    return p;
}

static void failing_free(void *user, void *ptr)
{
    struct failing *f = user;
    if (!ptr) return;
    atomic_fetch_sub(&f->live, 1);
    free(ptr);
}

/* --- an evaluation -----------------------------------------------------------------------------------------------
 */

enum { JOBS = 3, SAMPLES = 700, REFUSED = 70 };

static const char spec_text[] =
    "spec x { title \"x\" version \"1\" standard G \"GB 1-2020\" \"t\"\n"
    "  item a { basis G \"1\" method G \"2\" measure number mg/kg limit <= 90 hazard general } }\n";

static char data_path[] = "/tmp/sushai-jobs-XXXXXX";
static struct shai_panic panic_point;
static struct shai_arena arena;
static struct shai_program *program;

static int set_up(void **state)
{
    (void)state;
    struct shai_sources sources;
    struct shai_diags diags;
    shai_arena_init(&arena, &shai_mem_libc, &panic_point);
    shai_sources_init(&sources, &arena);
    shai_diags_init(&diags, &arena, &sources);
    struct shai_spec *spec =
        shai_spec_from_text(&arena, &diags, &sources, "spec", spec_text, strlen(spec_text), NULL);
    if (diags.errors) {
        struct shai_out out;
        shai_out_init(&out, 2);
        shai_diags_print(&out, &diags, (struct shai_diag_style){.lang = SHAI_EN, .ambiguous = 1});
        shai_out_flush(&out);
        return -1;
    }
    program = shai_compile(&arena, &diags, spec);
    int fd = mkstemp(data_path);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
    if (!f || !program) return -1;
    fputs("sample_id,a,brand\n", f);
    for (int i = 0; i < SAMPLES; i++) fprintf(f, "S-%d,%s,%0200d\n", i, i % 10 == 9 ? "x" : "100.5", i);
    return fclose(f);
}

static int tear_down(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return unlink(data_path);
}

/* Returns the exit status. */
static int evaluate(struct shai_cmd *cmd, const char *format)
{
    const struct shai_results_options options = {.format = format[0] == 'c' ? SHAI_RESULTS_CSV : SHAI_RESULTS_NDJSON,
                                                 .jobs = "3"};
    uint64_t verdicts[3];
    if (!SHAI_TRY(&cmd->panic)) return shai_cmd_no_memory(cmd);
    int status = shai_results_evaluate(cmd, program, data_path, &options, "/dev/null", verdicts);
    if (status == SHAI_EXIT_FOUND) assert_int_equal(verdicts[SHAI_VERDICT_FAIL], SAMPLES - REFUSED);
    return status;
}

/* Fails one request in each run until none is left to fail. Returns how many runs lacked memory. */
static size_t fail_each(const char *format, size_t stride)
{
    struct failing f = {.fail_at = 1};
    const struct shai_mem mem = {failing_alloc, failing_free, &f, 1024};
    static struct shai_cmd cmd;
    size_t lacked = 0;
    for (;; f.fail_at += stride) {
        atomic_store(&f.count, 0);
        shai_cmd_init(&cmd, &mem);
        cmd.err.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
        int status = evaluate(&cmd, format);
        shai_cmd_finish(&cmd);
        close(cmd.err.fd);
        assert_int_equal(atomic_load(&f.live), 0);
        if (atomic_load(&f.count) < f.fail_at) {
            assert_int_equal(status, SHAI_EXIT_FOUND);
            return lacked;
        }
        assert_int_equal(status, SHAI_EXIT_CANNOT);
        lacked++;
    }
}

static void test_csv(void **state)
{
    (void)state;
    assert_true(fail_each("csv", 1) > 30);
}

static void test_ndjson(void **state)
{
    (void)state;
    assert_true(fail_each("ndjson", 3) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_csv), cmocka_unit_test(test_ndjson)};
    return cmocka_run_group_tests_name("jobs", tests, set_up, tear_down);
}
