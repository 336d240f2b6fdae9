/* Papers as files of a folder. In: documents. Out: a file for each form, their paths on standard output. A paper is
 * made in memory before its file is opened, so that nothing half-made is left where memory ends. */
#include "cmd/papers.h"

#include "base/out.h"
#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct form {
    unsigned bit;
    const char *extension;
    void (*render)(struct shai_out *, const struct shai_document *); /* NULL: PDF, JSON */
} forms[] = {
    {SHAI_PAPER_HTML, "html", shai_doc_html},
    {SHAI_PAPER_PDF, "pdf", NULL},
    {SHAI_PAPER_DOCX, "docx", shai_doc_docx},
    {SHAI_PAPER_JSON, "json", NULL},
};
enum { FORM_COUNT = sizeof forms / sizeof *forms };

static unsigned form_named(const char *name, size_t len)
{
    for (size_t i = 0; i < FORM_COUNT; i++)
        if (strlen(forms[i].extension) == len && memcmp(forms[i].extension, name, len) == 0) return forms[i].bit;
    return 0;
}

unsigned shai_paper_forms(struct shai_cmd *cmd, const char *list)
{
    if (!list) return SHAI_PAPER_HTML;
    unsigned found = 0;
    for (const char *at = list;;) {
        size_t len = strcspn(at, ",");
        unsigned form = form_named(at, len);
        if (!form) {
            shai_cmd_cannot(cmd, SHAI_D_OPTION_CHOICE, "--format", SHAI_PAPER_FORMS);
            return 0;
        }
        found |= form;
        if (!at[len]) return found;
        at += len + 1;
    }
}

/* --- templates ---------------------------------------------------------------------------------------------------
 */

bool shai_papers_template(struct shai_papers *papers, struct shai_cmd *cmd, const char *path, enum shai_form form,
                          const char *list)
{
    char *bytes;
    size_t len;
    if (!shai_cmd_read(cmd, path, SHAI_TEMPLATE_LIMIT, &bytes, &len)) return false;
    papers->template_ = shai_template_read(&cmd->unit, &cmd->diags, form, path, bytes, len);
    shai_cmd_say(cmd);
    if (!papers->template_) return false;
    const char *own = shai_template_extension(papers->template_);
    unsigned bit = form_named(own, strlen(own));
    papers->forms = list ? shai_paper_forms(cmd, list) : bit;
    if (!papers->forms) return false;
    if (!(papers->forms & ~(bit | SHAI_PAPER_JSON))) return true;
    shai_diag_plain(&cmd->diags, SHAI_D_TEMPLATE_FORMAT, path, own, list, NULL);
    shai_cmd_say(cmd);
    return false;
}

bool shai_papers_operands_fit(const struct shai_papers *papers, struct shai_cmd *cmd, struct shai_words operands,
                              bool blank)
{
    size_t wanted = blank ? 0 : 2;
    if (operands.count < wanted)
        shai_cmd_cannot(cmd, SHAI_D_OPERAND_MISSING,
                        operands.count ? SHAI_SAY(cmd, "数据", "DATA") : SHAI_SAY(cmd, "细则", "SPEC"), NULL);
    else if (blank && operands.count > 1) shai_cmd_cannot(cmd, SHAI_D_OPERAND_EXTRA, operands.at[1], NULL);
    else if (blank && papers->forms == SHAI_PAPER_JSON)
        shai_cmd_cannot(cmd, SHAI_D_OPTION_CHOICE, "--format", SHAI_PAPER_PAGES);
    else return true;
    return false;
}

/* --- the folder ---------------------------------------------------------------------------------------------------
 */

/* Makes a folder and those it stands in. Returns 0 or the errno. */
static int make_folder(struct shai_arena *arena, const char *path)
{
    char *at = shai_arena_strndup(arena, path, strlen(path));
    for (char *slash = strchr(at + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(at, 0777) != 0 && errno != EEXIST) return errno;
        *slash = '/';
    }
    return mkdir(at, 0777) != 0 && errno != EEXIST ? errno : 0;
}

bool shai_papers_folder_fits(struct shai_cmd *cmd, const char *folder)
{
    struct stat st;
    if (!folder) shai_cmd_cannot(cmd, SHAI_D_OPTION_MISSING, "-o DIR", NULL);
    else if (stat(folder, &st) == 0 && !S_ISDIR(st.st_mode)) shai_cmd_cannot(cmd, SHAI_D_NOT_A_FOLDER, folder, NULL);
    else return true;
    return false;
}

bool shai_papers_open(struct shai_papers *papers, struct shai_cmd *cmd)
{
    papers->cmd = cmd;
    int error = make_folder(&cmd->life, papers->folder);
    papers->dir = error ? -1 : open(papers->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    shai_paper_names_init(&papers->names, &cmd->life);
    papers->out = SHAI_NEW(&cmd->life, struct shai_out);
    if (papers->dir < 0) {
        shai_cmd_cannot(cmd, SHAI_D_CANNOT_WRITE, papers->folder, strerror(error ? error : errno));
        return false;
    }
    if (papers->forms & SHAI_PAPER_PDF) papers->pdf = shai_pdf_open(&cmd->life, &cmd->diags);
    shai_cmd_say(cmd);
    return papers->pdf || !(papers->forms & SHAI_PAPER_PDF);
}

void shai_papers_close(struct shai_papers *papers)
{
    if (papers->dir >= 0) close(papers->dir);
    shai_pdf_close(papers->pdf);
}

/* --- papers -------------------------------------------------------------------------------------------------------
 */

struct shai_out *shai_papers_out(struct shai_papers *papers, struct shai_strbuf *text)
{
    shai_strbuf_init(text, &papers->cmd->run);
    shai_out_init_text(papers->out, text);
    return papers->out;
}

static bool write_form(struct shai_papers *papers, const char *name, const struct shai_strbuf *text)
{
    struct shai_cmd *cmd = papers->cmd;
    const char *path = shai_arena_printf(&cmd->run, "%s/%s", papers->folder, name);
    if (!shai_output_spares(cmd, path, papers->inputs, papers->input_count)) return false;
    int error = shai_paper_write(papers->dir, name, text);
    if (error) {
        shai_cmd_cannot(cmd, SHAI_D_CANNOT_WRITE, path, strerror(error));
        return false;
    }
    shai_out_puts(&cmd->out, path);
    shai_out_putc(&cmd->out, '\n');
    return true;
}

/* The paper in a form. False where it cannot be made (said). */
static bool render(struct shai_papers *papers, const struct form *form, const struct shai_document *doc,
                   struct shai_strbuf *text)
{
    struct shai_out *out = shai_papers_out(papers, text);
    bool made = true;
    if (papers->template_) shai_template_fill(out, &papers->cmd->run, papers->template_, papers->texts);
    else if (form->render) form->render(out, doc);
    else made = shai_doc_pdf(out, doc, papers->pdf);
    shai_out_flush(out);
    shai_cmd_say(papers->cmd);
    return made;
}

bool shai_papers_write(struct shai_papers *papers, const char *id, const char *role, const struct shai_document *doc,
                       const struct shai_strbuf *json)
{
    for (size_t i = 0; i < FORM_COUNT; i++) {
        const struct form *form = &forms[i];
        if (!(papers->forms & form->bit)) continue;
        const char *name = shai_paper_name(&papers->names, id, role, form->extension);
        struct shai_strbuf made;
        if (form->bit != SHAI_PAPER_JSON && !render(papers, form, doc, &made)) return false;
        if (!write_form(papers, name, form->bit == SHAI_PAPER_JSON ? json : &made)) return false;
    }
    return true;
}
