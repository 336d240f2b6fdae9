/* What is made of cases: cases of any kind, lets, tables. In: trees whose names are declared. Out: their types, or
 * what is wrong: a gap, a case twice, one that is never reached. */
#include "lang/checker.h"

#include <string.h>

/* --- cases --- */

static void check_by(struct shai_checker *ck, struct shai_node *by, shai_check_what *each, void *user)
{
    struct shai_node *on = by->kids[0], *list = by->kids[1];
    const struct shai_type *t = shai_check_expr(ck, on);
    bool grade = t->kind == SHAI_TYPE_GRADE, yes_no = t->kind == SHAI_TYPE_TRUTH;
    bool listed = grade || t->kind == SHAI_TYPE_CHOICE;
    if (t->kind != SHAI_TYPE_ERROR && !listed && !yes_no) {
        shai_diag_span(ck->diags, SHAI_D_BY_TYPE, on->span, shai_type_name(ck, t), NULL);
        t = shai_wrong(on);
    }
    uint32_t count = listed ? t->set->name_count : yes_no ? 2 : 0;
    bool *seen = SHAI_NEW_N(ck->arena, bool, count + 1), otherwise = false, wrong_key = false;
    const struct shai_node *last = NULL; /* `otherwise`, where it is written */
    for (uint32_t i = 0; i < list->kid_count; i++) {
        struct shai_node *c = list->kids[i];
        if (!c || c->kind == SHAI_N_ERROR) {
            otherwise = true;
            continue;
        }
        if (c->kind == SHAI_N_OTHERWISE) {
            otherwise = true;
            last = c;
            each(ck, c->kids[0], user);
            if (i + 1 < list->kid_count) shai_diag_span(ck->diags, SHAI_D_UNREACHABLE, list->kids[i + 1]->span, NULL);
            continue;
        }
        for (uint32_t k = 0; k < c->kids[0]->kid_count; k++) {
            struct shai_node *key = c->kids[0]->kids[k];
            if (shai_check_as(ck, key, t)->kind == SHAI_TYPE_ERROR || !count) {
                wrong_key = true; /* probably one of those that would be lacking */
                continue;
            }
            uint32_t index = listed ? key->index : key->op == SHAI_KW_YES;
            if (key->kind != (grade ? SHAI_N_STRING : listed ? SHAI_N_CHOICE : SHAI_N_TRUTH)) {
                shai_diag_span(ck->diags, SHAI_D_NOT_CONSTANT, key->span, NULL);
                continue;
            }
            if (seen[index])
                shai_diag_span(ck->diags, SHAI_D_CASE_TWICE, key->span, key->name ? key->name : "", NULL);
            seen[index] = true;
        }
        each(ck, c->kids[1], user);
    }
    if (!count) return;
    struct shai_strbuf lacking;
    shai_strbuf_init(&lacking, ck->arena);
    for (uint32_t i = 0; i < count; i++)
        if (!seen[i]) {
            if (lacking.len) shai_strbuf_puts(&lacking, ", ");
            shai_strbuf_puts(&lacking, listed ? t->set->names[i] : i ? "yes 是" : "no 否");
        }
    if (lacking.len && !otherwise && !wrong_key)
        shai_diag_span(ck->diags, SHAI_D_CASE_LACKING, on->span, on->name ? on->name : "", lacking.s, NULL);
    if (!lacking.len && last) shai_diag_span(ck->diags, SHAI_D_UNREACHABLE, last->span, NULL);
}

void shai_check_cases(struct shai_checker *ck, struct shai_node *node, shai_check_what *each, void *user,
                      bool may_lack_otherwise)
{
    if (!node || node->kind == SHAI_N_ERROR) return;
    if (node->kind == SHAI_N_BY) {
        check_by(ck, node, each, user);
        return;
    }
    if (node->kind == SHAI_N_BY_COLUMNS) {
        shai_diag_span(ck->diags, SHAI_D_BY_COLUMNS_HERE, node->span, NULL);
        return;
    }
    if (node->kind != SHAI_N_CASES) {
        each(ck, node, user);
        return;
    }
    bool closed = may_lack_otherwise;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct shai_node *c = node->kids[i];
        if (!c || c->kind == SHAI_N_ERROR) {
            closed = true;
            continue;
        }
        if (c->kind == SHAI_N_CASE) shai_check_condition(ck, c->kids[1]);
        if (c->kind == SHAI_N_OTHERWISE) {
            closed = true;
            if (i + 1 < node->kid_count) shai_diag_span(ck->diags, SHAI_D_UNREACHABLE, node->kids[i + 1]->span, NULL);
        }
        each(ck, c->kids[0], user);
    }
    if (!closed) shai_diag_span(ck->diags, SHAI_D_NO_OTHERWISE, node->span, NULL);
}

/* --- let and table --- */

static void check_let_what(struct shai_checker *ck, struct shai_node *what, void *user)
{
    struct shai_decl *d = user;
    const struct shai_type *t = d->type ? shai_check_as(ck, what, d->type) : shai_check_expr(ck, what);
    if (!d->type || (t->is_rounded && !d->type->is_rounded)) d->type = t;
}

/* The type that a let is said to have. */
static const struct shai_type *let_type(struct shai_checker *ck, struct shai_node *type)
{
    if (type->kind == SHAI_N_TYPE_CHOICE || type->kind == SHAI_N_TYPE_CONFORMITY) {
        shai_diag_span(ck->diags, SHAI_D_LET_TYPE, type->span, NULL);
        return &shai_type_error;
    }
    return shai_check_type(ck, type, NULL);
}

void shai_check_let(struct shai_checker *ck, struct shai_decl *d)
{
    if (d->state) return;
    d->state = 1;
    struct shai_checker saved = *ck; /* a let knows no item */
    struct shai_chain here = {d, ck->chain};
    ck->chain = &here;
    ck->item = NULL;
    ck->variant = NULL;
    ck->in_value = ck->in_limit = ck->in_outcome = ck->in_verdict = false;
    if (d->node->kids[0]) d->type = let_type(ck, d->node->kids[0]);
    shai_check_cases(ck, d->body, check_let_what, d, false);
    *ck = saved;
    if (!d->type) d->type = &shai_type_error;
    bool cases = d->body && (d->body->kind == SHAI_N_CASES || d->body->kind == SHAI_N_BY);
    if (cases &&
        (d->type->kind == SHAI_TYPE_TEXT || d->type->kind == SHAI_TYPE_CHOICE || d->type->kind == SHAI_TYPE_TRUTH))
        shai_diag_span(ck->diags, SHAI_D_CASES_OF, d->body->span, shai_type_name(ck, d->type), NULL);
    d->state = 2;
}

static void check_table_row(struct shai_checker *ck, struct shai_decl *d, struct shai_node *row)
{
    struct shai_node *header = d->body->kids[2], *keys = d->body->kids[0];
    if (!row->kid_count) return; /* what the parser went on from; it is reported */
    if (row->kid_count != header->kid_count) {
        shai_diag_span(ck->diags, SHAI_D_ROW_CELLS, row->span, shai_arena_printf(ck->arena, "%u", row->kid_count),
                       shai_arena_printf(ck->arena, "%u", header->kid_count), NULL);
        return;
    }
    for (uint32_t i = 0; i < row->kid_count; i++) {
        struct shai_node *cell = row->kids[i], *head = header->kids[i];
        if (!cell) continue;
        if (cell->kind == SHAI_N_NUMBER_LIT && !cell->unit && head && head->unit) {
            cell->unit = head->unit;
            cell->unit_span = head->unit_span;
        }
        if (i == 0) shai_check_as(ck, cell, keys->kids[0]->type);
        else if (cell->kind != SHAI_N_DASH) shai_check_as(ck, cell, d->type);
    }
}

/* Keys of a table, to see which stand twice. */
struct key {
    enum { KEY_NONE, KEY_NUMBER, KEY_WORD } kind;
    struct shai_num num;
    const char *name;
};

static struct key key_of(struct shai_checker *ck, const struct shai_node *n)
{
    struct key none = {.kind = KEY_NONE};
    if (!n || !n->type || n->type->kind == SHAI_TYPE_ERROR) return none;
    const struct shai_node *literal = n->kind == SHAI_N_UNARY ? n->kids[0] : n;
    if (!literal || !literal->name || !literal->type) return none;
    if (literal->kind != SHAI_N_NUMBER_LIT) return (struct key){.kind = KEY_WORD, .name = literal->name};
    struct shai_num num = shai_num_mul(ck->arena, shai_literal(ck->arena, literal).num, literal->type->factor);
    if (n != literal) num = shai_num_neg(ck->arena, num);
    return (struct key){.kind = KEY_NUMBER,
                        .num = num,
                        .name = shai_arena_printf(ck->arena, "%s%s", n == literal ? "" : "-", literal->name)};
}

static int compare_keys(const void *user, uint32_t i, uint32_t j)
{
    const struct key *keys = user, *a = &keys[i], *b = &keys[j];
    if (a->kind != b->kind) return (int)a->kind - (int)b->kind;
    if (a->kind == KEY_NONE) return i < j ? -1 : i > j;
    return a->kind == KEY_NUMBER ? shai_num_cmp(a->num, b->num) : strcmp(a->name, b->name);
}

static void check_keys(struct shai_checker *ck, const struct shai_node *rows)
{
    struct key *keys = SHAI_NEW_N(ck->arena, struct key, rows->kid_count + 1);
    for (uint32_t i = 0; i < rows->kid_count; i++)
        keys[i] = key_of(ck, rows->kids[i] && rows->kids[i]->kid_count ? rows->kids[i]->kids[0] : NULL);
    const bool *twice = shai_repeats(ck->arena, rows->kid_count, compare_keys, keys);
    for (uint32_t i = 0; i < rows->kid_count; i++)
        if (twice[i]) shai_diag_span(ck->diags, SHAI_D_CASE_TWICE, rows->kids[i]->kids[0]->span, keys[i].name, NULL);
}

void shai_check_table(struct shai_checker *ck, struct shai_decl *d)
{
    if (d->state) return;
    d->state = 2;
    struct shai_node *n = d->body, *keys = n->kids[0], *header = n->kids[2], *rows = n->kids[3];
    d->type = shai_check_type(ck, n->kids[1], d);
    if (d->type->kind != SHAI_TYPE_ERROR && d->type->kind != SHAI_TYPE_NUMBER && d->type->kind != SHAI_TYPE_DATE &&
        d->type->kind != SHAI_TYPE_GRADE) {
        shai_diag_span(ck->diags, SHAI_D_CASES_OF, n->kids[1]->span, shai_type_name(ck, d->type), NULL);
        d->type = &shai_type_error;
    }
    for (uint32_t i = 0; i < keys->kid_count; i++) {
        struct shai_decl *key = shai_scope_find(&ck->scope, keys->kids[i]->name);
        keys->kids[i]->decl = key;
        keys->kids[i]->type = key && key->kind == SHAI_DECL_ATTRIBUTE && key->type ? key->type : &shai_type_error;
        if (!key || key->kind != SHAI_DECL_ATTRIBUTE)
            shai_diag_span(ck->diags, SHAI_D_NOT_AN_ATTRIBUTE, keys->kids[i]->span, keys->kids[i]->name, NULL);
    }
    bool two = keys->kid_count == 2;
    if (keys->kid_count < 1 || keys->kid_count > 2 || !header || (!two && header->kid_count != 2) ||
        (two && header->kid_count < 2)) {
        shai_diag_span(ck->diags, SHAI_D_TABLE_SHAPE, n->name_span, n->name, NULL);
        d->type = &shai_type_error;
        return;
    }
    if (two && keys->kids[1]->type->kind != SHAI_TYPE_ERROR) {
        if (keys->kids[1]->type->kind != SHAI_TYPE_CHOICE && keys->kids[1]->type->kind != SHAI_TYPE_GRADE)
            shai_diag_span(ck->diags, SHAI_D_BY_TYPE, keys->kids[1]->span, shai_type_name(ck, keys->kids[1]->type),
                           NULL);
        else
            for (uint32_t i = 1; i < header->kid_count; i++) shai_check_as(ck, header->kids[i], keys->kids[1]->type);
    }
    for (uint32_t i = 0; i < rows->kid_count; i++)
        if (rows->kids[i]) check_table_row(ck, d, rows->kids[i]);
    check_keys(ck, rows);
}
