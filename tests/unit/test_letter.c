/* Letters: whom they go to, what stands in them, how they are written and named.
 *
 * tests/golden/letter/ holds one letter in both forms; UPDATE=1 in the environment rewrites it. */
#include "paper/letter.h"
#include "paper/paper_file.h"

#include "tests/unit/made_result.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static struct shai_campaign blank_campaign = {.first_seq = 1};

static const struct shai_campaign *full_campaign(void)
{
    static const struct shai_cc cc[] = {{"330106", "西湖区市场监督管理局"}, {"330782", "义乌市市场监督管理局"}};
    struct shai_campaign *c = SHAI_NEW(&arena, struct shai_campaign);
    *c = (struct shai_campaign){.authority = "浙江省市场监督管理局",
                                .year = "2025",
                                .lab_name = "示例检验中心",
                                .lab_contact = "示例甲",
                                .lab_phone = "0571-00000001",
                                .contact = "示例乙",
                                .phone = "0571-00000000",
                                .date = "2025-11-02",
                                .letter_no = "速筛告字〔{year}〕{seq:4}号",
                                .first_seq = 1,
                                .cc = (struct shai_cc *)(uintptr_t)cc,
                                .cc_count = 2};
    return c;
}

static const char *written(const struct shai_letter *letter,
                           void (*write_letter)(struct shai_out *, const struct shai_letter *))
{
    struct shai_strbuf *text = SHAI_NEW(&arena, struct shai_strbuf);
    shai_strbuf_init(text, &arena);
    shai_out_init_text(&made_out, text);
    write_letter(&made_out, letter);
    shai_out_flush(&made_out);
    return text->s;
}

/* The letter as a page. */
static void letter_html(struct shai_out *out, const struct shai_letter *letter)
{
    struct shai_document doc;
    shai_letter_document(&doc, &arena, letter);
    shai_doc_html(out, &doc);
}

static const char *html_of(const struct shai_result *result, const struct shai_campaign *campaign,
                           enum shai_recipient recipient)
{
    return written(
        shai_letter_make(&arena, result, campaign, recipient, campaign->letter_no ? "速筛告字〔2025〕0001号" : NULL),
        letter_html);
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what)) count++;
    return count;
}

/* --- recipients ---------------------------------------------------------------------------------------------------
 */

/* "1 2 blank 0" */
static const char *recipients(const struct shai_result *result)
{
    enum shai_recipient to[2];
    unsigned blank;
    uint32_t count = shai_letter_recipients(result, to, &blank);
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, &arena);
    for (uint32_t i = 0; i < count; i++) shai_strbuf_printf(&buf, "%d ", (int)to[i]);
    shai_strbuf_printf(&buf, "blank %u", blank);
    return buf.s;
}

static void test_recipients(void **state)
{
    (void)state;
    struct shai_result *r = made_result(1);
    assert_string_equal(recipients(r), "1 2 blank 0");
    set_field(r, SHAI_FIELD_PRODUCER, "");
    assert_string_equal(recipients(r), "1 2 blank 1");
    set_field(r, SHAI_FIELD_PRODUCER, "/");
    assert_string_equal(recipients(r), "1 2 blank 1");
    r->unlabelled = true;
    assert_string_equal(recipients(r), "2 blank 0");
    set_field(r, SHAI_FIELD_SELLER, "—");
    assert_string_equal(recipients(r), "2 blank 2");
    r->verdict = SHAI_VERDICT_INCOMPLETE;
    assert_string_equal(recipients(r), "blank 0");
}

/* One enterprise gets one letter with both boxes: names alike but for width and blanks, no credit codes against it.
 */
static void test_same_enterprise(void **state)
{
    (void)state;
    struct shai_result *r = made_result(1);
    set_field(r, SHAI_FIELD_PRODUCER, "示例(浙江)公司");
    set_field(r, SHAI_FIELD_SELLER, " 示例（浙江） 公司");
    assert_string_equal(recipients(r), "3 blank 0");
    set_field(r, SHAI_FIELD_PRODUCER_USCC, "91330000A");
    assert_string_equal(recipients(r), "3 blank 0");
    set_field(r, SHAI_FIELD_SELLER_USCC, "91330000A");
    assert_string_equal(recipients(r), "3 blank 0");
    set_field(r, SHAI_FIELD_SELLER_USCC, "91330000B");
    assert_string_equal(recipients(r), "1 2 blank 0");
    set_field(r, SHAI_FIELD_SELLER_USCC, "");
    set_field(r, SHAI_FIELD_SELLER, "示例(浙江)公司二厂");
    assert_string_equal(recipients(r), "1 2 blank 0");
    set_field(r, SHAI_FIELD_PRODUCER, "");
    set_field(r, SHAI_FIELD_SELLER, "");
    assert_string_equal(recipients(r), "1 2 blank 3"); /* two unknown names are not one enterprise */
}

/* --- fields -------------------------------------------------------------------------------------------------------
 */

static void test_fields(void **state)
{
    (void)state;
    struct shai_result *r = made_result(2);
    const struct shai_letter *l =
        shai_letter_make(&arena, r, full_campaign(), SHAI_TO_PRODUCER, "速筛告字〔2025〕0005号");
    assert_string_equal(l->letter_no, "速筛告字〔2025〕0005号");
    assert_string_equal(l->addressee, "示例玩具(浙江)有限公司");
    assert_null(l->addressee_address);
    assert_string_equal(l->cc, "义乌市市场监督管理局");
    assert_string_equal(l->product_type, "玩具");
    assert_int_equal(l->problem_count, 2); /* the item that passed is none */
    assert_string_equal(l->problems[0].reported, "150 mg/kg");
    assert_null(l->advice);
    l = shai_letter_make(&arena, r, full_campaign(), SHAI_TO_SELLER, "速筛告字〔2025〕0001号");
    assert_string_equal(l->addressee, "示例商贸行");
    assert_string_equal(l->addressee_address, "示例市示例路1号");
    assert_string_equal(l->cc, "西湖区市场监督管理局");
    /* a letter to both: both regulators, once where they are one; a region that is not given has none */
    assert_string_equal(shai_letter_make(&arena, r, full_campaign(), SHAI_TO_BOTH, NULL)->cc,
                        "义乌市市场监督管理局，西湖区市场监督管理局");
    set_field(r, SHAI_FIELD_PRODUCER_REGION, "330106");
    assert_string_equal(shai_letter_make(&arena, r, full_campaign(), SHAI_TO_BOTH, NULL)->cc, "西湖区市场监督管理局");
    set_field(r, SHAI_FIELD_PRODUCER_REGION, "440000");
    assert_string_equal(shai_letter_make(&arena, r, full_campaign(), SHAI_TO_BOTH, NULL)->cc, "西湖区市场监督管理局");
    set_field(r, SHAI_FIELD_PRODUCER_REGION, "");
    assert_string_equal(shai_letter_make(&arena, r, full_campaign(), SHAI_TO_BOTH, "速筛告字〔2025〕0001号")->cc,
                        "西湖区市场监督管理局");
    assert_null(shai_letter_make(&arena, r, full_campaign(), SHAI_TO_PRODUCER, "速筛告字〔2025〕0001号")->cc);
}

static void test_advice(void **state)
{
    (void)state;
    struct shai_result *r = made_result(1);
    struct shai_program *p = (struct shai_program *)(uintptr_t)r->program;
    p->advice[0] = "一般的建议";
    p->advice[1] = "严重的建议";
    assert_string_equal(shai_letter_make(&arena, r, &blank_campaign, SHAI_TO_SELLER, NULL)->advice, "严重的建议");
    assert_int_equal(
        count_of(html_of(r, &blank_campaign, SHAI_TO_SELLER), "建议：<span data-field=\"advice\">严重的建议</span>"),
        2);
    r->hazard = SHAI_GENERAL;
    assert_string_equal(shai_letter_make(&arena, r, &blank_campaign, SHAI_TO_SELLER, NULL)->advice, "一般的建议");
}

/* --- the form -----------------------------------------------------------------------------------------------------
 */

static void test_form(void **state)
{
    (void)state;
    struct shai_result *r = made_result(3);
    const char *html = html_of(r, full_campaign(), SHAI_TO_PRODUCER);
    static const struct {
        const char *text;
        size_t times;
    } all[] = {
        {"<html lang=\"zh-CN\">", 1},
        {"<title>工业产品质量评价性抽查（风险速筛）问题告知书</title>", 1},
        {"<section class=\"page first\">", 3},
        {"<section class=\"page\">", 2},
        {"送达联", 2},
        {"存根联", 2},
        {"☑生产", 2},
        {"☐销售", 2},
        {"☐一</span>般风险隐患", 2},
        {"☑严</span>重风险隐患", 2},
        {"不符合本次风险速筛要求", 2},
        {"（详见背面）", 2},
        {"附：1.检验报告", 2},
        {"SL2025-0001", 4},
        {">2025年11月2日</span>", 2},
        {"抄送：<span data-field=\"cc\">义乌市市场监督管理局</span>。", 2},
        {"<span data-field=\"authority\">浙江省市场监督管理局</span>（盖章）", 2},
        {"一式二份", 2},
        {"机构名称（盖章）：<span data-field=\"laboratory\">示例检验中心</span>", 2},
        {"GB 6675.4-2014&nbsp;表1", 6},
        {"105&nbsp;<span class=\"no\">mg/kg</span></span><span class=\"sub\">读数：<span "
         "data-field=\"problem.reported\">150&nbsp;<span class=\"no\">mg/kg</span></span>",
         6},
        {"<td class=\"c\"><span data-field=\"problem.hazard\">严重</span></td>", 4},
        {"<td class=\"c\"><span data-field=\"problem.hazard\">一般</span></td>", 2},
        {"不直接作为行政处罚的依据，不予信息公示", 4},
        {"送达回证</h1>", 1},
        {"data-repeat", 0},
        {"class=\"b", 1}, /* no blank is left but the place of delivery */
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (count_of(html, all[i].text) != all[i].times)
            fail_msg("%s: %zu times", all[i].text, count_of(html, all[i].text));
    html = html_of(r, full_campaign(), SHAI_TO_BOTH);
    assert_int_equal(count_of(html, "☑生产"), 2);
    assert_int_equal(count_of(html, "☑销售"), 2);
    r->hazard = SHAI_GENERAL;
    html = html_of(r, full_campaign(), SHAI_TO_SELLER);
    assert_int_equal(count_of(html, "☐生产"), 2);
    assert_int_equal(count_of(html, "☑销售"), 2);
    assert_int_equal(count_of(html, "☑一</span>般风险隐患"), 2);
    assert_int_equal(count_of(html, "☐严</span>重风险隐患"), 2);
}

/* The province stands in the heading of its own letters alone. */
static void test_province(void **state)
{
    (void)state;
    static const struct {
        const char *authority, *issuer;
        size_t times;
    } all[] = {
        {"浙江省市场监督管理局", NULL, 2},
        {"浙江省市场监督管理局", "江苏省市场监督管理局", 2},
        {"江苏省市场监督管理局", "浙江省市场监督管理局", 0},
        {"江苏省浙江路市场监督管理所", NULL, 0},
        {NULL, "浙江省市场监督管理局", 2},
        {NULL, "江苏省市场监督管理局", 0},
        {NULL, NULL, 0},
    };
    struct shai_result *r = made_result(1);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct shai_campaign campaign = {.authority = all[i].authority, .first_seq = 1};
        ((struct shai_program *)(uintptr_t)r->program)->issuer = all[i].issuer;
        const char *html = html_of(r, &campaign, SHAI_TO_SELLER);
        assert_int_equal(count_of(html, ">浙江省工业产品质量评价性抽查（风险速筛）发现问题</h2>"), all[i].times);
        assert_int_equal(count_of(html, "工业产品质量评价性抽查（风险速筛）发现问题</h2>"), 2);
    }
}

/* An enterprise is told no regular expression; a row has a finding though nothing was measured. */
static void test_pattern_and_finding(void **state)
{
    (void)state;
    struct shai_result *r = made_result(1);
    struct shai_item_result *it = &r->items[0];
    it->value = it->value_number = it->unit = it->reported = NULL;
    it->requirement = "标签 匹配 /GB\\s*6675/";
    it->has_pattern = true;
    it->problem = "标签上没有执行标准编号";
    const char *html = html_of(r, &blank_campaign, SHAI_TO_SELLER);
    assert_null(strstr(html, "匹配"));
    assert_int_equal(
        count_of(
            html,
            "<td><span class=\"sub\"><span data-field=\"problem.basis\">GB 6675.4-2014&nbsp;表1</span></span></td>"
            "<td><span data-field=\"problem.finding\">—</span></td>"),
        2);
    assert_null(strstr(written(shai_letter_make(&arena, r, &blank_campaign, SHAI_TO_SELLER, NULL), shai_letter_json),
                       "匹配"));
    const char *files[] = {"a.jpg"};
    r->evidence = files;
    r->evidence_count = 1;
    assert_int_equal(count_of(html_of(r, &blank_campaign, SHAI_TO_SELLER), "problem.finding\">见证据</span></td>"),
                     2);
    it->reported = "益智玩具";
    assert_int_equal(count_of(html_of(r, &blank_campaign, SHAI_TO_SELLER), "problem.finding\">益智玩具</span></td>"),
                     2);
}

/* What is not known is a blank to fill by hand; what a 三无 product does not say is a stroke. */
static void test_blanks(void **state)
{
    (void)state;
    struct shai_result *r = made_result(1);
    for (int f = SHAI_FIELD_SAMPLE_ID + 1; f < SHAI_FIELD_COUNT; f++) set_field(r, (enum shai_field)f, "");
    const struct shai_letter *l = shai_letter_make(&arena, r, &blank_campaign, SHAI_TO_PRODUCER, NULL);
    const char *const *texts[] = {&l->letter_no,    &l->addressee,   &l->year,      &l->authority, &l->laboratory,
                                  &l->product_name, &l->model,       &l->contact,   &l->phone,     &l->date,
                                  &l->cc,           &l->lab_contact, &l->lab_phone, &l->brand,     &l->batch,
                                  &l->produced_on,  &l->report_no};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_null(*texts[i]);
    const char *html = written(l, letter_html);
    /* a copy: number, addressee, year, authority, laboratory, name, model, contact, phone, authority, y m d, cc;
     * back: number, laboratory, contact, phone, name, model, brand, date, batch, report; receipt: number, authority,
     * addressee, place */
    assert_int_equal(count_of(html, "class=\"b"), 2 * (14 + 10) + 4);
    r->unlabelled = true;
    l = shai_letter_make(&arena, r, &blank_campaign, SHAI_TO_SELLER, NULL);
    assert_string_equal(l->brand, "/");
    assert_string_equal(l->model, "/");
    assert_string_equal(l->produced_on, "/");
    assert_null(l->report_no); /* the laboratory's, not the product's */
    assert_int_equal(count_of(written(l, letter_html), "\">/</span></td>"), 2 * 4);
    set_field(r, SHAI_FIELD_PRODUCED_ON, "2025-09-01");
    l = shai_letter_make(&arena, r, &blank_campaign, SHAI_TO_SELLER, NULL);
    assert_int_equal(count_of(written(l, letter_html), "\">2025-09-01</span></td>"), 2);
}

/* The word 产品 of the form is not said twice. */
static void test_product_word(void **state)
{
    (void)state;
    struct shai_result *r = made_result(1);
    assert_int_equal(count_of(html_of(r, &blank_campaign, SHAI_TO_SELLER), ">玩具</span>产品的产品质量"), 2);
    ((struct shai_program *)(uintptr_t)r->program)->product = "燃气具产品";
    assert_int_equal(count_of(html_of(r, &blank_campaign, SHAI_TO_SELLER), ">燃气具</span>产品的产品质量"), 2);
}

/* The form itself: every field there, by a name that is documented, and one row that repeats. */
static void test_blank_form(void **state)
{
    (void)state;
    struct shai_document doc;
    shai_letter_document(&doc, &arena, shai_letter_blank(&arena, &blank_campaign, NULL));
    assert_true(doc.controls);
    const char *html = written(shai_letter_blank(&arena, &blank_campaign, NULL), letter_html);
    static const enum shai_slot not_shown[] = {
        SHAI_SLOT_CONCLUSION,   SHAI_SLOT_DATE,          SHAI_SLOT_GRADE,          SHAI_SLOT_SPEC_NAME,
        SHAI_SLOT_SPEC_VERSION, SHAI_SLOT_PROBLEM_VALUE, SHAI_SLOT_PROBLEM_METHOD,
    };
    for (int i = 0; i < SHAI_SLOT_COUNT; i++) {
        bool hidden = !shai_slots[i].letter;
        for (size_t k = 0; k < sizeof not_shown / sizeof *not_shown; k++) hidden |= not_shown[k] == (enum shai_slot)i;
        const char *mark = shai_arena_printf(&arena, "data-field=\"%s\"", shai_slots[i].name);
        if (!strstr(html, mark) != hidden) fail_msg("%s", mark);
    }
    size_t fields = 0;
    for (const char *at = html; (at = strstr(at, "data-field=\"")) != NULL; fields++) {
        at += strlen("data-field=\"");
        assert_int_not_equal(shai_slot_find(at, strcspn(at, "\"")), SHAI_SLOT_COUNT);
    }
    assert_true(fields > 50);
    assert_int_equal(count_of(html, "<tr data-repeat=\"problems\">"), 2);
    assert_int_equal(count_of(html, "☑"), 0);
    assert_null(strstr(html, "市场监督管理局")); /* a filled name would end with it twice */
    /* a campaign's and a spec's own are filled in */
    html = written(shai_letter_blank(&arena, full_campaign(), made_result(1)->program), letter_html);
    assert_int_equal(count_of(html, ">示例检验中心</span>"), 4);
    assert_int_equal(count_of(html, ">玩具</span>产品"), 2);
    assert_null(strstr(html, "SL2025"));
    assert_null(strstr(html, "速筛告字")); /* numbers are of letters */
}

/* Names are looked up whole. */
static void test_slots(void **state)
{
    (void)state;
    for (int i = 0; i < SHAI_SLOT_COUNT; i++)
        assert_int_equal(shai_slot_find(shai_slots[i].name, strlen(shai_slots[i].name)), i);
    assert_int_equal(shai_slot_find("letter_n", 8), SHAI_SLOT_COUNT);
    assert_int_equal(shai_slot_find("problem.", 8), SHAI_SLOT_COUNT);
    assert_int_equal(shai_slot_find("", 0), SHAI_SLOT_COUNT);
}

/* --- escaping -----------------------------------------------------------------------------------------------------
 */

#define EVIL "<script>\"'&"

/* Every text that data can reach, one after the other: the markup stays ours. */
static void test_escaping(void **state)
{
    (void)state;
    struct shai_result *r = made_result(1);
    const struct shai_letter plain =
        *shai_letter_make(&arena, r, full_campaign(), SHAI_TO_PRODUCER, "速筛告字〔2025〕0001号");
    static const size_t fields[] = {
        offsetof(struct shai_letter, title),        offsetof(struct shai_letter, letter_no),
        offsetof(struct shai_letter, addressee),    offsetof(struct shai_letter, addressee_address),
        offsetof(struct shai_letter, year),         offsetof(struct shai_letter, authority),
        offsetof(struct shai_letter, laboratory),   offsetof(struct shai_letter, product_type),
        offsetof(struct shai_letter, product_name), offsetof(struct shai_letter, model),
        offsetof(struct shai_letter, contact),      offsetof(struct shai_letter, phone),
        offsetof(struct shai_letter, cc),           offsetof(struct shai_letter, lab_contact),
        offsetof(struct shai_letter, lab_phone),    offsetof(struct shai_letter, brand),
        offsetof(struct shai_letter, produced_on),  offsetof(struct shai_letter, batch),
        offsetof(struct shai_letter, sample_id),    offsetof(struct shai_letter, report_no),
        offsetof(struct shai_letter, advice),       offsetof(struct shai_letter, note),
    };
    static const size_t parts[] = {
        offsetof(struct shai_letter_problem, item),          offsetof(struct shai_letter_problem, requirement),
        offsetof(struct shai_letter_problem, value),         offsetof(struct shai_letter_problem, reported),
        offsetof(struct shai_letter_problem, outcome),       offsetof(struct shai_letter_problem, problem),
        offsetof(struct shai_letter_problem, hazard_reason),
    };
    enum { FIELDS = sizeof fields / sizeof *fields, PARTS = sizeof parts / sizeof *parts };
    static const char *const evil = EVIL;
    for (size_t i = 0; i < FIELDS + PARTS + 2; i++) {
        struct shai_letter l = plain;
        struct shai_letter_problem problem = plain.problems[0];
        const char *list[] = {evil};
        l.problems = &problem;
        if (i < FIELDS) memcpy((char *)&l + fields[i], &evil, sizeof evil);
        else if (i < FIELDS + PARTS) memcpy((char *)&problem + parts[i - FIELDS], &evil, sizeof evil);
        else if (i == FIELDS + PARTS) problem.basis = list;
        else l.evidence = list, l.evidence_count = 1;
        const char *html = written(&l, letter_html);
        if (strstr(html, "<script")) fail_msg("text %zu is not escaped", i);
        if (!strstr(html, "&lt;script&gt;&quot;&#39;&amp;")) fail_msg("text %zu is not printed", i);
        const char *json = written(&l, shai_letter_json);
        if (!strstr(json, "<script>\\\"'&")) fail_msg("text %zu is not in the JSON", i);
    }
}

/* --- files --------------------------------------------------------------------------------------------------------
 */

static const char *name_of(struct shai_paper_names *names, const char *id, enum shai_recipient recipient)
{
    static const char *const roles[] = {NULL, "生产", "销售", "生产销售"};
    return shai_paper_name(names, id, roles[recipient], "html");
}

static void test_names(void **state)
{
    (void)state;
    struct shai_paper_names names;
    shai_paper_names_init(&names, &arena);
    assert_string_equal(name_of(&names, "S-001", SHAI_TO_PRODUCER), "S-001-生产.html");
    assert_string_equal(name_of(&names, "S-001", SHAI_TO_SELLER), "S-001-销售.html");
    assert_string_equal(name_of(&names, "S-001", SHAI_TO_SELLER), "S-001-销售-2.html");
    assert_string_equal(name_of(&names, "s-001", SHAI_TO_SELLER), "s-001-销售-3.html");
    assert_string_equal(name_of(&names, "../../etc/x", SHAI_TO_BOTH), "_._.._etc_x-生产销售.html");
    assert_string_equal(name_of(&names, ".", SHAI_TO_SELLER), "_-销售.html");
    assert_string_equal(name_of(&names, "", SHAI_TO_SELLER), "_-销售-2.html");
    assert_string_equal(name_of(&names, "-rf", SHAI_TO_SELLER), "_rf-销售.html");
    assert_string_equal(name_of(&names, "a\\b:c*d?e\"f<g>h|i\nj\x7Fk l", SHAI_TO_SELLER),
                        "a_b_c_d_e_f_g_h_i_j_k_l-销售.html");
    assert_string_equal(name_of(&names, "甲2025．1", SHAI_TO_SELLER), "甲2025_1-销售.html");
    char id[500];
    for (size_t i = 0; i + 3 < sizeof id; i += 3) memcpy(id + i, "铅", 4);
    const char *name = name_of(&names, id, SHAI_TO_SELLER);
    assert_true(strlen(name) < 255);
    assert_int_equal(strncmp(name, id, 120), 0);
    assert_string_equal(name + 120, "-销售.html"); /* cut between characters */
    for (unsigned i = 0; i < 300; i++)             /* more than one table's worth */
        assert_string_equal(name_of(&names, shai_arena_printf(&arena, "N%u", i), SHAI_TO_SELLER),
                            shai_arena_printf(&arena, "N%u-销售.html", i));
    assert_string_equal(name_of(&names, "N7", SHAI_TO_SELLER), "N7-销售-2.html");
}

static size_t files_in(const char *path)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while (readdir(dir)) count++;
    closedir(dir);
    return count - 2;
}

static void test_write(void **state)
{
    (void)state;
    char path[] = "/tmp/sushai-paper-XXXXXX";
    assert_non_null(mkdtemp(path));
    int dir = open(path, O_RDONLY | O_DIRECTORY);
    struct shai_strbuf text;
    shai_strbuf_init(&text, &arena);
    for (unsigned i = 0; i < 200000; i++) shai_strbuf_putc(&text, (char)('a' + i % 26));
    assert_int_equal(shai_paper_write(dir, "a.html", &text), 0);
    assert_int_equal(files_in(path), 1);
    char *read;
    size_t len;
    assert_int_equal(shai_read_file(&arena, shai_arena_printf(&arena, "%s/a.html", path), 1 << 20, &read, &len),
                     SHAI_READ_OK);
    assert_int_equal(len, text.len);
    assert_memory_equal(read, text.s, len);
    assert_int_equal(shai_paper_write(dir, "no/such.html", &text), ENOENT);
    assert_int_equal(files_in(path), 1); /* whole or not at all */
    struct rlimit limit = {1000, RLIM_INFINITY}, before;
    getrlimit(RLIMIT_FSIZE, &before);
    limit.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    assert_int_equal(shai_paper_write(dir, "b.html", &text), EFBIG);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(files_in(path), 1);
    unlinkat(dir, "a.html", 0);
    close(dir);
    rmdir(path);
}

/* --- golden -------------------------------------------------------------------------------------------------------
 */

static void compare(const char *path, const char *text)
{
    char *wanted;
    size_t len;
    if (getenv("UPDATE")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
    }
    assert_int_equal(shai_read_file(&arena, path, 1 << 20, &wanted, &len), SHAI_READ_OK);
    assert_string_equal(text, wanted);
}

static void test_golden(void **state)
{
    (void)state;
    struct shai_result *r = made_result(2);
    ((struct shai_program *)(uintptr_t)r->program)->advice[1] = "请立即停止生产、销售同批次产品,并自查原因。";
    const struct shai_letter *l =
        shai_letter_make(&arena, r, full_campaign(), SHAI_TO_PRODUCER, "速筛告字〔2025〕0001号");
    compare("tests/golden/letter/toy.html", written(l, letter_html));
    compare("tests/golden/letter/toy.json", written(l, shai_letter_json));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recipients),   cmocka_unit_test(test_same_enterprise),
        cmocka_unit_test(test_fields),       cmocka_unit_test(test_advice),
        cmocka_unit_test(test_form),         cmocka_unit_test(test_blanks),
        cmocka_unit_test(test_province),     cmocka_unit_test(test_pattern_and_finding),
        cmocka_unit_test(test_product_word), cmocka_unit_test(test_escaping),
        cmocka_unit_test(test_blank_form),   cmocka_unit_test(test_slots),
        cmocka_unit_test(test_names),        cmocka_unit_test(test_write),
        cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
