/* Cells. In: what a laboratory wrote about one input. Out: a fact, or a diagnostic. Numbers are read by quantity.c;
 * which column belongs to which input is bind.c's business. */
#include "runtime/cell.h"

#include "base/near.h"
#include "runtime/pattern.h"
#include "runtime/show.h"
#include "runtime/token.h"

#include <inttypes.h>
#include <string.h>

/* One cell under way, its text trimmed. */
struct reader {
    struct shai_arena *arena;
    struct shai_diags *diags;
    const struct shai_program *program;
    const struct shai_input *in;
    uint32_t input;
    const struct shai_cell *cell;
};

static enum shai_cell_status refuse(const struct reader *r, enum shai_diag_id id, const char *more)
{
    const struct shai_slice *t = &r->cell->text;
    shai_diag_cell(r->diags, id, r->cell->place, shai_quote(r->arena, t->s, t->len), more, NULL);
    return SHAI_CELL_REFUSED;
}

static enum shai_cell_status put_index(struct shai_fact *fact, int64_t index)
{
    fact->state = SHAI_FACT_KNOWN;
    fact->exact = true;
    fact->num = shai_interval_point(SHAI_NUM_INT(index));
    return SHAI_CELL_OK;
}

/* --- choices and grades ------------------------------------------------------------------------------------------
 */

/* The names of a set for a message, at most so many. */
static const char *list_names(const struct reader *r, const struct shai_set *set, bool with_labels)
{
    enum { LISTED = 12 };
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, r->arena);
    shai_strbuf_clear(&buf);
    for (uint32_t i = 0; i < set->count; i++) {
        if (i) shai_strbuf_puts(&buf, ", ");
        if (i == LISTED) {
            shai_strbuf_puts(&buf, "…");
            break;
        }
        shai_strbuf_puts(&buf, set->names[i]);
        if (with_labels && set->labels && set->labels[i]) shai_strbuf_printf(&buf, " (%s)", set->labels[i]);
    }
    return buf.s;
}

/* Without strncmp: a text may hold NUL. */
static bool same_bytes(const char *name, const struct shai_slice *t)
{
    return strlen(name) == t->len && memcmp(name, t->s, t->len) == 0;
}

/* By name, then by label; as written first, which is quick. */
static int64_t find_choice(const struct reader *r, const struct shai_set *set)
{
    const struct shai_slice *t = &r->cell->text;
    for (uint32_t i = 0; i < set->count; i++)
        if (same_bytes(set->names[i], t)) return i;
    for (uint32_t i = 0; i < set->count; i++)
        if (shai_text_same(r->arena, t->s, t->len, set->names[i], strlen(set->names[i]))) return i;
    for (uint32_t i = 0; set->labels && i < set->count; i++)
        if (set->labels[i] && shai_text_same(r->arena, t->s, t->len, set->labels[i], strlen(set->labels[i])))
            return i;
    return -1;
}

/* A grade's label with ~ for - and without a closing 级: 3～4级 is 3-4. */
static size_t fold_grade(char out[SHAI_TOKEN_MAX], const char *s, size_t len)
{
    static const char suffix[] = "级";
    size_t n = shai_token_fold(out, s, len), used = 0;
    if (n > sizeof suffix - 1 && strcmp(out + n - (sizeof suffix - 1), suffix) == 0) n -= sizeof suffix - 1;
    for (size_t i = 0; i < n; i++)
        if (out[i] != ' ') out[used++] = out[i] == '~' ? '-' : out[i];
    out[used] = 0;
    return used;
}

static int64_t find_grade(const struct reader *r, const struct shai_set *set)
{
    char have[SHAI_TOKEN_MAX], want[SHAI_TOKEN_MAX];
    if (!fold_grade(have, r->cell->text.s, r->cell->text.len)) return -1;
    for (uint32_t i = 0; i < set->count; i++)
        if (fold_grade(want, set->names[i], strlen(set->names[i])) && strcmp(have, want) == 0) return i;
    return -1;
}

/* Is it the name of a grade, be it called 无? */
static bool is_grade(const struct reader *r)
{
    return r->cell->text.len && find_grade(r, &r->program->sets[r->in->display.set]) >= 0;
}

/* A spreadsheet makes 4-Mar or 3月4日 of a typed 3-4. */
static bool is_month_and_day(const struct shai_slice *t)
{
    static const char month[] = "月";
    for (size_t i = 0; i + sizeof month - 1 <= t->len; i++)
        if (memcmp(t->s + i, month, sizeof month - 1) == 0) return true;
    int32_t day;
    if (shai_date_parse(t->s, t->len, &day)) return true;
    char word[SHAI_TOKEN_MAX];
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    shai_token_fold(word, t->s, t->len);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strstr(word, months[i])) return true;
    return false;
}

/* The grade that was meant by a number with a point: 4-5 by 4.5, 4 by 4.0. NULL: none. */
static const char *grade_meant(const struct reader *r, const struct shai_set *set)
{
    char have[SHAI_TOKEN_MAX];
    if (!fold_grade(have, r->cell->text.s, r->cell->text.len)) return NULL;
    size_t digits = strspn(have, "0123456789"), zeros = 0;
    if (!digits || digits > 3 || have[digits] != '.') return NULL;
    const char *tail = have + digits + 1;
    bool half = *tail == '5';
    zeros = strspn(tail + half, "0");
    if (tail[half + zeros] || (!half && !zeros)) return NULL;
    int64_t grade = 0;
    for (size_t i = 0; i < digits; i++) grade = grade * 10 + (have[i] - '0');
    const char *name = half ? shai_arena_printf(r->arena, "%" PRId64 "-%" PRId64, grade, grade + 1)
                            : shai_arena_printf(r->arena, "%" PRId64, grade);
    for (uint32_t i = 0; i < set->count; i++) {
        char want[SHAI_TOKEN_MAX];
        if (fold_grade(want, set->names[i], strlen(set->names[i])) && strcmp(name, want) == 0) return set->names[i];
    }
    return NULL;
}

static enum shai_cell_status read_grade(const struct reader *r, struct shai_fact *fact)
{
    const struct shai_set *set = &r->program->sets[r->in->display.set];
    int64_t index = find_grade(r, set);
    if (index < 0) {
        const char *names = list_names(r, set, false), *meant = grade_meant(r, set);
        if (is_month_and_day(&r->cell->text)) return refuse(r, SHAI_D_CELL_GRADE_DATE, names);
        const char *text = shai_quote(r->arena, r->cell->text.s, r->cell->text.len);
        struct shai_diag *d = shai_diag_cell(r->diags, SHAI_D_CELL_GRADE, r->cell->place, text, names, NULL);
        if (meant) shai_diag_meant(r->diags, d, meant);
        return SHAI_CELL_REFUSED;
    }
    if (!shai_cell_in_range(r->arena, r->diags, r->program, r->input, r->cell, SHAI_NUM_INT(index)))
        return SHAI_CELL_REFUSED;
    return put_index(fact, index);
}

/* --- the other types ---------------------------------------------------------------------------------------------
 */

/* The bytes of the date itself. */
static size_t without_time(const struct shai_slice *t)
{
    for (size_t i = 0; i < t->len; i++) {
        if (t->s[i] != ' ' && t->s[i] != 'T') continue;
        int part = 0, digits = 0;
        bool fraction = false;
        for (size_t k = i + 1; k < t->len; k++) {
            char c = t->s[k];
            if (c >= '0' && c <= '9') digits++;
            else if (c == ':' && digits >= 1 && digits <= 2 && part < 2 && !fraction) part++, digits = 0;
            else if (c == '.' && part == 2 && digits == 2 && !fraction) fraction = true, digits = 0;
            else return t->len;
        }
        return part && digits && (fraction || digits == 2) ? i : t->len;
    }
    return t->len;
}

bool shai_cell_date(struct shai_slice text, int32_t *day)
{
    return shai_date_parse(text.s, without_time(&text), day);
}

static enum shai_cell_status read_date(const struct reader *r, struct shai_fact *fact)
{
    int32_t day;
    if (!shai_cell_date(r->cell->text, &day)) return refuse(r, SHAI_D_CELL_DATE, NULL);
    if (!shai_cell_in_range(r->arena, r->diags, r->program, r->input, r->cell, SHAI_NUM_INT(day)))
        return SHAI_CELL_REFUSED;
    return put_index(fact, day);
}

static enum shai_cell_status read_truth(const struct reader *r, struct shai_fact *fact)
{
    char word[SHAI_TOKEN_MAX];
    bool conformity = r->in->type == SHAI_V_CONFORMITY;
    shai_token_fold(word, r->cell->text.s, r->cell->text.len);
    int truth = conformity ? shai_token_conformity(word) : shai_token_truth(word);
    if (truth < 0) return refuse(r, conformity ? SHAI_D_CELL_CONFORMITY : SHAI_D_CELL_YES_NO, NULL);
    fact->state = SHAI_FACT_KNOWN;
    fact->exact = true;
    fact->truth = truth ? SHAI_YES : SHAI_NO;
    return SHAI_CELL_OK;
}

static enum shai_cell_status read_text(const struct reader *r, struct shai_fact *fact)
{
    const struct shai_slice *t = &r->cell->text;
    if (r->in->pattern != SHAI_NONE32) {
        struct shai_strbuf form;
        shai_strbuf_init(&form, r->arena);
        switch (shai_pattern_match(r->program->compiled[r->in->pattern], NULL, NULL, t->s, t->len, r->arena)) {
        case SHAI_MATCH_YES: break;
        case SHAI_MATCH_NO:
            shai_show_pattern(&form, &r->program->patterns[r->in->pattern]);
            return refuse(r, SHAI_D_CELL_PATTERN, shai_quote(r->arena, form.s, form.len));
        case SHAI_MATCH_LIMIT:
            shai_show_pattern(&form, &r->program->patterns[r->in->pattern]);
            return refuse(r, SHAI_D_CELL_PATTERN_LIMIT, shai_quote(r->arena, form.s, form.len));
        }
    }
    fact->state = SHAI_FACT_KNOWN;
    fact->exact = true;
    fact->text = t->s;
    fact->text_len = t->len;
    return SHAI_CELL_OK;
}

/* --- any cell ----------------------------------------------------------------------------------------------------
 */

/* Is the cell one of the words that stand for no value? Then the fact is left blank or made undeclared. */
static bool is_without_value(const struct shai_input *in, const struct shai_slice *t, struct shai_fact *fact)
{
    switch (shai_token_of(t->s, t->len)) {
    case SHAI_TOKEN_OTHER: return false;
    case SHAI_TOKEN_BLANK: return true;
    case SHAI_TOKEN_UNTESTED: return in->reading;
    case SHAI_TOKEN_UNKNOWN: return !in->reading;
    case SHAI_TOKEN_UNDECLARED:
        if (in->reading || in->type == SHAI_V_CHOICE) return false;
        fact->state = SHAI_FACT_UNDECLARED;
        return true;
    }
    return false;
}

static bool begins_as_number(const struct shai_slice *t)
{
    return t->len && (unsigned char)*t->s - (unsigned)'0' < 10;
}

enum { PART_LEAST = 4 }; /* bytes that a part of a name has at least: two Han, or a short word */

static bool holds(const char *whole, const char *part)
{
    return strlen(part) >= PART_LEAST && strstr(whole, part);
}

/* The one choice whose name or label holds the text or stands in it: 染色或印花 for 染色. NULL where there are
 * several. */
static const char *choice_holding(const struct shai_set *set, const char *text)
{
    const char *found = NULL;
    for (uint32_t i = 0; i < set->count; i++) {
        const char *label = set->labels ? set->labels[i] : NULL, *name = set->names[i];
        if (!holds(name, text) && !holds(text, name) && !(label && (holds(label, text) || holds(text, label))))
            continue;
        if (found) return NULL;
        found = name;
    }
    return found;
}

/* None of the choices; the one it is a part of is offered, else the nearest one, by name or label. */
static enum shai_cell_status refuse_choice(const struct reader *r)
{
    const struct shai_set *set = &r->program->sets[r->in->display.set];
    const struct shai_slice *t = &r->cell->text;
    const char *name = shai_quote(r->arena, t->s, t->len), *near = choice_holding(set, name);
    for (uint32_t i = 0; !near && i < set->count; i++) {
        bool by_label = set->labels && set->labels[i] && shai_name_is_near(name, set->labels[i]);
        if (by_label || shai_name_is_near(name, set->names[i])) near = set->names[i];
    }
    struct shai_diag *d =
        shai_diag_cell(r->diags, SHAI_D_CELL_CHOICE, r->cell->place, name, list_names(r, set, true), NULL);
    if (near) shai_diag_meant(r->diags, d, near);
    return SHAI_CELL_REFUSED;
}

static enum shai_cell_status read_value(const struct reader *r, struct shai_fact *fact)
{
    switch ((enum shai_value_type)r->in->type) {
    case SHAI_V_NUMBER: return shai_quantity_read(r->arena, r->diags, r->program, r->input, r->cell, fact);
    case SHAI_V_GRADE: return read_grade(r, fact);
    case SHAI_V_DATE: return read_date(r, fact);
    case SHAI_V_TRUTH:
    case SHAI_V_CONFORMITY: return read_truth(r, fact);
    case SHAI_V_TEXT: return read_text(r, fact);
    case SHAI_V_CHOICE: break;
    }
    return refuse_choice(r);
}

enum shai_cell_status shai_cell_put(struct shai_arena *arena, struct shai_diags *diags,
                                    const struct shai_program *program, uint32_t input, struct shai_cell *cell,
                                    struct shai_fact *fact)
{
    const struct shai_input *in = &program->inputs[input];
    if (in->type == SHAI_V_NUMBER && shai_quantity_quick(arena, in, cell, fact)) return SHAI_CELL_OK;
    struct reader r = {arena, diags, program, in, input, cell};
    cell->text = shai_trim(cell->text.s, cell->text.len);
    fact->reported = cell->text.s;
    fact->reported_len = cell->text.len;
    if (in->type == SHAI_V_CHOICE && cell->text.len) { /* a choice may be called 无 or 不详 */
        int64_t index = find_choice(&r, &program->sets[in->display.set]);
        if (index >= 0) return put_index(fact, index);
    }
    bool word = !begins_as_number(&cell->text) && !(in->type == SHAI_V_GRADE && is_grade(&r));
    if (word && is_without_value(in, &cell->text, fact)) return SHAI_CELL_OK;
    return read_value(&r, fact);
}

enum shai_cell_status shai_cell_read(struct shai_arena *arena, struct shai_diags *diags,
                                     const struct shai_program *program, uint32_t input, const char *text, size_t len,
                                     const char *unit, struct shai_cell_place place, struct shai_fact *fact)
{
    struct shai_cell cell = {.text = {text, len}, .place = place};
    if (unit && *unit) cell.unit = shai_unit_canonical(arena, unit, strlen(unit));
    shai_fact_clear(program, input, fact);
    return shai_cell_put(arena, diags, program, input, &cell, fact);
}

void shai_sample_clear(const struct shai_program *program, struct shai_sample *sample)
{
    sample->row = 0;
    for (uint32_t i = 0; i < program->input_count; i++) shai_fact_clear(program, i, &sample->facts[i]);
    memset(sample->fields, 0, sizeof sample->fields);
}
