/* UTF-8: decoding, checking, display width, and the folding of what an input method produces. */
#ifndef SHAI_BASE_UTF8_H
#define SHAI_BASE_UTF8_H

#include "base/arena.h"

#include <stdbool.h>

/* Decodes one code point of s[0..len) into *cp. Returns its bytes (1..4), or 0 where len is 0 or the bytes are not
 * well-formed UTF-8 (Unicode 15, table 3-7: no surrogates, no overlong forms). */
size_t shai_utf8_decode(const char *s, size_t len, uint32_t *cp);

/* Offset of the first byte that is not well-formed UTF-8; len where all is well. */
size_t shai_utf8_check(const char *s, size_t len);

/* Terminal columns of a code point: 0 for combining marks and controls, 2 for wide and full-width ones, else 1. East
 * Asian ambiguous characters (≤ ± × — “ ℃) count as `ambiguous` columns (1 or 2). */
int shai_utf8_width(uint32_t cp, int ambiguous);
/* Columns of a whole string (ambiguous = 1); a malformed byte counts 1. */
size_t shai_utf8_columns(const char *s, size_t len);
/* Number of code points. */
size_t shai_utf8_count(const char *s, size_t len);

/* May cp begin (or continue) an identifier: letters (Han among them), `_`; then also digits and marks. */
bool shai_utf8_is_word_start(uint32_t cp);
bool shai_utf8_is_word(uint32_t cp);

/* Full-width ASCII (U+FF01..FF5E) to ASCII, U+3000 to a space; anything else unchanged. */
uint32_t shai_utf8_fold_width(uint32_t cp);

/* Is s[at] the blank between a number and its unit ("90 mg/kg", "36 月") or between ≤ ≥ < > and a number ("≤ 90")? No
 * line is to end there. */
bool shai_utf8_is_tied_blank(const char *s, size_t len, size_t at);

/* Acts on how text is laid out (controls, directions), or is no character: it could hide what is printed. */
bool shai_utf8_is_hidden(uint32_t cp);

/* NFC of s. Returns s itself with *out_len = len where it is NFC already (pure ASCII and plain Han are seen at a
 * glance); otherwise a copy in the arena. s must be well-formed. */
const char *shai_utf8_nfc(struct shai_arena *arena, const char *s, size_t len, size_t *out_len);

#endif
