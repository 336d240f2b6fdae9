/* sushai-lab: the laboratory's evaluator. In: a compiled program and data. Out: results, as `sushai eval` writes
 * them. It holds no compiler: it links with base and runtime alone, and a test looks at its symbols. */
#include "cmd/evaluate.h"
#include "cmd/output.h"
#include "cmd/program.h"
#include "cmd/results.h"
#include "include/sushai.h"

#include <signal.h>
#include <unistd.h>

struct lab_options {
    struct shai_results_options results;
    const char *output;
};

static const struct shai_option options[] = {
    {"format",
     'f',
     SHAI_OPTION_CHOICE,
     offsetof(struct lab_options, results.format),
     SHAI_RESULTS_FORMATS,
     {"结果的形式(默认 text)", "form of the results (default text)"}},
    {"explain",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct lab_options, results.explain),
     NULL,
     {"写出每一步", "show each step"}},
    {"bom",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct lab_options, results.bom),
     NULL,
     {"csv 前加 BOM", "put a byte order mark before csv"}},
    {"jobs",
     'j',
     SHAI_OPTION_TEXT,
     offsetof(struct lab_options, results.jobs),
     "N",
     {"用几个处理器判定(默认 1);0 或 auto: 有几个用几个;\n结果和消息与用 1 个时完全相同",
      "how many processors judge (default 1); 0 or auto: all there\nare; results and messages are the same as with "
      "1"}},
    {"follow",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct lab_options, results.data.follow),
     NULL,
     {"数据还在增加:来一行判一行,结果立即写出,直到管道关闭或\n按 Ctrl-C 停止",
      "the data grows: each row is judged and written as it comes,\nuntil the pipe closes or Ctrl-C stops it"}},
    SHAI_DATA_OPTIONS(offsetof(struct lab_options, results.data)),
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct lab_options, output),
     "F",
     {"写到这个文件(默认标准输出)", "write to this file (default: standard output)"}},
    {0},
};

static void print_help(struct shai_cmd *cmd)
{
    shai_out_puts(&cmd->out, SHAI_SAY(cmd, "用法: sushai-lab [选项] 程序.shaic 数据\n\n选项:\n",
                                      "usage: sushai-lab [OPTIONS] PROGRAM.shaic DATA\n\noptions:\n"));
    shai_options_help(&cmd->out, options, cmd->lang);
    shai_options_help(&cmd->out, shai_common_table, cmd->lang);
}

static int evaluate(struct shai_cmd *cmd, struct shai_words words)
{
    struct shai_common_options common = {.lang = -1};
    struct lab_options o = {0};
    const struct shai_option_set sets[] = {{options, &o}, {shai_common_table, &common}};
    struct shai_usage_error error;
    bool parsed = shai_options_parse(&cmd->life, &words, sets, 2, false, &error);
    shai_cmd_configure(cmd, &common);
    if (!parsed) return shai_cmd_cannot(cmd, error.id, error.args[0], error.args[1]);
    if (common.version) {
        shai_out_puts(&cmd->out, "sushai-lab " SHAI_VERSION "\n");
        return SHAI_EXIT_DONE;
    }
    if (common.help) {
        print_help(cmd);
        return SHAI_EXIT_DONE;
    }
    if (words.count < 2)
        return shai_cmd_cannot(cmd, SHAI_D_OPERAND_MISSING,
                               words.count ? SHAI_SAY(cmd, "数据", "DATA") : SHAI_SAY(cmd, "程序", "PROGRAM"), NULL);
    if (words.count > 2) return shai_cmd_cannot(cmd, SHAI_D_OPERAND_EXTRA, words.at[2], NULL);

    const char *const inputs[] = {words.at[0], words.at[1]};
    if (!shai_output_spares(cmd, o.output, inputs, 2)) return SHAI_EXIT_CANNOT;
    char *bytes;
    size_t len;
    if (!shai_cmd_read(cmd, words.at[0], SHAI_PROGRAM_LIMIT, &bytes, &len)) return SHAI_EXIT_CANNOT;
    struct shai_program *program = shai_cmd_load(cmd, words.at[0], bytes, len);
    if (!program) return SHAI_EXIT_CANNOT;
    return shai_results_evaluate(cmd, program, words.at[1], &o.results, o.output, NULL);
}

static int run_guarded(struct shai_cmd *cmd, struct shai_words words)
{
    if (SHAI_TRY(&cmd->panic)) return shai_cmd_flush(cmd, evaluate(cmd, words));
    return shai_cmd_no_memory(cmd);
}

int main(int argc, char **argv)
{
    struct shai_cmd cmd;
    signal(SIGPIPE, SIG_IGN);
    shai_cmd_init(&cmd, &shai_mem_libc);
    struct shai_words words = {argv + 1, argc > 0 ? (size_t)argc - 1 : 0};
    int status = run_guarded(&cmd, words);
    shai_cmd_finish(&cmd);
    return status;
}
