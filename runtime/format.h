/* The .shaic file, what save.c and load.c share. docs/program-format.md is its description. */
#ifndef SHAI_RUNTIME_FORMAT_H
#define SHAI_RUNTIME_FORMAT_H

#include "runtime/program.h"

/* A byte that is no text, a name, and a line end that careless copying would change. */
#define SHAI_FILE_MAGIC "\x8FSHAIC\r\n"
enum { SHAI_FILE_MAGIC_LEN = 8, SHAI_FILE_VERSION = 2 };

/* The sections in their order, each once: SECTION(tag, name of writer and reader). */
#define SHAI_FILE_SECTIONS  \
    SECTION('H', head)      \
    SECTION('F', files)     \
    SECTION('U', units)     \
    SECTION('K', constants) \
    SECTION('T', texts)     \
    SECTION('P', patterns)  \
    SECTION('S', sets)      \
    SECTION('I', inputs)    \
    SECTION('C', causes)    \
    SECTION('D', standards) \
    SECTION('R', criteria)  \
    SECTION('M', items)     \
    SECTION('L', positions) \
    SECTION('B', code)

static const char shai_file_tags[] = {
#define SECTION(tag, name) tag,
    SHAI_FILE_SECTIONS
#undef SECTION
};
enum { SHAI_FILE_SECTION_COUNT = sizeof shai_file_tags };

/* Flags of an input. */
enum {
    SHAI_FILE_READING = 1,
    SHAI_FILE_STANDARD = 2,
    SHAI_FILE_NEGATIVE = 4,
    SHAI_FILE_ND_COUNTS = 8,
    SHAI_FILE_HAS_DL = 16,
    SHAI_FILE_BARE = 32,
    SHAI_FILE_EACH = 64,
    SHAI_FILE_INPUT_FLAGS = 127,
};

#endif
