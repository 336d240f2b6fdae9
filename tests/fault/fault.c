/* What fails from outside: memory, disks, pipes. From source to written results the whole way is walked once for
 * every allocation, which fails. It must end with "no memory", give everything back, and never crash; then files that
 * break off, pipes that trickle, disks that are full.
 *
 * fault          bounded: each n-th allocation with the arenas' usual chunks, a stride of them with one chunk a
 * request fault --all    every n, one chunk a request, and the specs of the conformance cases too (minutes) fault
 * --quick  a wide stride (under valgrind) */
#include "describe/describe.h"
#include "grammar/format.h"
#include "lang/boundary.h"
#include "lang/coverage.h"
#include "lang/diff.h"
#include "lang/example.h"
#include "lang/mutate.h"
#include "lint/lint.h"
#include "paper/letter.h"
#include "paper/register.h"
#include "paper/report.h"
#include "runtime/map.h"
#include "runtime/result.h"
#include "tests/conformance/cases.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <iconv.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static enum { BOUNDED, ALL, QUICK } mode = BOUNDED;

/* --- an allocator that fails once --------------------------------------------------------------------------------
 */

struct failing {
    size_t count, live; /* requests; blocks not given back */
    size_t fail_at;     /* this request fails; 0: none */
};

static void *failing_alloc(void *user, size_t size)
{
    struct failing *f = user;
    if (++f->count == f->fail_at) return NULL;
    void *p = malloc(size);
    if (p) f->live++;
    return p;
}

static void failing_free(void *user, void *ptr)
{
    struct failing *f = user;
    if (!ptr) return;
    f->live--;
    free(ptr);
}

/* --- converters, which are not the arenas' ------------------------------------------------------------------------
 */

static int converters; /* open now */
static int converted;  /* opened so far */

/* In place of the C library's. */
iconv_t iconv_open(const char *to, const char *from)
{
    iconv_t (*open)(const char *, const char *);
    *(void **)&open = dlsym(RTLD_NEXT, "iconv_open");
    iconv_t handle = open(to, from);
    if (handle != (iconv_t)-1) converters++, converted++; // NOLINT(performance-no-int-to-ptr)
    return handle;
}

int iconv_close(iconv_t handle)
{
    int (*close)(iconv_t);
    *(void **)&close = dlsym(RTLD_NEXT, "iconv_close");
    converters--;
    return close(handle);
}

/* --- the whole way -----------------------------------------------------------------------------------------------
 */

struct way {
    void (*walk)(struct way *);
    const char *spec; /* text */
    size_t spec_len;
    const char *data; /* ? path of samples */
    int data_fd;      /* where data is NULL: this, unless -1 */
    int map_fd;       /* of renamed columns, or -1 */
    struct shai_panic panic;
    struct shai_arena unit, run, probe;
    struct shai_out out;
    size_t errors, results, refused;
    bool broken;
};

/* The papers of a sample: its letter, with a number, and its report. */
static void write_papers(struct way *w, const struct shai_result *result)
{
    struct shai_campaign campaign;
    struct shai_document doc;
    const char *number, *owner;
    shai_campaign_init(&campaign);
    campaign.letter_no = "{seq:4}";
    struct shai_register *numbers = shai_register_new(&w->run, &campaign);
    shai_register_number(numbers, result->sample_id, "seller", result->program->name, &number, &owner);
    const struct shai_letter *letter = shai_letter_make(&w->run, result, &campaign, SHAI_TO_SELLER, number);
    shai_letter_json(&w->out, letter);
    shai_letter_document(&doc, &w->run, letter);
    shai_doc_html(&w->out, &doc);
    const struct shai_report *report = shai_report_make(&w->run, result, &campaign, false);
    shai_report_json(&w->out, report);
    shai_report_document(&doc, &w->run, report);
    shai_doc_html(&w->out, &doc);
}

static void evaluate(struct way *w, const struct shai_program *program, int fd)
{
    struct shai_diags diags;
    shai_diags_init(&diags, &w->unit, NULL);
    struct shai_sample sample = {.facts = SHAI_NEW_N(&w->unit, struct shai_fact, program->input_count)};
    struct shai_run *run = shai_run_new(&w->unit, program, true);
    struct shai_sample_options how = {0};
    if (w->map_fd >= 0) {
        lseek(w->map_fd, 0, SEEK_SET);
        struct shai_map *map = shai_map_read(&w->unit, &diags, w->map_fd, "map");
        shai_map_check(map, &w->unit, &diags, &program, 1, NULL);
        how.map = map;
    }
    struct shai_reader *reader = shai_reader_open_as(&w->unit, &diags, program, fd, "data", &how);
    struct shai_text_style style = {.lang = SHAI_ZH, .columns = 80, .explain = true, .ambiguous = 1};
    bool failed = false; /* some sample */
    for (;;) {
        shai_arena_reset(&w->run);
        enum shai_next next = shai_reader_next(reader, &w->run, &diags, &sample);
        if (next == SHAI_NEXT_END) break;
        if (next == SHAI_NEXT_BROKEN) {
            w->broken = true;
            break;
        }
        if (next == SHAI_NEXT_REFUSED || shai_run_sample(run, &w->run, &sample) != SHAI_RUN_OK) {
            w->refused++;
            continue;
        }
        w->results++;
        struct shai_result *result = shai_result_make(&w->run, run);
        shai_result_ndjson(&w->out, result);
        shai_result_text(&w->out, &w->run, result, style);
        if (!failed && result->verdict == SHAI_VERDICT_FAIL) write_papers(w, result);
        failed |= result->verdict == SHAI_VERDICT_FAIL;
    }
    shai_reader_close(reader);
}

static void format(struct way *w)
{
    struct shai_sources sources;
    struct shai_diags diags;
    struct shai_strbuf out;
    shai_sources_init(&sources, &w->unit);
    shai_diags_init(&diags, &w->unit, &sources);
    shai_strbuf_init(&out, &w->unit);
    uint32_t file = shai_sources_add(&sources, "spec", w->spec, w->spec_len);
    struct shai_format_style style = {SHAI_KEYWORDS_AS_WRITTEN, 1};
    if (shai_format(&w->unit, &diags, file, style, &out) == SHAI_FORMAT_UNSAFE) abort();
}

static void describe(struct way *w, const struct shai_spec *spec)
{
    struct shai_document doc;
    shai_describe(&doc, spec, true);
    shai_doc_markdown(&w->out, &doc);
    shai_doc_html(&w->out, &doc);
    shai_doc_docx(&w->out, &doc);
}

static void walk(struct way *w)
{
    struct shai_sources sources;
    struct shai_diags diags;
    format(w);
    shai_sources_init(&sources, &w->unit);
    shai_diags_init(&diags, &w->unit, &sources);
    struct shai_spec *spec = shai_spec_from_text(&w->unit, &diags, &sources, "spec", w->spec, w->spec_len, NULL);
    shai_lint(&w->unit, &diags, spec, false);
    shai_diags_print(&w->out, &diags, (struct shai_diag_style){SHAI_ZH, 1, false, 0});
    w->errors = diags.errors;
    if (diags.errors || !spec->tree || !spec->tree->root || spec->tree->root->kind != SHAI_N_SPEC) return;
    shai_spec_dump(&w->out, spec);
    describe(w, spec);
    struct shai_program *program = shai_compile(&w->unit, &diags, spec);
    if (!program) { /* too large for one */
        w->errors = diags.errors;
        return;
    }
    size_t count;
    shai_examples_run(&w->unit, &diags, spec, program, SHAI_EN, &count);
    struct shai_strbuf bytes;
    shai_strbuf_init(&bytes, &w->unit);
    shai_program_save(&bytes, program);
    const char *why = NULL;
    struct shai_program *loaded = shai_program_load(&w->unit, bytes.s, bytes.len, &why);
    if (!loaded) {
        w->errors++;
        return;
    }
    shai_program_disasm(&w->unit, &w->out, loaded);
    if (w->data_fd >= 0) evaluate(w, loaded, w->data_fd);
}

/* --- the author's way: what tests see, mutants, boundary cases, what changes between two editions ----------------
 */

static void cover(struct way *w, struct shai_diags *diags, const struct shai_spec *spec,
                  const struct shai_program *program, const struct shai_choices *choices)
{
    struct shai_coverage coverage;
    struct shai_examples examples;
    shai_coverage_start(&coverage, &w->unit, spec, program, choices);
    shai_examples_start(&examples, &w->unit, diags, spec, program, SHAI_ZH, true);
    for (size_t i = 0; i < spec->example_count; i++) {
        shai_arena_reset(&w->run);
        if (shai_example_judge(&examples, &w->run, i) == SHAI_EXAMPLE_JUDGED)
            shai_coverage_add(&coverage, examples.run);
    }
    shai_coverage_finish(&coverage);
    w->results += coverage.covered;
    w->results += shai_boundary_make(&examples, &w->run)->row_count;
}

static void mutate(struct way *w, struct shai_diags *diags, const struct shai_spec *spec,
                   const struct shai_program *program)
{
    struct shai_mutation m = {.arena = &w->unit, .work = &w->run, .probe = &w->probe};
    m.diags = diags;
    m.spec = spec;
    m.program = program;
    shai_mutate(&m);
    w->results += m.survivor_count;
}

static void walk_author(struct way *w)
{
    struct shai_sources sources;
    struct shai_diags diags;
    struct shai_choices choices = {0};
    shai_sources_init(&sources, &w->unit);
    shai_diags_init(&diags, &w->unit, &sources);
    struct shai_spec *spec = shai_spec_from_text(&w->unit, &diags, &sources, "old", w->spec, w->spec_len, NULL);
    char *changed = shai_arena_strndup(&w->unit, w->spec, w->spec_len);
    char *limit = strstr(changed, "≤ 90");
    if (limit) memcpy(limit, "≤ 75", sizeof "≤ 75" - 1);
    struct shai_spec *next = shai_spec_from_text(&w->unit, &diags, &sources, "new", changed, w->spec_len, NULL);
    const struct shai_program *program = shai_compile_choices(&w->unit, &diags, spec, &choices);
    w->errors = diags.errors;
    if (!program || diags.errors) return;
    struct shai_diff *diff = shai_diff(&w->unit, spec, next, SHAI_ZH);
    for (const struct shai_change *c = diff->first; c; c = c->next) w->results++;
    cover(w, &diags, spec, program, &choices);
    mutate(w, &diags, spec, program);
}

enum ending { DONE, NO_MEMORY };

static enum ending guarded(struct way *w)
{
    if (SHAI_TRY(&w->panic)) {
        w->walk(w);
        return DONE;
    }
    return NO_MEMORY;
}

/* Walks with that allocator; everything is given back afterwards. */
static enum ending go(struct way *w, const struct shai_mem *mem)
{
    w->errors = w->results = w->refused = 0;
    w->broken = false;
    shai_arena_init(&w->unit, mem, &w->panic);
    shai_arena_init(&w->run, mem, &w->panic);
    shai_arena_init(&w->probe, mem, &w->panic);
    if (w->data) w->data_fd = open(w->data, O_RDONLY | O_CLOEXEC);
    enum ending ending = guarded(w);
    if (w->data && w->data_fd >= 0) close(w->data_fd);
    shai_arena_release(&w->probe);
    shai_arena_release(&w->run);
    shai_arena_release(&w->unit);
    assert_int_equal(converters, 0);
    return ending;
}

static struct way *new_way(const char *spec, size_t len, const char *data)
{
    struct way *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->walk = walk;
    w->spec = spec;
    w->spec_len = len;
    w->data = data;
    w->data_fd = w->map_fd = -1;
    shai_out_init(&w->out, open("/dev/null", O_WRONLY | O_CLOEXEC));
    return w;
}

static void free_way(struct way *w)
{
    shai_out_flush(&w->out);
    close(w->out.fd);
    free(w);
}

/* --- memory ------------------------------------------------------------------------------------------------------
 */

/* The first, then every stride-th allocation fails, until a walk succeeds. */
static void fail_each(struct way *w, size_t chunk, size_t stride)
{
    struct failing f = {0};
    const struct shai_mem mem = {failing_alloc, failing_free, &f, chunk};
    assert_int_equal(go(w, &mem), DONE);
    assert_int_equal(f.live, 0);
    size_t all = f.count;
    for (size_t n = 1; n <= all; n += n < 50 ? 1 : stride) {
        f = (struct failing){.fail_at = n};
        enum ending ending = go(w, &mem);
        if (ending != NO_MEMORY) fail_msg("allocation %zu of %zu failed, and nobody said so", n, all);
        if (f.live) fail_msg("allocation %zu of %zu failed, and %zu blocks were not given back", n, all, f.live);
    }
    f = (struct failing){.fail_at = all + 1};
    assert_int_equal(go(w, &mem), DONE);
    assert_int_equal(f.live, 0);
}

static char *read_text(const char *path, size_t *len)
{
    FILE *file = fopen(path, "r");
    if (!file) fail_msg("cannot read %s", path);
    enum { MOST = 1 << 20 };
    char *text = malloc(MOST);
    assert_non_null(text);
    *len = fread(text, 1, MOST - 1, file);
    text[*len] = '\0';
    fclose(file);
    return text;
}

static const char small_spec[] =
    "spec s { title \"t\" version \"1\" product \"p\" issuer \"i\" effective 2025-01-01 ~ not detected counts 0\n"
    "standard S \"GB 1-2020\" \"s\"\n"
    "attribute m \"material\" : choice { a, b }\n"
    "attribute l : text\n"
    "item x \"X\" { basis S \"1\" method S \"2\" measure number mg/kg value reading × (1 − 30 %)\n"
    "  limit by m { a: ≤ 10; b: ≤ 1/3 } hazard { serious when value > 20; general otherwise } problem \"{title} "
    "{value}\" }\n"
    "item y { basis S \"2\" require l matches /x+/ hazard general }\n"
    "verdict { serious when count(general) ≥ 2 }\n"
    "example \"e\" { m = a; x = 9 mg/kg; l = \"x\"; expect pass }\n"
    "}\n";

static const char broken_spec[] =
    "细则 s { 项目 x { 限值 ≤ ≤ 限值 按 无此名 { } 风险 } 项目 x { 检测 数值 mg/没有 } }\n";

static void test_small_spec(void **state)
{
    (void)state;
    struct way *w = new_way(small_spec, sizeof small_spec - 1, NULL);
    FILE *file = tmpfile();
    assert_non_null(file);
    fputs("sample_id,m,x,l\n1,a,9,xx\n2,b,12.5,\n3,c,bad,x\n", file);
    fflush(file);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    w->data = path;
    struct failing f = {0};
    const struct shai_mem mem = {failing_alloc, failing_free, &f, 1};
    assert_int_equal(go(w, &mem), DONE);
    assert_int_equal(w->errors, 0);
    assert_int_equal(w->results, 2);
    assert_int_equal(w->refused, 1);
    fail_each(w, 1, mode == ALL ? 1 : mode == QUICK ? 499 : 7);
    fail_each(w, 0, 1);
    fclose(file);
    free_way(w);
}

/* A file that holds a text in another encoding. */
static FILE *file_in(const char *encoding, const char *text)
{
    static char bytes[4096];
    char *in = (char *)(uintptr_t)text, *out = bytes;
    size_t in_left = strlen(text), out_left = sizeof bytes;
    iconv_t handle = iconv_open(encoding, "UTF-8");
    assert_int_equal(iconv(handle, &in, &in_left, &out, &out_left), 0);
    iconv_close(handle);
    FILE *file = tmpfile();
    assert_non_null(file);
    fwrite(bytes, 1, sizeof bytes - out_left, file);
    fflush(file);
    return file;
}

/* Whatever form the data have, and however columns are called. */
static void test_forms_of_data(void **state)
{
    (void)state;
    static const char *const data[][2] = {
        {"GB18030", "样品编号,m,x,l\n1,a,9,xx\n2,b,12.5,\n3,a,bad,x\n"},
        {"UTF-16", "样品编号\tm\tx\tl\n1\ta\t9\txx\n2\tb\t12.5\t\n3\ta\tbad\tx\n"},
        {"UTF-8",
         "[{\"样品编号\": 1, \"m\": \"甲\", \"x\": [9]},\n {\"样品编号\": 2, \"x\": {\"value\": 1}, \"brand\": [1]},"
         "\n{\"样品编号\": 2}, {\"样品编号\": 3, \"l\": \"x\", \"品牌\": \"y\"}]"},
        {"GB18030", "样品编号,项目,检验值\n1,甲,9\n1,x,9\n2,x,bad\n3,x,7\n"},
    };
    struct way *w = new_way(small_spec, sizeof small_spec - 1, NULL);
    FILE *map = file_in("GB18030", "列,名称\n甲,\nx,x (mg/kg)\n");
    for (size_t i = 0; i < sizeof data / sizeof *data; i++) {
        FILE *file = file_in(data[i][0], data[i][1]);
        char path[64];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
        w->data = path;
        w->map_fd = fileno(map);
        int before = converted;
        struct failing f = {0};
        const struct shai_mem mem = {failing_alloc, failing_free, &f, 1};
        assert_int_equal(go(w, &mem), DONE);
        assert_int_equal(converted - before, i == 2 ? 1 : 2); /* the map's, and the data's */
        assert_int_equal(w->results, 2);
        fail_each(w, 1, mode == ALL ? 1 : mode == QUICK ? 499 : 7);
        fail_each(w, 0, 1);
        fclose(file);
    }
    fclose(map);
    free_way(w);
}

static void test_broken_spec(void **state)
{
    (void)state;
    struct way *w = new_way(broken_spec, sizeof broken_spec - 1, NULL);
    struct failing f = {0};
    const struct shai_mem mem = {failing_alloc, failing_free, &f, 1};
    assert_int_equal(go(w, &mem), DONE);
    assert_true(w->errors > 0);
    fail_each(w, 1, mode == ALL ? 1 : mode == QUICK ? 499 : 11);
    free_way(w);
}

static const char author_spec[] =
    "细则 s { 名称 \"t\" 版本 \"1\" 产品 \"p\" 发布 \"i\" 生效 2025-01-01 ~ 未检出 计 0\n"
    "标准 S \"GB 1-2020\" \"s\"\n"
    "项目 铅 { 依据 S 方法 S 用 快检 检测 数值 mg/kg 限值 ≤ 90 风险 一般 }\n"
    "/// 存活: 铅.风险:一般→严重 还没有定\n"
    "样例 \"符合\" { 铅 = 90; 期望 符合 } 样例 \"不符合\" { 铅 = 92; 期望 不符合 } }\n";

static void test_author(void **state)
{
    (void)state;
    struct way *w = new_way(author_spec, sizeof author_spec - 1, NULL);
    w->walk = walk_author;
    struct failing f = {0};
    const struct shai_mem mem = {failing_alloc, failing_free, &f, 1};
    assert_int_equal(go(w, &mem), DONE);
    assert_int_equal(w->errors, 0);
    assert_true(w->results > 10);
    fail_each(w, 0, 1);
    fail_each(w, 1, mode == ALL ? 41 : mode == QUICK ? 9973 : f.count / 300 + 1);
    free_way(w);
}

static void test_toys(void **state)
{
    (void)state;
    size_t len;
    char *text = read_text("specs/toys.shai", &len);
    struct way *w = new_way(text, len, "examples/toys.csv");
    struct failing f = {0};
    const struct shai_mem mem = {failing_alloc, failing_free, &f, 0};
    assert_int_equal(go(w, &mem), DONE);
    assert_int_equal(w->errors, 0);
    assert_true(w->results > 0);
    fail_each(w, 0, 1);
    fail_each(w, 1, mode == ALL ? 23 : mode == QUICK ? 9973 : 997);
    free_way(w);
    free(text);
}

static void test_conformance_specs(void **state)
{
    (void)state;
    if (mode != ALL) skip();
    static struct shai_panic panic;
    static struct shai_arena arena;
    static struct case_list list;
    if (!SHAI_TRY(&panic)) fail_msg("no memory for the cases");
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    glob_t found;
    if (glob("tests/conformance/*.case", 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) cases_read(&arena, &list, found.gl_pathv[i]);
        for (size_t i = 0; i < list.count; i++) {
            struct way *w = new_way(list.at[i]->spec, list.at[i]->spec_len, NULL);
            fail_each(w, 1, 31);
            free_way(w);
        }
        globfree(&found);
    }
    shai_arena_release(&arena);
}

/* --- input -------------------------------------------------------------------------------------------------------
 */

/* A descriptor from which `text` comes, `piece` bytes a read, from a child process. */
static int trickle(const char *text, size_t len, size_t piece, pid_t *child)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    *child = fork();
    assert_true(*child >= 0);
    if (*child == 0) {
        close(ends[0]);
        for (size_t i = 0; i < len; i += piece) {
            size_t n = len - i < piece ? len - i : piece;
            if (write(ends[1], text + i, n) < 0) _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    return ends[0];
}

static void evaluate_trickle(size_t piece)
{
    size_t spec_len, len;
    char *spec = read_text("specs/toys.shai", &spec_len), *data = read_text("examples/toys.csv", &len);
    struct way *w = new_way(spec, spec_len, "examples/toys.csv");
    assert_int_equal(go(w, &shai_mem_libc), DONE);
    size_t results = w->results, refused = w->refused;
    w->data = NULL;
    pid_t child;
    w->data_fd = trickle(data, len, piece, &child);
    assert_int_equal(go(w, &shai_mem_libc), DONE);
    assert_int_equal(w->results, results);
    assert_int_equal(w->refused, refused);
    assert_false(w->broken);
    close(w->data_fd);
    waitpid(child, NULL, 0);
    free_way(w);
    free(spec);
    free(data);
}

static void test_pipe_of_single_bytes(void **state)
{
    (void)state;
    evaluate_trickle(1);
}

static void test_pipe_of_odd_pieces(void **state)
{
    (void)state;
    evaluate_trickle(7);
    evaluate_trickle(4093);
}

static void test_unreadable_data(void **state)
{
    (void)state;
    struct way *w = new_way(small_spec, sizeof small_spec - 1, "/");
    assert_int_equal(go(w, &shai_mem_libc), DONE); /* a folder opens, and cannot be read */
    assert_true(w->broken);
    assert_int_equal(w->results, 0);
    w->data = NULL;
    w->data_fd = 999; /* not open */
    assert_int_equal(go(w, &shai_mem_libc), DONE);
    assert_true(w->broken);
    free_way(w);
}

/* --- output ------------------------------------------------------------------------------------------------------
 */

static void write_to(int fd, int error)
{
    struct shai_out *out = malloc(sizeof *out);
    assert_non_null(out);
    shai_out_init(out, fd);
    for (int i = 0; i < 30000; i++) shai_out_printf(out, "line %d\n", i);
    assert_int_equal(shai_out_flush(out), error);
    assert_int_equal(out->error, error);
    free(out);
}

static void test_full_disk(void **state)
{
    (void)state;
    int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    write_to(fd, ENOSPC);
    close(fd);
}

static void test_closed_pipe(void **state)
{
    (void)state;
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    write_to(ends[1], EPIPE);
    close(ends[1]);
}

static void test_closed_descriptor(void **state)
{
    (void)state;
    write_to(999, EBADF);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--all") == 0) mode = ALL;
    if (argc > 1 && strcmp(argv[1], "--quick") == 0) mode = QUICK;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_spec),
        cmocka_unit_test(test_broken_spec),
        cmocka_unit_test(test_author),
        cmocka_unit_test(test_toys),
        cmocka_unit_test(test_conformance_specs),
        cmocka_unit_test(test_pipe_of_single_bytes),
        cmocka_unit_test(test_pipe_of_odd_pieces),
        cmocka_unit_test(test_unreadable_data),
        cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_closed_pipe),
        cmocka_unit_test(test_forms_of_data),
        cmocka_unit_test(test_closed_descriptor),
    };
    return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}
