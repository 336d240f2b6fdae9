/* Specs by path: sources are checked and compiled, compiled programs loaded. Where libraries are looked for is
 * decided here: beside the file that says `use`; the folders of SUSHAI_PATH; the specs beside the executable (in its
 * source tree, or under the same prefix); the specs folder it was installed with. */
#include "cmd/spec.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SHAI_SPECS_FOLDER
#define SHAI_SPECS_FOLDER "/usr/local/share/sushai/specs"
#endif

struct folders {
    const char **at;
    size_t count, cap;
};

static void add_folder(struct shai_arena *arena, struct folders *folders, const char *folder)
{
    folders->at = shai_arena_grow(arena, folders->at, &folders->cap, folders->count + 1, sizeof *folders->at);
    folders->at[folders->count++] = folder;
}

static void add_beside_executable(struct shai_arena *arena, struct folders *folders)
{
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    if (len <= 0) return;
    path[len] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash) return;
    *slash = '\0';
    add_folder(arena, folders, shai_arena_printf(arena, "%s/../share/sushai/specs", path));
    add_folder(arena, folders, shai_arena_printf(arena, "%s/../specs", path));
}

struct shai_search shai_cmd_search(struct shai_cmd *cmd)
{
    struct folders folders = {0};
    const char *at = getenv("SUSHAI_PATH");
    while (at && *at) {
        size_t n = strcspn(at, ":");
        if (n) add_folder(&cmd->unit, &folders, shai_arena_strndup(&cmd->unit, at, n));
        at += n + (at[n] == ':');
    }
    add_beside_executable(&cmd->unit, &folders);
    add_folder(&cmd->unit, &folders, SHAI_SPECS_FOLDER);
    return (struct shai_search){folders.at, folders.count};
}

/* NAME.cases.ENDING beside NAME.shai; NULL where there is none. */
static const char *table_beside(struct shai_cmd *cmd, const char *path, const char *ending)
{
    static const char suffix[] = ".shai";
    size_t len = strlen(path), n = sizeof suffix - 1;
    if (len < n || strcmp(path + len - n, suffix) != 0) return NULL;
    const char *beside = shai_arena_printf(&cmd->unit, "%.*s.cases.%s", (int)(len - n), path, ending);
    return access(beside, F_OK) == 0 ? beside : NULL;
}

bool shai_cmd_has_table(struct shai_cmd *cmd, const char *path)
{
    return table_beside(cmd, path, "csv") || table_beside(cmd, path, "xlsx");
}

bool shai_cmd_table_beside(struct shai_cmd *cmd, const char *path, const char **table)
{
    const char *csv = table_beside(cmd, path, "csv"), *workbook = table_beside(cmd, path, "xlsx");
    *table = NULL;
    if (csv && workbook) return shai_cmd_cannot(cmd, SHAI_D_CASES_TWICE, csv, workbook), false;
    *table = csv ? csv : workbook;
    return true;
}

static struct shai_spec *check_text(struct shai_cmd *cmd, const char *path, const char *text, size_t len)
{
    struct shai_search search = shai_cmd_search(cmd);
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    return shai_spec_from_text(&cmd->unit, &cmd->diags, &cmd->sources, name, text, len, &search);
}

struct shai_spec *shai_cmd_check(struct shai_cmd *cmd, const char *path)
{
    char *text;
    size_t len;
    if (!shai_cmd_read(cmd, path, SHAI_SOURCE_LIMIT, &text, &len)) return NULL;
    if (shai_program_is(text, len)) {
        shai_cmd_cannot(cmd, SHAI_D_NOT_A_SPEC, path, NULL);
        return NULL;
    }
    return check_text(cmd, path, text, len);
}

bool shai_cmd_is_spec(const struct shai_spec *spec)
{
    return spec->tree && spec->tree->root && spec->tree->root->kind == SHAI_N_SPEC;
}

struct shai_program *shai_cmd_compile(struct shai_cmd *cmd, const struct shai_spec *spec)
{
    if (cmd->diags.errors || !shai_cmd_is_spec(spec)) return NULL;
    return shai_compile(&cmd->unit, &cmd->diags, spec);
}

struct shai_program *shai_cmd_program(struct shai_cmd *cmd, const char *path, int *status)
{
    char *bytes;
    size_t len;
    *status = SHAI_EXIT_CANNOT;
    if (!shai_cmd_read(cmd, path, SHAI_PROGRAM_LIMIT, &bytes, &len)) return NULL;
    if (shai_program_is(bytes, len)) return shai_cmd_load(cmd, path, bytes, len);
    if (len > SHAI_SOURCE_LIMIT) {
        shai_cmd_cannot(cmd, SHAI_D_TOO_BIG, path, shai_arena_printf(&cmd->life, "%d", SHAI_SOURCE_LIMIT));
        return NULL;
    }
    struct shai_spec *spec = check_text(cmd, path, bytes, len);
    struct shai_program *program = shai_cmd_compile(cmd, spec);
    bool errors = cmd->diags.errors > 0;
    shai_cmd_say(cmd);
    *status = SHAI_EXIT_FOUND;
    if (!errors && !program) *status = shai_cmd_cannot(cmd, SHAI_D_IS_LIBRARY, path, NULL);
    return program;
}
