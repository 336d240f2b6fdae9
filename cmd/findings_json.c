/* check --format json (docs/check-json.md). In: diagnostics. Out: one array of objects. */
#include "cmd/findings.h"

const char *shai_findings_file(const struct shai_findings *findings, const struct shai_diag *diag)
{
    if (diag->has_span) return findings->cmd->sources.at[diag->span.file].name;
    return diag->args[0] && *diag->args[0] ? diag->args[0] : NULL;
}

/* The members that say where; line and column count from 1, the column in code points; the end is one past. */
static void put_place(struct shai_out *out, const struct shai_sources *sources, struct shai_span span)
{
    const struct shai_source *source = &sources->at[span.file];
    struct shai_place begin = shai_source_place(source, span.begin), end = shai_source_place(source, span.end);
    shai_out_puts(out, "\"file\":");
    shai_out_json_str(out, source->name);
    shai_out_printf(out, ",\"line\":%u,\"column\":%u,\"endLine\":%u,\"endColumn\":%u", begin.line, begin.column,
                    end.line, end.column);
}

static void begin(struct shai_findings *findings)
{
    shai_out_putc(&findings->cmd->out, '[');
}

static void put(struct shai_findings *findings, const struct shai_diag *d)
{
    static const char *const severities[] = {"error", "warning", "note"};
    struct shai_cmd *cmd = findings->cmd;
    struct shai_out *out = &cmd->out;
    const struct shai_diag_info *info = &shai_diag_infos[d->id];
    shai_out_puts(out, findings->count++ ? ",\n{" : "\n{");
    shai_out_printf(out, "\"code\":\"%s\",\"severity\":\"%s\",", info->code, severities[info->severity]);
    if (d->has_span) {
        put_place(out, &cmd->sources, d->span);
    } else {
        shai_out_puts(out, "\"file\":");
        shai_out_json_str(out, shai_findings_file(findings, d));
        shai_out_puts(out, ",\"line\":null,\"column\":null,\"endLine\":null,\"endColumn\":null");
    }
    shai_out_puts(out, ",\"message\":");
    shai_out_json_str(out, shai_diag_text(&cmd->unit, d, cmd->lang));
    const char *mend = shai_diag_mend(&cmd->unit, d, cmd->lang);
    shai_out_puts(out, ",\"mend\":");
    shai_out_json_str(out, *mend ? mend : NULL);
    shai_out_puts(out, ",\"notes\":[");
    for (const struct shai_diag *n = d->note; n; n = n->note) {
        shai_out_puts(out, n == d->note ? "{" : ",{");
        put_place(out, &cmd->sources, n->span);
        shai_out_puts(out, ",\"message\":");
        shai_out_json_str(out, shai_diag_text(&cmd->unit, n, cmd->lang));
        shai_out_putc(out, '}');
    }
    shai_out_puts(out, "]}");
}

static void end(struct shai_findings *findings)
{
    shai_out_puts(&findings->cmd->out, "\n]\n");
}

const struct shai_findings_form shai_findings_json = {begin, put, end};
