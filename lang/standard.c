/* Standards: their declarations in a spec and its libraries, and the editions that a spec cites.
 *
 * In: STANDARD nodes of all trees, then checked items. Out: what is known of each standard, by its code, and warnings
 * where an edition is cited for samples of days when it is not in force. It looks at no clock: what is not in force
 * is said by the spec's own dates. Nothing of this is needed to judge a sample. */
#include "lang/checker.h"
#include "runtime/code.h"
#include "runtime/field.h"

#include <string.h>

/* --- declarations ----------------------------------------------------------------------------------------------- */

static bool day_of(const struct shai_node *date, int32_t *day)
{
    return date && shai_date_parse(date->name, strlen(date->name), day);
}

static bool same_code(struct shai_checker *ck, const char *a, const char *b)
{
    return strcmp(shai_code_key(ck->arena, a), shai_code_key(ck->arena, b)) == 0;
}

/* The year behind the last dash, 0 without one: GB 6675.4-2014 is of 2014. *len gets the length before the dash. */
static unsigned year_of(const char *key, size_t *len)
{
    const char *dash = strrchr(key, '-');
    *len = dash ? (size_t)(dash - key) : strlen(key);
    if (!dash || strlen(dash) != 5) return 0;
    unsigned year = 0;
    for (const char *s = dash + 1; *s; s++) {
        if (*s < '0' || *s > '9') return 0;
        year = year * 10 + (unsigned)(*s - '0');
    }
    return year;
}

/* On the page of a standard 代替 names what it replaces; here it names what replaces it. */
static void check_replacement(struct shai_checker *ck, const struct shai_decl *d, const struct shai_node *by)
{
    const char *own = shai_code_key(ck->arena, d->code), *other = shai_code_key(ck->arena, by->name);
    size_t own_len, other_len;
    unsigned own_year = year_of(own, &own_len), other_year = year_of(other, &other_len);
    bool older =
        own_year && other_year && other_year < own_year && own_len == other_len && memcmp(own, other, own_len) == 0;
    if (older || strcmp(own, other) == 0)
        shai_diag_span(ck->diags, SHAI_D_REPLACED_BY_OLDER, by->span, by->name, d->code, NULL);
}

/* GB and a number, or GB and a blank: mandatory. GB/T and all others: recommended. */
static bool is_mandatory_code(const char *code)
{
    return code[0] == 'G' && code[1] == 'B' && (code[2] == ' ' || (code[2] >= '0' && code[2] <= '9'));
}

/* A library and the spec, or two libraries, may both declare a standard under one name: it is the same one where the
 * codes are alike, and the later declaration stands for it. */
static bool join_name(struct shai_checker *ck, struct shai_decl *d)
{
    struct shai_decl *was = shai_scope_find(&ck->scope, d->name);
    if (!was || was->kind != SHAI_DECL_STANDARD || was->span.file == d->span.file ||
        !same_code(ck, was->code, d->code))
        return false;
    d->other = was;
    if (!d->title) d->title = was->title;
    if (!d->nature_written) {
        d->nature_written = was->nature_written;
        d->mandatory = was->mandatory;
    }
    shai_scope_replace(&ck->scope, d->name, d);
    for (size_t i = 0; i < ck->spec->standard_count; i++)
        if (ck->spec->standards[i] == was) ck->spec->standards[i] = d;
    return true;
}

void shai_declare_standard(struct shai_checker *ck, struct shai_node *n)
{
    struct shai_decl *d = shai_new_decl(ck, SHAI_DECL_STANDARD, n);
    struct shai_spec *s = ck->spec;
    int32_t from, to;
    d->code = n->kids[0]->name;
    d->title = n->kids[1] ? n->kids[1]->name : NULL;
    d->nature_written = n->op == SHAI_KW_MANDATORY || n->op == SHAI_KW_RECOMMENDED;
    d->mandatory = d->nature_written ? n->op == SHAI_KW_MANDATORY : is_mandatory_code(d->code);
    d->in_force[0] = n->kids[2];
    d->in_force[1] = n->kids[3];
    if (day_of(n->kids[2], &from) && day_of(n->kids[3], &to) && to < from) {
        struct shai_span at = {n->span.file, n->kids[2]->span.begin, n->kids[3]->span.end};
        shai_diag_span(ck->diags, SHAI_D_RANGE_REVERSED, at, NULL);
    }
    if (n->kids[4]) {
        d->replaced_by = n->kids[4]->name;
        check_replacement(ck, d, n->kids[4]);
    }
    if (join_name(ck, d) || !shai_add_name(ck, d)) return;
    s->standards =
        shai_arena_grow(ck->arena, s->standards, &s->standard_cap, s->standard_count + 1, sizeof *s->standards);
    s->standards[s->standard_count++] = d;
}

bool shai_standard_counts(const struct shai_spec *spec, const struct shai_decl *standard)
{
    return standard->used || standard->span.file == spec->tree->file;
}

/* --- what is known ---------------------------------------------------------------------------------------------- */

static void report_facts(struct shai_checker *ck, const struct shai_decl *d, struct shai_span at,
                         struct shai_span other, const char *theirs)
{
    struct shai_diag *diag = shai_diag_span(ck->diags, SHAI_D_EDITION_FACTS, at, d->code, theirs, NULL);
    shai_diag_note(ck->diags, diag, SHAI_D_STANDARD_HERE, other, NULL);
}

/* `d` takes from `from` what it leaves unsaid; where both say it and not alike, that is a warning at d. */
static void take_facts(struct shai_checker *ck, struct shai_decl *d, const struct shai_decl *from, bool report)
{
    for (int end = 0; end < 2; end++) {
        const struct shai_node *mine = d->in_force[end], *theirs = from->in_force[end];
        if (!mine) d->in_force[end] = from->in_force[end];
        else if (report && theirs && mine->span.file == d->span.file && strcmp(mine->name, theirs->name) != 0)
            report_facts(ck, d, mine->span, theirs->span, theirs->name);
    }
    if (!d->replaced_by) d->replaced_by = from->replaced_by;
    else if (report && from->replaced_by && d->node->kids[4] && !same_code(ck, d->replaced_by, from->replaced_by))
        report_facts(ck, d, d->node->kids[4]->span, from->span, from->replaced_by);
}

void shai_join_standards(struct shai_checker *ck)
{
    const struct shai_spec *s = ck->spec;
    struct shai_scope by_code; /* the first declaration of each code; it collects what is known */
    shai_scope_init(&by_code, ck->arena);
    for (size_t i = 0; i < s->standard_count; i++)
        for (struct shai_decl *d = s->standards[i]->other; d; d = d->other) take_facts(ck, s->standards[i], d, true);
    for (size_t i = 0; i < s->standard_count; i++) {
        struct shai_decl *d = s->standards[i],
                         *first = shai_scope_add(&by_code, shai_code_key(ck->arena, d->code), d);
        if (!first) continue;
        take_facts(ck, d, first, true);
        take_facts(ck, first, d, false);
    }
    for (size_t i = 0; i < s->standard_count; i++) {
        struct shai_decl *d = s->standards[i], *first = shai_scope_find(&by_code, shai_code_key(ck->arena, d->code));
        if (first != d) take_facts(ck, d, first, false);
    }
}

/* --- the days of a citation ------------------------------------------------------------------------------------- */

struct days {
    int32_t first, last;
};
#define DAY_NEVER  INT32_MIN /* no first day */
#define DAY_ALWAYS INT32_MAX
static const struct days all_days = {DAY_NEVER, DAY_ALWAYS};
static const struct days no_days = {DAY_ALWAYS, DAY_NEVER};

static struct days both(struct days a, struct days b)
{
    if (b.first > a.first) a.first = b.first;
    if (b.last < a.last) a.last = b.last;
    return a;
}

static struct days either(struct days a, struct days b)
{
    if (a.first > a.last) return b;
    if (b.first > b.last) return a;
    if (b.first < a.first) a.first = b.first;
    if (b.last > a.last) a.last = b.last;
    return a;
}

/* Does a name stand for the day that a sample was made or taken? */
static bool is_day_of_sample(const struct shai_node *n)
{
    return n->kind == SHAI_N_NAME && n->decl && n->decl->kind == SHAI_DECL_ATTRIBUTE &&
           (n->decl->field == SHAI_FIELD_PRODUCED_ON || n->decl->field == SHAI_FIELD_SAMPLED_ON);
}

/* What `day OP date` leaves, or where it is denied what that leaves. */
static struct days compared(enum shai_op op, int32_t day, bool holds)
{
    static const enum shai_op denied[] = {
        [SHAI_OP_LT] = SHAI_OP_GE, [SHAI_OP_LE] = SHAI_OP_GT, [SHAI_OP_GT] = SHAI_OP_LE,
        [SHAI_OP_GE] = SHAI_OP_LT, [SHAI_OP_EQ] = SHAI_OP_NE, [SHAI_OP_NE] = SHAI_OP_EQ,
    };
    switch (holds ? op : denied[op]) {
    case SHAI_OP_LT: return (struct days){DAY_NEVER, day - 1};
    case SHAI_OP_LE: return (struct days){DAY_NEVER, day};
    case SHAI_OP_GT: return (struct days){day + 1, DAY_ALWAYS};
    case SHAI_OP_GE: return (struct days){day, DAY_ALWAYS};
    case SHAI_OP_EQ: return (struct days){day, day};
    default: return all_days;
    }
}

static enum shai_op mirrored(enum shai_op op)
{
    return op == SHAI_OP_LT   ? SHAI_OP_GT
           : op == SHAI_OP_GT ? SHAI_OP_LT
           : op == SHAI_OP_LE ? SHAI_OP_GE
           : op == SHAI_OP_GE ? SHAI_OP_LE
                              : op;
}

/* The first and the last day of samples for which a condition may hold (or not hold); lets: how many may be followed,
 * since a let may rest on itself. */
static struct days left_by(const struct shai_node *n, bool holds, unsigned lets)
{
    int32_t from, to;
    if (!n) return all_days;
    if (n->kind == SHAI_N_UNARY && n->oper == SHAI_OP_NOT) return left_by(n->kids[0], !holds, lets);
    if (n->kind == SHAI_N_NAME && n->decl && n->decl->kind == SHAI_DECL_LET && lets)
        return left_by(n->decl->body, holds, lets - 1);
    if (n->kind == SHAI_N_IN && is_day_of_sample(n->kids[0]) && n->kids[1] && n->kids[1]->kind == SHAI_N_RANGE &&
        holds)
        return day_of(n->kids[1]->kids[0], &from) && day_of(n->kids[1]->kids[1], &to) ? (struct days){from, to}
                                                                                      : all_days;
    if (n->kind != SHAI_N_BINARY) return all_days;
    const struct shai_node *a = n->kids[0], *b = n->kids[1];
    if (n->oper == SHAI_OP_AND || n->oper == SHAI_OP_OR) {
        struct days x = left_by(a, holds, lets), y = left_by(b, holds, lets);
        return (n->oper == SHAI_OP_AND) == holds ? both(x, y) : either(x, y);
    }
    if (!a || !b || n->oper < SHAI_OP_LT || n->oper > SHAI_OP_NE) return all_days;
    if (is_day_of_sample(a) && b->kind == SHAI_N_DATE_LIT && day_of(b, &to))
        return compared((enum shai_op)n->oper, to, holds);
    if (is_day_of_sample(b) && a->kind == SHAI_N_DATE_LIT && day_of(a, &to))
        return compared(mirrored((enum shai_op)n->oper), to, holds);
    return all_days;
}

enum { MOST_LETS = 8 };

/* The days of the samples that a variant judges: those of `effective`, as far as the conditions on the day of
 * production or sampling leave them. What was made before `effective` began may be sampled later; so where the
 * conditions end before that day, their last day alone counts. */
static struct days days_of(const struct shai_spec *s, const struct shai_decl *item, const struct shai_variant_node *v)
{
    struct days days = {s->has_from ? s->from : DAY_NEVER, s->has_to ? s->to : DAY_ALWAYS};
    struct days left = both(left_by(v->group_applies, true, MOST_LETS), left_by(v->applies, true, MOST_LETS));
    for (const struct shai_variant_node *u = item->variants; u && u != v; u = u->next)
        if (u->group_applies) left = both(left, left_by(u->group_applies, false, MOST_LETS));
    if (left.first > left.last || left.first > days.last) return no_days;
    if (left.last < days.last) days.last = left.last;
    if (left.first > days.first) days.first = left.first;
    if (days.first > days.last) days.first = days.last;
    return days;
}

/* --- editions --------------------------------------------------------------------------------------------------- */

/* Is the edition that follows (or that comes before) cited in the same list? Then each counts for its own days. */
static bool beside(struct shai_checker *ck, struct shai_node *const *list, size_t count, const struct shai_decl *d,
                   bool follows)
{
    for (size_t i = 0; i < count; i++) {
        const struct shai_decl *o = list[i]->kids[0] ? list[i]->kids[0]->decl : NULL;
        if (!o || o == d || o->kind != SHAI_DECL_STANDARD) continue;
        const char *by = follows ? d->replaced_by : o->replaced_by;
        if (by && same_code(ck, by, follows ? o->code : d->code)) return true;
    }
    return false;
}

static const char *day_text(struct shai_checker *ck, int32_t day)
{
    char *text = shai_arena_alloc(ck->arena, 11);
    shai_date_format(day, text);
    return text;
}

static void check_list(struct shai_checker *ck, struct shai_node *const *list, size_t count, struct days days)
{
    for (size_t i = 0; i < count; i++) {
        const struct shai_decl *d = list[i]->kids[0] ? list[i]->kids[0]->decl : NULL;
        int32_t from, to;
        if (!d || d->kind != SHAI_DECL_STANDARD) continue;
        struct shai_diag *diag = NULL;
        if (day_of(d->in_force[1], &to) && to < days.last && !beside(ck, list, count, d, true)) {
            bool ends = days.last != DAY_ALWAYS;
            const char *last = ends ? day_text(ck, days.last) : "";
            diag = shai_diag_span(ck->diags, d->replaced_by ? SHAI_D_EDITION_REPLACED : SHAI_D_EDITION_ENDED,
                                  list[i]->span, d->code, day_text(ck, to),
                                  ends ? shai_arena_printf(ck->arena, "到 %s 为止", last) : "没有截止日期",
                                  ends ? shai_arena_printf(ck->arena, "until %s", last) : "without an end",
                                  d->replaced_by ? d->replaced_by : "", NULL);
            shai_diag_note(ck->diags, diag, SHAI_D_STANDARD_HERE, d->in_force[1]->span, NULL);
        } else if (day_of(d->in_force[0], &from) && days.first != DAY_NEVER && days.first < from &&
                   !beside(ck, list, count, d, false)) {
            diag = shai_diag_span(ck->diags, SHAI_D_EDITION_NOT_YET, list[i]->span, d->code, day_text(ck, from),
                                  day_text(ck, days.first), NULL);
            shai_diag_note(ck->diags, diag, SHAI_D_STANDARD_HERE, d->in_force[0]->span, NULL);
        }
    }
}

void shai_check_editions(struct shai_checker *ck, const struct shai_decl *item, const struct shai_variant_node *v)
{
    struct days days = days_of(ck->spec, item, v);
    if (days.first > days.last) return;
    check_list(ck, v->basis, v->basis_count, days);
    check_list(ck, v->methods, v->method_count, days);
}
