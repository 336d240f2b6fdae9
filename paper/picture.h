/* What the head of a picture says: photographs as cameras and phones write them.
 *
 * In: the bytes of a file. Out: its kind, its size, how it is to be turned. It decodes no picture. */
#ifndef SHAI_PAPER_PICTURE_H
#define SHAI_PAPER_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

enum { SHAI_PICTURE_SIDE = 32000 }; /* pixels: no wider, no higher */

struct shai_picture {
    bool jpeg;              /* else PNG */
    unsigned width, height; /* in pixels, as stored */
    unsigned turn;          /* orientation of Exif, 1..8; 1: as stored */
};

/* False where the bytes are no whole PNG or JPEG that pages can hold: another kind, cut off, without pixels, too
 * large, a JPEG of 12 bits or without loss. */
bool shai_picture_read(struct shai_picture *picture, const void *bytes, size_t len);

#endif
