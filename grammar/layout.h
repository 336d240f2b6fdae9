/* What the pieces of the formatter share: mark.c, spell.c, layout.c, lines.c, format.c. Nothing outside grammar/
 * includes it.
 *
 * The way of a text: the parser's log of tokens and the tree's comments are all that is written again. mark.c writes
 * beside each token what the tree knows of it (it begins a line, its brace is a block); layout.c parts the tokens
 * into lines; spell.c writes a token; lines.c aligns the lines and puts them out. Where a line ends depends on the
 * author's lines and on no width: so the two spellings of the keywords are laid out alike. */
#ifndef SHAI_GRAMMAR_LAYOUT_H
#define SHAI_GRAMMAR_LAYOUT_H

#include "grammar/format.h"
#include "grammar/parser.h"

/* What the tree knows of a token. */
enum {
    SHAI_MARK_LINE = 1,          /* begins a declaration, a clause, a setting */
    SHAI_MARK_BLOCK = 2,         /* a brace whose lines stand apart, always */
    SHAI_MARK_CASES = 4,         /* a brace of cases: all on one line, or one a line */
    SHAI_MARK_BY = 8,            /* of `by`: its colons belong to keys */
    SHAI_MARK_ELEMENT = 16,      /* begins an outcome that is expected */
    SHAI_MARK_GLUED = 32,        /* a sign glued to what follows: the minus of a number, the < of a reading */
    SHAI_MARK_CALL = 64,         /* a parenthesis or bracket belongs to it */
    SHAI_MARK_TEMPLATE = 128,    /* a string with {names} */
    SHAI_MARK_HEADER_WORD = 256, /* `item` or `title` as the head of a column */
    SHAI_MARK_SETTINGS = 512,    /* the brace of an example that the author wrote on one line */
    SHAI_MARK_SETTING = 1024     /* begins a setting in it */
};

struct shai_layout {
    struct shai_arena *arena;
    const struct shai_parser *p;
    struct shai_format_style style;
    uint16_t *marks; /* of each token of the log */
    size_t *match;   /* of a brace: its other one */
};

enum { SHAI_SPLITS = 2 };

/* A line to be written. */
struct shai_line {
    bool blank; /* a blank line before it */
    unsigned indent;
    const char *text;           /* without indentation and trailing comment; NULL of a row */
    const char *comment;        /* ? behind it */
    unsigned run;               /* lines of one run are padded at each split to one column; 0: none */
    size_t splits[SHAI_SPLITS]; /* bytes of text before the padding; 0: this one has none */
    unsigned table;             /* of a row: which table; 0: no row */
    const char **cells;
    size_t cell_count, cell_cap;
};

struct shai_lines {
    struct shai_line *at;
    size_t count, cap;
    unsigned runs, tables;
};

/* mark.c */
void shai_layout_mark(struct shai_layout *l, const struct shai_tree *tree);
/* spell.c: token i of the log, as it is written. */
void shai_layout_spell(const struct shai_layout *l, size_t i, struct shai_strbuf *out);
/* layout.c */
void shai_layout_lines(struct shai_layout *l, struct shai_lines *lines);
/* lines.c */
void shai_lines_put(struct shai_arena *arena, struct shai_lines *lines, int ambiguous, struct shai_strbuf *out);

#endif
