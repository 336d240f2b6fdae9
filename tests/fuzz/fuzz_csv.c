/* Fuzzes the CSV tokenizer alone: rows never reach beyond the text, are numbered without a gap, and good ones come
 * back the same when they are written anew with every cell in quotes. */
#include "base/utf8.h"
#include "runtime/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static struct shai_panic panic;
static struct shai_arena arena, run;

static void must(bool ok)
{
    if (!ok) abort();
}

static void put_row(struct shai_strbuf *out, const struct shai_csv *csv)
{
    for (size_t i = 0; i < csv->count; i++) {
        const struct shai_slice *c = &csv->cells[i];
        must(shai_utf8_check(c->s, c->len) == c->len && !memchr(c->s, 0, c->len));
        if (i) shai_strbuf_putc(out, ',');
        shai_strbuf_putc(out, '"');
        for (size_t k = 0; k < c->len; k++) {
            if (c->s[k] == '"') shai_strbuf_putc(out, '"');
            shai_strbuf_putc(out, c->s[k]);
        }
        shai_strbuf_putc(out, '"');
    }
    shai_strbuf_putc(out, '\n');
}

/* All good rows of a text, cells in quotes. retry: as a reader does with rows that are too short. */
static void rewrite(struct shai_strbuf *out, const char *text, size_t len, bool retry)
{
    struct shai_feed feed;
    struct shai_csv csv;
    uint64_t row = 0;
    size_t consumed = 0;
    shai_feed_init_text(&feed, &arena, text, len);
    shai_csv_init(&csv, &feed, &arena);
    for (enum shai_csv_status s; (s = shai_csv_next(&csv, &run)) != SHAI_CSV_END;) {
        must(csv.row > row && feed.begin > consumed && feed.begin <= len);
        row = csv.row;
        if (s == SHAI_CSV_ROW) put_row(out, &csv);
        if (retry && csv.count % 3 == 2) shai_csv_retry(&csv);
        must(feed.begin > consumed);
        consumed = feed.begin;
    }
    must(feed.begin == len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    shai_arena_init(&run, &shai_mem_libc, &panic);
    if (SHAI_TRY(&panic)) {
        struct shai_strbuf once, twice;
        shai_strbuf_init(&once, &arena);
        shai_strbuf_init(&twice, &arena);
        rewrite(&once, (const char *)data, len, true);
        shai_strbuf_clear(&once);
        rewrite(&once, (const char *)data, len, false);
        rewrite(&twice, once.s, once.len, false);
        must(once.len == twice.len && memcmp(once.s, twice.s, once.len) == 0);
    }
    shai_arena_release(&arena);
    shai_arena_release(&run);
    return 0;
}
