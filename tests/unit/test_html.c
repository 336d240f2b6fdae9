/* The HTML writer: whatever the data hold, the markup is ours. */
#include "paper/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;
static struct shai_out out;
static struct shai_strbuf text;
static struct shai_html html;

static int begin(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_strbuf_init(&text, &arena);
    shai_out_init_text(&out, &text);
    shai_html_init(&html, &out);
    return 0;
}

static int end(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static void is(const char *wanted)
{
    shai_out_flush(&out);
    assert_string_equal(text.s, wanted);
}

static void test_elements(void **state)
{
    (void)state;
    SHAI_HTML_OPEN(&html, "p", "class", "a", "id", NULL, "title", "t", (char *)NULL);
    SHAI_HTML_LEAF(&html, "b", NULL, "x");
    SHAI_HTML_OPEN(&html, "i", (char *)NULL);
    SHAI_HTML_CONST(&html, "<br>");
    shai_html_end(&html);
    assert_int_equal(html.depth, 0);
    is("<p class=\"a\" title=\"t\"><b>x</b><i><br></i></p>");
}

static void test_text_is_escaped(void **state)
{
    (void)state;
    shai_html_text(&html, "<script>alert(\"x\" + 'y') & </script>");
    is("&lt;script&gt;alert(&quot;x&quot; + &#39;y&#39;) &amp; &lt;/script&gt;");
}

static void test_attribute_is_escaped(void **state)
{
    (void)state;
    SHAI_HTML_OPEN(&html, "p", "class", "\" onclick='a<b>&\n", (char *)NULL);
    shai_html_close(&html);
    is("<p class=\"&quot; onclick=&#39;a&lt;b&gt;&amp; \"></p>");
}

static void test_class_is_escaped(void **state)
{
    (void)state;
    shai_html_leaf(&html, "b", "\"><script>", "x");
    is("<b class=\"&quot;&gt;&lt;script&gt;\">x</b>");
}

/* Control and direction characters show; line ends break lines; malformed bytes do not pass. */
static void test_hidden(void **state)
{
    (void)state;
    shai_html_text(&html, "a\x01"
                          "b\nc\r\nd\te\x7F"
                          "f\xE2\x80\xAE"
                          "g\xFF"
                          "h铅\xC2\x85");
    is("a\xEF\xBF\xBD"
       "b<br>c<br>d e\xEF\xBF\xBD"
       "f\xEF\xBF\xBD"
       "g\xEF\xBF\xBD"
       "h铅\xEF\xBF\xBD");
}

static void test_null(void **state)
{
    (void)state;
    shai_html_text(&html, NULL);
    SHAI_HTML_LEAF(&html, "td", NULL, NULL);
    is("<td></td>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_elements, begin, end),
        cmocka_unit_test_setup_teardown(test_text_is_escaped, begin, end),
        cmocka_unit_test_setup_teardown(test_attribute_is_escaped, begin, end),
        cmocka_unit_test_setup_teardown(test_class_is_escaped, begin, end),
        cmocka_unit_test_setup_teardown(test_hidden, begin, end),
        cmocka_unit_test_setup_teardown(test_null, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
