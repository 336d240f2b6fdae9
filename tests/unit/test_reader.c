/* Files of samples: what columns mean, what refuses a sample, and that nothing is lost, however the bytes are
 * mangled. */
#include "runtime/bind.h"
#include "runtime/cell.h"
#include "runtime/feed.h"
#include "runtime/map.h"
#include "runtime/reading.h"
#include "runtime/token.h"
#include "runtime/uscc.h"

#include <fcntl.h>
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum {
    LEAD,     /* 铅, title 铅(Pb), mg/kg */
    SALT,     /* 锑, title 锑(Sb), mg/kg */
    NOISE,    /* 噪声, dB(A) */
    DBP_A,    /* DBP of 增塑剂 */
    DBP_B,    /* DBP of 涂层 */
    DEHP,     /* of 增塑剂 */
    AGE,      /* attribute, labelled 标称适用年龄 */
    SAMPLED,  /* sampled_on, predeclared */
    CHANNEL,  /* 采样渠道, redeclared as a choice */
    WIRELESS, /* yes/no */
    INPUTS,
};

static struct shai_panic panic;
static struct shai_arena arena, run;
static struct shai_diags diags;
static struct shai_program program;
static struct shai_input inputs[INPUTS];
static struct shai_fact facts[INPUTS];
static struct shai_sample sample = {.facts = facts};
static struct shai_reader *reader;
static FILE *file;

static void add_unit(const char *name, int64_t d, int base)
{
    struct shai_units *u = &program.units;
    u->at = shai_arena_grow(&arena, u->at, &u->cap, u->count + 1, sizeof *u->at);
    struct shai_unit *unit = &u->at[u->count++];
    *unit = (struct shai_unit){.name = name, .value = {.factor = shai_num_ratio(&arena, 1, d)}};
    if (base >= 0) unit->value.dim.e[base] = 1;
}

static struct shai_input *add_input(int i, const char *name, enum shai_value_type type, const char *unit,
                                    uint32_t item)
{
    struct shai_input *in = &inputs[i];
    *in = (struct shai_input){.name = name, .type = (uint8_t)type, .pattern = SHAI_NONE32, .item = item};
    in->reading = item != SHAI_NONE32;
    in->display = (struct shai_display){(uint8_t)type, unit, SHAI_NUM_INT(1), SHAI_NONE32};
    if (unit) {
        struct shai_unit_value v;
        const char *bad;
        size_t bad_len;
        assert_true(shai_unit_parse(&arena, &program.units, unit, strlen(unit), &v, &bad, &bad_len));
        in->display.factor = v.factor;
        in->dim = v.dim;
    }
    return in;
}

static int setup(void **state)
{
    (void)state;
    static struct shai_item items[5];
    static struct shai_set sets[1];
    static const char *channels[] = {"流通", "网店"};
    static const struct {
        const char *name, *title;
        uint32_t inputs;
    } named[5] = {{"铅", "铅(Pb)", 1},
                  {"锑", "锑(Sb)", 1},
                  {"噪声", "噪声 dB(A)", 1},
                  {"增塑剂", "增塑剂", 2},
                  {"涂层", "涂层", 1}};
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_arena_init(&run, &shai_mem_libc, &panic);
    program = (struct shai_program){.name = "试"};
    add_unit("kg", 1, 0);
    add_unit("mg", 1000000, 0);
    add_unit("%", 100, -1);
    add_unit("dB(A)", 1, 1);
    add_unit("月", 1, 2);
    for (int i = 0; i < 5; i++)
        items[i] = (struct shai_item){.name = named[i].name, .title = named[i].title, .input_count = named[i].inputs};
    static uint32_t of[5][2] = {{LEAD}, {SALT}, {NOISE}, {DBP_A, DEHP}, {DBP_B}};
    for (int i = 0; i < 5; i++) items[i].inputs = of[i];
    sets[0] = (struct shai_set){"采样渠道", channels, NULL, 2};
    add_input(LEAD, "铅", SHAI_V_NUMBER, "mg/kg", 0);
    add_input(SALT, "锑", SHAI_V_NUMBER, "mg/kg", 1);
    add_input(NOISE, "噪声", SHAI_V_NUMBER, "dB(A)", 2);
    add_input(DBP_A, "DBP", SHAI_V_NUMBER, "%", 3);
    add_input(DBP_B, "DBP", SHAI_V_NUMBER, "%", 4);
    add_input(DEHP, "DEHP", SHAI_V_NUMBER, "%", 3);
    add_input(AGE, "月龄", SHAI_V_NUMBER, "月", SHAI_NONE32)->label = "标称适用年龄";
    struct shai_input *in = add_input(SAMPLED, "采样日期", SHAI_V_DATE, NULL, SHAI_NONE32);
    in->alias = "sampled_on", in->standard = true;
    add_input(CHANNEL, "采样渠道", SHAI_V_CHOICE, NULL, SHAI_NONE32)->display.set = 0;
    add_input(WIRELESS, "蓝牙", SHAI_V_TRUTH, NULL, SHAI_NONE32);
    program.inputs = inputs, program.input_count = INPUTS;
    program.items = items, program.item_count = 5;
    program.sets = sets, program.set_count = 1;
    program.has_from = program.has_to = true;
    assert_true(shai_date_parse("2025-10-11", 10, &program.effective_from));
    assert_true(shai_date_parse("2026-10-10", 10, &program.effective_to));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    if (reader) shai_reader_close(reader);
    if (file) fclose(file);
    reader = NULL, file = NULL;
    shai_arena_release(&arena);
    shai_arena_release(&run);
    return 0;
}

static void open_bytes(const char *s, size_t len, enum shai_sample_format format)
{
    if (file) fclose(file);
    file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(s, 1, len, file), len);
    rewind(file);
    shai_diags_init(&diags, &arena, NULL);
    reader = shai_reader_open(&arena, &diags, &program, fileno(file), "f.csv", format);
}

static void open_text(const char *s)
{
    open_bytes(s, strlen(s), SHAI_FORMAT_AUTO);
}

static enum shai_next next(void)
{
    shai_arena_reset(&run);
    return shai_reader_next(reader, &run, &diags, &sample);
}

static struct shai_diag *last_diag(void)
{
    struct shai_diag *d = diags.first;
    while (d && d->next) d = d->next;
    return d;
}

/* The value of an input in its unit, or "-" where it is not a known point. */
static const char *value(int i)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, &run);
    if (facts[i].state != SHAI_FACT_KNOWN || !shai_interval_is_point(&facts[i].num)) return "-";
    shai_num_put_decimal(&b, shai_num_div(&run, facts[i].num.lo, inputs[i].display.factor));
    return b.s;
}

static void expect_field(enum shai_field f, const char *want)
{
    assert_int_equal(sample.fields[f].len, strlen(want));
    assert_memory_equal(sample.fields[f].s, want, strlen(want));
}

/* --- headers -----------------------------------------------------------------------------------------------------
 */

static void expect_header(const char *header, int input, enum shai_column_kind kind)
{
    struct shai_column c;
    shai_bind(shai_binder_new(&arena, &program), header, strlen(header), &c);
    if (c.kind != kind) fail_msg("“%s”: kind %d", header, c.kind);
    if (input >= 0 && c.input != (uint32_t)input) fail_msg("“%s”: input %u", header, (unsigned)c.input);
}

static void test_headers(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        int input;
        enum shai_column_kind kind;
    } table[] = {
        {"铅", LEAD, SHAI_COLUMN_VALUE},
        {" 铅　", LEAD, SHAI_COLUMN_VALUE},
        {"铅 (mg/kg)", LEAD, SHAI_COLUMN_VALUE},
        {"铅（％）", LEAD, SHAI_COLUMN_VALUE},
        {"铅/(mg/kg)", LEAD, SHAI_COLUMN_VALUE},
        {"铅[mg/kg]", LEAD, SHAI_COLUMN_VALUE},
        {"铅(Pb)", LEAD, SHAI_COLUMN_VALUE},
        {"铅（Pb）", LEAD, SHAI_COLUMN_VALUE},
        {"铅(Pb) (mg/kg)", LEAD, SHAI_COLUMN_VALUE},
        {"锑(Sb)", SALT, SHAI_COLUMN_VALUE},
        {"噪声 dB(A)", NOISE, SHAI_COLUMN_VALUE},
        {"噪声(dB(A))", NOISE, SHAI_COLUMN_VALUE},
        {"铅.铅", LEAD, SHAI_COLUMN_VALUE},
        {"增塑剂.DBP", DBP_A, SHAI_COLUMN_VALUE},
        {"涂层.DBP", DBP_B, SHAI_COLUMN_VALUE},
        {"涂层.DBP (mg/kg)", DBP_B, SHAI_COLUMN_VALUE},
        {"DEHP", DEHP, SHAI_COLUMN_VALUE},
        {"ＤＥＨＰ", DEHP, SHAI_COLUMN_VALUE},
        {"铅.U", LEAD, SHAI_COLUMN_U},
        {"铅.u (mg/kg)", LEAD, SHAI_COLUMN_U},
        {"铅.DL", LEAD, SHAI_COLUMN_DL},
        {"增塑剂.DBP.DL", DBP_A, SHAI_COLUMN_DL},
        {"月龄", AGE, SHAI_COLUMN_VALUE},
        {"标称适用年龄", AGE, SHAI_COLUMN_VALUE},
        {"标称适用年龄(月)", AGE, SHAI_COLUMN_VALUE},
        {"sampled_on", SAMPLED, SHAI_COLUMN_VALUE},
        {"采样日期", SAMPLED, SHAI_COLUMN_VALUE},
        {"channel", CHANNEL, SHAI_COLUMN_VALUE},
        {"producer", -1, SHAI_COLUMN_VALUE},
        {"涂层", DBP_B, SHAI_COLUMN_VALUE},  /* the title of an item of one reading */
        {"增塑剂", -1, SHAI_COLUMN_UNKNOWN}, /* of two */
        {"铅.1", -1, SHAI_COLUMN_UNKNOWN},
        {"铅(ppm)", -1, SHAI_COLUMN_UNKNOWN},
        {"铅(", -1, SHAI_COLUMN_UNKNOWN},
        {"铅)", -1, SHAI_COLUMN_UNKNOWN},
        {"(mg/kg)", -1, SHAI_COLUMN_UNKNOWN},
        {"铅()", -1, SHAI_COLUMN_UNKNOWN},
        {"", -1, SHAI_COLUMN_UNKNOWN},
        {".U", -1, SHAI_COLUMN_UNKNOWN},
        {"蓝牙.U", -1, SHAI_COLUMN_UNKNOWN},
        {"蓝牙(%)", -1, SHAI_COLUMN_UNKNOWN},
        {"producer(%)", -1, SHAI_COLUMN_UNKNOWN},
        {"铅(dB(A))", -1, SHAI_COLUMN_BAD},
        {"DBP", -1, SHAI_COLUMN_BAD},
        {"DBP.U", -1, SHAI_COLUMN_BAD},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        expect_header(table[i].header, table[i].input, table[i].kind);
    inputs[WIRELESS].label = "标称适用年龄"; /* a label that two have names neither */
    expect_header("标称适用年龄", -1, SHAI_COLUMN_UNKNOWN);
    struct shai_column c;
    shai_bind(shai_binder_new(&arena, &program), "DBP", 3, &c);
    assert_int_equal(c.trouble, SHAI_D_COLUMN_AMBIGUOUS);
    assert_string_equal(c.pieces[0], "增塑剂.DBP, 涂层.DBP");
}

static void expect_broken(const char *text, enum shai_diag_id id)
{
    open_text(text);
    assert_int_equal(next(), SHAI_NEXT_BROKEN);
    assert_int_equal(next(), SHAI_NEXT_BROKEN);
    if (!diags.first || last_diag()->id != id) fail_msg("%s: %s", text, shai_diag_text(&arena, last_diag(), SHAI_EN));
}

static void test_header_errors(void **state)
{
    (void)state;
    expect_broken("", SHAI_D_DATA_EMPTY);
    expect_broken("\n\n", SHAI_D_DATA_EMPTY);
    expect_broken("铅\n1\n", SHAI_D_NO_ID_COLUMN);
    expect_broken("PK\003\004\nS1,1\n", SHAI_D_DATA_WORKBOOK);
    expect_broken("\xD0\xCF\x11\xE0\nS1,1\n", SHAI_D_DATA_WORKBOOK);
    expect_broken("sample_id|铅\nS1|1\n", SHAI_D_NO_ID_COLUMN);
    expect_broken("sample_id,DBP\nS1,1\n", SHAI_D_COLUMN_AMBIGUOUS);
    expect_broken("sample_id,铅,铅(mg/kg)\nS1,1,1\n", SHAI_D_COLUMN_TWICE);
    expect_broken("sample_id,样品编号\nS1,S1\n", SHAI_D_COLUMN_TWICE);
    expect_broken("sample_id,采样日期,sampled_on\nS1,,\n", SHAI_D_COLUMN_TWICE);
    expect_broken("sample_id,铅,铅.U,铅.u\nS1,1,1,1\n", SHAI_D_COLUMN_TWICE);
    expect_broken("sample_id,铅(dB(A))\nS1,1\n", SHAI_D_COLUMN_UNIT);
    expect_broken("sample_id,\"x\nS1,1\n", SHAI_D_ROW_QUOTE);
    expect_broken("样品编号,\xB2\xFA\n", SHAI_D_ROW_UTF8); /* as a whole it is no GB 18030 */
    open_text("sample_id,foo,铅(ppm),镉,铅.U\nS1,1,2,3,4\nS2,1,2,3,4\n");
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(next(), SHAI_NEXT_END);
    assert_int_equal(diags.warnings, 4); /* once each */
    assert_int_equal(diags.errors, 0);
    assert_int_equal(diags.first->id, SHAI_D_UNKNOWN_COLUMN);
    assert_int_equal(diags.first->next->id, SHAI_D_UNKNOWN_COLUMN_UNIT);
    assert_int_equal(last_diag()->id, SHAI_D_BESIDE_COLUMN);
}

/* --- samples -----------------------------------------------------------------------------------------------------
 */

static void test_csv(void **state)
{
    (void)state;
    open_text("\xEF\xBB\xBF样品编号,铅 (%),铅.U,锑,锑.DL,采样渠道,producer,采样日期,蓝牙,,\r\n"
              "S1,0.0129,4 mg/kg,ND,0.01,网店,\"甲,乙\",2025-10-11,是,,\r\n"
              "\r\n"
              "S2,129 mg/kg,,<0.5,,流通,/,2026/10/10,无,,\r\n"
              "S3,,,,,,,,,,,,\r\n");
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(sample.row, 2);
    assert_string_equal(value(LEAD), "129");
    assert_true(facts[LEAD].num.flags & SHAI_U_GIVEN);
    assert_int_equal(facts[SALT].num.flags & (SHAI_UNDETECTED | SHAI_HI_OPEN), SHAI_UNDETECTED | SHAI_HI_OPEN);
    assert_true(facts[SALT].has_dl);
    assert_string_equal(value(CHANNEL), "1");
    assert_int_equal(facts[WIRELESS].truth, SHAI_YES);
    assert_int_equal(facts[NOISE].state, SHAI_FACT_BLANK); /* no column */
    expect_field(SHAI_FIELD_SAMPLE_ID, "S1");
    expect_field(SHAI_FIELD_PRODUCER, "甲,乙");
    expect_field(SHAI_FIELD_CHANNEL, "网店");
    expect_field(SHAI_FIELD_SAMPLED_ON, "2025-10-11");
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(sample.row, 4);
    assert_string_equal(value(LEAD), "129");
    assert_false(facts[LEAD].num.flags & SHAI_U_GIVEN);
    assert_false(facts[SALT].has_dl);
    assert_int_equal(facts[WIRELESS].state, SHAI_FACT_UNDECLARED);
    expect_field(SHAI_FIELD_PRODUCER, ""); /* `/` says nothing */
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(facts[LEAD].state, SHAI_FACT_BLANK);
    expect_field(SHAI_FIELD_SAMPLED_ON, "");
    assert_int_equal(next(), SHAI_NEXT_END);
    assert_int_equal(next(), SHAI_NEXT_END);
    assert_int_equal(diags.errors, 0);
    assert_int_equal(diags.warnings, 1); /* the last row has its number alone */
    assert_int_equal(diags.first->id, SHAI_D_ROW_ONLY_ID);
}

static void expect_refused(const char *header, const char *row, enum shai_diag_id id, const char *column)
{
    open_text(shai_arena_printf(&arena, "%s\n%s\nS9,1\n", header, row));
    assert_int_equal(next(), SHAI_NEXT_REFUSED);
    const struct shai_diag *d = last_diag();
    if (d->id != id) fail_msg("%s: %s", row, shai_diag_text(&arena, d, SHAI_EN));
    assert_int_equal(d->cell.row, 2);
    assert_string_equal(d->cell.file, "f.csv");
    if (column) assert_string_equal(d->cell.column, column);
    else assert_null(d->cell.column);
    if (strchr(header, ',') && !strchr(strchr(header, ',') + 1, ',')) { /* the next one is read */
        assert_int_equal(next(), SHAI_NEXT_SAMPLE);
        assert_int_equal(sample.row, 3);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    expect_refused("sample_id,铅", "S1,abc", SHAI_D_CELL_NO_NUMBER, "铅");
    expect_refused("sample_id,铅 (mg/kg)", "S1,-1", SHAI_D_CELL_NEGATIVE, "铅 (mg/kg)");
    expect_refused("sample_id,铅", "S1", SHAI_D_ROW_SHORT, NULL);
    expect_refused("sample_id,铅", "S1,1,2", SHAI_D_ROW_WIDTH, NULL);
    expect_refused("sample_id,铅", "S1,\"1\"x", SHAI_D_ROW_QUOTE, NULL);
    expect_refused("sample_id,铅", "S1,\"1", SHAI_D_ROW_QUOTE, NULL);
    expect_refused("sample_id,铅", "S1,\xFF", SHAI_D_ROW_UTF8, NULL);
    expect_refused("sample_id,铅", ",1", SHAI_D_NO_ID, "sample_id");
    expect_refused("sample_id,铅", "/,1", SHAI_D_NO_ID, "sample_id");
    expect_refused("sample_id,sampled_on,铅", "S1,2025-10-10,1", SHAI_D_NOT_EFFECTIVE, "sampled_on");
    expect_refused("sample_id,采样日期,铅", "S1,2026-10-11,1", SHAI_D_NOT_EFFECTIVE, "采样日期");
    assert_string_equal(last_diag()->args[0], "2026-10-11");
    assert_string_equal(last_diag()->args[1], "2025-10-11 ~ 2026-10-10");
    expect_refused("sample_id,sampled_on,铅", "S1,10.11,1", SHAI_D_CELL_DATE, "sampled_on");
    assert_int_equal(diags.errors, 1); /* not once by the input and once by the field */
    expect_refused("sample_id,produced_on,铅", "S1,2025-02-30,1", SHAI_D_CELL_DATE, "produced_on");
    expect_refused("sample_id,检验日期,铅", "S1,x,1", SHAI_D_CELL_DATE, "检验日期");
    expect_refused("sample_id,三无,铅", "S1,maybe,1", SHAI_D_CELL_YES_NO, "三无");
    expect_refused("sample_id,channel,铅", "S1,电话,1", SHAI_D_CELL_CHOICE, "channel");
    expect_refused("sample_id,铅,锑", "S1,x,y", SHAI_D_CELL_NO_NUMBER, "锑");
    assert_int_equal(diags.errors, 2); /* every bad cell of a row is said */
}

static void test_dates_without_value(void **state)
{
    (void)state;
    open_text("sample_id,sampled_on,produced_on\nS1,无,/\nS2,,\n");
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    expect_field(SHAI_FIELD_SAMPLED_ON, ""); /* validity is unchecked */
    assert_int_equal(facts[SAMPLED].state, SHAI_FACT_UNDECLARED);
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    program.has_to = false;
    expect_refused("sample_id,sampled_on,铅", "S1,2025-10-10,1", SHAI_D_NOT_EFFECTIVE, "sampled_on");
    assert_string_equal(last_diag()->args[1], "2025-10-11 ~");
}

static void test_duplicates(void **state)
{
    (void)state;
    open_text("sample_id,铅\nS1,1\nS2,1\nS1,2\nS3,x\nS3,1\n");
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(next(), SHAI_NEXT_REFUSED);
    assert_int_equal(last_diag()->id, SHAI_D_ID_TWICE);
    assert_string_equal(last_diag()->args[1], "2");
    assert_int_equal(next(), SHAI_NEXT_REFUSED);
    assert_int_equal(next(), SHAI_NEXT_REFUSED); /* the id was there, though its sample was refused */
    assert_int_equal(next(), SHAI_NEXT_END);
}

/* A mark that swallowed a line and made a row too short gives the line back. */
static void test_swallowed_line(void **state)
{
    (void)state;
    open_text("sample_id,铅,锑\nS1,\"x,1\nS2,1,\"\nS3,1,1\n");
    assert_int_equal(next(), SHAI_NEXT_REFUSED);
    assert_int_equal(next(), SHAI_NEXT_REFUSED);
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(sample.row, 4);
    expect_field(SHAI_FIELD_SAMPLE_ID, "S3");
}

static void test_uscc(void **state)
{
    (void)state;
    static const char *const good[] = {"91110000101623741K",
                                       "911101066976941872",
                                       "91350100M000100Y43",
                                       "91350100m000100y43",
                                       "９１３５０１００Ｍ０００１００Ｙ４３",
                                       "91330100MA27000210" /* its sum is 0 modulo 31 */};
    static const char *const bad[] = {
        "91350211M0000XUF46", "91110000101623741",  "91110000101623741K1", "", "91110000101623741I",
        "9111000010162374 K", "9A110000101623741K", "9111000A1016237414" /* only its region is wrong */};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(shai_uscc_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(shai_uscc_valid(bad[i], strlen(bad[i])));
    assert_false(shai_uscc_valid("91110000101623741\0", 18));
    open_text("sample_id,producer_uscc,seller_uscc\nS1,91350211M0000XUF46,91110000101623741K\nS2,无,/\n");
    assert_int_equal(next(), SHAI_NEXT_SAMPLE); /* never a refusal */
    assert_int_equal(diags.warnings, 1);
    assert_string_equal(diags.first->cell.column, "producer_uscc");
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(diags.warnings, 1);
}

/* --- NDJSON ------------------------------------------------------------------------------------------------------
 */

static void test_json(void **state)
{
    (void)state;
    open_text(
        "\xEF\xBB\xBF\n {\"sample_id\":\"S1\",\"铅\":129.10,\"锑\":{\"value\":\"ND\",\"dl\":\"0.01\"},\"蓝牙\":true,"
        "\"producer\":\"甲\\n\\\"乙\\\"\",\"foo\":[1,{\"a\":2}],\"噪声\":null}\r\n"
        "\n"
        "{\"铅\":{\"value\":0.0129,\"unit\":\"%\",\"u\":0.0004},\"sample_id\":7,\"锑\":1.50,\"锑.DL\":0.2,\"foo\":1,"
        "\"evidence\":[\"a.jpg\",{\"file\":\"b.mp4\",\"sha256\":\"00\"}]}\n"
        "{\"sample_id\":\"S3\"}");
    assert_int_equal(diags.errors + diags.warnings, 0);
    /* a list where the key is unknown is not looked at */
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(sample.row, 2);
    assert_string_equal(value(LEAD), "129.1");
    assert_int_equal(facts[LEAD].reported_len, 6); /* digits as written */
    assert_memory_equal(facts[LEAD].reported, "129.10", 6);
    assert_true(facts[SALT].num.flags & SHAI_UNDETECTED);
    assert_int_equal(facts[WIRELESS].truth, SHAI_YES);
    expect_field(SHAI_FIELD_PRODUCER, "甲\n\"乙\"");
    assert_int_equal(facts[NOISE].state, SHAI_FACT_BLANK);
    assert_int_equal(diags.warnings, 1);
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(sample.row, 4);
    assert_string_equal(value(LEAD), "129");
    assert_true(facts[LEAD].num.flags & SHAI_U_GIVEN);
    assert_int_equal(shai_num_cmp(facts[LEAD].num.u, shai_num_ratio(&run, 4, 1000000)), 0);
    assert_true(facts[SALT].has_dl);
    assert_int_equal(facts[WIRELESS].state, SHAI_FACT_BLANK); /* nothing stays of the line before */
    expect_field(SHAI_FIELD_SAMPLE_ID, "7");
    expect_field(SHAI_FIELD_EVIDENCE, "a.jpg; b.mp4 00");
    assert_int_equal(diags.warnings, 1); /* foo: once */
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(facts[LEAD].state, SHAI_FACT_BLANK);
    assert_int_equal(next(), SHAI_NEXT_END);
}

static void expect_line_refused(const char *line, enum shai_diag_id id)
{
    open_text(shai_arena_printf(&arena, "{\"sample_id\":\"S0\"}\n%s\n{\"sample_id\":\"S9\",\"铅\":1}\n", line));
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    if (next() != SHAI_NEXT_REFUSED) fail_msg("read: %s", line);
    if (last_diag()->id != id) fail_msg("%s: %s", line, shai_diag_text(&arena, last_diag(), SHAI_EN));
    assert_int_equal(last_diag()->cell.row, 2);
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_string_equal(value(LEAD), "1");
    assert_int_equal(next(), SHAI_NEXT_END);
}

static void test_bad_lines(void **state)
{
    (void)state;
    expect_line_refused("{\"sample_id\":", SHAI_D_JSON_BAD);
    expect_line_refused("{\"sample_id\":\"S1\"} x", SHAI_D_JSON_BAD);
    expect_line_refused("{\"sample_id\":\"S1\"}{}", SHAI_D_JSON_BAD);
    expect_line_refused("{\"sample_id\":01}", SHAI_D_JSON_BAD);
    expect_line_refused("{'sample_id':1}", SHAI_D_JSON_BAD);
    expect_line_refused("{\"sample_id\":\"a\tb\"}", SHAI_D_JSON_BAD);
    expect_line_refused("[1]", SHAI_D_JSON_NO_OBJECT);
    expect_line_refused("{", SHAI_D_JSON_BAD);
    expect_line_refused("1", SHAI_D_JSON_NO_OBJECT);
    expect_line_refused("null", SHAI_D_JSON_NO_OBJECT);
    expect_line_refused("\xFF", SHAI_D_ROW_UTF8);
    expect_line_refused("{}", SHAI_D_NO_ID);
    expect_line_refused("{\"sample_id\":null}", SHAI_D_NO_ID);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":[1,2]}", SHAI_D_JSON_ARRAY);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":{\"value\":[1]}}", SHAI_D_JSON_ARRAY);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":{\"value\":{\"value\":1}}}", SHAI_D_JSON_DEEP);
    expect_line_refused("{\"sample_id\":\"S1\",\"foo\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}", SHAI_D_JSON_DEEP);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":{\"unit\":\"%\"}}", SHAI_D_JSON_NO_VALUE);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":{\"value\":1,\"x\":2}}", SHAI_D_JSON_PART);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":{\"value\":1,\"value\":2}}", SHAI_D_JSON_KEY_TWICE);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":1,\"铅\":1}", SHAI_D_JSON_KEY_TWICE);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":1,\"铅 (mg/kg)\":1}", SHAI_D_COLUMN_TWICE);
    expect_line_refused("{\"sample_id\":\"S1\",\"DBP\":1}", SHAI_D_COLUMN_AMBIGUOUS);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":{\"value\":1,\"u\":1},\"铅.U\":1}", SHAI_D_COLUMN_TWICE);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":{\"value\":1,\"unit\":\"dB(A)\"}}", SHAI_D_CELL_UNIT_MISFIT);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":{\"value\":1,\"unit\":\"xy\"}}", SHAI_D_CELL_UNIT_UNKNOWN);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":true}", SHAI_D_CELL_NO_NUMBER);
    expect_line_refused("{\"sample_id\":\"S\\ud800\"}", SHAI_D_JSON_SURROGATE);
    expect_line_refused("{\"sample_id\":\"S\\ud800\\n\"}", SHAI_D_JSON_SURROGATE);
    expect_line_refused("{\"sample_id\":\"S\\udc00\"}", SHAI_D_JSON_SURROGATE);
    expect_line_refused("{\"sample_id\":\"S0\"}", SHAI_D_ID_TWICE);
    expect_line_refused("{\"sample_id\":\"S1\",\"铅\":1E999}", SHAI_D_CELL_EXPONENT);
    open_text("{\"sample_id\":\"\\\\ud800 \\ud83d\\ude00\",\"label\":\"a\\u0000b\"}\n"); /* no half pair */
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    expect_field(SHAI_FIELD_SAMPLE_ID, "\\ud800 \xF0\x9F\x98\x80");
    open_text("{\"sample_id\":\"S1\",\"铅.U\":1}\n{\"sample_id\":\"S2\",\"铅.U\":1}\n");
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(diags.warnings, 1);
    open_bytes("", 0, SHAI_FORMAT_NDJSON);
    assert_int_equal(next(), SHAI_NEXT_END);
}

/* --- JSON over lines ---------------------------------------------------------------------------------------------
 */

static void expect_sample(const char *id, uint64_t row)
{
    enum shai_next n = next();
    if (n != SHAI_NEXT_SAMPLE) fail_msg("%s: %s", id, shai_diag_text(&arena, last_diag(), SHAI_EN));
    expect_field(SHAI_FIELD_SAMPLE_ID, id);
    assert_int_equal(sample.row, row);
}

static void expect_object_refused(enum shai_diag_id id, uint64_t row, uint64_t line)
{
    assert_int_equal(next(), SHAI_NEXT_REFUSED);
    if (last_diag()->id != id) fail_msg("object %d: %s", (int)row, shai_diag_text(&arena, last_diag(), SHAI_EN));
    assert_true(last_diag()->cell.is_object);
    assert_int_equal(last_diag()->cell.row, row);
    assert_int_equal(last_diag()->cell.line, line);
}

static void test_json_list(void **state)
{
    (void)state;
    open_text(
        "\xEF\xBB\xBF\r\n [\r\n  {\r\n    \"sample_id\": \"S1\",\r\n    \"铅\": {\"value\": 1, \"unit\": \"%\"},\r\n"
        "    \"producer\": \"}]{[,\\\"\"\r\n  }, {\"sample_id\": 2}\n,{\"sample_id\":\"S3\"} ]\n\n");
    expect_sample("S1", 1);
    assert_string_equal(value(LEAD), "10000");
    expect_field(SHAI_FIELD_PRODUCER, "}]{[,\"");
    expect_sample("2", 2);
    assert_int_equal(facts[LEAD].state, SHAI_FACT_BLANK);
    expect_sample("S3", 3);
    assert_int_equal(next(), SHAI_NEXT_END);
    assert_int_equal(diags.errors + diags.warnings, 0);
    open_text("[]");
    assert_int_equal(next(), SHAI_NEXT_END);
    open_text("{\n\"sample_id\":1}{\"sample_id\":2}\n\n{\"sample_id\":3}"); /* one behind the other, without a list */
    expect_sample("1", 1);
    expect_sample("2", 2);
    expect_sample("3", 3);
    assert_int_equal(next(), SHAI_NEXT_END);
    const char one[] = "{\"sample_id\":1,\n\"铅\":2}\n";
    open_bytes(one, sizeof one - 1, SHAI_FORMAT_JSON);
    expect_sample("1", 1);
    const char lines[] = "[{\"sample_id\":1}]";
    open_bytes(lines, sizeof lines - 1, SHAI_FORMAT_NDJSON);
    assert_int_equal(next(), SHAI_NEXT_BROKEN);
    assert_int_equal(last_diag()->id, SHAI_D_JSON_LIST_FILE);
}

/* An object that is wrong in itself costs no other. */
static void test_bad_objects(void **state)
{
    (void)state;
    static const struct {
        const char *object;
        enum shai_diag_id id;
    } table[] = {
        {"{\"sample_id\": bad}", SHAI_D_JSON_BAD},
        {"{\"sample_id\" \"S1\"}", SHAI_D_JSON_BAD},
        {"{\"sample_id\": \"S1}\n}", SHAI_D_JSON_BAD}, /* a string ends with its line */
        {"{\"sample_id\": \"S1\", \"铅\": [1}", SHAI_D_JSON_BAD},
        {"{\"sample_id\": \"S1\", \"铅\": [{\"value\": 1]}", SHAI_D_JSON_BAD},
        {"{\"sample_id\": \"\xFF\"}", SHAI_D_ROW_UTF8},
        {"{\"sample_id\": \"S0\"}", SHAI_D_OBJECT_ID_TWICE},
        {"{\"sample_id\": \"S1\", \"铅\": \"x\"}", SHAI_D_CELL_NO_NUMBER},
        {"{}", SHAI_D_NO_ID},
        {"[1, [2, \"]\"]]", SHAI_D_JSON_NO_OBJECT},
        {"\"S,1\"", SHAI_D_JSON_NO_OBJECT},
        {"null", SHAI_D_JSON_NO_OBJECT},
        {"-1.5E3", SHAI_D_JSON_NO_OBJECT},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        open_text(
            shai_arena_printf(&arena, "[{\"sample_id\":\"S0\"},\n\n%s,\n{\"sample_id\":\"S9\"}]\n", table[i].object));
        expect_sample("S0", 1);
        expect_object_refused(table[i].id, 2, 3);
        expect_sample("S9", 3);
        assert_int_equal(next(), SHAI_NEXT_END);
    }
}

/* Where the list itself is wrong it says where, and what was read before counts. */
static void test_broken_lists(void **state)
{
    (void)state;
    static const struct {
        const char *rest;
        enum shai_diag_id id;
        uint64_t line;
    } table[] = {
        {"", SHAI_D_JSON_CUT, 1},
        {"\n", SHAI_D_JSON_CUT, 2},
        {",", SHAI_D_JSON_CUT, 1},
        {"\n{\"sample_id\":2}]", SHAI_D_JSON_SYNTAX, 2},
        {",\n,{\"sample_id\":2}]", SHAI_D_JSON_SYNTAX, 2},
        {",\n]", SHAI_D_JSON_SYNTAX, 2},
        {",\n}]", SHAI_D_JSON_SYNTAX, 2},
        {"]\n\n]", SHAI_D_JSON_SYNTAX, 3},
        {"]\n{\"sample_id\":2}", SHAI_D_JSON_SYNTAX, 2},
        {"]品", SHAI_D_JSON_SYNTAX, 1},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        open_text(shai_arena_printf(&arena, "[{\"sample_id\":1}%s", table[i].rest));
        expect_sample("1", 1);
        assert_int_equal(next(), SHAI_NEXT_BROKEN);
        if (last_diag()->id != table[i].id) fail_msg("%s: not so", table[i].rest);
        assert_false(last_diag()->cell.is_object);
        assert_int_equal(last_diag()->cell.row, table[i].line);
        assert_int_equal(next(), SHAI_NEXT_BROKEN);
    }
    static const char *const open[] = {"[{\"sample_id\":1},\n{\"sample_id\":2",
                                       "[{\"sample_id\":1},\n{\"sample_id\":2,{}]", "[{\"sample_id\":1},\n{\"a\":[\"",
                                       "{\n\"sample_id\":1}\n{\"a\":{}"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        open_text(open[i]);
        expect_sample("1", 1);
        expect_object_refused(SHAI_D_OBJECT_OPEN, 2, i == 3 ? 3 : 2);
        assert_int_equal(next(), SHAI_NEXT_BROKEN);
    }
}

/* An object longer than a row may be costs itself alone. */
static void test_long_object(void **state)
{
    (void)state;
    size_t fill = SHAI_RECORD_MAX + 1000;
    struct shai_strbuf b;
    shai_strbuf_init(&b, &arena);
    shai_strbuf_puts(&b, "[{\"sample_id\":1},{\"x\":\"");
    char *pad = shai_arena_alloc(&arena, fill);
    memset(pad, '{', fill);
    shai_strbuf_add(&b, pad, fill);
    shai_strbuf_puts(&b, "\\\"\"},\n{\"sample_id\":3}]");
    open_bytes(b.s, b.len, SHAI_FORMAT_AUTO);
    expect_sample("1", 1);
    expect_object_refused(SHAI_D_ROW_LONG, 2, 1);
    expect_sample("3", 3);
    assert_int_equal(next(), SHAI_NEXT_END);
}

/* --- files that break off -----------------------------------------------------------------------------------------
 */

/* A file in pieces: what stands before the first sample, the samples, what stands behind. */
struct pieces {
    const char *encoding;
    const char *head, *samples[3], *tail;
};

static size_t put_in(const char *encoding, const char *text, char *out, size_t size)
{
    iconv_t handle = iconv_open(encoding, "UTF-8");
    char *from = shai_arena_strndup(&arena, text, strlen(text));
    size_t left = strlen(text), room = size;
    assert_true(handle != (iconv_t)-1);
    assert_int_equal(iconv(handle, &from, &left, &out, &room), 0);
    iconv_close(handle);
    return size - room;
}

static void expect_cut_at(const char *bytes, size_t n, const size_t ends[3], const struct shai_map *map)
{
    const struct shai_sample_options how = {.map = map};
    char want[2] = "1";
    size_t whole = 0, given = 0, refused = 0;
    while (whole < 3 && ends[whole] <= n) whole++;
    shai_diags_init(&diags, &arena, NULL);
    reader = shai_reader_open_text_as(&arena, &diags, &program, bytes, n, "cut", &how);
    for (enum shai_next s; (s = next()) != SHAI_NEXT_END && s != SHAI_NEXT_BROKEN;) {
        if (s == SHAI_NEXT_REFUSED) refused++;
        if (s == SHAI_NEXT_SAMPLE && given++ < whole) {
            expect_field(SHAI_FIELD_SAMPLE_ID, want);
            assert_string_equal(value(LEAD), want);
            want[0]++;
        }
        if (given < whole && refused) /* what stands before the cut is whole */
            fail_msg("cut at %zu: “%.*s”: %s", n, (int)n, bytes, shai_diag_text(&arena, last_diag(), SHAI_EN));
    }
    if (given < whole) fail_msg("cut at %zu: %zu samples of %zu", n, given, whole);
    if (given + refused > whole + 2) /* both lines of a quoted cell that is not closed */
        fail_msg("“%.*s”: %zu given, %zu refused, %zu whole", (int)n, bytes, given, refused, whole);
    shai_reader_close(reader);
}

/* At whatever byte a file ends, the samples before are given, and no more than the broken one is counted. */
static void test_cut_files(void **state)
{
    (void)state;
    static const struct pieces files[] = {
        {"UTF-8", "样品编号,铅,生产单位\n", {"1,1,甲\n", "2,2,\"乙\n丙\"\n", "3,3,丁\n"}, "\n"},
        {"UTF-8", "\xEF\xBB\xBF样品编号;铅;生产单位\r\n", {"1;1;甲\r\n", "2;2;乙\r\n", "3;3;丁"}, "\r\n\r\n"},
        {"GB18030", "样品编号\t铅\t生产单位\n", {"1\t1\t甲\n", "2\t2\t乙\n", "3\t3\t丁\n"}, ""},
        {"UTF-16LE", "\xEF\xBB\xBF样品编号,铅\n", {"1,1\n", "2,2\n", "3,3\n"}, "\n"},
        {"UTF-16BE", "\xEF\xBB\xBF样品编号\t铅\t生产单位\n", {"1\t1\t甲\n", "2\t2\t乙\n", "3\t3\t丁\n"}, "\n"},
        {"UTF-8",
         "样品编号,项目,检验值,生产单位\n",
         {"1,铅,1,甲\n1,锑,ND,\n", "2,锑,ND,乙\n2,铅,2,乙\n", "3,铅,3,\n"},
         ""},
        {"GB18030",
         "样品编号,项目,检验值,生产单位\n",
         {"1,铅,1,甲\n1,锑,ND,\n", "2,锑,ND,乙\n2,铅,2,乙\n", "3,铅,3,\n"},
         ""},
        {"UTF-8",
         "",
         {"{\"样品编号\":1,\"铅\":1}\n", "{\"样品编号\":2,\"铅\":\"2\"}\n", "{\"样品编号\":3,\"Pb\":3}"},
         "\n"},
        {"UTF-8",
         "[\n ",
         {"{\"样品编号\": 1,\n  \"铅\": [1]}", ",\n{\"样品编号\":2,\"铅\":{\"value\":2,\"u\":1}}",
          ",{\"样品编号\":3,\"Pb\":\"3\"}"},
         "\n]\n"},
        {"GB18030",
         "[",
         {"{\"样品编号\": 1,\n  \"铅\": [1]}", ",\n{\"样品编号\":2,\"铅\":2,\"生产单位\":\"}\\\"甲\"}",
          ",{\"样品编号\":3,\"铅\":\"3\"}"},
         "]"},
        {"UTF-8",
         "{\n",
         {"\"样品编号\": 1,\n  \"铅\": 1}", "\n{\"样品编号\":2,\"铅\":2}", "{\n\"样品编号\":3,\"铅\":\"3\"}"},
         "\n"},
    };
    struct shai_map_line line = {shai_text_key(&arena, "Pb", 2), "Pb", "铅", 1};
    const struct shai_map map = {"map", &line, 1, 1};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct pieces *f = &files[i];
        static char bytes[1024];
        size_t ends[3], len = put_in(f->encoding, f->head, bytes, sizeof bytes);
        for (size_t k = 0; k < 3; k++) {
            len += put_in(f->encoding, f->samples[k], bytes + len, sizeof bytes - len);
            ends[k] = len;
        }
        len += put_in(f->encoding, f->tail, bytes + len, sizeof bytes - len);
        for (size_t n = 0; n <= len; n++) expect_cut_at(bytes, n, ends, &map);
    }
    reader = NULL;
}

/* --- nothing is lost ---------------------------------------------------------------------------------------------
 */

static uint64_t random_state = 42;
static uint64_t random_below(uint64_t n)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (random_state >> 33) % n;
}

/* Every line that was not touched and can be no part of a quoted cell is a sample of its own, given out or refused
 * under its own row; and the answers are as many as the rows. */
static void check_mangled(const char *text, size_t len, bool csv)
{
    open_bytes(text, len, csv ? SHAI_FORMAT_CSV : SHAI_FORMAT_NDJSON);
    size_t given = 0, refused = 0, lines = 1;
    for (size_t i = 0; i < len; i++) lines += text[i] == '\n' || text[i] == '\r';
    for (enum shai_next s; (s = next()) != SHAI_NEXT_END;) {
        if (s == SHAI_NEXT_BROKEN) {
            assert_true(diags.errors > 0);
            return;
        }
        size_t errors = diags.errors;
        if (s == SHAI_NEXT_SAMPLE) {
            given++;
            assert_true(sample.fields[SHAI_FIELD_SAMPLE_ID].len > 0);
            for (int i = 0; i < INPUTS; i++) { /* every fact is whole */
                assert_true(facts[i].state <= SHAI_FACT_KNOWN);
                if (facts[i].state == SHAI_FACT_KNOWN) assert_non_null(facts[i].reported);
            }
        } else {
            refused++;
            assert_true(errors >= refused); /* never without a reason */
        }
        assert_true(given + refused <= lines);
    }
}

static void mangle(char *text, size_t len)
{
    static const char bytes[] = "\"\"\"\",,,\n\n\r\0\xFF\xE4{}[]:\\<>()±0123 ";
    size_t count = 1 + (size_t)random_below(4);
    for (size_t i = 0; i < count; i++) text[random_below(len)] = bytes[random_below(sizeof bytes - 1)];
}

static void test_mangled(void **state)
{
    (void)state;
    struct shai_strbuf csv, json;
    shai_strbuf_init(&csv, &arena);
    shai_strbuf_init(&json, &arena);
    shai_strbuf_puts(&csv, "sample_id,铅 (mg/kg),铅.U,锑,采样日期,producer\n");
    for (int i = 0; i < 12; i++) {
        shai_strbuf_printf(&csv, "S%d,12.%d,0.4,ND(0.1),2025-11-%d,\"甲,\"\"%d\"\"\"\n", i, i, i + 10, i);
        shai_strbuf_printf(
            &json, "{\"sample_id\":\"S%d\",\"铅\":{\"value\":12.%d,\"unit\":\"mg/kg\"},\"锑\":\"ND\"}\n", i, i);
    }
    char *copy = shai_arena_alloc(&arena, csv.len + json.len);
    for (int round = 0; round < 4000; round++) {
        bool is_csv = round % 2 == 0;
        const struct shai_strbuf *b = is_csv ? &csv : &json;
        memcpy(copy, b->s, b->len);
        mangle(copy, b->len);
        check_mangled(copy, b->len, is_csv);
        shai_reader_close(reader);
    }
}

/* One line of many is mangled: every other one is given out. */
static void test_one_bad_line(void **state)
{
    (void)state;
    enum { ROWS = 10 };
    static const char *const bad[] = {
        "S5,\"1",       "S5,1\"", "S5,\"1\"2", "S5", "S5,1,2,3",    "S5,\xFF", "S5,\"\"\"",
        "S5,\"a\xE4\"", "\"S5,1", "\"",        ",",  "S5,\xB2\xFA", "S5,\"\r", "S5,\"\",\"",
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        struct shai_strbuf b;
        shai_strbuf_init(&b, &arena);
        shai_strbuf_puts(&b, "sample_id,铅\n");
        for (int i = 0; i < ROWS; i++) {
            if (i == 5) shai_strbuf_printf(&b, "%s\n", bad[k]);
            else shai_strbuf_printf(&b, "S%d,%d\n", i, i);
        }
        open_text(b.s);
        int given = 0, refused = 0;
        for (enum shai_next s; (s = next()) != SHAI_NEXT_END;) {
            if (s == SHAI_NEXT_SAMPLE) {
                given++;
                assert_string_equal(value(LEAD), shai_arena_printf(&run, "%d", (int)sample.row - 2));
            } else {
                refused++;
            }
        }
        if (given != ROWS - 1) fail_msg("“%s” cost %d others", bad[k], ROWS - 1 - given);
        assert_int_equal(refused, strcmp(bad[k], ",") != 0); /* `,` is a blank row */
    }
}

/* The file cannot be read on in the middle of a row: what was whole is given out, the half row is not, and it is
 * said.
 */
static void expect_cut(const char *text)
{
    int fd[2];
    assert_int_equal(pipe(fd), 0);
    assert_int_equal(fcntl(fd[0], F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(write(fd[1], text, strlen(text)), strlen(text));
    shai_diags_init(&diags, &arena, NULL);
    reader =
        shai_reader_open(&arena, &diags, &program, fd[0], "f", SHAI_FORMAT_AUTO); /* the pipe stays open: EAGAIN */
    assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    assert_int_equal(next(), SHAI_NEXT_BROKEN);
    assert_int_equal(last_diag()->id, SHAI_D_DATA_READ);
    close(fd[0]);
    close(fd[1]);
}

static void test_read_error(void **state)
{
    (void)state;
    expect_cut("sample_id,铅\nS1,15\nS2,15");
    expect_cut("sample_id,铅\nS1,15\nS2,\"15\n");
    expect_cut("{\"sample_id\":\"S1\"}\n{\"sample_id\":\"S2\"}");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* --- texts that are kept, and reading that is stopped ------------------------------------------------------------
 */

/* Reads all samples in one arena, keeps their texts, and only then looks at them. */
static void expect_kept(const char *text, size_t count)
{
    enum { MOST = 8 };
    static struct shai_fact all[MOST][INPUTS];
    struct shai_sample kept[MOST];
    open_text(text);
    shai_arena_reset(&run);
    for (size_t i = 0; i < count; i++) {
        kept[i] = (struct shai_sample){.facts = all[i]};
        assert_int_equal(shai_reader_next(reader, &run, &diags, &kept[i]), SHAI_NEXT_SAMPLE);
        assert_true(shai_reader_keep(reader, &run, &kept[i]) >= 20);
    }
    struct shai_sample none = {.facts = facts};
    assert_int_equal(shai_reader_next(reader, &run, &diags, &none), SHAI_NEXT_END);
    memset(reader->feed.buf, '#', reader->feed.cap); /* whatever is read there next */
    for (size_t i = 0; i < count; i++) {
        char id[40], lead[40];
        int id_len = snprintf(id, sizeof id, "K-%zu", i), lead_len = snprintf(lead, sizeof lead, "%zu.5", i);
        struct shai_slice s = kept[i].fields[SHAI_FIELD_SAMPLE_ID];
        assert_int_equal(s.len, id_len);
        assert_memory_equal(s.s, id, s.len);
        assert_int_equal(kept[i].fields[SHAI_FIELD_BRAND].len, 20);
        assert_int_equal(all[i][LEAD].reported_len, lead_len);
        assert_memory_equal(all[i][LEAD].reported, lead, (size_t)lead_len);
    }
}

static void test_keep(void **state)
{
    (void)state;
    struct shai_strbuf b;
    shai_strbuf_init(&b, &arena);
    shai_strbuf_puts(&b, "sample_id,铅,商标\n");
    for (int i = 0; i < 5; i++) shai_strbuf_printf(&b, "K-%d,%d.5,\"%020d\"\n", i, i, i);
    expect_kept(b.s, 5);
    shai_strbuf_clear(&b);
    for (int i = 0; i < 5; i++)
        shai_strbuf_printf(&b, "{\"sample_id\":\"K\\u002d%d\",\"铅\":%d.5,\"商标\":\"%020d\"}\n", i, i, i);
    expect_kept(b.s, 5);
    shai_strbuf_clear(&b);
    shai_strbuf_puts(&b, "sample_id,项目,检验值,商标\n");
    for (int i = 0; i < 5; i++) shai_strbuf_printf(&b, "K-%d,铅,%d.5,%020d\n", i, i, i);
    expect_kept(b.s, 5);
}

static enum shai_wait stop_at_end(void *user, bool ended)
{
    (void)user;
    return ended ? SHAI_WAIT_STOP : SHAI_WAIT_READ;
}

static void expect_stopped(const char *text, size_t samples, bool cut)
{
    static const struct shai_waiting waiting = {stop_at_end, NULL};
    const struct shai_sample_options options = {.waiting = &waiting};
    if (file) fclose(file);
    file = tmpfile();
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    rewind(file);
    shai_diags_init(&diags, &arena, NULL);
    reader = shai_reader_open_as(&arena, &diags, &program, fileno(file), "f.csv", &options);
    for (size_t i = 0; i < samples; i++) assert_int_equal(next(), SHAI_NEXT_SAMPLE);
    if (cut) {
        assert_int_equal(next(), SHAI_NEXT_REFUSED);
        assert_int_equal(last_diag()->id, SHAI_D_ROW_CUT);
    }
    assert_int_equal(next(), SHAI_NEXT_END);
}

static void test_stopped_lines(void **state)
{
    (void)state;
    expect_stopped("sample_id,铅\nA,1\nB,2\n", 2, false);
    expect_stopped("sample_id,铅\nA,1\nB,2", 1, true);
    expect_stopped("{\"sample_id\":1}\n{\"sample_id\":2}\n", 2, false);
    expect_stopped("{\"sample_id\":1}\n{\"sample_id\":2}", 1, true); /* whole as it may look */
    expect_stopped("{\"sample_id\":1}\n{\"sam", 1, true);
    expect_stopped("{\"sample_id\":1}\n  ", 1, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_headers),
        TEST(test_header_errors),
        TEST(test_csv),
        TEST(test_refusals),
        TEST(test_dates_without_value),
        TEST(test_duplicates),
        TEST(test_swallowed_line),
        TEST(test_uscc),
        TEST(test_json),
        TEST(test_json_list),
        TEST(test_bad_objects),
        TEST(test_broken_lists),
        TEST(test_long_object),
        TEST(test_cut_files),
        TEST(test_bad_lines),
        TEST(test_mangled),
        TEST(test_one_bad_line),
        TEST(test_read_error),
        TEST(test_keep),
        TEST(test_stopped_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
