/* Expectations held against a run; the words they are written in. */
#include "lang/expect.h"

#include <string.h>

void shai_test_fails(struct shai_arena *arena, struct shai_test_outcome *outcome, const char *text)
{
    outcome->failures = shai_arena_grow(arena, outcome->failures, &outcome->failure_cap, outcome->failure_count + 1,
                                        sizeof *outcome->failures);
    outcome->failures[outcome->failure_count++] = text;
    outcome->passed = false;
}

bool shai_expectation_met(const struct shai_expectation *expected, const struct shai_run *run)
{
    if (expected->verdict >= 0 && (int)run->verdict != expected->verdict) return false;
    if (expected->hazard >= 0 && (int)run->hazard != expected->hazard) return false;
    for (size_t i = 0; i < expected->item_count; i++)
        if (run->items[expected->items[i].item].outcome != expected->items[i].outcome) return false;
    return true;
}

/* A verdict that was not expected, and the items that make it. */
static void say_verdict(struct shai_arena *arena, enum shai_verdict want, const struct shai_run *run,
                        enum shai_lang lang, struct shai_test_outcome *outcome)
{
    const char *form = lang == SHAI_ZH ? "结论:期望 %s,实际 %s" : "verdict: expected %s, got %s";
    shai_test_fails(
        arena, outcome,
        shai_arena_printf(arena, form, shai_verdict_word(want, lang), shai_verdict_word(run->verdict, lang)));
    const struct shai_result *result = shai_result_make(arena, run);
    for (uint32_t i = 0; i < result->item_count; i++) {
        const struct shai_item_result *item = &result->items[i];
        const char *why = item->problem ? item->problem : item->reason.text;
        if (item->outcome == SHAI_PASS || item->outcome >= SHAI_UNJUDGED) continue;
        shai_test_fails(arena, outcome,
                        shai_arena_printf(arena, lang == SHAI_ZH ? "    %s:%s" : "    %s: %s", item->item,
                                          why ? why : shai_outcome_word(item->outcome, lang)));
    }
}

static const char *hazard_word(int hazard, enum shai_lang lang)
{
    if (hazard) return shai_hazard_word((enum shai_hazard)hazard, lang);
    return lang == SHAI_ZH ? "无" : "none";
}

void shai_expectation_hold(struct shai_arena *arena, const struct shai_expectation *expected,
                           const struct shai_run *run, enum shai_lang lang, struct shai_test_outcome *outcome)
{
    bool zh = lang == SHAI_ZH;
    if (expected->verdict >= 0 && (int)run->verdict != expected->verdict)
        say_verdict(arena, (enum shai_verdict)expected->verdict, run, lang, outcome);
    if (expected->hazard >= 0 && (int)run->hazard != expected->hazard)
        shai_test_fails(arena, outcome,
                        shai_arena_printf(arena, zh ? "风险:期望 %s,实际 %s" : "hazard: expected %s, got %s",
                                          hazard_word(expected->hazard, lang), hazard_word((int)run->hazard, lang)));
    for (size_t i = 0; i < expected->item_count; i++) {
        const struct shai_item_expectation *e = &expected->items[i];
        enum shai_outcome came = (enum shai_outcome)run->items[e->item].outcome;
        if (came == e->outcome) continue;
        shai_test_fails(arena, outcome,
                        shai_arena_printf(arena, zh ? "%s:期望 %s,实际 %s" : "%s: expected %s, got %s", e->name,
                                          shai_outcome_word(e->outcome, lang), shai_outcome_word(came, lang)));
    }
}

/* --- words --- */

int shai_expected_verdict(const char *word)
{
    for (int v = 0; v < 3; v++)
        if (strcmp(word, shai_verdict_codes[v]) == 0 ||
            strcmp(word, shai_verdict_word((enum shai_verdict)v, SHAI_ZH)) == 0)
            return v;
    return -1;
}

int shai_expected_hazard(const char *word)
{
    /* the guideline's section 4 writes 重要 for what its section 3 calls 严重 */
    if (strcmp(word, "重要") == 0) return SHAI_SERIOUS;
    for (int h = SHAI_HAZARD_NONE; h <= SHAI_SERIOUS; h++)
        if (strcmp(word, shai_hazard_codes[h]) == 0 || strcmp(word, hazard_word(h, SHAI_ZH)) == 0) return h;
    return -1;
}

int shai_expected_outcome(const char *word)
{
    for (int o = 0; o < SHAI_OUTCOME_COUNT; o++)
        if (strcmp(word, shai_outcome_codes[o]) == 0 ||
            strcmp(word, shai_outcome_word((enum shai_outcome)o, SHAI_ZH)) == 0)
            return o;
    return -1;
}
