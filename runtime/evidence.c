/* Files of evidence. In: names, a folder. Out: their hashes, or why there are none. It judges nothing and prints
 * nothing. */
#include "runtime/evidence.h"

#include "base/hex.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const shai_evidence_codes[] = {
    "unchecked", "found", "changed", "missing", "outside", "unreadable",
};

/* --- names -------------------------------------------------------------------------------------------------------
 */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* A SHA-256 in lower case; NULL where the text is none. */
static const char *hash_of(struct shai_arena *arena, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!is_hex(s[i])) return NULL;
    if (len != SHAI_EVIDENCE_HEX) return NULL;
    char *hash = shai_arena_strndup(arena, s, len);
    for (size_t i = 0; i < len; i++)
        if (hash[i] >= 'A' && hash[i] <= 'F') hash[i] = (char)(hash[i] - 'A' + 'a');
    return hash;
}

/* Takes a word for the hash. A word with the mark `sha256:` that is none is remembered as wrong. */
static bool take_hash(struct shai_arena *arena, struct shai_evidence *e, const char *s, size_t len)
{
    static const char mark[] = "sha256:";
    size_t n = sizeof mark - 1;
    bool marked = len >= n && strncasecmp(s, mark, n) == 0;
    if (marked) s += n, len -= n;
    e->stated = hash_of(arena, s, len);
    if (marked && !e->stated) e->wrong = shai_arena_strndup(arena, s, len);
    return e->stated || marked;
}

/* One entry, trimmed and not empty: a name, and perhaps a hash as its last or its first word. */
static struct shai_evidence read_entry(struct shai_arena *arena, const char *s, size_t len)
{
    struct shai_evidence e = {0};
    size_t last = len, first = 0;
    while (last && !is_blank(s[last - 1])) last--;
    while (first < len && !is_blank(s[first])) first++;
    if (last && take_hash(arena, &e, s + last, len - last)) len = last;
    else if (last && take_hash(arena, &e, s, first)) s += first, len -= first;
    while (len && is_blank(s[len - 1])) len--;
    while (len && is_blank(*s)) s++, len--;
    e.file = shai_arena_strndup(arena, s, len);
    return e;
}

struct shai_evidence *shai_evidence_read(struct shai_arena *arena, const char *text, size_t len, uint32_t *count)
{
    struct shai_evidence *all = NULL;
    size_t cap = 0;
    *count = 0;
    for (size_t i = 0, from = 0; i <= len; i++) {
        bool wide = len - i >= 3 && memcmp(text + i, "；", 3) == 0;
        if (i < len && !wide && text[i] != ';' && text[i] != '\n') continue;
        size_t begin = from, end = i;
        while (begin < end && is_blank(text[begin])) begin++;
        while (end > begin && is_blank(text[end - 1])) end--;
        if (end > begin) {
            all = shai_arena_grow(arena, all, &cap, *count + 1, sizeof *all);
            all[(*count)++] = read_entry(arena, text + begin, end - begin);
        }
        if (wide) i += 2;
        from = i + 1;
    }
    return all;
}

/* --- files -------------------------------------------------------------------------------------------------------
 */

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* Does the name say by itself that it leads out: /x, \\server\x, C:\x, a/../x? */
static bool leads_out(const char *name)
{
    if (is_slash(*name) || (*name && name[1] == ':')) return true;
    for (const char *part = name;; part++) {
        size_t len = strcspn(part, "/\\");
        if (len == 2 && part[0] == '.' && part[1] == '.') return true;
        part += len;
        if (!*part) return false;
    }
}

static bool is_below(const char *folder, const char *path)
{
    size_t len = strlen(folder);
    if (len == 1) return true; /* / */
    return strncmp(folder, path, len) == 0 && path[len] == '/';
}

/* The file's own path, links followed. False with errno. */
static bool find(struct shai_arena *arena, const char *folder, const char *name, char path[PATH_MAX])
{
    char *joined = shai_arena_printf(arena, "%s/%s", folder, name);
    if (realpath(joined, path)) return true;
    if (errno != ENOENT || !strchr(name, '\\')) return false;
    for (char *c = joined + strlen(folder); *c; c++)
        if (*c == '\\') *c = '/';
    return realpath(joined, path) != NULL;
}

/* Hashes all of an open file. Returns 0 or the errno. */
static int hash_file(int fd, struct sha256_ctx *hash, uint64_t *bytes)
{
    unsigned char piece[32 * 1024];
    for (;;) {
        ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return n < 0 ? errno : 0;
        sha256_update(hash, (size_t)n, piece);
        *bytes += (uint64_t)n;
    }
}

static const char *hex_of(struct shai_arena *arena, struct sha256_ctx *hash)
{
    unsigned char digest[SHA256_DIGEST_SIZE];
    char *hex = shai_arena_alloc(arena, SHAI_EVIDENCE_HEX + 1);
    sha256_digest(hash, sizeof digest, digest);
    return shai_hex(hex, digest, sizeof digest);
}

static void unreadable(struct shai_evidence *e, int error)
{
    e->state = error == ENOENT || error == ENOTDIR ? SHAI_EVIDENCE_MISSING : SHAI_EVIDENCE_UNREADABLE;
    e->error = error;
}

/* The descriptor is closed before memory is asked for: a panic leaves nothing open. */
static bool hash_path(const char *path, struct shai_evidence *e, struct sha256_ctx *hash)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY),
        error = 0; /* a pipe cannot wait */
    struct stat st;
    if (fd < 0) return unreadable(e, errno), false;
    bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    sha256_init(hash);
    if (regular) error = hash_file(fd, hash, &e->bytes);
    close(fd);
    if (!regular || error) return unreadable(e, error), false;
    return true;
}

void shai_evidence_check(struct shai_arena *arena, const char *folder, struct shai_evidence *e)
{
    char path[PATH_MAX];
    struct sha256_ctx hash;
    e->bytes = 0;
    if (leads_out(e->file)) {
        e->state = SHAI_EVIDENCE_OUTSIDE;
    } else if (!*e->file) {
        e->state = SHAI_EVIDENCE_MISSING;
    } else if (!find(arena, folder, e->file, path)) {
        unreadable(e, errno);
    } else if (!is_below(folder, path)) {
        e->state = SHAI_EVIDENCE_OUTSIDE;
    } else if (hash_path(path, e, &hash)) {
        e->sha256 = hex_of(arena, &hash);
        e->path = shai_arena_strndup(arena, path, strlen(path));
        bool same = !e->wrong && (!e->stated || strcmp(e->stated, e->sha256) == 0);
        e->state = same ? SHAI_EVIDENCE_FOUND : SHAI_EVIDENCE_CHANGED;
    }
}
