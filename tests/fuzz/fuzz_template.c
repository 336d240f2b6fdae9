/* Fuzzes the readers of templates. The first byte says what the rest is: the text of a DOCX, a page, a zip file. A
 * template that is taken is filled; what comes out of a DOCX must be a template again: its parts well-formed, with
 * nothing to complain of. */
#include "paper/package.h"
#include "paper/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct shai_out out;

/* A DOCX with that text. */
static struct shai_strbuf document(struct shai_arena *arena, const char *xml, size_t len)
{
    static const char types[] = "wordprocessingml.document.main+xml";
    struct shai_package package;
    struct shai_strbuf file;
    shai_package_init(&package, arena);
    shai_package_add(&package, (struct shai_package_part){"[Content_Types].xml", types, sizeof types - 1, false});
    shai_package_add(&package, (struct shai_package_part){"word/document.xml", xml, len, false});
    shai_strbuf_init(&file, arena);
    shai_out_init_text(&out, &file);
    shai_package_write(&out, &package);
    if (shai_out_flush(&out)) abort();
    return file;
}

/* Texts that want escaping, blanks, nothing to say, ends of lines. */
static struct shai_slot_texts texts(void)
{
    static const char *const some[] = {"<b>&\"'", NULL, "", "一\n二", "☑", "90 mg/kg"};
    static struct shai_slot_row rows[3];
    struct shai_slot_texts t = {{{rows, 1}, {rows + 1, 2}}};
    for (size_t r = 0; r < 3; r++)
        for (size_t i = 0; i < SHAI_SLOT_COUNT; i++) rows[r].texts[i] = some[(r + i) % (sizeof some / sizeof *some)];
    return t;
}

static const struct shai_template *read(struct shai_arena *arena, const char *name, struct shai_strbuf file)
{
    struct shai_diags diags;
    shai_diags_init(&diags, arena, NULL);
    return shai_template_read(arena, &diags, SHAI_FORM_LETTER, name, file.s, file.len);
}

static void try(struct shai_arena *arena, const char *name, struct shai_strbuf file)
{
    struct shai_slot_texts t = texts();
    const struct shai_template *template = read(arena, name, file);
    if (!template) return;
    struct shai_strbuf filled;
    shai_strbuf_init(&filled, arena);
    shai_out_init_text(&out, &filled);
    shai_template_fill(&out, arena, template, &t);
    if (shai_out_flush(&out)) return;        /* libzip reads what it does not write */
    if (strcmp(name, "t.html") == 0) return; /* of a broken page libxml2 may make another one each time */
    if (!read(arena, name, filled)) {
        fprintf(stderr, "what was filled is no template\n");
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct shai_panic panic;
    struct shai_arena arena;
    if (!size) return 0;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    if (!SHAI_TRY(&panic)) abort();
    const char *s = shai_arena_strndup(&arena, (const char *)data + 1, size - 1);
    struct shai_strbuf file = {&arena, (char *)(uintptr_t)s, size - 1, size};
    if (data[0] == 'd') try(&arena, "t.docx", document(&arena, s, size - 1));
    else if (data[0] == 'h') try(&arena, "t.html", file);
    else try(&arena, "t.docx", file);
    shai_arena_release(&arena);
    return 0;
}
