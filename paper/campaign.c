/* Campaign files. In: JSON. Out: a campaign, or diagnostics that say what is wrong with it. Unknown keys are errors:
 * a misspelt one would otherwise leave a blank on every letter. */
#include "paper/campaign.h"

#include "base/utf8.h"
#include "runtime/date.h"

#include <inttypes.h>
#include <yajl/yajl_parse.h>

/* Where the parser stands. Nothing in a campaign is deeper than an object in the whole. */
enum place { OUTSIDE, WHOLE, LABORATORY, CC, DONE };

/* What a key holds. */
enum kind { TEXT, YEAR, DATE, NUMBER_PATTERN, COUNT, OBJECT_LABORATORY, OBJECT_CC };

static const struct key {
    enum place place;
    const char *name;
    enum kind kind;
    size_t offset;   /* of a const char * in struct shai_campaign */
    unsigned wanted; /* enum shai_campaign_use: what has a place for it */
} keys[] = {
    {WHOLE, "authority", TEXT, offsetof(struct shai_campaign, authority), SHAI_FOR_LETTER | SHAI_FOR_REPORT},
    {WHOLE, "year", YEAR, offsetof(struct shai_campaign, year), SHAI_FOR_LETTER},
    {WHOLE, "laboratory", OBJECT_LABORATORY, 0, 0},
    {LABORATORY, "name", TEXT, offsetof(struct shai_campaign, lab_name), SHAI_FOR_LETTER | SHAI_FOR_REPORT},
    {LABORATORY, "contact", TEXT, offsetof(struct shai_campaign, lab_contact), SHAI_FOR_LETTER},
    {LABORATORY, "phone", TEXT, offsetof(struct shai_campaign, lab_phone), SHAI_FOR_LETTER | SHAI_FOR_REPORT},
    {LABORATORY, "address", TEXT, offsetof(struct shai_campaign, lab_address), SHAI_FOR_REPORT},
    {LABORATORY, "cma", TEXT, offsetof(struct shai_campaign, lab_cma), SHAI_FOR_REPORT},
    {LABORATORY, "cnas", TEXT, offsetof(struct shai_campaign, lab_cnas), 0},
    {WHOLE, "contact", TEXT, offsetof(struct shai_campaign, contact), SHAI_FOR_LETTER},
    {WHOLE, "phone", TEXT, offsetof(struct shai_campaign, phone), SHAI_FOR_LETTER},
    {WHOLE, "cc", OBJECT_CC, 0, 0},
    {WHOLE, "date", DATE, offsetof(struct shai_campaign, date), SHAI_FOR_LETTER},
    {WHOLE, "report_date", DATE, offsetof(struct shai_campaign, report_date), SHAI_FOR_REPORT},
    {WHOLE, "letter_no", NUMBER_PATTERN, offsetof(struct shai_campaign, letter_no), SHAI_FOR_LETTER},
    {WHOLE, "register", TEXT, offsetof(struct shai_campaign, register_path), 0},
    {WHOLE, "first_seq", COUNT, 0, 0},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

struct reader {
    struct shai_arena *arena;
    struct shai_diags *diags;
    const char *name;
    struct shai_campaign *campaign;
    enum place place;
    const struct key *key; /* whose value comes next; NULL: of no known key */
    const char *region;    /* within cc; NULL: its value is passed over */
    unsigned passed_over;  /* how deep within a value that nothing is made of */
    bool seen[KEY_COUNT];
    bool reported;
};

void shai_campaign_init(struct shai_campaign *campaign)
{
    *campaign = (struct shai_campaign){.first_seq = 1};
}

static const char **text_of(struct shai_campaign *campaign, const struct key *key)
{
    return (const char **)((char *)campaign + key->offset);
}

static const char *full_name(struct shai_arena *arena, const struct key *key)
{
    return key->place == LABORATORY ? shai_arena_printf(arena, "laboratory.%s", key->name) : key->name;
}

/* Says what is wrong. The rest of the file is read all the same, so that all mistakes are told at once. */
static int refuse(struct reader *r, enum shai_diag_id id, const char *what, const char *value)
{
    shai_diag_plain(r->diags, id, r->name, what, value, (char *)NULL);
    r->reported = true;
    return 1;
}

/* The whole is no object: there is nothing to read. */
static int refuse_whole(struct reader *r)
{
    refuse(r, SHAI_D_CAMPAIGN_NOT_OBJECT, NULL, NULL);
    return 0;
}

/* --- letter numbers -----------------------------------------------------------------------------------------------
 */

/* One piece of a pattern: up to a brace, or what braces hold. Returns its length, 0 where a brace is not closed or
 * holds nothing known. width: of {seq:N}. */
enum piece { PLAIN, PIECE_YEAR, PIECE_SEQ, PIECE_SAMPLE };

static size_t piece_of(const char *s, enum piece *piece, int *width)
{
    static const struct {
        const char *text;
        enum piece piece;
    } known[] = {{"{year}", PIECE_YEAR}, {"{seq}", PIECE_SEQ}, {"{sample_id}", PIECE_SAMPLE}};
    *width = 0;
    *piece = PLAIN;
    if (*s == '}') return 0;
    if (*s != '{') return strcspn(s, "{}");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        *piece = known[i].piece;
        if (strncmp(s, known[i].text, strlen(known[i].text)) == 0) return strlen(known[i].text);
    }
    *piece = PIECE_SEQ;
    if (strncmp(s, "{seq:", 5) != 0 || s[5] < '1' || s[5] > '9' || s[6] != '}') return 0;
    *width = s[5] - '0';
    return 7;
}

static bool is_pattern(const char *s)
{
    enum piece piece;
    int width;
    while (*s) {
        size_t n = piece_of(s, &piece, &width);
        if (!n) return false;
        s += n;
    }
    return true;
}

/* The pattern filled in; seq and sample_id NULL leave their pieces as they stand. NULL where a year is wanted and
 * there is none. */
static const char *fill(struct shai_arena *arena, const struct shai_campaign *campaign, const uint64_t *seq,
                        const char *sample_id)
{
    struct shai_strbuf buf;
    if (!campaign->letter_no) return NULL;
    shai_strbuf_init(&buf, arena);
    for (const char *s = campaign->letter_no; *s;) {
        enum piece piece;
        int width;
        size_t n = piece_of(s, &piece, &width);
        if (!n) return NULL;
        if (piece == PIECE_YEAR && !campaign->year) return NULL;
        if (piece == PIECE_YEAR) shai_strbuf_puts(&buf, campaign->year);
        else if (piece == PIECE_SEQ && seq) shai_strbuf_printf(&buf, "%0*" PRIu64, width, *seq);
        else if (piece == PIECE_SAMPLE && sample_id) shai_strbuf_puts(&buf, sample_id);
        else shai_strbuf_add(&buf, s, n);
        s += n;
    }
    return buf.s;
}

const char *shai_campaign_letter_no(struct shai_arena *arena, const struct shai_campaign *campaign, uint64_t seq,
                                    const char *sample_id)
{
    return fill(arena, campaign, &seq, sample_id);
}

const char *shai_campaign_series(struct shai_arena *arena, const struct shai_campaign *campaign)
{
    return fill(arena, campaign, NULL, NULL);
}

bool shai_campaign_counts(const struct shai_campaign *campaign)
{
    enum piece piece = PLAIN;
    int width;
    for (const char *s = campaign->letter_no ? campaign->letter_no : ""; *s && piece != PIECE_SEQ;) {
        size_t n = piece_of(s, &piece, &width);
        if (!n) return false;
        s += n;
    }
    return piece == PIECE_SEQ;
}

/* --- values -------------------------------------------------------------------------------------------------------
 */

static bool is_year(const char *s)
{
    return strlen(s) == 4 && strspn(s, "0123456789") == 4 && s[0] != '0';
}

static int take_count(struct reader *r, const char *text)
{
    uint64_t n = 0;
    size_t len = strlen(text);
    if (!len || len > 9 || strspn(text, "0123456789") != len)
        return refuse(r, SHAI_D_CAMPAIGN_VALUE, r->key->name, text);
    for (const char *p = text; *p; p++) n = n * 10 + (uint64_t)(*p - '0');
    r->campaign->first_seq = n;
    return 1;
}

/* Nothing is made of the value that comes: its key is unknown, or it stands within such a one. */
static bool is_passed_over(const struct reader *r)
{
    return r->passed_over || (r->place == CC ? !r->region : r->place != OUTSIDE && !r->key);
}

static const char *value_name(struct reader *r)
{
    return r->place == CC ? r->region : r->key ? full_name(r->arena, r->key) : "";
}

/* A text or a number, as written. number: it stood without quotes. */
static int take(struct reader *r, const char *s, size_t len, bool number)
{
    if (is_passed_over(r)) return 1;
    char *text = shai_arena_strndup(r->arena, s, len);
    bool sound = !memchr(s, 0, len) && shai_utf8_check(s, len) == len; /* \u0000 would end the text early */
    if (!sound) return refuse(r, SHAI_D_CAMPAIGN_VALUE, value_name(r), text);
    if (r->place == CC) {
        if (number || !len) return refuse(r, SHAI_D_CAMPAIGN_VALUE, r->region, text);
        r->campaign->cc = shai_arena_grow(r->arena, r->campaign->cc, &r->campaign->cc_cap, r->campaign->cc_count + 1,
                                          sizeof *r->campaign->cc);
        r->campaign->cc[r->campaign->cc_count++] = (struct shai_cc){r->region, text};
        return 1;
    }
    if (r->place != WHOLE && r->place != LABORATORY) return refuse_whole(r);
    const struct key *key = r->key;
    const char *name = full_name(r->arena, key);
    if (key->kind == COUNT) return number ? take_count(r, text) : refuse(r, SHAI_D_CAMPAIGN_VALUE, name, text);
    if (number && key->kind != YEAR) return refuse(r, SHAI_D_CAMPAIGN_VALUE, name, text);
    if (!len) return 1; /* "" is a field to fill by hand, as if it were not there */
    int32_t day;
    switch (key->kind) {
    case YEAR:
        if (!is_year(text)) return refuse(r, SHAI_D_CAMPAIGN_VALUE, name, text);
        break;
    case DATE: {
        char *date = shai_arena_alloc(r->arena, 11);
        if (!shai_date_parse(text, len, &day)) return refuse(r, SHAI_D_CAMPAIGN_VALUE, name, text);
        shai_date_format(day, date);
        text = date;
        break;
    }
    case NUMBER_PATTERN:
        if (!is_pattern(text)) return refuse(r, SHAI_D_CAMPAIGN_LETTER_NO, text, NULL);
        break;
    case TEXT: break;
    case COUNT:
    case OBJECT_LABORATORY:
    case OBJECT_CC: return refuse(r, SHAI_D_CAMPAIGN_VALUE, name, text);
    }
    *text_of(r->campaign, key) = text;
    return 1;
}

/* --- the parser's callbacks ---------------------------------------------------------------------------------------
 */

static int on_string(void *ctx, const unsigned char *s, size_t len)
{
    return take(ctx, (const char *)s, len, false);
}

static int on_number(void *ctx, const char *s, size_t len)
{
    return take(ctx, s, len, true);
}

static int on_null(void *ctx)
{
    struct reader *r = ctx;
    if (r->place == OUTSIDE) return refuse_whole(r);
    return 1; /* null is a field to fill by hand, as if it were not there */
}

static int on_boolean(void *ctx, int value)
{
    struct reader *r = ctx;
    if (r->place == OUTSIDE) return refuse_whole(r);
    if (is_passed_over(r)) return 1;
    return refuse(r, SHAI_D_CAMPAIGN_VALUE, value_name(r), value ? "true" : "false");
}

/* An object or a list where none belongs: told, unless it is passed over with what it stands in. */
static int pass_over(struct reader *r, const char *shown)
{
    if (!is_passed_over(r)) refuse(r, SHAI_D_CAMPAIGN_VALUE, value_name(r), shown);
    r->passed_over++;
    return 1;
}

static int on_array(void *ctx)
{
    struct reader *r = ctx;
    return r->place == OUTSIDE ? refuse_whole(r) : pass_over(r, "[…]");
}

static int on_array_end(void *ctx)
{
    struct reader *r = ctx;
    r->passed_over--;
    return 1;
}

static int on_begin(void *ctx)
{
    struct reader *r = ctx;
    if (r->place == OUTSIDE) r->place = WHOLE;
    else if (is_passed_over(r) || r->place != WHOLE) return pass_over(r, "{…}");
    else if (r->key->kind == OBJECT_LABORATORY) r->place = LABORATORY;
    else if (r->key->kind == OBJECT_CC) r->place = CC;
    else return pass_over(r, "{…}");
    return 1;
}

static int on_end(void *ctx)
{
    struct reader *r = ctx;
    if (r->passed_over) r->passed_over--;
    else r->place = r->place == WHOLE ? DONE : WHOLE;
    return 1;
}

static int on_key(void *ctx, const unsigned char *s, size_t len)
{
    struct reader *r = ctx;
    if (r->passed_over) return 1;
    const char *name = shai_arena_strndup(r->arena, (const char *)s, len);
    r->key = NULL;
    r->region = NULL;
    if (r->place == CC) {
        for (size_t i = 0; i < r->campaign->cc_count; i++)
            if (strcmp(r->campaign->cc[i].region, name) == 0) return refuse(r, SHAI_D_CAMPAIGN_TWICE, name, NULL);
        r->region = name;
        return 1;
    }
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (keys[i].place != r->place || strcmp(keys[i].name, name) != 0) continue;
        if (r->seen[i]) return refuse(r, SHAI_D_CAMPAIGN_TWICE, full_name(r->arena, &keys[i]), NULL);
        r->seen[i] = true;
        r->key = &keys[i];
        return 1;
    }
    struct shai_strbuf known;
    shai_strbuf_init(&known, r->arena);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (keys[i].place != r->place) continue;
        if (known.len) shai_strbuf_puts(&known, ", ");
        shai_strbuf_puts(&known, keys[i].name);
    }
    return refuse(r, SHAI_D_CAMPAIGN_KEY, name, known.s);
}

/* yajl's allocators name the context first. */
static void *yajl_on_arena(void *arena, size_t size)
{
    return shai_arena_lib_malloc(size, arena);
}

static void *yajl_on_arena_again(void *arena, void *old, size_t size)
{
    return shai_arena_lib_realloc(old, size, arena);
}

static void yajl_off_arena(void *arena, void *old)
{
    shai_arena_lib_free(old, arena);
}

struct shai_campaign *shai_campaign_read(struct shai_arena *arena, struct shai_diags *diags, const char *name,
                                         const char *text, size_t len)
{
    static const yajl_callbacks callbacks = {
        .yajl_null = on_null,
        .yajl_boolean = on_boolean,
        .yajl_number = on_number,
        .yajl_string = on_string,
        .yajl_start_map = on_begin,
        .yajl_map_key = on_key,
        .yajl_end_map = on_end,
        .yajl_start_array = on_array,
        .yajl_end_array = on_array_end,
    };
    yajl_alloc_funcs alloc = {yajl_on_arena, yajl_on_arena_again, yajl_off_arena, arena};
    struct reader reader = {.arena = arena, .diags = diags, .name = name};
    reader.campaign = SHAI_NEW(arena, struct shai_campaign);
    shai_campaign_init(reader.campaign);
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3, len -= 3;
    if (shai_utf8_check(text, len) != len) {
        refuse(&reader, SHAI_D_CAMPAIGN_UTF8, NULL, NULL);
        return NULL;
    }
    yajl_handle parser = yajl_alloc(&callbacks, &alloc, &reader);
    yajl_status status = yajl_parse(parser, (const unsigned char *)text, len);
    if (status == yajl_status_ok) status = yajl_complete_parse(parser);
    if (reader.reported && (status == yajl_status_ok || status == yajl_status_client_canceled)) return NULL;
    if (status != yajl_status_ok || reader.place != DONE) {
        size_t line = 1, at = yajl_get_bytes_consumed(parser);
        for (size_t i = 0; i < at && i < len; i++) line += text[i] == '\n';
        refuse(&reader, SHAI_D_CAMPAIGN_JSON, shai_arena_printf(arena, "%zu", line), NULL);
        return NULL;
    }
    return reader.campaign;
}

const char **shai_campaign_missing(struct shai_arena *arena, const struct shai_campaign *campaign,
                                   enum shai_campaign_use use, size_t *count)
{
    const char **names = SHAI_NEW_N(arena, const char *, KEY_COUNT + 1);
    *count = 0;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *text;
        if (!(keys[i].wanted & use)) continue;
        memcpy(&text, (const char *)campaign + keys[i].offset, sizeof text);
        if (!text) names[(*count)++] = full_name(arena, &keys[i]);
    }
    if ((use & SHAI_FOR_LETTER) && !campaign->cc_count) names[(*count)++] = "cc";
    return names;
}

const char *shai_campaign_cc(const struct shai_campaign *campaign, const char *region, size_t len)
{
    const struct shai_cc *best = NULL;
    size_t best_len = 0;
    for (size_t i = 0; i < campaign->cc_count; i++) {
        const struct shai_cc *cc = &campaign->cc[i];
        size_t n = strlen(cc->region);
        bool all = strcmp(cc->region, "*") == 0;
        if (all ? best != NULL : n > len || memcmp(cc->region, region, n) != 0 || (best && best_len >= n)) continue;
        best = cc;
        best_len = all ? 0 : n;
    }
    return best ? best->authority : NULL;
}
