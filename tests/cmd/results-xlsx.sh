#!/bin/sh
# eval --format xlsx: results where a laboratory works.
. tests/tap.sh

cat >"$work/data.csv" <<'D'
样品编号,产品名称,生产日期,采样日期,材料类别,铅,镉,规格型号
=1+1,"=HYPERLINK(""http://x"",""y"")",2025-11-03,2025-12-02,其他,150,0.50,_x0041_
+2,-3,2025-11-03,2025/12/2,其他,<150,0.5,@a
S-3,好玩具,2025-11-03,,其他,,1,"两
行"
D
status 0 'results go into a workbook' "$sushai" eval specs/toys.shai "$work/data.csv" --format xlsx -o "$work/r.xlsx"
holds "$work/err" '样品 3 = 结果 3' 'samples are counted as ever'
tests/xlsx-cells "$work/r.xlsx" >"$work/cells"
tests/xlsx-cells "$work/r.xlsx" 样品 >"$work/samples"
tests/xlsx-cells "$work/r.xlsx" 项目 >"$work/items"
holds "$work/samples" "A2 [@] '=1+1'" 'an id that looks like a formula is text'
holds "$work/samples" "B2 [@] '=HYPERLINK(\"http://x\",\"y\")'" 'and so is a name'
holds "$work/samples" "A3 [@] '+2'" 'a plus is one'
ok 'no cell is a formula' sh -c "! grep -q FORMULA '$work/cells'"
holds "$work/samples" "C2 [@] '_x0041_'" 'what looks like an escape stays'
holds "$work/samples" "G2 [yyyy-mm-dd] (number) '45993'" 'a date is a date'
holds "$work/samples" "G3 [yyyy-mm-dd] (number) '45993'" 'however it was written'
holds "$work/samples" "I2 [@] '不符合'" 'the verdict stands in words'
holds "$work/samples" "K2 [@] '严重'" 'and so does the hazard'
holds "$work/samples" "frozen B2" 'the header is frozen'
holds "$work/samples" "filter A1:R4" 'and filters'
holds "$work/samples" "'未核对'" 'a sample without its day says so'
holds "$work/items" "'105 mg/kg'" 'the value as judged'
holds "$work/items" "'0.50 mg/kg'" 'with its decimals'
holds "$work/items" "'<150 mg/kg'" 'censored too'
holds "$work/items" "'铅(Pb)迁移量(校正后)为 105 mg/kg,要求 ≤ 90 mg/kg'" 'the problem'
holds "$work/items" "'GB 6675.4-2014 表1'" 'the basis'
holds "$work/items" "filter A1:R76" 'an item a row'
holds "$work/cells" '风险速筛结果不直接作为行政处罚的依据,不予信息公示。' 'what results are not is said'
ok 'nothing is locked' sh -c "unzip -p '$work/r.xlsx' xl/worksheets/sheet1.xml | grep -q sheetProtection && exit 1 || exit 0"

# the workbook says what NDJSON says
"$sushai" eval specs/infant-clothing.shai examples/infant-clothing.csv --format ndjson >"$work/r.ndjson" 2>/dev/null
"$sushai" eval specs/infant-clothing.shai examples/infant-clothing.csv --format xlsx >"$work/i.xlsx" 2>/dev/null
python3 - "$work/r.ndjson" "$work/i.xlsx" <<'P' >"$work/out" 2>&1
import json, re, subprocess, sys
words = {"pass": "符合", "fail": "不符合", "inconclusive": "无法判定", "untested": "未检", "unjudged": "不判定", "inapplicable": "不适用"}
cells = {}
for line in subprocess.run(["tests/xlsx-cells", sys.argv[2], "项目"], capture_output=True, text=True).stdout.splitlines():
    m = re.match(r"([A-Z]+)(\d+) \[.*?\] ('.*'|\".*\")$", line)
    if m:
        cells[m[1], int(m[2])] = eval(m[3])
row, wrong = 2, 0
for sample in map(json.loads, open(sys.argv[1])):
    for i in sample["items"]:
        want = (sample["sample_id"], i["item"], words[i["outcome"]], i["value"], i["value_number"], i["reported"],
                {"general": "一般", "serious": "严重", None: None}[i["hazard"]], i["problem"], ";".join(i["basis"]) or None,
                i["reason"] and i["reason"]["text"])
        got = tuple(cells.get((c, row)) for c in "ACEGHKFOLP")
        if want != got:
            wrong += 1
            print(want, got)
        row += 1
print("rows", row - 2, "wrong", wrong)
P
holds "$work/out" 'wrong 0' 'items of the workbook are those of NDJSON'
ok 'and there are some' grep -q 'rows [1-9]' "$work/out"

for jobs in 1 2; do
    "$sushai" eval specs/toys.shai examples/toys.csv -o "$work/j$jobs.xlsx" --jobs $jobs 2>"$work/err$jobs"
done
ok 'with two processors the same bytes' cmp "$work/j1.xlsx" "$work/j2.xlsx"
ok 'and the same messages' cmp "$work/err1" "$work/err2"

status 2 'a file without a header makes no workbook' "$sushai" eval specs/toys.shai /dev/null -o "$work/none.xlsx"
ok 'indeed' test ! -e "$work/none.xlsx"
status 2 'no temporary folder' env TMPDIR=/nonexistent "$sushai" eval specs/toys.shai "$work/data.csv" -o "$work/no.xlsx"
holds "$work/err" D0261 'is said'
ok 'and leaves nothing' test ! -e "$work/no.xlsx" -a ! -e "$work/no.xlsx.part"
status 2 'the laboratory program has no workbooks' "$BUILD/sushai-lab" --format xlsx a b
printf 'sample_id\n' >"$work/empty.csv"
status 0 'no samples' "$sushai" eval specs/toys.shai "$work/empty.csv" -o "$work/empty.xlsx"
ok 'give an empty workbook' sh -c "tests/xlsx-cells '$work/empty.xlsx' 样品 | grep -q 样品编号"
"$sushai" eval specs/toys.shai "$work/data.csv" --format csv --bom >"$work/bom.csv" 2>/dev/null
ok 'CSV takes a byte order mark' sh -c "head -c 3 '$work/bom.csv' | od -An -tx1 | grep -q 'ef bb bf'"

# a full temporary folder: limit the size of files, so that writing them fails
python3 -c 'for i in range(3000): print(f"S-{i},其他,5,0.5")' | sed '1i样品编号,材料类别,铅,镉' >"$work/many.csv"
status 2 'a temporary file that cannot grow' sh -c "trap '' XFSZ; ulimit -f 256; exec '$sushai' eval specs/toys.shai '$work/many.csv' -o '$work/full.xlsx'"
holds "$work/err" D0261 'is noticed'
ok 'and no short workbook is left' test ! -e "$work/full.xlsx" -a ! -e "$work/full.xlsx.part"

done_testing
