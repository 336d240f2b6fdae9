/* See archive.h. */
#include "sheet/archive.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

bool shai_archive_fail(struct shai_archive *archive, enum shai_diag_id id, const char *text)
{
    if (archive->text) return false;
    archive->id = id;
    archive->text = shai_arena_strndup(archive->arena, text, strlen(text));
    return false;
}

/* Without memory there is nothing to say: the panic takes over. */
static bool fail_zip(struct shai_archive *archive, const char *name, zip_error_t *error)
{
    if (zip_error_code_zip(error) == ZIP_ER_MEMORY) shai_arena_panic(archive->arena);
    const char *why = zip_error_strerror(error);
    return shai_archive_fail(archive, SHAI_D_XLSX_DAMAGED,
                             *name ? shai_arena_printf(archive->arena, "%s: %s", name, why) : why);
}

bool shai_archive_open(struct shai_archive *archive, struct shai_arena *arena, int fd)
{
    *archive = (struct shai_archive){.arena = arena};
    int code = 0, own = dup(fd); /* libzip takes the descriptor */
    if (own < 0) return shai_archive_fail(archive, SHAI_D_XLSX_DAMAGED, strerror(errno));
    archive->zip = zip_fdopen(own, 0, &code);
    if (!archive->zip) {
        close(own);
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        if (code == ZIP_ER_MEMORY) shai_arena_panic(arena);
        const char *why = shai_arena_printf(arena, "%s", zip_error_strerror(&error));
        zip_error_fini(&error);
        return shai_archive_fail(archive, SHAI_D_XLSX_DAMAGED, why);
    }
    if (zip_get_num_entries(archive->zip, 0) > SHAI_ARCHIVE_PARTS)
        return shai_archive_fail(archive, SHAI_D_XLSX_TOO_BIG,
                                 shai_arena_printf(arena, "ZIP: > %d", SHAI_ARCHIVE_PARTS));
    return true;
}

void shai_archive_close(struct shai_archive *archive)
{
    if (archive->zip) zip_discard(archive->zip);
    archive->zip = NULL;
}

bool shai_archive_has(const struct shai_archive *archive, const char *name)
{
    return zip_name_locate(archive->zip, name, ZIP_FL_NOCASE) >= 0;
}

bool shai_part_open(struct shai_part *part, struct shai_archive *archive, const char *name, uint64_t limit)
{
    *part = (struct shai_part){.archive = archive, .name = name};
    zip_int64_t index = zip_name_locate(archive->zip, name, ZIP_FL_NOCASE);
    zip_stat_t stat;
    if (index < 0)
        return shai_archive_fail(archive, SHAI_D_XLSX_DAMAGED, shai_arena_printf(archive->arena, "%s ?", name));
    if (zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &stat) != 0)
        return fail_zip(archive, name, zip_get_error(archive->zip));
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return shai_archive_fail(archive, SHAI_D_XLSX_ENCRYPTED, "");
    uint64_t size = stat.valid & ZIP_STAT_SIZE ? stat.size : 0;
    uint64_t packed = stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 0;
    if (size > limit || (size > SHAI_ARCHIVE_SMALL && size / SHAI_ARCHIVE_RATIO > packed))
        return shai_archive_fail(archive, SHAI_D_XLSX_TOO_BIG,
                                 shai_arena_printf(archive->arena, "%s, %llu / %llu", name, (unsigned long long)size,
                                                   (unsigned long long)packed));
    part->file = zip_fopen_index(archive->zip, (zip_uint64_t)index, 0);
    part->left = size;
    return part->file || fail_zip(archive, name, zip_get_error(archive->zip));
}

long shai_part_read(struct shai_part *part, void *room, size_t size)
{
    zip_int64_t n = zip_fread(part->file, room, size);
    if (n < 0) {
        fail_zip(part->archive, part->name, zip_file_get_error(part->file));
        return -1;
    }
    if ((uint64_t)n > part->left || (!n && part->left)) {
        shai_archive_fail(part->archive, SHAI_D_XLSX_DAMAGED, part->name);
        return -1;
    }
    part->left -= (uint64_t)n;
    return (long)n;
}

void shai_part_close(struct shai_part *part)
{
    if (part->file) zip_fclose(part->file);
    part->file = NULL;
}
