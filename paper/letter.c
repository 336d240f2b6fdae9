/* Letters from results. In: a failed sample's result and the campaign. Out: the fields of the form, filled as far as
 * they are known. It words nothing: problems, requirements and advice are the spec's and the result's. */
#include "paper/letter.h"

#include "base/utf8.h"
#include "paper/sample_text.h"

#define TITLE "工业产品质量评价性抽查(风险速筛)问题告知书"

static struct shai_slice field(const struct shai_result *result, enum shai_field f)
{
    return result->sample->fields[f];
}

/* The next character that tells names apart: width folded, blanks skipped. 0 at the end. */
static uint32_t next_of_name(struct shai_slice *s)
{
    uint32_t cp;
    for (size_t n; s->len && (n = shai_utf8_decode(s->s, s->len, &cp)) > 0;) {
        s->s += n;
        s->len -= n;
        cp = shai_utf8_fold_width(cp);
        if (cp != ' ') return cp;
    }
    return 0;
}

static bool same_name(struct shai_slice a, struct shai_slice b)
{
    for (;;) {
        uint32_t x = next_of_name(&a), y = next_of_name(&b);
        if (x != y) return false;
        if (!x) return true;
    }
}

/* One enterprise makes and sells: the names are the same, and no two credit codes say otherwise. */
static bool is_one_enterprise(const struct shai_result *result)
{
    struct shai_slice producer = field(result, SHAI_FIELD_PRODUCER), seller = field(result, SHAI_FIELD_SELLER);
    if (shai_sample_is_blank(producer) || shai_sample_is_blank(seller) || !same_name(producer, seller)) return false;
    struct shai_slice a = field(result, SHAI_FIELD_PRODUCER_USCC), b = field(result, SHAI_FIELD_SELLER_USCC);
    return shai_sample_is_blank(a) || shai_sample_is_blank(b) || same_name(a, b);
}

uint32_t shai_letter_recipients(const struct shai_result *result, enum shai_recipient out[2], unsigned *blank)
{
    *blank = 0;
    if (result->verdict != SHAI_VERDICT_FAIL) return 0;
    if (shai_sample_is_blank(field(result, SHAI_FIELD_SELLER))) *blank |= SHAI_TO_SELLER;
    if (result->unlabelled) {
        out[0] = SHAI_TO_SELLER;
        return 1;
    }
    if (is_one_enterprise(result)) {
        out[0] = SHAI_TO_BOTH;
        return 1;
    }
    if (shai_sample_is_blank(field(result, SHAI_FIELD_PRODUCER))) *blank |= SHAI_TO_PRODUCER;
    out[0] = SHAI_TO_PRODUCER;
    out[1] = SHAI_TO_SELLER;
    return 2;
}

/* The regulator that a region's copies go to; NULL: none is named. */
static const char *regulator_of(const struct shai_result *result, const struct shai_campaign *campaign,
                                enum shai_field region)
{
    struct shai_slice s = field(result, region);
    return shai_campaign_cc(campaign, s.len ? s.s : "", s.len);
}

/* Each enterprise's own regulator gets a copy; of a letter to maker and seller in one both do where they differ. */
static const char *copies_to(struct shai_arena *arena, const struct shai_result *result,
                             const struct shai_campaign *campaign, enum shai_recipient recipient)
{
    const char *producer = regulator_of(result, campaign, SHAI_FIELD_PRODUCER_REGION);
    const char *seller = regulator_of(result, campaign, SHAI_FIELD_SELLER_REGION);
    if (!(recipient & SHAI_TO_PRODUCER)) return seller;
    if (!(recipient & SHAI_TO_SELLER)) return producer;
    /* a region that is not given says nothing; "*" would name its regulator */
    if (!field(result, SHAI_FIELD_PRODUCER_REGION).len) return seller;
    if (!field(result, SHAI_FIELD_SELLER_REGION).len || !seller) return producer;
    if (!producer || strcmp(producer, seller) == 0) return seller;
    return shai_arena_printf(arena, "%s，%s", producer, seller);
}

static void fill_addressee(struct shai_arena *arena, const struct shai_result *result,
                           const struct shai_campaign *campaign, struct shai_letter *letter)
{
    bool producer = letter->recipient & SHAI_TO_PRODUCER;
    letter->addressee = shai_sample_text(arena, result, producer ? SHAI_FIELD_PRODUCER : SHAI_FIELD_SELLER);
    letter->addressee_address =
        shai_sample_text(arena, result, producer ? SHAI_FIELD_PRODUCER_ADDRESS : SHAI_FIELD_SELLER_ADDRESS);
    letter->cc = copies_to(arena, result, campaign, letter->recipient);
}

static void fill_problems(struct shai_arena *arena, const struct shai_result *result, struct shai_letter *letter)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < result->item_count; i++) count += result->items[i].outcome == SHAI_FAIL;
    letter->problems = SHAI_NEW_N(arena, struct shai_letter_problem, count);
    for (uint32_t i = 0; i < result->item_count; i++) {
        const struct shai_item_result *item = &result->items[i];
        if (item->outcome != SHAI_FAIL) continue;
        bool differs = !item->value || !item->reported || strcmp(item->value, item->reported) != 0;
        letter->problems[letter->problem_count++] = (struct shai_letter_problem){
            .item = item->title,
            .requirement = item->has_pattern ? NULL : item->requirement,
            .basis = item->basis,
            .basis_count = item->basis_count,
            .method = item->method,
            .method_count = item->method_count,
            .value = item->value,
            .reported = differs ? item->reported : NULL,
            .outcome = shai_outcome_word(item->outcome, (enum shai_lang)result->program->lang),
            .hazard = item->hazard,
            .problem = item->problem,
            .hazard_reason = item->hazard_reason,
        };
    }
}

/* The published form is Zhejiang's; elsewhere its heading goes without the province. */
static bool is_of_zhejiang(const struct shai_campaign *campaign, const struct shai_program *program)
{
    static const char province[] = "浙江";
    const char *who = campaign->authority ? campaign->authority : program ? program->issuer : NULL;
    return who && strncmp(who, province, strlen(province)) == 0;
}

struct shai_letter *shai_letter_blank(struct shai_arena *arena, const struct shai_campaign *campaign,
                                      const struct shai_program *program)
{
    struct shai_letter *letter = SHAI_NEW(arena, struct shai_letter);
    *letter = (struct shai_letter){
        .title = TITLE,
        .blank = true,
        .year = campaign->year,
        .authority = campaign->authority,
        .laboratory = campaign->lab_name,
        .product_type = program ? program->product : NULL,
        .contact = campaign->contact,
        .phone = campaign->phone,
        .date = campaign->date,
        .zhejiang = is_of_zhejiang(campaign, program),
        .lab_contact = campaign->lab_contact,
        .lab_phone = campaign->lab_phone,
    };
    return letter;
}

struct shai_letter *shai_letter_make(struct shai_arena *arena, const struct shai_result *result,
                                     const struct shai_campaign *campaign, enum shai_recipient recipient,
                                     const char *letter_no)
{
    const struct shai_program *program = result->program;
    struct shai_letter *letter = SHAI_NEW(arena, struct shai_letter);
    *letter = (struct shai_letter){
        .title = TITLE,
        .letter_no = letter_no,
        .recipient = recipient,
        .year = campaign->year,
        .authority = campaign->authority,
        .laboratory = campaign->lab_name,
        .product_type = program->product,
        .product_name = shai_sample_product_text(arena, result, SHAI_FIELD_PRODUCT_NAME),
        .model = shai_sample_product_text(arena, result, SHAI_FIELD_MODEL),
        .conclusion = result->conclusion,
        .hazard = result->hazard,
        .contact = campaign->contact,
        .phone = campaign->phone,
        .date = campaign->date,
        .zhejiang = is_of_zhejiang(campaign, program),
        .lab_contact = campaign->lab_contact,
        .lab_phone = campaign->lab_phone,
        .brand = shai_sample_product_text(arena, result, SHAI_FIELD_BRAND),
        .produced_on = shai_sample_product_text(arena, result, SHAI_FIELD_PRODUCED_ON),
        .batch = shai_sample_product_text(arena, result, SHAI_FIELD_BATCH),
        .grade = shai_sample_product_text(arena, result, SHAI_FIELD_GRADE),
        .sample_id = result->sample_id,
        .report_no = shai_sample_text(arena, result, SHAI_FIELD_REPORT_NO),
        .advice = program->advice[result->hazard == SHAI_SERIOUS],
        .evidence = result->evidence,
        .evidence_count = result->evidence_count,
        .evidence_files = result->evidence_files,
        .note = result->note,
        .spec_name = program->title ? program->title : program->name,
        .spec_version = program->version,
    };
    memcpy(letter->meaning, program->meaning, sizeof letter->meaning);
    fill_addressee(arena, result, campaign, letter);
    fill_problems(arena, result, letter);
    return letter;
}
