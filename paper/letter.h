/* The notice letter (问题告知书): every field of the form annexed to 浙市监监[2025]14号, for one recipient.
 *
 * A letter is data; letter_doc makes a document of it, letter_json writes it. A field that is not known is NULL and
 * printed as a blank to fill by hand; what a 三无 product does not say is "/". The form is Chinese; what stands in it
 * is in the spec's language. */
#ifndef SHAI_PAPER_LETTER_H
#define SHAI_PAPER_LETTER_H

#include "paper/campaign.h"
#include "paper/doc.h"
#include "paper/fields.h"
#include "runtime/result.h"

/* Whose letter it is; both where producer and seller are one. */
enum shai_recipient { SHAI_TO_PRODUCER = 1, SHAI_TO_SELLER = 2, SHAI_TO_BOTH = 3 };

/* A row of the table of problems. */
struct shai_letter_problem {
    const char *item;        /* title */
    const char *requirement; /* ?; of a pattern nothing is said but the basis */
    const char **basis;      /* standards with clauses */
    uint32_t basis_count;
    const char **method;
    uint32_t method_count;
    const char *value;    /* ? what was judged */
    const char *reported; /* ? the readings, where they differ from the value */
    const char *outcome;
    enum shai_hazard hazard;
    const char *problem;
    const char *hazard_reason; /* ? */
};

struct shai_letter {
    const char *title;
    const char *letter_no;         /* ? */
    enum shai_recipient recipient; /* blank: 0 */
    bool blank;                    /* the form itself, to be filled in */
    /* front */
    const char *addressee, *addressee_address; /* ? the enterprise */
    const char *year, *authority, *laboratory; /* ? */
    const char *product_type;                  /* ? of the campaign: the spec's */
    const char *product_name, *model;          /* ? */
    const char *conclusion;
    enum shai_hazard hazard;
    const char *contact, *phone; /* ? the authority's */
    const char *date;            /* ? YYYY-MM-DD */
    const char *cc;              /* ? the regulators of the recipient's regions, "，" between */
    /* back */
    bool zhejiang;                       /* the heading names the province */
    const char *lab_contact, *lab_phone; /* ? */
    const char *brand, *produced_on, *batch, *grade;
    const char *sample_id, *report_no;
    struct shai_letter_problem *problems;
    uint32_t problem_count;
    const char *advice; /* ? */
    const char **evidence;
    uint32_t evidence_count;
    const struct shai_evidence *evidence_files; /* ? as many, where they were checked */
    const char *note;                           /* ? of the result */
    /* what it rests on */
    const char *spec_name, *spec_version;
    unsigned char meaning[32];
};

/* The letters that a failed sample asks for: 0 to 2 recipients. blank: bits of enum shai_recipient whose name is not
 * given though the sample is not 三无; their letters have blanks, and the caller warns. */
uint32_t shai_letter_recipients(const struct shai_result *result, enum shai_recipient out[2], unsigned *blank);

/* The letter of a failed sample to one recipient; letter_no may be NULL. Points into the result. */
struct shai_letter *shai_letter_make(struct shai_arena *arena, const struct shai_result *result,
                                     const struct shai_campaign *campaign, enum shai_recipient recipient,
                                     const char *letter_no);

/* The form, with what the campaign says filled in, and the spec's product where a program is given: nothing is known
 * of a sample. */
struct shai_letter *shai_letter_blank(struct shai_arena *arena, const struct shai_campaign *campaign,
                                      const struct shai_program *program);

/* The texts of the letter's fields, in the arena. */
void shai_letter_texts(struct shai_slot_texts *texts, struct shai_arena *arena, const struct shai_letter *letter);
/* The letter as a document: the copy to deliver, the copy to keep, the receipt of delivery. Each copy has a front and
 * a back. A blank letter's fields can be filled in by their names (doc.h: controls). */
void shai_letter_document(struct shai_document *doc, struct shai_arena *arena, const struct shai_letter *letter);
/* One JSON object and a line end: docs/schema/letter.schema.json. */
void shai_letter_json(struct shai_out *out, const struct shai_letter *letter);

#endif
