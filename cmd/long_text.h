/* The long text of a message, with its examples, out of docs/messages/. */
#ifndef SHAI_CMD_LONG_TEXT_H
#define SHAI_CMD_LONG_TEXT_H

#include "base/diag.h"

/* Prints what the section of that code says in that language, and its examples; nothing where it has none. */
void shai_long_text_print(struct shai_out *out, const char *code, enum shai_lang lang);

#endif
