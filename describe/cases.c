/* Criteria, and cases as lines: "指画颜料: ≤ 10 mg/kg". In: a checked limit, hazard or value. Out: text with a line
 * for each case, as it stands in a cell of a table. */
#include "describe/writer.h"
#include "runtime/result.h"

#include <string.h>

/* --- criteria --------------------------------------------------------------------------------------------------- */

static const char *sign(uint8_t oper)
{
    switch ((enum shai_op)oper) {
    case SHAI_OP_LT: return "<";
    case SHAI_OP_LE: return "≤";
    case SHAI_OP_GT: return ">";
    case SHAI_OP_GE: return "≥";
    default: return "=";
    }
}

static const char *unit_of(const struct shai_node *n)
{
    return n->unit ? n->unit : shai_unit_words(n->type);
}

/* "2 ~ 4 %": a unit that serves both literals is written once. */
static const char *pair_words(const struct shai_writer *w, const struct shai_node *n, const char *between)
{
    const struct shai_node *from = n->kids[0], *to = n->kids[1];
    bool both =
        from->kind == SHAI_N_NUMBER_LIT && to->kind == SHAI_N_NUMBER_LIT && strcmp(unit_of(from), unit_of(to)) == 0;
    return shai_arena_printf(w->arena, "%s %s %s", both ? from->name : shai_words(w, from), between,
                             shai_words(w, to));
}

static const char *one_of_words(const struct shai_writer *w, const struct shai_node *list)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (uint32_t i = 0; i < list->kid_count; i++) {
        bool last = i && i + 1 == list->kid_count;
        shai_tell_join(&b, last ? shai_tell(w, "或", " or ", NULL) : shai_comma(w), shai_words(w, list->kids[i]));
    }
    return b.s;
}

const char *shai_criterion_words(const struct shai_writer *w, const struct shai_node *n)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_CRITERION: {
        const char *bound = shai_words(w, n->kids[0]);
        const struct shai_type *t = n->kids[0]->type;
        if (n->oper == SHAI_OP_EQ && t && t->kind != SHAI_TYPE_NUMBER) return bound;
        return shai_arena_printf(w->arena, "%s %s", sign(n->oper), bound);
    }
    case SHAI_N_RANGE: return pair_words(w, n, "~");
    case SHAI_N_TOLERANCE: {
        const char *words = pair_words(w, n, "±");
        if (!(n->flags & SHAI_F_RELATIVE)) return words;
        return shai_tell(w, "%1(相对偏差)", "%1 (relative)", words, NULL);
    }
    case SHAI_N_ONE_OF: return one_of_words(w, n->kids[0]);
    case SHAI_N_BOTH:
        return shai_tell(w, "%1,且 %2", "%1 and %2", shai_criterion_words(w, n->kids[0]),
                         shai_criterion_words(w, n->kids[1]), NULL);
    case SHAI_N_ABSENT: return shai_tell(w, "不得检出", "must not be detected", NULL);
    case SHAI_N_DASH: return shai_tell(w, "不作要求", "no requirement", NULL);
    default: return shai_words(w, n);
    }
}

/* --- cases ------------------------------------------------------------------------------------------------------ */

typedef const char *what_words(const struct shai_writer *w, const struct shai_node *what);

static const char *hazard_words(const struct shai_writer *w, const struct shai_node *what)
{
    return shai_hazard_word(what->op == SHAI_KW_SERIOUS ? SHAI_SERIOUS : SHAI_GENERAL, w->lang);
}

/* Keys of a case stand without quotation marks: they begin the line. */
static const char *key_words(const struct shai_writer *w, const struct shai_node *keys)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (uint32_t i = 0; i < keys->kid_count; i++) {
        const struct shai_node *k = keys->kids[i];
        bool choice = k->kind == SHAI_N_CHOICE;
        shai_tell_join(&b, shai_comma(w), choice ? shai_choice_label(k->type->set, k->index) : shai_words(w, k));
    }
    return b.s;
}

/* "材料类别:指画颜料" would say nothing more; yes and no would say nothing alone. */
static const char *by_key_words(const struct shai_writer *w, const struct shai_node *by, const struct shai_node *keys)
{
    const struct shai_type *on = by->kids[0]->type;
    const char *words = key_words(w, keys);
    if (on && on->kind == SHAI_TYPE_CHOICE) return words;
    const struct shai_decl *d = by->kids[0]->decl;
    return shai_tell(w, "%1为%2", "%1 %2", d ? shai_label_of(d) : shai_words(w, by->kids[0]), words, NULL);
}

static const char *lines(const struct shai_writer *w, const struct shai_node *n, what_words *what)
{
    bool by = n->kind == SHAI_N_BY;
    if (!by && n->kind != SHAI_N_CASES) return what(w, n);
    const struct shai_node *list = by ? n->kids[1] : n;
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (uint32_t i = 0; i < list->kid_count; i++) {
        const struct shai_node *c = list->kids[i];
        const char *when, *then = what(w, c->kids[c->kind == SHAI_N_BY_CASE]);
        if (c->kind == SHAI_N_BY_CASE) when = by_key_words(w, n, c->kids[0]);
        else if (c->kind == SHAI_N_CASE) when = shai_words(w, c->kids[1]);
        else
            when =
                i ? by ? shai_tell(w, "其余", "otherwise", NULL) : shai_tell(w, "其他情况", "otherwise", NULL) : NULL;
        shai_tell_join(&b, "\n", when ? shai_tell(w, "%1：%2", "%1: %2", when, then, NULL) : then);
    }
    return b.s;
}

const char *shai_limit_lines(const struct shai_writer *w, const struct shai_node *limit)
{
    return lines(w, limit, shai_criterion_words);
}

const char *shai_hazard_lines(const struct shai_writer *w, const struct shai_node *hazard)
{
    return lines(w, hazard, hazard_words);
}

const char *shai_value_lines(const struct shai_writer *w, const struct shai_node *value)
{
    return lines(w, value, shai_words);
}
