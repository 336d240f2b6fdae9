/* Results: fields, reasons, disposal, and the forms they are written in. */
#include "tests/unit/judged.h"

#include "base/utf8.h"

#define HEAD                                                                                                                       \
    "细则 玩具 {\n 名称 \"玩具细则\"\n 版本 \"1\"\n 产品 \"玩具\"\n 标准 甲 \"GB 1-2000\"\n 标准 乙 \"GB/T " \
    "2-2000\"\n"                                                                                                                   \
    " 属性 材料 : 选项 { 黏土 \"造型黏土\", 其他 }\n 属性 月龄 : 数值\n 属性 标称 : 数值 mg/kg\n"
#define CITED               " 依据 甲 \"5.1\"\n 方法 乙 \"第8章\" 用 快检\n"
#define ITEM(name, clauses) " 项目 " name " {\n" CITED clauses "\n}\n"

static struct shai_strbuf text;

static const char *written(void)
{
    shai_out_flush(&judged_out);
    return text.s;
}

static struct shai_out *writer(void)
{
    shai_strbuf_init(&text, &arena);
    shai_out_init_text(&judged_out, &text);
    return &judged_out;
}

/* --- fields --------------------------------------------------------------------------------------------------------
 */

static const char *const one = HEAD ITEM("铅 \"铅(Pb)\"", "检测 数值 mg/kg\n 限值 ≤ 90 mg/kg\n 风险 严重") "}";

static const struct shai_item_result *lead(const char *reading)
{
    return item_of(judged(one, shai_arena_printf(&arena, "样品编号,铅\nS1,%s\n", reading), false), "铅");
}

static void test_item(void **state)
{
    (void)state;
    const struct shai_item_result *it = lead("150 mg/kg");
    assert_int_equal(it->outcome, SHAI_FAIL);
    expect(it->title, "铅(Pb)");
    expect(it->value, "150 mg/kg");
    expect(it->value_number, "150");
    expect(it->unit, "mg/kg");
    expect(it->requirement, "≤ 90 mg/kg");
    expect(it->reported, "150 mg/kg");
    assert_int_equal(it->hazard, SHAI_SERIOUS);
    expect(it->hazard_reason, NULL);
    assert_int_equal(it->basis_count, 1);
    expect(it->basis[0], "GB 1-2000 5.1");
    assert_int_equal(it->method_count, 1);
    expect(it->method[0], "GB/T 2-2000 第8章");
    expect(it->method_kind, "rapid");
    expect(it->problem, "铅(Pb)为 150 mg/kg,要求 ≤ 90 mg/kg");
    expect(it->reason.code, NULL);
}

static void test_values(void **state)
{
    (void)state;
    static const struct {
        const char *reading, *value, *number, *reported;
    } all[] = {
        {"12.30", "12.30 mg/kg", "12.3", "12.30 mg/kg"},
        {"0.0129 %", "129 mg/kg", "129", "0.0129 %"},
        {"<0.5", "<0.5 mg/kg", NULL, "<0.5 mg/kg"},
        {">200", ">200 mg/kg", NULL, ">200 mg/kg"},
        {"ND(0.01)", "<0.01 mg/kg", NULL, "ND(0.01) mg/kg"},
        {"100 ± 4", "100 mg/kg (U = 4 mg/kg)", "100", "100 ± 4 mg/kg"},
        {"", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct shai_item_result *it = lead(all[i].reading);
        expect(it->value, all[i].value);
        expect(it->value_number, all[i].number);
        expect(it->reported, all[i].reported);
    }
}

/* A number that is no terminating decimal: rounded for the eye, exact for machines. */
static void test_third(void **state)
{
    (void)state;
    const struct shai_item_result *it =
        item_of(judged(HEAD ITEM("铅", "检测 数值 mg/kg\n 结果 读数 ÷ 3\n 限值 ≤ 9 mg/kg\n 风险 一般") "}",
                       "样品编号,铅\nS1,1\n", false),
                "铅");
    expect(it->value, "≈0.333333 mg/kg");
    expect(it->value_number, "1/3");
}

/* --- requirements and problems ------------------------------------------------------------------------------------
 */

static const struct shai_item_result *with(const char *clauses, const char *header, const char *cells)
{
    const char *spec = shai_arena_printf(&arena, HEAD " 项目 铅 {\n" CITED "%s\n}\n}", clauses);
    return item_of(judged(spec, shai_arena_printf(&arena, "样品编号,%s\nS1,%s\n", header, cells), false), "铅");
}

static void test_requirements(void **state)
{
    (void)state;
    static const struct {
        const char *limit, *is;
    } all[] = {
        {"≤ 90.0 mg/kg", "≤ 90.0 mg/kg"},
        {"4.0 ~ 7.5 mg/kg", "4.0 ~ 7.5 mg/kg"},
        {"> 78 mg/kg 且 ≤ 82 mg/kg", "> 78 mg/kg 且 ≤ 82 mg/kg"},
        {"80 ± 2 mg/kg", "80 ± 2 mg/kg"},
        {"100 mg/kg ± 5 % 相对", "100 mg/kg ± 5 % 相对 (95 ~ 105 mg/kg)"},
        {"不得检出", "不得检出"},
        {"≤ 标称 × 2", "≤ 60 mg/kg"},
        {"按 材料 { 黏土: ≤ 60 mg/kg; 其他: ≤ 90 mg/kg }", "≤ 60 mg/kg 或 ≤ 90 mg/kg"},
        {"按 材料 { 黏土: ≤ 60 mg/kg; 其他: ≤ 60 mg/kg }", "≤ 60 mg/kg"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct shai_item_result *it = with(
            shai_arena_printf(&arena, "检测 数值 mg/kg\n 限值 %s\n 风险 一般", all[i].limit), "铅,标称", "500,30");
        assert_int_equal(it->outcome, SHAI_FAIL);
        expect(it->requirement, all[i].is);
        expect(it->problem, shai_arena_printf(&arena, "铅为 500 mg/kg,要求 %s", all[i].is));
    }
}

static void test_problems(void **state)
{
    (void)state;
    expect(with("检测 符合性\n 风险 一般", "铅", "不符合")->problem, "铅不符合要求");
    const struct shai_item_result *it =
        with("检测 量 : 数值 mm\n 要求 量 ≥ 16 mm 或 月龄 > 3\n 风险 一般", "量,月龄", "3,1");
    expect(it->requirement, "量 ≥ 16 mm 或 月龄 > 3");
    expect(it->problem, "铅不满足要求:量 ≥ 16 mm 或 月龄 > 3");
    expect(it->value, "3 mm");
    it = with(
        "检测 数值 mg/kg\n 限值 10 ~ 90.0\n 风险 一般\n 问题 \"{名称}:{结果};{限值};{要求};{读数};{材料};{月龄}\"",
        "铅,材料", "0.0120 %,黏土");
    expect(it->problem, "铅:120 mg/kg;90.0 mg/kg;10 ~ 90.0 mg/kg;0.0120 %;造型黏土;(未提供)");
}

/* --- reasons ------------------------------------------------------------------------------------------------------
 */

static void expect_reason(const struct shai_item_result *it, enum shai_outcome outcome, const char *code,
                          const char *words)
{
    assert_int_equal(it->outcome, outcome);
    expect(it->reason.code, code);
    expect(it->reason.text, words);
}

static void test_reasons(void **state)
{
    (void)state;
    static const char *const limit = "检测 数值 mg/kg\n 限值 ≤ 90 mg/kg\n 风险 一般";
    expect_reason(with(limit, "铅", ""), SHAI_UNTESTED, "not_tested", "未检:铅");
    expect_reason(with(limit, "铅", "<100"), SHAI_INCONCLUSIVE, "censored",
                  "读数不足以判定:铅 <100 mg/kg,要求 ≤ 90 mg/kg");
    expect_reason(with(limit, "铅", "ND"), SHAI_INCONCLUSIVE, "no_detection_limit", "未检出但没有检出限:铅");
    expect_reason(
        with("检测 数值 mg/kg\n 限值 按 材料 { 黏土: ≤ 60 mg/kg; 其他: ≤ 90 mg/kg }\n 风险 一般", "铅", "70"),
        SHAI_INCONCLUSIVE, "fact_missing", "样品信息缺少:材料");
    expect_reason(with("适用 月龄 ≥ 36\n 检测 数值 mg/kg\n 限值 ≤ 90 mg/kg\n 风险 一般", "铅", "70"),
                  SHAI_INCONCLUSIVE, "applicability", "无法确定该项目是否适用。样品信息缺少:月龄");
    expect_reason(with("适用 月龄 ≥ 36\n 检测 数值 mg/kg\n 限值 ≤ 90 mg/kg\n 风险 一般", "铅,月龄", "70,24"),
                  SHAI_INAPPLICABLE, "condition_not_met", "样品不在该项目的适用范围内");
    expect_reason(with("检测 数值 mg/kg\n 仅报告", "铅", "70"), SHAI_UNJUDGED, "report_only", "仅报告,不参与判定");
    expect_reason(with("检测 数值 mg/kg\n 限值 ≤ 标称\n 风险 一般", "铅,标称", "70,未明示"), SHAI_INCONCLUSIVE,
                  "undeclared", "产品未明示:标称");
    expect_reason(
        with("检测 甲读 : 数值 mg/kg\n 检测 乙读 : 数值 mg/kg\n 结果 甲读 + 乙读\n 限值 ≤ 90 mg/kg\n 风险 一般",
             "甲读,乙读", ","),
        SHAI_UNTESTED, "not_tested", "未检:甲读、乙读");
    expect_reason(with("检测 数值 mg/kg\n 结果 读数 ÷ 月龄\n 限值 ≤ 90 mg/kg\n 风险 一般", "铅,月龄", "70,0"),
                  SHAI_INCONCLUSIVE, "division", "除数可能为零");
}

static void test_key_not_found(void **state)
{
    (void)state;
    const char *spec =
        HEAD " 表 限量 [材料] : 数值 mg/kg {\n | 材料 | 限量 |\n | 黏土 | 60 |\n | 其他 | — |\n }\n" ITEM(
            "铅", "检测 数值 mg/kg\n 限值 ≤ 限量[材料]\n 风险 一般") "}";
    expect_reason(item_of(judged(spec, "样品编号,铅,材料\nS1,70,其他\n", false), "铅"), SHAI_INCONCLUSIVE,
                  "key_not_found", "表中没有对应的值:限量");
    expect(item_of(judged(spec, "样品编号,铅,材料\nS1,70,黏土\n", false), "铅")->requirement, "≤ 60 mg/kg");
}

static void test_hazard_reason(void **state)
{
    (void)state;
    const struct shai_item_result *it = with("检测 量 : 数值 mg/kg\n 检测 余 : 数值 mg/kg\n 结果 量 + 余\n"
                                             " 限值 ≤ 90 mg/kg\n 风险 { 严重 当 结果 > 200 mg/kg; 一般 否则 }",
                                             "量", "100");
    assert_int_equal(it->outcome, SHAI_FAIL);
    assert_int_equal(it->hazard, SHAI_SERIOUS);
    expect(it->hazard_reason, "风险等级无法确定,按可能的最高等级计:未检:余");
    expect(it->value, "≥100 mg/kg");
    expect(it->reported, "量 100 mg/kg; 余 未检");
}

/* --- the sample ---------------------------------------------------------------------------------------------------
 */

#define THREE                                                        \
    HEAD ITEM("铅", "检测 数值 mg/kg\n 限值 ≤ 90 mg/kg\n 风险 一般") \
        ITEM("镉", "检测 数值 mg/kg\n 限值 ≤ 50 mg/kg\n 风险 严重")

static void test_sample(void **state)
{
    (void)state;
    struct shai_result *r = judged(THREE "}", "样品编号,铅,镉\nS1,100,1\n", false);
    assert_int_equal(r->verdict, SHAI_VERDICT_FAIL);
    expect(r->conclusion, "不符合本次风险速筛要求");
    assert_int_equal(r->hazard, SHAI_GENERAL);
    assert_true(r->complete);
    expect(r->effective, "checked"); /* without a validity every date is within it */
    expect(r->action, "reminder");
    expect(r->action_text, "由属地市场监管部门提醒企业立即采取防范措施,并跟踪企业质量状况");
    assert_int_equal(r->recipient_count, 2);
    expect(r->recipients[0], "producer");
    expect(r->recipients[1], "seller");
    r = judged(THREE "}", "样品编号,铅,镉\nS1,100,60\n", false);
    assert_int_equal(r->hazard, SHAI_SERIOUS);
    expect(r->action, "case_lead");
    expect(r->action_text, "作为案件线索移交属地执法检查");
    r = judged(THREE "}", "样品编号,铅,镉\nS1,10,1\n", false);
    expect(r->conclusion, "符合本次风险速筛要求");
    expect(r->action, NULL);
    assert_int_equal(r->recipient_count, 0);
    assert_int_equal(r->hazard, SHAI_HAZARD_NONE);
    r = judged(THREE "}", "样品编号,铅,镉\nS1,10,\n", false);
    expect(r->conclusion, "检验未完成");
    assert_false(r->complete);
    /* a failed sample may be incomplete too */
    r = judged(THREE "}", "样品编号,铅,镉\nS1,100,\n", false);
    assert_int_equal(r->verdict, SHAI_VERDICT_FAIL);
    assert_false(r->complete);
}

static void test_raised(void **state)
{
    (void)state;
    static const char *const raise = THREE " 判定 { 严重 当 计数(一般) ≥ 1 }\n}";
    struct shai_result *r = judged(raise, "样品编号,铅,镉\nS1,100,1\n", false);
    assert_int_equal(r->hazard, SHAI_SERIOUS);
    expect(r->note, "一般风险项目达到 1 项,按判定规则定为严重风险隐患");
    static const char *const open = THREE " 判定 { 严重 当 计数(一般) ≥ 2 }\n}";
    expect(judged(open, "样品编号,铅,镉\nS1,100,1\n", false)->note, NULL);
    expect(judged(open, "样品编号,铅,镉\nS1,100,\n", false)->note, "有项目未检或无法判定,不能确定是否应升级风险等级");
}

static void test_unlabelled_and_evidence(void **state)
{
    (void)state;
    struct shai_result *r =
        judged(THREE "}", "样品编号,铅,镉,三无,证据\nS1,100,1,是,\"a.jpg; b.mp4；c.jpg;\"\n", false);
    assert_true(r->unlabelled);
    assert_int_equal(r->recipient_count, 1);
    expect(r->recipients[0], "seller");
    assert_int_equal(r->evidence_count, 3);
    expect(r->evidence[0], "a.jpg");
    expect(r->evidence[1], "b.mp4");
    expect(r->evidence[2], "c.jpg");
    r = judged(THREE "}", "样品编号,铅,镉,三无,生产单位\nS1,100,1,否,\n", false);
    assert_false(r->unlabelled); /* never inferred from an empty producer */
    assert_int_equal(r->recipient_count, 2);
}

static void test_effective(void **state)
{
    (void)state;
    static const char *const limited = THREE " 生效 2025-10-11 ~\n}";
    expect(judged(limited, "样品编号,铅,镉\nS1,1,1\n", false)->effective, "unchecked");
    expect(judged(limited, "样品编号,铅,镉,采样日期\nS1,1,1,2025-11-01\n", false)->effective, "checked");
}

static void test_english(void **state)
{
    (void)state;
    struct shai_result *r = judged("spec t { standard a \"GB 1-2000\"\n item x \"X\" { basis a\n method a\n"
                                   " measure number mm\n limit ≥ 3 mm\n hazard serious } }",
                                   "sample_id,x\nS1,2\n", false);
    expect(r->conclusion, "does not meet the requirements of this risk screening");
    expect(r->items[0].problem, "X is 2 mm; required: ≥ 3 mm");
    expect(r->items[0].basis[0], "GB 1-2000");
    expect(r->items[0].method_kind, NULL);
}

/* --- forms --------------------------------------------------------------------------------------------------------
 */

static void test_ndjson(void **state)
{
    (void)state;
    const char *spec = HEAD ITEM("铅 \"铅\\\"(Pb)\"", "检测 数值 mg/kg\n 限值 ≤ 90 mg/kg\n 风险 严重")
        ITEM("镉", "检测 数值 mg/kg\n 限值 ≤ 50 mg/kg\n 风险 严重") "}";
    struct shai_result *r = judged(spec, "样品编号,铅,产品名称,证据\nS1,150,\"小\"\"车\",a.jpg\n", true);
    memset((void *)(uintptr_t)r->program->meaning, 0xAB, 32);
    shai_result_ndjson(writer(), r);
    assert_string_equal(
        written(),
        "{\"format\":\"sushai-result/1\",\"sample_id\":\"S1\",\"spec\":{\"name\":\"玩具\",\"version\":\"1\","
        "\"meaning\":\"sha256:abababababababababababababababababababababababababababababababab\"},"
        "\"engine\":\"sushai 0.1.0\",\"verdict\":\"fail\",\"conclusion\":\"不符合本次风险速筛要求\","
        "\"hazard\":\"serious\",\"complete\":false,\"effective\":\"checked\",\"items\":["
        "{\"item\":\"铅\",\"title\":\"铅\\\"(Pb)\",\"outcome\":\"fail\",\"value\":\"150 mg/kg\","
        "\"value_number\":\"150\",\"unit\":\"mg/kg\",\"requirement\":\"≤ 90 mg/kg\",\"reported\":\"150 mg/kg\","
        "\"hazard\":\"serious\",\"hazard_reason\":null,\"basis\":[\"GB 1-2000 5.1\"],"
        "\"method\":[\"GB/T 2-2000 第8章\"],\"method_kind\":\"rapid\","
        "\"problem\":\"铅\\\"(Pb)为 150 mg/kg,要求 ≤ 90 mg/kg\",\"reason\":null,\"group\":null,\"family\":null,"
        "\"trace\":[\"150 mg/kg > 90 mg/kg\",\"风险:严重\"]},"
        "{\"item\":\"镉\",\"title\":\"镉\",\"outcome\":\"untested\",\"value\":null,\"value_number\":null,"
        "\"unit\":null,\"requirement\":\"≤ 50 mg/kg\",\"reported\":null,\"hazard\":null,\"hazard_reason\":null,"
        "\"basis\":[\"GB 1-2000 5.1\"],\"method\":[\"GB/T 2-2000 第8章\"],\"method_kind\":\"rapid\","
        "\"problem\":null,\"reason\":{\"code\":\"not_tested\",\"text\":\"未检:镉\"},\"group\":null,"
        "\"family\":null,\"trace\":[\"未检,不能确定是否 ≤ 50 mg/kg\"]}],"
        "\"disposal\":{\"action\":\"case_lead\",\"text\":\"作为案件线索移交属地执法检查\"},"
        "\"notice\":{\"recipients\":[\"producer\",\"seller\"],\"advice\":null},\"evidence\":[\"a.jpg\"],\"note\":"
        "null,"
        "\"sample\":{\"product_name\":\"小\\\"车\"}}\n");
}

static const char *csv_row(const char *spec, const char *data)
{
    const struct shai_run *run = run_of(compiled(spec), data, false);
    struct shai_slice id = run->sample->fields[SHAI_FIELD_SAMPLE_ID];
    shai_result_csv(writer(), run, id.s, id.len);
    return written();
}

static void test_csv(void **state)
{
    (void)state;
    shai_result_csv_head(writer());
    assert_string_equal(written(),
                        "sample_id,verdict,hazard,failed_items,inconclusive_items,untested_items,disposal\n");
    assert_string_equal(csv_row(THREE "}", "样品编号,铅,镉\nS1,100,60\n"), "S1,fail,serious,铅;镉,,,case_lead\n");
    assert_string_equal(csv_row(THREE "}", "样品编号,铅,镉\nS1,100,1\n"), "S1,fail,general,铅,,,reminder\n");
    assert_string_equal(csv_row(THREE "}", "样品编号,铅,镉\nS1,<100,\n"), "S1,incomplete,,,铅,镉,\n");
    assert_string_equal(csv_row(THREE "}", "样品编号,铅,镉\nS1,1,1\n"), "S1,pass,,,,,\n");
    /* quoted as RFC 4180 asks; no cell is a formula */
    static const char *const ids[][2] = {
        {"\"a,b\"", "\"a,b\""}, {"\"a\"\"b\"", "\"a\"\"b\""},
        {"=1+1", "'=1+1"},      {"+1", "'+1"},
        {"-1", "'-1"},          {"@x", "'@x"},
        {"a=1", "a=1"},         {"\"=a,b\"", "\"'=a,b\""},
    };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const char *data = shai_arena_printf(&arena, "样品编号,铅,镉\n%s,1,1\n", ids[i][0]);
        assert_string_equal(csv_row(THREE "}", data), shai_arena_printf(&arena, "%s,pass,,,,,\n", ids[i][1]));
    }
    assert_string_equal(
        csv_row(HEAD ITEM("`=cmd,1`", "检测 读 : 数值 mm\n 限值 ≥ 3 mm\n 风险 一般") "}", "样品编号,读\nS1,1\n"),
        "S1,fail,general,\"'=cmd,1\",,,reminder\n");
}

/* --- the terminal --------------------------------------------------------------------------------------------------
 */

static const char *table(const char *data, struct shai_text_style style)
{
    struct shai_result *r = judged(THREE "}", data, style.explain);
    shai_result_text(writer(), &arena, r, style);
    return written();
}

static void test_text_row(void **state)
{
    (void)state;
    struct shai_text_style style = {.columns = 80};
    assert_string_equal(table("样品编号,产品名称,铅,镉\nS1,小车,100,\n", style),
                        "S1              小车              不符合  一般  不符合:铅; 未检:镉\n");
    assert_string_equal(table("样品编号,铅,镉\nS1,<100,1\n", style),
                        "S1              玩具              未完成        无法判定:铅\n");
    style.lang = SHAI_EN;
    assert_string_equal(table("样品编号,铅,镉\nS1,100,1\n", style),
                        "S1              玩具              fail        general  fail: 铅\n");
}

/* No line is wider than the terminal, no matter what wraps; nothing is lost. */
static void test_text_width(void **state)
{
    (void)state;
    static const char *const data =
        "样品编号,产品名称,铅,镉\nWJ-2025-000000000000000000001,示例非常长的产品名称ABC玩具小汽车(红色),100,\n";
    for (int columns = 60; columns <= 160; columns += 20) {
        const char *rows = table(data, (struct shai_text_style){.columns = columns, .explain = true});
        struct shai_strbuf letters;
        shai_strbuf_init(&letters, &arena);
        for (const char *line = rows; *line;) {
            size_t n = strcspn(line, "\n");
            assert_true(shai_utf8_columns(line, n) <= (size_t)columns);
            assert_true(n == 0 || line[n - 1] != ' ');
            line += n + 1;
        }
        for (const char *c = rows; *c; c++)
            if (*c >= '0' && *c <= '9') shai_strbuf_putc(&letters, *c);
        assert_non_null(strstr(letters.s, "2025"));
    }
    assert_non_null(strstr(table(data, (struct shai_text_style){.columns = 160}), "WJ-2025-00000000000000"));
}

/* A line ends neither in a blank nor between a number and its unit; a name beyond measure is cut. */
static void test_text_lines(void **state)
{
    (void)state;
    for (int columns = 60; columns <= 90; columns++) {
        const char *rows = table("样品编号,产品名称,铅,镉\nS1,示例 12 mm 长 3 岁 的 小车 用 4.5 % 的 料 ,100,<100\n",
                                 (struct shai_text_style){.columns = columns, .explain = true});
        for (const char *end = rows; (end = strchr(end, '\n')) != NULL; end++) {
            if (end == rows || end[-1] == '\n') continue;
            assert_int_not_equal(end[-1], ' ');
        }
        static const char *const kept[] = {"12 mm", "3 岁", "4.5 %", "100 mg/kg", "90 mg/kg"};
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) assert_non_null(strstr(rows, kept[i]));
    }
    struct shai_text_style wide = {.columns = 400};
    const char *data = "样品编号,产品名称,铅,镉\n"
                       "S1,一二三四五六七八九十一二三四五六七八九十一二三四五六七八九%s,1,1\n";
    const char *rows = table(shai_arena_printf(&arena, data, "十"), wide); /* 60 columns: whole */
    assert_null(strstr(rows, "…"));
    assert_non_null(strstr(rows, "九十"));
    rows = table(shai_arena_printf(&arena, data, "十a"), wide);
    assert_non_null(strstr(rows, "九…"));
    assert_null(strstr(rows, "十a"));
}

/* What is on a terminal is read, not obeyed. */
static void test_text_safe(void **state)
{
    (void)state;
    const char *row = table("样品编号,产品名称,铅,镉\nS1,a\033[2Jb\xE2\x80\xAE"
                            "c,1,1\n",
                            (struct shai_text_style){.columns = 80});
    assert_null(strchr(row, '\033'));
    assert_null(strstr(row, "\xE2\x80\xAE"));
    row = table("样品编号,铅,镉\nS1,100,1\n", (struct shai_text_style){.columns = 80, .color = true});
    assert_non_null(strstr(row, "\033[31m不符合\033[0m"));
}

static void test_text_explain(void **state)
{
    (void)state;
    assert_string_equal(
        table("样品编号,铅,镉\nS1,100.0,\n", (struct shai_text_style){.columns = 80, .explain = true}),
        "S1              玩具              不符合  一般  不符合:铅; 未检:镉\n"
        "  铅  不符合  风险:一般\n"
        "    读数      100.0 mg/kg\n"
        "    判定过程  100.0 mg/kg > 90 mg/kg\n"
        "              风险:一般\n"
        "    要求      ≤ 90 mg/kg\n"
        "    依据      GB 1-2000 5.1\n"
        "    方法      GB/T 2-2000 第8章\n"
        "    问题      铅为 100.0 mg/kg,要求 ≤ 90 mg/kg\n"
        "  镉  未检\n"
        "    判定过程  未检,不能确定是否 ≤ 50 mg/kg\n"
        "    要求      ≤ 50 mg/kg\n"
        "    依据      GB 1-2000 5.1\n"
        "    方法      GB/T 2-2000 第8章\n"
        "    原因      未检:镉\n"
        "  处置      由属地市场监管部门提醒企业立即采取防范措施,并跟踪企业质量状况\n"
        "\n");
}

static void test_text_foot(void **state)
{
    (void)state;
    shai_result_text_foot(writer(), (struct shai_text_style){.columns = 80});
    assert_string_equal(written(), "\n风险速筛结果不直接作为行政处罚的依据,不予信息公示。\n");
    const struct shai_program *program = compiled(THREE "}");
    shai_result_text_head(writer(), program, (struct shai_text_style){.columns = 80});
    assert_string_equal(written(), "玩具细则  版本 1\n\n"
                                   "样品编号        产品              结论    风险  不符合/未检/无法判定项目\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_item),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_third),
        cmocka_unit_test(test_requirements),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_key_not_found),
        cmocka_unit_test(test_hazard_reason),
        cmocka_unit_test(test_sample),
        cmocka_unit_test(test_raised),
        cmocka_unit_test(test_unlabelled_and_evidence),
        cmocka_unit_test(test_effective),
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_ndjson),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_text_row),
        cmocka_unit_test(test_text_width),
        cmocka_unit_test(test_text_lines),
        cmocka_unit_test(test_text_safe),
        cmocka_unit_test(test_text_explain),
        cmocka_unit_test(test_text_foot),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
