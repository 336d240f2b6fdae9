/* The document as DOCX, the package that Word, WPS and LibreOffice edit. In: a document. Out: a zip file, the same
 * bytes for the same document. Headings, lists, tables and styles are the editors' own, so that an office can go on
 * from there. It looks at no clock; the date of creation is the first day that zip files know. */
#include "paper/docx.h"

unsigned shai_docx_twips(unsigned tenths)
{
    return (tenths * 1440 + 127) / 254;
}

const char *shai_docx_number(struct shai_docx *d, unsigned n)
{
    return shai_arena_printf(d->arena, "%u", n);
}

struct shai_xml_writer *shai_docx_part(struct shai_docx *d)
{
    shai_strbuf_init(&d->part, d->arena);
    shai_out_init_text(&d->out, &d->part);
    shai_xmlw_init(&d->xml, &d->out);
    return &d->xml;
}

void shai_docx_part_end(struct shai_docx *d, const char *name)
{
    shai_xmlw_end(&d->xml);
    shai_out_flush(&d->out);
    shai_package_add(&d->package, (struct shai_package_part){name, d->part.s, d->part.len, false});
}

/* --- blocks ------------------------------------------------------------------------------------------------------
 */

static void put_title(struct shai_docx *d, unsigned level, const char *text, bool ends_section)
{
    const char *style = shai_docx_style_id(level == 1 ? SHAI_DOCX_TITLE : SHAI_DOCX_SUBTITLE);
    shai_docx_paragraph(d, style, NULL, (struct shai_docx_look){.ends_section = ends_section});
    shai_docx_run(d, NULL, text);
    shai_xmlw_close(&d->xml);
}

static void put_heading(struct shai_docx *d, const struct shai_doc_block *b, bool ends_section)
{
    if (b->annex) d->breaks_page = true;
    const char *style = shai_docx_style_id(b->level == 1 ? SHAI_DOCX_HEADING : SHAI_DOCX_SUBHEADING);
    shai_docx_paragraph(d, style, NULL, (struct shai_docx_look){.centred = b->annex, .ends_section = ends_section});
    shai_docx_run(d, NULL, b->number);
    shai_docx_run(d, NULL, "　");
    shai_docx_run(d, NULL, b->text);
    shai_xmlw_close(&d->xml);
}

static void put_line(struct shai_docx *d, const char *style, const struct shai_doc_line *line,
                     struct shai_docx_look look)
{
    shai_docx_paragraph(d, style, line, look);
    shai_docx_pieces(d, line);
    shai_xmlw_close(&d->xml);
}

static void put_room(struct shai_docx *d, bool ends_section)
{
    shai_docx_paragraph(d, shai_docx_style_id(SHAI_DOCX_ROOM), NULL,
                        (struct shai_docx_look){.ends_section = ends_section});
    shai_xmlw_close(&d->xml);
}

static void put_picture(struct shai_docx *d, const struct shai_doc_block *b, bool ends_section)
{
    shai_docx_paragraph(d, shai_docx_style_id(SHAI_DOCX_PICTURE), NULL, (struct shai_docx_look){0});
    shai_docx_picture(d, b->picture);
    shai_xmlw_close(&d->xml);
    put_line(d, shai_docx_line_id(b->line->style), b->line, (struct shai_docx_look){.ends_section = ends_section});
}

static bool is_table(const struct shai_doc_block *b)
{
    return b && b->kind == SHAI_BLOCK_TABLE;
}

/* Tables that stand against each other become one in Word, and a page is not ended by one: there is a paragraph below
 * each. Nor can a table begin a page by itself. */
static void put_table(struct shai_docx *d, const struct shai_doc_table *t, bool ends_section)
{
    if (d->breaks_page && !t->number) put_room(d, false);
    shai_docx_table(d, t);
    put_room(d, ends_section);
}

static bool begins_section(const struct shai_doc_block *b)
{
    return b && b->kind == SHAI_BLOCK_PAGE && b->restart;
}

static void put_page(struct shai_docx *d, const struct shai_doc_block *b)
{
    if (b->restart) d->restarted = true;
    else d->breaks_page = true;
}

static void put_block(struct shai_docx *d, const struct shai_doc_block *b)
{
    bool ends = begins_section(b->next);
    const char *point = shai_docx_style_id(SHAI_DOCX_POINT);
    /* what ends a section that has no paragraph left of its own */
    if (b->kind == SHAI_BLOCK_PAGE && ends) put_page(d, b), put_room(d, true);
    else if (b->kind == SHAI_BLOCK_PAGE) put_page(d, b);
    else if (b->kind == SHAI_BLOCK_TITLE) put_title(d, b->level, b->text, ends);
    else if (b->kind == SHAI_BLOCK_HEADING) put_heading(d, b, ends);
    else if (b->kind == SHAI_BLOCK_LINE)
        put_line(d, shai_docx_line_id(b->line->style), b->line,
                 (struct shai_docx_look){.keep_next = is_table(b->next), .ends_section = ends});
    else if (b->kind == SHAI_BLOCK_TABLE) put_table(d, b->table, ends);
    else if (b->kind == SHAI_BLOCK_PICTURE) put_picture(d, b, ends);
    else
        for (size_t i = 0; i < b->points.count; i++)
            put_line(d, point, b->points.at[i],
                     (struct shai_docx_look){.ends_section = ends && i + 1 == b->points.count});
}

static void put_document(struct shai_docx *d)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "w:document", "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                   "xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "xmlns:wp",
                   "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "xmlns:mc",
                   "http://schemas.openxmlformats.org/markup-compatibility/2006", "xmlns:w14",
                   "http://schemas.microsoft.com/office/word/2010/wordml", "xmlns:w15",
                   "http://schemas.microsoft.com/office/word/2012/wordml", "mc:Ignorable", "w14 w15", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:body", (char *)NULL);
    x->keep_units = true;
    if (d->doc->form == SHAI_FORM_RULES) put_title(d, 1, d->doc->title, false);
    shai_docx_facts(d);
    if (d->doc->fact_count) put_room(d, false);
    for (const struct shai_doc_block *b = d->doc->first; b; b = b->next) put_block(d, b);
    if (d->breaks_page) put_room(d, false);
    shai_docx_section(d);
    shai_docx_part_end(d, "word/document.xml");
}

/* --- the package -------------------------------------------------------------------------------------------------
 */

static void put_types(struct shai_docx *d)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "Types", "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types", (char *)NULL);
#define TYPE(part, type)                                                                                       \
    SHAI_XMLW_CONST(x, "<Override PartName=\"" part                                                            \
                       "\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml." type \
                       "+xml\"/>")
    SHAI_XMLW_CONST(x, "<Default Extension=\"rels\" "
                       "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                       "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                       "<Default Extension=\"png\" ContentType=\"image/png\"/>"
                       "<Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>"
                       "<Override PartName=\"/docProps/core.xml\" "
                       "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>");
    TYPE("/word/document.xml", "document.main");
    TYPE("/word/styles.xml", "styles");
    TYPE("/word/settings.xml", "settings");
    TYPE("/word/numbering.xml", "numbering");
    TYPE("/word/fontTable.xml", "fontTable");
    if (d->layout->foot != SHAI_FOOT_NONE) TYPE("/word/footer1.xml", "footer");
    if (d->layout->foot == SHAI_FOOT_DASHED) TYPE("/word/footer2.xml", "footer");
#undef TYPE
    shai_docx_part_end(d, "[Content_Types].xml");
}

#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static void put_roots(struct shai_docx *d)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "Relationships", "xmlns", RELATIONS, (char *)NULL);
    SHAI_XMLW_CONST(x,
                    "<Relationship Id=\"rId1\" Type=\"" OFFICE "officeDocument\" Target=\"word/document.xml\"/>"
                    "<Relationship Id=\"rId2\" "
                    "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\""
                    " Target=\"docProps/core.xml\"/>");
    shai_docx_part_end(d, "_rels/.rels");
}

static void put_relations(struct shai_docx *d)
{
    static const char media[] = "word/media/";
    const size_t count = d->package.count;
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "Relationships", "xmlns", RELATIONS, (char *)NULL);
    SHAI_XMLW_CONST(x, "<Relationship Id=\"rId1\" Type=\"" OFFICE "styles\" Target=\"styles.xml\"/>"
                       "<Relationship Id=\"rId2\" Type=\"" OFFICE "settings\" Target=\"settings.xml\"/>"
                       "<Relationship Id=\"rId3\" Type=\"" OFFICE "numbering\" Target=\"numbering.xml\"/>"
                       "<Relationship Id=\"rId4\" Type=\"" OFFICE "fontTable\" Target=\"fontTable.xml\"/>");
    if (d->layout->foot != SHAI_FOOT_NONE)
        SHAI_XMLW_CONST(x, "<Relationship Id=\"rId5\" Type=\"" OFFICE "footer\" Target=\"footer1.xml\"/>");
    if (d->layout->foot == SHAI_FOOT_DASHED)
        SHAI_XMLW_CONST(x, "<Relationship Id=\"rId6\" Type=\"" OFFICE "footer\" Target=\"footer2.xml\"/>");
    unsigned picture = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = d->package.parts[i].name;
        if (strncmp(name, media, sizeof media - 1) != 0) continue;
        SHAI_XMLW_VOID(x, "Relationship", "Id", shai_arena_printf(d->arena, "rIdPicture%u", ++picture), "Type",
                       OFFICE "image", "Target", name + sizeof "word", (char *)NULL);
    }
    shai_docx_part_end(d, "word/_rels/document.xml.rels");
}

static void put_properties(struct shai_docx *d)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "cp:coreProperties", "xmlns:cp",
                   "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "xmlns:dc",
                   "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi",
                   "http://www.w3.org/2001/XMLSchema-instance", (char *)NULL);
    if (d->doc->title) SHAI_XMLW_LEAF(x, "dc:title", d->doc->title);
    SHAI_XMLW_CONST(x, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">1980-01-01T00:00:00Z</dcterms:created>"
                       "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">1980-01-01T00:00:00Z</dcterms:modified>");
    SHAI_XMLW_LEAF(x, "dc:language", d->doc->lang == SHAI_ZH ? "zh-CN" : "en");
    shai_docx_part_end(d, "docProps/core.xml");
}

void shai_doc_docx(struct shai_out *out, const struct shai_document *doc)
{
    struct shai_docx *d = SHAI_NEW(doc->arena, struct shai_docx);
    d->arena = doc->arena;
    d->doc = doc;
    d->layout = &shai_layouts[doc->form];
    d->room = d->width = shai_docx_twips(SHAI_PAGE_WIDTH - d->layout->left - d->layout->right);
    shai_package_init(&d->package, d->arena);
    put_types(d);
    put_roots(d);
    put_document(d);
    put_relations(d);
    shai_docx_styles(d);
    shai_docx_feet(d);
    shai_docx_settings(d);
    put_properties(d);
    shai_package_write(out, &d->package);
}
