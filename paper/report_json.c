/* A report as JSON, "sushai-report/1". In: a report. Out: one object and a line end. */
#include "paper/report.h"

#include "base/hex.h"

static void put_laboratory(struct shai_out *out, const struct shai_report *r)
{
    shai_out_puts(out, ",\"laboratory\":{\"name\":");
    shai_out_json_str(out, r->lab_name);
    shai_out_json_member(out, "address", r->lab_address);
    shai_out_json_member(out, "phone", r->lab_phone);
    shai_out_json_member(out, "cma", r->lab_cma);
    shai_out_json_member(out, "cnas", r->lab_cnas);
    shai_out_putc(out, '}');
}

static void put_sample(struct shai_out *out, const struct shai_report *r)
{
    shai_out_puts(out, ",\"sample\":{\"sample_id\":");
    shai_out_json_str(out, r->sample_id);
    shai_out_json_member(out, "product_name", r->product_name);
    shai_out_json_member(out, "model", r->model);
    shai_out_json_member(out, "brand", r->brand);
    shai_out_json_member(out, "grade", r->grade);
    shai_out_json_member(out, "batch", r->batch);
    shai_out_json_member(out, "produced_on", r->produced_on);
    shai_out_json_member(out, "declared_standard", r->declared_standard);
    shai_out_json_member(out, "producer", r->producer);
    shai_out_json_member(out, "producer_address", r->producer_address);
    shai_out_json_member(out, "seller", r->seller);
    shai_out_json_member(out, "seller_address", r->seller_address);
    shai_out_json_member(out, "channel", r->channel);
    shai_out_json_member(out, "platform", r->platform);
    shai_out_json_member(out, "shop_url", r->shop_url);
    shai_out_json_member(out, "live_room", r->live_room);
    shai_out_json_member(out, "order_no", r->order_no);
    shai_out_json_member(out, "place", r->place);
    shai_out_json_member(out, "price", r->price);
    shai_out_json_member(out, "quantity", r->quantity);
    shai_out_json_member(out, "sampled_on", r->sampled_on);
    shai_out_json_member(out, "tested_on", r->tested_on);
    shai_out_putc(out, '}');
}

static void put_item(struct shai_out *out, const struct shai_report_item *item)
{
    shai_out_puts(out, "{\"item\":");
    shai_out_json_str(out, item->title);
    shai_out_json_member(out, "family", item->family);
    shai_out_json_member(out, "requirement", item->requirement);
    shai_out_json_list(out, "basis", item->basis, item->basis_count);
    shai_out_json_list(out, "method", item->method, item->method_count);
    shai_out_json_member(out, "value", item->value);
    shai_out_json_member(out, "reported", item->reported);
    shai_out_json_member(out, "outcome", item->outcome);
    shai_out_json_member(out, "hazard", shai_hazard_codes[item->hazard]);
    shai_out_json_member(out, "problem", item->problem);
    shai_out_json_member(out, "hazard_reason", item->hazard_reason);
    shai_out_json_member(out, "reason", item->reason);
    shai_out_putc(out, '}');
}

static void put_evidence(struct shai_out *out, const struct shai_report *r)
{
    shai_out_puts(out, ",\"evidence\":[");
    for (uint32_t i = 0; i < r->evidence_count; i++) {
        shai_out_puts(out, i ? ",{\"file\":" : "{\"file\":");
        shai_out_json_str(out, r->evidence[i].name);
        shai_out_json_member(out, "sha256", r->evidence[i].sha256);
        shai_out_json_member(out, "state", shai_evidence_codes[r->evidence[i].state]);
        shai_out_putc(out, '}');
    }
    shai_out_putc(out, ']');
}

void shai_report_json(struct shai_out *out, const struct shai_report *r)
{
    char hex[SHAI_HEX_SHA256];
    shai_out_puts(out, "{\"format\":\"sushai-report/1\",\"title\":\"检验报告\"");
    shai_out_json_member(out, "report_no", r->report_no);
    shai_out_json_member(out, "authority", r->authority);
    put_laboratory(out, r);
    shai_out_json_member(out, "report_date", r->report_date);
    put_sample(out, r);
    shai_out_puts(out, ",\"spec\":{\"name\":");
    shai_out_json_str(out, r->spec_name);
    shai_out_json_member(out, "version", r->spec_version);
    shai_out_puts(out, ",\"meaning\":\"sha256:");
    shai_out_puts(out, shai_hex(hex, r->meaning, sizeof r->meaning));
    shai_out_puts(out, "\"}");
    shai_out_json_list(out, "standards", r->standards, r->standard_count);
    shai_out_json_list(out, "methods", r->methods, r->method_count);
    shai_out_json_member(out, "verdict", shai_verdict_codes[r->verdict]);
    shai_out_json_member(out, "conclusion", r->conclusion);
    shai_out_json_member(out, "hazard", shai_hazard_codes[r->hazard]);
    shai_out_json_member(out, "effective", r->effective);
    shai_out_json_member(out, "note", r->note);
    shai_out_puts(out, ",\"items\":[");
    for (uint32_t i = 0; i < r->item_count; i++) {
        if (i) shai_out_putc(out, ',');
        put_item(out, &r->items[i]);
    }
    shai_out_putc(out, ']');
    shai_out_json_member(out, "not_applying", r->not_applying);
    put_evidence(out, r);
    shai_out_json_member(out, "disclaimer", shai_result_disclaimer(SHAI_ZH));
    shai_out_puts(out, "}\n");
}
