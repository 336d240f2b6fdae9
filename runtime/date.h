/* Gregorian dates as day numbers (0001-01-01 is day 1). */
#ifndef SHAI_RUNTIME_DATE_H
#define SHAI_RUNTIME_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads YYYY-MM-DD (also YYYY/M/D, YYYY.M.D, YYYY年M月D日, full-width digits) filling all of s[0..len); false where
 * it is no such date or no such day exists. Years 1..9999. */
bool shai_date_parse(const char *s, size_t len, int32_t *day);
/* Writes YYYY-MM-DD and a NUL. */
void shai_date_format(int32_t day, char out[11]);

#endif
