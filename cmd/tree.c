/* Paths to specs. A folder is walked to its bottom; names that begin with a dot are passed over. */
#include "cmd/tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct names {
    const char **at;
    size_t count, cap;
};

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_spec_name(const char *name)
{
    size_t len = strlen(name);
    return len > 5 && strcmp(name + len - 5, ".shai") == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The entries of a folder, sorted. False where it cannot be read. (Without memory the command ends, and the open
 * folder with it.) */
static bool list(struct shai_arena *arena, const char *path, struct names *names)
{
    DIR *dir = opendir(path);
    if (!dir) return false;
    for (const struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        names->at = shai_arena_grow(arena, names->at, &names->cap, names->count + 1, sizeof *names->at);
        names->at[names->count++] = shai_arena_printf(arena, "%s/%s", path, entry->d_name);
    }
    closedir(dir);
    if (names->count) qsort(names->at, names->count, sizeof *names->at, by_name);
    return true;
}

static bool walk(struct shai_cmd *cmd, const char *path, void (*visit)(void *user, const char *path), void *user,
                 size_t *found)
{
    struct names names = {0};
    if (!list(&cmd->life, path, &names)) {
        shai_cmd_cannot(cmd, SHAI_D_CANNOT_READ, path, strerror(errno));
        return false;
    }
    bool all = true;
    for (size_t i = 0; i < names.count; i++) {
        if (is_folder(names.at[i])) {
            all &= walk(cmd, names.at[i], visit, user, found);
        } else if (is_spec_name(names.at[i])) {
            ++*found;
            visit(user, names.at[i]);
        }
    }
    return all;
}

bool shai_cmd_each_spec(struct shai_cmd *cmd, const char *path, void (*visit)(void *user, const char *path),
                        void *user)
{
    if (!is_folder(path)) {
        visit(user, path);
        return true;
    }
    size_t found = 0;
    if (!walk(cmd, path, visit, user, &found)) return false;
    if (!found) shai_cmd_cannot(cmd, SHAI_D_NO_SPECS, path, NULL);
    return found > 0;
}
