/* Results made by hand: what the tests of letters and of result forms share. No program is run. */
#ifndef SHAI_TESTS_MADE_RESULT_H
#define SHAI_TESTS_MADE_RESULT_H

#include "runtime/result.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;

static inline int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static inline void set_field(struct shai_result *result, enum shai_field field, const char *text)
{
    struct shai_slice *fields = ((struct shai_sample *)result->sample)->fields;
    fields[field] = (struct shai_slice){text, strlen(text)};
}

/* One citation; of NULL none. */
static inline const char **cited(const char *text)
{
    const char **list = SHAI_NEW_N(&arena, const char *, 1);
    list[0] = text;
    return list;
}

/* A failed sample of toys with `problems` failed items, serious, and one that passes. */
static inline struct shai_result *made_result(uint32_t problems)
{
    struct shai_program *program = SHAI_NEW(&arena, struct shai_program);
    program->name = "儿童玩具";
    program->title = "儿童玩具产品质量评价性抽查(风险速筛)实施细则";
    program->version = "2025-1";
    program->product = "玩具";
    program->lang = SHAI_ZH;
    for (unsigned i = 0; i < 32; i++) program->meaning[i] = (unsigned char)(i * 7);
    struct shai_sample *sample = SHAI_NEW(&arena, struct shai_sample);
    struct shai_result *r = SHAI_NEW(&arena, struct shai_result);
    r->program = program;
    r->sample = sample;
    r->sample_id = "S-001";
    r->verdict = SHAI_VERDICT_FAIL;
    r->conclusion = "不符合本次风险速筛要求";
    r->hazard = SHAI_SERIOUS;
    r->complete = true;
    r->effective = "checked";
    r->action = "case_lead";
    r->action_text = "作为案件线索移交属地执法检查";
    r->recipients[r->recipient_count++] = "producer";
    r->recipients[r->recipient_count++] = "seller";
    r->item_count = problems + 1;
    r->items = SHAI_NEW_N(&arena, struct shai_item_result, r->item_count);
    for (uint32_t i = 0; i < problems; i++) {
        struct shai_item_result *it = &r->items[i];
        *it = (struct shai_item_result){
            .item = "铅",
            .title = "铅(Pb)",
            .outcome = SHAI_FAIL,
            .value = "105 mg/kg",
            .value_number = "105",
            .unit = "mg/kg",
            .requirement = "≤ 90 mg/kg",
            .reported = "150 mg/kg",
            .hazard = i % 2 ? SHAI_GENERAL : SHAI_SERIOUS,
            .basis = cited("GB 6675.4-2014 表1"),
            .method = cited("GB 6675.4-2014 第8章"),
            .basis_count = 1,
            .method_count = 1,
            .method_kind = "laboratory",
            .problem = "铅(Pb)迁移量(校正后)为 105 mg/kg,要求 ≤ 90 mg/kg",
        };
    }
    r->items[problems] = (struct shai_item_result){
        .item = "镉", .title = "镉(Cd)", .outcome = SHAI_PASS, .value = "3 mg/kg", .reported = "3 mg/kg"};
    set_field(r, SHAI_FIELD_SAMPLE_ID, "S-001");
    set_field(r, SHAI_FIELD_PRODUCT_NAME, "回力小汽车");
    set_field(r, SHAI_FIELD_MODEL, "HL-2025A");
    set_field(r, SHAI_FIELD_BRAND, "示例牌");
    set_field(r, SHAI_FIELD_BATCH, "20250901");
    set_field(r, SHAI_FIELD_PRODUCED_ON, "2025-09-01");
    set_field(r, SHAI_FIELD_PRODUCER, "示例玩具(浙江)有限公司");
    set_field(r, SHAI_FIELD_PRODUCER_REGION, "330782");
    set_field(r, SHAI_FIELD_SELLER, "示例商贸行");
    set_field(r, SHAI_FIELD_SELLER_ADDRESS, "示例市示例路1号");
    set_field(r, SHAI_FIELD_SELLER_REGION, "330106");
    set_field(r, SHAI_FIELD_REPORT_NO, "SL2025-0001");
    return r;
}

/* What a writer writes, as a text. */
static struct shai_out made_out;

#endif
