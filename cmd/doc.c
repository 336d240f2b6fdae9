/* sushai doc: the spec as the formal document that is issued. In: a source. Out: Markdown, HTML, DOCX or PDF, whole
 * or not at all. */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/spec.h"
#include "describe/describe.h"
#include "paper/pdf.h"

#include <string.h>

enum format { FORMAT_AUTO, FORMAT_MD, FORMAT_HTML, FORMAT_DOCX, FORMAT_PDF };

struct doc_options {
    const char *output;
    int format; /* enum format */
    bool no_examples;
};

static const struct shai_option options[] = {
    {"format",
     'f',
     SHAI_OPTION_CHOICE,
     offsetof(struct doc_options, format),
     "auto|md|html|docx|pdf",
     {"输出形式;auto(默认):按输出文件名的后缀(.html、.docx、\n.pdf),其他为 md",
      "form of the document; auto (the default): by the ending of the\nfile's name, .html, .docx or .pdf, else md"}},
    {"output",
     'o',
     SHAI_OPTION_TEXT,
     offsetof(struct doc_options, output),
     "F",
     {"写到这个文件(默认为标准输出)", "the file to write (default: standard output)"}},
    {"no-examples",
     0,
     SHAI_OPTION_FLAG,
     offsetof(struct doc_options, no_examples),
     NULL,
     {"不附样例(发布时用)", "leave the annex of worked examples out"}},
    {0},
};

static bool ends_with(const char *s, const char *end)
{
    size_t len = strlen(s), n = strlen(end);
    return len > n && strcmp(s + len - n, end) == 0;
}

static enum format format_of(const struct doc_options *o)
{
    if (o->format != FORMAT_AUTO || !o->output) return (enum format)o->format;
    if (ends_with(o->output, ".html") || ends_with(o->output, ".htm")) return FORMAT_HTML;
    if (ends_with(o->output, ".pdf")) return FORMAT_PDF;
    return ends_with(o->output, ".docx") ? FORMAT_DOCX : FORMAT_MD;
}

/* False where it cannot be made (said). */
static bool write_pdf(struct shai_cmd *cmd, struct shai_out *out, const struct shai_document *doc)
{
    struct shai_pdf *pdf = shai_pdf_open(&cmd->unit, &cmd->diags);
    bool made = pdf && shai_doc_pdf(out, doc, pdf);
    shai_pdf_close(pdf);
    shai_cmd_say(cmd);
    return made;
}

static bool write_as(struct shai_cmd *cmd, enum format format, struct shai_out *out, const struct shai_document *doc)
{
    switch (format) {
    case FORMAT_PDF: return write_pdf(cmd, out, doc);
    case FORMAT_DOCX: shai_doc_docx(out, doc); break;
    case FORMAT_HTML: shai_doc_html(out, doc); break;
    default: shai_doc_markdown(out, doc); break;
    }
    return true;
}

static int run(struct shai_cmd *cmd, const void *opt, struct shai_words operands)
{
    const struct doc_options *o = opt;
    const char *const inputs[] = {operands.at[0]};
    if (!shai_output_spares(cmd, o->output, inputs, 1)) return SHAI_EXIT_CANNOT;
    struct shai_spec *spec = shai_cmd_check(cmd, operands.at[0]);
    if (!spec) return SHAI_EXIT_CANNOT;
    bool errors = cmd->diags.errors > 0;
    shai_cmd_say(cmd);
    if (errors) return SHAI_EXIT_FOUND;
    if (!shai_cmd_is_spec(spec)) return shai_cmd_cannot(cmd, SHAI_D_IS_LIBRARY, operands.at[0], NULL);
    struct shai_document doc;
    shai_describe(&doc, spec, !o->no_examples);
    struct shai_output output;
    if (!shai_output_open(cmd, &output, o->output)) return SHAI_EXIT_CANNOT;
    if (!write_as(cmd, format_of(o), output.out, &doc)) {
        shai_output_drop(cmd, &output);
        return SHAI_EXIT_CANNOT;
    }
    return shai_output_finish(cmd, &output) ? SHAI_EXIT_DONE : SHAI_EXIT_CANNOT;
}

const struct shai_command shai_command_doc = {
    .name = "doc",
    .operands = {{"细则", "SPEC"}},
    .least = 1,
    .most = 1,
    .summary = {"把细则写成正式的实施细则文件", "write the spec as the formal document"},
    .about = {"把细则写成发布用的实施细则文件:适用范围、抽样、检验依据(项目表和引用标准)、判定规则、\n"
              "结果处置、项目遴选,附定义、查表和样例。文字都由判定所用的细则生成,语言与细则相同。\n\n"
              "退出状态:0 完成;1 细则有错误;2 文件无法读写。",
              "Writes the spec as the document that is issued: scope, sampling, the tables of items and\n"
              "standards, the rules of judgement, disposal, why items were chosen; annexed are definitions,\n"
              "tables and examples. All of it is made from the spec that judges, in its language.\n\n"
              "Exit status: 0 done; 1 errors in the spec; 2 a file cannot be read or written."},
    .options = options,
    .options_size = sizeof(struct doc_options),
    .run = run,
};
