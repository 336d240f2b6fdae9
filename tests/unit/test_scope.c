/* Names: found, taken, replaced; the distance of two names, and the nearest one. */
#include "lang/checker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_scope scope;

static int open_scope(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_scope_init(&scope, &arena);
    return 0;
}

static int close_scope(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static void test_add_and_find(void **state)
{
    (void)state;
    struct shai_decl a = {0}, b = {0};
    assert_null(shai_scope_find(&scope, "铅"));
    assert_null(shai_scope_add(&scope, "铅", &a));
    assert_ptr_equal(shai_scope_find(&scope, "铅"), &a);
    assert_null(shai_scope_find(&scope, "镉"));
    assert_null(shai_scope_find(&scope, ""));
    assert_ptr_equal(shai_scope_add(&scope, "铅", &b), &a); /* taken: the earlier one, and it stays */
    assert_ptr_equal(shai_scope_find(&scope, "铅"), &a);
    shai_scope_replace(&scope, "铅", &b);
    assert_ptr_equal(shai_scope_find(&scope, "铅"), &b);
    shai_scope_replace(&scope, "镉", &a);
    assert_ptr_equal(shai_scope_find(&scope, "镉"), &a);
    assert_null(shai_scope_find(&scope, "PB"));
    assert_null(shai_scope_add(&scope, "Pb", &a)); /* letter case counts */
    assert_null(shai_scope_find(&scope, "PB"));
}

enum { MANY = 5000 };

static void test_many_names(void **state)
{
    (void)state;
    struct shai_decl *decls = SHAI_NEW_N(&arena, struct shai_decl, MANY);
    for (size_t i = 0; i < MANY; i++)
        assert_null(shai_scope_add(&scope, shai_arena_printf(&arena, "项目%zu", i), &decls[i]));
    assert_int_equal(scope.count, MANY);
    assert_true(scope.bucket_count >= MANY / 2); /* it grew */
    for (size_t i = 0; i < MANY; i++) {
        const char *name = shai_arena_printf(&arena, "项目%zu", i);
        assert_ptr_equal(shai_scope_find(&scope, name), &decls[i]);
        assert_ptr_equal(shai_scope_add(&scope, name, &decls[0]), &decls[i]);
    }
    assert_int_equal(scope.count, MANY);
    assert_null(shai_scope_find(&scope, "项目5000"));
}

static void test_distance(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        unsigned distance;
    } pairs[] = {
        {"", "", 0},
        {"", "abc", 3},
        {"lead", "lead", 0},
        {"lead", "Lead", 0},     /* letter case */
        {"lead", "ｌｅａｄ", 0}, /* width */
        {"lead", "laed", 1},     /* neighbours changed places */
        {"lead", "leda", 1},
        {"lead", "led", 1},
        {"lead", "leads", 1},
        {"lead", "bead", 1},
        {"ca", "abc", 3}, /* no substitution inside a swap */
        {"kitten", "sitting", 3},
        {"材料类别", "材料类型", 1}, /* characters, not bytes */
        {"最小适月龄", "最小适用月龄", 1},
        {"铅", "镉", 1},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        unsigned there = shai_name_distance(pairs[i].a, pairs[i].b),
                 back = shai_name_distance(pairs[i].b, pairs[i].a);
        if (there != pairs[i].distance || back != there)
            fail_msg("%s, %s: %u and %u, not %u", pairs[i].a, pairs[i].b, there, back, pairs[i].distance);
    }
    /* Of longer names the first 32 characters are held against each other. */
    assert_int_equal(shai_name_distance("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaay"), 0);
    assert_int_equal(shai_name_distance("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaay"), 1);
}

static void test_near(void **state)
{
    (void)state;
    assert_true(shai_name_is_near("laed", "lead"));
    assert_false(shai_name_is_near("lead", "lead")); /* the same name is no misspelling */
    assert_false(shai_name_is_near("铅", "镉"));     /* one character says nothing */
    assert_true(shai_name_is_near("Lead", "lead"));  /* the case is a slip */
    assert_true(shai_name_is_near("a", "A"));
    assert_true(shai_name_is_near("造形黏土", "造型黏土"));
    assert_true(shai_name_is_near("abcd", "abcx"));
    assert_false(shai_name_is_near("abcd", "abxy"));  /* of four one, */
    assert_true(shai_name_is_near("abcde", "abcxy")); /* of five to eight two, */
    assert_false(shai_name_is_near("abcdefgh", "abcdexyz"));
    assert_true(shai_name_is_near("abcdefghi", "abcdefxyz")); /* of nine three */
    assert_false(shai_name_is_near("abcdefghi", "abcdewxyz"));
}

static void test_nearest(void **state)
{
    (void)state;
    struct shai_decl d = {0};
    assert_null(shai_scope_nearest(&scope, "lead"));
    static const char *const names[] = {"lead", "mead", "cadmium", "材料类别", "铅", "beta2", "beta1"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) shai_scope_add(&scope, names[i], &d);
    assert_string_equal(shai_scope_nearest(&scope, "cadmuim"), "cadmium");
    assert_string_equal(shai_scope_nearest(&scope, "材料类型"), "材料类别");
    assert_null(shai_scope_nearest(&scope, "镉"));
    assert_null(shai_scope_nearest(&scope, "zinc"));
    assert_string_equal(shai_scope_nearest(&scope, "leaf"), "lead");   /* 1, not mead's 2 */
    assert_string_equal(shai_scope_nearest(&scope, "nead"), "lead");   /* as near as mead, and first by name: */
    assert_string_equal(shai_scope_nearest(&scope, "beta3"), "beta1"); /* whatever the order in the table */
    assert_string_equal(shai_scope_nearest(&scope, "LEAD"), "lead");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_add_and_find, open_scope, close_scope),
        cmocka_unit_test_setup_teardown(test_many_names, open_scope, close_scope),
        cmocka_unit_test_setup_teardown(test_distance, open_scope, close_scope),
        cmocka_unit_test_setup_teardown(test_near, open_scope, close_scope),
        cmocka_unit_test_setup_teardown(test_nearest, open_scope, close_scope),
    };
    return cmocka_run_group_tests_name("scope", tests, NULL, NULL);
}
