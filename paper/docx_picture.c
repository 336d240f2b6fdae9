/* Photographs: parts of the package, and where they stand in the text. */
#include "paper/docx.h"

/* A pixel is the 96th of an inch; no picture is wider than the text or higher than 150 mm. In EMU: 635 to a twip. */
enum { EMU_PIXEL = 9525, EMU_TWIP = 635, EMU_MM = 36000, HIGHEST = 150 };

struct size {
    uint64_t wide, high;
};

static struct size size_of(const struct shai_docx *d, const struct shai_doc_picture *p)
{
    uint64_t wide = (uint64_t)(p->width ? p->width : 1) * EMU_PIXEL;
    uint64_t high = (uint64_t)(p->height ? p->height : 1) * EMU_PIXEL;
    uint64_t widest = (uint64_t)d->width * EMU_TWIP, highest = (uint64_t)HIGHEST * EMU_MM;
    if (wide > widest) high = high * widest / wide, wide = widest;
    if (high > highest) wide = wide * highest / high, high = highest;
    return (struct size){wide ? wide : 1, high ? high : 1};
}

static const char *emu(struct shai_docx *d, uint64_t n)
{
    return shai_arena_printf(d->arena, "%llu", (unsigned long long)n);
}

static void put_shape(struct shai_docx *d, const struct shai_doc_picture *p, const char *id, const char *wide,
                      const char *high)
{
    struct shai_xml_writer *x = &d->xml;
    SHAI_XMLW_OPEN(x, "a:graphic", "xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main", (char *)NULL);
    SHAI_XMLW_OPEN(x, "a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture",
                   (char *)NULL);
    SHAI_XMLW_OPEN(x, "pic:pic", "xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture",
                   (char *)NULL);
    SHAI_XMLW_OPEN(x, "pic:nvPicPr", (char *)NULL);
    SHAI_XMLW_VOID(x, "pic:cNvPr", "id", id, "name", p->name, (char *)NULL);
    SHAI_XMLW_CONST(x, "<pic:cNvPicPr/>");
    shai_xmlw_close(x);
    SHAI_XMLW_OPEN(x, "pic:blipFill", (char *)NULL);
    SHAI_XMLW_VOID(x, "a:blip", "r:embed", shai_arena_printf(d->arena, "rIdPicture%s", id), (char *)NULL);
    SHAI_XMLW_CONST(x, "<a:stretch><a:fillRect/></a:stretch>");
    shai_xmlw_close(x);
    SHAI_XMLW_OPEN(x, "pic:spPr", (char *)NULL);
    SHAI_XMLW_OPEN(x, "a:xfrm", (char *)NULL);
    SHAI_XMLW_CONST(x, "<a:off x=\"0\" y=\"0\"/>");
    SHAI_XMLW_VOID(x, "a:ext", "cx", wide, "cy", high, (char *)NULL);
    shai_xmlw_close(x);
    SHAI_XMLW_CONST(x, "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
    for (int i = 0; i < 4; i++) shai_xmlw_close(x);
}

void shai_docx_picture(struct shai_docx *d, const struct shai_doc_picture *p)
{
    struct shai_xml_writer *x = &d->xml;
    struct size size = size_of(d, p);
    const char *id = shai_docx_number(d, ++d->pictures), *wide = emu(d, size.wide), *high = emu(d, size.high);
    const char *part = shai_arena_printf(d->arena, "word/media/image%s.%s", id, p->jpeg ? "jpeg" : "png");
    shai_package_add(&d->package, (struct shai_package_part){part, p->bytes, p->len, true});
    SHAI_XMLW_OPEN(x, "w:r", (char *)NULL);
    SHAI_XMLW_OPEN(x, "w:drawing", (char *)NULL);
    SHAI_XMLW_OPEN(x, "wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0", (char *)NULL);
    SHAI_XMLW_VOID(x, "wp:extent", "cx", wide, "cy", high, (char *)NULL);
    SHAI_XMLW_VOID(x, "wp:docPr", "id", id, "name", shai_arena_printf(d->arena, "Picture %s", id), "descr", p->name,
                   (char *)NULL);
    put_shape(d, p, id, wide, high);
    for (int i = 0; i < 3; i++) shai_xmlw_close(x);
}
