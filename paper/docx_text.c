/* Paragraphs, runs, and what a line is made of. */
#include "paper/docx.h"
#include "paper/fields.h"

/* --- paragraphs --------------------------------------------------------------------------------------------------
 */

static bool has_gap(const struct shai_doc_line *line)
{
    for (size_t i = 0; line && i < line->count; i++)
        if (line->pieces[i].kind == SHAI_DOC_GAP) return true;
    return false;
}

void shai_docx_paragraph(struct shai_docx *d, const char *style, const struct shai_doc_line *line,
                         struct shai_docx_look look)
{
    struct shai_xml_writer *x = &d->xml;
    SHAI_XMLW_OPEN(x, "w:p", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:pPr", (char *)NULL);
    SHAI_DOCX_VAL(d, "w:pStyle", style);
    if (look.keep_next) SHAI_XMLW_CONST(x, "<w:keepNext/>");
    if (d->breaks_page) SHAI_XMLW_CONST(x, "<w:pageBreakBefore/>");
    d->breaks_page = false;
    if (has_gap(line)) {
        SHAI_XMLW_OPEN(x, "w:tabs", (char *)NULL);
        SHAI_XMLW_VOID(x, "w:tab", "w:val", "right", "w:pos", shai_docx_number(d, d->room), (char *)NULL);
        shai_xmlw_close(x);
    }
    if (line && line->room)
        SHAI_XMLW_VOID(x, "w:ind", "w:rightChars", shai_docx_number(d, line->room * 50), "w:right",
                       shai_docx_number(d, line->room * d->layout->lines[line->style].size * 5), (char *)NULL);
    if (look.centred) SHAI_XMLW_CONST(x, "<w:jc w:val=\"center\"/>");
    if (look.ends_section) shai_docx_section(d);
    shai_xmlw_close(x);
}

/* --- runs --------------------------------------------------------------------------------------------------------
 */

void shai_docx_run(struct shai_docx *d, const char *style, const char *text)
{
    struct shai_xml_writer *x = &d->xml;
    SHAI_XMLW_OPEN(x, "w:r", (char *)NULL);
    if (style) {
        SHAI_XMLW_OPEN(x, "w:rPr", (char *)NULL);
        SHAI_DOCX_VAL(d, "w:rStyle", style);
        shai_xmlw_close(x);
    }
    for (const char *s = text;;) {
        size_t len = strcspn(s, "\n");
        SHAI_XMLW_OPEN(x, "w:t", "xml:space", "preserve", (char *)NULL);
        shai_xmlw_text(x, s, len);
        shai_xmlw_close(x);
        if (!s[len]) break;
        SHAI_XMLW_CONST(x, "<w:br/>");
        s += len + 1;
    }
    shai_xmlw_close(x);
}

/* --- content controls --------------------------------------------------------------------------------------------
 */

static void put_kind(struct shai_docx *d, enum shai_docx_control kind)
{
    struct shai_xml_writer *x = &d->xml;
    switch (kind) {
    case SHAI_DOCX_TEXT: break; /* rich text: of plain text LibreOffice keeps neither underline nor line ends */
    case SHAI_DOCX_ROWS: SHAI_XMLW_CONST(x, "<w15:repeatingSection/>"); break;
    case SHAI_DOCX_ROW: SHAI_XMLW_CONST(x, "<w15:repeatingSectionItem/>"); break;
    case SHAI_DOCX_BOX:
    case SHAI_DOCX_TICKED:
        SHAI_XMLW_OPEN(x, "w14:checkbox", (char *)NULL);
        SHAI_XMLW_VOID(x, "w14:checked", "w14:val", kind == SHAI_DOCX_TICKED ? "1" : "0", (char *)NULL);
        SHAI_XMLW_CONST(x, "<w14:checkedState w14:val=\"2611\" w14:font=\"Segoe UI Symbol\"/>"
                           "<w14:uncheckedState w14:val=\"2610\" w14:font=\"Segoe UI Symbol\"/>");
        shai_xmlw_close(x);
        break;
    }
}

/* What an editor shows of a control. */
static const char *title_of(const struct shai_docx *d, const char *field)
{
    enum shai_slot slot = shai_slot_find(field, strlen(field));
    return slot == SHAI_SLOT_COUNT || d->doc->lang != SHAI_ZH ? field : shai_slots[slot].zh;
}

void shai_docx_control(struct shai_docx *d, enum shai_docx_control kind, const char *field)
{
    struct shai_xml_writer *x = &d->xml;
    SHAI_XMLW_OPEN(x, "w:sdt", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:sdtPr", (char *)NULL);
    if (field) {
        SHAI_DOCX_VAL(d, "w:alias", title_of(d, field));
        SHAI_DOCX_VAL(d, "w:tag", field);
    }
    SHAI_DOCX_VAL(d, "w:id", shai_docx_number(d, ++d->controls));
    put_kind(d, kind);
    shai_xmlw_close(x);
    SHAI_XMLW_OPEN(x, "w:sdtContent", (char *)NULL);
}

void shai_docx_control_end(struct shai_docx *d)
{
    shai_xmlw_close(&d->xml);
    shai_xmlw_close(&d->xml);
}

/* --- pieces ------------------------------------------------------------------------------------------------------
 */

enum { USUAL_BLANK = 4 }; /* of a control that has no width of its own */

/* As many blanks of Han width. */
static const char *blanks(struct shai_docx *d, unsigned count)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, d->arena);
    while (count--) shai_strbuf_puts(&b, "　");
    return b.s;
}

static void put_field(struct shai_docx *d, const struct shai_doc_piece *p)
{
    const char *style = p->blank ? "ShaiField" : NULL, *text = p->text;
    bool control = d->doc->controls && p->field;
    if (!text) text = blanks(d, p->blank || !control ? p->blank : USUAL_BLANK);
    if (control) shai_docx_control(d, SHAI_DOCX_TEXT, p->field);
    if (*text || control) shai_docx_run(d, style, text);
    if (control) shai_docx_control_end(d);
}

static void put_box(struct shai_docx *d, const struct shai_doc_piece *p)
{
    bool control = d->doc->controls && p->field;
    if (control) shai_docx_control(d, p->ticked ? SHAI_DOCX_TICKED : SHAI_DOCX_BOX, p->field);
    shai_docx_run(d, "ShaiBox", p->ticked ? "☑" : "☐");
    if (control) shai_docx_control_end(d);
    if (p->text) shai_docx_run(d, NULL, p->text);
}

void shai_docx_pieces(struct shai_docx *d, const struct shai_doc_line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct shai_doc_piece *p = &line->pieces[i];
        switch (p->kind) {
        case SHAI_DOC_WORDS: shai_docx_run(d, NULL, p->text); break;
        case SHAI_DOC_STRONG: shai_docx_run(d, "Strong", p->text); break;
        case SHAI_DOC_FIELD: put_field(d, p); break;
        case SHAI_DOC_BOX: put_box(d, p); break;
        case SHAI_DOC_GAP: SHAI_XMLW_CONST(&d->xml, "<w:r><w:tab/></w:r>"); break;
        }
    }
}
