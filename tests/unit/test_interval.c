/* Intervals: ends, what travels beside the value, three-valued comparison. Random cases: test_number_oracle.c. */
#include "numbers.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef void binary(struct shai_arena *, struct shai_interval *, const struct shai_interval *,
                    const struct shai_interval *, bool, bool);

static void min_op(struct shai_arena *a, struct shai_interval *r, const struct shai_interval *x,
                   const struct shai_interval *y, bool cx, bool cy)
{
    (void)a, (void)cx, (void)cy;
    shai_interval_min(r, x, y);
}

static void max_op(struct shai_arena *a, struct shai_interval *r, const struct shai_interval *x,
                   const struct shai_interval *y, bool cx, bool cy)
{
    (void)a, (void)cx, (void)cy;
    shai_interval_max(r, x, y);
}

static void join_op(struct shai_arena *a, struct shai_interval *r, const struct shai_interval *x,
                    const struct shai_interval *y, bool cx, bool cy)
{
    struct shai_interval s = *x;
    (void)a, (void)cx, (void)cy;
    shai_interval_join(&s, y);
    *r = s;
}

static void div_op(struct shai_arena *a, struct shai_interval *r, const struct shai_interval *x,
                   const struct shai_interval *y, bool cx, bool cy)
{
    shai_interval_div(a, r, x, y, cx, cy);
}

static binary *const ADD = shai_interval_add, *const SUB = shai_interval_sub, *const MUL = shai_interval_mul;

struct row {
    const char *a, *b, *r;
};

static void hold(binary *op, const struct row *rows, size_t n, bool commutes)
{
    for (size_t i = 0; i < n; i++) {
        struct shai_interval a = interval(rows[i].a), b = interval(rows[i].b), r;
        op(&arena, &r, &a, &b, false, false);
        assert_string_equal(interval_text(&r), rows[i].r);
        if (commutes) {
            op(&arena, &r, &b, &a, false, false);
            assert_string_equal(interval_text(&r), rows[i].r);
        }
        op(&arena, &a, &a, &b, false, false); /* the result over an operand */
        assert_string_equal(interval_text(&a), rows[i].r);
        a = interval(rows[i].a);
        op(&arena, &b, &a, &b, false, false);
        assert_string_equal(interval_text(&b), rows[i].r);
    }
}

static void makes(void **state)
{
    (void)state;
    struct shai_interval a = interval("[2, 2]"), b = interval("[2, 3)"), c = shai_interval_all();
    assert_true(shai_interval_is_point(&a));
    assert_false(shai_interval_is_point(&b));
    assert_string_equal(interval_text(&b), "[2, 3)");
    assert_string_equal(interval_text(&c), "(-inf, inf)");
    a = shai_interval_make(num("2/4"), num("0.5"), SHAI_UNDETECTED);
    assert_int_equal(a.flags, SHAI_POINT | SHAI_UNDETECTED);
    a = shai_interval_bottom();
    assert_int_equal(a.flags, SHAI_BOTTOM);
    a = shai_interval_point(num("1e40"));
    assert_int_equal(a.flags, SHAI_POINT);
}

static void adds(void **state)
{
    static const struct row T[] = {
        {"1", "2", "3"},
        {"1", "[2, 3)", "[3, 4)"},
        {"[0, 1)", "(2, 3]", "(2, 4)"},
        {"[0, 1]", "[2, 3]", "[2, 4]"},
        {"(0, inf)", "1", "(1, inf)"},
        {"(-inf, 0]", "[1, 2]", "(-inf, 2]"},
        {"(-inf, 0]", "[1, inf)", "(-inf, inf)"},
        {"(0, 9223372036854775807]", "1", "(1, 9223372036854775808]"},
    };
    (void)state;
    hold(ADD, T, COUNT(T), true);
}

static void subtracts(void **state)
{
    static const struct row T[] = {
        {"1", "2", "-1"},
        {"1", "[2, 3)", "(-2, -1]"},
        {"[2, 3)", "1", "[1, 2)"},
        {"[0, 1)", "(2, 3]", "[-3, -1)"},
        {"[0, 1]", "[0, 1]", "[-1, 1]"},
        {"0", "(-inf, 3]", "[-3, inf)"},
        {"[0, inf)", "[0, inf)", "(-inf, inf)"},
        {"0", "[-9223372036854775808, 0)", "(0, 9223372036854775808]"},
    };
    (void)state;
    hold(SUB, T, COUNT(T), false);
}

static void multiplies(void **state)
{
    static const struct row T[] = {
        {"3", "4", "12"},
        {"-2", "[1, 3)", "(-6, -2]"},
        {"2", "(-1, inf)", "(-2, inf)"},
        {"-2", "(-1, inf)", "(-inf, 2)"},
        {"0", "(1, 2)", "0"},
        {"0", "(-inf, inf)", "0"},
        {"[0, 1)", "(2, 3)", "[0, 3)"},
        {"(0, 1)", "[2, 3]", "(0, 3)"},
        {"[0, 1]", "(2, inf)", "[0, inf)"},
        {"(0, 1]", "[2, inf)", "(0, inf)"},
        {"(0, 1)", "(0, inf)", "(0, inf)"},
        {"(0, inf)", "(0, inf)", "(0, inf)"},
        {"[0, inf)", "(0, inf)", "[0, inf)"},
        {"(0, 1)", "(-inf, inf)", "(-inf, inf)"},
        {"[0, 1]", "[-1, 0)", "[-1, 0]"},
        {"(0, 1]", "[-1, 0)", "[-1, 0)"},
        {"(0, 1]", "[-1, 0]", "[-1, 0]"},
        {"[-1, 2)", "[-3, 4]", "(-6, 8)"},
        {"[-1, 1)", "[-1, 1]", "[-1, 1]"},
        {"(-1, 1)", "(-1, 1]", "(-1, 1)"},
        {"[-1, 1)", "[-1, 1)", "(-1, 1]"},
        {"[-2, 3]", "(1, inf)", "(-inf, inf)"},
        {"(-inf, 0]", "(-inf, 0)", "[0, inf)"},
        {"(-inf, -1]", "(-inf, -2)", "(2, inf)"},
        {"(-inf, -1]", "[2, inf)", "(-inf, -2]"},
        {"[0, 0.5)", "0.7", "[0, 7/20)"},
    };
    (void)state;
    hold(MUL, T, COUNT(T), true);
}

static void divides(void **state)
{
    static const struct row T[] = {
        {"1", "4", "1/4"},
        {"-1", "-4", "1/4"},
        {"[1, 2)", "4", "[1/4, 1/2)"},
        {"[1, 2)", "-4", "(-1/2, -1/4]"},
        {"1", "[2, 4)", "(1/4, 1/2]"},
        {"1", "(0, 4]", "[1/4, inf)"},
        {"1", "[-4, 0)", "(-inf, -1/4]"},
        {"1", "(4, inf)", "(0, 1/4)"},
        {"1", "(-inf, -4]", "[-1/4, 0)"},
        {"0", "(0, 4]", "0"},
        {"0", "(0, inf)", "0"},
        {"[0, 1]", "(0, 4]", "[0, inf)"},
        {"(0, 1]", "(0, 4]", "(0, inf)"},
        {"[-1, 1]", "(0, 4]", "(-inf, inf)"},
        {"[-1, 2)", "[2, inf)", "[-1/2, 1)"},
        {"[1, 2]", "(0, inf)", "(0, inf)"},
        {"[1, 2]", "(-inf, 0)", "(-inf, 0)"},
        {"(-inf, inf)", "(0, inf)", "(-inf, inf)"},
    };
    static const char *const ZERO[] = {"0", "[0, 1]", "[-1, 0]", "(-1, 1)", "(-inf, 0]", "(-inf, inf)", "[0, inf)"};
    (void)state;
    hold(div_op, T, COUNT(T), false);
    struct shai_interval a = interval("1"), b = interval("(0, 1]"), r;
    assert_true(shai_interval_div(&arena, &r, &a, &b, false, false));
    for (size_t i = 0; i < COUNT(ZERO); i++) {
        b = interval(ZERO[i]);
        assert_false(shai_interval_div(&arena, &r, &a, &b, false, false));
        assert_string_equal(interval_text(&r), "(-inf, inf)");
    }
}

static void negates(void **state)
{
    static const char *const T[][3] = {
        /* x, -x, |x| */
        {"3", "-3", "3"},
        {"-3", "3", "3"},
        {"0", "0", "0"},
        {"[1, 2)", "(-2, -1]", "[1, 2)"},
        {"(-2, -1]", "[1, 2)", "[1, 2)"},
        {"(-2, 1]", "[-1, 2)", "[0, 2)"},
        {"(-2, 2]", "[-2, 2)", "[0, 2]"},
        {"[-2, 2)", "(-2, 2]", "[0, 2]"},
        {"(-2, 2)", "(-2, 2)", "[0, 2)"},
        {"[-1, 2)", "(-2, 1]", "[0, 2)"},
        {"(0, 1]", "[-1, 0)", "(0, 1]"},
        {"[0, 1]", "[-1, 0]", "[0, 1]"},
        {"[-1, 0)", "(0, 1]", "(0, 1]"},
        {"[-1, 0]", "[0, 1]", "[0, 1]"},
        {"(-inf, 1]", "[-1, inf)", "[0, inf)"},
        {"(-inf, -1]", "[1, inf)", "[1, inf)"},
        {"(-1, inf)", "(-inf, 1)", "[0, inf)"},
        {"(-inf, inf)", "(-inf, inf)", "[0, inf)"},
        {"[-9223372036854775808, 0]", "[0, 9223372036854775808]", "[0, 9223372036854775808]"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_interval a = interval(T[i][0]), r;
        shai_interval_neg(&arena, &r, &a);
        assert_string_equal(interval_text(&r), T[i][1]);
        shai_interval_abs(&arena, &r, &a);
        assert_string_equal(interval_text(&r), T[i][2]);
        shai_interval_abs(&arena, &a, &a);
        assert_string_equal(interval_text(&a), T[i][2]);
    }
}

static void extremes(void **state)
{
    static const struct row MIN[] = {
        {"1", "2", "1"},
        {"[0, 3]", "1", "[0, 1]"},
        {"[0, 3]", "(1, 2)", "[0, 2)"},
        {"[0, 3)", "[0, 3]", "[0, 3)"},
        {"(0, 3]", "[0, 3]", "[0, 3]"},
        {"(0, 3)", "(0, 4)", "(0, 3)"},
        {"(-inf, 3]", "[1, inf)", "(-inf, 3]"},
        {"[1, 5]", "1", "1"},
        {"[0, inf)", "(0, inf)", "[0, inf)"},
    };
    static const struct row MAX[] = {
        {"1", "2", "2"},
        {"[0, 3]", "1", "[1, 3]"},
        {"[0, 3]", "(1, 2)", "(1, 3]"},
        {"[0, 3)", "[0, 3]", "[0, 3]"},
        {"(0, 3]", "[0, 3]", "(0, 3]"},
        {"(0, 3)", "(-1, 3)", "(0, 3)"},
        {"(-inf, 3]", "[1, inf)", "[1, inf)"},
        {"[1, 5]", "5", "5"},
        {"(-inf, 0]", "(-inf, 0)", "(-inf, 0]"},
    };
    static const struct row JOIN[] = {
        {"1", "1", "1"},
        {"1", "2", "[1, 2]"},
        {"[0, 3)", "(1, 3]", "[0, 3]"},
        {"(0, 3)", "0", "[0, 3)"},
        {"(0, 1)", "(5, 6]", "(0, 6]"},
        {"(-inf, 0)", "(5, inf)", "(-inf, inf)"},
        {"(0, 3)", "(0, 3)", "(0, 3)"},
    };
    (void)state;
    hold(min_op, MIN, COUNT(MIN), true);
    hold(max_op, MAX, COUNT(MAX), true);
    hold(join_op, JOIN, COUNT(JOIN), true);
    struct shai_interval r = shai_interval_bottom(), a = interval("[1, 2)");
    a.flags |= SHAI_UNDETECTED | SHAI_U_GIVEN;
    a.u = num("0.1");
    shai_interval_join(&r, &a);
    assert_string_equal(interval_text(&r), "[1, 2)");
    assert_int_equal(r.flags, a.flags);
    assert_string_equal(fraction(r.u), "1/10");
    struct shai_interval none = shai_interval_bottom();
    shai_interval_join(&r, &none);
    assert_int_equal(r.flags, a.flags);
    shai_interval_join(&none, &none);
    assert_int_equal(none.flags, SHAI_BOTTOM);
}

static void rounds(void **state)
{
    static const struct row T[] = {
        {"16.5", "1", "16"},
        {"(16.5, 16.55)", "1", "17"}, /* GB/T 8170: 16.5(+) */
        {"(16.45, 16.5)", "1", "16"}, /* 16.5(-) */
        {"(-16.55, -16.5)", "1", "-17"},
        {"(-16.5, -16.45)", "1", "-16"},
        {"[16.5, 17.5]", "1", "[16, 18]"},
        {"(16.5, 17.5)", "1", "17"},
        {"[17.5, 18.5]", "1", "18"},
        {"(17.5, 18.5)", "1", "18"},
        {"[0, 0.5)", "1", "0"},
        {"[0, 0.5]", "1", "0"},
        {"(0.5, inf)", "1", "[1, inf)"},
        {"(-inf, 0.5)", "1", "(-inf, 0]"},
        {"(-inf, 1.5)", "1", "(-inf, 1]"},
        {"[0, 0.05)", "0.1", "0"},
        {"(1, 2)", "0.1", "[1, 2]"},
        {"(-inf, inf)", "0.1", "(-inf, inf)"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_interval a = interval(T[i].a), r;
        shai_interval_round(&arena, &r, &a, num(T[i].b));
        assert_string_equal(interval_text(&r), T[i].r);
        shai_interval_round(&arena, &a, &a, num(T[i].b));
        assert_string_equal(interval_text(&a), T[i].r);
    }
}

static void compares(void **state)
{
    static const struct {
        const char *a, *b;
        enum shai_truth lt, le, eq, ge, gt;
    } T[] = {
#define Y SHAI_YES
#define N SHAI_NO
#define U SHAI_UNKNOWN
        {"1", "2", Y, Y, N, N, N},
        {"2", "2", N, Y, Y, Y, N},
        {"2.0", "2", N, Y, Y, Y, N},
        {"[0, 25)", "25", Y, Y, N, N, N},
        {"[0, 25]", "25", U, Y, U, U, N},
        {"[0, 25)", "24", U, U, U, U, U},
        {"(25, inf)", "25", N, N, N, Y, Y},
        {"[25, inf)", "25", N, U, U, Y, U},
        {"(25, inf)", "26", U, U, U, U, U},
        {"(-inf, 25]", "25", U, Y, U, U, N},
        {"(-inf, inf)", "25", U, U, U, U, U},
        {"(-inf, inf)", "(-inf, inf)", U, U, U, U, U},
        {"(0, 1)", "(1, 2)", Y, Y, N, N, N},
        {"(0, 1]", "(1, 2)", Y, Y, N, N, N},
        {"(0, 1)", "[1, 2)", Y, Y, N, N, N},
        {"(0, 1]", "[1, 2)", U, Y, U, U, N},
        {"[0, 1]", "[0, 1]", U, U, U, U, U},
        {"(-inf, 0)", "(0, inf)", Y, Y, N, N, N},
        {"(-inf, 0]", "[0, inf)", U, Y, U, U, N},
#undef Y
#undef N
#undef U
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_interval a = interval(T[i].a), b = interval(T[i].b);
        assert_int_equal(shai_interval_lt(&a, &b), T[i].lt);
        assert_int_equal(shai_interval_le(&a, &b), T[i].le);
        assert_int_equal(shai_interval_eq(&a, &b), T[i].eq);
        assert_int_equal(shai_interval_eq(&b, &a), T[i].eq);
        assert_int_equal(shai_interval_le(&b, &a), T[i].ge);
        assert_int_equal(shai_interval_lt(&b, &a), T[i].gt);
    }
}

/* --- beside the value -------------------------------------------------------------------------------------- */

static void undetected(void **state)
{
    static const struct {
        bool a, b, const_a, const_b, r;
    } T[] = {
        {0, 0, 0, 0, 0}, {1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {1, 1, 0, 0, 1}, {1, 0, 0, 1, 1},
        {0, 1, 1, 0, 1}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 1, 1, 0},
    };
    static binary *const OPS[] = {shai_interval_add, shai_interval_sub, shai_interval_mul, div_op};
    static const char *const FORMS[] = {"2", "[2, 3)"};
    (void)state;
    for (size_t i = 0; i < COUNT(T) * COUNT(OPS) * 4; i++) {
        size_t t = i / 4 / COUNT(OPS);
        struct shai_interval a = interval(FORMS[i % 2]), b = interval(FORMS[i / 2 % 2]), r;
        if (T[t].a) a.flags |= SHAI_UNDETECTED;
        if (T[t].b) b.flags |= SHAI_UNDETECTED;
        OPS[i / 4 % COUNT(OPS)](&arena, &r, &a, &b, T[t].const_a, T[t].const_b);
        assert_int_equal((r.flags & SHAI_UNDETECTED) != 0, T[t].r);
        shai_interval_min(&r, &a, &b);
        assert_int_equal((r.flags & SHAI_UNDETECTED) != 0, T[t].a && T[t].b);
        shai_interval_max(&r, &a, &b);
        assert_int_equal((r.flags & SHAI_UNDETECTED) != 0, T[t].a && T[t].b);
        shai_interval_neg(&arena, &r, &a);
        assert_int_equal((r.flags & SHAI_UNDETECTED) != 0, T[t].a);
        shai_interval_abs(&arena, &r, &a);
        assert_int_equal((r.flags & SHAI_UNDETECTED) != 0, T[t].a);
        shai_interval_round(&arena, &r, &a, num("1"));
        assert_int_equal((r.flags & SHAI_UNDETECTED) != 0, T[t].a);
        shai_interval_join(&a, &b);
        assert_int_equal((a.flags & SHAI_UNDETECTED) != 0, T[t].a && T[t].b);
    }
}

static struct shai_interval with_u(const char *value, const char *u)
{
    struct shai_interval a = interval(value);
    if (strcmp(u, "lost") == 0) {
        a.flags |= SHAI_U_LOST;
    } else if (*u) {
        a.flags |= SHAI_U_GIVEN;
        a.u = num(u);
    }
    return a;
}

static const char *u_text(const struct shai_interval *a)
{
    switch (a->flags & (SHAI_U_GIVEN | SHAI_U_LOST)) {
    case 0: return "";
    case SHAI_U_GIVEN: return fraction(a->u);
    case SHAI_U_LOST: return "lost";
    default: return "both";
    }
}

static void uncertainty(void **state)
{
    static const struct {
        char op;
        const char *a, *ua, *b, *ub;
        bool const_a, const_b;
        const char *u;
    } T[] = {
        {'+', "1", "", "2", "", 0, 0, ""},
        {'+', "1", "0.1", "2", "0.2", 0, 0, "3/10"},
        {'-', "1", "0.1", "2", "0.2", 0, 0, "3/10"},
        {'+', "1", "0.1", "2", "", 0, 0, "1/10"},
        {'-', "1", "", "[2, 3)", "0.2", 0, 0, "1/5"},
        {'+', "1", "lost", "2", "0.2", 0, 0, "lost"},
        {'-', "1", "0.1", "2", "lost", 0, 0, "lost"},
        {'*', "1", "", "2", "", 0, 0, ""},
        {'*', "5", "0.1", "-2", "", 0, 1, "1/5"},
        {'*', "-2", "", "[5, 6)", "0.1", 1, 0, "1/5"},
        {'*', "5", "0.1", "0", "", 0, 1, "0"},
        {'*', "5", "0.1", "2", "", 0, 0, "lost"},
        {'*', "5", "0.1", "[2, 3]", "", 0, 1, "lost"},
        {'*', "5", "0.1", "2", "0.1", 0, 1, "lost"},
        {'*', "5", "lost", "2", "", 0, 1, "lost"},
        {'*', "2", "", "5", "lost", 1, 0, "lost"},
        {'/', "5", "0.1", "-2", "", 0, 1, "1/20"},
        {'/', "[5, 6]", "0.1", "2", "", 0, 1, "1/20"},
        {'/', "5", "0.1", "2", "", 0, 0, "lost"},
        {'/', "2", "", "5", "0.1", 1, 0, "lost"},
        {'/', "5", "0.1", "0", "", 0, 1, "lost"},
        {'/', "5", "", "0", "", 0, 1, ""},
        {'/', "5", "lost", "2", "", 0, 1, "lost"},
        {'/', "5", "", "2", "", 0, 0, ""},
        {'<', "1", "0.1", "2", "0.2", 0, 0, "1/5"},
        {'<', "1", "0.3", "2", "0.2", 0, 0, "3/10"},
        {'<', "[0, 1]", "0.3", "2", "", 0, 0, "3/10"},
        {'<', "1", "", "2", "", 0, 0, ""},
        {'<', "1", "0.1", "2", "lost", 0, 0, "lost"},
        {'>', "1", "0.1", "2", "0.2", 0, 0, "1/5"},
        {'>', "1", "lost", "2", "0.2", 0, 0, "lost"},
        {'j', "1", "0.1", "2", "0.2", 0, 0, "1/5"},
        {'j', "1", "0.3", "2", "", 0, 0, "3/10"},
        {'j', "1", "", "2", "lost", 0, 0, "lost"},
        {'n', "1", "0.1", "2", "", 0, 0, "1/10"},
        {'n', "[1, 2)", "0.1", "2", "", 0, 0, "1/10"},
        {'n', "[1, 2)", "lost", "2", "", 0, 0, "lost"},
        {'a', "1", "0.1", "2", "", 0, 0, "lost"},
        {'a', "-1", "", "2", "", 0, 0, ""},
        {'a', "[-1, 2]", "lost", "2", "", 0, 0, "lost"},
        {'r', "1", "0.1", "2", "", 0, 0, "1/10"},
        {'r', "[1, 2)", "0.1", "2", "", 0, 0, "1/10"},
        {'r', "[1, 2)", "lost", "2", "", 0, 0, "lost"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(T); i++) {
        struct shai_interval a = with_u(T[i].a, T[i].ua), b = with_u(T[i].b, T[i].ub), r;
        bool ca = T[i].const_a, cb = T[i].const_b;
        switch (T[i].op) {
        case '+': shai_interval_add(&arena, &r, &a, &b, ca, cb); break;
        case '-': shai_interval_sub(&arena, &r, &a, &b, ca, cb); break;
        case '*': shai_interval_mul(&arena, &r, &a, &b, ca, cb); break;
        case '/': shai_interval_div(&arena, &r, &a, &b, ca, cb); break;
        case '<': shai_interval_min(&r, &a, &b); break;
        case '>': shai_interval_max(&r, &a, &b); break;
        case 'j': r = a, shai_interval_join(&r, &b); break;
        case 'n': shai_interval_neg(&arena, &r, &a); break;
        case 'a': shai_interval_abs(&arena, &r, &a); break;
        default: shai_interval_round(&arena, &r, &a, num("1")); break;
        }
        assert_string_equal(u_text(&r), T[i].u);
    }
}

int main(void)
{
#define UNIT(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        UNIT(makes),    UNIT(adds),   UNIT(subtracts), UNIT(multiplies), UNIT(divides),     UNIT(negates),
        UNIT(extremes), UNIT(rounds), UNIT(compares),  UNIT(undetected), UNIT(uncertainty),
    };
    return cmocka_run_group_tests_name("interval", tests, NULL, NULL);
}
