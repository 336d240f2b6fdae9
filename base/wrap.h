/* Sentences broken into lines of a terminal's width.
 *
 * In: a text of Chinese and English, the column it begins in, the width. Out: lines. Chinese breaks between any two
 * characters, but no line begins with a closing sign (,。)” …) and none ends with an opening one; words of Latin
 * letters, numbers with their units and codes stay whole. What it does not do: know of colours; measure what is not
 * its own. */
#ifndef SHAI_BASE_WRAP_H
#define SHAI_BASE_WRAP_H

#include "base/out.h"

struct shai_wrap {
    int width;     /* columns of a line; 0: no line is broken */
    int indent;    /* columns that the lines behind the first are indented by */
    int ambiguous; /* columns of an ambiguous-width character: 1 or 2 */
};

/* Puts the text, of which the first line begins in `column` (from 0). */
void shai_wrap_put(struct shai_out *out, const char *text, int column, struct shai_wrap wrap);

#endif
