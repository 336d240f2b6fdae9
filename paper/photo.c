/* Photographs. In: a file of evidence that was checked. Out: its bytes, kind and size in pixels. It decodes nothing:
 * PNG says its size in IHDR (ISO/IEC 15948, 11.2.2), JPEG in the first frame header (ITU-T T.81, B.2.2). */
#include "paper/photo.h"

#include "base/hex.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- what the bytes are ------------------------------------------------------------------------------------------
 */

static unsigned two_bytes(const unsigned char *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

static bool look_png(const unsigned char *s, size_t len, struct shai_doc_picture *picture)
{
    static const unsigned char begin[] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A,
                                          0,    0,   0,   13,  'I',  'H',  'D',  'R'};
    if (len < sizeof begin + 8 || memcmp(s, begin, sizeof begin) != 0) return false;
    picture->jpeg = false;
    picture->width = two_bytes(s + 16) << 16 | two_bytes(s + 18);
    picture->height = two_bytes(s + 20) << 16 | two_bytes(s + 22);
    return true;
}

/* A frame header: SOF0 to SOF15, without DHT, JPG and DAC, which stand among them. */
static bool is_frame(unsigned char marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool look_jpeg(const unsigned char *s, size_t len, struct shai_doc_picture *picture)
{
    if (len < 4 || s[0] != 0xFF || s[1] != 0xD8) return false;
    for (size_t at = 2; at + 9 <= len;) {
        unsigned char marker = s[at + 1];
        if (s[at] != 0xFF) return false;
        if (marker == 0xFF) { /* fill */
            at++;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA) return false; /* the end, or the scan, and no frame before it */
        if (is_frame(marker)) {
            picture->jpeg = true;
            picture->height = two_bytes(s + at + 5);
            picture->width = two_bytes(s + at + 7);
            return true;
        }
        at += 2 + (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8) ? 0 : two_bytes(s + at + 2));
    }
    return false;
}

enum { PIXELS_MOST = 30000 }; /* a side: more is no photograph */

bool shai_photo_look(const unsigned char *bytes, size_t len, struct shai_doc_picture *picture)
{
    if (!look_png(bytes, len, picture) && !look_jpeg(bytes, len, picture)) return false;
    return picture->width && picture->height && picture->width <= PIXELS_MOST && picture->height <= PIXELS_MOST;
}

/* --- the file ----------------------------------------------------------------------------------------------------
 */

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

const struct shai_doc_picture *shai_photo_read(struct shai_arena *arena, const struct shai_evidence *evidence)
{
    if (evidence->state != SHAI_EVIDENCE_FOUND || !evidence->path || evidence->bytes > SHAI_PHOTO_BYTES) return NULL;
    size_t len = (size_t)evidence->bytes;
    unsigned char *bytes = shai_arena_alloc(arena, len);
    struct shai_doc_picture *picture = SHAI_NEW(arena, struct shai_doc_picture);
    *picture = (struct shai_doc_picture){.name = evidence->file, .bytes = bytes, .len = len};
    if (!read_bytes(evidence->path, bytes, len) || !has_hash(bytes, len, evidence->sha256)) return NULL;
    return shai_photo_look(bytes, len, picture) ? picture : NULL;
}
