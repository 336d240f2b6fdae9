#define _GNU_SOURCE /* memmem */
/* Programs as bytes: what is saved comes back, byte for byte; bytes that are damaged are refused or make a sound
 * program; nothing takes more memory than a multiple of the file. And the listing. */
#include "tests/unit/rich.h"

#include "base/utf8.h"

#include <stdio.h>
#include <unistd.h>

static struct shai_strbuf saved(const struct shai_program *p)
{
    struct shai_strbuf buf = new_text();
    shai_program_save(&buf, p);
    return buf;
}

static struct shai_program *rich(void)
{
    struct shai_program *p = build_rich();
    const char *why = shai_program_verify(&arena, p);
    if (why) fail_msg("%s", why);
    return p;
}

static struct shai_program *loaded(const char *bytes, size_t len)
{
    const char *why = NULL;
    struct shai_program *p = shai_program_load(&arena, bytes, len, &why);
    if (!p) fail_msg("refused: %s", why);
    return p;
}

static void same_text(const char *a, const char *b)
{
    if (!a || !b) assert_true(a == b);
    else assert_string_equal(a, b);
}

static void same_num(struct shai_num a, struct shai_num b)
{
    assert_int_equal(shai_num_cmp(a, b), 0);
}

static void same_display(const struct shai_display *a, const struct shai_display *b)
{
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->set, b->set);
    same_text(a->unit, b->unit);
    same_num(a->factor, b->factor);
}

static void same_head(const struct shai_program *a, const struct shai_program *b)
{
    same_text(a->name, b->name);
    same_text(a->title, b->title);
    same_text(a->version, b->version);
    same_text(a->product, b->product);
    same_text(a->product_code, b->product_code);
    same_text(a->issuer, b->issuer);
    same_text(a->scope, b->scope);
    same_text(a->sampling, b->sampling);
    same_text(a->advice[0], b->advice[0]);
    same_text(a->advice[1], b->advice[1]);
    assert_int_equal(a->lang, b->lang);
    assert_int_equal(a->has_from, b->has_from);
    assert_int_equal(a->has_to, b->has_to);
    assert_int_equal(a->effective_from, b->effective_from);
    assert_int_equal(a->effective_to, b->effective_to);
    assert_memory_equal(a->source, b->source, 32);
    assert_memory_equal(a->meaning, b->meaning, 32);
    assert_int_equal(a->file_count, b->file_count);
    for (uint32_t i = 0; i < a->file_count; i++) {
        same_text(a->files[i].name, b->files[i].name);
        assert_memory_equal(a->files[i].sha256, b->files[i].sha256, 32);
    }
}

static void same_texts(const struct shai_text *a, const struct shai_text *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        same_text(a[i].s, b[i].s);
        assert_int_equal(a[i].len, b[i].len);
        assert_int_equal(a[i].flags, b[i].flags);
        same_text(a[i].name, b[i].name);
    }
}

static void same_tables(const struct shai_program *a, const struct shai_program *b)
{
    assert_int_equal(a->units.bases, b->units.bases);
    assert_int_equal(a->units.count, b->units.count);
    for (size_t i = 0; i < a->units.count; i++) {
        same_text(a->units.at[i].name, b->units.at[i].name);
        same_num(a->units.at[i].value.factor, b->units.at[i].value.factor);
        assert_memory_equal(&a->units.at[i].value.dim, &b->units.at[i].value.dim, sizeof(struct shai_dim));
        assert_int_equal(a->units.at[i].value.is_signed, b->units.at[i].value.is_signed);
    }
    assert_int_equal(a->constant_count, b->constant_count);
    for (uint32_t i = 0; i < a->constant_count; i++) {
        same_num(a->constants[i].num, b->constants[i].num);
        same_display(&a->constants[i].display, &b->constants[i].display);
        assert_int_equal(a->constants[i].places, b->constants[i].places);
    }
    assert_int_equal(a->text_count, b->text_count);
    same_texts(a->texts, b->texts, a->text_count);
    assert_int_equal(a->pattern_count, b->pattern_count);
    same_texts(a->patterns, b->patterns, a->pattern_count);
    assert_int_equal(a->set_count, b->set_count);
    for (uint32_t i = 0; i < a->set_count; i++) {
        same_text(a->sets[i].name, b->sets[i].name);
        assert_int_equal(a->sets[i].count, b->sets[i].count);
        for (uint32_t k = 0; k < a->sets[i].count; k++) {
            same_text(a->sets[i].names[k], b->sets[i].names[k]);
            same_text(a->sets[i].labels[k], b->sets[i].labels[k]);
        }
    }
    assert_int_equal(a->cause_count, b->cause_count);
    for (uint32_t i = 0; i < a->cause_count; i++) {
        assert_int_equal(a->causes[i].kind, b->causes[i].kind);
        same_text(a->causes[i].name, b->causes[i].name);
    }
    assert_int_equal(a->standard_count, b->standard_count);
    for (uint32_t i = 0; i < a->standard_count; i++) {
        same_text(a->standards[i].id, b->standards[i].id);
        same_text(a->standards[i].code, b->standards[i].code);
        same_text(a->standards[i].title, b->standards[i].title);
        assert_int_equal(a->standards[i].mandatory, b->standards[i].mandatory);
    }
}

static void same_inputs(const struct shai_program *p, const struct shai_program *q)
{
    assert_int_equal(p->input_count, q->input_count);
    for (uint32_t i = 0; i < p->input_count; i++) {
        const struct shai_input *a = &p->inputs[i], *b = &q->inputs[i];
        same_text(a->name, b->name);
        same_text(a->alias, b->alias);
        same_text(a->label, b->label);
        assert_int_equal(a->type, b->type);
        assert_int_equal(a->reading, b->reading);
        assert_int_equal(a->standard, b->standard);
        assert_int_equal(a->may_be_negative, b->may_be_negative);
        assert_int_equal(a->nd_counts, b->nd_counts);
        assert_int_equal(a->range, b->range);
        same_display(&a->display, &b->display);
        assert_memory_equal(&a->dim, &b->dim, sizeof a->dim);
        same_num(a->lo, b->lo);
        same_num(a->hi, b->hi);
        assert_int_equal(a->pattern, b->pattern);
        assert_int_equal(a->has_dl, b->has_dl);
        same_num(a->dl, b->dl);
        same_num(a->nd, b->nd);
        assert_int_equal(a->item, b->item);
        assert_int_equal(a->bare, b->bare);
    }
}

static void same_citations(const struct shai_citation *a, const struct shai_citation *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(a[i].standard, b[i].standard);
        same_text(a[i].clause, b[i].clause);
    }
}

static void same_variant(const struct shai_variant *a, const struct shai_variant *b)
{
    same_text(a->group, b->group);
    assert_int_equal(a->basis_count, b->basis_count);
    same_citations(a->basis, b->basis, a->basis_count);
    assert_int_equal(a->method_count, b->method_count);
    same_citations(a->methods, b->methods, a->method_count);
    assert_int_equal(a->method_kind, b->method_kind);
    assert_int_equal(a->report, b->report);
    same_text(a->chosen, b->chosen);
    assert_int_equal(a->problem_count, b->problem_count);
    for (uint32_t i = 0; i < a->problem_count; i++) {
        assert_int_equal(a->problem[i].kind, b->problem[i].kind);
        same_text(a->problem[i].text, b->problem[i].text);
        assert_int_equal(a->problem[i].input, b->problem[i].input);
    }
    same_display(&a->display, &b->display);
    assert_int_equal(a->decide, b->decide);
    assert_int_equal(a->allow, b->allow);
    assert_int_equal(a->judged_count, b->judged_count);
    for (uint32_t i = 0; i < a->judged_count; i++) {
        assert_int_equal(a->judged[i].value_reg, b->judged[i].value_reg);
        assert_int_equal(a->judged[i].truth_reg, b->judged[i].truth_reg);
        assert_int_equal(a->judged[i].broken_reg, b->judged[i].broken_reg);
        assert_int_equal(a->judged[i].hazard_reg, b->judged[i].hazard_reg);
    }
}

static void same_items(const struct shai_program *p, const struct shai_program *q)
{
    assert_int_equal(p->item_count, q->item_count);
    for (uint32_t i = 0; i < p->item_count; i++) {
        const struct shai_item *a = &p->items[i], *b = &q->items[i];
        same_text(a->name, b->name);
        same_text(a->title, b->title);
        same_text(a->family, b->family);
        same_text(a->remark, b->remark);
        assert_int_equal(a->input_count, b->input_count);
        assert_memory_equal(a->inputs, b->inputs, a->input_count * sizeof *a->inputs);
        assert_int_equal(a->variant_count, b->variant_count);
        for (uint32_t k = 0; k < a->variant_count; k++) same_variant(&a->variants[k], &b->variants[k]);
    }
    assert_int_equal(p->criterion_count, q->criterion_count);
    for (uint32_t i = 0; i < p->criterion_count; i++) {
        const struct shai_criterion *a = &p->criteria[i], *b = &q->criteria[i];
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->lower_open, b->lower_open);
        assert_int_equal(a->upper_open, b->upper_open);
        same_display(&a->display, &b->display);
        assert_int_equal(a->places, b->places);
        assert_int_equal(a->places_upper, b->places_upper);
        same_text(a->text, b->text);
    }
}

static void same_code(const struct shai_program *a, const struct shai_program *b)
{
    assert_int_equal(a->position_count, b->position_count);
    assert_memory_equal(a->positions, b->positions, a->position_count * sizeof *a->positions);
    assert_int_equal(a->code_count, b->code_count);
    assert_memory_equal(a->code, b->code, a->code_count * sizeof *a->code);
    assert_int_equal(a->register_count, b->register_count);
    assert_memory_equal(a->register_type, b->register_type, a->register_count);
    assert_memory_equal(a->register_bits, b->register_bits, a->register_count * sizeof *a->register_bits);
    assert_int_equal(a->steps, b->steps);
    assert_int_equal(a->memory, b->memory);
    assert_int_equal(a->cause_words, b->cause_words);
}

static void same_program(const struct shai_program *a, const struct shai_program *b)
{
    same_head(a, b);
    same_tables(a, b);
    same_inputs(a, b);
    same_items(a, b);
    same_code(a, b);
}

static void test_round_trip(void **state)
{
    (void)state;
    struct shai_program *p = rich();
    /* what the rich program leaves at its default */
    p->product_code = "27", p->scope = "范围", p->sampling = "抽样", p->advice[1] = "移交", p->lang = SHAI_EN;
    p->files[p->file_count] = (struct shai_file_digest){"库.shai", {9, 8, 7}};
    p->file_count++;
    p->criteria[0].lower_open = p->criteria[1].upper_open = true;
    p->criteria[0].places = -1000, p->criteria[1].places_upper = 3, p->criteria[1].text = NULL;
    p->inputs[0].nd = num("0.25"), p->patterns[1].flags = SHAI_PATTERN_CASELESS;
    p->items[0].variants[1].methods = SHAI_NEW_N(&arena, struct shai_citation, 1);
    p->items[0].variants[1].method_count = 1;
    const char *why = shai_program_verify(&arena, p);
    if (why) fail_msg("%s", why);
    struct shai_strbuf first = saved(p);
    assert_true(shai_program_is(first.s, first.len));
    struct shai_program *q = loaded(first.s, first.len);
    same_program(p, q);
    struct shai_strbuf second = saved(q);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.s, second.s, first.len);
}

/* Numbers of every size, in and out of lowest terms. */
static void test_numbers(void **state)
{
    (void)state;
    struct shai_program *p = build_new();
    static const char *const all[] = {"0",
                                      "1",
                                      "-1",
                                      "127",
                                      "128",
                                      "9223372036854775807",
                                      "-9223372036854775808",
                                      "9223372036854775808",
                                      "1E40",
                                      "-1E-40",
                                      "1234567890123456789.0123456789",
                                      "340282366920938463463374607431768211455"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) add_constant(p, all[i]);
    p->constants[add_constant(p, "0")].num = shai_num_ratio(&arena, 6, 4);
    finish_well(p);
    struct shai_strbuf first = saved(p);
    struct shai_program *q = loaded(first.s, first.len);
    same_program(p, q);
    assert_memory_equal(saved(q).s, first.s, first.len);
}

static void test_head_of_file(void **state)
{
    (void)state;
    struct shai_strbuf good = saved(rich());
    const char *why = NULL;
    assert_false(shai_program_is(good.s, 7));
    assert_false(shai_program_is("细则 玩具 {", 17));
    assert_null(shai_program_load(&arena, "", 0, &why));
    assert_string_equal(why, "it does not begin as a compiled program");
    char *bytes = shai_arena_strndup(&arena, good.s, good.len);
    bytes[8] = 3;
    assert_null(shai_program_load(&arena, bytes, good.len, &why));
    assert_string_equal(why, "format version 3; this engine reads version 2");
    bytes = shai_arena_strndup(&arena, good.s, good.len); /* and a byte too many, the NUL */
    assert_null(shai_program_load(&arena, bytes, good.len + 1, &why));
    assert_non_null(strstr(why, "something follows the last section"));
    struct shai_strbuf long_way = new_text(); /* the note's length in two bytes where one does */
    shai_strbuf_add(&long_way, good.s, 9);
    shai_strbuf_putc(&long_way, (char)(good.s[9] | 0x80));
    shai_strbuf_putc(&long_way, 0);
    shai_strbuf_add(&long_way, good.s + 10, good.len - 10);
    assert_null(shai_program_load(&arena, long_way.s, long_way.len, &why));
    assert_non_null(strstr(why, "not written the shortest way"));
}

/* Replaces the first occurrence of some bytes by as many others and loads. */
static void expect_damage(const char *from, const char *to, size_t len, const char *reason)
{
    struct shai_strbuf good = saved(rich());
    char *at = memmem(good.s, good.len, from, len);
    if (!at) fail_msg("\"%s\": the bytes are not there", reason);
    memcpy(at, to, len);
    const char *why = NULL;
    assert_null(shai_program_load(&arena, good.s, good.len, &why));
    if (!strstr(why, reason)) fail_msg("\"%s\", where \"%s\" was expected", why, reason);
}

static void test_damage(void **state)
{
    (void)state;
    /* the file ends with section B; its unit 0.001 is 1/1000, its limit 9/100 */
    expect_damage("\0\1\1\2\3\xE8", "\0\1\2\2\3\xE8", 6, "units: a number is not in lowest terms");
    expect_damage("\0\1\1\2\3\xE8", "\0\1\1\2\0\xE8", 6, "units: a number is not written the shortest way");
    expect_damage("\0\1\1\2\3\xE8", "\2\1\1\2\3\xE8", 6, "units: a value is out of range");
    expect_damage("\0\1\1\2\3\xE8", "\1\0\1\2\3\xE8", 6, "units:");
    expect_damage("\0\1\x09\1\x64", "\0\1\x09\1\0", 5, "constants: a number is not written the shortest way");
    expect_damage("\2\1\xFD\1", "\2\1\0\1", 4, "units: a dimension is malformed");
    expect_damage("GB 6675.4-2014", "GB 6675.4\0002014", 14, "standards: a text holds a NUL");
    expect_damage("GB 6675.4-2014",
                  "GB 6675.4\xFF"
                  "2014",
                  14, "code is not UTF-8");
    expect_damage("\x0EGB 6675.4-2014", "\x7FGB 6675.4-2014", 15, "standards: more entries are announced");
    expect_damage("\x0EGB 6675.4-2014", "\x8EGB 6675.4-2014", 15, "standards: more entries are announced");
    expect_damage("\6GB6675", "\x80GB6675", 7, "standards: more entries are announced");
}

static void test_truncated(void **state)
{
    (void)state;
    struct shai_strbuf good = saved(rich());
    for (size_t len = 0; len < good.len; len++) {
        char *exact = malloc(len ? len : 1); /* so that a sanitizer sees a read beyond it */
        memcpy(exact, good.s, len);
        const char *why = NULL;
        struct shai_program *p = shai_program_load(&arena, exact, len, &why);
        free(exact);
        if (p || !why) fail_msg("cut to %zu bytes it was loaded", len);
    }
}

/* Where the bytes behind the engine's note begin. */
static size_t behind_note(const char *s)
{
    return 10 + (size_t)(unsigned char)s[9];
}

static void run_blank(const struct shai_program *p)
{
    struct shai_run *run = shai_run_new(&arena, p, true);
    struct shai_sample *s = blank_sample(p);
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_OK);
    assert_true(run->steps <= p->steps);
    for (uint32_t i = 0; i < p->input_count; i++) {
        s->facts[i].state = SHAI_FACT_KNOWN;
        s->facts[i].exact = true;
        s->facts[i].num = interval(p->inputs[i].type == SHAI_V_CHOICE ? "1" : "739123.456");
        s->facts[i].text = "不适合 3 岁以下", s->facts[i].text_len = 21;
        s->facts[i].truth = SHAI_YES;
    }
    assert_int_equal(shai_run_sample(run, &arena, s), SHAI_RUN_OK);
    assert_true(run->steps <= p->steps);
}

static void test_corrupted(void **state)
{
    (void)state;
    struct shai_strbuf good = saved(rich());
    uint64_t seed = 42;
    unsigned loads = 0, refusals = 0;
    char *bytes = malloc(good.len);
    for (int round = 0; round < 40000; round++) {
        memcpy(bytes, good.s, good.len);
        for (int k = 0; k <= round % 3; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            size_t at = (size_t)(seed >> 33) % good.len;
            bytes[at] = (char)(round & 1 ? bytes[at] ^ 1 << (seed >> 20 & 7) : (int)(seed >> 20 & 0xFF));
        }
        shai_arena_reset(&arena);
        const char *why = NULL;
        struct shai_program *p = shai_program_load(&arena, bytes, good.len, &why);
        assert_true((p == NULL) == (why != NULL));
        refusals += !p;
        if (!p) continue;
        loads++;
        run_blank(p);
        /* whatever is loaded is saved as it was */
        struct shai_strbuf again = saved(p);
        size_t from = behind_note(bytes), own = behind_note(again.s);
        assert_int_equal(again.len - own, good.len - from);
        assert_memory_equal(again.s + own, bytes + from, good.len - from);
    }
    free(bytes);
    assert_true(loads > 1000 && refusals > 1000);
}

static size_t asked;

static void *count_alloc(void *user, size_t size)
{
    (void)user;
    asked += size;
    return malloc(size);
}

static void count_free(void *user, void *ptr)
{
    (void)user;
    free(ptr);
}

static size_t memory_of_load(const char *bytes, size_t len)
{
    const struct shai_mem mem = {count_alloc, count_free, NULL, 1};
    struct shai_arena own;
    const char *why;
    shai_arena_init(&own, &mem, &panic);
    asked = 0;
    shai_program_load(&own, bytes, len, &why);
    shai_arena_release(&own);
    return asked;
}

static void test_memory(void **state)
{
    (void)state;
    enum { MULTIPLE = 100, CONSTANT = 64 * 1024 };
    struct shai_strbuf good = saved(rich());
    assert_true(memory_of_load(good.s, good.len) < MULTIPLE * good.len + CONSTANT);
    /* sections that announce far more than they hold, and sections full of the smallest entries */
    static const char tags[] = "FUKTPSICDRMLB";
    for (size_t i = 0; i + 1 < sizeof tags; i++)
        for (int full = 0; full < 2; full++) {
            struct shai_strbuf bytes = new_text();
            char *at = memchr(good.s + behind_note(good.s), 'F', 300);
            shai_strbuf_add(&bytes, good.s, (size_t)(at - good.s)); /* up to the head's end */
            for (size_t k = 0; k < i; k++)
                shai_strbuf_add(&bytes, tags[k] == 'U' ? "U\2\0\0" : (char[]){tags[k], 1, 0}, tags[k] == 'U' ? 4 : 3);
            shai_strbuf_putc(&bytes, tags[i]);
            size_t body = full ? 60000 : 12;
            for (size_t n = body; n >= 0x80; n >>= 7) shai_strbuf_putc(&bytes, (char)(n | 0x80));
            shai_strbuf_putc(&bytes, (char)(full ? 3 : body));
            if (tags[i] == 'U') shai_strbuf_putc(&bytes, 0), body--;
            shai_strbuf_add(&bytes, full ? "\xF8\xCC\x03" : "\xFF\xFF\xFF\xFF\x0F", full ? 3 : 5);
            body -= full ? 3 : 5;
            while (body--) shai_strbuf_putc(&bytes, 0);
            size_t used = memory_of_load(bytes.s, bytes.len);
            if (used > MULTIPLE * bytes.len + CONSTANT)
                fail_msg("section %c: %zu bytes for a file of %zu", tags[i], used, bytes.len);
        }
}

static char *listing(const struct shai_program *p)
{
    FILE *file = tmpfile();
    struct shai_out *out = SHAI_NEW(&arena, struct shai_out);
    shai_out_init(out, fileno(file));
    shai_program_disasm(&arena, out, p);
    assert_int_equal(shai_out_flush(out), 0);
    fseek(file, 0, SEEK_END);
    long len = ftell(file);
    char *text = shai_arena_zalloc(&arena, (size_t)len + 1, 1);
    rewind(file);
    assert_int_equal(fread(text, 1, (size_t)len, file), len);
    fclose(file);
    return text;
}

static void test_listing(void **state)
{
    (void)state;
    struct shai_program *p = rich();
    char *text = listing(p);
    static const char *const lines[] = {
        "program 试验\n",
        "  meaning     sha256:fffefdfc",
        "     0  90.0 mg/L                 9/100\n",
        "     1  2025-09-",
        "     2  其他 (1)                  1\n",
        "reading of 铅\n",
        "        ; 铅\n",
        "load.n       r0                  某读数 [1024 bits]                  试验.shai:1:1\n",
        "match        r",
        "gate         0 r",
        "/不适合\\s*3\\s*岁以下/",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strstr(text, lines[i])) fail_msg("\"%s\" is not in the listing:\n%s", lines[i], text);
    for (char *line = text, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_in_range(shai_utf8_columns(line, (size_t)(end - line)), 0, 100);
        assert_true(end == line || end[-1] != ' ');
    }
    struct shai_strbuf bytes = saved(p);
    assert_string_equal(listing(loaded(bytes.s, bytes.len)), text);
}

/* The fuzzer starts from this program: a stale one would be refused, and teach it nothing. UPDATE=1 writes it. */
static void test_seed(void **state)
{
    (void)state;
    static const char path[] = "tests/fuzz/fuzz_program/rich.shaic";
    struct shai_strbuf now = saved(rich());
    if (getenv("UPDATE")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(now.s, 1, now.len, file), now.len);
        fclose(file);
    }
    char *bytes;
    size_t len;
    if (shai_read_file(&arena, path, 1 << 20, &bytes, &len) != SHAI_READ_OK) fail_msg("%s cannot be read", path);
    size_t from = behind_note(bytes), own = behind_note(now.s);
    if (len - from != now.len - own || memcmp(bytes + from, now.s + own, len - from) != 0)
        fail_msg("%s is stale: run this test with UPDATE=1", path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_numbers, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_head_of_file, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_damage, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_truncated, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_corrupted, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_memory, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_listing, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_seed, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
