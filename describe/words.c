/* An expression in the words of the trade: attributes by their labels, items by their titles, choices by theirs,
 * `读数 × (1 − 60 %)`, 生产日期早于 2026-11-01, 标签含有“GB 6675”.
 *
 * In: a checked node. Out: its text on one line, in the document's language. A negation goes into the comparison that
 * it negates. Nothing is computed. */
#include "describe/writer.h"
#include "runtime/field.h"
#include "runtime/result.h"

#include <string.h>

/* How tightly an expression binds, to set brackets. */
enum { OR = 1, AND, CONDITION, SUM, PRODUCT, SIGN, ATOM };

static const char *put(const struct shai_writer *w, const struct shai_node *n, int tightness);

/* --- names ------------------------------------------------------------------------------------------------------ */

const char *shai_title_of(const struct shai_decl *item)
{
    return item->title ? item->title : item->name;
}

/* A measure without a name of its own goes by its item's title. */
const char *shai_label_of(const struct shai_decl *d)
{
    if (d->kind == SHAI_DECL_MEASURE && d->bare) return shai_title_of(d->item);
    if (d->kind == SHAI_DECL_ITEM) return shai_title_of(d);
    return d->label ? d->label : d->name;
}

const char *shai_choice_label(const struct shai_decl *set, uint32_t index)
{
    return set->labels && set->labels[index] ? set->labels[index] : set->names[index];
}

const char *shai_grade_words(const struct shai_writer *w, const char *label)
{
    bool figure = label[0] >= '0' && label[0] <= '9';
    return figure ? shai_tell(w, "%1级", "grade %1", label, NULL) : label;
}

const char *shai_unit_words(const struct shai_type *type)
{
    return type && type->kind == SHAI_TYPE_NUMBER && type->unit ? type->unit : "";
}

/* Standard fields go by the spelling of the document's language. */
static const char *field_name(const struct shai_writer *w, const struct shai_decl *d)
{
    const struct shai_field_info *f = &shai_field_infos[d->field];
    return w->lang == SHAI_EN ? f->en : f->zh;
}

static const char *name_of(const struct shai_writer *w, const struct shai_decl *d)
{
    return d->field >= 0 && !d->node ? field_name(w, d) : shai_label_of(d);
}

static const char *name_words(const struct shai_writer *w, const struct shai_node *n)
{
    const struct shai_decl *d = n->decl;
    if (!d) return n->name;
    if (n->kind == SHAI_N_MEMBER && !d->bare)
        return shai_tell(w, "%1的%2", "%2 of %1", shai_title_of(d->item), d->name, NULL);
    if (n->kind == SHAI_N_MEMBER) return shai_tell(w, "%1的读数", "reading of %1", shai_title_of(d->item), NULL);
    return name_of(w, d);
}

/* --- values ----------------------------------------------------------------------------------------------------- */

static const char *number_words(const struct shai_writer *w, const struct shai_node *n)
{
    const char *unit = n->unit ? n->unit : shai_unit_words(n->type);
    return *unit ? shai_arena_printf(w->arena, "%s %s", n->name, unit) : n->name;
}

static const char *list_words(const struct shai_writer *w, struct shai_node *const *kids, size_t count)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (size_t i = 0; i < count; i++) {
        if (i) shai_strbuf_puts(&b, shai_comma(w));
        shai_strbuf_puts(&b, put(w, kids[i], count > 1 ? PRODUCT : SUM));
    }
    return b.s;
}

static const char *arithmetic_sign(enum shai_op op)
{
    switch (op) {
    case SHAI_OP_ADD: return "+";
    case SHAI_OP_SUB: return "−";
    case SHAI_OP_MUL: return "×";
    default: return "÷";
    }
}

/* The right side of what is not associative binds tighter: a − (b − c). */
static const char *arithmetic_words(const struct shai_writer *w, const struct shai_node *n)
{
    bool sum = n->oper == SHAI_OP_ADD || n->oper == SHAI_OP_SUB;
    bool loose = n->oper == SHAI_OP_ADD || n->oper == SHAI_OP_MUL;
    int own = sum ? SUM : PRODUCT;
    return shai_arena_printf(w->arena, "%s %s %s", put(w, n->kids[0], own), arithmetic_sign((enum shai_op)n->oper),
                             put(w, n->kids[1], loose ? own : own + 1));
}

static const char *outcome_words(const struct shai_writer *w, const struct shai_node *n)
{
    const char *item = shai_quoted(w, n->kids[0]->decl ? shai_title_of(n->kids[0]->decl) : n->kids[0]->name);
    if (n->op == SHAI_KW_FAIL) return shai_tell(w, "项目%1不符合", "item %1 fails", item, NULL);
    return shai_tell(w, "项目%1符合", "item %1 passes", item, NULL);
}

static const char *call_words(const struct shai_writer *w, const struct shai_node *n)
{
    if (n->op == SHAI_KW_FAIL || n->op == SHAI_KW_PASS) return outcome_words(w, n);
    if (n->op == SHAI_KW_COUNT) {
        bool serious = n->kids[0]->op == SHAI_KW_SERIOUS;
        return shai_tell(w, "风险等级为%1的不符合项目数", "the number of failed items of %1 hazard",
                         shai_hazard_word(serious ? SHAI_SERIOUS : SHAI_GENERAL, w->lang), NULL);
    }
    const char *all = list_words(w, n->kids, n->kid_count);
    const char *one = n->kid_count ? put(w, n->kids[0], SUM) : "";
    const char *two = n->kid_count > 1 ? put(w, n->kids[1], SUM) : "";
    bool specimens = n->kid_count == 1 && shai_all_specimens(n);
    if (specimens) all = shai_tell(w, "各试样%1", "%1 of all specimens", one, NULL);
    switch ((enum shai_kw)n->op) {
    case SHAI_KW_MIN: return shai_tell(w, "%1中的最小值", "least of %1", all, NULL);
    case SHAI_KW_MAX: return shai_tell(w, "%1中的最大值", "greatest of %1", all, NULL);
    case SHAI_KW_MEAN: return shai_tell(w, "%1的平均值", "mean of %1", all, NULL);
    case SHAI_KW_MEDIAN: return shai_tell(w, "%1的中位数", "median of %1", all, NULL);
    case SHAI_KW_SUM: return shai_tell(w, "%1之和", "sum of %1", all, NULL);
    case SHAI_KW_ABS: return shai_arena_printf(w->arena, "|%s|", one);
    case SHAI_KW_ROUND: return shai_tell(w, "%1修约到%2", "%1 rounded to %2", put(w, n->kids[0], ATOM), two, NULL);
    case SHAI_KW_LENGTH: return shai_tell(w, "%1的字数", "length of %1", one, NULL);
    case SHAI_KW_DAYS: return shai_tell(w, "%1到%2的天数", "days from %1 to %2", one, two, NULL);
    default: return one;
    }
}

static const char *lookup_words(const struct shai_writer *w, const struct shai_node *n)
{
    const char *keys = list_words(w, n->kids, n->kid_count);
    return shai_tell(w, "%1(按%2查附录 %3)", "%1 (by %2, annex %3)", shai_quoted(w, n->name), keys,
                     shai_arena_printf(w->arena, "%c", w->values ? w->values : 'A'), NULL);
}

static const char *string_words(const struct shai_writer *w, const struct shai_node *n)
{
    bool grade = n->type && n->type->kind == SHAI_TYPE_GRADE;
    return grade ? shai_grade_words(w, n->name) : shai_quoted(w, n->name);
}

/* --- conditions ------------------------------------------------------------------------------------------------- */

static const char *bare(const struct shai_writer *w, const struct shai_node *n);
static const char *condition(const struct shai_writer *w, const struct shai_node *n, bool negated, int tightness);

static enum shai_op opposite(enum shai_op op)
{
    switch (op) {
    case SHAI_OP_LT: return SHAI_OP_GE;
    case SHAI_OP_LE: return SHAI_OP_GT;
    case SHAI_OP_GT: return SHAI_OP_LE;
    case SHAI_OP_GE: return SHAI_OP_LT;
    case SHAI_OP_EQ: return SHAI_OP_NE;
    default: return SHAI_OP_EQ;
    }
}

static const char *date_order(const struct shai_writer *w, enum shai_op op, const char *a, const char *b)
{
    switch (op) {
    case SHAI_OP_LT: return shai_tell(w, "%1早于%2", "%1 is before %2", a, b, NULL);
    case SHAI_OP_LE: return shai_tell(w, "%1不晚于%2", "%1 is not after %2", a, b, NULL);
    case SHAI_OP_GT: return shai_tell(w, "%1晚于%2", "%1 is after %2", a, b, NULL);
    case SHAI_OP_GE: return shai_tell(w, "%1不早于%2", "%1 is not before %2", a, b, NULL);
    case SHAI_OP_NE: return shai_tell(w, "%1不是%2", "%1 is not %2", a, b, NULL);
    default: return shai_tell(w, "%1为%2", "%1 is %2", a, b, NULL);
    }
}

static const char *declared_words(const struct shai_writer *w, const struct shai_decl *d, bool present)
{
    const char *name = name_of(w, d);
    return present ? shai_tell(w, "%1已明示", "%1 is declared", name, NULL)
                   : shai_tell(w, "%1未明示", "%1 is undeclared", name, NULL);
}

static const char *comparison_words(const struct shai_writer *w, const struct shai_node *n, bool negated)
{
    enum shai_op op = negated ? opposite((enum shai_op)n->oper) : (enum shai_op)n->oper;
    const struct shai_node *a = n->kids[0], *b = n->kids[1];
    if (a->kind == SHAI_N_UNDECLARED || b->kind == SHAI_N_UNDECLARED)
        return declared_words(w, a->kind == SHAI_N_UNDECLARED ? b->decl : a->decl, op == SHAI_OP_NE);
    const char *x = put(w, a, SUM), *y = put(w, b, SUM);
    const struct shai_type *t = a->type;
    if (t && t->kind == SHAI_TYPE_DATE) return date_order(w, op, x, y);
    bool named = t && t->kind != SHAI_TYPE_NUMBER;
    if (named && op == SHAI_OP_EQ) return shai_tell(w, "%1为%2", "%1 is %2", x, y, NULL);
    if (named && op == SHAI_OP_NE) return shai_tell(w, "%1不是%2", "%1 is not %2", x, y, NULL);
    return shai_arena_printf(w->arena, "%s %s %s", x, shai_op_sign(op, w->lang), y);
}

static const char *matches_words(const struct shai_writer *w, const struct shai_node *n, bool negated)
{
    const struct shai_node *pattern = n->kids[1];
    const char *x = put(w, n->kids[0], SUM);
    bool whole = false;
    if (pattern->decl) {
        const char *name = shai_quoted(w, pattern->decl->name);
        return negated ? shai_tell(w, "%1不符合%2", "%1 does not match %2", x, name, NULL)
                       : shai_tell(w, "%1符合%2", "%1 matches %2", x, name, NULL);
    }
    const char *said = shai_pattern_words(w, pattern->name, &whole);
    if (said && whole)
        return negated ? shai_tell(w, "%1不是%2", "%1 is not %2", x, shai_quoted(w, said), NULL)
                       : shai_tell(w, "%1为%2", "%1 is %2", x, shai_quoted(w, said), NULL);
    if (said)
        return negated ? shai_tell(w, "%1不含%2", "%1 does not contain %2", x, shai_quoted(w, said), NULL)
                       : shai_tell(w, "%1含有%2", "%1 contains %2", x, shai_quoted(w, said), NULL);
    if (whole)
        return negated ? shai_tell(w, "%1不符合规定的格式", "%1 is not of the prescribed form", x, NULL)
                       : shai_tell(w, "%1符合规定的格式", "%1 is of the prescribed form", x, NULL);
    return negated ? shai_tell(w, "%1中没有规定格式的内容", "%1 contains nothing of the prescribed form", x, NULL)
                   : shai_tell(w, "%1中有规定格式的内容", "%1 contains text of the prescribed form", x, NULL);
}

static const char *in_words(const struct shai_writer *w, const struct shai_node *n, bool negated)
{
    const char *x = put(w, n->kids[0], SUM), *set = shai_criterion_words(w, n->kids[1]);
    bool one = n->kids[1]->kind == SHAI_N_ONE_OF;
    if (one)
        return negated ? shai_tell(w, "%1不是%2", "%1 is not %2", x, set, NULL)
                       : shai_tell(w, "%1为%2", "%1 is %2", x, set, NULL);
    return negated ? shai_tell(w, "%1不在 %2 之内", "%1 is not within %2", x, set, NULL)
                   : shai_tell(w, "%1在 %2 之内", "%1 is within %2", x, set, NULL);
}

/* A fact that is yes or no: of the sample, of the test, or defined in the annex. */
static const char *fact_words(const struct shai_writer *w, const struct shai_node *n, bool negated)
{
    const struct shai_decl *d = n->decl;
    const char *name = n->kind == SHAI_N_READING ? shai_tell(w, "读数", "the reading", NULL) : name_words(w, n);
    if (d && d->kind == SHAI_DECL_LET)
        return negated ? shai_tell(w, "不属于%1", "not %1", shai_quoted(w, name), NULL)
                       : shai_tell(w, "属于%1", "%1", shai_quoted(w, name), NULL);
    if (d && d->type && d->type->kind == SHAI_TYPE_CONFORMITY)
        return negated ? shai_tell(w, "%1为“不符合”", "%1 is “fail”", name, NULL)
                       : shai_tell(w, "%1为“符合”", "%1 is “pass”", name, NULL);
    return negated ? shai_tell(w, "%1为“否”", "%1: no", shai_quoted(w, name), NULL)
                   : shai_tell(w, "%1为“是”", "%1: yes", shai_quoted(w, name), NULL);
}

static const char *joined_words(const struct shai_writer *w, const struct shai_node *n, int own)
{
    int inner = own == OR ? CONDITION : own; /* brackets where a reader might ask */
    if (own == OR && n->kids[0]->oper == SHAI_OP_OR && n->kids[0]->kind == SHAI_N_BINARY) inner = OR;
    const char *a = condition(w, n->kids[0], false, inner);
    const char *b = condition(w, n->kids[1], false, own == OR ? CONDITION : own);
    if (strcmp(a, b) == 0) return a; /* two forms that are not shown */
    return own == OR ? shai_tell(w, "%1,或%2", "%1, or %2", a, b, NULL)
                     : shai_tell(w, "%1,且%2", "%1, and %2", a, b, NULL);
}

static const char *condition(const struct shai_writer *w, const struct shai_node *n, bool negated, int tightness)
{
    bool logic = n->kind == SHAI_N_BINARY && (n->oper == SHAI_OP_AND || n->oper == SHAI_OP_OR);
    if (logic) {
        int own = n->oper == SHAI_OP_OR ? OR : AND;
        const char *words = joined_words(w, n, own);
        if (negated) return shai_tell(w, "不满足“%1”", "not (%1)", words, NULL);
        return own < tightness ? shai_arena_printf(w->arena, "(%s)", words) : words;
    }
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_UNARY: return condition(w, n->kids[0], !negated, tightness);
    case SHAI_N_BINARY: return comparison_words(w, n, negated);
    case SHAI_N_MATCHES: return matches_words(w, n, negated);
    case SHAI_N_IN: return in_words(w, n, negated);
    case SHAI_N_NAME:
    case SHAI_N_MEMBER:
    case SHAI_N_READING: return fact_words(w, n, negated);
    case SHAI_N_CALL:
        if (n->op == SHAI_KW_PRESENT) return declared_words(w, n->kids[0]->decl, !negated);
        if (n->op == SHAI_KW_VALID_USCC)
            return shai_tell(w, negated ? "%1不是有效的统一社会信用代码" : "%1为有效的统一社会信用代码",
                             negated ? "%1 is not a valid unified social credit code"
                                     : "%1 is a valid unified social credit code",
                             put(w, n->kids[0], SUM), NULL);
        break;
    case SHAI_N_TRUTH:
        return ((n->op == SHAI_KW_YES) != negated) ? shai_tell(w, "是", "yes", NULL) : shai_tell(w, "否", "no", NULL);
    default: break;
    }
    const char *words = bare(w, n);
    return negated ? shai_tell(w, "不满足“%1”", "not (%1)", words, NULL) : words;
}

/* --- expressions ------------------------------------------------------------------------------------------------ */

static bool is_condition(const struct shai_node *n)
{
    bool name = n->kind == SHAI_N_NAME || n->kind == SHAI_N_MEMBER || n->kind == SHAI_N_READING;
    if (n->type && n->type->kind == SHAI_TYPE_TRUTH)
        return name || n->kind != SHAI_N_CALL || n->op == SHAI_KW_PRESENT || n->op == SHAI_KW_VALID_USCC;
    return false;
}

static int own_tightness(const struct shai_node *n)
{
    if (n->kind == SHAI_N_UNARY) return SIGN;
    /* the words of a call stand for themselves, but not within a formula */
    if (n->kind == SHAI_N_CALL) return n->op == SHAI_KW_ABS ? ATOM : SUM;
    if (n->kind != SHAI_N_BINARY) return ATOM;
    return n->oper == SHAI_OP_ADD || n->oper == SHAI_OP_SUB ? SUM : PRODUCT;
}

static const char *bare(const struct shai_writer *w, const struct shai_node *n)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_NUMBER_LIT: return number_words(w, n);
    case SHAI_N_STRING: return string_words(w, n);
    case SHAI_N_DATE_LIT: return n->name;
    case SHAI_N_CHOICE: return shai_quoted(w, shai_choice_label(n->type->set, n->index));
    case SHAI_N_READING: return shai_tell(w, "读数", "reading", NULL);
    case SHAI_N_VALUE: return shai_tell(w, "结果", "value", NULL);
    case SHAI_N_LIMIT: return shai_tell(w, "限值", "limit", NULL);
    case SHAI_N_NAME:
    case SHAI_N_MEMBER: return name_words(w, n);
    case SHAI_N_BINARY: return arithmetic_words(w, n);
    case SHAI_N_UNARY: return shai_arena_printf(w->arena, "−%s", put(w, n->kids[0], SIGN));
    case SHAI_N_CALL: return call_words(w, n);
    case SHAI_N_INDEX: return lookup_words(w, n);
    default: return n->name ? n->name : "";
    }
}

static const char *put(const struct shai_writer *w, const struct shai_node *n, int tightness)
{
    if (is_condition(n)) return condition(w, n, false, tightness);
    const char *words = bare(w, n);
    return own_tightness(n) < tightness ? shai_arena_printf(w->arena, "(%s)", words) : words;
}

const char *shai_words(const struct shai_writer *w, const struct shai_node *expr)
{
    return put(w, expr, OR);
}

const char *shai_requirement_words(const struct shai_writer *w, const struct shai_node *n)
{
    bool of_value =
        n->kid_count > 1 && n->kids[0]->kind == SHAI_N_VALUE && n->type && n->type->kind == SHAI_TYPE_TRUTH;
    bool number = of_value && n->kids[0]->type && n->kids[0]->type->kind == SHAI_TYPE_NUMBER;
    if (number && n->kind == SHAI_N_BINARY)
        return shai_arena_printf(w->arena, "%s %s", shai_op_sign((enum shai_op)n->oper, w->lang),
                                 put(w, n->kids[1], SUM));
    if (of_value && n->kind == SHAI_N_IN) return shai_criterion_words(w, n->kids[1]);
    return put(w, n, OR);
}
