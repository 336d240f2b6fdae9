/* The library that was likely meant. In: folders and the name of a file that is in none of them. Out: the name,
 * within the same subfolder, of a `.shai` file there that is spelt nearly so. It opens no file. */
#include "lang/checker.h"

#include <dirent.h>
#include <string.h>

static const char suffix[] = ".shai";

/* Cuts `.shai` off; false where the file has not that suffix. */
static bool cut_suffix(char *file)
{
    size_t n = strlen(file), s = sizeof suffix - 1;
    if (n <= s || strcmp(file + n - s, suffix) != 0) return false;
    file[n - s] = 0;
    return true;
}

const char *shai_near_file(struct shai_arena *arena, const char *folder, const char *name)
{
    const char *slash = strrchr(name, '/'), *file = slash ? slash + 1 : name;
    const char *within = shai_arena_strndup(arena, name, (size_t)(file - name));
    const char *path = shai_arena_printf(arena, "%s%s", folder, within);
    char *stem = shai_arena_strndup(arena, file, strlen(file)), best[sizeof((struct dirent *)0)->d_name] = "";
    unsigned least = 0;
    cut_suffix(stem);
    DIR *dir = opendir(*path ? path : ".");
    if (!dir) return NULL;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) { /* nothing is allocated while the folder is open */
        char other[sizeof best];
        strcpy(other, e->d_name);
        if (!cut_suffix(other)) continue;
        unsigned distance = shai_name_distance(stem, other);
        if (distance && !shai_name_is_near(stem, other)) continue;
        /* a folder is listed in no order: the name decides between equals */
        if (*best && (distance > least || (distance == least && strcmp(other, best) > 0))) continue;
        strcpy(best, other);
        least = distance;
    }
    closedir(dir);
    return *best ? shai_arena_printf(arena, "%s%s%s", within, best, suffix) : NULL;
}
