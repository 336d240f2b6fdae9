/* sushai eval: verdicts on samples. In: a spec or program, and data. Out: results in the form asked for. It holds one
 * sample at a time. */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/results_book.h"
#include "cmd/spec.h"

struct eval_options {
    struct shai_results_options results;
    int fail_on; /* 0: no; 1: fail; 2: incomplete too */
    const char *output;
};

static const struct shai_option options[] = {
    {"format",
     'f',
     SHAI_OPTION_CHOICE,
     offsetof(struct eval_options, results.format),
     SHAI_RESULTS_FORMATS "|xlsx",
     {"结果的形式(默认 text;-o F.xlsx 时为 xlsx)", "form of the results (default text; with -o F.xlsx: xlsx)"}},
    {"explain",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct eval_options, results.explain),
     NULL,
     {"写出每一步:读数、计算、比较、定级;\n读数未经换算、计算就符合的项目不写",
      "show each step: readings, computation, comparison, grading;\nnot of items that pass by the reading as it "
      "stands"}},
    {"bom",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct eval_options, results.bom),
     NULL,
     {"csv 前加 BOM,供 Excel 识别", "put a byte order mark before csv, for Excel"}},
    {"jobs",
     'j',
     SHAI_OPTION_TEXT,
     offsetof(struct eval_options, results.jobs),
     "N",
     {"用几个处理器判定(默认 1);0 或 auto: 有几个用几个;\n结果和消息与用 1 个时完全相同",
      "how many processors judge (default 1); 0 or auto: all there\nare; results and messages are the same as with "
      "1"}},
    {"follow",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct eval_options, results.data.follow),
     NULL,
     {"数据还在增加:来一行判一行,结果立即写出,直到管道关闭或\n按 Ctrl-C 停止",
      "the data grows: each row is judged and written as it comes,\nuntil the pipe closes or Ctrl-C stops it"}},
    SHAI_DATA_OPTIONS(offsetof(struct eval_options, results.data)),
    {"fail-on",
     0,
     SHAI_OPTION_CHOICE,
     offsetof(struct eval_options, fail_on),
     "never|fail|incomplete",
     {"有样品不符合(fail)、或不符合及未完成(incomplete)时\n退出状态为 1",
      "exit status 1 where a sample fails, or (incomplete) fails or\nis incomplete"}},
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct eval_options, output),
     "F",
     {"写到这个文件(默认标准输出)", "write to this file (default: standard output)"}},
    {0},
};

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    const struct eval_options *o = opt;
    const char *const inputs[] = {operands.at[0], operands.at[1]};
    if (!shai_output_spares(cmd, o->output, inputs, 2)) return SHAI_EXIT_CANNOT;
    struct shai_results_options results = o->results;
    if (results.format == SHAI_RESULTS_TEXT && shai_output_is_named(o->output, ".xlsx"))
        results.format = SHAI_RESULTS_XLSX;
    if (results.format == SHAI_RESULTS_XLSX) {
        if (!shai_output_takes_workbook(cmd, o->output)) return SHAI_EXIT_CANNOT;
        results.book = shai_results_book_new(cmd);
    }
    int status;
    struct shai_program *program = shai_cmd_program(cmd, operands.at[0], &status);
    if (!program) return status;
    uint64_t verdicts[3];
    status = shai_results_evaluate(cmd, program, operands.at[1], &results, o->output, verdicts);
    if (status != SHAI_EXIT_DONE) return status;
    bool found =
        (o->fail_on >= 1 && verdicts[SHAI_VERDICT_FAIL]) || (o->fail_on >= 2 && verdicts[SHAI_VERDICT_INCOMPLETE]);
    return found ? SHAI_EXIT_FOUND : SHAI_EXIT_DONE;
}

const struct shai_command shai_command_eval = {
    .name = "eval",
    .operands = {{"细则", "SPEC"}, {"数据", "DATA"}},
    .least = 2,
    .most = 2,
    .summary = {"判定样品", "judge samples"},
    .about = {"按细则(.shai 或编译好的 .shaic)判定数据中的每个样品。数据是工作簿(.xlsx)、CSV\n"
              "或 JSON,- 为标准输入。有错误的样品拒收,在标准错误上说明文件、行、列(或单元格)、\n"
              "值和原因,其余照常判定;标准错误的最后一行是总数。\n\n"
              "退出状态:0 完成(不论结论如何);1 有样品拒收,或 --fail-on 要求;2 无法运行。",
              "Judges every sample of the data by a spec (.shai, or compiled .shaic). DATA is a\n"
              "workbook (.xlsx), CSV or JSON, - is standard input. A sample with a bad cell is\n"
              "refused, with file, row, column (or cell), value and reason on standard error; the\n"
              "others are judged. The last line on standard error counts them.\n\n"
              "Exit status: 0 done, whatever the verdicts; 1 a sample was refused, or --fail-on asks\n"
              "for it; 2 the command could not run."},
    .options = options,
    .options_size = sizeof(struct eval_options),
    .run = run,
};
