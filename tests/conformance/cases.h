/* The conformance cases as data: the format of README.md read into memory, nothing run. */
#ifndef SHAI_TESTS_CASES_H
#define SHAI_TESTS_CASES_H

#include "base/strbuf.h"

#include <stdbool.h>

/* A line of an `expect` or `sample` section, trimmed. */
struct case_line {
    const char *text;
    unsigned number;
};

struct case_lines {
    struct case_line *at;
    size_t count, cap;
};

/* One `expect`, with the `sample` before it if there is one. */
struct case_step {
    bool has_sample;
    struct case_lines cells, expectations;
};

struct case_file {
    const char *name, *text;
};

struct conformance_case {
    const char *path; /* of the .case file */
    unsigned line;    /* of `=== case` */
    const char *name;
    const char *spec; /* whole text, the preamble around it, encoded as asked */
    size_t spec_len;
    unsigned spec_line; /* lines of the preamble before the `spec` section */
    const char *twin;   /* ? whole text */
    size_t twin_len;
    struct case_file *files;
    size_t file_count, file_cap;
    struct case_step *steps;
    size_t step_count, step_cap;
    const char *broken; /* ? what is wrong with the case itself */
};

struct case_list {
    struct conformance_case **at;
    size_t count, cap;
};

/* Adds the cases of a file. A file that cannot be read, or whose form is wrong, gives a case that is `broken`. */
void cases_read(struct shai_arena *arena, struct case_list *list, const char *path);

#endif
