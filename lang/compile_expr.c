/* Expressions and cases to instructions. A register is written once; cases become joins, and a jump only skips work
 * whose condition is known (language.md §11). */
#include "lang/compiler.h"

#include <string.h>

static uint16_t constant(struct shai_compiler *c, const struct shai_node *node)
{
    struct shai_decimal d = {.places = 0};
    const struct shai_node *lit = node->kind == SHAI_N_UNARY ? node->kids[0] : node;
    if (lit->kind == SHAI_N_NUMBER_LIT) shai_num_parse(c->arena, lit->name, strlen(lit->name), &d);
    return shai_constant_reg(c, shai_constant_of(c, node), shai_display_of(c, lit->type), d.places);
}

static uint16_t not_of(struct shai_compiler *c, uint16_t truth)
{
    return shai_emit_new(c, SHAI_I_NOT, truth, 0, 0);
}

/* The contrary of a condition; what it compares is held the other way round. */
static uint16_t contrary(struct shai_compiler *c, const struct shai_node *n)
{
    c->against = !c->against;
    uint16_t t = shai_compile_expr(c, n);
    c->against = !c->against;
    return not_of(c, t);
}

static uint16_t equal(struct shai_compiler *c, const struct shai_type *type, uint16_t a, uint16_t b)
{
    if (type->kind == SHAI_TYPE_TEXT) return shai_emit_new(c, SHAI_I_EQ_TEXT, a, b, 0);
    return shai_emit_new(c, SHAI_I_EQ, a, b, shai_rule_here(c, type));
}

/* Two truths are the same: both hold, or the contraries of both. */
static uint16_t same_truths(struct shai_compiler *c, const struct shai_node *a, const struct shai_node *b)
{
    uint16_t x = shai_compile_expr(c, a), y = shai_compile_expr(c, b);
    bool ruled = c->decide != SHAI_RULE_SIMPLE;
    uint16_t no_x = ruled ? contrary(c, a) : not_of(c, x), no_y = ruled ? contrary(c, b) : not_of(c, y);
    uint16_t both = shai_emit_new(c, SHAI_I_AND, x, y, 0), neither = shai_emit_new(c, SHAI_I_AND, no_x, no_y, 0);
    return shai_emit_new(c, SHAI_I_OR, both, neither, 0);
}

/* A truth held against a literal is itself or its contrary. */
static uint16_t equal_nodes(struct shai_compiler *c, const struct shai_node *a, const struct shai_node *b)
{
    if (b->kind == SHAI_N_UNDECLARED) return not_of(c, shai_emit_new(c, SHAI_I_PRESENT, 0, 0, a->decl->index));
    if (a->kind == SHAI_N_UNDECLARED || a->kind == SHAI_N_TRUTH) {
        const struct shai_node *t = a;
        a = b;
        b = t;
        if (b->kind == SHAI_N_UNDECLARED) return equal_nodes(c, a, b);
    }
    if (b->kind == SHAI_N_TRUTH) return b->op == SHAI_KW_YES ? shai_compile_expr(c, a) : contrary(c, a);
    if (a->type->kind == SHAI_TYPE_TRUTH) return same_truths(c, a, b);
    uint16_t x = shai_compile_expr(c, a), y = shai_compile_expr(c, b);
    return equal(c, a->type, x, y);
}

static uint16_t compare(struct shai_compiler *c, const struct shai_node *n)
{
    if (n->oper == SHAI_OP_EQ) return equal_nodes(c, n->kids[0], n->kids[1]);
    if (n->oper == SHAI_OP_NE) {
        c->against = !c->against;
        uint16_t t = equal_nodes(c, n->kids[0], n->kids[1]);
        c->against = !c->against;
        return not_of(c, t);
    }
    uint32_t rule = shai_rule_here(c, n->kids[0]->type);
    uint16_t a = shai_compile_expr(c, n->kids[0]), b = shai_compile_expr(c, n->kids[1]);
    switch ((enum shai_op)n->oper) {
    case SHAI_OP_LT: return shai_emit_new(c, SHAI_I_LT, a, b, rule);
    case SHAI_OP_LE: return shai_emit_new(c, SHAI_I_LE, a, b, rule);
    case SHAI_OP_GT: return shai_emit_new(c, SHAI_I_LT, b, a, rule);
    default: return shai_emit_new(c, SHAI_I_LE, b, a, rule);
    }
}

static uint16_t binary(struct shai_compiler *c, const struct shai_node *n)
{
    enum shai_opcode op;
    uint32_t x = 0;
    switch ((enum shai_op)n->oper) {
    case SHAI_OP_ADD: op = SHAI_I_ADD; break;
    case SHAI_OP_SUB: op = SHAI_I_SUB; break;
    case SHAI_OP_MUL: op = SHAI_I_MUL; break;
    case SHAI_OP_DIV:
        op = SHAI_I_DIV;
        x = shai_cause(c, SHAI_CAUSE_DIVISION, NULL);
        break;
    case SHAI_OP_AND: op = SHAI_I_AND; break;
    case SHAI_OP_OR: op = SHAI_I_OR; break;
    default: return compare(c, n);
    }
    uint16_t a = shai_compile_expr(c, n->kids[0]), b = shai_compile_expr(c, n->kids[1]);
    return shai_emit_new(c, op, a, b, x);
}

static uint16_t in(struct shai_compiler *c, const struct shai_node *n)
{
    uint16_t v = shai_compile_expr(c, n->kids[0]), t = SHAI_NONE16;
    const struct shai_node *set = n->kids[1];
    if (set->kind == SHAI_N_RANGE) {
        uint16_t lo = shai_compile_expr(c, set->kids[0]), hi = shai_compile_expr(c, set->kids[1]);
        uint32_t rule = shai_rule_here(c, n->kids[0]->type);
        uint16_t above = shai_emit_new(c, SHAI_I_LE, lo, v, rule), below = shai_emit_new(c, SHAI_I_LE, v, hi, rule);
        return shai_emit_new(c, SHAI_I_AND, above, below, 0);
    }
    for (uint32_t i = 0; i < set->kids[0]->kid_count; i++) {
        uint16_t e = equal(c, n->kids[0]->type, v, shai_compile_expr(c, set->kids[0]->kids[i]));
        t = t == SHAI_NONE16 ? e : shai_emit_new(c, SHAI_I_OR, t, e, 0);
    }
    return t == SHAI_NONE16 ? shai_truth_reg(c, SHAI_NO) : t;
}

/* --- calls --- */

/* sum, mean, min, max of arguments of which some are items that may not apply: what certainly does not apply is left
 * out. So far: `acc`, and `any`, whether an argument counted; `many`, how many. Each argument is a case: */
static uint16_t choose(struct shai_compiler *c, uint16_t when, uint16_t yes, uint16_t no)
{
    uint16_t acc = shai_emit_new(c, SHAI_I_BOTTOM, 0, 0, 0);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_CARRY, acc, when, 0, 0);
    uint32_t skip = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_NO, 0, when, 0, 0);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, acc, yes, 0, 0);
    uint32_t done = shai_emit(c, SHAI_PART_BODY, SHAI_I_JUMP_YES, 0, when, 0, 0);
    shai_patch(c, skip);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, acc, no, 0, 0);
    shai_patch(c, done);
    return acc;
}

static uint16_t sparse_median(struct shai_compiler *c, const struct shai_node *n)
{
    uint16_t *v = SHAI_NEW_N(c->arena, uint16_t, n->kid_count), *here = SHAI_NEW_N(c->arena, uint16_t, n->kid_count);
    uint16_t any = shai_truth_reg(c, SHAI_NO);
    const char *name = NULL;
    for (uint32_t i = 0; i < n->kid_count; i++) {
        const struct shai_decl *d = n->kids[i]->kind == SHAI_N_NAME ? n->kids[i]->decl : NULL;
        bool item = d && d->kind == SHAI_DECL_ITEM;
        here[i] =
            item ? shai_emit_new(c, SHAI_I_ITEM_APPLIES, (uint16_t)d->index, 0, 0) : shai_truth_reg(c, SHAI_YES);
        v[i] = shai_compile_expr(c, n->kids[i]);
        any = shai_emit_new(c, SHAI_I_OR, any, here[i], 0);
        if (item) name = d->name;
    }
    uint16_t none = shai_emit_new(c, SHAI_I_UNKNOWN, 0, 0, shai_cause(c, SHAI_CAUSE_ITEM, name));
    return choose(c, any, shai_compile_median(c, v, here, n->kid_count), none);
}

static uint16_t sparse_aggregate(struct shai_compiler *c, const struct shai_node *n)
{
    if (n->op == SHAI_KW_MEDIAN) return sparse_median(c, n);
    enum shai_opcode op = shai_aggregate_op((enum shai_kw)n->op);
    uint16_t zero = shai_number_reg(c, 0), one = shai_number_reg(c, 1);
    uint16_t acc = zero, many = zero, any = shai_truth_reg(c, SHAI_NO);
    const char *name = NULL;
    for (uint32_t i = 0; i < n->kid_count; i++) {
        const struct shai_decl *d = n->kids[i]->kind == SHAI_N_NAME ? n->kids[i]->decl : NULL;
        bool item = d && d->kind == SHAI_DECL_ITEM;
        uint16_t here =
            item ? shai_emit_new(c, SHAI_I_ITEM_APPLIES, (uint16_t)d->index, 0, 0) : shai_truth_reg(c, SHAI_YES);
        uint16_t v = shai_compile_expr(c, n->kids[i]), with = v;
        if (item) name = d->name;
        if (i) with = choose(c, any, shai_emit_new(c, op, acc, v, 0), v);
        acc = choose(c, here, with, acc);
        if (n->op == SHAI_KW_MEAN) many = choose(c, here, shai_emit_new(c, SHAI_I_ADD, many, one, 0), many);
        any = shai_emit_new(c, SHAI_I_OR, any, here, 0);
    }
    if (n->op == SHAI_KW_MEAN)
        acc = shai_emit_new(c, SHAI_I_DIV, acc, many, shai_cause(c, SHAI_CAUSE_DIVISION, NULL));
    uint16_t none = shai_emit_new(c, SHAI_I_UNKNOWN, 0, 0, shai_cause(c, SHAI_CAUSE_ITEM, name));
    return choose(c, any, acc, none);
}

static uint16_t aggregate(struct shai_compiler *c, const struct shai_node *n)
{
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (n->kids[i]->kind == SHAI_N_NAME && n->kids[i]->decl && n->kids[i]->decl->kind == SHAI_DECL_ITEM)
            return sparse_aggregate(c, n);
    const struct shai_decl *all = shai_all_specimens(n);
    if (all) return shai_compile_aggregate(c, (enum shai_kw)n->op, shai_specimen_regs(c, all), all->specimen_count);
    uint16_t *v = SHAI_NEW_N(c->arena, uint16_t, n->kid_count);
    for (uint32_t i = 0; i < n->kid_count; i++) v[i] = shai_compile_expr(c, n->kids[i]);
    return shai_compile_aggregate(c, (enum shai_kw)n->op, v, n->kid_count);
}

static uint16_t call(struct shai_compiler *c, const struct shai_node *n)
{
    uint16_t a, b;
    switch ((enum shai_kw)n->op) {
    case SHAI_KW_ROUND:
        a = shai_compile_expr(c, n->kids[0]);
        return shai_emit_new(c, SHAI_I_ROUND, a, 0, shai_constant_index(c, n->kids[1]));
    case SHAI_KW_ABS: return shai_emit_new(c, SHAI_I_ABS, shai_compile_expr(c, n->kids[0]), 0, 0);
    case SHAI_KW_LENGTH: return shai_emit_new(c, SHAI_I_LENGTH, shai_compile_expr(c, n->kids[0]), 0, 0);
    case SHAI_KW_VALID_USCC: return shai_emit_new(c, SHAI_I_USCC, shai_compile_expr(c, n->kids[0]), 0, 0);
    case SHAI_KW_DAYS:
        a = shai_compile_expr(c, n->kids[0]);
        b = shai_compile_expr(c, n->kids[1]);
        return shai_emit_new(c, SHAI_I_SUB, b, a, 0);
    case SHAI_KW_PRESENT: return shai_emit_new(c, SHAI_I_PRESENT, 0, 0, n->kids[0]->decl->index);
    case SHAI_KW_FAIL: return shai_emit_new(c, SHAI_I_ITEM_FAILS, (uint16_t)n->kids[0]->decl->index, 0, 0);
    case SHAI_KW_PASS: return shai_emit_new(c, SHAI_I_ITEM_PASSES, (uint16_t)n->kids[0]->decl->index, 0, 0);
    case SHAI_KW_COUNT: return shai_emit_new(c, SHAI_I_COUNT, n->kids[0]->op == SHAI_KW_SERIOUS ? 2 : 1, 0, 0);
    default: return aggregate(c, n);
    }
}

/* --- tables --- */

struct jumps {
    uint32_t *at;
    size_t count, cap;
};

static void push_jump(struct shai_compiler *c, struct jumps *j, uint32_t at)
{
    j->at = shai_arena_grow(c->arena, j->at, &j->cap, j->count + 1, sizeof *j->at);
    j->at[j->count++] = at;
}

static void patch_all(struct shai_compiler *c, const struct jumps *j)
{
    for (size_t i = 0; i < j->count; i++) shai_patch(c, j->at[i]);
}

static uint32_t emit_jump(struct shai_compiler *c, enum shai_opcode op, uint16_t truth)
{
    return shai_emit(c, SHAI_PART_BODY, op, 0, truth, 0, 0);
}

static void join_cell(struct shai_compiler *c, uint16_t acc, const struct shai_node *cell, uint32_t not_found)
{
    uint16_t v =
        cell->kind == SHAI_N_DASH ? shai_emit_new(c, SHAI_I_UNKNOWN, 0, 0, not_found) : shai_compile_expr(c, cell);
    shai_note_choice(c, SHAI_CHOICE_CELL, cell, acc);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, acc, v, 0, 0);
}

static void join_unknown(struct shai_compiler *c, uint16_t acc, uint32_t cause)
{
    uint16_t unknown = shai_emit_new(c, SHAI_I_UNKNOWN, 0, 0, cause);
    shai_note_choice(c, SHAI_CHOICE_CELL, NULL, acc);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_JOIN, acc, unknown, 0, 0);
}

/* Do these keys hold every value of their type? Then no key can be missing. */
static bool covers(const struct shai_type *type, struct shai_node *const *keys, uint32_t count)
{
    if (type->kind != SHAI_TYPE_CHOICE && type->kind != SHAI_TYPE_GRADE) return false;
    for (uint32_t i = 0; i < type->set->name_count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < count && !found; k++) found = keys[k]->index == i;
        if (!found) return false;
    }
    return true;
}

/* A lookup is a case by key; with two keys, a case by row of cases by column. A key that the table may lack leaves
 * open what no row says. */
static uint16_t lookup_exactly(struct shai_compiler *c, const struct shai_node *n)
{
    const struct shai_node *table = n->decl->body, *header = table->kids[2], *rows = table->kids[3];
    uint32_t not_found = shai_cause(c, SHAI_CAUSE_KEY, n->decl->name);
    uint16_t key = shai_compile_expr(c, n->kids[0]), *column = SHAI_NEW_N(c->arena, uint16_t, header->kid_count);
    bool two = n->kid_count == 2;
    if (two) {
        uint16_t second = shai_compile_expr(c, n->kids[1]);
        for (uint32_t i = 1; i < header->kid_count; i++)
            column[i] = shai_emit_new(c, SHAI_I_EQ, second, shai_compile_expr(c, header->kids[i]), 0);
    }
    uint16_t acc = shai_emit_new(c, SHAI_I_BOTTOM, 0, 0, 0);
    struct shai_node **keys = SHAI_NEW_N(c->arena, struct shai_node *, rows->kid_count);
    struct jumps found = {0};
    for (uint32_t r = 0; r < rows->kid_count; r++) {
        const struct shai_node *row = rows->kids[r];
        uint16_t here = equal(c, row->kids[0]->type, key, shai_compile_expr(c, row->kids[0]));
        shai_emit(c, SHAI_PART_BODY, SHAI_I_CARRY, acc, here, 0, 0);
        uint32_t next_row = emit_jump(c, SHAI_I_JUMP_NO, here);
        if (!two) {
            join_cell(c, acc, row->kids[1], not_found);
        } else {
            struct jumps done = {0};
            for (uint32_t i = 1; i < row->kid_count; i++) {
                shai_emit(c, SHAI_PART_BODY, SHAI_I_CARRY, acc, column[i], 0, 0);
                uint32_t next_column = emit_jump(c, SHAI_I_JUMP_NO, column[i]);
                join_cell(c, acc, row->kids[i], not_found);
                push_jump(c, &done, emit_jump(c, SHAI_I_JUMP_YES, column[i]));
                shai_patch(c, next_column);
            }
            if (!covers(n->decl->body->kids[0]->kids[1]->type, header->kids + 1, header->kid_count - 1))
                join_unknown(c, acc, not_found);
            patch_all(c, &done);
        }
        push_jump(c, &found, emit_jump(c, SHAI_I_JUMP_YES, here));
        shai_patch(c, next_row);
        keys[r] = row->kids[0];
    }
    if (!covers(n->decl->body->kids[0]->kids[0]->type, keys, rows->kid_count)) join_unknown(c, acc, not_found);
    patch_all(c, &found);
    shai_emit(c, SHAI_PART_BODY, SHAI_I_SETTLE, acc, 0, 0, not_found);
    return acc;
}

/* A key is found or not, whatever U it may have. */
static uint16_t lookup(struct shai_compiler *c, const struct shai_node *n)
{
    enum shai_rule decide = c->decide;
    c->decide = SHAI_RULE_SIMPLE;
    uint16_t r = lookup_exactly(c, n);
    c->decide = decide;
    return r;
}

/* --- expressions --- */

static uint16_t name(struct shai_compiler *c, const struct shai_node *n)
{
    const struct shai_decl *d = n->decl;
    if (d->kind == SHAI_DECL_LET) return c->let_reg[d->index];
    if (d->kind == SHAI_DECL_ITEM)
        return shai_emit_new(c, SHAI_I_ITEM_VALUE, (uint16_t)d->index, 0, shai_cause(c, SHAI_CAUSE_ITEM, d->name));
    return shai_source_reg(c, d);
}

uint16_t shai_compile_expr(struct shai_compiler *c, const struct shai_node *n)
{
    struct shai_span outer = c->span;
    uint16_t r;
    c->span = n->span;
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_NUMBER_LIT:
    case SHAI_N_DATE_LIT:
    case SHAI_N_CHOICE: r = constant(c, n); break;
    case SHAI_N_STRING:
        if (n->type->kind == SHAI_TYPE_GRADE) {
            r = constant(c, n);
        } else {
            r = shai_emit_new(c, SHAI_I_CONST_TEXT, 0, 0, shai_text_index(c, n->name));
        }
        break;
    case SHAI_N_TRUTH: r = shai_truth_reg(c, n->op == SHAI_KW_YES ? SHAI_YES : SHAI_NO); break;
    case SHAI_N_NAME: r = name(c, n); break;
    case SHAI_N_MEMBER:
    case SHAI_N_READING: r = shai_source_reg(c, n->decl); break;
    case SHAI_N_VALUE: r = c->value_reg; break;
    case SHAI_N_LIMIT: r = c->limit_reg; break;
    case SHAI_N_UNARY:
        if (n->oper == SHAI_OP_NOT) r = contrary(c, n->kids[0]);
        else if (n->kids[0]->kind == SHAI_N_NUMBER_LIT) r = constant(c, n);
        else r = shai_emit_new(c, SHAI_I_NEG, shai_compile_expr(c, n->kids[0]), 0, 0);
        break;
    case SHAI_N_BINARY: r = binary(c, n); break;
    case SHAI_N_IN: r = in(c, n); break;
    case SHAI_N_MATCHES:
        r = shai_emit_new(c, SHAI_I_MATCH, shai_compile_expr(c, n->kids[0]), 0, shai_pattern_index(c, n->kids[1]));
        break;
    case SHAI_N_CALL: r = call(c, n); break;
    case SHAI_N_INDEX: r = lookup(c, n); break;
    default: r = SHAI_NONE16; break; /* the checker let nothing else through */
    }
    c->span = outer;
    return r;
}

/* --- cases --- */

struct cases {
    uint16_t acc;
    bool truth;
    struct jumps taken;
    shai_compile_what *what;
    void *user;
};

static void join_what(struct shai_compiler *c, struct cases *k, const struct shai_node *what)
{
    uint16_t v = k->what(c, what, k->user);
    if (v == SHAI_NONE16) return;
    shai_note_choice(c, SHAI_CHOICE_CASE, what, k->acc);
    shai_emit(c, SHAI_PART_BODY, k->truth ? SHAI_I_JOIN_T : SHAI_I_JOIN, k->acc, v, 0, 0);
}

static void one_case(struct shai_compiler *c, struct cases *k, uint16_t condition, const struct shai_node *what)
{
    shai_emit(c, SHAI_PART_BODY, k->truth ? SHAI_I_CARRY_T : SHAI_I_CARRY, k->acc, condition, 0, 0);
    uint32_t next = emit_jump(c, SHAI_I_JUMP_NO, condition);
    join_what(c, k, what);
    push_jump(c, &k->taken, emit_jump(c, SHAI_I_JUMP_YES, condition));
    shai_patch(c, next);
}

static uint16_t by_condition(struct shai_compiler *c, const struct shai_node *on, uint16_t value,
                             const struct shai_node *keys)
{
    uint16_t t = SHAI_NONE16;
    for (uint32_t i = 0; i < keys->kid_count; i++) {
        const struct shai_node *key = keys->kids[i];
        uint16_t e = on->type->kind == SHAI_TYPE_TRUTH
                         ? (key->op == SHAI_KW_YES ? value : not_of(c, value))
                         : shai_emit_new(c, SHAI_I_EQ, value, shai_compile_expr(c, key), 0);
        t = t == SHAI_NONE16 ? e : shai_emit_new(c, SHAI_I_OR, t, e, 0);
    }
    return t;
}

uint16_t shai_compile_cases(struct shai_compiler *c, const struct shai_node *node, shai_compile_what *what,
                            void *user, bool truth)
{
    if (node->kind != SHAI_N_CASES && node->kind != SHAI_N_BY) return what(c, node, user);
    struct shai_span outer = c->span;
    c->span = node->span;
    bool by = node->kind == SHAI_N_BY;
    const struct shai_node *list = by ? node->kids[1] : node;
    uint16_t on = by ? shai_compile_expr(c, node->kids[0]) : 0;
    struct cases k = {.truth = truth, .what = what, .user = user};
    k.acc = shai_emit_new(c, truth ? SHAI_I_BOTTOM_T : SHAI_I_BOTTOM, 0, 0, 0);
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const struct shai_node *n = list->kids[i];
        c->span = n->span;
        if (n->kind == SHAI_N_OTHERWISE) join_what(c, &k, n->kids[0]);
        else if (by) one_case(c, &k, by_condition(c, node->kids[0], on, n->kids[0]), n->kids[1]);
        else one_case(c, &k, shai_compile_expr(c, n->kids[1]), n->kids[0]);
    }
    patch_all(c, &k.taken);
    if (!truth) shai_emit(c, SHAI_PART_BODY, SHAI_I_SETTLE, k.acc, 0, 0, shai_cause(c, SHAI_CAUSE_CASES, NULL));
    c->span = outer;
    return k.acc;
}

/* --- what must come before --- */

static uint16_t let_what(struct shai_compiler *c, const struct shai_node *what, void *user)
{
    (void)user;
    return shai_compile_expr(c, what);
}

static void prepare_let(struct shai_compiler *c, const struct shai_decl *let)
{
    if (c->let_reg[let->index] != SHAI_NONE16) return;
    shai_prepare(c, let->body);
    uint32_t item = c->item;
    c->item = SHAI_NONE32;
    c->let_reg[let->index] = shai_compile_cases(c, let->body, let_what, NULL, false);
    c->item = item;
}

void shai_prepare(struct shai_compiler *c, const struct shai_node *node)
{
    if (!node) return;
    if (node->kind == SHAI_N_NAME && node->decl && node->decl->kind == SHAI_DECL_LET) prepare_let(c, node->decl);
    if (node->kind == SHAI_N_NAME && node->decl && node->decl->kind == SHAI_DECL_ITEM)
        shai_compile_item(c, node->decl);
    if (node->decl && node->decl->kind == SHAI_DECL_MEASURE) shai_prepare_measure(c, node->decl);
    for (uint32_t i = 0; i < node->kid_count; i++) shai_prepare(c, node->kids[i]);
}
