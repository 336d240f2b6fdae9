/* The print style of a document's HTML, made from the tables of layout.h. In: the form of paper. Out: CSS. Nothing of
 * it comes from data. */
#include "paper/doc_style.h"
#include "paper/layout.h"

#include <string.h>

/* A number that stands in tenths. */
#define TENTHS   "%u.%u"
#define TENTH(n) (n) / 10, (n) % 10

/* 小标宋 is heavier than the free Song faces are: before them stands their bold. */
static const char heavy_title[] =
    "@font-face{font-family:\"heavy title\";src:local(\"Noto Serif CJK SC Bold\"),local(\"NotoSerifCJKsc-Bold\"),"
    "local(\"Source Han Serif SC Bold\"),local(\"SourceHanSerifSC-Bold\")}";

static void put_faces(struct shai_out *out, const char *selector, enum shai_face face)
{
    bool heavy = face == SHAI_FACE_TITLE;
    shai_out_printf(out, "%s{font-family:", selector);
    for (const char *const *family = shai_faces[face]; *family; family++) {
        if (heavy && strncmp(*family, "Noto ", 5) == 0) {
            shai_out_puts(out, "\"heavy title\",");
            heavy = false;
        }
        shai_out_printf(out, "\"%s\",", *family);
    }
    shai_out_puts(out, face == SHAI_FACE_HEAD ? "sans-serif}" : "serif}");
}

/* Size, leading, room and indent of a kind of line. */
static void put_line(struct shai_out *out, const char *selector, const struct shai_line_layout *l)
{
    shai_out_printf(
        out, "%s{font-size:" TENTHS "pt;line-height:" TENTHS "pt;margin:" TENTHS "mm 0 " TENTHS "mm;text-indent:%uem",
        selector, TENTH(l->size * 5), TENTH(l->leading), TENTH(l->before), TENTH(l->after), l->indent);
    if (l->ruled) shai_out_puts(out, ";border:solid #000;border-width:.7pt 0;padding:0 1em");
    shai_out_puts(out, "}");
}

/* In a table, where a line has no room of its own; dense tables are closer in proportion. */
static void put_table_line(struct shai_out *out, const char *selector, unsigned size,
                           const struct shai_line_layout *usual)
{
    shai_out_printf(out, "%s{font-size:" TENTHS "pt;line-height:" TENTHS "pt}", selector, TENTH(size * 5),
                    TENTH(usual->leading * size / usual->size));
}

static void put_page(struct shai_out *out, const struct shai_layout *layout, enum shai_lang lang)
{
    static const char *const foots[][2] = {
        [SHAI_FOOT_DASHED] = {[SHAI_ZH] = "\"— \" counter(page) \" —\"", [SHAI_EN] = "\"— \" counter(page) \" —\""},
        [SHAI_FOOT_OF] = {[SHAI_ZH] = "\"第 \" counter(page) \" 页　共 \" counter(pages) \" 页\"",
                          [SHAI_EN] = "\"Page \" counter(page) \" of \" counter(pages)"},
    };
    shai_out_printf(out, "@page{size:A4;margin:" TENTHS "mm " TENTHS "mm " TENTHS "mm " TENTHS "mm",
                    TENTH(layout->top), TENTH(layout->right), TENTH(layout->bottom), TENTH(layout->left));
    if (layout->foot != SHAI_FOOT_NONE)
        shai_out_printf(out, ";@bottom-center{content:%s;font-size:" TENTHS "pt}", foots[layout->foot][lang],
                        TENTH(layout->foot == SHAI_FOOT_DASHED ? 140u : 105u));
    shai_out_puts(out, "}");
}

static void put_lines(struct shai_out *out, const struct shai_layout *layout)
{
    static const struct {
        const char *selector;
        enum shai_line_style style;
    } kinds[] = {
        {"p", SHAI_LINE_BODY},         {"ul", SHAI_LINE_FLUSH},       {".flush", SHAI_LINE_FLUSH},
        {".centre", SHAI_LINE_CENTRE}, {".signed", SHAI_LINE_SIGNED}, {".dated", SHAI_LINE_DATED},
        {".top", SHAI_LINE_TOP},       {".ruled", SHAI_LINE_RULED},   {".foot", SHAI_LINE_FOOT},
        {".small", SHAI_LINE_SMALL},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        put_line(out, kinds[i].selector, &layout->lines[kinds[i].style]);
    put_line(out, "h1", &layout->title[0]);
    put_line(out, "h2", &layout->heading[0]);
    put_line(out, "h2.centre", &layout->title[1]);
    put_line(out, "h3", &layout->heading[1]);
    put_line(out, "caption", &layout->caption);
    put_line(out, "figcaption", &layout->lines[SHAI_LINE_CENTRE]);
    const struct shai_line_layout *cell = &layout->lines[SHAI_LINE_CELL], *sub = &layout->lines[SHAI_LINE_SUB];
    put_table_line(out, "table", layout->cell_size, cell);
    put_table_line(out, ".sub", sub->size, sub);
    put_table_line(out, ".dense", layout->dense_size, cell);
    put_table_line(out, ".dense .sub", sub->size * layout->dense_size / layout->cell_size, sub);
}

/* On a screen a page of the letter is a sheet. */
static void put_screen(struct shai_out *out, const struct shai_layout *layout, bool paged)
{
    unsigned width = SHAI_PAGE_WIDTH - layout->left - layout->right;
    if (!paged) {
        shai_out_printf(out, "@media screen{body{max-width:" TENTHS "mm;margin:8mm auto;padding:0 6mm}}",
                        TENTH(width));
        return;
    }
    shai_out_printf(out,
                    "@media screen{body{background:#e8e8e8}.page{background:#fff;width:" TENTHS
                    "mm;min-height:" TENTHS "mm;margin:6mm auto;padding:" TENTHS "mm " TENTHS "mm " TENTHS
                    "mm " TENTHS "mm;box-shadow:0 0 3mm #999}}",
                    TENTH(width), TENTH(SHAI_PAGE_HEIGHT - layout->top - layout->bottom), TENTH(layout->top),
                    TENTH(layout->right), TENTH(layout->bottom), TENTH(layout->left));
}

/* What no figure of the layout says. A table longer than a page repeats its head; a row is not parted; no line begins
 * with a closing mark. */
static const char fixed[] =
    "html{color:#000;line-break:strict;overflow-wrap:anywhere}body{margin:0}"
    "h1,h2,h3,h2.centre{font-weight:normal}.family th,strong,thead th,caption{font-weight:bold}"
    "h1,h2.annex,.centre,h2.centre,caption,figcaption{text-align:center}h1,h2.centre{text-wrap:balance;"
    "word-break:keep-all}"
    "h1,h2,h3{break-after:avoid}h2.annex{break-before:page}"
    "p{text-align:justify;orphans:2;widows:2}p:not([class]):has(.b){text-align:left}html:lang(en) p{text-indent:0}"
    ".centre{text-align:center}.signed,.dated{text-align:right;break-before:avoid}.top,.small{text-align:left}"
    "ul{padding-left:2em;text-align:justify}li{margin:0}"
    ".end{float:right}.sub{display:block}"
    ".v,.b{border-bottom:.4pt solid #000}.v{padding:0 .3em}"
    ".b{display:inline-block;height:1em;text-indent:0}.no{white-space:nowrap}"
    ".page+.page{break-before:page}figure{margin:3mm auto;text-align:center;break-inside:avoid}"
    "img{max-width:100%;max-height:150mm}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed;margin:0 0 3mm}"
    ".facts{margin:0 auto 6mm;border:none;width:auto;table-layout:auto;font-size:12pt;line-height:18pt}"
    ".facts th,.facts td{border:none;padding:.5mm 2mm;text-align:left}.facts th{white-space:nowrap}"
    "caption{caption-side:top;break-after:avoid}"
    "th,td{border:.5pt solid #000;padding:.7mm 1mm;vertical-align:middle;text-align:left;font-weight:normal}"
    "thead{display:table-header-group;break-after:avoid}tbody{break-before:avoid}"
    "p:has(+table){break-after:avoid}thead th{text-align:center;text-wrap:balance}"
    "tr{break-inside:avoid}.c,th.c{text-align:center}.family th{background:#f2f2f2}.family{break-after:avoid}";

void shai_doc_style(struct shai_html *html, const struct shai_document *doc)
{
    const struct shai_layout *layout = &shai_layouts[doc->form];
    struct shai_out *out = html->out;
    SHAI_HTML_OPEN(html, "style", (char *)NULL);
    put_page(out, layout, doc->lang);
    shai_out_puts(out, heavy_title);
    put_faces(out, "html", SHAI_FACE_BODY);
    put_faces(out, "h1,h2.centre", SHAI_FACE_TITLE);
    put_faces(out, "h2,h3,.family th,thead th,caption", SHAI_FACE_HEAD);
    put_faces(out, "table", SHAI_FACE_TABLE);
    shai_out_puts(out, fixed);
    put_lines(out, layout);
    put_screen(out, layout, doc->form != SHAI_FORM_RULES);
    shai_html_close(html);
}
