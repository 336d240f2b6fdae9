/* Samples as a JSON list, or as JSON objects one behind the other, over as many lines as they like. In: bytes. Out:
 * samples, or their refusal. What an object holds is read_lines.c's.
 *
 * Here only the objects' ends are found, so that one that is wrong in itself costs no other, and a file of any size
 * is read in the memory that its longest object takes. Strings end with their line, as JSON has it: a quotation mark
 * too many swallows nothing behind its line. */
#include "runtime/reading.h"

#include "runtime/token.h"

#include <string.h>

enum { KINDS = 64 }; /* brackets whose kind is remembered; deeper ones are not read anyhow */

/* The brackets open inside an element. */
struct brackets {
    uint64_t lists; /* a bit each, the innermost lowest: [ or { */
    unsigned depth;
};

static void push(struct brackets *b, bool list)
{
    b->lists = b->lists << 1 | list;
    b->depth++;
}

static void pop(struct brackets *b)
{
    b->lists >>= 1;
    b->depth--;
}

/* A closing bracket closes what is open inside its own, too. False where nothing of its kind is open. */
static bool close_bracket(struct brackets *b, bool list)
{
    struct brackets left = *b;
    if (b->depth > KINDS) return pop(b), true;
    while (left.depth && (left.lists & 1) != list) pop(&left);
    if (!left.depth) return false;
    pop(&left);
    return *b = left, true;
}

static int byte_at(struct shai_feed *feed, size_t at)
{
    return shai_feed_reach(feed, at) ? (unsigned char)feed->buf[feed->begin + at] : -1;
}

static bool is_blank(int c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The next byte that is no blank, not consumed; -1 at the end. */
static int next_sign(struct shai_reader *r)
{
    int c;
    while (is_blank(c = byte_at(&r->feed, 0))) {
        r->line += c == '\n';
        r->feed.begin++;
    }
    return c;
}

enum extent {
    EXTENT_WHOLE,
    EXTENT_LONG, /* longer than a sample may be */
    EXTENT_OPEN, /* it has no end */
};

/* Where the element that begins here ends: *len bytes on, with *lines line ends in them. One that is too long is
 * consumed as it is passed over. */
static enum extent find_end(struct shai_reader *r, size_t *len, uint64_t *lines)
{
    struct shai_feed *feed = &r->feed;
    struct brackets open = {0};
    bool string = false, escape = false, is_long = false;
    size_t at = 0;
    *lines = 0;
    for (;; at++) {
        if (at > SHAI_RECORD_MAX) {
            is_long = true;
            feed->begin += at;
            at = 0;
        }
        int c = byte_at(feed, at);
        if (c == '\n') ++*lines;
        if (c < 0) break;
        if (string) {
            if (escape) escape = false;
            else if (c == '\\') escape = true;
            else string = c != '"';
            string &= c != '\n';
            if (string || open.depth || c != '"') continue;
            at++;
            break;
        }
        escape = false;
        if (c == '"') string = true;
        else if (c == '{' || c == '[') push(&open, c == '[');
        else if (c == '}' || c == ']') {
            if (!open.depth || !close_bracket(&open, c == ']')) break;
            if (open.depth) continue;
            at++;
            break;
        } else if (!open.depth && (c == ',' || is_blank(c))) {
            *lines -= c == '\n';
            break;
        }
    }
    *len = at;
    return open.depth || string ? EXTENT_OPEN : is_long ? EXTENT_LONG : EXTENT_WHOLE;
}

static enum shai_next cannot_go_on(struct shai_filling *f)
{
    f->r->broken = true;
    return SHAI_NEXT_BROKEN;
}

/* Another sign stands where `en` should; nothing more can be told apart. */
static enum shai_next report_sign(struct shai_filling *f, const char *en, const char *zh)
{
    struct shai_reader *r = f->r;
    struct shai_cell_place place = {.file = r->name, .row = r->line};
    const struct shai_feed *feed = &r->feed;
    size_t len = shai_feed_have(feed) < 4 ? shai_feed_have(feed) : 4, sign = 1;
    while (sign < len && ((unsigned char)feed->buf[feed->begin + sign] & 0xC0) == 0x80) sign++;
    shai_diag_cell(f->diags, SHAI_D_JSON_SYNTAX, place, en, zh, shai_quote(f->run, feed->buf + feed->begin, sign),
                   NULL);
    return cannot_go_on(f);
}

/* One element, from its first byte on. */
static enum shai_next read_element(struct shai_filling *f)
{
    struct shai_reader *r = f->r;
    size_t len;
    uint64_t lines;
    enum extent extent = find_end(r, &len, &lines);
    if (r->feed.error) return shai_reader_at_end(r, f->run, f->diags);
    if (!len && extent == EXTENT_WHOLE) return report_sign(f, "an object", "一个对象");
    r->row++;
    r->object_line = r->line;
    r->line += lines;
    const char *s = r->feed.buf + r->feed.begin;
    r->feed.begin += len;
    if (extent == EXTENT_OPEN) { /* objects behind it would be taken for parts of it */
        shai_reader_refuse(f, SHAI_D_OBJECT_OPEN, NULL, NULL, NULL);
        r->broken = true;
        return SHAI_NEXT_REFUSED;
    }
    if (extent == EXTENT_LONG) return shai_reader_report_row(r, f->diags, SHAI_CSV_LONG), SHAI_NEXT_REFUSED;
    return shai_reader_read_object(f, (struct shai_slice){s, len});
}

/* What stands before an element: the list's begin, or a comma. *next where there is no further element. */
static bool go_to_element(struct shai_filling *f, enum shai_next *next)
{
    struct shai_reader *r = f->r;
    int c = next_sign(r);
    bool first = !r->row && !r->in_list;
    if (first && c == '[') {
        r->in_list = true;
        r->feed.begin++;
        if ((c = next_sign(r)) != ']') return true;
    } else if (r->in_list && c == ',') {
        r->feed.begin++;
        c = next_sign(r);
        if (c >= 0 && c != ']' && c != ',') return true;
        if (c >= 0) return *next = report_sign(f, "an object", "一个对象"), false;
    } else if (!r->in_list && c >= 0) {
        return true;
    }
    if (r->in_list && c == ']') {
        r->feed.begin++;
        r->in_list = false;
        c = next_sign(r);
        if (c >= 0) return *next = report_sign(f, "the end of the file", "文件的结尾"), false;
    }
    if (r->in_list && c >= 0) return *next = report_sign(f, "a comma or ]", "逗号或 ]"), false;
    if (r->in_list && !r->feed.error) {
        shai_diag_cell(f->diags, SHAI_D_JSON_CUT, (struct shai_cell_place){.file = r->name, .row = r->line}, NULL);
        return *next = cannot_go_on(f), false;
    }
    return *next = shai_reader_at_end(r, f->run, f->diags), false;
}

enum shai_next shai_reader_next_object(struct shai_filling *f)
{
    enum shai_next next;
    return go_to_element(f, &next) ? read_element(f) : next;
}
