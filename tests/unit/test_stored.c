/* Numbers of cells, their formats and dates: digits only, no double. */
#include "sheet/number_format.h"
#include "sheet/xlsx_merge.h"
#include "sheet/xlsx_strings.h"
#include "sheet/xlsx_value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;

static int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static struct shai_stored number(const char *text)
{
    struct shai_stored d;
    if (!shai_stored_read(text, strlen(text), &d)) fail_msg("%s is no number", text);
    return d;
}

static const char *plain(const struct shai_stored *d)
{
    struct shai_strbuf out;
    shai_strbuf_init(&out, &arena);
    shai_stored_put(&out, d, 1, 0);
    return out.s;
}

static void test_digits(void **state)
{
    static const char *const cases[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"12.50", "12.5"},
        {"1.05E-2", "0.0105"},
        {"5e0", "5"},
        {".5", "0.5"},
        {"-3.10", "-3.1"},
        {"1E3", "1000"},
        {"100", "100"},
        {"0.000", "0"},
        {"1.5E+1", "15"},
        {"+7", "7"},
        {"00120", "120"},
        {"9.9E-5", "0.000099"},
        {"12.", "12"},
        {"1E50", "1E50"},
        {"1.25E-45", "1.25E-45"},
        {"123456789012345678", "123456789012345678"},
    };
    static const char *const bad[] = {"",      "-",   ".",   "1e",  "1e+",    "1 ",  " 1",
                                      "1.2.3", "0x1", "1,5", "NaN", "1E9999", "--1", "e5"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shai_stored d = number(cases[i][0]);
        assert_string_equal(plain(&d), cases[i][1]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct shai_stored d;
        if (shai_stored_read(bad[i], strlen(bad[i]), &d)) fail_msg("“%s” was read", bad[i]);
    }
}

static void test_fifteen(void **state)
{
    static const struct {
        const char *stored, *read;
        bool more;
    } cases[] = {
        {"0.30000000000000004", "0.3", true},
        {"0.1", "0.1", false},
        {"123456789012345", "123456789012345", false},
        {"1234567890123456", "1234567890123460", true},
        {"0.999999999999999", "0.999999999999999", false},
        {"0.9999999999999999", "1", true},
        {"9999999999999996", "10000000000000000", true},
        {"5.5999999999999996", "5.6", true},
        {"1.234567890123445", "1.23456789012345", true}, /* a half goes up */
        {"1.2345678901234449", "1.23456789012344", true},
        {"-2.0000000000000004E-3", "-0.002", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shai_stored d = number(cases[i].stored);
        assert_int_equal(shai_stored_shorten(&d, SHAI_STORED_SHEET), cases[i].more);
        assert_string_equal(plain(&d), cases[i].read);
    }
}

/* What people see, and whether it is all that is stored. */
static void test_formats(void **state)
{
    static const struct {
        const char *code, *stored;
        enum shai_showing showing;
        const char *shown;
    } cases[] = {
        {"0.00", "0.126", SHAI_SHOWS_LESS, "0.13"},
        {"0.00", "0.12", SHAI_SHOWS_ALL, "0.12"},
        {"0.00", "-0.004", SHAI_SHOWS_LESS, "0.00"},
        {"0", "9.5", SHAI_SHOWS_LESS, "10"},
        {"0", "0.4", SHAI_SHOWS_LESS, "0"},
        {"#,##0", "1234", SHAI_SHOWS_ALL, "1234"},
        {"#,##0.0", "1234.56", SHAI_SHOWS_LESS, "1234.6"},
        {"0,", "12000", SHAI_SHOWS_LESS, "12"},
        {"0%", "0.305", SHAI_SHOWS_LESS, "31%"},
        {"0.0%", "0.305", SHAI_SHOWS_ALL, "30.5%"},
        {"0.00E+00", "0.0105", SHAI_SHOWS_ALL, "1.05E-02"},
        {"0.00E+00", "12345", SHAI_SHOWS_LESS, "1.23E+04"},
        {"000000", "123", SHAI_SHOWS_LESS, "000123"},
        {"General", "0.126", SHAI_SHOWS_ALL, "0.126"},
        {"@", "0.126", SHAI_SHOWS_ALL, "0.126"},
        {"G/通用格式", "12", SHAI_SHOWS_ALL, "12"},
        {"# ?/?", "0.126", SHAI_SHOWS_LESS, "# ?/?"},
        {"\"<\"0.00", "0.05", SHAI_SHOWS_OTHER, "<0.05"},
        {"[<0.1]\"未检出\";0.00", "0.05", SHAI_SHOWS_OTHER, "未检出"},
        {"[<0.1]\"未检出\";0.00", "0.25", SHAI_SHOWS_ALL, "0.25"},
        {"[>=100]0;[>=10]0.0;0.00", "12.5", SHAI_SHOWS_ALL, "12.5"},
        {"[>=100]0;[>=10]0.0;0.00", "100.5", SHAI_SHOWS_LESS, "101"},
        {"0.0;-0.0;\"—\"", "0", SHAI_SHOWS_OTHER, "—"},
        {"0.0;-0.0", "-2.5", SHAI_SHOWS_ALL, "-2.5"},
        {"0.0;0.0", "-2.5", SHAI_SHOWS_LESS, "2.5"},
        {"0.0;(0.0)", "-2.5", SHAI_SHOWS_ALL, "(2.5)"},
        {";;;", "5", SHAI_SHOWS_LESS, ""},
        {"0.00\" mg/kg\"", "12.5", SHAI_SHOWS_LESS, "12.50mg/kg"},
        {"_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "5", SHAI_SHOWS_ALL, "5.00"},
        {"[Red]0.0", "5.25", SHAI_SHOWS_LESS, "5.3"},
        {"0.0\\*", "5.5", SHAI_SHOWS_LESS, "5.5*"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shai_number_format format;
        struct shai_stored d = number(cases[i].stored);
        const char *shown = "";
        shai_number_format_read(&arena, cases[i].code, &format);
        enum shai_showing showing = shai_number_format_show(&arena, &format, &d, &shown);
        if (showing != cases[i].showing || strcmp(shown, cases[i].shown) != 0)
            fail_msg("%s of %s: %d, “%s”", cases[i].code, cases[i].stored, (int)showing, shown);
    }
}

static void test_date_formats(void **state)
{
    static const struct {
        const char *code;
        bool date, year, month, day, time;
    } cases[] = {
        {"yyyy-mm-dd", true, true, true, true, false},
        {"m\"月\"d\"日\"", true, false, true, true, false},
        {"d-mmm", true, false, true, true, false},
        {"mmm-yy", true, true, true, false, false},
        {"h:mm", true, false, false, false, true},
        {"mm:ss", true, false, false, false, true},
        {"[h]:mm:ss", true, false, false, false, true},
        {"yyyy/m/d h:mm", true, true, true, true, true},
        {"yyyy年m月d日", true, true, true, true, false},
        {"[$-804]yyyy\"年\"m\"月\"d\"日\";@", true, true, true, true, false},
        {"上午/下午h\"时\"mm\"分\"", true, false, false, false, true},
        {"[DBNum1][$-804]yyyy\"年\"", true, true, false, false, false},
        {"0.00\"m\"", false, false, false, false, false},
        {"0.00\\d", false, false, false, false, false},
        {"0.00E+00", false, false, false, false, false},
        {"[Red]0", false, false, false, false, false},
        {"General", false, false, false, false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shai_number_format format;
        shai_number_format_read(&arena, cases[i].code, &format);
        const struct shai_section *s = &format.sections[0];
        if ((s->kind == SHAI_SECTION_DATE) != cases[i].date || s->year != cases[i].year ||
            s->month != cases[i].month || s->day != cases[i].day || s->time != cases[i].time)
            fail_msg("%s: %d, %d %d %d %d", cases[i].code, (int)s->kind, s->year, s->month, s->day, s->time);
    }
}

static void test_dates(void **state)
{
    static const struct {
        const char *serial;
        bool from_1904;
        const char *date; /* NULL: none */
    } cases[] = {
        {"1", false, "1900-01-01"},
        {"59", false, "1900-02-28"},
        {"60", false, NULL}, /* 29 February 1900 */
        {"61", false, "1900-03-01"},
        {"36526", false, "2000-01-01"},
        {"45992", false, "2025-12-01"},
        {"45992.5", false, "2025-12-01 12:00:00"},
        {"45992.75001157407", false, "2025-12-01 18:00:01"},
        {"45992.999999999", false, "2025-12-02"},
        {"2958465", false, "9999-12-31"},
        {"2958466", false, NULL},
        {"0", false, NULL},
        {"-1", false, NULL},
        {"0", true, "1904-01-01"},
        {"44530", true, "2025-12-01"},
        {"60", true, "1904-03-01"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shai_stored d = number(cases[i].serial);
        const char *date = shai_xlsx_date(&arena, &d, cases[i].from_1904);
        if (!date != !cases[i].date || (date && strcmp(date, cases[i].date) != 0))
            fail_msg("%s: %s", cases[i].serial, date ? date : "none");
    }
}

static void test_unescape(void **state)
{
    static const char *const cases[][2] = {
        {"a_x000D_\nb", "a\r\nb"}, {"_x005F_x000D_", "_x000D_"}, {"_x4E2D_", "中"},      {"_x00B5_g", "µg"},
        {"_xD83D__xDE00_", "😀"},   {"_xD83D_", "_xD83D_"},       {"_x0000_", "_x0000_"}, {"_x12_", "_x12_"},
        {"x_y_z", "x_y_z"},        {"_x000", "_x000"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        strcpy(text, cases[i][0]);
        text[shai_xlsx_unescape(text, strlen(text))] = '\0';
        assert_string_equal(text, cases[i][1]);
    }
}

static void test_ranges(void **state)
{
    static const char *const bad[] = {"",      "A",     "A1",     "A1:",       "1:2",   "A1:A",       "B2:A3",
                                      "A2:A1", "a1:b2", "A1:B2x", "XFE1:XFE2", "A0:A1", "A1:A1048577"};
    struct shai_merge m;
    (void)state;
    assert_true(shai_merge_parse("C7:AB9", &m));
    assert_int_equal(m.left, 2);
    assert_int_equal(m.right, 27);
    assert_int_equal(m.top, 7);
    assert_int_equal(m.bottom, 9);
    assert_true(shai_merge_parse("XFD1048576:XFD1048576", &m));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (shai_merge_parse(bad[i], &m)) fail_msg("“%s” was read", bad[i]);
}

/* The same bytes come back whether they are in memory or in a file. */
static void test_spill(void **state)
{
    enum { TEXTS = 20000 };
    static const size_t limits[] = {1, 1000, 100 * 1024, 64 * 1024 * 1024};
    (void)state;
    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
        struct shai_spill s;
        uint64_t at = 0;
        shai_spill_init(&s, &arena, limits[k]);
        for (int i = 0; i < TEXTS; i++) {
            char text[32];
            int len = snprintf(text, sizeof text, "text %d of many", i);
            assert_true(shai_spill_add(&s, text, (size_t)len));
            at += (uint64_t)len;
            assert_int_equal(shai_spill_size(&s), at);
        }
        assert_int_equal(s.fd >= 0, limits[k] < at);
        for (int step = 1; step <= 7919; step += 3959) { /* forward, and leaping */
            uint64_t begin[TEXTS];
            at = 0;
            for (int i = 0; i < TEXTS; i++) begin[i] = at, at += (uint64_t)snprintf(NULL, 0, "text %d of many", i);
            for (int i = 0, n = 0; n < TEXTS; n++, i = (i + step) % TEXTS) {
                char want[32], got[32];
                int len = snprintf(want, sizeof want, "text %d of many", i);
                assert_true(shai_spill_read(&s, begin[i], got, (size_t)len));
                assert_memory_equal(got, want, (size_t)len);
            }
        }
        shai_spill_close(&s);
        shai_spill_close(&s);
    }
}

/* More blocks than are kept. */
static void test_spill_blocks(void **state)
{
    enum { PIECE = 100000, PIECES = 90 };
    static char piece[PIECE], got[PIECE];
    struct shai_spill s;
    (void)state;
    shai_spill_init(&s, &arena, 1);
    for (int i = 0; i < PIECES; i++) {
        memset(piece, i + 1, PIECE);
        assert_true(shai_spill_add(&s, piece, PIECE));
    }
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < PIECES; i++) {
            memset(piece, i + 1, PIECE);
            assert_true(shai_spill_read(&s, (uint64_t)i * PIECE, got, PIECE));
            assert_memory_equal(got, piece, PIECE);
        }
    }
    shai_spill_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_digits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fifteen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_formats, setup, teardown),
        cmocka_unit_test_setup_teardown(test_date_formats, setup, teardown),
        cmocka_unit_test_setup_teardown(test_dates, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unescape, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ranges, setup, teardown),
        cmocka_unit_test_setup_teardown(test_spill, setup, teardown),
        cmocka_unit_test_setup_teardown(test_spill_blocks, setup, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("stored", tests, NULL, NULL);
}
