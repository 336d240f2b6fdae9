/* Campaign files: what is read, what is refused, who gets a copy, how letters are numbered. */
#include "paper/campaign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_diags diags;

static int begin(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_diags_init(&diags, &arena, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static struct shai_campaign *campaign(const char *text)
{
    return shai_campaign_read(&arena, &diags, "c.json", text, strlen(text));
}

static void test_whole(void **state)
{
    (void)state;
    struct shai_campaign *c = campaign(
        "\xEF\xBB\xBF{\"authority\":\"省局\",\"year\":2025,\"laboratory\":{\"name\":\"机构\",\"contact\":\"甲\","
        "\"phone\":\"1\"},\"contact\":\"乙\",\"phone\":\"2\",\"date\":\"2025年11月3日\",\"letter_no\":\"〔{year}〕{"
        "seq:3}号\","
        "\"first_seq\":7,\"cc\":{\"3301\":\"杭州\"}}");
    assert_non_null(c);
    assert_string_equal(c->authority, "省局");
    assert_string_equal(c->year, "2025");
    assert_string_equal(c->lab_name, "机构");
    assert_string_equal(c->lab_contact, "甲");
    assert_string_equal(c->lab_phone, "1");
    assert_string_equal(c->contact, "乙");
    assert_string_equal(c->phone, "2");
    assert_string_equal(c->date, "2025-11-03");
    assert_int_equal(c->first_seq, 7);
    size_t count;
    shai_campaign_missing(&arena, c, SHAI_FOR_LETTER, &count);
    assert_int_equal(count, 0);
    assert_string_equal(shai_campaign_letter_no(&arena, c, 10, "S1"), "〔2025〕010号");
}

static void test_missing(void **state)
{
    (void)state;
    static const char *const all[] = {"authority",        "year",    "laboratory.name", "laboratory.contact",
                                      "laboratory.phone", "contact", "phone",           "date",
                                      "letter_no",        "cc"};
    size_t count;
    const char **names = shai_campaign_missing(&arena, campaign("{}"), SHAI_FOR_LETTER, &count);
    assert_int_equal(count, sizeof all / sizeof *all);
    for (size_t i = 0; i < count; i++) assert_string_equal(names[i], all[i]);
    /* null and "" are fields to fill by hand */
    struct shai_campaign *c = campaign("{\"authority\":\"\",\"phone\":null,\"date\":\"\",\"year\":\"2025\"}");
    assert_non_null(c);
    assert_null(c->authority);
    assert_null(c->date);
    names = shai_campaign_missing(&arena, c, SHAI_FOR_LETTER, &count);
    assert_int_equal(count, sizeof all / sizeof *all - 1);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum shai_diag_id id;
    } all[] = {
        {"", SHAI_D_CAMPAIGN_JSON},
        {"{", SHAI_D_CAMPAIGN_JSON},
        {"{} {}", SHAI_D_CAMPAIGN_JSON},
        {"{\"year\":2025,}", SHAI_D_CAMPAIGN_JSON},
        {"{\"authority\":\"\xFF\"}", SHAI_D_CAMPAIGN_UTF8},
        {"[]", SHAI_D_CAMPAIGN_NOT_OBJECT},
        {"\"x\"", SHAI_D_CAMPAIGN_NOT_OBJECT},
        {"7", SHAI_D_CAMPAIGN_NOT_OBJECT},
        {"null", SHAI_D_CAMPAIGN_NOT_OBJECT},
        {"true", SHAI_D_CAMPAIGN_NOT_OBJECT},
        {"{\"authorty\":\"x\"}", SHAI_D_CAMPAIGN_KEY},
        {"{\"laboratory\":{\"authority\":\"x\"}}", SHAI_D_CAMPAIGN_KEY},
        {"{\"name\":\"x\"}", SHAI_D_CAMPAIGN_KEY},
        {"{\"phone\":\"1\",\"phone\":\"2\"}", SHAI_D_CAMPAIGN_TWICE},
        {"{\"cc\":{\"33\":\"a\",\"33\":\"b\"}}", SHAI_D_CAMPAIGN_TWICE},
        {"{\"phone\":7}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"phone\":true}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"phone\":[]}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"phone\":{}}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"laboratory\":\"x\"}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"cc\":\"x\"}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"cc\":{\"33\":7}}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"cc\":{\"33\":{}}}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"cc\":{\"33\":[]}}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"phone\":\"1\\u0000\"}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"year\":25}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"year\":\"2025年\"}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"date\":\"2025-02-30\"}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"first_seq\":\"1\"}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"first_seq\":1.5}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"first_seq\":-1}", SHAI_D_CAMPAIGN_VALUE},
        {"{\"letter_no\":\"{yaer}\"}", SHAI_D_CAMPAIGN_LETTER_NO},
        {"{\"letter_no\":\"{seq\"}", SHAI_D_CAMPAIGN_LETTER_NO},
        {"{\"letter_no\":\"seq}\"}", SHAI_D_CAMPAIGN_LETTER_NO},
        {"{\"letter_no\":\"{seq:0}\"}", SHAI_D_CAMPAIGN_LETTER_NO},
        {"{\"letter_no\":\"{seq:12}\"}", SHAI_D_CAMPAIGN_LETTER_NO},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        shai_diags_init(&diags, &arena, NULL);
        if (campaign(all[i].text)) fail_msg("taken: %s", all[i].text);
        assert_int_equal(diags.errors, 1);
        if (diags.first->id != all[i].id) fail_msg("%s: %s", all[i].text, shai_diag_infos[diags.first->id].name);
        for (int lang = 0; lang < 2; lang++) { /* every piece is there */
            assert_null(strchr(shai_diag_text(&arena, diags.first, (enum shai_lang)lang), '%'));
            assert_null(strchr(shai_diag_mend(&arena, diags.first, (enum shai_lang)lang), '%'));
        }
    }
}

/* All mistakes of a file are told at once, and what an unknown key holds is passed over. */
static void test_all_at_once(void **state)
{
    (void)state;
    assert_null(campaign("{\"yaer\":{\"a\":[{\"year\":1}]},\"phone\":[1,{\"x\":2}],\"laboratory\":{\"fax\":1,"
                         "\"name\":{\"b\":true}},\"cc\":{\"33\":[],\"34\":\"\"},\"date\":\"x\",\"year\":2025}"));
    assert_int_equal(diags.errors, 7);
    shai_diags_init(&diags, &arena, NULL);
    assert_null(campaign("{\"yaer\":1,"));
    assert_int_equal(diags.errors, 2); /* and that the file is cut off */
}

static void test_line(void **state)
{
    (void)state;
    assert_null(campaign("{\n\"year\":2025,\n,}\n"));
    assert_string_equal(shai_diag_text(&arena, diags.first, SHAI_EN), "c.json is no JSON: the mistake is in line 3");
}

static const char *cc(const struct shai_campaign *c, const char *region)
{
    const char *authority = shai_campaign_cc(c, region, strlen(region));
    return authority ? authority : "-";
}

static void test_cc(void **state)
{
    (void)state;
    struct shai_campaign *c = campaign(
        "{\"cc\":{\"*\":\"省局\",\"3301\":\"杭州\",\"330106\":\"西湖\",\"33\":\"浙江\",\"浙江省宁波市\":\"宁波\"}}");
    assert_string_equal(cc(c, "330106"), "西湖");
    assert_string_equal(cc(c, "330109"), "杭州");
    assert_string_equal(cc(c, "331000"), "浙江");
    assert_string_equal(cc(c, "440515"), "省局");
    assert_string_equal(cc(c, "浙江省宁波市海曙区"), "宁波");
    assert_string_equal(cc(c, ""), "省局");
    c = campaign("{\"cc\":{\"3301\":\"杭州\"}}");
    assert_string_equal(cc(c, "330"), "-");
    assert_string_equal(cc(c, ""), "-");
}

static void test_numbers(void **state)
{
    (void)state;
    struct shai_campaign *c = campaign("{\"letter_no\":\"{sample_id}-{seq}\"}");
    assert_string_equal(shai_campaign_letter_no(&arena, c, 1, "S9"), "S9-1");
    assert_null(shai_campaign_letter_no(&arena, campaign("{\"letter_no\":\"{year}\"}"), 0, "S9"));
    assert_null(shai_campaign_letter_no(&arena, campaign("{}"), 0, "S9"));
    assert_string_equal(shai_campaign_series(&arena, c), "{sample_id}-{seq}");
    assert_true(shai_campaign_counts(c));
    c = campaign("{\"letter_no\":\"{year}-{seq:2}\",\"year\":2025}");
    assert_string_equal(shai_campaign_letter_no(&arena, c, 7, ""), "2025-07");
    assert_string_equal(shai_campaign_letter_no(&arena, c, 100, ""), "2025-100");
    assert_string_equal(shai_campaign_series(&arena, c), "2025-{seq:2}");
    assert_false(shai_campaign_counts(campaign("{\"letter_no\":\"{sample_id}\"}")));
    assert_false(shai_campaign_counts(campaign("{}")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_whole, begin, end),
        cmocka_unit_test_setup_teardown(test_missing, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_all_at_once, begin, end),
        cmocka_unit_test_setup_teardown(test_line, begin, end),
        cmocka_unit_test_setup_teardown(test_cc, begin, end),
        cmocka_unit_test_setup_teardown(test_numbers, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
