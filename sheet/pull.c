/* See pull.h. */
#include "sheet/pull.h"

#include <expat.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

struct shai_pull {
    XML_Parser parser;
    struct shai_arena *arena;
    struct shai_part part;
    const struct shai_pull_handler *handler;
    void *user;
    struct shai_panic panic;  /* of the handler at work */
    struct shai_panic *outer; /* the arena's own, while it runs */
    int64_t fed;              /* bytes */
    int depth;
    bool suspended, last, no_memory, refused;
};

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void stop_for_memory(struct shai_pull *x)
{
    x->arena->panic = x->outer;
    x->no_memory = true;
    XML_StopParser(x->parser, XML_FALSE);
}

/* --- from expat to the handler; a panic ends here ------------------------------------------------------------------
 */

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct shai_pull *x = user;
    if (x->no_memory || x->refused) return;
    if (++x->depth > SHAI_PULL_DEPTH) {
        shai_pull_refuse(x, SHAI_D_XLSX_TOO_BIG, "XML");
        return;
    }
    if (!x->handler->start) return;
    x->arena->panic = &x->panic;
    if (SHAI_TRY(&x->panic)) x->handler->start(x->user, local(name), attributes);
    else stop_for_memory(x);
    x->arena->panic = x->outer;
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct shai_pull *x = user;
    x->depth--;
    if (!x->handler->end || x->no_memory || x->refused) return;
    x->arena->panic = &x->panic;
    if (SHAI_TRY(&x->panic)) x->handler->end(x->user, local(name));
    else stop_for_memory(x);
    x->arena->panic = x->outer;
}

static void XMLCALL on_text(void *user, const XML_Char *s, int len)
{
    struct shai_pull *x = user;
    if (!x->handler->text || x->no_memory || x->refused) return;
    x->arena->panic = &x->panic;
    if (SHAI_TRY(&x->panic)) x->handler->text(x->user, s, (size_t)len);
    else stop_for_memory(x);
    x->arena->panic = x->outer;
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                               int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    shai_pull_refuse(user, SHAI_D_XLSX_DAMAGED, "DOCTYPE");
}

/* --- for whoever reads a part --------------------------------------------------------------------------------------
 */

bool shai_pull_open(struct shai_pull **xml, struct shai_arena *arena, struct shai_archive *archive, const char *name,
                    uint64_t limit, const struct shai_pull_handler *handler, void *user)
{
    struct shai_pull *x = SHAI_NEW(arena, struct shai_pull);
    x->arena = arena;
    x->handler = handler;
    x->user = user;
    *xml = x; /* from here on whoever holds it closes it */
    if (!shai_part_open(&x->part, archive, name, limit)) return false;
    x->parser = XML_ParserCreate(NULL);
    if (!x->parser) shai_arena_panic(arena);
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    if (handler->text) XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    return true;
}

static enum shai_pull_status broken(struct shai_pull *x)
{
    enum XML_Error error = XML_GetErrorCode(x->parser);
    if (x->no_memory || error == XML_ERROR_NO_MEMORY) shai_arena_panic(x->arena);
    if (!x->refused)
        shai_archive_fail(x->part.archive, SHAI_D_XLSX_DAMAGED,
                          shai_arena_printf(x->arena, "%s: %s, %llu:%llu", x->part.name, XML_ErrorString(error),
                                            (unsigned long long)XML_GetCurrentLineNumber(x->parser),
                                            (unsigned long long)XML_GetCurrentColumnNumber(x->parser) + 1));
    return SHAI_PULL_BROKEN;
}

/* The next bytes of the part to expat. */
static enum XML_Status feed(struct shai_pull *x)
{
    void *room = XML_GetBuffer(x->parser, CHUNK);
    if (!room) return XML_STATUS_ERROR;
    long n = shai_part_read(&x->part, room, CHUNK);
    if (n < 0) {
        x->refused = true;
        return XML_STATUS_ERROR;
    }
    x->fed += n;
    x->last = !n;
    return XML_ParseBuffer(x->parser, (int)n, !n);
}

enum shai_pull_status shai_pull_run(struct shai_pull *x)
{
    x->outer = x->arena->panic; /* each time: a file may be read by one thread and then by another */
    for (;;) {
        bool resume = x->suspended;
        if (x->last && !resume) return SHAI_PULL_END;
        x->suspended = false;
        enum XML_Status status = resume ? XML_ResumeParser(x->parser) : feed(x);
        if (status == XML_STATUS_SUSPENDED) {
            x->suspended = true;
            return SHAI_PULL_PAUSED;
        }
        if (status == XML_STATUS_ERROR || x->no_memory || x->refused) return broken(x);
        if (x->fed - (int64_t)XML_GetCurrentByteIndex(x->parser) > SHAI_PULL_TAG) {
            shai_pull_refuse(x, SHAI_D_XLSX_TOO_BIG, x->part.name);
            return broken(x);
        }
    }
}

void shai_pull_pause(struct shai_pull *x)
{
    XML_StopParser(x->parser, XML_TRUE);
}

void shai_pull_refuse(struct shai_pull *x, enum shai_diag_id id, const char *why)
{
    if (x->refused) return;
    x->refused = true;
    /* the arena's panic may be the handler's, or nobody's: the record is made by a panic point of its own */
    struct shai_panic *before = x->arena->panic;
    struct shai_panic here;
    x->arena->panic = &here;
    if (SHAI_TRY(&here))
        shai_archive_fail(x->part.archive, id, shai_arena_printf(x->arena, "%s: %s", x->part.name, why));
    else x->no_memory = true;
    x->arena->panic = before;
    XML_StopParser(x->parser, XML_FALSE);
}

void shai_pull_close(struct shai_pull *x)
{
    if (!x) return;
    if (x->parser) XML_ParserFree(x->parser);
    x->parser = NULL;
    shai_part_close(&x->part);
}

bool shai_pull_read(struct shai_pull **held, struct shai_arena *arena, struct shai_archive *archive, const char *name,
                    uint64_t limit, const struct shai_pull_handler *handler, void *user)
{
    bool ok =
        shai_pull_open(held, arena, archive, name, limit, handler, user) && shai_pull_run(*held) == SHAI_PULL_END;
    shai_pull_close(*held);
    *held = NULL;
    return ok;
}

/* --- attributes ----------------------------------------------------------------------------------------------------
 */

const char *shai_pull_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(local(attributes[i]), name) == 0) return attributes[i + 1];
    return NULL;
}

bool shai_pull_is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

bool shai_pull_count(const char *text, uint64_t most, uint64_t *value)
{
    uint64_t n = 0;
    if (!text || !*text) return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9') return false;
        n = n * 10 + (uint64_t)(*text - '0');
        if (n > most) return false;
    }
    *value = n;
    return true;
}
