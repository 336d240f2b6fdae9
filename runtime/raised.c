/* Why the verdict block raised the hazard. In: a run that raised it, its program. Out: the condition of the case that
 * was taken, in words, read from the instructions that made it and held against the items once more. It raises
 * nothing. */
#include "runtime/raised.h"

#include "base/strbuf.h"
#include "runtime/result.h"
#include "runtime/show.h"

enum { DEEPEST = 16 };

static const struct shai_insn *definition(const struct shai_run *run, uint16_t reg)
{
    return &run->program->code[run->program->definition[reg]];
}

static uint32_t failed_items(const struct shai_run *run, enum shai_hazard grade)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < run->program->item_count; i++) {
        const struct shai_item_run *it = &run->items[i];
        count += it->settled && it->outcome == SHAI_FAIL && it->hazard == grade;
    }
    return count;
}

/* `count(general) ≥ 3`, also written `> 2`: a whole number is at least one more. */
static bool put_count(struct shai_strbuf *buf, const struct shai_run *run, const struct shai_insn *insn)
{
    const struct shai_insn *least = definition(run, insn->b), *count = definition(run, insn->c);
    if (count->op != SHAI_I_COUNT || least->op != SHAI_I_CONST_NUM) return false;
    struct shai_num bound = run->num[insn->b].lo;
    enum shai_hazard grade = (enum shai_hazard)count->b;
    uint32_t n = 0, failed = failed_items(run, grade);
    while (n <= failed && shai_num_cmp(SHAI_NUM_INT(n), bound) < (insn->op == SHAI_I_LT)) n++;
    if (!n || n > failed) return false;
    enum shai_lang lang = (enum shai_lang)run->program->lang;
    if (lang == SHAI_ZH) shai_strbuf_printf(buf, "%s风险项目达到 %u 项", shai_hazard_word(grade, lang), n);
    else if (n == 1) shai_strbuf_printf(buf, "an item of %s hazard failed", shai_hazard_word(grade, lang));
    else shai_strbuf_printf(buf, "%u items or more of %s hazard failed", n, shai_hazard_word(grade, lang));
    return true;
}

static bool put_failure(struct shai_strbuf *buf, const struct shai_run *run, const struct shai_insn *insn)
{
    if (run->items[insn->b].outcome != SHAI_FAIL) return false;
    const char *title = run->program->items[insn->b].title;
    shai_strbuf_printf(buf, shai_say(run->program->lang, "“%s”不符合", "“%s” failed"), title);
    return true;
}

/* Of an `or` the first side that can be told. False: nothing sure was written. */
static bool put_ground(struct shai_strbuf *buf, const struct shai_run *run, uint16_t reg, int depth)
{
    const struct shai_insn *insn = definition(run, reg);
    if (run->truth[reg] != SHAI_YES || depth > DEEPEST) return false;
    switch (insn->op) {
    case SHAI_I_LE:
    case SHAI_I_LT: return put_count(buf, run, insn);
    case SHAI_I_ITEM_FAILS: return put_failure(buf, run, insn);
    case SHAI_I_DECIDE: return put_ground(buf, run, insn->b, depth + 1);
    case SHAI_I_OR: return put_ground(buf, run, insn->b, depth + 1) || put_ground(buf, run, insn->c, depth + 1);
    case SHAI_I_AND:
        if (!put_ground(buf, run, insn->b, depth + 1)) return false;
        shai_strbuf_puts(buf, shai_say(run->program->lang, "且", " and "));
        return put_ground(buf, run, insn->c, depth + 1);
    default: return false;
    }
}

const char *shai_raised_by(struct shai_arena *arena, const struct shai_run *run)
{
    const struct shai_program *program = run->program;
    for (uint32_t i = 0; i < program->code_count; i++) {
        const struct shai_insn *insn = &program->code[i];
        if (insn->op != SHAI_I_RAISE || (enum shai_hazard)insn->b != run->raise_to) continue;
        if (run->truth[insn->c] != SHAI_YES) continue;
        struct shai_strbuf buf;
        shai_strbuf_init(&buf, arena);
        return put_ground(&buf, run, insn->c, 0) ? buf.s : NULL;
    }
    return NULL;
}
