/* Patterns: what stands between the slashes of `matches /.../` (language.md §3).
 *
 * In: a pattern as written. Out: PCRE2 code, and whether a text holds a match. The dialect is Sushai's own and is
 * checked here, not by PCRE2: literals, classes, \d \s \w and the dot, groups, |, repetition, ^ and $. What passes is
 * put into PCRE2's words by us, so that no other construct of PCRE2 (back-references, look-around, callouts, verbs)
 * can slip through, and so that \d \s \w mean the same under every release of it:
 *
 *   \d  0 to 9            \w  letters, marks, numbers and _ of Unicode       \s  Unicode white space
 *   .   any but a line feed      ^ $  the ends of the text, never of a line
 *   \t \n, and \ before any sign of ASCII that is no letter or digit: that sign
 *
 * Full-width ASCII (U+FF01..FF5E) and U+3000 are folded to ASCII in the text and in the pattern's literals alike. A
 * sign that is full-width in the pattern is a literal, never an operator.
 *
 * Only PCRE2's interpreter is used, never its JIT: the two reach a match limit at different places, and executable
 * memory cannot live in an arena. A pattern that is a mere sequence of characters is searched for without PCRE2. A
 * limit that is reached is an answer of its own, and refuses the sample. */
#ifndef SHAI_RUNTIME_PATTERN_H
#define SHAI_RUNTIME_PATTERN_H

#include "base/diag.h"

enum {
    SHAI_PATTERN_MAX_LEN = 4096,    /* bytes as written */
    SHAI_PATTERN_MAX_DEPTH = 50,    /* groups in groups */
    SHAI_PATTERN_MAX_REPEAT = 1000, /* n and m of {n,m} */
    SHAI_PATTERN_MAX_COST = 16384,  /* of one pattern: roughly the bytes of its code, repetitions multiplied out */
};

/* Is s[0..len), well-formed UTF-8, a pattern? flags: SHAI_PATTERN_CASELESS (program.h) or 0. If not, *why is the
 * diagnostic that says so (it takes no pieces; its English text alone serves the program loader), and *offset the
 * byte of s that it is about. The arena is used as scratch. */
bool shai_pattern_check(struct shai_arena *arena, const char *s, size_t len, uint32_t flags, enum shai_diag_id *why,
                        size_t *offset);

/* The same, giving what shai_pattern_match needs in the arena (opaque; immutable, for any number of threads), or
 * NULL. *cost (may be NULL) is what SHAI_PATTERN_MAX_COST bounds. */
void *shai_pattern_compile(struct shai_arena *arena, const char *s, size_t len, uint32_t flags, uint32_t *cost,
                           enum shai_diag_id *why, size_t *offset);

/* What matching needs besides the code, in the arena: for one thread, for any number of matches one after another. */
void shai_pattern_scratch(struct shai_arena *arena, void **match_data, void **match_context);

enum shai_match {
    SHAI_MATCH_NO,
    SHAI_MATCH_YES,
    SHAI_MATCH_LIMIT, /* given up: the pattern takes too many steps or too much memory on this text */
};

/* Searches text[0..len), which is well-formed UTF-8, for the pattern: yes if it is found anywhere. match_data and
 * match_context come from shai_pattern_scratch; both NULL: they are made in `scratch` for this call (some 20 KiB).
 * scratch also holds the folded text where folding changes it. */
enum shai_match shai_pattern_match(const void *compiled, void *match_data, void *match_context, const char *text,
                                   size_t len, struct shai_arena *scratch);

#endif
