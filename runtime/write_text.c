/* Results for a terminal. In: results one by one. Out: a table row each, wrapped to the terminal's width, and with
 * explain a paragraph for every item that is no plain pass, and the steps of a pass that was not read off its
 * reading.
 *
 * Headings are in the reader's language, what a result says in the spec's. Han characters are two columns wide; a
 * cell that does not fit goes on below itself, and only a product name beyond all measure is cut. What a laboratory
 * wrote is shown without control and direction characters, which could rewrite a terminal. */
#include "runtime/result.h"

#include "base/utf8.h"
#include "runtime/show.h"

enum { COLUMN_ID, COLUMN_PRODUCT, COLUMN_VERDICT, COLUMN_HAZARD, COLUMN_ITEMS, COLUMN_COUNT };
enum { GAP = 2, NARROW = 60 };

static const char *const headings[2][COLUMN_COUNT] = {
    {"样品编号", "产品", "结论", "风险", "不符合/未检/无法判定项目"},
    {"Sample", "Product", "Verdict", "Hazard", "Failed / untested / inconclusive items"},
};

static int total_columns(struct shai_text_style style)
{
    if (style.columns <= 0) return 80;
    return style.columns < NARROW ? NARROW : style.columns;
}

static void column_widths(struct shai_text_style style, int widths[COLUMN_COUNT])
{
    int total = total_columns(style);
    bool wide = total >= 120;
    widths[COLUMN_ID] = wide ? 22 : total >= 76 ? 14 : 10;
    widths[COLUMN_PRODUCT] = wide ? 28 : total >= 76 ? 16 : 12;
    widths[COLUMN_VERDICT] = style.lang == SHAI_EN ? 10 : 6;
    widths[COLUMN_HAZARD] = style.lang == SHAI_EN ? 7 : 4;
    int used = 0;
    for (int i = 0; i < COLUMN_ITEMS; i++) used += widths[i] + GAP;
    widths[COLUMN_ITEMS] = total - used;
}

/* --- lines of a given width ---------------------------------------------------------------------------------------
 */

/* Characters that would act on a terminal rather than show. */
static bool is_active(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E || cp == 0x200F || cp == 0x2028 || cp == 0x2029;
}

/* What stands for a character on the terminal. */
static uint32_t shown(uint32_t cp)
{
    if (cp == '\t' || cp == '\n' || cp == '\r') return ' ';
    return is_active(cp) ? 0xFFFD : cp;
}

struct cell {
    const char *s;
    size_t len;
    const char *color; /* ? */
};

static bool is_wide(uint32_t cp)
{
    return shai_utf8_width(cp, 1) == 2;
}

/* Signs that do not begin a line in Chinese typesetting. */
static bool sticks_to_left(uint32_t cp)
{
    static const uint32_t signs[] = {',',    '.',    ';',    ':',    ')',    ']',   '%',
                                     0x3001, 0x3002, 0xFF0C, 0xFF1B, 0xFF1A, 0xFF09};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (cp == signs[i]) return true;
    return false;
}

/* Bytes of s that fill at most `width` columns, broken behind a space or beside a wide character where there is one,
 * never between a number and its unit; at least one character. *columns: what they take. */
static size_t line_of(const char *s, size_t len, int width, int ambiguous, int *columns)
{
    size_t at = 0, good = 0;
    int used = 0, good_used = 0;
    uint32_t before = 0;
    while (at < len) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + at, len - at, &cp);
        if (!n) n = 1, cp = 0xFFFD;
        int w = shai_utf8_width(shown(cp), ambiguous);
        bool breaks = (before == ' ' && !shai_utf8_is_tied_blank(s, len, at - 1)) ||
                      (before != ' ' && (is_wide(before) || is_wide(cp)));
        if (at && breaks && !sticks_to_left(cp) && cp != ' ') good = at, good_used = used;
        if (at && used + w > width) {
            *columns = good ? good_used : used;
            return good ? good : at;
        }
        used += w;
        at += n;
        before = cp;
    }
    *columns = used;
    return at;
}

/* A line without the blanks it ends with. */
static size_t without_blanks(const char *s, size_t len, int *columns)
{
    while (len && (s[len - 1] == ' ' || shown((unsigned char)s[len - 1]) == ' ')) len--, --*columns;
    return len;
}

static void put_shown(struct shai_out *out, const char *s, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + at, len - at, &cp);
        if (!n) n = 1, cp = 0xFFFD;
        uint32_t as = shown(cp);
        if (as == cp) shai_out_write(out, s + at, n);
        else if (as == ' ') shai_out_putc(out, ' ');
        else shai_out_puts(out, "\xEF\xBF\xBD");
        at += n;
    }
}

static void put_spaces(struct shai_out *out, int n)
{
    while (n-- > 0) shai_out_putc(out, ' ');
}

static void put_colored(struct shai_out *out, const char *s, size_t len, const char *color)
{
    if (color) shai_out_puts(out, color);
    put_shown(out, s, len);
    if (color) shai_out_puts(out, "\033[0m");
}

static void put_row(struct shai_out *out, struct cell cells[COLUMN_COUNT], struct shai_text_style style)
{
    int widths[COLUMN_COUNT];
    column_widths(style, widths);
    int ambiguous = style.ambiguous == 2 ? 2 : 1;
    for (bool more = true; more;) {
        more = false;
        int owed = 0; /* spaces before the next text: none at a line's end */
        for (int i = 0; i < COLUMN_COUNT; i++) {
            int columns = 0;
            size_t n = cells[i].len ? line_of(cells[i].s, cells[i].len, widths[i], ambiguous, &columns) : 0;
            size_t seen = without_blanks(cells[i].s, n, &columns);
            if (seen) {
                put_spaces(out, owed);
                put_colored(out, cells[i].s, seen, cells[i].color);
                owed = 0;
            }
            owed += widths[i] - columns + GAP;
            cells[i].s += n;
            cells[i].len -= n;
            while (n && cells[i].len && *cells[i].s == ' ') cells[i].s++, cells[i].len--;
            more |= cells[i].len > 0;
        }
        shai_out_putc(out, '\n');
    }
}

static struct cell cell_of(const char *s, const char *color)
{
    return (struct cell){s, strlen(s), color};
}

void shai_result_text_head(struct shai_out *out, const struct shai_program *program, struct shai_text_style style)
{
    const char *title = program->title ? program->title : program->name;
    const char *bold = style.color ? "\033[1m" : NULL;
    put_colored(out, title, strlen(title), bold);
    if (program->version) {
        shai_out_puts(out, shai_say((uint8_t)style.lang, "  版本 ", "  version "));
        put_shown(out, program->version, strlen(program->version));
    }
    shai_out_puts(out, "\n\n");
    struct cell cells[COLUMN_COUNT];
    for (int i = 0; i < COLUMN_COUNT; i++) cells[i] = cell_of(headings[style.lang == SHAI_EN][i], bold);
    put_row(out, cells, style);
}

void shai_result_text_foot(struct shai_out *out, struct shai_text_style style)
{
    shai_out_putc(out, '\n');
    shai_out_puts(out, shai_result_disclaimer(style.lang));
    shai_out_putc(out, '\n');
}

/* --- rows ---------------------------------------------------------------------------------------------------------
 */

static const char *verdict_color(enum shai_verdict verdict)
{
    static const char *const colors[] = {"\033[32m", "\033[31m", "\033[33m"};
    return colors[verdict];
}

static void put_names(struct shai_strbuf *buf, const struct shai_result *result, enum shai_outcome outcome,
                      struct shai_text_style style)
{
    bool any = false;
    for (uint32_t i = 0; i < result->item_count; i++) {
        if (result->items[i].outcome != outcome) continue;
        if (any) {
            shai_strbuf_puts(buf, shai_say((uint8_t)style.lang, "、", ", "));
        } else {
            if (buf->len) shai_strbuf_puts(buf, "; ");
            shai_strbuf_puts(buf, shai_outcome_word(outcome, style.lang));
            shai_strbuf_puts(buf, shai_say((uint8_t)style.lang, ":", ": "));
        }
        shai_strbuf_puts(buf, result->items[i].item);
        any = true;
    }
}

/* Where the lines of an item begin, and those of the sample. */
enum { OF_ITEM = 4, OF_SAMPLE = 2 };

/* One labelled line of a paragraph, wrapped with a hanging indent. */
static void put_labelled(struct shai_out *out, int indent, const char *label, const char *text,
                         struct shai_text_style style)
{
    if (!text || !*text) return;
    int label_columns = style.lang == SHAI_EN ? 14 : 10;
    int width = total_columns(style) - indent - label_columns;
    int ambiguous = style.ambiguous == 2 ? 2 : 1;
    put_spaces(out, indent);
    shai_out_puts(out, label);
    put_spaces(out, label_columns - (int)shai_utf8_columns(label, strlen(label)));
    for (size_t len = strlen(text); len;) {
        int columns;
        size_t n = line_of(text, len, width, ambiguous, &columns);
        put_shown(out, text, without_blanks(text, n, &columns));
        shai_out_putc(out, '\n');
        text += n;
        len -= n;
        while (len && *text == ' ') text++, len--;
        if (len) put_spaces(out, indent + label_columns);
    }
}

static void put_line(struct shai_out *out, const char *label, const char *text, struct shai_text_style style)
{
    put_labelled(out, OF_ITEM, label, text, style);
}

static const char *joined(struct shai_arena *arena, const char *const *texts, uint32_t count)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    for (uint32_t i = 0; i < count; i++) {
        if (i) shai_strbuf_puts(&buf, "; ");
        shai_strbuf_puts(&buf, texts[i]);
    }
    return buf.s;
}

static void put_item(struct shai_out *out, struct shai_arena *arena, const struct shai_item_result *item,
                     struct shai_text_style style)
{
    uint8_t lang = (uint8_t)style.lang;
    const char *color = NULL;
    if (style.color && item->outcome == SHAI_FAIL) color = verdict_color(SHAI_VERDICT_FAIL);
    if (style.color && (item->outcome == SHAI_INCONCLUSIVE || item->outcome == SHAI_UNTESTED))
        color = verdict_color(SHAI_VERDICT_INCOMPLETE);
    put_spaces(out, 2);
    put_shown(out, item->item, strlen(item->item));
    if (strcmp(item->item, item->title) != 0) {
        put_spaces(out, 1);
        put_shown(out, item->title, strlen(item->title));
    }
    put_spaces(out, GAP);
    const char *word = shai_outcome_word(item->outcome, style.lang);
    put_colored(out, word, strlen(word), color);
    if (item->hazard != SHAI_HAZARD_NONE) {
        put_spaces(out, GAP);
        shai_out_puts(out, shai_say(lang, "风险:", "hazard: "));
        shai_out_puts(out, shai_hazard_word(item->hazard, style.lang));
    }
    shai_out_putc(out, '\n');
    put_line(out, shai_say(lang, "读数", "reading"), item->reported, style);
    for (uint32_t i = 0; i < item->trace_count; i++)
        put_line(out, i ? "" : shai_say(lang, "判定过程", "how"), item->trace[i], style);
    if (item->outcome == SHAI_PASS) return; /* its steps are all that is to be seen */
    put_line(out, shai_say(lang, "要求", "requirement"), item->requirement, style);
    put_line(out, shai_say(lang, "依据", "basis"), joined(arena, item->basis, item->basis_count), style);
    put_line(out, shai_say(lang, "方法", "method"), joined(arena, item->method, item->method_count), style);
    put_line(out, shai_say(lang, "问题", "problem"), item->problem, style);
    put_line(out, shai_say(lang, "风险说明", "hazard note"), item->hazard_reason, style);
    put_line(out, shai_say(lang, "原因", "reason"), item->reason.text, style);
}

/* Was a passed item's value worked out, or its unit converted: does a step read "… = VALUE ≤ …"? */
static bool has_steps(const struct shai_item_result *item)
{
    if (item->outcome != SHAI_PASS || !item->value) return false;
    size_t len = strlen(item->value);
    bool one = item->reported && *item->reported >= '0' && *item->reported <= '9' && !strchr(item->reported, ';');
    if (one && strcmp(item->reported, item->value) != 0) return true;
    for (uint32_t i = 0; i < item->trace_count; i++)
        for (const char *at = strstr(item->trace[i], " = "); at; at = strstr(at + 1, " = "))
            if (strncmp(at + 3, item->value, len) == 0 && at[3 + len] == ' ') return true;
    return false;
}

/* The items that were not judged take a line together. */
static void put_left_out(struct shai_out *out, struct shai_arena *arena, const struct shai_result *result,
                         enum shai_outcome outcome, struct shai_text_style style)
{
    struct shai_strbuf names;
    shai_strbuf_init(&names, arena);
    for (uint32_t i = 0; i < result->item_count; i++) {
        const struct shai_item_result *item = &result->items[i];
        if (item->outcome != outcome) continue;
        if (names.len) shai_strbuf_puts(&names, shai_say((uint8_t)style.lang, "、", ", "));
        shai_strbuf_puts(&names, item->item);
        if (item->value) {
            shai_strbuf_putc(&names, ' ');
            shai_strbuf_puts(&names, item->value);
        } else if (outcome == SHAI_UNJUDGED && item->reported) { /* several readings and no value of them */
            shai_strbuf_putc(&names, ' ');
            shai_strbuf_puts(&names, item->reported);
        }
    }
    put_labelled(out, OF_SAMPLE, shai_outcome_word(outcome, style.lang), names.s, style);
}

/* A name that would fill the table by itself is cut: the file has it whole. */
static const char *cut(struct shai_arena *arena, struct shai_slice name)
{
    enum { MOST_COLUMNS = 60 };
    int columns;
    if (shai_utf8_columns(name.s, name.len) <= MOST_COLUMNS) return shai_arena_strndup(arena, name.s, name.len);
    size_t n = 0;
    for (columns = 0; n < name.len;) {
        uint32_t cp;
        size_t size = shai_utf8_decode(name.s + n, name.len - n, &cp);
        if (!size) size = 1, cp = 0xFFFD;
        columns += shai_utf8_width(cp, 1);
        if (columns > MOST_COLUMNS - 1) break;
        n += size;
    }
    return shai_arena_printf(arena, "%.*s…", (int)n, name.s);
}

static const char *product_of(struct shai_arena *arena, const struct shai_result *result)
{
    struct shai_slice name = result->sample->fields[SHAI_FIELD_PRODUCT_NAME];
    if (name.len) return cut(arena, name);
    return result->program->product ? result->program->product : result->program->name;
}

void shai_result_text(struct shai_out *out, struct shai_arena *arena, const struct shai_result *result,
                      struct shai_text_style style)
{
    struct shai_strbuf names;
    shai_strbuf_init(&names, arena);
    put_names(&names, result, SHAI_FAIL, style);
    put_names(&names, result, SHAI_UNTESTED, style);
    put_names(&names, result, SHAI_INCONCLUSIVE, style);
    struct cell cells[COLUMN_COUNT] = {
        [COLUMN_ID] = cell_of(result->sample_id, NULL),
        [COLUMN_PRODUCT] = cell_of(product_of(arena, result), NULL),
        [COLUMN_VERDICT] = cell_of(shai_verdict_word(result->verdict, style.lang),
                                   style.color ? verdict_color(result->verdict) : NULL),
        [COLUMN_HAZARD] = cell_of(shai_hazard_word(result->hazard, style.lang), NULL),
        [COLUMN_ITEMS] = cell_of(names.s, NULL),
    };
    put_row(out, cells, style);
    if (!style.explain) return;
    for (uint32_t i = 0; i < result->item_count; i++) {
        enum shai_outcome o = result->items[i].outcome;
        if (o == SHAI_FAIL || o == SHAI_UNTESTED || o == SHAI_INCONCLUSIVE || has_steps(&result->items[i]))
            put_item(out, arena, &result->items[i], style);
    }
    put_left_out(out, arena, result, SHAI_UNJUDGED, style);
    put_left_out(out, arena, result, SHAI_INAPPLICABLE, style);
    if (result->note)
        put_labelled(out, OF_SAMPLE, shai_say((uint8_t)style.lang, "说明", "note"), result->note, style);
    if (result->action_text)
        put_labelled(out, OF_SAMPLE, shai_say((uint8_t)style.lang, "处置", "disposal"), result->action_text, style);
    if (result->advice)
        put_labelled(out, OF_SAMPLE, shai_say((uint8_t)style.lang, "建议", "advice"), result->advice, style);
    shai_out_putc(out, '\n');
}
