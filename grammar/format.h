/* The canonical layout of a source text (docs/format.md).
 *
 * In: a text of a shai_sources. Out: the same text as `sushai fmt` writes it, or the mistakes for which it cannot be
 * laid out. Tokens, comments and blank lines are all that it knows: no name is resolved, no library read. */
#ifndef SHAI_GRAMMAR_FORMAT_H
#define SHAI_GRAMMAR_FORMAT_H

#include "grammar/ast.h"

enum { SHAI_KEYWORDS_AS_WRITTEN = -1 };

struct shai_format_style {
    int keywords;  /* enum shai_lang, or SHAI_KEYWORDS_AS_WRITTEN */
    int ambiguous; /* columns of a character of ambiguous width, in aligning: 1 or 2 */
};

enum shai_formatted {
    SHAI_FORMATTED,
    SHAI_FORMAT_ERRORS, /* the text has mistakes; they are in diags */
    SHAI_FORMAT_UNSAFE, /* the layout made would not mean the same: a fault of this program */
};

/* Lays out text `file` of diags->sources into *out. What is made is parsed again and held against the text: the same
 * meaning digest, the same comments in the same order; *out is to be used only where SHAI_FORMATTED is returned. */
enum shai_formatted shai_format(struct shai_arena *arena, struct shai_diags *diags, uint32_t file,
                                struct shai_format_style style, struct shai_strbuf *out);

/* Do the two texts hold the same comments, blanks at the ends of lines and before them apart? Each is the text that
 * its tree was parsed from. */
bool shai_format_same_comments(const char *a_text, const struct shai_tree *a, const char *b_text,
                               const struct shai_tree *b);

#endif
