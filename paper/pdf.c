/* A document as PDF: opened, made, and whatever was opened given back. */
#include "paper/pdf.h"

#include "paper/pdf_end.h"
#include "paper/pdf_work.h"

#include <cairo-pdf.h>
#include <string.h>

/* What cairo writes is kept in an arena of its own: cairo must not be left by a panic. */
struct written {
    struct shai_arena arena;
    struct shai_panic panic;
    struct shai_strbuf bytes;
    bool no_memory;
};

struct shai_pdf {
    struct shai_diags *diags;
    struct shai_pdf_fonts fonts;
    size_t missed_said; /* of fonts.missed */
    /* of the document under way, used again for the next */
    struct shai_arena arena;
    struct shai_panic panic;
    struct shai_pdf_work work;
    struct written written;
};

/* --- a run ------------------------------------------------------------------------------------------------------ */

static const char *names_of(struct shai_arena *arena, enum shai_face face)
{
    const char *const *names = shai_faces[face];
    const char *list = names[0];
    for (size_t i = 1; names[i]; i++) list = shai_arena_printf(arena, "%s, %s", list, names[i]);
    return list;
}

struct shai_pdf *shai_pdf_open(struct shai_arena *arena, struct shai_diags *diags)
{
    struct shai_pdf *pdf = SHAI_NEW(arena, struct shai_pdf);
    pdf->diags = diags;
    shai_arena_init(&pdf->arena, arena->mem, &pdf->panic);
    shai_arena_init(&pdf->written.arena, arena->mem, &pdf->written.panic);
    enum shai_face missing = shai_pdf_fonts_open(&pdf->fonts);
    if (missing == SHAI_FACE_COUNT) return pdf;
    shai_pdf_fonts_close(&pdf->fonts);
    shai_diag_plain(diags, SHAI_D_PDF_NO_FACE, names_of(arena, missing), NULL);
    return NULL;
}

void shai_pdf_close(struct shai_pdf *pdf)
{
    if (!pdf) return;
    shai_pdf_fonts_close(&pdf->fonts);
    shai_arena_release(&pdf->arena);
    shai_arena_release(&pdf->written.arena);
}

/* --- a document ------------------------------------------------------------------------------------------------- */

/* Without memory the rest is dropped, and cairo goes on: told of it, it fails an assertion of its own. */
static cairo_status_t write_bytes(void *written, const unsigned char *bytes, unsigned len)
{
    struct written *w = written;
    if (!w->no_memory && SHAI_TRY(&w->panic)) shai_strbuf_add(&w->bytes, (const char *)bytes, len);
    else w->no_memory = true;
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(const struct shai_pdf_work *work)
{
    const struct shai_document *doc = work->doc;
    cairo_pdf_surface_set_metadata(work->surface, CAIRO_PDF_METADATA_TITLE, doc->title);
    if (doc->issuer) cairo_pdf_surface_set_metadata(work->surface, CAIRO_PDF_METADATA_AUTHOR, doc->issuer);
    cairo_pdf_surface_set_metadata(work->surface, CAIRO_PDF_METADATA_CREATOR, "Sushai");
    /* the document's own date, or none: no clock is asked */
    cairo_pdf_surface_set_metadata(work->surface, CAIRO_PDF_METADATA_CREATE_DATE, doc->date ? doc->date : "");
    cairo_pdf_surface_set_metadata(work->surface, CAIRO_PDF_METADATA_MOD_DATE, doc->date ? doc->date : "");
}

static void draw(struct shai_pdf_work *work, struct written *written)
{
    shai_pdf_blocks(work);
    shai_pdf_place(work);
    work->surface =
        cairo_pdf_surface_create_for_stream(write_bytes, written, shai_pdf_pt(shai_pdf_mm10(SHAI_PAGE_WIDTH)),
                                            shai_pdf_pt(shai_pdf_mm10(SHAI_PAGE_HEIGHT)));
    /* 1.4 has a table of references, to which the language is added */
    cairo_pdf_surface_restrict_to_version(work->surface, CAIRO_PDF_VERSION_1_4);
    work->cr = cairo_create(work->surface);
    set_metadata(work);
    shai_pdf_draw(work);
    cairo_surface_finish(work->surface);
}

/* Gives back all that is not in arenas. Returns cairo's status. */
static cairo_status_t close_work(struct shai_pdf_work *work)
{
    cairo_status_t status = work->cr ? cairo_status(work->cr) : CAIRO_STATUS_SUCCESS;
    if (work->cr) cairo_destroy(work->cr);
    if (work->surface) {
        cairo_surface_finish(work->surface);
        if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(work->surface);
        cairo_surface_destroy(work->surface);
    }
    for (const struct shai_pdf_owned *o = work->owned; o; o = o->next) {
        if (o->layout) g_object_unref(o->layout);
        if (o->surface) cairo_surface_destroy(o->surface);
    }
    return status;
}

/* --- what is said afterwards ------------------------------------------------------------------------------------ */

static void say_missed(struct shai_pdf *pdf)
{
    for (; pdf->missed_said < pdf->fonts.missed_count; pdf->missed_said++) {
        uint32_t cp = pdf->fonts.missed[pdf->missed_said];
        char character[8] = "", code[16];
        character[g_unichar_to_utf8(cp, character)] = '\0';
        g_snprintf(code, sizeof code, "U+%04X", cp);
        shai_diag_plain(pdf->diags, SHAI_D_PDF_NO_GLYPH, character, code, NULL);
    }
}

static void say_broken(struct shai_pdf *pdf)
{
    for (const struct shai_pdf_broken *b = pdf->work.broken; b; b = b->next)
        shai_diag_plain(pdf->diags, SHAI_D_PDF_PICTURE, b->name, NULL);
}

static bool say_failed(struct shai_pdf *pdf, const struct shai_document *doc, cairo_status_t status)
{
    shai_diag_plain(pdf->diags, SHAI_D_PDF_FAILED, doc->title, cairo_status_to_string(status), NULL);
    return false;
}

static void begin(struct shai_pdf *pdf, const struct shai_document *doc)
{
    shai_arena_reset(&pdf->arena);
    shai_arena_reset(&pdf->written.arena);
    shai_strbuf_init(&pdf->written.bytes, &pdf->written.arena);
    pdf->work = (struct shai_pdf_work){.arena = &pdf->arena, .fonts = &pdf->fonts, .doc = doc};
    pdf->work.layout = &shai_layouts[doc->form];
    pdf->written.no_memory = false;
}

/* Returns cairo's status; CAIRO_STATUS_NO_MEMORY also where our own memory failed. */
static cairo_status_t make(struct shai_pdf *pdf)
{
    struct written *w = &pdf->written;
    if (SHAI_TRY(&pdf->panic)) draw(&pdf->work, w);
    else w->no_memory = true;
    cairo_status_t status = close_work(&pdf->work);
    if (w->no_memory) return CAIRO_STATUS_NO_MEMORY;
    if (status != CAIRO_STATUS_SUCCESS) return status;
    if (!SHAI_TRY(&w->panic)) return CAIRO_STATUS_NO_MEMORY;
    shai_pdf_add_language(&w->bytes, pdf->work.doc->lang == SHAI_ZH ? "zh-CN" : "en");
    return status;
}

bool shai_doc_pdf(struct shai_out *out, const struct shai_document *doc, struct shai_pdf *pdf)
{
    begin(pdf, doc);
    cairo_status_t status = make(pdf);
    if (status == CAIRO_STATUS_NO_MEMORY) shai_arena_panic(doc->arena);
    if (status != CAIRO_STATUS_SUCCESS) return say_failed(pdf, doc, status);
    say_missed(pdf);
    say_broken(pdf);
    shai_out_write(out, pdf->written.bytes.s, pdf->written.bytes.len);
    return true;
}
