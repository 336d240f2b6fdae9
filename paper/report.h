/* The inspection report (检验报告) of a sample: what ISO/IEC 17025:2017 7.8.2.1 (CNAS-CL01:2018) and the 11 elements
 * of the 2023 资质认定评审准则 ask a report to hold, and what section 3 of 浙市监监[2025]14号 asks for: the problems,
 * their hazards, and what they are judged by.
 *
 * A report is data; report_doc makes the document, report_json the fields. What is not known is NULL and printed as a
 * blank to fill by hand; what a 三无 product does not say is "/". The form is Chinese; what stands in it is in the
 * spec's language. It concludes for every verdict, also a pass. */
#ifndef SHAI_PAPER_REPORT_H
#define SHAI_PAPER_REPORT_H

#include "paper/campaign.h"
#include "paper/doc.h"
#include "paper/fields.h"
#include "runtime/evidence.h"
#include "runtime/result.h"

/* A row of the table of items. */
struct shai_report_item {
    const char *title, *family; /* family ? */
    const char *requirement;    /* ? */
    const char **basis, **method;
    uint32_t basis_count, method_count;
    const char *value, *reported; /* ? reported where it differs from the value */
    const char *outcome;          /* 符合, 不符合, … */
    bool failed, untested;
    enum shai_hazard hazard;
    const char *problem, *hazard_reason; /* ? of a failed item */
    const char *reason;                  /* ? why it is not judged, or not complete */
};

/* A file of evidence. */
struct shai_report_evidence {
    const char *name;
    const char *sha256; /* ? in hexadecimal, of the file that is there */
    enum shai_evidence_state state;
    const struct shai_doc_picture *picture; /* ? where it is a PNG or JPEG that can be printed */
};

struct shai_report {
    bool blank;            /* the form itself: room for all, and fields that can be filled in again */
    const char *report_no; /* ? */
    const char *authority; /* ? who ordered the inspection */
    const char *lab_name, *lab_address, *lab_phone, *lab_cma, *lab_cnas; /* ? */
    const char *report_date;                                             /* ? YYYY-MM-DD */
    /* the sample; ? */
    const char *sample_id, *product_name, *model, *brand, *grade, *batch, *produced_on;
    const char *declared_standard;
    const char *producer, *producer_address, *seller, *seller_address;
    const char *channel, *platform, *shop_url, *live_room, *order_no, *place, *price, *quantity;
    const char *sampled_on, *tested_on;
    /* what was found */
    const char *product; /* ? the product of the rules */
    const char *spec_name, *spec_version;
    unsigned char meaning[32];
    const char **standards; /* those judged by, each once */
    uint32_t standard_count;
    const char **methods;
    uint32_t method_count;
    struct shai_report_item *items; /* those that apply */
    uint32_t item_count;
    const char *not_applying; /* ? the titles of the others */
    enum shai_verdict verdict;
    const char *conclusion;
    enum shai_hazard hazard;
    const char *effective; /* checked | unchecked */
    const char *note;      /* ? */
    const struct shai_report_evidence *evidence;
    uint32_t evidence_count;
};

/* The report of a sample. Points into the result. photos: files of evidence that were found and are pictures are
 * read, to be printed. */
struct shai_report *shai_report_make(struct shai_arena *arena, const struct shai_result *result,
                                     const struct shai_campaign *campaign, bool photos);
/* The blank form: what the campaign and, where it is given, the spec know stands in it. */
struct shai_report *shai_report_blank(struct shai_arena *arena, const struct shai_campaign *campaign,
                                      const struct shai_program *program);
/* The texts of its fields. */
void shai_report_texts(struct shai_slot_texts *texts, struct shai_arena *arena, const struct shai_report *report);
/* As a document: cover, notes, the sample, the items, the problems, the evidence, the end mark. */
void shai_report_document(struct shai_document *doc, struct shai_arena *arena, const struct shai_report *report);
/* One JSON object and a line end: docs/schema/report.schema.json. */
void shai_report_json(struct shai_out *out, const struct shai_report *report);

#endif
