/* Reports from results. In: a sample's result and the campaign. Out: what the report holds, as far as it is known. It
 * words nothing: problems, requirements and reasons are the spec's and the result's. */
#include "paper/report.h"

#include "paper/photo.h"
#include "paper/sample_text.h"

static void fill_sample(struct shai_arena *arena, const struct shai_result *result, struct shai_report *report)
{
    static const struct {
        enum shai_field field;
        size_t offset;
        bool of_product;
    } fields[] = {
        {SHAI_FIELD_REPORT_NO, offsetof(struct shai_report, report_no), false},
        {SHAI_FIELD_PRODUCT_NAME, offsetof(struct shai_report, product_name), true},
        {SHAI_FIELD_MODEL, offsetof(struct shai_report, model), true},
        {SHAI_FIELD_BRAND, offsetof(struct shai_report, brand), true},
        {SHAI_FIELD_GRADE, offsetof(struct shai_report, grade), true},
        {SHAI_FIELD_BATCH, offsetof(struct shai_report, batch), true},
        {SHAI_FIELD_PRODUCED_ON, offsetof(struct shai_report, produced_on), true},
        {SHAI_FIELD_DECLARED_STANDARD, offsetof(struct shai_report, declared_standard), true},
        {SHAI_FIELD_PRODUCER, offsetof(struct shai_report, producer), true},
        {SHAI_FIELD_PRODUCER_ADDRESS, offsetof(struct shai_report, producer_address), true},
        {SHAI_FIELD_SELLER, offsetof(struct shai_report, seller), false},
        {SHAI_FIELD_SELLER_ADDRESS, offsetof(struct shai_report, seller_address), false},
        {SHAI_FIELD_CHANNEL, offsetof(struct shai_report, channel), false},
        {SHAI_FIELD_PLATFORM, offsetof(struct shai_report, platform), false},
        {SHAI_FIELD_SHOP_URL, offsetof(struct shai_report, shop_url), false},
        {SHAI_FIELD_LIVE_ROOM, offsetof(struct shai_report, live_room), false},
        {SHAI_FIELD_ORDER_NO, offsetof(struct shai_report, order_no), false},
        {SHAI_FIELD_PLACE, offsetof(struct shai_report, place), false},
        {SHAI_FIELD_PRICE, offsetof(struct shai_report, price), false},
        {SHAI_FIELD_QUANTITY, offsetof(struct shai_report, quantity), false},
        {SHAI_FIELD_SAMPLED_ON, offsetof(struct shai_report, sampled_on), false},
        {SHAI_FIELD_TESTED_ON, offsetof(struct shai_report, tested_on), false},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *text = fields[i].of_product ? shai_sample_product_text(arena, result, fields[i].field)
                                                : shai_sample_text(arena, result, fields[i].field);
        memcpy((char *)report + fields[i].offset, &text, sizeof text);
    }
}

/* --- items -------------------------------------------------------------------------------------------------------
 */

/* The citation without its clause is not told apart here: a standard stands once with each clause. */
static void add_once(const char **list, uint32_t *count, const char *text)
{
    for (uint32_t i = 0; i < *count; i++)
        if (strcmp(list[i], text) == 0) return;
    list[(*count)++] = text;
}

static void collect(struct shai_arena *arena, const struct shai_result *result, struct shai_report *report)
{
    uint32_t bases = 0, methods = 0;
    for (uint32_t i = 0; i < result->item_count; i++) {
        bases += result->items[i].basis_count;
        methods += result->items[i].method_count;
    }
    report->standards = SHAI_NEW_N(arena, const char *, bases + 1);
    report->methods = SHAI_NEW_N(arena, const char *, methods + 1);
    for (uint32_t i = 0; i < result->item_count; i++) {
        const struct shai_item_result *item = &result->items[i];
        if (item->outcome == SHAI_INAPPLICABLE) continue;
        for (uint32_t k = 0; k < item->basis_count; k++)
            add_once(report->standards, &report->standard_count, item->basis[k]);
        for (uint32_t k = 0; k < item->method_count; k++)
            add_once(report->methods, &report->method_count, item->method[k]);
    }
}

static struct shai_report_item row_of(const struct shai_item_result *item, enum shai_lang lang)
{
    /* of an item that is not tested the value is what might be: no result to print */
    bool untested = item->outcome == SHAI_UNTESTED;
    const char *value = untested ? NULL : item->value;
    bool differs = !value || !item->reported || strcmp(value, item->reported) != 0;
    return (struct shai_report_item){
        .title = item->title,
        .family = item->family,
        .requirement = item->has_pattern ? NULL : item->requirement,
        .basis = item->basis,
        .basis_count = item->basis_count,
        .method = item->method,
        .method_count = item->method_count,
        .value = value,
        .reported = differs ? item->reported : NULL,
        .outcome = shai_outcome_word(item->outcome, lang),
        .failed = item->outcome == SHAI_FAIL,
        .untested = untested,
        .hazard = item->outcome == SHAI_FAIL ? item->hazard : SHAI_HAZARD_NONE,
        .problem = item->problem,
        .hazard_reason = item->hazard_reason,
        .reason = item->reason.text,
    };
}

static void fill_items(struct shai_arena *arena, const struct shai_result *result, struct shai_report *report)
{
    enum shai_lang lang = (enum shai_lang)result->program->lang;
    struct shai_strbuf others;
    shai_strbuf_init(&others, arena);
    report->items = SHAI_NEW_N(arena, struct shai_report_item, result->item_count + 1);
    for (uint32_t i = 0; i < result->item_count; i++) {
        const struct shai_item_result *item = &result->items[i];
        if (item->outcome != SHAI_INAPPLICABLE) {
            report->items[report->item_count++] = row_of(item, lang);
            continue;
        }
        if (others.len) shai_strbuf_puts(&others, lang == SHAI_ZH ? "、" : ", ");
        shai_strbuf_puts(&others, item->title);
    }
    report->not_applying = others.len ? others.s : NULL;
}

static void fill_evidence(struct shai_arena *arena, const struct shai_result *result, bool photos,
                          struct shai_report *report)
{
    struct shai_report_evidence *list = SHAI_NEW_N(arena, struct shai_report_evidence, result->evidence_count + 1);
    for (uint32_t i = 0; i < result->evidence_count; i++) {
        const struct shai_evidence *file = result->evidence_files ? &result->evidence_files[i] : NULL;
        list[i].name = result->evidence[i];
        if (!file) continue;
        list[i].sha256 = file->sha256;
        list[i].state = file->state;
        list[i].picture = photos ? shai_photo_read(arena, file) : NULL;
    }
    report->evidence = list;
    report->evidence_count = result->evidence_count;
}

static struct shai_report *new_report(struct shai_arena *arena, const struct shai_campaign *campaign,
                                      const struct shai_program *program)
{
    struct shai_report *report = SHAI_NEW(arena, struct shai_report);
    *report = (struct shai_report){
        .authority = campaign->authority,
        .lab_name = campaign->lab_name,
        .lab_address = campaign->lab_address,
        .lab_phone = campaign->lab_phone,
        .lab_cma = campaign->lab_cma,
        .lab_cnas = campaign->lab_cnas,
        .report_date = campaign->report_date,
    };
    if (!program) return report;
    report->product = program->product;
    report->spec_name = program->title ? program->title : program->name;
    report->spec_version = program->version;
    memcpy(report->meaning, program->meaning, sizeof report->meaning);
    return report;
}

struct shai_report *shai_report_blank(struct shai_arena *arena, const struct shai_campaign *campaign,
                                      const struct shai_program *program)
{
    struct shai_report *report = new_report(arena, campaign, program);
    report->blank = true;
    return report;
}

struct shai_report *shai_report_make(struct shai_arena *arena, const struct shai_result *result,
                                     const struct shai_campaign *campaign, bool photos)
{
    struct shai_report *report = new_report(arena, campaign, result->program);
    report->sample_id = result->sample_id;
    report->verdict = result->verdict;
    report->conclusion = result->conclusion;
    report->hazard = result->verdict == SHAI_VERDICT_FAIL ? result->hazard : SHAI_HAZARD_NONE;
    report->effective = result->effective;
    report->note = result->note;
    fill_sample(arena, result, report);
    collect(arena, result, report);
    fill_items(arena, result, report);
    fill_evidence(arena, result, photos, report);
    return report;
}
