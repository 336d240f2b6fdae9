/* Content controls (w:sdt) of a part. In: its tree. Out: a tape, in which a control of a field is filled wherever it
 * stands: within a line, round paragraphs, round a cell. Controls stay controls; what marks them as not filled, or
 * would fill them from elsewhere, goes. Rows and paragraphs with fields of a list repeat with it. */
#include "paper/template_docx.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A part being read. */
struct part {
    struct shai_template_reader *r;
    struct shai_tape *tape;
    const char *xml;
    const char *w; /* the prefix of its elements: "w:" */
    enum shai_slot_group inside;
};

static struct shai_bytes text(const char *s)
{
    return (struct shai_bytes){s, strlen(s)};
}

static void copy(const struct part *p, size_t from, size_t to)
{
    shai_tape_bytes(p->tape, (struct shai_bytes){p->xml + from, to - from});
}

static void put_node(struct part *p, const struct shai_docx_node *n);

/* What stands between two places, save what the children of a node make of themselves. */
static void put_children(struct part *p, const struct shai_docx_node *n, size_t from, size_t to)
{
    for (const struct shai_docx_node *child = n->first; child; child = child->next) {
        if (!child->tagged) continue;
        copy(p, from, child->start);
        put_node(p, child);
        from = child->end;
    }
    copy(p, from, to);
}

/* --- what a control is --------------------------------------------------------------------------------------------
 */

static const char *tag_of(const struct shai_docx_node *control)
{
    const struct shai_docx_node *pr = shai_docx_child(control, SHAI_DOCX_NODE_SDTPR);
    const struct shai_docx_node *tag = pr ? shai_docx_child(pr, SHAI_DOCX_NODE_TAG) : NULL;
    return tag && tag->value && !shai_template_is_blank(tag->value, strlen(tag->value)) ? tag->value : NULL;
}

/* Marks the way to each control, and to the number that it must not share with a copy of itself. */
static bool mark(struct shai_docx_node *n)
{
    bool number = n->kind == SHAI_DOCX_NODE_ID && n->parent && n->parent->kind == SHAI_DOCX_NODE_SDTPR;
    n->tagged = n->kind == SHAI_DOCX_NODE_SDT || number;
    for (struct shai_docx_node *child = n->first; child; child = child->next) n->tagged |= mark(child);
    return n->tagged;
}

/* The list whose fields stand in a node, and in no row or list of their own. */
static enum shai_slot_group list_in(const struct shai_docx_node *n)
{
    for (const struct shai_docx_node *child = n->first; child; child = child->next) {
        if (!child->tagged || child->kind == SHAI_DOCX_NODE_TR) continue;
        const char *tag = child->kind == SHAI_DOCX_NODE_SDT ? tag_of(child) : NULL;
        if (tag) {
            tag += strspn(tag, " \t\r\n");
            enum shai_slot slot = shai_slot_find(tag, strcspn(tag, " \t\r\n"));
            if (slot != SHAI_SLOT_COUNT && shai_slots[slot].group != SHAI_GROUP_ONE) return shai_slots[slot].group;
        }
        enum shai_slot_group group = list_in(child);
        if (group != SHAI_GROUP_ONE) return group;
    }
    return SHAI_GROUP_ONE;
}

/* --- how a control's text is set ----------------------------------------------------------------------------------
 */

/* The control's own look: that of its first run, without the style of what only asks to be filled in. */
static const char *look_of_run(const struct part *p, const struct shai_docx_node *pr,
                               const struct shai_docx_node *content)
{
    bool showing = shai_docx_child(pr, SHAI_DOCX_NODE_SHOWING) != NULL;
    const struct shai_docx_node *run = shai_docx_within(content, SHAI_DOCX_NODE_R);
    const struct shai_docx_node *own = run ? shai_docx_child(run, SHAI_DOCX_NODE_RPR) : NULL;
    const struct shai_docx_node *rest = shai_docx_child(pr, SHAI_DOCX_NODE_RPR);
    if ((showing && rest) || !own) own = rest;
    if (!own) return "";
    struct shai_strbuf b;
    shai_strbuf_init(&b, p->r->arena);
    const struct shai_docx_node *style = shai_docx_child(own, SHAI_DOCX_NODE_RSTYLE);
    bool drop = style && own != rest && (showing || (style->value && strcmp(style->value, "PlaceholderText") == 0));
    size_t cut = drop ? style->start : own->end;
    shai_strbuf_add(&b, p->xml + own->start, cut - own->start);
    if (drop) shai_strbuf_add(&b, p->xml + style->end, own->end - style->end);
    return b.s;
}

static const char *source(const struct part *p, const struct shai_docx_node *n)
{
    return n ? shai_arena_strndup(p->r->arena, p->xml + n->start, n->end - n->start) : "";
}

/* What stands before and behind a text in place of a control's content. */
struct frame {
    const char *before, *line_end, *after;
};

static struct frame frame_of(const struct part *p, const struct shai_docx_node *pr,
                             const struct shai_docx_node *content)
{
    struct shai_arena *arena = p->r->arena;
    const char *w = p->w, *look = look_of_run(p, pr, content);
    const struct shai_docx_node *cell = shai_docx_child(content, SHAI_DOCX_NODE_TC);
    const struct shai_docx_node *paragraph = shai_docx_within(content, SHAI_DOCX_NODE_P);
    struct frame f = {
        shai_arena_printf(arena, "<%sr>%s<%st xml:space=\"preserve\">", w, look, w),
        shai_arena_printf(arena, "</%st><%sbr/><%st xml:space=\"preserve\">", w, w, w),
        shai_arena_printf(arena, "</%st></%sr>", w, w),
    };
    if (paragraph) {
        const struct shai_docx_node *set = shai_docx_child(paragraph, SHAI_DOCX_NODE_PPR);
        f.before = shai_arena_printf(arena, "<%sp>%s%s", w, source(p, set), f.before);
        f.after = shai_arena_printf(arena, "%s</%sp>", f.after, w);
    }
    if (cell) {
        const struct shai_docx_node *set = shai_docx_child(cell, SHAI_DOCX_NODE_TCPR);
        f.before = shai_arena_printf(arena, "<%stc>%s%s", w, source(p, set), f.before);
        f.after = shai_arena_printf(arena, "%s</%stc>", f.after, w);
    }
    return f;
}

/* Has a node text that is more than blanks to write on? *any: it has text. */
static bool has_words(const struct part *p, const struct shai_docx_node *n, bool *any)
{
    if (n->kind == SHAI_DOCX_NODE_T) {
        *any = true;
        return !shai_template_is_blank(p->xml + n->inner, n->inner_end - n->inner);
    }
    for (const struct shai_docx_node *child = n->first; child; child = child->next)
        if (has_words(p, child, any)) return true;
    return false;
}

static void put_text(const struct part *p, const struct shai_docx_node *pr, const struct shai_docx_node *content,
                     enum shai_slot slot)
{
    struct frame f = frame_of(p, pr, content);
    bool any = false, words = has_words(p, content, &any);
    struct shai_bytes as_it_is = {p->xml + content->inner, content->inner_end - content->inner};
    struct shai_tape_step *step = shai_tape_add(p->tape, SHAI_TAPE_TEXT);
    step->slot = slot;
    step->bytes[0] = text(f.before);
    step->bytes[1] = text(f.line_end);
    step->bytes[2] = text(f.after);
    step->bytes[3] =
        any && !words ? as_it_is : text(shai_arena_printf(p->r->arena, "%s　　　　%s", f.before, f.after));
}

/* --- boxes --------------------------------------------------------------------------------------------------------
 */

static void put_choice(const struct part *p, enum shai_slot slot, const char *yes, const char *no)
{
    struct shai_tape_step *step = shai_tape_add(p->tape, SHAI_TAPE_BOX);
    step->slot = slot;
    step->bytes[0] = text(yes);
    step->bytes[1] = text(no);
}

/* The character that a check box shows; those of symbol fonts are none that we could write. */
static const char *mark_of(const struct part *p, const struct shai_docx_node *checkbox,
                           enum shai_docx_node_kind state, const char *usual)
{
    const struct shai_docx_node *n = checkbox ? shai_docx_child(checkbox, state) : NULL;
    char *end = NULL;
    unsigned long cp = n && n->value ? strtoul(n->value, &end, 16) : 0;
    if (!end || *end || cp < 0x2000 || cp > 0x2FFF) return usual;
    struct shai_strbuf b;
    shai_strbuf_init(&b, p->r->arena);
    shai_strbuf_putcp(&b, (uint32_t)cp);
    return b.s;
}

/* In the place of the box that the control shows; where it shows none, in place of all. */
static void put_box(const struct part *p, const struct shai_docx_node *pr, const struct shai_docx_node *content,
                    enum shai_slot slot)
{
    const struct shai_docx_node *checkbox = shai_docx_child(pr, SHAI_DOCX_NODE_CHECKBOX);
    const char *yes = mark_of(p, checkbox, SHAI_DOCX_NODE_CHECKED_STATE, checkbox ? "☒" : "☑");
    const char *no = mark_of(p, checkbox, SHAI_DOCX_NODE_UNCHECKED_STATE, "☐");
    size_t used, at = shai_template_box(p->xml + content->inner, content->inner_end - content->inner, &used);
    if (used) {
        copy(p, content->inner, content->inner + at);
        put_choice(p, slot, yes, no);
        copy(p, content->inner + at + used, content->inner_end);
        return;
    }
    struct frame f = frame_of(p, pr, content);
    shai_tape_bytes(p->tape, text(f.before));
    put_choice(p, slot, yes, no);
    shai_tape_bytes(p->tape, text(f.after));
}

/* The properties of a check box, with its state put in. */
static void put_checkbox(const struct part *p, const struct shai_docx_node *n, enum shai_slot slot)
{
    struct shai_arena *arena = p->r->arena;
    const char *tag = p->xml + n->start + 1;
    int prefix = (int)strcspn(tag, " />\t\r\n") - (int)strlen("checkbox");
    const struct shai_docx_node *state = shai_docx_child(n, SHAI_DOCX_NODE_CHECKED);
    bool closed = n->inner == n->end;
    if (closed) shai_tape_bytes(p->tape, text(shai_arena_printf(arena, "<%.*scheckbox>", prefix, tag)));
    else copy(p, n->start, state ? state->start : n->inner);
    shai_tape_bytes(p->tape, text(shai_arena_printf(arena, "<%.*schecked %.*sval=\"", prefix, tag, prefix, tag)));
    put_choice(p, slot, "1", "0");
    shai_tape_bytes(p->tape, text("\"/>"));
    if (closed) shai_tape_bytes(p->tape, text(shai_arena_printf(arena, "</%.*scheckbox>", prefix, tag)));
    else copy(p, state ? state->end : n->inner, n->end);
}

/* --- controls -----------------------------------------------------------------------------------------------------
 */

static void put_properties(const struct part *p, const struct shai_docx_node *pr, enum shai_slot slot)
{
    size_t from = pr->start;
    for (const struct shai_docx_node *child = pr->first; child; child = child->next) {
        bool drop = child->kind == SHAI_DOCX_NODE_PLACEHOLDER || child->kind == SHAI_DOCX_NODE_SHOWING ||
                    child->kind == SHAI_DOCX_NODE_BINDING || (child->kind == SHAI_DOCX_NODE_ID && p->inside);
        bool checkbox = child->kind == SHAI_DOCX_NODE_CHECKBOX;
        if (!drop && !checkbox) continue;
        copy(p, from, child->start);
        if (checkbox) put_checkbox(p, child, slot);
        from = child->end;
    }
    copy(p, from, pr->end);
}

/* A control with a tag, within a node. */
static const char *tag_within(const struct shai_docx_node *n)
{
    for (const struct shai_docx_node *child = n->first; child; child = child->next) {
        if (!child->tagged) continue;
        const char *tag = child->kind == SHAI_DOCX_NODE_SDT ? tag_of(child) : NULL;
        if (!tag) tag = tag_within(child);
        if (tag) return tag;
    }
    return NULL;
}

/* Can the control be filled? Says so where not. */
static bool is_sound(const struct part *p, const struct shai_docx_node *n, const struct shai_docx_node *content,
                     enum shai_slot slot)
{
    const struct shai_template_reader *r = p->r;
    const struct shai_docx_node *pr = shai_docx_child(n, SHAI_DOCX_NODE_SDTPR);
    const char *tag = tag_of(n), *inner = tag_within(content);
    if (inner) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_NESTED, r->path, tag, inner, r->part, NULL);
    else if (shai_docx_child(content, SHAI_DOCX_NODE_TR))
        shai_diag_plain(r->diags, SHAI_D_TEMPLATE_ROW, r->path, tag, r->part, NULL);
    else if (shai_docx_child(pr, SHAI_DOCX_NODE_CHECKBOX) && !shai_slots[slot].box)
        shai_diag_plain(r->diags, SHAI_D_TEMPLATE_BOX, r->path, tag, r->part, NULL);
    else return true;
    return false;
}

static void put_field(const struct part *p, const struct shai_docx_node *n, enum shai_slot slot)
{
    const struct shai_docx_node *pr = shai_docx_child(n, SHAI_DOCX_NODE_SDTPR);
    const struct shai_docx_node *content = shai_docx_child(n, SHAI_DOCX_NODE_CONTENT);
    if (!is_sound(p, n, content, slot)) return;
    bool closed = content->inner == content->end; /* <w:sdtContent/> */
    copy(p, n->start, pr->start);
    put_properties(p, pr, slot);
    copy(p, pr->end, closed ? content->start : content->inner);
    if (closed) shai_tape_bytes(p->tape, text(shai_arena_printf(p->r->arena, "<%ssdtContent>", p->w)));
    if (shai_slots[slot].box) put_box(p, pr, content, slot);
    else put_text(p, pr, content, slot);
    if (closed) shai_tape_bytes(p->tape, text(shai_arena_printf(p->r->arena, "</%ssdtContent>", p->w)));
    copy(p, content->inner_end, n->end);
}

/* The first item of a repeating section, which the others are like. */
static const struct shai_docx_node *item_of(const struct shai_docx_node *content)
{
    for (const struct shai_docx_node *child = content->first; child; child = child->next) {
        const struct shai_docx_node *pr =
            child->kind == SHAI_DOCX_NODE_SDT ? shai_docx_child(child, SHAI_DOCX_NODE_SDTPR) : NULL;
        if (pr && shai_docx_child(pr, SHAI_DOCX_NODE_ITEM)) return child;
    }
    return NULL;
}

static void put_list(struct part *p, const struct shai_docx_node *n, enum shai_slot_group group)
{
    const struct shai_docx_node *content = shai_docx_child(n, SHAI_DOCX_NODE_CONTENT), *item = item_of(content);
    enum shai_slot_group before = p->inside;
    copy(p, n->start, item ? item->start : content->inner);
    size_t begun = shai_tape_begin(p->tape, SHAI_TAPE_REPEAT, group);
    p->inside = group;
    if (item) put_children(p, item, item->start, item->end);
    else put_children(p, content, content->inner, content->inner_end);
    p->inside = before;
    shai_tape_end(p->tape, begun);
    copy(p, content->inner_end, n->end);
}

/* A node that stands once for each row of a list. */
static void put_repeated(struct part *p, const struct shai_docx_node *n, enum shai_slot_group group)
{
    size_t begun = shai_tape_begin(p->tape, SHAI_TAPE_REPEAT, group);
    p->inside = group;
    put_node(p, n);
    p->inside = SHAI_GROUP_ONE;
    shai_tape_end(p->tape, begun);
}

static void put_control(struct part *p, const struct shai_docx_node *n)
{
    enum shai_slot slot = SHAI_SLOT_COUNT;
    enum shai_slot_group group = SHAI_GROUP_ONE;
    const char *tag = shai_docx_child(n, SHAI_DOCX_NODE_CONTENT) ? tag_of(n) : NULL;
    enum shai_template_name name = shai_template_name(p->r, tag, &slot, &group);
    if (name == SHAI_TEMPLATE_GROUP && !p->inside) put_list(p, n, group);
    else if (name != SHAI_TEMPLATE_FIELD) put_children(p, n, n->start, n->end);
    else if (p->inside || shai_slots[slot].group == SHAI_GROUP_ONE) put_field(p, n, slot);
    else {
        size_t begun = shai_tape_begin(p->tape, SHAI_TAPE_REPEAT, shai_slots[slot].group);
        p->inside = shai_slots[slot].group;
        put_field(p, n, slot);
        p->inside = SHAI_GROUP_ONE;
        shai_tape_end(p->tape, begun);
    }
}

/* --- the whole part -----------------------------------------------------------------------------------------------
 */

/* May a paragraph be left out? What holds it must keep one, and nothing else may go with it. */
static bool is_line(const struct shai_docx_node *n)
{
    return n->kind == SHAI_DOCX_NODE_P && n->before && n->before->kind == SHAI_DOCX_NODE_P &&
           !shai_docx_within(n, SHAI_DOCX_NODE_SECTPR) && !shai_docx_within(n, SHAI_DOCX_NODE_DRAWING);
}

static void put_node(struct part *p, const struct shai_docx_node *n)
{
    bool repeats = (n->kind == SHAI_DOCX_NODE_TR || n->kind == SHAI_DOCX_NODE_P) && !p->inside;
    enum shai_slot_group group = repeats ? list_in(n) : SHAI_GROUP_ONE;
    if (group != SHAI_GROUP_ONE) {
        put_repeated(p, n, group);
    } else if (n->kind == SHAI_DOCX_NODE_SDT) {
        put_control(p, n);
    } else if (n->kind == SHAI_DOCX_NODE_ID && p->inside) {
        return; /* a copy has a number of its own, which the editor gives it */
    } else if (is_line(n)) {
        size_t begun = shai_tape_begin(p->tape, SHAI_TAPE_LINE, SHAI_GROUP_ONE);
        put_children(p, n, n->start, n->end);
        shai_tape_end(p->tape, begun);
    } else {
        put_children(p, n, n->start, n->end);
    }
}

void shai_template_controls(struct shai_template_reader *r, struct shai_tape *tape, const char *xml,
                            struct shai_docx_node *root)
{
    size_t name = strcspn(xml + root->start + 1, " />\t\r\n");
    const char *colon = memchr(xml + root->start + 1, ':', name);
    size_t prefix = colon ? (size_t)(colon - (xml + root->start)) : 0;
    struct part p = {r, tape, xml, shai_arena_strndup(r->arena, xml + root->start + 1, prefix), SHAI_GROUP_ONE};
    mark(root);
    copy(&p, 0, root->start);
    put_node(&p, root);
}
