#!/bin/sh
# Every spec of specs/ against the figures of the standards (tests/figures/README.md): cases made from tables that were written from the
# standards, by a program that reads no spec. Needs python3; without it this test says so.
. tests/tap.sh

if ! command -v python3 >/dev/null; then
    echo '1..0 # SKIP no python3'
    exit 0
fi

figures=tests/figures

# agree SPEC CASES: every row of the table was run, none skipped, and all came out as expected
agree() {
    "$sushai" test --lang en --format json --cases "$2" "$1" >"$work/json" 2>"$work/err"
    python3 -c '
import csv, json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8")))
ran = {t["name"]: t for t in report["files"][0]["tests"] if t["file"].endswith(".csv")}
wrong = ["%s: %s %s" % (n, t["note"], t["failures"]) for n, t in ran.items() if t["result"] != "passed"]
wrong += ["not run: " + r["样品编号"] for r in rows if r["样品编号"] not in ran]
if not rows:
    wrong.append("no cases")
print("\n".join(wrong[:10]))
sys.exit(bool(wrong))
' "$work/json" "$2"
}

for spec in toys conductor compound-fertilizer e-bike infant-clothing socks; do
    ok "cases of $spec" sh -c "python3 '$figures/cases.py' '$figures/$spec.tsv' >'$work/$spec.csv'"
    ok "$spec: $(($(wc -l <"$work/$spec.csv") - 1)) cases come out by the spec as by the figures" agree "specs/$spec.shai" "$work/$spec.csv"
done
ok 'toys: also by the spec in English' agree specs/toys.en.shai "$work/toys.csv"

# A figure changed by one unit in its last place is seen, in the table and in the spec.
differ() { # SPEC-NAME TABLE-SED SPEC-SED WHAT
    sed "$2" "$figures/$1.tsv" >"$work/$1.tsv"
    ok "$4: the table changes" sh -c "! cmp -s '$figures/$1.tsv' '$work/$1.tsv'"
    python3 "$figures/cases.py" "$work/$1.tsv" >"$work/other.csv"
    ok "$4: another figure in the table is seen" sh -c "! '$sushai' test --cases '$work/other.csv' 'specs/$1.shai'"
    cp specs/*.shai "$work"
    sed "$3" "specs/$1.shai" >"$work/$1.shai"
    ok "$4: the spec changes" sh -c "! cmp -s 'specs/$1.shai' '$work/$1.shai'"
    status 1 "$4: another figure in the spec is seen" "$sushai" test --lang zh --cases "$work/$1.csv" "$work/$1.shai"
    holds "$work/out" '[V]' "$4: and says which standard it was"
}
differ toys '/^铅\t.*造型黏土/s/≤\t90/≤\t91/' '/| 铅 .*"铅(Pb)" | 30/s/≤ 90 /≤ 91 /' 'lead in clay'
differ conductor '/第5种.*=25\t/s/0\.780/0.781/' '/^    | 25  /s/0\.780/0.781/' 'the last cell of the resistances'
differ infant-clothing '/^甲醛\t.*标称类别=C/s/300/301/' 's/"C": ≤ 300/"C": ≤ 301/' 'formaldehyde'
differ e-bike '/铅酸.*2025-09-01\|2025-09-01.*铅酸/s/≤\t63/≤\t62/' 's/铅酸: ≤ 63/铅酸: ≤ 62/' 'the mass of 2024'

# The script's own arithmetic, against the examples that the standard prints (GB/T 8170).
ok 'rounding is that of GB/T 8170' python3 -B -c '
import sys
from fractions import Fraction as F
sys.path.insert(0, "tests/figures")
from cases import decimal, number, rounded
printed = """12.1498 0.1 12.1; 1268 100 1300; 10.5002 1 11; 1.050 0.1 1.0; 0.35 0.1 0.4; 2500 1000 2000; 3500 1000 4000; -355 10 -360;
    -325 10 -320; -0.0365 0.001 -0.036; 97.46 1 97; 60.25 0.5 60.0; 60.38 0.5 60.5; -60.75 0.5 -61.0; 830 20 840; 842 20 840; -930 20 -920;
    2.025 0.05 2.00; 18.65003 0.1 18.7"""
for x, i, want in (line.split() for line in printed.split(";")):
    assert rounded(F(x), F(i)) == F(want), (x, i, rounded(F(x), F(i)))
assert decimal(F(250, 7), 3) == "35.714" and decimal(F(250, 7), 3, up=True) == "35.715" and decimal(F(-1, 2)) == "-0.5"
assert number("0.9 × 0.8 − 0.1") == F("0.62") and number("100 − 0.5 %") == F("99.5") and number("max(5 − 1.5, 4.0)") == 4
'
done_testing
