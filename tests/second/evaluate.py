#!/usr/bin/env python3
"""A second opinion: judges samples by the JSON of `sushai ast`, as naively as the reference allows.

In: a document "sushai-ast/1" (docs/ast.md) and samples, a dict of header -> cell each. Out: for each sample what
docs/language.md says must come out. It knows nothing of the C program: no registers, no jumps, only `fractions`.
It does not parse Sushai and it reads only the cells that generate.py writes.
"""
import datetime
import json
import re
import sys
from fractions import Fraction as F

NO, UNKNOWN, YES = "no", "unknown", "yes"
INAPPLICABLE, UNJUDGED, OPEN = "inapplicable", "unjudged", "open"
INF = None  # an end without a bound
LOST = None  # a U that cannot be said


class Number:
    """What is possible [R-NUM]: two ends, each open or closed; the missing readings it rests on [R-MISS-1]; whether a
    reading is in it, and whether all of those were not detected [R-NUM-16]; its expanded uncertainty, LOST where it cannot
    be said [R-DECIDE-7, R-DECIDE-8]."""

    def __init__(self, lo, hi, lo_open=False, hi_open=False, missing=frozenset(), read=False, undetected=False, u=F(0)):
        self.lo, self.hi = lo, hi
        self.lo_open, self.hi_open = lo_open or lo is INF, hi_open or hi is INF
        self.missing, self.read, self.undetected, self.u = frozenset(missing), read, undetected, u

    def with_(self, missing):
        return Number(self.lo, self.hi, self.lo_open, self.hi_open, self.missing | missing, self.read, self.undetected, self.u)

    def with_u(self, u):
        return Number(self.lo, self.hi, self.lo_open, self.hi_open, self.missing, self.read, self.undetected, u)

    def moved(self, by):
        return Number(INF if self.lo is INF else self.lo + by, INF if self.hi is INF else self.hi + by, self.lo_open, self.hi_open,
                      self.missing, self.read, self.undetected)

    def is_point(self):
        return self.lo is not INF and self.lo == self.hi and not self.lo_open


def point(x):
    return Number(F(x), F(x))


def everything(missing=frozenset()):
    return Number(INF, INF, missing=missing)


def greatest(a, b):
    return LOST if LOST in (a, b) else max(a, b)


def rests(a, b, u="greatest"):
    """The parts of a result that follow from its operands'."""
    read = a.read or b.read
    undetected = read and (a.undetected or not a.read) and (b.undetected or not b.read)
    return dict(missing=a.missing | b.missing, read=read, undetected=undetected, u=greatest(a.u, b.u) if u == "greatest" else u)


def add(a, b):
    lo = INF if a.lo is INF or b.lo is INF else a.lo + b.lo
    hi = INF if a.hi is INF or b.hi is INF else a.hi + b.hi
    return Number(lo, hi, a.lo_open or b.lo_open, a.hi_open or b.hi_open,
                  **rests(a, b, LOST if LOST in (a.u, b.u) else a.u + b.u))


def neg(a):
    return Number(INF if a.hi is INF else -a.hi, INF if a.lo is INF else -a.lo, a.hi_open, a.lo_open, a.missing, a.read,
                  a.undetected, a.u)


def sub(a, b):
    return add(a, neg(b))


BIG = 10 ** 9  # a rank for infinities


def corner(x, x_open, x_sign, y, y_open, y_sign):
    """The product of two ends as (rank, value, open); an infinite end is None with its sign."""
    if (x == 0 and x is not None and not x_open) or (y == 0 and y is not None and not y_open):
        return (0, F(0), False)
    sx = x_sign if x is None else (x > 0) - (x < 0)
    sy = y_sign if y is None else (y > 0) - (y < 0)
    if x is None or y is None:
        if sx * sy == 0:
            return (0, F(0), True)
        return (sx * sy, F(0), True)
    return (0, x * y, x_open or y_open)


def multiple_u(a, b):
    """Of an exact multiple the multiple; of a product of two numbers with U nothing can be said."""
    if a.u == 0 == b.u:
        return F(0)
    for x, y in ((a, b), (b, a)):
        if y.u == 0 and y.is_point() and not y.read:
            return LOST if x.u is LOST else x.u * abs(y.lo)
    return LOST


def mul(a, b):
    corners = [corner(x, xo, xs, y, yo, ys)
               for x, xo, xs in ((a.lo, a.lo_open, -1), (a.hi, a.hi_open, 1))
               for y, yo, ys in ((b.lo, b.lo_open, -1), (b.hi, b.hi_open, 1))]
    low = min(corners)       # a closed corner comes before an open one of the same value
    high = max(corners, key=lambda c: (c[0], c[1], not c[2]))
    return Number(INF if low[0] else low[1], INF if high[0] else high[1], low[2], high[2], **rests(a, b, multiple_u(a, b)))


def holds_zero(a):
    below = a.lo is INF or a.lo < 0 or (a.lo == 0 and not a.lo_open)
    above = a.hi is INF or a.hi > 0 or (a.hi == 0 and not a.hi_open)
    return below and above


def div(a, b):
    if holds_zero(b):  # [R-NUM-13]
        r = everything()
        k = rests(a, b)
        r.missing, r.read, r.undetected = k["missing"], k["read"], k["undetected"]
        r.u = F(0) if a.u == 0 == b.u else LOST
        return r
    positive = b.lo is not INF and b.lo >= 0

    def turn(x, is_open):
        if x is INF:
            return F(0), True
        if x == 0:
            return INF, True
        return 1 / x, is_open
    lo, lo_open = turn(b.hi, b.hi_open)
    hi, hi_open = turn(b.lo, b.lo_open)
    del positive
    return mul(a, Number(lo, hi, lo_open, hi_open, b.missing, b.read, b.undetected, F(0) if b.u == 0 else LOST))


def absolute(a):
    if a.u != 0:
        a = a.with_u(LOST)
    if a.lo is not INF and a.lo >= 0:
        return a
    if a.hi is not INF and a.hi <= 0:
        return neg(a)
    ends = [(INF if a.lo is INF else -a.lo, a.lo_open), (a.hi, a.hi_open)]
    if INF in (ends[0][0], ends[1][0]):
        hi, hi_open = INF, True
    else:
        hi = max(ends[0][0], ends[1][0])
        hi_open = all(o for v, o in ends if v == hi)
    return Number(F(0), hi, False, hi_open, a.missing, a.read, a.undetected, a.u)


def lesser(a, b):
    def low():
        if a.lo is INF or b.lo is INF:
            return INF, True
        if a.lo != b.lo:
            return (a.lo, a.lo_open) if a.lo < b.lo else (b.lo, b.lo_open)
        return a.lo, a.lo_open and b.lo_open

    def high():
        if a.hi is INF:
            return b.hi, b.hi_open
        if b.hi is INF:
            return a.hi, a.hi_open
        if a.hi != b.hi:
            return (a.hi, a.hi_open) if a.hi < b.hi else (b.hi, b.hi_open)
        return a.hi, a.hi_open or b.hi_open
    lo, lo_open = low()
    hi, hi_open = high()
    return Number(lo, hi, lo_open, hi_open, **rests(a, b))


def greater(a, b):
    return neg(lesser(neg(a), neg(b)))


def median(numbers):
    """It grows with each of its arguments, so its ends are the medians of theirs."""
    lows = sorted((k.lo is not INF, k.lo or 0, k.lo_open) for k in numbers)
    highs = sorted((k.hi is INF, k.hi or 0, not k.hi_open) for k in numbers)
    half = len(numbers) // 2
    middle = [half] if len(numbers) % 2 else [half - 1, half]
    lo = INF if any(not lows[i][0] for i in middle) else sum(lows[i][1] for i in middle) / F(len(middle))
    hi = INF if any(highs[i][0] for i in middle) else sum(highs[i][1] for i in middle) / F(len(middle))
    r = numbers[0]
    for k in numbers[1:]:
        r = lesser(r, k)  # for what it rests on
    return Number(lo, hi, any(lows[i][2] for i in middle), any(not highs[i][2] for i in middle), r.missing, r.read,
                  r.undetected, r.u)


def aggregated(how, numbers):
    if how == "median":
        return median(numbers)
    r = numbers[0]
    for k in numbers[1:]:
        r = {"min": lesser, "max": greater, "sum": add, "mean": add}[how](r, k)
    return mul(r, point(F(1, len(numbers)))) if how == "mean" else r


def hull(a, b):
    """[R-VALUE-4]; None is nothing yet."""
    if a is None:
        return b
    if a.lo is INF or b.lo is INF:
        lo, lo_open = INF, True
    else:
        lo = min(a.lo, b.lo)
        lo_open = all(n.lo_open for n in (a, b) if n.lo == lo)
    if a.hi is INF or b.hi is INF:
        hi, hi_open = INF, True
    else:
        hi = max(a.hi, b.hi)
        hi_open = all(n.hi_open for n in (a, b) if n.hi == hi)
    return Number(lo, hi, lo_open, hi_open, **rests(a, b))


# --- rounding [R-ROUND] ------------------------------------------------------------------------------------------------

def round_point(x, q):
    """[R-ROUND-1]; Python rounds a Fraction to the nearest whole number, of two to the even one."""
    return q * round(x / q)


def round_end(x, is_open, q, side):
    """(value, open). An open end is rounded from inside [R-ROUND-5]: from half way to the next place where rounding
    may turn, side 1 above x or -1 below it."""
    if x is INF:
        return INF, True
    if is_open:
        grid = q / 2
        beside = (x // grid + 1) * grid if side > 0 else -((-x) // grid + 1) * grid
        x = (x + beside) / 2
    return round_point(x, q), False


def round_to(a, q):
    lo, lo_open = round_end(a.lo, a.lo_open, q, 1)
    hi, hi_open = round_end(a.hi, a.hi_open, q, -1)
    return Number(lo, hi, lo_open, hi_open, a.missing, a.read, a.undetected, a.u)


def round_significant(a, digits):
    """[R-ROUND-3]: each end to the place of its own last digit; 0 stays as it is."""
    def end(x, is_open, side):
        if x is INF or x == 0:
            return x, is_open
        place = F(1)
        while abs(x) >= 10 * place:
            place *= 10
        while abs(x) < place:
            place /= 10
        return round_end(x, is_open, place / F(10) ** (digits - 1), side)
    lo, lo_open = end(a.lo, a.lo_open, 1)
    hi, hi_open = end(a.hi, a.hi_open, -1)
    return Number(lo, hi, lo_open, hi_open, a.missing, a.read, a.undetected, a.u)


def last_place(node):
    """The place of the last digit that a bound is written with, in base units [R-ROUND-8, R-ROUND-9]."""
    if node["op"] == "mul":
        return last_place(node["args"][0]) * F(node["args"][1]["value"])
    if node["op"] == "neg":
        return last_place(node["args"][0])
    mantissa, _, exponent = node["written"].upper().partition("E")
    places = len(mantissa.partition(".")[2]) - int(exponent or 0)
    return F(node["factor"]) / F(10) ** places


# --- standards [R-DECL-6] ----------------------------------------------------------------------------------------------

def folded(text):
    """Full width and the form of dashes apart."""
    out = [chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text]
    return "".join("-" if c in "—–‐‑‒―−" else c for c in out)


def names_standard(text, code):
    """The code, blanks apart, with nothing beside it that would make it a longer one."""
    signs = [re.escape(c) for c in folded(code) if not c.isspace()]
    return re.search(r"(?<![A-Za-z0-9./-])" + r"\s*".join(signs) + r"(?![./-]?[A-Za-z0-9])", folded(text)) is not None


# --- texts [R-LEX-15, R-LEX-17, R-CMP-8] --------------------------------------------------------------------------------

def narrow(text):
    """Full-width signs and the ideographic space as their ASCII twins."""
    return "".join(" " if c == "\u3000" else chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)


def matches(pattern, caseless, text):
    """Our dialect in Python's words. (A mark is of \\w in ours and not in Python's; no text of the tests has one.)"""
    out, in_class, i = [], False, 0
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            i += 1
            out.append(("0-9" if in_class else "[0-9]") if pattern[i] == "d" else "\\" + pattern[i])
        elif c == "$" and not in_class:
            out.append(r"\Z")
        elif narrow(c) != c:
            out.append(narrow(c) if in_class and narrow(c).isalnum() else re.escape(narrow(c)))
        else:
            out.append(c)
        in_class = c == "[" or (in_class and c != "]")
        i += 1
    return re.search("".join(out), narrow(text), re.I if caseless else 0) is not None


def is_credit_code(text):
    """GB 32100-2015: the sum of value times 3^i, i from 0, over all places but the last, and the last, is 0 modulo 31."""
    code = narrow(text).upper()
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if len(code) != 18 or any(c not in signs for c in code) or not all(c in "0123456789" for c in code[2:8]):
        return False
    return (sum(signs.index(c) * 3 ** i for i, c in enumerate(code[:17])) + signs.index(code[17])) % 31 == 0


# --- truths: (answer, missing readings) -------------------------------------------------------------------------------

def truth(answer, missing=frozenset()):
    return answer, frozenset(missing)


def lt(a, b):
    """[R-CMP-1]"""
    m = a.missing | b.missing
    if a.hi is not INF and b.lo is not INF and (a.hi < b.lo or (a.hi == b.lo and (a.hi_open or b.lo_open))):
        return truth(YES, m)
    if b.hi is not INF and a.lo is not INF and b.hi <= a.lo:
        return truth(NO, m)
    return truth(UNKNOWN, m)


def no_(t):
    return {YES: NO, NO: YES}.get(t[0], t[0]), t[1]


def le(a, b):
    return no_(lt(b, a))


def eq(a, b):
    m = a.missing | b.missing
    if a.is_point() and b.is_point() and a.lo == b.lo:
        return truth(YES, m)
    if lt(a, b)[0] == YES or lt(b, a)[0] == YES:
        return truth(NO, m)
    return truth(UNKNOWN, m)


def decided(a, b, by):
    """`and` is decided by a no, `or` by a yes [R-MISS-2, R-MISS-3]."""
    for special in (INAPPLICABLE, OPEN, UNJUDGED):  # what a limit says of an item
        sides = [t for t in (a, b) if t[0] == special]
        if sides:
            return special, frozenset().union(*(t[1] for t in sides))
    deciders = [t for t in (a, b) if t[0] == by]
    if len(deciders) == 1:
        return deciders[0]
    if len(deciders) == 2:
        for t in deciders:
            if not t[1]:
                return t
        return by, a[1] | b[1]
    other = YES if by == NO else NO
    return (other if a[0] == b[0] == other else UNKNOWN), a[1] | b[1]


def and_(a, b):
    return decided(a, b, NO)


def or_(a, b):
    return decided(a, b, YES)


def join_truth(a, b):
    """[R-CASE-6, R-CASE-7]; None is nothing yet."""
    if a is None:
        return b
    m = a[1] | b[1]
    if a[0] == b[0]:
        return a[0], m
    if {a[0], b[0]} <= {NO, UNKNOWN, YES}:
        return UNKNOWN, m
    return OPEN, m


def widened(a):
    """What a - U to a + U may be."""
    if a is None or not a.u:
        return a
    return Number(INF if a.lo is INF else a.lo - a.u, INF if a.hi is INF else a.hi + a.u, a.lo_open, a.hi_open, a.missing, a.read)


# --- decision rules [R-DECIDE] ------------------------------------------------------------------------------------------

def ruled(how, a, b, rule, negated):
    """`a how b` under a rule, how being lt, le or eq; negated: what is claimed is that it does not hold [R-DECIDE-5]."""
    base = how(a, b)
    if base[0] == UNKNOWN or rule == "simple":
        return base
    if LOST in (a.u, b.u):  # [R-DECIDE-8]
        return truth(UNKNOWN, base[1])
    u = a.u + b.u
    if how is eq:
        if u == 0:
            return base
        against = truth(NO, base[1])
        if base[0] == YES:
            with_it = base
        else:  # disjoint: they may still be equal within U
            gap = sub(b, a) if lt(a, b)[0] == YES else sub(a, b)
            with_it = le(gap, point(u))
    else:
        against, with_it = how(a.moved(u), b), how(a.moved(-u), b)
    if rule == "guarded":
        return with_it if negated else against
    return base if against[0] == with_it[0] else truth(UNKNOWN, base[1])


# --- cells ------------------------------------------------------------------------------------------------------------

UNITS = {"%": F(1, 100), "‰": F(1, 1000), "mg/kg": F(1, 10 ** 6), "ppm": F(1, 10 ** 6), "mm": F(1, 1000),
         "cm": F(1, 100), "m": F(1), "℃": F(1), "K": F(1), "月": F(1), "岁": F(12)}
EMPTY = {"", "/", "—", "--", "未检"}
NOT_DETECTED = {"ND", "N.D.", "未检出"}
DECIMAL = r"[-−+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"


def decimal(s):
    return F(s.replace("−", "-").replace("E", "e"))


class Fact:
    """One input's cell: blank, undeclared or known."""

    def __init__(self, state):
        self.state = state
        self.number = self.truth = self.text = self.detection_limit = None


class Refused(Exception):
    """A cell that its input does not allow: the sample is not judged."""


class Evaluator:
    def __init__(self, ast):
        assert ast["format"] == "sushai-ast/1"
        self.ast = ast
        self.inputs = {(i["item"], i["name"]): i for i in ast["inputs"]}
        self.items = {i["name"]: i for i in ast["items"]}
        self.lets = {i["name"]: i["value"] for i in ast["lets"]}
        self.tables = {t["name"]: t for t in ast["tables"]}
        self.standards = {t["name"]: t for t in ast["standards"]}

    # what a cell of the type can be when nothing is known of it
    def possible(self, inp):
        t = inp["type"]
        if t["kind"] in ("choice", "grade"):
            whole = Number(F(0), F(len(t["values"]) - 1))
        elif t["kind"] == "number" and not t["signed"]:
            whole = Number(F(0), INF)
        else:
            whole = everything()
        if inp["lo"] is not None:
            lo, hi = self.constant(inp["lo"]), self.constant(inp["hi"])
            whole = Number(lo, hi)
        return whole

    def constant(self, node):
        n = self.number(node)
        assert n.is_point()
        return n.lo

    def column(self, inp):
        """The headers under which a sample may hold this input."""
        names = [inp["name"]] + ([inp["alias"]] if inp["alias"] else [])
        if inp["item"]:
            names = [inp["item"] + "." + inp["name"]] + ([inp["name"]] if self.is_unique(inp) else [])
            if len(self.items[inp["item"]]["measures"]) == 1:
                names.append(inp["item"])
        return names

    def is_unique(self, inp):
        return sum(i["name"] == inp["name"] for i in self.ast["inputs"]) == 1

    def read(self, inp, sample):
        if inp["specimens"]:
            return self.read_specimens(inp, sample)
        return self.read_cell(inp, sample, self.column(inp))

    def read_specimens(self, inp, sample):
        """[R-SPEC-2 to R-SPEC-4]: the aggregate; of readings judged one by one a list."""
        names, spec = self.column(inp), inp["specimens"]
        facts = [self.read_cell(inp, sample, ["%s.%d" % (n, k + 1) for n in names], k + 1) for k in range(spec["count"])]
        whole = any(sample.get(n, "").strip() not in EMPTY for n in names)
        if spec["how"] == "every":
            if whole:
                raise Refused("%s: one cell for specimens that are judged one by one" % inp["name"])
            return facts
        if whole:
            if any(f.state != "blank" for f in facts):
                raise Refused("%s: the aggregate and its readings" % inp["name"])
            return self.read_cell(inp, sample, names)
        f = Fact("known")
        f.missing = frozenset().union(*(k.missing for k in facts))
        f.detection_limit = self.constant(inp["detection_limit"]) if inp["detection_limit"] else None
        if f.missing:
            f.state = "blank"
            f.number = everything(f.missing)
            f.number.read = True
            return f
        f.number = aggregated(spec["how"], [k.number for k in facts])
        return f

    def read_cell(self, inp, sample, columns, specimen=0):
        cell = next((sample[c] for c in columns if c in sample), "").strip()
        kind, is_reading = inp["type"]["kind"], inp["item"] is not None
        missing = frozenset([(inp["item"], inp["name"], specimen)]) if is_reading else frozenset()
        if cell in EMPTY:
            f = Fact("blank")
            f.number = self.possible(inp).with_(missing)
            f.number.read = is_reading
            f.truth, f.missing = truth(UNKNOWN, missing), missing
            return f
        if not is_reading and cell in ("无", "未明示", "undeclared") and kind != "choice":
            f = Fact("undeclared")
            f.number, f.truth, f.missing = self.possible(inp), truth(UNKNOWN), frozenset()
            return f
        f = Fact("known")
        f.missing = frozenset()
        if kind == "text":
            f.text = cell
        elif kind in ("yes_no", "conformity"):
            f.truth = truth(YES if cell in ("是", "yes", "符合", "pass") else NO)
        elif kind == "date":
            f.number = point(datetime.date(*map(int, cell.split("-"))).toordinal())
        elif kind in ("choice", "grade"):
            f.number = point(inp["type"]["values"].index(cell))
        else:
            f.number = self.quantity(inp, cell, f)
            for c in columns:  # [R-NUM-9, R-DECIDE-9]
                if c + ".U" != (self.items[inp["item"]]["value_u"] if is_reading else None) and sample.get(c + ".U", "") and f.number.u == 0:
                    f.number.u = self.uncertainty(sample[c + ".U"], inp["type"])
        if f.number is not None:
            f.number.read = is_reading
            self.admit(inp, f.number)
        if f.text is not None and inp["matches"] and not matches(inp["matches"]["pattern"], inp["matches"]["caseless"], f.text):
            raise Refused("%s: %s" % (inp["name"], cell))  # [R-ATTR-2]
        return f

    def admit(self, inp, n):
        """[R-ATTR-2, R-MEAS-4, R-NUM-2], of what is exactly known."""
        if not n.is_point():
            return
        low = self.constant(inp["lo"]) if inp["lo"] is not None else None
        if inp["lo"] is not None and not low <= n.lo <= self.constant(inp["hi"]):
            raise Refused("%s: %s" % (inp["name"], n.lo))
        if inp["type"]["kind"] == "number" and n.lo < 0 and not inp["type"]["signed"] and not (low is not None and low < 0):
            raise Refused("%s: %s" % (inp["name"], n.lo))

    @staticmethod
    def uncertainty(cell, type_):
        digits, _, unit = cell.partition(" ")
        return decimal(digits) * (UNITS[unit] if unit else F(type_["factor"]))

    def quantity(self, inp, cell, f):
        factor = F(inp["type"]["factor"])
        declared = self.constant(inp["detection_limit"]) if inp["detection_limit"] else None
        own = re.fullmatch(r"ND\((%s)\)" % DECIMAL, cell)
        glued = re.fullmatch(r"(%s)L" % DECIMAL, cell)
        f.detection_limit = declared
        if own or glued:
            f.detection_limit = decimal((own or glued)[1]) * factor
        if own or glued or cell in NOT_DETECTED:
            counts = inp["not_detected_counts"]
            if f.detection_limit is not None:
                n = Number(F(0), f.detection_limit, False, True)
            elif counts is not None:
                n = point(F(counts))
            else:
                n = self.possible(inp)
            n.undetected = True
            return n
        m = re.fullmatch(r"([<>]?)(%s)(\([-+]\))?(?: ?± ?(%s))? ?(\S*)" % (DECIMAL, DECIMAL), cell)
        sign, digits, mark, u, unit = m.groups()
        if unit:
            factor = UNITS[unit]
        x = decimal(digits)
        if mark:  # [R-NUM-10]
            places = len(digits.split(".")[1]) if "." in digits else 0
            half = F(1, 2) / 10 ** places
            away = mark == "(+)"
            size = abs(x)
            lo, hi = (size, size + half) if away else (size - half, size)
            n = Number(lo * factor, hi * factor, True, True)
            return neg(n) if x < 0 else n
        if sign == "<":
            low = self.possible(inp).lo
            return Number(low, x * factor, False, True)
        if sign == ">":
            return Number(x * factor, self.possible(inp).hi, True, False)
        return point(x * factor).with_u(decimal(u) * factor if u else F(0))

    # --- evaluation of a sample ---

    def run(self, sample):
        self.facts = {k: self.read(i, sample) for k, i in self.inputs.items()}
        self.sample = sample
        self.done = {}
        self.here = None
        self.rule, self.negated = "simple", False
        results = {name: self.item(name) for name in self.items}
        failed = [r for r in results.values() if r["outcome"] == "fail"]
        undecided = [r for r in results.values() if r["outcome"] in ("untested", "inconclusive")]
        passed = [r for r in results.values() if r["outcome"] == "pass"]
        verdict = "fail" if failed else "incomplete" if undecided or not passed else "pass"
        grades = {"general": 1, "serious": 2}
        hazard = max((grades[r["hazard"]] for r in failed), default=0)
        note = False
        if failed and self.ast["verdict"] is not None:
            raised, note = self.raise_(hazard, failed, undecided, grades)
            hazard = max(hazard, raised)
        return {"verdict": verdict, "hazard": [None, "general", "serious"][hazard], "complete": not undecided,
                "items": results, "note": note}

    def raise_(self, hazard, failed, undecided, grades):
        """[R-VERDICT-4..6]: the first case that is yes; an unknown one before it is not taken."""
        self.counts = {g: Number(F(sum(r["hazard"] == g for r in failed)),
                                 F(sum(r["hazard"] == g for r in failed) + len(undecided))) for g in grades}
        open_to = 0
        for case in self.ast["verdict"]["cases"]:
            t = truth(YES) if case["when"] is None else self.condition(case["when"])
            g = grades[case["then"]["grade"]]
            if t[0] == YES:
                return g, open_to > max(hazard, g)
            if t[0] == UNKNOWN:
                open_to = max(open_to, g)
        return 0, open_to > hazard

    def item(self, name):
        if name not in self.done:
            outer = self.here, self.rule, self.negated
            self.rule, self.negated = "simple", False
            self.done[name] = self.judge(self.items[name])
            self.here, self.rule, self.negated = outer
        return self.done[name]

    def judge(self, item):
        """[R-GROUP-3, R-GROUP-4, R-GROUP-6, R-ITEM-7, R-ITEM-8]"""
        asked, passed_over = frozenset(), None
        for v in item["variants"]:
            self.here = (item, v, None)
            group = truth(YES) if v["group_applies"] is None else self.condition(v["group_applies"])
            own = truth(YES) if v["applies"] is None else self.condition(v["applies"])
            if group[0] == NO or (own[0] == NO and group[0] == UNKNOWN):
                asked |= group[1] if group[0] == NO else own[1]
                if group[0] == UNKNOWN:
                    passed_over = (passed_over or frozenset()) | group[1]
                continue
            asked |= group[1] | own[1]
            if group[0] == YES and own[0] == NO:
                return self.outcome("inapplicable", asked, applies=NO)
            if passed_over is not None and own[0] != NO:
                return self.outcome("inconclusive", asked | passed_over, applies=UNKNOWN)
            if UNKNOWN in (group[0], own[0]):
                return self.outcome("inconclusive", asked, applies=UNKNOWN)
            if item["each"]:
                return self.judge_each(item, v, asked)
            return self.judge_variant(item, v, asked)
        return self.outcome("inapplicable", asked, applies=NO)

    @staticmethod
    def outcome(outcome, missing, applies=YES, value=None, hazard=None, number=None):
        return {"outcome": outcome, "missing": missing, "applies": applies, "value": value, "hazard": hazard,
                "value_number": number}

    def judge_each(self, item, v, gate):
        """[R-SPEC-5 to R-SPEC-13]: one specimen after the other, and their count."""
        every = [(item["name"], m) for m in item["measures"]]
        every = [k for k in every if (self.inputs[k]["specimens"] or {}).get("how") == "every"]
        lists = {k: self.facts[k] for k in every}
        each = []
        for n in range(item["each"]):
            for k in every:
                self.facts[k] = lists[k][n]
            self.here = (item, v, None)
            each.append(self.judge_variant(item, v, frozenset()))
        self.facts.update(lists)

        def those(*outcomes):
            return [r for r in each if r["outcome"] in outcomes]
        counted = len(each) - len(those("inapplicable", "unjudged"))
        missing = gate.union(*(r["missing"] for r in those("pass")))
        number, hazard = each[-1]["value_number"], None
        if len(those("fail")) > item["allow"]:
            outcome = "fail"
            worst = [r for r in those("fail") if r["hazard"] == "serious"] or those("fail")
            number, hazard = worst[0]["value_number"], worst[0]["hazard"]
            missing = gate.union(*(r["missing"] for r in those("fail")))
        elif not counted:
            outcome = each[-1]["outcome"]
            number = each[-1]["value_number"]
        elif those("pass") and len(those("pass")) >= counted - item["allow"]:
            outcome = "untested" if missing else "pass"
        else:
            missing = gate.union(*(r["missing"] for r in those("untested", "inconclusive")))
            outcome = "untested" if missing else "inconclusive"
        return self.outcome(outcome, missing, {"inapplicable": NO}.get(outcome, YES), None, hazard, number)

    def judge_variant(self, item, v, gate):
        value = self.value_of(item, v)
        own = self.sample.get(item["value_u"] or "", "")  # [R-DECIDE-9]
        if own and value is not None:
            value = value.with_u(self.uncertainty(own, item["variants"][0]["value_type"]))
        self.here = (item, v, value)
        self.rule = v["decide"]
        parts = []
        if v["limit"] is not None:
            parts.append(self.limit_truth(v["limit"], value, item))
        parts += [self.condition(r) for r in v["requires"]]
        for m in item["measures"]:  # [R-MEAS-3]
            if self.inputs[item["name"], m]["type"]["kind"] == "conformity" and \
                    not any(self.names(part, item["name"], m) for part in [v["value"]] + v["requires"]):
                parts.append(self.facts[item["name"], m].truth)
        self.rule = "simple"
        t = truth(UNJUDGED)
        if not v["report"]:
            t = parts[0]
            for p in parts[1:]:
                t = and_(t, p)
        missing = t[1] | gate
        number = None
        if value is not None and value.is_point() and v["value_type"] and v["value_type"]["kind"] == "number":
            number = value.lo / F(v["value_type"]["factor"])
        if value is not None:
            value = value.with_(gate)
        hazard = None
        if t[0] == YES:
            outcome = "untested" if missing else "pass"
        elif t[0] == NO:
            outcome = "fail"
            grades = self.hazard_of(v["hazard"])
            hazard = "serious" if 2 in grades else "general"
        elif t[0] in (INAPPLICABLE, UNJUDGED):
            outcome = t[0]
        else:
            outcome = "untested" if missing else "inconclusive"
        applies = {INAPPLICABLE: NO, OPEN: UNKNOWN}.get(t[0], YES)
        if applies != YES:
            number = None  # nothing was judged by it
        return self.outcome(outcome, missing, applies, value, hazard, number)

    def names(self, node, item, measure):
        """Does a part of the document speak of that reading?"""
        if isinstance(node, list):
            return any(self.names(n, item, measure) for n in node)
        if not isinstance(node, dict):
            return False
        if node.get("op") == "input" and node["name"] == measure and node["item"] == item:
            return True
        return any(self.names(n, item, measure) for n in node.values())

    def value_of(self, item, v):
        r = None
        if v["value"] is not None:
            r = self.cases(v["value"], self.number, hull)
        elif len(item["measures"]) == 1:
            r = self.facts[item["name"], item["measures"][0]].number
        if v["round"] is None or r is None:
            return r
        if "significant" in v["round"]:
            return round_significant(r, int(v["round"]["significant"]))
        return round_to(r, self.constant(v["round"]["interval"]))

    def held(self, value, *written):
        """What is held against a bound: by `compare rounded` the value at the bound's last place [R-ROUND-8]."""
        if not self.here[1]["compare_rounded"]:
            return value
        return round_to(value, min(last_place(w) for w in written))

    def hazard_of(self, node):
        """The grades of the cases still possible [R-HAZ-2]."""
        found = set()

        def take(n):
            found.add({"general": 1, "serious": 2}[n["grade"]])
            return point(0)
        self.cases(node, take, hull)
        return found

    # --- cases ---

    def possible_cases(self, node):
        """Yields (answer, what) of the cases still possible, and the missing readings asked for [R-CASE-1, R-CASE-2]."""
        out, asked = [], frozenset()
        if node["op"] == "cases":
            for c in node["cases"]:
                t = truth(YES) if c["when"] is None else self.simply(self.condition, c["when"])
                asked |= t[1]
                if t[0] != NO:
                    out.append(c["then"])
                if t[0] == YES:
                    break
            return out, asked
        left = self.simply(self.domain, node["on"])
        asked = self.simply(self.missing_of, node["on"])
        for c in node["cases"]:
            keys = left if c["keys"] is None else {self.key(k) for k in c["keys"]}
            if left & keys:
                out.append(c["then"])
            left = left - keys
        return out, asked

    def key(self, node):
        return node["value"] if node["op"] == "truth" else node["index"]

    def is_truth(self, node):
        return node["op"] not in ("input", "let") or self.kind(node) in ("yes_no", "conformity", "truth")

    def kind(self, node):
        if node["op"] == "input":
            return self.inputs[node["item"], node["name"]]["type"]["kind"]
        if node["op"] == "let":
            value = self.lets[node["name"]]
            return self.kind(value) if value["op"] in ("input", "let") else "truth"
        return "truth"

    def domain(self, node):
        """The choices (or truths) that `on` may still be."""
        if self.is_truth(node):
            return {YES: {True}, NO: {False}}.get(self.condition(node)[0], {True, False})
        n = self.number(node)
        return set(range(int(n.lo), int(n.hi) + 1))

    def missing_of(self, node):
        return self.condition(node)[1] if self.is_truth(node) else self.number(node).missing

    def cases(self, node, one, join):
        if node["op"] not in ("cases", "by"):
            return one(node)
        out, asked = self.possible_cases(node)
        r = None
        for what in out:
            r = join(r, one(what))
        if r is None:
            return everything(asked) if join is hull else truth(UNKNOWN, asked)
        return r.with_(asked) if isinstance(r, Number) else (r[0], r[1] | asked)

    # --- limits ---

    def limit_truth(self, node, value, item):
        return self.cases(node, lambda c: self.criterion(c, value, item), join_truth)

    def criterion(self, c, value, item):
        op = c["op"]
        if op == "dash":
            return truth(INAPPLICABLE)
        if op == "criterion":
            b = self.number(c["bound"])
            if self.here[1]["declared"] is not None:
                return self.declared(c["rel"], self.here[1], value, b)
            return self.rounded_or_not(c["rel"], value, b, c["bound"])
        if op in ("range", "tolerance"):
            lo, hi = self.ends(c)
            low, high = ([c["lo"]], [c["hi"]]) if op == "range" else ([c["middle"], c["width"]],) * 2
            return and_(self.rounded_or_not("ge", value, lo, *low), self.rounded_or_not("le", value, hi, *high))
        if op == "both":
            return and_(self.criterion(c["args"][0], value, item), self.criterion(c["args"][1], value, item))
        if op == "one_of":
            r = None
            for x in c["of"]:
                t = self.related("eq", value, self.number(x))
                r = t if r is None else or_(r, t)
            return r
        assert op == "absent"
        if value.undetected:
            return truth(YES, value.missing)
        first = next(m for m in item["measures"] if self.inputs[item["name"], m]["type"]["kind"] == "number")
        fact = self.facts[item["name"], first]
        d = fact.detection_limit
        if d is None and self.inputs[item["name"], first]["detection_limit"]:
            d = self.constant(self.inputs[item["name"], first]["detection_limit"])
        return self.related("lt", value, point(d)) if d is not None else self.related("le", value, point(0))

    def rounded_or_not(self, rel, value, b, *written):
        """[R-ROUND-8], and of every point of value and U [R-DECIDE-12]."""
        if not self.here[1]["compare_rounded"] or self.rule == "simple":
            return self.related(rel, self.held(value, *written), b)
        rule, self.rule = self.rule, "simple"
        try:
            if value.u is LOST:
                return truth(UNKNOWN, value.missing)
            ends = [self.held(value.moved(s * value.u), *written) for s in (-1, 1)]
            t = self.related(rel, hull(ends[0], ends[1]), b)
        finally:
            self.rule = rule
        if t[0] == UNKNOWN and value.is_point() and rule == "guarded":
            return truth(NO, t[1])
        return t

    def related(self, rel, value, b):
        if rel in ("ge", "gt"):
            rel, value, b = {"ge": "le", "gt": "lt"}[rel], b, value
        return ruled({"le": le, "lt": lt, "eq": eq}[rel], value, b, self.rule, self.negated)

    def simply(self, what, node):
        """Without U [R-DECIDE-1]."""
        outer = self.rule, self.negated
        self.rule, self.negated = "simple", False
        r = what(node)
        self.rule, self.negated = outer
        return r

    # --- declarations [R-DECL] ---

    def ways(self, rel, v, limit):
        """What the maker's declaration may make of a limit: the bounds that may bind; None is `unjudged`."""
        mandatory = any(self.standards[b]["mandatory"] for b in v["basis"])
        fact = self.facts[v["declared"]["item"], v["declared"]["name"]]
        stricter = lesser if rel in ("le", "lt") else greater
        stated = stricter(limit, fact.number) if mandatory else fact.number
        nothing = limit if mandatory else None
        if fact.state == "known":
            return [stated]
        if fact.state == "undeclared":
            return [nothing]
        standard = self.facts[None, "declared_standard"]
        if standard.state == "known" and any(names_standard(standard.text, self.standards[b]["code"]) for b in v["basis"]):
            return [limit]
        return [stated, nothing]

    def declared(self, rel, v, value, limit):
        r = None
        for b in self.ways(rel, v, limit):
            r = join_truth(r, truth(UNJUDGED) if b is None else self.related(rel, value, b))
        return r

    def at_ends(self, c, value):
        if c["op"] == "range":
            return self.held(value, c["lo"]), self.held(value, c["hi"])
        both = [c["middle"], c["width"]]
        return (self.held(value, *both),) * 2

    def ends(self, c):
        if c["op"] == "range":
            return self.number(c["lo"]), self.number(c["hi"])
        m, w = self.number(c["middle"]), self.number(c["width"])
        if c["relative"]:
            w = absolute(mul(m, w))
        return sub(m, w), add(m, w)

    def bound(self):
        """`limit`: in a value or require the hull of the bounds possible; in a hazard those that may be broken."""
        item, v, value = self.here
        found = None
        out, asked = self.possible_cases(v["limit"]) if v["limit"]["op"] in ("cases", "by") else ([v["limit"]], frozenset())
        for c in out:
            ends = self.bounds(c, value)
            if v["decide"] != "simple":
                ends = [(low, b, widened(x)) for low, b, x in ends]
            if len(ends) == 2 and value is not None:  # [R-HAZ-3] beyond, or else at
                beyond = [e for e in ends if (lt(e[2], e[1]) if e[0] else lt(e[1], e[2]))[0] != NO]
                at = [e for e in ends if (le(e[2], e[1]) if e[0] else le(e[1], e[2]))[0] != NO]
                ends = beyond or at
            for e in ends:
                for b in (self.ways(c["rel"], v, e[1]) if v["declared"] and value is not None else [e[1]]):
                    found = found if b is None else hull(found, b)
        return everything(asked) if found is None else found.with_(asked)

    def bounds(self, c, value):
        """(is it a lower end, the bound, what is held against it); None: the criterion's only one."""
        if c["op"] == "criterion":
            return [(None, self.number(c["bound"]), None)]
        held = (lambda *of: None) if value is None else lambda *of: self.held(value, *of)
        if c["op"] in ("range", "tolerance"):
            lo, hi = self.ends(c)
            at_lo, at_hi = (None, None) if value is None else self.at_ends(c, value)
            return [(True, lo, at_lo), (False, hi, at_hi)]
        if c["op"] == "both":
            return [(a["rel"] in ("gt", "ge"), self.number(a["bound"]), held(a["bound"])) for a in c["args"]]
        return []

    # --- expressions ---

    def number(self, n):
        op = n["op"]
        if op == "number":
            return point(F(n["value"]))
        if op == "date":
            return point(n["day"])
        if op in ("choice", "grade"):
            return point(n["index"])
        if op == "input":
            return self.facts[n["item"], n["name"]].number
        if op == "let":
            outer, self.here = self.here, None
            r = self.cases(self.lets[n["name"]], self.number, hull)
            self.here = outer
            return r
        if op == "item":
            r = self.item(n["name"])
            return r["value"] if r["applies"] == YES and r["value"] is not None else everything(r["missing"])
        if op == "value":
            return self.here[2]
        if op == "limit":
            return self.bound()
        if op == "neg":
            return neg(self.number(n["args"][0]))
        if op == "abs":
            return absolute(self.number(n["args"][0]))
        if op == "round":
            return round_to(self.number(n["args"][0]), self.constant(n["args"][1]))
        if op == "length":
            return self.length(n["args"][0])
        if op == "lookup":
            return self.lookup(n)
        if op in ("min", "max", "sum", "mean", "median"):
            return self.aggregate(n)
        a, b = (self.number(x) for x in n["args"])
        if op == "days":
            return sub(b, a)
        return {"add": add, "sub": sub, "mul": mul, "div": div}[op](a, b)

    def aggregate(self, n):
        """[R-ITEM-14]: what may be left out is unknown without bounds already, so leaving it out adds nothing, unless
        nothing would be left."""
        numbers, missing, some, open_ = [], frozenset(), False, False
        for x in n["args"]:
            if x["op"] == "item":
                r = self.item(x["name"])
                missing |= r["missing"] if r["applies"] != YES else frozenset()
                if r["applies"] == NO:
                    continue
                some = some or r["applies"] == YES
                open_ = open_ or r["applies"] != YES
            else:
                some = True
            numbers.append(self.number(x))
        if not some:
            return everything(missing.union(*(k.missing for k in numbers)))
        if n["op"] == "median" and open_:
            return everything(missing.union(*(k.missing for k in numbers)))
        return aggregated(n["op"], numbers).with_(missing)

    def length(self, n):
        if n["op"] == "text":
            return point(len(n["value"]))
        f = self.facts[n["item"], n["name"]]
        if f.state == "blank":
            return Number(F(0), INF, missing=f.missing)
        return point(len(f.text) if f.state == "known" else 0)

    def lookup(self, n):
        """[R-TABLE-3, R-TABLE-4]"""
        table = self.tables[n["table"]]
        keys = [self.number(k) for k in n["keys"]]
        missing = frozenset().union(*(k.missing for k in keys))
        cells = self.rows(keys[0], [(self.number(row[0]), row[1:]) for row in table["rows"]])
        r = None
        for row in cells:
            if row is None:
                r = hull(r, everything())
                continue
            if len(keys) == 2:
                chosen = self.rows(keys[1], [(self.number(c), cell) for c, cell in zip(table["columns"], row)])
            else:
                chosen = [row[0]]
            for cell in chosen:
                r = hull(r, everything() if cell is None or cell["op"] == "dash" else self.number(cell))
        return r.with_(missing)

    @staticmethod
    def rows(key, rows):
        """What the rows possible for a key hold; None for the key that no row has."""
        out, left = [], None
        finite = key.lo is not INF and key.hi is not INF and key.lo.denominator == key.hi.denominator == 1 and \
            key.hi - key.lo < 100 and not key.lo_open and not key.hi_open and all(k.lo.denominator == 1 for k, _ in rows)
        if finite and not key.is_point() and getattr(key, "discrete", True):
            left = set(range(int(key.lo), int(key.hi) + 1))
        for k, what in rows:
            t = eq(key, k)[0]
            if t == NO:
                continue
            out.append(what)
            if left is not None:
                left.discard(int(k.lo))
            if t == YES:
                return out
        if left is None or left:
            out.append(None)
        return out

    def condition(self, n):
        op = n["op"]
        if op == "truth":
            return truth(YES if n["value"] else NO)
        if op == "input":
            return self.facts[n["item"], n["name"]].truth
        if op == "let":
            outer, self.here = self.here, None
            r = self.simply(self.condition, self.lets[n["name"]])
            self.here = outer
            return r
        if op == "not":
            self.negated = not self.negated
            r = no_(self.condition(n["args"][0]))
            self.negated = not self.negated
            return r
        if op == "and":
            return and_(*(self.condition(x) for x in n["args"]))
        if op == "or":
            return or_(*(self.condition(x) for x in n["args"]))
        if op in ("fail", "pass"):
            r = self.item(n["item"])
            if r["outcome"] in ("untested", "inconclusive"):
                return truth(UNKNOWN, r["missing"])
            return truth(YES if r["outcome"] == op else NO, r["missing"])
        if op == "present":
            state = self.facts[n["item"], n["name"]].state
            return truth({"known": YES, "undeclared": NO, "blank": UNKNOWN}[state])
        if op == "matches":
            f = self.text(n["of"])
            if f.state != "known":
                return truth(NO if f.state == "undeclared" else UNKNOWN, f.missing)
            return truth(YES if matches(n["pattern"], n["caseless"], f.text) else NO)
        if op == "valid_uscc":
            f = self.text(n["args"][0])
            if f.state != "known":
                return truth(NO if f.state == "undeclared" else UNKNOWN, f.missing)
            return truth(YES if is_credit_code(f.text) else NO)
        if op == "in":
            x, s = n["of"], n["set"]
            if s["op"] == "range":
                v = self.number(x)
                return and_(self.related("le", self.number(s["lo"]), v), self.related("le", v, self.number(s["hi"])))
            r = None
            for y in s["of"]:
                t = self.equal(x, y)
                r = t if r is None else or_(r, t)
            return r
        if op == "eq":
            return self.equal(*n["args"])
        if op == "ne":
            self.negated = not self.negated
            r = no_(self.equal(*n["args"]))
            self.negated = not self.negated
            return r
        a, b = (self.number(self.counted(x)) if x["op"] != "count" else self.counts[x["grade"]] for x in n["args"])
        return self.related(op, a, b)

    @staticmethod
    def counted(x):
        return x

    def equal(self, a, b):
        if self.is_text(a) or self.is_text(b):
            f, g = self.text(a), self.text(b)
            missing = f.missing | g.missing
            if "undeclared" in (f.state, g.state):
                return truth(NO, missing)
            if "blank" in (f.state, g.state):
                return truth(UNKNOWN, missing)
            return truth(YES if f.text == g.text else NO)
        a, b = (self.number(x) if x["op"] != "count" else self.counts[x["grade"]] for x in (a, b))
        return self.related("eq", a, b)

    def is_text(self, n):
        return n["op"] == "text" or n["op"] == "input" and self.inputs[n["item"], n["name"]]["type"]["kind"] == "text"

    def text(self, n):
        if n["op"] == "text":
            f = Fact("known")
            f.text, f.missing = n["value"], frozenset()
            return f
        return self.facts[n["item"], n["name"]]


def main():
    """evaluate.py AST.json SAMPLES.csv: a line of JSON a sample."""
    import csv
    with open(sys.argv[1], encoding="utf-8") as f:
        evaluator = Evaluator(json.load(f))
    with open(sys.argv[2], encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            r = evaluator.run(row)
            r["items"] = {k: {"outcome": i["outcome"], "hazard": i["hazard"],
                              "value_number": None if i["value_number"] is None else str(i["value_number"])}
                          for k, i in r["items"].items()}
            print(json.dumps(r, ensure_ascii=False))


if __name__ == "__main__":
    main()
