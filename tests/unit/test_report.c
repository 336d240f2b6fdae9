/* The inspection report: what it holds for a sample that fails, one that passes and one of which little is known. */
#include "paper/report.h"
#include "tests/unit/made_document.h"
#include "tests/unit/made_result.h"

static struct shai_campaign full = {
    .authority = "浙江省市场监督管理局",
    .lab_name = "示例检验中心",
    .lab_address = "示例路 1 号",
    .lab_phone = "0571-00000001",
    .lab_cma = "CMA-0",
    .lab_cnas = "L0000",
    .report_date = "2025-11-18",
    .first_seq = 1,
};

static const char *json_of(const struct shai_report *report)
{
    struct shai_strbuf *text = SHAI_NEW(&arena, struct shai_strbuf);
    shai_strbuf_init(text, &arena);
    shai_out_init_text(&made_out, text);
    shai_report_json(&made_out, report);
    shai_out_flush(&made_out);
    return text->s;
}

/* As Markdown: the words of the document in their order. */
static const char *words_of(const struct shai_report *report)
{
    struct shai_document doc;
    struct shai_strbuf *text = SHAI_NEW(&arena, struct shai_strbuf);
    shai_report_document(&doc, &arena, report);
    shai_strbuf_init(text, &arena);
    shai_out_init_text(&made_out, text);
    shai_doc_markdown(&made_out, &doc);
    shai_out_flush(&made_out);
    return text->s;
}

static void holds(const char *text, const char *what)
{
    if (!strstr(text, what)) fail_msg("lacks %s:\n%s", what, text);
}

static void lacks(const char *text, const char *what)
{
    if (strstr(text, what)) fail_msg("holds %s:\n%s", what, text);
}

static void test_failed(void **state)
{
    static const char *const words[] = {
        "# 检验报告 SL2025-0001",
        "CMA 证书编号：CMA-0　CNAS L0000",
        "| 委托单位 | 浙江省市场监督管理局 |",
        "| 样品名称 | 回力小汽车 | 规格型号 | HL-2025A |",
        "2025-09-01 / 20250901",
        "示例玩具(浙江)有限公司",
        "签发日期：2025年11月18日",
        "地址：示例路 1 号",
        "检验结果仅对所检样品有效。",
        "不直接作为行政处罚的依据",
        "经检验，该样品**不符合本次风险速筛要求**，结果为（☐一般风险隐患/☑严重风险隐患）。",
        "| ≤ 90 mg/kg<br>GB 6675.4-2014 表1 | GB 6675.4-2014 第8章 | 105 mg/kg<br>读数：150 mg/kg | 不符合 | 严重 |",
        "| 3 | 镉（Cd） |  | 核对样品信息 | 3 mg/kg | 符合 | / |",
        "## 发现的问题",
        "| 1 | 铅（Pb） | 铅（Pb）迁移量（校正后）为 105 mg/kg，要求 ≤ 90 mg/kg | GB 6675.4-2014 表1 | 严重 |",
        "| 2 | 铅（Pb） | 铅（Pb）迁移量（校正后）为 105 mg/kg，要求 ≤ 90 mg/kg | GB 6675.4-2014 表1 | 一般 |",
        "儿童玩具产品质量评价性抽查（风险速筛）实施细则",
        "版本 2025-1（摘要 00070e151c232a31…）",
        "（以下空白）"};
    (void)state;
    const struct shai_report *r = shai_report_make(&arena, made_result(2), &full, true);
    const char *text = words_of(r);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) holds(text, words[i]);
    assert_int_equal(r->standard_count, 1); /* each once */
    lacks(text, "## 证据");
    lacks(text, "未检、未判定的项目");
    const char *json = json_of(r);
    holds(json, "{\"format\":\"sushai-report/1\",\"title\":\"检验报告\",\"report_no\":\"SL2025-0001\"");
    holds(json, "\"laboratory\":{\"name\":\"示例检验中心\",\"address\":\"示例路 1 号\",\"phone\":\"0571-00000001\","
                "\"cma\":\"CMA-0\",\"cnas\":\"L0000\"}");
    holds(json, "\"verdict\":\"fail\",\"conclusion\":\"不符合本次风险速筛要求\",\"hazard\":\"serious\"");
    holds(json, "\"standards\":[\"GB 6675.4-2014 表1\"]");
}

static void test_passed(void **state)
{
    (void)state;
    struct shai_result *result = made_result(0);
    result->verdict = SHAI_VERDICT_PASS;
    result->conclusion = "符合本次风险速筛要求";
    result->hazard = SHAI_SERIOUS; /* of nothing: not shown */
    result->effective = "unchecked";
    const struct shai_report *r = shai_report_make(&arena, result, &full, true);
    const char *text = words_of(r);
    holds(text, "经检验，该样品**符合本次风险速筛要求**。");
    holds(text, "采样日期未记录，未核对实施细则的有效期。");
    lacks(text, "风险隐患/");
    lacks(text, "发现的问题");
    holds(json_of(r), "\"hazard\":\"none\"");
}

static void test_not_judged(void **state)
{
    (void)state;
    struct shai_result *result = made_result(1);
    struct shai_item_result *item = &result->items[1];
    item->outcome = SHAI_UNTESTED;
    item->value = "[1, 4]"; /* what might be */
    item->reported = NULL;
    item->reason = (struct shai_reason){"N0001", "缺少“镉”的读数"};
    result->items[0].outcome = SHAI_INAPPLICABLE;
    result->note = "尚有项目未检。";
    const struct shai_report *r = shai_report_make(&arena, result, &full, true);
    assert_int_equal(r->item_count, 1);
    assert_int_equal(r->standard_count, 0); /* of those that apply */
    const char *text = words_of(r);
    holds(text, "| 1 | 镉（Cd） |  | 核对样品信息 | — | 未检 | / |");
    holds(text, "镉（Cd）（未检）：缺少“镉”的读数");
    holds(text, "不适用于本样品的项目：铅（Pb）");
    holds(text, "尚有项目未检。");
    lacks(text, "[1, 4]");
    item->reported = "DBP 0.01 %";
    holds(words_of(shai_report_make(&arena, result, &full, true)), "| —<br>读数：DBP 0.01 % | 未检 |");
    item->outcome = SHAI_PASS; /* judged by what was read: 是, 符合 */
    item->value = NULL;
    item->reported = "是";
    holds(words_of(shai_report_make(&arena, result, &full, true)), "| 是 | 符合 |");
}

/* Nothing is known: blanks. A 三无 product says nothing: strokes. */
static void test_blank(void **state)
{
    (void)state;
    struct shai_campaign none;
    shai_campaign_init(&none);
    struct shai_result *result = made_result(1);
    memset(((struct shai_sample *)result->sample)->fields, 0, sizeof result->sample->fields);
    const struct shai_report *r = shai_report_make(&arena, result, &none, false);
    const char *text = words_of(r);
    holds(text, "# 检验报告 S-001");
    holds(text, "报告编号：＿＿＿＿＿＿＿＿");
    holds(text, "| 样品名称 |  | 规格型号 |  |");
    lacks(text, "CNAS");
    lacks(text, "null");
    result->unlabelled = true;
    text = words_of(shai_report_make(&arena, result, &none, false));
    holds(text, "| 商标 | / | 产品等级 | / |");
    holds(text, "| 生产日期/批号 | / | 执行标准 | / |");
    holds(text, "| 标称生产单位 | / |");
    holds(text, "| 销售单位 |  |");
}

static void test_evidence(void **state)
{
    (void)state;
    static const char *files[] = {"照片*1*.jpg", "b.mp4"};
    struct shai_result *result = made_result(1);
    result->evidence = files;
    result->evidence_count = 2;
    struct shai_report *r = shai_report_make(&arena, result, &full, true);
    holds(words_of(r), "| 1 | 照片\\*1\\*.jpg | 未核对 |");
    holds(json_of(r), "\"evidence\":[{\"file\":\"照片*1*.jpg\",\"sha256\":null,\"state\":\"unchecked\"},");
    const struct shai_evidence found[] = {
        {.file = files[0], .state = SHAI_EVIDENCE_CHANGED, .sha256 = "00ff"},
        {.file = files[1], .state = SHAI_EVIDENCE_MISSING},
    };
    result->evidence_files = found;
    r = shai_report_make(&arena, result, &full, true);
    holds(words_of(r), "| 00ff<br>（与样品记录的不符） |");
    holds(words_of(r), "| 2 | b.mp4 | 没有找到该文件 |");
    holds(json_of(r),
          "\"sha256\":\"00ff\",\"state\":\"changed\"},{\"file\":\"b.mp4\",\"sha256\":null,\"state\":\"missing\"}]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_failed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_passed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_not_judged, setup, teardown),
        cmocka_unit_test_setup_teardown(test_blank, setup, teardown),
        cmocka_unit_test_setup_teardown(test_evidence, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
