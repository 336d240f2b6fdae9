/* libsushai: risk-screening specs, compiled and evaluated. The only header that is installed.
 *
 * A program comes from a compiled file (sushai_load) or, with the full library, from a spec's source
 * (sushai_compile). An evaluator judges samples by it, one after the other. Link with -lsushai, or with
 * -lsushai-runtime where compiled programs are enough, and with -lgmp -lpcre2-8 -lyajl -lnettle -lutf8proc.
 *
 * Ownership: what a function named _new, _load or _compile gives is the caller's and goes back by its _free. Every
 * text and every byte that a function hands out belongs to the object it came from and lasts until that object is
 * freed, or, from an evaluator, until its next call. Arguments are only read, and not kept.
 *
 * Threads: a program never changes and may be shared; an evaluator is one thread's. The library has no other state,
 * reads no environment and sets no locale.
 *
 * Memory: all of it comes from the allocator of the config. When it fails, the call returns SUSHAI_NO_MEMORY, nothing
 * leaks, and the object may be used again or freed.
 *
 *     struct sushai_program *program;
 *     struct sushai_evaluator *evaluator;
 *     const struct sushai_cell cells[] = {{"sample_id", "S-1"}, {"material", "other"}, {"lead", "150 mg/kg"}};
 *     const char *json;
 *     if (sushai_load(NULL, bytes, len, &program) == SUSHAI_OK &&
 *         sushai_evaluator_new(program, false, &evaluator) == SUSHAI_OK) {
 *         if (sushai_evaluate(evaluator, cells, 3, &json) == SUSHAI_OK) puts(json);
 *         else fputs(sushai_evaluator_messages(evaluator), stderr);
 *     }
 */
#ifndef SUSHAI_H
#define SUSHAI_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SHAI_VERSION "0.1.0"

/* The version of the library linked. */
const char *sushai_version(void);

enum sushai_status {
    SUSHAI_OK,
    SUSHAI_REFUSED, /* the sample has bad cells: it has no result; messages say which and why */
    SUSHAI_INVALID, /* the spec has errors, or the bytes are no sound program; messages say why */
    SUSHAI_NO_MEMORY,
};

/* Language of messages. Results are in the language of their spec. */
enum sushai_language { SUSHAI_ZH, SUSHAI_EN };

/* How a program, and all that is made from it, gets memory and speaks. A NULL config, or alloc NULL, is malloc and
 * free; alloc gives memory aligned for any object, or NULL. */
struct sushai_config {
    void *(*alloc)(void *user, size_t size);
    void (*free)(void *user, void *ptr);
    void *user;
    enum sushai_language language;
};

/* --- programs ----------------------------------------------------------------------------------------------------
 */

struct sushai_program;

/* Reads and verifies the bytes of a .shaic file: SUSHAI_OK, SUSHAI_INVALID or SUSHAI_NO_MEMORY. *program is NULL for
 * want of memory; otherwise it is to be freed, also where it is invalid and holds nothing but its messages. */
enum sushai_status sushai_load(const struct sushai_config *config, const void *bytes, size_t len,
                               struct sushai_program **program);

/* Checks and compiles a spec from its source text (full library only); as sushai_load. name stands in messages, and
 * the files of `use` are looked for beside it, then in the folders. Messages may hold warnings of a good spec too. */
enum sushai_status sushai_compile(const struct sushai_config *config, const char *name, const char *text, size_t len,
                                  const char *const *folders, size_t folder_count, struct sushai_program **program);

/* Errors and warnings as text, a line or more each; "" for none. */
const char *sushai_program_messages(const struct sushai_program *program);
/* The bytes of its .shaic file: SUSHAI_OK, SUSHAI_INVALID for a program that is none, or SUSHAI_NO_MEMORY. They are
 * made on first asking: not from two threads at once. */
enum sushai_status sushai_program_save(struct sushai_program *program, const void **bytes, size_t *len);
/* NULL is nothing to do. No evaluator of it may be left. */
void sushai_program_free(struct sushai_program *program);

/* --- evaluation --------------------------------------------------------------------------------------------------
 */

struct sushai_evaluator;

/* A column and its cell, as they would stand in a file of samples: {"lead", "<0.5 mg/kg"}, {"lead.U", "0.1"}. */
struct sushai_cell {
    const char *name, *text;
};

/* program must be valid, and outlive the evaluator. explain: results carry the steps of their computation. */
enum sushai_status sushai_evaluator_new(const struct sushai_program *program, bool explain,
                                        struct sushai_evaluator **evaluator);
/* Judges one sample: SUSHAI_OK with *json its result (docs/results.md, one object without a line end), SUSHAI_REFUSED
 * or SUSHAI_NO_MEMORY with *json NULL. A sample needs a cell sample_id. */
enum sushai_status sushai_evaluate(struct sushai_evaluator *evaluator, const struct sushai_cell *cells, size_t count,
                                   const char **json);
/* What was wrong with the last sample, and warnings about its columns; "" for nothing. */
const char *sushai_evaluator_messages(const struct sushai_evaluator *evaluator);
/* NULL is nothing to do. */
void sushai_evaluator_free(struct sushai_evaluator *evaluator);

#ifdef __cplusplus
}
#endif

#endif
