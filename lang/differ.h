/* Inside the comparison of specs: what its files share. Not for others. */
#ifndef SHAI_LANG_DIFFER_H
#define SHAI_LANG_DIFFER_H

#include "lang/diff.h"

enum { SHAI_OLD, SHAI_NEW_SIDE };

struct shai_differ {
    struct shai_arena *arena;
    enum shai_lang lang;
    const struct shai_spec *spec[2];
    struct shai_diff *diff;
    const char *item, *group; /* of the changes being added */
    struct shai_altered {
        const char *name;
        bool is_altered;
        struct shai_altered *next;
    } * altered; /* what is known of lets, tables, patterns, attributes by name */
    struct shai_group_pair {
        const struct shai_node *old, *new; /* one may be NULL */
    } * groups;
    size_t group_count;
    unsigned when_depth, when_steps; /* of the comparison of conditions at hand */
};

/* diff.c */
/* Adds a change; a span comes from each node that is not NULL. */
struct shai_change *shai_differ_add(struct shai_differ *d, enum shai_change_kind kind, enum shai_drift drift,
                                    const struct shai_node *old, const struct shai_node *new, const char *before,
                                    const char *after);
#define SHAI_DIFFER_SAY(d, zh, en) ((d)->lang == SHAI_ZH ? (zh) : (en))
/* Both NULL, or the same. */
bool shai_same_text(const char *a, const char *b);

/* diff_text.c: a node's canonical text, keywords in the reader's language; NULL for NULL. Bare literals have the unit
 * that they were given. Two nodes of one text differ at most by what their names stand for. */
const char *shai_diff_text(const struct shai_differ *d, const struct shai_node *node);
/* What a declaration says, without its name. */
const char *shai_diff_decl_text(const struct shai_differ *d, const struct shai_decl *decl);
/* The name of a thing: a standard field in the reader's language. */
const char *shai_diff_name(const struct shai_differ *d, const char *name);

/* diff_set.c: the values that a criterion accepts */
struct shai_bounds {
    enum {
        SHAI_SET_OPEN,     /* computed: not known here */
        SHAI_SET_INTERVAL, /* of numbers, days, places in a grade's scale */
        SHAI_SET_LIST,     /* of names */
        SHAI_SET_DASH      /* the item does not apply */
    } kind;
    bool no_lo, no_hi, lo_open, hi_open;
    struct shai_num lo, hi;
    const struct shai_decl *scale; /* ? of a grade */
    const char **names;
    size_t count;
};
/* A number, a day or a place in a scale that is known before any sample. */
bool shai_diff_constant(const struct shai_differ *d, const struct shai_node *node, struct shai_num *out);
struct shai_bounds shai_diff_bounds(const struct shai_differ *d, const struct shai_node *criterion);
/* The values for which `subject OPER bound` holds. */
struct shai_bounds shai_diff_half_line(const struct shai_differ *d, enum shai_op oper, const struct shai_node *bound);
/* Is a within b, b within a? False, false where that is not known or not so. */
void shai_diff_within(const struct shai_bounds *a, const struct shai_bounds *b, bool *a_in_b, bool *b_in_a);

/* diff_when.c: conditions; NULL is what always holds */
enum shai_when { SHAI_WHEN_SAME, SHAI_WHEN_NARROWER, SHAI_WHEN_WIDER, SHAI_WHEN_OTHER };
enum shai_when shai_diff_when(struct shai_differ *d, const struct shai_node *old, const struct shai_node *new);
/* Does what a new node says rest on a let, table, pattern or attribute that was changed? The name, or NULL. */
const char *shai_diff_rests_on(struct shai_differ *d, const struct shai_node *node);

/* diff_cases.c: a limit or a hazard, plain or in cases */
void shai_diff_cases(struct shai_differ *d, enum shai_change_kind kind, const struct shai_node *old,
                     const struct shai_node *new);

/* diff_item.c */
/* The groups of both specs, by title, then by order. */
void shai_diff_pair_groups(struct shai_differ *d);
/* Their titles and conditions. */
void shai_diff_groups(struct shai_differ *d);
/* What an item without a partner is: "≤ 90 mg/kg". */
void shai_diff_lone_item(struct shai_differ *d, const struct shai_decl *item, bool is_new);
void shai_diff_item(struct shai_differ *d, const struct shai_decl *old, const struct shai_decl *new);
/* diff_decl.c */
void shai_diff_head(struct shai_differ *d);
void shai_diff_declarations(struct shai_differ *d);
void shai_diff_rest(struct shai_differ *d); /* verdict, advice, examples */
/* diff_token.c: what no rule has told */
void shai_diff_tokens(struct shai_differ *d);

#endif
