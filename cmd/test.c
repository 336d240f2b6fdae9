/* sushai test: do the examples of a spec, and the rows of its table of cases, come out as expected? In: source files,
 * or folders of them. Out: a report in the form asked for (testing.c). */
#include "cmd/command.h"
#include "cmd/data.h"
#include "cmd/evaluate.h"
#include "cmd/spec.h"
#include "cmd/testing.h"
#include "cmd/tree.h"
#include "lang/case_table.h"
#include "lang/example.h"

#include <string.h>
#include <unistd.h>

struct test_options {
    int format;
    const char *cases, *sheet, *map;
    bool coverage;
    const char *min;
    bool mutate;
};

static const struct shai_option options[] = {
    {"format",
     0,
     SHAI_OPTION_CHOICE,
     offsetof(struct test_options, format),
     SHAI_TEST_FORMATS,
     {"输出形式(默认 text)", "form of the output (default text)"}},
    {"cases",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct test_options, cases),
     "F",
     {"样例表(CSV 或 .xlsx);默认是细则旁的 名称.cases.csv 或\n名称.cases.xlsx,如果有的话",
      "table of cases (CSV or .xlsx); default: NAME.cases.csv or\nNAME.cases.xlsx beside the spec, where there is "
      "one"}},
    {"sheet",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct test_options, sheet),
     "NAME",
     {"样例表是 .xlsx 时,哪一张工作表(名称或序号)", "the sheet of a table in a workbook (.xlsx), by name or number"}},
    SHAI_MAP_OPTION(offsetof(struct test_options, map)),
    {"coverage",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct test_options, coverage),
     NULL,
     {"样例见到了什么:每个项目符合、不符合、未检,每个情形,\n表中每个单元格;没有见到的写在细则的行旁",
      "what the tests have seen: each item pass, fail and untested,\neach case, each cell of a table; what is "
      "missing\n"
      "stands beside the lines of the spec"}},
    {"min",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct test_options, min),
     "N",
     {"覆盖率低于百分之 N 的,退出状态为 1(含 --coverage)",
      "exit status 1 where coverage is below N per cent\n(implies --coverage)"}},
    {"mutate",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct test_options, mutate),
     NULL,
     {"把每个限值、符号、风险等级、条款逐一改动一点(变异),\n列出没有样例能发现的,并给出能发现它的样例",
      "change each limit, sign, hazard and clause a little (mutants);\nlist those that no test notices, each with an "
      "example\n"
      "that would"}},
    {0},
};

struct testing {
    struct shai_cmd *cmd;
    const struct test_options *options;
    struct shai_test_report report;
    int min;                        /* per cent, or -1: coverage is not asked for */
    struct shai_coverage *coverage; /* ? of the spec at hand */
    struct shai_case_source *table; /* ? of the spec at hand */
    bool errors, unreadable, uncovered, survived;
};

/* --- tables of cases --- */

static struct shai_test_outcome row_outcome(struct testing *t, const char *table, const struct shai_case *c)
{
    struct shai_arena *unit = &t->cmd->unit;
    struct shai_test_outcome o = {.name = shai_arena_strndup(unit, c->id, strlen(c->id)),
                                  .file = table,
                                  .line = (uint32_t)c->row,
                                  .passed = true};
    if (c->note) o.note = shai_arena_strndup(unit, c->note, strlen(c->note));
    return o;
}

/* The rows of a workbook. False where it cannot be read (said). */
static bool keep_rows(struct testing *t, struct shai_case_source *table)
{
    struct shai_cmd *cmd = t->cmd;
    struct shai_data data = {
        .name = table->name, .sheet = t->options->sheet, .diags = &cmd->data, .arena = &cmd->unit};
    table->rows = shai_data_keep(cmd, &data, table->text, table->len);
    if (data.fd > STDIN_FILENO) close(data.fd);
    bool read = !cmd->data.errors;
    shai_cmd_say_data(cmd);
    return read;
}

/* The table of the spec at hand, in its arena. NULL where it cannot be read (said). */
static struct shai_case_source *read_table(struct testing *t, const struct shai_program *program, const char *path)
{
    struct shai_cmd *cmd = t->cmd;
    struct shai_case_source *table = SHAI_NEW(&cmd->unit, struct shai_case_source);
    char *text;
    if (!shai_cmd_read(cmd, path, SHAI_PROGRAM_LIMIT, &text, &table->len)) return NULL;
    table->name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    table->text = text;
    if (!keep_rows(t, table)) return NULL;
    if (t->options->map && !shai_cmd_read_map(cmd, t->options->map, &program, 1, shai_case_knows_column, &table->map))
        return NULL;
    return table;
}

static void test_table(struct testing *t, const struct shai_program *program, const char *path,
                       struct shai_test_suite *suite)
{
    struct shai_cmd *cmd = t->cmd;
    struct shai_case_table table;
    struct shai_program said = *program; /* reasons are for who reads them */
    t->table = read_table(t, program, path);
    if (!t->table) {
        t->unreadable = true;
        return;
    }
    said.lang = (uint8_t)cmd->lang;
    shai_case_table_open(&table, &cmd->unit, &cmd->data, &said, t->table, t->coverage != NULL);
    for (bool more = true; more;) {
        struct shai_case c;
        struct shai_test_outcome o;
        shai_arena_reset(&cmd->run);
        switch (shai_case_table_next(&table, &cmd->run, &c)) {
        case SHAI_CASE_JUDGED:
            o = row_outcome(t, path, &c);
            shai_expectation_hold(&cmd->unit, &c.expected, table.run, cmd->lang, &o);
            if (t->coverage) shai_coverage_add(t->coverage, table.run);
            shai_test_add(&cmd->unit, suite, o);
            break;
        case SHAI_CASE_GENERATED:
            o = row_outcome(t, path, &c);
            o.skipped = true;
            shai_test_add(&cmd->unit, suite, o);
            break;
        case SHAI_CASE_EMPTY:
        case SHAI_CASE_REFUSED: break;
        case SHAI_CASE_END: more = false; break;
        }
        suite->errors |= cmd->data.errors > 0;
        cmd->data.errors = 0;
        shai_cmd_say_data(cmd);
    }
    shai_case_table_close(&table);
}

/* --- specs --- */

static void test_examples(struct testing *t, const struct shai_spec *spec, const struct shai_program *program,
                          struct shai_test_suite *suite)
{
    struct shai_cmd *cmd = t->cmd;
    struct shai_examples examples;
    shai_examples_start(&examples, &cmd->unit, &cmd->diags, spec, program, cmd->lang, t->coverage != NULL);
    for (size_t i = 0; i < spec->example_count; i++) {
        shai_arena_reset(&cmd->run);
        struct shai_test_outcome o;
        enum shai_example_status status = shai_example_run(&examples, &cmd->run, i, &o);
        if (status == SHAI_EXAMPLE_JUDGED && t->coverage) shai_coverage_add(t->coverage, examples.run);
        shai_test_add(&cmd->unit, suite, o);
    }
    shai_cmd_say(cmd);
}

/* `--min` as a test of the spec, for forms that know tests only. */
static void hold_min(struct testing *t, struct shai_test_suite *suite)
{
    struct shai_cmd *cmd = t->cmd;
    unsigned percent = shai_coverage_percent(t->coverage);
    bool below = t->options->min && (int)percent < t->min;
    t->uncovered |= below;
    if (!t->options->min || t->options->format == SHAI_TEST_JSON || t->options->format == SHAI_TEST_TEXT) return;
    struct shai_test_outcome o = {
        .name = SHAI_SAY(cmd, "覆盖率", "coverage"), .file = suite->file, .line = 1, .column = 1, .passed = true};
    if (below)
        shai_test_fails(&cmd->unit, &o,
                        shai_arena_printf(&cmd->unit,
                                          SHAI_SAY(cmd, "覆盖率 %u %%,要求至少 %d %%",
                                                   "coverage is %u %%, at least %d %% is required"),
                                          percent, t->min));
    shai_test_add(&cmd->unit, suite, o);
}

/* A mutant that no test notices, and nobody has explained, is a test that fails, for forms that know tests only. */
static void add_survivors(struct testing *t, const struct shai_mutation *m, struct shai_test_suite *suite)
{
    struct shai_cmd *cmd = t->cmd;
    for (size_t i = 0; i < m->survivor_count; i++) {
        const struct shai_survivor *s = &m->survivors[i];
        struct shai_test_outcome o = {
            .name = shai_arena_printf(&cmd->unit, SHAI_SAY(cmd, "变异 %s", "mutant %s"), s->mutant->name),
            .file = suite->file,
            .line = s->line,
            .column = 1,
            .passed = true};
        if (!s->reason) {
            shai_test_fails(&cmd->unit, &o, SHAI_SAY(cmd, "没有样例能发现", "no test notices it"));
            t->survived = true;
        }
        if (t->options->format == SHAI_TEST_TAP || t->options->format == SHAI_TEST_JUNIT)
            shai_test_add(&cmd->unit, suite, o);
    }
}

static struct shai_mutation *mutate(struct testing *t, const struct shai_spec *spec,
                                    const struct shai_program *program, struct shai_test_suite *suite)
{
    struct shai_cmd *cmd = t->cmd;
    struct shai_search search = shai_cmd_search(cmd);
    struct shai_mutation *m = SHAI_NEW(&cmd->unit, struct shai_mutation);
    *m = (struct shai_mutation){.arena = &cmd->unit,
                                .work = &cmd->run,
                                .probe = &cmd->said,
                                .diags = &cmd->diags,
                                .spec = spec,
                                .program = program,
                                .search = &search,
                                .table = t->table};
    shai_mutate(m);
    m->search = NULL;
    suite->errors |= cmd->diags.errors > 0;
    shai_cmd_say(cmd);
    add_survivors(t, m, suite);
    return m;
}

static void test_program(struct testing *t, const struct shai_spec *spec, const struct shai_program *program,
                         const struct shai_choices *choices, const char *path, struct shai_test_suite *suite)
{
    struct shai_coverage coverage;
    t->coverage = t->min >= 0 ? &coverage : NULL;
    t->table = NULL;
    if (t->coverage) shai_coverage_start(&coverage, &t->cmd->unit, spec, program, choices);
    test_examples(t, spec, program, suite);
    const char *table = t->options->cases;
    if (!table && !shai_cmd_table_beside(t->cmd, path, &table)) t->unreadable = true;
    if (table) test_table(t, program, table, suite);
    if (t->coverage) {
        shai_coverage_finish(&coverage);
        hold_min(t, suite);
    }
    /* On tests that fail, or a table in error, nothing can be said of mutants. */
    bool sound = !suite->failed && !suite->errors;
    struct shai_mutation *mutation = t->options->mutate && sound ? mutate(t, spec, program, suite) : NULL;
    shai_testing_suite(&t->report, suite);
    if (t->coverage) shai_testing_coverage(&t->report, spec, &coverage);
    if (mutation) shai_testing_mutants(&t->report, mutation);
    shai_testing_suite_end(&t->report);
}

static void test_file(void *user, const char *path)
{
    struct testing *t = user;
    struct shai_cmd *cmd = t->cmd;
    struct shai_test_suite suite = {.file = strcmp(path, "-") == 0 ? "<stdin>" : path};
    struct shai_choices choices = {0};
    shai_cmd_next_unit(cmd);
    struct shai_spec *spec = shai_cmd_check(cmd, path);
    if (!spec) t->unreadable = true;
    struct shai_program *program = NULL;
    if (spec && !cmd->diags.errors && shai_cmd_is_spec(spec))
        program = shai_compile_choices(&cmd->unit, &cmd->diags, spec, &choices);
    suite.errors = !spec || cmd->diags.errors > 0;
    shai_cmd_say(cmd);
    if (program) {
        test_program(t, spec, program, &choices, path, &suite);
    } else if (suite.errors) { /* a library has no examples */
        shai_testing_suite(&t->report, &suite);
        shai_testing_suite_end(&t->report);
    }
    t->errors |= suite.errors;
}

static void count_file(void *user, const char *path)
{
    (void)path;
    ++*(size_t *)user;
}

/* A table that is named goes with one spec. */
static bool is_one_spec(struct shai_cmd *cmd, struct shai_words operands)
{
    size_t count = 0;
    for (size_t i = 0; i < operands.count; i++) shai_cmd_each_spec(cmd, operands.at[i], count_file, &count);
    if (count != 1) shai_cmd_cannot(cmd, SHAI_D_CASES_ONE_SPEC, NULL, NULL);
    return count == 1;
}

/* A whole number up to 100, or -1. */
static int percent_of(const char *s)
{
    int n = 0;
    if (!*s) return -1;
    for (; *s; s++) {
        if (*s < '0' || *s > '9' || n > 100) return -1;
        n = n * 10 + (*s - '0');
    }
    return n > 100 ? -1 : n;
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    struct testing t = {.cmd = cmd, .options = opt, .min = -1};
    if (t.options->coverage) t.min = 0;
    if (t.options->min && (t.min = percent_of(t.options->min)) < 0)
        return shai_cmd_cannot(cmd, SHAI_D_OPTION_PERCENT, "--min", t.options->min);
    if (t.options->cases && !is_one_spec(cmd, operands)) return SHAI_EXIT_CANNOT;
    t.report = (struct shai_test_report){.cmd = cmd, .format = t.options->format};
    shai_testing_begin(&t.report);
    for (size_t i = 0; i < operands.count; i++)
        if (!shai_cmd_each_spec(cmd, operands.at[i], test_file, &t)) t.unreadable = true;
    shai_testing_end(&t.report);
    if (t.unreadable) return SHAI_EXIT_CANNOT;
    return t.errors || t.uncovered || t.survived || t.report.failed ? SHAI_EXIT_FOUND : SHAI_EXIT_DONE;
}

const struct shai_command shai_command_test = {
    .name = "test",
    .operands = {{"路径", "PATH"}},
    .least = 1,
    .most = SHAI_OPERANDS_ANY,
    .summary = {"运行细则的样例和样例表", "run the examples of specs, and their tables of cases"},
    .about = {"运行细则中的每个“样例”和样例表中的每一行,列出没有得到期望结果的。路径可以是 .shai 文件、\n"
              "含有 .shai 文件的文件夹,或 - (标准输入)。样例表的写法见 docs/cases.md。\n\n"
              "退出状态:0 全部通过;1 有样例未通过、覆盖率低于 --min、有未经说明的存活变异,\n"
              "或细则、样例表有错误;2 文件无法读取。",
              "Runs every example of the specs, and every row of their tables of cases, and prints those\n"
              "that do not come out as expected. PATH is a .shai file, a folder of them, or - for\n"
              "standard input. docs/cases.md says how a table is written.\n\n"
              "Exit status: 0 all pass; 1 an example fails, coverage is below --min, a mutant survives\n"
              "without an explanation, or a spec or table has errors; 2 a file cannot be read."},
    .options = options,
    .options_size = sizeof(struct test_options),
    .run = run,
};
