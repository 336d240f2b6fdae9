/* See recognise.h. */
#include "sheet/recognise.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* As many bytes as there are, up to size. */
static size_t read_at(int fd, char *room, size_t size, off_t at)
{
    size_t len = 0;
    while (len < size) {
        ssize_t n = pread(fd, room + len, size - len, at + (off_t)len);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        len += (size_t)n;
    }
    return len;
}

static bool holds(const char *bytes, size_t len, const char *what, size_t what_len)
{
    for (const char *at = bytes, *end = bytes + len; (at = memchr(at, *what, (size_t)(end - at))); at++) {
        if ((size_t)(end - at) < what_len) return false;
        if (memcmp(at, what, what_len) == 0) return true;
    }
    return false;
}

enum shai_diag_id shai_workbook_other(struct shai_arena *arena, int fd)
{
    enum { CHUNK = 64 * 1024, CHUNKS = 4096 };
    static const char mark[] = "\xD0\xCF\x11\xE0", name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    char head[4];
    if (read_at(fd, head, sizeof head, 0) < sizeof head || memcmp(head, mark, sizeof head) != 0)
        return SHAI_DIAG_COUNT;
    /* the name of the stream that holds an encrypted workbook stands in the container's folder, wherever that is */
    char *room = shai_arena_alloc(arena, CHUNK + sizeof name);
    for (off_t i = 0; i < CHUNKS; i++) {
        size_t n = read_at(fd, room, CHUNK + sizeof name, i * CHUNK);
        if (holds(room, n, name, sizeof name - 1)) return SHAI_D_XLSX_ENCRYPTED;
        if (n < CHUNK) break;
    }
    return SHAI_D_XLS_OLD;
}

enum shai_diag_id shai_archive_other(struct shai_archive *archive)
{
    if (shai_archive_has(archive, "xl/workbook.xml")) return SHAI_DIAG_COUNT;
    if (shai_archive_has(archive, "xl/workbook.bin")) return SHAI_D_DATA_XLSB;
    if (shai_archive_has(archive, "content.xml") && shai_archive_has(archive, "mimetype")) return SHAI_D_DATA_ODS;
    /* a workbook may lie elsewhere: then its relations say so */
    return shai_archive_has(archive, "_rels/.rels") && !shai_archive_has(archive, "word/document.xml") &&
                   !shai_archive_has(archive, "ppt/presentation.xml")
               ? SHAI_DIAG_COUNT
               : SHAI_D_DATA_ZIP;
}
