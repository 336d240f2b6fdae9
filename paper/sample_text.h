/* What a sample's standard fields say, for papers. */
#ifndef SHAI_PAPER_SAMPLE_TEXT_H
#define SHAI_PAPER_SAMPLE_TEXT_H

#include "runtime/evidence.h"
#include "runtime/result.h"

/* Is nothing said? Laboratories write "/", "无", "不详" and the like into a cell in place of nothing. */
bool shai_sample_is_blank(struct shai_slice text);
/* A field as text, NULL where nothing is said. */
const char *shai_sample_text(struct shai_arena *arena, const struct shai_result *result, enum shai_field field);
/* A fact of the product itself: "/" where the product does not say it and is marked 三无. */
const char *shai_sample_product_text(struct shai_arena *arena, const struct shai_result *result,
                                     enum shai_field field);
/* 2025年10月11日, without noughts in front; NULL where the text is no date. */
const char *shai_date_words(struct shai_arena *arena, const char *date);
/* Its year, month and day. False where the text is NULL or no date. */
bool shai_date_parts(const char *date, unsigned *year, unsigned *month, unsigned *day);
/* The texts of a list, one behind the other; NULL of none. */
const char *shai_joined(struct shai_arena *arena, const char *const *list, uint32_t count, const char *between);
/* A file of evidence by its name, and its SHA-256 where that is given. */
const char *shai_evidence_name(struct shai_arena *arena, const char *name, const char *sha256);
/* The names of evidence; with the SHA-256 of what was found as the sample states it. files ?: as many. */
const char *shai_evidence_words(struct shai_arena *arena, const char *const *names, const struct shai_evidence *files,
                                uint32_t count);

#endif
