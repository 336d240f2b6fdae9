#!/bin/sh
# sushai notice: a letter for each recipient of each failed sample.
. tests/tap.sh
spec=specs/toys.shai
data=examples/toys.csv

status 2 'without a folder' "$sushai" notice "$spec" "$data"
status 1 'letters of the toys' "$sushai" notice "$spec" "$data" --campaign examples/campaign.json -o "$work/a/letters"
cp "$work/out" "$work/paths"
ok 'there are some' test -s "$work/paths"
ok 'every path printed is a whole letter' sh -c "while read -r path; do tail -n 1 \"\$path\" | grep -q '</html>' || exit 1; done <'$work/paths'"
ok 'and nothing else is in the folder' sh -c "test \$(ls -A '$work/a/letters' | wc -l) -eq \$(wc -l <'$work/paths')"
ok 'each with the advice of its hazard' sh -c "while read -r path; do grep -qE '建议：<span data-field=.advice.>请(自查|立即停止)' \"\$path\" || exit 1; done <'$work/paths'"
ok 'the letter of the lead toy' grep -q 'WJ-2025-003' "$work/paths"
status 1 'as json' "$sushai" notice --format json "$spec" "$data" --campaign examples/campaign.json -o "$work/json"
ok 'samples that pass get none' sh -c "! grep -qE 'WJ-2025-00[1267]' '$work/paths'"
ok 'as many' sh -c "test \$(ls '$work/json' | wc -l) -eq \$(wc -l <'$work/paths')"
status 1 'without a campaign' "$sushai" notice "$spec" "$data" -o "$work/b"
holds "$work/err" 'L0110' 'the missing fields are listed'
status 2 'a campaign that is not there' "$sushai" notice "$spec" "$data" --campaign "$work/none.json" -o "$work/c"
echo '{' >"$work/broken.json"
status 2 'a campaign that is no JSON' "$sushai" notice "$spec" "$data" --campaign "$work/broken.json" -o "$work/c"
: >"$work/plain"
status 2 'a folder that is a file' "$sushai" notice "$spec" "$data" -o "$work/plain"
holds "$work/err" 'U0119' 'is told as such'
ok 'and is left as it is' test ! -s "$work/plain"
cp "$data" "$work/data.csv"
status 2 'a folder that is the data' "$sushai" notice "$spec" "$work/data.csv" -o "$work/data.csv"
ok 'which stays' cmp "$data" "$work/data.csv"
# a letter never takes the place of an input
"$sushai" notice --format json "$spec" "$data" -o "$work/d" >"$work/paths" 2>/dev/null
first=$(head -n 1 "$work/paths")
cp examples/campaign.json "$first"
status 2 'a letter named as the campaign file is' "$sushai" notice --format json "$spec" "$data" --campaign "$first" -o "$work/d"
holds "$work/err" 'U0118' 'is refused'
ok 'and the campaign file stays' cmp examples/campaign.json "$first"

# --- several forms, the blank form ---------------------------------------------------------------------------------
status 1 'two forms at once' "$sushai" notice -f json,html "$spec" "$data" -o "$work/two"
ok 'as many of each' sh -c "test \$(ls '$work/two'/*.html | wc -l) -eq \$(ls '$work/two'/*.json | wc -l)"
ok 'side by side' test -s "$work/two/WJ-2025-003-生产.html" -a -s "$work/two/WJ-2025-003-生产.json"
status 1 'pages to print and to edit' "$sushai" notice -f pdf,docx "$spec" "$data" -o "$work/pages"
ok 'as PDF' sh -c "head -c 5 '$work/pages/WJ-2025-003-生产.pdf' | grep -q '%PDF-'"
ok 'as DOCX' sh -c "head -c 2 '$work/pages/WJ-2025-003-生产.docx' | grep -q PK"
status 2 'a form that is none' "$sushai" notice -f html,doc "$spec" "$data" -o "$work/e"
holds "$work/err" 'U0104' 'is told as such'
status 2 'no form at all' "$sushai" notice -f '' "$spec" "$data" -o "$work/e"
status 2 'letters without data' "$sushai" notice "$spec" -o "$work/e"
holds "$work/err" 'U0107' 'say so'
status 0 'the blank form' "$sushai" notice --blank -o "$work/blank"
ok 'is one file' test "$(ls "$work/blank")" = 问题告知书.html
ok 'with names to fill it by' grep -q 'data-field="addressee"' "$work/blank/问题告知书.html"
status 0 'of a spec and a campaign' "$sushai" notice --blank "$spec" --campaign examples/campaign.json -o "$work/blank2"
ok 'says what they know' grep -q '>示例联系人乙</span>' "$work/blank2/问题告知书.html"
status 2 'the blank form of data' "$sushai" notice --blank "$spec" "$data" -o "$work/e"
status 2 'the blank form as JSON' "$sushai" notice --blank -f json -o "$work/e"
ok 'nothing was written for those' test ! -e "$work/e"

done_testing
