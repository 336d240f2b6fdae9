/* CSV; see csv.h. In: bytes. Out: cells with their places. It knows no column and no sample.
 *
 * A row is tokenised in one pass over the line found by memchr; a quoted cell that runs over a line end takes the
 * next line in. Bytes of a row are at most SHAI_RECORD_MAX, so 32-bit offsets would do; they are kept as pointers
 * into the window and moved along where filling moves it. */
#include "runtime/csv.h"

#include "base/utf8.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

void shai_csv_init(struct shai_csv *csv, struct shai_feed *feed, struct shai_arena *arena)
{
    *csv = (struct shai_csv){.feed = feed, .arena = arena};
}

/* --- many bytes at once ------------------------------------------------------------------------------------------
 */

/* A bit for each of the next STRIDE bytes that is a delimiter or a quotation mark, the first byte lowest. May look
 * SHAI_FEED_PAD bytes beyond the text. */
#ifdef __SSE2__
enum { STRIDE = 16 };
static inline unsigned marks(const char *s, char delimiter)
{
    __m128i w = _mm_loadu_si128((const __m128i *)(const void *)s);
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(w, _mm_set1_epi8(delimiter)), _mm_cmpeq_epi8(w, _mm_set1_epi8('"')));
    return (unsigned)_mm_movemask_epi8(hit);
}
#else
enum { STRIDE = 8 };
static inline unsigned marks(const char *s, char delimiter)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < STRIDE; i++) bits |= (unsigned)(s[i] == delimiter || s[i] == '"') << i;
    return bits;
}
#endif

/* --- a row -------------------------------------------------------------------------------------------------------
 */

/* Offsets are from feed->begin. `end` is where the row's last line ends; it moves on while a quoted cell is open. */
struct row {
    struct shai_csv *csv;
    struct shai_arena *run;
    size_t at, end, next; /* next: behind the line end */
};

static const char *text(const struct row *r, size_t at)
{
    return r->csv->feed->buf + r->csv->feed->begin + at;
}

/* The line from `from` on. False where it is too long; the last line of a file needs no line end. */
static bool find_line(struct row *r, size_t from)
{
    size_t at;
    if (shai_feed_find(r->csv->feed, from, r->csv->line_end, SHAI_RECORD_MAX, &at)) {
        r->end = at;
        r->next = at + 1;
    } else {
        if (at >= SHAI_RECORD_MAX) return false;
        r->end = r->next = at;
    }
    return true;
}

/* Cells are kept as offsets while the row may still move: the offset stands in `len` of the slot before resolving. */
static inline struct shai_slice *add_cell(struct shai_csv *csv)
{
    if (csv->count == csv->cap)
        csv->cells = shai_arena_grow(csv->arena, csv->cells, &csv->cap, csv->count + 1, sizeof *csv->cells);
    return &csv->cells[csv->count++];
}

/* Doubled quotes made single, in the run arena. */
static struct shai_slice undouble(struct shai_arena *run, const char *s, size_t len)
{
    char *out = shai_arena_alloc(run, len), *o = out;
    const char *end = s + len;
    while (s < end) {
        const char *hit = memchr(s, '"', (size_t)(end - s));
        size_t n = hit ? (size_t)(hit + 1 - s) : (size_t)(end - s);
        memcpy(o, s, n);
        o += n;
        s = hit ? hit + 2 : end;
    }
    return (struct shai_slice){out, (size_t)(o - out)};
}

enum quoted { QUOTED_OK, QUOTED_BAD, QUOTED_LONG };

/* A quoted cell at r->at: finds its closing quote and what follows. All cells before it are moved along where the
 * window moves. */
static enum quoted read_quoted(struct row *r, struct shai_slice *cell)
{
    struct shai_csv *csv = r->csv;
    size_t from = r->at + 1, i = from;
    bool doubled = false;
    for (;;) {
        const char *hit = i < r->end ? memchr(text(r, i), '"', r->end - i) : NULL;
        if (hit) {
            i = (size_t)(hit - text(r, 0));
            if (i + 1 < r->end && hit[1] == '"') {
                doubled = true;
                i += 2;
                continue;
            }
            break;
        }
        if (r->next == r->end) return QUOTED_BAD; /* the file ends inside the cell */
        i = r->next;
        const char *before = text(r, 0);
        if (!find_line(r, i)) return QUOTED_LONG;
        const char *after = text(r, 0);
        for (size_t k = 0; after != before && k + 1 < csv->count; k++) /* but for those in the run arena */
            if (csv->cells[k].s >= before && csv->cells[k].s <= before + i)
                csv->cells[k].s = after + (csv->cells[k].s - before);
    }
    *cell = doubled ? undouble(r->run, text(r, from), i - from) : (struct shai_slice){text(r, from), i - from};
    r->at = i + 1;
    /* CR before the LF belongs to the line end */
    if (r->at + 1 == r->end && csv->line_end == '\n' && *text(r, r->at) == '\r') r->at++;
    return r->at == r->end || *text(r, r->at) == csv->delimiter ? QUOTED_OK : QUOTED_BAD;
}

static inline void put_cell(struct shai_csv *csv, const char *s, const char *end)
{
    struct shai_slice *cell = add_cell(csv);
    cell->s = s;
    cell->len = (size_t)(end - s);
}

/* The unquoted cells from r->at on. True where the line ends behind the last of them; false at a quotation mark, with
 * r->at at the beginning of its cell and *inside telling whether the mark stands further inside. */
static bool split_plain(struct row *r, bool *inside)
{
    struct shai_csv *csv = r->csv;
    const char *base = text(r, 0), *end = text(r, r->end), *cell = text(r, r->at);
    const char delimiter = csv->delimiter;
    for (const char *s = cell; s < end; s += STRIDE) {
        for (unsigned bits = marks(s, delimiter); bits; bits &= bits - 1) {
            const char *hit = s + __builtin_ctz(bits);
            if (hit >= end) break;
            if (*hit == '"') {
                r->at = (size_t)(cell - base);
                *inside = hit != cell;
                return false;
            }
            put_cell(csv, cell, hit);
            cell = hit + 1;
        }
    }
    if (end > cell && csv->line_end == '\n' && end[-1] == '\r') end--;
    put_cell(csv, cell, end);
    return true;
}

static enum shai_csv_status split(struct row *r)
{
    struct shai_csv *csv = r->csv;
    bool inside;
    csv->count = 0;
    while (!split_plain(r, &inside)) {
        struct shai_slice *cell = add_cell(csv), got;
        size_t index = csv->count - 1;
        *cell = (struct shai_slice){text(r, r->at), 0}; /* a place inside the window while the cell is read */
        enum quoted q = inside ? QUOTED_BAD : read_quoted(r, &got);
        if (q != QUOTED_OK) {
            csv->bad = csv->count;
            return q == QUOTED_BAD ? SHAI_CSV_QUOTE : SHAI_CSV_LONG;
        }
        csv->cells[index] = got;
        if (r->at == r->end) return SHAI_CSV_ROW;
        r->at++; /* the delimiter */
    }
    return SHAI_CSV_ROW;
}

/* --- whole rows --------------------------------------------------------------------------------------------------
 */

/* Could the bytes, no UTF-8 from `bad` on, be GB 18030: a byte 81..FE and one of 30..FE, over and over? Not where a
 * whole Chinese character of UTF-8 stands before: then one was cut off. */
static bool looks_gbk(const char *s, size_t len, size_t bad)
{
    for (size_t i = 0; i < bad; i++)
        if ((unsigned char)s[i] >= 0xE1) return false;
    for (size_t i = 0; i < len; i++) {
        unsigned char a = (unsigned char)s[i], b = i + 1 < len ? (unsigned char)s[i + 1] : 0;
        if (a < 0x80) continue;
        if (a == 0x80 || a == 0xFF || b < 0x30 || b == 0x7F || b == 0xFF) return false;
        i++;
    }
    return true;
}

enum shai_csv_status shai_csv_check(const char *s, size_t len)
{
    if (memchr(s, 0, len)) return SHAI_CSV_NUL;
    size_t bad = shai_utf8_check(s, len);
    if (bad == len) return SHAI_CSV_ROW;
    return looks_gbk(s, len, bad) ? SHAI_CSV_GBK : SHAI_CSV_UTF8;
}

static bool is_blank(const struct shai_csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        for (size_t k = 0; k < csv->cells[i].len; k++)
            if (csv->cells[i].s[k] != ' ' && csv->cells[i].s[k] != '\t') return false;
    return true;
}

/* What the first line ends in, and what parts its cells: of comma, tab and semicolon that which it has most of. What
 * stands between quotation marks is a cell's. */
static void settle(struct shai_csv *csv)
{
    static const char delimiters[] = {',', '\t', ';'};
    struct shai_feed *feed = csv->feed;
    size_t count[sizeof delimiters] = {0}, best = 0;
    bool quoted = false;
    csv->line_end = '\n';
    for (size_t i = 0; i < SHAI_FEED_BUFFER && shai_feed_reach(feed, i); i++) {
        char c = feed->buf[feed->begin + i];
        quoted ^= c == '"';
        if (quoted) continue;
        for (size_t k = 0; k < sizeof delimiters; k++) count[k] += c == delimiters[k];
        if (c != '\n' && c != '\r') continue;
        bool crlf = c == '\r' && shai_feed_reach(feed, i + 1) && feed->buf[feed->begin + i + 1] == '\n';
        if (c == '\r' && !crlf) csv->line_end = '\r';
        break;
    }
    for (size_t k = 1; k < sizeof delimiters; k++)
        if (count[k] > count[best]) best = k;
    if (!csv->delimiter) csv->delimiter = delimiters[best];
}

/* Is the row half of what was still being written? Not where it is only a stray quotation mark that makes it run to
 * the end: then the lines it swallowed are read again. */
static bool is_cut(const struct row *r, size_t first, enum shai_csv_status status)
{
    if (!r->csv->feed->stopped || r->next > r->end) return false;
    return status == SHAI_CSV_ROW ? !is_blank(r->csv) : r->next == first;
}

enum shai_csv_status shai_csv_next(struct shai_csv *csv, struct shai_arena *run)
{
    struct shai_feed *feed = csv->feed;
    if (!csv->line_end) settle(csv);
    for (;;) {
        struct row r = {.csv = csv, .run = run};
        if (!shai_feed_reach(feed, 0)) return SHAI_CSV_END;
        csv->row++;
        csv->count = 0;
        if (!find_line(&r, 0)) {
            shai_feed_skip_past(feed, csv->line_end);
            csv->over = csv->length = 0;
            return SHAI_CSV_LONG;
        }
        size_t first = r.next; /* behind the first line end: where to go on after a bad row */
        enum shai_csv_status status = split(&r);
        if (feed->error && r.next == r.end) return SHAI_CSV_END; /* half a row that could not be read on is no row */
        if (is_cut(&r, first, status)) {
            status = SHAI_CSV_CUT;
            csv->count = 0;
        } else if (status == SHAI_CSV_LONG) {
            r.next = first;
        } else if (status == SHAI_CSV_QUOTE) {
            r.next = first;
            enum shai_csv_status bytes = shai_csv_check(text(&r, 0), first);
            if (bytes != SHAI_CSV_ROW) status = bytes, csv->count = 0; /* the deeper cause */
        } else {
            status = shai_csv_check(text(&r, 0), r.end);
        }
        csv->over = r.next - first;
        csv->length = r.next;
        bool blank = status == SHAI_CSV_ROW && is_blank(csv);
        feed->begin += r.next; /* the bytes stay where they are until the next call */
        if (!blank) return status;
    }
}

void shai_csv_retry(struct shai_csv *csv)
{
    csv->feed->begin -= csv->over;
    csv->length -= csv->over;
    csv->over = 0;
}

void shai_csv_back(struct shai_csv *csv)
{
    csv->feed->begin -= csv->length;
    csv->over = csv->length = 0;
    csv->row--;
}
