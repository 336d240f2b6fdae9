/* Sections of docs/messages/ on a terminal.
 *
 * In: the pages (messages.h) and a code. Out: of its section the paragraph in the reader's language, then the
 * examples, indented. What it does not do: read Markdown beyond the headings `## CODE`, paragraphs and fences of
 * those pages. */
#include "cmd/long_text.h"
#include "cmd/messages.h"

#include <stdbool.h>
#include <string.h>

struct line {
    const char *s;
    size_t len;
};

static bool next_line(const char **at, const char *end, struct line *line)
{
    if (*at >= end) return false;
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    if (!stop) stop = end;
    *line = (struct line){*at, (size_t)(stop - *at)};
    *at = stop + (stop < end);
    return true;
}

static bool begins(struct line line, const char *with)
{
    size_t n = strlen(with);
    return line.len >= n && memcmp(line.s, with, n) == 0;
}

/* Behind the heading of the code; NULL where there is none. */
static const char *section(const char *code)
{
    const char *at = shai_messages_text, *end = at + shai_messages_len;
    for (struct line line; next_line(&at, end, &line);)
        if (begins(line, "## ") && line.len == 3 + strlen(code) && memcmp(line.s + 3, code, strlen(code)) == 0)
            return at;
    return NULL;
}

/* "```wrong 3:8 file": what stands in the fence. */
static void put_title(struct shai_out *out, struct line fence, enum shai_lang lang)
{
    static const char *const right[] = {"正确的例子:", "right:"}, *const wrong[] = {"错误的例子:", "wrong:"};
    static const char *const placed[] = {"\n错误的例子(消息指向第 %u 行第 %u 列):\n",
                                         "\nwrong (the message points at %u:%u):\n"};
    bool is_wrong = begins(fence, "```wrong");
    const char *s = fence.s + strlen("```wrong"), *end = fence.s + fence.len;
    if (!is_wrong) {
        shai_out_printf(out, "\n%s\n", right[lang]);
        return;
    }
    if (s < end) s++;
    unsigned place[2] = {0, 0};
    int part = 0;
    for (; s < end && (*s == ':' || (*s >= '0' && *s <= '9')); s++) {
        if (*s != ':') place[part] = place[part] * 10 + (unsigned)(*s - '0');
        else if (part++) break;
    }
    if (part == 1 && place[1]) shai_out_printf(out, placed[lang], place[0], place[1]);
    else shai_out_printf(out, "\n%s\n", wrong[lang]);
}

static void put_fence(struct shai_out *out, const char **at, const char *end)
{
    for (struct line line; next_line(at, end, &line) && !begins(line, "```");) {
        shai_out_puts(out, line.len ? "    " : "");
        shai_out_write(out, line.s, line.len);
        shai_out_putc(out, '\n');
    }
}

void shai_long_text_print(struct shai_out *out, const char *code, enum shai_lang lang)
{
    const char *at = section(code), *end = shai_messages_text + shai_messages_len;
    int paragraph = -1; /* 0 Chinese, 1 English, as enum shai_lang */
    bool inside = false;
    for (struct line line; at && next_line(&at, end, &line);) {
        if (begins(line, "## ") || begins(line, "# ")) return;
        if (begins(line, "```")) {
            put_title(out, line, lang);
            put_fence(out, &at, end);
            continue;
        }
        if (begins(line, "Not provoked: ")) continue;
        if (!line.len) {
            inside = false;
            continue;
        }
        if (!inside) paragraph++;
        if (!inside && paragraph == (int)lang) shai_out_putc(out, '\n');
        inside = true;
        if (paragraph != (int)lang) continue;
        shai_out_write(out, line.s, line.len);
        shai_out_putc(out, '\n');
    }
}
