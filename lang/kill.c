/* An example that tells a spec from its mutant.
 *
 * In: both programs, the spec's examples. Out: the text of an example whose outcome differs, with the outcome that
 * the spec gives. The way: take an example, change one value of it to what may lie at a threshold (a constant of the
 * program, its neighbours, the value where the outcome turns, found by halving), and compare. What an
 * unknown fact leaves open says little of a threshold, so facts are added where they decide it. Then what is set is
 * thinned out as long as the two still differ. */
#include "lang/killer.h"
#include "lang/mutate.h"

#include <stdlib.h>
#include <string.h>

enum {
    BUDGET = 8000,
    DECISIONS = 2000,
    CANDIDATES = 500,
    HALVINGS = 60,
    FINE_PLACES = 3,
    FEW = 7,
    COMBINATIONS = 400
};

/* --- values --- */

struct values {
    struct shai_num *at;
    size_t count, cap;
};

static void add_value(struct shai_kill *s, struct values *v, struct shai_num n)
{
    for (size_t i = 0; i < v->count; i++)
        if (shai_num_cmp(v->at[i], n) == 0) return;
    if (v->count >= CANDIDATES) return;
    v->at = shai_arena_grow(s->m->work, v->at, &v->cap, v->count + 1, sizeof *v->at);
    v->at[v->count++] = n;
}

static struct shai_num place(struct shai_arena *arena, int places)
{
    struct shai_num n = SHAI_NUM_INT(1);
    for (; places > 0; places--) n = shai_num_div(arena, n, SHAI_NUM_INT(10));
    return n;
}

/* The constants of a program that have the input's unit, and their neighbours, in that unit: at the last place that
 * is written, and at `finer` more. */
static void add_constants(struct shai_kill *s, const struct shai_program *program, const struct shai_input *in,
                          int finer, struct values *out)
{
    struct shai_arena *arena = s->m->work;
    for (uint32_t i = 0; i < program->constant_count; i++) {
        const struct shai_constant *k = &program->constants[i];
        if (k->display.type != in->type || k->places < 0 || k->places > 12) continue;
        if (in->type == SHAI_V_NUMBER && shai_num_cmp(k->display.factor, in->display.factor) != 0) continue;
        struct shai_num n = in->type == SHAI_V_NUMBER ? shai_num_div(arena, k->num, in->display.factor) : k->num;
        add_value(s, out, n);
        for (int more = 0; more <= (in->type == SHAI_V_NUMBER ? finer : 0); more++) {
            struct shai_num ulp = place(arena, in->type == SHAI_V_NUMBER ? k->places + more : 0);
            add_value(s, out, shai_num_add(arena, n, ulp));
            add_value(s, out, shai_num_sub(arena, n, ulp));
        }
    }
}

static int by_value(const void *a, const void *b)
{
    return shai_num_cmp(*(const struct shai_num *)a, *(const struct shai_num *)b);
}

static const char *decimal(struct shai_kill *s, struct shai_num n)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, s->m->work);
    return shai_num_put_decimal(&b, n) ? b.s : NULL;
}

static bool set_number(struct shai_kill *s, size_t v, struct shai_num n)
{
    const char *text = decimal(s, n);
    return text && shai_kill_set(s, v, text, text);
}

/* The outcomes by the spec of the items that matter, as one number. */
static uint64_t outcomes(const struct shai_kill *s)
{
    uint64_t h = 1469598103934665603u;
    for (uint32_t i = 0; i < s->p->item_count; i++)
        if (s->relevant[i])
            h = (h ^ s->run_p->items[i].outcome ^ (uint64_t)s->run_p->items[i].hazard << 4) * 1099511628211u;
    return h ^ (uint64_t)s->run_p->hazard;
}

/* Between two values the outcome turns: closes in on the place. */
static bool halve(struct shai_kill *s, size_t v, struct shai_num lo, struct shai_num hi, uint64_t at_lo, int places)
{
    struct shai_arena *arena = s->m->work;
    struct shai_num grid = place(arena, places);
    for (int i = 0; i < HALVINGS; i++) {
        struct shai_num mid = shai_num_div(arena, shai_num_add(arena, lo, hi), SHAI_NUM_INT(2));
        mid = shai_num_round(arena, mid, grid);
        if (shai_num_cmp(mid, lo) <= 0 || shai_num_cmp(mid, hi) >= 0) return false;
        if (!set_number(s, v, mid)) return false;
        if (shai_kill_differs(s)) return true;
        if (!s->left) return false;
        if (outcomes(s) == at_lo) lo = mid;
        else hi = mid;
    }
    return false;
}

/* The values one after the other, without what lies between. */
static bool try_values(struct shai_kill *s, size_t v, const struct values *values)
{
    for (size_t i = 0; i < values->count && s->left; i++)
        if (set_number(s, v, values->at[i]) && shai_kill_differs(s)) return true;
    return false;
}

/* The values in their order, and where the outcome turns between two of them. */
static bool try_between(struct shai_kill *s, size_t v, const struct values *values)
{
    uint64_t before = 0;
    bool have = false;
    for (size_t i = 0; i < values->count && s->left; i++) {
        if (!set_number(s, v, values->at[i])) {
            have = false;
            continue;
        }
        if (shai_kill_differs(s)) return true;
        uint64_t now = outcomes(s);
        for (int places = 0; have && now != before && places <= 2 * FINE_PLACES; places += FINE_PLACES)
            if (halve(s, v, values->at[i - 1], values->at[i], before, places)) return true;
        before = now;
        have = true;
    }
    return false;
}

static bool try_not_detected(struct shai_kill *s, size_t v)
{
    const char *word = shai_keyword_infos[SHAI_KW_NOT_DETECTED].spelling[s->m->spec->tree->lang];
    return s->variables[v].decl->kind == SHAI_DECL_MEASURE && shai_kill_set(s, v, "ND", word) && shai_kill_differs(s);
}

/* Values at the digits that the constants are written with come first: they are what a laboratory reports. */
static bool try_numbers(struct shai_kill *s, size_t v)
{
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    struct values coarse = {0}, fine = {0};
    for (int more = 0; more < 2; more++) {
        struct values *values = more ? &fine : &coarse;
        add_constants(s, s->p, in, more, values);
        add_constants(s, s->q, in, more, values);
        add_value(s, values, SHAI_NUM_INT(0));
        qsort(values->at, values->count, sizeof *values->at, by_value);
    }
    if (try_values(s, v, &coarse)) return true;
    if (fine.count) /* beyond the last one, too */
        add_value(s, &fine, shai_num_mul(s->m->work, fine.at[fine.count - 1], SHAI_NUM_INT(20)));
    return try_between(s, v, &fine) || try_not_detected(s, v);
}

static const char *show_date(struct shai_kill *s, struct shai_num day)
{
    struct shai_display date = {.type = SHAI_V_DATE, .factor = SHAI_NUM_INT(1), .set = SHAI_NONE32};
    struct shai_interval at = shai_interval_point(day);
    return shai_show_interval(s->m->work, s->p, &at, &date);
}

static bool try_dates(struct shai_kill *s, size_t v)
{
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    struct values values = {0};
    add_constants(s, s->p, in, 1, &values);
    add_constants(s, s->q, in, 1, &values);
    for (size_t i = 0; i < values.count; i++) {
        const char *text = show_date(s, values.at[i]);
        if (shai_kill_set(s, v, text, text) && shai_kill_differs(s)) return true;
    }
    return false;
}

static bool try_names(struct shai_kill *s, size_t v, const struct shai_set *names, bool quoted)
{
    for (uint32_t i = 0; i < names->count; i++) {
        const char *name = names->names[i];
        const char *written =
            quoted ? shai_arena_printf(s->m->work, "\"%s\"", name) : shai_kill_name(s->m->work, name);
        if (shai_kill_set(s, v, name, written) && shai_kill_differs(s)) return true;
    }
    return false;
}

static bool try_words(struct shai_kill *s, size_t v, const char *const words[2][2])
{
    enum shai_lang lang = s->m->spec->tree->lang;
    for (int i = 0; i < 2; i++)
        if (shai_kill_set(s, v, words[i][SHAI_ZH], words[i][lang]) && shai_kill_differs(s)) return true;
    return false;
}

static bool try_variable(struct shai_kill *s, size_t v)
{
    static const char *const truths[2][2] = {{"是", "yes"}, {"否", "no"}};
    static const char *const conformities[2][2] = {{"符合", "pass"}, {"不符合", "fail"}};
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    shai_kill_clear(s, v);
    if (shai_kill_differs(s)) return true;
    switch ((enum shai_value_type)in->type) {
    case SHAI_V_NUMBER: return try_numbers(s, v);
    case SHAI_V_DATE: return try_dates(s, v);
    case SHAI_V_CHOICE: return try_names(s, v, &s->p->sets[in->display.set], false);
    case SHAI_V_GRADE: return try_names(s, v, &s->p->sets[in->display.set], true);
    case SHAI_V_TRUTH: return try_words(s, v, truths);
    case SHAI_V_CONFORMITY: return try_words(s, v, conformities);
    case SHAI_V_TEXT:
        return shai_kill_set(s, v, "未明示", s->m->spec->tree->lang == SHAI_ZH ? "未明示" : "undeclared") &&
               shai_kill_differs(s);
    }
    return false;
}

/* --- where to begin: at an example --- */

static bool is_not_detected(const struct shai_node *set)
{
    const struct shai_node *values = set->kids[1];
    return values->kid_count == 1 && values->kids[0]->kind == SHAI_N_ND;
}

/* The state of example `index`; false where it cannot be read. */
static bool begin(struct shai_kill *s, struct shai_examples *examples, size_t index)
{
    const struct shai_spec *spec = s->m->spec;
    const struct shai_node *body = spec->examples[index]->kids[1];
    if (shai_example_judge(examples, s->m->work, index) != SHAI_EXAMPLE_JUDGED) return false;
    memcpy(s->facts, examples->sample.facts, s->p->input_count * sizeof *s->facts);
    memset(s->lines, 0, s->variable_count * sizeof *s->lines);
    memset(s->not_detected, 0, s->p->input_count * sizeof *s->not_detected);
    for (uint32_t i = 0; i < body->kid_count; i++) {
        const struct shai_node *n = body->kids[i];
        if (n->kind != SHAI_N_SET || !n->decl) continue;
        const char *text = shai_arena_strndup(s->m->work, spec->sources->at[n->span.file].text + n->span.begin,
                                              n->span.end - n->span.begin);
        for (size_t v = 0; v < s->variable_count; v++) {
            if (s->variables[v].decl != n->decl) continue;
            s->not_detected[s->variables[v].input] = is_not_detected(n);
            s->lines[v] = s->lines[v] ? shai_arena_printf(s->m->work, "%s\n%s", s->lines[v], text) : text;
        }
    }
    return true;
}

/* Does the example set a reading of an item that matters? */
static bool is_near(const struct shai_kill *s)
{
    for (size_t v = 0; v < s->variable_count; v++)
        if (s->lines[v] && s->variables[v].relevant && s->variables[v].decl->kind == SHAI_DECL_MEASURE) return true;
    return false;
}

/* Changes one value after the other. readings: of readings only. */
static bool try_each(struct shai_kill *s, bool readings)
{
    if (shai_kill_differs(s)) return true;
    for (size_t v = 0; v < s->variable_count && s->left; v++) {
        if (!s->variables[v].relevant) continue;
        if (readings && s->variables[v].decl->kind != SHAI_DECL_MEASURE) continue;
        struct shai_kill_setting kept = shai_kill_keep(s, v);
        if (try_variable(s, v)) return true;
        shai_kill_put_back(s, v, &kept);
    }
    return false;
}

static bool try_state(struct shai_kill *s)
{
    return try_each(s, false);
}

static bool try_readings(struct shai_kill *s)
{
    return try_each(s, true);
}

/* --- where no example helps --- */

/* A reading that is plainly there. */
static void set_plain(struct shai_kill *s, size_t v)
{
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    const struct shai_set *names;
    switch ((enum shai_value_type)in->type) {
    case SHAI_V_NUMBER: shai_kill_set(s, v, "0", "0"); break;
    case SHAI_V_CONFORMITY: shai_kill_set(s, v, "符合", s->m->spec->tree->lang == SHAI_ZH ? "符合" : "pass"); break;
    case SHAI_V_GRADE: /* the best one: worst come first */
        names = &s->p->sets[in->display.set];
        shai_kill_set(s, v, names->names[names->count - 1],
                      shai_arena_printf(s->m->work, "\"%s\"", names->names[names->count - 1]));
        break;
    case SHAI_V_TRUTH: shai_kill_set(s, v, "是", s->m->spec->tree->lang == SHAI_ZH ? "是" : "yes"); break;
    default: break;
    }
}

/* The choice'th value of an attribute; false where it has no more. */
static bool set_choice(struct shai_kill *s, size_t v, uint32_t choice)
{
    const struct shai_input *in = &s->p->inputs[s->variables[v].input];
    enum shai_lang lang = s->m->spec->tree->lang;
    const char *name;
    struct values values = {0};
    if (choice == 0) return shai_kill_clear(s, v), true;
    if (choice > FEW) return false;
    choice--;
    switch ((enum shai_value_type)in->type) {
    case SHAI_V_CHOICE:
    case SHAI_V_GRADE:
        if (choice >= s->p->sets[in->display.set].count) return false;
        name = s->p->sets[in->display.set].names[choice];
        return shai_kill_set(s, v, name,
                             in->type == SHAI_V_GRADE ? shai_arena_printf(s->m->work, "\"%s\"", name)
                                                      : shai_kill_name(s->m->work, name));
    case SHAI_V_TRUTH:
        return choice < 2 && shai_kill_set(s, v, choice ? "否" : "是",
                                           lang == SHAI_ZH ? (choice ? "否" : "是") : (choice ? "no" : "yes"));
    case SHAI_V_NUMBER:
        add_constants(s, s->p, in, 1, &values);
        return choice < values.count && set_number(s, v, values.at[choice]);
    case SHAI_V_DATE:
        add_constants(s, s->p, in, 1, &values);
        if (choice >= values.count) return false;
        name = show_date(s, values.at[choice]);
        return shai_kill_set(s, v, name, name);
    default: return false;
    }
}

/* Every combination of values of the attributes that matter, all readings there, one of them varied. */
static bool try_combinations(struct shai_kill *s)
{
    size_t attributes[FEW], count = 0;
    uint32_t digits[FEW] = {0};
    for (size_t v = 0; v < s->variable_count && count < FEW; v++)
        if (s->variables[v].relevant && s->variables[v].decl->kind == SHAI_DECL_ATTRIBUTE) attributes[count++] = v;
    for (int i = 0; i < COMBINATIONS && s->left; i++) {
        for (size_t v = 0; v < s->variable_count; v++) {
            shai_kill_clear(s, v);
            if (s->variables[v].relevant && s->variables[v].decl->kind == SHAI_DECL_MEASURE) set_plain(s, v);
        }
        for (size_t k = 0; k < count; k++) set_choice(s, attributes[k], digits[k]);
        if (try_readings(s)) return true;
        size_t k = 0; /* the next combination */
        while (k < count && !set_choice(s, attributes[k], ++digits[k])) digits[k++] = 0;
        if (k == count) return false;
    }
    return false;
}

/* Items that fail, one more each time: what the verdict counts. */
static bool try_pile(struct shai_kill *s)
{
    for (size_t v = 0; v < s->variable_count; v++) shai_kill_clear(s, v);
    for (size_t v = 0; v < s->variable_count && s->left; v++) {
        const struct shai_decl *d = s->variables[v].decl;
        if (d->kind != SHAI_DECL_MEASURE || d->specimen_count) continue;
        const struct shai_input *in = &s->p->inputs[s->variables[v].input];
        bool fails = false;
        struct values values = {0};
        if (in->type == SHAI_V_NUMBER) {
            add_constants(s, s->p, in, 1, &values);
            qsort(values.at, values.count, sizeof *values.at, by_value);
        }
        for (size_t i = 0; i < values.count && !fails && s->left; i++) {
            if (!set_number(s, v, values.at[i])) continue;
            if (shai_kill_differs(s)) return true;
            fails = s->run_p->items[in->item].outcome == SHAI_FAIL;
        }
        if (in->type == SHAI_V_CONFORMITY || in->type == SHAI_V_TRUTH || in->type == SHAI_V_GRADE) {
            if (in->type == SHAI_V_CONFORMITY)
                shai_kill_set(s, v, "不符合", s->m->spec->tree->lang == SHAI_ZH ? "不符合" : "fail");
            else set_choice(s, v, in->type == SHAI_V_TRUTH ? 2 : 1);
            if (shai_kill_differs(s)) return true;
            fails = s->run_p->items[in->item].outcome == SHAI_FAIL;
        }
        if (!fails) shai_kill_clear(s, v);
    }
    return false;
}

static bool find(struct shai_kill *s)
{
    struct shai_examples examples;
    struct shai_diags diags;
    shai_diags_init(&diags, s->m->work, s->m->spec->sources);
    shai_examples_start(&examples, s->m->work, &diags, s->m->spec, s->p, SHAI_EN, false);
    size_t all = s->left;
    s->left = all / 2; /* the other half is for what has no example to begin with */
    for (int near = 1; near >= 0; near--)
        for (size_t i = 0; i < s->m->spec->example_count && s->left; i++)
            if (begin(s, &examples, i) && is_near(s) == near && try_state(s)) return true;
    for (size_t v = 0; v < s->variable_count; v++) shai_kill_clear(s, v);
    if (s->left && try_state(s)) return true;
    s->left += all - all / 2;
    if (!s->mutant->owner && try_pile(s)) return true;
    return try_combinations(s);
}

/* With the facts of the example at hand that are not set: does some value of theirs decide it? */
static bool try_facts(struct shai_kill *s)
{
    size_t attributes[FEW], count = 0;
    uint32_t digits[FEW] = {0};
    for (size_t v = 0; v < s->variable_count && count < FEW; v++)
        if (s->variables[v].relevant && s->variables[v].decl->kind == SHAI_DECL_ATTRIBUTE && !s->lines[v])
            attributes[count++] = v;
    for (int i = 0; i < COMBINATIONS; i++) {
        if (shai_kill_differs(s)) return true;
        size_t k = 0; /* the next combination */
        while (k < count && !set_choice(s, attributes[k], ++digits[k])) digits[k++] = 0;
        if (k == count) return false;
    }
    return false;
}

/* An example that was found may differ in what is left open because a fact is not known. Where the two differ in what
 * is decided, too, that is the better example: first with the same readings, then with any. */
static void decide(struct shai_kill *s)
{
    struct shai_kill_setting *kept = shai_arena_alloc(s->m->work, s->variable_count * sizeof *kept);
    for (size_t v = 0; v < s->variable_count; v++) kept[v] = shai_kill_keep(s, v);
    s->left = DECISIONS;
    s->decided = true;
    if (try_facts(s) || try_combinations(s)) return;
    s->decided = false;
    for (size_t v = 0; v < s->variable_count; v++) shai_kill_put_back(s, v, &kept[v]);
}

/* --- the example --- */

static void thin_out(struct shai_kill *s)
{
    s->left += s->variable_count + 1;
    for (size_t v = 0; v < s->variable_count; v++) {
        if (!s->lines[v]) continue;
        struct shai_kill_setting kept = shai_kill_keep(s, v);
        shai_kill_clear(s, v);
        if (!shai_kill_differs(s)) shai_kill_put_back(s, v, &kept);
    }
    shai_kill_differs(s); /* what is written below is of this state */
}

static const char *word_of(const struct shai_kill *s, enum shai_kw kw)
{
    return shai_keyword_infos[kw].spelling[s->m->spec->tree->lang];
}

static void put_lines(struct shai_strbuf *b, const char *lines)
{
    for (const char *at = lines; *at;) {
        size_t len = strcspn(at, "\n");
        shai_strbuf_puts(b, "  ");
        shai_strbuf_add(b, at, len);
        shai_strbuf_putc(b, '\n');
        at += len + (at[len] == '\n');
    }
}

static const char *write_example(struct shai_kill *s)
{
    enum shai_lang lang = s->m->spec->tree->lang;
    struct shai_strbuf b;
    bool items = false;
    shai_strbuf_init(&b, s->m->arena);
    shai_strbuf_printf(&b, "%s \"", word_of(s, SHAI_KW_EXAMPLE));
    for (const char *c = s->mutant->name; *c; c++) { /* a quotation mark or brace would end or mean something */
        if (*c == '"' || *c == '{' || *c == '}' || *c == '\\') shai_strbuf_putc(&b, '\'');
        else shai_strbuf_putc(&b, *c);
    }
    shai_strbuf_puts(&b, "\" {\n");
    for (int measures = 0; measures < 2; measures++) /* attributes first, as people write */
        for (size_t v = 0; v < s->variable_count; v++)
            if (s->lines[v] && (s->variables[v].decl->kind == SHAI_DECL_MEASURE) == measures)
                put_lines(&b, s->lines[v]);
    for (uint32_t i = 0; i < s->p->item_count; i++) items |= shai_kill_item_differs(s, i);
    shai_strbuf_printf(&b, "  %s ", word_of(s, SHAI_KW_EXPECT));
    if (!items) {
        shai_strbuf_puts(&b, shai_verdict_word(s->run_p->verdict, lang));
        if (s->run_p->verdict == SHAI_VERDICT_FAIL && s->run_p->hazard)
            shai_strbuf_printf(&b, " %s", shai_hazard_word(s->run_p->hazard, lang));
    }
    const char *comma = "";
    for (uint32_t i = 0; i < s->p->item_count; i++) {
        if (!shai_kill_item_differs(s, i)) continue;
        shai_strbuf_printf(&b, "%s%s %s", comma, shai_kill_name(s->m->work, s->p->items[i].name),
                           shai_outcome_word((enum shai_outcome)s->run_p->items[i].outcome, lang));
        comma = ", ";
    }
    shai_strbuf_puts(&b, "\n}\n");
    return b.s;
}

const char *shai_mutant_killer(struct shai_mutation *m, const struct shai_mutant *mutant,
                               const struct shai_program *changed, size_t *budget)
{
    size_t granted = *budget < BUDGET ? *budget : BUDGET;
    struct shai_kill s = {.m = m, .mutant = mutant, .p = m->program, .q = changed, .left = granted};
    shai_kill_start(&s);
    bool found = find(&s);
    *budget -= granted - s.left;
    if (!found) return NULL;
    decide(&s);
    thin_out(&s);
    return write_example(&s);
}
