/* What the pieces of the parser share: scanner.l, lexeme.c, feed.c, grammar.y, build.c, complain.c, parse.c,
 * digest.c; the formatter (layout.h) reads its log. Nothing outside grammar/ includes it.
 *
 * The way of a token: scanner.l finds it in the text (lexeme.c measures words, units and strings); feed.c writes it
 * into the log that the digest reads, counts braces, and, after a mistake, leaves out what cannot be understood; the
 * grammar takes it; build.c makes nodes. complain.c says what is wrong. */
#ifndef SHAI_GRAMMAR_PARSER_H
#define SHAI_GRAMMAR_PARSER_H

#include "grammar/parse.h"

/* Where the grammar can go on after a mistake: the kind of list that the mistake stands in. */
enum shai_level {
    SHAI_LEVEL_NONE,
    SHAI_LEVEL_FILE,    /* after the spec, or where there is none */
    SHAI_LEVEL_OPEN,    /* where a `{` was due */
    SHAI_LEVEL_DECL,    /* declarations of a spec */
    SHAI_LEVEL_CLAUSE,  /* clauses of an item, a group, `each` */
    SHAI_LEVEL_CASE,    /* cases in braces */
    SHAI_LEVEL_SETTING, /* settings of an example, outcomes expected */
    SHAI_LEVEL_ROWS,    /* rows of a table */
    SHAI_LEVEL_CELL,    /* cells of a row */
};

/* A token as it came, for the digest and for messages. */
struct shai_token {
    int code;         /* enum shai_grammar_tokentype */
    const char *text; /* canonical text, or NULL: a name in NFC, a string decoded, digits, a unit */
    struct shai_span span;
    bool line_start; /* nothing but blanks and comments before it on its line */
    bool silent;     /* does not count in the digest */
    bool as_name;    /* a keyword that stood for a name */
};

/* An open brace. */
struct shai_brace {
    struct shai_span span;
    int opener;   /* the last declaring keyword before it (a token code), or 0 */
    bool is_list; /* the grammar has a list of its own in it, which can recover */
};

struct shai_doc {
    uint32_t begin; /* of the token below it */
    const char *text;
};

struct shai_parser {
    struct shai_arena *arena;
    struct shai_diags *diags;
    struct shai_tree *tree;
    const char *text; /* the source; offsets of spans count from here */
    uint32_t len;

    /* scanner */
    void *scanner;
    const char *buffer;     /* flex's copy of the text */
    int last;               /* code of the token before, 0 at the start */
    bool fresh_line;        /* no token on this line yet */
    bool in_row, in_header; /* in a table row; in the first one of its table */
    bool number_has_unit;
    const char *doc; /* /// lines that wait for their declaration */
    size_t comment_cap;

    /* feed */
    struct shai_token *log;
    size_t log_count, log_cap;
    struct shai_brace *braces;
    size_t brace_count, brace_cap;
    int opener;
    struct shai_token *queue; /* to be given before the scanner is asked again; the last one first */
    size_t queue_count, queue_cap;
    enum shai_level panic;
    size_t panic_depth;
    struct shai_brace popped;   /* of the last closing brace */
    struct shai_token glued[2]; /* the two words of a keyword and a name written as one, to be given instead */
    uint32_t given_again;       /* words before this offset are not given a second time */
    size_t recovered_at;        /* log_count at the last recovery */
    unsigned recoveries;        /* how many there were at that token */
    bool separator_missing;     /* the token in hand begins a case that a ; was forgotten before */
    bool said_unclosed, said_tail;
    size_t open;     /* brackets of all kinds given and not closed yet */
    bool gave_up;    /* there are too many of them (said): the text ends here */
    uint32_t spoilt; /* what does not fit before this offset is owed to a mistake of spelling that was said */

    struct shai_doc *docs;
    size_t doc_count, doc_cap;
};

/* --- lexeme.c: how far something reaches. All take the text at `s` and its end, and return bytes, 0 for no such
 * thing. */
size_t shai_lex_word(const char *s, const char *end);
/* A keyword of one or more words that begins at s; *len its bytes. */
enum shai_kw shai_lex_keyword(const char *s, const char *end, size_t *len);
size_t shai_lex_unit(const char *s, const char *end);
/* Blanks (no line end). */
size_t shai_lex_blanks(const char *s, const char *end);
/* Bytes of a run of characters that begin nothing. */
size_t shai_lex_unknown(const char *s, const char *end);
/* A string with its quotes, to the end of the line where it is not closed (*closed). */
size_t shai_lex_string(const char *s, const char *end, bool *closed);
/* A comment with its closing sign; 0 where it is not closed. */
size_t shai_lex_comment(const char *s, const char *end);
/* Does nothing but a comment follow on the line? */
bool shai_lex_row_ends(const char *s, const char *end);
/* Does only a blank rest of the line, or what ends a cell or a case, follow? */
bool shai_lex_dash_ends(const char *s, const char *end);
/* What stands between the quotes of a string (its closing quote may be missing). */
struct shai_span shai_lex_inside(const struct shai_parser *p, struct shai_span span);
/* The same, escapes decoded; reports bad escapes. */
const char *shai_lex_decode(struct shai_parser *p, struct shai_span span);
/* One escape (s at the backslash) into *cp; returns its bytes, 0 where it is none. */
size_t shai_lex_escape(const char *s, const char *end, uint32_t *cp);
/* A number's digits in ASCII; reports one with too many. */
const char *shai_lex_number(struct shai_parser *p, struct shai_span span);
/* A pattern behind its first slash; *flags. Bytes with the slash and flags; 0 where it is not closed on its line. */
size_t shai_lex_pattern(const char *s, const char *end, size_t *body);

/* --- parse.c: shai_parse, with all that it knows. NULL where the text is not UTF-8 (said). */
struct shai_parser *shai_parse_log(struct shai_arena *arena, struct shai_diags *diags, uint32_t file);

/* --- scanner.l */
void shai_scan_start(struct shai_parser *p);

/* --- feed.c */
union SHAI_GRAMMAR_STYPE;
int shai_parser_next(union SHAI_GRAMMAR_STYPE *value, struct shai_span *span, struct shai_parser *p);
/* The brace just taken opens a list that can recover. */
void shai_parser_list(struct shai_parser *p, struct shai_span brace);
/* The brace that must have been forgotten, since a word that begins its line is taken only outside it, or NULL;
 * *next: that word, also where no brace is missing but it was taken for a name. */
const struct shai_brace *shai_parser_unclosed(const struct shai_parser *p, const struct shai_token **next);
/* The grammar recovers at `level`; what becomes of the token in its hand. */
enum shai_held { SHAI_HELD_KEPT, SHAI_HELD_DROPPED, SHAI_HELD_HOPELESS };
enum shai_held shai_parser_recover(struct shai_parser *p, enum shai_level level, int held);
/* Says that the text nests too deeply. */
void shai_parser_too_deep(struct shai_parser *p, struct shai_span at);
/* The token at `span` in the log. */
struct shai_token *shai_parser_token_at(struct shai_parser *p, struct shai_span span);
void shai_parser_silent(struct shai_parser *p, struct shai_span span);
void shai_parser_as_name(struct shai_parser *p, struct shai_span span);
/* Says that a token is a keyword and a name in one, parted at byte `at`; keeps the two to be given instead of it. */
void shai_parser_say_glued(struct shai_parser *p, const struct shai_token *t, size_t at);
void shai_parser_part(struct shai_parser *p, const struct shai_token *t, enum shai_kw kw, size_t at);
enum shai_kw shai_token_keyword(int code);
int shai_keyword_token(enum shai_kw kw);

/* The language of the file's keywords, by its first one. */
enum shai_lang shai_parser_lang(const struct shai_parser *p);

/* --- glue.c: bytes of the part before the boundary where a keyword begins or ends a word; 0 for none */
size_t shai_glue_prefix(const char *word, enum shai_kw kw);
size_t shai_glue_suffix(const char *word, enum shai_kw kw);

/* --- complain.c: the last token of the log does not fit; these could stand there. */
void shai_complain(struct shai_parser *p, const int *expected, int count);
/* The nth token before the last of the log, NULL where there is none. */
const struct shai_token *shai_parser_before(const struct shai_parser *p, size_t n);
/* The source text of a span. */
const char *shai_parser_raw(struct shai_parser *p, struct shai_span span);
/* The words of a token: "zh|en", from the grammar's aliases. */
const char *shai_token_words(int code);

/* --- cited.c: says, where that is the mistake, that a standard is cited by its code, or that a name holds signs */
bool shai_says_code(struct shai_parser *p);
bool shai_says_name_signs(struct shai_parser *p);

/* --- build.c: nodes that need more than a constructor */
struct shai_node *shai_build_list(struct shai_parser *p, struct shai_node *list, struct shai_node *kid);
struct shai_node *shai_build_named(struct shai_node *node, const char *name, struct shai_span span);
struct shai_node *shai_build_unit(struct shai_node *node, const char *unit, struct shai_span span);
/* Declarations behind a brace too many; they belong to the spec all the same. */
struct shai_node *shai_build_more(struct shai_node *spec, struct shai_node *decls, struct shai_parser *p);
/* The `///` text above a node. */
struct shai_node *shai_build_doc(struct shai_parser *p, struct shai_node *node);
/* `a ~ b u`: the unit serves both. */
void shai_build_share_unit(struct shai_node *a, struct shai_node *b);
struct shai_node *shai_build_op(struct shai_parser *p, enum shai_node_kind kind, enum shai_op op,
                                struct shai_span span, struct shai_node *a, struct shai_node *b);
struct shai_node *shai_build_template(struct shai_parser *p, struct shai_span span);
/* The spelling of a word that stands for something of the item, such as {title}; NULL where it is none. */
const char *shai_build_placeholder(const char *word, size_t len, enum shai_lang lang);
struct shai_node *shai_build_target(struct shai_parser *p, struct shai_node *target, const char *word,
                                    struct shai_span span, bool is_number);
/* A lone expression as a limit: a column's name, or a mistake. */
struct shai_node *shai_build_column(struct shai_parser *p, struct shai_node *expr);
/* A cell: no arithmetic. */
struct shai_node *shai_build_cell(struct shai_parser *p, struct shai_node *cell);
/* Puts an option of a measure or standard in its place among the kids. */
struct shai_node *shai_build_option(struct shai_parser *p, struct shai_node *node, uint32_t at,
                                    struct shai_node *kid);

/* --- bounds.c: says where the file crosses a bound, and marks the tree. */
void shai_check_bounds(struct shai_parser *p);

/* --- digest.c */
/* What a name counts as: the standard sample fields by their English name. */
const char *shai_digest_name(const char *name);
/* What token i of the log adds: its id's name and its canonical text or NULL. False where it does not count. *header
 * is kept from token to token, false before the first. */
bool shai_digest_token(const struct shai_parser *p, size_t i, bool *header, const char **id, const char **text);
void shai_digest(const struct shai_parser *p, unsigned char out[32]);

#endif
