/* Running a spec's examples: what each sets becomes a sample, read by the same reader as a laboratory's cells; what
 * came is held against what is expected. */
#include "lang/example.h"
#include "runtime/cell.h"

#include <string.h>

struct runner {
    struct shai_arena *arena;
    struct shai_diags *diags;
    const struct shai_spec *spec;
    const struct shai_program *program;
    struct shai_run *run;
    struct shai_sample sample;
    enum shai_lang lang;
    struct shai_example_outcome *now;
    size_t failure_cap;
};

static void failure(struct runner *r, const char *text)
{
    r->now->failures = shai_arena_grow(r->arena, r->now->failures, &r->failure_cap, r->now->failure_count + 1,
                                       sizeof *r->now->failures);
    r->now->failures[r->now->failure_count++] = text;
    r->now->passed = false;
}

/* --- what is set --- */

static void put_literal(struct shai_strbuf *b, const struct shai_node *n)
{
    if (n->kind == SHAI_N_UNARY) {
        shai_strbuf_putc(b, '-');
        n = n->kids[0];
    }
    shai_strbuf_puts(b, n->name ? n->name : "");
    if (n->unit) {
        shai_strbuf_putc(b, ' ');
        shai_strbuf_puts(b, n->unit);
    }
}

/* A value as a laboratory would write it in a cell. */
static const char *cell_text(struct shai_arena *arena, const struct shai_node *n)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, arena);
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_CENSORED:
        shai_strbuf_putc(&b, n->oper == SHAI_OP_LT ? '<' : '>');
        put_literal(&b, n->kids[0]);
        break;
    case SHAI_N_WITH_U:
        put_literal(&b, n->kids[0]);
        shai_strbuf_puts(&b, " ± ");
        put_literal(&b, n->kids[1]);
        break;
    case SHAI_N_MARKED:
        put_literal(&b, n->kids[0]);
        shai_strbuf_puts(&b, n->flags & SHAI_F_PLUS ? "(+)" : "(-)");
        break;
    case SHAI_N_ND: shai_strbuf_puts(&b, "ND"); break;
    case SHAI_N_UNDECLARED: shai_strbuf_puts(&b, "未明示"); break;
    case SHAI_N_TRUTH: shai_strbuf_puts(&b, n->op == SHAI_KW_YES ? "yes" : "no"); break;
    case SHAI_N_DASH: break; /* not tested */
    default: put_literal(&b, n); break;
    }
    return b.s;
}

static void set_field(struct runner *r, const struct shai_decl *d, const char *text)
{
    if (d->field >= 0) r->sample.fields[d->field] = (struct shai_slice){text, strlen(text)};
}

/* What `铅.U` or `铅.DL` of the same example says beside a reading: its own, else that of all specimens; s NULL:
 * nothing. */
static struct shai_slice beside(struct runner *r, const struct shai_node *body, const struct shai_decl *d,
                                uint32_t specimen, uint8_t flag)
{
    const struct shai_node *found = NULL;
    for (uint32_t i = 0; i < body->kid_count; i++) {
        const struct shai_node *n = body->kids[i];
        if (n->kind != SHAI_N_SET || n->decl != d || !(n->kids[0]->flags & flag)) continue;
        if (n->kids[0]->specimen == specimen || (!n->kids[0]->specimen && !found)) found = n;
    }
    if (!found) return (struct shai_slice){NULL, 0};
    const char *text = cell_text(r->arena, found->kids[1]->kids[0]);
    return (struct shai_slice){text, strlen(text)};
}

/* One value of a setting; specimen: 1.., or 0 for the measure or attribute itself. */
static bool set_fact(struct runner *r, const struct shai_node *body, const struct shai_node *set,
                     const struct shai_node *value, uint32_t specimen)
{
    const struct shai_node *target = set->kids[0];
    const struct shai_decl *d = set->decl;
    if (target->flags & (SHAI_F_U | SHAI_F_DL) && d->kind == SHAI_DECL_MEASURE)
        return true; /* it is put in with its reading */
    const char *text = cell_text(r->arena, value);
    set_field(r, d, text);
    if (d->kind == SHAI_DECL_ATTRIBUTE && !d->node && !d->used) return true; /* a field the rules do not read */
    uint32_t input = d->index + specimen;
    if (r->program->inputs[input].type == SHAI_V_CONFORMITY && value->kind == SHAI_N_TRUTH)
        text = value->op == SHAI_KW_YES ? "符合" : "不符合";
    struct shai_fact *fact = &r->sample.facts[input];
    struct shai_place place = shai_source_place(&r->spec->sources->at[set->span.file], set->span.begin);
    struct shai_cell cell = {.text = {text, strlen(text)},
                             .u = beside(r, body, d, specimen, SHAI_F_U),
                             .dl = beside(r, body, d, specimen, SHAI_F_DL),
                             .place = {r->spec->sources->at[set->span.file].name, place.line, target->name}};
    if (d->kind == SHAI_DECL_ATTRIBUTE && r->program->inputs[input].type == SHAI_V_TEXT &&
        value->kind == SHAI_N_STRING) {
        fact->state = SHAI_FACT_KNOWN; /* a quoted text is itself, whatever it says */
        fact->exact = true;
        fact->text = value->name;
        fact->text_len = strlen(value->name);
        fact->reported = fact->text;
        fact->reported_len = fact->text_len;
        return true;
    }
    return shai_cell_put(r->arena, r->diags, r->program, input, &cell, fact) == SHAI_CELL_OK;
}

static bool set_facts(struct runner *r, const struct shai_node *body, const struct shai_node *set)
{
    const struct shai_node *values = set->kids[1];
    bool readable = true;
    for (uint32_t i = 0; i < values->kid_count; i++)
        readable &= set_fact(r, body, set, values->kids[i], values->kid_count > 1 ? i + 1 : set->kids[0]->specimen);
    return readable;
}

/* --- what is expected --- */

static void expect_item(struct runner *r, const struct shai_node *e)
{
    static const uint8_t outcome_of[] = {[SHAI_KW_PASS] = SHAI_PASS,
                                         [SHAI_KW_FAIL] = SHAI_FAIL,
                                         [SHAI_KW_INCONCLUSIVE] = SHAI_INCONCLUSIVE,
                                         [SHAI_KW_UNTESTED] = SHAI_UNTESTED,
                                         [SHAI_KW_UNJUDGED] = SHAI_UNJUDGED,
                                         [SHAI_KW_INAPPLICABLE] = SHAI_INAPPLICABLE};
    if (!e->decl) return;
    const struct shai_item_run *item = &r->run->items[e->decl->index];
    enum shai_outcome want = outcome_of[e->op];
    if (item->outcome == want) return;
    failure(r, shai_arena_printf(r->arena, r->lang == SHAI_ZH ? "%s:期望 %s,实际 %s" : "%s: expected %s, got %s",
                                 e->name, shai_outcome_word(want, r->lang),
                                 shai_outcome_word((enum shai_outcome)item->outcome, r->lang)));
}

/* A verdict that was not expected, and the items that make it. */
static void say_verdict(struct runner *r, enum shai_verdict want)
{
    const char *form = r->lang == SHAI_ZH ? "结论:期望 %s,实际 %s" : "verdict: expected %s, got %s";
    failure(r, shai_arena_printf(r->arena, form, shai_verdict_word(want, r->lang),
                                 shai_verdict_word(r->run->verdict, r->lang)));
    const struct shai_result *result = shai_result_make(r->arena, r->run);
    for (uint32_t i = 0; i < result->item_count; i++) {
        const struct shai_item_result *item = &result->items[i];
        const char *why = item->problem ? item->problem : item->reason.text;
        if (item->outcome == SHAI_PASS || item->outcome >= SHAI_UNJUDGED) continue;
        failure(r, shai_arena_printf(r->arena, r->lang == SHAI_ZH ? "    %s:%s" : "    %s: %s", item->item,
                                     why ? why : shai_outcome_word(item->outcome, r->lang)));
    }
}

static const char *hazard_word(enum shai_hazard hazard, enum shai_lang lang)
{
    return hazard ? shai_hazard_word(hazard, lang) : lang == SHAI_ZH ? "无" : "none";
}

static void expect(struct runner *r, const struct shai_node *e)
{
    const char *form;
    if (e->op) {
        enum shai_verdict want = e->op == SHAI_KW_PASS   ? SHAI_VERDICT_PASS
                                 : e->op == SHAI_KW_FAIL ? SHAI_VERDICT_FAIL
                                                         : SHAI_VERDICT_INCOMPLETE;
        if (r->run->verdict != want) say_verdict(r, want);
    }
    if (e->flags) {
        enum shai_hazard want = e->flags == SHAI_KW_SERIOUS ? SHAI_SERIOUS : SHAI_GENERAL;
        form = r->lang == SHAI_ZH ? "风险:期望 %s,实际 %s" : "hazard: expected %s, got %s";
        if (r->run->hazard != want)
            failure(r, shai_arena_printf(r->arena, form, hazard_word(want, r->lang),
                                         hazard_word(r->run->hazard, r->lang)));
    }
    for (uint32_t i = 0; e->kids[0] && i < e->kids[0]->kid_count; i++) expect_item(r, e->kids[0]->kids[i]);
}

static void run_example(struct runner *r, const struct shai_node *example)
{
    const struct shai_node *body = example->kids[1];
    bool readable = true;
    shai_sample_clear(r->program, &r->sample);
    for (uint32_t i = 0; i < body->kid_count; i++)
        if (body->kids[i]->kind == SHAI_N_SET && body->kids[i]->decl) readable &= set_facts(r, body, body->kids[i]);
    if (!readable) {
        failure(r, r->lang == SHAI_ZH ? "样例中的读数无法读取(见上)"
                                      : "a cell of the example cannot be read (see above)");
        return;
    }
    if (shai_run_sample(r->run, r->arena, &r->sample) != SHAI_RUN_OK) {
        failure(r, r->lang == SHAI_ZH ? "匹配式超出步数上限" : "a pattern reached its match limit");
        return;
    }
    for (uint32_t i = 0; i < body->kid_count; i++)
        if (body->kids[i]->kind == SHAI_N_EXPECT) expect(r, body->kids[i]);
}

struct shai_example_outcome *shai_examples_run(struct shai_arena *arena, struct shai_diags *diags,
                                               const struct shai_spec *spec, const struct shai_program *program,
                                               enum shai_lang lang, size_t *count)
{
    struct runner r = {.arena = arena, .diags = diags, .spec = spec, .program = program, .lang = lang};
    struct shai_example_outcome *out = SHAI_NEW_N(arena, struct shai_example_outcome, spec->example_count);
    r.run = shai_run_new(arena, program, false);
    r.sample.facts = SHAI_NEW_N(arena, struct shai_fact, program->input_count);
    for (size_t i = 0; i < spec->example_count; i++) {
        const struct shai_node *e = spec->examples[i];
        r.now = &out[i];
        r.failure_cap = 0;
        out[i] = (struct shai_example_outcome){.name = e->kids[0]->name, .span = e->span, .passed = true};
        run_example(&r, e);
    }
    *count = spec->example_count;
    return out;
}
