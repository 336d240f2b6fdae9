/* Photographs of evidence, to be printed: PNG and JPEG files. */
#ifndef SHAI_PAPER_PHOTO_H
#define SHAI_PAPER_PHOTO_H

#include "paper/doc.h"
#include "runtime/evidence.h"

enum { SHAI_PHOTO_BYTES = 32 * 1024 * 1024 }; /* a larger file is not printed */

/* The picture of a file of evidence that was found as the sample states it. What is printed is what was hashed: the
 * bytes are read again, and held against the hash. A file that begins as PNG or JPEG and is none that pages can hold
 * (shai_picture_read) has no size, and the page says so in its place. NULL where it is another kind of file, too
 * large, or no longer what it was. */
const struct shai_doc_picture *shai_photo_read(struct shai_arena *arena, const struct shai_evidence *evidence);

#endif
