/* What is wrong, in a user's words.
 *
 * In: the token that does not fit, the tokens before it, and those that the grammar could take. Out: one diagnostic.
 * The usual mistakes have messages of their own; of the rest it is said what may stand there, whole families of
 * tokens by one word (an expression, a clause), and at most five of them. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "grammar/grammar.tab.h"
#include "grammar/parser.h"
#include "runtime/date.h"

#include <string.h>

enum { CODES = 512, FIRST_CODE = 256, MOST_WORDS = 5 };

/* The tokens that could stand here; said ones are taken out. */
struct expected {
    bool has[CODES];
};

static bool has(const struct expected *e, int code)
{
    return code == END ? e->has[0] : e->has[code - FIRST_CODE];
}

static void drop(struct expected *e, int code)
{
    e->has[code == END ? 0 : code - FIRST_CODE] = false;
}

const struct shai_token *shai_parser_before(const struct shai_parser *p, size_t n)
{
    return p->log_count > n ? &p->log[p->log_count - 1 - n] : NULL;
}

const char *shai_parser_raw(struct shai_parser *p, struct shai_span span)
{
    return shai_arena_strndup(p->arena, p->text + span.begin, span.end - span.begin);
}

/* --- words for signs --- */

struct word_sign {
    const char *word, *sign;
};

static const char *sign_for(const char *word)
{
    static const struct word_sign words[] = {
        {"不超过", "≤"},     {"不大于", "≤"}, {"不高于", "≤"}, {"不多于", "≤"},   {"至多", "≤"},
        {"最多", "≤"},       {"以下", "≤"},   {"及以下", "≤"}, {"以内", "≤"},     {"小于等于", "≤"},
        {"小于或等于", "≤"}, {"不小于", "≥"}, {"不低于", "≥"}, {"不少于", "≥"},   {"至少", "≥"},
        {"最少", "≥"},       {"以上", "≥"},   {"及以上", "≥"}, {"大于等于", "≥"}, {"大于或等于", "≥"},
        {"大于", ">"},       {"超过", ">"},   {"高于", ">"},   {"多于", ">"},     {"小于", "<"},
        {"低于", "<"},       {"少于", "<"},   {"等于", "="},   {"为", "="},       {"不等于", "≠"},
        {"至", "~"},         {"到", "~"},     {"most", "≤"},   {"least", "≥"},    {"below", "<"},
        {"under", "<"},      {"less", "<"},   {"above", ">"},  {"over", ">"},     {"more", ">"},
        {"exceeds", ">"},    {"equals", "="}, {"to", "~"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0) return words[i].sign;
    return NULL;
}

static bool says_sign(struct shai_parser *p, const struct shai_token *t)
{
    const char *sign = t && t->code == IDENT ? sign_for(t->text) : NULL;
    if (!sign) return false;
    shai_diag_span(p->diags, SHAI_D_WORD_FOR_SIGN, t->span, t->text, sign, NULL);
    return true;
}

/* Words in which laboratories state an outcome, as the language writes it. */
static enum shai_kw outcome_for(const char *word)
{
    static const char *const pass[] = {"合格", "通过", "达标", "passed", "passes", "ok", "OK", "conforms", NULL};
    static const char *const fail[] = {"不合格", "不通过", "未通过", "不达标",        "超标",
                                       "failed", "fails",  "NG",     "nonconforming", NULL};
    for (size_t i = 0; pass[i]; i++)
        if (strcmp(pass[i], word) == 0) return SHAI_KW_PASS;
    for (size_t i = 0; fail[i]; i++)
        if (strcmp(fail[i], word) == 0) return SHAI_KW_FAIL;
    return SHAI_KW_NONE;
}

/* `expect 合格`: the word was taken for an item's name, `expect 铅 合格`: it was not. */
static bool says_outcome(struct shai_parser *p, const struct expected *e)
{
    if (!has(e, KW_FAIL) || !has(e, KW_UNJUDGED)) return false;
    for (size_t back = 0; back < 2; back++) {
        const struct shai_token *t = shai_parser_before(p, back);
        enum shai_kw kw = t && t->code == IDENT ? outcome_for(t->text) : SHAI_KW_NONE;
        if (!kw) continue;
        shai_diag_span(p->diags, SHAI_D_OUTCOME_WORD, t->span, t->text,
                       shai_keyword_infos[kw].spelling[shai_parser_lang(p)], NULL);
        return true;
    }
    return false;
}

/* --- words run together --- */

static bool says_glued(struct shai_parser *p, const struct expected *e)
{
    const struct shai_token *found = shai_parser_before(p, 0), *last = shai_parser_before(p, 1),
                            *earlier = shai_parser_before(p, 2);
    enum shai_kw best = SHAI_KW_NONE;
    size_t at = 0, n;
    for (int kw = 1; found->code == IDENT && kw < SHAI_KEYWORD_COUNT; kw++) {
        if (!has(e, shai_keyword_token((enum shai_kw)kw))) continue;
        if ((n = shai_glue_prefix(found->text, (enum shai_kw)kw)) > at) at = n, best = (enum shai_kw)kw;
    }
    if (at) {
        shai_parser_say_glued(p, found, at);
        shai_parser_part(p, found, best, at);
        return true;
    }
    if (!last || last->code != IDENT) return false;
    for (int kw = 1; kw < SHAI_KEYWORD_COUNT; kw++)
        if (has(e, shai_keyword_token((enum shai_kw)kw)) && (n = shai_glue_suffix(last->text, (enum shai_kw)kw)) &&
            (!at || n < at))
            at = n;
    bool by_may_stand = earlier && (earlier->code == KW_LIMIT || earlier->code == KW_VALUE ||
                                    earlier->code == KW_HAZARD || earlier->code == EQ);
    if (!at && found->code == LBRACE && by_may_stand) at = shai_glue_prefix(last->text, SHAI_KW_BY);
    if (!at && last->line_start && has(e, EQ) && has(e, DOT)) at = shai_glue_prefix(last->text, SHAI_KW_EXPECT);
    if (at) shai_parser_say_glued(p, last, at);
    return at > 0;
}

/* --- names --- */

static bool says_bad_name(struct shai_parser *p, const struct expected *e)
{
    const struct shai_token *found = shai_parser_before(p, 0);
    if (!has(e, IDENT) || has(e, NUMBER)) return false;
    if (found->code == NUMBER) {
        struct shai_span span = found->span;
        span.end += (uint32_t)shai_lex_word(p->text + span.end, p->text + p->len);
        if (span.end == found->span.end) return false;
        shai_diag_span(p->diags, SHAI_D_NAME_DIGIT, span, shai_parser_raw(p, span), NULL);
        return true;
    }
    enum shai_kw kw = shai_token_keyword(found->code);
    if (!kw || !shai_keyword_infos[kw].reserved) return false;
    shai_diag_span(p->diags, SHAI_D_NAME_RESERVED, found->span, found->text, NULL);
    return true;
}

/* --- what may stand here --- */

struct words {
    struct shai_parser *p;
    const char *zh[MOST_WORDS], *en[MOST_WORDS];
    int count;
};

static void say(struct words *w, const char *zh, const char *en)
{
    for (int i = 0; i < w->count; i++)
        if (strcmp(w->zh[i], zh) == 0) return;
    if (w->count == MOST_WORDS) return;
    w->zh[w->count] = zh;
    w->en[w->count++] = en;
}

static void drop_all(struct expected *e, const int *codes)
{
    for (; *codes; codes++) drop(e, *codes);
}

static void drop_names(struct expected *e)
{
    drop(e, IDENT);
    for (int kw = 1; kw < SHAI_KEYWORD_COUNT; kw++)
        if (!shai_keyword_infos[kw].reserved) drop(e, shai_keyword_token((enum shai_kw)kw));
}

/* Families that are said by one word. */
static void say_families(struct words *w, struct expected *e)
{
    static const int expression[] = {
        NUMBER,   STRING,    DATE_LITERAL, KW_YES,     KW_NO,         KW_UNDECLARED, KW_READING, KW_VALUE, KW_LIMIT,
        LPAREN,   MINUS,     KW_MIN,       KW_MAX,     KW_MEAN,       KW_MEDIAN,     KW_SUM,     KW_COUNT, KW_ABS,
        KW_ROUND, KW_LENGTH, KW_DAYS,      KW_PRESENT, KW_VALID_USCC, KW_PASS,       KW_FAIL,    KW_NOT,   0};
    static const int criterion[] = {LT, LE, GT, GE, EQ, KW_IN, KW_ABSENT, DASH, 0};
    static const int clause[] = {KW_APPLIES, KW_BASIS,   KW_METHOD,  KW_CHOSEN,  KW_MEASURE,  KW_VALUE,
                                 KW_ROUND,   KW_LIMIT,   KW_REQUIRE, KW_COMPARE, KW_DECLARED, KW_REPORT,
                                 KW_HAZARD,  KW_PROBLEM, KW_DECIDE,  0};
    static const int declaration[] = {
        KW_USE,      KW_TITLE,     KW_VERSION,  KW_PRODUCT,      KW_ISSUER, KW_SCOPE,
        KW_SAMPLING, KW_EFFECTIVE, KW_STANDARD, KW_UNIT,         KW_GRADE,  KW_ATTRIBUTE,
        KW_LET,      KW_TABLE,     KW_ITEM,     KW_ITEMS,        KW_GROUP,  KW_VERDICT,
        KW_NOTICE,   KW_EXAMPLE,   KW_DECIDE,   KW_NOT_DETECTED, 0};
    static const int type[] = {KW_NUMBER, KW_TEXT, KW_DATE, KW_YES_NO, KW_CHOICE, KW_GRADE, KW_CONFORMITY, 0};
    static const int calculation[] = {PLUS, MINUS, STAR, SLASH, 0};
    static const int comparison[] = {LT, LE, GT, GE, EQ, NE, KW_IN, KW_MATCHES, 0};
    static const int outcome[] = {KW_PASS, KW_FAIL, KW_INCONCLUSIVE, KW_UNTESTED, KW_UNJUDGED, KW_INAPPLICABLE, 0};
    drop(e, PATTERN_I);
    if (!has(e, LE)) drop(e, EMPTY_CELL);
    if (has(e, RBRACE)) drop(e, MARK);
    bool in_clauses = has(e, KW_BASIS) && has(e, KW_MEASURE) && !has(e, IDENT);
    if (has(e, KW_TEXT) && has(e, KW_CHOICE) && (!has(e, IDENT) || shai_parser_before(w->p, 1)->code == KW_MEASURE)) {
        say(w, "类型(数值、文本、日期、是否、选项、等级)", "a type (number, text, date, yes/no, choice, grade)");
        drop_all(e, type);
    }
    if (has(e, EMPTY_CELL) && has(e, LE)) {
        say(w, "单元格的内容(如 ≤ 90、60 %、名称、—)", "a cell (such as ≤ 90, 60 %, a name, —)");
        drop(e, EMPTY_CELL);
        drop(e, KW_GENERAL);
        drop(e, KW_SERIOUS);
        drop_all(e, criterion);
        drop_all(e, expression);
        drop_names(e);
    } else if (has(e, KW_ABSENT) && has(e, LE)) {
        say(w, "限值(如 ≤ 90、4 ~ 7)", "a criterion (such as ≤ 90 or 4 ~ 7)");
        drop_all(e, criterion);
        drop_all(e, expression);
        drop_names(e);
    } else if (has(e, NUMBER) && has(e, LPAREN) && has(e, KW_READING)) {
        say(w, "算式、条件或值", "an expression");
        drop_all(e, expression);
        drop_names(e);
    }
    if (has(e, KW_FAIL) && has(e, KW_UNJUDGED)) {
        say(w, "结论(符合、不符合等)", "an outcome (pass, fail …)");
        drop_all(e, outcome);
    }
    if (has(e, PLUS) && has(e, STAR)) {
        say(w, "运算符号", "a sign of calculation");
        drop_all(e, calculation);
    }
    if (has(e, NE) && has(e, LE)) {
        say(w, "比较符号", "a comparison");
        drop_all(e, comparison);
    }
    if (in_clauses) {
        say(w, "条款(依据、方法、检测、限值、风险等)", "a clause (basis, method, measure, limit, hazard …)");
        drop_all(e, clause);
        drop(e, SEMI);
        drop(e, COMMA);
    }
    if (has(e, KW_STANDARD) && has(e, KW_ATTRIBUTE) && !has(e, IDENT)) {
        say(w, "声明(标准、属性、项目、样例等)", "a declaration (standard, attribute, item, example …)");
        drop_all(e, declaration);
        drop(e, SEMI);
        drop(e, COMMA);
    }
    if (has(e, IDENT) && has(e, KW_TITLE)) {
        say(w, "名称", "a name");
        drop_names(e);
    }
}

/* "zh|en" of a token; keywords in the file's own language, both times. */
static void say_token(struct words *w, int code, enum shai_lang lang)
{
    struct shai_arena *arena = w->p->arena;
    enum shai_kw kw = shai_token_keyword(code);
    const char *words = kw ? shai_keyword_infos[kw].spelling[lang] : shai_token_words(code);
    const char *bar = kw || code == BAR ? NULL : strchr(words, '|');
    if (bar) {
        say(w, shai_arena_strndup(arena, words, (size_t)(bar - words)), bar + 1);
    } else {
        const char *quoted = shai_arena_printf(arena, "“%s”", words);
        say(w, quoted, quoted);
    }
}

static const char *join(struct shai_parser *p, const char *const *words, int count, const char *comma,
                        const char * or)
{
    struct shai_strbuf out;
    shai_strbuf_init(&out, p->arena);
    shai_strbuf_clear(&out);
    for (int i = 0; i < count; i++) {
        if (i) shai_strbuf_puts(&out, i + 1 == count ? or : comma);
        shai_strbuf_puts(&out, words[i]);
    }
    return out.s;
}

/* What was found, in both languages. */
static void found_words(struct shai_parser *p, const struct shai_token *t, const char **zh, const char **en)
{
    if (t->code == END) {
        *zh = "文件末尾", *en = "the end of the file";
    } else if (t->code == ROW_END) {
        *zh = "行末", *en = "the end of the row";
    } else {
        uint32_t most = 40, len = t->span.end - t->span.begin;
        struct shai_span span = t->span;
        if (len > most) {
            span.end = span.begin + most;
            while (((unsigned char)p->text[span.end] & 0xC0) == 0x80) span.end--;
        }
        const char *s = shai_arena_printf(p->arena, len > most ? "%s…" : "%s", shai_parser_raw(p, span));
        *zh = *en = t->code == STRING ? s : shai_arena_printf(p->arena, "“%s”", s);
    }
}

static struct shai_diag *say_unexpected(struct shai_parser *p, struct expected *e)
{
    const struct shai_token *found = shai_parser_before(p, 0);
    struct words w = {.p = p};
    enum shai_lang lang = shai_parser_lang(p);
    say_families(&w, e);
    for (int code = FIRST_CODE + 1; code < FIRST_CODE + CODES; code++)
        if (has(e, code)) say_token(&w, code, lang);
    if (has(e, END)) say_token(&w, END, lang);
    const char *zh, *en;
    found_words(p, found, &zh, &en);
    if (!w.count) return shai_diag_span(p->diags, SHAI_D_UNEXPECTED_ONLY, found->span, zh, en, NULL);
    return shai_diag_span(p->diags, SHAI_D_UNEXPECTED, found->span, zh, en, join(p, w.zh, w.count, "、", "或"),
                          join(p, w.en, w.count, ", ", " or "), NULL);
}

/* --- clauses nearly right --- */

static bool is_how(int code)
{
    return code == KW_EVERY || code == KW_MEAN || code == KW_MEDIAN || code == KW_MAX || code == KW_MIN;
}

/* `A、B、C` from there to the line's end, as a list of choices; NULL where it is no list of words. */
static const char *choices_at(struct shai_parser *p, uint32_t at, enum shai_lang lang)
{
    static const char *const commas[] = {"、", ",", ",", "/"};
    const char *end = p->text + p->len, *s = p->text + at;
    struct shai_strbuf out;
    shai_strbuf_init(&out, p->arena);
    shai_strbuf_printf(&out, "%s { ", shai_keyword_infos[SHAI_KW_CHOICE].spelling[lang]);
    for (size_t count = 1;; count++) {
        size_t n = shai_lex_word(s, end), comma = 0;
        if (!n) return NULL;
        shai_strbuf_printf(&out, "%.*s", (int)n, s);
        s += n;
        s += shai_lex_blanks(s, end);
        for (size_t i = 0; i < sizeof commas / sizeof *commas && !comma; i++) {
            size_t len = strlen(commas[i]);
            if ((size_t)(end - s) > len && memcmp(s, commas[i], len) == 0) comma = len;
        }
        if (!comma) {
            shai_strbuf_puts(&out, " }");
            return count > 1 ? out.s : NULL;
        }
        shai_strbuf_puts(&out, ", ");
        s += comma;
        s += shai_lex_blanks(s, end);
    }
}

/* `measure mg/kg`, `measure lead limit …`: a unit without its type, a name without one. */
static const char *measure_type(struct shai_parser *p, const struct shai_token *measure,
                                const struct shai_token *word, const struct shai_token *found, enum shai_lang lang)
{
    const char *number = shai_keyword_infos[SHAI_KW_NUMBER].spelling[lang];
    struct shai_span unit = word->span;
    bool latin = (unsigned char)word->text[0] < 0x80;
    const char *choices = found->code == COMMA ? choices_at(p, word->span.begin, lang) : NULL;
    if (choices) return shai_arena_printf(p->arena, "%s %s", shai_parser_raw(p, measure->span), choices);
    if (!latin)
        return shai_arena_printf(p->arena, "%s %s : %s …", shai_parser_raw(p, measure->span), word->text, number);
    if (found->code == SLASH && found->span.begin == word->span.end)
        while (unit.end < p->len && !strchr(" \t\r\n;", p->text[unit.end])) unit.end++;
    return shai_arena_printf(p->arena, "%s %s %s", shai_parser_raw(p, measure->span), number,
                             shai_parser_raw(p, unit));
}

/* What stands from there to the next blank or sign that ends a clause. */
static const char *run_at(struct shai_parser *p, uint32_t at)
{
    uint32_t end = at;
    while (end < p->len && !strchr(" \t\r\n;,{}|\"", p->text[end])) end++;
    return shai_parser_raw(p, (struct shai_span){.begin = at, .end = end});
}

/* `version 1`, `product 保温杯`: text without its quotes. */
static const char *text_quoted(struct shai_parser *p, const struct expected *e)
{
    const struct shai_token *found = shai_parser_before(p, 0), *last = shai_parser_before(p, 1);
    bool bare = found->code == IDENT || found->code == NUMBER || found->code == DATE_LITERAL;
    if (!bare || !has(e, STRING) || has(e, NUMBER) || has(e, IDENT) || !shai_token_keyword(last->code)) return NULL;
    return shai_arena_printf(p->arena, "%s \"%s\"", shai_parser_raw(p, last->span), run_at(p, found->span.begin));
}

/* How the clause that holds the unexpected token is written, where that is plain; else NULL. */
static const char *nearly(struct shai_parser *p, const struct expected *e)
{
    const struct shai_token *found = shai_parser_before(p, 0), *last = shai_parser_before(p, 1),
                            *earlier = shai_parser_before(p, 2);
    enum shai_lang lang = shai_parser_lang(p);
    if (!last) return NULL;
    if (has(e, DATE_LITERAL) && !has(e, NUMBER) && found->code == NUMBER) return "2025-10-11";
    const char *quoted = text_quoted(p, e);
    if (quoted) return quoted;
    if (last->code == KW_APPLIES && found->code == KW_WHEN) {
        uint32_t at = found->span.end + (uint32_t)shai_lex_blanks(p->text + found->span.end, p->text + p->len);
        return shai_arena_printf(p->arena, "%s %s …", shai_parser_raw(p, last->span), run_at(p, at));
    }
    if (last->code == COLON && has(e, KW_CHOICE) && has(e, KW_TEXT) && found->code == IDENT)
        return choices_at(p, found->span.begin, lang);
    if (earlier && earlier->code == KW_SPECIMENS && last->code == NUMBER && is_how(found->code))
        return shai_arena_printf(p->arena, "%s %s %s", shai_parser_raw(p, earlier->span),
                                 shai_parser_raw(p, found->span), shai_parser_raw(p, last->span));
    if (last->code == KW_COMPARE && (found->code == KW_ROUND || found->code == IDENT)) {
        bool round = found->code == KW_ROUND || strncmp(found->text, "修约", strlen("修约")) == 0;
        enum shai_kw kw = round ? SHAI_KW_ROUNDED : SHAI_KW_FULL;
        if (round || strncmp(found->text, "全", strlen("全")) == 0)
            return shai_arena_printf(p->arena, "%s %s", shai_parser_raw(p, last->span),
                                     shai_keyword_infos[kw].spelling[lang]);
    }
    if (earlier && earlier->code == KW_MEASURE && last->code == IDENT)
        return measure_type(p, earlier, last, found, lang);
    if (earlier && earlier->code == KW_SPEC && last->code == IDENT)
        return shai_arena_printf(p->arena, "%s %s { … }", shai_parser_raw(p, earlier->span), last->text);
    if (last->code == KW_DECIDE && found->code == STRING && found->text) {
        enum shai_lang of;
        enum shai_kw kw = shai_keyword_find(found->text, strlen(found->text), &of);
        if (kw == SHAI_KW_SIMPLE || kw == SHAI_KW_GUARDED || kw == SHAI_KW_CERTAIN)
            return shai_arena_printf(p->arena, "%s %s", shai_parser_raw(p, last->span), found->text);
    }
    return NULL;
}

/* --- braces and files --- */

static bool says_unclosed(struct shai_parser *p)
{
    const struct shai_token *next;
    const struct shai_brace *brace = shai_parser_unclosed(p, &next);
    if (brace) {
        struct shai_diag *d = shai_diag_span(p->diags, SHAI_D_BRACE_OPEN, brace->span, NULL);
        shai_diag_note(p->diags, d, SHAI_D_BRACE_BEFORE, next->span, NULL);
        return true;
    }
    if (!next) return false;
    struct shai_diag *d = shai_diag_span(p->diags, SHAI_D_UNFINISHED, next->span, next->text, NULL);
    const struct shai_token *last = shai_parser_before(p, 1), *earlier = shai_parser_before(p, 2);
    if (last && earlier && last->code == KW_GRADE && (earlier->code == KW_MEASURE || earlier->code == COLON)) {
        const char *grade = shai_keyword_infos[SHAI_KW_GRADE].spelling[shai_parser_lang(p)];
        const char *scale = shai_parser_lang(p) == SHAI_ZH ? "色牢度" : "fastness";
        shai_diag_hint(p->diags, d,
                       shai_arena_printf(p->arena, "%s %s { \"1\", \"1-2\", \"2\", … }; %s %s %s", grade, scale,
                                         shai_parser_raw(p, earlier->span), grade, scale));
    }
    return true;
}

static bool says_file(struct shai_parser *p, const struct expected *e)
{
    const struct shai_token *found = shai_parser_before(p, 0);
    if (p->tree->root && !p->brace_count) {
        if (!p->said_tail) shai_diag_span(p->diags, SHAI_D_FILE_TAIL, found->span, NULL);
        return p->said_tail = true;
    }
    if (!has(e, KW_SPEC) || has(e, IDENT)) return false; /* inside, these words are names */
    shai_diag_span(p->diags, SHAI_D_FILE_HEAD, found->span, NULL);
    return true;
}

static bool may_begin_case(int code)
{
    switch (code) {
    case IDENT:
    case NUMBER:
    case STRING:
    case DATE_LITERAL:
    case LT:
    case LE:
    case GT:
    case GE:
    case LPAREN:
    case DASH: return true;
    default: return shai_token_keyword(code) != SHAI_KW_NONE;
    }
}

/* A case that begins a line behind a whole case. */
static bool says_separator(struct shai_parser *p, const struct expected *e)
{
    const struct shai_token *found = shai_parser_before(p, 0);
    if (!has(e, SEMI) || !has(e, RBRACE) || has(e, KW_BASIS) || has(e, KW_STANDARD) || has(e, IDENT)) return false;
    if (!found->line_start || !may_begin_case(found->code) || has(e, KW_ADVICE) || found->span.begin < p->given_again)
        return false;
    shai_diag_span(p->diags, SHAI_D_CASE_SEPARATOR, found->span, NULL);
    p->separator_missing = true;
    return true;
}

/* 20251011 where only a date may stand. */
static bool says_date(struct shai_parser *p, const struct expected *e)
{
    enum { DIGITS = 8 };
    const struct shai_token *found = shai_parser_before(p, 0);
    if (!has(e, DATE_LITERAL) || has(e, NUMBER) || found->code != NUMBER) return false;
    const char *s = found->text;
    int32_t day;
    if (strspn(s, "0123456789") != DIGITS || s[DIGITS]) return false;
    const char *date = shai_arena_printf(p->arena, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
    if (!shai_date_parse(date, strlen(date), &day)) return false;
    shai_diag_span(p->diags, SHAI_D_DATE_FORM, found->span, date, NULL);
    return true;
}

/* `basis: X`: the word of a clause or declaration is followed by what it says. */
static bool says_colon(struct shai_parser *p, const struct expected *e)
{
    const struct shai_token *found = shai_parser_before(p, 0), *word = shai_parser_before(p, 1);
    if (!word || found->code != COLON || has(e, COLON) || !shai_token_keyword(word->code)) return false;
    uint32_t at = found->span.end + (uint32_t)shai_lex_blanks(p->text + found->span.end, p->text + p->len);
    const char *line = memchr(p->text + at, '\n', p->len - at), *end = line ? line : p->text + p->len;
    bool closed, is_text = at < p->len && (p->text[at] == '"' || strncmp(p->text + at, "“", strlen("“")) == 0);
    size_t quoted = is_text ? shai_lex_string(p->text + at, end, &closed) : 0;
    const char *rest =
        quoted ? shai_parser_raw(p, (struct shai_span){.begin = at, .end = at + (uint32_t)quoted}) : run_at(p, at);
    shai_diag_span(p->diags, SHAI_D_COLON_AFTER_KEYWORD, found->span, shai_parser_raw(p, word->span),
                   shai_arena_printf(p->arena, "%s %s", shai_parser_raw(p, word->span), *rest ? rest : "…"), NULL);
    return true;
}

void shai_complain(struct shai_parser *p, const int *expected, int count)
{
    struct expected e = {{false}};
    if (p->gave_up) return;
    for (int i = 0; i < count; i++)
        if (expected[i] == END || expected[i] > FIRST_CODE)
            e.has[expected[i] == END ? 0 : expected[i] - FIRST_CODE] = true;
    const struct shai_token *found = shai_parser_before(p, 0);
    if (found->code == RBRACE && found->span.begin == found->span.end) return; /* put in by feed.c, said there */
    if (p->recovered_at == p->log_count) return;                               /* said already */
    if (found->code == EMPTY_CELL || found->span.begin < p->spoilt) return;    /* said by the scanner */
    if (says_date(p, &e) || shai_says_code(p) || shai_says_name_signs(p) || says_colon(p, &e) || says_outcome(p, &e))
        return;
    if (says_glued(p, &e) || says_file(p, &e)) return;
    if (says_sign(p, found) || says_sign(p, shai_parser_before(p, 1))) return;
    if (says_unclosed(p) || says_separator(p, &e) || says_bad_name(p, &e)) return;
    const char *mend = nearly(p, &e);
    struct shai_diag *d = say_unexpected(p, &e);
    if (mend) shai_diag_hint(p->diags, d, mend);
}
