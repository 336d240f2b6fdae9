#!/bin/sh
# sushai campaign check, and letter numbers that are never given twice.
. tests/tap.sh
spec=specs/toys.shai
data=examples/toys.csv

# --- check
status 0 'the example campaign' "$sushai" campaign check examples/campaign.json
holds "$work/err" 'register' 'without a register numbers can be given twice'
status 1 'strict' "$sushai" campaign check --strict examples/campaign.json
cat >"$work/whole.json" <<'END'
{"authority": "甲局", "year": 2026, "contact": "乙", "phone": "1", "date": "2026-01-02", "report_date": "2026-01-01",
 "laboratory": {"name": "丙", "contact": "丁", "phone": "2", "address": "戊", "cma": "己"},
 "letter_no": "〔{year}〕{seq}号", "register": "numbers.ndjson", "cc": {"*": "庚局"}}
END
status 0 'a complete one' "$sushai" campaign check --strict "$work/whole.json"
ok 'of which there is nothing to say' test ! -s "$work/err"
echo '{"yaer": 2025, "phone": 7, "laboratory": {"fax": {"a": []}}}' >"$work/wrong.json"
status 1 'one with mistakes' "$sushai" campaign check "$work/wrong.json"
for what in yaer phone fax; do holds "$work/err" "$what" "all at once: $what"; done
status 1 'several files: the worst counts' "$sushai" campaign check "$work/whole.json" "$work/wrong.json"
status 2 'one that is not there' "$sushai" campaign check "$work/none.json" "$work/wrong.json"
status 2 'another word than check' "$sushai" campaign show "$work/whole.json"
sed 's/numbers.ndjson/none\/numbers.ndjson/' "$work/whole.json" >"$work/lost.json"
status 1 'a register in a folder that is not there' "$sushai" campaign check "$work/lost.json"
holds "$work/err" 'L0141' 'is told before any letter is written'
sed 's/{seq}//' "$work/whole.json" >"$work/one.json"
status 0 'a pattern that does not count' "$sushai" campaign check --lang zh "$work/one.json"
holds "$work/out" '文号不够用' 'is not called sound'
status 2 'no file' "$sushai" campaign check
ok 'checking makes no register' test ! -e "$work/numbers.ndjson"

# --- numbers
notice() {
    "$sushai" notice --format json "$spec" "$1" --campaign "$work/whole.json" -o "$work/letters" >"$work/paths" 2>"$work/err"
}
numbers() {
    while read -r path; do grep -o '"letter_no":"[^"]*"' "$path" | head -n 1; done <"$work/paths" | sort
}
notice "$data"
numbers >"$work/first"
ok 'each letter has a number of its own' sh -c "test \$(uniq '$work/first' | wc -l) -eq \$(wc -l <'$work/paths')"
ok 'which stands in the register, beside the campaign' sh -c "test \$(wc -l <'$work/numbers.ndjson') -eq \$(wc -l <'$work/paths')"
notice "$data"
numbers >"$work/again"
ok 'letters written again keep theirs' cmp "$work/first" "$work/again"
sed 's/WJ-2025/WJ-2026/' "$data" >"$work/new.csv"
notice "$work/new.csv"
numbers >"$work/second"
ok 'new letters get new ones' sh -c "test -s '$work/second' && ! sort '$work/first' '$work/second' | uniq -d | grep -q ."
before=$(wc -l <"$work/numbers.ndjson")
printf '{"letter_no":' >>"$work/numbers.ndjson"
status 2 'a register that was torn' "$sushai" notice "$spec" "$data" --campaign "$work/whole.json" -o "$work/torn"
holds "$work/err" "$((before + 1))" 'the line is named'
ok 'and no letter is written' sh -c "! ls '$work/torn' | grep -q ."
echo '{"letter_no": "{sample_id}", "register": "/dev/full"}' >"$work/full.json"
status 2 'a register that is no file' "$sushai" notice "$spec" "$data" --campaign "$work/full.json" -o "$work/torn"
echo '{"letter_no": "第{sample_id}号"}' >"$work/alike.json"
status 1 'a number without a count' "$sushai" notice "$spec" "$data" --campaign "$work/alike.json" -o "$work/alike"
holds "$work/err" 'L0140' 'which producer and seller cannot share'
ok 'whose first letter is written' sh -c "ls '$work/alike' | grep -q ."

done_testing
