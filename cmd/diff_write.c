/* A comparison written down. In: changes, samples that change. Out: text, Markdown or JSON. A change is one line of
 * text; what changes in the same way at several items is one line for all of them. */
#include "cmd/diff_write.h"

#include "base/hex.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

static bool is_zh(const struct shai_diff_writer *w)
{
    return w->cmd->lang == SHAI_ZH;
}

/* Texts of a spec may be of any length: shai_out_printf is for what is short. */
static void put(const struct shai_diff_writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(const struct shai_diff_writer *w, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    shai_out_puts(&w->cmd->out, shai_arena_vprintf(&w->cmd->run, format, ap));
    va_end(ap);
}

/* --- pieces of a change --- */

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* One line for both: only the item differs. */
static bool is_like(const struct shai_change *a, const struct shai_change *b)
{
    return a->item && b->item && a->kind == b->kind && a->kind != SHAI_CHANGE_ITEM && a->drift == b->drift &&
           same(a->group, b->group) && same(a->subject, b->subject) && same(a->before, b->before) &&
           same(a->after, b->after) && same(a->note, b->note);
}

static bool is_first(const struct shai_diff_writer *w, const struct shai_change *c)
{
    for (const struct shai_change *b = w->diff->first; b != c; b = b->next)
        if (is_like(b, c)) return false;
    return true;
}

static const char *items_of(const struct shai_diff_writer *w, const struct shai_change *c)
{
    struct shai_strbuf b;
    shai_strbuf_init(&b, &w->cmd->run);
    if (c->item) shai_strbuf_puts(&b, c->item);
    for (const struct shai_change *o = c->next; o; o = o->next)
        if (is_like(c, o)) shai_strbuf_printf(&b, "%s%s", is_zh(w) ? "、" : ", ", o->item);
    return b.s ? b.s : "";
}

/* What the change is about: 限值(材料类别 = 其他), 表 甲醛限量[纸], 属性 材质. */
static const char *heading_of(const struct shai_diff_writer *w, const struct shai_change *c)
{
    const char *word = shai_change_infos[c->kind].word[w->cmd->lang];
    if (!c->subject) return word;
    if (c->kind == SHAI_CHANGE_APPLIES && !c->item) /* of a group */
        return shai_arena_printf(&w->cmd->run, "%s %s", c->subject, word);
    bool of_item = c->item != NULL;
    return shai_arena_printf(&w->cmd->run, of_item ? (is_zh(w) ? "%s(%s)" : "%s (%s)") : "%s %s", word, c->subject);
}

/* "≤ 90 mg/kg" and "≤ 75 mg/kg": sign and unit once. */
static const char *short_step(const struct shai_diff_writer *w, const char *a, const char *b)
{
    size_t sign = strcspn(a, " "), other = strcspn(b, " ");
    if (!a[sign] || sign != other || memcmp(a, b, sign) != 0 || strspn(a, "0123456789")) return NULL;
    const char *x = a + sign + 1, *y = b + sign + 1;
    size_t n = strspn(x, "0123456789.E"), m = strspn(y, "0123456789.E");
    if (!n || !m || strcmp(x + n, y + m) != 0 || strchr(*(x + n) ? x + n + 1 : x + n, ' ')) return NULL;
    return shai_arena_printf(&w->cmd->run, "%.*s %.*s → %s", (int)sign, a, (int)n, x, y);
}

static const char *step_of(const struct shai_diff_writer *w, const struct shai_change *c)
{
    const char *a = c->before, *b = c->after;
    if (a && b && strcmp(a, b) == 0) return a;
    if (a && b) {
        const char *both =
            c->kind == SHAI_CHANGE_LIMIT || c->kind == SHAI_CHANGE_REQUIRE ? short_step(w, a, b) : NULL;
        return both ? both : shai_arena_printf(&w->cmd->run, "%s → %s", a, b);
    }
    if (!a && !b) return "";
    const char *what = a ? a : b, *done = a ? (is_zh(w) ? "删除" : "removed") : is_zh(w) ? "新增" : "added";
    return *what ? shai_arena_printf(&w->cmd->run, "%s %s", done, what) : done;
}

static const char *short_digest(const struct shai_diff_writer *w, int side)
{
    return shai_hex(shai_arena_alloc(&w->cmd->run, SHAI_HEX_SHA256), w->spec[side]->meaning, 6);
}

static const char *path_of(const struct shai_diff_writer *w, int side)
{
    const struct shai_spec *s = w->spec[side];
    return s->sources->at[s->tree->file].name;
}

/* --- text --- */

static void put_drift(const struct shai_diff_writer *w, const struct shai_change *c)
{
    static const char *const colors[SHAI_DRIFT_COUNT] = {"", "\033[32m", "\033[1;31m", "\033[33m"};
    struct shai_out *out = &w->cmd->out;
    if (c->drift) {
        shai_out_puts(out, is_zh(w) ? ":" : ": ");
        if (w->cmd->color_out) shai_out_puts(out, colors[c->drift]);
        shai_out_puts(out, shai_drift_word(c->kind, c->drift, w->cmd->lang));
        if (w->cmd->color_out) shai_out_puts(out, "\033[0m");
    }
    if (c->note) put(w, is_zh(w) ? "(%s)" : " (%s)", c->note);
    if (c->group) put(w, is_zh(w) ? "〔%s〕" : " [%s]", c->group);
}

/* Where a change stands that no rule knows. */
static void put_place(const struct shai_diff_writer *w, const struct shai_change *c)
{
    const struct shai_sources *sources = w->spec[0]->sources;
    int side = c->has[1] ? 1 : 0;
    if (c->kind != SHAI_CHANGE_WRITING || !c->has[side]) return;
    const struct shai_source *s = &sources->at[c->at[side].file];
    struct shai_place at = shai_source_place(s, c->at[side].begin);
    put(w, is_zh(w) ? "(%s:%u:%u)" : " (%s:%u:%u)", s->name, at.line, at.column);
}

static void put_counts(const struct shai_diff_writer *w)
{
    const size_t *n = w->diff->counts;
    size_t all = n[SHAI_DRIFT_NONE] + n[SHAI_DRIFT_STRICTER] + n[SHAI_DRIFT_LAXER] + n[SHAI_DRIFT_OPEN];
    shai_out_printf(&w->cmd->out,
                    is_zh(w)
                        ? "变化 %zu 处:趋严 %zu,趋宽 %zu,未定 %zu,不影响判定 %zu\n"
                        : "changes %zu: stricter %zu, laxer %zu, may be either %zu, without effect on verdicts %zu\n",
                    all, n[SHAI_DRIFT_STRICTER], n[SHAI_DRIFT_LAXER], n[SHAI_DRIFT_OPEN], n[SHAI_DRIFT_NONE]);
}

static void put_edition(const struct shai_diff_writer *w, int side)
{
    const struct shai_spec *s = w->spec[side];
    const char *which = side ? (is_zh(w) ? "新" : "new") : is_zh(w) ? "旧" : "old";
    put(w, is_zh(w) ? "%s %s  %s 版本 %s  摘要 %s\n" : "%s %s  %s version %s  digest %s\n", which, path_of(w, side),
        s->name, s->version ? s->version : "—", short_digest(w, side));
}

static void write_text(const struct shai_diff_writer *w)
{
    struct shai_out *out = &w->cmd->out;
    put_edition(w, 0);
    put_edition(w, 1);
    if (w->diff->unchanged) {
        shai_out_puts(out, is_zh(w) ? "没有变化:意思摘要相同\n" : "unchanged: the meaning digests agree\n");
        return;
    }
    shai_out_putc(out, '\n');
    for (const struct shai_change *c = w->diff->first; c; c = c->next) {
        if (!is_first(w, c)) continue;
        const char *items = items_of(w, c), *step = step_of(w, c);
        put(w, "%s%s%s%s%s", items, *items ? " " : "", heading_of(w, c), *step ? " " : "", step);
        put_drift(w, c);
        put_place(w, c);
        shai_out_putc(out, '\n');
    }
    shai_out_putc(out, '\n');
    put_counts(w);
}

/* --- Markdown --- */

/* In a cell of a table: `|`, `\`, line ends and what begins markup. */
static void put_md(struct shai_out *out, const char *s)
{
    for (; s && *s; s++) {
        if (strchr("\\|*_`<>[]#~", *s)) shai_out_putc(out, '\\');
        shai_out_putc(out, *s == '\n' ? ' ' : *s);
    }
}

static void write_md(const struct shai_diff_writer *w)
{
    struct shai_out *out = &w->cmd->out;
    for (int side = 0; side < 2; side++) {
        const struct shai_spec *s = w->spec[side];
        shai_out_printf(out, "- %s: ", side ? (is_zh(w) ? "新" : "new") : is_zh(w) ? "旧" : "old");
        put_md(out, s->title ? s->title : s->name);
        shai_out_printf(out, is_zh(w) ? ",版本 " : ", version ");
        put_md(out, s->version ? s->version : "—");
        shai_out_printf(out, is_zh(w) ? ",摘要 `%s`\n" : ", digest `%s`\n", short_digest(w, side));
    }
    shai_out_putc(out, '\n');
    if (w->diff->unchanged) {
        shai_out_puts(out, is_zh(w) ? "没有变化:意思摘要相同\n" : "unchanged: the meaning digests agree\n");
        return;
    }
    shai_out_puts(out, is_zh(w) ? "| 项目 | 内容 | 旧 | 新 | 影响 |\n|---|---|---|---|---|\n"
                                : "| item | what | old | new | effect |\n|---|---|---|---|---|\n");
    for (const struct shai_change *c = w->diff->first; c; c = c->next) {
        if (!is_first(w, c)) continue;
        const char *items = items_of(w, c);
        if (c->group) items = shai_arena_printf(&w->cmd->run, is_zh(w) ? "%s〔%s〕" : "%s [%s]", items, c->group);
        const char *const cells[] = {items, heading_of(w, c), c->before, c->after,
                                     shai_drift_word(c->kind, c->drift, w->cmd->lang)};
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
            shai_out_puts(out, i ? " | " : "| ");
            put_md(out, cells[i] ? cells[i] : "");
        }
        if (c->note) {
            shai_out_puts(out, c->drift ? (is_zh(w) ? ";" : "; ") : "");
            put_md(out, c->note);
        }
        shai_out_puts(out, " |\n");
    }
    shai_out_putc(out, '\n');
    put_counts(w);
}

/* --- JSON --- */

static void json_place(const struct shai_diff_writer *w, const char *name, const struct shai_change *c, int side)
{
    struct shai_out *out = &w->cmd->out;
    shai_out_json_key(out, name);
    if (!c->has[side]) {
        shai_out_puts(out, "null");
        return;
    }
    const struct shai_source *s = &w->spec[0]->sources->at[c->at[side].file];
    struct shai_place at = shai_source_place(s, c->at[side].begin);
    shai_out_puts(out, "{\"file\":");
    shai_out_json_str(out, s->name);
    shai_out_printf(out, ",\"line\":%u,\"column\":%u}", at.line, at.column);
}

static void json_edition(const struct shai_diff_writer *w, int side)
{
    struct shai_out *out = &w->cmd->out;
    const struct shai_spec *s = w->spec[side];
    char hex[SHAI_HEX_SHA256];
    shai_out_printf(out, ",\n\"%s\":{\"file\":", side ? "new" : "old");
    shai_out_json_str(out, path_of(w, side));
    shai_out_json_member(out, "name", s->name);
    shai_out_json_member(out, "version", s->version);
    shai_out_puts(out, ",\"meaning\":\"sha256:");
    shai_out_puts(out, shai_hex(hex, s->meaning, sizeof s->meaning));
    shai_out_puts(out, "\"}");
}

static void write_json(const struct shai_diff_writer *w)
{
    struct shai_out *out = &w->cmd->out;
    shai_out_puts(out, "{\"format\":\"sushai-diff/1\"");
    json_edition(w, 0);
    json_edition(w, 1);
    const size_t *n = w->diff->counts;
    shai_out_printf(out,
                    ",\n\"unchanged\":%s,\n\"counts\":{\"none\":%zu,\"stricter\":%zu,\"laxer\":%zu,\"open\":%zu}",
                    w->diff->unchanged ? "true" : "false", n[0], n[1], n[2], n[3]);
    shai_out_puts(out, ",\n\"changes\":[");
    for (const struct shai_change *c = w->diff->first; c; c = c->next) {
        shai_out_printf(out, "%s\n{\"kind\":\"%s\",\"effect\":\"%s\"", c == w->diff->first ? "" : ",",
                        shai_change_infos[c->kind].json, shai_drift_codes[c->drift]);
        shai_out_json_member(out, "item", c->item);
        shai_out_json_member(out, "group", c->group);
        shai_out_json_member(out, "subject", c->subject);
        shai_out_json_member(out, "before", c->before);
        shai_out_json_member(out, "after", c->after);
        shai_out_json_member(out, "note", c->note);
        json_place(w, "old", c, 0);
        json_place(w, "new", c, 1);
        shai_out_putc(out, '}');
    }
    shai_out_puts(out, "]");
}

void shai_diff_write(struct shai_diff_writer *w)
{
    if (w->format == SHAI_DIFF_JSON) write_json(w);
    else if (w->format == SHAI_DIFF_MD) write_md(w);
    else write_text(w);
    shai_arena_reset(&w->cmd->run);
}

/* --- samples --- */

void shai_diff_write_data(struct shai_diff_writer *w, const char *name)
{
    struct shai_out *out = &w->cmd->out;
    if (w->format == SHAI_DIFF_JSON) {
        shai_out_puts(out, ",\n\"data\":{\"file\":");
        shai_out_json_str(out, name);
        shai_out_puts(out, ",\"samples\":[");
    } else if (w->format == SHAI_DIFF_MD) {
        shai_out_puts(
            out, is_zh(w) ? "\n| 样品 | 项目 | 旧 | 新 | 旧因 | 新因 |\n|---|---|---|---|---|---|\n"
                          : "\n| sample | item | old | new | why, old | why, new |\n|---|---|---|---|---|---|\n");
    } else {
        shai_out_putc(out, '\n');
    }
}

static const char *verdict_text(const struct shai_diff_writer *w, const struct shai_result *r)
{
    if (!r) return is_zh(w) ? "拒收" : "refused";
    const char *verdict = shai_verdict_word(r->verdict, w->cmd->lang);
    if (!r->hazard) return verdict;
    return shai_arena_printf(&w->cmd->run, is_zh(w) ? "%s(%s)" : "%s (%s)", verdict,
                             shai_hazard_word(r->hazard, w->cmd->lang));
}

static const char *outcome_text(const struct shai_diff_writer *w, const struct shai_item_result *r)
{
    if (!r) return is_zh(w) ? "无此项目" : "no such item";
    const char *outcome = shai_outcome_word(r->outcome, w->cmd->lang);
    if (!r->hazard) return outcome;
    return shai_arena_printf(&w->cmd->run, is_zh(w) ? "%s(%s)" : "%s (%s)", outcome,
                             shai_hazard_word(r->hazard, w->cmd->lang));
}

static const char *sample_name(const struct shai_diff_writer *w, const struct shai_sample_change *s)
{
    if (*s->id) return s->id;
    return shai_arena_printf(&w->cmd->run, is_zh(w) ? "第 %" PRIu64 " 行" : "row %" PRIu64, s->row);
}

static void sample_text(const struct shai_diff_writer *w, const struct shai_sample_change *s)
{
    const char *a = verdict_text(w, s->old), *b = verdict_text(w, s->new);
    put(w, is_zh(w) ? "样品 %s:" : "sample %s: ", sample_name(w, s));
    if (s->verdict_changed) put(w, "%s → %s\n", a, b);
    else put(w, is_zh(w) ? "结论不变(%s)\n" : "the verdict stays (%s)\n", b);
    for (size_t i = 0; i < s->item_count; i++) {
        const struct shai_outcome_change *o = &s->items[i];
        put(w, "  %s %s → %s\n", o->new ? o->new->item : o->old->item, outcome_text(w, o->old),
            outcome_text(w, o->new));
        for (int side = 0; side < 2; side++)
            if (o->why[side])
                put(w, "    %s %s\n", side ? (is_zh(w) ? "新" : "new") : is_zh(w) ? "旧" : "old", o->why[side]);
    }
}

static void sample_md(const struct shai_diff_writer *w, const struct shai_sample_change *s)
{
    struct shai_out *out = &w->cmd->out;
    for (size_t i = 0; i <= s->item_count; i++) {
        const struct shai_outcome_change *o = i ? &s->items[i - 1] : NULL;
        const char *const cells[] = {sample_name(w, s),
                                     !o       ? (is_zh(w) ? "结论" : "verdict")
                                     : o->new ? o->new->item
                                              : o->old->item,
                                     o ? outcome_text(w, o->old) : verdict_text(w, s->old),
                                     o ? outcome_text(w, o->new) : verdict_text(w, s->new),
                                     o ? o->why[0] : NULL,
                                     o ? o->why[1] : NULL};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            shai_out_puts(out, k ? " | " : "| ");
            put_md(out, cells[k] ? cells[k] : "");
        }
        shai_out_puts(out, " |\n");
    }
}

static void json_result(struct shai_out *out, const char *name, const struct shai_result *r)
{
    shai_out_printf(out, ",\"%s\":", name);
    if (!r) shai_out_puts(out, "null");
    else
        shai_out_printf(out, "{\"verdict\":\"%s\",\"hazard\":\"%s\"}", shai_verdict_codes[r->verdict],
                        shai_hazard_codes[r->hazard]);
}

static void json_outcome(struct shai_out *out, const char *name, const struct shai_item_result *r, const char *why)
{
    shai_out_printf(out, ",\"%s\":", name);
    if (!r) {
        shai_out_puts(out, "null");
        return;
    }
    shai_out_printf(out, "{\"outcome\":\"%s\",\"hazard\":\"%s\",\"why\":", shai_outcome_codes[r->outcome],
                    shai_hazard_codes[r->hazard]);
    shai_out_json_str(out, why);
    shai_out_putc(out, '}');
}

static void sample_json(struct shai_diff_writer *w, const struct shai_sample_change *s)
{
    struct shai_out *out = &w->cmd->out;
    shai_out_printf(out, "%s\n{\"row\":%" PRIu64, w->sample_written ? "," : "", s->row);
    shai_out_json_member(out, "sample_id", *s->id ? s->id : NULL);
    json_result(out, "old", s->old);
    json_result(out, "new", s->new);
    shai_out_puts(out, ",\"items\":[");
    for (size_t i = 0; i < s->item_count; i++) {
        const struct shai_outcome_change *o = &s->items[i];
        shai_out_puts(out, i ? ",{\"item\":" : "{\"item\":");
        shai_out_json_str(out, o->new ? o->new->item : o->old->item);
        json_outcome(out, "old", o->old, o->why[0]);
        json_outcome(out, "new", o->new, o->why[1]);
        shai_out_putc(out, '}');
    }
    shai_out_puts(out, "]}");
}

void shai_diff_write_sample(struct shai_diff_writer *w, const struct shai_sample_change *change)
{
    if (w->format == SHAI_DIFF_JSON) sample_json(w, change);
    else if (w->format == SHAI_DIFF_MD) sample_md(w, change);
    else sample_text(w, change);
    w->sample_written = true;
}

void shai_diff_write_counts(struct shai_diff_writer *w, const struct shai_data_counts *n)
{
    struct shai_out *out = &w->cmd->out;
    if (w->format == SHAI_DIFF_JSON) {
        shai_out_printf(out,
                        "],\n\"counts\":{\"samples\":%" PRIu64 ",\"verdict_changed\":%" PRIu64
                        ",\"items_changed\":%" PRIu64 ",\"same\":%" PRIu64 ",\"refused_old\":%" PRIu64
                        ",\"refused_new\":%" PRIu64 ",\"refused_both\":%" PRIu64 ",\"milder\":%" PRIu64 "}}",
                        n->samples, n->verdicts, n->items, n->same, n->refused[0], n->refused[1], n->refused_both,
                        n->milder);
        return;
    }
    if (w->format == SHAI_DIFF_MD || w->sample_written) shai_out_putc(out, '\n');
    shai_out_printf(out,
                    is_zh(w) ? "样品 %" PRIu64 " = 结论改变 %" PRIu64 " + 仅项目改变 %" PRIu64 " + 不变 %" PRIu64
                               " + 新旧都拒收 %" PRIu64 "(旧细则拒收 %" PRIu64 ",新细则拒收 %" PRIu64 ")\n"
                             : "samples %" PRIu64 " = verdict changed %" PRIu64 " + items alone %" PRIu64
                               " + unchanged %" PRIu64 " + refused by both %" PRIu64 " (refused by old %" PRIu64
                               ", by new %" PRIu64 ")\n",
                    n->samples, n->verdicts, n->items, n->same, n->refused_both, n->refused[0], n->refused[1]);
}

void shai_diff_write_end(struct shai_diff_writer *w)
{
    if (w->format == SHAI_DIFF_JSON) shai_out_puts(&w->cmd->out, "}\n");
}
