/* sushai disasm: a program as a listing. In: a .shaic, or a source to be compiled first. Out: text. */
#include "cmd/command.h"
#include "cmd/spec.h"

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    (void)opt;
    int status;
    struct shai_program *program = shai_cmd_program(cmd, operands.at[0], &status);
    if (!program) return status;
    shai_program_disasm(&cmd->run, &cmd->out, program);
    return SHAI_EXIT_DONE;
}

const struct shai_command shai_command_disasm = {
    .name = "disasm",
    .operands = {{"细则", "SPEC"}},
    .least = 1,
    .most = 1,
    .summary = {"列出程序的指令", "list a program's instructions"},
    .about = {"列出程序(.shaic,或先编译的细则源文件)的表、指令和来源行,以及一个样品最多需要的\n"
              "步数和内存。\n\n"
              "退出状态:0 完成;1 细则有错误;2 文件无法读取或不是有效的程序。",
              "Lists the tables and instructions of a program (a .shaic, or a source, compiled\n"
              "first) with the lines they come from, and the most steps and memory a sample can take.\n\n"
              "Exit status: 0 done; 1 errors in the spec; 2 the file cannot be read or does not verify."},
    .run = run,
};
