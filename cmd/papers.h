/* Papers of a run as files of a folder: what `notice` and `report` share. Each paper is written in every form asked
 * for; each file is whole or not there. */
#ifndef SHAI_CMD_PAPERS_H
#define SHAI_CMD_PAPERS_H

#include "cmd/context.h"
#include "paper/doc.h"
#include "paper/paper_file.h"
#include "paper/pdf.h"
#include "paper/template.h"

/* The forms, bits in the order of SHAI_PAPER_FORMS. */
#define SHAI_PAPER_PAGES "html|pdf|docx"
#define SHAI_PAPER_FORMS SHAI_PAPER_PAGES "|json"
enum { SHAI_PAPER_HTML = 1, SHAI_PAPER_PDF = 2, SHAI_PAPER_DOCX = 4, SHAI_PAPER_JSON = 8 };

struct shai_papers {
    struct shai_cmd *cmd;
    const char *folder;
    int dir;
    unsigned forms;
    const char *const *inputs; /* paths; a NULL is passed over: no paper takes their place */
    size_t input_count;
    const struct shai_template *template_; /* ? an office's own; a paper is then the texts of its fields */
    const struct shai_slot_texts *texts;   /* of the paper at hand, where there is a template */
    struct shai_paper_names names;
    struct shai_out *out; /* writes into a text: shai_papers_out */
    struct shai_pdf *pdf; /* ? where that form is asked for */
};

/* Reads a list of forms, "pdf,docx"; of NULL it is HTML. Says so and returns 0 where one is none. */
unsigned shai_paper_forms(struct shai_cmd *cmd, const char *list);

/* Reads an office's own template for papers of a form, and which forms are asked for with it: its own and JSON, of a
 * NULL list its own. Says why and returns false where either cannot be. */
bool shai_papers_template(struct shai_papers *papers, struct shai_cmd *cmd, const char *path, enum shai_form form,
                          const char *list);

/* A blank form is of no data, and of no spec unless one is given; papers are of both. forms has been set. Says so
 * where the operands do not fit. */
bool shai_papers_operands_fit(const struct shai_papers *papers, struct shai_cmd *cmd, struct shai_words operands,
                              bool blank);

/* Is there a folder named, or one that can be made? Says so where not. */
bool shai_papers_folder_fits(struct shai_cmd *cmd, const char *folder);
/* Opens the folder, making it where it is missing; the caller has set folder, forms and inputs. Says why where it
 * cannot. */
bool shai_papers_open(struct shai_papers *papers, struct shai_cmd *cmd);
/* Begins a text that lasts as long as the sample; whole once the output is flushed. */
struct shai_out *shai_papers_out(struct shai_papers *papers, struct shai_strbuf *text);
/* Writes a paper in its forms and prints their paths. json: the paper as JSON, where that form is asked for. Says why
 * where it cannot. */
bool shai_papers_write(struct shai_papers *papers, const char *id, const char *role, const struct shai_document *doc,
                       const struct shai_strbuf *json);
void shai_papers_close(struct shai_papers *papers);

#endif
