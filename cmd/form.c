/* sushai form: a blank results sheet of a spec, for the bench (docs/form.md). In: a spec or program. Out: a workbook,
 * or the header of one as CSV. */
#include "sheet/form.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/spec.h"
#include "sheet/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { FORM_AUTO, FORM_XLSX, FORM_CSV };

struct form_options {
    const char *output, *rows, *with;
    int format, fields;
};

static const struct shai_option options[] = {
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct form_options, output),
     "F",
     {"写到文件 F(默认标准输出)", "write to F (default: standard output)"}},
    {"format",
     'f',
     SHAI_OPTION_CHOICE,
     offsetof(struct form_options, format),
     "auto|xlsx|csv",
     {"表的形式(默认按 F 的扩展名)", "form of the sheet (default: by the ending of F)"}},
    {"rows",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct form_options, rows),
     "N",
     {"预备 N 行(默认 200)", "prepare N rows (default 200)"}},
    {"with",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct form_options, with),
     "u,dl",
     {"每个数值旁加不确定度列(u)、检出限列(dl)",
      "columns of uncertainty (u), detection limit (dl)\nbeside every number"}},
    {"fields",
     0,
     SHAI_OPTION_CHOICE,
     offsetof(struct form_options, fields),
     "letter|few|all",
     {"样品信息列:结果和告知书要用的(letter,默认)、\n最少的(few)、全部(all)",
      "columns of the sample itself: what letters need (letter,\nthe default), the fewest (few), all"}},
    {0},
};

enum { ROWS = 200, ROWS_MOST = 100000 };

/* A number of rows, or 0 where it is none. */
static uint32_t rows_of(const char *s)
{
    size_t len = strspn(s, "0123456789");
    if (!len || len > 6 || s[len]) return 0;
    unsigned long n = strtoul(s, NULL, 10);
    return n <= ROWS_MOST ? (uint32_t)n : 0;
}

/* "u", "dl", both, parted by commas. False at another word. */
static bool read_with(const char *words, struct shai_form_options *o)
{
    for (const char *at = words; at && *at;) {
        size_t len = strcspn(at, ",");
        if (len == 1 && (at[0] == 'u' || at[0] == 'U')) o->u = true;
        else if (len == 2 && (strncmp(at, "dl", 2) == 0 || strncmp(at, "DL", 2) == 0)) o->dl = true;
        else return false;
        at += len + (at[len] == ',');
    }
    return true;
}

static int write_form(struct shai_cmd *cmd, const struct shai_form *form, const char *path, bool workbook)
{
    struct shai_output output;
    struct shai_workbook book = {0};
    if (!shai_output_open(cmd, &output, path)) return SHAI_EXIT_CANNOT;
    const char *why = NULL;
    if (!workbook) {
        shai_form_csv(output.out, form);
    } else {
        const struct shai_program *p = form->program;
        const struct shai_workbook_options how = {.title = p->title ? p->title : p->name, .subject = p->version};
        bool whole = shai_workbook_begin(&book, &cmd->life, &how) && shai_form_workbook(&book, form) &&
                     shai_workbook_finish(&book, output.out);
        if (!whole) why = book.why ? book.why : "";
        shai_workbook_drop(&book);
    }
    if (why) {
        shai_output_drop(cmd, &output);
        return *why ? shai_cmd_cannot(cmd, SHAI_D_WORKBOOK_FAILED, why, NULL)
                    : shai_cmd_cannot(cmd, SHAI_D_FORM_WIDE, NULL, NULL);
    }
    return shai_output_finish(cmd, &output) ? SHAI_EXIT_DONE : SHAI_EXIT_CANNOT;
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    const struct form_options *o = opt;
    struct shai_form_options how = {.fields = (enum shai_form_fields)o->fields, .rows = ROWS};
    if (o->rows && !(how.rows = rows_of(o->rows))) return shai_cmd_cannot(cmd, SHAI_D_OPTION_ROWS, "--rows", o->rows);
    if (!read_with(o->with, &how)) return shai_cmd_cannot(cmd, SHAI_D_OPTION_CHOICE, "--with", "u|dl|u,dl");
    bool workbook = o->format == FORM_XLSX || (o->format == FORM_AUTO && shai_output_is_named(o->output, ".xlsx"));
    if (workbook && !shai_output_takes_workbook(cmd, o->output)) return SHAI_EXIT_CANNOT;
    if (!shai_output_spares(cmd, o->output, (const char *const *)operands.at, 1)) return SHAI_EXIT_CANNOT;
    int status;
    const struct shai_program *program = shai_cmd_program(cmd, operands.at[0], &status);
    if (!program) return status;
    return write_form(cmd, shai_form_make(&cmd->life, program, &how), o->output, workbook);
}

const struct shai_command shai_command_form = {
    .name = "form",
    .operands = {{"细则", "SPEC"}},
    .least = 1,
    .most = 1,
    .summary = {"生成空白的检测结果表", "make a blank results sheet"},
    .about = {"按细则(.shai 或编译好的 .shaic)生成空白的检测结果表(.xlsx 或 .csv):每个读数一列,\n"
              "写明单位、要求、依据和方法,选项和级别有下拉列表,另有一张填写说明。填好的表可以直接用\n"
              "sushai eval 判定。\n\n"
              "退出状态:0 已生成;1 细则有错误;2 无法读取或写入。",
              "Makes a blank results sheet of a spec (.shai, or compiled .shaic), as .xlsx or .csv: a\n"
              "column a reading with its unit, requirement, basis and method, drop-down lists for choices\n"
              "and grades, and a sheet of instructions. Filled in, it goes straight into sushai eval.\n\n"
              "Exit status: 0 made; 1 errors in the spec; 2 a file cannot be read or written."},
    .options = options,
    .options_size = sizeof(struct form_options),
    .run = run,
};
