/* Running a spec's examples: what each sets becomes a sample, read by the same reader as a laboratory's cells; what
 * came is held against what is expected. */
#include "lang/example.h"
#include "runtime/cell.h"

#include <string.h>

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

static void set_field(struct shai_examples *r, const struct shai_decl *d, const char *text)
{
    if (d->field >= 0) r->sample.fields[d->field] = (struct shai_slice){text, strlen(text)};
}

/* What `铅.U` or `铅.DL` of the same example says beside a reading: its own, else that of all specimens; s NULL:
 * nothing. */
static struct shai_slice beside(struct shai_examples *r, const struct shai_node *body, const struct shai_decl *d,
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
static bool set_fact(struct shai_examples *r, const struct shai_node *body, const struct shai_node *set,
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
    struct shai_cell cell = {
        .text = {text, strlen(text)},
        .u = beside(r, body, d, specimen, SHAI_F_U),
        .dl = beside(r, body, d, specimen, SHAI_F_DL),
        .place = {.file = r->spec->sources->at[set->span.file].name, .row = place.line, .column = target->name}};
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

static bool set_facts(struct shai_examples *r, const struct shai_node *body, const struct shai_node *set)
{
    const struct shai_node *values = set->kids[1];
    bool readable = true;
    for (uint32_t i = 0; i < values->kid_count; i++)
        readable &= set_fact(r, body, set, values->kids[i], values->kid_count > 1 ? i + 1 : set->kids[0]->specimen);
    return readable;
}

/* --- what is expected --- */

static enum shai_outcome outcome_of(unsigned word)
{
    switch (word) {
    case SHAI_KW_PASS: return SHAI_PASS;
    case SHAI_KW_FAIL: return SHAI_FAIL;
    case SHAI_KW_INCONCLUSIVE: return SHAI_INCONCLUSIVE;
    case SHAI_KW_UNTESTED: return SHAI_UNTESTED;
    case SHAI_KW_UNJUDGED: return SHAI_UNJUDGED;
    default: return SHAI_INAPPLICABLE;
    }
}

static struct shai_expectation expect(struct shai_arena *arena, const struct shai_node *e)
{
    struct shai_expectation out = {.verdict = -1, .hazard = -1};
    if (e->op)
        out.verdict = e->op == SHAI_KW_PASS   ? SHAI_VERDICT_PASS
                      : e->op == SHAI_KW_FAIL ? SHAI_VERDICT_FAIL
                                              : SHAI_VERDICT_INCOMPLETE;
    if (e->flags) out.hazard = e->flags == SHAI_KW_SERIOUS ? SHAI_SERIOUS : SHAI_GENERAL;
    for (uint32_t i = 0; e->kids[0] && i < e->kids[0]->kid_count; i++) {
        const struct shai_node *n = e->kids[0]->kids[i];
        if (!n->decl) continue;
        out.items = shai_arena_grow(arena, out.items, &out.item_cap, out.item_count + 1, sizeof *out.items);
        out.items[out.item_count++] = (struct shai_item_expectation){n->decl->index, n->name, outcome_of(n->op)};
    }
    return out;
}

/* --- running --- */

void shai_examples_start(struct shai_examples *r, struct shai_arena *arena, struct shai_diags *diags,
                         const struct shai_spec *spec, const struct shai_program *program, enum shai_lang lang,
                         bool explain)
{
    struct shai_program *said = shai_arena_alloc(arena, sizeof *said); /* reasons are for who reads them */
    *said = *program;
    said->lang = (uint8_t)lang;
    *r = (struct shai_examples){.arena = arena, .diags = diags, .spec = spec, .program = said, .lang = lang};
    r->run = shai_run_new(arena, said, explain);
    r->sample.facts = SHAI_NEW_N(arena, struct shai_fact, program->input_count);
}

enum shai_example_status shai_example_judge(struct shai_examples *r, struct shai_arena *run, size_t index)
{
    const struct shai_node *body = r->spec->examples[index]->kids[1];
    struct shai_arena *outer = r->arena;
    bool readable = true;
    r->arena = run;
    shai_sample_clear(r->program, &r->sample);
    memset(r->sample.fields, 0, sizeof r->sample.fields);
    for (uint32_t i = 0; i < body->kid_count; i++)
        if (body->kids[i]->kind == SHAI_N_SET && body->kids[i]->decl) readable &= set_facts(r, body, body->kids[i]);
    r->arena = outer;
    if (!readable) return SHAI_EXAMPLE_UNREADABLE;
    return shai_run_sample(r->run, run, &r->sample) == SHAI_RUN_OK ? SHAI_EXAMPLE_JUDGED : SHAI_EXAMPLE_MATCH_LIMIT;
}

struct shai_expectation *shai_example_expectations(struct shai_arena *arena, const struct shai_spec *spec,
                                                   size_t index, size_t *count)
{
    const struct shai_node *body = spec->examples[index]->kids[1];
    struct shai_expectation *out = SHAI_NEW_N(arena, struct shai_expectation, body->kid_count);
    *count = 0;
    for (uint32_t i = 0; i < body->kid_count; i++)
        if (body->kids[i]->kind == SHAI_N_EXPECT) out[(*count)++] = expect(arena, body->kids[i]);
    return out;
}

enum shai_example_status shai_example_run(struct shai_examples *r, struct shai_arena *run, size_t index,
                                          struct shai_test_outcome *out)
{
    const struct shai_node *e = r->spec->examples[index];
    const struct shai_source *source = &r->spec->sources->at[e->span.file];
    struct shai_place place = shai_source_place(source, e->span.begin);
    *out = (struct shai_test_outcome){
        .name = e->kids[0]->name, .file = source->name, .line = place.line, .column = place.column, .passed = true};
    size_t count;
    const struct shai_expectation *expected = shai_example_expectations(run, r->spec, index, &count);
    enum shai_example_status status = shai_example_judge(r, run, index);
    if (status == SHAI_EXAMPLE_UNREADABLE)
        shai_test_fails(r->arena, out,
                        r->lang == SHAI_ZH ? "样例中的读数无法读取(见上)"
                                           : "a cell of the example cannot be read (see above)");
    if (status == SHAI_EXAMPLE_MATCH_LIMIT)
        shai_test_fails(r->arena, out,
                        r->lang == SHAI_ZH ? "匹配式超出步数上限" : "a pattern reached its match limit");
    for (size_t k = 0; status == SHAI_EXAMPLE_JUDGED && k < count; k++)
        shai_expectation_hold(r->arena, &expected[k], r->run, r->lang, out);
    return status;
}

struct shai_test_outcome *shai_examples_run(struct shai_arena *arena, struct shai_diags *diags,
                                            const struct shai_spec *spec, const struct shai_program *program,
                                            enum shai_lang lang, size_t *count)
{
    struct shai_examples r;
    struct shai_test_outcome *out = SHAI_NEW_N(arena, struct shai_test_outcome, spec->example_count);
    shai_examples_start(&r, arena, diags, spec, program, lang, false);
    for (size_t i = 0; i < spec->example_count; i++) shai_example_run(&r, arena, i, &out[i]);
    *count = spec->example_count;
    return out;
}
