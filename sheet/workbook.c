/* A workbook being written; see workbook.h. In: cells, one by one. Out: a file in the format of ECMA-376. It knows
 * nothing of specs and results. */
#include "sheet/workbook.h"

#include "base/temporary.h"
#include "base/utf8.h"
#include "runtime/date.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    CREATED = 946684800, /* 2000-01-01: the bytes must not depend on the clock */
    CELL_MAX = 32767,    /* characters */
};

/* What libxlsxwriter could not allocate. */
static void *had(struct shai_workbook *w, void *object)
{
    if (!object) shai_arena_panic(w->arena);
    return object;
}

static char *own(struct shai_workbook *w, const char *s)
{
    return s ? shai_arena_strndup(w->arena, s, strlen(s)) : NULL;
}

bool shai_workbook_begin(struct shai_workbook *w, struct shai_arena *arena,
                         const struct shai_workbook_options *options)
{
    *w = (struct shai_workbook){.arena = arena, .fd = -1};
    w->fd = shai_temporary_file(arena);
    if (w->fd < 0) {
        w->why = shai_arena_printf(arena, "%s: %s", shai_temporary_folder(), strerror(errno));
        return false;
    }
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", w->fd);
    lxw_workbook_options how = {.constant_memory = options->stream, .tmpdir = own(w, shai_temporary_folder())};
    w->book = had(w, workbook_new_opt(path, &how));
    lxw_doc_properties properties = {.title = own(w, options->title),
                                     .subject = own(w, options->subject),
                                     .comments = own(w, options->comments),
                                     .created = CREATED};
    shai_workbook_check(w, workbook_set_properties(w->book, &properties));
    return true;
}

void shai_workbook_check(struct shai_workbook *w, lxw_error error)
{
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) shai_arena_panic(w->arena);
    if (!w->error) w->error = error;
}

lxw_worksheet *shai_workbook_sheet(struct shai_workbook *w, const char *name)
{
    return had(w, workbook_add_worksheet(w->book, name));
}

lxw_format *shai_workbook_format(struct shai_workbook *w, const struct shai_cell_style *style)
{
    lxw_format *f = had(w, workbook_add_format(w->book));
    format_set_font_name(f, "等线");
    format_set_font_size(f, style->size ? style->size : 11);
    if (style->fill) format_set_bg_color(f, style->fill);
    if (style->color) format_set_font_color(f, style->color);
    if (style->bold) format_set_bold(f);
    if (style->wrap) format_set_text_wrap(f);
    if (style->text) format_set_num_format(f, "@");
    if (style->date) format_set_num_format(f, "yyyy-mm-dd");
    if (style->center) format_set_align(f, LXW_ALIGN_CENTER);
    if (style->right) format_set_align(f, LXW_ALIGN_RIGHT);
    format_set_align(f, style->top ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
    if (style->border) {
        format_set_border(f, LXW_BORDER_THIN);
        format_set_border_color(f, 0xBFBFBF);
    }
    return f;
}

/* --- cells -------------------------------------------------------------------------------------------------------
 */

/* `_x0041_` is how a workbook writes a character by its number: text that looks so is written with its first `_` by
 * number. */
static bool is_escape(const char *s)
{
    return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789ABCDEFabcdef") == 4 && s[6] == '_';
}

/* Text as a cell can hold it: cut to its length; without what XML cannot hold. */
static const char *cell_text(struct shai_workbook *w, const char *text)
{
    size_t len = strlen(text), count = 0;
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, w->arena);
    for (size_t i = 0, n; i < len; i += n, count++) {
        uint32_t cp;
        n = shai_utf8_decode(text + i, len - i, &cp);
        if (count == CELL_MAX - 1 && i + n < len) {
            shai_strbuf_puts(&buf, "…");
            break;
        }
        if (!n) n = 1, cp = 0xFFFD;
        if (is_escape(text + i)) shai_strbuf_puts(&buf, "_x005F_"), count += 6;
        else shai_strbuf_putcp(&buf, cp == 0xFFFE || cp == 0xFFFF ? 0xFFFD : cp);
    }
    return buf.s;
}

/* Nearly all text can stand as it is. */
static bool is_plain(const char *text)
{
    size_t len = 0;
    for (; text[len]; len++)
        if ((text[len] == '_' && text[len + 1] == 'x') || strncmp(text + len, "\xEF\xBF", 2) == 0 || len == CELL_MAX)
            return false;
    return true;
}

void shai_workbook_text(struct shai_workbook *w, lxw_worksheet *sheet, uint32_t row, uint32_t column,
                        const char *text, lxw_format *format)
{
    if (!text || !*text) {
        shai_workbook_check(w, worksheet_write_blank(sheet, row, (lxw_col_t)column, format));
        if (format) w->cells++;
        return;
    }
    const char *s = is_plain(text) ? text : cell_text(w, text);
    shai_workbook_check(w, worksheet_write_string(sheet, row, (lxw_col_t)column, s, format));
    w->cells++;
}

void shai_workbook_count(struct shai_workbook *w, lxw_worksheet *sheet, uint32_t row, uint32_t column, uint64_t count,
                         lxw_format *format)
{
    shai_workbook_check(w, worksheet_write_number(sheet, row, (lxw_col_t)column, (double)count, format));
    w->cells++;
}

void shai_workbook_date(struct shai_workbook *w, lxw_worksheet *sheet, uint32_t row, uint32_t column, int32_t day,
                        lxw_format *format)
{
    enum { DAY_0 = 693594, MARCH_1900 = 61 }; /* 1899-12-30; before March 1900 spreadsheets count a day too many */
    int32_t serial = day - DAY_0;
    if (serial < MARCH_1900) {
        char text[11];
        shai_date_format(day, text);
        shai_workbook_text(w, sheet, row, column, text, format);
        return;
    }
    shai_workbook_check(w, worksheet_write_number(sheet, row, (lxw_col_t)column, (double)serial, format));
    w->cells++;
}

void shai_workbook_note(struct shai_workbook *w, lxw_worksheet *sheet, uint32_t row, uint32_t column,
                        const char *text)
{
    enum { COLUMNS = 44, LINE = 17, WIDTH = 330 };
    uint32_t lines = 1;
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "\n");
        lines += (uint32_t)(shai_utf8_columns(at, len) / COLUMNS) + 1;
        at += len + (at[len] == '\n');
    }
    lxw_comment_options how = {.width = WIDTH, .height = (uint16_t)(lines * LINE), .font_size = 9, .color = 0xFFFFF0};
    shai_workbook_check(w, worksheet_write_comment_opt(sheet, row, (lxw_col_t)column, text, &how));
}

/* --- the end -----------------------------------------------------------------------------------------------------
 */

static const char *copy(int fd, struct shai_out *out)
{
    char piece[64 * 1024];
    if (lseek(fd, 0, SEEK_SET) != 0) return strerror(errno);
    for (;;) {
        ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return strerror(errno);
        if (n == 0) return NULL;
        shai_out_write(out, piece, (size_t)n);
    }
}

bool shai_workbook_finish(struct shai_workbook *w, struct shai_out *out)
{
    lxw_workbook *book = w->book;
    w->book = NULL; /* workbook_close frees it, whatever it returns */
    lxw_error closed = workbook_close(book);
    if (!w->error) w->error = closed;
    if (w->error) w->why = lxw_strerror(w->error);
    else if (!(w->why = shai_workbook_is_whole(w->fd, w->cells))) w->why = copy(w->fd, out);
    shai_workbook_drop(w);
    return !w->why;
}

void shai_workbook_drop(struct shai_workbook *w)
{
    if (w->book) lxw_workbook_free(w->book);
    w->book = NULL;
    if (w->arena && w->fd >= 0) close(w->fd);
    w->fd = -1;
}
