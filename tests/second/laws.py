#!/usr/bin/env python3
"""Laws that every spec keeps, tried on random specs and samples.

laws.py SUSHAI FIRST_SEED SPECS SAMPLES. Exit 1 where one is broken, or was never put to the test.

  rules       An item that passes under `decide guarded` passes under `simple`; what `certain` decides, `simple` decides alike.
              (Of specs that do not ask for another item's outcome.)
  narrowing   With every U at 0: what is known better (a value in place of a blank, a value below x in place of <x) never
              turns a pass or a fail into anything else, and never makes a hazard graver. (Of specimens only those that certainly fail are
              graded, R-SPEC-11: there it may. A blank declaration that the declared standard stands in for, R-DECL-6, is left
              blank.)
  order       The order of declarations changes no outcome, no hazard, no value.
  spelling    Keywords and standard fields in Chinese, or mixed: the same meaning digest, the same outcomes.
"""
import collections
import decimal
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import compare  # noqa: E402
import generate  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
RANK = {None: 0, "general": 1, "serious": 2}


# --- spelling ---------------------------------------------------------------------------------------------------------

def keywords():
    """English to Chinese, by the table of docs/language.md; a function's or a type's spelling like any other."""
    out = {}
    with open(os.path.join(HERE, "../../docs/language.md"), encoding="utf-8") as f:
        text = f.read()
    for line in text[text.index("## Keywords"):].splitlines():
        cells = [c.strip().replace("\\*", "") for c in line.strip("|").split("|")]
        for en, zh in zip(cells[0::3], cells[1::3]):
            if re.fullmatch(r"[a-z_ /]+", en) and zh:
                out[en] = zh
    assert out["limit"] == "限值" and out["not detected"] == "未检出" and out["yes/no"] == "是否", out
    return out


FIELDS = {"生产日期": "produced_on", "declared_standard": "执行标准"}


def respelt(text, r, share, words):
    """The spec with this share of its keywords in Chinese, or of its fields by their other name."""
    longest = "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))
    token = re.compile(r'"(?:\\.|[^"\\])*"|(?<=matches )/(?:\\.|[^/\\])*/|生产日期|(?<![\w/])(?:%s)(?![\w/])|\w+' % longest)

    def other(m):
        w = m.group(0)
        of = words.get(w) or FIELDS.get(w)
        return of if of and r.random() < share else w
    return token.sub(other, text)


# --- narrowing --------------------------------------------------------------------------------------------------------

def plain(x):
    return format(x, "f")


def narrowed(inp, cell, r, near):
    """A cell that knows more than this one, and its detection limit where it has one of its own; or the same."""
    D = decimal.Decimal
    kind = inp["type"]["kind"]
    if cell in generate.EMPTY:
        return generate.cell(inp, r, near), None
    if kind != "number" or cell in ("无", "未明示"):
        return cell, None
    m = re.fullmatch(r"([<>])([-\d.]+)(.*)", cell)
    if m:
        x, unit = D(m[2]), m[3]
        if m[1] == ">":
            top = D(inp["hi"]["written"]) if inp["hi"] else None
            values = [x + (top - x) / 2, top] if top is not None and not unit.strip() else [x + D("0.001"), x + 1, x * 10]
        else:
            values = [x / 2, x * D("0.99")] + ([D(0)] if inp["lo"] is None else [])
        return plain(r.choice(values)) + unit, None
    m = re.fullmatch(r"([-\d.]+)\(([+-])\)(.*)", cell)
    if m:
        x = D(m[1])
        by = D("0.3").scaleb(x.as_tuple().exponent).copy_sign(x)
        return plain(x + (by if m[2] == "+" else -by)) + m[3], None
    m = re.fullmatch(r"ND\(([\d.]+)\)|([\d.]+)L", cell)
    if m:
        d = D(m[1] or m[2])
        return plain(d * r.choice([D(0), D("0.5"), D("0.9")])), plain(d)
    if cell in ("ND", "未检出", "N.D.") and inp["detection_limit"]:
        d = D(inp["detection_limit"]["written"])  # generate.py writes them bare, in the measure's unit
        return plain(d * r.choice([D(0), D("0.5"), D("0.9")])), None
    return cell, None


def narrower(ast, sample, r):
    out = dict(sample)
    declared = [v["declared"]["name"] for i in ast["items"] for v in i["variants"] if v["declared"]]
    for i in ast["inputs"]:
        if generate.header(i) in declared and sample.get("declared_standard"):
            continue
        names = generate.columns(i)
        if i["specimens"] and sample.get(generate.header(i), "") not in generate.EMPTY:
            names = [generate.header(i)]
        for header in names:
            if r.random() < 0.6:
                cell, limit = narrowed(i, sample.get(header, ""), r, ast["near"])
                out[header] = cell.split(" ± ")[0]
                if limit:
                    out[header + ".DL"] = limit
    return out


def certain(sample):
    """The sample with every U at 0."""
    return {h: re.sub(r" ± [\d.]+", "", c) for h, c in sample.items() if not h.endswith(".U")}


def decided(text, rule):
    """The spec with one decision rule throughout."""
    return re.sub(r"\bdecide \w+", "decide " + rule, text.replace("{\n", "{\n  decide %s\n" % rule, 1)
                  if not re.search(r"^  decide", text, re.M) else text)


# --- running ----------------------------------------------------------------------------------------------------------

class Program:
    def __init__(self, path):
        self.path, self.folder = path, tempfile.mkdtemp()

    def place(self, name):
        return os.path.join(self.folder, name)

    def ast(self, text):
        with open(self.place("t.shai"), "w", encoding="utf-8") as f:
            f.write(text)
        run = subprocess.run([self.path, "ast", self.place("t.shai")], capture_output=True, text=True)
        return json.loads(run.stdout) if run.returncode == 0 else None

    def results(self, text, samples):
        with open(self.place("t.shai"), "w", encoding="utf-8") as f:
            f.write(text)
        compare.write_csv(self.place("t.csv"), [dict(s, sample_id="S%d" % k) for k, s in enumerate(samples)])
        run = subprocess.run([self.path, "eval", "--format", "ndjson", self.place("t.shai"), self.place("t.csv")],
                             capture_output=True, text=True)
        return {r["sample_id"]: r for r in map(json.loads, run.stdout.splitlines())}


def essence(result):
    """What must be the same: of the sample, and of each item by its name."""
    items = {i["item"]: (i["outcome"], i["hazard"], i["value_number"]) for i in result["items"]}
    return result["verdict"], result["hazard"], items


class Laws:
    def __init__(self, program):
        self.program = program
        self.tried, self.broken = collections.Counter(), collections.Counter()
        self.differ = 0  # items on which the rules differ

    def holds(self, law, good, seed, what):
        self.tried[law] += 1
        if not good:
            self.broken[law] += 1
            if self.broken[law] <= 3:
                print("seed %d: %s: %s" % (seed, law, what))

    def same(self, law, seed, base, other):
        for k, r in base.items():
            good = k in other and essence(other[k]) == essence(r)
            self.holds(law, good, seed, "%s %s, not %s" % (k, k in other and essence(other[k]), essence(r)))

    def narrowing(self, seed, ast, base, known):
        each = {i["name"] for i in ast["items"] if i["each"]}
        for k in base.keys() & known.keys():
            after = {i["item"]: i for i in known[k]["items"]}
            for i in base[k]["items"]:
                if i["outcome"] in ("pass", "fail"):
                    j = after[i["item"]]
                    milder = RANK[j["hazard"]] <= RANK[i["hazard"]] or i["item"] in each
                    good = j["outcome"] == i["outcome"] and milder
                    self.holds("narrowing", good, seed, "%s %s: %s %s, was %s %s" % (
                        k, i["item"], j["outcome"], j["hazard"], i["outcome"], i["hazard"]))

    def rules(self, seed, count):
        """Items' outcomes under the three rules."""
        spec = generate.Spec(seed, outcomes=False)
        text = spec.text()
        ast = self.program.ast(text)
        if ast is None:
            return
        samples = [generate.sample(ast, seed * 1000 + k) for k in range(count)]
        r = random.Random(seed)
        for s in samples:
            for header in [h for i in ast["inputs"] if i["item"] for h in generate.columns(i)]:
                if re.fullmatch(r"[\d.]+", s.get(header, "")) and r.random() < 0.6:
                    s[header + ".U"] = r.choice(["0.1", "0.5", "2", "10"])
        simple, guarded, sure = (self.program.results(decided(text, rule), samples) for rule in ("simple", "guarded", "certain"))
        for k in simple.keys() & guarded.keys() & sure.keys():
            for s, g, c in zip(*(r[k]["items"] for r in (simple, guarded, sure))):
                what = "%s %s: simple %s, guarded %s, certain %s" % (k, s["item"], s["outcome"], g["outcome"], c["outcome"])
                if g["outcome"] == "pass":
                    self.holds("rules", s["outcome"] == "pass", seed, what)
                if c["outcome"] in ("pass", "fail"):
                    self.holds("rules", s["outcome"] == c["outcome"], seed, what)
                    self.holds("rules", g["outcome"] == c["outcome"], seed, what)
                self.differ += s["outcome"] != g["outcome"] or s["outcome"] != c["outcome"]

    def spec(self, seed, count, words):
        r = random.Random(seed)
        head, blocks = generate.Spec(seed).compose()
        text = generate.write(head, blocks)
        ast = self.program.ast(text)
        if ast is None:
            return
        samples = [generate.sample(ast, seed * 1000 + k) for k in range(count)]
        base = self.program.results(text, samples)
        sure = [certain(s) for s in samples]
        self.narrowing(seed, ast, self.program.results(text, sure), self.program.results(text, [narrower(ast, s, r) for s in sure]))
        shuffled = blocks[:]
        r.shuffle(shuffled)
        self.same("order", seed, base, self.program.results(generate.write(head, shuffled), samples))
        twin = respelt(text, r, r.choice([0.5, 1]), words)
        other = self.program.ast(twin)
        self.holds("spelling", other is not None and other["meaning"] == ast["meaning"], seed, "another meaning digest")
        self.same("spelling", seed, base, self.program.results(twin, samples))


def main():
    program, first, specs, count = sys.argv[1], *map(int, sys.argv[2:5])
    laws = Laws(Program(program))
    words = keywords()
    for seed in range(first, first + specs):
        laws.spec(seed, count, words)
        laws.rules(seed, count)
    shutil.rmtree(laws.program.folder)
    for law in ("narrowing", "order", "spelling", "rules"):
        print("%s: tried %d times, broken %d times" % (law, laws.tried[law], laws.broken[law]))
    print("the rules differ on %d items" % laws.differ)
    return 1 if laws.broken or len(laws.tried) < 4 or not laws.differ else 0


if __name__ == "__main__":
    sys.exit(main())
