/* Photographs of evidence, to be printed: PNG and JPEG files. */
#ifndef SHAI_PAPER_PHOTO_H
#define SHAI_PAPER_PHOTO_H

#include "paper/doc.h"
#include "runtime/evidence.h"

enum { SHAI_PHOTO_BYTES = 32 * 1024 * 1024 }; /* a larger file is not printed */

/* The picture of a file of evidence that was found as the sample states it. What is printed is what was hashed: the
 * bytes are read again, and held against the hash. NULL where the file is no whole PNG or JPEG that pages can hold
 * (shai_picture_read), is too large, or is no longer what it was. */
const struct shai_doc_picture *shai_photo_read(struct shai_arena *arena, const struct shai_evidence *evidence);

#endif
