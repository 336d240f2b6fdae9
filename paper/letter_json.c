/* A letter as JSON, "sushai-letter/1": all fields of the form. In: a letter. Out: one object and a line end. */
#include "paper/letter.h"

#include "base/hex.h"

static void put_problem(struct shai_out *out, const struct shai_letter_problem *p, uint32_t number)
{
    shai_out_printf(out, "{\"number\":%u", (unsigned)number);
    shai_out_json_member(out, "item", p->item);
    shai_out_json_member(out, "requirement", p->requirement);
    shai_out_json_list(out, "basis", p->basis, p->basis_count);
    shai_out_json_list(out, "method", p->method, p->method_count);
    shai_out_json_member(out, "value", p->value);
    shai_out_json_member(out, "reported", p->reported);
    shai_out_json_member(out, "outcome", p->outcome);
    shai_out_json_member(out, "hazard", shai_hazard_codes[p->hazard]);
    shai_out_json_member(out, "problem", p->problem);
    shai_out_json_member(out, "hazard_reason", p->hazard_reason);
    shai_out_putc(out, '}');
}

static void put_front(struct shai_out *out, const struct shai_letter *l)
{
    shai_out_puts(out, ",\"front\":{\"addressee\":");
    shai_out_json_str(out, l->addressee);
    shai_out_json_member(out, "addressee_address", l->addressee_address);
    shai_out_json_member(out, "year", l->year);
    shai_out_json_member(out, "authority", l->authority);
    shai_out_json_member(out, "laboratory", l->laboratory);
    shai_out_json_member(out, "product_type", l->product_type);
    shai_out_puts(out, l->recipient & SHAI_TO_PRODUCER ? ",\"produced\":true" : ",\"produced\":false");
    shai_out_puts(out, l->recipient & SHAI_TO_SELLER ? ",\"sold\":true" : ",\"sold\":false");
    shai_out_json_member(out, "product_name", l->product_name);
    shai_out_json_member(out, "model", l->model);
    shai_out_json_member(out, "conclusion", l->conclusion);
    shai_out_json_member(out, "hazard", shai_hazard_codes[l->hazard]);
    shai_out_json_member(out, "contact", l->contact);
    shai_out_json_member(out, "phone", l->phone);
    shai_out_puts(out, ",\"attachments\":[\"检验报告\"]");
    shai_out_json_member(out, "date", l->date);
    shai_out_json_member(out, "cc", l->cc);
    shai_out_putc(out, '}');
}

static void put_back(struct shai_out *out, const struct shai_letter *l)
{
    shai_out_puts(out, ",\"back\":{\"laboratory\":");
    shai_out_json_str(out, l->laboratory);
    shai_out_json_member(out, "contact", l->lab_contact);
    shai_out_json_member(out, "phone", l->lab_phone);
    shai_out_json_member(out, "sample_id", l->sample_id);
    shai_out_json_member(out, "report_no", l->report_no);
    shai_out_json_member(out, "product_name", l->product_name);
    shai_out_json_member(out, "model", l->model);
    shai_out_json_member(out, "brand", l->brand);
    shai_out_json_member(out, "grade", l->grade);
    shai_out_json_member(out, "produced_on", l->produced_on);
    shai_out_json_member(out, "batch", l->batch);
    shai_out_puts(out, ",\"problems\":[");
    for (uint32_t i = 0; i < l->problem_count; i++) {
        if (i) shai_out_putc(out, ',');
        put_problem(out, &l->problems[i], i + 1);
    }
    shai_out_putc(out, ']');
    shai_out_json_member(out, "note", l->note);
    shai_out_json_member(out, "advice", l->advice);
    shai_out_json_list(out, "evidence", l->evidence, l->evidence_count);
    shai_out_putc(out, '}');
}

/* What is known of the delivery beforehand; time, place and signatures are the deliverer's. */
static void put_receipt(struct shai_out *out, const struct shai_letter *l)
{
    shai_out_puts(out, ",\"receipt\":{\"document\":");
    shai_out_json_str(out, l->title);
    shai_out_json_member(out, "letter_no", l->letter_no);
    shai_out_json_member(out, "delivering_unit", l->authority);
    shai_out_json_member(out, "addressee", l->addressee);
    shai_out_json_member(out, "place", l->addressee_address);
    shai_out_puts(out, ",\"time\":null,\"manner\":null,\"receiver\":null,\"witness\":null,\"deliverer\":null,"
                       "\"remark\":null}");
}

void shai_letter_json(struct shai_out *out, const struct shai_letter *l)
{
    static const char *const recipients[] = {"", "producer", "seller", "both"};
    char hex[SHAI_HEX_SHA256];
    shai_out_puts(out, "{\"format\":\"sushai-letter/1\",\"title\":");
    shai_out_json_str(out, l->title);
    shai_out_json_member(out, "letter_no", l->letter_no);
    shai_out_json_member(out, "recipient", recipients[l->recipient]);
    shai_out_puts(out, ",\"spec\":{\"name\":");
    shai_out_json_str(out, l->spec_name);
    shai_out_json_member(out, "version", l->spec_version);
    shai_out_puts(out, ",\"meaning\":\"sha256:");
    shai_out_puts(out, shai_hex(hex, l->meaning, sizeof l->meaning));
    shai_out_puts(out, "\"}");
    put_front(out, l);
    put_back(out, l);
    put_receipt(out, l);
    shai_out_json_member(out, "disclaimer", shai_result_disclaimer(SHAI_ZH));
    shai_out_puts(out, "}\n");
}
