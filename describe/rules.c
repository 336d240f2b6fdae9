/* Sections of the document: the standards cited, how a result is judged, what becomes of it, why the items were
 * chosen.
 *
 * In: the checked spec. Out: sentences, each only where the spec has what it speaks of; the words of outcomes,
 * verdicts and disposal are those of results and letters. */
#include "describe/writer.h"
#include "runtime/result.h"

#include <string.h>

/* --- standards -------------------------------------------------------------------------------------------------- */

static const char *force_words(const struct shai_writer *w, const struct shai_decl *s)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    if (s->in_force[0])
        shai_tell_join(&b, "\n", shai_tell(w, "%1 起实施", "in force from %1", s->in_force[0]->name, NULL));
    if (s->in_force[1])
        shai_tell_join(&b, "\n", shai_tell(w, "实施至 %1", "in force to %1", s->in_force[1]->name, NULL));
    if (s->replaced_by) shai_tell_join(&b, "\n", shai_tell(w, "由 %1 代替", "replaced by %1", s->replaced_by, NULL));
    return b.s;
}

/* Does the code end with a year, as in GB 6675.4-2014? */
static bool is_dated(const char *code)
{
    size_t len = strlen(code);
    return len > 5 && code[len - 5] == '-' && strspn(code + len - 4, "0123456789") == 4;
}

static bool is_numbered(const char *code)
{
    return code[0] >= 'A' && code[0] <= 'Z';
}

static bool is_listed(const struct shai_writer *w, size_t at)
{
    const struct shai_decl *s = w->spec->standards[at];
    if (!shai_standard_counts(w->spec, s)) return false;
    for (size_t i = 0; i < at; i++)
        if (shai_standard_counts(w->spec, w->spec->standards[i]) && strcmp(w->spec->standards[i]->code, s->code) == 0)
            return false;
    return true;
}

void shai_describe_standards(struct shai_writer *w)
{
    static const struct shai_doc_column zh[] = {{"序号", 7, true, false},
                                                {"标准编号", 25, false, false},
                                                {"名称", 38, false, false},
                                                {"性质", 10, true, false},
                                                {"实施和代替", 20, false, false}};
    static const struct shai_doc_column en[] = {{"No.", 7, true, false},
                                                {"Code", 25, false, false},
                                                {"Title", 38, false, false},
                                                {"Nature", 10, true, false},
                                                {"In force", 20, false, false}};
    struct shai_doc_table *table =
        shai_doc_table(w->doc, shai_tell(w, "引用的标准和法规", "Standards and laws cited", NULL),
                       w->lang == SHAI_EN ? en : zh, sizeof zh / sizeof *zh);
    unsigned number = 0;
    bool dated = false, undated = false;
    for (size_t i = 0; i < w->spec->standard_count; i++) {
        const struct shai_decl *s = w->spec->standards[i];
        if (!is_listed(w, i)) continue;
        const char *nature =
            s->mandatory ? shai_tell(w, "强制", "mandatory", NULL) : shai_tell(w, "推荐", "recommended", NULL);
        const char *cells[] = {shai_figure(w, ++number), s->code, s->title ? s->title : "", nature,
                               force_words(w, s)};
        shai_doc_row(w->doc, table, SHAI_ROW_PLAIN, cells);
        if (is_numbered(s->code)) is_dated(s->code) ? (dated = true) : (undated = true);
    }
    if (dated)
        shai_doc_text(w->doc, shai_tell(w, "注日期的引用标准,其随后的修改单和修订版不适用于本细则。",
                                        "Of dated standards only the edition cited applies.", NULL));
    if (undated)
        shai_doc_text(w->doc, shai_tell(w, "不注日期的引用标准,其最新版本适用于本细则。",
                                        "Of undated standards the latest edition applies.", NULL));
}

/* --- how numbers are compared ----------------------------------------------------------------------------------- */

typedef bool is_so(const struct shai_variant_node *v);

static bool has_rounded_comparison(const struct shai_variant_node *v)
{
    return v->compare && v->compare->op == SHAI_KW_ROUNDED;
}
static bool has_rounding(const struct shai_variant_node *v)
{
    return v->round != NULL;
}
static bool has_declared(const struct shai_variant_node *v)
{
    return v->declared != NULL;
}
static bool has_guarded(const struct shai_variant_node *v)
{
    return v->decide && v->decide->op == SHAI_KW_GUARDED;
}
static bool has_certain(const struct shai_variant_node *v)
{
    return v->decide && v->decide->op == SHAI_KW_CERTAIN;
}
static bool has_simple(const struct shai_variant_node *v)
{
    return v->decide && v->decide->op == SHAI_KW_SIMPLE;
}
static bool has_hazard_cases(const struct shai_variant_node *v)
{
    return v->hazard && v->hazard->kind != SHAI_N_HAZARD;
}

/* The titles of the items of which some variant is so, each once; NULL where none is. */
static const char *titles(const struct shai_writer *w, is_so *is)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, w->arena);
    for (size_t i = 0; i < w->spec->item_count; i++)
        for (const struct shai_variant_node *v = w->spec->items[i]->variants; v; v = v->next)
            if (is(v)) {
                shai_tell_join(&b, shai_comma(w), shai_listed(w, shai_title_of(w->spec->items[i])));
                break;
            }
    return b.len ? b.s : NULL;
}

static void tell_numbers(struct shai_writer *w)
{
    const char *rounded = titles(w, has_rounded_comparison), *rounding = titles(w, has_rounding);
    shai_doc_heading(w->doc, 2, shai_tell(w, "数值的修约与比较", "Rounding and comparison", NULL));
    shai_doc_point(
        w->doc,
        shai_tell(w,
                  "“读数”是检测所得的值;“结果”是用来判定的值,备注中没有给出计算式的,结果就是读数;“限值”是要求中的"
                  "界限值,要求是范围的,指超出的那一端。",
                  "The reading is what was measured; the value is what is judged, which is the reading "
                  "where the remarks give no formula; the limit is the bound of the requirement, of a "
                  "range the end that was crossed.",
                  NULL));
    shai_doc_point(w->doc,
                   shai_tell(w, "计算用精确值,中间不修约。修约按 GB/T 8170 进行,只修约一次。",
                             "Calculation is exact, without rounding in between. Rounding follows GB/T 8170 and is "
                             "done once.",
                             NULL));
    if (rounded)
        shai_doc_point(
            w->doc,
            shai_tell(w, "下列项目采用修约值比较法,先把结果修约到与限值书写的末位相同的位数,再与限值比较:%1。",
                      "Of these items the value is rounded to the last written place of the limit before "
                      "it is compared: %1.",
                      rounded, NULL));
    if (rounding)
        shai_doc_point(w->doc,
                       shai_tell(w, "下列项目的结果按备注规定的间隔或位数修约后比较:%1。",
                                 "Of these items the value is rounded as the remarks say and then compared: %1.",
                                 rounding, NULL));
    shai_doc_point(w->doc, rounded || rounding
                               ? shai_tell(w, "其余项目采用全数值比较法,结果不经修约,直接与限值比较。",
                                           "All other values are compared unrounded.", NULL)
                               : shai_tell(w, "采用全数值比较法,结果不经修约,直接与限值比较。",
                                           "Values are compared unrounded.", NULL));
}

static bool has_detection_limits(const struct shai_spec *spec)
{
    for (size_t i = 0; i < spec->item_count; i++)
        for (size_t k = 0; k < spec->items[i]->measure_count; k++)
            if (spec->items[i]->measures[k]->detection) return true;
    return false;
}

static void tell_not_detected(struct shai_writer *w)
{
    shai_doc_heading(w->doc, 2, shai_tell(w, "未检出和界限值", "Not detected, and readings beyond a bound", NULL));
    shai_doc_point(
        w->doc,
        has_detection_limits(w->spec)
            ? shai_tell(
                  w, "检验机构报告“未检出”的,读数按小于检出限处理;检出限以检验机构报告的为准,没有报告的以备注为准。",
                  "A reading reported as not detected lies below the detection limit: the laboratory's, "
                  "else that of the remarks.",
                  NULL)
            : shai_tell(w, "检验机构报告“未检出”并给出检出限的,读数按小于检出限处理。",
                        "A reading reported as not detected, with a detection limit, lies below that limit.", NULL));
    if (w->spec->nd_counts)
        shai_doc_point(w->doc, shai_tell(w, "没有检出限的“未检出”,除备注另有规定外,按 %1 计。",
                                         "Without a detection limit, not detected counts %1, unless the remarks say "
                                         "otherwise.",
                                         w->spec->nd_counts->kids[0]->name, NULL));
    else
        shai_doc_point(w->doc,
                       shai_tell(w, "没有检出限的“未检出”,除备注另有规定外,不能据以判定。",
                                 "Without a detection limit, not detected decides nothing, unless the remarks say "
                                 "otherwise.",
                                 NULL));
    shai_doc_point(
        w->doc,
        shai_tell(w, "读数只给出范围的(如 < 0.5),范围内的值全部符合才判符合,全部不符合才判不符合,否则为无法判定。",
                  "Of a reading that is only bounded (such as < 0.5) every possible value must comply, "
                  "or fail; else the item is inconclusive.",
                  NULL));
}

static void tell_uncertainty(struct shai_writer *w)
{
    static const char *const zh[] = {
        "测量不确定度只记录,不用于判定。",
        "结果加减扩展不确定度 U 后的整个区间都符合要求的,判为符合;否则判为不符合。",
        ("结果加减扩展不确定度 U "
         "后的整个区间都符合要求的,判为符合;整个区间都不符合要求的,判为不符合;其他为无法判定。")};
    static const char *const en[] = {
        "Measurement uncertainty is recorded and not used.",
        ("An item passes where all of value ± U complies, U being the expanded uncertainty; "
         "else it fails."),
        ("An item passes where all of value ± U complies and fails where none of it does, U being "
         "the expanded uncertainty; else it is inconclusive.")};
    const struct shai_node *decide = w->spec->decide;
    int rule = !decide || decide->op == SHAI_KW_SIMPLE ? 0 : decide->op == SHAI_KW_GUARDED ? 1 : 2;
    is_so *const own[] = {has_simple, has_guarded, has_certain};
    shai_doc_heading(w->doc, 2, shai_tell(w, "测量不确定度", "Measurement uncertainty", NULL));
    shai_doc_point(w->doc, shai_tell(w, zh[rule], en[rule], NULL));
    for (int i = 0; i < 3; i++) {
        const char *items = i == rule ? NULL : titles(w, own[i]);
        if (items)
            shai_doc_point(w->doc, shai_tell(w, "下列项目例外:%1。%2", "These items are an exception: %1. %2", items,
                                             shai_tell(w, zh[i], en[i], NULL), NULL));
    }
    if (rule || titles(w, has_guarded) || titles(w, has_certain))
        shai_doc_point(
            w->doc, shai_tell(w, "由读数算得的结果,其 U 不能由读数的 U 得出的,由检验机构给出;没有给出的为无法判定。",
                              "Where U of a value cannot be had from those of its readings the laboratory gives "
                              "it; without it the item is inconclusive.",
                              NULL));
}

/* --- declared requirements -------------------------------------------------------------------------------------- */

static void tell_declared(struct shai_writer *w)
{
    const char *items = titles(w, has_declared);
    if (!items) return;
    shai_doc_heading(w->doc, 2, shai_tell(w, "明示的质量要求", "Requirements declared by the maker", NULL));
    shai_doc_text(w->doc, shai_tell(w, "下列项目的企业明示值参与判定:%1。",
                                    "Declared values count for these items: %1.", items, NULL));
    shai_doc_point(w->doc, shai_tell(w, "明示值严于本细则要求的,按明示值判定。",
                                     "A declared value stricter than the requirement binds.", NULL));
    shai_doc_point(
        w->doc, shai_tell(w, "明示值宽于强制性标准要求的,按强制性标准的要求判定;宽于推荐性标准要求的,按明示值判定。",
                          "One laxer than a mandatory standard does not bind: the standard does; one laxer than a "
                          "recommended standard binds.",
                          NULL));
    shai_doc_point(w->doc,
                   shai_tell(w, "未明示的,强制性标准的项目按标准的要求判定,推荐性标准的项目不参与判定。",
                             "Where nothing is declared a mandatory standard binds; an item of a recommended one is "
                             "not judged.",
                             NULL));
    shai_doc_point(w->doc,
                   shai_tell(w, "没有记录明示值,但产品的执行标准就是该项目的依据标准的,视为明示了标准的要求。",
                             "Where no declared value is recorded and the product's declared standard is a basis of "
                             "the item, the requirement of that standard counts as declared.",
                             NULL));
}

/* --- outcomes and verdict --------------------------------------------------------------------------------------- */

static bool has_twofold_items(const struct shai_spec *spec)
{
    for (size_t i = 0; i < spec->item_count; i++)
        if (spec->items[i]->variant_count > 1) return true;
    return false;
}

static bool has_specimens(const struct shai_spec *spec)
{
    for (size_t i = 0; i < spec->item_count; i++)
        if (spec->items[i]->each) return true;
    return false;
}

static void outcome(struct shai_writer *w, enum shai_outcome which, const char *zh, const char *en)
{
    shai_doc_point(w->doc, shai_tell(w, "%1：%2", "%1: %2", shai_outcome_word(which, w->lang),
                                     shai_tell(w, zh, en, NULL), NULL));
}

static void tell_outcomes(struct shai_writer *w)
{
    shai_doc_heading(w->doc, 2, shai_tell(w, "单项判定", "Items", NULL));
    shai_doc_text(w->doc, shai_tell(w, "每个项目判为下列之一:", "The outcome of an item is one of these:", NULL));
    outcome(w, SHAI_PASS, "读数和样品信息足以确定结果满足要求。",
            "the readings and particulars settle that it complies.");
    outcome(w, SHAI_FAIL, "读数和样品信息足以确定结果不满足要求;缺少的读数改变不了这一点。",
            "the readings and particulars settle that it does not; no missing reading could change that.");
    outcome(w, SHAI_UNTESTED, "缺少能够决定判定的读数。", "a reading that would decide is missing.");
    outcome(w, SHAI_INCONCLUSIVE, "读数已有,但读数或样品信息不足以判定;须说明缺少什么。",
            "readings are there, but they or the particulars do not decide; what is missing is named.");
    outcome(w, SHAI_UNJUDGED, "只记录的项目,或按规定不参与判定的项目。",
            "recorded only, or not to be judged by the rules.");
    outcome(w, SHAI_INAPPLICABLE, "样品不在项目的适用范围内,或要求为“不作要求”。",
            "the sample is not of the kind that the item applies to.");
    if (has_specimens(w->spec))
        shai_doc_text(
            w->doc,
            shai_tell(
                w,
                "逐个判定的项目,每个试样都须符合;备注写明允许几个试样不符合的,不符合的试样不超过此数即判为符合。"
                "风险等级取不符合的试样中最重的。",
                "Where each specimen is judged all must comply, save as many as the remarks allow. The "
                "gravest hazard of the failed specimens counts.",
                NULL));
    if (has_twofold_items(w->spec))
        shai_doc_text(w->doc,
                      shai_tell(w,
                                "同一项目列入几个表的,只检一次,按排在前面的、样品适用的表判定;"
                                "不能确定样品是否适用前面的表的,该项目为%1。",
                                "An item of several tables is tested once and judged by the first table that the "
                                "sample is of; where that is unknown it is %1.",
                                shai_outcome_word(SHAI_INCONCLUSIVE, w->lang), NULL));
}

static void tell_verdict(struct shai_writer *w)
{
    const char *pass = shai_quoted(w, shai_verdict_conclusion(SHAI_VERDICT_PASS, w->lang));
    const char *fail = shai_quoted(w, shai_verdict_conclusion(SHAI_VERDICT_FAIL, w->lang));
    const char *open = shai_quoted(w, shai_verdict_conclusion(SHAI_VERDICT_INCOMPLETE, w->lang));
    shai_doc_heading(w->doc, 2, shai_tell(w, "综合判定", "The sample", NULL));
    shai_doc_point(w->doc, shai_tell(w, "任一项目为%2的,结论为%1。",
                                     "Where the outcome of any item is %2 the conclusion is %1.", fail,
                                     shai_outcome_word(SHAI_FAIL, w->lang), NULL));
    shai_doc_point(
        w->doc,
        shai_tell(w, "没有不符合的项目,但有项目为%2或%3的,或者没有一个项目为%4的,结论为%1。",
                  "Where no outcome is a fail, but some outcome is %2 or %3, or none is %4, the conclusion is %1.",
                  open, shai_outcome_word(SHAI_UNTESTED, w->lang), shai_outcome_word(SHAI_INCONCLUSIVE, w->lang),
                  shai_outcome_word(SHAI_PASS, w->lang), NULL));
    shai_doc_point(w->doc, shai_tell(w, "其他情况,结论为%1。", "Otherwise the conclusion is %1.", pass, NULL));
}

static void tell_escalation(struct shai_writer *w)
{
    const struct shai_node *cases = w->spec->verdict;
    for (uint32_t i = 0; cases && i < cases->kid_count; i++) {
        const struct shai_node *c = cases->kids[i];
        if (c->kind != SHAI_N_CASE || c->kids[0]->op != SHAI_KW_SERIOUS) continue;
        shai_doc_point(w->doc, shai_tell(w, "%1时,样品的风险等级升为%2。",
                                         "Where %1, the hazard of the sample is raised to %2.",
                                         shai_words(w, c->kids[1]), shai_hazard_word(SHAI_SERIOUS, w->lang), NULL));
    }
    if (cases)
        shai_doc_point(
            w->doc, shai_tell(w, "上述条件只升高、不降低风险等级;条件不能确定成立的,不升高,并予说明。",
                              "These conditions raise and never lower; one that is not settled raises nothing, and "
                              "that is said.",
                              NULL));
}

static void tell_hazard(struct shai_writer *w)
{
    shai_doc_heading(w->doc, 2, shai_tell(w, "风险等级", "Hazard", NULL));
    shai_doc_point(w->doc,
                   shai_tell(w, "不符合的项目按“风险等级”一栏定为%1风险隐患或%2风险隐患。",
                             "A failed item is of %1 or %2 hazard, as the column says.",
                             shai_hazard_word(SHAI_GENERAL, w->lang), shai_hazard_word(SHAI_SERIOUS, w->lang), NULL));
    if (titles(w, has_hazard_cases))
        shai_doc_point(
            w->doc, shai_tell(w, "一栏中有几行的,按自上而下第一个成立的条件;条件不能确定的,取可能的等级中最重的。",
                              "Of several lines the first whose condition holds counts; where that is unknown, the "
                              "gravest that is possible.",
                              NULL));
    shai_doc_point(w->doc, shai_tell(w, "样品的风险等级取不符合的项目中最重的。",
                                     "The hazard of a sample is the gravest of its failed items.", NULL));
    tell_escalation(w);
}

void shai_describe_rules(struct shai_writer *w)
{
    shai_doc_heading(w->doc, 1, shai_tell(w, "判定规则", "Rules of judgement", NULL));
    tell_numbers(w);
    tell_not_detected(w);
    tell_uncertainty(w);
    tell_declared(w);
    tell_outcomes(w);
    tell_verdict(w);
    tell_hazard(w);
}

/* --- disposal, choice ------------------------------------------------------------------------------------------- */

static void tell_disposal(struct shai_writer *w, enum shai_hazard hazard)
{
    const char *advice = w->spec->advice[hazard == SHAI_SERIOUS];
    shai_doc_point(w->doc, shai_tell(w, "%1风险隐患：%2。", "%1 hazard: %2.", shai_hazard_word(hazard, w->lang),
                                     shai_disposal_text(hazard == SHAI_SERIOUS, w->lang), NULL));
    if (advice)
        shai_doc_point(w->doc, shai_tell(w, "%1风险隐患的告知书建议:“%2”", "Advice of the notice, %1 hazard: “%2”",
                                         shai_hazard_word(hazard, w->lang), advice, NULL));
}

void shai_describe_disposal(struct shai_writer *w)
{
    shai_doc_heading(w->doc, 1, shai_tell(w, "结果处置", "Disposal", NULL));
    shai_doc_point(w->doc,
                   shai_tell(w, "结论为%1的样品,向其生产单位和销售单位发出问题告知书;三无产品只向销售单位发出。",
                             "Of a sample that %1 the producer and the seller are notified; of an unlabelled one the "
                             "seller only.",
                             w->lang == SHAI_EN ? shai_verdict_conclusion(SHAI_VERDICT_FAIL, w->lang)
                                                : shai_quoted(w, shai_verdict_conclusion(SHAI_VERDICT_FAIL, w->lang)),
                             NULL));
    tell_disposal(w, SHAI_GENERAL);
    tell_disposal(w, SHAI_SERIOUS);
    shai_doc_point(w->doc, shai_result_disclaimer(w->lang));
}

static bool is_chosen(const struct shai_variant_node *v)
{
    return v->chosen != NULL;
}

/* Variants that give one reason are one row; a family whose items do, too. */
void shai_describe_choice(struct shai_writer *w)
{
    static const struct shai_doc_column zh[] = {{"检验项目", 30, false, false}, {"遴选理由", 70, false, true}};
    static const struct shai_doc_column en[] = {{"Item", 30, false, false}, {"Reason", 70, false, true}};
    if (!titles(w, is_chosen)) return;
    shai_doc_heading(w->doc, 1, shai_tell(w, "项目遴选", "Choice of items", NULL));
    struct shai_doc_table *table = shai_doc_table(w->doc, shai_tell(w, "遴选理由", "Why items were chosen", NULL),
                                                  w->lang == SHAI_EN ? en : zh, 2);
    for (size_t i = 0; i < w->spec->item_count; i++) {
        const struct shai_decl *item = w->spec->items[i];
        for (const struct shai_variant_node *v = item->variants; v; v = v->next) {
            bool said = !v->chosen;
            for (const struct shai_variant_node *u = item->variants; !said && u != v; u = u->next)
                said = u->chosen && strcmp(u->chosen, v->chosen) == 0;
            if (said) continue;
            const char *cells[] = {shai_title_of(item), v->chosen};
            shai_doc_row(w->doc, table, v->family ? SHAI_ROW_MEMBER : SHAI_ROW_PLAIN, cells);
        }
    }
}
