/* Results: outcomes in words and fields, and the forms they are written in (interface.md, "Results").
 *
 * Text is in the spec's language, never the locale's. Everything lives in the run arena. */
#ifndef SHAI_RUNTIME_RESULT_H
#define SHAI_RUNTIME_RESULT_H

#include "runtime/vm.h"

struct shai_reason {
    const char *code, *text; /* both NULL where there is none */
};

struct shai_item_result {
    const char *item, *title, *group, *family; /* group, family ? */
    enum shai_outcome outcome;
    const char *value, *value_number, *unit; /* ? */
    const char *requirement;                 /* ? */
    bool has_pattern;     /* the requirement holds a regular expression: no wording for enterprises */
    const char *reported; /* ? readings as reported with their unit, joined by "; " */
    enum shai_hazard hazard;
    const char *hazard_reason;    /* ? */
    const char *decision_rule;    /* "guarded", "certain"; NULL: simple */
    const char **basis, **method; /* "GB 6675.4-2014 表1" */
    uint32_t basis_count, method_count;
    const char *method_kind; /* ? visual portable rapid laboratory */
    const char *problem;     /* ? of a failed item */
    struct shai_reason reason;
    const char **trace; /* ? with explain: lines */
    uint32_t trace_count;
};

struct shai_result {
    const struct shai_program *program;
    const struct shai_sample *sample;
    const char *sample_id;
    enum shai_verdict verdict;
    const char *conclusion;
    enum shai_hazard hazard;
    bool complete;         /* no item untested or inconclusive */
    const char *effective; /* checked | unchecked */
    const char *note;      /* ? "a raise of the hazard could not be decided" */
    bool unlabelled;       /* 三无: the sample was marked so */
    const char **evidence; /* files, as the sample names them */
    uint32_t evidence_count;
    const struct shai_evidence *evidence_files; /* ? as many, where they were checked */
    struct shai_item_result *items;             /* in the program's order */
    uint32_t item_count;
    const char *action, *action_text; /* ? disposal of a failed sample: reminder | case_lead */
    const char *recipients[2];
    uint32_t recipient_count;
    const char *advice; /* ? the spec's, for the hazard of a failed sample */
};

/* Everything about one evaluated sample. explain adds traces. */
struct shai_result *shai_result_make(struct shai_arena *run_arena, const struct shai_run *run);

/* The words of the codes: English identifiers of files and schema. */
extern const char *const shai_outcome_codes[SHAI_OUTCOME_COUNT];
extern const char *const shai_verdict_codes[3];
extern const char *const shai_hazard_codes[3]; /* "none" for none */
/* For people, in a language. */
const char *shai_outcome_word(enum shai_outcome outcome, enum shai_lang lang);
const char *shai_hazard_word(enum shai_hazard hazard, enum shai_lang lang);
const char *shai_verdict_word(enum shai_verdict verdict, enum shai_lang lang);

/* A value in a display: "105 mg/kg", "<0.5 mg/kg", "[1, 2) mm", "3-4", "2025-10-11". */
const char *shai_show_interval(struct shai_arena *arena, const struct shai_program *program,
                               const struct shai_interval *value, const struct shai_display *display);

/* --- forms -------------------------------------------------------------------------------------------------------
 */
void shai_result_ndjson(struct shai_out *out, const struct shai_result *result);
void shai_result_csv_head(struct shai_out *out);
/* CSV needs no result: only the run. */
void shai_result_csv(struct shai_out *out, const struct shai_run *run, const char *sample_id, size_t len);
/* For a terminal: a row a sample; explain adds a paragraph for each item that is not a plain pass. */
struct shai_text_style {
    enum shai_lang lang; /* of headings */
    int columns;         /* width of the terminal, at least 60; 0: unknown, 80 */
    bool color;
    bool explain;
    int ambiguous;
};
void shai_result_text_head(struct shai_out *out, const struct shai_program *program, struct shai_text_style style);
void shai_result_text(struct shai_out *out, struct shai_arena *run_arena, const struct shai_result *result,
                      struct shai_text_style style);
/* Once behind the last row: that a result is by itself no basis for a penalty and is not published. */
void shai_result_text_foot(struct shai_out *out, struct shai_text_style style);

/* That sentence, for every output meant for people. */
const char *shai_result_disclaimer(enum shai_lang lang);
/* What a report concludes, and what becomes of a failed sample. */
const char *shai_verdict_conclusion(enum shai_verdict verdict, enum shai_lang lang);
const char *shai_disposal_text(bool serious, enum shai_lang lang);

#endif
