/* Runs the conformance cases: a cmocka test each. In: .case files, named on the command line or found in
 * tests/conformance and tests/second/stored. Each sample is judged twice: by the program as compiled, and by it saved
 * and loaded again. */
#include "lang/example.h"
#include "runtime/result.h"
#include "tests/conformance/cases.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* What a case is run with. */
struct running {
    const struct conformance_case *c;
    struct shai_panic panic;
    struct shai_arena arena;     /* the case */
    struct shai_arena run_arena; /* a sample */
    struct shai_sources sources;
    struct shai_diags diags;
    struct shai_spec *spec;
    struct shai_program *programs[2]; /* compiled; saved and loaded */
    const char *folder;               /* ? holds the case's files */
    unsigned faults;
};

static void fault(struct running *t, unsigned line, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void fault(struct running *t, unsigned line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    printf("%s:%u: %s\n", t->c->path, line, shai_arena_vprintf(&t->arena, format, ap));
    va_end(ap);
    t->faults++;
}

/* --- words of an expectation -------------------------------------------------------------------------------------
 */

/* Takes the first word off *at; "" at the end. */
static const char *word(struct running *t, const char **at)
{
    while (**at == ' ') ++*at;
    size_t n = strcspn(*at, " ");
    const char *w = shai_arena_strndup(&t->arena, *at, n);
    *at += n;
    while (**at == ' ') ++*at;
    return w;
}

static bool starts(const char *line, const char *word_)
{
    size_t n = strlen(word_);
    return strncmp(line, word_, n) == 0 && (line[n] == ' ' || !line[n]);
}

static void compare(struct running *t, const struct case_line *line, const char *got, const char *wanted)
{
    if (strcmp(got ? got : "none", wanted) != 0)
        fault(t, line->number, "%s; got: %s", line->text, got ? got : "none");
}

/* --- the spec ----------------------------------------------------------------------------------------------------
 */

static const char *describe(struct running *t, const struct shai_diag *d)
{
    const char *text = shai_diag_text(&t->arena, d, SHAI_EN);
    const char *code = shai_diag_infos[d->id].code;
    if (d->has_cell)
        return shai_arena_printf(&t->arena, "%s (%s) %s", code, d->cell.column ? d->cell.column : "row", text);
    if (!d->has_span) return shai_arena_printf(&t->arena, "%s %s", code, text);
    const struct shai_source *source = &t->sources.at[d->span.file];
    struct shai_place p = shai_source_place(source, d->span.begin);
    const char *name = strrchr(source->name, '/');
    name = name ? name + 1 : source->name;
    long line = strcmp(name, "case.shai") == 0 ? (long)p.line - (long)t->c->spec_line : (long)p.line;
    return shai_arena_printf(&t->arena, "%s %s:%ld:%u %s", code, name, line, p.column, text);
}

/* Does a diagnostic answer "CODE" or "CODE LINE:COLUMN"? */
static bool answers(struct running *t, const struct shai_diag *d, const char *wanted)
{
    const char *code = word(t, &wanted);
    if (strcmp(shai_diag_infos[d->id].code, code) != 0) return false;
    if (!*wanted) return true;
    unsigned line, column;
    if (sscanf(wanted, "%u:%u", &line, &column) != 2 || !d->has_span) return false;
    struct shai_place p = shai_source_place(&t->sources.at[d->span.file], d->span.begin);
    return p.line == line + t->c->spec_line && p.column == column;
}

/* The diagnostics of a severity are exactly the step's lines `kind …`. */
static void compare_diags(struct running *t, const struct case_step *step, const char *kind,
                          enum shai_severity severity)
{
    size_t count = 0;
    for (const struct shai_diag *d = t->diags.first; d; d = d->next) count++;
    bool *taken = shai_arena_zalloc(&t->arena, count + 1, sizeof *taken);
    /* Lines with a place choose first. */
    for (int placed = 1; placed >= 0; placed--)
        for (size_t i = 0; i < step->expectations.count; i++) {
            const struct case_line *line = &step->expectations.at[i];
            if (!starts(line->text, kind) || (strchr(line->text, ':') != NULL) != placed) continue;
            const char *wanted = line->text + strlen(kind) + 1;
            size_t k = 0;
            const struct shai_diag *d = t->diags.first;
            for (; d; d = d->next, k++)
                if (!taken[k] && shai_diag_infos[d->id].severity == severity && answers(t, d, wanted)) break;
            if (d) taken[k] = true;
            else fault(t, line->number, "%s: not reported", line->text);
        }
    size_t k = 0;
    for (const struct shai_diag *d = t->diags.first; d; d = d->next, k++)
        if (!taken[k] && shai_diag_infos[d->id].severity == severity)
            fault(t, t->c->line, "reported, not expected: %s", describe(t, d));
}

static void compare_examples(struct running *t, const struct case_line *line)
{
    unsigned passed, failed, p = 0, f = 0;
    if (sscanf(line->text, "examples %u %u", &passed, &failed) != 2) {
        fault(t, line->number, "%s: not understood", line->text);
        return;
    }
    if (!t->programs[0]) return;
    size_t count;
    struct shai_test_outcome *outcomes =
        shai_examples_run(&t->arena, &t->diags, t->spec, t->programs[0], SHAI_EN, &count);
    for (size_t i = 0; i < count; i++) {
        if (outcomes[i].passed) p++;
        else f++;
    }
    if (p == passed && f == failed) return;
    fault(t, line->number, "%s; got: examples %u %u", line->text, p, f);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < outcomes[i].failure_count; k++)
            fault(t, line->number, "  %s: %s", outcomes[i].name, outcomes[i].failures[k]);
}

static void compare_digest(struct running *t, const struct case_line *line)
{
    const struct conformance_case *c = t->c;
    if (!c->twin) {
        fault(t, line->number, "digest: the case has no twin");
        return;
    }
    struct shai_sources sources;
    struct shai_diags diags;
    shai_sources_init(&sources, &t->arena);
    shai_diags_init(&diags, &t->arena, &sources);
    struct shai_spec *twin =
        shai_spec_from_text(&t->arena, &diags, &sources, "twin.shai", c->twin, c->twin_len, NULL);
    bool same = memcmp(t->spec->meaning, twin->meaning, sizeof twin->meaning) == 0;
    compare(t, line, same ? "digest same" : "digest other", line->text);
}

static void expect_of_spec(struct running *t, const struct case_step *step)
{
    bool errors = false, warnings = false;
    for (size_t i = 0; i < step->expectations.count; i++) {
        const struct case_line *line = &step->expectations.at[i];
        if (starts(line->text, "error")) {
            errors = true;
        } else if (starts(line->text, "warning") || starts(line->text, "ok")) {
            warnings = true;
        } else if (starts(line->text, "examples")) {
            compare_examples(t, line);
        } else if (starts(line->text, "digest")) {
            compare_digest(t, line);
        } else {
            fault(t, line->number, "%s: not understood", line->text);
        }
    }
    if (errors || t->diags.errors) compare_diags(t, step, "error", SHAI_ERROR);
    if (warnings) compare_diags(t, step, "warning", SHAI_WARNING);
}

/* --- a sample ----------------------------------------------------------------------------------------------------
 */

static void put_csv_cell(struct shai_strbuf *row, const char *cell)
{
    if (row->len) shai_strbuf_putc(row, ',');
    shai_strbuf_putc(row, '"');
    for (; *cell; cell++) {
        if (*cell == '"') shai_strbuf_putc(row, '"');
        shai_strbuf_putc(row, *cell);
    }
    shai_strbuf_putc(row, '"');
}

/* "HEADER = CELL" at the first " = ", or a final " =". */
static bool split_cell(struct running *t, const char *line, const char **header, const char **cell)
{
    const char *at = strstr(line, " = ");
    size_t len = strlen(line);
    if (!at && len > 2 && strcmp(line + len - 2, " =") == 0) at = line + len - 2;
    if (!at) return false;
    *header = shai_arena_strndup(&t->arena, line, (size_t)(at - line));
    *cell = at + 2 + (at[2] == ' ');
    while (**cell == ' ') ++*cell;
    return true;
}

static FILE *make_csv(struct running *t, const struct case_step *step)
{
    struct shai_strbuf head, row;
    shai_strbuf_init(&head, &t->arena);
    shai_strbuf_init(&row, &t->arena);
    bool numbered = false;
    for (size_t i = 0; i < step->cells.count; i++)
        numbered |= starts(step->cells.at[i].text, "sample_id") || starts(step->cells.at[i].text, "样品编号");
    if (!numbered) {
        put_csv_cell(&head, "sample_id");
        put_csv_cell(&row, "S");
    }
    for (size_t i = 0; i < step->cells.count; i++) {
        const char *header, *cell;
        if (!split_cell(t, step->cells.at[i].text, &header, &cell)) {
            fault(t, step->cells.at[i].number, "a sample's line is HEADER = CELL");
            continue;
        }
        put_csv_cell(&head, header);
        put_csv_cell(&row, cell);
    }
    FILE *file = tmpfile();
    if (!file) return NULL;
    fprintf(file, "%s\n%s\n", head.s, row.s);
    fflush(file);
    rewind(file);
    return file;
}

static const struct shai_item_result *find_item(const struct shai_result *result, const char *name)
{
    for (uint32_t i = 0; i < result->item_count; i++)
        if (strcmp(result->items[i].item, name) == 0) return &result->items[i];
    return NULL;
}

static const char *hazard_or_none(enum shai_hazard hazard)
{
    return hazard == SHAI_HAZARD_NONE ? "none" : shai_hazard_codes[hazard];
}

/* Lines about one item: "WORD NAME REST". */
static void expect_of_item(struct running *t, const struct case_line *line, const struct shai_result *result)
{
    const char *rest = line->text;
    const char *what = word(t, &rest), *name = word(t, &rest);
    const struct shai_item_result *item = find_item(result, name);
    if (!item) {
        fault(t, line->number, "%s: the result has no item %s", line->text, name);
        return;
    }
    if (strcmp(what, "item") == 0) {
        compare(t, line, shai_outcome_codes[item->outcome], rest);
        if (strcmp(shai_outcome_codes[item->outcome], rest) != 0 && item->reason.text)
            fault(t, line->number, "  its reason: %s %s", item->reason.code, item->reason.text);
    } else if (strcmp(what, "value") == 0) {
        compare(t, line, item->value, rest);
    } else if (strcmp(what, "number") == 0) {
        compare(t, line, item->value_number, rest);
    } else if (strcmp(what, "unit") == 0) {
        compare(t, line, item->unit, rest);
    } else if (strcmp(what, "requirement") == 0) {
        compare(t, line, item->requirement, rest);
    } else if (strcmp(what, "reported") == 0) {
        compare(t, line, item->reported, rest);
    } else if (strcmp(what, "item-hazard") == 0) {
        compare(t, line, hazard_or_none(item->hazard), rest);
    } else if (strcmp(what, "hazard-reason") == 0) {
        compare(t, line, item->hazard_reason ? "some" : "none", rest);
    } else if (strcmp(what, "reason") == 0) {
        compare(t, line, item->reason.code, rest);
    } else if (strcmp(what, "says") == 0) {
        if (!item->reason.text || !strstr(item->reason.text, rest))
            fault(t, line->number, "%s; got: %s", line->text, item->reason.text ? item->reason.text : "none");
    } else if (strcmp(what, "problem") == 0) {
        compare(t, line, item->problem, rest);
    } else {
        fault(t, line->number, "%s: not understood", line->text);
    }
}

static void expect_of_result(struct running *t, const struct case_line *line, const struct shai_result *result)
{
    const char *rest = line->text;
    const char *what = word(t, &rest);
    if (strcmp(what, "verdict") == 0) compare(t, line, shai_verdict_codes[result->verdict], rest);
    else if (strcmp(what, "hazard") == 0) compare(t, line, hazard_or_none(result->hazard), rest);
    else if (strcmp(what, "complete") == 0) compare(t, line, result->complete ? "yes" : "no", rest);
    else if (strcmp(what, "advice") == 0) compare(t, line, result->advice ? result->advice : "none", rest);
    else if (strcmp(what, "note") == 0) compare(t, line, result->note ? "some" : "none", rest);
    else expect_of_item(t, line, result);
}

static bool has_diag(const struct shai_diags *diags, const char *code, const char *header)
{
    for (const struct shai_diag *d = diags->first; d; d = d->next)
        if (strcmp(shai_diag_infos[d->id].code, code) == 0 &&
            (!*header || (d->has_cell && d->cell.column && strcmp(d->cell.column, header) == 0)))
            return true;
    return false;
}

static void expect_of_data(struct running *t, const struct case_line *line, bool refused,
                           const struct shai_diags *data)
{
    const char *rest = line->text;
    const char *what = word(t, &rest), *code = word(t, &rest);
    if (strcmp(what, "refused") == 0 && !refused) fault(t, line->number, "%s: it was not refused", line->text);
    else if (!has_diag(data, code, rest)) fault(t, line->number, "%s: not reported", line->text);
    else return;
    for (const struct shai_diag *d = data->first; d; d = d->next)
        fault(t, line->number, "  reported: %s", describe(t, d));
}

/* True where the sample has a verdict, in *run. */
static bool judge(struct running *t, const struct shai_program *program, FILE *file, struct shai_diags *data,
                  struct shai_run **run, struct shai_sample *sample)
{
    struct shai_reader *reader =
        shai_reader_open(&t->arena, data, program, fileno(file), "sample.csv", SHAI_FORMAT_AUTO);
    sample->facts = SHAI_NEW_N(&t->arena, struct shai_fact, program->input_count);
    enum shai_next next = shai_reader_next(reader, &t->run_arena, data, sample);
    shai_reader_close(reader);
    if (next != SHAI_NEXT_SAMPLE) return false;
    *run = shai_run_new(&t->arena, program, true);
    if (shai_run_sample(*run, &t->run_arena, sample) != SHAI_RUN_OK) {
        shai_diag_cell(data, SHAI_D_SAMPLE_MATCH_LIMIT, (struct shai_cell_place){.file = "sample.csv"}, NULL);
        return false;
    }
    return true;
}

static void run_sample(struct running *t, const struct case_step *step, const struct shai_program *program)
{
    FILE *file = make_csv(t, step);
    if (!file) {
        fault(t, t->c->line, "no temporary file");
        return;
    }
    struct shai_diags data;
    struct shai_run *run = NULL;
    struct shai_sample sample = {0};
    shai_diags_init(&data, &t->arena, NULL);
    bool judged = judge(t, program, file, &data, &run, &sample);
    const struct shai_result *result = judged ? shai_result_make(&t->run_arena, run) : NULL;
    bool told = false;
    for (size_t i = 0; i < step->expectations.count; i++) {
        const struct case_line *line = &step->expectations.at[i];
        if (starts(line->text, "refused") || starts(line->text, "cell-warning")) {
            expect_of_data(t, line, !judged, &data);
        } else if (result) {
            expect_of_result(t, line, result);
        } else if (!told) {
            told = true;
            fault(t, line->number, "%s: the sample was refused", line->text);
            for (const struct shai_diag *d = data.first; d; d = d->next)
                fault(t, line->number, "  reported: %s", describe(t, d));
        }
    }
    fclose(file);
    shai_arena_reset(&t->run_arena);
}

/* --- a case ------------------------------------------------------------------------------------------------------
 */

static bool write_files(struct running *t)
{
    static char folder[] = "/tmp/sushai-case-XXXXXX";
    if (!t->c->file_count) return true;
    char *made = shai_arena_strndup(&t->arena, folder, sizeof folder - 1);
    t->folder = mkdtemp(made);
    if (!t->folder) return false;
    for (size_t i = 0; i < t->c->file_count; i++) {
        FILE *file = fopen(shai_arena_printf(&t->arena, "%s/%s", t->folder, t->c->files[i].name), "w");
        if (!file) return false;
        fputs(t->c->files[i].text, file);
        fclose(file);
    }
    return true;
}

static void remove_files(struct running *t)
{
    if (!t->folder) return;
    for (size_t i = 0; i < t->c->file_count; i++)
        unlink(shai_arena_printf(&t->arena, "%s/%s", t->folder, t->c->files[i].name));
    rmdir(t->folder);
}

static void make_programs(struct running *t)
{
    t->programs[0] = shai_compile(&t->arena, &t->diags, t->spec);
    if (!t->programs[0]) return;
    struct shai_strbuf bytes;
    shai_strbuf_init(&bytes, &t->arena);
    shai_program_save(&bytes, t->programs[0]);
    const char *why = NULL;
    t->programs[1] = shai_program_load(&t->arena, bytes.s, bytes.len, &why);
    if (!t->programs[1]) fault(t, t->c->line, "saved and loaded again, the program is refused: %s", why);
}

static void run_case(struct running *t)
{
    const struct conformance_case *c = t->c;
    if (!write_files(t)) fault(t, c->line, "its files cannot be written");
    const char *name = t->folder ? shai_arena_printf(&t->arena, "%s/case.shai", t->folder) : "case.shai";
    t->spec = shai_spec_from_text(&t->arena, &t->diags, &t->sources, name, c->spec, c->spec_len, NULL);
    bool is_spec = t->spec->tree && t->spec->tree->root && t->spec->tree->root->kind == SHAI_N_SPEC;
    if (!t->diags.errors && is_spec) make_programs(t);
    bool told = false;
    for (size_t i = 0; i < c->step_count; i++) {
        const struct case_step *step = &c->steps[i];
        if (!step->has_sample) {
            expect_of_spec(t, step);
            continue;
        }
        for (int k = 0; k < 2; k++)
            if (t->programs[k]) run_sample(t, step, t->programs[k]);
        if (!t->programs[0] && !told) {
            told = true;
            for (const struct shai_diag *d = t->diags.first; d; d = d->next)
                fault(t, c->line, "the spec has errors: %s", describe(t, d));
            if (!t->diags.first) fault(t, c->line, "this is no spec to judge by");
        }
    }
    remove_files(t);
}

/* Apart, so that nothing of the caller changes between setjmp and longjmp. */
static void run_guarded(struct running *t)
{
    if (SHAI_TRY(&t->panic)) run_case(t);
    else t->faults++;
}

static void test_case(void **state)
{
    static struct running t;
    t = (struct running){.c = *state};
    if (t.c->broken) fail_msg("%s: %s", t.c->path, t.c->broken);
    shai_arena_init(&t.arena, &shai_mem_libc, &t.panic);
    shai_arena_init(&t.run_arena, &shai_mem_libc, &t.panic);
    shai_sources_init(&t.sources, &t.arena);
    shai_diags_init(&t.diags, &t.arena, &t.sources);
    run_guarded(&t);
    shai_arena_release(&t.run_arena);
    shai_arena_release(&t.arena);
    if (t.faults) fail();
}

static void read_folder(struct shai_arena *arena, struct case_list *list, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0) return;
    for (size_t i = 0; i < found.gl_pathc; i++)
        cases_read(arena, list, shai_arena_strndup(arena, found.gl_pathv[i], strlen(found.gl_pathv[i])));
    globfree(&found);
}

int main(int argc, char **argv)
{
    static struct shai_panic panic;
    static struct shai_arena arena;
    static struct case_list list;
    if (!SHAI_TRY(&panic)) return 2;
    setvbuf(stdout, NULL, _IOLBF, 0); /* in order with what cmocka prints */
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    for (int i = 1; i < argc; i++) cases_read(&arena, &list, argv[i]);
    if (argc < 2) {
        read_folder(&arena, &list, "tests/conformance/*.case");
        read_folder(&arena, &list, "tests/second/stored/*.case");
    }
    struct CMUnitTest *tests = SHAI_NEW_N(&arena, struct CMUnitTest, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct conformance_case *c = list.at[i];
        const char *slash = strrchr(c->path, '/');
        tests[i].name = shai_arena_printf(&arena, "%s: %s", slash ? slash + 1 : c->path, c->name);
        tests[i].test_func = test_case;
        tests[i].initial_state = c;
    }
    int failed = _cmocka_run_group_tests("conformance", tests, list.count, NULL, NULL);
    shai_arena_release(&arena);
    return failed ? 1 : 0;
}
