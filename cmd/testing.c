/* Reports of tests: lines for a terminal, TAP (version 13), JUnit XML, JSON. In: suites, one spec after the other.
 * Nothing is run here. */
#include "cmd/testing.h"

#include "base/utf8.h"

#include <string.h>

void shai_test_add(struct shai_arena *arena, struct shai_test_suite *suite, struct shai_test_outcome outcome)
{
    suite->tests = shai_arena_grow(arena, suite->tests, &suite->cap, suite->count + 1, sizeof *suite->tests);
    suite->tests[suite->count++] = outcome;
    if (outcome.skipped) suite->skipped++;
    else if (outcome.passed) suite->passed++;
    else suite->failed++;
}

/* --- for a terminal --- */

static void say_place(struct shai_cmd *cmd, const struct shai_test_outcome *t)
{
    shai_out_puts(&cmd->out, t->file);
    if (t->column) shai_out_printf(&cmd->out, ":%u:%u: ", t->line, t->column);
    else shai_out_printf(&cmd->out, SHAI_SAY(cmd, ":第 %u 行: ", ": row %u: "), t->line);
}

static void text_test(struct shai_cmd *cmd, const struct shai_test_outcome *t)
{
    struct shai_out *out = &cmd->out;
    if (t->passed || t->skipped) return;
    say_place(cmd, t);
    shai_out_printf(out, "%s%s%s “", cmd->color_out ? "\033[1;31m" : "", SHAI_SAY(cmd, "未通过", "failed"),
                    cmd->color_out ? "\033[0m" : "");
    shai_out_puts(out, t->name);
    shai_out_puts(out, "”\n");
    for (size_t i = 0; i < t->failure_count; i++) {
        shai_out_puts(out, "    ");
        shai_out_puts(out, t->failures[i]);
        shai_out_putc(out, '\n');
    }
    if (!t->note) return;
    shai_out_puts(out, SHAI_SAY(cmd, "    说明:", "    note: "));
    shai_out_puts(out, t->note);
    shai_out_putc(out, '\n');
}

/* --- TAP --- */

/* A description has no line end, and no # that would begin a directive. */
static void tap_text(struct shai_out *out, const char *s)
{
    for (; *s; s++) {
        if (*s == '#' || *s == '\\') shai_out_putc(out, '\\');
        shai_out_putc(out, *s == '\n' || *s == '\r' ? ' ' : *s);
    }
}

static void tap_comment(struct shai_out *out, const char *s)
{
    shai_out_puts(out, "# ");
    for (; *s; s++) {
        shai_out_putc(out, *s == '\r' ? ' ' : *s);
        if (*s == '\n') shai_out_puts(out, "# ");
    }
    shai_out_putc(out, '\n');
}

static void tap_test(struct shai_test_report *r, const struct shai_test_outcome *t)
{
    struct shai_out *out = &r->cmd->out;
    shai_out_printf(out, "%s %zu - ", t->passed || t->skipped ? "ok" : "not ok", ++r->number);
    tap_text(out, t->name);
    if (t->skipped) shai_out_puts(out, SHAI_SAY(r->cmd, " # SKIP 未确认", " # SKIP not confirmed"));
    shai_out_putc(out, '\n');
    if (t->passed || t->skipped) return;
    shai_out_printf(out, "# %s:%u\n", t->file, t->line);
    for (size_t i = 0; i < t->failure_count; i++) tap_comment(out, t->failures[i]);
    if (t->note) tap_comment(out, t->note);
}

/* --- JUnit --- */

/* Characters that XML cannot hold at all become U+FFFD. */
static void xml_text(struct shai_out *out, const char *s)
{
    size_t len = strlen(s), n;
    uint32_t cp;
    for (; len; s += n, len -= n) {
        n = shai_utf8_decode(s, len, &cp);
        if (!n) n = 1, cp = 0xFFFD;
        if (cp == '<') shai_out_puts(out, "&lt;");
        else if (cp == '>') shai_out_puts(out, "&gt;");
        else if (cp == '&') shai_out_puts(out, "&amp;");
        else if (cp == '"') shai_out_puts(out, "&quot;");
        else if (cp == '\n' || cp == '\t' || cp == '\r') shai_out_printf(out, "&#%u;", cp);
        else if (cp < 0x20 || cp == 0xFFFD || cp == 0xFFFE || cp == 0xFFFF) shai_out_puts(out, "\xEF\xBF\xBD");
        else shai_out_write(out, s, n);
    }
}

static void xml_attribute(struct shai_out *out, const char *name, const char *value)
{
    shai_out_printf(out, " %s=\"", name);
    xml_text(out, value);
    shai_out_putc(out, '"');
}

static void junit_test(struct shai_cmd *cmd, const char *suite, const struct shai_test_outcome *t)
{
    struct shai_out *out = &cmd->out;
    shai_out_puts(out, "    <testcase");
    xml_attribute(out, "name", t->name);
    xml_attribute(out, "classname", suite);
    xml_attribute(out, "file", t->file);
    shai_out_printf(out, " line=\"%u\"", t->line);
    if (t->passed && !t->skipped) {
        shai_out_puts(out, "/>\n");
        return;
    }
    shai_out_puts(out, ">\n");
    if (t->skipped) {
        shai_out_puts(out, "      <skipped");
        xml_attribute(out, "message", SHAI_SAY(cmd, "未确认", "not confirmed"));
        shai_out_puts(out, "/>\n");
    } else {
        shai_out_puts(out, "      <failure type=\"expectation\"");
        xml_attribute(out, "message", t->failure_count ? t->failures[0] : "");
        shai_out_putc(out, '>');
        for (size_t i = 0; i < t->failure_count; i++) {
            xml_text(out, t->failures[i]);
            shai_out_putc(out, '\n');
        }
        if (t->note) xml_text(out, t->note);
        shai_out_puts(out, "</failure>\n");
    }
    shai_out_puts(out, "    </testcase>\n");
}

static void junit_suite(struct shai_cmd *cmd, const struct shai_test_suite *s)
{
    struct shai_out *out = &cmd->out;
    shai_out_puts(out, "  <testsuite");
    xml_attribute(out, "name", s->file);
    shai_out_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%d\" skipped=\"%zu\">\n", s->count + s->errors,
                    s->failed, (int)s->errors, s->skipped);
    if (s->errors) {
        shai_out_puts(out, "    <testcase");
        xml_attribute(out, "name", SHAI_SAY(cmd, "读取", "reading"));
        xml_attribute(out, "classname", s->file);
        xml_attribute(out, "file", s->file);
        shai_out_puts(out, " line=\"1\">\n      <error type=\"diagnostics\"");
        xml_attribute(out, "message", SHAI_SAY(cmd, "有错误,见标准错误", "it has errors; see standard error"));
        shai_out_puts(out, "/>\n    </testcase>\n");
    }
    for (size_t i = 0; i < s->count; i++) junit_test(cmd, s->file, &s->tests[i]);
    shai_out_puts(out, "  </testsuite>\n");
}

/* --- JSON --- */

static void json_test(struct shai_out *out, const struct shai_test_outcome *t)
{
    shai_out_puts(out, "{\"name\":");
    shai_out_json_str(out, t->name);
    shai_out_puts(out, ",\"file\":");
    shai_out_json_str(out, t->file);
    shai_out_printf(out, ",\"line\":%u,\"result\":\"%s\",\"failures\":[", t->line,
                    t->skipped  ? "skipped"
                    : t->passed ? "passed"
                                : "failed");
    for (size_t i = 0; i < t->failure_count; i++) {
        if (i) shai_out_putc(out, ',');
        shai_out_json_str(out, t->failures[i]);
    }
    shai_out_puts(out, "],\"note\":");
    shai_out_json_str(out, t->note);
    shai_out_putc(out, '}');
}

static void json_suite(struct shai_test_report *r, const struct shai_test_suite *s)
{
    struct shai_out *out = &r->cmd->out;
    shai_out_puts(out, r->files ? ",\n{\"file\":" : "\n{\"file\":");
    shai_out_json_str(out, s->file);
    shai_out_printf(out, ",\"errors\":%s,\"passed\":%zu,\"failed\":%zu,\"skipped\":%zu,\"tests\":[",
                    s->errors ? "true" : "false", s->passed, s->failed, s->skipped);
    for (size_t i = 0; i < s->count; i++) {
        shai_out_puts(out, i ? ",\n " : "\n ");
        json_test(out, &s->tests[i]);
    }
    shai_out_putc(out, ']');
}

/* --- all of it --- */

void shai_testing_begin(struct shai_test_report *r)
{
    struct shai_out *out = &r->cmd->out;
    if (r->format == SHAI_TEST_TAP) shai_out_puts(out, "TAP version 13\n");
    if (r->format == SHAI_TEST_JUNIT)
        shai_out_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    if (r->format == SHAI_TEST_JSON) shai_out_puts(out, "{\"format\":\"sushai-test/1\",\"files\":[");
}

void shai_testing_suite(struct shai_test_report *r, const struct shai_test_suite *s)
{
    switch (r->format) {
    case SHAI_TEST_TEXT:
        for (size_t i = 0; i < s->count; i++) text_test(r->cmd, &s->tests[i]);
        break;
    case SHAI_TEST_TAP:
        if (s->errors) {
            shai_out_printf(&r->cmd->out, "not ok %zu - ", ++r->number);
            tap_text(&r->cmd->out, s->file);
            shai_out_puts(&r->cmd->out, SHAI_SAY(r->cmd, " 有错误\n", " has errors\n"));
        }
        for (size_t i = 0; i < s->count; i++) tap_test(r, &s->tests[i]);
        break;
    case SHAI_TEST_JUNIT: junit_suite(r->cmd, s); break;
    default: json_suite(r, s); break;
    }
    r->files++;
    r->errors += s->errors;
    r->passed += s->passed;
    r->failed += s->failed;
    r->skipped += s->skipped;
}

void shai_testing_suite_end(struct shai_test_report *r)
{
    if (r->format == SHAI_TEST_JSON) shai_out_putc(&r->cmd->out, '}');
}

void shai_testing_end(struct shai_test_report *r)
{
    struct shai_out *out = &r->cmd->out;
    switch (r->format) {
    case SHAI_TEST_TEXT:
        if (r->errors && !r->passed && !r->failed && !r->skipped) break; /* nothing ran: no count of it */
        shai_out_printf(out, SHAI_SAY(r->cmd, "样例:%zu 通过,%zu 未通过", "examples: %zu passed, %zu failed"),
                        r->passed, r->failed);
        if (r->skipped)
            shai_out_printf(out, SHAI_SAY(r->cmd, ",%zu 待确认", ", %zu waiting to be confirmed"), r->skipped);
        shai_out_putc(out, '\n');
        break;
    case SHAI_TEST_TAP: shai_out_printf(out, "1..%zu\n", r->number); break;
    case SHAI_TEST_JUNIT: shai_out_puts(out, "</testsuites>\n"); break;
    default:
        shai_out_printf(out, "\n],\"passed\":%zu,\"failed\":%zu,\"skipped\":%zu}\n", r->passed, r->failed,
                        r->skipped);
        break;
    }
}
