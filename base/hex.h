/* Bytes as lower-case hexadecimal digits: digests, as people and files write them. */
#ifndef SHAI_BASE_HEX_H
#define SHAI_BASE_HEX_H

#include <stddef.h>

/* Room for a SHA-256 and its NUL. */
enum { SHAI_HEX_SHA256 = 65 };

/* Writes two digits a byte and a NUL to dst, and returns it. */
static inline const char *shai_hex(char *dst, const unsigned char *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        dst[2 * i] = digits[bytes[i] >> 4];
        dst[2 * i + 1] = digits[bytes[i] & 15];
    }
    dst[2 * len] = '\0';
    return dst;
}

#endif
