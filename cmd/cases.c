/* sushai cases: boundary cases of a spec, as a table to be checked and signed (docs/cases.md). In: a spec with its
 * examples. Out: CSV, or a workbook, with what the spec gives. It judges nothing right. */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/spec.h"
#include "lang/boundary.h"
#include "sheet/table.h"

enum { CASES_AUTO, CASES_CSV, CASES_XLSX };

struct cases_options {
    const char *output;
    int format;
    bool bom;
};

static const struct shai_option options[] = {
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct cases_options, output),
     "F",
     {"写到文件 F(默认写到标准输出)", "write to F (default: standard output)"}},
    {"format",
     'f',
     SHAI_OPTION_CHOICE,
     offsetof(struct cases_options, format),
     "auto|csv|xlsx",
     {"表的形式(默认按 F 的扩展名,否则 CSV)", "form of the table (default: by the ending of F, else CSV)"}},
    {"bom",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct cases_options, bom),
     NULL,
     {"文件开头加 BOM,便于 Excel 打开", "begin with a byte order mark, for Excel"}},
    {0},
};

/* --- the table ---------------------------------------------------------------------------------------------------
 */

/* Columns of the table, then rows of as many cells. */
struct sheet {
    struct shai_cmd *cmd;
    const struct shai_boundary *t;
    const struct shai_program *program;
    enum shai_lang lang; /* words of the table are the spec's, as its columns are */
    const bool *used;    /* by item: it has a column */
    bool workbook;       /* it has columns to sign beyond the name */
    struct shai_table_column *columns;
    const char **cells; /* of one row */
    size_t count;
};

static const char *word(const struct sheet *s, const char *zh, const char *en)
{
    return s->lang == SHAI_ZH ? zh : en;
}

static void add_column(struct sheet *s, const char *title, enum shai_table_part part)
{
    s->columns[s->count++] = (struct shai_table_column){.title = title, .part = part};
}

static void add_columns(struct sheet *s)
{
    static const char *const zh[] = {"同意", "不同意", NULL}, *const en[] = {"agree", "disagree", NULL};
    const struct shai_program *p = s->program;
    size_t most = s->t->column_count + p->item_count + 8;
    s->columns = SHAI_NEW_N(&s->cmd->life, struct shai_table_column, most);
    s->cells = SHAI_NEW_N(&s->cmd->life, const char *, most);
    add_column(s, word(s, "样品编号", "sample_id"), SHAI_TABLE_GIVEN);
    if (s->workbook) add_column(s, word(s, "说明", "note"), SHAI_TABLE_GIVEN); /* where it stays in sight */
    for (size_t i = 0; i < s->t->column_count; i++) add_column(s, s->t->columns[i], SHAI_TABLE_GIVEN);
    add_column(s, word(s, "期望结论", "expect"), SHAI_TABLE_EXPECTED);
    add_column(s, word(s, "期望风险", "expect_hazard"), SHAI_TABLE_EXPECTED);
    for (uint32_t i = 0; i < p->item_count; i++)
        if (s->used[i])
            add_column(s, shai_arena_printf(&s->cmd->life, word(s, "期望 %s", "expect %s"), p->items[i].name),
                       SHAI_TABLE_EXPECTED);
    add_column(s, word(s, "状态", "status"), SHAI_TABLE_EXPECTED);
    if (s->workbook) {
        add_column(s, word(s, "意见", "opinion"), SHAI_TABLE_SIGN);
        s->columns[s->count - 1].choices = s->lang == SHAI_ZH ? zh : en;
    }
    add_column(s, word(s, "确认人", "confirmed_by"), SHAI_TABLE_SIGN);
    if (s->workbook) add_column(s, word(s, "确认日期", "confirmed_on"), SHAI_TABLE_SIGN_DAY);
    if (!s->workbook) add_column(s, word(s, "说明", "note"), SHAI_TABLE_GIVEN);
}

/* The cells of a row, in the order of the columns. */
static const char **fill_row(struct sheet *s, const struct shai_boundary_row *row)
{
    const char **c = s->cells;
    *c++ = row->id;
    if (s->workbook) *c++ = row->note;
    for (size_t i = 0; i < s->t->column_count; i++) *c++ = i < row->cell_count ? row->cells[i] : NULL;
    *c++ = shai_verdict_word(row->verdict, s->lang);
    *c++ = row->hazard ? shai_hazard_word(row->hazard, s->lang) : word(s, "无", "none");
    for (uint32_t i = 0; i < s->program->item_count; i++)
        if (s->used[i]) *c++ = i == row->item ? shai_outcome_word(row->outcome, s->lang) : NULL;
    *c++ = word(s, "生成", "generated");
    if (s->workbook) *c++ = NULL;
    *c++ = NULL;
    if (s->workbook) *c++ = NULL;
    if (!s->workbook) *c++ = row->note;
    return s->cells;
}

static void put_csv(struct sheet *s, struct shai_out *out, bool bom)
{
    if (bom) shai_out_puts(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < s->count; i++) {
        if (i) shai_out_putc(out, ',');
        shai_out_csv(out, s->columns[i].title);
    }
    shai_out_putc(out, '\n');
    for (size_t r = 0; r < s->t->row_count; r++) {
        const char **cells = fill_row(s, &s->t->rows[r]);
        for (size_t i = 0; i < s->count; i++) {
            if (i) shai_out_putc(out, ',');
            if (cells[i]) shai_out_csv(out, cells[i]);
        }
        shai_out_putc(out, '\n');
    }
}

/* The same as a workbook. Returns NULL, or why it could not be made ("": the table is too large for a sheet). */
static const char *put_workbook(struct sheet *s, struct shai_out *out)
{
    const struct shai_program *p = s->program;
    const char *title = p->title ? p->title : p->name;
    const char *const lines[] = {
        word(s, "边界样例确认表", "Boundary cases, to be confirmed"),
        shai_arena_printf(&s->cmd->life, "%s  %s", title, p->version ? p->version : ""),
        "",
        word(s, "1. 每行是一个样例。期望的结论、风险和各项结果是细则自己给出的,状态为“生成”,还没有人核对。",
             "1. A row is a case. What it expects is what the spec itself gives: `generated`, and not yet checked."),
        word(s, "2. 请对照标准(不是对照细则)核对。对的选“同意”,不对的改正期望后选“同意”,或者选“不同意”。",
             "2. Check it against the standard, not the spec. Choose agree, having mended what is wrong, or "
             "disagree."),
        word(s, "3. 填上确认人和日期。只有写了确认人、又没有选“不同意”的行,sushai test 才算作测试。",
             "3. Sign with name and date. sushai test counts a row that somebody signed and did not disagree with."),
        word(s,
             "4. 保存本文件,然后: sushai test 细则 --cases 本文件.xlsx;放在细则旁边改名为 细则名.cases.xlsx,就不必写 "
             "--cases。",
             "4. Save this file, then: sushai test SPEC --cases FILE.xlsx; beside the spec, as NAME.cases.xlsx, it "
             "needs no --cases."),
    };
    struct shai_table table = {.name = word(s, "样例", "Cases"),
                               .columns = s->columns,
                               .column_count = s->count,
                               .frozen = 2,
                               .about = word(s, "说明", "About"),
                               .lines = lines,
                               .line_count = sizeof lines / sizeof *lines};
    struct shai_workbook book;
    const struct shai_workbook_options how = {.title = title, .subject = p->version};
    bool whole = shai_workbook_begin(&book, &s->cmd->life, &how) && shai_table_begin(&book, &table);
    for (size_t r = 0; r < s->t->row_count && whole; r++)
        whole = shai_table_row(&book, &table, fill_row(s, &s->t->rows[r]));
    if (whole) {
        shai_table_end(&book, &table);
        whole = shai_workbook_finish(&book, out);
    }
    shai_workbook_drop(&book);
    return whole ? NULL : book.why ? book.why : "";
}

static void say_bare(struct shai_cmd *cmd, const struct shai_boundary *t, const struct shai_program *p)
{
    if (!t->bare_count) return;
    shai_out_puts(&cmd->err,
                  SHAI_SAY(cmd, "没有生成样例的项目(没有样例判过它,或者它的要求不是读数的界限):",
                           "items without cases (no example judges them, or they ask for no bound of a reading): "));
    for (size_t i = 0; i < t->bare_count; i++) {
        if (i) shai_out_puts(&cmd->err, SHAI_SAY(cmd, "、", ", "));
        shai_out_puts(&cmd->err, p->items[t->bare[i]].name);
    }
    shai_out_putc(&cmd->err, '\n');
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    const struct cases_options *o = opt;
    bool workbook = o->format == CASES_XLSX || (o->format == CASES_AUTO && shai_output_is_named(o->output, ".xlsx"));
    if (workbook && !shai_output_takes_workbook(cmd, o->output)) return SHAI_EXIT_CANNOT;
    struct shai_spec *spec = shai_cmd_check(cmd, operands.at[0]);
    if (!spec) return SHAI_EXIT_CANNOT;
    struct shai_program *program = shai_cmd_compile(cmd, spec);
    shai_cmd_say(cmd);
    if (!program) return SHAI_EXIT_FOUND;
    enum shai_lang lang = (enum shai_lang)program->lang;
    struct shai_examples examples;
    shai_examples_start(&examples, &cmd->unit, &cmd->diags, spec, program, lang, false);
    struct shai_boundary *t = shai_boundary_make(&examples, &cmd->run);
    bool *used = SHAI_NEW_N(&cmd->unit, bool, program->item_count);
    for (size_t i = 0; i < t->row_count; i++) used[t->rows[i].item] = true;
    struct sheet sheet = {.cmd = cmd, .t = t, .program = program, .lang = lang, .used = used, .workbook = workbook};
    add_columns(&sheet);
    struct shai_output output;
    if (!shai_output_open(cmd, &output, o->output)) return SHAI_EXIT_CANNOT;
    const char *why = NULL;
    if (workbook) why = put_workbook(&sheet, output.out);
    else put_csv(&sheet, output.out, o->bom);
    if (why) {
        shai_output_drop(cmd, &output);
        return *why ? shai_cmd_cannot(cmd, SHAI_D_WORKBOOK_FAILED, why, NULL)
                    : shai_cmd_cannot(cmd, SHAI_D_FORM_WIDE, NULL, NULL);
    }
    if (!shai_output_finish(cmd, &output)) return SHAI_EXIT_CANNOT;
    shai_out_printf(&cmd->err, SHAI_SAY(cmd, "%zu 个样例,均待确认\n", "cases %zu, all to be confirmed\n"),
                    t->row_count);
    say_bare(cmd, t, program);
    return SHAI_EXIT_DONE;
}

const struct shai_command shai_command_cases = {
    .name = "cases",
    .operands = {{"细则", "SPEC"}},
    .least = 1,
    .most = 1,
    .summary = {"生成边界样例表", "make a table of boundary cases"},
    .about = {"按细则自己的样例生成边界样例:各限值上、略低、略高,修约的分界,未检出,未检;并写上按细则\n"
              "判定的结果。表是 CSV 或工作簿(-o F.xlsx),每行状态为“生成”,由专家对照标准确认、填上\n"
              "确认人之后,sushai test 才把它算作测试(见 docs/cases.md)。\n\n"
              "退出状态:0 已生成;1 细则有错误;2 无法读取或写入。",
              "Makes boundary cases from the spec's own examples: at, just under and just over each limit,\n"
              "where rounding decides, not detected, not tested; with what the spec gives for them. The\n"
              "table is CSV, or a workbook (-o F.xlsx). Its rows are `generated`: sushai test counts them\n"
              "once a person has checked them against the standard and signed (docs/cases.md).\n\n"
              "Exit status: 0 made; 1 errors in the spec; 2 a file cannot be read or written."},
    .options = options,
    .options_size = sizeof(struct cases_options),
    .run = run,
};
