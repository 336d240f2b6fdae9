/* Results as NDJSON: one object a line, "sushai-result/1" (docs/schema/result.schema.json). In: a result. Out: its
 * line. Keys are always all there but `decision_rule` and `evidence_files`, in one order, so that results can be
 * compared byte by byte. */
#include "runtime/result.h"

#include "base/hex.h"
#include "include/sushai.h"

#include <inttypes.h>

static const char *hazard_code(enum shai_hazard hazard)
{
    return hazard == SHAI_HAZARD_NONE ? NULL : shai_hazard_codes[hazard];
}

static void put_item(struct shai_out *out, const struct shai_item_result *item)
{
    shai_out_puts(out, "{\"item\":");
    shai_out_json_str(out, item->item);
    shai_out_json_member(out, "title", item->title);
    shai_out_json_member(out, "outcome", shai_outcome_codes[item->outcome]);
    shai_out_json_member(out, "value", item->value);
    shai_out_json_member(out, "value_number", item->value_number);
    shai_out_json_member(out, "unit", item->unit);
    shai_out_json_member(out, "requirement", item->requirement);
    shai_out_json_member(out, "reported", item->reported);
    shai_out_json_member(out, "hazard", hazard_code(item->hazard));
    shai_out_json_member(out, "hazard_reason", item->hazard_reason);
    if (item->decision_rule) shai_out_json_member(out, "decision_rule", item->decision_rule);
    shai_out_json_list(out, "basis", item->basis, item->basis_count);
    shai_out_json_list(out, "method", item->method, item->method_count);
    shai_out_json_member(out, "method_kind", item->method_kind);
    shai_out_json_member(out, "problem", item->problem);
    shai_out_json_key(out, "reason");
    if (item->reason.code) {
        shai_out_puts(out, "{\"code\":");
        shai_out_json_str(out, item->reason.code);
        shai_out_json_member(out, "text", item->reason.text);
        shai_out_putc(out, '}');
    } else {
        shai_out_puts(out, "null");
    }
    shai_out_json_member(out, "group", item->group);
    shai_out_json_member(out, "family", item->family);
    if (item->trace) shai_out_json_list(out, "trace", item->trace, item->trace_count);
    shai_out_putc(out, '}');
}

static void put_digest(struct shai_out *out, const unsigned char digest[32])
{
    char hex[SHAI_HEX_SHA256];
    shai_out_puts(out, "\"sha256:");
    shai_out_puts(out, shai_hex(hex, digest, 32));
    shai_out_putc(out, '"');
}

/* The sample's standard fields as they were given: whoever disposes of a result has only the result. */
static void put_sample(struct shai_out *out, const struct shai_sample *sample)
{
    shai_out_json_key(out, "sample");
    shai_out_putc(out, '{');
    bool first = true;
    for (int f = 0; f < SHAI_FIELD_COUNT; f++) {
        struct shai_slice text = sample->fields[f];
        if (!text.len || f == SHAI_FIELD_SAMPLE_ID || f == SHAI_FIELD_EVIDENCE) continue;
        if (!first) shai_out_putc(out, ',');
        first = false;
        shai_out_json_str(out, shai_field_infos[f].en);
        shai_out_putc(out, ':');
        shai_out_json(out, text.s, text.len);
    }
    shai_out_putc(out, '}');
}

static void put_disposal(struct shai_out *out, const struct shai_result *result)
{
    shai_out_json_key(out, "disposal");
    if (result->action) {
        shai_out_puts(out, "{\"action\":");
        shai_out_json_str(out, result->action);
        shai_out_json_member(out, "text", result->action_text);
        shai_out_putc(out, '}');
    } else {
        shai_out_puts(out, "null");
    }
    shai_out_json_key(out, "notice");
    if (result->recipient_count) {
        shai_out_puts(out, "{\"recipients\":[");
        for (uint32_t i = 0; i < result->recipient_count; i++) {
            if (i) shai_out_putc(out, ',');
            shai_out_json_str(out, result->recipients[i]);
        }
        shai_out_putc(out, ']');
        shai_out_json_member(out, "advice", result->advice);
        shai_out_putc(out, '}');
    } else {
        shai_out_puts(out, "null");
    }
}

/* The files of evidence, where they were checked. */
static void put_evidence(struct shai_out *out, const struct shai_result *result)
{
    if (!result->evidence_files) return;
    shai_out_json_key(out, "evidence_files");
    shai_out_putc(out, '[');
    for (uint32_t i = 0; i < result->evidence_count; i++) {
        const struct shai_evidence *e = &result->evidence_files[i];
        shai_out_puts(out, i ? ",{\"file\":" : "{\"file\":");
        shai_out_json_str(out, e->file);
        shai_out_json_member(out, "state", shai_evidence_codes[e->state]);
        shai_out_json_member(out, "sha256", e->sha256);
        shai_out_json_key(out, "bytes");
        if (e->sha256) shai_out_printf(out, "%" PRIu64, e->bytes);
        else shai_out_puts(out, "null");
        shai_out_json_member(out, "stated", e->stated ? e->stated : e->wrong);
        shai_out_putc(out, '}');
    }
    shai_out_putc(out, ']');
}

void shai_result_ndjson(struct shai_out *out, const struct shai_result *result)
{
    const struct shai_program *program = result->program;
    shai_out_puts(out, "{\"format\":\"sushai-result/1\",\"sample_id\":");
    shai_out_json_str(out, result->sample_id);
    shai_out_puts(out, ",\"spec\":{\"name\":");
    shai_out_json_str(out, program->name);
    shai_out_json_member(out, "version", program->version);
    shai_out_json_key(out, "meaning");
    put_digest(out, program->meaning);
    shai_out_putc(out, '}');
    shai_out_json_member(out, "engine", "sushai " SHAI_VERSION);
    shai_out_json_member(out, "verdict", shai_verdict_codes[result->verdict]);
    shai_out_json_member(out, "conclusion", result->conclusion);
    shai_out_json_member(out, "hazard", hazard_code(result->hazard));
    shai_out_json_key(out, "complete");
    shai_out_puts(out, result->complete ? "true" : "false");
    shai_out_json_member(out, "effective", result->effective);
    shai_out_json_key(out, "items");
    shai_out_putc(out, '[');
    for (uint32_t i = 0; i < result->item_count; i++) {
        if (i) shai_out_putc(out, ',');
        put_item(out, &result->items[i]);
    }
    shai_out_putc(out, ']');
    put_disposal(out, result);
    shai_out_json_list(out, "evidence", result->evidence, result->evidence_count);
    put_evidence(out, result);
    shai_out_json_member(out, "note", result->note);
    put_sample(out, result->sample);
    shai_out_puts(out, "}\n");
}
