#!/bin/sh
# sushai eval: forms, counts, statuses, failing outputs.
. tests/tap.sh
spec=specs/toys.shai
data=examples/toys.csv

status 1 'toys: some are refused' "$sushai" eval "$spec" "$data"
holds "$work/out" '合计' 'text ends with a summary'
tail -n 1 "$work/err" >"$work/counts"
ok 'the last line on standard error counts' grep -qE '^样品 [0-9]+ = 结果 [0-9]+ \+ 拒收 [0-9]+$' "$work/counts"
status 1 'in English' "$sushai" eval --lang en "$spec" "$data"
tail -n 1 "$work/err" >"$work/counts"
ok 'the English counts' grep -qE '^samples [0-9]+ = results [0-9]+ \+ refused [0-9]+$' "$work/counts"
ok 'samples = results + refused' awk '{ exit $2 != $5 + $8 }' "$work/counts"

status 1 'csv' "$sushai" eval --format csv "$spec" "$data"
cp "$work/out" "$work/csv"
ok 'csv: a head and a row a result' awk -v results="$(awk '{ print $5 }' "$work/counts")" 'END { exit NR != results + 1 }' "$work/csv"
ok 'csv: its head' grep -qx 'sample_id,verdict,hazard,failed_items,inconclusive_items,untested_items,disposal' "$work/csv"
status 1 'csv with a byte order mark' "$sushai" eval --format csv --bom "$spec" "$data"
ok 'the mark is there' sh -c "printf '\357\273\277' | cmp -n 3 - '$work/out'"
status 1 'ndjson' "$sushai" eval --format ndjson "$spec" "$data"
ok 'ndjson: an object a result' awk -v results="$(awk '{ print $5 }' "$work/counts")" '!/^\{.*\}$/ { bad = 1 } END { exit bad || NR != results }' "$work/out"
cp "$work/out" "$work/ndjson"

status 0 'compile' "$sushai" compile --lang zh "$spec" -o "$work/toys.shaic"
ok 'says what a sample can take' grep -qx "$work/toys.shaic: 每个样品最多 [0-9]* 步,内存 [0-9]* KB,数最宽 [0-9]* 位(二进制)" "$work/out"
"$sushai" disasm "$work/toys.shaic" >"$work/listing"
# shellcheck disable=SC2046  # three numbers
set -- $(sed -n 's/.* at most \([0-9]*\) steps, \([0-9]*\) bytes, numbers of \([0-9]*\) bits/\1 \2 \3/p' "$work/listing")
holds "$work/out" "最多 $1 步,内存 $((($2 + 1023) / 1024)) KB,数最宽 $3 位" 'as the listing does'
status 0 'compile to standard output' "$sushai" compile --lang en "$spec" -o -
holds "$work/err" ': a sample takes at most' 'says it on standard error'
status 1 'a compiled program gives the same' "$sushai" eval --format ndjson "$work/toys.shaic" "$data"
ok 'the very same bytes' cmp "$work/out" "$work/ndjson"
ok 'compile is deterministic' sh -c "'$sushai' compile '$spec' -o - | cmp - '$work/toys.shaic'"
status 1 'data from standard input' sh -c "'$sushai' eval --format ndjson '$spec' - <'$data'"
ok 'give the same' cmp "$work/out" "$work/ndjson"
status 1 'spec from standard input' sh -c "'$sushai' eval --format ndjson - '$data' <'$work/toys.shaic'"
ok 'gives the same' cmp "$work/out" "$work/ndjson"
status 1 'output to a file' "$sushai" eval --format ndjson -o "$work/file" "$spec" "$data"
ok 'the file is the same' cmp "$work/file" "$work/ndjson"
ok 'no unfinished file stays' test ! -e "$work/file.part"

status 2 'a disk that fills up' sh -c "trap '' XFSZ; ulimit -f 2; '$sushai' compile '$spec' -o '$work/big.shaic'"
holds "$work/err" 'U0109' 'is told'
ok 'and leaves no file' sh -c "! ls '$work'/big.shaic*"

head -n 2 "$data" >"$work/good.csv"
status 0 'a sample that passes' "$sushai" eval --fail-on incomplete "$spec" "$work/good.csv"
sed -n '1p;/^WJ-2025-004/p' "$data" >"$work/bad.csv"
status 0 'a failing sample is a result' "$sushai" eval "$spec" "$work/bad.csv"
status 1 'unless --fail-on fail' "$sushai" eval --fail-on fail "$spec" "$work/bad.csv"
sed -n '1p;/^WJ-2025-006/p' "$data" >"$work/open.csv"
status 0 'an incomplete sample, --fail-on fail' "$sushai" eval --fail-on fail "$spec" "$work/open.csv"
status 1 'an incomplete sample, --fail-on incomplete' "$sushai" eval --fail-on incomplete "$spec" "$work/open.csv"

status 2 'a full disk' sh -c "'$sushai' eval --lang en --format csv '$spec' '$data' >/dev/full"
holds "$work/err" 'U0109' 'a full disk is told'
status 2 'a full disk by name' "$sushai" eval --format csv -o /dev/full "$spec" "$data"
status 2 'a closed output' sh -c "'$sushai' eval '$spec' '$data' >&-"
status 2 'a folder that is not there' "$sushai" eval -o "$work/no/such" "$spec" "$data"
head -n 1 "$data" >"$work/long.csv"
for i in 1 2 3 4 5 6 7 8 9; do
    sed -n 2p "$data" | awk -v i=$i '{ line = $0; for (k = 0; k < 400; k++) { s = line; sub(/^[^,]*/, "S-" i "-" k, s); print s } }'
done >>"$work/long.csv"
status 0 'a pipe that closes' sh -c "{ '$sushai' eval --format ndjson '$spec' '$work/long.csv'; echo \$? >'$work/status'; } | head -n 1"
ok 'is status 2' grep -qx 2 "$work/status"

status 2 'bytes that are no program' "$sushai" disasm docs
head -c 200 "$work/toys.shaic" >"$work/short.shaic"
status 2 'a program cut short' "$sushai" eval "$work/short.shaic" "$data"
holds "$work/err" 'P0101' 'a program cut short is refused with a reason'
status 0 'disasm of a program' "$sushai" disasm "$work/toys.shaic"
cp "$work/out" "$work/listing"
status 0 'disasm of a source' "$sushai" disasm "$spec"
status 0 'ast' "$sushai" ast "$spec"
holds "$work/out" 'sushai-ast/1' 'ast names its format'
status 2 'ast of a program' "$sushai" ast "$work/toys.shaic"

# What a decision rule does to a rounded value is said as it was done.
cat >"$work/ruled.shai" <<'SPEC'
细则 甲 {
  名称 "甲" 版本 "1"
  裁决 保护
  标准 G "GB 1-2020" "t"
  项目 甲项 { 依据 G "5" 方法 G "6" 检测 数值 比较 修约值 限值 ≤ 9.0 风险 一般 }
  项目 乙项 { 裁决 确定 依据 G "5" 方法 G "6" 检测 数值 比较 修约值 限值 ≤ 9.0 风险 一般 }
}
SPEC
printf '样品编号,甲项,甲项.U,乙项,乙项.U\nA,9.03,0.03,9.03,0.03\nB,8.96,0.03,9.3,0.03\n' >"$work/ruled.csv"
status 0 'rounded values under a decision rule' "$sushai" eval --explain -f ndjson "$work/ruled.shai" "$work/ruled.csv"
holds "$work/out" '修约(9.03 ± U 0.03, 0.1) → [9, 9.1],并非全部 ≤ 9.0(裁决:保护)' 'a fail says that not all of it meets'
holds "$work/out" '修约(9.03 ± U 0.03, 0.1) → [9, 9.1],不能确定是否 ≤ 9.0(裁决:确定,计入 U)' 'certain leaves it open'
holds "$work/out" '修约(8.96 ± U 0.03, 0.1) → [8.9, 9] ≤ 9.0(裁决:保护)' 'a pass says what passed'

done_testing
