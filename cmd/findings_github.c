/* check --format github: workflow commands of GitHub Actions, a line a diagnostic, which the runner turns into
 * annotations of the changed lines. In: diagnostics. Out: lines. */
#include "cmd/findings.h"

/* A value within a property ends at `,` and `::`; the message at the line's end. */
static void put_escaped(struct shai_out *out, const char *s, bool property)
{
    for (; *s; s++) {
        bool escape = *s == '%' || *s == '\r' || *s == '\n' || (property && (*s == ':' || *s == ','));
        if (escape) shai_out_printf(out, "%%%02X", (unsigned)(unsigned char)*s);
        else shai_out_putc(out, *s);
    }
}

static void begin(struct shai_findings *findings)
{
    (void)findings;
}

static void put(struct shai_findings *findings, const struct shai_diag *d)
{
    static const char *const severities[] = {"error", "warning", "notice"};
    struct shai_cmd *cmd = findings->cmd;
    struct shai_out *out = &cmd->out;
    const struct shai_diag_info *info = &shai_diag_infos[d->id];
    const char *file = shai_findings_file(findings, d), *mend = shai_diag_mend(&cmd->unit, d, cmd->lang);
    findings->count++;
    shai_out_printf(out, "::%s ", severities[info->severity]);
    if (file) {
        shai_out_puts(out, "file=");
        put_escaped(out, file, true);
        shai_out_putc(out, ',');
    }
    if (d->has_span) {
        const struct shai_source *source = &cmd->sources.at[d->span.file];
        struct shai_place from = shai_source_place(source, d->span.begin),
                          to = shai_source_place(source, d->span.end);
        shai_out_printf(out, "line=%u,", from.line);
        if (from.line == to.line) shai_out_printf(out, "col=%u,endColumn=%u,", from.column, to.column);
        else shai_out_printf(out, "endLine=%u,", to.line); /* columns are understood within one line only */
    }
    shai_out_printf(out, "title=%s::", info->code);
    put_escaped(out, shai_diag_text(&cmd->unit, d, cmd->lang), false);
    if (*mend) {
        shai_out_puts(out, "%0A");
        put_escaped(out, mend, false);
    }
    shai_out_putc(out, '\n');
}

static void end(struct shai_findings *findings)
{
    (void)findings;
}

const struct shai_findings_form shai_findings_github = {begin, put, end};
