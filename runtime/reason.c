/* Reasons. In: an evaluated item with the set of causes its outcome rests on. Out: a code and a sentence that names
 * the readings and facts that are wanting. Decides nothing. */
#include "runtime/reason.h"

#include "runtime/show.h"

/* What is wrong with an input or with the program's course, gravest first: the first kind present gives the code. */
enum want {
    WANT_READING,
    WANT_FACT,
    WANT_DETECTION_LIMIT,
    WANT_DECLARATION,
    WANT_KEY,
    WANT_ITEM,
    WANT_DIVISION,
    WANT_BOUND,
    WANT_CASE,
    WANT_U_LOST,
    WANT_U_OPEN,
    WANT_PRECISION,
    WANT_COUNT
};

static const struct {
    const char *code, *zh, *en; /* before the names */
} wants[WANT_COUNT] = {
    [WANT_READING] = {"not_tested", "未检:", "not tested: "},
    [WANT_FACT] = {"fact_missing", "样品信息缺少:", "not given for the sample: "},
    [WANT_DETECTION_LIMIT] = {"no_detection_limit",
                              "未检出但没有检出限:", "not detected, without a detection limit: "},
    [WANT_DECLARATION] = {"undeclared", "产品未明示:", "not declared by the maker: "},
    [WANT_KEY] = {"key_not_found", "表中没有对应的值:", "the table has no value for the sample: "},
    [WANT_ITEM] = {"item_not_applying",
                   "所依据的项目不适用或无法确定是否适用:", "depends on an item that does not, or may not, apply: "},
    [WANT_DIVISION] = {"division", "除数可能为零", "a divisor may be zero"},
    [WANT_BOUND] = {"no_bound", "没有被超出的限值", "no bound was broken"},
    [WANT_CASE] = {"no_case", "没有符合的情形", "no case holds"},
    [WANT_U_LOST] =
        {"uncertainty_lost", "结果的不确定度未知(运算中无法传递),请给出该项目结果的 U",
         "the uncertainty of the value is not known (the computation does not carry it): give the U of the "
         "item's value"},
    [WANT_U_OPEN] = {"within_uncertainty", "计入测量不确定度后无法判定",
                     "undecided once measurement uncertainty is taken into account"},
    [WANT_PRECISION] = {"censored", "读数不足以判定:", "the reading does not decide: "},
};

static bool in_set(const uint64_t *set, uint32_t bit)
{
    return set && set[bit / 64] >> bit % 64 & 1;
}

static enum want want_of_input(const struct shai_input *input, const struct shai_fact *fact)
{
    if (fact->state == SHAI_FACT_BLANK) return input->reading ? WANT_READING : WANT_FACT;
    if (fact->state == SHAI_FACT_UNDECLARED) return WANT_DECLARATION;
    return fact->no_dl ? WANT_DETECTION_LIMIT : WANT_PRECISION;
}

static enum want want_of_cause(const struct shai_cause *cause)
{
    switch ((enum shai_cause_kind)cause->kind) {
    case SHAI_CAUSE_KEY: return WANT_KEY;
    case SHAI_CAUSE_DIVISION: return WANT_DIVISION;
    case SHAI_CAUSE_ITEM: return WANT_ITEM;
    case SHAI_CAUSE_NO_BOUND: return WANT_BOUND;
    case SHAI_CAUSE_CASES: return WANT_CASE;
    case SHAI_CAUSE_U_OPEN: return WANT_U_OPEN;
    case SHAI_CAUSE_U_LOST: return WANT_U_LOST;
    }
    return WANT_CASE;
}

/* A bare measure goes by its item's title; an attribute by its label. */
static void put_input(struct shai_strbuf *buf, const struct shai_run *run, uint32_t i, enum want want)
{
    const struct shai_program *program = run->program;
    const struct shai_input *input = &program->inputs[i];
    shai_strbuf_puts(buf, input->reading ? input->name : shai_show_input_name(input));
    if (want == WANT_PRECISION) {
        shai_strbuf_putc(buf, ' ');
        shai_show_reported(buf, program, i, &run->sample->facts[i]);
    }
}

/* The names of one kind, appended; false where there are none. */
static bool put_want(struct shai_strbuf *buf, const struct shai_run *run, const uint64_t *set, enum want want)
{
    const struct shai_program *program = run->program;
    uint8_t lang = program->lang;
    size_t names = 0;
    bool any = false;
    for (uint32_t i = 0; i < program->input_count; i++) {
        if (!in_set(set, i) || want_of_input(&program->inputs[i], &run->sample->facts[i]) != want) continue;
        shai_strbuf_puts(buf, any ? shai_say(lang, "、", ", ") : shai_say(lang, wants[want].zh, wants[want].en));
        put_input(buf, run, i, want);
        any = true;
        names++;
    }
    for (uint32_t i = 0; i < program->cause_count; i++) {
        const struct shai_cause *cause = &program->causes[i];
        if (!in_set(set, program->input_count + i) || want_of_cause(cause) != want) continue;
        if (!any) shai_strbuf_puts(buf, shai_say(lang, wants[want].zh, wants[want].en));
        any = true;
        if (!cause->name || want == WANT_DIVISION || want == WANT_CASE || want == WANT_BOUND) continue;
        if (names++) shai_strbuf_puts(buf, shai_say(lang, "、", ", "));
        shai_strbuf_puts(buf, cause->name);
    }
    return any;
}

/* Every kind of want in the set, joined by ";". Returns the code of the gravest, NULL where the set is empty. */
static const char *put_wants(struct shai_strbuf *buf, const struct shai_run *run, const uint64_t *set)
{
    const char *code = NULL;
    for (int want = 0; want < WANT_COUNT; want++) {
        struct shai_strbuf part;
        shai_strbuf_init(&part, buf->arena);
        if (!put_want(&part, run, set, (enum want)want)) continue;
        if (code) shai_strbuf_puts(buf, shai_say(run->program->lang, ";", "; "));
        shai_strbuf_puts(buf, part.s);
        if (!code) code = wants[want].code;
    }
    return code;
}

static struct shai_reason of_untested(struct shai_arena *arena, const struct shai_run *run,
                                      const struct shai_item_run *item)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    if (!put_want(&buf, run, item->causes, WANT_READING))
        shai_strbuf_puts(&buf, shai_say(run->program->lang, "未检", "not tested"));
    return (struct shai_reason){wants[WANT_READING].code, buf.s};
}

/* Is the item open because a reading lies below a number that nobody says is the detection limit? */
static bool wants_detection_limit(const struct shai_run *run, uint32_t item, const uint64_t *set)
{
    const struct shai_program *program = run->program;
    bool absent = false, below = false;
    for (size_t i = 0; i < run->demand_count; i++)
        absent |= run->demands[i].item == item && program->criteria[run->demands[i].criterion].kind == SHAI_C_ABSENT;
    for (uint32_t i = 0; absent && i < program->input_count; i++) {
        const struct shai_fact *fact = &run->sample->facts[i];
        if (!in_set(set, i) || !program->inputs[i].reading) continue;
        below |= want_of_input(&program->inputs[i], fact) == WANT_PRECISION && !fact->has_dl && fact->reported_len &&
                 *fact->reported == '<';
    }
    return below;
}

static struct shai_reason of_inconclusive(struct shai_arena *arena, const struct shai_run *run,
                                          const struct shai_item_run *item, const char *requirement)
{
    uint8_t lang = run->program->lang;
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    bool open = item->not_applied || item->may_not_apply;
    if (open)
        shai_strbuf_puts(&buf,
                         shai_say(lang, "无法确定该项目是否适用。", "it is not known whether the item applies: "));
    const char *code = put_wants(&buf, run, item->causes);
    if (open) code = "applicability";
    if (!code) {
        /* No cause: as many specimens fail as may, and the limit applies to no other (R-SPEC-10). */
        code = "specimens";
        shai_strbuf_puts(&buf, shai_say(lang, "适用限值的试样不足以判定",
                                        "the specimens that the limit applies to do not decide"));
    }
    if (requirement && strcmp(code, wants[WANT_PRECISION].code) == 0) {
        shai_strbuf_puts(&buf, shai_say(lang, ",要求 ", "; the requirement is "));
        shai_strbuf_puts(&buf, requirement);
        if (wants_detection_limit(run, (uint32_t)(item - run->items), item->causes))
            shai_strbuf_puts(&buf, shai_say(lang, ";细则没有给出检出限(写 检出限 x)",
                                            "; the spec gives no detection limit (write: detection limit x)"));
    }
    return (struct shai_reason){code, buf.s};
}

static struct shai_reason of_unjudged(const struct shai_run *run, uint32_t item)
{
    const struct shai_item *it = &run->program->items[item];
    uint8_t lang = run->program->lang;
    uint32_t variant = run->items[item].variant;
    if (variant < it->variant_count && it->variants[variant].report)
        return (struct shai_reason){"report_only", shai_say(lang, "仅报告,不参与判定", "reported only, not judged")};
    return (struct shai_reason){"undeclared_recommended",
                                shai_say(lang, "推荐性标准的项目,产品未明示,不参与判定",
                                         "an item of a recommended standard that the maker does not declare")};
}

struct shai_reason shai_reason_of(struct shai_arena *arena, const struct shai_run *run, uint32_t item,
                                  const char *requirement)
{
    const struct shai_item_run *it = &run->items[item];
    switch ((enum shai_outcome)it->outcome) {
    case SHAI_UNTESTED: return of_untested(arena, run, it);
    case SHAI_INCONCLUSIVE: return of_inconclusive(arena, run, it, requirement);
    case SHAI_UNJUDGED: return of_unjudged(run, item);
    case SHAI_INAPPLICABLE:
        return (struct shai_reason){"condition_not_met", shai_say(run->program->lang, "样品不在该项目的适用范围内",
                                                                  "the sample is outside the item's scope")};
    default: return (struct shai_reason){NULL, NULL};
    }
}

const char *shai_reason_of_hazard(struct shai_arena *arena, const struct shai_run *run, uint32_t item)
{
    const struct shai_item_run *it = &run->items[item];
    if (!it->hazard_open) return NULL;
    uint8_t lang = run->program->lang;
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    shai_strbuf_puts(&buf, shai_say(lang, "风险等级无法确定,按可能的最高等级计",
                                    "the grade is not certain; the gravest possible is taken"));
    struct shai_strbuf why;
    shai_strbuf_init(&why, arena);
    if (put_wants(&why, run, it->hazard_causes)) {
        shai_strbuf_puts(&buf, shai_say(lang, ":", ": "));
        shai_strbuf_puts(&buf, why.s);
    }
    return buf.s;
}
