#!/usr/bin/env python3
"""Random specs and samples for the second opinion, from a seed.

In: a seed and how many samples. Out: the text of a spec that should compile, and samples (dicts of header -> cell) that
bind to it. Every construct of the language is reached, and every instruction executed (run.sh counts them): attributes blank,
undeclared and known, choices, grades, dates, texts, lets, tables with one and two keys, families, groups that share items,
cases in values, limits and hazards, dashes, report-only items, censored and missing readings, rounding, declarations, specimens,
decision rules and uncertainties, other items' values and outcomes, the verdict. A few cells in a thousand are to be refused.
"""
import datetime
import decimal
import random
import re

DIMS = {"L": ("mm", "cm"), "S": ("%", "mg/kg"), "P": ("", ""), "T": ("℃", "℃")}
UNIT_OF_READINGS = {"mm": ["mm", "cm", "m"], "%": ["%", "mg/kg", "‰"], "mg/kg": ["mg/kg", "%", "ppm"], "℃": ["℃", "K"],
                    "cm": ["cm", "mm"], "": [""]}
CHOICES = {"k1": ["x", "y", "z"], "k2": ["p", "q"]}
GRADES = ["1", "1-2", "2", "2-3", "3"]
STANDARDS = [("S", "GB 1-2020", ""), ("R", "GB/T 2-2020", ""), ("Q", "QB/T 3-2021", " mandatory"), ("W", "GB 11-2020", " recommended")]
DECLARED = ["GB 1-2020", "GB1—2020", "GB/T 2-2020", "ＧＢ／Ｔ　２－２０２０", "执行标准:GB/T2–2020;QB/T 3-2021", "QB/T3-2021", "GB 11-2020", "GB 1-20201",
            "GB/T 2-2021", "XQB/T 3-2021 QB/T 3-2021a", "企业标准", "QB/T 3-20210 QB/T 3-2021"]
TEXTS = ["GB 6675", "GB 1", "不适合3岁以下", "abc", "Abc123", "ＧＢ　６６７５", "不适合　３岁以下", "ａｂｃ٣", "（3）",
         "91110000101623741K", "９１１１００００１０１６２３７４１ｋ", "91110000101623741L", "91350211M0000XUF46", "911101066976941872",
         "91350100M000100Y43", "911100001O1623741K", "91110000101623741K0", "9111000010162374"]
PATTERNS = ["/GB/", "/^GB \\d+$/", "/abc/i", "/[0-9]{3}/", "/不适合\\s*3/", "/a|不/", "/^ＧＢ\\s６/", "/^[^Ａ-Ｚ]/", "/\\w$/", "/\\d$/",
            "/（3）/", "/^.{4}$/", "/[\\w ]+\\d{4}/", "/^\\(/", "form", "shape"]
NAMED = ["let form = matches /^[0-9A-Z]{18}$/i", "let shape = matches /[ａ-ｃ]{2,}|\\s\\d+$/"]


RULES = ["simple", "guarded", "guarded", "certain"]


def one_by_one(text):
    """Are a measure's specimens judged one by one?"""
    return re.search(r"specimens (?:every )?\d", text) is not None


class Spec:
    def __init__(self, seed, outcomes=True):
        """outcomes: may ask for other items' outcomes."""
        self.r = random.Random(seed)
        self.outcomes = outcomes
        self.items = []      # names so far, with the dimension of their value or None
        self.measures = []   # (item, name, type, dim or None)
        self.lets = {d: [] for d in "LSPT"}
        self.let_conditions = []
        self.tables = []
        self.lines = []
        self.own = None      # measures of the item at hand: (name, type, dim)

    def one(self, *of):
        return self.r.choice(of)

    def chance(self, p):
        return self.r.random() < p

    # --- expressions ---

    def literal(self, dim, bare=True):
        x = self.one("0", "1", "2", "5", "10", "0.5", "2.5", "7", "10.0", "20")
        if dim == "P":
            return x
        unit = DIMS[dim][self.r.random() < 0.3]
        if dim == "S" and unit == "mg/kg":
            x = x + "000" if x != "0" else x
        return x if bare and self.chance(0.2) else x + " " + unit

    def source(self, dim):
        of = ["n_" + dim, "m_" + dim]
        if self.own:
            of += [n for n, t, d in self.own if d == dim] * 3
        of += [i + "." + m for i, m, t, d in self.measures if d == dim and i not in self.forbidden]
        of += [i for i, d in self.items if d == dim]
        of += self.lets[dim]
        return self.r.choice(of)

    def number(self, dim, depth=2):
        if depth <= 0 or self.chance(0.35):
            return self.source(dim) if self.chance(0.75) else self.literal(dim, bare=False)
        kind = self.r.randrange(10)
        a = lambda: self.number(dim, depth - 1)
        if kind == 9 and self.chance(0.3):
            return "−" + self.wrap(a())
        if kind == 9:
            return "round(%s, %s)" % (self.unrounded(dim, depth), self.interval(dim))
        if kind <= 1:
            return "(%s %s %s)" % (a(), self.one("+", "−"), a())
        if kind == 2:
            return "%s × %s" % (self.wrap(a()), self.one("2", "0.5", "(1 − 0.3)", self.number("P", 0)))
        if kind == 3:
            return "%s / %s" % (self.wrap(a()), self.one("2", "4", self.number("P", 0)))
        if kind == 4:
            return "%s(%s)" % (self.one("min", "max", "sum", "mean", "median"), ", ".join(a() for _ in range(self.r.randint(2, 4))))
        if kind == 5:
            return "abs(%s)" % a()
        if kind == 6 and dim == "P":
            other = self.one("L", "S")
            return self.one("%s / %s" % (self.wrap(self.number(other, 1)), self.wrap(self.number(other, 1))),
                            "length(s1)", "days(d1, d2)")
        if kind == 7:
            tables = [t for t in self.tables if t[1] == dim]
            if tables:
                name, _, keys = self.r.choice(tables)
                return "%s[%s]" % (name, ", ".join(keys))
        return self.source(dim)

    def unrounded(self, dim, depth=2):
        """A number that is not rounded, whatever is in it [R-ROUND-4]."""
        a = lambda: self.number(dim, depth - 1)
        kind = self.r.randrange(5)
        if kind == 0:
            return "n_" + dim
        if kind == 1:
            return "%s %s %s" % (self.wrap(a()), self.one("×", "/"), self.one("2", "3", "0.5", "7"))
        if kind == 2:
            return "%s(%s, %s)" % (self.one("sum", "mean"), a(), a())
        return "(%s %s %s)" % (a(), self.one("+", "−"), a())

    def interval(self, dim):
        q = self.one("1", "0.1", "0.5", "0.2", "5", "3", "0.01")
        unit = self.one("", *DIMS[dim])
        return q + (" " + unit if unit else "")

    @staticmethod
    def wrap(e):
        return e if e.isidentifier() else "(" + e + ")"

    def condition(self, depth=2):
        if depth > 0 and self.chance(0.4):
            kind = self.r.randrange(4)
            if kind == 0:
                return "not (%s)" % self.condition(depth - 1)
            return "(%s %s %s)" % (self.condition(depth - 1), self.one("and", "or"), self.condition(depth - 1))
        kind = self.r.randrange(12)
        dim = self.one("L", "S", "P", "T")
        if kind <= 2:
            return "%s %s %s" % (self.number(dim, 1), self.one("<", "≤", ">", "≥", "=", "≠"), self.literal(dim, dim != "P"))
        if kind == 3:
            return "%s %s %s" % (self.number(dim, 1), self.one("<", "≤", ">", "≥"), self.number(dim, 1))
        if kind == 4:
            k = self.one("k1", "k2")
            return "%s %s %s" % (k, self.one("=", "≠"), self.r.choice(CHOICES[k]))
        if kind == 5:
            return self.one("k1 in { x, y }", "n_L in 1 ~ 10", "g1 in \"1-2\" ~ \"2-3\"", "d1 in 2025-01-01 ~ 2025-12-31",
                            "n_P in { 1, 2, 5 }")
        if kind == 6:
            return self.one("y1", "y2", "not y1")
        if kind == 7:
            if self.chance(0.3):
                return self.one("valid_uscc(s1)", "valid_uscc(s2)")
            return self.one("s1", "s2") + " matches " + self.r.choice(PATTERNS)
        if kind == 8:
            return self.one('s1 = "abc"', 's1 ≠ "GB 1"', "s1 = s2", "present(n_L)", "present(s1)", "s2 = undeclared",
                            "present(d1)")
        if kind == 9:
            return self.one("d1 ≥ 2025-06-01", "生产日期 < 2026-01-01", "d1 < d2", "生产日期 ≠ 2025-01-01")
        if kind == 10:
            return self.one('g1 ≥ "2"', 'g1 = "3"', "g1 < g2", 'min(g1, g2) ≥ "1-2"')
        if self.items and self.outcomes and self.chance(0.8):
            return "%s(%s)" % (self.one("fail", "pass"), self.r.choice(self.items)[0])
        return self.r.choice(self.let_conditions) if self.let_conditions else "y1"

    def cases(self, one, open_end=False):
        """Cases of what `one` gives, or it alone."""
        kind = self.r.randrange(4)
        if kind == 0 and self.chance(0.3):
            return self.one('by g1 { "1", "3": %s; otherwise: %s }', 'by g1 { "1", "1-2": %s; "2-3", "2", "3": %s }') % (one(), one())
        if kind == 0:
            return "by k1 { x: %s; y, z: %s }" % (one(), one())
        if kind == 1:
            return self.one("by k2 { p: %s; otherwise: %s }", "by y1 { yes: %s; no: %s }") % (one(), one())
        rows = ["%s when %s" % (one(), self.condition(1)) for _ in range(self.r.randint(1, 2))]
        if not open_end:
            rows.append(one() + " otherwise")
        return "{ " + "; ".join(rows) + " }"

    # --- declarations ---

    def attributes(self):
        out = ["attribute n_L : number mm", "attribute m_L : number cm in 0 ~ 10", "attribute n_S : number %",
               "attribute m_S : number mg/kg", "attribute n_P : number", "attribute c_L : number mm in 0 ~ 5",
               "attribute c_S : number % in 0 ~ 2", "attribute c_P : number in 0 ~ 5", "attribute c_T : number ℃ in -5 ~ 5",
               "attribute m_P : number in -5 ~ 20",
               "attribute n_T : number ℃", "attribute m_T : number ℃ in -10 ~ 30", "attribute k1 : choice { x, y, z }",
               'attribute k2 : choice { p "the p", q }', "attribute y1 : yes/no", "attribute y2 : yes/no",
               "attribute s1 : text", "attribute s3 : text matches /^[A-Za-z]/",
               "attribute s2 : text", "attribute d1 : date", "attribute d2 : date",
               "attribute g1 : grade G", "attribute g2 : grade G"]
        return out + NAMED

    def table(self, i):
        dim = self.one("L", "S", "P")
        unit = DIMS[dim][0]
        name = "t%d" % i
        cell = lambda: self.one("1", "2", "5", "10", "—", "0.5 " + unit if unit else "0.5")
        kind = self.r.randrange(4)
        if kind == 0:
            rows = [(k,) for k in self.r.sample(CHOICES["k1"], self.r.randint(2, 3))]
            keys, head = ["k1"], ["k1", "cell"]
        elif kind == 1:
            rows = [('"%s"' % g,) for g in self.r.sample(GRADES, self.r.randint(2, 5))]
            keys, head = ["g1"], ["g1", "cell"]
        elif kind == 2:
            rows = [(n,) for n in self.r.sample(["1", "2", "2.5", "5", "10"], 3)]
            keys, head = ["n_P"], ["n_P", "cell"]
        else:
            rows = [(k,) for k in self.r.sample(CHOICES["k1"], self.r.randint(2, 3))]
            keys, head = ["k1", "k2"], ["k1", "p", "q"]
        body = ["table %s [%s] : number%s {" % (name, ", ".join(keys), " " + unit if unit else ""),
                "  | " + " | ".join(head) + " |"]
        body += ["  | " + " | ".join(list(row) + [cell() for _ in head[1:]]) + " |" for row in rows]
        self.tables.append((name, dim, keys))
        return body + ["}"]

    def measure(self, name):
        """(text, type, dim)"""
        kind = self.r.randrange(10)
        if kind <= 6:
            dim = self.one("L", "S", "S", "P", "T")
            unit = self.r.choice(DIMS[dim])
            text = "number" + (" " + unit if unit else "")
            lo = None
            if self.chance(0.2):
                text += " in %s ~ 20" % self.one("0", "-5")
            if self.chance(0.25):
                text += " detection limit " + self.one("0.1", "1", "5")
            elif self.chance(0.2):
                text += " not detected counts " + self.one("0", "1")
            return text, "number", dim
        return self.one(("yes/no", "yes_no", None), ("conformity", "conformity", None), ("choice { x, z }", "choice", None),
                        ("grade G", "grade", None), ("date", "date", None), ("text", "text", None))

    def digits(self, dim):
        """A literal whose digits say its place."""
        if self.chance(0.25) and dim != "T":
            unit = self.r.choice(DIMS[dim])
            return self.one("14 × 100", "2 × 10", "1.5 × 10", "1.5 × 0.1", "2E1", "14E2", "5E-1") + (" " + unit if unit else "")
        return self.literal(dim, False)

    def specimens(self, fixed):
        """Some of an item's measures with several readings: one by one, or as an aggregate [R-SPEC]."""
        if self.chance(0.7):
            return fixed
        count, allow = self.one(2, 3), self.one("", "", " allow 0", " allow 1")
        out = []
        for name, text, kind, dim in fixed:
            if self.chance(0.3):
                pass
            elif kind in ("number", "grade", "date") and self.chance(0.5):
                text += " specimens %s %d" % (self.one("mean", "median", "max", "min") if kind == "number" else
                                              self.one("median", "max", "min"), self.one(2, 3, 4) if kind == "number" else 3)
            else:
                text += " specimens %s%d%s" % (self.one("", "every "), count, allow)
                allow = ""
            out.append((name, text, kind, dim))
        return out or fixed

    def criterion(self, dim, directed=False, dash=True, absent=False, digits=False):
        if dash and self.chance(0.08):
            return "—"
        bound = lambda: self.digits(dim) if digits else self.literal(dim) if self.chance(0.6) else self.number(dim, 1)
        kind = self.r.randrange(7 if digits else 9)
        if directed or kind <= 3:
            return self.one(*{"up": ("≤ ", "< "), "down": ("≥ ", "> ")}.get(directed, ("≤ ", "< ", "≥ ", "> "))) + bound()
        if kind == 4:
            return "%s ~ %s" % ((self.literal(dim, False), "100" + " " * bool(DIMS[dim][0]) + DIMS[dim][0]))
        if kind == 5:
            middle = self.literal(dim, False) if digits else self.one("n_" + dim, self.literal(dim, False))
            if self.chance(0.5) and dim != "T" and not digits:
                return middle + " ± 10 % relative"
            return middle + " ± " + {"L": "1 mm", "S": "500 mg/kg", "P": "1", "T": "1 ℃"}[dim]
        if kind == 6 and digits:  # the right way round: which end a value breaks is told by one rounded value for both
            u = " " * bool(DIMS[dim][0]) + DIMS[dim][0]
            return "> %s and ≤ %s" % self.one(("0.5" + u, "2.5" + u), ("1" + u, "10.0" + u), ("2" + u, "7" + u), ("0" + u, "5.0" + u))
        if kind == 6:
            return "> %s and ≤ %s" % (self.literal(dim, False), self.literal(dim, False))
        if kind == 7 and absent:
            return "absent"
        return "in { %s, %s }" % (self.literal(dim, False), self.literal(dim, False))

    def hazard(self, dim, bounded):
        if self.chance(0.5):
            return "hazard " + self.one("general", "serious")
        grade = lambda: self.one("general", "serious")
        if dim and self.chance(0.5):
            test = "value > " + ("limit × 2" if bounded and self.chance(0.6) else self.literal(dim))
            return "hazard { serious when %s; general otherwise }" % test
        return "hazard " + self.cases(grade)

    def item(self, name, indent="", fixed=None):
        """The lines of an item. fixed: measures it must have (of another group)."""
        r = self.r
        out, own = [], []
        self.forbidden = {name}
        if fixed is None:
            count = self.one(1, 1, 1, 2, 3, 0)
            fixed = []
            for i in range(count):
                mname = name if count == 1 and self.chance(0.7) else "%s_%s" % (name, "abc"[i])
                fixed.append((mname,) + self.measure(mname))
            fixed = self.specimens(fixed)
        own = [(m, t, d) for m, _, t, d in fixed]
        whole = [(m, t, d) for m, text, t, d in fixed if not one_by_one(text)]
        clauses = self.one(["basis S"], ["basis R"], ["basis R", "basis S"], ["basis Q"], ["basis W", "basis R"])
        if fixed:
            clauses.append("method S")
        self.own = None
        if self.chance(0.25):
            self.own = whole if whole and self.chance(0.2) else None
            clauses.append("applies " + self.condition(1))
        self.own = own
        for m, text, _, _ in fixed:
            clauses.append("measure " + (text if m == name else m + " : " + text))
        numbers = [d for _, t, d in own if t == "number"]
        dim, bounded, judged = None, False, False
        report = bool(fixed) and self.chance(0.07)
        sole = own[0] if len(own) == 1 else None
        if numbers and self.chance(0.85):
            dim = r.choice(numbers)
            uses_limit = False
            self.direction = self.one("up", "down")
            directed = digits = False  # how the limit is to be written
            extra = self.one("", "", "", "declared", "round", "compare")
            if sole and self.chance(0.55) and sole[1] == "number":
                if self.chance(0.4):
                    uses_limit = True
                    clauses.append("value { reading × (1 − 30 %) when reading ≥ limit; reading otherwise }"
                                   if self.chance(0.7) else "value %s" % self.one("min(reading, limit)", "reading"))
            else:
                one = lambda: self.unrounded(dim) if extra in ("round", "compare") else self.number(dim)
                clauses.append("value " + (self.cases(one) if self.chance(0.35) else one()))
            if extra == "declared":
                clauses.append("declared %s_%s" % (self.one("n", "m", "c"), dim))
                directed = self.direction
            elif extra == "round":
                clauses.append("round " + (self.interval(dim) if self.chance(0.6) else self.one("1", "2", "3") + " significant"))
            elif extra == "compare":
                clauses.append("compare " + self.one("rounded", "rounded", "full"))
                digits = True
            if uses_limit:
                one = lambda dash: self.criterion(dim, self.direction, dash, digits=digits)
                clauses.append("limit " + (self.cases(lambda: one(True)) if self.chance(0.4) else one(False)))
                bounded = True
            elif directed or digits or self.chance(0.9):
                # What is not detected in one case and a number in another is left out: one flag cannot say both.
                plain = not any(c.startswith("value ") for c in clauses)
                one = lambda dash: self.criterion(dim, directed, dash, plain, digits)
                if self.chance(0.4):
                    clauses.append("limit " + self.cases(lambda: one(True)))
                else:
                    criterion = one(False)
                    bounded = criterion != "absent" and not criterion.startswith("in")
                    clauses.append("limit " + criterion)
            else:
                clauses.append("require " + self.condition())
            judged = True
        elif sole and sole[1] in ("choice", "grade", "date") and self.chance(0.7):
            clauses.append({"choice": "limit in { x }", "grade": 'limit ≥ "2"', "date": "limit ≥ 2025-06-01"}[sole[1]])
            judged = True
        if self.chance(0.2) or not judged:
            only_conformity = own and all(t == "conformity" for _, t, _ in own)
            if judged or not only_conformity:
                extra = [m for m, t, _ in own if t in ("yes_no", "conformity")]
                clauses.append("require " + (r.choice(extra) + self.one(" or ", " and ") if extra and self.chance(0.7) else "")
                               + self.condition())
        if self.chance(0.15):
            clauses.append("decide " + self.one(*RULES))
        if report:
            clauses.append("report")
        else:
            clauses.append(self.hazard(dim, bounded))
        self.own = None
        self.items_dim = dim
        lines = [indent + "item %s {" % name] + [indent + "  " + c for c in clauses] + [indent + "}"]
        return lines, fixed, dim

    def remember(self, name, fixed, dim):
        if any(one_by_one(text) for _, text, _, _ in fixed):
            dim = None  # it has no value for others [R-SPEC-14]
        self.items.append((name, dim))
        fixed = [f for f in fixed if not one_by_one(f[1])]
        self.measures += [(name, m, t, d) for m, _, t, d in fixed]

    def family(self, i):
        names = ["f%d_%d" % (i, k) for k in range(self.r.randint(1, 3))]
        cell = lambda: self.one("≤ 10", "≤ 1", "< 5", "≥ 2", "2 ~ 10", "—", "0.5 ± 0.5 %")
        out = ["items F%d {" % i, "  | item | part | x | y | z |"]
        directed = self.chance(0.5)
        for n in names:
            cells = [self.one("≤ 10", "≤ 1", "< 5", "—") if directed else cell() for _ in range(3)]
            out.append("  | %s | %s | %s |" % (n, self.one("30 %", "60 %", "0.5"), " | ".join(cells)))
        value = "value { reading × (1 − part) when reading ≥ limit; reading otherwise }" if directed else \
            self.one("", "value reading × (1 − part)")
        specimens = self.one("", "", "", "", "specimens 2 allow 1 ", "specimens mean 2 ", "specimens 3 ")
        out.append("  each { basis S method S measure number % " + specimens + self.one("", "", "decide guarded ") + value + " limit by k1 hazard " +
                   self.cases(lambda: self.one("general", "serious")) + " }")
        out.append("}")
        for n in names:
            self.remember(n, [(n, specimens, "number", "S")], "S")
        return out

    def groups(self, i):
        out = []
        shared = None
        conditions = self.one(("生产日期 < 2026-01-01", "生产日期 ≥ 2026-01-01"), ("y1", "not y1"), ("n_L > 5", "n_L > 1"),
                              ("k1 = x", "k1 ≠ x"))
        before = list(self.items), list(self.measures)
        made = []
        for g, condition in enumerate(conditions):
            self.items, self.measures = list(before[0]), list(before[1])
            out.append('group "g%d_%d" {' % (i, g))
            if self.chance(0.9):
                out.append("  applies " + condition)
            if self.chance(0.2):
                out.append("  decide " + self.one(*RULES))
            name = "h%d" % i
            lines, shared, dim = self.item(name, "  ", shared)
            out += lines
            made.append(dim)
            out.append("}")
        self.items, self.measures = before
        self.remember("h%d" % i, shared, made[0] if made[0] == made[1] else None)
        return out

    def compose(self):
        """The head's lines, and the declarations as blocks of lines: they may stand in any order."""
        r = self.r
        self.forbidden = set()
        head = ["spec t {", '  title "t"'] + ['  standard %s "%s" "s"%s' % s for s in STANDARDS]
        head.append('  grade G { %s }' % ", ".join('"%s"' % g for g in GRADES))
        if self.chance(0.4):
            head.append("  not detected counts " + self.one("0", "0", "1"))
        if self.chance(0.5):
            head.append("  decide " + self.one(*RULES))
        blocks = [[a] for a in self.attributes()]
        for i in range(r.randint(0, 2)):
            blocks.append(self.table(i))
        for i in range(r.randint(0, 2)):
            dim = self.one("L", "S", "P")
            value = self.cases(lambda: self.number(dim, 1)) if self.chance(0.5) else self.number(dim)
            blocks.append(["let l%d = %s" % (i, value)])
            self.lets[dim].append("l%d" % i)
        if self.chance(0.3):
            blocks.append(["let l9 : number mm = " + self.number("L")])
            self.lets["L"].append("l9")
        if self.chance(0.5):
            blocks.append(["let c0 = " + self.condition()])
            self.let_conditions.append("c0")
        for i in range(r.randint(1, 5)):
            kind = r.randrange(6)
            if kind == 0:
                blocks.append(self.family(i))
            elif kind == 1:
                blocks.append(self.groups(i))  # of groups that share an item the first counts: they stay in order
            else:
                lines, fixed, dim = self.item("i%d" % i)
                blocks.append(lines)
                self.remember("i%d" % i, fixed, dim)
        if self.chance(0.7):
            cond = self.one("count(general) ≥ %d" % r.randint(1, 3), "count(serious) ≥ 2",
                            "count(general) ≥ 1 and %s" % self.condition(1), self.condition(1))
            blocks.append(["verdict { serious when %s }" % cond])
        return head, blocks

    def text(self):
        return write(*self.compose())


def write(head, blocks):
    return "\n".join(head + ["  " + line for b in blocks for line in b] + ["}"]) + "\n"


def written(node, out):
    """The numbers that a spec is written with, and what lies half a last place and a tenth of it beside them: there
    rounding and comparison turn."""
    if isinstance(node, list):
        for n in node:
            written(n, out)
    elif isinstance(node, dict):
        if node.get("op") == "number":
            x = decimal.Decimal(node["written"])
            last = decimal.Decimal(1).scaleb(x.as_tuple().exponent)
            for by in (0, 0, 1, -1, "0.5", "-0.5", "0.4", "-0.6", "0.1", "-0.1"):
                out.append(format(x + last * decimal.Decimal(by), "f"))
        for n in node.values():
            written(n, out)
    return out


EMPTY = ["", "/", "—", "--", "未检"]


def header(i):
    """The column of an input."""
    return i["name"] if not i["item"] or i["item"] == i["name"] else i["item"] + "." + i["name"]


def dimension(value_type):
    """What a number measures; None for anything else."""
    unit = value_type["unit"] or "" if value_type and value_type["kind"] == "number" else None
    return next((d for d, units in (("L", ["mm", "cm", "m"]), ("T", ["℃", "K"]), ("S", ["", "%", "mg/kg", "ppm", "‰"])) if unit in units), None)


def columns(i):
    """Those of its readings: the input's own, or of each specimen."""
    return ["%s.%d" % (header(i), k + 1) for k in range(i["specimens"]["count"])] if i["specimens"] else [header(i)]


def sample(ast, seed):
    """A sample for the inputs of a dumped spec."""
    r = random.Random(seed)
    if "near" not in ast:
        ast["near"] = [x for x in written([ast["lets"], ast["tables"], ast["items"]], []) if not x.startswith("-")]
    out = {"sample_id": "S"}
    how = r.choice(["full", "full", "some", "bare"])
    for i in ast["inputs"]:
        names = columns(i)
        if i["specimens"] and i["specimens"]["how"] != "every" and r.random() < 0.2:
            names = [header(i)] + (names[:1] if r.random() < 0.02 else [])
        for name in names:
            blank = r.random() < {"full": 0.04, "some": 0.35, "bare": 0.9}[how]
            if blank:
                if r.random() < 0.5:
                    out[name] = r.choice(EMPTY) if i["item"] else ""
                continue
            out[name] = cell(i, r, ast["near"])
            if i["item"] and i["type"]["kind"] == "number" and out[name].replace(".", "").isdigit() and r.random() < 0.1:
                out[name + ".U"] = r.choice(["0.4", "1", "0.05"])
    for i in ast["items"]:
        of = i["variants"][0]["value_type"]
        alike = {dimension(v["value_type"]) for v in i["variants"]}
        if i["value_u"] and len(alike) == 1 and of and r.random() < 0.2:
            out[i["value_u"]] = r.choice(["0.4", "0", "1", "0.05"]) + (" " + of["unit"] if of["unit"] else "")
    return out


def cell(i, r, near):
    kind, reading = i["type"]["kind"], i["item"] is not None
    if not reading and kind != "choice" and r.random() < 0.07:
        return r.choice(["无", "未明示"])
    if kind == "yes_no":
        return r.choice(["是", "否", "yes", "no"])
    if kind == "conformity":
        return r.choice(["符合", "不符合", "pass", "fail"])
    if kind in ("choice", "grade"):
        return r.choice(i["type"]["values"])
    if i["name"] == "declared_standard":
        return r.choice(DECLARED)
    if kind == "text" and i["matches"] and r.random() < 0.95:
        return "Abc 1"
    if kind == "text":
        return r.choice(TEXTS)
    if kind == "date":
        return (datetime.date(2024, 12, 25) + datetime.timedelta(r.choice([0, 7, 30, 157, 158, 300, 371, 372, 400]))).isoformat()
    values = ["0", "0.5", "1", "1.0", "2", "2.5", "4.99", "5", "5.01", "7", "10", "10.0", "10.1", "14.29", "20", "9.95", "10.05", "0.25", "1.45",
              "1400", "1350"][:None if i["lo"] is None else -2]
    x = r.choice(near if near and i["lo"] is None and r.random() < 0.4 else values)
    unit = i["type"]["unit"] or ""
    ranged = i["lo"] is not None
    negative = i["type"]["signed"] if not ranged else i["lo"]["op"] == "neg"
    if negative and r.random() < 0.3:
        x = r.choice(["-1", "-2.5", "-5", "-0.5"])
    if ranged and i["hi"]["written"] in ("2", "5"):
        x = r.choice(["0", "1", "2", "0.5"])
    if ranged and i["hi"]["written"] == "10":
        x = r.choice(["0", "0.5", "1", "2", "5", "10"])
    glue = (" " + unit) if unit and r.random() < 0.3 else ""
    if r.random() < 0.002:
        return r.choice(["-3", "2000"])  # often refused
    if reading:
        how = r.random()
        if how < 0.12 and decimal.Decimal(x) > 0:
            return "<" + x + glue
        if how < 0.18 and x not in ("20", "10"):
            return ">" + x + glue
        if how < 0.26:
            return r.choice(["ND", "未检出", "N.D."])
        if how < 0.30 and unit != "L":
            return r.choice(["ND(0.5)", "0.5L", "ND(5)"])
        if how < 0.36:
            return x + " ± " + r.choice(["0.4", "0.4", "0.1", "1"]) + glue
        if how < 0.40 and decimal.Decimal(x) != 0 and not ranged:
            return x + r.choice(["(+)", "(-)"]) + glue
    if not ranged and r.random() < 0.2 and unit:
        other = r.choice(UNIT_OF_READINGS[unit])
        return x + " " + other
    return x + glue
