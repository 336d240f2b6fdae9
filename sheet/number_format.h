/* Number formats of workbooks (ECMA-376 part 1, 18.8.31): what a cell shows of its value.
 *
 * In: a format code. Out: whether it shows a date, how many digits, and which words. It is asked for two things only:
 * what kind of value a number is, and whether a person looking at the cell sees something else than is stored. */
#ifndef SHAI_SHEET_NUMBER_FORMAT_H
#define SHAI_SHEET_NUMBER_FORMAT_H

#include "sheet/stored.h"

enum shai_section_kind {
    SHAI_SECTION_GENERAL,
    SHAI_SECTION_DIGITS,   /* 0.00, 0.0%, 0.00E+00 */
    SHAI_SECTION_FRACTION, /* # ?/? */
    SHAI_SECTION_DATE,
    SHAI_SECTION_WORDS, /* nothing of the value */
};

/* One of the up to four sections of a code. */
struct shai_section {
    enum shai_section_kind kind;
    int whole, places; /* zeros before the point; digits behind it */
    int leading;       /* placeholders before the point, of an exponent */
    bool percent, exponent;
    int thousands;               /* times that the value is divided by 1000 */
    const char *before, *behind; /* words around the digits, blanks trimmed */
    bool year, month, day, time;
    char compare[3]; /* its condition: "<", "<=", "=", "<>", ">", ">="; "" for none */
    struct shai_stored limit;
};

struct shai_number_format {
    const char *code;
    struct shai_section sections[4];
    int count; /* at least 1; the one for texts is not among them */
};

/* The code is kept. */
void shai_number_format_read(struct shai_arena *arena, const char *code, struct shai_number_format *format);
/* The code that a number stands for without the workbook's saying; NULL for none. */
const char *shai_number_format_built_in(uint64_t id);
/* The section that a value is shown by. *bare: it shows the magnitude, its words say the sign. */
const struct shai_section *shai_number_format_section(const struct shai_number_format *format,
                                                      const struct shai_stored *value, bool *bare);

/* What a person sees of a value, beside the value. */
enum shai_showing {
    SHAI_SHOWS_ALL,   /* the value */
    SHAI_SHOWS_LESS,  /* fewer digits, other ones, or words beside them */
    SHAI_SHOWS_OTHER, /* something else: 未检出, <0.5 */
};
/* Of a format that shows no date. *shown is what stands in the cell, where it is not all. */
enum shai_showing shai_number_format_show(struct shai_arena *arena, const struct shai_number_format *format,
                                          const struct shai_stored *value, const char **shown);

#endif
