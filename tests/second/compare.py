#!/usr/bin/env python3
"""Holds the program `sushai` against evaluate.py on random specs and samples.

compare.py SUSHAI FIRST_SEED SPECS SAMPLES [--store FILE N]: SPECS random specs with SAMPLES random samples each. Prints each
disagreement with its spec and sample; exit 1 where there is one. With --store, writes about N of the agreed pairs as
conformance cases.
"""
import collections
import csv
import json
import os
import subprocess
import sys
import tempfile
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import evaluate  # noqa: E402
import generate  # noqa: E402


def number(text):
    return None if text is None else F(text)


def differences(mine, its):
    """What the two say differently of one sample."""
    out = []
    for field in ("verdict", "complete"):
        if mine[field] != its[field]:
            out.append("%s: %s, not %s" % (field, its[field], mine[field]))
    if mine["hazard"] != its["hazard"]:
        out.append("hazard: %s, not %s" % (its["hazard"], mine["hazard"]))
    for item in its["items"]:
        m = mine["items"][item["item"]]
        for field in ("outcome", "hazard"):
            if m[field] != item[field]:
                out.append("%s %s: %s, not %s" % (item["item"], field, item[field], m[field]))
        if m["value_number"] != number(item["value_number"]):
            out.append("%s value_number: %s, not %s" % (item["item"], item["value_number"], m["value_number"]))
        code = item["reason"]["code"] if item["reason"] else None
        wanted = {"pass": [None], "fail": [None], "untested": ["not_tested"], "inapplicable": ["condition_not_met"],
                  "unjudged": ["report_only", "undeclared_recommended"]}.get(m["outcome"])
        if wanted and code not in wanted:
            out.append("%s reason: %s" % (item["item"], code))
        if m["outcome"] == "inconclusive" and (code is None or code == "not_tested"):
            out.append("%s reason of inconclusive: %s" % (item["item"], code))
    return out


def write_csv(path, samples):
    headers = []
    for s in samples:
        headers += [h for h in s if h not in headers]
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f)
        w.writerow(headers)
        for s in samples:
            w.writerow([s.get(h, "") for h in headers])


class Store:
    def __init__(self, path, wanted):
        self.path, self.wanted, self.count = path, wanted, 0
        self.out = ["# Written by tests/second/compare.py --store: pairs on which two evaluators agree.", ""]
        self.seen = collections.Counter()

    def add(self, seed, text, samples, results):
        """One spec with those of its samples that show something rare."""
        if self.count >= self.wanted:
            return
        picked = []
        for k in range(len(samples)):
            shape = tuple(sorted(collections.Counter(i["outcome"] for i in results[k]["items"]).items()))
            if self.seen[shape] < 8 and len(picked) < 3:
                self.seen[shape] += 1
                picked.append(k)
        if not picked:
            return
        self.out += ["=== case seed %d" % seed, "preamble: none", "--- spec"] + text.rstrip("\n").split("\n")
        for k in picked:
            self.count += 1
            self.out.append("--- sample")
            self.out += ["%s = %s" % (h, c) for h, c in samples[k].items() if c]
            r = results[k]
            self.out += ["--- expect", "verdict " + r["verdict"], "hazard " + (r["hazard"] or "none")]
            for i in r["items"]:
                self.out.append("item %s %s" % (i["item"], i["outcome"]))
                if i["value_number"] is not None:
                    self.out.append("number %s %s" % (i["item"], i["value_number"]))
                if i["outcome"] == "fail":
                    self.out.append("item-hazard %s %s" % (i["item"], i["hazard"]))
        self.out.append("")

    def close(self):
        with open(self.path, "w", encoding="utf-8") as f:
            f.write("\n".join(self.out))


def main():
    program, first, specs, count = sys.argv[1], *map(int, sys.argv[2:5])
    store = Store(sys.argv[6], int(sys.argv[7])) if len(sys.argv) > 5 else None
    pairs = refused_specs = refused_samples = disagreements = 0
    outcomes, reached = collections.Counter(), collections.Counter()
    folder = tempfile.mkdtemp()
    spec_path, data_path = os.path.join(folder, "t.shai"), os.path.join(folder, "t.csv")
    for seed in range(first, first + specs):
        text = generate.Spec(seed).text()
        with open(spec_path, "w", encoding="utf-8") as f:
            f.write(text)
        ast = subprocess.run([program, "ast", spec_path], capture_output=True, text=True)
        if ast.returncode != 0:
            refused_specs += 1
            if os.environ.get("SHOW_REFUSED"):
                print("seed %d refused:\n%s" % (seed, ast.stderr), file=sys.stderr)
            continue
        document = json.loads(ast.stdout)
        evaluator = evaluate.Evaluator(document)
        samples = [generate.sample(document, seed * 1000 + k) for k in range(count)]
        for k, s in enumerate(samples):
            s["sample_id"] = "S%d" % k
        write_csv(data_path, samples)
        run = subprocess.run([program, "eval", "--format", "ndjson", spec_path, data_path], capture_output=True, text=True)
        if any(code in run.stderr for code in ("E0531", "E0655", "E0656")):  # beyond the stated size of numbers
            refused_specs += 1
            continue
        if run.returncode not in (0, 1):
            print("seed %d: exit %d\n%s\n%s" % (seed, run.returncode, run.stderr, text))
            disagreements += 1
            continue
        results = {r["sample_id"]: r for r in map(json.loads, run.stdout.splitlines())}
        if os.environ.get("REACH"):
            told = subprocess.run([os.environ["REACH"], spec_path, data_path], capture_output=True, text=True, check=True)
            for op, n in map(str.split, told.stdout.splitlines()):
                reached[op] += int(n)
        refused_samples += count - len(results)
        if len(results) < count and os.environ.get("SHOW_REFUSED"):
            print("seed %d: %s" % (seed, run.stderr), file=sys.stderr)
        agreed = []
        for k, s in enumerate(samples):
            its = results.get("S%d" % k)
            pairs += its is not None
            try:
                mine = evaluator.run(s)
                found = differences(mine, its) if its else ["refused: not by evaluate.py"]
            except evaluate.Refused as why:
                found = ["not refused: %s" % why] if its else []
            except Exception as why:  # the second evaluator's own fault is a disagreement too
                found = ["evaluate.py: %r" % why]
                if os.environ.get("RAISE"):
                    raise
            for i in its["items"] if its else []:
                outcomes[i["outcome"]] += 1
            if found:
                disagreements += 1
                if disagreements <= int(os.environ.get("SHOW", "5")):
                    print("seed %d sample %d: %s" % (seed, k, "; ".join(found)))
                    if os.environ.get("FULL"):
                        print(text)
                        print(json.dumps(s, ensure_ascii=False))
            elif its:
                agreed.append(k)
        if store:
            store.add(seed, text, [samples[k] for k in agreed], [results["S%d" % k] for k in agreed])
    for name in (spec_path, data_path):
        if os.path.exists(name):
            os.remove(name)
    os.rmdir(folder)
    if store:
        store.close()
    if os.environ.get("REACHED"):
        with open(os.environ["REACHED"], "w", encoding="utf-8") as f:
            f.writelines("%s %d\n" % o for o in reached.items())
    print("%d pairs of %d specs (%d specs and %d samples refused), %d disagreements; outcomes %s" %
          (pairs, specs, refused_specs, refused_samples, disagreements,
           ", ".join("%s %d" % o for o in sorted(outcomes.items()))))
    if refused_specs * 5 > specs or refused_samples * 10 > pairs:
        print("too many are refused: the generator has come apart from the language")
        return 1
    return disagreements > 0


if __name__ == "__main__":
    sys.exit(main())
