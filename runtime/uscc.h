/* Unified social credit codes (统一社会信用代码). */
#ifndef SHAI_RUNTIME_USCC_H
#define SHAI_RUNTIME_USCC_H

#include <stdbool.h>
#include <stddef.h>

/* Does s[0..len) pass the check of GB 32100-2015? Full-width and small letters are taken as typed carelessly. Codes
 * in real use exist that do not pass: a caller warns, and refuses nothing. */
bool shai_uscc_valid(const char *s, size_t len);

#endif
