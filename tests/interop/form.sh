#!/bin/sh
# A form of ours filled by one program, saved again by others, and judged: the results are those of the CSV that it was
# filled from. Needs openpyxl, LibreOffice and Gnumeric (tools/packages.txt, group check).
. tests/tap.sh

office() { # FORMAT FILE: into $work/office
    LC_ALL=C.UTF-8 soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$1" --outdir "$work/office" "$2" >/dev/null 2>&1
}

# What was judged, without how its digits were written: 4.0 typed as a number is 4.
judge() { # SPEC DATA
    "$sushai" eval "$1" "$2" --format ndjson 2>"$work/err" | python3 -c '
import json, sys
for r in map(json.loads, sys.stdin):
    print(r["sample_id"], r["verdict"], r["hazard"], r["effective"], sorted(r["sample"].items()), r["evidence"])
    for i in r["items"]:
        print("", i["item"], i["outcome"], i["hazard"], i["value_number"], i["unit"], i["requirement"])'
}

for of in toys infant-clothing e-bike conductor; do
    spec=specs/$of.shai
    "$sushai" form "$spec" -o "$work/form.xlsx" --fields all
    ok "$of: the form is filled" tests/interop/fill "$work/form.xlsx" "examples/$of.csv" "$work/$of.xlsx"
    judge "$spec" "examples/$of.csv" >"$work/wanted"
    ok "$of: there is something to compare with" test -s "$work/wanted"
    judge "$spec" "$work/$of.xlsx" >"$work/got"
    ok "$of: filled by openpyxl" diff "$work/wanted" "$work/got"
    ok "$of: LibreOffice saves it" office xlsx:'Calc MS Excel 2007 XML' "$work/$of.xlsx"
    judge "$spec" "$work/office/$of.xlsx" >"$work/got"
    ok "$of: and it is judged the same" diff "$work/wanted" "$work/got"
    ok "$of: Gnumeric saves it" sh -c "ssconvert '$work/$of.xlsx' '$work/gnumeric.xlsx' 2>'$work/err'"
    judge "$spec" "$work/gnumeric.xlsx" >"$work/got"
    ok "$of: and it is judged the same, too" diff "$work/wanted" "$work/got"
done

# what LibreOffice keeps of the form: header, lists, checks
"$sushai" form specs/toys.shai -o "$work/blank.xlsx"
office xlsx:'Calc MS Excel 2007 XML' "$work/blank.xlsx"
/usr/bin/python3 - "$work/blank.xlsx" "$work/office/blank.xlsx" <<'P' >"$work/out" 2>&1
import sys, openpyxl
ours, theirs = (openpyxl.load_workbook(p) for p in sys.argv[1:])
a, b = ours["结果"], theirs["结果"]
print("header", [c.value for c in a[1]] == [c.value for c in b[1]])
print("notes", [bool(c.comment) for c in a[1]] == [bool(c.comment) for c in b[1]])
lists = lambda s: sorted(v.formula1 for v in s.data_validations.dataValidation if v.type == "list")
print("lists", set(lists(a)) == set(lists(b)), lists(b)[:1])
customs = lambda s: sum(v.type == "custom" for v in s.data_validations.dataValidation)
print("checks", customs(a) == customs(b) > 20)
P
for part in header notes lists checks; do
    holds "$work/out" "$part True" "LibreOffice keeps the $part of a form"
done

# results, as LibreOffice reads them
"$sushai" eval specs/toys.shai examples/toys.csv -o "$work/results.xlsx" 2>/dev/null
office csv:'Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' "$work/results.xlsx"
"$sushai" eval specs/toys.shai examples/toys.csv --format ndjson 2>/dev/null >"$work/results.ndjson"
/usr/bin/python3 - "$work/results.ndjson" "$work/office" <<'P' >"$work/out" 2>&1
import csv, json, sys
results = [json.loads(line) for line in open(sys.argv[1])]
samples = list(csv.DictReader(open(f"{sys.argv[2]}/results-样品.csv")))
items = list(csv.DictReader(open(f"{sys.argv[2]}/results-项目.csv")))
print("samples", [r["sample_id"] for r in results] == [s["样品编号"] for s in samples])
print("conclusions", [r["conclusion"] for r in results] == [s["结论"] for s in samples])
print("days", [r["sample"].get("sampled_on") for r in results] == [s["采样日期"] for s in samples])
wanted = [(r["sample_id"], i["item"], i["value"] or "", i["problem"] or "") for r in results for i in r["items"]]
print("items", wanted == [(i["样品编号"], i["项目"], i["判定值"], i["问题"]) for i in items], len(wanted))
P
for part in samples conclusions days items; do
    holds "$work/out" "$part True" "LibreOffice reads the $part of results"
done

done_testing
