/* A program: a compiled spec, self-contained and immutable.
 *
 * lang/compile makes one in memory; shai_program_save writes it as .shaic; shai_program_load reads and verifies one.
 * Both ways give the same struct, so that source and program evaluate alike. Everything lives in one arena of the
 * caller's (the program arena). Text is UTF-8 and NUL-terminated; NULL means "not given" where a comment says `?`.
 *
 * Indices are checked once, by shai_program_verify; whoever holds a verified program may use them unchecked. */
#ifndef SHAI_RUNTIME_PROGRAM_H
#define SHAI_RUNTIME_PROGRAM_H

#include "base/diag.h"
#include "runtime/date.h"
#include "runtime/interval.h"
#include "runtime/unit.h"

enum {
    SHAI_NONE16 = 0xFFFF,
    SHAI_INPUT_BITS = 1024, /* a reading after unit conversion; what is larger is refused as bad data */
    SHAI_MAX_REGISTERS = 60000,
    SHAI_MAX_ITEMS = 20000,
    SHAI_MAX_CODE = 1000000,
    SHAI_MAX_SPECIMENS = 100,
};
#define SHAI_NONE32 0xFFFFFFFFu

enum shai_opcode {
#define OP(id, mnemonic, a, b, c, x, bits, steps, doc) SHAI_I_##id,
#include "runtime/op.def"
#undef OP
    SHAI_OPCODE_COUNT
};

struct shai_insn {
    uint16_t op, a, b, c;
    uint32_t x;
    uint32_t pos; /* index into positions */
};

/* An operand of two registers (op.def, NUMREGS). */
static inline uint32_t shai_two_registers(uint16_t lower, uint16_t upper)
{
    return (uint32_t)upper << 16 | lower;
}

/* Where an instruction comes from: a line of a source file, and the item it serves (SHAI_NONE32: none). */
struct shai_position {
    uint32_t file, line, column;
    uint32_t item;
};

enum shai_value_type {
    SHAI_V_NUMBER,
    SHAI_V_DATE,
    SHAI_V_CHOICE,
    SHAI_V_GRADE,
    SHAI_V_TRUTH,      /* yes/no */
    SHAI_V_CONFORMITY, /* the laboratory's own 符合 / 不符合 */
    SHAI_V_TEXT,
};

/* How a number is shown: the unit it is given in. */
struct shai_display {
    uint8_t type;           /* enum shai_value_type */
    const char *unit;       /* ? canonical spelling as written in the spec */
    struct shai_num factor; /* of unit, 1 without */
    uint32_t set;           /* choice or grade set, else SHAI_NONE32 */
};

struct shai_constant {
    struct shai_num num;
    struct shai_display display;
    int places; /* decimals written, to print it back as written */
};

struct shai_text { /* a text constant or a pattern */
    const char *s;
    uint32_t len;
    uint32_t flags;   /* SHAI_PATTERN_CASELESS */
    const char *name; /* ? of a named pattern: it is shown in its place */
};
enum { SHAI_PATTERN_CASELESS = 1 };

/* A choice list or a grade scale. Values are indices in order (grades: worst first). */
struct shai_set {
    const char *name;
    const char **names;  /* value names, or grade labels */
    const char **labels; /* of choices: ? each may be NULL */
    uint32_t count;
};

/* What a sample supplies: attributes and readings. */
struct shai_input {
    const char *name;  /* attribute or measure */
    const char *alias; /* ? the other spelling of a standard field */
    const char *label; /* ? */
    uint8_t type;      /* enum shai_value_type */
    bool reading;      /* of a measure, else an attribute */
    bool standard;     /* a standard sample field (field.def) */
    bool may_be_negative;
    bool nd_counts;              /* `not detected counts` is written: for it or for the spec */
    uint8_t range;               /* 1: lo given, 2: hi given */
    struct shai_display display; /* of a bare number: its unit */
    struct shai_dim dim;
    struct shai_num lo, hi; /* `in lo ~ hi`, both ends included */
    uint32_t pattern;       /* `matches`, or SHAI_NONE32 */
    bool has_dl;
    struct shai_num dl; /* declared detection limit > 0 */
    struct shai_num nd; /* what not detected counts, with nd_counts */
    uint16_t specimens; /* of a measure of N > 1 specimens: N. The N inputs behind it are those; else 0 */
    uint16_t specimen;  /* of such an input: 1..N; else 0 */
    bool each;          /* of either: judged one by one, so that the measure itself has no reading */
    uint32_t item;      /* of a reading: the item it belongs to */
    bool bare;          /* a measure without a name of its own: it has the item's name */
};

enum shai_cause_kind {
    SHAI_CAUSE_KEY,      /* a table has no row for the key, or a dash there; name is the table's */
    SHAI_CAUSE_DIVISION, /* division by what may be zero */
    SHAI_CAUSE_ITEM,     /* the item `name` does not, or may not, apply */
    SHAI_CAUSE_NO_BOUND, /* `limit` where no bound was broken */
    SHAI_CAUSE_CASES,    /* no case holds */
    SHAI_CAUSE_U_OPEN,   /* value ± U leaves a comparison open */
    SHAI_CAUSE_U_LOST,   /* a number whose U is not known was computed from numbers with U */
};
struct shai_cause {
    uint8_t kind;
    const char *name; /* ? */
};

struct shai_standard {
    const char *id, *code, *title; /* title ? */
    bool mandatory;
};
struct shai_citation {
    uint32_t standard;
    const char *clause; /* ? */
};

enum shai_criterion_kind {
    SHAI_C_LT,
    SHAI_C_LE,
    SHAI_C_GT,
    SHAI_C_GE,
    SHAI_C_EQ,       /* one bound */
    SHAI_C_RANGE,    /* lower ~ upper */
    SHAI_C_RELATIVE, /* middle ± width %: bounds are printed as written */
    SHAI_C_TOLERANCE,
    SHAI_C_BETWEEN, /* two bounds with open ends */
    SHAI_C_IN,
    SHAI_C_ABSENT,
    SHAI_C_REQUIRE, /* a `require`: text is the condition as written */
};
struct shai_criterion {
    uint8_t kind;
    bool lower_open, upper_open; /* of BETWEEN */
    struct shai_display display; /* how bounds are printed */
    int places, places_upper;    /* decimals written of the bound(s); -1000: computed */
    const char *
        text; /* ? as written, for IN, REQUIRE, TOLERANCE, RELATIVE; a bound that is worked out in words; else NULL */
};

enum shai_method_kind {
    SHAI_METHOD_NONE,
    SHAI_METHOD_VISUAL,
    SHAI_METHOD_PORTABLE,
    SHAI_METHOD_RAPID,
    SHAI_METHOD_LABORATORY
};

/* A piece of a problem text. */
enum shai_piece_kind {
    SHAI_P_TEXT,
    SHAI_P_TITLE,
    SHAI_P_VALUE,
    SHAI_P_LIMIT,
    SHAI_P_REQUIREMENT,
    SHAI_P_INPUT, /* an attribute or a reading, as reported */
    SHAI_P_LET,   /* a value worked out from the sample */
};
struct shai_piece {
    uint8_t kind;
    const char *text;            /* of TEXT */
    uint32_t input;              /* of INPUT */
    uint16_t reg;                /* of LET */
    struct shai_display display; /* of LET */
};

/* How the expanded uncertainty counts in a comparison (op.def, "Rules"). */
enum shai_rule { SHAI_RULE_SIMPLE, SHAI_RULE_GUARDED, SHAI_RULE_GUARDED_NOT, SHAI_RULE_CERTAIN, SHAI_RULE_COUNT };

/* The registers of one judgement, for results: of the item, or of one specimen of it. SHAI_NONE16: none. */
struct shai_judged {
    uint16_t value_reg;  /* the value, for the trace */
    uint16_t truth_reg;  /* what JUDGE, or SPECIMEN, was given */
    uint16_t broken_reg; /* the bound that was broken (a NUM) */
    uint16_t hazard_reg;
};

/* One way an item is judged. An item outside groups has one; two groups that share an item give it two. */
struct shai_variant {
    const char *group; /* ? title of its group */
    struct shai_citation *basis, *methods;
    uint32_t basis_count, method_count;
    uint8_t method_kind;        /* enum shai_method_kind: of the first method that says one */
    bool report;                /* recorded, not judged */
    const char *chosen;         /* ? */
    struct shai_piece *problem; /* none: the default wording */
    uint32_t problem_count;
    struct shai_display display; /* of value */
    uint8_t decide;              /* enum shai_rule: SIMPLE, GUARDED or CERTAIN */
    uint16_t allow;              /* specimens that may fail */
    struct shai_judged *judged;  /* one, or one a specimen */
    uint32_t judged_count;
};

struct shai_item {
    const char *name, *title; /* title: the name where none is written */
    const char *family;       /* ? name of its `items` table */
    const char *remark;       /* ? its doc comment */
    uint32_t *inputs;         /* its readings */
    uint32_t input_count;
    struct shai_variant *variants;
    uint32_t variant_count;
};

struct shai_file_digest {
    const char *name; /* as used: the spec's file name, a library's path */
    unsigned char sha256[32];
};

struct shai_program {
    /* head; every text but name may be NULL */
    const char *name, *title, *version, *product, *product_code, *issuer, *scope, *sampling;
    const char *advice[2]; /* of general, serious: ? */
    uint8_t lang;          /* enum shai_lang: of results' text */
    bool has_from, has_to;
    int32_t effective_from, effective_to;
    unsigned char source[32], meaning[32]; /* SHA-256 */
    struct shai_file_digest *files;
    uint32_t file_count;

    struct shai_units units;
    struct shai_constant *constants;
    uint32_t constant_count;
    struct shai_text *texts;
    uint32_t text_count;
    struct shai_text *patterns;
    uint32_t pattern_count;
    struct shai_set *sets;
    uint32_t set_count;
    struct shai_input *inputs;
    uint32_t input_count;
    struct shai_cause *causes;
    uint32_t cause_count;
    struct shai_standard *standards;
    uint32_t standard_count;
    struct shai_criterion *criteria;
    uint32_t criterion_count;
    struct shai_item *items;
    uint32_t item_count;
    struct shai_position *positions;
    uint32_t position_count;
    struct shai_insn *code;
    uint32_t code_count;
    uint32_t register_count;

    /* worked out by verify */
    uint8_t *register_type;  /* enum shai_register_type */
    uint16_t *register_bits; /* bound on numerator and denominator */
    uint32_t *definition;    /* of each register: the instruction that defines it */
    uint64_t steps;          /* most units of work a sample can take: MATCH counts what op.def says */
    uint64_t memory;         /* most bytes of run memory its numbers and sets of causes can take */
    uint32_t cause_words;    /* 64-bit words of a cause set: inputs + causes */
    uint16_t widest;         /* bits of the widest number */
    void **compiled;         /* PCRE2 code of each pattern */
    /* of one that is refused: which bound it crosses, and at which instruction a number is too wide */
    enum shai_program_bound { SHAI_BOUND_NONE, SHAI_BOUND_BITS, SHAI_BOUND_MEMORY, SHAI_BOUND_PATTERNS } crossed;
    uint32_t crossed_at;
};

enum shai_register_type { SHAI_R_NONE, SHAI_R_NUM, SHAI_R_TRUTH, SHAI_R_TEXT };

struct shai_op_info {
    const char *mnemonic, *doc;
    const char *a, *b, *c, *x, *bits; /* operand kinds as op.def writes them: "=NUM", "NUM?", "-" */
    uint32_t steps;
};
extern const struct shai_op_info shai_op_infos[SHAI_OPCODE_COUNT];
/* What an execution of the instruction costs, in units of op.def. */
uint64_t shai_insn_steps(const struct shai_insn *insn);

/* Checks everything a run relies on and fills the fields above; compiles the patterns (memory from arena). Returns
 * NULL, or in the arena why not ("instruction 17: ..."), in English; callers wrap it in a diagnostic. */
const char *shai_program_verify(struct shai_arena *arena, struct shai_program *program);

enum {
    SHAI_MAX_INPUTS = 60000, /* and causes, and any other table of a program */
    SHAI_MAX_PATTERNS = 1000,
    SHAI_MAX_REGISTER_BITS = SHAI_NUM_MAX_BITS - 2048, /* room to divide by a display's factor */
    SHAI_MAX_FACTOR_BITS = 2000,                       /* of a display; of a unit in the table: SHAI_INPUT_BITS */
    SHAI_MAX_MEMORY = 1 << 30,                         /* bytes of run memory; what may need more is refused */
};

/* The bytes of a .shaic file (docs/program-format.md). The program is a verified one. */
void shai_program_save(struct shai_strbuf *out, const struct shai_program *program);
/* Any bytes: a verified program, or NULL with *why. Strings are copied into arena. */
struct shai_program *shai_program_load(struct shai_arena *arena, const void *bytes, size_t len, const char **why);
/* Do these bytes begin as a .shaic? */
bool shai_program_is(const void *bytes, size_t len);

/* A listing of a verified program: head, bounds, tables, then a line an instruction with its position. */
void shai_program_disasm(struct shai_arena *scratch, struct shai_out *out, const struct shai_program *program);

#endif
