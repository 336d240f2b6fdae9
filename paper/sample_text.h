/* What a sample's standard fields say, for papers. */
#ifndef SHAI_PAPER_SAMPLE_TEXT_H
#define SHAI_PAPER_SAMPLE_TEXT_H

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

#endif
