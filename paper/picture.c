/* Heads of PNG (W3C PNG, 5.2, 11.2.2) and JPEG (ITU-T T.81, annex B; Exif 2.3, 4.6). Every length is held against the
 * bytes there are. */
#include "paper/picture.h"

#include <stdint.h>
#include <string.h>

struct bytes {
    const unsigned char *at;
    size_t len;
};

static unsigned two(const unsigned char *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

static uint32_t four(const unsigned char *p)
{
    return (uint32_t)two(p) << 16 | two(p + 2);
}

static bool fits(uint32_t width, uint32_t height)
{
    return width && height && width <= SHAI_PICTURE_SIDE && height <= SHAI_PICTURE_SIDE;
}

/* --- PNG -------------------------------------------------------------------------------------------------------- */

static const unsigned char png_signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

/* Whole: its last chunk is IEND. */
static bool png_ends(struct bytes b)
{
    size_t at = sizeof png_signature;
    while (b.len - at >= 12) {
        uint32_t len = four(b.at + at);
        if (len > b.len - at - 12) return false;
        if (memcmp(b.at + at + 4, "IEND", 4) == 0) return true;
        at += len + 12;
    }
    return false;
}

static bool read_png(struct shai_picture *picture, struct bytes b)
{
    if (b.len < 33 || memcmp(b.at + 12, "IHDR", 4) != 0) return false;
    uint32_t width = four(b.at + 16), height = four(b.at + 20);
    if (!fits(width, height) || !png_ends(b)) return false;
    *picture = (struct shai_picture){false, width, height, 1};
    return true;
}

/* --- JPEG ------------------------------------------------------------------------------------------------------- */

enum marker { SOF0 = 0xC0, SOF2 = 0xC2, SOI = 0xD8, EOI = 0xD9, SOS = 0xDA, APP1 = 0xE1 };

static unsigned exif_two(const unsigned char *p, bool little)
{
    return little ? (unsigned)p[1] << 8 | p[0] : two(p);
}

static uint32_t exif_four(const unsigned char *p, bool little)
{
    return little ? (uint32_t)exif_two(p + 2, true) << 16 | exif_two(p, true) : four(p);
}

/* The orientation in the first directory of an Exif segment; 1 where none is said. */
static unsigned exif_turn(struct bytes b)
{
    if (b.len < 14 || memcmp(b.at, "Exif\0\0", 6) != 0) return 1;
    struct bytes tiff = {b.at + 6, b.len - 6};
    bool little = tiff.at[0] == 'I';
    uint32_t at = exif_four(tiff.at + 4, little);
    if (at > tiff.len || tiff.len - at < 2) return 1;
    unsigned count = exif_two(tiff.at + at, little);
    for (size_t entry = at + 2; count-- && entry + 12 <= tiff.len; entry += 12) {
        if (exif_two(tiff.at + entry, little) != 0x0112) continue;
        unsigned turn = exif_two(tiff.at + entry + 8, little);
        return turn >= 1 && turn <= 8 ? turn : 1;
    }
    return 1;
}

/* The frame: what a PDF and a browser can show (baseline, extended, progressive; 8 bits; grey, colour, CMYK). */
static bool read_frame(struct shai_picture *picture, unsigned marker, struct bytes b)
{
    if (marker > SOF2 || b.len < 6 || b.at[0] != 8) return false;
    picture->height = two(b.at + 1), picture->width = two(b.at + 3);
    return fits(picture->width, picture->height) && (b.at[5] == 1 || b.at[5] == 3 || b.at[5] == 4);
}

static bool is_frame(unsigned marker)
{
    return marker >= SOF0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Whole: the end stands behind the scans. */
static bool jpeg_ends(struct bytes b, size_t at)
{
    for (size_t i = b.len; i > at + 1; i--)
        if (b.at[i - 2] == 0xFF && b.at[i - 1] == EOI) return true;
    return false;
}

static bool read_jpeg(struct shai_picture *picture, struct bytes b)
{
    *picture = (struct shai_picture){.jpeg = true, .turn = 1};
    for (size_t at = 2; b.len - at >= 4;) {
        if (b.at[at] != 0xFF) return false;
        unsigned marker = b.at[at + 1];
        if (marker == 0xFF) {
            at++;
            continue;
        }
        size_t len = two(b.at + at + 2);
        if (len < 2 || len > b.len - at - 2) return false;
        struct bytes segment = {b.at + at + 4, len - 2};
        if (marker == SOS) return picture->width && jpeg_ends(b, at);
        if (marker == APP1 && picture->turn == 1) picture->turn = exif_turn(segment);
        if (is_frame(marker) && !read_frame(picture, marker, segment)) return false;
        at += len + 2;
    }
    return false;
}

bool shai_picture_read(struct shai_picture *picture, const void *bytes, size_t len)
{
    struct bytes b = {bytes, len};
    if (len >= sizeof png_signature && memcmp(bytes, png_signature, sizeof png_signature) == 0)
        return read_png(picture, b);
    return len >= 4 && b.at[0] == 0xFF && b.at[1] == SOI && read_jpeg(picture, b);
}
