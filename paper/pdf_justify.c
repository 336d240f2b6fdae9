/* Clusters of glyphs, from left to right, and the gaps between them. Text that runs from right to left is left as it
 * is. */
#include "paper/pdf_justify.h"

#include "base/utf8.h"

#include <string.h>

/* Walks the gaps of a line that can be widened; with `add` they are. */
struct walk {
    const char *text;
    int end;            /* of what is seen of the line: behind it are blanks */
    int count;          /* gaps so far */
    int gaps, room;     /* room to share among so many gaps; gaps 0: only counts */
    uint32_t before;    /* the character before the gap; 0: none */
    PangoGlyphInfo *at; /* the glyph whose width grows */
};

static uint32_t char_at(const char *text, int at)
{
    return g_utf8_get_char(text + at);
}

static bool is_wide(uint32_t cp)
{
    return shai_utf8_width(cp, 1) == 2 || cp == 0x201C || cp == 0x201D;
}

static bool is_gap(uint32_t before, uint32_t after)
{
    return before && (before == ' ' || is_wide(before) || is_wide(after));
}

static void meet(struct walk *w, uint32_t cp)
{
    if (!is_gap(w->before, cp)) return;
    if (w->gaps) {
        int so_far = (int)((gint64)w->room * w->count / w->gaps);
        w->at->geometry.width += (int)((gint64)w->room * (w->count + 1) / w->gaps) - so_far;
    }
    w->count++;
}

static void walk_run(struct walk *w, PangoGlyphItem *run)
{
    PangoGlyphItemIter iter;
    for (gboolean more = pango_glyph_item_iter_init_start(&iter, run, w->text); more;
         more = pango_glyph_item_iter_next_cluster(&iter)) {
        if (iter.start_index >= w->end) return;
        meet(w, char_at(w->text, iter.start_index));
        w->before = char_at(w->text, iter.start_index);
        w->at = &run->glyphs->glyphs[iter.end_glyph - 1];
    }
}

static int walk_line(PangoLayout *layout, PangoLayoutLine *line, int gaps, int room)
{
    struct walk w = {.text = pango_layout_get_text(layout), .gaps = gaps, .room = room};
    w.end = line->start_index + line->length;
    while (w.end > line->start_index && w.text[w.end - 1] == ' ') w.end--;
    for (GSList *r = line->runs; r; r = r->next) {
        PangoGlyphItem *run = r->data;
        if (run->item->analysis.level % 2) return 0;
        walk_run(&w, run);
    }
    return w.count;
}

/* The last line of a paragraph, or one that was ended on purpose. */
static bool ends_paragraph(PangoLayout *layout, const PangoLayoutLine *line, int at)
{
    static const char line_separator[] = "\xE2\x80\xA8";
    const char *text = pango_layout_get_text(layout);
    int end = line->start_index + line->length;
    if (at + 1 == pango_layout_get_line_count(layout)) return true;
    return strncmp(text + end, line_separator, 3) == 0 ||
           (end >= 3 && strncmp(text + end - 3, line_separator, 3) == 0);
}

void shai_pdf_justify(PangoLayout *layout, int line, int room, int size)
{
    PangoLayoutLine *l = pango_layout_get_line(layout, line);
    if (room <= 0 || !l || ends_paragraph(layout, l, line)) return;
    int gaps = walk_line(layout, l, 0, 0);
    if (gaps && room / gaps <= size / 3) walk_line(layout, l, gaps, room);
}
