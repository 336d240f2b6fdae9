/* Coverage for people and programs. In: the points of a spec. Out: the lines of its source where something was not
 * seen, the counts of seen points in their margin; a summary by kind. Lines keep to the terminal's width. */
#include "cmd/testing.h"

#include "base/utf8.h"

#include <string.h>

static const char *kind_word(enum shai_point_kind kind, enum shai_lang lang)
{
    static const char *const words[SHAI_POINT_KINDS][2] = {
        [SHAI_POINT_PASS] = {"项目见到符合", "items seen to pass"},
        [SHAI_POINT_FAIL] = {"项目见到不符合", "items seen to fail"},
        [SHAI_POINT_OPEN] = {"项目见到未检或无法判定", "items seen untested or inconclusive"},
        [SHAI_POINT_RECORDED] = {"项目见到记录", "items seen recorded"},
        [SHAI_POINT_CASE] = {"情形用到", "cases taken"},
        [SHAI_POINT_CELL] = {"表中单元格用到", "cells of tables used"},
        [SHAI_POINT_RAISE] = {"判定的情形用到", "cases of the verdict taken"},
    };
    return words[kind][lang];
}

static const char *const kind_codes[SHAI_POINT_KINDS] = {"pass", "fail", "open",   "recorded",
                                                         "case", "cell", "verdict"};

/* What was not seen of an item, as a note says it. */
static const char *missing_word(enum shai_point_kind kind, enum shai_lang lang)
{
    static const char *const words[][2] = {[SHAI_POINT_PASS] = {"符合", "pass"},
                                           [SHAI_POINT_FAIL] = {"不符合", "fail"},
                                           [SHAI_POINT_OPEN] = {"未检或无法判定", "untested or inconclusive"},
                                           [SHAI_POINT_RECORDED] = {"不判定", "unjudged"}};
    return words[kind][lang];
}

/* The text in at most `room` columns, … where it is cut. */
static void put_cut(struct shai_cmd *cmd, const char *s, size_t len, int room)
{
    int used = 0;
    for (size_t at = 0, n; at < len; at += n) {
        uint32_t cp;
        n = shai_utf8_decode(s + at, len - at, &cp);
        if (!n) break;
        int w = cp == '\t' ? 1 : shai_utf8_width(cp, cmd->ambiguous);
        bool last = at + n == len;
        if (used + w > room - (last ? 0 : cmd->ambiguous)) {
            shai_out_puts(&cmd->out, "…");
            return;
        }
        if (cp == '\t') shai_out_putc(&cmd->out, ' ');
        else shai_out_write(&cmd->out, s + at, n);
        used += w;
    }
}

enum { MARGIN = 17, NAMES = 6 }; /* columns up to a line of the source: its number, how much was seen, the bar */

/* The points [from, to) stand on one line. */
static void put_line(struct shai_cmd *cmd, const struct shai_spec *spec, const struct shai_coverage *c, size_t from,
                     size_t to)
{
    size_t seen = 0, len;
    for (size_t i = from; i < to; i++) seen += c->points[i].covered;
    const char *text = shai_source_line(&spec->sources->at[spec->tree->file], c->points[from].line, &len);
    shai_out_printf(&cmd->out, "%6u %s%3zu/%-3zu%s | ", c->points[from].line, cmd->color_out ? "\033[1;31m" : "",
                    seen, to - from, cmd->color_out ? "\033[0m" : "");
    put_cut(cmd, text, len, cmd->columns - MARGIN);
    shai_out_putc(&cmd->out, '\n');
}

static void put_note(struct shai_cmd *cmd, const char *note)
{
    shai_out_printf(&cmd->out, "%*s| ", MARGIN - 2, "");
    put_cut(cmd, note, strlen(note), cmd->columns - MARGIN);
    shai_out_putc(&cmd->out, '\n');
}

/* Of the items of a line: which outcomes were not seen. */
static void note_items(struct shai_cmd *cmd, struct shai_arena *scratch, const struct shai_coverage *c, size_t from,
                       size_t to)
{
    for (size_t i = from; i < to;) {
        struct shai_strbuf b;
        size_t end = i;
        shai_strbuf_init(&b, scratch);
        for (; end < to && c->points[end].item == c->points[i].item; end++) {
            const struct shai_point *p = &c->points[end];
            if (p->kind > SHAI_POINT_RECORDED || p->covered) continue;
            shai_strbuf_printf(&b, "%s%s", b.len ? SHAI_SAY(cmd, "、", ", ") : "", missing_word(p->kind, cmd->lang));
        }
        if (b.len)
            put_note(cmd,
                     shai_arena_printf(scratch, SHAI_SAY(cmd, "^ %s:没有样例得到 %s", "^ %s: no example gives %s"),
                                       c->program->items[c->points[i].item].name, b.s));
        i = end;
    }
}

/* Of the cases and cells of a line: which were not taken, and by which items. */
static void note_choices(struct shai_cmd *cmd, struct shai_arena *scratch, const struct shai_spec *spec,
                         const struct shai_coverage *c, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct shai_point *first = &c->points[i];
        if (first->kind < SHAI_POINT_CASE || first->covered) continue;
        if (i > from && first[-1].span.begin == first->span.begin && !first[-1].covered &&
            first[-1].kind == first->kind)
            continue; /* said already */
        struct shai_strbuf names;
        size_t count = 0;
        shai_strbuf_init(&names, scratch);
        for (size_t k = i; k < to && c->points[k].span.begin == first->span.begin; k++) {
            if (c->points[k].covered || c->points[k].item == SHAI_NONE32) continue;
            if (count++ < NAMES)
                shai_strbuf_printf(&names, "%s%s", names.len ? SHAI_SAY(cmd, "、", ", ") : "",
                                   c->program->items[c->points[k].item].name);
        }
        if (count > NAMES) shai_strbuf_puts(&names, "…");
        const char *text = spec->sources->at[first->span.file].text + first->span.begin;
        size_t len = first->span.end - first->span.begin;
        const char *line_end = memchr(text, '\n', len);
        const char *what = shai_arena_strndup(scratch, text, line_end ? (size_t)(line_end - text) : len);
        if (names.len)
            put_note(cmd, shai_arena_printf(scratch, SHAI_SAY(cmd, "^ %s:没有用到(%s)", "^ %s: never taken (%s)"),
                                            what, names.s));
        else put_note(cmd, shai_arena_printf(scratch, SHAI_SAY(cmd, "^ %s:没有用到", "^ %s: never taken"), what));
    }
}

static void put_summary(struct shai_cmd *cmd, const struct shai_coverage *c)
{
    struct shai_out *out = &cmd->out;
    size_t all[SHAI_POINT_KINDS] = {0}, seen[SHAI_POINT_KINDS] = {0};
    for (size_t i = 0; i < c->count; i++) {
        all[c->points[i].kind]++;
        seen[c->points[i].kind] += c->points[i].covered;
    }
    for (int k = 0; k < SHAI_POINT_KINDS; k++) {
        if (!all[k]) continue;
        const char *word = kind_word((enum shai_point_kind)k, cmd->lang);
        shai_out_printf(out, "    %s%*s %zu/%zu\n", word, 36 - (int)shai_utf8_columns(word, strlen(word)), "",
                        seen[k], all[k]);
    }
    shai_out_printf(out, SHAI_SAY(cmd, "覆盖率:%u %%(%zu/%zu)\n", "coverage: %u %% (%zu/%zu)\n"),
                    shai_coverage_percent(c), c->covered, c->count);
}

static void text_coverage(struct shai_cmd *cmd, const struct shai_spec *spec, const struct shai_coverage *c)
{
    for (size_t from = 0, to; from < c->count; from = to) {
        bool missing = false;
        for (to = from; to < c->count && c->points[to].line == c->points[from].line; to++)
            missing |= !c->points[to].covered;
        if (!missing) continue;
        shai_arena_reset(&cmd->run);
        put_line(cmd, spec, c, from, to);
        note_items(cmd, &cmd->run, c, from, to);
        note_choices(cmd, &cmd->run, spec, c, from, to);
    }
    put_summary(cmd, c);
}

static void json_coverage(struct shai_cmd *cmd, const struct shai_coverage *c)
{
    struct shai_out *out = &cmd->out;
    shai_out_printf(out, ",\"coverage\":{\"percent\":%u,\"points\":%zu,\"covered\":%zu,\"missing\":[",
                    shai_coverage_percent(c), c->count, c->covered);
    const char *comma = "";
    for (size_t i = 0; i < c->count; i++) {
        const struct shai_point *p = &c->points[i];
        if (p->covered) continue;
        shai_out_printf(out, "%s{\"line\":%u,\"kind\":\"%s\",\"item\":", comma, p->line, kind_codes[p->kind]);
        shai_out_json_str(out, p->item == SHAI_NONE32 ? NULL : c->program->items[p->item].name);
        shai_out_putc(out, '}');
        comma = ",";
    }
    shai_out_puts(out, "]}");
}

void shai_testing_coverage(struct shai_test_report *r, const struct shai_spec *spec, const struct shai_coverage *c)
{
    struct shai_cmd *cmd = r->cmd;
    if (r->format == SHAI_TEST_TEXT) {
        shai_out_puts(&cmd->out, spec->sources->at[spec->tree->file].name);
        shai_out_putc(&cmd->out, '\n');
        text_coverage(cmd, spec, c);
    }
    if (r->format == SHAI_TEST_JSON) json_coverage(cmd, c);
    if (r->format == SHAI_TEST_TAP)
        shai_out_printf(&cmd->out, SHAI_SAY(cmd, "# 覆盖率 %u %%(%zu/%zu)\n", "# coverage %u %% (%zu/%zu)\n"),
                        shai_coverage_percent(c), c->covered, c->count);
}
