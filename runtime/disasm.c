/* A program as a listing. In: a verified program. Out: text for people: head, bounds, tables, then a line an
 * instruction. It is in English, like the mnemonics; names are the spec's own. It is no input of anything. */
#include "base/hex.h"
#include "base/utf8.h"
#include "runtime/vm.h"

#include <string.h>

enum {
    COL_MNEMONIC = 8,
    COL_OPERANDS = 21,
    COL_MEANING = 41,
    COL_POSITION = 77,
    ROOM = COL_POSITION - 2, /* meanings end before it */
};

/* A line under way: what is written, and how many columns it takes. */
struct lister {
    struct shai_arena *scratch;
    struct shai_out *out;
    const struct shai_program *p;
    size_t column, most; /* text beyond column `most` is cut; 0: none is */
    size_t owed;         /* the column that the next text stands at, behind a blank at least; 0: right here */
    bool cut;
};

/* The blanks that are owed: only text brings them, so that no line ends in one. */
static void pay(struct lister *l)
{
    if (!l->owed) return;
    do {
        shai_out_putc(l->out, ' ');
    } while (++l->column < l->owed);
    l->owed = 0;
}

static void put_len(struct lister *l, const char *s, size_t len)
{
    if (len && !l->cut) pay(l);
    for (size_t at = 0, n; at < len && !l->cut; at += n) {
        uint32_t cp = 0;
        n = shai_utf8_decode(s + at, len - at, &cp);
        if (!n) n = 1;
        if (cp < 0x20 || cp == 0x7F) cp = ' '; /* a line break in a text stays on the line */
        size_t width = (size_t)shai_utf8_width(cp, 1);
        if (l->most && l->column + width >= l->most) {
            shai_out_puts(l->out, "…");
            l->column++;
            l->cut = true;
        } else {
            if (cp == ' ') shai_out_putc(l->out, ' ');
            else shai_out_write(l->out, s + at, n);
            l->column += width;
        }
    }
}

static void put(struct lister *l, const char *s)
{
    put_len(l, s, strlen(s));
}

static void putf(struct lister *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void putf(struct lister *l, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    put(l, shai_arena_vprintf(l->scratch, format, ap));
    va_end(ap);
}

/* What follows stands at column `to`, or one blank behind what is there. */
static void pad(struct lister *l, size_t to)
{
    l->owed = to;
}

static void end_line(struct lister *l)
{
    shai_out_putc(l->out, '\n');
    l->column = l->owed = 0;
    l->cut = false;
}

/* --- values ----------------------------------------------------------------------------------------------------- */

static const char *const type_words[] = {"number", "date", "choice", "grade", "yes/no", "conformity", "text"};
static const char *const truth_words[] = {"no", "unknown", "yes", "inapplicable", "unjudged", "open"};
static const char *const grade_words[] = {"none", "general", "serious"};
static const char *const cause_words[] = {"key not found",      "division by zero", "item does not apply",
                                          "no bound is broken", "no case holds",    "uncertainty open",
                                          "uncertainty lost"};
static const char *const rule_words[SHAI_RULE_COUNT] = {"", "guarded", "guarded, under not", "certain"};
static const char *const criterion_words[] = {"<",        "<=",        ">",       ">=", "=",      "range",
                                              "relative", "tolerance", "between", "in", "absent", "require"};

static const char *set_value(const struct shai_program *p, uint32_t set, struct shai_num n)
{
    if (set >= p->set_count || n.d != 1 || n.n < 0 || n.n >= p->sets[set].count) return NULL;
    return p->sets[set].names[n.n];
}

/* A number as it was written: in its unit, with its decimals. places below -100: computed. */
static void put_num(struct lister *l, struct shai_num n, const struct shai_display *d, int places)
{
    struct shai_strbuf buf;
    struct shai_num whole = shai_num_canonical(l->scratch, n);
    const char *value = set_value(l->p, d->set, whole);
    if (value) {
        putf(l, "%s (%lld)", value, (long long)whole.n);
    } else if (d->type == SHAI_V_DATE && whole.d == 1 && whole.n > 0 && whole.n <= 3652059) {
        char date[11];
        shai_date_format((int32_t)whole.n, date);
        put(l, date);
    } else {
        shai_strbuf_init(&buf, l->scratch);
        n = shai_num_div(l->scratch, n, d->factor);
        if (places < -100) shai_num_put_decimal(&buf, n);
        else shai_num_put_places(&buf, n, places);
        put_len(l, buf.s, buf.len);
        if (d->unit) putf(l, " %s", d->unit);
    }
}

static void put_text(struct lister *l, const struct shai_text *t, char quote)
{
    putf(l, "%c", quote);
    put_len(l, t->s, t->len);
    putf(l, "%c%s", quote, t->flags & SHAI_PATTERN_CASELESS ? "i" : "");
    if (t->name) putf(l, " %s", t->name);
}

/* --- head and tables -------------------------------------------------------------------------------------------- */

static void head_line(struct lister *l, const char *key, const char *value)
{
    if (!value) return;
    putf(l, "  %s", key);
    pad(l, 14);
    put(l, value);
    end_line(l);
}

static void digest_line(struct lister *l, const char *key, const unsigned char sha256[32])
{
    char hex[SHAI_HEX_SHA256];
    head_line(l, key, shai_arena_printf(l->scratch, "sha256:%s", shai_hex(hex, sha256, 32)));
}

static void head(struct lister *l)
{
    const struct shai_program *p = l->p;
    putf(l, "program %s", p->name);
    end_line(l);
    head_line(l, "title", p->title);
    head_line(l, "version", p->version);
    head_line(l, "product", p->product);
    head_line(l, "code", p->product_code);
    head_line(l, "issuer", p->issuer);
    head_line(l, "general", p->advice[0]);
    head_line(l, "serious", p->advice[1]);
    if (p->has_from || p->has_to) {
        char from[11] = "", to[11] = "";
        if (p->has_from) shai_date_format(p->effective_from, from);
        if (p->has_to) shai_date_format(p->effective_to, to);
        head_line(l, "effective", shai_arena_printf(l->scratch, "%s ~ %s", from, to));
    }
    head_line(l, "language", p->lang == SHAI_ZH ? "zh" : "en");
    digest_line(l, "source", p->source);
    digest_line(l, "meaning", p->meaning);
    for (uint32_t i = 0; i < p->file_count; i++) {
        head_line(l, i ? "" : "files", p->files[i].name);
        digest_line(l, "", p->files[i].sha256);
    }
    head_line(l, "size",
              shai_arena_printf(l->scratch, "%u instructions, %u registers", (unsigned)p->code_count,
                                (unsigned)p->register_count));
    head_line(l, "a sample",
              shai_arena_printf(l->scratch, "at most %llu steps, %llu bytes, numbers of %u bits",
                                (unsigned long long)p->steps, (unsigned long long)p->memory, (unsigned)p->widest));
}

static void title(struct lister *l, const char *what, size_t count)
{
    if (!count) return;
    end_line(l);
    putf(l, "%s", what);
    end_line(l);
}

static void entry(struct lister *l, uint32_t i)
{
    putf(l, "%6u  ", (unsigned)i);
}

static void inputs(struct lister *l)
{
    const struct shai_program *p = l->p;
    title(l, "inputs", p->input_count);
    for (uint32_t i = 0; i < p->input_count; i++) {
        const struct shai_input *in = &p->inputs[i];
        entry(l, i);
        put(l, in->name);
        pad(l, 34);
        put(l, type_words[in->type]);
        if (in->display.unit) putf(l, " %s", in->display.unit);
        if (in->display.set != SHAI_NONE32 && p->sets[in->display.set].name)
            putf(l, " %s", p->sets[in->display.set].name);
        pad(l, 56);
        if (in->reading) putf(l, "reading of %s", p->items[in->item].name);
        else put(l, in->standard ? "sample field" : "attribute");
        end_line(l);
    }
}

static void sets(struct lister *l)
{
    const struct shai_program *p = l->p;
    title(l, "choices and grades", p->set_count);
    for (uint32_t i = 0; i < p->set_count; i++) {
        entry(l, i);
        if (p->sets[i].name) putf(l, "%s ", p->sets[i].name);
        for (uint32_t k = 0; k < p->sets[i].count; k++) putf(l, "%s%s", k ? ", " : "{ ", p->sets[i].names[k]);
        put(l, " }");
        end_line(l);
    }
}

static void constants(struct lister *l)
{
    const struct shai_program *p = l->p;
    title(l, "constants", p->constant_count);
    for (uint32_t i = 0; i < p->constant_count; i++) {
        const struct shai_constant *c = &p->constants[i];
        entry(l, i);
        put_num(l, c->num, &c->display, c->places);
        pad(l, 34);
        struct shai_strbuf exact;
        shai_strbuf_init(&exact, l->scratch);
        shai_num_put_fraction(&exact, c->num);
        put(l, exact.s);
        end_line(l);
    }
}

static void texts(struct lister *l, const char *what, const struct shai_text *at, uint32_t count, char quote)
{
    title(l, what, count);
    for (uint32_t i = 0; i < count; i++) {
        entry(l, i);
        put_text(l, &at[i], quote);
        end_line(l);
    }
}

static void criteria(struct lister *l)
{
    const struct shai_program *p = l->p;
    title(l, "criteria", p->criterion_count);
    for (uint32_t i = 0; i < p->criterion_count; i++) {
        const struct shai_criterion *c = &p->criteria[i];
        entry(l, i);
        put(l, criterion_words[c->kind]);
        if (c->display.unit) putf(l, " %s", c->display.unit);
        if (c->text) putf(l, "  %s", c->text);
        end_line(l);
    }
}

static void items(struct lister *l)
{
    const struct shai_program *p = l->p;
    title(l, "items", p->item_count);
    for (uint32_t i = 0; i < p->item_count; i++) {
        const struct shai_item *it = &p->items[i];
        entry(l, i);
        put(l, it->name);
        pad(l, 34);
        put(l, it->title);
        end_line(l);
        for (uint32_t k = 0; k < it->variant_count; k++) {
            const struct shai_variant *w = &it->variants[k];
            putf(l, "          variant %u", (unsigned)k);
            if (w->group) putf(l, " \"%s\"", w->group);
            pad(l, 34);
            for (uint32_t b = 0; b < w->basis_count; b++)
                putf(l, "%s%s%s%s", b ? "; " : "", p->standards[w->basis[b].standard].code,
                     w->basis[b].clause ? " " : "", w->basis[b].clause ? w->basis[b].clause : "");
            if (w->report) put(l, " (report only)");
            end_line(l);
        }
    }
}

static void causes(struct lister *l)
{
    const struct shai_program *p = l->p;
    title(l, "causes", p->cause_count);
    for (uint32_t i = 0; i < p->cause_count; i++) {
        entry(l, i);
        put(l, cause_words[p->causes[i].kind]);
        if (p->causes[i].name) putf(l, ": %s", p->causes[i].name);
        end_line(l);
    }
}

/* --- code ------------------------------------------------------------------------------------------------------- */

static bool is_kind(const char *kind, const char *what)
{
    return strcmp(kind, what) == 0;
}

/* Registers as r7, other operands as their number. */
static void operand(struct lister *l, const char *kind, uint32_t value)
{
    if (is_kind(kind, "-")) return;
    if (is_kind(kind, "NUM?") && value == SHAI_NONE16) put(l, "-");
    else if (strstr(kind, "NUM") || strstr(kind, "TRUTH") || is_kind(kind, "TEXT") || is_kind(kind, "=TEXT"))
        putf(l, "r%u", (unsigned)value);
    else if (is_kind(kind, "TARGET")) putf(l, "->%u", (unsigned)value);
    else putf(l, "%u", (unsigned)value);
    pad(l, 1);
}

/* What an operand that is no register stands for. */
static void meaning(struct lister *l, const struct shai_insn *in, const char *kind, uint32_t value)
{
    const struct shai_program *p = l->p;
    if (!l->owed) pad(l, 1);
    if (is_kind(kind, "INPUT")) putf(l, "%s", p->inputs[value].name);
    if (is_kind(kind, "CONST")) {
        put_num(l, p->constants[value].num, &p->constants[value].display, p->constants[value].places);
    }
    if (is_kind(kind, "TEXTCONST")) put_text(l, &p->texts[value], '"');
    if (is_kind(kind, "PATTERN")) put_text(l, &p->patterns[value], '/');
    if (is_kind(kind, "ITEM")) putf(l, "%s", p->items[value].name);
    if (is_kind(kind, "VARIANT") && p->items[in->a].variants[value].group)
        putf(l, "\"%s\"", p->items[in->a].variants[value].group);
    if (is_kind(kind, "GRADE")) putf(l, "%s", grade_words[value]);
    if (is_kind(kind, "STANDARD")) putf(l, "%s", p->standards[value].code);
    if (is_kind(kind, "RULE")) putf(l, "%s", rule_words[value]);
    if (is_kind(kind, "SPECIMEN") && value) putf(l, "specimen %u", value);
    if (is_kind(kind, "DIGITS")) putf(l, "%u digits", value);
    if (is_kind(kind, "VALUE")) putf(l, "%s", truth_words[value]);
    if (is_kind(kind, "CRITERION")) {
        const struct shai_criterion *c = &p->criteria[value];
        bool signed_text = c->kind <= SHAI_C_EQ && c->text;
        putf(l, "%s%s%s", signed_text || !c->text ? criterion_words[c->kind] : "", signed_text ? " " : "",
             c->text ? c->text : "");
    }
    if (is_kind(kind, "CAUSE"))
        putf(l, "%s%s%s", cause_words[p->causes[value].kind], p->causes[value].name ? ": " : "",
             p->causes[value].name ? p->causes[value].name : "");
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void instruction(struct lister *l, uint32_t at, bool is_target)
{
    const struct shai_program *p = l->p;
    const struct shai_insn *in = &p->code[at];
    const struct shai_op_info *info = &shai_op_infos[in->op];
    const struct shai_position *pos = &p->positions[in->pos];
    putf(l, "%6u%s", (unsigned)at, is_target ? ">" : "");
    pad(l, COL_MNEMONIC);
    put(l, info->mnemonic);
    pad(l, COL_OPERANDS);
    operand(l, info->a, in->a);
    operand(l, info->b, in->b);
    operand(l, info->c, in->c);
    if (is_kind(info->x, "NUMREGS")) {
        operand(l, "NUM", in->x & 0xFFFF);
        operand(l, "NUM", in->x >> 16);
    }
    if (is_kind(info->x, "TARGET") || (is_kind(info->x, "TRUTHS") && in->x != SHAI_NONE32))
        operand(l, info->x, in->x);
    pad(l, COL_MEANING);
    l->most = ROOM;
    meaning(l, in, info->a, in->a);
    meaning(l, in, info->b, in->b);
    meaning(l, in, info->c, in->c);
    meaning(l, in, info->x, in->x);
    if (!l->owed) pad(l, 1);
    if (is_kind(info->a, "=NUM")) putf(l, "[%u bits]", (unsigned)p->register_bits[in->a]);
    l->most = 0;
    l->cut = false;
    if (pos->file != SHAI_NONE32) {
        pad(l, COL_POSITION);
        putf(l, "%s:%u:%u", last_part(p->files[pos->file].name), (unsigned)pos->line, (unsigned)pos->column);
    }
    end_line(l);
}

static void code(struct lister *l)
{
    const struct shai_program *p = l->p;
    bool *targets = SHAI_NEW_N(l->scratch, bool, p->code_count);
    for (uint32_t i = 0; i < p->code_count; i++)
        if (is_kind(shai_op_infos[p->code[i].op].x, "TARGET")) targets[p->code[i].x] = true;
    title(l, "code", p->code_count);
    for (uint32_t i = 0; i < p->code_count; i++) {
        uint32_t item = p->positions[p->code[i].pos].item;
        if (item != SHAI_NONE32 && (!i || item != p->positions[p->code[i - 1].pos].item)) {
            putf(l, "        ; %s", p->items[item].name);
            end_line(l);
        }
        instruction(l, i, targets[i]);
    }
}

void shai_program_disasm(struct shai_arena *scratch, struct shai_out *out, const struct shai_program *program)
{
    struct lister l = {.scratch = scratch, .out = out, .p = program};
    head(&l);
    inputs(&l);
    sets(&l);
    constants(&l);
    texts(&l, "texts", program->texts, program->text_count, '"');
    texts(&l, "patterns", program->patterns, program->pattern_count, '/');
    criteria(&l);
    causes(&l);
    items(&l);
    code(&l);
}
