/* sushai cases: boundary cases of a spec, as a table to be checked and signed (docs/cases.md). In: a spec with its
 * examples. Out: CSV with what the spec gives. It judges nothing right. */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/spec.h"
#include "lang/boundary.h"

struct cases_options {
    const char *output;
    bool bom;
};

static const struct shai_option options[] = {
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct cases_options, output),
     "F",
     {"写到文件 F(默认写到标准输出)", "write to F (default: standard output)"}},
    {"bom",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct cases_options, bom),
     NULL,
     {"文件开头加 BOM,便于 Excel 打开", "begin with a byte order mark, for Excel"}},
    {0},
};

static void put_cell(struct shai_out *out, const char *s, bool first)
{
    if (!first) shai_out_putc(out, ',');
    if (s) shai_out_csv(out, s);
}

/* Words of the table are the spec's, as its columns are. */
static const char *word(enum shai_lang lang, const char *zh, const char *en)
{
    return lang == SHAI_ZH ? zh : en;
}

static void put_head(struct shai_out *out, const struct shai_boundary *t, const struct shai_program *p,
                     const bool *used, enum shai_lang lang, struct shai_arena *arena)
{
    put_cell(out, word(lang, "样品编号", "sample_id"), true);
    for (size_t i = 0; i < t->column_count; i++) put_cell(out, t->columns[i], false);
    put_cell(out, word(lang, "期望结论", "expect"), false);
    put_cell(out, word(lang, "期望风险", "expect_hazard"), false);
    for (uint32_t i = 0; i < p->item_count; i++)
        if (used[i])
            put_cell(out, shai_arena_printf(arena, word(lang, "期望 %s", "expect %s"), p->items[i].name), false);
    put_cell(out, word(lang, "状态", "status"), false);
    put_cell(out, word(lang, "确认人", "confirmed_by"), false);
    put_cell(out, word(lang, "说明", "note"), false);
    shai_out_putc(out, '\n');
}

static void put_row(struct shai_out *out, const struct shai_boundary *t, const struct shai_boundary_row *row,
                    const struct shai_program *p, const bool *used, enum shai_lang lang)
{
    put_cell(out, row->id, true);
    for (size_t i = 0; i < t->column_count; i++) put_cell(out, i < row->cell_count ? row->cells[i] : NULL, false);
    put_cell(out, shai_verdict_word(row->verdict, lang), false);
    put_cell(out, row->hazard ? shai_hazard_word(row->hazard, lang) : word(lang, "无", "none"), false);
    for (uint32_t i = 0; i < p->item_count; i++)
        if (used[i]) put_cell(out, i == row->item ? shai_outcome_word(row->outcome, lang) : NULL, false);
    put_cell(out, word(lang, "生成", "generated"), false);
    put_cell(out, NULL, false);
    put_cell(out, row->note, false);
    shai_out_putc(out, '\n');
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
    struct shai_output output;
    if (!shai_output_open(cmd, &output, o->output)) return SHAI_EXIT_CANNOT;
    if (o->bom) shai_out_puts(output.out, "\xEF\xBB\xBF");
    put_head(output.out, t, program, used, lang, &cmd->unit);
    for (size_t i = 0; i < t->row_count; i++) put_row(output.out, t, &t->rows[i], program, used, lang);
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
              "判定的结果。表是 CSV,每行状态为“生成”,由专家对照标准确认、填上确认人之后,sushai test\n"
              "才把它算作测试(见 docs/cases.md)。\n\n"
              "退出状态:0 已生成;1 细则有错误;2 无法读取或写入。",
              "Makes boundary cases from the spec's own examples: at, just under and just over each limit,\n"
              "where rounding decides, not detected, not tested; with what the spec gives for them. The\n"
              "table is CSV. Its rows are `generated`: sushai test counts them once a person has checked\n"
              "them against the standard and signed (docs/cases.md).\n\n"
              "Exit status: 0 made; 1 errors in the spec; 2 a file cannot be read or written."},
    .options = options,
    .options_size = sizeof(struct cases_options),
    .run = run,
};
