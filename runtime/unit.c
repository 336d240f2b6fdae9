/* Units. In: the text of a unit as people type it, and the program's table. Out: its canonical spelling, and its
 * exact factor over base units. Declaring units is the checker's work (lang/); here they are only found and combined.
 */
#include "runtime/unit.h"

#include "base/utf8.h"
#include "runtime/program.h"

#include <string.h>
#include <utf8proc.h>

bool shai_dim_equal(const struct shai_dim *a, const struct shai_dim *b)
{
    return memcmp(a->e, b->e, sizeof a->e) == 0;
}

bool shai_dim_is_pure(const struct shai_dim *a)
{
    static const struct shai_dim pure;
    return shai_dim_equal(a, &pure);
}

bool shai_dim_combine(struct shai_dim *r, const struct shai_dim *a, const struct shai_dim *b, int sign)
{
    for (size_t i = 0; i < SHAI_BASE_MAX; i++) {
        int e = a->e[i] + sign * b->e[i];
        if (e < -100 || e > 100) return false;
        r->e[i] = (int8_t)e;
    }
    return true;
}

const struct shai_unit *shai_units_find(const struct shai_units *units, const char *name, size_t len)
{
    if (!len) return NULL;
    for (size_t i = 0; i < units->count; i++) {
        const struct shai_unit *u = &units->at[i];
        if (u->name[0] == name[0] && strncmp(u->name, name, len) == 0 && !u->name[len]) return u;
    }
    return NULL;
}

/* --- canonical spelling ------------------------------------------------------------------------------------------
 */

enum {
    MICRO = 0xB5,
    MIDDLE_DOT = 0xB7,
    SQUARED = 0xB2,
    CUBED = 0xB3,
    CELSIUS = 0x2103,
    FAHRENHEIT = 0x2109,
};

/* One spelling for what looks alike; 0 for what is left out. */
static uint32_t fold(uint32_t cp)
{
    cp = shai_utf8_fold_width(cp);
    switch (cp) {
    case 0x3BC: return MICRO;  /* Greek mu */
    case 0x2126: return 0x3A9; /* ohm sign: Greek omega */
    case 0x2113: return 'L';   /* script l */
    case '*':
    case 0x22C5:
    case 0x2219:
    case 0x2022:
    case 0x2027:
    case 0x30FB:
    case 0xFF65: return MIDDLE_DOT;
    case 0x2044:
    case 0x2215: return '/';
    case 0xBA: /* ordinal indicator typed for a degree */
    case 0x2DA: return 0xB0;
    case 0xFEFF:
    case 0x200B: return 0;
    case 0xA0:
    case '\t': return ' ';
    default: return cp;
    }
}

static bool is_ascii_letter(uint32_t cp)
{
    return (cp | 32) - 'a' < 26u;
}

static bool is_join(uint32_t cp)
{
    return cp == '/' || cp == MIDDLE_DOT;
}

struct code_points {
    uint32_t *at;
    size_t count;
};

/* The squared abbreviations ㎎ ㎡ ㏄ … become the letters they are drawn from; anything else is folded alone. */
static void add_folded(struct code_points *to, uint32_t cp)
{
    utf8proc_int32_t parts[8];
    bool squared = (cp >= 0x3371 && cp <= 0x337A) || (cp >= 0x3380 && cp <= 0x33DF) || cp == 0x33FF;
    utf8proc_ssize_t n = 0;
    int boundary = 0;
    if (squared)
        n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    if (n <= 0 || n > 8) {
        parts[0] = (utf8proc_int32_t)cp;
        n = 1;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        uint32_t f = fold((uint32_t)parts[i]);
        if (f) to->at[to->count++] = f;
    }
}

/* Is the digit at i an exponent: behind a letter (or `^`), and a name's end behind it? */
static bool is_exponent(const struct code_points *c, size_t i)
{
    if (!i || (c->at[i] != '2' && c->at[i] != '3')) return false;
    if (i + 1 < c->count && !is_join(c->at[i + 1]) && c->at[i + 1] != ' ') return false;
    return c->at[i - 1] == '^' || is_ascii_letter(c->at[i - 1]);
}

static bool is_degree_of(const struct code_points *c, size_t i, uint32_t letter)
{
    return c->at[i] == 0xB0 && i + 1 < c->count && c->at[i + 1] == letter &&
           (i + 2 == c->count || !is_ascii_letter(c->at[i + 2]));
}

const char *shai_unit_canonical(struct shai_arena *arena, const char *text, size_t len)
{
    /* no code point becomes more than 8, and none of 3 bytes more than 8 bytes */
    struct code_points c = {shai_arena_alloc(arena, (len + 1) * 8 * sizeof *c.at), 0};
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(text + i, len - i, &cp);
        if (!n) break; /* callers give well-formed text */
        add_folded(&c, cp);
        i += n;
    }
    struct shai_strbuf out;
    shai_strbuf_init(&out, arena);
    shai_strbuf_clear(&out);
    size_t from = 0;
    while (from < c.count && c.at[from] == ' ') from++;
    while (c.count > from && c.at[c.count - 1] == ' ') c.count--;
    uint32_t last = 0;
    for (size_t i = from; i < c.count; i++) {
        uint32_t cp = c.at[i];
        if (cp == ' ') { /* none beside a joining sign */
            size_t after = i;
            while (c.at[after] == ' ') after++;
            if (is_join(last) || is_join(c.at[after])) continue;
        } else if (cp == '^' && i + 1 < c.count && is_exponent(&c, i + 1)) {
            continue;
        } else if (is_exponent(&c, i)) {
            cp = cp == '2' ? SQUARED : CUBED;
        } else if (is_degree_of(&c, i, 'C')) {
            cp = CELSIUS, i++;
        } else if (is_degree_of(&c, i, 'F')) {
            cp = FAHRENHEIT, i++;
        }
        shai_strbuf_putcp(&out, cp);
        last = cp;
    }
    if (!out.len) return "";
    size_t nfc_len;
    const char *nfc = shai_utf8_nfc(arena, out.s, out.len, &nfc_len);
    return nfc == out.s ? nfc : shai_arena_strndup(arena, nfc, nfc_len);
}

/* --- expressions -------------------------------------------------------------------------------------------------
 */

static const char middle_dot[] = "\xC2\xB7"; /* · */

/* Bytes of the joining sign at s; 0 where there is none. */
static size_t join_at(const char *s, const char *end)
{
    if (s < end && *s == '/') return 1;
    return end - s >= 2 && memcmp(s, middle_dot, 2) == 0 ? 2 : 0;
}

/* ² or ³ at the end of a name, as 2 or 3; 1 for none. */
static int exponent_of(const char *name, size_t len)
{
    if (len < 3 || name[len - 2] != '\xC2') return 1;
    return name[len - 1] == '\xB2' ? 2 : name[len - 1] == '\xB3' ? 3 : 1;
}

/* Multiplies *r by unit^power (power < 0 divides). False where an exponent or the factor grows beyond use. */
static bool apply(struct shai_arena *arena, struct shai_unit_value *r, const struct shai_unit_value *unit, int power)
{
    int sign = power < 0 ? -1 : 1;
    for (int i = 0; i < power * sign; i++) {
        if (!shai_dim_combine(&r->dim, &r->dim, &unit->dim, sign)) return false;
        r->factor =
            sign > 0 ? shai_num_mul(arena, r->factor, unit->factor) : shai_num_div(arena, r->factor, unit->factor);
        if (shai_num_bits(arena, r->factor) > SHAI_INPUT_BITS) return false;
    }
    return true;
}

bool shai_unit_parse(struct shai_arena *arena, const struct shai_units *units, const char *text, size_t len,
                     struct shai_unit_value *out, const char **bad, size_t *bad_len)
{
    const struct shai_unit *whole = shai_units_find(units, text, len);
    if (whole) {
        *out = whole->value;
        return true;
    }
    struct shai_unit_value r = {.factor = SHAI_NUM_INT(1)};
    const char *s = text, *end = text + len;
    bool divides = false;
    *bad = text;
    *bad_len = len;
    for (int part = 0;; part++) {
        if (part == SHAI_UNIT_PARTS) return false;
        const char *name = s;
        while (s < end && !join_at(s, end)) s++;
        size_t name_len = (size_t)(s - name);
        int power = 1;
        const struct shai_unit *u = shai_units_find(units, name, name_len);
        if (!u && (power = exponent_of(name, name_len)) > 1) u = shai_units_find(units, name, name_len - 2);
        if (!u) {
            *bad = name;
            *bad_len = name_len;
            return false;
        }
        if (!apply(arena, &r, &u->value, divides ? -power : power)) return false;
        if (s == end) break;
        /* J/kg·K is read both ways: it has no meaning here. J/kg/K has one. */
        if (divides && *s != '/') return false;
        divides = *s == '/';
        s += join_at(s, end);
    }
    *out = r;
    return true;
}
