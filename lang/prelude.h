/* The prelude: the usual units, grades and words, written in Sushai itself (specs/prelude.shai). The build turns that
 * file into this constant, so that a spec is read alike wherever the program stands. */
#ifndef SHAI_LANG_PRELUDE_H
#define SHAI_LANG_PRELUDE_H

#include <stddef.h>

extern const char shai_prelude_text[]; /* NUL after shai_prelude_len bytes */
extern const size_t shai_prelude_len;

#endif
