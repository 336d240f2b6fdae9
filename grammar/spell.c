/* How a token is written: the canonical spelling of signs, names, units and keywords.
 *
 * In: a token of the log. Out: its text. The digits of a number are never changed, nor what stands inside a string,
 * save the words in braces of a problem's wording, which are keywords. What it does not do: put blanks around it. */
#include "base/utf8.h"
#include "grammar/grammar.tab.h"
#include "grammar/layout.h"
#include "runtime/unit.h"

#include <string.h>

static const char *sign(int code)
{
    switch (code) {
    case LE: return "≤";
    case GE: return "≥";
    case NE: return "≠";
    case LT: return "<";
    case GT: return ">";
    case EQ: return "=";
    case PLUS: return "+";
    case STAR: return "×";
    case SLASH: return "÷";
    case PLUS_MINUS: return "±";
    case TILDE: return "~";
    case LPAREN: return "(";
    case RPAREN: return ")";
    case LBRACE: return "{";
    case RBRACE: return "}";
    case LBRACKET: return "[";
    case RBRACKET: return "]";
    case COLON: return ":";
    case SEMI: return ";";
    case COMMA: return ",";
    case DOT: return ".";
    case DASH: return "—";
    default: return "";
    }
}

/* --- keywords --- */

static void put_keyword(const struct shai_layout *l, enum shai_kw kw, const char *as_written, struct shai_strbuf *out)
{
    int lang = l->style.keywords;
    if (lang == SHAI_KEYWORDS_AS_WRITTEN) lang = (unsigned char)as_written[0] < 0x80 ? SHAI_EN : SHAI_ZH;
    shai_strbuf_puts(out, shai_keyword_infos[kw].spelling[lang]);
}

/* --- names --- */

/* Would this bare name, where it stands, be read as a part of a keyword of two words, or as a unit? Looked at by the
 * tokens beside it, not by their spelling, so that both spellings need the same backticks. */
static bool is_captured(const struct shai_layout *l, size_t i)
{
    const struct shai_token *t = &l->p->log[i];
    enum { BEGINS = SHAI_MARK_LINE | SHAI_MARK_SETTING };
    int before = i && !(l->marks[i] & BEGINS) ? t[-1].code : 0;
    int behind = i + 1 < l->p->log_count && !(l->marks[i + 1] & BEGINS) ? t[1].code : 0;
    if (before == NUMBER || before == KW_NUMBER || before == KW_UNIT) return true;
    return (before == KW_IN && strcmp(t->text, "force") == 0) ||
           (before == KW_NOT && strcmp(t->text, "detected") == 0) ||
           (behind == KW_LIMIT && strcmp(t->text, "detection") == 0) ||
           (behind == KW_BY && strcmp(t->text, "replaced") == 0);
}

static void put_name(const struct shai_layout *l, size_t i, struct shai_strbuf *out)
{
    const char *s = l->p->log[i].text;
    size_t len = strlen(s);
    bool bare = shai_lex_word(s, s + len) == len && !shai_keyword_find(s, len, NULL) && !is_captured(l, i);
    if (!bare) shai_strbuf_putc(out, '`');
    shai_strbuf_add(out, s, len);
    if (!bare) shai_strbuf_putc(out, '`');
}

/* --- units --- */

static void put_unit(const struct shai_layout *l, const struct shai_token *t, struct shai_strbuf *out)
{
    size_t len = strlen(t->text);
    bool canonical = shai_lex_unit(t->text, t->text + len) == len &&
                     strcmp(shai_unit_canonical(l->arena, t->text, len), t->text) == 0;
    if (canonical) shai_strbuf_add(out, t->text, len);
    else shai_strbuf_add(out, l->p->text + t->span.begin, t->span.end - t->span.begin);
}

/* --- strings --- */

/* {名称} ↔ {title}: the word between the blanks of a placeholder, in the other spelling. Returns the bytes taken,
 * closing brace included. */
static size_t put_placeholder(const struct shai_layout *l, const char *s, const char *end, struct shai_strbuf *out)
{
    const char *close = memchr(s, '}', (size_t)(end - s));
    if (!close) return 0;
    const char *word = s + 1 + shai_lex_blanks(s + 1, close);
    size_t len = shai_lex_word(word, close);
    const char *spelling = shai_build_placeholder(word, len, (enum shai_lang)l->style.keywords);
    if (!spelling) return 0;
    shai_strbuf_add(out, s, (size_t)(word - s));
    shai_strbuf_puts(out, spelling);
    shai_strbuf_add(out, word + len, (size_t)(close + 1 - word) - len);
    return (size_t)(close + 1 - s);
}

static void put_string(const struct shai_layout *l, size_t i, struct shai_strbuf *out)
{
    bool words = (l->marks[i] & SHAI_MARK_TEMPLATE) && l->style.keywords != SHAI_KEYWORDS_AS_WRITTEN;
    struct shai_span inside = shai_lex_inside(l->p, l->p->log[i].span);
    const char *s = l->p->text + inside.begin, *end = l->p->text + inside.end;
    shai_strbuf_putc(out, '"');
    while (s < end) {
        size_t n = 0;
        if (*s == '{' && words) n = put_placeholder(l, s, end, out);
        if (n) {
            s += n;
            continue;
        }
        if (*s == '"') shai_strbuf_putc(out, '\\'); /* it stood between “ and ” */
        if (*s == '\\' && end - s > 1) shai_strbuf_putc(out, *s++);
        shai_strbuf_putc(out, *s++);
    }
    shai_strbuf_putc(out, '"');
}

void shai_layout_spell(const struct shai_layout *l, size_t i, struct shai_strbuf *out)
{
    const struct shai_token *t = &l->p->log[i];
    enum shai_kw kw = shai_token_keyword(t->code);
    if (kw) {
        if (t->as_name && !(l->marks[i] & SHAI_MARK_HEADER_WORD)) shai_strbuf_puts(out, t->text);
        else put_keyword(l, kw, t->text, out);
        return;
    }
    switch (t->code) {
    case IDENT: put_name(l, i, out); break;
    case NUMBER:
    case DATE_LITERAL: shai_strbuf_puts(out, t->text); break;
    case UNIT: put_unit(l, t, out); break;
    case STRING: put_string(l, i, out); break;
    case PATTERN: shai_strbuf_printf(out, "/%s/", t->text); break;
    case PATTERN_I: shai_strbuf_printf(out, "/%s/i", t->text); break;
    case MARK: shai_strbuf_printf(out, "(%s)", t->text); break;
    case MINUS: shai_strbuf_puts(out, l->marks[i] & SHAI_MARK_GLUED ? "-" : "−"); break;
    default: shai_strbuf_puts(out, sign(t->code));
    }
}
