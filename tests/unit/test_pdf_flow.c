/* Where pages end; what stays on one line; what the heads of pictures say. */
#include "paper/pdf_break.h"
#include "paper/pdf_flow.h"
#include "paper/picture.h"
#include "tests/unit/made_document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- pages ------------------------------------------------------------------------------------------------------ */

enum { MOST = 12, PAGE = 100 };

/* Pages as text: a strip is its page's number, "." behind those that are the first of their page. */
static const char *flow(const struct shai_strip *from, size_t count)
{
    static struct shai_strip strips[MOST];
    static char text[4 * MOST];
    size_t n = 0;
    memcpy(strips, from, count * sizeof *strips);
    unsigned pages = shai_pdf_flow(strips, count, PAGE);
    for (size_t i = 0; i < count; i++) {
        assert_true(strips[i].page < pages);
        text[n++] = (char)('0' + strips[i].page);
        if (strips[i].first) text[n++] = '.';
    }
    text[n] = '\0';
    return text;
}

#define FLOW(...)                                  \
    flow((const struct shai_strip[]){__VA_ARGS__}, \
         sizeof((const struct shai_strip[]){__VA_ARGS__}) / sizeof(struct shai_strip))

static void test_pages_fill(void **state)
{
    (void)state;
    assert_string_equal(FLOW({.height = 50}, {.height = 50}, {.height = 1}), "0.01.");
    /* room above counts, but not at the head of a page */
    assert_string_equal(FLOW({.height = 50}, {.before = 1, .height = 50}), "0.1.");
    assert_string_equal(FLOW({.before = 90, .height = 50}, {.height = 50}), "0.0");
    assert_int_equal(shai_pdf_flow(NULL, 0, PAGE), 0);
}

static void test_pages_begin(void **state)
{
    (void)state;
    assert_string_equal(FLOW({.height = 5, .begins = true}, {.height = 5, .begins = true}, {.height = 5}), "0.1.1");
    /* even where it was to be kept with what stands above */
    assert_string_equal(FLOW({.height = 5, .keep = true}, {.height = 5, .begins = true}), "0.1.");
}

static void test_pages_keep(void **state)
{
    (void)state;
    /* a heading goes with what follows it */
    assert_string_equal(FLOW({.height = 60}, {.height = 30, .keep = true}, {.height = 20}), "0.1.1");
    assert_string_equal(
        FLOW({.height = 50}, {.height = 20, .keep = true}, {.height = 20, .keep = true}, {.height = 20}), "0.1.11");
    /* what is kept together and higher than a page is parted where the page is full */
    assert_string_equal(FLOW({.height = 60, .keep = true}, {.height = 60, .keep = true}, {.height = 60}), "0.1.2.");
    /* but not behind the head of a table */
    assert_string_equal(
        FLOW({.height = 30, .keep = true}, {.height = 10, .keep = true, .bound = true}, {.height = 70}), "0.1.1");
    /* nor between rows drawn as one: they move to the next page whole */
    assert_string_equal(FLOW({.height = 20, .keep = true}, {.height = 20, .keep = true},
                             {.height = 40, .keep = true, .bound = true}, {.height = 40}),
                        "0.01.1");
    /* higher than a page: a page of its own, and on it goes */
    assert_string_equal(FLOW({.height = 10}, {.height = 300}, {.height = 10}), "0.1.2.");
}

static void test_pages_repeat_heads(void **state)
{
    (void)state;
    struct shai_strip strips[] = {{.height = 10, .keep = true},
                                  {.height = 60, .head = 10},
                                  {.height = 60, .head = 10},
                                  {.height = 30, .head = 10},
                                  {.height = 1, .head = 10}};
    assert_int_equal(shai_pdf_flow(strips, 5, PAGE), 3);
    assert_int_equal(strips[1].y, 10);
    assert_int_equal(strips[2].page, 1);
    assert_int_equal(strips[2].y, 10);
    assert_int_equal(strips[3].y, 70);
    assert_int_equal(strips[4].page, 2); /* 10 + 60 + 30 fill the page: the head counts */
    assert_int_equal(strips[4].y, 10);
}

/* --- lines ------------------------------------------------------------------------------------------------------ */

typedef bool next_stretch(const char *, size_t, size_t, size_t *, size_t *);

/* The stretches in which no line ends, in brackets. */
static const char *stretches(next_stretch *next, const char *text)
{
    static char out[400];
    size_t len = strlen(text), n = 0, done = 0;
    for (size_t at = 0, from, to; next(text, len, at, &from, &to); at = to) {
        n += (size_t)sprintf(out + n, "%.*s[%.*s]", (int)(from - done), text + done, (int)(to - from), text + from);
        done = to;
    }
    sprintf(out + n, "%s", text + done);
    return out;
}

static const char *ties(const char *text)
{
    return stretches(shai_pdf_next_tie, text);
}

static const char *phrases(const char *text)
{
    return stretches(shai_pdf_next_phrase, text);
}

static void test_phrases(void **state)
{
    (void)state;
    assert_string_equal(phrases("玩具抽查（风险速筛）实施细则"), "[玩具抽查][（风险速筛）][实施细则]");
    assert_string_equal(phrases("《产品质量法》、GB 6675：问题"), "[《产品质量法》、][GB] [6675：][问题]");
    assert_string_equal(phrases("　甲\xE2\x80\xA8乙"), "　[甲]\xE2\x80\xA8[乙]");
    assert_string_equal(phrases("（（甲））"), "[（（甲））]");
    assert_string_equal(phrases(""), "");
}

static void test_ties(void **state)
{
    (void)state;
    assert_string_equal(ties("限值≤ 90 mg/kg。"), "限值[≤ 90 mg/kg]。");
    assert_string_equal(ties("每批次 2 件"), "每批次 [2 ]件");
    assert_string_equal(ties("GB/T 22048-2015，36 月"), "[GB/T] [22048-2015]，[36 ]月");
    assert_string_equal(ties("铅、镉"), "铅、镉");
    assert_string_equal(ties(""), "");
    /* too long to be kept together */
    assert_string_equal(ties("https://www.example.org/a/very/long/address"),
                        "https://www.example.org/a/very/long/address");
}

/* --- pictures --------------------------------------------------------------------------------------------------- */

static void test_png(void **state)
{
    (void)state;
    struct shai_picture p;
    assert_true(shai_picture_read(&p, made_png, sizeof made_png));
    assert_false(p.jpeg);
    assert_int_equal(p.width, 1);
    assert_int_equal(p.height, 1);
    for (size_t len = 0; len < sizeof made_png; len++) {
        unsigned char *cut = malloc(len ? len : 1); /* so that a sanitizer sees its end */
        memcpy(cut, made_png, len);
        assert_false(shai_picture_read(&p, cut, len));
        free(cut);
    }
}

static void test_png_sizes(void **state)
{
    (void)state;
    unsigned char png[sizeof made_png];
    struct shai_picture p;
    memcpy(png, made_png, sizeof png);
    png[19] = 0;
    assert_false(shai_picture_read(&p, png, sizeof png)); /* no pixels */
    png[19] = 1, png[20] = 0x7F;
    assert_false(shai_picture_read(&p, png, sizeof png)); /* two milliard lines */
}

/* SOI, Exif with an orientation, a frame, the begin of a scan, EOI. */
static const unsigned char made_jpeg[] = {
    0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x22, 'E',  'x',  'i',  'f',  0x00, 0x00, 'M',  'M',  0x00, 0x2A,
    0x00, 0x00, 0x00, 0x08, 0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x06,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xC2, 0x00, 0x0B, 0x08, 0x01, 0x00, 0x02, 0x00, 0x01,
    0x01, 0x11, 0x00, 0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x7F, 0xFF, 0xD9};

static void test_jpeg(void **state)
{
    (void)state;
    struct shai_picture p;
    assert_true(shai_picture_read(&p, made_jpeg, sizeof made_jpeg));
    assert_true(p.jpeg);
    assert_int_equal(p.width, 512);
    assert_int_equal(p.height, 256);
    assert_int_equal(p.turn, 6);
    for (size_t len = 0; len < sizeof made_jpeg; len++) {
        unsigned char *cut = malloc(len ? len : 1);
        memcpy(cut, made_jpeg, len);
        assert_false(shai_picture_read(&p, cut, len));
        free(cut);
    }
}

/* A file of the web: JFIF, a byte of fill, tables before the frame. */
static void test_jpeg_without_exif(void **state)
{
    static const unsigned char jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 4,    1,    2,    0xFF, 0xFF, 0xC4, 0,    3, 9,
                                         0xFF, 0xC0, 0,    11,   8, 0x01, 0x02, 0x03, 0x04, 1,    0,    0x11, 0, 0xFF,
                                         0xDA, 0,    8,    1,    1, 0,    0,    0x3F, 0,    9,    0xFF, 0xD9};
    (void)state;
    struct shai_picture p;
    assert_true(shai_picture_read(&p, jpeg, sizeof jpeg));
    assert_true(p.jpeg);
    assert_int_equal(p.height, 0x102);
    assert_int_equal(p.width, 0x304);
    assert_int_equal(p.turn, 1);
    for (size_t n = 0; n < sizeof jpeg; n++) assert_false(shai_picture_read(&p, jpeg, n));
    assert_false(shai_picture_read(&p, "GIF89a and more than thirty bytes of it", 39));
}

/* One byte changed anywhere: refused or read, and never out of bounds. */
static void test_jpeg_damaged(void **state)
{
    (void)state;
    struct shai_picture p;
    unsigned char jpeg[sizeof made_jpeg];
    for (size_t at = 0; at < sizeof jpeg; at++)
        for (unsigned value = 0; value < 256; value++) {
            memcpy(jpeg, made_jpeg, sizeof jpeg);
            jpeg[at] = (unsigned char)value;
            if (shai_picture_read(&p, jpeg, sizeof jpeg))
                assert_true(p.width && p.height && p.turn >= 1 && p.turn <= 8);
        }
    memcpy(jpeg, made_jpeg, sizeof jpeg);
    jpeg[42] = 12; /* bits */
    assert_false(shai_picture_read(&p, jpeg, sizeof jpeg));
    jpeg[42] = 8, jpeg[39] = 0xC3; /* without loss: no PDF shows it */
    assert_false(shai_picture_read(&p, jpeg, sizeof jpeg));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages_fill),   cmocka_unit_test(test_pages_begin),
        cmocka_unit_test(test_pages_keep),   cmocka_unit_test(test_pages_repeat_heads),
        cmocka_unit_test(test_ties),         cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_png),          cmocka_unit_test(test_png_sizes),
        cmocka_unit_test(test_jpeg),         cmocka_unit_test(test_jpeg_without_exif),
        cmocka_unit_test(test_jpeg_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
