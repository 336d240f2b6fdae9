/* Numbers as laboratories write them (language.md §6, the table). In: a cell, its unit, its U and DL. Out: what is
 * possible, in base units; or a diagnostic. It does not know what the number is judged against.
 *
 *   12.30   1.2E-3   1.2×10^3   12.3 mg/kg   <0.5   >200   ND   ND(0.01)   0.01L   12.3 ± 0.4   (12.3 ± 0.4) mg/kg
 *   16.5(+)   16.5(-) mg/kg */
#include "runtime/cell.h"

#include "base/utf8.h"
#include "runtime/show.h"
#include "runtime/slip.h"
#include "runtime/token.h"

#include <string.h>

/* One reading under way. `at` walks over the folded cell. */
struct reader {
    struct shai_arena *arena;
    struct shai_diags *diags;
    const struct shai_program *program;
    uint32_t input;
    const struct shai_input *in;
    const struct shai_cell *cell;
    struct shai_cell_place place;
    struct shai_slice whole; /* for messages */
    const char *at, *end;
};

/* A number with its own unit, if it has one. */
struct quantity {
    struct shai_decimal dec;
    bool minus;            /* a minus is written, also before 0 */
    const char *unit;      /* canonical; NULL: none written */
    struct shai_num value; /* in base units */
    struct shai_num factor;
};

/* Adds a diagnostic with the cell as its first piece; a and b (or NULL) are the next. False, for `return refuse`. */
static bool refuse(const struct reader *r, enum shai_diag_id id, const char *a, const char *b)
{
    bool cell = r->whole.s == r->cell->text.s, guess = id == SHAI_D_CELL_NO_NUMBER || id == SHAI_D_CELL_UNIT_UNKNOWN;
    const char *digits = NULL;
    if (guess || id == SHAI_D_CELL_UNITLESS) digits = shai_slip_digits(r->arena, r->whole);
    if (id == SHAI_D_CELL_NO_NUMBER && cell && r->in->reading) id = shai_slip_finding(r->whole);
    struct shai_diag *d =
        shai_diag_cell(r->diags, id, r->place, shai_quote(r->arena, r->whole.s, r->whole.len), a, b, NULL);
    if (digits) shai_diag_meant(r->diags, d, digits);
    return false;
}

/* --- characters --------------------------------------------------------------------------------------------------
 */

/* Width folded, and what is drawn alike made one: then all signs but the words are ASCII. */
static struct shai_slice fold_cell(struct shai_arena *arena, struct shai_slice text)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    shai_strbuf_clear(&buf);
    for (size_t i = 0; i < text.len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(text.s + i, text.len - i, &cp);
        if (!n) n = 1, cp = 0xFFFD;
        cp = shai_utf8_fold_width(cp);
        switch (cp) {
        case 0x2212:
        case 0x2010:
        case 0x2011:
        case 0x2013: cp = '-'; break;
        case 0x3002: cp = '.'; break;
        case 0xA0:
        case '\t':
        case '\n':
        case '\r': cp = ' '; break;
        case 0x2266: /* ≦ */
        case 0x2A7D: cp = 0x2264; break;
        case 0x2267:
        case 0x2A7E: cp = 0x2265; break;
        default: break;
        }
        shai_strbuf_putcp(&buf, cp);
        i += n;
    }
    return (struct shai_slice){buf.s, buf.len};
}

static void skip_blanks(struct reader *r)
{
    while (r->at < r->end && *r->at == ' ') r->at++;
}

static bool is_letter(char c)
{
    return (unsigned)((c | 32) - 'a') < 26u;
}

/* Is `word` (ASCII letters in any case) next? Then it is passed over. */
static bool accept(struct reader *r, const char *word)
{
    const char *s = r->at;
    for (; *word; word++, s++) {
        if (s == r->end) return false;
        char c = *s;
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c != *word) return false;
    }
    r->at = s;
    return true;
}

/* The same for a word that no further letter may follow. */
static bool accept_word(struct reader *r, const char *word)
{
    const char *before = r->at;
    if (!accept(r, word)) return false;
    if (r->at == r->end || !is_letter(*r->at)) return true;
    r->at = before;
    return false;
}

/* --- numbers -----------------------------------------------------------------------------------------------------
 */

static struct shai_num power_of_ten(struct shai_arena *arena, int e)
{
    struct shai_num r = SHAI_NUM_INT(1), ten = SHAI_NUM_INT(10);
    for (int i = 0; i < (e < 0 ? -e : e); i++) r = shai_num_mul(arena, r, ten);
    return e < 0 ? shai_num_div(arena, SHAI_NUM_INT(1), r) : r;
}

/* A digit as an exponent writes it: 0..9, or -1. */
static int superscript(uint32_t cp)
{
    if (cp == 0xB9) return 1;
    if (cp == 0xB2 || cp == 0xB3) return (int)(cp - 0xB0);
    return cp == 0x2070 || (cp >= 0x2074 && cp <= 0x2079) ? (int)(cp - 0x2070) : -1;
}

/* The exponent behind ×10: ^-3, ⁻³. False where there is none. */
static bool read_power(struct reader *r, int *e)
{
    bool raised = !(r->at < r->end && *r->at == '^'), minus = false;
    const char *s = r->at + !raised;
    int count = 0;
    for (*e = 0; s < r->end;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s, (size_t)(r->end - s), &cp);
        int digit = raised ? superscript(cp) : cp - '0' < 10u ? (int)(cp - '0') : -1;
        if (!count && !minus && cp == (raised ? 0x207Bu : '-')) minus = true;
        else if (digit >= 0) *e = *e < 1000 ? *e * 10 + digit : *e, count++;
        else break;
        s += n;
    }
    if (!count) return false;
    if (minus) *e = -*e;
    r->at = s;
    return true;
}

/* ×10^n behind a number: CFU counts are written so. True where there is none, too. */
static bool read_times_ten(struct reader *r, struct shai_decimal *dec)
{
    const char *before = r->at;
    int e;
    skip_blanks(r);
    if (!accept(r, "×") && !accept(r, "*") && !(accept(r, "x"))) return r->at = before, true;
    skip_blanks(r);
    if (!accept(r, "10") || !read_power(r, &e)) return r->at = before, true;
    if (e > SHAI_NUM_MAX_EXPONENT || e < -SHAI_NUM_MAX_EXPONENT) return refuse(r, SHAI_D_CELL_EXPONENT, NULL, NULL);
    dec->num = shai_num_mul(r->arena, dec->num, power_of_ten(r->arena, e));
    dec->places -= e;
    return true;
}

static bool read_number(struct reader *r, struct quantity *q)
{
    skip_blanks(r);
    q->minus = r->at < r->end && *r->at == '-';
    switch (shai_num_parse(r->arena, r->at, (size_t)(r->end - r->at), &q->dec)) {
    case SHAI_NUM_OK: break;
    case SHAI_NUM_NONE: return refuse(r, SHAI_D_CELL_NO_NUMBER, NULL, NULL);
    case SHAI_NUM_TOO_MANY_DIGITS: return refuse(r, SHAI_D_CELL_DIGITS, NULL, NULL);
    case SHAI_NUM_EXPONENT: return refuse(r, SHAI_D_CELL_EXPONENT, NULL, NULL);
    case SHAI_NUM_THOUSANDS: return refuse(r, SHAI_D_CELL_THOUSANDS, NULL, NULL);
    }
    r->at += q->dec.used;
    if (r->at < r->end && *r->at == ',') return refuse(r, SHAI_D_CELL_THOUSANDS, NULL, NULL);
    return read_times_ten(r, &q->dec);
}

/* --- units -------------------------------------------------------------------------------------------------------
 */

/* A unit that serves not: of what has none, another unit is no mend. */
static bool refuse_unit(const struct reader *r, enum shai_diag_id id, const char *unit)
{
    const char *quoted = shai_quote(r->arena, unit, strlen(unit));
    return r->in->display.unit ? refuse(r, id, quoted, r->in->display.unit)
                               : refuse(r, SHAI_D_CELL_UNITLESS, quoted, NULL);
}

/* The factor of a unit that is written out. */
static bool unit_factor(struct reader *r, const char *unit, struct shai_num *factor)
{
    struct shai_unit_value v;
    const char *bad;
    size_t bad_len;
    if (r->in->display.unit && strcmp(unit, r->in->display.unit) == 0) {
        *factor = r->in->display.factor;
        return true;
    }
    if (!shai_unit_parse(r->arena, &r->program->units, unit, strlen(unit), &v, &bad, &bad_len))
        return refuse_unit(r, SHAI_D_CELL_UNIT_UNKNOWN, unit);
    if (!shai_dim_equal(&v.dim, &r->in->dim)) return refuse_unit(r, SHAI_D_CELL_UNIT_MISFIT, unit);
    *factor = v.factor;
    return true;
}

/* The factor of a number without a unit of its own. */
static bool bare_factor(struct reader *r, struct shai_num *factor)
{
    if (r->cell->unit_value) {
        *factor = r->cell->unit_value->factor;
        return true;
    }
    if (r->cell->unit) return unit_factor(r, r->cell->unit, factor);
    *factor = r->in->display.factor;
    return true;
}

static bool starts(const char *s, const char *end, const char *what)
{
    size_t n = strlen(what);
    return (size_t)(end - s) >= n && memcmp(s, what, n) == 0;
}

/* What ends a unit: ± and the marks of GB/T 8170, and a bracket that the caller opened. */
static bool ends_unit(const char *s, const char *end, char close)
{
    return starts(s, end, "±") || starts(s, end, "+/-") || starts(s, end, "(+)") || starts(s, end, "(-)") ||
           (close && *s == close);
}

/* The unit that may stand here, up to what ends it. What is no unit at all is refused as no number. */
static bool read_unit(struct reader *r, struct quantity *q, char close)
{
    skip_blanks(r);
    const char *from = r->at;
    int depth = 0; /* of brackets inside the unit: dB(A) */
    while (r->at < r->end && !(depth == 0 && ends_unit(r->at, r->end, close))) {
        if (*r->at == '(') depth++;
        if (*r->at == ')') depth--;
        r->at++;
    }
    struct shai_slice text = shai_trim(from, (size_t)(r->at - from));
    q->unit = NULL;
    if (!text.len) return true;
    if (strchr("0123456789.,+-~<>=", *text.s)) return refuse(r, SHAI_D_CELL_NO_NUMBER, NULL, NULL);
    q->unit = shai_unit_canonical(r->arena, text.s, text.len);
    return true;
}

/* Puts q into base units. bare: the factor of a number without a unit, NULL for the cell's. */
static bool convert(struct reader *r, struct quantity *q, const struct shai_num *bare)
{
    if (q->unit ? !unit_factor(r, q->unit, &q->factor) : !bare && !bare_factor(r, &q->factor)) return false;
    if (!q->unit && bare) q->factor = *bare;
    q->value = shai_num_mul(r->arena, q->dec.num, q->factor);
    if (q->value.d == 0 && shai_num_bits(r->arena, q->value) > SHAI_INPUT_BITS)
        return refuse(r, SHAI_D_CELL_TOO_FINE, NULL, NULL);
    return true;
}

static bool at_end(struct reader *r)
{
    skip_blanks(r);
    return r->at == r->end || refuse(r, SHAI_D_CELL_NO_NUMBER, NULL, NULL);
}

/* --- what is possible --------------------------------------------------------------------------------------------
 */

/* A range that reaches below 0 says so by itself. */
static bool may_be_negative(const struct shai_input *in)
{
    if (in->may_be_negative) return true;
    return in->range & 1 ? shai_num_sign(in->lo) < 0 : (in->range & 2) && shai_num_sign(in->hi) < 0;
}

/* What the quantity can be at all: its range, else from 0 where it has no sign. */
static struct shai_interval natural(const struct shai_input *in)
{
    struct shai_num lo = SHAI_NUM_INT(0), hi = SHAI_NUM_INT(0);
    uint32_t flags = 0;
    if (in->range & 1) lo = in->lo;
    else if (may_be_negative(in)) flags |= SHAI_LO_INF;
    if (in->range & 2) hi = in->hi;
    else flags |= SHAI_HI_INF;
    return shai_interval_make(lo, hi, flags);
}

static const char *range_text(struct reader *r)
{
    struct shai_strbuf buf;
    const struct shai_input *in = r->in;
    shai_strbuf_init(&buf, r->arena);
    shai_strbuf_clear(&buf);
    if (in->range == 3) {
        shai_show_num(&buf, r->program, in->lo, &in->display, SHAI_PLACES_COMPUTED);
        shai_strbuf_puts(&buf, " ~ ");
        shai_show_quantity(&buf, r->program, in->hi, &in->display, SHAI_PLACES_COMPUTED);
    } else {
        shai_strbuf_puts(&buf, in->range & 1 ? "≥ " : "≤ ");
        shai_show_quantity(&buf, r->program, in->range & 1 ? in->lo : in->hi, &in->display, SHAI_PLACES_COMPUTED);
    }
    return buf.s;
}

/* Is the point within `in lo ~ hi`? */
static bool in_range(const struct shai_input *in, struct shai_num v)
{
    return !((in->range & 1) && shai_num_cmp(v, in->lo) < 0) && !((in->range & 2) && shai_num_cmp(v, in->hi) > 0);
}

/* The common part of what the cell says and what can be. Refuses where there is none: the cell contradicts the range,
 * or says less than nothing of what cannot be negative. */
static bool clip(struct reader *r, struct shai_interval *a)
{
    struct shai_interval n = natural(r->in);
    if (n.flags & SHAI_POINT) n.hi = n.lo;
    if (!(n.flags & SHAI_LO_INF) && ((a->flags & SHAI_LO_INF) || shai_num_cmp(n.lo, a->lo) > 0)) {
        a->lo = n.lo;
        a->flags &= ~(uint32_t)(SHAI_LO_INF | SHAI_LO_OPEN);
    }
    if (!(n.flags & SHAI_HI_INF) && ((a->flags & SHAI_HI_INF) || shai_num_cmp(n.hi, a->hi) < 0)) {
        a->hi = n.hi;
        a->flags &= ~(uint32_t)(SHAI_HI_INF | SHAI_HI_OPEN);
    }
    if (!(a->flags & (SHAI_LO_INF | SHAI_HI_INF))) {
        int c = shai_num_cmp(a->lo, a->hi);
        if (c > 0 || (c == 0 && (a->flags & (SHAI_LO_OPEN | SHAI_HI_OPEN))))
            return r->in->range ? refuse(r, SHAI_D_CELL_RANGE, range_text(r), NULL)
                                : refuse(r, SHAI_D_CELL_NEGATIVE, NULL, NULL);
    }
    *a = shai_interval_make(a->lo, a->hi, a->flags);
    return true;
}

static bool put_point(struct reader *r, const struct quantity *q, struct shai_fact *fact)
{
    if (shai_num_sign(q->value) < 0 && !may_be_negative(r->in)) return refuse(r, SHAI_D_CELL_NEGATIVE, NULL, NULL);
    if (!in_range(r->in, q->value)) return refuse(r, SHAI_D_CELL_RANGE, range_text(r), NULL);
    fact->num = shai_interval_point(q->value);
    fact->exact = true;
    return true;
}

/* <x and >x. */
static bool put_censored(struct reader *r, const struct quantity *q, bool below, struct shai_fact *fact)
{
    struct shai_num none = SHAI_NUM_INT(0);
    fact->num = below ? shai_interval_make(none, q->value, SHAI_LO_INF | SHAI_HI_OPEN)
                      : shai_interval_make(q->value, none, SHAI_LO_OPEN | SHAI_HI_INF);
    return clip(r, &fact->num);
}

/* GB/T 8170 3.4: x(+) was cut to x, x(-) was raised to x; by magnitude, within half a unit of the last place. */
static bool put_marked(struct reader *r, const struct quantity *q, bool plus, struct shai_fact *fact)
{
    struct shai_num half = shai_num_div(r->arena, power_of_ten(r->arena, -q->dec.places), SHAI_NUM_INT(2));
    half = shai_num_mul(r->arena, half, q->factor);
    bool up = plus != q->minus; /* away from zero is up but for a negative number */
    struct shai_num other = up ? shai_num_add(r->arena, q->value, half) : shai_num_sub(r->arena, q->value, half);
    if (!plus && shai_num_sign(q->value) == 0) return refuse(r, SHAI_D_CELL_NO_NUMBER, NULL, NULL);
    if (other.d == 0 && shai_num_bits(r->arena, other) > SHAI_INPUT_BITS)
        return refuse(r, SHAI_D_CELL_TOO_FINE, NULL, NULL);
    fact->num = up ? shai_interval_make(q->value, other, SHAI_LO_OPEN | SHAI_HI_OPEN)
                   : shai_interval_make(other, q->value, SHAI_LO_OPEN | SHAI_HI_OPEN);
    return clip(r, &fact->num);
}

static bool put_undetected(struct reader *r, struct shai_fact *fact)
{
    if (fact->has_dl) {
        fact->num = shai_interval_make(SHAI_NUM_INT(0), fact->dl, SHAI_HI_OPEN);
        if (!clip(r, &fact->num)) return false;
    } else if (r->in->nd_counts) {
        fact->num = shai_interval_point(r->in->nd);
    } else {
        fact->num = natural(r->in);
        fact->no_dl = true;
    }
    fact->num.flags |= SHAI_UNDETECTED;
    return true;
}

/* --- spellings ---------------------------------------------------------------------------------------------------
 */

/* What a cell turns out to say before its U and DL columns are looked at. */
struct said {
    enum { SAID_NUMBER, SAID_BELOW, SAID_ABOVE, SAID_PLUS, SAID_MINUS, SAID_ND } form;
    struct quantity q;
    bool has_u, has_dl;
    struct shai_num u, dl;
};

/* ± U behind a number. The unit at the end serves both. */
static bool read_uncertainty(struct reader *r, struct said *said, char close)
{
    struct quantity u;
    if (!accept(r, "±") && !accept(r, "+/-")) return true;
    if (!read_number(r, &u)) return false;
    if (u.minus) return refuse(r, SHAI_D_CELL_BAD_U, NULL, NULL);
    if (!read_unit(r, &u, close)) return false;
    if (close) {
        if (!accept(r, ")") || said->q.unit || u.unit) return refuse(r, SHAI_D_CELL_NO_NUMBER, NULL, NULL);
        if (!read_unit(r, &u, 0)) return false;
    }
    if (said->q.unit && u.unit && strcmp(said->q.unit, u.unit) != 0) return refuse(r, SHAI_D_CELL_U_UNIT, NULL, NULL);
    bool is_percent = u.unit && strcmp(u.unit, "%") == 0;
    bool of_percent = r->in->display.unit && strcmp(r->in->display.unit, "%") == 0;
    bool as_percent = r->cell->unit && strcmp(r->cell->unit, "%") == 0;
    /* 129 ± 5 % may be 5 % of 129: it is left to nobody's guess */
    if (is_percent && !close && !said->q.unit && !of_percent && !as_percent)
        return refuse(r, SHAI_D_CELL_U_UNIT, NULL, NULL);
    if (!said->q.unit) said->q.unit = u.unit;
    u.unit = said->q.unit;
    if (!convert(r, &u, NULL)) return false;
    said->has_u = true;
    said->u = u.value;
    return true;
}

static bool read_mark(struct reader *r, struct said *said)
{
    skip_blanks(r);
    if (accept(r, "(+)")) return said->form = SAID_PLUS, true;
    if (accept(r, "(-)")) return said->form = SAID_MINUS, true;
    return false;
}

/* A detection limit inside ND(…) or before a glued L: a positive number. */
static bool put_dl(struct reader *r, struct said *said, struct quantity *q)
{
    if (!convert(r, q, NULL)) return false;
    if (shai_num_sign(q->value) <= 0) return refuse(r, SHAI_D_CELL_BAD_DL, NULL, NULL);
    said->has_dl = true;
    said->dl = q->value;
    return true;
}

/* Behind ND: nothing, (0.01), (DL=0.01 mg/kg), <0.01. */
static bool read_nd_limit(struct reader *r, struct said *said)
{
    struct quantity q;
    said->form = SAID_ND;
    skip_blanks(r);
    if (r->at == r->end) return true;
    bool bracket = accept(r, "(");
    skip_blanks(r);
    if (bracket) {
        if (!accept(r, "检出限") && !accept(r, "mdl") && !accept(r, "dl")) accept(r, "lod");
        skip_blanks(r);
        if (!accept(r, "=") && !accept(r, ":")) accept(r, "<");
    } else if (!accept(r, "<")) {
        return refuse(r, SHAI_D_CELL_NO_NUMBER, NULL, NULL);
    }
    if (!read_number(r, &q) || !read_unit(r, &q, bracket ? ')' : 0)) return false;
    if (bracket && !accept(r, ")")) return refuse(r, SHAI_D_CELL_NO_NUMBER, NULL, NULL);
    return at_end(r) && put_dl(r, said, &q);
}

/* ND in one of its spellings, of a reading. */
static bool accept_nd(struct reader *r)
{
    if (!r->in->reading) return false;
    return accept_word(r, "nd") || accept(r, "n.d.") || accept_word(r, "n.d") || accept(r, "未检出") ||
           accept_word(r, "not detected");
}

/* 0.01L, glued: below the detection limit 0.01 (HJ/T 166 and others). Of a volume it would be litres. */
static bool read_glued_l(struct reader *r, struct said *said)
{
    struct shai_unit_value litre;
    const char *bad;
    size_t bad_len;
    if (shai_unit_parse(r->arena, &r->program->units, "L", 1, &litre, &bad, &bad_len) &&
        shai_dim_equal(&litre.dim, &r->in->dim))
        return refuse(r, SHAI_D_CELL_LITRES, NULL, NULL);
    r->at++;
    said->form = SAID_ND;
    return read_unit(r, &said->q, 0) && at_end(r) && put_dl(r, said, &said->q);
}

static bool is_glued_l(const struct reader *r, const struct quantity *q)
{
    return r->in->reading && !q->minus && r->at < r->end && *r->at == 'L' && (r->at + 1 == r->end || r->at[1] == ' ');
}

/* < or > and a number; <LOD is ND. */
static bool read_censored(struct reader *r, struct said *said, bool below)
{
    said->form = below ? SAID_BELOW : SAID_ABOVE;
    if (accept(r, "=")) return refuse(r, SHAI_D_CELL_AT_MOST, NULL, NULL);
    skip_blanks(r);
    if (below && r->in->reading &&
        (accept_word(r, "lod") || accept_word(r, "mdl") || accept_word(r, "dl") || accept(r, "检出限"))) {
        said->form = SAID_ND;
        return at_end(r);
    }
    return read_number(r, &said->q) && read_unit(r, &said->q, 0) && at_end(r) && convert(r, &said->q, NULL);
}

static bool read_plain(struct reader *r, struct said *said)
{
    char close = 0;
    said->form = SAID_NUMBER;
    if (accept(r, "(")) close = ')';
    if (!read_number(r, &said->q)) return false;
    if (!close && is_glued_l(r, &said->q)) return read_glued_l(r, said);
    bool marked = !close && read_mark(r, said);
    if (!read_unit(r, &said->q, close)) return false;
    if (!close && !marked) marked = read_mark(r, said);
    if (!marked && !read_uncertainty(r, said, close)) return false;
    if (close && !said->has_u) return refuse(r, SHAI_D_CELL_NO_NUMBER, NULL, NULL); /* (12.3) is anyone's guess */
    return at_end(r) && convert(r, &said->q, NULL);
}

static bool read_said(struct reader *r, struct said *said)
{
    if (accept_nd(r)) return read_nd_limit(r, said);
    if (accept(r, "<")) return read_censored(r, said, true);
    if (accept(r, ">")) return read_censored(r, said, false);
    if (accept(r, "≤") || accept(r, "≥")) return refuse(r, SHAI_D_CELL_AT_MOST, NULL, NULL);
    return read_plain(r, said);
}

/* --- columns of their own ----------------------------------------------------------------------------------------
 */

/* The number in a .U or .DL column. A bare one has the column's unit, else the reading's; not where the reading
 * brought a unit of its own, which the column may or may not share. */
static bool read_beside(struct reader *r, struct shai_slice text, const char *column, uint32_t at_column,
                        const struct shai_unit_value *unit, const struct said *said, struct quantity *q, bool *given)
{
    struct reader b = *r;
    struct shai_slice trimmed = shai_trim(text.s, text.len);
    *given = false;
    if (!text.s || shai_token_of(trimmed.s, trimmed.len) != SHAI_TOKEN_OTHER) return true;
    struct shai_slice folded = fold_cell(r->arena, trimmed);
    b.whole = trimmed;
    if (column) b.place.column = column, b.place.at = at_column;
    b.at = folded.s, b.end = folded.s + folded.len;
    if (!read_number(&b, q) || !read_unit(&b, q, 0) || !at_end(&b)) return false;
    if (!q->unit && !unit && said->form != SAID_ND && said->q.unit) {
        struct shai_num bare;
        if (!bare_factor(&b, &bare)) return false;
        if (shai_num_cmp(bare, said->q.factor) != 0) return refuse(&b, SHAI_D_CELL_SAY_UNIT, said->q.unit, NULL);
    }
    *given = true;
    return convert(&b, q, unit ? &unit->factor : NULL);
}

static bool add_columns(struct reader *r, struct said *said)
{
    struct quantity q;
    bool given;
    const struct shai_cell *c = r->cell;
    if (!read_beside(r, c->u, c->u_column, c->u_at, c->u_unit, said, &q, &given)) return false;
    if (given) {
        if (q.minus) return refuse(r, SHAI_D_CELL_BAD_U, NULL, NULL);
        if (said->has_u && shai_num_cmp(said->u, q.value) != 0) return refuse(r, SHAI_D_CELL_TWICE, ".U", NULL);
        said->has_u = true;
        said->u = q.value;
    }
    if (!read_beside(r, c->dl, c->dl_column, c->dl_at, c->dl_unit, said, &q, &given)) return false;
    if (given) {
        if (shai_num_sign(q.value) <= 0) return refuse(r, SHAI_D_CELL_BAD_DL, NULL, NULL);
        if (said->has_dl && shai_num_cmp(said->dl, q.value) != 0) return refuse(r, SHAI_D_CELL_TWICE, ".DL", NULL);
        said->has_dl = true;
        said->dl = q.value;
    }
    return true;
}

/* --- into the fact -----------------------------------------------------------------------------------------------
 */

static bool put_said(struct reader *r, const struct said *said, struct shai_fact *fact)
{
    fact->state = SHAI_FACT_KNOWN;
    fact->exact = false;
    if (said->form == SAID_ND || !said->q.unit) fact->unit = r->cell->unit ? r->cell->unit : r->in->display.unit;
    else fact->unit = NULL;
    if (said->has_dl) fact->has_dl = true, fact->dl = said->dl;
    switch (said->form) {
    case SAID_NUMBER:
        if (!put_point(r, &said->q, fact)) return false;
        break;
    case SAID_PLUS:
    case SAID_MINUS:
        if (!put_marked(r, &said->q, said->form == SAID_PLUS, fact)) return false;
        break;
    case SAID_BELOW:
    case SAID_ABOVE:
        if (!put_censored(r, &said->q, said->form == SAID_BELOW, fact)) return false;
        break;
    case SAID_ND: return put_undetected(r, fact);
    }
    if (said->has_u) {
        fact->num.u = said->u;
        fact->num.flags |= SHAI_U_GIVEN;
    }
    return true;
}

enum { QUICK_DIGITS = 18 };

static const int64_t TEN[QUICK_DIGITS] = {1,
                                          10,
                                          100,
                                          1000,
                                          10000,
                                          100000,
                                          1000000,
                                          10000000,
                                          100000000,
                                          1000000000,
                                          10000000000,
                                          100000000000,
                                          1000000000000,
                                          10000000000000,
                                          100000000000000,
                                          1000000000000000,
                                          10000000000000000,
                                          100000000000000000};

/* Digits with at most one point among them, which is not first; at most QUICK_DIGITS bytes. */
static bool quick_number(const char *s, size_t len, int64_t *n, size_t *places)
{
    const char *end = s + len, *p = s, *point;
    int64_t value = 0;
    unsigned digit;
    if (len == 0 || len > QUICK_DIGITS) return false;
    for (; p < end && (digit = (unsigned char)*p - (unsigned)'0') < 10; p++) value = value * 10 + digit;
    point = p;
    if (p < end && *p == '.' && p > s)
        for (p++, point++; p < end && (digit = (unsigned char)*p - (unsigned)'0') < 10; p++)
            value = value * 10 + digit;
    *places = (size_t)(end - point);
    *n = value;
    return p == end;
}

/* ND where no column beside it says more: fact->num is what the quantity can be at all. */
static void quick_undetected(const struct shai_input *in, struct shai_fact *fact)
{
    if (in->has_dl) {
        fact->num = (struct shai_interval){.lo = SHAI_NUM_INT(0), .hi = in->dl, .flags = SHAI_HI_OPEN};
    } else if (in->nd_counts) {
        fact->num = (struct shai_interval){.lo = in->nd, .hi = in->nd, .flags = SHAI_POINT};
    } else {
        fact->no_dl = true;
    }
    fact->num.flags |= SHAI_UNDETECTED;
    fact->state = SHAI_FACT_KNOWN;
}

bool shai_quantity_quick(struct shai_arena *arena, const struct shai_input *in, const struct shai_cell *cell,
                         struct shai_fact *fact)
{
    const char *s = cell->text.s;
    size_t len = cell->text.len, places;
    int64_t n;
    if (!len || cell->u.s || cell->dl.s || (cell->unit && !cell->unit_value)) return false;
    bool below = *s == '<';
    if ((below || *s == 'N') && (in->range || !in->reading)) return false;
    if (*s == 'N' && len == 2 && s[1] == 'D') {
        quick_undetected(in, fact);
    } else {
        const struct shai_num *factor = cell->unit_value ? &cell->unit_value->factor : &in->display.factor;
        if (!quick_number(s + below, len - below, &n, &places) || !factor->d) return false;
        /* n and 10^places are below 10^18: the number is small */
        struct shai_num value = {{.n = n}, 0};
        if (factor->n != 1 || __builtin_mul_overflow(TEN[places], factor->d, &value.d))
            value = shai_num_mul(arena, (struct shai_num){{.n = n}, TEN[places]}, *factor);
        if (!value.d || (in->range && !in_range(in, value)) || (below && !n)) return false;
        fact->state = SHAI_FACT_KNOWN;
        fact->exact = !below;
        if (below) {
            fact->num.hi = value; /* from the lower end of what the quantity can be */
            fact->num.flags = (fact->num.flags & ~(uint32_t)SHAI_HI_INF) | SHAI_HI_OPEN;
        } else {
            fact->num.lo = value; /* of a point nothing else is read */
            fact->num.flags = SHAI_POINT;
        }
    }
    fact->reported = s;
    fact->reported_len = len;
    if (cell->unit) fact->unit = cell->unit;
    return true;
}

enum shai_cell_status shai_quantity_read(struct shai_arena *arena, struct shai_diags *diags,
                                         const struct shai_program *program, uint32_t input,
                                         const struct shai_cell *cell, struct shai_fact *fact)
{
    const struct shai_input *in = &program->inputs[input];
    struct reader r = {.arena = arena,
                       .diags = diags,
                       .program = program,
                       .input = input,
                       .in = in,
                       .cell = cell,
                       .place = cell->place,
                       .whole = cell->text};
    struct shai_slice folded = fold_cell(arena, cell->text);
    r.at = folded.s, r.end = folded.s + folded.len;
    struct said said = {.form = SAID_NUMBER};
    bool ok = read_said(&r, &said) && add_columns(&r, &said) && put_said(&r, &said, fact);
    return ok ? SHAI_CELL_OK : SHAI_CELL_REFUSED;
}

bool shai_cell_in_range(struct shai_arena *arena, struct shai_diags *diags, const struct shai_program *program,
                        uint32_t input, const struct shai_cell *cell, struct shai_num value)
{
    struct reader r = {.arena = arena,
                       .diags = diags,
                       .program = program,
                       .in = &program->inputs[input],
                       .cell = cell,
                       .place = cell->place,
                       .whole = cell->text};
    return in_range(r.in, value) || refuse(&r, SHAI_D_CELL_RANGE, range_text(&r), NULL);
}

void shai_fact_clear(const struct shai_program *program, uint32_t input, struct shai_fact *fact)
{
    const struct shai_input *in = &program->inputs[input];
    *fact = (struct shai_fact){.state = SHAI_FACT_BLANK, .unit = in->display.unit, .has_dl = in->has_dl};
    if (in->has_dl) fact->dl = in->dl;
    switch (in->type) {
    case SHAI_V_NUMBER: fact->num = natural(in); break;
    case SHAI_V_CHOICE:
    case SHAI_V_GRADE:
        fact->num = shai_interval_make(
            (in->range & 1) ? in->lo : SHAI_NUM_INT(0),
            (in->range & 2) ? in->hi : SHAI_NUM_INT((int64_t)program->sets[in->display.set].count - 1), 0);
        break;
    default:
        fact->num = shai_interval_make(in->lo, in->hi,
                                       (in->range & 1 ? 0u : SHAI_LO_INF) | (in->range & 2 ? 0u : SHAI_HI_INF));
        break;
    }
}
