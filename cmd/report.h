/* Diagnostics as machines read them: the forms of `check --format`.
 *
 * A form is begun once, given every diagnostic in order, and ended once. It writes to standard output and keeps
 * nothing of a file that it was given. */
#ifndef SHAI_CMD_REPORT_H
#define SHAI_CMD_REPORT_H

#include "cmd/context.h"

struct shai_report {
    struct shai_cmd *cmd;
    size_t count; /* diagnostics written so far */
    /* of SARIF: which rows of diag.def were used, as index + 1 of the run's rules, and in which order */
    uint16_t rule[SHAI_DIAG_COUNT];
    uint16_t used[SHAI_DIAG_COUNT];
    size_t used_count;
    struct shai_seen *seen; /* fingerprints given out so far */
};

struct shai_report_form {
    void (*begin)(struct shai_report *report);
    /* One without a span is of a file that could not be read; its path is the first piece. */
    void (*put)(struct shai_report *report, const struct shai_diag *diag);
    void (*end)(struct shai_report *report);
};

extern const struct shai_report_form shai_report_json, shai_report_sarif, shai_report_github;

/* The file that a diagnostic speaks of, as it was named; NULL where none is known. */
const char *shai_report_file(const struct shai_report *report, const struct shai_diag *diag);

#endif
