/* Mutants from the tree of a spec: each is a span of its source and another text. */
#include "lang/mutant.h"

#include "base/utf8.h"
#include "runtime/date.h"

#include <string.h>

struct walk {
    struct shai_arena *arena;
    const struct shai_spec *spec;
    const char *text; /* of the spec's file */
    uint32_t file;
    enum shai_lang lang; /* of its keywords */
    struct shai_mutants *out;
    /* where we are */
    const char *owner, *clause, *row, *column;
};

/* --- names --- */

enum { NAME_POINTS = 28 }; /* of a text that stands in a name */

/* The text of a span without blanks, cut where it is long. */
static const char *squeezed(const struct walk *w, const char *s, size_t len)
{
    struct shai_strbuf b;
    size_t points = 0, n;
    shai_strbuf_init(&b, w->arena);
    for (size_t at = 0; at < len; at += n) {
        uint32_t cp;
        n = shai_utf8_decode(s + at, len - at, &cp);
        if (!n) break;
        if (cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x3000 || cp == 0xA0) continue;
        if (points++ == NAME_POINTS) {
            shai_strbuf_puts(&b, "…");
            break;
        }
        shai_strbuf_add(&b, s + at, n);
    }
    return b.s ? b.s : "";
}

static const char *keyword(const struct walk *w, enum shai_kw kw)
{
    return shai_keyword_infos[kw].spelling[w->lang];
}

static size_t count_same(const struct walk *w, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < w->out->count; i++) {
        const char *other = w->out->at[i].name;
        size_t len = strlen(name);
        count += strncmp(other, name, len) == 0 && (!other[len] || other[len] == '#');
    }
    return count;
}

static void add(struct walk *w, struct shai_span span, const char *text, const char *what)
{
    if (span.file != w->file || span.end < span.begin) return;
    struct shai_strbuf name;
    const char *parts[] = {w->owner, w->clause, w->row, w->column};
    shai_strbuf_init(&name, w->arena);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i]) shai_strbuf_printf(&name, "%s%s", name.len ? "." : "", parts[i]);
    shai_strbuf_printf(&name, ":%s", what);
    const char *plain = shai_arena_strndup(w->arena, name.s, name.len);
    size_t same = count_same(w, plain);
    struct shai_mutants *out = w->out;
    out->at = shai_arena_grow(w->arena, out->at, &out->cap, out->count + 1, sizeof *out->at);
    out->at[out->count++] = (struct shai_mutant){
        .name = same ? shai_arena_printf(w->arena, "%s#%zu", plain, same + 1) : plain,
        .span = span,
        .text = text,
        .owner = w->owner,
        .row = w->row,
    };
}

/* One text for another. */
static void change(struct walk *w, struct shai_span span, const char *text)
{
    const char *old = squeezed(w, w->text + span.begin, span.end - span.begin);
    add(w, span, text, shai_arena_printf(w->arena, "%s→%s", old, squeezed(w, text, strlen(text))));
}

static void drop(struct walk *w, struct shai_span span, bool say)
{
    const char *word = w->lang == SHAI_ZH ? "删" : "drop";
    const char *old = squeezed(w, w->text + span.begin, span.end - span.begin);
    add(w, span, "", say ? shai_arena_printf(w->arena, "%s:%s", word, old) : word);
}

/* --- tokens --- */

static bool is_sign(uint32_t cp)
{
    return cp && (cp == 0x2264 || cp == 0x2265 || cp == 0x2260 || cp == 0x2212 || cp == 0xD7 || cp == 0xF7 ||
                  cp == 0xFF1C || cp == 0xFF1E || cp == 0xFF1D || cp == 0x2266 || cp == 0x2267 || cp == 0xFF0B ||
                  cp == 0xFF0D || (cp < 0x80 && strchr("<>=!+-*/", (int)cp)));
}

/* The sign or word that begins in [from, to) behind blanks and closing brackets. False where there is none. */
static bool token_in(const struct walk *w, uint32_t from, uint32_t to, struct shai_span *out)
{
    uint32_t cp = 0;
    size_t n = 0;
    uint32_t at = from;
    for (; at < to; at += (uint32_t)n) {
        n = shai_utf8_decode(w->text + at, to - at, &cp);
        if (!n) return false;
        if (is_sign(cp) || shai_utf8_is_word_start(cp)) break;
        if (cp == '/' || cp == '"') return false; /* a comment: leave it alone */
    }
    if (at >= to || (cp == '/' && w->text[at + 1] == '/')) return false;
    bool sign = is_sign(cp);
    *out = (struct shai_span){w->file, at, at};
    while (out->end < to) {
        n = shai_utf8_decode(w->text + out->end, to - out->end, &cp);
        if (!n || (sign ? !is_sign(cp) : !shai_utf8_is_word(cp))) break;
        out->end += (uint32_t)n;
    }
    return out->end > out->begin;
}

/* A word of the spec's own spelling in place of a word. */
static void change_word(struct walk *w, uint32_t from, uint32_t to, enum shai_kw old, enum shai_kw other)
{
    struct shai_span at;
    enum shai_lang lang;
    if (!token_in(w, from, to, &at)) return;
    if (shai_keyword_find(w->text + at.begin, at.end - at.begin, &lang) != old) return;
    change(w, at, shai_keyword_infos[other].spelling[lang]);
}

/* --- literals --- */

/* A decimal moved by one unit of its last place; NULL where it is no plain decimal. */
static const char *moved(struct shai_arena *arena, const char *digits, int by)
{
    size_t len = strcspn(digits, "Ee");
    char *out = shai_arena_alloc(arena, strlen(digits) + 3);
    out[0] = '0'; /* room for a carry */
    memcpy(out + 1, digits, strlen(digits) + 1);
    bool zero = true;
    for (size_t i = 0; i < len; i++) {
        if (digits[i] != '.' && (digits[i] < '0' || digits[i] > '9')) return NULL;
        zero &= digits[i] == '.' || digits[i] == '0';
    }
    if (zero && by < 0) return NULL; /* what is below zero is another sign, not another place */
    for (size_t i = len; i > 0; i--) {
        char *c = &out[i];
        if (i < len + 1 && *c == '.') continue;
        if (by > 0 && *c < '9') {
            ++*c;
            return out[0] == '0' ? out + 1 : out;
        }
        if (by < 0 && *c > '0') {
            --*c;
            break;
        }
        *c = by > 0 ? '0' : '9';
    }
    if (by > 0) out[0] = '1';
    char *s = out[0] == '0' ? out + 1 : out;
    while (s[0] == '0' && s[1] >= '0' && s[1] <= '9') s++; /* 10 − 1 is 9 */
    return s;
}

static void mutate_number(struct walk *w, const struct shai_node *n)
{
    struct shai_span at = n->span;
    if (n->unit && n->unit_span.file == at.file && n->unit_span.begin > at.begin && n->unit_span.begin < at.end)
        at.end = n->unit_span.begin;
    while (at.end > at.begin && (w->text[at.end - 1] == ' ' || w->text[at.end - 1] == '\t')) at.end--;
    for (int by = -1; by <= 1; by += 2) {
        const char *text = moved(w->arena, n->name, by);
        if (text) change(w, at, text);
    }
}

static void mutate_date(struct walk *w, const struct shai_node *n)
{
    int32_t day;
    char text[11];
    if (!shai_date_parse(n->name, strlen(n->name), &day)) return;
    for (int by = -1; by <= 1; by += 2) {
        shai_date_format(day + by, text);
        change(w, n->span, shai_arena_strndup(w->arena, text, sizeof text - 1));
    }
}

/* A grade's label becomes its neighbours'. */
static void mutate_grade(struct walk *w, const struct shai_node *n)
{
    for (size_t i = 0; i < w->spec->grade_count; i++) {
        const struct shai_decl *d = w->spec->grades[i];
        if (n->type && n->type->kind == SHAI_TYPE_GRADE && n->type->set != d) continue;
        for (uint32_t k = 0; k < d->name_count; k++) {
            if (strcmp(d->names[k], n->name) != 0) continue;
            if (k > 0) change(w, n->span, shai_arena_printf(w->arena, "\"%s\"", d->names[k - 1]));
            if (k + 1 < d->name_count) change(w, n->span, shai_arena_printf(w->arena, "\"%s\"", d->names[k + 1]));
            return;
        }
    }
}

/* --- signs --- */

static const char *other_sign(enum shai_op op)
{
    switch (op) {
    case SHAI_OP_LT: return "≤";
    case SHAI_OP_LE: return "<";
    case SHAI_OP_GT: return "≥";
    case SHAI_OP_GE: return ">";
    case SHAI_OP_EQ: return "≠";
    case SHAI_OP_NE: return "=";
    case SHAI_OP_ADD: return "−";
    case SHAI_OP_SUB: return "+";
    case SHAI_OP_MUL: return "÷";
    case SHAI_OP_DIV: return "×";
    default: return NULL;
    }
}

static void mutate_binary(struct walk *w, const struct shai_node *n)
{
    struct shai_span at;
    uint32_t from = n->kids[0]->span.end, to = n->kids[1]->span.begin;
    if (n->oper == SHAI_OP_AND) change_word(w, from, to, SHAI_KW_AND, SHAI_KW_OR);
    else if (n->oper == SHAI_OP_OR) change_word(w, from, to, SHAI_KW_OR, SHAI_KW_AND);
    else if (other_sign((enum shai_op)n->oper) && token_in(w, from, to, &at) && at.end <= to)
        change(w, at, other_sign((enum shai_op)n->oper));
}

/* Of a limit: ≤ and <; an `=` has no looser neighbour. */
static void mutate_criterion(struct walk *w, const struct shai_node *n)
{
    struct shai_span at;
    if (n->oper == SHAI_OP_EQ || !other_sign((enum shai_op)n->oper)) return;
    if (token_in(w, n->span.begin, n->kids[0]->span.begin, &at)) change(w, at, other_sign((enum shai_op)n->oper));
}

static void mutate_call(struct walk *w, const struct shai_node *n)
{
    static const struct {
        enum shai_kw old, other;
    } pairs[] = {{SHAI_KW_MIN, SHAI_KW_MAX},    {SHAI_KW_MAX, SHAI_KW_MIN}, {SHAI_KW_MEAN, SHAI_KW_MAX},
                 {SHAI_KW_MEDIAN, SHAI_KW_MAX}, {SHAI_KW_SUM, SHAI_KW_MAX}, {SHAI_KW_FAIL, SHAI_KW_PASS},
                 {SHAI_KW_PASS, SHAI_KW_FAIL}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (n->op == pairs[i].old) change_word(w, n->span.begin, n->span.end, pairs[i].old, pairs[i].other);
}

static void mutate_not(struct walk *w, const struct shai_node *n)
{
    struct shai_span at;
    if (token_in(w, n->span.begin, n->kids[0]->span.begin, &at) &&
        shai_keyword_find(w->text + at.begin, at.end - at.begin, NULL) == SHAI_KW_NOT)
        drop(w, at, true);
}

/* --- clauses and cases --- */

/* With the separator behind it. */
static struct shai_span with_separator(const struct walk *w, struct shai_span span)
{
    uint32_t at = span.end;
    while (w->text[at] == ' ' || w->text[at] == '\t' || w->text[at] == '\n' || w->text[at] == '\r') at++;
    if (w->text[at] == ';') span.end = at + 1;
    return span;
}

static void drop_case(struct walk *w, const struct shai_node *n)
{
    struct shai_span whole = with_separator(w, n->span);
    const char *old = squeezed(w, w->text + n->span.begin, n->span.end - n->span.begin);
    add(w, whole, "", shai_arena_printf(w->arena, "%s:%s", w->lang == SHAI_ZH ? "删" : "drop", old));
}

static enum shai_kw clause_word(enum shai_node_kind kind)
{
    switch (kind) {
    case SHAI_N_APPLIES: return SHAI_KW_APPLIES;
    case SHAI_N_VALUE_CLAUSE: return SHAI_KW_VALUE;
    case SHAI_N_ROUND_CLAUSE: return SHAI_KW_ROUND;
    case SHAI_N_LIMIT_CLAUSE: return SHAI_KW_LIMIT;
    case SHAI_N_REQUIRE: return SHAI_KW_REQUIRE;
    case SHAI_N_COMPARE_CLAUSE: return SHAI_KW_COMPARE;
    case SHAI_N_DECLARED_CLAUSE: return SHAI_KW_DECLARED;
    case SHAI_N_REPORT: return SHAI_KW_REPORT;
    case SHAI_N_HAZARD_CLAUSE: return SHAI_KW_HAZARD;
    case SHAI_N_MEASURE: return SHAI_KW_MEASURE;
    case SHAI_N_DECIDE: return SHAI_KW_DECIDE;
    case SHAI_N_ND_COUNTS: return SHAI_KW_NOT_DETECTED;
    case SHAI_N_VERDICT: return SHAI_KW_VERDICT;
    default: return SHAI_KW_NONE;
    }
}

static void visit(struct walk *w, const struct shai_node *n);

static void visit_kids(struct walk *w, const struct shai_node *n)
{
    for (uint32_t i = 0; i < n->kid_count; i++)
        if (n->kids[i]) visit(w, n->kids[i]);
}

/* Rows of a table: each cell under its row and column. first: the first column that holds rules. */
static void visit_rows(struct walk *w, const struct shai_node *header, const struct shai_node *rows, uint32_t first)
{
    for (uint32_t r = 0; rows && r < rows->kid_count; r++) {
        const struct shai_node *row = rows->kids[r];
        const struct shai_node *label = row->kid_count ? row->kids[0] : NULL;
        w->row = label && label->span.file == w->file
                     ? squeezed(w, w->text + label->span.begin, label->span.end - label->span.begin)
                     : NULL;
        for (uint32_t i = first; i < row->kid_count; i++) {
            const struct shai_node *head = i < header->kid_count ? header->kids[i] : NULL;
            w->column = head && head->name ? head->name : NULL;
            if (row->kids[i]) visit(w, row->kids[i]);
        }
    }
    w->row = w->column = NULL;
}

static void visit_owner(struct walk *w, const struct shai_node *n, const char *owner)
{
    const char *outer = w->owner;
    w->owner = owner;
    w->clause = NULL;
    if (n->kind == SHAI_N_TABLE) {
        visit_rows(w, n->kids[2], n->kids[3], 0);
    } else if (n->kind == SHAI_N_ITEMS) {
        visit_rows(w, n->kids[0], n->kids[1], 1);
        visit(w, n->kids[2]);
    } else if (n->kind == SHAI_N_LET) {
        if (n->kids[1]) visit(w, n->kids[1]);
    } else if (n->kind == SHAI_N_UNIT) {
        if (n->kids[0]) visit(w, n->kids[0]);
    } else {
        visit_kids(w, n);
    }
    w->owner = outer;
    w->clause = NULL;
}

static void visit_clause(struct walk *w, const struct shai_node *n)
{
    const char *outer = w->clause;
    w->clause = keyword(w, clause_word((enum shai_node_kind)n->kind));
    if (n->kind != SHAI_N_MEASURE) drop(w, with_separator(w, n->span), false);
    if (n->kind == SHAI_N_MEASURE) { /* not which readings are accepted: an example cannot expect a refusal */
        for (uint32_t i = 2; i < n->kid_count; i++)
            if (n->kids[i]) visit(w, n->kids[i]);
    } else {
        visit_kids(w, n);
    }
    w->clause = outer;
}

static void visit(struct walk *w, const struct shai_node *n)
{
    switch ((enum shai_node_kind)n->kind) {
    case SHAI_N_HEAD:
    case SHAI_N_EFFECTIVE:
    case SHAI_N_USE:
    case SHAI_N_STANDARD:
    case SHAI_N_GRADE:
    case SHAI_N_ATTRIBUTE:
    case SHAI_N_NOTICE:
    case SHAI_N_EXAMPLE:
    case SHAI_N_BASIS:
    case SHAI_N_METHOD:
    case SHAI_N_CHOSEN:
    case SHAI_N_PROBLEM:
    case SHAI_N_PATTERN:
    case SHAI_N_ERROR: return;
    case SHAI_N_LET:
    case SHAI_N_TABLE:
    case SHAI_N_UNIT:
    case SHAI_N_ITEM:
    case SHAI_N_ITEMS: visit_owner(w, n, n->name); return;
    case SHAI_N_GROUP:
        visit_owner(w, n,
                    n->kids[0] && n->kids[0]->name ? squeezed(w, n->kids[0]->name, strlen(n->kids[0]->name)) : NULL);
        return;
    case SHAI_N_NUMBER_LIT: mutate_number(w, n); return;
    case SHAI_N_DATE_LIT: mutate_date(w, n); return;
    case SHAI_N_STRING: mutate_grade(w, n); return;
    case SHAI_N_HAZARD:
        change_word(w, n->span.begin, n->span.end, n->op == SHAI_KW_SERIOUS ? SHAI_KW_SERIOUS : SHAI_KW_GENERAL,
                    n->op == SHAI_KW_SERIOUS ? SHAI_KW_GENERAL : SHAI_KW_SERIOUS);
        return;
    case SHAI_N_TRUTH:
        change_word(w, n->span.begin, n->span.end, (enum shai_kw)n->op,
                    n->op == SHAI_KW_YES ? SHAI_KW_NO : SHAI_KW_YES);
        return;
    case SHAI_N_SPECIMENS: /* how many there are is the shape of a sample, no threshold; how many may fail is one */
        if (n->kid_count > 1 && n->kids[1]) visit(w, n->kids[1]);
        return;
    case SHAI_N_CRITERION: mutate_criterion(w, n); break;
    case SHAI_N_BINARY: mutate_binary(w, n); break;
    case SHAI_N_CALL: mutate_call(w, n); break;
    case SHAI_N_UNARY:
        if (n->oper == SHAI_OP_NOT) mutate_not(w, n);
        break;
    case SHAI_N_CASE:
    case SHAI_N_BY_CASE: drop_case(w, n); break;
    default:
        if (clause_word((enum shai_node_kind)n->kind) != SHAI_KW_NONE) {
            visit_clause(w, n);
            return;
        }
        break;
    }
    visit_kids(w, n);
}

void shai_mutants_list(struct shai_arena *arena, const struct shai_spec *spec, struct shai_mutants *out)
{
    struct walk w = {.arena = arena,
                     .spec = spec,
                     .text = spec->sources->at[spec->tree->file].text,
                     .file = spec->tree->file,
                     .lang = spec->tree->lang,
                     .out = out};
    *out = (struct shai_mutants){0};
    if (spec->tree->root && spec->tree->root->kids[0]) visit_kids(&w, spec->tree->root->kids[0]);
}

const char *shai_mutant_source(struct shai_arena *arena, const struct shai_spec *spec,
                               const struct shai_mutant *mutant, size_t *len)
{
    const struct shai_source *s = &spec->sources->at[mutant->span.file];
    size_t added = strlen(mutant->text), behind = s->len - mutant->span.end;
    char *out = shai_arena_alloc(arena, mutant->span.begin + added + behind + 1);
    memcpy(out, s->text, mutant->span.begin);
    memcpy(out + mutant->span.begin, mutant->text, added);
    memcpy(out + mutant->span.begin + added, s->text + mutant->span.end, behind);
    *len = mutant->span.begin + added + behind;
    out[*len] = '\0';
    return out;
}
