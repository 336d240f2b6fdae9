/* Types and units: what a type node says, constants, and the sources of facts (attributes, measures). */
#include "lang/checker.h"

#include <string.h>

#define PLAIN_TYPE(k)                          \
    {                                          \
        .kind = (k), .factor = { {.n = 1}, 1 } \
    }
const struct shai_type shai_type_error = PLAIN_TYPE(SHAI_TYPE_ERROR);
const struct shai_type shai_type_truth = PLAIN_TYPE(SHAI_TYPE_TRUTH);
const struct shai_type shai_type_text = PLAIN_TYPE(SHAI_TYPE_TEXT);
const struct shai_type shai_type_date = PLAIN_TYPE(SHAI_TYPE_DATE);
const struct shai_type shai_type_pure = {.kind = SHAI_TYPE_NUMBER, .factor = {{.n = 1}, 1}, .is_signed = true};
const struct shai_type shai_type_hazard = PLAIN_TYPE(SHAI_TYPE_HAZARD);
const struct shai_type shai_type_conformity = PLAIN_TYPE(SHAI_TYPE_CONFORMITY);

bool shai_check_unit(struct shai_checker *ck, const char *unit, struct shai_span span, struct shai_unit_value *out)
{
    const char *bad;
    size_t bad_len;
    if (shai_unit_parse(ck->arena, &ck->spec->units, unit, strlen(unit), out, &bad, &bad_len)) return true;
    struct shai_diag *d =
        shai_diag_span(ck->diags, SHAI_D_UNKNOWN_UNIT, span, shai_arena_strndup(ck->arena, bad, bad_len), NULL);
    /* Letter case is the likeliest slip; a letter more or less makes another unit of so short a word. */
    const char *piece = shai_arena_strndup(ck->arena, bad, bad_len), *best = NULL;
    unsigned limit = strlen(piece) > 3 ? 2 : 1;
    for (size_t i = 0; i < ck->spec->units.count; i++) {
        unsigned distance = shai_name_distance(piece, ck->spec->units.at[i].name);
        if (distance < limit) best = ck->spec->units.at[i].name, limit = distance;
    }
    if (best) shai_diag_hint(ck->diags, d, shai_arena_printf(ck->arena, "%s ?", best));
    *out = (struct shai_unit_value){.factor = SHAI_NUM_INT(1)};
    return false;
}

const struct shai_type *shai_check_type(struct shai_checker *ck, struct shai_node *type, struct shai_decl *set)
{
    if (!type) return &shai_type_error;
    struct shai_type *t;
    struct shai_decl *scale;
    switch (type->kind) {
    case SHAI_N_TYPE_TEXT: return &shai_type_text;
    case SHAI_N_TYPE_DATE: return &shai_type_date;
    case SHAI_N_TYPE_YES_NO: return &shai_type_truth;
    case SHAI_N_TYPE_CONFORMITY: return &shai_type_conformity;
    case SHAI_N_TYPE_NUMBER: {
        if (!type->unit) return &shai_type_pure;
        struct shai_unit_value u;
        if (!shai_check_unit(ck, type->unit, type->unit_span, &u)) return &shai_type_error;
        t = SHAI_NEW(ck->arena, struct shai_type);
        *t = (struct shai_type){SHAI_TYPE_NUMBER, u.dim, type->unit, u.factor, u.is_signed, false, NULL};
        return t;
    }
    case SHAI_N_TYPE_CHOICE:
        t = SHAI_NEW(ck->arena, struct shai_type);
        *t = (struct shai_type){.kind = SHAI_TYPE_CHOICE, .factor = SHAI_NUM_INT(1), .set = set};
        return t;
    case SHAI_N_TYPE_GRADE:
        scale = shai_scope_find(&ck->scope, type->name);
        if (!scale && shai_name_is_lost(ck, type->name)) return &shai_type_error;
        if (!scale || scale->kind != SHAI_DECL_GRADE) {
            shai_diag_span(ck->diags, SHAI_D_NOT_A_GRADE, type->span, type->name, NULL);
            return &shai_type_error;
        }
        scale->used = true;
        t = SHAI_NEW(ck->arena, struct shai_type);
        *t = (struct shai_type){.kind = SHAI_TYPE_GRADE, .factor = SHAI_NUM_INT(1), .set = scale};
        return t;
    default: return &shai_type_error;
    }
}

const char *shai_type_name(struct shai_checker *ck, const struct shai_type *type)
{
    static const enum shai_kw words[] = {[SHAI_TYPE_NUMBER] = SHAI_KW_NUMBER,
                                         [SHAI_TYPE_TEXT] = SHAI_KW_TEXT,
                                         [SHAI_TYPE_DATE] = SHAI_KW_DATE,
                                         [SHAI_TYPE_TRUTH] = SHAI_KW_YES_NO,
                                         [SHAI_TYPE_CHOICE] = SHAI_KW_CHOICE,
                                         [SHAI_TYPE_GRADE] = SHAI_KW_GRADE,
                                         [SHAI_TYPE_CONFORMITY] = SHAI_KW_CONFORMITY,
                                         [SHAI_TYPE_HAZARD] = SHAI_KW_HAZARD};
    enum shai_kw kw = type->kind == SHAI_TYPE_ERROR ? SHAI_KW_NONE : words[type->kind];
    if (kw == SHAI_KW_NONE) return "?";
    const char *more = type->unit ? type->unit : type->set ? type->set->name : "";
    return shai_arena_printf(ck->arena, "%s(%s)%s%s", shai_keyword_infos[kw].spelling[SHAI_ZH],
                             shai_keyword_infos[kw].spelling[SHAI_EN], *more ? " " : "", more);
}

/* The unit that declared base dimension `base`. */
static const char *base_name(const struct shai_units *units, size_t base)
{
    struct shai_dim dim = {{0}};
    dim.e[base] = 1;
    for (size_t i = 0; i < units->count; i++)
        if (shai_dim_equal(&units->at[i].value.dim, &dim)) return units->at[i].name;
    return "?";
}

const char *shai_unit_name(struct shai_checker *ck, const struct shai_type *number)
{
    if (number->unit) return number->unit;
    if (shai_dim_is_pure(&number->dim)) return "无单位(no unit)";
    struct shai_strbuf over, under;
    shai_strbuf_init(&over, ck->arena);
    shai_strbuf_init(&under, ck->arena);
    for (size_t i = 0; i < SHAI_BASE_MAX; i++) {
        int e = number->dim.e[i], power = e < 0 ? -e : e;
        struct shai_strbuf *b = e < 0 ? &under : &over;
        if (!e) continue;
        if (b->len) shai_strbuf_puts(b, "·");
        shai_strbuf_puts(b, base_name(&ck->spec->units, i));
        if (power > 1) shai_strbuf_puts(b, power == 2 ? "²" : power == 3 ? "³" : "…");
    }
    return shai_arena_printf(ck->arena, "%s%s%s", over.len ? over.s : "1", under.len ? "/" : "",
                             under.len ? under.s : "");
}

struct shai_decimal shai_literal(struct shai_arena *arena, const struct shai_node *node)
{
    struct shai_decimal d = {.num = SHAI_NUM_INT(0)};
    if (node->name) shai_num_parse(arena, node->name, strlen(node->name), &d); /* bounds: the scanner's */
    return d;
}

bool shai_is_bare_literal(const struct shai_node *node)
{
    if (node->kind == SHAI_N_UNARY && node->oper == SHAI_OP_NEG) node = node->kids[0];
    return node && node->kind == SHAI_N_NUMBER_LIT && !node->unit;
}

bool shai_place_of(const struct shai_node *bound, const struct shai_node **digits, const struct shai_node **times)
{
    const struct shai_node *by = NULL;
    if (bound->kind == SHAI_N_UNARY && bound->oper == SHAI_OP_NEG) bound = bound->kids[0];
    if (bound->kind == SHAI_N_BINARY && bound->oper == SHAI_OP_MUL) {
        by = bound->kids[1];
        bound = bound->kids[0];
    }
    if (bound->kind != SHAI_N_NUMBER_LIT || (by && by->kind != SHAI_N_NUMBER_LIT)) return false;
    if (digits) *digits = bound;
    if (times) *times = by;
    return true;
}

bool shai_constant_number(struct shai_checker *ck, struct shai_node *node, const struct shai_type *as,
                          struct shai_num *out)
{
    size_t errors = ck->diags->errors;
    if (shai_check_as(ck, node, as)->kind == SHAI_TYPE_ERROR) {
        /* An attribute whose own type is not known yet is no constant either. */
        if (ck->diags->errors == errors) shai_diag_span(ck->diags, SHAI_D_NOT_CONSTANT, node->span, NULL);
        return false;
    }
    bool negative = node->kind == SHAI_N_UNARY && node->oper == SHAI_OP_NEG;
    const struct shai_node *lit = negative ? node->kids[0] : node;
    int32_t day;
    if (lit->kind == SHAI_N_NUMBER_LIT) {
        *out = shai_num_mul(ck->arena, shai_literal(ck->arena, lit).num, lit->type->factor);
        if (negative) *out = shai_num_neg(ck->arena, *out);
        return true;
    }
    if (lit->kind == SHAI_N_DATE_LIT && shai_date_parse(lit->name, strlen(lit->name), &day)) {
        *out = SHAI_NUM_INT(day);
        return true;
    }
    if (lit->kind == SHAI_N_STRING && as->kind == SHAI_TYPE_GRADE) {
        *out = SHAI_NUM_INT(lit->index);
        return true;
    }
    shai_diag_span(ck->diags, SHAI_D_NOT_CONSTANT, node->span, NULL);
    return false;
}

static void check_constraint(struct shai_checker *ck, struct shai_decl *d, struct shai_node *c)
{
    const struct shai_type *t = d->type;
    struct shai_num lo, hi;
    if (t->kind == SHAI_TYPE_ERROR) return;
    if (c->kind == SHAI_N_PATTERN || c->kind == SHAI_N_NAME) {
        if (t->kind != SHAI_TYPE_TEXT)
            shai_diag_span(ck->diags, SHAI_D_CONSTRAINT, c->span, shai_type_name(ck, t), NULL);
        else d->constraint = shai_check_pattern(ck, c);
    } else if (c->kind == SHAI_N_RANGE &&
               (t->kind == SHAI_TYPE_NUMBER || t->kind == SHAI_TYPE_DATE || t->kind == SHAI_TYPE_GRADE)) {
        if (!shai_constant_number(ck, c->kids[0], t, &lo) || !shai_constant_number(ck, c->kids[1], t, &hi)) return;
        if (shai_num_cmp(lo, hi) > 0) shai_diag_span(ck->diags, SHAI_D_RANGE_REVERSED, c->span, NULL);
        else d->constraint = c;
    } else {
        shai_diag_span(ck->diags, SHAI_D_CONSTRAINT, c->span, shai_type_name(ck, t), NULL);
    }
}

void shai_check_source(struct shai_checker *ck, struct shai_decl *d, struct shai_node *type,
                       struct shai_node *constraint)
{
    d->type = shai_check_type(ck, type, d);
    d->state = 2;
    if (constraint) check_constraint(ck, d, constraint);
    bool number = d->type->kind == SHAI_TYPE_NUMBER;
    if (d->detection) {
        struct shai_num dl;
        if (!number && d->type->kind != SHAI_TYPE_ERROR)
            shai_diag_span(ck->diags, SHAI_D_CONSTRAINT, d->detection->span, shai_type_name(ck, d->type), NULL);
        else if (number && shai_constant_number(ck, d->detection, d->type, &dl) && shai_num_sign(dl) <= 0)
            shai_diag_span(ck->diags, SHAI_D_UNIT_FACTOR, d->detection->span, NULL);
    }
    if (d->nd_counts && number) shai_check_as(ck, d->nd_counts->kids[0], d->type);
    else if (d->nd_counts && d->type->kind != SHAI_TYPE_ERROR)
        shai_diag_span(ck->diags, SHAI_D_CONSTRAINT, d->nd_counts->span, shai_type_name(ck, d->type), NULL);
}
