/* sushai ast: the checked spec as JSON. In: a source. Out: "sushai-ast/1" (docs/ast.md). */
#include "cmd/command.h"
#include "cmd/spec.h"

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    (void)opt;
    struct shai_spec *spec = shai_cmd_check(cmd, operands.at[0]);
    if (!spec) return SHAI_EXIT_CANNOT;
    bool errors = cmd->diags.errors > 0;
    shai_cmd_say(cmd);
    if (errors) return SHAI_EXIT_FOUND;
    if (!shai_cmd_is_spec(spec)) return shai_cmd_cannot(cmd, SHAI_D_IS_LIBRARY, operands.at[0], NULL);
    shai_spec_dump(&cmd->out, spec);
    return SHAI_EXIT_DONE;
}

const struct shai_command shai_command_ast = {
    .name = "ast",
    .operands = {{"细则", "SPEC"}},
    .least = 1,
    .most = 1,
    .summary = {"把检查过的细则输出为 JSON", "print the checked spec as JSON"},
    .about = {"把检查过的细则(名称、类型、单位都已确定)输出为 JSON,供其他程序使用。\n\n"
              "退出状态:0 完成;1 细则有错误;2 文件无法读取。",
              "Prints the checked spec (every name, type and unit resolved) as JSON for other programs.\n\n"
              "Exit status: 0 done; 1 errors in the spec; 2 the file cannot be read."},
    .run = run,
};
