/* Standard codes in a maker's text: does `执行标准` name GB 6675.1-2014? */
#ifndef SHAI_RUNTIME_CODE_H
#define SHAI_RUNTIME_CODE_H

#include "base/arena.h"

#include <stdbool.h>

/* Does the code stand in text[0..len), well-formed UTF-8? Blanks, full width and the form of dashes make no
 * difference
 * (`GB6675.1—2014` names GB 6675.1-2014), letter case does; inside a longer code it does not stand (GB 6675.1-2014 in
 * GB 6675.1-20145 or in Q/GB 6675.1-2014). */
bool shai_code_stands(const char *code, const char *text, size_t len);

/* The code with width and dashes folded and no blanks: two codes name one standard where their keys are equal. */
const char *shai_code_key(struct shai_arena *arena, const char *code);

#endif
