/* The line of progress. In: counts. Out: bytes on a terminal, written past all buffers. A write that fails is
 * nobody's loss. */
#include "cmd/progress.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 256, COLUMNS_DEFAULT = 80 };
enum { FIRST = 1000, AGAIN = 200 }; /* ms */

static uint64_t now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void shai_progress_begin(struct shai_progress *p, int terminal, int file, enum shai_lang lang)
{
    struct stat st;
    *p = (struct shai_progress){.terminal = terminal, .file = -1, .lang = lang};
    p->on = isatty(terminal);
    p->start = p->drawn = now();
    off_t at = file < 0 ? -1 : lseek(file, 0, SEEK_CUR);
    if (at < 0 || fstat(file, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0) return;
    p->file = file;
    p->size = (uint64_t)st.st_size;
}

/* A count with its thousands apart. */
static void put_count(char out[32], uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
    for (int i = 0; i < len; i++) {
        *out++ = digits[i];
        if (i + 1 < len && (len - 1 - i) % 3 == 0) *out++ = ',';
    }
    *out = '\0';
}

static size_t width_of(const char *s)
{
    return shai_utf8_columns(s, strlen(s));
}

/* Adds a piece. False where it does not fit: then none behind it is added. */
static bool add(char line[LINE], size_t columns, const char *piece)
{
    if (strlen(line) + strlen(piece) >= LINE || width_of(line) + width_of(piece) > columns) return false;
    memcpy(line + strlen(line), piece, strlen(piece) + 1);
    return true;
}

static size_t columns_of(int terminal)
{
    struct winsize size;
    int columns = ioctl(terminal, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : COLUMNS_DEFAULT;
    return (size_t)columns - 1; /* the last one would wrap on some */
}

static void put(int terminal, const char *s, size_t len)
{
    while (len) {
        ssize_t n = write(terminal, s, len);
        if (n <= 0) return;
        s += n, len -= (size_t)n;
    }
}

static void make_line(const struct shai_progress *p, uint64_t rows, uint64_t passed, char line[LINE])
{
    char piece[64], count[32];
    size_t columns = columns_of(p->terminal);
    bool zh = p->lang == SHAI_ZH;
    put_count(count, rows);
    snprintf(piece, sizeof piece, zh ? "已判定 %s 个样品" : "%s samples", count);
    if (!add(line, columns, piece)) return;
    off_t at = p->file < 0 ? -1 : lseek(p->file, 0, SEEK_CUR);
    if (at >= 0) {
        uint64_t share = (uint64_t)at * 100 / p->size;
        snprintf(piece, sizeof piece, zh ? ",%d%%" : ", %d %%", share > 100 ? 100 : (int)share);
        if (!add(line, columns, piece)) return;
    }
    put_count(count, rows * 1000 / passed);
    snprintf(piece, sizeof piece, zh ? ",每秒 %s 个" : ", %s a second", count);
    add(line, columns, piece);
}

static void draw(struct shai_progress *p, uint64_t rows, uint64_t passed)
{
    char line[LINE] = "";
    make_line(p, rows, passed, line);
    shai_progress_erase(p);
    put(p->terminal, line, strlen(line));
    p->width = width_of(line);
}

void shai_progress_tick(struct shai_progress *p, uint64_t rows)
{
    if (!p->on) return;
    uint64_t t = now(), passed = t - p->start;
    if (passed < FIRST || t - p->drawn < AGAIN) return;
    p->drawn = t;
    draw(p, rows, passed);
}

void shai_progress_erase(struct shai_progress *p)
{
    if (!p->width) return;
    char blank[LINE + 2];
    size_t width = p->width < LINE ? p->width : LINE;
    blank[0] = '\r';
    memset(blank + 1, ' ', width);
    blank[width + 1] = '\r';
    put(p->terminal, blank, width + 2);
    p->width = 0;
}
