/* Values as a person reads them. In: exact intervals in base units and the display they are given in. Out: text such
 * as "105 mg/kg", "<0.5 mg/kg", "[1, 2) mm", "3-4", "2025-10-11". Judges nothing and never reads its own text back.
 */
#include "runtime/show.h"

#include "base/utf8.h"
#include "runtime/result.h"

#include <string.h>

static bool is_label(const struct shai_display *display)
{
    return (display->type == SHAI_V_GRADE || display->type == SHAI_V_CHOICE) && display->set != SHAI_NONE32;
}

static void put_label(struct shai_strbuf *buf, const struct shai_program *program, struct shai_num num,
                      const struct shai_display *display)
{
    const struct shai_set *set = &program->sets[display->set];
    for (uint32_t i = 0; i < set->count; i++) {
        if (shai_num_cmp(num, SHAI_NUM_INT(i)) != 0) continue;
        const char *label = set->labels ? set->labels[i] : NULL;
        shai_strbuf_puts(buf, label && display->type == SHAI_V_CHOICE ? label : set->names[i]);
        return;
    }
    shai_num_put_decimal(buf, num); /* no value of the set: a difference of grades cannot be written, so our bug */
}

static void put_date(struct shai_strbuf *buf, struct shai_num num)
{
    char text[11];
    struct shai_num day = shai_num_canonical(buf->arena, num);
    if (day.d == 1 && day.n >= 1 && day.n <= 3652059) { /* 9999-12-31 */
        shai_date_format((int32_t)day.n, text);
        shai_strbuf_puts(buf, text);
    } else {
        shai_num_put_decimal(buf, num);
    }
}

void shai_show_num(struct shai_strbuf *buf, const struct shai_program *program, struct shai_num num,
                   const struct shai_display *display, int places)
{
    if (is_label(display)) {
        put_label(buf, program, num, display);
    } else if (display->type == SHAI_V_DATE) {
        put_date(buf, num);
    } else {
        if (display->unit) num = shai_num_div(buf->arena, num, display->factor);
        if (places == SHAI_PLACES_COMPUTED) shai_num_put_decimal(buf, num);
        else shai_num_put_places(buf, num, places);
    }
}

static void put_unit(struct shai_strbuf *buf, const struct shai_display *display)
{
    if (!display->unit || display->type != SHAI_V_NUMBER) return;
    shai_strbuf_putc(buf, ' ');
    shai_strbuf_puts(buf, display->unit);
}

void shai_show_quantity(struct shai_strbuf *buf, const struct shai_program *program, struct shai_num num,
                        const struct shai_display *display, int places)
{
    shai_show_num(buf, program, num, display, places);
    put_unit(buf, display);
}

/* Does a lower end at 0 go without saying? A pure number and a signed unit can be negative, so there `<0.5` would say
 * something else than [0, 0.5). */
static bool from_zero_is_plain(const struct shai_program *program, const struct shai_display *display)
{
    if (display->type != SHAI_V_NUMBER || !display->unit) return false;
    const struct shai_unit *unit = shai_units_find(&program->units, display->unit, strlen(display->unit));
    return !unit || !unit->value.is_signed;
}

static bool is_low_end_plain(const struct shai_program *program, const struct shai_interval *value,
                             const struct shai_display *display)
{
    if (value->flags & SHAI_LO_INF) return true;
    return !(value->flags & SHAI_LO_OPEN) && shai_num_sign(value->lo) == 0 && from_zero_is_plain(program, display);
}

bool shai_show_is_empty(const struct shai_program *program, const struct shai_interval *value,
                        const struct shai_display *display)
{
    if (value->flags & SHAI_BOTTOM) return true;
    if (value->flags & SHAI_POINT) return false;
    if (is_label(display)) {
        bool low = value->flags & SHAI_LO_INF || shai_num_sign(value->lo) <= 0;
        bool high = value->flags & SHAI_HI_INF ||
                    shai_num_cmp(value->hi, SHAI_NUM_INT((int64_t)program->sets[display->set].count - 1)) >= 0;
        return (low && high) || display->type == SHAI_V_CHOICE;
    }
    if (!(value->flags & SHAI_HI_INF)) return false;
    return value->flags & SHAI_LO_INF || (shai_num_sign(value->lo) <= 0 && from_zero_is_plain(program, display));
}

static void put_half(struct shai_strbuf *buf, const struct shai_program *program, const char *sign,
                     struct shai_num end, const struct shai_display *display)
{
    shai_strbuf_puts(buf, sign);
    shai_show_quantity(buf, program, end, display, SHAI_PLACES_COMPUTED);
}

static void put_both(struct shai_strbuf *buf, const struct shai_program *program, const struct shai_interval *value,
                     const struct shai_display *display)
{
    shai_strbuf_putc(buf, value->flags & SHAI_LO_OPEN ? '(' : '[');
    shai_show_num(buf, program, value->lo, display, SHAI_PLACES_COMPUTED);
    shai_strbuf_puts(buf, ", ");
    shai_show_num(buf, program, value->hi, display, SHAI_PLACES_COMPUTED);
    shai_strbuf_putc(buf, value->flags & SHAI_HI_OPEN ? ')' : ']');
    put_unit(buf, display);
}

static void put_uncertainty(struct shai_strbuf *buf, const struct shai_program *program,
                            const struct shai_interval *value, const struct shai_display *display)
{
    if (!(value->flags & SHAI_U_GIVEN) || value->flags & SHAI_U_LOST || shai_num_sign(value->u) == 0) return;
    shai_strbuf_puts(buf, " (U = ");
    shai_show_quantity(buf, program, value->u, display, SHAI_PLACES_COMPUTED);
    shai_strbuf_putc(buf, ')');
}

void shai_show_value(struct shai_strbuf *buf, const struct shai_program *program, const struct shai_interval *value,
                     const struct shai_display *display, int places)
{
    uint32_t flags = value->flags;
    if (flags & SHAI_BOTTOM || (flags & SHAI_LO_INF && flags & SHAI_HI_INF)) {
        shai_strbuf_puts(buf, shai_say(program->lang, "未知", "unknown"));
        return;
    }
    if (flags & SHAI_POINT) {
        if (flags & SHAI_UNDETECTED && shai_num_sign(value->lo) == 0) {
            shai_strbuf_puts(buf, shai_say(program->lang, "未检出", "not detected"));
            return;
        }
        shai_show_quantity(buf, program, value->lo, display, places);
    } else if (flags & SHAI_HI_INF) {
        put_half(buf, program, flags & SHAI_LO_OPEN ? ">" : "≥", value->lo, display);
    } else if (is_low_end_plain(program, value, display)) {
        put_half(buf, program, flags & SHAI_HI_OPEN ? "<" : "≤", value->hi, display);
    } else {
        put_both(buf, program, value, display);
    }
    put_uncertainty(buf, program, value, display);
}

const char *shai_show_interval(struct shai_arena *arena, const struct shai_program *program,
                               const struct shai_interval *value, const struct shai_display *display)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, arena);
    shai_show_value(&buf, program, value, display, SHAI_PLACES_COMPUTED);
    return buf.s;
}

/* --- requirements -------------------------------------------------------------------------------------------------
 */

/* text: what stands for a bound that is not one number; NULL: what it may be. */
static void put_bound(struct shai_strbuf *buf, const struct shai_program *program, const struct shai_interval *bound,
                      const struct shai_display *display, int places, bool with_unit, const char *text)
{
    if (text && !(bound && bound->flags & SHAI_POINT)) shai_strbuf_puts(buf, text);
    else if (!bound || shai_show_is_empty(program, bound, display))
        shai_strbuf_puts(buf, shai_say(program->lang, "(未知)", "(unknown)"));
    else if (bound->flags & SHAI_POINT && with_unit) shai_show_quantity(buf, program, bound->lo, display, places);
    else if (bound->flags & SHAI_POINT) shai_show_num(buf, program, bound->lo, display, places);
    else shai_show_value(buf, program, bound, display, places);
}

/* "95 ~ 105 mm": the unit once where both ends are known. */
static void put_range(struct shai_strbuf *buf, const struct shai_program *program, const struct shai_criterion *c,
                      const struct shai_interval *lower, const struct shai_interval *upper)
{
    bool both = lower && upper && lower->flags & SHAI_POINT && upper->flags & SHAI_POINT;
    put_bound(buf, program, lower, &c->display, c->places, !both, NULL);
    shai_strbuf_puts(buf, " ~ ");
    put_bound(buf, program, upper, &c->display, c->places_upper, true, NULL);
}

static void put_between(struct shai_strbuf *buf, const struct shai_program *program, const struct shai_criterion *c,
                        const struct shai_interval *lower, const struct shai_interval *upper)
{
    shai_strbuf_puts(buf, c->lower_open ? "> " : "≥ ");
    put_bound(buf, program, lower, &c->display, c->places, true, NULL);
    shai_strbuf_puts(buf, shai_say(program->lang, " 且 ", " and "));
    shai_strbuf_puts(buf, c->upper_open ? "< " : "≤ ");
    put_bound(buf, program, upper, &c->display, c->places_upper, true, NULL);
}

/* As written; a share of the middle with what it comes to. */
static void put_tolerance(struct shai_strbuf *buf, const struct shai_program *program, const struct shai_criterion *c,
                          const struct shai_interval *lower, const struct shai_interval *upper)
{
    if (!c->text) {
        put_range(buf, program, c, lower, upper);
        return;
    }
    shai_strbuf_puts(buf, c->text);
    bool known = lower && upper && lower->flags & SHAI_POINT && upper->flags & SHAI_POINT;
    if (!known || c->kind == SHAI_C_TOLERANCE) return;
    shai_strbuf_puts(buf, " (");
    put_range(buf, program, c, lower, upper);
    shai_strbuf_putc(buf, ')');
}

void shai_show_criterion(struct shai_strbuf *buf, const struct shai_program *program, const struct shai_criterion *c,
                         const struct shai_interval *lower, const struct shai_interval *upper)
{
    static const char *const signs[] = {"< ", "≤ ", "> ", "≥ ", "= "};
    switch ((enum shai_criterion_kind)c->kind) {
    case SHAI_C_LT:
    case SHAI_C_LE:
    case SHAI_C_GT:
    case SHAI_C_GE:
    case SHAI_C_EQ:
        shai_strbuf_puts(buf, signs[c->kind]);
        put_bound(buf, program, lower ? lower : upper, &c->display, c->places, true, c->text);
        break;
    case SHAI_C_RANGE: put_range(buf, program, c, lower, upper); break;
    case SHAI_C_BETWEEN: put_between(buf, program, c, lower, upper); break;
    case SHAI_C_RELATIVE:
    case SHAI_C_TOLERANCE: put_tolerance(buf, program, c, lower, upper); break;
    case SHAI_C_ABSENT: shai_strbuf_puts(buf, shai_say(program->lang, "不得检出", "not to be detected")); break;
    case SHAI_C_IN:
    case SHAI_C_REQUIRE: shai_strbuf_puts(buf, c->text ? c->text : ""); break;
    }
}

bool shai_show_has_pattern(const char *text)
{
    static const char *const words[] = {"匹配", "matches"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (const char *at = text; (at = strstr(at, words[i])) != NULL;) {
            at += strlen(words[i]);
            if (at[strspn(at, " \t\r\n")] == '/') return true;
        }
    return false;
}

/* --- inputs -------------------------------------------------------------------------------------------------------
 */

const char *shai_show_input_name(const struct shai_input *input)
{
    return input->label ? input->label : input->name;
}

/* "ND" takes no unit, "150" and "<0.5" do. */
static bool has_digit(const char *s, size_t len)
{
    uint32_t cp;
    for (size_t i = 0, n; i < len && (n = shai_utf8_decode(s + i, len - i, &cp)) > 0; i += n) {
        cp = shai_utf8_fold_width(cp);
        if (cp >= '0' && cp <= '9') return true;
    }
    return false;
}

void shai_show_reported(struct shai_strbuf *buf, const struct shai_program *program, uint32_t input,
                        const struct shai_fact *fact)
{
    const struct shai_input *in = &program->inputs[input];
    if (fact->state == SHAI_FACT_BLANK) return;
    if (fact->state == SHAI_FACT_UNDECLARED) {
        shai_strbuf_puts(buf, shai_say(program->lang, "未明示", "undeclared"));
        return;
    }
    if (in->type == SHAI_V_CHOICE && fact->num.flags & SHAI_POINT) {
        shai_show_num(buf, program, fact->num.lo, &in->display, SHAI_PLACES_COMPUTED);
        return;
    }
    shai_strbuf_add(buf, fact->reported, fact->reported_len);
    if (in->type == SHAI_V_NUMBER && fact->unit && *fact->unit && has_digit(fact->reported, fact->reported_len)) {
        shai_strbuf_putc(buf, ' ');
        shai_strbuf_puts(buf, fact->unit);
    }
}

void shai_show_pattern(struct shai_strbuf *buf, const struct shai_text *pattern)
{
    if (pattern->name) shai_strbuf_puts(buf, pattern->name);
    else shai_strbuf_printf(buf, "/%s/%s", pattern->s, pattern->flags & SHAI_PATTERN_CASELESS ? "i" : "");
}
