/* Packages that others made, read through libzip. It allocates by itself, so nothing of ours may panic while it is
 * open: the archive is gone through twice, first to know how much there is, then to read it into the room for it. */
#include "paper/package.h"

#include <zip.h>

/* What a walk of the archive counts, and on its second time fills. */
struct walk {
    size_t names, bytes; /* of all names with their ends; of the parts that are read */
    struct shai_package_part *parts;
    char *name_at, *byte_at;
};

static bool is_xml(const char *name)
{
    static const char end[] = ".xml";
    size_t len = strlen(name), n = sizeof end - 1;
    return len >= n && strcmp(name + len - n, end) == 0;
}

/* The whole part, and nothing behind it: libzip holds its checksum against what was read at the end. */
static bool read_part(zip_t *zip, zip_uint64_t at, char *room, size_t len)
{
    zip_file_t *file = zip_fopen_index(zip, at, 0);
    char more;
    bool whole = file && zip_fread(file, room, len) == (zip_int64_t)len && zip_fread(file, &more, 1) == 0;
    if (file) zip_fclose(file);
    return whole;
}

static enum shai_package_status visit(struct walk *w, zip_t *zip, zip_uint64_t at)
{
    zip_stat_t st;
    if (zip_stat_index(zip, at, 0, &st) != 0 || !(st.valid & ZIP_STAT_NAME)) return SHAI_PACKAGE_BROKEN;
    size_t name = strlen(st.name) + 1;
    bool xml = is_xml(st.name);
    if (xml && !(st.valid & ZIP_STAT_SIZE)) return SHAI_PACKAGE_BROKEN;
    if (xml && st.size > SHAI_PACKAGE_XML - w->bytes) return SHAI_PACKAGE_LARGE;
    size_t size = xml ? (size_t)st.size : 0;
    if (w->parts) {
        memcpy(w->name_at, st.name, name);
        w->parts[at] = (struct shai_package_part){.name = w->name_at, .bytes = xml ? w->byte_at : NULL, .len = size};
        if (xml && !read_part(zip, at, w->byte_at, size)) return SHAI_PACKAGE_BROKEN;
        w->name_at += name;
        w->byte_at += size;
    }
    w->names += name;
    w->bytes += size;
    return SHAI_PACKAGE_OK;
}

/* count: how many parts there are, which must be so still the second time. */
static enum shai_package_status walk(struct walk *w, const void *bytes, size_t len, size_t *count, bool *no_memory)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    enum shai_package_status status = SHAI_PACKAGE_OK;
    *no_memory = zip_error_code_zip(&error) == ZIP_ER_MEMORY;
    zip_error_fini(&error);
    if (!zip) {
        if (source) zip_source_free(source);
        return SHAI_PACKAGE_BROKEN;
    }
    zip_int64_t entries = zip_get_num_entries(zip, 0);
    if (entries > SHAI_PACKAGE_PARTS) status = SHAI_PACKAGE_LARGE;
    for (zip_int64_t i = 0; i < entries && !status; i++) status = visit(w, zip, (zip_uint64_t)i);
    if (status && zip_error_code_zip(zip_get_error(zip)) == ZIP_ER_MEMORY) *no_memory = true;
    zip_discard(zip);
    *count = (size_t)entries;
    return status;
}

enum shai_package_status shai_package_read(struct shai_package *package, struct shai_arena *arena, const void *bytes,
                                           size_t len)
{
    struct walk w = {0};
    size_t count;
    bool no_memory;
    shai_package_init(package, arena);
    enum shai_package_status status = walk(&w, bytes, len, &count, &no_memory);
    if (!status) {
        package->parts = w.parts = SHAI_NEW_N(arena, struct shai_package_part, count);
        package->count = package->cap = count;
        w.name_at = shai_arena_alloc(arena, w.names);
        w.byte_at = shai_arena_alloc(arena, w.bytes);
        w.names = w.bytes = 0;
        status = walk(&w, bytes, len, &count, &no_memory);
    }
    if (no_memory) shai_arena_panic(arena);
    return status;
}
