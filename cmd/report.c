/* sushai report: the inspection report of each sample. In: a spec or program, data, a campaign file. Out: files of
 * each report in a folder, each whole or not at all; their paths on standard output. Or the blank form. */
#include "paper/report.h"
#include "cmd/campaign_file.h"
#include "cmd/command.h"
#include "cmd/evaluate.h"
#include "cmd/papers.h"
#include "cmd/spec.h"

struct report_options {
    const char *formats;
    struct shai_data_options data;
    const char *folder, *campaign, *template_;
    bool blank;
};

static const struct shai_option options[] = {
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct report_options, folder),
     "DIR",
     {"把报告写入这个文件夹(没有则新建)", "the folder of the reports (made where it is missing)"}},
    {"campaign",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct report_options, campaign),
     "F",
     {"任务文件(JSON): 委托单位、检验机构、签发日期等;\n没有的内容在报告上留空",
      "the campaign file (JSON): authority, laboratory, date of issue;\nwhat it lacks stays blank in the reports"}},
    {"format",
     'f',
     SHAI_OPTION_TEXT,
     offsetof(struct report_options, formats),
     SHAI_PAPER_FORMS,
     {"报告的形式(默认 html);可用逗号列出多种", "form of the reports (default html); several: with commas"}},
    {"template",
     0,
     SHAI_OPTION_TEXT,
     offsetof(struct report_options, template_),
     "F",
     {"用本单位的模板(.docx 或 .html)写报告", "reports by the office's own template, .docx or .html"}},
    {"blank",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct report_options, blank),
     NULL,
     {"只写出空白报告:DATA 不给,SPEC 可不给", "write the blank form: without DATA, SPEC may be left out"}},
    SHAI_DATA_OPTIONS(offsetof(struct report_options, data)),
    {0},
};

struct reports {
    struct shai_cmd *cmd;
    const struct report_options *options;
    const struct shai_campaign *campaign;
    const char *inputs[4]; /* spec, data, ? campaign, template: no report takes their place */
    struct shai_papers papers;
};

static bool write_report(struct reports *n, const struct shai_report *report)
{
    struct shai_arena *arena = &n->cmd->run;
    struct shai_document doc;
    struct shai_strbuf json;
    struct shai_slot_texts texts;
    if (n->papers.template_) shai_report_texts(&texts, arena, report);
    else if (n->papers.forms & ~(unsigned)SHAI_PAPER_JSON) shai_report_document(&doc, arena, report);
    n->papers.texts = &texts;
    if (n->papers.forms & SHAI_PAPER_JSON) {
        shai_report_json(shai_papers_out(&n->papers, &json), report);
        shai_out_flush(n->papers.out);
    }
    const char *id = report->blank ? "检验报告" : report->sample_id;
    return shai_papers_write(&n->papers, id, report->blank ? NULL : "检验报告", &doc, &json);
}

static int write_all(struct reports *n, const struct shai_program *program, const char *data)
{
    struct shai_cmd *cmd = n->cmd;
    struct shai_evaluation ev;
    bool photos = !n->papers.template_ && (n->papers.forms & ~(unsigned)SHAI_PAPER_JSON), written = true;
    shai_cmd_campaign_blanks(cmd, n->campaign, SHAI_FOR_REPORT);
    if (!shai_evaluation_open(&ev, cmd, program, data, &n->options->data, false)) return SHAI_EXIT_CANNOT;
    while (written && !cmd->out.error && shai_evaluation_next(&ev)) {
        const struct shai_result *result = shai_result_make(&cmd->run, ev.run);
        written = write_report(n, shai_report_make(&cmd->run, result, n->campaign, photos));
    }
    int status = shai_evaluation_close(&ev);
    return written ? status : SHAI_EXIT_CANNOT;
}

static int write_blank(struct reports *n, const struct shai_program *program)
{
    n->papers.forms &= ~(unsigned)SHAI_PAPER_JSON;
    const struct shai_report *report = shai_report_blank(&n->cmd->run, n->campaign, program);
    return write_report(n, report) ? SHAI_EXIT_DONE : SHAI_EXIT_CANNOT;
}

/* Campaign, template and folder; false where a message was said. */
static bool open_folder(struct reports *n)
{
    const struct report_options *o = n->options;
    n->campaign = shai_cmd_campaign(n->cmd, o->campaign);
    if (!n->campaign) return false;
    if (o->template_ && !shai_papers_template(&n->papers, n->cmd, o->template_, SHAI_FORM_REPORT, o->formats))
        return false;
    n->papers.folder = o->folder;
    n->papers.inputs = n->inputs;
    n->papers.input_count = sizeof n->inputs / sizeof *n->inputs;
    return shai_papers_open(&n->papers, n->cmd);
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    struct reports n = {.cmd = cmd, .options = opt};
    const struct report_options *o = opt;
    n.papers.forms = shai_paper_forms(cmd, o->formats);
    if (!n.papers.forms || !shai_papers_operands_fit(&n.papers, cmd, operands, o->blank)) return SHAI_EXIT_CANNOT;
    if (!shai_papers_folder_fits(cmd, o->folder)) return SHAI_EXIT_CANNOT;
    for (size_t i = 0; i < operands.count; i++) n.inputs[i] = operands.at[i];
    n.inputs[2] = o->campaign;
    n.inputs[3] = o->template_;
    int status;
    struct shai_program *program = NULL;
    if (operands.count && !(program = shai_cmd_program(cmd, operands.at[0], &status))) return status;
    if (!open_folder(&n)) return SHAI_EXIT_CANNOT;
    status = o->blank ? write_blank(&n, program) : write_all(&n, program, operands.at[1]);
    shai_papers_close(&n.papers);
    return status;
}

const struct shai_command shai_command_report = {
    .name = "report",
    .operands = {{"细则", "SPEC"}, {"数据", "DATA"}},
    .least = 0,
    .most = 2,
    .summary = {"写出每个样品的检验报告", "write the inspection report of each sample"},
    .about = {"判定数据中的样品,为每个样品(符合的也在内)写出检验报告:封面、样品情况、检验结论、\n"
              "各项目的结果、发现的问题和证据。每写好一份,在标准输出上打印它的路径。\n\n"
              "退出状态:0 完成;1 有样品拒收,或细则有错误;2 无法运行。",
              "Judges the samples of the data and writes the inspection report of each, also of those\n"
              "that pass: cover, sample, conclusion, the result of every item, problems and evidence.\n"
              "Prints the path of each report.\n\n"
              "Exit status: 0 done; 1 a sample was refused, or errors in the spec; 2 it could not run."},
    .options = options,
    .options_size = sizeof(struct report_options),
    .run = run,
};
