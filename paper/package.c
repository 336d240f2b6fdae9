/* Packages through libzip. It allocates by itself, so nothing of ours may panic while it is open: the room for its
 * result is in the arena before it begins, and the result goes out after it has ended. */
#include "paper/package.h"

#include <assert.h>
#include <errno.h>
#include <zip.h>

/* What a zip file needs for an entry beside its bytes and, twice, its name; deflate adds little to what it cannot
 * shorten. */
enum { ROOM_OF_ENTRY = 512, ROOM_OF_END = 1024, FIRST_DAY = 0x21 };

void shai_package_init(struct shai_package *package, struct shai_arena *arena)
{
    *package = (struct shai_package){.arena = arena};
}

void shai_package_add(struct shai_package *package, struct shai_package_part part)
{
    package->parts =
        shai_arena_grow(package->arena, package->parts, &package->cap, package->count + 1, sizeof *package->parts);
    package->parts[package->count++] = part;
}

static size_t room_for(const struct shai_package *package)
{
    size_t room = ROOM_OF_END;
    for (size_t i = 0; i < package->count; i++) {
        const struct shai_package_part *part = &package->parts[i];
        room += part->len + part->len / 100 + 2 * strlen(part->name) + ROOM_OF_ENTRY;
    }
    return room;
}

/* False where libzip fails; its archive says why. */
static bool put_part(zip_t *zip, const struct shai_package_part *part)
{
    zip_source_t *source = zip_source_buffer(zip, part->bytes, part->len, 0);
    if (!source) return false;
    zip_int64_t at = zip_file_add(zip, part->name, source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t entry = (zip_uint64_t)at;
    return zip_set_file_compression(zip, entry, part->packed ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0 &&
           zip_file_set_dostime(zip, entry, 0, FIRST_DAY, 0) == 0;
}

/* Reads what the archive wrote. */
static bool take(zip_source_t *source, char *room, size_t cap, size_t *len)
{
    if (zip_source_open(source) != 0) return false;
    zip_int64_t n = zip_source_read(source, room, cap);
    assert(n < (zip_int64_t)cap);
    zip_source_close(source);
    if (n < 0) return false;
    *len = (size_t)n;
    return true;
}

/* Parts into the archive that stands in `source`. Returns 0, or a ZIP_ER_*. */
static int fill(zip_source_t *source, int flags, const struct shai_package *package, char *room, size_t cap,
                size_t *len)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_keep(source); /* it outlives the archive */
    zip_t *zip = zip_open_from_source(source, flags, &error);
    int failed = zip ? 0 : zip_error_code_zip(&error);
    zip_error_fini(&error);
    if (!zip) {
        zip_source_free(source);
        return failed;
    }
    for (size_t i = 0; i < package->count && !failed; i++)
        if (!put_part(zip, &package->parts[i])) failed = zip_error_code_zip(zip_get_error(zip));
    if (!failed && zip_close(zip) != 0) failed = zip_error_code_zip(zip_get_error(zip));
    else if (!failed) zip = NULL;
    if (zip) zip_discard(zip);
    if (!failed && !take(source, room, cap, len)) failed = ZIP_ER_INTERNAL;
    return failed;
}

static void write(struct shai_out *out, const struct shai_package *package, const void *bytes, size_t len, int flags)
{
    size_t cap = len + room_for(package), got = 0;
    char *room = shai_arena_alloc(package->arena, cap);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, &error);
    int failed = source ? fill(source, flags, package, room, cap, &got) : zip_error_code_zip(&error);
    if (source) zip_source_free(source);
    zip_error_fini(&error);
    if (failed == ZIP_ER_MEMORY) shai_arena_panic(package->arena);
    if (failed && !out->error) out->error = EIO;
    if (!failed) shai_out_write(out, room, got);
}

void shai_package_write(struct shai_out *out, const struct shai_package *package)
{
    write(out, package, NULL, 0, ZIP_TRUNCATE);
}

void shai_package_rewrite(struct shai_out *out, const struct shai_package *package, const void *bytes, size_t len)
{
    write(out, package, bytes, len, 0);
}
