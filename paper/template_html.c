/* HTML templates, through libxml2's parser. In: a page in which elements have `data-field`, and rows `data-repeat`.
 * Out: a tape of the same page in UTF-8. Scripts and styles stay as they are: the page is the office's own. What is
 * filled in is escaped.
 *
 * libxml2 allocates by itself; a panic that comes up while its tree is there waits until the tree is gone. */
#include "paper/template_read.h"

#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* A page under way. */
struct page {
    struct shai_template_reader *r;
    struct shai_tape *tape;
    struct shai_strbuf text; /* not on the tape yet */
    enum shai_slot_group inside;
    enum shai_slot box; /* of the box that is to be found; SHAI_SLOT_COUNT: none */
};

static void flush(struct page *p)
{
    if (p->text.len) shai_tape_bytes(p->tape, (struct shai_bytes){p->text.s, p->text.len});
    shai_strbuf_init(&p->text, p->r->arena);
}

static struct shai_bytes bytes(const char *s)
{
    return (struct shai_bytes){s, strlen(s)};
}

/* --- the tree -----------------------------------------------------------------------------------------------------
 */

static bool is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcasecmp((const char *)n->name, name) == 0;
}

/* The value of an attribute, as the parser left it: one text. NULL where there is none. */
static const char *attribute(const xmlNode *n, const char *name)
{
    if (n->type != XML_ELEMENT_NODE) return NULL;
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (strcasecmp((const char *)a->name, name) == 0)
            return a->children && a->children->content ? (const char *)a->children->content : "";
    return NULL;
}

static const char *field_of(const xmlNode *n)
{
    const char *name = attribute(n, "data-field");
    return name && !shai_template_is_blank(name, strlen(name)) ? name : NULL;
}

static bool has_words(const xmlNode *n)
{
    for (const xmlNode *child = n->children; child; child = child->next) {
        const char *s = (const char *)child->content;
        if (child->type == XML_TEXT_NODE && s && !shai_template_is_blank(s, strlen(s))) return true;
        if (child->type == XML_ELEMENT_NODE && has_words(child)) return true;
    }
    return false;
}

static bool has_box(const xmlNode *n)
{
    for (const xmlNode *child = n->children; child; child = child->next) {
        size_t used = 0;
        const char *s = (const char *)child->content;
        if (child->type == XML_TEXT_NODE && s) shai_template_box(s, strlen(s), &used);
        if (used || (child->type == XML_ELEMENT_NODE && has_box(child))) return true;
    }
    return false;
}

static const char *field_within(const xmlNode *n)
{
    for (const xmlNode *child = n->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) continue;
        const char *name = field_of(child);
        if (!name) name = field_within(child);
        if (name) return name;
    }
    return NULL;
}

/* The list whose fields stand in an element, or are it, and are in no row or list of their own. */
static enum shai_slot_group list_in(const xmlNode *n)
{
    const char *name = field_of(n);
    if (name) {
        enum shai_slot slot = shai_slot_find(name, strlen(name));
        if (slot != SHAI_SLOT_COUNT && shai_slots[slot].group != SHAI_GROUP_ONE) return shai_slots[slot].group;
    }
    for (const xmlNode *child = n->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || is(child, "tr") || attribute(child, "data-repeat")) continue;
        enum shai_slot_group group = list_in(child);
        if (group != SHAI_GROUP_ONE) return group;
    }
    return SHAI_GROUP_ONE;
}

/* --- what is written ----------------------------------------------------------------------------------------------
 */

static void put_escaped(struct page *p, const char *s, size_t len, bool quoted)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '&') shai_strbuf_puts(&p->text, "&amp;");
        else if (s[i] == '<' && !quoted) shai_strbuf_puts(&p->text, "&lt;");
        else if (s[i] == '>' && !quoted) shai_strbuf_puts(&p->text, "&gt;");
        else if (s[i] == '"' && quoted) shai_strbuf_puts(&p->text, "&quot;");
        else shai_strbuf_putc(&p->text, s[i]);
    }
}

static void put_text(struct page *p, const char *s)
{
    size_t len = strlen(s), used = 0, at = 0;
    if (p->box != SHAI_SLOT_COUNT) at = shai_template_box(s, len, &used);
    if (!used) {
        put_escaped(p, s, len, false);
        return;
    }
    put_escaped(p, s, at, false);
    flush(p);
    struct shai_tape_step *step = shai_tape_add(p->tape, SHAI_TAPE_BOX);
    step->slot = p->box;
    step->bytes[0] = bytes(shai_slot_box(true));
    step->bytes[1] = bytes(shai_slot_box(false));
    p->box = SHAI_SLOT_COUNT;
    put_escaped(p, s + at + used, len - at - used, false);
}

/* The page is written in UTF-8, whatever it was in. */
static const char *value_of(const xmlNode *n, const xmlAttr *a)
{
    const char *value = attribute(n, (const char *)a->name);
    if (!is(n, "meta")) return value;
    if (strcasecmp((const char *)a->name, "charset") == 0) return "utf-8";
    const char *what = attribute(n, "http-equiv");
    bool type = what && strcasecmp(what, "content-type") == 0 && strcasecmp((const char *)a->name, "content") == 0;
    return type ? "text/html; charset=utf-8" : value;
}

/* but: ? an attribute that is left out. The tag stays open. */
static void put_tag(struct page *p, const xmlNode *n, const char *but)
{
    shai_strbuf_printf(&p->text, "<%s", (const char *)n->name);
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        if (but && strcasecmp((const char *)a->name, but) == 0) continue;
        shai_strbuf_printf(&p->text, " %s", (const char *)a->name);
        if (!a->children) continue;
        shai_strbuf_puts(&p->text, "=\"");
        const char *value = value_of(n, a);
        put_escaped(p, value, strlen(value), true);
        shai_strbuf_putc(&p->text, '"');
    }
}

static bool is_void(const xmlNode *n)
{
    static const char *const names[] = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                        "input", "link", "meta", "param", "source", "track", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(n, names[i])) return true;
    return false;
}

static void put_node(struct page *p, const xmlNode *n);

static void put_children(struct page *p, const xmlNode *n)
{
    for (const xmlNode *child = n->children; child; child = child->next) put_node(p, child);
}

static void put_end(struct page *p, const xmlNode *n)
{
    if (!is_void(n)) shai_strbuf_printf(&p->text, "</%s>", (const char *)n->name);
}

/* --- fields -------------------------------------------------------------------------------------------------------
 */

/* <input>: a check box is checked, any other has its value. */
static void put_input(struct page *p, const xmlNode *n, enum shai_slot slot)
{
    bool box = shai_slots[slot].box;
    put_tag(p, n, box ? "checked" : "value");
    flush(p);
    struct shai_tape_step *step = shai_tape_add(p->tape, box ? SHAI_TAPE_BOX : SHAI_TAPE_TEXT);
    step->slot = slot;
    step->bytes[0] = bytes(box ? " checked" : " value=\"");
    step->bytes[1] = bytes(box ? "" : " ");
    step->bytes[2] = bytes(box ? "" : "\"");
    shai_strbuf_putc(&p->text, '>');
}

/* Where the element has words they are what is asked for, not what is written on. */
static void put_field_text(struct page *p, const xmlNode *n, enum shai_slot slot)
{
    struct shai_strbuf outer = p->text;
    shai_strbuf_init(&p->text, p->r->arena);
    if (has_words(n)) shai_strbuf_puts(&p->text, "　　　　");
    else put_children(p, n);
    struct shai_bytes blank = {p->text.s, p->text.len};
    p->text = outer;
    flush(p);
    struct shai_tape_step *step = shai_tape_add(p->tape, SHAI_TAPE_TEXT);
    step->slot = slot;
    step->bytes[0] = step->bytes[2] = bytes("");
    step->bytes[1] = bytes("<br>");
    step->bytes[3] = blank;
}

static void put_field_box(struct page *p, const xmlNode *n, enum shai_slot slot)
{
    p->box = slot;
    if (has_box(n)) put_children(p, n);
    else put_text(p, "☐");
    p->box = SHAI_SLOT_COUNT;
}

/* Can the element be filled? Says so where not. */
static bool is_sound(const struct page *p, const xmlNode *n, enum shai_slot slot)
{
    const struct shai_template_reader *r = p->r;
    const char *inner = field_within(n), *type = attribute(n, "type");
    bool checkbox = is(n, "input") && type && strcasecmp(type, "checkbox") == 0;
    if (inner) shai_diag_plain(r->diags, SHAI_D_TEMPLATE_NESTED, r->path, field_of(n), inner, r->part, NULL);
    else if (is(n, "tr") || is(n, "table") || is(n, "tbody"))
        shai_diag_plain(r->diags, SHAI_D_TEMPLATE_ROW, r->path, field_of(n), r->part, NULL);
    else if (checkbox && !shai_slots[slot].box)
        shai_diag_plain(r->diags, SHAI_D_TEMPLATE_BOX, r->path, field_of(n), r->part, NULL);
    else return true;
    return false;
}

static void put_field(struct page *p, const xmlNode *n, enum shai_slot slot)
{
    if (!is_sound(p, n, slot)) return;
    if (is(n, "input")) {
        put_input(p, n, slot);
        return;
    }
    put_tag(p, n, NULL);
    shai_strbuf_putc(&p->text, '>');
    if (shai_slots[slot].box) put_field_box(p, n, slot);
    else put_field_text(p, n, slot);
    put_end(p, n);
}

/* --- elements -----------------------------------------------------------------------------------------------------
 */

static void put_plain(struct page *p, const xmlNode *n)
{
    enum shai_slot slot = SHAI_SLOT_COUNT;
    enum shai_slot_group group = SHAI_GROUP_ONE;
    const char *name = field_of(n);
    if (name && shai_template_name(p->r, name, &slot, &group) == SHAI_TEMPLATE_FIELD) {
        put_field(p, n, slot);
        return;
    }
    put_tag(p, n, NULL);
    shai_strbuf_putc(&p->text, '>');
    put_children(p, n);
    put_end(p, n);
}

/* What is left out where its fields have nothing to say: a paragraph, a point, a small line of a cell. */
static bool is_line(const xmlNode *n)
{
    const char *class_name = attribute(n, "class");
    return is(n, "p") || is(n, "li") || (is(n, "span") && class_name && strcmp(class_name, "sub") == 0);
}

static void put_stretch(struct page *p, const xmlNode *n, enum shai_tape_kind kind, enum shai_slot_group group);

static void put_line(struct page *p, const xmlNode *n)
{
    if (is_line(n)) put_stretch(p, n, SHAI_TAPE_LINE, SHAI_GROUP_ONE);
    else put_plain(p, n);
}

static void put_stretch(struct page *p, const xmlNode *n, enum shai_tape_kind kind, enum shai_slot_group group)
{
    flush(p);
    size_t begun = shai_tape_begin(p->tape, kind, group);
    if (kind == SHAI_TAPE_REPEAT) {
        p->inside = group;
        put_line(p, n);
        p->inside = SHAI_GROUP_ONE;
    } else {
        put_plain(p, n);
    }
    flush(p);
    shai_tape_end(p->tape, begun);
}

/* Is there an element before this one that repeats with the same list? It is the one that the others are like. */
static bool is_further(const xmlNode *n, const char *list)
{
    const xmlNode *before = n->prev;
    while (before && before->type != XML_ELEMENT_NODE) before = before->prev;
    const char *other = before ? attribute(before, "data-repeat") : NULL;
    return other && strcmp(other, list) == 0;
}

static void put_element(struct page *p, const xmlNode *n)
{
    enum shai_slot slot;
    enum shai_slot_group group = SHAI_GROUP_ONE;
    const char *list = p->inside ? NULL : attribute(n, "data-repeat");
    if (list && is_further(n, list)) return;
    bool rows = is(n, "tr") || is(n, "p") || is(n, "li") || field_of(n);
    if (list && shai_template_name(p->r, list, &slot, &group) != SHAI_TEMPLATE_GROUP) group = SHAI_GROUP_ONE;
    else if (!list && rows && !p->inside) group = list_in(n);
    if (group != SHAI_GROUP_ONE) put_stretch(p, n, SHAI_TAPE_REPEAT, group);
    else put_line(p, n);
}

static void put_comment(struct page *p, const char *s)
{
    shai_strbuf_puts(&p->text, "<!--");
    shai_strbuf_puts(&p->text, s);
    shai_strbuf_puts(&p->text, "-->");
}

static void put_node(struct page *p, const xmlNode *n)
{
    const char *s = (const char *)n->content;
    switch ((int)n->type) {
    case XML_ELEMENT_NODE: put_element(p, n); break;
    case XML_TEXT_NODE:
        if (s) put_text(p, s);
        break;
    case XML_CDATA_SECTION_NODE: /* of a script or a style */
        if (s) shai_strbuf_puts(&p->text, s);
        break;
    case XML_COMMENT_NODE: put_comment(p, s ? s : ""); break;
    case XML_ENTITY_REF_NODE: shai_strbuf_printf(&p->text, "&%s;", (const char *)n->name); break;
    default: break;
    }
}

/* --- the page -----------------------------------------------------------------------------------------------------
 */

static bool has_text(const char *s, size_t len, const char *what)
{
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= len; i++)
        if (strncasecmp(s + i, what, n) == 0) return true;
    return false;
}

/* What is UTF-8 is read so; of what is not, the page says what it is, else it is GB 18030. */
static htmlDocPtr parse(const char *s, size_t len)
{
    bool utf8 = shai_utf8_check(s, len) == len, says = has_text(s, len < 4096 ? len : 4096, "charset");
    int options =
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD;
    if (has_text(s, len, "<html")) options |= HTML_PARSE_NOIMPLIED;
    return htmlReadMemory(s, (int)len, NULL, utf8 ? "UTF-8" : says ? NULL : "GB18030", options);
}

static void put_page(struct shai_template_reader *r, const xmlDoc *doc)
{
    struct shai_template *t = r->template;
    t->parts = SHAI_NEW(r->arena, struct shai_template_part);
    t->part_count = 1;
    struct page p = {.r = r, .tape = &t->parts[0].tape, .box = SHAI_SLOT_COUNT};
    shai_tape_init(p.tape, r->arena, "&nbsp;");
    shai_strbuf_init(&p.text, r->arena);
    if (doc->intSubset) shai_strbuf_puts(&p.text, "<!DOCTYPE html>\n");
    for (const xmlNode *n = doc->children; n; n = n->next) put_node(&p, n);
    shai_strbuf_putc(&p.text, '\n');
    flush(&p);
}

bool shai_template_read_html(struct shai_template_reader *r)
{
    struct shai_arena *arena = r->arena;
    struct shai_panic *outer = arena->panic, here;
    size_t errors = r->diags->errors;
    r->part = "html";
    htmlDocPtr doc = r->template->len ? parse(r->template->bytes, r->template->len) : NULL;
    if (!doc || !doc->children) {
        if (doc) xmlFreeDoc(doc);
        shai_diag_plain(r->diags, SHAI_D_TEMPLATE_BROKEN, r->path, r->part, NULL);
        return false;
    }
    arena->panic = r->diags->arena->panic = &here;
    bool whole = SHAI_TRY(&here);
    if (whole) put_page(r, doc);
    arena->panic = r->diags->arena->panic = outer;
    xmlFreeDoc(doc);
    if (!whole) shai_arena_panic(arena);
    return r->diags->errors == errors;
}
