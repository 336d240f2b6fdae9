/* See number_format.h. */
#include "sheet/number_format.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- built in ------------------------------------------------------------------------------------------------------
 */

static const struct {
    uint8_t id;
    const char *code;
} built_in[] = {
    {0, "General"},
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {11, "0.00E+00"},
    {12, "# ?/?"},
    {13, "# ?\?/?\?"},
    {14, "yyyy/m/d"},
    {15, "d-mmm-yy"},
    {16, "d-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "h:mm"},
    {21, "h:mm:ss"},
    {22, "yyyy/m/d h:mm"},
    /* 27 to 36, 50 to 58: what a Chinese Excel shows */
    {27, "yyyy\"年\"m\"月\""},
    {28, "m\"月\"d\"日\""},
    {29, "m\"月\"d\"日\""},
    {30, "m-d-yy"},
    {31, "yyyy\"年\"m\"月\"d\"日\""},
    {32, "h\"时\"mm\"分\""},
    {33, "h\"时\"mm\"分\"ss\"秒\""},
    {34, "上午/下午h\"时\"mm\"分\""},
    {35, "上午/下午h\"时\"mm\"分\"ss\"秒\""},
    {36, "yyyy\"年\"m\"月\""},
    {37, "#,##0;-#,##0"},
    {38, "#,##0;[Red]-#,##0"},
    {39, "#,##0.00;-#,##0.00"},
    {40, "#,##0.00;[Red]-#,##0.00"},
    {41, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "},
    {42, "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ "},
    {43, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"?\?_ ;_ @_ "},
    {44, "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"?\?_ ;_ @_ "},
    {45, "mm:ss"},
    {46, "[h]:mm:ss"},
    {47, "mm:ss.0"},
    {48, "##0.0E+0"},
    {49, "@"},
    {50, "yyyy\"年\"m\"月\""},
    {51, "m\"月\"d\"日\""},
    {52, "yyyy\"年\"m\"月\""},
    {53, "m\"月\"d\"日\""},
    {54, "m\"月\"d\"日\""},
    {55, "上午/下午h\"时\"mm\"分\""},
    {56, "上午/下午h\"时\"mm\"分\"ss\"秒\""},
    {57, "yyyy\"年\"m\"月\""},
    {58, "m\"月\"d\"日\""},
};

const char *shai_number_format_built_in(uint64_t id)
{
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (built_in[i].id == id) return built_in[i].code;
    return NULL;
}

/* --- a section -----------------------------------------------------------------------------------------------------
 */

/* A section being read. */
struct scan {
    struct shai_section *section;
    struct shai_strbuf before, behind;
    bool point, slash, any, general, text;
    int commas;        /* behind the last placeholder */
    char letter, last; /* the last letters of a date: y m d h s */
    int month;         /* of a run of m, whose meaning the next letter settles: 1; else 0 */
};

static void word(struct scan *s, const char *text, size_t len)
{
    shai_strbuf_add(s->any || s->general ? &s->behind : &s->before, text, len);
}

static void placeholder(struct scan *s, char c)
{
    struct shai_section *x = s->section;
    s->any = true;
    s->commas = 0;
    if (s->slash) return;
    if (x->exponent) return;
    if (s->point) x->places++;
    else x->leading++, x->whole += c == '0';
}

/* A letter of a date. A month is a minute behind an hour and before a second. */
static void date_letter(struct scan *s, char c)
{
    struct shai_section *x = s->section;
    bool again = s->letter == c;
    if (s->month && !again) {
        if (c == 's') x->time = true;
        else x->month = true;
        s->month = 0;
    }
    if (!again) s->last = s->letter;
    s->letter = c;
    switch (c) {
    case 'y': x->year = true; break;
    case 'd': x->day = true; break;
    case 'h':
    case 's': x->time = true; break;
    case 'm':
        if (again) break;
        if (s->last == 'h') x->time = true;
        else s->month = 1;
        break;
    }
}

/* [Red], [<0.5], [$¥-804], [h], [DBNum1] */
static size_t bracket(struct scan *s, const char *code, size_t len)
{
    const char *close = memchr(code, ']', len);
    struct shai_section *x = s->section;
    if (!close) return len;
    const char *in = code + 1;
    size_t n = (size_t)(close - in);
    if (n && *in == '$') {
        const char *dash = memchr(in, '-', n);
        word(s, in + 1, (size_t)((dash ? dash : close) - in) - 1);
    } else if (n && (*in == '<' || *in == '>' || *in == '=')) {
        size_t signs = n > 1 && (in[1] == '=' || in[1] == '>') ? 2 : 1;
        memcpy(x->compare, in, signs);
        if (!shai_stored_read(in + signs, n - signs, &x->limit)) x->compare[0] = '\0';
    } else if (n && strspn(in, "hHmMsS") >= n) {
        x->time = true;
        date_letter(s, 'h');
    }
    return n + 2;
}

/* Words of several letters that are no literals; their length, or 0. */
static size_t named(struct scan *s, const char *code)
{
    static const struct {
        const char *name;
        char what; /* g: General; t: a time of day */
    } names[] = {{"General", 'g'}, {"G/通用格式", 'g'}, {"AM/PM", 't'}, {"A/P", 't'}, {"上午/下午", 't'}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i].name);
        if (strncasecmp(code, names[i].name, n) != 0) continue;
        if (names[i].what == 'g') s->general = true;
        else s->section->time = true;
        return n;
    }
    return 0;
}

static size_t character(const char *code, size_t len)
{
    uint32_t cp;
    size_t n = len ? shai_utf8_decode(code, len, &cp) : 0;
    return n ? n : len ? 1 : 0;
}

/* Reads what stands at code; returns its bytes. */
static size_t read_one(struct scan *s, const char *code, size_t len)
{
    struct shai_section *x = s->section;
    size_t n = named(s, code);
    if (n) return n;
    char c = *code, small = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    switch (small) {
    case '"': {
        const char *close = memchr(code + 1, '"', len - 1);
        n = close ? (size_t)(close - code) : len;
        word(s, code + 1, n - 1);
        return close ? n + 1 : n;
    }
    case '\\':
        n = character(code + 1, len - 1);
        word(s, code + 1, n);
        return n + 1;
    case '_':
    case '*': /* a blank as wide as the next character; the next character to fill the cell */
        return 1 + character(code + 1, len - 1);
    case '[': return bracket(s, code, len);
    case '0':
    case '#':
    case '?': return placeholder(s, c), 1;
    case '.': return s->point = true, 1;
    case ',': return s->commas += s->any, 1;
    case '%': return x->percent = true, 1;
    case '@': return s->text = true, 1;
    case '/':
        if (s->any) s->slash = true;
        else if (!s->letter) word(s, code, 1);
        return 1;
    case 'e':
        if (s->any && len > 1 && (code[1] == '+' || code[1] == '-')) return x->exponent = true, 2;
        return date_letter(s, 'y'), 1;
    case 'b': return date_letter(s, 'y'), 1;
    case 'g': return 1;
    case 'a': return date_letter(s, 'd'), 1; /* aaa: a day of the week */
    case 'y':
    case 'm':
    case 'd':
    case 'h':
    case 's': return date_letter(s, small), 1;
    }
    n = character(code, len);
    word(s, code, n);
    return n;
}

static const char *trimmed(struct shai_arena *arena, const struct shai_strbuf *text)
{
    const char *s = text->s, *end = s + text->len;
    while (s < end && *s == ' ') s++;
    while (end > s && end[-1] == ' ') end--;
    return shai_arena_strndup(arena, s, (size_t)(end - s));
}

static bool read_section(struct shai_arena *arena, const char *code, size_t len, struct shai_section *section)
{
    struct scan s = {.section = section};
    *section = (struct shai_section){0};
    shai_strbuf_init(&s.before, arena);
    shai_strbuf_init(&s.behind, arena);
    for (size_t i = 0; i < len;) i += read_one(&s, code + i, len - i);
    if (s.month) section->month = true;
    section->before = trimmed(arena, &s.before);
    section->behind = trimmed(arena, &s.behind);
    section->thousands = s.commas;
    bool date = section->year || section->month || section->day || section->time;
    if (date) section->kind = SHAI_SECTION_DATE;
    else if (s.any) section->kind = s.slash ? SHAI_SECTION_FRACTION : SHAI_SECTION_DIGITS;
    else section->kind = s.general || s.text || !len ? SHAI_SECTION_GENERAL : SHAI_SECTION_WORDS;
    return s.text && !s.any && !s.general && !date;
}

/* --- a code --------------------------------------------------------------------------------------------------------
 */

/* The end of the section that begins at code: its semicolon, or the end. */
static size_t section_end(const char *code)
{
    size_t i = 0;
    for (; code[i] && code[i] != ';'; i++) {
        if (code[i] == '\\' && code[i + 1]) i++;
        else if (code[i] == '"') {
            const char *close = strchr(code + i + 1, '"');
            if (!close) return strlen(code);
            i = (size_t)(close - code);
        }
    }
    return i;
}

void shai_number_format_read(struct shai_arena *arena, const char *code, struct shai_number_format *format)
{
    *format = (struct shai_number_format){.code = code};
    for (const char *at = code;; at++) {
        size_t n = section_end(at);
        bool text = read_section(arena, at, n, &format->sections[format->count]);
        if (!n && (format->count || *at)) format->sections[format->count].kind = SHAI_SECTION_WORDS; /* it hides */
        if (!text || !format->count)
            format->count++; /* the section for texts, behind the others, is not for numbers */
        at += n;
        if (!*at || format->count == 4) break;
    }
    if (format->count == 4) format->count = 3;
}

static bool holds(const struct shai_section *s, const struct shai_stored *value)
{
    int c = shai_stored_compare(value, &s->limit);
    bool equal = strchr(s->compare, '=') && c == 0;
    if (strcmp(s->compare, "<>") == 0) return c != 0;
    if (s->compare[0] == '<') return c < 0 || equal;
    if (s->compare[0] == '>') return c > 0 || equal;
    return equal;
}

const struct shai_section *shai_number_format_section(const struct shai_number_format *format,
                                                      const struct shai_stored *value, bool *bare)
{
    const struct shai_section *s = format->sections;
    *bare = false;
    if (s[0].compare[0] || (format->count > 1 && s[1].compare[0])) {
        for (int i = 0; i < format->count; i++)
            if (!s[i].compare[0] || holds(&s[i], value)) return &s[i];
        return &s[format->count - 1];
    }
    if (format->count > 2 && !value->count) return &s[2];
    if (format->count > 1 && value->negative) return *bare = true, &s[1];
    return s;
}

/* --- what is seen --------------------------------------------------------------------------------------------------
 */

/* Do words turn a number into something else: less than it, more, about? */
static bool is_relation(const char *words)
{
    static const char *const signs[] = {"<", ">", "≤", "≥", "＜", "＞", "±", "~", "≈", "未", "不"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strstr(words, signs[i])) return true;
    return false;
}

/* Words that say no more than the number: a minus sign, brackets of a negative one. */
static bool says_nothing(const char *words)
{
    return strspn(words, "-()+ ") == strlen(words);
}

/* The digits of a section, rounded as it rounds. Is it the whole value? */
static bool put_digits(struct shai_strbuf *out, const struct shai_section *s, const struct shai_stored *value)
{
    struct shai_stored d = *value;
    if (d.count) d.point += (s->percent ? 2 : 0) - 3 * s->thousands;
    struct shai_stored whole = d;
    if (s->exponent) {
        shai_stored_shorten(&d, s->places + (s->leading > 0 ? s->leading : 1));
        if (d.count) {
            struct shai_stored mantissa = d;
            mantissa.point = 1;
            shai_stored_put(out, &mantissa, 1, s->places);
            shai_strbuf_printf(out, "E%+03d", d.point - 1);
        } else {
            shai_stored_put(out, &d, 1, s->places);
        }
    } else {
        shai_stored_round(&d, s->places);
        shai_stored_put(out, &d, s->whole, s->places);
    }
    if (s->percent) shai_strbuf_putc(out, '%');
    return shai_stored_same(&d, &whole) && (!s->thousands || !d.count) &&
           (s->exponent || s->whole <= 1 || s->whole <= shai_stored_whole(&whole));
}

enum shai_showing shai_number_format_show(struct shai_arena *arena, const struct shai_number_format *format,
                                          const struct shai_stored *value, const char **shown)
{
    bool bare, all = true;
    const struct shai_section *s = shai_number_format_section(format, value, &bare);
    struct shai_stored seen = *value;
    struct shai_strbuf out;
    if (bare) seen.negative = false;
    if (s->kind == SHAI_SECTION_DATE) return SHAI_SHOWS_ALL;
    shai_strbuf_init(&out, arena);
    shai_strbuf_puts(&out, s->before);
    switch (s->kind) {
    case SHAI_SECTION_DIGITS: all = put_digits(&out, s, &seen); break;
    case SHAI_SECTION_FRACTION:
        all = shai_stored_places(value) == 0;
        shai_strbuf_clear(&out);
        shai_strbuf_puts(&out, format->code);
        break;
    case SHAI_SECTION_GENERAL: shai_stored_put(&out, &seen, 1, 0); break;
    case SHAI_SECTION_WORDS:
    case SHAI_SECTION_DATE: break;
    }
    shai_strbuf_puts(&out, s->behind);
    *shown = out.s;
    if (s->kind == SHAI_SECTION_WORDS) return *out.s ? SHAI_SHOWS_OTHER : SHAI_SHOWS_LESS;
    if (is_relation(s->before) || is_relation(s->behind)) return SHAI_SHOWS_OTHER;
    bool sign = !bare || strchr(s->before, '-') || strchr(s->before, '(');
    return all && sign && says_nothing(s->before) && says_nothing(s->behind) ? SHAI_SHOWS_ALL : SHAI_SHOWS_LESS;
}
