#!/bin/sh
# sushai cases: boundary cases that read back, signed, as tests that pass; what a change of a limit does to them.
# shellcheck disable=SC1111  # the quotes of the messages
. tests/tap.sh

# confirm IN OUT: signs every row (the last cell but one is 确认人)
confirm() { awk -F, -v OFS=, 'NR > 1 && NF > 2 { $(NF - 1) = "王工" } 1' "$1" >"$2"; }

for kind in toys conductor compound-fertilizer e-bike infant-clothing socks; do
    status 0 "cases of $kind" "$sushai" cases "specs/$kind.shai" -o "$work/$kind.csv"
    ok 'more than its items' test "$(wc -l <"$work/$kind.csv")" -gt 20
    confirm "$work/$kind.csv" "$work/signed.csv"
    status 0 'signed, they are tests that pass' "$sushai" test "specs/$kind.shai" --cases "$work/signed.csv"
done

rows=$(($(wc -l <"$work/toys.csv") - 1))
status 0 'unsigned rows' "$sushai" test specs/toys.shai --cases "$work/toys.csv"
holds "$work/out" "$rows" 'are counted, not run'
confirm "$work/toys.csv" "$work/signed.csv"
cp specs/*.shai "$work/" 2>/dev/null
sed 's/\(铅(Pb).*\)≤ 90/\1≤ 91/' specs/toys.shai >"$work/toys.shai"
ok 'a limit was moved' sh -c "! cmp -s specs/toys.shai '$work/toys.shai'"
status 1 'they notice' "$sushai" test "$work/toys.shai" --cases "$work/signed.csv"
holds "$work/out" '铅:' 'and say which'

cat >"$work/exact.shai" <<'SPEC'
spec t {
  title "t" version "1"
  not detected counts 0
  standard S "GB 1-2020" "s"
  grade g { "1", "2", "3" }
  attribute k "k" : number
  item lead { basis S "1" method S "2" measure number mg/kg limit ≤ 90.0 hazard general }
  item ph { basis S "1" method S "2" measure number limit 4.0 ~ 7.5 hazard general }
  item fast { basis S "1" method S "2" measure grade g limit ≥ "2" hazard general }
  item seven { basis S "1" method S "2" measure number mm value reading × 7 ÷ 10 limit ≤ 10 hazard general }
  item half { basis S "1" method S "2" measure number mm compare rounded limit ≤ 10 hazard general }
  item smell { basis S "1" method S "2" measure conformity hazard general }
  item told { basis S "1" require k > 1 hazard general }
  item note { basis S "1" method S "2" measure number report }
  example "all" { lead = 1; ph = 5; fast = "2"; seven = 1; half = 1; smell = pass; k = 2; expect pass }
}
SPEC
status 0 'an English spec' "$sushai" cases --lang en "$work/exact.shai"
holds "$work/out" 'sample_id,k,lead,ph,fast,seven,half,smell,expect,expect_hazard,expect lead' 'has English columns'
holds "$work/out" ',89.9,' 'under'
holds "$work/out" ',90.1,' 'over by the last place that is written'
holds "$work/out" 'lead: exactly 90.0 mg/kg' 'at'
holds "$work/out" ',3.9,' 'a range has two ends'
holds "$work/out" ',7.6,' 'of which this is the upper'
holds "$work/out" 'fast: grade 3' 'grades'
holds "$work/out" ',14.28571428,' 'what no decimal reaches is approached from below'
holds "$work/out" ',14.28571429,' 'and from above'
holds "$work/out" 'half: half a last place over 10 mm' 'where rounding decides'
holds "$work/out" ',ND,' 'not detected'
holds "$work/out" 'smell: fail' 'a conformity'
holds "$work/err" 'told' 'a condition has no case, which is said'
ok 'a report has none' sh -c "! grep -q 'expect note' '$work/out'"
status 0 'with a byte order mark' "$sushai" cases --bom "$work/exact.shai"
ok 'it begins so' sh -c "head -c 3 '$work/out' | od -An -tx1 | grep -q 'ef bb bf'"
cat >"$work/each.shai" <<'SPEC'
spec t {
  title "t" version "1"
  standard S "GB 1-2020" "s"
  item ph { basis S "1" method S "2" measure number in 0 ~ 14 limit 4.0 ~ 9.0 hazard general }
  item e { basis S "1" method S "2" measure number mm specimens 3 limit ≥ 5.0 hazard general }
  example "all" { ph = 9.0; e = 5.0, 5.0, 5.0; expect pass }
}
SPEC
status 0 'specimens, and a range of readings' "$sushai" cases --lang en "$work/each.shai"
holds "$work/out" 'ph: just over 9.0' 'beyond a bound at which the example stands'
holds "$work/out" ',5.0,5.0,4.9,fail,general' 'the last specimen under the bound'
holds "$work/out" ',5.0,5.0,5.1,' 'and over it'
sed 's/mg\/kg limit/nounit limit/' "$work/exact.shai" >"$work/bad.shai"
status 1 'a spec with an error' "$sushai" cases "$work/bad.shai"
status 2 'none' "$sushai" cases "$work/none.shai"

printf '样品编号,生产日期,材料类别,铅,期望 铅,期望风险\nA,2025-11-20,其他,150,不符合,重要\n' >"$work/grave.csv"
status 0 'the other word of the guideline for 严重' "$sushai" test specs/toys.shai --cases "$work/grave.csv"

# the same as a workbook, to be signed
status 0 'cases as a workbook' "$sushai" cases specs/toys.shai -o "$work/cases.xlsx"
tests/xlsx-cells "$work/cases.xlsx" >"$work/cells"
holds "$work/cells" "== 样例" 'its sheet has a name'
holds "$work/cells" "A1 [@] '样品编号'" 'its columns are the columns of a table'
holds "$work/cells" "B1 [@] '说明'" 'what a case is for stands beside its name'
holds "$work/cells" "'期望 铅'" 'with the outcome of the item'
holds "$work/cells" "'生成'" 'rows are generated'
holds "$work/cells" 'list stop "同意,不同意"' 'who checks agrees or not'
holds "$work/cells" "'确认日期'" 'and signs with the day'
holds "$work/cells" 'date warning 36526 73050' 'which is a date'
"$sushai" cases specs/toys.shai -o "$work/toys.csv" 2>/dev/null
python3 - "$work/cells" "$work/toys.csv" <<'P' >"$work/out" 2>&1
import csv, re, sys
cells = {}
for line in open(sys.argv[1]):
    if line.startswith("== 说明"):
        break
    m = re.match(r"([A-Z]+)(\d+) \[.*?\] (['\"].*)$", line)
    if m:
        cells[m[1], int(m[2])] = eval(m[3])
heads = {cells[k]: k[0] for k in cells if k[1] == 1}
rows = list(csv.DictReader(open(sys.argv[2])))
wrong = [(r, n) for i, r in enumerate(rows, 2) for n, v in r.items() if cells.get((heads[n], i), "") != v]
print(len(rows), "rows", len(wrong), "wrong", wrong[:2])
P
holds "$work/out" ' rows 0 wrong' 'every cell is that of the CSV'
# signed as a spreadsheet leaves it, it goes straight into test
sign() { python3 tests/cmd/sign.py "$work/cases.xlsx" "$work/signed.xlsx" "$@" >"$work/heads"; }
column() { sed -n "s/^\\([A-Z]*\\) $1\$/\\1/p" "$work/heads"; }
run() { # STATUS NAME [ARG...]
    want=$1 name=$2
    shift 2
    status "$want" "$name" "$sushai" test --lang zh --format tap "$@"
    counted=$(grep -c '^ok.*G0[0-9]*' "$work/out") waiting=$(grep -c SKIP "$work/out") failed=$(grep -c '^not ok' "$work/out")
}
rows=$(($(wc -l <"$work/toys.csv") - 1))
run 0 'a workbook that nobody has signed' specs/toys.shai --cases "$work/cases.xlsx"
ok 'all its rows wait' test "$waiting" -eq "$rows"
sign 王工 同意
run 0 'a signed workbook' specs/toys.shai --cases "$work/signed.xlsx"
ok 'every row counts' test "$counted.$waiting" = "$rows.0"
ok 'without a word of its sheets and columns' test ! -s "$work/err"
ok 'of a pipe it is the same' sh -c "cat '$work/signed.xlsx' | '$sushai' test --lang zh --format tap specs/toys.shai --cases - >'$work/piped' &&
    sed 's|<stdin>|$work/signed.xlsx|' '$work/piped' | cmp - '$work/out'"
run 1 'a limit that has moved' "$work/toys.shai" --cases "$work/signed.xlsx"
ok 'is noticed' test "$failed" -gt 0
"$sushai" test --lang zh "$work/toys.shai" --cases "$work/signed.xlsx" >"$work/out" 2>&1
holds "$work/out" 'signed.xlsx:第 ' 'in a row of the workbook'
sign 王工 不同意
run 0 'who disagrees confirms nothing' specs/toys.shai --cases "$work/signed.xlsx"
ok 'no row counts' test "$waiting" -eq "$rows"
sign '' 同意
run 0 'nor does an opinion without a name' specs/toys.shai --cases "$work/signed.xlsx"
ok 'no row counts either' test "$waiting" -eq "$rows"
by=$(column 确认人) hazard=$(column 期望风险)
sign 王工 同意 "${by}3=#N/A"
run 1 'an error of the spreadsheet' specs/toys.shai --cases "$work/signed.xlsx"
holds "$work/err" "signed.xlsx:样例!${by}3,列“确认人”: 错误 D0223" 'signs nothing, and its cell is named'
ok 'the other rows count' test "$counted" -eq $((rows - 1))
sign 王工 同意 "${hazard}5=极高"
run 1 'a word that is none' specs/toys.shai --cases "$work/signed.xlsx"
holds "$work/err" "signed.xlsx:样例!${hazard}5,列“期望风险”: 错误 E0" 'its cell is named'
sign 王工 同意 "${hazard}1=期望 无此项目"
run 1 'an item that is none' specs/toys.shai --cases "$work/signed.xlsx"
holds "$work/err" "signed.xlsx:样例!${hazard}1" 'the header is named'
sign 王工 同意 "${hazard}1=期望结论"
run 1 'a column twice' specs/toys.shai --cases "$work/signed.xlsx"
sign 王工 同意 "${hazard}1=hazard?"
printf 'hazard?,期望风险\n' >"$work/m.csv"
run 0 'a column by another name' specs/toys.shai --cases "$work/signed.xlsx" --map "$work/m.csv"
ok 'is known by the map' sh -c "! grep -q W01 '$work/err'"
run 0 'the sheet by its name' specs/toys.shai --cases "$work/signed.xlsx" --sheet 样例
run 2 'a sheet that is none' specs/toys.shai --cases "$work/signed.xlsx" --sheet 无此表
holds "$work/err" D0238 'which is said'
head -c 3000 "$work/cases.xlsx" >"$work/cut.xlsx"
run 2 'half a workbook' specs/toys.shai --cases "$work/cut.xlsx"
status 2 'no temporary folder for it' env TMPDIR=/nonexistent "$sushai" test specs/toys.shai --cases "$work/cases.xlsx"
holds "$work/err" D0249 'is said'
mkdir "$work/beside"
cp specs/*.shai "$work/beside"
sign 王工 同意
cp "$work/signed.xlsx" "$work/beside/toys.cases.xlsx"
run 0 'beside the spec' "$work/beside/toys.shai"
ok 'it is run' test "$counted" -eq "$rows"
cp "$work/toys.csv" "$work/beside/toys.cases.csv"
run 2 'beside a CSV' "$work/beside/toys.shai"
holds "$work/err" U0143 'nobody knows which counts'
run 0 'unless it is named' "$work/beside/toys.shai" --cases "$work/signed.xlsx"

# mutants are judged by the rows of a workbook, too
cat >"$work/row.shai" <<'SPEC'
spec t {
  title "t" version "1"
  standard S "GB 1-2020" "s"
  item Pb { basis S "1" method S "2" measure number limit ≤ 90 hazard serious }
  example "e" { Pb = 5; expect pass }
}
SPEC
printf '%s\n' 'sample_id | Pb | expect Pb | expect_hazard' '1 | 90 | pass | none' '2 | 91 | fail | serious' |
    python3 tests/cmd/workbook.py "$work/row.xlsx"
status 1 'without it mutants survive' "$sushai" test --mutate "$work/row.shai"
status 0 'with it none' "$sushai" test --lang zh --mutate "$work/row.shai" --cases "$work/row.xlsx"
status 0 'nor is anything missing' "$sushai" test --min 60 "$work/row.shai" --cases "$work/row.xlsx"
status 2 'no temporary folder' env TMPDIR=/nonexistent "$sushai" cases specs/toys.shai -o "$work/no.xlsx"
holds "$work/err" D0261 'is said'
ok 'and leaves no file' test ! -e "$work/no.xlsx"

# an opinion counts
printf '%s\n' '样品编号,生产日期,材料类别,铅,期望 铅,状态,意见,确认人,确认日期' \
    'C-1,2025-11-03,其他,10,符合,生成,同意,王工,2025-12-01' 'C-2,2025-11-03,其他,10,不符合,生成,不同意,王工,2025-12-01' \
    'C-3,2025-11-03,其他,10,符合,生成,,,' >"$work/signed.csv"
status 0 'who disagrees confirms nothing' "$sushai" test specs/toys.shai --cases "$work/signed.csv"
ok 'and no column is unknown' sh -c "! grep -q W01 '$work/err'"
sed -i 's/不同意/同意/' "$work/signed.csv"
status 1 'who agrees does' "$sushai" test specs/toys.shai --cases "$work/signed.csv"

done_testing
