/* The words of a cell: what stands for "not tested", "no", "undeclared", however it was typed.
 *
 * In: the text of a cell. Out: the cell without blanks around it, a folded form to compare with, the class of its
 * word, and a form to quote in messages. Numbers and units are not read here. */
#ifndef SHAI_RUNTIME_TOKEN_H
#define SHAI_RUNTIME_TOKEN_H

#include "runtime/sample.h"

/* Without blanks (U+3000, no-break and zero-width ones too) at both ends. */
struct shai_slice shai_trim(const char *s, size_t len);

enum { SHAI_TOKEN_MAX = 64 };

/* A short text made comparable: width folded, ASCII letters small, every kind of dash `-`. NUL-terminated. Returns
 * the bytes written, or 0 where the text is empty or its folded form longer than SHAI_TOKEN_MAX - 1 bytes. */
size_t shai_token_fold(char out[SHAI_TOKEN_MAX], const char *s, size_t len);

enum shai_token {
    SHAI_TOKEN_OTHER,
    SHAI_TOKEN_BLANK,    /* empty, / — - -- n/a na nan null (Na is sodium): nothing is said */
    SHAI_TOKEN_UNTESTED, /* 未检: a blank for readings only */
    SHAI_TOKEN_UNKNOWN, /* 不详 未知 暂无 none: a blank for attributes only, as of a reading it may be a result */
    SHAI_TOKEN_UNDECLARED, /* 无 未明示 undeclared: of attributes only */
};
enum shai_token shai_token_of(const char *s, size_t len);

/* 1 yes, 0 no, -1 neither, of a folded text. yes: 是 yes y true 1 √; no: 否 no n false 0 ×. */
int shai_token_truth(const char *folded);
/* The same of what a laboratory writes about conformity: 符合 合格 通过 pass p; 不符合 不合格 不通过 fail f. */
int shai_token_conformity(const char *folded);

/* Two texts alike but for width, blanks around them and normal form. */
bool shai_text_same(struct shai_arena *arena, const char *a, size_t a_len, const char *b, size_t b_len);
/* The form that shai_text_same compares: trimmed, NFC, width folded; NUL-terminated, in the arena. */
struct shai_slice shai_text_key(struct shai_arena *arena, const char *s, size_t len);

/* A text for a message: at most 60 code points (then …), controls made visible. */
const char *shai_quote(struct shai_arena *arena, const char *s, size_t len);

#endif
