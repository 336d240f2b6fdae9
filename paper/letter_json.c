/* A letter as JSON, "sushai-letter/1": all fields of the form. In: a letter. Out: one object and a line end. */
#include "paper/letter.h"

static void put_str(struct shai_out *out, const char *key, const char *value)
{
    shai_out_puts(out, ",\"");
    shai_out_puts(out, key);
    shai_out_puts(out, "\":");
    shai_out_json_str(out, value);
}

static void put_list(struct shai_out *out, const char *key, const char *const *values, uint32_t count)
{
    shai_out_puts(out, ",\"");
    shai_out_puts(out, key);
    shai_out_puts(out, "\":[");
    for (uint32_t i = 0; i < count; i++) {
        if (i) shai_out_putc(out, ',');
        shai_out_json_str(out, values[i]);
    }
    shai_out_putc(out, ']');
}

static void put_problem(struct shai_out *out, const struct shai_letter_problem *p, uint32_t number)
{
    shai_out_printf(out, "{\"number\":%u", (unsigned)number);
    put_str(out, "item", p->item);
    put_str(out, "requirement", p->requirement);
    put_list(out, "basis", p->basis, p->basis_count);
    put_list(out, "method", p->method, p->method_count);
    put_str(out, "value", p->value);
    put_str(out, "reported", p->reported);
    put_str(out, "outcome", p->outcome);
    put_str(out, "hazard", shai_hazard_codes[p->hazard]);
    put_str(out, "problem", p->problem);
    put_str(out, "hazard_reason", p->hazard_reason);
    shai_out_putc(out, '}');
}

static void put_front(struct shai_out *out, const struct shai_letter *l)
{
    shai_out_puts(out, ",\"front\":{\"addressee\":");
    shai_out_json_str(out, l->addressee);
    put_str(out, "addressee_address", l->addressee_address);
    put_str(out, "year", l->year);
    put_str(out, "authority", l->authority);
    put_str(out, "laboratory", l->laboratory);
    put_str(out, "product_type", l->product_type);
    shai_out_puts(out, l->recipient & SHAI_TO_PRODUCER ? ",\"produced\":true" : ",\"produced\":false");
    shai_out_puts(out, l->recipient & SHAI_TO_SELLER ? ",\"sold\":true" : ",\"sold\":false");
    put_str(out, "product_name", l->product_name);
    put_str(out, "model", l->model);
    put_str(out, "conclusion", l->conclusion);
    put_str(out, "hazard", shai_hazard_codes[l->hazard]);
    put_str(out, "contact", l->contact);
    put_str(out, "phone", l->phone);
    shai_out_puts(out, ",\"attachments\":[\"检验报告\"]");
    put_str(out, "date", l->date);
    put_str(out, "cc", l->cc);
    shai_out_putc(out, '}');
}

static void put_back(struct shai_out *out, const struct shai_letter *l)
{
    shai_out_puts(out, ",\"back\":{\"laboratory\":");
    shai_out_json_str(out, l->laboratory);
    put_str(out, "contact", l->lab_contact);
    put_str(out, "phone", l->lab_phone);
    put_str(out, "sample_id", l->sample_id);
    put_str(out, "report_no", l->report_no);
    put_str(out, "product_name", l->product_name);
    put_str(out, "model", l->model);
    put_str(out, "brand", l->brand);
    put_str(out, "grade", l->grade);
    put_str(out, "produced_on", l->produced_on);
    put_str(out, "batch", l->batch);
    shai_out_puts(out, ",\"problems\":[");
    for (uint32_t i = 0; i < l->problem_count; i++) {
        if (i) shai_out_putc(out, ',');
        put_problem(out, &l->problems[i], i + 1);
    }
    shai_out_putc(out, ']');
    put_str(out, "note", l->note);
    put_str(out, "advice", l->advice);
    put_list(out, "evidence", l->evidence, l->evidence_count);
    shai_out_putc(out, '}');
}

/* What is known of the delivery beforehand; time, place and signatures are the deliverer's. */
static void put_receipt(struct shai_out *out, const struct shai_letter *l)
{
    shai_out_puts(out, ",\"receipt\":{\"document\":");
    shai_out_json_str(out, l->title);
    put_str(out, "letter_no", l->letter_no);
    put_str(out, "delivering_unit", l->authority);
    put_str(out, "addressee", l->addressee);
    put_str(out, "place", l->addressee_address);
    shai_out_puts(out, ",\"time\":null,\"manner\":null,\"receiver\":null,\"witness\":null,\"deliverer\":null,"
                       "\"remark\":null}");
}

void shai_letter_json(struct shai_out *out, const struct shai_letter *l)
{
    static const char *const recipients[] = {"", "producer", "seller", "both"};
    static const char hex[] = "0123456789abcdef";
    shai_out_puts(out, "{\"format\":\"sushai-letter/1\",\"title\":");
    shai_out_json_str(out, l->title);
    put_str(out, "letter_no", l->letter_no);
    put_str(out, "recipient", recipients[l->recipient]);
    shai_out_puts(out, ",\"spec\":{\"name\":");
    shai_out_json_str(out, l->spec_name);
    put_str(out, "version", l->spec_version);
    shai_out_puts(out, ",\"meaning\":\"sha256:");
    for (size_t i = 0; i < sizeof l->meaning; i++) {
        shai_out_putc(out, hex[l->meaning[i] >> 4]);
        shai_out_putc(out, hex[l->meaning[i] & 15]);
    }
    shai_out_puts(out, "\"}");
    put_front(out, l);
    put_back(out, l);
    put_receipt(out, l);
    put_str(out, "disclaimer", shai_result_disclaimer(SHAI_ZH));
    shai_out_puts(out, "}\n");
}
