/* Diagnostics as machines read them: the forms of `check --format`.
 *
 * A form is begun once, given every diagnostic in order, and ended once. It writes to standard output and keeps
 * nothing of a file that it was given. */
#ifndef SHAI_CMD_FINDINGS_H
#define SHAI_CMD_FINDINGS_H

#include "cmd/context.h"

struct shai_findings {
    struct shai_cmd *cmd;
    size_t count; /* diagnostics written so far */
    /* of SARIF: which rows of diag.def were used, as index + 1 of the run's rules, and in which order */
    uint16_t rule[SHAI_DIAG_COUNT];
    uint16_t used[SHAI_DIAG_COUNT];
    size_t used_count;
    struct shai_seen *seen; /* fingerprints given out so far */
};

struct shai_findings_form {
    void (*begin)(struct shai_findings *findings);
    /* One without a span is of a file that could not be read; its path is the first piece. */
    void (*put)(struct shai_findings *findings, const struct shai_diag *diag);
    void (*end)(struct shai_findings *findings);
};

extern const struct shai_findings_form shai_findings_json, shai_findings_sarif, shai_findings_github;

/* The file that a diagnostic speaks of, as it was named; NULL where none is known. */
const char *shai_findings_file(const struct shai_findings *findings, const struct shai_diag *diag);

#endif
