#!/usr/bin/env python3
"""Cases from the figures of the standards. In: a table of figures (figures/*.tsv). Out, on standard output: a table of cases (docs/cases.md),
at, just under and just over each bound, with the outcome and hazard that follow from the figure. It reads no spec and runs no program: what
a rule means is worked out here, in fractions, from what the standards say in words.
usage: cases.py TABLE"""
import csv
import datetime
import re
import sys
from fractions import Fraction as F

GRADES = ["1", "1-2", "2", "2-3", "3", "3-4", "4", "4-5", "5"]  # half steps, from poor to good


def number(text):
    """An amount as the tables write it: 90; 0.9 × 0.8 − 0.1; 100 − 0.5 % (of the hundred); max(A, B)."""
    text = text.strip()
    if text.startswith("max("):
        return max(number(part) for part in text[4:-1].split(","))
    if re.fullmatch(r"[1-5](-[2-5])?", text) and "-" in text:
        return F(GRADES.index(text))
    words = text.split()
    value = F(words[0].replace("−", "-"))
    for sign, amount, *rest in re.findall(r"([×−+]) (\S+)( %)?", text):
        amount = F(amount)
        if rest[0]:
            amount = value * amount / 100
        value = value * amount if sign == "×" else value - amount if sign == "−" else value + amount
    return value


def decimal(value, places=None, up=False):
    """A fraction in decimal digits: exactly, or cut to so many places downwards or upwards."""
    if places is None:
        places = 0
        while value * 10**places % 1:
            places += 1
            if places > 12:
                raise ValueError("%s has no decimal end" % value)
    scaled = value * 10**places
    whole = -(-scaled // 1) if up else scaled // 1
    digits = str(abs(whole)).rjust(places + 1, "0")
    text = digits[: len(digits) - places] + ("." + digits[len(digits) - places :] if places else "")
    return ("-" if whole < 0 else "") + text


def places(value):
    text = decimal(value)
    return len(text.partition(".")[2])


def rounded(value, interval):
    """GB/T 8170: to the nearest multiple of the interval; where two are as near, to the even one."""
    quotient = value / interval
    below = quotient // 1
    rest = quotient - below
    if rest > F(1, 2) or rest == F(1, 2) and below % 2:
        below += 1
    return below * interval


class Figure:
    """One row of a table."""

    def __init__(self, row):
        self.row = row
        self.item = row["item"]
        self.readings = [r.strip() for r in row["readings"].split(";")]
        self.units = [u.strip() for u in row["unit"].split(";")]
        self.rule = row["rule"]
        self.sense = row["sense"]
        self.grades = row["unit"] == "grade"
        self.where = dict(part.strip().split("=", 1) for part in row["where"].split(";") if "=" in part)
        self.low = self.high = None
        self.open = False
        if self.sense in ("≤", "<", "≥", ">", "~") and self.rule not in ("either", "date") and not self.rule.startswith("label"):
            self.set_bounds([self.amount(b) for b in row["bound"].split(";")])

    def amount(self, text):
        return F(GRADES.index(text.strip())) if self.grades else number(text)

    def set_bounds(self, bounds):
        self.open = self.sense in ("<", ">")
        if self.sense in ("≤", "<"):
            self.high = bounds[0]
        elif self.sense in ("≥", ">"):
            self.low = bounds[0]
        else:
            self.low, self.high = bounds

    def conforms(self, value):
        if self.high is not None and (value >= self.high if self.open and self.low is None else value > self.high):
            return False
        return not (self.low is not None and (value <= self.low if self.open else value < self.low))

    # --- the hazard of a value that does not conform; the panel's decision, in the table's words

    def lines(self):
        """Values at which the hazard changes."""
        words = self.row["hazard"]
        bound = self.high if self.high is not None else self.low
        if found := re.fullmatch(r"serious if (?:above|below) (.+) × bound", words):
            return [F(found[1]) * bound]
        if found := re.fullmatch(r"serious if below bound − (.+)", words):
            return [bound - F(found[1])]
        if found := re.fullmatch(r"serious if below grade (.+)", words):
            return [F(GRADES.index(found[1]))]
        if found := re.fullmatch(r"serious if (?:above|below) (.+)", words):
            return [number(found[1])]
        if found := re.fullmatch(r"serious if out by more than (.+)", words):
            return [b + s * F(found[1]) for b, s in ((self.low, -1), (self.high, 1)) if b is not None]
        if words not in ("serious", "general", ""):
            raise ValueError("hazard: " + words)
        return []

    def hazard(self, value):
        words = self.row["hazard"]
        if "above" in words:
            grave = value > self.lines()[0]
        elif "below" in words:
            grave = value < self.lines()[0]
        elif words.startswith("serious if out by more than "):
            by = F(words.split()[-1])
            grave = self.low is not None and self.low - value > by or self.high is not None and value - self.high > by
        else:
            grave = words == "serious"
        return "严重" if grave else "一般"

    def targets(self, finer=F(1, 10)):
        """Values worth a case: at each bound and each line of the hazard, just under and just over."""
        marks = [b for b in (self.low, self.high) if b is not None] + self.lines()
        if self.grades:
            near = {m + d for m in marks for d in (-1, 0, 1)}
            return sorted(v for v in near if 0 <= v < len(GRADES))
        step = F(1, 10 ** max(places(m) for m in marks if has_end(m))) * finer
        return sorted(v for v in {m + d * step for m in marks for d in (-1, 0, 1)} if v >= 0)

    def cell(self, text, index=0):
        unit = self.units[index] if index < len(self.units) else self.units[-1]
        return text + (" " + unit if unit and not self.grades else "")


def has_end(value):
    d = value.denominator
    for p in (2, 5):
        while d % p == 0:
            d //= p
    return d == 1


# --- the rules: readings and the value that the standard compares ----------------------------------------------------------
# Each gives pairs: what is read (a dict of cells), and the value to be held against the bound.


def as_read(f):
    for t in f.targets():
        yield {f.readings[0]: f.cell(decimal(t))}, t


def summed(f):
    """The readings' sum; split unevenly, so that a program which forgot one would be seen."""
    for t in f.targets():
        digits = places(t) + 1
        parts = [F(decimal(t / 2, digits)), F(decimal(t / 3, digits))]
        parts.append(t - sum(parts))
        for turn in range(3):
            yield {r: f.cell(decimal(p)) for r, p in zip(f.readings, parts[turn:] + parts[:turn])}, t


def corrected(f):
    """The analytical correction: a result that equals or exceeds the limit is lowered by so many per cent, then held against the limit."""
    left = 1 - F(f.rule.split()[1]) / 100
    step = F(1, 1000)
    raw = {f.high - step, f.high, f.high + step}
    exact = f.high / left
    raw |= {F(decimal(exact, 3)), F(decimal(exact, 3)) + step}
    if has_end(exact):
        raw |= {exact - step, exact}
    for r in sorted(raw):
        yield {f.readings[0]: f.cell(decimal(r))}, r * left if r >= f.high else r


def round_first(f):
    """修约值比较法: rounded to the interval, once, then compared. Cases lie half an interval off, where rounding decides."""
    interval = F(f.rule.split()[-1])
    marks = [b for b in (f.low, f.high) if b is not None] + f.lines()
    tiny = interval / 1000
    for raw in sorted({m + d * interval / 2 + e for m in marks for d in (-2, -1, 0, 1, 2) for e in (-tiny, 0, tiny)}):
        if raw >= 0:
            yield {f.readings[0]: f.cell(decimal(raw))}, rounded(raw, interval)


def sum_rounded(f):
    """A sum of results each of which was rounded to the interval. What is missing of the declared sum is taken evenly, up to 1.5 points each,
    so that as few of the parts as can be fail by themselves. Read low they round up, read high they round down."""
    interval = F(f.rule.split()[-1])
    declared = [F(f.where[name]) for name in ("标明氮", "标明磷", "标明钾")]
    for t in f.targets(F(1)):
        missing = max(sum(declared) - t, F(0))
        parts = [d - min(missing, F(3, 2)) if i == 0 else d - min(max(missing - F(3, 2), F(0)), F(3, 2)) for i, d in enumerate(declared[:2])]
        parts.append(t - sum(parts))
        near = F(49, 1000)
        for off in ((-near, near, F(0)), (-near, -near, -near), (near, near, near)):
            raw = [p + o for p, o in zip(parts, off)]
            yield {r: f.cell(decimal(p)) for r, p in zip(f.readings, raw)}, sum(rounded(p, interval) for p in raw)


def per_cent(f):
    """So many per cent of a whole; the whole stands in the column "where"."""
    whole = F(re.match(r"per cent of ([0-9.]+)", f.rule)[1])
    interval = re.search(r"rounded (.+)", f.rule)
    marks = [F(1), F(1, 10)] if not interval else [F(interval[1]), F(interval[1]) / 2, F(interval[1]) / 2 + F(1, 100), F(interval[1]) / 2 - F(1, 100)]
    bound = f.high if f.high is not None else f.low
    for share in sorted({bound} | {bound + s * m for s in (-1, 1) for m in marks}):
        part = whole * share / 100
        yield {f.readings[0]: f.cell(decimal(part))}, rounded(share, F(interval[1])) if interval else share


def at_20(f):
    """Conductors: R20 = Rt × 254.5 / (234.5 + t), for one kilometre: milliohms a metre are ohms a kilometre."""
    for length, heat in ((F(1), F(20)), (F(1), F(35)), (F(1), F(5)), (F(5, 2), F(47, 2))):
        for t in [b for b in [f.high] + f.lines()]:
            exact = t * length * (F("234.5") + heat) / F("254.5")
            under = F(decimal(exact, 4))
            for r in {under, under + F(1, 10000), under - F(1, 10000)}:
                value = r / length * F("254.5") / (F("234.5") + heat)
                cells = (decimal(r), decimal(length), decimal(heat))
                yield {n: f.cell(c, i) for i, (n, c) in enumerate(zip(f.readings, cells))}, value


def poorest(f):
    """Of several grades the poorest counts: each reading in turn is the poorest."""
    top = F(len(GRADES) - 1)
    for t in f.targets():
        for turn in range(len(f.readings)):
            yield {r: GRADES[int(t if i == turn else top)] for i, r in enumerate(f.readings)}, t


def specimens(f):
    """least/mean/each of N: the specimens are NAME.1 to NAME.N."""
    how, _, number_of = f.rule.split()
    count = int(number_of)
    names = ["%s.%d" % (f.readings[0], i + 1) for i in range(count)]
    spread = F(2) if f.grades else F(1, 100)
    for t in f.targets():
        if how == "mean":
            values = [t - spread * (count - 1)] + [t + spread] * (count - 1)
            yield {n: f.cell(decimal(v)) for n, v in zip(names, values)}, t
            continue
        best = F(len(GRADES) - 1) if f.grades else 2 * t  # so good that the mean conforms
        for turn in range(count):
            values = [t if i == turn else best for i in range(count)]
            text = [GRADES[int(v)] if f.grades else decimal(v) for v in values]
            yield {n: f.cell(c) for n, c in zip(names, text)}, t


def label(f):
    """A tolerance about what the label says, for labels in an interval: each end, just inside it, and the middle."""
    shape = re.fullmatch(r"label ([(\[])(.+); (.+)([)\]])", f.rule)
    low, high, tenth = F(shape[2]), F(shape[3]), F(1, 10)
    declared = {(low + high) / 2, low if shape[1] == "[" else low + tenth, high if shape[4] == "]" else high - tenth}
    attribute = f.row["where"]
    sense = f.sense
    for d in sorted(declared):
        add = [F(b.strip().replace("−", "-")) for b in f.row["bound"].split(";")]
        if sense == "> and ≤":
            f.sense, f.low, f.high, f.open = "~", F(0), d + add[1], False
            above_zero = True
        else:
            f.set_bounds([d + a for a in add])
            above_zero = False
        step = F(1, 100)
        marks = [b for b in (f.low, f.high) if b is not None] + f.lines()
        for v in sorted({m + s * step for m in marks for s in (-1, 0, 1)}):
            if 0 <= v <= 100:
                ok = f.conforms(v) and not (above_zero and v == 0)
                yield {attribute: f.cell(decimal(d)), f.readings[0]: f.cell(decimal(v))}, v, ok
        f.sense = sense


def either(f):
    """The second reading counts where the first does not conform."""
    first, second = [number(b) for b in f.row["bound"].split(";")]
    a, b = first / 1000, second / 1000
    for x, y in ((first, None), (first, second + b), (first + a, second), (first + a, second + b), (first - a, second - b)):
        cells = {f.readings[0]: f.cell(decimal(x), 0)}
        if y is not None:
            cells[f.readings[1]] = f.cell(decimal(y), 1)
        yield cells, x, x <= first or y <= second


RULES = {"as": as_read, "sum": summed, "corrected": corrected, "rounded": round_first, "sum of": sum_rounded, "per": per_cent, "at": at_20,
         "poorest": poorest, "least": specimens, "mean": specimens, "each": specimens, "label": label, "either": either}
UNJUDGED = {"inapplicable": "不适用", "unjudged": "不判定", "recorded": "不判定"}


def rule_of(f):
    return RULES["sum of"] if f.rule.startswith("sum of") else RULES[f.rule.split()[0]]


def without_bound(f):
    """Nothing is judged, whatever was read."""
    cell = f.row["bound"] if f.grades or f.rule == "text" else f.cell(decimal(number(f.row["bound"])))
    return {name: cell for name in f.readings}


def marked_and_censored(f):
    """A value marked (+) lies above what is written, (−) below (GB/T 8170); below L conforms to an upper limit where L does, above L fails
    it; otherwise it cannot be judged. For a lower limit the other way round."""
    if f.rule != "as read" or f.grades or (f.low is not None) == (f.high is not None) or f.open:
        return
    bound = f.high if f.high is not None else f.low
    step = F(1, 10 ** (places(bound) + 1))
    good, bad = ("<", ">") if f.high is not None else (">", "<")
    toward = 1 if f.high is not None else -1
    text = decimal(bound)
    yield text + ("(-)" if toward > 0 else "(+)"), "符合"
    yield text + ("(+)" if toward > 0 else "(-)"), "不符合"
    yield good + text, "符合"
    yield bad + text, "不符合"
    yield good + decimal(bound + toward * step), "无法判定"
    yield bad + decimal(bound - toward * step), "无法判定"


def days_from(date, days):
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days)).isoformat()


def cases(f):
    """(cells, expected outcome of the item, expected hazard or None)"""
    if f.sense in UNJUDGED:
        yield without_bound(f), UNJUDGED[f.sense], None
    elif f.rule == "text":
        yield {f.readings[0]: f.row["bound"]}, "符合" if f.sense == "pass" else "不符合", None if f.sense == "pass" else f.hazard(F(0))
    elif f.rule == "date":
        for d in (-1, 0, 1):
            yield {f.readings[0]: days_from(f.row["bound"], d)}, "不符合" if d > 0 else "符合", f.hazard(F(0)) if d > 0 else None
    else:
        for cells, value, *known in rule_of(f)(f):
            ok = known[0] if known else f.conforms(value)
            yield cells, "符合" if ok else "不符合", None if ok else f.hazard(value)
        for cell, outcome in marked_and_censored(f):
            grave = f.row["hazard"] if f.row["hazard"] in ("serious", "general") else ""
            yield {f.readings[0]: f.cell(cell)}, outcome, {"serious": "严重", "general": "一般", "": ""}[grave] if outcome == "不符合" else None


def main():
    with open(sys.argv[1], encoding="utf-8") as stream:
        rows = list(csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t", restval=""))
    name = re.sub(r".*/|\.tsv$", "", sys.argv[1])
    out, columns = [], ["样品编号"]
    for line, row in enumerate(rows, 1):
        f = Figure(row)
        for n, (cells, outcome, hazard) in enumerate(cases(f), 1):
            case = {"样品编号": "%s-%d-%d" % (name, line, n), **f.where, **cells, "期望 " + f.item: outcome}
            # One item is judged and the others were not tested: never a pass. The column "also" names one that fails in any case, 一般.
            failing = [hazard] if outcome == "不符合" else []
            if row["also"]:
                failing.append("一般")
                case["期望 " + row["also"]] = "不符合"
            case["期望结论"] = "不符合" if failing else "未完成"
            case["期望风险"] = "严重" if "严重" in failing else "" if "" in failing else "一般" if failing else "无"
            case.update({"状态": "生成", "确认人": "标准数值表"})
            case["说明"] = " ".join(x for x in (row["source"], row["rule"], row["sense"], row["bound"], row["unit"], "[%s]" % row["mark"]) if x)
            columns += [c for c in case if c not in columns]
            out.append(case)
    writer = csv.DictWriter(sys.stdout, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(out)


if __name__ == "__main__":
    sys.exit(main())
