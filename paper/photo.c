/* Photographs. In: a file of evidence that was checked. Out: its bytes, kind and size in pixels. It decodes nothing;
 * what the head of a picture says is picture.c's. */
#include "paper/photo.h"

#include "base/hex.h"
#include "paper/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads as many bytes as were hashed. False where the file has fewer, or cannot be read. */
static bool read_bytes(const char *path, unsigned char *bytes, size_t len)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    size_t have = 0;
    if (fd < 0) return false;
    while (have < len) {
        ssize_t n = read(fd, bytes + have, len - have);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        have += (size_t)n;
    }
    close(fd);
    return have == len;
}

static bool has_hash(const unsigned char *bytes, size_t len, const char *expected)
{
    struct sha256_ctx hash;
    unsigned char digest[SHA256_DIGEST_SIZE];
    char hex[SHAI_HEX_SHA256];
    sha256_init(&hash);
    sha256_update(&hash, len, bytes);
    sha256_digest(&hash, sizeof digest, digest);
    return strcmp(shai_hex(hex, digest, sizeof digest), expected) == 0;
}

/* Does the file mean to be a PNG or JPEG, by its first bytes? */
static bool begins_as_picture(const unsigned char *bytes, size_t len)
{
    return len >= 8 && (memcmp(bytes, "\x89PNG\r\n\x1A\n", 8) == 0 || memcmp(bytes, "\xFF\xD8\xFF", 3) == 0);
}

const struct shai_doc_picture *shai_photo_read(struct shai_arena *arena, const struct shai_evidence *evidence)
{
    if (evidence->state != SHAI_EVIDENCE_FOUND || !evidence->path || evidence->bytes > SHAI_PHOTO_BYTES) return NULL;
    size_t len = (size_t)evidence->bytes;
    unsigned char *bytes = shai_arena_alloc(arena, len);
    struct shai_picture head;
    if (!read_bytes(evidence->path, bytes, len) || !has_hash(bytes, len, evidence->sha256)) return NULL;
    if (!shai_picture_read(&head, bytes, len)) { /* cut off, or strange: the page says so in its place */
        if (!begins_as_picture(bytes, len)) return NULL;
        head = (struct shai_picture){.jpeg = bytes[0] == 0xFF};
    }
    struct shai_doc_picture *picture = SHAI_NEW(arena, struct shai_doc_picture);
    *picture = (struct shai_doc_picture){.name = evidence->file,
                                         .bytes = bytes,
                                         .len = len,
                                         .jpeg = head.jpeg,
                                         .width = head.width,
                                         .height = head.height};
    return picture;
}
