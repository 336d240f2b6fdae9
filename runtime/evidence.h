/* Evidence: the files (photographs, videos) that a sample names, and whether they are there, by their SHA-256. */
#ifndef SHAI_RUNTIME_EVIDENCE_H
#define SHAI_RUNTIME_EVIDENCE_H

#include "base/arena.h"

#include <stdbool.h>

enum shai_evidence_state {
    SHAI_EVIDENCE_UNCHECKED,
    SHAI_EVIDENCE_FOUND,      /* there, and what the sample states, if it states anything */
    SHAI_EVIDENCE_CHANGED,    /* there, and not what the sample states */
    SHAI_EVIDENCE_MISSING,    /* no such file */
    SHAI_EVIDENCE_OUTSIDE,    /* its name leads out of the folder: not looked at */
    SHAI_EVIDENCE_UNREADABLE, /* `error` says why; 0: it is no regular file */
};

enum { SHAI_EVIDENCE_HEX = 64 };

struct shai_evidence {
    const char *file;   /* as the sample names it, without the hash */
    const char *stated; /* ? its SHA-256 as the sample states it: 64 lower-case digits */
    const char *wrong;  /* ? what stands behind `sha256:` and is none */
    enum shai_evidence_state state;
    int error;
    const char *path;   /* ? of the file that is there, links followed */
    const char *sha256; /* ? of it */
    uint64_t bytes;     /* of it */
};

/* The codes of the states in files: "found", "changed", … */
extern const char *const shai_evidence_codes[SHAI_EVIDENCE_UNREADABLE + 1];

/* The files of a sample's field, none checked. Names are set apart by `;`, in either width, or by a line end; a
 * SHA-256 may stand behind a name (or before it), with or without `sha256:`. */
struct shai_evidence *shai_evidence_read(struct shai_arena *arena, const char *text, size_t len, uint32_t *count);

/* Looks for the file below `folder`, an absolute path without links (realpath), and hashes it. No name leads out of
 * the folder: absolute ones, `..` and links that do are OUTSIDE. A backslash parts folders as / does where no file
 * has it in its name. */
void shai_evidence_check(struct shai_arena *arena, const char *folder, struct shai_evidence *evidence);

#endif
