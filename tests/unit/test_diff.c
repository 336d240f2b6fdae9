/* What changes between two editions: each kind of edit with what is told of it, and the other way round; that what is
 * the same is unchanged; and that no edit of one token is passed over. */
#include "grammar/format.h"
#include "grammar/meaning.h"
#include "lang/diff.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena, kept;

static int open_arena(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_arena_init(&kept, &shai_mem_libc, &panic);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    shai_arena_release(&kept);
    return 0;
}

static const char *const folders[] = {"specs"};
static const struct shai_search search = {folders, 1};

static const char *why; /* it does not check */

/* A spec without errors, or NULL. */
static struct shai_spec *open_text(struct shai_sources *sources, const char *text)
{
    struct shai_diags diags;
    shai_diags_init(&diags, &arena, sources);
    struct shai_spec *spec =
        shai_spec_from_text(&arena, &diags, sources, "specs/t.shai", text, strlen(text), &search);
    why = diags.errors ? shai_diag_text(&arena, diags.first, SHAI_EN) : "";
    return diags.errors ? NULL : spec;
}

static struct shai_diff *compare(const char *a, const char *b, enum shai_lang lang)
{
    struct shai_sources sources;
    shai_sources_init(&sources, &arena);
    const struct shai_spec *old = open_text(&sources, a), *new = open_text(&sources, b);
    if (!old || !new) fail_msg("does not check: %s\n%s", why, old ? b : a);
    struct shai_diff *diff = shai_diff(&arena, old, new, lang);
    assert_int_equal(diff->unchanged, memcmp(old->meaning, new->meaning, sizeof old->meaning) == 0);
    assert_int_equal(diff->unchanged, !diff->first);
    return diff;
}

/* "item [group] kind (subject) before → after: effect; note" a line a change. */
static const char *lines(const struct shai_diff *diff, enum shai_lang lang)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, &arena);
    shai_strbuf_puts(&b, "");
    for (const struct shai_change *c = diff->first; c; c = c->next) {
        if (b.len) shai_strbuf_putc(&b, '\n');
        if (c->item) shai_strbuf_printf(&b, "%s ", c->item);
        if (c->group) shai_strbuf_printf(&b, "[%s] ", c->group);
        shai_strbuf_puts(&b, shai_change_infos[c->kind].json);
        if (c->subject) shai_strbuf_printf(&b, " (%s)", c->subject);
        shai_strbuf_printf(&b, " %s → %s", c->before ? c->before : "∅", c->after ? c->after : "∅");
        if (c->drift) shai_strbuf_printf(&b, ": %s", shai_drift_word(c->kind, c->drift, lang));
        if (c->note) shai_strbuf_printf(&b, "; %s", c->note);
    }
    return b.s ? b.s : "";
}

/* --- a spec and edits of it --- */

#define BASE                                                                                                    \
    "spec t {\n title \"t\" version \"1\" product \"p\" effective 2025-01-01 ~\n"                               \
    " standard S \"GB 1-2014\"\n standard R \"GB/T 2-2020\"\n"                                                  \
    " grade G { \"1\", \"1-2\", \"2\" }\n"                                                                      \
    " attribute kind : choice { a, b, c }\n attribute age : number 月\n attribute ok : yes/no\n"               \
    " attribute label : text\n attribute claim : number %\n"                                                    \
    " let young = age < 36\n let cap = 10 mg/kg\n let mark = matches /GB/\n"                                    \
    " table T [kind] : number mg/kg {\n | kind | most |\n | a | 1 |\n | b | 2 |\n | c | 3 |\n }\n"              \
    " item lead { applies young and kind ≠ c basis S \"5\" method S \"8\" using rapid measure number mg/kg\n" \
    "   limit ≤ 90 hazard serious problem \"{value}\" }\n"                                                    \
    " item band { basis S method S measure number mm limit 4 ~ 7 hazard general }\n"                            \
    " item cut { basis S method S measure number mg/kg limit ≤ cap hazard general }\n"                        \
    " item row { basis S method S measure number mg/kg limit ≤ T[kind] hazard general }\n"                    \
    " item per { basis S method S measure number mg/kg limit by kind { a: ≤ 5; b: ≤ 6; otherwise: — }\n"  \
    "   hazard { serious when value > 20 mg/kg; general otherwise } }\n"                                        \
    " item age_group { basis S method S measure number mg/kg\n"                                                 \
    "   limit { ≤ 5 when age < 12; ≤ 9 otherwise } hazard general }\n"                                      \
    " item fast { basis S method S measure grade G limit ≥ \"1-2\" hazard general }\n"                        \
    " item tell { basis S require label matches mark hazard general }\n"                                        \
    " item pair { basis S method S measure x : number % measure y : number % require x ≤ 2 % or y ≤ 3 %\n"  \
    "   require x ≥ 1 % hazard general }\n"                                                                   \
    " item word { basis R method R measure number % specimens 5 allow 1 limit ≥ 90 hazard general }\n"        \
    " item list { basis S method S measure choice { p, q, r } limit in { p, q } hazard general }\n"             \
    " item say { basis R method R measure number % limit ≥ 4 declared claim hazard general }\n"               \
    " item total { basis S method S measure u : number % measure v : number % value u + v limit ≤ 1\n"        \
    "   hazard general }\n"                                                                                     \
    " verdict { serious when count(general) ≥ 3 }\n notice { advice general \"g\" }\n"                        \
    " example \"e\" { cut = 5; expect cut pass }\n}\n"

struct edit {
    const char *from, *to;    /* text of BASE and what takes its place */
    const char *there, *back; /* what is told of it, and the other way round */
};

static const struct edit edits[] = {
    /* limits, by sets */
    {"≤ 90 hazard serious", "≤ 75 hazard serious", "lead limit ≤ 90 mg/kg → ≤ 75 mg/kg: stricter",
     "lead limit ≤ 75 mg/kg → ≤ 90 mg/kg: laxer"},
    {"≤ 90 hazard serious", "< 90 hazard serious", "lead limit ≤ 90 mg/kg → < 90 mg/kg: stricter",
     "lead limit < 90 mg/kg → ≤ 90 mg/kg: laxer"},
    {"≤ 90 hazard serious", "≤ 0.08 g/kg hazard serious", "lead limit ≤ 90 mg/kg → ≤ 0.08 g/kg: stricter",
     "lead limit ≤ 0.08 g/kg → ≤ 90 mg/kg: laxer"},
    {"≤ 90 hazard serious", "≤ 0.09 g/kg hazard serious",
     "lead limit ≤ 90 mg/kg → ≤ 0.09 g/kg; written otherwise, the same values are accepted",
     "lead limit ≤ 0.09 g/kg → ≤ 90 mg/kg; written otherwise, the same values are accepted"},
    {"≤ 90 hazard serious", "≥ 90 hazard serious", "lead limit ≤ 90 mg/kg → ≥ 90 mg/kg: may be either",
     "lead limit ≥ 90 mg/kg → ≤ 90 mg/kg: may be either"},
    {"≤ 90 hazard serious", "≤ 90 + 5 hazard serious", NULL, NULL}, /* a sum: told, however it is worded */
    {"limit 4 ~ 7 haz", "limit 4 ~ 6 haz", "band limit 4 ~ 7 mm → 4 ~ 6 mm: stricter",
     "band limit 4 ~ 6 mm → 4 ~ 7 mm: laxer"},
    {"limit 4 ~ 7 haz", "limit 5 ~ 8 haz", "band limit 4 ~ 7 mm → 5 ~ 8 mm: may be either",
     "band limit 5 ~ 8 mm → 4 ~ 7 mm: may be either"},
    {"limit 4 ~ 7 haz", "limit > 4 mm and ≤ 7 mm haz", "band limit 4 ~ 7 mm → > 4 mm and ≤ 7 mm: stricter",
     "band limit > 4 mm and ≤ 7 mm → 4 ~ 7 mm: laxer"},
    {"limit 4 ~ 7 haz", "limit 5.5 ± 1.5 mm haz",
     "band limit 4 ~ 7 mm → 5.5 ± 1.5 mm; written otherwise, the same values are accepted",
     "band limit 5.5 ± 1.5 mm → 4 ~ 7 mm; written otherwise, the same values are accepted"},
    {"limit 4 ~ 7 haz", "limit 5.5 ± 20 % relative haz", "band limit 4 ~ 7 mm → 5.5 mm ± 20 % relative: stricter",
     "band limit 5.5 mm ± 20 % relative → 4 ~ 7 mm: laxer"},
    {"limit ≥ \"1-2\"", "limit ≥ \"2\"", "fast limit ≥ \"1-2\" → ≥ \"2\": stricter",
     "fast limit ≥ \"2\" → ≥ \"1-2\": laxer"},
    {"in { p, q }", "in { p }", "list limit { p, q } → { p }: stricter", "list limit { p } → { p, q }: laxer"},
    {"in { p, q }", "in { p, r }", "list limit { p, q } → { p, r }: may be either",
     "list limit { p, r } → { p, q }: may be either"},
    /* limits, case by case */
    {"a: ≤ 5; b: ≤ 6", "a: ≤ 4; b: ≤ 7",
     "per limit (kind = a) ≤ 5 mg/kg → ≤ 4 mg/kg: stricter\nper limit (kind = b) ≤ 6 mg/kg → ≤ 7 mg/kg: laxer",
     "per limit (kind = a) ≤ 4 mg/kg → ≤ 5 mg/kg: laxer\nper limit (kind = b) ≤ 7 mg/kg → ≤ 6 mg/kg: stricter"},
    {"otherwise: — }", "otherwise: ≤ 50 }", "per limit (kind = c) — → ≤ 50 mg/kg: stricter",
     "per limit (kind = c) ≤ 50 mg/kg → —: laxer"},
    {"by kind { a: ≤ 5; b: ≤ 6; otherwise: — }", "≤ 5",
     "per limit (kind = b) ≤ 6 mg/kg → ≤ 5 mg/kg: stricter\nper limit (kind = c) — → ≤ 5 mg/kg: stricter",
     "per limit (kind = b) ≤ 5 mg/kg → ≤ 6 mg/kg: laxer\nper limit (kind = c) ≤ 5 mg/kg → —: laxer"},
    {"≤ 5 when age < 12; ≤ 9", "≤ 5 when age < 12; ≤ 8",
     "age_group limit (otherwise) ≤ 9 mg/kg → ≤ 8 mg/kg: stricter",
     "age_group limit (otherwise) ≤ 8 mg/kg → ≤ 9 mg/kg: laxer"},
    {"≤ 5 when age < 12; ≤ 9", "≤ 5 when age < 18; ≤ 9",
     "age_group limit (condition of ≤ 5 mg/kg) age < 12 月 → age < 18 月: stricter",
     "age_group limit (condition of ≤ 5 mg/kg) age < 18 月 → age < 12 月: laxer"},
    {"≤ 5 when age < 12; ≤ 9", "≤ 4 when age < 18; ≤ 5",
     "age_group limit { ≤ 5 mg/kg when age < 12 月; ≤ 9 mg/kg otherwise } → { ≤ 4 mg/kg when age < 18 月; ≤ 5 mg/kg "
     "otherwise }: stricter",
     "age_group limit { ≤ 4 mg/kg when age < 18 月; ≤ 5 mg/kg otherwise } → { ≤ 5 mg/kg when age < 12 月; ≤ 9 mg/kg "
     "otherwise }: laxer"},
    {"≤ 5 when age < 12; ≤ 9", "≤ 6 when age < 18; ≤ 7",
     "age_group limit { ≤ 5 mg/kg when age < 12 月; ≤ 9 mg/kg otherwise } → { ≤ 6 mg/kg when age < 18 月; ≤ 7 mg/kg "
     "otherwise }: may be either",
     "age_group limit { ≤ 6 mg/kg when age < 18 月; ≤ 7 mg/kg otherwise } → { ≤ 5 mg/kg when age < 12 月; ≤ 9 mg/kg "
     "otherwise }: may be either"},
    /* through lets and tables */
    {"cap = 10 mg/kg", "cap = 8 mg/kg",
     "let (cap) 10 mg/kg → 8 mg/kg\ncut limit ≤ cap(10 mg/kg) → ≤ cap(8 mg/kg): stricter",
     "let (cap) 8 mg/kg → 10 mg/kg\ncut limit ≤ cap(8 mg/kg) → ≤ cap(10 mg/kg): laxer"},
    {"| b | 2 |", "| b | 1.5 |",
     "table (T[b]) 2 mg/kg → 1.5 mg/kg\nrow limit (kind = b) ≤ 2 mg/kg → ≤ 1.5 mg/kg: stricter",
     "table (T[b]) 1.5 mg/kg → 2 mg/kg\nrow limit (kind = b) ≤ 1.5 mg/kg → ≤ 2 mg/kg: laxer"},
    {" | c | 3 |\n", "", "table (T[c]) 3 mg/kg → ∅\nrow limit (kind = c) ≤ 3 mg/kg → ∅: may be either",
     "table (T[c]) ∅ → 3 mg/kg\nrow limit (kind = c) ∅ → ≤ 3 mg/kg: may be either"},
    {"/GB/", "/GB 1/",
     "let (mark) /GB/ → /GB 1/\ntell require label matches mark → label matches mark: may be either",
     "let (mark) /GB 1/ → /GB/\ntell require label matches mark → label matches mark: may be either"},
    {"young = age < 36", "young = age < 24",
     "let (young) age < 36 月 → age < 24 月\nlead applies young and kind ≠ c → young and kind ≠ c: narrowed; young, "
     "which it uses, was changed",
     "let (young) age < 24 月 → age < 36 月\nlead applies young and kind ≠ c → young and kind ≠ c: widened; young, "
     "which it uses, was changed"},
    /* applicability */
    {"applies young and kind ≠ c", "applies young", "lead applies young and kind ≠ c → young: widened",
     "lead applies young → young and kind ≠ c: narrowed"},
    {"applies young and kind ≠ c", "", "lead applies young and kind ≠ c → ∅: widened",
     "lead applies ∅ → young and kind ≠ c: narrowed"},
    {"applies young and kind ≠ c", "applies young and kind = a",
     "lead applies young and kind ≠ c → young and kind = a: narrowed",
     "lead applies young and kind = a → young and kind ≠ c: widened"},
    {"applies young and kind ≠ c", "applies not ok", "lead applies young and kind ≠ c → not ok: may be either",
     "lead applies not ok → young and kind ≠ c: may be either"},
    {"applies young and kind ≠ c", "applies (young and kind ≠ c) or ok",
     "lead applies young and kind ≠ c → young and kind ≠ c or ok: widened",
     "lead applies young and kind ≠ c or ok → young and kind ≠ c: narrowed"},
    /* requirements */
    {"x ≤ 2 % or y ≤ 3 %", "x ≤ 1.5 % or y ≤ 3 %", "pair require x ≤ 2 % or y ≤ 3 % → x ≤ 1.5 % or y ≤ 3 %: stricter",
     "pair require x ≤ 1.5 % or y ≤ 3 % → x ≤ 2 % or y ≤ 3 %: laxer"},
    {"require x ≥ 1 %", "", "pair require x ≥ 1 % → ∅: laxer", "pair require ∅ → x ≥ 1 %: stricter"},
    {"require x ≥ 1 %", "require 1 % ≤ x and y ≥ 1 %", "pair require x ≥ 1 % → 1 % ≤ x and y ≥ 1 %: stricter",
     "pair require 1 % ≤ x and y ≥ 1 % → x ≥ 1 %: laxer"},
    /* hazards and verdict */
    {"≤ 90 hazard serious", "≤ 90 hazard general", "lead hazard serious → general: lowered",
     "lead hazard general → serious: raised"},
    {"value > 20 mg/kg", "value > 30 mg/kg",
     "per hazard (condition of serious) value > 20 mg/kg → value > 30 mg/kg: lowered",
     "per hazard (condition of serious) value > 30 mg/kg → value > 20 mg/kg: raised"},
    {"hazard { serious when value > 20 mg/kg; general otherwise }", "hazard serious",
     "per hazard { serious when value > 20 mg/kg; general otherwise } → serious: raised",
     "per hazard serious → { serious when value > 20 mg/kg; general otherwise }: lowered"},
    {"count(general) ≥ 3", "count(general) ≥ 2",
     "verdict serious when count(general) ≥ 3 → serious when count(general) ≥ 2: raised",
     "verdict serious when count(general) ≥ 2 → serious when count(general) ≥ 3: lowered"},
    {"verdict { serious when count(general) ≥ 3 }", "", "verdict serious when count(general) ≥ 3 → ∅: lowered",
     "verdict ∅ → serious when count(general) ≥ 3: raised"},
    /* citations */
    {"basis S \"5\"", "basis S \"6\"", "lead basis GB 1-2014 5 → GB 1-2014 6; another clause",
     "lead basis GB 1-2014 6 → GB 1-2014 5; another clause"},
    {"basis S \"5\"", "basis R \"5\"", "lead basis GB 1-2014 5 → GB/T 2-2020 5; another standard",
     "lead basis GB/T 2-2020 5 → GB 1-2014 5; another standard"},
    {"basis S \"5\"", "basis S \"5\" basis R", "lead basis ∅ → GB/T 2-2020", "lead basis GB/T 2-2020 → ∅"},
    {"using rapid", "using portable", "lead method GB 1-2014 8 using rapid → GB 1-2014 8 using portable",
     "lead method GB 1-2014 8 using portable → GB 1-2014 8 using rapid"},
    {"\"GB 1-2014\"", "\"GB 1-2025\"",
     "standard (S) \"GB 1-2014\" → \"GB 1-2025\": may be either; another standard or edition is cited",
     "standard (S) \"GB 1-2025\" → \"GB 1-2014\": may be either; another standard or edition is cited"},
    {"\"GB/T 2-2020\"", "\"GB/T 2-2020\" mandatory",
     "standard (R) \"GB/T 2-2020\" → \"GB/T 2-2020\" mandatory: may be either; now mandatory",
     "standard (R) \"GB/T 2-2020\" mandatory → \"GB/T 2-2020\": may be either; now recommended"},
    {"\"GB 1-2014\"", "\"GB 1-2014\" in force 2020-01-01 ~",
     "standard (S) \"GB 1-2014\" → \"GB 1-2014\" in force 2020-01-01 ~ ",
     "standard (S) \"GB 1-2014\" in force 2020-01-01 ~  → \"GB 1-2014\""},
    /* readings */
    {"specimens 5 allow 1", "specimens 5", "word specimens 5 allow 1 → 5: stricter",
     "word specimens 5 → 5 allow 1: laxer"},
    {"specimens 5 allow 1", "specimens 8 allow 1", "word specimens 5 allow 1 → 8 allow 1: stricter",
     "word specimens 8 allow 1 → 5 allow 1: laxer"},
    {"specimens 5 allow 1", "specimens mean 5", "word specimens 5 allow 1 → mean 5: may be either",
     "word specimens mean 5 → 5 allow 1: may be either"},
    {"measure number mm", "measure number mm detection limit 0.1",
     "band measure number mm → number mm detection limit 0.1 mm: may be either",
     "band measure number mm detection limit 0.1 mm → number mm: may be either"},
    {"value u + v", "value u + v + v", "total value u + v → u + v + v: may be either",
     "total value u + v + v → u + v: may be either"},
    {"limit 4 ~ 7 haz", "limit 4 ~ 7 round 0.1 haz", "band round ∅ → 0.1 mm: may be either",
     "band round 0.1 mm → ∅: may be either"},
    {"limit 4 ~ 7 haz", "limit 4 ~ 7 compare rounded haz", "band compare ∅ → rounded: may be either",
     "band compare rounded → ∅: may be either"},
    {"declared claim", "", "say declared claim → ∅: may be either", "say declared ∅ → claim: may be either"},
    {"effective 2025-01-01 ~", "effective 2025-01-01 ~ decide guarded", "decide ∅ → guarded: stricter",
     "decide guarded → ∅: laxer"},
    {"limit 4 ~ 7 haz", "limit 4 ~ 7 decide certain haz", "band decide ∅ → certain: may be either",
     "band decide certain → ∅: may be either"},
    {"effective 2025-01-01 ~", "effective 2025-01-01 ~ not detected counts 0", "not_detected ∅ → 0: may be either",
     "not_detected 0 → ∅: may be either"},
    /* wording and head */
    {"problem \"{value}\"", "problem \"{value}!\"", "lead problem \"{value}\" → \"{value}!\"",
     "lead problem \"{value}!\" → \"{value}\""},
    {"version \"1\"", "version \"2\"", "version \"1\" → \"2\"", "version \"2\" → \"1\""},
    {"product \"p\"", "product \"p\" code \"7\"", "product \"p\" → \"p\" code \"7\"",
     "product \"p\" code \"7\" → \"p\""},
    {"2025-01-01 ~", "2025-06-01 ~ 2026-01-01", "effective 2025-01-01 ~ → 2025-06-01 ~ 2026-01-01: narrowed",
     "effective 2025-06-01 ~ 2026-01-01 → 2025-01-01 ~: widened"},
    {"2025-01-01 ~", "2024-01-01 ~ 2026-01-01", "effective 2025-01-01 ~ → 2024-01-01 ~ 2026-01-01: may be either",
     "effective 2024-01-01 ~ 2026-01-01 → 2025-01-01 ~: may be either"},
    {"advice general \"g\"", "advice general \"h\"", "advice (general) \"g\" → \"h\"",
     "advice (general) \"h\" → \"g\""},
    {"choice { a, b, c }", "choice { a, b, c, d }",
     "attribute (kind) choice { a, b, c } → choice { a, b, c, d }\n"
     "per limit (kind = d) ∅ → —: may be either",
     "attribute (kind) choice { a, b, c, d } → choice { a, b, c }\n"
     "per limit (kind = d) — → ∅: may be either"},
    {"age : number 月", "age : number 月 in 0 ~ 200",
     "attribute (age) number 月 → number 月 in 0 ~ 200 月: may be either",
     "attribute (age) number 月 in 0 ~ 200 月 → number 月: may be either"},
    /* items */
    {" item cut {", " item slice {", NULL, NULL},
    {"verdict {", "item new { basis S require ok hazard general }\n verdict {", "new item ∅ → ok: stricter",
     "new item ok → ∅: laxer"},
    {"limit 4 ~ 7 hazard general", "report", NULL, NULL},
    {"item band {", "item band \"Band\" {", "band item_title ∅ → Band", "band item_title Band → ∅"},
    /* what is not told clause by clause */
    {"cut = 5;", "cut = 6;", "example (\"e\") 5 → 6", "example (\"e\") 6 → 5"},
    {"example \"e\"", "example \"f\"", "example ∅ → \"f\"\nexample \"e\" → ∅",
     "example ∅ → \"e\"\nexample \"f\" → ∅"},
    {"limit ≤ 90 haz", "limit ≤ 90 mg/kg haz", "not_analysed (lead) hazard → mg/kg: may be either",
     "not_analysed (lead) mg/kg → hazard: may be either"},
    {"kind | most", "kind | upper", NULL, NULL},
};

static const char *edited(const struct edit *e)
{
    const char *at = strstr(BASE, e->from);
    if (!at || strstr(at + 1, e->from)) fail_msg("“%s” is not there once", e->from);
    return shai_arena_printf(&kept, "%.*s%s%s", (int)(at - BASE), BASE, e->to, at + strlen(e->from));
}

/* Stricter one way is laxer the other way. */
static void mirrors(const struct shai_diff *there, const struct shai_diff *back)
{
    assert_int_equal(there->counts[SHAI_DRIFT_STRICTER], back->counts[SHAI_DRIFT_LAXER]);
    assert_int_equal(there->counts[SHAI_DRIFT_LAXER], back->counts[SHAI_DRIFT_STRICTER]);
    assert_int_equal(there->counts[SHAI_DRIFT_OPEN], back->counts[SHAI_DRIFT_OPEN]);
    assert_int_equal(there->counts[SHAI_DRIFT_NONE], back->counts[SHAI_DRIFT_NONE]);
}

static void test_edits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        const struct edit *e = &edits[i];
        shai_arena_reset(&kept);
        const char *text = edited(e);
        if (strcmp(e->to, " item slice {") == 0) continue; /* its example goes with it: below */
        const struct shai_diff *there = compare(BASE, text, SHAI_EN), *back = compare(text, BASE, SHAI_EN);
        const char *got = lines(there, SHAI_EN), *turned = lines(back, SHAI_EN);
        if (e->there && strcmp(got, e->there) != 0) fail_msg("%s:\n%s\n— wanted\n%s", e->to, got, e->there);
        if (e->back && strcmp(turned, e->back) != 0)
            fail_msg("back from %s:\n%s\n— wanted\n%s", e->to, turned, e->back);
        mirrors(there, back);
        shai_arena_reset(&arena);
    }
}

#define SMALL(item) "细则 甲 { 名称 \"甲\" 标准 S \"GB 1-2020\" 属性 类 : 选项 { 子, 丑 } " item " }"

static void says(const char *a, const char *b, const char *wanted)
{
    const char *got = lines(compare(a, b, SHAI_ZH), SHAI_ZH);
    if (strcmp(got, wanted) != 0) fail_msg("%s\n→ %s\n%s\n— wanted\n%s", a, b, got, wanted);
}

#define ROWS(rows, clauses)                                                                                  \
    "项目表 元素 {\n | 项目 | 名称 | 子 | 丑 | 率 |\n" rows " 每项 { 依据 S 方法 S 检测 数值 mg/kg " clauses \
    " 风险 一般 } }"
#define CLAUSES "结果 读数 × (1 − 率) 限值 按 类"

static void test_families(void **state)
{
    (void)state;
    const char *base =
        SMALL(ROWS("| 铅 | \"Pb\" | ≤ 90 | ≤ 25 | 30 % |\n| 汞 | \"Hg\" | ≤ 60 | — | 50 % |\n", CLAUSES));
    says(base, SMALL(ROWS("| 铅 | \"Pb\" | ≤ 75 | ≤ 25 | 30 % |\n| 汞 | \"Hg\" | ≤ 60 | — | 50 % |\n", CLAUSES)),
         "铅 limit (类 = 子) ≤ 90 mg/kg → ≤ 75 mg/kg: 更严");
    says(base, SMALL(ROWS("| 铅 | \"Pb\" | ≤ 90 | ≤ 25 | 30 % |\n| 汞 | \"Hg\" | ≤ 60 | ≤ 5 | 50 % |\n", CLAUSES)),
         "汞 limit (类 = 丑) — → ≤ 5 mg/kg: 更严");
    says(base, SMALL(ROWS("| 铅 | \"Pb\" | ≤ 90 | ≤ 25 | 30 % |\n| 汞 | \"Hg\" | ≤ 60 | — | 60 % |\n", CLAUSES)),
         "汞 value 读数 × (1 − 50 %) → 读数 × (1 − 60 %): 宽严未定");
    says(base, SMALL(ROWS("| 铅 | \"Pb\" | ≤ 90 | ≤ 25 | 30 % |\n", CLAUSES)),
         "汞 item 按 类 { 子: ≤ 60 mg/kg; 丑: — } → ∅: 更宽");
    says(base, SMALL(ROWS("| 铅 | \"Pb\" | ≤ 90 | ≤ 25 | 30 % |\n| 水银 | \"Hg\" | ≤ 60 | — | 50 % |\n", CLAUSES)),
         "水银 renamed 汞 → 水银");
    says(base, SMALL(ROWS("| 汞 | \"Hg\" | ≤ 60 | — | 50 % |\n| 铅 | \"Pb\" | ≤ 90 | ≤ 25 | 30 % |\n", CLAUSES)),
         "order (铅) ∅ → ∅");
}

#define ITEM(name, clauses)       "项目 " name " { 依据 S 方法 S 检测 数值 mg/kg " clauses " } "
#define GROUP(title, when, items) "组 \"" title "\" { 适用 生产日期 " when " " items " } "

static void test_groups(void **state)
{
    (void)state;
    const char *base = SMALL(GROUP("旧", "< 2026-01-01", ITEM("铅", "限值 ≤ 90 风险 一般"))
                                 GROUP("新", "≥ 2026-01-01", ITEM("铅", "仅报告")));
    says(base,
         SMALL(GROUP("旧", "< 2027-01-01", ITEM("铅", "限值 ≤ 90 风险 一般"))
                   GROUP("新", "≥ 2027-01-01", ITEM("铅", "仅报告"))),
         "applies (组 “旧”) 生产日期 < 2026-01-01 → 生产日期 < 2027-01-01: 扩大\n"
         "applies (组 “新”) 生产日期 ≥ 2026-01-01 → 生产日期 ≥ 2027-01-01: 缩小");
    says(base,
         SMALL(GROUP("旧", "< 2026-01-01", ITEM("铅", "限值 ≤ 80 风险 一般"))
                   GROUP("新", "≥ 2026-01-01", ITEM("铅", "限值 ≤ 5 风险 严重"))),
         "铅 [旧] limit ≤ 90 mg/kg → ≤ 80 mg/kg: 更严\n铅 [新] report  → ∅: 更严\n"
         "铅 [新] limit ∅ → ≤ 5 mg/kg: 更严\n铅 [新] hazard ∅ → 严重: 升高");
    says(base, SMALL(GROUP("旧", "< 2026-01-01", ITEM("铅", "限值 ≤ 90 风险 一般"))),
         "group 新 → ∅\n铅 [新] item 仅报告 → ∅");
    says(base,
         SMALL(GROUP("新", "≥ 2026-01-01", ITEM("铅", "仅报告"))
                   GROUP("旧", "< 2026-01-01", ITEM("铅", "限值 ≤ 90 风险 一般"))),
         "order (旧) ∅ → ∅: 宽严未定");
    says(SMALL(ITEM("铅", "限值 ≤ 90 风险 一般")),
         SMALL(GROUP("旧", "< 2026-01-01", ITEM("铅", "限值 ≤ 90 风险 一般"))),
         "group ∅ → 旧\n铅 group ∅ → 旧: 宽严未定");
}

/* --- what is the same --- */

static char *read_spec(const char *path)
{
    char *text = NULL;
    size_t len;
    assert_int_equal(shai_read_file(&kept, path, 8 << 20, &text, &len), SHAI_READ_OK);
    assert_non_null(text);
    return shai_arena_strndup(&kept, text, len);
}

static void unchanged(const char *a, const char *b)
{
    const struct shai_diff *diff = compare(a, b, SHAI_ZH);
    if (!diff->unchanged || diff->first) fail_msg("changed: %s", lines(diff, SHAI_ZH));
    shai_arena_reset(&arena);
}

static void test_unchanged(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("specs/*.shai", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        if (strstr(found.gl_pathv[i], "prelude")) continue; /* it stands in every spec already */
        shai_arena_reset(&kept);
        const char *text = read_spec(found.gl_pathv[i]);
        unchanged(text, text);
        for (int keywords = -1; keywords < 2; keywords++) {
            struct shai_sources sources;
            struct shai_diags diags;
            struct shai_strbuf out;
            shai_sources_init(&sources, &kept);
            shai_diags_init(&diags, &kept, &sources);
            shai_strbuf_init(&out, &kept);
            uint32_t file = shai_sources_add(&sources, "f", text, strlen(text));
            shai_format(&kept, &diags, file, (struct shai_format_style){keywords, 1}, &out);
            unchanged(text, out.s);
        }
    }
    globfree(&found);
    shai_arena_reset(&kept);
    const char *toys = read_spec("specs/toys.shai");
    unchanged(toys, read_spec("specs/toys.en.shai"));
    unchanged(toys, shai_arena_printf(&kept, "/* 注 */\n%s// 完\n", toys));
}

/* Wholly different specs: everything is told, nothing is lost, and the other way round mirrors it. */
static void test_strangers(void **state)
{
    (void)state;
    const char *a = read_spec("specs/toys.shai"), *b = read_spec("specs/socks.shai");
    const struct shai_diff *there = compare(a, b, SHAI_EN), *back = compare(b, a, SHAI_EN);
    mirrors(there, back);
    assert_true(there->counts[SHAI_DRIFT_STRICTER] > 5);
    assert_true(there->counts[SHAI_DRIFT_LAXER] > 20);
}

/* --- one token at a time --- */

static const char *digits_changed(const char *s, size_t n)
{
    char *t = shai_arena_strndup(&kept, s, n);
    t[n - 1] = t[n - 1] == '9' ? '8' : (char)(t[n - 1] + 1);
    return t;
}

static const char *const swaps[][2] = {
    {"≤", "<"},         {"<", "≤"},         {"≥", ">"},       {">", "≥"},         {"严重", "一般"},
    {"一般", "严重"},   {"且", "或"},       {"或", "且"},     {"=", "≠"},         {"≠", "="},
    {"+", "−"},         {"×", "÷"},         {"−", "+"},       {"%", "‰"},         {"mg/kg", "g/kg"},
    {"快检", "实验室"}, {"实验室", "快检"}, {"强制", "推荐"}, {"符合", "不符合"}, {"不符合", "符合"},
    {"黏土", "史莱姆"}, {"月", "岁"},
};

/* Another token for the one at s, the `variant`th; NULL for none. */
static const char *mutant(const char *id, const char *s, size_t n, int variant)
{
    bool number = strcmp(id, "NUMBER_LITERAL") == 0 || strcmp(id, "DATE_LITERAL") == 0;
    if (variant == 0 && number) return digits_changed(s, n);
    if (variant == 0 && strcmp(id, "STRING") == 0) return shai_arena_printf(&kept, "%.*sx\"", (int)n - 1, s);
    for (size_t i = 0; variant == 0 && i < sizeof swaps / sizeof *swaps; i++)
        if (strlen(swaps[i][0]) == n && memcmp(swaps[i][0], s, n) == 0) return swaps[i][1];
    return variant == 1 ? " " : NULL;
}

static void test_mutants(void **state)
{
    (void)state;
    const char *whole = read_spec("specs/toys.shai");
    const char *text = shai_arena_printf(&kept, "%.*s}\n", (int)(strstr(whole, "  // ---- 样例") - whole), whole);
    struct shai_sources sources;
    shai_sources_init(&sources, &kept);
    uint32_t file = shai_sources_add(&sources, "f", text, strlen(text));
    const struct shai_meaning *tokens = shai_meaning_read(&kept, &sources, file);
    size_t changed = 0, unknown = 0;
    for (size_t i = 0; i < tokens->count; i++)
        for (int variant = 0; variant < 2; variant++) {
            struct shai_span at = tokens->at[i].span;
            const char *put = mutant(tokens->at[i].id, text + at.begin, at.end - at.begin, variant);
            if (!put) continue;
            shai_arena_reset(&arena);
            const char *other = shai_arena_printf(&arena, "%.*s%s%s", (int)at.begin, text, put, text + at.end);
            struct shai_sources both;
            shai_sources_init(&both, &arena);
            const struct shai_spec *new = open_text(&both, other), *old = new ? open_text(&both, text) : NULL;

            if (!old || memcmp(old->meaning, new->meaning, sizeof old->meaning) == 0) continue;
            const struct shai_diff *diff = shai_diff(&arena, old, new, SHAI_ZH);
            if (!diff->first) fail_msg("%.*s → %s is passed over", (int)(at.end - at.begin), text + at.begin, put);
            changed++;
            for (const struct shai_change *c = diff->first; c; c = c->next)
                if (c->kind == SHAI_CHANGE_WRITING) {
                    unknown++;
                    break;
                }
        }
    print_message("%zu mutants change the meaning, of %zu not all is analysed\n", changed, unknown);
    assert_true(changed > 300);
    assert_true(unknown * 10 < changed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_edits, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_families, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_groups, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_unchanged, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_strangers, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_mutants, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
