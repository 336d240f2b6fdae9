/* CSV by RFC 4180: what is read, what is a bad row, where reading goes on, and that how the bytes arrive is all one.
 */
#include "runtime/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena, run;
static struct shai_feed feed;
static struct shai_csv csv;
static FILE *file;

static int setup(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_arena_init(&run, &shai_mem_libc, &panic);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    if (file) fclose(file);
    file = NULL;
    shai_arena_release(&arena);
    shai_arena_release(&run);
    return 0;
}

static void open_bytes(const char *s, size_t len)
{
    if (file) fclose(file);
    file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(s, 1, len, file), len);
    rewind(file);
    shai_feed_init(&feed, &arena, fileno(file));
    shai_csv_init(&csv, &feed, &arena);
}

/* All rows as text: cells in <>, a row a line; a bad row as its reason. */
static const char *rows(void)
{
    static const char *const words[] = {"", "quote", "utf8", "gbk", "nul", "long", "cut"};
    struct shai_strbuf b;
    enum shai_csv_status s;
    shai_strbuf_init(&b, &arena);
    shai_strbuf_clear(&b);
    while ((s = shai_csv_next(&csv, &run)) != SHAI_CSV_END) {
        shai_strbuf_printf(&b, "%d:", (int)csv.row);
        if (s == SHAI_CSV_QUOTE) shai_strbuf_printf(&b, "%s %d", words[s], (int)csv.bad);
        else if (s != SHAI_CSV_ROW) shai_strbuf_puts(&b, words[s]);
        for (size_t i = 0; s == SHAI_CSV_ROW && i < csv.count; i++) {
            shai_strbuf_putc(&b, '<');
            shai_strbuf_add(&b, csv.cells[i].s, csv.cells[i].len);
            shai_strbuf_putc(&b, '>');
        }
        shai_strbuf_putc(&b, '\n');
        shai_arena_reset(&run);
    }
    return b.len ? b.s : "";
}

static void expect_bytes(const char *text, size_t len, const char *want)
{
    open_bytes(text, len);
    assert_string_equal(rows(), want);
}

static void expect(const char *text, const char *want)
{
    expect_bytes(text, strlen(text), want);
}

static void test_plain(void **state)
{
    (void)state;
    expect("", "");
    expect("a,b\n1,2\n", "1:<a><b>\n2:<1><2>\n");
    expect("a,b\n1,2", "1:<a><b>\n2:<1><2>\n"); /* no line end at the end */
    expect("a,b\r\n1,2\r\n", "1:<a><b>\n2:<1><2>\n");
    expect("a,b\r\n1,2\r", "1:<a><b>\n2:<1><2>\n");
    expect("a,b\r1,2\r3,4", "1:<a><b>\n2:<1><2>\n3:<3><4>\n");
    expect("a,b\n1,2\r\n", "1:<a><b>\n2:<1><2>\n");
    expect("a,b\n1\r2,3\n", "1:<a><b>\n2:<1\r2><3>\n"); /* a CR inside a line is a character */
    expect("a,,b,\n,,,x\n", "1:<a><><b><>\n2:<><><><x>\n");
    expect(" a , b \n", "1:< a >< b >\n"); /* blanks are the cell's */
    expect("铅,镉\n", "1:<铅><镉>\n");
    expect("123456789012345,1234567890123456,12345678901234567,x\n",
           "1:<123456789012345><1234567890123456><12345678901234567><x>\n");
}

static void test_blank_lines(void **state)
{
    (void)state;
    expect("\n\na\n\n \n\t\n,,,\n\"\"\nb\n\n", "3:<a>\n9:<b>\n"); /* they count, as in a spreadsheet */
    expect("\r\n\r\na\r\n", "3:<a>\n");
    expect("\n", "");
}

static void test_quoted(void **state)
{
    (void)state;
    expect("\"a\",\"b,c\",d\n", "1:<a><b,c><d>\n");
    expect("\"a\"\"b\",\"\"\"\",\"\"\n", "1:<a\"b><\"><>\n");
    expect("\"a\nb\",c\nd,e\n", "1:<a\nb><c>\n2:<d><e>\n");
    expect("x,\"a\r\nb\",c\r\nd\r\n", "1:<x><a\r\nb><c>\n2:<d>\n");
    expect("a,\"b\"\r\n\"c\",d\r\n", "1:<a><b>\n2:<c><d>\n");
    expect("a,\"b\"", "1:<a><b>\n");
    expect("a,\"b\"\r", "1:<a><b>\n");
    expect("\"a\rb\",c\n1,2\n", "1:<a\rb><c>\n2:<1><2>\n"); /* a CR in quotes ends no line */
    expect("x,y\r\"a\rb\",c\r1,\"2\"\r", "1:<x><y>\n2:<a\rb><c>\n3:<1><2>\n");
    expect("\"a,\"\"b\"\",\nc\",\"d\"\"\"\n", "1:<a,\"b\",\nc><d\">\n");
    expect("\"1234567\"\"890123456\",\"\"\"\"\"\"\n", "1:<1234567\"890123456><\"\">\n");
}

static void test_bad_quotes(void **state)
{
    (void)state;
    expect("a\n5\" screen\nb\n", "1:<a>\n2:quote 1\n3:<b>\n");
    expect("a,b\nx,\"y\"z\nc,d\n", "1:<a><b>\n2:quote 2\n3:<c><d>\n");
    expect("a,b\nx,\"y\nc,d\n", "1:<a><b>\n2:quote 2\n3:<c><d>\n"); /* never closed: costs its line only */
    expect("a,b\nx,\"y\nc,\"d\"\ne,f\n", "1:<a><b>\n2:quote 2\n3:<c><d>\n4:<e><f>\n");
    expect("a,b\nx, \"y\"\n", "1:<a><b>\n2:quote 2\n"); /* a blank before the quote */
    expect("a\n\"", "1:<a>\n2:quote 1\n");
    expect("a\n\"\"\"", "1:<a>\n2:quote 1\n");
    expect("a,bb\"b\n", "1:quote 2\n");
}

/* A quote that swallowed lines by chance leaves a row of another width: retry gives the lines back. */
static void test_retry(void **state)
{
    (void)state;
    const char *text = "a,b,c\nS1,\"x,1\nS2,y,\"\nS3,z,3\n";
    open_bytes(text, strlen(text));
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_ROW);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_ROW);
    assert_int_equal(csv.count, 2);
    shai_csv_retry(&csv);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_QUOTE);
    assert_int_equal(csv.row, 3);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_ROW);
    assert_memory_equal(csv.cells[0].s, "S3", 2);
    shai_csv_retry(&csv); /* of a row of one line: nothing to give back */
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_END);
}

static void test_bytes(void **state)
{
    (void)state;
    expect("a\n\xFF\nb\n", "1:<a>\n2:utf8\n3:<b>\n");
    expect("a\n产品,\xE4\xB8\nb\n", "1:<a>\n2:utf8\n3:<b>\n");     /* cut off, not GBK */
    expect("a\n\xB2\xFA\xC6\xB7,1\nb\n", "1:<a>\n2:gbk\n3:<b>\n"); /* 产品 in GBK */
    expect_bytes("a\nx\0y\nb\n", 8, "1:<a>\n2:nul\n3:<b>\n");
    expect("a\n\xED\xA0\x80\n", "1:<a>\n2:utf8\n");            /* a surrogate */
    expect("a\n\"x\n\xFF\",1\nb\n", "1:<a>\n2:utf8\n3:<b>\n"); /* the whole row, not its first line */
    expect("a\n\"\xFF\nb\n", "1:<a>\n2:utf8\n3:<b>\n");
    expect_bytes("\xFF\xFE"
                 "a\0\n\0",
                 6, "1:nul\n2:nul\n"); /* UTF-16 */
}

static void test_long(void **state)
{
    (void)state;
    size_t big = SHAI_RECORD_MAX + 10;
    char *s = malloc(big + 64);
    memcpy(s, "a\n", 2);
    memset(s + 2, 'x', big);
    memcpy(s + 2 + big, "\nb\n", 3);
    expect_bytes(s, big + 5, "1:<a>\n2:long\n3:<b>\n");
    s[2] = '"';
    memcpy(s + 12, "\nc\n", 3); /* a quote that is never closed: the lines after the first are rows */
    open_bytes(s, big + 5);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_ROW);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_LONG);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_ROW);
    assert_memory_equal(csv.cells[0].s, "c", 1);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_ROW); /* a line of just under the limit */
    assert_int_equal(csv.cells[0].len, big - 13);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_ROW);
    assert_memory_equal(csv.cells[0].s, "b", 1);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_END);
    free(s);
}

/* Rows that lie across the end of the buffer, and bytes that trickle in, give the same as the whole. */
static void test_buffer_ends(void **state)
{
    (void)state;
    struct shai_strbuf b, want;
    shai_strbuf_init(&b, &arena);
    shai_strbuf_init(&want, &arena);
    for (int i = 1; i <= 30000; i++) {
        shai_strbuf_printf(&b, "S%d,\"a\"\"%d\",\"x,\n%d\",铅\r\n", i, i, i);
        shai_strbuf_printf(&want, "%d:<S%d><a\"%d><x,\n%d><铅>\n", i, i, i, i);
    }
    expect_bytes(b.s, b.len, want.s);
    int fd[2];
    assert_int_equal(pipe(fd), 0);
    size_t some = 20000;
    pid_t child = fork();
    if (child == 0) {
        for (size_t i = 0; i < some; i++)
            if (write(fd[1], b.s + i, 1) != 1) _exit(1);
        _exit(0);
    }
    close(fd[1]);
    shai_feed_init(&feed, &arena, fd[0]);
    shai_csv_init(&csv, &feed, &arena);
    const char *got = rows();
    close(fd[0]);
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    const char *cut = got + strlen(got);
    while (cut > got && (cut[-1] != '\n' || cut == got + strlen(got))) cut--; /* but for the row that was cut */
    assert_true(cut - got > 10000);
    while (cut > got && cut[-1] == '\n') cut--;
    assert_memory_equal(got, want.s, (size_t)(cut - got) > 40 ? (size_t)(cut - got) - 40 : 0);
}

/* A row that could not be read to its end is no row: 15 might have been 150. */
static void test_read_error(void **state)
{
    (void)state;
    int fd = dup(1);
    close(fd);
    shai_feed_init(&feed, &arena, fd); /* every read fails */
    shai_csv_init(&csv, &feed, &arena);
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_END);
    assert_true(feed.error != 0);
    const char *text = "a,b\n1,15";
    open_bytes(text, strlen(text));
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_ROW);
    feed.error = 5; /* as if the disk failed here */
    feed.eof = true;
    assert_int_equal(shai_csv_next(&csv, &run), SHAI_CSV_END);
}

/* --- reading that is stopped
 * ---------------------------------------------------------------------------------------------
 */

static enum shai_wait stop_at_end(void *user, bool ended)
{
    (void)user;
    return ended ? SHAI_WAIT_STOP : SHAI_WAIT_READ;
}

static enum shai_wait never(void *user, bool ended)
{
    (void)user;
    (void)ended;
    return SHAI_WAIT_STOP;
}

static void expect_stopped(const char *text, const char *want)
{
    static const struct shai_waiting stop = {stop_at_end, NULL};
    open_bytes(text, strlen(text));
    feed.waiting = &stop;
    assert_string_equal(rows(), want);
    assert_true(feed.stopped);
}

static void test_stopped(void **state)
{
    (void)state;
    expect_stopped("a,b\n1,2\n", "1:<a><b>\n2:<1><2>\n");
    expect_stopped("a,b\n1,2", "1:<a><b>\n2:cut\n");
    expect_stopped("a,b\n1,\"2", "1:<a><b>\n2:cut\n");
    expect_stopped("a,b\n1,2\n , ", "1:<a><b>\n2:<1><2>\n"); /* nothing in it yet */
    expect_stopped("a,b", "1:cut\n");
    expect_stopped("", "");
    expect_stopped("a,b\n1,\"x\ny\",2", "1:<a><b>\n2:cut\n"); /* a cell of two lines, and half of the next */
    expect_stopped("a,b\n1,\"x\n3,4\n5,6", "1:<a><b>\n2:quote 2\n3:<3><4>\n4:cut\n"); /* a stray mark loses no line */
    static const struct shai_waiting waiting = {never, NULL};
    open_bytes("a,b\n", 4);
    feed.waiting = &waiting;
    assert_string_equal(rows(), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_plain, setup, teardown),
        cmocka_unit_test_setup_teardown(test_blank_lines, setup, teardown),
        cmocka_unit_test_setup_teardown(test_quoted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_quotes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_retry, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_long, setup, teardown),
        cmocka_unit_test_setup_teardown(test_buffer_ends, setup, teardown),
        cmocka_unit_test_setup_teardown(test_read_error, setup, teardown),
        cmocka_unit_test_setup_teardown(test_stopped, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
