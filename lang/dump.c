/* The checked spec as JSON, "sushai-ast/1" (docs/ast.md): names resolved, rows expanded, every constant exact in base
 * units. It holds what a second evaluator needs and nothing that it must guess; it judges nothing. */
#include "lang/checker.h"

#include "base/hex.h"

#include <string.h>

struct dump {
    struct shai_out *out;
    struct shai_arena *arena;
};

static void put(const struct dump *d, const char *s)
{
    shai_out_puts(d->out, s);
}

static void key(const struct dump *d, const char *name)
{
    shai_out_json_str(d->out, name);
    put(d, ":");
}

static void put_number(const struct dump *d, struct shai_num n)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, d->arena);
    shai_num_put_fraction(&b, n);
    shai_out_json(d->out, b.s, b.len);
}

static void put_bool(const struct dump *d, bool b)
{
    put(d, b ? "true" : "false");
}

static void put_node(const struct dump *d, const struct shai_node *n);

static void put_list(const struct dump *d, struct shai_node *const *list, size_t count)
{
    put(d, "[");
    for (size_t i = 0; i < count; i++) {
        if (i) put(d, ",");
        put_node(d, list[i]);
    }
    put(d, "]");
}

static void open_op(const struct dump *d, const char *op)
{
    put(d, "{\"op\":");
    shai_out_json_str(d->out, op);
}

static void put_field(const struct dump *d, const char *name, const struct shai_node *n)
{
    put(d, ",");
    key(d, name);
    put_node(d, n);
}

static void put_input_ref(const struct dump *d, const struct shai_decl *decl)
{
    put(d, ",\"name\":");
    shai_out_json_str(d->out, decl->name);
    put(d, ",\"item\":");
    shai_out_json_str(d->out, decl->item ? decl->item->name : NULL);
}

static void put_text_op(const struct dump *d, const char *op, const char *field, const char *text)
{
    open_op(d, op);
    put(d, ",");
    key(d, field);
    shai_out_json_str(d->out, text);
}

static struct shai_num literal_value(const struct dump *d, const struct shai_node *n)
{
    return shai_num_mul(d->arena, shai_literal(d->arena, n).num, n->type->factor);
}

static void put_name(const struct dump *d, const struct shai_node *n)
{
    const struct shai_decl *decl = n->decl;
    if (!decl) {
        open_op(d, "error");
    } else if (decl->kind == SHAI_DECL_LET) {
        put_text_op(d, "let", "name", decl->name);
    } else if (decl->kind == SHAI_DECL_ITEM) {
        put_text_op(d, "item", "name", decl->name);
    } else {
        open_op(d, "input");
        put_input_ref(d, decl);
    }
    put(d, "}");
}

static const char *const OPERATORS[] = {
    [SHAI_OP_NONE] = "none", [SHAI_OP_ADD] = "add", [SHAI_OP_SUB] = "sub", [SHAI_OP_MUL] = "mul",
    [SHAI_OP_DIV] = "div",   [SHAI_OP_NEG] = "neg", [SHAI_OP_LT] = "lt",   [SHAI_OP_LE] = "le",
    [SHAI_OP_GT] = "gt",     [SHAI_OP_GE] = "ge",   [SHAI_OP_EQ] = "eq",   [SHAI_OP_NE] = "ne",
    [SHAI_OP_AND] = "and",   [SHAI_OP_OR] = "or",   [SHAI_OP_NOT] = "not",
};

static void put_operator(const struct dump *d, const struct shai_node *n)
{
    const struct shai_node *undeclared = NULL, *other = NULL;
    for (uint32_t i = 0; i < n->kid_count && n->kid_count == 2; i++)
        if (n->kids[i]->kind == SHAI_N_UNDECLARED) undeclared = n->kids[i], other = n->kids[1 - i];
    if (undeclared) {
        put(d, n->oper == SHAI_OP_EQ ? "{\"op\":\"not\",\"args\":[{\"op\":\"present\"" : "{\"op\":\"present\"");
        put_input_ref(d, other->decl);
        put(d, n->oper == SHAI_OP_EQ ? "}]}" : "}");
        return;
    }
    open_op(d, OPERATORS[n->oper]);
    put(d, ",\"args\":");
    put_list(d, n->kids, n->kid_count);
    put(d, "}");
}

static void put_call(const struct dump *d, const struct shai_node *n)
{
    open_op(d, shai_keyword_infos[n->op].spelling[SHAI_EN]);
    if (n->op == SHAI_KW_COUNT) {
        put(d, ",\"grade\":");
        shai_out_json_str(d->out, shai_keyword_infos[n->kids[0]->op].spelling[SHAI_EN]);
    } else if (n->op == SHAI_KW_FAIL || n->op == SHAI_KW_PASS) {
        put(d, ",\"item\":");
        shai_out_json_str(d->out, n->kids[0]->decl ? n->kids[0]->decl->name : NULL);
    } else if (n->op == SHAI_KW_PRESENT) {
        put_input_ref(d, n->kids[0]->decl);
    } else {
        put(d, ",\"args\":");
        put_list(d, n->kids, n->kid_count);
    }
    put(d, "}");
}

/* CASES and BY alike: [{"when": condition or null, "keys": [...], "then": what}]. */
static void put_cases(const struct dump *d, const struct shai_node *n)
{
    bool by = n->kind == SHAI_N_BY;
    const struct shai_node *list = by ? n->kids[1] : n;
    open_op(d, by ? "by" : "cases");
    if (by) put_field(d, "on", n->kids[0]);
    put(d, ",\"cases\":[");
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const struct shai_node *c = list->kids[i];
        if (i) put(d, ",");
        put(d, "{");
        if (c->kind == SHAI_N_BY_CASE) {
            put(d, "\"keys\":");
            put_list(d, c->kids[0]->kids, c->kids[0]->kid_count);
            put_field(d, "then", c->kids[1]);
        } else {
            key(d, by ? "keys" : "when");
            if (c->kind == SHAI_N_CASE) put_node(d, c->kids[1]);
            else put(d, "null");
            put_field(d, "then", c->kids[0]);
        }
        put(d, "}");
    }
    put(d, "]}");
}

static void put_criterion(const struct dump *d, const struct shai_node *n)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_CRITERION:
        put_text_op(d, "criterion", "rel", OPERATORS[n->oper]);
        put_field(d, "bound", n->kids[0]);
        break;
    case SHAI_N_RANGE:
        open_op(d, "range");
        put_field(d, "lo", n->kids[0]);
        put_field(d, "hi", n->kids[1]);
        break;
    case SHAI_N_TOLERANCE:
        open_op(d, "tolerance");
        put_field(d, "middle", n->kids[0]);
        put_field(d, "width", n->kids[1]);
        put(d, ",\"relative\":");
        put_bool(d, n->flags & SHAI_F_RELATIVE);
        break;
    case SHAI_N_ONE_OF:
        open_op(d, "one_of");
        put(d, ",\"of\":");
        put_list(d, n->kids[0]->kids, n->kids[0]->kid_count);
        break;
    case SHAI_N_BOTH:
        open_op(d, "both");
        put(d, ",\"args\":");
        put_list(d, n->kids, n->kid_count);
        break;
    default: open_op(d, n->kind == SHAI_N_ABSENT ? "absent" : "dash"); break;
    }
    put(d, "}");
}

/* A pattern's own fields; `named` is the name it was declared by. */
static void put_pattern(const struct dump *d, const struct shai_node *pattern)
{
    put(d, ",\"pattern\":");
    shai_out_json_str(d->out, pattern->name);
    put(d, ",\"caseless\":");
    put_bool(d, pattern->flags & SHAI_F_IGNORE_CASE);
    put(d, ",\"named\":");
    shai_out_json_str(d->out, pattern->decl ? pattern->decl->name : NULL);
}

static void put_node(const struct dump *d, const struct shai_node *n)
{
    int32_t day = 0;
    if (!n) {
        put(d, "null");
        return;
    }
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_NUMBER_LIT:
        open_op(d, "number");
        put(d, ",\"value\":");
        put_number(d, literal_value(d, n));
        put(d, ",\"written\":");
        shai_out_json_str(d->out, n->name);
        put(d, ",\"factor\":");
        put_number(d, n->type->factor);
        put(d, "}");
        break;
    case SHAI_N_STRING:
        put_text_op(d, n->type && n->type->kind == SHAI_TYPE_GRADE ? "grade" : "text", "value", n->name);
        if (n->type && n->type->kind == SHAI_TYPE_GRADE) shai_out_printf(d->out, ",\"index\":%u", n->index);
        put(d, "}");
        break;
    case SHAI_N_CHOICE:
        put_text_op(d, "choice", "value", n->name);
        shai_out_printf(d->out, ",\"index\":%u}", n->index);
        break;
    case SHAI_N_DATE_LIT:
        shai_date_parse(n->name, strlen(n->name), &day);
        put_text_op(d, "date", "value", n->name);
        shai_out_printf(d->out, ",\"day\":%d}", day);
        break;
    case SHAI_N_TRUTH:
        open_op(d, "truth");
        put(d, ",\"value\":");
        put_bool(d, n->op == SHAI_KW_YES);
        put(d, "}");
        break;
    case SHAI_N_NAME:
    case SHAI_N_MEMBER:
    case SHAI_N_READING: put_name(d, n); break;
    case SHAI_N_VALUE: put(d, "{\"op\":\"value\"}"); break;
    case SHAI_N_LIMIT: put(d, "{\"op\":\"limit\"}"); break;
    case SHAI_N_UNARY:
    case SHAI_N_BINARY: put_operator(d, n); break;
    case SHAI_N_IN:
        open_op(d, "in");
        put_field(d, "of", n->kids[0]);
        put_field(d, "set", n->kids[1]);
        put(d, "}");
        break;
    case SHAI_N_MATCHES:
        open_op(d, n->kids[1]->kind == SHAI_N_PATTERN ? "matches" : "error");
        put_pattern(d, n->kids[1]);
        put_field(d, "of", n->kids[0]);
        put(d, "}");
        break;
    case SHAI_N_CALL: put_call(d, n); break;
    case SHAI_N_INDEX:
        put_text_op(d, "lookup", "table", n->name);
        put(d, ",\"keys\":");
        put_list(d, n->kids, n->kid_count);
        put(d, "}");
        break;
    case SHAI_N_CASES:
    case SHAI_N_BY: put_cases(d, n); break;
    case SHAI_N_HAZARD:
        put_text_op(d, "hazard", "grade", shai_keyword_infos[n->op].spelling[SHAI_EN]);
        put(d, "}");
        break;
    case SHAI_N_CRITERION:
    case SHAI_N_RANGE:
    case SHAI_N_TOLERANCE:
    case SHAI_N_ONE_OF:
    case SHAI_N_BOTH:
    case SHAI_N_ABSENT:
    case SHAI_N_DASH: put_criterion(d, n); break;
    default: put(d, "{\"op\":\"error\"}"); break;
    }
}

/* --- declarations --- */

static void put_type(const struct dump *d, const struct shai_type *t)
{
    static const char *const kinds[] = {"error",  "number", "text",       "date",  "yes_no",
                                        "choice", "grade",  "conformity", "hazard"};
    put(d, "{\"kind\":");
    shai_out_json_str(d->out, kinds[t->kind]);
    if (t->kind == SHAI_TYPE_NUMBER) {
        put(d, ",\"unit\":");
        shai_out_json_str(d->out, t->unit);
        put(d, ",\"factor\":");
        put_number(d, t->factor);
        put(d, ",\"signed\":");
        put_bool(d, t->is_signed);
    }
    if (t->set) {
        put(d, ",\"values\":[");
        for (uint32_t i = 0; i < t->set->name_count; i++) {
            if (i) put(d, ",");
            shai_out_json_str(d->out, t->set->names[i]);
        }
        put(d, "]");
    }
    put(d, "}");
}

static void put_input(const struct dump *d, const struct shai_decl *in, const struct shai_spec *spec)
{
    put(d, "{\"name\":");
    shai_out_json_str(d->out, in->name);
    put(d, ",\"alias\":");
    shai_out_json_str(d->out, in->alias);
    put(d, ",\"item\":");
    shai_out_json_str(d->out, in->item ? in->item->name : NULL);
    put(d, ",\"type\":");
    put_type(d, in->type);
    bool range = in->constraint && in->constraint->kind == SHAI_N_RANGE;
    put_field(d, "lo", range ? in->constraint->kids[0] : NULL);
    put_field(d, "hi", range ? in->constraint->kids[1] : NULL);
    put(d, ",\"matches\":");
    if (in->constraint && in->constraint->kind == SHAI_N_PATTERN) {
        open_op(d, "matches");
        put_pattern(d, in->constraint);
        put(d, "}");
    } else {
        put(d, "null");
    }
    put_field(d, "detection_limit", in->detection);
    put(d, ",\"specimens\":");
    if (in->specimen_count)
        shai_out_printf(d->out, "{\"count\":%u,\"how\":\"%s\"}", in->specimen_count,
                        shai_keyword_infos[in->how].spelling[SHAI_EN]);
    else put(d, "null");
    const struct shai_node *nd = in->nd_counts ? in->nd_counts : in->item ? spec->nd_counts : NULL;
    put(d, ",\"not_detected_counts\":");
    if (nd && in->type->kind == SHAI_TYPE_NUMBER)
        put_number(d, shai_num_mul(d->arena, shai_literal(d->arena, nd->kids[0]).num,
                                   in->nd_counts ? nd->kids[0]->type->factor : in->type->factor));
    else put(d, "null");
    put(d, "}");
}

static void put_standard(const struct dump *d, const struct shai_decl *s)
{
    put(d, "{\"name\":");
    shai_out_json_str(d->out, s->name);
    put(d, ",\"code\":");
    shai_out_json_str(d->out, s->code);
    put(d, ",\"title\":");
    shai_out_json_str(d->out, s->title);
    put(d, ",\"mandatory\":");
    put_bool(d, s->mandatory);
    put(d, ",\"in_force_from\":");
    shai_out_json_str(d->out, s->in_force[0] ? s->in_force[0]->name : NULL);
    put(d, ",\"in_force_to\":");
    shai_out_json_str(d->out, s->in_force[1] ? s->in_force[1]->name : NULL);
    put(d, ",\"replaced_by\":");
    shai_out_json_str(d->out, s->replaced_by);
    put(d, "}");
}

static void put_standards(const struct dump *d, const struct shai_spec *spec)
{
    bool first = true;
    put(d, ",\"standards\":[");
    for (size_t i = 0; i < spec->standard_count; i++) {
        if (!shai_standard_counts(spec, spec->standards[i])) continue;
        if (!first) put(d, ",\n");
        first = false;
        put_standard(d, spec->standards[i]);
    }
    put(d, "]");
}

static void put_table(const struct dump *d, const struct shai_decl *t)
{
    const struct shai_node *n = t->body;
    put(d, "{\"name\":");
    shai_out_json_str(d->out, t->name);
    shai_out_printf(d->out, ",\"key_count\":%u,\"columns\":", n->kids[0]->kid_count);
    if (n->kids[0]->kid_count == 2) put_list(d, n->kids[2]->kids + 1, n->kids[2]->kid_count - 1);
    else put(d, "null");
    put(d, ",\"rows\":[");
    for (uint32_t i = 0; i < n->kids[3]->kid_count; i++) {
        if (i) put(d, ",");
        put_list(d, n->kids[3]->kids[i]->kids, n->kids[3]->kids[i]->kid_count);
    }
    put(d, "]}");
}

/* `round q` as {"interval": q}, `round N significant` as {"significant": N}. */
static void put_round(const struct dump *d, const struct shai_node *n)
{
    put(d, ",\"round\":");
    if (!n) {
        put(d, "null");
        return;
    }
    if (n->flags & SHAI_F_SIGNIFICANT) {
        put(d, "{\"significant\":");
        put_number(d, shai_literal(d->arena, n->kids[0]).num);
    } else {
        put(d, "{\"interval\":");
        put_node(d, n->kids[0]);
    }
    put(d, "}");
}

static void put_variant(const struct dump *d, const struct shai_variant_node *v, const struct shai_spec *spec)
{
    put(d, "{\"group\":");
    shai_out_json_str(d->out, v->group && v->group->kids[0] ? v->group->kids[0]->name : NULL);
    put(d, ",\"basis\":[");
    for (size_t i = 0; i < v->basis_count; i++) {
        if (i) put(d, ",");
        shai_out_json_str(d->out, v->basis[i]->kids[0]->decl->name);
    }
    put(d, "]");
    put_field(d, "group_applies", v->group_applies);
    put_field(d, "applies", v->applies);
    put_field(d, "value", v->value);
    put_round(d, v->round);
    put_field(d, "limit", v->limit);
    const struct shai_node *decide = v->decide ? v->decide : spec->decide;
    shai_out_printf(d->out, ",\"decide\":\"%s\"",
                    shai_keyword_infos[decide ? decide->op : SHAI_KW_SIMPLE].spelling[SHAI_EN]);
    put(d, ",\"compare_rounded\":");
    put_bool(d, v->compare && v->compare->op == SHAI_KW_ROUNDED);
    put_field(d, "declared", v->declared);
    put(d, ",\"requires\":");
    put_list(d, v->requires, v->require_count);
    put_field(d, "hazard", v->hazard);
    put(d, ",\"report\":");
    put_bool(d, v->report);
    put(d, ",\"value_type\":");
    if (v->type) put_type(d, v->type);
    else put(d, "null");
    put(d, "}");
}

static void put_item(const struct dump *d, const struct shai_decl *item, const struct shai_spec *spec)
{
    put(d, "{\"name\":");
    shai_out_json_str(d->out, item->name);
    put(d, ",\"title\":");
    shai_out_json_str(d->out, item->title ? item->title : item->name);
    put(d, ",\"family\":");
    shai_out_json_str(d->out, item->variants->family ? item->variants->family->name : NULL);
    put(d, ",\"measures\":[");
    for (size_t i = 0; i < item->measure_count; i++) {
        if (i) put(d, ",");
        shai_out_json_str(d->out, item->measures[i]->name);
    }
    shai_out_printf(d->out, "],\"each\":%u,\"allow\":%u,\"value_u\":", item->each, item->allow);
    shai_out_json_str(d->out, item->value_u ? item->value_u->name : NULL);
    put(d, ",\"variants\":[");
    for (const struct shai_variant_node *v = item->variants; v; v = v->next) {
        if (v != item->variants) put(d, ",");
        put_variant(d, v, spec);
    }
    put(d, "]}");
}

static void put_inputs(const struct dump *d, const struct shai_spec *spec)
{
    bool first = true;
    put(d, ",\"inputs\":[");
    for (size_t i = 0; i < spec->attribute_count; i++) {
        if (!spec->attributes[i]->node && !spec->attributes[i]->used) continue;
        if (!first) put(d, ",\n");
        first = false;
        put_input(d, spec->attributes[i], spec);
    }
    for (size_t i = 0; i < spec->item_count; i++)
        for (size_t k = 0; k < spec->items[i]->measure_count; k++) {
            if (!first) put(d, ",\n");
            first = false;
            put_input(d, spec->items[i]->measures[k], spec);
        }
    put(d, "]");
}

void shai_spec_dump(struct shai_out *out, const struct shai_spec *spec)
{
    struct dump dump = {out, spec->arena}, *d = &dump;
    char hex[SHAI_HEX_SHA256];
    put(d, "{\"format\":\"sushai-ast/1\",\"name\":");
    shai_out_json_str(out, spec->name);
    put(d, ",\"title\":");
    shai_out_json_str(out, spec->title);
    put(d, ",\"version\":");
    shai_out_json_str(out, spec->version);
    put(d, ",\"meaning\":\"sha256:");
    put(d, shai_hex(hex, spec->meaning, sizeof spec->meaning));
    put(d, "\"");
    put_inputs(d, spec);
    put(d, ",\"lets\":[");
    for (size_t i = 0; i < spec->let_count; i++) {
        put(d, i ? ",\n{\"name\":" : "{\"name\":");
        shai_out_json_str(out, spec->lets[i]->name);
        put_field(d, "value", spec->lets[i]->body);
        put(d, "}");
    }
    put(d, "]");
    put_standards(d, spec);
    put(d, ",\"tables\":[");
    for (size_t i = 0; i < spec->table_count; i++) {
        if (i) put(d, ",\n");
        put_table(d, spec->tables[i]);
    }
    put(d, "],\"items\":[");
    for (size_t i = 0; i < spec->item_count; i++) {
        if (i) put(d, ",\n");
        put_item(d, spec->items[i], spec);
    }
    put(d, "],\"verdict\":");
    put_node(d, spec->verdict);
    put(d, ",\"advice\":{\"general\":");
    shai_out_json_str(out, spec->advice[0]);
    put(d, ",\"serious\":");
    shai_out_json_str(out, spec->advice[1]);
    put(d, "}}\n");
}
