/* Results as CSV: a row a sample, straight from the run. In: an evaluated sample. Out: its row.
 *
 * Quoting is RFC 4180's; rows end with a line feed. Safe to open in a spreadsheet: a cell that begins with = + - @ or
 * a tab or a carriage return, which a spreadsheet could take for a formula, gets a leading apostrophe. */
#include "runtime/result.h"

#include <string.h>

static bool needs_quotes(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (s[i] == '"' || s[i] == ',' || s[i] == '\n' || s[i] == '\r') return true;
    return false;
}

static bool is_formula(const char *s, size_t len)
{
    return len && memchr("=+-@\t\r", s[0], 6) != NULL;
}

static void put_escaped(struct shai_out *out, const char *s, size_t len)
{
    for (size_t from = 0; from < len;) {
        const char *quote = memchr(s + from, '"', len - from);
        size_t end = quote ? (size_t)(quote - s) + 1 : len;
        shai_out_write(out, s + from, end - from);
        if (quote) shai_out_putc(out, '"');
        from = end;
    }
}

static void put_cell(struct shai_out *out, const char *s, size_t len)
{
    bool quote = needs_quotes(s, len);
    if (quote) shai_out_putc(out, '"');
    if (is_formula(s, len)) shai_out_putc(out, '\'');
    put_escaped(out, s, len);
    if (quote) shai_out_putc(out, '"');
}

/* The names of the items with that outcome, joined by `;`. */
static void put_items(struct shai_out *out, const struct shai_run *run, enum shai_outcome outcome)
{
    const struct shai_program *program = run->program;
    bool quote = false, any = false;
    for (uint32_t i = 0; i < program->item_count && !quote; i++)
        if (run->items[i].outcome == outcome)
            quote = needs_quotes(program->items[i].name, strlen(program->items[i].name));
    if (quote) shai_out_putc(out, '"');
    for (uint32_t i = 0; i < program->item_count; i++) {
        const char *name = program->items[i].name;
        if (run->items[i].outcome != outcome) continue;
        if (any) shai_out_putc(out, ';');
        else if (is_formula(name, strlen(name))) shai_out_putc(out, '\'');
        put_escaped(out, name, strlen(name));
        any = true;
    }
    if (quote) shai_out_putc(out, '"');
}

void shai_result_csv_head(struct shai_out *out)
{
    shai_out_puts(out, "sample_id,verdict,hazard,failed_items,inconclusive_items,untested_items,disposal\n");
}

void shai_result_csv(struct shai_out *out, const struct shai_run *run, const char *sample_id, size_t len)
{
    bool failed = run->verdict == SHAI_VERDICT_FAIL;
    put_cell(out, sample_id, len);
    shai_out_putc(out, ',');
    shai_out_puts(out, shai_verdict_codes[run->verdict]);
    shai_out_putc(out, ',');
    if (failed && run->hazard != SHAI_HAZARD_NONE) shai_out_puts(out, shai_hazard_codes[run->hazard]);
    shai_out_putc(out, ',');
    put_items(out, run, SHAI_FAIL);
    shai_out_putc(out, ',');
    put_items(out, run, SHAI_INCONCLUSIVE);
    shai_out_putc(out, ',');
    put_items(out, run, SHAI_UNTESTED);
    shai_out_putc(out, ',');
    if (failed) shai_out_puts(out, run->hazard == SHAI_SERIOUS ? "case_lead" : "reminder");
    shai_out_putc(out, '\n');
}
