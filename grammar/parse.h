/* Text to AST.
 *
 * In: a text of a shai_sources (UTF-8; checked here). Out: a tree, and diagnostics. One run reports every mistake:
 * the parser recovers at clause and block ends. What it does not do: resolve a name, know a type or a unit. */
#ifndef SHAI_GRAMMAR_PARSE_H
#define SHAI_GRAMMAR_PARSE_H

#include "grammar/ast.h"

/* Parses text `file` of diags->sources. Memory (flex and bison included) comes from arena. Errors go to diags; the
 * tree is always returned, its root NULL or with ERROR nodes where there were errors.
 *
 * tree->meaning is the SHA-256 over the canonical tokens in order: for each token its id's name, a NUL, its text
 * where it has one (a name in NFC without backticks, a string decoded, a number's digits as written in ASCII, a unit
 * in its canonical spelling), a NUL. Comments, layout, separators that carry no meaning and keyword spelling do not
 * count; standard sample fields count by their English name in either spelling. */
struct shai_tree *shai_parse(struct shai_arena *arena, struct shai_diags *diags, uint32_t file);

#endif
