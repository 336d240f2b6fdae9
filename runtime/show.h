/* Values, readings and requirements as a person reads them, in the unit they are given in and the spec's language.
 *
 * Everything is appended to a strbuf; nothing is rounded for judging here. shai_show_interval stands in result.h. */
#ifndef SHAI_RUNTIME_SHOW_H
#define SHAI_RUNTIME_SHOW_H

#include "runtime/vm.h"

enum { SHAI_PLACES_COMPUTED = -1000 }; /* no digits were written: print the shortest form */

/* One of two spellings. */
static inline const char *shai_say(uint8_t lang, const char *zh, const char *en)
{
    return lang == SHAI_EN ? en : zh;
}

/* num in the unit of display, without the unit: digits with `places` decimals where that is exact, a grade's or
 * choice's label, a date. */
void shai_show_num(struct shai_strbuf *buf, const struct shai_program *program, struct shai_num num,
                   const struct shai_display *display, int places);
/* The same with its unit. */
void shai_show_quantity(struct shai_strbuf *buf, const struct shai_program *program, struct shai_num num,
                        const struct shai_display *display, int places);
/* An interval; a point has `places` decimals. */
void shai_show_value(struct shai_strbuf *buf, const struct shai_program *program, const struct shai_interval *value,
                     const struct shai_display *display, int places);
/* Does the interval say no more than its type does: any number, any amount, any grade? */
bool shai_show_is_empty(const struct shai_program *program, const struct shai_interval *value,
                        const struct shai_display *display);

/* A criterion with its bounds: "≤ 90 mg/kg", "4.0 ~ 7.5", "> 78 mm 且 ≤ 82 mm", "不得检出". lower and upper may be
 * NULL. */
void shai_show_criterion(struct shai_strbuf *buf, const struct shai_program *program,
                         const struct shai_criterion *criterion, const struct shai_interval *lower,
                         const struct shai_interval *upper);

/* A condition as written that matches a pattern: nothing to show to who does not read regular expressions. */
bool shai_show_has_pattern(const char *condition);

/* Some input of a sample as it was reported, with its unit; "" where it is blank. */
void shai_show_reported(struct shai_strbuf *buf, const struct shai_program *program, uint32_t input,
                        const struct shai_fact *fact);
/* A pattern by its name, else as it is written: /…/i. */
void shai_show_pattern(struct shai_strbuf *buf, const struct shai_text *pattern);
/* Name of an input for people: its label, else its name. */
const char *shai_show_input_name(const struct shai_input *input);

#endif
