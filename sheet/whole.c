/* Is a workbook that was just written whole? In: a file. Out: what is wrong with it, or nothing.
 *
 * libxlsxwriter builds its parts in temporary files and does not look whether writing them failed: on a full disk a
 * part ends early, and the package around it is well. A part cut short is no well-formed XML, or lacks cells. */
#include "sheet/workbook.h"

#include <expat.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

struct reading {
    uint64_t cells;
};

static void XMLCALL begin_element(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *r = user;
    (void)attributes;
    if (strcmp(name, "c") == 0) r->cells++;
}

static const char *read_xml(zip_file_t *entry, XML_Parser parser)
{
    enum { PIECE = 64 * 1024 };
    for (;;) {
        void *buffer = XML_GetBuffer(parser, PIECE);
        if (!buffer) return "out of memory";
        zip_int64_t n = zip_fread(entry, buffer, PIECE);
        if (n < 0) return "a part of the workbook cannot be read back";
        if (XML_ParseBuffer(parser, (int)n, n == 0) != XML_STATUS_OK)
            return "a part of the workbook is cut short; is the temporary folder full?";
        if (n == 0) return NULL;
    }
}

static const char *read_entry(zip_t *zip, zip_uint64_t index, uint64_t *cells)
{
    const char *name = zip_get_name(zip, index, 0);
    zip_file_t *entry = zip_fopen_index(zip, index, 0);
    if (!name || !entry) return "a part of the workbook cannot be read back";
    XML_Parser parser = XML_ParserCreate(NULL);
    struct reading r = {0};
    const char *why = "out of memory";
    if (parser) {
        XML_SetUserData(parser, &r);
        XML_SetStartElementHandler(parser, begin_element);
        why = read_xml(entry, parser);
        XML_ParserFree(parser);
    }
    zip_fclose(entry);
    if (strncmp(name, "xl/worksheets/sheet", 19) == 0) *cells += r.cells;
    return why;
}

const char *shai_workbook_is_whole(int fd, uint64_t cells)
{
    int own = dup(fd), error;
    if (own < 0) return "the workbook cannot be read back";
    zip_t *zip = lseek(own, 0, SEEK_SET) == 0 ? zip_fdopen(own, ZIP_CHECKCONS, &error) : NULL;
    if (!zip) {
        close(own);
        return "the workbook cannot be read back";
    }
    const char *why = NULL;
    uint64_t found = 0;
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count && !why; i++) why = read_entry(zip, (zip_uint64_t)i, &found);
    zip_discard(zip);
    if (!why && found != cells) why = "cells of the workbook are missing; is the temporary folder full?";
    return why;
}
