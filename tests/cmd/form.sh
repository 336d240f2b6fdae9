#!/bin/sh
# sushai form: the sheet that a bench fills. Golden sheets stand in tests/golden/form.sh.
. tests/tap.sh

# libxlsxwriter 1.1.4 copies the formula of a list on another sheet twice and frees one copy: under the leak sanitizer
# that is not ours.
echo 'leak:lxw_strdup' >"$work/not-ours"
LSAN_OPTIONS=suppressions=$work/not-ours:print_suppressions=0
export LSAN_OPTIONS

cat >"$work/spec.shai" <<'S'
细则 表 {
  名称 "表单测试"
  版本 "7"
  生效 2025-01-01 ~ 2026-12-31
  标准 G "GB 1-2020" 强制
  属性 材质 : 选项 { 甲乙丙丁戊己庚辛壬癸一, 甲乙丙丁戊己庚辛壬癸二, 甲乙丙丁戊己庚辛壬癸三, 甲乙丙丁戊己庚辛壬癸四, 甲乙丙丁戊己庚辛壬癸五, 甲乙丙丁戊己庚辛壬癸六, 甲乙丙丁戊己庚辛壬癸七, 甲乙丙丁戊己庚辛壬癸八, 甲乙丙丁戊己庚辛壬癸九, 甲乙丙丁戊己庚辛壬癸十, 子丑寅卯辰巳午未申酉一, 子丑寅卯辰巳午未申酉二, 子丑寅卯辰巳午未申酉三, 子丑寅卯辰巳午未申酉四, 子丑寅卯辰巳午未申酉五, 子丑寅卯辰巳午未申酉六, 子丑寅卯辰巳午未申酉七, 子丑寅卯辰巳午未申酉八, 子丑寅卯辰巳午未申酉九, 子丑寅卯辰巳午未申酉十, 天地玄黄宇宙洪荒日月一, 天地玄黄宇宙洪荒日月二, 天地玄黄宇宙洪荒日月三 }
  属性 标称 : 数值 mm 属于 1 ~ 20
  裁决 保护
  项目 铅 "铅(Pb)" { 依据 G "5.1"; 方法 G "6" 用 实验室; 检测 数值 mg/kg; 限值 ≤ 90; 风险 严重 }
  项目 厚 { 适用 标称 > 2 mm; 依据 G; 方法 G; 检测 厚度 : 数值 mm 试样 逐个 3; 限值 ≥ 0.5 mm; 风险 一般 }
}
S
status 0 'a form is made' "$sushai" form "$work/spec.shai" -o "$work/f.xlsx"
tests/xlsx-cells "$work/f.xlsx" >"$work/cells" 2>&1
holds "$work/cells" "== 结果" 'the sheet to fill has a Chinese name'
holds "$work/cells" "== 填写说明" 'and so have the instructions'
holds "$work/cells" "frozen B2" 'header and first column are frozen'
holds "$work/cells" "page landscape 9" 'it prints on A4 landscape'
holds "$work/cells" "铅 (mg/kg)" 'a reading with its unit'
holds "$work/cells" "'铅.U (mg/kg)'" 'the decision rule asks for U'
holds "$work/cells" "'厚.厚度.3 (mm)'" 'specimens stand side by side'
holds "$work/cells" "== 选项 hidden" 'a list too long for a cell is on a hidden sheet'
holds "$work/cells" "list stop '选项'!\$A\$1:\$A\$23" 'and the cells use it'
holds "$work/cells" "date warning 45658 46387" 'the day of sampling is held to the time in force'
holds "$work/cells" '>=1,' 'a range is held to'
holds "$work/cells" "要求: ≤ 90 mg/kg" 'the note says the requirement'
holds "$work/cells" "适用: 标称 > 2 mm" 'and when the item applies'
holds "$work/cells" "依据: GB 1-2020 5.1" 'and its basis'
holds "$work/cells" "sha256:" 'the instructions name the digest'
ok 'no cell is a formula' sh -c "! grep -q FORMULA '$work/cells'"

status 0 'again' "$sushai" form "$work/spec.shai" -o "$work/g.xlsx"
ok 'the same spec gives the same bytes' cmp "$work/f.xlsx" "$work/g.xlsx"
"$sushai" compile "$work/spec.shai" -o "$work/spec.shaic" >/dev/null 2>&1
"$sushai" form "$work/spec.shaic" -o "$work/h.xlsx"
ok 'and so does the program' cmp "$work/f.xlsx" "$work/h.xlsx"
status 0 'a workbook goes through a pipe' sh -c "'$sushai' form '$work/spec.shai' -f xlsx | cmp - '$work/f.xlsx'"

# every header is one that the reader takes: no warning, and a blank row is no sample
for spec in specs/*.shai; do
    case $spec in */labels.shai | */standards.shai | */prelude.shai) continue ;; esac
    "$sushai" form "$spec" -o "$work/all.csv" --fields all --with u,dl
    "$sushai" eval "$spec" "$work/all.csv" >"$work/out" 2>"$work/err"
    ok "every column of $(basename "$spec") is understood" sh -c "! grep -q 'W01\|D01' '$work/err'"
done
ok 'the CSV begins with a byte order mark' sh -c "head -c 3 '$work/all.csv' | od -An -tx1 | grep -q 'ef bb bf'"
status 0 'CSV on standard output' "$sushai" form specs/toys.shai
holds "$work/out" "样品编号,产品名称" 'and it is the header'
"$sushai" form specs/toys.shai --fields few >"$work/few.csv"
ok 'few fields leave the letter out' sh -c "! grep -q 销售单位 '$work/few.csv'"
holds "$work/few.csv" "生产日期" 'but not what the spec reads'

status 2 'a number of rows that is none' "$sushai" form "$work/spec.shai" --rows 0
holds "$work/err" U0152 'is said'
status 2 'too many rows' "$sushai" form "$work/spec.shai" --rows 100001
status 2 'a column of nothing known' "$sushai" form "$work/spec.shai" --with u,x
holds "$work/err" U0104 'is said too'
status 2 'the spec is not overwritten' "$sushai" form "$work/spec.shai" -o "$work/spec.shai"
status 2 'no temporary folder' env TMPDIR=/nonexistent "$sushai" form "$work/spec.shai" -o "$work/no.xlsx"
holds "$work/err" D0261 'is said as well'
ok 'and no file is left' test ! -e "$work/no.xlsx" -a ! -e "$work/no.xlsx.part"
if [ -w /dev/full ]; then
    status 2 'a full disk' "$sushai" form "$work/spec.shai" -f xlsx -o /dev/full
fi
python3 - "$sushai" "$work/spec.shai" <<'P' >"$work/out" 2>&1
import os, pty, subprocess, sys
leader, follower = pty.openpty()
run = subprocess.run([sys.argv[1], "form", sys.argv[2], "-f", "xlsx"], stdout=follower, stderr=subprocess.PIPE)
print(run.returncode, run.stderr.decode())
P
holds "$work/out" "2 " 'a workbook is not written to a terminal'
holds "$work/out" U0151 'and that is said'

# the page for laboratories (docs/zh/实验室.md): its commands and what they answer, with the filled form of examples/
page=docs/zh/实验室.md
cp -r specs examples "$work"
sed -n '/^```$/,/^```$/p' "$page" | grep '^sushai ' >"$work/commands"
ok 'the page has its commands' test "$(wc -l <"$work/commands")" -eq 3
path=$(cd "$(dirname "$sushai")" && pwd)
while read -r line; do
    (cd "$work" && PATH=$path:$PATH sh -c "$line --lang zh") >"$work/out" 2>"$work/err" </dev/null
    [ $? -lt 2 ]
    result $? "it runs: $line"
    case $line in *' eval '*) cp "$work/err" "$work/said" ;; esac
done <"$work/commands"
holds "$work/said" "$(grep '结果!AG15' "$page")" 'the mistake is told as the page says'
holds "$work/said" '样品 30 = 结果 29 + 拒收 1' 'and so are the counts'
tests/xlsx-cells "$work/结果.xlsx" >"$work/cells"
holds "$work/cells" "'105 mg/kg'" 'lead is as the page says'
ok 'every picture is there' sh -c "grep -o 'pictures/[^)]*' '$page' | while read -r p; do test -s \"docs/zh/\$p\" || exit 1; done"
holds "$page" "$("$sushai" eval specs/toys.shai examples/toys-30.xlsx --lang zh 2>&1 >/dev/null | tail -1)" 'its counts are those of the file'

done_testing
