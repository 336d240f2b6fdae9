/* Named styles: one for each line style, heading and kind of cell, so that an office changes a look in one place.
 * Faces and sizes are layout.h's. */
#include "paper/docx.h"

/* Names as an editor shows them; those of Word's own styles are fixed. */
struct style {
    const char *id, *name[2]; /* by enum shai_lang */
};

static const struct style line_styles[SHAI_LINE_COUNT] = {
    [SHAI_LINE_BODY] = {"ShaiBody", {"速筛 正文", "Sushai Body"}},
    [SHAI_LINE_FLUSH] = {"ShaiFlush", {"速筛 顶格", "Sushai Flush"}},
    [SHAI_LINE_CENTRE] = {"ShaiCentre", {"速筛 居中", "Sushai Centred"}},
    [SHAI_LINE_SIGNED] = {"ShaiSigned", {"速筛 落款", "Sushai Signature"}},
    [SHAI_LINE_DATED] = {"ShaiDated", {"速筛 日期", "Sushai Date"}},
    [SHAI_LINE_RULED] = {"ShaiRuled", {"速筛 抄送", "Sushai Copies"}},
    [SHAI_LINE_TOP] = {"ShaiTop", {"速筛 页首", "Sushai Top"}},
    [SHAI_LINE_FOOT] = {"ShaiFoot", {"速筛 附注", "Sushai Notes"}},
    [SHAI_LINE_SMALL] = {"ShaiSmall", {"速筛 说明", "Sushai Remark"}},
    [SHAI_LINE_CELL] = {"ShaiCell", {"速筛 表格", "Sushai Cell"}},
    [SHAI_LINE_SUB] = {"ShaiSub", {"速筛 表格小字", "Sushai Cell Small"}},
};

static const struct style styles[SHAI_DOCX_STYLE_COUNT] = {
    [SHAI_DOCX_TITLE] = {"Title", {"Title", "Title"}},
    [SHAI_DOCX_SUBTITLE] = {"Subtitle", {"Subtitle", "Subtitle"}},
    [SHAI_DOCX_HEADING] = {"Heading1", {"heading 1", "heading 1"}},
    [SHAI_DOCX_SUBHEADING] = {"Heading2", {"heading 2", "heading 2"}},
    [SHAI_DOCX_CAPTION] = {"Caption", {"caption", "caption"}},
    [SHAI_DOCX_POINT] = {"ShaiPoint", {"速筛 列项", "Sushai Point"}},
    [SHAI_DOCX_HEAD] = {"ShaiHead", {"速筛 表头", "Sushai Column"}},
    [SHAI_DOCX_FAMILY] = {"ShaiFamily", {"速筛 表格分组", "Sushai Family"}},
    [SHAI_DOCX_DENSE_HEAD] = {"ShaiDenseHead", {"速筛 密表表头", "Sushai Dense Column"}},
    [SHAI_DOCX_DENSE_CELL] = {"ShaiDenseCell", {"速筛 密表", "Sushai Dense Cell"}},
    [SHAI_DOCX_DENSE_SUB] = {"ShaiDenseSub", {"速筛 密表小字", "Sushai Dense Small"}},
    [SHAI_DOCX_PICTURE] = {"ShaiPicture", {"速筛 图片", "Sushai Picture"}},
    [SHAI_DOCX_ROOM] = {"ShaiRoom", {"速筛 间距", "Sushai Room"}},
    [SHAI_DOCX_FOOTER] = {"Footer", {"footer", "footer"}},
};

const char *shai_docx_style_id(enum shai_docx_style style)
{
    return styles[style].id;
}

const char *shai_docx_line_id(enum shai_line_style style)
{
    return line_styles[style].id;
}

/* --- one style ---------------------------------------------------------------------------------------------------
 */

/* What a paragraph style sets beside its line's layout. */
struct look {
    enum shai_face face;
    const char *align; /* ? w:jc */
    int outline;       /* 0, 1; -1: none */
    bool keep_next, strong;
    unsigned hanging; /* of a point: twips */
};

static void put_face(struct shai_docx *d, enum shai_face face)
{
    const char *name = shai_faces[face][0];
    SHAI_XMLW_VOID(&d->xml, "w:rFonts", "w:ascii", name, "w:eastAsia", name, "w:hAnsi", name, "w:cs", name,
                   (char *)NULL);
}

static void put_size(struct shai_docx *d, unsigned size)
{
    SHAI_DOCX_VAL(d, "w:sz", shai_docx_number(d, size));
    SHAI_DOCX_VAL(d, "w:szCs", shai_docx_number(d, size));
}

static void put_spacing(struct shai_docx *d, struct shai_line_layout line, bool exact)
{
    SHAI_XMLW_VOID(&d->xml, "w:spacing", "w:before", shai_docx_number(d, shai_docx_twips(line.before)), "w:after",
                   shai_docx_number(d, shai_docx_twips(line.after)), "w:line",
                   shai_docx_number(d, exact ? line.leading * 2 : 240), "w:lineRule", exact ? "exact" : "auto",
                   (char *)NULL);
}

static void put_indent(struct shai_docx *d, struct shai_line_layout line, unsigned hanging)
{
    struct shai_xml_writer *x = &d->xml;
    unsigned indent = d->doc->lang == SHAI_ZH ? line.indent : 0;
    if (line.ruled) indent = 1;
    if (indent)
        SHAI_XMLW_VOID(x, "w:ind", "w:firstLineChars", shai_docx_number(d, indent * 100), "w:firstLine",
                       shai_docx_number(d, indent * line.size * 10), (char *)NULL);
    else if (hanging)
        SHAI_XMLW_VOID(x, "w:ind", "w:left", shai_docx_number(d, hanging), "w:hanging",
                       shai_docx_number(d, hanging / 2), (char *)NULL);
}

static void put_style(struct shai_docx *d, const struct style *style, struct shai_line_layout line, struct look look)
{
    struct shai_xml_writer *x = &d->xml;
    bool custom = strncmp(style->id, "Shai", 4) == 0;
    SHAI_XMLW_OPEN(x, "w:style", "w:type", "paragraph", "w:customStyle", custom ? "1" : NULL, "w:styleId", style->id,
                   (char *)NULL);
    SHAI_DOCX_VAL(d, "w:name", style->name[d->doc->lang]);
    SHAI_DOCX_VAL(d, "w:basedOn", "Normal");
    SHAI_XMLW_CONST(x, "<w:qFormat/>");
    SHAI_XMLW_OPEN(x, "w:pPr", (char *)NULL);
    if (look.keep_next) SHAI_XMLW_CONST(x, "<w:keepNext/><w:keepLines/>");
    if (look.hanging) SHAI_XMLW_CONST(x, "<w:numPr><w:numId w:val=\"1\"/></w:numPr>");
    if (line.ruled)
        SHAI_XMLW_CONST(x, "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"auto\"/>"
                           "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>");
    put_spacing(d, line, style != &styles[SHAI_DOCX_PICTURE]);
    put_indent(d, line, look.hanging);
    if (look.align) SHAI_DOCX_VAL(d, "w:jc", look.align);
    if (look.outline >= 0) SHAI_DOCX_VAL(d, "w:outlineLvl", shai_docx_number(d, (unsigned)look.outline));
    shai_xmlw_close(x);
    SHAI_XMLW_OPEN(x, "w:rPr", (char *)NULL);
    put_face(d, look.face);
    if (look.strong) SHAI_XMLW_CONST(x, "<w:b/><w:bCs/>");
    put_size(d, line.size);
    shai_xmlw_close(x);
    shai_xmlw_close(x);
}

/* --- all of them -------------------------------------------------------------------------------------------------
 */

static void put_defaults(struct shai_docx *d)
{
    struct shai_xml_writer *x = &d->xml;
    SHAI_XMLW_OPEN(x, "w:docDefaults", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:rPrDefault", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:rPr", (char *)NULL);
    put_face(d, SHAI_FACE_BODY);
    put_size(d, d->layout->lines[SHAI_LINE_BODY].size);
    SHAI_XMLW_VOID(x, "w:lang", "w:val", "en-US", "w:eastAsia", d->doc->lang == SHAI_ZH ? "zh-CN" : "en-US", "w:bidi",
                   "ar-SA", (char *)NULL);
    shai_xmlw_close(x);
    shai_xmlw_close(x);
    SHAI_XMLW_CONST(x, "<w:pPrDefault/>");
    shai_xmlw_close(x);
    SHAI_XMLW_CONST(x,
                    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>"
                    "<w:qFormat/></w:style>"
                    "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
                    "<w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>"
                    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
                    "<w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/>"
                    "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>"
                    "<w:left w:w=\"57\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>"
                    "<w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>");
}

static void put_lines(struct shai_docx *d)
{
    static const char *const align[SHAI_LINE_COUNT] = {[SHAI_LINE_BODY] = "both",
                                                       [SHAI_LINE_CENTRE] = "center",
                                                       [SHAI_LINE_SIGNED] = "right",
                                                       [SHAI_LINE_DATED] = "right"};
    for (size_t i = 0; i < SHAI_LINE_COUNT; i++) {
        struct shai_line_layout line = d->layout->lines[i];
        bool cell = i == SHAI_LINE_CELL || i == SHAI_LINE_SUB;
        if (i == SHAI_LINE_CELL) line.size = d->layout->cell_size;
        put_style(d, &line_styles[i], line,
                  (struct look){.face = cell ? SHAI_FACE_TABLE : SHAI_FACE_BODY, .align = align[i], .outline = -1});
    }
}

static void put_headings(struct shai_docx *d)
{
    const struct shai_layout *l = d->layout;
    /* where pages have no headings their titles are what is found by */
    int title = d->doc->form == SHAI_FORM_RULES ? -1 : 0;
    put_style(d, &styles[SHAI_DOCX_TITLE], l->title[0],
              (struct look){.face = SHAI_FACE_TITLE, .align = "center", .outline = title, .keep_next = true});
    put_style(
        d, &styles[SHAI_DOCX_SUBTITLE], l->title[1],
        (struct look){.face = SHAI_FACE_TITLE, .align = "center", .outline = title < 0 ? -1 : 1, .keep_next = true});
    for (int i = 0; i < 2; i++)
        put_style(d, &styles[SHAI_DOCX_HEADING + i], l->heading[i],
                  (struct look){.face = SHAI_FACE_HEAD, .outline = i, .keep_next = true});
    put_style(d, &styles[SHAI_DOCX_CAPTION], l->caption,
              (struct look){.face = SHAI_FACE_HEAD, .align = "center", .outline = -1, .keep_next = true});
    struct shai_line_layout point = l->lines[SHAI_LINE_FLUSH];
    put_style(d, &styles[SHAI_DOCX_POINT], point,
              (struct look){.face = SHAI_FACE_BODY, .align = "both", .outline = -1, .hanging = point.size * 20});
}

static struct shai_line_layout sized(struct shai_line_layout line, unsigned size)
{
    line.leading = line.leading * size / (line.size ? line.size : size);
    line.size = size;
    return line;
}

static void put_table_styles(struct shai_docx *d)
{
    const struct shai_layout *l = d->layout;
    struct shai_line_layout cell = sized(l->lines[SHAI_LINE_CELL], l->cell_size);
    struct shai_line_layout dense = sized(cell, l->dense_size);
    struct shai_line_layout sub = sized(l->lines[SHAI_LINE_SUB], l->dense_size - 1);
    struct look head = {.face = SHAI_FACE_TABLE, .align = "center", .outline = -1, .strong = true};
    struct look plain = {.face = SHAI_FACE_TABLE, .outline = -1};
    put_style(d, &styles[SHAI_DOCX_HEAD], cell, head);
    put_style(d, &styles[SHAI_DOCX_FAMILY], cell, (struct look){.face = SHAI_FACE_HEAD, .outline = -1});
    put_style(d, &styles[SHAI_DOCX_DENSE_HEAD], dense, head);
    put_style(d, &styles[SHAI_DOCX_DENSE_CELL], dense, plain);
    put_style(d, &styles[SHAI_DOCX_DENSE_SUB], sub, plain);
    SHAI_XMLW_CONST(&d->xml,
                    "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"ShaiTable\"><w:name w:val=\"Sushai "
                    "Table\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
                    "<w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
                    "<w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
                    "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
                    "<w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
                    "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
                    "<w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders>"
                    "<w:tblCellMar><w:top w:w=\"34\" w:type=\"dxa\"/><w:left w:w=\"57\" w:type=\"dxa\"/>"
                    "<w:bottom w:w=\"34\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar>"
                    "</w:tblPr></w:style>");
}

static void put_others(struct shai_docx *d)
{
    struct shai_line_layout picture = {.size = d->layout->lines[SHAI_LINE_CENTRE].size, .before = 30, .after = 10};
    struct shai_line_layout room = {.size = 2, .leading = 60};
    struct shai_line_layout foot = {.size = d->layout->foot == SHAI_FOOT_DASHED ? 28 : 21, .leading = 180};
    put_style(d, &styles[SHAI_DOCX_PICTURE], picture,
              (struct look){.face = SHAI_FACE_BODY, .align = "center", .outline = -1, .keep_next = true});
    put_style(d, &styles[SHAI_DOCX_ROOM], room, (struct look){.face = SHAI_FACE_BODY, .outline = -1});
    put_style(d, &styles[SHAI_DOCX_FOOTER], foot, (struct look){.face = SHAI_FACE_TABLE, .outline = -1});
    SHAI_XMLW_CONST(&d->xml,
                    "<w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:qFormat/>"
                    "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
                    "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"ShaiField\">"
                    "<w:name w:val=\"Sushai Field\"/><w:qFormat/><w:rPr><w:u w:val=\"single\"/></w:rPr></w:style>"
                    "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"ShaiBox\">"
                    "<w:name w:val=\"Sushai Box\"/><w:qFormat/><w:rPr><w:rFonts w:ascii=\"Segoe UI Symbol\" "
                    "w:eastAsia=\"Segoe UI Symbol\" w:hAnsi=\"Segoe UI Symbol\" w:cs=\"Segoe UI Symbol\"/></w:rPr>"
                    "</w:style>");
}

#define NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

/* The marks before points. */
static void put_numbering(struct shai_docx *d)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "w:numbering", "xmlns:w", NAMESPACE, (char *)NULL);
    SHAI_XMLW_CONST(x, "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>"
                       "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/>"
                       "<w:pStyle w:val=\"ShaiPoint\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>"
                       "</w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
    shai_docx_part_end(d, "word/numbering.xml");
}

/* Which families stand in for a face that is not installed. */
static void put_fonts(struct shai_docx *d)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "w:fonts", "xmlns:w", NAMESPACE, (char *)NULL);
    for (size_t face = 0; face < SHAI_FACE_COUNT; face++) {
        const char *others = "";
        for (size_t i = 1; shai_faces[face][i]; i++)
            others = shai_arena_printf(d->arena, "%s%s%s", others, i > 1 ? "," : "", shai_faces[face][i]);
        SHAI_XMLW_OPEN(x, "w:font", "w:name", shai_faces[face][0], (char *)NULL);
        SHAI_DOCX_VAL(d, "w:altName", others);
        SHAI_XMLW_CONST(x, "<w:charset w:val=\"86\"/>");
        SHAI_DOCX_VAL(d, "w:family", face == SHAI_FACE_HEAD ? "swiss" : "roman");
        shai_xmlw_close(x);
    }
    shai_docx_part_end(d, "word/fontTable.xml");
}

void shai_docx_styles(struct shai_docx *d)
{
    struct shai_xml_writer *x = shai_docx_part(d);
    SHAI_XMLW_OPEN(x, "w:styles", "xmlns:w", NAMESPACE, (char *)NULL);
    put_defaults(d);
    put_lines(d);
    put_headings(d);
    put_table_styles(d);
    put_others(d);
    shai_docx_part_end(d, "word/styles.xml");
    put_numbering(d);
    put_fonts(d);
}
