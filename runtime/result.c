/* A result from a run. In: an evaluated sample. Out: its outcomes as words and fields, in the spec's language and the
 * run arena. It judges nothing: outcomes, hazards and verdict are the machine's. */
#include "runtime/result.h"

#include "runtime/raised.h"
#include "runtime/reason.h"
#include "runtime/show.h"
#include "runtime/trace.h"

const char *const shai_outcome_codes[SHAI_OUTCOME_COUNT] = {"pass",     "fail",     "inconclusive",
                                                            "untested", "unjudged", "inapplicable"};
const char *const shai_verdict_codes[3] = {"pass", "fail", "incomplete"};
static const char *const rule_codes[SHAI_RULE_COUNT] = {NULL, "guarded", NULL, "certain"};
const char *const shai_hazard_codes[3] = {"none", "general", "serious"};

const char *shai_outcome_word(enum shai_outcome outcome, enum shai_lang lang)
{
    static const char *const zh[] = {"符合", "不符合", "无法判定", "未检", "不判定", "不适用"};
    static const char *const en[] = {"pass", "fail", "inconclusive", "untested", "unjudged", "inapplicable"};
    return lang == SHAI_EN ? en[outcome] : zh[outcome];
}

const char *shai_hazard_word(enum shai_hazard hazard, enum shai_lang lang)
{
    static const char *const zh[] = {"", "一般", "严重"};
    static const char *const en[] = {"", "general", "serious"};
    return lang == SHAI_EN ? en[hazard] : zh[hazard];
}

const char *shai_verdict_word(enum shai_verdict verdict, enum shai_lang lang)
{
    static const char *const zh[] = {"符合", "不符合", "未完成"};
    static const char *const en[] = {"pass", "fail", "incomplete"};
    return lang == SHAI_EN ? en[verdict] : zh[verdict];
}

/* 不符合 is the guideline's wording (section 3); it gives none for the other two. */
const char *shai_verdict_conclusion(enum shai_verdict verdict, enum shai_lang lang)
{
    static const char *const zh[] = {"符合本次风险速筛要求", "不符合本次风险速筛要求", "检验未完成"};
    static const char *const en[] = {"meets the requirements of this risk screening",
                                     "does not meet the requirements of this risk screening",
                                     "testing not completed"};
    return lang == SHAI_EN ? en[verdict] : zh[verdict];
}

const char *shai_result_disclaimer(enum shai_lang lang)
{
    return shai_say((uint8_t)lang, "风险速筛结果不直接作为行政处罚的依据,不予信息公示。",
                    "A result of risk screening is by itself no basis for a penalty and is not published.");
}

/* --- values -------------------------------------------------------------------------------------------------------
 */

/* Decimals of a reading that is the value, written in the unit that the value is shown in; else none. */
static int places_of_reading(struct shai_arena *arena, const struct shai_fact *fact,
                             const struct shai_interval *value, const struct shai_display *display)
{
    struct shai_decimal read;
    if (fact->state != SHAI_FACT_KNOWN || !fact->exact || shai_num_cmp(fact->num.lo, value->lo) != 0 ||
        shai_num_parse(arena, fact->reported, fact->reported_len, &read) != SHAI_NUM_OK || read.places < 0)
        return SHAI_PLACES_COMPUTED;
    struct shai_num shown = display->unit ? shai_num_mul(arena, read.num, display->factor) : read.num;
    return shai_num_cmp(shown, value->lo) == 0 ? read.places : SHAI_PLACES_COMPUTED;
}

/* The judgement that results show: the item's, or that of one specimen. */
static const struct shai_judged *shown(const struct shai_run *run, uint32_t item)
{
    const struct shai_item_run *it = &run->items[item];
    const struct shai_variant *w = &run->program->items[item].variants[it->variant];
    return &w->judged[it->specimen && it->specimen <= w->judged_count ? it->specimen - 1 : 0];
}

/* Decimals that a value is known to: those of the interval it was rounded to, or of the reading that it equals. */
static int places_of(struct shai_arena *arena, const struct shai_run *run, uint32_t index,
                     const struct shai_variant *variant, const struct shai_interval *value)
{
    const struct shai_program *program = run->program;
    const struct shai_item *item = &program->items[index];
    const struct shai_display *display = &variant->display;
    uint16_t value_reg = shown(run, index)->value_reg;
    if (value_reg == SHAI_NONE16 || display->type != SHAI_V_NUMBER || !shai_interval_is_point(value))
        return SHAI_PLACES_COMPUTED;
    const struct shai_insn *insn = &program->code[program->definition[value_reg]];
    if (insn->op == SHAI_I_ROUND) {
        const struct shai_constant *q = &program->constants[insn->x];
        bool same = shai_num_cmp(q->display.factor, display->factor) == 0;
        return same ? q->places : SHAI_PLACES_COMPUTED;
    }
    int places = SHAI_PLACES_COMPUTED;
    for (uint32_t i = 0; i < item->input_count && places == SHAI_PLACES_COMPUTED; i++)
        if (program->inputs[item->inputs[i]].type == SHAI_V_NUMBER)
            places = places_of_reading(arena, &run->sample->facts[item->inputs[i]], value, display);
    return places;
}

static void fill_value(struct shai_arena *arena, const struct shai_run *run, uint32_t index,
                       const struct shai_variant *variant, struct shai_item_result *r)
{
    const struct shai_item_run *item = &run->items[index];
    const struct shai_program *program = run->program;
    const struct shai_display *display = &variant->display;
    if (!item->has_value || shai_show_is_empty(program, &item->value, display)) return;
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    shai_show_value(&buf, program, &item->value, display, places_of(arena, run, index, variant, &item->value));
    r->value = buf.s;
    if (display->type != SHAI_V_NUMBER) return;
    r->unit = display->unit;
    if (!shai_interval_is_point(&item->value)) return;
    struct shai_num n = display->unit ? shai_num_div(arena, item->value.lo, display->factor) : item->value.lo;
    struct shai_strbuf digits;
    shai_strbuf_init(&digits, arena);
    if (!shai_num_put_decimal(&digits, n)) {
        shai_strbuf_clear(&digits);
        shai_num_put_fraction(&digits, n);
    }
    r->value_number = digits.s;
}

/* --- requirements -------------------------------------------------------------------------------------------------
 */

static const struct shai_interval *bound(const struct shai_run *run, uint16_t reg)
{
    return reg == SHAI_NONE16 ? NULL : &run->num[reg];
}

/* Does it stand among the item's requirements; of one judged specimen by specimen, those of the one shown? */
static bool is_shown(const struct shai_run *run, const struct shai_demand *d, uint32_t item)
{
    uint16_t specimen = run->items[item].specimen;
    return d->item == item && (!specimen || d->specimen + 1 == specimen);
}

/* The distinct texts of an item's demands, of conditions (`require`) or of limits. */
static size_t demand_texts(struct shai_arena *arena, const struct shai_run *run, uint32_t item, bool conditions,
                           const char **texts, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < run->demand_count && count < room; i++) {
        const struct shai_demand *d = &run->demands[i];
        if (!is_shown(run, d, item)) continue;
        const struct shai_criterion *c = &run->program->criteria[d->criterion];
        if ((c->kind == SHAI_C_REQUIRE) != conditions) continue;
        struct shai_strbuf buf;
        shai_strbuf_init(&buf, arena);
        shai_show_criterion(&buf, run->program, c, bound(run, d->lower), bound(run, d->upper));
        size_t k = 0;
        while (k < count && strcmp(texts[k], buf.s) != 0) k++;
        if (k == count) texts[count++] = buf.s;
    }
    return count;
}

static void put_joined(struct shai_strbuf *buf, const char **texts, size_t count, const char *joint)
{
    for (size_t i = 0; i < count; i++) {
        if (i) shai_strbuf_puts(buf, joint);
        shai_strbuf_puts(buf, texts[i]);
    }
}

/* Limits are alternatives (cases still possible), conditions stand all. *condition: the conditions alone. */
static void fill_requirement(struct shai_arena *arena, const struct shai_run *run, uint32_t item,
                             struct shai_item_result *r, const char **condition)
{
    enum { ROOM = 16 };
    const char *limits[ROOM], *conditions[ROOM];
    size_t limit_count = demand_texts(arena, run, item, false, limits, ROOM);
    size_t condition_count = demand_texts(arena, run, item, true, conditions, ROOM);
    uint8_t lang = run->program->lang;
    *condition = NULL;
    if (!limit_count && !condition_count) return;
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    bool group = limit_count > 1 && condition_count > 0;
    if (group) shai_strbuf_putc(&buf, '(');
    put_joined(&buf, limits, limit_count, shai_say(lang, " 或 ", " or "));
    if (group) shai_strbuf_putc(&buf, ')');
    if (limit_count && condition_count) shai_strbuf_puts(&buf, shai_say(lang, " 且 ", " and "));
    size_t from = buf.len;
    put_joined(&buf, conditions, condition_count, shai_say(lang, " 且 ", " and "));
    r->requirement = buf.s;
    for (size_t i = 0; i < condition_count; i++) r->has_pattern |= shai_show_has_pattern(conditions[i]);
    if (condition_count && !limit_count) *condition = buf.s + from;
}

/* --- readings -----------------------------------------------------------------------------------------------------
 */

/* One reading, or that there is none. */
static void put_reading(struct shai_strbuf *buf, const struct shai_run *run, uint32_t input)
{
    const struct shai_fact *fact = &run->sample->facts[input];
    if (fact->state == SHAI_FACT_BLANK) shai_strbuf_puts(buf, shai_say(run->program->lang, "未检", "not tested"));
    else shai_show_reported(buf, run->program, input, fact);
}

/* A measure: its reading, or those of its specimens where it was not reported itself. */
static void put_measure(struct shai_strbuf *buf, const struct shai_run *run, uint32_t input)
{
    const struct shai_input *in = &run->program->inputs[input];
    bool itself = !in->specimens || run->sample->facts[input].state != SHAI_FACT_BLANK;
    if (itself) put_reading(buf, run, input);
    for (uint16_t k = 1; !itself && k <= in->specimens; k++) {
        if (k > 1) shai_strbuf_puts(buf, "; ");
        put_reading(buf, run, input + k);
    }
}

static void fill_reported(struct shai_arena *arena, const struct shai_run *run, const struct shai_item *item,
                          struct shai_item_result *r)
{
    const struct shai_program *program = run->program;
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    bool any = false, named = false;
    uint32_t measures = 0;
    for (uint32_t i = 0; i < item->input_count; i++) {
        const struct shai_input *in = &program->inputs[item->inputs[i]];
        any |= run->sample->facts[item->inputs[i]].state != SHAI_FACT_BLANK;
        measures += !in->specimen;
        named |= !in->bare;
    }
    if (!any) return;
    bool first = true;
    for (uint32_t i = 0; i < item->input_count; i++) {
        uint32_t input = item->inputs[i];
        if (program->inputs[input].specimen) continue;
        if (!first) shai_strbuf_puts(&buf, "; ");
        first = false;
        if (named && measures > 1) {
            shai_strbuf_puts(&buf, program->inputs[input].name);
            shai_strbuf_putc(&buf, ' ');
        }
        put_measure(&buf, run, input);
    }
    r->reported = buf.s;
}

/* --- citations ----------------------------------------------------------------------------------------------------
 */

static const char **citations(struct shai_arena *arena, const struct shai_program *program,
                              const struct shai_citation *at, uint32_t count)
{
    const char **texts = SHAI_NEW_N(arena, const char *, count);
    for (uint32_t i = 0; i < count; i++) {
        const char *code = program->standards[at[i].standard].code;
        texts[i] = at[i].clause ? shai_arena_printf(arena, "%s %s", code, at[i].clause) : code;
    }
    return texts;
}

static const char *method_kind_code(uint8_t kind)
{
    static const char *const codes[] = {NULL, "visual", "portable", "rapid", "laboratory"};
    return codes[kind];
}

/* --- problems -----------------------------------------------------------------------------------------------------
 */

/* The bound that was broken, with the digits its requirement is printed with. */
static void put_limit(struct shai_strbuf *buf, const struct shai_run *run, uint32_t item,
                      const struct shai_variant *variant)
{
    const struct shai_interval *broken = bound(run, shown(run, item)->broken_reg);
    if (!broken) return;
    const struct shai_display *display = &variant->display;
    int places = SHAI_PLACES_COMPUTED;
    for (size_t i = 0; i < run->demand_count && broken->flags & SHAI_POINT; i++) {
        const struct shai_demand *d = &run->demands[i];
        if (!is_shown(run, d, item)) continue;
        const struct shai_criterion *c = &run->program->criteria[d->criterion];
        const struct shai_interval *lower = bound(run, d->lower), *upper = bound(run, d->upper);
        if (lower && lower->flags & SHAI_POINT && shai_num_cmp(lower->lo, broken->lo) == 0) {
            display = &c->display;
            places = c->places;
            break;
        }
        if (upper && upper->flags & SHAI_POINT && shai_num_cmp(upper->lo, broken->lo) == 0) {
            display = &c->display;
            places = lower ? c->places_upper : c->places;
            break;
        }
    }
    shai_show_value(buf, run->program, broken, display, places);
}

static void put_piece(struct shai_strbuf *buf, const struct shai_run *run, uint32_t item,
                      const struct shai_variant *variant, const struct shai_piece *piece,
                      const struct shai_item_result *r)
{
    uint8_t lang = run->program->lang;
    switch ((enum shai_piece_kind)piece->kind) {
    case SHAI_P_TEXT: shai_strbuf_puts(buf, piece->text); break;
    case SHAI_P_TITLE: shai_strbuf_puts(buf, r->title); break;
    case SHAI_P_VALUE:
        if (r->value) shai_strbuf_puts(buf, r->value);
        else if (r->reported) shai_strbuf_puts(buf, r->reported);
        break;
    case SHAI_P_LIMIT: put_limit(buf, run, item, variant); break;
    case SHAI_P_REQUIREMENT:
        /* a problem is read by the enterprise: in place of a pattern stands where the requirement is written */
        if (r->has_pattern) put_joined(buf, r->basis, r->basis_count, "; ");
        else if (r->requirement) shai_strbuf_puts(buf, r->requirement);
        break;
    case SHAI_P_LET:
        shai_show_value(buf, run->program, &run->num[piece->reg], &piece->display, SHAI_PLACES_COMPUTED);
        break;
    case SHAI_P_INPUT: {
        const struct shai_input *in = &run->program->inputs[piece->input];
        uint32_t input = piece->input;
        if (in->each && in->specimens && run->items[item].specimen <= in->specimens)
            input += run->items[item].specimen; /* of the specimen that is shown */
        if (in->reading) put_measure(buf, run, input);
        else if (run->sample->facts[input].state == SHAI_FACT_BLANK)
            shai_strbuf_puts(buf, shai_say(lang, "(未提供)", "(not given)"));
        else shai_show_reported(buf, run->program, input, &run->sample->facts[input]);
        break;
    }
    }
}

/* How many specimens fail, and what one of them and its requirement are. */
static void put_specimens_problem(struct shai_strbuf *buf, uint8_t lang, const struct shai_item_run *it,
                                  uint16_t allow, const struct shai_item_result *r, const char *requirement)
{
    const char *value = r->has_pattern ? NULL : r->value;
    shai_strbuf_printf(buf, shai_say(lang, "%s:%u 个试样中 %u 个不符合", "%s: of %u specimens %u fail"), r->title,
                       it->count, it->fails);
    if (allow) shai_strbuf_printf(buf, shai_say(lang, "(允许 %u 个)", " (%u allowed)"), allow);
    if (value) {
        shai_strbuf_puts(buf, it->fails == 1 ? shai_say(lang, ",为 ", "; it is ")
                                             : shai_say(lang, ",其中一个为 ", "; one of them is "));
        shai_strbuf_puts(buf, value);
    }
    if (!requirement || r->has_pattern) return;
    shai_strbuf_puts(buf, shai_say(lang, ",要求 ", "; required: "));
    shai_strbuf_puts(buf, requirement);
}

/* The wording made where the spec gives none. */
static void put_default_problem(struct shai_strbuf *buf, uint8_t lang, const struct shai_item_result *r,
                                const char *condition)
{
    shai_strbuf_puts(buf, r->title);
    if (r->has_pattern) {
        shai_strbuf_puts(buf, shai_say(lang, "不符合要求", " does not meet the requirement"));
    } else if (condition) {
        shai_strbuf_puts(buf, shai_say(lang, "不满足要求:", " does not meet the requirement: "));
        shai_strbuf_puts(buf, condition);
    } else if (r->value && r->requirement) {
        shai_strbuf_puts(buf, shai_say(lang, "为 ", " is "));
        shai_strbuf_puts(buf, r->value);
        shai_strbuf_puts(buf, shai_say(lang, ",要求 ", "; required: "));
        shai_strbuf_puts(buf, r->requirement);
    } else if (r->requirement) {
        shai_strbuf_puts(buf, shai_say(lang, "不满足要求:", " does not meet the requirement: "));
        shai_strbuf_puts(buf, r->requirement);
    } else {
        shai_strbuf_puts(buf, shai_say(lang, "不符合要求", " does not conform"));
    }
}

static void fill_problem(struct shai_arena *arena, const struct shai_run *run, uint32_t item,
                         const struct shai_variant *variant, const char *condition, const char *requirement,
                         struct shai_item_result *r)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    const struct shai_interval *value = &run->items[item].value;
    bool guarded = variant->decide == SHAI_RULE_GUARDED && run->items[item].has_value && value->flags & SHAI_U_GIVEN;
    for (uint32_t i = 0; i < variant->problem_count; i++)
        put_piece(&buf, run, item, variant, &variant->problem[i], r);
    bool own = variant->problem_count > 0, by_specimen = run->items[item].specimen > 0;
    if (!own && by_specimen)
        put_specimens_problem(&buf, run->program->lang, &run->items[item], variant->allow, r, requirement);
    if (!own && !by_specimen) put_default_problem(&buf, run->program->lang, r, condition);
    bool said = strstr(buf.s, "不确定度") || strstr(buf.s, "uncertainty");
    if (guarded && !said)
        shai_strbuf_puts(
            &buf, shai_say(run->program->lang, "(计入扩展不确定度判定)", " (decided with the expanded uncertainty)"));
    r->problem = buf.s;
}

/* --- items and the whole ------------------------------------------------------------------------------------------
 */

static void make_item(struct shai_arena *arena, const struct shai_run *run, uint32_t index,
                      struct shai_tracer *tracer, struct shai_item_result *r)
{
    const struct shai_program *program = run->program;
    const struct shai_item *item = &program->items[index];
    const struct shai_item_run *it = &run->items[index];
    const struct shai_variant *variant = &item->variants[it->variant];
    const char *condition = NULL, *requirement = NULL; /* the latter without what is allowed */
    r->item = item->name;
    r->title = item->title;
    r->family = item->family;
    r->group = variant->group;
    r->outcome = (enum shai_outcome)it->outcome;
    r->hazard = r->outcome == SHAI_FAIL ? (enum shai_hazard)it->hazard : SHAI_HAZARD_NONE;
    fill_reported(arena, run, item, r);
    if (r->outcome != SHAI_INAPPLICABLE && !it->not_applied) {
        fill_value(arena, run, index, variant, r);
        fill_requirement(arena, run, index, r, &condition);
        requirement = r->requirement;
        if (requirement && variant->allow && it->specimen)
            r->requirement =
                shai_arena_printf(arena, shai_say(program->lang, "%s,允许 %u 个不符合", "%s, %u may fail"),
                                  requirement, variant->allow);
    }
    r->basis = citations(arena, program, variant->basis, variant->basis_count);
    r->basis_count = variant->basis_count;
    r->method = citations(arena, program, variant->methods, variant->method_count);
    r->method_count = variant->method_count;
    r->method_kind = method_kind_code(variant->method_kind);
    if (r->outcome == SHAI_FAIL) {
        fill_problem(arena, run, index, variant, condition, requirement, r);
        r->hazard_reason = shai_reason_of_hazard(arena, run, index);
    }
    r->decision_rule = rule_codes[variant->decide];
    r->reason = shai_reason_of(arena, run, index, r->requirement);
    if (tracer) r->trace = shai_trace_item(tracer, index, &r->trace_count);
}

static bool is_field_input(const struct shai_input *input, enum shai_field field)
{
    const struct shai_field_info *info = &shai_field_infos[field];
    return !input->reading && (strcmp(input->name, info->zh) == 0 || strcmp(input->name, info->en) == 0);
}

static bool slice_is(struct shai_slice slice, const char *word)
{
    return slice.len == strlen(word) && memcmp(slice.s, word, slice.len) == 0;
}

/* Marked 三无, never inferred (interface.md, "Samples"). As the program read it, else by the words of a yes. */
static bool is_unlabelled(const struct shai_run *run)
{
    for (uint32_t i = 0; i < run->program->input_count; i++) {
        const struct shai_input *in = &run->program->inputs[i];
        if (in->type == SHAI_V_TRUTH && is_field_input(in, SHAI_FIELD_UNLABELLED)) {
            const struct shai_fact *fact = &run->sample->facts[i];
            return fact->state == SHAI_FACT_KNOWN && fact->truth == SHAI_YES;
        }
    }
    struct shai_slice text = run->sample->fields[SHAI_FIELD_UNLABELLED];
    return slice_is(text, "是") || slice_is(text, "yes") || slice_is(text, "true") || slice_is(text, "1");
}

/* guideline, section 4; 重要风险隐患 there is 严重风险隐患 of section 3 */
const char *shai_disposal_text(bool serious, enum shai_lang lang)
{
    if (serious)
        return shai_say((uint8_t)lang, "作为案件线索移交属地执法检查",
                        "handed to local enforcement for inspection as a case lead");
    return shai_say(
        (uint8_t)lang, "由属地市场监管部门提醒企业立即采取防范措施,并跟踪企业质量状况",
        "the local market regulator reminds the enterprise to take preventive measures at once and follows "
        "its quality status");
}

static void fill_disposal(struct shai_result *r)
{
    bool serious = r->hazard == SHAI_SERIOUS;
    if (r->verdict != SHAI_VERDICT_FAIL) return;
    r->action = serious ? "case_lead" : "reminder";
    r->action_text = shai_disposal_text(serious, (enum shai_lang)r->program->lang);
    r->advice = r->program->advice[r->hazard == SHAI_SERIOUS];
    if (!r->unlabelled) r->recipients[r->recipient_count++] = "producer";
    r->recipients[r->recipient_count++] = "seller";
}

static void fill_note(struct shai_arena *arena, struct shai_result *r, const struct shai_run *run)
{
    uint8_t lang = r->program->lang;
    if (r->verdict != SHAI_VERDICT_FAIL) return;
    const char *why = run->raised ? shai_raised_by(arena, run) : NULL;
    if (why)
        r->note = shai_arena_printf(
            arena, shai_say(lang, "%s,按判定规则定为%s风险隐患", "%s: by the spec's verdict rule the hazard is %s"),
            why, shai_hazard_word(r->hazard, (enum shai_lang)lang));
    else if (run->raised)
        r->note = shai_say(lang, "风险等级按判定规则升级", "the hazard was raised by the spec's verdict rule");
    else if (run->raise_open)
        r->note =
            shai_say(lang, "有项目未检或无法判定,不能确定是否应升级风险等级",
                     "whether the hazard is to be raised could not be decided: items are untested or undecided");
}

static void fill_evidence(struct shai_arena *arena, struct shai_result *r, const struct shai_sample *sample)
{
    struct shai_slice text = sample->fields[SHAI_FIELD_EVIDENCE];
    const struct shai_evidence *files = sample->evidence;
    r->evidence_files = files;
    r->evidence_count = sample->evidence_count;
    if (!files) files = shai_evidence_read(arena, text.s ? text.s : "", text.len, &r->evidence_count);
    r->evidence = SHAI_NEW_N(arena, const char *, r->evidence_count);
    for (uint32_t i = 0; i < r->evidence_count; i++) r->evidence[i] = files[i].file;
}

struct shai_result *shai_result_make(struct shai_arena *arena, const struct shai_run *run)
{
    const struct shai_program *program = run->program;
    const struct shai_sample *sample = run->sample;
    struct shai_slice id = sample->fields[SHAI_FIELD_SAMPLE_ID];
    struct shai_result *r = SHAI_NEW(arena, struct shai_result);
    r->program = program;
    r->sample = sample;
    r->sample_id = shai_arena_strndup(arena, id.len ? id.s : "", id.len);
    r->verdict = run->verdict;
    r->conclusion = shai_verdict_conclusion(run->verdict, program->lang);
    r->hazard = run->verdict == SHAI_VERDICT_FAIL ? run->hazard : SHAI_HAZARD_NONE;
    r->complete = true;
    bool limited = program->has_from || program->has_to;
    r->effective = limited && !sample->fields[SHAI_FIELD_SAMPLED_ON].len ? "unchecked" : "checked";
    r->unlabelled = is_unlabelled(run);
    r->item_count = program->item_count;
    r->items = SHAI_NEW_N(arena, struct shai_item_result, program->item_count);
    struct shai_tracer *tracer = run->explain ? shai_tracer_new(arena, run) : NULL;
    for (uint32_t i = 0; i < program->item_count; i++) {
        make_item(arena, run, i, tracer, &r->items[i]);
        enum shai_outcome o = r->items[i].outcome;
        if (o == SHAI_INCONCLUSIVE || o == SHAI_UNTESTED) r->complete = false;
    }
    fill_disposal(r);
    fill_note(arena, r, run);
    fill_evidence(arena, r, sample);
    return r;
}
