/* sushai compile: a spec as a program file. In: a source. Out: a .shaic, whole or not at all, and what a run of it
 * can take at most. */
#include "base/strbuf.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/spec.h"

#include <string.h>

struct compile_options {
    const char *output;
};

static const struct shai_option options[] = {
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct compile_options, output),
     "F",
     {"写到这个文件(通常以 .shaic 结尾;- 为标准输出)", "the file to write, by custom .shaic (- is standard output)"}},
    {0},
};

/* In KB, rounded up. */
static void print_bounds(struct shai_cmd *cmd, struct shai_out *out, const char *path,
                         const struct shai_program *program)
{
    shai_out_printf(out,
                    SHAI_SAY(cmd, "%s: 每个样品最多 %llu 步,内存 %llu KB,数最宽 %u 位(二进制)\n",
                             "%s: a sample takes at most %llu steps, %llu KB of memory, numbers of %u bits\n"),
                    path, (unsigned long long)program->steps, (unsigned long long)(program->memory + 1023) / 1024,
                    (unsigned)program->widest);
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    const struct compile_options *o = opt;
    if (!o->output) return shai_cmd_cannot(cmd, SHAI_D_OPTION_MISSING, "-o F", NULL);
    const char *const inputs[] = {operands.at[0]};
    if (!shai_output_spares(cmd, o->output, inputs, 1)) return SHAI_EXIT_CANNOT;
    int status;
    struct shai_program *program = shai_cmd_program(cmd, operands.at[0], &status);
    if (!program) return status;
    struct shai_strbuf bytes;
    shai_strbuf_init(&bytes, &cmd->unit);
    shai_program_save(&bytes, program);
    struct shai_output output;
    if (!shai_output_open(cmd, &output, o->output)) return SHAI_EXIT_CANNOT;
    shai_out_write(output.out, bytes.s, bytes.len);
    bool done = shai_output_finish(cmd, &output);
    if (done) print_bounds(cmd, strcmp(o->output, "-") == 0 ? &cmd->err : &cmd->out, o->output, program);
    return done ? SHAI_EXIT_DONE : SHAI_EXIT_CANNOT;
}

const struct shai_command shai_command_compile = {
    .name = "compile",
    .operands = {{"细则", "SPEC"}},
    .least = 1,
    .most = 1,
    .summary = {"把细则编译成程序文件", "compile a spec to a program file"},
    .about = {"把细则编译成自带全部内容的程序文件(.shaic),供 eval、notice 和 sushai-lab 使用。\n"
              "同一份细则总是得到相同的字节。完成后印出每个样品最多要用的步数、内存和数的位数。\n\n"
              "退出状态:0 完成;1 细则有错误;2 文件无法读写。",
              "Compiles a spec to a self-contained program file (.shaic) for eval, notice and\n"
              "sushai-lab. The same spec always gives the same bytes. It prints how many steps, how\n"
              "much memory and how wide numbers a sample can take at most.\n\n"
              "Exit status: 0 done; 1 errors in the spec; 2 a file cannot be read or written."},
    .options = options,
    .options_size = sizeof(struct compile_options),
    .run = run,
};
