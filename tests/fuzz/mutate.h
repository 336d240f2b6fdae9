/* A mutator for source texts: words of keyword.def and the language's signs are put in, pieces taken out, so no
 * dictionary file is needed. For one fuzzer each: it defines the mutator. */
#ifndef SHAI_TESTS_MUTATE_H
#define SHAI_TESTS_MUTATE_H

#include "grammar/ast.h"

#include <stdint.h>
#include <string.h>

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

static const char *const signs[] = {
    "{",    "}",  "[",          "]",   "(",   ")",  ":",  ";",   ",",      ".",       "~",    "±",     "≤",
    ">=",   "=",  "<",          ">",   "≠",   "×",  "/",  "-",   "—",      "+",       "\n| ", " | ",   " |\n",
    "\"",   "“",  "”",          "`",   "//",  "/*", "*/", "///", "/x/i",   "\n",      "％",   "mg/kg", "铅",
    "12.5", "１", "2025-10-11", "(+)", "1E5", "名", ".1", ".U",  "{名称}", "\\u{41}", "，",   "　",    "\xEF\xBB\xBF",
};

static const char *word(unsigned r)
{
    if (r & 1) return signs[(r >> 1) % (sizeof signs / sizeof *signs)];
    return shai_keyword_infos[1 + (r >> 2) % (SHAI_KEYWORD_COUNT - 1)].spelling[r >> 1 & 1];
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    unsigned r = seed * 2654435761u;
    if (seed % 3 == 0) return LLVMFuzzerMutate(data, size, max_size);
    for (unsigned i = 0; i < 1 + seed % 4; i++) {
        r = r * 1664525u + 1013904223u;
        const char *s = word(r >> 8);
        size_t len = strlen(s) + 1, at = size ? (r >> 4) % (size + 1) : 0;
        while (at < size && (data[at] & 0xC0) == 0x80) at++;
        if (size + len > max_size) break;
        memmove(data + at + len, data + at, size - at);
        memcpy(data + at, s, len - 1);
        data[at + len - 1] = ' ';
        size += len;
    }
    if (seed % 5 == 0 && size) { /* takes a piece out */
        r = r * 1664525u + 1013904223u;
        size_t at = (r >> 4) % size, len = (r >> 20) % 12;
        while (at < size && (data[at] & 0xC0) == 0x80) at++;
        while (at + len < size && (data[at + len] & 0xC0) == 0x80) len++;
        if (at + len > size) len = size - at;
        memmove(data + at, data + at + len, size - at - len);
        size -= len;
    }
    return size;
}

#endif
