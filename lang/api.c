/* The public API over sources (include/sushai.h); the rest of it is runtime/api.c's. */
#include "runtime/api.h"
#include "lang/spec.h"

static bool compile(struct sushai_program *p, const char *name, const char *text, size_t len,
                    const struct shai_search *search)
{
    if (!SHAI_TRY(&p->panic)) return false;
    struct shai_sources sources;
    struct shai_diags diags;
    shai_sources_init(&sources, &p->arena);
    shai_diags_init(&diags, &p->arena, &sources);
    text = shai_arena_strndup(&p->arena, text, len); /* what is made of it may point into it */
    const struct shai_spec *spec = shai_spec_from_text(&p->arena, &diags, &sources, name, text, len, search);
    bool is_spec = spec->tree && spec->tree->root && spec->tree->root->kind == SHAI_N_SPEC;
    if (!diags.errors && !is_spec) shai_diag_plain(&diags, SHAI_D_IS_LIBRARY, name, NULL);
    if (!diags.errors) p->program = shai_compile(&p->arena, &diags, spec);
    p->messages = shai_api_messages(&p->arena, &diags, p->lang);
    return true;
}

enum sushai_status sushai_compile(const struct sushai_config *config, const char *name, const char *text, size_t len,
                                  const char *const *folders, size_t folder_count, struct sushai_program **program)
{
    *program = shai_api_new(config);
    if (!*program) return SUSHAI_NO_MEMORY;
    if (!compile(*program, name, text, len, &(struct shai_search){folders, folder_count})) {
        sushai_program_free(*program);
        *program = NULL;
        return SUSHAI_NO_MEMORY;
    }
    return (*program)->program ? SUSHAI_OK : SUSHAI_INVALID;
}
