/* Pages: sections with their margins, what stands at the foot of a page, and settings of the whole document. */
#include "paper/docx.h"

#define NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

static const char *twips(struct shai_docx *d, unsigned tenths)
{
    return shai_docx_number(d, shai_docx_twips(tenths));
}

/* Where the foot stands: GB/T 9704 has it 7 mm below the text; it is some 5 mm high. */
static unsigned foot_edge(const struct shai_docx *d)
{
    return d->layout->bottom > 200 ? d->layout->bottom - 120 : d->layout->bottom / 2;
}

void shai_docx_section(struct shai_docx *d)
{
    struct shai_xml_writer *x = &d->xml;
    const struct shai_layout *l = d->layout;
    SHAI_XMLW_OPEN(x, "w:sectPr", (char *)NULL);
    if (l->foot != SHAI_FOOT_NONE) SHAI_XMLW_CONST(x, "<w:footerReference w:type=\"default\" r:id=\"rId5\"/>");
    if (l->foot == SHAI_FOOT_DASHED) SHAI_XMLW_CONST(x, "<w:footerReference w:type=\"even\" r:id=\"rId6\"/>");
    SHAI_XMLW_CONST(x, "<w:type w:val=\"nextPage\"/>");
    SHAI_XMLW_VOID(x, "w:pgSz", "w:w", twips(d, SHAI_PAGE_WIDTH), "w:h", twips(d, SHAI_PAGE_HEIGHT), (char *)NULL);
    SHAI_XMLW_VOID(x, "w:pgMar", "w:top", twips(d, l->top), "w:right", twips(d, l->right), "w:bottom",
                   twips(d, l->bottom), "w:left", twips(d, l->left), "w:header", twips(d, l->top / 2), "w:footer",
                   twips(d, foot_edge(d)), "w:gutter", "0", (char *)NULL);
    if (d->restarted) SHAI_XMLW_CONST(x, "<w:pgNumType w:start=\"1\"/>");
    shai_xmlw_close(x);
}

/* --- feet --------------------------------------------------------------------------------------------------------
 */

static void put_field(struct shai_docx *d, const char *code)
{
    struct shai_xml_writer *x = &d->xml;
    SHAI_XMLW_OPEN(x, "w:fldSimple", "w:instr", code, (char *)NULL);
    shai_docx_run(d, NULL, "1");
    shai_xmlw_close(x);
}

static bool has_restarts(const struct shai_document *doc)
{
    for (const struct shai_doc_block *b = doc->first; b; b = b->next)
        if (b->kind == SHAI_BLOCK_PAGE && b->restart) return true;
    return false;
}

static void put_dashed(struct shai_docx *d)
{
    shai_docx_run(d, NULL, "— ");
    put_field(d, " PAGE ");
    shai_docx_run(d, NULL, " —");
}

static void put_of(struct shai_docx *d)
{
    bool zh = d->doc->lang == SHAI_ZH;
    shai_docx_run(d, NULL, zh ? "第 " : "Page ");
    put_field(d, " PAGE ");
    shai_docx_run(d, NULL, zh ? " 页　共 " : " of ");
    put_field(d, has_restarts(d->doc) ? " SECTIONPAGES " : " NUMPAGES ");
    if (zh) shai_docx_run(d, NULL, " 页");
}

/* Numbers of official documents stand at the outer edge, a character from it; others in the middle. */
static void put_foot(struct shai_docx *d, const char *part, const char *align)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "w:ftr", "xmlns:w", NAMESPACE, (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:p", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:pPr", (char *)NULL);
    SHAI_DOCX_VAL(d, "w:pStyle", shai_docx_style_id(SHAI_DOCX_FOOTER));
    SHAI_XMLW_CONST(x, "<w:ind w:left=\"280\" w:right=\"280\"/>");
    SHAI_DOCX_VAL(d, "w:jc", align);
    shai_xmlw_close(x);
    if (d->layout->foot == SHAI_FOOT_DASHED) put_dashed(d);
    else put_of(d);
    shai_docx_part_end(d, part);
}

void shai_docx_feet(struct shai_docx *d)
{
    if (d->layout->foot == SHAI_FOOT_NONE) return;
    bool dashed = d->layout->foot == SHAI_FOOT_DASHED;
    put_foot(d, "word/footer1.xml", dashed ? "right" : "center");
    if (dashed) put_foot(d, "word/footer2.xml", "left");
}

/* --- settings ----------------------------------------------------------------------------------------------------
 */

void shai_docx_settings(struct shai_docx *d)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "w:settings", "xmlns:w", NAMESPACE, (char *)NULL);
    SHAI_XMLW_CONST(x, "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>");
    if (d->layout->foot == SHAI_FOOT_DASHED) SHAI_XMLW_CONST(x, "<w:evenAndOddHeaders/>");
    /* blanks at the end of a line are underlined, too: they are there to be written on */
    SHAI_XMLW_CONST(x, "<w:characterSpacingControl w:val=\"compressPunctuation\"/>"
                       "<w:compat><w:ulTrailSpace/><w:compatSetting w:name=\"compatibilityMode\" "
                       "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>");
    SHAI_XMLW_VOID(x, "w:themeFontLang", "w:val", "en-US", "w:eastAsia", d->doc->lang == SHAI_ZH ? "zh-CN" : "en-US",
                   (char *)NULL);
    shai_docx_part_end(d, "word/settings.xml");
}
