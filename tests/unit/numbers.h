/* What the tests of numbers share: an arena, and numbers and intervals from and to text. A number is a decimal or
 * "n/d"; an interval a number or like "[1/3, 2)", "(-inf, 5]". */
#ifndef SHAI_TESTS_NUMBERS_H
#define SHAI_TESTS_NUMBERS_H

#include "runtime/interval.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <setjmp.h>

#include <cmocka.h>

static struct shai_panic panic;
static struct shai_arena arena;

static inline int open_arena(void **state)
{
    (void)state;
    shai_arena_init(&arena, &shai_mem_libc, &panic);
    return 0;
}

static inline int close_arena(void **state)
{
    (void)state;
    shai_arena_release(&arena);
    return 0;
}

static inline struct shai_num num_n(const char *s, size_t len)
{
    struct shai_decimal n, d;
    assert_int_equal(shai_num_parse(&arena, s, len, &n), SHAI_NUM_OK);
    if (n.used == len) return n.num;
    assert_int_equal(s[n.used], '/');
    assert_int_equal(shai_num_parse(&arena, s + n.used + 1, len - n.used - 1, &d), SHAI_NUM_OK);
    assert_int_equal(n.used + 1 + d.used, len);
    return shai_num_div(&arena, n.num, d.num);
}

static inline struct shai_num num(const char *s)
{
    return num_n(s, strlen(s));
}

static inline struct shai_strbuf new_text(void)
{
    struct shai_strbuf buf;
    shai_strbuf_init(&buf, &arena);
    return buf;
}

static inline const char *fraction(struct shai_num a)
{
    struct shai_strbuf buf = new_text();
    shai_num_put_fraction(&buf, a);
    return buf.s;
}

static inline struct shai_interval interval(const char *s)
{
    if (*s != '[' && *s != '(') return shai_interval_point(num(s));
    uint32_t flags = *s == '(' ? SHAI_LO_OPEN : 0;
    const char *comma = strstr(s, ", "), *end = s + strlen(s) - 1;
    struct shai_num lo = SHAI_NUM_INT(0), hi = lo;
    if (*end == ')') flags |= SHAI_HI_OPEN;
    if (strncmp(s, "(-inf", 5) == 0) flags = (flags & ~(uint32_t)SHAI_LO_OPEN) | SHAI_LO_INF;
    else lo = num_n(s + 1, (size_t)(comma - s - 1));
    if (strcmp(comma, ", inf)") == 0) flags = (flags & ~(uint32_t)SHAI_HI_OPEN) | SHAI_HI_INF;
    else hi = num_n(comma + 2, (size_t)(end - comma - 2));
    return shai_interval_make(lo, hi, flags);
}

static inline const char *interval_text(const struct shai_interval *a)
{
    struct shai_strbuf buf = new_text();
    if (a->flags & SHAI_BOTTOM) return "bottom";
    if (a->flags & SHAI_POINT) return fraction(a->lo);
    shai_strbuf_puts(&buf, a->flags & (SHAI_LO_INF | SHAI_LO_OPEN) ? "(" : "[");
    shai_strbuf_puts(&buf, a->flags & SHAI_LO_INF ? "-inf" : fraction(a->lo));
    shai_strbuf_puts(&buf, ", ");
    shai_strbuf_puts(&buf, a->flags & SHAI_HI_INF ? "inf" : fraction(a->hi));
    shai_strbuf_puts(&buf, a->flags & (SHAI_HI_INF | SHAI_HI_OPEN) ? ")" : "]");
    return buf.s;
}

#endif
