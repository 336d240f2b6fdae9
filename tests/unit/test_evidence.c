/* Files of evidence: how names and hashes are told apart; what is found below a folder, and what leads out of it. */
#include "runtime/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* of the three bytes "abc" (FIPS 180-4's own example), and of no byte */
#define ABC  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define NONE "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static struct shai_panic panic_point;
static struct shai_arena arena;
static char folder[PATH_MAX]; /* holds in/ and secret */

static const char *at(const char *name)
{
    return shai_arena_printf(&arena, "%s/%s", folder, name);
}

static void put(const char *name, const char *text)
{
    FILE *f = fopen(at(name), "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic_point);
    char name[] = "/tmp/sushai-evidence-XXXXXX";
    if (!mkdtemp(name) || !realpath(name, folder)) return -1;
    mkdir(at("in"), 0700);
    mkdir(at("in/a"), 0700);
    mkdir(at("in-other"), 0700);
    put("secret", "abc");
    put("in-other/x", "abc");
    put("in/abc.jpg", "abc");
    put("in/empty", "");
    put("in/a/b.jpg", "abc");
    put("in/back\\slash", "abc");
    int fails = symlink("../secret", at("in/out")) + symlink("a/b.jpg", at("in/inner")) + symlink("..", at("in/up")) +
                symlink("round", at("in/round")) + mkfifo(at("in/pipe"), 0600);
    return fails;
}

static int tear_down(void **state)
{
    (void)state;
    int status = system(shai_arena_printf(&arena, "rm -r '%s'", folder));
    shai_arena_release(&arena);
    return status;
}

/* --- names -------------------------------------------------------------------------------------------------------
 */

static void expect_text(const char *got, const char *want)
{
    if (want) assert_string_equal(got, want);
    else assert_null(got);
}

static void expect_entry(const char *text, const char *file, const char *stated, const char *wrong)
{
    uint32_t count;
    struct shai_evidence *e = shai_evidence_read(&arena, text, strlen(text), &count);
    assert_int_equal(count, 1);
    expect_text(e->file, file);
    expect_text(e->stated, stated);
    expect_text(e->wrong, wrong);
    assert_int_equal(e->state, SHAI_EVIDENCE_UNCHECKED);
}

static void test_names(void **state)
{
    (void)state;
    expect_entry("a.jpg", "a.jpg", NULL, NULL);
    expect_entry("  my photo.jpg\r", "my photo.jpg", NULL, NULL);
    expect_entry("a.jpg sha256:" ABC, "a.jpg", ABC, NULL);
    expect_entry("my photo.jpg  " ABC, "my photo.jpg", ABC, NULL);
    expect_entry(ABC "  my photo.jpg", "my photo.jpg", ABC, NULL); /* as sha256sum prints it */
    expect_entry("a.jpg SHA256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", "a.jpg", ABC, NULL);
    expect_entry("a.jpg sha256:ba78", "a.jpg", NULL, "ba78");
    expect_entry("a.jpg sha256:", "a.jpg", NULL, "");
    expect_entry("a.jpg 00", "a.jpg 00", NULL, NULL); /* a name may have blanks */
    expect_entry(ABC, ABC, NULL, NULL);               /* and may be a hash */
    expect_entry("a.jpg " ABC "0", "a.jpg " ABC "0", NULL, NULL);
}

static void test_lists(void **state)
{
    (void)state;
    uint32_t count;
    static const char text[] = "a.jpg; b.mp4 " ABC "；;c d.jpg\n e ;";
    struct shai_evidence *e = shai_evidence_read(&arena, text, strlen(text), &count);
    assert_int_equal(count, 4);
    expect_text(e[0].file, "a.jpg");
    expect_text(e[1].file, "b.mp4");
    expect_text(e[1].stated, ABC);
    expect_text(e[2].file, "c d.jpg");
    expect_text(e[3].file, "e");
    shai_evidence_read(&arena, "", 0, &count);
    assert_int_equal(count, 0);
    shai_evidence_read(&arena, " ; \n", 4, &count);
    assert_int_equal(count, 0);
}

/* --- files -------------------------------------------------------------------------------------------------------
 */

static struct shai_evidence check(const char *file, const char *stated)
{
    struct shai_evidence e = {.file = file, .stated = stated};
    shai_evidence_check(&arena, at("in"), &e);
    return e;
}

static void expect_state(const char *file, enum shai_evidence_state state)
{
    struct shai_evidence e = check(file, NULL);
    if (e.state != state) fail_msg("%s: %s", file, shai_evidence_codes[e.state]);
    bool there = state == SHAI_EVIDENCE_FOUND;
    assert_true(there == (e.sha256 != NULL));
}

static void test_found(void **state)
{
    (void)state;
    struct shai_evidence e = check("abc.jpg", NULL);
    assert_int_equal(e.state, SHAI_EVIDENCE_FOUND);
    expect_text(e.sha256, ABC);
    assert_int_equal(e.bytes, 3);
    e = check("empty", NONE);
    assert_int_equal(e.state, SHAI_EVIDENCE_FOUND);
    expect_text(e.sha256, NONE);
    assert_int_equal(e.bytes, 0);
    expect_state("a/b.jpg", SHAI_EVIDENCE_FOUND);
    expect_state("./a//b.jpg", SHAI_EVIDENCE_FOUND);
    expect_state("a\\b.jpg", SHAI_EVIDENCE_FOUND);
    expect_state("back\\slash", SHAI_EVIDENCE_FOUND);
    expect_state("inner", SHAI_EVIDENCE_FOUND);
    expect_state("missing", SHAI_EVIDENCE_MISSING);
    expect_state("a/missing", SHAI_EVIDENCE_MISSING);
    expect_state("abc.jpg/x", SHAI_EVIDENCE_MISSING);
    expect_state("", SHAI_EVIDENCE_MISSING);
}

static void test_changed(void **state)
{
    (void)state;
    assert_int_equal(check("abc.jpg", ABC).state, SHAI_EVIDENCE_FOUND);
    struct shai_evidence e = check("abc.jpg", NONE);
    assert_int_equal(e.state, SHAI_EVIDENCE_CHANGED);
    expect_text(e.sha256, ABC);
    e = (struct shai_evidence){.file = "abc.jpg", .wrong = "ba78"};
    shai_evidence_check(&arena, at("in"), &e);
    assert_int_equal(e.state, SHAI_EVIDENCE_CHANGED);
}

static void test_outside(void **state)
{
    (void)state;
    expect_state("..", SHAI_EVIDENCE_OUTSIDE);
    expect_state("../secret", SHAI_EVIDENCE_OUTSIDE);
    expect_state("..\\secret", SHAI_EVIDENCE_OUTSIDE);
    expect_state("a/../../secret", SHAI_EVIDENCE_OUTSIDE);
    expect_state("a/../abc.jpg", SHAI_EVIDENCE_OUTSIDE); /* by its name alone */
    expect_state("../in/abc.jpg", SHAI_EVIDENCE_OUTSIDE);
    expect_state("../in-other/x", SHAI_EVIDENCE_OUTSIDE);
    expect_state(at("in/abc.jpg"), SHAI_EVIDENCE_OUTSIDE);
    expect_state("\\\\server\\x", SHAI_EVIDENCE_OUTSIDE);
    expect_state("C:\\x", SHAI_EVIDENCE_OUTSIDE);
    expect_state("out", SHAI_EVIDENCE_OUTSIDE);
    expect_state("up/secret", SHAI_EVIDENCE_OUTSIDE);
    expect_state("up/in-other/x", SHAI_EVIDENCE_OUTSIDE);
    expect_state("up/in/abc.jpg", SHAI_EVIDENCE_FOUND); /* out and in again */
    struct shai_evidence e = {.file = "usr"};
    shai_evidence_check(&arena, "/", &e);
    assert_int_equal(e.state, SHAI_EVIDENCE_UNREADABLE); /* below the root is everything */
}

static void test_unreadable(void **state)
{
    (void)state;
    struct shai_evidence e = check("a", NULL);
    assert_int_equal(e.state, SHAI_EVIDENCE_UNREADABLE);
    assert_int_equal(e.error, 0);
    expect_state("pipe", SHAI_EVIDENCE_UNREADABLE); /* without waiting for its other end */
    e = check("round", NULL);
    assert_int_equal(e.state, SHAI_EVIDENCE_UNREADABLE);
    assert_int_equal(e.error, ELOOP);
    char name[400];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(check(name, NULL).error, ENAMETOOLONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),   cmocka_unit_test(test_lists),   cmocka_unit_test(test_found),
        cmocka_unit_test(test_changed), cmocka_unit_test(test_outside), cmocka_unit_test(test_unreadable),
    };
    return cmocka_run_group_tests_name("evidence", tests, set_up, tear_down);
}
