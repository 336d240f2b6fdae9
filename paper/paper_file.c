/* Files of papers. In: texts. Out: a file each. Data name these files, so a name is made of what is harmless. */
#include "paper/paper_file.h"

#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { MOST_NAME = 120 }; /* bytes from a sample id: a file name holds 255 */

void shai_paper_names_init(struct shai_paper_names *names, struct shai_arena *arena)
{
    *names = (struct shai_paper_names){.arena = arena};
}

/* --- which names are given ----------------------------------------------------------------------------------------
 */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) a++, b++;
    return lower(*a) == lower(*b);
}

/* FNV-1a. */
static size_t slot_of(const struct shai_paper_names *names, const char *name)
{
    uint64_t h = 14695981039346656037u;
    for (; *name; name++) h = (h ^ (unsigned char)lower(*name)) * 1099511628211u;
    return (size_t)(h % names->cap);
}

/* The slot that holds the name, or the empty one where it belongs. There is always one free. */
static const char **find(const struct shai_paper_names *names, const char *name)
{
    size_t i = slot_of(names, name);
    while (names->slots[i] && !same(names->slots[i], name)) i = i + 1 == names->cap ? 0 : i + 1;
    return &names->slots[i];
}

static void make_room(struct shai_paper_names *names)
{
    if (2 * (names->count + 1) <= names->cap) return;
    const char **old = names->slots;
    size_t old_cap = names->cap;
    names->cap = old_cap ? 2 * old_cap : 64;
    names->slots = SHAI_NEW_N(names->arena, const char *, names->cap);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i]) *find(names, old[i]) = old[i];
}

/* --- names --------------------------------------------------------------------------------------------------------
 */

/* Letters, digits, Han and a few signs; not what separates folders, hides a file, or means something to a shell. */
static bool is_harmless(uint32_t cp)
{
    return shai_utf8_is_word(cp) || cp == '-' || cp == '.' || cp == '+' || cp == '#';
}

static void put_harmless(struct shai_strbuf *buf, const char *s)
{
    size_t len = strlen(s), begin = buf->len;
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        size_t n = shai_utf8_decode(s + at, len - at, &cp);
        bool good = n && is_harmless(cp) && !((cp == '.' || cp == '-') && buf->len == begin);
        if (!n) n = 1;
        if (buf->len - begin + n > MOST_NAME) break;
        if (good) shai_strbuf_add(buf, s + at, n);
        else shai_strbuf_putc(buf, '_');
        at += n;
    }
    if (buf->len == begin) shai_strbuf_putc(buf, '_');
}

const char *shai_paper_name(struct shai_paper_names *names, const char *id, const char *role, const char *extension)
{
    struct shai_strbuf stem;
    shai_strbuf_init(&stem, names->arena);
    put_harmless(&stem, id);
    if (role) shai_strbuf_printf(&stem, "-%s", role);
    make_room(names);
    const char *name = shai_arena_printf(names->arena, "%s.%s", stem.s, extension);
    for (unsigned number = 2; *find(names, name); number++)
        name = shai_arena_printf(names->arena, "%s-%u.%s", stem.s, number, extension);
    *find(names, name) = name;
    names->count++;
    return name;
}

/* --- files --------------------------------------------------------------------------------------------------------
 */

static int write_all(int fd, const char *s, size_t len)
{
    while (len) {
        ssize_t n = write(fd, s, len);
        if (n < 0 && errno != EINTR) return errno;
        if (n > 0) s += n, len -= (size_t)n;
    }
    return 0;
}

int shai_paper_write(int dir, const char *name, const struct shai_strbuf *text)
{
    char temporary[64];
    snprintf(temporary, sizeof temporary, ".sushai-%" PRIdMAX ".part", (intmax_t)getpid());
    int fd = openat(dir, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0) return errno;
    int error = write_all(fd, text->s, text->len);
    if (close(fd) != 0 && !error) error = errno;
    if (!error && renameat(dir, temporary, dir, name) != 0) error = errno;
    if (error) unlinkat(dir, temporary, 0);
    return error;
}
