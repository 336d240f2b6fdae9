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
ok 'each with the advice of its hazard' sh -c "while read -r path; do grep -qE '建议：请(自查|立即停止)' \"\$path\" || exit 1; done <'$work/paths'"
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

done_testing
