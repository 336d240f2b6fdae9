/* Pages are filled one after the other; where a strip finds no room the page ends before it, or before what it must
 * stand together with. */
#include "paper/pdf_flow.h"

/* Places strips from `start` on one page, up to the first that finds no room or begins a page of its own. Returns it.
 */
static size_t fill(struct shai_strip *strips, size_t start, size_t count, int height, unsigned page)
{
    int y = 0;
    size_t i = start;
    for (; i < count; i++) {
        struct shai_strip *s = &strips[i];
        bool first = i == start;
        if (s->begins && !first) break;
        int top = first ? s->head : y + s->before;
        if (!first && top + s->height > height) break;
        s->page = page, s->y = top, s->first = first;
        y = top + s->height;
    }
    return i;
}

/* The last place at or before `full` where the page may end; `full` itself where there is none. */
static size_t end_of_page(const struct shai_strip *strips, size_t start, size_t full)
{
    for (size_t end = full; end > start; end--)
        if (!strips[end - 1].keep) return end;
    for (size_t end = full; end > start; end--)
        if (!strips[end - 1].bound) return end;
    return full;
}

unsigned shai_pdf_flow(struct shai_strip *strips, size_t count, int height)
{
    unsigned page = 0;
    for (size_t start = 0; start < count; page++) {
        size_t full = fill(strips, start, count, height, page);
        start = full == count || strips[full].begins ? full : end_of_page(strips, start, full);
    }
    return page;
}
