/* A report as the texts of its fields. In: a report. Out: what each field of the form shows, blanks where nothing is
 * known. Words of a spec get the punctuation of print; data stay as they are. */
#include "paper/report.h"

#include "base/hex.h"
#include "paper/sample_text.h"

#define TEXT(slot) row->texts[SHAI_SLOT_##slot]

/* What a report may say or not: a form leaves room for it. */
static const char *said(const struct shai_report *r, const char *text)
{
    return text || r->blank ? text : "";
}

enum { DIGEST_SHOWN = 8 }; /* bytes */

static const char *rules_words(struct shai_arena *arena, const struct shai_report *r)
{
    char digest[SHAI_HEX_SHA256];
    if (!r->spec_name) return NULL;
    return shai_arena_printf(arena, "%s%s%s（摘要 %s…）", shai_doc_typeset(arena, r->spec_name),
                             r->spec_version ? "，版本 " : "", r->spec_version ? r->spec_version : "",
                             shai_hex(digest, r->meaning, DIGEST_SHOWN));
}

static const char *remark_words(struct shai_arena *arena, const struct shai_report *r)
{
    static const char unchecked[] = "采样日期未记录，未核对实施细则的有效期。";
    if (r->blank) return NULL;
    const char *note = shai_doc_typeset(arena, r->note);
    if (strcmp(r->effective, "unchecked") != 0) return note ? note : "/";
    return note ? shai_arena_printf(arena, "%s%s", unchecked, note) : unchecked;
}

static void fill_sample(struct shai_slot_row *row, const struct shai_report *r)
{
    TEXT(SAMPLE_ID) = r->sample_id;
    TEXT(PRODUCT_NAME) = r->product_name;
    TEXT(MODEL) = r->model;
    TEXT(BRAND) = r->brand;
    TEXT(GRADE) = r->grade;
    TEXT(BATCH) = r->batch;
    TEXT(PRODUCED_ON) = r->produced_on;
    TEXT(DECLARED_STANDARD) = r->declared_standard;
    TEXT(PRODUCER) = r->producer;
    TEXT(PRODUCER_ADDRESS) = r->producer_address;
    TEXT(SELLER) = r->seller;
    TEXT(SELLER_ADDRESS) = r->seller_address;
    TEXT(CHANNEL) = r->channel;
    TEXT(PLATFORM) = r->platform;
    TEXT(SHOP_URL) = said(r, r->shop_url);
    TEXT(LIVE_ROOM) = r->live_room;
    TEXT(ORDER_NO) = r->order_no;
    TEXT(PLACE) = r->place;
    TEXT(PRICE) = r->price;
    TEXT(QUANTITY) = r->quantity;
    TEXT(SAMPLED_ON) = r->sampled_on;
    TEXT(TESTED_ON) = r->tested_on;
}

static const char *evidence_words(struct shai_arena *arena, const struct shai_report *r)
{
    const char **words = SHAI_NEW_N(arena, const char *, r->evidence_count + 1);
    for (uint32_t i = 0; i < r->evidence_count; i++) {
        const struct shai_report_evidence *e = &r->evidence[i];
        bool found = e->state == SHAI_EVIDENCE_FOUND;
        words[i] = shai_evidence_name(arena, e->name, found ? e->sha256 : NULL);
    }
    return shai_joined(arena, words, r->evidence_count, "；");
}

static void fill_one(struct shai_arena *arena, struct shai_slot_row *row, const struct shai_report *r)
{
    TEXT(REPORT_NO) = r->report_no;
    TEXT(AUTHORITY) = r->authority;
    TEXT(LABORATORY) = r->lab_name;
    TEXT(LAB_ADDRESS) = r->lab_address;
    TEXT(LAB_PHONE) = r->lab_phone;
    TEXT(LAB_CMA) = r->lab_cma;
    TEXT(LAB_CNAS) = said(r, r->lab_cnas);
    TEXT(REPORT_DATE) = shai_date_words(arena, r->report_date);
    fill_sample(row, r);
    TEXT(SPEC_NAME) = shai_doc_typeset(arena, r->spec_name);
    TEXT(SPEC_VERSION) = r->spec_version;
    TEXT(RULES) = rules_words(arena, r);
    TEXT(STANDARDS) = shai_joined(arena, r->standards, r->standard_count, "；");
    TEXT(METHODS) = shai_joined(arena, r->methods, r->method_count, "；");
    TEXT(CONCLUSION) = r->conclusion;
    TEXT(HAZARD_GENERAL) = shai_slot_box(r->hazard == SHAI_GENERAL);
    TEXT(HAZARD_SERIOUS) = shai_slot_box(r->hazard == SHAI_SERIOUS);
    TEXT(NOTE) = said(r, shai_doc_typeset(arena, r->note));
    TEXT(REMARK) = remark_words(arena, r);
    TEXT(NOT_APPLYING) = said(r, shai_doc_typeset(arena, r->not_applying));
    TEXT(EVIDENCE) = said(r, evidence_words(arena, r));
}

/* What was found: what was judged, else what was read. Readings of an item that is not tested are no finding. */
static const char *finding(const struct shai_report_item *item)
{
    return item->value ? item->value : item->untested ? NULL : item->reported;
}

static void fill_item(struct shai_arena *arena, struct shai_slot_row *row, const struct shai_report_item *item,
                      size_t number)
{
    const char *found = finding(item), *reported = found == item->reported ? NULL : item->reported,
               *reason = shai_doc_typeset(arena, item->reason);
    const char *basis = shai_joined(arena, item->basis, item->basis_count, "\n");
    const char *method = shai_joined(arena, item->method, item->method_count, "\n");
    const char *requirement = shai_doc_typeset(arena, item->requirement);
    TEXT(ITEM_NUMBER) = shai_arena_printf(arena, "%zu", number);
    TEXT(ITEM_FAMILY) = item->family ? shai_doc_typeset(arena, item->family) : "";
    TEXT(ITEM_ITEM) = shai_doc_typeset(arena, item->title);
    TEXT(ITEM_REQUIREMENT) = requirement ? requirement : "";
    TEXT(ITEM_BASIS) = basis ? basis : "";
    TEXT(ITEM_METHOD) = method ? method : "核对样品信息"; /* it is judged by what the sample says of itself */
    TEXT(ITEM_FINDING) = found ? found : "—";
    TEXT(ITEM_REPORTED) = reported ? reported : "";
    TEXT(ITEM_OUTCOME) = item->outcome;
    TEXT(ITEM_HAZARD) = item->failed ? shai_hazard_word(item->hazard, SHAI_ZH) : "/";
    TEXT(ITEM_REASON) = reason ? reason : "";
}

static void fill_problem(struct shai_arena *arena, struct shai_slot_row *row, const struct shai_report_item *item,
                         size_t number)
{
    struct shai_slot_row as_item;
    fill_item(arena, &as_item, item, number);
    TEXT(PROBLEM_NUMBER) = as_item.texts[SHAI_SLOT_ITEM_NUMBER];
    TEXT(PROBLEM_ITEM) = as_item.texts[SHAI_SLOT_ITEM_ITEM];
    TEXT(PROBLEM_REQUIREMENT) = as_item.texts[SHAI_SLOT_ITEM_REQUIREMENT];
    TEXT(PROBLEM_BASIS) = as_item.texts[SHAI_SLOT_ITEM_BASIS];
    TEXT(PROBLEM_METHOD) = as_item.texts[SHAI_SLOT_ITEM_METHOD];
    TEXT(PROBLEM_FINDING) = as_item.texts[SHAI_SLOT_ITEM_FINDING];
    TEXT(PROBLEM_VALUE) = item->value ? item->value : "";
    TEXT(PROBLEM_REPORTED) = as_item.texts[SHAI_SLOT_ITEM_REPORTED];
    TEXT(PROBLEM_OUTCOME) = item->outcome;
    TEXT(PROBLEM_HAZARD) = as_item.texts[SHAI_SLOT_ITEM_HAZARD];
    TEXT(PROBLEM_PROBLEM) = item->problem ? shai_doc_typeset(arena, item->problem) : item->outcome;
    TEXT(PROBLEM_HAZARD_REASON) = item->hazard_reason ? shai_doc_typeset(arena, item->hazard_reason) : "";
}

void shai_report_texts(struct shai_slot_texts *texts, struct shai_arena *arena, const struct shai_report *r)
{
    struct shai_slot_rows *one = &texts->groups[SHAI_GROUP_ONE], *items = &texts->groups[SHAI_GROUP_ITEMS],
                          *problems = &texts->groups[SHAI_GROUP_PROBLEMS];
    *texts = (struct shai_slot_texts){0};
    *one = (struct shai_slot_rows){SHAI_NEW(arena, struct shai_slot_row), 1};
    fill_one(arena, one->rows, r);
    /* of a form: one row that repeats */
    items->rows = SHAI_NEW_N(arena, struct shai_slot_row, r->item_count + 1);
    items->count = r->blank ? 1 : r->item_count;
    problems->rows = SHAI_NEW_N(arena, struct shai_slot_row, r->item_count + 1);
    problems->count = r->blank ? 1 : 0;
    for (uint32_t i = 0; i < r->item_count; i++) {
        fill_item(arena, &items->rows[i], &r->items[i], i + 1);
        if (!r->items[i].failed) continue;
        fill_problem(arena, &problems->rows[problems->count], &r->items[i], problems->count + 1);
        problems->count++;
    }
}
