/* A letter as the texts of its fields. In: a letter. Out: what each field of the form shows, blanks where nothing is
 * known. Words of a spec get the punctuation of print; data stay as they are. */
#include "paper/letter.h"

#include "paper/sample_text.h"

#include <string.h>

#define TEXT(slot) row->texts[SHAI_SLOT_##slot]

/* What a letter may say or not: a form leaves room for it. */
static const char *said(const struct shai_letter *l, const char *text)
{
    return text || l->blank ? text : "";
}

/* "开展玩具产品的": the form's word 产品 follows, so that a name which ends with it loses it. */
static const char *product_type(struct shai_arena *arena, const char *text)
{
    static const char word[] = "产品";
    size_t len = text ? strlen(text) : 0, n = sizeof word - 1;
    if (len > n && strcmp(text + len - n, word) == 0) text = shai_arena_strndup(arena, text, len - n);
    return shai_doc_typeset(arena, text);
}

/* 2025年11月20日, without noughts in front. */
static void fill_date(struct shai_arena *arena, struct shai_slot_row *row, const char *date)
{
    unsigned y, m, d;
    if (!shai_date_parts(date, &y, &m, &d)) return;
    TEXT(DATE_YEAR) = shai_arena_printf(arena, "%u", y);
    TEXT(DATE_MONTH) = shai_arena_printf(arena, "%u", m);
    TEXT(DATE_DAY) = shai_arena_printf(arena, "%u", d);
    TEXT(DATE) = shai_date_words(arena, date);
}

static void fill_one(struct shai_arena *arena, struct shai_slot_row *row, const struct shai_letter *l)
{
    TEXT(LETTER_NO) = l->letter_no;
    TEXT(ADDRESSEE) = l->addressee;
    TEXT(ADDRESSEE_ADDRESS) = l->addressee_address;
    TEXT(YEAR) = l->year;
    TEXT(AUTHORITY) = l->authority;
    TEXT(LABORATORY) = l->laboratory;
    TEXT(LAB_CONTACT) = l->lab_contact;
    TEXT(LAB_PHONE) = l->lab_phone;
    TEXT(PRODUCT_TYPE) = product_type(arena, l->product_type);
    TEXT(PRODUCED) = shai_slot_box(l->recipient & SHAI_TO_PRODUCER);
    TEXT(SOLD) = shai_slot_box(l->recipient & SHAI_TO_SELLER);
    TEXT(PRODUCT_NAME) = l->product_name;
    TEXT(MODEL) = l->model;
    TEXT(CONCLUSION) = l->conclusion;
    TEXT(HAZARD_GENERAL) = shai_slot_box(l->hazard == SHAI_GENERAL);
    TEXT(HAZARD_SERIOUS) = shai_slot_box(l->hazard == SHAI_SERIOUS);
    TEXT(CONTACT) = l->contact;
    TEXT(PHONE) = l->phone;
    fill_date(arena, row, l->date);
    TEXT(CC) = l->cc;
    TEXT(BRAND) = l->brand;
    TEXT(PRODUCED_ON) = l->produced_on;
    TEXT(BATCH) = l->batch;
    TEXT(GRADE) = l->grade;
    TEXT(SAMPLE_ID) = l->sample_id;
    TEXT(REPORT_NO) = l->report_no;
    TEXT(NOTE) = said(l, shai_doc_typeset(arena, l->note));
    TEXT(ADVICE) = said(l, shai_doc_typeset(arena, l->advice));
    TEXT(EVIDENCE) = said(l, shai_evidence_words(arena, l->evidence, l->evidence_files, l->evidence_count));
    TEXT(SPEC_NAME) = shai_doc_typeset(arena, l->spec_name);
    TEXT(SPEC_VERSION) = l->spec_version;
}

/* What was found. Where nothing was measured the evidence shows it. */
static const char *finding(const struct shai_letter *l, const struct shai_letter_problem *p)
{
    if (p->value && *p->value) return p->value;
    if (p->reported && *p->reported) return p->reported;
    return l->evidence_count ? "见证据" : "—";
}

static void fill_problem(struct shai_arena *arena, struct shai_slot_row *row, const struct shai_letter *l,
                         uint32_t at)
{
    const struct shai_letter_problem *p = &l->problems[at];
    TEXT(PROBLEM_NUMBER) = shai_arena_printf(arena, "%u", (unsigned)at + 1);
    TEXT(PROBLEM_ITEM) = shai_doc_typeset(arena, p->item);
    TEXT(PROBLEM_REQUIREMENT) = said(l, shai_doc_typeset(arena, p->requirement));
    TEXT(PROBLEM_BASIS) = said(l, shai_joined(arena, p->basis, p->basis_count, "\n"));
    TEXT(PROBLEM_METHOD) = said(l, shai_joined(arena, p->method, p->method_count, "\n"));
    TEXT(PROBLEM_FINDING) = finding(l, p);
    TEXT(PROBLEM_VALUE) = said(l, p->value);
    TEXT(PROBLEM_REPORTED) = said(l, p->value ? p->reported : NULL);
    TEXT(PROBLEM_OUTCOME) = p->outcome;
    TEXT(PROBLEM_HAZARD) = shai_hazard_word(p->hazard, SHAI_ZH);
    TEXT(PROBLEM_PROBLEM) = shai_doc_typeset(arena, p->problem);
    TEXT(PROBLEM_HAZARD_REASON) = said(l, shai_doc_typeset(arena, p->hazard_reason));
}

void shai_letter_texts(struct shai_slot_texts *texts, struct shai_arena *arena, const struct shai_letter *letter)
{
    *texts = (struct shai_slot_texts){0};
    struct shai_slot_rows *one = &texts->groups[SHAI_GROUP_ONE], *problems = &texts->groups[SHAI_GROUP_PROBLEMS];
    *one = (struct shai_slot_rows){SHAI_NEW(arena, struct shai_slot_row), 1};
    fill_one(arena, one->rows, letter);
    size_t count = letter->blank ? 1 : letter->problem_count; /* of a form: a row that repeats */
    *problems = (struct shai_slot_rows){SHAI_NEW_N(arena, struct shai_slot_row, count), count};
    for (uint32_t i = 0; i < letter->problem_count; i++) fill_problem(arena, &problems->rows[i], letter, i);
}
