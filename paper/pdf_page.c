/* Strips that have their places are drawn, page by page: tags for readers aloud, bookmarks, numbers at the foot. */
#include "paper/pdf_text.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

/* --- structure -------------------------------------------------------------------------------------------------- */

/* The tags that are open; none stays open over a page end. */
struct tags {
    cairo_t *cr;
    struct shai_pdf_tag outer, inner;
};

static void close_tag(struct tags *tags, struct shai_pdf_tag *tag)
{
    if (tag->name) cairo_tag_end(tags->cr, tag->name);
    *tag = (struct shai_pdf_tag){0};
}

static void open_tag(struct tags *tags, struct shai_pdf_tag *tag, struct shai_pdf_tag wanted)
{
    if (wanted.name) cairo_tag_begin(tags->cr, wanted.name, NULL);
    *tag = wanted;
}

static bool is_same(struct shai_pdf_tag a, struct shai_pdf_tag b)
{
    return a.of == b.of && (a.name == b.name || (a.name && b.name && strcmp(a.name, b.name) == 0));
}

static void turn_to(struct tags *tags, struct shai_pdf_tag outer, struct shai_pdf_tag inner)
{
    bool same = is_same(tags->outer, outer);
    if (!same || !is_same(tags->inner, inner)) close_tag(tags, &tags->inner);
    if (!same) {
        close_tag(tags, &tags->outer);
        open_tag(tags, &tags->outer, outer);
    }
    if (!tags->inner.name) open_tag(tags, &tags->inner, inner);
}

/* --- bookmarks -------------------------------------------------------------------------------------------------- */

/* Headings of level 2 hang on the last one of level 1. */
struct outline {
    int chapter;
};

static void add_bookmark(struct shai_pdf_work *work, struct outline *outline, const struct shai_pdf_part *part,
                         const struct shai_strip *strip)
{
    char target[80];
    int from_top = shai_pdf_mm10(work->layout->top) + strip->y;
    snprintf(target, sizeof target, "page=%u pos=[0 %d]", strip->page + 1, (int)shai_pdf_pt(from_top));
    bool hangs = part->heading->level > 1;
    int id = cairo_pdf_surface_add_outline(work->surface, hangs ? outline->chapter : CAIRO_PDF_OUTLINE_ROOT,
                                           part->bookmark, target, CAIRO_PDF_OUTLINE_FLAG_OPEN);
    if (!hangs) outline->chapter = id;
}

/* --- the foot --------------------------------------------------------------------------------------------------- */

/* The number of a page in its paper, and how many pages that has. */
struct counted {
    unsigned number, of;
};

static struct counted *count_pages(struct shai_pdf_work *work)
{
    struct counted *counts = SHAI_NEW_N(work->arena, struct counted, work->pages + 1);
    unsigned begin = 0;
    for (size_t i = 0; i < work->strip_count; i++) {
        const struct shai_pdf_part *part = work->strips[i].own;
        if (part->restart) begin = work->strips[i].page;
        counts[work->strips[i].page].number = work->strips[i].page - begin + 1;
    }
    for (unsigned p = work->pages; p-- > 0;) {
        bool last = p + 1 == work->pages || counts[p + 1].number == 1;
        counts[p].of = last ? counts[p].number : counts[p + 1].of;
    }
    return counts;
}

/* GB/T 9704-2012, 7.5: 4 号宋体, 7 mm below the text; odd pages at the right, even ones at the left, a character from
 * the edge. */
static struct shai_pdf_foot dashed(struct shai_pdf_work *work, struct counted c)
{
    struct shai_pdf_type type = {
        .face = SHAI_FACE_TABLE, .size = 28, .leading = 140, .align = c.number % 2 ? SHAI_PDF_RIGHT : SHAI_PDF_LEFT};
    int em = shai_pdf_half(type.size);
    const char *words = shai_arena_printf(work->arena, "— %u —", c.number);
    const struct shai_pdf_text *text = shai_pdf_words(work, words, type, shai_pdf_width(work) - 2 * em);
    return (struct shai_pdf_foot){text, shai_pdf_mm10(work->layout->left) + em,
                                  shai_pdf_mm10(work->layout->top) + shai_pdf_height(work) + shai_pdf_mm10(70)};
}

static struct shai_pdf_foot page_of(struct shai_pdf_work *work, struct counted c)
{
    struct shai_pdf_type type = {.face = SHAI_FACE_TABLE, .size = 18, .leading = 120, .align = SHAI_PDF_CENTRE};
    const char *words = work->doc->lang == SHAI_ZH
                            ? shai_arena_printf(work->arena, "第 %u 页　共 %u 页", c.number, c.of)
                            : shai_arena_printf(work->arena, "Page %u of %u", c.number, c.of);
    const struct shai_pdf_text *text = shai_pdf_words(work, words, type, shai_pdf_width(work));
    return (struct shai_pdf_foot){text, shai_pdf_mm10(work->layout->left),
                                  shai_pdf_mm10(SHAI_PAGE_HEIGHT) - shai_pdf_mm10(work->layout->bottom) * 3 / 5};
}

static struct shai_pdf_foot foot_of(struct shai_pdf_work *work, struct counted c)
{
    switch (work->layout->foot) {
    case SHAI_FOOT_DASHED: return dashed(work, c);
    case SHAI_FOOT_OF: return page_of(work, c);
    case SHAI_FOOT_NONE: break;
    }
    return (struct shai_pdf_foot){0};
}

/* --- pages ------------------------------------------------------------------------------------------------------ */

static void draw_strip(struct shai_pdf_work *work, size_t i)
{
    const struct shai_strip *s = &work->strips[i];
    const struct shai_pdf_part *part = s->own;
    struct shai_pdf_at at = {.first = s->first};
    at.last = i + 1 == work->strip_count || work->strips[i + 1].page != s->page;
    at.x = shai_pdf_mm10(work->layout->left), at.y = shai_pdf_mm10(work->layout->top) + s->y;
    part->draw(work, part, at);
}

static void end_page(struct shai_pdf_work *work, struct tags *tags, unsigned page)
{
    const struct shai_pdf_foot *foot = &work->feet[page];
    turn_to(tags, (struct shai_pdf_tag){0}, (struct shai_pdf_tag){0});
    if (foot->text) shai_pdf_text_draw(work, foot->text, 0, foot->x, foot->y);
    cairo_show_page(work->cr);
}

void shai_pdf_place(struct shai_pdf_work *work)
{
    work->pages = shai_pdf_flow(work->strips, work->strip_count, shai_pdf_height(work));
    work->feet = SHAI_NEW_N(work->arena, struct shai_pdf_foot, work->pages + 1);
    const struct counted *counts = count_pages(work);
    for (unsigned p = 0; p < work->pages; p++) work->feet[p] = foot_of(work, counts[p]);
}

void shai_pdf_draw(struct shai_pdf_work *work)
{
    struct tags tags = {.cr = work->cr};
    struct outline outline = {CAIRO_PDF_OUTLINE_ROOT};
    for (size_t i = 0; i < work->strip_count; i++) {
        const struct shai_strip *s = &work->strips[i];
        const struct shai_pdf_part *part = s->own;
        if (i && s->page != s[-1].page) end_page(work, &tags, s[-1].page);
        if (part->heading) add_bookmark(work, &outline, part, s);
        turn_to(&tags, part->outer, part->inner);
        draw_strip(work, i);
    }
    if (work->strip_count) end_page(work, &tags, work->pages - 1);
}
