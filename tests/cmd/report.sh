#!/bin/sh
# sushai report: the inspection report of each sample.
. tests/tap.sh
spec=specs/toys.shai
data=examples/toys.csv

status 2 'without a folder' "$sushai" report "$spec" "$data"
status 2 'in a form that is none' "$sushai" report "$spec" "$data" -f odt -o "$work/a"
status 1 'reports of the toys' "$sushai" report "$spec" "$data" --campaign examples/campaign.json -f html,json -o "$work/a"
cp "$work/out" "$work/paths"
ok 'of which nothing is missing in the campaign' sh -c "! grep -q L0112 '$work/err'"
"$sushai" eval -f ndjson "$spec" "$data" >"$work/results" 2>/dev/null
ok 'two files for each sample that is judged' sh -c "test \$(wc -l <'$work/paths') -eq \$((2 * \$(wc -l <'$work/results')))"
ok 'and nothing else is in the folder' sh -c "test \$(ls -A '$work/a' | wc -l) -eq \$(wc -l <'$work/paths')"
ok 'each page is whole' sh -c "grep '\.html' '$work/paths' | while read -r path; do tail -n 1 \"\$path\" | grep -q '</html>' || exit 1; done"
cat >"$work/agrees.py" <<'PY'
# A report says what the result says, in both forms.
import html, json, re, sys
results = {r["sample_id"]: r for r in map(json.loads, open(sys.argv[1], encoding="utf-8"))}
seen = 0
for path in open(sys.argv[2], encoding="utf-8").read().split("\n"):
    if not path.endswith(".json"): continue
    report = json.load(open(path, encoding="utf-8"))
    result = results.pop(report["sample"]["sample_id"])
    words = re.sub(r"<[^>]*>", "", open(path[:-4] + "html", encoding="utf-8").read())
    words = html.unescape(words).replace("\xa0", " ")
    assert report["verdict"] == result["verdict"] and report["conclusion"] == result["conclusion"], path
    assert report["hazard"] == (result["hazard"] if result["verdict"] == "fail" else "none"), path
    assert result["conclusion"] in words, path
    items = [i for i in result["items"] if i["outcome"] != "inapplicable"]
    assert len(items) == len(report["items"]), path
    for mine, theirs in zip(report["items"], items):
        untested = theirs["outcome"] == "untested"
        assert mine["item"] == theirs["title"] and mine["value"] == (None if untested else theirs["value"]), path
        assert mine["basis"] == theirs["basis"] and mine["problem"] == theirs["problem"], path
        assert (theirs["outcome"] == "fail") == (mine["hazard"] != "none"), path
        for text in [mine["value"]] + mine["basis"]:
            assert text is None or text in words, (path, text)
        seen += 1
assert not results and seen > 50, seen
PY
ok 'reports say what results say' python3 "$work/agrees.py" "$work/results" "$work/paths"
status 1 'without a campaign' "$sushai" report "$spec" "$data" -o "$work/b"
holds "$work/err" 'L0112' 'the missing fields are listed'
status 2 'a campaign with mistakes' sh -c "echo '{\"yaer\":1}' >'$work/wrong.json'; '$sushai' report '$spec' '$data' --campaign '$work/wrong.json' -o '$work/c'"
: >"$work/plain"
status 2 'a folder that is a file' "$sushai" report "$spec" "$data" -o "$work/plain"
cp "$data" "$work/b/data.csv"
status 1 'data in the same folder' "$sushai" report "$spec" "$work/b/data.csv" -o "$work/b"
ok 'stays' cmp "$data" "$work/b/data.csv"

# --- an office's own template, and the blank form, which is one
status 0 'the blank form' "$sushai" report --blank -f html,docx -o "$work/blank"
words() { sed 's/<style>.*<\/style>//; s/<[^>]*>/\n/g; s/&nbsp;/ /g' "$1" | tr -d ' \n'; }
for form in html docx; do
    status 1 "reports by the blank form, $form" "$sushai" report "$spec" "$data" --campaign examples/campaign.json --template "$work/blank/检验报告.$form" -o "$work/by-$form"
    ok 'as many' sh -c "test \$(ls '$work/by-$form' | wc -l) -eq \$(wc -l <'$work/results')"
done
words "$work/by-html/WJ-2025-003-检验报告.html" >"$work/filled"
for what in 示例检字2025-003 '105mg/kg' '不符合本次风险速筛要求' '☑严重风险隐患' '不适用于本样品的项目'; do
    holds "$work/filled" "$what" "the filled form says $what"
done
ok 'each item has its row' sh -c "test \$(grep -o 'data-field=\"item.outcome\"' '$work/by-html/WJ-2025-003-检验报告.html' | wc -l) -eq 13"
echo '<p data-field="addressee"></p>' >"$work/letter.html"
status 2 "a letter's template" "$sushai" report "$spec" "$data" --template "$work/letter.html" -o "$work/e"
holds "$work/err" L0156 'is refused by its field'
echo '<p data-field="conclusion"></p>' >"$work/short.html"
status 1 'a template that lacks the items' "$sushai" report "$spec" "$data" --template "$work/short.html" -o "$work/e"
holds "$work/err" 'item.outcome' 'is warned of'

# --- evidence: photographs are printed as they were hashed
mkdir "$work/photos"
python3 - "$work/photos/a.png" <<'PY'
import struct, sys, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\0" + bytes([0x40, 0x80, 0xC0]) * 40 for _ in range(30))
open(sys.argv[1], "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)) +
                              chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
PY
echo 'no picture' >"$work/photos/b.txt"
printf '样品编号,材料类别,生产日期,铅,证据\nS-1,其他,2025-10-11,500,a.png;b.txt;none.jpg\n' >"$work/one.csv"
status 1 'a piece of evidence is missing' "$sushai" report "$spec" "$work/one.csv" --evidence "$work/photos" -f html,json -o "$work/d"
page=$work/d/S-1-检验报告.html
ok 'the photograph is in the page' sh -c "test \$(grep -c '<img src=\"data:image/png;base64,' '$page') -eq 1"
ok 'and its hash' grep -q "$(sha256sum "$work/photos/a.png" | cut -d' ' -f1)" "$page"
ok 'and that of the other file' grep -q "$(sha256sum "$work/photos/b.txt" | cut -d' ' -f1)" "$page"
ok 'and what is not there' grep -q '没有找到该文件' "$page"

done_testing
