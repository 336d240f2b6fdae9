/* Inside describe/: what its files share. Not for others. */
#ifndef SHAI_DESCRIBE_WRITER_H
#define SHAI_DESCRIBE_WRITER_H

#include "describe/describe.h"

struct shai_writer {
    struct shai_arena *arena;
    enum shai_lang lang;
    const struct shai_spec *spec;
    struct shai_document *doc;
    unsigned number;       /* of the last item in the tables of items */
    char values, examples; /* the letters of the annexes; 0: there is none */
};

/* The sentence of the document's language; %1 to %9 stand for the texts behind it, which end with NULL. */
const char *shai_tell(const struct shai_writer *w, const char *zh, const char *en, ...) __attribute__((sentinel));
/* The same into a growing text, behind a separator where it is not empty. */
void shai_tell_join(struct shai_strbuf *text, const char *separator, const char *what);
/* A name of the document in quotation marks. */
const char *shai_quoted(const struct shai_writer *w, const char *name);
/* "、" or ", " */
const char *shai_comma(const struct shai_writer *w);
/* A title among others: in quotation marks where it holds what parts them. */
const char *shai_listed(const struct shai_writer *w, const char *title);
/* A sentence with its stop. */
const char *shai_ended(const struct shai_writer *w, const char *text);
/* A /// comment as running text; NULL for none. */
const char *shai_comment_words(const struct shai_writer *w, const char *doc);
/* A number of the document: "12". */
const char *shai_figure(const struct shai_writer *w, unsigned n);

/* words.c: what a declaration is called, and what an expression says */
const char *shai_title_of(const struct shai_decl *item);
const char *shai_label_of(const struct shai_decl *decl);
const char *shai_choice_label(const struct shai_decl *set, uint32_t index);
/* A grade with its word: "3-4 级", "A". */
const char *shai_grade_words(const struct shai_writer *w, const char *label);
const char *shai_unit_words(const struct shai_type *type);
/* Any expression: a number, a condition, a text. */
const char *shai_words(const struct shai_writer *w, const struct shai_node *expr);
/* A condition on the value alone begins with its sign: "≥ 4.0 %". */
const char *shai_requirement_words(const struct shai_writer *w, const struct shai_node *expr);
/* pattern.c: what a text must hold, where that can be said: "GB 6675"; NULL where it cannot. *whole: it is all of the
 * text. */
const char *shai_pattern_words(const struct shai_writer *w, const char *pattern, bool *whole);

/* cases.c: a criterion; CASES, BY or one alternative as lines "condition: what" */
const char *shai_criterion_words(const struct shai_writer *w, const struct shai_node *criterion);
const char *shai_limit_lines(const struct shai_writer *w, const struct shai_node *limit);
const char *shai_hazard_lines(const struct shai_writer *w, const struct shai_node *hazard);
const char *shai_value_lines(const struct shai_writer *w, const struct shai_node *value);

/* The parts of the document. */
void shai_describe_items(struct shai_writer *w);
void shai_describe_standards(struct shai_writer *w);
void shai_describe_rules(struct shai_writer *w);
void shai_describe_disposal(struct shai_writer *w);
void shai_describe_choice(struct shai_writer *w);
bool shai_has_values(const struct shai_spec *spec);
void shai_describe_values(struct shai_writer *w);
void shai_describe_examples(struct shai_writer *w);

#endif
