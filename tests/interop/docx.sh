#!/bin/sh
# DOCX in another program: LibreOffice opens letters, reports, rules and letters of an office's template, and reads the
# words that we wrote; the fields of a letter are its JSON's; it has the pages it should have, and can be saved again.
. tests/tap.sh

convert() { # FORMAT FILE...: into $work/office
    format=$1
    shift
    LC_ALL=C.UTF-8 soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$format" \
        --outdir "$work/office" "$@" >/dev/null 2>&1
}
words() { tr -d ' \n\t\r\f' | sed -e 's/　//g' -e 's/•//g' -e 's/\xC2\xA0//g' -e 's/\xEF\xBB\xBF//g'; }

mkdir "$work/in"
sed -n '1p; /^WJ-2025-003/{p;q}' examples/toys.csv >"$work/data.csv"
"$sushai" notice specs/toys.shai "$work/data.csv" --campaign examples/campaign.json --format docx,json -o "$work/letters" >"$work/out" 2>&1
cp "$work/letters/WJ-2025-003-生产.docx" "$work/in/letter.docx"
python3 tests/cmd/template.py make "$work/template.docx"
"$sushai" notice specs/toys.shai "$work/data.csv" --campaign examples/campaign.json --template "$work/template.docx" -o "$work/office-letters" >"$work/out" 2>&1
cp "$work/office-letters/WJ-2025-003-生产.docx" "$work/in/office.docx"
"$sushai" report specs/toys.shai "$work/data.csv" --campaign examples/campaign.json --format docx -o "$work/reports" >"$work/out" 2>&1
cp "$work"/reports/*.docx "$work/in/report.docx"
"$sushai" notice --blank --format docx -o "$work/blank" >"$work/out"
cp "$work/blank/问题告知书.docx" "$work/in/blank.docx"
for spec in toys infant-clothing; do "$sushai" doc "specs/$spec.shai" -o "$work/in/$spec.docx"; done

convert 'txt:Text (encoded):UTF8' "$work"/in/*.docx
convert pdf "$work/in/letter.docx" "$work/in/toys.docx" "$work/in/report.docx"
for file in "$work"/in/*.docx; do
    paper=$(basename "$file" .docx)
    python3 tests/cmd/docx.py text "$file" | words >"$work/ours"
    words <"$work/office/$paper.txt" >"$work/theirs"
    ok "$paper: there are words" test -s "$work/ours"
    ok "$paper: LibreOffice reads what we wrote" cmp "$work/ours" "$work/theirs"
done

python3 - "$work/office/letter.txt" "$work/letters/WJ-2025-003-生产.json" >"$work/out" <<'P'
import json, sys
text = "".join(open(sys.argv[1], encoding="utf-8-sig").read().replace("\u00a0", " ").split())
letter = json.load(open(sys.argv[2], encoding="utf-8"))
def leaves(value, path):
    if isinstance(value, dict):
        for key, v in value.items(): yield from leaves(v, path + [key])
    elif isinstance(value, list):
        for v in value: yield from leaves(v, path)
    elif isinstance(value, str): yield ".".join(path), value
put = {"general": "☑一般风险隐患", "serious": "☑严重风险隐患", "2025-11-20": "2025年11月20日"}
count = 0
for part in ("front", "back", "receipt"):
    for path, value in leaves(letter[part], [part]):
        if path.endswith((".method", ".grade")): continue  # not on the form
        if path.endswith("problems.hazard"): value = {"general": "一般", "serious": "严重"}[value]
        set_for_print = lambda s: "".join(s.split()).replace(",", "，").replace("(", "（").replace(")", "）")
        count += 1
        if set_for_print(put.get(value, value)) not in set_for_print(text): print(path, value)
print(count > 25)
P
ok 'every field of the letter is its JSON'"'"'s' grep -qx True "$work/out"
ok 'and none differs' test "$(wc -l <"$work/out")" -eq 1

pages() { pdfinfo "$work/office/$1.pdf" | awk '/^Pages/ { print $2 }'; }
ok 'a letter has two copies of two pages, and the receipt' test "$(pages letter)" -eq 5
pdftotext -layout "$work/office/toys.pdf" - | tr -d ' ' >"$work/toys.txt"
holds "$work/toys.txt" '—1—' 'the rules have numbers of pages'
holds "$work/toys.txt" "—$(pages toys)—" 'on every page'
heads=$(grep -c '检验项目.*要求.*备注' "$work/toys.txt")
ok "heads of tables return on each page ($heads)" test "$heads" -ge 4
pdftotext -layout "$work/office/report.pdf" - | tr -d ' 　' >"$work/report.txt"
holds "$work/report.txt" "第1页共$(pages report)页" 'the pages of a report are counted'

cp "$work/in/letter.docx" "$work/in/saved.docx"
convert docx "$work/in/saved.docx"
words <"$work/office/letter.txt" >"$work/ours"
python3 tests/cmd/docx.py text "$work/office/saved.docx" | words >"$work/theirs"
ok 'saved by LibreOffice, a letter still says the same' cmp "$work/ours" "$work/theirs"

done_testing
