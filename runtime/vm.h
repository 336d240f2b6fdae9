/* The machine: a program and a sample in, outcomes out. It reads no file, knows no clock and prints nothing. */
#ifndef SHAI_RUNTIME_VM_H
#define SHAI_RUNTIME_VM_H

#include "runtime/sample.h"

enum shai_outcome {
    SHAI_PASS,
    SHAI_FAIL,
    SHAI_INCONCLUSIVE,
    SHAI_UNTESTED,
    SHAI_UNJUDGED,
    SHAI_INAPPLICABLE,
    SHAI_OUTCOME_COUNT,
};

enum shai_hazard { SHAI_HAZARD_NONE, SHAI_GENERAL, SHAI_SERIOUS };

enum shai_verdict { SHAI_VERDICT_PASS, SHAI_VERDICT_FAIL, SHAI_VERDICT_INCOMPLETE };

/* A criterion that stands among an item's requirements in this sample. */
struct shai_demand {
    uint32_t item;
    uint32_t criterion;
    uint16_t lower, upper; /* NUM registers, or SHAI_NONE16 */
    uint16_t specimen;     /* of an item judged one by one: 1..; else 0 */
};

struct shai_item_run {
    uint8_t outcome;  /* enum shai_outcome */
    uint8_t hazard;   /* enum shai_hazard: of a failed item the gravest possible */
    bool hazard_open; /* a milder grade was possible too; hazard_causes says for want of what */
    bool settled;
    bool not_applied;   /* inconclusive because it is unknown whether it applies */
    bool passed_over;   /* in a group that may hold it does not apply */
    uint32_t variant;   /* judged as; 0 where never judged */
    bool may_not_apply; /* undecided between a judgement and none (SHAI_T_OPEN) */
    bool has_value;
    bool value_fixed; /* no reading is in the value */
    /* of an item judged specimen by specimen: how many say what, and what they rest on */
    uint16_t count, fails, passes, opens, unjudged;
    uint16_t specimen; /* the one that results show: 1..; 0 where the item is not judged so */
    const uint64_t *fail_causes, *pass_causes, *open_causes;
    struct shai_interval value;
    const uint64_t *causes;        /* what the outcome rests on, cause_words long; never NULL after the run */
    const uint64_t *hazard_causes; /* NULL or as long */
    const uint64_t *gate_causes;   /* NULL or as long: what the item applies by */
    const uint64_t *passed_causes; /* NULL or as long: what the conditions of groups passed over rest on */
    const uint64_t *value_causes;  /* NULL or as long: what the value rests on, those of the gate among them */
};

/* One evaluation. Reusable: shai_run_sample resets what it needs. */
struct shai_run {
    const struct shai_program *program;
    struct shai_arena *arena; /* the run arena; the caller resets it between samples */
    const struct shai_sample *sample;
    /* registers; one that a variant names (value, truth, broken bound, hazard) and that was not computed for this
     * sample reads as (-inf, +inf) or unknown; any other may be read only where its instruction was executed */
    struct shai_interval *num;
    uint8_t *fixed; /* no reading is in the number: it does not count towards `not detected` */
    uint8_t *truth;
    struct shai_text_value {
        const char *s;
        size_t len;
        uint8_t state; /* enum shai_fact_state */
    } * text;
    const uint64_t *
        *sets; /* of each register: its causes, cause_words long; NULL: none. Sets are shared, never changed */
    uint64_t *missing; /* cause_words: inputs that are readings and not tested */
    bool any_missing;
    uint64_t *executed; /* a bit an instruction, kept where explain is set */
    bool explain;
    void *match; /* pcre2_match_data, pcre2_match_context: opaque */
    void *match_context;
    const uint64_t *none;       /* an empty set */
    struct shai_run_plan *plan; /* worked out once from the program (vm.c) */
    enum shai_hazard raise_to, raise_unknown;
    uint64_t steps; /* spent by this sample, in units of op.def; counted where explain is set */
    /* what came out */
    struct shai_item_run *items;
    struct shai_demand *demands;
    size_t demand_count, demand_cap;
    enum shai_verdict verdict;
    enum shai_hazard hazard;
    bool raise_open; /* a raise of the hazard was unknown */
    bool raised;     /* the verdict block raised it */
};

enum shai_run_status {
    SHAI_RUN_OK,
    SHAI_RUN_MATCH_LIMIT, /* a pattern reached its match limit: the sample is to be refused */
};

/* Allocates for a verified program, from `arena`, which must live as long as the run and is not reset. */
struct shai_run *shai_run_new(struct shai_arena *arena, const struct shai_program *program, bool explain);
/* Evaluates. Memory from run_arena, which the caller resets between samples. */
enum shai_run_status shai_run_sample(struct shai_run *run, struct shai_arena *run_arena,
                                     const struct shai_sample *sample);

#endif
