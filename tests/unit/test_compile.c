/* What holds of every compiled program: it verifies, no constant stands twice, a register is written once, jumps go
 * forward; the program made from the source and the one from its file judge alike. */
#include "lang/spec.h"
#include "runtime/result.h"
#include "runtime/verify.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;

static int open_arena(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static struct shai_program *compile(const char *path)
{
    struct shai_diags diags;
    struct shai_sources *sources = SHAI_NEW(&arena, struct shai_sources);
    shai_sources_init(sources, &arena);
    shai_diags_init(&diags, &arena, sources);
    struct shai_spec *spec = shai_spec_open(&arena, &diags, sources, path, NULL);
    if (diags.errors) fail_msg("%s: %s", path, shai_diag_text(&arena, diags.first, SHAI_EN));
    struct shai_program *program = shai_compile(&arena, &diags, spec);
    assert_non_null(program);
    return program;
}

static const char *const specs[] = {"specs/toys.shai", "specs/toys.en.shai", "tests/golden/disasm/constructs.shai"};
enum { SPECS = sizeof specs / sizeof *specs };

/* --- properties --------------------------------------------------------------------------------------------------
 */

static void each_program(void (*holds)(const struct shai_program *))
{
    for (size_t i = 0; i < SPECS; i++) holds(compile(specs[i]));
}

static void verifies(const struct shai_program *p)
{
    struct shai_program copy = *p;
    const char *why = shai_program_verify(&arena, &copy);
    if (why) fail_msg("%s", why);
    assert_int_equal(p->code[p->code_count - 1].op, SHAI_I_END);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void constants_differ(const struct shai_program *p)
{
    assert_true(p->constant_count > 10);
    for (uint32_t i = 0; i < p->constant_count; i++)
        for (uint32_t k = 0; k < i; k++) {
            const struct shai_constant *a = &p->constants[i], *b = &p->constants[k];
            if (a->places == b->places && a->display.type == b->display.type && a->display.set == b->display.set &&
                same_text(a->display.unit, b->display.unit) && shai_num_cmp(a->num, b->num) == 0)
                fail_msg("constants %u and %u are the same", k, i);
        }
    for (uint32_t i = 0; i < p->text_count; i++)
        for (uint32_t k = 0; k < i; k++) assert_string_not_equal(p->texts[i].s, p->texts[k].s);
    for (uint32_t i = 0; i < p->pattern_count; i++)
        for (uint32_t k = 0; k < i; k++)
            assert_true(p->patterns[i].flags != p->patterns[k].flags ||
                        strcmp(p->patterns[i].s, p->patterns[k].s) != 0);
    for (uint32_t i = 0; i < p->cause_count; i++)
        for (uint32_t k = 0; k < i; k++)
            assert_true(p->causes[i].kind != p->causes[k].kind || !same_text(p->causes[i].name, p->causes[k].name));
}

/* Each register is defined once, each constant is loaded once, each input at most once. */
static void registers_are_written_once(const struct shai_program *p)
{
    bool *written = SHAI_NEW_N(&arena, bool, p->register_count), *loaded = SHAI_NEW_N(&arena, bool, p->input_count);
    bool *constant = SHAI_NEW_N(&arena, bool, p->constant_count);
    for (uint32_t i = 0; i < p->code_count; i++) {
        const struct shai_insn *n = &p->code[i];
        if (shai_op_infos[n->op].a[0] == '=') {
            if (written[n->a]) fail_msg("instruction %u writes r%u again", i, n->a);
            written[n->a] = true;
        }
        if (n->op == SHAI_I_CONST_NUM) {
            assert_false(constant[n->x]);
            constant[n->x] = true;
        }
        if (n->op == SHAI_I_LOAD_NUM || n->op == SHAI_I_LOAD_TEXT || n->op == SHAI_I_LOAD_TRUTH) {
            assert_false(loaded[n->x]);
            loaded[n->x] = true;
        }
    }
    for (uint32_t i = 0; i < p->register_count; i++)
        if (!written[i]) fail_msg("r%u is never written", i);
}

static void jumps_go_forward(const struct shai_program *p)
{
    unsigned jumps = 0;
    for (uint32_t i = 0; i < p->code_count; i++) {
        if (strcmp(shai_op_infos[p->code[i].op].x, "TARGET") != 0) continue;
        jumps++;
        assert_true(p->code[i].x > i);
        assert_true(p->code[i].x < p->code_count);
    }
    assert_true(jumps > 10);
}

/* Constants and loads stand before the first jump: they run once, and dominate every use. */
static void constants_come_first(const struct shai_program *p)
{
    uint32_t first = 0;
    while (strcmp(shai_op_infos[p->code[first].op].x, "TARGET") != 0) first++;
    for (uint32_t i = first; i < p->code_count; i++) {
        uint16_t op = p->code[i].op;
        assert_true(op != SHAI_I_CONST_NUM && op != SHAI_I_CONST_TRUTH && op != SHAI_I_LOAD_NUM &&
                    op != SHAI_I_LOAD_TRUTH && op != SHAI_I_LOAD_TEXT);
    }
}

/* An instruction says where it comes from, an item's which item it is. */
static void instructions_have_places(const struct shai_program *p)
{
    for (uint32_t i = 0; i < p->code_count; i++) {
        const struct shai_position *at = &p->positions[p->code[i].pos];
        assert_true(at->file < p->file_count && at->line > 0 && at->column > 0);
        if (p->code[i].op == SHAI_I_JUDGE) assert_int_equal(at->item, p->code[i].a);
    }
}

/* Each item is judged once a variant, behind a gate; what it refers to is of the program. */
static void items_are_judged(const struct shai_program *p)
{
    for (uint32_t item = 0; item < p->item_count; item++) {
        uint32_t gates = 0, judged = 0;
        for (uint32_t i = 0; i < p->code_count; i++) {
            const struct shai_insn *n = &p->code[i];
            if (n->op == SHAI_I_GATE && n->a == item) gates++;
            if ((n->op == SHAI_I_JUDGE || n->op == SHAI_I_JUDGE_EACH) && n->a == item) {
                assert_int_equal(n->x, judged); /* the variants in order */
                judged++;
                assert_int_equal(gates, judged);
            }
        }
        assert_int_equal(judged, p->items[item].variant_count);
    }
}

static void test_programs_verify(void **state)
{
    (void)state;
    each_program(verifies);
}
static void test_constants(void **state)
{
    (void)state;
    each_program(constants_differ);
}
static void test_registers(void **state)
{
    (void)state;
    each_program(registers_are_written_once);
}
static void test_jumps(void **state)
{
    (void)state;
    each_program(jumps_go_forward);
}
static void test_order(void **state)
{
    (void)state;
    each_program(constants_come_first);
}
static void test_places(void **state)
{
    (void)state;
    each_program(instructions_have_places);
}
static void test_items(void **state)
{
    (void)state;
    each_program(items_are_judged);
}

/* --- what results do not show, or not here --- */

static struct shai_program *compile_text(const char *text)
{
    struct shai_diags diags;
    struct shai_sources *sources = SHAI_NEW(&arena, struct shai_sources);
    shai_sources_init(sources, &arena);
    shai_diags_init(&diags, &arena, sources);
    const char *all = shai_arena_printf(&arena, "spec t { title \"t\" standard S \"GB 1-2020\"\n%s\n}\n", text);
    struct shai_spec *spec = shai_spec_from_text(&arena, &diags, sources, "t.shai", all, strlen(all), NULL);
    if (diags.errors) fail_msg("%s", shai_diag_text(&arena, diags.first, SHAI_EN));
    return shai_compile(&arena, &diags, spec);
}

static void test_rows_of_items(void **state)
{
    (void)state;
    const struct shai_program *p =
        compile_text("group \"g\" { basis S \"1\" chosen \"why\" hazard general\n"
                     "  /// of a\n"
                     "  item a { method S method S using rapid method S using visual measure number limit ≤ 10 }\n"
                     "  item b \"the b\" { chosen \"own\" method S measure number limit ≤ 10.0 }\n"
                     "}\n"
                     "items f {\n"
                     "  | item |\n"
                     "  /// of c\n"
                     "  | c |\n"
                     "  each { basis S method S measure number report }\n"
                     "}");
    assert_int_equal(p->item_count, 3);
    const struct shai_item *a = &p->items[0], *b = &p->items[1], *c = &p->items[2];
    assert_string_equal(a->variants[0].chosen, "why");
    assert_string_equal(b->variants[0].chosen, "own");
    assert_null(c->variants[0].chosen);
    assert_int_equal(a->variants[0].method_kind, SHAI_METHOD_RAPID); /* the first that says one */
    assert_int_equal(b->variants[0].method_kind, SHAI_METHOD_NONE);
    assert_int_equal(a->variants[0].method_count, 3);
    assert_string_equal(a->remark, "of a");
    assert_null(b->remark);
    assert_string_equal(c->remark, "of c");
    assert_string_equal(a->title, "a");
    assert_string_equal(b->title, "the b");
    assert_null(a->family);
    assert_string_equal(c->family, "f");
    assert_string_equal(a->variants[0].group, "g");
    assert_null(c->variants[0].group);
    assert_true(c->variants[0].report && !a->variants[0].report);
    assert_int_equal(a->variants[0].basis_count, 1);
    assert_string_equal(a->variants[0].basis[0].clause, "1");
    assert_null(c->variants[0].basis[0].clause);
}

/* 10 and 10.0 are equal and not alike: each is printed as it was written. */
static void test_places_of_constants(void **state)
{
    (void)state;
    const struct shai_program *p = compile_text("item a { basis S method S measure number require reading ≤ 10 and "
                                                "reading ≤ 10.0 and reading ≤ 10 hazard general }");
    unsigned tens[2] = {0, 0};
    for (uint32_t i = 0; i < p->constant_count; i++)
        if (shai_num_cmp(p->constants[i].num, SHAI_NUM_INT(10)) == 0) tens[p->constants[i].places]++;
    assert_int_equal(tens[0], 1);
    assert_int_equal(tens[1], 1);
}

/* A let and a group's condition are worked out once, for no item in particular. */
static void test_what_is_shared(void **state)
{
    (void)state;
    const struct shai_program *p =
        compile_text("attribute n : number attribute m : number\n"
                     "let l = n × m\n"
                     "group \"g\" { applies n / m > 1 basis S method S hazard general measure number limit ≤ l\n"
                     "  item a { } item b { }\n"
                     "}");
    unsigned products = 0, quotients = 0, gates = 0;
    uint16_t group = SHAI_NONE16;
    for (uint32_t i = 0; i < p->code_count; i++) {
        const struct shai_insn *n = &p->code[i];
        if (n->op == SHAI_I_MUL) products++;
        if (n->op == SHAI_I_DIV) quotients++;
        if (n->op == SHAI_I_MUL || n->op == SHAI_I_DIV) assert_int_equal(p->positions[n->pos].item, SHAI_NONE32);
        if (n->op != SHAI_I_GATE) continue;
        gates++;
        if (group == SHAI_NONE16) group = n->b;
        assert_int_equal(n->b, group);
    }
    assert_int_equal(products, 1);
    assert_int_equal(quotients, 1);
    assert_int_equal(gates, 2);
}

/* --- source and program file judge alike --------------------------------------------------------------------------
 */

static struct shai_out text_out;

static const char *judge(const struct shai_program *program, const char *data)
{
    struct shai_diags diags;
    shai_diags_init(&diags, &arena, NULL);
    int fd = open(data, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    struct shai_reader *reader = shai_reader_open(&arena, &diags, program, fd, data, SHAI_FORMAT_CSV);
    assert_non_null(reader);
    struct shai_run *run = shai_run_new(&arena, program, false);
    struct shai_sample sample = {.facts = SHAI_NEW_N(&arena, struct shai_fact, program->input_count)};
    struct shai_strbuf text;
    shai_strbuf_init(&text, &arena);
    shai_out_init_text(&text_out, &text);
    enum shai_next next;
    while ((next = shai_reader_next(reader, &arena, &diags, &sample)) != SHAI_NEXT_END) {
        assert_int_not_equal(next, SHAI_NEXT_BROKEN);
        if (next != SHAI_NEXT_SAMPLE) {
            shai_out_printf(&text_out, "refused %s\n", shai_diag_text(&arena, diags.first, SHAI_EN));
            continue;
        }
        assert_int_equal(shai_run_sample(run, &arena, &sample), SHAI_RUN_OK);
        shai_result_ndjson(&text_out, shai_result_make(&arena, run));
    }
    shai_reader_close(reader);
    assert_int_equal(close(fd), 0);
    shai_out_flush(&text_out);
    return text.s;
}

static struct shai_program *saved_and_loaded(const struct shai_program *program)
{
    struct shai_strbuf bytes, again;
    shai_strbuf_init(&bytes, &arena);
    shai_strbuf_init(&again, &arena);
    shai_program_save(&bytes, program);
    const char *why = NULL;
    struct shai_program *loaded = shai_program_load(&arena, bytes.s, bytes.len, &why);
    if (!loaded) fail_msg("%s", why);
    shai_program_save(&again, loaded);
    assert_int_equal(again.len, bytes.len);
    assert_memory_equal(again.s, bytes.s, bytes.len);
    return loaded;
}

static void test_source_and_file_judge_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < SPECS; i++) {
        struct shai_program *program = compile(specs[i]);
        const char *one = judge(program, "examples/toys.csv"),
                   *two = judge(saved_and_loaded(program), "examples/toys.csv");
        assert_true(strlen(one) > 1000);
        assert_string_equal(one, two);
    }
}

/* The Chinese and the English toys are one spec: they judge alike, word apart. */
static void test_twins(void **state)
{
    (void)state;
    struct shai_program *zh = compile("specs/toys.shai"), *en = compile("specs/toys.en.shai");
    assert_int_equal(zh->code_count, en->code_count);
    for (uint32_t i = 0; i < zh->code_count; i++) {
        struct shai_insn a = zh->code[i], b = en->code[i];
        a.pos = b.pos = 0;
        assert_memory_equal(&a, &b, sizeof a);
    }
}

/* The same source compiles to the same bytes. */
static void test_same_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < SPECS; i++) {
        struct shai_strbuf one, two;
        shai_strbuf_init(&one, &arena);
        shai_strbuf_init(&two, &arena);
        shai_program_save(&one, compile(specs[i]));
        shai_program_save(&two, compile(specs[i]));
        assert_int_equal(one.len, two.len);
        assert_memory_equal(one.s, two.s, one.len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_programs_verify, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_constants, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_registers, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_jumps, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_order, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_places, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_items, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_rows_of_items, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_places_of_constants, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_what_is_shared, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_source_and_file_judge_alike, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_twins, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_same_bytes, open_arena, close_arena),
    };
    return cmocka_run_group_tests_name("compile", tests, NULL, NULL);
}
