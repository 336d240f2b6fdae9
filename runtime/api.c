/* The public API over compiled programs (include/sushai.h). Every entry point that may allocate is a panic point. */
#include "runtime/api.h"

#include "base/strbuf.h"
#include "runtime/result.h"

const char *sushai_version(void)
{
    return SHAI_VERSION;
}

struct sushai_program *shai_api_new(const struct sushai_config *config)
{
    struct shai_mem mem = shai_mem_libc;
    if (config && config->alloc) mem = (struct shai_mem){config->alloc, config->free, config->user, 0};
    struct sushai_program *p = mem.alloc(mem.user, sizeof *p);
    if (!p) return NULL;
    *p = (struct sushai_program){.mem = mem, .messages = ""};
    p->lang = config && config->language == SUSHAI_EN ? SHAI_EN : SHAI_ZH;
    shai_arena_init(&p->arena, &p->mem, &p->panic);
    return p;
}

void sushai_program_free(struct sushai_program *program)
{
    if (!program) return;
    struct shai_mem mem = program->mem;
    shai_arena_release(&program->arena);
    mem.free(mem.user, program);
}

const char *shai_api_messages(struct shai_arena *arena, const struct shai_diags *diags, enum shai_lang lang)
{
    if (!diags->first) return "";
    struct shai_strbuf text;
    struct shai_out *out = SHAI_NEW(arena, struct shai_out);
    shai_strbuf_init(&text, arena);
    shai_out_init_text(out, &text);
    shai_diags_print(out, diags, (struct shai_diag_style){lang, 1, false, 0});
    shai_out_flush(out);
    return text.s;
}

static bool load(struct sushai_program *p, const void *bytes, size_t len)
{
    if (!SHAI_TRY(&p->panic)) return false;
    const char *why = NULL;
    p->program = shai_program_load(&p->arena, bytes, len, &why);
    if (!p->program) {
        struct shai_diags diags;
        shai_diags_init(&diags, &p->arena, NULL);
        shai_diag_plain(&diags, SHAI_D_PROGRAM_REFUSED, p->lang == SHAI_ZH ? "给出的数据" : "the data given", why,
                        NULL);
        p->messages = shai_api_messages(&p->arena, &diags, p->lang);
    }
    return true;
}

enum sushai_status sushai_load(const struct sushai_config *config, const void *bytes, size_t len,
                               struct sushai_program **program)
{
    *program = shai_api_new(config);
    if (!*program) return SUSHAI_NO_MEMORY;
    if (!load(*program, bytes, len)) {
        sushai_program_free(*program);
        *program = NULL;
        return SUSHAI_NO_MEMORY;
    }
    return (*program)->program ? SUSHAI_OK : SUSHAI_INVALID;
}

const char *sushai_program_messages(const struct sushai_program *program)
{
    return program->messages;
}

enum sushai_status sushai_program_save(struct sushai_program *program, const void **bytes, size_t *len)
{
    if (!program->program) return SUSHAI_INVALID;
    if (!program->bytes) {
        if (!SHAI_TRY(&program->panic)) return SUSHAI_NO_MEMORY;
        struct shai_strbuf file;
        shai_strbuf_init(&file, &program->arena);
        shai_program_save(&file, program->program);
        program->bytes = file.s;
        program->bytes_len = file.len;
    }
    *bytes = program->bytes;
    *len = program->bytes_len;
    return SUSHAI_OK;
}

/* --- evaluation --------------------------------------------------------------------------------------------------
 */

struct sushai_evaluator {
    const struct sushai_program *program;
    struct shai_panic panic;
    struct shai_arena life;   /* the run and the output buffer */
    struct shai_arena sample; /* one call: its text, reader, result, messages */
    struct shai_run *run;
    struct shai_out *out;
    struct shai_sample facts;
    const char *messages;
};

/* What an evaluator has for all its life. */
static bool prepare(struct sushai_evaluator *ev, bool explain)
{
    if (!SHAI_TRY(&ev->panic)) return false;
    const struct shai_program *program = ev->program->program;
    ev->run = shai_run_new(&ev->life, program, explain);
    ev->out = SHAI_NEW(&ev->life, struct shai_out);
    ev->facts.facts = SHAI_NEW_N(&ev->life, struct shai_fact, program->input_count);
    return true;
}

enum sushai_status sushai_evaluator_new(const struct sushai_program *program, bool explain,
                                        struct sushai_evaluator **evaluator)
{
    *evaluator = NULL;
    if (!program->program) return SUSHAI_INVALID;
    struct sushai_evaluator *ev = program->mem.alloc(program->mem.user, sizeof *ev);
    if (!ev) return SUSHAI_NO_MEMORY;
    *ev = (struct sushai_evaluator){.program = program, .messages = ""};
    shai_arena_init(&ev->life, &program->mem, &ev->panic);
    shai_arena_init(&ev->sample, &program->mem, &ev->panic);
    if (!prepare(ev, explain)) {
        sushai_evaluator_free(ev);
        return SUSHAI_NO_MEMORY;
    }
    *evaluator = ev;
    return SUSHAI_OK;
}

void sushai_evaluator_free(struct sushai_evaluator *evaluator)
{
    if (!evaluator) return;
    const struct shai_mem *mem = &evaluator->program->mem;
    shai_arena_release(&evaluator->sample);
    shai_arena_release(&evaluator->life);
    mem->free(mem->user, evaluator);
}

const char *sushai_evaluator_messages(const struct sushai_evaluator *evaluator)
{
    return evaluator->messages;
}

static void put_csv_cell(struct shai_strbuf *text, const char *cell, bool first)
{
    shai_strbuf_puts(text, first ? "\"" : ",\"");
    for (; *cell; cell++) {
        if (*cell == '"') shai_strbuf_putc(text, '"');
        shai_strbuf_putc(text, *cell);
    }
    shai_strbuf_putc(text, '"');
}

/* The sample as a file of one: so that a cell means here what it means there. */
static struct shai_strbuf as_csv(struct shai_arena *arena, const struct sushai_cell *cells, size_t count)
{
    struct shai_strbuf text;
    shai_strbuf_init(&text, arena);
    for (size_t i = 0; i < count; i++) put_csv_cell(&text, cells[i].name, i == 0);
    shai_strbuf_putc(&text, '\n');
    for (size_t i = 0; i < count; i++) put_csv_cell(&text, cells[i].text, i == 0);
    shai_strbuf_putc(&text, '\n');
    return text;
}

static const char *judge(struct sushai_evaluator *ev, const struct sushai_cell *cells, size_t count)
{
    struct shai_arena *arena = &ev->sample;
    struct shai_diags diags;
    shai_diags_init(&diags, arena, NULL);
    struct shai_strbuf text = as_csv(arena, cells, count);
    const char *name = ev->program->lang == SHAI_ZH ? "样品" : "sample";
    struct shai_reader *reader =
        shai_reader_open_text(arena, &diags, ev->program->program, text.s, text.len, name, SHAI_FORMAT_CSV);
    const char *json = NULL;
    if (shai_reader_next(reader, arena, &diags, &ev->facts) == SHAI_NEXT_SAMPLE) {
        if (shai_run_sample(ev->run, arena, &ev->facts) != SHAI_RUN_OK) {
            struct shai_cell_place place = {.file = name, .row = ev->facts.row};
            shai_diag_cell(&diags, SHAI_D_SAMPLE_MATCH_LIMIT, place, NULL);
        } else {
            struct shai_strbuf result;
            shai_strbuf_init(&result, arena);
            shai_out_init_text(ev->out, &result);
            shai_result_ndjson(ev->out, shai_result_make(arena, ev->run));
            shai_out_flush(ev->out);
            if (result.len && result.s[result.len - 1] == '\n') result.s[result.len - 1] = '\0';
            json = result.s;
        }
    }
    shai_reader_close(reader);
    ev->messages = shai_api_messages(arena, &diags, ev->program->lang);
    return json;
}

enum sushai_status sushai_evaluate(struct sushai_evaluator *evaluator, const struct sushai_cell *cells, size_t count,
                                   const char **json)
{
    *json = NULL;
    evaluator->messages = "";
    shai_arena_reset(&evaluator->sample);
    if (!SHAI_TRY(&evaluator->panic)) return SUSHAI_NO_MEMORY;
    *json = judge(evaluator, cells, count);
    return *json ? SUSHAI_OK : SUSHAI_REFUSED;
}
