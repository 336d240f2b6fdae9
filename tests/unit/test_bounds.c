/* The bounds of a source (grammar/bound.h), from both sides: what is at the bound is read, one more is refused, by
 * one message that says where, how many there are and how many there may be. */
#include "base/strbuf.h"
#include "lang/spec.h"

#include <cmocka.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

static struct shai_arena arena;
static struct shai_panic panic;

/* A source: a head, as many pieces as asked for, a tail. `%d` in a piece is its number. */
struct kind {
    const char *code;
    int most;
    const char *head, *piece, *tail;
};

#define ITEM "item a { basis S method S measure number limit ≤ 1 hazard general }"

/* `most` pieces are well, one more is not. What the head holds counts: so many fewer pieces. */
static const struct kind kinds[] = {
    {"E0641", SHAI_MOST_ROWS, "attribute k : number table T[k] : number {\n| k | v |\n", "| %d | 1 |\n", "} " ITEM},
    {"E0641", SHAI_MOST_ITEMS, "items T {\n| item | v |\n", "| a%d | 1 |\n",
     "each { basis S method S measure number limit ≤ v hazard general } }"},
    {"E0642", SHAI_MOST_COLUMNS - 1, "attribute k : number grade G { \"0\" } table T[k] : number {\n| k ", "| %d ",
     "|\n} " ITEM},
    {"E0643", SHAI_MOST_ITEMS, "", "item a%d { basis S method S measure number limit ≤ 1 hazard general }\n", ""},
    {"E0644", SHAI_MOST_DECLARATIONS - 2, "", "let x%d = %d\n", ITEM},
    {"E0646", SHAI_MOST_CHOICES, "attribute c : choice { ", "a%d, ", "} " ITEM},
    {"E0646", SHAI_MOST_CHOICES, "grade G { ", "\"%d\", ", "} " ITEM},
    {"E0647", SHAI_MOST_CASES - 1, "attribute x : number let y = { ", "%d when x > %d; ", "1 otherwise } " ITEM},
    {"E0647", SHAI_MOST_CASES - 1, "attribute x : number verdict { ", "serious when x > %d; ",
     "general otherwise } " ITEM},
    {"E0648", SHAI_MOST_ELEMENTS - 1, "attribute x : number item b { basis S require x in { ", "%d, ",
     "9999 } hazard general }"},
    {"E0649", SHAI_MOST_ARGUMENTS - 1, "attribute x : number let y = max(", "%d, ", "x) " ITEM},
    {"E0650", SHAI_MOST_CLAUSES - 3, "item b { basis S measure number hazard general\n", "require reading > %d\n",
     "}"},
    {"E0651", SHAI_MOST_EXAMPLES, ITEM "\n", "example \"%d\" { a = 1; expect pass }\n", ""},
    {"E0652", SHAI_MOST_SETTINGS - 1, "attribute x : text " ITEM " example \"e\" { ", "x = \"%d\"; ",
     "expect a pass }"},
    {"E0653", SHAI_NAME_LENGTH - 1, "let x", "名", " = 1 " ITEM},
    {"E0654", SHAI_TEXT_LENGTH, "scope \"", "字", "\" " ITEM},
    {"E0654", SHAI_TEXT_LENGTH, "///", "字", "\n" ITEM},
    {"E0657", SHAI_MOST_UNITS, "", "unit u%d = 2 mm\n", ITEM},
    {"E0226", SHAI_MOST_OPEN - 1, "let x = ", "(", "1"},
    {"E0226", SHAI_DEPTH_MAX, "let x = ", "1 + ", "1 " ITEM},
    {"E0226", SHAI_DEPTH_MAX, "let x = ", "- ", "1 " ITEM},
};

static const char *made(const struct kind *k, int count)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, &arena);
    shai_strbuf_puts(&b, "spec t {\nstandard S \"GB 1-2020\"\n");
    shai_strbuf_puts(&b, k->head);
    for (int i = 0; i < count; i++)
        for (const char *s = k->piece; *s; s++) {
            if (s[0] == '%' && s[1] == 'd') {
                if (strcmp(k->code, "E0657") == 0) /* a unit has no digits */
                    shai_strbuf_printf(&b, "%c%c%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
                else shai_strbuf_printf(&b, "%d", i);
                s++;
            } else {
                shai_strbuf_putc(&b, *s);
            }
        }
    shai_strbuf_puts(&b, k->tail);
    for (int i = 0; strcmp(k->piece, "(") == 0 && i < count; i++) shai_strbuf_putc(&b, ')');
    shai_strbuf_puts(&b, strcmp(k->piece, "(") == 0 ? ITEM "\n}\n" : "\n}\n");
    return b.s;
}

static struct shai_diags diags;
static struct shai_sources sources;

static void check(const char *text)
{
    shai_sources_init(&sources, &arena);
    shai_diags_init(&diags, &arena, &sources);
    shai_spec_from_text(&arena, &diags, &sources, "t.shai", text, strlen(text), NULL);
}

static bool is(const struct kind *k, const struct shai_diag *d)
{
    return strcmp(shai_diag_infos[d->id].code, k->code) == 0;
}

static void test_both_sides(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct kind *k = &kinds[i];
        bool family = strncmp(k->head, "items", 5) == 0;
        shai_arena_init(&arena, &shai_mem_libc, &panic);
        check(made(k, k->most));
        for (const struct shai_diag *d = diags.first; d; d = d->next)
            if (is(k, d)) fail_msg("%zu: %s at its bound", i, k->code);
        const char *text = made(k, k->most + 1);
        check(text);
        if (diags.errors != 1) fail_msg("%zu: %s beyond its bound: %zu errors", i, k->code, diags.errors);
        const struct shai_diag *d = diags.first;
        if (!family && !is(k, d)) fail_msg("%zu: %s, not %s", i, shai_diag_infos[d->id].code, k->code);
        if (family) assert_string_equal(shai_diag_infos[d->id].code, "E0643");
        assert_true(d->has_span && d->span.begin > 10 && d->span.file == sources.count - 1);
        assert_non_null(strstr(shai_diag_text(&arena, d, SHAI_EN), "most"));
        assert_non_null(strstr(shai_diag_text(&arena, d, SHAI_ZH), "最多"));
        assert_true(*shai_diag_mend(&arena, d, SHAI_ZH) && *shai_diag_mend(&arena, d, SHAI_EN));
        check(made(k, 3 * k->most)); /* and far beyond */
        assert_int_equal(diags.errors, 1);
        shai_arena_release(&arena);
    }
}

/* The place is the first one that is too many, and the message says how many there are. */
static void test_place(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    check(made(&kinds[0], SHAI_MOST_ROWS + 7));
    assert_int_equal(shai_source_place(&sources.at[diags.first->span.file], diags.first->span.begin).line,
                     4 + SHAI_MOST_ROWS + 1);
    assert_string_equal(shai_diag_text(&arena, diags.first, SHAI_EN), "this table has 10007 rows; the most is 10000");
    shai_arena_release(&arena);
}

/* Braces that nobody closes are one mistake, whether they fit or not. */
static void test_open_braces(void **state)
{
    (void)state;
    static const char *const heads[] = {"", "spec t {", "spec t { item a {", "spec t { let x = {",
                                        "spec t { group \"g\" {"};
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct shai_strbuf b;
        shai_strbuf_init(&b, &arena);
        shai_strbuf_puts(&b, heads[i]);
        for (int n = 0; n < 100000; n++) shai_strbuf_putc(&b, '{');
        check(b.s);
        assert_int_equal(diags.errors, 1);
    }
    shai_arena_release(&arena);
}

/* A table of the largest size is looked up. */
static void test_largest_table(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    struct kind k = kinds[0];
    k.tail = "} item a { basis S method S measure number limit ≤ T[k] hazard general }";
    check(made(&k, SHAI_MOST_ROWS));
    assert_int_equal(diags.errors, 0);
    struct shai_spec *spec = shai_spec_from_text(&arena, &diags, &sources, "t.shai", made(&k, SHAI_MOST_ROWS),
                                                 strlen(made(&k, SHAI_MOST_ROWS)), NULL);
    assert_non_null(shai_compile(&arena, &diags, spec));
    shai_arena_release(&arena);
}

int main(void)
{
    if (setjmp(panic.env)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_sides),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_open_braces),
        cmocka_unit_test(test_largest_table),
    };
    return cmocka_run_group_tests_name("bounds", tests, NULL, NULL);
}
